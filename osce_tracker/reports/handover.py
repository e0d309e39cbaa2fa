"""What a Chair took over, passed on and left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.analysis import handover as analysis
from osce_tracker.analysis.thread import end_of_term, in_time
from osce_tracker.dataset.bundled import promises_of_all
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import MakerType
from osce_tracker.model.shares import Share
from osce_tracker.model.statuses import Status
from osce_tracker.reports import fields, wording
from osce_tracker.reports.thread import (
    chair_of,
    contested_at_end,
    ended,
    notes_on_terms,
    unfinished,
    without_records,
)
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.join import join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from osce_tracker.analysis.handover import Continuation, Handover
    from osce_tracker.formats.report import Report, Table
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.sources import Source
    from osce_tracker.tracker.tracker import Tracker

    Test = Callable[[Commitment], bool]


@checked
def handover(tracker: Tracker, chair: str) -> Report:
    """Return what a Chair took over from earlier Chairs, passed on to later ones, and left open.

    Args:
        tracker: the tracker. The promises of all bundled data sets are used as well, in the same view.
        chair: the Chairpersonship, such as ``"FI-2025"`` or ``"Finland 2025"``.

    Returns:
        A report of up to three tables: what was taken over, with what the earlier Chair had reached at the
        end of its term and what became of it; what was passed on, likewise; and what was planned, in
        progress, blocked or not fulfilled at the end of the term and that no promise of another Chair
        continues.

    Raises:
        WordError: if no promise belongs to that Chairpersonship; names those that have some.

    >>> import osce_tracker as ot
    >>> print(ot.handover(ot.load(), "Malta 2024").headline)
    Malta 2024 passed on 35 promises and left 12 open or not fulfilled that nobody took up.
    """
    sets = promises_of_all(tracker)
    whole = join(*sets)
    found = analysis.handover(whole, chair)
    name = wording.chair_name(whole, found.chair)
    promises = [
        *(promise for link in (*found.taken, *found.passed) for promise in (link.earlier, link.later)),
        *found.left,
    ]
    differ = contested_at_end(whole)
    days = unfinished(sets)
    stop = days[found.chair].day if found.chair in days else None
    taken, passed, left = found.taken, found.passed, found.left
    handed = len({link.earlier.id for link in passed})
    taken_over = len({link.earlier.id for link in taken})
    kept = Share(sum(link.became is Status.FULFILLED for link in taken), len(taken))
    figures: list[tuple[str, str, int | Share, bool]] = [
        ("taken", "taken over", taken_over, bool(taken)),
        ("kept", "of what they became: fulfilled", kept, bool(taken)),
        ("passed", "passed on", handed, bool(passed)),
        (
            "left",
            "open or not fulfilled" if stop else "left open or not fulfilled, and not taken up",
            len(left),
            bool(left),
        ),
    ]
    tables = (
        _links(f"What {name} took over", "taken", whole, taken, differ),
        _links(f"What {name} passed on", "passed", whole, passed, differ),
        _left(
            f"What {name} left open or not fulfilled, and nobody took up"
            if stop is None
            else f"Open or not fulfilled on {readable_day(stop)}",
            whole,
            left,
            differ,
        ),
    )
    headline, lead = _finding(name, found, taken_over, handed, kept, stop)
    return fields.report_on(
        without_records([one for one in sets if any(promise.id in one.commitments for promise in promises)]),
        f"Handover: {name}",
        headline,
        [table for table in tables if table.rows],
        lead=lead,
        figures=[fields.figure(key, label, value) for key, label, value, is_shown in figures if is_shown],
        notes=[
            *_edges(whole, found),
            *_counts(found, handed, stop),
            *notes_on_terms(whole, promises, days),
            *_notes(promises, differ),
        ],
    )


def _finding(  # noqa: PLR0917 (what it says)
    name: str, found: Handover, taken: int, handed: int, kept: Share, stop: date | None
) -> tuple[str, str]:
    end = "left {} open or not fulfilled that nobody took up"
    if stop is not None:
        end = f"had {{}} open or not fulfilled on {readable_day(stop)}"
    so_far = "" if stop is None else " so far"
    several = len(found.taken)
    if several == 1:
        became = f", which was {'' if kept.part else 'not '}kept{so_far}"
    else:
        became = "" if several == taken else f", which became {wording.numeral(several)}"
        became += (
            f", and {wording.numeral(kept.part)} of them {'was' if kept.part == 1 else 'were'} kept{so_far}"
        )
    parts = [
        (taken, f"took over {{}}{became}"),
        (handed, "passed on {}"),
        (len(found.left), end),
    ]
    said = [(count, words) for count, words in parts if count]
    if not said:
        return wording.divided(f"{name} took over no promise, passed none on and left none open")
    # Only the first number has its noun.
    first, *others = said
    opening = f"{name} {first[1].format(wording.in_words(first[0], 'promise'))}"
    rest = [words.format(wording.numeral(count)) for count, words in others]
    if found.taken and rest:
        return wording.divided(opening, f"it {wording.joined(rest)}")
    return wording.divided(wording.joined([opening, *rest]))


def _links(title: str, key: str, tracker: Tracker, links: Iterable[Continuation], differ: Test) -> Table:
    """Return the table of promises that one Chair took over from another; what failed comes first."""
    ordered = sorted(links, key=lambda link: fields.reading_order(link.later, link.became))

    def mark(link: Continuation) -> str | None:
        names = ("earlier", "later")
        found = [name for name, one in zip(names, (link.earlier, link.later), strict=True) if differ(one)]
        return f"differ: {wording.joined(found)}" if found else None

    part, word = ("earlier", "from") if key == "taken" else ("later", "to")

    def other(link: Continuation) -> str | None:
        return chair_of(tracker, link.earlier if key == "taken" else link.later)

    found = set(map(other, ordered))
    several = [fields.field("chair", "Chair", other, part_of=part)] if len(found) > 1 else []
    names = wording.joined(sorted(filter(None, found)))
    title = f"{title} {word} {names}" if names else title
    marked = [fields.field("readings", "readings", mark)] if any(map(mark, ordered)) else []
    shown = (
        fields.field("earlier", "promise", "earlier.title"),
        *several,
        fields.field("reached", "status at the end of its term", "reached", short="at end of term"),
        fields.field("later", "continued as", "later.title"),
        fields.field("became", "status of that", "became"),
        *fields.parts("became", marked, "readings"),
        fields.field("made_by", "made by", lambda link: _maker(link.later), detail=True),
        *fields.parts(
            "happened", fields.news(lambda link: link.later.update_on(end_of_term(tracker, link.later)))
        ),
        fields.field(
            "sources", "sources", lambda link: _sources(tracker, link.earlier, link.later), "sources"
        ),
        fields.field("continues", "continues", "earlier.id", detail=True),
        fields.field("id", "id", "later.id"),
    )
    return fields.field_table(title, key, shown, ordered)


def _left(title: str, tracker: Tracker, left: Iterable[Commitment], differ: Test) -> Table:
    ordered = sorted(left, key=lambda promise: fields.reading_order(promise, ended(tracker, promise)))
    mark = fields.field("readings", "readings", lambda promise: "differ" if differ(promise) else None)
    shown = (
        *fields.commitments("commitment due"),
        fields.field("ended", "status", lambda promise: ended(tracker, promise)),
        *(fields.parts("ended", [mark], "readings") if any(map(differ, ordered)) else ()),
        fields.field("made_by", "made by", _maker, detail=True),
        *fields.parts(
            "happened", fields.news(lambda promise: promise.update_on(end_of_term(tracker, promise)))
        ),
        fields.field("sources", "sources", lambda promise: _sources(tracker, promise), "sources"),
        fields.ID,
    )
    return fields.field_table(title, "left", shown, ordered)


def _maker(promise: Commitment) -> str | None:
    """Return who made a promise, if that wasn't the Chair."""
    return None if promise.made_by.type is MakerType.CHAIR else promise.made_by.name


