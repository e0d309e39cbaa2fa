"""A vocabulary of themes of one's own: what it refuses, finds, and changes in queries, reports and checks."""

import copy
import pickle

import pytest

import osce_tracker as ot
from tests.strategies import a_commitment, a_statement

RIGHTS = ot.Theme(
    id="human-rights",
    label="Human rights",
    definition="Rights of persons, as in Principle VII.",
    aliases=["HR", "droits de l'homme"],
)
CHILDREN = ot.Theme(id="children", label="Children in armed conflict", broader="human-rights")
DEPORTED = ot.Theme(id="deported", label="Deported children", broader="children")
BUDGET = ot.Theme(id="budget", label="Unified Budget")
THEMES = ot.Themes([RIGHTS, CHILDREN, DEPORTED, BUDGET])


def with_themes(themes=THEMES):
    """Return a tracker whose records carry words of the vocabulary and one that is none."""
    return ot.Tracker(
        commitments=[
            a_commitment("C-1", themes=["human-rights"]),
            a_commitment("C-2", themes=["deported", "budget"]),
            a_commitment("C-3", themes=["Budgets", "hr"]),
        ],
        statements=[a_statement("S-1", themes=["children"]), a_statement("S-2", themes=["zoo"])],
        themes=themes,
    )


@pytest.mark.parametrize(
    ("themes", "field", "told"),
    [
        ([RIGHTS, RIGHTS], "id", "two themes have the id human-rights"),
        ([RIGHTS, ot.Theme(id="hr", label="x")], "label", "'hr' means human-rights already"),
        ([BUDGET, ot.Theme(id="x", label="unified-budget")], "label", "means budget already"),
        ([CHILDREN], "broader", "there is no theme 'human-rights'"),
        ([ot.Theme(id="a", label="A", broader="a")], "broader", "a is broader than itself"),
        (
            [
                ot.Theme(id="a", label="A", broader="b"),
                ot.Theme(id="b", label="B", broader="c"),
                ot.Theme(id="c", label="C", broader="b"),
            ],
            "broader",
            "b is broader than itself",
        ),
    ],
)
def test_vocabulary_that_cannot_be_is_refused(themes, field, told):
    """Two themes of one id or name, and a broader theme that is none, are errors."""
    with pytest.raises(ot.RecordError, match=told) as caught:
        ot.Themes(themes)
    assert field == caught.value.field


@pytest.mark.parametrize(
    ("values", "field"),
    [({"id": "two words"}, "id"), ({"label": " "}, "label"), ({"aliases": "HR"}, "list")],
)
def test_theme_that_cannot_be_is_refused(values, field):
    """An id that no record could carry, and an empty label, are errors."""
    with pytest.raises(ot.RecordError) as caught:
        ot.Theme(**{"id": "a", "label": "A", **values})
    assert field == caught.value.field


@pytest.mark.parametrize("name", ["human-rights", "Human  Rights", "hr", "Droits de l'homme", "human rights"])
def test_theme_is_found_by_any_of_its_names(name):
    """Id, label and aliases lead to a theme, whatever the case."""
    assert (RIGHTS, RIGHTS) == (THEMES.find(name), THEMES.get(name))


@pytest.mark.parametrize("name", ["human-right", None, 7])
def test_unknown_theme_names_the_nearest(name):
    """What names no theme is an error that names the nearest."""
    with pytest.raises(ot.WordError) as caught:
        THEMES.find(name)
    assert (None, name) == (THEMES.get(name), caught.value.value)
    assert ("human-rights" in caught.value.nearest) == (name == "human-right")


def test_vocabulary_is_a_collection():
    """It has length, order, membership and access by id, and says what it is."""
    assert (4, [RIGHTS, CHILDREN, DEPORTED, BUDGET]) == (len(THEMES), list(THEMES))
    assert (True, False) == ("budget" in THEMES, "Unified Budget" in THEMES)
    assert (BUDGET, "<Themes: 4 themes>") == (THEMES["budget"], repr(THEMES))
    with pytest.raises(ot.UnknownRecordError, match="did you mean budget"):
        THEMES["budgets"]


def test_vocabulary_is_a_value():
    """Copies and pickles are equal, hash equal, and differ from another vocabulary and other values."""
    for copied in (copy.deepcopy(THEMES), pickle.loads(pickle.dumps(THEMES)), ot.Themes(list(THEMES))):  # noqa: S301
        assert (THEMES, hash(THEMES)) == (copied, hash(copied))
    assert ot.Themes([BUDGET]) != THEMES
    assert THEMES != 1


