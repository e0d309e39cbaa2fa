"""Writing to standard output, standard error and files."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.formats.registry import format_named, format_of

if TYPE_CHECKING:
    import argparse

    from osce_tracker.formats.registry import Format
    from osce_tracker.formats.report import Report

STDOUT: Final = "standard output"


def chosen_format(arguments: argparse.Namespace) -> Format:
    """Return the format in which a report is wanted.

    Args:
        arguments: the arguments of a command that shows a report.

    Raises:
        FormatError: if the format or the suffix doesn't exist.
    """
    if arguments.format is None and arguments.output is not None:
        return format_of(arguments.output)
    return format_named(arguments.format or "plain")


def show_report(report: Report, arguments: argparse.Namespace) -> None:
    """Print a report, or write it to the file given by ``--output``.

    Args:
        report: the report.
        arguments: the arguments of the command.
    """
    form = chosen_format(arguments)
    options: dict[str, Any] = {"bom": arguments.bom or None, "template": arguments.template}
    options = {name: value for name, value in options.items() if value is not None}
    if arguments.output is not None:
        from osce_tracker.api import export

        export(report, arguments.output, format=form, **options)
    elif form.text is not None:
        show(report.render(form, **options))
    else:
        show(report.to_bytes(form, **options))


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
    # The name of a file may have bytes that are no text.
    data = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def complain(message: str) -> None:
    """Print a message on standard error, if there is one.

    Args:
        message: the message.
    """
    from osce_tracker.text import plain

    if sys.stderr is not None:
        sys.stderr.buffer.write(f"osce-tracker: {plain(message)}\n".encode())
        sys.stderr.buffer.flush()
