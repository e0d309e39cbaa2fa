"""What a Chair took over, passed on and left open."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from osce_tracker.analysis import handover as analysis
from osce_tracker.analysis.handover import Continuation, Handover
from osce_tracker.analysis.thread import end_of_term, in_time
from osce_tracker.dataset.bundled import promises_of_all
from osce_tracker.formats.report import Report, Table
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, MakerType
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Source
from osce_tracker.model.statuses import Status
from osce_tracker.reports import fields, thread, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.join import join
from osce_tracker.tracker.tracker import Tracker

Test = Callable[[Commitment], bool]
_STATUSES: Final = (
    "Statuses are those at the end of each Chair's term. Who made a commitment is named where it was not "
    "the Chair."
)


@checked
def handover(tracker: Tracker, chair: str) -> Report:
    """Return what a Chair took over from earlier Chairs, passed on to later ones, and left open.

    Args:
        tracker: the tracker. It also uses the promises of all bundled data sets, in the same view.
        chair: the Chairpersonship, such as ``"FI-2025"`` or ``"Finland 2025"``.

    Returns:
        A report of up to three tables: promises taken over and promises passed on, each with the earlier
        Chair's result at the end of its term and the later outcome; and promises that were planned, in
        progress, blocked or not fulfilled at the end of the term and that no promise of another Chair
        continues.

    Raises:
        WordError: if no promise belongs to that Chairpersonship; names those that have some.

    >>> import osce_tracker as ot
    >>> print(ot.handover(ot.load(), "Malta 2024").headline)
    Malta 2024 passed on 35 commitments and left 12 open or not fulfilled that nobody took up.
    """
    sets = promises_of_all(tracker)
    whole = join(*sets)
    found = analysis.handover(whole, chair)
    taken, passed, left = found.taken, found.passed, found.left
    name = wording.chair_name(whole, found.chair)
    promises = [*(promise for link in (*taken, *passed) for promise in (link.earlier, link.later)), *left]
    differ = thread.contested_at_end(whole)
    days = thread.unfinished(sets)
    stop = days[found.chair].day if found.chair in days else None
    taken_over, handed = (len({link.earlier.id for link in links}) for links in (taken, passed))
    kept = Share(sum(link.became is Status.FULFILLED for link in taken), len(taken))
    still_open = "left open or not fulfilled, and not taken up"
    title = f"What {name} left open or not fulfilled, and nobody took up"
    if stop is not None:
        still_open, title = "open or not fulfilled", f"Open or not fulfilled on {readable_day(stop)}"
    figures = (
        fields.figure("taken", "taken over", taken_over),
        fields.figure("kept", "fulfilled, of what they became", kept),
        fields.figure("passed", "passed on", handed),
        fields.figure("left", still_open, len(left)),
    )
    tables = (
        _links(f"What {name} took over", "taken", whole, taken, differ),
        _links(f"What {name} passed on", "passed", whole, passed, differ),
        _left(title, whole, left, differ),
    )
    return fields.report_on(
        thread.without_records(sets, promises),
        f"Handover: {name}",
        _finding(name, found, taken_over, handed, kept, stop),
        [table for table in tables if table.rows],
        figures=[one for one in figures if (one.value.whole if isinstance(one.value, Share) else one.value)],
        notes=[
            *_edges(whole, found),
            *_counts(found, handed, stop),
            *([_STATUSES] if promises else []),
            *thread.notes_on_terms(whole, promises, days),
        ],
    )


def _finding(  # noqa: PLR0917 (what it says)
    name: str, found: Handover, taken: int, handed: int, kept: Share, stop: date | None
) -> tuple[str, str]:
    end = "left {} open or not fulfilled that nobody took up"
    if stop is not None:
        end = f"had {{}} open or not fulfilled on {readable_day(stop)}"
    were = ("was", "were") if stop is None else ("has so far been", "have so far been")
    several = len(found.taken)
    if several == 1:
        became = f", which {were[0]} {'' if kept.part else 'not '}fulfilled"
    else:
        became = "" if several == taken else f", which became {wording.numeral(several)}"
        became += f", and {wording.numeral(kept.part)} of them {were[kept.part != 1]} fulfilled"
    parts = [(taken, f"took over {{}}{became}"), (handed, "passed on {}"), (len(found.left), end)]
    said = [(count, words) for count, words in parts if count]
    if not said:
        return wording.divided(f"{name} took over no commitment, passed none on and left none open")
    # Only the first number has its noun.
    first, *others = said
    opening = f"{name} {first[1].format(wording.in_words(first[0], 'commitment'))}"
    rest = [words.format(wording.numeral(count)) for count, words in others]
    if found.taken and rest:
        return wording.divided(opening, f"it {wording.joined(rest)}")
    return wording.divided(wording.joined([opening, *rest]))


def _links(title: str, key: str, tracker: Tracker, links: Iterable[Continuation], differ: Test) -> Table:
    """Return the table of promises that one Chair took over from another, failed ones first."""
    ordered = sorted(links, key=lambda link: fields.reading_order(link.later, link.became))

    def mark(link: Continuation) -> str | None:
        both = {"earlier": link.earlier, "later": link.later}
        found = [name for name, promise in both.items() if differ(promise)]
        return f"differ on the {wording.joined(found)} one" if found else None

    part, word = ("earlier", "from") if key == "taken" else ("later", "to")

    def other(link: Continuation) -> str | None:
        return thread.chair_of(tracker, link.earlier if key == "taken" else link.later)

    def pages(link: Continuation) -> tuple[Source, ...]:
        return _sources(tracker, link.earlier, link.later)

    found = set(map(other, ordered))
    names = wording.joined(sorted(filter(None, found)))
    title = f"{title} {word} {names}" if names else title
    several = [fields.field("chair", "Chair", other, part_of=part)] if len(found) > 1 else []
    shown = (
        fields.field("earlier", "earlier commitment", "earlier.title"),
        *several,
        fields.field("reached", "earlier status", "reached"),
        fields.field("later", "later commitment", "later.title"),
        fields.field("became", "later status", "became"),
        *fields.parts("became", [fields.field("readings", "readings", mark, if_any=True)], "readings"),
        *fields.of("later", *_news(tracker)),
        fields.field("sources", "sources", pages, "sources"),
        fields.field("continues", "continues", "earlier.id", detail=True),
        fields.field("id", "id", "later.id"),
    )
    return fields.field_table(title, key, shown, ordered)


def _left(title: str, tracker: Tracker, left: Iterable[Commitment], differ: Test) -> Table:
    ordered = sorted(left, key=lambda promise: fields.reading_order(promise, thread.ended(tracker, promise)))

    shown = (
        *fields.commitments("commitment due"),
        fields.field("ended", "status", lambda promise: thread.ended(tracker, promise)),
        *fields.parts("ended", [fields.contested(differ)], "readings"),
        *_news(tracker),
        fields.field("sources", "sources", lambda promise: _sources(tracker, promise), "sources"),
        fields.ID,
    )
    return fields.field_table(title, "left", shown, ordered)


def _news(tracker: Tracker) -> tuple[fields.Field, ...]:
    """Return the maker of a promise, unless it was the Chair, and the last news by the end of its term."""

    def maker(promise: Commitment) -> str | None:
        return None if promise.made_by.type is MakerType.CHAIR else promise.made_by.name

    news = fields.of(lambda promise: promise.update_on(end_of_term(tracker, promise)), *fields.NEWS)
    return fields.field("made_by", "made by", maker, detail=True), *fields.parts("happened", news)


def _sources(tracker: Tracker, *promises: Commitment) -> tuple[Source, ...]:
    """Return the sources of promises by the end of their terms, starting with those of the news shown."""
    found = (
        source
        for promise in reversed(promises)
        for source in wording.commitment_sources(promise, end_of_term(tracker, promise))
    )
    return tuple({source.url: source for source in found}.values())


def _edges(tracker: Tracker, found: Handover) -> list[str]:
    """Return the notes that say before or after which Chair the data have no other."""
    chairs = in_time(tracker, {chair for promise in tracker.commitments for chair in promise.chairs})
    name = wording.chair_name(tracker, found.chair)
    notes = [(chairs[0], "before"), (chairs[-1], "after")]
    return [f"The data have no Chair {side} {name}." for chair, side in notes if chair == found.chair]


def _counts(found: Handover, handed: int, stop: date | None) -> Iterator[str]:
    """Say what the numbers don't: promises that became several, and those with an unknown outcome."""
    if handed != len(found.passed):
        several = len(found.passed)
        yield (
            f"The {handed} commitments that were passed on became {several}: "
            "a later Chair may divide one into several."
        )
    if found.unknown:
        unknown = wording.in_words(found.unknown, "commitment")
        when = "at the end of the term" if stop is None else f"on {readable_day(stop)}"
        yield wording.sentence(
            f"{unknown} that nobody took up {wording.were(found.unknown)} not assessed {when}, "
            f"so no source says whether {'it was' if found.unknown == 1 else 'they were'} left open"
        )
