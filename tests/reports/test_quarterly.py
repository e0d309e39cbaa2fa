"""The quarterly commitment table, against its rules in plain loops.

``_expected`` is the module docstring of ``reports/quarterly.py`` and the manual's definitions, written down
without looking at how the library does it.
"""

import datetime as dt
import re
from collections import Counter
from typing import NamedTuple

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import PeriodError, WordError
from osce_tracker.formats.cells import parts_text, shared_cell
from osce_tracker.reports.wording import CONTESTED_NOTE
from tests import strategies

#: The place of the status at the end in a row.
STATUS = 3
ONE_DAY = dt.timedelta(days=1)
OPEN = ("planned", "in-progress", "blocked")
CLOSED = ("fulfilled", "partly-fulfilled", "not-fulfilled", "superseded", "withdrawn")
QUARTERS = ("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")
PERIODS = (
    *QUARTERS,
    *(f"2025-{month:02}" for month in range(1, 13)),
    "2025",
    "2025-H1",
    "2025-07-31",
    "2025-07-31/2025-12-05",
)
SECTIONS = ("politico-military", "economic-environmental", "human", "cross-dimensional")
#: What is stuck or failed comes first.
READING = (
    *("blocked", "not-fulfilled", "partly-fulfilled", "fulfilled", "in-progress"),
    *("planned", "not-assessed", "superseded", "withdrawn"),
)
#: Statuses as the counts below a table name them.
LABELS = {
    "not assessed",
    "planned",
    "in progress",
    "blocked",
    "fulfilled",
    "partly fulfilled",
    "not fulfilled",
    "superseded",
    "withdrawn",
}


class _Expected(NamedTuple):
    """What the rules say of one period."""

    rows: list[dict[str, object]]
    #: Commitments of which it is open whether they were made in the period.
    unplaced: list[str]
    #: Updates of which it is open whether they happened inside.
    vague: list[str]
    #: How many were closed before and are left out, and how many of all made by the end have each status.
    closed: int
    made: Counter[str]
    #: How many moved to each status for certain.
    moved: Counter[str]


def _update_by(commitment, day):
    """Return the update that counts on a day: the latest that has happened, the later in the list."""
    found = None
    for update in commitment.updates:
        if update.date.last <= day and (found is None or update.date.last >= found.date.last):
            found = update
    return found


def _status_by(commitment, day):
    update = _update_by(commitment, day)
    return "not-assessed" if update is None else update.status


def _timing_by(commitment, day):
    """Return the timing by its definition; a verdict that is repeated counts from its first day."""
    status = _status_by(commitment, day)
    if commitment.due is None or status in ("superseded", "withdrawn"):
        return "no-deadline"
    if status in ("partly-fulfilled", "not-fulfilled"):
        return "in-part" if status == "partly-fulfilled" else "missed"
    if status in OPEN and day > commitment.due.last:
        return "overdue"
    if status == "not-assessed" and day > commitment.due.last:
        return "not-known"
    if status != "fulfilled":
        return "due" if day == commitment.due.last else "not-due"
    fulfilling = None
    for update in _in_order(commitment.updates):
        if update.date.last > day:
            continue
        if update.status != "fulfilled":
            fulfilling = None
        elif fulfilling is None:
            fulfilling = update
    if fulfilling.date.last <= commitment.due.last:
        return "on-time"
    return "late" if fulfilling.date.first > commitment.due.last else "not-known"


def _in_order(updates):
    """Return updates by last day; of one day in the order of the list (insertion sort)."""
    ordered = []
    for update in updates:
        place = len(ordered)
        while place and ordered[place - 1].date.last > update.date.last:
            place -= 1
        ordered.insert(place, update)
    return ordered


def _when(period):
    first, dash, last = period.readable.partition(" \N{EN DASH} ")
    if dash:
        return f"from {first} to {last}"
    if "half" in period.readable:
        return f"in the {period.readable}"
    return f"{'on' if period.first == period.last else 'in'} {period.readable}"


def _pages_by(commitment, inside, first, day):
    """Return the pages on what happened, the newest by its first possible day first, then originals.

    Those of the latest news come before those of earlier news. Without news they are those of the last
    update, and without any update those of the promise, but none that is later than the day if others
    are not.
    """
    last = _update_by(commitment, day)
    updates = inside or ([] if last is None else [last])
    others = [page for update in updates[:-1] for page in update.sources]
    others += commitment.sources if first or not updates else ()
    found = {}
    for pages in (updates[-1].sources if updates else (), others):
        unique = {page.url: page for page in pages}.values()
        dated = [(p.published.first if p.published else dt.date.min, p.primary, p) for p in unique]
        for *_, page in sorted(dated, key=lambda one: one[:2], reverse=True):
            found.setdefault(page.url, page)
    by_then = [page for page in found.values() if page.published is None or page.published.first <= day]
    return tuple(found.values() if inside or not by_then else by_then)


