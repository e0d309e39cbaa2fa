"""Reads commitments from people's own spreadsheets, with every unreadable cell, and notices."""

import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import cache
from itertools import groupby
from os import PathLike
from pathlib import Path
from typing import Any, Final, cast

import attrs

from osce_tracker.databases.tables import tables_of
from osce_tracker.dataset.bundled import states as bundled_states
from osce_tracker.errors import DataError, PeriodError, Problem, TrackerError, UsageError, quoted
from osce_tracker.files import checked_path
from osce_tracker.formats.xlsx import COVER, sheet_name
from osce_tracker.model.commitments import Commitment, Maker, StatusUpdate
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import Confidence, PublisherType, Source, draft_source
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.vocabulary import fold
from osce_tracker.model.written_dates import is_no_date, read_days, settles_order
from osce_tracker.spreadsheets.columns import COLUMNS, NEEDED, REASON, UNSURE, Column, Heading, known_headings
from osce_tracker.spreadsheets.files import DATE_YEARS, FIRST_ROWS, BadCell, Linked, Row, Sheet, sheets_of
from osce_tracker.text import garbled, trimmed
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker

_YES: Final = ("yes", "true", "y", "1", "x")
_NO: Final = ("no", "false", "n", "0", "-")
#: This many known headings make a row of headings, even without an id.
_HEADINGS: Final = 3
#: Rows of the form that only explain it start with this.
EXPLAINED: Final = "#"
#: The sheet of words that earlier forms had, and the cover of an exported data set.
_SILENT: Final = ("Words", COVER)
#: A file with more unreadable cells than this is not a spreadsheet of commitments.
MOST_FAULTS: Final = 2_000
#: Stands for a cell that can't be read.
BAD: Final = object()
_TOTALS: Final = "(?:grand |sub[- ]?)?totals?|sum|summe|gesamt|total général|итого|всего"
_TOTAL: Final = re.compile(rf"(?i)(?:{_TOTALS})\b[\W\d]*")
#: A value in a list: up to a semicolon without a backslash.
_PART: Final = re.compile(r"(?:\\[;\\]|[^;])+")
_ESCAPED: Final = re.compile(r"\\([;\\])")
_ADDRESS: Final = re.compile("https?://", re.IGNORECASE)
_USE_ADDRESSES: Final = "Use one that starts with https://, or several with semicolons between."
_BETWEEN_ADDRESSES: Final = re.compile(r"[;,|]?\s+|[;,|]+(?=https?://|www\.)")
#: An address without its scheme: a host, and a path unless it starts with www.
_HOST: Final = re.compile(r"(?:www\.[a-z0-9.-]+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?=/))(?:[/?#]\S*)?", re.IGNORECASE)


@checked
def read_sheet(
    path: str | PathLike[str] | Iterable[str | PathLike[str]],
    states: StateRegistry | None = None,
    into: Tracker | None = None,
    notice: Callable[[Problem], None] | None = None,
    *,
    partial: bool = False,
) -> tuple[Commitment, ...]:
    r"""Return the commitments of one or several spreadsheets.

    Args:
        path: a file, or several, ``.xlsx``, ``.csv`` or ``.tsv``. One of the first rows has the headings;
            each row below is a commitment, or a further update or source of the commitment with its id. A
            page that one row describes needs only its address in others.
        states: the States for looking up names. By default, those that come with the package.
        into: the data set for the import. A commitment that it already has keeps what no row changes, and all
            its updates and sources. An update in a row replaces one of the same day and status; others are
            added by date. Events that rows name are looked up in it.
        notice: is called with a warning for everything that you should know about the import, such as
            skipped columns and rows.
        partial: leave out records with a problem in any row, and pass the problems to ``notice``. By
            default, a problem means that nothing is imported.

    Returns:
        The commitments, in the order of the rows.

    Raises:
        DataError: if a file can't be read, or anything in it unless ``partial``. It lists every cell with
            sheet, row, column and reason.
        MissingExtraError: if a file is XLSX and the extra ``excel`` is not installed.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> headings = "id,commitment,dimensions,kind,who delivers,made on"
    >>> row = "CH26-HD-01,Hold a seminar,third dimension,activity,Chair alone,July 2026"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "mine.csv").write_text(f"{headings}\n{row}\n")
    ...     (promise,) = ot.read_sheet(f"{folder}/mine.csv")
    >>> promise.title, promise.section.label, promise.lever.value, str(promise.made_on)
    ('Hold a seminar', 'Human dimension', 'chair', '2026-07')
    """
    if notice is not None and not callable(notice):
        raise UsageError(f"notice must be a function of a problem, not {quoted(notice)}.")
    alone = isinstance(path, str | bytes | os.PathLike) or not isinstance(path, Iterable)
    paths = [Path(checked_path(one)) for one in cast("Iterable[str]", (path,) if alone else path)]
    reading = Reading(paths, bundled_states() if states is None else states, into)
    if reading.problems and not (partial and reading.is_readable):
        raise DataError(reading.problems)
    for problem in (*reading.notices, *reading.problems):
        if notice is not None:
            notice(problem)
    return reading.commitments


