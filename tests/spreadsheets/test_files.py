"""Files of spreadsheets: any file is read, or refused with its name and the reason."""

import datetime as dt
import io
import random
import re
import string
import sys
import time
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import DataError, MissingExtraError
from tests.spreadsheets.files import (
    PLAIN,
    SHEET,
    STATES,
    a_workbook,
    change_sheet,
    noted,
    read,
    refused,
    with_part,
)

DTD = b'<!DOCTYPE worksheet [<!ENTITY a "b">]>'
HEAD, ROW = ",".join(PLAIN), ",".join(PLAIN.values())
MIB = 1024 * 1024


def _file(folder, name, data):
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder / name


def _refusal(folder, name, data):
    """Return code and message of the one reason for which a file is refused."""
    (problem,) = refused(_file(folder, name, data))
    assert name == problem.file
    return problem.code, problem.message


def _archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture(name="book", scope="module")
def _book(tmp_path_factory):
    """Return the bytes of a workbook of one commitment."""
    path = a_workbook(tmp_path_factory.mktemp("book"), Sheet=[list(PLAIN), list(PLAIN.values())])
    return path.read_bytes()


# Text.


def test_text_files_of_all_programs(tmp_path):
    """Marks, line ends, separators and a line that names the separator make no difference."""
    semicolons, comma = f"{HEAD}\n{ROW}\n".replace(",", ";"), PLAIN | {"commitment": "Hold, soon"}
    files = {
        "plain": ("a.csv", f"{HEAD}\n{ROW}\n"),
        "capitals": ("a.CSV", f"{HEAD}\n{ROW}"),
        "a mark": ("a.csv", f"\ufeff{HEAD}\r\n{ROW}\r\n"),
        "old line ends": ("a.csv", f"{HEAD}\r{ROW}\r"),
        "semicolons": ("a.csv", semicolons),
        "empty lines": ("a.csv", f"\n\n{semicolons}\n;;\n"),
        "a separator": ("a.csv", "sep=|\r\n" + f"{HEAD}\r\n{ROW}\r\n".replace(",", "|")),
        "a quoted separator": ("a.csv", f'"sep=;"\n{semicolons}'),
        "tabs": ("a.tsv", f"{HEAD}\n{ROW}\n".replace(",", "\t")),
    }
    expected = read(_file(tmp_path, *files["plain"]))
    found = {name: read(_file(tmp_path, *file)) for name, file in files.items()}
    assert dict.fromkeys(files, expected) == found
    text = ";".join(PLAIN) + "\n" + ";".join(comma.values())
    assert "Hold, soon" == read(_file(tmp_path, "a.csv", text))[0].title


def test_cells_of_text(tmp_path):
    """A cell may have several lines, and an apostrophe that keeps it from being a formula."""
    cells = {'"two\nlines"': "two\nlines", ' "or, not"': "or, not", "'=1": "=1", "'s": "'s", "''=1": "'=1"}
    titles = [
        read(_file(tmp_path, "a.csv", f"{HEAD}\n{ROW.replace('Hold a seminar', cell)}\n"))[0].title
        for cell in cells
    ]
    assert list(cells.values()) == titles


def test_a_fault_is_told_with_the_row_that_people_see(tmp_path):
    """Blank rows count, though nothing is read of them."""
    text = f"{HEAD},due\n\n,,\n{ROW},\n,,\n{ROW.replace('A-1', 'A-2')},soon\n"
    assert ["sheet a, row 6, column due"] == [p.path for p in refused(_file(tmp_path, "a.csv", text))]


def test_text_in_other_encodings(tmp_path):
    """UTF-16 is known by its zeros, other files are taken for Windows-1252, and that is told."""
    text = f"{HEAD}\r\n{ROW.replace('a seminar', 'the Chair’s séminaire – Türkiye')}\r\n"
    expected = read(_file(tmp_path, "a.csv", text))
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        assert expected == read(_file(tmp_path, "a.csv", text.encode(encoding))), encoding
        assert [] == noted(tmp_path / "a.csv"), encoding
    assert expected == read(_file(tmp_path, "a.csv", text.encode("cp1252")))
    ((code, _, message),) = noted(tmp_path / "a.csv")
    assert ("encoding", True) == (
        code,
        message.startswith("line 2 is not UTF-8. The file was read as Windows-1252"),
    )


