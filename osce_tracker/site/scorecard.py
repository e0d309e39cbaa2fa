"""The scorecard: of each Chairpersonship, and of all together if there are several."""

from collections.abc import Iterator
from typing import Final

from osce_tracker.reports.scorecard import scorecard
from osce_tracker.site.addresses import names
from osce_tracker.site.page import File, Site
from osce_tracker.site.reports import report_pages

PATH: Final = "scorecard.html"


def files(site: Site) -> Iterator[File]:
    """Yield the scorecards.

    Args:
        site: the website.
    """
    chairs = {chair.id: chair for chair in site.chairs}
    if len(chairs) == 1:
        yield from report_pages(site, scorecard(site.tracker, site.about.day), PATH, PATH)
        return
    paths = {one: f"scorecard/{name}.html" for one, name in names(chairs).items()}
    others = [("All Chairs", PATH), *((chair.name, paths[chair.id]) for chair in site.chairs)]
    yield from report_pages(site, scorecard(site.tracker, site.about.day), PATH, PATH, others=others)
    for chair in site.chairs:
        found = scorecard(chair.tracker, chair.about.day)
        yield from report_pages(site, found, paths[chair.id], PATH, others=others)
