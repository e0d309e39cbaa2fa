"""The same question answered with pandas, with polars and with the library.

    python examples/frames.py

prints:

status on 2025-12-31    library  pandas  polars
not-assessed                7       7       7
planned                     5       5       5
in-progress                13      13      13
blocked                     1       1       1
fulfilled                  45      45      45
partly-fulfilled           20      20      20
not-fulfilled               7       7       7
superseded                  0       0       0
withdrawn                   0       0       0

pages on commitments by type of publisher:
media 67, osce 66, state 22, chair 16, international-organization 15, ngo 13, academia 3, assembly 2
"""

from collections import Counter
from datetime import date

import pandas as pd
import polars as pl

import osce_tracker as ot

DAY = date(2025, 12, 31)


def in_pandas(tracker: ot.Tracker) -> dict[str, int]:
    """Count commitments by status on a day with pandas."""
    commitments, updates = tracker.commitments.to_frame("pandas"), tracker.updates.to_frame("pandas")
    # Of two updates on one day, the later in the list counts.
    happened = updates[updates["date_last"] <= str(DAY)].sort_values(["date_last", "place"])
    status = commitments["id"].map(happened.groupby("record")["status"].last())
    # A promise counts as made on the last day of its date, or on its first update if that is earlier.
    made = (commitments["made_on_last"] <= str(DAY)) | status.notna()
    counts: dict[str, int] = status[made].fillna("not-assessed").value_counts().to_dict()
    return counts


def in_polars(tracker: ot.Tracker) -> dict[str, int]:
    """Count commitments by status on a day with polars."""
    commitments, updates = tracker.commitments.to_frame("polars"), tracker.updates.to_frame("polars")
    happened = updates.filter(pl.col("date_last") <= DAY).sort("date_last", "place")
    # The frame of commitments has a status too: the latest, not that of the day.
    latest = happened.group_by("record", maintain_order=True).last().select("record", then="status")
    joined = commitments.join(latest, left_on="id", right_on="record", how="left")
    made = joined.filter((pl.col("made_on_last") <= DAY) | pl.col("then").is_not_null())
    return dict(made["then"].fill_null("not-assessed").value_counts().iter_rows())


def by_the_library(tracker: ot.Tracker) -> dict[str, int]:
    """Count them with the library."""
    counts = Counter(c.status_on(DAY) for c in tracker.so_on(DAY).commitments)
    return {status.value: counts[status] for status in ot.Status}


def main() -> None:
    """Print the three counts, then count pages by the type of their publisher."""
    tracker = ot.load()
    ours, pandas, polars = by_the_library(tracker), in_pandas(tracker), in_polars(tracker)
    print(f"status on {DAY}    library  pandas  polars")
    for status, count in ours.items():
        print(f"{status:<20}{count:>9}{pandas.get(status, 0):>8}{polars.get(status, 0):>8}")

    pages = pd.DataFrame(tracker.commitments.source_rows())
    kinds = pages.groupby("publisher_type")["url"].nunique().sort_values(ascending=False)
    print("\npages on commitments by type of publisher:")
    print(", ".join(f"{kind} {count}" for kind, count in kinds.items()))


if __name__ == "__main__":
    main()
