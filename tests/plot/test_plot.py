"""Charts: what they count, what they say in words, and that their files are safe and stable."""

import csv
import hashlib
import io
import os
import pickle
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from itertools import pairwise

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker import design
from osce_tracker.analysis.moves import courses, moves_between
from osce_tracker.analysis.positions import positions
from osce_tracker.errors import (
    FormatError,
    MissingExtraError,
    PeriodError,
    RecordError,
    UsageError,
    WordError,
)
from osce_tracker.formats import cells
from osce_tracker.model.chairs import Chairmanships
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, Lever, Maker, StatusUpdate
from osce_tracker.model.editions import Edition
from osce_tracker.model.events import Event
from osce_tracker.model.statements import Stance
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.statuses import Status
from osce_tracker.plot import raster, support_map_chart
from osce_tracker.plot.canvas import (
    Box,
    Circle,
    Curve,
    Heading,
    Label,
    Sheet,
    column,
    unit_of,
    width_of,
    wrapped,
)
from osce_tracker.plot.chart import SIZE, Chart, _inner, checked_size, on_paper
from osce_tracker.plot.words import STATUSES
from osce_tracker.tracker.tracker import Tracker
from tests import strategies

matplotlib = pytest.importorskip("matplotlib")

HOSTILE = (
    "$x_1$ and $\\frac{",
    "a\x00b\x1b[31m\u202ec\ufffe",
    "😀 中文 قصة",
    "W" * 10_000,
    '<script>alert("x")</script> & id="q" url(#z)',
)
CHARTS = {
    "status": ot.plot.status_over_time,
    "lanes": lambda tracker: ot.plot.lanes(tracker, "2025"),
    "flow": lambda tracker: ot.plot.flow(tracker, "2025-Q4"),
    "squares": lambda tracker: ot.plot.squares(tracker, "2025-12-31"),
    "support": lambda tracker: ot.plot.support_map(tracker, on="2030-12-31"),
    "levers": lambda tracker: ot.plot.levers(tracker, "2025-12-31"),
    "month": lambda tracker: ot.plot.calendar(tracker, "2025-12"),
    "year": lambda tracker: ot.plot.calendar(tracker, "2025"),
}
#: Sizes of slides, of squares, of phones, and the extremes.
SIZES = (SIZE, (1080, 1080), (380, 760), (320, 320), (320, 4096), (4096, 320))
SVG = "{http://www.w3.org/2000/svg}"


def promise(
    number, *, lever="chair", dimensions=("human",), title="T", made="2025-01-10", due=None, **updates
):
    """Return a commitment; updates are given as ``in_progress="2025-02-01"``."""
    return Commitment(
        id=f"X-{number:04}",
        title=title,
        text="t",
        made_by=Maker(type="chair", name="Chair"),
        dimensions=dimensions,
        kind="activity",
        lever=lever,
        made_on=made,
        due=due,
        updates=[
            StatusUpdate(date=day, status=status.replace("_", "-"), summary="s")
            for status, day in updates.items()
        ],
    )


def event(number, when, status="held", title="E", **clock):
    """Return an event."""
    return Event(
        id=f"E-{number}",
        title=title,
        body="B",
        kind="conference",
        dimensions=["human"],
        when=when,
        status=status,
        **clock,
    )


def drawn(chart, size=SIZE):
    """Return the sheet of a chart."""
    with raster.house_style():
        return chart.draw(*size)


def texts(chart, size=SIZE):
    """Return every text of a chart, with usual blanks."""
    return [text.replace("\xa0", " ") for text in drawn(chart, size).texts]


def chips(chart, size=SIZE):
    """Return how many boxes have the fill of which word."""
    return Counter(m.fill for m in drawn(chart, size).marks if isinstance(m, Box) and m.fill in design.LOOKS)


def counts(numbers):
    """Return numbers in the order of charts by status, without zeros."""
    return {status.value: number for status, number in zip(STATUSES, numbers, strict=True) if number}


SMALL = (
    promise(1, in_progress="2025-02-10", fulfilled="2025-03-20"),
    promise(2, lever="consensus", made="2025-02", due="2025-03-05", blocked="2025-03-31"),
    promise(3, made="2025", fulfilled="2025-03-01"),
    promise(4, lever="consensus", made="2025-04-02"),
)


def test_status_over_time_counts_as_a_hand_does():
    """Four commitments, counted by hand at the ends of three months and on the last day of the period."""
    chart = ot.plot.status_over_time(Tracker(commitments=SMALL), "2025-01-01/2025-04-10")
    expected = [
        {"not-assessed": 1},
        {"in-progress": 1, "not-assessed": 1},
        {"fulfilled": 2, "blocked": 1},
        {"fulfilled": 2, "blocked": 1, "not-assessed": 1},
    ]
    assert expected == [counts(row[1:]) for row in chart.rows]
    assert ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-10"] == [str(row[0]) for row in chart.rows]
    title = "2 of 4 commitments were fulfilled on 10 April 2025, up from 0 of 1 on 31 January"
    assert title == chart.title.replace("\xa0", " ")
    assert chart.text == (
        "Commitments by status: on 31 January 2025 1 commitment, 1 not assessed; "
        "on 10 April 2025 4 commitments, 2 fulfilled, 1 blocked, 1 not assessed."
    )
    # A segment for each number, in each bar, as high as its number.
    assert Counter(status for row in expected for status in row) == chips(chart)
    heights = [round(m.height, 3) for m in drawn(chart).marks if isinstance(m, Box) and m.title]
    unit = (heights[0] + 1.5) / 1
    assert [round(n * unit - 1.5, 3) for row in expected for n in row.values()] == heights
    shown = texts(chart)
    assert {"Jan", "Apr", "2025", "fulfilled", "blocked", "not assessed"} <= set(shown)
    # The totals above the bars.
    assert [str(sum(row.values())) for row in expected] == [
        m.text for m in drawn(chart).marks if isinstance(m, Label) and m.bold and m.anchor == "middle"
    ]


def test_status_over_time_agrees_with_views_of_each_day(tracker):
    """The numbers of the bundled data equal the counts of what had happened by each month's end."""
    for seen in (tracker, tracker.as_of("2025-07-15")):
        for row in ot.plot.status_over_time(seen, "2025").rows:
            made = seen.so_on(row[0]).commitments
            assert Counter(c.status_on(row[0]).value for c in made) == Counter(counts(row[1:]))


def test_status_over_time_shows_the_term_or_everything_dated(tracker):
    """It is the term as far as the record goes; without a Chair everything dated, at most 20 years of it."""
    for name, first, last in (
        ("finland-2025", "2025-01-31", "2025-12-31"),
        ("switzerland-2026", "2026-01-31", "2026-06-08"),
    ):
        days = [str(row[0]) for row in ot.plot.status_over_time(ot.load(name)).rows]
        assert (first, last) == (days[0], days[-1])
    old = Tracker(commitments=[promise(1, made="1975-08-01", fulfilled="2025-01-01")])
    chart = ot.plot.status_over_time(old)
    assert 240 == len(chart.rows)
    assert {"1 of 1 commitment was fulfilled on 1 January 2025"} == {
        chart.title.replace("\xa0", " ").partition(",")[0]
    }
    alone = ot.plot.status_over_time(Tracker(commitments=[promise(1, made="2025-03-05")]))
    assert alone.text == "Commitments by status: on 5 March 2025 1 commitment, 1 not assessed."
    down = Tracker(commitments=[promise(1, fulfilled="2025-01-20", blocked="2025-02-02")])
    title = ot.plot.status_over_time(down, "2025-01-01/2025-02-28").title.replace("\xa0", " ")
    assert title == "0 of 1 commitment was fulfilled on 28 February 2025; it was 1 of 1 on 31 January"
    with pytest.raises(UsageError, match=r"2000-01-01/2025-01-01 has 301 months\. Choose at most 240"):
        ot.plot.status_over_time(tracker, "2000-01-01/2025-01-01")