@pytest.mark.parametrize(
    "encoding",
    ["cp1251", "koi8-r", "iso-8859-7", "latin-1", "mac-roman", "cp437", "cp1250", "cp866", "gb18030"],
)
def test_what_cannot_be_western_is_refused_with_the_remedy(tmp_path, encoding):
    """Words of other scripts, and bytes that mean nothing, are never taken for Windows-1252."""
    words = {"iso-8859-7": "Ελλάδα", "latin-1": "\x81", "mac-roman": "Réunion", "cp437": "Réunion"}
    words |= {"cp1250": "Współpraca", "gb18030": "会议"}
    word = words.get(encoding, "Россия")
    expected = ("encoding", "line 2 is not UTF-8. In Excel save the file as CSV UTF-8.")
    data = f"{HEAD}\n{ROW.replace('Hold', word)}\n".encode(encoding)
    assert expected == _refusal(tmp_path, "a.csv", data)
    # Half of a character at the end.
    data = f"{HEAD}\n{ROW}\n".encode("utf-16")[:-1]
    assert "encoding" == _refusal(tmp_path, "a.csv", data)[0]


def test_western_languages_are_windows_1252(tmp_path):
    """Nothing that they write is taken for another encoding."""
    words = (
        "CŒUR cœur ÇA n° 5 1ª L’Été Ñandú Ærø ÅLAND øl Þór öö Straße M€ 5 € «où» Àfrica col·legi (1²) "
        "Îles d´Or „Fürst“ €5–€7 Œuvre Š Ž naïve coöperatie"
    )
    text = f"{HEAD}\n{ROW.replace('Hold a seminar', words)}\n"
    assert words == read(_file(tmp_path, "a.csv", text.encode("cp1252")))[0].title


def test_a_text_in_the_form_of_a_formula_is_its_text(tmp_path):
    """Some programs write ="A-1", so that Excel makes no number of it."""
    text = f"{HEAD}\n{ROW}\n"
    cells = ",".join(f'="{cell}"' for cell in ROW.split(","))
    assert read(_file(tmp_path, "a.csv", text)) == read(_file(tmp_path, "a.csv", f"{HEAD}\n{cells}\n"))


def test_the_separator_is_that_which_finds_the_headings(tmp_path):
    """Commas in a title, or colons in dates, separate nothing; tabs, bars and colons may."""
    expected = read(_file(tmp_path, "a.csv", f"{HEAD}\n{ROW}\n"))
    title = "Commitments of the Chair, as of 15 January 2026, draft: first, second; third | fourth\n"
    for sign in ",;\t|:":
        text = f"{HEAD}\n{ROW}\n".replace(",", sign)
        for name in ("a.csv", "a.tsv"):
            for above in ("", title, f'{title}\n"open to, comments"\n'):
                assert expected == read(_file(tmp_path, name, above + text)), (sign, name, above)
    # One quotation mark in the title makes nonsense of one separator, not of the file.
    text = f'The "Chair\n{HEAD}\n{ROW}\n'.replace(",", ";")
    assert expected == read(_file(tmp_path, "a.csv", text))


def test_a_quote_that_is_not_closed_takes_no_rows(tmp_path):
    """A quote out of place is told with its row, and swallows nothing."""
    for cell in ('"Hold a seminar', 'Hold a "great" one,"x" y', '"a" b'):
        text = "\n".join([HEAD, ROW, ROW.replace("Hold a seminar", cell), ROW.replace("A-1", "A-2")])
        code, message = _refusal(tmp_path, "a.csv", text)
        assert ("csv", True) == (code, message.startswith("row 3 is not valid CSV")), cell
    assert "csv" == _refusal(tmp_path, "a.csv", f"{HEAD}\n" + "x" * 200_000)[0]


# Workbooks.


def test_a_workbook_that_tells_a_wrong_size_is_read_whole(tmp_path, book):
    """Some programs write the size A1 whatever the sheet holds, others all that Excel has."""
    for size in (b"A1", b"A1:XFD1048576"):
        wrong = with_part(book, SHEET, lambda xml, s=size: xml.replace(b'ref="A1:F2"', b'ref="%s"' % s))
        assert wrong != book
        assert ["A-1"] == [c.id for c in read(_file(tmp_path, "a.xlsx", wrong))], size


