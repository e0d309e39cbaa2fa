"""Records in a table, a line each."""

import datetime as dt
import pickle

import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.errors import PeriodError, UsageError
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import as_day
from osce_tracker.reports.wording import commitment_sources, dimensions_in_short, newest_first
from tests import strategies
from tests.strategies import a_series

SECTIONS = ["politico-military", "economic-environmental", "human", "cross-dimensional"]


def _rows(report):
    return [row for table in report.tables for row in table.records()]


def _event(**fields):
    given_fields = {
        "id": "visit-2021",
        "title": "Visit",
        "body": "ODIHR",
        "kind": "visit",
        "dimensions": ["human"],
        "when": "2021-05-02",
        "status": "held",
    }
    return ot.Event(**given_fields | fields)


def _statement(**fields):
    given_fields = {
        "id": "said-2021",
        "date": "2021-05-02",
        "forum": "Permanent Council",
        "form": "statement",
        "stance": "supports",
        "about": "agenda",
        "dimensions": ["human"],
        "summary": "Backs it.",
        "reported_by": "OSCE",
    }
    return ot.SupportStatement(**given_fields | fields)


def _one(record):
    """Return the row of a record, with the bundled States to look names up in."""
    tracker = ot.Tracker(states=ot.states()).with_records(record)
    collection = next(c for c in tracker.collections if len(c))
    (row,) = _rows(ot.table(collection))
    return row


@settings(max_examples=15)
@given(strategies.trackers)
def test_commitments_stand_in_four_sections(tracker):
    """Commitments stand by section and id, each once; a section without any is left out."""
    (table,) = ot.table(tracker.commitments).tables
    expected = {key: [c.id for c in tracker.commitments if c.section == key] for key in SECTIONS}
    sections = {group.key: [row[-1] for row in rows] for group, rows in table.sections() if group}
    assert {key: ids for key, ids in expected.items() if ids} == sections
    assert len(tracker.commitments) == len(table.rows)


@settings(max_examples=15)
@given(strategies.trackers, strategies.days)
def test_row_of_a_commitment(tracker, day):
    """A row tells who made it and when, until when, who delivers, where it stands, and its sources."""
    for commitment in tracker.commitments:
        for on, status in ((None, commitment.latest_status), (day, commitment.status_on(day))):
            rows = _rows(ot.table(tracker.commitments, on))
            row = next(row for row in rows if row["id"] == commitment.id)
            expected = {
                "id": commitment.id,
                "commitment": commitment.title,
                "made_by": commitment.made_by.name,
                "made_on": commitment.made_on,
                "basis": commitment.basis,
                "due": commitment.due,
                "lever": commitment.lever,
                "status": status,
                "sources": commitment_sources(commitment, on or dt.date.max),
            }
            contested = commitment.id in tracker.commitments.where(contested=True, on=on or dt.date.max)
            assert ("differ" if contested else None) == row.pop("readings", None)
            assert expected == row


@settings(max_examples=15)
@given(strategies.trackers)
def test_every_record_of_the_other_kinds_has_its_row(tracker):
    """Events, series and statements stand in one table in the order of their collection."""
    for collection in (tracker.events, tracker.series, tracker.statements):
        report = ot.table(collection)
        (table,) = report.tables
        assert list(collection.ids) == [row["id"] for row in table.records()]
        assert report.title == table.title


def test_row_of_an_event():
    """A row of an event tells when, what, who, where, what became of it, and its sources."""
    expected = {
        "id": "visit-2021",
        "when": ot.Period("2021-05-02"),
        "event": "Visit",
        "body": "ODIHR",
        "place": "Ankara, Turkey",
        "status": "held",
        "sources": (),
    }
    assert expected == _one(_event(city="Ankara", country="TR"))


def test_place_is_what_is_known_of_it():
    """A place is city and State, or the one that is known; States have the name they had then."""
    for place, expected in [
        ({}, None),
        ({"city": "Vienna"}, "Vienna"),
        ({"country": "AT"}, "Austria"),
        ({"country": "TR"}, "Turkey"),
        ({"country": "TR", "when": "2025-05-02"}, "Türkiye"),
        ({"country": "XX"}, "XX"),
    ]:
        assert expected == _one(_event(**place))["place"], (place, expected)


def test_row_of_a_statement():
    """A row of a statement tells when, who, where, the attitude, about what, and the words."""
    expected = {
        "id": "said-2021",
        "date": ot.Period("2021-05-02"),
        "who": "Turkey",
        "forum": "Permanent Council",
        "stance": "supports",
        "about": "agenda",
        "dimension": "human",
        "summary": "Backs it.",
        "sources": (),
    }
    assert expected == _one(_statement(state="TR"))


