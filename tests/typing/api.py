"""The static types of the public names, checked by mypy and pyright in strict mode and run by tests.

Each function calls the library as another program does and asserts the static type of each result, so that a
change of a type fails here before it fails in somebody's program.
"""

# pyright: strict

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_type

import osce_tracker as ot
from osce_tracker.analysis.meetings import meetings
from osce_tracker.analysis.positions import Position, Positions, Standing
from osce_tracker.calendars.read import CalendarDrafts
from osce_tracker.calendars.write import render_calendar
from osce_tracker.databases.arrow import to_arrow
from osce_tracker.dataset.bundled import DataSet
from osce_tracker.dataset.schema import schema
from osce_tracker.errors import (
    FormatError,
    MissingExtraError,
    PeriodError,
    RecordError,
    SymbolError,
    UnknownRecordError,
    UnknownStateError,
    UsageError,
    WordError,
)
from osce_tracker.formats.report import Value
from osce_tracker.model.chairs import ChairInOffice, Chairmanship, Chairmanships, Troika
from osce_tracker.model.commitments import Basis, Kind, MakerType, Obstacle
from osce_tracker.model.dimensions import Section
from osce_tracker.model.events import EventFormat, EventKind, EventStatus, KnownMeeting, Recess
from osce_tracker.model.occurrences import Evidence, Occurrence
from osce_tracker.model.sources import Confidence, PublisherType
from osce_tracker.model.statements import About, Form, Forum
from osce_tracker.model.states import Group, GroupKind, Membership, StateKind, StateName, StateRegistry
from osce_tracker.model.statuses import Scale, Timing
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.tracker.changes import Change, difference
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.events import Events, SeriesCollection
from osce_tracker.tracker.merge import Conflict, Merged
from osce_tracker.tracker.statements import Statements
from osce_tracker.tracker.updates import CommitmentUpdate, Updates

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pendulum import Date, DateTime


def loading(folder: Path) -> None:
    """Data sets are read, begun, saved, checked, merged and compared."""
    tracker = assert_type(ot.load(), ot.Tracker)
    tracker = assert_type(ot.save(tracker, folder / "set.json", overwrite=True), ot.Tracker)
    again = assert_type(ot.load(folder / "set.json"), ot.Tracker)
    assert_type(ot.datasets(), tuple[DataSet, ...])
    mine = assert_type(ot.new(folder / "mine", "Switzerland 2026", "2026-01-15"), ot.Tracker)
    assert_type(ot.check(mine, on=date(2026, 1, 15)), tuple[ot.Problem, ...])
    assert_type(difference(tracker, again), tuple[Change, ...])
    assert_type(ot.join(tracker, mine), ot.Tracker)
    merged = assert_type(ot.merge(tracker, tracker, again), Merged)
    assert_type(merged.tracker, ot.Tracker)
    assert_type(merged.conflicts, tuple[Conflict, ...])
    assert_type(schema(), bytes)
    assert_type(tracker.with_records(tracker.events[0], tracker.statements[0]), ot.Tracker)


def trackers(tracker: ot.Tracker) -> None:
    """A tracker has collections, words to read them by, views and derived answers."""
    assert_type(tracker.commitments, Commitments)
    assert_type(tracker.events, Events)
    assert_type(tracker.series, SeriesCollection)
    assert_type(tracker.statements, Statements)
    assert_type(tracker.edition, ot.Edition | None)
    assert_type(tracker.known_by, date | None)
    assert_type(tracker.last_known, date | None)
    assert_type(tracker.chair, str | None)
    assert_type(tracker.digest, str)
    assert_type(tracker.states, StateRegistry)
    assert_type(tracker.chairs, Chairmanships)
    assert_type(tracker.themes, tuple[str, ...])
    assert_type(tracker.as_of("2025-06-30"), ot.Tracker)
    assert_type(tracker.so_on(date(2025, 6, 30)), ot.Tracker)
    assert_type(meetings(tracker, "2025-07"), tuple[Occurrence, ...])
    assert_type(tracker.find("FI25-HD-03"), ot.Commitment | ot.Event | ot.Series | ot.SupportStatement)
    positions = assert_type(ot.positions(tracker, on="2025-06-30"), Positions)
    position = assert_type(positions["Kazakhstan"], Position)
    assert_type(position.own_stance, ot.Stance | None)
    assert_type(position.through_stance, ot.Stance | None)
    assert_type(position.own_supported, bool)
    assert_type(position.own_counts, Mapping[ot.Stance, int])
    assert_type(position.standing, Standing)
    assert_type(position.own_latest, ot.SupportStatement | None)
    assert_type(position.through_latest, ot.SupportStatement | None)
    assert_type(position.own, tuple[ot.SupportStatement, ...])
    assert_type(position.through, tuple[ot.SupportStatement, ...])
    assert_type(position.state, str)


