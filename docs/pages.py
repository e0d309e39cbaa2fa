"""The generated pages of the manual: the command line, the API and the examples."""

from __future__ import annotations

import argparse
import ast
import json
from importlib import import_module
from inspect import getdoc, isclass, isfunction, ismodule
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Final

import attrs

import osce_tracker as ot
from osce_tracker.cli.parser import _OPTIONS, _OUTPUT, is_report, parser
from osce_tracker.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Base classes whose members are not described again.
_QUIET: Final = (
    "str, BaseException, Exception, ValueError, LookupError, KeyError, ImportError, tuple, Generic"
)

#: Members for the library's own use.
_INNER: Final = "SHOWN, noun, origin, sort_key, view, whole"


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of every command, by its name."""
    actions = parser()._actions  # noqa: SLF001 (argparse has no public list)
    (found,) = (a.choices for a in actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001 (nor class)
    return dict(found)


def examples_of(command: argparse.ArgumentParser) -> list[str]:
    """Return the examples of a help text."""
    lines = [line.strip() for line in (command.epilog or "").splitlines()[1:]]
    mine = [line for line in lines if line.startswith(command.prog)]
    return mine or lines


def cli_page() -> str:
    """Return the reference of the command line, out of the parser itself."""
    lines = [
        "# The command line",
        "",
        "`osce-tracker` has a command for each report, and some for data. Each command calls the function of",
        "its name: `show` is `ot.show`, `list` is `ot.table`, `export` is `ot.export`. Without a command you",
        "get the summary.",
        "",
        "- A report without a day is about the last day of the Chair's term, or the day up to which the",
        "  record is known if that is earlier.",
        "- `-o FILE` replaces a file only with `--force`.",
        "- On a terminal, tables have its width (60 to 120 columns) and statuses a colour,",
        "  unless `NO_COLOR` is set.",
        "- A command that takes more than a second shows the seconds while it works.",
        "- An error is a message of a line or two on standard error, and exit code 2. If `check` or `import`",
        "  find errors in data, they print a table of them and exit with 1. Ctrl-C ends a command with 130.",
        "- `osce-tracker COMMAND --help` shows what is on this page.",
        "",
        "| Command | What it shows or does |",
        "| --- | --- |",
    ]
    for name, command in commands().items():
        lines.append(f"| [`{name}`](#{name}) | {_lower(command.description or '')} |")
    some = commands()["summary"]
    lines += ["", "## Options of every report", "", *_options(a for a in _actions(some) if is_common(a))]
    for name, command in commands().items():
        lines += ["", f"## {name}", "", *_command(command)]
    return "\n".join(lines) + "\n"


def is_common(action: argparse.Action) -> bool:
    """Say whether an option is one that every report takes, with the same meaning."""
    return (action.dest, action.help) in {
        (name, _OPTIONS[name]["help"]) for name in ("data", "as_of", *_OUTPUT)
    }


def _lower(text: str) -> str:
    """Return a sentence as a table cell has it."""
    return f"{text[:1].lower()}{text[1:]}".removesuffix(".")


def _actions(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the arguments and options of a command, but for its help."""
    actions = command._actions  # noqa: SLF001 (argparse has no public list)
    return [a for a in actions if not isinstance(a, argparse._HelpAction)]  # noqa: SLF001 (nor a public class)


def _usage(command: argparse.ArgumentParser) -> str:
    """Return how a command is typed, without its options."""
    values = [str(a.metavar or a.dest.upper()) for a in _actions(command) if not a.option_strings]
    return " ".join((command.prog, *values, "[OPTIONS]"))


def _command(command: argparse.ArgumentParser) -> Iterator[str]:
    yield from (command.description or "", "", f"`{_usage(command)}`", "")
    own = [action for action in _actions(command) if not (is_report(_name_of(command)) and is_common(action))]
    yield from (*_options(own), "") if own else ()
    yield from ("```sh", *examples_of(command), "```")


def _name_of(command: argparse.ArgumentParser) -> str:
    return command.prog.rpartition(" ")[2]


def _options(actions: Iterable[argparse.Action]) -> Iterator[str]:
    """Yield a table of arguments and options."""
    yield from ("| Argument or option | Meaning |", "| --- | --- |")
    for action in actions:
        yield f"| `{_spelt(action)}` | {(action.help or '').replace('%%', '%').replace('|', chr(92) + '|')} |"


def _spelt(action: argparse.Action) -> str:
    """Return an argument as it is typed."""
    value = action.metavar or action.dest.upper()
    if not action.option_strings:
        return str(value)
    many = f"{value} {value}" if action.nargs == 2 else f"{value} ..." if action.nargs == "+" else str(value)
    return ", ".join(o if action.nargs == 0 else f"{o} {many}" for o in reversed(action.option_strings))


def slug(title: str) -> str:
    """Return the name of the page of a group."""
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())


