"""Commitments in spreadsheets: what is exported is read back, what an analyst writes is read or explained."""

import csv
import datetime as dt
import io
import random
import re
import string
import sys
import tempfile
import zipfile
from pathlib import Path

import attrs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import DataError, MissingExtraError, TrackerError, UsageError
from osce_tracker.model.commitments import Kind
from osce_tracker.model.sources import Source
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.spreadsheets.form import COLUMNS, NEEDED, by_heading
from osce_tracker.spreadsheets.form import heading as folded
from osce_tracker.spreadsheets.read import MOST_FAULTS, read_sheet, split
from osce_tracker.spreadsheets.write import sheet
from osce_tracker.text import plain
from tests import strategies
from tests.strategies import a_commitment, an_event

KINDS = [".csv", ".xlsx"]
STATES = ot.load().states
TITLES = {column.key: column.title for column in COLUMNS}
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


def write_sheet(commitments, path):
    """Write commitments into a spreadsheet."""
    path.write_bytes(sheet(commitments, path.suffix.lower()))


def _csv(path, *rows, name="sheet.csv", delimiter=","):
    """Write rows, given by their headings, into a file of text; return its path."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    with (path / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads, restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path / name


def _xlsx(path, name="sheet.xlsx", **sheets):
    """Write rows of cells into a workbook, one sheet each; return its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path / name)
    return path / name


def _read(*paths):
    return read_sheet(paths, STATES)


def _one(path, **cells):
    """Return the one commitment of a row with these cells by their headings."""
    (found,) = _read(_csv(path, PLAIN | {head.replace("_", " "): cell for head, cell in cells.items()}))
    return found


def _problems(*paths):
    """Return the problems for which files are refused."""
    with pytest.raises(DataError) as caught:
        _read(*paths)
    return caught.value.problems


def _told(*paths):
    """Return record, place and code of each problem."""
    return [(p.record, p.path.removeprefix("sheet sheet, "), p.code) for p in _problems(*paths)]


def _came_back(commitments, suffix):
    """Return what is read of commitments that were written."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sheet{suffix}"
        write_sheet(commitments, path)
        return _read(path)


# What is exported is read back.


@pytest.mark.parametrize("suffix", KINDS)
def test_the_bundled_commitments_come_back_equal(tracker, suffix):
    """All real commitments with their updates and sources survive a spreadsheet."""
    assert tuple(tracker.commitments) == _came_back(tracker.commitments, suffix)


_LOST = re.compile("[\ufffe\uffff\u2028\u2029\v\f\x85\r]")
#: What a sheet should keep and does not yet: each has a test of its own below.
_FAULTY = re.compile(r"^['\uff1d\uff0b\uff0d\uff20]+|_(?=x[0-9A-Fa-f]{4}_)")


def _kept(text):
    """Return a text without what no cell can hold."""
    visible = re.sub(r"<U\+[0-9A-F]{4,6}>", "", plain(_LOST.sub("", text)))
    return _FAULTY.sub("", visible).strip()


def _sheetable(record):
    """Return a record as a sheet can hold it: optional texts filled or none, no invisible characters."""
    changed = {}
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if type(value) is str:
            changed[field.name] = _kept(value) or (None if field.default is None else "x")
        elif isinstance(value, tuple) and any(attrs.has(type(item)) for item in value):
            changed[field.name] = tuple(map(_sheetable, value))
        elif attrs.has(type(value)) and not isinstance(value, ot.Period | DocumentSymbol):
            changed[field.name] = _sheetable(value)
    return attrs.evolve(record, **changed)


words = st.text(st.characters(categories=["L", "N", "P"]) | st.sampled_from(" ;\\,\"'=#|"), min_size=1)
lists = st.lists(words.map(_kept).filter(bool), max_size=3).map(tuple)
sheetable = st.lists(
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


@pytest.mark.parametrize("suffix", KINDS)
@given(commitments=sheetable)
def test_any_commitments_come_back_equal(suffix, commitments):
    """Whatever visible texts, dates, words and sources commitments have, a sheet gives them back."""
    assert commitments == _came_back(commitments, suffix)


@given(sheetable)
def test_both_kinds_of_file_hold_the_same(commitments):
    """A file of text and a workbook of the same commitments are read as the same."""
    assert _came_back(commitments, ".csv") == _came_back(commitments, ".xlsx")


@given(lists)
def test_lists_are_split_as_they_are_joined(values):
    r"""Semicolons and backslashes in values of a list survive (``split`` undoes what is written)."""
    commitment = a_commitment(themes=values)
    (found,) = _came_back([commitment], ".csv")
    assert commitment.themes == found.themes


TEXTS = ["=1+1", "+1", "-1", "@x", "\ttab", "\nline", "two\nlines", " outer ", "'quoted'", "2030", "1.50",
         "TRUE", "2030-01-15", "a;b", 'say "x"', "# hash", "NULL",
         "#N/A", "İı ſ \U0001f54a", "'=x", "'", "''=x",
         "\uff1d1", "_x0041_", "_x000D_", "\ufffd"]  # fmt: skip


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("text", TEXTS)
def test_texts_that_programs_like_to_change(suffix, text):
    """A text that looks like a formula, a number, a date or a code comes back as it was."""
    made = (a_commitment(title=text, text=text, made_at=text, criterion=text),) if text.strip() else ()
    assert made == _came_back(made, suffix)


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("size", [32_767, 32_768, 140_000])
def test_long_texts_come_back_or_are_refused(tmp_path, suffix, size):
    """What a cell cannot hold is never cut in silence: it comes back whole, or is not written."""
    made = (a_commitment(text="x" * size),)
    try:
        write_sheet(made, tmp_path / f"a{suffix}")
    except TrackerError:
        found = made
    else:
        found = _read(tmp_path / f"a{suffix}")
    assert made == found


UNSEEN = "\x00\x07\x1b\x7f\x85\u200e\u202e\u2028\ufeff\ufffe\uffff"


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize(
    "text", [*(f"a{sign}b" for sign in UNSEEN), "a\r\nb", "a\rb", "_x0041_ _x005F_x0041_"]
)
def test_signs_that_nobody_sees_come_back(suffix, text):
    """Marks of direction, line ends of all kinds and control characters are part of a text."""
    (found,) = _came_back([a_commitment(note=text)], suffix)
    assert text == found.note


@pytest.mark.parametrize("suffix", KINDS)
def test_empty_optional_texts_come_back_as_none(suffix):
    """A cell cannot tell an empty text from none, as is documented."""
    (found,) = _came_back([a_commitment(note="", made_at=" ")], suffix)
    assert (None, None) == (found.note, found.made_at)


@pytest.mark.parametrize("suffix", KINDS)
def test_the_same_commitments_give_the_same_bytes(tracker, tmp_path, suffix):
    """Nothing of the moment or the machine gets into a file."""
    write_sheet(tracker.commitments, tmp_path / f"a{suffix}")
    write_sheet(tracker.commitments, tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_days_are_dates_in_a_workbook(tmp_path):
    """Single days are dates of Excel; other periods, and days that Excel counts wrongly, are texts."""
    cases = ["2030-01-15", "2030-Q1", "1900-01-01"]
    write_sheet([a_commitment(f"A-{n}", made_on=day) for n, day in enumerate(cases)], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    place = [cell.value for cell in sheet[1]].index("made on")
    moment = dt.datetime(2030, 1, 15)  # noqa: DTZ001 (cells have no zone)
    assert [moment, "2030-Q1", "1900-01-01"] == [row[place].value for row in sheet.iter_rows(min_row=2)]


def test_no_cell_of_an_export_is_a_formula(tmp_path):
    """A text that begins as formulas do is a text in the workbook."""
    write_sheet([a_commitment(title="=1+1", note="@x")], tmp_path / "a.xlsx")
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active for cell in row]
    assert [] == [cell.coordinate for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("name", ["a.ods", "a", "a.tsv", "a.xls"])
def test_forms_have_the_suffix_of_a_spreadsheet(tmp_path, name):
    """A form with the name of another kind of file is refused before anything is written."""
    with pytest.raises(UsageError, match=r"A form has a name ending in \.xlsx or \.csv"):
        ot.new(tmp_path / name)
    assert [] == list(tmp_path.iterdir())


def test_workbooks_need_their_extra(tmp_path, monkeypatch):
    """Without openpyxl one line says what to install."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r'pip install "osce-tracker\[excel\]"'):
        ot.new(tmp_path / "a.xlsx")


