"""Vocabularies: values, labels, and what parsing accepts."""

import inspect
import json
from importlib import import_module
from pkgutil import iter_modules

import pytest

import osce_tracker as ot
import osce_tracker.model
from osce_tracker.errors import WordError
from osce_tracker.model.bundled_json import read_bundled
from osce_tracker.model.commitments import Lever
from osce_tracker.model.dimensions import Section
from osce_tracker.model.statements import Stance
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import Vocabulary, fold
from tests.cases import each

MODULES = [import_module(f"osce_tracker.model.{m.name}") for m in iter_modules(osce_tracker.model.__path__)]
VOCABULARIES = sorted(
    {
        cls
        for module in MODULES
        for cls in vars(module).values()
        if inspect.isclass(cls) and issubclass(cls, Vocabulary) and cls is not Vocabulary
    },
    key=lambda cls: cls.__name__,
)


@each("words", VOCABULARIES)
def test_each_word_has_value_label_and_definition(words):
    """Values are unique, and every word has a label and a definition that is a sentence."""
    assert len(words) == len({word.value for word in words})
    assert all(word.label and word.definition.endswith(".") for word in words)


@each("words", VOCABULARIES)
def test_each_word_is_parsed_from_value_and_label(words):
    """Value and label give the word in any case, and the word gives itself."""
    for word in words:
        forms = (word.value, word.label, word.value.upper(), f" {word.label} ", word)
        assert [word] * 5 == [words.parse(form) for form in forms]


@each("words", VOCABULARIES)
def test_words_print_as_their_values(words):
    """A word is its value in text, in JSON and as a key."""
    for word in words:
        assert word.value == str(word) == f"{word}" == json.loads(json.dumps(word))
        assert word is words(json.loads(json.dumps(word)))
        assert 1 == {word.value: 1}[word]


#: What people write, and the words that it can mean.
WRITTEN = {
    Status: {
        "Done | Completed | Achieved | Kept | Implemented": "fulfilled",
        "Promise kept | Fully implemented | KEPT! | Done.": "fulfilled",
        "Partially fulfilled | partially implemented | partly met | Partial": "partly-fulfilled",
        "Ongoing | on-going | Under way | underway | On track | in_progress": "in-progress",
        "In the works | Started": "in-progress",
        "Not started | Not yet started | Pending | To do | Scheduled | Upcoming": "planned",
        "Not kept | Failed | Broken | Promise broken | Not implemented": "not-fulfilled",
        "unfulfilled | Missed | Unmet": "not-fulfilled",
        "Abandoned | Cancelled | Canceled | Dropped | Rescinded": "withdrawn",
        "Stalled | On hold | Stuck": "blocked",
        "Replaced | Overtaken by events": "superseded",
        "Not yet rated | unassessed | Unknown": "not-assessed",
        "Largely implemented": "partly-fulfilled",
        "Commenced | Under implementation | On schedule": "in-progress",
        "Fulfilled in part | implemented in part | in part": "partly-fulfilled",
        "100% | Target met": "fulfilled",
        "Vetoed": "blocked",
        "Superceded": "superseded",
        "Proposed | Not commenced": "planned",
        "Limited completion | Substantially completed": "in-progress partly-fulfilled",
        "No action taken": "planned not-fulfilled",
        "Substantial | Limited": "in-progress partly-fulfilled",
        "Compromise": "partly-fulfilled superseded",
        "Delayed | behind schedule | At risk": "in-progress blocked",
        "Suspended | Shelved": "blocked withdrawn",
        "Closed": "fulfilled not-fulfilled withdrawn",
        "Incomplete | not completed": "in-progress not-fulfilled",
        "Open | not yet implemented": "planned in-progress",
        "Postponed": "planned blocked",
    },
    Lever: {
        "the Chair | the Chairperson | CiO | Chairperson-in-Office | Chairpersonship": "chair",
        "Secretariat | ODIHR | OSCE institutions | executive structures": "structures",
        "all 57 | consensus decision | all participating States | Permanent Council": "consensus",
        "PC | MC | participating States by consensus": "consensus",
        "several States | States themselves": "states",
        "external actors | others outside the OSCE": "external",
        "57 pS | all 57 participating States | PC decision": "consensus",
        "field operation | Representative on Freedom of the Media": "structures",
        "other States | governments | individual States": "states",
        "external events | outside": "external",
        "participating States | the pS": "consensus states",
        "OSCE": "structures consensus",
    },
    Stance: {
        "Support | fully supports | agree | supportive | in favour | endorsed | for": "supports",
        "welcomed | praised": "welcomes",
        "conditional support | with conditions": "conditional",
        "approved | strong support | favours": "supports",
        "appreciation": "welcomes",
        "support, with conditions | supports conditionally": "conditional",
        "objection | veto": "opposes",
        "Abstained | no position | no stance": "neutral",
        "criticised | sceptical": "critical",
        "against | opposed | rejected | objects": "opposes",
        "negative | does not support | not in favour": "critical opposes",
        "positive": "supports welcomes",
    },
    ot.Dimension: {
        "1 | I | 1D | D1 | first basket | PolMil | pol-mil | Basket I | PMD": "politico-military",
        "2 | II | EED | economic dimension | environmental | second basket": "economic-environmental",
        "economy": "economic-environmental",
        "3 | III | third basket | HD | Human dimension | dimension 3 | basket three": "human",
    },
}


