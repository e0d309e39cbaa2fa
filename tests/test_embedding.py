"""The library inside another program: it changes nothing there, and many threads can use it at once."""

import ast
import copy
import inspect
import json
import os
import pickle
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.analysis.meetings import meetings
from osce_tracker.calendars.read import CalendarDrafts
from osce_tracker.errors import UnknownStateError
from osce_tracker.formats.registry import FORMATS
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.tracker.changes import difference
from tests.questions import QUESTIONS, questions

PACKAGE = Path(ot.__file__).parent
#: Only the command line may write to a terminal and look at the clock.
COMMAND_LINE = sorted((PACKAGE / "cli").glob("*.py"))
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path not in COMMAND_LINE]
#: Names that would write somewhere, read a clock, a setting or chance, or change the whole process.
FORBIDDEN = {
    *("print", "input", "breakpoint", "exit", "quit"),
    *("logging.basicConfig", "logging.getLogger", "warnings.warn", "warnings.simplefilter"),
    *("sys.stdout", "sys.stderr", "sys.stdin", "sys.exit", "sys.path", "sys.setrecursionlimit"),
    *("os.environ", "os.getenv", "os.putenv", "os.chdir", "os.getcwd", "os.umask", "Path.cwd", "Path.home"),
    *("date.today", "datetime.now", "datetime.utcnow", "datetime.today", "dt.date.today", "dt.datetime.now"),
    *("time.time", "time.localtime", "pendulum.now", "pendulum.today", "uuid.uuid1", "uuid.uuid4", "uuid4"),
    *("locale.setlocale", "locale.getlocale", "random.random", "random.choice", "signal.signal"),
    *("atexit.register", "pendulum.set_locale", "gc.set_threshold", "decimal.getcontext"),
}
#: Modules whose import alone says that one of these is meant.
FORBIDDEN_MODULES = {"logging", "random", "locale", "signal", "atexit", "socket", "urllib.request"}


def dotted(node):
    """Return ``a.b.c`` for an expression of that form, or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def touched(path):
    """Return what a module has of the forbidden names, modules and ``global``, each with its place."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [dotted(node)]
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Global):
            names = ["global"]
        found |= {(path.name, name) for name in names if name in FORBIDDEN | FORBIDDEN_MODULES | {"global"}}
    return found


def test_no_module_touches_its_surroundings():
    """No module but the command line prints, logs, or asks for the time, the environment or chance."""
    assert [] == [found for path in MODULES for found in touched(path)]
    # The command line does what the other modules may not, and the search finds it there.
    names = {name for path in COMMAND_LINE for _, name in touched(path)}
    assert {"datetime.now", "sys.stdout"} <= names


@pytest.fixture(name="answers", scope="module")
def _answers():
    """Return the answers that one thread gets from the bundled tracker."""
    return questions(ot.load())


def test_eight_threads_read_one_tracker(answers):
    """Eight threads that question one new tracker, switched every microsecond, get what one thread gets."""
    asked = list(QUESTIONS.items())
    whole = ot.load()
    # Loaded anew, with nothing derived yet: the threads meet where it is built.
    tracker = pickle.loads(pickle.dumps(whole))  # noqa: S301 (its own bytes)
    given, faults, barrier = [], [], threading.Barrier(8)

    def ask(number):
        first = number * len(asked) // 8
        # Each begins elsewhere, so that some build what others wait for, and puts some of the questions.
        order = [*asked[first:], *asked[:first]][: len(asked) // 5]
        barrier.wait()
        try:
            given.extend((name, question(tracker)) for name, question in order)
        except BaseException as error:  # noqa: BLE001 (told below, or it would vanish with its thread)
            faults.append(repr(error))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(usual)
    assert [] == faults
    assert set(answers) == {name for name, _ in given}
    assert [] == [name for name, answer in given if answer != answers[name]]


#: What a process may do first, each of which builds or imports something else.
FIRST = (
    "ot.load().digest",
    "str(ot.quarterly(ot.load(sys.argv[1]), '2025-Q3'))",
    "ot.plot.levers(ot.load(), '2025-12-31').to_svg()",
    "ot.brief(ot.load(), '2025-Q4').to_bytes('html').decode()",
)


def test_eight_threads_begin_at_once(tracker, tmp_path):
    """In a process that used nothing yet, eight threads that load and ask get what one gets."""
    ot.save(tracker, tmp_path / "set")
    code = (
        "import sys, threading, json; sys.setswitchinterval(1e-6); import osce_tracker as ot\n"
        f"asks = [{', '.join(f'lambda: {ask}' for ask in FIRST)}]\n"
        "found, barrier = [[] for _ in asks], threading.Barrier(8)\n"
        "def begin(n):\n"
        "    barrier.wait()\n"
        "    found[n].append(asks[n]())\n"
        "threads = [threading.Thread(target=begin, args=(n % len(asks),)) for n in range(8)]\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()\n"
        "print(json.dumps(found))"
    )
    given = {"ot": ot, "sys": type("Given", (), {"argv": ["", str(tmp_path / "set")]})}
    expected = [[eval(ask, given)] * 2 for ask in FIRST]  # noqa: S307 (our own code)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "set")], check=False, capture_output=True
    )
    assert (0, b"") == (done.returncode, done.stderr)
    assert expected == json.loads(done.stdout)


