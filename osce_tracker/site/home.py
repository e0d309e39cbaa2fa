"""The home page of each Chairpersonship: what was promised, its outcome, what is new and what is next."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from osce_tracker.analysis.rates import Rates, rates, rates_by, stated_by_chair
from osce_tracker.analysis.whats_new import whats_new
from osce_tracker.formats.html import Writer
from osce_tracker.formats.page import pictures
from osce_tracker.formats.report import KeyFigure
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Basis, Commitment
from osce_tracker.model.events import Event
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.plot.flow_chart import flow
from osce_tracker.plot.squares_chart import squares
from osce_tracker.plot.words import STATUSES
from osce_tracker.reports import fields, wording
from osce_tracker.reports.scorecard import running_terms
from osce_tracker.reports.whats_new import value_of
from osce_tracker.reports.whats_new import whats_new as report_of
from osce_tracker.site.page import Chair, File, Site, markup
from osce_tracker.tracker.tracker import Tracker

PATH: Final = "index.html"
#: With more squares the page would take seconds to load.
MOST_SQUARES: Final = 400
#: How many news items, meetings and deadlines of each kind to name.
_FEW: Final = 3
_MEETINGS: Final = 5


def files(site: Site) -> Iterator[File]:
    """Yield the home page of each Chairpersonship.

    Args:
        site: the website.
    """
    for chair in site.chairs:
        yield _home(site, chair)


def _home(site: Site, chair: Chair) -> File:
    tracker, day = chair.tracker, chair.about.day
    view = tracker.so_on(day)
    made = tuple(view.commitments)
    own, every = rates(stated_by_chair(made), day), rates(made, day)
    finding = wording.kept_headline(own, every, day, 1, chair.who)
    headline = own if own.assessed else every
    writer = Writer(page=True)
    picture = squares(tracker, day)
    return site.render(
        "home.html",
        chair.path,
        section=PATH,
        title=finding,
        description=f"{chair.name}, {readable_day(day)}: {finding}",
        chair=chair,
        lead=_lead(headline, chair, stated=headline is own),
        figures=markup(writer.figures(tuple(_figures(headline, stated=headline is own)))) if made else "",
        whole=every if headline is own else None,
        deeds=rates_by(made, day, "basis").get(Basis.DEED),
        squares_title=picture.title,
        squares=_squares(site, picture.rows),
        counts=[(status, every.count(status)) for status in STATUSES if every.count(status)],
        groups={str(section.label): found for section, found in rates_by(made, day, "dimension").items()},
        side_by_side=markup(_side_by_side(site, chair)),
        warnings=[*running_terms(site.tracker, [one.id for one in site.chairs], site.about.day)],
        flow=markup(pictures(flow(tracker))) if made else "",
        news=_latest_news(tracker),
        coming=_coming(tracker, made, day),
    )


def _lead(counted: Rates, chair: Chair, *, stated: bool) -> str:
    """Say how many were open on the day, and why the page uses this day."""
    count = counted.count(*(status for status in Status if status.is_open))
    noun = "promise" if stated else "commitment"
    still = f"{wording.in_words(count, noun)} {wording.were(count)} still open"
    return wording.sentence(f"{still} {chair.about.label}")


def _figures(counted: Rates, *, stated: bool) -> Iterator[KeyFigure]:
    noun, whose = ("promise", "stated in advance") if stated else ("commitment", "on record")
    kept = counted.fulfilled
    share = "" if kept.percent is None else f"{kept.percent}% "
    assessed = "assessed " if counted.unassessed else ""
    of_these = f"{share}of the {wording.number(counted.assessed, f'{assessed}{noun}')} {whose}"
    yield fields.figure("fulfilled", "fulfilled", kept.part, of_these, Status.FULFILLED)
    for status in (Status.PARTLY_FULFILLED, Status.NOT_FULFILLED):
        yield fields.figure(status.value, status.label, counted.count(status), word=status)
    open_ = [status for status in STATUSES if status.is_open and counted.count(status)]
    found = wording.listed(f"{counted.count(status)} {status.label}" for status in open_)
    yield fields.figure("open", "still open", counted.count(*open_), found, Status.IN_PROGRESS)
    if counted.unassessed:
        of_all = f"of {wording.number(counted.rated, noun)} {whose}"
        yield fields.figure("unknown", "not assessed", counted.unassessed, of_all, Status.NOT_ASSESSED)


def _squares(
    site: Site, rows: Sequence[tuple[Any, ...]]
) -> list[tuple[str, list[tuple[Commitment, Status]]]]:
    """Return the squares of each dimension; none if there are too many for a page."""
    if len(rows) > MOST_SQUARES:
        return []
    commitments = site.tracker.commitments
    return [
        (str(section.label), [(commitments[one], status) for _, one, _, status in found])
        for section, found in groupby(rows, key=lambda row: row[0])
    ]


def _side_by_side(site: Site, here: Chair) -> str:
    """Return the table of the Chairs, or nothing if there is only one."""
    if len(site.chairs) < 2:
        return ""
    rows: list[tuple[Chair, Rates, Rates]] = []
    for chair in site.chairs:
        made = tuple(chair.tracker.so_on(chair.about.day).commitments)
        rows.append((chair, rates(stated_by_chair(made), chair.about.day), rates(made, chair.about.day)))

    def stated(key: str, title: str, *statuses: Status) -> fields.Field:
        return fields.field(key, title, lambda row: row[1].count(*statuses), "number")

    open_ = [status for status in Status if status.is_open]
    shown = (
        fields.field("chair", "Chair", lambda row: row[0].name),
        fields.field("on", "on", lambda row: row[0].about.label.removeprefix("on ")),
        fields.field("fulfilled", "fulfilled, of assessed", lambda row: row[1].fulfilled, "share"),
        stated("partly", "partly", Status.PARTLY_FULFILLED),
        stated("failed", "not fulfilled", Status.NOT_FULFILLED),
        stated("open", "open", *open_),
        stated("unknown", "not assessed", Status.NOT_ASSESSED),
        fields.field("all", "all records: fulfilled, of assessed", lambda row: row[2].fulfilled, "share"),
    )
    homes = {chair.name: site.href(here.path, chair.path) for chair in site.chairs if chair is not here}
    writer = Writer(page=True, link=lambda key, row: homes.get(str(row["chair"])) if key == "chair" else None)
    return writer.table(fields.field_table("Chairs side by side", "chairs", shown, rows))


def last_entry(tracker: Tracker) -> date | None:
    """Return the last day of an entry or correction, or ``None`` if no record has one.

    Args:
        tracker: the tracker.
    """
    days = [correction.day for correction in tracker.corrections]
    for collection in tracker.collections:
        days += [one.entered for one in collection if one.entered is not None]
    updates = (update for commitment in tracker.commitments for update in commitment.updates)
    days += [update.entered for update in updates if update.entered is not None]
    return max(days, default=None)


def _latest_news(tracker: Tracker) -> dict[str, Any] | None:
    """Return the latest entries and corrections: the first of each kind."""
    day = last_entry(tracker)
    if day is None:
        return None
    # Entries of the last day are new to anyone who came the day before.
    since = day - timedelta(days=1)
    found = whats_new(tracker, since)
    updates = [
        *((promise, promise.updates[-1]) for promise in found.commitments if promise.updates),
        *found.updates,
    ]
    newest = sorted(updates, key=lambda one: (one[1].date.last, one[0].id), reverse=True)
    return {
        "label": readable_day(day),
        "corrected": [
            (one, *(value_of(one, said) for said in (one.correction.old, one.correction.new)))
            for one in found.verdicts[:_FEW]
        ],
        "updates": newest[:_FEW],
        "finding": report_of(tracker, since).headline,
    }


def _coming(
    tracker: Tracker, made: Iterable[Commitment], day: date
) -> list[tuple[str, Event | Commitment, Status | None]]:
    """Return the next meetings and deadlines, and the latest past ones, by day."""
    meetings = [event for event in tracker.events.upcoming(day) if event.when.first > day]
    dated = sorted(((c.due, c) for c in made if c.due), key=lambda one: (one[0].last, one[1].id))
    ahead = [one for one in dated if one[1].timing_on(day) in (Timing.NOT_DUE, Timing.DUE)]
    overdue = [one for one in dated if one[1].timing_on(day) is Timing.OVERDUE]
    found: list[tuple[date, str, Event | Commitment, Status | None]] = [
        *((due.last, f"Deadline {due.readable}", c, c.status_on(day)) for due, c in ahead[:_FEW]),
        *((due.last, f"Overdue since {due.readable}", c, c.status_on(day)) for due, c in overdue[-_FEW:]),
        *(
            (one.when.first if one.to_the_day else one.when.last, one.when.readable, one, None)
            for one in meetings[:_MEETINGS]
        ),
    ]
    return [(when, record, status) for _, when, record, status in sorted(found, key=itemgetter(0))]