def _inside(date, period):
    return period.first <= date.first and date.last <= period.last


def _straddles(date, period):
    return date.first <= period.last and period.first <= date.last and not _inside(date, period)


def _fits(commitment, dimension, lever, made_by):
    return (
        (dimension is None or dimension in commitment.dimensions)
        and (lever is None or commitment.lever == lever)
        and (made_by is None or commitment.made_by.type == made_by)
    )


def _names(tracker, codes, day):
    """Return the names of States as they were on a day, in the order of the alphabet."""
    return ", ".join(tracker.states.name(code, day) for code in tracker.states.in_order(codes, day))


def _reason_by(tracker, commitment, day):
    """Return why a promise is stuck or was not kept, and by whom."""
    update = _update_by(commitment, day)
    if update is None or (not update.obstacle and not update.blocked_by):
        stuck = update is not None and update.status in ("blocked", "not-fulfilled")
        return "no reason given" if stuck else None
    words = {
        None: "objection",
        "no-consensus": "no consensus",
        "named-objection": "objection",
        "money": "no money",
        "dependency": "another party must act first",
        "outside-event": "outside event",
        "chair-choice": "the Chair chose otherwise",
    }[update.obstacle and update.obstacle.value]
    names = _names(tracker, update.blocked_by, update.date.last) if update.blocked_by else ""
    if not names and update.obstacle == "no-consensus":
        # Nobody is named with it, but earlier sources may have named somebody.
        earlier = [u for u in commitment.updates if u.date.last <= day and u.obstacle != "dependency"]
        named = _names(tracker, {code for u in earlier for code in u.blocked_by}, day)
        return f"{words}; sources name {named}" if named else words
    return f"{words}: {names}" if names else words


def _expected(tracker, period, *, all=False, only_changed=False, **filters):  # noqa: A002 (as in the library)
    rows, unplaced, vague, closed, every, dated = [], [], [], 0, Counter(), Counter()
    for commitment in tracker.commitments:
        if not _fits(commitment, *(filters.get(name) for name in ("dimension", "lever", "made_by"))):
            continue
        made = commitment.made_on.last
        for update in commitment.updates:
            made = min(made, update.date.last)
        eve = period.first - ONE_DAY
        start = None if made > eve else _status_by(commitment, eve)
        inside = [u for u in _in_order(commitment.updates) if _inside(u.date, period)]
        first = _inside(commitment.made_on, period)
        end = _status_by(commitment, period.last)
        moved = made <= period.last and end != ("not-assessed" if start is None else start)
        belongs = (made <= period.last and start not in CLOSED) or bool(inside) or first or moved
        every[end] += made <= period.last
        closed += made <= period.last and not belongs
        belongs = belongs or (all and made <= period.last)
        closed -= all and made <= period.last and start in CLOSED and not (inside or first or moved)
        if belongs and (inside or first or moved or not only_changed):
            # Nobody knows whether a status that only a vague date gives was reached in the period.
            dated[end] += moved and any(update.status == end for update in inside)
            rows.append(
                {
                    "commitment": commitment.title,
                    "status_start": start,
                    "first": "first on record" if start is None else None,
                    "status_end": _status_by(commitment, period.last),
                    "reason": _reason_by(tracker, commitment, period.last),
                    "when": inside[-1].date if inside else commitment.made_on if first else None,
                    "happened": _news(commitment, inside, first, period),
                    "sources": _pages_by(commitment, inside, first, period.last),
                    "lever": commitment.lever,
                    "due": commitment.due,
                    "timing": _timing_by(commitment, period.last),
                    "id": commitment.id,
                }
            )
        elif made >= period.first and _straddles(commitment.made_on, period):
            unplaced.append(f"{commitment.title} ({commitment.made_on.readable}, {commitment.id})")
        vague += [
            f"{commitment.title} ({update.date.readable}, {commitment.id})"
            for update in commitment.updates
            if _straddles(update.date, period)
        ]
    return _Expected(rows, unplaced, vague, closed, every, dated)


def _news(commitment, inside, first, period):
    if not inside:
        last = _update_by(commitment, period.last)
        if last and not first and last.date.overlaps(period):
            return f"Dated {last.date.readable}, so perhaps not {_when(period)}: {last.summary}"
        known = "" if last is None else f"; last update {last.date.readable}"
        return "First on record." if first else f"No news {_when(period)}{known}."
    count = len(inside) - 1
    updates = f"{count} earlier update{'' if count == 1 else 's'}"
    return f"{inside[-1].summary} ({updates} {_when(period)})" if count else inside[-1].summary


def _rows(report):
    (table,) = report.tables
    return list(table.records())


def _ids(report):
    return [row["id"] for row in _rows(report)]


def _counts(line):
    """Return the counts by status in a line."""
    return {label: int(found[1]) for label in LABELS if (found := re.search(rf"\b(\d+) {label}\b", line))}


