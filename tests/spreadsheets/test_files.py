"""Spreadsheet files as rows of cells: any file is rows, or is refused with its name and the reason."""

import datetime as dt
import io
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_tracker.errors import DataError, MissingExtraError
from osce_tracker.spreadsheets import files as sheet_files
from osce_tracker.spreadsheets.dates import period_of
from osce_tracker.spreadsheets.files import FILE_LIMIT, ROW_LIMIT, Row, rows_of

SHEET = "xl/worksheets/sheet1.xml"
DTD = b'<!DOCTYPE worksheet [<!ENTITY a "b">]>'


def _rows(path, name, data):
    """Return the rows of a file with these bytes, as sheet, number and cells."""
    (path / name).write_bytes(data)
    return list(rows_of(path / name))


def _refusal(path, name, data):
    """Return file, code and message of the one reason for which a file is refused."""
    with pytest.raises(DataError) as caught:
        _rows(path, name, data)
    (problem,) = caught.value.problems
    return problem.file, problem.code, problem.message


def _workbook(*rows, title="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _with_part(data, part, change):
    """Return an archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


def _archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


PLAIN = _workbook(["id", "commitment"], ["A-1", "Hold a seminar"])
TEXTS = [
    ("a.csv", b"id,x\nA,1\n", ("a", 2, ("A", "1"))),
    ("a.csv", b"\xef\xbb\xbfid,x\r\nA,1\r\n", ("a", 2, ("A", "1"))),
    ("a.csv", b"id;x\nA;1,5\n", ("a", 2, ("A", "1,5"))),
    ("a.csv", b'id,x\n"A\nB",1\n', ("a", 2, ("A\nB", "1"))),
    ("a.csv", b"id,x\rA,1\r", ("a", 2, ("A", "1"))),
    ("a.csv", b"id,x\n\n,\nA,1\n", ("a", 4, ("A", "1"))),
    ("a.csv", b"id,x\nA,'=1\n", ("a", 2, ("A", "=1"))),
    ("a.csv", b"id,x\nA,'s\n", ("a", 2, ("A", "'s"))),
    ("a.csv", b"sep=|\r\nid|x\r\nA|1\r\n", ("a", 3, ("A", "1"))),
    ("a.csv", b'"sep=;"\nid;x\nA;1,2\n', ("a", 3, ("A", "1,2"))),
    ("a.CSV", b"id,x\nA,1\n", ("a", 2, ("A", "1"))),
    ("a.tsv", b"id\tx\nA,B;C\t1\n", ("a", 2, ("A,B;C", "1"))),
]


@pytest.mark.parametrize(("name", "data", "expected"), TEXTS)
def test_text_files(tmp_path, name, data, expected):
    """The last row of a file of text: its sheet is the name, its number counts blank rows."""
    assert Row(*expected) == _rows(tmp_path, name, data)[-1]


def test_a_semicolon_file_that_begins_with_an_empty_line(tmp_path):
    """What divides the cells is told by the first line that holds anything."""
    assert ("A", "1,5") == _rows(tmp_path, "a.csv", b"\nid;x\nA;1,5\n")[-1].cells


def test_rows_without_anything_are_left_out(tmp_path):
    """Blank rows are no rows, before, between and after others."""
    numbers = [row.number for row in _rows(tmp_path, "a.csv", b",\nid,x\n,\n\nA,1\n,\n")]
    assert [2, 5] == numbers


def test_a_workbook_gives_typed_cells_of_all_sheets(tmp_path):
    """Numbers, days and texts come as they are kept, with the name of their sheet."""
    book = openpyxl.load_workbook(io.BytesIO(PLAIN))
    book.create_sheet("More").append([7, dt.date(2025, 7, 31), True, None, 1.5])
    out = io.BytesIO()
    book.save(out)
    moment = dt.datetime(2025, 7, 31)  # noqa: DTZ001 (cells have no zone)
    expected = [
        ("Sheet", 1, ("id", "commitment")),
        ("Sheet", 2, ("A-1", "Hold a seminar")),
        ("More", 1, (7, moment, True, None, 1.5)),
    ]
    assert expected == _rows(tmp_path, "a.xlsx", out.getvalue())


def test_a_workbook_that_tells_a_wrong_size_is_read_whole(tmp_path):
    """Some programs write the size A1 whatever the sheet holds."""
    wrong = _with_part(PLAIN, SHEET, lambda xml: re.sub(rb'ref="A1:B2"', b'ref="A1"', xml))
    assert ("A-1", "Hold a seminar") == _rows(tmp_path, "a.xlsx", wrong)[-1].cells


def test_a_workbook_that_claims_to_be_vast_is_read(tmp_path):
    """A size of the whole sheet says nothing of how much is in it."""
    wrong = _with_part(PLAIN, SHEET, lambda xml: re.sub(rb'ref="A1:B2"', b'ref="A1:XFD1048576"', xml))
    assert ("A-1", "Hold a seminar") == _rows(tmp_path, "a.xlsx", wrong)[-1].cells[:2]


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.txt", "a", "a.xlsm"])
def test_other_files_are_refused(tmp_path, name):
    """A file of another kind is refused with what is accepted."""
    expected = (name, "unknown-file", "is no spreadsheet; accepted: .xlsx, .csv, .tsv")
    assert expected == _refusal(tmp_path, name, b"x")


def test_a_file_that_does_not_exist(tmp_path):
    """A file that cannot be read is a fault with the system's reason."""
    with pytest.raises(DataError, match=r"none\.csv: cannot be read: No such file") as caught:
        list(rows_of(tmp_path / "none.csv"))
    assert "unreadable-file" == caught.value.problems[0].code


def test_a_directory_is_refused(tmp_path):
    """A directory of the name of a spreadsheet is refused like a file that cannot be read."""
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(DataError, match=r"a\.xlsx: cannot be read"):
        list(rows_of(tmp_path / "a.xlsx"))


def test_a_name_that_no_file_can_have():
    """A name with a zero byte is refused, not passed on to the system."""
    with pytest.raises(DataError, match="cannot be read"):
        list(rows_of(Path("a\0.csv")))


def test_a_file_beyond_the_limit(tmp_path):
    """A file of more bytes than any spreadsheet of commitments is refused."""
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    with pytest.raises(DataError, match=f"is too large; accepted: up to {FILE_LIMIT:,} bytes") as caught:
        list(rows_of(tmp_path / "a.csv"))
    assert "too-large" == caught.value.problems[0].code


@pytest.mark.parametrize(
    ("data", "place"),
    [(b"x," * 500 + b"x\n", "row 1"), (b"\n" * ROW_LIMIT + b"x\n", f"row {ROW_LIMIT + 1}")],
    ids=["501 columns", "a row too many"],
)
def test_more_rows_or_columns_than_fit(tmp_path, data, place):
    """A sheet of too many rows or columns is refused with the place."""
    message = f"sheet a, {place}: accepted: up to {ROW_LIMIT:,} rows and 500 columns"
    assert ("a.csv", "too-large", message) == _refusal(tmp_path, "a.csv", data)


def test_as_many_columns_as_fit(tmp_path):
    """The widest row that is accepted comes whole."""
    assert 500 == len(_rows(tmp_path, "a.csv", b"x," * 499 + b"x\n")[0].cells)


def test_a_workbook_of_501_columns(tmp_path):
    """The limit holds in workbooks as well."""
    assert "too-large" == _refusal(tmp_path, "a.xlsx", _workbook(["x"] * 501))[1]


def test_empty_rows_and_columns_beyond_the_limits_are_nothing(tmp_path):
    """What is formatted to the end of the sheet, but empty, is no content."""
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    for place in (f"A{ROW_LIMIT + 7}", "XFD1"):
        book.active[place].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "a.xlsx")
    assert [Row("Sheet", 1, ("x",))] == list(rows_of(tmp_path / "a.xlsx"))


