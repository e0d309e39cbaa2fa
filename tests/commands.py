"""Commands of the documentation, run in the process of the tests, since starting a process is slow."""

from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper

from osce_tracker.cli.main import main


def run(words, folder="."):
    """Run a command and return its code, what it printed, and what it wrote to standard error.

    Args:
        words: the words after ``osce-tracker``.
        folder: the working directory.
    """
    out, err = (TextIOWrapper(BytesIO(), "utf-8", newline="") for _ in range(2))
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code or 0
        for stream in (out, err):
            stream.flush()
    return code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()
