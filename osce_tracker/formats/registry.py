"""Which formats exist, how they are named, and how a report gets into a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable

    from osce_tracker.reports.table import Report

#: Names of the formats and the suffixes of their files.
SUFFIXES: Final = {
    "plain": ".txt",
    "markdown": ".md",
    "html": ".html",
    "latex": ".tex",
    "csv": ".csv",
    "tsv": ".tsv",
}


def _writer(name: str) -> Callable[..., str]:
    """Return the function that writes a format, loading its module when it is first needed."""
    if name in ("csv", "tsv"):
        from osce_tracker.formats import delimited

        return {"csv": delimited.to_csv, "tsv": delimited.to_tsv}[name]
    from osce_tracker.formats import text

    writers: dict[str, Callable[..., str]] = {
        "plain": text.to_plain,
        "markdown": text.to_markdown,
        "html": text.to_html,
        "latex": text.to_latex,
        "page": text.to_page,
    }
    return writers[name]


def render(report: Report, name: str, **options: Any) -> str:
    """Return a report as text in a format.

    Args:
        report: the report.
        name: one of the keys of ``SUFFIXES``.
        **options: what the format takes: ``width`` for ``plain``.

    Raises:
        FormatError: for another name.
    """
    if name not in SUFFIXES:
        raise FormatError(name, tuple(SUFFIXES))
    return _writer(name)(report, **options)


def format_of(path: str | os.PathLike[str]) -> str:
    """Return the format that the suffix of a file says.

    Args:
        path: the file.

    Raises:
        FormatError: when the suffix says none.

    >>> format_of("q3.md")
    'markdown'
    """
    suffix = os.path.splitext(path)[1].lower()
    for name, known in SUFFIXES.items():
        if suffix == known:
            return name
    raise FormatError(suffix or os.fspath(path), tuple(SUFFIXES.values()))


def save(report: Report, path: str | os.PathLike[str], name: str | None = None) -> None:
    """Write a report into a file: a whole document, in UTF-8.

    Args:
        report: the report.
        path: the file.
        name: the format; without it the suffix says it.

    Raises:
        FormatError: when neither says a format that exists.
        OSError: when the file cannot be written; an old file is then left as it was.
    """
    chosen = format_of(path) if name is None else name
    if chosen not in SUFFIXES:
        raise FormatError(chosen, tuple(SUFFIXES))
    text = _writer("page" if chosen == "html" else chosen)(report)
    write_whole(os.fspath(path), text.encode())


def write_whole(path: str, data: bytes) -> None:
    """Write a file so that it holds either what it held before or all of the data.

    Args:
        path: the file; where it is a link, what it leads to is written, and what is no file, such as a
            pipe or a device, is written to as it is.
        data: what it is to hold.

    Raises:
        OSError: when it cannot be written; an old file is then left as it was.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
        with open(target, "wb") as stream:
            stream.write(data)
        return
    # Beside the file, since a file can only be renamed within one file system.
    folder, name = os.path.split(target)
    draft = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    try:
        with open(draft, "wb") as file:
            file.write(data)
        if os.path.isfile(target):
            os.chmod(draft, os.stat(target).st_mode & 0o7777)
        os.replace(draft, target)
    except OSError as error:
        with suppress(OSError):
            os.unlink(draft)
        # The draft's name is no concern of the caller.
        raise OSError(error.errno, error.strerror, path) from None
