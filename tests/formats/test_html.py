"""Reports as a fragment of HTML, as html5lib reads it."""

import attrs
import html5lib
import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker import design
from osce_tracker.formats.cells import about_source
from osce_tracker.formats.html import Writer, plan, to_html
from osce_tracker.formats.report import KeyFigure, RowGroup
from osce_tracker.model.statuses import Timing
from osce_tracker.plot.chart import Chart
from osce_tracker.text import plain
from tests.formats.reports import (
    DATA,
    ID,
    LONG,
    MORE,
    PAGES,
    SHARE,
    SOURCES,
    N,
    full,
    is_empty,
    people,
    report,
    reports,
    table,
)
from tests.formats.test_hostile import ATTRIBUTES, FRAGMENT, capital, html_text, one_line

NBSP = "\N{NO-BREAK SPACE}"


def parsed(source):
    """Return the fragment as a browser reads it, after a check that its syntax is valid."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parseFragment(source)
    assert {code for _, code, _ in parser.errors} <= {"invalid-codepoint"}
    return tree


def content(element):
    """Return the text of a cell; of a list of sources each entry, and the latest."""
    if element.find("details") is None:
        return html_text(element)
    return [html_text(item) for item in (*element.iter("li"), *element.iter("div"))]


def dated(source, words):
    """Return a source in some words, with the day of its publication and its language."""
    return f"{words}{about_source(source)}"


def expected_content(value, *, symbols):
    """Return what a cell should show."""
    if isinstance(value, tuple) and value:
        latest = plain(dated(value[0], value[0].publisher))
        if len(value) == 1:
            return latest
        return [plain(f"{s.title} ({dated(s, s.publisher)})") for s in value] + [f"Latest: {latest}"]
    if symbols and isinstance(value, ot.Status):
        return f"{design.LOOKS[value].symbol}{NBSP}{capital(value.label)}"
    return people(value)


def assert_table(made, element, *, symbols=True):
    """Assert that a table has the heads, groups, rows and long texts of a report's table, in order."""
    heads = [html_text(head) for head in element.find("thead").iter("th")]
    assert [one_line(capital(made.columns[n].title)) for n in made.row_places] == heads
    for (group, rows), body in zip(made.sections(), element.findall("tbody"), strict=True):
        lines = list(body)
        if group is not None:
            note = f" {plain(group.note)}" if group.note else ""
            assert f"{plain(group.title)}{note}" == html_text(lines.pop(0)[0])
        for row in rows:
            expected = [expected_content(row[n], symbols=symbols) for n in made.row_places]
            assert expected == [content(c) for c in lines.pop(0)]
            below = [
                expected_content(row[n], symbols=symbols) for n in made.detail_places if not is_empty(row[n])
            ]
            if below:
                assert below == [content(part) for part in lines.pop(0).iter("dd")]
        assert [] == lines


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
    divisions = section.findall("dl[@class='figures']/div")
    figures = [division.find("dt") for division in divisions]
    assert {"overflow:hidden"} >= {division.get("style") for division in divisions}
    # In notebooks, a second value would end up beside the next term.
    assert [1] * len(figures) == [
        len(div.findall("dd")) for div in section.findall("dl[@class='figures']/div")
    ]
    labels = [
        plain(capital(figure.label)) + (f"\n{plain(figure.note)}" if figure.note else "")
        for figure in made.figures
    ]
    assert labels == [html_text(label) for label in figures]


def test_finding_comes_before_figures_table_and_notes():
    """The order is the line above the finding, the finding, figures, table, notes and data."""
    (section,) = parsed(to_html(attrs.evolve(full(), lead="Six failed.")))
    assert "Six failed." == html_text(section[2])
    section.remove(section[2])
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


def cell(value, column=SOURCES, sources="latest", **options):
    """Return the only cell of a row of a fragment or page that a value is in, behind an id."""
    writer = Writer(sources, **options)
    (element,) = parsed(writer.table(table(("A", value), columns=(ID, column))))
    return element.find("tbody/tr/td")