def test_more_marks_than_sheets_have(tmp_path, monkeypatch):
    """A row is in memory as a whole: a workbook of too many cells is refused before it is read."""
    monkeypatch.setattr(sheet_files, "_TAGS", 300)
    assert "too-large" == _refusal(tmp_path, "a.xlsx", _workbook(*([n] * 40 for n in range(9))))[1]


DAYS = [
    (dt.date(2025, 7, 1), "mmmm yyyy", "2025-07"),
    (dt.date(2025, 7, 1), "mmm\\-yy", "2025-07"),
    (dt.date(2025, 7, 1), '[$-409]mmm" of day "yyyy', "2025-07"),
    (dt.date(2025, 1, 1), "yyyy", "2025"),
    (dt.date(2025, 7, 1), "yyyy", "2025-07"),
    (dt.date(2025, 7, 1), "d/m/yyyy", "2025-07-01"),
    (dt.date(2025, 7, 2), "mmmm yyyy", "2025-07-02"),
]


@pytest.mark.parametrize(("day", "shown", "expected"), DAYS)
def test_a_date_is_as_exact_as_it_is_shown(tmp_path, day, shown, expected):
    """Excel makes a first of the month of "July 2025", and shows no day: it means the month."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1"].number_format = day, shown
    book.save(tmp_path / "a.xlsx")
    assert expected == str(period_of(next(rows_of(tmp_path / "a.xlsx")).cells[0]))


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_other_encodings_are_refused_with_the_remedy(tmp_path, encoding):
    """A file that is not UTF-8 is refused, with how to save it in Excel."""
    name, code, message = _refusal(tmp_path, "a.csv", "id,x\nÄ,1\n".encode(encoding))
    line = 1 if encoding == "utf-16" else 2
    expected = f"line {line} is not UTF-8; in Excel save as 'CSV UTF-8'"
    assert ("a.csv", "encoding", expected) == (name, code, message)


def test_a_cell_that_no_csv_holds(tmp_path):
    """A cell beyond what Python's reader takes is a fault of the file."""
    assert "csv" == _refusal(tmp_path, "a.csv", b"id\n" + b"x" * 200_000)[1]


