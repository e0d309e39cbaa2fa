"""Exporting trackers, reports and charts, and starting data sets and forms."""

import csv
import datetime as dt

import attrs
import openpyxl
import pytest

import osce_tracker as ot
from osce_tracker.databases.tables import tables_of
from osce_tracker.errors import FormatError, MissingExtraError, UsageError
from tests.strategies import a_commitment, a_statement

ONE_TABLE = (".csv", ".tsv", ".xlsx", ".parquet", ".arrow")


@pytest.fixture(name="small", scope="module")
def _small(tracker):
    """Return a part of the bundled set that has rows in every table."""
    some = {kind: getattr(tracker, kind)[:30] for kind in ("commitments", "events")}
    made = attrs.evolve(tracker, **some, statements=tracker.statements.where(state=["KZ", "PL"]))
    assert [] == [name for name, table in tables_of(made).items() if not table.rows]
    return made


def names(folder):
    """Return the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_table_is_written_as_flat_rows(tracker, tmp_path):
    """A CSV file has the rows of the table it is named after, in order."""
    path = tmp_path / "updates.csv"
    ot.export(tracker, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = [(c.id, str(u.date), str(u.status)) for c in tracker.commitments for u in c.updates]
    assert expected == [(row["record"], row["date"], row["status"]) for row in rows]


def test_a_workbook_has_typed_cells(tmp_path):
    """Numbers and dates in an Excel table are numbers and dates, lists are joined, truth is a word."""
    tracker = ot.Tracker(statements=[a_statement("S-1", date="2030-05-02", dimensions=["human"])])
    ot.export(tracker, tmp_path / "statements.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "statements.xlsx")["Statements"]
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    cells = dict(zip(head, row, strict=True))
    assert ("S-1", "human") == (cells["id"], cells["dimensions"])
    assert dt.date(2030, 5, 2) == cells["date_first"].date()
    ot.export(ot.load(), tmp_path / "sources.csv")
    assert ",true\n" in (tmp_path / "sources.csv").read_text(encoding="utf-8")


def test_a_negative_number_is_no_formula(tmp_path):
    """In CSV the place -1, that of the record itself, is a number, not a text with an apostrophe."""
    ot.export(ot.load(), tmp_path / "record_sources.csv")
    with (tmp_path / "record_sources.csv").open(encoding="utf-8", newline="") as file:
        assert {"-1", "0"} <= {row["update_place"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_commitments_are_read_back_from_a_sheet(tracker, tmp_path, suffix):
    """Exported commitments are equal when they are read back."""
    ot.export(tracker, tmp_path / f"commitments{suffix}")
    assert tracker.commitments.records == ot.read_sheet([tmp_path / f"commitments{suffix}"], ot.states())


@pytest.mark.parametrize("suffix", ONE_TABLE)
@pytest.mark.parametrize("table", ["commitments", "statements"])
def test_the_table_can_be_chosen(small, tmp_path, suffix, table):
    """A file with another name holds the table that is asked for, the same as under its own name."""
    ot.export(small, tmp_path / f"mine{suffix.upper()}", table=table)
    ot.export(small, tmp_path / f"{table}{suffix}")
    mine, own = ((tmp_path / name).read_bytes() for name in (f"mine{suffix.upper()}", f"{table}{suffix}"))
    assert own == mine


@pytest.mark.parametrize("suffix", ONE_TABLE)
def test_a_folder_holds_all_tables(small, tmp_path, suffix):
    """A path without a suffix and a format of one table give a folder with a file per table."""
    ot.export(small, tmp_path / "all", format=suffix[1:])
    assert sorted(f"{name}{suffix}" for name in tables_of(small)) == names(tmp_path / "all")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("data.tsv", {}),
        ("data.csv", {"table": "nothing"}),
        ("a.csv", {"table": "data"}),
        ("statments.xlsx", {}),
    ],
)
def test_an_unknown_table_lists_all(tracker, tmp_path, name, options):
    """If neither the name nor the argument gives a table, the message lists every table."""
    with pytest.raises(UsageError) as caught:
        ot.export(tracker, tmp_path / name, **options)
    assert [] == [name for name in tables_of(tracker) if name not in str(caught.value)]
    assert [] == names(tmp_path)


def test_a_csv_under_any_name_holds_commitments(tracker, tmp_path):
    """A CSV file whose name isn't like that of a table is the one that is read back."""
    for name in ("mine", "data", "commitments"):
        ot.export(tracker, tmp_path / f"{name}.csv")
    mine, data, own = ((tmp_path / f"{name}.csv").read_bytes() for name in ("mine", "data", "commitments"))
    assert own == mine == data