def test_levers_writes_each_count_into_its_segment():
    """Segments and numbers of each bar are those counted by hand."""
    chart = ot.plot.levers(Tracker(commitments=SMALL), "2025-03-31")
    rows = {row[0].value: counts(row[1:]) for row in chart.rows}
    assert 5 == len(rows)
    expected = {"chair": {"fulfilled": 2}, "consensus": {"blocked": 1}}
    assert expected == {lever: row for lever, row in rows.items() if row}
    assert "Fulfilled: 2 of 2 where the Chair alone delivers, 0 of 1 where all 57 States must" == chart.title
    assert {"fulfilled": 1, "blocked": 1} == chips(chart)
    shown = texts(chart)
    assert {"2 of 2 assessed fulfilled", "0 of 1 assessed fulfilled"} <= set(shown)
    assert (3, ["2", "1"]) == (shown.count("no commitments"), [t for t in shown if t.isdigit()])
    assert chart.text == (
        "Commitments by who delivers, 31 March 2025: Chair alone: 2 commitments, 2 fulfilled; "
        "OSCE structures: 0 commitments; all 57 States: 1 commitment, 1 blocked; "
        "individual States: 0 commitments; others outside: 0 commitments."
    )
    one = ot.plot.levers(Tracker(commitments=SMALL[:1]), "2025-03-31")
    assert "1 of 1 commitment was fulfilled" == one.title


def test_levers_leaves_out_numbers_that_do_not_fit():
    """A number that is wider than its segment is in its tooltip, and in the text, only."""
    many = [promise(n, fulfilled="2025-02-01") for n in range(400)]
    chart = ot.plot.levers(Tracker(commitments=[*many, promise(400)]), "2025-03-01")
    assert ("400 of 400 assessed fulfilled" in texts(chart), "1" in texts(chart)) == (True, False)
    assert "<title>1 not assessed</title>" in chart.to_svg()


def test_levers_agrees_with_the_commitments(tracker):
    """Totals are those of the bundled data on the day, lever by lever; a later day has a note."""
    expected = Counter(c.lever for c in tracker.so_on("2025-12-31").commitments)
    chart = ot.plot.levers(tracker)
    assert [(lever, expected[lever]) for lever in Lever] == [
        (lever, sum(numbers)) for lever, *numbers in chart.rows
    ]
    later = ot.plot.levers(tracker, "2026-03-16")
    pairs = [" ".join(texts(each)) for each in (chart, later)]
    assert ["the last day of the term" in text for text in pairs] == [True, False]
    assert ["goes up to 15 March 2026" in text for text in pairs] == [False, True]


@pytest.mark.parametrize("size", [(1200, 675), (1080, 1080)])
def test_calendar_of_each_month_proves_its_title(size):
    """The picture has the whole title of every event and deadline that its own title counts."""
    forms = set()
    for data in ("malta-2024", "finland-2025", "switzerland-2026"):
        known = ot.load(data)
        for month in sorted({event.when.first.strftime("%Y-%m") for event in known.events}):
            chart = ot.plot.calendar(known, month)
            sheet = drawn(chart, size)
            shown = re.sub(r"\s", "", "".join(sheet.texts))
            missing = [row[3] for row in chart.rows if re.sub(r"\s", "", row[3]) not in shown]
            assert ([], True) == (missing, sheet.is_legible), month
            forms.add("Mon" in sheet.texts)
    # Full months are lists, where titles have more room than in a grid.
    assert {True, False} == forms


def test_flow_counts_what_moves_counts(tracker):
    """Bands, title, nodes and rows agree with each other and with the moves of the period."""
    chart = ot.plot.flow(tracker, "2025-Q4")
    assert chart == ot.plot.flow(tracker)
    quarter = ot.Period("2025-Q4")
    found = moves_between(tracker.so_on("2025-09-30"), tracker.so_on(quarter.last))
    sure = [one for one in courses(tracker.commitments, quarter) if one.surely_moved]
    moved = Counter(one.status_end for one in sure)
    assert {one.commitment.id for one in sure} < {move.commitment.id for move in found}
    assert 3 == len(found) - moved.total()
    running = [c.id for c in tracker.commitments if c.status_on("2025-09-30") == "in-progress"]
    settled = [one for one in running if tracker.commitments[one].status_on("2025-12-31").is_closed]
    bands = [(after, number) for before, after, number in chart.rows if before == "in-progress"]
    assert (len(settled), len(running)) == (
        sum(number for after, number in bands if after.is_closed),
        sum(number for _, number in bands),
    )
    words = [str(tracker.commitments[one].status_on("2025-12-31")) for one in settled]
    parts = [words.count(word) for word in ("fulfilled", "partly-fulfilled", "not-fulfilled")]
    became = "{} fulfilled, {} in part and {} failed".format(*parts)
    assert chart.title == f"Of the {len(running)} in progress on 30 September 2025: {became}"
    few = ot.plot.flow(tracker, "2025-Q1")
    assert few.title == "2 commitments became fulfilled in Q1 2025"
    ends = Counter(c.status_on("2025-12-31") for c in tracker.so_on("2025-12-31").commitments)
    assert ends.total() == sum(number for *_, number in chart.rows)
    shown = texts(chart)
    for status, number in ends.items():
        more = f" (+{moved[status]})" if moved[status] else ""
        assert str(number) == shown[shown.index(f"{status.label}{more}") - 1]
    assert "3 more may have, but their dates are vague." in " ".join(shown)
    assert {"Already closed": "22", "First on record": "25"} == {
        name: shown[shown.index(name) + 1] for name in ("Already closed", "First on record")
    }
    tips = re.findall(r"<title>([0-9]+) commitments?: ", chart.to_svg())
    assert sum(map(int, tips)) == ends.total() == 98
    some = tracker.commitments.where(lever="consensus")
    chosen = ot.plot.flow(tracker, "2025-Q4", some, selection="Who delivers: consensus")
    assert len(some) == sum(number for *_, number in chosen.rows)
    assert any(text.startswith("Who delivers: consensus. 14 commitments") for text in texts(chosen))


def test_flow_has_room_for_its_bands_on_phones(tracker):
    """On a phone the bands have at least a quarter of the width, because words go below their numbers."""
    size = (330, 760)
    chart = ot.plot.flow(tracker, "2025-Q4")
    bands = [mark for mark in drawn(chart, size).marks if isinstance(mark, Curve) and mark.title]
    widths = {band.steps[1][1][-2] - band.steps[0][1][0] for band in bands}
    assert all(width > size[0] / 4 for width in widths)
    shown = texts(chart, size)
    assert ["partly fulfilled", "20", "(+17)"] == shown[shown.index("partly fulfilled") :][:3]


@pytest.mark.parametrize("size", [(640, 300), (600, 400), (500, 300), (320, 320), (320, 480), (330, 760)])
def test_flow_has_room_for_its_labels_in_any_size(tracker, size):
    """On small pictures all labels are there, and none goes below the edge or onto the source."""
    for period in ("2025-Q1", "2025-Q4", "2025"):
        sheet = drawn(ot.plot.flow(tracker, period), size)
        assert ([], []) == (cut_off(sheet), covering(sheet)), period