# The form.


def test_no_two_columns_share_a_heading():
    """Every heading means one column."""
    heads = [(folded(name), column.key) for column in COLUMNS for name in (column.title, *column.others)]
    heads += [(folded(column.key), column.key) for column in COLUMNS if "source" not in column.part]
    assert {head: {key for _, key in found} for head, found in _grouped(heads).items()} == {
        head: {column.key} for head, column in by_heading().items()
    }


def _grouped(pairs):
    found = {}
    for pair in pairs:
        found.setdefault(pair[0], []).append(pair)
    return found


@pytest.mark.parametrize("suffix", KINDS)
def test_an_empty_form_has_no_commitment(tmp_path, suffix):
    """The explained example of the form is never read as a commitment."""
    ot.new(tmp_path / f"form{suffix}")
    (problem,) = _problems(tmp_path / f"form{suffix}")
    assert (f"form{suffix}", "empty-set") == (problem.file, problem.code)


def test_the_example_of_the_form_would_be_a_commitment(tmp_path):
    """What the form shows as an example can itself be read."""
    row = {column.title: column.example for column in COLUMNS}
    (found,) = _read(_csv(tmp_path, row))
    assert ("XX30-HD-01", "fulfilled", 1, 1) == (
        found.id,
        str(found.latest_status),
        len(found.sources),
        len(found.updates[0].sources),
    )


