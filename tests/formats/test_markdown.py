"""Reports as Markdown: a reader of CommonMark with tables finds the report and nothing else."""

from itertools import product
from urllib.parse import unquote

from hypothesis import given
from markdown_it import MarkdownIt

import osce_tracker as ot
from osce_tracker.formats.cells import look_of
from osce_tracker.formats.markdown import to_markdown
from osce_tracker.plot.chart import Chart
from osce_tracker.text import plain
from tests.formats.reports import DATA, PAGES, SOURCES, full, latest, report, reports, table
from tests.test_text import unseen

#: Beginnings that Markdown takes for a block of its own where a paragraph begins.
BLOCKS = [
    *("1. first", "2025. Chair", "7) seventh", "- dash", "+ plus", "* star", "> quoted", "# heading"),
    *("---", "- - -", "===", "```", "~~~", "    indented", "\tindented", "<!-- hidden -->"),
    *("[a]: https://example.org", "| a |\n| - |"),
]


def _parsed(source):
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)


def _inline(token):
    """Return the text of an inline token without other markup than line breaks, bold texts and links."""
    text = ""
    for child in token.children:
        if child.type == "text":
            text += child.content
        elif child.type not in ("link_open", "link_close", "strong_open", "strong_close"):
            assert (child.type, child.content) == ("html_inline", "<br>")
            text += "\n"
    return text.strip()


def _table_cells(tokens):
    """Return the texts of the cells of each table, row by row."""
    tables = []
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type in ("th_open", "td_open"):
            tables[-1][-1].append(_inline(after))
    return tables


def _shown(value):
    """Return a cell with the symbol of a status in front."""
    look = look_of(value)
    return f"{look.symbol} {latest(value)}" if look else latest(value)


def _one_line(text):
    return plain(text).replace("\t", " ").strip()


def _expected(made):
    rows = [[_one_line(column.title) for column in made.columns]]
    for group, values in made.sections():
        if group is not None:
            heading = ": ".join(filter(None, (_one_line(group.title), _one_line(group.note))))
            rows.append([heading, *[""] * (len(made.columns) - 1)])
        rows += [[_one_line(_shown(value)) for value in row] for row in values]
    return rows


@given(reports)
def test_tables_of_any_report_are_read_back(made):
    """Whatever the report, a reader finds the same tables with the same text in every cell."""
    source = to_markdown(made)
    assert [] == unseen(source)
    bare = report(
        *(ot.Table(title="T", key="t", columns=t.columns, rows=t.rows, groups=t.groups) for t in made.tables)
    )
    expected = [_expected(each) for each in bare.tables if each.rows]
    read = _table_cells(_parsed(to_markdown(bare)))
    assert [[list(map(unquote, row)) for row in each] for each in expected] == [
        [list(map(unquote, row)) for row in each] for each in read
    ]


def test_no_text_becomes_a_block():
    """Text that begins as a list, heading, rule, quotation or code does is text in every place."""
    places = ("subtitle", "title", "headline", "note", "table title", "table note")
    others = {"fence", "code_block", "hr", "blockquote_open", "html_block"}
    for place, text in product(places, BLOCKS):
        texts = {name: name[0].upper() for name in places} | {place: text}
        made = report(
            table(("A", 1), notes=(texts["table note"],), title=texts["table title"]),
            title=texts["title"],
            headline=texts["headline"],
            subtitle=texts["subtitle"],
            notes=(texts["note"],),
        )
        tokens = _parsed(to_markdown(made))
        found = [_inline(token) for token in tokens if token.type == "inline"]
        blocks = [token.type for token in tokens if token.type in others or token.type.endswith("list_open")]
        headings = [token.tag for token in tokens if token.type == "heading_open"]
        assert any(_one_line(text) in each for each in found), (place, text)
        assert (["bullet_list_open"], ["h1", "h2"]) == (blocks, headings), (place, text)


def test_layout():
    """The finding is the heading; figures and notes are lists, groups bold rows, sources links."""
    expected = f"""\
Report · Of two

# The Chair kept 18 of 45 promises

- **18 of 45 (40%)** kept (12 before)
- **98** promises

## Table

| Id | Number | Kept | Long | Sources |
| --- | ---: | ---: | --- | --- |
| **First**: 1 row |  |  |  |  |
| A-1 | 7 | 18 of 45 (40%) | It went well. | 2 sources, the latest: [P1](<https://osce.org/1>) |
| **Second** |  |  |  |  |
| B | – | – | – | – |

Two rows.

- The end.

{DATA}
"""
    assert expected == to_markdown(full())


def test_table_without_rows_is_its_title_and_notes():
    """An empty table has no frame."""
    assert f"# Report\n\n## Table\n\nNothing.\n\n{DATA}\n" == to_markdown(report(table(notes=("Nothing.",))))


def test_chart_is_its_words():
    """Markdown has no pictures: a chart is its title and its text alternative."""
    made = report(charts=(Chart(title="T", key="c", draw=dict, text="Three."),))
    assert "\n\nPicture (not shown here): T. Three.\n\n" in to_markdown(made)


def test_numbers_in_texts_keep_every_digit():
    """A text that looks like a number is not rewritten."""
    for text in ("2025.10", "1.50", "1e5", "007", "20200407_2", "1,000"):
        (cells,) = _table_cells(_parsed(to_markdown(report(table((text, text))))))
        assert [text, text] == cells[1]


def test_addresses_lead_where_they_should():
    """The link of a source leads to its address, whatever signs the address has."""
    for url in ("https://osce.org/a_b?c=d&copy;e#f", "https://x.org/(a)*b*|`c`~d\\", "https://x.org/ä"):
        page = ot.Source(url=url, title="T", publisher="[P|*]", publisher_type="osce")
        tokens = _parsed(
            to_markdown(report(table(("A", (page, *PAGES)), columns=(table().columns[0], SOURCES))), "all")
        )
        children = [child for token in tokens if token.type == "inline" for child in token.children]
        targets = [child.attrs["href"] for child in children if child.type == "link_open"]
        assert [unquote(url), "https://osce.org/1", "https://osce.org/2"] == list(map(unquote, targets))
