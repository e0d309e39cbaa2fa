"""Records as plain data and back: nothing is lost, and every problem is reported with its place."""

import copy
import json

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_tracker.errors import DataError
from osce_tracker.model.commitments import Commitment, Maker, StatusUpdate
from osce_tracker.model.editions import Edition, canonical
from osce_tracker.model.events import KnownMeeting, Recess
from osce_tracker.model.people import Person
from osce_tracker.model.plain import build, from_dict, parse, plain, to_dict, to_json
from osce_tracker.model.sources import Source
from tests.cases import each
from tests.strategies import RECORDS, a_commitment, a_series, a_statement, an_event

SOURCE = Source(url="https://osce.org/1", title="Page", publisher="OSCE", publisher_type="osce")
UPDATE = StatusUpdate(date="2030-02", status="blocked", summary="Stuck.", blocked_by=["FI"], sources=[SOURCE])
PERSON = Person(name="A", role="x", country="FI")
#: A valid record of each class, changed below.
VALID = {
    "commitment": a_commitment(
        "C-1", updates=[UPDATE, UPDATE], sources=[SOURCE], document="MC.DEC/1/25", due="2030-Q2", themes=["x"]
    ),
    "event": an_event(
        "E-1", participants=[PERSON], documents=["MC.DEC/1/25"], start_time="09:30", timezone="Europe/Vienna"
    ),
    "series": a_series(
        "S-1",
        known_meetings=[KnownMeeting(number=1, date="2030-01-03", source_url="https://osce.org/1")],
        exceptions=[Recess(since="2030-07-01", until="2030-08-01", reason="summer")],
    ),
    "statement": a_statement("T-1", speaker=PERSON, states=["SE"]),
    "edition": Edition(name="xx", title="A set", version="1", compiled="2030-12-31"),
}
MISSING = object()
#: Values that may be where something else is expected.
STRANGE = [
    *(None, True, False, 0, 1, -1, 10**30, 1.0, 2.5, 1e300, "", " ", "x", "human", "FI", "2025", [], {}),
    *([None], ["human"], ["human", "human"], ["human", "politico-military"], [[]], [{}], {"id": "x"}),
    *("2025-01-01/2025-01-01", "2025-02-30", "2025-W10", "now", "12:30", "24:00", "Europe/Wien", "true"),
    *("third dimension", "Partly Fulfilled", "not-assessed", "MC.DEC/01/25", "mc.dec/1/25", "FREQ=", "a b"),
    *("A\u030a", "e\u0301\n", "\u212b", ":x", '" :', "http://x.fi/ä", "en\n", "fi\u0301", "\ud800"),
]


def read(data, cls):
    """Return the records in a JSON array, and the problems."""
    problems = []
    values = parse(data, "x.json")
    return [build(cls, v, problems, file="x.json", path=f"$[{n}]") for n, v in enumerate(values)], problems


def places(value):
    """Return every place in a document: the container and the key or position."""
    found = []
    if isinstance(value, dict):
        found = [(value, key) for key in value]
    elif isinstance(value, list):
        found = [(value, n) for n in range(len(value))]
    return [*found, *(place for container, key in found for place in places(container[key]))]


@settings(max_examples=60)
@given(st.one_of(*RECORDS.values()))
def test_every_record_comes_back(record):
    """Any record comes back equal from its JSON, which has every field in order and only values of JSON."""
    found = to_dict(record)
    assert record == from_dict(type(record), found)
    text = to_json([found])
    assert ([record], []) == read(text, type(record))
    assert text == to_json([to_dict(again) for again in read(text, type(record))[0]])
    assert [field.name for field in attrs.fields(type(record))] == list(found)
    values = [container[key] for container, key in places(found)]
    assert {type(value) for value in values} <= {str, int, bool, list, dict, type(None)}


@each("strange", STRANGE)
def test_strange_values_are_refused_or_stored(strange):
    """In each place of each kind of record, a strange value is either a problem or can be saved and read."""
    for record in VALID.values():
        for n in range(len(places([to_dict(record)]))):
            document = [to_dict(record)]
            container, key = places(document)[n]
            container[key] = copy.deepcopy(strange)
            (found,), problems = read(json.dumps(document).encode(), type(record))
            assert (found is None) == bool(problems), key
            if found is not None:
                assert found == from_dict(type(record), to_dict(found)), key


