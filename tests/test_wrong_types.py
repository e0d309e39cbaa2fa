"""Wrong arguments: every public function answers them with an error of ours that is a ``ValueError``."""

import enum
import inspect
import re
from contextlib import chdir
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from tempfile import TemporaryDirectory

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.errors import TrackerError
from osce_tracker.model.records import Record

WHOLE = ot.load()
#: A small tracker, so that a call that succeeds is quick.
TRACKER = ot.Tracker(
    commitments=[attrs.evolve(promise, events=()) for promise in WHOLE.commitments[:3]],
    events=WHOLE.events[:3],
    series=[attrs.evolve(WHOLE.series[0], known_meetings=())],
    statements=WHOLE.statements[:3],
    edition=WHOLE.edition,
    states=WHOLE.states,
    chairs=WHOLE.chairs,
)
REPORT = ot.quarterly(TRACKER, "2025-Q3")
PROMISE = next(promise for promise in WHOLE.commitments if promise.updates and promise.due)
EVENT = next(event for event in WHOLE.events if event.start_time)
#: An instance of every public class, whose methods are called and whose fields are valid arguments.
SAMPLES = (
    TRACKER,
    *TRACKER.collections,
    TRACKER.updates,
    TRACKER.states,
    TRACKER.chairs,
    ot.positions(TRACKER),
    *(REPORT, REPORT.tables[0], REPORT.tables[0].columns[0], REPORT.charts[0]),
    *(PROMISE, PROMISE.updates[0], PROMISE.made_by, PROMISE.lever, PROMISE.dimensions[0], PROMISE.sources[0]),
    *(PROMISE.latest_status, WHOLE.edition, EVENT, WHOLE.series[0], WHOLE.statements[0]),
    *(WHOLE.statements[0].stance, TRACKER.states["FI"], ot.Period("2025-Q3"), ot.Share(1, 2)),
    ot.Person(name="Elina Valtonen", role="Chair", country="FI"),
    ot.Problem(file="a.json", message="is missing", code="missing-key"),
    ot.read_article("Minister of Norway Ine Dahl said that she supports Malta's OSCE chair."),
    ot.Format(name="ids", suffix=".ids", text=lambda *_, **__: "A", options=("width",)),
)
#: A valid argument for each parameter, by its name or by that of the function and its own.
VALID = {
    "about": "chairmanship",
    "after": TRACKER,
    "all": False,
    "base": TRACKER,
    "basis": "stated",
    "before": TRACKER,
    "body": None,
    "by": "stance",
    "chair": "FI-2025",
    "code": "FI",
    "codes": ["FI", "KZ"],
    "collection": TRACKER.commitments,
    "commitment": TRACKER.commitments[0].id,
    "commitments": TRACKER.commitments,
    "contested": False,
    "day": "2025-07-31",
    "days": 90,
    "dimension": "human",
    "dimensions": ["human"],
    "edition": WHOLE.edition,
    "first": date(2025, 7, 1),
    "form": "statement",
    "format": "markdown",
    "folder": "site",
    "forum": "Permanent Council",
    "group": None,
    "independent_only": False,
    "into": TRACKER,
    "key": "FI",
    "kind": "conference",
    "last": date(2025, 7, 31),
    "later": None,
    "known_by": date(2025, 6, 30),
    "lever": "chair",
    "load": lambda: (),
    "made_by": "chair",
    "mine": TRACKER,
    "name": "Finland",
    "on": "2025-12-31",
    "index": TRACKER.index,
    "limit": 5,
    "only_changed": False,
    "options": {},
    "order": "french",
    "other": "2025-08",
    "overwrite": False,
    "path": "new.json",
    "period": "2025-07",
    "prefix": "a-",
    "record_id": TRACKER.commitments[0].id,
    "records": [PROMISE],
    "report": REPORT,
    "scale": "ogp",
    "since": "2026-11-23",
    "series": False,
    "notice": lambda _: None,
    "partial": True,
    "stance": "supports",
    "state": "Finland",
    "statement": TRACKER.statements[0],
    "states": TRACKER.states,
    "status": "fulfilled",
    "table": None,
    "term": TRACKER.chairs["FI-2025"],
    "term_id": "FI-2025",
    "text": "OSCE",
    "url": "https://osce.org/1",
    "publisher": "OSCE",
    "published": "2025",
    "theirs": TRACKER,
    "theme": None,
    "thing": TRACKER,
    "today": "2026-01-15",
    "tracker": TRACKER,
    "trackers": [TRACKER],
    "value": "2025-Q3",
    "readings": TRACKER.readings,
    "within": 30,
    "words": "water",
    "zone": "Europe/Vienna",
    # Where a name means something else.
    "compare.states": ["Hungary", "Estonia"],
    "analysis.agreement.chair": None,
    "analysis.compare.states": ["Hungary"],
    "analysis.rates_by.grouping": "lever",
    "library": "polars",
    "members": False,
    **{f"{type(one).__name__}.from_dict.data": one.to_dict() for one in SAMPLES if isinstance(one, Record)},
    "Commitments.__getitem__.key": TRACKER.commitments[0].id,
    "Column.holds.value": 1,
    "Commitments.where.kind": "decision",
    "Events.__getitem__.key": TRACKER.events[0].id,
    "Events.where.status": "held",
    "Events.with_records.records": [EVENT],
    "Format.render.options": {"width": 80},
    "Report.render.format": "plain",
    "Report.render.options": {"width": 80},
    "table.filters": {"dimension": "human", "period": "2025-07"},
    "SeriesCollection.__getitem__.key": TRACKER.series[0].id,
    "SeriesCollection.with_records.records": [WHOLE.series[1]],
    "StateRegistry.find_all.text": "FI; SE",
    "StateRegistry.find_group.name": "NB8",
    "Statements.__getitem__.key": TRACKER.statements[0].id,
    "Updates.__getitem__.key": TRACKER.updates[0].id,
    "Updates.with_records.records": [*TRACKER.updates],
    "Statements.with_records.records": [WHOLE.statements[-1]],
    "export.format": None,
    # Each of many folders gets a whole website.
    "export_site.tracker": ot.Tracker(edition=TRACKER.edition),
    "new.chair": "Switzerland 2026",
    "calendar.period": "2025-12",
    "flow.selection": None,
    "lanes.page": 1,
    "lanes.selection": None,
    "squares.selection": None,
    "Chart.to_bytes.format": "png",
    "Chart.to_bytes.size": (320, 320),
    "Chart.to_svg.size": "320x320",
}
#: The file that a function reads.
READ = {"load": "set.json", "read_calendar": "set.ics", "read_sheet": "commitments.csv"}
#: Questions that are answered as values, and their modules where these have other names.
QUESTIONS = (
    *("agreement", "chairs_read", "compare", "evidence", "handover", "meetings", "moves_between"),
    *("objections", "positions", "rates", "rates_by", "by_chair", "stated_by_chair", "thread", "whats_new"),
)
HOMES = {"chairs_read": "agreement", "moves_between": "moves"} | dict.fromkeys(
    ("rates_by", "by_chair", "stated_by_chair"), "rates"
)
WRONG = {
    "None": None,
    "zero": 0,
    "minus one": -1,
    "huge": 10**30,
    "fraction": 1.5,
    "nan": float("nan"),
    "infinity": float("inf"),
    "True": True,
    "bytes": b"x",
    "empty text": "",
    "other text": "no such",
    "NUL": "a\0b",
    "half a surrogate pair": "\ud800",
    "first day": date.min,
    "last day": date.max,
    "last month": "9999-12",
    "first year": "0001",
    "moment": datetime(2025, 7, 31, tzinfo=UTC),
    "duration": timedelta(days=-1),
    "empty list": [],
    "list": ["no such"],
    "list of None": [None],
    "list of lists": [[]],
    "dict": {},
    "filled dict": {"FI": 1},
    "object": object(),
    "class": ot.Tracker,
    "function": lambda *_, **__: 1,
    "tracker": TRACKER,
    "report": REPORT,
    "record": PROMISE,
    "records": TRACKER.events,
}
#: What annotations call the values above.
WORDS = {
    bool: "bool",
    int: "int|float",
    float: "float",
    str: "str|OneOrMore",
    # A datetime counts as its own calendar day.
    datetime: "date",
    date: "date",
    timedelta: "timedelta",
    list: "Iterable|OneOrMore|Sequence",
    type: "Callable",
    type(lambda: 0): "Callable",
    ot.Tracker: "Tracker",
    ot.Report: "Report",
    ot.Commitment: "Commitment|AnyRecord",
    type(TRACKER.events): "Events|Iterable",
}


