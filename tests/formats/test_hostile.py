"""Hostile texts in reports as text: whoever parses the output finds those texts and nothing else."""

import csv
import io
import json
import re
from calendar import month_name
from urllib.parse import unquote

import html5lib
import pytest
from markdown_it import MarkdownIt

from osce_tracker.formats.registry import FORMATS
from osce_tracker.text import plain, spreadsheet
from tests import hostile
from tests.formats.reports import begun

#: What a fragment and a page may consist of.
FRAGMENT = {
    *(
        "section",
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "br",
        "div",
        "a",
        "dl",
        "dt",
        "dd",
        "span",
        "details",
        "summary",
        "b",
        "small",
    ),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
PAGE = {
    *FRAGMENT,
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "script"),
    *("label", "input", "figure", "figcaption", "svg", "defs", "symbol", "circle", "path", "rect", "use"),
    *("output", "button", "select", "option"),
}
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "http-equiv", "class", "href", "rel", "id", "type", "role"),
    *("aria-label", "aria-labelledby", "aria-controls", "autocomplete", "scope", "tabindex", "colspan"),
    *("data-label", "data-sort", "hidden", "style", "title", "open", "aria-hidden", "download", "viewBox"),
    *("cx", "cy", "r", "d", "x", "y", "width", "height", "rx", "fill", "stroke", "stroke-width"),
    "stroke-dasharray",
}
#: Commands that the writer of LaTeX uses itself.
COMMANDS = {
    *("section", "subsection", "footnotesize", "begin", "end", "raggedleft", "raggedright", "linewidth"),
    *("arraybackslash", "toprule", "midrule", "bottomrule", "endhead", "endfoot", "multicolumn", "href"),
    *(
        "vspace",
        "baselineskip",
        "pagebreak",
        "hangindent",
        "hangafter",
        "textit",
        "textbf",
        "\\",
        "char",
        "allowbreak",
    ),
    *("textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater", "textbar"),
    *("textasciigrave", "textquotedbl", "textquotesingle", "&", "%", "$", "#", "_", "{", "}", "/"),
}
NOTHING = "–"


def one_line(text):
    """Return a text as it is where only one line may be."""
    return " ".join(plain(text).split())


def capital(text):
    """Return a heading with a capital."""
    return text[:1].upper() + text[1:] if text[:1].upper().lower() == text[:1] else text


#: The blank that keeps a day and its month on one line.
MONTH = re.compile(rf"(?<=\d)\xa0(?={'|'.join(month_name[1:])})")


def html_text(element):
    """Return the text of an element; a ``<br>`` is a line break, and days stand before their months."""
    text = element.text or ""
    for child in element:
        text += ("\n" if child.tag == "br" else html_text(child)) + (child.tail or "")
    return MONTH.sub(" ", text)


def find_all(root, tag):
    """Return the texts of all elements of a name."""
    return [html_text(element) for element in root.iter(tag)]


def elements(root):
    """Return the names of all elements and of all attributes."""
    every = [element for element in root.iter() if isinstance(element.tag, str)]
    return {element.tag.rpartition("}")[2] for element in every}, {
        name for element in every for name in element.attrib
    }


def addresses(root):
    """Return the links that lead neither into the page, to its data nor to a page of the web."""
    links = [link.get("href") for link in root.iter("a")]
    return [link for link in links if not re.match(r"https?://|data:|#page-|#record-1$", link)]


def _parsed(text, form):
    if form == "page":
        source = hostile.report(text, 3).to_bytes("html").decode()
        return html5lib.parse(source, namespaceHTMLElements=False)
    source = hostile.report(text).render("html")
    return html5lib.parseFragment(source, namespaceHTMLElements=False)


@pytest.mark.parametrize(("form", "tables"), [("fragment", 1), ("page", 3)])
def test_html_has_the_texts_and_nothing_of_their_own(form, tables):
    """HTML has each text everywhere; no element, attribute, link, script or style comes out of one."""
    scripts_and_styles = set()
    for name, text in hostile.TEXTS.items():
        root, whole, said = _parsed(text, form), plain(text), plain(begun(text))
        head = one_line(capital(text))
        folds = [one_line(capital(f"{text}, {text}").strip(", ")) or "More", head.strip(", ") or "More"]
        assert {
            "h1": [whole],
            "h2": [whole] * tables + (["What to bear in mind"] if form == "page" else []),
            "dt": [plain(capital(text)) + (f"\n{whole}" if text else ""), *[f"{head}:"] * 3 * tables],
            "dd": ["7", *[said] * 3 * tables],
            "summary": folds * tables if form == "page" else [],
        } == {tag: find_all(root, tag) for tag in ("h1", "h2", "dt", "dd", "summary")}, name
        rows = [
            [(cell.get("data-label"), html_text(cell)) for cell in row if cell.get("data-label") is not None]
            for row in root.iter("tr")
        ]
        publisher = plain(hostile.source(text).publisher)
        assert [
            [(head, said), (head, said), (head, publisher)],
            [(head, "A"), (head, NOTHING), (head, NOTHING)],
        ] * tables == [row for row in rows if row], name
        groups = [html_text(cell) for cell in root.iter("th") if cell.get("scope") == "rowgroup"]
        assert [f"{whole} {whole}" if text else "", "H"] * tables == groups, name
        assert whole in find_all(root, "li"), name
        title = one_line(f"{text}: {text}" if text else text)
        assert [title] * (form == "page") == [one_line(found) for found in find_all(root, "title")], name
        tags, attributes = elements(root)
        tags.discard("DOCUMENT_FRAGMENT")
        assert (set(), set(), []) == (tags - PAGE, attributes - ATTRIBUTES, addresses(root)), name
        scripts_and_styles.add((*find_all(root, "script"), *find_all(root, "style")))
    (same,) = scripts_and_styles
    assert len(same) == (2 if form == "page" else 0)


