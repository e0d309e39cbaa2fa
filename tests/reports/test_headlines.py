"""The finding of each report: one sentence that fits at the top of a page, and the rest in the lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import osce_tracker as ot
from osce_tracker.reports.wording import LONGEST_HEADLINE, divided

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATES = ("GE", "RU", "US", "FI", "SUHH")


def _reports(data: str, year: int) -> Iterator[ot.Report]:
    """Yield the reports of a data set on the days and periods of a year."""
    tracker = ot.load(data)
    for quarter in (2, 4):
        period = ot.Period(f"{year}-Q{quarter}")
        day = period.last
        for report in (ot.quarterly, ot.brief, ot.agenda):
            yield report(tracker, period)
        for report in (ot.summary, ot.scorecard, ot.overdue, ot.stale, ot.blocked, ot.whats_new):
            yield report(tracker, day)
        yield ot.quarterly(tracker, period, dimension="human")
        yield ot.support(tracker, on=day)
        yield ot.support(tracker, about="agenda", on=day, group="EU")
        yield ot.changes(tracker, period.previous(), period)
        yield ot.month(tracker, f"{year}-{3 * quarter:02}")
    yield ot.support(tracker, about="agenda")
    yield ot.support(tracker, dimension="human")
    yield ot.agreement(tracker)
    yield ot.pledges(tracker)
    yield ot.search(tracker, "Ukrainian children")
    for state in _STATES:
        yield ot.profile(tracker, state)
        yield ot.compare(tracker, state, "GB")
    yield ot.compare(tracker, "US", "RU", "GB", "BA", "NL")
    for term in tracker.terms:
        yield ot.handover(tracker, term.id)
    for collection in (tracker.commitments, tracker.events, tracker.statements, tracker.series):
        yield ot.table(collection)
    for records in (tracker.commitments, tracker.events, tracker.statements, tracker.series):
        longest = sorted(records, key=lambda record: len(getattr(record, "title", "")))[-3:]
        yield from (ot.show(tracker, record.id) for record in longest)
    promised = [one for one in tracker.commitments if one.continues is not None]
    yield from (ot.thread(tracker, one.id) for one in promised[:5])


@pytest.mark.parametrize(
    ("data", "year"),
    [("malta-2024", 2024), ("finland-2025", 2025), ("switzerland-2026", 2026), ("all", 2026)],
)
def test_every_headline_fits(data: str, year: int) -> None:
    """No headline is longer than its place on the page, and none is cut off in the middle."""
    long = [report.heading for report in _reports(data, year) if len(report.heading) > LONGEST_HEADLINE]
    assert not long


def test_what_does_not_fit_follows_in_the_lead() -> None:
    """The headline takes clauses in order as long as they fit; no clause is lost."""
    assert divided("a b", "", "c d") == ("A b; c d.", "")
    headline, lead = divided("x" * 60, "y" * 40, "z")
    assert headline == f"X{'x' * 59}."
    assert lead == f"Y{'y' * 39}. Z."
    exact = "x" * (LONGEST_HEADLINE - 4)
    assert len(divided(exact, "y")[0]) == LONGEST_HEADLINE
    assert divided(f"{exact}x", "y")[1] == "Y."


def test_a_record_with_a_long_title_is_named_in_full_in_the_lead() -> None:
    """A cut title ends in dots, and the lead has all of it."""
    tracker = ot.load()
    report = ot.show(tracker, "pc-1514-bih-mission-2025-03-27")
    assert report.headline.endswith("…")
    assert report.lead.startswith(tracker.events["pc-1514-bih-mission-2025-03-27"].title)
    assert ot.show(tracker, "FI25-HD-03").lead == ""
