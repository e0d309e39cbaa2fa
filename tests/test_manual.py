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
from markdown_it import MarkdownIt

import osce_tracker as ot
from osce_tracker.analysis.positions import Standing
from osce_tracker.cli.parser import is_report
from osce_tracker.model.commitments import Basis
from osce_tracker.model.statuses import Scale, Timing
from osce_tracker.model.vocabulary import Vocabulary
from tests.commands import run

pytestmark = pytest.mark.usefixtures("few_downloads")
ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DATA = Path(ot.__file__).parent / "data"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
CORRECTIONS = (DOCS / "correct-a-fact.md").read_text(encoding="utf-8")
#: A block between fences: its language or directive with what stands behind it, and its text.
BLOCK = re.compile(r"^(?P<fence>`{3,}|:{3,})(?P<told>.*)\n(?P<text>(?:.*\n)*?)(?P=fence)$", re.MULTILINE)


def _module(path):
    """Return a script that is in no package as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sys.path.insert(0, str(DOCS))
MADE = _module(DOCS / "pages.py")
BUILD = _module(DOCS / "build.py")
sys.path.remove(str(DOCS))
#: The pages that are generated from the library and kept in the repository, and those written by hand.
GENERATED = MADE.made(ROOT / "examples")
PAGES = sorted(path for path in DOCS.glob("*.md") if path.name not in GENERATED)
#: Every page of the manual by its place in the repository, with the file that has it.
WHOLE = {f"docs/{path.name}": path for path in DOCS.glob("*.md")} | {
    place: path for place, (_, path) in BUILD.ELSEWHERE.items()
}


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
        assert told in runs, f"a block {told!r} is neither run nor checked"
        return f"{found['fence']}{found['told']}\n{runs[told](text)}{found['fence']}"

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
    """Return a page as it reads now, run in a folder that has the examples and facts of the repository."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    leave = shutil.ignore_patterns("*.py", "__pycache__")
    shutil.copytree(DATA, folder / "osce_tracker" / "data", ignore=leave)
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


@pytest.mark.parametrize("name", GENERATED)
def test_generated_page_is_up_to_date(name):
    """A generated page that is kept in the repository is what the library gives now."""
    assert GENERATED[name] == (DOCS / name).read_text(encoding="utf-8")


def _parsed(path):
    """Return the blocks of a page as a code host reads it."""
    return MarkdownIt("gfm-like", {"linkify": False}).parse(path.read_text(encoding="utf-8"))


def _inline(tokens):
    """Yield what stands in the text of a page: links, pictures, words."""
    for token in tokens:
        yield token
        yield from _inline(token.children or ())


