"""The lists that ask for attention: overdue, stale, blocked."""

import datetime as dt
import re
from collections import Counter

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import PeriodError, UsageError, WordError
from osce_tracker.reports.wording import CONTESTED_NOTE
from tests import strategies
from tests.refusals import accepted
from tests.tracker.test_as_of import _known, _promise, _source, _update

DAYS = ["2024-06-30", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-06-30"]
OPEN = ("planned", "in-progress", "blocked")
CLOSED = ("not-fulfilled", "partly-fulfilled", "fulfilled", "superseded", "withdrawn")
NUMERALS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
#: What is stuck or failed comes first.
READING = (
    *("blocked", "not-fulfilled", "partly-fulfilled", "fulfilled", "in-progress"),
    *("planned", "not-assessed", "superseded", "withdrawn"),
)
SECTIONS = ["politico-military", "economic-environmental", "human", "cross-dimensional"]


def _rows(report):
    table, *_ = report.tables
    return list(table.records())


def _ids(report):
    return [row["id"] for row in _rows(report)]


def _update_on(commitment, day):
    """Return the update that counts on a day, by a plain loop."""
    found = None
    for update in commitment.updates:
        if update.date.last <= day and (found is None or update.date.last >= found.date.last):
            found = update
    return found


def _status(commitment, day):
    update = _update_on(commitment, day)
    return "not-assessed" if update is None else str(update.status)


def _made(commitment, day):
    return commitment.made_on.last <= day or _update_on(commitment, day) is not None


def _overdue(commitment, day):
    past = commitment.due is not None and commitment.due.last < day
    return past and _status(commitment, day) in OPEN and _made(commitment, day)


def _said(report, count):
    """Return the headline of a list of so many commitments."""
    number = str(count) if count > 9 else NUMERALS[count]
    what = f"{report.title[0].lower()}{report.title[1:]}"
    found = ": no completion was found" if count and what.startswith("overdue") else ""
    return f"{number} commitment{' was' if count == 1 else 's were'} {what}{found}."


def _said_of_blocked(statuses, day):
    """Return the headline of the list of what is blocked, held up or closed with an obstacle."""
    blocked = statuses.count("blocked")
    held_up = len([status for status in statuses if status in ("planned", "in-progress")])
    closed = len([status for status in statuses if status in CLOSED])
    assert len(statuses) == blocked + held_up + closed
    first, more, others = (
        str(count) if count > 9 else NUMERALS[count] for count in (blocked, held_up, closed)
    )
    text = f"{first} commitment{' was' if blocked == 1 else 's were'} blocked"
    if held_up:
        text += f" and {more.lower()}{' more' * bool(blocked)} {'was' if held_up == 1 else 'were'} held up"
    text += f" on {day.day} {day:%B} {day.year}."
    if closed:
        also = f"{others}{' more' if blocked or held_up else ''}"
        verdicts = [f"{statuses.count(word)} {word.replace('-', ' ')}" for word in CLOSED if word in statuses]
        text += f" {also} had been closed with an obstacle on record: {', '.join(verdicts)}."
    return text


def _finding(report):
    """Return the headline and the lead as sentences; between them its clauses stand as there is room."""
    return re.sub("; (.)", lambda found: f". {found[1].upper()}", f"{report.headline} {report.lead}".strip())


def _agrees(report, expected, headline=None):
    """Assert that the expected commitments, and only these, are in their groups, and as the headline says."""
    table, *_ = report.tables
    sections = dict(expected)
    assert len(table.rows) == len(sections)
    keys = [group.key for group in table.groups]
    assert [key for key in (*SECTIONS, "blocked", "held-up", "closed") if key in sections.values()] == keys
    for group, own in table.sections():
        ids = {row[-1] for row in own}
        assert {i for i, section in expected if group and section == group.key} == ids
        if group:
            if group.key in SECTIONS:
                assert f"{len(own)} commitment{'' if len(own) == 1 else 's'}." == group.note
            place = [column.key for column in table.columns].index("status")
            order = [(READING.index(row[place]), row[0].casefold()) for row in own]
            assert sorted(order) == order
    said = headline or _said(report, len(expected))
    if not expected and " due that day" in _finding(report):
        said = said.replace(" overdue on ", " overdue yet on ")
    # What is due that very day, and what was missed, follows what is overdue; then, that the record stops.
    # Which States sources name has a test of its own.
    finding = re.sub(r" Sources name [^.]*\.(?: For those closed, [^.]*\.)?", "", _finding(report))
    finding = re.sub(r": no completion found by [^.;]*", ": no completion was found", finding)
    finding = re.sub(r" The record goes up to [^:]*: later facts may be missing\.", "", finding)
    finding = re.sub(r"[.;] \w+ more had been closed as partly fulfilled", "", finding)
    missed = (
        r"\w+ commitments? missed the deadline by [^.;]*(?:[.;] \w+ w\w+ due that day and still open)?"
        r"[.;] [Nn]one was overdue(?: yet)?\."
    )
    if not expected and re.fullmatch(missed, finding):
        return
    others = r"(?: \w+ w\w+ due that day\.)?(?: \w+ others? had missed (?:its deadline|their deadlines)\.)?"
    assert re.fullmatch(re.escape(said) + others, finding)


def _chosen(tracker, keep):
    return [(c.id, str(c.section)) for c in tracker.commitments if keep(c)]


def _made(commitment, day):
    """Return True if a commitment had been made by a day; who acted on it had made it."""
    return any(date.last <= day for date in (commitment.made_on, *(u.date for u in commitment.updates)))


def _check_lists(tracker, on):
    day = dt.date.fromisoformat(str(on))
    overdue, blocked = ot.overdue(tracker, on), ot.blocked(tracker, on)
    _agrees(overdue, _chosen(tracker, lambda c: _made(c, day) and _overdue(c, day)))
    for row in _rows(overdue):
        commitment = tracker.commitments[row["id"]]
        expected = (commitment.title, (day - commitment.due.last).days, _status(commitment, day))
        assert expected == (row["commitment"], row["days"], row["status"])
    made = [c for c in tracker.commitments if _made(c, day) and c.due is not None]
    free = [c for c in tracker.commitments if _made(c, day) and c.due is None]
    failed = sum(_status(c, day) == "not-fulfilled" for c in free)
    assert bool(failed) == (f"without a deadline to miss: {failed}." in " ".join(overdue.notes))
    passed = [c for c in made if c.due.last < day and _status(c, day) == "not-assessed"]
    last = [c for c in made if c.due.last == day and _status(c, day) in ("not-assessed", *OPEN)]
    notes = " ".join(overdue.notes)
    who = "it is" if len(passed) == 1 else "they are"
    unknown = f"deadline has passed: {len(passed)}. Nobody knows whether {who} overdue."
    assert bool(passed) == (unknown in notes) == ("Nobody knows" in notes)
    missed = len([c for c in made if _status(c, day) == "not-fulfilled"])
    found = re.search(r"(\w+) (?:was|were) due that day", _finding(overdue))
    assert bool(last) == bool(found)
    assert bool(missed) == ("missed" in _finding(overdue))

    def held_up(commitment):
        update = _update_on(commitment, day)
        return update is not None and (update.status == "blocked" or update.obstacle is not None)

    held = [_status(c, day) for c in tracker.commitments if held_up(c)]
    groups = [
        (
            c.id,
            {"blocked": "blocked", "planned": "held-up", "in-progress": "held-up"}.get(
                _status(c, day), "closed"
            ),
        )
        for c in tracker.commitments
        if held_up(c)
    ]
    _agrees(blocked, groups, _said_of_blocked(held, day))
    for row in _rows(blocked):
        update = _update_on(tracker.commitments[row["id"]], day)
        assert (update.status, update.obstacle) == (row["status"], row["obstacle"])
        assert (update.date, True) == (row["when"], row["happened"].startswith(update.summary))
        urls = {s.url for s in row["sources"]}
        if update.blocked_by or update.obstacle != "no-consensus":
            assert ({s.url for s in update.sources}, update.summary) == (urls, row["happened"])
        else:
            # An earlier source may name who stood in the way.
            assert {s.url for s in update.sources} <= urls
            assert bool(row["objectors"]) == (row["id"] in _named(tracker, day))


def _named(tracker, day):
    """Return the ids of the promises to which a State was named as objecting by a day."""
    return {
        c.id
        for c in tracker.commitments
        for u in c.updates
        if u.date.last <= day and u.blocked_by and u.obstacle != "dependency"
    }


def _check_stale(tracker, on, days):
    day = dt.date.fromisoformat(str(on))
    news = {}
    for commitment in tracker.commitments:
        known = [_known(commitment), *map(_known, commitment.updates)]
        news[commitment.id] = max((one for one in known if one <= day), default=None)
    stale = ot.stale(tracker, on, days)

    def quiet(c):
        return (
            _made(c, day) and _known(c) <= day and _status(c, day) in OPEN and (day - news[c.id]).days >= days
        )

    _agrees(stale, _chosen(tracker, quiet))
    for row in _rows(stale):
        known = news[row["id"]]
        expected = (known, (day - known).days, _status(tracker.commitments[row["id"]], day))
        assert expected == (row["known"], row["days"], row["status"])


def test_bundled_lists_agree_with_plain_loops(tracker):
    """On the bundled tracker the lists are what plain loops find."""
    for on in DAYS:
        _check_lists(tracker, on)
        for days in (0, 1, 90, 365):
            _check_stale(tracker, on, days)


def test_states_named_by_an_earlier_update_come_with_what_it_says(tracker):
    """Who names the State, and when, stands beside the latest news, which may say nothing of it."""
    row = next(row for row in _rows(ot.blocked(tracker)) if row["id"] == "FI25-XD-10")
    assert ("Türkiye", "5 December 2025") == (row["objectors"], row["when"].readable)
    assert "to the last. 4 December 2025, on the States named: Cyprus's foreign minister" in row["happened"]
    assert row["happened"].endswith("the Cypriot daily Philenews named Türkiye.")


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(strategies.trackers, strategies.days)
def test_any_lists_agree_with_plain_loops(tracker, day):
    """Whatever the records, what is overdue and blocked is what plain loops find."""
    _check_lists(tracker, day)


@settings(max_examples=12)
@given(strategies.trackers, strategies.days, st.integers(0, 200))
def test_any_stale_agree_with_plain_loops(tracker, day, days):
    """Whatever the records, what is stale is what plain loops find."""
    _check_stale(tracker, day, days)


def _alone(commitment):
    return ot.Tracker(commitments=[commitment])


def test_overdue_by_hand():
    """A promise is overdue from the day after the last of its deadline, by so many days."""
    for on, days in [("2025-06-30", None), ("2025-07-01", 1), ("2025-07-31", 31)]:
        promise = _promise(_update("2025-02-01"), due="2025-06")
        rows = _rows(ot.overdue(_alone(promise), on))
        expected = [] if days is None else [(days, "in-progress", ot.Period("2025-02-01"), "So it was.")]
        assert expected == [(row["days"], row["status"], row["when"], row["happened"]) for row in rows], (
            on,
            days,
        )


def test_overdue_says_what_is_due_and_what_is_closed():
    """A deadline of that very day is due, not overdue; a closed promise is neither, whatever its deadline."""
    promises = [
        _promise(*([_update("2025-02-01", word)] if word else []), id=f"XX25-HD-{n}", due="2025-06")
        for n, word in enumerate(["in-progress", None, "not-fulfilled", "partly-fulfilled", "fulfilled"])
    ]
    notes = {
        day: ot.overdue(ot.Tracker(commitments=promises), day).notes for day in ("2025-06-30", "2025-07-01")
    }
    assert () == notes["2025-06-30"]
    lists = {day: ot.overdue(ot.Tracker(commitments=promises), day).tables[1] for day in notes}
    assert {"2025-06-30": ["missed", "due", "due"], "2025-07-01": ["missed"]} == {
        day: [str(row["timing"]) for row in table.records()] for day, table in lists.items()
    }
    assert 1 == len(ot.overdue(_alone(promises[4]), "2025-06-30").tables)
    unknown = "Not assessed although the deadline has passed: 1. Nobody knows whether it is overdue."
    assert ("1 commitment; 1 in progress.", unknown) == notes["2025-07-01"]


@pytest.mark.parametrize("name", ["overdue", "stale", "blocked"])
def test_chairs_day_and_readings(name):
    """The Chair asked for, the day by default and the verdicts on which readings differ are told."""
    make, everything = getattr(ot, name), ot.load("all")
    report = make(everything, chair="MT-2024")
    assert "on 31 December 2024, the last day of the term; Chairpersonship: Malta 2024" in report.subtitle
    assert _ids(make(ot.load("malta-2024"))) == _ids(report)
    with pytest.raises(WordError, match="CH-2026, FI-2025, MT-2024"):
        make(everything, chair="MT-2025")
    whole = make(everything, "2026-07-01")
    assert whole.lead.endswith("The record goes up to 8 June 2026: later facts may be missing.")
    assert whole.notes[0].startswith("Several Chairpersonships are counted: Malta 2024, Finland 2025 and")
    differing = set(everything.commitments.where(contested=True, on="2026-07-01").ids)
    assert {row["id"] for row in _rows(whole) if row["readings"] == "differ"} == differing & set(_ids(whole))
    assert CONTESTED_NOTE == whole.notes[-1]


def test_what_is_due_is_not_overdue_yet(tracker):
    """A reader of the last day of the term isn't told that all is well, nor sent to a sheet of "others"."""
    report = ot.overdue(tracker, "2025-12-31")
    finding = "Four commitments missed the deadline by 31 December 2025."
    assert finding == report.headline
    part = "Seven more had been closed as partly fulfilled."
    assert f"Four were due that day and still open. None was overdue yet. {part}" == report.lead
    assert f"Four others had missed their deadlines. {part}" == ot.overdue(tracker, "2026-01-02").lead
    assert "due_or_missed" == report.tables[1].key
    assert "Open without a deadline, and so never overdue: 14." in report.notes


def test_nobody_knows_whether_what_is_not_assessed_is_overdue():
    """A promise of which nothing is known is never overdue, but counted in a note from the next day on."""
    unknown = [_promise(due="2025-06", id=f"XX25-HD-{n}") for n in range(2)]
    # Closed, or fulfilled on a date too vague to compare: of neither is it unknown what became of it.
    closed = _promise(_update("2025-06-30/2025-07-01", "fulfilled"), due="2025-06", id="XX25-HD-9")
    for on, made, expected in [
        ("2025-06-30", unknown, None),
        ("2025-07-01", unknown[:1], "1. Nobody knows whether it is overdue."),
        ("2025-07-01", unknown, "2. Nobody knows whether they are overdue."),
        ("2025-07-01", [*unknown, closed], "2. Nobody knows whether they are overdue."),
        ("2025-07-01", [closed], None),
        ("2025-07-01", [_promise()], None),
    ]:
        report = ot.overdue(ot.Tracker(commitments=made), on)
        assert [] == _ids(report), (on, made)
        start = "Not assessed although the deadline has passed: "
        notes = [note.removeprefix(start) for note in report.notes if note.startswith(start)]
        assert ([] if expected is None else [expected]) == notes, (on, made)


def test_what_is_not_assessed_is_not_stale():
    """A promise of which nothing was ever known is not open, and so not without news though open."""
    for updates, expected in [((), []), ((_update("2025-02-01", "planned"),), ["XX25-HD-01"])]:
        assert expected == _ids(ot.stale(_alone(_promise(*updates)), "2025-12-31", 0)), updates


def test_what_was_not_made_is_not_overdue():
    """A promise that was not yet surely made is not overdue, as it is not in the scorecard either."""
    tracker = _alone(_promise(made_on="2025", due="2025-06"))
    assert "late" not in [table.key for table in ot.scorecard(tracker, "2025-07-31").tables]
    assert [] == _ids(ot.overdue(tracker, "2025-07-31"))


def test_stale_counts_from_the_last_news():
    """A promise is stale when its last news, told by a source, is so many days old."""
    for days, expected in [(0, 1), (91, 1), (92, 0)]:
        promise = _promise(_update("2025-02-01", "in-progress", _source("2025-04-01")))
        report = ot.stale(_alone(promise), "2025-07-01", days=days)
        assert expected == len(_rows(report)), (days, expected)
        assert f"without news for {days} day{'' if days == 1 else 's'}" in report.title, (days, expected)


def test_stale_takes_news_of_the_day_alone():
    """What became known after the day is no news of it."""
    promise = _promise(_update("2025-02-01", "in-progress", _source("2025-08-01")))
    (row,) = _rows(ot.stale(_alone(promise), "2025-07-01"))
    assert dt.date(2025, 1, 15) == row["known"]


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("", "No commitments were blocked on 1 July 2025."),
        ("blocked", "One commitment was blocked on 1 July 2025."),
        ("blocked blocked", "Two commitments were blocked on 1 July 2025."),
        ("planned", "No commitments were blocked and one was held up on 1 July 2025."),
        ("planned in-progress", "No commitments were blocked and two were held up on 1 July 2025."),
        ("blocked planned", "One commitment was blocked and one more was held up on 1 July 2025."),
        (
            "blocked blocked planned in-progress",
            "Two commitments were blocked and two more were held up on 1 July 2025.",
        ),
        (
            "not-fulfilled",
            (
                "No commitments were blocked on 1 July 2025. "
                "One had been closed with an obstacle on record: 1 not fulfilled."
            ),
        ),
        (
            "blocked planned fulfilled partly-fulfilled not-fulfilled superseded withdrawn",
            (
                "One commitment was blocked and one more was held up on 1 July 2025. "
                "Five more had been closed with an obstacle on record: 1 not fulfilled, 1 partly fulfilled, "
                "1 fulfilled, 1 superseded, 1 withdrawn."
            ),
        ),
    ],
)
def test_headline_on_what_is_blocked(words, finding):
    """What is blocked, held up though open and closed with an obstacle on record are counted apart."""
    made = [
        _promise(
            ot.StatusUpdate(date="2025-06-01", status=word, summary="So.", obstacle="money"),
            id=f"XX25-HD-{n}",
        )
        for n, word in enumerate(words.split())
    ]
    assert finding == _finding(ot.blocked(ot.Tracker(commitments=made), "2025-07-01"))


