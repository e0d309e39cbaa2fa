"""The words of events, statements, States and groups: those that the data dictionary counts."""

import pytest

import osce_tracker as ot


@pytest.mark.parametrize(
    ("words", "count"), [(ot.EventKind, 16), (ot.Forum, 19), (ot.Form, 8), (ot.Stance, 6)]
)
def test_number_of_words(words, count):
    """The vocabulary has as many words as the data dictionary says."""
    assert count == len(words)
