"""What the fields of records mean, the messages about wrong values, and ids."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.errors import RecordError
from osce_tracker.model.events import KnownMeeting
from osce_tracker.model.people import Person
from osce_tracker.model.sources import Source
from osce_tracker.model.states import State, StateName
from tests import strategies
from tests.cases import each
from tests.model.test_wrong_values import classes


def test_every_field_has_a_meaning():
    """Where the fields of a class say what they mean, each does, in a short phrase."""
    meanings = {cls: [field.metadata.get("meaning") for field in attrs.fields(cls)] for cls in classes()}
    bad = [cls for cls, texts in meanings.items() if any(texts) and not all(texts)]
    long = [text for texts in meanings.values() for text in texts if text and text.endswith(".")]
    assert ([], []) == (bad, long)


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


@each(
    ("make", "changes", "message"),
    [
        (a_source, {"primary": "no"}, "T: primary: must be True or False, not 'no'"),
        (a_meeting, {"number": "one"}, "number: must be a whole number, not 'one'"),
        (a_meeting, {"number": True}, "number: must be a whole number, not True"),
        (a_meeting, {"number": 10**15}, f"number: must be a number of at most 15 digits, not {10**15}"),
        (a_meeting, {"number": -(10**5_000)}, "number: must be a number of at most 15 digits, not <int>"),
        (
            strategies.a_statement,
            {"dimensions": "human"},
            ("fi-2030-01: dimensions: must be a list of dimensions, not 'human'"),
        ),
        (
            Person,
            {"name": "Jane", "country": "XXX"},
            ("Jane: country: 'XXX' is not a State code. Use ISO 3166-1 alpha-2, such as FI."),
        ),
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


@each("value", ["FI25-HD-03", "a", "A" * 120, "2027", "pc-1550:x_y+z.1"])
def test_ids(value):
    """Ids are ASCII letters, digits and a few signs."""
    assert value == strategies.a_commitment(value).id


@each("value", ["", "-a", "a b", "a/b", "ä", "A" * 121, "a\n", "a|b"])
def test_bad_ids(value):
    """Anything else is refused with the accepted form."""
    with pytest.raises(RecordError, match="Use 1 to 120 ASCII letters"):
        strategies.a_commitment(value)


def test_sets_are_refused_where_the_order_counts():
    """A set has another order in each process, so no list of a record may be one. Filters may be sets."""
    for fields in (
        {"themes": {"a", "b"}},
        {"themes": frozenset()},
        {"events": {"E-1"}},
        {"chairs": {"FI-2025"}},
        {"sources": {a_source()}},
    ):
        with pytest.raises(RecordError, match="a set has no order"):
            strategies.a_commitment(**fields)
    # A dict has an order, and that of dimensions is given.
    made = strategies.a_commitment(themes=dict.fromkeys(["b", "a"]).keys(), dimensions={"human"})
    assert ("b", "a") == made.themes
    tracker = ot.Tracker(commitments={made, strategies.a_commitment("A")})
    assert ("A", made.id) == tracker.commitments.ids
    assert (made.id,) == tracker.commitments.where(theme={"a", "b"}, dimension=frozenset({"human"})).ids


def test_a_text_of_blanks_is_empty():
    """What nobody can see fills no field."""
    for blank in ("", " ", "\n", "\u200b", "\u00a0\ufeff", "\u2060 \u200b", "\u3000"):
        with pytest.raises(RecordError, match="title: must not be empty"):
            strategies.a_commitment(title=blank)