def test_empty_rows_and_columns_to_the_end_of_the_sheet_are_nothing(tmp_path):
    """What is formatted, but empty, is no content."""
    book = openpyxl.Workbook()
    for row in (PLAIN, PLAIN.values()):
        book.active.append(list(row))
    for place in ("A60000", "XFD1"):
        book.active[place].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "a.xlsx")
    assert ["A-1"] == [commitment.id for commitment in read(tmp_path / "a.xlsx")]


def test_typed_cells_below_headings_of_texts(tmp_path):
    """Numbers are texts without a decimal point, dates are days, and ticks are yes."""
    heads = [*PLAIN, "note", "promise address", "promise page title", "promise publisher"]
    heads += ["promise publisher type", "promise original", "made at"]
    page = ["https://example.org/1", "T", "P", "ngo", True]
    row = [7.0, 12, 3, "activity", "chair", 2030, 1.5, *page, dt.date(2030, 7, 31)]
    path = a_workbook(tmp_path, S=[heads, row])
    # Some programs write whole numbers with a decimal point.
    change_sheet(path, lambda xml: xml.replace(b"<v>7</v>", b"<v>7.0</v>"))
    (found,) = read(path)
    assert ("7", "12", ["human"], "2030", "1.5", True, "2030-07-31") == (
        found.id,
        found.title,
        list(found.dimensions),
        str(found.made_on),
        found.note,
        found.sources[0].primary,
        found.made_at,
    )


def test_a_formula_is_what_was_computed(tmp_path):
    """A formula that nobody computed is no value, and is told with the remedy."""
    row = ["A-1", '="Hold "&"it"', *list(PLAIN.values())[2:]]
    path = a_workbook(tmp_path, S=[[*PLAIN, "due"], [*row, "=DATE(2030,7,1)"]])
    found = refused(path)
    assert ["column commitment", "column due"] == [p.path.partition("row 2, ")[2] for p in found]
    assert all("Open the file in Excel, save it there" in p.message for p in found)
    path = a_workbook(tmp_path, S=[list(PLAIN), row])
    computed = rb'<c r="B2" t="str">\1<v>Hold it</v>'
    change_sheet(path, lambda xml: re.sub(rb'<c r="B2"[^>]*>(<f>.*?</f>)<v ?/?>(</v>)?', computed, xml))
    assert "Hold it" == read(path)[0].title


def _styled(folder, rows, change):
    """Write rows into a workbook, change its sheet with openpyxl, and return its path."""
    path = a_workbook(folder, S=rows)
    book = openpyxl.load_workbook(path)
    change(book.active)
    book.save(path)
    return path


def test_merged_cells_hold_for_each_of_their_rows(tmp_path):
    """The value of a merged range is that of its rows, but it makes no rows and no columns."""
    heads, (_, *row) = list(PLAIN), list(PLAIN.values())
    rows = [heads, ["A-1", *row], ["A-2", "Another", None, "output", None, "2031"], [], ["A-3", *row], []]

    def merge(sheet):
        # The last reaches beyond the rows, and the one in the headings beyond the columns.
        for area in ("C2:C3", "E2:E3", "B5:B9", "H1:Z1"):
            sheet.merge_cells(area)

    found = read(_styled(tmp_path, rows, merge))
    assert ["A-1", "A-2", "A-3"] == [c.id for c in found]
    assert [(["human"], "chair")] * 3 == [([*c.dimensions], c.lever.value) for c in found]
    # Rows that share the id and the update above have further sources of it.
    heads = [*PLAIN, "update date", "status", "update address"]
    first = [*PLAIN.values(), "2030-05", "blocked", "https://x.org/1"]
    rows = [heads, first, [None] * 8 + ["https://x.org/2"], [None] * 8 + ["https://x.org/3"]]

    def all_but_the_address(sheet):
        for letter in "ABCDEFGH":
            sheet.merge_cells(f"{letter}2:{letter}4")

    (found,) = read(_styled(tmp_path, rows, all_but_the_address))
    (update,) = found.updates
    assert ["1", "2", "3"] == [source.url[-1] for source in update.sources]


