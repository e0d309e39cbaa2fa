"""The named styles of our Word documents, which you can change in a template.

All are based on Normal, and the table on Word's plain table, so that a template's fonts apply to them.
"""

from __future__ import annotations

from typing import Any, Final

from osce_tracker import design
from osce_tracker.design import INK, POINTS, RULE, SOFT
from osce_tracker.errors import UsageError

NORMAL: Final = "Normal"
TITLE: Final = "Title"
SUBTITLE: Final = "Subtitle"
HEADING: Final = "Heading 1"
HEADING_2: Final = "Heading 2"
CAPTION: Final = "Caption"
BULLET: Final = "List Bullet"
HEADER: Final = "Header"
FOOTER: Final = "Footer"
LEAD: Final = "OSCE Lead"
FIGURE: Final = "OSCE Key figure"
CELL: Final = "OSCE Cell"
STRONG: Final = "OSCE Cell strong"
NUMBER: Final = "OSCE Cell Number"
HEAD: Final = "OSCE Cell Head"
HEAD_NUMBER: Final = "OSCE Cell Head Number"
GROUP: Final = "OSCE Group"
DETAIL: Final = "OSCE Detail"
ITEM: Final = "OSCE Item"
ENTRY: Final = "OSCE Entry"
SMALL: Final = "OSCE Small"
SOURCE: Final = "OSCE Source"
FIGURE_NOTE: Final = "OSCE Figure note"
SYMBOL: Final = "OSCE Symbol"
LINK: Final = "OSCE Link"
TABLE: Final = "OSCE Table"
NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: Every system with Office has one of them or a font of the same widths.
_FONT: Final = "Arial"
#: The font that has the symbols of all statuses and stances.
_SYMBOLS: Final = "Segoe UI Symbol"
_PLAIN_TABLE: Final = "Normal Table"


def shade(colour: str) -> str:
    """Return a colour as Word's XML has it.

    Args:
        colour: ``#rrggbb``.

    >>> shade("#d3dae0")
    'D3DAE0'
    """
    return colour[1:].upper()


def _space(before: int, after: int, line: int = 252) -> str:
    """Return the room above and below a paragraph, and of its lines, in twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _type(size: str = "", colour: str = "", *, bold: bool = False) -> str:
    """Return how letters look: the name of their size, their colour and weight."""
    half = int(2 * POINTS[size]) if size else 0
    return (
        "<w:rPr>"
        + ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{shade(colour)}"/>' if colour else "")
        + (f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else "")
        + '<w:lang w:val="en-GB"/></w:rPr>'
    )


def _paragraph(form: str, letters: str) -> str:
    return f"<w:pPr>{form}</w:pPr>{letters}"


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _hanging(width: int) -> str:
    """Return the form of an item: its lines begin after a symbol or number of a width."""
    return (
        f'<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="{width}"/></w:tabs>'
        f'<w:spacing w:before="0" w:after="30"/><w:ind w:left="{width}" w:hanging="{width}"/>'
    )


def _rule(side: str, size: int, colour: str) -> str:
    """Return a line of a table; sizes are in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{shade(colour)}"/>'


