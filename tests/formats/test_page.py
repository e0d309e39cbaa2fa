"""Reports as a whole HTML page, as html5lib reads it."""

import base64
import hashlib
import re
import sys

import html5lib
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker import text as escape
from osce_tracker.formats import page
from osce_tracker.formats.cells import shown
from osce_tracker.formats.page import to_page
from tests import strategies

ID, N = ot.Column("id", "Id"), ot.Column("n", "Number", kind="number")
LONG, MORE = ot.Column("long", "Long", detail=True), ot.Column("more", "More", detail=True)
#: Attributes through which a browser would load something.
LOADING = ("src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest")


def _table(*rows, columns=(ID, N), notes=(), title="Table"):
    return ot.Table(title=title, key="t", columns=columns, rows=rows, notes=notes)


def _report(*tables, title="Report", **fields):
    return ot.Report(title=title, tables=tables, **fields)


def _tree(source):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(source.encode(), transport_encoding="utf-8")
    assert {code for _, code, _ in parser.errors} <= {"invalid-codepoint"}
    return tree


def _body(*tables, **fields):
    return _tree(to_page(_report(*tables, **fields))).find("body")


def _all(tree, *names):
    """Return the elements of a name, those of a picture included, which have a namespace."""
    return [element for element in tree.iter() if str(element.tag).rpartition("}")[2] in names]


def _attributes(element):
    """Return the attributes of an element by their names without a namespace."""
    return {name.rpartition("}")[2].rpartition(":")[2]: value for name, value in element.attrib.items()}


def _text(element):
    """Return the text inside an element; a ``br`` is a line end."""
    return (element.text or "") + "".join(
        ("\n" if child.tag == "br" else _text(child)) + (child.tail or "") for child in element
    )


@pytest.fixture(name="charted", scope="module")
def _charted(tracker):
    """Return the page of a report with two charts."""
    return to_page(ot.brief(tracker, "2025-Q4"))


def test_page_is_a_whole_document():
    """A page has a doctype, a language, an encoding before all else, a width and a title on one line."""
    source = to_page(_report(title="A\n<b> & c"))
    tree = _tree(source)
    assert source.startswith("<!DOCTYPE html>\n")
    assert source.endswith("</html>\n")
    assert {"lang": "en"} == tree.attrib
    assert {"charset": "utf-8"} == tree.find("head/meta").attrib
    assert "A <b> & c" == tree.findtext("head/title")
    assert "A\n<b> & c" == _text(tree.find("body/header/h1"))
    names = {meta.attrib.get("name"): meta.attrib.get("content") for meta in tree.findall("head/meta")}
    assert ("width=device-width, initial-scale=1", "no-referrer") == (names["viewport"], names["referrer"])


def test_page_has_its_landmarks():
    """There are one header, main and footer, a way to skip to the main part, and one first heading."""
    body = _body(_table(("A", 1)), notes=("N",))
    assert [1, 1, 1, 1] == [len(list(body.iter(tag))) for tag in ("header", "main", "footer", "h1")]
    assert "#main" == body.find("a").attrib["href"]
    assert "main" == body.find("main").attrib["id"]


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


def test_script_is_one_and_named_by_its_hash(charted):
    """Only one script may run, the one whose hash the policy names, and no handler stands in an attribute."""
    tree = _tree(charted)
    (script,) = _all(tree, "script")
    assert {} == script.attrib
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    (policy,) = [m.attrib["content"] for m in tree.iter("meta") if "http-equiv" in m.attrib]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "script-src": f"'sha256-{digest}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    } == rules
    assert [] == [n for e in tree.iter() for n in e.attrib if str(n).lower().startswith("on")]


def test_policy_stands_before_anything_it_is_to_govern(charted):
    """The policy comes before style and script, since it counts from where it stands."""
    assert charted.index("Content-Security-Policy") < charted.index("<style>") < charted.index("<script>")


@pytest.mark.parametrize("make", [lambda t: ot.brief(t, "2025-Q4"), ot.support], ids=["brief", "map"])
def test_page_loads_nothing_from_anywhere(tracker, make):
    """No element, attribute or style of the page names anything outside that a browser would load."""
    source = to_page(make(tracker))
    tree = _tree(source)
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


def test_tables_have_caption_and_scopes():
    """Each table has its caption, and headings say whether they are of a column or a row."""
    table = _body(_table(("A-1", 7), ("two words", None))).find(".//table")
    assert "Table" == _text(table.find("caption"))
    heads = [(h.attrib["scope"], h.attrib.get("class"), _text(h)) for h in table.findall("thead/tr/th")]
    assert [("col", None, "Id"), ("col", "number", "Number")] == heads
    rows = [
        [(c.tag, c.attrib.get("scope"), c.attrib.get("class"), _text(c)) for c in row]
        for row in table.findall("tbody/tr")
    ]
    assert [
        [("th", "row", "id", "A-1"), ("td", None, "number", "7")],
        [("th", "row", None, "two words"), ("td", None, "number none", "-")],
    ] == rows
    labels = {part.attrib["data-label"] for part in table.iter() if "data-label" in part.attrib}
    assert {"Id", "Number"} == labels


def test_long_texts_stand_below_their_row():
    """A row and its long texts are one body of the table, with the texts across all columns."""
    rows = (("A", 7, "One.", "Two."), ("B", 1, None, None), ("C", 2, None, "Three."))
    bodies = _body(_table(*rows, columns=(ID, N, LONG, MORE))).findall(".//tbody")
    assert [2, 1, 2] == [len(body.findall("tr")) for body in bodies]
    details = [[_text(part) for part in row.iter("div")] for body in bodies for row in body.findall("tr")[1:]]
    assert [["Long: One.", "More: Two."], ["More: Three."]] == details
    cells = [part.attrib for body in bodies for part in body.findall("tr[@class='detail']/td")]
    assert [{"colspan": "2"}, {"colspan": "2"}] == cells


