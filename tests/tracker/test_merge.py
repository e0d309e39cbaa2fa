"""The work of two editors merged, with the values that both changed."""

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.events import KnownMeeting, Recess
from osce_tracker.tracker.changes import difference
from osce_tracker.tracker.merge import Conflict, Merged, merge
from tests import strategies
from tests.strategies import a_commitment, a_series, an_event
from tests.tracker.test_changes import edited_pairs

KINDS = ("commitments", "events", "series", "statements")
EDITION = ot.Edition(name="xx", title="A set", version="1", compiled="2030-12-31")


def tracker(*records, **fields):
    """Return a tracker of records."""
    return ot.Tracker(**fields).with_records(*records)


def update(day):
    """Return an update of a day."""
    return ot.StatusUpdate(date=day, status="in-progress", summary="Goes on.")


def changed(base, **fields):
    """Return a tracker in which the first commitment has other values."""
    return base.with_records(attrs.evolve(base.commitments[0], **fields))


def without(base, record_id):
    """Return a tracker without one of its commitments."""
    kept = {kind: getattr(base, kind).records for kind in KINDS}
    kept["commitments"] = [c for c in base.commitments if c.id != record_id]
    return ot.Tracker(**kept)


#: Three whole trackers are much to draw.
LARGE = settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
BASE = tracker(a_commitment("C-1", updates=[update("2030-02")]), a_commitment("C-2"), an_event("E-1"))


@LARGE
@given(edited_pairs())
def test_what_only_one_changed_is_taken(pair):
    """Where only one of two changed anything, that stands, without conflict."""
    base, edited = pair
    assert (edited, ()) == attrs.astuple(merge(base, edited, base), recurse=False)
    assert (edited, ()) == attrs.astuple(merge(base, base, edited), recurse=False)


@LARGE
@given(edited_pairs())
def test_what_both_changed_alike_is_no_conflict(pair):
    """Where both changed the same, that stands, without conflict."""
    base, edited = pair
    assert (edited, ()) == attrs.astuple(merge(base, edited, edited), recurse=False)


@LARGE
@given(edited_pairs(), strategies.trackers)
def test_mine_stands_where_both_changed(pair, other):
    """Every change of mine is in the merged set, and taking theirs again adds nothing.

    The same records are in conflict, whichever of the two is mine.
    """
    base, mine = pair
    merged = merge(base, mine, other)
    kept = {(c.kind, c.record, c.field) for c in difference(base, mine)}
    again = {(c.kind, c.record, c.field) for c in difference(base, merged.tracker)}
    assert set() == kept - again
    assert merged.tracker == merge(base, merged.tracker, other).tracker
    told, turned = ({(c.kind, c.record) for c in m.conflicts} for m in (merged, merge(base, other, mine)))
    assert told == turned


FIELDS = {"title": ("a", "b"), "text": ("a", "b"), "note": ("a", "b"), "made_on": ("2031", "2032")}
SIDES = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.integers(0, 1))


@given(SIDES, SIDES)
def test_conflicts_are_where_both_changed_one_value(mine, theirs):
    """There is a conflict for each field that both changed, to different values, and no other."""
    sides = [changed(BASE, **{name: FIELDS[name][n] for name, n in side.items()}) for side in (mine, theirs)]
    merged = merge(BASE, *sides)
    clash = {name for name in mine.keys() & theirs.keys() if mine[name] != theirs[name]}
    assert clash == {conflict.field for conflict in merged.conflicts}
    chosen = {name: FIELDS[name][n] for name, n in {**theirs, **mine}.items()}
    assert changed(BASE, **chosen) == merged.tracker


def test_conflict_tells_both_values():
    """A conflict has what was kept, mine, and what the other has."""
    merged = merge(BASE, changed(BASE, title="mine"), changed(BASE, title="theirs"))
    expected = Conflict(kind="commitments", record="C-1", field="title", kept="mine", other="theirs")
    assert Merged(tracker=changed(BASE, title="mine"), conflicts=(expected,)) == merged


def test_changes_of_other_fields_are_joined():
    """Of one record mine and theirs may change different fields."""
    merged = merge(BASE, changed(BASE, title="mine"), changed(BASE, note="theirs"))
    assert Merged(tracker=changed(BASE, title="mine", note="theirs"), conflicts=()) == merged


