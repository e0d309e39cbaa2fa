"""Everything as files: the data set in formats for programs, and reports to print or forward."""

from collections.abc import Iterator
from typing import Final

from osce_tracker.databases.sqlite import to_sqlite
from osce_tracker.databases.tables import tables_of
from osce_tracker.dataset.write import single_file
from osce_tracker.formats.html import file_name
from osce_tracker.model.clock import readable_day
from osce_tracker.reports.brief import brief
from osce_tracker.reports.quarterly import quarterly
from osce_tracker.reports.scorecard import scorecard
from osce_tracker.site.page import Chair, File, Site
from osce_tracker.spreadsheets.write import table_file, whole_workbook

PATH: Final = "downloads.html"
_KINDS: Final = {".pdf": "PDF", ".xlsx": "Excel"}


def files(site: Site) -> Iterator[File]:
    """Yield the page of downloads, and the files.

    Args:
        site: the website.
    """
    tracker = site.tracker
    data = [
        ("Excel: all tables, a sheet each", "downloads/data.xlsx", whole_workbook(tracker)),
        ("SQLite: all tables in one database", "downloads/data.sqlite", to_sqlite(tracker)),
        ("JSON: the data set as the library loads it", "downloads/data.json", single_file(tracker)),
    ]
    tables: list[tuple[str, str, bytes]] = []
    for name, table in tables_of(tracker).items():
        title = f"{name.replace('_', ' ').capitalize()}: each row is {table.meaning}"
        tables.append((title, f"downloads/{name}.csv", table_file(tracker, table, ".csv")))
    groups = {
        "The data set": data,
        **{f"Reports on {chair.name}": [*_reports(chair)] for chair in site.chairs},
        "Each table as CSV": tables,
    }
    for found in groups.values():
        yield from (File(path, content) for _, path, content in found)
    yield site.render("downloads.html", PATH, groups=groups)


def _reports(chair: Chair) -> Iterator[tuple[str, str, bytes]]:
    """Yield the reports on a Chairpersonship, each with its path and content."""
    tracker, day = chair.tracker, chair.about.day
    quarter = chair.about.quarter
    when = quarter.readable
    for title, report, suffixes in (
        (f"Brief of one page, {when}", brief(tracker, quarter), (".pdf",)),
        (f"Quarterly table, {when}", quarterly(tracker, quarter), (".pdf", ".xlsx")),
        (f"Scorecard, {readable_day(day)}", scorecard(tracker, day), (".pdf", ".xlsx")),
    ):
        for suffix in suffixes:
            kind = _KINDS[suffix]
            name = file_name(f"{chair.name} {title}")
            yield f"{title} ({kind})", f"downloads/{name}{suffix}", report.to_bytes(suffix)
