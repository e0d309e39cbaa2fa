"""What a data set says of itself."""

import datetime as dt

import osce_tracker as ot


def test_edition_of_the_bundled_set(tracker):
    """The bundled set names its Chair, the day on which it was put together and how far it goes."""
    found = tracker.edition
    expected = ("finland-2025", "FI-2025", dt.date(2026, 11, 29), dt.date(2026, 3, 15), 1)
    assert expected == (found.name, found.chair, found.compiled, found.known_until, found.format)
    assert found.chair in ot.chairs()
