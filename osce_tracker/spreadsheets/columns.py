"""The columns of a spreadsheet of commitments, each declared once, in ``columns.csv``."""

import csv
import pkgutil
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
        form: the form of its cells: a vocabulary for one of its words, or ``text``, ``date``, ``list``,
            ``dimensions``, ``states``, ``symbol``, ``yes`` or ``addresses``.
        example: the example in the form.
        explained: the explanation in the form.
        others: other common headings, separated by commas. A question mark follows those that
            can mean something else: an import then reports how it read them.
    """

    part: str
    field: str
    title: str
    form: str | type[Vocabulary]
    example: str
    explained: str
    others: str


_PARTS: Final = ("promise", "promise source", "update", "update source")
_WORDS: Final = (Basis, Confidence, Kind, Lever, MakerType, Obstacle, PublisherType, Status)


def _columns() -> Iterator[Column]:
    """Yield the columns in ``columns.csv``, with those of a source for a promise and for an update."""
    text = (pkgutil.get_data("osce_tracker.spreadsheets", "columns.csv") or b"").decode()
    rows: list[dict[str, Any]] = list(csv.DictReader(text.splitlines()))
    words = {vocabulary.__name__: vocabulary for vocabulary in _WORDS}
    for part in _PARTS:
        for row in rows:
            if part.endswith(row["part"]):
                given: dict[str, Any] = {**row, "part": part, "form": words.get(row["form"], row["form"])}
                if row["part"] == "source":
                    given |= _of_source(part.partition(" ")[0], row)
                yield Column(**given)


def _of_source(whose: str, row: dict[str, Any]) -> dict[str, str]:
    """Return the headings of a source of a promise or an update. By default it is the promise."""
    names = [row["title"], *filter(None, row["others"].split(", "))]
    names += [f"source {name}" for name in names]
    others = [f"{whose} {name}" for name in names] + names * (whose == "promise")
    return {"title": f"{whose} {row['title']}", "others": ", ".join(others)}


#: All columns, in the order of the form.
COLUMNS: Final = tuple(_columns())
#: The columns that every commitment needs, and those that every update needs.
NEEDED: Final = {
    "promise": ("id", "commitment", "dimensions", "kind", "who delivers", "made on"),
    "update": ("update date", "status"),
}
#: The heading of the column with the reasons why rows were not imported.
REASON: Final = "not imported because"
_SIGNS: Final = re.compile(r"[.:*?\u00b9\u00b2\u00b3]")
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")


def heading(text: str) -> str:
    """Return the form for comparing headings: without case, spaces and meaningless signs.

    Args:
        text: the cell.

    >>> heading(" Dimension(s): "), heading("made_on*")
    ('dimensions', 'made on')
    """
    return fold(_SIGNS.sub("", trimmed(text).replace("(s)", "s").replace("_", " ")))


#: The rank of an ambiguous heading.
UNSURE: Final = 2


class Heading(NamedTuple):
    """A known heading: its column, and how certain its meaning is (0, 1 or ``UNSURE``)."""

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
            a date or a link belongs to an update.
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


#: The columns of a promise with headings that can also mean one of an update, and that column.
_TWINS: Final = {
    one: other
    for one in COLUMNS
    for other in COLUMNS
    if (one.field, other.field) == ("made_on", "date")
    or (one.part, other.part, one.field) == ("promise source", "update source", other.field)
}
