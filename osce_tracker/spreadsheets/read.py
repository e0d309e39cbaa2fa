"""Commitments out of a spreadsheet as an analyst keeps it: all of it, or every cell that keeps it from it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import attrs

from osce_tracker.dataset.bundled import states as bundled_states
from osce_tracker.errors import (
    DataError,
    Problem,
    RecordError,
    TrackerError,
    UnknownRecordError,
    UsageError,
    did_you_mean,
    nearest,
    quoted,
)
from osce_tracker.files import checked_path
from osce_tracker.model.commitments import Commitment, Maker, StatusUpdate
from osce_tracker.model.sources import Confidence, Source
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.vocabulary import fold
from osce_tracker.spreadsheets.dates import period_of
from osce_tracker.spreadsheets.files import BadCell, rows_of
from osce_tracker.spreadsheets.form import COLUMNS, NEEDED, WORDS, by_heading, heading
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from osce_tracker.model.states import StateRegistry
    from osce_tracker.spreadsheets.files import Row
    from osce_tracker.spreadsheets.form import SheetColumn
    from osce_tracker.tracker.tracker import Tracker

_YES: Final = {"yes": True, "true": True, "y": True, "1": True, "x": True}
_NO: Final = {"no": False, "false": False, "n": False, "0": False, "": False}
#: In so many rows headings are looked for, and so many known ones are headings even without an id.
_FIRST: Final = 10
_HEADINGS: Final = 3
#: Mark of the rows of the template that explain it.
EXPLAINED: Final = "#"
#: A file with more faults than these is no spreadsheet of commitments, and nobody reads on.
MOST_FAULTS: Final = 2_000
#: What stands for a cell that was told to be bad.
BAD: Final = object()


@checked
def read_sheet(
    path: str | PathLike[str] | Iterable[str | PathLike[str]],
    states: StateRegistry | None = None,
    into: Tracker | None = None,
    skipped: Callable[[str, str], None] | None = None,
) -> tuple[Commitment, ...]:
    r"""Return the commitments of one or several spreadsheets.

    Args:
        path: a file, or several, ``.xlsx``, ``.csv`` or ``.tsv``. One of the first ten rows has the
            headings; a row below is a commitment, or a further update or source of the commitment whose id
            it has. A page that is described in one row needs its address alone in others.
        states: the States that names are looked up in. By default, those that come with the package.
        into: the data set that takes them. A commitment that it has keeps what no row says, and all its
            updates and sources: an update of a row takes the place of one of the same day and status,
            others are added by their date. Events that rows name are looked up in it.
        skipped: is called with file and sheet for each sheet without headings of the form in its first
            rows, of which nothing is read.

    Returns:
        The commitments, in the order of the rows.

    Raises:
        DataError: when anything cannot be taken over; carries every cell with sheet, row, column and reason.
        MissingExtraError: when a file is XLSX and the extra ``excel`` is not installed.

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
    reading = _Reading(bundled_states() if states is None else states, into)
    alone = isinstance(path, str | bytes | os.PathLike) or not isinstance(path, Iterable)
    paths = [checked_path(one) for one in ((cast("str", path),) if alone else cast("Iterable[str]", path))]
    if skipped is not None and not callable(skipped):
        raise UsageError(f"skipped must be a function of file and sheet, not {quoted(skipped)}.")
    for one in paths:
        reading.file(Path(one))
    found = reading.commitments()
    if not found and not reading.problems:
        names = ", ".join(Path(one).name for one in paths)
        where = "; ".join(
            f"sheet {sheet} has no heading id in its first {_FIRST} rows" for _, sheet in reading.passed
        )
        message = "there is no commitment: a sheet needs the headings of the template, and rows below"
        message = f"{message} ({where})" if where else message
        reading.problems.append(Problem(file=names, code="empty-set", message=message))
    if reading.problems:
        raise DataError(reading.problems)
    for file, sheet in reading.passed:
        if skipped is not None:
            skipped(file, sheet)
    return found


class _Page(NamedTuple):
    """A page of which a row has the address alone."""

    file: str
    row: Row
    url: str