@attrs.define(eq=False)
class Line:
    """A row below headings: its cells, their meanings by column, and why it can't be imported."""

    page: "Page"
    number: int
    cells: tuple[Any, ...]
    record: str = ""
    values: dict[Column, Any] = attrs.field(factory=dict[Column, Any])
    sources: dict[str, list[Source | str]] = attrs.field(factory=dict[str, list[Source | str]])
    reasons: list[str] = attrs.field(factory=list[str])

    def note(self, code: str, message: str, example: object = None, most: int = 3) -> None:
        """Note something about the row for the user."""
        self.page.sheet.remark(code, message, self.number, example=example, most=most)

    def fields(self, part: str) -> dict[str, Any]:
        """Return the row's values for a part, such as ``update``, by the fields of the record."""
        return {column.field: value for column, value in self.values.items() if column.part == part}


@attrs.define(eq=False)
class Page:
    """A sheet with headings: its file, the row of the headings, the rows below, the columns by place."""

    path: Path
    sheet: Sheet
    head: Line = attrs.field(init=False)
    columns: dict[int, Column] = attrs.field(factory=dict[int, Column])
    lines: list[Line] = attrs.field(factory=list[Line])
    #: The order of day and month that the dates of a column have.
    orders: dict[Column, bool | None] = attrs.field(factory=dict[Column, bool | None])
    #: Required headings that it lacks.
    absent: list[str] = attrs.field(factory=list[str])


