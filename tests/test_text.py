"""Escaping for every target: any text comes out as that text and as nothing else."""

import unicodedata
from urllib.parse import unquote

import html5lib
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from osce_tracker import text as escape
from tests import strategies

#: What is never to reach a reader: it hides, reorders, or cannot be written.
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
#: Commands that stand for one character each in LaTeX, longest first.
LATEX = {
    r"\textasciicircum{}": "^",
    r"\textasciigrave{}": "`",
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textgreater{}": ">",
    r"\textless{}": "<",
    r"\textbar{}": "|",
    r"{\char34}": '"',
    r"\&": "&",
    r"\%": "%",
    r"\$": "$",
    r"\#": "#",
    r"\_": "_",
    r"\{": "{",
    r"\}": "}",
    "{}": "",
}
#: Pairs that the usual fonts of TeX join into one sign.
LIGATURES = ("--", "''", "``", ",,", "<<", ">>", "!`", "?`")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def unseen(text):
    """Return the characters of a text that a terminal may act on, or that no file can hold."""
    return [
        char
        for char in text
        if char in BIDI
        or unicodedata.category(char) in {"Cs", "Zl", "Zp"}
        or (unicodedata.category(char) == "Cc" and char not in "\n\t")
    ]


def from_latex(source):
    """Return the text that LaTeX would set, and fail on any character that is a command to it."""
    # A long word may be broken, which shows nothing.
    text, place, source = "", 0, source.replace(r"\allowbreak{}", "")
    for pair in LIGATURES:
        assert pair not in source
    while place < len(source):
        found = next((form for form in LATEX if source.startswith(form, place)), None)
        if found is None:
            assert source[place] not in '\\{}&%$#_^~<>|"`', f"unescaped {source[place]!r}"
            text += source[place]
            place += 1
        else:
            text += LATEX[found]
            place += len(found)
    return text


