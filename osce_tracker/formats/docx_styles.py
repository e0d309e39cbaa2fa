"""The named styles of our Word documents, which you can change in a template."""

from __future__ import annotations

from typing import Any, Final

from osce_tracker.errors import UsageError

CELL: Final = "OSCE Cell"
CELL_NUMBER: Final = "OSCE Cell Number"
HEAD: Final = "OSCE Cell Head"
HEAD_NUMBER: Final = "OSCE Cell Head Number"
FIGURE: Final = "OSCE Key figure"
GROUP: Final = "OSCE Group"
DETAIL: Final = "OSCE Detail"
LABEL: Final = "OSCE Label"
LINK: Final = "OSCE Link"
SMALL: Final = "OSCE Small"
TABLE: Final = "OSCE Table"
NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SMALL: Final = '<w:sz w:val="17"/>'
_TIGHT: Final = '<w:spacing w:before="20" w:after="20"/>'
_RIGHT: Final = '<w:jc w:val="right"/>'
#: Rules between rows, with a stronger one below the headings.
_LINES: Final = (
    '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="44546A"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="44546A"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="BFBFBF"/></w:tblBorders><w:tblCellMar>'
    '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="8" w:color="44546A"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="E9EDF2"/></w:tcPr></w:tblStylePr>'
)
#: Each style: its kind, the style that it is based on, and how it differs.
_STYLES: Final = {
    CELL: ("paragraph", "", f"<w:pPr>{_TIGHT}</w:pPr><w:rPr>{_SMALL}</w:rPr>"),
    CELL_NUMBER: ("paragraph", CELL, f"<w:pPr>{_RIGHT}</w:pPr>"),
    HEAD: ("paragraph", CELL, "<w:rPr><w:b/></w:rPr>"),
    HEAD_NUMBER: ("paragraph", HEAD, f"<w:pPr>{_RIGHT}</w:pPr>"),
    FIGURE: ("paragraph", "", '<w:pPr><w:spacing w:after="40"/></w:pPr>'),
    GROUP: (
        "paragraph",
        CELL,
        '<w:pPr><w:keepNext/><w:spacing w:before="120" w:after="40"/></w:pPr><w:rPr><w:b/></w:rPr>',
    ),
    SMALL: ("paragraph", CELL, '<w:pPr><w:spacing w:before="80" w:after="80"/></w:pPr>'),
    DETAIL: ("paragraph", CELL, '<w:pPr><w:ind w:left="280"/></w:pPr>'),
    LABEL: ("character", "", "<w:rPr><w:i/></w:rPr>"),
    LINK: ("character", "", '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'),
    TABLE: ("table", "", _LINES),
}


def style_id(name: str) -> str:
    """Return the id of one of our styles in a document.

    >>> style_id("OSCE Cell Head")
    'OSCECellHead'
    """
    return name.replace(" ", "")


def add_styles(document: Any) -> dict[str, str]:
    """Add those of our styles that a document does not have.

    Args:
        document: the document, as python-docx has it.

    Returns:
        The id of each of our styles in this document, by its name.

    Raises:
        UsageError: if a template has a style of the same name and another kind.
    """
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml

    kinds = {
        "paragraph": WD_STYLE_TYPE.PARAGRAPH,
        "character": WD_STYLE_TYPE.CHARACTER,
        "table": WD_STYLE_TYPE.TABLE,
    }
    known: dict[str, Any] = {style.name: style for style in document.styles}
    for name, (kind, base, form) in _STYLES.items():
        if name in known:
            if known[name].type != kinds[kind]:
                raise UsageError(
                    f"The style {name!r} of the template is not a {kind} style. Rename it or make it one."
                )
            continue
        based = f'<w:basedOn w:val="{style_id(base)}"/>' if base else ""
        document.styles.element.append(
            parse_xml(
                f'<w:style xmlns:w="{NAMESPACE}" w:type="{kind}" w:customStyle="1" '
                f'w:styleId="{style_id(name)}"><w:name w:val="{name}"/>{based}{form}</w:style>'
            )
        )
    # Set by id: python-docx goes through all styles whenever it is given one.
    return {style.name: style.style_id for style in document.styles if style.name in _STYLES}