@pytest.mark.parametrize("width", [300, 400, 605, 657, 986])
def test_flow_on_paper_has_all_its_labels(monkeypatch, tracker, width):
    """On pages of any width, what documents cut out of the picture has all labels of the last column."""
    cut, real = [], raster.to_figure
    monkeypatch.setattr(
        raster, "to_figure", lambda sheet, part: cut.append((sheet, part)) or real(sheet, part)
    )
    for height in (145, 240):
        on_paper(ot.plot.flow(tracker, "2025-Q4"), "png", (width, height))
        sheet, (left, top, right, bottom) = cut.pop()
        inside = [
            label.text
            for label, (x0, y0, x1, y1) in zip(*placed(sheet), strict=True)
            if left <= x0 and top <= y0 and x1 <= right and y1 <= bottom
        ]
        assert ["7", "not assessed"] == sorted(inside[-2:]), (width, height)
        assert [] == covering(sheet)


def test_flow_says_what_moved_in_any_case():
    """Titles tell a period without commitments, without moves, without verdicts, and with some."""
    days = {"in_progress": "2025-02-01"}
    for commitments, expected in (
        ([], "No commitment was made by the end of Q1 2025"),
        ([promise(1)], "None of 1 commitment changed status in Q1 2025"),
        ([promise(1, **days)], "1 commitment changed status in Q1 2025, none to a final verdict"),
        ([promise(1, fulfilled="2025-02-01")], "1 commitment became fulfilled in Q1 2025"),
        (
            [promise(1, not_fulfilled="2025-02-01"), promise(2, fulfilled="2025-02-01")],
            "1 commitment became fulfilled in Q1 2025 and 1 not fulfilled",
        ),
        (
            [promise(1, withdrawn="2025-02-01")],
            "1 commitment changed status in Q1 2025, none to a final verdict",
        ),
    ):
        chart = ot.plot.flow(Tracker(commitments=commitments), "2025-Q1")
        assert expected == chart.title
        assert sum(map(bool, commitments)) == sum(number for *_, number in chart.rows)
    # What has no fill of its own is drawn in the colour of its line.
    assert "withdrawn-line" in {mark.fill for mark in drawn(chart).marks if isinstance(mark, Curve)}


def test_flow_splits_a_column_by_numbers():
    """Each bar is as high as its number, and labels have room as long as there is any."""
    for numbers in ([5], [90, 1, 1, 7], [1] * 30, [1, 5000]):
        least = min(20, 400 / len(numbers))
        unit = unit_of(numbers, 20, 400)
        tops = column(numbers, unit, least, 0, 400)
        ends = [top + number * unit for top, number in zip(tops, numbers, strict=True)]
        assert -0.001 <= min(tops) <= max(ends) <= 400.001
        middles = [(top + end) / 2 for top, end in zip(tops, ends, strict=True)]
        assert min((b - a for a, b in pairwise(middles)), default=20) >= least - 0.01


def test_lanes_draw_what_was_open_or_updated_in_the_period():
    """Rows hold each status from when until when; what ended before or began after is left out."""
    tracker = Tracker(
        commitments=[
            *SMALL,
            promise(5, made="2024-01-01", due="2024-12-31", not_fulfilled="2024-12-20"),
            promise(6, made="2026"),
            promise(7, made="2024-01-01", due="2024-02", fulfilled="2025-02"),
        ]
    )
    chart = ot.plot.lanes(tracker, "2025-02-01/2025-03-31")
    found = [(row[0], str(row[3]), str(row[4]), row[6].value) for row in chart.rows]
    assert [
        ("X-0002", "2025-02-28", "2025-03-30", "not-assessed"),
        ("X-0002", "2025-03-31", "2025-03-31", "blocked"),
        ("X-0007", "2025-01-01", "2025-02-27", "not-assessed"),
        ("X-0007", "2025-02-28", "2025-03-31", "fulfilled"),
        ("X-0003", "2025-03-01", "2025-03-31", "fulfilled"),
        ("X-0001", "2025-01-10", "2025-02-09", "not-assessed"),
        ("X-0001", "2025-02-10", "2025-03-19", "in-progress"),
        ("X-0001", "2025-03-20", "2025-03-31", "fulfilled"),
    ] == found
    title = "3 of 4 commitments were fulfilled on 31 March 2025"
    assert title == chart.title.replace("\xa0", " ")
    # A bar for each row; what is closed is thin.
    assert Counter(row[-1] for row in found) == chips(chart)
    bars = [m for m in drawn(chart).marks if isinstance(m, Box) and m.fill in design.LOOKS]
    thick = {m.fill: m.height for m in bars}
    assert thick["fulfilled"] * 2 < min(thick[word] for word in ("in-progress", "blocked", "not-assessed"))
    # One deadline lies in the picture; a rough date is a line over its days, up to the day that counts.
    ink = [m for m in drawn(chart).marks if isinstance(m, Box) and m.fill == "ink"]
    assert ["Deadline: 5 March 2025"] == [m.title.replace("\xa0", " ") for m in ink if m.title]
    day = bars[2].width / 58
    assert [27] == [round(m.width / day) for m in ink if not m.title]
    nothing = ot.plot.lanes(tracker, "2023")
    assert ("No commitment was open or updated in 2023", ()) == (nothing.title, nothing.rows)
    assert "No commitments to show." in texts(nothing)
    # An update dated "2025" that changes nothing is no news of its last quarter.
    vague = [promise(8, made="2024-01-01", fulfilled=date) for date in ("2024-12-31", "2025")]
    kept = attrs.evolve(vague[0], updates=[*vague[0].updates, *vague[1].updates])
    assert () == ot.plot.lanes(Tracker(commitments=[kept]), "2025-Q4").rows


def test_lanes_keep_what_is_open_after_its_deadline():
    """A promise whose deadline has passed is drawn while it is open; of one day, the last status counts."""
    due = [promise(0, due="2025-01", **{word: "2025-02-01"}) for word in ("planned", "fulfilled")]
    found = [ot.plot.lanes(Tracker(commitments=[one]), "2025-03").rows for one in due]
    assert [2, 0] == list(map(len, found))
    same = promise(1, planned="2025-02-01", in_progress="2025-02-01", blocked="2025-04-01")
    rows = ot.plot.lanes(Tracker(commitments=[same]), "2025-03").rows
    assert ["not-assessed", "in-progress"] == [row[-1].value for row in rows]
    again = attrs.evolve(same, updates=[*same.updates[1:2], attrs.evolve(same.updates[1], date="2025-02-20")])
    assert 2 == len(ot.plot.lanes(Tracker(commitments=[again]), "2025-03").rows)
    failed = promise(2, not_fulfilled="2025-02-02")
    title = ot.plot.lanes(Tracker(commitments=[failed]), "2025").title.replace("\xa0", " ")
    assert "0 of 1 commitment was fulfilled on 31 December 2025 and 1 not fulfilled" == title


def test_title_of_lanes_fits_a_slide_and_the_picture_has_a_day(tracker):
    """Of many statuses, the title names what is stuck or failed; a page alone says of which day it is."""
    words = ("blocked", "not_fulfilled", "partly_fulfilled", "fulfilled", "in_progress", "planned")
    every = [promise(number, **{word: "2025-02-02"}) for number, word in enumerate(words)]
    chart = ot.plot.lanes(Tracker(commitments=[*every, promise(6)]), "2025", selection="theme: peace")
    assert (
        "7 commitments: 1 blocked, 1 not fulfilled, 1 partly fulfilled, 1 fulfilled, 3 others" == chart.title
    )
    assert "1 in progress, 1 planned, 1 not assessed" in chart.text
    wide = " ".join(texts(ot.plot.lanes(tracker, "2025"), (1200, 675))).replace("\xa0", " ")
    assert "Open or updated in 2025, by status on 31 December 2025. Thick bar: open" in wide