def may_be(annotation, value):
    """Return True if a parameter with an annotation may take a value."""
    if re.search(r"\b(Any|object)\b", annotation):
        return True
    if value is None:
        return annotation.endswith("None")
    word = WORDS.get(type(value))
    return bool(word) and re.search(rf"\b({word})\b", annotation) is not None


def ours(function):
    """Return True for a function or method that the package defines."""
    return str(getattr(inspect.unwrap(function), "__module__", None)).startswith("osce_tracker")


def signature_of(function):
    """Return the parameters of a function, or the one of an enum."""
    if isinstance(function, enum.EnumType):
        return inspect.signature(function.parse)
    return inspect.signature(function)


def public_functions():
    """Yield the name, the function and a sample of its class for all that can be called."""
    for name in ot.__all__:
        thing = getattr(ot, name)
        if inspect.ismodule(thing):
            yield from ((inner, getattr(thing, inner), None) for inner in thing.__all__)
        elif not inspect.isclass(thing):
            yield name, thing, None
        # Errors are there to be caught, not to be made.
        elif not issubclass(thing, Exception):
            samples = [sample for sample in SAMPLES if type(sample) is thing]
            assert samples, f"give a sample of {name}"
            yield name, thing, samples[0]
    for name in QUESTIONS:
        home = import_module(f"osce_tracker.analysis.{HOMES.get(name, name)}")
        yield f"analysis.{name}", getattr(home, name), None
    for sample in SAMPLES:
        for name in dir(type(sample)):
            method = getattr(sample, name) if name == "__getitem__" or not name.startswith("_") else None
            if inspect.isroutine(method) and ours(method) and inspect.signature(method).parameters:
                yield f"{type(sample).__name__}.{name}", method, None


