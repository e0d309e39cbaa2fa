"""Commitments out of spreadsheets: what an analyst writes is read, or every cell is told that can't be."""

import csv
import io
import random
import re
import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import DataError
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
from tests.strategies import a_commitment, an_event

WHOLE = PLAIN | SOURCE | UPDATE | OF_UPDATE


def _one(folder, cells):
    """Return the one commitment of a row with these cells by their headings."""
    (found,) = read(a_csv(folder, PLAIN | cells))
    return found


def _told(*paths):
    """Return record, place and code of each problem."""
    return [(p.record, p.path.removeprefix("sheet sheet, "), p.code) for p in refused(*paths)]


# Headings.

#: Headings as people write them, and the heading of the form that they stand for.
HEADINGS = {
    "Ref.": "id",
    "commitment_id": "id",
    "Promise": "commitment",
    "promise title": "commitment",
    "Wording": "full text",
    "author": "made by",
    "Signatories": "signed by",
    "Dimension(s)": "dimensions",
    "topics": "themes",
    "Commitment Type": "kind",
    "Depends on": "who delivers",
    "promise date": "made on",
    "Date made:": "made on",
    "Occasion": "made at",
    "document symbol": "document",
    "Target date": "due",
    "indicator": "done when",
    "Comments": "note",
    "Link": "promise address",
    "SOURCE TITLE": "promise page title",
    "source publisher": "promise publisher",
    "Publisher": "promise publisher",
    "Source type": "promise publisher type",
    "Source Date": "promise published",
    "as of": "update date",
    "progress": "status",
    "News": "what happened",
    "who objected": "blocked by",
    "update_link": "update address",
    "Update source title": "update page title",
    "Update Source  Publisher": "update publisher",
    "update source date": "update published",
}


def test_headings_as_people_write_them(tmp_path):
    """A column is known by other names, in any case and order, with hyphens, blanks or underscores."""
    ot.new(tmp_path / "form.csv")
    heads, _, cells = csv.reader((tmp_path / "form.csv").read_text(encoding="utf-8-sig").splitlines())
    row = dict(zip(heads, [cells[0][2:], *cells[1:]], strict=True)) | {"obstacle": "money", "note": "N"}
    row |= {"blocked by": "Finland", "continues": "Z-1", "events": "e", "promise via": "V", "update via": "W"}
    row |= {"entered": "1 February 2030", "update entered": "2030-06-01"}
    assert [] == [head for head, cell in row.items() if not cell]
    expected = read(a_csv(tmp_path, row))
    renamed = HEADINGS | {head.upper().replace(" ", "_"): head for head in heads}
    wrong = []
    for other, head in renamed.items():
        changed = {other if title == head else title: cell for title, cell in reversed(row.items())}
        try:
            found = read(a_csv(tmp_path, changed))
        except DataError as error:
            found = error
        if head not in row or expected != found:
            wrong.append((other, found))
    assert [] == wrong


def test_headings_may_stand_below_a_title(tmp_path):
    """A title and remarks above the headings are passed over, up to ten rows."""
    row = list(PLAIN.values())
    path = a_workbook(tmp_path, S=[["Commitments of the Chair"], [], ["as of today"], list(PLAIN), row])
    assert ["A-1"] == [commitment.id for commitment in read(path)]
    path = a_workbook(tmp_path, S=[*([f"remark {n}"] for n in range(10)), list(PLAIN), row])
    (problem,) = refused(path)
    assert ("empty-set", True) == (problem.code, "sheet S has no heading id" in problem.message)


#: What is wrong with the headings of a sheet: row of headings, and place, code and message of the fault.
WRONG_HEADINGS = {
    "unknown": (
        {**PLAIN, "dimentions": "x"},
        "row 1, column 'dimentions'",
        "unknown-column",
        "is not a column of the form. Did you mean dimensions?",
    ),
    "twice": (
        {**PLAIN, "Deadline": "2030", "due date": "2031"},
        "row 1, column due",
        "column-twice",
        "stands twice",
    ),
    "missing": (
        {"id": "A-1", "commitment": "x", "made on": "2030"},
        "row 1",
        "missing-column",
        "the sheet has no column dimensions, kind, who delivers",
    ),
    "no id": (
        {"Identifier" if head == "id" else head: cell for head, cell in PLAIN.items()},
        "row 1",
        "missing-column",
        "these look like headings, but there is no column id",
    ),
}