def test_the_extra_for_workbooks_is_named(tmp_path, monkeypatch):
    """Without openpyxl one line says what to install."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r'pip install "osce-tracker\[excel\]"'):
        _rows(tmp_path, "a.xlsx", PLAIN)


HOSTILE = {
    "empty": (b"", "xlsx"),
    "text": (b"id,commitment\n", "xlsx"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xlsx"),
    "cut in half": (PLAIN[: len(PLAIN) // 2], "xlsx"),
    "cut at the end": (PLAIN[:-8], "xlsx"),
    "another archive": (_archive(readme="x"), "xlsx"),
    "no such method": (
        PLAIN.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63"),
        "xlsx",
    ),
    "5,001 parts": (_archive(**{str(n): "" for n in range(5_001)}), "zip-bomb"),
    "entities": (_with_part(PLAIN, SHEET, lambda xml: DTD + xml), "external-entity"),
    "entities of a theme": (
        _with_part(PLAIN, "xl/theme/theme1.xml", lambda xml: DTD + xml),
        "external-entity",
    ),
    "entities, small letters": (_with_part(PLAIN, SHEET, lambda xml: DTD.lower() + xml), "external-entity"),
    "no sheet": (_with_part(PLAIN, SHEET, lambda _: b"<worksheet><sheetData><row>"), "xlsx"),
    "no styles": (_with_part(PLAIN, "xl/styles.xml", lambda _: b"<"), "xlsx"),
    "a number of 5,000 digits": (
        _with_part(
            PLAIN,
            SHEET,
            lambda _: (
                b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
                b"<sheetData><row><c><v>" + b"9" * 5_000 + b"</v></c></row></sheetData></worksheet>"
            ),
        ),
        "xlsx",
    ),
}


@pytest.mark.parametrize(("data", "code"), list(HOSTILE.values()), ids=list(HOSTILE))
def test_hostile_workbooks_are_refused(tmp_path, data, code):
    """What is no workbook, or more than one, is refused before anything comes of it."""
    assert ("a.xlsx", code) == _refusal(tmp_path, "a.xlsx", data)[:2]


def test_a_part_that_unpacks_to_more_than_200_mb(tmp_path):
    """An archive of zeros is refused by what it says of itself, before it is unpacked."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(201):
            part.write(bytes(1024 * 1024))
    _, code, message = _refusal(tmp_path, "a.xlsx", out.getvalue())
    assert ("zip-bomb", "unpacks to 210,763,776 bytes in 1 parts") == (code, message)


