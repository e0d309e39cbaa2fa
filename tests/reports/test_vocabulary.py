"""One vocabulary: only what the Chair stated in advance is a promise, and kept; the rest is fulfilled."""

import re

import pytest

import osce_tracker as ot
from osce_tracker.analysis.rates import rates, stated_by_chair
from osce_tracker.formats.report import Report

SETS = {"malta-2024": 2024, "finland-2025": 2025, "switzerland-2026": 2026}
WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
#: What may follow or precede "promise": only that it was stated, or by whom.
STATED = re.compile(
    r"promises?,? (?:that )?(?:the|a) Chair (?:had )?stated|promises? (?:it |they )?stated|stated promises?"
)


def _number(text: str) -> int:
    return WORDS.index(text.lower()) if text.lower() in WORDS else int(text)


def _finding(report: Report) -> str:
    return f"{report.headline} {report.lead}"


def _quarters(year: int) -> list[str]:
    return [f"{year}-Q{number}" for number in (1, 2, 3, 4)]


@pytest.mark.parametrize(("name", "year"), SETS.items())
def test_what_is_called_kept_was_stated_in_advance(name: str, year: int) -> None:
    """In summary, scorecard and brief, what is called kept are the stated promises kept by the day."""
    tracker = ot.load(name)
    for quarter in _quarters(year):
        day = ot.Period(quarter).last
        own = rates(stated_by_chair(tracker.so_on(day).commitments), day).fulfilled
        for report in (ot.summary(tracker, day), ot.scorecard(tracker, day)):
            said = re.search(r"kept (\w+) of (?:the )?(\w+)", report.headline)
            expected = (own.part, own.whole) if own.whole > 1 else None
            assert expected == (said and (_number(said[1]), _number(said[2]))), (quarter, report.headline)
        shares = {one.key: one.value for one in ot.brief(tracker, quarter).figures}
        assert (own if own.whole else None) == shares.get("kept"), quarter


@pytest.mark.parametrize(("name", "year"), SETS.items())
def test_a_quarter_says_how_many_fulfilled_were_promises(name: str, year: int) -> None:
    """The headline of a quarter calls none kept; the lead has those of them that the Chair had stated."""
    tracker = ot.load(name)
    for period in (*_quarters(year), str(year)):
        span = ot.Period(period)
        for report in (ot.quarterly(tracker, span), ot.brief(tracker, span)):
            assert "kept" not in _finding(report), report.headline
            count = next(one.value for one in report.figures if one.key == "fulfilled")
            own = [
                one
                for one in stated_by_chair(tracker.so_on(span.last).commitments)
                if one.status_on(span.last) is ot.Status.FULFILLED
                and one.status_on(span.previous().last) is not ot.Status.FULFILLED
            ]
            said = re.search(
                r"had stated in advance (\w+)(.*?) that (?:was|were) fulfilled", _finding(report)
            )
            assert bool(count) == bool(said), report.lead
            if said and said[1] in ("both", "all"):
                assert len(own) == count
            elif said and said[1] != "the":
                assert len(own) == _number(said[1]), (period, report.lead)
            elif said:
                assert (1, 1) == (len(own), count)


def _texts(tracker: ot.Tracker, year: int) -> list[str]:
    """Return what reports say of all commitments in headlines, leads, figures, titles and charts."""
    period = ot.Period(f"{year}-Q4" if year < 2026 else f"{year}-Q1")
    day = period.last
    reports = [
        ot.quarterly(tracker, period),
        ot.quarterly(tracker, period, made_by="chair"),
        ot.quarterly(tracker, period, dimension="human"),
        ot.changes(tracker, period.previous(), period),
        ot.overdue(tracker, day),
        ot.blocked(tracker, day),
        ot.stale(tracker, day, 30),
        ot.table(tracker.commitments),
        ot.summary(tracker, day),
        ot.scorecard(tracker, day),
        ot.brief(tracker, period),
        ot.month(tracker, f"{year}-03"),
        *(ot.handover(tracker, term.id) for term in tracker.terms),
    ]
    texts: list[str] = []
    for report in reports:
        texts += [report.title, report.headline, *re.split(r"(?<=\.) ", report.lead)]
        texts += [f"{one.label} {one.note}" for one in report.figures]
        for table in report.tables:
            texts += [table.title, *(column.title for column in table.columns)]
            texts += [group.title for group in table.groups]
        texts += [text for one in (*report.charts, *report.charts_below) for text in (one.title, one.text)]
    return texts


