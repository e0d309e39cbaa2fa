"""What each Chairpersonship took over, passed on and left open."""

from collections.abc import Iterator
from typing import Final

from osce_tracker.analysis.rates import by_chair
from osce_tracker.reports.handover import handover
from osce_tracker.site.addresses import names
from osce_tracker.site.page import File, Site
from osce_tracker.site.reports import report_pages

PATH: Final = "handover.html"


def files(site: Site) -> Iterator[File]:
    """Yield the handovers.

    Args:
        site: the website.
    """
    promises = by_chair(site.tracker)
    chairs = [chair for chair in site.chairs if chair.id in promises]
    if not chairs:
        yield site.render(
            "empty.html",
            PATH,
            section=PATH,
            title="Handover",
            description="What each Chair took over, passed on and left open.",
            text="No commitment of a Chairpersonship is on record.",
        )
    addresses = names(chair.id for chair in chairs)
    # The first page is that of the home page, whose Chair is in the middle of the story.
    home = next((chair for chair in chairs if chair.path == "index.html"), chairs[0] if chairs else None)
    paths = {c.id: PATH if c is home else f"handover/{addresses[c.id]}.html" for c in chairs}
    others = [(chair.name, paths[chair.id]) for chair in chairs]
    for chair in chairs:
        yield from report_pages(site, handover(site.tracker, chair.id), paths[chair.id], PATH, others=others)
