"""Every example runs and prints what it shows; ``python -m tests.test_examples`` renews what they show."""

import ast
import io
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import osce_tracker as ot
from osce_tracker.formats.cells import cell_text

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
#: Examples that don't print and end; each has tests of its own.
APART = {"service", "at_scale"}
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.py") if path.stem not in APART)
#: What each writes into the folder that it is given.
WRITTEN = {
    "minister_report": {f"minister-2025-Q3.{suffix}" for suffix in ("docx", "html", "xlsx")},
    "own_spreadsheet": {"my-data", "my-data.sqlite", "q3.md"},
    "whats_new": {"copy.json", "whats-new.md"},
}
NOTEBOOK = EXAMPLES / "state_profile.ipynb"
_PRINTS = "prints:\n\n"


def docstring(name):
    """Return the docstring of an example."""
    return ast.get_docstring(ast.parse((EXAMPLES / f"{name}.py").read_text(encoding="utf-8")))


def said(name):
    """Return what an example is said to print, in its docstring or in a file of ``output/``."""
    _, mark, shown = docstring(name).partition(_PRINTS)
    if mark:
        return shown.strip("\n")
    (file,) = re.findall(r"prints ``(output/[\w.]+)``", docstring(name))
    return (EXAMPLES / file).read_text(encoding="utf-8").strip("\n")


def run(name, folder):
    """Return what an example prints when it runs in a folder."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / f"{name}.py")],
        check=True,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert b"" == done.stderr
    return done.stdout.decode().replace("\r\n", "\n").strip("\n")


@pytest.fixture(name="ran", scope="module")
def _ran(tmp_path_factory):
    """Return a function that runs an example once for all tests: it gives the folder and what it printed."""

    @cache
    def ran(name):
        folder = tmp_path_factory.mktemp(name)
        return folder, run(name, folder)

    return ran


@pytest.mark.parametrize("name", NAMES)
def test_example_prints_what_it_says(name, ran):
    """An example prints what it shows, and writes what it says into the present folder and nowhere else."""
    folder, printed = ran(name)
    assert said(name) == "\n".join(line.rstrip() for line in printed.split("\n"))
    # The lock of a file that was saved stays.
    written = {path.name for path in folder.iterdir() if path.suffix != ".lock"}
    assert WRITTEN.get(name, set()) == written


def test_examples_are_short_and_say_how_they_are_run():
    """An example is 20 to 100 lines with its own command in the docstring."""
    for path in EXAMPLES.glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) in range(20, 101), path
        assert f"python examples/{path.name}" in docstring(path.stem), path


def test_nothing_shown_is_left_over():
    """Each file of output is that of an example."""
    shown = {
        file
        for path in EXAMPLES.glob("*.py")
        for file in re.findall(r"``output/([\w.]+)``", docstring(path.stem))
    }
    assert {path.name for path in (EXAMPLES / "output").iterdir()} == shown


def test_minister_report_says_the_same_in_each_format(ran):
    """The document, the workbook and the page of a report hold every line of its tables."""
    import docx
    import html5lib
    import openpyxl

    folder, _ = ran("minister_report")
    name = "minister-2025-Q3"
    document = docx.Document(str(folder / f"{name}.docx"))
    book = openpyxl.load_workbook(folder / f"{name}.xlsx")
    page = html5lib.parse((folder / f"{name}.html").read_bytes(), namespaceHTMLElements=False)
    report = ot.quarterly(ot.load().as_of("2025-10-15"), "2025-Q3", only_changed=True)
    ids = {row["id"] for row in report.tables[0].records()}
    in_document = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    in_book = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    in_page = {"".join(cell.itertext()) for cell in page.iter() if cell.tag in ("td", "th")}
    assert 37 == len(ids)
    assert [set(), set(), set()] == [ids - found for found in (in_document, in_book, in_page)]


def test_own_format_is_sound_restructuredtext(ran):
    """A parser of reStructuredText reads the example's tables back, cell by cell."""
    from docutils import core, nodes

    _, text = ran("custom_format")
    errors = io.StringIO()
    made = core.publish_doctree(text, settings_overrides={"warning_stream": errors, "report_level": 1})
    report = ot.overdue(ot.load(), "2025-12-31")
    cells = [
        [[entry.astext() for entry in row.findall(nodes.entry)] for row in table.findall(nodes.row)]
        for table in made.findall(nodes.table)
    ]
    shown = [
        [
            [column.title for column in table.columns],
            *([cell_text(value) for value in row] for row in table.rows),
        ]
        for table in report.tables
        if table.rows
    ]
    assert "" == errors.getvalue()
    assert [table.title for table in report.tables if not table.rows] == [
        strong.astext() for strong in made.findall(nodes.strong)
    ]
    assert shown == cells


def outputs(book):
    """Return what the cells of a notebook show: text, and what the page of a report is."""
    found = []
    for cell in book["cells"]:
        is_printed = False
        for output in cell.get("outputs", []):
            data = output.get("data", {"text/plain": output.get("text")})
            made = {kind: "".join(content) for kind, content in data.items()}
            if is_printed and output["output_type"] == "stream":
                # On a busy machine what a cell prints comes in several parts.
                found[-1]["text/plain"] += made["text/plain"]
            else:
                found.append(made)
            is_printed = output["output_type"] == "stream"
    return found


def executed(book):
    """Return a notebook after all its cells have run."""
    import nbformat
    from nbclient import NotebookClient

    made = nbformat.reads(json.dumps(book), as_version=4)
    NotebookClient(made, timeout=120, kernel_name="python3", record_timing=False).execute()
    return made


def test_notebook_shows_what_it_gives():
    """Run anew, each cell of the notebook shows what is stored in it."""
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert outputs(book) == outputs(executed(book))
    assert 5 == len(outputs(book))
    code = "\n".join("".join(cell["source"]) for cell in book["cells"])
    assert len(code.splitlines()) in range(20, 91)


def _renew():
    """Write what each example prints into its docstring or ``output/``, and renew the notebook."""
    import tempfile

    import nbformat

    for name in NAMES:
        with tempfile.TemporaryDirectory() as folder:
            text = "\n".join(line.rstrip() for line in run(name, folder).split("\n"))
        path = EXAMPLES / f"{name}.py"
        source = path.read_text(encoding="utf-8")
        # A new example may show nothing yet.
        if _PRINTS in f"{docstring(name)}\n\n":
            head, _, rest = source.partition(_PRINTS)
            path.write_text(f'{head}{_PRINTS}{text}\n"""{rest.partition(chr(34) * 3)[2]}', encoding="utf-8")
        else:
            (file,) = re.findall(r"prints ``(output/[\w.]+)``", docstring(name))
            (EXAMPLES / file).write_text(text + "\n", encoding="utf-8")
    book = executed(json.loads(NOTEBOOK.read_text(encoding="utf-8")))
    book["metadata"]["language_info"] = {"name": "python"}
    nbformat.write(book, NOTEBOOK)


if __name__ == "__main__":
    _renew()