def test_links_behind_texts(tmp_path):
    """The address of a source is that of the link behind a text, made by hand or by a formula."""
    heads = [*PLAIN, "link", "source title"]
    texts = ["Programme", "here", "https://x.org/\u2026", "https://x.org/4"]
    rows = [heads, *([f"A-{n}", *list(PLAIN.values())[1:], text, "T"] for n, text in enumerate(texts))]
    formula = '=HYPERLINK("https://x.org/2","here")'

    def link(sheet):
        sheet["G2"].hyperlink = "https://x.org/1"
        # Excel keeps what follows the hash by itself, and so it does a place in the workbook.
        sheet["G2"].hyperlink.location, sheet["A2"].hyperlink = "part", "https://x.org/9"
        sheet["A2"].hyperlink.target, sheet["A2"].hyperlink.location = None, "S!A1"
        sheet["B2"].hyperlink = "https://x.org/9"
        sheet["G4"].hyperlink, sheet["G5"].hyperlink = "https://x.org/3?a=b", "https://x.org/9"
        sheet["G3"].value = formula

    path = _styled(tmp_path, rows, link)
    change_sheet(
        path,
        lambda xml: re.sub(
            rb'<c r="G3"[^>]*>(<f>.*?</f>)<v ?/?>(</v>)?', rb'<c r="G3" t="str">\1<v>here</v>', xml
        ),
    )
    expected = [f"https://x.org/{end}" for end in ("1#part", "2", "3?a=b", "4")]
    assert expected == [c.sources[0].url for c in read(path)]
    expected = ("link", "sheet S, row 2", "links behind the cells below 'commitment' are not imported")
    assert expected in noted(path)


def test_struck_and_hidden_rows_and_comments_are_told(tmp_path):
    """A row that is struck through is left out, a hidden one is read, and neither in silence."""
    row = list(PLAIN.values())[1:]
    rows = [list(PLAIN), *([f"A-{n}", *row] for n in range(2, 6))]

    def change(sheet):
        for cell in (*sheet[2], sheet["B3"]):
            cell.font = openpyxl.styles.Font(strike=True)
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions.group("B", "C", hidden=True)
        sheet.column_dimensions.group("H", "XFD", hidden=True)
        for n in range(1, 13):
            sheet.cell(n, 9).comment = openpyxl.comments.Comment("?", "me")

    path = _styled(tmp_path, rows, change)
    assert ["A-3", "A-4", "A-5"] == [c.id for c in read(path)]
    cells = ", ".join(f"I{n}" for n in range(1, 11))
    assert [
        ("struck-row", "sheet S, row 2", "rows that are struck through were left out"),
        ("struck-cell", "sheet S, row 3", "some cells are struck through; the rows were read anyway"),
        ("hidden-row", "sheet S, row 4", "hidden rows were read anyway"),
        ("hidden-column", "sheet S", "hidden columns were read anyway (B, C)"),
        ("comment", "sheet S", f"comments on cells are not imported ({cells} and others)"),
    ] == noted(path)


def test_words_that_are_struck_through_within_a_cell_are_told(tmp_path):
    """A cell may have a font for each word."""
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Hold a </t></r>'
        "<r><rPr><strike/></rPr><t>ball</t></r><r><rPr/><t>seminar</t></r></si></sst>"
    )
    path = a_workbook(tmp_path, S=[list(PLAIN), list(PLAIN.values())])
    change_sheet(path, lambda xml: re.sub(rb'<c r="B2".*?</c>', rb'<c r="B2" t="s"><v>0</v></c>', xml))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    data = with_part(path.read_bytes(), "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", part))
    path.write_bytes(data)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
    assert "Hold a ballseminar" == read(path)[0].title
    assert ["struck-cell"] == [code for code, *_ in noted(path)]


