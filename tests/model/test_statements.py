"""Statements: who speaks, and what is refused."""

import datetime as dt

import pytest

import osce_tracker as ot
from osce_tracker.errors import RecordError


def statement(**fields):
    """Return a statement."""
    given = {
        "id": "xx-2030-01",
        "state": "FI",
        "date": "2030-01",
        "forum": "Permanent Council",
        "form": "statement",
        "stance": "supports",
        "about": "agenda",
        "dimensions": ["human"],
        "summary": "Backs the seminar.",
        "reported_by": "OSCE",
    }
    return ot.SupportStatement(**given | fields)


def test_statement_has_order_section_and_known_date():
    """Statements are ordered by their days, then id; they are known since their last day at the latest."""
    found = statement(states=["SE", "NO"])
    days = (dt.date(2030, 1, 1), dt.date(2030, 1, 31))
    assert (*days, "xx-2030-01") == found.sort_key
    assert ("human", days[1]) == (found.section, found.known)


def test_group_may_speak():
    """A group speaks instead of a State."""
    assert (None, "NB8") == (
        statement(state=None, group="NB8").state,
        statement(state=None, group="NB8").group,
    )


def test_either_a_state_or_a_group_speaks():
    """A statement of a State and a group, or of nobody, is refused at the State."""
    for changes in ({"group": "NB8"}, {"state": None}):
        with pytest.raises(RecordError, match="state: give either state or group"):
            statement(**changes)


def test_statement_is_not_known_before_it_is_made():
    """A source that is older than the statement does not make it known earlier."""
    older = ot.Source(
        url="https://example.org/1",
        title="Page",
        publisher="OSCE",
        publisher_type="osce",
        published="2029-12-01",
    )
    assert dt.date(2030, 1, 1) == statement(sources=[older]).known
