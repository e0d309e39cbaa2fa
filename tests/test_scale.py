"""The example of a hundred thousand records, with a few thousand: engines count as the library does."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import osce_tracker as ot

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "at_scale.py"
MANY = 3_000
COUNT = "import at_scale, json, sys; print(json.dumps(sorted(at_scale.by_engine(*sys.argv[1:]))))"


@pytest.fixture(name="example", scope="module")
def _example():
    """Return the example as a module."""
    spec = importlib.util.spec_from_file_location(EXAMPLE.stem, EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(name="crowd", scope="module")
def _crowd(example):
    """Return the bundled tracker with made-up statements, and those that SQL gets wrong most easily."""
    some = list(example.made_up(MANY))
    like = {"about": "chairmanship", "state": None, "group": "European Union", "states": ()}
    hard = [
        # Two days in two quarters, and on both sides of the day on which a member left.
        attrs.evolve(some[0], **like, id="a", date="2025-03-31/2025-04-01"),
        attrs.evolve(some[0], **like, id="b", date="2020-01-31/2020-02-01"),
        attrs.evolve(some[0], **like, id="c", date="2020-01-31"),
        # Members listed beside those who are none; a State that lists itself; the Chair for another.
        attrs.evolve(some[0], **{**like, "states": ("FI", "NO", "SE")}, id="d", date="2025-05"),
        attrs.evolve(some[0], **{**like, "group": None, "state": "NO", "states": ("NO", "SE")}, id="e"),
        attrs.evolve(some[0], **{**like, "group": None, "state": "FI", "states": ("SE",)}, id="f"),
    ]
    return ot.load().with_records(*some, *hard)


@pytest.fixture(name="folder", scope="module")
def _folder(example, crowd, tmp_path_factory):
    """Return a directory with the Parquet files that the engines read."""
    folder = tmp_path_factory.mktemp("scale")
    for table in example.TABLES:
        ot.export(crowd, folder / f"{table}.parquet")
    return folder


@pytest.fixture(name="engine", params=["duckdb", "pyspark"])
def _engine(request):
    """Return the name of an engine that is installed."""
    pytest.importorskip(request.param, reason=f"not installed: {request.param} (extra scale)")
    if request.param == "pyspark" and shutil.which("java") is None:
        pytest.skip("not installed: Java, in which Spark runs")
    return request.param


def test_engine_counts_as_the_library_does(example, crowd, folder, engine):
    """Every count of the support matrix is the same by SQL over the Parquet files."""
    # What Spark leaves open on its way ends with a process of its own.
    command = [sys.executable, "-c", COUNT, engine, str(folder)]
    done = subprocess.run(command, check=True, cwd=EXAMPLE.parent, capture_output=True)
    assert example.by_the_library(crowd) == set(map(tuple, json.loads(done.stdout)))


def test_counts_differ_when_a_record_does(example, crowd, folder):
    """One statement of another stance shows, so that equal counts mean equal records."""
    pytest.importorskip("duckdb", reason="not installed: duckdb (extra test)")
    said = next(s for s in crowd.statements if (s.state, s.about, s.states) == ("SE", "chairmanship", ()))
    stance = next(word for word in ot.Stance if word is not said.stance)
    other = crowd.with_records(attrs.evolve(said, stance=stance))
    differ = example.by_the_library(other) ^ example.by_engine("duckdb", str(folder))
    assert {("stance", "SE"), ("totals", "all")} == {(question, code) for question, code, *_ in differ}


def test_made_up_statements_try_every_rule(example):
    """Among few records are dates of all precisions, groups, lists, and the Chair's own statements."""
    some = list(example.made_up(MANY))
    assert {"day", "month", "quarter", "year"} == {said.date.kind for said in some}
    assert {None, *example.GROUPS} == {said.group for said in some}
    assert {state.code for state in ot.states().participating} == {said.state for said in some if said.state}
    assert {(True, True), (True, False), (False, True), (False, False)} == {
        (said.group is None, said.states == ()) for said in some
    }


def test_made_up_statements_are_the_same_each_time(example):
    """What is compared on one day is what was compared the day before."""
    assert list(example.made_up(50)) == list(example.made_up(50))


def test_example_prints_what_it_says(example, capsys):
    """Its output has the lines that stand beside it; figures hang on how many records are asked for."""
    shown = (EXAMPLE.parent / "output" / "at_scale.txt").read_text(encoding="utf-8").splitlines()
    example.main(MANY, "duckdb")
    told = [re.sub(r"[\d,]+", "#", line) for line in capsys.readouterr().out.splitlines()]
    assert [re.sub(r"[\d,]+", "#", line) for line in shown if not line.startswith("pyspark")] == told
