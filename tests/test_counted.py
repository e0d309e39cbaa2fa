"""Answers that were counted in the files of the bundled data sets, before any code was asked.

Each case is a question, its answer as a list of records, and how a reader puts the question. The counts
were made by reading ``commitments.json``, ``events.json`` and ``statements.json``, and by a script that knows
nothing of the library. If the data change, count again: don't copy what the code says.
"""

import pytest

import osce_tracker as ot
from osce_tracker.analysis.objections import objections

#: By status, the promises made by 31 March 2025.
SPRING = {
    "blocked": "FI25-EE-01",
    "in-progress": "FI25-EE-07 FI25-EE-12 FI25-HD-02 FI25-PM-09 FI25-PM-12 FI25-PM-18 FI25-XD-01",
    "planned": "FI25-HD-11",
    "fulfilled": "FI25-HD-12 FI25-XD-25",
    "not-assessed": (
        "FI25-EE-05 FI25-EE-08 FI25-HD-01 FI25-HD-03 FI25-HD-05 FI25-HD-09 FI25-PM-07 FI25-PM-17 FI25-PM-20 "
        "FI25-XD-02 FI25-XD-03 FI25-XD-04 FI25-XD-06 FI25-XD-07 FI25-XD-09 FI25-XD-11 FI25-XD-12 FI25-XD-13 "
        "FI25-XD-14 FI25-XD-15 FI25-XD-17 FI25-XD-20 FI25-XD-22 FI25-XD-27 FI25-XD-28 FI25-XD-36 FI25-XD-39 "
        "FI25-XD-40 FI25-XD-42 PS25-07 PS25-12"
    ),
}
#: The rows of the third quarter by section.
SUMMER = {
    "politico-military": (
        "FI25-PM-02 FI25-PM-03 FI25-PM-04 FI25-PM-05 FI25-PM-06 FI25-PM-07 FI25-PM-09 FI25-PM-12 FI25-PM-13 "
        "FI25-PM-16 FI25-PM-17 FI25-PM-19 FI25-PM-20 PS25-01"
    ),
    "economic-environmental": (
        "FI25-EE-01 FI25-EE-03 FI25-EE-04 FI25-EE-05 FI25-EE-07 FI25-EE-08 FI25-EE-11 FI25-EE-12"
    ),
    "human": "FI25-HD-01 FI25-HD-02 FI25-HD-03 FI25-HD-04 FI25-HD-05 FI25-HD-09 PS25-05",
    "cross-dimensional": (
        "FI25-XD-01 FI25-XD-02 FI25-XD-03 FI25-XD-04 FI25-XD-05 FI25-XD-06 FI25-XD-07 FI25-XD-08 FI25-XD-09 "
        "FI25-XD-11 FI25-XD-12 FI25-XD-13 FI25-XD-14 FI25-XD-15 FI25-XD-17 FI25-XD-18 FI25-XD-19 FI25-XD-20 "
        "FI25-XD-22 FI25-XD-26 FI25-XD-27 FI25-XD-28 FI25-XD-29 FI25-XD-33 FI25-XD-34 FI25-XD-36 FI25-XD-40 "
        "FI25-XD-42 PS25-07 PS25-08 PS25-10 PS25-12"
    ),
}


def _rows(report):
    return [row for table in report.tables for row in table.records()]


def _ids(report):
    return sorted(row["id"] for row in _rows(report))


def _groups(report):
    """Return the ids in each group of rows of the first table, as one text."""
    found = {}
    for group, rows in report.tables[0].sections():
        found[group.key] = " ".join(sorted(row[-1] for row in rows))
    return found


def _by_status(tracker, day):
    made = tracker.so_on(day).commitments
    words = {c.status_on(day) for c in made}
    return {word: " ".join(made.where(status=word, on=day).ids) for word in words}


def _scorecard_counts(tracker, day):
    """Return the column of all commitments in the counts of a scorecard, by group and row."""
    table = next(table for table in ot.scorecard(tracker, day).tables if table.key == "counts")
    return {group.key: {what: every for what, _, every in rows} for group, rows in table.sections()}


def _counts(tracker, day):
    """Return how many of all commitments have each status, and how many there are."""
    counts = _scorecard_counts(tracker, day)
    statuses = dict.fromkeys(ot.Status, 0) | counts["status"]
    return {**statuses, "all": counts["all"]["total"]}


