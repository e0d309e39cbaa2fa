"""The fields of records that tables show, with their columns, and tables and reports made of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, Final, cast

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.design import READING
from osce_tracker.errors import RecordError
from osce_tracker.formats.report import Column, KeyFigure, Report, RowGroup, Table, Value
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.periods import Period
from osce_tracker.model.plain import field_names, is_record
from osce_tracker.model.readings import Reading
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.statuses import Status
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.validation import convert
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.plot.chart import Chart
from osce_tracker.reports import wording
from osce_tracker.tracker.caption import ReportingDay, data_title
from osce_tracker.tracker.collection import Collection, DatedCollection
from osce_tracker.tracker.filters import OneOrMore, words
from osce_tracker.tracker.reviews import contested_verdicts, is_contested
from osce_tracker.tracker.tracker import Tracker

#: Fields that hold codes of States.
_CODES: Final = frozenset({"state", "states", "country"})
#: If one of several values is longer than this, each gets its own line.
_LONG: Final = 40
#: How many of the records that a period leaves out to name.
_FEW: Final = 5


@attrs.frozen
class Field:
    """A column of a table and how to get its value from a record.

    Args:
        column: the column.
        value: returns the value of a record.
        if_any: true if a table leaves out the column when no record has a value.
    """

    column: Column
    value: Callable[[Any], Value]
    if_any: bool = False


@attrs.frozen
class Group:
    """Records whose rows have a heading of their own.

    Args:
        key: stable name, for programs.
        title: heading.
        records: the records, one for each row.
        note: a line about the group, or empty.
    """

    key: str
    title: str
    records: Sequence[Any]
    note: str = ""


def field(
    key: str,
    title: str,
    value: str | Callable[[Any], Value] = "",
    kind: str = "text",
    *,
    detail: bool = False,
    short: str = "",
    part_of: str = "",
    later: str = "",
    by_group: bool = False,
    none_as_dash: bool = False,
    if_any: bool = False,
) -> Field:
    """Return a field.

    Args:
        key: stable name of the column, for programs.
        title: heading.
        value: returns the value of a record; or the name of its attribute, such as ``made_by.name``. By
            default the attribute with the column's key.
        kind: the kind of the column, as for ``Column``.
        detail: true for long texts.
        short: a shorter heading, or empty.
        part_of: the key of the column whose cell also shows this value, or empty.
        later: the key of the column with the later value, or empty.
        by_group: true for a group's words on behalf of others.
        none_as_dash: true if formats for people show a dash for a count of 0.
        if_any: true to leave out the column where no record has a value.
    """
    get = attrgetter(value or key) if isinstance(value, str) else value
    column = Column(
        key, title, kind, detail, short, part_of, later, by_group=by_group, none_as_dash=none_as_dash
    )
    return Field(column, get, if_any)


def wide(shares: Mapping[str, int], fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return fields with fixed column widths in documents.

    Args:
        shares: the share of the width of the table, in per cent, by the key of the column.
        fields: the fields; a field without a share stays unchanged.
    """
    return tuple(
        attrs.evolve(one, column=attrs.evolve(one.column, width=shares.get(one.column.key, 0)))
        for one in fields
    )


def parts(key: str, fields: Iterable[Field], before: str = "") -> tuple[Field, ...]:
    """Return fields whose values share the cell of a column in formats for people.

    Args:
        key: the key of the column.
        fields: the fields; the field of the column itself stays unchanged.
        before: a word before each text, such as "readings" before "differ".
    """

    def text(value: Callable[[Any], Value]) -> Callable[[Any], Value]:
        return (lambda record: (found := value(record)) and f"{before} {found}") if before else value

    return tuple(
        one
        if one.column.key == key
        else attrs.evolve(one, column=attrs.evolve(one.column, part_of=key), value=text(one.value))
        for one in fields
    )


def of(part: str | Callable[[Any], Any], *fields: Field) -> tuple[Field, ...]:
    """Return fields that show a part of a record; they are empty if it lacks that part.

    Args:
        part: returns the part or ``None``; or the name of its attribute, such as ``commitment``.
        *fields: the fields of the part.
    """
    get: Callable[[Any], Any] = attrgetter(part) if isinstance(part, str) else part

    def inner(value: Callable[[Any], Value]) -> Callable[[Any], Value]:
        return lambda record: None if (found := get(record)) is None else value(found)

    return tuple(attrs.evolve(one, value=inner(one.value)) for one in fields)


