"""Data sets on disk: every form that is read, and every mistake with its place, all in one error."""

import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.dataset import folders
from osce_tracker.dataset import read as reading
from osce_tracker.errors import UsageError
from osce_tracker.model.corrections import Correction
from osce_tracker.model.editions import FORMAT
from osce_tracker.model.events import KnownMeeting
from osce_tracker.model.plain import to_dict
from osce_tracker.model.readings import Reading
from osce_tracker.model.states import StateRegistry
from osce_tracker.tracker.kinds import FILES, KINDS
from tests.strategies import a_commitment, a_series, a_statement, an_event

MEETING = KnownMeeting(number=1, date="2030-01-03", event_id="E-1", source_url="https://osce.org/1")
UPDATE = ot.StatusUpdate(date="2030-02", status="blocked", summary="Stuck.", blocked_by=["SE"])
EDITION = ot.Edition(name="xx", title="A set", version="1", compiled="2030-12-31")
READING = Reading(
    record="C-1", field="status", update="2030-02", first="blocked", second="planned", settled="blocked"
)
CORRECTION = Correction(
    kind="events", record="E-2", field="when", old="2030", new="2030-06", day="2030-07-01", why="A source."
)
SOUND = ot.Tracker(
    commitments=[
        a_commitment("C-1", events=["E-1"], updates=[UPDATE], title="Ångström – Қазақстан"),
        a_commitment("C-2"),
    ],
    events=[an_event("E-1", country="FI"), an_event("E-2", when="2030-06")],
    series=[a_series("S-1", known_meetings=[MEETING])],
    statements=[a_statement("T-1"), a_statement("T-2", group="Some", states=["FI"])],
    edition=EDITION,
    readings=[READING],
    corrections=[CORRECTION],
)
PLAIN = {
    **{kind: [to_dict(record) for record in getattr(SOUND, kind)] for kind in FILES},
    "dataset": to_dict(EDITION),
}


