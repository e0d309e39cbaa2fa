"""Reports as a whole HTML page, as html5lib reads it."""

import base64
import hashlib
import re
import sys
from functools import partial
from io import BytesIO

import attrs
import html5lib
import openpyxl
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.errors import MissingExtraError
from osce_tracker.formats import page
from osce_tracker.formats.cells import edition_lines
from osce_tracker.formats.page import to_page
from osce_tracker.plot.canvas import Label, Sheet
from osce_tracker.plot.chart import Chart
from osce_tracker.text import one_line, plain
from tests.formats.reports import GROUPS, ID, LONG, N, full, report, reports, table
from tests.formats.test_hostile import html_text
from tests.formats.test_html import assert_table

EDITION = ot.Edition(name="x-2025", title="X", version="1", compiled="2026-01-01")
#: Attributes through which a browser would load something.
LOADING = ("src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest")


def _tree(source):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(source.encode(), transport_encoding="utf-8")
    assert {code for _, code, _ in parser.errors} <= {"invalid-codepoint"}
    return tree


def _body(*tables, **fields):
    return _tree(to_page(report(*tables, **fields))).find("body")


def _rows(count, *, first="A"):
    """Return rows for the columns of ``table``."""
    return [(f"{first}{n}", n) for n in range(count)]


def _all(tree, *names):
    """Return the elements of a name, those of a picture included, which have a namespace."""
    return [element for element in tree.iter() if str(element.tag).rpartition("}")[2] in names]


def _attributes(element):
    """Return the attributes of an element by their names without a namespace."""
    return {name.rpartition("}")[2].rpartition(":")[2]: value for name, value in element.attrib.items()}


def _text(element):
    """Return the text inside an element; a ``br`` is a line end."""
    return html_text(element)


@pytest.fixture(name="charted", scope="module")
def _charted(tracker):
    """Return the page of a report with a chart."""
    return to_page(ot.brief(tracker, "2025-Q4"))


def test_page_is_a_whole_document():
    """A page has a doctype, a language, an encoding before all else, a width and a title on one line."""
    source = to_page(report(title="A\n<b> & c"))
    tree = _tree(source)
    assert source.startswith("<!DOCTYPE html>\n")
    assert source.endswith("</html>\n")
    assert {"lang": "en-GB"} == tree.attrib
    assert {"charset": "utf-8"} == tree.find("head/meta").attrib
    assert "A <b> & c" == tree.findtext("head/title")
    assert "A\n<b> & c" == _text(tree.find("body/header/h1"))
    names = {meta.attrib.get("name"): meta.attrib.get("content") for meta in tree.findall("head/meta")}
    assert ("width=device-width, initial-scale=1", "no-referrer") == (names["viewport"], names["referrer"])


def test_page_has_its_landmarks():
    """There are one header, main and footer, a way to skip to the main part, and one first heading."""
    body = _body(table(("A", 1)), notes=("N",))
    assert [1, 1, 1, 1] == [len(list(body.iter(tag))) for tag in ("header", "main", "footer", "h1")]
    assert "#page-main" == body.find("a").attrib["href"]
    assert "page-main" == body.find("main").attrib["id"]


def test_every_reference_inside_the_page_leads_somewhere(charted):
    """What a label, a link or a control points to is in the page, once."""
    tree = _tree(charted)
    ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    wanted = set()
    for element in tree.iter():
        wanted |= {element.attrib[n] for n in ("aria-labelledby", "aria-controls") if n in element.attrib}
        link = _attributes(element).get("href", "")
        wanted |= {link[1:]} if link.startswith("#") else set()
        wanted |= set(re.findall(r"url\(#([^)]+)\)", " ".join(map(str, element.attrib.values()))))
    assert set() == {name for names in wanted for name in names.split()} - set(ids)


def _policy(tree):
    """Return the rules of the policy of a page."""
    (policy,) = [m.attrib["content"] for m in tree.iter("meta") if "http-equiv" in m.attrib]
    return dict(rule.strip().split(" ", 1) for rule in policy.split(";"))


