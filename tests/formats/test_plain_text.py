"""Reports as plain text and Markdown: readers of these find the report and nothing else."""

import re
import sys
from urllib.parse import unquote

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import osce_tracker as ot
from osce_tracker import text as escape
from osce_tracker.formats.cells import shown
from osce_tracker.formats.plain_text import to_markdown, to_plain, wrap
from tests import strategies
from tests.test_text import unseen

ID, N = ot.Column("id", "Id"), ot.Column("n", "Number", kind="number")
LONG = ot.Column("long", "Long", detail=True)
#: Beginnings that Markdown takes for a block of its own, where a paragraph begins.
BLOCKS = [
    "1. first",
    "2025. Chair",
    "7) seventh",
    "- dash",
    "+ plus",
    "* star",
    "> quoted",
    "# heading",
    "---",
    "- - -",
    "===",
    "```",
    "~~~",
    "    indented",
    "\tindented",
    "<!-- hidden -->",
    "[a]: https://example.org",
    "| a |\n| - |",
]


def _table(*rows, columns=(ID, N), notes=(), title="Table"):
    return ot.Table(title=title, key="t", columns=columns, rows=rows, notes=notes)


def _report(*tables, title="Report", subtitle="", notes=()):
    return ot.Report(title=title, subtitle=subtitle, tables=tables, notes=notes)


def _hostile(text):
    """Return a report that has a text wherever one may stand."""
    columns = (ot.Column("a", text), ot.Column("b", text, kind="number"), ot.Column("c", text, detail=True))
    rows = ((text, text, text), ("A", None, text))
    table = ot.Table(title=text, key="t", columns=columns, rows=rows, notes=(text,))
    return ot.Report(title=text, subtitle=text, tables=(table, table), notes=(text, text))


def _cells(table):
    return [[escape.plain(shown(value)) for value in row] for row in table.rows]


def _words(report):
    """Return every word that a report has, as a reader is to see it."""
    texts = [report.title, report.subtitle, *report.notes]
    for table in report.tables:
        texts += [table.title, *table.notes]
        if table.rows:
            texts += [column.title for column in table.columns if not column.detail]
        for row in table.rows:
            texts += [shown(value) for value in row if value is not None]
    return {word for text in texts for word in escape.plain(text).split()}


def _too_long(text, width):
    """Return the lines that are wider than they may be: a word that is itself too long may stand alone."""
    lines = [line for line in text.split("\n") if len(line) > width]
    return [line for line in lines if len(line.strip().removeprefix("> ").split()) > 1]


# Plain text.


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 6, ["one", "two", "three"]),
        ("one\ntwo", 20, ["one", "two"]),
        ("one\n\ntwo", 20, ["one", "", "two"]),
        ("https://example.org/a-b/c?d=e-f", 8, ["https://example.org/a-b/c?d=e-f"]),
        ("a https://example.org/a-b b", 8, ["a", "https://example.org/a-b", "b"]),
        ("  a   b  ", 8, ["a b"]),
    ],
)
def test_wrap(text, width, expected):
    """A text is broken at blanks and its own line ends, never inside a word."""
    assert expected == wrap(text, width)


@given(strategies.texts, st.integers(1, 30))
def test_wrap_keeps_words_and_width(text, width):
    """No word is lost or broken, no line is too long but by one word, and no line is cut too early."""
    lines = wrap(text, width)
    assert text.split() == [word for line in lines for word in line.split()]
    for line in lines:
        assert len(line) <= width or len(line.split()) == 1
    for paragraph in text.split("\n"):
        for line, after in zip(wrap(paragraph, width), wrap(paragraph, width)[1:], strict=False):
            assert len(f"{line} {after.split()[0]}") > width


def test_plain_layout():
    """Titles are underlined, numbers stand to the right, long texts below their rows, notes at the end."""
    report = _report(
        _table(("A-1", 7, "It went well."), ("B", None, None), columns=(ID, N, LONG), notes=("Two rows.",)),
        title="Report",
        subtitle="Of two",
        notes=("The end.",),
    )
    expected = """\
Report
======
Of two

Table
-----

Id   Number
---  ------
A-1       7
     > It went well.
B         -

Two rows.

The end.
"""
    assert expected == to_plain(report)


