"""What a data set says of itself."""

import datetime as dt

import osce_tracker as ot


def test_edition_of_the_bundled_set(tracker):
    """The bundled set names its Chair, its version and the day until which it was compiled."""
    found = tracker.edition
    expected = ("finland-2025", "FI-2025", dt.date(2026, 11, 23), 1)
    assert expected == (found.name, found.chair, found.compiled, found.format)
    assert found.chair in ot.chairs()
