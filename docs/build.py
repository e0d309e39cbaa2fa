"""Build the manual as a website: ``python docs/build.py [DIR]``. A warning is an error.

The pages of this folder, those elsewhere in the repository that belong to the manual, and those generated
from the library (``pages.py``) are put together in a temporary folder. So the pages need nothing that a code
host doesn't show, and the manual can be built from an installed library as well as in its repository.
"""

import os
import posixpath
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pages

import osce_tracker

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
DATA = Path(osce_tracker.__file__).parent / "data"
#: Pages outside this folder: their places in the repository, their names in the manual, and their files.
ELSEWHERE = {
    "README.md": ("readme.md", ROOT / "README.md"),
    "CONTRIBUTING.md": ("contributing.md", ROOT / "CONTRIBUTING.md"),
    "osce_tracker/data/README.md": ("dictionary.md", DATA / "README.md"),
    "osce_tracker/data/columns.md": ("columns.md", DATA / "columns.md"),
}
#: A link or picture in Markdown that leads to a file, with what stands behind the file.
LINK = re.compile(r"\]\((?!https?:|#)(?P<file>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)")


def relinked(text: str, home: str) -> str:
    """Return a page with links that lead to the places of the built manual.

    Args:
        text: the page.
        home: the folder of the page in the repository, or an empty text.
    """

    def moved(found: re.Match[str]) -> str:
        place = posixpath.normpath(posixpath.join(home, found["file"]))
        folder, _, name = place.rpartition("/")
        if place in ELSEWHERE:
            new = ELSEWHERE[place][0]
        elif folder == "examples":
            # Programs are shown on a page; other files can be saved.
            new = (
                f"examples.md#{name.replace('.', '')}"
                if pages.SHOWN[Path(name).suffix]
                else f"project/{place}"
            )
        else:
            new = place.removeprefix("docs/")
        return f"]({new}{found['anchor'] or ''})"

    return LINK.sub(moved, text)


def contents(index: str) -> str:
    """Return tables of contents with what the groups of the first page link to.

    Args:
        index: the first page.
    """
    lines = ["", "```{toctree}", ":hidden:", "", "readme", "```"]
    for group in index.split("\n## ")[1:]:
        title, _, text = group.partition("\n")
        linked = dict.fromkeys(found["file"].removesuffix(".md") for found in LINK.finditer(text))
        lines += ["", "```{toctree}", ":hidden:", f":caption: {title}", "", *linked, "```"]
    return "\n".join(lines) + "\n"


def gather(stage: Path) -> None:
    """Put every page of the manual, and the files that pages show, into a folder."""
    leave = shutil.ignore_patterns("_build", "__pycache__", "*.py", "*.md")
    shutil.copytree(DOCS, stage, ignore=leave, dirs_exist_ok=True)
    shutil.copy(DOCS / "conf.py", stage)
    shutil.copytree(
        ROOT / "examples", stage / "project" / "examples", ignore=shutil.ignore_patterns("__pycache__")
    )
    texts = {page.name: relinked(page.read_text("utf-8"), "docs") for page in DOCS.glob("*.md")}
    for place, (name, path) in ELSEWHERE.items():
        texts[name] = relinked(path.read_text("utf-8"), posixpath.dirname(place))
    texts["index.md"] += contents(texts["index.md"])
    texts["examples.md"] += pages.examples_in_full(ROOT / "examples")
    described = pages.api_pages()
    names = (name.removesuffix(".rst") for name in described)
    texts["names.md"] += "\n".join(["", "## Described in full", "", "```{toctree}", *names, "```", ""])
    (stage / "api").mkdir()
    for name, text in (texts | described).items():
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
