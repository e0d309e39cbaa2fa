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
            "meanings": (),
        },
    ),
    (
        WordError("status", "closed", ["fulfilled", "withdrawn"], ["fulfilled", "withdrawn"]),
        ValueError,
        "The status 'closed' can mean fulfilled or withdrawn. Write one of them.",
        {
            "vocabulary": "status",
            "value": "closed",
            "accepted": ("fulfilled", "withdrawn"),
            "nearest": (),
            "meanings": ("fulfilled", "withdrawn"),
        },
    ),
    (
        WordError("status", 7, ["blocked"]),
        ValueError,
        "Unknown status 7. Use one of: blocked.",
        {"vocabulary": "status", "value": 7, "accepted": ("blocked",), "nearest": (), "meanings": ()},
    ),
    (
        PeriodError("2025-13", "Can't read it."),
        ValueError,
        "Can't read it.",
        {"value": "2025-13", "readings": ()},
    ),
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
        ConflictError("own", [("events", f"E-{n}") for n in range(14)], None, read_there=False),
        RuntimeError,
        (
            "own is a different data set. These records differ: E-0, E-1, E-2, E-3, E-4, "
            "E-5, E-6, E-7, E-8, E-9, E-10, E-11 and 2 more. Combine the two with merge(base, mine, theirs)."
        ),
        {"path": "own", "records": tuple(("events", f"E-{n}") for n in range(14)), "theirs": None},
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


def differing(pairs):
    """Return the pairs of errors that don't have the same class, message and data."""
    return [
        (error, back)
        for error, back in pairs
        if (type(error), str(error), repr(error), error.args, vars(error))
        != (type(back), str(back), repr(back), back.args, vars(back))
    ]


def test_table_has_every_error():
    """No class of error is left out of the tests below."""
    classes = {cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, Exception)}
    assert classes == {type(row[0]) for row in ERRORS}


def test_every_error_but_those_of_the_surroundings_is_a_value_error():
    """``except ValueError`` misses only a data set that somebody changed and a library that is missing."""
    others = {type(error) for error, *_ in ERRORS if not isinstance(error, ValueError)}
    assert {TrackerError, ConflictError, MissingExtraError} == others


def test_errors_say_and_carry_what_they_know():
    """An error is of the builtin a caller expects, prints its message as it is, and keeps its data."""
    for error, builtin, message, data in ERRORS:
        assert isinstance(error, TrackerError), message
        assert isinstance(error, builtin), message
        assert message == str(error) == error.message
        assert {"message": message, **data} == vars(error)


def test_errors_survive_copies_and_other_processes():
    """An error that was copied, or comes out of another process, has its class, message and data."""
    given = [row[0] for row in ERRORS]
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(given, protocol))  # noqa: S301 (its own bytes)
        assert [] == differing(zip(given, back, strict=True)), protocol
    for copied in (copy.copy, copy.deepcopy):
        assert [] == differing((error, copied(error)) for error in given), copied


def test_error_keeps_its_notes_and_can_be_raised_again():
    """What a caller added to an error comes along, and it is an error still."""
    error = WordError("status", "x", ["blocked"])
    error.add_note("in row 7")
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 (its own bytes)
    with pytest.raises(WordError, match="Unknown status 'x'") as caught:
        raise back
    assert ["in row 7"] == caught.value.__notes__


def test_messages_show_values_on_a_short_line():
    """A message shows a value in quotation marks on one line, and cuts it beyond 80 characters."""
    shown = {
        "": "''",
        "a\nb\x1b[31m\u202e": r"'a\nb\x1b[31m\u202e'",
        "x" * 78: f"'{'x' * 78}'",
        "x" * 79: f"'{'x' * 59}... (79 characters)",
    }
    assert shown == {value: quoted(value) for value in shown}


def test_a_value_that_cannot_be_shown_is_named_by_its_type():
    """A message is given even about a value whose own text is an error, or has no end."""

    class Hidden:
        def __repr__(self):
            raise RuntimeError("no")

    deep = []
    for _ in range(100_000):
        deep = [deep]
    assert ["<Hidden>", "<list>", "<int>"] == [quoted(value) for value in (Hidden(), deep, 10**5000)]
    for value in (Hidden(), deep):
        assert quoted(value) in str(WordError("status", value, ["blocked"]))


def test_long_values_do_not_flood_a_message():
    """An error about a text of a million characters says so in a line, and carries the whole text."""
    long = "long " * 200_000
    for error in (
        WordError("status", long, ["blocked"]),
        PeriodError(long, quoted(long)),
        SymbolError(long, "expected a number"),
        UnknownRecordError("event", long, ["a"]),
        UnknownStateError(long, "names no State"),
        FormatError(long, ["html"]),
    ):
        assert len(str(error)) < 300
        assert "(1,000,000 characters)" in str(error)
        assert long in vars(error).values()


