"""The pages of the calendar, against the records and in made cases."""

import pytest

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar
from osce_tracker.model.commitments import StatusUpdate
from osce_tracker.model.events import KnownMeeting
from osce_tracker.model.states import StateRegistry
from osce_tracker.site import calendar
from osce_tracker.site.page import Site
from tests.site.pages import heading, links, made, parsed, text
from tests.strategies import NASTY, a_commitment, a_series, an_event


@pytest.fixture(name="finland", scope="module")
def _finland(tracker):
    """Return the pages on the bundled tracker."""
    return made(calendar, tracker)


def pages_of(*records):
    """Return the pages on a tracker of some records."""
    return made(calendar, ot.Tracker(states=StateRegistry([]), chairs=ot.chairs()).with_records(*records))


def entries(file):
    """Return the look and text of everything in the grid of a month."""
    found = [one for one in parsed(file).iter("li") if one.find("div") is not None]
    shown = [div for one in found for div in one.findall("div") if "ev" in div.get("class", "").split()]
    return [(div.get("class").removeprefix("ev "), text(div)) for div in shown]


def by_class(tree, name):
    """Return the elements that have a class."""
    return [one for one in tree.iter() if name in (one.get("class") or "").split()]


def test_every_event_and_series_is_described_once(finland, tracker):
    """Each event and series has one element at its address, and every page is valid and small."""
    site, anchors = Site(tracker), []
    for path, file in finland.items():
        if path != calendar.FILE:
            anchors += [f"{path}#{one.get('id')}" for one in parsed(file).iter("section") if one.get("id")]
            assert len(file.content) < 500_000
    assert sorted(map(site.address, [*tracker.events, *tracker.series])) == sorted(anchors)


def test_file_to_subscribe_to_is_the_calendar(finland, tracker):
    """The file has every event, also of those without a day, and the deadlines."""
    assert render_calendar(tracker, due=True, vague=True).encode() == finland["calendar/osce.ics"].content


def test_month_with_a_ministerial_council(finland):
    """December 2025 begins with the ministers, has all that happened on a day, and leads elsewhere."""
    file = finland["calendar/2025-12.html"]
    tree, shown = parsed(file), entries(file)
    assert "Ministers met in Vienna on 4–5 December 2025; 19 other events are on record" == heading(file)
    assert text(*by_class(tree, "lead")).startswith("32nd OSCE Ministerial Council: No consensus decision")
    assert 24 == len(shown)
    assert ("mc", "10:00 32nd OSCE Ministerial Council 4–5 December, Vienna") in shown
    assert ("due", "Deadline Extend field mission mandates into 2025 fulfilled") in shown
    (bar,) = [one for one in by_class(tree, "span") if by_class(one, "mc")]
    assert "span c4 s2 r2" == bar.get("class")
    near = links(*[one for one in tree.iter("nav") if one.get("aria-label") == "Calendar"])
    assert ["2025-11.html", "2026-01.html", "2025.html", "index.html", "osce.ics"] == near


def test_looks_of_events():
    """Each kind of entry has its look, its time and place, and what became of it."""
    known = an_event("E-9", when="2030-05-20", status="held", title="Last")
    zone = {"start_time": "10:00", "timezone": "Europe/Vienna"}
    council = {"body": "Ministerial Council", "kind": "council meeting"}
    records = [
        an_event("E-1", title="Talk", city="Vienna", **zone),
        an_event("E-2", title="Plan", status="announced"),
        an_event("E-3", title="Next", status="announced", when="2030-05-25"),
        an_event("E-4", title="Gone", status="cancelled", city="Bern"),
        an_event("E-5", title="Text", kind="report"),
        an_event("E-6", title="Ministers", when="2030-05-03/2030-05-04", **council),
        an_event("E-7", title="Speech", when="2030-05-03", **council),
        a_commitment("C-1", title="Pledge", due="2030-05-02"),
    ]
    pages = pages_of(known, *records)
    expected = [
        ("ann", "Plan announced only"),
        ("off", "Gone Bern; cancelled"),
        ("pub", "Text"),
        ("held", "10:00 Talk Vienna"),
        ("due", "Deadline Pledge not assessed"),
        ("mc", "Ministers 3–4 May"),
        ("mc", "Speech"),
        ("held", "Last"),
        ("ann", "Next announced only"),
    ]
    assert expected == entries(pages["calendar/2030-05.html"])
    assert "Ministers met on 3–4 May 2030; seven other events are on record" == heading(
        pages["calendar/2030-05.html"]
    )
    facts = [
        text(one.find("p")) for one in parsed(pages["calendar/2030-05.html"]).iter("section") if one.get("id")
    ]
    assert [
        "2 May 2030 · announced; no report found",
        "2 May 2030 · Bern · cancelled",
        "2 May 2030 · report",
        "2 May 2030 · 10:00 Vienna time · Vienna · held",
        "3 May 2030 · held",
        "3–4 May 2030 · held",
        "20 May 2030 · held",
        "25 May 2030 · announced; no report found",
    ] == facts


def test_an_event_to_come_is_announced():
    """After the day that the website is about, an event that was announced may still be held."""
    file = pages_of(an_event(when="2026-05-02", status="announced", chairs=["FI-2025"]))
    assert [("ann", "Seminar announced")] == entries(file["calendar/2026-05.html"])
    assert "not known if held" not in text(parsed(file["calendar/2026-05.html"]))


