"""Tables whose rows are in groups."""

from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.model.dimensions import Section
from osce_tracker.reports.fields import Group, field, field_table, only_dimension, sections
from tests import strategies


@settings(max_examples=20)
@given(st.lists(strategies.commitments, max_size=8))
def test_every_record_is_in_exactly_one_section(records):
    """The sections with records come in their order and together hold every record once, in its place."""
    found = sections(records, lambda own: str(len(own)))
    assert [one for one in Section if one in {r.section for r in records}] == [one.key for one in found]
    assert sorted(map(id, records)) == sorted(id(one) for group in found for one in group.records)
    for group in found:
        own = [record for record in records if record.section == group.key]
        assert (own, str(len(own))) == (group.records, group.note)


def test_one_dimension_makes_one_section(tracker):
    """If all records touch one dimension that was asked for, they are in one section."""
    human = list(tracker.commitments.where(dimension="human"))
    assert [Group("human", "Human dimension", human)] == sections(human, dimension=ot.Dimension.HUMAN)


def test_empty_groups_are_left_out():
    """A table has the groups that have rows, each with its size and note."""
    groups = [Group("a", "A", []), Group("b", "B", ["x", "y"], "Two rows.")]
    table = field_table("T", "t", [field("c", "c", str)], groups=groups, notes=["N."])
    assert [("b", "B", 2, "Two rows.")] == [(g.key, g.title, g.size, g.note) for g in table.groups]
    assert ((("x",), ("y",)), ("N.",)) == (table.rows, table.notes)


def test_filter_by_one_dimension():
    """Only a filter by exactly one dimension has one."""
    for value, expected in [
        (None, None),
        ("HD", "human"),
        (["human"], "human"),
        (["human", "first dimension"], None),
    ]:
        assert expected == only_dimension(value), (value, expected)
