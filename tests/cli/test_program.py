"""``python -m osce_tracker`` and the installed program."""

import subprocess
import sys
from importlib import import_module
from importlib.metadata import entry_points

import pytest

from osce_tracker.cli.main import main


@pytest.mark.parametrize(("argv", "code"), [(["show", "FI25-HD-03"], 0), (["show", "nothing"], 2)])
def test_module_runs_as_a_program(argv, code):
    """The process ends with the exit code of the command, and all of its output is written."""
    done = subprocess.run([sys.executable, "-m", "osce_tracker", *argv], capture_output=True, check=False)
    assert (code, code == 0, code == 2) == (done.returncode, bool(done.stdout), bool(done.stderr))


def test_importing_the_module_runs_nothing(capsys):
    """Only a program runs a command: importing the module does nothing."""
    import_module("osce_tracker.__main__")
    assert ("", "") == capsys.readouterr()


def test_installed_program_is_the_same():
    """The installed program calls the same function."""
    (program,) = entry_points(group="console_scripts", name="osce-tracker")
    assert main is program.load()
