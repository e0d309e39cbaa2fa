"""What did the Chair of the OSCE promise, what became of it, when does it meet, and who backs it?

Every name below is loaded when it is first used: importing the package alone costs next to nothing.

>>> import osce_tracker as ot
>>> tracker = ot.load()
>>> tracker.commitments["FI25-HD-03"].status_on("2025-12-31").label
'partly fulfilled'
"""

# Type checkers take this name for true; importing typing for it would double the cost of the import.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from osce_tracker import plot
    from osce_tracker.analysis.positions import Position, Positions, Standing
    from osce_tracker.calendars.read import CalendarDrafts, read_calendar
    from osce_tracker.calendars.write import render_calendar, save_calendar
    from osce_tracker.checks.quality import check
    from osce_tracker.databases.arrow import save_parquet, save_table, to_arrow
    from osce_tracker.databases.sqlite import save_database
    from osce_tracker.dataset.bundled import chairs, load, reference, states
    from osce_tracker.dataset.new import start
    from osce_tracker.dataset.schema import schema
    from osce_tracker.errors import (
        ConflictError,
        DataError,
        FormatError,
        MissingExtraError,
        PeriodError,
        Problem,
        RecordError,
        SymbolError,
        TrackerError,
        UnknownRecordError,
        UnknownStateError,
        UsageError,
        WordError,
    )
    from osce_tracker.formats.cells import shown
    from osce_tracker.formats.registry import Format
    from osce_tracker.formats.report import Column, Report, Table
    from osce_tracker.model.chairs import ChairInOffice, Chairmanship, Chairmanships, Troika
    from osce_tracker.model.commitments import (
        Basis,
        Commitment,
        Kind,
        Lever,
        Maker,
        MakerType,
        Obstacle,
        StatusUpdate,
    )
    from osce_tracker.model.dimensions import Dimension, Section
    from osce_tracker.model.editions import Edition
    from osce_tracker.model.events import (
        Event,
        EventFormat,
        EventKind,
        EventStatus,
        KnownMeeting,
        Person,
        Recess,
        Series,
    )
    from osce_tracker.model.occurrences import Evidence, Occurrence
    from osce_tracker.model.overlaps import Overlap
    from osce_tracker.model.periods import Period
    from osce_tracker.model.sources import Confidence, PublisherType, Source
    from osce_tracker.model.statements import About, Form, Forum, Stance, SupportStatement
    from osce_tracker.model.states import (
        Group,
        GroupKind,
        Membership,
        State,
        StateKind,
        StateName,
        StateRegistry,
    )
    from osce_tracker.model.statuses import Scale, Status, Timing
    from osce_tracker.model.symbols import DocumentSymbol
    from osce_tracker.model.themes import Theme, Themes
    from osce_tracker.plot.chart import Chart
    from osce_tracker.reports.agenda import agenda
    from osce_tracker.reports.attention import blocked, overdue, stale
    from osce_tracker.reports.brief import brief
    from osce_tracker.reports.changes import changes, changes_between
    from osce_tracker.reports.listing import listing
    from osce_tracker.reports.month import month
    from osce_tracker.reports.pledges import pledges
    from osce_tracker.reports.profile import profile
    from osce_tracker.reports.quarterly import quarterly
    from osce_tracker.reports.record import record
    from osce_tracker.reports.scorecard import scorecard
    from osce_tracker.reports.support import support
    from osce_tracker.reports.thread import thread
    from osce_tracker.spreadsheets.read import read_sheets
    from osce_tracker.spreadsheets.write import save_sheet, save_template
    from osce_tracker.tracker.changes import Change, apply, difference
    from osce_tracker.tracker.commitments import Commitments
    from osce_tracker.tracker.events import Events, SeriesCollection
    from osce_tracker.tracker.merge import Conflict, Merged, merge
    from osce_tracker.tracker.statements import Statements
    from osce_tracker.tracker.tracker import Tracker

__version__ = "0.1.0"

