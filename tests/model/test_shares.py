"""Shares: counts first, percentages only where the counts bear them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import RecordError
from tests.cases import each


@each(
    ("part", "whole", "text"),
    [
        (0, 0, "0 of 0"),
        (2, 4, "2 of 4"),
        (18, 45, "18 of 45 (40%)"),
        (199, 200, "199 of 200 (99%)"),
        (1, 40, "1 of 40 (3%)"),
    ],
)
def test_text(part, whole, text):
    """Below 20 cases there is no percentage; halves go up."""
    assert text == str(ot.Share(part, whole))


@given(st.integers(0, 500), st.integers(0, 500))
def test_only_all_is_100_and_only_none_is_0(part, rest):
    """However close, a part of the whole is never rounded to none or all of it."""
    share = ot.Share(part, part + rest)
    if share.whole < 20:
        assert share.percent is None
    else:
        assert (part == 0, rest == 0) == (share.percent == 0, share.percent == 100)
    assert (share.ratio is None) == (share.whole == 0)


@each(("part", "whole"), [(-1, 2), (3, 2), ("1", 2), (True, 2), (1, 2.0), (1, None)])
def test_bad_counts(part, whole):
    """Counts are whole numbers, and the part is at most the whole."""
    with pytest.raises(RecordError):
        ot.Share(part, whole)