def test_wrong_headings_are_told_once(tmp_path):
    """A fault of the headings is one of the sheet, not one for each row."""
    found = {}
    for name, (row, *_) in WRONG_HEADINGS.items():
        rows = [row | {"id": f"A-{n}"} if "id" in row else row for n in range(3)]
        (problem,) = refused(a_csv(tmp_path, *rows))
        found[name] = (row, problem.path.removeprefix("sheet sheet, "), problem.code, problem.message)
    assert WRONG_HEADINGS == found


# Cells.


def test_a_row_with_what_is_needed_is_a_commitment(tmp_path):
    """What is not said has its usual value: the Chair made it, and its text is its title."""
    expected = a_commitment("A-1", text="Hold a seminar", made_by=ot.Maker(type="chair", name="Chair"))
    assert attrs.evolve(expected, confidence="medium") == _one(tmp_path, {})
    # A row may end before the headings do.
    (tmp_path / "a.csv").write_text(f"{','.join([*PLAIN, 'note', 'due'])}\n{','.join(PLAIN.values())}\n")
    assert None is read(tmp_path / "a.csv")[0].note


def test_confidence_that_is_not_said_follows_the_pages(tmp_path):
    """Without a word on it, confidence is high for an original or two pages, else medium."""
    cases = {
        "one page": ([SOURCE], "medium"),
        "one page twice": ([SOURCE, SOURCE], "medium"),
        "an original": ([SOURCE | {"promise original": "yes"}], "high"),
        "two pages": ([SOURCE, SOURCE | {"promise address": "https://other.org"}], "high"),
        "said": ([SOURCE | {"confidence": "high"}], "high"),
    }
    found = {
        name: (rows, read(a_csv(tmp_path, *(PLAIN | row for row in rows)))[0].confidence.value)
        for name, (rows, _) in cases.items()
    }
    assert cases == found


#: Cells of one column, what they mean, and where the commitment has it.
CELLS = [
    ("kind", "ACTIVITY", lambda c: c.kind.value, "activity"),
    ("who delivers", "Consensus of the 57", lambda c: c.lever.value, "consensus"),
    ("dimensions", "HD; first", lambda c: [*c.dimensions], ["politico-military", "human"]),
    ("signed by", "Finland; KZ ;Malta;", lambda c: c.made_by.states, ("FI", "KZ", "MT")),
    # A backslash keeps a semicolon or backslash in a value.
    ("themes", "a;b", lambda c: c.themes, ("a", "b")),
    ("themes", "a\\;b", lambda c: c.themes, ("a;b",)),
    ("themes", "a\\\\;b", lambda c: c.themes, ("a\\", "b")),
    ("themes", "a\\b;c\\", lambda c: c.themes, ("a\\b", "c\\")),
    ("themes", " ; ;", lambda c: c.themes, ()),
    *(
        ("promise original", cell, lambda c: c.sources[0].primary, answer)
        for answer, cells in {
            True: ("yes", "Y", "TRUE", "x", "1"),
            False: ("no", "False", "N", "0", ""),
        }.items()
        for cell in cells
    ),
]


def test_cells_as_people_write_them(tmp_path):
    """Words are known by value and label in any case, States by name and code, lists by semicolons."""
    found = [(h, cell, get, get(_one(tmp_path, SOURCE | {h: cell}))) for h, cell, get, _ in CELLS]
    assert CELLS == found


#: A cell that can't be understood, and the reason.
BAD_CELLS = [
    ("who delivers", "consensu", "Unknown lever 'consensu'. Use one of: .* Did you mean consensus"),
    ("kind", "act", "Unknown kind 'act'. Use one of: stance, activity, output, decision, outcome"),
    ("maker type", "chairs", "Did you mean chair"),
    ("dimensions", "human; fourth", "Unknown dimension 'fourth'"),
    ("signed by", "Finnland", "'Finnland' is not a State.*Did you mean Finland"),
    ("signed by", "FI; Ruritania", "'Ruritania' is not a State"),
    ("made on", "soon", "'soon' is no date; accepted"),
    ("document", "Decision 5", "as a document symbol"),
    ("status", "done", "Unknown status 'done'. Use one of"),
    ("update date", "then", "is no date"),
    ("obstacle", "rain", "Unknown obstacle 'rain'"),
    ("blocked by", "Everyone", "'Everyone' is not a State"),
    ("promise original", "maybe", "'maybe' is neither yes nor no"),
    ("promise published", "yesterday", "is no date"),
    ("update publisher type", "press", "Unknown publisher type 'press'"),
]