_RIGHT: Final = '<w:jc w:val="right"/>'
#: The list of python-docx's own template; in another the number means another list, or none.
_BULLETS: Final = '<w:numPr><w:numId w:val="1"/></w:numPr>'
_KEEP: Final = "<w:keepNext/><w:keepLines/>"
_TABLE: Final = (
    "<w:tblPr><w:tblBorders>"
    f"{_rule('bottom', 4, RULE)}{_rule('insideH', 4, RULE)}</w:tblBorders>"
    '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{_rule("bottom", 12, INK)}</w:tcBorders>'
    "</w:tcPr></w:tblStylePr>"
)
#: Each style: its kind, the style that it is based on, and how it differs. A base comes first.
_STYLES: Final = {
    NORMAL: (
        "paragraph",
        "",
        f"<w:pPr>{_space(0, 120)}</w:pPr>" + _type("text", INK).replace("<w:rPr>", f"<w:rPr>{_fonts(_FONT)}"),
    ),
    _PLAIN_TABLE: (
        "table",
        "",
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>',
    ),
    TITLE: ("paragraph", NORMAL, _paragraph(_KEEP + _space(0, 80, 240), _type("finding", bold=True))),
    SUBTITLE: ("paragraph", NORMAL, _paragraph(_KEEP + _space(0, 80), _type("cell", SOFT))),
    HEADING: (
        "paragraph",
        NORMAL,
        _paragraph(f'{_KEEP}{_space(160, 60)}<w:outlineLvl w:val="0"/>', _type("heading-1", bold=True)),
    ),
    HEADING_2: (
        "paragraph",
        NORMAL,
        _paragraph(f'{_KEEP}{_space(120, 60)}<w:outlineLvl w:val="1"/>', _type("heading-2", bold=True)),
    ),
    CAPTION: ("paragraph", NORMAL, _paragraph(_KEEP + _space(120, 20), _type("text", INK, bold=True))),
    BULLET: (
        "paragraph",
        NORMAL,
        _paragraph(f"{_BULLETS}{_space(0, 60)}<w:contextualSpacing/>", _type("cell")),
    ),
    HEADER: ("paragraph", NORMAL, _paragraph(_space(0, 0), _type("small", SOFT))),
    FOOTER: ("paragraph", NORMAL, _paragraph(_space(0, 0), _type("small", SOFT))),
    LEAD: ("paragraph", NORMAL, _paragraph(_space(0, 160), _type("heading-2"))),
    FIGURE: ("paragraph", NORMAL, _paragraph(_KEEP + _space(40, 0, 240), _type("figure", bold=True))),
    CELL: ("paragraph", NORMAL, _paragraph(_space(30, 30, 240), _type("cell"))),
    STRONG: ("paragraph", CELL, _type(bold=True)),
    NUMBER: ("paragraph", CELL, f"<w:pPr>{_RIGHT}</w:pPr>"),
    SMALL: ("paragraph", CELL, _type("small", SOFT)),
    FIGURE_NOTE: ("paragraph", SMALL, f"<w:pPr>{_KEEP}</w:pPr>"),
    HEAD: ("paragraph", SMALL, _paragraph("<w:keepNext/>", _type(bold=True))),
    HEAD_NUMBER: ("paragraph", HEAD, f"<w:pPr>{_RIGHT}</w:pPr>"),
    GROUP: (
        "paragraph",
        CELL,
        _paragraph(_KEEP + _space(80, 40), _type("heading-2", bold=True)),
    ),
    DETAIL: (
        "paragraph",
        CELL,
        '<w:pPr><w:keepLines/><w:spacing w:before="0" w:after="30"/><w:ind w:left="284"/></w:pPr>',
    ),
    ENTRY: ("paragraph", CELL, '<w:pPr><w:keepLines/><w:spacing w:before="0" w:after="30"/></w:pPr>'),
    ITEM: (
        "paragraph",
        CELL,
        f"<w:pPr>{_hanging(270)}</w:pPr>",
    ),
    SOURCE: (
        "paragraph",
        SMALL,
        f"<w:pPr>{_hanging(397)}</w:pPr>",
    ),
    SYMBOL: ("character", "", f"<w:rPr>{_fonts(_SYMBOLS)}</w:rPr>"),
    LINK: ("character", "", f'<w:rPr><w:color w:val="{shade(design.LINK)}"/><w:u w:val="single"/></w:rPr>'),
    TABLE: ("table", _PLAIN_TABLE, _TABLE),
}


def add_styles(document: Any, *, replace: bool) -> dict[str, str]:
    """Add those of our styles that a document does not have.

    Args:
        document: the document, as python-docx has it.
        replace: true to put ours in the place of those that it has.

    Returns:
        The id of each of our styles in this document, by its name.

    Raises:
        UsageError: if a template has a style of the same name and another kind.
    """
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.styles import BabelFish

    kinds = {
        "paragraph": WD_STYLE_TYPE.PARAGRAPH,
        "character": WD_STYLE_TYPE.CHARACTER,
        "table": WD_STYLE_TYPE.TABLE,
    }
    element = document.styles.element
    known: dict[str, Any] = {style.name: style for style in document.styles}
    # Set by id: python-docx goes through all styles whenever it is given one.
    ids: dict[str, str] = {name: style.style_id for name, style in known.items() if name in _STYLES}
    taken = {style.style_id for style in known.values()}
    for name, (kind, base, wanted) in _STYLES.items():
        if name in known:
            if known[name].type != kinds[kind]:
                raise UsageError(
                    f"The style {name!r} of the template is not a {kind} style. Rename it or make it one."
                )
            if not replace:
                continue
            old = known[name].element
            element.remove(old)
            # The style of letters that goes with it.
            for link in old.findall(f"{{{NAMESPACE}}}link"):
                element.remove(element.get_by_id(link.get(f"{{{NAMESPACE}}}val")))
        else:
            ids[name] = name.replace(" ", "")
            while ids[name] in taken:
                ids[name] += "1"
            taken.add(ids[name])
        form = wanted if replace else wanted.replace(_BULLETS, "")
        default = ' w:default="1"' if name in (NORMAL, _PLAIN_TABLE) else ""
        custom = ' w:customStyle="1"' if name.startswith("OSCE") else ""
        based = f'<w:basedOn w:val="{ids[base]}"/>' if base else ""
        element.append(
            parse_xml(
                f'<w:style xmlns:w="{NAMESPACE}" w:type="{kind}"{default}{custom} w:styleId="{ids[name]}">'
                f'<w:name w:val="{BabelFish.ui2internal(name)}"/>{based}<w:qFormat/>{form}</w:style>'
            )
        )
    return ids
