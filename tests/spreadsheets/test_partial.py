"""Importing in part: correct records are read, and the other rows come out so that they can be corrected."""

import csv
import io
import tempfile
from pathlib import Path

import attrs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import DataError, UsageError
from osce_tracker.spreadsheets.columns import COLUMNS, REASON
from osce_tracker.spreadsheets.read import Reading
from osce_tracker.spreadsheets.write import rest
from tests.spreadsheets.files import (
    OF_UPDATE,
    PLAIN,
    SOURCE,
    STATES,
    UPDATE,
    a_csv,
    a_workbook,
    read,
    refused,
)

BAD = PLAIN | {"id": "B-1", "kind": "?"}


def _rest(path):
    """Return what couldn't be imported of a file, as a file beside it."""
    reading = Reading([path], STATES, None)
    target = path.with_name(f"rest{path.suffix}")
    target.write_bytes(rest(reading.pages, path.suffix))
    return target


def _rows(path):
    """Return the rows of a file by their headings, without empty cells."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        lines = {sheet.title: list(sheet.values) for sheet in book}
    else:
        text = path.read_text(encoding="utf-8-sig")
        lines = {"": list(csv.reader(io.StringIO(text), delimiter="\t" if path.suffix == ".tsv" else ","))}
    return {
        name: [
            {h: cell for h, cell in zip(heads, row, strict=False) if cell not in (None, "")} for row in rows
        ]
        for name, (heads, *rows) in lines.items()
    }


def test_records_whose_rows_are_all_correct_are_read(tmp_path):
    """A record with one bad row is left out whole, and all problems are told; by default nothing is read."""
    late = {"id": "C-1"} | UPDATE | {"update date": "soon"}
    path = a_csv(
        tmp_path, PLAIN, BAD, PLAIN | {"id": "C-1"}, late, PLAIN | {"id": ""}, {"id": "A-1"} | UPDATE
    )
    told = []
    found = ot.read_sheet(path, STATES, notice=told.append, partial=True)
    assert [("A-1", 1)] == [(c.id, len(c.updates)) for c in found]
    assert refused(path) == tuple(told)
    assert [("B-1", "bad-cell"), ("C-1", "bad-cell"), (None, "missing-id")] == [
        (p.record, p.code) for p in told
    ]
    # Nothing is read of a file that can't be read itself.
    for other in (tmp_path / "none.csv", a_csv(tmp_path, {"x": "1"}, name="empty.csv")):
        assert ["$"] == [p.path for p in refused(other, partial=True)]
    assert () == ot.read_sheet(a_csv(tmp_path, BAD), STATES, partial=True)
    with pytest.raises(UsageError, match="notice must be a function of a problem, not 'x'"):
        ot.read_sheet(path, notice="x")


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_the_other_rows_come_with_reasons(tmp_path, suffix):
    """They have the columns of the file and a reason each, and are read again when they are corrected."""
    good, bad = PLAIN | {"mine": "=x"}, PLAIN | {"id": "B-1", "kind": "?", "dimensions": "5th", "mine": "=y"}
    more = PLAIN | {"id": "B-1", "kind": "", "dimensions": "", "mine": ""} | UPDATE
    if suffix == ".xlsx":
        path = a_workbook(tmp_path, S=[[*more], *([row.get(h) for h in more] for row in (good, bad, more))])
    else:
        path = a_csv(
            tmp_path, good, bad, more, name=f"a{suffix}", delimiter="\t" if suffix == ".tsv" else ","
        )
    ((first, second),) = _rows(_rest(path)).values()
    dimension, kind = first[REASON].split("; ")
    assert kind.startswith("kind: Unknown kind '?'"), kind
    assert dimension.startswith("dimensions: Unknown dimension '5th'"), dimension
    assert ("row 3, of the same id, has a problem", "2030-05-02") == (second[REASON], second["update date"])
    # One's own column stays, and is no formula.
    assert {"'=y" if suffix != ".xlsx" else "=y"} == {first["mine"]}
    corrected = [first | {"kind": "activity", "dimensions": "human"}, second]
    (found,) = read(a_csv(tmp_path, *corrected, name="corrected.csv"))
    assert ("B-1", 1) == (found.id, len(found.updates))


def test_the_other_rows_keep_separators_and_groups_of_headings(tmp_path):
    """They are read as the file was, though a row above the headings is left out."""
    heads = [*PLAIN, "link", "date", "status", "link"]
    cells = ["2030-05-02", "done", "https://x.org/2"]
    rows = [["Promise", *[""] * 6, "Update", "", ""], heads]
    rows += [[*record.values(), "https://x.org/1", *cells] for record in (PLAIN, BAD)]
    path = tmp_path / "sheet.csv"
    path.write_text("".join(f"{';'.join(row)}\n" for row in rows))
    text = _rest(path).read_text(encoding="utf-8-sig")
    titles = ["promise address", "update date", "status", "update address"]
    assert ";".join([REASON, *PLAIN, *titles]) == text.splitlines()[0]
    (tmp_path / "rest.csv").write_text(text.replace(";?;", ";activity;"))
    (found,) = read(tmp_path / "rest.csv")
    (update,) = found.updates
    assert ["https://x.org/1", "https://x.org/2"] == [s.url for s in (*found.sources, *update.sources)]


def test_the_other_rows_keep_what_their_cells_hold(tmp_path):
    """Dates, numbers, links, errors and formulas come out as they were, and needed columns are added."""
    sheets = {"S": [["id", "commitment", "made on", "link", "x", "note"]], "T": [["no", "kind", "due"]]}
    path = a_workbook(tmp_path, Good=[list(PLAIN), list(PLAIN.values())], **sheets)
    book = openpyxl.load_workbook(path)
    formula = '="a"&"b"'
    book["S"].append([7.5, "Hold", ot.Period("2030-01-15").first, "here", True, "#REF!", "far"])
    book["S"]["D2"].hyperlink = "https://x.org/1"
    book["T"].append(["C-1", "activity", formula])
    book.save(path)
    found = _rows(_rest(path))
    assert ["S", "T"] == list(found)
    ((one,), (two,)) = found["S"], found["T"]
    assert "the sheet has no column dimensions, kind, who delivers" in one.pop(REASON)
    assert {
        "id": 7.5,
        "commitment": "Hold",
        "made on": openpyxl.load_workbook(path)["S"]["C2"].value,
        "link": "https://x.org/1",
        "x": True,
        "note": "#REF!",
        None: "far",
    } == one
    assert formula == two["due"]
    heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "rest.xlsx")["S"][1]]
    assert ["dimensions", "kind", "who delivers"] == heads[-3:]
    assert REASON == heads[0]


def test_a_year_typed_into_a_cell_for_dates_comes_out_as_the_year(tmp_path):
    """What Excel shows as 1905 was 2026."""
    path = a_workbook(tmp_path, S=[list(PLAIN), [*list(PLAIN.values())[:-1], 2026]])
    book = openpyxl.load_workbook(path)
    book["S"]["F2"].number_format = "yyyy-mm-dd"
    book.save(path)
    ((row,),) = _rows(_rest(path)).values()
    assert "2026" == row["made on"]
    (found,) = read(tmp_path / "rest.xlsx")
    assert ot.Period("2026") == found.made_on


# Nothing is lost.

TITLES = [column.title for column in COLUMNS]
FILLED = PLAIN | SOURCE | UPDATE | OF_UPDATE
cells = st.sampled_from(
    [
        "",
        "A-1",
        "B-2",
        "Total",
        "#",
        "no",
        "tbd",
        "human",
        "05/03/2026",
        "15/01/2026",
        "FI",
        "www.x.org/a",
        "?",
        "x",
    ]
)
rows = st.fixed_dictionaries(
    {}, optional={head: st.just(value) | cells for head, value in (FILLED | {"due": "", "mine": ""}).items()}
)


@given(st.lists(rows, max_size=8))
def test_every_row_is_a_record_a_problem_or_a_notice(rows):
    """Rows in are records out, and problems and notices with their places."""
    heads = ["id", *(head for head in dict.fromkeys(head for row in rows for head in row) if head != "id")]
    out = io.StringIO()
    csv.writer(out).writerows([heads, *([row.get(head, "") for head in heads] for row in rows)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
        told = []
        try:
            found = ot.read_sheet(path, STATES, notice=told.append, partial=True)
        except DataError as error:
            found, told = (), [*error.problems]
        reading = Reading([path], STATES, None)
    assert found == reading.commitments
    records = {commitment.id for commitment in found}
    lines = {line.number: line for page in reading.pages for line in page.lines}
    passed = {"section-row", "total-row", "headings-again", "explained-row", "above-headings"}
    skipped = {
        number
        for page in reading.pages
        for (code, _), (numbers, _) in page.sheet.remarks.items()
        if code in passed
        for number in numbers
    }
    for number, row in enumerate(rows, 2):
        if any(row.values()):
            line = lines.get(number)
            ways = [
                number in skipped,
                line is not None and line.record in records,
                bool(line and line.reasons),
            ]
            assert 1 == sum(ways) or not reading.pages, (number, row, ways)
    bad = {line.record for line in lines.values() if line.reasons}
    assert bad - {""} <= {problem.record for problem in reading.problems}
    assert records.isdisjoint(bad)
    # Every problem has a place in the file.
    assert all(
        problem.path.startswith("sheet a") for problem in reading.problems if problem.code != "empty-set"
    )


@given(st.lists(rows, min_size=1, max_size=6), st.sampled_from([".csv", ".xlsx"]))
def test_what_is_left_and_what_is_read_are_the_whole(rows, suffix):
    """The rows that are left out have the same problems when they are read again, and no row is new."""
    heads = list(dict.fromkeys(["id", *(head for row in rows for head in row)]))
    with tempfile.TemporaryDirectory() as folder:
        path = a_workbook(Path(folder), S=[heads, *([row.get(h) or None for h in heads] for row in rows)])
        reading = Reading([path], STATES, None)
        left = [line for page in reading.pages for line in page.lines if line.reasons]
        if left:
            other = Path(folder, f"b{suffix}")
            other.write_bytes(rest(reading.pages, suffix))
            again = Reading([other], STATES, None)
            assert [line.record for line in left] == [
                line.record for page in again.pages for line in page.lines
            ]
            assert () == again.commitments


@pytest.fixture(name="workbook", scope="module")
def _workbook(tmp_path_factory):
    """Write the smallest of the bundled sets as a workbook."""
    path = tmp_path_factory.mktemp("workbook") / "mine.xlsx"
    ot.export(ot.load("switzerland-2026"), path)
    return path


def test_exports_come_back_into_the_set(tmp_path, workbook):
    """A sheet of each bundled set, under any name, adds nothing to that set and has no problem."""
    # All tables of the large sets in a workbook take seconds, and their commitments are written alike.
    files = {"switzerland-2026": workbook, "malta-2024": tmp_path / "a.csv", "all": tmp_path / "b.csv"}
    for name, path in files.items():
        tracker = ot.load(name)
        if path is not workbook:
            ot.export(tracker, path)
        reading = Reading([path], ot.states(), tracker)
        assert ([], [], tuple(tracker.commitments)) == (
            reading.problems,
            reading.notices,
            reading.commitments,
        )
        changed = tracker.with_records(*reading.commitments)
        assert attrs.evolve(tracker, commitments=changed.commitments) == tracker


def test_only_the_commitments_of_an_exported_set_are_read(tmp_path, workbook):
    """Other sheets are passed over while they are as exported; sheets of your own by their names are read."""
    path, tracker = tmp_path / "mine.xlsx", ot.load("switzerland-2026")
    book = openpyxl.load_workbook(workbook)
    book["Events"]["B2"] = "Changed"
    own = book.create_sheet("More")
    heads = ("id", "commitment", "dimensions", "kind", "who delivers", "made on")
    row = ("X-1", "Hold a seminar", "human", "activity", "chair", "July 2026")
    for sheet in (own, book["Cover"]):
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(heads)
        sheet.append(row)
    book.save(path)
    reading = Reading([path], ot.states(), tracker)
    found = [one.id for one in reading.commitments]
    assert ([], sorted([*tracker.commitments.ids, "X-1"])) == (reading.problems, sorted(found))
    # A sheet whose headings were changed is no longer one of ours, and what it holds is reported.
    book["Groups"]["A1"] = "another heading"
    book.save(path)
    assert {"sheet Groups"} == {
        one.path.partition(",")[0] for one in Reading([path], ot.states(), None).problems
    }
