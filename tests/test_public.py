"""The public names: which there are, what importing the package loads, and what each name promises."""

import ast
import doctest
import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import osce_tracker as ot

PACKAGE = Path(ot.__file__).parent
CITATION = Path(__file__).resolve().parent.parent / "CITATION.cff"


def modules_after(code):
    """Return the modules that a fresh interpreter has loaded after some code."""
    code = f"import sys; before = set(sys.modules); {code}; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.splitlines()[-1].split())


def test_type_checkers_see_the_same_names():
    """The imports for type checkers and the names loaded at run time agree, module by module."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    imported = {(node.module, alias.asname) for node in block.body for alias in node.names}
    homes = {
        (f"osce_tracker.{module}".rstrip("."), name)
        for module, names in ot._HOMES.items()
        for name in names.split()
    }
    assert homes == imported
    assert sorted(name for _, name in homes) == sorted(ot.__all__)


def test_every_name_loads_and_has_an_example():
    """Every public name loads and has a docstring with an example that shows a result."""
    parser = doctest.DocTestParser()
    bare = [
        name
        for name in ot.__all__
        if not any(e.want or e.exc_msg for e in parser.get_examples(getattr(ot, name).__doc__ or ""))
    ]
    assert [] == bare


def test_no_function_is_named_like_a_module():
    """A module directly in the package would replace a public name like it when it is imported."""
    modules = {path.stem for path in PACKAGE.glob("*") if path.name != "__init__.py"}
    assert {"plot"} == modules & set(ot.__all__)


def test_public_package_is_found_before_it_is_imported():
    """A public name that is a package is imported when it is first asked for."""
    assert ot.plot is ot.__getattr__("plot")


def test_unknown_name_is_an_attribute_error():
    """A name that doesn't exist raises AttributeError as in any module."""
    with pytest.raises(AttributeError, match="has no attribute 'quarterlee'"):
        ot.quarterlee  # noqa: B018 (it is what raises)


def test_dir_lists_the_public_names():
    """``dir`` lists every public name, loaded or not, and no module; objects list what users need."""
    assert sorted([*ot.__all__, "__version__"]) == dir(ot)
    tracker = ot.load()
    assert not {"collections", "index", "origins"} & set(dir(tracker))
    assert {"commitments", "where", "with_records"} <= {*dir(tracker), *dir(tracker.commitments)}
    assert not {"glance", "index", "lazy", "noun", "view", "whole"} & set(dir(tracker.events))


def test_import_loads_nothing():
    """Importing the package loads no other module, of ours or of others."""
    assert {"osce_tracker"} == modules_after("import osce_tracker")


def test_a_question_loads_no_optional_library():
    """Loading the data and answering in values needs attrs and the standard library only."""
    code = "import osce_tracker as ot; ot.positions(ot.load(), on='2025-12-31')"
    heavy = {
        "pendulum",
        "tabulate",
        "dateutil",
        "openpyxl",
        "docx",
        "jinja2",
        "matplotlib",
        "pyarrow",
        "typst",
    }
    assert set() == heavy & {name.split(".")[0] for name in modules_after(code)}


def test_version_is_that_of_the_distribution():
    """The version in the package is the one that is installed."""
    assert importlib.metadata.version("osce-tracker") == ot.__version__


@pytest.mark.skipif(not CITATION.exists(), reason="tests of the wheel run outside of the repository")
def test_citation_is_that_of_the_distribution():
    """Whoever cites the software names its version, authors, subject and keywords as the package has them."""
    project = tomllib.loads((CITATION.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [f"version: {project['version']}", project["description"], *project["keywords"]]
    named += [f"- name: {author['name']}" for author in project["authors"]]
    citation = " ".join(CITATION.read_text(encoding="utf-8").split())
    assert [] == [text for text in named if text not in citation]


def test_package_is_typed():
    """The marker for type checkers is in the package."""
    assert (PACKAGE / "py.typed").exists()
