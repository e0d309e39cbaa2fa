"""Tests of the command line."""

import attrs

import osce_tracker as ot
from osce_tracker.cli import main as cli


def table(tracker, collection, on=None, **options):
    """Return the table of a collection as the command line shows it, with the edition of its tracker."""
    report = ot.table(collection, on, **options)
    return attrs.evolve(report, edition=tracker.edition, known_by=tracker.known_by)


def said(captured, *arguments):
    """Run a command and return its code and what it wrote (``captured`` is ``capfdbinary``)."""
    code = cli.main([str(argument) for argument in arguments])
    out, err = captured.readouterr()
    return code, out.decode(), err.decode()


def without_answer(captured, commands, place=None):
    """Return the commands that don't fail as they should, each with what it wrote.

    Args:
        captured: ``capfdbinary``.
        commands: commands, each with what its message must name.
        place: a directory that is to stay as it is.
    """
    wrong = []
    before = sorted(place.rglob("*")) if place else []
    for command, words in commands:
        code, out, err = said(captured, *command)
        lines = err.splitlines()
        told = err.startswith("osce-tracker: ") and err.endswith("\n") and 1 <= len(lines) <= 2
        if (code, out) != (2, "") or not told or "Traceback" in err or not all(word in err for word in words):
            wrong.append((command, code, out[:200], err))
    after = sorted(path for path in place.rglob("*") if path.suffix != ".lock") if place else []
    return wrong + [path for path in after if path not in before]