def test_a_workbook_under_any_name_holds_the_data_set(small, tmp_path):
    """A workbook has a sheet for each table, with typed cells and names beside the codes of States."""
    tracker = small
    ot.export(tracker, tmp_path / "data.xlsx")
    book = openpyxl.load_workbook(tmp_path / "data.xlsx")
    tables = tables_of(tracker)
    assert ["Cover", *(name.replace("_", " ").capitalize() for name in tables)] == book.sheetnames
    cover = [[cell.value for cell in row if cell.value is not None] for row in book["Cover"]]
    assert [tracker.edition.title] == cover[0]
    assert ["States: each row is a State", len(tracker.states), "States"] in cover
    for name, table in tables.items():
        sheet = book[name.replace("_", " ").capitalize()]
        if name != "commitments":
            assert [column.name for column in table.columns] == [cell.value for cell in sheet[1]]
            assert len(table.rows) == sheet.max_row - 1
        for dimension in sheet.column_dimensions.values():
            assert 8 <= dimension.width <= 80
    heads, *rows = book["Statements"].values
    said = next(row for row in (dict(zip(heads, row, strict=True)) for row in rows) if row["state"] == "KZ")
    assert ("Kazakhstan", dt.datetime) == (said["state_name"], type(said["date_first"]))
    sheet = book["Commitments"]
    assert ("B2", "landscape", 5) == (
        sheet.freeze_panes,
        sheet.page_setup.orientation,
        sheet.page_setup.fitToWidth,
    )
    # One without an edition says just that.
    ot.export(ot.Tracker(), tmp_path / "empty.xlsx")
    cover = openpyxl.load_workbook(tmp_path / "empty.xlsx")["Cover"]
    counts = "0 commitments, 0 events, 0 series of regular meetings and 0 statements."
    assert ["Data set", counts, None] == [cover[f"A{line}"].value for line in (1, 2, 3)]


def test_cover_of_a_whole_data_set_counts_records_before_rows(tracker, tmp_path):
    """Rows of the sheet Commitments aren't taken for commitments, or all of these for the Chair's."""
    ot.export(tracker, tmp_path / "data.xlsx")
    cover = openpyxl.load_workbook(tmp_path / "data.xlsx")["Cover"]
    expected = [
        "98 commitments, 197 events, 3 series of regular meetings and 214 statements.",
        "By the Chair: 62 of the commitments.",
        "Commitments: 98 commitments, with further rows for updates and sources",
    ]
    assert expected == [cover[f"A{line}"].value for line in (2, 3, 7)]


@pytest.mark.parametrize("suffix", [".sqlite", ".json", ".ics"])
def test_a_whole_data_set_has_no_table_to_choose(tracker, tmp_path, suffix):
    """A format that holds everything takes no table."""
    with pytest.raises(UsageError, match="table="):
        ot.export(tracker, tmp_path / f"data{suffix}", table="events")
    assert [] == names(tmp_path)


def test_json_is_a_data_set(tracker, tmp_path):
    """An exported JSON file is loaded as the same tracker, and another data set isn't overwritten."""
    path = tmp_path / "data.json"
    ot.export(tracker, path)
    assert tracker == ot.load(path)
    other = ot.Tracker(commitments=[a_commitment()])
    with pytest.raises(ot.ConflictError):
        ot.export(other, path)
    ot.export(other, path, overwrite=True)
    assert other == ot.load(path)


def test_a_calendar_takes_its_choices(tracker, tmp_path):
    """The options of a calendar choose its entries."""
    path = tmp_path / "2025.ics"
    ot.export(tracker, path, body="Ministerial Council", period="2025-12-04")
    assert 6 == path.read_text(encoding="utf-8").count("BEGIN:VEVENT")


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".xlsx", ".json", ".TXT"])
def test_a_report_is_written_whole(tracker, tmp_path, suffix):
    """A report is written in the format of the suffix, byte for byte."""
    report = ot.overdue(tracker, "2025-12-31")
    ot.export(report, tmp_path / f"report{suffix}")
    form = {".md": "markdown", ".txt": "plain"}.get(suffix.lower(), suffix[1:])
    assert report.to_bytes(form) == (tmp_path / f"report{suffix}").read_bytes()


def test_the_table_of_a_report_can_be_chosen(tracker, tmp_path):
    """A CSV file holds the first table of a report, or the one that is asked for."""
    report = ot.scorecard(tracker, "2025-12-31")
    for name in (None, "rates", "late"):
        ot.export(report, tmp_path / "a.csv", table=name)
        assert report.render("csv", table=name).encode() == (tmp_path / "a.csv").read_bytes()
    with pytest.raises(UsageError, match="Use one of: rates, counts, late"):
        ot.export(report, tmp_path / "b.csv", table="nothing")
    assert ["a.csv"] == names(tmp_path)


