"""Any sequence of building, changing, viewing, merging, joining, saving and exporting: nothing is lost.

Beside each tracker stands what must be in it, as plain dicts. After every step all trackers so far must
still hold just that.
"""

import csv
import datetime as dt
import sqlite3
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

import osce_tracker as ot
from osce_tracker.model.events import KnownMeeting, Recess
from tests import strategies

KINDS = ("commitments", "events", "series", "statements")
STATES = ot.states()
DAYS = st.dates(dt.date(2024, 6, 1), dt.date(2026, 6, 30))


def _few_ids(kind):
    """Return a strategy for records that often have the id of another: these meet, replace and clash."""
    return st.builds(
        lambda record, record_id: (kind, attrs.evolve(record, id=record_id)),
        getattr(strategies, kind),
        st.sampled_from(["A-1", "A-2", "A-3"]),
    )


RECORDS = st.lists(
    st.one_of([_few_ids(kind) for kind in KINDS]), max_size=4, unique_by=lambda x: (x[0], x[1].id)
)


def _content(tracker):
    """Return the records of a tracker as plain dicts by id."""
    return {kind: {record.id: record for record in getattr(tracker, kind)} for kind in KINDS}


def _known(record):
    """Return the day on which the public record first showed something, counted anew.

    Meetings are announced; promises and statements are not known before they are made.
    """
    date = {ot.Event: "when", ot.Series: "dtstart", ot.Commitment: "made_on"}.get(type(record), "date")
    period = ot.Period(getattr(record, date))
    published = [source.published.last for source in record.sources if source.published]
    first = min(published, default=period.last)
    return first if date in {"when", "dtstart"} else max(first, period.first)


def _happened(kind, record, day):
    """Tell whether it had happened by a day, or a series had begun; who acted on a promise had made it."""
    if kind == "series":
        return record.dtstart <= day
    if kind == "commitments":
        return any(date.last <= day for date in (record.made_on, *(u.date for u in record.updates)))
    return (record.when if kind == "events" else record.date).last <= day


def _edition(tracker):
    """Return the edition that a file has: a view is saved as a set that was compiled, and is known, then."""
    edition, day = tracker.edition, tracker.known_by
    if edition is None or day is None:
        return edition
    known_until = day if edition.known_until is None else min(edition.known_until, day)
    return attrs.evolve(edition, compiled=min(edition.compiled, day), known_until=known_until)


def _dangling(tracker):
    """Return the events that promises name and the tracker has no more, as in a view of what had happened."""
    return {event for promise in tracker.commitments for event in promise.events} - set(tracker.events.ids)


def _survives(found, base, mine, theirs, told):
    """Check that a merged record has what both made of it, but for the fields of which a conflict tells."""
    if theirs in (base, mine) or mine == base:
        assert found == (mine if theirs in (base, mine) else theirs)
        assert told == set()
        return
    for field in attrs.fields(type(mine)):
        own, other, now = (getattr(record, field.name) for record in (mine, theirs, found))
        many = isinstance(own, tuple)
        was = (() if many else None) if base is None else getattr(base, field.name)
        if other in (was, own) or own == was:
            assert now == (own if other in (was, own) else other), field.name
            assert field.name not in told
        elif many:
            kept = {part for item in (*was, *now) for part in _parts(item)}
            assert field.name in told or all(_parts(item) <= kept for item in (*own, *other)), field.name
        elif field.name == "made_by" and field.name not in told:
            before = set() if base is None else {*was.states}
            mine_states, others = {*own.states}, {*other.states}
            assert {*now.states} == (mine_states & others) | ((mine_states | others) - before)
        elif field.name == "entered" and base is None:
            assert now == min(own, other)
        else:
            assert field.name in told
            assert now == own


def _parts(item):
    """Return what must be in a merged list of an item that one side added."""
    if isinstance(item, ot.StatusUpdate):
        return {item.date, item.status, item.summary, *(source.url for source in item.sources)}
    names = {ot.Source: "url", ot.Person: "name", KnownMeeting: "number", Recess: "since"}
    return {getattr(item, names[type(item)]) if type(item) in names else item}


