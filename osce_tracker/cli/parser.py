"""The commands of the command line, with their arguments, options, help and examples."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from osce_tracker import __version__
from osce_tracker.api import DATA
from osce_tracker.cli.data import ACTIONS
from osce_tracker.cli.output import show
from osce_tracker.dataset.bundled import ALL, DEFAULT
from osce_tracker.errors import UsageError, did_you_mean, meant, quoted
from osce_tracker.formats.registry import FORMATS
from osce_tracker.formats.report import WANTED
from osce_tracker.model.editions import BUNDLED
from osce_tracker.plot import __all__ as _charts
from osce_tracker.plot.chart import FORMATS as _PICTURES
from osce_tracker.tracker.kinds import KINDS

#: The charts, as the command line spells them, and the suffixes of their files.
CHARTS: Final = {name.replace("_", "-"): name for name in _charts}
PICTURES: Final = tuple(f".{name}" for name in _PICTURES)
#: The filters of ``list`` with their help. Each kind of record has the filters of its ``where``.
FILTERS: Final = {
    "dimension": "politico-military, economic-environmental or human",
    "status": "the status on the day given by --on, otherwise the latest",
    "lever": "who delivers: chair, structures, consensus, states or external",
    "kind": "the kind of commitment or event",
    "basis": "stated, inferred or deed",
    "made_by": "the type of maker (chair, institution, state, ...), its name, or a State",
    "theme": "a theme; 'list themes' shows them all",
    "state": "a State, by code or name",
    "group": "the group that made the statement",
    "stance": "supports, welcomes, conditional, neutral, critical or opposes",
    "form": "statement, joined, aligned, funded, hosted, ...",
    "about": "chair or agenda",
    "forum": "where the statement was made",
    "body": "the body that held the event",
    "text": "words that the record has, in any form; 'search' looks through all records at once",
    "chair": "a Chairpersonship, such as FI-2025",
}


def _flag(text: str) -> dict[str, Any]:
    return {"action": "store_true", "help": text}


def _value(text: str, metavar: str | None = None, **details: Any) -> dict[str, Any]:
    return {"help": text, "metavar": metavar, **details}


#: Every other option.
_OPTIONS: Final = {
    "period": _value("only records dated wholly in this period, such as 2025-Q4; events on any of its days"),
    "on": _value(
        "the day, such as 2025-12-31 (default: the last day of the term, or the day up to which the record "
        "is known if that is earlier)",
        "DAY",
    ),
    "contested": _flag("only records on which two readings differ"),
    "members": _flag("with --group: include what its members said or joined"),
    "only_changed": _flag("only commitments that were made, updated or given another status in the period"),
    "all": _flag("include commitments that were closed before the period"),
    "known": _value("two days: show what became known between them", "DAY", nargs=2),
    "independent_only": _flag("count only updates with an independent source"),
    "scale": _value("add another scale: ogp, g20, upr or odihr"),
    "limit": _value("show at most this many records", type=int),
    "days": _value("no news for this many days (default: 90)", type=int),
    "zone": _value("show times in this time zone, such as Europe/London"),
    "series": _flag("include regular meetings, marked as seen or expected"),
    "due": _flag("include the deadlines of commitments"),
    "vague": _flag("include events whose day is not known"),
    "by": _value("what the second table counts: stance, dimension or quarter (default: stance)"),
    "order": _value("order of the States: english, or french as they sit (default: english)"),
    "partial": _flag("for spreadsheets: import the correct records, and write the other rows to a sheet"),
    "into": _value("the data set to add to; may be new", "PATH", required=True),
    "size": _value("width x height in pixels (default: 1200x675)"),
    "page": _value("for lanes: which seven commitments (default: the first)", type=int),
    "url": _value("the address of the article"),
    "publisher": _value("who published the article", "NAME"),
    "published": _value("when the article was published", "DAY"),
    "table": _value("the table to write as CSV or TSV (default: the first)", "NAME"),
    "data": _value(
        f"a bundled data set ({', '.join(BUNDLED)}), {ALL} for all of them, or the path of your own "
        f"(default: {DEFAULT})",
        "NAME",
    ),
    "as_of": _value("use only what was public by the end of this day", "DAY"),
    "format": _value(f"the format: {', '.join(FORMATS)} (default: by the suffix of --output, else plain)"),
    "bom": _flag("mark CSV as UTF-8, for Excel"),
    "sources": _value("name none, the latest or all sources of a row (default: latest)", choices=WANTED),
    "template": _value("a Word file whose styles are used", "DOCX"),
    "output": _value("write to this file instead of printing", "FILE"),
    "force": _flag("replace the file if it exists"),
}
#: Options that need no command.
_ALONE: Final = ("-h", "--help", "--version")
#: The other lists that ``list`` shows, apart from kinds of records: those of ``osce_tracker.reports.lists``.
_LISTS: Final = (
    *("themes", "states", "groups", "makers", "bodies", "chairs", "dimensions", "statuses", "levers"),
    *("kinds", "bases", "stances", "forms", "forums", "datasets"),
)
LISTED: Final = (*KINDS, *_LISTS)
_OUTPUT: Final = ("format", "sources", "table", "bom", "template", "output", "force")


@attrs.frozen(kw_only=True)
class Command:
    """A command and its arguments.

    Args:
        about: what it shows or does, in a few words.
        examples: what to type after its name.
        arguments: the arguments by name, with their settings for argparse.
        options: the options by name, with any differences from their usual definition.
    """

    about: str
    examples: tuple[str, ...]
    arguments: Mapping[str, dict[str, Any]] = {}
    options: Mapping[str, dict[str, Any]] = {}


def _period(example: str) -> dict[str, dict[str, Any]]:
    return {"period": _value(f"such as {example}", "PERIOD")}


def _usual(*names: str, **others: str) -> dict[str, dict[str, Any]]:
    """Return options with their own help text, and others as usual."""
    return {name: {"help": text} for name, text in others.items()} | {name: {} for name in names}


def _once(name: str, text: str) -> dict[str, dict[str, Any]]:
    """Return a filter that may be given once."""
    return {name: {"action": "store", "help": text}}


COMMANDS: Final = {
    "summary": Command(
        about="where things stand, on one screen; also shown without a command",
        options=_usual("on", "chair"),
        examples=("", "--on 2025-06-30", "--data all --chair CH-2026"),
    ),
    "quarterly": Command(
        about="the commitments of a quarter",
        arguments=_period("2025-Q3, 2025-07 or 2025"),
        options=_usual("dimension", "lever", "made_by", "only_changed", "all", "chair"),
        examples=(
            "2025-Q3",
            "2025-Q3 --lever consensus --only-changed",
            "2025-Q3 --dimension human -o q3-human.md",
        ),
    ),
    "scorecard": Command(
        about="counts and rates on a day",
        options=_usual("on", "independent_only", "scale", "chair"),
        examples=("", "--independent-only --scale g20", "--data all"),
    ),
    "brief": Command(
        about="a quarter in short, with charts",
        arguments=_period("2025-Q4"),
        options=_usual("chair"),
        examples=("2025-Q4", "2025-Q4 --as-of 2025-12-31 -o brief.html"),
    ),
    "changes": Command(
        about="what changed between two days, periods or data sets",
        arguments={"periods": _value("two periods to compare", "PERIOD", nargs="*")},
        options={
            "known": {},
            "data": _value("one data set, or two to compare (OLD NEW)", "NAME", nargs="+"),
        },
        examples=("2025-Q3 2025-Q4", "--known 2025-06-30 2025-12-31", "--data old-data new-data -o new.md"),
    ),
    "whats-new": Command(
        about="what was corrected or added after a day, such as that of your last visit",
        arguments={"since": _value("such as 2026-11-23", "DAY")},
        examples=("2026-11-23", "2026-11-23 --data all -o whats-new.docx"),
    ),
    "overdue": Command(
        about="commitments that are open past their deadline",
        options=_usual("on", "chair"),
        examples=("--on 2025-12-31",),
    ),
    "stale": Command(
        about="open commitments without recent news",
        options=_usual("on", "days", "chair"),
        examples=("--on 2025-12-31 --days 120",),
    ),
    "blocked": Command(
        about="commitments that are blocked or held up, and by whom",
        options=_usual("on", "chair"),
        examples=("--on 2025-12-31 -o blocked.md",),
    ),
    "agenda": Command(
        about="the meetings of a period, in order",
        arguments=_period("2025-07 or 2025-Q4"),
        options=_usual("body", "dimension", "zone", "series"),
        examples=(
            "2025-07",
            '2025-Q4 --body "Permanent Council" --series -o council.md',
            "2025-12 --zone America/New_York",
        ),
    ),
    "month": Command(
        about="what meets and falls due in a month, with a calendar",
        arguments=_period("2025-12"),
        options=_usual("series"),
        examples=("2025-12 --series",),
    ),
    "support": Command(
        about="who backs the Chair, State by State",
        options=_usual(
            "by", "stance", "dimension", "period", "chair", "order", on="statements up to this day"
        )
        | _once("group", "only the members of this group, such as NB8 or Central Asia")
        | _once("about", FILTERS["about"]),
        examples=(
            "",
            '--by dimension --group "Central Asia"',
            "--by quarter --stance critical --order french -o critical.csv",
        ),
    ),
    "chart": Command(
        about="a picture for slides and pages",
        arguments={
            "name": _value(", ".join(sorted(CHARTS)), "NAME"),
            "period": _value(
                "such as 2025-Q4; a month or a year for the calendar (default: the term, or its last quarter "
                "or year)",
                "PERIOD",
                nargs="?",
            ),
        },
        options=_usual(
            *("size", "page", "chair", "data", "as_of", "force"),
            on="the day for squares, levers and support-map",
            output=f"the picture, ending in {', '.join(PICTURES)}",
        )
        | _once("about", FILTERS["about"]),
        examples=(
            "flow 2025-Q4 -o flow.png",
            "lanes 2025-Q4 --size 1080x1080 -o lanes.svg",
            "calendar 2025-12 -o december.png",
        ),
    ),
    "profile": Command(
        about="one State on one page",
        arguments={"state": _value("code or name, such as KZ or Kazakhstan", "STATE")},
        options=_usual("on"),
        examples=("Kazakhstan", "KZ --on 2024-12-31 -o kazakhstan.html"),
    ),
    "compare": Command(
        about="two to five States side by side",
        arguments={"states": _value("code or name, such as Hungary", "STATE", nargs="+")},
        options=_usual("on"),
        examples=("Hungary Estonia", "HU EE NO -o compare.docx"),
    ),
    "pledges": Command(
        about="what States have pledged",
        options=_usual("state", "period"),
        examples=("--state Norway",),
    ),
    "thread": Command(
        about="one commitment from Chair to Chair",
        arguments={"id": _value("id of the commitment, such as FI25-HD-03", "ID")},
        examples=("FI25-HD-03",),
    ),
    "handover": Command(
        about="what a Chair took over, passed on and left open",
        arguments={"chair": _value("such as FI-2025 or 'Finland 2025'", "CHAIR")},
        examples=("FI-2025", "MT-2024 -o malta-to-finland.docx"),
    ),
    "agreement": Command(
        about="how far two readings of the data agree, and how disagreements were settled",
        examples=("", "--data all -o agreement.xlsx"),
    ),
    "show": Command(
        about="one record in full, with its history and sources",
        arguments={"id": _value("id of the record, such as FI25-HD-03", "ID")},
        examples=("FI25-HD-03", "kz-2024-06-vassilenko-makelainen -o statement.html"),
    ),
    "search": Command(
        about="the records that match your words: the Chair's promises first, each kind by best match",
        arguments={"words": _value("words in any form; exact phrases in quotation marks", "WORD", nargs="+")},
        options=_usual("limit"),
        examples=('"Ukrainian children"', "ukraine --limit 20", "'\"Moscow Mechanism\"' -o moscow.docx"),
    ),
    "list": Command(
        about="records in a table, or the values that filters take",
        arguments={
            "kind_of_record": _value(
                f"{', '.join(KINDS)}; or what filters take: {', '.join(_LISTS)} (default: commitments)",
                "WHAT",
                nargs="?",
                default="commitments",
            )
        },
        options=_usual(
            *(*FILTERS, "contested", "members", "period"),
            on="the day for --status and --contested of commitments",
        ),
        examples=(
            "commitments --status blocked --on 2025-09-30",
            'events --body "Ministerial Council" --period 2025-Q4',
            "statements --state Kazakhstan --about chair",
            "themes",
        ),
    ),
    "read": Command(
        about="draft statements from a press article, with the passage behind each field",
        arguments={"article": _value("a text file in UTF-8, or - for standard input", "FILE")},
        options=_usual(
            *("url", "publisher", "published", "force"),
            data="the data set in which to look for the same statement (default: all that are bundled)",
            output="a file ending in .html (the text with its passages highlighted) or .json (the drafts, "
            "for you to check and import)",
        ),
        examples=(
            "article.txt",
            "article.txt -o draft.html",
            "article.txt --url https://example.org/1 --publisher Kazinform -o draft.json",
        ),
    ),
    "check": Command(
        about="errors and weak points in a data set",
        arguments={"path": _value(f"a path or a bundled name (default: {DEFAULT})", "PATH", nargs="?")},
        options=_usual(*_OUTPUT, on="the day for finding commitments without recent news"),
        examples=("my-data", "--format json -o problems.json"),
    ),
    "new": Command(
        about="start a data set, or an empty form for commitments",
        arguments={"path": _value("a new folder, or a file ending in .xlsx or .csv", "PATH")},
        options=_once("chair", "for a data set: the State and year, such as 'Switzerland 2026'"),
        examples=('my-data --chair "Switzerland 2026"', "commitments.xlsx"),
    ),
    "import": Command(
        about="add commitments from spreadsheets, events from calendars, or confirmed drafts to a data set",
        arguments={
            "files": _value(
                "files ending in .xlsx, .csv, .tsv or .ics, or .json for drafts that 'read' wrote",
                "FILE",
                nargs="+",
            )
        },
        options=_usual(
            *("into", "partial", *_OUTPUT),
            zone="for calendars: the time zone of times that have none, such as Europe/Vienna",
        )
        | _once("body", "for calendars: the body that holds the events, if the file doesn't say"),
        examples=(
            "commitments.xlsx --into my-data",
            'meetings.ics --into my-data --body "Permanent Council"',
            "draft.json --into my-data",
        ),
    ),
    "export": Command(
        about="write a data set to a file for other programs",
        arguments={
            "path": _value(
                f"a file ending in {', '.join(DATA)}; a file that holds one table is named after it (under "
                "a name unlike theirs, .csv holds the commitments and .xlsx all tables)",
                "FILE",
            )
        },
        options=_usual(
            *("series", "due", "vague", "data", "as_of", "force"),
            table="the table to write, if the name of the file doesn't say",
            format="the format, if the suffix doesn't say; parquet and a folder write all tables",
            body="for .ics: only events of this body",
            dimension="for .ics: only events that touch this dimension",
            period="for .ics: only events with a day in this period",
        ),
        examples=(
            "data.sqlite",
            "statements.csv",
            "updates.parquet",
            "tables --format parquet",
            "finland-2025.ics --series --due",
        ),
    ),
    "site": Command(
        about="write a data set as a website, to browse from disk or to publish",
        arguments={"folder": _value("the folder; only files of an earlier run are replaced", "FOLDER")},
        options=_usual("data", "as_of"),
        examples=("public", "public --data all", "june --as-of 2025-06-30"),
    ),
    "schema": Command(about="print the JSON Schema of a data set", examples=("> schema.json",)),
}


class _Parser(argparse.ArgumentParser):
    """A parser that raises errors as ours."""

    def error(self, message: str) -> Any:
        # The help lists the examples; one of them is often enough.
        example = (self.epilog or "").split("\n")[1].strip()
        raise UsageError(f"{message}. For example: {example} (see {self.prog} --help)")

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ARG002 (only standard output)
        # argparse itself says nothing if it can't write its help or version.
        show(message)


def parser(names: Iterable[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Args:
        names: the commands that it accepts.
    """
    examples = [f"{name} {command.examples[0]}" for name, command in COMMANDS.items()]
    main = _Parser(
        prog="osce-tracker",
        description="What the Chair of the OSCE promised, what became of it, and where that is written.",
        epilog=_listed(examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    main.add_argument("--version", action="version", version=f"osce-tracker {__version__}")
    commands = main.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in names:
        _add(commands, name, COMMANDS[name])
    return main


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments of a command.

    Args:
        argv: the command with its arguments and options; at least one text.

    Raises:
        UsageError: if there is no such command, option or argument; names one that is close in meaning.
    """
    if argv[0] not in (*COMMANDS, *_ALONE):
        raise UsageError(_unknown_command(argv[0]))
    # Building the parsers of all commands takes longer than making a table.
    arguments, rest = parser(argv[:1] if argv[0] in COMMANDS else COMMANDS).parse_known_args(argv)
    if rest:
        raise UsageError(_unexpected(arguments.command, rest[0]))
    return arguments


def check_name(what: str, name: str, known: Iterable[str]) -> None:
    """Reject an unknown name.

    Args:
        what: the kind of name, such as "chart".
        name: the name.
        known: the existing names.

    Raises:
        UsageError: if it is unknown; names those that are close in meaning.
    """
    if name not in known:
        near = did_you_mean(meant(name, known)) or f" Use one of: {', '.join(known)}."
        raise UsageError(f"There is no {what} {quoted(name)}.{near}")


def is_report(name: str) -> bool:
    """Return True if a command shows the report of the public function of its name.

    Args:
        name: the name of the command.
    """
    return name not in (*ACTIONS, "chart")


def spelt(option: str) -> str:
    """Return an option as people type it.

    Args:
        option: its name.
    """
    return f"--{option.replace('_', '-')}"


def _unknown_command(name: str) -> str:
    known = {what: f"list {what}" for what in LISTED} | {word: word for word in (*COMMANDS, *_ALONE)}
    near = did_you_mean([known[word] for word in meant(name, known)])
    wrong = "Give a command before" if name.startswith("-") else "There is no command"
    return f"{wrong} {quoted(name)}.{near or ' osce-tracker --help lists them all.'}"


def _unexpected(command: str, value: str) -> str:
    """Return the message about an argument that no command takes, or not this one."""
    see = f" osce-tracker {command} --help lists what it takes."
    if not value.startswith("-"):
        return f"{command} doesn't take {quoted(value)}. Put several words in quotation marks.{see}"
    name = value.partition("=")[0]
    near = meant(name.strip("-").replace("-", "_"), _options(command))
    return f"{command} has no option {quoted(name)}.{did_you_mean([*map(spelt, near)]) or see}"


def _options(name: str) -> dict[str, dict[str, Any]]:
    """Return all options of a command, with any differences from their usual definition."""
    common = _usual("data", "as_of", *_OUTPUT) if is_report(name) else {}
    return {**common, **COMMANDS[name].options}


def _add(commands: Any, name: str, command: Command) -> None:
    made = commands.add_parser(
        name,
        help=command.about,
        description=f"{command.about[0].upper()}{command.about[1:]}.",
        epilog=_listed(f"{name} {example}" for example in command.examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for argument, details in command.arguments.items():
        made.add_argument(argument, **details)
    for option, details in _options(name).items():
        usual = _OPTIONS.get(option) or {"action": "append", "help": FILTERS[option]}
        short = ["-o"] if option == "output" else []
        made.add_argument(*short, spelt(option), **(usual | details))


def _listed(examples: Iterable[str]) -> str:
    return "\n".join(["examples:", *(f"  osce-tracker {example}".rstrip() for example in examples)])