#: The columns that tables of events usually have.
_EVENTS: Final = "event when body place status sources id"


def pages(*records: Any) -> tuple[Source, ...]:
    """Return the sources of records, newest first, each page once.

    Args:
        *records: records, or other values with sources; ``None`` has none.
    """
    return wording.newest_first(page for one in records if one is not None for page in one.sources)


#: The date and content of an update.
NEWS: Final = (
    field("when", "when", "date", "date"),
    field("happened", "what happened", "summary", detail=True),
)
SOURCES: Final = field("sources", "sources", pages, "sources")
ID: Final = field("id", "id")
DETAIL_ID: Final = field("id", "id", detail=True)
_DIMENSION: Final = field(
    "dimension", "dimension", lambda one: Section.of(one.dimensions).short, short="dim."
)


def commitments(keys: str, day: date = date.max, readings: Iterable[Reading] = ()) -> tuple[Field, ...]:
    """Return fields of commitments.

    Args:
        keys: the keys of the columns, separated by spaces.
        day: the day; later updates don't count.
        readings: the readings of the data set. With the key ``readings`` a column marks that day's
            verdicts on which two readings differ.

    >>> [one.column.title for one in commitments("commitment due", date(2025, 12, 31))]
    ['commitment', 'deadline']
    """
    verdicts = contested_verdicts(readings)
    every = (
        field("commitment", "commitment", "title"),
        _DIMENSION,
        field("made_by", "made by", "made_by.name"),
        field("made_on", "made on", kind="date"),
        field("basis", "how promised", part_of="made_on"),
        field("due", "deadline", kind="date"),
        field("lever", "who delivers"),
        field("status", "status", lambda commitment: commitment.status_on(day)),
        contested(lambda commitment: is_contested(commitment, verdicts, day)),
        field("timing", "timing", lambda commitment: commitment.timing_on(day)),
        *of(lambda commitment: commitment.update_on(day), *NEWS),
        field("sources", "sources", lambda one: wording.commitment_sources(one, day), "sources"),
        ID,
    )
    return _chosen(every, keys)


def contested(differ: Callable[[Any], bool]) -> Field:
    """Return the field that marks verdicts on which two readings differ, if any.

    Args:
        differ: returns True if they differ on the verdict of a record.
    """
    return field("readings", "readings", lambda one: "differ" if differ(one) else None, if_any=True)


def events(states: StateRegistry, keys: str = _EVENTS) -> tuple[Field, ...]:
    """Return fields of events and series.

    Args:
        states: the registry for names.
        keys: the keys of the columns, separated by spaces.
    """
    every = (
        field("event", "event", "title"),
        _DIMENSION,
        field("when", "when", kind="date"),
        field("body", "body"),
        field("place", "place", lambda event: wording.place_of(event, event.when.last, states)),
        field("status", "status"),
        SOURCES,
        ID,
    )
    return _chosen(every, keys)


def statements(states: StateRegistry, keys: str) -> tuple[Field, ...]:
    """Return fields of statements.

    Args:
        states: the registry for names.
        keys: the keys of the columns, separated by spaces.
    """
    every = (
        field("who", "who", lambda said: name_of(said, states)),
        field("dimension", "dimension", lambda said: wording.dimensions_in_short(said.dimensions)),
        field("date", "date", kind="date"),
        field("when", "when", "date", "date"),
        field("forum", "forum"),
        field("form", "form"),
        field("stance", "stance"),
        field("about", "about"),
        field("summary", "summary", detail=True),
        field("provenance", "reported by", detail=True),
        SOURCES,
        ID,
    )
    return _chosen(every, keys)


def chairs(
    tracker: Tracker, key: str = "chair", title: str = "Chair", *, by_group: bool = False
) -> tuple[Field, ...]:
    """Return the field of the Chairpersonships of records; nothing if the tracker covers only one.

    Args:
        tracker: the tracker.
        key: stable name of the column, for programs.
        title: heading.
        by_group: true for a group's words on behalf of others.
    """
    if len(tracker.terms) < 2:
        return ()

    def names(record: Any) -> str | None:
        return wording.listed(wording.chair_name(tracker, term) for term in record.chairs) or None

    return (field(key, title, names, short="" if title == "Chair" else "Chair", by_group=by_group),)