def test_plain_table_without_rows_is_its_notes():
    """An empty table is its title and its notes, without an empty frame."""
    report = _report(_table(notes=("Nothing.",)))
    assert to_plain(report) == "Report\n======\n\nTable\n-----\n\nNothing.\n"


def test_plain_report_without_anything_is_its_title():
    """A report without tables is its title."""
    assert to_plain(_report()) == "Report\n======\n"


def test_plain_wraps_cells():
    """A cell that is too long goes on in the next line of its row, beside the other columns."""
    columns = (ID, ot.Column("text", "Text"), N)
    text = to_plain(_report(_table(("A", "word " * 20, 1), columns=columns)), 60)
    lines = text.split("\n")[6:]
    assert [line for line in lines if line.startswith("A ")] == [lines[2]]
    assert lines[2].endswith(" 1")
    assert lines[3].startswith("    word")
    assert "word " * 20 == " ".join(re.findall("word", text)) + " "
    assert max(map(len, lines)) <= 60


def test_plain_wraps_long_texts_below_their_row():
    """A long text goes on below itself, indented by the first column but never far."""
    for first, indent in (("A", 4), ("A" * 30, 12)):
        table = _table((first, "word " * 30), columns=(ID, LONG))
        lines = to_plain(_report(table), 60).split("\n")
        place = next(n for n, line in enumerate(lines) if "> " in line)
        assert lines[place].startswith(" " * indent + "> word")
        assert lines[place + 1].startswith(" " * indent + "  word")
        assert max(map(len, lines)) <= 60


@pytest.mark.parametrize("width", [59, 0, -1, 60.0, "80", None, True])
def test_width_that_holds_no_table_is_refused(width):
    """A width below 60, or one that is no number, is an error that says what is accepted."""
    with pytest.raises(ot.UsageError, match="60"):
        to_plain(_report(), width)


@pytest.mark.parametrize("text", strategies.NASTY)
def test_plain_shows_bad_texts_as_texts(text):
    """Nothing that a terminal may act on is left, wherever it stood; all words are there."""
    report = _hostile(text)
    told = to_plain(report)
    assert unseen(told) == []
    assert _words(report) <= set(told.split())


@given(strategies.reports, st.integers(60, 140))
def test_plain_shows_any_report(report, width):
    """Whatever the report: nothing unseen, no word lost or broken, no blank at the end of a line."""
    told = to_plain(report, width)
    assert unseen(told) == []
    assert _words(report) <= set(told.split())
    told.encode()
    assert told.endswith("\n")


@pytest.mark.parametrize(("width", "head"), [(100, "A heading of many words"), (60, "Short")])
def test_plain_takes_short_headings_where_they_save_a_column(width, head):
    """The shorter heading stands only where the page is so narrow that a column would go below."""
    columns = (ID, ot.Column("b", "A-heading-of-many-letters-in-one"), ot.Column("c", "C" * 20))
    if width == 100:
        columns = (ID, ot.Column("b", head, short="Short"))
    else:
        columns = (
            *columns[:1],
            attrs.evolve(columns[1], short="Short"),
            columns[2],
            ot.Column("d", "D" * 10),
        )
    told = to_plain(_report(_table(tuple("abcd"[: len(columns)]), columns=columns)), width)
    assert head in told
    assert told.count("Short") == (width == 60)


def test_plain_title_has_no_tab():
    """A tab in a title would make it longer than its rule: it is shown as a blank."""
    title, rule = to_plain(_report(title="a\tb")).split("\n")[:2]
    assert "\t" not in title
    assert len(title) == len(rule)


short_texts = st.lists(st.text("abcdefgh", min_size=1, max_size=8), max_size=12).map(" ".join)