@attrs.frozen
class Group:
    """A page of the API reference.

    Args:
        title: its title.
        about: what is on it.
        names: the full names of what it describes.
    """

    title: str
    about: str
    names: tuple[str, ...]


def groups() -> tuple[Group, ...]:
    """Return the pages of the API reference: the public names by package, then what their modules have."""
    vocabularies = (*_defined("model", Vocabulary), *_defined("press", Vocabulary))
    return (
        Group(
            "Data sets", "Load, save, combine, check, import, export and publish.", _public(*_DATA_PACKAGES)
        ),
        Group("Reports and questions", "Functions of a tracker.", _public("reports", "analysis")),
        Group(
            "Records",
            "What a data set holds. Records never change; a change is a new record.",
            tuple(name for name in _public("model") if name.rpartition(".")[2] not in _last(vocabularies)),
        ),
        Group("Tables, formats and charts", "What reports are made of.", _public("formats", "plot", "")),
        Group(
            "Collections", "The records of one kind in a tracker, and how to choose among them.", _COLLECTIONS
        ),
        Group(
            "Answers",
            "The values that questions return, and more questions.",
            tuple(name for name in _defined("analysis", object) if name.count(".") > 1),
        ),
        Group("Vocabularies", "Closed lists of words, each with a label and a definition.", vocabularies),
        Group("Errors", "All are kinds of `TrackerError`. Their messages say what is accepted.", _errors()),
    )


_DATA_PACKAGES: Final = ("dataset", "api", "site", "tracker", "spreadsheets", "calendars", "press", "checks")
_COLLECTIONS: Final = tuple(
    f"osce_tracker.tracker.{name}"
    for name in (
        "commitments.Commitments",
        "events.Events",
        "events.SeriesCollection",
        "statements.Statements",
    )
)


def _public(*packages: str) -> tuple[str, ...]:
    """Return the public names that come from some packages."""
    homes = ot._HOMES.items()  # noqa: SLF001 (the package's own list of public names)
    found = (names for module, names in homes if module.split(".")[0] in packages)
    return tuple(f"osce_tracker.{name}" for names in found for name in names.split())


def _last(names: tuple[str, ...]) -> set[str]:
    return {name.rpartition(".")[2] for name in names}


def _defined(package: str, base: type) -> tuple[str, ...]:
    """Return the full names of the classes and functions that the modules of a package define."""
    parent = import_module(f"osce_tracker.{package}")
    modules = (import_module(m.name) for m in iter_modules(parent.__path__, f"{parent.__name__}."))
    return tuple(name for module in modules for name in _members_of(module, base))


def _members_of(module: Any, base: type) -> list[str]:
    """Return the full names of a module's own classes of a kind; of its functions too for ``object``."""
    own = [thing for thing in vars(module).values() if getattr(thing, "__module__", "") == module.__name__]
    wanted = [thing for thing in own if isclass(thing) and issubclass(thing, base) and thing is not base]
    wanted += [thing for thing in own if isfunction(thing) and base is object]
    return [_full_name(thing) for thing in wanted if thing.__name__[0] != "_"]


def _full_name(thing: Any) -> str:
    """Return the name of something with the module that a reader imports it from."""
    is_public = getattr(ot, thing.__name__, None) is thing
    return f"{'osce_tracker' if is_public else thing.__module__}.{thing.__name__}"


def _errors() -> tuple[str, ...]:
    names = _members_of(import_module("osce_tracker.errors"), Exception)
    return ("osce_tracker.Problem", *names)


def names_page() -> str:
    """Return the list of all names, each with its first sentence."""
    lines = [
        "# All names",
        "",
        "Names with `ot.` are there after `import osce_tracker as ot`. Everything else is imported from its",
        "module. `help(ot.quarterly)` at the prompt shows the parameters and an example. The manual as a",
        "website describes every name in full.",
    ]
    for group in groups():
        lines += ["", f"## {group.title}", "", group.about, "", "| Name | What it is |", "| --- | --- |"]
        lines += [f"| `{_spelling(name)}` | {_first_sentence(_thing(name))} |" for name in group.names]
    return "\n".join(lines) + "\n"


def _thing(full: str) -> Any:
    module, _, name = full.rpartition(".")
    return getattr(import_module(module), name)


def _spelling(full: str) -> str:
    return full.replace("osce_tracker.", "ot.") if full.count(".") == 1 else full


def _first_sentence(thing: Any) -> str:
    text = " ".join((getdoc(thing) or "").partition("\n\n")[0].split())
    return text.replace("``", "`").replace("|", chr(92) + "|")


def api_pages() -> dict[str, str]:
    """Return the pages that describe every name, by their own names; only the built manual has them."""
    return {f"api/{slug(group.title)}.rst": "\n".join(_group(group)) for group in groups()}


