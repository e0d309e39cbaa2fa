"""Phrases that reports share: counts, filters, headlines and notes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.rates import tally
from osce_tracker.design import READING
from osce_tracker.errors import WordError
from osce_tracker.reports import wording
from tests import strategies
from tests.strategies import a_commitment


def test_number_has_the_noun_in_its_number():
    """One is singular, all other counts are plural."""
    for count, expected in [(0, "0 commitments"), (1, "1 commitment"), (2, "2 commitments")]:
        assert expected == wording.number(count, "commitment"), (count, expected)


@given(st.lists(st.sampled_from(ot.Status)))
def test_counts_by_status_add_up(statuses):
    """Every status is counted once, in the order of tables and their bars, and those of none are left out."""
    line = wording.counts_by_status(tally(statuses))
    head, _, tail = line.removesuffix(".").partition("; ")
    parts = [part.split(" ", 1) for part in tail.split(", ")] if tail else []
    expected = [
        [str(statuses.count(word)), word.label] for word in map(ot.Status, READING[:9]) if word in statuses
    ]
    assert expected == parts
    assert wording.number(len(statuses), "commitment") == head


def test_filter_is_named_by_labels():
    """A filter is named with the labels of its words; without a filter there is nothing to name."""
    for values, expected in [
        (None, ""),
        ("HD", "dimension: human"),
        (["human", "first dimension"], "dimension: human, politico-military"),
        (ot.Dimension.ECONOMIC_ENVIRONMENTAL, "dimension: economic and environmental"),
    ]:
        assert expected == wording.filter_label("dimension", ot.Dimension, values), (values, expected)


def test_filter_with_an_unknown_word():
    """A word that the vocabulary does not have is an error."""
    with pytest.raises(WordError):
        wording.filter_label("dimension", ot.Dimension, "humn")


def test_items_are_listed_with_commas():
    """Items of any iterable are in one line."""
    for items, expected in [([], ""), (["A"], "A"), (iter(["A", "B", "C"]), "A, B, C")]:
        assert expected == wording.listed(items), (items, expected)


def test_parts_are_joined_as_in_a_sentence():
    """The last part comes after an and."""
    for parts, expected in [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]:
        assert expected == wording.joined(parts), (parts, expected)


def test_numbers_to_nine_are_words():
    """Numbers to nine are words in a sentence."""
    for count, expected in [(0, "none"), (9, "nine"), (10, "10")]:
        assert expected == wording.numeral(count), (count, expected)


def test_headline_on_what_was_kept_fits_few_promises():
    """One promise is told as one, and what was dropped is not what nobody knows of."""
    day = dt.date(2025, 12, 31)
    none = tally([])
    for own, every, chairs, expected in [
        ([], ["withdrawn"], 1, "The one commitment made by 31 December 2025 was withdrawn or superseded."),
        (
            [],
            ["withdrawn", "superseded"],
            1,
            "The two commitments made by 31 December 2025 were all withdrawn or superseded.",
        ),
        ([], ["not-assessed"], 1, "Nothing is known yet of the one commitment made by 31 December 2025."),
        (
            [],
            ["not-assessed", "not-assessed", "withdrawn"],
            1,
            (
                "Nothing is known yet of the two commitments made by 31 December 2025; one more was "
                "withdrawn or superseded."
            ),
        ),
        ([], ["fulfilled"], 1, "The one assessed commitment was fulfilled."),
        ([], ["blocked", "withdrawn"], 1, "The one assessed commitment is still open."),
        (["fulfilled"], [], 1, "The one promise that the Chair stated in advance was kept."),
        (["partly-fulfilled"], [], 1, "The one promise that the Chair stated in advance was kept in part."),
        (["not-fulfilled"], [], 1, "The one promise that the Chair stated in advance failed."),
        (["planned"], [], 2, "The one promise that the two Chairs stated in advance is still open."),
        (
            ["fulfilled", "not-assessed"],
            [],
            1,
            "The one assessed promise that the Chair stated in advance was kept.",
        ),
    ]:
        counts = [tally(map(ot.Status, words)) if words else none for words in (own, [*own, *every])]
        assert expected == wording.kept_headline(*counts, day, chairs), (own, every)


@given(strategies.source_lists)
def test_newest_source_comes_first(sources):
    """Every page is there once, by its first possible day, and originals come first."""
    found = wording.newest_first(sources)
    assert sorted({source.url for source in sources}) == sorted(source.url for source in found)
    keys = [(s.published.first if s.published else dt.date.min, s.primary) for s in found]
    assert keys == sorted(keys, reverse=True)


def test_fields_are_called_as_in_tables():
    """A field has the name that tables give it; others are read as they are."""
    for name, expected in [
        ("lever", "who delivers"),
        ("due", "deadline"),
        ("made_on", "made on"),
        ("title", "title"),
    ]:
        assert expected == wording.field_name(name), name


def test_states_take_the_article_inside_a_sentence():
    """Of all names of States these take the article, as do groups; a name in a name does not."""
    names = [name.name for state in ot.states() for name in state.names]
    expected = {
        "Czech Republic",
        "Federal Republic of Germany",
        "Federal Republic of Yugoslavia",
        "German Democratic Republic",
        "Holy See",
        "Netherlands",
        "Republic of Korea",
        "Russian Federation",
        "Union of Soviet Socialist Republics",
        "United Kingdom",
        "United States of America",
    }
    assert expected == {name for name in names if wording.the(name) == f"the {name}"}
    assert [*names] == [
        wording.the(name).removeprefix("the ") if name in expected else wording.the(name) for name in names
    ]
    for group, with_article in [
        ("European Union", True),
        ("Nordic-Baltic Eight", True),
        ("Visegrád Four", True),
        ("OSCE Troika", True),
        ("Informal Group of Friends on the Safety of Journalists", True),
        ("Group of Friends of Georgia", True),
        ("Permanent Representatives of France, Germany and the United Kingdom", True),
        ("Council of Europe", True),
        ("Helsinki+50 Fund donors", True),
        ("Former Chairs", True),
        ("NATO", False),
        ("France, Germany and the United Kingdom", False),
        ("", False),
    ]:
        assert (f"the {group}" if with_article else group) == wording.the(group), group


def test_chairs_are_called_by_state_and_year():
    """A Chairpersonship has the name of its State and its year; one without a known State keeps its id."""
    tracker = ot.load()
    assert ["Finland 2025", "XX-2030"] == [
        wording.chair_name(tracker, term) for term in ("FI-2025", "XX-2030")
    ]
    chairs = ["MT-2024", "finland 2025"]
    assert "Chairpersonship: Malta 2024, Finland 2025" == wording.chair_label(ot.load("all"), chairs)
    assert ("", "") == (wording.chair_label(tracker, None), wording.chairs_note(tracker))


def test_earlier_objections_stand_beside_a_missing_consensus():
    """A brief that names an objector in one table doesn't hide them in another."""
    states = ot.states()

    def update(date, status, obstacle, *blocked_by):
        return ot.StatusUpdate(
            date=date, status=status, summary="x", obstacle=obstacle, blocked_by=blocked_by
        )

    for updates, told in [
        ([update("2030-02-01", "blocked", "no-consensus")], "no consensus"),
        (
            [
                update("2030-01-01", "blocked", "named-objection", "TR"),
                update("2030-02-01", "not-fulfilled", "no-consensus"),
            ],
            "no consensus; sources name Türkiye",
        ),
        # Who must act first is nobody who objects.
        (
            [
                update("2030-01-01", "blocked", "dependency", "RU"),
                update("2030-02-01", "not-fulfilled", "no-consensus"),
            ],
            "no consensus",
        ),
        (
            [
                update("2030-01-01", "blocked", "named-objection", "TR"),
                update("2030-02-01", "not-fulfilled", "named-objection", "RU"),
            ],
            "objection: Russian Federation",
        ),
        # Another reason is not about consensus.
        (
            [
                update("2030-01-01", "blocked", "named-objection", "TR"),
                update("2030-02-01", "blocked", "money"),
            ],
            "no money",
        ),
        ([], None),
    ]:
        promise = a_commitment(updates=updates)
        assert told == wording.reason_on(promise, dt.date(2030, 12, 31), states), updates


def test_scorecard_says_how_its_counts_differ():
    """The lead counts all commitments where the headline counts only those the Chair stated in advance."""
    chair, state = (ot.Maker(type=word, name="M") for word in ("chair", "state"))

    def made(name, status, maker):
        update = ot.StatusUpdate(date="2030-02", status=status, summary="x")
        return a_commitment(name, made_by=maker, made_on="2030-01", basis="stated", updates=[update])

    own = made("a", "not-fulfilled", chair)
    others = [made("b", "not-fulfilled", state), made("c", "fulfilled", state)]
    lead = "Of all 3 commitments, those of the Chair included, one was fulfilled and two failed."
    assert lead == ot.scorecard(ot.Tracker(commitments=[own, *others]), "2030-12-31").lead
    for alone in ([own], others):
        assert "" == ot.scorecard(ot.Tracker(commitments=alone), "2030-12-31").lead
    said = "Three commitments: 1 fulfilled, 2 not fulfilled."
    assert said == ot.table(ot.Tracker(commitments=[own, *others]).commitments).headline
