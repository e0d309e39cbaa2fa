"""Reports as pages of the website: long ones fill several, and titles link to the pages of the records."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import Any, Final

import attrs

from osce_tracker.analysis.rates import by_chair
from osce_tracker.formats.cells import is_landscape
from osce_tracker.formats.html import Writer
from osce_tracker.formats.page import to_content
from osce_tracker.formats.report import Report, Table
from osce_tracker.reports.agreement import agreement
from osce_tracker.reports.handover import handover
from osce_tracker.reports.quarterly import quarterly
from osce_tracker.reports.scorecard import scorecard
from osce_tracker.reports.whats_new import whats_new
from osce_tracker.site.addresses import number_of, paged
from osce_tracker.site.home import last_entry
from osce_tracker.site.page import File, Site, markup

SCORECARD: Final = "scorecard.html"
HANDOVER: Final = "handover.html"
#: The number of rows on a page: with their sources about 2 kB each.
ROWS: Final = 120
#: The columns that name a record, with the column of its id; a row about a State has its code instead.
_NAMES: Final = {
    **dict.fromkeys(("commitment", "event", "later", "record", "series", "who"), "id"),
    "earlier": "continues",
    "state": "code",
}


def files(site: Site) -> Iterator[File]:
    """Yield what is new, how far two readings agree, and the reports on each Chairpersonship.

    Args:
        site: the website.
    """
    day = last_entry(site.tracker)
    # Entries of the last day are new to anyone who came the day before.
    since = site.about.day if day is None else day - timedelta(days=1)
    yield from report_pages(site, whats_new(site.tracker, since), "changes.html", "index.html")
    yield from report_pages(site, agreement(site.tracker), "agreement.html", "about.html", rows=400)
    quarters = [(chair.name, f"quarter/{chair.file}.html") for chair in site.chairs]
    for chair, (_, path) in zip(site.chairs, quarters, strict=True):
        # Every commitment has its own page with its history, so pictures of single ones aren't needed.
        report = attrs.evolve(quarterly(chair.tracker, chair.about.quarter), charts_below=())
        yield from report_pages(site, report, path, "commitments/index.html", others=quarters)
    yield from report_pages(site, scorecard(site.tracker, site.about.day), SCORECARD, SCORECARD)
    yield from _handovers(site)


def _handovers(site: Site) -> Iterator[File]:
    """Yield what each Chairpersonship with commitments took over, passed on and left open."""
    promises = by_chair(site.tracker)
    chairs = [chair for chair in site.chairs if chair.id in promises]
    if not chairs:
        yield site.render("handover.html", HANDOVER)
    # The first page covers the home page's Chair, who is in the middle of the story.
    first = next((chair for chair in chairs if chair.path == "index.html"), chairs[0] if chairs else None)
    others = [(c.name, HANDOVER if c is first else f"handover/{c.file}.html") for c in chairs]
    for chair, (_, path) in zip(chairs, others, strict=True):
        yield from report_pages(site, handover(site.tracker, chair.id), path, HANDOVER, others=others)


def report_pages(
    site: Site,
    report: Report,
    path: str,
    section: str,
    *,
    others: Sequence[tuple[str, str]] = (),
    rows: int = ROWS,
    template: str = "report.html",
) -> Iterator[File]:
    """Yield a report as pages.

    Args:
        site: the website.
        report: the report.
        path: the path of its first page.
        section: its page in ``SECTIONS``.
        others: the names and paths of related pages, such as those of other Chairs.
        rows: the number of rows on a page.
        template: the name of the template.
    """
    parts = _parts(report, rows)
    pages = [paged(path, n) for n in range(len(parts))]
    for place, (page, part) in enumerate(zip(pages, parts, strict=True)):
        writer = Writer(page=True, link=partial(_address, site, page))
        yield site.render(
            template,
            page,
            section=section,
            title=f"{report.headline or report.title}{number_of(pages, place)}",
            description=report.heading,
            content=markup(to_content(part, writer)),
            others=others,
            pages=pages,
            is_landscape=is_landscape(report),
        )


def _address(site: Site, path: str, key: str, row: Mapping[str, Any]) -> str | None:
    """Return a link to the record or State that a cell names."""
    named = row.get(_NAMES[key], row.get("code")) if key in _NAMES else None
    return site.link(path, named) if isinstance(named, str) else None


def _parts(report: Report, rows: int) -> list[Report]:
    """Return a report in parts with so many rows each; figures, pictures and notes are in the first."""
    pieces: list[list[Table]] = [[]]
    room = rows
    for table in report.tables:
        start = 0
        # Include tables without rows.
        while start < max(len(table.rows), 1):
            if room <= 0:
                pieces.append([])
                room = rows
            end = min(start + room, len(table.rows))
            pieces[-1].append(_slice(table, start, end))
            room -= max(end - start, 1)
            start = max(end, 1)
    first, *more = pieces
    bare = attrs.evolve(report, figures=(), charts=(), charts_below=(), notes=(), lead="")
    return [attrs.evolve(report, tables=first), *(attrs.evolve(bare, tables=tables) for tables in more)]


def _slice(table: Table, start: int, end: int) -> Table:
    """Return some rows of a table, with its notes and totals if they include the last row."""
    if (start, end) == (0, len(table.rows)):
        return table
    groups = [group for group, rows in table.sections() for _ in rows if group is not None]
    sizes = [(group, len([*run])) for group, run in groupby(groups[start:end])]
    own = [attrs.evolve(group, size=size) for group, size in sizes]
    title = table.title if start == 0 else f"{table.title} (continued)"
    notes, totals = (table.notes, table.totals) if end == len(table.rows) else ((), ())
    rows = table.rows[start:end]
    return attrs.evolve(table, title=title, rows=rows, groups=own, notes=notes, totals=totals)
