"""Charts: what they count, what they say in words, and that their files are safe and stable."""

import hashlib
import os
import pickle
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.analysis.positions import positions
from osce_tracker.errors import (
    FormatError,
    MissingExtraError,
    PeriodError,
    RecordError,
    UsageError,
    WordError,
)
from osce_tracker.model.chairs import Chairmanships
from osce_tracker.model.commitments import Commitment, Lever, Maker, StatusUpdate
from osce_tracker.model.dimensions import Section
from osce_tracker.model.editions import Edition
from osce_tracker.model.events import Event
from osce_tracker.model.periods import Period
from osce_tracker.model.statements import Stance
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.statuses import Status
from osce_tracker.plot import canvas, tiles
from osce_tracker.plot.chart import Chart
from osce_tracker.plot.delivery import levers
from osce_tracker.plot.lanes import timeline
from osce_tracker.plot.status import status_over_time
from osce_tracker.plot.tiles import support_map
from osce_tracker.tracker.tracker import Tracker
from tests import strategies

matplotlib = pytest.importorskip("matplotlib")

HOSTILE = (
    "$x_1$ and $\\frac{",
    "a\x00b\x1b[31m\u202ec\ufffe",
    "😀 中文 قصة",
    "W" * 3000,
    '<script>alert("x")</script> & id="q" url(#z)',
)
CHARTS = {
    "status": status_over_time,
    "timeline": timeline,
    "support": lambda tracker: support_map(tracker, on="2030-12-31"),
    "levers": lambda tracker: levers(tracker, "2025-12-31"),
}
SVG = "{http://www.w3.org/2000/svg}"


