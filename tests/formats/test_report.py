"""Columns, tables and reports: frozen values that reject what no format can show."""

import datetime as dt
import io
import pickle
import re
import zipfile

import attrs
import pypdf
import pytest
from docx import Document

import osce_tracker as ot
from osce_tracker.design import LOOKS
from osce_tracker.errors import RecordError
from osce_tracker.formats.cells import NOTHING, parts_text, shared_cell
from osce_tracker.formats.registry import FORMATS
from osce_tracker.formats.report import RowGroup
from tests.formats.reports import GROUPS, ID, LONG, MORE, PAGES, SHARE, SOURCES, N, full, report, table

TABLE = table(("A", 1), ("B", None))
REPORT = full()


def test_column_is_left_and_in_the_row_by_default():
    """A column is aligned to the left and part of the row unless its kind or detail says otherwise."""
    assert [("left", False), ("right", False), ("right", False), ("left", True), ("left", False)] == [
        (column.align, column.detail) for column in (ID, N, SHARE, LONG, SOURCES)
    ]


def test_table_knows_the_places_of_long_texts():
    """Columns of long texts are apart from the row, of which at least the first column is left."""
    made = [table(columns=columns) for columns in ((ID, LONG, N), (LONG, MORE), (ID,))]
    assert [((0, 2), (1,)), ((0,), (1,)), ((0,), ())] == [(t.row_places, t.detail_places) for t in made]


def test_a_cell_for_people_holds_what_belongs_to_it():
    """Columns that are part of another are in its cell, in their order; empty ones are left out."""
    columns = (
        ot.Column("start", "Start", later="end"),
        ot.Column("end", "End"),
        ot.Column("when", "When", "date", part_of="what"),
        ot.Column("what", "What", detail=True),
        ot.Column("pages", "Pages", "sources", part_of="what"),
    )
    day, pages = ot.Period("2025-07-31"), full().sources[:2]
    made = table(
        ("a", "b", day, "Done.", pages),
        ("a", "a", None, None, ()),
        (None, None, None, "So.", ()),
        columns=columns,
    )
    assert ((0, 1), (3,)) == (made.row_places, made.detail_places)
    shown = [[parts_text(shared_cell(made, row, n), " ") for n in (0, 1, 3)] for row in made.rows]
    assert f"2 sources, the latest: {pages[0].publisher}" in shown[0][2]
    assert ["A", "B", "31 July 2025: Done."] == [*shown[0][:2], shown[0][2][:19]]
    assert [["No change", "A", NOTHING], [NOTHING, NOTHING, "So."]] == shown[1:]
    assert ["start", "end", "when", "what", "pages"] == list(next(made.records()))
    for name in FORMATS:
        made_report = report(made)
        assert made_report.to_bytes(name)
        if name in ("plain", "markdown", "html", "latex"):
            text = made_report.render(name)
            dated = "<b>31\u00a0July 2025.</b> Done." if name == "html" else "31 July 2025: Done."
            assert dated in text, name
            assert "No change" in text, name
            assert "When" not in text, name


def test_what_no_format_can_show_is_an_error():
    """A wrong value is an error that names the field, the value and where it is."""
    for make, field, words in (
        (lambda: ot.Column("k", "T", kind="money"), "kind", "'money' is not a kind of column"),
        (lambda: table(columns=()), "columns", "at least one column"),
        (lambda: table(columns=(ID, ID)), "columns", "'id'"),
        (lambda: table(columns=(ID, ot.Column("b", "B", part_of="x"))), "columns", "'b' refers to 'x'"),
        (
            lambda: table(
                columns=(
                    ID,
                    ot.Column("b", "B", part_of="id", later="x"),
                    N,
                    ot.Column("d", "D", part_of="id"),
                )
            ),
            "columns",
            "'b' refers to 'x'. Use one of: n, d.",
        ),
        (
            lambda: table(columns=(ot.Column("a", "A", later="a"), N)),
            "columns",
            "'a' refers to 'a'. Use one of: n.",
        ),
        (
            lambda: table(columns=(ot.Column("a", "A", later="b"), ot.Column("b", "B", later="a"))),
            "columns",
            "'b' refers to 'a'. There is no such column.",
        ),
        (lambda: table(columns=(ot.Column("b", "B", part_of="b"),)), "columns", "'b' refers to 'b'"),
        (lambda: table(columns=("id",)), "columns", "'id'"),
        (lambda: table(("A", 1), ("B",)), "rows", "Row 2 has 1 values for 2 columns"),
        (lambda: table(("A", ot.Share(1, 2))), "rows", "Row 1 has Share"),
        (lambda: table(("A", True)), "rows", "Row 1 has True in the number column 'n'"),
        (lambda: table((0.5,), columns=(ID,)), "rows", "Row 1 has 0.5 in the text column"),
        (lambda: table(("A", float("nan"))), "rows", "Row 1 has nan in the number column"),
        (lambda: table(("A", float("-inf"))), "rows", "Row 1 has -inf in the number column"),
        (lambda: table(("A", float("inf")), ("B", 0.5)), "rows", "Row 1 has inf in the number column"),
        (lambda: table(("A", 1), ("B", float("nan")), ("C", 2.0)), "rows", "Row 2 has nan in the number"),
        (lambda: table((dt.datetime(2025, 1, 1),), columns=(ID,)), "rows", "Row 1"),  # noqa: DTZ001 (a cell)
        (lambda: table(("40%",), columns=(SHARE,)), "rows", "'40%' in the share column"),
        (lambda: table((("x",),), columns=(SOURCES,)), "rows", "in the sources column"),
        (lambda: table((3,), columns=(SOURCES,)), "rows", "3 in the sources column"),
        (lambda: table(("A", 1), groups=GROUPS), "groups", "Groups of 1, 1 rows don't make 1 rows"),
        (
            lambda: table(groups=(RowGroup(key="g", title="G", size=0),)),
            "groups",
            "Groups of 0 rows don't make 0 rows",
        ),
        (
            lambda: table(("A",), columns=(ot.Column("group", "G"),), groups=GROUPS[:1]),
            "columns",
            "'group' is the key of the groups. Choose another.",
        ),
        (lambda: report(notes="One text"), "notes", "'One text'"),
        (lambda: table(("A", "\ud800")), "rows", "surrogate"),
        (lambda: table("AB"), "rows", "'AB'"),
    ):
        with pytest.raises(RecordError) as caught:
            make()
        assert field == caught.value.field
        assert words in str(caught.value)
        assert caught.value.record