def _agrees(report, expected):
    """Assert that rows, order, counts, what is left out and what is too vague are as the rules say."""
    rows = {row["id"]: row for row in _rows(report)}
    for row in rows.values():
        row.pop("also", None)
        row.pop("readings", None)
    assert {row["id"]: row for row in expected.rows} == rows
    _counts_agree(report, expected)
    moved, ends, made = expected.moved, expected.made, expected.made.total()
    *statuses, unknown = report.figures
    for figure in statuses:
        assert figure.value == moved[figure.key]
        assert figure.note.startswith(f"{ends[figure.key]} of all {made} on ")
    assert (ends["not-assessed"], made) == (unknown.value.part, unknown.value.whole)
    for names, noun in ((expected.unplaced, "commitment"), (expected.vague, "update")):
        count = f"{len(names)} {noun}{' is' if len(names) == 1 else 's are'} dated too vaguely to say"
        notes = [note for note in report.notes if note.startswith(count)]
        assert bool(names) == bool(notes)
        assert not names or notes[0].endswith(f": {'; '.join(names)}.")


def _counts_agree(report, expected):
    ends = Counter(ot.Status(row["status_end"]).label for row in expected.rows)
    count = len(expected.rows)
    (table,) = report.tables
    totals = {total.key: total.value for total in table.totals}
    made = expected.made.total()
    quiet = made - expected.closed - count
    left_out = {"closed": expected.closed, "quiet": quiet}
    left_out = {key: number for key, number in left_out.items() if number}
    assert {"shown": count, **left_out, "made": made} == totals
    assert ends == _counts(table.totals[0].note)
    (assessed,) = [note for note in report.notes if note.startswith("Assessed: ")]
    assert f"Assessed: {ot.Share(made - expected.made['not-assessed'], made)}." in assessed
    for group, own in table.sections():
        if group is not None:
            statuses = Counter(row[STATUS].label for row in own)
            assert statuses == _counts(group.note)


def _update(date, status="in-progress", summary="Something.", **fields):
    return ot.StatusUpdate(date=date, status=status, summary=summary, **fields)


def _promise(*updates, made_on="2025-01-23", **fields):
    given = {
        "id": "XX25-HD-01",
        "title": "Hold a seminar",
        "text": "Hold a seminar in spring.",
        "made_by": ot.Maker(type="chair", name="Chair"),
        "dimensions": ["human"],
        "kind": "activity",
        "lever": "chair",
    }
    return ot.Commitment(**given | fields, made_on=made_on, updates=updates)


def _source(address, **fields):
    url = f"https://example.org/{address}"
    return ot.Source(url=url, title="Page", publisher="OSCE", publisher_type="osce", **fields)


def _named(report, verb):
    """Return the promises that a note names as too vaguely dated to say if it happened or was made."""
    found = [note for note in report.notes if f"dated too vaguely to say if it {verb} in" in note]
    return [name for note in found for name in note.split(": ", 1)[1].removesuffix(".").split("; ")]


def _row_of(commitment, period="2025-Q3"):
    """Return the row of a commitment alone in a tracker, or ``None``."""
    rows = _rows(ot.quarterly(ot.Tracker(commitments=[commitment]), period))
    return rows[0] if rows else None


def test_bundled_data_agree_with_the_rules(tracker):
    """Of the bundled data every row, count and note of a period is what the plain rules say."""
    for period in PERIODS:
        _agrees(ot.quarterly(tracker, period), _expected(tracker, ot.Period(period)))


def test_long_headline_leaves_the_period_to_the_title(tracker):
    """A headline that would be too long doesn't say when; the title does. It never leaves out what failed."""
    report = ot.quarterly(tracker, "2024-12-31/2025-12-30", dimension="human")
    assert "touching the human dimension" in report.title
    assert report.headline == "Human dimension: 31 fulfilled, 11 in part and five failed; one ended blocked."


def test_filters_choose_by_the_rules(tracker):
    """A filter leaves the rows of the commitments that fit, and counts and notes on these alone."""
    for filters in [
        {"dimension": "human"},
        {"dimension": "politico-military"},
        {"lever": "consensus"},
        {"made_by": "chair"},
        {"only_changed": True},
        {"all": True},
        {"dimension": "human", "lever": "chair", "made_by": "chair", "only_changed": True},
    ]:
        for period in ["2025-Q2", "2025-Q3", "2025-12"]:
            _agrees(
                ot.quarterly(tracker, period, **filters), _expected(tracker, ot.Period(period), **filters)
            )


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods, st.booleans(), st.booleans())
def test_any_data_agree_with_the_rules(tracker, period, only_changed, every):
    """Whatever the records, rows, counts and notes are what the plain rules say."""
    report = ot.quarterly(tracker, period, only_changed=only_changed, all=every)
    _agrees(report, _expected(tracker, period, only_changed=only_changed, all=every))


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_every_commitment_is_in_exactly_one_group(tracker, period):
    """Groups come in the order of the dimensions, none is empty, and no commitment is in two of them."""
    (table,) = ot.quarterly(tracker, period).tables
    ids = [row[-1] for row in table.rows]
    assert len(set(ids)) == len(ids)
    keys = [group.key for group in table.groups]
    assert keys == [key for key in SECTIONS if key in keys]
    for group, own in table.sections():
        assert bool(own) == (group is not None)
        for commitment in (tracker.commitments[row[-1]] for row in own):
            alone = len(commitment.dimensions) == 1
            assert group.key == (commitment.dimensions[0] if alone else "cross-dimensional")
        order = [(READING.index(row[STATUS]), row[0].casefold(), row[-1]) for row in own]
        assert order == sorted(order)


