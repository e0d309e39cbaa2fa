"""A hundred thousand statements as Parquet, counted in DuckDB and Spark with one SQL text, and by us.

    python examples/at_scale.py [HOW MANY]

Needs ``pip install pyarrow duckdb``, and ``pyspark`` with Java for Spark. It prints ``output/at_scale.txt``.
"""

import sys
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import osce_tracker as ot
from osce_tracker.model.statements import About

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
TABLES = ("statements", "statement_states", "memberships")
GROUPS = ("European Union", "NB8", "Joint statement")
ALIKE: dict[str, Any] = {
    "dimensions": ["human"],
    "forum": "visit",
    "form": "statement",
    "summary": "Backs it.",
}


def made_up(many: int) -> Iterator[ot.SupportStatement]:
    """Yield statements of States and groups, a third of which list States; dates are of any precision."""
    pick = Random(2025)  # noqa: S311 (the same records each time are what is wanted)
    codes = [state.code for state in ot.states().participating]
    for n in range(many):
        day = str(date.fromordinal(737_000 + pick.randrange(2_900)))
        when = pick.choice([day, day, day, day[:7], str(ot.Period.quarter_of(day)), day[:4]])
        who: dict[str, Any] = {"state": pick.choice(codes)} if n % 10 else {"group": pick.choice(GROUPS)}
        who |= {"states": () if n % 3 else pick.sample(codes, 5), "reported_by": "OSCE"}
        who |= {"stance": pick.choice(list(ot.Stance)), "about": pick.choice(list(About))}
        yield ot.SupportStatement(id=f"st-{n:07}", date=when, **who, **ALIKE)


def by_engine(engine: str, folder: str) -> set[tuple[object, ...]]:
    """Return question, State, column and number, as an engine counts them in the files."""
    if engine == "duckdb":
        import duckdb

        with duckdb.connect() as database:
            for table in TABLES:
                database.read_parquet(f"{folder}/{table}.parquet").create_view(table)
            return set(database.execute(SQL).fetchall())
    from pyspark.sql import SparkSession

    with SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false").getOrCreate() as spark:
        for table in TABLES:
            spark.read.parquet(f"{folder}/{table}.parquet").createOrReplaceTempView(table)
        return set(map(tuple, spark.sql(SQL).collect()))


def by_the_library(tracker: ot.Tracker) -> set[tuple[object, ...]]:
    """Return the same as the library counts them."""
    found: set[tuple[object, ...]] = set()
    for question in ("stance", "quarter"):
        _, counts, totals = ot.support(tracker, by=question).tables
        for row in counts.records():
            # The columns of the question stand between whose words they are and the sum.
            columns = list(row)[2:-3]
            whose = "own" if row["whose"] == "own" else "group"
            found |= {(question, row["code"], f"{whose} {key}", row[key]) for key in columns}
        for row in totals.records():
            for each in ("own", "group"):
                found.add(("totals", "all", f"{each} {row['stance']}", row[f"{each}_statements"]))
    return {row for row in found if row[-1]}  # SQL has no row where nothing is counted


def main(many: int, *engines: str) -> None:
    """Write the tables, and compare all counts of each engine with the library's."""
    tracker = ot.load().with_records(*made_up(many))
    expected = by_the_library(tracker)
    print(f"{len(tracker.statements):,} statements; the library: {len(expected)} counts")
    with TemporaryDirectory() as folder:
        ot.export(tracker, folder, format="parquet")
        for engine in engines:
            found = by_engine(engine, folder)
            print(f"{engine}: {len(found)} counts, {len(found ^ expected)} of them other than the library's")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000, *filter(find_spec, ("duckdb", "pyspark")))