@each(
    ("words", "text", "meanings"),
    [
        (w, text, to.split())
        for w, table in WRITTEN.items()
        for key, to in table.items()
        for text in key.split(" | ")
    ],
)
def test_what_people_write_for_words(words, text, meanings):
    """What other trackers and people write is its word; with two meanings it is refused with both."""
    if len(meanings) == 1:
        assert meanings[0] == words.parse(text).value == words.parse(text.upper()).value
        return
    with pytest.raises(WordError) as caught:
        words.parse(text)
    assert (tuple(meanings), ()) == (caught.value.meanings, caught.value.nearest)
    assert f"{text!r} can mean {' or '.join(meanings)}. Write one of them." in str(caught.value)


@each("words", VOCABULARIES)
def test_what_people_write_is_for_words_that_exist(words):
    """Each table names words of its vocabulary, and nothing that is a word itself."""
    own = {form for word in words for form in (fold(word.value), fold(word.label))}
    for value, texts in words.synonyms().items():
        assert set() == own & set(map(fold, texts)) - {fold(value), fold(words(value).label)}


@each(
    ("words", "text"),
    [
        (Status, "unblocked"),
        (Status, "unplanned"),
        (Status, "assessed"),
        (Stance, "unsupported"),
        (Stance, "disopposes"),
    ],
)
def test_no_opposite_is_suggested(words, text):
    """A word that begins with a negation never suggests what it denies, nor the other way round."""
    with pytest.raises(WordError) as caught:
        words.parse(text)
    assert () == caught.value.nearest


@each(
    ("text", "found"),
    [
        ("human", "3"),
        ("human, politico-military", "13"),
        ("human/politico-military", "13"),
        ("HD; EED", "23"),
        ("PM\nHD", "13"),
        ("1, 2 and 3", "123"),
        ("First, second, and third", "123"),
        ("I & III", "13"),
        ("human dimension, economic dimension", "23"),
        ("economic and environmental", "2"),
        ("economic and environmental and human", "23"),
        ("human, economic and environmental", "23"),
        ("Economic & Environmental / Human Dimension", "23"),
        ("first and third dimensions", "13"),
        ("HD, human", "3"),
        ("экономическое/экологическое измерение", "2"),
        ("PolMil + human", "13"),
        ("economic, environmental", "2"),
        ("all", "123"),
        ("Cross-dimensional", "123"),
        ("all three dimensions", "123"),
        ("XD", "123"),
        ("the three dimensions", "123"),
        ("all 3", "123"),
    ],
)
def test_dimensions_of_a_cell(text, found):
    """A cell is split only if each part is a dimension; some words mean all three."""
    assert tuple(ot.Dimension.parse(number) for number in found) == ot.Dimension.parse_all(text)


@each(
    "text",
    ["", ",", "human,", "human, psychic", "and", "human and", "all, human rights", 3, None, "a,b," * 900],
)
def test_other_cells_are_no_dimensions(text):
    """A cell with anything else is refused as a whole."""
    with pytest.raises(WordError) as caught:
        ot.Dimension.parse_all(text)
    assert text == caught.value.value


@each("value", ["", "humn", 5, None, ["human"]])
def test_unknown_word_lists_what_is_accepted(value):
    """An unknown word is an error that has the vocabulary, the value and all words."""
    with pytest.raises(WordError) as caught:
        ot.Dimension.parse(value)
    assert ("dimension", value) == (caught.value.vocabulary, caught.value.value)
    assert ("politico-military", "economic-environmental", "human") == caught.value.accepted


def test_unknown_word_names_the_nearest():
    """A misspelt word comes with the one that was probably meant."""
    with pytest.raises(WordError, match="Did you mean partly-fulfilled"):
        ot.Status.parse("partly-fulfiled")


@each(
    ("term", "dimension"),
    [
        ("politico-military dimension", ot.Dimension.POLITICO_MILITARY),
        ("economic and environmental dimension", ot.Dimension.ECONOMIC_ENVIRONMENTAL),
        ("human dimension", ot.Dimension.HUMAN),
    ],
)
def test_dimensions_are_known_in_six_languages(term, dimension):
    """Every term and variant of the reference file names its dimension."""
    languages = read_bundled("reference", "terms.json")[term]
    names = [name for cell in languages.values() for name in (cell["term"], *cell["variants"])]
    assert {"en", "fr", "de", "it", "ru", "es"} == set(languages)
    assert [dimension] * len(names) == [ot.Dimension.parse(name) for name in names]


@each("text", ["third dimension", "human dimension", "HD", "3rd dimension", "hd", "3"])
def test_people_write_the_third_dimension_so(text):
    """Short forms and numbers name a dimension."""
    assert ot.Dimension.HUMAN is ot.Dimension.parse(text)


@each("count", [1, 2, 3])
def test_section_is_that_of_one_dimension_or_of_many(count):
    """One dimension is its own section, two and three are cross-dimensional."""
    dimensions = tuple(ot.Dimension)[:count]
    expected = "politico-military" if count == 1 else "cross-dimensional"
    assert expected == Section.of(dimensions)


def test_every_dimension_has_a_section_of_its_name():
    """The sections are the dimensions in their order, then cross-dimensional."""
    assert [*ot.Dimension, "cross-dimensional"] == [str(section) for section in Section]
    assert ["PM", "EE", "HD", "XD"] == [section.short for section in Section]
