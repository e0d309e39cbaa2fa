"""Which formats exist, how they are named, and how a report gets into a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from osce_tracker.errors import FormatError, UsageError, accepted, quoted

if TYPE_CHECKING:
    from osce_tracker.reports.table import Report


class Format(NamedTuple):
    """One format of reports.

    Attributes:
        name: what it is called.
        suffix: the suffix of its files.
        module: the module under ``formats`` that writes it.
        text: the function there that gives it as text to be put elsewhere; empty for binary formats.
        file: the function there that gives a whole file, as text or bytes.
        options: names of the options that its functions take.
        extra: name of the extra that it needs, or empty.
    """

    name: str
    suffix: str
    module: str
    text: str
    file: str
    options: tuple[str, ...] = ()
    extra: str = ""


#: All formats, by name.
FORMATS: Final = {
    found.name: found
    for found in (
        Format("plain", ".txt", "text", "to_plain", "to_plain", ("width",)),
        Format("markdown", ".md", "text", "to_markdown", "to_markdown"),
        Format("html", ".html", "fragment", "to_html", "page:to_page", (), "html"),
        Format("latex", ".tex", "latex", "to_latex", "to_document"),
        Format("csv", ".csv", "delimited", "to_csv", "to_csv", ("bom",)),
        Format("tsv", ".tsv", "delimited", "to_tsv", "to_tsv", ("bom",)),
        Format("json", ".json", "rows", "to_json", "to_json"),
        Format("xlsx", ".xlsx", "workbook", "", "to_xlsx", (), "excel"),
        Format("docx", ".docx", "document", "", "to_docx", ("template",), "word"),
    )
}
#: Names of the formats and the suffixes of their files.
SUFFIXES: Final = {name: found.suffix for name, found in FORMATS.items()}


def format_named(name: str) -> Format:
    """Return a format by its name.

    Args:
        name: the name.

    Raises:
        FormatError: when there is none of that name; lists those that exist.
    """
    found = FORMATS.get(name) if isinstance(name, str) else None
    if found is None:
        raise FormatError(name, tuple(FORMATS))
    return found


def _written(report: Report, found: Format, function: str, options: dict[str, Any]) -> str | bytes:
    """Return what a function of a format gives, loading its module when it is first needed."""
    from importlib import import_module

    unknown = [option for option in options if option not in found.options]
    if unknown:
        takes = accepted(found.options) if found.options else "none"
        names = ", ".join(map(quoted, unknown))
        raise UsageError(f"the format {found.name} takes no option {names}; accepted: {takes}")
    other, _, name = function.rpartition(":")
    module = import_module(f"osce_tracker.formats.{other or found.module}")
    return cast("str | bytes", getattr(module, name)(report, **options))


def render(report: Report, name: str, /, **options: Any) -> str:
    """Return a report as text in a format.

    Args:
        report: the report.
        name: a name of ``FORMATS`` that is no binary one.
        **options: what the format takes: ``width`` for ``plain``, ``bom`` for ``csv`` and ``tsv``.

    Raises:
        FormatError: for another name, or a binary format.
        UsageError: for an option that the format does not take.
    """
    found = format_named(name)
    if not found.text:
        texts = tuple(other.name for other in FORMATS.values() if other.text)
        raise FormatError(name, texts, "is no text; use to_bytes or save")
    return str(_written(report, found, found.text, options))


def to_bytes(report: Report, name: str, /, **options: Any) -> bytes:
    """Return a report as a whole file in a format.

    Args:
        report: the report.
        name: a name of ``FORMATS``.
        **options: what the format takes, as with ``render``; ``template`` for ``docx``.

    Raises:
        FormatError: for another name.
        UsageError: for an option that the format does not take.
        MissingExtraError: when the format needs an extra that is not installed.
    """
    found = format_named(name)
    content = _written(report, found, found.file, options)
    return content.encode() if isinstance(content, str) else content


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
    for found in FORMATS.values():
        if suffix == found.suffix:
            return found.name
    raise FormatError(suffix or os.fspath(path), tuple(SUFFIXES.values()))


def save(report: Report, path: str | os.PathLike[str], name: str | None = None, /, **options: Any) -> None:
    """Write a report into a file: a whole document, in UTF-8 where it is text.

    Args:
        report: the report.
        path: the file.
        name: the format; without it the suffix says it.
        **options: what the format takes, as with ``to_bytes``.

    Raises:
        FormatError: when neither says a format that exists.
        UsageError: for an option that the format does not take.
        MissingExtraError: when the format needs an extra that is not installed.
        OSError: when the file cannot be written; an old file is then left as it was.
    """
    chosen = format_of(path) if name is None else name
    write_whole(os.fspath(path), to_bytes(report, chosen, **options))


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
    # Beside the file, since a file can only be renamed within one file system; two saves at once do not
    # meet, and a name as long as names may be has room for it.
    folder, name = os.path.split(target)
    draft = os.path.join(folder, f".{name[:100]}.{os.urandom(6).hex()}.tmp")
    try:
        if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
            with open(target, "wb") as stream:
                stream.write(data)
            return
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