class _Reading:
    """What has been read of spreadsheets so far."""

    def __init__(self, states: StateRegistry, into: Tracker | None) -> None:
        self.states = states
        self.into = into
        self.passed: list[tuple[str, str]] = []
        #: The places of columns that have a heading, by file and sheet.
        self.headed: dict[tuple[str, str], set[int]] = {}
        self.problems: list[Problem] = []
        self.promises: dict[str, dict[str, Any]] = {}
        self.places: dict[str, tuple[str, str, int]] = {}
        #: Needed columns that a sheet does not have, with the row of its headings; until they are told.
        self.absent: dict[tuple[str, str], tuple[Row, set[str]]] = {}
        self.told: set[tuple[str, str]] = set()
        self.pages: dict[str, Source] = {}
        self.name = ""

    def fault(self, row: Row, column: str | None, code: str, message: str, record: str | None = None) -> None:
        place = f"sheet {row.sheet}, row {row.number}" + (f", column {column}" if column else "")
        self.problems.append(Problem(file=self.name, record=record, path=place, code=code, message=message))

    def file(self, path: Path) -> None:
        """Read all sheets of one file."""
        self.name = path.name
        heads: dict[str, dict[int, SheetColumn]] = {}
        looked: Counter[str] = Counter()
        before = len(self.problems)
        try:
            for row in rows_of(path):
                if row.sheet in heads:
                    self.row(row, heads[row.sheet])
                elif looked[row.sheet] < _FIRST:
                    # A title may stand above the headings.
                    looked[row.sheet] += 1
                    columns = self.headings(row)
                    if columns is not None:
                        heads[row.sheet] = columns
                if len(self.problems) >= before + MOST_FAULTS:
                    message = f"is not read beyond {MOST_FAULTS:,} faults: mend these, then try again"
                    self.fault(row, None, "too-many-faults", message)
                    break
        except DataError as error:
            self.problems += error.problems
        # The words that our own form offers are no sheet of somebody's.
        self.passed += [(path.name, sheet) for sheet in looked if sheet not in heads and sheet != WORDS]

    def headings(self, row: Row) -> dict[int, SheetColumn] | None:
        """Return the columns by their place, or ``None`` for a sheet of something else."""
        known = by_heading()
        folded = ["" if isinstance(cell, BadCell) else heading(_text(cell)) for cell in row.cells]
        keys = [known[name].key for name in folded if name in known]
        if "id" not in keys:
            if len(keys) >= _HEADINGS and row.sheet != WORDS:
                self.fault(row, None, "missing-column", "these look like headings, but there is no column id")
                return {}
            return None
        self.headed[self.name, row.sheet] = {place for place, name in enumerate(folded) if name}
        found: dict[int, SheetColumn] = {}
        for place, name in enumerate(folded):
            if not name or name.startswith(EXPLAINED):
                continue
            column = known.get(name)
            if column is None:
                near = did_you_mean(nearest(name, [c.title for c in COLUMNS]))
                message = f"is not a column of the form.{near}"
                self.fault(row, quoted(row.cells[place]), "unknown-column", message)
            elif column in found.values():
                self.fault(row, column.title, "column-twice", "stands twice")
            else:
                found[place] = column
        missing = {c.key: c.title for c in COLUMNS if c.key in NEEDED and c not in found.values()}
        # A sheet of updates alone goes with another that has the promises.
        if any(c.part == "promise" and c.key != "id" for c in found.values()) and missing:
            self.absent[self.name, row.sheet] = row, set(missing)
        return found

    def row(self, row: Row, columns: dict[int, SheetColumn]) -> None:
        """Read one row: a commitment, or more of one."""
        if not columns:
            return
        cells = {c.key: row.cells[n] for n, c in columns.items() if n < len(row.cells)}
        given = {key: cell for key, cell in cells.items() if not _blank(cell)}
        number = given.get("id", "")
        record = "" if isinstance(number, BadCell) else _text(number).strip()
        if record == EXPLAINED or record.startswith(f"{EXPLAINED} "):
            return
        for place in set(range(len(row.cells))) - self.headed[self.name, row.sheet]:
            if not _blank(row.cells[place]):
                message = f"{quoted(str(row.cells[place]))} stands below no heading"
                self.fault(row, str(place + 1), "stray-cell", message, record or None)
        if not record:
            told = number.reason if isinstance(number, BadCell) else "the row has no id"
            self.fault(row, "id", "missing-id", f"{told}; a further update has that of its commitment")
            return
        by_key = {column.key: column for column in columns.values()}
        values: dict[str, Any] = {}
        for key, cell in given.items():
            try:
                values[key] = self.value(by_key[key], cell)
            except TrackerError as error:
                self.fault(row, by_key[key].title, "bad-cell", str(error), record)
        self.take(row, record, values, {key for key in given if key not in values})

    def value(self, column: SheetColumn, cell: Any) -> Any:
        """Return what a cell means, by the form of its column."""
        form = column.form
        if isinstance(cell, BadCell):
            raise RecordError(column.title, cell.reason)
        if form == "date":
            return period_of(cell)
        text = _text(cell)
        if form == "word":
            return cast("Any", column.words)(text.strip())
        if form == "words":
            return [cast("Any", column.words)(part) for part in split(text)]
        if form == "list":
            values = split(text)
            unknown = [v for v in values if self.into is not None and v not in self.into.events]
            if column.key == "events" and self.into is not None and unknown:
                raise UnknownRecordError("event", unknown[0], self.into.events.ids)
            return values
        if form == "states":
            return [self.states.find(part).code for part in split(text)]
        if form == "symbol":
            return DocumentSymbol(DocumentSymbol.normalise(text))
        if form == "yes":
            answer = {**_YES, **_NO}.get(fold(text))
            if answer is None:
                raise RecordError(column.title, f"{quoted(text)} is neither yes nor no")
            return answer
        return text.strip() if column.key == "id" else text

    def take(self, row: Row, record: str, values: dict[str, Any], bad: set[str]) -> None:
        """Put what a row says to its commitment; a cell that is bad is there, and not told to be missing."""
        parts: dict[str, dict[str, Any]] = {}
        for column in COLUMNS:
            if column.key in values:
                parts.setdefault(column.part, {})[column.key] = values[column.key]
            elif column.key in bad:
                parts.setdefault(column.part, {})[column.key] = BAD
        promise = self.promises.get(record)
        own = parts.get("promise", {})
        if promise is None:
            promise = self.promises[record] = {"bad": False, "fields": own, "sources": [], "updates": []}
            self.places[record] = (self.name, row.sheet, row.number)
        else:
            for key, value in own.items():
                was = promise["fields"].get(key, value)
                if was != value and BAD not in (was, value):
                    title = next(c.title for c in COLUMNS if c.key == key)
                    told = f"{record} had {quoted(str(was))} in an earlier row"
                    self.fault(row, title, "two-values", told, record)
                promise["fields"].setdefault(key, value)
        promise["bad"] |= bool(bad)
        if "promise source" in parts:
            self.source(row, record, parts["promise source"], promise["sources"], promise)
        if "update" in parts:
            update: dict[str, Any] = {"file": self.name, "row": row, "fields": parts["update"]}
            promise["updates"].append({**update, "sources": []})
        if "update source" in parts:
            if promise["updates"]:
                self.source(row, record, parts["update source"], promise["updates"][-1]["sources"], promise)
            else:
                message = "names a source of an update, but there is none"
                self.fault(row, None, "source-without-update", message, record)
                promise["bad"] = True

    def source(
        self, row: Row, record: str, values: dict[str, Any], into: list[Any], promise: dict[str, Any]
    ) -> None:
        """Make the source that a row names."""
        given = {key.partition("_")[2]: value for key, value in values.items()}
        if given.keys() == {"url"} and given["url"] is not BAD:
            # A page has one description: it may stand in another row.
            into.append(_Page(self.name, row, given["url"]))
            return
        needed = [name for name in ("url", "title", "publisher", "publisher_type") if name not in given]
        if needed:
            message = f"a source needs {', '.join(name.replace('_', ' ') for name in needed)} as well"
            self.fault(row, None, "bad-source", message, record)
            promise["bad"] = True
            return
        if BAD in given.values():
            return
        try:
            into.append(Source(**given))
            self.pages.setdefault(given["url"], into[-1])
        except TrackerError as error:
            self.fault(row, None, "bad-source", str(error), record)
            promise["bad"] = True

    def commitments(self) -> tuple[Commitment, ...]:
        """Return the commitments that the rows make, and note why others cannot be made."""
        found: list[Commitment] = []
        for record, promise in self.promises.items():
            made = self.commitment(record, promise)
            if made is not None:
                found.append(made)
        return tuple(found)

    def commitment(self, record: str, promise: dict[str, Any]) -> Commitment | None:
        file, sheet, number = self.places[record]
        fields = dict(promise["fields"])
        old = None if self.into is None else self.into.commitments.get(record)
        told = self.without(file, sheet) if old is None else set[str]()
        needed = () if old is not None else NEEDED
        missing = [c.title for c in COLUMNS if c.key in needed and c.key not in {*fields, *told}]
        promise["bad"] |= bool(told - fields.keys())
        if missing:
            message = f"a commitment needs {', '.join(missing)}"
            place = f"sheet {sheet}, row {number}"
            self.problems.append(
                Problem(file=file, record=record, path=place, code="missing-cell", message=message)
            )
        sources = self.described(record, promise["sources"], promise)
        made = [self.update(record, update, promise) for update in promise["updates"]]
        updates = [update for update in made if update is not None]
        if missing or promise["bad"]:
            return None
        try:
            return (
                _made(fields, sources, updates) if old is None else _with_more(old, fields, sources, updates)
            )
        except TrackerError as error:
            place = f"sheet {sheet}, row {number}"
            self.problems.append(
                Problem(file=file, record=record, path=place, code="bad-record", message=str(error))
            )
            return None

    def without(self, file: str, sheet: str) -> set[str]:
        """Return the needed columns that a sheet does not have, which is told once, not for each row."""
        row, keys = self.absent.get((file, sheet), (None, set[str]()))
        if row is not None and (file, sheet) not in self.told:
            self.told.add((file, sheet))
            self.name = file
            titles = ", ".join(c.title for c in COLUMNS if c.key in keys)
            self.fault(row, None, "missing-column", f"the sheet has no column {titles}")
        return keys

    def described(self, record: str, sources: list[Source | _Page], promise: dict[str, Any]) -> list[Source]:
        """Return sources with the descriptions of pages that have them in another row."""
        found: list[Source] = []
        for source in sources:
            if isinstance(source, Source):
                found.append(source)
            elif source.url in self.pages:
                found.append(self.pages[source.url])
            else:
                self.name = source.file
                message = "a source needs title, publisher, publisher type as well, here or in another row"
                self.fault(source.row, None, "bad-source", message, record)
                promise["bad"] = True
        return found

    def update(self, record: str, update: dict[str, Any], promise: dict[str, Any]) -> StatusUpdate | None:
        fields, row = update["fields"], update["row"]
        self.name = update["file"]
        needed = {"update_date": "update date", "status": "status", "happened": "what happened"}
        missing = [title for key, title in needed.items() if key not in fields]
        if missing:
            self.fault(row, None, "missing-cell", f"an update needs {', '.join(missing)}", record)
            promise["bad"] = True
        sources = self.described(record, update["sources"], promise)
        if missing or BAD in fields.values():
            return None
        try:
            return StatusUpdate(
                date=fields["update_date"],
                status=fields["status"],
                summary=fields["happened"],
                obstacle=fields.get("obstacle"),
                blocked_by=fields.get("blocked_by", ()),
                entered=fields.get("update_entered"),
                sources=sources,
            )
        except TrackerError as error:
            self.fault(row, None, "bad-record", str(error), record)
            promise["bad"] = True
            return None


