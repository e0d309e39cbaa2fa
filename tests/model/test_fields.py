"""Converters and checks that records share."""

import datetime as dt

import pytest

import osce_tracker as ot
from osce_tracker.model import validation as fields


@pytest.mark.parametrize("value", ["FI25-HD-03", "a", "A" * 120, "2027", "pc-1550:x_y+z.1"])
def test_ids(value):
    """Ids are ASCII letters, digits and a few signs."""
    fields.check_id(value)


@pytest.mark.parametrize("value", ["", "-a", "a b", "a/b", "ä", "A" * 121, "a\n", "a|b"])
def test_bad_ids(value):
    """Anything else is no id, with the accepted form."""
    with pytest.raises(ot.RecordError, match="accepted: 1 to 120 ASCII letters"):
        fields.check_id(value)


@pytest.mark.parametrize(
    ("convert", "value", "expected"),
    [
        (fields.optional_text, None, None),
        (fields.optional_text, "A\u030a", "\u00c5"),
        (fields.texts, ["a", "b"], ("a", "b")),
        (fields.period, "2025", ot.Period("2025")),
        (fields.optional_period, None, None),
        (fields.optional_period, dt.date(2025, 1, 1), ot.Period("2025-01-01")),
        (fields.optional_day, None, None),
        (fields.optional_day, "2025-01-01", dt.date(2025, 1, 1)),
        (fields.dimensions, "human", (ot.Dimension.HUMAN,)),
        (fields.dimensions, ["HD", "human", "PM"], (ot.Dimension.POLITICO_MILITARY, ot.Dimension.HUMAN)),
    ],
)
def test_converters(convert, value, expected):
    """Values that callers give become the values that records store."""
    assert expected == convert(value)


def test_enumerations_become_plain_texts():
    """A text of a subclass is stored as a plain one."""
    assert str is type(fields.text(ot.Status.FULFILLED))


def test_text_where_a_list_is_meant():
    """One text alone is no list: it would fall into letters."""
    with pytest.raises(ot.RecordError, match="expected a list of texts"):
        fields.texts("abc")


def test_dimensions_out_of_order():
    """JSON may give dimensions in another order: the message shows the right one."""
    with pytest.raises(ot.RecordError, match="in the order politico-military, human"):
        fields.check_dimensions("X", (ot.Dimension.HUMAN, ot.Dimension.POLITICO_MILITARY))


def test_absent_values_pass():
    """What is not given is not checked."""
    day = dt.date(2030, 5, 2)
    fields.check_times("X", (day, day), None, None)
    fields.check_code(None, "state", None)


def test_half_a_surrogate_pair_is_refused():
    """A text that no file could hold is refused at the door."""
    with pytest.raises(ot.RecordError, match="half of a surrogate pair"):
        fields.text("a\ud800")