def test_narrower_themes():
    """Below a theme stand itself and all that are part of it, by any number of steps."""
    expected = {
        "human-rights": ("human-rights", "children", "deported"),
        "children": ("children", "deported"),
        "budget": ("budget",),
    }
    assert expected == {theme: THEMES.narrower(theme) for theme in expected}
    with pytest.raises(ot.UnknownRecordError):
        THEMES.narrower("HR")


@pytest.mark.parametrize(
    ("theme", "commitments", "statements"),
    [
        ("HR", ("C-1", "C-2"), ("S-1",)),
        ("children", ("C-2",), ("S-1",)),
        (["Unified Budget", "Human Rights"], ("C-1", "C-2"), ("S-1",)),
        (("deported",), ("C-2",), ()),
    ],
)
def test_questions_go_by_the_vocabulary(theme, commitments, statements):
    """A theme by any of its names finds what carries it or a narrower one."""
    tracker = with_themes()
    found = tracker.commitments.where(theme=theme), tracker.statements.where(theme=theme)
    assert (commitments, statements) == tuple(part.ids for part in found)


def test_words_that_are_none_of_the_vocabulary_are_found_as_before():
    """A free word of the data set is found as it is, also together with a theme."""
    tracker = with_themes()
    assert ("C-3",) == tracker.commitments.where(theme="budgets").ids
    assert ("C-2", "C-3") == tracker.commitments.where(theme=["budgets", "deported children"]).ids
    assert ("S-2",) == tracker.statements.where(theme="Zoo").ids


def test_unknown_word_lists_vocabulary_and_data():
    """A word that neither has is an error with the words of both."""
    with pytest.raises(ot.WordError) as caught:
        with_themes().commitments.where(theme=["budget", "childrn"])
    assert ("theme", "childrn", True) == (
        caught.value.vocabulary,
        caught.value.value,
        {"Budgets", "Unified Budget", "budget", "deported"} <= set(caught.value.accepted),
    )
    assert "did you mean children" in str(caught.value)


def test_vocabulary_stays_with_what_comes_of_a_tracker(tmp_path):
    """Views, parts, copies, changes and merged sets go by the same vocabulary."""
    tracker = with_themes()
    other = ot.Tracker()
    made = [
        tracker.as_of("2099-01-01"),
        tracker.so_on("2099-01-01"),
        tracker.with_records(a_commitment("C-9")),
        copy.deepcopy(tracker),
        pickle.loads(pickle.dumps(tracker)),  # noqa: S301
        ot.apply(tracker, ()),
        ot.merge(tracker, other).tracker,
        ot.merge(other, tracker).tracker,
        ot.merge(tracker, tracker, tracker).tracker,
    ]
    tracker.save(tmp_path / "set.json")
    made.append(ot.load(tmp_path / "set.json", themes=THEMES))
    assert [THEMES] * len(made) == [found.themes for found in made]
    assert [("C-1", "C-2")] * len(made) == [found.commitments.where(theme="HR").ids for found in made]
    assert ("C-2",) == tracker.commitments[1:].where(theme="HR").ids


def test_tracker_without_a_vocabulary_has_an_empty_one(tracker):
    """Without a vocabulary themes are free words, and two trackers beside each other do not share one."""
    mine = ot.load(themes=THEMES)
    assert (0, 4) == (len(tracker.themes), len(mine.themes))
    assert tracker == mine
    with pytest.raises(ot.WordError):
        tracker.commitments.where(theme="HR")
    assert mine.commitments.where(theme="HR").ids


def test_record_shows_labels():
    """One record in full shows its themes by their labels, with the word that it carries."""
    tracker = with_themes()
    rows = [dict(ot.show(tracker, c).tables[0].rows)["themes"] for c in ("C-2", "C-3")]
    assert ["Deported children (deported), Unified Budget (budget)", "Budgets, hr"] == rows


def test_check_tells_words_that_are_none():
    """A word that is none of the vocabulary is a warning with the theme that was probably meant."""
    found = [p for p in ot.check(with_themes()) if p.code == "unknown-theme"]
    assert [
        ("commitments.json", "C-3", "$.themes[0]", "warning", "did you mean budget?"),
        ("commitments.json", "C-3", "$.themes[1]", "warning", "did you mean human-rights?"),
        ("statements.json", "S-2", "$.themes[0]", "warning", "take it into the vocabulary"),
    ] == [(p.file, p.record, p.path, p.severity, p.remedy) for p in found]
    assert "the theme 'Budgets' is none of the vocabulary" == found[0].message
    assert [] == [p for p in ot.check(with_themes(None)) if p.code == "unknown-theme"]