def test_the_first_lines_on_what_is_blocked_name_the_states(tracker):
    """Who asks what is blocked, and by whom, learns both at the top."""
    report = ot.blocked(tracker)
    named = Counter(row["objectors"] and str(row["objectors"]) for row in _rows(report))
    # All that is open is blocked by nobody who is named.
    assert (
        "Sources name no State as objecting or as having to act first for the three still open; for those "
        "closed, the Russian Federation (three), Belarus (two) and Türkiye (one)." in report.lead
    )
    kz, open_, other = {"blocked_by": ["KZ"]}, ("2025-06-01", "blocked"), ("2025-06-01", "not-fulfilled")
    for updates, said in [
        ([(open_, kz)], "Sources name Kazakhstan (one) as objecting or as having to act first."),
        ([(other, kz)], " Sources name Kazakhstan (one) as objecting or as having to act first."),
        ([(open_, {}), (other, {})], "1 not fulfilled."),
        (
            [(open_, kz), (other, {})],
            "as objecting or as having to act first for the one still open; for those closed, no State.",
        ),
        (
            [(open_, {}), (other, kz)],
            "act first for the one still open; for those closed, Kazakhstan (one).",
        ),
    ]:
        made = [
            _promise(
                ot.StatusUpdate(date=day, status=word, summary="So.", obstacle="named-objection", **more),
                id=f"XX25-HD-{n}",
            )
            for n, ((day, word), more) in enumerate(updates)
        ]
        tracker = ot.Tracker(commitments=made, states=ot.states())
        assert said in ot.blocked(tracker, "2025-07-01").lead, said
    assert 3 == sum(count for names, count in named.items() if names and "Russian Federation" in names)


