"""Reports as a fragment of HTML, as html5lib reads it."""

import html5lib
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.formats.html import to_html, value_html
from osce_tracker.formats.report import RowGroup
from osce_tracker.plot.chart import Chart
from osce_tracker.text import plain
from tests.formats.reports import (
    DATA,
    ID,
    LONG,
    MORE,
    PAGES,
    SHARE,
    N,
    full,
    is_empty,
    people,
    report,
    reports,
    table,
)
from tests.formats.test_hostile import ATTRIBUTES, FRAGMENT, html_text


def parsed(source):
    """Return the fragment as a browser reads it, after a check that its syntax is valid."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parseFragment(source)
    assert {code for _, code, _ in parser.errors} <= {"invalid-codepoint"}
    return tree


def content(element):
    """Return the text of a cell; of a list of sources the publishers."""
    if element.find("details") is None:
        return html_text(element)
    return [html_text(item) for item in element.iter("li")]


def expected_content(value):
    """Return what a cell should show."""
    if not isinstance(value, tuple) or not value:
        return people(value)
    texts = (f"{s.title} ({s.publisher}{', ' + s.published.readable if s.published else ''})" for s in value)
    return list(map(plain, texts))


def assert_table(made, element):
    """Assert that a table has the heads, groups, rows and long texts of a report's table, in order."""
    heads = [html_text(head) for head in element.find("thead").iter("th")]
    assert [" ".join(plain(made.columns[n].title).split()) for n in made.row_places] == heads
    for (group, rows), body in zip(made.sections(), element.findall("tbody"), strict=True):
        lines = list(body)
        if group is not None:
            note = f" {plain(group.note)}" if group.note else ""
            assert f"{plain(group.title)}{note}" == html_text(lines.pop(0)[0])
        for row in rows:
            assert [expected_content(row[n]) for n in made.row_places] == [content(c) for c in lines.pop(0)]
            below = [expected_content(row[n]) for n in made.detail_places if not is_empty(row[n])]
            if below:
                assert below == [content(part) for part in lines.pop(0).iter("dd")]
        assert [] == lines


@settings(max_examples=40)
@given(reports)
def test_any_report_is_read_back(made):
    """Whatever the report, a browser finds its texts, and no element or attribute of any other sort."""
    (section,) = parsed(to_html(made))
    assert {element.tag for element in section.iter()} <= FRAGMENT
    for element in section.iter():
        assert set(element.attrib) <= ATTRIBUTES
        assert element.attrib.get("href", "https://").startswith(("https://", "http://"))
    assert [plain(made.heading)] == [html_text(element) for element in section.findall("h1")]
    assert [plain(each.title) for each in made.tables] == [html_text(e) for e in section.findall("h2")]
    full_tables = [each for each in made.tables if each.rows]
    for each, element in zip(full_tables, section.findall(".//table"), strict=True):
        assert_table(each, element)
    paragraphs = [made.kicker] if made.kicker else []
    paragraphs += [*(note for each in made.tables for note in each.notes), DATA]
    assert [plain(text) for text in paragraphs] == [html_text(e) for e in section.findall("p")]
    assert [plain(note) for note in made.notes] == [html_text(e) for e in section.findall("ul/li")]
    figures = section.findall("dl[@class='figures']/div/dt")
    assert [plain(figure.label) for figure in made.figures] == [html_text(label) for label in figures]


def test_finding_comes_before_figures_table_and_notes():
    """The order is the line above the finding, the finding, figures, table, notes and data."""
    (section,) = parsed(to_html(full()))
    assert ["p", "h1", "dl", "h2", "table", "p", "ul", "p"] == [element.tag for element in section]
    assert ["Report · Of two", "The Chair kept 18 of 45 promises"] == [html_text(e) for e in section[:2]]
    assert [DATA] == [html_text(section[-1])]


def test_one_table_has_a_body_for_each_group():
    """Groups are bodies of one table, each opened by a row with its name."""
    (element,) = parsed(to_html(full())).iter("table")
    heads = [body[0].find("th") for body in element.findall("tbody")]
    assert [("First 1 row", "rowgroup"), ("Second", "rowgroup")] == [
        (html_text(head), head.attrib["scope"]) for head in heads
    ]


def test_number_of_sources_opens_their_list():
    """A cell of sources says how many they are; its list links to each by title and publisher."""
    (details,) = parsed(value_html(PAGES))
    links = [(link.attrib["href"], link.attrib["rel"], link.text) for link in details.iter("a")]
    assert "2 sources" == details.find("summary").text
    rel = "noopener noreferrer"
    assert [("https://osce.org/1", rel, "Page 1 (P1)"), ("https://osce.org/2", rel, "Page 2 (P2)")] == links
    assert "1 source" == parsed(value_html(PAGES[:1])).find("details/summary").text


def test_cells_say_what_they_are():
    """Headings have their scope, numbers, ids and empty cells a class, dates and shares what sorts them."""
    columns = (ID, N, SHARE, ot.Column("day", "Day", "date"), ot.Column("id2", "Id 2"))
    row = ("two words", None, ot.Share(1, 3), ot.Period("2025-07-31"), "A-1")
    (element,) = parsed(to_html(report(table(row, columns=columns)))).iter("table")
    heads = [(head.attrib["scope"], head.attrib.get("class")) for head in element.find("thead").iter("th")]
    assert [("col", c) for c in (None, "number", "number", None, None)] == heads
    cells = [(c.tag, c.attrib.get("class"), c.attrib.get("data-sort")) for c in element.find("tbody/tr")]
    assert [
        ("th", None, None),
        ("td", "number none", None),
        ("td", "number", "0.333333"),
        ("td", None, "2025-07-31"),
        ("td", "id", None),
    ] == cells


def test_share_of_nothing_has_no_place_in_the_order():
    """A share is sorted by its ratio; one of nothing goes to the end, as an empty cell."""
    tree = parsed(to_html(report(table((ot.Share(0, 0),), (ot.Share(9, 10),), columns=(SHARE,)))))
    assert ["", "0.900000"] == [cell.attrib["data-sort"] for cell in tree.findall(".//tbody/tr/th")]


def test_long_texts_go_below_their_row():
    """Long texts are in a row of their own across all columns, each with its heading."""
    rows = (("A", 7, "One.", "Two."), ("B", 1, None, None))
    (element,) = parsed(to_html(report(table(*rows, columns=(ID, N, LONG, MORE))))).iter("table")
    lines = element.findall("tbody/tr")
    assert [None, "detail", None] == [line.attrib.get("class") for line in lines]
    assert {"colspan": "2"} == lines[1].find("td").attrib
    assert ["Long: One.", "More: Two."] == [html_text(part) for part in lines[1].iter("div")]


def test_chart_is_its_words():
    """A fragment has no pictures: the text alternative of a chart says what it shows."""
    charts = (Chart(title="T", key="c", draw=dict, text="Three."), Chart(title="U", key="d", draw=dict))
    paragraphs = [html_text(element) for element in parsed(to_html(report(charts=charts))).iter("p")]
    assert ["T. Three.", "U", DATA] == paragraphs


def test_empty_group_title_is_an_empty_heading():
    """A group without a title still opens its body."""
    groups = (RowGroup(key="g", title="", size=1),)
    (element,) = parsed(to_html(report(table(("A", 1), groups=groups)))).iter("table")
    assert ["", "A"] == [html_text(row[0]) for row in element.findall("tbody/tr")]