def test_groups_add_up(tracker):
    """The counts of the groups together are those of the table."""
    for period in PERIODS:
        report = ot.quarterly(tracker, period)
        together = Counter()
        for group in report.tables[0].groups:
            together.update(_counts(group.note))
        assert together == _counts(report.tables[0].totals[0].note), period


def test_chair_readings_and_the_end_of_the_record():
    """The Chair asked for, verdicts on which readings differ and a period beyond the record are told."""
    everything = ot.load("all")
    report = ot.quarterly(everything, "2026-Q3", chair="CH-2026")
    assert _ids(report) == _ids(ot.quarterly(ot.load("switzerland-2026"), "2026-Q3"))
    assert report.subtitle.endswith("Chairpersonship: Switzerland 2026")
    assert report.lead.endswith("The record goes up to 8 June 2026: later facts may be missing.")
    differing = everything.commitments.where(contested=True, on="2026-09-30").ids
    marked = [row["id"] for row in _rows(report) if row["readings"] == "readings differ"]
    assert sorted(marked) == [one for one in differing if one in _ids(report)]
    assert CONTESTED_NOTE == report.notes[-1]
    plain = ot.quarterly(ot.Tracker(commitments=everything.commitments), "2026-Q3")
    assert "readings" not in _rows(plain)[0]
    assert CONTESTED_NOTE not in plain.notes


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_table_and_what_is_left_out_add_up_to_the_chart(tracker, period):
    """Together with what is left out the table has every commitment made by the end of the period."""
    expected = _expected(tracker, period)
    made = tracker.so_on(period.last).commitments
    assert len(made) == expected.made.total() == len(expected.rows) + expected.closed
    assert set(_ids(ot.quarterly(tracker, period))) <= set(made.ids)


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_news_lie_wholly_inside(tracker, period):
    """What a row says happened lies wholly inside the period."""
    for row in _rows(ot.quarterly(tracker, period)):
        assert row["when"] is None or period.contains(row["when"])


def test_one_dimension_is_one_group(tracker):
    """Filtered by one dimension the table has one group, and a column with the others touched."""
    (table,) = ot.quarterly(tracker, "2025-Q3", dimension="human").tables
    assert [("human", len(table.rows))] == [(group.key, group.size) for group in table.groups]
    for row in table.records():
        others = [d.label for d in tracker.commitments[row["id"]].dimensions if d != "human"]
        assert (", ".join(others) or None) == row["also"]
    (both,) = ot.quarterly(tracker, "2025-Q3", dimension=["human", "politico-military"]).tables
    assert "also" not in [column.key for column in both.columns]
    assert 3 == len(both.groups)


def test_promise_of_the_last_day_is_in():
    """A promise made on the last day of the quarter is in its table, and one of the day after is not."""
    assert _row_of(_promise(made_on="2025-09-30"))["status_end"] == "not-assessed"
    assert _row_of(_promise(made_on="2025-10-01")) is None


def test_promise_of_the_first_day_is_in():
    """A promise made on the first day of the quarter is in its table and among what changed."""
    promised = ot.Tracker(commitments=[_promise(made_on="2025-07-01")])
    assert _ids(ot.quarterly(promised, "2025-Q3", only_changed=True)) == ["XX25-HD-01"]


def test_what_happens_on_the_first_day_is_seen_to_happen():
    """A promise fulfilled on the first day was open at the start and is fulfilled at the end."""
    row = _row_of(_promise(_update("2025-07-01", "fulfilled", "Done.")))
    expected = ("not-assessed", "fulfilled", ot.Period("2025-07-01"), "Done.")
    assert expected == (row["status_start"], row["status_end"], row["when"], row["happened"])


def test_promise_closed_on_the_eve_is_out():
    """A promise fulfilled on the evening before the quarter is in no later table."""
    assert _row_of(_promise(_update("2025-06-30", "fulfilled"))) is None


def test_promise_blocked_on_the_eve_is_in():
    """A promise that is blocked at the start is still open, and so in the table with that status."""
    row = _row_of(_promise(_update("2025-06-30", "blocked")))
    assert (row["status_start"], row["status_end"], row["happened"]) == (
        "blocked",
        "blocked",
        "No news in Q3 2025; last update 30 June 2025.",
    )