def test_updates_that_both_added_are_all_kept():
    """Each tells of more that happened: both stand, by their dates, whoever is mine."""
    old = BASE.commitments["C-1"].updates
    mine, theirs = update("2030-04"), update("2030-03")
    sides = [changed(BASE, updates=(*old, mine)), changed(BASE, updates=(*old, theirs, mine))]
    for pair in (sides, sides[::-1]):
        merged = merge(BASE, *pair)
        assert ((*old, theirs, mine), ()) == (merged.tracker.commitments["C-1"].updates, merged.conflicts)


def page(number, **fields):
    """Return a page with a number in its address."""
    values = {"title": "A page", "publisher": "A paper", "publisher_type": "media", **fields}
    return ot.Source(url=f"https://example.org/{number}", **values)


def merged_field(field, was, own, other):
    """Return what a merge makes of a field of a commitment, and its conflicts, whoever is mine."""
    base = tracker(a_commitment("C-1", **{field: was}), an_event("E-1"), an_event("E-2"))
    sides = [changed(base, **{field: value}) for value in (own, other)]
    found = [merge(base, *pair) for pair in (sides, sides[::-1])]
    if not found[0].conflicts:
        assert found[0].tracker == found[1].tracker
    assert [(c.kept, c.other) for c in found[0].conflicts] == [(c.other, c.kept) for c in found[1].conflicts]
    value = getattr(found[0].tracker.commitments["C-1"], field)
    return value, [(c.record, c.field, c.kept, c.other) for c in found[0].conflicts]


def test_lists_are_united():
    """What either added is there, what either removed is not; the order is that before, then by name."""
    one, two, three = page(1), page(2), page(3)
    later, annex = attrs.evolve(one, published="2030-05"), attrs.evolve(one, title="Annex")
    people = [ot.Person(name=name) for name in ("Ada", "Bo", "Cy")]
    for field, *values in (
        ("themes", ("x", "a"), ("x", "a", "z"), ("a", "b"), ("a", "b", "z")),
        ("themes", ("x", "x"), ("x", "x", "y"), ("x",), ("x", "y")),
        ("sources", (one,), (one, three), (one, two), (one, two, three)),
        ("sources", (one,), (), (one, two), (two,)),
        ("sources", (), (one, two), (later,), (later, two)),
        ("sources", (one,), (later, two), (one, three), (later, two, three)),
        # A page may be there twice, such as a document and its annex.
        ("sources", (one, annex), (one, annex, two), (one, annex, three), (one, annex, two, three)),
        ("events", ("E-1",), ("E-1", "E-2"), (), ("E-2",)),
        ("dimensions", ("human",), ("human", "politico-military"), ("economic-environmental", "human"),
         tuple(Dimension)),
        ("chairs", ("FI-2025",), ("FI-2025", "CH-2026"), ("FI-2025", "MT-2024"),
         ("FI-2025", "CH-2026", "MT-2024")),
        ("made_by", *(ot.Maker(type="group", name="Friends", states=s)
                      for s in (("FI",), ("FI", "SE"), ("NO",), ("NO", "SE")))),
    ):  # fmt: skip
        *given, expected = values
        assert (expected, []) == merged_field(field, *given), (field, values)
    base = tracker(an_event("E-1", participants=people[:1], documents=["MC.DEC/1/25"]))
    mine, theirs = (
        base.with_records(
            attrs.evolve(base.events["E-1"], participants=[people[0], people[n]], documents=[d])
        )
        for n, d in ((2, "MC.DEC/3/25"), (1, "MC.DEC/2/25"))
    )
    event = merge(base, mine, theirs).tracker.events["E-1"]
    assert (tuple(people), ["MC.DEC/2/25", "MC.DEC/3/25"]) == (
        event.participants,
        list(map(str, event.documents)),
    )


