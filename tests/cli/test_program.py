"""``python -m osce_tracker`` and the installed program."""

import io
import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from time import sleep
from types import SimpleNamespace

import pytest

import osce_tracker as ot
from osce_tracker.cli import output
from osce_tracker.cli.main import main
from osce_tracker.formats.cells import word_text
from osce_tracker.formats.plain_text import to_plain
from tests.cli import said


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
    assert (b"e<U+DCFF>.json: written\n", b"") == capfdbinary.readouterr()
    assert ot.load(name) == ot.load()


class _Interrupted(io.RawIOBase):
    """Output during which somebody presses Ctrl-C."""

    def writable(self):
        return True

    def write(self, _):
        signal.raise_signal(signal.SIGINT)


def test_interrupted_command_ends_without_a_traceback(monkeypatch, capfdbinary):
    """Ctrl-C ends a command with the exit code that a shell expects, and nothing is printed."""
    # A process in the background ignores Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr(
        sys, "stdout", SimpleNamespace(buffer=_Interrupted(), flush=lambda: None, isatty=lambda: False)
    )
    try:
        assert 130 == main(["list", "series"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert (b"", b"") == capfdbinary.readouterr()


def test_importing_the_module_runs_nothing(capsys):
    """Only a program runs a command: importing the module does nothing."""
    import_module("osce_tracker.__main__")
    assert ("", "") == capsys.readouterr()


def test_installed_program_is_the_same():
    """The installed program calls the same function."""
    (program,) = entry_points(group="console_scripts", name="osce-tracker")
    assert main is program.load()


# On a terminal.

_COLOUR = re.compile(r"\x1b\[38;5;([0-9]+)m([^\x1b]+)\x1b\[0m")
_PROGRESS = re.compile(r"(\rosce-tracker: [a-z ]+, [0-9]+ s)+\r\x1b\[K")


#: The program, which says when it begins to import the library, and then waits.
_WAITING = """
import signal, sys, time
# A process in the background ignores Ctrl-C, and its children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
class Waiting:
    def find_spec(self, name, *_):
        if name == "osce_tracker.cli.run":
            print("begun", flush=True)
            time.sleep(60)
sys.meta_path.insert(0, Waiting())
from osce_tracker.cli.main import main
raise SystemExit(main())
"""


def _on_terminal(*arguments, columns=80, press="", **environment):
    """Run the program on a terminal of its own, and return its exit code and what is on the screen.

    Args:
        *arguments: those of the program.
        columns: the width of the terminal.
        press: keys that are pressed once the program has begun to import the library.
        **environment: variables; ``None`` removes one.
    """
    pty, termios = (pytest.importorskip(name) for name in ("pty", "termios"))
    given = os.environ | {"TERM": "xterm", "NO_COLOR": None, "COLUMNS": None} | environment
    given = {name: value for name, value in given.items() if value is not None}
    program = [sys.executable, *(("-c", _WAITING) if press else ("-m", "osce_tracker")), *arguments]
    child, terminal = pty.fork()
    if not child:
        termios.tcsetwinsize(0, (24, columns))
        os.execve(sys.executable, program, given)  # noqa: S606 (a shell would be the child)
    seen = b""
    # Linux ends a terminal without a program by an error, other systems by no data.
    with suppress(OSError):
        while data := os.read(terminal, 65536):
            seen += data
            if press and b"begun" in seen:
                os.write(terminal, press.encode())
                press = ""
    os.close(terminal)
    # On a busy machine anything can take long enough to be counted.
    shown = _PROGRESS.sub("", seen.decode().replace("\r\n", "\n"))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown


def test_report_fits_the_terminal(tracker):
    """A report has the width of the terminal, from 60 to 120 columns; COLUMNS counts more."""
    report = ot.overdue(tracker, "2026-01-01")
    for columns, variable, width in ((40, None, 60), (80, None, 80), (300, None, 120), (80, "90", 90)):
        answer = _on_terminal(
            "overdue", "--on", "2026-01-01", columns=columns, COLUMNS=variable, NO_COLOR="1"
        )
        assert (0, report.render(width=width)) == answer, columns


def test_statuses_have_a_colour_on_a_terminal(tracker):
    """Words of statuses are coloured, and nothing else; not with NO_COLOR or on a dumb terminal."""
    asked = ("quarterly", "2025-Q3")
    report = ot.quarterly(tracker, asked[1]).render(width=80)
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": None}):
        assert (0, report) == _on_terminal(*asked, **environment), environment
    code, seen = _on_terminal(*asked, NO_COLOR="")
    words = {word for status in ot.Status for word in word_text(status).split()}
    assert (0, report) == (code, _COLOUR.sub(r"\2", seen))
    assert {word for _, text in _COLOUR.findall(seen) for word in text.split()} <= words
    assert _COLOUR.search(seen)
    # What goes to a file is the same as without a terminal.
    assert "\x1b" not in ot.overdue(tracker, "2026-01-01").render()


def test_terminal_in_the_same_process(tracker, monkeypatch, capfdbinary):
    """What standard output says of itself decides; a file is written as ever."""
    report = ot.overdue(tracker, "2026-01-01")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("TERM", "xterm")
    for no_colour, expected in (("1", report.render(width=90)), ("", to_plain(report, 90, colour=True))):
        monkeypatch.setenv("NO_COLOR", no_colour)
        assert (0, expected, "") == said(capfdbinary, "overdue", "--on", "2026-01-01")
    monkeypatch.setenv("TERM", "dumb")
    assert (0, report.render(width=90), "") == said(capfdbinary, "overdue", "--on", "2026-01-01")
    code, out, err = said(capfdbinary, "overdue", "--format", "xlsx")
    assert (2, "", True) == (code, out, "A terminal can't show xlsx." in err)


def test_binary_format_does_not_go_to_a_terminal():
    """A workbook on a terminal is an error that says where it can go."""
    for name in ("xlsx", "docx"):
        code, seen = _on_terminal("list", "series", "--format", name)
        message = f"A terminal can't show {name}. Write a file, as in -o FILE.{name}."
        assert (2, f"osce-tracker: {message}\n") == (code, seen)


def test_ctrl_c_ends_the_program_without_a_traceback():
    """Ctrl-C ends the program with 130, even while it is still importing the library."""
    code, seen = _on_terminal("quarterly", "2025-Q3", press="\x03")
    assert (130, False) == (code, "Traceback" in seen)


def test_interrupted_import_ends_without_a_traceback(monkeypatch, capfdbinary):
    """Ctrl-C is answered from the first import on."""

    class Interrupted:
        def find_spec(self, name, *_):
            if name == "osce_tracker.cli.run":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "osce_tracker.cli.run", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    assert 130 == main(["list"])
    assert (b"", b"") == capfdbinary.readouterr()


def _progress_of(monkeypatch, capfdbinary, *, terminal=True, **environment):
    """Return what is on standard error while a job takes some seconds."""
    monkeypatch.setattr(output, "_SECOND", 0.01)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    for name, value in ({"TERM": "xterm", "NO_COLOR": ""} | environment).items():
        monkeypatch.setenv(name, value)
    with output.progress("reading \x1b"):
        sleep(0.1)
    out, err = capfdbinary.readouterr()
    assert b"" == out
    return err.decode()


def test_long_job_shows_its_seconds_on_a_terminal(monkeypatch, capfdbinary):
    """Standard error counts the seconds and erases them; not in a pipe, or where nothing can be erased."""
    seen = _progress_of(monkeypatch, capfdbinary)
    assert seen.startswith("\rosce-tracker: reading <U+001B>, 1 s\rosce-tracker: reading <U+001B>, 2 s")
    assert seen.endswith("\r\x1b[K")
    assert "" == _progress_of(monkeypatch, capfdbinary, terminal=False)
    assert "" == _progress_of(monkeypatch, capfdbinary, NO_COLOR="1")
    assert "" == _progress_of(monkeypatch, capfdbinary, TERM="dumb")
    monkeypatch.setattr(output, "_SECOND", 60)
    with output.progress("reading"):
        pass
    assert (b"", b"") == capfdbinary.readouterr()
