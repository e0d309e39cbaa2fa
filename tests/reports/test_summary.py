"""The summary: every sentence says what plain counts of the records say."""

import datetime as dt
import re

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.errors import PeriodError, WordError
from tests.strategies import a_commitment, a_statement, an_event

OPEN = ("planned", "in-progress", "blocked")
WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def findings(report):
    """Return the sentences of a summary by their subjects."""
    (table,) = report.tables
    return {row["subject"]: row["finding"] for row in table.records()}


def number(text):
    """Return a number that a sentence has in figures or words."""
    return WORDS.index(text.lower()) if text.lower() in WORDS else int(text)


def counted(sentence):
    """Return the counts in a sentence on what became of promises."""
    kept, total = re.match(
        r"(\w+) of (\d+) (?:promise|commitment)s? w(?:as|ere) (?:kept|fulfilled)", sentence
    ).groups()
    others = {
        label: number(found[1])
        for label in ("in part", "failed", "dropped", "still open", "not assessed")
        if (found := re.search(rf"(\w+) (?:was |were )?{label}", sentence))
    }
    return number(kept), int(total), others


def plain_count(promises, day):
    """Return how many promises were kept, how many there are, and how many are what else."""
    latest = [
        max((u for u in c.updates if u.date.last <= day), key=lambda u: u.date.last, default=None)
        for c in promises
    ]
    words = ["not-assessed" if update is None else update.status.value for update in latest]
    others = {
        "in part": words.count("partly-fulfilled"),
        "failed": words.count("not-fulfilled"),
        "dropped": words.count("superseded") + words.count("withdrawn"),
        "still open": sum(word in OPEN for word in words),
        "not assessed": words.count("not-assessed"),
    }
    return words.count("fulfilled"), len(words), {label: count for label, count in others.items() if count}


@pytest.mark.parametrize("name", ["malta-2024", "finland-2025", "switzerland-2026", "all"])
def test_counts_are_those_of_the_records(name):
    """The sentences on promises have the counts of a plain loop, first of those stated by the Chair."""
    tracker = ot.load(name)
    report = ot.summary(tracker)
    said = findings(report)
    day = dt.date(2026, 6, 8) if name in ("all", "switzerland-2026") else tracker.terms[0].until
    made = [c for c in tracker.commitments if min([c.made_on.last, *(u.date.last for u in c.updates)]) <= day]
    stated = [c for c in made if c.made_by.type == "chair" and c.basis == "stated"]
    assert plain_count(stated, day) == counted(said["Stated by the Chair"])
    assert plain_count(made, day) == counted(said["All records"])
    kept, assessed = (
        int(n) for n in re.search(r"Chair alone (\d+) of (\d+)", said["By who delivers"]).groups()
    )
    alone = plain_count([c for c in made if c.lever == "chair"], day)
    gone = alone[2].get("not assessed", 0) + alone[2].get("dropped", 0)
    assert (alone[0], alone[1] - gone) == (kept, assessed)
    blocked = [c for c in made if (c.update_on(day) and c.update_on(day).status == "blocked")]
    assert (not blocked and said["Blocked"] == "No commitment is blocked.") or (
        sum(c.title in said["Blocked"] for c in blocked) == min(3, len(blocked))
    )
    assert ot.scorecard(tracker).headline == report.headline
    coming = sorted(
        (e for e in tracker.events if e.when.first > day), key=lambda e: (e.when.first, e.when.last)
    )
    going = [e for e in coming if e.status not in ("cancelled", "postponed")]
    assert all(f"{event.when.readable}: {event.title}" in said["Coming next"] for event in going[:3])
    assert len(str(report).splitlines()) <= (68 if name == "all" else 49)


