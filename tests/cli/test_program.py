"""``python -m osce_tracker``: it runs the command line and leaves with its exit code."""

import gc
import io
import os
import runpy
import subprocess
import sys

import pytest

from osce_tracker import __main__
from osce_tracker.cli import main as cli


class _LeftError(Exception):
    """Raised in place of leaving the process."""


@pytest.fixture(name="left")
def _left(monkeypatch):
    """Return the exit codes with which the process was to be left; the collector runs again after."""
    codes = []

    def leave(code):
        codes.append(code)
        raise _LeftError

    monkeypatch.setattr(os, "_exit", leave)
    yield codes
    gc.enable()


@pytest.mark.parametrize("code", [0, 2])
def test_run_leaves_with_the_code_of_the_command_line(monkeypatch, left, code):
    """The process is left with the code of the command line, without the collector."""
    collecting = []

    def main():
        collecting.append(gc.isenabled())
        return code

    monkeypatch.setattr(cli, "main", main)
    with pytest.raises(_LeftError):
        __main__.run()
    assert ([code], [False]) == (left, collecting)


def test_run_leaves_nothing_unwritten(monkeypatch, left):
    """What was printed is written out before the process is left, since nothing is afterwards."""
    streams = {name: io.TextIOWrapper(io.BytesIO()) for name in ("stdout", "stderr")}

    def main():
        for name in streams:
            getattr(sys, name).write(f"to {name}")
        return 0

    monkeypatch.setattr(cli, "main", main)
    with monkeypatch.context() as patch:
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        with pytest.raises(_LeftError):
            __main__.run()
    expected = [b"to stdout", b"to stderr"]
    assert expected == [stream.buffer.getvalue() for stream in streams.values()]
    assert left == [0]


@pytest.mark.parametrize("missing", [("stdout",), ("stderr",), ("stdout", "stderr")])
def test_run_needs_no_streams(monkeypatch, left, missing):
    """A program that was started without an output or error stream leaves all the same."""
    monkeypatch.setattr(cli, "main", lambda: 0)
    with monkeypatch.context() as patch:
        for name in missing:
            patch.setattr(sys, name, None)
        with pytest.raises(_LeftError):
            __main__.run()
    assert left == [0]


def test_module_runs_as_a_program(monkeypatch, left):
    """Run as a module, it runs; imported, it does not."""
    monkeypatch.setattr(cli, "main", lambda: 0)
    monkeypatch.delitem(sys.modules, "osce_tracker.__main__")
    with pytest.raises(_LeftError):
        runpy.run_module("osce_tracker", run_name="__main__")
    runpy.run_module("osce_tracker.__main__", run_name="imported")
    assert left == [0]


@pytest.mark.parametrize(("argv", "code"), [(["show", "FI25-HD-03"], 0), (["show", "nothing"], 2)])
def test_program_leaves_with_the_code(argv, code):
    """A process of its own ends with the exit code, and all of its output is there."""
    done = subprocess.run([sys.executable, "-m", "osce_tracker", *argv], capture_output=True, check=False)
    assert code == done.returncode
    assert (code == 0) == done.stdout.endswith(b".\n")
    assert (code == 2) == bool(done.stderr)


def test_program_is_the_same_by_its_name():
    """The entry point of the installed program is this function."""
    from importlib.metadata import entry_points

    (found,) = entry_points(group="console_scripts", name="osce-tracker")
    assert __main__.run is found.load()


def test_run_without_a_standard_error(monkeypatch):
    """A program that was started without one of its streams still leaves with its code."""
    codes = []
    monkeypatch.setattr("os._exit", codes.append)
    monkeypatch.setattr("osce_tracker.cli.main", lambda: 2)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("sys.stderr", None)
    __main__.run()
    assert [2] == codes
