"""The agreement of two readings as a report."""

import json
from io import BytesIO

import attrs
from openpyxl import load_workbook

import osce_tracker as ot
from osce_tracker.analysis.agreement import agreement
from osce_tracker.model.readings import Reading
from osce_tracker.reports.wording import READINGS_LIMITS
from tests.strategies import a_commitment


def test_report_has_what_the_analysis_finds(tracker):
    """Every field has its figures, every disagreement its row, and the limits stand in a note."""
    report, found = ot.agreement(tracker), agreement(tracker)
    fields, disagreements = report.tables
    assert [(one.field, len(one.readings), one.agreeing, round(one.alpha, 3)) for one in found] == [
        *map(tuple, fields.rows)
    ]
    assert sum(len(one.disagreements) for one in found) == len(disagreements.rows) == 85
    assert "Two readings agree on 924 of 1009 values and differ on 85." == report.headline
    assert READINGS_LIMITS == report.notes[0]
    assert report.notes[1].startswith(
        "The second reading covers 97 of 98 commitments and 188 of 214 statements."
    )
    row = next(
        row for row in disagreements.records() if row["update"] is not None and row["settled"] == "none"
    )
    assert tracker.commitments[row["id"]].title == row["record"]
    delivers = {row["field"].label for row in fields.records()}
    assert ("who delivers" in delivers, "lever" in delivers) == (True, False)


def test_update_that_was_read_is_told(tracker):
    """A disagreement on an update shows its text, also of one of several of a day; others show none."""
    shown = list(ot.agreement(tracker).tables[1].records())
    read = [one for found in agreement(tracker) for one in found.disagreements]
    for row, reading in zip(shown, read, strict=True):
        assert (reading.record, reading.update) == (row["id"], row["update"])
        if reading.update is None:
            assert row["happened"] is None, reading
            continue
        of_day = [u for u in tracker.commitments[reading.record].updates if u.date == reading.update]
        assert of_day[reading.number - 1].summary == row["happened"], reading
    assert {True, False} == {row["happened"] is None for row in shown}


def test_update_is_told_by_its_number_on_the_day():
    """Of several updates of a day the one that was read is told; what isn't there can't be."""
    updates = [ot.StatusUpdate(date="2030-02-01", status="planned", summary=text) for text in ("A", "B")]
    commitment = a_commitment("C", updates=updates)
    plain = {"field": "status", "update": "2030-02-01", "settled": "planned"}
    readings = [
        Reading(record=record, number=number, first="planned", second="blocked", **plain)
        for record, number in (("C", 1), ("C", 2), ("GONE", 1))
    ]
    rows = ot.agreement(ot.Tracker(commitments=[commitment], readings=readings)).tables[1].records()
    assert [("C", "A"), ("C", "B"), ("GONE", None)] == [(row["id"], row["happened"]) for row in rows]


def test_disagreements_name_the_pages_that_were_read(tracker):
    """A disagreement on an update has the sources of the update, any other those of the record."""
    rows = {
        (row["id"], row["field"], row["update"]): row["sources"]
        for row in ot.agreement(tracker).tables[1].records()
    }
    for (name, _, day), sources in rows.items():
        record = tracker.find(name)
        of = [record] if day is None else [one for one in record.updates if one.date == day]
        assert sources in [one.sources for one in of], name


def test_words_are_labels():
    """Codes are shown as words; a missing obstacle is a word."""
    report = ot.agreement(ot.load("switzerland-2026"))
    rows = list(report.tables[1].records())
    assert {"none"} <= {row["settled"] for row in rows if row["field"] == "obstacle"}
    assert {"organization"} <= {row["second"] for row in rows if row["field"] == "about"}
    statement = next(row for row in rows if row["field"] == "stance")
    assert statement["record"].startswith("Statement by ")


def test_each_chair_has_a_group_if_there_are_several():
    """Joined sets have a group of rows for each Chair."""
    joined = ot.agreement(ot.load("all")).tables[0]
    assert [
        ("MT-2024", "Malta 2024", 7),
        ("FI-2025", "Finland 2025", 7),
        ("CH-2026", "Switzerland 2026", 7),
    ] == [(group.key, group.title, group.size) for group in joined.groups]
    assert ot.agreement(ot.load("malta-2024")).tables[0].rows == joined.rows[:7]


def test_alpha_in_every_format():
    """Alpha has three decimals for people, and is a number for programs."""
    report = ot.agreement(ot.load("malta-2024"))
    short = attrs.evolve(report, tables=report.tables[:1])
    for name in ("plain", "markdown", "html", "latex"):
        assert "0.540" in short.render(name), name
    assert "obstacle,123,111,123,0.54\r\n" in short.render("csv")
    assert 0.54 == json.loads(short.render("json"))["tables"][0]["rows"][4]["alpha"]
    sheet = load_workbook(BytesIO(short.to_bytes("xlsx"))).worksheets[1]
    # A share has its part, its whole and itself before alpha.
    row = dict(zip((cell.value for cell in sheet[1]), sheet[6], strict=True))
    assert ["Obstacle", 123, 111, 123, 111 / 123, 0.54] == [cell.value for cell in row.values()]
    assert "0.000" == row["Beyond chance"].number_format


def test_readings_that_all_agree():
    """Where both readers always said the same word alpha is not defined, and the report says so."""
    reading = Reading(record="A", field="kind", first="activity", second="activity", settled="activity")
    report = ot.agreement(ot.Tracker(commitments=[a_commitment("A")], readings=[reading]))
    assert "Two readings agree on one of one value and differ on none." == report.headline
    assert report.tables[0].rows[0][-1] is None
    assert any("nothing to compare" in note for note in report.tables[0].notes)
    assert () == report.tables[1].rows == report.tables[1].notes
    lone = attrs.evolve(reading, record="B", second="output")
    (row,) = ot.agreement(ot.Tracker(readings=[lone])).tables[1].records()
    assert "B" == row["record"]


def test_data_without_readings():
    """A data set that was read once says so."""
    report = ot.agreement(ot.Tracker())
    assert ("There is no second reading of these records.", ()) == (report.headline, report.tables)
