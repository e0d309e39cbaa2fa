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
from osce_tracker.model.dimensions import Section
from osce_tracker.model.vocabulary import Vocabulary
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