def promise(
    number, *, lever="chair", dimensions=("human",), title="T", made="2025-01-10", due=None, **updates
):
    """Return a commitment; updates are given as ``in_progress="2025-02-01"``."""
    return Commitment(
        id=f"X-{number:03}",
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


def event(number, when, status="held"):
    """Return an event."""
    return Event(
        id=f"E-{number}",
        title="E",
        body="B",
        kind="conference",
        dimensions=["human"],
        when=when,
        status=status,
    )


def texts(figure):
    """Return every text of a figure."""
    return [t.get_text() for t in figure.findobj(matplotlib.text.Text) if t.get_text()]


def labels(figure):
    """Return the texts of all legends of a figure."""
    legends = [*figure.legends, *(a.get_legend() for a in figure.axes if a.get_legend())]
    return [t.get_text() for legend in legends for t in legend.get_texts()]


def counts(row):
    """Return the numbers of a row by the label of their status, without zeros."""
    return {
        status.label: number for status, number in zip(canvas.STATUS_FILL, row[1:], strict=True) if number
    }


SMALL = (
    promise(1, in_progress="2025-02-10", fulfilled="2025-03-20"),
    promise(2, lever="consensus", made="2025-02", due="2025-03-05", blocked="2025-03-31"),
    promise(3, made="2025", fulfilled="2025-03-01"),
    promise(4, lever="consensus", made="2025-04-02"),
)


def test_status_over_time_counts_as_a_hand_does():
    """Four commitments, counted by hand at the ends of three months and on the last day of the period."""
    chart = status_over_time(Tracker(commitments=SMALL), "2025-01-01/2025-04-10")
    assert [
        {"not assessed": 1},
        {"in progress": 1, "not assessed": 1},
        {"fulfilled": 2, "blocked": 1},
        {"fulfilled": 2, "blocked": 1, "not assessed": 1},
    ] == [counts(row) for row in chart.rows]
    assert ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-10"] == [str(row[0]) for row in chart.rows]
    assert "Status of commitments up to 10 April 2025" == chart.title
    assert (
        "Commitments by status: on 31 January 2025 1 commitment, 1 not assessed; "
        "on 10 April 2025 4 commitments, 2 fulfilled, 1 blocked, 1 not assessed."
    ) == chart.text
    figure = chart.figure
    heights = {c.get_label(): [bar.get_height() for bar in c] for c in figure.axes[0].containers}
    assert {
        "fulfilled": [0, 0, 2, 2],
        "in progress": [0, 1, 0, 0],
        "blocked": [0, 0, 1, 1],
        "not assessed": [1, 1, 0, 1],
    } == heights
    assert ["not assessed (1)", "blocked (1)", "in progress (0)", "fulfilled (2)"] == labels(figure)
    assert {"Jan\n2025", "Apr\n2025"} <= set(texts(figure))


def test_status_over_time_agrees_with_views_of_each_day(tracker):
    """The numbers of the bundled data equal the counts of what had happened by each month's end."""
    for seen in (tracker, tracker.as_of("2025-07-15")):
        for row in status_over_time(seen, "2025").rows:
            made = seen.so_on(row[0]).commitments
            assert Counter(c.status_on(row[0]).label for c in made) == Counter(counts(row))


def test_status_over_time_begins_with_the_first_commitment_and_ends_with_the_last_update(tracker):
    """Without a period everything dated is drawn, at most 20 years of it."""
    days = [str(row[0]) for row in status_over_time(tracker).rows]
    assert ("2023-01-31", "2026-02-06") == (days[0], days[-1])
    old = Tracker(commitments=[promise(1, made="1975-08-01", fulfilled="2025-01-01")])
    assert 240 == len(status_over_time(old).rows)
    alone = Tracker(commitments=[promise(1, made="2025-03-05")])
    assert (
        status_over_time(alone).text == "Commitments by status: on 5 March 2025 1 commitment, 1 not assessed."
    )


def test_status_over_time_rejects_a_period_that_no_picture_holds():
    """A period of more than 20 years is an error that says how many months are accepted."""
    with pytest.raises(UsageError, match=r"2000-01-01/2025-01-01 has 301 months\. Choose at most 240"):
        status_over_time(Tracker(commitments=SMALL), "2000-01-01/2025-01-01")


def test_levers_writes_each_count_into_its_segment():
    """Segments and numbers of each bar are those counted by hand."""
    chart = levers(Tracker(commitments=SMALL), "2025-03-31")
    rows = {row[0].value: counts(row) for row in chart.rows}
    assert 5 == len(rows)
    assert {"chair": {"fulfilled": 2}, "consensus": {"blocked": 1}} == {
        lever: row for lever, row in rows.items() if row
    }
    figure = chart.figure
    axes = figure.axes[0]
    assert [2, 1] == [bar.get_width() for bar in axes.patches]
    numbers = [t.get_text().strip() for t in axes.texts if t.get_text().strip().isdigit()]
    assert ["2", "2", "0", "1", "1", "0", "0"] == numbers
    assert ["fulfilled", "blocked"] == labels(figure)
    assert (
        "Commitments by who delivers, 31 March 2025: Chair alone: 2 commitments, 2 fulfilled; "
        "OSCE structures: 0 commitments; all 57 States: 1 commitment, 1 blocked; "
        "individual States: 0 commitments; others outside: 0 commitments."
    ) == chart.text


def test_levers_writes_what_does_not_fit_into_a_segment_below():
    """A count that is wider than its segment is written below the bar."""
    many = [promise(n, fulfilled="2025-02-01") for n in range(200)]
    chart = levers(Tracker(commitments=[*many, promise(200), promise(201, lever="states")]), "2025-03-01")
    shown = [t.replace("\xa0", " ").strip() for t in texts(chart.figure)]
    assert {"200", "201"} <= set(shown)
    assert 2 == shown.count("Narrow segments: 1 not assessed")


def test_levers_agrees_with_the_commitments(tracker):
    """Totals are those of the bundled data on the day, lever by lever."""
    expected = Counter(c.lever for c in tracker.so_on("2025-12-31").commitments)
    rows = levers(tracker, "2025-12-31").rows
    assert [(lever, expected[lever]) for lever in Lever] == [
        (lever, sum(numbers)) for lever, *numbers in rows
    ]


def test_each_participating_state_has_one_tile():
    """The grid has the 57 States and nobody else, each in a place of its own."""
    expected = sorted(state.code for state in ot.states().participating)
    assert expected == sorted(tiles.PLACES)
    assert 57 == len(set(tiles.PLACES.values()))


def test_the_map_looks_roughly_like_one():
    """North America is at the left, Mongolia at the far right, the north above the south."""
    columns = {code: place[0] for code, place in tiles.PLACES.items()}
    rows = {code: place[1] for code, place in tiles.PLACES.items()}
    assert {"US", "CA"} == {code for code, column in columns.items() if column == 0}
    assert ["MN"] == [code for code, column in columns.items() if column == max(columns.values())]
    assert rows["FI"] < rows["EE"] < rows["LV"] < rows["LT"]
    assert columns["PT"] < columns["ES"] < columns["IT"] < columns["GR"] < columns["TR"] < columns["KZ"]
    assert columns["CH"] < columns["LI"] < columns["AT"]
    assert rows["IT"] == rows["SM"] < rows["VA"] < rows["MT"]


#: Each stance with its symbol and label.
SYMBOLS = {stance: f"{symbol} {stance.label}" for stance, symbol in zip(Stance, "▲△◇–▽▼", strict=True)}


def test_support_map_counts_what_positions_say(tracker):
    """Rows and legend hold the positions of all States but the Chair's own."""
    for about, on in (("chairmanship", None), ("agenda", "2025-03-31")):
        chart = support_map(tracker, about, on)
        found = positions(tracker, about, on).states
        stances = [(p.state, p.standing, p.own_stance or p.through_stance) for p in found]
        assert stances == list(chart.rows)
        own = Counter(p.own_stance for p in found if p.own)
        through = Counter(p.through_stance for p in found if not p.own)
        standings = Counter(p.standing.value for p in found)
        figure = chart.figure
        assert [
            *(f"{label} ({own[stance]} own, {through[stance]} group)" for stance, label in SYMBOLS.items()),
            f"filled: its own words ({standings['own']})",
            f"dashed: only a group spoke for it ({standings['through-group']})",
            f"no statement found; silence is not support ({standings['none']})",
            "the Chair's own State, not counted",
        ] == labels(figure)
        shown = texts(figure)
        assert [1] * 57 == [shown.count(state.code) for state in tracker.states.participating]
        symbols = Counter(SYMBOLS[stance][0] for *_, stance in stances if stance)
        assert (symbols, 1) == (Counter(text for text in shown if text in symbols), shown.count("Chair"))


def test_support_map_draws_frames_by_who_spoke(tracker):
    """A tile has a solid frame for own statements, a dashed one for those of groups."""
    frames = {}
    for patch in support_map(tracker).figure.axes[0].patches:
        frames[round(patch.get_x() + 0.44), round(patch.get_y() + 0.44)] = patch
    standings = {p.state: p.standing.value for p in positions(tracker).states}
    dashed = {code for code, place in tiles.PLACES.items() if frames[place].get_linestyle() != "-"}
    assert {code for code, standing in standings.items() if standing == "through-group"} == dashed
    thin = {code for code, place in tiles.PLACES.items() if frames[place].get_linewidth() < 1}
    assert {code for code, standing in standings.items() if standing == "none"} == thin
    white = {code for code, place in tiles.PLACES.items() if frames[place].get_facecolor() == (1, 1, 1, 1)}
    assert {code for code, standing in standings.items() if standing != "own"} == white


def test_support_map_of_several_chairs_says_so():
    """Each State in the chair has a tile for its position on the others; one Chair can be asked for."""
    joined = ot.load("all")
    chart = support_map(joined)
    assert chart.title.startswith("Positions on several Chairpersonships up to ")
    assert 57 == len(chart.rows)
    assert "Chair" not in texts(chart.figure)
    one = support_map(joined, chair="MT-2024")
    assert "Positions on the Chairpersonship of Malta up to 31 December 2024" == one.title
    assert one.rows == support_map(ot.load("malta-2024")).rows


def test_support_map_names_states_without_a_tile(tracker):
    """A participating State that the grid does not have is named below it and counted."""
    stranger = attrs.evolve(tracker.states["FI"], code="XX")
    chart = support_map(Tracker(states=StateRegistry([*tracker.states, stranger])), on="2025-12-31")
    assert "Without a tile: XX" in texts(chart.figure)
    expected = "Positions on the Chairpersonship up to 31 December 2025: 58 without a statement."
    assert expected == chart.text


def test_timeline_draws_what_runs_in_the_period():
    """Bars, updates and events are those of the period; what ended before or began after is left out."""
    tracker = Tracker(
        commitments=[
            *SMALL,
            promise(5, made="2024-01-01", due="2024-12-31", not_fulfilled="2024-12-20"),
            promise(6, made="2026", dimensions=("human", "politico-military")),
            promise(
                7, made="2024-01-01", due="2024-02", dimensions=("politico-military",), fulfilled="2025-03-03"
            ),
        ],
        events=[
            event(1, "2025-03-05"),
            event(2, "2025-03-30/2025-04-02"),
            event(3, "2025-03"),
            event(4, "2025-03-06", "cancelled"),
            event(5, "2025-05-01"),
        ],
    )
    chart = timeline(tracker, "2025-01-01/2025-03-31")
    assert chart.text.endswith(": 4 commitments; updates: 3 fulfilled, 1 in progress, 1 blocked; events: 3.")
    assert [
        ("X-007", "2025-03-03", "fulfilled"),
        ("X-001", "2025-02-10", "in-progress"),
        ("X-001", "2025-03-20", "fulfilled"),
        ("X-002", "2025-03-31", "blocked"),
        ("X-003", "2025-03-01", "fulfilled"),
    ] == [(row[1], str(row[5]), row[6]) for row in chart.rows]
    figure = chart.figure
    assert ["X-007", "X-001", "X-002", "X-003"] == [t for t in texts(figure) if t.startswith("X-")]
    assert ["update: fulfilled", "update: in progress", "update: blocked"] == labels(figure)[4:]
    later = timeline(tracker, "2026-12", SMALL[:2])
    assert ": 1 commitment; no updates; events: 0." in later.text
    nothing = timeline(tracker, "2023")
    assert "Timeline of commitments, 2023: none." == nothing.text
    assert "No commitments to show." in texts(nothing.figure)
    # What was closed before, with a deadline yet to come, is neither open nor updated.
    assert [("X-002", None, None)] == [(row[1], *row[5:]) for row in later.rows]


def test_timeline_shows_what_is_open_after_its_deadline():
    """A promise whose deadline has passed is drawn as long as it is open."""
    due = [promise(0, due="2025-01", **{word: "2025-02-01"}) for word in ("planned", "fulfilled")]
    shown = [timeline(Tracker(commitments=[one]), "2025-03").rows for one in due]
    assert [1, 0] == list(map(len, shown))


def test_levers_say_of_which_day_they_are(tracker):
    """Without a day it is the last of the term, and the subtitle says why; a later day has a note."""
    assert levers(tracker) == levers(tracker, "2025-12-31")
    texts = [
        " ".join(text.get_text() for text in chart.figure.texts)
        for chart in (levers(tracker), levers(tracker, "2026-03-16"))
    ]
    assert ["the last day of the term" in text for text in texts] == [True, False]
    assert ["known up to 15 March 2026" in text for text in texts] == [False, True]


def test_timeline_says_how_many_rows_are_left_out():
    """At most 60 rows are drawn, in the order of dimensions and ids."""
    many = [promise(n, dimensions=(("human",), ("politico-military",))[n % 2]) for n in range(61)]
    chart = timeline(Tracker(commitments=many), "2025")
    shown = texts(chart.figure)
    assert 60 == sum(text.startswith("X-") for text in shown) == len(chart.rows)
    assert "and 1 more, not shown" in shown
    assert "61 commitments (60 shown); no updates" in chart.text
    headings = [t for t in shown if t in {s.label for s in Section}]
    assert ["Politico-military dimension", "Human dimension"] == headings


def test_timeline_shows_the_term_of_the_chair_or_everything_dated(tracker):
    """The period follows from the Chair of the data set, otherwise from the records."""
    assert "Timeline of commitments, 2025" == timeline(tracker).title
    edition = Edition(name="n", title="T", version="1", compiled="2026-01-01", chair="FI-2025")
    known = Tracker(commitments=SMALL, edition=edition, chairs=ot.chairs())
    assert "Timeline of commitments, 2025" == timeline(known).title
    records = Tracker(
        commitments=SMALL, events=[event(1, "2024-12-24")], edition=edition, chairs=Chairmanships(())
    )
    span = Period("2024-12-24/2025-12-31").readable
    assert f"Timeline of commitments, {span}" == timeline(records).title
    nobody = Tracker(commitments=SMALL, edition=attrs.evolve(edition, chair=None))
    assert "Timeline of commitments, 2025" == timeline(nobody).title


def test_labels_of_the_time_axis_are_months_or_days():
    """A long period is labelled by months, a short one by days; never more than fit next to each other."""
    always = Tracker(commitments=[promise(1, made="0001-01-01", due="9999-12-31")])
    for period, expected in (
        ("2025", ["Jan 2025", "Mar 2025", "May 2025", "Jul 2025", "Sep 2025", "Nov 2025"]),
        ("2025-02-10/2025-05-01", ["Mar 2025", "Apr 2025", "May 2025"]),
        (
            "2025-02-10/2025-03-01",
            [f"{day} February 2025" for day in (10, 15, 20, 25)],
        ),
        ("2025-02-10", ["10 February 2025"]),
        ("9999-12", [f"{day} December 9999" for day in (1, 9, 17, 25)]),
    ):
        shown = [t.get_text() for t in timeline(always, period).figure.axes[0].get_xticklabels()]
        assert expected == [label.replace("\xa0", " ") for label in shown]


def test_the_whole_calendar_can_be_drawn():
    """A timeline can hold the first and the last day of the calendar."""
    tracker = Tracker(commitments=[promise(1, made="0001-01-01", due="9999-12-31", fulfilled="9999-12-31")])
    chart = timeline(tracker)
    assert "1 fulfilled" in chart.text
    assert chart.to_bytes("png", dpi=40)


def test_a_tracker_without_records_is_drawn():
    """An empty tracker gives a picture that says so, in every format."""
    for name, make in CHARTS.items():
        chart = make(Tracker())
        assert chart.text.endswith((": none.", ": 57 without a statement."))
        assert "Data: not one named edition." in texts(chart.figure), name
        assert b"\x89PNG" == chart.to_bytes("png", dpi=30)[:4]
        assert "<svg" == chart.to_svg()[:4]


def test_a_view_says_that_it_is_one(tracker):
    """Subtitle and note name the day as of which the public record is shown."""
    for name, make in CHARTS.items():
        shown = [t.replace("\xa0", " ") for t in texts(make(tracker.as_of("2025-06-30")).figure)]
        notes = [t for t in shown if t.startswith("Data: ") and t.endswith("; as known on 30 June 2025.")]
        subtitle = f"{tracker.edition.title}, as known on 30 June 2025"
        assert (1, 1) == (len(notes), sum(t.startswith(subtitle) for t in shown)), name


def hostile_tracker():
    """Return a tracker whose texts break what does not escape them."""
    return Tracker(
        commitments=[promise(n, title=title, due="2025-05") for n, title in enumerate(HOSTILE)],
        edition=Edition(name=HOSTILE[4], title="".join(HOSTILE), version=HOSTILE[0], compiled="2025-12-31"),
    )


def test_hostile_texts_are_drawn_as_texts():
    """Formulas, control characters, foreign scripts and markup come out as text."""
    hostile = hostile_tracker()
    for name, make in CHARTS.items():
        svg = make(hostile).to_svg()
        shown = "".join(ET.fromstring(svg).itertext())  # noqa: S314 (our own text)
        assert "$x_1$" in shown, name
        assert "<script" not in svg, name
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ufffe]", svg), name
    # The timeline has all these texts.
    chart = timeline(hostile)
    assert (b"\x89PNG", b"%PDF") == (chart.to_bytes("png", dpi=30)[:4], chart.to_bytes("pdf")[:4])


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_cut_off_or_covers_another(tracker, name):
    """Every text of the bundled data is inside the picture, and no two texts overlap."""
    figure = CHARTS[name](tracker).figure
    with canvas.house_style():
        figure.draw_without_rendering()
        ticks = [
            (tick, *sorted(axis.get_view_interval()))
            for axes in figure.axes
            for axis in (axes.xaxis, axes.yaxis)
            for tick in axis.get_major_ticks()
        ]
        unused = {tick.label1 for tick, low, high in ticks if not low <= tick.get_loc() <= high}
        every = [t for t in figure.findobj(matplotlib.text.Text) if t not in unused and t.get_visible()]
        shown = [t for t in every if t.get_text().strip()]
        boxes = [t.get_window_extent() for t in shown]
    page = figure.bbox
    assert [] == [
        t.get_text()
        for t, box in zip(shown, boxes, strict=True)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > page.x1 or box.y1 > page.y1
    ]
    pairs = [
        (one.get_text(), two.get_text())
        for n, (one, a) in enumerate(zip(shown, boxes, strict=True))
        for two, b in zip(shown[n + 1 :], boxes[n + 1 :], strict=True)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]
    assert [] == pairs