def _made(fields: dict[str, Any], sources: list[Source], updates: list[StatusUpdate]) -> Commitment:
    """Return a new commitment; what no cell says has its usual value."""
    maker_type, maker = fields.pop("maker_type", "chair"), fields.pop("maker", "Chair")
    made_by = Maker(type=maker_type, name=maker, states=fields.pop("maker_states", ()))
    fields.setdefault("text", fields["title"])
    if "confidence" not in fields:
        # As the data dictionary has it: an original, or two pages.
        sure = any(source.primary for source in sources) or len({source.url for source in sources}) > 1
        fields["confidence"] = Confidence.HIGH if sure else Confidence.MEDIUM
    return Commitment(**fields, made_by=made_by, updates=updates, sources=sources)


def split(text: str) -> list[str]:
    r"""Return the values of a cell, which stand between semicolons; ``\;`` is a semicolon in a value.

    Args:
        text: what the cell holds.

    >>> split("youth; peace \\; war;")
    ['youth', 'peace ; war']
    """
    parts: list[str] = [""]
    signs = iter(text)
    for sign in signs:
        if sign == "\\":
            following = next(signs, "")
            parts[-1] += following if following in (";", "\\") else sign + following
        elif sign == ";":
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _text(cell: Any) -> str:
    """Return a cell as a text; a whole number without its decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell if isinstance(cell, str) else str(cell)


def _with_more(
    old: Commitment, fields: dict[str, Any], sources: list[Source], updates: list[StatusUpdate]
) -> Commitment:
    """Return a commitment with what rows say of it; an update replaces one of its day and status."""
    maker = {"maker_type": "type", "maker": "name", "maker_states": "states"}
    changed = {name: fields.pop(key) for key, name in maker.items() if key in fields}
    kept = old.updates
    for update in updates:
        # A sheet needn't say when an update was entered.
        if any(attrs.evolve(update, entered=update.entered or u.entered) == u for u in kept):
            continue
        same = [n for n, u in enumerate(kept) if (u.date, u.status) == (update.date, update.status)]
        place = same[-1] if same else len(kept)
        entered = update.entered or (kept[place].entered if same else None)
        kept = (*kept[:place], attrs.evolve(update, entered=entered), *kept[place + 1 :])
    pages = [*old.sources, *(source for source in sources if source not in old.sources)]
    made_by = attrs.evolve(old.made_by, **changed)
    return attrs.evolve(old, **fields, made_by=made_by, updates=kept, sources=pages)