def test_every_bad_cell_is_told_with_its_place(tmp_path):
    """All cells that can't be understood are told together, with record, row, column and reason."""
    rows = [WHOLE | {"id": f"A-{n}"} | {head: cell} for n, (head, cell, _) in enumerate(BAD_CELLS)]
    problems = refused(a_csv(tmp_path, WHOLE | {"id": "B-1"}, *rows))
    expected = [(f"A-{n}", f"row {n + 3}, column {head}") for n, (head, _, _) in enumerate(BAD_CELLS)]
    places = [(p.record, p.path.removeprefix("sheet sheet, ")) for p in problems]
    assert ({("sheet.csv", "bad-cell")}, expected) == ({(p.file, p.code) for p in problems}, places)
    reasons = zip((reason for *_, reason in BAD_CELLS), (p.message for p in problems), strict=True)
    assert [] == [pair for pair in reasons if not re.search(*pair)]
    # Several in one row as well.
    row = WHOLE | dict(cell[:2] for cell in BAD_CELLS)
    heads = {head for head, *_ in BAD_CELLS}
    assert heads == {p.path.partition("column ")[2] for p in refused(a_csv(tmp_path, row))}


# Rows.

#: Rows of a sheet, and record, place and code of each fault.
ROWS = {
    "no id": ([PLAIN, PLAIN | {"id": " "}], [(None, "row 3, column id", "missing-id")]),
    "two values": (
        [PLAIN, {"id": "A-1", "commitment": "Another"}],
        [("A-1", "row 3, column commitment", "two-values")],
    ),
    "source of a wrong address": (
        [PLAIN | SOURCE | {"promise address": "example.org"}],
        [("A-1", "row 2", "bad-source")],
    ),
    "source of no update": ([PLAIN | OF_UPDATE], [("A-1", "row 2", "source-without-update")]),
    "update never stored": (
        [PLAIN | UPDATE | {"status": "not assessed"}],
        [("A-1", "row 2", "bad-record")],
    ),
    "blocked twice by one": (
        [PLAIN | UPDATE | {"blocked by": "FI; Finland"}],
        [("A-1", "row 2", "bad-record")],
    ),
    "signed twice by one": ([PLAIN | {"signed by": "FI; Finland"}], [("A-1", "row 2", "bad-record")]),
    "no id of the form": ([PLAIN | {"id": "A 1"}], [("A 1", "row 2", "bad-record")]),
    "bad and missing cell": (
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
    "missing cell and bad source": (
        [PLAIN | SOURCE | {"kind": "", "promise address": ""}],
        [("A-1", "row 2", "bad-source"), ("A-1", "row 2", "missing-cell")],
    ),
    "one bad cell among thirty": (
        [PLAIN | {"id": f"A-{n}"} | ({"kind": "?"} if n == 17 else {}) for n in range(30)],
        [("A-17", "row 19, column kind", "bad-cell")],
    ),
}  # fmt: skip
#: A second row, and the reason that names what is missing or what stands against what.
REASONS = [
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


def test_a_bad_row_is_told_with_its_place_and_reason(tmp_path):
    """What is wrong with a row is told with record, row and column, and then nothing is read."""
    assert ROWS == {name: (rows, _told(a_csv(tmp_path, *rows))) for name, (rows, _) in ROWS.items()}
    found = [(row, [p.message for p in refused(a_csv(tmp_path, PLAIN, row))]) for row, _ in REASONS]
    assert [(row, [message]) for row, message in REASONS] == found


def test_cells_below_no_heading_are_told(tmp_path):
    """A value in a column without a heading isn't lost in silence; one below a hash is one's own."""
    path = a_workbook(tmp_path, S=[[*PLAIN, None, "# mine"], [*PLAIN.values(), "stray", "own"]])
    (problem,) = refused(path)
    assert ("stray-cell", "A-1", f"sheet S, row 2, column {len(PLAIN) + 1}") == (
        problem.code,
        problem.record,
        problem.path,
    )
    assert "A-1" == _one(tmp_path, {"# mine": "x"}).id


def test_thirty_commitments_with_updates_in_further_rows(tmp_path):
    """Updates stand in rows below, also after other commitments, and keep their order."""
    firsts = [PLAIN | {"id": f"A-{n}"} for n in range(30)]
    updates = [
        {"id": f"A-{n}", "update date": f"2030-0{m}", "status": "in progress", "what happened": f"{n}.{m}"}
        for m in range(1, 4)
        for n in reversed(range(30))
    ]
    explained = [PLAIN | {"id": "# stable name"}, PLAIN | {"id": "#"}]
    found = read(a_csv(tmp_path, *explained, *firsts, *updates))
    expected = [(f"A-{n}", [f"{n}.{m}" for m in range(1, 4)]) for n in range(30)]
    assert expected == [(c.id, [update.summary for update in c.updates]) for c in found]


def test_several_sources_of_a_promise_and_an_update(tmp_path):
    """Further rows with the same id add sources, to the promise or to the update above."""
    rows = [
        WHOLE,
        {"id": "A-1"} | SOURCE | {"promise address": "https://example.org/2"},
        {"id": "A-1"} | OF_UPDATE | {"update address": "https://example.org/3"},
        {"id": "A-1"} | UPDATE | {"update date": "2030-06", "what happened": "Again."},
    ]
    (found,) = read(a_csv(tmp_path, *rows))
    urls = [[s.url[-1] for s in sources] for sources in (found.sources, *(u.sources for u in found.updates))]
    assert [["1", "2"], ["1", "3"], []] == urls


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["after", "before"])
def test_a_page_described_once_needs_its_address_alone(tmp_path, order):
    """A page that another row describes, before or after, is known by its address."""
    short = PLAIN | {"id": "B-1", "promise address": SOURCE["promise address"]} | UPDATE
    rows = [PLAIN | SOURCE, short | {"update address": SOURCE["promise address"]}]
    found = {c.id: c for c in read(a_csv(tmp_path, *(rows[n] for n in order)))}
    (page,) = found["A-1"].sources
    assert ((page,), (page,)) == (found["B-1"].sources, found["B-1"].updates[0].sources)


# Sheets and files.


def test_several_sheets_and_files(tmp_path):
    """Commitments and updates come out of all sheets that have ids; others are named, not read."""
    heads, row = list(PLAIN), list(PLAIN.values())[1:]
    book = a_workbook(
        tmp_path,
        First=[[], [], heads, [], ["A-1", *row], [None] * 6, ["A-2", *row]],
        Notes=[["what", "who"], ["call", "Ministry"]],
        Empty=[],
        Second=[[None, *heads], [None, "A-3", *row]],
        Updates=[["id", *UPDATE], ["A-1", *UPDATE.values()]],
    )
    other = a_csv(tmp_path, PLAIN | {"id": "A-4"}, {"id": "A-3"} | UPDATE)
    named = []
    found = ot.read_sheet(iter([book, other]), STATES, skipped=lambda *names: named.append(names))
    assert [("A-1", 1), ("A-2", 0), ("A-3", 1), ("A-4", 0)] == [(c.id, len(c.updates)) for c in found]
    assert [(book.name, "Notes")] == named
    assert found == read(book, other)


def test_faults_of_all_files_are_told(tmp_path):
    """A file that can't be read doesn't hide the faults of others, and each fault names its own file."""
    bad = a_csv(tmp_path, PLAIN | {"kind": "?"}, name="bad.csv")
    late = a_csv(tmp_path, PLAIN | {"id": "C-1"} | UPDATE | {"update date": ""}, name="late.csv")
    page = a_csv(
        tmp_path, PLAIN | {"id": "D-1"} | UPDATE | {"update address": "https://x.org"}, name="page.csv"
    )
    good = a_csv(tmp_path, PLAIN | {"id": "B-1"}, name="good.csv")
    problems = refused(tmp_path / "none.csv", bad, tmp_path / "a.doc", late, page, good)
    assert {
        ("none.csv", None, "unreadable-file"),
        ("bad.csv", "A-1", "bad-cell"),
        ("a.doc", None, "unreadable-file"),
        ("late.csv", "C-1", "missing-cell"),
        ("page.csv", "D-1", "bad-source"),
    } == {(p.file, p.record, p.code) for p in problems}
    assert len(problems) == 5


def test_files_without_commitments_are_named(tmp_path):
    """When no file has a commitment all are named, also when they come from a generator."""
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "b.csv").write_text("")
    (tmp_path / "c.csv").write_text(",".join(PLAIN) + "\n")
    with pytest.raises(DataError) as caught:
        ot.read_sheet((tmp_path / name for name in ("a.csv", "b.csv", "c.csv")), STATES)
    found = [(problem.file, problem.code) for problem in caught.value.problems]
    assert [("a.csv, b.csv, c.csv", "empty-set")] == found