def test_the_form_as_text_has_headings_explanation_and_example(tmp_path):
    """The form has a heading for each column, and two rows that are marked as no data."""
    ot.new(tmp_path / "form.csv")
    text = (tmp_path / "form.csv").read_text(encoding="utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text))
    assert ([column.title for column in COLUMNS], ["# ", "# "]) == (heads, [row[0][:2] for row in rows])


def test_a_filled_form_is_read(tmp_path):
    """Whoever fills in rows below the example of the form gets them as commitments."""
    ot.new(tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    sheet = book["Commitments"]
    for line, record in ((4, "A-1"), (6, "A-2")):
        for place, head in enumerate([cell.value for cell in sheet[1]], 1):
            sheet.cell(line, place).value = (PLAIN | {"id": record} | UPDATE).get(head)
    book.save(tmp_path / "form.xlsx")
    assert ["A-1", "A-2"] == [commitment.id for commitment in _read(tmp_path / "form.xlsx")]


@pytest.fixture(name="offered", scope="module")
def _offered(tmp_path_factory):
    """Return the lists of the form by the letter of their column: the validation and its words."""
    path = tmp_path_factory.mktemp("form") / "form.xlsx"
    ot.new(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Commitments"]
    found = {}
    for validation in sheet.data_validations.dataValidation:
        name, _, area = validation.formula1.lstrip("=").partition("!")
        words = [cell.value for (cell,) in book[name.strip("'")][area.replace("$", "")]]
        (area,) = validation.sqref.ranges
        found[sheet.cell(1, area.min_col).value] = (validation, words)
    return found


def test_lists_to_choose_from_are_the_vocabularies(offered):
    """Each column of one word offers the labels of its vocabulary, and no status that is never stored."""
    expected = {
        column.title: [word.label for word in column.words if word.label != "not assessed"]
        for column in COLUMNS
        if column.form == "word"
    }
    assert expected == {head: words for head, (_, words) in offered.items()}


def test_lists_begin_below_the_example(offered):
    """The rows that are to be filled in offer the words, from the fourth on."""
    rows = {(area.min_row, area.max_row) for v, _ in offered.values() for area in v.sqref.ranges}
    assert {(4, 500)} == rows


def test_excel_refuses_other_words(offered):
    """A word out of no list is refused by Excel, with the message that the form has for it."""
    shown = {(v.showErrorMessage, v.error) for v, _ in offered.values()}
    assert {(True, "Choose one of the list")} == shown


def test_columns_of_dates_are_texts(tmp_path):
    """In the form a month that is typed stays one: Excel would make its first day of it."""
    ot.new(tmp_path / "form.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["Commitments"]
    formats = {cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]}
    expected = {column.title: "@" if column.form == "date" else "General" for column in COLUMNS}
    assert expected == formats


def test_needed_columns_are_marked(tmp_path):
    """The headings of columns that every commitment needs have another colour."""
    ot.new(tmp_path / "form.xlsx")
    heads = openpyxl.load_workbook(tmp_path / "form.xlsx")["Commitments"][1]
    marked = [cell.value for cell in heads if cell.fill.fgColor.rgb.endswith("1F4E78")]
    assert [TITLES[key] for key in NEEDED] == marked


# As an analyst writes it.


def test_a_row_with_what_is_needed_is_a_commitment(tmp_path):
    """What is not said has its usual value: the Chair made it, and its text is its title."""
    expected = a_commitment("A-1", text="Hold a seminar", made_by=ot.Maker(type="chair", name="Chair"))
    assert attrs.evolve(expected, confidence="medium") == _one(tmp_path)


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        ([SOURCE], "medium"),
        ([SOURCE, SOURCE], "medium"),
        ([SOURCE | {"promise original": "yes"}], "high"),
        ([SOURCE, SOURCE | {"promise address": "https://other.org"}], "high"),
        ([SOURCE | {"confidence": "high"}], "high"),
    ],
    ids=["one page", "one page twice", "an original", "two pages", "said"],
)
def test_confidence_that_is_not_said_follows_the_pages(tmp_path, rows, sure):
    """Without a word on it, confidence is high for an original or two pages, else medium."""
    (found,) = _read(_csv(tmp_path, *(PLAIN | row for row in rows)))
    assert sure == found.confidence


def test_every_field_is_written_and_read(tmp_path):
    """A commitment in which no field has its usual value comes back."""
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
        sources=[_source("1")],
        updates=[
            ot.StatusUpdate(
                date="2030-05", status="blocked", summary="No.", obstacle="no-consensus", blocked_by=["KZ"],
                sources=[_source("2")],
            )
        ],
    )  # fmt: skip
    write_sheet([made], tmp_path / "a.csv")
    assert (made,) == _read(tmp_path / "a.csv")


def _source(number):
    return Source(
        url=f"https://example.org/{number}",
        title="T",
        publisher="P",
        publisher_type="ngo",
        published="2030-05",
        language="fi",
        primary=True,
        via="V",
    )


@pytest.mark.parametrize(("head", "column"), list(by_heading().items()))
def test_every_other_heading_is_known_in_any_case(tmp_path, head, column):
    """A column is known by each of its headings, in capitals, with hyphens or with underscores."""
    usual = PLAIN | UPDATE | {column.title: column.example or "text"}
    if column.form == "states":
        usual[column.title] = "Finland"
    elif column.key == "obstacle":
        usual[column.title] = "money"
    elif column.part.endswith("source"):
        usual |= SOURCE | OF_UPDATE
    usual = {title: cell for title, cell in usual.items() if title != column.title} | {
        column.title: usual[column.title]
    }
    renamed = {head.upper().replace(" ", "_") if t == column.title else t: c for t, c in usual.items()}
    assert _read(_csv(tmp_path, usual)) == _read(_csv(tmp_path, renamed, name="sheet.csv"))


@given(st.permutations(COLUMNS))
def test_the_order_of_columns_does_not_matter(order):
    """Columns may stand in any order."""
    row = {column.title: column.example for column in COLUMNS}
    with tempfile.TemporaryDirectory() as folder:
        usual = _read(_csv(Path(folder), row))
        assert usual == _read(_csv(Path(folder), {column.title: row[column.title] for column in order}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("31 July 2030", "2030-07-31"), ("Q3 2030", "2030-Q3"), ("31.07.2030", "2030-07-31"), ("2030", "2030"),
     ("31/07/2030", "2030-07-31"), ("1 July 2030 to 2 July 2030", "2030-07-01/2030-07-02")],
)  # fmt: skip
def test_dates_in_all_forms(tmp_path, text, expected):
    """A deadline may be written in any form that is read one way."""
    assert ot.Period(expected) == _one(tmp_path, due=text).due


def test_words_by_value_label_and_case(tmp_path):
    """Words are known by their label and value, in any case."""
    found = _one(tmp_path, kind="ACTIVITY", who_delivers="Consensus of the 57", dimensions="HD; first")
    assert (Kind("activity"), ot.Lever("consensus"), ("politico-military", "human")) == (
        found.kind,
        found.lever,
        tuple(map(str, found.dimensions)),
    )


