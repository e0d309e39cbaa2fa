"""What the filters of the list of commitments look in if it fills several pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.model.commitments import Lever
from osce_tracker.site.commitments import ROWS
from osce_tracker.site.scripts import data_file
from osce_tracker.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.site.page import File, Site


def files(site: Site) -> Iterator[File]:
    """Yield the title of each commitment and who delivers it, by the name of its page; nothing for one page.

    Args:
        site: the website.
    """
    if len(site.tracker.commitments) <= ROWS:
        return
    places = {lever: place for place, lever in enumerate(Lever)}
    yield data_file(
        "assets/commitments.js",
        "commitments",
        {
            "levers": [[str(lever), lever.label] for lever in Lever],
            "rows": [
                [site.page_name(one), one_line(one.title), places[one.lever]]
                for one in site.tracker.commitments
            ],
        },
    )