def _sources(tracker: Tracker, *promises: Commitment) -> tuple[Source, ...]:
    """Return the sources of promises and of their updates by the end of their terms, newest first."""
    return wording.newest_first(
        source
        for promise in promises
        for source in wording.commitment_sources(promise, end_of_term(tracker, promise))
    )


def _edges(tracker: Tracker, found: Handover) -> list[str]:
    """Return the notes that say before or after which Chair the data have no other."""
    chairs = in_time(tracker, {chair for promise in tracker.commitments for chair in promise.chairs})
    name = wording.chair_name(tracker, found.chair)
    notes = [(chairs[0], "before"), (chairs[-1], "after")]
    return [f"The data have no Chair {side} {name}." for chair, side in notes if chair == found.chair]


def _counts(found: Handover, handed: int, stop: date | None) -> Iterator[str]:
    """Say what the numbers don't: promises that became several, and those that nobody knows about."""
    if handed != len(found.passed):
        several = len(found.passed)
        yield (
            f"The {handed} promises that were passed on became {several}: "
            "a later Chair may divide a promise into several."
        )
    if found.unknown:
        unknown = wording.in_words(found.unknown, "promise")
        verb = "was" if found.unknown == 1 else "were"
        when = "at the end of the term" if stop is None else f"on {readable_day(stop)}"
        yield wording.sentence(
            f"{unknown} that nobody took up {verb} not assessed {when}, "
            f"so no source says whether {'it was' if found.unknown == 1 else 'they were'} left open"
        )


def _notes(promises: Iterable[Commitment], differ: Test) -> list[str]:
    notes: list[str] = []
    if any(promise.made_by.type is not MakerType.CHAIR for promise in promises):
        notes.append(
            "Promises of States, groups and institutions during a term are counted as well; their rows name "
            "who made them."
        )
    if any(map(differ, promises)):
        notes.append(wording.CONTESTED_NOTE)
    return notes
