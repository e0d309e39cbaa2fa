"""The home pages: the finding, the squares, the Chairs side by side, what is new and what comes."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.model.editions import Edition
from osce_tracker.site import home
from osce_tracker.site.page import Site
from tests.site.pages import heading, links, made, parsed, text
from tests.strategies import a_commitment, an_event


@pytest.fixture(name="joined", scope="module")
def _joined():
    """Return the home pages of all bundled Chairpersonships."""
    return made(home, ot.load("all"))


def page_of(*commitments, edition=None, **fields):
    """Return the home page of a tracker of some commitments."""
    edition = edition or Edition(name="mine", title="Mine", version="1", compiled="2030-06-30")
    (file,) = made(home, ot.Tracker(commitments=commitments, edition=edition, **fields)).values()
    return file


def section(file, name):
    """Return the text of a section of a page by the id of its heading."""
    (found,) = [one for one in parsed(file).iter("section") if one.get("aria-labelledby") == name]
    return text(found)


def test_each_chair_has_a_home_with_its_finding(joined):
    """The home of the website is that of the last Chair; findings are those of the scorecard, by name."""
    paths = {"chairs/MT-2024.html": "MT-2024", "chairs/FI-2025.html": "FI-2025", "index.html": "CH-2026"}
    assert set(paths) == set(joined)
    for (path, chair), who in zip(paths.items(), ("Malta", "Finland", "Switzerland"), strict=True):
        finding = ot.scorecard(ot.load("all"), chair=chair).headline
        # With a shorter name more clauses fit.
        assert heading(joined[path]).startswith(finding.replace("The Chair", who).rstrip("."))


def test_squares_and_counts_are_those_of_the_chart(tracker):
    """Each promise has a square in the order of the chart, with its status and a link to its page."""
    (file,) = made(home, tracker).values()
    site, chart = Site(tracker), ot.plot.squares(tracker)
    squares = [item for one in parsed(file).iter("ul") if one.get("class") == "squares" for item in one]
    expected = [
        (f"w-{status}", site.address(tracker.commitments[one]), f"{title}: {status.label}")
        for _, one, title, status in chart.rows
    ]
    found = [(item.get("class"), item[0].get("href"), item[0].get("title")) for item in squares]
    assert expected == found
    legend = [text(item) for one in parsed(file).iter("ul") if one.get("class") == "legend" for item in one]
    statuses = [status for *_, status in chart.rows]
    assert [f"{s.label} {statuses.count(s)}" for s in dict.fromkeys(home.STATUSES) if s in statuses] == legend


def test_groups_of_squares_have_the_rates_of_the_scorecard(tracker):
    """What is not assessed is in no rate, and said beside it."""
    (file,) = made(home, tracker).values()
    found = section(file, "page-squares-title")
    assert "Human dimension 8 of 15 assessed fulfilled, 5 not assessed" in found
    assert "Cross-dimensional 23 of 46 assessed fulfilled" in found


def test_the_figures_add_up_and_each_number_has_one_meaning(joined, tracker):
    """What is not assessed is the last figure, if any is; all records are counted beside the squares."""
    figures = [text(one.find("dd")) for one in parsed(joined["index.html"]).find(".//dl[@class='figures']")]
    assert ["8", "0", "0", "27", "10"] == figures
    assert "of 45 promises stated in advance" in text(parsed(joined["index.html"]))
    (file,) = made(home, tracker).values()
    assert "none is unknown" not in text(parsed(file))
    found = section(file, "page-squares-title")
    assert found.startswith("45 of 98 commitments were fulfilled by 31 December 2025 All records count here")


def test_the_latest_quarter_ends_where_the_record_stops(joined):
    """Nobody knows yet what became of a promise on a later day."""
    found = section(joined["index.html"], "page-flow")
    assert "Of the 25 in progress on 31 March 2026: none closed" in found
    assert "30 June 2026" not in found


def test_chairs_stand_side_by_side_unranked(joined, tracker):
    """With several Chairs each has a row with a link, in order of time; with one there is no table."""
    found = section(joined["index.html"], "page-chairs")
    assert "Don't rank the Chairs by these figures." in found
    assert "Not over yet on 8 June 2026: the term of Switzerland 2026." in found
    assert found.index("Malta 2024") < found.index("Finland 2025") < found.index("Switzerland 2026")
    assert "18 of 45 (40%)" in found
    assert {"chairs/MT-2024.html", "chairs/FI-2025.html"} <= set(links(parsed(joined["index.html"])))
    (alone,) = made(home, tracker).values()
    assert "page-chairs" not in alone.content.decode()


def test_what_is_new_is_that_of_the_last_day(tracker, joined):
    """The page names corrected verdicts with what was said before, and begins as the report does."""
    (file,) = made(home, tracker).values()
    found = section(file, "page-news")
    assert f"Last entered on 29 November 2026. {ot.whats_new(tracker, '2026-11-28').headline}" in found
    assert "Corrected. Secure consensus on the 32nd Economic and Environmental Forum 27 March 2025: " in found
    assert 3 == found.count("Corrected.") == found.count("New.")
    swiss = section(joined["index.html"], "page-news")
    assert "Last entered on 29 November 2026. Nine records were corrected" in swiss
    assert "The records don't say when they were entered." in section(page_of(a_commitment()), "page-news")


def test_a_new_commitment_comes_with_its_latest_update():
    """A commitment that was entered on the last day is new, whether or not anything became of it."""
    update = ot.StatusUpdate(date="2030-02-01", status="blocked", summary="Nobody agreed.")
    promise = a_commitment(entered="2030-06-01", updates=[update], made_on="2030-01-15")
    found = section(page_of(promise, a_commitment("XX30-HD-02", entered="2030-06-01")), "page-news")
    assert "Last entered on 1 June 2030. Two commitments are new since 31 May 2030." in found
    assert "New. Hold a seminar Blocked as of 1 February 20301 February 2030: Nobody agreed." in found


def test_a_late_entry_of_older_news_does_not_hide_what_became_of_it(tracker):
    """The status is that of today with its day; that of an older update is said to be of its time."""
    (file,) = made(home, tracker).values()
    found = section(file, "page-news")
    assert "Secure a decision on the 2027 Chair Not fulfilled as of 5 December 2025" in found
    assert "4 December 2025 (in progress at the time): Russia's deputy foreign minister" in found


def test_what_comes_next_is_announced_due_or_overdue():
    """Deadlines that have passed, meetings and deadlines ahead stand in the order of their days."""
    late = ot.StatusUpdate(date="2030-02-01", status="planned", summary="Announced.")
    file = page_of(
        a_commitment("A", title="Ahead", due="2030-12"),
        a_commitment("B", title="Passed", due="2030-03", updates=[late]),
        events=[
            an_event("past", when="2030-05-02"),
            an_event("next", title="Next", when="2030-07-01", city="Vienna", status="announced"),
        ],
    )
    found = section(file, "page-coming")
    assert "As of 30 June 2030, the day on which the data were put together." in found
    parts = ["Overdue since March 2030Passed", "1 July 2030Next, Vienna", "Deadline December 2030Ahead"]
    assert sorted(parts, key=found.index) == parts
    nothing = section(page_of(a_commitment()), "page-coming")
    assert "Nothing is announced, and no deadline is ahead." in nothing


def test_without_stated_promises_of_the_chair_all_count():
    """The figures are then those of all records, and the page says so."""
    done = ot.StatusUpdate(date="2030-02-01", status="fulfilled", summary="Done.")
    own = page_of(a_commitment(updates=[done]))
    assert "of the 1 promise stated in advance" in text(parsed(own))
    deed = page_of(a_commitment(updates=[done], basis="deed"))
    assert "of the 1 commitment on record" in text(parsed(deed))
    assert "All records count here" in text(parsed(own))
    assert "All records count here" not in text(parsed(deed))
    both = page_of(
        a_commitment(updates=[done]), a_commitment("B", basis="deed"), a_commitment("C", updates=[done])
    )
    assert "One promise was still open" not in text(parsed(both))
    assert "1 is not assessed. Read it with care: 1 of the 3 first became known when already done." in text(
        parsed(both)
    )


def test_one_promise_is_still_open():
    """The lead has the right number."""
    update = ot.StatusUpdate(date="2030-02-01", status="in-progress", summary="Begun.")
    assert "One promise was still open on 30 June 2030" in text(
        parsed(page_of(a_commitment(updates=[update])))
    )


def test_too_many_squares_become_counts(monkeypatch, tracker):
    """A page with thousands of squares would be too large: it has the counts of each dimension instead."""
    monkeypatch.setattr(home, "MOST_SQUARES", 97)
    (file,) = made(home, tracker).values()
    assert "Politico-military dimension: 9 of 19 assessed fulfilled" in section(file, "page-squares-title")
    assert 'class="squares"' not in file.content.decode()


def test_a_correction_that_is_no_status_is_text(tracker):
    """What a correction said before may have been no status, or nothing."""
    old = next(one for one in tracker.corrections if one.field == "status")
    for said, shown in ((None, "27 March 2025: Blocked"), ("odd", "27 March 2025: odd Blocked")):
        changed = attrs.evolve(tracker, corrections=[attrs.evolve(old, old=said)])
        (file,) = made(home, changed).values()
        assert shown in section(file, "page-news")
