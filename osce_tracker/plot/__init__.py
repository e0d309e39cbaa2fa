"""Charts of a tracker for reports, slides and notebooks.

Each function takes a tracker and returns a ``Chart``: the finding as title, the picture, its text alternative
and the numbers behind it. Colour is never the only sign: symbols, edges and words say the same in black and
white.

>>> import osce_tracker as ot
>>> ot.plot.support_map(ot.load(), on="2023-12-31").text.partition(": ")[2]
'in their own words: 1 supports, 1 welcomes; for 54 no statement on the Chairpersonship was found.'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from osce_tracker.plot.alluvial import flow
    from osce_tracker.plot.bars import levers
    from osce_tracker.plot.days import calendar
    from osce_tracker.plot.monthly import status_over_time
    from osce_tracker.plot.promises import squares
    from osce_tracker.plot.states import support_map
    from osce_tracker.plot.swimlanes import lanes

__all__ = ["calendar", "flow", "lanes", "levers", "squares", "status_over_time", "support_map"]

# No module has the name of a function: once loaded, a module of that name would hide the function.
_MODULES: Final = {
    "calendar": "days",
    "flow": "alluvial",
    "lanes": "swimlanes",
    "levers": "bars",
    "squares": "promises",
    "status_over_time": "monthly",
    "support_map": "states",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"osce_tracker.plot.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
