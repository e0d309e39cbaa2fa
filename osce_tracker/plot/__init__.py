"""Charts of a tracker for reports, slides and notebooks.

Each function takes a tracker and returns a ``Chart``: a title, the picture, its text alternative and the
numbers behind it. Colour is never the only sign: hatching, markers and frames say the same in black and
white.

>>> import osce_tracker as ot
>>> ot.plot.support_map(ot.load(), on="2023-12-31").text.partition(": ")[2]
'own words: 1 supports, 1 welcomes; 54 without a statement.'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from osce_tracker.plot.delivery import levers
    from osce_tracker.plot.lanes import timeline
    from osce_tracker.plot.status import status_over_time
    from osce_tracker.plot.tiles import support_map

__all__ = ["levers", "status_over_time", "support_map", "timeline"]

# No module has the name of a function: once loaded, a module of that name would hide the function.
_MODULES: Final = {
    "levers": "delivery",
    "status_over_time": "status",
    "support_map": "tiles",
    "timeline": "lanes",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"osce_tracker.plot.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
