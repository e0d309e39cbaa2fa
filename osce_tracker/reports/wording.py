"""How reports word what they have in common: counts, shares, filters, and where the data come from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.tracker.filters import several

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.sources import Source
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

W = TypeVar("W", bound=Vocabulary)
#: Below this many, a percentage says more than is known: counts stand alone.
FEWEST_FOR_PERCENT: Final = 5


def share(part: int, whole: int) -> str:
    """Return a share with its counts, and as a percentage where there are enough of them.

    Args:
        part: how many.
        whole: out of how many.

    >>> share(40, 52), share(2, 4), share(199, 200)
    ('40 of 52 (77%)', '2 of 4', '199 of 200 (99%)')
    """
    counts = f"{part} of {whole}"
    if whole < FEWEST_FOR_PERCENT:
        return counts
    percent = round(100 * part / whole)
    # Nearly all is not all, and hardly any is not none.
    percent = min(max(percent, 1 if part else 0), 100 if part == whole else 99)
    return f"{counts} ({percent}%)"


def number(count: int, noun: str) -> str:
    """Return a count with its noun in the right number.

    >>> number(1, "commitment"), number(2, "commitment")
    ('1 commitment', '2 commitments')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def asked_for(what: str, vocabulary: type[W], values: OneOrMore | None) -> str:
    """Return how a subtitle tells a filter, or nothing when it was not asked for.

    Args:
        what: what is filtered.
        vocabulary: the vocabulary of the values.
        values: one value or several.
    """
    if values is None:
        return ""
    return f"{what}: {', '.join(vocabulary.parse(value).label for value in several(values))}"


def listed(items: Iterable[str]) -> str:
    """Return items as a sentence lists them.

    >>> listed(["A", "B", "C"])
    'A, B, C'
    """
    return ", ".join(items)


def data_title(tracker: Tracker) -> str:
    """Return the title of the data set, and as of when the public record is shown."""
    title = [] if tracker.edition is None else [tracker.edition.title]
    stood = [] if tracker.known_by is None else [f"as the public record stood on {tracker.known_by}"]
    return ", ".join([*title, *stood])


def data_note(tracker: Tracker) -> str:
    """Return the line that says which data a report rests on, and up to which day.

    Args:
        tracker: the tracker that the report was made from.
    """
    edition = tracker.edition
    data = (
        "own records, without a version" if edition is None else f"{edition.name}, version {edition.version}"
    )
    if tracker.known_by is not None:
        until = f"as the public record stood on {tracker.known_by}"
    elif edition is not None:
        until = f"the public record as read until {edition.compiled}"
    else:
        latest = tracker.derived("latest known", _latest_known)
        until = "no record yet" if latest is None else f"the public record as known on {latest}"
    return f"Data: {data}; {until}."


def last_day(tracker: Tracker) -> date | None:
    """Return the day up to which a tracker shows the public record, or ``None`` when it does not say.

    Args:
        tracker: the tracker; the day of its view, else that on which its data set was compiled.
    """
    if tracker.known_by is not None:
        return tracker.known_by
    return None if tracker.edition is None else tracker.edition.compiled


def _latest_known(tracker: Tracker) -> date | None:
    """Return the last day on which something about a commitment, or a statement, became known."""
    known = [update.known for commitment in tracker.commitments for update in commitment.updates]
    known += [commitment.known for commitment in tracker.commitments]
    known += [statement.known for statement in tracker.statements]
    return max(known, default=None)


_NUMERALS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_words(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun as a sentence has it: numbers to nine in words.

    Args:
        count: how many.
        noun: the noun for one.
        plural: the noun for several; by default the noun with an s.

    >>> in_words(0, "meeting"), in_words(1, "meeting"), in_words(12, "reply", "replies")
    ('no meetings', 'one meeting', '12 replies')
    """
    amount = _NUMERALS[count] if count < len(_NUMERALS) else str(count)
    return f"{amount} {noun if count == 1 else plural or f'{noun}s'}"


def sentence(text: str) -> str:
    """Return a text with a capital letter at the beginning and a full stop at the end.

    >>> sentence("no promise of the OSCE changed status")
    'No promise of the OSCE changed status.'
    """
    return f"{text[:1].upper()}{text[1:]}."


def newest_first(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return sources from the newest to the oldest, each once; undated ones come last.

    A source is as new as its first possible day, so that one dated only "2025" never comes before one of
    5 December 2025. On the same day, originals come first.

    Args:
        sources: the sources.
    """

    def age(source: Source) -> tuple[date, bool]:
        return date.min if source.published is None else source.published.first, source.primary

    return tuple(sorted(dict.fromkeys(sources), key=age, reverse=True))


def dimensions_in_short(dimensions: Sequence[Dimension]) -> str:
    """Return dimensions for a narrow column: their names, or "all three".

    >>> dimensions_in_short((Dimension.HUMAN,)), dimensions_in_short(tuple(Dimension))
    ('human', 'all three')
    """
    if len(dimensions) == len(Dimension):
        return "all three"
    return listed(dimension.label for dimension in dimensions)


def place_of(holder: Event | Series, on: date, states: StateRegistry) -> str | None:
    """Return the city and State of an event or series.

    Args:
        holder: the event or series.
        on: the day whose name of the State is used.
        states: where names are looked up.
    """
    country = None if holder.country is None else states.name(holder.country, on)
    return listed(part for part in (holder.city, country) if part is not None) or None