class Reading:
    """The result of reading spreadsheets.

    Args:
        paths: the files.
        states: the States for looking up names.
        into: the data set for the commitments, if any.

    Attributes:
        commitments: the commitments whose rows are all correct.
        problems: the problems that prevent an import.
        notices: notices for the user, each once.
        pages: the sheets with headings. Their lines have the reasons why they can't be imported.
        is_readable: False if a file can't be read, not even in part.
    """

    def __init__(self, paths: Sequence[Path], states: StateRegistry, into: Tracker | None) -> None:
        self.states = states
        self.into = into
        self.problems: list[Problem] = []
        self.pages: list[Page] = []
        #: Pages described by a row or the data set, by address.
        self._described: dict[str, Source] = {}
        self._results: dict[tuple[Any, ...], Any] = {}
        self._faults = 0
        sheets: list[tuple[str, Sheet]] = []
        for path in paths:
            try:
                for sheet in sheets_of(path):
                    sheets.append((path.name, sheet))
                    self._sheet(path, sheet)
            except DataError as error:
                self.problems += error.problems
        self.commitments = self._commitments()
        self.notices = [problem for file, sheet in sheets for problem in _notices(file, sheet)]
        if not self.commitments and not self.problems:
            passed = "".join(f" {p}." for p in self.notices if p.code in ("no-headings", "hidden-sheet"))
            advice = "Put the headings of the form in one row, and each commitment in a row below them."
            message = f"no commitments were found. {advice}{passed}"
            name = ", ".join(path.name for path in paths)
            self.problems.append(Problem(file=name, code="empty-set", message=message))
        # The problems of a file itself have no place in it.
        self.is_readable = all(problem.path != "$" for problem in self.problems)

    def _fault(self, line: Line, code: str, message: str, column: str = "") -> None:
        """Note why a row can't be imported."""
        line.reasons.append(f"{column}: {message}" if column else message)
        path = f"sheet {line.page.sheet.name}, row {line.number}" + (f", column {column}" if column else "")
        place: dict[str, Any] = {"file": line.page.path.name, "record": line.record or None, "path": path}
        self.problems.append(Problem(**place, code=code, message=message))

    @contextmanager
    def _blame(self, line: Line, code: str, column: str = "") -> Generator[None]:
        """Note an error as the reason why a row can't be imported."""
        try:
            yield
        except TrackerError as error:
            self._fault(line, code, str(error), column)

    # Sheets and rows.

    def _sheet(self, path: Path, sheet: Sheet) -> None:
        """Read the rows below the headings of a sheet, which may have a title above."""
        texts = [[text_of(cell) for cell in cells] for _, cells in sheet.rows[:FIRST_ROWS]]
        if texts and _exported().get(sheet.name) == frozenset(texts[0]):
            return
        # A row with a single text above the headings is a title, not a group of columns.
        groups = [(), *(row if sum(map(bool, row)) > 1 else () for row in texts)]
        known = [known_headings(row, above) for row, above in zip(texts, groups, strict=False)]
        counts = [len({heading.column for heading in row.values()}) for row in known]
        place = counts.index(max(counts)) if counts else 0
        has_id = counts and COLUMNS[0] in {heading.column for heading in known[place].values()}
        if not has_id and (sheet.name in _SILENT or not counts or counts[place] < _HEADINGS):
            if counts and sheet.name not in _SILENT:
                message = f"was skipped, since its first {FIRST_ROWS} rows have no headings of the form"
                sheet.remark("no-headings", message)
            return
        for number, _ in sheet.rows[:place]:
            sheet.remark("above-headings", "rows above the headings were skipped", number)
        page = self._page(path, sheet, sheet.rows[place], known[place])
        lines = (Line(page, number, cells) for number, cells in sheet.rows[place + 1 :])
        page.lines = [line for line in lines if not self._is_passed_over(line)]
        for at, column in page.columns.items():
            if column.form == "date":
                below = [cell for line in page.lines for cell in line.cells[at : at + 1]]
                page.orders[column] = settles_order(map(text_of, below))
                if page.orders[column] and any(isinstance(cell, date) and cell.day <= 12 for cell in below):
                    # With American settings, Excel reads 05/03 as 3 May and leaves 15/03 as text.
                    mixed = "texts with the day first, and dates of Excel with day and month swapped perhaps"
                    page.head.note("mixed-dates", f"{column.title!r} has {mixed}")
        for line in page.lines:
            self._line(line)
            if self._faults > MOST_FAULTS:
                message = f"is not read further, after {MOST_FAULTS:,} cells that can't be read"
                raise DataError([Problem(file=path.name, code="too-many-faults", message=message)])

    def _page(self, path: Path, sheet: Sheet, row: Row, known: dict[int, Heading]) -> Page:
        """Return a sheet with its columns, and note headings that are unknown or ambiguous."""
        page = Page(path, sheet)
        page.head, texts = Line(page, *row), [text_of(cell) for cell in row[1]]
        ranks: dict[Column, int] = {}
        for place, (column, rank) in sorted(known.items(), key=lambda item: item[1].rank):
            if ranks.setdefault(column, rank) == rank:
                page.columns[place] = column
                if rank == UNSURE:
                    page.head.note("heading", f"column {quoted(texts[place])} was read as {column.title!r}")
        others = [text for n, text in enumerate(texts) if text and n not in page.columns]
        unknown = [quoted(text) for text in others if not text.startswith((EXPLAINED, REASON))]
        if unknown:
            page.head.note("unknown-column", f"columns that are not imported: {', '.join(unknown)}")
        titles = _titles(ranks)
        # A sheet with only updates belongs to another that has the promises.
        parts = {column.part for column in ranks if column is not COLUMNS[0]}
        needed = ["id", *(title for part in parts for title in NEEDED.get(part, ()))]
        page.absent = [title for title in dict.fromkeys(needed) if title not in titles]
        self.pages.append(page)
        return page

    def _is_passed_over(self, line: Line) -> bool:
        """Return True for a row that isn't a record, and note it."""
        texts = {n: text_of(cell) for n, cell in enumerate(line.cells) if cell is not None}
        first, heads = next(iter(texts.values())), dict(enumerate(line.page.head.cells))
        record = "".join(texts.get(n, "") for n, column in line.page.columns.items() if column is COLUMNS[0])
        if f"{record} ".startswith(f"{EXPLAINED} "):
            line.note("explained-row", f"rows that begin with {EXPLAINED} were skipped")
        elif all(fold(text) == fold(text_of(heads.get(n))) for n, text in texts.items()):
            line.note("headings-again", "rows that repeat the headings were skipped")
        elif record in ("", first) and _TOTAL.fullmatch(first):
            line.note("total-row", "rows of totals were skipped")
        elif len(texts) == 1 and not any(isinstance(cell, BadCell) for cell in line.cells):
            line.note("section-row", "rows with one cell were skipped", first)
        else:
            return False
        return True

    def _line(self, line: Line) -> None:
        """Read the cells of a row."""
        given: dict[Column, Any] = {}
        for place, cell in enumerate(line.cells):
            column = line.page.columns.get(place)
            if cell is not None and column is not None and given.setdefault(column, cell) != cell:
                self._fault(line, "two-values", "two columns of this kind differ", column.title)
            elif cell is not None and line.page.head.cells[place : place + 1] in ((), (None,)):
                line.note("stray-cell", f"cells in column {place + 1}, without a heading, are not imported")
        number = given.get(COLUMNS[0])
        line.record = "" if isinstance(number, BadCell) else text_of(number)
        if "id" in line.page.absent:
            self._lacks(line, ["id"])
        elif not line.record and not isinstance(number, BadCell):
            self._fault(line, "missing-id", "the row has no id", "id")
        # Names of States depend on the day.
        for column in sorted(given, key=lambda column: column.form == "states"):
            value: Any = BAD
            with self._blame(line, "bad-cell", column.title):
                value = self._value(line, column, given[column])
            if value is not None:
                line.values[column] = value
        for part in ("promise source", "update source"):
            fields = line.fields(part)
            if fields and BAD not in fields.values():
                urls = fields.pop("url", [])
                if not urls:
                    self._fault(line, "bad-source", f"the {part} has no address")
                made = [self._source(line, url, **fields) if fields else url for url in urls]
                line.sources[part] = [source for source in made if source is not None]

    # Cells.

    def _value(self, line: Line, column: Column, cell: Any) -> Any:
        """Return the value of a cell, or ``None`` if it says that there is nothing."""
        if isinstance(cell, BadCell):
            raise TrackerError(cell.reason)
        if isinstance(cell, str) and garbled(cell):
            line.note("garbled-text", "text looks as if it was read in the wrong encoding", cell)
        if column.form in ("date", "addresses"):
            if isinstance(cell, str) and is_no_date(cell):
                # Show every word: "ongoing" says more than "n/a".
                line.note("empty", f"cells below {column.title!r} were read as empty", cell.lower(), most=20)
                return None
            return (self._period if column.form == "date" else self._addresses)(line, column, cell)
        if isinstance(cell, Linked):
            line.note("link", f"links behind the cells below {column.title!r} are not imported")
        day = line.fields(column.part).get("made_on" if column.part == "promise" else "date")
        on = day.last if column.form == "states" and isinstance(day, Period) else None
        text = text_of(cell)
        return self._cached(self._word, column, text, on)

    def _cached(self, read: Callable[..., Any], *given: object) -> Any:
        """Return the value read, or raise its error. Searching for near words is slow, so do it once."""
        if (read, given) not in self._results:
            try:
                self._results[read, given] = read(*given)
            except TrackerError as error:
                self._results[read, given] = error
                self._faults += 1
        found = self._results[read, given]
        if isinstance(found, TrackerError):
            raise found.with_traceback(None)
        return found

    def _word(self, column: Column, text: str, on: date | None) -> Any:
        """Return the meaning of a text in a column."""
        form = column.form
        if isinstance(form, type):
            return form.parse(text)
        if form == "dimensions":
            return Dimension.parse_all(text)
        if form == "states":
            return tuple(state.code for state in self.states.find_all(text, on))
        if form == "symbol":
            return DocumentSymbol(DocumentSymbol.normalise(text))
        if form == "yes":
            if fold(text) not in _YES + _NO:
                raise TrackerError(f"{quoted(text)} is neither yes nor no")
            return fold(text) in _YES
        if form == "list":
            # An id that the data set lacks is a separate error.
            known = self.into.events if column.field == "events" and self.into is not None else None
            return [value if known is None else known[value].id for value in split(text)]
        return text

    def _period(self, line: Line, column: Column, cell: Any) -> Period:
        """Return the period that a cell means."""
        if isinstance(cell, datetime) and cell.time() != time():
            line.note("time-of-day", f"the time of day below {column.title!r} is not imported")
        if isinstance(cell, date | Period):
            return Period(cell)
        text = text_of(cell)
        if not isinstance(cell, str) and not (text.isdecimal() and 1900 <= int(text) <= 2100):
            raise TrackerError(f"{quoted(text)} is a number. In Excel format the cell as a date.")
        try:
            days = self._cached(read_days, text)
            if days[0] == days[1] and days[0].year not in DATE_YEARS:
                # Excel counts days from 1900, which shows once a file is saved as CSV.
                far = f"{quoted(text)} below {column.title!r} is before 1973 or after 2100"
                line.note("far-date", f"{far}. Was a year typed into a date cell?")
            return Period.between(*days)
        except PeriodError as error:
            order = line.page.orders[column]
            if order is None or not error.readings:
                raise
        which = "day" if order else "month"
        line.note("date-order", f"dates below {column.title!r} were read with the {which} first", text)
        return Period.between(*read_days(text, day_first=order))

    def _addresses(self, line: Line, column: Column, cell: Any) -> list[str]:
        """Return the addresses in a cell: one, several, or the link behind it."""
        text = text_of(cell)
        # A link shows a title, or the start of its address.
        if isinstance(cell, Linked) and (not _ADDRESS.match(text) or text.endswith(("...", "\u2026"))):
            text = cell.url
        parts = [part.strip("<>") for part in _BETWEEN_ADDRESSES.split(text) if part]
        urls: dict[str, None] = {}
        for part in parts:
            # A sign at the end of a single address may belong to it.
            url = part if len(parts) == 1 else part.rstrip(";,|")
            if _HOST.fullmatch(url):
                line.note("address", f"https:// was added to addresses below {column.title!r}", url)
                url = f"https://{url}"
            elif not _ADDRESS.match(url):
                raise TrackerError(f"{quoted(text)} is not an address. {_USE_ADDRESSES}")
            urls[_ADDRESS.sub(lambda found: found[0].lower(), url, 1)] = None
        if len(parts) > 1:
            line.note("several-addresses", f"cells below {column.title!r} name several sources")
        return [*urls]

    def _source(self, line: Line, url: str, **fields: Any) -> Source | None:
        """Return a source. Details that no cell gives come from its address."""
        with self._blame(line, "bad-source"):
            made = draft_source(url, **fields)
            needed = ("title", "publisher", "publisher_type")
            absent = ", ".join(name.replace("_", " ") for name in needed if name not in fields)
            if absent:
                line.note("draft-source", f"sources without {absent} take it from their address", url)
            if "title" in fields:
                self._described.setdefault(url, made)
            return made
        return None

    # Records.

    def _commitments(self) -> tuple[Commitment, ...]:
        """Return the commitments that the rows make, and note why others can't be made."""
        records: dict[str, list[Line]] = {}
        for line in (line for page in self.pages for line in page.lines if line.record):
            records.setdefault(line.record, []).append(line)
        for old in self.into.commitments if self.into is not None else ():
            for source in (*old.sources, *(source for update in old.updates for source in update.sources)):
                self._described.setdefault(source.url, source)
        found: list[Commitment] = []
        for record, lines in records.items():
            made = self._commitment(record, lines)
            bad = next((line.number for line in lines if line.reasons), None)
            if made is not None:
                found.append(made)
            for line in lines:
                if made is None and not line.reasons:
                    line.reasons.append(f"row {bad}, of the same id, has a problem")
        return tuple(found)

    def _commitment(self, record: str, lines: list[Line]) -> Commitment | None:
        """Return the commitment that rows make, if they can."""
        old = None if self.into is None else self.into.commitments.get(record)
        fields: dict[str, Any] = {}
        # Look it up rather than search: a record may have thousands of rows.
        sources: dict[Source, None] = {}
        updates: dict[frozenset[Any], tuple[Line, dict[str, Any], dict[Source, None]]] = {}
        pages: dict[Source, None] | None = None
        for line in lines:
            for column, value in line.values.items():
                was = fields.setdefault(column.field, value) if column.part == "promise" else value
                if was != value and BAD not in (was, value):
                    shown = "; ".join(cast("list[str]", was)) if isinstance(was, list | tuple) else str(was)
                    message = f"{record} had {quoted(shown)} in an earlier row"
                    self._fault(line, "two-values", message, column.title)
            self._add(line, "promise source", sources)
            own = line.fields("update")
            if own:
                # Rows that repeat an update add sources to it.
                pages = updates.setdefault(frozenset(own.items()), (line, own, {}))[2]
            if pages is not None:
                self._add(line, "update source", pages)
            elif line.fields("update source"):
                self._fault(line, "source-without-update", "names the source of an update, but there is none")
        if old is None:
            self._needed(lines[0], fields, "promise", "a commitment")
        made: list[StatusUpdate] = []
        for line, own, found in updates.values():
            self._needed(line, own, "update", "an update")
            if not line.reasons:
                with self._blame(line, "bad-record"):
                    made.append(StatusUpdate(**({"summary": own["status"].label} | own), sources=[*found]))
        if not any(line.reasons for line in lines):
            with self._blame(lines[0], "bad-record"):
                fields |= {"sources": [*sources], "updates": made}
                return _with_more(old, fields) if old else _new_commitment(fields)
        return None

    def _add(self, line: Line, part: str, sources: dict[Source, None]) -> None:
        """Add the sources that a row names to others, each once."""
        for one in line.sources.get(part, ()):
            source = one if isinstance(one, Source) else self._described.get(one) or self._source(line, one)
            if source is not None:
                sources[source] = None

    def _needed(self, line: Line, fields: dict[str, Any], part: str, what: str) -> None:
        """Note what a record lacks. A column missing from a sheet counts once, not for each row."""
        titles = _titles(column for column in COLUMNS if column.part == part and column.field in fields)
        absent = [title for title in NEEDED[part] if title not in titles]
        columns = [title for title in absent if title in line.page.absent]
        cells = ", ".join(title for title in absent if title not in columns)
        if part == "promise" and fields.keys() <= {"id"}:
            message = "neither another row nor the data set has a commitment with this id"
            self._fault(line, "unknown-id", message)
        elif cells:
            self._fault(line, "missing-cell", f"{what} needs values for {cells}")
        if columns:
            self._lacks(line, columns)

    def _lacks(self, line: Line, columns: list[str]) -> None:
        message = f"the sheet has no column {', '.join(columns)}"
        line.reasons.append(message)
        if message not in line.page.head.reasons:
            self._fault(line.page.head, "missing-column", message)


