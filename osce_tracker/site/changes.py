"""What is new and corrected, and how far two readings of the records agree."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from osce_tracker.reports.agreement import agreement
from osce_tracker.reports.whats_new import whats_new
from osce_tracker.site.home import last_entry
from osce_tracker.site.page import File, Site
from osce_tracker.site.reports import report_pages

PATH: Final = "changes.html"
AGREEMENT: Final = "agreement.html"


def files(site: Site) -> Iterator[File]:
    """Yield the pages.

    Args:
        site: the website.
    """
    day = last_entry(site.tracker)
    # What was entered on the last day is new to whoever came the day before.
    since = site.about.day if day is None else day - timedelta(days=1)
    yield from report_pages(site, whats_new(site.tracker, since), PATH, "index.html")
    yield from report_pages(site, agreement(site.tracker), AGREEMENT, "about.html", rows=400)
