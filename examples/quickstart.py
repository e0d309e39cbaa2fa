"""Ten minutes with the library: a promise, what became of all, who backs the Chair, what meets next.

    python examples/quickstart.py

prints:
"""

import osce_tracker as ot


def main() -> None:
    """Ask the bundled data set on Finland's 2025 Chairpersonship the four questions of the library."""
    tracker = ot.load()

    # What was promised, and what became of it? Every fact has a day and the pages on which it was seen.
    promise = tracker.commitments["FI25-HD-03"]
    print(f"{promise.title} ({promise.section.label}; who delivers: {promise.lever.label})")
    for update in promise.history:
        pages = ", ".join(source.publisher for source in update.sources)
        print(f"  {update.date}  {update.status.label}  [{pages}]")

    # How much was kept? Not assessed is not failed, so counts stand beside how much is known.
    statuses = [c.status_on("2025-12-31") for c in tracker.commitments]
    assessed = [status for status in statuses if status != ot.Status.NOT_ASSESSED]
    kept = assessed.count(ot.Status.FULFILLED)
    print(f"\n{kept} of {len(assessed)} assessed commitments fulfilled by 2025-12-31; {len(statuses)} in all")

    # The same question as a careful reader could have answered it half a year earlier.
    known = tracker.as_of("2025-06-30")
    print(f"{len(known.commitments)} of them were on the public record on 2025-06-30")

    # Who backs the Chair? Silence is no support.
    positions = tracker.positions(on="2024-12-31")
    own = [p.state for p in positions if p.standing == ot.Standing.OWN]
    silent = [p.state for p in positions if p.standing == ot.Standing.NONE]
    print(f"\nbefore the Chairpersonship began {len(own)} States had spoken on it themselves, from", end=" ")
    print(f"{ot.states()[own[0]].name} to {ot.states()[own[-1]].name};")
    print(f"for {len(silent)} no statement is known, of their own or of a group that speaks for them")

    # When does it meet?
    print()
    for event in tracker.events.upcoming("2025-07-25", within=10):
        print(f"  {event.when.readable}  {event.title}, {event.city}")

    # Everything comes as a table, too, for a terminal, Word, Excel, a web page or another program.
    report = ot.quarterly(tracker, "2025-Q3", dimension="human", lever="structures")
    print(f"\n{report.title}; {report.subtitle}")
    for table in report.tables:
        for row in table.records():
            print(f"  {row['id']}  {ot.shown(row['status_end']):<16}  {row['commitment']}")


if __name__ == "__main__":
    main()
