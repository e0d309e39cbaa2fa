"""Plots: what they count, what they say to who cannot see them, and that their files are safe and stable."""

import hashlib
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker import plot
from osce_tracker.errors import FormatError, MissingExtraError, PeriodError, UsageError, WordError
from osce_tracker.model.chairs import Chairmanships
from osce_tracker.model.commitments import Lever
from osce_tracker.model.dimensions import Section
from osce_tracker.model.editions import Edition
from osce_tracker.model.periods import Period
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.statuses import Status
from osce_tracker.plot import canvas as drawing
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
DRAWN = {
    "status": plot.status_over_time,
    "timeline": plot.timeline,
    "map": plot.support_map,
    "levers": lambda tracker: plot.levers(tracker, "2025-12-31"),
}
SVG = "{http://www.w3.org/2000/svg}"


def promise(
    number, *, lever="chair", dimensions=("human",), title="T", made="2025-01-10", due=None, **updates
):
    """Return a commitment; updates are given as ``in_progress="2025-02-01"``."""
    return ot.Commitment(
        id=f"X-{number:03}",
        title=title,
        text="t",
        made_by=ot.Maker(type="chair", name="Chair"),
        dimensions=dimensions,
        kind="activity",
        lever=lever,
        made_on=made,
        due=due,
        updates=[
            ot.StatusUpdate(date=day, status=status.replace("_", "-"), summary="s")
            for status, day in updates.items()
        ],
    )


def event(number, when, status="held", dimensions=("human",)):
    """Return an event."""
    return ot.Event(
        id=f"E-{number}",
        title="E",
        body="B",
        kind="conference",
        dimensions=dimensions,
        when=when,
        status=status,
    )


def bars(figure):
    """Return the heights of the stacked bars of a figure by label."""
    return {c.get_label(): [p.get_height() for p in c] for c in figure.axes[0].containers}


def texts(figure):
    """Return every text of a figure."""
    return [t.get_text() for t in figure.findobj(matplotlib.text.Text) if t.get_text()]


def labels(figure):
    """Return the texts of all legends of a figure."""
    legends = [*figure.legends, *(a.get_legend() for a in figure.axes if a.get_legend())]
    return [t.get_text() for legend in legends for t in legend.get_texts()]


SMALL = (
    promise(1, in_progress="2025-02-10", fulfilled="2025-03-20"),
    promise(2, lever="consensus", made="2025-02", due="2025-03-05", blocked="2025-03-31"),
    promise(3, made="2025", fulfilled="2025-03-01"),
    promise(4, lever="consensus", made="2025-04-02"),
)


def test_status_over_time_counts_as_a_hand_does():
    """Four commitments, counted by hand at the ends of three months and on the last day of the period."""
    figure = plot.status_over_time(Tracker(commitments=SMALL), "2025-01-01/2025-04-10")
    expected = {
        "fulfilled": [0, 0, 2, 2],
        "in progress": [0, 1, 0, 0],
        "blocked": [0, 0, 1, 1],
        "not assessed": [1, 1, 0, 1],
    }
    assert expected == bars(figure)
    assert ["not assessed (1)", "blocked (1)", "in progress (0)", "fulfilled (2)"] == labels(figure)
    assert (
        "Commitments by status: on 2025-01-31 1 commitment, 1 not assessed; "
        "on 2025-04-10 4 commitments, 2 fulfilled, 1 blocked, 1 not assessed."
    ) == plot.text_alternative(figure)


@pytest.mark.parametrize("as_of", [None, "2025-07-15"])
def test_status_over_time_agrees_with_views_of_each_day(tracker, as_of):
    """The bars of the bundled data equal the counts of what had happened by each month's end."""
    seen = tracker if as_of is None else tracker.as_of(as_of)
    drawn = bars(plot.status_over_time(seen, "2025"))
    for month in range(12):
        day = Period(f"2025-{month + 1:02}").last
        expected = Counter(c.status_on(day).label for c in seen.so_on(day).commitments)
        assert expected == Counter({name: int(tall[month]) for name, tall in drawn.items() if tall[month]})


