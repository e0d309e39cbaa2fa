"""What States did, against plain loops over the records."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.compare import compare
from tests import strategies
from tests.analysis.test_positions import Oracle, a_tracker, on_the_chair, whole
from tests.strategies import a_commitment, an_event


@given(whole, st.sampled_from(["FI", "KZ", "UA", "MN", "SUHH"]), strategies.days)
def test_statements_are_those_of_plain_loops(tracker, code, on):
    """Statements on both subjects are split into own and others' and stand in time order."""
    chosen = [said for said in tracker.statements if said.date.last <= on]
    found = Oracle(chosen).for_state(code)
    (activity,) = compare(tracker, code, on=on)
    parts = (activity.position, *([] if activity.as_chair is None else [activity.as_chair]))
    assert (
        [said for said, own in found if own],
        [said for said, own in found if not own],
        [said for said, own in found if own and said.commits_to is not None],
        code == "FI" and tracker.edition is not None,
    ) == (
        list(activity.own),
        [said for part in parts for said in part.through_on_all],
        list(activity.pledges),
        activity.as_chair is not None,
    )


def test_bundled_records_are_those_of_plain_loops(tracker):
    """Signed commitments, objections and hosted events are those that loops find by the day."""
    for code in ["KZ", "FI", "RU", "BY", "AT"]:
        for on in [None, "2025-06-30"]:
            day = dt.date.fromisoformat(on or "2025-12-31")
            (found,) = compare(tracker, code, on=on)
            blocked = [
                (update.date.last, c.id)
                for c in tracker.commitments
                for update in c.updates
                if code in update.blocked_by and update.date.last <= day and update.obstacle != "dependency"
            ]
            # A commitment counts as made at its first update, if that comes first.
            made = {
                c.id: min([c.made_on.last, *(update.date.last for update in c.updates)])
                for c in tracker.commitments
            }
            signed = [c for c in tracker.commitments if code in c.made_by.states and made[c.id] <= day]
            hosted = [
                e
                for e in tracker.events
                if (e.country == code or re.search(rf"countries: [^.]*\b{code}\b", e.note or ""))
                and (e.when.last <= day or (e.status == "announced" and e.known <= day))
            ]
            assert ([c.id for c in signed], sorted(blocked), [e.id for e in hosted]) == (
                [c.id for c in found.signed],
                sorted((o.update.date.last, o.commitment.id) for o in found.objections),
                [e.id for e in found.hosted],
            ), (code, on)


def test_states_come_in_the_order_asked_for():
    """Any number of States, by code or name; each has its own values."""
    said = on_the_chair(state="SE", commits_to="Money")
    tracker = a_tracker(said).with_records(
        a_commitment("A", made_by=ot.Maker(type="group", name="Two", states=["NO", "SE"])),
        an_event("B", country="NO"),
    )
    norway, sweden = compare(tracker, "Norway", "SE")
    assert ("NO", (), ("A",), ("B",)) == (
        norway.state.code,
        norway.pledges,
        tuple(c.id for c in norway.signed),
        tuple(e.id for e in norway.hosted),
    )
    assert (("A",), (said,), (), ()) == (
        tuple(c.id for c in sweden.signed),
        sweden.pledges,
        sweden.hosted,
        compare(tracker),
    )


def test_unknown_state_is_an_error(tracker):
    """A State that doesn't exist is rejected with the nearest name."""
    with pytest.raises(ot.TrackerError, match="Kazakhstan"):
        compare(tracker, "Norway", "Khazakhstan")