def test_hidden_sheets_are_passed_over(tmp_path):
    """What nobody sees is not imported, and that is told."""
    row = list(PLAIN.values())[1:]
    path = a_workbook(
        tmp_path, Now=[list(PLAIN), ["A-1", *row]], Old=[list(PLAIN), ["A-2", *row]], Lists=[["x"]]
    )
    book = openpyxl.load_workbook(path)
    book["Old"].sheet_state, book["Lists"].sheet_state = "hidden", "veryHidden"
    book.save(path)
    assert ["A-1"] == [c.id for c in read(path)]
    message = "the sheet is hidden and was skipped"
    assert [("hidden-sheet", f"sheet {name}", message) for name in ("Old", "Lists")] == noted(path)
    del book["Now"]
    book.create_sheet("Cover")
    book.save(path)
    assert f"sheet Old: {message}." in refused(path)[0].message


def test_an_error_of_excel_is_told(tmp_path):
    """What Excel could not compute is no text, and no id of a row that explains the form."""
    for key in ("id", "commitment", "note"):
        row = {**PLAIN, "note": "x", key: "#REF!"}
        (problem, *_) = refused(a_workbook(tmp_path, S=[list(row), list(row.values())]))
        assert f"sheet S, row 2, column {key}" == problem.path
        assert "holds the error #REF!" in problem.message
    for error in ("#REF!", "#N/A", "#NAME?", "#VALUE!"):
        (problem,) = refused(_file(tmp_path, "a.csv", f"{HEAD}\n{ROW}\n{ROW.replace('A-1', error)}\n"))
        assert "row 3" in problem.path, error


# What is refused.


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SAVE = "Open it in Excel and save it as Excel Workbook (.xlsx)."
PASSWORD = "is protected by a password. Remove the password in Excel, save it, and try again."  # noqa: S105
OTHER_KIND = "is not a supported kind of file. Save it as Excel Workbook (.xlsx), or as text (.csv or .tsv)."
#: Name and content of files of other kinds, and what to do with them.
OTHER_FILES = [
    ("a.xls", OLE, f"is in Excel's old format. {SAVE}"),
    ("a.xlsx", OLE + "Workbook".encode("utf-16-le"), f"is in Excel's old format. {SAVE}"),
    ("a.xlsx", OLE, PASSWORD),
    ("a.xls", OLE + "EncryptedPackage".encode("utf-16-le"), PASSWORD),
    ("a.xls", b"<html>", f"is in Excel's old format. {SAVE}"),
    ("a.xlsm", b"PK\x03\x04", f"may hold macros. {SAVE}"),
    ("a.ods", b"PK\x03\x04", "is in the OpenDocument format. Save it as Excel Workbook (.xlsx) or CSV."),
    (
        "a.xlsx",
        b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "is in the OpenDocument format. Save it as Excel Workbook (.xlsx) or CSV.",
    ),
    ("a.xlsx", b"id,commitment", f"is not an Excel workbook, whatever its name says. {SAVE}"),
    ("a.csv", b"PK\x03\x04", "is a workbook, not text. Give it a name ending in .xlsx."),
    ("a.fods", b"<?xml", "is in the OpenDocument format. Save it as Excel Workbook (.xlsx) or CSV."),
    ("a.numbers", b"PK\x03\x04", OTHER_KIND),
    ("a", b"x", OTHER_KIND),
]


def test_other_files_are_refused_with_what_to_do(tmp_path, book):
    """A file of another kind gives one line that says what to do; a missing one gives the reason."""
    for name, data, message in OTHER_FILES:
        assert ("unknown-file", message) == _refusal(tmp_path, name, data), (name, data)
    main, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/",
    )
    data = with_part(book, SHEET, lambda xml: xml.replace(main, strict + b"spreadsheetml/main"))
    assert ("unknown-file", f"is saved as Strict Open XML. {SAVE}") == _refusal(tmp_path, "a.xlsx", data)
    (tmp_path / "folder.xlsx").mkdir()
    for path in (tmp_path / "none.csv", tmp_path / "folder.xlsx"):
        (problem,) = refused(path)
        assert ("unreadable-file", True) == (problem.code, problem.message.startswith("can't be read: "))