def test_records_are_dicts_by_key():
    """Each row is available as a dict by the keys of the columns, in their order."""
    assert [{"id": "A", "n": 1}, {"id": "B", "n": None}] == list(TABLE.records())


def test_sections_are_the_groups_with_their_rows():
    """Groups come with the rows that they cover; a table without groups is one section."""
    grouped = table(("A", 1), ("B", 2), groups=GROUPS)
    assert [(GROUPS[0], (("A", 1),)), (GROUPS[1], (("B", 2),))] == list(grouped.sections())
    assert [(None, TABLE.rows)] == list(TABLE.sections())


def test_values_are_frozen_hashable_and_pickle():
    """Columns, tables and reports can't change, go into sets, and survive pickling."""
    for value in (ID, TABLE, REPORT):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            value.title = "Other"
        restored = pickle.loads(pickle.dumps(value))  # noqa: S301 (our own bytes)
        assert (value, hash(value)) == (restored, hash(restored))


def test_lists_are_accepted_and_stored_as_tuples():
    """Any iterable of columns, rows and notes becomes a tuple."""
    made = ot.Table(title="Table", key="t", columns=[ID, N], rows=[["A", 1], ["B", None]])
    assert made == TABLE


def test_headline_is_the_heading_and_the_title_goes_above_it():
    """The finding comes first; a report without one has its title instead."""
    assert ("The Chair kept 18 of 45 promises", "Report · Of two") == (REPORT.heading, REPORT.kicker)
    bare = report(subtitle="Of two")
    assert ("Report", "Of two") == (bare.heading, bare.kicker)


def test_sources_are_those_of_the_rows_once():
    """The sources of a report are those of all rows, each once."""
    rows = (("A", PAGES), ("B", PAGES[:1]), ("C", None))
    assert PAGES == report(table(*rows, columns=(ID, SOURCES))).sources


def test_print_shows_plain_text():
    """``print`` shows a report as plain text, 100 columns wide."""
    assert REPORT.render("plain", width=100) == REPORT.render() == str(REPORT)


def test_notebooks_show_html_and_markdown():
    """Notebooks get the report as HTML and as Markdown."""
    shown = (REPORT._repr_html_(), REPORT._repr_markdown_())
    assert (REPORT.render("html"), REPORT.render("markdown")) == shown
    assert "text-align: left" in shown[0]


