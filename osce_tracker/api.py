"""Functions that span several packages: write anything to a file, and start a data set or a form."""

from collections.abc import Collection
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, Final, overload

from osce_tracker.databases.tables import FlatTable, tables_of
from osce_tracker.errors import FormatError, UsageError, did_you_mean, meant, quoted
from osce_tracker.files import checked_path, write_file, write_files
from osce_tracker.formats.registry import Format, check_options, check_suffix, format_of, suffix_of
from osce_tracker.formats.report import Report
from osce_tracker.plot.chart import FORMATS, Chart
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker

#: The options of each format of a tracker, by suffix.
DATA: Final[dict[str, tuple[str, ...]]] = {
    ".sqlite": (),
    ".db": (),
    ".json": ("overwrite",),
    ".ics": ("body", "dimension", "period", "series", "due", "vague"),
    ".xlsx": (),
    ".csv": (),
    ".tsv": (),
    ".parquet": (),
    ".arrow": (),
}
#: The formats that hold one table.
_ONE_TABLE: Final = (".xlsx", ".csv", ".tsv", ".parquet", ".arrow")


@checked
def export(
    thing: Tracker | Report | Chart,
    path: str | PathLike[str],
    *,
    table: str | None = None,
    format: str | Format | None = None,  # noqa: A002 (what users call it)
    **options: Any,
) -> None:
    """Write a tracker, a report or a chart to a file. The suffix of the path gives the format.

    Args:
        thing: the tracker, report or chart.
        path: the file; an existing one is replaced. Trackers: ``.sqlite`` and ``.db`` (all tables),
            ``.json`` (a data set for ``load``), ``.ics`` (the calendar), and with one table each ``.csv``,
            ``.tsv``, ``.xlsx``, ``.parquet`` and ``.arrow``. Reports: ``.txt``, ``.md``, ``.html``, ``.tex``,
            ``.csv``, ``.tsv``, ``.json``, ``.xlsx``, ``.docx`` and ``.pdf``. Charts: ``.png``, ``.svg`` and
            ``.pdf``, and ``.csv`` for their numbers.
        table: the table to write if the format holds only one. Without it, the name of the file must be
            that of the table, as in ``statements.csv``. A ``.csv`` with any other name holds the commitments,
            in the form that ``read_sheet`` reads, and a ``.xlsx`` these and a sheet for each other table.
            Reports: the key of the table that a ``.csv`` or ``.tsv`` holds; by default the first.
        format: the format if the path has no suffix: a suffix such as ``"parquet"``, for reports also a
            name such as ``"markdown"`` or your own ``Format``. For a tracker, a one-table format
            and a path without a suffix write a folder with all tables.
        **options: options of the format. Calendars: ``body``, ``dimension``, ``period``, ``series``, ``due``
            and ``vague``. Data sets: ``overwrite``. Reports: as for ``Report.to_bytes``. Charts: ``size``.

    Raises:
        FormatError: if there is no such format; lists those that exist.
        UsageError: if the path isn't valid, its suffix is that of another format, or the table or an option
            doesn't exist; lists those that do.
        ConflictError: if the ``.json`` file holds another data set.
        MissingExtraError: if the format needs an extra that is not installed.
        OSError: if the file can't be written. An existing file then stays as it was.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     ot.export(ot.load(), f"{folder}/statements.csv")
    ...     ot.export(ot.overdue(ot.load(), "2025-12-31"), f"{folder}/overdue.md")
    ...     sorted(file.name for file in Path(folder).iterdir())
    ['overdue.md', 'statements.csv']
    """
    target = checked_path(path)
    match thing:
        case Tracker():
            _write(thing, target, table, _suffix(DATA, target, format), options)
        case Report():
            chosen = {} if table is None else {"table": table}
            write_file(target, thing.to_bytes(format_of(target, format), **chosen, **options))
        case Chart() if table is not None:
            raise UsageError("A chart has no table to choose. Leave table= out.")
        case Chart():
            suffix = _suffix(tuple(f".{name}" for name in FORMATS), target, format)
            check_options(suffix[1:], ("size",), options)
            write_file(target, thing.to_bytes(suffix, **options))
        case _:
            kind = type(thing).__name__
            raise UsageError(f"Can't export a value of type {kind}. Give a tracker, a report or a chart.")