def test_status_over_time_begins_with_the_first_commitment_and_ends_with_the_last_update(tracker):
    """Without a period all that is dated is drawn, at most 20 years of it."""
    told = plot.text_alternative(plot.status_over_time(tracker))
    assert ["2023-01-31", "2026-02-02"] == re.findall(r"on (\d{4}-\d\d-\d\d)", told)
    old = Tracker(commitments=[promise(1, made="1975-08-01", fulfilled="2025-01-01")])
    assert [240, 240] == [len(tall) for tall in bars(plot.status_over_time(old)).values()]
    alone = Tracker(commitments=[promise(1, made="2025-03-05")])
    expected = "Commitments by status: on 2025-03-05 1 commitment, 1 not assessed."
    assert expected == plot.text_alternative(plot.status_over_time(alone))


def test_status_over_time_refuses_what_no_picture_holds():
    """A period of more than 20 years is an error that says how many months are accepted."""
    with pytest.raises(UsageError, match="2000-01-01/2025-01-01 has 301 months; accepted: up to 240"):
        plot.status_over_time(Tracker(commitments=SMALL), "2000-01-01/2025-01-01")


def test_levers_writes_each_count_into_its_segment():
    """Segments and numbers of each bar are those counted by hand."""
    figure = plot.levers(Tracker(commitments=SMALL), "2025-03-31")
    axes = figure.axes[0]
    assert [2, 1] == [bar.get_width() for bar in axes.patches]
    numbers = [t.get_text().strip() for t in axes.texts]
    assert ["2", "2", "0", "1", "1", "0", "0"] == numbers
    assert ["fulfilled", "blocked"] == labels(figure)
    assert (
        "Commitments by who delivers, 2025-03-31: Chair alone: 2 commitments, 2 fulfilled; "
        "OSCE structures: 0 commitments; consensus of the 57: 1 commitment, 1 blocked; "
        "States: 0 commitments; events outside: 0 commitments."
    ) == plot.text_alternative(figure)


def test_levers_tells_what_does_not_fit_into_a_segment():
    """A count that is wider than its segment stands beneath the bar."""
    many = [promise(n, fulfilled="2025-02-01") for n in range(200)]
    figure = plot.levers(
        Tracker(commitments=[*many, promise(200), promise(201, lever="states")]), "2025-03-01"
    )
    written = [t.get_text().strip().replace("\xa0", " ") for t in figure.axes[0].texts]
    assert ["200", "201", "Narrow segments: 1 not assessed"] == written[:3]
    assert 2 == written.count("Narrow segments: 1 not assessed")


def test_levers_agrees_with_the_scorecard(tracker):
    """Totals are those that the bundled data have on the day, lever by lever."""
    figure = plot.levers(tracker, "2025-12-31")
    expected = Counter(c.lever for c in tracker.so_on("2025-12-31").commitments)
    drawn = [int(t.get_text()) for t in figure.axes[0].texts if t.get_text().startswith("\xa0\xa0")]
    assert [expected[lever] for lever in Lever] == drawn


def test_each_participating_state_has_one_tile():
    """The grid has the 57 and nobody else, each in a place of its own."""
    expected = sorted(state.code for state in ot.states().participating)
    in_grid = [code for line in drawing._GRID for code in line.split() if code != ".."]
    assert expected == sorted(in_grid)
    assert 57 == len(set(drawing.PLACES.values()))
    assert {16} == {len(line.split()) for line in drawing._GRID}


