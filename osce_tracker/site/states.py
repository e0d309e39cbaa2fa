"""The States: a map and a list, and a page for each with what it said, promised, opposed and hosted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

from osce_tracker.analysis.compare import StateRecord, compare
from osce_tracker.analysis.positions import Position, Standing, positions
from osce_tracker.formats.html import Writer
from osce_tracker.model.clock import readable_day
from osce_tracker.model.statements import About, Stance, SupportStatement
from osce_tracker.model.states import StateKind
from osce_tracker.plot.support_map_chart import PLACES, support_map
from osce_tracker.reports import wording
from osce_tracker.reports.profile import figures, finding, membership
from osce_tracker.site.page import Chair, File, Site, markup
from osce_tracker.text import capitalised

#: The positions of all States on each subject.
_Positions = Mapping[About, Mapping[str, Position]]

PATH: Final = "states/index.html"
_AGENDA: Final = "the OSCE or its agenda"


def files(site: Site) -> Iterator[File]:
    """Yield the map and list of the States, and the page of each.

    Args:
        site: the website.
    """
    tracker, day = site.tracker, site.about.day
    codes = tracker.states.in_order((state.code for state in tracker.states), day)
    found = compare(tracker, *codes, on=day)
    yield _index(site, found)
    said = {
        chair.id: {about: positions(tracker, about, day, chair=chair.id or None).everyone for about in About}
        for chair in site.chairs
    }
    for record in found:
        yield _page(site, record, said)


def _index(site: Site, found: Sequence[StateRecord]) -> File:
    # The map of the home page's Chair comes first, then the others, the latest first.
    chairs = sorted(
        site.chairs, key=lambda chair: (chair.path == "index.html", chair.about.day), reverse=True
    )
    maps = [_map(site, chair) for chair in chairs]
    kinds = {kind: [one for one in found if one.state.kind is kind] for kind in StateKind}
    title = maps[0]["title"]
    return site.render(
        "states.html",
        PATH,
        title=title,
        description=f"{title}. {maps[0]['text']}",
        maps=maps,
        stances=tuple(Stance),
        groups=[(_plural(kind), records) for kind, records in kinds.items() if records],
    )


def _plural(kind: StateKind) -> str:
    """Return the heading for a kind of State."""
    return capitalised(kind.label.replace("Partner for", "Partners for").replace("State", "States"))


def _map(site: Site, chair: Chair) -> dict[str, Any]:
    """Return the tiles of the States: code, name, place, standing and latest stance."""
    chart = support_map(site.tracker, on=chair.about.day, chair=chair.id or None)
    rows = {row[0]: row for row in chart.rows}
    registry, day = chair.tracker.states, chair.about.day
    tiles = [
        {
            "state": registry[code],
            "name": registry.name(code, day),
            "column": PLACES[code][0] + 1,
            "row": PLACES[code][1] + 1,
            "stance": rows[code][3] if code in rows else None,
            "own": code in rows and rows[code][2] is Standing.OWN,
            "chair": code not in rows,
            "said": rows[code][4] if code in rows else None,
        }
        for code in registry.in_order((one.code for one in registry.participating), day)
        if code in PLACES
    ]
    return {"name": chair.name, "title": chart.title, "text": chart.text, "tiles": tiles}


def _page(site: Site, found: StateRecord, said: Mapping[str, _Positions]) -> File:
    state, tracker, day = found.state, site.tracker, site.about.day
    name = state.name_on(day)
    title, lead = wording.divided(*finding(wording.the(name), found, tracker))
    writer = Writer(page=True)
    spoken = [found.position, *([found.as_chair] if found.as_chair else [])]
    through = {said.id: said for one in spoken for said in one.through}
    agenda = {said.id: said for one in spoken for said in one.through_agenda}
    promises = [(one, one.status_on(site.chair_of(one).about.day)) for one in found.signed]
    hosted = sorted(found.hosted, key=lambda event: event.when.first, reverse=True)

    def newest(said: Iterable[SupportStatement]) -> list[SupportStatement]:
        return sorted(said, key=attrgetter("sort_key"), reverse=True)

    return site.render(
        "state.html",
        site.address(state),
        title=title,
        description=f"{title} Statements found up to {readable_day(day)}.",
        name=name,
        inside=wording.the(name),
        lead=lead,
        figures=markup(writer.figures([*figures(found)])),
        matrix=_matrix(site, found, said),
        stances=tuple(Stance),
        lists=(
            ("In its own words", newest(found.own), False),
            ("Through groups: on the Chair", newest(through.values()), True),
            (f"Through groups: on {_AGENDA}", newest(agenda.values()), True),
        ),
        promises=promises,
        objections=[(one, wording.reason(one.update, tracker.states)) for one in reversed(found.objections)],
        hosted=hosted,
        facts=markup(writer.table(membership(state, tracker), "page-membership")),
        terms=[term for term in tracker.chairs if term.state == state.code],
    )


def _matrix(
    site: Site, found: StateRecord, said: Mapping[str, _Positions]
) -> list[tuple[str, list[tuple[str, Position]]]]:
    """Return the positions of a State by Chairpersonship, each with its subject."""
    code, parts = found.state.code, list[tuple[str, list[tuple[str, Position]]]]()
    for chair in site.chairs:
        is_own = any(term.state == code and term.id == chair.id for term in site.tracker.terms)
        on_chair = "Its own Chairpersonship" if is_own else "The Chair"
        rows = [
            (
                capitalised(_AGENDA) if about is About.AGENDA else on_chair,
                everyone.get(code, Position(state=code)),
            )
            for about, everyone in said[chair.id].items()
        ]
        if any(one.own_latest or one.through_latest for _, one in rows) or len(site.chairs) == 1:
            parts.append((chair.name, rows))
    return parts