@cache
def _exported() -> dict[str, frozenset[str]]:
    """Return the headings of the extra sheets in an exported data set, by sheet name."""
    tables = tables_of(Tracker()).values()
    return {sheet_name(one.name): frozenset(column.name for column in one.columns) for one in tables}


def _notices(file: str, sheet: Sheet) -> Iterator[Problem]:
    """Yield the remarks on a sheet, each with its rows."""
    for (code, message), (rows, examples) in sheet.remarks.items():
        runs = (list(run) for _, run in groupby(enumerate(sorted(rows)), lambda pair: pair[1] - pair[0]))
        spans = ((run[0][1], run[-1][1]) for run in runs)
        listed = ", ".join(f"{first}-{last}" if first < last else str(first) for first, last in spans)
        path = f"sheet {sheet.name}" + (f", row{'s' if len(rows) > 1 else ''} {listed}" if rows else "")
        full = message + (f" ({', '.join(examples)})" if examples else "")
        yield Problem(file=file, path=path, code=code, severity="warning", message=full)


def _titles(columns: Iterable[Column]) -> set[str]:
    """Return the headings of columns. The full text of a commitment can replace its title."""
    return {column.title.replace("full text", "commitment") for column in columns}


def _new_commitment(fields: dict[str, Any]) -> Commitment:
    """Return a new commitment, with defaults for missing cells."""
    sources: list[Source] = fields["sources"]
    maker = {"type": "chair", "name": "Chair"} | _maker(fields)
    fields.setdefault("title", " ".join(fields.get("text", "").split()))
    fields.setdefault("text", fields["title"])
    if "confidence" not in fields:
        # As in the data dictionary: an original, or two pages, if their publishers are known.
        pages = {source.url for source in sources if source.publisher_type is not PublisherType.UNKNOWN}
        sure = any(source.primary for source in sources) or len(pages) > 1
        fields["confidence"] = Confidence.HIGH if sure else Confidence.MEDIUM
    return Commitment(**fields, made_by=Maker(**maker))


