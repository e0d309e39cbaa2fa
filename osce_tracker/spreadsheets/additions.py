"""What rows say of a commitment that a data set has already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from osce_tracker.model.commitments import with_update

if TYPE_CHECKING:
    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.sources import Source


def with_more(
    old: Commitment, fields: dict[str, Any], sources: list[Source], updates: list[StatusUpdate]
) -> Commitment:
    """Return a commitment of a data set with what rows say of it.

    Args:
        old: the commitment.
        fields: the values of its fields that rows give; the maker as ``maker_type``, ``maker`` and
            ``maker_states``.
        sources: pages, which are added.
        updates: each takes the place of one of the same day and status, or is added by its date.

    Raises:
        RecordError: when the values make no commitment.
    """
    maker = {"maker_type": "type", "maker": "name", "maker_states": "states"}
    changed = {name: fields.pop(key) for key, name in maker.items() if key in fields}
    kept = old.updates
    for update in updates:
        same = [n for n, u in enumerate(kept) if (u.date, u.status) == (update.date, update.status)]
        if update in kept:
            continue
        kept = (*kept[: same[-1]], update, *kept[same[-1] + 1 :]) if same else with_update(kept, update)
    pages = [*old.sources, *(source for source in sources if source not in old.sources)]
    made_by = attrs.evolve(old.made_by, **changed)
    return attrs.evolve(old, **fields, made_by=made_by, updates=kept, sources=pages)
