"""What a type checker says of the public names: read by mypy and pyright in strict mode, run by tests.

Each function calls the library as a host does and asserts the static type of what comes back. A change that
makes a type wider, narrower or unknown fails here before it fails in somebody's program.
"""

# pyright: strict

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_type

import osce_tracker as ot
from osce_tracker.analysis.meetings import meetings

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pendulum import Date, DateTime

Value = str | int | date | ot.Period | None


def loading(folder: Path) -> None:
    """Data sets are read, begun, saved, checked, merged and compared."""
    tracker = assert_type(ot.load(), ot.Tracker)
    tracker.save(folder / "set.json", overwrite=True)
    again = assert_type(ot.load(folder / "set.json", themes=ot.Themes()), ot.Tracker)
    mine = assert_type(ot.new(folder / "mine", "Switzerland 2026", "2026-01-15"), ot.Tracker)
    assert_type(ot.check(mine, on=date(2026, 1, 15)), tuple[ot.Problem, ...])
    assert_type(ot.difference(tracker, again), tuple[ot.Change, ...])
    assert_type(ot.apply(tracker, ot.difference(tracker, again)), ot.Tracker)
    merged = assert_type(ot.merge(tracker, mine), ot.Merged)
    assert_type(merged.tracker, ot.Tracker)
    assert_type(merged.conflicts, tuple[ot.Conflict, ...])
    assert_type(ot.schema(), bytes)
    assert_type(ot.reference("groups"), Any)
    assert_type(tracker.with_records(tracker.events[0], tracker.statements[0]), ot.Tracker)


def trackers(tracker: ot.Tracker) -> None:
    """A tracker has collections, words to read them by, views and derived answers."""
    assert_type(tracker.commitments, ot.Commitments)
    assert_type(tracker.events, ot.Events)
    assert_type(tracker.series, ot.SeriesCollection)
    assert_type(tracker.statements, ot.Statements)
    assert_type(tracker.edition, ot.Edition | None)
    assert_type(tracker.known_by, date | None)
    assert_type(tracker.last_known, date | None)
    assert_type(tracker.chair, str | None)
    assert_type(tracker.digest, str)
    assert_type(tracker.states, ot.StateRegistry)
    assert_type(tracker.chairs, ot.Chairmanships)
    assert_type(tracker.themes, ot.Themes)
    assert_type(tracker.as_of("2025-06-30"), ot.Tracker)
    assert_type(tracker.so_on(date(2025, 6, 30)), ot.Tracker)
    assert_type(meetings(tracker, "2025-07"), tuple[ot.Occurrence, ...])
    assert_type(tracker.find("FI25-HD-03"), ot.Commitment | ot.Event | ot.Series | ot.SupportStatement)
    positions = assert_type(ot.positions(tracker, on="2025-06-30"), ot.Positions)
    position = assert_type(positions["Kazakhstan"], ot.Position)
    assert_type(position.stance, ot.Stance | None)
    assert_type(position.standing, ot.Standing)
    assert_type(position.latest, ot.SupportStatement | None)
    assert_type(position.own, tuple[ot.SupportStatement, ...])
    assert_type(position.through, tuple[ot.SupportStatement, ...])
    assert_type(position.state, str)


def commitments(tracker: ot.Tracker) -> None:
    """Commitments are found by id, place, part and question; each knows where it stood on a day."""
    found = assert_type(tracker.commitments.where(lever="consensus", status=["blocked"]), ot.Commitments)
    assert_type(found[:2], ot.Commitments)
    assert_type(found.ids, tuple[str, ...])
    assert_type(found.records, tuple[ot.Commitment, ...])
    assert_type(found.get("FI25-HD-03"), ot.Commitment | None)
    assert_type(found.to_rows(), list[dict[str, Any]])
    assert_type(found.update_rows(), list[dict[str, Any]])
    assert_type(found.source_rows(), list[dict[str, Any]])
    assert_type(iter(found), Iterator[ot.Commitment])
    assert_type(tracker.commitments.thread("FI25-HD-03"), tuple[ot.Commitment, ...])
    promise = assert_type(tracker.commitments["FI25-HD-03"], ot.Commitment)
    assert_type(promise.id, str)
    assert_type(promise.title, str)
    assert_type(promise.text, str)
    assert_type(promise.made_by, ot.Maker)
    assert_type(promise.made_on, ot.Period)
    assert_type(promise.due, ot.Period | None)
    assert_type(promise.dimensions, tuple[ot.Dimension, ...])
    assert_type(promise.themes, tuple[str, ...])
    assert_type(promise.kind, ot.Kind)
    assert_type(promise.lever, ot.Lever)
    assert_type(promise.basis, ot.Basis)
    assert_type(promise.confidence, ot.Confidence)
    assert_type(promise.section, ot.Section)
    assert_type(promise.known, date)
    assert_type(promise.sources, tuple[ot.Source, ...])
    assert_type(promise.document, ot.DocumentSymbol | None)
    assert_type(promise.updates, tuple[ot.StatusUpdate, ...])
    assert_type(promise.history, tuple[ot.StatusUpdate, ...])
    assert_type(promise.latest_status, ot.Status)
    assert_type(promise.status_on("2025-12-31"), ot.Status)
    assert_type(promise.timing_on("2025-12-31"), ot.Timing)
    update = assert_type(promise.update_on("2025-12-31"), ot.StatusUpdate | None)
    if update is not None:
        assert_type(update.date, ot.Period)
        assert_type(update.status, ot.Status)
        assert_type(update.obstacle, ot.Obstacle | None)
        assert_type(update.blocked_by, tuple[str, ...])
        assert_type(update.sources[0].publisher, str)
        assert_type(update.sources[0].published, ot.Period | None)
        assert_type(update.sources[0].publisher_type, ot.PublisherType)


