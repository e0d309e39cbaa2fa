"""Imports go one way only: each layer imports what lies below it, without exception."""

import ast
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import osce_tracker

PACKAGE = Path(osce_tracker.__file__).parent
#: From the bottom to the top. Parts of one layer don't import each other; "" is the package itself.
LAYERS = (
    ("design", "errors", "text"),
    ("files", "model"),
    ("tracker",),
    ("analysis",),
    ("checks", "plot", "databases"),
    ("formats", "dataset"),
    ("reports", "spreadsheets", "calendars", "press"),
    ("site",),
    ("api",),
    ("",),
    ("cli",),
    ("__main__",),
)
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}
#: The packages or modules in which each third-party library is used; attrs is used everywhere.
HOMES = {
    "pendulum": {"model"},
    "tabulate": {"formats"},
    "dateutil": {"model"},
    "openpyxl": {"formats", "spreadsheets"},
    "docx": {"formats"},
    "jinja2": {"formats", "site"},
    "markupsafe": {"site"},
    "matplotlib": {"plot"},
    "typst": {"formats"},
    "pyarrow": {"databases"},
    "icalendar": {"calendars"},
    "recurring_ical_events": {"calendars"},
    "x_wr_timezone": {"calendars"},
    "filelock": {"dataset"},
}


def name_of(path):
    """Return the dotted name of a module within the package; that of the package itself is empty."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def trees():
    """Return what each module says, by its name."""
    return {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}


def imported(node):
    """Yield the full names that a statement or a call of ``import_module`` imports."""
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom():
            assert node.level == 0, "relative imports are not used"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                # `from osce_tracker.model import periods` imports a module, not a name in one.
                is_module = inner.removeprefix("osce_tracker.") in trees()
                yield inner if is_module else node.module
        case ast.Call(func=ast.Name(id="import_module") | ast.Attribute(attr="import_module")):
            match node.args[0]:
                case ast.Constant(value=str(name)):
                    yield name
                case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
                    # The module is chosen when the program runs, but its package is fixed.
                    yield start.rpartition(".")[0] or start


def imports(module):
    """Return the names of everything that a module imports, wherever it does so."""
    return {name for node in ast.walk(trees()[module]) for name in imported(node)}


def own_imports(module):
    """Return the names of the package's own modules that a module imports."""
    names = (name for name in imports(module) if name.split(".")[0] == "osce_tracker")
    return {name.removeprefix("osce_tracker").removeprefix(".") for name in names}


def test_every_part_has_a_layer():
    """Every module and package directly under osce_tracker belongs to one layer, and every layer exists."""
    assert set(LEVEL) == {module.split(".")[0] for module in trees()}


def test_imports_go_down():
    """A module imports only from lower layers and from its own package."""
    wrong = [
        f"{module} imports {name}"
        for module in trees()
        for name in own_imports(module)
        if (mine := module.split(".")[0]) != (theirs := name.split(".")[0])
        if LEVEL[theirs] >= LEVEL[mine]
    ]
    assert [] == sorted(wrong)


def test_there_are_no_import_cycles():
    """Following imports, those for type checkers included, never leads back to the same module."""
    graph = {module: own_imports(module) - {module} for module in trees()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle = " -> ".join(name or "osce_tracker" for name in reversed(error.args[1]))
        raise AssertionError(f"import cycle: {cycle}") from None


def test_each_library_is_used_where_it_belongs():
    """A third-party library is imported by its home and by no other part."""
    wrong = [
        f"{module} imports {library}"
        for module in trees()
        for library in {name.split(".")[0] for name in imports(module)}
        if library not in sys.stdlib_module_names and library not in ("osce_tracker", "attrs")
        if module.split(".")[0] not in HOMES.get(library, ())
    ]
    assert [] == sorted(wrong)


def test_heavy_libraries_are_imported_when_first_used():
    """No library but attrs is imported at the top of a module, where it would slow every start."""
    wrong = [
        f"{module} imports {name}"
        for module, tree in trees().items()
        for node in tree.body
        for name in imported(node)
        if name.split(".")[0] in HOMES
    ]
    assert [] == sorted(wrong)


def test_the_package_itself_imports_nothing_at_its_top():
    """Only the block for type checkers in ``__init__.py`` has imports."""
    tops = (ast.Import, ast.ImportFrom)
    assert [] == [ast.unparse(node) for node in trees()[""].body if isinstance(node, tops)]