def test_what_has_no_day_is_listed():
    """A month lists events and deadlines of which only the month, quarter or year is known."""
    done = StatusUpdate(date="2030-05-01", status="fulfilled", summary="Done.")
    pages = pages_of(
        an_event("E-1", title="Some time", when="2030-06", status="announced"),
        an_event("E-2", title="Some week", when="2030-06-03/2030-06-07", day_unknown=True),
        an_event("E-3", title="Some quarter", when="2030-Q2"),
        a_commitment("C-1", due="2030-Q2", updates=[done]),
        a_commitment("C-2", due="2030-06"),
        a_commitment("C-3", due="2030-06-30"),
    )
    (section,) = [
        s
        for s in parsed(pages["calendar/2030-06.html"]).iter("section")
        if s.get("aria-labelledby") == "page-vague"
    ]
    due = "two commitments fell due without a known day: 1 fulfilled, 1 not assessed."
    assert [
        "June 2030 Some time announced only",
        "3–7 June 2030 Some week",
        f"By the end of June 2030 {due} All commitments",
    ] == [text(item) for item in section.iter("li")]
    assert "June 2030 fell due" not in text(parsed(pages["calendar/2030.html"]))
    year = [text(one) for one in by_class(parsed(pages["calendar/2030.html"]), "events")]
    assert ["Some quarter Q2 2030 · held"] == year


def test_agenda_of_a_year_has_all_that_met(finland, tracker):
    """The agenda has each event with a day, and each meeting of a series that a source shows."""
    rows = list(parsed(finland["calendar/2025.html"]).iter("tr"))[1:]
    dated = [e for e in tracker.events if e.to_the_day and e.when.first.year == 2025]
    shown = [text(row.find("th")) for row in rows]
    assert set() == {event.title for event in dated} - set(shown)
    others = [title for title in shown if title not in {event.title for event in dated}]
    assert len(rows) == len(dated) + len(others)
    assert all(", No. " in title for title in others)
    assert "145 events of 2025" in text(parsed(finland["calendar/2025.html"]))


def test_first_page_says_what_comes_next(finland):
    """The first page counts what is to come, lists the next twelve, and describes the series."""
    tree = parsed(finland["calendar/index.html"])
    assert "14 events are on record from 31 December 2025 on; the next: 1 January 2026" == text(
        next(tree.iter("h1"))
    )
    assert "2 more are in the months below." in text(tree)
    assert 3 == len([one for one in tree.iter("section") if (one.get("id") or "").startswith("record-")])


def test_first_page_without_anything_to_come():
    """If nothing is to come, the first page begins with the busiest month, and says so; one event is one."""
    past = pages_of(an_event(), a_commitment(made_on="2030-08-01"))[calendar.PATH]
    assert "May was the busiest month: 1 of the 1 event of 2030 with a known day began in it" == heading(past)
    assert "No event after that day is on record." in text(parsed(past))
    (one,) = [pages_of(an_event())[calendar.PATH]]
    assert "One event is on record from 2 May 2030 on; the next: 2 May 2030" == heading(one)


def test_regular_meetings_that_a_source_shows():
    """A meeting of a series that is no event has its number, and leads to the series."""
    known = KnownMeeting(number=7, date="2030-05-09", source_url="https://osce.org/7")
    pages = pages_of(a_series(title="Weekly", known_meetings=[known]), an_event())
    tree = parsed(pages["calendar/2030-05.html"])
    assert ("held", "Weekly, No. 7") in entries(pages["calendar/2030-05.html"])
    assert "index.html#record-weekly" in links(tree)
    assert "1 meeting seen in sources" in text(parsed(pages[calendar.PATH]))


def test_promises_of_an_event():
    """A card names the promise that the event bears on; several are folded, and at most twenty are listed."""
    one, many = an_event("E-1", title="One"), an_event("E-2", title="Many")
    promises = [a_commitment(f"C-{n}", title=f"Promise {n}", events=["E-2"]) for n in range(22)]
    pages = pages_of(one, many, a_commitment("C-99", title="Alone", events=["E-1"]), *promises)
    first, second = [s for s in parsed(pages["calendar/2030-05.html"]).iter("section") if s.get("id")]
    assert ("Promise: Alone" in text(first), False) == (True, "Alone" in text(second))
    assert ("22 commitments that it bears on", 20) == (text(next(second.iter("summary"))), len(links(second)))
    assert text(second).endswith("2 more")


def test_the_grid_shows_ten_of_thousands_on_one_day():
    """Of 1,000 events and 2,000 deadlines on one day the grid shows ten; every event is below it."""
    events = [an_event(f"E-{n:04}", when="2030-05-02", title=f"Event {n}") for n in range(1000)]
    promises = [a_commitment(f"C-{n}", due="2030-05-02") for n in range(2000)]
    page = parsed(pages_of(*events, *promises)["calendar/2030-05.html"])
    assert "990 more events 2000 more deadlines" in text(page)
    assert 1000 == len([one for one in page.iter("section") if (one.get("id") or "").startswith("record-")])


def test_hostile_texts_are_texts():
    """Whatever an event or series says is shown as text."""
    words = dict(enumerate(NASTY))
    events = [
        an_event(f"E-{n}", title=w, body=w, city=w, venue=w, summary=w, outcome=w, note=w)
        for n, w in words.items()
    ]
    series = [a_series(f"s-{n}", title=w, body=w, city=w, note=w) for n, w in words.items()]
    for path, file in pages_of(*events, *series).items():
        if path != calendar.FILE:
            tree = parsed(file)
            assert ["../assets/site.js"] == [one.get("src") for one in tree.iter("script")]
            assert not any(name.startswith("on") for one in tree.iter() for name in one.attrib)