@pytest.mark.parametrize("name", CHARTS)
def test_svg_can_be_part_of_a_page(tracker, name):
    """One element with title and description, its own ids, no style sheet and nothing from outside."""
    chart = CHARTS[name](tracker)
    svg = chart.to_svg(prefix="p1-")
    root = ET.fromstring(svg)  # noqa: S314 (our own text)
    assert svg.startswith("<svg ")
    assert "img" == root.get("role")
    assert [(f"{SVG}title", chart.title), (f"{SVG}desc", chart.text)] == [(e.tag, e.text) for e in root][:2]
    assert "p1-title p1-desc" == root.get("aria-labelledby")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert [] == [found for found in ids if not found.startswith("p1-")]
    targets = re.findall(r'(?:href="|url\()#([^")]*)', svg)
    assert set() == set(targets) - set(ids)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert set() == tags & {"style", "script", "metadata", "image", "a", "foreignObject"}
    outside = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert outside >= set(re.findall(r"\w+://[^\"' <)]*", svg))


def test_title_and_text_of_any_chart_are_escaped():
    """A chart of the user's own can have any title and text."""

    def draw():
        return matplotlib.figure.Figure()

    own = Chart(title=HOSTILE[4], key="k", draw=draw, text=HOSTILE[1])
    title, desc = list(ET.fromstring(own.to_svg()))[:2]  # noqa: S314 (our own text)
    assert (HOSTILE[4], "a<U+0000>b<U+001B>[31m<U+202E>c<U+FFFE>") == (title.text, desc.text)
    assert b"%PDF" == own.to_bytes("pdf")[:4]

    def linked():
        figure = draw()
        figure.text(0, 0, "elsewhere", url="#sec")
        return figure

    assert 'href="#sec"' in attrs.evolve(own, draw=linked).to_svg("p-")
    for wrong in ({"title": 7}, {"draw": 7}, {"rows": "ab"}, {"rows": [[0.5]]}, {"columns": [1]}):
        with pytest.raises(RecordError, match=next(iter(wrong))):
            attrs.evolve(own, **wrong)


