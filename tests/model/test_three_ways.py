"""Three ways in agree: a constructor, JSON and a spreadsheet accept the same values, with equal records.

Cells of a spreadsheet are texts. No cell can say: an empty or blank text (an empty cell is a value that is
not given, and some have defaults), blanks around a text, half a surrogate pair, a text of more than 131,072
characters, or a value of the wrong type of JSON. Constructors and cells accept dates as people write them;
JSON has stored forms only. Cells say more than the other two: States, yes and no, and document symbols as
people write them. Those forms have tests with the spreadsheets.
"""

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import TrackerError
from osce_tracker.model.commitments import Basis, Kind, Lever, MakerType, Obstacle
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.plain import from_dict, parse, to_dict
from osce_tracker.model.sources import Confidence, PublisherType
from osce_tracker.model.statuses import Status
from osce_tracker.model.written_dates import is_stored
from osce_tracker.spreadsheets.columns import COLUMNS
from osce_tracker.spreadsheets.files import ESCAPED
from tests import strategies
from tests.model.test_wrong_values import PUBLIC, REAL, TEXTS, arguments, shown, wrong_values

# ---------------------------------------------------------------- constructor and JSON


def in_json(value):
    """Return True if JSON has a value as it is. Python writes no numbers of thousands of digits."""
    if isinstance(value, list):
        return all(map(in_json, value))
    if type(value) is int:
        return value < 10**4_000
    return type(value) in (type(None), bool, str) or value in ({"a": 1}, 1.5)


@pytest.mark.parametrize(
    "cls",
    [cls for cls in PUBLIC if cls in REAL and REAL[cls].whole is not None and cls not in TEXTS],
    ids=lambda cls: cls.__name__,
)
def test_constructor_and_json_agree(cls):
    """At each field, JSON accepts what the constructor accepts, with an equal record."""
    given_values, document, differ = arguments(cls), to_dict(REAL[cls].value), []
    for name in given_values:
        real = document[name]
        for value in filter(in_json, wrong_values(tuple(real) if isinstance(real, list) else real)):
            made = outcome(cls, **{**given_values, name: value})
            read = outcome(from_dict, cls, parse(json.dumps({**document, name: value}).encode()))
            if made != read:
                differ.append((name, shown(value), made, read))
    assert [] == differ


def outcome(make, *args, **named):
    """Return what a function makes, or ``None`` if it refuses."""
    try:
        return make(*args, **named)
    except TrackerError:
        return None


# ---------------------------------------------------------------- a commitment in three ways

PAGE = {
    "url": "https://osce.org/1",
    "title": "Page",
    "publisher": "OSCE",
    "via": None,
    "publisher_type": "osce",
    "published": "2030-01",
    "language": "en",
    "primary": True,
}
#: The place in the JSON of a commitment of what each column describes, and the heading of each place.
PLACE = {
    "promise": "",
    "promise source": "sources.",
    "update": "updates.",
    "update source": "updates.sources.",
}
HEADING = {PLACE[column.part] + column.field: column.title for column in COLUMNS}
VALID = {
    "id": "XX30-HD-01",
    "title": "Hold a seminar",
    "text": "Hold a seminar in spring.",
    "made_by.type": "chair",
    "made_by.name": "The Chair",
    "made_by.states": [],
    "dimensions": ["human"],
    "themes": [],
    "kind": "activity",
    "lever": "chair",
    "basis": "stated",
    "made_on": "2030-01-15",
    **dict.fromkeys(("made_at", "document", "due", "criterion", "continues", "note", "entered")),
    "chairs": [],
    "updates.date": "2030-05-02",
    "updates.status": "fulfilled",
    "updates.summary": "Held.",
    "updates.obstacle": None,
    "updates.blocked_by": [],
    "updates.entered": None,
    "events": [],
    "confidence": "high",
    **{f"sources.{name}": value for name, value in PAGE.items()},
    **{f"updates.sources.{name}": value for name, value in PAGE.items()},
}


