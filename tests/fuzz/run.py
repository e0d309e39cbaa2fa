"""Feed a reader with what atheris makes up, guided by the branches that it reaches.

    python -m tests.fuzz.run READER [arguments of libFuzzer, such as -max_total_time=600 -seed=1]

Without a reader it names them all. The run ends with the first error that is not documented, or with bytes
that take longer than 20 seconds, and leaves these bytes in a file.
"""

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import atheris

with atheris.instrument_imports(include=["osce_tracker"]):
    import osce_tracker

    # Modules that are imported when they are first used would be left out of the guidance.
    for module in walk_packages(osce_tracker.__path__, "osce_tracker."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    from tests.fuzz.readers import READERS, SEEDS, feed


def main():
    """Run one reader."""
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:
        sys.exit(f"accepted: {', '.join(READERS)}")
    name = sys.argv.pop(1)
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(SEEDS[name]):
            (Path(corpus) / str(number)).write_bytes(seed)
        # The last of two equal arguments counts.
        program, *chosen = sys.argv
        atheris.Setup([program, "-timeout=20", *chosen, corpus], lambda data: feed(name, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