def _stated(tracker, day):
    """Return the rates of the promises that the Chair stated in advance."""
    rates = next(table for table in ot.scorecard(tracker, day).tables if table.key == "rates")
    row = next(rates.records())
    share, partly, unknown = (row[f"stated_{key}"] for key in ("fulfilled", "partly", "unassessed"))
    found = {"fulfilled": (share.part, share.whole), "partly": partly, "unassessed": unknown}
    # Of two ranges in a row, that of the Chair's stated promises comes first.
    stated = (row["range"] or "").split("; ")[0].removeprefix("range ")
    whose = "the Chair's stated "
    return {**found, "range": stated.replace(whose, "")} if whose in stated else found


def _evidence(tracker, day):
    return list(_scorecard_counts(tracker, day)["evidence"].values())


def _position(tracker, code, day, about="chairmanship"):
    """Return the ids of a State's own statements, and of those that groups made on its behalf."""
    position = ot.positions(tracker, about, on=day)[code]
    return [sorted(said.id for said in part) for part in (position.own, position.through)]


def _stances(tracker, code, day):
    own = ot.positions(tracker, on=day)[code].own
    return {str(said.stance): sorted(s.id for s in own if s.stance is said.stance) for said in own}


def _closed(tracker, period, end):
    """Return what had been made by the end of a period but is not in its table."""
    return sorted(set(tracker.so_on(end).commitments.ids) - set(_ids(ot.quarterly(tracker, period))))


def _kept(tracker, period):
    """Return what was not fulfilled at the start of a period and is at its end."""
    rows = _rows(ot.quarterly(tracker, period))
    return sorted(
        row["id"] for row in rows if row["status_end"] == "fulfilled" and row["status_start"] != "fulfilled"
    )


def _late(tracker, day):
    """Return the open promises that are overdue, and by how many days."""
    rows = _rows(ot.overdue(tracker, day))
    return {row["id"]: row["days"] for row in rows if ot.Status(row["status"]).is_open}


def _objections(tracker, day):
    return sorted(
        (o.state, o.commitment.id, o.update is o.commitment.update_on(day)) for o in objections(tracker, day)
    )


