"""Phrases that reports share: counts, filters, headlines and notes."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from osce_tracker.analysis.objections import states_named
from osce_tracker.analysis.rates import Rates, stated_by_chair
from osce_tracker.design import READING
from osce_tracker.formats.cells import cell_text
from osce_tracker.formats.report import Value
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, Lever, MakerType, StatusUpdate
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.events import Event, EventStatus, Series
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import Stance, SupportStatement
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.tracker.caption import last_day
from osce_tracker.tracker.collection import Collection as Records
from osce_tracker.tracker.filters import OneOrMore, several
from osce_tracker.tracker.tracker import Tracker

#: The statuses in the order of tables and their bars.
STATUSES: Final = tuple(sorted(Status, key=READING.index))
#: The caveat wherever two readings of the same records are compared.
READINGS_LIMITS: Final = (
    "Limits of the second reading: language models helped with both readings, and the second used summaries "
    "that the first had written. It doesn't show how far two people who work apart would agree."
)


#: The meaning of "differ" in a table of commitments.
CONTESTED_NOTE: Final = (
    "Readings differ: two readings of the record gave this verdict differently; the table has the one that "
    f"was settled by rule. {READINGS_LIMITS}"
)


#: The meaning of the dates of updates.
DATES_NOTE: Final = (
    "Dates: the day of the act, or that on which a source confirmed it, which may be later by months."
)
#: Longer headlines don't fit at the top of a page.
LONGEST_HEADLINE: Final = 90
#: The statuses that key figures count moves to.
MOVED_TO: Final = (Status.FULFILLED, Status.PARTLY_FULFILLED, Status.NOT_FULFILLED, Status.BLOCKED)
#: The caveat for readers of statements by groups.
APART: Final = "What a group says on behalf of a State is not the State's own word, so the two stand apart."
#: The most blocked promises to name in a lead.
_NAMED: Final = 2
#: Readers' names for fields of records, where they differ.
_FIELD_NAMES: Final = {"lever": "who delivers", "due": "deadline", "basis": "how promised"}
#: Names that take the article inside a sentence.
_WITH_ARTICLE: Final = re.compile(
    "United |Netherlands|Holy See|Russian |Czech Republic|German Democratic |Federal |Former |Union of |"
    "Republic of |European Union|Nordic-Baltic |Visegr|OSCE |Informal Group |Group of |Permanent |"
    "Council of |Helsinki.50 "
)


def in_sentence(value: Value) -> str:
    """Return a value of a cell for use in a sentence.

    Args:
        value: the value.

    >>> import osce_tracker as ot
    >>> in_sentence(ot.Status.BLOCKED), in_sentence(ot.Period("2025-07-31"))
    ('blocked', '31 July 2025')
    """
    return value.label if isinstance(value, Vocabulary) else cell_text(value)


def field_name(name: str) -> str:
    """Return the name of a field of a record for use in tables.

    >>> field_name("lever"), field_name("made_on")
    ('who delivers', 'made on')
    """
    return _FIELD_NAMES.get(name) or name.replace("_", " ")


def the(name: str) -> str:
    """Return the name of a State or group for the middle of a sentence.

    >>> the("Russian Federation"), the("Finland"), the("European Union")
    ('the Russian Federation', 'Finland', 'the European Union')
    """
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


def number(count: int, noun: str) -> str:
    """Return a count with its noun in the singular or plural.

    >>> number(1, "commitment"), number(2, "commitment")
    ('1 commitment', '2 commitments')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def filter_label(what: str, vocabulary: type[Vocabulary], values: OneOrMore | None) -> str:
    """Return a filter for a subtitle, or an empty text without a filter.

    Args:
        what: the name of the filtered field.
        vocabulary: the vocabulary of the values.
        values: one value or several.
    """
    if values is None:
        return ""
    return f"{what}: {', '.join(vocabulary.parse(value).label for value in several(values))}"


def listed(items: Iterable[str]) -> str:
    """Return items as a list in a sentence.

    >>> listed(["A", "B", "C"])
    'A, B, C'
    """
    return ", ".join(items)