def name_of(said: SupportStatement, states: StateRegistry) -> str | None:
    """Return the group or, as of its day, the State that made a statement.

    Args:
        said: the statement.
        states: the registry for names.
    """
    return said.group if said.state is None else states.name(said.state, said.date.last)


def title_of(record: Any, states: StateRegistry) -> str:
    """Return the title of a record for tables; for a statement, its speaker and date.

    Args:
        record: a record of any kind.
        states: the registry for names.
    """
    title: str | None = getattr(record, "title", None)
    if title is not None:
        return title
    who = name_of(record, states) or ""
    by = who if who.startswith("Joint statement") else f"Statement by {wording.the(who)}"
    return f"{by}, {record.date.readable}"


def left_out(collection: DatedCollection[Any], period: Period | None) -> str:
    """Return the note on records that a period leaves out though they may belong to it, or an empty text.

    Args:
        collection: the records before filtering by period.
        period: the period, or ``None``.

    >>> import osce_tracker as ot
    >>> left_out(ot.load().statements, ot.Period("2025-12-05"))[:68]
    'Left out: 17 statements that overlap 5 December 2025 without lying w'
    """
    if period is None or not (found := collection.partly_inside(period)):
        return ""
    few = [title_of(record, collection.states) for record in found[:_FEW]]
    more = f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
    overlap = "that overlaps" if len(found) == 1 else "that overlap"
    why = f"{overlap} {period.readable} without lying wholly inside it"
    if collection.noun == "event":
        why = f"dated too vaguely to place in {period.readable}"
    return f"Left out: {wording.in_words(len(found), collection.noun)} {why}: {'; '.join(few)}{more}."


def as_stored(cls: Any, name: str, text: str | None) -> Value:
    """Return a text in the type of a record's field, if that is a word or a period.

    Args:
        cls: the class of the record.
        name: the name of the field.
        text: the text, or ``None``. An invalid text stays unchanged.
    """
    known = attrs.fields_dict(cls).get(name)
    if text is None or known is None:
        return text
    try:
        value = convert(known, text, None)
    except RecordError:
        return text
    return value if isinstance(value, Vocabulary | Period) else text


def value_of(name: str, value: object, states: StateRegistry) -> Value:
    """Return the value of a field of a record as one cell; codes of States come with the name.

    Args:
        name: the name of the field.
        value: its value.
        states: the registry for names.
    """
    if isinstance(value, tuple):
        items = [
            wording.in_sentence(value_of(name, one, states)) for one in cast("tuple[object, ...]", value)
        ]
        is_long = any(len(item) > _LONG for item in items)
        return ("\n" if is_long else ", ").join(items) or None
    if is_record(type(value)):
        if text := getattr(value, "title", None) or getattr(value, "summary", None):
            return str(text)
        # A record inside another takes one line, without its empty fields.
        parts = {name: value_of(name, getattr(value, name), states) for name in field_names(value)}
        return (
            wording.listed(wording.in_sentence(part) for part in parts.values() if part is not None) or None
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, DocumentSymbol):
        return str(value)
    if name in _CODES and isinstance(value, str):
        return f"{states.name(value)} ({value})"
    return cast("Value", value)


def _chosen(every: Iterable[Field], keys: str) -> tuple[Field, ...]:
    by_key = {one.column.key: one for one in every}
    return tuple(by_key[key] for key in keys.split())


def sections(
    records: Iterable[Any], note: Callable[[list[Any]], str] | None = None, dimension: Dimension | None = None
) -> list[Group]:
    """Return records in a group for each section in order; or all in one group for a single dimension.

    Args:
        records: records, or values about records.
        note: returns the line about the records of a group.
        dimension: the one dimension that all of them touch, if a filter selects it.
    """
    only = None if dimension is None else Section(dimension.value)
    members: dict[Section, list[Any]] = grouped((only or record.section, record) for record in records)
    return [
        Group(section.value, section.label, members[section], note(members[section]) if note else "")
        for section in Section
        if section in members
    ]


def only_dimension(dimension: OneOrMore | None) -> Dimension | None:
    """Return the dimension of a filter for exactly one, or ``None``.

    Args:
        dimension: the filter.
    """
    chosen = words(Dimension, dimension)
    return next(iter(chosen)) if chosen is not None and len(chosen) == 1 else None