def constructed(values, folder):
    """Return a commitment that is made of its parts and saved in a data set."""

    def part(cls, prefix, **more):
        own = {
            place.removeprefix(prefix): value
            for place, value in values.items()
            if place.startswith(prefix) and "." not in place.removeprefix(prefix)
        }
        return cls(**own, **more)

    update = part(ot.StatusUpdate, "updates.", sources=[part(ot.Source, "updates.sources.")])
    maker, source = part(ot.Maker, "made_by."), part(ot.Source, "sources.")
    promise = part(ot.Commitment, "", made_by=maker, updates=[update], sources=[source])
    ot.save(ot.Tracker(commitments=[promise], states=ot.states()), folder / "saved.json")
    return promise


def loaded(values, folder):
    """Return a commitment that is read from JSON."""
    whole = {"made_by": {}, "sources": [{}], "updates": [{"sources": [{}]}]}
    for place, value in values.items():
        *way, name = place.split(".")
        part = whole
        for step in way:
            part = part[step] if step == "made_by" else part[step][0]
        part[name] = value
    path = folder / "own.json"
    path.write_text(json.dumps({"commitments": [whole]}), encoding="utf-8")
    return ot.load(path).commitments[0]


def in_rows(values, folder):
    """Return a commitment that is read from a row of a spreadsheet."""
    path = folder / "own.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADING[place] for place in values)
        writer.writerow(map(cell, values.values()))
    # Events that rows name are looked up in the data set.
    return ot.read_sheet(path, into=ot.Tracker(states=ot.states()))[0]


def cell(value):
    """Return a value as a cell says it."""
    if isinstance(value, list):
        return "; ".join(part.replace("\\", "\\\\").replace(";", "\\;") for part in value)
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    # An apostrophe before a formula is taken off.
    return f"'{value}" if ESCAPED.match(value) else value


def three_ways(place, value):
    """Return what the three ways make of a commitment with a value in one place."""
    values = {**VALID, place: value}
    with TemporaryDirectory() as folder:
        ways = (constructed, loaded, in_rows)
        return [outcome(way, values, Path(folder)) for way in ways]


def words(kind):
    """Return the words of a vocabulary as people write them."""
    return [form for word in kind for form in (word.value, f" {word.label.upper()}")]


