"""Measure speed as ratios to other ways of doing the same, in the same run.

    pip install -e ".[benchmarks]"
    python tests/benchmarks/run.py [imports|cold|load|warm ...]

Nothing here is a test: a busy machine gives other times, though similar ratios.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "osce_tracker" / "data" / "finland-2025"
SIZE = 10_000
sys.path.insert(0, str(HERE))


def show(title, rows, base):
    """Print times in seconds, with their ratio to one of them."""
    print(f"\n{title}")
    unit = rows[base]
    for name, value in rows.items():
        print(f"  {name:<50} {value:>9.4f}  {value / unit:>6.2f}x")


def median_of_commands(commands, rounds):
    """Return the median time of each command, run in turns so that all meet the same machine."""
    # Byte code is kept between runs, as after an installation.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, env=env)
            if number:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def median_of(function, rounds=9):
    """Return the median time of a call."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def imports():
    """Measure what importing costs."""
    commands = {"bare Python": ["-c", "pass"]}
    for name in ("osce_tracker", "attrs", "pandas", "polars"):
        commands[f"import {name}"] = ["-c", f"import {name}"]
    title = "Import (target: osce_tracker at most 1.2x)"
    show(title, median_of_commands(commands, 15), "bare Python")


def cold():
    """Measure the commonest command from start to end, and the same table by pandas and polars."""
    commands = {"osce-tracker quarterly 2025-Q3": ["-m", "osce_tracker", "quarterly", "2025-Q3"]}
    for library in ("pandas", "polars"):
        commands[f"{library} script"] = [str(HERE / f"quarterly_{library}.py"), "2025-Q3"]
    title = "Cold quarterly table (target: pandas at least 4x, polars at least 1.5x)"
    show(title, median_of_commands(commands, 9), "osce-tracker quarterly 2025-Q3")


def load():
    """Measure building every record of the bundled data set."""
    import osce_tracker as ot

    files = [path.read_bytes() for path in sorted(DATA.glob("*.json"))]
    rows = {
        "json.loads": median_of(lambda: [json.loads(data) for data in files]),
        "ot.load(), every record": median_of(lambda: [c.records for c in ot.load().collections]),
        "ot.load(path), with all checks": median_of(lambda: ot.load(DATA)),
    }
    show("Loading the bundled data set (target: at most 6x)", rows, "json.loads")


def warm():
    """Measure the quarterly table of many commitments in memory."""
    import generate
    import quarterly_pandas
    import quarterly_polars

    import osce_tracker as ot
    from osce_tracker.model.plain import from_dict

    records = generate.commitments(SIZE)
    tracker = ot.Tracker(commitments=[from_dict(ot.Commitment, record) for record in records])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "commitments.json"
        path.write_text(json.dumps(records), encoding="utf-8")
        pandas, polars = quarterly_pandas.load(path), quarterly_polars.load(path)
    rows = {
        "pandas": median_of(lambda: quarterly_pandas.quarter(*pandas, "2025-Q3"), 3),
        "polars": median_of(lambda: quarterly_polars.quarter(*polars, "2025-Q3"), 3),
        "ot.quarterly": median_of(lambda: ot.quarterly(tracker, "2025-Q3"), 3),
    }
    show(f"Quarterly table of {SIZE:,} commitments (target: at most 1.5x pandas)", rows, "pandas")


PARTS = {"imports": imports, "cold": cold, "load": load, "warm": warm}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