def _group(group: Group) -> Iterator[str]:
    yield from (group.title, "=" * len(group.title), "", group.about.replace("`", "``"), "")
    for full in group.names:
        module, _, name = full.rpartition(".")
        yield from ("", name, "-" * len(name), "")
        if module != "osce_tracker":
            yield from (f"``from {module} import {name}``", "")
        yield from _name(full)


def _name(full: str) -> Iterator[str]:
    """Yield the directives that describe a name."""
    thing = _thing(full)
    if ismodule(thing):
        yield from (f".. automodule:: {full}", "")
        for function in sorted(thing.__all__):
            yield from (f".. autofunction:: {full}.{function}", "")
    elif not isinstance(thing, type):
        yield from (f".. autofunction:: {full}", "")
    elif issubclass(thing, Vocabulary):
        yield from (f".. autoclass:: {full}", *_members(thing), "")
        yield from (f"   {line}" for line in _words(thing))
    else:
        yield f".. autoclass:: {full}"
        yield from ["   :show-inheritance:"] if issubclass(thing, Exception) else []
        yield from ("   :members:", f"   :inherited-members: {_QUIET}", f"   :exclude-members: {_INNER}", "")


def _members(vocabulary: type[Vocabulary]) -> Iterator[str]:
    """Yield the members of a vocabulary that others lack."""
    own = [n for n, value in vars(vocabulary).items() if n[0].islower() and getattr(value, "__doc__", None)]
    mine = [n for n in own if n not in ("label", "definition") and n not in vocabulary.__members__]
    if mine:
        yield f"   :members: {', '.join(mine)}"


def _words(vocabulary: type[Vocabulary]) -> Iterator[str]:
    """Yield the words of a vocabulary as a table."""
    yield from (".. list-table::", "   :header-rows: 1", "   :widths: 25 25 50", "")
    yield from ("   * - word", "     - label", "     - definition")
    for word in vocabulary:
        yield from (f"   * - ``{word.value}``", f"     - {word.label}", f"     - {word.definition}")
    yield ""


def summary(path: Path) -> str:
    """Return in one line what an example is, as it says itself.

    Args:
        path: the file.
    """
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".py":
        return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    if path.suffix == ".ipynb":
        cells = [c for c in json.loads(text)["cells"] if c["cell_type"] == "markdown"]
        return "".join(cells[0]["source"]).partition("\n")[0].lstrip("# ") if cells else ""
    return "SQL for `at_scale.py`." if path.suffix == ".sql" else "Data for the examples."


def examples_page(examples: Path) -> str:
    """Return the list of examples.

    Args:
        examples: the folder of the examples.
    """
    lines = [
        "# Examples",
        "",
        "Programs to copy from. Each works offline, on the bundled data or on data that it makes up. What",
        "else it needs is at its top; what it prints is in `examples/output/`.",
        "",
        "| File | What it is |",
        "| --- | --- |",
    ]
    lines += [f"| [`{path.name}`](../examples/{path.name}) | {summary(path)} |" for path in _found(examples)]
    return "\n".join(lines) + "\n"


def _found(examples: Path) -> list[Path]:
    return sorted((path for path in examples.iterdir() if path.suffix in SHOWN), key=_place)


def examples_in_full(examples: Path) -> str:
    """Return the text of each example and what it prints; only the built manual has them.

    Args:
        examples: the folder of the examples.
    """
    lines = []
    for path in _found(examples):
        if SHOWN[path.suffix]:
            lines += ["", f"## {path.name}", "", f"[Save the file](project/examples/{path.name})", ""]
            lines += _literal(f"project/examples/{path.name}", SHOWN[path.suffix])
        for output in sorted(examples.glob(f"output/{path.stem}.*") if path.suffix == ".py" else ()):
            lines += ["", f"It prints, or answers (`output/{output.name}`):", ""]
            lines += _literal(f"project/examples/output/{output.name}", "text")
    return "\n".join(lines) + "\n"


#: Files of examples that the manual has, with the language in which it shows them; others are downloads.
SHOWN: Final = {".py": "python", ".sql": "sql", ".ipynb": "", ".csv": ""}
#: The order in which a newcomer reads them; those that are not named come last.
_ORDER: Final = (
    *("quickstart", "minister_report", "whats_new", "state_profile", "seed_article", "own_spreadsheet"),
    *("commitments-30", "frames", "service", "custom_report", "custom_format", "at_scale"),
)


def _place(path: Path) -> tuple[int, str]:
    place = _ORDER.index(path.stem) if path.stem in _ORDER else len(_ORDER)
    return place, path.name


def _literal(path: str, language: str) -> list[str]:
    return [f"```{{literalinclude}} {path}", f":language: {language}", "```"]


def made(examples: Path) -> dict[str, str]:
    """Return the generated pages that are kept in the repository, by their names.

    Args:
        examples: the folder of the examples.
    """
    return {"commands.md": cli_page(), "names.md": names_page(), "examples.md": examples_page(examples)}
