"""Hostile texts in reports as text: whoever parses the output finds those texts and nothing else."""

import csv
import io
import json
import re
from urllib.parse import unquote

import html5lib
import pytest
from markdown_it import MarkdownIt

from osce_tracker.formats.registry import FORMATS
from osce_tracker.text import plain
from tests import hostile

NAMES = pytest.mark.parametrize("name", hostile.TEXTS)
#: What a fragment and a page may consist of.
FRAGMENT = {
    *("section", "h1", "h2", "p", "ul", "li", "br", "div", "a"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
PAGE = {
    *FRAGMENT,
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "script"),
    *("label", "input", "span", "dl", "dt", "dd"),
}
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "http-equiv", "class", "href", "rel", "id", "type", "role"),
    *("aria-label", "aria-labelledby", "aria-controls", "autocomplete", "scope", "tabindex", "colspan"),
    *("data-label", "data-sortable", "hidden"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Commands that the writer of LaTeX uses by itself.
COMMANDS = {
    *("section", "subsection", "footnotesize", "begin", "end", "raggedleft", "raggedright", "linewidth"),
    *("arraybackslash", "toprule", "midrule", "bottomrule", "endhead", "endfoot", "multicolumn"),
    *("hangindent", "hangafter", "textit", "\\", "char", "allowbreak"),
    *("textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater", "textbar"),
    *("textasciigrave", "textquotedbl", "textquotesingle", "&", "%", "$", "#", "_", "{", "}", "/"),
}


def one_line(text):
    """Return a text as it stands where only one line may."""
    return " ".join(plain(text).split())


def html_text(element):
    """Return the text of an element; a ``<br>`` is a line end."""
    told = element.text or ""
    for child in element:
        told += ("\n" if child.tag == "br" else html_text(child)) + (child.tail or "")
    return told


def find_all(root, tag):
    """Return the texts of all elements of a name."""
    return [html_text(element) for element in root.iter(tag)]


def fragment(text):
    """Return a report with a text, written as a fragment and parsed."""
    source = hostile.report(text).render("html")
    return html5lib.parseFragment(source, namespaceHTMLElements=False)


def page(text):
    """Return a report of three tables with a text, written as a page and parsed."""
    source = hostile.report(text, 3).to_bytes("html").decode()
    return html5lib.parse(source, namespaceHTMLElements=False)


def elements(root):
    """Return the names of all elements and of all attributes."""
    found = [element for element in root.iter() if isinstance(element.tag, str)]
    return {element.tag for element in found}, {name for element in found for name in element.attrib}


def addresses(root):
    """Return what leads out of a page and shows another text, or leads to no page of the web."""
    links = [(link.get("href"), html_text(link)) for link in root.iter("a")]
    outside = [(href, told) for href, told in links if not re.fullmatch(r"#(main|table-\d+)", href)]
    return [link for link in outside if link[0] != link[1] or not re.match(r"https?://", link[0])]


# HTML.


@NAMES
def test_fragment_has_the_texts(name):
    """Title, subtitle, heading, notes and cells of a fragment are the text itself."""
    text = hostile.TEXTS[name]
    root, told = fragment(text), plain(text)
    cells = [told] * 4 + [told] * 4 + ["A", "-", told, "-"]
    found = {tag: find_all(root, tag) for tag in ("h1", "h2", "caption", "li", "p")}
    rows = [html_text(cell) for row in root.iter("tr") for cell in row]
    paragraphs = [told] * 2 if text else [told]
    expected = {"h1": [told], "h2": [told], "caption": [told], "li": [told], "p": paragraphs}
    assert (expected, cells) == (found, rows)


@NAMES
def test_fragment_has_nothing_of_the_texts_own(name):
    """No element, attribute or link of a fragment comes out of a text."""
    root = fragment(hostile.TEXTS[name])
    tags, attributes = elements(root)
    tags.discard("DOCUMENT_FRAGMENT")
    assert (set(), set(), []) == (tags - FRAGMENT, attributes - ATTRIBUTES, addresses(root))


@NAMES
def test_page_has_the_texts(name):
    """Headings, notes, cells and long texts of a page are the text itself."""
    text = hostile.TEXTS[name]
    root, told, line = page(text), plain(text), one_line(text)
    found = {tag: find_all(root, tag) for tag in ("h1", "h2", "caption", "dt", "dd", "li")}
    expected = {
        "h1": [told],
        "h2": [*[told] * 3, "Notes"],
        "caption": [told] * 3,
        "dt": [f"{line}:"] * 9,
        "dd": [told] * 9,
        "li": [told] * 4,
    }
    assert expected == found


@NAMES
def test_page_has_the_cells(name):
    """A page has as many cells as the tables have, each with its text and its heading as a label."""
    text = hostile.TEXTS[name]
    told, line = plain(text), one_line(text)
    cells = [
        (c.get("data-label"), html_text(c)) for c in page(text).iter() if c.get("data-label") is not None
    ]
    assert [(line, told), (line, told), (line, "A"), (line, "-")] * 3 == cells


@NAMES
def test_page_has_the_title(name):
    """The title of a page is the text on one line."""
    text = hostile.TEXTS[name]
    assert [one_line(text)] == [" ".join(title.split()) for title in find_all(page(text), "title")]


@NAMES
def test_page_has_nothing_of_the_texts_own(name):
    """No element, attribute or link of a page comes out of a text, and one script is all."""
    root = page(hostile.TEXTS[name])
    tags, attributes = elements(root)
    wrong = tags - PAGE, attributes - ATTRIBUTES, addresses(root)
    assert (set(), set(), [], 1) == (*wrong, len(find_all(root, "script")))


def test_page_has_the_same_script_and_style_whatever_the_text():
    """What runs and what styles is never touched by a text."""
    pages = [page(text) for name, text in hostile.TEXTS.items() if "long" not in name]
    made = {(*find_all(root, "script"), *find_all(root, "style")) for root in pages}
    assert 1 == len(made)


# Markdown.


def parsed(text):
    """Return a report with a text, written as Markdown and parsed."""
    return MarkdownIt("commonmark").enable("table").parse(hostile.report(text).render("markdown"))


def inline(token):
    """Return the text of an inline token; what is neither text nor a line end is shown as itself."""
    told = ""
    for child in token.children:
        is_break = (child.type, child.content) == ("html_inline", "<br>")
        told += "\n" if is_break else child.content if child.type == "text" else f"<<{child.type}>>"
    return readable(told)


def readable(text):
    """Return a text as Markdown has it: blanks at its ends do not count, addresses may be quoted."""
    whole = text.replace("\t", " ").strip()
    return unquote(whole) if "http" in whole else whole


@NAMES
def test_markdown_has_the_texts(name):
    """Headings, paragraphs, notes and cells of Markdown are the text itself."""
    text = hostile.TEXTS[name]
    told = readable(plain(text))
    texts = [inline(token) for token in parsed(text) if token.type == "inline"]
    cells = [told] * 4 + [told] * 4 + ["A", "-", told, "-"]
    around = [told] * 5
    assert sorted(t for t in (*cells, *around) if t) == sorted(t for t in texts if t)


@NAMES
def test_markdown_has_one_table(name):
    """Markdown has a table for each table, with the right number of rows and cells."""
    types = [token.type for token in parsed(hostile.TEXTS[name])]
    counted = [types.count(kind) for kind in ("table_open", "tr_open", "th_open", "td_open")]
    assert [1, 3, 4, 8] == counted


@NAMES
def test_markdown_has_no_other_blocks(name):
    """No text becomes a heading, list, rule, quotation, code or HTML of its own."""
    types = [token.type for token in parsed(hostile.TEXTS[name])]
    kinds = ("heading_open", "bullet_list_open", "list_item_open", "hr", "blockquote_open", "fence")
    others = ("ordered_list_open", "code_block", "html_block")
    assert [2, 1, 1, 0, 0, 0, 0, 0, 0] == [types.count(kind) for kind in (*kinds, *others)]


# Plain text.


@NAMES
def test_plain_has_the_words(name):
    """All words of a text stand in plain text whole, and nothing that a terminal acts on."""
    text = hostile.TEXTS[name]
    told = hostile.report(text).render("plain")
    assert (set(), told) == (set(plain(text).split()) - set(told.split()), plain(told))


# LaTeX.


@NAMES
@pytest.mark.parametrize("whole", [False, True])
def test_latex_has_no_command_of_the_texts_own(name, whole):
    """The commands of a document are those of the writer alone, and its groups are closed."""
    text = hostile.TEXTS[name]
    report = hostile.report(text)
    source = report.to_bytes("latex").decode() if whole else report.render("latex")
    body = source.partition("\\begin{document}")[2].removesuffix("\\end{document}\n") if whole else source
    commands = set(re.findall(r"\\([A-Za-z]+|.)", body))
    bare = re.sub(r"\\(?:[A-Za-z]+|.)", "", body, flags=re.DOTALL)
    open_groups = bare.count("{") - bare.count("}")
    assert (set(), [], 0) == (commands - COMMANDS, re.findall(r"[%$#_^~\"`|\\]", bare), open_groups)


@NAMES
def test_latex_has_the_cells(name):
    """The rows of a table have one sign between two cells each, whatever they say."""
    body = hostile.report(hostile.TEXTS[name]).render("latex")
    bare = re.sub(r"\\(?:[A-Za-z]+|[^\\])", "", body)
    rows = [line for line in body.split("\n") if re.search(r"\\\\\*?$", line)]
    # What is too long for a row stands below it, in lines of one cell.
    beside = [line for line in rows if not line.startswith("\\multicolumn")]
    assert (3, 3) == (bare.count("&"), len(beside))


# CSV, TSV, JSON.


@NAMES
@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited_has_the_cells(name, form, delimiter):
    """A reader of CSV and TSV finds the same rows, and no cell that is a formula."""
    text = hostile.TEXTS[name]
    source = hostile.report(text, 2).to_bytes(form).decode()
    told = plain(text)
    safe = f"'{told}" if told.startswith(FORMULA) else told
    rows = [[safe] * 5, [safe, "A", "", safe, ""]]
    read = list(csv.reader(io.StringIO(source, newline=""), delimiter=delimiter, strict=True))
    assert [["section", *[safe] * 4], *rows, *rows] == read


@NAMES
def test_json_has_the_texts(name):
    """A reader of JSON finds every text as it was given."""
    text = hostile.TEXTS[name]
    rows = [dict.fromkeys("abcd", text), {"a": "A", "b": None, "c": text, "d": None}]
    table = {
        "key": "t0",
        "title": text,
        "columns": [{"key": key, "title": text} for key in "abcd"],
        "rows": rows,
        "notes": [text],
    }
    expected = {"title": text, "subtitle": text, "notes": [text], "tables": [table]}
    assert expected == json.loads(hostile.report(text).to_bytes("json"))


# All formats.


@pytest.mark.parametrize("form", FORMATS)
def test_same_bytes_twice(form):
    """A report of all texts gives the same bytes each time."""
    assert hostile.everything().to_bytes(form) == hostile.everything().to_bytes(form)