def test_plain_values():
    """Words, periods, days and symbols become texts, tuples lists, and records dicts."""
    found = to_dict(VALID["commitment"])
    assert ["activity", "2030-01-15", "2030-Q2", "MC.DEC/1/25", ["human"], ["x"]] == [
        found[key] for key in ("kind", "made_on", "due", "document", "dimensions", "themes")
    ]
    assert {str} == {type(found["kind"]), type(found["dimensions"][0]), type(found["made_on"])}
    assert {"type": "chair", "name": "The Chair", "states": []} == found["made_by"]
    assert "https://osce.org/1" == found["updates"][0]["sources"][0]["url"]
    assert "2030-12-31" == plain(VALID["edition"].compiled)


def test_canonical_json():
    """Canonical JSON has an indent of 2, escapes only what it must, and ends with a line feed."""
    expected = '[\n  {\n    "name": "Ä \\"quoted\\"\\n",\n    "role": null,\n    "country": "FI"\n  }\n]\n'
    assert expected.encode() == to_json([to_dict(Person(name='Ä "quoted"\n', country="FI"))])
    assert b"[]\n" == to_json([])


def test_canonical_set():
    """A data set in canonical form has its records by id, and was compiled no later than its as-of day."""
    edition = VALID["edition"]
    records = {"events": [an_event("E-2"), an_event("E-10")]}
    assert ["E-10", "E-2"] == [record["id"] for record in canonical(records, None)["events"]]
    days = [
        canonical({}, edition, day)["dataset"]["compiled"]
        for day in (None, attrs.evolve(edition, compiled="2030-06-30").compiled)
    ]
    assert ["2030-12-31", "2030-06-30"] == days
    assert "dataset" not in canonical(records, None)


def changed(name, where, value):
    """Return the plain form of a valid record with one value changed, added or removed."""
    document = to_dict(VALID[name])
    *way, last = (int(step) if step.isdigit() else step for step in where.split("."))
    container = document
    for step in way:
        container = container[step]
    if value is MISSING:
        del container[last]
    else:
        container[last] = value
    return document