def commitments(tracker: ot.Tracker) -> None:
    """Commitments are found by id, place, part and question; each knows where it stood on a day."""
    found = assert_type(tracker.commitments.where(lever="consensus", status=["blocked"]), Commitments)
    assert_type(found[:2], Commitments)
    assert_type(found.ids, tuple[str, ...])
    assert_type(found.records, tuple[ot.Commitment, ...])
    assert_type(found.get("FI25-HD-03"), ot.Commitment | None)
    assert_type(found.to_rows(), list[dict[str, Any]])
    assert_type(found.updates, Updates)
    assert_type(tracker.updates[0], CommitmentUpdate)
    plain = assert_type(found[0].to_dict(), dict[str, Any])
    assert_type(ot.Commitment.from_dict(plain), ot.Commitment)
    found.to_frame("pandas")
    assert_type(tracker.statements.where(group="EU", members=True), Statements)
    assert_type(found.source_rows(), list[dict[str, Any]])
    assert_type(iter(found), Iterator[ot.Commitment])
    promise = assert_type(tracker.commitments["FI25-HD-03"], ot.Commitment)
    assert_type(promise.id, str)
    assert_type(promise.title, str)
    assert_type(promise.text, str)
    assert_type(promise.made_by, ot.Maker)
    assert_type(promise.made_on, ot.Period)
    assert_type(promise.due, ot.Period | None)
    assert_type(promise.dimensions, tuple[ot.Dimension, ...])
    assert_type(promise.themes, tuple[str, ...])
    assert_type(promise.kind, Kind)
    assert_type(promise.lever, ot.Lever)
    assert_type(promise.basis, Basis)
    assert_type(promise.confidence, Confidence)
    assert_type(promise.section, Section)
    assert_type(promise.known, date)
    assert_type(promise.sources, tuple[ot.Source, ...])
    assert_type(promise.document, DocumentSymbol | None)
    assert_type(promise.updates, tuple[ot.StatusUpdate, ...])
    assert_type(promise.updates, tuple[ot.StatusUpdate, ...])
    assert_type(promise.latest_status, ot.Status)
    assert_type(promise.status_on("2025-12-31"), ot.Status)
    assert_type(promise.timing_on("2025-12-31"), Timing)
    update = assert_type(promise.update_on("2025-12-31"), ot.StatusUpdate | None)
    if update is not None:
        assert_type(update.date, ot.Period)
        assert_type(update.status, ot.Status)
        assert_type(update.obstacle, Obstacle | None)
        assert_type(update.blocked_by, tuple[str, ...])
        assert_type(update.sources[0].publisher, str)
        assert_type(update.sources[0].published, ot.Period | None)
        assert_type(update.sources[0].publisher_type, PublisherType)


def events(tracker: ot.Tracker) -> None:
    """Events have real time where it is known, and are found by day."""
    assert_type(tracker.events.where(body="Ministerial Council", theme="budget"), Events)
    assert_type(tracker.series.where(text=["weekly", "yearly"]), SeriesCollection)
    assert_type(tracker.events.upcoming("2025-07-25", within=10), Events)
    (pair,) = tracker.events.where(period="2025-03", dimension="human").overlapping()
    assert_type(pair, tuple[ot.Event, ot.Event])
    event = assert_type(tracker.events["helsinki50-conference-2025"], ot.Event)
    assert_type(event.when, ot.Period)
    begins: DateTime | Date | None = event.begins
    assert begins is not None
    assert_type(event.status, EventStatus)
    assert_type(event.kind, EventKind)
    assert_type(event.format, EventFormat | None)
    assert_type(event.city, str | None)
    assert_type(event.documents, tuple[DocumentSymbol, ...])
    assert_type(event.participants, tuple[ot.Person, ...])
    series = assert_type(tracker.series[0], ot.Series)
    assert_type(series.known_meetings, tuple[KnownMeeting, ...])
    assert_type(series.exceptions, tuple[Recess, ...])
    meeting = meetings(tracker, "2025-03-13")[0]
    assert_type(meeting.evidence, Evidence)


