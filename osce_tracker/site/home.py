"""The home page of each Chairpersonship: what was promised, what became of it, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.analysis.rates import rates, stated_by_chair
from osce_tracker.model.clock import readable_day
from osce_tracker.reports import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.site.page import Chair, File, Site


def files(site: Site) -> Iterator[File]:
    """Yield the home page of each Chairpersonship.

    Args:
        site: the website.
    """
    for chair in site.chairs:
        yield _home(site, chair)


def _home(site: Site, chair: Chair) -> File:
    day = chair.about.day
    made = tuple(chair.tracker.so_on(day).commitments)
    own, every = rates(stated_by_chair(made), day), rates(made, day)
    finding = wording.kept_headline(own, every, day, 1)
    return site.render(
        "home.html",
        chair.path,
        section="index.html",
        title=finding,
        description=f"{chair.name}, {readable_day(day)}: {finding}",
        kicker=chair.name,
    )
