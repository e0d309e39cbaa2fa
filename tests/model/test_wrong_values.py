"""Wrong values at every field of every class that users can build, in the hands of its constructor.

The classes are found by walking the package, their values in the bundled data. A value is refused with an
error that names the record and the field, or it is stored with the type that the field declares and is the
same after the record was saved and loaded.
"""

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import chain
from tempfile import TemporaryDirectory
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import pendulum
import pytest

import osce_tracker as ot
from osce_tracker.errors import DataError, TrackerError
from osce_tracker.formats.registry import FORMATS
from osce_tracker.model.occurrences import occurrences
from osce_tracker.model.periods import Period
from osce_tracker.model.plain import from_dict, parse, to_dict, to_json
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.kinds import kind_of

# ---------------------------------------------------------------- the classes


def classes():
    """Return every attrs class of the package that isn't private to its module."""
    found = set()
    for module in pkgutil.walk_packages(ot.__path__, "osce_tracker."):
        if not module.name.endswith("__main__"):
            members = vars(importlib.import_module(module.name)).values()
            own = (c for c in members if inspect.isclass(c) and c.__module__ == module.name)
            found |= {cls for cls in own if attrs.has(cls)}
    return {cls for cls in found if not cls.__name__.startswith("_")}


def is_record(cls):
    """Return True if a class says what each of its fields means."""
    return attrs.has(cls) and all("meaning" in field.metadata for field in attrs.fields(cls))


def parts(hint):
    """Yield the classes that a type hint names."""
    if inspect.isclass(get_origin(hint) or hint):
        yield get_origin(hint) or hint
    for part in get_args(hint):
        yield from parts(part)


def public():
    """Return the classes that users build or put into others.

    They are in ``__all__``, are the type of a field of such a class, or say what each of their fields means,
    as the records in the data dictionary do. What only our own functions build needs no check.
    """
    known = classes()
    named = {getattr(ot, name) for name in ot.__all__}
    chosen, waiting = set(), {cls for cls in known if cls in named or is_record(cls)}
    while waiting:
        cls = waiting.pop()
        chosen.add(cls)
        hints = get_type_hints(cls)
        shown = [hints[f.name] for f in attrs.fields(cls) if not f.name.startswith("_")]
        waiting |= ({*chain(*map(parts, shown))} & known) - chosen
    return sorted(chosen, key=lambda cls: cls.__name__)


PUBLIC = public()

# ---------------------------------------------------------------- a real instance of each


@attrs.frozen
class Real:
    """A real instance of a class, and the function that puts another one into a record of a data set."""

    value: Any
    #: ``None`` if the class is no part of a data set.
    whole: Callable[[Any], Any] | None


def real_instances():
    """Return of each class the instance with most values in the bundled data and in reports."""
    found = {}

    def walk(value, whole):
        # Most values are these.
        if value is None or isinstance(value, str | int):
            return
        if isinstance(value, tuple | Collection):
            for item in value:
                walk(item, whole)
        if not attrs.has(type(value)):
            return
        if type(value) not in found or filled(found[type(value)].value) < filled(value):
            found[type(value)] = Real(value, whole)
        for field in attrs.fields(type(value)):
            walk(getattr(value, field.name), inside(value, field, whole))

    def inside(owner, field, whole):
        def put(new):
            many = isinstance(getattr(owner, field.name), tuple)
            return whole(attrs.evolve(owner, **{field.alias: (new,) if many else new}))

        return None if whole is None else put

    with TemporaryDirectory() as folder:
        tracker = ot.save(ot.load(), folder)
    chairs, states = ot.chairs(), ot.states()
    parts = (getattr(tracker, field.name) for field in attrs.fields(ot.Tracker))
    sets = (part for part in parts if isinstance(part, tuple | Collection))
    for record in (*chain(*sets), *states, *states.groups, *chairs, tracker.edition):
        walk(record, itself if is_record(type(record)) else None)
    meetings = occurrences(tracker.series["series-permanent-council"], ot.Period("2025-03-13"))
    # An error shows only the start of a long title, so this chart has a short one.
    report, chart = ot.quarterly(tracker, "2025-Q3"), ot.plot.flow(tracker, "2024-Q4")
    results = (chairs.troika_on("2025-06-30"), *meetings, *ot.check(tracker))
    walk((tracker, states, chairs, chart, report, FORMATS["csv"], *results), None)
    return found