#: Which module each public name comes from.
_HOMES = {
    "analysis.positions": "Position Positions Standing",
    "calendars.read": "CalendarDrafts read_calendar",
    "calendars.write": "render_calendar save_calendar",
    "checks.quality": "check",
    "databases.arrow": "save_parquet save_table to_arrow",
    "databases.sqlite": "save_database",
    "dataset.bundled": "chairs load reference states",
    "dataset.new": "start",
    "dataset.schema": "schema",
    "errors": "ConflictError DataError FormatError MissingExtraError PeriodError Problem RecordError SymbolError TrackerError UnknownRecordError UnknownStateError UsageError WordError",
    "formats.cells": "shown",
    "formats.registry": "Format",
    "formats.report": "Column Report Table",
    "model.chairs": "ChairInOffice Chairmanship Chairmanships Troika",
    "model.commitments": "Basis Commitment Kind Lever Maker MakerType Obstacle StatusUpdate",
    "model.dimensions": "Dimension Section",
    "model.editions": "Edition",
    "model.events": "Event EventFormat EventKind EventStatus KnownMeeting Person Recess Series",
    "model.occurrences": "Evidence Occurrence",
    "model.overlaps": "Overlap",
    "model.periods": "Period",
    "model.sources": "Confidence PublisherType Source",
    "model.statements": "About Form Forum Stance SupportStatement",
    "model.states": "Group GroupKind Membership State StateKind StateName StateRegistry",
    "model.statuses": "Scale Status Timing",
    "model.symbols": "DocumentSymbol",
    "model.themes": "Theme Themes",
    "model.shares": "Share",
    "plot.chart": "Chart",
    "reports.agenda": "agenda",
    "reports.attention": "blocked overdue stale",
    "reports.brief": "brief",
    "reports.changes": "changes changes_between",
    "reports.listing": "listing",
    "reports.month": "month",
    "reports.pledges": "pledges",
    "reports.profile": "profile",
    "reports.quarterly": "quarterly",
    "reports.record": "record",
    "reports.scorecard": "scorecard",
    "reports.support": "support",
    "reports.thread": "thread",
    "spreadsheets.read": "read_sheets",
    "spreadsheets.write": "save_sheet save_template",
    "tracker.changes": "Change apply difference",
    "tracker.commitments": "Commitments",
    "tracker.events": "Events SeriesCollection",
    "tracker.merge": "Conflict Merged merge",
    "tracker.statements": "Statements",
    "tracker.tracker": "Tracker",
}

#: Modules that are public as such.
_MODULES = ("plot",)

__all__ = [
    "About",
    "Basis",
    "CalendarDrafts",
    "ChairInOffice",
    "Chairmanship",
    "Chairmanships",
    "Change",
    "Chart",
    "Column",
    "Commitment",
    "Commitments",
    "Confidence",
    "Conflict",
    "ConflictError",
    "DataError",
    "Dimension",
    "DocumentSymbol",
    "Edition",
    "Event",
    "EventFormat",
    "EventKind",
    "EventStatus",
    "Events",
    "Evidence",
    "Form",
    "Format",
    "FormatError",
    "Forum",
    "Group",
    "GroupKind",
    "Kind",
    "KnownMeeting",
    "Lever",
    "Maker",
    "MakerType",
    "Membership",
    "Merged",
    "MissingExtraError",
    "Obstacle",
    "Occurrence",
    "Overlap",
    "Period",
    "PeriodError",
    "Person",
    "Position",
    "Positions",
    "Problem",
    "PublisherType",
    "Recess",
    "RecordError",
    "Report",
    "Scale",
    "Section",
    "Series",
    "SeriesCollection",
    "Share",
    "Source",
    "Stance",
    "Standing",
    "State",
    "StateKind",
    "StateName",
    "StateRegistry",
    "Statements",
    "Status",
    "StatusUpdate",
    "SupportStatement",
    "SymbolError",
    "Table",
    "Theme",
    "Themes",
    "Timing",
    "Tracker",
    "TrackerError",
    "Troika",
    "UnknownRecordError",
    "UnknownStateError",
    "UsageError",
    "WordError",
    "agenda",
    "apply",
    "blocked",
    "brief",
    "chairs",
    "changes",
    "changes_between",
    "check",
    "difference",
    "listing",
    "load",
    "merge",
    "month",
    "overdue",
    "pledges",
    "plot",
    "profile",
    "quarterly",
    "read_calendar",
    "read_sheets",
    "record",
    "reference",
    "render_calendar",
    "save_calendar",
    "save_database",
    "save_parquet",
    "save_sheet",
    "save_table",
    "save_template",
    "schema",
    "scorecard",
    "shown",
    "stale",
    "start",
    "states",
    "support",
    "thread",
    "to_arrow",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562)."""
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"osce_tracker.{name}")
    for module, names in _HOMES.items():
        if name in names.split():
            value = getattr(import_module(f"osce_tracker.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'osce_tracker' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
