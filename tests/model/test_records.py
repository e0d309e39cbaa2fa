"""What all records have in common: frozen, hashable, copied equal, with one order."""

import copy
import json
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.text import UNSEEN
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


@given(ANY)
def test_records_go_through_json(record):
    """The dict of a record is plain JSON, and the record that it describes is equal."""
    again = type(record).from_dict(json.loads(json.dumps(record.to_dict())))
    assert (record, list(record.to_dict())) == (again, [field.name for field in attrs.fields(type(record))])


def test_wrong_data_lists_every_problem():
    """What ``from_dict`` can't read is an error that lists all that is wrong."""
    with pytest.raises(ot.DataError) as caught:
        ot.Maker.from_dict({"type": "chairman", "nam": "Finland", "states": "FI"})
    assert ["$.states", "$.nam", "$.name", "$.type"] == [problem.path for problem in caught.value.problems]


@given(ANY)
def test_records_are_shown_in_a_line(record):
    """The repr of a record is one line that is safe to print; a notebook shows a table of its fields."""
    shown = repr(record)
    assert shown.startswith(f"<{type(record).__name__} ")
    assert not UNSEEN.search(shown)
    assert ("\n" not in shown, len(shown) < 160) == (True, True)
    html = record._repr_html_()
    assert ("<table>", "</table>", 1) == (html[:7], html[-8:], html.count("<table>"))


def test_what_records_show():
    """Titles stand before what is less telling, in words; empty fields are left out."""
    page = ot.Source(
        url="https://osce.org/a?b=1&c", title="A <page>", publisher="OSCE", publisher_type="osce",
        published="2030-01-02",
    )  # fmt: skip
    assert "<Source A <page> (OSCE, 2 January 2030) https://osce.org/a?b=1&c>" == repr(page)
    promise = strategies.a_commitment("A", title="Hold a seminar " * 20, due="2030-Q1", sources=[page, page])
    assert "<Commitment A: Hold a seminar Hold" == repr(promise)[:34]
    assert ("...>", 133) == (repr(promise)[-4:], len(repr(promise)))
    html = promise._repr_html_().replace(" style='text-align: left'", "")
    assert "<tr><th>due</th><td>Q1 2030</td></tr>" in html
    link = "<a href='https://osce.org/a?b=1&amp;c'>https://osce.org/a?b=1&amp;c</a>"
    one = f"A &lt;page&gt; (OSCE, 2 January 2030) {link}"
    assert f"<tr><th>sources</th><td>{one}<br>{one}</td></tr>" in html
    assert "<th>note</th>" not in html
    assert "<Person name A, country FI>" == repr(ot.Person(name="A", country="FI"))
