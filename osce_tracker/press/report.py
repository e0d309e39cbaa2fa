"""The reading of an article as a report: the finding first, then a table of fields for each position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from osce_tracker.dataset.bundled import states
from osce_tracker.formats.report import Column, Report, Table
from osce_tracker.model.people import Person
from osce_tracker.model.periods import Period
from osce_tracker.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.press.article import Article, Draft, DraftField

_COLUMNS: Final = (
    Column("field", "Field", width=14),
    Column("value", "Value", width=26),
    Column("confidence", "Confidence", width=10),
    Column("passage", "Passage", width=28),
    Column("reason", "Why", width=22),
)
#: The length of a passage in the table, and of the title.
_SHOWN: Final = 90
_DRAFTS: Final = "Drafts: a person has to check each field before the statement enters a data set."


def article_report(article: Article, known: Sequence[SupportStatement] = ()) -> Report:
    """Return the reading of an article as a report.

    Args:
        article: the article.
        known: the statements of a data set that may be the same.

    >>> import osce_tracker as ot
    >>> article_report(ot.read_article("No word on it.")).headline
    "Not a statement on an OSCE Chair: the text doesn't name the OSCE."
    """
    count = len(article.drafts)
    headline = _finding(article)
    notes = [*article.notes, *([_DRAFTS] if article.drafts else [])]
    notes += [f"Perhaps on record: {one.id}, {one.date.readable}, {one.stance.label}." for one in known]
    return Report(
        title=shortened(article.title) or "A press article",
        headline=headline,
        tables=tuple(_table(draft, n, count) for n, draft in enumerate(article.drafts, 1)),
        notes=notes,
    )


def _finding(article: Article) -> str:
    """Return in one sentence who takes which position, or why the article isn't a statement."""
    reason = one_line(article.reason)
    if not article.is_statement:
        return f"Not a statement on an OSCE Chair: {reason[0].lower()}{reason[1:]}"
    first, *others = article.drafts
    who = written(first.state, "state") or written(first.group, "group") or "A speaker"
    chair, stance = written(first.chair, "chair"), written(first.stance, "stance")
    about = f" on {_bare(chair)}" if chair else " on the OSCE"
    finding = f"{_bare(who)}{about}{f': {stance}' if stance else ''}."
    return f"{finding} {len(others) + 1} drafts to check." if others else f"{finding} One draft to check."


def _bare(text: str) -> str:
    """Return the name of a State or Chair without its code in brackets."""
    return text.partition(" (")[0]


def shortened(text: str) -> str:
    """Return a text on one line, cut at the end of a word if it is long.

    Args:
        text: the text.

    >>> shortened("word " * 40)[-6:]
    'word …'
    """
    line = one_line(text)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} …"


def _table(draft: Draft, number: int, count: int) -> Table:
    rows = [
        (
            label(name),
            written(field, name) or "not found",
            str(field.confidence) if field.value else "–",
            "; ".join(shortened(passage.text) for passage in field.passages) or None,
            field.reason,
        )
        for name, field in draft.fields.items()
    ]
    missing = ", ".join(label(name).lower() for name in draft.missing)
    return Table(
        title="The draft" if count == 1 else f"Draft {number} of {count}",
        key=f"draft-{number}",
        columns=_COLUMNS,
        rows=rows,
        notes=[f"Missing, and needed for a statement: {missing}."] if missing else [],
    )


def label(name: str) -> str:
    """Return the readable name of a field.

    Args:
        name: the name, such as ``attributed_to``.

    >>> label("attributed_to")
    'Attributed to'
    """
    return name.replace("_", " ").capitalize()


def written(field: DraftField, name: str) -> str:
    """Return the readable value of a field, or an empty text.

    Args:
        field: the field.
        name: its name.

    >>> from osce_tracker.press.article import DraftField
    >>> written(DraftField(value="FI-2025"), "chair"), written(DraftField(), "date")
    ('Finland 2025 (FI-2025)', '')
    """
    match field.value:
        case None:
            return ""
        case str(value) if name in ("state", "chair"):
            code, _, year = value.partition("-")
            return f"{' '.join(filter(None, (states().name(code), year)))} ({value})"
        case str(value) if name == "date":
            return Period(value).readable
        case Person(name=name, role=role):
            return f"{name}, {role}" if role else name
        case value if isinstance(value, tuple):
            return ", ".join(cast("tuple[str, ...]", value))
        case value:
            return str(value)