def _maker(fields: dict[str, Any]) -> dict[str, Any]:
    """Take the fields of the maker out of those of a commitment."""
    return {key[8:]: fields.pop(key) for key in [*fields] if key.startswith("made_by.")}


def _with_more(old: Commitment, fields: dict[str, Any]) -> Commitment:
    """Return a commitment updated from rows; an update replaces one of its day and status."""
    made_by, kept = attrs.evolve(old.made_by, **_maker(fields)), [*old.updates]
    places: dict[tuple[Any, ...], list[int]] = {}
    for place, update in enumerate(kept):
        places.setdefault((update.date, update.status), []).append(place)
    for update in fields["updates"]:
        same = places.setdefault((update.date, update.status), [])
        # A sheet needn't say when an update was entered.
        dated = [attrs.evolve(update, entered=update.entered or kept[place].entered) for place in same]
        if not same:
            same.append(len(kept))
            kept.append(update)
        elif all(kept[place] != one for place, one in zip(same, dated, strict=True)):
            kept[same[-1]] = dated[-1]
    pages = [*dict.fromkeys((*old.sources, *fields["sources"]))]
    return attrs.evolve(old, **(fields | {"made_by": made_by, "updates": kept, "sources": pages}))


def split(text: str) -> list[str]:
    r"""Return the values of a cell, separated by semicolons; ``\;`` is a semicolon in a value.

    Args:
        text: the text of the cell.

    >>> split("youth; peace \\; war;")
    ['youth', 'peace ; war']
    """
    parts = (_ESCAPED.sub(r"\1", part) for part in _PART.findall(text))
    return [value for part in parts if (value := trimmed(part))]


def text_of(cell: Any) -> str:
    """Return a cell as text: a whole number without its decimal point, a date in ISO 8601 form.

    Args:
        cell: a value of a workbook or a text.
    """
    if cell is None:
        return ""
    if isinstance(cell, BadCell):
        return cell.shown
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)
