"""Which formats exist, how they are named, and how a report gets into a file whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import attrs

from osce_tracker.errors import FormatError, RecordError, UsageError, accepted, quoted
from osce_tracker.files import write_file
from osce_tracker.model import validation as fields

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from osce_tracker.formats.report import Report

#: The group of entry points in which a distribution names its formats.
GROUP: Final = "osce_tracker.formats"
_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_SUFFIX: Final = re.compile(r"\.[a-z0-9]+")
T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Format:
    r"""A format of reports: one that comes with the library, or one of your own.

    Attributes:
        name: what it is called, as in ``report.render(name)``: small letters, digits and hyphens.
        suffix: the suffix of its files, with its point, in small letters.
        text: gives a report as text to be put elsewhere; ``None`` for what is no text.
        file: gives a report as a whole file, as text or bytes; without it the text is the file.
        options: names of the options that both take as keyword arguments.

    A ``Format`` goes wherever the name of a format does. Programs and ``osce-tracker`` find it by its name
    and suffix when its distribution has an entry point for it, of the same name, in the group
    ``osce_tracker.formats``; the names and suffixes of the library's own formats stay theirs.

    >>> import osce_tracker as ot
    >>> def to_ids(report: ot.Report) -> str:
    ...     return "".join(f"{row[0]}\n" for table in report.tables for row in table.rows)
    >>> ids = ot.Format(name="ids", suffix=".ids", text=to_ids)
    >>> ot.quarterly(ot.load(), "2025-Q3", dimension="economic-environmental").render(ids).split()[:2]
    ['FI25-EE-01', 'FI25-EE-03']
    """

    name: str
    suffix: str
    text: Callable[..., str] | None = None
    file: Callable[..., str | bytes] | None = None
    options: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)

    def __attrs_post_init__(self) -> None:
        """Refuse what could not be asked for by its name or suffix, or writes nothing."""
        if not _NAME.fullmatch(str(self.name)):
            raise RecordError("name", f"{quoted(self.name)} is no name; accepted: such as 'rst'", "format")
        if not _SUFFIX.fullmatch(str(self.suffix)):
            reason = f"{quoted(self.suffix)} is no suffix; accepted: such as '.rst'"
            raise RecordError("suffix", reason, self.name)
        given = [writer for writer in (self.text, self.file) if writer is not None]
        if not given or not all(map(callable, given)):
            reason = "takes a function of a report; accepted: text=, file= or both"
            raise RecordError("text", reason, self.name)


def _own(name: str, suffix: str, text: str, file: str, *options: str) -> Format:
    """Return a format of the library's own, whose modules are loaded when they are first needed."""
    return Format(
        name=name, suffix=suffix, text=_later(text) if text else None, file=_later(file), options=options
    )