def test_plain():
    """Control characters, direction marks and half surrogates are spelt out; line ends are one kind."""
    shown = [
        ("", ""),
        ("Mäkeläinen, “Қазақстан” – 50 %", "Mäkeläinen, “Қазақстан” – 50 %"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\x1b[31mred\x00", "<U+001B>[31mred<U+0000>"),
        ("\x7f\x9b\x1f", "<U+007F><U+009B><U+001F>"),
        ("\u202eevil\u202c", "<U+202E>evil<U+202C>"),
        ("\u061c\u200e\u200f\u2066\u2069\ufeff", "<U+061C><U+200E><U+200F><U+2066><U+2069><U+FEFF>"),
        ("\ud800", "<U+D800>"),
        ("👩\u200d🚀 می\u200cخواهم", "👩\u200d🚀 می\u200cخواهم"),
    ]
    assert [] == [(text, escape.plain(text)) for text, expected in shown if expected != escape.plain(text)]


@given(strategies.hostile_texts)
def test_plain_hides_nothing(text):
    """Every character comes out as itself, spelt out, or as a line end, and none is lost."""
    expected = ""
    for char in text.replace("\r\n", "\n"):
        if char in "\r\v\f\x85\u2028\u2029":
            expected += "\n"
        else:
            expected += f"<U+{ord(char):04X}>" if unseen(char) else char
    shown = escape.plain(text)
    assert expected == shown
    assert shown == escape.plain(shown)
    shown.encode()


def test_markdown():
    """What Markdown would take for markup is escaped, and a line end is a ``<br>``."""
    shown = [
        ("a|b", r"a\|b"),
        ("a\nb", "a<br>b"),
        ("a\tb", "a b"),
        ("<br>", r"\<br\>"),
        (r"\|", r"\\\|"),
        ("&amp; `x` *y* _z_ [l](u) ~s~ $m$ #h", r"\&amp; \`x\` \*y\* \_z\_ \[l\](u) \~s\~ \$m\$ \#h"),
    ]
    assert [] == [
        (text, escape.markdown(text)) for text, expected in shown if expected != escape.markdown(text)
    ]


@given(strategies.hostile_texts)
def test_markdown_is_read_back_as_the_text(text):
    """A reader of Markdown finds the text inside a table's cell, and no markup but line ends."""
    source = f"| h |\n| --- |\n| x{escape.markdown(text)}x |\n"
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == 2
    told = ""
    for token in cells[1].children:
        assert token.type == "text" or (token.type, token.content) == ("html_inline", "<br>")
        told += "\n" if token.type == "html_inline" else token.content
    assert f"x{escape.plain(text)}x".replace("\t", " ") == told


def _markdown_cell(text):
    """Return the inline parts that a reader of Markdown finds in a table's cell."""
    tokens = MarkdownIt("commonmark").enable("table").parse(f"| h |\n| --- |\n| {escape.markdown(text)} |\n")
    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == 2
    return cells[1].children


def test_markdown_reads_an_address_whole():
    """An address is the same address to a reader of Markdown, whatever stands in it and around it."""
    for address in (
        "https://example.org/_a_/__init__.py_",
        "https://example.org/~user/*a*",
        "https://example.org/?a=1&copy=2&lt;x#y",
        "https://example.org/a|b",
        "https://example.org/[a](b)",
        "http://example.org/`a`",
    ):
        for text in (address, f"see {address} and _so_ on"):
            parts = _markdown_cell(text)
            assert {part.type for part in parts} <= {"text", "link_open", "link_close"}, text
            assert unquote(text) == unquote("".join(part.content for part in parts))


@given(st.text("ab/_*~|&;[]()#.$`\\=?%-", max_size=12).map("https://example.org/".__add__))
def test_markdown_reads_any_address_whole(address):
    """No sign in an address is markup: a reader finds all of it."""
    parts = _markdown_cell(address)
    assert {part.type for part in parts} <= {"text", "link_open", "link_close"}
    assert unquote(address) == unquote("".join(part.content for part in parts))


def test_html():
    """What HTML would take for markup is escaped, and a line end is a ``<br>``."""
    shown = [
        ("<b>&</b>", "&lt;b&gt;&amp;&lt;/b&gt;"),
        ("\"x\" 'y'", "&quot;x&quot; &#x27;y&#x27;"),
        ("a\nb", "a<br>b"),
        ("&lt;", "&amp;lt;"),
    ]
    assert [] == [(text, escape.html(text)) for text, expected in shown if expected != escape.html(text)]


@given(strategies.hostile_texts)
def test_html_is_read_back_as_the_text(text):
    """A browser finds the text in an element, and no element in it but line ends."""
    cell = html5lib.parseFragment(f"<p>x{escape.html(text)}x</p>", namespaceHTMLElements=False)[0]
    assert {element.tag for element in cell} <= {"br"}
    told = (cell.text or "") + "".join(f"\n{element.tail or ''}" for element in cell)
    assert f"x{escape.plain(text)}x" == told


@given(strategies.hostile_texts)
def test_html_stays_inside_an_attribute(text):
    """Inside a quoted attribute the text cannot end the attribute or begin another."""
    for quote in "\"'":
        source = f"<p title={quote}{escape.html(text)}{quote}></p>"
        element = html5lib.parseFragment(source, namespaceHTMLElements=False)[0]
        assert list(element.attrib) == ["title"]


def test_latex():
    """What is a command to LaTeX is escaped, pairs do not join, and all stands on one line."""
    shown = [
        ("50 % of $x_1$ & #2", r"50 \% of \$x\_1\$ \& \#2"),
        ("{~^}", r"\{\textasciitilde{}\textasciicircum{}\}"),
        ("\\alpha", r"\textbackslash{}alpha"),
        ("a\n b\tc", "a b c"),
        ("--", "-{}-"),
        ("---", "-{}-{}-"),
        ("''x'' ,,y", "'{}'x'{}' ,{},y"),
        ('"`<>|', r"{\char34}\textasciigrave{}\textless{}\textgreater{}\textbar{}"),
        ("“ä” – 1", "“ä” – 1"),
    ]
    assert [] == [(text, escape.latex(text)) for text, expected in shown if expected != escape.latex(text)]


@given(strategies.hostile_texts)
def test_latex_is_read_back_as_the_text(text):
    """A scanner finds the text, on one line, and no character that is a command."""
    source = escape.latex(text)
    assert " ".join(escape.plain(text).split()) == from_latex(source)
    assert "\n" not in source


def test_spreadsheet_marks_what_begins_as_a_formula():
    """A text that a spreadsheet would calculate gets an apostrophe before it; others stay as they are."""
    for start in FORMULA:
        assert f"'{escape.plain(start)}1+1" == escape.spreadsheet(f"{start}1+1"), start
    for text in ("", "1+1", "a=b", "'=1", " x", "2025-07-31", "–5"):
        assert text == escape.spreadsheet(text)


@given(strategies.hostile_texts)
def test_spreadsheet_never_begins_a_formula(text):
    """No text begins as formulas do, and without the apostrophe it is the text."""
    marked = escape.spreadsheet(text)
    assert not marked.startswith(FORMULA)
    assert escape.plain(text) == (marked[1:] if escape.plain(text).startswith(FORMULA) else marked)


def test_known_bad_texts_come_out_clean():
    """For every target the known bad texts leave nothing unseen."""
    for name in ("plain", "markdown", "html", "latex", "spreadsheet"):
        clean = getattr(escape, name)
        assert [] == [(name, text) for text in strategies.NASTY if unseen(clean(text))]


def test_markdown_block_starts_nothing():
    """A paragraph can't start a list, a rule or an underlined heading."""
    shown = [
        ("- a", "\\- a"),
        ("2025. a", "2025\\. a"),
        ("+ b", "\\+ b"),
        ("====", "\\===="),
        (" a - b ", "a - b"),
    ]
    assert [] == [
        (text, escape.markdown_block(text))
        for text, expected in shown
        if expected != escape.markdown_block(text)
    ]