def test_every_format_names_the_edition_of_the_data(tracker):
    """Every format but CSV and TSV says which edition of the data it shows."""
    made = attrs.evolve(REPORT, edition=tracker.edition, known_by=dt.date(2025, 9, 30))
    silent = set()
    for name in FORMATS:
        content = made.to_bytes(name)
        if name in ("xlsx", "docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(map(archive.read, archive.namelist()))
        elif name == "pdf":
            # Its texts are compressed.
            content = " ".join(
                page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages
            ).encode()
        silent |= set() if tracker.edition.name in content.decode("utf-8", "replace") else {name}
    assert {"csv", "tsv"} == silent


def test_tables_become_frames():
    """Each value keeps its type: days, numbers, parts and wholes; words and sources become text."""
    page = ot.Source(url="https://osce.org/1", title="P", publisher="OSCE", publisher_type="osce")
    columns = (
        ot.Column("t", "T"),
        ot.Column("when", "When", "date"),
        ot.Column("n", "N", "number"),
        ot.Column("f", "F", "number"),
        ot.Column("m", "M", "number"),
        ot.Column("s", "S", "share"),
        ot.Column("refs", "Refs", "sources"),
    )
    day = dt.date(2025, 7, 1)
    rows = (
        (ot.Status.PARTLY_FULFILLED, ot.Period("2025-Q3"), 1, 0.5, "x", ot.Share(0, 2), (page, page)),
        (None, None, None, 2, 3, None, None),
        ("a", "soon", 0, None, None, ot.Share(1, 2), ()),
        ("b", day, 0, None, None, None, None),
    )
    table = ot.Table(
        title="T",
        key="t",
        columns=columns,
        rows=rows,
        groups=(RowGroup(key="one", title="One", size=3), RowGroup(key="two", title="Two", size=1)),
    )
    url = "https://osce.org/1"
    first, last = dt.date(2025, 7, 1), dt.date(2025, 9, 30)
    frame = table.to_frame("polars")
    assert [
        ("One", "partly fulfilled", "2025-Q3", first, last, 1, 0.5, "x", 0, 2, url, f"{url} {url}"),
        ("One", None, None, None, None, None, 2.0, "3", None, None, None, None),
        ("One", "a", "soon", None, None, 0, None, None, 1, 2, None, None),
        ("Two", "b", "2025-07-01", day, day, 0, None, None, None, None, None, None),
    ] == frame.rows()
    names = ["group", "t", "when", "when_first", "when_last", "n", "f", "m", "s", "s_of"]
    names += ["refs_latest_source_url", "refs_source_urls"]
    assert names == frame.columns == list(table.to_frame("pandas").columns)
    empty = ot.Table(title="T", key="t", columns=columns, rows=()).to_frame("polars")
    assert (names[1:], 0) == (empty.columns, empty.height)


def test_frames_have_no_two_columns_of_one_name():
    """A column that would be called like the day of another is refused."""
    columns = (ot.Column("due", "Due", "date"), ot.Column("due_last", "Last"))
    table = ot.Table(title="T", key="t", columns=columns, rows=((None, "x"),))
    with pytest.raises(ot.TrackerError, match="Two columns would be called 'due_last'"):
        table.to_frame()


def test_repr_is_one_line():
    """A report shows its title and finding, a table its title and size, all safe to print."""
    table = ot.Table(title="A\x1b", key="t", columns=(ot.Column("id", "Id"),), rows=(("x",), ("y",)))
    assert "<Table A<U+001B>: 2 rows>" == repr(table)
    assert "<Report Title: One was kept.>" == repr(ot.Report(title="Title", headline="One was\nkept."))


def test_what_a_group_said_is_on_paper_with_a_dashed_edge():
    """A stance that a group took for a State has no fill, so that nobody takes it for the State's own."""
    own, group = (ot.Column(key, key, by_group=key == "group") for key in ("own", "group"))
    one = ot.Stance.WELCOMES
    alone = {
        column.key: ot.Report(
            title="T",
            tables=(ot.Table(title="T", key="t", columns=(ot.Column("a", "a"), column), rows=(("A", one),)),),
        )
        for column in (own, group)
    }
    fill = LOOKS["welcomes"].fill
    assert [("solid", True), ("dashed", False)] == [
        ("dashed" if "dashed" in text else "solid", fill in text)
        for text in (alone[key].render("html") for key in ("own", "group"))
    ]
    pages = [alone[key].to_bytes("html").decode() for key in ("own", "group")]
    assert ['class="chip w-welcomes"', 'class="chip dashed w-welcomes"'] == [
        re.search(r'class="chip[^"]* w-welcomes"', page)[0] for page in pages
    ]
    cells = []
    for key in ("own", "group"):
        document = Document(io.BytesIO(alone[key].to_bytes("docx")))
        xml = next(t for t in document.tables if len(t.columns) == 2).rows[1].cells[1]._tc.xml
        cells.append((f'w:fill="{fill[1:]}"' in xml.lower(), xml.count('w:val="dashed"')))
    assert [(True, 0), (False, 2)] == cells
    lines = [pypdf.PdfReader(io.BytesIO(alone[key].to_bytes("pdf"))).pages[0].get_contents() for key in alone]
    # The operator d sets the pattern of dashes (ISO 32000).
    assert [False, True] == [bool(re.search(rb"\[[0-9. ]+\] ?[0-9.]+ d\b", one.get_data())) for one in lines]


def test_values_of_a_subclass_become_plain():
    """A number, day or text that shows itself as another is the plain value in a table and in a chart."""

    class Odd(int):
        def __str__(self):
            return "seven"

    class Day(dt.date):
        def isoformat(self):
            return "never"

    class Shy(str):
        __slots__ = ()

        def __str__(self):
            return "hidden"

    row = (Shy("A"), Odd(6), Day(2025, 7, 31))
    columns = tuple(
        ot.Column(key, key, kind) for key, kind in (("a", "text"), ("b", "number"), ("c", "date"))
    )
    made = ot.Table(title="T", key="t", columns=columns, rows=[row])
    chart = ot.Chart(title="T", key="t", draw=dict, text="T.", columns=("a", "b", "c"), rows=[row])
    for (values,) in (made.rows, chart.rows):
        assert ("A", 6, dt.date(2025, 7, 31)) == values
        assert [str, int, dt.date] == [type(value) for value in values]
