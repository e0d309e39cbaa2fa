"""The command line: each command calls the public function of its name."""

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final, cast

import attrs

import osce_tracker as ot
from osce_tracker.api import DATA
from osce_tracker.cli.charts import draw_chart
from osce_tracker.cli.data import ACTIONS, tracker_of
from osce_tracker.cli.output import STDOUT, chosen_format, complain, given, progress, show, show_report
from osce_tracker.cli.parser import COMMANDS, FILTERS, LISTED, check_name, parsed, spelt
from osce_tracker.errors import FormatError, UnknownRecordError, UnknownStateError, UsageError, WordError
from osce_tracker.formats.registry import SUFFIXES
from osce_tracker.formats.report import Report
from osce_tracker.model.clock import readable_day
from osce_tracker.reports import wording
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.tracker import Tracker

#: The most records to name in a note.
_FEW: Final = 5
#: The text after the summary if no command was given.
_NEXT: Final = """
Try next:
  osce-tracker quarterly 2025-Q4
  osce-tracker search "Ukrainian children"
  osce-tracker support
osce-tracker --help lists all commands.
"""


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors become messages on standard error.

    Args:
        argv: the arguments (default: those of the process).
    """
    words = sys.argv[1:] if argv is None else argv
    try:
        return _run(words)
    except ot.TrackerError as error:
        complain(f"{error}{_how_to_repeat(error, words) or _what_to_run(error, words)}")
    except BrokenPipeError:
        # The reader has closed the pipe. Without this, Python would report an error on closing the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        complain(f"{error.filename or STDOUT}: {error.strerror}")
    return 2


def _how_to_repeat(error: ot.TrackerError, words: Sequence[str]) -> str:
    """Return how to give several values, if one with a comma is wrong and its option can be repeated."""
    match error:
        case WordError(value=str(value)) | UnknownStateError(name=str(value)) if "," in value:
            for name, values in vars(parsed(words)).items():
                # Only options that can be repeated are lists.
                if name in FILTERS and isinstance(values, list) and value in values:
                    each = _again(name, [part.strip() for part in value.split(",")])
                    return f" For several values repeat the option:{each}"
        case _:
            pass
    return ""


def _what_to_run(error: ot.TrackerError, words: Sequence[str]) -> str:
    """Return the command that does what was asked, if an id, a State or a suffix belongs to another."""
    match error:
        case FormatError(name=str(suffix)):
            return _what_writes(suffix, words)
        case UnknownStateError(name=str(name)) | UnknownRecordError(id=str(name)):
            pass
        case _:
            return ""
    states = ot.states()
    with suppress(UnknownStateError):
        group = states.find_group(name)
        return f" For what it said: osce-tracker list statements --group {shlex.quote(group.code)}"
    if isinstance(error, UnknownStateError):
        return ""
    with suppress(UnknownStateError):
        return f" For the State: osce-tracker profile {shlex.quote(states.find(name).name)}"
    if error.nearest and " " not in name.strip():
        # Ids have no spaces.
        return ""
    return f" For these words: osce-tracker search {shlex.quote(name)}"


def _what_writes(suffix: str, words: Sequence[str]) -> str:
    """Return the command that writes a file with this suffix, if there is one."""
    asked = vars(parsed(words))
    period, file = asked.get("period"), shlex.quote(asked.get("path") or asked["output"])
    when = f" {shlex.quote(period)}" if period else ""
    for what, command, suffixes in (
        ("a picture", f"chart flow{when} -o {file}", (".png", ".svg")),
        ("a calendar", f"export {file}{_shared(asked)}", (".ics",)),
        ("a report", f"brief{when or ' 2025-Q4'} -o {file}", SUFFIXES.values()),
        ("the data", f"export {file}", DATA),
    ):
        if suffix in suffixes:
            return f" For {what}: osce-tracker {command}"
    return ""


def _shared(asked: dict[str, Any]) -> str:
    """Return the options that choose the content of a calendar, as given to another command."""
    names = ("period", "body", "dimension", "series", "data", "as_of")
    return "".join(_again(name, asked.get(name)) for name in names)


def _again(name: str, value: Any) -> str:
    """Return an option as typed, with a space before it; several values repeat it."""
    if isinstance(value, list):
        return "".join(_again(name, one) for one in cast("list[str]", value))
    if not value:
        return ""
    return f" {spelt(name)}" if value is True else f" {spelt(name)} {shlex.quote(value)}"


def _run(argv: Sequence[str]) -> int:
    arguments = parsed(argv or ["summary"])
    if "sources" in arguments:
        # Report a wrong format before doing the work, not after.
        chosen_format(arguments)
    if arguments.command == "chart":
        return draw_chart(arguments)
    if arguments.command in ACTIONS:
        return ACTIONS[arguments.command](arguments)
    with progress("reading the data"):
        if arguments.command == "changes":
            report = _changes(arguments)
        elif arguments.command == "list":
            report = _list(arguments)
        else:
            report = _report(tracker_of(arguments), arguments)
    show_report(report, arguments)
    if not argv:
        show(_NEXT)
    return 0


def _report(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    """Return the report of the public function that has the name of the command."""
    command = COMMANDS[arguments.command]
    values: list[Any] = []
    for name in command.arguments:
        value = getattr(arguments, name)
        values += value if isinstance(value, list) else [value]
    positional = [" ".join(values)] if arguments.command == "search" else values
    function = getattr(ot, arguments.command.replace("-", "_"))
    report: Report = function(tracker, *positional, **given(arguments, command.options))
    return report


def _list(arguments: argparse.Namespace) -> Report:
    kind = arguments.kind_of_record
    check_name("list of", kind, LISTED)
    asked = given(arguments, [*FILTERS, "contested", "members", "on", "period"])
    if kind not in KINDS:
        from osce_tracker.reports.lists import LISTS, datasets

        # The list of bundled sets is about none of them.
        others = ("data", "as_of") if kind == "datasets" else ()
        _check_filters(kind, asked | given(arguments, others), ())
        return datasets() if kind == "datasets" else LISTS[kind](tracker_of(arguments))
    tracker = tracker_of(arguments)
    collection: Any = getattr(tracker, kind)
    _check_filters(kind, asked, collection.where.__kwdefaults__)
    report = ot.table(collection, **asked)
    if kind == "commitments" and "on" not in asked:
        report = attrs.evolve(report, notes=(*report.notes, *_later_note(tracker, collection.where(**asked))))
    return report


def _later_note(tracker: Tracker, commitments: Commitments) -> tuple[str, ...]:
    """Return the note on commitments whose status differs from the reports on the Chair's term."""
    about = reporting_day(tracker)
    later = [one.id for one in commitments if one.status_on(about.day) is not one.latest_status]
    if not later:
        return ()
    verb = "status has" if len(later) == 1 else "statuses have"
    named = wording.listed([*later[:_FEW], *(["and others"] if len(later) > _FEW else [])])
    since = f"{verb} changed since {readable_day(about.day)}, {about.why}"
    other = f"Summary and scorecard show those of that day, as --on {about.day} does"
    return (f"{wording.numeral(len(later)).capitalize()} {since}: {named}. {other}.",)


def _check_filters(kind: str, chosen: Any, accepted: Any) -> None:
    wrong = [spelt(name) for name in chosen if name not in accepted]
    if wrong:
        names = ", ".join(map(spelt, accepted))
        takes = f"Use {names}" if names else "There are none"
        raise UsageError(f"{kind} can't be filtered by {', '.join(wrong)}. {takes}.")


def _changes(arguments: argparse.Namespace) -> Report:
    paths: list[str] = arguments.data or [""]
    forms = [len(arguments.periods) == 2, arguments.known is not None, len(paths) == 2]
    if sum(forms) != 1 or len(arguments.periods) not in (0, 2) or len(paths) > 2:
        raise UsageError("Give changes two periods, or --known DAY DAY, or --data OLD NEW.")
    tracker = tracker_of(arguments, paths[0])
    if arguments.known is not None:
        return ot.changes(*(tracker.as_of(day) for day in arguments.known))
    if len(paths) == 2:
        return ot.changes(tracker, tracker_of(arguments, paths[1]))
    return ot.changes(tracker, *arguments.periods)