def itself(record):
    """Return a record, which is a part of a data set by itself."""
    return record


def filled(record):
    """Return how many fields of a record have a value."""
    return sum(getattr(record, field.name) not in (None, ()) for field in attrs.fields(type(record)))


REAL = real_instances()
each_class = pytest.mark.parametrize(
    "cls", [cls for cls in PUBLIC if cls in REAL], ids=lambda cls: cls.__name__
)
#: The classes of which each value is written as a text.
TEXTS = (Period, DocumentSymbol)


@cache
def arguments(cls):
    """Return the arguments of the constructor of a class, each with its real value."""
    real = REAL[cls].value
    return {name: real if cls in TEXTS else getattr(real, name) for name in inspect.signature(cls).parameters}


# ---------------------------------------------------------------- wrong values


class Words(str):
    """A text of a subclass, which shows as another text."""

    __slots__ = ()

    def __str__(self):
        return "something else"


class Number(int):
    """A number of a subclass, which shows as another number."""

    def __repr__(self):
        return "one"


def wrong_values(real):
    """Return what files, notebooks and careless callers give, by a name, alone and in lists.

    Args:
        real: what is right, to which wrong members are added if it is a tuple.
    """
    plain = ("", " ", "no", "one", "x", "XX", "FI", "2025", "a\nb", "\x00", "x" * 100_000)
    texts = (*plain, "A\u030a", "\ud800", Words("x"), Words("FI"))
    numbers = (0, 1, -1, True, False, 1.5, 1e400, float("nan"), 2**53, 10**5_000, 1 + 2j, Number(5))
    moment = dt.datetime(2025, 1, 1, 3, 0)  # noqa: DTZ001 (careless callers give no zone)
    days = (moment, dt.date(1, 1, 1), dt.time(), pendulum.date(2025, 1, 1))
    others = (None, b"x", object(), ot.Status, lambda: 1, {}, {"a": 1}, {"x"}, [], (), [[]], [()])
    words = (ot.Period("2025"), ot.Status.FULFILLED, ot.Share(1, 2))
    ours = (*words, ot.Column("a", "A"), ot.load().commitments[0])
    # A list of one is often given without its brackets.
    alone = real[:1] if isinstance(real, tuple) else ()
    values = [*texts, *numbers, *days, *others, *ours, *alone]
    listed = [[value] for value in values]
    added = [(*real, value) for value in values] if isinstance(real, tuple) else []
    once = [iter(["x", None]), (letter for letter in "xy"), map(str, [1])]
    return [*values, *listed, *added, *once]


def shown(value):
    """Return a value as a message of a test shows it."""
    try:
        return f"{value!r:.60}"
    except ValueError:
        # Python doesn't write numbers of thousands of digits.
        return f"{type(value).__name__} of a huge number"


@each_class
def test_wrong_values_are_refused_or_kept(cls, tmp_path):
    """Each wrong value at each field gives an error that names it, or a record that is saved as it is."""
    faults, kept = [], []
    given = arguments(cls)
    # The argument of a value that is written as a text is no field.
    hints = {} if cls in TEXTS else get_type_hints(cls)
    for name, real in given.items():
        for value in wrong_values(real):
            label = f"{name}={shown(value)}"
            try:
                made = cls(**{**given, name: value})
            except TrackerError as error:
                fault = fault_of(error, cls, name)
                faults += [f"{label}: {fault}"] if fault else []
            except Exception as error:  # noqa: BLE001 (any other kind is the fault that is looked for)
                faults.append(f"{label}: {error!r:.150}")
            else:
                stored = getattr(made, name, None)
                if not conforms(stored, hints.get(name, Any)):
                    faults.append(f"{label}: stored as {shown(stored)}")
                elif REAL[cls].whole is not None:
                    kept.append((label, name, made))
    assert [] == faults + lost(kept, REAL[cls].whole, tmp_path / "set.json")