def test_an_archive_packed_more_tightly_than_sheets_are(tmp_path):
    """Much out of little is refused although it is below the limit for all."""
    data = _archive(**{"xl/workbook.xml": bytes(100 * 1024 * 1024)})
    assert "zip-bomb" == _refusal(tmp_path, "a.xlsx", data)[1]


LATE = b"<!--" + b"x" * 5_000 + b"-->"


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: LATE + DTD + xml,
        lambda xml: b" " * 5_000 + DTD + xml,
        lambda xml: ('<?xml version="1.0" encoding="UTF-16"?>' + DTD.decode() + xml.decode()).encode(
            "utf-16"
        ),
    ],
    ids=["after a long comment", "after blanks", "in UTF-16"],
)
def test_hidden_entities_are_refused(tmp_path, change):
    """Declarations are found wherever they stand and however they are encoded."""
    assert "external-entity" == _refusal(tmp_path, "a.xlsx", _with_part(PLAIN, SHEET, change))[1]


def test_a_billion_laughs_behind_a_comment(tmp_path):
    """Entities that grow are refused, where they are declared too late to be seen at first."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    dtd = f'<!DOCTYPE worksheet [<!ENTITY a0 "lololololo">{entities}]>'.encode()
    cell = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    data = _with_part(PLAIN, SHEET, lambda xml: LATE + dtd + xml.replace(b"<sheetData>", cell))
    assert "a.xlsx" == _refusal(tmp_path, "a.xlsx", data)[0]


def test_a_row_far_down(tmp_path):
    """A row of a number that no sheet has is refused, not counted up to."""
    far = _with_part(
        PLAIN, SHEET, lambda xml: re.sub(b"<dimension[^>]*>", b"", xml).replace(b'r="2"', b'r="99999999"')
    )
    assert "too-large" == _refusal(tmp_path, "a.xlsx", far)[1]


def test_a_damaged_part_is_refused(tmp_path):
    """A part whose packed bytes make no sense is a fault of the file."""
    place = PLAIN.index(SHEET.encode()) + len(SHEET)
    damaged = PLAIN[:place] + b"\xff" * 20 + PLAIN[place + 20 :]
    assert "xlsx" == _refusal(tmp_path, "a.xlsx", damaged)[1]


@pytest.fixture(name="folder", scope="session")
def _folder(tmp_path_factory):
    """Return a directory for files that are written again and again."""
    return tmp_path_factory.mktemp("files")


def _outcome(folder, name, data):
    """Return ``rows`` or ``refused``."""
    try:
        _rows(folder, name, data)
    except DataError:
        return "refused"
    return "rows"


@given(st.integers(0, 1 << 20), st.integers(1, 255))
def test_any_damaged_workbook_is_rows_or_refused(folder, place, change):
    """Whatever byte of a workbook is another, it is read or refused, never a library's own error."""
    data = bytearray(PLAIN)
    data[place % len(data)] ^= change
    assert _outcome(folder, "a.xlsx", bytes(data)) in ("rows", "refused")


@given(st.integers(0, 1 << 20))
def test_any_truncated_workbook_is_refused(folder, length):
    """A workbook that was not copied to its end is refused."""
    assert "refused" == _outcome(folder, "a.xlsx", PLAIN[: length % len(PLAIN)])


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from(["a.csv", "a.tsv"]))
def test_any_bytes_as_text_are_rows_or_refused(folder, data, name):
    """Whatever bytes stand in a file of text, it is read or refused."""
    assert _outcome(folder, name, data) in ("rows", "refused")