def test_lanes_have_pages_of_seven(tracker):
    """Every commitment is on one page, what is stuck or failed first; another page is an error."""
    pages = [ot.plot.lanes(tracker, "2025-Q4", page=page) for page in range(1, 13)]
    found = [list(dict.fromkeys(row[0] for row in page.rows)) for page in pages]
    assert [7] * 11 + [1] == list(map(len, found))
    assert 78 == len({id_ for page in found for id_ in page})
    ends = [tracker.commitments[id_].status_on("2025-12-31") for page in found for id_ in page]
    assert sorted(ends, key=design.READING.index) == ends
    for number, page in enumerate(pages):
        verdicts = Counter({row[0]: row[-1] for row in page.rows}.values())
        named = re.findall(r"([0-9]+) ([a-z ]+)", page.title.partition(": ")[2])
        assert [
            (str(verdicts[s]), s.label) for s in sorted(STATUSES, key=design.READING.index) if verdicts[s]
        ] == named
        first = number * 7 + 1
        which = f"s {first} to {first + len(found[number]) - 1}" if number < 11 else f" {first}"
        assert page.title.startswith(f"Commitment{which} of 78: ")
        # Titles can be read from the back of a room.
        assert {20} == {m.size for m in drawn(page).marks if isinstance(m, Label) and m.title}
        # Nothing is smaller than the words below the title.
        sheet = drawn(page)
        assert (
            20 <= sheet.label == min(m.size for m in sheet.marks if isinstance(m, Label) and m.ink == "ink")
        )
        # Each lane ends with its status in words, next to its symbol.
        label = Counter(texts(page))
        assert all(label[status.label] >= count for status, count in verdicts.items())
    for wrong in (0, 13, True, "1", None):
        with pytest.raises(UsageError, match="Choose from 1 to 12"):
            ot.plot.lanes(tracker, "2025-Q4", page=wrong)


@pytest.mark.parametrize(("size", "highest"), [((330, 600), 1200), ((986, 480), 480)])
def test_lanes_of_a_document_can_be_read(tracker, size, highest):
    """On phones and on paper titles are whole, the legend isn't larger, and no word lies on a rule."""
    (chart,) = ot.quarterly(tracker, "2025-Q3").charts_below
    assert (
        "24 commitments: 1 not fulfilled, 1 partly fulfilled, 8 fulfilled, 9 in progress, 5 others"
        == chart.title
    )
    with raster.house_style():
        sheet = _inner(chart, size, highest)
    labels = [m for m in sheet.marks if isinstance(m, Label) and m.ink == "ink" and not m.bold]
    rest = labels[[m.text for m in labels].index("fulfilled") :]
    assert not [m.text for m in rest if m.text.endswith("…")]
    names = [m.size for m in rest if m.title]
    assert max(m.size for m in rest) <= max(names)
    rules = [m.y for m in sheet.marks if isinstance(m, Box) and (m.fill, m.height) == ("rule", 1)]
    words = [m for m in rest if not m.title]
    assert not [m.text for m in words for y in rules if m.y - m.size * 0.7 < y < m.y + m.size * 0.15]


def test_lanes_show_the_term_of_the_chair_or_everything_dated(tracker):
    """The period follows from the Chair of the data set, otherwise from the records."""

    def axis(tracker):
        return {str(row[4]) for row in ot.plot.lanes(tracker).rows if row[-1] is Status.NOT_ASSESSED}

    assert "2025-12-31" == max(str(row[4]) for row in ot.plot.lanes(tracker).rows)
    edition = Edition(name="n", title="T", version="1", compiled="2026-01-01", chair="FI-2025")
    known = Tracker(commitments=SMALL, edition=edition, chairs=ot.chairs())
    assert "2025-12-31" in axis(known)
    records = Tracker(commitments=SMALL, edition=edition, chairs=Chairmanships(()))
    assert "2025-12-31" in axis(records)
    assert "No commitment was open or updated" == ot.plot.lanes(Tracker()).title


def test_labels_of_the_time_axis_fit():
    """A short period has its months, a long one years; no two labels touch."""
    always = Tracker(commitments=[promise(1, made="0001-01-01", due="9999-12-31")])
    shown = {readable_day(date(2025, month, 1), "MMM") for month in range(1, 13)}
    shown |= {str(year) for year in range(1, 10_000)}
    for period, some in (
        ("2025", {"Jan", "May", "Nov"}),
        ("2025-05-10", {"Jan", "May"}),
        ("1990-01-01/2025-05-01", {"1990", "2022"}),
        ("0001-01-01/9999-12-31", {"1"}),
        ("9999-12", {"Jan", "Nov"}),
    ):
        chart = ot.plot.lanes(always, period)
        assert some <= set(texts(chart)), period
        # They are as far from each other as months and years are.
        places = [m.x for m in drawn(chart).marks if isinstance(m, Label) and m.text in shown]
        gaps = [b - a for a, b in pairwise(places)]
        assert max(gaps, default=0) <= 1.15 * min(gaps, default=0), period
        assert chart.to_bytes("png", (400, 400))


def test_squares_have_one_for_each_commitment(tracker):
    """Title, rows, squares and symbols agree, in each dimension and for each status."""
    chart = ot.plot.squares(tracker)
    made = tracker.so_on("2025-12-31").commitments
    ends = Counter(c.status_on("2025-12-31").value for c in made)
    assert f"{ends['fulfilled']} of {len(made)} commitments were fulfilled by" in chart.title
    assert ends == chips(chart) == Counter(row[-1].value for row in chart.rows)
    assert {c.id for c in made} == {row[1] for row in chart.rows}
    shown = texts(chart)
    assert {f"{Status(word).label} {number}" for word, number in ends.items()} <= set(shown)
    # A scorecard has a rate of 8 in 15.
    assert {"9 of 19 fulfilled", "8 of 20 fulfilled, 5 not assessed"} <= set(shown)
    boxes = [m for m in drawn(chart).marks if isinstance(m, Box) and m.fill in design.LOOKS]
    assert 1 == len({round(m.width, 3) for m in boxes} | {round(m.height, 3) for m in boxes})
    assert (
        "1 of 1 commitment was fulfilled"
        in ot.plot.squares(tracker, "2025-03-31", SMALL[2:3], selection="Mine").title
    )
    with pytest.raises(UsageError):
        ot.plot.squares(tracker, commitments=[1])


def test_thousands_of_squares_are_drawn_without_tooltips():
    """5,000 commitments are 5,000 squares, too small for symbols, in a file that a page can hold."""
    many = Tracker(commitments=[promise(n, fulfilled="2025-02-01") for n in range(5000)])
    chart = ot.plot.squares(many, "2025-12-31")
    assert {"fulfilled": 5000} == chips(chart)
    assert 2 == sum(isinstance(m, Circle) for m in drawn(chart).marks) + 1
    svg = chart.to_svg()
    assert (1, True) == (svg.count("<title"), len(svg) < 800_000)
    assert "5000 commitments became fulfilled in Q1 2025" == ot.plot.flow(many, "2025-Q1").title
    assert 2 == len({row[0] for row in ot.plot.lanes(many, "2025", page=715).rows})


