"""All figures of speed and memory, as ratios against peers of the same run.

``python tests/benchmarks/run.py [PART ...]`` with PART out of imports, cold, load, memory, warm,
clocks, matrix; all when none is named. ``--scale`` measures growth up to a million records instead, as
scale.py says. Needs ``pip install -e ".[benchmarks]"``. No figure of this file is a test: a
machine that does other work beside gives other figures, the ratios less so.
"""

import gc
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

LOAD_SIZE = 100_000
WARM_SIZES = (100, 1_000, 10_000, 100_000)
PROGRAM = "from osce_tracker.__main__ import run; run()"


def show(title, rows, base):
    """Print a table of seconds (or bytes) with the ratio to one row."""
    print(f"\n{title}")
    unit = dict(rows)[base]
    for name, value in rows:
        print(f"  {name:<58} {value:>12.4f}  {value / unit:>7.2f}x")


def commands(todo, rounds):
    """Return the median time of commands, run in turns so that all meet the same machine."""
    # As installed: byte code is kept between runs, as pip and every later run of a user keep it.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times = {name: [] for name in todo}
    for round_ in range(rounds + 1):
        for name, command in todo.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, env=env)
            if round_:
                times[name].append(time.perf_counter() - start)
    return [(name, statistics.median(found)) for name, found in times.items()]


def imports():
    """Compare what importing costs."""
    todo = {
        "bare Python": ["-c", "pass"],
        "import osce_tracker": ["-c", "import osce_tracker"],
        "import attrs": ["-c", "import attrs"],
        "import pandas": ["-c", "import pandas"],
        "import polars": ["-c", "import polars"],
    }
    show("Import, seconds (x bare Python; to reach: osce_tracker <= 1.2x)", commands(todo, 15), "bare Python")


def cold():
    """Compare the whole cold command with the same table made by pandas and by polars."""
    todo = {
        "osce-tracker quarterly 2025-Q3": ["-c", PROGRAM, "quarterly", "2025-Q3"],
        "the same with python -m osce_tracker": ["-m", "osce_tracker", "quarterly", "2025-Q3"],
        "pandas script": [str(HERE / "quarterly_pandas.py"), "2025-Q3"],
        "polars script": [str(HERE / "quarterly_polars.py"), "2025-Q3"],
    }
    title = "Cold command, seconds (x ours; to reach: pandas >= 5x, polars >= 2x)"
    show(title, commands(todo, 11), "osce-tracker quarterly 2025-Q3")


