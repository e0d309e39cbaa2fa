"""Spreadsheets out: an empty form, commitments, whole data sets, and rows that weren't imported."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any, Final, cast

from osce_tracker.databases.tables import FlatTable, tables_of
from osce_tracker.errors import UsageError
from osce_tracker.files import office_file
from osce_tracker.formats import xlsx
from osce_tracker.formats.cells import is_address
from osce_tracker.formats.report import Column as ReportColumn
from osce_tracker.formats.report import Report, Table
from osce_tracker.model.commitments import Commitment, MakerType
from osce_tracker.model.periods import Period
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.spreadsheets.columns import COLUMNS, NEEDED, REASON, Column, known_headings
from osce_tracker.spreadsheets.files import DATE_YEARS, ESCAPED, Linked
from osce_tracker.spreadsheets.read import EXPLAINED, Line, Page, text_of
from osce_tracker.text import FORMULA
from osce_tracker.tracker.tracker import Tracker

_SHEET: Final = "Commitments"
#: Characters that XML can't hold or turns into line ends, and the underscore before an apparent code.
_UNHELD: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
#: The number of form rows with drop-down lists.
_FORM_ROWS: Final = 500
#: The columns of long texts, and the maximum widths of these and others.
_LONG: Final = ("full text", "what happened", "promise address", "update address", REASON)
_WIDEST: Final = 60
_USUAL: Final = 30
#: The suffixes of files with commitments in rows.
SHEETS: Final = (".xlsx", ".csv")
#: The note on the cover of a whole data set.
_ONLY_COMMITMENTS: Final = (
    "The sheet Commitments is the one that osce-tracker import reads. The other sheets are for reading: "
    "nothing that you change there is imported."
)
_CODES: Final = (
    "The code of a State has its name next to it, and a period its first and last day. The sheet Data "
    "dictionary explains every column."
)
_TITLES: Final = {column.title: column for column in COLUMNS}


def form(suffix: str) -> bytes:
    """Return an empty form for commitments: headings, an explained example, and lists to choose from.

    Args:
        suffix: ``.xlsx`` (with drop-down lists) or ``.csv``.

    Raises:
        MissingExtraError: for ``.xlsx`` if the extra ``excel`` is not installed.

    >>> form(".csv").decode("utf-8-sig").split(",")[:8]
    ['id', 'commitment', 'full text', 'maker type', 'made by', 'signed by', 'dimensions', 'themes']
    """
    lines = [[column.explained for column in COLUMNS], [column.example for column in COLUMNS]]
    for line in lines:
        line[0] = f"{EXPLAINED} {line[0]}"
    return _file({_SHEET: [[*_TITLES], *lines]}, suffix, is_form=True)


def sheet(commitments: Iterable[Commitment], suffix: str) -> bytes:
    """Return commitments as a spreadsheet from which ``read_sheet`` restores them exactly.

    Args:
        commitments: the commitments. Each has a row, with further rows for its updates and its other
            sources. Empty optional texts come back as missing, and spaces around texts are dropped.
        suffix: ``.xlsx`` or ``.csv``.

    Raises:
        UsageError: if a text is longer than an Excel cell can hold.
        MissingExtraError: for ``.xlsx`` if the extra ``excel`` is not installed.

    >>> import osce_tracker as ot
    >>> rows = sheet(ot.load().commitments.where(lever="consensus"), ".csv")
    >>> rows.decode("utf-8-sig").splitlines()[1].split(",")[0]
    'FI25-EE-01'
    """
    return _file({_SHEET: _checked_lines(commitments)}, suffix)


def table_file(tracker: Tracker, table: FlatTable, suffix: str) -> bytes:
    """Return a table in CSV, TSV or Excel; commitments in the form that can be read back.

    Args:
        tracker: the tracker.
        table: one of its tables.
        suffix: ``.csv``, ``.tsv`` or ``.xlsx``.

    Raises:
        MissingExtraError: for ``.xlsx`` if the extra ``excel`` is not installed.
    """
    if table.name == "commitments" and suffix in SHEETS:
        return sheet(tracker.commitments, suffix)
    # In text files, a column of days has the same form as in the others.
    made = _report_table(table, "date" if suffix == ".xlsx" else "text")
    report = Report(title=table.name, tables=(made,), edition=tracker.edition, known_by=tracker.known_by)
    if suffix != ".xlsx":
        return report.to_bytes(suffix[1:])
    book = xlsx.new_book()
    xlsx.add_report(book, report, is_data=True)
    return office_file(book)


def whole_workbook(tracker: Tracker) -> bytes:
    """Return a whole data set as a workbook, whose commitments can be read back.

    Args:
        tracker: the tracker.

    Raises:
        MissingExtraError: if the extra ``excel`` is not installed.
    """
    edition = tracker.edition
    nouns = ("commitment", "event", "series of regular meetings", "statement")
    records: tuple[Any, ...] = tracker.collections
    sizes = zip(map(len, records), nouns, strict=True)
    # The plural of "series" is the same.
    counts = [f"{n} {noun}{'s' if n != 1 and not noun.startswith('series') else ''}" for n, noun in sizes]
    by_chair = sum(one.made_by.type is MakerType.CHAIR for one in tracker.commitments)
    report = Report(
        title="Data set" if edition is None else edition.title,
        headline=f"{', '.join(counts[:-1])} and {counts[-1]}.",
        lead=f"By the Chair: {by_chair} of the commitments." if tracker.commitments else "",
        tables=[_report_table(one) for one in tables_of(tracker).values() if one.name != "commitments"],
        notes=[_ONLY_COMMITMENTS, _CODES, *([edition.note] if edition and edition.note else [])],
        edition=edition,
        known_by=tracker.known_by,
    )
    book = _book({_SHEET: _checked_lines(tracker.commitments)}, is_form=False)
    titles = {_SHEET: f"{_SHEET}: {counts[0]}, with further rows for updates and sources"}
    xlsx.add_report(book, report, titles, is_data=True)
    return office_file(book)


def _report_table(table: FlatTable, days: str = "date") -> Table:
    """Return a table of a data set as a table of a report, with days as a kind of column."""
    kinds = {"integer": "number", "date": days}
    return Table(
        title=f"{table.name.replace('_', ' ').capitalize()}: each row is {table.meaning}",
        key=table.name,
        columns=tuple(ReportColumn(c.name, c.name, kinds.get(c.type, "text")) for c in table.columns),
        rows=tuple(tuple(map(_flat, row)) for row in table.rows),
    )


def _flat(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value


def _checked_lines(commitments: Iterable[Commitment]) -> list[list[Any]]:
    """Return the headings and rows of commitments, if a workbook can hold them."""
    lines = [[*_TITLES], *(line for c in commitments for line in _lines(c))]
    for line in lines:
        for title, value in zip(_TITLES, line, strict=True):
            # A truncated text would come back as a different one.
            if len(_coded(str(value or "")).encode("utf-16-le")) > 2 * xlsx.LONGEST_TEXT:
                limit = f"the {xlsx.LONGEST_TEXT:,} characters that an Excel cell can hold"
                raise UsageError(f"{line[0]}: {title} is longer than {limit}.")
    return lines


def rest(pages: Sequence[Page], suffix: str) -> bytes:
    """Return the rows that couldn't be imported, each with the reasons, for correction and another import.

    Args:
        pages: the sheets of one file, as they were read.
        suffix: ``.xlsx``, ``.csv`` or ``.tsv``.

    Returns:
        The file. A sheet has the columns of the original and, left empty, any required ones that it lacked.
    """
    sheets: dict[str, list[list[Any]]] = {}
    for page in pages:
        left = [line for line in page.lines if line.reasons]
        width = max([len(page.head.cells), *(len(line.cells) for line in left)])
        # Without the row above them, some headings may mean something else.
        alone = {n: found.column for n, found in known_headings(map(text_of, page.head.cells)).items()}
        is_same = all(alone.get(n) == column for n, column in page.columns.items())
        named = {} if is_same else {n: column.title for n, column in page.columns.items()}
        heads = [REASON, *(named.get(n, cell) for n, cell in enumerate(page.head.cells))]
        heads += [*[None] * (width + 1 - len(heads)), *page.absent]
        if left:
            lines = [["; ".join(dict.fromkeys(line.reasons)), *_kept(line)] for line in left]
            sheets[page.sheet.name] = [heads, *lines]
    return _file(sheets, suffix, pages[0].sheet.separator)


def _kept(line: Line) -> list[Any]:
    """Return the cells of a row, with the addresses of links where needed."""
    links = {n for n, column in line.page.columns.items() if column.form == "addresses"}
    return [c.url if isinstance(c, Linked) and n in links else c for n, c in enumerate(line.cells)]


def _lines(c: Commitment) -> Iterator[list[Any]]:
    """Yield the rows of a commitment: its fields, then a row for each further source and update."""
    records: Any = (("promise", c), *(("update", update) for update in c.updates))
    for part, record in records:
        for n, source in enumerate(record.sources or (None,)):
            parts = {part: record if n == 0 else None, f"{part} source": source}
            cells = [_cell(column, parts.get(column.part)) for column in COLUMNS]
            yield [c.id, *cells[1:]]


def _cell(column: Column, record: object) -> Any:
    r"""Return the cell of a record in a column, with semicolons between the values of a list (``a;b``)."""
    value = None if record is None else attrgetter(column.field)(record)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Vocabulary):
        return value.label
    if isinstance(value, date):
        return Period(value)
    if isinstance(value, tuple):
        items = cast("tuple[str, ...]", value)
        texts = (item.label if isinstance(item, Vocabulary) else item for item in items)
        return "; ".join(text.replace("\\", "\\\\").replace(";", "\\;") for text in texts) or None
    return value if value is None or isinstance(value, Period) else str(value)


def _file(sheets: dict[str, list[list[Any]]], suffix: str, sep: str = ",", *, is_form: bool = False) -> bytes:
    if suffix == ".xlsx":
        return office_file(_book(sheets, is_form=is_form))
    (lines,) = sheets.values()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", delimiter=sep)
    writer.writerows([[_guarded(text_of(cell)) for cell in line] for line in lines])
    # With the mark by which Excel recognises UTF-8.
    return out.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    """Return a text as a cell of CSV: never a formula, and distinct from a text that looks guarded."""
    return f"'{text}" if ESCAPED.match(text) or text.startswith(FORMULA) else text


def _coded(text: str) -> str:
    r"""Return a text for a cell of a workbook, with characters that XML can't hold encoded as in Excel.

    >>> _coded("_x0041_"), _coded("a\x07b")
    ('_x005F_x0041_', 'a_x0007_b')
    """
    return _UNHELD.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _book(sheets: dict[str, list[list[Any]]], *, is_form: bool) -> Any:
    book = xlsx.new_book()
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    aligned = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
    for title, (heads, *lines) in sheets.items():
        page = book.create_sheet(title)
        for place, text in enumerate(map(text_of, heads), 1):
            head, column = page.cell(1, place), _TITLES.get(text)
            xlsx.put_text(head, text)
            head.font = Font(name=xlsx.FONT, sz=xlsx.POINTS, bold=True, color="FFFFFF")
            head.alignment = aligned
            head.fill = PatternFill("solid", fgColor="1F4E78" if text in NEEDED["promise"] else "7F7F7F")
            letter = get_column_letter(place)
            size = page.column_dimensions[letter]
            below = [text_of(line[place - 1]) for line in lines if place <= len(line)]
            size.width = xlsx.column_width(text, below, _WIDEST if text in _LONG else _USUAL)
            if column is not None and column.form == "date":
                # As text, dates stay as typed: Excel would turn "July 2025" into 1 July.
                size.number_format = "@"
            if is_form and column is not None and isinstance(column.form, type):
                _offer_words(page, letter, column.title, column.form)
        for number, line in enumerate(lines, 2):
            most = 1
            for place, value in enumerate(line, 1):
                if value not in (None, ""):
                    cell = page.cell(number, place)
                    _put(cell, value)
                    cell.alignment = aligned
                    if not is_address(text := text_of(value)):
                        width = page.column_dimensions[cell.column_letter].width
                        most = max(most, xlsx.lines_of(text, width))
                    if is_form:
                        cell.font = Font(name=xlsx.FONT, sz=xlsx.POINTS, italic=True, color="7F7F7F")
            xlsx.set_height(page, number, most)
        texts = zip(map(text_of, heads), page.column_dimensions.values(), strict=True)
        xlsx.set_height(page, 1, max(xlsx.lines_of(text, size.width / xlsx.BOLD) for text, size in texts))
        page.freeze_panes = "B2"
        xlsx.set_page(page)
    book.properties.creator = "osce_tracker"
    return book


def _put(cell: Any, value: Any) -> None:
    if isinstance(value, Period) and value.kind == "day" and value.first.year in DATE_YEARS:
        cell.value, cell.number_format = value.first, "yyyy-mm-dd"
    elif isinstance(value, int | float | datetime | date | time):
        cell.value = value
    else:
        cell.value = _coded(text_of(value))[: xlsx.LONGEST_TEXT]
        cell.data_type = "s"


def _offer_words(page: Any, letter: str, title: str, vocabulary: type[Vocabulary]) -> None:
    """Add drop-down lists below a heading whose cells are one word of a vocabulary."""
    from openpyxl.worksheet.datavalidation import DataValidation

    # "Not assessed" is never stored for a promise.
    words = ",".join(word.label for word in vocabulary if word.label != "not assessed")
    offered: Any = DataValidation("list", f'"{words}"', allow_blank=True, showErrorMessage=True)
    offered.error, offered.errorTitle = "Choose one from the list", title
    page.add_data_validation(offered)
    offered.add(f"{letter}4:{letter}{_FORM_ROWS}")