def test_what_was_acted_on_can_be_stale():
    """A promise of a vague date counts as made once it was acted on, as in the other reports."""
    promise = _promise(_update("2025-02-01"), made_on="2025", sources=[_source("2025-01-15")])
    row = next(ot.scorecard(_alone(promise), "2025-09-30").tables[0].records())
    assert (0, "0 of 1") == (row["all_unassessed"], str(row["all_fulfilled"]))
    assert ["XX25-HD-01"] == _ids(ot.stale(_alone(promise), "2025-09-30"))


def test_days_are_whole_numbers():
    """Days that are not a whole number from 0 are an error that says what to give."""
    wrong = [-1, 1.5, "90", True, None]
    assert [] == accepted(UsageError, lambda days: ot.stale(ot.Tracker(), "2025-12-31", days=days), wrong)
    with pytest.raises(UsageError, match="Give a whole number from 0"):
        ot.stale(ot.Tracker(), "2025-12-31", days=-1)


def test_blocked_names_who_objected(tracker):
    """A blocked promise is shown with obstacle, objectors by name, what happened and where it stands."""
    update = ot.StatusUpdate(
        date="2025-07-01",
        status="blocked",
        summary="No consensus.",
        obstacle="named-objection",
        blocked_by=["KZ"],
        sources=[_source(name="a"), _source(name="b")],
    )
    alone = ot.Tracker(commitments=[_promise(update)], states=tracker.states)
    (row,) = _rows(ot.blocked(alone, "2025-07-01"))
    assert ("blocked", "named-objection", "Kazakhstan") == (row["status"], row["obstacle"], row["objectors"])
    assert (row["when"], row["happened"]) == (ot.Period("2025-07-01"), "No consensus.")
    assert row["sources"] == update.sources


def test_what_moved_again_is_not_blocked():
    """Only the update that stands counts."""
    promise = _promise(_update("2025-03-01", "blocked"), _update("2025-05-01", "in-progress"))
    assert ["XX25-HD-01"] == _ids(ot.blocked(_alone(promise), "2025-04-30"))
    assert [] == _ids(ot.blocked(_alone(promise), "2025-05-01"))


@pytest.mark.parametrize("name", ["overdue", "stale", "blocked"])
def test_reports_name_day_data_and_view(tracker, name):
    """A report names day, data and view; an invalid day is an error; of nothing it is empty."""
    make = getattr(ot, name)
    report = make(tracker.as_of("2025-09-30"), dt.date(2025, 9, 30))
    assert "30 September 2025" in report.title
    assert report.subtitle.endswith("as known on 30 September 2025")
    assert (tracker.edition, dt.date(2025, 9, 30)) == (report.edition, report.known_by)
    assert make(ot.Tracker(), "2025-12-31").headline.startswith("No commitments were ")
    with pytest.raises(PeriodError):
        make(tracker, "2025-31-12")