def test_meetings_and_recesses_of_a_series_are_united():
    """Meetings go by their number, recesses by their days; one with two dates is a conflict."""
    meetings = [
        KnownMeeting(number=n, date=f"2030-01-{n:02}", source_url="https://example.org") for n in (9, 10, 11)
    ]
    breaks = [Recess(since=f"2030-0{n}-01", until="2030-12-31", reason="Break") for n in (6, 7)]
    old = a_series("S-1", known_meetings=meetings[:1])
    base = tracker(old)
    mine = attrs.evolve(old, known_meetings=[*meetings[:1], meetings[2]], exceptions=breaks[1:])
    theirs = attrs.evolve(old, known_meetings=meetings[:2], exceptions=breaks[:1])
    merged = merge(base, base.with_records(mine), base.with_records(theirs))
    both = attrs.evolve(old, known_meetings=meetings, exceptions=breaks)
    assert Merged(tracker=base.with_records(both), conflicts=()) == merged
    moved = [
        attrs.evolve(old, known_meetings=[attrs.evolve(meetings[0], date=day)]) for day in ("2031", "2032")
    ]
    (conflict,) = merge(base, *(base.with_records(one) for one in moved)).conflicts
    expected = ("known_meetings", *(one.known_meetings[0] for one in moved))
    assert expected == (conflict.field, conflict.kept, conflict.other)


def test_items_that_exclude_each_other_are_a_conflict():
    """A page that both described in another way, or one removed and the other changed: mine is kept."""
    one = page(1)
    mine, theirs = (attrs.evolve(one, title=words) for words in ("Mine", "Theirs"))
    friends = [ot.Maker(type="group", name=name, states=["FI"]) for name in ("Friends", "Mine", "Theirs")]
    for field, was, own, other, kept in (
        ("sources", (one,), (mine,), (theirs,), (mine, theirs)),
        ("sources", (), (mine,), (theirs,), (mine, theirs)),
        ("sources", (one,), (), (theirs,), (None, theirs)),
        ("sources", (one,), (mine,), (), (mine, None)),
        # Each removed the page that the other kept: a fact without a page is not what they want.
        ("sources", (one, page(2)), (one,), (page(2),), ((one,), (page(2),))),
        ("made_by", *friends, tuple(friends[1:])),
    ):
        assert (own, [("C-1", field, *kept)]) == merged_field(field, was, own, other)


def test_the_same_update_with_another_page_is_one():
    """Both found it: one update has the pages and States of both, and the day of the first entry."""
    mine = attrs.evolve(update("2030-03"), sources=[page(1)], entered="2030-03-09", obstacle="money")
    theirs = attrs.evolve(update("2030-03"), sources=[page(2)], entered="2030-03-02", blocked_by=["FI"])
    both = attrs.evolve(mine, sources=[page(1), page(2)], entered="2030-03-02", blocked_by=["FI"])
    for was in ((), (update("2030-02"),)):
        assert ((*was, both), []) == merged_field("updates", was, (*was, mine), (*was, theirs))


def test_updates_of_one_day_that_differ_are_kept_and_told():
    """Two accounts of one day may be one fact or two: both stay, and mine counts where the status differs."""
    mine = update("2030-03-31")
    words, status = attrs.evolve(mine, summary="Else."), attrs.evolve(mine, status="blocked")
    month = attrs.evolve(status, date="2030-03")
    for theirs, updates in ((words, (words, mine)), (status, (status, mine)), (month, (month, mine))):
        assert (updates, [("C-1", "updates", mine, theirs)]) == merged_field(
            "updates", (), (mine,), (theirs,)
        )
        # Merging again what is already there adds nothing.
        assert (updates, []) == merged_field("updates", (), updates, (theirs,))
    vague = update("2030-03")
    assert ((vague, mine), []) == merged_field("updates", (), (mine,), (vague,))
    old = update("2030-02-28")
    before = attrs.evolve(old, status="blocked")
    assert ((before, old), []) == merged_field("updates", (old,), (before, old), (old,))
    # The update that both have last counts, whatever else they added to its day.
    own = (attrs.evolve(before, summary="Mine."), old)
    other = (attrs.evolve(old, summary="Theirs.", status="planned"), old)
    assert ((own[0], other[0], old), []) == merged_field("updates", (old,), own, other)
    turned = ((before, old), (old, before), (before, old))
    assert ((old, before), []) == merged_field("updates", *turned)


