"""The command that draws charts: files in exactly the size that was asked for, and messages that help."""

import csv
import struct

import pytest

import osce_tracker as ot
from osce_tracker.cli.parser import CHARTS
from tests.cli import said, without_answer

pytest.importorskip("matplotlib")


def test_every_chart_is_written_in_the_size_that_was_asked_for(tmp_path, capfdbinary):
    """The name, with hyphens or underscores, and the period are all that a chart needs."""
    for name in (*CHARTS, "support_map", "FLOW"):
        path = tmp_path / f"{name}.png"
        assert (0, f"{path}: written\n", "") == said(
            capfdbinary, "chart", name, "-o", path, "--size", "400x320"
        )
        assert (400, 320) == struct.unpack(">II", path.read_bytes()[16:24]), name


def test_a_chart_takes_periods_days_and_chairs(tmp_path, tracker, capfdbinary):
    """The file is that of the function with the same arguments; the numbers are a file too."""
    view = tracker.of_chairs("FI-2025")
    malta = ot.load("malta-2024").as_of("2024-06-30")
    for arguments, chart in (
        (["flow", "2025-Q2"], ot.plot.flow(tracker, "2025-Q2")),
        (["lanes", "2025-Q4", "--page", "2"], ot.plot.lanes(tracker, "2025-Q4", page=2)),
        (
            ["squares", "2025-Q3", "--chair", "FI-2025"],
            ot.plot.squares(view, "2025-09-30", selection="Chair: FI-2025"),
        ),
        (["levers", "--on", "2025-09-30", "--chair", "FI-2025"], ot.plot.levers(view, "2025-09-30")),
        (["support-map", "--about", "agenda"], ot.plot.support_map(tracker, "agenda")),
        (["support-map", "--chair", "FI-2025"], ot.plot.support_map(tracker, chair="FI-2025")),
        (["calendar", "2025-12"], ot.plot.calendar(tracker, "2025-12")),
        (["squares", "--data", "malta-2024", "--as-of", "2024-06-30"], ot.plot.squares(malta)),
    ):
        for suffix in ("svg", "csv"):
            path = tmp_path / f"a.{suffix}"
            assert 0 == said(capfdbinary, "chart", *arguments, "-o", path, "--force")[0], arguments
            assert chart.to_bytes(suffix) == path.read_bytes(), arguments
    with path.open(newline="", encoding="utf-8") as file:
        assert 1 + len(chart.rows) == len(list(csv.reader(file)))


def test_what_a_chart_cannot_do_is_said_before_it_is_drawn(tmp_path, capfdbinary):
    """A missing file, an unknown name, a wrong size and options of other charts are errors that help."""
    old = tmp_path / "old.png"
    old.write_bytes(b"x")
    new = tmp_path / "new.png"
    commands = [
        (["chart", "flow"], ["A picture needs a file", "-o flow.png", "flow.csv"]),
        (["chart", "flwo", "-o", new], ["There is no chart 'flwo'. Did you mean flow?"]),
        (["chart", "pie-of-all", "-o", new], ["Use one of: calendar, flow, lanes"]),
        (["chart", "flow", "-o", tmp_path / "a.gif"], [".gif", ".png, .svg, .pdf"]),
        (["chart", "flow", "-o", tmp_path / "a"], [".png"]),
        (["chart", "flow", "-o", new, "--size", "10x10"], ["'10x10'", "320 to 4096", "1200x675"]),
        (["chart", "flow", "-o", old], ["old.png exists. Use --force"]),
        (["chart", "flow", "--on", "2025-01-01", "-o", new], ["The chart flow doesn't take --on."]),
        (["chart", "squares", "2025", "--page", "2", "-o", new], ["doesn't take --page"]),
        (["chart", "calendar", "2025-Q1", "-o", new], ["neither a month nor a year"]),
        (["chart", "lanes", "2025-Q4", "--page", "19", "-o", new], ["no page 19", "from 1 to 12"]),
    ]
    assert [] == without_answer(capfdbinary, commands, tmp_path)
    assert b"x" == old.read_bytes()