def test_each_participating_state_has_one_tile():
    """The grid has the 57 States and nobody else, each in a place of its own."""
    expected = sorted(state.code for state in ot.states().participating)
    assert expected == sorted(support_map_chart.PLACES)
    assert 57 == len(set(support_map_chart.PLACES.values()))
    # Phones leave out the sea between Canada and Iceland.
    assert {0, 3} == {column for column, _ in support_map_chart.PLACES.values() if column < 4}


def test_the_map_looks_roughly_like_one():
    """North America is at the left, Mongolia at the far right, the north above the south."""
    columns = {code: place[0] for code, place in support_map_chart.PLACES.items()}
    rows = {code: place[1] for code, place in support_map_chart.PLACES.items()}
    assert {"US", "CA"} == {code for code, column in columns.items() if column == 0}
    assert ["MN"] == [code for code, column in columns.items() if column == max(columns.values())]
    assert rows["FI"] < rows["EE"] < rows["LV"] < rows["LT"]
    assert columns["PT"] < columns["ES"] < columns["IT"] < columns["GR"] < columns["TR"] < columns["KZ"]
    assert columns["CH"] < columns["LI"] < columns["AT"]
    assert rows["IT"] == rows["SM"] < rows["VA"] < rows["MT"]


def test_support_map_counts_what_positions_say(tracker):
    """Rows, tiles, list and title hold the positions of all States but the Chair's own."""
    for about, on in (("chairmanship", None), ("agenda", "2025-03-31")):
        chart = ot.plot.support_map(tracker, about, on)
        found = positions(tracker, about, on).states
        assert [(p.state, p.standing, p.own_stance or p.through_stance) for p in found] == [
            (code, standing, stance) for code, _, standing, stance, _ in chart.rows
        ]
        own = Counter(p.own_stance for p in found if p.own)
        through = Counter(p.through_stance for p in found if not p.own and p.through)
        assert chart.title.startswith(
            f"{own['supports'] + own['welcomes']} of {len(found)} States supported or"
        )
        # Others may have done so before: what is counted, and dated, is the latest statement.
        assert chart.title.endswith(" in their latest own words")
        assert "date" == chart.columns[-1]
        backed = [p.own_latest for p in found if p.own_stance in ("supports", "welcomes")]
        older = sum(said.date.last < date(2025, 1, 1) for said in backed)
        assert older
        subtitle = " ".join(texts(chart))
        assert f"; {older} of the {len(backed)} supported or welcomed before 2025. Filled: " in subtitle
        tiles = Counter({stance.value: number for stance, number in own.items()})
        for size in ((1200, 675), (1080, 1080), (380, 760)):
            shown = texts(chart, size)
            assert [1] * 57 == [shown.count(state.code) for state in tracker.states.participating]
            assert (size[0] > 1000) is ("Chair" in shown)
            assert tiles == chips(chart, size)
            dashed = [m for m in drawn(chart, size).marks if isinstance(m, Box) and m.dashed]
            assert through.total() == len([m for m in dashed if m.fill == "paper"])
            for stance in Stance:
                listed = f"{stance.label}: {own[stance]} "
                assert any(text.startswith(listed) for text in shown) or not own[stance] + through[stance]
        assert "Poland: " in chart.to_svg()


def test_support_map_names_every_state_of_few():
    """The list beside the map names every State, in slides in type of at least 16 pixels where that fits."""
    chart = ot.plot.support_map(ot.load())
    for size, least in ((SIZE, 14), ((1080, 1080), 16), ((1600, 900), 18)):
        sheet = drawn(chart, size)
        shown = " ".join(texts(chart, size))
        assert [] == [name for _, name, *_ in chart.rows if name not in shown]
        assert sheet.is_whole
        # The word on the one tile of the Chair's own State has less room.
        smallest = min(m.size for m in sheet.marks if isinstance(m, Label) and m.text != "Chair")
        assert smallest >= least, size
    few = drawn(chart, (640, 320))
    assert not few.is_whole
    assert any(text.endswith("…") for text in few.texts)


def test_pictures_in_documents_are_as_high_as_their_text_needs(tracker):
    """On upright paper and on turned one, a map has all names and a month has all titles in full."""
    upright, turned = cells.HIGHEST
    with raster.house_style():
        for width, highest in ((657, upright), (986, turned)):
            svg = on_paper(ot.plot.support_map(tracker), "svg", (width, 240), highest)[0].decode()
            assert "…" not in svg
        for month in range(1, 13):
            chart = ot.plot.calendar(tracker, f"2025-{month:02}")
            svg = on_paper(chart, "svg", (657, 240), upright)[0].decode()
            assert not re.search(" more<|…", svg), month


def test_support_map_of_several_chairs_says_so():
    """Each State in the chair has a tile for its position on the others; one Chair can be asked for."""
    joined = ot.load("all")
    chart = ot.plot.support_map(joined)
    assert "supported or welcomed several Chairpersonships in" in chart.title
    assert 57 == len(chart.rows)
    assert "Chair" not in texts(chart)
    one = ot.plot.support_map(joined, chair="MT-2024")
    assert "supported or welcomed the Chairpersonship of Malta in" in one.title
    assert one.rows == ot.plot.support_map(ot.load("malta-2024")).rows


def test_support_map_has_those_a_group_spoke_for_in_brackets(tracker):
    """The list counts own words and those of groups apart; of one kind only, there are no brackets."""
    shown = " ".join(texts(ot.plot.support_map(tracker, on="2025-12-31"))).replace("\xa0", " ")
    assert "supports: 9 in their own words (2 only through a group): Bosnia and Herzegovina" in shown
    assert "United States of America (Liechtenstein, Switzerland)" in shown
    assert "opposes: 1 in its own words: Georgia" in shown
    groups = Tracker(
        states=tracker.states, statements=[one for one in tracker.statements if one.state is None]
    )
    shown = " ".join(texts(ot.plot.support_map(groups, on="2025-12-31"))).replace("\xa0", " ")
    assert re.search(r"supports: [0-9]+ only through a group: [A-Z]", shown)


def test_support_map_names_states_without_a_tile(tracker):
    """A participating State that the grid does not have is named beside it and counted."""
    stranger = attrs.evolve(tracker.states["FI"], code="XX")
    whole = Tracker(states=StateRegistry([*tracker.states, stranger]))
    chart = ot.plot.support_map(whole, on="2025-12-31")
    for size in ((1200, 675), (1080, 1080)):
        assert "without a tile: XX" in texts(chart, size)
    expected = (
        "Positions on the Chairpersonship up to 31 December 2025: for 58 no statement on the Chairpersonship "
        "was found."
    )
    assert expected == chart.text.replace("\xa0", " ")
    edition = Edition(name="n", title="T", version="1", compiled="2026-01-01", chair="FI-2025")
    far = StateRegistry(
        [attrs.evolve(state, code="XX") if state.code == "FI" else state for state in tracker.states]
    )
    chairs = Chairmanships([attrs.evolve(ot.chairs()["FI-2025"], state="XX")])
    assert "Chair" not in texts(ot.plot.support_map(Tracker(states=far, edition=edition, chairs=chairs)))


