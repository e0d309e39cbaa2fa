"""``python -m osce_tracker``, and the program ``osce-tracker``."""

import gc
import os
import sys


def run() -> None:
    """Run the command line as a program of its own, and leave with its exit code."""
    # One command makes records and shows them: there is no garbage worth looking for.
    gc.disable()
    from osce_tracker.cli.main import main

    code = main()
    for stream in (sys.stdout, sys.stderr):
        # A program may be started without one.
        if stream is not None:
            stream.flush()
    # All is written. Taking every object apart would cost as much as making the table did.
    os._exit(code)


if __name__ == "__main__":
    run()
