"""What is new since a day, as a report."""

import re

import attrs
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
    assert ["verdicts", "stances", "updates", "commitments", "events", "statements", "others"] == [
        table.key for table in report.tables
    ]
    assert {table.key: len(table.rows) for table in report.tables} == {
        figure.key: figure.value for figure in report.figures
    }
    assert (
        "12 statuses on nine commitments and eight stances were corrected since 23 November 2026."
        == report.headline
    )
    stances = [one for one in news.others if one.correction.field == "stance"]
    assert f"{len(news.others) - len(stances)} corrections" == report.figures[-1].note
    row = list(report.tables[0].records())[1]
    assert ("FI25-EE-01", ot.Period("2025-09-12"), Status.BLOCKED, Status.NOT_FULFILLED) == (
        *(row[key] for key in ("id", "update", "old", "new")),
    )
    assert tracker.commitments["FI25-EE-01"].title == row["record"]
    assert "Settled by the codebook after a second reading." == row["why"]
    assert {*news.verdicts[1].update.sources} == {*row["sources"]}
    assert news.verdicts[1].update.summary == row["happened"]
    # What one update said, and says, need not be the status of today.
    assert ["commitment", "update of", "was entered as", "corrected to", "status now"] == [
        column.title for column in report.tables[0].columns if not column.detail
    ][:5]
    assert {row["now"] for row in report.tables[0].records() if row["id"] == "FI25-XD-09"} == {
        "not-fulfilled"
    }
    turned = {row["id"]: (row["old"], row["new"]) for row in report.tables[1].records()}
    assert {one.record.id: one.record.stance for one in stances} == {i: v[1] for i, v in turned.items()}
    assert ("opposes", "critical") == turned["ru-2025-12-lukashevich-mc"]
    first = report.render().split("New updates of earlier commitments\n")[0].splitlines()
    assert first[0].startswith("New since 23 November 2026")
    assert re.search(r"⊘ Blocked +☒ Not +☒ Not", "\n".join(first))


def test_other_corrections_of_a_record_share_a_row(tracker):
    """A row names the fields, what they said and say as people write it, and why; it loses nothing."""
    report, news = ot.whats_new(tracker, LAST), whats_new(tracker, LAST)
    rows = {row["id"]: row for row in report.tables[-1].records()}
    others = [one for one in news.others if one.correction.field != "stance"]
    assert list(rows) == list(dict.fromkeys(one.record.id for one in others))
    assert ("how promised", "how promised: stated, now inferred") == tuple(
        rows["FI25-EE-01"][key] for key in ("fields", "values")
    )
    winter = rows["pa-winter-meeting-2026"]
    assert "confidence, summary, venue and when" == winter["fields"]
    assert "; venue: now “Hofburg”; when: February 2026, now 19–20 February 2026" in winter["values"]
    assert "Statement by Mongolia, 31 July 2025" == rows["mn-2025-07-battsetseg-helsinki50"]["record"]
    date = rows["FI25-HD-03"]["values"].split("; ")[0]
    assert date == (
        "date of the update of 13 October 2025 (The Parliamentary Assembly's President named a special envoy "
        "on the deported Ukrainian children): 14 October 2025, now 13 October 2025"
    )
    for one in others:
        row = rows[one.record.id]
        assert one.correction.why in row["why"]
        for value in (one.correction.old, one.correction.new):
            assert value is None or not value.endswith(".") or f"“{value}”" in row["values"]
        for source in (one.record if one.update is None else one.update).sources:
            assert source.url in {found.url for found in row["sources"]}


def test_other_corrections_by_hand():
    """What a field said or says may be nothing; each reason is given once."""
    plain = {"kind": "commitments", "record": "A", "day": "2030-02-02"}
    fixes = [
        Correction(field="due", old="2030", new=None, why="Misread.", **plain),
        Correction(field="lever", old="states", new="chair", why="Misread.", **plain),
        Correction(field="title", old="B.", new="C; d", why="Misspelt.", **plain),
    ]
    report = ot.whats_new(ot.Tracker(commitments=[a_commitment("A")], corrections=fixes), "2030-02-01")
    (row,) = report.tables[0].records()
    assert ("deadline, who delivers and title", "Misread. Misspelt.") == (row["fields"], row["why"])
    assert row["values"] == (
        "deadline: 2030, now nothing; who delivers: individual States, now Chair alone; "
        "title: “B.”, now “C; d”"
    )


def test_a_correction_of_a_verdict_shows_what_the_update_says(tracker):
    """Beside a correction stands the text of its update; one of the record itself has none."""
    report, news = ot.whats_new(tracker, LAST), whats_new(tracker, LAST)
    texts = [None if one.update is None else one.update.summary for one in news.verdicts]
    assert texts == [row["happened"] for row in report.tables[0].records()]
    assert any(texts)


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


def test_lead_says_that_everything_is_new_before_the_first_entry(tracker):
    """Who asks for a day before the first entry isn't told that so much happened since."""
    lead = "The records were first entered on 23 November 2026, so every one of them counts as new."
    changed = "The corrections changed the present status of six commitments"
    still = f"{changed}; the other six are of earlier updates."
    assert [f"{still} 512 entries are new. {lead}", f"{still} 55 entries are new."] == [
        ot.whats_new(tracker, day).lead for day in ("2025-12-31", "2026-11-23")
    ]
    assert "" == ot.whats_new(ot.Tracker(), "2025-12-31").lead


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
    old_words = attrs.evolve(verdict, old="blocked", update="2030-01")
    for told, fields in (
        ("One update is new", {"commitments": [old]}),
        ("One event is new", {"events": [an_event(**new)]}),
        ("One series is new", {"series": [a_series(**new)]}),
        (
            "Two entries are new",
            {"commitments": [a_commitment(**new)], "events": [an_event(**new)]},
        ),
        ("One record was corrected", {"commitments": [a_commitment("A")], "corrections": [fix]}),
        ("One status was corrected", {"commitments": [a_commitment("A")], "corrections": [verdict]}),
        (
            "Two statuses on one commitment were corrected; one update is new",
            {"commitments": [old], "corrections": [verdict, old_words]},
        ),
        (
            "One status was corrected; one update is new",
            {"commitments": [old], "corrections": [fix, verdict]},
        ),
    ):
        first, *more = told.split("; ")
        headline = "; ".join([f"{first} since 1 February 2030", *more])
        assert f"{headline}." == ot.whats_new(ot.Tracker(**fields), "2030-02-01").headline


def test_wrong_day(tracker):
    """A day that is none is an error."""
    with pytest.raises(PeriodError):
        ot.whats_new(tracker, "yesterday")
