"""Reports as pages: their rows, their links, and the pages that large ones fill."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.model.editions import Edition
from osce_tracker.site import reports
from osce_tracker.site.page import Site
from tests.site.pages import heading, links, made, parsed, text
from tests.strategies import a_commitment


@pytest.fixture(name="joined", scope="module")
def _joined():
    """Return all bundled data sets."""
    return ot.load("all")


@pytest.fixture(name="all_pages", scope="module")
def _all_pages(joined):
    """Return the pages of all bundled data sets."""
    return made(reports, joined)


@pytest.fixture(name="pages", scope="module")
def _pages(tracker):
    """Return the pages of one Chairpersonship."""
    return made(reports, tracker)


def headings(pages, start):
    """Return the headings of the pages whose paths begin with a text, by path."""
    return {path: heading(file) for path, file in pages.items() if path.startswith(start)}


def rows_of(files):
    """Return the ids of the rows on pages, in order."""
    return [row.get("id") for file in files for row in parsed(file).iter("tr") if row.get("id")]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 100])
def test_large_reports_fill_pages_with_all_rows_in_order(tracker, size):
    """Whatever the number of rows on a page, all rows are there once, in order and in their groups."""
    report = ot.scorecard(tracker)
    parts = reports._parts(report, size)
    for key in [table.key for table in report.tables]:
        (whole,) = [table for table in report.tables if table.key == key]
        found = [table for part in parts for table in part.tables if table.key == key]
        assert list(whole.rows) == [row for table in found for row in table.rows]
        named = [(g.key, g.size) for table in found for g in table.groups]
        assert {g.key: g.size for g in whole.groups} == {
            key: sum(s for k, s in named if k == key) for key, _ in named
        }
        assert [whole.notes, whole.totals] == [found[-1].notes, found[-1].totals]
        assert whole.title == found[0].title
        assert all(table.title == f"{whole.title} (continued)" for table in found[1:])
    assert all(sum(len(table.rows) for table in part.tables) <= size for part in parts)
    assert [bool(part.figures) for part in parts] == [n == 0 for n in range(len(parts))]


def test_tables_without_rows_stay(tracker):
    """A table without rows stays on a page, with its notes."""
    report = ot.scorecard(tracker)
    empty = attrs.evolve(report.tables[0], rows=(), groups=(), notes=("None found.",))
    (part,) = reports._parts(attrs.evolve(report, tables=(empty, empty)), 5)
    assert (empty, empty) == part.tables


def test_titles_say_which_page_it_is(tracker):
    """A report with more rows than a page holds fills several, which lead to each other."""
    site, report = Site(tracker), ot.table(tracker.commitments)
    (whole,) = reports.report_pages(site, report, "x.html", "index.html")
    pages = list(reports.report_pages(site, report, "x.html", "index.html", rows=30))
    assert ["x.html", "x-p2.html", "x-p3.html", "x-p4.html"] == [page.path for page in pages]
    assert rows_of([whole]) == rows_of(pages)
    assert ", page 2 of 4 · OSCE Tracker" in text(parsed(pages[1]).find("head/title"))
    assert {"x-p2.html", "x-p3.html", "x-p4.html"} <= set(links(parsed(pages[0])))


def test_titles_lead_to_records(tracker, joined, all_pages):
    """The heading of a row leads to its record or State; the earlier promise of a pair to its own page."""
    site = Site(tracker)
    (file,) = reports.report_pages(site, ot.support(tracker), "support.html", "index.html", rows=500)
    assert "states/PL.html" in links(parsed(file))
    first = parsed(all_pages["handover/FI-2025.html"])
    rows = {row.get("id"): links(row.find("th")) for row in first.iter("tr") if row.find("th") is not None}
    continues = joined.commitments["FI25-XD-09"].continues
    assert [f"../commitments/{continues}.html"] == rows["FI25-XD-09"]


def test_scorecard_is_that_of_all_chairs(joined, all_pages):
    """Several Chairs have one scorecard, with rows for each of them."""
    assert {"scorecard.html": ot.scorecard(joined).headline} == headings(all_pages, "scorecard")


def test_handovers_are_those_of_each_chair(joined, all_pages, tracker, pages):
    """The first page is about the Chair of the home page."""
    expected = {"handover.html": ot.handover(tracker, "FI-2025").headline}
    assert expected == headings(pages, "handover")
    found = headings(all_pages, "handover")
    assert {"handover.html", "handover/MT-2024.html", "handover/FI-2025.html"} == set(found)
    assert ot.handover(joined, "CH-2026").headline == found["handover.html"]


def test_records_without_a_chair_or_a_day_of_entry_say_so():
    """Records that belong to no Chairpersonship have nothing to hand over, and undated ones are not new."""
    edition = Edition(name="mine", title="Mine", version="1", compiled="2030-06-30")
    found = made(reports, ot.Tracker(commitments=[a_commitment()], edition=edition))
    assert "No commitment of a Chairpersonship is on record." in text(parsed(found["handover.html"]))
    assert "Nothing is new since 30 June 2030." == heading(found["changes.html"])


def test_latest_quarter_is_that_of_each_day(joined, all_pages, pages):
    """The quarter of a page is that of the last day of its Chair, and ends with it."""
    found = headings(all_pages, "quarter/")
    finland = ot.quarterly(joined, "2025-Q4", chair="FI-2025").headline
    swiss = ot.quarterly(joined, "2026-04-01/2026-06-08", chair="CH-2026").headline
    assert (finland, swiss) == (found["quarter/FI-2025.html"], found["quarter/CH-2026.html"])
    assert ["quarter/FI-2025.html"] == [*headings(pages, "quarter/")]


def test_changes_begin_with_the_last_day_of_entry(tracker, pages):
    """What was entered on the last day is new."""
    assert ot.whats_new(tracker, "2026-11-28").headline == heading(pages["changes.html"])
    assert ot.agreement(tracker).headline == heading(pages["agreement.html"])