def test_each_sentence_of_the_bundled_data(tracker):
    """The Finnish summary, as people read it."""
    report = ot.summary(tracker)
    assert report.title == "Summary, 31 December 2025"
    said = findings(report)
    assert said["Blocked"] == "Work constructively for a 2026 Unified Budget (no consensus; not the Chair's)."
    assert said["Who objected"] == (
        "Sources name Belarus (two commitments), the Russian Federation (two commitments) and Türkiye "
        "(one commitment)."
    )
    assert said["Evidence"] == (
        "Only the Chair's or the OSCE's own word is known for 14 of the 45 fulfilled commitments."
    )
    assert said["Critical or opposed"] == (
        "Going by each State's own latest words, with all its stances: the Russian Federation (8 critical, "
        "1 opposes), Belarus (1 conditional, 1 critical) and Georgia (2 opposes)."
    )
    assert said["Failed"].startswith(
        "Promises of the Chair: Free the three detained OSCE officials (others outside); Help Ukraine "
        "to reach a just and lasting peace (others outside). Other commitments: Carry on the Structured "
    )
    rows = {row["subject"]: row["sources"] for row in report.tables[0].records()}
    assert all(rows[subject] for subject in ("Blocked", "Who objected", "Latest moves", "Coming next"))


def test_day_chair_and_view():
    """A summary goes by the day, the Chairpersonship and the view it is asked for."""
    everything = ot.load("all")
    assert findings(ot.summary(everything, chair="MT-2024")) == findings(
        ot.summary(everything.of_chairs("MT-2024"))
    )
    early = ot.summary(ot.load().as_of("2025-02-01"))
    assert "Summary, 1 February 2025" == early.title
    assert "kept none of two assessed promises" in early.headline
    assert "By who delivers" not in findings(early)
    assert "2030" in ot.summary(ot.load(), "2030-01-01").title
    with pytest.raises(PeriodError):
        ot.summary(everything, "2025-13-01")
    with pytest.raises(WordError):
        ot.summary(everything, chair="XX-2025")


def test_little_data():
    """Without records there are no sentences on them; one of each is named in the singular."""
    assert {"Blocked", "Coming next"} == set(findings(ot.summary(ot.Tracker(), "2025-01-01")))
    done = ot.StatusUpdate(date="2025-01-02", status="fulfilled", summary="Done.")
    gone = ot.StatusUpdate(date="2025-01-02", status="withdrawn", summary="Gone.")
    stuck = ot.StatusUpdate(date="2025-01-02", status="blocked", summary="Stuck.", blocked_by=["SE"])
    made = [
        a_commitment("C-1", title="One", updates=[done]),
        *(a_commitment(f"C-{n}", title=f"Stuck {n}", updates=[stuck]) for n in range(2, 7)),
        a_commitment("C-7", updates=[gone]),
        a_commitment("C-8", made_on="2025-01-02"),
    ]
    meeting = an_event("E-1", when="2025-03", status="announced")
    tracker = ot.Tracker(
        commitments=made, events=[meeting, an_event("E-2", when="2025-02", status="cancelled")]
    )
    said = findings(ot.summary(attrs.evolve(tracker, states=ot.states()), "2025-01-31"))
    everyone = said.get("All records") or said["Stated by the Chair"]
    assert (
        everyone.replace("fulfilled", "kept")
        .replace("promises", "commitments")
        .replace(" (these 1 included)", "")
        == "1 of 8 commitments was kept and one dropped; five were still open and one not assessed."
    )
    assert said["Blocked"].endswith("Stuck 4 (objection: Sweden); and two more.")
    assert said["Who objected"] == "Sources name Sweden (five commitments)."
    assert said["Evidence"] == (
        "Only the Chair's or the OSCE's own word is known for 0 of the 1 fulfilled commitment."
    )
    assert said["Coming next"] == f"March 2025: {meeting.title}."
    assert "Critical or opposed" not in said
    assert said["Who backs the Chair"].startswith(
        "Of 57 participating States, none supported the Chair at least once in their own words and none more "
        "through a group; no statement on the Chair was found for 57."
    )
    spoken = [
        a_statement(f"said-{one.code}", date="2025-01-02", state=one.code, about="chairmanship")
        for one in ot.states().participating
    ]
    everyone = ot.Tracker(statements=spoken, states=ot.states())
    backing = findings(ot.summary(everyone, "2025-01-31"))["Who backs the Chair"]
    assert "no statement" not in backing
    closed = ot.summary(ot.Tracker(commitments=made[:1]), "2025-01-31")
    assert {"1 of 1 promise was kept.", "1 of 1 commitment was fulfilled."} & {*findings(closed).values()}
