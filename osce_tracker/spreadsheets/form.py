"""The spreadsheet in which commitments are kept: its columns, other names for them, and examples."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from osce_tracker.model.commitments import Basis, Kind, Lever, MakerType, Obstacle
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.sources import Confidence, PublisherType
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import Vocabulary, fold

_SIGNS: Final = re.compile(r"[.:*?]")


class SheetColumn(NamedTuple):
    """One column of the spreadsheet.

    Attributes:
        key: stable name.
        title: its heading.
        form: what its cells are: ``text``, ``date``, ``word``, ``words``, ``list``, ``states``, ``state``,
            ``yes`` or ``symbol``.
        part: what it belongs to: ``promise``, ``promise source``, ``update`` or ``update source``.
        example: what the template shows.
        explained: what it says, for the template.
        words: the vocabulary of a word.
        others: other headings that people use.
    """

    key: str
    title: str
    form: str
    part: str
    example: str
    explained: str
    words: type[Vocabulary] | None = None
    others: tuple[str, ...] = ()


_SOURCE: Final = (
    (
        "url",
        "address",
        "text",
        "the page on which it was seen",
        None,
        ("url", "link", "source", "web address", "page"),
    ),
    ("title", "page title", "text", "what the page is, short", None, ()),
    ("publisher", "publisher", "text", "who published it", None, ()),
    ("publisher_type", "publisher type", "word", "who stands behind the publisher", PublisherType, ("type",)),
    ("published", "published", "date", "when it was published", None, ("date", "publication date")),
    ("language", "language", "text", "two letters, such as en", None, ()),
    ("primary", "original", "yes", "yes when it is the originator's own text", None, ("primary",)),
    ("via", "via", "text", "who re-published it", None, ()),
)
_EXAMPLES: Final = {
    "url": "https://example.org/programme",
    "title": "Programme of the Chair",
    "publisher": "Ministry for Foreign Affairs",
    "publisher_type": "chair",
    "published": "15 January 2030",
    "language": "en",
    "primary": "yes",
    "via": "",
}


#: What these name alone is the promise or the update, not its source.
_OF_THE_RECORD: Final = frozenset({"title", "date", "type"})


def _others(of: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return other headings for a column of a source; without saying whose, it is that of the promise."""
    alone = [name for name in names if name not in _OF_THE_RECORD]
    whose = [*alone, *(f"source {name}" for name in names)]
    return tuple(f"{of} {name}" for name in whose) + (tuple(whose) if of == "promise" else ())


def _sources(part: str) -> tuple[SheetColumn, ...]:
    """Return the columns of the source of a promise or of an update."""
    of = part.split(maxsplit=1)[0]
    return tuple(
        SheetColumn(
            f"{of}_{key}",
            f"{of} {title}",
            form,
            part,
            _EXAMPLES[key],
            explained,
            words,
            _others(of, (title, key.replace("_", " "), *others)),
        )
        for key, title, form, explained, words, others in _SOURCE
    )