def write(folder, files):
    """Write files into a folder: bytes as they are, anything else as JSON."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / name).write_bytes(data)
    return folder


def whole(plain=PLAIN):
    """Return a data set as a file for each kind."""
    return {f"{kind}.json": value for kind, value in plain.items()}


def faults(path):
    """Return the problems that reading a data set raises."""
    with pytest.raises(ot.DataError) as caught:
        ot.load(path)
    return caught.value.problems


def told(path):
    """Return file, code, record and path of each problem."""
    return [(p.file, p.code, p.record, p.path) for p in faults(path)]


# What is read.


def test_directory_is_read(tmp_path):
    """A directory with a file for each kind is a data set; States are the bundled ones."""
    tracker = ot.load(write(tmp_path, whole()))
    assert (SOUND, EDITION, ot.states()) == (tracker, tracker.edition, tracker.states)


def test_path_may_be_text(tmp_path):
    """The place of a data set may be given as text."""
    assert SOUND == ot.load(str(write(tmp_path, whole())))


def test_one_file_is_read(tmp_path):
    """A data set may be one file, an object with the kinds as keys."""
    write(tmp_path, {"set.json": PLAIN})
    tracker = ot.load(tmp_path / "set.json")
    assert (SOUND, EDITION) == (tracker, tracker.edition)


def test_file_of_one_kind_is_read(tmp_path):
    """A file that has the name of a kind holds the records of that kind alone."""
    write(tmp_path, {"statements.json": PLAIN["statements"]})
    tracker = ot.load(tmp_path / "statements.json")
    assert ot.Tracker(statements=SOUND.statements.records) == tracker
    assert tracker.edition is None


@pytest.mark.parametrize("kind", KINDS)
def test_any_kind_alone_is_a_data_set(kind, tmp_path):
    """A directory with one kind of records is a data set; the other kinds are empty."""
    write(tmp_path, {f"{kind}.json": []})
    assert ot.Tracker() == ot.load(tmp_path)


def test_other_files_are_no_part_of_a_set(tmp_path):
    """A directory may hold notes and tables beside the data."""
    write(tmp_path, {**whole(), "README.md": b"# x", "events.jsonl": b"x", "events.json.bak": b"x"})
    assert SOUND == ot.load(tmp_path)


@pytest.mark.parametrize("form", ["directory", "file"])
def test_byte_order_mark_is_accepted(form, tmp_path):
    """Files as Windows writes them, with a mark at the beginning, are read."""
    mark = b"\xef\xbb\xbf"
    if form == "file":
        path = tmp_path / "set.json"
        path.write_bytes(mark + json.dumps(PLAIN).encode())
    else:
        path = write(tmp_path, {name: mark + json.dumps(value).encode() for name, value in whole().items()})
    assert SOUND == ot.load(path)


@pytest.mark.parametrize("form", ["directory", "file"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_decomposed_text_is_stored_composed(form, ascii_only, tmp_path):
    """Texts in NFD, as they stand or by escapes, are stored in NFC: equal texts are equal."""
    plain = {"commitments": [{**PLAIN["commitments"][1], "title": "A\u030angstro\u0308m"}]}
    if form == "file":
        path = write(tmp_path, {"set.json": json.dumps(plain, ensure_ascii=ascii_only).encode()}) / "set.json"
    else:
        text = json.dumps(plain["commitments"], ensure_ascii=ascii_only)
        path = write(tmp_path, {"commitments.json": text.encode()})
    tracker = ot.load(path)
    assert "Ångström" == tracker.commitments["C-2"].title
    assert ("C-2",) == tracker.commitments.where(text="ångström").ids


def test_bundled_directory_is_a_data_set(tracker):
    """The bundled data read from their directory, with all checks, are the bundled tracker."""
    path = Path(ot.__file__).parent / "data" / "finland-2025"
    read = ot.load(path)
    assert (tracker, tracker.edition, tracker.states) == (read, read.edition, read.states)


def test_codes_are_looked_up_in_the_states_that_are_given(tmp_path):
    """``read`` looks codes up in the registry it is given."""
    registry = StateRegistry([ot.states()["FI"]])
    write(tmp_path, {"events.json": [to_dict(an_event(country="FI"))]})
    assert registry is reading.read(tmp_path, registry, ot.chairs()).states
    write(tmp_path, {"events.json": [to_dict(an_event(country="SE"))]})
    with pytest.raises(ot.DataError, match="No State has the code 'SE'"):
        reading.read(tmp_path, registry, ot.chairs())


@pytest.mark.parametrize("form", ["directory", "file"])
def test_set_knows_where_it_was_read(form, tmp_path):
    """A data set knows its path, through a link to it as well, and a digest of each of its files."""
    path = (
        write(tmp_path / "set", whole())
        if form == "directory"
        else write(tmp_path, {"set.json": PLAIN}) / "set.json"
    )
    link = tmp_path / "link"
    link.symlink_to(path)
    assert ot.load(path).origins == ot.load(link).origins
    names = [*whole()] if form == "directory" else ["set.json"]
    assert [(str(path), sorted(names))] == [(o.path, sorted(o.content)) for o in ot.load(path).origins]


# Faults of one record, in every form that a file may have.


def _record(kind, /, **changes):
    """Return a sound record of a kind that is not yet in the set, with changes."""
    own = {"id": "N-1"} if kind in KINDS else {}
    return kind, {**PLAIN[kind][-1], **own, **changes}


def _commitment(**changes):
    return _record("commitments", **changes)


def _without(key):
    return "commitments", {k: v for k, v in _commitment()[1].items() if k != key}


RECORD_FAULTS = [
    (_commitment(titel="x"), "unknown-key", ".titel", ["'titel'", "Did you mean title?"]),
    (_without("title"), "missing-key", ".title", ["title is missing"]),
    (_commitment(title=5), "wrong-type", ".title", ["must be text, not a whole number 5"]),
    (_commitment(kind="activty"), "unknown-word", ".kind", ["'activty'", "Did you mean activity"]),
    (_commitment(made_on="2030-02-30"), "bad-value", ".made_on", ["2030-02-30"]),
    (_commitment(title=""), "bad-value", ".title", ["must not be empty"]),
    (
        _commitment(made_by={"type": "state", "name": "S", "states": ["FI", "XX"]}),
        "dangling-reference",
        ".made_by.states[1]",
        ["No State has the code 'XX'"],
    ),
    (
        _commitment(updates=[{**to_dict(UPDATE), "blocked_by": ["FI", "SUHX"]}]),
        "dangling-reference",
        ".updates[0].blocked_by[1]",
        ["No State has the code 'SUHX'", "Did you mean SUHH"],
    ),
    (_commitment(events=["E-9"]), "dangling-reference", ".events[0]", ["No event has the id 'E-9'"]),
    (_record("events", country="XX"), "dangling-reference", ".country", ["No State has the code 'XX'"]),
    (
        _record("events", participants=[{"name": "A", "country": "XX"}]),
        "dangling-reference",
        ".participants[0].country",
        ["No State has the code 'XX'"],
    ),
    (
        _record("series", known_meetings=[{**to_dict(MEETING), "event_id": "E-9"}]),
        "dangling-reference",
        ".known_meetings[0].event_id",
        ["No event has the id 'E-9'"],
    ),
    (_record("series", rrule="WEEKLY"), "bad-value", ".rrule", ["'WEEKLY'"]),
    (
        _record("series", rrule="FREQ=DAILY;UNTIL=9999999999999999999999"),
        "bad-value",
        ".rrule",
        ["'FREQ=DAILY;UNTIL=9999999999999999999999'"],
    ),
    (
        # RFC 5545, section 3.3.10: the two must not stand together.
        _record("series", rrule="FREQ=DAILY;COUNT=3;UNTIL=20300201"),
        "bad-value",
        ".rrule",
        ["'FREQ=DAILY;COUNT=3;UNTIL=20300201'"],
    ),
    (
        _record("statements", state="XX", group=None),
        "dangling-reference",
        ".state",
        ["No State has the code 'XX'"],
    ),
    *(((kind, PLAIN[kind][0]), "duplicate-id", ".id", ["The id is already used at"]) for kind in KINDS),
    (("readings", PLAIN["readings"][0]), "duplicate-id", "", ["The id is already used at"]),
    (_record("readings", record="C-9"), "dangling-reference", ".record", ["No commitment has the id 'C-9'"]),
    (_record("readings", field="stance"), "dangling-reference", ".record", ["No statement has the id 'C-1'"]),
    (
        _record("readings", number=2),
        "dangling-reference",
        ".update",
        ["No update has the place 'C-1 2030-02 2'. Did you mean C-1 2030-02 1?"],
    ),
    (_record("readings", field="stats"), "unknown-word", ".field", ["Did you mean status?"]),
    (_record("readings", number=0), "bad-value", ".number", ["must be 1 or more, not 0"]),
    (_record("corrections", record="E-9"), "dangling-reference", ".record", ["No event has the id 'E-9'"]),
    (
        _record("corrections", kind="event", field="x"),
        "dangling-reference",
        ".kind",
        ["Did you mean events?"],
    ),
    (_record("corrections", day="2030"), "bad-value", ".day", ["'2030'"]),
]


@pytest.mark.parametrize("form", ["json", "whole"])
@pytest.mark.parametrize(("record", "fault"), [(row[0], row[1:]) for row in RECORD_FAULTS])
def test_fault_of_a_record(form, record, fault, tmp_path):
    """A fault of one record is told with file, record and path, in whichever form the set is written."""
    code, path, said = fault
    kind, value = record
    count = len(PLAIN[kind])
    values = [*PLAIN[kind], value]
    if form == "whole":
        place, name = f"$.{kind}[{count}]", "set.json"
        target = write(tmp_path, {name: {**PLAIN, kind: values}}) / name
    else:
        place, name = f"$[{count}]", f"{kind}.json"
        target = write(tmp_path, {**whole(), name: values})
    problems = faults(target)
    assert [(name, code, place + path)] == [(p.file, p.code, p.path) for p in problems]
    if kind in KINDS:
        assert value["id"] == problems[0].record
    assert [] == [part for part in said if part not in problems[0].message]


@pytest.mark.parametrize(
    "rule",
    [
        "DTSTART:2025",
        "RDATE:20300101T000000",
        "EXDATE:20300101",
        "FREQ=DAILY\nFREQ=WEEKLY",
        "RRULE:FREQ=DAILY\nEXDATE:20300101",
        # RFC 5545, section 3.3.10: a positive integer; with 0 dateutil gives one day for ever.
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;UNTIL=9999999999999999999999",
        "",
        " ",
        ";",
        "FREQ",
    ],
)
def test_what_is_no_recurrence_rule(rule, tmp_path):
    """The rule of a series is one recurrence rule of RFC 5545: any other text is one fault."""
    kind, value = _record("series", rrule=rule)
    write(tmp_path, {f"{kind}.json": [value]})
    assert [("series.json", "bad-value", "N-1", "$[0].rrule")] == told(tmp_path)


@pytest.mark.parametrize(
    "twice",
    ['"note": null, "note": null', '"note": null, "note" : null', '"note": null, "note"\t:null'],
)
@pytest.mark.parametrize("form", ["json", "whole"])
def test_key_twice(form, twice, tmp_path):
    """A key that stands twice in one object is a fault, whatever blanks hide it."""
    text = json.dumps(PLAIN["commitments"][1]).replace('"note": null', twice)
    contents = {
        "json": ("commitments.json", f"[{text}]", "$[0]"),
        "whole": ("set.json", f'{{"commitments": [{text}]}}', "$.commitments[0]"),
    }
    name, content, place = contents[form]
    path = write(tmp_path, {name: content.encode()}) / name
    assert [(name, "duplicate-key", "C-2", f"{place}.note")] == told(path)


# Faults of a file.


TEXT_FAULTS = [
    ("broken", b'[\n  {"id": "C-1"\n  "x": 1}\n]', "json", ["Not valid JSON", "line 3, column 3"]),
    ("deep", b"[" * 10_000 + b"]" * 10_000, "json", ["Nested too deep"]),
    ("Latin-1", '["Åland"]'.encode("latin-1"), "encoding", ["line 1", "Latin-1"]),
]


@pytest.mark.parametrize("name", ["commitments.json", "set.json", "dataset.json"])
@pytest.mark.parametrize(
    ("data", "code", "said"), [row[1:] for row in TEXT_FAULTS], ids=[r[0] for r in TEXT_FAULTS]
)
def test_fault_of_a_text(name, data, code, said, tmp_path):
    """A text that is no JSON is one fault of its file, whichever file it is."""
    write(tmp_path, {name: data, **({"events.json": []} if name == "dataset.json" else {})})
    (problem,) = faults(tmp_path if name == "dataset.json" else tmp_path / name)
    assert (name, code, None, "$") == (problem.file, problem.code, problem.record, problem.path)
    assert [] == [part for part in said if part not in problem.message]


@pytest.mark.parametrize("value", [{}, 5, None, "x", True])
def test_file_of_a_kind_must_be_a_list(value, tmp_path):
    """A file of a kind holds a list of records."""
    write(tmp_path, {"events.json": value})
    (problem,) = faults(tmp_path)
    assert ("wrong-type", "$", "must be a list of records") == (problem.code, problem.path, problem.message)


def test_key_of_a_kind_must_be_a_list(tmp_path):
    """Under the name of a kind a single file holds a list; the fault is of no record that was read before."""
    write(tmp_path, {"set.json": {**PLAIN, "events": {}, "statements": 5}})
    assert [
        ("set.json", "wrong-type", None, "$.events"),
        ("set.json", "wrong-type", None, "$.statements"),
    ] == told(tmp_path / "set.json")


@pytest.mark.parametrize("value", [[], 5, None, "x", [to_dict(a_commitment())]])
def test_single_file_must_be_an_object(value, tmp_path):
    """A single file is an object; the message says what forms a data set may have."""
    write(tmp_path, {"set.json": value})
    (problem,) = faults(tmp_path / "set.json")
    assert ("set.json", "wrong-type", "$") == (problem.file, problem.code, problem.path)
    assert "Must be an object. A data set is a directory with commitments.json" in problem.message


def test_unknown_key_of_a_single_file(tmp_path):
    """A misspelt kind in a single file is a fault with the nearest kind."""
    write(tmp_path, {"set.json": {"comitments": [], "events": []}})
    (problem,) = faults(tmp_path / "set.json")
    assert ("unknown-key", "$.comitments") == (problem.code, problem.path)
    assert "Unknown key 'comitments'. Did you mean commitments" in problem.message


def test_kind_twice_in_a_single_file(tmp_path):
    """A kind that stands twice in a single file is a fault: one of the two would be lost."""
    write(tmp_path, {"set.json": b'{"events": [1], "events": []}'})
    assert [("set.json", "duplicate-key", None, "$.events")] == told(tmp_path / "set.json")


@pytest.mark.parametrize("value", [{}, {"dataset": to_dict(EDITION)}])
def test_single_file_without_records(value, tmp_path):
    """A single file must have one kind of records at least."""
    write(tmp_path, {"set.json": value})
    (problem,) = faults(tmp_path / "set.json")
    assert ("empty-set", "$") == (problem.code, problem.path)
    assert "There are no records here." in problem.message


@pytest.mark.parametrize("form", ["directory", "file"])
def test_fault_of_the_edition(form, tmp_path):
    """What a data set says of itself is checked as the records are."""
    plain = {"events": [], "dataset": {**PLAIN["dataset"], "compiled": "soon", "titel": "x"}}
    if form == "file":
        path, name, place = write(tmp_path, {"set.json": plain}) / "set.json", "set.json", "$.dataset"
    else:
        path, name, place = write(tmp_path, whole(plain)), "dataset.json", "$"
    assert [
        (name, "unknown-key", None, f"{place}.titel"),
        (name, "bad-value", None, f"{place}.compiled"),
    ] == told(path)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (FORMAT + 1, "newer-format"),
        (10**4_000, "newer-format"),
        (0, "bad-value"),
        ("1", "wrong-type"),
        (None, "wrong-type"),
    ],
)
def test_other_formats_are_refused(number, code, tmp_path):
    """A set in a newer format has one problem, whatever else is new in it; any other number is a mistake."""
    edition = {**PLAIN["dataset"], "format": number}
    edition |= {"new": 1} if code == "newer-format" else {}
    write(tmp_path, {"events.json": [], "dataset.json": edition})
    assert [("dataset.json", code, None, "$.format")] == told(tmp_path)
    assert all(len(problem.message) < 200 for problem in faults(tmp_path))


# Faults of a directory.


def test_missing_file(tmp_path):
    """A path where nothing is fails, and says what a data set may be."""
    (problem,) = faults(tmp_path / "nothing")
    assert ("nothing", "missing-file") == (problem.file, problem.code)
    assert "There is no such file. A data set is a directory with commitments.json" in problem.message


@pytest.mark.parametrize("files", [{}, {"README.md": b"x"}, {"dataset.json": to_dict(EDITION)}])
def test_directory_without_records(files, tmp_path):
    """A directory without a file of records is no data set."""
    (problem,) = faults(write(tmp_path / "set", files))
    assert ("set", "empty-set") == (problem.file, problem.code)
    assert "There are no records here. A data set is a directory with commitments.json" in problem.message


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("comitments.json", " Did you mean commitments.json?"),
        ("Events.json", " Did you mean events.json?"),
        ("statement.json", " Did you mean statements.json?"),
        ("zzz.json", "one JSON file with these names as keys."),
    ],
)
def test_misspelt_file_name(name, near, tmp_path):
    """A JSON file whose name is none of a data set is a fault: its records would be lost in silence."""
    (problem,) = faults(write(tmp_path, {"series.json": [], name: []}))
    assert (name, "unknown-file") == (problem.file, problem.code)
    assert problem.message.startswith("Not a file of a data set.")
    assert problem.message.endswith(near)


def test_only_a_misspelt_file(tmp_path):
    """Where the only file is misspelt both faults are told."""
    write(tmp_path / "set", {"comitments.json": []})
    assert [("comitments.json", "unknown-file"), ("set", "empty-set")] == [
        (p.file, p.code) for p in faults(tmp_path / "set")
    ]


def test_kind_in_two_files(tmp_path):
    """Two files of one kind, whose names differ only in case, are refused."""
    write(tmp_path, {**whole(), "events.JSON": PLAIN["events"]})
    problems = faults(tmp_path)
    assert [("events.json", "two-files", "events.JSON already has records of this kind.")] == [
        (p.file, p.code, p.message) for p in problems
    ]


def test_directory_in_the_place_of_a_file(tmp_path):
    """A directory that has the name of a file is a fault."""
    write(tmp_path, whole())
    (tmp_path / "events.json").unlink()
    (tmp_path / "events.json").mkdir()
    (problem,) = faults(tmp_path)
    assert ("events.json", "unreadable-file") == (problem.file, problem.code)
    assert "Can't be read: " in problem.message


@pytest.mark.parametrize("name", ["events.json", "dataset.json"])
def test_file_that_may_not_be_read(name, tmp_path, monkeypatch):
    """A file that the system does not give is a fault, and the others are read none the less."""
    write(tmp_path, {**whole(), "series.json": b"["})
    real = reading.read_file

    def refuse(path):
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(reading, "read_file", refuse)
    problems = faults(tmp_path)
    assert [(name, "unreadable-file"), ("series.json", "json")] == [(p.file, p.code) for p in problems]
    assert "Can't be read: Permission denied." == problems[0].message


def test_file_that_is_too_large(tmp_path):
    """A file that is too large is a problem before any of it is read."""
    write(tmp_path, whole())
    with (tmp_path / "events.json").open("r+b") as file:
        file.truncate(513 * 1024 * 1024)
    (problem,) = faults(tmp_path)
    assert ("events.json", "Can't be read: it is larger than 512 MB.") == (problem.file, problem.message)


@pytest.mark.parametrize("data", [b"[" + b"[]," * 99, b"\n" * 101])
def test_file_of_very_many_values_is_not_parsed(tmp_path, monkeypatch, data):
    """Values take many times their size in memory, so files of little else are refused before parsing."""
    monkeypatch.setattr(folders, "_MOST_VALUES", 100)
    write(tmp_path, {"events.json": data + b"[],[]"})
    (problem,) = faults(tmp_path)
    assert ("events.json", "Can't be read: it has more than 100 values.") == (problem.file, problem.message)


def test_pipe_is_not_read(tmp_path):
    """A pipe in the place of a file is a problem, and nobody waits for it."""
    write(tmp_path, {"events.json": []})
    os.mkfifo(tmp_path / "series.json")
    (problem,) = faults(tmp_path)
    assert ("series.json", "Can't be read: it is not a regular file.") == (problem.file, problem.message)


def test_single_file_that_may_not_be_read(tmp_path, monkeypatch):
    """A single file that the system does not give is a fault."""

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(reading, "read_file", refuse)
    assert [("set.json", "unreadable-file", None, "$")] == told(tmp_path / "set.json")


def test_directory_that_may_not_be_listed(tmp_path, monkeypatch):
    """A directory that the system does not list is a fault of the data set, no error of the system."""

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    monkeypatch.setattr(os, "listdir", refuse)
    monkeypatch.setattr(os, "scandir", refuse)
    assert [(tmp_path.name, "unreadable-file", None, "$")] == told(tmp_path)


@pytest.mark.parametrize("path", ["", "a\0b", "\ud800", 5, b"set"])
def test_value_that_is_no_path(path):
    """A value that can't be a path is refused."""
    with pytest.raises(ot.TrackerError, match="is not a valid path"):
        ot.load(path)