def fault_of(error, cls, name):
    """Return what is wrong with an error about a field, if anything."""
    message, names = str(error), list(arguments(cls))
    if not isinstance(error, ValueError):
        return f"{type(error).__name__} is not a ValueError"
    # Two fields that don't fit together are told at one of them.
    alone = error.__cause__ is not None
    if cls not in TEXTS and not any(one in message for one in ([name] if alone else names)):
        return f"the field is not named: {message:.150}"
    # A record is called by a field before the wrong one. A problem is no record.
    before = [] if cls is ot.Problem else names[: names.index(name)]
    key = next((key for key in ("id", "code", "key", "title", "name") if key in before), None)
    if key is not None and str(arguments(cls)[key]) not in message:
        return f"the record is not named: {message:.150}"
    return ""


def conforms(value, hint):
    """Return True if a value has the type of its annotation, with everything in it."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (UnionType, Union):
        return any(conforms(value, one) for one in inner)
    if origin is tuple:
        many = inner[1:] == (...,)
        sorts = inner[:1] * len(value) if many and isinstance(value, tuple) else inner
        return type(value) is tuple and len(value) == len(sorts) and all(map(conforms, value, sorts))
    if origin is Callable:
        return callable(value)
    if hint is Any or origin is not None or isinstance(value, Vocabulary):
        # A word is a text with a label.
        return hint is Any or isinstance(value, origin or hint)
    if isinstance(value, Collection):
        kinds = {kind_of(record) for record in (*value, REAL[hint].value[0])}
        return type(value) is hint and len(kinds) == 1
    return type(value) is hint


def lost(kept, whole, path):
    """Return which records are refused or changed when they are saved and loaded.

    Args:
        kept: each record with a label and the name of its field.
        whole: the function that puts the record into one of a data set.
        path: a file for a data set.
    """
    faults, placed = [], {}
    for label, name, made in kept:
        record = whole(made)
        text = to_json(to_dict(record))
        try:
            same = from_dict(type(record), parse(text)) == record
        except DataError as error:
            faults.append(f"{label}: refused when loaded: {error:.150}")
        else:
            faults += [] if same else [f"{label}: changed when loaded"]
            if kind_of(record) and not (record is made and name == "id"):
                placed[f"r{len(placed)}"] = (label, name, attrs.evolve(record, id=f"r{len(placed)}"))
    if faults or not placed:
        return faults
    problems = save_and_load([record for *_, record in placed.values()], path)
    # A State or an event that doesn't exist is found when the records are together.
    for problem in problems:
        label, name, _ = placed.pop(problem.record)
        if name not in problem.path:
            faults.append(f"{label}: {problem}")
    problems = save_and_load([record for *_, record in placed.values()], path)
    return [*faults, *map(str, problems)]


def save_and_load(records, path):
    """Return the problems of a data set with some records when it is saved, once for each record."""
    kind = kind_of(records[0])
    tracker = ot.Tracker(**{"events": ot.load().events, kind: records}, states=ot.states())
    try:
        ot.save(tracker, path)
    except DataError as error:
        return {problem.record: problem for problem in error.problems}.values()
    assert tracker == ot.load(path)
    return ()


def test_every_field_is_checked():
    """Each field has a validator or a converter that refuses something, and a list refuses members."""
    unchecked = []
    for cls in REAL.keys() & set(PUBLIC):
        given = arguments(cls)
        for name, real in given.items():
            for value in [[object()], [[object()]]] if isinstance(real, tuple) else [object()]:
                with suppress(TrackerError):
                    cls(**{**given, name: value})
                    unchecked.append(f"{cls.__name__}.{name}")
    assert [] == unchecked
