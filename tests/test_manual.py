"""The manual: every block runs, every link leads somewhere, and the references are complete.

``python -m tests.test_manual`` renews the outputs in the pages. Look at the changes before you commit them.
"""

import ast
import doctest
import importlib.util
import io
import json
import posixpath
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
import traceback
from contextlib import chdir, redirect_stdout
from pathlib import Path

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.analysis.positions import Standing
from osce_tracker.model.commitments import Basis
from osce_tracker.model.statuses import Scale, Timing
from osce_tracker.model.vocabulary import Vocabulary
from tests.commands import run

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DATA = Path(ot.__file__).parent / "data"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAGES = sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)
#: A block between fences: its language or directive with what stands behind it, and its text.
BLOCK = re.compile(r"^(?P<fence>`{3,}|:{3,})(?P<told>.*)\n(?P<text>(?:.*\n)*?)(?P=fence)$", re.MULTILINE)
#: Blocks that a page may have, beside those that run: data that parse, and directives that are checked.
DIRECTIVES = {"{include}", "{literalinclude}", "{toctree}"}


def _module(path):
    """Return a script that is in no package as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MADE = _module(DOCS / "pages.py")


class Page:
    """One page being run: its names, and what its blocks print now."""

    def __init__(self):
        self.names = {}

    def renewed(self, text):
        """Return the text of a page with the outputs that its blocks have now; run it where it may write."""
        return BLOCK.sub(self._block, text)

    def _block(self, found):
        told, text = found["told"].split(" ")[0], found["text"]
        runs = {"python": self._python, "console": _console, "sh": _sh, "toml": _toml, "json": _json}
        assert told in runs or told in DIRECTIVES, f"a block {told!r} is neither run nor checked"
        now = runs[told](text) if told in runs else text
        return f"{found['fence']}{found['told']}\n{now}{found['fence']}"

    def _python(self, text):
        lines = []
        for example in doctest.DocTestParser().get_examples(text):
            source = example.source.splitlines()
            prompts = [">>>", *["..."] * (len(source) - 1)]
            lines += [f"{p} {line}".rstrip() for p, line in zip(prompts, source, strict=True)]
            lines += [line or "<BLANKLINE>" for line in self._output(example).splitlines()]
        return "".join(f"{line}\n" for line in lines)

    def _output(self, example):
        out = io.StringIO()
        with redirect_stdout(out):
            try:
                # The same as typed at a prompt; the pages are our own.
                exec(compile(example.source, "<page>", "single"), self.names)  # noqa: S102
            except ot.TrackerError as error:
                # An error is shown where a page means to show one, and nowhere else.
                if example.exc_msg is None:
                    raise
                told = "".join(traceback.format_exception_only(error))
                print(f"Traceback (most recent call last):\n    ...\n{told}", end="")  # noqa: T201
        return out.getvalue()


def _run(words):
    """Run a command of the manual as a reader would."""
    assert words[0] in ("osce-tracker", "python"), f"{words[0]} is no program that the manual may run"
    if words[0] == "osce-tracker":
        code, out, err = run(words[1:])
    else:
        done = subprocess.run([sys.executable, *words[1:]], check=False, capture_output=True)
        code, out, err = done.returncode, done.stdout.decode(), done.stderr.decode()
    assert 0 == code, f"{shlex.join(words)}: {err}"
    return out


def _console(text):
    commands = re.findall(r"^\$ (.*)$", text, re.MULTILINE)
    return "".join(f"$ {command}\n{_run(shlex.split(command))}" for command in commands)


def _sh(text):
    for line in text.splitlines():
        _run(shlex.split(line))
    return text


def _toml(text):
    assert tomllib.loads(text)
    return text


def _json(text):
    assert json.loads(text) is not None
    return text


def _now(text, folder):
    """Return a page as it reads now, run in a folder that has the examples as the repository does."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    with chdir(folder):
        return Page().renewed(text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_block_gives_what_the_page_shows(page, tmp_path):
    """Every Python example and command of a page runs, and what it prints is what the page shows."""
    text = page.read_text(encoding="utf-8")
    # A report that calls for a day may not depend on the day of the test.
    assert text == _now(text, tmp_path)


def test_every_fence_is_a_block():
    """No fence stands alone, so that no block is left out of the tests."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fences = re.findall(r"^(?:`{3,}|:{3,})", text, re.MULTILINE)
        assert 2 * len(BLOCK.findall(text)) == len(fences), page


def test_block_that_is_not_run_fails():
    """A block of a language that is not run, or a program that is not ours, fails."""
    for block in (
        "```bash\nls\n```",
        "```\nanything\n```",
        "```{code-block} python\n1\n```",
        "```sh\nrm x\n```",
    ):
        with pytest.raises(AssertionError):
            Page().renewed(f"{block}\n")


def test_output_that_is_stale_shows():
    """An output that is no longer so is told from the one that is."""
    page = "```python\n>>> 1 + 1\n3\n>>> print()\n```\n"
    assert "```python\n>>> 1 + 1\n2\n>>> print()\n<BLANKLINE>\n```\n" == Page().renewed(page)


def _staged(page):
    """Return the places that a page may name: the pages of the manual, and the folder it is in."""
    made = {"cli.md", "examples.md", *MADE.api_pages()}
    written = {path.relative_to(DOCS).as_posix() for path in PAGES}
    folder = page.parent.relative_to(DOCS).as_posix()
    return made | written, "" if folder == "." else folder


def test_links_lead_to_pages():
    """Every link inside the manual, and every entry of a table of contents, is a page of it."""
    broken = []
    for page in PAGES:
        pages, folder = _staged(page)
        text = page.read_text(encoding="utf-8")
        links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", text)
        for block in BLOCK.finditer(text):
            if block["told"] == "{toctree}":
                links += [f"{line}.md" for line in block["text"].splitlines() if line and line[0] != ":"]
        places = {link: posixpath.normpath(f"{folder}/{link}".lstrip("/")) for link in links}
        broken += [(page.name, link) for link, place in places.items() if place not in pages]
    assert [] == broken


def test_included_files_are_there():
    """Every file that a page includes exists, where the manual takes it from."""
    homes = {"data": DATA, "examples": ROOT / "examples", "CONTRIBUTING.md": ROOT / "CONTRIBUTING.md"}
    texts = "\n".join(page.read_text("utf-8") for page in PAGES)
    named = re.findall(r"^```\{(?:literal)?include\} (?:\.\./)*project/(.*)$", texts, re.MULTILINE)
    found = [homes[name.partition("/")[0]] / name.partition("/")[2] for name in named]
    assert [] == [path for path in found if not path.exists()]
    assert len(found) > 2


def test_every_page_is_in_a_table_of_contents():
    """No page is left out of the contents."""
    contents = {"index.md"}
    for page in PAGES:
        folder = page.parent.relative_to(DOCS)
        for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
            if block["told"] == "{toctree}":
                entries = (line for line in block["text"].splitlines() if line and line[0] != ":")
                contents |= {(folder / f"{line}.md").as_posix() for line in entries}
    written = {page.relative_to(DOCS).as_posix() for page in PAGES}
    assert written | {"cli.md", "examples.md", "api/index.md"} == contents


def test_the_api_reference_has_every_public_name_once():
    """Every public name is described on one page of the API reference."""
    described = [
        name.removeprefix("osce_tracker.")
        for page in MADE.api_pages().values()
        for name in re.findall(
            r"^\.\. auto(?:class|function|module):: (osce_tracker\.\w+)$", page, re.MULTILINE
        )
    ]
    assert sorted(ot.__all__) == sorted(described)


def test_vocabularies_show_every_word():
    """The API reference has every word of every vocabulary, with its definition."""
    page = "".join(MADE.api_pages().values())
    wanted = [word for words in Vocabulary.__subclasses__() for word in words]
    assert [] == [word for word in wanted if f"``{word.value}``" not in page or word.definition not in page]
    assert len(wanted) > 100


def test_meanings_have_every_word():
    """The page of meanings has every word of the vocabularies that it explains, with its definition."""
    page = (DOCS / "meanings.md").read_text(encoding="utf-8")
    rows = [re.split(r" *\| *", line)[1:-1] for line in page.splitlines() if line.startswith("|")]
    told = [(row[0], row[-1]) for row in rows]
    vocabularies = (ot.Lever, ot.Status, Timing, Basis, ot.Stance, Standing, Scale)
    words = [word for vocabulary in vocabularies for word in vocabulary]
    assert [] == [word.label for word in words if (word.label, word.definition) not in told]


def test_reference_names_every_option_of_a_command():
    """The section of a command has its description, every argument and option with its help, and examples."""
    page = MADE.cli_page()
    for name, command in MADE.commands().items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for action in command._actions:
            if action.dest != "help":
                assert action.help.replace("%%", "%") in section, name
                for option in action.option_strings or [action.metavar]:
                    place = rf"^:::{{option}} .*{re.escape(option)}\b"
                    assert re.search(place, section, re.MULTILINE), (name, option)
        assert (True, True) == (command.description in section, f"osce-tracker {name} " in section), name


def test_reference_lists_every_example():
    """Every example of the help is in the reference (the tests of the command line run them)."""
    page = MADE.cli_page()
    wanted = [line.strip() for c in MADE.commands().values() for line in c.epilog.splitlines()[1:]]
    assert [] == [line for line in wanted if line not in page]


def test_list_of_examples_has_each_with_its_line():
    """Every example stands in the list with the first line of its own text."""
    page = MADE.examples_page(ROOT / "examples")
    scripts = sorted((ROOT / "examples").glob("*.py"))
    lines = [ast.get_docstring(ast.parse(path.read_text("utf-8"))).partition("\n")[0] for path in scripts]
    assert [] == [path.name for path, line in zip(scripts, lines, strict=True) if f"| {line} |" not in page]
    assert len(scripts) > 5


def test_notebook_in_the_list_is_told_by_its_heading(tmp_path):
    """A notebook among the examples is told by its first line of text, and offered as a file."""
    cells = [
        {"cell_type": "code", "source": ["1"]},
        {"cell_type": "markdown", "source": ["# A State\n", "x"]},
    ]
    (tmp_path / "state.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    page = MADE.examples_page(tmp_path)
    assert "| {download}`state.ipynb <project/examples/state.ipynb>` | A State |" in page


def test_contributing_shows_commands_that_run_elsewhere():
    """Every command of CONTRIBUTING is one of the README or of the checks, or names what is there."""
    known = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", ".ci/run"))
    known = known.replace('"$work/lint/bin/', "").replace('"', "")
    own = re.compile(r"python (?:-m (tests[.\w]+)|(\.?\w+/\w+\.py))(?: |$)")
    for block in BLOCK.finditer(CONTRIBUTING):
        assert block["told"] in ("sh", "text")
        for line in block["text"].splitlines() if block["told"] == "sh" else ():
            found = own.match(line)
            if found:
                path = found[2] or f"{found[1].replace('.', '/')}.py"
                assert (ROOT / path).exists(), line
            elif not line.startswith("osce-tracker ") and not (ROOT / line).exists():
                assert line.replace('"', "") in known, line


def test_contributing_checks_a_data_set():
    """The command that checks the facts in place works as CONTRIBUTING has it."""
    (line,) = re.findall(r"^osce-tracker .*$", CONTRIBUTING, re.MULTILINE)
    words = [str(DATA / Path(w).name) if w.startswith("osce_tracker/") else w for w in shlex.split(line)]
    assert _run(words).startswith("No errors")


def test_contributing_names_files_that_are_there():
    """Every path of the repository that CONTRIBUTING names exists."""
    named = re.findall(r"`((?:osce_tracker|tests|docs|examples|tools|\.ci)/[\w./-]*)`", CONTRIBUTING)
    homes = [DATA.parent.parent if name.startswith("osce_tracker") else ROOT for name in named]
    assert [] == [name for home, name in zip(homes, named, strict=True) if not (home / name).exists()]
    assert len(named) > 8


def test_contributing_asks_for_fields_that_records_have():
    """The fields that a corrector is told to fill in are those of commitments, updates and sources."""
    fields = {f.name for cls in (ot.Commitment, ot.StatusUpdate, ot.Source) for f in attrs.fields(cls)}
    table = CONTRIBUTING.split("| what is wrong |")[1].split("\n\n")[0]
    named = set(re.findall(r"`(\w+)`", table.replace(".json", "")))
    statements = {f.name for f in attrs.fields(ot.SupportStatement)} | {
        f.name for f in attrs.fields(ot.Event)
    }
    assert set() == named - fields - statements - {"commitments", "events", "series", "statements"}


@pytest.fixture(name="facts")
def _facts(tmp_path, monkeypatch):
    """Return the script that renews what is counted, at work on a copy of the facts."""
    facts = _module(ROOT / "tools" / "facts.py")
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "manifest.json", tmp_path / "tests")
    monkeypatch.setattr(facts, "ROOT", tmp_path)
    monkeypatch.setattr(facts, "DATA", tmp_path / "data")
    monkeypatch.setattr(sys, "path", list(sys.path))
    return facts


def _files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_renewal_leaves_facts_that_nobody_touched(facts, tmp_path):
    """Renewing what is counted changes nothing when no fact was changed."""
    before = _files(tmp_path)
    facts.renew()
    assert before == _files(tmp_path)


def test_renewal_counts_a_correction(facts, tmp_path, tracker):
    """After a correction by hand the file is in canonical form again, and its counts are new."""
    path = tmp_path / "data" / "finland-2025" / "commitments.json"
    reviewed = {one.record for one in (*tracker.readings, *tracker.corrections)}
    gone = next(one for one in tracker.commitments if one.id not in reviewed)
    plain = [one for one in json.loads(path.read_bytes()) if one["id"] != gone.id]
    path.write_text(json.dumps(plain), encoding="utf-8")
    facts.renew()
    left = tuple(one for one in tracker.commitments if one is not gone)
    manifest = json.loads((tmp_path / "tests" / "manifest.json").read_bytes())
    assert left == tuple(ot.load(path.parent).commitments)
    assert len(left) == manifest["finland-2025/commitments.json"]["records"]


@pytest.mark.skipif(importlib.util.find_spec("sphinx") is None, reason="Sphinx is not installed (extra docs)")
def test_manual_builds_without_a_warning(tmp_path):
    """One command builds the manual, warnings being errors, and no page asks another host for anything."""
    command = [sys.executable, str(DOCS / "build.py"), str(tmp_path / "manual")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (0, "") == (done.returncode, done.stderr)
    pages = list((tmp_path / "manual").rglob("*.html"))
    loaded = re.compile(r"""<(?:link|script|img|iframe)[^>]*(?:href|src)=["'](?:https?:)?//""")
    assert [] == [page.name for page in pages if loaded.search(page.read_text("utf-8"))]
    assert len(pages) > 25


if __name__ == "__main__":
    for written in PAGES:
        with tempfile.TemporaryDirectory() as place:
            renewed = _now(written.read_text(encoding="utf-8"), Path(place))
        written.write_text(renewed, encoding="utf-8")