def test_calendar_of_a_month_shows_every_event():
    """Titles stand on their days, long meetings span them, and what doesn't fit is counted."""
    crowd = [event(n, "2025-03-05", title=f"Crowd {n}") for n in range(10, 30)]
    tracker = Tracker(
        commitments=[
            promise(1, title="P", due="2025-03-31"),
            promise(2, due="2025-03"),
            promise(3, due="2026-03-31"),
        ],
        events=[
            event(1, "2025-03-12/2025-03-18", title="Long"),
            event(2, "2025-03-13", title="Timed", start_time="09:30", timezone="Europe/Vienna"),
            event(3, "2025-03", title="Vague"),
            event(4, "2025-03-20", "cancelled", title="Off"),
            event(5, "2025-05-01"),
        ],
    )
    chart = ot.plot.calendar(tracker, "2025-03")
    assert "March 2025 has 3 events and 1 deadline on known days" == chart.title
    assert (
        "March 2025 has 3 events and 1 deadline on known days: 2 held, 1 cancelled; 1 deadline." == chart.text
    )
    assert ["E-1", "E-2", "E-4", "X-0001"] == [row[-1] for row in chart.rows]
    shown = texts(chart)
    # It goes on in the next week, so that it stands there again.
    assert 2 == shown.count("Long")
    assert {"09:30 Timed", "Off (cancelled)", "Due: P", *map(str, range(1, 32))} <= set(shown)
    notes = " ".join(shown).replace("  ", " ")
    assert "Not shown: 1 event whose day is not known, 1 deadline of a month or longer." in notes
    marks = drawn(chart).marks
    days = {m.text: m.x for m in marks if isinstance(m, Label) and m.bold}
    boxes = [m for m in marks if isinstance(m, Box) and m.title.endswith(": Long, B")]
    sides = [(box.x, box.x + box.width) for box in boxes]
    # It goes on from Wednesday to Sunday and from Monday to Tuesday.
    assert [(2, "Wed", None), (2, "Mon", "Wed")] == [
        (round(left - days[first]), first, last)
        for (left, right), first, last in zip(sides, ("Wed", "Mon"), (None, "Wed"), strict=True)
        if last is None or 0 < days[last] - right < 5
    ]
    # A day without anything is narrower.
    march = ot.plot.calendar(Tracker(events=crowd[:8]), "2025-03")
    days = {m.text: m.x for m in drawn(march).marks if isinstance(m, Label) and m.bold}
    assert (days["Sun"] - days["Sat"]) * 3 < days["Thu"] - days["Wed"]
    for size in SIZES:
        shown = texts(ot.plot.calendar(Tracker(events=crowd), "2025-03"), size)
        titles = {text for text in shown if text.startswith("Crowd")}
        more = [int(text.split()[1]) for text in shown if text.startswith("+ ")]
        assert 20 == len(titles) + sum(more), size
    # A list names each day once, and says when what begins on it ends.
    long = event(30, "2025-03-05/2025-03-18", title="Long")
    listed = texts(ot.plot.calendar(Tracker(events=[*crowd, long]), "2025-03"))
    assert {"Wed 5", "Long, until 18 March"} <= set(listed)
    assert "Long" not in listed
    assert listed.count("Wed 5") == 2
    for nothing in (ot.plot.calendar(Tracker(), "2025-03"), ot.plot.calendar(Tracker(), "0001-01")):
        assert nothing.text.endswith("0 events on known days: none.")
        assert "No events to show." in texts(nothing, (380, 760))


def test_calendar_of_a_year_counts_by_first_day(tracker):
    """Totals at the right add up to the title, and are those of the events that began in a month."""
    chart = ot.plot.calendar(tracker)
    assert chart == ot.plot.calendar(tracker, "2025")
    events = [e for e in tracker.events if e.to_the_day and e.when.first.year == 2025]
    months = Counter(e.when.first.month for e in events)
    (busiest, most), *_ = months.most_common(1)
    assert 10 == busiest
    every = f"{most} of the {len(events)} events of 2025 with a known day"
    assert f"October was the busiest month: {every} began in it" == chart.title
    totals = [m.text for m in drawn(chart).marks if isinstance(m, Label) and m.anchor == "end" and m.bold]
    assert [str(months[month]) for month in range(1, 13)] == totals
    days = Counter(e.when.first for e in events)
    filled = [m for m in drawn(chart).marks if isinstance(m, Box) and m.fill == "link"]
    assert len(days) == len(filled)
    assert sum(number > 1 for number in days.values()) == sum(
        isinstance(m, Label) and m.anchor == "middle" and m.ink in ("ink", "paper")
        for m in drawn(chart).marks
    )
    # A deadline of several days has its dot on the last.
    dots = {c.due.last for c in tracker.commitments if c.due and c.due.days <= 2 and c.due.last.year == 2025}
    assert {date(2025, 4, 1), date(2025, 8, 1), date(2025, 12, 31)} < dots
    assert len(dots) == sum(isinstance(m, Circle) for m in drawn(chart).marks)
    even = Tracker(events=[event(1, "2025-01-02"), event(2, "2025-03-02"), event(3, "2025-04-02")])
    title = "January and 2 other months were busiest: 1 of the 3 events of 2025 with a known day in each"
    assert title == ot.plot.calendar(even, "2025").title
    assert "No event of 9999 has a known day" == ot.plot.calendar(even, "9999").title
    for wrong in ("2025-Q1", "2025-03-01", "soon"):
        with pytest.raises(PeriodError):
            ot.plot.calendar(tracker, wrong)


def test_the_whole_calendar_can_be_drawn():
    """Lanes can hold the first and the last day of the calendar."""
    tracker = Tracker(commitments=[promise(1, made="0001-01-01", due="9999-12-31", fulfilled="9999-12-31")])
    chart = ot.plot.lanes(tracker)
    assert "1 of 1 commitment was fulfilled on 31 December 9999" == chart.title.replace("\xa0", " ")
    assert chart.to_bytes("png", (400, 400))


@pytest.mark.parametrize("name", CHARTS)
def test_a_tracker_without_records_is_drawn(name):
    """An empty tracker gives a picture that says so, in every format and size."""
    chart = CHARTS[name](Tracker())
    assert chart.text.endswith((": none.", ": for 57 no statement on the Chairpersonship was found."))
    assert "Source: osce_tracker. Data: not one named edition." in texts(chart)
    for size in SIZES:
        assert any(chart.title.split()[0] in text for text in texts(chart, size)), size
    # Every size is drawn by the same marks: the smallest shows that they make pictures.
    smallest = (320, 320)
    assert smallest == struct.unpack(">II", chart.to_bytes("png", smallest)[16:24])
    assert b"%PDF" == chart.to_bytes("pdf", smallest)[:4]
    assert [list(chart.columns)] == list(csv.reader(io.StringIO(chart.to_bytes("csv").decode())))[:1]


def test_a_view_says_that_it_is_one(tracker):
    """The foot names the edition and the day as of which the public record is shown."""
    for name, make in CHARTS.items():
        foot = " ".join(texts(make(tracker.as_of("2025-06-30"))))
        assert f"{tracker.edition.title}, as known on 30 June 2025. Data: finland-2025, version" in foot, name


def hostile_tracker():
    """Return a tracker whose texts break what does not escape them."""
    return Tracker(
        commitments=[promise(n, title=title, due="2025-05") for n, title in enumerate(HOSTILE)],
        events=[event(n, f"2025-12-0{n + 1}", title=title) for n, title in enumerate(HOSTILE)],
        edition=Edition(name=HOSTILE[4], title="".join(HOSTILE), version=HOSTILE[0], compiled="2025-12-31"),
    )


