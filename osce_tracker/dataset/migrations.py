"""Older forms of data sets, brought into the one that this version reads."""

from __future__ import annotations

from typing import Any, Final, cast

from osce_tracker.model.editions import FORMAT

#: Keys of form 0, in which the facts were first written down, and their names since.
_RENAMED: Final = {"from": "since", "to": "until"}


def _from_0(kind: str, value: Any) -> Any:
    """Bring a record of form 0 into form 1: recesses had ``from`` and ``to``."""
    if kind != "series" or not isinstance(value, dict):
        return value
    record = cast("dict[str, Any]", value)
    items: object = record.get("exceptions")
    for item in cast("list[object]", items) if isinstance(items, list) else ():
        if isinstance(item, dict):
            recess = cast("dict[str, Any]", item)
            for old, new in _RENAMED.items():
                # Where both stand, the reader tells that the old one is unknown.
                if old in recess and new not in recess:
                    recess[new] = recess.pop(old)
    return record


_STEPS: Final = {0: _from_0}


def known_form(number: object) -> bool:
    """Tell whether a form of data sets is older than the present one and can be brought into it.

    Args:
        number: what the data set says.
    """
    return type(number) is int and number in _STEPS


def migrated(kind: str, value: Any, number: int) -> Any:
    """Return a record as JSON, brought from an older form into the present one.

    Args:
        kind: kind of the record.
        value: the record.
        number: the form that it has.
    """
    for step in range(number, FORMAT):
        value = _STEPS[step](kind, value)
    return value
