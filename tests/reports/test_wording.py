"""What reports word in common: counts, shares, filters, and where the data come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.rates import counts_by_status
from osce_tracker.reports import wording
from tests import strategies


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, "0 of 0"),
        (2, 4, "2 of 4"),
        (0, 5, "0 of 5 (0%)"),
        (1, 8, "1 of 8 (12%)"),
        (40, 52, "40 of 52 (77%)"),
        (5, 5, "5 of 5 (100%)"),
    ],
)
def test_share_has_counts_and_a_percentage_where_there_are_enough(part, whole, expected):
    """A share always shows its counts, and a percentage from five on."""
    assert expected == wording.share(part, whole)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 commitments"), (1, "1 commitment"), (2, "2 commitments")]
)
def test_number_has_the_noun_in_its_number(count, expected):
    """One is singular, all other counts are plural."""
    assert expected == wording.number(count, "commitment")


@given(st.lists(st.sampled_from(ot.Status)))
def test_counts_by_status_add_up(statuses):
    """Every status is counted once, in the order of the vocabulary, and those of none are left out."""
    line = counts_by_status("Human dimension", statuses)
    head, _, tail = line.removesuffix(".").partition("; ")
    parts = [part.split(" ", 1) for part in tail.split(", ")] if tail else []
    expected = [[str(statuses.count(word)), word.label] for word in ot.Status if word in statuses]
    assert expected == parts
    assert f"Human dimension: {wording.number(len(statuses), 'commitment')}" == head


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (None, ""),
        ("HD", "dimension: human"),
        (["human", "first dimension"], "dimension: human, politico-military"),
        (ot.Dimension.ECONOMIC_ENVIRONMENTAL, "dimension: economic and environmental"),
    ],
)
def test_filter_is_told_by_labels(values, expected):
    """A filter stands in the subtitle with the labels of its words, and not at all when not asked for."""
    assert expected == wording.asked_for("dimension", ot.Dimension, values)


def test_filter_with_an_unknown_word_is_refused():
    """A word that the vocabulary does not have is an error."""
    with pytest.raises(ot.WordError):
        wording.asked_for("dimension", ot.Dimension, "humn")


@pytest.mark.parametrize(("items", "expected"), [([], ""), (["A"], "A"), (iter(["A", "B", "C"]), "A, B, C")])
def test_items_are_listed_with_commas(items, expected):
    """Items of any iterable stand in one line."""
    assert expected == wording.listed(items)


@given(strategies.editions)
def test_title_and_note_of_an_edition(edition):
    """A data set that says what it is, is named by title, name, version and day."""
    tracker = ot.Tracker(edition=edition)
    assert edition.title == wording.data_title(tracker)
    note = wording.data_note(tracker)
    for part in (edition.name, edition.version, str(edition.compiled)):
        assert part in note


def test_note_of_an_empty_tracker_names_no_day():
    """Without edition and records there is nothing to say but that."""
    assert wording.data_title(ot.Tracker()) == ""
    note = wording.data_note(ot.Tracker())
    assert note
    assert not any(char.isdigit() for char in note)


@given(st.lists(strategies.commitments, min_size=1, max_size=4, unique_by=lambda c: c.id))
def test_note_of_own_records_names_the_last_known_day(commitments):
    """Without an edition the note names the last day on which something became known."""
    known = [c.known for c in commitments] + [u.known for c in commitments for u in c.updates]
    note = wording.data_note(ot.Tracker(commitments=commitments))
    assert f"{max(known)}." in note
