"""The States: a map and a list, and a page for each with what it said, promised, opposed and hosted."""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

import attrs

from osce_tracker.analysis.compare import StateRecord, compare
from osce_tracker.analysis.positions import Position, Standing, positions
from osce_tracker.formats.html import Writer
from osce_tracker.model.clock import readable_day
from osce_tracker.model.statements import About, Stance, SupportStatement
from osce_tracker.model.states import StateKind
from osce_tracker.plot.states import PLACES, support_map
from osce_tracker.reports import fields, wording
from osce_tracker.reports.profile import membership
from osce_tracker.site.page import Chair, File, Site, markup
from osce_tracker.text import capitalised

#: The positions of all States on each subject.
_Positions = Mapping[About, Mapping[str, Position]]

PATH: Final = "states/index.html"
#: How many statements or events of a kind a page shows; the rest are folded, and further ones are elsewhere.
_OPEN: Final = 3
_MOST: Final = 60
#: How a State spoke last, in its own words and in those of a group.
_OWN: Final = {
    Stance.SUPPORTS: "to support {}",
    Stance.WELCOMES: "to welcome {}",
    Stance.CONDITIONAL: "with conditions",
    Stance.NEUTRAL: "neutrally",
    Stance.CRITICAL: "critically",
    Stance.OPPOSES: "to oppose {}",
}
_THROUGH: Final = {
    Stance.SUPPORTS: "supported {} on its behalf",
    Stance.WELCOMES: "welcomed {} on its behalf",
    Stance.CONDITIONAL: "supported {} with conditions on its behalf",
    Stance.NEUTRAL: "took no side on its behalf",
    Stance.CRITICAL: "criticized {} on its behalf",
    Stance.OPPOSES: "opposed {} on its behalf",
}


@attrs.frozen
class _Part:
    """Some of many: what is open, what is folded, and how many are elsewhere."""

    open: tuple[Any, ...]
    folded: tuple[Any, ...]
    elsewhere: int

    @classmethod
    def of(cls, newest: Sequence[Any], shown: int = _OPEN) -> "_Part":
        return cls(tuple(newest[:shown]), tuple(newest[shown:_MOST]), max(len(newest) - _MOST, 0))


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
    # The map of the Chair of the home page is the first, and then the others, the latest first.
    chairs = sorted(
        site.chairs, key=lambda chair: (chair.path == "index.html", chair.about.day), reverse=True
    )
    maps = [_map(site, chair) for chair in chairs]
    kinds = {kind: [one for one in found if one.state.kind is kind] for kind in StateKind}
    title = maps[0]["title"]
    return site.render(
        "states.html",
        PATH,
        section=PATH,
        title=title,
        description=f"{title}. {maps[0]['text']}",
        kicker=f"States · {_subject(site)}",
        day=site.about.day,
        maps=maps,
        stances=tuple(Stance),
        groups=[(_plural(kind), list(map(_line, records))) for kind, records in kinds.items() if records],
        several=len(site.chairs) > 1,
        names=_Names(site),
    )


def _plural(kind: StateKind) -> str:
    """Return the heading of States of a kind."""
    return capitalised(kind.label.replace("Partner for", "Partners for").replace("State", "States"))


def _subject(site: Site) -> str:
    return wording.joined([chair.name for chair in site.chairs])


def _line(found: StateRecord) -> dict[str, Any]:
    """Return what the list says of a State; of one that was only in the chair, what it said as Chair."""
    return {"record": found, "position": found.position, "as_chair": found.as_chair}


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


class _Names:
    """Names of States, groups and Chairpersonships for the pages of a website."""

    def __init__(self, site: Site) -> None:
        self._tracker = site.tracker
        self._several = len(site.chairs) > 1

    def who(self, said: SupportStatement) -> str:
        """Return the group or State that made a statement."""
        return fields.name_of(said, self._tracker.states) or ""

    def chairs(self, said: SupportStatement) -> str:
        """Return the Chairpersonships of a statement, if there are several to tell apart."""
        if not self._several:
            return ""
        return wording.joined([wording.chair_name(self._tracker, term) for term in said.chairs])


def _page(site: Site, found: StateRecord, said: Mapping[str, _Positions]) -> File:
    state, tracker, day = found.state, site.tracker, site.about.day
    name = state.name_on(day)
    title = wording.sentence(_finding(wording.the(name), found, site))[:-1]
    writer = Writer(page=True)
    position, as_chair = found.position, found.as_chair
    own = position.own_on_all if as_chair is None else found.own
    through = [position.through, *([as_chair.through] if as_chair else [])]
    agenda = [position.through_agenda, *([as_chair.through_agenda] if as_chair else [])]
    promises = [(one, one.status_on(site.chair_of(one).about.day)) for one in found.signed]
    hosted = sorted(found.hosted, key=lambda event: event.when.first, reverse=True)
    lists = (
        ("In its own words", own, False),
        ("Through groups: on the Chair", _newest(*through), True),
        ("Through groups: on the agenda", _newest(*agenda), True),
    )
    return site.render(
        "state.html",
        site.address(state),
        section=PATH,
        title=title,
        description=f"{title}. Statements found up to {readable_day(day)}.",
        name=name,
        inside=wording.the(name),
        lead=_lead(found),
        day_text=readable_day(day),
        figures=markup(writer.figures([*_figures(found)])),
        matrix=_matrix(site, found, said),
        stances=tuple(Stance),
        lists=[
            (heading, _Part.of(sorted(statements, key=attrgetter("sort_key"), reverse=True)), is_through)
            for heading, statements, is_through in lists
        ],
        promises=_Part.of(promises, _MOST),
        objections=[(one, wording.reason(one.update, tracker.states)) for one in reversed(found.objections)],
        hosted=_Part.of(hosted, 12),
        facts=markup(
            writer.table(
                fields.pairs_table("Membership", "membership", membership(state, tracker)), "page-membership"
            )
        ),
        terms=[term for term in tracker.chairs if term.state == state.code],
        names=_Names(site),
    )


