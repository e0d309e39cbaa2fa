"""The JSON Schema: it takes what the library writes, and refuses what the library would refuse."""

import copy
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.dataset.schema import schema
from osce_tracker.model.plain import to_dict
from osce_tracker.model.statuses import Status
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.tracker.kinds import FILES
from osce_tracker.tracker.tracker import Tracker
from tests import strategies
from tests.strategies import a_commitment, a_series, a_statement, an_event

SCHEMA = json.loads(schema())
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
SOURCE = {"url": "https://x.org", "title": "T", "publisher": "P", "publisher_type": "ngo"}


def _faults(data):
    """Return the paths at which data does not follow the schema."""
    return sorted(error.json_path for error in VALIDATOR.iter_errors(data))


def _saved(tracker):
    """Return a data set as it is saved in one file."""
    plain = {kind: [to_dict(record) for record in getattr(tracker, kind)] for kind in FILES}
    return plain if tracker.edition is None else {**plain, "dataset": to_dict(tracker.edition)}


def _plain():
    """Return a data set with one record of each kind, as JSON has it."""
    update = {"date": "2030-05-02", "status": "fulfilled", "summary": "Held."}
    made = a_commitment(updates=[strategies.StatusUpdate(**update)], sources=[strategies.Source(**SOURCE)])
    return _saved(
        Tracker(commitments=[made], events=[an_event()], series=[a_series()], statements=[a_statement()])
    )


def test_it_is_a_schema_of_its_draft():
    """The schema itself is valid (draft 2020-12)."""
    assert None is jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_it_says_which_draft_it_is():
    """The dialect is named, so that no tool guesses."""
    assert "https://json-schema.org/draft/2020-12/schema" == SCHEMA["$schema"]


def test_it_is_the_same_each_time():
    """The schema is the same, byte for byte, and ends in a line end."""
    assert (schema(), b"\n") == (schema(), schema()[-1:])


def test_it_has_every_kind_of_record():
    """The data set's own words, its records, readings and corrections are its properties."""
    assert ["dataset", *FILES] == list(SCHEMA["properties"])


def test_every_reference_leads_somewhere():
    """Each definition that is named exists, and each that exists is named and described."""
    text = schema().decode()
    named = {name for name in SCHEMA["$defs"] if f'"#/$defs/{name}"' in text}
    assert set(SCHEMA["$defs"]) == named
    assert [] == [name for name, definition in SCHEMA["$defs"].items() if not definition["description"]]


def test_words_are_those_of_the_vocabulary():
    """A closed list is just its vocabulary."""
    assert [str(word) for word in Status] == SCHEMA["$defs"]["Status"]["enum"]


def test_it_accepts_the_bundled_data(tracker):
    """The real data follow the schema."""
    assert [] == _faults(_saved(tracker))


@given(strategies.trackers)
def test_it_accepts_any_tracker(tracker):
    """Whatever a tracker holds, what is saved of it follows the schema."""
    assert [] == _faults(_saved(tracker))


@given(strategies.periods)
def test_it_accepts_every_period(period):
    """Every period in its canonical form is accepted."""
    data = _plain()
    data["commitments"][0]["due"] = str(period)
    assert [] == _faults(data)


@given(strategies.symbols())
def test_it_accepts_every_symbol(symbol):
    """Every symbol of a document is accepted."""
    data = _plain()
    data["commitments"][0]["document"] = str(symbol)
    assert [] == _faults(data)


REFUSED = [
    ("$", lambda d: d.update(promises=[])),
    ("$", lambda d: d.update({"commitment": []})),
    ("$.commitments", lambda d: d.update(commitments={})),
    ("$.commitments[0]", lambda d: d["commitments"][0].update(colour="red")),
    ("$.commitments[0]", lambda d: d["commitments"][0].pop("title")),
    ("$.commitments[0].kind", lambda d: d["commitments"][0].update(kind="Activity")),
    ("$.commitments[0].kind", lambda d: d["commitments"][0].update(kind="no such word")),
    ("$.commitments[0].kind", lambda d: d["commitments"][0].update(kind=None)),
    ("$.commitments[0].title", lambda d: d["commitments"][0].update(title=7)),
    ("$.commitments[0].title", lambda d: d["commitments"][0].update(title=None)),
    ("$.commitments[0].themes[0]", lambda d: d["commitments"][0].update(themes=[1])),
    ("$.commitments[0].dimensions[1]", lambda d: d["commitments"][0].update(dimensions=["human", "fourth"])),
    ("$.commitments[0].made_by", lambda d: d["commitments"][0].update(made_by="The Chair")),
    ("$.commitments[0].made_by.type", lambda d: d["commitments"][0]["made_by"].update(type="king")),
    ("$.commitments[0].updates[0]", lambda d: d["commitments"][0]["updates"][0].update(when="now")),
    ("$.commitments[0].updates[0].date", lambda d: d["commitments"][0]["updates"][0].update(date="May")),
    (
        "$.commitments[0].sources[0].primary",
        lambda d: d["commitments"][0]["sources"][0].update(primary="yes"),
    ),
    ("$.series[0].dtstart", lambda d: d["series"][0].update(dtstart="2030-02-30")),
    ("$.series[0].dtstart", lambda d: d["series"][0].update(dtstart="soon")),
    ("$.dataset", lambda d: d.update(dataset={"name": "x"})),
]


@pytest.mark.parametrize(("path", "change"), REFUSED)
def test_it_refuses_what_is_wrong(path, change):
    """Unknown keys and words, missing keys and other types are refused where they stand."""
    data = copy.deepcopy(_plain())
    change(data)
    assert path in _faults(data)


@pytest.mark.parametrize(
    "text",
    ["", "2025-Q5", "2025-H3", "2025-7", "25", "Q3 2025", "2025-07/2025-08", "2025-07-31/", "2025 ", " 2025",
     "2025-07-31T00:00", "\u0662\u0660\u0662\u0665", "2025\n2025", "now"],
)  # fmt: skip
def test_it_refuses_what_is_no_period(text):
    """A text of another form is no period."""
    data = _plain()
    data["commitments"][0]["due"] = text
    assert ["$.commitments[0].due"] == _faults(data)


@pytest.mark.parametrize(
    "text", ["", "MC.DEC", "MC.DEC/1/2025", "mc.dec/1/25", "x MC.DEC/1/25", "MC.DEC/1/25 x"]
)
def test_it_refuses_what_is_no_symbol(text):
    """A text of another form is no symbol of a document."""
    data = _plain()
    data["commitments"][0]["document"] = text
    assert ["$.commitments[0].document"] == _faults(data)


@given(st.text(st.sampled_from("MCPDEJOUR./()0123456789ORW Corv+*-"), max_size=16))
def test_symbols_are_those_that_the_library_reads(text):
    """The schema and the class agree on what a symbol is."""
    data = _plain()
    data["commitments"][0]["document"] = text
    try:
        DocumentSymbol(text)
    except ValueError:
        assert ["$.commitments[0].document"] == _faults(data)
    else:
        assert [] == _faults(data)


def test_what_may_be_missing_may_be_null():
    """Optional values may be null."""
    data = _plain()
    data["commitments"][0].update(due=None, document=None, note=None)
    assert [] == _faults(data)


def test_any_part_may_be_missing():
    """A data set need not have every kind of record."""
    assert [] == _faults({})


def test_schema_that_is_shipped_is_that_of_the_classes():
    """The shipped schema is of the classes; to renew it, write there what ``osce-tracker schema`` prints."""
    assert schema() == (Path(ot.__file__).parent / "data" / "schema.json").read_bytes()
