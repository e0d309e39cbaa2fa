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
    noted,
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
    """A title and remarks above the headings are passed over, up to twenty rows, and that is told."""
    row = list(PLAIN.values())
    # The row with the most headings has them, not one that has a word of them.
    path = a_workbook(tmp_path, S=[["Commitments of the Chair"], [], ["Date", "today"], list(PLAIN), row])
    assert ["A-1"] == [commitment.id for commitment in read(path)]
    assert [("above-headings", "sheet S, rows 1, 3", "rows above the headings were skipped")] == noted(path)
    path = a_workbook(tmp_path, S=[*([f"remark {n}"] for n in range(20)), list(PLAIN), row])
    (problem,) = refused(path)
    message = "sheet S: was skipped, since its first 20 rows have no headings of the form"
    assert ("empty-set", True) == (problem.code, message in problem.message)


def test_headings_in_two_rows(tmp_path):
    """A row above may name groups of columns; without one a later date and link are those of the update."""
    heads, cells = [*PLAIN, "link"], [*PLAIN.values(), "https://x.org/1"]
    update = {"date": "2030-05-02", "status": "done", "link": "https://x.org/2"}
    groups = ["Promise", *[None] * 6, "Update"]
    for above in ([], [groups], [["Commitments of the Chair"], groups]):
        more = update if above else {key: update[key] for key in ("status", "date", "link")}
        path = a_workbook(tmp_path, S=[*above, [*heads, *more], [*cells, *more.values()]])
        (found,) = read(path)
        assert ["https://x.org/1"] == [source.url for source in found.sources], above
        assert ("2030-05-02", "https://x.org/2") == (
            str(found.updates[0].date),
            found.updates[0].sources[0].url,
        )
    # A title is no group.
    path = a_csv(tmp_path, PLAIN | {"link": "https://x.org/1"} | UPDATE)
    path.write_text(f"Update\n{path.read_text()}")
    assert ["https://x.org/1"] == [source.url for source in read(path)[0].sources]


def test_headings_that_are_not_ours_are_told_once(tmp_path):
    """Unknown columns stop nobody, what can mean something else is told, and one's own begin with a hash."""
    row = PLAIN | {"Ambition": "x", "Mile\nstones": "y", "# mine": "z", "not imported because": "w"}
    rows = [row | {"id": f"A-{n}"} for n in range(3)]
    message = "columns that are not imported: 'Ambition', 'Mile\\nstones'"
    path = a_csv(tmp_path, *rows)
    assert [("unknown-column", "sheet sheet, row 1", message)] == noted(path)
    plain = [PLAIN | {"id": f"A-{n}"} for n in range(3)]
    assert read(path) == read(a_csv(tmp_path, *plain))
    # Of two columns the surer one counts.
    row = {head: cell for head, cell in PLAIN.items() if head != "who delivers"}
    row |= {"Start date": "2029", "Lead": "Chair"}
    expected = [
        ("heading", "sheet sheet, row 1", "column 'Lead' was read as 'who delivers'"),
        ("unknown-column", "sheet sheet, row 1", "columns that are not imported: 'Start date'"),
    ]
    assert expected == noted(a_csv(tmp_path, row))


def test_two_columns_of_one_kind_must_not_differ(tmp_path):
    """Two columns that are both sure may stand side by side, as long as no row has two values."""
    rows = [PLAIN | {"Deadline": "2030", "due date": due} for due in ("", "2030")]
    assert ["2030"] == [str(c.due) for c in read(a_csv(tmp_path, *rows))]
    (problem,) = refused(a_csv(tmp_path, PLAIN | {"Deadline": "2030", "due date": "2031"}))
    expected = ("two-values", "sheet sheet, row 2, column due", "two columns of this kind differ")
    assert expected == (problem.code, problem.path, problem.message)