class Editing(RuleBasedStateMachine):
    """Trackers, each with the dicts of what it must hold, and a folder on disk."""

    trackers = Bundle("trackers")

    def __init__(self):
        """Begin without any tracker."""
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.expected = []

    def teardown(self):
        """Remove the folder."""
        self.folder.cleanup()

    def keep(self, tracker, content):
        """Remember what a tracker must hold from now on, and return it."""
        self.expected.append((tracker, content, tracker.digest))
        return tracker

    @initialize(target=trackers, records=RECORDS, edition=strategies.editions)
    def build(self, records, edition):
        """Build a tracker of records."""
        content = {kind: {record.id: record for own, record in records if own == kind} for kind in KINDS}
        lists = {kind: list(content[kind].values())[::-1] for kind in KINDS}
        return self.keep(ot.Tracker(**lists, edition=edition, states=STATES), content)

    @rule(target=trackers, tracker=trackers, records=RECORDS)
    def add(self, tracker, records):
        """Add records or put them in the place of others."""
        content = {
            kind: {**own, **{record.id: record for of, record in records if of == kind}}
            for kind, own in _content(tracker).items()
        }
        return self.keep(tracker.with_records(*(record for _, record in records)), content)

    @rule(target=trackers, tracker=trackers, update=strategies.updates, data=st.data())
    def assess(self, tracker, update, data):
        """Add an update to a promise, and the events that hang on it."""
        content = _content(tracker)
        if not content["commitments"]:
            return tracker
        promise = content["commitments"][data.draw(st.sampled_from(sorted(content["commitments"])))]
        changed = attrs.evolve(promise, updates=(*promise.updates, update), events=tuple(content["events"]))
        assert Counter(changed.updates) == Counter((*promise.updates, update))
        content["commitments"][promise.id] = changed
        return self.keep(tracker.with_records(changed), content)

    @rule(target=trackers, tracker=trackers, day=DAYS)
    def look_back(self, tracker, day):
        """View what was known on a day: all that was, and nothing else."""
        view = tracker.as_of(day)
        for kind, own in _content(tracker).items():
            assert sorted(i for i, record in own.items() if _known(record) <= day) == sorted(
                getattr(view, kind).ids
            )
        for promise in view.commitments:
            whole = tracker.commitments[promise.id].updates
            known = [(u.date, u.summary) for u in whole if max(_known_of(u), u.date.first) <= day]
            assert known == [(u.date, u.summary) for u in promise.updates]
        assert view == view.as_of(day)
        return self.keep(view, _content(view))

    @rule(target=trackers, tracker=trackers, day=DAYS)
    def look_at(self, tracker, day):
        """View what had happened by a day, with the updates up to then."""
        view = tracker.so_on(day)
        for kind, own in _content(tracker).items():
            assert sorted(i for i, record in own.items() if _happened(kind, record, day)) == sorted(
                getattr(view, kind).ids
            )
        for promise in view.commitments:
            whole = tracker.commitments[promise.id].updates
            assert tuple(u for u in whole if u.date.last <= day) == promise.updates
        return self.keep(view, _content(view))

    @rule(
        target=trackers,
        base=trackers,
        mine=RECORDS,
        theirs=RECORDS,
        updates=st.lists(strategies.updates, min_size=2, max_size=2),
    )
    def merge(self, base, mine, theirs, updates):
        """Merge the work of two editors: each change is in the merged set, or told as a conflict."""
        sides = []
        for words, records, update in zip(("mine", "theirs"), (mine, theirs), updates, strict=True):
            side = base.with_records(*(record for _, record in records))
            # Both look into the same promises, and both add a statement under the same id.
            side = side.with_records(
                strategies.a_statement("N-1", summary=words),
                *(attrs.evolve(c, updates=(*c.updates, update)) for c in side.commitments),
            )
            sides.append(side)
        merged = ot.merge(base, *sides)
        before, own, other = map(_content, (base, *sides))
        found = _content(merged.tracker)
        conflicts = {(c.kind, c.record, c.field) for c in merged.conflicts}
        for kind in KINDS:
            for i in own[kind].keys() | other[kind].keys():
                told = {field for *record, field in conflicts if record == [kind, i]}
                records = (before[kind].get(i), own[kind].get(i), other[kind].get(i))
                assert i in found[kind]
                if None in told:
                    assert (told, found[kind][i]) == ({None}, records[1])
                else:
                    _survives(found[kind][i], *records, told)
        return self.keep(merged.tracker, found)

    @rule(target=trackers, one=trackers, other=trackers)
    def join(self, one, other):
        """Join two sets: all records of both, as of the earliest view, unless an id stands for two."""
        days = [tracker.known_by for tracker in (one, other) if tracker.known_by is not None]
        both = [tracker.as_of(min(days)) for tracker in (one, other)] if days else [one, other]
        contents = [_content(tracker) for tracker in both]
        clash = any(
            contents[0][kind][i] != contents[1][kind][i]
            for kind in KINDS
            for i in contents[0][kind].keys() & contents[1][kind].keys()
        )
        try:
            joined = ot.join(one, other)
        except ot.DataError:
            assert clash
            return one
        assert not clash
        return self.keep(joined, {kind: contents[0][kind] | contents[1][kind] for kind in KINDS})

    @rule(target=trackers, tracker=trackers, name=st.sampled_from(["folder", "set.json"]))
    def save(self, tracker, name):
        """Save and load: the same records, edition and day. Promises may not hang on events that left."""
        try:
            saved = ot.save(tracker, self.path / name)
        except ot.DataError:
            assert _dangling(tracker)
            return tracker
        except ot.ConflictError:
            # Another set is there, which nobody may lose without saying so.
            there = ot.load(self.path / name)
            theirs, ours = ((one, one.edition, one.known_by) for one in (there, tracker))
            assert theirs != ours
            saved = ot.save(tracker, self.path / name, overwrite=True)
        back = ot.load(self.path / name)
        assert set() == _dangling(tracker)
        assert (tracker, _edition(tracker)) == (back, back.edition)
        assert (tracker, tracker.digest) == (saved, saved.digest)
        assert tracker.known_by is not None or tracker.digest == back.digest
        return self.keep(back, _content(tracker))

    @rule(tracker=trackers)
    def export(self, tracker):
        """Each export has every record, and JSON the whole set."""
        for kind in KINDS:
            ot.export(tracker, self.path / f"{kind}.csv", table=kind)
            with (self.path / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
                assert sorted(getattr(tracker, kind).ids) == sorted(
                    {row["id"] for row in csv.DictReader(file)}
                )
        if not _dangling(tracker):
            ot.export(tracker, self.path / "export.json", overwrite=True)
            back = ot.load(self.path / "export.json")
            assert (tracker, _edition(tracker)) == (back, back.edition)
        ot.export(tracker, self.path / "set.sqlite")
        base = sqlite3.connect(self.path / "set.sqlite")
        for kind in KINDS:
            assert sorted(getattr(tracker, kind).ids) == sorted(
                i
                for (i,) in base.execute(f"SELECT id FROM {kind}")  # noqa: S608 (our own names)
            )
        updates = sorted((c.id, u.summary) for c in tracker.commitments for u in c.updates)
        assert updates == sorted(base.execute("SELECT record, summary FROM updates"))
        base.close()

    @invariant()
    def all_is_as_it_was(self):
        """Every tracker so far holds just what it held, and is equal to one made from that anew."""
        for tracker, content, _ in self.expected:
            assert content == _content(tracker)
        if self.expected:
            tracker, content, digest = self.expected[-1]
            again = ot.Tracker(**{kind: content[kind].values() for kind in KINDS})
            assert (tracker, digest) == (again, tracker.digest)


def _known_of(update):
    published = [source.published.last for source in update.sources if source.published]
    return min(published, default=update.date.last)


TestEditing = Editing.TestCase
# Without shrinking, which takes minutes here: take Phase.shrink in to look into a failure.
TestEditing.settings = settings(max_examples=12, stateful_step_count=12, phases=[Phase.generate])