def test_text_that_is_no_path():
    """A text that is too long for a path, as when the JSON itself is given, is refused in a few words."""
    (problem,) = faults("a/" * 3_000)
    assert problem.code in {"missing-file", "unreadable-file"}
    assert len(str(problem)) < 1_000
    for text in ("x" * 5_000, '{"commitments": []}' * 500):
        with pytest.raises(UsageError, match="There is no data set, file or directory") as caught:
            ot.load(text)
        assert len(str(caught.value)) < 1_000


# All of them together.


def test_faults_of_several_files_come_together(tmp_path):
    """One error has the faults of all files: file by file."""
    statement = PLAIN["statements"][0]
    files = {
        "commitments.json": [
            {**PLAIN["commitments"][0], "kind": "x", "due": "x"},
            PLAIN["commitments"][1],
            {**PLAIN["commitments"][1], "titel": "x"},
        ],
        "dataset.json": b"{",
        "events.json": b'{"id": \n',
        "evnts.json": [],
        "series.json": {},
        "statements.json": [{**statement, "date": 5}],
    }
    assert [
        ("commitments.json", "unknown-word", "C-1", "$[0].kind"),
        ("commitments.json", "bad-value", "C-1", "$[0].due"),
        ("commitments.json", "unknown-key", "C-2", "$[2].titel"),
        ("dataset.json", "json", None, "$"),
        ("events.json", "json", None, "$"),
        ("evnts.json", "unknown-file", None, "$"),
        ("series.json", "wrong-type", None, "$"),
        ("statements.json", "wrong-type", "T-1", "$[0].date"),
    ] == told(write(tmp_path, files))


