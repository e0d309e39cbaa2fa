"""``python -m osce_tracker`` and the installed program."""

import io
import os
import signal
import subprocess
import sys
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace

import pytest

import osce_tracker as ot
from osce_tracker.cli.main import main


@pytest.mark.parametrize(("argv", "code"), [(["show", "FI25-HD-03"], 0), (["show", "nothing"], 2)])
def test_module_runs_as_a_program(argv, code):
    """The process ends with the exit code of the command, and all of its output is written."""
    done = subprocess.run([sys.executable, "-m", "osce_tracker", *argv], capture_output=True, check=False)
    assert (code, code == 0, code == 2) == (done.returncode, bool(done.stdout), bool(done.stderr))


def test_name_of_a_file_needs_no_text(tmp_path, capfdbinary, monkeypatch):
    """A file whose name has bytes that are no text is written, and named as far as it can be."""
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"e\xff.json")
    try:
        Path(name).touch()
    except OSError:
        pytest.skip("this system has no such names")
    Path(name).unlink()
    assert 0 == main(["export", name])
    assert (b"e\\udcff.json: written\n", b"") == capfdbinary.readouterr()
    assert ot.load(name) == ot.load()


class _Interrupted(io.RawIOBase):
    """Output during which somebody presses Ctrl-C."""

    def writable(self):
        return True

    def write(self, _):
        signal.raise_signal(signal.SIGINT)


def test_interrupted_command_ends_without_a_traceback(monkeypatch, capfdbinary):
    """Ctrl-C ends a command with the exit code that a shell expects, and nothing is printed."""
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=_Interrupted(), flush=lambda: None))
    assert 130 == main(["list", "series"])
    assert (b"", b"") == capfdbinary.readouterr()


def test_importing_the_module_runs_nothing(capsys):
    """Only a program runs a command: importing the module does nothing."""
    import_module("osce_tracker.__main__")
    assert ("", "") == capsys.readouterr()


def test_installed_program_is_the_same():
    """The installed program calls the same function."""
    (program,) = entry_points(group="console_scripts", name="osce-tracker")
    assert main is program.load()
