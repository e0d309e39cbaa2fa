"""The commands that know the two clocks: --as-of everywhere, changes, scorecard, lists and brief."""

import datetime as dt
import shutil

import pytest

import osce_tracker as ot
from osce_tracker.cli import main as cli
from tests.cli import table

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
NAMES = [" ".join(command) for command, _ in ANSWERS]


def _said(capfdbinary, *arguments):
    """Run a command and return its code and what it wrote."""
    code = cli.main(arguments)
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


@pytest.mark.parametrize(("command", "answer"), ANSWERS, ids=NAMES)
def test_command_prints_the_report(capfdbinary, tracker, command, answer):
    """A command prints what the function of its name returns."""
    assert (0, answer(tracker).render(), "") == _said(capfdbinary, *command)


@pytest.mark.parametrize(("command", "answer"), ANSWERS, ids=NAMES)
def test_command_prints_the_report_of_a_view(capfdbinary, tracker, command, answer):
    """With --as-of a command prints the report of the view, and says so."""
    code, out, err = _said(capfdbinary, *command, "--as-of", VIEW)
    assert (0, "") == (code, err)
    assert answer(tracker.as_of(VIEW)).render() == out


@pytest.mark.parametrize("command", ["scorecard", "overdue", "stale", "blocked"])
def test_day_is_that_of_the_view(capfdbinary, tracker, command):
    """Without --on the day is that of --as-of."""
    expected = getattr(ot, command)(tracker.as_of(VIEW), VIEW).render()
    assert (0, expected, "") == _said(capfdbinary, command, "--as-of", VIEW)


@pytest.mark.parametrize("command", ["scorecard", "overdue", "stale", "blocked"])
def test_day_is_today_else(capfdbinary, monkeypatch, tracker, command):
    """Without any day it is today, which the command line alone may ask for."""

    class _Fixed(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2025, 11, 5, 12, tzinfo=tz)

    monkeypatch.setattr(dt, "datetime", _Fixed)
    expected = getattr(ot, command)(tracker, "2025-11-05").render()
    assert (0, expected, "") == _said(capfdbinary, command)


@pytest.fixture(name="editions", scope="module")
def _two_editions(tmp_path_factory):
    """Return two folders of data: the bundled one, and one in which a title reads otherwise."""
    from pathlib import Path

    bundled = Path(ot.__file__).parent / "data" / "finland-2025"
    folder = tmp_path_factory.mktemp("editions")
    for name in ("old", "new"):
        shutil.copytree(bundled, folder / name)
    return folder / "old", folder / "new"


def test_changes_two_data_sets(capfdbinary, editions):
    """With two paths the changes are those from the one data set to the other."""
    old, new = editions
    expected = ot.changes(ot.load(old), ot.load(new))
    code, out, err = _said(capfdbinary, "changes", "--data", str(old), str(new))
    assert (0, expected.render(), "") == (code, out, err)
    assert "Nothing changed." in out


def test_changes_two_data_sets_as_of_a_day(capfdbinary, editions):
    """With --as-of both data sets are shown as of the day."""
    old, new = editions
    expected = ot.changes(ot.load(old).as_of(VIEW), ot.load(new).as_of(VIEW))
    arguments = ("changes", "--as-of", VIEW, "--data", str(old), str(new))
    assert (0, expected.render(), "") == _said(capfdbinary, *arguments)


def test_periods_of_a_data_set_of_ones_own(capfdbinary, editions, tracker):
    """Two periods go with one path."""
    code, out, err = _said(capfdbinary, "changes", "2025-Q1", "2025-Q2", "--data", str(editions[0]))
    assert (0, ot.changes(tracker, "2025-Q1", "2025-Q2").render(), "") == (code, out, err)


def test_path_may_stand_before_the_period(capfdbinary, editions, tracker):
    """One path after --data is one path: what follows is the period."""
    code, out, err = _said(capfdbinary, "quarterly", "--data", str(editions[0]), "2025-Q2")
    assert (0, ot.quarterly(tracker, "2025-Q2").render(), "") == (code, out, err)


@pytest.mark.parametrize(
    "arguments",
    [
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
    ],
    ids=" ".join,
)
def test_mistake_is_told_in_a_line(capfdbinary, arguments):
    """A mistake ends with code 2 and one line on standard error."""
    code, out, err = _said(capfdbinary, *arguments)
    assert (2, "", 1) == (code, out, err.count("\n"))
    assert err.startswith("osce-tracker: ")


def test_more_than_two_data_sets_are_refused(capfdbinary):
    """Changes compares two data sets, and every other command takes one."""
    for arguments in (("changes", "--data", "a", "b", "c"), ("brief", "2025-Q2", "--data", "a", "b")):
        code, _, err = _said(capfdbinary, *arguments)
        assert (2, 1) == (code, err.count("\n"))


@pytest.mark.parametrize("command", ["changes", "scorecard", "overdue", "stale", "blocked", "brief"])
def test_help_shows_examples(capsys, command):
    """The help of each command ends with examples of it."""
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert 0 == stopped.value.code
    assert f"osce-tracker {command}" in capsys.readouterr().out.split("examples:")[1]


@pytest.mark.parametrize("suffix", [".md", ".html", ".csv"])
def test_brief_is_saved(capfdbinary, tmp_path, tracker, suffix):
    """With --output a brief is written in the form that the suffix says."""
    mine, theirs = tmp_path / f"mine{suffix}", tmp_path / f"theirs{suffix}"
    assert (0, "", "") == _said(capfdbinary, "brief", "2025-Q4", "-o", str(mine))
    ot.export(ot.brief(tracker, "2025-Q4"), theirs)
    assert theirs.read_bytes() == mine.read_bytes()