def _anchors(path):
    """Return the anchors that a code host gives the headings of a page."""
    tokens = _parsed(path)
    titles = [tokens[n + 1].content for n, token in enumerate(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("place", WHOLE)
def test_links_and_pictures_are_there(place):
    """Every link leads to a file and heading of the repository; every picture is there and has a text."""
    broken = []
    for token in _inline(_parsed(WHOLE[place])):
        target = token.attrGet("href") or token.attrGet("src") or ""
        if not target or "://" in target:
            continue
        file, _, anchor = target.partition("#")
        named = posixpath.normpath(posixpath.join(posixpath.dirname(place), file)) if file else place
        found = WHOLE.get(named, ROOT / named)
        told = token.type != "image" or len(token.content) > 20
        if not (found.is_file() and told and (not anchor or anchor in _anchors(found))):
            broken.append(target)
    assert [] == broken


@pytest.mark.parametrize("place", WHOLE)
def test_page_needs_no_build(place):
    """A code host shows the whole page: one title, links with titles, and no directive as code or words."""
    tokens = _parsed(WHOLE[place])
    assert 1 == sum(token.type == "heading_open" and token.tag == "h1" for token in tokens)
    assert [] == [token.info for token in tokens if token.type == "fence" and not token.info.isalpha()]
    inline = list(_inline(tokens))
    opened = [inline[n + 1].type for n, token in enumerate(inline) if token.type == "link_open"]
    words = [token.content for token in inline if token.type == "text"]
    assert (0, []) == (opened.count("link_close"), [w for w in words if re.search(r":::|\{\w+\}`|\| --", w)])


def test_link_without_a_title_or_a_file_shows():
    """The tests of links see what is wrong with a link."""
    tokens = list(_inline(MarkdownIt("gfm-like", {"linkify": False}).parse("[](x.md) ![](y.png)")))
    assert ["link_open", "link_close"] == [token.type for token in tokens if token.type.startswith("link")]
    assert ["x.md", "y.png"] == [t.attrGet("href") or t.attrGet("src") for t in tokens if t.attrs]


def test_every_page_is_in_the_contents():
    """The first page links to every page, in a group; the built manual takes its contents from it."""
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    linked = {found["file"] for found in BUILD.LINK.finditer(index.partition("\n## ")[2])}
    wanted = {posixpath.relpath(place, "docs") for place in WHOLE} - {"index.md", "../README.md"}
    assert wanted == linked


def test_pictures_are_small_and_shown():
    """Every picture is shown on a page, and loads fast."""
    pictures = sorted((DOCS / "pictures").iterdir())
    shown = {
        Path(token.attrGet("src")).name
        for path in WHOLE.values()
        for token in _inline(_parsed(path))
        if token.type == "image"
    }
    assert {path.name for path in pictures} == shown
    assert [] == [path.name for path in pictures if path.stat().st_size > 250_000]


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


def test_glossary_has_every_word():
    """The glossary and the page on numbers have every word that tables use, with its definition."""
    page = "".join(
        (DOCS / name).read_text(encoding="utf-8") for name in ("glossary.md", "read-the-numbers.md")
    )
    rows = [re.split(r" *\| *", line)[1:-1] for line in page.splitlines() if line.startswith("|")]
    told = [(row[0], row[-1]) for row in rows]
    vocabularies = (ot.Lever, ot.Status, Timing, Basis, ot.Stance, Standing, Scale)
    words = [word for vocabulary in vocabularies for word in vocabulary]
    assert [] == [word.label for word in words if (word.label, word.definition) not in told]


def test_reference_names_every_option_of_a_command():
    """The section of a command has its description, own arguments, options with their help, and examples."""
    page = MADE.cli_page()
    every = page.split("\n## Options of every report\n")[1].split("\n## ")[0]
    for name, command in MADE.commands().items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for action in command._actions:
            if action.dest != "help":
                home = every if is_report(name) and MADE.is_common(action) else section
                for option in action.option_strings or [action.metavar]:
                    row = (
                        rf"^\| `.*{re.escape(option)}\b.*` \| {re.escape(action.help.replace('%%', '%'))} \|$"
                    )
                    assert re.search(row, home, re.MULTILINE), (name, option)
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
    """A notebook among the examples is told by its first line of text."""
    cells = [
        {"cell_type": "code", "source": ["1"]},
        {"cell_type": "markdown", "source": ["# A State\n", "x"]},
    ]
    (tmp_path / "state.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    page = MADE.examples_page(tmp_path)
    assert "| [`state.ipynb`](../examples/state.ipynb) | A State |" in page


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
            elif extras := re.fullmatch(r'pip install -e "\.\[([\w,]+)\]"', line):
                assert {*extras[1].split(",")} <= {*EXTRAS}, line
            elif not line.startswith("osce-tracker ") and not (ROOT / line).exists():
                assert line.replace('"', "") in known, line


def test_contributing_names_files_that_are_there():
    """Every path of the repository that CONTRIBUTING names exists."""
    named = re.findall(
        r"`((?:osce_tracker|tests|docs|examples|tools|\.ci)/[\w./-]*)`", CONTRIBUTING + CORRECTIONS
    )
    homes = [DATA.parent.parent if name.startswith("osce_tracker") else ROOT for name in named]
    assert [] == [name for home, name in zip(homes, named, strict=True) if not (home / name).exists()]
    assert len(named) > 8


def test_corrector_is_asked_for_fields_that_records_have():
    """The fields that a corrector is told to fill in are those of commitments, updates and sources."""
    fields = {f.name for cls in (ot.Commitment, ot.StatusUpdate, ot.Source) for f in attrs.fields(cls)}
    table = CORRECTIONS.split("| What is wrong |")[1].split("\n\n")[0]
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


if __name__ == "__main__":
    for written in PAGES:
        with tempfile.TemporaryDirectory() as place:
            renewed = _now(written.read_text(encoding="utf-8"), Path(place))
        written.write_text(renewed, encoding="utf-8")
    for name, text in GENERATED.items():
        (DOCS / name).write_text(text, encoding="utf-8")
