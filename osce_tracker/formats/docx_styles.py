"""The named styles of our Word documents, which you can change in a template."""

from string import Template
from typing import Any, Final

from osce_tracker.design import INK, LINK, POINTS, RULE, SOFT
from osce_tracker.errors import UsageError
from osce_tracker.formats.style import read_template

#: The prefix of WordprocessingML names, as lxml writes it.
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def shade(colour: str) -> str:
    """Return a colour as Word's XML writes it.

    Args:
        colour: ``#rrggbb``.

    >>> shade("#d3dae0")
    'D3DAE0'
    """
    return colour[1:].upper()


def add_styles(document: Any, *, replace: bool) -> dict[str, str]:
    """Add our styles that a document lacks.

    Args:
        document: the document from python-docx.
        replace: true to replace those that it has.

    Returns:
        The id of each of our styles in this document, by its name.

    Raises:
        UsageError: if a template has a style of the same name and another kind.
    """
    from docx.oxml import parse_xml
    from docx.styles import BabelFish

    colours = {"ink": shade(INK), "soft": shade(SOFT), "rule": shade(RULE), "link": shade(LINK)}
    # Word counts half points.
    sizes = {name.replace("-", "_"): int(2 * points) for name, points in POINTS.items()}
    own: Any = parse_xml(Template(read_template("styles.xml")).substitute(colours, **sizes))
    element = document.styles.element
    known: dict[str, Any] = {style.name: style.element for style in document.styles}
    taken = {style.styleId for style in known.values()}
    # Set styles by id: python-docx goes through all of them for every name.
    ids: dict[str, str] = {}
    for style in own.style_lst:
        name = BabelFish.internal2ui(style.name_val)
        if style.basedOn is not None:
            style.basedOn_val = ids[BabelFish.internal2ui(style.basedOn_val)]
        if (old := known.get(name)) is None:
            while style.styleId in taken:
                style.styleId += "1"
            taken.add(style.styleId)
        elif old.type != style.type:
            kind = style.get(f"{W}type")
            raise UsageError(
                f"The style {name!r} of the template is not a {kind} style. Rename it or make it one."
            )
        else:
            style.styleId = old.styleId
        ids[name] = style.styleId
        if old is not None and not replace:
            continue
        if old is not None:
            element.remove(old)
            # The linked character style.
            for link in old.findall(f"{W}link"):
                element.remove(element.get_by_id(link.get(f"{W}val")))
        if not replace:
            # A template lacks our list numbering.
            for bullets in style.findall(f"{W}pPr/{W}numPr"):
                style.pPr.remove(bullets)
        element.append(style)
    return ids