_PROMISE: Final = (
    (
        "id",
        "id",
        "text",
        "XX30-HD-01",
        "short stable name, no blanks",
        None,
        ("no", "number", "ref", "reference", "code", "commitment id"),
    ),
    (
        "title",
        "commitment",
        "text",
        "Hold a seminar",
        "a line that names it",
        None,
        ("title", "promise", "name", "promise title", "commitment title"),
    ),
    (
        "text",
        "full text",
        "text",
        "Hold a seminar on rights in spring.",
        "what is promised",
        None,
        ("text", "description", "wording"),
    ),
    ("maker_type", "maker type", "word", "chair", "what sort of maker it is", MakerType, ("type of maker",)),
    ("maker", "made by", "text", "The Chair", "who made it", None, ("maker", "author", "by")),
    (
        "maker_states",
        "signed by",
        "states",
        "Finland; Malta",
        "States that signed it",
        None,
        ("signatories",),
    ),
    (
        "dimensions",
        "dimensions",
        "words",
        "human",
        "several with semicolons",
        Dimension,
        ("dimension", "basket"),
    ),
    ("themes", "themes", "list", "youth; budget", "free words", None, ("theme", "topic", "topics", "tags")),
    (
        "kind",
        "kind",
        "word",
        "activity",
        "what sort of thing is promised",
        Kind,
        ("type", "promise type", "commitment type"),
    ),
    (
        "lever",
        "who delivers",
        "word",
        "chair",
        "whose act completes it",
        Lever,
        ("lever", "responsible", "depends on"),
    ),
    ("basis", "basis", "word", "stated", "stated, inferred or deed", Basis, ()),
    (
        "made_on",
        "made on",
        "date",
        "15 January 2030",
        "when it was made",
        None,
        ("date made", "date", "announced", "promise date", "commitment date"),
    ),
    ("made_at", "made at", "text", "Opening address", "on what occasion", None, ("occasion",)),
    (
        "document",
        "document",
        "symbol",
        "MC.DEC/1/25",
        "symbol of the OSCE document",
        None,
        ("symbol", "document symbol"),
    ),
    (
        "due",
        "due",
        "date",
        "Q2 2030",
        "the deadline",
        None,
        ("deadline", "due date", "by when", "target date"),
    ),
    (
        "criterion",
        "done when",
        "text",
        "The seminar is held.",
        "how one can tell",
        None,
        ("criterion", "indicator", "measure"),
    ),
    ("events", "events", "list", "", "ids of events that bear on it", None, ("event",)),
    (
        "chairs",
        "Chairpersonships",
        "list",
        "XX-2030",
        "which it belongs to; if empty, that of the set",
        None,
        ("Chairpersonship",),
    ),
    ("continues", "continues", "text", "", "id of an earlier Chair's commitment", None, ()),
    ("confidence", "confidence", "word", "high", "how sure the facts are", Confidence, ()),
    (
        "note",
        "note",
        "text",
        "",
        "what a reader should know beside",
        None,
        ("notes", "comment", "comments", "remarks"),
    ),
    ("entered", "entered", "date", "", "day on which you entered it", None, ("date entered",)),
)
_UPDATE: Final = (
    (
        "update_date",
        "update date",
        "date",
        "2 May 2030",
        "when it was so",
        None,
        ("date of update", "status date", "as of"),
    ),
    (
        "status",
        "status",
        "word",
        "fulfilled",
        "what it was then",
        Status,
        ("state", "progress", "update status"),
    ),
    (
        "happened",
        "what happened",
        "text",
        "Held in Helsinki.",
        "in a sentence or two",
        None,
        ("update", "summary", "news"),
    ),
    ("obstacle", "obstacle", "word", "", "what stood in the way", Obstacle, ()),
    (
        "blocked_by",
        "blocked by",
        "states",
        "",
        "States that a source names",
        None,
        ("who objected", "objected"),
    ),
    ("update_entered", "update entered", "date", "", "day on which you entered the update", None, ()),
)
#: All columns, in the order of the template.
COLUMNS: Final = (
    *(SheetColumn(k, t, f, "promise", e, x, w, o) for k, t, f, e, x, w, o in _PROMISE),
    *_sources("promise source"),
    *(SheetColumn(k, t, f, "update", e, x, w, o) for k, t, f, e, x, w, o in _UPDATE),
    *_sources("update source"),
)
#: The sheet of the form with the words of its lists.
WORDS: Final = "Words"
#: Columns without which no commitment can be made.
NEEDED: Final = ("id", "title", "dimensions", "kind", "lever", "made_on")


def heading(text: str) -> str:
    """Return a heading as it is compared: without case, blanks and signs that say nothing.

    >>> heading(" Dimension(s): "), heading("made_on*")
    ('dimensions', 'made on')
    """
    return fold(_SIGNS.sub("", text.replace("(s)", "s").replace("_", " ")))


def by_heading() -> dict[str, SheetColumn]:
    """Return the columns by every heading that is accepted for them, folded."""
    found: dict[str, SheetColumn] = {}
    for column in COLUMNS:
        own = (column.key,) if "source" not in column.part else ()
        for name in (column.title, *own, *column.others):
            found.setdefault(heading(name), column)
    return found