@pytest.mark.parametrize("name", CHARTS)
def test_hostile_texts_are_drawn_as_texts(name):
    """Formulas, control characters, foreign scripts and markup come out as text, at any size."""
    chart = CHARTS[name](hostile_tracker())
    for size in ((1200, 675), (380, 760)):
        svg = chart.to_svg(size=size)
        shown = "".join(ET.fromstring(svg).itertext())  # noqa: S314 (our own text)
        assert "$x_1$" in shown
        assert "<script" not in svg
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ufffe]", svg)
    assert b"\x89PNG" == chart.to_bytes("png", (380, 760))[:4]
    # All charts are drawn by the same marks: one shows that a PDF takes their texts.
    assert name != "lanes" or b"%PDF" == chart.to_bytes("pdf", (380, 760))[:4]


def test_characters_without_a_glyph_are_boxes_and_the_picture_says_so(tracker):
    """The note is in PNG and PDF only: readers of SVG have other fonts."""
    for whole, expected in ((hostile_tracker(), True), (tracker, False)):
        chart = ot.plot.lanes(whole, "2025")
        sheet = drawn(chart)
        with raster.house_style():
            raster.note_boxes(sheet)
        assert expected is any(text.startswith("Boxes: ") for text in sheet.texts)
        assert "Boxes: " not in chart.to_svg()


def placed(sheet):
    """Return the labels of a sheet, and the left, top, right and bottom edges of each."""
    labels = [m for m in sheet.marks if isinstance(m, Label) and m.text.strip()]
    boxes = []
    with raster.house_style():
        for m in labels:
            wide = width_of(m.text, m.size, bold=m.bold)
            left = m.x - {"start": 0, "middle": 0.5, "end": 1}[m.anchor] * wide
            boxes.append((left, m.y - m.size * 0.75, left + wide, m.y + m.size * 0.2))
    return labels, boxes


def cut_off(sheet):
    """Return the texts that are not wholly inside a sheet."""
    return [
        m.text
        for m, (x0, y0, x1, y1) in zip(*placed(sheet), strict=True)
        if x0 < 0 or y0 < 0 or x1 > sheet.width or y1 > sheet.height
    ]


def covering(sheet):
    """Return the pairs of texts of a sheet that cover each other."""
    found = [*zip(*placed(sheet), strict=True)]
    return [
        (one.text, two.text)
        for n, (one, a) in enumerate(found)
        for two, b in found[n + 1 :]
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
    ]


@pytest.mark.parametrize("size", [(1200, 675), (1080, 1080), (640, 400), (380, 760)])
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_cut_off_or_covers_another(tracker, name, size):
    """Every text of the bundled data is inside the picture, no two overlap, and none is too small to read."""
    sheet = drawn(CHARTS[name](tracker), size)
    assert [] == cut_off(sheet)
    assert [] == covering(sheet)
    labels, _ = placed(sheet)
    if size[0] > 1000:
        assert (34, True) == (labels[0].size, min(m.size for m in labels) >= 11)
        assert len(CHARTS[name](tracker).title) <= 90


@pytest.mark.parametrize("name", CHARTS)
def test_svg_can_be_part_of_a_page(tracker, name):
    """One small element with title and description, its own ids, no style sheet and nothing from outside."""
    chart = CHARTS[name](tracker)
    svg = chart.to_svg(prefix="p1-")
    root = ET.fromstring(svg)  # noqa: S314 (our own text)
    assert svg.startswith("<svg ")
    assert "img" == root.get("role")
    assert [(f"{SVG}title", chart.title), (f"{SVG}desc", chart.text)] == [(e.tag, e.text) for e in root][:2]
    assert "p1-title p1-desc" == root.get("aria-labelledby")
    assert ["p1-title", "p1-desc"] == [element.get("id") for element in root.iter() if element.get("id")]
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "path", "circle", "text"}
    assert {"http://www.w3.org/2000/svg"} == set(re.findall(r"\w+://[^\"' <)]*", svg))
    assert len(svg) < 110_000
    # Every colour is one that a page defines, with that of light mode for pages that don't.
    known = design.css()
    for colour in re.findall(r'(?:fill|stroke)="([^"]*)"', svg):
        found = re.fullmatch(r"var\((--[a-z0-9-]+), (#[0-9a-f]{6})\)", colour)
        assert colour == "none" or f"{found[1]}: {found[2]};" in known
    # A file of its own is for programs that know no variables, and has a type of its own.
    alone = chart.to_bytes("svg").decode()
    assert ("var(" in alone, "font-family" in alone) == (False, True)


def test_every_mark_that_counts_has_a_tooltip(tracker):
    """Squares, bands, bars, tiles and days say what they are."""
    for name, least in (("squares", 98), ("flow", 20), ("levers", 20), ("lanes", 7), ("support", 57)):
        assert CHARTS[name](tracker).to_svg().count("<title>") >= least, name


def test_a_chart_of_your_own_is_escaped_and_checked():
    """A chart of the user's own can have any title and text, and draws on the sheet that it makes."""

    def draw(width, height):
        sheet = Sheet(width, height)
        sheet.begin(Heading(HOSTILE[4], HOSTILE[3], "Source", HOSTILE[1]))
        return sheet

    own = Chart(title=HOSTILE[4], key="k", draw=draw, text=HOSTILE[1])
    title, desc = list(ET.fromstring(own.to_svg()))[:2]  # noqa: S314 (our own text)
    assert (HOSTILE[4], "a<U+0000>b<U+001B>[31m<U+202E>c<U+FFFE>") == (title.text, desc.text)
    assert b"%PDF" == own.to_bytes("pdf")[:4]
    for wrong in ({"title": 7}, {"draw": 7}, {"rows": "ab"}, {"rows": [[0.5]]}, {"columns": [1]}):
        with pytest.raises(RecordError, match=next(iter(wrong))):
            attrs.evolve(own, **wrong)


def test_texts_are_wrapped_to_the_width():
    """Lines break at blanks, or within a word that is too long, and end with an ellipsis if they are cut."""
    with raster.house_style():
        for text, lines in (
            ("one two three four", 2),
            ("W" * 50, 3),
            ("", 2),
            ("a b", 1),
            ("x" * 3 + " y", 1),
        ):
            found = wrapped(text, 60, 12, lines)
            assert len(found) <= lines
            assert all(width_of(line, 12) <= 60.1 for line in found)
            cut = any(line.endswith("…") for line in found)
            assert ("".join(found).replace(" ", "") == text.replace(" ", "")) is not cut
        assert ["…"] == wrapped("WW", 1, 12)
        assert ["W", "…"] == wrapped("WW", 1, 12, 2)


def test_the_csv_of_a_chart_is_its_rows(tracker):
    """Words are written as people read them, days in ISO form, and no text is a formula."""
    for make in CHARTS.values():
        chart = make(tracker)
        lines = list(csv.reader(io.StringIO(chart.to_bytes("csv").decode())))
        assert [1 + len(chart.rows), {len(chart.columns)}] == [len(lines), {len(line) for line in lines}]
    chart = ot.plot.squares(Tracker(commitments=[promise(1, title="=1+1")]), "2025-12-31")
    (line,) = chart.to_bytes(".csv").decode().splitlines()[1:]
    assert "Human dimension,X-0001,'=1+1,not assessed" == line
    lanes = ot.plot.lanes(Tracker(commitments=SMALL[1:2]), "2025").to_bytes("csv").decode().splitlines()
    assert "X-0002,T,2025-03-05,2025-02-28,2025-03-30,2025-02,not assessed" == lanes[1]


def test_a_prefix_of_ids_is_checked():
    """A prefix that can't begin an id everywhere is rejected."""
    for prefix in ("1", "a b", 'x"', "é", "-", "a\n", None):
        with pytest.raises(UsageError, match=r"is not a prefix of ids\. Use ASCII letters"):
            ot.plot.levers(Tracker(), "2025-12-31").to_svg(prefix=prefix)


