"""What States and groups committed themselves to in their statements: money, hosting, posts, words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osce_tracker.formats.report import Column, Report, Table
from osce_tracker.model.states import StateKind
from osce_tracker.reports.wording import data_note, data_title, listed, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from osce_tracker.model.periods import Period
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

_COLUMNS: Final = (
    Column("id", "id", detail=True),
    Column("who", "who"),
    Column("date", "date"),
    Column("form", "form"),
    Column("stance", "stance"),
    Column("pledge", "committed to"),
    Column("provenance", "reported by", detail=True),
)
#: The sections, and the keys of their tables.
_KEYS: Final = {
    "Participating States": "states",
    "The Chair's own State": "chair",
    "Partners and others": "others",
    "Groups": "groups",
}


def pledges(
    tracker: Tracker,
    *,
    state: OneOrMore | None = None,
    period: str | date | Period | None = None,
    about: OneOrMore | None = None,
) -> Report:
    """Return what States and groups committed themselves to in their statements, by State and date.

    Args:
        tracker: the tracker.
        state: only of that State; a code or name, several mean any of them.
        period: only what was said wholly inside it.
        about: only in statements about ``chairmanship`` or ``agenda``.

    Returns:
        A report of the pledges of participating States in French alphabetical order, of the Chair's own
        State, of Partners and others, and of groups.

    Raises:
        UnknownStateError: for a State that does not exist.
        WordError: for another subject.
        PeriodError: when ``period`` is none.

    >>> import osce_tracker as ot
    >>> report = ot.pledges(ot.load(), state="Kazakhstan")
    >>> [str(row["date"]) for row in report.tables[0].records()]
    ['2023-04-26', '2024-06-01', '2025-06-10', '2025-10-28']
    """
    chosen = tracker.statements.where(state=state, period=period, about=about)
    found = [said for said in chosen if said.commits_to is not None]
    registry = tracker.states
    sections: dict[str, list[SupportStatement]] = {title: [] for title in _KEYS}
    for said in found:
        sections[_section(said, registry, tracker.chair)].append(said)
    seats = {state.code: place for place, state in enumerate(registry)}
    tables = tuple(
        _table(
            title,
            sorted(own, key=lambda said: (*_seat(said, seats), said.sort_key)),
            registry,
        )
        for title, own in sections.items()
        if own or title == "Participating States"
    )
    return Report(
        title="Pledges",
        subtitle=data_title(tracker),
        tables=tables,
        notes=(
            f"{number(len(found), 'pledge')}. Whether a pledge was kept is not said here.",
            data_note(tracker),
        ),
    )


def _seat(said: SupportStatement, seats: dict[str, int]) -> tuple[int, str]:
    """Return where a speaker stands: States as they sit, then others and groups by name."""
    return seats.get(str(said.state), len(seats)), said.group or str(said.state)


def _section(said: SupportStatement, registry: StateRegistry, chair: str | None) -> str:
    if said.state is None:
        return "Groups"
    if said.state == chair:
        return "The Chair's own State"
    known = said.state in registry and registry[said.state].kind is StateKind.PARTICIPATING
    return "Participating States" if known else "Partners and others"


def _table(title: str, statements: Sequence[SupportStatement], registry: StateRegistry) -> Table:
    rows = tuple(
        (
            said.id,
            _who(said, registry),
            said.date,
            said.form,
            said.stance,
            said.commits_to,
            said.provenance,
        )
        for said in statements
    )
    notes = (f"{number(len(rows), 'pledge')}.",)
    return Table(title=title, key=_KEYS[title], columns=_COLUMNS, rows=rows, notes=notes)


def _who(said: SupportStatement, registry: StateRegistry) -> str:
    """Return who pledged, named as of the day."""
    joined = listed(registry.name(code, said.date.last) for code in said.states)
    if said.group is not None:
        return f"{said.group} ({joined})" if joined else said.group
    name = registry.name(str(said.state), said.date.last)
    return f"{name} (with {joined})" if joined else name