def test_the_map_looks_roughly_like_one():
    """North America stands at the left, Mongolia at the far right, the north above the south."""
    columns = {code: place[0] for code, place in drawing.PLACES.items()}
    rows = {code: place[1] for code, place in drawing.PLACES.items()}
    assert {"US", "CA"} == {code for code, column in columns.items() if column == 0}
    assert ["MN"] == [code for code, column in columns.items() if column == max(columns.values())]
    assert rows["FI"] < rows["EE"] < rows["LV"] < rows["LT"]
    assert columns["PT"] < columns["ES"] < columns["IT"] < columns["GR"] < columns["TR"] < columns["KZ"]


@pytest.mark.parametrize(("about", "on"), [("chairmanship", None), ("agenda", "2025-03-31")])
def test_support_map_counts_what_positions_say(tracker, about, on):
    """The legend counts the stances and standings of all States but the Chair's own."""
    figure = plot.support_map(tracker, about, on)
    found = ot.positions(tracker, about, on).states
    stances = Counter(p.stance for p in found)
    standings = Counter(p.standing.value for p in found)
    assert [
        *(f"{stance.label} ({stances[stance]})" for stance in ot.Stance),
        f"spoke itself ({standings['own']})",
        f"only groups or others spoke for it ({standings['through-group']})",
        f"-  no statement is known; silence is no position ({standings['none']})",
        "the Chair's own State, not counted",
    ] == labels(figure)
    shown = texts(figure)
    assert [1] * 57 == [shown.count(state.code) for state in tracker.states.participating]
    assert (standings["none"], 1) == (shown.count("-"), shown.count("Chair"))


def test_support_map_draws_frames_by_who_spoke(tracker):
    """A tile has a solid frame for own statements, a dashed one for those of groups."""
    figure = plot.support_map(tracker)
    frames = {}
    for patch in figure.axes[0].patches:
        if not patch.get_fill() and patch.get_width() == 0.88:
            frames[round(patch.get_x() + 0.44), round(patch.get_y() + 0.44)] = patch
    positions = {p.state: p.standing.value for p in ot.positions(tracker).states}
    dashed = {code for code, place in drawing.PLACES.items() if frames[place].get_linestyle() != "-"}
    assert {code for code, standing in positions.items() if standing == "through-group"} == dashed
    thin = {code for code, place in drawing.PLACES.items() if frames[place].get_linewidth() < 1}
    assert {code for code, standing in positions.items() if standing == "none"} == thin


def test_support_map_tells_who_has_no_tile(tracker):
    """A participating State that the grid does not have is named beneath it and counted."""
    stranger = attrs.evolve(tracker.states["FI"], code="XX")
    registry = StateRegistry([*tracker.states, stranger])
    figure = plot.support_map(Tracker(states=registry))
    assert "Without a tile: XX" in texts(figure)
    expected = "Positions on the Chairpersonship: 58 without a statement."
    assert expected == plot.text_alternative(figure)


