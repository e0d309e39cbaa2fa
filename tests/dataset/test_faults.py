"""The patient way of reading: every fault with its place, and one clear sentence for each."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.dataset import faults as diagnose
from osce_tracker.dataset.decode import to_plain
from osce_tracker.dataset.faults import FAILED, LINE_LIMIT, JsonObject, Reader, long_line
from tests.strategies import a_commitment, a_series, a_statement, an_event

SOURCE = ot.Source(url="https://osce.org/1", title="Page", publisher="OSCE", publisher_type="osce")
UPDATE = ot.StatusUpdate(
    date="2030-02", status="blocked", summary="Stuck.", blocked_by=["FI"], sources=[SOURCE]
)
MEETING = ot.KnownMeeting(number=1, date="2030-01-03", source_url="https://osce.org/1")
PAUSE = ot.Recess(since="2030-07-01", until="2030-08-01", reason="summer")
#: A sound record of each class that is changed below.
SOUND = {
    "commitment": a_commitment("C-1", updates=[UPDATE, UPDATE], sources=[SOURCE]),
    "event": an_event("E-1", participants=[ot.Person(name="A")]),
    "series": a_series("S-1", known_meetings=[MEETING], exceptions=[PAUSE]),
    "statement": a_statement("T-1"),
    "edition": ot.Edition(name="xx", title="A set", version="1", compiled="2030-12-31"),
}
MISSING = object()
#: A record, where in it what stands (or nothing), and the fault: its code, path, and what is said.
FAULTS = [
    # Keys.
    (
        "commitment",
        "titel",
        "x",
        "unknown-key",
        "$[0]",
        ["unknown key 'titel'", "accepted: id, title", "mean title?"],
    ),
    ("commitment", "zzz", None, "unknown-key", "$[0]", ["unknown key 'zzz'", "updates", "note"]),
    (
        "commitment",
        "made_by.nam",
        "x",
        "unknown-key",
        "$[0].made_by",
        ["'nam'", "type, name, states", "mean name?"],
    ),
    (
        "commitment",
        "updates.1.sources.0.publised",
        "2030",
        "unknown-key",
        "$[0].updates[1].sources[0]",
        ["'publised'", "did you mean published"],
    ),
    ("commitment", "title", MISSING, "missing-key", "$[0]", ["the key 'title' is missing"]),
    ("commitment", "made_by.name", MISSING, "missing-key", "$[0].made_by", ["the key 'name' is missing"]),
    (
        "commitment",
        "updates.1.date",
        MISSING,
        "missing-key",
        "$[0].updates[1]",
        ["the key 'date' is missing"],
    ),
    ("edition", "compiled", MISSING, "missing-key", "$[0]", ["the key 'compiled' is missing"]),
    # Types.
    ("commitment", "title", 5, "wrong-type", "$[0].title", ["expected a text, got a whole number 5"]),
    ("commitment", "title", 1.5, "wrong-type", "$[0].title", ["expected a text, got a number 1.5"]),
    ("commitment", "title", True, "wrong-type", "$[0].title", ["expected a text, got true or false True"]),
    ("commitment", "title", None, "wrong-type", "$[0].title", ["expected a text, got null"]),
    ("commitment", "title", ["x"], "wrong-type", "$[0].title", ["expected a text, got a list"]),
    ("commitment", "title", {"x": 1}, "wrong-type", "$[0].title", ["expected a text, got an object"]),
    ("commitment", "note", 5, "wrong-type", "$[0].note", ["expected a text, got a whole number 5"]),
    (
        "commitment",
        "dimensions",
        "human",
        "wrong-type",
        "$[0].dimensions",
        ["expected a list, got a text 'human'"],
    ),
    ("commitment", "dimensions", None, "wrong-type", "$[0].dimensions", ["expected a list, got null"]),
    (
        "commitment",
        "dimensions",
        ["human", 3],
        "wrong-type",
        "$[0].dimensions[1]",
        ["expected a text out of: politico-military, economic-environmental, human, got a whole number 3"],
    ),
    ("commitment", "themes", ["a", None], "wrong-type", "$[0].themes[1]", ["expected a text, got null"]),
    (
        "commitment",
        "made_by",
        "Chair",
        "wrong-type",
        "$[0].made_by",
        ["expected an object, got a text 'Chair'"],
    ),
    ("commitment", "made_by", [], "wrong-type", "$[0].made_by", ["expected an object, got a list"]),
    ("commitment", "updates", {}, "wrong-type", "$[0].updates", ["expected a list, got an object"]),
    ("commitment", "updates.0", "x", "wrong-type", "$[0].updates[0]", ["expected an object, got a text 'x'"]),
    (
        "commitment",
        "updates.1.status",
        3,
        "wrong-type",
        "$[0].updates[1].status",
        ["a text out of: not-assessed"],
    ),
    (
        "commitment",
        "made_on",
        2030,
        "wrong-type",
        "$[0].made_on",
        ["expected a text, got a whole number 2030"],
    ),
    ("commitment", "made_on", None, "wrong-type", "$[0].made_on", ["expected a text, got null"]),
    ("commitment", "due", 2030, "wrong-type", "$[0].due", ["expected a text, got a whole number 2030"]),
    ("commitment", "document", 1, "wrong-type", "$[0].document", ["expected a text, got a whole number 1"]),
    (
        "commitment",
        "sources.0.primary",
        "yes",
        "wrong-type",
        "$[0].sources[0].primary",
        ["expected true or false, got a text 'yes'"],
    ),
    (
        "commitment",
        "sources.0.primary",
        1,
        "wrong-type",
        "$[0].sources[0].primary",
        ["true or false, got a whole"],
    ),
    (
        "series",
        "known_meetings.0.number",
        "1",
        "wrong-type",
        "$[0].known_meetings[0].number",
        ["expected a whole number, got a text '1'"],
    ),
    (
        "series",
        "known_meetings.0.number",
        1.0,
        "wrong-type",
        "$[0].known_meetings[0].number",
        ["a number 1.0"],
    ),
    (
        "series",
        "known_meetings.0.number",
        True,
        "wrong-type",
        "$[0].known_meetings[0].number",
        ["got true or"],
    ),
    ("series", "dtstart", 2030, "wrong-type", "$[0].dtstart", ["expected a text, got a whole number 2030"]),
    ("edition", "format", "1", "wrong-type", "$[0].format", ["expected a whole number, got a text '1'"]),
    # Words.
    (
        "commitment",
        "kind",
        "activty",
        "unknown-word",
        "$[0].kind",
        [
            "unknown kind 'activty'; accepted: stance, activity, output, decision, outcome;",
            "did you mean activity?",
        ],
    ),
    (
        "commitment",
        "dimensions",
        ["humn"],
        "unknown-word",
        "$[0].dimensions[0]",
        ["'humn'", "did you mean human?"],
    ),
    (
        "commitment",
        "updates.0.status",
        "done",
        "unknown-word",
        "$[0].updates[0].status",
        ["unknown status 'done'"],
    ),
    (
        "commitment",
        "updates.0.obstacle",
        "",
        "unknown-word",
        "$[0].updates[0].obstacle",
        ["unknown obstacle ''"],
    ),
    (
        "event",
        "format",
        "onlin",
        "unknown-word",
        "$[0].format",
        ["unknown event format", "did you mean online?"],
    ),
    ("statement", "forum", "PC", "unknown-word", "$[0].forum", ["unknown forum 'PC'", "Permanent Council"]),
    # Dates and symbols.
    ("commitment", "made_on", "2025-13", "bad-value", "$[0].made_on", ["'2025-13' is not in the calendar"]),
    (
        "commitment",
        "made_on",
        "31.7.2025",
        "bad-value",
        "$[0].made_on",
        ["is no period; accepted: a year 2025"],
    ),
    ("commitment", "due", "2025-02-30", "bad-value", "$[0].due", ["'2025-02-30' is not in the calendar"]),
    (
        "commitment",
        "updates.0.date",
        "2025-08-01/2025-07-31",
        "bad-value",
        "$[0].updates[0].date",
        ["ends before it begins"],
    ),
    (
        "commitment",
        "document",
        "MC.DEC/1/2025",
        "bad-value",
        "$[0].document",
        ["no OSCE document", "two digits"],
    ),
    (
        "event",
        "documents",
        ["MC.DEC/1/25", "x"],
        "bad-value",
        "$[0].documents[1]",
        ["'x' is no OSCE document"],
    ),
    ("series", "dtstart", "2030", "bad-value", "$[0].dtstart", ["'2030' is no single day"]),
    (
        "edition",
        "compiled",
        "2030-02",
        "bad-value",
        "$[0].compiled",
        ["is no single day; accepted: a day such as"],
    ),
    # What a record as a whole does not take.
    ("commitment", "id", "no id", "bad-value", "$[0].id", ["'no id' is no id; accepted", "as in FI25-HD-03"]),
    ("commitment", "title", " ", "bad-value", "$[0].title", ["must not be empty"]),
    (
        "commitment",
        "dimensions",
        [],
        "bad-value",
        "$[0].dimensions",
        ["at least one is needed; accepted: politico"],
    ),
    ("commitment", "made_by.name", "", "bad-value", "$[0].made_by.name", ["must not be empty"]),
    ("commitment", "made_by.states", ["FI", "FI"], "bad-value", "$[0].made_by.states", ["FI stands twice"]),
    (
        "commitment",
        "updates.1.status",
        "not-assessed",
        "bad-value",
        "$[0].updates[1].status",
        ["never stored: leave the update out"],
    ),
    (
        "commitment",
        "updates.0.blocked_by",
        ["x"],
        "bad-value",
        "$[0].updates[0].blocked_by",
        ["'x' is no State code"],
    ),
    (
        "commitment",
        "sources.0.url",
        "osce.org",
        "bad-value",
        "$[0].sources[0].url",
        ["'osce.org' is no address"],
    ),
    (
        "commitment",
        "sources.0.language",
        "eng",
        "bad-value",
        "$[0].sources[0].language",
        ["ISO 639-1, as in fi"],
    ),
    ("event", "start_time", "9:30", "bad-value", "$[0].start_time", ["'9:30' is no clock time", "HH:MM"]),
    (
        "event",
        "timezone",
        "Europe/Wien",
        "bad-value",
        "$[0].timezone",
        ["no IANA time zone", "did you mean Europe/"],
    ),
    ("event", "country", "Finland", "bad-value", "$[0].country", ["'Finland' is no State code", "as in FI"]),
    (
        "series",
        "rrule",
        "WEEKLY",
        "bad-value",
        "$[0].rrule",
        ["'WEEKLY' is no recurrence rule", "FREQ=WEEKLY;BYDAY=TH"],
    ),
    (
        "series",
        "until",
        "2029-01-01",
        "bad-value",
        "$[0].until",
        ["2029-01-01 is before the first day 2030-01-03"],
    ),
    (
        "series",
        "exceptions.0.until",
        "2030-01-01",
        "bad-value",
        "$[0].exceptions[0].until",
        ["before the first"],
    ),
    ("statement", "group", "EU", "bad-value", "$[0].state", ["give one of state and group"]),
    ("statement", "state", None, "bad-value", "$[0].state", ["give one of state and group"]),
    # Texts that no file in UTF-8 can hold.
    ("commitment", "title", "a\ud800", "text", "$[0].title", [r"'a\ud800' holds half of a surrogate pair"]),
    ("commitment", "themes", ["\udfff"], "text", "$[0].themes[0]", ["half of a surrogate pair"]),
]


def changed(name, where, value):
    """Return the plain form of a sound record with one value changed, added or taken away."""
    plain = to_plain(SOUND[name])
    *way, last = (int(step) if step.isdigit() else step for step in where.split("."))
    container = plain
    for step in way:
        container = container[step]
    if value is MISSING:
        del container[last]
    else:
        container[last] = value
    return plain


def read(data, cls):
    """Return the records that the reader makes of an array, and the problems that it notes."""
    problems = []
    reader = Reader("x.json", problems)
    values = reader.document(data)
    return [reader.record(value, cls, f"$[{n}]") for n, value in enumerate(values)], problems


@pytest.mark.parametrize("name", SOUND)
def test_sound_record_is_read(name):
    """A record without a fault is read, and nothing is noted."""
    sound = SOUND[name]
    assert ([sound], []) == read(json.dumps([to_plain(sound)]).encode(), type(sound))


@pytest.mark.parametrize(("name", "where", "value", "fault"), [(*row[:3], row[3:]) for row in FAULTS])
def test_fault_is_told_with_its_place(name, where, value, fault):
    """A fault is one problem: file, record, path, what stood there and what is accepted."""
    code, path, said = fault
    text = json.dumps([changed(name, where, value)]).encode()
    found, problems = read(text, type(SOUND[name]))
    assert [None] == found
    (problem,) = problems
    record = None if name == "edition" else value if where == "id" else SOUND[name].id
    assert ("x.json", record, path, code) == (problem.file, problem.record, problem.path, problem.code)
    assert [] == [part for part in said if part not in problem.message]


def test_all_faults_of_a_record_are_told():
    """A record with several faults has a problem for each, in the order of keys and then of fields."""
    plain = changed("commitment", "titel", "x")
    plain |= {"kind": "x", "made_on": 5, "themes": [1, "a", 2], "updates": [{"date": "x"}]}
    del plain["text"]
    _, problems = read(json.dumps([plain]).encode(), ot.Commitment)
    assert [
        ("unknown-key", "$[0]"),
        ("missing-key", "$[0]"),
        ("wrong-type", "$[0].themes[0]"),
        ("wrong-type", "$[0].themes[2]"),
        ("unknown-word", "$[0].kind"),
        ("wrong-type", "$[0].made_on"),
        ("bad-value", "$[0].updates[0].date"),
        ("missing-key", "$[0].updates[0]"),
        ("missing-key", "$[0].updates[0]"),
    ] == [(problem.code, problem.path) for problem in problems]
    assert {"C-1"} == {problem.record for problem in problems}


def test_sound_records_beside_faulty_ones_are_read():
    """A record with a fault does not keep the others from being read, and each keeps its own name."""
    values = [
        to_plain(a_commitment("A")),
        {**to_plain(a_commitment("B")), "kind": "x"},
        "no record",
        {"id": 5},
        to_plain(a_commitment("C")),
        {**to_plain(a_commitment("D")), "lever": "x"},
    ]
    found, problems = read(json.dumps(values).encode(), ot.Commitment)
    assert [a_commitment("A"), None, None, None, a_commitment("C"), None] == found
    assert [("B", "$[1].kind"), (None, "$[2]"), ("D", "$[5].lever")] == [
        (problem.record, problem.path) for problem in problems if not problem.path.startswith("$[3]")
    ]
    assert {None} == {problem.record for problem in problems if problem.path.startswith("$[3]")}


def test_defaults_may_be_left_out():
    """Keys with a default may be missing: the record has the default."""
    short = {
        "id": "C-1",
        "title": "T",
        "text": "x",
        "made_by": {"type": "chair", "name": "Chair"},
        "dimensions": ["human"],
        "kind": "activity",
        "lever": "chair",
        "made_on": "2030",
    }
    (record,), problems = read(json.dumps([short]).encode(), ot.Commitment)
    assert ([], "stated", (), None, "high") == (
        problems,
        record.basis,
        record.updates,
        record.due,
        record.confidence,
    )


@pytest.mark.parametrize("key", ["title", "t\\u0069tle"])
def test_key_that_stands_twice(key):
    """A key that stands twice is a fault even when both have the same value; three times is one fault."""
    text = json.dumps(to_plain(SOUND["commitment"]))
    for more in (1, 2):
        twice = text.replace('"title":', f'"{key}": "Hold a seminar", ' * more + '"title":', 1)
        found, problems = read(f"[{twice}]".encode(), ot.Commitment)
        assert [None] == found
        assert [("duplicate-key", "C-1", "$[0].title", "stands twice in one object")] == [
            (problem.code, problem.record, problem.path, problem.message) for problem in problems
        ]


def test_key_twice_deep_inside():
    """A key that stands twice is found in the records inside a record too."""
    text = json.dumps([to_plain(SOUND["commitment"])])
    place = text.rindex('"url":')
    _, problems = read((text[:place] + '"url": 1, ' + text[place:]).encode(), ot.Commitment)
    assert [("duplicate-key", "$[0].sources[0].url")] == [(p.code, p.path) for p in problems]


def test_unknown_keys_twice_are_told_as_both():
    """An unknown key that stands twice has both faults."""
    plain = json.dumps([to_plain(SOUND["commitment"])]).replace("[{", '[{"x": 1, "x": 2, ', 1)
    _, problems = read(plain.encode(), ot.Commitment)
    assert ["duplicate-key", "unknown-key"] == [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "json", ["is no valid JSON", "line 1, column 1"]),
        (b"[\n  1,\n  }", "json", ["is no valid JSON", "line 3, column 3"]),
        (b'[{"a": 1}', "json", ["is no valid JSON", "line 1, column 10"]),
        (b"[1] 2", "json", ["Extra data at line 1, column 5"]),
        (b'["\x01"]', "json", ["Invalid control character", "line 1, column 3"]),
        (b"[NaN]", "json", ["is no valid JSON: NaN is no JSON value"]),
        (b"[-Infinity]", "json", ["-Infinity is no JSON value"]),
        (b"[" + b"7" * 5_000 + b"]", "json", ["is no valid JSON", "5000 digits"]),
        (b"[" * 100_000, "json", ["is nested too deep to be read; records nest 4 deep"]),
        (b'{"a":' * 100_000, "json", ["is nested too deep to be read"]),
        (
            b'[\n"\xe5"]',
            "encoding",
            ["line 2 is not UTF-8 (byte 0xE5 at position 3)", "Latin-1 or Windows-1252"],
        ),
        (
            "[]".encode("utf-16"),
            "encoding",
            ["line 1", "byte 0xFF at position 0", "looks like UTF-16", "as UTF-8"],
        ),
        (b"\xfe\xff\x00[\x00]", "encoding", ["byte 0xFE at position 0", "looks like UTF-16"]),
        (b'["\xed\xa0\x80"]', "encoding", ["is not UTF-8"]),
        (b'["\xc0\xaf"]', "encoding", ["is not UTF-8"]),
        (
            b'["' + b" " * LINE_LIMIT + b'"]',
            "long-line",
            ["byte 0 is longer than 16,777,216 bytes", ".jsonl"],
        ),
    ],
    ids=lambda value: str(value)[:20],
)
def test_text_that_is_no_json(data, code, said):
    """A text that is no JSON document is one fault, which says where and why."""
    problems = []
    assert FAILED is Reader("x.json", problems).document(data)
    (problem,) = problems
    assert ("x.json", None, "$", code) == (problem.file, problem.record, problem.path, problem.code)
    assert [] == [part for part in said if part not in problem.message]


@pytest.mark.parametrize("data", [b"null", b"[]", b'"x"', b"1.5", b' \r\n\t{"a": [true]} '])
def test_any_json_document_is_parsed(data):
    """What is valid JSON is parsed as it is, null too."""
    problems = []
    assert json.loads(data) == Reader("x.json", problems).document(data)
    assert [] == problems


def test_texts_are_normalised():
    """Texts come in the normal form NFC, whether they were decomposed as they stood or by escapes."""
    promise = a_commitment(title="Ångström é")
    text = json.dumps([to_plain(promise)], ensure_ascii=False)
    for title in ("A\u030angstro\u0308m e\u0301", "A\\u030angstro\\u0308m e\\u0301", "\\u212bngström é"):
        assert ([promise], []) == read(text.replace("Ångström é", title).encode(), ot.Commitment)


def test_lines():
    """Each line that is not blank is a value of its own, with the number of its line."""
    problems = []
    found = Reader("x.jsonl", problems).lines(b'{"a": 1}\n\n  \n[2]\r\n"\xc3\xa5"')
    assert [("line 1", {"a": 1}), ("line 4", [2]), ("line 5", "å")] == found
    assert [] == problems


def test_lines_with_faults():
    """A line that is no JSON is a fault with the number of its line, and the others are read."""
    problems = []
    found = Reader("x.jsonl", problems).lines(b'1\n{"a": }\n2\n[NaN]\n')
    assert [("line 1", 1), ("line 3", 2)] == found
    assert [("json", "line 2"), ("json", "line 4")] == [(p.code, p.path) for p in problems]
    assert "column 7" in problems[0].message


def test_fault_in_a_line_names_no_other_line():
    """The place of a broken line is its line in the file; no second number contradicts it."""
    problems = []
    Reader("x.jsonl", problems).lines(b'{"a": 1}\n\n{"a": }\n')
    assert "line 3" in str(problems[0])
    assert "line 1" not in str(problems[0])


@pytest.mark.parametrize("data", [b"\xff", b" " * (LINE_LIMIT + 1)], ids=["encoding", "long"])
def test_lines_of_a_text_that_cannot_be_read(data):
    """A text that cannot be read has no lines, and one fault."""
    problems = []
    assert [] == Reader("x.jsonl", problems).lines(data)
    assert 1 == len(problems)


@pytest.mark.parametrize(
    ("data", "begin"),
    [
        (b"", None),
        (b"\n" * 20, None),
        (b"x" * 8, None),
        (b"x" * 9, 0),
        (b"x" * 8 + b"\n" + b"x" * 8, None),
        (b"x" * 9 + b"\n", 0),
        (b"ab\n" + b"x" * 8 + b"\nab", None),
        (b"ab\n" + b"x" * 9 + b"\nab", 3),
        (b"ab\n" * 10 + b"x" * 9, 30),
        (b"ab\n" * 10 + b"x" * 8, None),
        (b"x" * 9 + b"\n" + b"y" * 20, 0),
    ],
)
def test_long_lines(data, begin, monkeypatch):
    """A line may have as many bytes as the limit; of longer ones the first is told."""
    monkeypatch.setattr(diagnose, "LINE_LIMIT", 8)
    assert begin == long_line(data)


@given(lengths=st.lists(st.integers(0, 20), max_size=8), limit=st.integers(2, 12))
def test_long_lines_are_those_that_splitting_finds(lengths, limit):
    """The quick search for long lines finds what a slow one finds."""
    lines = [b"x" * length for length in lengths]
    begins = [sum(map(len, lines[:n])) + n for n in range(len(lines))]
    long = [begin for begin, line in zip(begins, lines, strict=True) if len(line) > limit]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diagnose, "LINE_LIMIT", limit)
        assert (long[0] if long else None) == long_line(b"\n".join(lines))


def test_line_limit_is_exact():
    """A line of 16 MiB is read, one byte more is not."""
    assert None is long_line(b" " * LINE_LIMIT)
    assert None is long_line(b" " * LINE_LIMIT + b"\n" + b" " * LINE_LIMIT)
    assert 0 == long_line(b" " * (LINE_LIMIT + 1))


def test_json_objects_remember_keys_that_stood_twice():
    """An object is a dict with the last value of each key, and knows the keys that stood twice."""
    found = Reader("x.json", []).document(b'{"a": 1, "b": 2, "a": 3, "c": 4, "b": 5, "a": 6}')
    assert ({"a": 6, "b": 5, "c": 4}, ("a", "b")) == (found, found.twice)
    assert () == JsonObject(a=1).twice == Reader("x.json", []).document(b"{}").twice


@pytest.mark.parametrize(
    ("name", "where", "value"),
    [
        ("commitment", "kind", "x" * 1_000_000),
        ("commitment", "made_on", "2" * 1_000_000),
        ("commitment", "document", "X" * 100_000),
        ("commitment", "x" * 1_000_000, 1),
        ("event", "timezone", "Europe" * 100_000),
        ("event", "country", "F" * 1_000_000),
        ("series", "rrule", "FREQ=" + "X" * 100_000),
        ("series", "known_meetings.0.number", "1" * 1_000_000),
        ("commitment", "id", "A" * 1_000_000),
    ],
    ids=lambda value: str(value)[:20],
)
def test_long_values_do_not_flood_a_message(name, where, value):
    """However long the value at fault, its problem is told in a few lines."""
    _, problems = read(json.dumps([changed(name, where, value)]).encode(), type(SOUND[name]))
    assert 1 == len(problems)
    assert len(str(problems[0])) < 1_000


def test_long_key_twice_does_not_flood_a_message():
    """However long the key that stands twice, its problem is told in a few lines."""
    key = json.dumps("x" * 1_000_000)
    text = json.dumps([to_plain(SOUND["commitment"])]).replace("[{", f"[{{{key}: 1, {key}: 2, ", 1)
    _, problems = read(text.encode(), ot.Commitment)
    assert [] == [problem.code for problem in problems if len(str(problem)) > 1_000]


@pytest.mark.parametrize("hostile", ["a\x1b[31mb", "a\nb", "a\u202eb", "a\ud800b"])
def test_hostile_ids_and_keys_do_not_write_to_the_terminal(hostile):
    """A line about a fault is one line of printable characters, whatever stands in ids and keys."""
    plain = {**to_plain(SOUND["commitment"]), "id": hostile, hostile: 1}
    text = json.dumps([plain]).replace("[{", f"[{{{json.dumps(hostile)}: 0, ", 1)
    _, problems = read(text.encode(), ot.Commitment)
    assert 2 <= len(problems)
    assert [] == [problem.code for problem in problems if not str(problem).isprintable()]


def test_an_object_of_very_many_keys(tmp_path):
    """Of an object with thousands of unknown keys some are named, and how many there are."""
    keys = ", ".join(f'"k{n}": 1' for n in range(5_000))
    for name, text in (("set.json", f"{{{keys}}}"), ("events.json", f"[{{{keys}}}]")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(ot.DataError) as caught:
            ot.load(tmp_path / name)
        found = [problem for problem in caught.value.problems if problem.code == "unknown-key"]
        assert 200 <= len(found) <= 201
    assert "has 5,000 keys" in found[-1].message