def test_script_and_style_are_named_by_their_hashes(charted):
    """One script and one style sheet work, whose hashes the policy names; no element has a style."""
    tree = _tree(charted)
    digests = {}
    for name in ("script", "style"):
        (element,) = _all(tree, name)
        assert {} == element.attrib
        digests[name] = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
    assert {
        "default-src": "'none'",
        "style-src-elem": f"'sha256-{digests['style']}'",
        "style-src-attr": "'none'",
        "script-src": f"'sha256-{digests['script']}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    } == _policy(tree)
    assert [] == [n for e in tree.iter() for n in e.attrib if str(n).lower().startswith("on")]
    bare = _tree(to_page(full()))
    assert _policy(tree).keys() == _policy(bare).keys()
    assert "'none'" == _policy(bare)["style-src-attr"]
    for each in (tree, bare):
        assert [] == [element for element in each.iter() if "style" in element.attrib]


def test_policy_stands_before_anything_it_is_to_govern(charted):
    """The policy comes before style and script, since it counts from where it stands."""
    assert charted.index("Content-Security-Policy") < charted.index("<style>") < charted.index("<script>")


def test_page_loads_nothing_from_anywhere(charted):
    """No element, attribute or style of the page names anything outside that a browser would load."""
    tree = _tree(charted)
    tags = ("link", "base", "iframe", "img", "object", "embed", "video", "audio", "source", "form", "image")
    assert [] == _all(tree, *tags)
    assert [] != _all(tree, "path")
    styles = "".join(style.text for style in _all(tree, "style"))
    for element in tree.iter():
        names = _attributes(element)
        assert set() == set(LOADING) & set(names)
        if element.tag != "a":
            assert names.get("href", "#").startswith(("#", "data:"))
        styles += " ".join(value for name, value in names.items() if name != "content")
    assert [] == re.findall(r"@import|url\((?!#|\"#|'#|data:)", styles)


def test_table_without_rows_is_its_heading_and_notes():
    """Where there are no rows there are no table and no filter."""
    body = _body(table(notes=("Nothing.",)))
    assert ([], [], ["Nothing."]) == (
        list(body.iter("table")),
        list(body.iter("input")),
        [_text(p) for p in body.findall("main/section/p")],
    )


def test_more_than_two_tables_have_a_list_of_them():
    """A page of many tables has links to each and to the notes; a page of short lists has none."""
    for count, links in ((0, []), (2, []), (3, ["#page-table-1", "#page-table-2", "#page-table-3"])):
        tables = [table(*_rows(8), title=f"T{n}") for n in range(count)]
        assert links == [link.attrib["href"] for link in _body(*tables).findall("main/nav//a")]
    found = _body(*tables, notes=("N",)).findall("main/nav//a")
    assert ("#page-notes", "What to bear in mind") == (found[-1].attrib["href"], _text(found[-1]))
    lists = [table(("A",), columns=(ID,))] * 4
    assert [] == _body(*lists).findall("main/nav")


def test_finding_is_the_heading_and_the_rest_follows_in_order():
    """The kind of report is above the finding; figures, table, notes and the edition follow in this order."""
    made = attrs.evolve(full(), lead="Six failed.", edition=EDITION)
    body = _tree(to_page(made)).find("body")
    assert [
        ("p", "Report · Of two"),
        ("h1", "The Chair kept 18 of 45 promises"),
        ("p", "Six failed."),
    ] == [(element.tag, _text(element)) for element in body.find("header")]
    main = list(body.find("main"))
    assert ["dl", "section", "section"] == [element.tag for element in main]
    assert ["Kept\n12 before18 of 45 (40%)", "Promises98"] == [_text(div) for div in main[0]]
    assert ["The end."] == [_text(note) for note in main[2].iter("li")]
    *edition, data = map(_text, body.findall("footer/p"))
    assert edition == edition_lines(made)
    assert "Cite as: osce_tracker, x-2025, version 1." == edition[-1]
    assert "Download: All tables (Excel) Table (CSV)" == " ".join(data.split())
    bare = _body(table())
    assert ([], [], 1) == (bare.findall("header/p"), bare.findall("main/dl"), len(bare.findall("footer/p")))
    assert "Cite" not in _text(bare.find("footer"))


def _downloads(source):
    """Return the files inside a page by name."""
    links = [link.attrib for link in _tree(source).iter("a") if "download" in link.attrib]
    return {link["download"]: base64.b64decode(link["href"].partition(";base64,")[2]) for link in links}


def test_data_are_inside_the_page(monkeypatch):
    """Each table is there as CSV, all as an Excel workbook, which a page without the extra leaves out."""
    tables = [attrs.evolve(table(*rows), key=key) for key, rows in (("one", [("A", 1)]), ("two", []))]
    made = report(*tables, title="Report: 2025")
    files = _downloads(to_page(made))
    assert ["report-2025.xlsx", "one.csv"] == list(files)
    assert "\ufeffid,n\r\nA,1\r\n" == files["one.csv"].decode()
    book = openpyxl.load_workbook(BytesIO(files["report-2025.xlsx"]))
    assert "One" in book.sheetnames
    assert "Two" not in book.sheetnames
    assert {} == _downloads(to_page(report(table())))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert ["one.csv"] == list(_downloads(to_page(made)))


def test_rows_have_anchors_of_their_own():
    """The row of a record can be linked to by its id, made valid and unlike any other id of the page."""
    ids = ["FI25-HD-03", "FI25-HD-03", "page-main", "a b<c>", "<>", None, "é"]
    columns = (ot.Column("title", "Title"), ot.Column("id", "Id"))
    rows = [("https://osce.org/1" if n == 1 else "T", value) for n, value in enumerate(ids)]
    body = _body(table(*rows, columns=columns))
    found = [row.attrib.get("id") for row in body.findall(".//tbody/tr")]
    assert ["FI25-HD-03", "FI25-HD-03-2", "record-page-main", "a-b-c", None, None, None] == found
    links = [row.findtext("th/a") and row.find("th/a").attrib["href"] for row in body.findall(".//tbody/tr")]
    assert [
        "#FI25-HD-03",
        "https://osce.org/1",
        "#record-page-main",
        "#a-b-c",
        *[None] * 3,
    ] == links


def test_groups_have_a_bar_of_their_statuses():
    """The bar of a group is as wide as its rows, in the order in which people read; without statuses none."""
    columns = (ID, ot.Column("status", "Status"))
    rows = [
        ("A", ot.Status.PLANNED),
        ("B", ot.Status.BLOCKED),
        ("C", ot.Status.PLANNED),
        ("D", ot.Status.PLANNED),
    ]
    groups = (attrs.evolve(GROUPS[0], size=4),)
    bars = _all(_body(table(*rows, columns=columns, groups=groups)), "rect")
    parts = [
        (bar.attrib["class"], bar.attrib["x"], bar.attrib["width"]) for bar in bars if "class" in bar.attrib
    ]
    assert [("w-blocked", "0.00%", "25.00%"), ("w-planned", "25.00%", "75.00%")] == parts
    bare = _body(table(*_rows(4), groups=groups))
    assert [] == [bar for bar in _all(bare, "rect") if "class" in bar.attrib]


def test_short_tables_stand_side_by_side():
    """Two short tables or more in a row are lists; those with numbers, groups or long texts stay tables."""
    short, number = table(("A",), columns=(ID,)), table(("A", 1))
    grouped = table(("A",), columns=(ID,), groups=(attrs.evolve(GROUPS[0], size=1),))
    detailed = table(("A", "x"), columns=(ID, LONG))
    for other in (number, grouped, detailed, table(*[("A",)] * 8, columns=(ID,))):
        body = _body(short, short, other, short)
        halves = [len(half.findall("section")) for half in body.findall("main/div")]
        assert [2] == [count for count in halves if count]
        classes = [each.attrib.get("class", "") for each in body.iter("table")]
        assert ["list" in name for name in classes] == [True, True, False, False]


def test_facts_and_empty_tables_stand_beside_others():
    """A list of facts keeps its labels in a column, however many there are; a table can have no rows."""
    facts = table(*[("A", "x")] * 9, columns=(ID, ot.Column("v", "V")))
    for other in (table(("A",), columns=(ID,)), table(columns=(ID, N))):
        body = _body(facts, other)
        assert [2] == [len(half.findall("section")) for half in body.findall("main/div") if len(half)]
        assert "bare facts" == next(body.iter("table")).attrib["class"]


def test_labels_are_left_out_where_values_speak_for_themselves():
    """A list with several days keeps its labels; lists of facts and of one day each don't need them."""
    one = ot.Column("a", "A", "date")
    for columns, expected in (((ID, one), True), ((ID, one, attrs.evolve(one, key="b")), False)):
        lists = [table(("A", *["2025"] * (len(columns) - 1)), columns=columns)] * 2
        names = [each.attrib["class"].split() for each in _body(*lists).iter("table")]
        assert [expected] * 2 == ["bare" in name for name in names]
    (facts,) = _body(table(("A", "x"), columns=(ID, ot.Column("v", "V")))).iter("table")
    assert "bare facts" == facts.attrib["class"]


@pytest.mark.parametrize(
    ("count", "width", "size"), [(5, 9, "portrait"), (6, 0, "portrait"), (6, 9, "landscape")]
)
def test_paper_lies_on_its_side_for_wide_tables(count, width, size):
    """A page is printed upright unless a table has more than five columns of fixed widths."""
    columns = [ot.Column(f"c{n}", "C", "number", width=width) for n in range(count)]
    made = to_page(report(table(tuple(range(count)), columns=columns)))
    assert f"@page{{size:A4 {size};margin:12mm}}" in made
    lists = [table(("A",), columns=(ID,))] * 2
    assert "@page{size:A4 portrait;margin:8mm 13mm}" in to_page(report(*lists))


def test_tools_offer_what_occurs():
    """The page has one bar of tools, with the statuses and those who deliver that occur, and how often."""
    columns = (
        ID,
        ot.Column("b", "before", later="a"),
        ot.Column("a", "Status <now>"),
        ot.Column("who", "who"),
    )
    rows = [(f"A{n}", ot.Status.PLANNED, ot.Status.PLANNED, ot.Lever.CHAIR) for n in range(7)]
    last = ("B", ot.Status.PLANNED, ot.Status.BLOCKED, None)
    body = _body(table(*rows, last, columns=columns), table(*_rows(8)))
    (tools,) = (div for div in body.iter("div") if div.attrib.get("class") == "tools")
    labels = [_text(label.find("span")) for label in tools.findall("label") if label.find("span") is not None]
    assert ["Status <now>", "Who delivers"] == labels
    options = [[(o.attrib["value"], _text(o)) for o in menu] for menu in tools.iter("select")]
    assert [
        [("", "All"), ("blocked", "blocked (1)"), ("planned", "planned (7)")],
        [("", "Everyone"), ("chair", "Chair alone (7)")],
    ] == options
    assert ["search", "checkbox"] == [field.attrib["type"] for field in tools.iter("input")]
    assert "Changed status or first on record (1)" == _text(tools.find(".//label[@class='check']")).strip()
    found = [(r.attrib.get("data-status"), r.attrib.get("data-changed")) for r in body.findall(".//tbody/tr")]
    assert [("planned", None)] * 7 + [("blocked", "")] + [(None, None)] * 8 == found
    others = [
        table(*[(f"A{n}", ot.Status.PLANNED, n) for n in range(8)], columns=(ID, ot.Column(t, t), N))
        for t in "xy"
    ]
    assert ["status"] == [span.text for span in _body(*others).iter("span") if span.text == "status"]


@pytest.mark.parametrize(
    ("made", "wide"),
    [
        (lambda tracker: ot.brief(tracker, "2025-Q4"), 820),
        (lambda tracker: ot.quarterly(tracker, "2025-Q4"), 1120),
        (ot.support, 1120),
    ],
    ids=["sheet", "report", "map"],
)
def test_charts_are_inline_with_words(tracker, made, wide):
    """Each chart is there for wide and for narrow screens, between its words, and with its data."""
    shown = made(tracker)
    charts = (*shown.charts, *shown.charts_below)
    source = to_page(shown)
    figures = list(_tree(source).iter("figure"))
    assert [chart.text for chart in charts] == [_text(each.find("figcaption/details/p")) for each in figures]
    for chart, figure in zip(charts, figures, strict=True):
        assert ["wide", "narrow"] == [div.attrib["class"] for div in figure.findall("div")]
        (large,), (small,) = (_all(div, "svg") for div in figure.findall("div"))
        # The page writes the title in its own type: in a picture it would be as large as the picture is wide.
        title, how, foot = (_text(line) for line in figure.findall("p"))
        heading = chart.draw(1200, 675).heading
        assert [one_line(chart.title), heading.subtitle, heading.source] == [title, how, foot]
        for picture, whole in ((large, wide), (small, 330)):
            _, top, width, height = map(float, picture.attrib["viewBox"].split())
            assert whole == pytest.approx(width, rel=0.02)
            assert all(top <= float(text.attrib["y"]) <= top + height for text in _all(picture, "text"))
        sizes = [float(text.attrib["font-size"]) for svg in (large, small) for text in _all(svg, "text")]
        assert 11 <= min(sizes)
        for picture in (large, small):
            assert [one_line(chart.title)] == [_text(t) for t in picture if t.tag.endswith("title")]
            assert [one_line(chart.text)] == [_text(t) for t in picture if t.tag.endswith("desc")]
        link = figure.find("figcaption/a").attrib
        assert f"{chart.key}.csv" == link["download"]
        assert chart.to_bytes("csv") == base64.b64decode(link["href"].removeprefix("data:text/csv;base64,"))
    (style,) = _all(_tree(source), "style")
    assert ".narrow{display:none" in style.text
    assert "@media screen and (max-width:52rem){.narrow{display:block}.wide{display:none}}" in style.text


def test_pictures_are_higher_only_if_that_makes_their_type_larger():
    """A picture grows until its type has 11 pixels; if no height is enough, it keeps its usual one."""

    def draw(width, height, least):
        sheet = Sheet(width, height)
        sheet.add(Label(9, 9, "T", 11 if height >= least else 9))
        return sheet

    for least, expected in ((0, ["320", "600"]), (650, ["680", "680"]), (9000, ["320", "600"])):
        chart = Chart(title="T", key="c", draw=partial(draw, least=least), text="T.", rows=(), columns=("n",))
        (figure,) = _body(table(("A", 1)), charts=(chart,)).iter("figure")
        assert expected == [svg.attrib["viewBox"].split()[3] for svg in _all(figure, "svg")]


def test_charts_below_follow_the_tables():
    """A chart below stands after the last table and before the notes; one without rows has no data."""
    first, last = (
        Chart(title=title, key="c", draw=_draw, text=f"{title}.", rows=rows, columns=("n",))
        for title, rows in (("Above", ((1,),)), ("Below", ()))
    )
    main = _body(table(("A", 1)), charts=(first,), charts_below=(last,), notes=("N",)).find("main")
    assert ["figure", "section", "figure", "section"] == [element.tag for element in main]
    above, below = main.findall("figure")
    assert ["Above.", "Below."] == [_text(each.find("figcaption/details/p")) for each in (above, below)]
    assert ("c.csv", None) == (above.find("figcaption/a").attrib["download"], below.find("figcaption/a"))


def _draw(width, height):
    return Sheet(width, height)


def test_chart_without_its_extra_is_its_words():
    """Without matplotlib the page has the words of a chart, and says how to get the picture."""

    def draw(*_):
        raise MissingExtraError("plot", "Charts")

    body = _body(table(("A", 1)), charts=(Chart(title="Map", key="map", draw=draw, text="Three."),))
    (caption,) = (_text(caption) for caption in body.iter("figcaption"))
    assert (True, True, True) == (
        caption.startswith("Map: left out."),
        "osce-tracker[plot]" in caption,
        caption.endswith("Three."),
    )
    assert (["symbols"], 1) == (
        [picture.attrib["class"] for picture in _all(body, "svg")],
        len(list(body.iter("table"))),
    )


def test_missing_extra_says_how_to_install_it(monkeypatch):
    """Without Jinja2 the error names the extra and the line that installs it."""
    page._template.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError) as caught:
        to_page(report())
    assert ("html", True) == (caught.value.extra, 'pip install "osce-tracker[html]"' in str(caught.value))


@settings(max_examples=15)
@given(reports)
def test_any_report_is_read_back(made):
    """Whatever the report, the page has its groups, cells, long texts and notes, and one script."""
    tree = _tree(to_page(made))
    assert [] == _all(tree, "i", "img", "iframe", "form", "object")
    assert 1 == len(_all(tree, "script"))
    filled = [each for each in made.tables if each.rows]
    for each, element in zip(filled, tree.iter("table"), strict=True):
        assert_table(each, element, symbols=False)
    notes = [_text(note) for note in tree.findall("body/main/section/ul[@class='notes']/li")]
    assert [plain(note) for note in made.notes] == notes
