"""The columns of a spreadsheet of commitments, each declared once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from osce_tracker.model.commitments import Basis, Kind, Lever, MakerType, Obstacle
from osce_tracker.model.sources import Confidence, PublisherType
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import Vocabulary, fold
from osce_tracker.text import trimmed


class Column(NamedTuple):
    """One column.

    Attributes:
        part: what it describes: ``promise``, ``promise source``, ``update`` or ``update source``.
        field: the field of the record, such as ``made_by.name``.
        title: its heading.
        form: what its cells hold: a vocabulary if they hold one word of it, or ``text``, ``date``, ``list``,
            ``dimensions``, ``states``, ``symbol``, ``yes`` or ``addresses``.
        example: the example in the form.
        explained: the explanation in the form.
        others: other headings that people use, with commas between. A question mark stands after those that
            can mean something else: whoever imports is told what they were read as.
    """

    part: str
    field: str
    title: str
    form: str | type[Vocabulary]
    example: str
    explained: str
    others: str = ""


_PROMISE: Final[tuple[tuple[Any, ...], ...]] = (
    ("id", "id", "text", "XX30-HD-01", "short stable name, no blanks",
     "no, nr, number, ref, ref/no, ref no, reference, code, commitment id, promise id, paragraph?"),
    ("title", "commitment", "text", "Hold a seminar", "a line that names it",
     "title, promise, name, promise title, commitment title, recommendation?"),
    ("text", "full text", "text", "Hold a seminar on rights in spring.", "what is promised",
     "text, description, wording, brief description, commitment text, commitment description"),
    ("made_by.type", "maker type", MakerType, "chair", "what sort of maker it is", "type of maker"),
    ("made_by.name", "made by", "text", "The Chair", "who made it", "maker, author, by, promised by"),
    ("made_by.states", "signed by", "states", "Finland; Malta", "States that signed it",
     "signatories, maker states, recommending state?, recommending states?"),
    ("dimensions", "dimensions", "dimensions", "human", "several with semicolons", "dimension, basket"),
    ("themes", "themes", "list", "youth; budget", "free words", "theme, topic, topics, tags"),
    ("kind", "kind", Kind, "activity", "what sort of thing it is", "type, promise type, commitment type"),
    ("lever", "who delivers", Lever, "chair", "whose act completes it",
     "lever, responsible, depends on, lead?, reporting lead?, lead implementing agency?"),
    ("basis", "basis", Basis, "stated", "stated, inferred or deed"),
    ("made_on", "made on", "date", "15 January 2030", "when it was made",
     "date made, date, announced, date announced, promise date, commitment date, start date?"),
    ("made_at", "made at", "text", "Opening address", "on what occasion", "occasion"),
    ("document", "document", "symbol", "MC.DEC/1/25", "of the OSCE", "symbol, document symbol"),
    ("due", "due", "date", "Q2 2030", "the deadline",
     "deadline, due date, date due, by when, target date, end date?"),
    ("criterion", "done when", "text", "The seminar is held.", "how to tell", "criterion, indicator"),
    ("events", "events", "list", "", "ids of events that bear on it", "event"),
    ("chairs", "Chairpersonships", "list", "XX-2030", "which it belongs to; if empty, that of the set",
     "Chairpersonship"),
    ("continues", "continues", "text", "", "id of an earlier Chair's commitment"),
    ("confidence", "confidence", Confidence, "high", "how sure the facts are"),
    ("note", "note", "text", "", "what a reader should know", "notes, comment, comments, remark, remarks"),
    ("entered", "entered", "date", "", "day on which you entered it", "date entered"),
)  # fmt: skip
_UPDATE: Final[tuple[tuple[Any, ...], ...]] = (
    ("date", "update date", "date", "2 May 2030", "when it was so",
     "date of update, status date, as of, last updated, updated on"),
    ("status", "status", Status, "fulfilled", "what it was then",
     "progress, update status, current status, implementation status, state?, completion?"),
    ("summary", "what happened", "text", "Held in Helsinki.", "in a sentence or two; if empty, the status",
     "happened, update, summary, news"),
    ("obstacle", "obstacle", Obstacle, "", "what stood in the way"),
    ("blocked_by", "blocked by", "states", "", "States that a source names", "who objected, objected"),
    ("entered", "update entered", "date", "", "day on which you entered the update"),
)  # fmt: skip
#: Fields of a source, with the headings that need the word "source", and those that mean a source alone.
_SOURCE: Final[tuple[tuple[Any, ...], ...]] = (
    ("url", "address", "addresses", "https://example.org/programme", "the page on which it was seen", "",
     "url, link, links, source, sources, web address, page"),
    ("title", "page title", "text", "Programme of the Chair", "what the page is, short", "title", ""),
    ("publisher", "publisher", "text", "Ministry for Foreign Affairs", "who published it", "", ""),
    ("publisher_type", "publisher type", PublisherType, "chair", "who stands behind it", "type", ""),
    ("published", "published", "date", "15 January 2030", "when that was", "date", "publication date"),
    ("language", "language", "text", "en", "two letters, such as en", "", ""),
    ("primary", "original", "yes", "yes", "yes when it is the originator's own text", "", "primary"),
    ("via", "via", "text", "", "who re-published it", "", ""),
)  # fmt: skip


def _of_source(whose: str) -> Iterator[tuple[Any, ...]]:
    """Yield the columns for the source of a promise or an update. By default, the promise."""
    for field, title, *rest, shared, own in _SOURCE:
        alone = [title, *filter(None, own.split(", "))]
        names = [*alone, *(f"source {name}" for name in (*alone, *filter(None, shared.split(", "))))]
        others = [f"{whose} {name}" for name in names] + names * (whose == "promise")
        yield field, f"{whose} {title}", *rest, ", ".join(others)


_PARTS: Final[dict[str, Iterable[tuple[Any, ...]]]] = {
    "promise": _PROMISE,
    "promise source": _of_source("promise"),
    "update": _UPDATE,
    "update source": _of_source("update"),
}
#: All columns, in the order of the form.
COLUMNS: Final = tuple(Column(part, *row) for part, rows in _PARTS.items() for row in rows)
#: The columns without which there is no commitment, and those without which there is no update.
NEEDED: Final = {
    "promise": ("id", "commitment", "dimensions", "kind", "who delivers", "made on"),
    "update": ("update date", "status"),
}
#: The heading of the column with the reasons why rows were not imported.
REASON: Final = "not imported because"
_SIGNS: Final = re.compile(r"[.:*?\u00b9\u00b2\u00b3]")
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")


def heading(text: str) -> str:
    """Return a heading as it is compared: without case, blanks and signs that say nothing.

    Args:
        text: the cell.

    >>> heading(" Dimension(s): "), heading("made_on*")
    ('dimensions', 'made on')
    """
    return fold(_SIGNS.sub("", trimmed(text).replace("(s)", "s").replace("_", " ")))


#: The rank of a heading that can mean something else.
UNSURE: Final = 2


class Heading(NamedTuple):
    """A heading that is known: its column, and how surely it means that (0, 1 or ``UNSURE``)."""

    column: Column
    rank: int


@cache
def _known() -> dict[str, Heading]:
    found = {heading(column.title): Heading(column, 0) for column in COLUMNS}
    for column in COLUMNS:
        for name in filter(None, column.others.split(", ")):
            found.setdefault(heading(name), Heading(column, UNSURE if name.endswith("?") else 1))
    return found


def known_headings(texts: Iterable[str], above: Sequence[str] = ()) -> dict[int, Heading]:
    """Return the headings in a row that mean a column, by their place.

    Args:
        texts: the cells of the row. If no heading names a promise, or a promise has these before its update,
            a date or a link is that of an update.
        above: the cells of the row above, which may name groups of columns.

    >>> {place: found.column.title for place, found in known_headings(["Ref.", "?", "Due (at most)"]).items()}
    {0: 'id', 2: 'due'}
    >>> [found.column.title for found in known_headings(["id", "date", "status", "link"]).values()]
    ['id', 'update date', 'status', 'update address']
    >>> [found.column.title for found in known_headings(["id", "date", "link"], ["", "Update"]).values()]
    ['id', 'update date', 'update address']
    """
    found: dict[int, Heading] = {}
    whose: dict[int, str] = {}
    group = ""
    for place, text in enumerate(texts):
        group = "".join(above[place : place + 1]) or group
        for name in (f"{group} {text}" if group and text else "", text, _IN_BRACKETS.sub("", text)):
            known = _known().get(heading(name))
            if known is not None:
                found[place], whose[place] = known, heading(name).partition(" ")[0]
                break
    parts = {column.part for column, _ in found.values() if column is not COLUMNS[0] and column not in _TWINS}
    before: list[Column] = []
    for place, (column, rank) in found.items():
        is_second = column in before and any(other.part == "update" for other in before)
        is_shared = rank and column in _TWINS and whose[place] != "promise" and "update" in parts
        if is_shared and ("promise" not in parts or is_second):
            found[place] = Heading(_TWINS[column], UNSURE)
        before.append(column)
    return found


#: The columns of a promise whose headings can mean one of an update, and that column.
_TWINS: Final = {
    one: other
    for one in COLUMNS
    for other in COLUMNS
    if (one.field, other.field) == ("made_on", "date")
    or (one.part, other.part, one.field) == ("promise source", "update source", other.field)
}