CASES = {
    "Where did each promise stand on 31 March 2025?": (SPRING, lambda t: _by_status(t, "2025-03-31")),
    # All 98 had been made.
    "How many promises had each status on 31 December 2025?": (
        {
            "fulfilled": 45,
            "partly-fulfilled": 20,
            "not-fulfilled": 7,
            "blocked": 1,
            "in-progress": 13,
            "planned": 5,
            "not-assessed": 7,
            "superseded": 0,
            "withdrawn": 0,
            "all": 98,
        },
        lambda t: _counts(t, "2025-12-31"),
    ),
    # All that had been made by its end: nothing had been closed before.
    "Which promises are in the table of the first quarter of 2025?": (
        sorted(" ".join(SPRING.values()).split()),
        lambda t: _ids(ot.quarterly(t, "2025-Q1")),
    ),
    "Which promises changed status in the first quarter of 2025?": (
        sorted(" ".join(ids for word, ids in SPRING.items() if word != "not-assessed").split()),
        lambda t: sorted(
            row["id"]
            for row in _rows(ot.quarterly(t, "2025-Q1"))
            if (row["status_start"] or "not-assessed") != row["status_end"]
        ),
    ),
    "Which promises are in the table of the third quarter of 2025?": (
        SUMMER,
        lambda t: _groups(ot.quarterly(t, "2025-Q3")),
    ),
    "Which promises had been closed before the third quarter of 2025?": (
        [
            *("FI25-EE-02", "FI25-EE-06", "FI25-HD-08", "FI25-HD-11", "FI25-HD-12", "FI25-PM-01"),
            *("FI25-PM-08", "FI25-PM-18", "FI25-XD-16", "FI25-XD-25", "FI25-XD-39", "PS25-11"),
        ],
        lambda t: _closed(t, "2025-Q3", "2025-09-30"),
    ),
    # FI25-XD-13 was fulfilled on 12 September, but the update for the month says in progress.
    "Which promises were kept in the third quarter of 2025?": (
        [
            *("FI25-EE-11", "FI25-HD-04", "FI25-PM-19", "FI25-XD-03"),
            *("FI25-XD-04", "FI25-XD-19", "FI25-XD-26", "FI25-XD-29"),
        ],
        lambda t: _kept(t, "2025-Q3"),
    ),
    # FI25-EE-01 was due in September, and failed on the 12th: it is closed.
    "What was overdue on 31 October 2025?": (
        [],
        lambda t: [(row["id"], row["days"]) for row in ot.overdue(t, "2025-10-31").tables[0].records()],
    ),
    "Which open promises were overdue on 28 February 2026, and by how many days?": (
        {"FI25-PM-03": 59, "FI25-PM-05": 59, "FI25-PM-17": 59, "FI25-XD-42": 59},
        lambda t: _late(t, "2026-02-28"),
    ),
    "What was held up on 30 November 2025?": (
        ["FI25-EE-01", "FI25-HD-05", "FI25-HD-06", "FI25-XD-09"],
        lambda t: _ids(ot.blocked(t, "2025-11-30")),
    ),
    "What was held up on 31 December 2025?": (
        [
            *("FI25-EE-01", "FI25-EE-05", "FI25-HD-02", "FI25-HD-03", "FI25-HD-05", "FI25-HD-06"),
            *("FI25-PM-11", "FI25-XD-09", "FI25-XD-10", "FI25-XD-11", "FI25-XD-28", "FI25-XD-33"),
            *("FI25-XD-38", "PS25-15"),
        ],
        lambda t: _ids(ot.blocked(t, "2025-12-31")),
    ),
    "Who had objected by 31 December 2025, to what, and is it the latest word?": (
        [
            *(("BY", "FI25-HD-05", True), ("BY", "FI25-HD-06", True)),
            *(("RU", "FI25-HD-05", True), ("RU", "FI25-HD-06", True), ("TR", "FI25-XD-10", False)),
        ],
        lambda t: _objections(t, "2025-12-31"),
    ),
    "What had Kazakhstan said on the Chair by 30 June 2025?": (
        [
            [
                "kz-2023-04-vassilenko-hakkinen",
                "kz-2024-06-vassilenko-makelainen",
                "kz-2025-06-tokayev-valtonen",
            ],
            [],
        ],
        lambda t: _position(t, "KZ", "2025-06-30"),
    ),
    "What had Norway said on the Chair by 31 December 2025, and what had groups said for it?": (
        [
            [
                *("no-2024-09-svendsen-priorities", "no-2024-12-eide-mc"),
                *("no-2025-11-svendsen-fsc-pc", "no-2025-12-eide-mc"),
            ],
            ["helsinki50-fund-2025-07-donors", "joint-2024-06-programme-outline"],
        ],
        lambda t: _position(t, "NO", "2025-12-31"),
    ),
    "What had Germany said on the Chair by 30 June 2025, and what had groups said for it?": (
        [
            [],
            [
                *("eu-2024-09-reply-priorities", "eu-2025-01-reply-opening-address"),
                *("eu-2025-03-reply-oceea", "eu-2025-04-climate-event"),
            ],
        ],
        lambda t: _position(t, "DE", "2025-06-30"),
    ),
    "How often had Russia taken each stance on the Chair by 31 December 2025?": (
        {
            "opposes": ["ru-2025-08-zakharova-helsinki50"],
            "critical": [
                "ru-2024-09-lukashevich-pc",
                *("ru-2025-01-lukashevich-pc", "ru-2025-02-lukashevich-interview"),
                *("ru-2025-06-lavrov-forum-2050", "ru-2025-06-lavrov-primakov"),
                *("ru-2025-07-zakharova-attendance", "ru-2025-10-zakharova-warsaw"),
                "ru-2025-12-lukashevich-mc",
            ],
        },
        lambda t: _stances(t, "RU", "2025-12-31"),
    ),
    # Fulfilled: EE-02 06, HD-08 09, PM-12, XD-01 02 03 04 07 14 18 19 22 24 25 27 29.
    # In part: EE-03 05 12, HD-01 03 05 13, PM-02 09, XD-08 11 12 15 17 33 34 39. Failed: HD-02, XD-28.
    # Open: PM-11 15, XD-05 06 13 20 40 42.
    "How much of what the Chair stated in advance had it kept by 31 December 2025?": (
        {"fulfilled": (18, 45), "partly": 17, "unassessed": 0},
        lambda t: _stated(t, "2025-12-31"),
    ),
    # Fulfilled: EE-02 06, HD-08, XD-25. In part: XD-39. In progress: EE-05 12, HD-02 05, PM-09 12,
    # XD-01 07 11 13 15 17 29 40 42. Not assessed: EE-03, HD-01 03 09, PM-02, XD-02 03 04 06 12 14 20 22
    # 27 28.
    "How much of what the Chair stated in advance had it kept by 30 June 2025?": (
        {"fulfilled": (4, 20), "partly": 1, "unassessed": 15, "range": "from 4 to 19 of 35"},
        lambda t: _stated(t, "2025-06-30"),
    ),
    # Own word alone: EE-09 11, HD-08 11 12 14, PM-06 08 16 19, XD-19 29 32, PS25-11. All have a source.
    "What do the fulfilled verdicts of 31 December 2025 rest on?": (
        [31, 14],
        lambda t: _evidence(t, "2025-12-31"),
    ),
    "What was on the agenda of September 2025?": (
        {
            "dated": " ".join(
                sorted(
                    [
                        *("mc-decision-1-25-minsk-closure", "envoy-hakala-central-asia-2025-09"),
                        *("special-pc-2025-09-09", "chair-forum-prague-climate-2025"),
                        *("anti-trafficking-coordinators-2025-09", "cio-visit-serbia-kosovo-2025-09"),
                        *("incoming-swiss-priorities-pc-2025-09-18", "eom-moldova-2025-09-28"),
                        "hcnm-visit-kazakhstan-2025-09",
                        *(
                            "vienna-energy-security-dialogue-2025-09-22",
                            "moscow-mechanism-report-pc-2025-09-25",
                        ),
                    ]
                )
            ),
            "undated": (
                "border-course-khorog-2025-09 fsc-finland-opening-2025-09 "
                "ministerial-troika-new-york-2025-09 sg-unga-2025-09"
            ),
        },
        lambda t: _groups(ot.agenda(t, "2025-09")),
    ),
    # None names it, and it names none.
    "Which promises of other Chairs hang on the return of the children?": (
        [("FI25-HD-03", "partly-fulfilled", "2025-12-08")],
        lambda t: [(row["id"], row["status"], str(row["when"])) for row in _rows(ot.thread(t, "FI25-HD-03"))],
    ),
    "Which promises did the public record show on 31 December 2024?": (
        ["FI25-EE-05", "FI25-XD-01", "FI25-XD-11", "FI25-XD-12", "FI25-XD-13", "FI25-XD-42", "PS25-12"],
        lambda t: sorted(t.as_of("2024-12-31").commitments.ids),
    ),
    "Which promises did the public record show on 10 January 2025?": (
        [
            *("FI25-EE-05", "FI25-PM-09", "FI25-XD-01", "FI25-XD-02", "FI25-XD-04", "FI25-XD-06"),
            *("FI25-XD-11", "FI25-XD-12", "FI25-XD-13", "FI25-XD-39", "FI25-XD-42", "PS25-12"),
        ],
        lambda t: sorted(t.as_of("2025-01-10").commitments.ids),
    ),
    "How many promises of Malta's Chair had each status at the end of its term?": (
        {
            "fulfilled": 35,
            "partly-fulfilled": 11,
            "not-fulfilled": 6,
            "blocked": 0,
            "in-progress": 13,
            "planned": 1,
            "not-assessed": 2,
            "superseded": 0,
            "withdrawn": 0,
            "all": 68,
        },
        lambda _: _counts(ot.load("malta-2024"), "2024-12-31"),
    ),
    "How much of what Malta's Chair stated in advance had it kept by 31 December 2024?": (
        {"fulfilled": (26, 51), "partly": 11, "unassessed": 1, "range": "from 26 to 27 of 52"},
        lambda _: _stated(ot.load("malta-2024"), "2024-12-31"),
    ),
    "Who had objected to promises of Malta's Chair, and is it the latest word?": (
        [
            ("AZ", "MT24-XD-07", True),
            ("AZ", "MT24-XD-10", False),
            ("AZ", "MT24-XD-10", True),
            ("AZ", "MT24-XD-26", True),
            ("BY", "MT24-HD-08", True),
            ("GR", "MT24-XD-06", False),
            ("RU", "MT24-HD-08", True),
            ("RU", "MT24-XD-11", True),
            ("RU", "MT24-XD-12", True),
            ("TR", "MT24-XD-06", False),
        ],
        lambda _: _objections(ot.load("malta-2024"), "2024-12-31"),
    ),
    # 45 of the 60 that had been made by then; 12 of them not assessed.
    "How much of what the Swiss Chair stated in advance had it kept by 26 February 2026?": (
        {"fulfilled": (6, 33), "partly": 0, "unassessed": 12, "range": "from 6 to 18 of 45"},
        lambda _: _stated(ot.load("switzerland-2026"), "2026-02-26"),
    ),
    # By set: four statements and five more, of which one is on the agenda.
    "What had Kazakhstan said on the three Chairs by 26 February 2026?": (
        [
            [
                *("kz-2023-04-vassilenko-hakkinen", "kz-2024-06-nurtleu-borg", "kz-2024-06-tokayev-borg"),
                *("kz-2024-06-vassilenko-makelainen", "kz-2025-06-tokayev-valtonen"),
                *("kz-2025-10-tokayev-stubb", "kz-2025-12-kosherbayev-bern", "kz-2026-01-tileuberdi-reply"),
            ],
            [],
        ],
        lambda _: _position(ot.load("all"), "KZ", "2026-02-26"),
    ),
}


@pytest.mark.parametrize("question", CASES)
def test_answer_is_the_one_counted_by_hand(tracker, question):
    """The tracker gives the answer that a reader of the files counted."""
    counted, ask = CASES[question]
    assert counted == ask(tracker)