#: A record, a place in it, the value there, the code of the problem, its path and a part of the message.
PROBLEMS = [
    ("commitment", "titel", "x", "unknown-key", ".titel", "Unknown key 'titel'."),
    ("commitment", "titel", "x", "unknown-key", ".titel", "Did you mean title?"),
    ("commitment", "zzz", None, "unknown-key", ".zzz", "Valid keys are id, title"),
    ("commitment", "made_by.nam", "x", "unknown-key", ".made_by.nam", "Did you mean name?"),
    ("commitment", "updates.1.sources.0.x", 1, "unknown-key", ".updates[1].sources[0].x", "'x'"),
    ("commitment", "title", MISSING, "missing-key", ".title", "title is missing"),
    ("commitment", "updates.1.date", MISSING, "missing-key", ".updates[1].date", "date is missing"),
    ("edition", "compiled", MISSING, "missing-key", ".compiled", "compiled is missing"),
    ("commitment", "title", 5, "wrong-type", ".title", "must be text, not a whole number 5"),
    ("commitment", "title", 1.5, "wrong-type", ".title", "must be text, not a number 1.5"),
    ("commitment", "title", True, "wrong-type", ".title", "must be text, not true"),
    ("commitment", "title", None, "wrong-type", ".title", "must be text, not null"),
    ("commitment", "title", {"x": 1}, "wrong-type", ".title", "must be text, not an object"),
    ("commitment", "note", ["x"], "wrong-type", ".note", "must be text, not a list"),
    ("commitment", "dimensions", "human", "wrong-type", ".dimensions", "must be a list, not text 'human'"),
    (
        "commitment",
        "dimensions",
        ["human", 3],
        "wrong-type",
        ".dimensions[1]",
        "one of these words: politico",
    ),
    ("commitment", "themes", ["a", None], "wrong-type", ".themes[1]", "must be text, not null"),
    ("commitment", "made_by", "Chair", "wrong-type", ".made_by", "must be an object, not text 'Chair'"),
    ("commitment", "updates", {}, "wrong-type", ".updates", "must be a list, not an object"),
    ("commitment", "updates.0", "x", "wrong-type", ".updates[0]", "must be an object, not text 'x'"),
    ("commitment", "made_on", 2030, "wrong-type", ".made_on", "must be text, not a whole number 2030"),
    ("commitment", "document", 1, "wrong-type", ".document", "must be text"),
    ("commitment", "sources.0.primary", "yes", "wrong-type", ".sources[0].primary", "must be true or false"),
    ("commitment", "sources.0.primary", 1, "wrong-type", ".sources[0].primary", "must be true or false"),
    ("series", "known_meetings.0.number", "1", "wrong-type", ".known_meetings[0].number", "a whole number"),
    ("series", "known_meetings.0.number", True, "wrong-type", ".known_meetings[0].number", "a whole number"),
    ("edition", "format", "1", "wrong-type", ".format", "must be a whole number, not text '1'"),
    ("commitment", "kind", "activty", "unknown-word", ".kind", "activity"),
    ("commitment", "dimensions", ["human", "x"], "unknown-word", ".dimensions[1]", "'x'"),
    ("commitment", "updates.0.status", "dun", "unknown-word", ".updates[0].status", "'dun'"),
    ("statement", "forum", "PC", "unknown-word", ".forum", "'PC'"),
    ("commitment", "made_on", "2025-13", "bad-value", ".made_on", "2025-13"),
    # Data files have the stored forms of dates only.
    ("commitment", "made_on", "Q3 2025", "bad-value", ".made_on", "Write 2025-Q3."),
    (
        "commitment",
        "updates.0.date",
        "05/03/2026",
        "bad-value",
        ".updates[0].date",
        "2026-03-05 or 2026-05-03",
    ),
    ("series", "dtstart", "31.12.2025", "bad-value", ".dtstart", "'31.12.2025' is not how data files write"),
    ("edition", "compiled", " 2025-12-31", "bad-value", ".compiled", "Write 2025-12-31."),
    ("commitment", "updates.0.date", "2025-08-01/2025-07-31", "bad-value", ".updates[0].date", "2025-08-01"),
    ("commitment", "document", "MC.DEC/1/2025", "bad-value", ".document", "MC.DEC/1/2025"),
    ("event", "documents", ["MC.DEC/1/25", "x"], "bad-value", ".documents[1]", "'x'"),
    ("series", "dtstart", "2030", "bad-value", ".dtstart", "2030"),
    ("edition", "compiled", "2030-02", "bad-value", ".compiled", "2030-02"),
    ("commitment", "id", "no id", "bad-value", ".id", "'no id'"),
    ("commitment", "title", " ", "bad-value", ".title", "empty"),
    ("commitment", "dimensions", [], "bad-value", ".dimensions", "politico-military"),
    ("commitment", "made_by.name", "", "bad-value", ".made_by.name", "empty"),
    ("commitment", "made_by.states", ["FI", "FI"], "bad-value", ".made_by.states", "FI"),
    ("commitment", "updates.1.status", "not-assessed", "bad-value", ".updates[1].status", "not-assessed"),
    ("commitment", "sources.0.url", "osce.org", "bad-value", ".sources[0].url", "osce.org"),
    ("event", "start_time", "9:30", "bad-value", ".start_time", "9:30"),
    ("event", "timezone", "Europe/Wien", "bad-value", ".timezone", "Europe/Wien"),
    ("event", "country", "Finland", "bad-value", ".country", "Finland"),
    ("series", "rrule", "WEEKLY", "bad-value", ".rrule", "WEEKLY"),
    ("series", "until", "2029-01-01", "bad-value", ".until", "2029-01-01"),
    ("series", "exceptions.0.until", "2030-01-01", "bad-value", ".exceptions[0].until", "2030"),
    ("commitment", "title", "a\ud800", "bad-value", ".title", "surrogate"),
    ("commitment", "themes", ["\udfff"], "bad-value", ".themes[0]", "surrogate"),
]


@each(("name", "where", "value", "expected"), [(*row[:3], row[3:]) for row in PROBLEMS])
def test_problem_has_its_place(name, where, value, expected):
    """A mistake is one problem with file, record, path, the value and what would be accepted."""
    code, path, part = expected
    (found,), (problem,) = read(json.dumps([changed(name, where, value)]).encode(), type(VALID[name]))
    record = None if name == "edition" else value if where == "id" else f"{VALID[name].id}"
    assert (None, "x.json", record, f"$[0]{path}", code) == (
        found,
        problem.file,
        problem.record,
        problem.path,
        problem.code,
    )
    assert part in problem.message