def test_number_of_sources_opens_their_list():
    """A cell names the latest source; more of them open as a list, which is open if all are wanted."""
    several = cell(PAGES)
    links = [(link.attrib["href"], link.attrib["rel"], link.text) for link in several.iter("a")]
    rel = "noopener noreferrer"
    one, two = ("https://osce.org/1", rel), ("https://osce.org/2", rel)
    assert [(*one, "Page 1 (P1)"), (*two, "Page 2 (P2)"), (*one, "P1")] == links
    details = several.find("details")
    assert ("2 sources", None, "Latest: P1") == (
        details.find("summary").text,
        details.attrib.get("open"),
        html_text(several.find("div")),
    )
    every = cell(PAGES, sources="all")
    assert ("", None) == (every.find("details").attrib["open"], every.find("div"))
    single = cell(PAGES[:1])
    assert ("P1", "Page 1 (P1)") == (html_text(single), single.find("div/a").attrib["title"])
    assert [] == list(parsed(to_html(full(), sources="none")).iter("a"))


def test_cells_say_what_they_are():
    """Headings have their scope; numbers, ids, days and empty cells a class; dates and shares their order."""
    columns = (ID, N, SHARE, ot.Column("day", "Day", "date"), ot.Column("id2", "Id 2"), ot.Column("s", "S"))
    row = ("two words", None, ot.Share(1, 3), ot.Period("2025-07-31"), "A-1", ot.Status.BLOCKED)
    (element,) = parsed(to_html(report(table(row, columns=columns)))).iter("table")
    heads = [(head.attrib["scope"], head.attrib.get("class")) for head in element.find("thead").iter("th")]
    assert [("col", c) for c in (None, "number", "number", None, None, None)] == heads
    cells = [(c.tag, c.attrib.get("class"), c.attrib.get("data-sort")) for c in element.find("tbody/tr")]
    assert [
        ("th", "id", None),
        ("td", "number none", None),
        ("td", "number", "0.333333"),
        ("td", "date", "2025-07-31 2025-07-31"),
        ("td", "id", None),
        ("td", "now", "00"),
    ] == cells


def test_words_have_their_symbol_and_look():
    """A status is a chip of symbol, word and colour; the earlier of a pair is bare, and grey if the same."""
    columns = (ID, ot.Column("a", "Before", later="b"), ot.Column("b", "After"))
    rows = (("A", ot.Status.PLANNED, ot.Status.BLOCKED), ("B", *[ot.Status.NOT_ASSESSED] * 2))
    (element,) = parsed(Writer().table(table(*rows, columns=columns)))
    spans = [[row[n].find("span") for n in (1, 2)] for row in element.findall("tbody/tr")]
    assert [
        [("was w-planned", f"○{NBSP}Planned"), ("chip w-blocked", f"⊘{NBSP}Blocked")],
        [("was", "No change"), ("chip dashed w-not-assessed", f"◌{NBSP}Not assessed")],
    ] == [[(span.attrib["class"], html_text(span)) for span in pair] for pair in spans]
    look = design.LOOKS["blocked"]
    assert f"background: {look.fill}; color: {look.ink}" in spans[0][1].attrib["style"]
    (element,) = parsed(Writer(page=True).table(table(*rows, columns=columns)))
    chip = element.find("tbody/tr")[2].find("span")
    assert ("Blocked", "#page-blocked", None) == (
        html_text(chip),
        chip.find("{*}svg/{*}use").attrib["href"],
        chip.attrib.get("style"),
    )


def test_values_that_share_a_cell_are_below_each_other():
    """A cell begins with the day in bold and what happened; further values follow in lines of their own."""
    columns = (
        ID,
        ot.Column("when", "When", "date", part_of="what"),
        ot.Column("what", "What"),
        ot.Column("timing", "Timing", part_of="what"),
        ot.Column("pages", "Pages", "sources", part_of="what"),
    )
    row = ("A", ot.Period("2025-07-31"), "It met.", Timing.LATE, PAGES[:1])
    shown = parsed(Writer().table(table(row, columns=columns))).find("table/tbody/tr/td")
    assert ["31 July 2025.", "Late"] == [html_text(bold) for bold in shown.iter("b")]
    assert "31\xa0July 2025. It met." == shown.find("b").text + shown.find("b").tail
    assert ["Late", "Source: P1"] == [html_text(part) for part in shown.findall("div")]
    assert "2025-07-31 2025-07-31" == shown.attrib["data-sort"]
    other = parsed(Writer().table(table(("A", None, "It met.", *row[3:]), columns=columns)))
    parts = other.find("table/tbody/tr/td")
    assert ("It met.", ["Late", "Source: P1"]) == (
        parts.text,
        [html_text(part) for part in parts.iter("div")][:2],
    )


