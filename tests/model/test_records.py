"""What all records have in common: frozen, hashable, copied equal, with one order."""

import copy
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies

ANY = st.one_of(*strategies.RECORDS.values())


@given(ANY)
def test_records_are_values(record):
    """Any record hashes, equals its pickled and its deep copy, and is made again by ``attrs.evolve``."""
    again = [pickle.loads(pickle.dumps(record)), copy.deepcopy(record), attrs.evolve(record)]  # noqa: S301 (our own)
    assert [record] * 3 == again
    assert 1 == len({record, *again})


@given(ANY)
def test_records_do_not_change(record):
    """No field of a record can be set."""
    for field in attrs.fields(type(record)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, field.name, None)


@given(ANY)
def test_fields_are_given_by_keyword(record):
    """No field of a record can be given by its place, which might change."""
    cls, fields = type(record), [field for field in attrs.fields(type(record)) if field.init]
    assert all(field.kw_only for field in fields)
    with pytest.raises(TypeError):
        cls(*(getattr(record, field.name) for field in fields))


@given(ANY)
def test_collections_inside_are_tuples(record):
    """No field of a record holds a list, a set or a dict."""
    values = [getattr(record, field.name) for field in attrs.fields(type(record))]
    assert not any(isinstance(value, list | set | dict) for value in values)