def test_timeline_draws_what_runs_in_the_period():
    """Bars, updates and events are those of the period; what ended before or began after is left out."""
    tracker = Tracker(
        commitments=[
            *SMALL,
            promise(5, made="2024-01-01", due="2024-12-31"),
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
    figure = plot.timeline(tracker, "2025-Q1")
    assert (
        "Timeline of commitments, 2025-Q1: 4 commitments, 4 of them drawn; updates drawn: 3 fulfilled, "
        "1 in progress, 1 blocked; events drawn: 3."
    ) == plot.text_alternative(figure)
    shown = [text for text in texts(figure) if text.startswith("X-")]
    assert ["X-007", "X-001", "X-002", "X-003"] == shown
    assert ["update: fulfilled", "update: in progress", "update: blocked"] == labels(figure)[4:]
    human = plot.text_alternative(plot.timeline(tracker, "2026-12", "human"))
    assert "4 commitments, 4 of them drawn; updates drawn: none; events drawn: 0." in human


def test_timeline_says_how_many_rows_are_left_out():
    """At most 60 rows are drawn, by section and id."""
    many = [promise(n, dimensions=(("human",), ("politico-military",))[n % 2]) for n in range(61)]
    shown = texts(plot.timeline(Tracker(commitments=many), "2025"))
    assert 60 == sum(text.startswith("X-") for text in shown)
    assert "and 1 more commitment, not shown" in shown
    headings = [t for t in shown if t in {s.label for s in Section}]
    assert ["Politico-military dimension", "Human dimension"] == headings


def test_timeline_shows_the_term_of_the_chair_or_all_that_is_dated(tracker):
    """The period follows from the Chair of the data set, else from the records."""
    assert "Timeline of commitments, 2025:" in plot.text_alternative(plot.timeline(tracker))
    edition = Edition(name="n", title="T", version="1", compiled="2026-01-01", chair="FI-2025")
    known = Tracker(commitments=SMALL, edition=edition, chairs=ot.chairs())
    assert "Timeline of commitments, 2025:" in plot.text_alternative(plot.timeline(known))
    for chairs in (Chairmanships(()), None):
        records = Tracker(commitments=SMALL, events=[event(1, "2024-12-24")], edition=edition, chairs=chairs)
        expected = "Timeline of commitments, 2024-12-24 to 2025-12-31: 4 commitments"
        assert plot.text_alternative(plot.timeline(records)).startswith(expected)
    nobody = Tracker(commitments=SMALL, edition=attrs.evolve(edition, chair=None))
    expected = "Timeline of commitments, 2025: 4 commitments"
    assert plot.text_alternative(plot.timeline(nobody)).startswith(expected)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2025", ["2025-01", "2025-03", "2025-05", "2025-07", "2025-09", "2025-11"]),
        ("2025-02-10/2025-05-01", ["2025-03", "2025-04", "2025-05"]),
        ("2025-02-10/2025-03-01", ["2025-02-10", "2025-02-14", "2025-02-18", "2025-02-22", "2025-02-26"]),
        ("2025-02-10", ["2025-02-10"]),
        ("9999-12", ["9999-12-01", "9999-12-08", "9999-12-15", "9999-12-22", "9999-12-29"]),
    ],
)
def test_ticks_stand_at_months_or_days(period, expected):
    """A long period is marked at months, a short one at days; never more than fit beside each other."""
    assert expected == list(plot._ticks(Period(period)))


def test_the_whole_calendar_can_be_drawn():
    """Neither the first nor the last day of the calendar is beyond a timeline."""
    tracker = Tracker(commitments=[promise(1, made="0001-01-01", due="9999-12-31", fulfilled="9999-12-31")])
    assert "1 fulfilled" in plot.text_alternative(plot.timeline(tracker))
    plot.to_png(plot.timeline(tracker), dpi=40)


@pytest.mark.parametrize("name", DRAWN)
def test_a_tracker_without_records_is_drawn(name):
    """An empty tracker gives a figure that says so, in every format."""
    figure = DRAWN[name](Tracker())
    assert plot.text_alternative(figure).endswith((": none.", ": 57 without a statement."))
    assert "Data: own records, without a version." in texts(figure)
    assert b"\x89PNG" == plot.to_png(figure, dpi=30)[:4]
    assert "<svg" == plot.to_svg(figure)[:4]


@pytest.mark.parametrize("name", DRAWN)
def test_a_view_says_that_it_is_one(tracker, name):
    """Subtitle and note tell as of when the public record is shown."""
    shown = texts(DRAWN[name](tracker.as_of("2025-06-30")))
    edition = tracker.edition
    note = f"Data: {edition.name}, version {edition.version}; as the public record stood on 2025-06-30."
    assert note in shown
    assert any(text.startswith(f"{edition.title}, as the public record stood on") for text in shown)
    whole = f"Data: {edition.name}, version {edition.version}; the public record as read until "
    assert f"{whole}{edition.compiled}." in texts(DRAWN[name](tracker))


