"""How time and memory grow from a thousand records to a million: ours beside peers, in one run.

``python tests/benchmarks/run.py --scale [OPERATION ...]`` with OPERATION out of load, as_of, quarterly,
matrix; all when none is named. It takes ten minutes and up to a dozen gigabytes, most of it for peers.

load       statements of some text, out of a file of JSON: ours reads them checked and in order
           (``ot.load``), json.loads gives dicts, pandas and polars read JSON Lines into frames
as_of      what was known on a day of commitments of two updates, their updates and pages; in frames a
           choice of rows in each of three
quarterly  the commitment table of a quarter, on a tracker that was asked nothing before; in frames as
           quarterly_pandas.py and quarterly_polars.py make it
matrix     the support matrix of statements of States and groups, on a tracker that was asked nothing
           before; in frames as matrix_frames.py makes it

Each size of each operation has a process of its own, which does the same with few records first, so
that importing is not measured. Seconds are those of the operation alone by the clock on the wall, on data
that stand in memory (load: in a file), the median of ROUNDS. Bytes are the most that the process held
during the operation beyond what it held before, divided by the number of records. The growth is the
exponent of the power law that fits from 10,000 records on (least squares of logarithms): 1 is linear, 2
quadratic. It goes by the time of the processor, since that of the wall wanders on a machine that does
other work beside. Memory is read where Linux tells it, so that it runs there alone.
"""

import ctypes
import gc
import json
import math
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = {1_000: 5, 10_000: 5, 100_000: 3, 1_000_000: 1}
#: So many records come first, to have everything imported.
FEW = 100
DAY, QUARTER = "2025-09-30", "2025-Q3"
EVER = {"encoding": "utf-8"}


def write_statements(folder, size):
    """Write statements as a JSON array and as JSON Lines."""
    import generate

    with (
        (folder / "statements.json").open("w", **EVER) as array,
        (folder / "lines").open("w", **EVER) as lines,
    ):
        for n, record in enumerate(generate.each_statement(size)):
            text = json.dumps(record, ensure_ascii=False)
            array.write(f"{',' if n else '['}\n{text}")
            lines.write(f"{text}\n")
        array.write("\n]\n")


def commitment_rows(size):
    """Return commitments, updates and pages as rows of an analyst's three frames."""
    import generate

    c, u, p = [], [], []
    for made in generate.commitment_records(size):
        due = made.due
        c.append({
            "id": made.id, "title": made.title, "lever": str(made.lever), "section": str(made.section),
            "due": due and str(due), "due_first": due and due.first, "due_last": due and due.last,
            "made_on": str(made.made_on), "made_on_first": made.made_on.first,
            "made_on_last": made.made_on.last, "known": made.known, "urls": [s.url for s in made.sources],
        })  # fmt: skip
        for holder in (made, *made.updates):
            p += [(made.id, s.url, s.published.last) for s in holder.sources]
        for x in made.updates:
            u.append({
                "id": made.id, "date": str(x.date), "date_first": x.date.first, "date_last": x.date.last,
                "status": str(x.status), "summary": x.summary, "known": x.known,
                "urls": [s.url for s in x.sources],
            })  # fmt: skip
    return c, u, p


def write_commitments(folder, size):
    """Write the frames of commitments of pandas and of polars."""
    import pandas as pd
    import polars as pl

    c, u, p = commitment_rows(size)
    columns = ["id", "url", "published"]
    frames = [pd.DataFrame(c), pd.DataFrame(u), pd.DataFrame(p, columns=columns)]
    for frame in frames:
        for name in frame.columns[frame.columns.str.contains("_first|_last|known|published")]:
            frame[name] = pd.to_datetime(frame[name])
    frames[1] = frames[1].sort_values("date_last", kind="stable")
    dump(folder / "commitments.pandas", frames)
    del frames
    short = {"due_last": "due_end", "made_on_first": "made", "made_on_last": "made_end"}
    frames = [
        pl.DataFrame(c, infer_schema_length=None).rename(short),
        pl.DataFrame(u)
        .rename({"date_first": "first", "date_last": "last"})
        .sort("last", maintain_order=True),
        pl.DataFrame(p, schema=columns, orient="row"),
    ]
    dump(folder / "commitments.polars", frames)


def write_matrix(folder, size):
    """Write the frames of statements of pandas and of polars."""
    import generate
    import matrix_frames

    import osce_tracker as ot

    records = list(generate.statement_records(size))
    dump(folder / "matrix.pandas", matrix_frames.pandas_load(records, ot.states()))
    dump(folder / "matrix.polars", matrix_frames.polars_load(records, ot.states()))


def dump(path, frames):
    path.write_bytes(pickle.dumps(frames))


def frames_of(kind, library):
    """Return a function that reads the frames which another process wrote."""
    return lambda folder, _: pickle.loads((folder / f"{kind}.{library}").read_bytes())


def commitments(_, size):
    """Return a tracker of commitments in their order, of which nothing was asked yet."""
    import generate

    import osce_tracker as ot

    return ot.Tracker(commitments=generate.commitment_records(size))


def statements(_, size):
    """Return a tracker of statements in their order, of which nothing was asked yet."""
    import generate

    import osce_tracker as ot

    return ot.Tracker(statements=generate.statement_records(size), states=ot.states())


def where(name):
    return lambda folder, _: folder / name


def our_load(path):
    import osce_tracker as ot

    return ot.load(path)


def pandas_load(path):
    import pandas as pd

    return pd.read_json(path, lines=True)


def polars_load(path):
    import polars as pl

    return pl.read_ndjson(path)


def our_as_of(tracker):
    # A view cuts its records when they are first asked for.
    return tracker.as_of(DAY).commitments.records