def median_of(function, rounds=5):
    """Return the median time of a call in this process, with what it made thrown away each time."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        made = function()
        times.append(time.perf_counter() - start)
        del made
    return statistics.median(times)


def statement_files(folder):
    """Write the statements as a JSON array and as JSON Lines, and return the bytes of both."""
    import generate

    records = generate.statements(LOAD_SIZE)
    array = json.dumps(records, ensure_ascii=False, indent=2).encode()
    lines = b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)
    (folder / "statements.json").write_bytes(array)
    (folder / "lines").mkdir()
    (folder / "lines" / "statements.jsonl").write_bytes(lines)
    return array, lines


def json_loads_paused(data):
    """Call json.loads with the collector paused, as ours is."""
    gc.disable()
    try:
        return json.loads(data)
    finally:
        gc.enable()


def records_of(data, kind):
    """Return the records in a JSON array."""
    from osce_tracker.model.plain import from_dict

    return [from_dict(kind, plain) for plain in json.loads(data)]


def load():
    """Compare reading many statements."""
    import pandas as pd
    import peers
    import polars as pl

    import osce_tracker as ot

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        array, lines = statement_files(folder)
        kind = ot.SupportStatement
        timed = {
            "json.loads, as usually called": lambda: json.loads(array),
            "json.loads, collector paused": lambda: json_loads_paused(array),
            "ours, records alone": lambda: records_of(array, kind),
            "ours, ot.load(directory): checked, references, indexed": lambda: ot.load(folder),
            "ours, ot.load(directory), JSON Lines": lambda: ot.load(folder / "lines"),
            "pandas.read_json(lines=True), flat columns only": lambda: pd.read_json(
                io.BytesIO(lines), lines=True
            ),
            "polars.read_ndjson": lambda: pl.read_ndjson(lines),
            "pydantic, validate_json, extra forbidden": lambda: peers.STATEMENTS.validate_json(array),
        }
        rows = [(name, median_of(function)) for name, function in timed.items()]
    title = f"Reading {LOAD_SIZE:,} statements, seconds (to reach: <= 6x)"
    show(title, rows, "json.loads, as usually called")


def kept(function):
    """Return the bytes that what a call made keeps."""
    gc.collect()
    tracemalloc.start()
    made = function()
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del made
    return size


def memory():
    """Compare the memory that records keep with that of the dicts of json.loads."""
    import generate

    import osce_tracker as ot

    count = LOAD_SIZE // 5
    for title, records, kind in (
        ("statements", generate.statements(count), ot.SupportStatement),
        ("commitments of 5 updates", generate.commitments(count // 5), ot.Commitment),
    ):
        data = json.dumps(records, ensure_ascii=False).encode()
        number = len(records)
        del records
        rows = [
            ("dicts of json.loads", kept(lambda data=data: json.loads(data)) / number),
            ("ours", kept(lambda data=data, kind=kind: records_of(data, kind)) / number),
        ]
        show(f"Memory kept, bytes a record: {title} (to reach: <= 0.85x)", rows, "dicts of json.loads")


def ask(make, data, rounds):
    """Return the median time of a question that asks for another quarter each time."""
    quarters = iter(f"{2024 + n // 4}-Q{n % 4 + 1}" for n in range(rounds))
    return median_of(lambda: make(*data, next(quarters)), rounds)


def warm_size(path, size):
    """Compare the quarterly table of so many commitments."""
    import generate
    import quarterly_pandas
    import quarterly_polars

    import osce_tracker as ot

    path.write_text(json.dumps(generate.commitments(size)), encoding="utf-8")
    tracker = ot.Tracker(commitments=records_of(path.read_bytes(), ot.Commitment))
    start = time.perf_counter()
    report = ot.quarterly(tracker, "2025-Q3")
    first = time.perf_counter() - start
    rounds = 3 if size > 10_000 else 9
    rows = [
        ("ours, a quarter not asked for before", ask(ot.quarterly, [tracker], rounds)),
        ("pandas", ask(quarterly_pandas.quarter, quarterly_pandas.load(path), rounds)),
        ("polars", ask(quarterly_polars.quarter, quarterly_polars.load(path), rounds)),
        ("ours, asked before (its rows are kept)", median_of(lambda: ot.quarterly(tracker, "2025-Q3"))),
        ("ours, first call on a new tracker", first),
    ]
    if size <= 10_000:
        for name in ("plain", "markdown", "html"):
            tool = "tabulate" if name == "markdown" else "our own"
            rows.append((f"ours, rendering as {name} ({tool})", median_of(partial(report.render, name), 3)))
    shown = sum(len(table.rows) for table in report.tables)
    title = (
        f"Quarterly table of {size:,} commitments ({shown:,} rows), seconds (to reach: ours first at 10,000)"
    )
    show(title, rows, "ours, a quarter not asked for before")


def warm():
    """Compare the quarterly table on data that are in memory already."""
    with tempfile.TemporaryDirectory() as name:
        for size in WARM_SIZES:
            warm_size(Path(name) / "commitments.json", size)


def pandas_as_of(c, u, day):
    """Return what quarterly_pandas works on, cut by the day on which each update became known."""
    return c[c["known"] <= day], u[u["known"] <= day]


def pandas_with_known(path):
    """Load as quarterly_pandas does, with the earliest day of publication of each fact."""
    import pandas as pd
    import quarterly_pandas

    def earliest(sources):
        return min((s["published"] for s in sources if s["published"]), default=None)

    c, u = quarterly_pandas.load(path)
    for frame, own in ((c, "made_on"), (u, "date")):
        known = pd.to_datetime(pd.Series([earliest(s) for s in frame["sources"]], index=frame.index))
        frame["known"] = known.fillna(frame[f"{own}_last"]).clip(lower=frame[f"{own}_first"])
    return c, u


def pandas_changes(c, u, before, after):
    """Return status moves, updates and commitments that became known between two days."""
    import pandas as pd

    older, newer = (pandas_as_of(c, u, pd.Timestamp(day)) for day in (before, after))
    added = newer[0][~newer[0]["id"].isin(older[0]["id"])]
    came = newer[1].loc[newer[1].index.difference(older[1].index)]
    was = newer[1].groupby("id")["status"].shift().fillna("not-assessed").loc[came.index]
    return added, came[came["status"] != was], came[came["status"] == was]


def clocks_size(path, size):
    """Compare the two clocks over so many commitments."""
    import generate
    import pandas as pd
    import quarterly_pandas

    import osce_tracker as ot

    path.write_text(json.dumps(generate.commitments(size)), encoding="utf-8")
    tracker = ot.Tracker(commitments=records_of(path.read_bytes(), ot.Commitment))
    frames = pandas_with_known(path)
    day, earlier, later = pd.Timestamp("2025-09-30"), "2025-06-30", "2025-12-31"
    timed = {
        "ours, as_of and quarterly": lambda: ot.quarterly(tracker.as_of("2025-09-30"), "2025-Q3"),
        "pandas, the same": lambda: quarterly_pandas.quarter(*pandas_as_of(*frames, day), "2025-Q3"),
        "ours, changes between two as-of views": lambda: ot.changes(
            tracker.as_of(earlier), tracker.as_of(later)
        ),
        "pandas, moves, updates and additions alone": lambda: pandas_changes(*frames, earlier, later),
    }
    rows = [(name, median_of(function, 3)) for name, function in timed.items()]
    title = f"Two clocks over {size:,} commitments of 5 updates, seconds"
    show(title, rows, "ours, as_of and quarterly")


def clocks():
    """Compare as-of views and changes between them with the same work in pandas; show that they are linear."""
    with tempfile.TemporaryDirectory() as name:
        for size in WARM_SIZES[1:]:
            clocks_size(Path(name) / "commitments.json", size)


def matrix_size(size):
    """Compare the support matrix over so many statements."""
    import generate
    import matrix_frames

    import osce_tracker as ot

    gc.disable()
    statements = list(generate.statement_records(size))
    tracker = ot.Tracker(statements=statements, states=ot.states())
    # Records in their order, as any other question would have made them.
    records = tracker.statements.records
    pandas = matrix_frames.pandas_load(records, ot.states())
    polars = matrix_frames.polars_load(records, ot.states())
    gc.enable()
    start = time.perf_counter()
    report = ot.support(tracker)
    first = time.perf_counter() - start
    counts = matrix_frames.pandas_matrix(*pandas)[0]
    for row in report.tables[0].records():
        assert [row[word] for word in ot.Stance] == [counts.loc[row["code"], str(word)] for word in ot.Stance]
    asked = {
        "ours, each further call": lambda: ot.support(tracker),
        "ours, by dimension for a group": lambda: ot.support(tracker, by="dimension", group="Central Asia"),
        "ours, of one dimension": lambda: ot.support(tracker, dimension="human"),
        "ours, of one quarter": lambda: ot.support(tracker, period="2025-Q2"),
        "ours, up to a day inside a quarter": lambda: ot.support(tracker, on="2025-05-15"),
        "pandas, text columns": lambda: matrix_frames.pandas_matrix(*pandas),
        "pandas, of one dimension": lambda: matrix_frames.pandas_matrix(*pandas, "human"),
        "polars, text columns": lambda: matrix_frames.polars_matrix(*polars),
        "polars, of one dimension": lambda: matrix_frames.polars_matrix(*polars, "human"),
    }
    rows = [("ours, first call on a new tracker", first)]
    rows += [(name, median_of(function, 3)) for name, function in asked.items()]
    title = f"Support matrix over {size:,} statements, seconds"
    show(
        f"{title} (to reach: ours first <= pandas, further < polars)",
        rows,
        "ours, first call on a new tracker",
    )


def matrix():
    """Compare the support matrix with the same in pandas and polars."""
    for size in (10_000, 100_000, 1_000_000):
        matrix_size(size)


PARTS = {"imports": imports, "cold": cold, "load": load, "memory": memory, "warm": warm, "clocks": clocks}
PARTS["matrix"] = matrix

if __name__ == "__main__" and "--scale" in sys.argv:
    from scale import scale

    scale(*(word for word in sys.argv[1:] if word != "--scale"))
elif __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
