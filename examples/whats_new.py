"""What changed since my last report: what became known meanwhile, and what moved.

    python examples/whats_new.py [FOLDER]

prints:
"""

import sys
from collections import Counter
from pathlib import Path

import osce_tracker as ot

#: The day of the last report, and that of this one.
LAST, NOW = "2025-09-30", "2025-10-31"


def main(folder: Path) -> None:
    """Compare the public record of two evenings, as values and as a table for a colleague."""
    whole = ot.load()
    before, after = whole.as_of(LAST), whole.as_of(NOW)

    # As values, to go on computing with: each change says of which record and field, what it was and is.
    changes = ot.difference(before, after)
    kinds = Counter(change.kind for change in changes)
    print(", ".join(f"{kind}: {count} changes" for kind, count in kinds.items()))

    # What moved is what a reader asks for first; a status is the latest word on a day.
    for promise in after.commitments:
        was = before.commitments.get(promise.id)
        if was is not None and was.status_on(LAST) != promise.status_on(NOW):
            moved = f"{was.status_on(LAST).label} -> {promise.status_on(NOW).label}"
            print(f"  {promise.id}  {moved:<30}  {promise.title}")

    # A correction is not news: what was there before and reads otherwise now has a table of its own.
    report = ot.changes(before, after)
    print("; ".join(f"{table.title}: {len(table.rows)}" for table in report.tables))
    report.save(folder / "whats-new.md")
    print("wrote whats-new.md")

    # Who keeps a copy of the data set needs no days: the old copy and the new one are compared the same way.
    whole.save(folder / "copy.json")
    assert ot.difference(ot.load(folder / "copy.json"), whole) == ()  # noqa: S101 (nothing changed yet)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