def reading_order(commitment: Commitment, status: Status) -> tuple[int, str, str]:
    """Return a sort key: stuck or failed commitments first, then by title.

    Args:
        commitment: the commitment.
        status: its status on the day of the report.
    """
    return READING.index(status), commitment.title.casefold(), commitment.id


def in_reading_order(commitments: Iterable[Commitment], day: date) -> list[Commitment]:
    """Return commitments in reading order, by their status on a day.

    Args:
        commitments: the commitments.
        day: the day.
    """
    return sorted(commitments, key=lambda commitment: reading_order(commitment, commitment.status_on(day)))


def field_table(
    title: str,
    key: str,
    fields: Iterable[Field],
    records: Iterable[Any] = (),
    *,
    groups: Iterable[Group] = (),
    notes: Iterable[str] = (),
    totals: Iterable[KeyFigure] = (),
) -> Table:
    """Return a table of records.

    Args:
        title: heading.
        key: stable name, for programs.
        fields: the fields to show for each record.
        records: the records.
        groups: instead of records, groups of them in order; empty ones are left out.
        notes: lines below the table; empty ones are left out.
        totals: counts of rows, shown and left out; the last is the count of everything.
    """
    filled = [group for group in groups if group.records]
    everything = (*records, *(record for group in filled for record in group.records))
    shown = [
        one for one in fields if not one.if_any or any(one.value(record) is not None for record in everything)
    ]
    values = [one.value for one in shown]
    return Table(
        title=title,
        key=key,
        columns=tuple(one.column for one in shown),
        rows=[tuple([value(record) for value in values]) for record in everything],
        groups=tuple(
            RowGroup(key=group.key, title=group.title, size=len(group.records), note=group.note)
            for group in filled
        ),
        notes=tuple(filter(None, notes)),
        totals=tuple(totals),
    )


def pairs_table(title: str, key: str, pairs: Iterable[tuple[str, Value]]) -> Table:
    """Return a table of names and values.

    Args:
        title: heading.
        key: stable name, for programs.
        pairs: each name with its value.
    """
    shown = (field("field", "field", itemgetter(0)), field("value", "value", itemgetter(1)))
    return field_table(title, key, shown, pairs)


def figure(
    key: str, label: str, value: int | Share, note: str = "", word: Vocabulary | None = None
) -> KeyFigure:
    """Return a key figure.

    Args:
        key: stable name, for programs.
        label: what it counts.
        value: the count or share.
        note: what to compare it with, or empty.
        word: the status or stance that it counts, or ``None``.
    """
    return KeyFigure(key=key, label=label, value=value, note=note, word=word)


def report_on(
    tracker: Tracker | Collection[Any],
    title: str,
    finding: str | Iterable[str],
    tables: Iterable[Table],
    *,
    filters: Iterable[str] = (),
    figures: Iterable[KeyFigure] = (),
    charts: Iterable[Chart] = (),
    charts_below: Iterable[Chart] = (),
    notes: Iterable[str] = (),
    day: ReportingDay | None = None,
) -> Report:
    """Return a report on a tracker, with its title, edition and day.

    Args:
        tracker: the tracker, or a collection of one.
        title: the kind of report and its period or day.
        finding: the headline, or a headline with the sentences of the lead; empty ones are left out.
        tables: the tables.
        filters: the parts of the subtitle after the title of the data set; empty texts are left out.
        figures: the key figures.
        charts: the pictures above the tables.
        charts_below: the pictures below the tables.
        notes: the caveats; empty texts are left out.
        day: the day that the report is about. The title names it; the subtitle says why it is this day, and
            the lead says if the record stops earlier.
    """
    headline, *lead = [finding] if isinstance(finding, str) else finding
    why, stops = ("", "") if day is None else (day.why and day.label, day.note)
    several = wording.chairs_note(tracker) if isinstance(tracker, Tracker) else ""
    shown = tuple(tables)
    contested = any(
        any(one.key == "readings" and one.kind == "text" for one in table.columns)
        or any(group.key == "readings" for group in table.groups)
        for table in shown
    )
    return Report(
        title=title,
        headline=headline,
        lead=" ".join(filter(None, (*lead, stops))),
        subtitle="; ".join(filter(None, (data_title(tracker), why, *filters))),
        figures=tuple(figures),
        charts=tuple(charts),
        tables=shown,
        charts_below=tuple(charts_below),
        notes=tuple(filter(None, (several, *notes, wording.CONTESTED_NOTE if contested else ""))),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )
