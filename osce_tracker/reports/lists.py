"""Lists of filter values and of the bundled data sets, with the number of records for each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from operator import attrgetter, itemgetter
from typing import Final

from osce_tracker.dataset import bundled
from osce_tracker.errors import WordError
from osce_tracker.formats.report import Report
from osce_tracker.model.commitments import Basis, Kind, Lever, MakerType
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.events import EventKind, EventStatus
from osce_tracker.model.statements import Form, Forum, Stance
from osce_tracker.model.states import StateKind
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.reports import fields, wording
from osce_tracker.reports.fields import Field
from osce_tracker.text import capitalised
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.tracker import Tracker

#: Filters that commitments, events and statements share, and that take any text.
_OF_ALL: Final = {"commitments": str, "events": str, "statements": str}


def themes(tracker: Tracker) -> Report:
    """Return the themes in use, with the number of commitments, events and statements for each.

    Args:
        tracker: the tracker.

    >>> import osce_tracker as ot
    >>> next(themes(ot.load()).tables[0].records())
    {'code': 'accountability', 'commitments': 5, 'events': 8, 'statements': 32}
    """
    headline = f"{wording.in_words(len(tracker.themes), 'theme')} in use"
    note = "An event has the themes of the commitments that it bears on."
    columns = [fields.field("code", "theme", str)]
    return _report(tracker, "Themes", headline, columns, tracker.themes, "theme", _OF_ALL, note)


def states(tracker: Tracker) -> Report:
    """Return the States, with the number of commitments, events and statements for each filter value.

    Args:
        tracker: the tracker.

    >>> import osce_tracker as ot
    >>> next(states(ot.load()).tables[0].records())["state"]
    'Afghanistan'
    """
    columns = [fields.field("state", "State", tracker.states.name), fields.field("code", "code", str)]
    columns += fields.of(lambda code: tracker.states[code], fields.field("kind", "kind"))
    return _report(
        tracker,
        "States",
        _kinds_of_states(state.kind for state in tracker.states),
        columns,
        tracker.states.in_order(state.code for state in tracker.states),
        "state",
        _OF_ALL,
        "Commitments: what a State signed, and what all participating States promised.",
        "Events: those that took place there. Statements: those that it made or joined itself.",
    )


def _kinds_of_states(kinds: Iterable[StateKind]) -> str:
    """Return the number of States of each kind; Partners are counted together."""
    counts = Counter(kinds)
    seats, former = counts.pop(StateKind.PARTICIPATING, 0), counts.pop(StateKind.FORMER, 0)
    found = (
        (seats, "participating State", ""),
        (counts.total(), "Partner for Co-operation", "Partners for Co-operation"),
        (former, "former State", ""),
    )
    said = [wording.in_words(count, noun, plural) for count, noun, plural in found if count]
    return wording.joined(said) or wording.in_words(0, "State")


def groups(tracker: Tracker) -> Report:
    """Return the groups of States, with the number of statements by each.

    Args:
        tracker: the tracker.

    >>> import osce_tracker as ot
    >>> [row for row in groups(ot.load()).tables[0].records() if row["code"] == "NB8"]
    [{'group': 'Nordic-Baltic Eight', 'code': 'NB8', 'statements': 4}]
    """
    codes = {group.name: group.code for group in tracker.states.groups}
    filed = {said.group for said in tracker.statements if said.group is not None}
    names = sorted({*codes, *filed}, key=str.casefold)
    columns = [fields.field("group", "group", str), fields.field("code", "code", codes.get)]
    note = "A group without a code is known only from its statements."
    headline, of = wording.in_words(len(names), "group"), {"statements": str}
    return _report(tracker, "Groups", headline, columns, names, "group", of, note)


def makers(tracker: Tracker) -> Report:
    """Return the makers of commitments and their types, with the number of commitments for each.

    Args:
        tracker: the tracker.

    >>> import osce_tracker as ot
    >>> next(makers(ot.load()).tables[0].records())
    {'maker': 'chair', 'type': 'Chair', 'commitments': 62}
    """
    types = {promise.made_by.name: promise.made_by.type.label for promise in tracker.commitments}
    names = sorted(types, key=str.casefold)
    types |= {str(word): word.label for word in MakerType}
    every = dict.fromkeys([*map(str, MakerType), *names])
    columns = [fields.field("maker", "maker", str), fields.field("type", "type", types.__getitem__)]
    note = "Besides types and names of makers, a State finds what it made, alone or with others."
    headline, of = wording.in_words(len(names), "maker"), {"commitments": str}
    return _report(tracker, "Makers", headline, columns, every, "made_by", of, note)


def bodies(tracker: Tracker) -> Report:
    """Return the bodies that meet, with the number of events and series of each.

    Args:
        tracker: the tracker.

    >>> import osce_tracker as ot
    >>> next(bodies(ot.load()).tables[0].records())
    {'body': 'Chairpersonship', 'events': 53, 'series': 0}
    """
    bodies = {record.body for record in (*tracker.events, *tracker.series)}
    headline, of = wording.in_words(len(bodies), "body", "bodies"), {"events": str, "series": str}
    columns = [fields.field("body", "body", str)]
    return _report(tracker, "Bodies", headline, columns, sorted(bodies, key=str.casefold), "body", of)


def chairs(tracker: Tracker) -> Report:
    """Return the Chairpersonships, with the number of records for each.

    Args:
        tracker: the tracker.

    >>> import osce_tracker as ot
    >>> next(chairs(ot.load()).tables[0].records())
    {'chair': 'FI-2025', 'name': 'Finland 2025', 'commitments': 98, 'events': 197, 'statements': 214}
    """
    ids = [term.id for term in tracker.terms]
    columns = [
        fields.field("chair", "Chairpersonship", str),
        fields.field("name", "name", lambda term: wording.chair_name(tracker, term)),
    ]
    headline = wording.in_words(len(ids), "Chairpersonship")
    return _report(tracker, "Chairpersonships", headline, columns, ids, "chair", _OF_ALL)


#: The filters that take words of a vocabulary, by the name of their list: for which records, and which words.
_WORDS: Final[Mapping[str, tuple[str, Mapping[str, type[Vocabulary]]]]] = {
    "dimensions": ("dimension", {"commitments": Dimension, "events": Dimension, "statements": Dimension}),
    "statuses": ("status", {"commitments": Status, "events": EventStatus}),
    "levers": ("lever", {"commitments": Lever}),
    "kinds": ("kind", {"commitments": Kind, "events": EventKind}),
    "bases": ("basis", {"commitments": Basis}),
    "stances": ("stance", {"statements": Stance}),
    "forms": ("form", {"statements": Form}),
    "forums": ("forum", {"statements": Forum}),
}


def words(tracker: Tracker, name: str) -> Report:
    """Return the words that a filter takes, with their meanings and the number of records for each.

    Args:
        tracker: the tracker.
        name: the name of the list, such as ``statuses``.

    >>> import osce_tracker as ot
    >>> for row in words(ot.load(), "statuses").tables[0].records():
    ...     print(row["code"], row["commitments"], row["events"])
    ...     break
    not-assessed 6 None
    """
    option, vocabularies = _WORDS[name]
    # Commitments and events may use one word with two meanings.
    every = [word for vocabulary in dict.fromkeys(vocabularies.values()) for word in vocabulary]

    columns = [
        fields.field("code", option, str),
        fields.field("label", "in tables", attrgetter("label")),
        fields.field("meaning", "meaning", attrgetter("definition")),
    ]
    notes = [f"Type the word in the first column, as in --{option} {every[0]}."]
    if option == "dimension":
        notes.append("A record that touches several dimensions counts in each.")
    headline = wording.in_words(len(every), option, name)
    return _report(tracker, capitalised(name), headline, columns, every, option, vocabularies, *notes)


def _report(  # noqa: PLR0917 (what the lists differ in)
    tracker: Tracker,
    title: str,
    headline: str,
    columns: Iterable[Field],
    values: Iterable[str],
    option: str,
    of: Mapping[str, type[str]],
    *notes: str,
) -> Report:
    """Return the values of a filter with the number of records for each, by kind."""

    def counted(kind: str) -> Field:
        filtered = getattr(tracker, kind).where

        def count(value: str) -> int | None:
            # Records of one kind may lack a value that those of another have.
            with suppress(WordError):
                return len(filtered(**{option: value})) if isinstance(value, of[kind]) else None
            return 0

        return fields.field(kind, kind, count, "number")

    table = fields.field_table(title, title.lower(), (*columns, *map(counted, of)), values)
    return fields.report_on(tracker, title, wording.sentence(headline), [table], notes=notes)


_DATASETS: Final = (
    fields.field("name", "name"),
    fields.field("title", "title"),
    *fields.of("counts", *(fields.field(kind, kind, itemgetter(kind), "number") for kind in KINDS)),
    fields.field("known_until", "known until", kind="date"),
)


def datasets() -> Report:
    """Return the bundled data sets, with the number of records in each.

    >>> [row["name"] for row in datasets().tables[0].records()]
    ['malta-2024', 'finland-2025', 'switzerland-2026']
    """
    sets = bundled.datasets()
    return Report(
        title="Data sets",
        headline=wording.sentence(f"{wording.in_words(len(sets), 'data set')} come with the package"),
        tables=(fields.field_table("Data sets", "datasets", _DATASETS, sets),),
        notes=(
            f"Without --data you get {bundled.DEFAULT}; --data {bundled.ALL} joins all of them.",
            "A record that is in two sets counts once when they are joined.",
            "Known until: on later days a set is silent, which says nothing about what happened.",
        ),
    )


#: The lists of a tracker's values, by name.
LISTS: Final[Mapping[str, Callable[[Tracker], Report]]] = {
    "themes": themes,
    "states": states,
    "groups": groups,
    "makers": makers,
    "bodies": bodies,
    "chairs": chairs,
    **{name: partial(words, name=name) for name in _WORDS},
}