def test_nearest_words():
    """The nearest words come best first, three at the most, whatever the case."""
    for value, known, found in (
        ("FULFILED", ["blocked", "fulfilled"], ("fulfilled",)),
        ("finland", ["FINLAND", "Finland"], ("FINLAND",)),
        ("straße", ["STRASSE"], ("STRASSE",)),
        ("aaab", ["aaxx", "aaaa", "aaab", "aaac"], ("aaab", "aaac", "aaaa")),
        ("zzz", ["fulfilled"], ()),
        ("", ["fulfilled"], ()),
        ("x", [], ()),
        # Seven letters of ten are the same: near enough. With six it would be a guess.
        ("abcdefgrst", ["abcdefghij"], ("abcdefghij",)),
        ("abcdefqrst", ["abcdefghij"], ()),
        # Only the beginning of a long value is compared.
        ("w" * 200 + "x" * 1_000_000, ["w" * 200], ("w" * 200,)),
    ):
        assert found == nearest(value, known), value[:20]
    assert ("aaab",) == nearest("aaab", ["aaaa", "aaab", "aaac"], 1)
    assert ((), ("abcd",)) == (nearest("abxx", ["abcd"]), nearest("abxx", ["abcd"], cutoff=0.5))


def test_suggestion_is_close_in_meaning_or_left_out():
    """A word is suggested for a misspelling, or for a text that shares its main words; never its opposite."""
    words = ["fulfilled", "not-fulfilled", "water", "media-freedom", "human-rights", "women-peace-security"]
    words += ["Permanent Council", "Ministerial Council", "states", "chair", "superseded", "OSCE Secretariat"]
    for value, near in [
        ("fulfiled", ("fulfilled",)),
        ("FULFILLLED", ("fulfilled",)),
        ("not fulfiled", ("not-fulfilled",)),
        ("failed", ()),
        ("succeeded", ()),
        ("war", ()),
        ("hate", ()),
        ("winter", ()),
        ("weather", ()),
        ("waters", ("water",)),
        ("wtaer", ("water",)),
        ("chiar", ("chair",)),
        ("chai", ("chair",)),
        ("media", ("media-freedom",)),
        ("press freedom", ("media-freedom",)),
        ("rights", ("human-rights",)),
        ("human development", ()),
        ("peace", ("women-peace-security",)),
        ("council", ("Permanent Council", "Ministerial Council")),
        ("permanent council meeting", ("Permanent Council",)),
        ("Permanent Counsil", ("Permanent Council",)),
        ("OSCE Secretariat office", ("OSCE Secretariat",)),
        ("OSCE chair", ("chair",)),
        ("no water", ()),
        ("ai", ()),
        ("", ()),
        ("w" * 1_000_000, ()),
    ]:
        assert near == WordError("theme", value, words).nearest, value[:20]


def test_question_and_accepted_words_in_a_message():
    """A message asks about the three nearest words, lists twelve accepted ones and counts the others."""
    error = WordError("status", "abc1", [f"abc{n}" for n in range(14)])
    assert str(error) == (
        "Unknown status 'abc1'. Use one of: abc0, abc1, abc2, abc3, abc4, abc5, abc6, abc7, abc8, abc9, "
        "abc10, abc11 and 2 more. Did you mean abc1 or abc13 or abc12?"
    )
    assert "abc10, abc11." in str(WordError("status", "x", [f"abc{n}" for n in range(12)]))


def test_data_error_prints_twenty_problems_and_has_all():
    """However many problems there are, the message shows twenty in their order, and the error has all."""
    for count, lines, last in (
        (1, 1, "f0: m"),
        (2, 3, "  f1: m"),
        (20, 21, "  f19: m"),
        (21, 22, "  ... and 1 more"),
        (500, 22, "  ... and 480 more"),
    ):
        problems = tuple(Problem(file=f"f{n}", message="m", code="json") for n in range(count))
        error = DataError(problems)
        shown = str(error).split("\n")
        assert (lines, last) == (len(shown), shown[-1])
        assert problems == error.problems
    assert "500 problems in the data set:" == shown[0]


def test_problem_prints_as_a_line():
    """A problem prints file, record, path and message, and leaves out what is not known."""
    for fields, line in (
        ({"path": "$"}, "f.json: wrong"),
        ({"record": "A-1"}, "f.json: A-1: wrong"),
        ({"path": "$[3].due"}, "f.json: $[3].due: wrong"),
        ({"record": "A-1", "path": "line 3.due"}, "f.json: A-1: line 3.due: wrong"),
    ):
        assert line == str(Problem(file="f.json", message="wrong", code="json", **fields))