@given(
    st.lists(st.tuples(*[short_texts] * 5), max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
    st.text("ab ", max_size=150),
    st.integers(60, 140),
)
def test_plain_keeps_the_width(rows, details, text, width):
    """Where no word is long, no line is wider than asked for, titles and notes included."""
    columns = [ID, *(ot.Column(f"c{n}", f"C{n}", detail=detail) for n, detail in enumerate(details))]
    words = " ".join(word[:8] for word in text.split())
    table = _table(*rows, columns=tuple(columns), notes=(words,), title=words)
    told = to_plain(_report(table, title=words, subtitle=words, notes=(words,)), width)
    assert [] == [line for line in told.split("\n") if len(line) > width]


@pytest.mark.parametrize("width", [60, 80, 100, 120, 140])
def test_bundled_table_keeps_the_width(tracker, width):
    """The quarterly table is as wide as asked for, save for a single word that is longer."""
    report = ot.quarterly(tracker, "2025-Q3")
    assert [] == _too_long(to_plain(report, width), width)


@pytest.mark.parametrize("kind", ["commitments", "events", "series", "statements"])
def test_bundled_listings_keep_the_width(tracker, kind):
    """A printed listing fits in 100 columns, save for a single word that is longer."""
    assert [] == _too_long(str(ot.table(getattr(tracker, kind))), 100)


@pytest.mark.parametrize("kind", ["commitments", "events", "series", "statements"])
def test_bundled_records_keep_the_width(tracker, kind):
    """A printed record fits in 100 columns, save for a single word that is longer, such as an address."""
    too_wide = {
        record.id: lines
        for record in getattr(tracker, kind)
        if (lines := _too_long(str(ot.show(tracker, record.id)), 100))
    }
    assert too_wide == {}


def test_addresses_and_ids_stay_whole(tracker):
    """However narrow the text, every id and every address stands whole in one line."""
    report = ot.show(tracker, "FI25-HD-03")
    addresses = [row["url"] for row in report.tables[-1].records()]
    words = set(to_plain(report, 60).split())
    assert addresses
    assert set(addresses) <= words
    ids = {row["id"] for table in ot.quarterly(tracker, "2025-Q3").tables for row in table.records()}
    assert ids <= set(to_plain(ot.quarterly(tracker, "2025-Q3"), 60).split())


def test_table_of_long_texts_alone_can_be_shown():
    """A table whose columns are all long texts can be printed as well."""
    told = to_plain(_report(_table(("It went well.",), columns=(LONG,))))
    assert "It went well." in told


# Markdown.


def _parsed(source):
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)


def _inline(token):
    """Return the text of an inline token; it may have line ends and linked addresses, and no other markup."""
    told, address = "", None
    for child in token.children:
        if child.type == "link_open":
            address = child.attrs["href"]
        elif child.type == "link_close":
            address = None
        else:
            assert child.type == "text" or (child.type, child.content) == ("html_inline", "<br>"), child
            assert address is None or unquote(address) == unquote(child.content)
            told += "\n" if child.type == "html_inline" else child.content
    return told


def _markdown_tables(tokens):
    """Return the tables of a document: the texts of the header's and the other rows' cells."""
    tables = []
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type in ("th_open", "td_open"):
            tables[-1][-1].append(_inline(tokens[place + 1]))
    return tables


def _one_line(text):
    """Return a text as Markdown has it: blanks at its ends do not count."""
    return escape.plain(text).replace("\t", " ").strip()


def _stripped(table):
    return [[cell.strip() for cell in row] for row in table]


def _markdown_expected(report):
    return [
        [
            [_one_line(column.title) for column in table.columns],
            *([_one_line(cell) for cell in row] for row in _cells(table)),
        ]
        for table in report.tables
        if table.rows
    ]


@pytest.mark.parametrize("text", strategies.NASTY)
def test_markdown_shows_bad_texts_as_texts(text):
    """In cells, headings, titles and notes a bad text is read back as the text it was."""
    report = _hostile(text)
    tokens = _parsed(to_markdown(report))
    assert _markdown_expected(report) == [_stripped(table) for table in _markdown_tables(tokens)]
    told = [_inline(token).strip() for token in tokens if token.type == "inline"]
    assert told.count(_one_line(text)) == 2 + 2 + 2 * 7 + 2 + 2
    assert unseen(to_markdown(report)) == []


