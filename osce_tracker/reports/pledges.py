"""Pledges by States and groups in their statements: money, hosting, posts, words."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Final

from osce_tracker.analysis.positions import spoken_for
from osce_tracker.formats.report import Report
from osce_tracker.model.periods import Period
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import StateKind, StateRegistry
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.filters import OneOrMore, several
from osce_tracker.tracker.statements import Statements
from osce_tracker.tracker.tracker import Tracker

#: The groups of rows.
_TITLES: Final = {
    "states": "Participating States",
    "chair": "The Chair's own State",
    "others": "Partners and others",
    "groups": "Groups",
}


@checked
def pledges(
    tracker: Tracker,
    *,
    state: OneOrMore | None = None,
    period: str | date | Period | None = None,
) -> Report:
    """Return the pledges that States and groups made in their statements, by State and date.

    Args:
        tracker: the tracker.
        state: only pledges of that State; a code or name, several mean any of them.
        period: only statements made wholly inside it.

    Returns:
        A report of the pledges of participating States in English alphabetical order, of the Chair's
        own State on its own Chairpersonship, of Partners and others, and of groups.

    Raises:
        UnknownStateError: if a State doesn't exist.
        PeriodError: if ``period`` is invalid.

    >>> import osce_tracker as ot
    >>> report = ot.pledges(ot.load(), state="Kazakhstan")
    >>> [str(row["date"]) for row in report.tables[0].records()]
    ['2023-04-26', '2024-06-01', '2025-06-10', '2025-10-28']
    """
    wanted = None if period is None else Period(period)
    in_period, said = tracker.statements.where(period=wanted), tracker.statements.where(state=state)
    every = [one for one in in_period if one.commits_to is not None]
    found = Statements((one for one in said if one.commits_to is not None), tracker.states)
    chosen = found.where(period=wanted)
    makers = {said.state for said in chosen if said.state is not None}
    places = {code: place for place, code in enumerate(tracker.states.in_order(makers))}

    def order(said: SupportStatement) -> tuple[object, ...]:
        # States by name, then groups by theirs.
        return places.get(str(said.state), len(places)), said.group or "", said.sort_key

    pledged = sorted(chosen, key=order)
    groups = [
        fields.Group(key, title, [said for said in pledged if _section(said, tracker) == key])
        for key, title in _TITLES.items()
    ]
    shown = (
        fields.field("pledge", "pledge", "commits_to"),
        fields.field("who", "who", lambda said: _who(said, tracker.states)),
        *fields.statements(tracker.states, "date form stance provenance sources"),
        fields.DETAIL_ID,
    )
    return fields.report_on(
        tracker,
        "Pledges",
        _headline(pledged),
        [fields.field_table("Pledges", "pledges", shown, groups=groups)],
        filters=(
            "" if state is None else f"State: {wording.listed(several(state))}",
            "" if wanted is None else f"period: {wanted.readable}",
        ),
        figures=[
            fields.figure(group.key, f"by {group.title[:1].lower()}{group.title[1:]}", len(group.records))
            for group in groups
            if group.records
        ],
        notes=[
            "The table doesn't say whether a pledge was kept.",
            *(() if state is None else on_behalf(tracker.states, state, chosen, every)),
            fields.left_out(found, wanted),
        ],
    )


def on_behalf(
    registry: StateRegistry, state: OneOrMore, own: Container[str], every: Iterable[SupportStatement]
) -> tuple[str, ...]:
    """Return the note that groups said more on behalf of the States in a filter, if they did.

    Args:
        registry: the registry for names.
        state: the States in the filter.
        own: their own statements and those they joined; only ids matter.
        every: the statements to search for more.
    """
    codes = {registry.find(name).code for name in several(state)}
    more = sum(bool(codes & spoken_for(said, registry)) for said in every if said.id not in own)
    if not more:
        return ()
    whose, who = ("its", "State") if len(codes) == 1 else ("their", "States")
    return (f"Only what the {who} said or joined. {more} more by groups on {whose} behalf: see 'profile'.",)


def _headline(pledged: list[SupportStatement]) -> str:
    if not pledged:
        return "No pledge was found."
    states = {said.state for said in pledged} - {None}
    groups = {said.group for said in pledged} - {None}
    makers = [wording.in_words(len(states), "State")] if states else []
    makers += [wording.in_words(len(groups), "group")] if groups else []
    return wording.sentence(f"{' and '.join(makers)} made {wording.in_words(len(pledged), 'pledge')}")


def _section(said: SupportStatement, tracker: Tracker) -> str:
    if said.state is None:
        return "groups"
    if tracker.is_chairs_own(said):
        return "chair"
    registry = tracker.states
    is_seat = said.state in registry and registry[said.state].kind is StateKind.PARTICIPATING
    return "states" if is_seat else "others"


def _who(said: SupportStatement, registry: StateRegistry) -> str:
    """Return the maker of a pledge, named as of its day."""
    codes = registry.in_order(said.states, said.date.last)
    joined = wording.listed(registry.name(code, said.date.last) for code in codes)
    if said.group is not None:
        return f"{said.group} ({joined})" if joined else said.group
    name = registry.name(str(said.state), said.date.last)
    return f"{name} (with {joined})" if joined else name