#: What columns a sheet doesn't have: row of headings, and message of the fault.
WRONG_HEADINGS = {
    "promise": (
        {"id": "A-1", "commitment": "x", "made on": "2030"},
        "the sheet has no column dimensions, kind, who delivers",
    ),
    "no id": (
        {"Identifier" if head == "id" else head: cell for head, cell in PLAIN.items()},
        "the sheet has no column id",
    ),
    "update": (PLAIN | {"status": "fulfilled"}, "the sheet has no column update date"),
}


def test_a_column_that_is_missing_is_told_once(tmp_path):
    """A fault of the headings is one of the sheet, not one for each row."""
    found = {}
    for name, (row, _) in WRONG_HEADINGS.items():
        rows = [row | {"id": f"A-{n}"} if "id" in row else row for n in range(3)]
        (problem,) = refused(a_csv(tmp_path, *rows))
        assert ("missing-column", "sheet sheet, row 1") == (problem.code, problem.path)
        found[name] = (row, problem.message)
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
    ("dimensions", "human; fourth", "Unknown dimension 'human; fourth'"),
    ("signed by", "Finlnd", "'Finlnd' is not in the list of States.*Did you mean Finland"),
    ("signed by", "FI; Ruritania", "'Ruritania' is not in the list of States"),
    ("made on", "soon", "Can't read 'soon'"),
    ("document", "Decision 5", "as a document symbol"),
    ("status", "dne", "Unknown status 'dne'. Use one of"),
    ("update date", "then", "Can't read 'then'"),
    ("obstacle", "rain", "Unknown obstacle 'rain'"),
    ("blocked by", "Everyone", "'Everyone' is not in the list of States"),
    ("promise original", "maybe", "'maybe' is neither yes nor no"),
    ("promise published", "yesterday", "Can't read"),
    ("update publisher type", "pres", "Unknown publisher type 'pres'"),
    ("update address", "page 7", "'page 7' is not an address. Use one that starts with https://, or several"),
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
        [PLAIN | SOURCE | {"promise address": "https://exa<mple.org"}],
        [("A-1", "row 2", "bad-source")],
    ),
    "address of nothing": ([PLAIN | {"promise address": "https://"}], [("A-1", "row 2", "bad-source")]),
    "source of no update": ([PLAIN | OF_UPDATE], [("A-1", "row 2", "source-without-update")]),
    "update never stored": (
        [PLAIN | UPDATE | {"status": "not assessed"}],
        [("A-1", "row 2", "bad-record")],
    ),
    "two updates never stored": (
        [PLAIN | {"update date": day, "status": "not assessed"} for day in ("2030", "2031")],
        [("A-1", "row 2", "bad-record"), ("A-1", "row 3", "bad-record")],
    ),
    "a Chair twice": ([PLAIN | {"Chairpersonships": "X; X"}], [("A-1", "row 2", "bad-record")]),
    "no id of the form": ([PLAIN | {"id": "A 1"}], [("A 1", "row 2", "bad-record")]),
    "bad and missing cell": (
        [PLAIN | {"kind": "?", "made on": ""}],
        [("A-1", "row 2, column kind", "bad-cell"), ("A-1", "row 2", "missing-cell")],
    ),
    "two updates without date": (
        [PLAIN | UPDATE | {"update date": ""}, {"id": "A-1", "what happened": "x", "status": "blocked"}],
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
    (
        {"id": "B-1"} | UPDATE,
        "neither another row nor the data set has a commitment with this id",
    ),
    (
        {"id": "B-1", "commitment": "x"},
        "a commitment needs values for dimensions, kind, who delivers, made on",
    ),
    ({"id": "A-1", "commitment": "x"}, "A-1 had 'Hold a seminar' in an earlier row"),
    (PLAIN | {"promise publisher": "P"}, "the promise source has no address"),
    (PLAIN | UPDATE | {"update date": ""}, "an update needs values for update date"),
    (PLAIN | UPDATE | {"update date": "", "status": ""}, "an update needs values for update date, status"),
]


def test_a_bad_row_is_told_with_its_place_and_reason(tmp_path):
    """What is wrong with a row is told with record, row and column, and then nothing is read."""
    assert ROWS == {name: (rows, _told(a_csv(tmp_path, *rows))) for name, (rows, _) in ROWS.items()}
    found = [(row, [p.message for p in refused(a_csv(tmp_path, PLAIN, row))]) for row, _ in REASONS]
    assert [(row, [message]) for row, message in REASONS] == found