def hostile_tracker():
    """Return a tracker whose texts break what does not escape them."""
    return Tracker(
        commitments=[promise(n, title=title, due="2025-05") for n, title in enumerate(HOSTILE)],
        edition=Edition(name=HOSTILE[4], title="".join(HOSTILE), version=HOSTILE[0], compiled="2025-12-31"),
    )


@pytest.mark.parametrize("name", DRAWN)
def test_hostile_texts_are_drawn_as_texts(name):
    """Formulas, control characters, foreign scripts and markup come out as themselves or as ``?``."""
    figure = DRAWN[name](hostile_tracker())
    svg = plot.to_svg(figure)
    shown = "".join(ET.fromstring(svg).itertext())  # noqa: S314 (our own text)
    assert "$x_1$" in shown
    assert "<script" not in svg
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ufffe]", svg)
    assert b"\x89PNG" == plot.to_png(figure, dpi=30)[:4]
    assert b"%PDF" == plot.to_pdf(figure)[:4]
    assert all(text.get_parse_math() is False for text in figure.texts)


def test_long_titles_are_cut_where_their_room_ends():
    """A text that is too wide ends in an ellipsis and is no wider than its room."""
    figure = plot.timeline(hostile_tracker(), "2025")
    cut = [t for t in figure.texts if t.get_text().startswith("WWW")]
    assert ["…"] == [t.get_text()[-1] for t in cut]
    width = cut[0].get_window_extent(figure.canvas.get_renderer()).width / figure.dpi
    assert 3.5 < width < 4.0
    nothing = drawing.sheet(Tracker(), "title", "", 3.0)
    drawing.write(nothing, 1, 1, "title", 0)
    assert "…" in texts(nothing)


@pytest.mark.parametrize("name", DRAWN)
def test_svg_can_stand_inside_a_page(tracker, name):
    """One element with title and description, own ids, no style sheet and nothing from outside."""
    figure = DRAWN[name](tracker)
    svg = plot.to_svg(figure, prefix="p1-")
    root = ET.fromstring(svg)  # noqa: S314 (our own text)
    assert svg.startswith("<svg ")
    assert "img" == root.get("role")
    assert [f"{SVG}title", f"{SVG}desc"] == [child.tag for child in root][:2]
    assert [plot.text_alternative(figure)] == [child.text for child in root][1:2]
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


@pytest.mark.parametrize("prefix", ["1", "a b", 'x"', "é", "-", "a\n"])
def test_a_prefix_of_ids_is_checked(prefix):
    """What could not stand in an id everywhere is refused."""
    with pytest.raises(UsageError, match="is no prefix of ids; accepted: ASCII letters"):
        plot.to_svg(plot.levers(Tracker(), "2025-12-31"), prefix=prefix)


DIGESTS = """
import hashlib, sys
import osce_tracker as ot
from osce_tracker import plot
assert "matplotlib" not in sys.modules
tracker = ot.load()
figures = (plot.status_over_time(tracker), plot.timeline(tracker), plot.support_map(tracker),
           plot.levers(tracker, "2025-12-31"))
contents = [plot.to_svg(figure).encode() for figure in figures]
contents += [plot.to_png(figure) for figure in figures]
contents += [plot.to_pdf(figures[1])]
for content in contents:
    print(hashlib.sha256(content).hexdigest())
assert "matplotlib.pyplot" not in sys.modules
"""


def test_files_are_equal_from_process_to_process(tracker):
    """Two processes with other hash seeds, and this one, write the same bytes; twice does not matter."""
    runs = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", DIGESTS],
            env=os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": f"{seed}000", "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        for seed, zone in (("1", "UTC"), ("2", "Asia/Almaty"))
    ]
    assert ["", ""] == [run.stderr for run in runs]
    assert runs[0].stdout == runs[1].stdout
    figures = [draw(tracker) for draw in DRAWN.values()]
    contents = [*map(plot.to_png, figures), plot.to_pdf(figures[1])]
    # In another order: what was written before does not matter.
    contents = [*(plot.to_svg(figure).encode() for figure in figures), *contents]
    here = [hashlib.sha256(content).hexdigest() for content in contents]
    assert here == runs[0].stdout.split()


