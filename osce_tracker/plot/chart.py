"""A chart: a picture with its finding, its text alternative and the numbers it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs


@attrs.frozen(kw_only=True)
class Chart:
    """A picture that is drawn when it is first needed.

    Args:
        title: the finding or heading.
        key: stable name, for programs.
        draw: draws the matplotlib figure. A function of a module with its arguments (``partial``), so that
            the chart can be pickled.
        text: the text alternative for readers who can't see the picture.
        columns: names of the values in a row.
        rows: the numbers behind the picture.
    """

    title: str
    key: str
    draw: Callable[[], Any] = attrs.field(eq=False, repr=False)
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = attrs.field(default=(), repr=False)

    @property
    def figure(self) -> Any:
        """The picture as a new matplotlib ``Figure``."""
        return self.draw()
