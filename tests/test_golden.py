"""Whole outputs, byte for byte, as they stand in ``tests/golden``.

A change of layout or wording shows as a difference of these files, to be looked at before it is
committed. ``python -m tests.test_golden`` writes them anew.
"""

from pathlib import Path

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar
from osce_tracker.formats.page import to_page
from osce_tracker.formats.registry import FORMATS
from osce_tracker.reports.problems import problems_report
from tests.commands import run

THIRTY = Path(__file__).parents[1] / "examples" / "commitments-30.csv"
GOLDEN = Path(__file__).parent / "golden"
#: The commands whose first screen of 24 lines is read aloud, by the name of its file.
SCREENS = {
    "nothing": (),
    "support": ("support",),
    "compare": ("compare", "Hungary", "Estonia"),
    "search-children": ("search", "Ukrainian children"),
    "search-ukraine": ("search", "ukraine"),
    "themes": ("list", "themes"),
    "quarterly": ("quarterly", "2025-Q4"),
    "scorecard": ("scorecard",),
    "brief": ("brief", "2025-Q4"),
    "whats-new": ("whats-new", "2026-11-23"),
}


def _quarter(tracker):
    """Return the quarterly report without its chart: matplotlib draws each a little otherwise."""
    return attrs.evolve(ot.quarterly(tracker, "2025-Q3"), charts=(), charts_below=())


def _screen(arguments):
    """Return the first 24 lines that a command prints."""
    code, printed, _ = run(arguments)
    assert 0 == code
    return "".join(printed.splitlines(keepends=True)[:24]).encode()


def _outputs(tracker):
    """Return every golden output but the screens under the name of its file."""
    quarter = _quarter(tracker)
    texts = [found for found in FORMATS.values() if found.text]
    outputs = {f"quarterly-2025-Q3{found.suffix}": quarter.render(found.name) for found in texts}
    outputs["quarterly-2025-Q3-page.html"] = to_page(quarter)
    outputs["record-FI25-HD-03.txt"] = ot.show(tracker, "FI25-HD-03").render()
    outputs["statements-kazakhstan.txt"] = ot.table(tracker.statements.where(state="Kazakhstan")).render()
    then = tracker.as_of("2025-06-30")
    outputs["quarterly-2025-Q2-as-of-2025-06-30.txt"] = ot.quarterly(then, "2025-Q2").render()
    outputs["changes-known.txt"] = ot.changes(then, tracker.as_of("2025-12-31")).render()
    outputs["scorecard-2025-12-31.txt"] = ot.scorecard(tracker, "2025-12-31", scale="g20").render()
    outputs["brief-2025-Q4.txt"] = ot.brief(tracker, "2025-Q4").render()
    outputs["agenda-2025-07.txt"] = ot.agenda(tracker, "2025-07").render()
    outputs["agenda-2025-12-series.md"] = ot.agenda(
        tracker, "2025-12", zone="America/New_York", series=True
    ).render("markdown")
    outputs["month-2025-12.txt"] = ot.month(tracker, "2025-12").render()
    outputs["month-2025-12.html"] = ot.month(tracker, "2025-12", series=True).render("html")
    outputs["calendar-2025-12.ics"] = render_calendar(
        tracker, period="2025-12", series=True, due=True, vague=True
    )
    outputs["record-ministerial-council-2025.txt"] = ot.show(tracker, "ministerial-council-2025").render()
    outputs["support.txt"] = ot.support(tracker).render()
    outputs["support-dimension-central-asia.txt"] = ot.support(
        tracker, by="dimension", group="Central Asia"
    ).render()
    outputs["support-quarter.csv"] = ot.support(tracker, by="quarter", order="english").render("csv")
    outputs["profile-KZ.txt"] = ot.profile(tracker, "KZ").render()
    outputs["thread-FI25-XD-09.txt"] = ot.thread(tracker, "FI25-XD-09").render()
    outputs["handover-FI-2025.txt"] = ot.handover(tracker, "FI-2025").render()
    for quarter in ("2025-Q1", "2025-Q2", "2025-Q4"):
        outputs[f"quarterly-{quarter}.txt"] = ot.quarterly(tracker, quarter).render()
    for name, period in (("malta-2024", "2024-Q4"), ("switzerland-2026", "2026-Q1")):
        other = ot.load(name)
        outputs[f"quarterly-{name}-{period[5:]}.txt"] = ot.quarterly(other, period).render()
        outputs[f"summary-{name}.txt"] = ot.summary(other).render()
    outputs["summary-all.txt"] = ot.summary(ot.load("all")).render()
    outputs["scorecard-all.txt"] = ot.scorecard(ot.load("all")).render()
    for day in ("2025-12-31", "2026-01-01"):
        outputs[f"overdue-{day}.txt"] = ot.overdue(tracker, day).render()
    outputs["profile-PL.txt"] = ot.profile(tracker, "Poland").render()
    outputs["agreement.txt"] = ot.agreement(tracker).render()
    outputs["whats-new-2026-11-23.txt"] = ot.whats_new(tracker, "2026-11-23").render()
    outputs["pledges.md"] = ot.pledges(tracker).render("markdown")
    outputs["check.txt"] = problems_report(ot.check(tracker), "the bundled data set", tracker).render()
    thirty = ot.Tracker(commitments=ot.read_sheet([THIRTY], ot.states()), states=ot.states())
    outputs["quarterly-own-2025-Q3.txt"] = ot.quarterly(thirty, "2025-Q3").render()
    outputs["overdue-own.md"] = ot.overdue(thirty, "2025-12-31").render("markdown")
    return {name: told.encode() for name, told in outputs.items()}


@pytest.fixture(name="outputs", scope="module")
def _given_outputs(tracker):
    return _outputs(tracker)


NAMES = sorted(path.name for path in GOLDEN.iterdir() if path.name != ".gitattributes")


@pytest.mark.parametrize("name", SCREENS)
def test_screen_is_the_golden_file(name):
    """The first screen of a command is what the golden file holds."""
    assert (GOLDEN / f"screen-{name}.txt").read_bytes() == _screen(SCREENS[name])


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("screen-")])
def test_output_is_the_golden_file(outputs, name):
    """The output is byte for byte what the golden file holds."""
    assert (GOLDEN / name).read_bytes() == outputs[name]


def test_golden_files_are_those_of_the_outputs(outputs):
    """Every golden file belongs to an output, and every output has one."""
    assert sorted([*outputs, *(f"screen-{name}.txt" for name in SCREENS)]) == NAMES


def test_page_is_what_is_exported(tmp_path, tracker):
    """The exported HTML file is the golden page."""
    path = tmp_path / "q3.html"
    ot.export(_quarter(tracker), path)
    assert (GOLDEN / "quarterly-2025-Q3-page.html").read_bytes() == path.read_bytes()


if __name__ == "__main__":
    for name in NAMES:
        (GOLDEN / name).unlink()
    for file, data in _outputs(ot.load()).items():
        (GOLDEN / file).write_bytes(data)
    for screen, arguments in SCREENS.items():
        (GOLDEN / f"screen-{screen}.txt").write_bytes(_screen(arguments))
