"""Charts of a tracker for reports, slides and notebooks.

Each function takes a tracker and returns a ``Chart``: the finding as title, the picture, its text alternative
and the numbers behind it. Colour is never the only sign: symbols, edges and words work in black and
white too.

>>> import osce_tracker as ot
>>> ot.plot.support_map(ot.load(), on="2023-12-31").text.partition(": ")[2]
'in their own words: 1 supports, 1 welcomes; for 54 no statement on the Chairpersonship was found.'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osce_tracker.plot.calendar_chart import calendar
    from osce_tracker.plot.flow_chart import flow
    from osce_tracker.plot.lanes_chart import lanes
    from osce_tracker.plot.levers_chart import levers
    from osce_tracker.plot.squares_chart import squares
    from osce_tracker.plot.status_over_time_chart import status_over_time
    from osce_tracker.plot.support_map_chart import support_map

__all__ = ["calendar", "flow", "lanes", "levers", "squares", "status_over_time", "support_map"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # A module with its function's name would hide the function once loaded.
    return getattr(import_module(f"osce_tracker.plot.{name}_chart"), name)


def __dir__() -> list[str]:
    return __all__