def test_statement_of_a_group_names_the_group():
    """Of a group that spoke the name stands as the data have it."""
    assert _one(_statement(group="EU"))["who"] == "EU"


def test_row_of_a_series(tracker):
    """A row of a series tells the pattern in words and how many meetings were seen."""
    series = tracker.series["series-permanent-council"]
    row = next(row for row in _rows(ot.table(tracker.series)) if row["id"] == series.id)
    expected = {
        "id": series.id,
        "series": series.title,
        "body": series.body,
        "rule": "every Thursday",
        "seen": len(series.known_meetings),
        "sources": newest_first(series.sources),
    }
    assert expected == row


def test_pattern_of_a_series():
    """A rule of one day of each week is told in words, any other as it is."""
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    for number, day in enumerate(days):
        start = dt.date(2030, 1, 7 + number)
        rule = f"FREQ=WEEKLY;BYDAY={day[:2].upper()}"
        assert f"every {start:%A}" == _one(a_series(rrule=rule, dtstart=str(start)))["rule"], day
    for rule in (
        "FREQ=WEEKLY;BYDAY=MO,TH",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
        "FREQ=WEEKLY",
        "FREQ=MONTHLY;BYDAY=1TH",
        "FREQ=YEARLY",
    ):
        assert rule == _one(a_series(rrule=rule))["rule"], rule


def test_status_is_that_of_the_day(tracker):
    """The status is that of the day asked for, and without one the latest known."""
    for day, status in [
        (None, "partly-fulfilled"),
        ("2025-10-12", "not-assessed"),
        ("2025-10-13", "in-progress"),
        ("2025-12-31", "partly-fulfilled"),
    ]:
        report = ot.table(tracker.commitments.where(theme="children"), on=day)
        row = next(row for row in _rows(report) if row["id"] == "FI25-HD-03")
        assert status == row["status"], (day, status)
        assert (
            "latest known status" if day is None else f"status on {readable_day(as_day(day))}"
        ) == report.subtitle.rpartition("; ")[2], (day, status)


@pytest.mark.parametrize("day", ["2025-13-01", "2025-Q3", "today"])
def test_what_is_no_day_is_refused(tracker, day):
    """Anything but a day is an error."""
    with pytest.raises(PeriodError):
        ot.table(tracker.commitments, on=day)


def test_chosen_records_alone_are_listed(tracker):
    """What ``where`` chose is what the table holds."""
    chosen = tracker.statements.where(state="Kazakhstan", about="chairmanship")
    assert list(chosen.ids) == [row["id"] for row in _rows(ot.table(chosen))]
    assert len(chosen) > 0


def test_empty_collection_gives_an_empty_report():
    """A collection without records gives a report without rows that says so."""
    for kind in ["commitments", "events", "series", "statements"]:
        report = ot.table(getattr(ot.Tracker(), kind))
        noun = kind if kind == "series" else f"{kind}"
        assert ([], f"No {noun}.") == (_rows(report), report.headline), kind


def test_headline_counts_by_status(tracker):
    """The headline says how many records there are, and how many of each status or stance."""
    promises = tracker.commitments.where(theme="children")
    report = ot.table(promises)
    assert "Four commitments: 2 fulfilled, 1 partly fulfilled; the others: 1 in progress." == report.headline
    assert "One of the four is a promise stated by the Chair: 1 partly fulfilled." == report.lead
    said = tracker.statements.where(state="PL", about="chairmanship")
    assert "One statement on the Chair: 1 neutral." == ot.table(said).headline


def test_headline_counts_statements_on_the_chair_and_on_the_agenda_apart(tracker):
    """Support of the agenda is not read as support of the Chair."""
    report = ot.table(tracker.statements.where(state="PL"))
    assert "Seven statements: one on the Chair, six on the OSCE or its agenda." == report.headline
    assert report.lead.startswith(
        "On the Chair: 1 neutral. On the OSCE or its agenda: 6 supports. By single States: 2; by"
    )
    agenda = ot.table(tracker.statements.where(state="PL", about="agenda"))
    assert "Six statements on the OSCE or its agenda: 6 supports." == agenda.headline
    said = ot.table(tracker.statements.where(group="EU", members=True))
    assert "By single States: 58; by groups and organizations: 25 (European Union 9, " in said.lead
    assert "" == ot.table(tracker.statements.where(state="HU", about="agenda")).lead