def test_more_than_spreadsheets_have_is_refused(tmp_path, book):
    """Bytes, rows, columns and cells have limits, which the message names."""
    with (tmp_path / "vast.csv").open("wb") as file:
        file.truncate(20 * MIB + 1)
    (problem,) = refused(tmp_path / "vast.csv")
    assert ("unreadable-file", "can't be read: it is larger than 20 MB") == (problem.code, problem.message)
    limit = "sheets can have 50,000 rows, 500 columns and 1,000,000 cells"
    assert f"sheet a, row 1: {limit}" == _refusal(tmp_path, "a.csv", b"x," * 500 + b"x\n")[1]
    assert f"sheet a, row 50001: {limit}" == _refusal(tmp_path, "a.csv", b"\n" * 50_000 + b"x\n")[1]
    assert ["A-1"] == [c.id for c in read(_file(tmp_path, "a.csv", f"{HEAD}{',' * 600}\n{ROW}\n"))]
    assert limit == _refusal(tmp_path, "a.csv", b"," * 5_000_001)[1]
    assert limit == _refusal(tmp_path, "a.csv", b'"\n",' * 1_000_001)[1]
    wide = a_workbook(tmp_path, S=[["x"] * 501]).read_bytes()
    assert "too-large" == _refusal(tmp_path, "a.xlsx", wide)[0]
    # Cells are counted before openpyxl makes them: of the sheet, and of each row.
    end = b"</sheetData></worksheet>"
    for cells in (b"<c/>" * 16_385, (b"<c/>" * 16_000 + b"</row><row>") * 63, b"<v/>" * 5_000_000):
        rows = b"<row>" + cells + b"</row>" + end
        data = with_part(book, SHEET, lambda _, rows=rows: SHEET_OF % rows, zipfile.ZIP_STORED)
        assert ("too-large", limit) == _refusal(tmp_path, "a.xlsx", data)


def test_empty_cells_far_to_the_right_cost_nothing(tmp_path, book):
    """A library would fill each row up to its last cell, which a file of 43 kB can have in column ZZZ."""
    row = b'<row><c r="ZZZ1"/></row>'
    data = with_part(book, SHEET, lambda xml: xml.replace(b"</sheetData>", row * 20_000 + b"</sheetData>"))
    started = time.process_time()
    assert ["A-1"] == [c.id for c in read(_file(tmp_path, "a.xlsx", data))]
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "part",
    [
        b'<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A3:XFD1048576" location="x"/></hyperlinks>',
    ],
    ids=["merged", "link"],
)
def test_ranges_as_large_as_a_sheet_cost_nothing(tmp_path, book, part):
    """A range is a few numbers, however many cells it has."""
    data = with_part(book, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + part))
    assert ["A-1"] == [c.id for c in read(_file(tmp_path, "a.xlsx", data))]


def test_a_row_far_down(tmp_path, book):
    """A row of a number that no sheet has is refused, not counted up to."""
    far = with_part(
        book, SHEET, lambda xml: re.sub(b"<dimension[^>]*>", b"", xml).replace(b'r="2"', b'r="99999999"')
    )
    assert "too-large" == _refusal(tmp_path, "a.xlsx", far)[0]


def test_workbooks_need_their_extra(tmp_path, monkeypatch, book):
    """Without openpyxl one line says what to install, for reading, writing and a new form."""
    path = _file(tmp_path, "a.xlsx", book)
    promises = ot.Tracker(commitments=read(path))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    calls = (
        lambda: read(path),
        lambda: ot.new(tmp_path / "b.xlsx"),
        lambda: ot.export(promises, tmp_path / "commitments.xlsx"),
    )
    for call in calls:
        with pytest.raises(MissingExtraError, match=r'pip install "osce-tracker\[excel\]"'):
            call()
    assert [path] == list(tmp_path.iterdir())


LATE = b"<!--" + b"x" * 5_000 + b"-->"
SHEET_OF = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>%s"


