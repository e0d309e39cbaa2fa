"""Commitments into a spreadsheet: an empty form to fill in, and a data set in the same form."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.errors import UsageError
from osce_tracker.files import extra, office_file
from osce_tracker.formats.xlsx import LONGEST_TEXT, put_text
from osce_tracker.model.periods import Period
from osce_tracker.spreadsheets.files import ESCAPED
from osce_tracker.spreadsheets.form import COLUMNS, NEEDED, WORDS
from osce_tracker.spreadsheets.read import EXPLAINED
from osce_tracker.text import FORMULA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.sources import Source

_SHEET: Final = "Commitments"
#: What no XML holds, or reads as a line end, and the blank below a code that would be one.
_UNHELD: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
#: So many rows of the form offer their words.
_FORM_ROWS: Final = 500


#: The suffixes of files that hold commitments in rows.
SHEETS: Final = (".xlsx", ".csv")


def form(suffix: str) -> bytes:
    """Return an empty form for commitments: headings, an explained example, and lists to choose from.

    Args:
        suffix: ``.xlsx`` (with drop-down lists) or ``.csv``.

    Raises:
        MissingExtraError: for ``.xlsx`` if the extra ``excel`` is not installed.

    >>> form(".csv").decode("utf-8-sig").split(",")[:8]
    ['id', 'commitment', 'full text', 'maker type', 'made by', 'signed by', 'dimensions', 'themes']
    """
    explained = [f"{EXPLAINED} {c.explained}" if n == 0 else c.explained for n, c in enumerate(COLUMNS)]
    example = [f"{EXPLAINED} {c.example}" if n == 0 else c.example for n, c in enumerate(COLUMNS)]
    lines: list[list[Any]] = [explained, example]
    return _csv(lines) if suffix == ".csv" else _xlsx(lines, is_form=True)


def sheet(commitments: Iterable[Commitment], suffix: str) -> bytes:
    """Return commitments as a spreadsheet that ``read_sheet`` reads back equal.

    Args:
        commitments: the commitments. Each has a row, with further rows for its updates and its other
            sources. Empty optional texts are read back as missing, and spaces around the values of a list
            are dropped.
        suffix: ``.xlsx`` or ``.csv``.

    Raises:
        UsageError: if a text is longer than an Excel cell can hold.
        MissingExtraError: for ``.xlsx`` if the extra ``excel`` is not installed.

    >>> import osce_tracker as ot
    >>> rows = sheet(ot.load().commitments.where(lever="consensus"), ".csv")
    >>> rows.decode("utf-8-sig").splitlines()[1].split(",")[0]
    'FI25-EE-01'
    """
    lines = [_line(row) for c in commitments for row in _rows(c)]
    for line in lines:
        for column, value in zip(COLUMNS, line, strict=True):
            # A text cut short would be read back as a different one.
            if value is not None and len(_coded(str(value)).encode("utf-16-le")) > 2 * LONGEST_TEXT:
                limit = f"the {LONGEST_TEXT:,} characters that an Excel cell can hold"
                raise UsageError(f"{line[0]}: {column.title} is longer than {limit}.")
    return _csv(lines) if suffix == ".csv" else _xlsx(lines, is_form=False)


def _rows(c: Commitment) -> Iterator[dict[str, Any]]:
    """Yield the rows of a commitment: its fields, then a row for each further source and update."""
    first: dict[str, Any] = {
        "id": c.id,
        "title": c.title,
        "text": c.text,
        "maker_type": c.made_by.type.label,
        "maker": c.made_by.name,
        "maker_states": _joined(c.made_by.states),
        "dimensions": _joined(word.label for word in c.dimensions),
        "themes": _joined(c.themes),
        "kind": c.kind.label,
        "lever": c.lever.label,
        "basis": c.basis.label,
        "made_on": c.made_on,
        "made_at": c.made_at,
        "document": None if c.document is None else str(c.document),
        "due": c.due,
        "criterion": c.criterion,
        "events": _joined(c.events),
        "continues": c.continues,
        "confidence": c.confidence.label,
        "note": c.note,
        "entered": _day(c.entered),
        "chairs": _joined(c.chairs),
    }
    yield from _with_sources(first, "promise", c.sources)
    for update in c.updates:
        yield from _update_rows(c.id, update)


def _update_rows(record: str, update: StatusUpdate) -> Iterator[dict[str, Any]]:
    first: dict[str, Any] = {
        "id": record,
        "update_date": update.date,
        "status": update.status.label,
        "happened": update.summary,
        "obstacle": None if update.obstacle is None else update.obstacle.label,
        "blocked_by": _joined(update.blocked_by),
        "update_entered": _day(update.entered),
    }
    yield from _with_sources(first, "update", update.sources)


def _with_sources(first: dict[str, Any], of: str, sources: tuple[Source, ...]) -> Iterator[dict[str, Any]]:
    """Yield a row with its first source, and a row for each further one."""
    rows = [first, *({"id": first["id"]} for _ in sources[1:])]
    told = [_source(of, source) for source in sources] or [{}]
    yield from (row | source for row, source in zip(rows, told, strict=True))


def _source(of: str, source: Source) -> dict[str, Any]:
    return {
        f"{of}_url": source.url,
        f"{of}_title": source.title,
        f"{of}_publisher": source.publisher,
        f"{of}_publisher_type": source.publisher_type.label,
        f"{of}_published": source.published,
        f"{of}_language": source.language,
        f"{of}_primary": "yes" if source.primary else "no",
        f"{of}_via": source.via,
    }


def _day(day: date | None) -> Period | None:
    return None if day is None else Period(day)


def _joined(values: Iterable[str]) -> str | None:
    r"""Return values as one cell, between semicolons; a semicolon in a value is written ``\;``."""
    return "; ".join(v.replace("\\", "\\\\").replace(";", "\\;") for v in values) or None


def _line(row: dict[str, Any]) -> list[Any]:
    return [row.get(column.key) for column in COLUMNS]


def _csv(lines: list[list[Any]]) -> bytes:
    out = io.StringIO()
    # A mark by which Excel knows UTF-8.
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in COLUMNS])
    writer.writerows([["" if cell is None else _guarded(str(cell)) for cell in line] for line in lines])
    return out.getvalue().encode()


def _guarded(text: str) -> str:
    """Return a text as a cell of CSV: no formula, and one that looks guarded already is told apart."""
    return f"'{text}" if ESCAPED.match(text) or text.startswith(FORMULA) else text


def _coded(text: str) -> str:
    r"""Return a text as a cell of a workbook holds it, signs that XML cannot hold spelt as Excel does.

    >>> _coded("_x0041_"), _coded("a\x07b")
    ('_x005F_x0041_', 'a_x0007_b')
    """
    return _UNHELD.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _xlsx(lines: list[list[Any]], *, is_form: bool) -> bytes:
    with extra("excel", "Excel workbooks (.xlsx)"):
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter

    book: Any = Workbook()
    page = book.active
    page.title = _SHEET
    for place, column in enumerate(COLUMNS, 1):
        head = page.cell(1, place)
        put_text(head, column.title)
        needed = column.key in NEEDED
        head.font = Font(name="Calibri", bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F4E78" if needed else "7F7F7F")
        size = page.column_dimensions[get_column_letter(place)]
        size.width = 40 if column.key in ("text", "happened") else 18
        if column.form == "date":
            # As texts dates stay as they are typed: Excel would make the first of July of "July 2025".
            size.number_format = "@"
    for number, line in enumerate(lines, 2):
        for place, value in enumerate(line, 1):
            _put(page.cell(number, place), value)
            page.cell(number, place).alignment = Alignment(wrap_text=True, vertical="top")
            if is_form:
                page.cell(number, place).font = Font(name="Calibri", italic=True, color="7F7F7F")
    page.freeze_panes = "B2"
    if is_form:
        # Room for two lines, which not every program makes by itself.
        page.row_dimensions[2].height = page.row_dimensions[3].height = 45
        _offer_words(book, page)
    book.properties.creator = "osce_tracker"
    return office_file(book)


def _put(cell: Any, value: Any) -> None:
    if isinstance(value, Period) and value.kind == "day" and value.first.year > 1900:
        cell.value, cell.number_format = value.first, "yyyy-mm-dd"
    elif value is not None and str(value):
        cell.value = _coded(str(value))
        cell.data_type = "s"


def _offer_words(book: Any, page: Any) -> None:
    """Put drop-down lists below the headings whose cells are one word of a vocabulary."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(WORDS)
    place = 0
    for number, column in enumerate(COLUMNS, 1):
        if column.form != "word" or column.words is None:
            continue
        place += 1
        words = [word.label for word in column.words]
        words = [word for word in words if word != "not assessed"]
        put_text(lists.cell(1, place), column.title)
        for line, word in enumerate(words, 2):
            put_text(lists.cell(line, place), word)
        letter, of = get_column_letter(number), get_column_letter(place)
        offered: Any = DataValidation(
            type="list",
            formula1=f"={WORDS}!${of}$2:${of}${len(words) + 1}",
            allow_blank=True,
            showErrorMessage=True,
        )
        offered.error, offered.errorTitle = "Choose one of the list", column.title
        page.add_data_validation(offered)
        offered.add(f"{letter}4:{letter}{_FORM_ROWS}")
    lists.sheet_state = "visible"