def test_faults_without_number_are_told_in_part(tmp_path):
    """Thousands of bad cells are told, until nobody would read on."""
    signs = random.Random(7)  # noqa: S311 (the same words every time)
    words = ("".join(signs.choices("abc -", k=20)) for _ in range(2_009))
    rows = [PLAIN | {"id": f"A-{n}", "kind": f"x{word}"} for n, word in enumerate(words)]
    *found, last = refused(a_csv(tmp_path, *rows))
    assert {("bad-cell", 2_000)} == {(p.code, len(found)) for p in found}
    assert ("too-many-faults", "sheet sheet, row 2001") == (last.code, last.path)


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
INTO = ot.Tracker(commitments=[OLD], events=[an_event("E-1")], states=STATES)


def _into(folder, cells):
    return ot.read_sheet(a_csv(folder, {"id": "A-1"} | cells), into=INTO)[0]


def test_a_commitment_of_the_set_keeps_what_no_row_says(tmp_path):
    """A row with some fields changes these alone; the same rows twice are the same commitment."""
    found = _into(tmp_path, {"commitment": "New", "made by": "Malta", "events": "E-1"})
    maker = attrs.evolve(OLD.made_by, name="Malta")
    assert attrs.evolve(OLD, title="New", made_by=maker, events=("E-1",)) == found
    ot.export(INTO, tmp_path / "commitments.csv")
    assert (OLD,) == ot.read_sheet(tmp_path / "commitments.csv", STATES, INTO)