def test_cells_below_no_heading_are_told(tmp_path):
    """A value in a column without a heading isn't lost in silence; one below a hash is one's own."""
    path = a_workbook(tmp_path, S=[[*PLAIN, None, "# mine"], [*PLAIN.values(), "stray", "own", None, "far"]])
    message = "cells in column {}, without a heading, are not imported"
    expected = [("stray-cell", "sheet S, row 2", message.format(number)) for number in (7, 10)]
    assert (1, expected) == (len(read(path)), noted(path))


#: Rows that are no records, and the kind of notice on them.
PASSED_OVER = {
    "section-row": [
        {"id": "Human dimension"},
        {"commitment": "II. Economic and environmental dimension"},
        {"made on": "Source: Ministry for Foreign Affairs"},
        # A commitment that is described elsewhere.
        {"id": "A-1"},
    ],
    "total-row": [
        {"id": "Total", "commitment": "2"},
        {"commitment": "Grand total:", "kind": "2"},
        {"id": "Subtotal 2", "dimensions": "1", "kind": "1"},
        {"id": "TOTALS (2)", "dimensions": "1"},
        {"id": "Sum", "dimensions": "1"},
    ],
    "headings-again": [{head: head.upper() for head in PLAIN}, {"id": "ID", "made on": "Made  on"}],
    "explained-row": [PLAIN | {"id": "# stable name"}, PLAIN | {"id": "#"}],
}


def test_rows_that_are_no_records_are_passed_over(tmp_path):
    """Section rows, totals, headings again and explanations are told, not taken for commitments."""
    for code, rows in PASSED_OVER.items():
        path = a_csv(tmp_path, PLAIN, *rows, PLAIN | {"id": "A-2"})
        assert ["A-1", "A-2"] == [commitment.id for commitment in read(path)], code
        ((found, place, _),) = noted(path)
        assert (code, f"sheet sheet, rows 3-{len(rows) + 2}") == (found, place)
    # What begins like a total is a commitment all the same.
    rows = [PLAIN | {"id": "A-2", "commitment": "Total"}, PLAIN | {"id": "Total-elimination"}]
    assert ["A-2", "Total-elimination"] == [commitment.id for commitment in read(a_csv(tmp_path, *rows))]


#: Addresses in one cell, and those that they are.
ADDRESSES = {
    "www.osce.org/cio/1": ["https://www.osce.org/cio/1"],
    "osce.org/cio/1": ["https://osce.org/cio/1"],
    "https://x.org/a; https://x.org/b": ["https://x.org/a", "https://x.org/b"],
    "https://x.org/a;https://x.org/b": ["https://x.org/a", "https://x.org/b"],
    "https://x.org/a, www.x.org/b,": ["https://x.org/a", "https://www.x.org/b"],
    "https://x.org/a\nhttps://x.org/b\n\nhttps://x.org/a": ["https://x.org/a", "https://x.org/b"],
    "<https://x.org/a>": ["https://x.org/a"],
    "HTTPS://x.org/A": ["https://x.org/A"],
    "https://x.org/a | https://x.org/b": ["https://x.org/a", "https://x.org/b"],
    # Commas and semicolons can be part of an address, and so can another one.
    "https://x.org/a,b;c": ["https://x.org/a,b;c"],
    "https://web.archive.org/web/2025/https://x.org/a,": [
        "https://web.archive.org/web/2025/https://x.org/a,"
    ],
}


def test_addresses_as_people_write_them(tmp_path):
    """https:// is added, and several addresses in a cell are as many sources, alike in all else."""
    for text, urls in ADDRESSES.items():
        found = _one(tmp_path, SOURCE | {"promise address": text}).sources
        assert urls == [source.url for source in found], text
        assert {("Programme", "Ministry", "chair")} == {
            (s.title, s.publisher, s.publisher_type) for s in found
        }
    for text in (
        "osce.org",
        "annex.pdf",
        "see https://x.org",
        "https://x.org (in Finnish)",
        "ftp://x.org/a",
        "7/8",
    ):
        (problem,) = refused(a_csv(tmp_path, PLAIN | SOURCE | {"promise address": text}))
        assert ("bad-cell", True) == (problem.code, "is not an address" in problem.message), text