def test_faults_of_a_single_file_come_together(tmp_path):
    """One error has all faults of a single file: of its keys, its edition, then kind by kind."""
    plain = {
        "statements": [{**PLAIN["statements"][0], "date": "x"}],
        "comitments": [],
        "dataset": [],
        "events": [{**PLAIN["events"][0], "kind": "x"}, 5],
    }
    assert [
        ("set.json", "unknown-key", None, "$.comitments"),
        ("set.json", "wrong-type", None, "$.dataset"),
        ("set.json", "unknown-word", "E-1", "$.events[0].kind"),
        ("set.json", "wrong-type", None, "$.events[1]"),
        ("set.json", "bad-value", "T-1", "$.statements[0].date"),
    ] == told(write(tmp_path, {"set.json": plain}) / "set.json")


def test_dangling_references_come_together(tmp_path):
    """References are looked at when all files could be read, and all that lead nowhere are told."""
    files = {
        "commitments.json": [{**PLAIN["commitments"][0], "events": ["E-8", "E-9"]}],
        "events.json": [{**PLAIN["events"][0], "country": "XX"}, PLAIN["events"][0]],
        "statements.json": [{**PLAIN["statements"][0], "state": "YY"}],
    }
    assert [
        ("commitments.json", "dangling-reference", "C-1", "$[0].events[0]"),
        ("commitments.json", "dangling-reference", "C-1", "$[0].events[1]"),
        ("events.json", "dangling-reference", "E-1", "$[0].country"),
        ("events.json", "duplicate-id", "E-1", "$[1].id"),
        ("statements.json", "dangling-reference", "T-1", "$[0].state"),
    ] == told(write(tmp_path, files))