def _newest(*parts: Sequence[SupportStatement]) -> list[SupportStatement]:
    """Return statements, each once."""
    return list({said.id: said for part in parts for said in part}.values())


def _is_chair_only(found: StateRecord) -> bool:
    """Return whether only what was said on its own Chairpersonship counts for a State."""
    return found.as_chair is not None and not (found.position.own_on_all or found.position.through_on_all)


def _finding(name: str, found: StateRecord, site: Site) -> str:
    """Return how often a State spoke, how it spoke last, and apart from it, how a group spoke last."""
    tracker, position = site.tracker, found.position
    own, through = position.own_latest, position.through_latest
    if found.as_chair is not None and _is_chair_only(found):
        count = wording.in_words(len(found.as_chair.own), "statement")
        return f"{name} was in the chair: its {count} on its own Chairpersonship stand apart"
    others = "the Chairpersonships of others" if found.as_chair is not None else "the Chair"
    if own is None and through is None:
        return f"No statement by {name} on {others} was found; silence is not a position"
    if own is None:
        text = f"No statement by {name} itself on {others} was found"
    else:
        terms = {term for said in position.own for term in said.chairs}
        years = [_year(site, chair.id) for chair in site.chairs if chair.id in terms]
        chair = (
            "the Chair"
            if len(site.chairs) < 2
            else f"the Chair{'s' * (len(years) > 1)} of {wording.joined(years)}"
        )
        last = ", last" if len(position.own) > 1 else ","
        text = f"{name} spoke {wording.times(len(position.own))} on {chair}{last} "
        text += _OWN[own.stance].format(_object(site, own, "it", "that"))
    if through is not None:
        who = fields.name_of(through, tracker.states) or ""
        who = "a joint statement" if who.startswith("Joint statement") else wording.the(who)
        what = _object(site, through, "the Chair", "the Chair")
        text += f"; {who} {_THROUGH[through.stance].format(what)}"
    return text


def _object(site: Site, said: SupportStatement, one: str, of_several: str) -> str:
    """Return what a statement is on, as a sentence goes on with it."""
    if len(site.chairs) < 2:
        return one
    return f"{of_several} of {wording.joined([_year(site, term) for term in said.chairs])}"


def _year(site: Site, term: str) -> str:
    """Return the year of a Chairpersonship, or its id if its term is not known."""
    chairs = site.tracker.chairs
    return str(chairs[term].since.year) if term in chairs else term


def _lead(found: StateRecord) -> str:
    """Return what the State said on the agenda, and up to which day statements count."""
    own, through = found.position.own_agenda, found.position.through_agenda
    parts: list[str] = []
    if own or through:
        itself = f"{wording.times(len(own))} itself" if own else ""
        groups = f"{wording.times(len(through))} through groups" if through else ""
        parts.append(f"On the OSCE's agenda it spoke {wording.joined([p for p in (itself, groups) if p])}.")
    parts.append(f"Statements found up to {readable_day(found.on)}.")
    return " ".join(parts)


def _figures(found: StateRecord) -> Iterator[Any]:
    position, as_chair = found.position, found.as_chair
    subjects = [("chair", "on the Chair", position.own, position.through)]
    subjects += [("agenda", "on the agenda", position.own_agenda, position.through_agenda)]
    if as_chair is not None:
        as_own = ("as-chair", "on its own Chairpersonship", as_chair.own, as_chair.through)
        subjects = [as_own] if _is_chair_only(found) else [*subjects, as_own]
    for key, subject, own, through in subjects:
        for whose, statements in (("own", own), ("group", through)):
            latest = statements[-1] if statements else None
            noun = "own statement" if whose == "own" else "by a group,"
            if whose == "own":
                noun += "" if len(own) == 1 else "s"
            date = "" if latest is None else f"latest: {latest.stance.label}, {latest.date.readable}"
            word = None if latest is None else latest.stance
            yield fields.figure(f"{key}-{whose}", f"{noun} {subject}", len(statements), date, word)


def _matrix(site: Site, found: StateRecord, said: Mapping[str, _Positions]) -> list[dict[str, Any]]:
    """Return how often each stance was taken, by Chairpersonship, subject and who spoke."""
    code, parts = found.state.code, list[dict[str, Any]]()
    for chair in site.chairs:
        rows: list[dict[str, Any]] = []
        is_own = any(term.state == code and term.id == chair.id for term in site.tracker.terms)
        for about, everyone in said[chair.id].items():
            position = everyone.get(code, Position(state=code))
            subject = (
                "The agenda"
                if about is About.AGENDA
                else "Its own Chairpersonship"
                if is_own
                else "The Chair"
            )
            rows += (
                {"about": subject, "own": True, "latest": position.own_latest, "counts": position.own_counts},
                {
                    "about": subject,
                    "own": False,
                    "latest": position.through_latest,
                    "counts": position.through_counts,
                },
            )
        if any(row["latest"] for row in rows) or len(site.chairs) == 1:
            parts.append({"name": chair.name, "rows": rows})
    return parts
