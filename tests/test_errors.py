"""Errors and problems: what they say, what they carry, and that they survive a journey between processes."""

import copy
import inspect
import pickle

import attrs
import pytest

from osce_tracker import errors
from osce_tracker.errors import (
    ConflictError,
    DataError,
    FormatError,
    MissingExtraError,
    PeriodError,
    Problem,
    RecordError,
    SymbolError,
    TrackerError,
    UnknownRecordError,
    UnknownStateError,
    UsageError,
    WordError,
    accepted,
    did_you_mean,
    nearest,
    quoted,
)

FAULT = Problem(file="a.json", record="A-1", path="$[0].title", message="is missing", code="missing-key")
#: An error, the builtin that a caller would expect, its message, and its data.
ERRORS = [
    (TrackerError("It failed."), Exception, "It failed.", {}),
    (
        WordError("status", "fulfiled", ["fulfilled", "blocked"]),
        ValueError,
        "Unknown status 'fulfiled'. Use one of: fulfilled, blocked. Did you mean fulfilled?",
        {
            "vocabulary": "status",
            "value": "fulfiled",
            "accepted": ("fulfilled", "blocked"),
            "nearest": ("fulfilled",),
        },
    ),
    (
        WordError("status", 7, ["blocked"]),
        ValueError,
        "Unknown status 7. Use one of: blocked.",
        {"vocabulary": "status", "value": 7, "accepted": ("blocked",), "nearest": ()},
    ),
    (PeriodError("2025-13", "Can't read it."), ValueError, "Can't read it.", {"value": "2025-13"}),
    (
        SymbolError("MC.DEC", "it has no number"),
        ValueError,
        "Can't read 'MC.DEC' as a document symbol: it has no number. Use a form such as MC.DEC/1/25.",
        {"value": "MC.DEC"},
    ),
    (
        RecordError("title", "must not be empty", "A-1"),
        ValueError,
        "A-1: title: must not be empty",
        {"record": "A-1", "field": "title", "reason": "must not be empty"},
    ),
    (
        RecordError("title", "must not be empty"),
        ValueError,
        "title: must not be empty",
        {"record": None, "field": "title", "reason": "must not be empty"},
    ),
    (
        UnknownRecordError("commitment", "FI25-HD-3", ["FI25-HD-03", "US25-01"]),
        KeyError,
        "No commitment has the id 'FI25-HD-3'. Ids look like FI25-HD-03. Did you mean FI25-HD-03?",
        {"id": "FI25-HD-3", "nearest": ("FI25-HD-03",)},
    ),
    (
        UnknownRecordError("event", None, []),
        ValueError,
        "No event has the id None. There are no records.",
        {"id": None, "nearest": ()},
    ),
    (
        UnknownStateError("Finnland", "is not a State", ["Finland"]),
        LookupError,
        "'Finnland' is not a State. Did you mean Finland?",
        {"name": "Finnland", "nearest": ("Finland",)},
    ),
    (
        UnknownStateError(None, "is not text"),
        ValueError,
        "None is not text.",
        {"name": None, "nearest": ()},
    ),
    (UsageError("give status as well"), ValueError, "give status as well", {}),
    (
        FormatError("markdwn", ["markdown", "html"]),
        ValueError,
        "Unknown format 'markdwn'. Use one of: markdown, html. Did you mean markdown?",
        {"name": "markdwn", "accepted": ("markdown", "html")},
    ),
    (
        MissingExtraError("calendar", "Calendar files (.ics)"),
        ImportError,
        'Calendar files (.ics) need another library. Install it with: pip install "osce-tracker[calendar]"',
        {"extra": "calendar"},
    ),
    (
        ConflictError("own", [("events", "E-1"), ("statements", "S-1")], None, read_there=True),
        RuntimeError,
        (
            "own was changed after it was read. These records differ: E-1, S-1. "
            "Combine the two with merge(base, mine, theirs)."
        ),
        {"path": "own", "records": (("events", "E-1"), ("statements", "S-1")), "theirs": None},
    ),
    (
        ConflictError("own", [("events", f"E-{n}") for n in range(12)], None, read_there=False),
        RuntimeError,
        (
            "own is a different data set. These records differ: E-0, E-1, E-2, E-3, E-4, "
            "E-5, E-6, E-7, E-8, E-9 and 2 more. Combine the two with merge(base, mine, theirs)."
        ),
        {"path": "own", "records": tuple(("events", f"E-{n}") for n in range(12)), "theirs": None},
    ),
    (
        DataError([FAULT]),
        ValueError,
        "a.json: A-1: $[0].title: is missing",
        {"problems": (FAULT,)},
    ),
    (
        DataError([FAULT, attrs.evolve(FAULT, record=None)]),
        ValueError,
        (
            "2 problems in the data set:\n"
            "  a.json: A-1: $[0].title: is missing\n"
            "  a.json: $[0].title: is missing"
        ),
        {"problems": (FAULT, attrs.evolve(FAULT, record=None))},
    ),
]
EACH = pytest.mark.parametrize("error", [row[0] for row in ERRORS], ids=lambda e: str(e)[:30])


