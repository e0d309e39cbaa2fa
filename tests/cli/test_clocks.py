"""The commands that know the two clocks: --as-of everywhere, changes, scorecard, lists and brief."""

import attrs
import pytest

import osce_tracker as ot
from tests.cli import said, table, without_answer

VIEW = "2025-06-30"
#: Every command with what it answers.
ANSWERS = [
    (["quarterly", "2025-Q2"], lambda t: ot.quarterly(t, "2025-Q2")),
    (["list", "events"], lambda t: table(t, t.events)),
    (["show", "FI25-HD-03"], lambda t: ot.show(t, "FI25-HD-03")),
    (["changes", "2025-Q1", "2025-Q2"], lambda t: ot.changes(t, "2025-Q1", "2025-Q2")),
    (
        ["changes", "--known", "2025-03-31", "2025-06-15"],
        lambda t: ot.changes(t.as_of("2025-03-31"), t.as_of("2025-06-15")),
    ),
    (["scorecard", "--on", "2025-06-15"], lambda t: ot.scorecard(t, "2025-06-15")),
    (
        ["scorecard", "--on", VIEW, "--independent-only", "--scale", "g20"],
        lambda t: ot.scorecard(t, VIEW, independent_only=True, scale="g20"),
    ),
    (["overdue", "--on", "2025-06-15"], lambda t: ot.overdue(t, "2025-06-15")),
    (["stale", "--on", VIEW], lambda t: ot.stale(t, VIEW)),
    (["stale", "--on", VIEW, "--days", "30"], lambda t: ot.stale(t, VIEW, days=30)),
    (["blocked", "--on", VIEW], lambda t: ot.blocked(t, VIEW)),
    (["brief", "2025-Q2"], lambda t: ot.brief(t, "2025-Q2")),
]


def test_command_prints_the_report(capfdbinary, tracker):
    """A command prints what the function of its name returns."""
    found = [(command, said(capfdbinary, *command)) for command, _ in ANSWERS]
    assert [(command, (0, answer(tracker).render(), "")) for command, answer in ANSWERS] == found


def test_command_prints_the_report_of_a_view(capfdbinary, tracker):
    """With --as-of a command prints the report of the view."""
    view = tracker.as_of(VIEW)
    found = [(command, said(capfdbinary, *command, "--as-of", VIEW)) for command, _ in ANSWERS]
    assert [(command, (0, answer(view).render(), "")) for command, answer in ANSWERS] == found


@pytest.mark.parametrize("command", ["scorecard", "overdue", "stale", "blocked"])
def test_day_is_that_of_the_data(capfdbinary, tracker, command):
    """Without --on the day is the last of the term, or of the view if that is earlier; never today."""
    for data, options, day, why in (
        (tracker, [], "31 December 2025", "the last day of the term"),
        (tracker.as_of(VIEW), ["--as-of", VIEW], "30 June 2025", "the day of the view"),
        (
            ot.load("switzerland-2026"),
            ["--data", "switzerland-2026"],
            "8 June 2026",
            "the day up to which the record is known",
        ),
    ):
        report = getattr(ot, command)(data)
        assert f"on {day}, {why}" in report.subtitle
        assert day in report.title
        assert (0, report.render(), "") == said(capfdbinary, command, *options)


@pytest.fixture(name="editions", scope="module")
def _two_editions(tmp_path_factory, tracker):
    """Return two folders of data: the bundled one, and one in which a title reads otherwise."""
    folder = tmp_path_factory.mktemp("editions")
    changed = attrs.evolve(tracker.commitments["FI25-HD-03"], title="Another title")
    ot.save(tracker, folder / "old")
    ot.save(tracker.with_records(changed), folder / "new")
    return folder / "old", folder / "new"


def test_changes_of_two_data_sets(capfdbinary, editions):
    """With two paths the changes are those from the one data set to the other, as of a day if asked."""
    old, new = editions
    expected = ot.changes(ot.load(old), ot.load(new)).render()
    assert (0, expected, "") == said(capfdbinary, "changes", "--data", old, new)
    assert ("Nothing changed." in expected, "Another title" in expected) == (False, True)
    expected = ot.changes(ot.load(old).as_of(VIEW), ot.load(new).as_of(VIEW)).render()
    assert (0, expected, "") == said(capfdbinary, "changes", "--as-of", VIEW, "--data", old, new)


def test_path_may_stand_before_or_after_the_period(capfdbinary, editions, tracker):
    """One path after --data is one path: what follows is the period."""
    code, out, err = said(capfdbinary, "changes", "2025-Q1", "2025-Q2", "--data", editions[0])
    assert (0, ot.changes(tracker, "2025-Q1", "2025-Q2").render(), "") == (code, out, err)
    code, out, err = said(capfdbinary, "quarterly", "--data", editions[0], "2025-Q2")
    assert (0, ot.quarterly(tracker, "2025-Q2").render(), "") == (code, out, err)


MISTAKES = [
    ["changes"],
    ["changes", "2025-Q1"],
    ["changes", "2025-Q1", "2025-Q2", "2025-Q3"],
    ["changes", "2025-Q1", "2025-Q2", "--known", "2025-03-31", "2025-06-30"],
    ["changes", "2025-Q1", "--known", "2025-03-31", "2025-06-30"],
    ["changes", "--known", "2025-03-31"],
    ["changes", "--known", "2025-06-30", "2025-03-31"],
    ["changes", "--known", "2025-06-30", "soon"],
    ["changes", "2025-Q2", "2025-Q1"],
    ["changes", "2025-Q2", "2025-Q9"],
    ["changes", "--data", "a", "b", "c"],
    ["changes", "--data", "/nowhere/a", "/nowhere/b"],
    ["quarterly", "2025-Q2", "--data", "a", "b"],
    ["scorecard", "--on", "2025-Q4"],
    ["scorecard", "--scale", "g7"],
    ["stale", "--days", "-1", "--on", VIEW],
    ["stale", "--days", "many"],
    ["overdue", "--on", "2025-02-30"],
    ["blocked", "--on", ""],
    ["brief"],
    ["brief", "2025-Q5"],
    *([*command, "--as-of", "2025-02-30"] for command, _ in ANSWERS),
]


def test_mistake_is_told_in_a_line(capfdbinary):
    """A mistake ends with code 2 and a line on standard error, and prints nothing."""
    assert [] == without_answer(capfdbinary, [(command, []) for command in MISTAKES])