def test_a_prefix_of_ids_is_checked():
    """A prefix that can't begin an id everywhere is rejected."""
    for prefix in ("1", "a b", 'x"', "é", "-", "a\n"):
        with pytest.raises(UsageError, match=r"is not a prefix of ids\. Use ASCII letters"):
            levers(Tracker(), "2025-12-31").to_svg(prefix=prefix)


DIGESTS = """
import hashlib, sys
import osce_tracker as ot
tracker = ot.load()
charts = (ot.plot.status_over_time(tracker), ot.plot.timeline(tracker),
          ot.plot.support_map(tracker, on="2030-12-31"), ot.plot.levers(tracker, "2025-12-31"))
assert "matplotlib" not in sys.modules
for chart, forms in zip(charts, (["svg"], ["svg"], ["svg", "png"], ["svg", "pdf"])):
    for form in forms:
        print(hashlib.sha256(chart.to_bytes(form, dpi=50)).hexdigest())
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
    charts = [pickle.loads(pickle.dumps(draw(tracker))) for draw in CHARTS.values()]  # noqa: S301 (our own)
    last_first = [charts[3].to_bytes("pdf"), charts[3].to_bytes("svg"), charts[2].to_bytes("png", dpi=50)]
    last_first += [chart.to_bytes("svg") for chart in charts[2::-1]]
    found = [hashlib.sha256(content).hexdigest() for content in last_first[::-1]]
    assert (found, "") == (run.stdout.split(), run.stderr)


def test_the_settings_of_the_caller_stay_and_do_not_matter(tracker, capsys):
    """Settings of matplotlib are the same after a chart as before, and change nothing in it."""
    before = dict(matplotlib.rcParams.copy())
    expected = levers(tracker, "2025-12-31").to_svg()
    assert before == dict(matplotlib.rcParams.copy())
    theirs = {"font.size": 30, "savefig.bbox": "tight", "axes.facecolor": "red", "svg.fonttype": "path"}
    with matplotlib.rc_context(theirs):
        assert expected == levers(tracker, "2025-12-31").to_svg()
    assert ("", "") == capsys.readouterr()


def test_the_format_is_a_name_or_a_suffix():
    """Each format can be given as a name or a suffix, in any case of letters; others are an error."""
    chart = levers(Tracker(commitments=SMALL), "2025-03-31")
    assert chart.to_bytes("svg") == chart.to_bytes(".SVG") == chart.to_svg().encode()
    assert chart.to_bytes() == chart.to_bytes(".png", dpi=150)
    with pytest.raises(FormatError, match="png"):
        chart.to_bytes("gif")
    with pytest.raises(UsageError, match="dpi"):
        chart.to_bytes("png", dpi=0)


def test_a_notebook_shows_the_picture_with_its_text():
    """The picture carries its text alternative."""
    chart = levers(Tracker(commitments=SMALL), "2025-03-31")
    png, metadata = chart._repr_png_()
    assert (b"\x89PNG", {"alt": chart.text}) == (png[:4], metadata)


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch, tracker):
    """A chart has its numbers without matplotlib; only the picture needs it, and says what to install."""
    chart = support_map(tracker)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert chart.rows
    with pytest.raises(MissingExtraError, match=r'^Charts need .* pip install "osce-tracker\[plot\]"$'):
        assert chart.figure


def test_wrong_arguments_are_named(tracker):
    """Days, periods and words are checked when the chart is made."""
    for make, period in ((levers, "2025-02-30"), (status_over_time, "soon"), (timeline, "Q3")):
        with pytest.raises(PeriodError):
            make(tracker, period)
    with pytest.raises(WordError):
        support_map(tracker, "weather")


def test_the_functions_are_found_on_the_package():
    """The package names its functions, and says what it does not have."""
    assert ["levers", "status_over_time", "support_map", "timeline"] == dir(ot.plot)
    assert (levers, timeline) == (ot.plot.levers, ot.plot.timeline)
    with pytest.raises(AttributeError, match="no attribute 'pie'"):
        assert ot.plot.pie


def test_every_status_and_stance_has_a_look_of_its_own():
    """Fill with hatching, or with a symbol, distinguishes any two words, and so do markers."""
    assert set(Status) == set(canvas.STATUS_FILL)
    assert set(Stance) == set(canvas.STANCE_LOOK)
    assert len(canvas.STATUS_FILL) == len({fill for fill, _ in canvas.STATUS_FILL.values()})
    hatched = [hatch for _, hatch in canvas.STATUS_FILL.values() if hatch]
    assert 7 == len(hatched) == len(set(hatched))
    looks = canvas.STANCE_LOOK.values()
    assert (6, 6) == (len({look.symbol for look in looks}), len({look.fill for look in looks}))
    markers = {status: canvas.marker(status) for status in Status if status != "not-assessed"}
    assert 8 == len({(look["marker"], look["fillstyle"]) for look in markers.values()})


@settings(max_examples=5)
@given(strategies.trackers)
def test_any_tracker_can_be_drawn(tracker):
    """No records break a chart, and its text counts all commitments that it is about."""
    for name in ("timeline", "support", "levers"):
        ET.fromstring(CHARTS[name](tracker).to_svg())  # noqa: S314 (our own text)
    made = sum(c.made_on.last <= Period("2027").last for c in tracker.commitments)
    expected = f" {made} commitment" if made else "none"
    assert expected in status_over_time(tracker, "2027-12-31").text