def test_all_problems_of_a_record_are_reported():
    """A record with several mistakes has a problem for each."""
    document = changed("commitment", "titel", "x")
    document |= {"kind": "x", "made_on": 5, "themes": [1, "a", 2], "due": "x", "updates": [{"date": "y"}]}
    del document["text"]
    _, problems = read(json.dumps([document]).encode(), Commitment)
    assert {
        ("unknown-key", "$[0].titel"),
        ("missing-key", "$[0].text"),
        ("wrong-type", "$[0].themes[0]"),
        ("wrong-type", "$[0].themes[2]"),
        ("unknown-word", "$[0].kind"),
        ("wrong-type", "$[0].made_on"),
        ("bad-value", "$[0].due"),
        ("bad-value", "$[0].updates[0].date"),
        ("missing-key", "$[0].updates[0].status"),
        ("missing-key", "$[0].updates[0].summary"),
    } == {(problem.code, problem.path) for problem in problems}
    assert (10, {"C-1"}) == (len(problems), {problem.record for problem in problems})


def test_fields_with_similar_names_are_both_reported():
    """A problem in one field hides none in a field whose name begins in the same way."""
    document = changed("statement", "state", "Finland") | {"states": ["SE", 5]}
    _, problems = read(json.dumps([document]).encode(), type(VALID["statement"]))
    assert {"$[0].state", "$[0].states[1]"} == {problem.path for problem in problems}


def test_from_dict_raises_every_problem():
    """One record that is wrong raises one error with all of its problems."""
    with pytest.raises(DataError) as caught:
        from_dict(Person, {"name": 1, "country": "Finland"})
    assert ["$.name", "$.country"] == [problem.path for problem in caught.value.problems]


def test_valid_records_next_to_wrong_ones_are_read():
    """A wrong record doesn't keep the others from being read, and each problem names its own record."""
    good, bad = to_dict(a_commitment("A")), {**to_dict(a_commitment("B")), "kind": "x"}
    found, problems = read(json.dumps([good, bad, "no record", {"id": 5}]).encode(), Commitment)
    assert [a_commitment("A"), None, None, None] == found
    assert [("B", "$[1].kind"), (None, "$[2]")] == [(p.record, p.path) for p in problems[:2]]
    assert {None} == {problem.record for problem in problems[2:]}


def test_defaults_may_be_left_out():
    """Keys of fields with a default may be missing."""
    record = a_commitment()
    names = [field.name for field in attrs.fields(Commitment) if field.default is attrs.NOTHING]
    whole = to_dict(record)
    assert record == from_dict(Commitment, {name: whole[name] for name in names})


@each(
    ("old", "new", "path"),
    [
        ('"title":', '"title": "Hold a seminar", "title":', ".title"),
        ('"title":', '"t\\u0069tle": 1, "title": 2, "title"\t\r\n :', ".title"),
        ('"url":', '"url": 1, "url":', ".updates[0].sources[0].url"),
        ('"made_by":', '"made_by": {}, "made_by":', ".made_by"),
    ],
)
def test_repeated_key(old, new, path):
    """A key that is repeated in one object is one problem, wherever it is and however it is written."""
    text = json.dumps([to_dict(VALID["commitment"])]).replace(old, new, 1)
    found, problems = read(text.encode(), Commitment)
    assert ([None], [("duplicate-key", "C-1", f"$[0]{path}")]) == (
        found,
        [(problem.code, problem.record, problem.path) for problem in problems],
    )


@each("where", ["note", "themes", "updates"])
def test_object_with_repeated_keys_in_the_wrong_place(where):
    """An object in the place of text or a list is a wrong type, even if a key is repeated in it."""
    text = json.dumps([changed("commitment", where, "HERE")]).replace('"HERE"', '{"a": 1, "a": 2}')
    _, (problem,) = read(text.encode(), Commitment)
    assert ("wrong-type", f"$[0].{where}") == (problem.code, problem.path)
    assert problem.message.endswith("not an object")