def test_states_by_name_and_code(tmp_path):
    """States are known by their names and codes, between semicolons."""
    assert ("FI", "KZ", "MT") == _one(tmp_path, signed_by="Finland; KZ ;Malta;").made_by.states


@pytest.mark.parametrize(
    ("text", "expected"),
    [("yes", True), ("Y", True), ("TRUE", True), ("x", True), ("1", True), ("no", False), ("False", False),
     ("N", False), ("0", False), ("", False)],
)  # fmt: skip
def test_yes_and_no(tmp_path, text, expected):
    """Whether a source is the original is said in any of the usual ways."""
    (source,) = _read(_csv(tmp_path, PLAIN | SOURCE | {"promise original": text}))[0].sources
    assert expected is source.primary


def test_numbers_of_a_workbook(tmp_path):
    """Ids, texts and years that Excel keeps as numbers are texts without a decimal point."""
    heads = ["id", "commitment", "dimensions", "kind", "who delivers", "made on", "note"]
    (found,) = _read(_xlsx(tmp_path, S=[heads, [7.0, 12, 3, "activity", "chair", 2030, 1.5]]))
    assert ("7", "12", "human", "2030", "1.5") == (
        found.id, found.title, str(found.dimensions[0]), str(found.made_on), found.note
    )  # fmt: skip


def test_an_id_with_a_decimal_point_is_that_without(tmp_path):
    """Programs that keep 7 as 7.0 mean the commitment that others keep as the text 7."""
    row = list(PLAIN.values())[1:]
    path = _xlsx(tmp_path, S=[[*PLAIN, *UPDATE], [7, *row], ["7", *row, *UPDATE.values()]])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content.replace(b"<v>7</v>", b"<v>7.0</v>"))
    assert [("7", 1)] == [(commitment.id, len(commitment.updates)) for commitment in _read(path)]


def test_days_of_a_workbook(tmp_path):
    """Days that Excel keeps as dates are days, and ticks are yes."""
    heads = [*PLAIN, *SOURCE, "promise original", "promise published"]
    row = [*list(PLAIN.values())[:-1], dt.date(2030, 1, 15), *SOURCE.values(), True, dt.date(2030, 2, 1)]
    (found,) = _read(_xlsx(tmp_path, S=[heads, row]))
    assert ("2030-01-15", True, "2030-02-01") == (
        str(found.made_on), found.sources[0].primary, str(found.sources[0].published)
    )  # fmt: skip


def test_a_semicolon_file(tmp_path):
    """A file as a German or Finnish Excel writes it is read."""
    row = PLAIN | {"commitment": "Hold a seminar, soon"}
    assert "Hold a seminar, soon" == _read(_csv(tmp_path, row, delimiter=";"))[0].title


def test_thirty_commitments_with_updates_in_further_rows(tmp_path):
    """Updates stand in rows below, also after other commitments, and keep their order."""
    firsts = [PLAIN | {"id": f"A-{n}"} for n in range(30)]
    updates = [
        {"id": f"A-{n}", "update date": f"2030-0{m}", "status": "in progress", "what happened": f"{n}.{m}"}
        for m in range(1, 4)
        for n in reversed(range(30))
    ]
    found = _read(_csv(tmp_path, *firsts, *updates))
    expected = [(f"A-{n}", [f"{n}.{m}" for m in range(1, 4)]) for n in range(30)]
    assert expected == [(c.id, [update.summary for update in c.updates]) for c in found]


def test_several_sources_of_a_promise_and_an_update(tmp_path):
    """Further rows with the same id add sources, to the promise or to the update above."""
    rows = [
        PLAIN | SOURCE | UPDATE | OF_UPDATE,
        {"id": "A-1"} | SOURCE | {"promise address": "https://example.org/2"},
        {"id": "A-1"} | OF_UPDATE | {"update address": "https://example.org/3"},
        {"id": "A-1"} | UPDATE | {"update date": "2030-06", "what happened": "Again."},
    ]
    (found,) = _read(_csv(tmp_path, *rows))
    urls = [[s.url[-1] for s in sources] for sources in (found.sources, *(u.sources for u in found.updates))]
    assert [["1", "2"], ["1", "3"], []] == urls


def test_several_sheets_and_files(tmp_path):
    """Commitments come out of all sheets that have ids; sheets of something else are passed over."""
    heads, row = list(PLAIN), list(PLAIN.values())[1:]
    book = _xlsx(
        tmp_path,
        First=[[], [], heads, [], ["A-1", *row], [None] * 6, ["A-2", *row]],
        Notes=[["what", "who"], ["call", "Ministry"]],
        Empty=[],
        Second=[[None, *heads], [None, "A-3", *row]],
    )
    found = _read(book, _csv(tmp_path, PLAIN | {"id": "A-4"}))
    assert ["A-1", "A-2", "A-3", "A-4"] == [commitment.id for commitment in found]


def test_an_update_in_another_file(tmp_path):
    """A commitment may have its updates in another file."""
    first = _csv(tmp_path, PLAIN, name="one.csv")
    second = _csv(tmp_path, PLAIN | UPDATE, name="two.csv")
    assert ["Held."] == [update.summary for update in _read(first, second)[0].updates]


def test_a_sheet_of_updates_alone(tmp_path):
    """A second sheet may have ids and updates alone, as commitments stand in the first."""
    book = _xlsx(
        tmp_path,
        Promises=[list(PLAIN), list(PLAIN.values())],
        Updates=[["id", *UPDATE], ["A-1", *UPDATE.values()]],
    )
    assert ["Held."] == [update.summary for update in _read(book)[0].updates]