def test_references_are_not_guessed_from_half_a_set(tmp_path):
    """When a file has a fault no reference is called dangling only because its target was not read."""
    write(tmp_path, {**whole(), "events.json": [{**PLAIN["events"][0], "kind": "x"}]})
    assert ["unknown-word"] == [problem.code for problem in faults(tmp_path)]


def test_message_is_one_line_for_each_fault(tmp_path):
    """The message of the error shows the faults below each other, as the README shows them."""
    write(tmp_path, {"commitments.json": [{**PLAIN["commitments"][1], "kind": "activty", "due": "soon"}]})
    with pytest.raises(ValueError, match="2 problems in the data set:") as caught:
        ot.load(tmp_path)
    lines = str(caught.value).split("\n")
    assert lines[1].startswith("  commitments.json: C-2: $[0].kind: Unknown kind 'activty'.")
    assert lines[2].startswith("  commitments.json: C-2: $[0].due: ")


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=5)
    | st.sampled_from(
        ["2025-02-30", "FREQ=DAILY;UNTIL=99999999999999999999", "RRULE:", "Europe", "\0", "FI"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def _leaves(value, way=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(leaf for key, item in inner for leaf in _leaves(item, (*way, key)))]


@given(data=st.data())
def test_nothing_but_our_errors_comes_out(data, tmp_path_factory):
    """Whatever value stands wherever in a data set, reading gives a tracker or a DataError."""
    plain = json.loads(json.dumps(PLAIN))
    for _ in range(data.draw(st.integers(1, 3))):
        way = data.draw(st.sampled_from([way for way in _leaves(plain) if way]))
        container = plain
        for step in way[:-1]:
            container = container[step]
        container[way[-1]] = data.draw(json_values)
    folder = tmp_path_factory.mktemp("set")
    forms = [write(folder / "d", whole(plain)), write(folder, {"set.json": plain}) / "set.json"]
    results = []
    for path in forms:
        try:
            results.append(ot.load(path))
        except ot.DataError as error:
            results.append([(p.code, p.record, p.message) for p in error.problems if p.code != "wrong-type"])
    assert type(results[0]) is type(results[1])
    if isinstance(results[0], ot.Tracker):
        assert results[0] == results[1]


@given(data=st.data())
def test_broken_bytes_are_faults(data, tmp_path_factory):
    """A file of a data set that is cut off or has bytes changed gives a tracker or a DataError."""
    name = data.draw(st.sampled_from([*whole()]))
    text = json.dumps(PLAIN[name.removesuffix(".json")]).encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    broken = text[:start] + data.draw(st.binary(max_size=5)) + text[end:]
    folder = write(tmp_path_factory.mktemp("set"), {**whole(), name: broken})
    try:
        tracker = ot.load(folder)
    except ot.DataError as error:
        assert 1 <= len(error.problems)  # noqa: PT017 (either is right, a crash is not)
    else:
        assert isinstance(tracker, ot.Tracker)


def test_set_that_others_write_all_the_time(monkeypatch):
    """A directory whose files are others after each reading is a fault, not one of many mixtures."""
    waits = []
    monkeypatch.setattr(reading, "stamp_of", lambda _path: object())
    monkeypatch.setattr(reading, "sleep", waits.append)
    (problem,) = faults(Path(ot.__file__).parent / "data" / "finland-2025")
    assert ("finland-2025", "unreadable-file") == (problem.file, problem.code)
    assert "other programs keep writing" in problem.message
    assert [2.0] * 9 == [later / earlier for earlier, later in itertools.pairwise(waits)]


def test_file_that_vanishes_while_looked_at(tmp_path, monkeypatch):
    """A file that is removed just when its directory is listed means that the set is read again."""
    folder = write(tmp_path / "set", {**whole(), "corrections.JSON": b"["})
    gone, waits = folder / "corrections.JSON", []
    expected = ot.load(write(tmp_path / "other", whole()))
    is_data_file = folders.is_data_file

    def remove(file):
        found = is_data_file(file)
        gone.unlink(missing_ok=True)
        return found

    monkeypatch.setattr(folders, "is_data_file", remove)
    monkeypatch.setattr(reading, "sleep", waits.append)
    assert expected == ot.load(folder)
    assert len(waits) == 1


def test_faults_without_number(tmp_path, monkeypatch):
    """A file of very many faults is read until nobody would read on, and the last fault says so."""
    monkeypatch.setattr(reading, "MOST_PROBLEMS", 50)
    write(tmp_path, {"events.json": [{"id": 1}] * 90})
    found = faults(tmp_path)
    assert 51 <= len(found) < 90
    assert ("too-many-problems", "Reading stopped after 50 problems. Correct these and try again.") == (
        found[-1].code,
        found[-1].message,
    )


def test_names_of_others_do_nothing_to_a_terminal(tmp_path):
    """A control character in the name of a file or a key is shown, and a long name or key is cut."""
    folder, key = tmp_path / "set", "k\x1b[31m" + "k" * 3_000
    folder.mkdir()
    for name in ("commitments.json", "x\x1b[31mX.json"):
        (folder / name).write_text("[]")
    files = {
        "w\x1b[31m.json": f'{{"commitments": [], {json.dumps(key)}: 1, {json.dumps(key)}: 2}}',
        "commitments.\x1b[31m": "{}",
        "commitments.\x1b[31mx": '[{"id": "C-1"}]',
        "x\x1b[31m.csv": "id",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    for place in (folder, *(tmp_path / name for name in files)):
        with pytest.raises(ot.DataError) as caught:
            ot.load(place)
        for problem in caught.value.problems:
            assert str(problem).isprintable(), place
            assert len(problem.path) + len(problem.file) < 200
