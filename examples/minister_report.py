"""A quarterly report for a minister's office: one report as a Word document, a workbook and a web page.

    python examples/minister_report.py [FOLDER]

prints:

The Chair's commitments in 2025-Q3: 5 tables, 1 charts
  Stuck or failed, and why: 1
  Fulfilled, first those that needed others: 6
  Named as objecting in Q3 2025: 0
  Announced by 30 September 2025: 3
  Commitments in Q3 2025: 37
wrote minister-2025-Q3.docx
wrote minister-2025-Q3.xlsx
wrote minister-2025-Q3.html
"""

import sys
from pathlib import Path

import attrs

import osce_tracker as ot

QUARTER = "2025-Q3"
#: The report uses only what was public by the end of this day.
DAY = "2025-10-15"


def for_the_minister(tracker: ot.Tracker, quarter: str) -> ot.Report:
    """Return the brief of a quarter, followed by the table of the commitments that changed."""
    brief = ot.brief(tracker, quarter)
    table = ot.quarterly(tracker, quarter, only_changed=True)
    return attrs.evolve(
        brief,
        title=f"The Chair's commitments in {quarter}",
        tables=(*brief.tables, *table.tables),
        # Both explain how to read a table; each line appears once.
        notes=tuple(dict.fromkeys((*brief.notes, *table.notes))),
    )


def main(folder: Path) -> None:
    """Write the same report in three formats."""
    tracker = ot.load().as_of(DAY)
    report = for_the_minister(tracker, QUARTER)
    print(f"{report.title}: {len(report.tables)} tables, {len(report.charts)} charts")
    for table in report.tables:
        print(f"  {table.title}: {len(table.rows)}")
    folder.mkdir(exist_ok=True)
    # To use the styles of a Word file: ot.export(report, "q3.docx", template="office.docx").
    for suffix in ("docx", "xlsx", "html"):
        ot.export(report, folder / f"minister-{QUARTER}.{suffix}")
        print(f"wrote minister-{QUARTER}.{suffix}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