def test_the_settings_of_the_caller_stay_and_do_not_matter(tracker, capsys):
    """Settings of matplotlib are the same after a plot as before, and change nothing in it."""
    before = dict(matplotlib.rcParams.copy())
    expected = plot.to_svg(plot.levers(tracker, "2025-12-31"))
    assert before == dict(matplotlib.rcParams.copy())
    theirs = {"font.size": 30, "savefig.bbox": "tight", "axes.facecolor": "red", "svg.fonttype": "path"}
    with matplotlib.rc_context(theirs):
        assert expected == plot.to_svg(plot.levers(tracker, "2025-12-31"))
    assert ("", "") == capsys.readouterr()


def test_save_chooses_by_the_suffix(tmp_path):
    """Each suffix gives the bytes of its function, in any case of letters; another is an error."""
    figure = plot.levers(Tracker(commitments=SMALL), "2025-03-31")
    expected = {
        "a.svg": plot.to_svg(figure).encode(),
        "b.PNG": plot.to_png(figure),
        "c.pdf": plot.to_pdf(figure),
    }
    for name, content in expected.items():
        plot.save(figure, tmp_path / name)
        assert content == (tmp_path / name).read_bytes()
    with pytest.raises(FormatError, match=r"unknown format '\.gif'; accepted: \.svg, \.png, \.pdf"):
        plot.save(figure, str(tmp_path / "d.gif"))


def test_a_figure_of_another_origin_has_no_description():
    """Only figures of this module can be told in words."""
    with pytest.raises(UsageError, match=r"is no figure of osce_tracker\.plot"):
        plot.text_alternative(matplotlib.figure.Figure())


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch, tracker):
    """A missing library gives one line with the command that installs it."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r'^Plots need .* pip install "osce-tracker\[plot\]"$'):
        plot.support_map(tracker)


def test_wrong_arguments_are_named(tracker):
    """Days, periods and words are checked before anything is drawn."""
    with pytest.raises(PeriodError):
        plot.levers(tracker, "2025-02-30")
    with pytest.raises(PeriodError):
        plot.status_over_time(tracker, "soon")
    with pytest.raises(PeriodError):
        plot.timeline(tracker, "Q3")
    with pytest.raises(WordError):
        plot.timeline(tracker, dimension="fourth")
    with pytest.raises(WordError):
        plot.support_map(tracker, "weather")


def test_every_status_and_stance_has_a_look_of_its_own():
    """Filling and hatching together tell any two words apart, and so do markers."""
    assert set(Status) == set(drawing.STATUS_FILL)
    assert set(ot.Stance) == set(drawing.STANCE_FILL)
    for fills in (drawing.STATUS_FILL, drawing.STANCE_FILL):
        assert len(fills) == len({fill for fill, _ in fills.values()})
    hatched = [hatch for _, hatch in drawing.STATUS_FILL.values() if hatch]
    assert 7 == len(hatched) == len(set(hatched))
    assert 8 == len(set(drawing._MARKERS.values()))
    assert 6 == len({hatch for _, hatch in drawing.STANCE_FILL.values()})


@settings(max_examples=8)
@given(strategies.trackers)
def test_any_tracker_can_be_drawn(tracker):
    """No records break a plot, and its description counts all commitments that it is about."""
    for name in ("timeline", "map", "levers"):
        svg = plot.to_svg(DRAWN[name](tracker))
        ET.fromstring(svg)  # noqa: S314 (our own text)
    made = sum(c.made_on.last <= Period("2027").last for c in tracker.commitments)
    told = plot.text_alternative(plot.status_over_time(tracker, "2027-12-31"))
    expected = f" {made} commitment" if made else "none"
    assert expected in told
