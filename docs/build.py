"""Build the manual: ``python docs/build.py [DIR]``. A warning is an error.

The pages written here and those generated from the library (``pages.py``) are put together in a temporary
folder, so that the manual can be built from an installed library as well as in its repository.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pages

import osce_tracker

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
DATA = Path(osce_tracker.__file__).parent / "data"


def gather(stage: Path) -> None:
    """Put every page of the manual, and the files that pages include, into a folder."""
    leave = shutil.ignore_patterns("_build", "__pycache__", "build.py")
    shutil.copytree(DOCS, stage, ignore=leave, dirs_exist_ok=True)
    shutil.copytree(ROOT / "examples", stage / "project" / "examples", ignore=leave)
    shutil.copy(ROOT / "CONTRIBUTING.md", stage / "project")
    (stage / "project" / "data").mkdir()
    for name in ("README.md", "columns.md"):
        shutil.copy(DATA / name, stage / "project" / "data")
    made = {"cli.md": pages.cli_page(), "examples.md": pages.examples_page(ROOT / "examples")}
    for name, text in (made | pages.api_pages()).items():
        (stage / name).parent.mkdir(exist_ok=True)
        (stage / name).write_text(text, encoding="utf-8")


def main(target: Path) -> int:
    """Build the manual.

    Args:
        target: the folder to write to.

    Returns:
        0, or another number if there were warnings.
    """
    from sphinx.cmd.build import build_main

    with TemporaryDirectory() as folder:
        stage = Path(folder).resolve() / "manual"
        gather(stage)
        doctrees = Path(folder) / "doctrees"
        return build_main(
            ["-q", "-W", "--keep-going", "-b", "html", "-d", str(doctrees), str(stage), str(target)]
        )


if __name__ == "__main__":
    # The manual doesn't depend on when it is built.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS / "_build"))
