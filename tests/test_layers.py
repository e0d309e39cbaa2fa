"""The arrows of the house: who may import whom (DESIGN section 2)."""

import ast
from pathlib import Path

import pytest

import osce_tracker

PACKAGE = Path(osce_tracker.__file__).parent
#: Each layer with those to the left of it, which it may import. A layer may import itself only where it
#: is a package (the modules of model, formats).
LAYERS = {
    "problems": set(),
    "errors": {"problems"},
    "model": {"errors"},
    "flat": {"model"},
    "collection": {"errors", "model", "flat"},
    "queries": {"errors", "model", "flat", "collection"},
    "views": {"model"},
    "positions": {"errors", "model"},
    "tracker": {"errors", "model", "collection", "queries", "views", "positions"},
    "matrix": {"collection", "model", "positions", "tracker"},
    "meetings": {"model", "collection", "queries", "tracker"},
    "differences": {"collection", "tracker", "views", "model"},
    "merging": {"errors", "model", "tracker", "differences"},
    "checks": {"errors", "problems", "model", "tracker"},
    "review": {"errors", "problems", "model", "tracker", "checks"},
    "reports": {"errors", "problems", "model", "collection", "queries", "views", "tracker"}
    | {"positions", "matrix", "meetings", "differences", "plot"},
    "drawing": {"errors", "model", "tracker"},
    "plot": {"errors", "model", "positions", "tracker", "drawing"},
    "formats": {"errors", "problems", "model", "flat", "collection", "tracker"}
    | {"differences", "meetings", "plot", "checks", "reports.table"},
    "datasets": {"errors", "model", "tracker", "formats"},
    "arguments": {"", "errors", "formats.registry"},
    "actions": {"errors", "problems", "tracker", "review", "datasets", "formats", "reports"},
    "cli": {"errors", "tracker", "arguments", "actions", "datasets", "formats", "reports"},
    "__main__": {"cli"},
}
#: The arrows that run back: a report renders itself and a tracker saves itself, for which they call the
#: formats when first used.
BACKWARD = {("reports.table", "formats.registry"), ("tracker", "formats.saving")}
#: Third-party libraries, the one module that may import each, and whether at its top or inside functions.
HOMES = {
    "msgspec": {"formats.records", "datasets"},
    "tabulate": {"formats.text"},
    "dateutil": {"model.recurrence", "formats.calendar_zones"},
    "pendulum": {"model.clock"},
    "openpyxl": {"formats.workbook", "formats.sheet_files", "formats.sheet_writer"},
    "docx": {"formats.document", "formats.document_styles", "formats.footnotes"},
    "jinja2": {"formats.page"},
    "matplotlib": {"plot", "drawing"},
    "pyarrow": {"formats.arrow"},
    "icalendar": {
        "formats.calendar",
        "formats.calendar_reader",
        "formats.calendar_record",
        "formats.calendar_zones",
        "formats.extras",
    },
}
MODULES = sorted(".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py"))


def imports_of(module):
    """Yield what a module imports, as dotted names, with whether it does so at its top."""
    tree = ast.parse((PACKAGE / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative name"
            base = node.module or ""
            # `from osce_tracker.model import fields` imports a module, not a name.
            names = [f"{base}.{alias.name}" for alias in node.names]
            for name in names:
                known = name.removeprefix("osce_tracker.") in MODULES
                yield (name if known else base), id(node) in top


def ours(module):
    """Return the modules of ours that a module imports."""
    found = (name for name, _ in imports_of(module))
    return {
        name.removeprefix("osce_tracker").removeprefix(".")
        for name in found
        if name.split(".")[0] == "osce_tracker"
    }


@pytest.mark.parametrize("module", [m for m in MODULES if m != "__init__"])
def test_arrows_run_one_way(module):
    """A module imports nothing but the layers to the left of its own, and its siblings."""
    layer = module.split(".")[0]
    allowed = LAYERS[layer]
    wrong = {
        name
        for name in ours(module)
        if name.split(".")[0] not in allowed
        and name not in allowed
        and (name.split(".")[0] != layer or name == module)
        and (module, name) not in BACKWARD
    }
    assert set() == wrong


def test_modules_of_the_model_import_each_other_without_a_circle():
    """Following imports inside model/ never leads back."""
    graph = {m: {n for n in ours(m) if n.startswith("model.")} for m in MODULES if m.startswith("model.")}
    while graph:
        leaves = {module for module, needs in graph.items() if not needs & graph.keys()}
        assert leaves, f"a circle among {sorted(graph)}"
        graph = {module: needs for module, needs in graph.items() if module not in leaves}


def test_the_public_face_imports_nothing_at_its_top_but_for_type_checkers():
    """Importing the package loads no module of it."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    assert [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)] == []


@pytest.mark.parametrize("module", MODULES)
def test_each_library_has_its_home(module):
    """A third-party library is imported where it belongs and nowhere else."""
    for name, _ in imports_of(module):
        home = HOMES.get(name.split(".")[0])
        assert home is None or module in home, f"{module} imports {name}"


@pytest.mark.parametrize("module", MODULES)
def test_heavy_libraries_are_loaded_when_first_used(module):
    """None of the libraries that take long to load is imported at the top of a module."""
    heavy = {"pendulum", "tabulate", "dateutil", "icalendar", "openpyxl", "docx", "jinja2", "matplotlib"}
    assert set() == {name for name, top in imports_of(module) if top and name.split(".")[0] in heavy}


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_longer_than_450_lines(module):
    """No module needs a split."""
    text = (PACKAGE / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 450