def test_the_format_of_a_report_can_be_given(tracker, tmp_path):
    """A format needs no suffix, and its options are passed on; a suffix must be that of the format."""
    report = ot.overdue(tracker, "2025-12-31")
    ot.export(report, tmp_path / "a", format="csv", bom=True)
    assert report.to_bytes("csv", bom=True) == (tmp_path / "a").read_bytes()
    own = ot.Format(name="ids", suffix=".ids", text=lambda _: "A")
    chart = ot.plot.levers(tracker, "2025-12-31")
    for thing, name, form in (
        (report, "a.txt", "csv"),
        (report, "a.pdf", "docx"),
        (report, "a.md", own),
        (chart, "a.svg", "png"),
        (tracker, "data.sqlite", "json"),
        (tracker, "statements.csv", "parquet"),
    ):
        with pytest.raises(
            UsageError, match=rf"The format \w+ doesn't fit the file name .*{name}. Use a name"
        ):
            ot.export(thing, tmp_path / name, format=form)
    ot.export(report, tmp_path / "a.IDS", format=own)
    for thing, name in ((tracker, "statements.csv"), (chart, "a.svg")):
        with pytest.raises(UsageError, match=r"^A Format of your own writes reports only\.$"):
            ot.export(thing, tmp_path / name, format=own)
        with pytest.raises(FormatError, match="Unknown format 5"):
            ot.export(thing, tmp_path / name, format=5)
    for spelt in (".CSV", "Csv", ".csv"):
        ot.export(report, tmp_path / "a", format=spelt)
        assert report.to_bytes("csv") == report.to_bytes(spelt) == (tmp_path / "a").read_bytes()
    (tmp_path / "tables.d").mkdir()
    ot.export(tracker, tmp_path / "tables.d", format="csv")
    assert {"a", "a.IDS", "tables.d"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".svg", b"<svg"), (".pdf", b"%PDF")])
def test_a_chart_is_a_picture(tmp_path, suffix, start):
    """A chart is written in the format of the suffix."""
    ot.export(ot.plot.levers(ot.load(), "2025-12-31"), tmp_path / f"a{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes().startswith(start)


def test_unknown_formats_list_those_that_exist(tracker, tmp_path):
    """An unknown suffix is an error that lists the formats of what is exported."""
    chart = ot.plot.levers(tracker, "2025-12-31")
    cases = [
        (tracker, ".pdf", ".sqlite"),
        (ot.overdue(tracker, "2025-12-31"), ".odt", ".docx"),
        (chart, ".gif", ".svg"),
    ]
    for thing, suffix, accepted in cases:
        for name in (f"a{suffix}", "a"):
            with pytest.raises(FormatError) as caught:
                ot.export(thing, tmp_path / name)
            assert accepted in str(caught.value)
    assert [] == names(tmp_path)


@pytest.mark.parametrize("name", ["a.sqlite", "a.ics", "updates.csv"])
def test_unknown_options_are_refused(tracker, tmp_path, name):
    """An option that the format doesn't have is an error."""
    with pytest.raises(UsageError, match="'colour'"):
        ot.export(tracker, tmp_path / name, colour="red")
    with pytest.raises(UsageError) as caught:
        ot.export(ot.plot.levers(tracker, "2025-12-31"), tmp_path / "a.svg", colour="red")
    assert "The format svg has no option 'colour'. Its options: size." == str(caught.value)
    assert [] == names(tmp_path)


def test_only_three_kinds_of_thing_are_exported(tracker, tmp_path):
    """Anything else is an error that says what can be exported; a chart has no table to choose."""
    with pytest.raises(UsageError, match="a tracker, a report or a chart"):
        ot.export([1], tmp_path / "a.csv")
    with pytest.raises(UsageError, match="table="):
        ot.export(ot.plot.levers(tracker, "2025-12-31"), tmp_path / "a.svg", table="levers")
    with pytest.raises(UsageError, match="The format xlsx has no option 'table'"):
        ot.export(ot.overdue(tracker, "2025-12-31"), tmp_path / "a.xlsx", table="overdue")
    for table in (5, ["commitments"]):
        with pytest.raises(UsageError, match="table must be text or None, not"):
            ot.export(tracker, tmp_path / "a.csv", table=table)


def test_a_data_set_is_started(tmp_path):
    """A Chair and a day start a data set in a new folder."""
    mine = ot.new(tmp_path / "mine", "Switzerland 2026", "2026-01-15")
    assert (mine, "CH") == (ot.load(tmp_path / "mine"), mine.chair)


@pytest.mark.parametrize("suffix", [".csv", ".XLSX"])
def test_a_form_is_empty_for_the_reader(tmp_path, suffix):
    """A new form is read as a sheet that has no commitment yet."""
    ot.new(tmp_path / f"form{suffix}")
    with pytest.raises(ot.DataError, match="no commitments were found"):
        ot.read_sheet([tmp_path / f"form{suffix}"], ot.states())


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("mine",), "a Chair such as 'Switzerland 2026' and a day such as '2026-01-15'"),
        (("form.pdf", None, "2026-01-15"), "a Chair such as 'Switzerland 2026'"),
        (("mine", "Switzerland 2026"), "a day such as '2026-01-15'"),
    ],
)
def test_new_says_what_is_missing(tmp_path, arguments, needed):
    """Without a Chair and a day, and without the suffix of a form, examples show what to give."""
    name, *rest = arguments
    with pytest.raises(UsageError, match=f"A data set needs {needed}. A form has a name ending in .xlsx"):
        ot.new(tmp_path / name, *rest)
    assert [] == names(tmp_path)


def test_a_missing_extra_leaves_no_file(tracker, tmp_path, monkeypatch):
    """Without the library of a format, the error names the extra and nothing is written."""
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"osce-tracker\[excel\]"):
        ot.export(tracker, tmp_path / "commitments.xlsx")
    assert [] == names(tmp_path)