def _later(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")

    def write(report: Report, **options: Any) -> Any:
        from importlib import import_module

        return getattr(import_module(f"osce_tracker.formats.{module}"), name)(report, **options)

    return write


#: The library's own formats, by name.
FORMATS: Final = {
    found.name: found
    for found in (
        _own("plain", ".txt", "plain_text:to_plain", "plain_text:to_plain", "width"),
        _own("markdown", ".md", "plain_text:to_markdown", "plain_text:to_markdown"),
        _own("html", ".html", "html:to_html", "page:to_page"),
        _own("latex", ".tex", "latex:to_latex", "latex:to_document"),
        _own("csv", ".csv", "csv:to_csv", "csv:to_csv", "bom"),
        _own("tsv", ".tsv", "csv:to_tsv", "csv:to_tsv", "bom"),
        _own("json", ".json", "json:to_json", "json:to_json"),
        _own("xlsx", ".xlsx", "", "xlsx:to_xlsx"),
        _own("docx", ".docx", "", "docx:to_docx", "template"),
    )
}
#: Names of these formats and the suffixes of their files.
SUFFIXES: Final = {name: found.suffix for name, found in FORMATS.items()}


def format_named(name: str | Format) -> Format:
    """Return a format by its name: one of the library's own, or of an installed distribution.

    Args:
        name: the name, or the format itself.

    Raises:
        FormatError: when there is none of that name, or what is installed under it is none; lists those
            that exist.
    """
    if isinstance(name, Format):
        return name
    found = FORMATS.get(name) if isinstance(name, str) else None
    return found or plugged_in(name)


def plugged_in(name: object) -> Format:
    """Return a format that an installed distribution brings.

    Args:
        name: the name of its entry point, which is that of the format.

    Raises:
        FormatError: when none has that name, two have, or what it leads to is no such format.
    """
    points = _entry_points()
    names = (*FORMATS, *dict.fromkeys(point.name for point in points))
    mine = [point for point in points if point.name == name]
    if not mine:
        raise FormatError(name, names)
    if len(mine) > 1:
        both = " and ".join(_brought_by(point) for point in mine)
        raise FormatError(name, names, f"is brought by {both}; keep one of them")
    return _loaded(mine[0], names)


def _entry_points() -> list[EntryPoint]:
    """Return the entry points of formats that are none of the library's own."""
    # Looked up each time: what is installed may change, and only who asks for a foreign format pays for it.
    from importlib.metadata import entry_points

    found = (point for point in entry_points(group=GROUP) if point.name not in FORMATS)
    return sorted(found, key=lambda point: (point.name, point.value))


def _brought_by(point: EntryPoint) -> str:
    return f"{point.value} ({point.dist.name})" if point.dist is not None else point.value


def _loaded(point: EntryPoint, names: tuple[str, ...]) -> Format:
    where = f"of {_brought_by(point)}"
    try:
        found = point.load()
    except Exception as error:  # it runs the code of another distribution; the message tells what that raised
        raise FormatError(point.name, names, f"{where} does not load: {error!r}") from error
    if not isinstance(found, Format):
        reason = f"{where} is {type(found).__name__}, no osce_tracker.Format"
        raise FormatError(point.name, names, reason)
    if found.name != point.name:
        raise FormatError(point.name, names, f"{where} calls itself {found.name!r}")
    return found


def _checked(found: Format, options: dict[str, Any]) -> None:
    unknown = [option for option in options if option not in found.options]
    if unknown:
        takes = accepted(found.options) if found.options else "none"
        names = ", ".join(map(quoted, unknown))
        raise UsageError(f"the format {found.name} takes no option {names}; accepted: {takes}")


def render(report: Report, name: str | Format, /, **options: Any) -> str:
    """Return a report as text in a format.

    Args:
        report: the report.
        name: a name of a format that is text, or a ``Format``.
        **options: what the format takes: ``width`` for ``plain``, ``bom`` for ``csv`` and ``tsv``.

    Raises:
        FormatError: for another name, or a binary format.
        UsageError: for an option that the format does not take.
    """
    found = format_named(name)
    if found.text is None:
        texts = tuple(other.name for other in FORMATS.values() if other.text)
        raise FormatError(found.name, texts, "is no text; use to_bytes or save")
    _checked(found, options)
    # tabulate's own kinds of text become plain ones.
    return str(_given(found, found.text(report, **options), str))


def to_bytes(report: Report, name: str | Format, /, **options: Any) -> bytes:
    """Return a report as a whole file in a format.

    Args:
        report: the report.
        name: the name of a format, or a ``Format``.
        **options: what the format takes, as with ``render``; ``template`` for ``docx``.

    Raises:
        FormatError: for another name.
        UsageError: for an option that the format does not take.
        MissingExtraError: when the format needs an extra that is not installed.
    """
    found = format_named(name)
    _checked(found, options)
    write = cast("Callable[..., str | bytes]", found.file or found.text)
    content = _given(found, write(report, **options), (str, bytes))
    return content.encode() if isinstance(content, str) else content


def _given(found: Format, content: T, kinds: type | tuple[type, ...]) -> T:
    """Return what a format gave; a foreign one may have given anything."""
    if not isinstance(content, kinds):
        reason = f"gave {type(content).__name__}, not {'text' if kinds is str else 'text or bytes'}"
        raise FormatError(found.name, tuple(FORMATS), reason)
    return content


def format_of(path: str | os.PathLike[str]) -> Format:
    """Return the format that the suffix of a file says.

    Args:
        path: the file.

    Raises:
        FormatError: when the suffix says none, or several; says which installed formats do not load.

    >>> format_of("q3.md").name
    'markdown'
    """
    suffix = os.path.splitext(path)[1].lower()
    for found in FORMATS.values():
        if suffix == found.suffix:
            return found
    suffixes = tuple(SUFFIXES.values())
    if not suffix:
        raise FormatError(os.fspath(path), suffixes, "cannot be told, since the name has no suffix")
    brought, faults = installed()
    fitting = [found for found in brought if found.suffix == suffix]
    if len(fitting) == 1:
        return fitting[0]
    accepted_ones = (*suffixes, *dict.fromkeys(found.suffix for found in brought))
    if fitting:
        names = " and ".join(found.name for found in fitting)
        raise FormatError(suffix, accepted_ones, f"is that of {names}; say the format by its name")
    raise FormatError(suffix, accepted_ones, f"is unknown, and {'; '.join(faults)}" if faults else "")


def installed() -> tuple[list[Format], list[str]]:
    """Return the formats that installed distributions bring, and why others do not load."""
    brought: list[Format] = []
    faults: list[str] = []
    for name in dict.fromkeys(point.name for point in _entry_points()):
        try:
            brought.append(plugged_in(name))
        except FormatError as error:
            faults.append(str(error).partition("; accepted")[0])
    return brought, faults


def save(
    report: Report, path: str | os.PathLike[str], name: str | Format | None = None, /, **options: Any
) -> None:
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
    write_file(os.fspath(path), to_bytes(report, chosen, **options))