def test_rows_with_a_hash_are_passed_over(tmp_path):
    """Rows whose id begins with a hash explain the form."""
    rows = [PLAIN | {"id": "# stable name"}, PLAIN | {"id": "#"}, PLAIN]
    assert ["A-1"] == [commitment.id for commitment in _read(_csv(tmp_path, *rows))]


def test_a_column_with_a_hash_is_passed_over(tmp_path):
    """A heading that begins with a hash is the analyst's own column."""
    assert "A-1" == _read(_csv(tmp_path, PLAIN | {"# mine": "x"}))[0].id


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?", "#VALUE!"])
def test_an_id_that_is_an_error_of_excel_is_told(tmp_path, error):
    """A row whose id could not be computed is a fault, not an explanation that is passed over."""
    assert [3] == [
        int(re.search("row ([0-9]+)", p.path)[1])
        for p in _problems(_csv(tmp_path, PLAIN, PLAIN | {"id": error}))
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_page_described_once_needs_its_address_alone(tmp_path, order):
    """A page that another row describes, before or after, is known by its address."""
    short = PLAIN | {"id": "B-1", "promise address": SOURCE["promise address"]} | UPDATE
    rows = [PLAIN | SOURCE, short | {"update address": SOURCE["promise address"]}]
    found = {c.id: c for c in _read(_csv(tmp_path, *(rows[n] for n in order)))}
    (page,) = found["A-1"].sources
    assert ((page,), (page,)) == (found["B-1"].sources, found["B-1"].updates[0].sources)


def test_a_page_of_an_update_that_no_row_describes(tmp_path):
    """An address that no row describes is told where it stands, in the file in which it stands."""
    first = _csv(tmp_path, PLAIN | UPDATE | {"update address": "https://x.org"}, name="one.csv")
    second = _csv(tmp_path, PLAIN | {"id": "B-1"}, name="two.csv")
    (problem,) = _problems(first, second)
    assert ("one.csv", "A-1", "bad-source") == (problem.file, problem.record, problem.code)
    assert problem.path == "sheet one, row 2"


HEADINGS = {
    "Ref.": "id",
    "Promise": "title",
    "promise title": "title",
    "Commitment Type": "kind",
    "SOURCE TITLE": "promise_title",
    "source publisher": "promise_publisher",
    "Publisher": "promise_publisher",
    "Source Date": "promise_published",
    "promise date": "made_on",
    "Link": "promise_url",
    "update_link": "update_url",
    "Update source title": "update_title",
    "Update Source  Publisher": "update_publisher",
    "update source date": "update_published",
}


@pytest.mark.parametrize(("heading", "key"), HEADINGS.items())
def test_headings_as_people_write_them(heading, key):
    """A heading is known by other names, in any case and with other blanks."""
    assert key == by_heading()[folded(heading)].key


# Every bad cell is told at once, and then nothing is read.

BAD_CELLS = [
    ("who delivers", "consensu", "Unknown lever 'consensu'. Use one of: .* Did you mean consensus"),
    ("kind", "act", "Unknown kind 'act'. Use one of: stance, activity, output, decision, outcome"),
    ("maker type", "chairs", "Did you mean chair"),
    ("dimensions", "human; fourth", "Unknown dimension 'fourth'"),
    ("signed by", "Finnland", "'Finnland' is not a State.*Did you mean Finland"),
    ("signed by", "FI; Ruritania", "'Ruritania' is not a State"),
    ("made on", "soon", "'soon' is no date; accepted"),
    ("due", "03/04/2030", "can be 2030-04-03 or 2030-03-04"),
    ("due", "31.02.2030", "is not in the calendar"),
    ("document", "Decision 5", "as a document symbol"),
    ("status", "done", "Unknown status 'done'. Use one of"),
    ("update date", "then", "is no date"),
    ("obstacle", "rain", "Unknown obstacle 'rain'"),
    ("blocked by", "Everyone", "'Everyone' is not a State"),
    ("promise original", "maybe", "'maybe' is neither yes nor no"),
    ("promise published", "yesterday", "is no date"),
    ("update publisher type", "press", "Unknown publisher type 'press'"),
]


@pytest.mark.parametrize(("head", "cell", "message"), BAD_CELLS)
def test_a_bad_cell_is_told_with_its_place(tmp_path, head, cell, message):
    """A cell that cannot be understood is told with file, sheet, row, column and reason."""
    (problem,) = _problems(_csv(tmp_path, PLAIN | SOURCE | UPDATE | OF_UPDATE | {head: cell}))
    expected = ("sheet.csv", "A-1", f"sheet sheet, row 2, column {head}", "bad-cell")
    assert expected == (problem.file, problem.record, problem.path, problem.code)
    assert re.search(message, problem.message)


def test_all_bad_cells_are_told_together(tmp_path):
    """One reading tells all cells that are to be mended."""
    cells = dict(BAD_CELLS[n][:2] for n in (0, 1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16))
    whole = PLAIN | SOURCE | UPDATE | OF_UPDATE
    rows = [whole, whole | {"id": "B-1"} | cells]
    assert sorted(cells) == sorted(p.path.partition("column ")[2] for p in _problems(_csv(tmp_path, *rows)))


def test_one_bad_cell_among_thirty_commitments_gives_nothing(tmp_path):
    """Nothing is read of a file with a fault."""
    rows = [PLAIN | {"id": f"A-{n}"} for n in range(30)]
    rows[17]["kind"] = "?"
    assert [("A-17", "row 19, column kind", "bad-cell")] == _told(_csv(tmp_path, *rows))


ROWS = {
    "no id": ([PLAIN, PLAIN | {"id": " "}], [(None, "row 3, column id", "missing-id")]),
    "needed cells missing": (
        [PLAIN, {"id": "B-1", "commitment": "x"}],
        [("B-1", "row 3", "missing-cell")],
    ),
    "two values": (
        [PLAIN, {"id": "A-1", "commitment": "Another"}],
        [("A-1", "row 3, column commitment", "two-values")],
    ),
    "source without publisher": (
        [PLAIN | SOURCE | {"promise publisher": ""}],
        [("A-1", "row 2", "bad-source")],
    ),
    "source of a wrong address": (
        [PLAIN | SOURCE | {"promise address": "example.org"}],
        [("A-1", "row 2", "bad-source")],
    ),
    "source of no update": ([PLAIN | OF_UPDATE], [("A-1", "row 2", "source-without-update")]),
    "update without date": ([PLAIN | UPDATE | {"update date": ""}], [("A-1", "row 2", "missing-cell")]),
    "update never stored": (
        [PLAIN | UPDATE | {"status": "not assessed"}],
        [("A-1", "row 2", "bad-record")],
    ),
    "update blocked twice by one": (
        [PLAIN | UPDATE | {"blocked by": "FI; Finland"}],
        [("A-1", "row 2", "bad-record")],
    ),
    "signed twice by one": ([PLAIN | {"signed by": "FI; Finland"}], [("A-1", "row 2", "bad-record")]),
    "no id of the form": ([PLAIN | {"id": "A 1"}], [("A 1", "row 2", "bad-record")]),
    "bad cell and missing cell": (
        [PLAIN | {"kind": "?", "made on": ""}],
        [("A-1", "row 2, column kind", "bad-cell"), ("A-1", "row 2", "missing-cell")],
    ),
    "two updates without date": (
        [PLAIN | UPDATE | {"update date": ""}, {"id": "A-1", "status": "blocked"}],
        [("A-1", "row 2", "missing-cell"), ("A-1", "row 3", "missing-cell")],
    ),
    "bad cell and update without date": (
        [PLAIN | {"kind": "?"} | UPDATE | {"update date": ""}],
        [("A-1", "row 2, column kind", "bad-cell"), ("A-1", "row 2", "missing-cell")],
    ),
    "missing cell and update without date": (
        [PLAIN | UPDATE | {"kind": "", "update date": ""}],
        [("A-1", "row 2", "missing-cell"), ("A-1", "row 2", "missing-cell")],
    ),
    "missing cell and bad source": (
        [PLAIN | SOURCE | {"kind": "", "promise address": ""}],
        [("A-1", "row 2", "bad-source"), ("A-1", "row 2", "missing-cell")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), list(ROWS.values()), ids=list(ROWS))
def test_a_bad_row_is_told_with_its_place(tmp_path, rows, expected):
    """What is wrong with a row is told with record, row, column and kind of fault."""
    assert expected == _told(_csv(tmp_path, *rows))


MESSAGES = [
    ({"id": "B-1", "commitment": "x"}, "a commitment needs dimensions, kind, who delivers, made on"),
    ({"id": "A-1", "commitment": "x"}, "A-1 had 'Hold a seminar' in an earlier row"),
    (
        PLAIN | {"promise address": "https://x.org"},
        "a source needs title, publisher, publisher type as well, here or in another row",
    ),
    (
        PLAIN | {"promise address": "https://x.org", "promise publisher": "P"},
        "a source needs title, publisher type as well",
    ),
    (PLAIN | {"status": "blocked"}, "an update needs update date, what happened"),
]


@pytest.mark.parametrize(("row", "message"), MESSAGES)
def test_the_reason_names_what_is_missing(tmp_path, row, message):
    """A reason says which columns are to be filled in, or what stands against what."""
    (problem,) = _problems(_csv(tmp_path, PLAIN, row))
    assert message == problem.message


def test_a_fault_of_an_update_names_its_own_file(tmp_path):
    """Of several files the one is named in which the fault is."""
    bad = _csv(tmp_path, PLAIN | UPDATE | {"update date": ""}, name="bad.csv")
    good = _csv(tmp_path, PLAIN | {"id": "B-1"}, name="good.csv")
    assert ["bad.csv"] == [problem.file for problem in _problems(bad, good)]


def test_faults_of_all_files_are_told(tmp_path):
    """A file that cannot be read does not hide the faults of others."""
    bad = _csv(tmp_path, PLAIN | {"kind": "?"})
    codes = [(p.file, p.code) for p in _problems(tmp_path / "none.csv", bad, tmp_path / "a.doc")]
    assert [("none.csv", "unreadable-file"), ("sheet.csv", "bad-cell"), ("a.doc", "unreadable-file")] == codes


def test_an_unknown_column_is_told_with_the_nearest(tmp_path):
    """A heading that is not known is a fault: its cells would be lost."""
    (problem,) = _problems(_csv(tmp_path, PLAIN | {"dimentions": "x"}))
    expected = ("unknown-column", "sheet sheet, row 1, column 'dimentions'")
    assert expected == (problem.code, problem.path)
    assert "is not a column of the form. Did you mean dimensions?" == problem.message


def test_a_column_that_stands_twice(tmp_path):
    """Of two columns with one meaning neither is preferred."""
    (problem,) = _problems(_csv(tmp_path, PLAIN | {"Deadline": "2030", "due date": "2031"}))
    assert ("column-twice", "sheet sheet, row 1, column due") == (problem.code, problem.path)


def test_missing_columns_are_told_once(tmp_path):
    """A sheet without columns that are needed is one fault, not one a row."""
    rows = [{"id": f"A-{n}", "commitment": "x", "made on": "2030"} for n in range(3)]
    (problem,) = _problems(_csv(tmp_path, *rows))
    assert ("missing-column", "the sheet has no column dimensions, kind, who delivers") == (
        problem.code,
        problem.message,
    )


def test_a_sheet_without_rows(tmp_path):
    """Headings alone are told to be no commitments."""
    (problem,) = _problems(_xlsx(tmp_path, S=[list(PLAIN)]))
    assert ("sheet.xlsx", "empty-set") == (problem.file, problem.code)


def test_files_of_something_else_are_named(tmp_path):
    """When no file has a commitment all are named, also when they come from a generator."""
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "b.csv").write_text("")
    with pytest.raises(DataError) as caught:
        read_sheet((tmp_path / name for name in ("a.csv", "b.csv")), STATES)
    assert ["a.csv, b.csv"] == [problem.file for problem in caught.value.problems]


def test_rows_shorter_than_the_headings(tmp_path):
    """A row may end before the headings do."""
    heads = ",".join([*PLAIN, "note", "due"])
    (tmp_path / "a.csv").write_text(f"{heads}\n{','.join(PLAIN.values())}\n")
    assert None is _read(tmp_path / "a.csv")[0].note


def test_a_formula_without_a_value_is_told(tmp_path):
    """A formula that nobody computed is no value, in a cell that is needed or not."""
    rows = [[*PLAIN, "due"], ["A-1", '="Hold "&"it"', *list(PLAIN.values())[2:], "=DATE(2030,7,1)"]]
    found = _problems(_xlsx(tmp_path, S=rows))
    assert ["column commitment", "column due"] == [p.path.partition("row 2, ")[2] for p in found]
    assert all("open the file in Excel, save it there" in p.message for p in found)


def test_a_formula_with_its_value_is_the_value(tmp_path):
    """What a program computed and kept is read."""
    path = _xlsx(tmp_path, S=[list(PLAIN), ["A-1", '="Hold "&"it"', *list(PLAIN.values())[2:]]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = re.sub(
        rb'<c r="B2"[^>]*>(<f>.*?</f>)<v ?/?>(</v>)?', rb'<c r="B2" t="str">\1<v>Hold it</v>', sheet
    )
    assert sheet != parts["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert "Hold it" == _read(path)[0].title


@pytest.mark.parametrize("key", ["id", "commitment", "note"])
def test_an_error_of_excel_in_a_cell_is_told(tmp_path, key):
    """What Excel could not compute is no text."""
    row = {**PLAIN, "note": "x", key: "#REF!"}
    (problem, *_) = _problems(_xlsx(tmp_path, S=[list(row), list(row.values())]))
    assert f"sheet S, row 2, column {key}" == problem.path
    assert "holds the error #REF!" in problem.message


def test_cells_below_no_heading_are_told(tmp_path):
    """A value in a column without a heading is not lost in silence."""
    path = _xlsx(tmp_path, S=[[*PLAIN, None, "# mine"], [*PLAIN.values(), "stray", "own"]])
    (problem,) = _problems(path)
    assert ("stray-cell", "A-1", f"sheet S, row 2, column {len(PLAIN) + 1}") == (
        problem.code,
        problem.record,
        problem.path,
    )


def test_headings_may_stand_below_a_title(tmp_path):
    """A title and a line of remarks above the headings are passed over."""
    path = _xlsx(
        tmp_path, S=[["Commitments of the Chair"], ["as of today"], list(PLAIN), list(PLAIN.values())]
    )
    assert ["A-1"] == [commitment.id for commitment in _read(path)]


def test_headings_too_far_down_are_told(tmp_path):
    """Headings are looked for in the first ten rows that have something."""
    path = _xlsx(tmp_path, S=[*([f"remark {n}"] for n in range(10)), list(PLAIN), list(PLAIN.values())])
    (problem,) = _problems(path)
    assert ("empty-set", True) == (problem.code, "sheet S has no heading id" in problem.message)


def test_headings_without_an_id_are_told(tmp_path):
    """Headings of the form without an id are a fault of the sheet, told once."""
    heads = ["Identifier" if name == "id" else name for name in PLAIN]
    path = _xlsx(tmp_path, S=[heads, list(PLAIN.values()), list(PLAIN.values())])
    (problem,) = _problems(path)
    assert ("missing-column", "sheet S, row 1") == (problem.code, problem.path)


def test_sheets_of_something_else_are_named(tmp_path):
    """Whoever asks is told which sheets were not read."""
    path = _xlsx(tmp_path, S=[list(PLAIN), list(PLAIN.values())], Notes=[["to be done"]])
    told = []
    read_sheet([path], ot.states(), skipped=lambda *names: told.append(names))
    assert [(path.name, "Notes")] == told


@pytest.mark.parametrize("text", ['"Hold a seminar', 'Hold a "great" one,"x" y', '"a" b'])
def test_a_quote_that_is_not_closed_takes_no_rows(tmp_path, text):
    """A quote out of place is told with its row, and swallows nothing."""
    lines = [
        ",".join(PLAIN),
        ",".join(PLAIN.values()),
        ",".join(PLAIN.values()).replace("Hold a seminar", text),
    ]
    lines.append(",".join(PLAIN.values()).replace("A-1", "A-2"))
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    (problem,) = _problems(tmp_path / "a.csv")
    assert ("csv", True) == (problem.code, problem.message.startswith("row 3 is no valid CSV"))


def test_dates_in_texts_are_days(tmp_path):
    """A date cell below a heading of texts is its day, without the midnight."""
    path = _xlsx(tmp_path, S=[[*PLAIN, "note"], [*PLAIN.values(), dt.date(2030, 7, 31)]])
    assert "2030-07-31" == _read(path)[0].note


def test_a_number_with_a_point_is_whole(tmp_path):
    """Some programs write whole numbers with a decimal point; an id is the number."""
    path = _xlsx(tmp_path, S=[list(PLAIN), [7, *list(PLAIN.values())[1:]]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"<v>7</v>", b"<v>7.0</v>")
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    assert "7" == _read(path)[0].id


# Into a data set.


OLD = a_commitment(
    "A-1",
    title="Old",
    note="kept",
    updates=[
        ot.StatusUpdate(date="2030-03", status="planned", summary="Planned."),
        ot.StatusUpdate(date="2030-06", status="in-progress", summary="Goes on."),
    ],
)


def _into(path, **fields):
    into = ot.Tracker(commitments=[OLD], events=[an_event("E-1")], states=ot.states())
    return read_sheet([_csv(path, {"id": "A-1"} | fields)], ot.states(), into)[0]


def test_a_commitment_of_the_set_keeps_what_no_row_says(tmp_path):
    """A row with some fields changes these alone."""
    found = _into(tmp_path, **{"commitment": "New", "made by": "Malta", "events": "E-1"})
    maker = attrs.evolve(OLD.made_by, name="Malta")
    assert attrs.evolve(OLD, title="New", made_by=maker, events=("E-1",)) == found


@pytest.mark.parametrize(
    ("day", "status", "expected"),
    [
        ("2030-04", "blocked", ["Planned.", "Now.", "Goes on."]),
        ("2030-01", "blocked", ["Now.", "Planned.", "Goes on."]),
        ("2030-06", "in progress", ["Planned.", "Now."]),
        ("2030-06", "fulfilled", ["Planned.", "Goes on.", "Now."]),
    ],
)
def test_an_update_comes_to_those_of_the_set(tmp_path, day, status, expected):
    """It stands by its date, and takes the place of one of the same day and status."""
    found = _into(tmp_path, **{"update date": day, "status": status, "what happened": "Now."})
    assert expected == [update.summary for update in found.updates]


def test_what_the_set_has_already_is_not_added_again(tmp_path):
    """The same rows twice are the same commitment."""
    path = tmp_path / "sheet.csv"
    write_sheet([OLD], path)
    into = ot.Tracker(commitments=[OLD], states=ot.states())
    assert (OLD,) == read_sheet([path], ot.states(), into)


def test_an_event_that_the_set_does_not_have_is_told_where_it_stands(tmp_path):
    """A row that names an unknown event is told with row and column."""
    with pytest.raises(DataError) as caught:
        _into(tmp_path, events="E-9")
    (problem,) = caught.value.problems
    assert ("bad-cell", "sheet sheet, row 2, column events") == (problem.code, problem.path)
    assert "No event has the id 'E-9'" in problem.message


def test_a_value_that_no_commitment_can_have(tmp_path):
    """What only the record as a whole refuses is told with its row."""
    with pytest.raises(DataError) as caught:
        _into(tmp_path, dimensions=";")
    (problem,) = caught.value.problems
    assert ("bad-record", "sheet sheet, row 2") == (problem.code, problem.path)


# Hostile files.


def _garbage(signs, size):
    return "".join(random.Random(7).choices(signs, k=size))  # noqa: S311 (the same garbage every time)


@pytest.mark.parametrize(
    ("head", "size"), [("", 10_000_000), (",".join(PLAIN) + "\n", 2_000_000)], ids=["no headings", "headings"]
)
def test_megabytes_of_garbage(tmp_path, head, size):
    """A large file of nonsense gives the error for data."""
    (tmp_path / "a.csv").write_text(head + _garbage(string.ascii_letters + "    ,,,;;\n'", size))
    with pytest.raises(DataError):
        _read(tmp_path / "a.csv")


def test_unknown_words_without_number(tmp_path):
    """Thousands of words that no vocabulary has are told, until nobody would read on."""
    rows = [PLAIN | {"id": f"A-{n}", "kind": _garbage("abc -", 20)} for n in range(MOST_FAULTS + 9)]
    *found, last = _problems(_csv(tmp_path, *rows))
    assert {("bad-cell", MOST_FAULTS)} == {(p.code, len(found)) for p in found}
    assert ("too-many-faults", f"sheet sheet, row {MOST_FAULTS + 1}") == (last.code, last.path)


cells = (
    st.none() | st.text(max_size=12) | st.sampled_from(["A-1", "human", "chair", "2030", "FI", "#", "yes"])
)


@given(st.lists(st.sampled_from(COLUMNS), unique=True), st.lists(st.lists(cells, max_size=8), max_size=4))
def test_any_cells_are_commitments_or_explained(columns, rows):
    """Whatever stands below the headings is read, or refused with a place in the file."""
    out = io.StringIO()
    csv.writer(out).writerows([["id", *(c.title for c in columns if c.key != "id")], *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(out.getvalue().encode())
        try:
            files = {"a.csv"} if _read(path) else set()
        except DataError as error:
            files = {problem.file for problem in error.problems}
    assert {"a.csv"} == files


@given(st.text())
def test_a_split_cell_has_no_blank_values(text):
    """No value of a list is blank or has outer blanks."""
    assert [part.strip() or None for part in split(text)] == split(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a;b", ["a", "b"]), ("a\\;b", ["a;b"]), ("a\\\\;b", ["a\\", "b"]), ("a\\b", ["a\\b"]), ("a\\", ["a\\"]),
     (" ; ;", []), ("", [])],
)  # fmt: skip
def test_how_a_cell_is_split(text, expected):
    """Values stand between semicolons; a backslash keeps a semicolon or backslash in a value."""
    assert expected == split(text)
