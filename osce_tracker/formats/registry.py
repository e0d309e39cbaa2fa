"""The formats of reports: names, suffixes and the functions that write them."""

import os
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Final, TypeVar, cast

import attrs

from osce_tracker.errors import FormatError, RecordError, UsageError, accepted, quoted
from osce_tracker.model import validation as fields

_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_SUFFIX: Final = re.compile(r"\.[a-z0-9]+")
_HALF: Final = re.compile("[\ud800-\udfff]")
T = TypeVar("T")


def _name(value: str) -> str:
    if not _NAME.fullmatch(fields.text(value)):
        raise ValueError(
            f"{quoted(value)} can't be a name. Use small letters, digits and hyphens, such as 'rst'."
        )
    return fields.text(value)


def _suffix(value: str) -> str:
    if not _SUFFIX.fullmatch(fields.text(value)):
        raise ValueError(f"{quoted(value)} can't be a suffix. Use one such as '.rst'.")
    return fields.text(value)


def _writer(value: Callable[..., Any] | None) -> Callable[..., Any] | None:
    if value is not None and not callable(value):
        raise ValueError(f"{quoted(value)} is not a function. Give one that takes a report.")
    return value


@attrs.frozen(kw_only=True, field_transformer=fields.name_errors)
class Format:
    r"""A format of reports, which you can use in place of a format's name.

    Args:
        name: the name, in small letters, digits and hyphens.
        suffix: the suffix of its files in small letters, such as ``.rst``.
        text: a function that takes a report and returns it as text; ``None`` for a binary format.
        file: a function that takes a report and returns a whole file as text or bytes; by default
            ``text``.
        options: names of the options that both functions take as keyword arguments.

    Raises:
        RecordError: if the name or suffix is invalid, or there is no function.

    >>> import osce_tracker as ot
    >>> def to_ids(report: ot.Report) -> str:
    ...     return "".join(f"{row[0]}\n" for table in report.tables for row in table.rows)
    >>> ids = ot.Format(name="ids", suffix=".ids", text=to_ids)
    >>> table = ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("A",), ("B",)))
    >>> ot.Report(title="Example", tables=(table,)).render(ids)
    'A\nB\n'
    """

    name: str = attrs.field(converter=_name)
    suffix: str = attrs.field(converter=_suffix)
    text: Callable[..., str] | None = attrs.field(default=None, converter=_writer)
    file: Callable[..., str | bytes] | None = attrs.field(default=None, converter=_writer)
    options: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)

    def __attrs_post_init__(self) -> None:
        """Reject a format that writes nothing."""
        if self.text is None and self.file is None:
            reason = "A format needs a function that takes a report: text=, file= or both."
            raise RecordError("text", reason, self.name)

    def render(self, report: object, /, **options: Any) -> str:
        """Return a report as text.

        Args:
            report: the report.
            **options: options of the format.

        Raises:
            FormatError: if the format is binary.
            UsageError: if the format doesn't have one of the options.
        """
        if self.text is None:
            texts = tuple(known.name for known in FORMATS.values() if known.text)
            raise FormatError(self.name, texts, "is binary; use to_bytes")
        return self._write(self.text, report, options, str)

    def to_bytes(self, report: object, /, **options: Any) -> bytes:
        """Return a report as a complete file, in UTF-8 if it is text.

        Args:
            report: the report.
            **options: options of the format.

        Raises:
            UsageError: if the format doesn't have one of the options.
            MissingExtraError: if the format needs an extra that is not installed.
        """
        write = cast("Callable[..., str | bytes]", self.file or self.text)
        content = self._write(write, report, options, str | bytes)
        return content.encode() if isinstance(content, str) else content

    def _write(self, write: Callable[..., T], report: object, options: dict[str, Any], expected: Any) -> T:
        check_options(self.name, self.options, options)
        content = write(report, **options)
        if isinstance(content, str) and _HALF.search(content):
            raise FormatError(
                self.name, tuple(FORMATS), "returned half of a surrogate pair, which no file can store"
            )
        if not isinstance(content, expected):
            reason = (
                f"returned {type(content).__name__} instead of text{'' if expected is str else ' or bytes'}"
            )
            raise FormatError(self.name, tuple(FORMATS), reason)
        return content


