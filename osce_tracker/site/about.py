"""The meanings of words, the rules for choosing them, and the limits of the record."""

import pkgutil
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.agreement import agreement
from osce_tracker.model.commitments import Basis, Kind, Lever, MakerType, Obstacle
from osce_tracker.model.sources import Confidence, PublisherType
from osce_tracker.model.statements import About, Form, Stance
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.reports import wording
from osce_tracker.site.page import File, Site, markup
from osce_tracker.text import html

if TYPE_CHECKING:
    from markupsafe import Markup

PATH: Final = "about.html"
#: The words on pages, with the heading of each group.
_WORDS: Final[tuple[tuple[str, type[Vocabulary]], ...]] = (
    ("Status: what became of a commitment", Status),
    ("Deadline", Timing),
    ("Who delivers", Lever),
    ("Stated or inferred", Basis),
    ("Kind of commitment", Kind),
    ("Who made it", MakerType),
    ("Obstacle", Obstacle),
    ("Stance of a statement", Stance),
    ("What a statement is about", About),
    ("How a State took its position", Form),
    ("Confidence", Confidence),
    ("Who published a source", PublisherType),
)
_HEADING: Final = "\n## The codebook\n"
_RULE: Final = re.compile(r"\n(?=[0-9]+\. )")
_POINT: Final = re.compile(r"\n\s+- ")
_MARKS: Final = ((re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"), (re.compile(r"`(.+?)`"), r"<code>\1</code>"))


def files(site: Site) -> Iterator[File]:
    """Yield the page.

    Args:
        site: the website.
    """
    found = agreement(site.tracker)
    total = sum(one.agreeing.whole for one in found)
    same = sum(one.agreeing.part for one in found)
    edition = site.tracker.edition
    yield site.render(
        "about.html",
        PATH,
        words=_WORDS,
        rules=codebook(),
        limits=wording.READINGS_LIMITS,
        agreeing=f"{same} of {total}" if total else "",
        note="" if edition is None or not edition.note else edition.note,
    )


def codebook() -> "list[tuple[Markup, list[Markup]]]":
    """Return the codebook rules from the data dictionary, each with its points.

    >>> len(codebook()), str(codebook()[0][0])
    (7, '<b>Status.</b>')
    """
    text = (pkgutil.get_data("osce_tracker", "data/README.md") or b"").decode()
    section = text.partition(_HEADING)[2].partition("\n## ")[0]
    # A rule ends with its paragraph.
    rules = [part.partition("\n\n")[0] for part in _RULE.split(section) if part[:1].isdigit()]
    parts = [[_inline_html(one) for one in _POINT.split(rule.partition(" ")[2])] for rule in rules]
    return [(first, points) for first, *points in parts]


def _inline_html(text: str) -> "Markup":
    """Return inline Markdown as HTML."""
    shown = html(" ".join(text.split()))
    for marks, tags in _MARKS:
        shown = marks.sub(tags, shown)
    return markup(shown)
