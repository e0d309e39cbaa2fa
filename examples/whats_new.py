"""What changed since my last report: what became known meanwhile, and what moved.

    python examples/whats_new.py [FOLDER]

prints:

commitments: 51 changes, events: 29 changes, series: 3 changes, statements: 12 changes
  FI25-EE-04  in progress -> fulfilled          Appoint a Special Representative on Climate and Security
  FI25-HD-03  not assessed -> in progress       Help bring deported Ukrainian children home
  FI25-HD-05  in progress -> partly fulfilled   Make human rights, democracy and the rule of law a priority
  FI25-PM-02  planned -> in progress            Deepen resilience and women, peace and security in the Forum
  FI25-PM-16  not assessed -> fulfilled         Discuss resilience as a pillar of defence in the Forum
  FI25-XD-09  not assessed -> blocked           Get a Unified Budget adopted
  FI25-XD-14  not assessed -> planned           Hold the 2025 Ministerial Council in Vienna
  FI25-XD-20  not assessed -> in progress       Widen the participation of persons with disabilities
Commitments           18
Events                26
Statements            12
Additions to records  32
wrote whats-new.md and copy.json, since which there are 0 changes
"""

import sys
from collections import Counter
from pathlib import Path

import osce_tracker as ot
from osce_tracker.tracker.changes import difference

#: The day of the last report, and that of this one.
LAST, NOW = "2025-09-30", "2025-10-31"


def main(folder: Path) -> None:
    """Compare the public record of two evenings, as values and as a table for a colleague."""
    whole = ot.load()
    before, after = whole.as_of(LAST), whole.as_of(NOW)

    # As values, to go on computing with: each change says of which record and field, what it was and is.
    changes = difference(before, after)
    kinds = Counter(change.kind for change in changes)
    print(", ".join(f"{kind}: {count} changes" for kind, count in kinds.items()))

    # What moved is what a reader asks for first; a status is the latest word on a day.
    for promise in after.commitments:
        was = before.commitments.get(promise.id)
        if was is not None and was.status_on(LAST) != promise.status_on(NOW):
            moved = f"{was.status_on(LAST).label} -> {promise.status_on(NOW).label}"
            print(f"  {promise.id}  {moved:<32}  {promise.title}")

    # A correction is not news, nor is a further page: what was there before has tables of its own.
    report = ot.changes(before, after)
    for table in report.tables:
        print(f"{table.title:<21}{len(table.rows):>3}")
    folder.mkdir(exist_ok=True)
    ot.export(report, folder / "whats-new.md")
    # Next time no days are needed: a copy that was kept is compared with what is there then.
    ot.save(whole, folder / "copy.json")
    changed = difference(ot.load(folder / "copy.json"), whole)
    print(f"wrote whats-new.md and copy.json, since which there are {len(changed)} changes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