def _late(place: str) -> Callable[..., Any] | None:
    """Return a function of a format whose module loads on first use; ``None`` for none."""
    if not place:
        return None
    module, _, name = place.partition(":")

    def write(report: object, **options: Any) -> Any:
        return getattr(import_module(f"osce_tracker.formats.{module}"), name)(report, **options)

    return write


#: The formats of the library, by name.
FORMATS: Final = {
    name: Format(name=name, suffix=suffix, text=_late(text), file=_late(file), options=options)
    for name, suffix, text, file, *options in (
        ("plain", ".txt", "plain_text:to_plain", "plain_text:to_plain", "width", "sources"),
        ("markdown", ".md", "markdown:to_markdown", "markdown:to_markdown", "sources"),
        ("html", ".html", "html:to_html", "page:to_page", "sources"),
        ("latex", ".tex", "latex:to_latex", "latex:to_document", "sources"),
        ("csv", ".csv", "csv:to_csv", "csv:to_csv", "bom", "sources", "table"),
        ("tsv", ".tsv", "csv:to_tsv", "csv:to_tsv", "bom", "sources", "table"),
        ("json", ".json", "json:to_json", "json:to_json", "sources"),
        ("xlsx", ".xlsx", "", "xlsx:to_xlsx", "sources"),
        ("docx", ".docx", "", "docx:to_docx", "template", "sources"),
        ("pdf", ".pdf", "", "pdf:to_pdf", "sources"),
    )
}
#: The suffixes of their files, by name.
SUFFIXES: Final = {name: known.suffix for name, known in FORMATS.items()}


def format_named(name: str | Format) -> Format:
    """Return a format by its name or by the suffix of its files.

    Args:
        name: the name or suffix, in any case, or a ``Format``, which is returned unchanged.

    Raises:
        FormatError: if there is no such format; lists those that exist.

    >>> format_named("md").name
    'markdown'
    """
    if isinstance(name, Format):
        return name
    if isinstance(name, str):
        wanted = name.lower().removeprefix(".")
        for known in FORMATS.values():
            if wanted in (known.name, known.suffix[1:]):
                return known
    raise FormatError(name, tuple(FORMATS))


def format_of(path: str | os.PathLike[str], name: str | Format | None = None) -> Format:
    """Return the format of a file.

    Args:
        path: the file, whose suffix names the format.
        name: the format if the file has no suffix; with one, it must match.

    Raises:
        FormatError: if no format has that name or suffix, or both are missing; lists those that exist.
        UsageError: if they don't agree.

    >>> format_of("q3.md").name
    'markdown'
    """
    suffix, suffixes = suffix_of(path), tuple(SUFFIXES.values())
    if name is not None:
        chosen = format_named(name)
        check_suffix(path, chosen.name, chosen.suffix)
        return chosen
    if suffix in suffixes:
        return format_named(suffix[1:])
    if suffix == ".ics":
        raise FormatError(suffix, suffixes, "is for calendars, which export writes")
    if suffix:
        raise FormatError(suffix, suffixes)
    raise FormatError(os.fspath(path), suffixes, "is unclear, since the file name has no suffix")


def suffix_of(path: str | os.PathLike[str]) -> str:
    """Return the suffix of a file in small letters.

    >>> suffix_of("Q3.MD"), suffix_of("folder.d/q3")
    ('.md', '')
    """
    return os.path.splitext(path)[1].lower()


def check_suffix(path: str | os.PathLike[str], name: str, suffix: str) -> None:
    """Reject a file name with the suffix of another format than the chosen one.

    Args:
        path: the file. Without a suffix it fits any format.
        name: the name of the format.
        suffix: the suffix of its files.

    Raises:
        UsageError: if they don't agree.

    >>> check_suffix("q3", "csv", ".csv")
    """
    if suffix_of(path) not in ("", suffix):
        raise UsageError(
            f"The format {name} doesn't fit the file name {os.fspath(path)}. "
            f"Use a name that ends in {suffix}, or another format."
        )


def check_options(name: str, known: tuple[str, ...], options: Iterable[str]) -> None:
    """Reject options that a format doesn't have.

    Args:
        name: the name of the format.
        known: its options.
        options: the given options.

    Raises:
        UsageError: if any of them is unknown; lists the known ones.

    >>> check_options("csv", ("bom",), {"bom": True})
    """
    unknown = ", ".join(quoted(option) for option in options if option not in known)
    if unknown:
        own = f"Its options: {accepted(known)}." if known else "It has none."
        raise UsageError(f"The format {name} has no option {unknown}. {own}")