def test_updates_that_one_changed():
    """What one corrected in an update stands beside what the other added or corrected elsewhere in it."""
    old = attrs.evolve(update("2030-02"), sources=[page(1)])
    new, worded, dated = (
        update("2030-03"),
        attrs.evolve(old, summary="Else."),
        attrs.evolve(old, date="2030-01"),
    )
    sourced = attrs.evolve(old, sources=[page(1), page(2)])
    for own, other, expected in (
        ((old, new), (worded,), (worded, new)),
        ((worded,), (dated,), (attrs.evolve(worded, date="2030-01"),)),
        ((sourced,), (dated,), (attrs.evolve(sourced, date="2030-01"),)),
        ((), (old, new), (new,)),
        ((), (), ()),
    ):
        assert (expected, []) == merged_field("updates", (old,), own, other)
    again = attrs.evolve(old, summary="Anew.")
    for own, other, kept in (
        ((worded,), (again,), (worded, again)),
        ((), (worded, new), (None, worded)),
        ((worded, new), (), (worded, None)),
    ):
        found, told = merged_field("updates", (old,), own, other)
        assert [("C-1", "updates", *kept)] == told
        assert {*own, *([new] if new in other else [])} == {*found}


def _edit(promise, edit):
    """Return a promise after one small edit."""
    name, value = edit
    if name in ("title", "note"):
        return attrs.evolve(promise, **{name: value})
    if name == "states":
        return attrs.evolve(
            promise, made_by=attrs.evolve(promise.made_by, states=_turn(promise.made_by.states, value))
        )
    if name == "updates" and any(_told(one) == _told(value) for one in promise.updates):
        return attrs.evolve(promise, updates=[one for one in promise.updates if _told(one) != _told(value)])
    return attrs.evolve(promise, **{name: _turn(getattr(promise, name), value)})


def _told(one):
    """Return what an update tells, its pages aside."""
    return one.date, one.status, one.summary


def _turn(items, item):
    """Return a list without an item that it has, or else with it."""
    kept = tuple(one for one in items if getattr(one, "url", one) != getattr(item, "url", item))
    return kept if len(kept) < len(items) else (*items, item)


PAGES = st.sampled_from([page(1), page(2), page(3), page(1, title="Other")])
SMALL = st.builds(
    lambda day, status, summary, pages: ot.StatusUpdate(
        date=day, status=status, summary=summary, sources=pages
    ),
    st.sampled_from(["2030-02", "2030-02-28", "2030-03"]),
    st.sampled_from(["in-progress", "blocked"]),
    st.sampled_from(["A", "B"]),
    st.lists(PAGES, max_size=2, unique_by=lambda source: source.url).map(tuple),
)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["title", "note"]), st.sampled_from("pq")),
        st.tuples(st.just("themes"), st.sampled_from("abc")),
        st.tuples(st.just("states"), st.sampled_from(["FI", "NO", "SE"])),
        st.tuples(st.just("sources"), PAGES),
        st.tuples(st.just("updates"), SMALL),
        st.tuples(st.just("record"), st.booleans()),
    ),
    max_size=4,
)


def edited(base, edits):
    """Return a tracker after some edits of its promise, or without it, or with another."""
    promise = base.commitments["C-1"]
    other = a_commitment("C-2")
    for edit in edits:
        if edit[0] == "record":
            return (
                without(base, "C-1") if edit[1] else base.with_records(attrs.evolve(other, title=f"{edits}"))
            )
        promise = _edit(promise, edit)
        other = _edit(other, edit)
    return base.with_records(promise, *([other] if len(edits) > 1 else []))


@st.composite
def editors(draw, number):
    """Draw a data set and what some editors made of it."""
    start = tracker(
        a_commitment(
            "C-1", themes=["a"], sources=[page(1)], updates=draw(st.lists(SMALL, max_size=2, unique_by=_told))
        )
    )
    base = edited(start, [edit for edit in draw(EDITS) if edit[0] != "record"])
    return base, *(edited(base, draw(EDITS)) for _ in range(number))


def clashes(merged):
    """Return the records of which conflicts tell."""
    return {(conflict.kind, conflict.record) for conflict in merged.conflicts}


@given(editors(2))
def test_whose_turn_it_is_makes_no_difference(given_sets):
    """Without a conflict the merged sets are equal; the same records are in conflict either way."""
    base, mine, theirs = given_sets
    merged, turned = merge(base, mine, theirs), merge(base, theirs, mine)
    assert clashes(merged) == clashes(turned)
    if not merged.conflicts:
        assert merged.tracker == turned.tracker