def test_an_address_that_is_none_is_empty(tmp_path):
    """No address is no source, and that is told."""
    assert () == _one(tmp_path, {"promise address": "n/a"}).sources
    message = "cells below 'promise address' were read as empty ('n/a')"
    assert [("empty", "sheet sheet, row 2", message)] == noted(tmp_path / "sheet.csv")


def test_a_source_needs_only_its_address(tmp_path):
    """Its host stands for the publisher, which is unknown, and that is told; two such pages prove nothing."""
    row = PLAIN | {"promise address": "https://www.x.org/a/ https://y.org:8080?b=1"}
    found = _one(tmp_path, row)
    expected = [("x.org", "www.x.org/a"), ("y.org:8080", "y.org:8080?b=1")]
    assert expected == [(source.publisher, source.title) for source in found.sources]
    assert {("unknown", False)} == {(s.publisher_type.value, s.independent) for s in found.sources}
    assert "medium" == found.confidence
    assert ["several-addresses", "draft-source"] == [code for code, *_ in noted(tmp_path / "sheet.csv")]
    row = PLAIN | SOURCE | {"promise publisher": "", "promise publisher type": ""}
    (source,) = _one(tmp_path, row).sources
    assert ("Programme", "example.org", "unknown") == (source.title, source.publisher, source.publisher_type)
    message = "sources without publisher, publisher type take it from their address ('https://example.org/1')"
    assert [("draft-source", "sheet sheet, row 2", message)] == noted(tmp_path / "sheet.csv")


def test_an_update_needs_only_a_day_a_status_and_a_link(tmp_path):
    """The label of the status says what happened, and a page of the set is known by its address."""
    page = ot.Source(url="https://x.org/1", title="T", publisher="P", publisher_type="ngo")
    into = attrs.evolve(INTO, commitments=[attrs.evolve(OLD, sources=[page])])
    row = {"id": "A-1", "update date": "2030-07", "status": "partly fulfilled"}
    for url, kind in (("https://x.org/1", "ngo"), ("https://x.org/2", "unknown")):
        path = a_csv(tmp_path, row | {"update address": url})
        update = ot.read_sheet(path, STATES, into)[0].updates[-1]
        assert ("partly fulfilled", url, kind) == (
            update.summary,
            update.sources[0].url,
            update.sources[0].publisher_type,
        )


def test_a_sheet_of_updates_alone(tmp_path):
    """Where no heading names a promise, a date and a link are those of the update; else of the promise."""
    heads = {"id": "A-1", "date": "2030-07", "status": "done", "link": "x.org/2", "source title": "T"}
    told = []
    (found,) = ot.read_sheet(a_csv(tmp_path, heads), STATES, INTO, told.append)
    update = found.updates[-1]
    assert ("2030-07", "fulfilled", "fulfilled") == (str(update.date), update.status, update.summary)
    assert [("https://x.org/2", "T")] == [(source.url, source.title) for source in update.sources]
    columns = {"date": "update date", "link": "update address", "source title": "update page title"}
    expected = {f"column {head!r} was read as {title!r}" for head, title in columns.items()}
    assert expected == {problem.message for problem in told if problem.code == "heading"}
    row = {"id": "A-1", "update date": "2030-07", "status": "done"}
    for head in ("promise address", "Promise link"):
        path = a_csv(tmp_path, row | {head: "https://x.org/1"})
        (found,) = ot.read_sheet(path, STATES, INTO)
        assert (1, ()) == (len(found.sources), found.updates[-1].sources), head
    found = _one(tmp_path, row | {"link": "https://x.org/1"})
    assert (1, ()) == (len(found.sources), found.updates[-1].sources)