def test_closed_promise_comes_back_when_it_is_updated():
    """A promise closed before is in the table of the quarter in which something is known of it again."""
    row = _row_of(_promise(_update("2025-03-01", "fulfilled"), _update("2025-08-01", "partly-fulfilled")))
    assert (row["status_start"], row["status_end"]) == ("fulfilled", "partly-fulfilled")


def test_update_that_began_before_counts_for_the_status_alone():
    """An update that ends inside but began before gives the status at the end, but isn't news."""
    commitment = _promise(_update("2025-06-20/2025-07-05", "fulfilled"))
    report = ot.quarterly(ot.Tracker(commitments=[commitment]), "2025-Q3")
    (row,) = _rows(report)
    assert (
        row["status_start"],
        row["status_end"],
        row["happened"],
    ) == ("not-assessed", "fulfilled", "Dated 20 June – 5 July 2025, so perhaps not in Q3 2025: Something.")
    assert ["Hold a seminar (20 June – 5 July 2025, XX25-HD-01)"] == _named(report, "happened")


def test_update_that_ends_later_has_not_happened():
    """An update whose date ends after the quarter changes nothing in it but a note."""
    commitment = _promise(_update("2025", "fulfilled"))
    report = ot.quarterly(ot.Tracker(commitments=[commitment]), "2025-Q3")
    (row,) = _rows(report)
    assert (row["status_end"], row["happened"]) == ("not-assessed", "No news in Q3 2025.")
    assert ["Hold a seminar (2025, XX25-HD-01)"] == _named(report, "happened")


def test_vague_updates_of_promises_that_are_left_out_are_named():
    """The note on vague updates names promises that are left out as well."""
    closed = _promise(_update("2025-01-30", "withdrawn"), _update("2025", "withdrawn"))
    report = ot.quarterly(ot.Tracker(commitments=[closed]), "2025-Q3")
    assert _rows(report) == []
    assert ["Hold a seminar (2025, XX25-HD-01)"] == _named(report, "happened")


def test_lanes_are_left_out_if_nobody_could_look_at_all():
    """Ten pictures of lanes stand below the table; of more than 250 moves there are none."""
    one = _promise(_update("2025-08-01", "fulfilled"))
    moved = [attrs.evolve(one, id=f"XX25-HD-{n:03}") for n in range(251)]
    few, many = (ot.quarterly(ot.Tracker(commitments=some), "2025-Q3") for some in (moved[1:], moved))
    assert (10, 0) == (len(few.charts_below), len(many.charts_below))
    assert 250 == len({row[0] for chart in few.charts_below for row in chart.rows})


def test_what_only_a_vague_date_shows_is_known_but_moved_nothing():
    """An update of the year is known at the end of the quarter, though nothing moved in it for certain."""
    report = ot.quarterly(ot.Tracker(commitments=[_promise(_update("2025"))]), "2025-Q4")
    assert "No commitment changed status in Q4 2025." == report.headline
    assert "One may have changed status in Q4 2025: its date is too vague to tell." == report.lead


def test_promise_with_a_vague_date_is_footnoted():
    """A promise of which it is open whether it had been made by the end is not shown, but named."""
    vague = _promise(made_on="2025")
    report = ot.quarterly(ot.Tracker(commitments=[vague]), "2025-Q3")
    assert _rows(report) == []
    assert ["Hold a seminar (2025, XX25-HD-01)"] == _named(report, "was made")


def test_promise_surely_made_by_the_end_is_shown():
    """A promise whose vague date is over by the end had been made by then, and is in the table."""
    for made_on, period in [("2025", "2025-Q4"), ("2025", "2025-12"), ("2025-06-30/2025-07-01", "2025-Q3")]:
        row = _row_of(_promise(made_on=made_on), period)
        assert row is not None, (made_on, period)
        assert (row["status_start"], row["status_end"]) == (None, "not-assessed"), (made_on, period)


def test_promise_made_after_the_eve_has_no_status_at_the_start():
    """What had been made by the eve was not assessed at the start; what was made later had no status."""
    for made_on, updates, start in [
        ("2025-06-30", (), "not-assessed"),
        ("2025-06-30/2025-07-01", (), None),
        ("2025-07-01", (), None),
        ("2025-07-01", (_update("2025-06-30/2025-07-02", "blocked"),), None),
        ("2025-07-01", (_update("2025-06-30", "blocked"),), "blocked"),
    ]:
        report = ot.quarterly(ot.Tracker(commitments=[_promise(*updates, made_on=made_on)]), "2025-Q3")
        (row,) = _rows(report)
        assert start == row["status_start"], (made_on, updates)


def test_promise_with_a_vague_date_is_placed_by_its_update():
    """A promise with a vague date that was acted on inside the quarter is in its table."""
    row = _row_of(_promise(_update("2025-08-05"), made_on="2025"))
    assert (row["status_start"], row["status_end"]) == (None, "in-progress")


