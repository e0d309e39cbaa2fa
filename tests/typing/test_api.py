"""The file that the type checkers read covers what is public and what the examples call, and runs."""

import ast
import inspect
from pathlib import Path

import attrs
import pytest

import osce_tracker as ot
from tests.typing import api

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FUNCTIONS = [
    found for found in vars(api).values() if inspect.isfunction(found) and found.__module__ == api.__name__
]


def attributes(path):
    """Return the names after a point in a program, and those after ``ot.`` alone."""
    nodes = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    ]
    direct = {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id == "ot"}
    return {node.attr for node in nodes}, direct


def public_attributes():
    """Return the names of methods and attributes of the public classes that are no error or vocabulary."""
    classes = [getattr(ot, name) for name in ot.__all__ if inspect.isclass(getattr(ot, name))]
    own = [found for found in classes if not issubclass(found, ot.TrackerError | str)]
    names = {name for found in own for name in dir(found) if not name.startswith("_")}
    return names | {field.name for found in own if attrs.has(found) for field in attrs.fields(found)}


def test_each_public_name_is_checked():
    """Every public name stands in the file that the type checkers read."""
    assert set() == set(ot.__all__) - attributes(Path(api.__file__))[1]


def test_each_call_of_an_example_is_checked():
    """What an example takes from the library, methods and attributes too, stands in that file."""
    checked, checked_direct = attributes(Path(api.__file__))
    public = public_attributes()
    for path in EXAMPLES.glob("*.py"):
        used, direct = attributes(path)
        assert direct, path
        assert set() == direct - checked_direct - {"__version__"}, path
        assert set() == (used & public) - checked, path


@pytest.mark.usefixtures("few_downloads")
def test_what_is_checked_runs(tracker, tmp_path):
    """Each call that the type checkers accept works."""
    theirs = ot.ConflictError("set.json", [("commitments", "FI25-HD-03")], tracker, read_there=True)
    given = {"tracker": tracker, "folder": tmp_path, "error": theirs}
    for function in FUNCTIONS:
        arguments = {name: given[name] for name in inspect.signature(function).parameters}
        assert None is function(**arguments), function
    assert len(FUNCTIONS) > 8
