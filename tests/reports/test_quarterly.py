"""The quarterly commitment table, against its rules told a second time in plain loops.

``_told`` below is the module docstring of ``reports/quarterly.py``, the docstring of ``quarterly`` and
DESIGN section 4, written down without looking at how the library does it. It walks over commitments
and updates, day by day where that is simplest; nothing of it is fast.
"""

import datetime as dt
import gc
import re
from collections import Counter
from typing import NamedTuple

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from tests import strategies

ONE_DAY = dt.timedelta(days=1)
OPEN = ("not-assessed", "planned", "in-progress", "blocked")
QUARTERS = ("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")
PERIODS = (
    *QUARTERS,
    *(f"2025-{month:02}" for month in range(1, 13)),
    "2025",
    "2025-H1",
    "2025-07-31",
    "2025-07-31/2025-12-05",
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


class _Told(NamedTuple):
    """What the rules say of one period."""

    rows: list[dict[str, object]]
    #: Commitments of which it is not known whether they were made in time, with their dates.
    unplaced: list[tuple[str, str]]
    #: Commitments with an update of which it is not known whether it happened inside, with its date.
    vague: list[tuple[str, str]]


def _update_by(commitment, day):
    """Return the update that stands on a day: the latest that has happened, the later in the list."""
    found = None
    for update in commitment.updates:
        if update.date.last <= day and (found is None or update.date.last >= found.date.last):
            found = update
    return found


def _status_by(commitment, day):
    update = _update_by(commitment, day)
    return "not-assessed" if update is None else update.status


def _timing_by(commitment, day):
    """Return the timing by DESIGN section 4; a verdict that is repeated counts from its first day."""
    status = _status_by(commitment, day)
    if commitment.due is None or status in ("superseded", "withdrawn"):
        return "no-deadline"
    if status != "fulfilled":
        return "overdue" if day > commitment.due.last else "not-due"
    fulfilling = None
    for update in _in_order(commitment.updates):
        if update.date.last > day:
            continue
        if update.status != "fulfilled":
            fulfilling = None
        elif fulfilling is None:
            fulfilling = update
    return "on-time" if fulfilling.date.first <= commitment.due.last else "late"


def _in_order(updates):
    """Return updates by last day; of one day in the order of the list (insertion sort)."""
    ordered = []
    for update in updates:
        place = len(ordered)
        while place and ordered[place - 1].date.last > update.date.last:
            place -= 1
        ordered.insert(place, update)
    return ordered


def _pages_by(commitment, day):
    pages = {source.url for source in commitment.sources}
    for update in commitment.updates:
        if update.date.last <= day:
            pages |= {source.url for source in update.sources}
    return len(pages)


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


def _told(tracker, period, *, dimension=None, lever=None, made_by=None, only_changed=False):
    told = _Told([], [], [])
    for commitment in tracker.commitments:
        if not _fits(commitment, dimension, lever, made_by):
            continue
        made = commitment.made_on.last
        for update in commitment.updates:
            made = min(made, update.date.last)
        start = _status_by(commitment, period.first - ONE_DAY)
        happened = [u for u in _in_order(commitment.updates) if _inside(u.date, period)]
        changed = bool(happened) or _inside(commitment.made_on, period)
        # "In it when it had been made by the end and was open at the start, or was made or updated in
        # the period."
        shown = (made <= period.last and start in OPEN) or changed
        if shown and (changed or not only_changed):
            told.rows.append(
                {
                    "id": commitment.id,
                    "commitment": commitment.title,
                    "lever": commitment.lever,
                    "due": commitment.due,
                    "status_start": start,
                    "status_end": _status_by(commitment, period.last),
                    "timing": _timing_by(commitment, period.last),
                    "happened": happened,
                    "sources": _pages_by(commitment, period.last),
                }
            )
        elif made >= period.first and _straddles(commitment.made_on, period):
            told.unplaced.append((commitment.id, str(commitment.made_on)))
        told.vague.extend(
            (commitment.id, str(update.date))
            for update in commitment.updates
            if _straddles(update.date, period)
        )
    return told


def _rows(report):
    return [row for table in report.tables for row in table.records()]


def _ids(report):
    return [row["id"] for row in _rows(report)]


def _counts(note):
    """Return the counts by status that a note tells."""
    return {label: int(found[1]) for label in LABELS if (found := re.search(rf"\b(\d+) {label}\b", note))}


def _named(note):
    """Return the commitments with dates that a note names, as in ``FI25-HD-06 (2025)``."""
    return re.findall(r"([A-Za-z0-9][A-Za-z0-9._:+-]*) \((\d{4}[-/\dQH]*)\)", note)


def _agrees(report, told):
    """Assert that a report says what the rules say: rows, counts, coverage, and what is too vague."""
    rows = _rows(report)
    order = {row["id"]: place for place, row in enumerate(told.rows)}
    assert sorted(order) == sorted(_ids(report))
    for row in rows:
        expected = told.rows[order[row["id"]]]
        happened = expected["happened"]
        cell = row.pop("happened")
        assert expected == row | {"happened": happened}
        assert (cell is None) == (not happened)
        if happened:
            latest = f"{happened[-1].date.readable}: {happened[-1].summary}"
            more = cell.removeprefix(latest)
            assert cell.startswith(latest)
            assert ([str(len(happened))] if len(happened) > 1 else []) == re.findall(r"\d+", more)
    _counts_agree(report, told)
    _vague_agree(report, told)


def _counts_agree(report, told):
    ends = Counter(row["status_end"].label for row in _rows(report))
    assert len(told.rows) == sum(ends.values())
    assert ends == _counts(report.notes[0])
    assert re.search(rf"\b{len(told.rows)} commitments?\b", report.notes[0])
    assessed = len(told.rows) - ends["not assessed"]
    assert any(f"{assessed} of {len(told.rows)}" in note for note in report.notes)
    for table in report.tables:
        own = Counter(row["status_end"].label for row in table.records())
        assert own == _counts(table.notes[0])
        assert re.search(rf"\b{sum(own.values())} commitments?\b", table.notes[0])


def _vague_agree(report, told):
    # The last note is on the data set; its words are anybody's.
    notes = [note for note in report.notes[1:-1] if _named(note)]
    expected = [names for names in (told.unplaced, told.vague) if names]
    assert [Counter(names) for names in expected] == [Counter(_named(note)) for note in notes]
    for names, note in zip(expected, notes, strict=True):
        assert re.search(rf"\b{len(names)} (commitment|update)s?\b", note)


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


def _source(address):
    return ot.Source(
        url=f"https://example.org/{address}", title="Page", publisher="OSCE", publisher_type="osce"
    )


def _row_of(commitment, period="2025-Q3"):
    """Return the row of a commitment alone in a tracker, or ``None``."""
    rows = _rows(ot.quarterly(ot.Tracker(commitments=[commitment]), period))
    return rows[0] if rows else None


@pytest.mark.parametrize("period", PERIODS)
def test_bundled_data_agree_with_the_rules(tracker, period):
    """Of the bundled data every row, count and note of a period is what the plain rules say."""
    _agrees(ot.quarterly(tracker, period), _told(tracker, ot.Period(period)))


@pytest.mark.parametrize("period", ["2025-Q2", "2025-Q3", "2025-12"])
@pytest.mark.parametrize(
    "filters",
    [
        {"dimension": "human"},
        {"dimension": "politico-military"},
        {"lever": "consensus"},
        {"made_by": "chair"},
        {"only_changed": True},
        {"dimension": "human", "lever": "chair", "made_by": "chair", "only_changed": True},
    ],
)
def test_filters_choose_by_the_rules(tracker, period, filters):
    """A filter leaves the rows of the commitments that fit, and counts and notes on these alone."""
    _agrees(ot.quarterly(tracker, period, **filters), _told(tracker, ot.Period(period), **filters))


@given(strategies.trackers, strategies.periods, st.booleans())
def test_any_data_agree_with_the_rules(tracker, period, only_changed):
    """Whatever the records, rows, counts and notes are what the plain rules say."""
    report = ot.quarterly(tracker, period, only_changed=only_changed)
    _agrees(report, _told(tracker, period, only_changed=only_changed))


@settings(max_examples=25)
@given(strategies.trackers, strategies.periods)
def test_every_commitment_stands_in_its_one_section(tracker, period):
    """The four sections stand in their order, by id, and no commitment is in two of them."""
    report = ot.quarterly(tracker, period)
    assert [table.key for table in report.tables] == [
        "politico-military",
        "economic-environmental",
        "human",
        "cross-dimensional",
    ]
    assert len(set(_ids(report))) == len(_ids(report))
    for table in report.tables:
        own = [tracker.commitments[row["id"]] for row in table.records()]
        assert [c.id for c in own] == sorted(c.id for c in own)
        for commitment in own:
            alone = len(commitment.dimensions) == 1
            assert table.key == (commitment.dimensions[0] if alone else "cross-dimensional")


@pytest.mark.parametrize("period", PERIODS)
def test_sections_add_up(tracker, period):
    """The counts of the four sections together are the counts of all sections."""
    report = ot.quarterly(tracker, period)
    together = Counter()
    for table in report.tables:
        together.update(_counts(table.notes[0]))
    assert together == _counts(report.notes[0])


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
    expected = ("not-assessed", "fulfilled", "2025-07-01: Done.")
    assert expected == (row["status_start"], row["status_end"], row["happened"])


def test_promise_closed_on_the_eve_is_out():
    """A promise fulfilled on the evening before the quarter is in no later table."""
    assert _row_of(_promise(_update("2025-06-30", "fulfilled"))) is None


def test_promise_blocked_on_the_eve_is_in():
    """A promise that is blocked at the start is still open, and so in the table with that status."""
    row = _row_of(_promise(_update("2025-06-30", "blocked")))
    assert (row["status_start"], row["status_end"], row["happened"]) == ("blocked", "blocked", None)


def test_closed_promise_comes_back_when_it_is_updated():
    """A promise closed before is in the table of the quarter in which something is known of it again."""
    row = _row_of(_promise(_update("2025-03-01", "fulfilled"), _update("2025-08-01", "partly-fulfilled")))
    assert (row["status_start"], row["status_end"]) == ("fulfilled", "partly-fulfilled")


def test_update_that_began_before_counts_for_the_status_alone():
    """An update that ends inside but began before stands at the end; that it happened inside is open."""
    commitment = _promise(_update("2025-06-20/2025-07-05", "fulfilled"))
    report = ot.quarterly(ot.Tracker(commitments=[commitment]), "2025-Q3")
    (row,) = _rows(report)
    assert (
        row["status_start"],
        row["status_end"],
        row["happened"],
    ) == ("not-assessed", "fulfilled", None)
    named = [_named(note) for note in report.notes if _named(note)]
    assert named == [[("XX25-HD-01", "2025-06-20/2025-07-05")]]


def test_update_that_ends_later_has_not_happened():
    """An update whose date ends after the quarter changes nothing in it but a note."""
    commitment = _promise(_update("2025", "fulfilled"))
    report = ot.quarterly(ot.Tracker(commitments=[commitment]), "2025-Q3")
    (row,) = _rows(report)
    assert (row["status_end"], row["happened"]) == ("not-assessed", None)
    assert [_named(note) for note in report.notes if _named(note)] == [[("XX25-HD-01", "2025")]]


def test_update_too_vague_is_told_of_shown_promises_alone_or_not():
    """The note on vague updates names promises that are not shown as well: nothing is dropped silently."""
    closed = _promise(_update("2025-01-30", "withdrawn"), _update("2025", "withdrawn"))
    report = ot.quarterly(ot.Tracker(commitments=[closed]), "2025-Q3")
    assert _rows(report) == []
    assert [_named(note) for note in report.notes if _named(note)] == [[("XX25-HD-01", "2025")]]


def test_promise_with_a_vague_date_is_footnoted():
    """A promise of which it is open whether it had been made by the end is not shown, but named."""
    vague = _promise(made_on="2025")
    report = ot.quarterly(ot.Tracker(commitments=[vague]), "2025-Q3")
    assert _rows(report) == []
    assert [_named(note) for note in report.notes if _named(note)] == [[("XX25-HD-01", "2025")]]


@pytest.mark.parametrize(
    ("made_on", "period"),
    [("2025", "2025-Q4"), ("2025", "2025-12"), ("2025-06-30/2025-07-01", "2025-Q3")],
)
def test_promise_surely_made_by_the_end_is_shown(made_on, period):
    """A promise whose vague date is over by the end had been made by then, and is in the table."""
    row = _row_of(_promise(made_on=made_on), period)
    assert row is not None
    assert (row["status_start"], row["status_end"]) == ("not-assessed", "not-assessed")


def test_promise_with_a_vague_date_is_placed_by_its_update():
    """A promise with a vague date that was acted on inside the quarter is in its table."""
    row = _row_of(_promise(_update("2025-08-05"), made_on="2025"))
    assert (row["status_start"], row["status_end"]) == ("not-assessed", "in-progress")


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


def test_of_updates_of_one_day_the_later_in_the_list_stands():
    """Of two updates of one day the later in the list is the status, and what happened."""
    row = _row_of(
        _promise(_update("2025-08-01", "blocked", "First."), _update("2025-08-01", "fulfilled", "Second."))
    )
    assert row["status_end"] == "fulfilled"
    assert row["happened"].startswith("2025-08-01: Second.")
    row = _row_of(
        _promise(_update("2025-08-01", "fulfilled", "Second."), _update("2025-08-01", "blocked", "First."))
    )
    assert row["status_end"] == "blocked"


def test_updates_are_taken_by_day_not_by_place():
    """The order of updates of different days in the list does not matter."""
    early, late = _update("2025-07-05", "planned"), _update("2025-08-05", "fulfilled")
    assert _row_of(_promise(early, late)) == _row_of(_promise(late, early))


@pytest.mark.parametrize(
    ("due", "updates", "timing"),
    [
        (None, (), "no-deadline"),
        ("2025-09-30", (), "not-due"),
        ("2025-09-29", (), "overdue"),
        ("2025-07", (_update("2025-07-31", "fulfilled"),), "on-time"),
        ("2025-07", (_update("2025-08-01", "fulfilled"),), "late"),
        ("2025-07", (_update("2025-07-31/2025-08-02", "fulfilled"),), "on-time"),
        ("2025-07", (_update("2025-10-01", "fulfilled"),), "overdue"),
        ("2025-07", (_update("2025-08-01", "superseded"),), "no-deadline"),
        ("2025-07", (_update("2025-08-01", "partly-fulfilled"),), "overdue"),
    ],
)
def test_timing_is_that_of_the_last_evening(due, updates, timing):
    """The timing is that of the last day of the period: the deadline's last day still counts."""
    assert timing == _row_of(_promise(*updates, due=due))["timing"]


def test_sources_are_pages_seen_so_far():
    """A page counts once, whether promise or update rests on it, and those of later updates not yet."""
    commitment = _promise(
        _update("2025-08-01", sources=[_source("a"), _source("b")]),
        _update("2025-11-01", sources=[_source("c")]),
        sources=[_source("a")],
    )
    sources = [_row_of(commitment, period)["sources"] for period in ("2025-Q2", "2025-Q3", "2025-Q4")]
    assert sources == [1, 2, 3]


def test_empty_tracker_gives_an_honest_empty_report():
    """Without any commitment the four sections are empty, and counts and coverage say zero."""
    report = ot.quarterly(ot.Tracker(), "2025-Q3")
    assert [table.rows for table in report.tables] == [()] * 4
    _agrees(report, _Told([], [], []))
    assert "%" not in " ".join(report.notes)
    assert "0 of 0" in str(report)


def test_title_names_the_period_in_its_canonical_form(tracker):
    """The title has the period as it is written canonically, and the subtitle the data set."""
    report = ot.quarterly(tracker, "2025-07-01/2025-09-30")
    assert "2025-Q3" in report.title
    assert ot.quarterly(tracker, ot.Period("2025-Q3")) == report
    assert tracker.edition.title == report.subtitle
    assert ot.quarterly(ot.Tracker(), "2025-Q3").subtitle == ""


def test_subtitle_tells_every_filter(tracker):
    """What was asked for stands in the subtitle, words by their labels."""
    report = ot.quarterly(
        tracker, "2025-Q3", dimension="HD", lever=["consensus", "chair"], made_by="chair", only_changed=True
    )
    for part in ("human", "consensus of the 57", "Chair alone", "chair", "only"):
        assert part in report.subtitle
    assert len(report.subtitle.split("; ")) == 5


@pytest.mark.parametrize("name", ["dimension", "lever", "made_by"])
def test_filter_takes_several_values(tracker, name):
    """Several values mean any of them."""
    values = {
        "dimension": ("human", "politico-military"),
        "lever": ("chair", "consensus"),
        "made_by": ("chair", "institution"),
    }[name]
    both = _ids(ot.quarterly(tracker, "2025-Q3", **{name: values}))
    each = [_ids(ot.quarterly(tracker, "2025-Q3", **{name: value})) for value in values]
    assert sorted({*each[0], *each[1]}) == sorted(both)


@pytest.mark.parametrize(
    ("name", "values"), [("dimension", ["human"]), ("lever", ["chair"]), ("made_by", ["chair"])]
)
def test_filter_takes_any_iterable(tracker, name, values):
    """An iterable that can be read but once is as good as a list."""
    expected = ot.quarterly(tracker, "2025-Q3", **{name: values})
    assert expected == ot.quarterly(tracker, "2025-Q3", **{name: iter(values)})


def test_filter_by_the_name_of_a_maker(tracker):
    """A maker may be asked for by name, in any case."""
    name = tracker.commitments["FI25-PM-17"].made_by.name
    assert _ids(ot.quarterly(tracker, "2025-Q3", made_by=name.upper())) == ["FI25-PM-17"]


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        (ot.PeriodError, {"period": "2025-Q5"}),
        (ot.PeriodError, {"period": "Q3"}),
        (ot.WordError, {"period": "2025-Q3", "dimension": "humn"}),
        (ot.WordError, {"period": "2025-Q3", "lever": "majority"}),
        (ot.WordError, {"period": "2025-Q3", "made_by": "nobody"}),
    ],
)
def test_what_does_not_exist_is_refused(tracker, error, arguments):
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
    assert (row["status_end"], row["happened"]) == ("fulfilled", "2025-08-08: All are home.")
    assert before == ot.quarterly(tracker, "2025-Q3")