def test_update_before_the_promise_makes_it():
    """A promise that was acted on before its date counts as made by then: it is open at the start."""
    row = _row_of(_promise(_update("2025-06-01", "planned"), made_on="2025-09"))
    assert (row["status_start"], row["status_end"]) == ("planned", "planned")
    row = _row_of(_promise(_update("2025-06-01", "planned"), made_on="2025-12"))
    assert (row["status_start"], row["status_end"]) == ("planned", "planned")


def test_promise_made_inside_but_closed_before_is_in():
    """A promise that was made in the quarter is in its table even when it had been closed before."""
    row = _row_of(_promise(_update("2025-06-01", "fulfilled"), made_on="2025-07-15"))
    assert (row["status_start"], row["status_end"]) == ("fulfilled", "fulfilled")


def test_of_updates_of_one_day_the_later_in_the_list_counts():
    """Of two updates of one day the later in the list is the status, and what happened."""
    row = _row_of(
        _promise(_update("2025-08-01", "blocked", "First."), _update("2025-08-01", "fulfilled", "Second."))
    )
    assert row["status_end"] == "fulfilled"
    assert row["happened"].startswith("Second.")
    row = _row_of(
        _promise(_update("2025-08-01", "fulfilled", "Second."), _update("2025-08-01", "blocked", "First."))
    )
    assert row["status_end"] == "blocked"


def test_updates_are_taken_by_day_not_by_place():
    """The order of updates of different days in the list does not matter."""
    early, late = _update("2025-07-05", "planned"), _update("2025-08-05", "fulfilled")
    assert _row_of(_promise(early, late)) == _row_of(_promise(late, early))


def test_timing_is_that_of_the_last_evening():
    """The timing is that of the last day of the period: the deadline's last day still counts."""
    for due, updates, timing in [
        (None, (), "no-deadline"),
        ("2025-10-01", (), "not-due"),
        ("2025-09-30", (), "due"),
        ("2025-09-29", (), "not-known"),
        ("2025-10-01", (_update("2025-07-31", "planned"),), "not-due"),
        ("2025-09-30", (_update("2025-07-31", "in-progress"),), "due"),
        ("2025-09-29", (_update("2025-07-31", "planned"),), "overdue"),
        ("2025-09-29", (_update("2025-07-31", "in-progress"),), "overdue"),
        ("2025-09-29", (_update("2025-07-31", "blocked"),), "overdue"),
        ("2025-07", (_update("2025-07-31", "fulfilled"),), "on-time"),
        ("2025-07", (_update("2025-08-01", "fulfilled"),), "late"),
        ("2025-07", (_update("2025-07-31/2025-08-02", "fulfilled"),), "not-known"),
        ("2025-07", (_update("2025-10-01", "fulfilled"),), "not-known"),
        ("2025-07", (_update("2025-07-31", "planned"), _update("2025-10-01", "fulfilled")), "overdue"),
        ("2025-07", (_update("2025-08-01", "superseded"),), "no-deadline"),
        ("2025-07", (_update("2025-08-01", "partly-fulfilled"),), "in-part"),
        ("2025-07", (_update("2025-08-01", "not-fulfilled"),), "missed"),
    ]:
        assert timing == _row_of(_promise(*updates, due=due))["timing"], (due, updates, timing)


def test_sources_are_those_of_what_happened():
    """A row names the pages on its news; without news those of the last update, or else of the promise."""
    commitment = _promise(
        _update("2025-08-01", sources=[_source("a"), _source("b")]),
        _update("2025-11-01", sources=[_source("c")]),
        sources=[_source("a"), _source("d")],
    )
    found = {
        period: "".join(sorted(page.url[-1] for page in _row_of(commitment, period)["sources"]))
        for period in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
    }
    assert {"2025-Q1": "ad", "2025-Q2": "ad", "2025-Q3": "ab", "2025-Q4": "c", "2026-Q1": "c"} == found


def test_pages_of_later_are_no_sources_of_a_quarter_without_news():
    """Q3 2025 doesn't name a page of January 2026 as its latest, unless there is no other."""
    early, late = _source("early", published="2025-05"), _source("late", published="2026-01")
    for pages, expected in (([late, early], ["early"]), ([late], ["late"])):
        row = _row_of(_promise(_update("2025-05-01", sources=pages)))
        assert expected == [page.url.rpartition("/")[2] for page in row["sources"]]
    row = _row_of(_promise(_update("2025-08-01", sources=[late, early])))
    assert ["late", "early"] == [page.url.rpartition("/")[2] for page in row["sources"]]


