"""Records that the filters of a table leave out although a reader might expect them."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from osce_tracker.errors import UnknownStateError, UsageError
from osce_tracker.model.periods import Period
from osce_tracker.reports import fields, wording
from osce_tracker.reports.pledges import on_behalf
from osce_tracker.tracker.filters import several

#: Filters that depend on another one, so that a subtitle or a count alone would say nothing.
_OF_OTHERS = ("on", "members")


def filters_named(asked: Mapping[str, Any]) -> Iterator[str]:
    """Yield filters with their values for a subtitle; a period is in the notes.

    Args:
        asked: the filters, by name.
    """
    for name, value in asked.items():
        if name not in (*_OF_OTHERS, "period", "contested"):
            yield f"{wording.field_name(name)}: {', '.join(map(str, several(value)))}"
    if asked.get("members"):
        yield "with its members"


def left_out_notes(collection: Any, asked: Mapping[str, Any], found: Any) -> Iterator[str]:
    """Yield the notes on records that filters leave out although they may match the request.

    Args:
        collection: the records before filtering.
        asked: the filters, by name.
        found: the records after filtering.
    """
    if "period" in asked:
        yield fields.left_out(collection.where(**_without(asked, "period")), Period(asked["period"]))
    if "group" in asked:
        # The members of an ad-hoc group are unknown.
        with suppress(UnknownStateError):
            more = len(collection.where(**{**asked, "members": True})) - len(found)
            only = "Only what the group said as such."
            yield f'{only} The filter "members" adds {more} that its members made or joined.' if more else ""
    if collection.noun == "statement" and "state" in asked:
        every = collection.where(**_without(asked, "state"))
        yield from on_behalf(collection.states, asked["state"], found, every)
    if collection.noun == "commitment" and "state" in asked:
        yield wording.unlisted_signatures(collection)
    if collection.noun == "event" and "theme" in asked:
        yield "An event has the themes of the commitments that it bears on."


def left_out_lead(collection: Any, asked: Mapping[str, Any], found: Any) -> Iterator[str]:
    """Yield what a reader must know first: other stances, words found in passing, and conflicting filters.

    Args:
        collection: the records before filtering.
        asked: the filters, by name.
        found: the records after filtering.
    """
    if "stance" in asked:
        others = collection.where(**_without(asked, "stance"))
        yield wording.other_stances(said for said in others if said.id not in found)
    filters = [name for name in asked if name not in _OF_OTHERS]
    if not found and len(filters) > 1:
        more: list[str] = []
        for name in filters:
            # Some filters need another: members need a group, and a day needs a status.
            with suppress(UsageError):
                without = collection.where(**_without(asked, name))
                more += [f"{len(without)} without {wording.field_name(name)}"] if without else []
        yield f"With one filter fewer: {wording.listed(more)}." if more else ""
    if collection.noun == "commitment" and "text" in asked:
        words = several(asked["text"])
        yield wording.aside(found, *words) if len(words) == 1 else ""


def _without(asked: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return all filters except one."""
    return {other: value for other, value in asked.items() if other != name}