def _laughs(xml):
    """Return a sheet with entities that grow, declared too late to be seen at first."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    dtd = f'<!DOCTYPE worksheet [<!ENTITY a0 "lololololo">{entities}]>'.encode()
    cell = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    return LATE + dtd + xml.replace(b"<sheetData>", cell)


def _in_utf_16(xml):
    return ('<?xml version="1.0" encoding="UTF-16"?>' + DTD.decode() + xml.decode()).encode("utf-16")


def _digits(_xml):
    return SHEET_OF % (b"<row><c><v>" + b"9" * 5_000 + b"</v></c></row></sheetData></worksheet>")


#: Changes to the sheet of a workbook, and why it is then refused.
SHEETS = {
    "entities": (lambda xml: DTD + xml, "external-entity"),
    "entities, small letters": (lambda xml: DTD.lower() + xml, "external-entity"),
    "entities after a comment": (lambda xml: LATE + DTD + xml, "external-entity"),
    "entities after blanks": (lambda xml: b" " * 5_000 + DTD + xml, "external-entity"),
    "entities in UTF-16": (_in_utf_16, "external-entity"),
    "a billion laughs": (_laughs, "external-entity"),
    "no sheet": (lambda _: SHEET_OF % b"<row>", "xlsx"),
    "a number of 5,000 digits": (_digits, "xlsx"),
}


def test_hostile_workbooks_are_refused(tmp_path, book):
    """What is no workbook, or more than one, is refused before anything comes of it."""
    files = {name: (with_part(book, SHEET, change), code) for name, (change, code) in SHEETS.items()}
    place = book.index(SHEET.encode()) + len(SHEET)
    method = b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08"
    # Much of it can't be packed, so that it is refused for its size alone.
    noise = random.Random(7).randbytes(20_000)  # noqa: S311 (the same noise every time)
    files |= {
        "empty": (b"", "unknown-file"),
        "text": (HEAD.encode(), "unknown-file"),
        "cut in half": (book[: len(book) // 2], "xlsx"),
        "cut at the end": (book[:-8], "xlsx"),
        "damaged": (book[:place] + b"\xff" * 20 + book[place + 20 :], "xlsx"),
        "another archive": (_archive({"readme": "x"}), "xlsx"),
        "no such method": (book.replace(method, method[:-1] + b"\x63"), "xlsx"),
        "no styles": (with_part(book, "xl/styles.xml", lambda _: b"<"), "xlsx"),
        "entities of a theme": (
            with_part(book, "xl/theme/theme1.xml", lambda xml: DTD + xml),
            "external-entity",
        ),
        "5,001 parts": (_archive({str(n): "" for n in range(5_001)}), "zip-bomb"),
        "101 MB": (_archive({"xl/workbook.xml": (noise + bytes(MIB - 20_000)) * 101}), "zip-bomb"),
        "packed too tightly": (_archive({"xl/workbook.xml": bytes(50 * MIB)}), "zip-bomb"),
    }
    assert book not in [data for data, _ in files.values()]
    codes = {name: _refusal(tmp_path, "a.xlsx", data)[0] for name, (data, _) in files.items()}
    assert {name: code for name, (_, code) in files.items()} == codes


@pytest.mark.parametrize("head", ["", HEAD + "\n"], ids=["no headings", "headings"])
def test_megabytes_of_garbage(tmp_path, head):
    """A large file of nonsense gives the error for data."""
    signs = string.ascii_letters + "    ,,,;;\n'"
    garbage = "".join(random.Random(7).choices(signs, k=2_000_000))  # noqa: S311 (the same every time)
    assert refused(_file(tmp_path, "a.csv", head + garbage))


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory):
    """Return a directory for files that are written again and again."""
    return tmp_path_factory.mktemp("files")


def _outcome(folder, name, data):
    """Return ``read`` or ``refused``."""
    try:
        ot.read_sheet(_file(folder, name, data), STATES)
    except DataError:
        return "refused"
    return "read"


@given(st.integers(0, 1 << 20), st.integers(1, 255), st.booleans())
def test_any_damaged_workbook_is_read_or_refused(folder, book, place, change, cut):
    """Whatever byte is another, no library's own error comes out; one that was cut off is refused."""
    data = bytearray(book)
    data[place % len(data)] ^= change
    assert _outcome(folder, "a.xlsx", bytes(data)) in ("read", "refused")
    if cut:
        assert "refused" == _outcome(folder, "a.xlsx", book[: place % len(book)])


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from(["a.csv", "a.tsv"]))
def test_any_bytes_as_text_are_read_or_refused(folder, data, name):
    """Whatever bytes stand in a file of text, with headings or without, it is read or refused."""
    for start in (b"", f"{HEAD}\n".encode()):
        assert _outcome(folder, name, start + data) in ("read", "refused")
