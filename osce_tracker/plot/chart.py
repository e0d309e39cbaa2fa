"""A picture that belongs to a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs


@attrs.frozen(kw_only=True)
class Chart:
    """A picture that belongs to a report; it is drawn when a page or document needs it.

    Attributes:
        title: heading.
        key: stable name, for programs.
        draw: gives the figure, one of ``osce_tracker.plot``.

    >>> import osce_tracker as ot
    >>> [chart.title for chart in ot.brief(ot.load(), "2025-Q4").charts]
    ['Commitments by who delivers, 2025-12-31', 'Status of commitments up to 2025-12-31']
    """

    title: str
    key: str
    draw: Callable[[], Any] = attrs.field(eq=False, repr=False)
