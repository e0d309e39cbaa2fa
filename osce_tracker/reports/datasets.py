"""The bundled data sets: what they are about, how far they go, how many records they have."""

from __future__ import annotations

from operator import itemgetter
from typing import Final

from osce_tracker.dataset import bundled
from osce_tracker.formats.report import Report
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.kinds import KINDS

_FIELDS: Final = (
    fields.field("name", "name"),
    fields.field("title", "title"),
    *fields.of("counts", *(fields.field(kind, kind, itemgetter(kind), "number") for kind in KINDS)),
    fields.field("known_until", "known until", kind="date"),
)


def datasets() -> Report:
    """Return the bundled data sets as a table, one row each.

    >>> from osce_tracker.reports.datasets import datasets
    >>> [row["name"] for row in datasets().tables[0].records()]
    ['malta-2024', 'finland-2025', 'switzerland-2026']
    """
    sets = bundled.datasets()
    return Report(
        title="Data sets",
        headline=wording.sentence(f"{wording.in_words(len(sets), 'data set')} come with the package"),
        tables=(fields.field_table("Data sets", "datasets", _FIELDS, sets),),
        notes=(
            f"Without --data you get {bundled.DEFAULT}; --data {bundled.ALL} joins all of them.",
            "A record that is in two sets counts once when they are joined.",
            "Known until: on later days a set is silent, which says nothing about what happened.",
        ),
    )
