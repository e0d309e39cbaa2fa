"""What is new since a day, as a report."""

import pytest

import osce_tracker as ot
from osce_tracker.analysis.whats_new import whats_new
from osce_tracker.errors import PeriodError
from osce_tracker.model.corrections import Correction
from osce_tracker.model.statuses import Status
from tests.cases import each
from tests.strategies import a_commitment, a_series, an_event

LAST = "2026-11-23"


def test_report_begins_with_the_verdicts(tracker):
    """Corrected verdicts come first, with labels, reason and sources; every piece of news has a row."""
    report, news = ot.whats_new(tracker, LAST), whats_new(tracker, LAST)
    assert ["verdicts", "others", "commitments", "events", "statements", "updates"] == [
        table.key for table in report.tables
    ]
    assert {table.key: len(table.rows) for table in report.tables} == {
        figure.key: figure.value for figure in report.figures
    }
    assert report.headline == (
        "12 verdicts and 68 other entries were corrected; one commitment, 19 events, 26 statements and nine "
        "updates are new since 23 November 2026."
    )
    row = list(report.tables[0].records())[1]
    assert ("FI25-EE-01", ot.Period("2025-09-12"), Status.BLOCKED, Status.NOT_FULFILLED) == (
        *(row[key] for key in ("id", "update", "old", "new")),
    )
    assert tracker.commitments["FI25-EE-01"].title == row["record"]
    assert "Settled by the codebook after a second reading." == row["why"]
    assert {*news.verdicts[1].update.sources} == {*row["sources"]}
    assert news.verdicts[1].update.summary == row["happened"]
    first = report.render().split("Other corrections\n")[0].splitlines()
    assert first[0].startswith("New since 23 November 2026")
    assert "blocked           not fulfilled" in "\n".join(first)


def test_other_corrections_say_what_they_are_of(tracker):
    """Words, periods and texts are shown as people write them, with the kind of record and the field."""
    rows = {(row["id"], row["field"]): row for row in ot.whats_new(tracker, LAST).tables[1].records()}
    assert ("inferred", ot.Period("2025-09")) == (
        rows["FI25-EE-01", "basis"]["new"],
        rows["FI25-EE-03", "date"]["new"],
    )
    stance = rows["ru-2025-12-lukashevich-mc", "stance"]
    assert ("statement", "Statement by the Russian Federation, 5 December 2025") == (
        stance["kind"],
        stance["record"],
    )
    names = {field for _, field in rows}
    assert {"when", "made on", "who delivers"} <= names
    assert "lever" not in names
    fix = Correction(
        kind="commitments", record="A", field="due", old=None, new="2030", day="2030-02-02", why="Misread."
    )
    report = ot.whats_new(ot.Tracker(commitments=[a_commitment("A")], corrections=[fix]), "2030-02-01")
    assert "deadline" == next(report.tables[0].records())["field"]


def test_a_correction_of_an_update_shows_what_the_update_says(tracker):
    """Beside a correction stands the text of its update; one of the record itself has none."""
    report, news = ot.whats_new(tracker, LAST), whats_new(tracker, LAST)
    for table, found in zip(report.tables, (news.verdicts, news.others), strict=False):
        texts = [None if one.update is None else one.update.summary for one in found]
        assert texts == [row["happened"] for row in table.records()], table.key
        assert any(texts), table.key
    assert None in texts


@each(("day", "is_told"), [("2026-11-28", False), ("2026-11-29", True), ("2026-11-30", True)])
def test_end_of_the_data_is_told(tracker, day, is_told):
    """Who asks from the day of the data or later on learns that they end then."""
    assert "2026-11-29" == tracker.edition.compiled.isoformat()
    notes = ot.whats_new(tracker, day).notes
    limit = "The data were compiled on 29 November 2026: nothing later is in them."
    assert (is_told, limit if is_told else notes[0]) == (limit in notes, notes[-1])
    assert 1 == len(ot.whats_new(ot.Tracker(), day).notes)


def test_joined_sets_have_a_column_for_the_chair():
    """In joined sets every row says to which Chair it belongs."""
    report = ot.whats_new(ot.load("all"), LAST)
    for table in report.tables:
        assert "chair" == table.columns[1].key, table.key
    chairs = {row["chair"] for table in report.tables for row in table.records()}
    assert {"Malta 2024", "Finland 2025", "Switzerland 2026"} <= chairs
    assert "Finland 2025" == next(report.tables[0].records())["chair"]


@each("day", ["2026-11-29", "9999-12-31"])
def test_nothing_is_new(day):
    """After the last entry nothing is new, and the report has nothing but that."""
    report = ot.whats_new(ot.load(), day)
    assert report.headline.startswith("Nothing is new since ")
    assert () == report.tables == report.figures


def test_headline_of_one():
    """A single piece of news is told in the singular."""
    new = {"entered": "2030-02-02"}
    old = a_commitment("A", updates=[ot.StatusUpdate(date="2030-01", status="planned", summary="So.", **new)])
    fix = Correction(
        kind="commitments", record="A", field="title", old=None, new="B", day="2030-02-02", why="Misread."
    )
    verdict = Correction(
        kind="commitments", record="A", field="status", old=None, new="planned", day="2030-02-02", why="Late."
    )
    since = "since 1 February 2030."
    for told, fields in (
        ("One update is new", {"commitments": [old]}),
        ("One event is new", {"events": [an_event(**new)]}),
        ("One series is new", {"series": [a_series(**new)]}),
        (
            "One commitment and one event are new",
            {"commitments": [a_commitment(**new)], "events": [an_event(**new)]},
        ),
        ("One entry was corrected", {"commitments": [a_commitment("A")], "corrections": [fix]}),
        ("One verdict was corrected", {"commitments": [a_commitment("A")], "corrections": [verdict]}),
        (
            "One verdict and one other entry were corrected; one update is new",
            {"commitments": [old], "corrections": [fix, verdict]},
        ),
    ):
        assert f"{told} {since}" == ot.whats_new(ot.Tracker(**fields), "2030-02-01").headline


def test_wrong_day(tracker):
    """A day that is none is an error."""
    with pytest.raises(PeriodError):
        ot.whats_new(tracker, "yesterday")
