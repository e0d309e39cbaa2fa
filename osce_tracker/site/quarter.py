"""The table of the latest quarter of each Chairpersonship: what moved, with its sources."""

from collections.abc import Iterator

import attrs

from osce_tracker.reports.quarterly import quarterly
from osce_tracker.site.addresses import names
from osce_tracker.site.page import Chair, File, Site
from osce_tracker.site.reports import report_pages


def files(site: Site) -> Iterator[File]:
    """Yield the quarterly tables.

    Args:
        site: the website.
    """
    others = [(chair.name, quarter_path(site, chair)) for chair in site.chairs]
    for chair in site.chairs:
        report = quarterly(chair.tracker, chair.about.quarter)
        path = quarter_path(site, chair)
        # Every commitment has its own page with its history, so the pictures of single ones aren't needed.
        report = attrs.evolve(report, charts_below=())
        yield from report_pages(site, report, path, "commitments/index.html", others=others)


def quarter_path(site: Site, chair: Chair) -> str:
    """Return where the quarterly table of a Chairpersonship is.

    Args:
        site: the website.
        chair: the Chairpersonship.
    """
    if len(site.chairs) == 1:
        return "quarter.html"
    return f"quarter/{names(one.id for one in site.chairs)[chair.id]}.html"