def _write(tracker: Tracker, path: str, table: str | None, suffix: str, options: dict[str, Any]) -> None:
    check_options(suffix[1:], DATA[suffix], options)
    if table is not None and suffix not in _ONE_TABLE:
        raise UsageError(f"A file {suffix} holds the whole data set. Leave table= out.")
    match suffix:
        case ".sqlite" | ".db":
            from osce_tracker.databases.sqlite import to_sqlite

            write_file(path, to_sqlite(tracker))
        case ".json":
            from osce_tracker.dataset.write import save

            save(tracker, path, **options)
        case ".ics":
            from osce_tracker.calendars.write import render_calendar

            write_file(path, render_calendar(tracker, **options).encode())
        case _ if table is None and (Path(path).is_dir() or not Path(path).suffix):
            files = {
                f"{name}{suffix}": _table_file(tracker, each, suffix)
                for name, each in tables_of(tracker).items()
            }
            Path(path).mkdir(parents=True, exist_ok=True)
            write_files({str(Path(path) / name): data for name, data in files.items()})
        case _:
            write_file(path, _table_file(tracker, _checked_table(tracker, path, table, suffix), suffix))


def _table_file(tracker: Tracker, table: FlatTable | None, suffix: str) -> bytes:
    """Return a table as a file, or ``None`` as a workbook of all."""
    if table is not None and suffix in (".parquet", ".arrow"):
        from osce_tracker.databases.arrow import table_to_bytes

        return table_to_bytes(table, suffix)
    from osce_tracker.spreadsheets.write import table_file, whole_workbook

    return whole_workbook(tracker) if table is None else table_file(tracker, table, suffix)


def _suffix(forms: Collection[str], path: str, name: str | Format | None) -> str:
    """Return the suffix of a format, given by name, by path, or by both if they agree."""
    if isinstance(name, Format):
        raise UsageError("A Format of your own writes reports only.")
    if name is not None and not isinstance(name, str):
        raise FormatError(name, tuple(forms))
    suffix = suffix_of(path) if name is None else f".{name.lower().removeprefix('.')}"
    if not suffix:
        raise FormatError(path, tuple(forms), "is unclear, since the file name has no suffix")
    if suffix not in forms:
        raise FormatError(suffix, tuple(forms))
    if not Path(path).is_dir():
        check_suffix(path, suffix[1:], suffix)
    return suffix


def _checked_table(tracker: Tracker, path: str, table: str | None, suffix: str) -> FlatTable | None:
    """Return the table to write, or ``None`` for a workbook of all."""
    from osce_tracker.spreadsheets.write import SHEETS

    name, tables = Path(path).stem if table is None else table, tables_of(tracker)
    if name in tables:
        return tables[name]
    # People often call a file "data" without meaning the data dictionary.
    near = () if table is None and name.lower() == "data" else meant(name, tuple(tables))
    if table is None and not near and suffix in SHEETS:
        # Write the form that read_sheet reads.
        return None if suffix == ".xlsx" else tables["commitments"]
    how = "Use" if table else f"Name the file after its table, as in statements{suffix}, or choose"
    listed = ", ".join(tables)
    raise UsageError(f"There is no table {quoted(name)}. {how} one of: {listed}.{did_you_mean(near)}")


@overload
def new(path: str | PathLike[str], chair: str, today: date | str) -> Tracker: ...
@overload
def new(path: str | PathLike[str]) -> None: ...
def new(
    path: str | PathLike[str], chair: str | None = None, today: date | str | None = None
) -> Tracker | None:
    """Start a data set in a new folder, or write an empty form for commitments.

    Args:
        path: a new or empty folder for a data set; an ``.xlsx`` file (with drop-down lists) or a ``.csv``
            file for a form, which ``read_sheet`` reads once you have filled it in.
        chair: for a data set: the Chair and year, such as ``"Switzerland 2026"``.
        today: for a data set: the day up to which it is compiled, as a date or ``"2026-01-15"``.

    Returns:
        The data set, with one example and a README that explains it; ``None`` for a form.

    Raises:
        UsageError: if the file exists, the folder isn't empty, or the Chair isn't a State and a year.
        UnknownStateError: if there is no such State; names the closest.
        MissingExtraError: for ``.xlsx`` if the extra ``excel`` is not installed.
        OSError: if the files can't be written.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     ot.new(f"{folder}/commitments.csv")
    ...     mine = ot.new(f"{folder}/mine", "Switzerland 2026", "2026-01-15")
    >>> mine.edition.title, mine.commitments.ids
    ("Switzerland's 2026 OSCE Chairpersonship", ('CH26-HD-01',))
    """
    from osce_tracker.dataset.new import new as new_data_set
    from osce_tracker.spreadsheets.write import SHEETS, form

    suffix = Path(checked_path(path)).suffix.lower()
    if suffix in SHEETS and chair is None:
        if Path(path).exists():
            raise UsageError(f"{path} exists. Give a new file.")
        write_file(path, form(suffix))
        return None
    if chair is None or today is None:
        needed = {"a Chair such as 'Switzerland 2026'": chair, "a day such as '2026-01-15'": today}
        needs = " and ".join(what for what, given in needed.items() if given is None)
        raise UsageError(f"A data set needs {needs}. A form has a name ending in {' or '.join(SHEETS)}.")
    return new_data_set(path, chair, today)