def valid(name, parameter, sample):
    """Return a valid argument for a parameter of a function."""
    if sample is not None and hasattr(sample, parameter):
        return getattr(sample, parameter)
    if sample is not None and isinstance(sample, enum.Enum):
        return sample.value
    full = f"{name}.{parameter}"
    assert full in VALID or parameter in VALID, f"give a valid argument for {full}"
    return VALID.get(full, VALID.get(parameter))


def call(function, signature, arguments):
    """Call a function and return its error, or ``None``."""
    bound = signature.bind_partial()
    for name, value in arguments.items():
        several = signature.parameters[name].kind is inspect.Parameter.VAR_POSITIONAL
        bound.arguments[name] = tuple(value) if several else value
    try:
        given = function(*bound.args, **bound.kwargs)
        # What is read later fails later.
        str(list(given) if inspect.isgenerator(given) else given)
    except Exception as error:  # noqa: BLE001 (which errors they are is the question)
        return error
    return None


def call_in_empty_folder(function, signature, arguments):
    """Call a function that writes where it is started."""
    with TemporaryDirectory() as folder, chdir(folder):
        return call(function, signature, arguments)


def replaced(signature, arguments):
    """Yield each parameter with the name of each wrong value, the value, and all arguments with it."""
    for parameter in signature.parameters.values():
        for wrong, value in WRONG.items():
            if parameter.kind is parameter.VAR_POSITIONAL:
                yield parameter, wrong, value, {**arguments, parameter.name: [value]}
            elif parameter.kind is parameter.VAR_KEYWORD:
                for option in arguments[parameter.name]:
                    yield parameter, wrong, value, {**arguments, parameter.name: {option: value}}
            else:
                yield parameter, wrong, value, {**arguments, parameter.name: value}


def faults_of(name, function, sample, folder):
    """Return the wrong arguments that a function takes, or answers with an error of somebody else."""
    signature = signature_of(function)
    arguments = {parameter: valid(name, parameter, sample) for parameter in signature.parameters}
    if name in READ:
        arguments["path"] = folder / READ[name]
        ot.export(TRACKER, arguments["path"])
    ask = call_in_empty_folder if arguments.keys() & {"folder", "path"} else call
    assert ask(function, signature, arguments) is None, name
    faults = []
    for parameter, wrong, value, changed in replaced(signature, arguments):
        # A whole number is a place, as in any sequence.
        if parameter.name == "key" and isinstance(value, int):
            continue
        error = ask(function, signature, changed)
        # Nothing has an id that isn't text, and ``get`` says so.
        if error is None and (may_be(str(parameter.annotation), value) or name.endswith(".get")):
            continue
        if isinstance(error, OSError) and parameter.name == "path":
            continue
        if not (isinstance(error, TrackerError) and isinstance(error, ValueError)):
            fault = "is taken" if error is None else f"gives {type(error).__name__}: {str(error)[:90]}"
            faults.append(f"{name}: {parameter.name}={wrong} {fault}")
    return faults


FUNCTIONS = [*public_functions()]
OWNERS = list(dict.fromkeys(name.partition(".")[0] for name, *_ in FUNCTIONS))


@pytest.mark.usefixtures("few_downloads")
@pytest.mark.parametrize("owner", OWNERS)
def test_wrong_arguments_are_errors_of_ours(owner, tmp_path):
    """No wrong argument is taken for a valid one, and ``except ValueError`` catches the error."""
    for name, function, sample in FUNCTIONS:
        if name.partition(".")[0] == owner:
            assert [] == faults_of(name, function, sample, tmp_path)