def test_table_has_every_error():
    """No class of error is left out of the tests below."""
    classes = {cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, Exception)}
    assert classes == {type(row[0]) for row in ERRORS}


@pytest.mark.parametrize(("error", "builtin", "message", "data"), ERRORS)
def test_error_says_and_carries_what_it_knows(error, builtin, message, data):
    """An error is of the builtin a caller expects, prints its message as it is, and keeps its data."""
    assert isinstance(error, TrackerError)
    assert isinstance(error, builtin)
    assert message == str(error) == error.message
    assert {"message": message, **data} == vars(error)


@EACH
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_error_survives_pickling(error, protocol):
    """An error that comes out of another process has its class, message and data."""
    back = pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 (its own bytes)
    assert (type(error), str(error), vars(error)) == (type(back), str(back), vars(back))


@EACH
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_error_survives_copying(error, copied):
    """A copy of an error has its class, message and data."""
    back = copied(error)
    assert (type(error), str(error), vars(error)) == (type(back), str(back), vars(back))


def test_errors_show_the_same_after_pickling():
    """What a debugger or a log of another process shows of an error is what it was."""
    given = [row[0] for row in ERRORS]
    back = pickle.loads(pickle.dumps(given))  # noqa: S301 (its own bytes)
    assert [(repr(error), error.args) for error in given] == [(repr(error), error.args) for error in back]


def test_error_keeps_its_notes_and_can_be_raised_again():
    """What a caller added to an error comes along, and it is an error still."""
    error = WordError("status", "x", ["blocked"])
    error.add_note("in row 7")
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 (its own bytes)
    with pytest.raises(WordError, match="Unknown status 'x'") as caught:
        raise back
    assert ["in row 7"] == caught.value.__notes__


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("abc", "'abc'"),
        ("", "''"),
        (None, "None"),
        (7, "7"),
        ("a\nb\x1b[31m\u202e", r"'a\nb\x1b[31m\u202e'"),
        ("x" * 78, f"'{'x' * 78}'"),
        ("x" * 79, f"'{'x' * 59}... (81 characters)"),
        ("x" * 1_000_000, f"'{'x' * 59}... (1,000,002 characters)"),
    ],
)
def test_values_are_quoted_and_cut(value, shown):
    """A message shows a value in quotation marks on one line, and cuts it beyond 80 characters."""
    assert shown == quoted(value)


@pytest.mark.parametrize(
    "make",
    [
        lambda long: WordError("status", long, ["blocked"]),
        lambda long: PeriodError(long, quoted(long)),
        lambda long: SymbolError(long, "expected a number"),
        lambda long: UnknownRecordError("event", long, ["a"]),
        lambda long: UnknownStateError(long, "names no State"),
        lambda long: FormatError(long, ["html"]),
    ],
)
def test_long_values_do_not_flood_a_message(make):
    """An error about a text of a million characters says so in a line, and carries the text whole."""
    long = "long " * 200_000
    error = make(long)
    assert len(str(error)) < 300
    assert "(1,000,002 characters)" in str(error)
    assert long in vars(error).values()


