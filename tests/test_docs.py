"""Everything documented runs or is counted: README, docstrings, the data dictionary."""

import doctest
import importlib
import re
import shlex
from pathlib import Path

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.analysis.agreement import agreement
from osce_tracker.checks import quality as review
from osce_tracker.model.editions import BUNDLED
from osce_tracker.model.readings import ReadField
from osce_tracker.tracker.kinds import FILES
from tests.commands import run

pytestmark = pytest.mark.usefixtures("few_downloads")
ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGE = Path(ot.__file__).parent
DICTIONARY = (PACKAGE / "data" / "README.md").read_text(encoding="utf-8")
MODULES = sorted(
    ".".join(("osce_tracker", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if path.name != "__main__.py"
)


def blocks(language):
    """Return the blocks of the README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def examples(module):
    """Yield the examples in the docstrings of a module, and those of its public names without its globals."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    # A function in a decorator has other globals, so the finder would miss it in its module.
    own = {n: one for n, one in vars(module).items() if getattr(one, "__module__", "") == module.__name__}
    public = [getattr(home, name) for home in (ot, ot.plot) for name in home.__all__]
    for name, thing in {"": module, **own}.items():
        if callable(thing) or not name:
            for found in finder.find(thing, f"{module.__name__}.{name}", module=module):
                if name or found.name == f"{module.__name__}.":
                    # A reader of a public name's example has imported nothing else.
                    found.globs = {} if any(thing is one for one in public) else {**vars(module)}
                    yield found


def test_docstring_examples_run():
    """Every example in a docstring gives what it says; that of a public name imports what it uses."""
    output, tries, runner = [], 0, doctest.DocTestRunner(verbose=False)
    for name in MODULES:
        for example in examples(importlib.import_module(name)):
            tries += runner.run(example, out=output.append).attempted
    assert "" == "".join(output)
    assert tries > 300


def test_readme_examples_run(tmp_path, monkeypatch):
    """The Python example of the README gives what it says."""
    monkeypatch.chdir(tmp_path)
    (block,) = blocks("python")
    runner = doctest.DocTestRunner()
    runner.run(doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0))
    assert (runner.failures, runner.tries > 5) == (0, True)
    assert ["scorecard.xlsx"] == [path.name for path in tmp_path.iterdir()]


def test_readme_commands_run(tmp_path):
    """The five commands that the README shows work, and write the files that it names."""
    commands = [shlex.split(line)[1:] for line in blocks("sh")[2].splitlines()]
    done = [(words, *run(words, tmp_path)) for words in commands]
    assert [] == [(words, code, err) for words, code, _, err in done if code]
    assert len(commands) == 5
    assert {"q4.docx", "public"} == {path.name for path in tmp_path.iterdir()}


def test_readme_has_two_set_up_commands():
    """The set-up is two commands, one to see the table and one to run the tests, which .ci/run looks for."""
    first, second, _ = blocks("sh")
    assert [True, True] == [block.startswith("python3 -m venv ") for block in (first, second)]
    assert 2 == len(re.findall(r"^python3 -m venv", README, re.MULTILINE))


def test_readme_is_short():
    """The README is read in five minutes, and has every block in a language that is run."""
    assert len(README.splitlines()) < 120
    assert ["sh", "sh", "sh", "python"] == re.findall(r"^```(\w+)$", README, re.MULTILINE)


def test_readme_numbers_are_those_of_the_data():
    """The numbers in the README are counted in the data of all Chairpersonships."""
    whole = ot.load("all")
    counts = [
        len(whole.commitments),
        sum(len(commitment.updates) for commitment in whole.commitments),
        len(whole.events),
        len(whole.statements),
        len(ot.states().participating),
    ]
    text = " ".join(README.split())
    found = re.search(
        r"(\d+) commitments with (\d+) dated updates, (\d+) events, (\d+) statements"
        r".*?\((\d+) participating States",
        text,
    )
    assert [str(count) for count in counts] == list(found.groups())


def _tables_of_sets():
    """Return the rows of the data dictionary that begin with a bundled set, as lists of cells."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in DICTIONARY.splitlines()]
    return [row for row in rows if row and row[0].strip("`") in BUNDLED]


def test_dictionary_counts_the_records():
    """The data dictionary says how many records each set has, and how far it goes."""
    counted = []
    for name in BUNDLED:
        tracker = ot.load(name)
        commitments = tracker.commitments
        counts = (
            len(commitments),
            sum(len(commitment.updates) for commitment in commitments),
            len(tracker.events),
            len(tracker.statements),
        )
        day = ot.Period(tracker.edition.known_until).readable
        counted.append([f"`{name}`", *map(str, counts), day])
    told = [[row[0], *row[2:6], row[6].partition(",")[0]] for row in _tables_of_sets()[: len(BUNDLED)]]
    assert counted == told
    text = " ".join(DICTIONARY.split())
    joined, finland = ot.load("all"), ot.load()
    shared = [sum(len(one.chairs) > 1 for one in part) for part in (joined.events, joined.statements)]
    assert "can be joined: {} events and {} statements.".format(*shared) in text
    continued = [sum(c.continues is not None for c in ot.load(name).commitments) for name in BUNDLED[1:]]
    told = "{} Finnish commitments continue a Maltese one, and {} of 2026 continue a Finnish one."
    assert told.format(*continued) in text
    assert f"Only `finland-2025` has corrections so far: {len(finland.corrections)}." in text
    assert len(joined.corrections) == len(finland.corrections)


def test_dictionary_names_every_field():
    """The section of a file in the data dictionary names every field of its records."""
    records = {"dataset": ot.Edition, **{kind: known.record for kind, known in FILES.items()}}
    for name, record in records.items():
        section = DICTIONARY.split(f"### {name}.json\n")[1].split("\n## ")[0].split("\n### ")[0]
        named = set(re.findall(r"`(\w+)`", section))
        assert {field.name for field in attrs.fields(record)} - {"id"} <= named, name


def test_dictionary_has_the_figures_of_the_readings():
    """The table of the second reading is what ``agreement`` gives, to three places."""
    told = [row for row in _tables_of_sets() if len(row) == 3 + len(ReadField)]
    expected = []
    for name in BUNDLED:
        tracker = ot.load(name)
        figures = [f"{one.alpha:.3f}" for one in agreement(tracker)]
        differ = sum(not one.agrees for one in tracker.readings)
        expected.append([f"`{name}`", str(len(tracker.readings)), str(differ), *figures])
    assert expected == told


def test_changelog_has_the_version():
    """The changelog has an entry for the version of the package."""
    assert f"## [{ot.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_dictionary_accounts_for_every_warning():
    """What ``check`` finds in the bundled sets is listed in their README, with as many of each kind."""
    told = [row for row in _tables_of_sets() if len(row) == 4]
    expected = {}
    for name in BUNDLED:
        for problem in ot.check(ot.load(name)):
            assert "warning" == problem.severity
            expected.setdefault((f"`{name}`", f"`{problem.code}`"), []).append(problem.record)
    assert {(row[0], row[1]): int(row[2]) for row in told} == {k: len(found) for k, found in expected.items()}
    named = {(row[0], row[1]): set(re.findall(r"`(.*?)`", row[3])) for row in told}
    assert named == {key: set(found) for key, found in expected.items()}


def test_dictionary_names_every_code_of_check():
    """The table of codes is that of the module, each with its severity."""
    section = DICTIONARY.split("## What `osce-tracker check` looks for")[1].split("###")[0]
    told = dict(re.findall(r"^\| `([\w-]+)` \| (\w+) \|", section, re.MULTILINE))
    sources = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "checks").glob("*.py"))
    assert {*re.findall(r'"([a-z]+(?:-[a-z]+)+)"', sources), "stale"} == set(told)
    assert {code for code, severity in told.items() if severity == "error"} == set(review.ERRORS)