def test_rows_that_repeat_a_commitment_or_update(tmp_path):
    """Rows that repeat what stands above add only what is new."""
    more = {"update address": "https://example.org/2"}
    (found,) = read(a_csv(tmp_path, WHOLE, WHOLE, WHOLE | more, WHOLE | UPDATE | {"status": "blocked"}))
    assert (1, 2) == (len(found.sources), len(found.updates))
    assert [["1", "2"], ["1"]] == [[s.url[-1] for s in update.sources] for update in found.updates]


def test_in_columns_of_states_no_means_nobody(tmp_path):
    """Nobody blocked is not Norway, and several States stand as people write them."""
    cells = {
        "no": (),
        "None": (),
        "-": (),
        "n/a": (),
        "NO": ("NO",),
        "Finland, Sweden and Norway": ("FI", "SE", "NO"),
    }
    for text, codes in cells.items():
        found = _one(tmp_path, UPDATE | {"signed by": text, "blocked by": text})
        assert (codes, codes) == (found.made_by.states, found.updates[0].blocked_by), text


def test_blanks_around_texts_are_nothing(tmp_path):
    """Blanks that don't break, and those without a width, are stripped like others."""
    pad = "\u00a0\u200b \ufeff\t"
    padded = {f"{pad}{head}{pad}": f"{pad}{cell}{pad}" for head, cell in (WHOLE | {"note": pad}).items()}
    assert read(a_csv(tmp_path, WHOLE)) == read(a_csv(tmp_path, padded))


def test_garbled_texts_are_told(tmp_path):
    """Text that was read in the wrong encoding is taken as it is, and told."""
    text = "Chair’s seminar in Türkiye".encode().decode("cp1252")
    message = f"text looks as if it was read in the wrong encoding ({text!r})"
    assert [("garbled-text", "sheet sheet, row 2", message)] == noted(
        a_csv(tmp_path, PLAIN | {"commitment": text})
    )


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
    found = ot.read_sheet(iter([book, other]), STATES, notice=named.append)
    assert [("A-1", 1), ("A-2", 0), ("A-3", 1), ("A-4", 0)] == [(c.id, len(c.updates)) for c in found]
    assert [(book.name, "sheet Notes", "no-headings")] == [(p.file, p.path, p.code) for p in named]
    assert found == read(book, other)


def test_faults_of_all_files_are_told(tmp_path):
    """A file that can't be read doesn't hide the faults of others, and each fault names its own file."""
    bad = a_csv(tmp_path, PLAIN | {"kind": "?"}, name="bad.csv")
    late = a_csv(tmp_path, PLAIN | {"id": "C-1"} | UPDATE | {"update date": ""}, name="late.csv")
    page = a_csv(tmp_path, PLAIN | {"id": "D-1"} | UPDATE | {"update page title": "T"}, name="page.csv")
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
    *found, last = refused(a_csv(tmp_path, *rows), partial=True)
    assert {("bad-cell", 2_001)} == {(p.code, len(found)) for p in found}
    assert ("too-many-faults", "$") == (last.code, last.path)
    # The same word a thousand times is one.
    assert 2_009 == len(refused(a_csv(tmp_path, *(row | {"kind": "x"} for row in rows))))


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


def test_thousands_of_updates_of_one_commitment(tmp_path):
    """The rows of one record take as long as those of many."""
    rows = [
        {"id": "A-1"} | UPDATE | {"what happened": f"News {n}.", "link": f"https://x.org/{n}"}
        for n in range(5000)
    ]
    path = a_csv(tmp_path, PLAIN, *rows)
    (found,) = read(path)
    assert 5000 == len(found.updates)
    assert 5000 == len(read(a_csv(tmp_path, *(PLAIN | {"link": row["link"]} for row in rows)))[0].sources)
    (found,) = ot.read_sheet(path, STATES, ot.Tracker(states=STATES, commitments=[found]))
    assert 5000 == len(found.updates)


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
    (problem,) = refused(a_csv(tmp_path, {"id": "A-1", "Chairpersonships": "X; X"}), into=INTO)
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