@each(
    ("data", "code", "parts"),
    [
        (b"", "json", ["line 1, column 1"]),
        (b"[\n  1,\n  }", "json", ["line 3, column 3"]),
        (b"[1] 2", "json", ["Extra data at line 1, column 5"]),
        (b'["\x01"]', "json", ["Invalid control character"]),
        (b"[NaN]", "json", ["NaN"]),
        (b"[-Infinity]", "json", ["-Infinity"]),
        (b"[" + b"7" * 5_000 + b"]", "json", ["digits"]),
        (b"[" * 100_000, "json", ["Nested too deep"]),
        (b'{"a":' * 100_000, "json", ["Nested too deep"]),
        (b'[\n"\xe5"]', "encoding", ["line 2", "Latin-1 or Windows-1252"]),
        ("[]".encode("utf-16"), "encoding", ["looks like UTF-16", "as UTF-8"]),
        (b'["\xed\xa0\x80"]', "encoding", ["Not UTF-8"]),
        (b'["\xc0\xaf"]', "encoding", ["Not UTF-8"]),
    ],
)
def test_invalid_json(data, code, parts):
    """A text that is not JSON is one problem, which says where and why."""
    with pytest.raises(DataError) as caught:
        parse(data, "x.json")
    (problem,) = caught.value.problems
    assert ("x.json", None, "$", code) == (problem.file, problem.record, problem.path, problem.code)
    assert [] == [part for part in parts if part not in problem.message]
    assert "sys." not in problem.message


@each("data", [b"null", b"[]", b'"x"', b"1.5", b' \r\n\t{"a": [true]} '])
def test_any_json_is_parsed(data):
    """Valid JSON is parsed as it is, with or without a byte order mark."""
    assert json.loads(data) == parse(data) == parse(b"\xef\xbb\xbf" + data)


def test_texts_are_normalised():
    """Texts are stored in the form NFC, whether they were decomposed as they are or by escapes."""
    promise = a_commitment(title="Ångström é")
    text = json.dumps([to_dict(promise)], ensure_ascii=False)
    for title in ("A\u030angstro\u0308m e\u0301", "A\\u030angstro\\u0308m e\\u0301", "\\u212bngström é"):
        assert ([promise], []) == read(text.replace("Ångström é", title).encode(), Commitment)


@each(
    ("name", "where", "value"),
    [
        ("commitment", "kind", "x" * 1_000_000),
        ("commitment", "made_on", "2" * 1_000_000),
        ("commitment", "document", "X" * 100_000),
        ("commitment", "x" * 1_000_000, 1),
        ("event", "timezone", "Europe" * 100_000),
        ("series", "rrule", "FREQ=" + "X" * 100_000),
        ("series", "known_meetings.0.number", "1" * 1_000_000),
        ("commitment", "id", "A" * 1_000_000),
    ],
)
def test_long_values_are_shortened(name, where, value):
    """However long a wrong value is, its problem takes a few lines."""
    _, problems = read(json.dumps([changed(name, where, value)]).encode(), type(VALID[name]))
    assert 1 == len(problems)
    assert len(str(problems[0])) < 1_000


@each("hostile", ["a\x1b[31mb", "a\nb", "a\u202eb", "a\ud800b", "k" * 1_000_000])
def test_hostile_ids_and_keys(hostile):
    """A problem is a short line of printable characters, whatever is in ids and keys."""
    document = {**to_dict(VALID["commitment"]), "id": hostile, hostile: 1}
    text = json.dumps([document]).replace("[{", f"[{{{json.dumps(hostile)}: 0, ", 1)
    _, problems = read(text.encode(), Commitment)
    assert ["duplicate-key", "unknown-key"] == [problem.code for problem in problems[:2]]
    assert [] == [p.code for p in problems if not str(p).isprintable() or len(str(p)) > 1_000]


def test_object_of_very_many_keys():
    """Of thousands of unknown keys in one object some are named, and all are counted."""
    _, problems = read(json.dumps([{f"k{n}": 1 for n in range(5_000)}]).encode(), Person)
    assert (202, "There are 5,000 unknown keys in one object.") == (len(problems), problems[200].message)


@pytest.mark.parametrize(
    ("cls", "field", "item"),
    [(Maker, "states", 0), (Maker, "states", "x"), (Commitment, "updates", 0), (Commitment, "updates", {})],
)
def test_list_of_faults_is_not_read_to_its_end(cls, field, item):
    """A list of very many faults gives few problems, and says so; one with fewer gives them all."""
    for count in (100, 200_000):
        with pytest.raises(DataError) as caught:
            from_dict(cls, {field: [item] * count})
        found = [problem for problem in caught.value.problems if problem.path.startswith(f"$.{field}")]
        assert len(found) < 410
        stopped = [problem.path for problem in found if problem.code == "too-many-problems"]
        assert ([] if count == 100 and item != {} else [f"$.{field}"]) == stopped, (field, item, count)
