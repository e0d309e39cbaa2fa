"""Which sources a document names, and their numbers in documents that list them at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from osce_tracker.errors import UsageError, accepted, quoted

if TYPE_CHECKING:
    from osce_tracker.formats.report import Report, Table
    from osce_tracker.model.sources import Source

#: How many sources of each row are named: none, the latest, or all.
WANTED: Final = ("none", "latest", "all")


def prepared(report: Report, sources: str) -> Report:
    """Return a report as it is written: without sources if none are wanted.

    Args:
        report: the report.
        sources: ``none``, ``latest`` or ``all``.

    Raises:
        UsageError: if ``sources`` is another word.
    """
    if sources not in WANTED:
        raise UsageError(f"Can't name {quoted(sources)} sources. Use one of: {accepted(WANTED)}.")
    if sources != "none":
        return report
    return attrs.evolve(report, tables=tuple(map(_without, report.tables)))


def _without(table: Table) -> Table:
    kept = [n for n, column in enumerate(table.columns) if column.kind != "sources"]
    if not kept or len(kept) == len(table.columns):
        return table
    columns = tuple(table.columns[n] for n in kept)
    return attrs.evolve(table, columns=columns, rows=tuple(tuple(row[n] for n in kept) for row in table.rows))


class References:
    """The sources that a document names, numbered from 1 in the order in which it names them.

    Args:
        sources: ``latest`` to name the latest source of each row, ``all`` to name all.

    >>> import osce_tracker as ot
    >>> one = ot.load().commitments["FI25-HD-03"]
    >>> references = References("latest")
    >>> references.numbers(one.sources), len(references.named)
    ((1,), 1)
    """

    def __init__(self, sources: str) -> None:
        self._all = sources == "all"
        self._numbers: dict[Source, int] = {}

    def numbers(self, sources: tuple[Source, ...]) -> tuple[int, ...]:
        """Return the numbers of the sources of a row that are named.

        Args:
            sources: the sources, newest first.
        """
        chosen = sources if self._all else sources[:1]
        return tuple(self._numbers.setdefault(source, len(self._numbers) + 1) for source in chosen)

    @property
    def named(self) -> tuple[Source, ...]:
        """The sources in the order of their numbers."""
        return tuple(self._numbers)