def quarter_of(tracker, quarter):
    """Return a table as text, in another process."""
    return str(ot.quarterly(tracker, quarter))


def test_tracker_goes_to_other_processes(tracker):
    """A pool of new processes gets a tracker, and gives back what it gives here."""
    quarters = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(quarter_of, [tracker] * 4, quarters))
    assert [quarter_of(tracker, quarter) for quarter in quarters] == found


@pytest.fixture(scope="module")
def values(tracker):
    """Return a value of every public class that is no error, by the name of the class."""
    promise, event = tracker.commitments["FI25-HD-03"], tracker.events[0]
    series = tracker.series["series-forum-for-security-co-operation"]
    state, group, term = ot.states()["CZ"], ot.states().groups[0], ot.chairs().on("2025-06-30")
    positions, report = ot.positions(tracker), ot.brief(tracker, "2025-Q4")
    retitled = tracker.with_records(attrs.evolve(promise, title="Else"))
    merged = ot.merge(tracker, retitled, tracker.with_records(attrs.evolve(promise, title="Other")))
    found = [
        *(tracker, *tracker.collections, tracker.edition, promise, promise.updates[0], promise.made_by),
        *(promise.sources[0], promise.made_on, event, series, series.exceptions[0], tracker.statements[0]),
        *(tracker.series["series-permanent-council"].known_meetings[0], DocumentSymbol("MC.DEC/1/25")),
        *(ot.Person(name="A", role="B"), meetings(tracker, "2025-07")[0]),
        *(positions, positions["KZ"], ot.states(), ot.chairs(), state, group),
        *(
            state.names[0],
            group.members[0],
            term,
            term.chairs_in_office[0],
            ot.chairs().troika_on("2025-06-30"),
        ),
        *(report, report.tables[0], report.tables[0].columns[0], report.charts[0], merged),
        *(merged.conflicts[0], ot.check(tracker)[0], difference(tracker, retitled)[0]),
        ot.Share(1, 2),
        CalendarDrafts(events=(event,), series=(series,), left=()),
        ot.Format(name="ids", suffix=".ids", text=repr),
        ot.read_article("Minister of Norway Ine Dahl said that she supports Malta's OSCE chair."),
    ]
    return {type(value).__name__: value for value in found}


CLASSES = sorted(
    name
    for name in ot.__all__
    if inspect.isclass(getattr(ot, name)) and not issubclass(getattr(ot, name), Exception | str)
)


def test_copies_are_equal_and_hash_alike(values):
    """A value of any public class that was pickled or copied equals the first, and is the same in a set."""
    assert [] == [name for name in CLASSES if name not in values]
    for name, value in values.items():
        for made in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value), copy.copy(value)):  # noqa: S301
            assert value == made, name
            assert type(value) is type(made), name
            assert 1 == len({value, made}), name


@cache
def exercised(**environment):
    """Return what the exercise says in a process of that environment, and what it wrote to standard error."""
    given = {**os.environ, **environment}
    done = subprocess.run(
        [sys.executable, "-m", "tests.surroundings"],
        check=False,
        capture_output=True,
        cwd=Path(__file__).resolve().parent.parent,
        env={name: value for name, value in given.items() if value},
    )
    assert 0 == done.returncode, done.stderr.decode()
    return json.loads(done.stdout), done.stderr.decode()


def test_host_is_as_it_was_and_nothing_is_told():
    """After every question and every format the process is as it was; nothing was printed, asked or left."""
    told, errors = exercised(PYTHONHASHSEED="1")
    assert ([], [], "") == (told["changed"], told["done"], errors)


def test_same_bytes_in_any_surroundings(answers):
    """Zone, language, home and order of hashes of the host change not a byte of what is made."""
    here, _ = exercised(PYTHONHASHSEED="1")
    there, _ = exercised(
        PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="1",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
        COLUMNS="40",
        NO_COLOR="1",
    )
    assert here["answers"] == there["answers"]
    assert {known.suffix[1:] for known in FORMATS.values()} <= here["answers"].keys()
    assert answers == {name: here["answers"][name] for name in QUESTIONS}


def test_two_data_sets_side_by_side_do_not_touch(tracker, answers, tmp_path):
    """Questions to two data sets of other States and Chairs, in turns, give what each gives alone."""
    mine = ot.new(tmp_path / "mine", "Switzerland 2026", date(2026, 1, 15))
    other = ot.Tracker(
        commitments=mine.commitments,
        states=StateRegistry([attrs.evolve(ot.states()["FI"], aliases=["Kazakhland"])]),
    )
    before = [str(ot.quarterly(mine, "2026-Q1")), str(ot.table(other.commitments)), other.digest]
    in_turns = {}
    for name, ask in QUESTIONS.items():
        in_turns[name] = ask(tracker)
        again = [str(ot.quarterly(mine, "2026-Q1")), str(ot.table(other.commitments)), other.digest]
        assert before == again
    assert answers == in_turns
    assert ("FI", "CH", None) == (tracker.chair, mine.chair, other.chair)
    assert "FI" == other.states.find("Kazakhland").code
    with pytest.raises(UnknownStateError):
        tracker.states.find("Kazakhland")