@given(strategies.reports)
def test_markdown_tables_are_read_back(report):
    """Whatever the report, a reader finds the same tables with the same text in every cell."""
    source = to_markdown(report)
    bare = ot.Report(
        title="Report",
        tables=tuple(_table(*table.rows, columns=table.columns) for table in report.tables),
    )
    tables = _markdown_tables(_parsed(to_markdown(bare)))
    assert _markdown_expected(report) == [_stripped(table) for table in tables]
    assert unseen(source) == []
    source.encode()


@pytest.mark.parametrize("place", ["subtitle", "note", "report note", "title", "table title"])
@pytest.mark.parametrize("text", BLOCKS)
def test_markdown_takes_no_text_for_a_block(place, text):
    """Text that begins as a list, heading, rule, quotation or code does is text in every place."""
    texts = {"title": "R", "subtitle": "S", "table title": "T", "note": "N", "report note": "E", place: text}
    table = _table(("A", 1), notes=(texts["note"],), title=texts["table title"])
    notes = (texts["report note"],)
    report = _report(table, title=texts["title"], subtitle=texts["subtitle"], notes=notes)
    tokens = _parsed(to_markdown(report))
    assert _one_line(text) in [_inline(token).strip() for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens if token.type.endswith("list_open")] == ["bullet_list_open"]
    others = {"fence", "code_block", "hr", "blockquote_open", "html_block"}
    assert set() == others & {token.type for token in tokens}
    assert ["h1", "h2"] == [token.tag for token in tokens if token.type == "heading_open"]


def test_markdown_layout():
    """A report is headings, pipe tables with numbers to the right, paragraphs and a list of notes."""
    report = _report(
        _table(("A-1", 7, "Long."), ("B", None, None), columns=(ID, N, LONG), notes=("Two rows.",)),
        _table(notes=("Nothing.",), title="Empty"),
        subtitle="Of two",
        notes=("First.", "Second."),
    )
    expected = """\
# Report

Of two

## Table

| Id | Number | Long |
| --- | ---: | --- |
| A-1 | 7 | Long. |
| B | - | - |

Two rows.

## Empty

Nothing.

- First.
- Second.
"""
    assert expected == to_markdown(report)


def test_markdown_leaves_numbers_in_texts_alone():
    """A text that looks like a number keeps every digit."""
    for text in ("2025.10", "1.50", "1e5", "007", "20200407_2", "1,000"):
        (table,) = _markdown_tables(_parsed(to_markdown(_report(_table((text, text))))))
        assert [text, text] == table[1]


def test_markdown_keeps_addresses_whole(tracker):
    """An address stands as it is: GitHub links it as written, so that a backslash in it would break it."""
    record = next(c for c in tracker.events if any("_" in source.url for source in c.sources))
    source = to_markdown(ot.show(tracker, record.id))
    assert [] == [page.url for page in record.sources if page.url not in source]


# All of them.


@pytest.mark.parametrize("name", ["plain", "html", "latex", "csv", "tsv", "json"])
def test_tabulate_is_not_needed_for_the_others(monkeypatch, tracker, name):
    """Only Markdown loads tabulate; the other formats cost nothing of it."""
    monkeypatch.setitem(sys.modules, "tabulate", None)
    report = ot.quarterly(tracker, "2025-Q3")
    assert report.render(name)
    with pytest.raises(ImportError):
        report.render("markdown")


@settings(max_examples=20)
@given(strategies.trackers, strategies.periods)
def test_every_report_of_any_data_can_be_shown(tracker, period):
    """Reports on any records can be shown in every format, and nothing in them is unseen."""
    reports = [ot.quarterly(tracker, period), *map(ot.table, tracker.collections)]
    reports += [
        ot.show(tracker, collection.ids[0]) for collection in tracker.collections if len(collection)
    ]
    for report in reports:
        for name in ("plain", "markdown", "html", "latex", "csv", "tsv"):
            assert unseen(report.render(name).replace("\r\n", "\n")) == []
