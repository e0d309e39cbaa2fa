"""Text tables by tabulate; no other module imports it.

tabulate gets finished, escaped texts and our own table format, so that every version gives the same
output and rewrites nothing that looks like a number.
"""

from collections.abc import Sequence


def table_lines(
    rows: Sequence[Sequence[str]],
    right: Sequence[bool],
    *,
    heads: Sequence[str] = (),
    rule: str = "",
    frame: tuple[str, str, str] = ("", "  ", ""),
    padded: bool = False,
) -> list[str]:
    r"""Return the lines of a table, one for each row.

    Args:
        rows: the rows, at least one; each cell is a text on one line.
        right: for each column, True to align it to the right.
        heads: the headings, if any.
        rule: the text between the headings and the rows.
        frame: the text before, between and after the cells.
        padded: True to pad the cells with spaces so that the columns line up.

    >>> table_lines([["a", "10"], ["bc", "9"]], [False, True], padded=True)
    ['a   10', 'bc   9']
    """
    # Imported late: reading its own version takes half of its import time.
    from tabulate import TableFormat, tabulate

    before, between, after = frame

    def row(cells: Sequence[str], _widths: Sequence[int], _aligns: Sequence[str]) -> str:
        parts = cells if padded else [cell.strip(" ") for cell in cells]
        return f"{before}{between.join(parts)}{after}".rstrip()

    def line(_widths: Sequence[int], _aligns: Sequence[str]) -> str:
        return rule

    form = TableFormat(None, line if rule else None, None, None, row, row, 0, None)
    sides = ["right" if to_right else "left" for to_right in right]
    # Otherwise "2025.10" would become 2025.1.
    text = tabulate(rows, heads, form, disable_numparse=True, colalign=sides, preserve_whitespace=True)
    return text.split("\n")