def test_same_question_gives_the_same_answer(tracker):
    """Asking twice, and asking another tracker of the same records, gives equal reports and bytes."""
    report = ot.quarterly(tracker, "2025-Q3", dimension="human")
    again = ot.quarterly(tracker, "2025-Q3", dimension="human")
    turned = ot.Tracker(commitments=reversed(tracker.commitments.records), edition=tracker.edition)
    assert report == again
    assert report == ot.quarterly(turned, "2025-Q3", dimension="human")
    assert str(report) == str(again)


def test_keys_of_columns_are_stable(tracker):
    """Programs find the columns by these keys, the id first."""
    expected = [
        "id",
        "commitment",
        "lever",
        "due",
        "status_start",
        "status_end",
        "timing",
        "happened",
        "sources",
    ]
    for table in ot.quarterly(tracker, "2025-Q3").tables:
        assert expected == [column.key for column in table.columns]


def test_collector_is_paused_while_rows_are_made(monkeypatch):
    """However many commitments there are, the garbage collector does not look at each while rows are made."""
    from osce_tracker.reports import quarterly

    seen = []
    was_on = gc.isenabled()
    gc.enable()
    for name in ("_course", "_row"):
        make = getattr(quarterly, name)
        monkeypatch.setattr(quarterly, name, lambda *a, make=make: seen.append(gc.isenabled()) or make(*a))
    ot.quarterly(ot.Tracker(commitments=[strategies.a_commitment()]), "2025-Q3")
    assert ([False, False], True) == (seen, gc.isenabled())
    if not was_on:
        gc.disable()