def test_an_update_comes_to_those_of_the_set(tmp_path):
    """It stands by its date, and takes the place of one of the same day and status."""
    cases = {
        ("2030-04", "blocked"): ["Planned.", "Now.", "Goes on."],
        ("2030-01", "blocked"): ["Now.", "Planned.", "Goes on."],
        ("2030-06", "in progress"): ["Planned.", "Now."],
        ("2030-06", "fulfilled"): ["Planned.", "Goes on.", "Now."],
    }
    found = {}
    for day, status in cases:
        made = _into(tmp_path, {"update date": day, "status": status, "what happened": "Now."})
        found[day, status] = [update.summary for update in made.updates]
    assert cases == found


def test_updates_keep_the_day_on_which_they_were_entered(tmp_path):
    """A sheet needn't say when a record was entered, and can."""
    days = ("2030-03-05", "2030-06-05")
    entered = [attrs.evolve(u, entered=day) for u, day in zip(OLD.updates, days, strict=True)]
    # Two on one day with one status: the same words are the same update.
    entered.append(attrs.evolve(entered[1], summary="Goes on and on.", entered="2030-06-06"))
    into = attrs.evolve(INTO, commitments=[attrs.evolve(OLD, updates=entered, entered="2030-03-01")])
    row = {"id": "A-1", "update date": "2030-06", "status": "in progress", "what happened": "Goes on."}
    more = {"update date": "2030-07", "what happened": "Ends.", "update entered": "8 July 2030"}
    (found,) = ot.read_sheet(a_csv(tmp_path, row, row | more), STATES, into)
    assert "2030-03-01" == str(found.entered)
    assert [*days, "2030-06-06", "2030-07-08"] == [str(update.entered) for update in found.updates]
    assert "Goes on." == found.updates[1].summary
    (found,) = ot.read_sheet(a_csv(tmp_path, row | {"what happened": "Better."}), STATES, into)
    assert ["2030-06-05", "2030-06-06"] == [str(update.entered) for update in found.updates[1:]]


def test_what_does_not_fit_the_set_is_told_where_it_stands(tmp_path):
    """An unknown event, and what only the record as a whole refuses, are told with their row."""
    path = a_csv(tmp_path, {"id": "A-1", "events": "E-9"})
    (problem,) = refused(path, into=INTO)
    assert ("bad-cell", "sheet sheet, row 2, column events") == (problem.code, problem.path)
    assert "No event has the id 'E-9'" in problem.message
    (problem,) = refused(a_csv(tmp_path, {"id": "A-1", "dimensions": ";"}), into=INTO)
    assert ("bad-record", "sheet sheet, row 2") == (problem.code, problem.path)


# Anything.

cells = (
    st.none() | st.text(max_size=12) | st.sampled_from(["A-1", "human", "chair", "2030", "FI", "#", "yes"])
)
heads = st.lists(st.sampled_from([*WHOLE, *HEADINGS, "events", "promise original"]), unique=True)


@given(heads, st.lists(st.lists(cells, max_size=8), max_size=4))
def test_any_cells_are_commitments_or_explained(columns, rows):
    """Whatever stands below the headings is read, or refused with a place in the file."""
    out = io.StringIO()
    csv.writer(out).writerows([["id", *columns], *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(out.getvalue().encode())
        try:
            files = {"a.csv"} if read(path) else set()
        except DataError as error:
            files = {problem.file for problem in error.problems}
    assert {"a.csv"} == files
