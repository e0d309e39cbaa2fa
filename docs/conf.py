"""How Sphinx builds the manual; ``build.py`` is what calls it."""

import inspect
import re
from enum import Enum
from typing import Any

import attrs
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains.python import PyObject
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import stringify_annotation

import osce_tracker as ot

project = "osce_tracker"
author = "The osce_tracker maintainers"
version = release = ot.__version__
language = "en-GB"
# Two hyphens begin an option; they are not a dash.
smartquotes = False
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["project/*", "_build"]
# Two classes in different modules may have the same name.
suppress_warnings = ["ref.python"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
add_module_names = False
python_maximum_signature_line_length = 96
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = "osce_tracker"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["manual.css"]
pygments_style = "friendly"


#: Names of types as callers know them.
_TYPES = {
    r"\b(?:dt|datetime)\.(?=date\b)": "",
    r"\bOneOrMore\b": "str | Iterable[str]",
    r"\bAnyRecord\b": "Commitment | Event | Series | SupportStatement",
    r"\bNoneType\b": "None",
}


def _quiet_signature(
    _app: Sphinx,
    _what: str,
    _name: str,
    thing: Any,
    _options: Any,
    signature: str | None,
    returned: str | None,
) -> tuple[str | None, str | None]:
    """Show the signature that callers need, without internal details."""
    if isinstance(thing, type) and issubclass(thing, (str, BaseException)):
        return "", None
    if isinstance(thing, type) and attrs.has(thing) and "__attrs_init__" not in vars(thing):
        signature = _of_record(thing)
    for name, told in _TYPES.items():
        signature = signature and re.sub(name, told, signature)
        returned = returned and re.sub(name, told, returned)
    return signature, None if returned == "None" else returned


def _of_record(record: type) -> str:
    """Return the signature of a record. The one that attrs gives shows its own machinery."""
    taken = inspect.signature(record).parameters
    parts = []
    for field in attrs.fields(record):
        if not field.init:
            continue
        name = field.alias or field.name
        told = taken[name].annotation
        if told is inspect.Parameter.empty:
            word = isinstance(field.type, type) and issubclass(field.type, Enum)
            told = f"{_short(field.type)} | str" if word else field.type
        parts.append(f"{name}: {_short(told)}{_default(field.default)}")
    return f"({'*, ' if all(field.kw_only for field in attrs.fields(record)) else ''}{', '.join(parts)})"


def _default(default: Any) -> str:
    if default is attrs.NOTHING:
        return ""
    if isinstance(default, Enum):
        return f" = {str(default)!r}"
    return f" = {default!r}"


def _short(annotation: Any) -> str:
    text = annotation if isinstance(annotation, str) else stringify_annotation(annotation, "smart")
    return re.sub(r"~?\b(?:\w+\.)+(?=\w)", "", text)


def _whole_texts(_app: Sphinx, what: str, _name: str, _thing: Any, _options: Any, lines: list[str]) -> None:
    """Keep texts in one piece, since napoleon takes what precedes a colon for the name of a type."""
    inside = what == "property"
    for number, line in enumerate(lines):
        inside = inside and bool(line.strip())
        if inside:
            lines[number] = line.replace(":", "\0")
        inside = inside or line.strip() in ("Returns:", "Yields:")


def _for_readers(_app: Sphinx, _what: str, _name: str, _thing: Any, _options: Any, lines: list[str]) -> None:
    """Show types by their public names."""
    text = "\n".join(lines).replace("\0", ":")
    lines[:] = [
        re.sub(r"\bosce_tracker\.[a-z_.]+\.(?=[A-Z])", "~osce_tracker.", line.replace("datetime.", ""))
        if ":vartype" in line
        else line
        for line in text.split("\n")
    ]


def _public(app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Any) -> Any:
    """Link the name of a type to the public name under which it is described."""
    name = node.get("reftarget", "").rsplit(".", 1)[-1]
    if node.get("refdomain") != "py" or name not in ot.__all__:
        return None
    domain = env.get_domain("py")
    return domain.resolve_xref(
        env, node["refdoc"], app.builder, "obj", f"osce_tracker.{name}", node, contnode
    )


def setup(app: Sphinx) -> None:
    """Connect the functions above."""
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Fields"
    app.connect("autodoc-process-signature", _quiet_signature)
    # One must run before napoleon, whose priority is 500, and one after it.
    app.connect("autodoc-process-docstring", _whole_texts, priority=400)
    app.connect("autodoc-process-docstring", _for_readers, priority=600)
    app.connect("missing-reference", _public)
