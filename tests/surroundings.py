"""Ask every question and write every format, and print as JSON what this changed in the process.

The tests run ``python -m tests.surroundings`` in many environments.
"""

import builtins
import decimal
import gc
import json
import locale
import logging
import os
import signal
import sys
import tempfile
import threading
import warnings
from hashlib import sha256
from pathlib import Path

import matplotlib as mpl
import pendulum
import tabulate

import osce_tracker as ot
from tests.questions import questions

SUFFIXES = ("txt", "md", "html", "tex", "csv", "tsv", "json", "xlsx", "docx", "pdf")


def state():
    """Return what a library could change in the process of its host."""
    loggers = logging.root.manager.loggerDict.items()
    settings = {
        name: value for name, value in vars(tabulate).items() if name.isupper() and not callable(value)
    }
    return {
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "collector": (gc.isenabled(), gc.get_threshold()),
        "warnings": repr(warnings.filters),
        "loggers": sorted(
            f"{name} {getattr(one, 'handlers', '')}" for name, one in loggers if "osce" in name
        ),
        "root logger": (repr(logging.root.handlers), logging.root.level),
        "locale": locale.setlocale(locale.LC_ALL),
        "decimal": repr(decimal.getcontext()),
        "signals": [repr(signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)],
        "path": list(sys.path),
        "hooks": (repr(sys.excepthook), repr(sys.displayhook), repr(threading.excepthook)),
        "limits": (sys.getrecursionlimit(), sys.getswitchinterval()),
        "threads": threading.active_count(),
        "plots": {name: repr(value) for name, value in mpl.rcParams.items()},
        "builtins": sorted(vars(builtins)),
        "pendulum": pendulum.get_locale(),
        "tabulate": {name: repr(value) for name, value in settings.items()},
    }


def exercise(folder):
    """Put every question, write every format, and return the answers and digests of the files."""
    tracker = ot.load()
    answers = questions(tracker)
    for suffix in SUFFIXES:
        path = folder / f"quarter.{suffix}"
        ot.export(ot.quarterly(tracker, "2025-Q3"), path)
        answers[suffix] = sha256(path.read_bytes()).hexdigest()
    ot.save(tracker, folder / "set")
    if ot.load(folder / "set") != tracker:
        raise AssertionError("what was saved is not what is read")
    ot.export(tracker, folder / "set.sqlite")
    ot.export(tracker, folder / "parquet", format="parquet")
    ot.export(tracker, folder / "set.ics")
    ot.read_calendar(folder / "set.ics")
    ot.export(tracker, folder / "commitments.xlsx")
    ot.read_sheet([folder / "commitments.xlsx"], ot.states())
    ot.export(ot.plot.support_map(tracker), folder / "map.png")
    return answers


def main():
    """Print what changed, what was done outside of a folder, and the answers."""
    done = []
    # Files without a name, in the system's folder for such, are gone when they are closed.
    nameless = tempfile.gettempdir()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()

        def watch(event, args):
            if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "urllib.")):
                done.append(event)
            elif event == "open" and set(str(args[1] or "r")) & set("wax+"):
                place = str(args[0])
                if place != nameless and not place.startswith(str(folder)) and ".pyc" not in place:
                    done.append(f"{event} {place}")

        before = state()
        sys.addaudithook(watch)
        answers = exercise(folder)
        after = state()
    changed = sorted(part for part in before if before[part] != after[part])
    sys.stdout.write(json.dumps({"changed": changed, "done": done, "answers": answers}))


if __name__ == "__main__":
    main()