@pytest.mark.parametrize(
    ("value", "known", "found"),
    [
        ("fulfiled", ["blocked", "fulfilled"], ("fulfilled",)),
        ("FULFILLED", ["fulfilled"], ("fulfilled",)),
        ("finland", ["FINLAND", "Finland"], ("FINLAND",)),
        ("straße", ["STRASSE"], ("STRASSE",)),
        ("aaab", ["aaxx", "aaaa", "aaab", "aaac"], ("aaab", "aaac", "aaaa")),
        ("zzz", ["fulfilled"], ()),
        ("", ["fulfilled"], ()),
        ("x", [], ()),
        # Six letters of ten are the same: just near enough; of five of ten it would be a guess.
        ("abcdefqrst", ["abcdefghij"], ("abcdefghij",)),
        ("abcdeqrstu", ["abcdefghij"], ()),
    ],
)
def test_nearest_words(value, known, found):
    """The nearest words come best first, three at the most, whatever the case."""
    assert found == nearest(value, known)


def test_nearest_keeps_to_its_limit():
    """No more words come than were asked for."""
    assert ("aaab",) == nearest("aaab", ["aaaa", "aaab", "aaac"], 1)


def test_nearest_looks_at_the_beginning_of_a_long_value():
    """Only the first 200 characters of a value are compared: the time does not grow with the rest."""
    word = "w" * 200
    assert (word,) == nearest(word + "x" * 1_000_000, [word])


@pytest.mark.parametrize(
    ("near", "question"),
    [
        ((), ""),
        (("human",), " Did you mean human?"),
        (("a", "b", "c"), " Did you mean a or b or c?"),
    ],
)
def test_closing_question(near, question):
    """A message ends in a question when there are near words, else in nothing."""
    assert question == did_you_mean(near)


@pytest.mark.parametrize(
    ("count", "listed"),
    [
        (0, ""),
        (1, "w1"),
        (12, "w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12"),
        (13, "w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12 and 1 more"),
        (30, "w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12 and 18 more"),
    ],
)
def test_accepted_values_are_listed_up_to_twelve(count, listed):
    """A message lists twelve accepted values and counts the others."""
    assert listed == accepted([f"w{n}" for n in range(1, count + 1)])


@pytest.mark.parametrize(
    ("count", "lines", "last"),
    [
        (1, 1, "f0: m"),
        (2, 3, "  f1: m"),
        (20, 21, "  f19: m"),
        (21, 22, "  ... and 1 more"),
        (500, 22, "  ... and 480 more"),
    ],
)
def test_data_error_prints_twenty_problems_and_has_all(count, lines, last):
    """However many faults there are, the message shows twenty in their order, and the error has all."""
    problems = [Problem(file=f"f{n}", message="m", code="json") for n in range(count)]
    error = DataError(problems)
    shown = str(error).split("\n")
    assert (lines, last) == (len(shown), shown[-1])
    assert tuple(problems) == error.problems


def test_data_error_counts_its_problems():
    """The first line of several faults says how many there are."""
    problems = [Problem(file="f", message="m", code="json")] * 21
    assert "21 problems in the data set:" == str(DataError(problems)).split("\n")[0]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "f.json: wrong"),
        ({"path": "$"}, "f.json: wrong"),
        ({"record": "A-1"}, "f.json: A-1: wrong"),
        ({"path": "$[3].due"}, "f.json: $[3].due: wrong"),
        ({"record": "A-1", "path": "line 3.due"}, "f.json: A-1: line 3.due: wrong"),
    ],
)
def test_problem_prints_as_a_line(fields, line):
    """A problem prints file, record, path and message; what is not known is left out."""
    assert line == str(Problem(file="f.json", message="wrong", code="json", **fields))


def test_problem_is_a_value():
    """Problems are equal when they say the same, can be members of sets, and do not change."""
    again = attrs.evolve(FAULT)
    assert {FAULT} == {FAULT, again}
    assert FAULT != attrs.evolve(FAULT, code="json")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        FAULT.code = "json"
    assert FAULT == pickle.loads(pickle.dumps(FAULT))  # noqa: S301 (its own bytes)
