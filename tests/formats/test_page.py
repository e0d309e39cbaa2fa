"""Reports as a whole HTML page, as html5lib reads it."""

import base64
import hashlib
import re
import shutil
import subprocess
import sys

import attrs
import html5lib
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.errors import MissingExtraError
from osce_tracker.formats import page
from osce_tracker.formats.page import to_page
from osce_tracker.plot.chart import Chart
from osce_tracker.text import plain
from tests.formats.reports import DATA, GROUPS, ID, LONG, N, full, report, reports, table
from tests.formats.test_html import assert_table

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
#: Attributes through which a browser would load something.
LOADING = ("src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest")


def _tree(source):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(source.encode(), transport_encoding="utf-8")
    assert {code for _, code, _ in parser.errors} <= {"invalid-codepoint"}
    return tree


def _body(*tables, **fields):
    return _tree(to_page(report(*tables, **fields))).find("body")


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
    """Return the page of a report with a chart."""
    return to_page(ot.brief(tracker, "2025-Q4"))


def test_page_is_a_whole_document():
    """A page has a doctype, a language, an encoding before all else, a width and a title on one line."""
    source = to_page(report(title="A\n<b> & c"))
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
    body = _body(table(("A", 1)), notes=("N",))
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
    """A page of many tables begins with links to each."""
    for count, links in ((0, []), (2, []), (3, ["#table-1", "#table-2", "#table-3"])):
        body = _body(*[table(("A", 1), title=f"T{n}") for n in range(count)])
        assert links == [link.attrib["href"] for link in body.findall("header/nav//a")]


def test_finding_is_the_heading_and_figures_come_before_the_table():
    """The kind of report is above the finding; figures, table, notes and data follow in this order."""
    body = _tree(to_page(full())).find("body")
    assert [("p", "Report · Of two"), ("h1", "The Chair kept 18 of 45 promises")] == [
        (element.tag, _text(element)) for element in body.find("header")
    ]
    main = list(body.find("main"))
    assert ["dl", "section", "section"] == [element.tag for element in main]
    assert ["kept18 of 45 (40%)12 before", "promises98"] == [_text(div) for div in main[0]]
    assert ["The end."] == [_text(note) for note in main[2].iter("li")]
    assert _text(body.find("footer")).startswith(DATA)
    bare = _body(table(("A", 1)))
    assert ([], []) == (bare.findall("header/p"), bare.findall("main/dl"))


def test_charts_are_inline_with_words(tracker, charted):
    """Each chart is a picture inside the page, with its text alternative below it."""
    figures = list(_tree(charted).iter("figure"))
    expected = [chart.text for chart in ot.brief(tracker, "2025-Q4").charts]
    assert expected == [_text(figure.find("figcaption")) for figure in figures]
    assert [1] * len(expected) == [len(_all(figure, "svg")) for figure in figures]


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
    assert ([], 1) == (_all(body, "svg"), len(list(body.iter("table"))))


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
    assert [] == _all(tree, "b", "i", "img", "iframe", "form", "svg", "object")
    assert 1 == len(_all(tree, "script"))
    filled = [each for each in made.tables if each.rows]
    for each, element in zip(filled, tree.iter("table"), strict=True):
        assert_table(each, element)
    notes = [_text(note) for note in tree.findall("body/main/section/ul[@class='notes']/li")]
    assert [plain(note) for note in made.notes] == notes


#: Filters and sorts the table of ``_interactive``, and reports what is left.
_PROBE = """
<script>
(function () {
  var rows = function () {
    return Array.from(document.querySelectorAll("tbody tr")).filter(function (row) {
      return !row.hidden;
    }).map(function (row) {
      return row.cells[0].textContent;
    }).join("|");
  };
  var input = document.querySelector("input");
  var results = [document.querySelector(".count").textContent];
  var buttons = document.querySelectorAll("thead button");
  buttons[1].click();
  results.push(rows());
  buttons[1].click();
  results.push(rows());
  input.value = "seven";
  input.dispatchEvent(new Event("input"));
  results.push(rows(), document.querySelector(".count").textContent);
  document.title = results.join(";");
})();
</script>
"""


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_script_sorts_inside_groups_and_filters(tmp_path):
    """Sorting keeps rows in their group and long texts below their row; a filter hides empty groups."""
    rows = (("A", 2, "Seven."), ("B", 10, None), ("C", None, None), ("D", 1, "Eight."))
    groups = (attrs.evolve(GROUPS[0], size=3), GROUPS[1])
    made = to_page(report(table(*rows, columns=(ID, N, LONG), groups=groups)))
    # The probe is a second script, which the policy of a page forbids.
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    (tmp_path / "page.html").write_text(policy.sub("", made).replace("</body>", f"{_PROBE}</body>"), "utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    done = subprocess.run(
        [*command, "--dump-dom", f"file://{tmp_path}/page.html"], check=True, capture_output=True, timeout=60
    )
    title = re.search(r"<title>(.*?)</title>", done.stdout.decode())[1]
    assert [
        "4 rows",
        "First 1 row|A|Long: Seven.|B|C|Second|D|Long: Eight.",
        "First 1 row|B|A|Long: Seven.|C|Second|D|Long: Eight.",
        "First 1 row|A|Long: Seven.",
        "1 of 4 rows",
    ] == title.split(";")
