"""Ten minutes with the library: a promise, what became of all, who backs the Chair, what meets next.

    python examples/quickstart.py

prints:

Help bring deported Ukrainian children home (Human dimension; who delivers: others outside)
  2025-10-13  in progress  [UNN, Interfax-Ukraine]
  2025-12-04  in progress  [OSCE Parliamentary Assembly, Government of Finland]
  2025-12-08  partly fulfilled  [Government of Finland, Citizen Portal]

45 of 91 assessed commitments fulfilled by 2025-12-31; 98 in all
52 of them were on the public record on 2025-06-30

the 57 States, by what each had said on the Chairpersonship by 2024-12-31:
  16  It made a statement itself.
  15  No statement is known; silence is not a position.
  26  Only groups or others have spoken for it.
Kazakhstan supports, 2024-06-01, reported by Kazinform

  29–30 July 2025  OSCE Chairpersonship Youth Forum, Helsinki
  31 July 2025  Helsinki+50 Conference: Respecting the Legacy, Preparing for the Future, Helsinki
  31 July 2025  Launch of the Helsinki+50 Fund, Helsinki

Commitments touching the human dimension, Q3 2025
Finland's 2025 OSCE Chairpersonship; who delivers: OSCE structures
  FI25-HD-04  fulfilled         Have experts establish how Ukrainian prisoners of war are treated
  FI25-XD-05  planned           Hold a yearly donor meeting of the Helsinki+50 Fund
  FI25-XD-06  planned           Use the Helsinki+50 Fund to strengthen civil society
"""

from collections import Counter

import osce_tracker as ot


def main() -> None:
    """Ask the bundled data set on Finland's 2025 Chairpersonship the four questions of the library."""
    tracker = ot.load()

    # What was promised, and what became of it? Every fact has a date and the pages that show it.
    promise = tracker.commitments["FI25-HD-03"]
    print(f"{promise.title} ({promise.section.label}; who delivers: {promise.lever.label})")
    for update in promise.updates:
        pages = ", ".join(source.publisher for source in update.sources)
        print(f"  {update.date}  {update.status.label}  [{pages}]")

    # How much was kept? "Not assessed" is not "failed", so say how many were assessed.
    statuses = [c.status_on("2025-12-31") for c in tracker.commitments]
    assessed = [status for status in statuses if status != ot.Status.NOT_ASSESSED]
    kept = assessed.count(ot.Status.FULFILLED)
    print(f"\n{kept} of {len(assessed)} assessed commitments fulfilled by 2025-12-31; {len(statuses)} in all")

    # The same question as a careful reader could have answered it half a year earlier.
    print(f"{len(tracker.as_of('2025-06-30').commitments)} of them were on the public record on 2025-06-30")

    # Who backs the Chair? Silence never counts as support.
    positions = ot.positions(tracker, on="2024-12-31")
    print("\nthe 57 States, by what each had said on the Chairpersonship by 2024-12-31:")
    for standing, count in Counter(position.standing for position in positions).items():
        print(f"  {count}  {standing.definition}")
    latest = positions["Kazakhstan"].own_latest
    if latest is not None:
        print(f"Kazakhstan {latest.stance.label}, {latest.date}, reported by {latest.reported_by}")

    # When does it meet?
    print()
    for event in tracker.events.upcoming("2025-07-25", within=6):
        print(f"  {event.when.readable}  {event.title}, {event.city}")

    # Every answer is also a report for the terminal, Word, Excel, a web page or another program.
    report = ot.quarterly(tracker, "2025-Q3", dimension="human", lever="structures")
    print(f"\n{report.title}\n{report.subtitle}")
    for row in report.tables[0].records():
        print(f"  {row['id']}  {ot.Status(str(row['status_end'])).label:<16}  {row['commitment']}")


if __name__ == "__main__":
    main()
