"""The public face: what it names, what importing it loads, and what it promises."""

import doctest
import importlib.metadata
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import osce_tracker as ot

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path(ot.__file__).read_text(encoding="utf-8")


def run(code):
    """Return what a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_all_is_sorted_and_complete():
    """``__all__`` is sorted and has just the names that the face can load."""
    homes = [name for names in ot._HOMES.values() for name in names.split()]
    assert sorted([*homes, *ot._MODULES]) == ot.__all__


def test_names_for_type_checkers_are_the_same():
    """The block that type checkers read imports just the public names."""
    block = SOURCE.split("if TYPE_CHECKING:")[1].split("__version__")[0]
    listed = re.sub(r"from \S+ import|[(),]", " ", block).split()
    assert sorted(ot.__all__) == sorted(listed)


def test_readme_table_has_the_same_names():
    """The API table of the README lists just the public names."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## API")[1].split("## ")[0]
    first_cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert sorted(ot.__all__) == sorted(name for cell in first_cells for name in re.findall(r"`(\w+)`", cell))


@pytest.mark.parametrize("name", ot.__all__)
def test_each_name_loads_and_is_described(name):
    """Every public name loads and has a docstring of its own."""
    assert (getattr(ot, name).__doc__ or "").strip()


@pytest.mark.parametrize("name", ot.__all__)
def test_each_name_shows_what_it_is_for(name):
    """The docstring of every public name has an example that shows what comes out (``test_docs`` runs it)."""
    examples = doctest.DocTestParser().get_examples(getattr(ot, name).__doc__)
    assert any(example.want or example.exc_msg for example in examples)


def shown():
    """Yield the examples of public names, and of their methods and properties, with their names."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    for name in ot.__all__:
        thing = getattr(ot, name)
        if name in ot._MODULES:
            things = [getattr(thing, each) for each in thing.__all__]
            found = [
                found for one in things for found in finder.find(one, f"{name}.{one.__name__}", globs={})
            ]
        else:
            found = finder.find(thing, name, module=inspect.getmodule(thing), globs={})
        yield from (pytest.param(one, id=one.name) for one in found if one.examples)


@pytest.mark.parametrize("example", list(shown()))
def test_each_example_runs_as_a_reader_pastes_it(example):
    """An example of a public name imports what it uses, and needs nothing of the module it stands in."""
    copy = doctest.DocTest(example.examples, {}, example.name, example.filename, example.lineno, None)
    told = []
    found = doctest.DocTestRunner(verbose=False).run(copy, out=told.append)
    assert (0, "") == (found.failed, "".join(told))


def test_no_module_has_the_name_of_a_public_one():
    """A module of a public name would take its place in the package when it is imported."""
    modules = {path.stem for path in Path(ot.__file__).parent.glob("*") if path.name != "__init__.py"}
    assert set(ot._MODULES) == modules & set(ot.__all__)


def test_unknown_name_is_an_attribute_error():
    """A name that does not exist says so as modules do."""
    with pytest.raises(AttributeError, match="has no attribute 'quarterlee'"):
        ot.quarterlee  # noqa: B018


def test_dir_lists_the_public_names():
    """``dir`` lists every public name, loaded or not."""
    assert set(ot.__all__) <= set(dir(ot))


def test_import_loads_nothing_heavy():
    """Importing the package loads no third-party library and no module of its own."""
    loaded = run(
        "import sys; before = set(sys.modules); import osce_tracker; print(*set(sys.modules) - before)"
    )
    assert ["osce_tracker"] == loaded


def test_quarterly_command_loads_neither_tabulate_nor_pendulum():
    """The commonest command loads no library that it does not use."""
    code = (
        "import sys; from osce_tracker.cli import main; main(['quarterly', '2025-Q3']);"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    loaded = set(run(code)[-200:])
    assert set() == {"tabulate", "pendulum", "dateutil", "pathlib"} & loaded


def test_version_is_that_of_the_distribution():
    """The version constant is the one that is installed."""
    assert importlib.metadata.version("osce-tracker") == ot.__version__


def test_package_is_typed():
    """The marker for type checkers is in the package."""
    assert (Path(ot.__file__).parent / "py.typed").exists()
