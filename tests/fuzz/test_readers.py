"""Every reader gives documented errors or a sound result, whatever bytes it gets (atheris: see ``run``)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.readers import READERS, SEEDS, feed

#: Bytes on which a reader once gave an error of another library.
FOUND = [
    ("calendar", b"DTSTART;VALUE=DATE:20250129\r\nRRULE:FREQ=WEEKLY;UNTIL=202945"),
    ("zone", b"END:"),
]


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
def test_reader_takes_any_bytes(name, data):
    """Bytes of any kind, and sound ones of which a part was cut out, doubled or replaced."""
    seed = data.draw(st.sampled_from(SEEDS[name]))
    first, last = (data.draw(st.integers(0, len(seed))) for _ in range(2))
    other = data.draw(st.binary(max_size=40) | st.just(seed[min(first, last) : max(first, last)]))
    feed(name, data.draw(st.sampled_from([other, seed[:first] + other + seed[last:]])))


def test_seeds_are_read():
    """What fuzzing begins with is read without an error, so that it reaches what lies behind."""
    for name, read in READERS.items():
        read(SEEDS[name][0])


def test_what_was_found_stays_mended():
    """What fuzzing found once gives a documented error now."""
    for name, data in FOUND:
        feed(name, data)
