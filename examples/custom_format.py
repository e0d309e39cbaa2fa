"""A format of your own: reports as reStructuredText, for a manual or a Sphinx site.

    python examples/custom_format.py

It prints ``output/custom_format.rst``.
"""

import re

import osce_tracker as ot
from osce_tracker.formats.cells import cell_text

#: Characters that reStructuredText would read as markup.
_MARKUP = re.compile(r"([\\*`_|<>:\[\]{}~^#+=\"'.,;!?/()-])")


def escaped(text: str) -> str:
    """Return a text in which nothing is markup, on one line."""
    return " ".join(_MARKUP.sub(r"\\\1", text).split()) or "\\ "


def to_rst(report: ot.Report) -> str:
    """Return a report as reStructuredText, each table as a ``list-table``."""
    lines = [escaped(report.title), "=" * max(4, len(escaped(report.title))), ""]
    lines += [line for text in (report.headline, report.subtitle) if text for line in (escaped(text), "")]
    for table in report.tables:
        if not table.rows:
            # A list-table needs at least one row below its header.
            lines += [f"**{escaped(table.title)}**", "", *(f"{escaped(note)}\n" for note in table.notes)]
            continue
        lines += [f".. list-table:: {escaped(table.title)}", "   :header-rows: 1", ""]
        header = [column.title for column in table.columns]
        for row in (header, *([cell_text(value) for value in row] for row in table.rows)):
            lines += [f"   {'*' if n == 0 else ' '} - {escaped(cell)}" for n, cell in enumerate(row)]
        lines += ["", *(line for note in table.notes for line in (escaped(note), ""))]
    lines += [line for note in report.notes for line in (escaped(note), "")]
    return "\n".join(lines)


RST = ot.Format(name="rst", suffix=".rst", text=to_rst)

if __name__ == "__main__":
    # A format goes wherever the name of one does, as in ot.export(report, "overdue.rst", format=RST).
    print(ot.overdue(ot.load(), "2025-12-31").render(RST))