@pytest.mark.parametrize(("name", "year"), SETS.items())
def test_no_other_commitment_is_called_a_promise(name: str, year: int) -> None:
    """A headline, figure, title or chart that says promise or kept says that these were stated in advance."""
    # What a record promises, in the words of its title, is no claim of the report.
    titles = re.compile(
        "|".join(map(re.escape, sorted((c.title for c in ot.load(name).commitments), key=len)[::-1]))
    )
    said = [titles.sub("", text) for text in _texts(ot.load(name), year)]
    wrong = [
        text
        for text in said
        if re.search(r"\b(?:promises?|kept)\b", text) and not STATED.search(text) and "stated" not in text
    ]
    assert not wrong


def test_what_states_alone_is_no_record_of_the_chair(tracker: ot.Tracker) -> None:
    """Who must act is counted over all makers, and says so; the Chair's own stated promises are beside it."""
    found = {row["subject"]: row["finding"] for row in ot.summary(tracker).tables[0].records()}
    assert "Chair alone 24 of 40 (its stated promises 14 of 27)" in found["By who delivers"]
    assert "whoever made them" in found["By who delivers"]
    assert "The Chair" not in ot.plot.levers(tracker).title


def test_a_filter_never_calls_a_stance_the_latest(tracker: ot.Tracker) -> None:
    """Under a filter by stance nothing is the latest but of this stance, and the headline names it."""
    report = ot.support(tracker, stance="opposes")
    states, _, totals = report.tables
    assert "Latest statements of this stance" == states.title
    latest = [one.title for one in states.columns if "latest" in one.title]
    assert all(title.endswith("of this stance") for title in latest)
    assert not [one.key for one in totals.columns if "latest" in one.key]
    assert not [one.key for one in states.columns if one.key in ("own_stance", "group_stance")]
    assert "opposed the Chair" in report.headline


def test_a_vague_update_is_not_counted_as_of_the_quarter(tracker: ot.Tracker) -> None:
    """An update dated "2025" is in no headline, figure or sum of the fourth quarter."""
    report = ot.quarterly(tracker, "2025-Q4")
    row = next(row for row in report.tables[0].records() if row["id"] == "FI25-PM-20")
    assert "partly-fulfilled" == row["status_end"] != row["status_start"]
    assert "17 in part" in report.headline
    assert "Three more may have changed status in Q4 2025" in report.lead
    assert 17 == next(one.value for one in report.figures if one.key == "partly-fulfilled")


def test_a_list_says_at_once_how_many_the_chair_had_stated(tracker: ot.Tracker) -> None:
    """The first sentence on what failed says how many of these were promises of the Chair."""
    report = ot.table(tracker.commitments.where(status="broken"))
    assert (
        "Seven commitments: 7 not fulfilled; two of the seven are promises stated by the Chair."
        == report.headline
    )


def test_only_what_was_not_found_is_said_to_be_missing(tracker: ot.Tracker) -> None:
    """No report says that a State did not speak, or that nothing by it was found without saying on what."""
    reports = [
        ot.support(tracker),
        ot.summary(tracker),
        *(ot.profile(tracker, state) for state in ("Hungary", "Estonia", "Andorra", "Poland")),
        ot.compare(tracker, "Hungary", "Estonia"),
    ]
    text = "\n".join(map(str, reports))
    assert not re.search(
        r"did not speak|spoke (?:once|twice|\w+ times)|\d+ spoke|[Nn]o statement (?:was found )?for", text
    )


def test_sources_say_what_they_are_for(tracker: ot.Tracker) -> None:
    """Of the sources of a commitment three are on the commitment itself, the others on dated updates."""
    rows = [*ot.show(tracker, "FI25-HD-03").tables[-1].records()]
    assert 3 == sum(row["for"].startswith("commitment") for row in rows)
    assert all("commitment" in row["for"] or "update of" in row["for"] for row in rows)
    assert "sources" not in rows[0]


def test_who_a_promise_waits_for_has_it_on_its_page(tracker: ot.Tracker) -> None:
    """What another State must do first is on the page of that State, and is no objection."""
    tables = {table.key: [*table.records()] for table in ot.profile(tracker, "Russia").tables}
    relation = next(row["relation"] for row in tables["commitments"] if row["id"] == "FI25-HD-02")
    assert "must act first" in relation
    assert "FI25-HD-02" not in [row["id"] for row in tables["objections"]]