def test_the_size_is_checked():
    """A size is two numbers or a text; the message says what is accepted."""
    assert (
        (1080, 1080)
        == checked_size(" 1080 X 1080 ".lower())
        == checked_size("1080×1080")
        == checked_size([1080] * 2)
    )
    for wrong in (
        "big",
        "1200",
        "1200x",
        "319x400",
        "400x4097",
        (1, 2, 3),
        (400, 400.5),
        (True, 400),
        None,
        7,
        "9" * 99 + "x1",
    ):
        with pytest.raises(
            UsageError, match=r"is not the size of a picture\. Give width x height from 320 to 4096"
        ):
            checked_size(wrong)


DIGESTS = """
import hashlib, sys
import osce_tracker as ot
tracker = ot.load()
charts = (ot.plot.status_over_time(tracker), ot.plot.lanes(tracker),
          ot.plot.support_map(tracker, on="2030-12-31"), ot.plot.levers(tracker, "2025-12-31"))
assert "matplotlib" not in sys.modules
for chart, forms in zip(charts, (["svg"], ["svg"], ["svg", "png"], ["svg", "pdf"])):
    for form in forms:
        print(hashlib.sha256(chart.to_bytes(form, size=(400, 400))).hexdigest())
assert "matplotlib.pyplot" not in sys.modules
"""


def test_files_are_equal_from_process_to_process(tracker):
    """Another process, with other hashes and in another zone, draws the same bytes in another order."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", DIGESTS],
        env=os.environ | {"PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "2000", "TZ": "Asia/Almaty"},
        capture_output=True,
        text=True,
        check=True,
    )
    made = (
        ot.plot.status_over_time(tracker),
        ot.plot.lanes(tracker),
        CHARTS["support"](tracker),
        CHARTS["levers"](tracker),
    )
    charts = [pickle.loads(pickle.dumps(chart)) for chart in made]  # noqa: S301 (our own)
    size = 400, 400
    last_first = [
        charts[3].to_bytes("pdf", size),
        charts[3].to_bytes("svg", size),
        charts[2].to_bytes("png", size),
    ]
    last_first += [chart.to_bytes("svg", size) for chart in charts[2::-1]]
    found = [hashlib.sha256(content).hexdigest() for content in last_first[::-1]]
    assert (found, "") == (run.stdout.split(), run.stderr)


def test_the_settings_of_the_caller_stay_and_do_not_matter(tracker, capsys):
    """Settings of matplotlib are the same after a chart as before, and change nothing in it."""
    chart = ot.plot.levers(tracker, "2025-12-31")
    before = dict(matplotlib.rcParams.copy())
    size = (400, 400)
    expected = chart.to_svg(), chart.to_bytes("png", size), chart.to_bytes("pdf", size)
    assert before == dict(matplotlib.rcParams.copy())
    theirs = {"font.size": 30, "savefig.bbox": "tight", "axes.facecolor": "red", "savefig.dpi": 30}
    with matplotlib.rc_context(theirs):
        assert expected == (chart.to_svg(), chart.to_bytes("png", size), chart.to_bytes("pdf", size))
    assert ("", "") == capsys.readouterr()


def test_the_format_is_a_name_or_a_suffix():
    """Each format can be given as a name or a suffix, in any case of letters; others are an error."""
    chart = ot.plot.levers(Tracker(commitments=SMALL), "2025-03-31")
    assert chart.to_bytes("svg") == chart.to_bytes(".SVG")
    assert chart.to_bytes() == chart.to_bytes(".png", size="1200x675")
    assert (1200, 675) == tuple(round(side * 100) for side in chart.figure.get_size_inches())
    for wrong in ("gif", None):
        with pytest.raises(FormatError, match="png"):
            chart.to_bytes(wrong)


def test_a_notebook_shows_the_picture_with_its_text():
    """The picture carries its text alternative."""
    chart = ot.plot.levers(Tracker(commitments=SMALL), "2025-03-31")
    png, metadata = chart._repr_png_()
    assert (b"\x89PNG", {"alt": chart.text}) == (png[:4], metadata)


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch, tracker):
    """A chart has its numbers without matplotlib; only the picture needs it, and says what to install."""
    chart = ot.plot.support_map(tracker)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert chart.to_bytes("csv")
    for draw in (lambda: chart.figure, chart.to_svg, chart.to_bytes):
        with pytest.raises(MissingExtraError, match=r'^Charts need .* pip install "osce-tracker\[plot\]"$'):
            draw()


def test_wrong_arguments_are_named(tracker):
    """Days, periods and words are checked when the chart is made."""
    plot = ot.plot
    for make, period in (
        (plot.levers, "2025-02-30"),
        (plot.status_over_time, "soon"),
        (plot.lanes, "Q3"),
        (plot.flow, 1),
    ):
        with pytest.raises(PeriodError):
            make(tracker, period)
    with pytest.raises(WordError):
        plot.support_map(tracker, "weather")


def test_the_functions_are_found_on_the_package():
    """The package names its functions, and says what it does not have."""
    names = ["calendar", "flow", "lanes", "levers", "squares", "status_over_time", "support_map"]
    assert names == dir(ot.plot)
    assert names == [getattr(ot.plot, name).__name__ for name in names]
    with pytest.raises(AttributeError, match="no attribute 'pie'"):
        assert ot.plot.pie


def test_every_status_and_stance_has_a_symbol_of_its_own():
    """Symbols alone distinguish any two words, on paper and on their fills."""
    for on_fill in (False, True):
        shapes = set()
        for word in design.LOOKS:
            sheet = Sheet(400, 400)
            sheet.symbol(word, 0, 0, 16, on_fill=on_fill)
            plain = {"fill": "", "line": ""}
            shapes.add(tuple(attrs.evolve(m, **plain) for m in sheet.marks[1:]))
        assert 15 == len(shapes)
    assert set(Status) == set(STATUSES)


@settings(max_examples=5)
@given(strategies.trackers)
def test_any_tracker_can_be_drawn(tracker):
    """No records break a chart, and its text counts all commitments that it is about."""
    for name in ("lanes", "support", "levers", "squares", "flow", "month", "year"):
        ET.fromstring(CHARTS[name](tracker).to_svg())  # noqa: S314 (our own text)
    made = sum(c.made <= ot.Period("2027").last for c in tracker.commitments)
    expected = f" {made} commitment" if made else "none"
    assert expected in ot.plot.status_over_time(tracker, "2027-12-31").text


def test_a_day_stands_beside_its_month():
    """No line of a picture ends between the day and the month, at any width."""
    text = "Status of the commitments of the Chair from 1 January to 31 December 2025"
    for width in range(150, 700, 10):
        lines = wrapped(text, width, 16, 9)
        assert text == " ".join(lines)
        assert not any(line[-1].isdigit() for line in lines[:-1]), lines


def test_lines_keep_a_status_and_a_quarter_whole():
    """No line ends within a status of two words, between a number and its status, or in a quarter."""
    text = "Commitments 1 to 7: 1 not fulfilled, 2 partly fulfilled, 4 in progress in Q3 2025"
    for width in range(150, 900, 10):
        lines = wrapped(text, width, 16, 20)
        assert text == " ".join(lines)
        for whole in ("1 not fulfilled", "2 partly fulfilled", "4 in progress", "Q3 2025"):
            assert any(whole in line for line in lines), lines
