"""Reports as a fragment of HTML, as html5lib reads it."""

import html5lib
import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker import text as escape
from osce_tracker.formats.cells import shown
from osce_tracker.formats.html import cell, to_html
from tests import strategies
from tests.test_text import unseen

ID, N = ot.Column("id", "Id"), ot.Column("n", "Number", kind="number")
LONG = ot.Column("long", "Long", detail=True)
#: What a report may consist of.
ELEMENTS = {
    *("section", "h1", "h2", "p", "ul", "li", "br", "div", "a"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}


def _table(*rows, columns=(ID, N), notes=(), title="Table"):
    return ot.Table(title=title, key="t", columns=columns, rows=rows, notes=notes)


def _report(*tables, title="Report", subtitle="", notes=()):
    return ot.Report(title=title, subtitle=subtitle, tables=tables, notes=notes)


def _tree(source):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parseFragment(source)
    assert {code for _, code, _ in parser.errors} <= {"invalid-codepoint"}
    return tree


def _text(element):
    """Return the text of an element; a ``br`` in it is a line end, and a link its own address."""
    told = element.text or ""
    for child in element:
        assert child.tag in ("br", "a")
        if child.tag == "a":
            assert (child.attrib["href"], "noopener noreferrer") == (child.text, child.attrib["rel"])
        told += ("\n" if child.tag == "br" else child.text) + (child.tail or "")
    return told


def _assert_html(report, tree):
    (section,) = tree
    assert {element.tag for element in section.iter()} <= ELEMENTS
    for element in section.iter():
        assert set(element.attrib) <= {"class", "scope", "hidden", "href", "rel"}
        assert element.attrib.get("href", "https://").startswith(("https://", "http://"))
    assert [escape.plain(report.title)] == [_text(element) for element in section.findall("h1")]
    assert [escape.plain(t.title) for t in report.tables] == [_text(e) for e in section.findall("h2")]
    full = [table for table in report.tables if table.rows]
    for table, element in zip(full, section.findall(".//table"), strict=True):
        rows = [[_text(part) for part in row] for row in element.iter("tr")]
        heads = [escape.plain(column.title) for column in table.columns]
        assert [heads, *([escape.plain(shown(value)) for value in row] for row in table.rows)] == rows
        assert [escape.plain(table.title)] == [_text(caption) for caption in element.findall("caption")]
    paragraphs = [report.subtitle] if report.subtitle else []
    paragraphs += [note for table in report.tables for note in table.notes]
    assert [escape.plain(text) for text in paragraphs] == [_text(e) for e in section.findall("p")]
    assert [escape.plain(note) for note in report.notes] == [_text(e) for e in section.findall("ul/li")]


@pytest.mark.parametrize("text", strategies.NASTY)
def test_bad_texts_are_texts(text):
    """In cells, headings, titles and notes a bad text is read back as the text it was."""
    columns = (ot.Column("a", text), ot.Column("b", text, kind="number"), ot.Column("c", text, detail=True))
    table = _table((text, text, text), ("A", None, text), columns=columns, notes=(text,), title=text)
    report = _report(table, table, title=text, subtitle=text, notes=(text, text))
    _assert_html(report, _tree(to_html(report)))
    assert [] == unseen(to_html(report))


@given(strategies.reports)
def test_any_report_is_read_back(report):
    """Whatever the report, a browser finds its texts, and no element or attribute of any other sort."""
    source = to_html(report)
    _assert_html(report, _tree(source))
    source.encode()


def test_numbers_and_headings_are_marked():
    """Headings have their scope, and what stands to the right is marked as a number."""
    report = _report(_table(("A", 7), columns=(ID, N)), _table((1, "x"), columns=(N, ID)))
    first, second = _tree(to_html(report)).findall(".//table")
    scopes = [(part.attrib.get("scope"), part.attrib.get("class")) for part in first.iter("th")]
    assert [("col", None), ("col", "number"), ("row", None)] == scopes
    assert ["number"] == [part.attrib.get("class") for part in first.iter("td")]
    scopes = [(part.attrib.get("scope"), part.attrib.get("class")) for part in second.iter("th")]
    assert [("col", "number"), ("col", None), ("row", "number")] == scopes


def test_report_of_nothing_is_its_title():
    """Without subtitle, tables and notes there is a section with a title and nothing else."""
    assert '<section class="osce-report">\n<h1>Report</h1>\n</section>\n' == to_html(_report())


@pytest.mark.parametrize("address", ["https://osce.org/a?b=c&d=e#f", "http://x.fi/ä"])
def test_whole_address_is_a_link(address):
    """A cell that holds an address and nothing else leads there."""
    (link,) = _tree(cell(address))
    assert (address, address) == (link.attrib["href"], link.text)


@pytest.mark.parametrize(
    "text",
    ["see https://osce.org/1", "javascript:alert(1)", "https://x.org/\u202ea", "https://x.org/'a", "data:,x"],
)
def test_other_text_is_no_link(text):
    """Text around an address, another scheme, a quote and an unseen sign are no links."""
    assert [] == list(_tree(cell(text)))


def test_notebook_shows_the_fragment(tracker):
    """A notebook gets the fragment without any call."""
    report = ot.quarterly(tracker, "2025-Q3")
    assert to_html(report) == report._repr_html_().partition("\n")[2]
