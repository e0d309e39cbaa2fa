"""Converters of fields: what every record of every class accepts and refuses."""

import datetime as dt
import inspect
from importlib import import_module
from pkgutil import iter_modules
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker.model
from osce_tracker.errors import RecordError
from osce_tracker.model import validation as fields
from osce_tracker.model.dimensions import Dimension, as_dimensions
from osce_tracker.model.events import KnownMeeting
from osce_tracker.model.plain import JsonField, from_dict, to_dict
from osce_tracker.model.sources import Source
from osce_tracker.model.states import State, StateName
from osce_tracker.model.statuses import Status
from osce_tracker.model.symbols import Grammar
from tests import strategies

MODULES = [import_module(f"osce_tracker.model.{m.name}") for m in iter_modules(osce_tracker.model.__path__)]
CLASSES = [
    cls
    for module in MODULES
    for cls in vars(module).values()
    if inspect.isclass(cls) and attrs.has(cls) and cls.__module__ == module.__name__
    if not cls.__name__.startswith("_") and cls not in (Grammar, JsonField)
]
#: A value of each type that a file or a careless caller gives.
WRONG = [None, True, 7, 2.5, "", "x", b"x", [], [None], ["x"], [7], {"a": 1}, object(), dt.time(), Status]


@pytest.mark.parametrize("kind", strategies.RECORDS)
def test_wrong_values_name_record_and_field(kind):
    """A field of any record either takes a value, of its own type, or refuses it by name."""

    @settings(max_examples=40)
    @given(strategies.RECORDS[kind], st.sampled_from(WRONG), st.data())
    def check(record, value, data):
        cls = type(record)
        field = data.draw(st.sampled_from(attrs.fields(cls)))
        error, changed = _evolved(record, field.name, value)
        if error is None:
            _assert_type(getattr(changed, field.name), get_type_hints(cls)[field.name])
            return
        names = [f.name for f in attrs.fields(cls)]
        name = next((getattr(record, n) for n in ("id", "code", "title") if n in names), None)
        shown = {name, repr(name)} | ({None} if names.index(field.name) <= 1 else set())
        assert error.record in (shown if name else {None})
        assert error.field in names

    check()


def _evolved(record, name, value):
    """Return the error of a change to a record, or the changed record."""
    try:
        return None, attrs.evolve(record, **{name: value})
    except RecordError as error:
        return error, None


def _assert_type(value, hint):
    """Fail unless a value has the type of its annotation, with everything in it."""
    if get_origin(hint) is UnionType:
        if value is None:
            assert NoneType in get_args(hint)
            return
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is tuple:
        assert type(value) is tuple
        for item in value:
            _assert_type(item, get_args(hint)[0])
        return
    assert type(value) is hint


@given(st.one_of(*strategies.RECORDS.values()))
def test_what_a_constructor_accepts_can_be_read_again(record):
    """Every record comes back from the plain form in which it is saved."""
    assert record == from_dict(type(record), to_dict(record))


@pytest.mark.parametrize("cls", CLASSES)
def test_every_field_has_a_meaning(cls):
    """Each field of a class says what it means in a short phrase."""
    meanings = [field.metadata.get("meaning", "") for field in attrs.fields(cls)]
    assert all(meanings)
    assert not [meaning for meaning in meanings if meaning.endswith(".")]


def a_source(**changes):
    """Return a source."""
    return Source(url="https://osce.org", title="T", publisher="P", publisher_type="osce", **changes)


def a_meeting(**changes):
    """Return a meeting."""
    return KnownMeeting(date="2030", source_url="https://osce.org", **changes)


def a_state(**changes):
    """Return a State."""
    names = [StateName(name="X")]
    return State(
        code="XX", alpha3="XXX", kind="former", names=names, joined="2000", french_name="X", **changes
    )


@pytest.mark.parametrize(
    ("make", "changes", "message"),
    [
        (a_source, {"primary": "no"}, "T: primary: must be True or False, not 'no'"),
        (a_meeting, {"number": "one"}, "number: must be a whole number, not 'one'"),
        (a_meeting, {"number": True}, "number: must be a whole number, not True"),
        (
            strategies.an_event,
            {"participants": ["Jane"]},
            "seminar-2030: participants: must hold Person records, not 'Jane'",
        ),
        (strategies.a_commitment, {"made_by": "Chair"}, "XX30-HD-01: made_by: must be a Maker, not 'Chair'"),
        (
            strategies.a_commitment,
            {"themes": "ukraine"},
            "XX30-HD-01: themes: must be a list of texts, not 'ukraine'",
        ),
        (
            strategies.a_commitment,
            {"kind": "decison"},
            (
                "XX30-HD-01: kind: Unknown kind 'decison'. Use one of: stance, activity, output, decision, "
                "outcome. Did you mean decision?"
            ),
        ),
        (
            strategies.a_commitment,
            {"due": "Q4 2025x"},
            "XX30-HD-01: due: Can't read 'Q4 2025x' as a period. Try 2025-Q4.",
        ),
        (strategies.a_statement, {"states": ["SE", "SE"]}, "fi-2030-01: states: SE is repeated"),
        (a_state, {"french_order": "1"}, "XX: french_order: must be a whole number, not '1'"),
    ],
)
def test_message(make, changes, message):
    """The message names the record and the field and says what is accepted."""
    with pytest.raises(RecordError) as caught:
        make(**changes)
    assert message == str(caught.value)


@pytest.mark.parametrize("value", ["FI25-HD-03", "a", "A" * 120, "2027", "pc-1550:x_y+z.1"])
def test_ids(value):
    """Ids are ASCII letters, digits and a few signs."""
    assert value == fields.record_id(value)


@pytest.mark.parametrize("value", ["", "-a", "a b", "a/b", "ä", "A" * 121, "a\n", "a|b"])
def test_bad_ids(value):
    """Anything else is refused with the accepted form."""
    with pytest.raises(ValueError, match="Use 1 to 120 ASCII letters"):
        fields.record_id(value)


@pytest.mark.parametrize(
    ("convert", "value", "expected"),
    [
        (fields.optional_text, None, None),
        (fields.optional_text, "A\u030a", "\u00c5"),
        (fields.texts, ["a", "b"], ("a", "b")),
        (fields.texts, (text for text in "ab"), ("a", "b")),
        (as_dimensions, ["HD", "human", "PM"], (Dimension.POLITICO_MILITARY, Dimension.HUMAN)),
    ],
)
def test_converters(convert, value, expected):
    """Values that callers give become the values that records store."""
    assert expected == convert(value)


def test_words_become_plain_texts():
    """A text of a subclass is stored as a plain one."""
    assert str is type(fields.text(Status.FULFILLED))


def test_half_a_surrogate_pair_is_refused():
    """A text that no file can store is refused."""
    with pytest.raises(ValueError, match="half of a surrogate pair"):
        fields.text("a\ud800")


def test_one_field_is_converted_by_itself():
    """A reader that collects problems can ask for one field, and gets the error of the whole record."""
    name = attrs.fields(type(strategies.a_commitment())).title
    with pytest.raises(RecordError, match="X: title: must be text, not 5"):
        fields.convert(name, 5, attrs.make_class("Draft", ["id"])("X"))