_NUMERALS: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def numeral(count: int) -> str:
    """Return a number for a sentence, with those up to nine in words.

    >>> numeral(0), numeral(9), numeral(10)
    ('none', 'nine', '10')
    """
    return _NUMERALS[count] if 0 <= count < len(_NUMERALS) else str(count)


def in_words(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun for a sentence, with numbers up to nine in words.

    Args:
        count: how many.
        noun: the noun for one.
        plural: the noun for several; by default the noun with an s.

    >>> in_words(0, "meeting"), in_words(1, "meeting"), in_words(12, "reply", "replies")
    ('no meetings', 'one meeting', '12 replies')
    """
    amount = "no" if count == 0 else numeral(count)
    return f"{amount} {noun if count == 1 else plural or f'{noun}s'}"


def were(count: int) -> str:
    """Return the verb after a count in the past: "was" for one, otherwise "were"."""
    return "was" if count == 1 else "were"


def are(count: int) -> str:
    """Return the verb after a count: "is" for one, otherwise "are"."""
    return "is" if count == 1 else "are"


def sentence(text: str) -> str:
    """Return a text with a capital letter at the beginning and a full stop at the end.

    >>> sentence("no commitment of the OSCE changed status")
    'No commitment of the OSCE changed status.'
    """
    return f"{text[:1].upper()}{text[1:]}."


def divided(opening: str, *more: str) -> tuple[str, str]:
    """Return a finding as a headline and a lead: the headline has as many of its clauses as fit.

    Args:
        opening: the first clause, which the headline always has.
        *more: the other clauses, the most important first; empty ones are left out.

    >>> divided("two promises failed", "one is blocked")
    ('Two promises failed; one is blocked.', '')
    >>> divided("two promises failed", "one is blocked: the budget, on which " + "nobody " * 9 + "agrees")[0]
    'Two promises failed.'
    """
    headline, rest = opening, [clause for clause in more if clause]
    while rest and len(longer := f"{headline}; {rest[0]}") < LONGEST_HEADLINE:
        headline = longer
        del rest[0]
    return sentence(headline), " ".join(map(sentence, rest))


def newest_first(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return sources from the newest to the oldest, each page once; undated ones come last.

    A source is as new as its first possible day, so that one dated only "2025" never comes before one of
    5 December 2025. On the same day, originals come first.

    Args:
        sources: the sources.
    """
    return tuple(sorted({source.url: source for source in sources}.values(), key=_age, reverse=True))


def _age(source: Source) -> tuple[date, bool]:
    return date.min if source.published is None else source.published.first, source.primary


def commitment_sources(commitment: Commitment, day: date = date.max) -> tuple[Source, ...]:
    """Return the sources of a promise and of its updates, starting with those of the latest update.

    Args:
        commitment: the commitment.
        day: the day; later updates don't count.
    """
    last = commitment.update_on(day)
    others = [source for update in commitment.updates if update.date.last <= day for source in update.sources]
    return in_turn(() if last is None else last.sources, [*commitment.sources, *others])


def in_turn(*sources: Collection[Source]) -> tuple[Source, ...]:
    """Return sources of several facts, newest first within each fact, each page once.

    A page on the latest fact comes first even if it is undated: it is the evidence for that fact.

    Args:
        *sources: the sources of each fact, the most important fact first.
    """
    every = [source for some in sources for source in (newest_first(some) if len(some) > 1 else some)]
    if len(every) < 2:
        return tuple(every)
    found: dict[str, Source] = {}
    for source in every:
        found.setdefault(source.url, source)
    return tuple(found.values())


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
        on: the day for the name of the State.
        states: the registry for names.
    """
    country = None if holder.country is None else states.name(holder.country, on)
    return listed(part for part in (holder.city, country) if part is not None) or None


def joined(parts: Sequence[str], word: str = "and") -> str:
    """Return parts as a list in a sentence, with a word before the last.

    >>> joined(["A"]), joined(["A", "B", "C"]), joined(["A", "B"], "or")
    ('A', 'A, B and C', 'A or B')
    """
    return f" {word} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def counts_by_status(counted: Rates) -> str:
    """Return a line that counts commitments by status.

    Args:
        counted: the counts.

    >>> from osce_tracker.analysis.rates import tally
    >>> counts_by_status(tally([Status.BLOCKED, Status.FULFILLED, Status.BLOCKED]))
    '3 commitments; 2 blocked, 1 fulfilled.'
    """
    parts = statuses_in_words(counted)
    return f"{number(counted.total, 'commitment')}{'; ' if parts else ''}{parts}."


def statuses_in_words(counted: Rates) -> str:
    """Return the number of commitments with each status, in the order of tables and their bars.

    Args:
        counted: the counts.

    >>> from osce_tracker.analysis.rates import tally
    >>> statuses_in_words(tally([Status.PLANNED, Status.FULFILLED, Status.BLOCKED, Status.PLANNED]))
    '1 blocked, 1 fulfilled, 2 planned'
    """
    return listed(f"{count} {word.label}" for word in STATUSES if (count := counted.count(word)))


def kept_headline(own: Rates, every: Rates, day: date, chairs: int, who: str = "the Chair") -> str:
    """Return the finding about kept promises: those that the Chair stated in advance, if any.

    Only these are called promises, and kept. Other commitments are deeds that were seen when done, duties
    that nobody stated, or promises of others; they are fulfilled.

    Args:
        own: the counts of the promises that the Chair stated in advance.
        every: the counts of all commitments.
        day: the day.
        chairs: the number of Chairpersonships.
        who: the name for the Chair if there is only one.
    """
    if not every.total:
        return f"No commitment had been made by {readable_day(day)}."
    made_by = f"made by {readable_day(day)}"
    dropped = every.total - every.rated
    if not every.rated:
        them = f"{were(dropped)}{' all' if dropped > 1 else ''}"
        return f"The {in_words(dropped, 'commitment')} {made_by} {them} withdrawn or superseded."
    if not every.assessed:
        more = f"; {numeral(dropped)} more {were(dropped)} withdrawn or superseded" if dropped else ""
        return f"Nothing is known yet of the {in_words(every.rated, 'commitment')} {made_by}{more}."
    if not own.assessed:
        count = in_words(every.assessed, "assessed commitment")
        if every.assessed == 1:
            return f"The {count} {_outcome(every, 'fulfilled')}."
        kept = every.fulfilled.part
        said = f"{numeral(kept)} of {count} {were(kept)} fulfilled{_partly(every)}"
        return divided(said, _failed(every))[0]
    assessed = "assessed " if own.unassessed else ""
    count = in_words(own.assessed, f"{assessed}promise")
    # All of them, or those that have been assessed.
    these = count if assessed else f"the {count}"
    who, they = (f"the {numeral(chairs)} Chairs", "they") if chairs > 1 else (who, "it")
    if own.assessed == 1:
        return f"The {count} that {who} stated in advance {_outcome(own, 'kept')}."
    # The extra word for how many are assessed is saved elsewhere, so that the failures still fit.
    stated = "stated in advance" if assessed else f"{they} stated in advance"
    said = f"{who} kept {numeral(own.fulfilled.part)} of {these} {stated}"
    whole = divided(f"{said}{_partly(own)}", _failed(own))[0]
    return whole if _failed(own) in whole else divided(said, _failed(own))[0]


def kept_finding(own: Rates, every: Rates, day: date, chairs: int, *, of_all: bool = True) -> Iterator[str]:
    """Yield ``kept_headline`` and its complement, so that no other count seems to contradict it.

    Args:
        own: the counts of the promises that the Chair stated in advance.
        every: the counts of all commitments.
        day: the day.
        chairs: the number of Chairpersonships.
        of_all: true to include the counts of all commitments.
    """
    yield (headline := kept_headline(own, every, day, chairs))
    partly, still = own.partly.part, own.count(Status.PLANNED, Status.IN_PROGRESS, Status.BLOCKED)
    # With one promise, the headline says what became of it.
    if partly and own.assessed > 1 and " in part" not in headline:
        yield sentence(f"{numeral(partly)} more {were(partly)} kept in part")
    if not of_all or not own.assessed or every.total == own.total:
        return
    if still and own.assessed > 1:
        yield sentence(f"{numeral(still)} more {were(still)} still open")
    whose = "those of the Chairs" if chairs > 1 else "those of the Chair"
    kept, failed = every.fulfilled.part, numeral(every.failed.part)
    said = f"Of all {every.total} commitments, {whose} included, {numeral(kept)} {were(kept)} fulfilled"
    yield f"{said} and {failed} failed."


def _outcome(counted: Rates, kept: str) -> str:
    """Return the outcome of one commitment for a headline: "kept" for a promise, otherwise "fulfilled"."""
    said = {
        Status.FULFILLED: f"was {kept}",
        Status.PARTLY_FULFILLED: f"was {kept} in part",
        Status.NOT_FULFILLED: "failed",
    }
    return next((text for status, text in said.items() if counted.count(status)), "is still open")


def _partly(counted: Rates) -> str:
    """Return the clause on commitments kept in part, for headlines."""
    return f" and {numeral(counted.partly.part)} in part" if counted.partly.part else ""


def _failed(counted: Rates) -> str:
    """Return the clause on failures, for headlines; empty without any."""
    return f"{numeral(counted.failed.part)} failed" if counted.failed.part else ""


#: Statuses for which readers want a reason.
_STUCK: Final = (Status.BLOCKED, Status.NOT_FULFILLED)


def reason(update: StatusUpdate | None, states: StateRegistry) -> str | None:
    """Return why a promise is held up or was not kept, and by whom, from its latest update.

    Args:
        update: the update, or ``None``.
        states: the registry for names.

    Returns:
        Such as "objection: Belarus, Russian Federation"; ``None`` if there is nothing to explain.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> reason(tracker.commitments["FI25-EE-01"].updates[-1], tracker.states)
    'no consensus'
    """
    if update is None:
        return None
    if update.obstacle is None and not update.blocked_by:
        return "no reason given" if update.status in _STUCK else None
    obstacle = "objection" if update.obstacle is None else update.obstacle.label
    names = state_names(update.blocked_by, update.date.last, states)
    return obstacle if names is None else f"{obstacle}: {names}"


def reason_on(commitment: Commitment, day: date, states: StateRegistry) -> str | None:
    """Return why a promise was held up or not kept on a day, with the States that earlier sources named.

    Args:
        commitment: the commitment.
        day: the day.
        states: the registry for names.

    >>> import datetime
    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> reason_on(tracker.commitments["FI25-XD-10"], datetime.date(2025, 12, 31), tracker.states)
    'no consensus; sources name Türkiye'
    """
    update = commitment.update_on(day)
    said = reason(update, states)
    if update is None or update.obstacle is None or update.blocked_by:
        return said
    names = state_names(states_named(commitment, day), day, states)
    return said if names is None else f"{said}; sources name {names}"


def other_stances(left_out: Iterable[SupportStatement]) -> str:
    """Return how many statements of other stances a filter leaves out; some may go further, or contradict.

    Args:
        left_out: the statements.

    >>> import osce_tracker as ot
    >>> other_stances(ot.load().statements.where(state="Russia", period="2025-Q4"))
    'Statements of other stances are left out: 3 critical, 1 opposes.'
    """
    counts = Counter(said.stance for said in left_out)
    stances = listed(f"{counts[word]} {word.label}" for word in Stance if counts[word])
    return f"Statements of other stances are left out: {stances}." if stances else ""


def aside(commitments: Records[Commitment], words: str) -> str:
    """Return how many commitments contain the words only in their updates or notes, if most do.

    Args:
        commitments: the commitments found.
        words: the words.

    >>> import osce_tracker as ot
    >>> aside(ot.load().commitments.where(text="Belarus"), "Belarus")
    'Five of the six commitments mention "Belarus" only in updates or notes.'
    """
    counts = commitments.index.aside(commitments.noun, commitments.ids, words)
    most = max(counts.values())
    # A few wouldn't mislead.
    if most * 2 <= len(commitments):
        return ""
    those = joined([f'"{part}"' for part, count in counts.items() if count == most])
    who = f"{part_of(most, len(commitments))} commitments" if len(commitments) > 1 else "the commitment"
    verb = "mentions" if most == 1 else "mention"
    return sentence(f"{who} {verb} {those} only in updates or notes")


def unlisted_signatures(commitments: Iterable[Commitment]) -> str:
    """Return which commitments can't be counted for any State, because no source says who made them.

    Args:
        commitments: the commitments.

    >>> import osce_tracker as ot
    >>> unlisted_signatures(ot.load().commitments)[:71]
    'Not counted for any State, since no source we found lists who made them'
    """
    made = [one for one in commitments if one.made_by.type is MakerType.GROUP and not one.made_by.states]
    titles = "; ".join(one.title for one in made)
    return (
        f"Not counted for any State, since no source we found lists who made them: {titles}." if made else ""
    )


def unreported(event: Event, tracker: Tracker | Records[Any]) -> bool:
    """Return True if an event was announced for past days, and no source is known to report it.

    Args:
        event: the event.
        tracker: the tracker, or a collection of one; it shows the public record up to some day.
    """
    stops = last_day(tracker)
    return event.status is EventStatus.ANNOUNCED and stops is not None and event.when.last <= stops


def unreported_lead(events: Iterable[Event], tracker: Tracker | Records[Any]) -> str:
    """Return how many events were announced for past days, so that nobody takes them for held.

    Args:
        events: the events.
        tracker: the tracker, or a collection of one.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> unreported_lead(tracker.events.where(period="2025-04"), tracker)
    'One was announced, but no report of it was found.'
    """
    count = sum(unreported(event, tracker) for event in events)
    if not count:
        return ""
    them = "it" if count == 1 else "them"
    return sentence(f"{numeral(count)} {were(count)} announced, but no report of {them} was found")


def chair_name(tracker: Tracker, term: str) -> str:
    """Return the readable name of a Chairpersonship, such as "Finland 2025".

    Args:
        tracker: the tracker.
        term: the id of the Chairpersonship. If its term is unknown, it keeps its id.
    """
    if term not in tracker.chairs or (state := tracker.chairs[term].state) is None:
        return term
    since = tracker.chairs[term].since
    return f"{tracker.states.name(state, since)} {since.year}"


def chair_label(tracker: Tracker, chair: OneOrMore | None) -> str:
    """Return a filter by Chairpersonship for a subtitle, or an empty text without a filter.

    Args:
        tracker: the tracker.
        chair: one Chairpersonship or several.
    """
    if chair is None:
        return ""
    return f"Chairpersonship: {listed(chair_name(tracker, term) for term in tracker.chair_ids(chair))}"


def chairs_note(tracker: Tracker) -> str:
    """Return the note on a tracker of several Chairpersonships, or an empty text for one.

    Args:
        tracker: the tracker.
    """
    if len(tracker.terms) < 2:
        return ""
    names = joined([chair_name(tracker, term.id) for term in tracker.terms])
    several_terms = f"Several Chairpersonships are counted: {names}."
    once = "A record that belongs to more than one counts once in the total and once under each."
    ends = "What became of the commitments of an earlier one may be known only up to the end of its term."
    return f"{several_terms} {once} {ends}"


def moves_headline(
    moves: Iterable[tuple[Commitment, Status]],
    ends: Collection[Status],
    when: str,
    dimension: Dimension | None = None,
) -> str:
    """Return the headline about what moved in a period.

    Failures are never left out before fulfilled promises.

    Args:
        moves: the commitments that moved, each with its new status.
        ends: the status of every commitment at the end of the period.
        when: the period, such as ``"in Q3 2025"``.
        dimension: the one dimension that all of them touch, if a filter selects it.

    >>> import osce_tracker as ot
    >>> promise = ot.load().commitments["FI25-XD-09"]
    >>> moves = [*[(promise, Status.FULFILLED)] * 12, (promise, Status.BLOCKED)]
    >>> ends = [after for _, after in moves]
    >>> moves_headline(moves, ends, "in Q3 2025")
    '12 commitments were fulfilled in Q3 2025; one ended blocked.'
    >>> moves_headline(moves, ends, "in Q3 2025", Dimension.HUMAN)
    'Human dimension: 12 fulfilled in Q3 2025; one ended blocked.'
    >>> moves_headline([], [Status.PLANNED], "in Q3 2025")
    'No commitment changed status in Q3 2025.'
    """
    of = f" touching the {dimension.label} dimension" if dimension else ""
    one, several = f"commitment{of}", f"commitments{of}"
    if not ends:
        return sentence(f"no {one} was open or updated {when}")
    moved = Counter(after for _, after in moves)
    if not moved and all(status is Status.NOT_ASSESSED for status in ends):
        return sentence(f"no outcome was known {when} of the {in_words(len(ends), one, several)} open")
    if not moved:
        return sentence(f"no {one} changed status {when}")
    kept, partly, failed, blocked = (moved[word] for word in MOVED_TO)
    verdicts = [(kept, "fulfilled"), (partly, "fulfilled in part"), (failed, "failed")]
    (count, word), *rest = [found for found in verdicts if found[0]] or [(moved.total(), "changed status")]
    others = [f"{numeral(number)} {also}" for number, also in rest]
    if word == "fulfilled":
        others = [text.replace("fulfilled in", "in") for text in others]
    verb = f"{were(count)} {word}" if word.startswith("fulfilled") else word
    opening = f"{in_words(count, 'commitment')} {verb}"
    if dimension:
        opening = f"{dimension.label} dimension: {numeral(count)} {word}"
    whole = joined([f"{opening} {when}", *others])
    if len(whole) >= LONGEST_HEADLINE:
        # The title names the period.
        whole = joined([opening, *others])
    # Others may have been blocked in between. ``moves_lead`` names them.
    return divided(whole, f"{numeral(blocked)} ended blocked" if blocked else "")[0]


def moved_label(status: Status, period: Period) -> str:
    """Return the label of the key figure for commitments that moved to a status in a period.

    Args:
        status: the status on the last day.
        period: the period.
    """
    # Others may have been blocked in between.
    if status is Status.BLOCKED:
        return f"ended {period.readable} {status.label}"
    return f"{status.label} {during(period)}"


def title_and_maker(commitment: Commitment, *more: str | None) -> str:
    """Return the title of a commitment, and its maker if readers could mistake it for the Chair.

    Args:
        commitment: the commitment.
        *more: further details, if any.
    """
    others = None if commitment.made_by.type is MakerType.CHAIR else "not the Chair's"
    said = "; ".join(filter(None, (*more, others)))
    return f"{commitment.title} ({said})" if said else commitment.title


def moves_lead(moves: Sequence[tuple[Commitment, Status]]) -> Iterator[str]:
    """Yield the most important moves: how many were promises, what is blocked, what needed all.

    Args:
        moves: the commitments that moved, each with its new status.

    >>> import osce_tracker as ot
    >>> promise = ot.load().commitments["FI25-XD-09"]
    >>> for said in moves_lead([(promise, Status.NOT_FULFILLED), (promise, Status.BLOCKED)]):
    ...     print(said)
    The Chair had stated in advance none that failed.
    All 57 States had to agree on the one that failed.
    Blocked: Get a Unified Budget adopted.
    """
    blocked = sorted(title_and_maker(one) for one, after in moves if after is Status.BLOCKED)
    failed = [one for one, after in moves if after is Status.NOT_FULFILLED]
    kept = [one for one, after in moves if after is Status.FULFILLED]
    chair = "the Chair" if len({term for one in (*kept, *failed) for term in one.chairs}) < 2 else "a Chair"
    stated = [
        f"{part_of(own, len(some)) if (own := len(stated_by_chair(some))) else 'none'} that {became}"
        for some, became in ((kept, f"{were(len(kept))} fulfilled"), (failed, "failed"))
        if some
    ]
    if stated:
        yield sentence(f"{chair} had stated in advance {joined(stated)}")
    if needed := sum(one.lever is Lever.CONSENSUS for one in failed):
        yield f"All 57 States had to agree on {part_of(needed, len(failed))} that failed."
    if blocked:
        more = f"; {numeral(len(blocked) - _NAMED)} more" if len(blocked) > _NAMED else ""
        yield f"Blocked: {'; '.join(blocked[:_NAMED])}{more}."


def part_of(part: int, whole: int) -> str:
    """Return a phrase for a part of some things.

    Args:
        part: how many.
        whole: how many there are. For a whole of one, the phrase is always "the one".

    >>> part_of(2, 6), part_of(6, 6), part_of(2, 2), part_of(1, 1)
    ('two of the six', 'all six', 'both', 'the one')
    """
    if whole == 1:
        return "the one"
    if part == whole:
        return "both" if whole == 2 else f"all {numeral(whole)}"
    return f"{numeral(part)} of the {numeral(whole)}"


def vague_moves(count: int, when: str, *, more: bool) -> str:
    """Return that some changed status, but are dated too vaguely to say if it was in the period.

    Args:
        count: how many.
        when: the period, such as ``"in Q3 2025"``.
        more: true if others certainly changed.
    """
    if not count:
        return ""
    dates = "its date is" if count == 1 else "their dates are"
    may = f"{numeral(count)}{' more' if more else ''} may have changed status {when}"
    return sentence(f"{may}: {dates} too vague to tell")


def during(period: Period) -> str:
    """Return a period as a time in a sentence.

    Args:
        period: the period.

    >>> import osce_tracker as ot
    >>> during(ot.Period("2025-Q3")), during(ot.Period("2025-07-31"))
    ('in Q3 2025', 'on 31 July 2025')
    >>> during(ot.Period("2025-H2")), during(ot.Period("2025-07-01/2025-08-08"))
    ('in the second half of 2025', 'from 1 July to 8 August 2025')
    """
    if period.kind == "span":
        first, last = readable_day(period.first), readable_day(period.last)
        if period.first.year == period.last.year:
            first = readable_day(period.first, "D MMMM")
        return f"from {first} to {last}"
    preposition = {"day": "on", "half-year": "in the"}.get(period.kind, "in")
    return f"{preposition} {period.readable}"


def beyond_record(tracker: Tracker, period: Period, finding: str = "Nothing is on record for") -> str:
    """Return the finding on a period that begins after the last day of the record; otherwise empty.

    Args:
        tracker: the tracker.
        period: the period.
        finding: the missing news, up to the name of the period.
    """
    stops = last_day(tracker)
    if stops is None or period.first <= stops:
        return ""
    return f"{finding} {period.readable}: the record stops on {readable_day(stops)}."


def not_assessed_note(counted: Rates) -> str:
    """Return the note that says how many commitments are assessed.

    Args:
        counted: the counts.
    """
    known = Share(counted.total - counted.unassessed, counted.total)
    return (
        f"Assessed: {known}. Not assessed means that no source we found says what became of a commitment. "
        "That is not failure."
    )


def state_names(codes: Collection[str], on: date, states: StateRegistry) -> str | None:
    """Return the names of States in alphabetical order, or ``None`` if there are none.

    Args:
        codes: the codes of the States.
        on: the day for the names.
        states: the registry for names.
    """
    return listed(states.name(code, on) for code in states.in_order(codes, on)) if codes else None


def none_found(day: date) -> str:
    """Return the text instead of a table without rows.

    >>> none_found(date(2025, 12, 31))
    'None found up to 31 December 2025.'
    """
    return f"None found up to {readable_day(day)}."
