"""Spreadsheet files for tests: rows by their headings, workbooks, and what is read of them."""

import csv
import io
import zipfile

import openpyxl
import pytest

import osce_tracker as ot

STATES = ot.states()
SHEET = "xl/worksheets/sheet1.xml"
#: What every commitment needs.
PLAIN = {
    "id": "A-1",
    "commitment": "Hold a seminar",
    "dimensions": "human",
    "kind": "activity",
    "who delivers": "chair",
    "made on": "2030-01-15",
}
SOURCE = {
    "promise address": "https://example.org/1",
    "promise page title": "Programme",
    "promise publisher": "Ministry",
    "promise publisher type": "chair",
}
UPDATE = {"update date": "2030-05-02", "status": "fulfilled", "what happened": "Held."}
OF_UPDATE = {title.replace("promise", "update"): value for title, value in SOURCE.items()}


def a_csv(folder, *rows, name="sheet.csv", delimiter=","):
    """Write rows, given by their headings, into a file of text; return its path."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads, restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return folder / name


def a_workbook(folder, name="sheet.xlsx", **sheets):
    """Write rows of cells into a workbook, one sheet each; return its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def with_part(data, part, change, method=zipfile.ZIP_DEFLATED):
    """Return an archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


def change_sheet(path, change):
    """Change the XML of the first sheet of a workbook as another program would write it."""
    path.write_bytes(with_part(path.read_bytes(), SHEET, change))


def read(*paths):
    """Return the commitments of files."""
    return ot.read_sheet(paths, STATES)


def refused(*paths, **options):
    """Return the problems for which files are refused."""
    with pytest.raises(ot.DataError) as caught:
        ot.read_sheet(paths, STATES, **options)
    return caught.value.problems


def noted(*paths, **options):
    """Return code, place and message of each notice on files that are read."""
    found = []
    ot.read_sheet(paths, STATES, notice=found.append, **options)
    assert {"warning"} >= {problem.severity for problem in found}
    return [(problem.code, problem.path, problem.message) for problem in found]