def test_a_visit_to_several_states_belongs_to_each(tracker: ot.Tracker) -> None:
    """The record of such a visit has no country. Its title or its cities name the States."""
    for state, visit in (
        ("Kazakhstan", "cio-visit-kazakhstan-uzbekistan-2025-06"),
        ("Uzbekistan", "cio-visit-kazakhstan-uzbekistan-2025-06"),
        ("Georgia", "cio-visit-south-caucasus-2025-10"),
        ("Serbia", "cio-visit-serbia-kosovo-2025-09"),
        ("North Macedonia", "envoy-hakala-montenegro-macedonia-2025-05"),
    ):
        assert visit in tracker.events.where(state=state).ids, state
        hosted = next(table for table in ot.profile(tracker, state).tables if table.title == "Events there")
        assert visit in [row["id"] for row in hosted.records()], state
    # Without a place, an event about a State isn't in that State.
    online = [event.id for event in tracker.events if event.country is None and event.city is None]
    assert online
    assert not {*online} & {*tracker.events.where(state=[state.code for state in tracker.states]).ids}


def test_a_list_of_events_names_those_of_other_chairs(tracker: ot.Tracker) -> None:
    """A visit of the next Chair doesn't seem to be one of the Chair of the data set."""
    (note,) = ot.table(tracker.events.where(body="Chairpersonship", period="2026-02", theme="ukraine")).notes
    assert note.startswith("Before or after the term, when another State was the Chair: The Chair and the")
    assert note.endswith("visit Moscow (5–6 February 2026).")
    assert ot.table(tracker.events.where(period="2025-07")).notes == ()


def test_the_promises_of_the_chair_are_found_by_the_minister_in_the_chair() -> None:
    """A search for the Chairperson-in-Office finds what was promised in that office, before all else."""
    report = ot.search(ot.load("all"), "Valtonen children")
    group = report.tables[0].groups[0]
    assert "Commitments of the Chair" == group.title
    assert "FI25-HD-03" in [row["id"] for row in report.tables[0].records()][: group.size]
    for name, prefix in (("Borg", "MT24-"), ("Valtonen", "FI25-"), ("Cassis", "CH26-")):
        made = {one.id for one in ot.load("all").commitments.where(text=name, made_by="chair")}
        assert made, name
        assert {name for name in made if name.startswith(prefix)} == {
            one.id for one in ot.load("all").commitments.where(made_by="chair") if one.id.startswith(prefix)
        }, name


def test_an_agenda_says_where_the_record_ends() -> None:
    """Vague dates don't hide that nothing is known of a day, and of a month that is known in part."""
    swiss = ot.load("switzerland-2026")
    after = ot.agenda(swiss, "2026-11-30")
    assert "No event is on record for 30 November 2026: the record stops on 8 June 2026." == after.headline
    assert "Eight events with a vaguer date may belong to 30 November 2026." == after.lead
    for report in (ot.agenda(swiss, "2026-12"), ot.agenda(swiss, "2026-06"), ot.month(swiss, "2026-06")):
        assert report.lead.endswith("The record goes up to 8 June 2026: later facts may be missing.")
    assert "record" not in ot.agenda(swiss, "2026-05").lead


def test_changes_say_which_dates_are_too_vague(tracker: ot.Tracker) -> None:
    """An update dated "2025" may lie before the first day, as in the quarterly table."""
    report = ot.changes(tracker, "2025-Q3", "2025-Q4")
    rows = {row["id"]: row["happened"] for row in report.tables[0].records()}
    vague = {name for name, text in rows.items() if text.startswith("Perhaps before 1 October 2025: ")}
    assert {"FI25-PM-17", "FI25-PM-20"} <= vague
    assert "may be from before 1 October 2025" in report.lead


def test_statements_that_a_state_joined_are_those_of_a_group(tracker: ot.Tracker) -> None:
    """The headline doesn't sound as if the State had said it alone."""
    joined = tracker.statements.where(state="Hungary", about="chairmanship")
    assert "One statement by a group on the Chair: 1 supports." == ot.table(joined).headline


def test_an_agenda_outside_the_term_sends_the_reader_to_another_set(tracker: ot.Tracker) -> None:
    """That nothing is on record of a day doesn't mean that nothing was on: another Chair's data have it."""
    after = ot.agenda(tracker, "2026-01-23")
    assert after.lead.startswith(
        "After Finland 2025, which ended on 31 December 2025, this data set has only some"
    )
    assert "Before Finland 2025, which began on 1 January 2025" in ot.agenda(tracker, "2024-05").lead
    for report in (ot.agenda(tracker, "2025-12"), ot.agenda(ot.load("all"), "2026-01-23")):
        assert "this data set has only some" not in report.lead


def test_a_headline_on_what_is_overdue_says_up_to_when_the_record_goes(tracker: ot.Tracker) -> None:
    """Nobody has looked for completions later than the last day of the record."""
    assert ot.overdue(tracker, "2026-01-02").headline.endswith(": no completion was found.")
    assert ot.overdue(tracker, "2026-11-30").headline.endswith(": no completion found by 15 March 2026.")
