"""The records that contain some words: promises of the Chair first, and each group by best match."""

from collections.abc import Iterable, Iterator, Mapping

from osce_tracker.analysis.grouped import grouped
from osce_tracker.formats.report import Report, Value
from osce_tracker.model.commitments import Commitment, MakerType
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.search import Match
from osce_tracker.tracker.tracker import Tracker


@checked
def search(tracker: Tracker, words: str, limit: int | None = None) -> Report:
    """Return the records that contain all the given words: by kind, the best match of each first.

    Args:
        tracker: the tracker.
        words: the words, as for ``Tracker.search``; a phrase in quotation marks must match exactly.
        limit: the largest number of records to show; by default there is no limit.

    Returns:
        A report; the promises of the Chair come before those of others. If nothing was found, it says what
        it searched, and names similar words in the records.

    Raises:
        UsageError: if there are no words or too many, or the limit isn't a number from 1.

    >>> import osce_tracker as ot
    >>> ot.search(ot.load(), "Ukranian").tables[0].notes[1]
    'Did you mean "Ukrainian" instead of "Ukranian"?'
    """
    matches = tracker.search(words, limit)
    counts = tracker.index.kinds(words)
    total = sum(counts.values())
    shown = (
        fields.field("record", "record", lambda match: fields.title_of(match.record, tracker.states)),
        *fields.parts("record", [fields.field("made_by", "made by", _maker)], "made by"),
        # An event may be cancelled, and may fall outside the term in the title.
        fields.field("status", "status", _status),
        fields.field("when", "when", _when, "date", part_of="status"),
        fields.field("passage", "passage", detail=True),
        fields.field("sources", "sources", _sources, "sources"),
        *fields.of("record", fields.ID),
    )
    asked = " ".join(words.split())
    headline = f"{wording.in_words(total, 'record')} found for {asked}"
    if matches:
        headline += f": {_records(counts)}"
        few = len(matches)
        best = "Only the best match is" if few == 1 else f"The {wording.numeral(few)} best matches are"
        notes = [f"{best} shown."] if total > few else []
        if tracker.commitments and not counts[tracker.commitments.noun]:
            notes.append("No commitment has all of these words.")
    else:
        notes = list(_nothing(tracker, words))
    return fields.report_on(
        tracker,
        f"Search for {asked}",
        (wording.sentence(headline), wording.aside(tracker.commitments.where(text=words), words)),
        [fields.field_table("Matches", "matches", shown, groups=_groups(matches), notes=notes)],
    )


def _groups(matches: Iterable[Match]) -> Iterator[fields.Group]:
    """Yield the matches by kind, starting with the Chair's promises: readers want those first."""

    def kind_of(match: Match) -> str:
        own = isinstance(match.record, Commitment) and match.record.made_by.type is MakerType.CHAIR
        return "chair" if own else match.kind

    found = grouped((kind_of(match), match) for match in matches)
    yield fields.Group("chair", "Commitments of the Chair", found.get("chair", []))
    for kind in KINDS.values():
        title = "Commitments of others" if kind.noun == "commitment" else kind.name.capitalize()
        yield fields.Group(kind.noun, title, found.get(kind.noun, []))


def _status(match: Match) -> Value:
    """Return the latest status of a commitment, or that of an event."""
    if isinstance(match.record, Commitment):
        return match.record.latest_status
    return getattr(match.record, "status", None)


def _when(match: Match) -> Value:
    return getattr(match.record, "when", None)


def _maker(match: Match) -> Value:
    """Return the maker of a commitment, as some aren't the Chair's."""
    return match.record.made_by.name if isinstance(match.record, Commitment) else None


def _sources(match: Match) -> Value:
    record = match.record
    if isinstance(record, Commitment):
        return wording.commitment_sources(record)
    return wording.newest_first(record.sources)


def _records(counts: Mapping[str, int]) -> str:
    """Return the number of records of each kind, by the noun of the kind."""
    found = ((kind, counts[kind.noun]) for kind in KINDS.values() if counts[kind.noun])
    return wording.listed(f"{count} {kind.noun if count == 1 else kind.name}" for kind, count in found)


def _nothing(tracker: Tracker, words: str) -> Iterator[str]:
    """Yield what was searched, the words found, and similar words."""
    counts = tracker.index.counts(words)
    missing = [part for part, count in counts.items() if not count]
    if missing:
        yield f"No record has {' or '.join(map(_in_marks, missing))}."
    else:
        single = wording.listed(f"{_in_marks(part)} is in {count}" for part, count in counts.items())
        yield f"No record has all of these words: {single}."
    for part, near in tracker.index.similar(words).items():
        yield f"Did you mean {' or '.join(map(_in_marks, near))} instead of {_in_marks(part)}?"
    own = {collection.noun: len(collection) for collection in tracker.collections}
    yield (
        "Searched: titles, texts, updates, notes, people, bodies, places, States, themes and ids of "
        f"{_records(own) or 'no records'}."
    )


def _in_marks(words: str) -> str:
    return f'"{words}"'
