"""Commitments into spreadsheets: the form, and exports that are read back equal."""

import csv
import datetime as dt
import tempfile
from pathlib import Path

import attrs
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import UsageError
from osce_tracker.model.commitments import Basis, Kind, MakerType, Obstacle
from osce_tracker.model.sources import Confidence, PublisherType
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.text import trimmed
from tests import strategies
from tests.spreadsheets.files import PLAIN, UPDATE, a_csv, a_workbook, noted, read, refused
from tests.strategies import a_commitment

KINDS = (".csv", ".xlsx")
NEEDED = ["id", "commitment", "dimensions", "kind", "who delivers", "made on"]


def _export(commitments, path):
    """Write commitments into a spreadsheet; return its path."""
    ot.export(ot.Tracker(commitments=commitments), path, table="commitments")
    return path


def _came_back(commitments, suffix):
    """Return what is read of commitments that were written."""
    with tempfile.TemporaryDirectory() as folder:
        return read(_export(commitments, Path(folder, f"sheet{suffix}")))


# What is exported is read back.


@pytest.mark.parametrize("suffix", KINDS)
def test_the_bundled_commitments_come_back_equal(tracker, tmp_path, suffix):
    """All real commitments survive a spreadsheet, and nothing of the moment or machine gets into it."""
    first = _export(tracker.commitments, tmp_path / f"a{suffix}")
    second = _export(tracker.commitments, tmp_path / f"b{suffix}")
    assert first.read_bytes() == second.read_bytes()
    assert tuple(tracker.commitments) == read(first)


def _sheetable(record):
    """Return a record as a sheet can hold it: trimmed texts with something in them, each record once."""
    changed = {}
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if isinstance(value, tuple) and any(attrs.has(type(item)) for item in value):
            changed[field.name] = tuple(dict.fromkeys(map(_sheetable, value)))
        elif attrs.has(type(value)) and not isinstance(value, ot.Period | DocumentSymbol):
            changed[field.name] = _sheetable(value)
        elif type(value) is str:
            changed[field.name] = trimmed(value) or ("x" if field.default is attrs.NOTHING else None)
    return attrs.evolve(record, **changed)


