"""The entry point of the command line. It loads nothing else until Ctrl-C is caught."""

from __future__ import annotations

# Type checkers take this name for true. Importing it from typing would delay the start.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments (default: those of the process).

    Returns:
        The exit code: 0; 1 if ``check`` or ``import`` found errors in data; 2 if the command itself failed,
        with a message of a line or two on standard error; 130 if it was interrupted.
    """
    try:
        from osce_tracker.cli.run import run

        return run(argv)
    except KeyboardInterrupt:
        # The exit code that a shell expects after Ctrl-C.
        return 130
