"""The command that writes a chart to a file."""

import argparse
from inspect import signature

import osce_tracker as ot
from osce_tracker.cli.data import tracker_of
from osce_tracker.cli.output import check_new, given, progress, written
from osce_tracker.cli.parser import CHARTS, PICTURES, check_name, spelt
from osce_tracker.errors import FormatError, UsageError
from osce_tracker.formats.registry import suffix_of
from osce_tracker.plot.chart import SIZE, checked_size


def draw_chart(arguments: argparse.Namespace) -> int:
    """Write the chart that the arguments name, and return the exit code.

    Args:
        arguments: the arguments of the command.

    Raises:
        UsageError: if there is no such chart, it doesn't take an argument, or no file is given.
        FormatError: if the file isn't a picture.
    """
    # Report mistakes in the command before doing the work, not after.
    name = arguments.name.lower().replace("_", "-")
    check_name("chart", name, CHARTS)
    if arguments.output is None:
        raise UsageError(f"A picture needs a file, such as -o {name}.png, or {name}.csv for its numbers.")
    if suffix_of(arguments.output) not in PICTURES:
        raise FormatError(suffix_of(arguments.output) or arguments.output, PICTURES)
    size = checked_size(SIZE if arguments.size is None else arguments.size)
    check_new(arguments.output, arguments)
    function = getattr(ot.plot, CHARTS[name])
    taken = signature(function).parameters
    chosen = given(arguments, ("period", "on", "page", "about"))
    if "period" in chosen and "period" not in taken:
        # A picture of one day uses the last day of a period.
        chosen.setdefault("on", ot.Period(chosen.pop("period")).last)
    wrong = [spelt(option) for option in chosen if option not in taken]
    if wrong:
        raise UsageError(f"The chart {name} doesn't take {', '.join(wrong)}. See osce-tracker chart --help.")
    tracker = tracker_of(arguments)
    chair = arguments.chair
    if chair is not None and "chair" in taken:
        chosen["chair"] = chair
    elif chair is not None:
        tracker = tracker.of_chairs(chair)
        if "selection" in taken:
            chosen["selection"] = f"Chair: {', '.join(chair)}"
    with progress(f"drawing {arguments.output}"):
        ot.export(function(tracker, **chosen), arguments.output, size=size)
    written(arguments.output)
    return 0
