"""What did the Chair of the OSCE promise, what became of it, when does it meet, and who backs it?

Each public name is loaded when it is first used, so that importing the package takes almost no time.

>>> import osce_tracker as ot
>>> tracker = ot.load()
>>> tracker.commitments["FI25-HD-03"].status_on("2025-12-31").label
'partly fulfilled'
"""

# Type checkers take this name for true. Importing it from typing would double the time of the import.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from osce_tracker import plot as plot
    from osce_tracker.analysis.positions import positions as positions
    from osce_tracker.api import export as export
    from osce_tracker.api import new as new
    from osce_tracker.calendars.read import read_calendar as read_calendar
    from osce_tracker.checks.quality import check as check
    from osce_tracker.dataset.bundled import chairs as chairs
    from osce_tracker.dataset.bundled import datasets as datasets
    from osce_tracker.dataset.bundled import load as load
    from osce_tracker.dataset.bundled import states as states
    from osce_tracker.dataset.write import save as save
    from osce_tracker.errors import ConflictError as ConflictError
    from osce_tracker.errors import DataError as DataError
    from osce_tracker.errors import Problem as Problem
    from osce_tracker.errors import TrackerError as TrackerError
    from osce_tracker.formats.registry import Format as Format
    from osce_tracker.formats.report import Column as Column
    from osce_tracker.formats.report import Report as Report
    from osce_tracker.formats.report import Table as Table
    from osce_tracker.model.commitments import Commitment as Commitment
    from osce_tracker.model.commitments import Lever as Lever
    from osce_tracker.model.commitments import Maker as Maker
    from osce_tracker.model.commitments import StatusUpdate as StatusUpdate
    from osce_tracker.model.dimensions import Dimension as Dimension
    from osce_tracker.model.editions import Edition as Edition
    from osce_tracker.model.events import Event as Event
    from osce_tracker.model.events import Series as Series
    from osce_tracker.model.people import Person as Person
    from osce_tracker.model.periods import Period as Period
    from osce_tracker.model.shares import Share as Share
    from osce_tracker.model.sources import Source as Source
    from osce_tracker.model.statements import Stance as Stance
    from osce_tracker.model.statements import SupportStatement as SupportStatement
    from osce_tracker.model.states import State as State
    from osce_tracker.model.statuses import Status as Status
    from osce_tracker.plot.chart import Chart as Chart
    from osce_tracker.press.article import Article as Article
    from osce_tracker.press.read import read_article as read_article
    from osce_tracker.reports.agenda import agenda as agenda
    from osce_tracker.reports.agreement import agreement as agreement
    from osce_tracker.reports.attention import blocked as blocked
    from osce_tracker.reports.attention import overdue as overdue
    from osce_tracker.reports.attention import stale as stale
    from osce_tracker.reports.brief import brief as brief
    from osce_tracker.reports.changes import changes as changes
    from osce_tracker.reports.compare import compare as compare
    from osce_tracker.reports.handover import handover as handover
    from osce_tracker.reports.month import month as month
    from osce_tracker.reports.pledges import pledges as pledges
    from osce_tracker.reports.profile import profile as profile
    from osce_tracker.reports.quarterly import quarterly as quarterly
    from osce_tracker.reports.scorecard import scorecard as scorecard
    from osce_tracker.reports.search import search as search
    from osce_tracker.reports.show import show as show
    from osce_tracker.reports.summary import summary as summary
    from osce_tracker.reports.support import support as support
    from osce_tracker.reports.table import table as table
    from osce_tracker.reports.thread import thread as thread
    from osce_tracker.reports.whats_new import whats_new as whats_new
    from osce_tracker.site.export import export_site as export_site
    from osce_tracker.spreadsheets.read import read_sheet as read_sheet
    from osce_tracker.tracker.join import join as join
    from osce_tracker.tracker.merge import merge as merge
    from osce_tracker.tracker.tracker import Tracker as Tracker

__version__ = "0.1.0"

#: The public names by the module that defines each.
_HOMES = {
    "": "plot",
    "analysis.positions": "positions",
    "api": "export new",
    "calendars.read": "read_calendar",
    "checks.quality": "check",
    "dataset.bundled": "chairs datasets load states",
    "dataset.write": "save",
    "errors": "ConflictError DataError Problem TrackerError",
    "formats.registry": "Format",
    "formats.report": "Column Report Table",
    "model.commitments": "Commitment Lever Maker StatusUpdate",
    "model.dimensions": "Dimension",
    "model.editions": "Edition",
    "model.events": "Event Series",
    "model.people": "Person",
    "model.periods": "Period",
    "model.shares": "Share",
    "model.sources": "Source",
    "model.statements": "Stance SupportStatement",
    "model.states": "State",
    "model.statuses": "Status",
    "plot.chart": "Chart",
    "press.article": "Article",
    "press.read": "read_article",
    "reports.agenda": "agenda",
    "reports.agreement": "agreement",
    "reports.attention": "blocked overdue stale",
    "reports.brief": "brief",
    "reports.changes": "changes",
    "reports.compare": "compare",
    "reports.handover": "handover",
    "reports.month": "month",
    "reports.pledges": "pledges",
    "reports.profile": "profile",
    "reports.quarterly": "quarterly",
    "reports.scorecard": "scorecard",
    "reports.search": "search",
    "reports.show": "show",
    "reports.summary": "summary",
    "reports.support": "support",
    "reports.table": "table",
    "reports.thread": "thread",
    "reports.whats_new": "whats_new",
    "site.export": "export_site",
    "spreadsheets.read": "read_sheet",
    "tracker.join": "join",
    "tracker.merge": "merge",
    "tracker.tracker": "Tracker",
}
__all__ = [name for names in _HOMES.values() for name in names.split()]  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562)."""
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names.split():
            if not module:
                return import_module(f"osce_tracker.{name}")
            value = globals()[name] = getattr(import_module(f"osce_tracker.{module}"), name)
            return value
    raise AttributeError(f"module 'osce_tracker' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