def statements(tracker: ot.Tracker) -> None:
    """Statements say who said what to whom, where, and on whose word it is known."""
    said = assert_type(tracker.statements.where(state="Kazakhstan", about="chairmanship"), Statements)[0]
    assert_type(said, ot.SupportStatement)
    assert_type(said.state, str | None)
    assert_type(said.group, str | None)
    assert_type(said.date, ot.Period)
    assert_type(said.speaker, ot.Person | None)
    assert_type(said.stance, ot.Stance)
    assert_type(said.about, About)
    assert_type(said.form, Form)
    assert_type(said.forum, Forum)
    assert_type(said.provenance, str)
    assert_type(said.reported_by, str)
    assert_type(said.independent, bool)


def registries() -> None:
    """States, groups, terms in the chair, periods and symbols."""
    assert_type(ot.states().participating, tuple[ot.State, ...])
    state = assert_type(ot.states().find("Türkiye", on="2020-01-01"), ot.State)
    assert_type(state.code, str)
    assert_type(state.name_on("2020-01-01"), str)
    assert_type(state.member_on("2020-01-01"), bool)
    assert_type(state.names, tuple[StateName, ...])
    assert_type(state.kind, StateKind)
    assert_type(ot.states().find_all("FI; SE", on="2020-01-01"), tuple[ot.State, ...])
    group = assert_type(ot.states().find_group("NB8"), Group)
    assert_type(group.members, tuple[Membership, ...])
    assert_type(group.members_on("2025-01-01"), tuple[str, ...])
    assert_type(group.kind, GroupKind)
    term = assert_type(ot.chairs().on("2025-06-30"), Chairmanship)
    assert_type(term.chairs_in_office, tuple[ChairInOffice, ...])
    assert_type(ot.chairs().troika_on("2025-06-30"), Troika)
    period = assert_type(ot.Period("2025-Q3"), ot.Period)
    assert_type(ot.Period.quarter_of("2025-07-31"), ot.Period)
    assert_type(period.first, date)
    assert_type(period.last, date)
    assert_type(period.next(), ot.Period)
    assert_type(period.contains("2025-07-31"), bool)
    assert_type(period.readable, str)
    assert_type(DocumentSymbol("MC.DEC/1/25").year, int | None)
    assert_type(ot.Status.parse("partly fulfilled"), ot.Status)
    assert_type(ot.Status.FULFILLED.label, str)
    assert_type(ot.Status.FULFILLED.definition, str)
    assert_type(ot.Status.FULFILLED.to(Scale.OGP), str | int | None)


def reports(tracker: ot.Tracker) -> None:
    """Each question gives a report."""
    found: list[ot.Report] = [
        assert_type(ot.quarterly(tracker, "2025-Q3", dimension="human", only_changed=True), ot.Report),
        assert_type(ot.changes(tracker.as_of("2025-06-30"), tracker), ot.Report),
        assert_type(ot.changes(tracker, "2025-Q3", "2025-Q4"), ot.Report),
        assert_type(ot.compare(tracker, "Hungary", "Estonia", on="2025-12-31"), ot.Report),
        assert_type(ot.scorecard(tracker, on="2025-12-31", scale="ogp"), ot.Report),
        assert_type(ot.search(tracker, "water", limit=5), ot.Report),
        assert_type(ot.overdue(tracker, date(2025, 12, 31)), ot.Report),
        assert_type(ot.stale(tracker, "2025-12-31", days=60), ot.Report),
        assert_type(ot.blocked(tracker, "2025-12-31"), ot.Report),
        assert_type(ot.brief(tracker, "2025-Q4"), ot.Report),
        assert_type(ot.agenda(tracker, "2025-07", zone="Europe/Vienna"), ot.Report),
        assert_type(ot.month(tracker, "2025-12", series=True), ot.Report),
        assert_type(ot.summary(tracker), ot.Report),
        assert_type(ot.quarterly(tracker, "2025-Q3", all=True), ot.Report),
        assert_type(ot.support(tracker, by="dimension", group="Central Asia"), ot.Report),
        assert_type(ot.profile(tracker, "KZ"), ot.Report),
        assert_type(ot.pledges(tracker, state="Norway"), ot.Report),
        assert_type(ot.thread(tracker, "FI25-HD-03"), ot.Report),
        assert_type(ot.handover(tracker, "FI-2025"), ot.Report),
        assert_type(ot.agreement(tracker), ot.Report),
        assert_type(ot.whats_new(tracker, date(2026, 11, 23)), ot.Report),
        assert_type(ot.table(tracker.events), ot.Report),
        assert_type(ot.show(tracker, "FI25-HD-03"), ot.Report),
    ]
    assert_type(found[0].tables, tuple[ot.Table, ...])
    assert_type(found[0].charts, tuple[ot.Chart, ...])
    assert_type(found[0].tables[0].columns, tuple[ot.Column, ...])
    assert_type(found[0].tables[0].records(), Iterator[dict[str, Value]])
    assert_type(found[0].headline, str)
    assert_type(ot.Share(3, 10).part, int)
    assert_type(found[0].title, str)
    assert_type(found[0].subtitle, str)
    assert_type(found[0].notes, tuple[str, ...])