def events(tracker: ot.Tracker) -> None:
    """Events have real time where it is known, and are found by day."""
    assert_type(tracker.events.where(body="Ministerial Council"), ot.Events)
    assert_type(tracker.events.upcoming("2025-07-25", within=10), ot.Events)
    assert_type(tracker.events.during("2025-07"), ot.Events)
    (pair,) = tracker.events.where(period="2025-03", dimension="human").overlapping()
    assert_type(pair, ot.Overlap)
    event = assert_type(tracker.events["helsinki50-conference-2025"], ot.Event)
    assert_type(event.when, ot.Period)
    begins: DateTime | Date | None = event.begins
    assert begins is not None
    assert_type(event.status, ot.EventStatus)
    assert_type(event.kind, ot.EventKind)
    assert_type(event.format, ot.EventFormat | None)
    assert_type(event.city, str | None)
    assert_type(event.documents, tuple[ot.DocumentSymbol, ...])
    assert_type(event.participants, tuple[ot.Person, ...])
    series = assert_type(tracker.series[0], ot.Series)
    assert_type(series.known_meetings, tuple[ot.KnownMeeting, ...])
    assert_type(series.exceptions, tuple[ot.Recess, ...])
    meeting = meetings(tracker, "2025-03-13")[0]
    assert_type(meeting.evidence, ot.Evidence)


def statements(tracker: ot.Tracker) -> None:
    """Statements say who said what to whom, where, and on whose word it is known."""
    said = assert_type(tracker.statements.where(state="Kazakhstan", about="chairmanship"), ot.Statements)[0]
    assert_type(said, ot.SupportStatement)
    assert_type(said.state, str | None)
    assert_type(said.group, str | None)
    assert_type(said.date, ot.Period)
    assert_type(said.speaker, ot.Person | None)
    assert_type(said.stance, ot.Stance)
    assert_type(said.about, ot.About)
    assert_type(said.form, ot.Form)
    assert_type(said.forum, ot.Forum)
    assert_type(said.provenance, str)
    assert_type(said.reported_by, str)
    assert_type(said.independent, bool)


def reference() -> None:
    """States, groups, terms in the chair, periods, symbols and themes."""
    assert_type(ot.states().participating, tuple[ot.State, ...])
    state = assert_type(ot.states().find("Türkiye", on="2020-01-01"), ot.State)
    assert_type(state.code, str)
    assert_type(state.name_on("2020-01-01"), str)
    assert_type(state.member_on("2020-01-01"), bool)
    assert_type(state.names, tuple[ot.StateName, ...])
    assert_type(state.kind, ot.StateKind)
    group = assert_type(ot.states().find_group("NB8"), ot.Group)
    assert_type(group.members, tuple[ot.Membership, ...])
    assert_type(group.members_on("2025-01-01"), tuple[str, ...])
    assert_type(group.kind, ot.GroupKind)
    term = assert_type(ot.chairs().on("2025-06-30"), ot.Chairmanship)
    assert_type(term.chairs_in_office, tuple[ot.ChairInOffice, ...])
    assert_type(ot.chairs().troika_on("2025-06-30"), ot.Troika)
    period = assert_type(ot.Period("2025-Q3"), ot.Period)
    assert_type(ot.Period.quarter_of("2025-07-31"), ot.Period)
    assert_type(period.first, date)
    assert_type(period.last, date)
    assert_type(period.next(), ot.Period)
    assert_type(period.contains("2025-07-31"), bool)
    assert_type(period.readable, str)
    assert_type(ot.DocumentSymbol("MC.DEC/1/25").year, int | None)
    theme = ot.Theme(id="youth", label="Youth", aliases=["young people"])
    assert_type(ot.Themes([theme]).find("young people"), ot.Theme)
    assert_type(ot.Themes([theme]).narrower("youth"), tuple[str, ...])
    assert_type(ot.Status.parse("partly fulfilled"), ot.Status)
    assert_type(ot.Status.FULFILLED.label, str)
    assert_type(ot.Status.FULFILLED.definition, str)
    assert_type(ot.Status.FULFILLED.to(ot.Scale.OGP), str | int | None)