@given(editors(2))
def test_merging_again_adds_nothing(given_sets):
    """What has been merged once can be merged again."""
    base, mine, theirs = given_sets
    merged = merge(base, mine, theirs).tracker
    assert Merged(tracker=mine, conflicts=()) == merge(base, mine, mine)
    assert merged == merge(base, merged, theirs).tracker
    assert merged == merge(base, merged, merged).tracker


@given(editors(3))
def test_the_order_of_merges_makes_no_difference(given_sets):
    """Of three editors any two can be merged first, as long as none of their changes exclude each other."""
    base, *sides = given_sets
    steps = [merge(base, sides[0], sides[1]), merge(base, sides[1], sides[2])]
    whole = [merge(base, steps[0].tracker, sides[2]), merge(base, sides[0], steps[1].tracker)]
    if not any(step.conflicts for step in (*steps, *whole)):
        assert whole[0].tracker == whole[1].tracker


@given(editors(2))
def test_nothing_is_lost_without_a_conflict(given_sets):
    """What either added or changed is in the merged set, or a conflict tells of the record or the field."""
    base, *sides = given_sets
    merged = merge(base, *sides)
    told = {(c.record, c.field) for c in merged.conflicts}
    for side in sides:
        for promise in side.commitments:
            if (promise.id, None) in told or promise == base.commitments.get(promise.id):
                continue
            now, was = (found.commitments.get(promise.id) for found in (merged.tracker, base))
            for field in ("title", "note", "themes", "sources", "updates", "made_by"):
                own, old = getattr(promise, field), getattr(was, field, None)
                if (promise.id, field) not in told and own != old:
                    assert _holds(getattr(now, field), own, old), (field, own, getattr(now, field))


def _holds(now, own, old):
    """Return whether a merged value has what one side added."""
    if isinstance(own, ot.Maker):
        return _holds(now.states, own.states, () if old is None else old.states)
    if not isinstance(own, tuple):
        return now == own or own is None
    # The other side may have changed another part of an item.
    parts = {part for item in (*now, *(old or ())) for part in _parts(item)}
    return all(_parts(item) <= parts for item in own)


def _parts(item):
    """Return what an item of a list says."""
    if isinstance(item, ot.StatusUpdate):
        return {item.date, item.status, item.summary, *item.sources}
    return {item}


def test_changes_that_make_an_impossible_record_are_a_conflict():
    """A start of mine after an end of theirs makes no event: mine stays as it is, theirs is told."""
    base = tracker(an_event("E-1", when="2030-01-01", start_time="10:00", end_time="12:00", timezone="UTC"))
    event = base.events["E-1"]
    mine = base.with_records(attrs.evolve(event, start_time="11:00"))
    theirs = base.with_records(attrs.evolve(event, end_time="10:30"))
    merged = merge(base, mine, theirs)
    expected = Conflict(
        kind="events", record="E-1", field=None, kept=mine.events["E-1"], other=theirs.events["E-1"]
    )
    assert Merged(tracker=mine, conflicts=(expected,)) == merged


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_event_that_one_removed_and_the_other_names_is_kept(order):
    """The merged set can be saved: the event stays, and is a conflict."""
    sides = [
        ot.Tracker(commitments=BASE.commitments.records, events=[]),
        changed(BASE, events=("E-1",)),
    ]
    merged = merge(BASE, *(sides[n] for n in order))
    event = BASE.events["E-1"]
    assert (Conflict(kind="events", record="E-1", field=None, kept=event, other=None),) == merged.conflicts
    assert (("E-1",), event) == (merged.tracker.commitments["C-1"].events, merged.tracker.events["E-1"])


def test_record_that_mine_removed_and_theirs_changed():
    """A record that I removed stays away; their change is told."""
    merged = merge(BASE, without(BASE, "C-1"), changed(BASE, title="theirs"))
    theirs = changed(BASE, title="theirs").commitments["C-1"]
    expected = Conflict(kind="commitments", record="C-1", field=None, kept=None, other=theirs)
    assert Merged(tracker=without(BASE, "C-1"), conflicts=(expected,)) == merged


def test_record_that_theirs_removed_and_mine_changed():
    """A record that I changed stays; that they removed it is told."""
    mine = changed(BASE, title="mine")
    merged = merge(BASE, mine, without(BASE, "C-1"))
    kept = mine.commitments["C-1"]
    expected = Conflict(kind="commitments", record="C-1", field=None, kept=kept, other=None)
    assert Merged(tracker=mine, conflicts=(expected,)) == merged