def formats(tracker: ot.Tracker, folder: Path) -> None:
    """Reports become text, bytes and files; a format of one's own goes wherever a name does."""

    def to_ids(report: ot.Report) -> str:
        return "".join(f"{row[0]}\n" for table in report.tables for row in table.rows)

    ids = ot.Format(name="ids", suffix=".ids", text=to_ids)
    assert_type(ids.text, Callable[..., str] | None)
    report = ot.quarterly(tracker, "2025-Q3")
    assert_type(report.render("plain", width=80), str)
    assert_type(report.render(ids), str)
    assert_type(report.to_bytes("csv", bom=True), bytes)
    ot.export(report, folder / "q3.md")
    ot.export(report, folder / "q3.ids", format=ids)
    ot.export(tracker, folder / "2025.ics", period="2025-07")
    assert_type(render_calendar(tracker, body="HCNM"), str)
    drafts = assert_type(ot.read_calendar(folder / "2025.ics", tracker, body="HCNM"), CalendarDrafts)
    assert_type(drafts.events, tuple[ot.Event, ...])
    ot.export(tracker, folder / "all.csv", table="commitments")
    ot.new(folder / "form.csv")
    assert_type(ot.export_site(tracker, folder / "site"), Path)
    article = assert_type(ot.read_article("Text", url="https://osce.org/1", published="2025"), ot.Article)
    assert_type(article.duplicates(tracker), tuple[ot.SupportStatement, ...])
    for draft in article.drafts:
        assert_type(draft.missing, tuple[str, ...])
        assert_type((draft.role.reason, draft.counterpart.reason), tuple[str, str])
    assert_type((article.url, ot.Person(name="Ilkka", country="FI").country), tuple[str | None, str | None])
    assert_type(ot.read_sheet([folder / "all.csv"], ot.states()), tuple[ot.Commitment, ...])
    ot.export(tracker, folder / "all.sqlite")
    assert_type(to_arrow(tracker), dict[str, Any])
    ot.export(tracker, folder / "statements.parquet")


def plots(tracker: ot.Tracker, folder: Path) -> None:
    """Charts draw figures of matplotlib."""
    figure: Figure = ot.plot.support_map(tracker).figure
    ot.export(ot.plot.support_map(tracker), folder / "map.svg")
    figure.set_dpi(300)
    assert_type(ot.plot.levers(tracker, "2025-12-31"), ot.Chart)
    assert_type(ot.plot.status_over_time(tracker, "2025"), ot.Chart)
    assert_type(ot.plot.lanes(tracker, "2025-Q3", page=1).to_bytes("pdf", (1080, 1080)), bytes)
    assert_type(ot.plot.flow(tracker, "2025-Q3").to_svg("a-", "380x760"), str)
    assert_type(ot.plot.squares(tracker), ot.Chart)
    assert_type(ot.plot.calendar(tracker, "2025-12"), ot.Chart)


def errors(tracker: ot.Tracker) -> None:
    """Errors keep what they say as attributes, and are those of Python that a caller expects."""
    kinds: list[type[ValueError]] = [FormatError, PeriodError, RecordError, SymbolError]
    kinds += [UsageError, WordError, ot.DataError]
    others: list[type[Exception]] = [ot.ConflictError, MissingExtraError, ot.TrackerError]
    assert len({*kinds, *others}) == 10
    try:
        tracker.find("none")
    except UnknownRecordError as error:
        assert_type(error.id, object)
        assert_type(error.nearest, tuple[str, ...])
    try:
        ot.states().find("none")
    except UnknownStateError as error:
        assert_type(error.name, object)
    try:
        ot.load("no-such/place")
    except ot.DataError as error:
        assert_type(error.problems, tuple[ot.Problem, ...])
        assert_type(error.problems[0].path, str)
        assert_type(error.problems[0].record, str | None)
        assert_type(error.problems[0].severity, str)
    try:
        MakerType("nobody")
    except WordError as error:
        assert_type(error.accepted, tuple[str, ...])
    try:
        ot.quarterly(tracker, "Christmas")
    except ot.TrackerError as error:
        assert_type(error.message, str)


def conflict(error: ot.ConflictError) -> None:
    """A conflict hands over the data set of the other, for ``merge``."""
    assert_type(error.path, str)
    assert_type(error.records, tuple[tuple[str, str], ...])
    assert_type(error.theirs, Any)
