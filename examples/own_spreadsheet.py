"""A spreadsheet of thirty commitments becomes a checked data set, a quarterly table and a database.

    python examples/own_spreadsheet.py [FOLDER]

prints:

30 commitments with 58 updates
0 errors, 15 warnings: one-sided-evidence 15
2025-Q3: 19 commitments, 13 of them assessed
wrote my-data, q3.md, my-data.sqlite
"""

import sys
from collections import Counter
from pathlib import Path

import osce_tracker as ot

SHEET = Path(__file__).parent / "commitments-30.csv"


def main(folder: Path) -> None:
    """Take the spreadsheet over, check it, and write what came of it into a folder."""
    # Whatever cannot be taken over raises ot.DataError, whose problems name sheet, row, column and reason.
    commitments = ot.read_sheet(SHEET)
    edition = ot.Edition(
        name="my-data",
        title="Thirty commitments of Finland's 2025 Chairpersonship",
        version="1",
        compiled="2026-02-28",
        chair="FI-2025",
    )
    tracker = ot.Tracker(commitments=commitments, edition=edition, states=ot.states(), chairs=ot.chairs())
    print(f"{len(commitments)} commitments with {sum(len(c.updates) for c in commitments)} updates")

    problems = ot.check(tracker)
    errors = sum(problem.severity == "error" for problem in problems)
    codes = ", ".join(f"{code} {count}" for code, count in Counter(p.code for p in problems).items())
    print(f"{errors} errors, {len(problems) - errors} warnings: {codes}")

    report = ot.quarterly(tracker, "2025-Q3")
    at_end = [row["status_end"] for row in report.tables[0].records()]
    assessed = [status for status in at_end if status != ot.Status.NOT_ASSESSED]
    print(f"2025-Q3: {len(at_end)} commitments, {len(assessed)} of them assessed")

    ot.save(tracker, folder / "my-data")
    ot.export(report, folder / "q3.md")
    ot.export(tracker, folder / "my-data.sqlite")
    print("wrote my-data, q3.md, my-data.sqlite")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