def test_record_that_both_removed_is_gone():
    """What both removed is gone, without conflict."""
    gone = without(BASE, "C-1")
    assert Merged(tracker=gone, conflicts=()) == merge(BASE, gone, without(BASE, "C-1"))


def test_record_that_both_added_differently():
    """Of a record that both added with other words mine stands, and theirs is told whole."""
    mine, theirs = a_commitment("C-3", title="mine"), a_commitment("C-3", title="theirs")
    merged = merge(BASE, BASE.with_records(mine), BASE.with_records(theirs))
    expected = Conflict(kind="commitments", record="C-3", field=None, kept=mine, other=theirs)
    assert Merged(tracker=BASE.with_records(mine), conflicts=(expected,)) == merged


def test_record_that_both_added_with_other_sources():
    """A record that both added alike is one, with the sources of both and the note of one."""
    mine = a_commitment("C-3", sources=[page(1)], note="Look again.", entered="2030-02-02")
    theirs = a_commitment("C-3", sources=[page(2)], entered="2030-02-01")
    both = attrs.evolve(mine, sources=[page(1), page(2)], entered="2030-02-01")
    expected = Merged(tracker=BASE.with_records(both), conflicts=())
    assert expected == merge(BASE, BASE.with_records(mine), BASE.with_records(theirs))
    assert expected == merge(BASE, BASE.with_records(theirs), BASE.with_records(mine))


def test_chairs_that_only_one_added_are_taken():
    """Chairs don't make two records different, but they are not lost."""
    theirs = changed(BASE, chairs=["FI-2025"])
    for pair in ((BASE, theirs), (theirs, BASE)):
        assert ("FI-2025",) == merge(BASE, *pair).tracker.commitments["C-1"].chairs


def test_what_equality_ignores_is_merged():
    """The mark OSCE+ that one added stays although the other changed something else, and is a change."""
    base = tracker(a_commitment("C-1", document="MC.DEC/1/25"), an_event("E-1", documents=["MC.DEC/1/25"]))
    marked, event = "MC.DEC/1/25 OSCE+", base.events[0]
    theirs = changed(base, document=marked, note="new").with_records(
        attrs.evolve(event, documents=[marked], note="new")
    )
    mine = changed(base, text="new").with_records(attrs.evolve(event, title="new"))
    for pair in ((mine, theirs), (theirs, mine)):
        merged = merge(base, *pair)
        assert () == merged.conflicts
        assert marked == str(merged.tracker.commitments[0].document)
        assert [marked] == list(map(str, merged.tracker.events[0].documents))
    fields = [(change.kind, change.field) for change in difference(base, theirs)]
    assert [(kind, field) for kind, f in (("commitments", "document"), ("events", "documents"))
            for field in (f, "note")] == sorted(fields)  # fmt: skip
    assert marked in [str(change.new) for change in difference(base, theirs)]
    assert ["chairs"] == [change.field for change in difference(base, changed(base, chairs=["FI-2025"]))]


def test_ids_of_different_kinds_do_not_meet():
    """Records of two kinds with one id are two records."""
    mine = BASE.with_records(an_event("X", title="mine"))
    theirs = BASE.with_records(a_commitment("X"))
    expected = BASE.with_records(an_event("X", title="mine"), a_commitment("X"))
    assert Merged(tracker=expected, conflicts=()) == merge(BASE, mine, theirs)


def test_reconciled_set_is_mine():
    """The merged set has the States and the edition of mine."""
    mine = tracker(a_commitment(), edition=EDITION, states=ot.states(), chairs=ot.chairs())
    merged = merge(ot.Tracker(), mine, tracker(an_event())).tracker
    assert (EDITION, ot.states(), ot.chairs()) == (merged.edition, merged.states, merged.chairs)


def test_edition_that_only_theirs_changed_is_taken():
    """What a set says of itself is taken over from theirs, where only they changed it."""
    newer = attrs.evolve(EDITION, version="2")
    sets = [tracker(a_commitment(), edition=edition) for edition in (EDITION, EDITION, newer)]
    assert newer == merge(*sets).tracker.edition
