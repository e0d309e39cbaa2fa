"""Measure speed as ratios to other ways of doing the same, in the same run.

    pip install -e ".[benchmarks]"
    python tests/benchmarks/run.py [imports|cold|load|sizes|manual|quick ...]

``manual`` renews the table of docs/benchmarks.md; ``quick`` runs everything once, with few records, to see that
it works. Nothing here is a test: a busy machine gives other times, though similar ratios.
"""

import gc
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "osce_tracker" / "data" / "finland-2025"
MANUAL = HERE.parents[1] / "docs" / "benchmarks.md"
SIZES = (100, 1_000, 10_000, 100_000)
#: Ways to make a quarterly table, as the manual calls them.
WAYS = {"osce_tracker": "osce_tracker", "pandas": "pandas", "polars": "polars", "python": "bare Python"}
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


def median_of(function, rounds):
    """Return the median time of a call."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def imports(rounds=15):
    """Measure what importing costs."""
    commands = {"bare Python": ["-c", "pass"]}
    for name in ("osce_tracker", "attrs", "pandas", "polars"):
        commands[f"import {name}"] = ["-c", f"import {name}"]
    title = "Import (target: osce_tracker at most 1.2x)"
    show(title, median_of_commands(commands, rounds), "bare Python")


def cold(rounds=9):
    """Measure the commonest command from start to end, and the same table by pandas and polars."""
    commands = {"osce-tracker quarterly 2025-Q3": ["-m", "osce_tracker", "quarterly", "2025-Q3"]}
    for library in ("pandas", "polars"):
        commands[f"{library} script"] = [str(HERE / f"quarterly_{library}.py"), "2025-Q3"]
    title = "Cold quarterly table (target: pandas at least 4x, polars at least 1.5x)"
    show(title, median_of_commands(commands, rounds), "osce-tracker quarterly 2025-Q3")


def load(rounds=9):
    """Measure building every record of the bundled data set."""
    import osce_tracker as ot

    files = [path.read_bytes() for path in sorted(DATA.glob("*.json"))]
    rows = {
        "json.loads": median_of(lambda: [json.loads(data) for data in files], rounds),
        "ot.load(), every record": median_of(lambda: [c.records for c in ot.load().collections], rounds),
        "ot.load(path), with all checks": median_of(lambda: ot.load(DATA), rounds),
    }
    show("Loading the bundled data set (target: at most 6x)", rows, "json.loads")


def sizes(counts=SIZES):
    """Measure reading commitments and their quarterly table, and return the lines of a table in Markdown."""
    import generate

    names = [f"÷ {WAYS[way]}" for way in list(WAYS)[1:]]
    lines = [["commitments", "", "osce_tracker", *names], ["---:", "---", *["---:"] * len(WAYS)]]
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "commitments.json"
            path.write_text(json.dumps(generate.commitments(count)), encoding="utf-8")
            found = [measured(way, path) for way in WAYS]
        for place, (step, unit) in enumerate((("read", "s"), ("table", "s"), ("memory", "MB"))):
            ours, *theirs = (one[place] for one in found)
            shown = f"{ours:,.0f} {unit}" if ours >= 10 else f"{ours:.2g} {unit}"
            ratios = [f"{ours / other:.1f}" for other in theirs]
            lines.append(["" if place else f"{count:,}", step, shown, *ratios])
    lines = ["| " + " | ".join(line) + " |" for line in lines]
    print("\nReading and the quarterly table (target: table at most 1.5x pandas)", *lines, sep="\n")
    return lines


def measured(way, path):
    """Return the processor time of reading and of the table, and the memory, of a process of its own."""
    command = [sys.executable, __file__, "measure", way, str(path)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def measure(way, path):
    """Print the seconds that reading and the table take, and the megabytes of the process."""
    if way == "osce_tracker":
        import osce_tracker as ot

        load, quarter = ot.load, ot.quarterly
    else:
        module = import_module(f"quarterly_{way}")
        load, quarter = module.load, lambda data, period: module.quarter(*data, period)
        if way == "python":
            quarter = module.quarter
    start = time.process_time()
    data = load(Path(path))
    read, tables = time.process_time() - start, []
    # Enough that it doesn't matter in which of them Python looks for memory to free.
    for _ in range(9):
        start = time.process_time()
        quarter(data, "2025-Q3")
        tables.append(time.process_time() - start)
    # Linux counts in kilobytes.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([read, statistics.median(tables), memory]))


def manual():
    """Renew the table of the manual."""
    page = MANUAL.read_text(encoding="utf-8")
    table = "\n".join(sizes()) + "\n"
    renewed = re.sub(r"(?:^\|.*\n)+", lambda _: table, page, count=1, flags=re.MULTILINE)
    MANUAL.write_text(renewed, encoding="utf-8")


def quick():
    """Run each part with few records and rounds: only errors matter."""
    imports(1)
    cold(1)
    load(1)
    sizes([100])


PARTS = {part.__name__: part for part in (imports, cold, load, sizes, manual, quick)}

if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(*sys.argv[2:])
    else:
        for part in sys.argv[1:] or ("imports", "cold", "load", "sizes"):
            PARTS[part]()
