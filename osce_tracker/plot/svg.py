"""Sheets as SVG: small, with real text, a tooltip for each mark, and colours that a page can replace."""

from osce_tracker.design import TOKENS
from osce_tracker.plot.canvas import FAMILY, Box, Circle, Edges, Label, Mark, Sheet
from osce_tracker.text import html, one_line


def to_svg(
    sheet: Sheet,
    title: str,
    text: str,
    prefix: str = "",
    part: Edges | None = None,
    *,
    in_page: bool = False,
) -> str:
    """Return a sheet as an SVG element. It has no scripts or style sheets and loads nothing.

    Args:
        sheet: the sheet.
        title: the title for screen readers.
        text: the text alternative.
        prefix: the prefix of all ids.
        part: the part to show; by default everything.
        in_page: true for an element of a page with the colours of ``design.css()``, which dark mode changes,
            and with its own font. Programs other than browsers understand only literal colours.
    """
    left, top, right, bottom = (0, 0, sheet.width, sheet.height) if part is None else part
    width, height, place = _number(right - left), _number(bottom - top), f"{_number(left)} {_number(top)}"
    look = "" if in_page else f' font-family="{FAMILY}, sans-serif"'
    head = (
        f'<svg role="img" aria-labelledby="{prefix}title {prefix}desc" xmlns="http://www.w3.org/2000/svg" '
        f'width="{width}" height="{height}" viewBox="{place} {width} {height}"{look}>\n'
        f'<title id="{prefix}title">{html(title)}</title>\n<desc id="{prefix}desc">{html(text)}</desc>\n'
    )
    # Text outside the part could be searched and read aloud, but never seen.
    marks = (mark for mark in sheet.marks if not isinstance(mark, Label) or top <= mark.y <= bottom)
    return head + "".join(f"{_mark(mark, in_page)}\n" for mark in marks) + "</svg>"


def _mark(mark: Mark, in_page: bool) -> str:  # noqa: FBT001 (ours alone)
    tip = f"<title>{html(one_line(mark.title))}</title>" if mark.title else ""
    match mark:
        case Label():
            anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
            bold = ' font-weight="bold"' if mark.bold else ""
            fill = f' fill="{_colour(mark.ink, in_page)}"'
            place = f'x="{_number(mark.x)}" y="{_number(mark.y)}" font-size="{_number(mark.size)}"'
            return f"<text {place}{anchor}{bold}{fill}>{tip}{html(one_line(mark.text))}</text>"
        case Box():
            shape = _shape("rect", x=mark.x, y=mark.y, width=mark.width, height=mark.height)
        case Circle():
            shape = _shape("circle", cx=mark.x, cy=mark.y, r=mark.radius)
        case _:
            path = "".join(letter + " ".join(map(_number, numbers)) for letter, numbers in mark.steps)
            shape = f'path d="{path}"'
    look = f' fill="{_colour(mark.fill, in_page)}"'
    if mark.line:
        look += f' stroke="{_colour(mark.line, in_page)}" stroke-width="{_number(mark.weight)}"'
        dash = f"{_number(3 * mark.weight)} {_number(2 * mark.weight)}"
        look += f' stroke-dasharray="{dash}"' if mark.dashed else ""
    look += f' opacity="{_number(mark.opacity)}"' if mark.opacity < 1 else ""
    return f"<{shape}{look}>{tip}</{shape.partition(' ')[0]}>" if tip else f"<{shape}{look}/>"


def _shape(tag: str, **numbers: float) -> str:
    return " ".join([tag, *(f'{name}="{_number(value)}"' for name, value in numbers.items())])


def _colour(name: str, in_page: bool) -> str:  # noqa: FBT001 (ours alone)
    if not name:
        return "none"
    light = TOKENS[name][0]
    return f"var(--{name}, {light})" if in_page else light


def _number(value: float) -> str:
    """Return a number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