def pandas_as_of(frames):
    import pandas as pd

    c, u, p = frames
    day = pd.Timestamp(DAY)
    return c[c["known"] <= day], u[u["known"] <= day], p[p["published"] <= day]


def polars_as_of(frames):
    import polars as pl

    c, u, p = frames
    day = pl.lit(DAY).str.to_date()
    return (
        c.filter(pl.col("known") <= day),
        u.filter(pl.col("known") <= day),
        p.filter(pl.col("published") <= day),
    )


def our_quarterly(tracker):
    import osce_tracker as ot

    return ot.quarterly(tracker, QUARTER)


def pandas_quarterly(frames):
    import quarterly_pandas

    return quarterly_pandas.quarter(frames[0], frames[1], QUARTER)


def polars_quarterly(frames):
    import quarterly_polars

    return quarterly_polars.quarter(frames[0], frames[1], QUARTER)


def our_matrix(tracker):
    import osce_tracker as ot

    return ot.support(tracker)


def pandas_matrix(frames):
    import matrix_frames

    return matrix_frames.pandas_matrix(*frames)


def polars_matrix(frames):
    import matrix_frames

    return matrix_frames.polars_matrix(*frames)


#: What writes the data of an operation, and who does it: how data come into memory, and the operation.
OPERATIONS = {
    "load": (write_statements, {
        "ours": (where("statements.json"), our_load),
        "json.loads": (where("statements.json"), lambda path: json.loads(path.read_bytes())),
        "pandas": (where("lines"), pandas_load),
        "polars": (where("lines"), polars_load),
    }),
    "as_of": (write_commitments, {
        "ours": (commitments, our_as_of),
        "pandas": (frames_of("commitments", "pandas"), pandas_as_of),
        "polars": (frames_of("commitments", "polars"), polars_as_of),
    }),
    "quarterly": (write_commitments, {
        "ours": (commitments, our_quarterly),
        "pandas": (frames_of("commitments", "pandas"), pandas_quarterly),
        "polars": (frames_of("commitments", "polars"), polars_quarterly),
    }),
    "matrix": (write_matrix, {
        "ours": (statements, our_matrix),
        "pandas": (frames_of("matrix", "pandas"), pandas_matrix),
        "polars": (frames_of("matrix", "polars"), polars_matrix),
    }),
}  # fmt: skip


def status(key):
    """Return a figure of memory that the kernel keeps of this process, in bytes."""
    lines = Path("/proc/self/status").read_text(**EVER).splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{key}:"))


def measured(operation, data):
    """Return wall and processor seconds of an operation, and the most bytes held beyond those before."""
    gc.collect()
    # What was freed is given back, or the operation would seem to need less; then the mark is set anew.
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", **EVER)
    before = status("VmRSS")
    wall, processor = time.perf_counter(), time.process_time()
    made = operation(data)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = status("VmHWM") - before
    del made
    return wall, processor, peak


def one(name, who, size, folder):
    """Print the figures of an operation at one size, having done it with few records first."""
    set_up, operation = OPERATIONS[name][1][who]
    operation(set_up(folder / str(FEW), FEW))
    rounds = [measured(operation, set_up(folder / str(size), size)) for _ in range(ROUNDS[size])]
    wall, processor, _ = map(statistics.median, zip(*rounds, strict=True))
    # Only the first has a heap that no earlier one has widened.
    print(json.dumps([wall, processor, rounds[0][2]]))


def prepared(name, size, folder):
    """Write the data of an operation for one size."""
    (folder / str(size)).mkdir(exist_ok=True)
    OPERATIONS[name][0](folder / str(size), size)


def child(*words):
    """Return what this program prints when it is run for one step, in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), *map(str, words)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def figures(names, folder):
    """Return wall seconds, processor seconds and bytes by size, by operation and who does it."""
    found = {(name, who): {} for name in names for who in OPERATIONS[name][1]}
    child("prepared", names[0], FEW, folder)
    for size in SIZES:
        child("prepared", names[0], size, folder)
        for (name, who), by_size in found.items():
            by_size[size] = json.loads(child("one", name, who, size, folder))
        for file in (folder / str(size)).iterdir():
            file.unlink()
    return found


def growth(seconds):
    """Return the exponent that fits the seconds by size, from 10,000 records on."""
    points = [(math.log(size), math.log(value)) for size, value in seconds.items() if size >= 10_000]
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def show(found):
    """Print the rows of operations on the same data."""
    most = SIZES[-1]
    for (name, who), by_size in found.items():
        wall = "".join(f"{by_size[size][0]:>11.4f}" for size in SIZES)
        ratio, power = (
            by_size[most][0] / found[name, "ours"][most][0],
            growth({n: f[1] for n, f in by_size.items()}),
        )
        print(
            f"{name:<11}{who:<11}{wall}{ratio:>8.2f}x{power:>8.2f}{by_size[most][2] / most:>10,.0f}",
            flush=True,
        )


def scale(*names):
    """Print the growth of all operations, or of those named; those on the same data are done together."""
    print("Seconds by number of records (to reach: growth of ours <= 1.1); x ours and bytes at the largest")
    print(
        f"{'':<22}" + "".join(f"{size:>11,}" for size in SIZES) + f"{'x ours':>9}{'growth':>8}{'bytes':>10}"
    )
    for writer in dict.fromkeys(writer for writer, _ in OPERATIONS.values()):
        own = [name for name in names or OPERATIONS if OPERATIONS[name][0] is writer]
        if own:
            with tempfile.TemporaryDirectory() as folder:
                show(figures(own, Path(folder)))


if __name__ == "__main__":
    step, operation_, *rest, size_, folder_ = sys.argv[1:]
    {"one": one, "prepared": prepared}[step](operation_, *rest, int(size_), Path(folder_))