def test_table_of_long_texts_alone_keeps_the_first_beside():
    """Where every column is long the first stands as a column."""
    table = _body(_table(("A", "B"), columns=(LONG, MORE))).find(".//table")
    assert (["Long"], ["More: B"]) == (
        [_text(head) for head in table.iter("th") if head.attrib["scope"] == "col"],
        [_text(part) for part in table.iter("div")],
    )


def test_table_without_rows_is_its_heading_and_notes():
    """Where there are no rows there are no table and no filter."""
    body = _body(_table(notes=("Nothing.",)))
    assert ([], [], ["Nothing."]) == (
        list(body.iter("table")),
        list(body.iter("input")),
        [_text(p) for p in body.findall("main/section/p")],
    )


@pytest.mark.parametrize(("count", "links"), [(0, []), (2, []), (3, ["#table-1", "#table-2", "#table-3"])])
def test_more_than_two_tables_have_a_list_of_them(count, links):
    """A page of many tables begins with links to each."""
    body = _body(*[_table(("A", 1), title=f"T{n}") for n in range(count)])
    assert links == [link.attrib["href"] for link in body.findall("header/nav//a")]


def test_subtitle_and_notes_stand_where_they_belong():
    """The subtitle stands in the header, notes at the end; without them there is neither."""
    body = _body(_table(("A", 1), notes=("Of T.",)), subtitle="S", notes=("N1", "N2"))
    assert ["S"] == [_text(p) for p in body.findall("header/p")]
    assert ["N1", "N2"] == [_text(note) for note in body.findall("main//li")]
    bare = _body(_table(("A", 1)))
    assert ([], []) == (bare.findall("header/p"), bare.findall("main//li"))


def test_charts_are_inline_with_words(tracker, charted):
    """Each chart is a picture inside the page, and told in words below it."""
    figures = list(_tree(charted).iter("figure"))
    expected = [chart.text for chart in ot.brief(tracker, "2025-Q4").charts]
    assert expected == [_text(figure.find("figcaption")) for figure in figures]
    assert [1, 1] == [len(_all(figure, "svg")) for figure in figures]


def test_chart_without_its_extra_is_told(monkeypatch, tracker):
    """Without matplotlib the page says which charts it leaves out and how to get them, and has the rest."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    report = ot.brief(tracker, "2025-Q4")
    tree = _tree(to_page(report))
    told = [_text(caption) for caption in tree.iter("figcaption")]
    assert [f"{chart.title}: left out." for chart in report.charts] == [
        text[: text.index(".") + 1] for text in told
    ]
    assert [True, True] == ['pip install "osce-tracker[plot]"' in text for text in told]
    assert ([], len([t for t in report.tables if t.rows])) == (
        _all(tree, "svg"),
        len(list(tree.iter("table"))),
    )


def test_missing_extra_says_how_to_install_it(monkeypatch):
    """Without Jinja2 the error names the extra and the line that installs it."""
    page._template.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ot.MissingExtraError) as caught:
        to_page(_report())
    assert ("html", True) == (caught.value.extra, 'pip install "osce-tracker[html]"' in str(caught.value))


def test_address_is_a_link_that_tells_nothing():
    """A cell that is an address leads there, and the page that it leads to learns nothing of this one."""
    (link,) = _body(_table(("https://osce.org/1", "see https://osce.org/2"))).iterfind(".//table//a")
    assert ("https://osce.org/1", "noopener noreferrer") == (link.attrib["href"], link.attrib["rel"])


def _assert_told(report, tree):
    """Assert that the page has every cell as the text that it is, and no element that data made."""
    assert [] == _all(tree, "b", "i", "img", "iframe", "form", "svg", "object")
    assert 1 == len(_all(tree, "script"))
    full = [table for table in report.tables if table.rows]
    for table, told in zip(full, tree.iter("table"), strict=True):
        beside = [n for n, column in enumerate(table.columns) if not column.detail] or [0]
        below = [n for n in range(len(table.columns)) if n not in beside]
        for row, body in zip(table.rows, told.findall("tbody"), strict=True):
            expected = [escape.plain(shown(row[n])) for n in beside]
            assert expected == [_text(part) for part in body.find("tr")]
            details = [escape.plain(shown(row[n])) for n in below if row[n] is not None]
            assert details == [_text(part) for part in body.iter("dd")]
    assert [escape.plain(note) for note in report.notes] == [_text(e) for e in tree.findall("body/main//li")]


@pytest.mark.parametrize(
    "text", [*strategies.NASTY, "</script><script>alert(1)</script>", "{{ 7 * 7 }}", "{% x %}"]
)
def test_bad_texts_are_texts(text):
    """In every place of a page a bad text is read back as the text it was."""
    columns = (ot.Column("a", text), ot.Column("b", text, detail=True), ot.Column("c", text, kind="number"))
    table = _table((text, text, text), columns=columns, title=text, notes=(text,))
    report = _report(table, table, table, title=text, subtitle=text, notes=(text,))
    tree = _tree(to_page(report))
    _assert_told(report, tree)
    assert [escape.plain(text)] * 3 == [_text(e) for e in tree.iter("h2")][:3]
    assert escape.plain(text) == _text(tree.find("body/header/h1"))


@settings(max_examples=20)
@given(strategies.reports)
def test_any_report_is_read_back(report):
    """Whatever the report, the page has its cells, long texts and notes."""
    _assert_told(report, _tree(to_page(report)))


def test_page_is_the_same_twice(tracker, charted):
    """The same report gives the same page, charts included."""
    assert charted == to_page(ot.brief(tracker, "2025-Q4"))
