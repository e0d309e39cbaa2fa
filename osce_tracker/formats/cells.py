"""A cell's value as text, before escaping for a format."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

import attrs

from osce_tracker.design import LOOKS, Look
from osce_tracker.formats.report import Column, KeyFigure, Report, Table, Value, cell_data
from osce_tracker.model.clock import readable_day
from osce_tracker.model.languages import language_name
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import Stance
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.plot.chart import Chart
from osce_tracker.text import capitalised, one_line
from osce_tracker.tracker.caption import edition_name

#: Addresses that may be links, and how long Excel allows one to be.
_ADDRESS: Final = re.compile(
    r"https?://[^\s<>\"'\x00-\x20\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+"
)
_LONGEST_LINK: Final = 2_000
#: A text that begins with a word.
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*[,;:.!?)]*(?:\s|$)")
#: The keys of columns with the ids of records.
IDS: Final = ("id", "code")
#: An empty cell in a table for people.
NOTHING: Final = "–"
#: Shown instead of a value that a later column repeats.
NO_CHANGE: Final = "No change"
#: How tall a picture above the tables may grow on paper, in pixels, 96 to the inch, upright and turned, if
#: some of its text would otherwise be missing or too small.
HIGHEST: Final = (640, 400)
#: Tables with fewer rows appear side by side, each row as a list item, if they have no more columns than
#: that; lists of facts may be longer. Readers can sort and filter longer tables in a page.
FEWEST: Final = 8
_FEWEST_FACTS: Final = 10
_SMALL_COLUMNS: Final = 6
#: A note starts in bold up to a colon after at most this many words.
_MOST_WORDS: Final = 5
#: A page turns to landscape if its tables have more columns of fixed widths.
_MOST_UPRIGHT: Final = 5
#: How you may use the facts and the code.
_USE: Final = (
    "Use: facts in our own words, from the pages that the rows name; code under the MIT licence. "
    "Corrections with a source are welcome."
)


@attrs.frozen
class Parts:
    """The content of a cell that several columns share in a table for people.

    Args:
        main: the value of the column itself.
        values: the values that are not empty, in the order of the columns; at least two.
    """

    main: Value
    values: tuple[Value, ...]


def is_empty(value: Value | Parts) -> bool:
    """Return True if a cell is empty.

    Args:
        value: the value of the cell.
    """
    return value is None or value == ()


def shared_cell(table: Table, row: tuple[Value, ...], place: int) -> Value | Parts:
    """Return the value of a cell for people, or those of all columns that share it.

    A text starts with a capital, unless it starts with a code, an address or a file name.

    Args:
        table: the table.
        row: one of its rows.
        place: the place of the column, one of ``row_places`` or ``detail_places``.
    """
    own, value = table.columns[place], row[place]
    pairs = list(zip(table.columns, row, strict=True))
    if own.later and value is not None and any(own.later == c.key and value == v for c, v in pairs):
        value = NO_CHANGE
    if own.none_as_dash and value == 0:
        value = None
    found = [
        begun(column, value if column is own else other)
        for column, other in pairs
        if column is own or column.part_of == own.key
    ]
    values = tuple(one for one in found if not is_empty(one))
    if len(values) > 1:
        return Parts(value, values)
    return values[0] if values else None


def begun(column: Column, value: Value) -> Value:
    """Return a value as it appears at the start of a cell: with a capital, unless it is a code or address.

    Args:
        column: the column, since ids and languages are codes.
        value: the value.
    """
    if isinstance(value, Vocabulary) or not isinstance(value, str) or column.key in (*IDS, "language"):
        return value
    return capitalised(value) if _WORD.match(value) else value


def cell_text(value: Value) -> str:
    """Return a value as people read it.

    Args:
        value: the value of a cell.

    Returns:
        Words by their label with a capital, dates as "31 July 2025", shares as "18 of 45 (40%)", sources as
        their number, fractions with three decimals, and an empty cell as a dash.

    >>> import osce_tracker as ot
    >>> cell_text(None), cell_text(0.8), cell_text(ot.Share(2, 4)), cell_text(ot.Period("2025-07-31"))
    ('–', '0.800', '2 of 4', '31 July 2025')
    """
    if is_empty(value):
        return NOTHING
    if isinstance(value, tuple):
        return str(len(value))
    if isinstance(value, Period):
        return value.readable
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, Vocabulary):
        return capitalised(value.label)
    return readable_day(value) if isinstance(value, date) else cell_data(value)


def joined(
    cell: Value | Parts,
    text: Callable[[Value], str],
    sources: Callable[[tuple[Source, ...]], str],
    separator: str,
) -> str:
    """Return a cell as one text; a date in front belongs to the text after it.

    Args:
        cell: a value, or the values that share the cell.
        text: returns a value as text of the format.
        sources: returns sources as text of the format.
        separator: the text between the values.
    """
    values = cell.values if isinstance(cell, Parts) else (cell,)
    texts = [sources(one) if isinstance(one, tuple) and one else text(one) for one in values]
    if isinstance(cell, Parts) and is_dated(cell):
        texts[:2] = [f"{texts[0]}: {texts[1]}"]
    return separator.join(texts)


def separated(cell: Value | Parts) -> Iterator[tuple[str, Value]]:
    """Yield each value in a cell with the text before it, for formats where sources are numbers.

    Args:
        cell: a value, or the values that share the cell.
    """
    values = cell.values if isinstance(cell, Parts) else (cell,)
    for number, value in enumerate(values):
        is_said = number == 1 and isinstance(cell, Parts) and is_dated(cell)
        before = ": " if is_said else " " if isinstance(value, tuple) else "\n"
        yield before if number else "", value


def is_dated(cell: Parts) -> bool:
    """Return True if a cell starts with the date of its content.

    Args:
        cell: the values that share it.
    """
    return isinstance(cell.values[0], date | Period) and isinstance(cell.main, str)


def parts_text(
    value: Value | Parts,
    separator: str = "\n",
    numbers: Callable[[tuple[Source, ...]], tuple[int, ...]] | None = None,
) -> str:
    """Return a cell as people read it, with the symbols of statuses and stances.

    Args:
        value: a value, or the values that share the cell.
        separator: the text between them.
        numbers: returns the numbers of sources in a list; by default the latest of a shared cell is named.

    >>> import osce_tracker as ot
    >>> day = ot.Period("2025-07-31")
    >>> parts_text(Parts("Done.", (day, "Done.")), " "), parts_text(day)
    ('31 July 2025: Done.', '31 July 2025')
    """

    def sources(pages: tuple[Source, ...]) -> str:
        if numbers is not None:
            return "".join(f"[{number}]" for number in numbers(pages))
        named = f"{counted(pages) or 'Source: '}{source_line(pages[0])}"
        return named if isinstance(value, Parts) else cell_text(pages)

    return joined(value, word_text, sources, separator)


def is_facts(table: Table) -> bool:
    """Return True if a table is a list of facts: two columns of texts, whose headings add nothing.

    Args:
        table: the table.
    """
    return len(table.columns) == 2 and all(column.kind == "text" for column in table.columns)


def is_landscape(report: Report) -> bool:
    """Return True if a report is in landscape: if a table has many columns of fixed widths.

    Args:
        report: the report.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> is_landscape(ot.quarterly(tracker, "2025-Q3")), is_landscape(ot.profile(tracker, "KZ"))
    (True, False)
    """
    fixed = (sum(c.width > 0 and not c.part_of for c in table.columns) for table in report.tables)
    return max(fixed, default=0) > _MOST_UPRIGHT


def name_place(table: Table, places: Sequence[int]) -> int:
    """Return the place of the column that names each row: the first that isn't a number.

    Args:
        table: the table.
        places: the places of its columns that form a row.
    """
    return next((n for n in places if table.columns[n].align != "right"), places[0])


def blocks(tables: Iterable[Table]) -> Iterator[tuple[Table, ...]]:
    """Yield small tables in twos or threes, to go side by side, and the others one by one.

    Args:
        tables: the tables of a report.
    """
    for small, found in groupby(tables, _is_small):
        several = list(found)
        while several:
            count = (3 if len(several) == 3 else 2) if small else 1
            yield tuple(several[:count])
            del several[:count]


def is_sheet(report: Report) -> bool:
    """Return True if a report fits one page: no table stands alone.

    Args:
        report: the report.
    """
    return bool(report.tables) and all(len(block) > 1 for block in blocks(report.tables))


def _is_small(table: Table) -> bool:
    """Return True if a table fits half a page: each row then becomes a list item."""
    has_numbers = any(column.align == "right" for column in table.columns)
    is_bare = not (table.groups or table.detail_places or has_numbers)
    is_short = len(table.rows) < (_FEWEST_FACTS if is_facts(table) else FEWEST)
    return not table.rows or (is_bare and is_short and len(item_places(table)) <= _SMALL_COLUMNS)


def item_places(table: Table) -> tuple[int, ...]:
    """Return the places of the columns in a list item: its name tells people which record it is about.

    Args:
        table: the table.
    """
    first, *others = table.row_places
    return (first, *(n for n in others if table.columns[n].key not in IDS))


def item_rest(table: Table, row: tuple[Value, ...]) -> Iterator[tuple[str, Column, Value | Parts]]:
    """Yield the content of a list item after its name: the text before it, its column and its value.

    Args:
        table: the table.
        row: one of its rows. One text follows on the same line, several on the next.
    """
    _, *others = item_places(table)
    texts = [n for n in others if table.columns[n].kind != "sources"]
    before = "\n" if len(texts) > 1 else ": "
    for n in others:
        value = shared_cell(table, row, n)
        if not is_empty(value):
            yield " " if isinstance(value, tuple) else before, table.columns[n], value
            before = ". "


def wide_places(table: Table) -> tuple[int, ...]:
    """Return the places of the columns side by side on a wide page, with long texts of a set width.

    Args:
        table: the table.
    """
    return tuple(n for n in table.places if n in table.row_places or table.columns[n].width)


def shared(room: float, least: Sequence[float], wants: Sequence[float], most: Sequence[float]) -> list[float]:
    """Return the widths of columns that share a page, in proportion to their needs.

    Args:
        room: the width of the page. The widths add up to more if columns need more, and to less if no column
            can use the rest.
        least: the width that each column needs for its longest word.
        wants: their shares of the rest.
        most: the largest useful width of each column.

    >>> list(map(round, shared(100, [20, 20, 10], [1, 3, 1], [30, 90, 15])))
    [21, 64, 15]
    """

    def widths(scale: float) -> list[float]:
        return [max(need, min(scale * want, cap)) for need, want, cap in zip(least, wants, most, strict=True)]

    low, high = 0.0, room / min(wants)
    # More steps change no width by a thousandth of the page.
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) <= room else (low, middle)
    return widths(low)


def links(sources: tuple[Source, ...], link: Callable[[Source], str], *, every: bool) -> str:
    """Return sources for a format with links: the latest, or all.

    Args:
        sources: the sources, newest first; at least one.
        link: returns a source as a link.
        every: True for all sources.
    """
    return f"{counted(sources, every=every)}{', '.join(map(link, sources if every else sources[:1]))}"


def counted(sources: tuple[Source, ...], *, every: bool = False) -> str:
    """Return the count in front of the latest of several sources, or nothing.

    Args:
        sources: the sources, newest first.
        every: True if all of them are named.
    """
    return "" if every or len(sources) == 1 else f"{len(sources)} sources, the latest: "


def source_line(source: Source) -> str:
    """Return a source in a few words: who published it, when, and in which language if not English.

    Args:
        source: the source.

    >>> import osce_tracker as ot
    >>> page = {"url": "https://tass.ru/1", "title": "Talks", "publisher": "TASS", "publisher_type": "media"}
    >>> source_line(ot.Source(**page, published="2025-12-05", language="ru"))
    'TASS, 5 December 2025, in Russian'
    """
    return f"{source.publisher}{about_source(source)}"


def short_source(source: Source) -> str:
    """Return a source with only its publisher and date.

    Args:
        source: the source.
    """
    return ", ".join([source.publisher, *([source.published.readable] if source.published else [])])


def about_source(source: Source) -> str:
    """Return the details after the publisher of a source: where it was read, its date, its language.

    Args:
        source: the source.

    Returns:
        Such as ", via Mirage News, 5 December 2025, in Russian"; empty if there is nothing to add.
    """
    parts = [f"via {source.via}"] if source.via is not None else []
    parts += [source.published.readable] if source.published is not None else []
    parts += [f"in {language_name(source.language)}"] if source.language != "en" else []
    return "".join(f", {part}" for part in parts)


def linked_text(value: Value | Parts) -> str:
    """Return a cell for formats with links: sources by their publishers.

    Args:
        value: a value, or the values that share the cell.
    """
    return joined(value, cell_text, lambda pages: ", ".join(page.publisher for page in pages), " ")


def look_of(value: Value | Parts) -> Look | None:
    """Return the look of the status or stance in a cell, or ``None`` if there is none.

    Args:
        value: a value, or the values that share a cell, of which the first counts.

    >>> import osce_tracker as ot
    >>> look_of(ot.Status.BLOCKED).symbol, look_of("blocked")
    ('⊘', None)
    """
    if isinstance(value, Parts):
        value = value.values[0]
    return LOOKS[value.value] if isinstance(value, Status | Stance) else None


def word_text(value: Value) -> str:
    """Return a value as people read it, with the symbol of a status or stance in front.

    Args:
        value: the value of a cell.

    >>> import osce_tracker as ot
    >>> word_text(ot.Status.BLOCKED), word_text("2")
    ('⊘ Blocked', '2')
    """
    look = look_of(value)
    return cell_text(value) if look is None else f"{look.symbol} {cell_text(value)}"


def mark_of(figure: KeyFigure) -> str:
    """Return the symbol of a figure's word followed by a space; empty if it has none.

    Args:
        figure: the figure.
    """
    look = look_of(figure.word)
    return "" if look is None else f"{look.symbol} "


def total_text(total: KeyFigure) -> str:
    """Return a count for a line below the rows of a table.

    Args:
        total: the count.

    >>> import osce_tracker as ot
    >>> total_text(ot.quarterly(ot.load(), "2025-Q3").tables[0].totals[-1])
    'Made by 30 September 2025: 73'
    """
    note = f" ({total.note})" if total.note else ""
    return f"{capitalised(total.label)}: {cell_text(total.value)}{note}"


def edition_lines(report: Report) -> list[str]:
    """Return the lines at the end of every document: the data, and how to use and cite them.

    Args:
        report: the report.

    >>> import osce_tracker as ot
    >>> data, use, cite = edition_lines(ot.overdue(ot.load(), "2025-12-31"))
    >>> data.partition(". ")[2], cite[:37]
    ('The record is known until 15 March 2026.', 'Cite as: osce_tracker, finland-2025, ')
    """
    edition = report.edition
    if edition is None:
        return [report.data_note]
    known = edition.known_until if report.known_by is None else None
    until = "" if known is None else f" The record is known until {readable_day(known)}."
    return [f"{report.data_note}{until}", _USE, f"Cite as: osce_tracker, {edition_name(edition)}."]


def note_parts(note: str) -> tuple[str, str]:
    """Return a note in two parts: up to its first colon if that comes early, otherwise nothing, and the rest.

    Args:
        note: the note.

    >>> note_parts("Own word: sources of the Chair."), note_parts("A note.")
    (('Own word:', ' sources of the Chair.'), ('', 'A note.'))
    """
    start, colon, rest = note.partition(":")
    if colon and rest[:1].isspace() and 0 < len(start.split()) <= _MOST_WORDS:
        return f"{start}:", rest
    return "", note


def chart_text(chart: Chart) -> str:
    """Return a chart as text, for formats without pictures: its title and text alternative.

    Args:
        chart: the chart. Charts below the tables repeat them, so such formats leave them out.
    """
    text = chart.text
    if not text.startswith(f"{chart.title}:"):
        text = ". ".join(part for part in (chart.title.rstrip(". "), text) if part)
    return f"Picture (not shown here): {text}" if text else ""


def cut(text: str, most: int) -> str:
    """Return a text on one line for a page header or footer; one that is too long ends in an ellipsis.

    Args:
        text: any text.
        most: the most characters.
    """
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def source_text(source: Source) -> str:
    """Return a source for a list of sources.

    Args:
        source: the source.
    """
    return f"{source.title} ({source_line(source)})"


def is_address(text: str) -> bool:
    """Return True if a text is an address and can be made a link.

    Args:
        text: any text.

    >>> is_address("https://osce.org/1"), is_address("see https://osce.org"), is_address("http://[bad")
    (True, False, False)
    """
    if not _ADDRESS.fullmatch(text) or len(text) > _LONGEST_LINK:
        return False
    # Imported late, since most tables have no address.
    from urllib.parse import urlsplit

    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


class References:
    """The sources that a document names, numbered from 1 in order of appearance.

    Args:
        sources: ``latest`` to name the latest source of each row, ``all`` to name all.

    >>> import osce_tracker as ot
    >>> one = ot.load().commitments["FI25-HD-03"]
    >>> references = References("latest")
    >>> references.numbers(one.sources), len(references.named)
    ((1,), 1)
    """

    def __init__(self, sources: str) -> None:
        self._all = sources == "all"
        self._numbers: dict[Source, int] = {}

    def numbers(self, sources: tuple[Source, ...]) -> tuple[int, ...]:
        """Return the numbers of the sources of a row that are named.

        Args:
            sources: the sources, newest first.
        """
        chosen = sources if self._all else sources[:1]
        return tuple(self._numbers.setdefault(source, len(self._numbers) + 1) for source in chosen)

    @property
    def named(self) -> tuple[Source, ...]:
        """The sources in the order of their numbers."""
        return tuple(self._numbers)