def test_people_see_seven_columns():
    """Formats for people have seven columns: an unchanged status is not repeated, and reasons are with it."""
    moved = _promise(_update("2025-08-01", "blocked", blocked_by=["BY"], sources=[_source("a")]))
    quiet = _promise(_update("2025-06-01", "planned"), id="XX25-HD-02", due="2025-12")
    made = ot.Tracker(commitments=[moved, quiet, _promise(id="XX25-HD-03", made_on="2025-09")])
    (table,) = ot.quarterly(attrs.evolve(made, states=ot.states()), "2025-Q3").tables
    places = (*table.row_places, *table.detail_places)
    keys = [table.columns[n].key for n in places]
    assert ["commitment", "status_start", "status_end", "lever", "due", "id", "happened"] == keys
    shown = [
        {key: parts_text(shared_cell(table, row, n)) for key, n in zip(keys, places, strict=True)}
        for row in table.rows
    ]
    assert [("◌ Not assessed", "⊘ Blocked\nObjection: Belarus"), ("No change", "○ Planned")] == [
        (row["status_start"], row["status_end"]) for row in shown[:2]
    ]
    assert ("First on record", "◌ Not assessed") == (shown[2]["status_start"], shown[2]["status_end"])
    assert ["No deadline", "December 2025\nNot due", "No deadline"] == [row["due"] for row in shown]
    assert "1 August 2025: Something.\nSource: OSCE" == shown[0]["happened"]
    assert ["not-assessed", "planned", None] == [row["status_start"] for row in table.records()]


def test_newest_source_comes_first():
    """The newest by its first possible day comes first; of one day the original; undated ones last."""
    days = {"a": None, "b": "2025", "c": "2025-03-01", "d": "2025-03-01", "e": "2025-02"}
    pages = [_source(name, published=day, primary=name == "d") for name, day in days.items()]
    row = _row_of(_promise(_update("2025-08-01", sources=pages)))
    assert ["d", "c", "e", "b", "a"] == [page.url[-1] for page in row["sources"]]


def test_empty_tracker_gives_an_empty_report():
    """Without any commitment the table is empty, and the headline, counts and coverage say so."""
    report = ot.quarterly(ot.Tracker(), "2025-Q3")
    assert "No commitment was open or updated in Q3 2025." == report.headline
    assert ((), ()) == (report.tables[0].rows, report.tables[0].groups)
    _agrees(report, _Expected([], [], [], 0, Counter(), Counter()))
    assert "%" not in " ".join(report.notes)


def test_headline_says_what_moved():
    """The headline counts verdicts, numbers to nine in words, and what was blocked."""
    for words, headline in [
        ([], "No outcome was known in Q3 2025 of the one commitment open."),
        (["planned"], "One commitment changed status in Q3 2025."),
        (["blocked"], "One commitment changed status in Q3 2025; one ended blocked."),
        (["fulfilled", "fulfilled"], "Two commitments were fulfilled in Q3 2025."),
        (
            ["fulfilled", "partly-fulfilled", "not-fulfilled", "blocked", "planned"],
            "One commitment was fulfilled in Q3 2025, one in part and one failed; one ended blocked.",
        ),
        (["not-fulfilled"] * 10, "10 commitments failed in Q3 2025."),
    ]:
        made = [_promise(_update("2025-08-01", word), id=f"A{n}") for n, word in enumerate(words)]
        report = ot.quarterly(ot.Tracker(commitments=made or [_promise()]), "2025-Q3")
        assert headline == report.headline, (words, headline)


def test_headline_counts_what_was_made_and_judged_inside():
    """A promise made inside the period moves with its first verdict, and doesn't without one."""
    for updates, headline in [
        ((), "No outcome was known in Q3 2025 of the one commitment open."),
        ((_update("2025-08-02", "blocked"),), "One commitment changed status in Q3 2025; one ended blocked."),
        ((_update("2025-08-02", "fulfilled"),), "One commitment was fulfilled in Q3 2025."),
    ]:
        made = ot.Tracker(commitments=[_promise(*updates, made_on="2025-08-01")])
        assert headline == ot.quarterly(made, "2025-Q3").headline, (updates, headline)


def test_headline_when_nothing_moved():
    """An update that leaves the status as it was is no move."""
    promise = _promise(_update("2025-06-01", "planned"), _update("2025-08-01", "planned"))
    report = ot.quarterly(ot.Tracker(commitments=[promise]), "2025-Q3")
    assert "No commitment changed status in Q3 2025." == report.headline


def test_report_says_what_it_is_about(tracker):
    """The title has the period as people read it, the subtitle the data set; edition and view are values."""
    report = ot.quarterly(tracker, "2025-07-01/2025-09-30")
    assert "Commitments, Q3 2025" == report.title
    assert ot.quarterly(tracker, ot.Period("2025-Q3")) == report
    assert tracker.edition.title == report.subtitle
    assert (tracker.edition, None) == (report.edition, report.known_by)
    view = ot.quarterly(tracker.as_of("2025-08-31"), "2025-Q3")
    assert dt.date(2025, 8, 31) == view.known_by
    assert view.subtitle.endswith("as known on 31 August 2025")
    assert ot.quarterly(ot.Tracker(), "2025-Q3").subtitle == ""


