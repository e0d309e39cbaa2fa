"""Writing to standard output, standard error and files."""

import argparse
import errno
import os
import shutil
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs

from osce_tracker.errors import UsageError
from osce_tracker.formats.registry import FORMATS, Format, format_named, format_of
from osce_tracker.formats.report import Report
from osce_tracker.text import plain

STDOUT: Final = "standard output"
#: The narrowest and widest tables on a terminal.
_NARROWEST: Final = 60
_WIDEST: Final = 120
#: Most commands finish sooner, and show no progress.
_SECOND: Final = 1.0


def given(arguments: argparse.Namespace, names: Iterable[str]) -> dict[str, Any]:
    """Return the options that were given.

    Args:
        arguments: the arguments of the command.
        names: the options to look for.
    """
    values = {name: getattr(arguments, name) for name in names}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def chosen_format(arguments: argparse.Namespace) -> Format:
    """Return the format for a report, if it suits the output.

    Args:
        arguments: the arguments of a command that shows a report.

    Raises:
        FormatError: if the format or the suffix doesn't exist.
        UsageError: if they don't agree, the file exists, or a binary format would go to a terminal.
    """
    if arguments.output is not None:
        form = format_of(arguments.output, arguments.format)
        check_new(arguments.output, arguments)
        return form
    form = format_named("plain" if arguments.format is None else arguments.format)
    if form.text is None and _is_terminal():
        raise UsageError(f"A terminal can't show {form.name}. Write a file, as in -o FILE{form.suffix}.")
    return form


def check_new(path: str, arguments: argparse.Namespace) -> None:
    """Reject a file that exists, without ``--force``.

    Args:
        path: the file to write.
        arguments: the arguments of the command.

    Raises:
        UsageError: if it would be replaced.
    """
    # Devices and pipes hold nothing to lose.
    if Path(path).is_file() and not arguments.force:
        raise UsageError(f"{path} exists. Use --force to replace it.")


def show_report(report: Report, arguments: argparse.Namespace) -> None:
    """Print a report, or write it to the file given by ``--output``.

    Args:
        report: the report.
        arguments: the arguments of the command.
    """
    form = chosen_format(arguments)
    options = given(arguments, ("bom", "template", "sources", "table"))
    if arguments.output is not None:
        from osce_tracker.api import export

        with progress(f"writing {arguments.output}"):
            export(report, arguments.output, format=form, **options)
        written(arguments.output)
        _name_others(report, form, arguments.table)
        return
    if form is FORMATS["plain"] and _is_terminal():
        options["width"] = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
        if _has_colour():
            from osce_tracker.formats.plain_text import to_plain

            form = attrs.evolve(form, text=partial(to_plain, colour=True))
    with progress("writing the report"):
        content = report.to_bytes(form, **options) if form.text is None else report.render(form, **options)
    show(content)
    _name_others(report, form, arguments.table)


def _name_others(report: Report, form: Format, chosen: str | None) -> None:
    """Name the tables that a one-table file leaves out of a report."""
    if "table" in form.options and len(report.tables) > 1:
        name, *others = dict.fromkeys([chosen or report.tables[0].key, *(one.key for one in report.tables)])
        complain(f"this is the table {name}. For the others, use --table: {', '.join(others)}")


def written(path: str) -> None:
    """Say that a file was written. Add nothing to output on a device or pipe.

    Args:
        path: the file or folder.
    """
    if Path(path).is_file() or Path(path).is_dir():
        say(f"{path}: written")


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _has_colour() -> bool:
    """Return True if the terminal shows colours and the user hasn't switched them off (no-color.org)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


def say(message: str) -> None:
    """Print a message.

    Args:
        message: the message. File names in it may contain any character.
    """
    show(f"{plain(message)}\n")


def show(content: str | bytes) -> None:
    """Print text in UTF-8, or bytes, with the same line ends on every system.

    Args:
        content: the text or bytes.

    Raises:
        OSError: if there is no standard output, or it can't be written to.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), STDOUT)
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
    sys.stdout.buffer.flush()


def complain(message: str) -> None:
    """Print a message on standard error, if it can be written to.

    Args:
        message: the message.
    """
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.buffer.write(f"osce-tracker: {plain(message)}\n".encode())
            sys.stderr.buffer.flush()


@contextmanager
def progress(job: str) -> Generator[None]:
    """Show the seconds that a long job has taken, if standard error is a terminal that can erase them.

    Args:
        job: the task, such as "reading a.xlsx". Nothing else may be printed meanwhile.
    """
    if sys.stderr is None or not sys.stderr.isatty() or not _has_colour():
        yield
        return
    from threading import Event, Thread

    ended = Event()
    thread = Thread(target=_count_seconds, args=(plain(job), ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _count_seconds(job: str, ended: Any) -> None:
    seconds = 0
    with suppress(OSError):
        while not ended.wait(_SECOND):
            seconds += 1
            sys.stderr.write(f"\rosce-tracker: {job}, {seconds} s")
            sys.stderr.flush()
        sys.stderr.write("\r\x1b[K" if seconds else "")
        sys.stderr.flush()