def test_totals_are_the_foot_of_the_table():
    """Counts of rows shown and left out are below the rows; without rows they are lines."""
    totals = (
        KeyFigure(key="here", label="in this table", value=1, note="1 kept"),
        KeyFigure(key="all", label="all", value=3),
    )
    for columns, expected in (
        ((ID, N), [["In this table: 1", "1 kept"], ["All: 3"]]),
        ((ID,), [["In this table: 1 (1 kept)"], ["All: 3"]]),
    ):
        row = ("A", 1)[: len(columns)]
        (element,) = parsed(to_html(report(table(row, columns=columns, totals=totals)))).iter("table")
        assert expected == [[html_text(cell) for cell in line] for line in element.findall("tfoot/tr")]
    lines = [html_text(line) for line in parsed(to_html(report(table(totals=totals)))).iter("p")]
    assert ["In this table: 1 (1 kept)", "All: 3", DATA] == lines


def test_notes_begin_in_bold():
    """A note is bold up to a colon after at most five words, which is not that of an address."""
    notes = {
        "Own word: that of the Chair.": "Own word:",
        "One two three four five: six.": "One two three four five:",
        "One two three four five six: seven.": None,
        "See https://osce.org": None,
        ": x": None,
        "None": None,
    }
    items = parsed(to_html(report(notes=tuple(notes)))).findall("section/ul/li")
    assert list(notes.values()) == [item.findtext("b") for item in items]
    assert list(notes) == [html_text(item) for item in items]


def test_id_in_a_text_stays_on_one_line():
    """An id in a note, lead or cell keeps its characters; in a column of its own it needs no help."""
    text = "See FI25-HD-03 and PS25-01, not X-ray or 2024-25."
    whole = ["FI25-HD-03", "PS25-01"]
    for made in (
        report(notes=[text]),
        report(notes=[f"A note: {text}"]),
        report(lead=text),
        report(table(("A", text), columns=(ID, ot.Column("what", "What")), notes=[text])),
    ):
        source = to_html(made)
        found = [span.text for span in parsed(source).iter("span") if span.get("class") == "unbroken"]
        assert whole == found[:2], source
        assert text in html_text(parsed(source))
    assert "span" not in to_html(report(table(("FI25-HD-03",), columns=(ID,))))


def test_figures_have_the_symbol_of_what_they_count():
    """A key figure has a symbol if it counts a status or stance, and a whole in small letters."""
    figures = (
        KeyFigure(key="a", label="blocked", value=1, word=ot.Status.BLOCKED),
        KeyFigure(key="b", label="kept", value=ot.Share(18, 45), word=ot.Lever.CHAIR),
    )
    first, second = parsed(to_html(report(figures=figures))).findall("section/dl/div")
    assert ["Blocked", f"⊘{NBSP}1"] == [html_text(part) for part in first]
    assert ["Kept", "18 of 45 (40%)"] == [html_text(part) for part in second]
    assert ("of 45 (40%)", None) == (second.find("dd/small").text, second.find("dd").attrib.get("class"))


def test_plan_finds_the_columns_that_matter():
    """The first status counts, or the later of a pair; what heads a row and mixed columns don't."""
    words = [ot.Column(key, key) for key in "abcd"]
    status, other = ot.Status.BLOCKED, ot.Status.PLANNED
    paired = (words[0], ot.Column("b", "b", later="c"), *words[2:])
    for columns, row, expected in (
        (words, ("A", status, other, "x"), (1, None)),
        (paired, ("A", status, other, status), (2, None)),
        (words, (status, "x", ot.Lever.CHAIR, None), (None, 2)),
        (words, ("A", None, None, None), (None, None)),
    ):
        found = plan(table(row, columns=columns))
        assert expected == (found.status, found.lever)
    mixed = table(("A", status), ("B", "<b>"), columns=words[:2])
    assert None is plan(mixed).status