def test_subtitle_names_every_filter(tracker):
    """Filters are in the subtitle, words by their labels; one dimension is in the title."""
    report = ot.quarterly(
        tracker, "2025-Q3", dimension="HD", lever=["consensus", "chair"], made_by="chair", only_changed=True
    )
    assert "Commitments touching the human dimension, Q3 2025" == report.title
    for part in ("all 57 States", "Chair alone", "chair", "only"):
        assert part in report.subtitle
    assert len(report.subtitle.split("; ")) == 4


def test_filter_takes_several_values(tracker):
    """Several values mean any of them."""
    for name in ["dimension", "lever", "made_by"]:
        values = {
            "dimension": ("human", "politico-military"),
            "lever": ("chair", "consensus"),
            "made_by": ("chair", "institution"),
        }[name]
        both = _ids(ot.quarterly(tracker, "2025-Q3", **{name: values}))
        each = [_ids(ot.quarterly(tracker, "2025-Q3", **{name: value})) for value in values]
        assert sorted({*each[0], *each[1]}) == sorted(both), name


def test_filter_takes_any_iterable(tracker):
    """An iterable that can be read but once is as good as a list."""
    for name, values in [("dimension", ["human"]), ("lever", ["chair"]), ("made_by", ["chair"])]:
        expected = ot.quarterly(tracker, "2025-Q3", **{name: values})
        assert expected == ot.quarterly(tracker, "2025-Q3", **{name: iter(values)}), (name, values)


def test_filter_by_the_name_of_a_maker(tracker):
    """A maker may be asked for by name, in any case."""
    name = tracker.commitments["FI25-PM-17"].made_by.name
    assert _ids(ot.quarterly(tracker, "2025-Q3", made_by=name.upper())) == ["FI25-PM-17"]


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        (PeriodError, {"period": "2025-Q5"}),
        (PeriodError, {"period": "Q3"}),
        (WordError, {"period": "2025-Q3", "dimension": "humn"}),
        (WordError, {"period": "2025-Q3", "lever": "majority"}),
        (WordError, {"period": "2025-Q3", "made_by": "nobody"}),
    ],
)
def test_unknown_arguments(tracker, error, arguments):
    """A period, dimension, lever or maker that does not exist is an error, not an empty table."""
    with pytest.raises(error):
        ot.quarterly(tracker, **arguments)


def test_changed_tracker_gives_a_fresh_table(tracker):
    """What was worked out for one tracker is not carried over to another made from it."""
    before = ot.quarterly(tracker, "2025-Q3")
    old = tracker.commitments["FI25-HD-03"]
    new = attrs.evolve(old, updates=(*old.updates, _update("2025-08-08", "fulfilled", "All are home.")))
    after = ot.quarterly(tracker.with_records(new), "2025-Q3")
    row = next(row for row in _rows(after) if row["id"] == new.id)
    assert (row["status_end"], row["happened"]) == ("fulfilled", "All are home.")
    assert before == ot.quarterly(tracker, "2025-Q3")


def test_same_question_gives_the_same_answer(tracker):
    """Asking twice, and asking another tracker of the same records, gives equal reports and bytes."""
    report = ot.quarterly(tracker, "2025-Q3", dimension="human")
    again = ot.quarterly(tracker, "2025-Q3", dimension="human")
    turned = ot.Tracker(
        commitments=reversed(tracker.commitments.records), edition=tracker.edition, readings=tracker.readings
    )
    assert report == again
    assert report == ot.quarterly(turned, "2025-Q3", dimension="human")
    assert str(report) == str(again)


def test_keys_of_columns_are_stable(tracker):
    """Programs find the columns by these keys: the title first, the id last."""
    expected = [
        "commitment",
        "status_start",
        "first",
        "status_end",
        "reason",
        "readings",
        "when",
        "happened",
        "sources",
        "lever",
        "due",
        "timing",
        "id",
    ]
    (table,) = ot.quarterly(tracker, "2025-Q3").tables
    assert expected == [column.key for column in table.columns]
    titles = [column.title for column in table.columns]
    assert ["status on 30 June 2025", "status on 30 September 2025"] == [titles[1], titles[3]]


def test_period_after_the_record_is_not_quiet_but_unknown(tracker):
    """A period that begins after the last day of the record is not one in which nothing happened."""
    for report in (ot.quarterly(tracker, "2031-Q1"), ot.brief(tracker, "2031-Q1")):
        assert "Nothing is on record for Q1 2031: the record stops on 15 March 2026." == report.headline
    assert "Nothing is on record" not in ot.quarterly(tracker, "2026-Q1").headline
    view = tracker.as_of("2025-06-30")
    assert ot.quarterly(view, "2025-Q3").headline.endswith("the record stops on 30 June 2025.")


def test_first_period_of_the_calendar_has_no_eve(tracker):
    """A period without a day before it is an error."""
    with pytest.raises(PeriodError):
        ot.quarterly(tracker, "0001")