def test_dimensions_in_short():
    """One or two dimensions stand by name, three in two words."""
    for dimensions, expected in [
        (["human"], "human"),
        (["politico-military", "human"], "politico-military, human"),
        (["politico-military", "economic-environmental", "human"], "all three"),
    ]:
        assert expected == dimensions_in_short([ot.Dimension(word) for word in dimensions]), (
            dimensions,
            expected,
        )


def test_period_says_what_it_leaves_out():
    """Records that may not belong to the period are counted, and five of them named."""
    whens = ["2030-05-02", "2030", "2030-04", "2030-04-30/2030-05-01", "2031"]
    for extra, names in (
        (1, "2030; more 0"),
        (6, "2030; more 0; more 1; more 2; more 3 and 2 more"),
    ):
        events = [_event(id=f"e-{n}", title=when, when=when) for n, when in enumerate(whens)]
        events += [_event(id=f"more-{n}", title=f"more {n}", when="2030") for n in range(extra)]
        report = ot.table(ot.Tracker(events=events).events, period="2030-05")
        count = "seven" if extra > 1 else "two"
        note = f"Left out: {count} events dated too vaguely to place in May 2030: {names}."
        assert ((note,), ["e-3", "e-0"]) == (report.notes, [row["id"] for row in _rows(report)])
    said = ot.Tracker(statements=[_statement(date="2030", group="NB8")]).statements
    one = "one statement that overlaps May 2030 without lying wholly inside it: Statement by NB8, 2030."
    assert (f"Left out: {one}",) == ot.table(said, period="2030-05").notes
    assert () == ot.table(said, period="2031").notes
    assert () == ot.table(said, period="2030").notes


def test_table_names_the_edition_of_its_records(tracker):
    """A table names the edition and the view that its records are from, as does one of a part of them."""
    view = tracker.as_of("2025-06-30")
    for data in (tracker, view):
        for collection in data.collections:
            again = pickle.loads(pickle.dumps(collection))  # noqa: S301 (our own)
            for part in (collection, collection[:2], collection.where(text="OSCE"), again):
                report = ot.table(part)
                assert (data.edition, data.known_by) == (report.edition, report.known_by)
                assert (part.edition, part.known_by) == (report.edition, report.known_by)
    assert ot.table(view.events).data_note == ot.agenda(view, "2025-06").data_note
    mine = ot.Tracker(commitments=tracker.commitments)
    assert (None, None) == (mine.commitments.edition, ot.table(mine.commitments).edition)


def test_period_of_commitments(tracker):
    """The note of the period comes before those of commitments; series have no dates."""
    report = ot.table(tracker.commitments, "2025-12-31", period="2025-12-05")
    inside = tracker.commitments.where(period="2025-12-05")
    assert len(inside) == len(_rows(report)) > 0
    assert report.notes[0].startswith(
        f"Left out: {len(tracker.commitments.partly_inside('2025-12-05'))} commit"
    )
    for others in (tracker.events, tracker.series, tracker.statements):
        with pytest.raises(UsageError, match=r"^Only commitments have a status on a day\. Leave on= out\.$"):
            ot.table(others, "2025-12-31")
    for wrong in (tracker.updates, tracker, [1]):
        with pytest.raises(UsageError, match=r"is not a collection that table\(\) shows\. Give tracker\."):
            ot.table(wrong)
    with pytest.raises(
        UsageError,
        match=r"^The series table has no filter 'period'\. Use dimension=, body=, text=, chair=\.$",
    ):
        ot.table(tracker.series, period="2025")
    with pytest.raises(PeriodError):
        ot.table(tracker.events, period="x")


def test_filters_are_those_of_where(tracker):
    """A table has the records that ``where`` finds; contested verdicts are those of its day."""
    day = "2025-06-30"
    contested = tracker.commitments.where(contested=True, on=day)
    assert set(contested.ids) != set(tracker.commitments.where(contested=True).ids)
    assert set(contested.ids) == {
        row["id"] for row in _rows(ot.table(tracker.commitments, day, contested=True))
    }
    words = ["Belarus", "Moldova"]
    either = ot.table(tracker.commitments, text=words)
    assert set(tracker.commitments.where(text=words).ids) == {row["id"] for row in _rows(either)}
    # How many mention a word only aside is said of one word, not of several.
    assert "only in updates or notes" not in either.lead
    assert "only in updates or notes" in ot.table(tracker.commitments, text="Belarus").lead