def _tokens(text):
    return MarkdownIt("commonmark").enable("table").parse(hostile.report(text).render("markdown"))


def _inline(token):
    """Return the text of an inline token; what is neither text, bold nor a link is shown as itself."""
    parts = {"text": lambda child: child.content, "html_inline": lambda child: {"<br>": "\n"}[child.content]}
    own = ("strong_open", "strong_close", "link_open", "link_close")
    return _readable(
        "".join(
            parts.get(child.type, lambda child: f"<<{child.type}>>")(child)
            for child in token.children
            if child.type not in own
        )
    )


def _readable(text):
    """Return a text as Markdown has it: blanks at its ends don't count, addresses may be quoted."""
    whole = text.replace("\t", " ").strip()
    return unquote(whole) if "http" in whole else whole


def test_markdown_has_the_texts():
    """Headings, paragraphs, notes and cells of Markdown are the text itself, in one table."""
    kinds = ("bullet_list_open", "list_item_open", "hr", "blockquote_open", "fence", "ordered_list_open")
    kinds += ("code_block", "html_block", "table_open", "tr_open", "th_open", "td_open", "heading_open")
    for name, text in hostile.TEXTS.items():
        tokens, whole = _tokens(text), plain(text)
        said = [plain(begun(text))] * 4
        cells = [*said, plain(hostile.source(text).publisher), "A", NOTHING, said[0], NOTHING, NOTHING]
        heads = [whole] * 5
        groups = [f"{whole.strip()}: {whole.strip()}" if whole.strip() else whole, "H"]
        chart = f"Picture (not shown here): {whole.rstrip('. ')}. {whole}"
        around = [f"{whole} · {whole}", f"7 {whole} ({whole})", chart, *[whole] * 4] if text else ["7 "]
        expected = [_readable(each) for each in (*cells, *heads, *groups, *around)]
        read = [_inline(token) for token in tokens if token.type == "inline"]
        read.remove("Data: not one named edition.")
        assert sorted(filter(None, expected)) == sorted(filter(None, read)), name
        types = [token.type for token in tokens]
        assert [2, 2, 0, 0, 0, 0, 0, 0, 1, 5, 5, 20, 2] == [types.count(kind) for kind in kinds], name


def test_plain_has_the_words():
    """Plain text has all words of a text, whole, and nothing that a terminal acts on."""
    for name, text in hostile.TEXTS.items():
        shown = hostile.report(text).render("plain")
        assert (set(), shown) == (set(plain(text).split()) - set(shown.split()), plain(shown)), name


@pytest.mark.parametrize("whole", [False, True])
def test_latex_has_no_command_of_the_texts_own(whole):
    """The commands are those of the writer, groups are closed, rows have their cells."""
    for name, text in hostile.TEXTS.items():
        report = hostile.report(text)
        source = report.to_bytes("latex").decode() if whole else report.render("latex")
        body = source.partition("\\begin{document}")[2].removesuffix("\\end{document}\n") if whole else source
        commands = set(re.findall(r"\\([A-Za-z]+|.)", body))
        bare = re.sub(r"\\(?:[A-Za-z]+|.)", "", body, flags=re.DOTALL)
        assert (set(), [], 0) == (
            commands - COMMANDS,
            re.findall(r"[%$#^~\"`|\\]", bare.replace("https://osce.org/a_b", "")),
            bare.count("{") - bare.count("}"),
        ), name
        rows = [line for line in body.split("\n") if re.search(r"\\\\\*?$", line)]
        # What is too long for a row is below it, in lines of one cell.
        beside = [line for line in rows if not line.startswith("\\multicolumn")]
        cells = {len(re.findall(r"(?<!\\)&", line)) for line in beside}
        assert (1, 3) == (len(cells), len(beside)), name


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited_has_the_cells(form, delimiter):
    """A reader of CSV and TSV finds the same rows, and no cell that is a formula."""
    for name, text in hostile.TEXTS.items():
        source = hostile.report(text, 2).to_bytes(form).decode()
        safe, url = spreadsheet(text), hostile.source(text).url
        rows = [[safe] * 5 + [url] * 2, ["H", "A", "", safe, "", "", ""]]
        read = list(csv.reader(io.StringIO(source, newline=""), delimiter=delimiter, strict=True))
        heads = ["group", *"abcd", "s_latest_source_url", "s_source_urls"]
        assert [heads, *rows] == read, name


def test_json_has_the_texts():
    """A reader of JSON finds every text as it was given."""
    for name, text in hostile.TEXTS.items():
        read = json.loads(hostile.report(text).to_bytes("json"))
        (table,) = read["tables"]
        assert [text] * 4 == [read["title"], read["headline"], read["subtitle"], *read["notes"]], name
        figure = {"key": "f", "label": text, "value": 7, "note": text, "word": None}
        assert figure == read["figures"][0], name
        assert (text, text) == (read["charts"][0]["title"], read["charts"][0]["text"]), name
        assert [text] * 5 == [column["title"] for column in table["columns"]], name
        assert {"key": "g", "title": text, "size": 1, "note": text} == table["groups"][0], name
        first, second = table["rows"]
        assert hostile.source(text).title == first.pop("s")[0]["title"], name
        assert {"group": "g", **dict.fromkeys("abcd", text)} == first, name
        assert {"group": "h", "a": "A", "b": None, "c": text, "d": None, "s": None} == second, name


def test_same_bytes_twice():
    """A report of all texts gives the same bytes each time, in every format."""
    for form in FORMATS:
        assert hostile.everything().to_bytes(form) == hostile.everything().to_bytes(form), form