PERIODS = [
    "2030",
    "2030-H2",
    "2030-Q4",
    "2030-12",
    "2030-12-31",
    "2030-12-30/2031-01-02",
    "0001",
    "9999-12-31",
]
NO_PERIODS = [
    "soon",
    "2030-13",
    "2030-02-30",
    "2030-Q5",
    "2030-01-02/2030-01-01",
    "2030-07/2030-07-31",
    "30",
    "-1",
    "0000",
]
LINES = [
    "=1+1",
    "'=1+1",
    "-x",
    "@a",
    "a;b",
    'say "a"',
    "two\nlines",
    "a\tb",
    "A\u030a",
    "\u202ea\x00",
    "x" * 9_000,
]
#: Places, and values that all ways accept there.
RIGHT = [
    ("id", ["A", "PS25-15", "x:y_z+1.a", "7"]),
    ("title made_by.name updates.summary sources.title", LINES),
    ("note updates.sources.via", [None, *LINES]),
    ("made_by.states updates.blocked_by", [[], ["FI"], ["SE", "FI", "KZ"]]),
    ("dimensions", [["human"], ["human", "HD"], ["third dimension", "PM"], list(Dimension)]),
    ("themes", [[], ["youth"], ["a;b", "c\\", "\\;"], ["x", "x"], ["A\u030a"]]),
    ("made_by.type", words(MakerType)),
    ("kind", words(Kind)),
    ("lever", words(Lever)),
    ("basis", words(Basis)),
    ("confidence", words(Confidence)),
    ("sources.publisher_type", words(PublisherType)),
    ("updates.obstacle", [None, *words(Obstacle)]),
    ("updates.status", [*(form for form in words(Status) if "assessed" not in form.lower()), "done"]),
    ("made_on updates.date", PERIODS),
    ("due sources.published", [None, *PERIODS]),
    ("entered updates.entered", [None, "2030-12-31", "9999-12-31"]),
    ("chairs", [[], ["FI-2025"], ["XX-2030", "FI-2025"]]),
    ("document", [None, "MC.DEC/1/25", "PC.JOUR/1505/Corr.1", "MC.DEL/45/04 OSCE+"]),
    ("sources.url", ["http://x.fi/ä?a=b;c", "https://osce.org/a,b"]),
    ("sources.language", ["en", "fi"]),
    ("sources.primary updates.sources.primary", [True, False]),
]
#: Places, and values that all ways refuse there.
WRONG = [
    ("id", ["", "a b", "-a", "ä", "a/b", "A" * 121]),
    ("made_by.states updates.blocked_by", [["XX"], ["Atlantis"]]),
    ("dimensions", [[], ["psychic"], ["human", "x"]]),
    ("kind lever updates.status", ["", "decison"]),
    ("made_by.type basis confidence updates.obstacle sources.publisher_type", ["decison", "=1"]),
    ("updates.status", ["not-assessed", "Not assessed", "delayed"]),
    ("made_on updates.date", ["", *NO_PERIODS]),
    ("due sources.published", NO_PERIODS),
    ("entered updates.entered", ["2030", "2030-12", "2030-12-30/2031-01-02", "soon"]),
    ("chairs", [["FI-2025", "FI-2025"], ["Finland 2025"]]),
    ("document", ["MC.DEC/1/2025", "x"]),
    ("events", [["no-such-event"]]),
    ("sources.url", ["", "osce.org", "https://a b", "javascript:x", "https://a\u202e"]),
    ("sources.language", ["english", "EN", "é"]),
    ("sources.primary", ["perhaps", "2"]),
]


def cases(table):
    """Yield each value of a table with each of its places, and what the three ways make of it."""
    for places, values in table:
        for place in places.split():
            for value in values:
                yield place, value, three_ways(place, value)


def test_every_column_has_a_place():
    """Each column of the spreadsheet is compared with the constructor and JSON."""
    assert set(VALID) == set(HEADING)


def test_right_values_are_accepted_in_all_ways():
    """Each right value gives equal records from the constructor, JSON and a row."""
    assert [] == [case for case in cases(RIGHT) if None in case[2] or len(set(case[2])) > 1]


def test_wrong_values_are_refused_in_all_ways():
    """Each wrong value is refused by the constructor or when saving, in JSON and in a row."""
    assert [] == [case for case in cases(WRONG) if case[2] != [None] * 3]


#: Where any text may be given, and where only some texts mean something.
FREE = ("id", "title", "text", "made_by.name", "made_at", "note", "sources.title", "updates.summary")
BOUND = ("made_by.type", "kind", "lever", "updates.obstacle", "sources.url", "sources.language")
SAID = strategies.texts.filter(str.strip)


@given(
    st.tuples(st.sampled_from([*FREE, *BOUND]), SAID)
    | st.tuples(st.just("themes"), st.lists(SAID.map(str.strip)))
)
@example(("id", "#"))
@example(("title", "# a"))
@example(("note", "'=a"))
def test_any_text_is_accepted_in_all_ways_or_in_none(case):
    """Any text in any place gives equal records in all three ways, or is refused by all three."""
    first, *others = three_ways(*case)
    assert [first, first] == others


@given(
    st.sampled_from(["made_on", "due", "updates.date"]),
    strategies.periods.flatmap(lambda period: st.sampled_from([str(period), period.readable]))
    | st.from_regex(r"[0-9/QH-]{1,12}"),
)
def test_dates_agree_and_json_has_stored_forms(place, text):
    """A constructor and a row accept the same dates, with equal records; JSON accepts their stored forms."""
    made, read, row = three_ways(place, text)
    assert made == row
    assert read == (made if is_stored(text) else None)
