"""A report of your own: a function that takes a tracker and returns a report.

    python examples/custom_report.py

prints:

Where it is written

OSCE is cited most, with 63 pages.
==================================

Publishers
----------

publisher                         pages  commitments that name them
--------------------------------  -----  --------------------------
OSCE                                 63                          64
European External Action Service     11                          15
Government of Finland                 9                          22

68 other publishers have fewer than 8 pages each.

Data: finland-2025, version 2026.11.29, compiled on 29 November 2026.

Where it is written

OSCE is cited most, with 14 pages.
==================================

Publishers
----------

publisher  pages  commitments that name them
---------  -----  --------------------------
OSCE          14                          22

15 other publishers have fewer than 5 pages each.

Data: finland-2025, version 2026.11.29, compiled on 29 November 2026.
"""

from collections import defaultdict

import osce_tracker as ot


def publishers(tracker: ot.Tracker, at_least: int = 10) -> ot.Report:
    """Count the pages of each publisher on commitments and their updates.

    Args:
        tracker: the tracker; an as-of view has only the pages known by its day.
        at_least: publishers with fewer pages are counted together.
    """
    pages: dict[str, set[str]] = defaultdict(set)
    rest_on: dict[str, set[str]] = defaultdict(set)
    for row in tracker.commitments.source_rows():
        pages[row["publisher"]].add(row["url"])
        rest_on[row["publisher"]].add(row["record"])
    named = sorted((p for p in pages if len(pages[p]) >= at_least), key=lambda p: (-len(pages[p]), p))
    others = len(pages) - len(named)
    table = ot.Table(
        title="Publishers",
        key="publishers",
        columns=(
            ot.Column("publisher", "publisher"),
            ot.Column("pages", "pages", kind="number"),
            ot.Column("commitments", "commitments that name them", kind="number"),
        ),
        rows=tuple((p, len(pages[p]), len(rest_on[p])) for p in named),
        notes=(f"{others} other publishers have fewer than {at_least} pages each.",),
    )
    return ot.Report(
        title="Where it is written",
        headline=f"{named[0]} is cited most, with {len(pages[named[0]])} pages.",
        tables=(table,),
        edition=tracker.edition,
    )


if __name__ == "__main__":
    print(publishers(ot.load(), at_least=8))
    print(publishers(ot.load().as_of("2025-03-31"), at_least=5))