@pytest.mark.parametrize("count", [7, 8])
def test_only_long_tables_have_tools(count):
    """A table has tools from eight rows on, unless it is a list of facts."""
    rows = [(f"A{n}", n) for n in range(count)]
    assert (count == 8) is plan(table(*rows)).has_tools
    facts = plan(table(*rows, columns=(ID, MORE)))
    assert not facts.has_tools


def test_long_text_with_a_width_is_in_its_row():
    """A long text whose column has a width is a column; a page folds it on small screens."""
    wide = ot.Column("long", "what happened", detail=True, width=40)
    made = table(("A", 1, "It met.", "More."), columns=(ID, N, wide, MORE))
    assert ((0, 1, 2), (3,)) == (plan(made).row, plan(made).below)
    (element,) = parsed(Writer(page=True).table(made))
    assert [None, None, "w40"] == [column.attrib.get("class") for column in element.iter("col")]
    assert "class" not in element.attrib
    (bare,) = parsed(Writer().table(made))
    assert ["What happened: It met.", "More: More."] == [html_text(div) for div in bare.iter("div")]
    assert [] == list(bare.iter("col"))
    folds = [(fold.findtext("summary"), html_text(fold.find("div"))) for fold in element.iter("details")]
    assert [("What happened", "It met."), ("More", "More: More.")] == folds


def test_share_of_nothing_has_no_place_in_the_order():
    """A share is sorted by its ratio; one of nothing goes to the end, as an empty cell."""
    tree = parsed(to_html(report(table((ot.Share(0, 0),), (ot.Share(9, 10),), columns=(SHARE,)))))
    assert ["", "0.900000"] == [each.attrib["data-sort"] for each in tree.findall(".//tbody/tr/th")]


def test_long_texts_go_below_their_row():
    """Long texts are in a row of their own across all columns, each with its heading."""
    rows = (("A", 7, "One.", "Two."), ("B", 1, None, None))
    (element,) = parsed(to_html(report(table(*rows, columns=(ID, N, LONG, MORE))))).iter("table")
    lines = element.findall("tbody/tr")
    assert ["more", "detail", None] == [line.attrib.get("class") for line in lines]
    assert "2" == lines[1].find("td").attrib["colspan"]
    assert ["Long: One.", "More: Two."] == [html_text(part) for part in lines[1].iter("div")]


def test_id_has_no_row_of_its_own_in_a_page():
    """Among long texts an id follows them; without any it is a small line below the name of its row."""
    columns = (ot.Column("event", "event"), LONG, ot.Column("id", "id", detail=True))
    made = table(("It met.", None, "EV-1"), ("It met again.", "In Vienna.", "EV-2"), columns=columns)
    (element,) = parsed(Writer(page=True).table(made))
    first, second, below = element.findall("tbody/tr")
    assert ["part id long", "EV-1"] == [first[0].find("div").attrib["class"], html_text(first[0].find("div"))]
    assert ["more", "detail"] == [second.attrib["class"], below.attrib["class"]]
    assert [None, "id"] == [item.attrib.get("class") for item in below.findall(".//dl/div")]


def test_chart_is_its_words():
    """A fragment has no pictures: the text alternative of a chart says what it shows."""
    charts = (Chart(title="T", key="c", draw=dict, text="Three."), Chart(title="U", key="d", draw=dict))
    paragraphs = [html_text(element) for element in parsed(to_html(report(charts=charts))).iter("p")]
    assert ["Picture (not shown here): T. Three.", "Picture (not shown here): U", DATA] == paragraphs


def test_empty_group_title_is_an_empty_heading():
    """A group without a title still opens its body."""
    groups = (RowGroup(key="g", title="", size=1),)
    (element,) = parsed(to_html(report(table(("A", 1), groups=groups)))).iter("table")
    assert ["", "A"] == [html_text(row[0]) for row in element.findall("tbody/tr")]