def reports(tracker: ot.Tracker) -> None:
    """Each question gives a report."""
    found: list[ot.Report] = [
        assert_type(ot.quarterly(tracker, "2025-Q3", dimension="human", only_changed=True), ot.Report),
        assert_type(ot.changes(tracker.as_of("2025-06-30"), tracker), ot.Report),
        assert_type(ot.changes_between(tracker, "2025-Q3", "2025-Q4"), ot.Report),
        assert_type(ot.scorecard(tracker, on="2025-12-31", scale="ogp"), ot.Report),
        assert_type(ot.overdue(tracker, date(2025, 12, 31)), ot.Report),
        assert_type(ot.stale(tracker, "2025-12-31", days=60), ot.Report),
        assert_type(ot.blocked(tracker, "2025-12-31"), ot.Report),
        assert_type(ot.brief(tracker, "2025-Q4"), ot.Report),
        assert_type(ot.agenda(tracker, "2025-07", zone="Europe/Vienna"), ot.Report),
        assert_type(ot.month(tracker, "2025-12", series=True), ot.Report),
        assert_type(ot.support(tracker, by="dimension", group="Central Asia"), ot.Report),
        assert_type(ot.profile(tracker, "KZ"), ot.Report),
        assert_type(ot.pledges(tracker, state="Norway"), ot.Report),
        assert_type(ot.thread(tracker, "FI25-HD-03"), ot.Report),
        assert_type(ot.table(tracker.events), ot.Report),
        assert_type(ot.show(tracker, "FI25-HD-03"), ot.Report),
    ]
    assert_type(found[0].tables, tuple[ot.Table, ...])
    assert_type(found[0].charts, tuple[ot.Chart, ...])
    assert_type(found[0].tables[0].columns, tuple[ot.Column, ...])
    assert_type(found[0].tables[2].records(), Iterator[dict[str, Value]])
    assert_type(found[0].title, str)
    assert_type(found[0].subtitle, str)
    assert_type(found[0].notes, tuple[str, ...])
    assert_type(ot.shown(found[0].tables[2].rows[0][0]), str)


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
    report.save(folder / "q3.md")
    report.save(folder / "q3.ids", ids)
    ot.save_calendar(tracker, folder / "2025.ics", period="2025-07")
    assert_type(ot.render_calendar(tracker, body="HCNM"), str)
    drafts = assert_type(ot.read_calendar(folder / "2025.ics", body="Chairpersonship"), ot.CalendarDrafts)
    assert_type(drafts.events, tuple[ot.Event, ...])
    ot.save_sheet(tracker.commitments, folder / "all.csv")
    ot.save_template(folder / "form.csv")
    assert_type(ot.read_sheet([folder / "all.csv"], ot.states()), tuple[ot.Commitment, ...])
    ot.save_database(tracker, folder / "all.sqlite")
    assert_type(ot.to_arrow(tracker), dict[str, Any])
    ot.save_table(tracker, folder / "statements.parquet")
    assert_type(ot.save_parquet(tracker, folder / "parquet"), tuple[str, ...])


def plots(tracker: ot.Tracker, folder: Path) -> None:
    """Charts draw figures of matplotlib."""
    figure: Figure = ot.plot.support_map(tracker).figure
    ot.export(ot.plot.support_map(tracker), folder / "map.svg")
    figure.set_dpi(300)
    assert_type(ot.plot.levers(tracker, "2025-12-31"), ot.Chart)
    assert_type(ot.plot.status_over_time(tracker, "2025"), ot.Chart)
    assert_type(ot.plot.timeline(tracker, "2025-Q3").to_bytes("pdf"), bytes)


def errors(tracker: ot.Tracker) -> None:
    """Errors keep what they say as attributes, and are those of Python that a caller expects."""
    kinds: list[type[ValueError]] = [ot.FormatError, ot.PeriodError, ot.RecordError, ot.SymbolError]
    kinds += [ot.UsageError, ot.WordError, ot.DataError]
    others: list[type[Exception]] = [ot.ConflictError, ot.MissingExtraError, ot.TrackerError]
    assert len({*kinds, *others}) == 10
    try:
        tracker.find("none")
    except ot.UnknownRecordError as error:
        assert_type(error.id, object)
        assert_type(error.nearest, tuple[str, ...])
    try:
        ot.states().find("none")
    except ot.UnknownStateError as error:
        assert_type(error.name, object)
    try:
        ot.load("no-such-place")
    except ot.DataError as error:
        assert_type(error.problems, tuple[ot.Problem, ...])
        assert_type(error.problems[0].path, str)
        assert_type(error.problems[0].record, str | None)
        assert_type(error.problems[0].severity, str)
    try:
        ot.MakerType("nobody")
    except ot.WordError as error:
        assert_type(error.accepted, tuple[str, ...])
    try:
        ot.quarterly(tracker, "Christmas")
    except ot.TrackerError as error:
        assert_type(error.message, str)


def conflict(error: ot.ConflictError) -> None:
    """A conflict hands over the data set of the other, for ``merge``."""
    assert_type(error.path, str)
    assert_type(error.records, tuple[tuple[str, str], ...])
    # Errors stand below the tracker, which they therefore cannot name (DESIGN section 2).
    assert_type(error.theirs, Any)
