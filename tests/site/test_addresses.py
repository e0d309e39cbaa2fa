"""File names for records of any id."""

import re

from hypothesis import given
from hypothesis import strategies as st

from osce_tracker.site.addresses import names


@given(st.lists(st.text(), unique=True))
def test_names_are_safe_and_differ_in_any_case(ids):
    """Every id has a name of its own that every file system can store."""
    found = names(ids)
    assert ids == list(found)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,89}", name) for name in found.values())
    assert len(ids) == len({name.casefold() for name in found.values()})


def test_good_ids_stay_and_others_change():
    """An id that is a good name stays; names of devices, of pages of lists and long ones don't."""
    assert {"FI25-HD-03": "FI25-HD-03"} == names(["FI25-HD-03"])
    changed = ["con", "NUL", "index", "index-p2", "a.b", "x" * 81, "é", ""]
    assert [] == [one for one, name in names(changed).items() if name == one]


def test_a_name_that_another_id_has_is_changed():
    """The second of two ids that differ only in case has a name with its digest."""
    found = names(["A", "a"])
    assert "A" == found["A"]
    assert re.fullmatch("a-[0-9a-f]{8}", found["a"])