words = st.text(st.characters(categories=["L", "N", "P"]) | st.sampled_from(" ;\\,\"'=#|"), min_size=1)
lists = st.lists(words.map(trimmed).filter(bool), max_size=3).map(tuple)
commitments = st.lists(
    st.builds(
        lambda c, themes, events: attrs.evolve(c, themes=themes, events=events),
        strategies.commitments.map(_sheetable),
        lists,
        lists,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda c: c.id,
).map(tuple)
#: Texts that look like a formula, a number, a date or a code, and signs that nobody sees.
TEXTS = [
    *("=1+1", "+1", "-1", "@x", "\ttab", "\nline", "two\nlines", " outer ", "'quoted'", "2030", "1.50"),
    *("TRUE", "2030-01-15", "a;b", 'say "x"', "# hash", "NULL", "#N/A", "İı ſ \U0001f54a", "'=x", "'"),
    *("''=x", "\uff1d1", "_x0041_", "_x000D_", "\ufffd", "a\r\nb", "a\rb", "_x0041_ _x005F_x0041_"),
    *(f"a{sign}b" for sign in "\x00\x07\x1b\x7f\x85\u200e\u202e\u2028\ufeff\ufffe\uffff"),
]
NASTY = tuple(
    a_commitment(f"A-{n}", title=text, text=text, made_at=text, criterion=text, note=text)
    for n, text in enumerate(map(trimmed, TEXTS))
)


@settings(max_examples=15)
@example(NASTY)
@given(commitments)
def test_any_commitments_come_back_equal(made):
    """Whatever texts, dates, words, lists and sources commitments have, both kinds of sheet keep them."""
    expected = {record.id: record for record in made}
    for suffix in KINDS:
        found = {record.id: record for record in _came_back(made, suffix)}
        assert expected.keys() == found.keys()
        assert [] == [(record, found[name]) for name, record in expected.items() if record != found[name]]


def test_every_field_is_written_and_read(tmp_path):
    """A commitment in which no field has its usual value comes back."""
    pages = [
        ot.Source(
            url=f"https://example.org/{number}",
            title="T",
            publisher="P",
            publisher_type="ngo",
            published="2030-05",
            language="fi",
            primary=True,
            via="V",
        )
        for number in range(4)
    ]
    update = ot.StatusUpdate(
        date="2030-05",
        status="blocked",
        summary="No.",
        obstacle="no-consensus",
        blocked_by=["KZ"],
        sources=pages[2:],
        entered="2030-06-01",
    )
    made = attrs.evolve(
        a_commitment("A-1"),
        made_by=ot.Maker(type="group", name="Friends", states=["FI", "MT"]),
        themes=("youth", "budget"),
        basis="deed",
        made_at="Opening",
        document="MC.DEC/1/25",
        due="2030-Q2",
        criterion="Held",
        events=("e-1",),
        continues="Z-1",
        confidence="medium",
        note="N",
        entered="2030-02-01",
        chairs=("XX-2030", "YY-2031"),
        sources=pages[:2],
        updates=[update],
    )
    usual = {f.name: f.default for f in attrs.fields(type(made)) if f.default is not attrs.NOTHING}
    assert [] == [name for name, default in usual.items() if getattr(made, name) == default]
    (found,) = read(_export([made], tmp_path / "a.csv"))
    assert (made, made.chairs) == (found, found.chairs)


@pytest.mark.parametrize("suffix", KINDS)
def test_what_no_cell_can_hold(tmp_path, suffix):
    """An empty text comes back as none; a text that is too long is refused, never cut in silence."""
    (found,) = _came_back([a_commitment(note="", made_at=" ")], suffix)
    assert (None, None) == (found.note, found.made_at)
    longest = (a_commitment(text="x" * 32_767),)
    assert longest == _came_back(longest, suffix)
    for text in ("x" * 32_768, "\U0001f54a" * 16_384):
        with pytest.raises(UsageError, match="full text is longer than the 32,767 characters"):
            _export([a_commitment(text=text)], tmp_path / f"a{suffix}")
    assert [] == list(tmp_path.iterdir())


def test_cells_of_a_workbook(tmp_path):
    """Single days are dates of Excel, other periods and days that Excel counts wrongly are texts."""
    cases = ["2030-01-15", "2030-Q1", "1900-01-01", "2101-01-01"]
    made = [a_commitment(f"A-{n}", title="=1+1", note="@x", made_on=day) for n, day in enumerate(cases)]
    sheet = openpyxl.load_workbook(_export(made, tmp_path / "a.xlsx")).active
    place = [cell.value for cell in sheet[1]].index("made on")
    moment = dt.datetime(2030, 1, 15)  # noqa: DTZ001 (cells have no zone)
    assert [moment, *cases[1:]] == [row[place].value for row in sheet.iter_rows(min_row=2)]
    assert [] == [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]


def test_rows_have_room_for_their_texts(tmp_path):
    """LibreOffice doesn't measure wrapped text and would cut it; only an address stays on one line."""
    address = f"https://osce.org/{'x' * 300}"
    page = ot.Source(url=address, title="T", publisher="P", publisher_type="osce")
    made = [a_commitment(f"A-{n}", text=text, sources=[page]) for n, text in enumerate(("x", "word " * 40))]
    sheet = openpyxl.load_workbook(_export(made, tmp_path / "a.xlsx")).active
    heights = [sheet.row_dimensions[line].height // 13 for line in (1, 2, 3)]
    assert [3, 1, 4] == heights


# The form.


def test_forms_have_the_suffix_of_a_spreadsheet(tmp_path):
    """A form with the name of another kind of file is refused before anything is written."""
    for name in ("a.ods", "a", "a.tsv", "a.xls"):
        with pytest.raises(UsageError, match=r"A form has a name ending in \.xlsx or \.csv"):
            ot.new(tmp_path / name)
    assert [] == list(tmp_path.iterdir())


def test_the_form_explains_itself(tmp_path):
    """Both kinds have the same headings, an explanation and an example; neither is a commitment yet."""
    rows = {}
    for suffix in KINDS:
        path = tmp_path / f"form{suffix}"
        ot.new(path)
        assert [(path.name, "empty-set")] == [(p.file, p.code) for p in refused(path)]
    rows[".csv"] = list(csv.reader((tmp_path / "form.csv").read_text(encoding="utf-8-sig").splitlines()))
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["Commitments"]
    rows[".xlsx"] = [[cell or "" for cell in row] for row in sheet.values]
    assert rows[".csv"] == rows[".xlsx"]
    heads, explained, shown = rows[".csv"]
    assert (["# ", "# "], len(heads)) == ([explained[0][:2], shown[0][:2]], len(set(heads)))
    # What it shows as an example can itself be read.
    (found,) = read(a_csv(tmp_path, dict(zip(heads, [shown[0][2:], *shown[1:]], strict=True))))
    assert ("XX30-HD-01", "fulfilled", 1, 1) == (
        found.id,
        str(found.latest_status),
        len(found.sources),
        len(found.updates[0].sources),
    )


@pytest.fixture(name="form")
def _form(tmp_path):
    """Return the path of a new form, and its workbook as openpyxl reads it."""
    ot.new(tmp_path / "form.xlsx")
    return tmp_path / "form.xlsx", openpyxl.load_workbook(tmp_path / "form.xlsx")


def test_a_filled_form_is_read(form):
    """Rows below the example of the form are commitments."""
    path, book = form
    sheet = book["Commitments"]
    for line, record in ((4, "A-1"), (6, "A-2")):
        for place, head in enumerate([cell.value for cell in sheet[1]], 1):
            sheet.cell(line, place).value = (PLAIN | {"id": record} | UPDATE).get(head)
    book.save(path)
    assert ["A-1", "A-2"] == [commitment.id for commitment in read(path)]


def test_the_words_of_an_old_form_are_no_commitments(tmp_path):
    """A form used to have a sheet of words, with the headings of their columns."""
    heads = ["maker type", "kind", "who delivers", "status"]
    rows = [heads, ["Chair", "stance", "Chair alone", "planned"]]
    path = a_workbook(tmp_path, Commitments=[list(PLAIN), list(PLAIN.values())], Words=rows)
    assert (["A-1"], []) == ([commitment.id for commitment in read(path)], noted(path))


def test_the_form_offers_the_words(form):
    """Columns of one word offer its labels below the example, and Excel refuses others."""
    _, book = form
    sheet = book["Commitments"]
    offered = {}
    for validation in sheet.data_validations.dataValidation:
        # Excel takes no longer list.
        assert len(validation.formula1) < 255
        words = validation.formula1.strip('"').split(",")
        (area,) = validation.sqref.ranges
        assert (4, 500) == (area.min_row, area.max_row)
        assert (True, "Choose one from the list") == (validation.showErrorMessage, validation.error)
        offered[sheet.cell(1, area.min_col).value] = words
    vocabularies = {
        "maker type": MakerType,
        "kind": Kind,
        "who delivers": ot.Lever,
        "basis": Basis,
        "confidence": Confidence,
        "promise publisher type": PublisherType,
        "status": ot.Status,
        "obstacle": Obstacle,
        "update publisher type": PublisherType,
    }
    expected = {head: [word.label for word in words] for head, words in vocabularies.items()}
    # That a promise is not assessed is never stored.
    expected["status"].remove("not assessed")
    assert expected == offered


def test_the_form_shows_what_is_needed_and_keeps_dates_as_typed(form):
    """Needed headings have another colour; in columns of dates Excel makes no day of a month."""
    heads = form[1]["Commitments"][1]
    assert NEEDED == [cell.value for cell in heads if cell.fill.fgColor.rgb.endswith("1F4E78")]
    sizes = form[1]["Commitments"].column_dimensions
    typed = [cell.value for cell in heads if sizes[cell.column_letter].number_format == "@"]
    expected = ["made on", "due", "entered", "promise published"]
    assert [*expected, "update date", "update entered", "update published"] == typed
