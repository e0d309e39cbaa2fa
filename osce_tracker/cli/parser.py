"""What the command line takes: its commands, their arguments and their help."""

from __future__ import annotations

import argparse
from typing import Any, Final

from osce_tracker import __version__
from osce_tracker.errors import UsageError
from osce_tracker.formats.registry import SUFFIXES

_MAIN_EXAMPLES = """\
examples:
  osce-tracker quarterly 2025-Q3
  osce-tracker quarterly 2025-Q3 --dimension human -o q3-human.md
  osce-tracker list statements --state Kazakhstan
  osce-tracker show FI25-HD-03
  osce-tracker changes --known 2025-06-30 2025-12-31
  osce-tracker scorecard --on 2025-12-31
  osce-tracker brief 2025-Q4
  osce-tracker agenda 2025-07
  osce-tracker calendar -o finland-2025.ics
  osce-tracker support --group NB8
  osce-tracker profile Kazakhstan
"""
_QUARTERLY_EXAMPLES = """\
examples:
  osce-tracker quarterly 2025-Q3
  osce-tracker quarterly 2025-Q3 --lever consensus --only-changed
  osce-tracker quarterly 2025-Q3 --dimension human --format markdown -o q3-human.md
  osce-tracker quarterly 2025-07 --made-by chair -o july.csv
  osce-tracker quarterly 2025-Q2 --as-of 2025-06-30
"""
_LIST_EXAMPLES = """\
examples:
  osce-tracker list commitments --status blocked --on 2025-09-30
  osce-tracker list events --body "Ministerial Council" --period 2025-Q4
  osce-tracker list statements --state Kazakhstan --about chairmanship
"""
_CHANGES_EXAMPLES = """\
examples:
  osce-tracker changes 2025-Q3 2025-Q4
  osce-tracker changes --known 2025-06-30 2025-12-31
  osce-tracker changes --data old-data new-data -o changes.md
"""
_SCORECARD_EXAMPLES = """\
examples:
  osce-tracker scorecard --on 2025-12-31
  osce-tracker scorecard --on 2025-12-31 --independent-only --scale g20
"""
_LISTS_EXAMPLES = """\
examples:
  osce-tracker overdue --on 2025-12-31
  osce-tracker stale --on 2025-12-31 --days 120
  osce-tracker blocked --on 2025-12-31 -o blocked.md
"""
_BRIEF_EXAMPLES = """\
examples:
  osce-tracker brief 2025-Q4
  osce-tracker brief 2025-Q4 --as-of 2025-12-31 -o brief.html
"""
_AGENDA_EXAMPLES = """\
examples:
  osce-tracker agenda 2025-07
  osce-tracker agenda 2025-Q4 --body "Permanent Council" --series -o council.md
  osce-tracker agenda 2025-12 --zone America/New_York
  osce-tracker month 2025-12 --series
  osce-tracker calendar -o finland-2025.ics
  osce-tracker calendar --dimension human --due --series -o human.ics
"""
_SUPPORT_EXAMPLES = """\
examples:
  osce-tracker support
  osce-tracker support --by dimension --group "Central Asia"
  osce-tracker support --by quarter --stance critical --order english -o critical.csv
  osce-tracker profile KZ
  osce-tracker pledges --state Norway
"""
_FILES_EXAMPLES = """\
examples:
  osce-tracker new my-data --chair "Switzerland 2026"
  osce-tracker template commitments.xlsx
  osce-tracker import commitments.xlsx --into my-data
  osce-tracker check my-data
  osce-tracker check --format json -o problems.json
  osce-tracker export data.sqlite
  osce-tracker export commitments.arrow
  osce-tracker export --parquet tables
"""
_SHOW_EXAMPLES = """\
examples:
  osce-tracker show FI25-HD-03
  osce-tracker show kz-2024-06-vassilenko-makelainen -o statement.html
  osce-tracker thread FI25-HD-03
"""

#: The filters of ``list`` and the help of each; which kind takes which is up to its ``where``.
FILTERS: Final = {
    "dimension": "touches the dimension: politico-military, economic-environmental, human",
    "status": "has the status (commitments: on the day of --on, else the latest)",
    "lever": "whose act completes it: chair, structures, consensus, states, external",
    "kind": "what sort of commitment or event it is",
    "basis": "stated, inferred or deed",
    "made-by": "maker type (chair, institution, state, ...) or name",
    "theme": "has the theme",
    "state": "State by code or name",
    "group": "group that made the statement",
    "stance": "supports, welcomes, conditional, neutral, critical, opposes",
    "form": "statement, joined, aligned, funded, hosted, ...",
    "about": "chairmanship or agenda",
    "forum": "where the statement was made",
    "body": "which body held the event",
    "text": "text that stands in the record",
}
TAKES: Final = {
    "commitments": "dimension status lever kind basis made-by theme state text",
    "events": "dimension body kind status state text",
    "series": "",
    "statements": "dimension state group stance form about forum theme text",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose mistakes come out as the library's own errors do."""

    def error(self, message: str) -> Any:
        raise UsageError(f"{message} (see {self.prog} --help)")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = _described(
        _Parser(prog="osce-tracker", formatter_class=argparse.RawDescriptionHelpFormatter),
        "What the Chair of the OSCE promised, what became of it, and where that is written.",
        _MAIN_EXAMPLES,
    )
    made.add_argument("--version", action="version", version=f"osce-tracker {__version__}")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_tables(commands)
    _add_changes(commands)
    _add_judgements(commands)
    _add_calendar(commands)
    _add_support(commands)
    _add_files(commands)
    for name, command in commands.choices.items():
        if name not in WITHOUT_REPORT:
            _add_common(name, command)
    return made


def _add_tables(commands: Any) -> None:
    """Add the commands that show records: quarterly, list, show, thread, brief."""
    quarterly = _subcommand(commands, "quarterly", "the commitment table of a quarter", _QUARTERLY_EXAMPLES)
    quarterly.add_argument("period", metavar="PERIOD", help="such as 2025-Q3, 2025-07 or 2025")
    for name in ("dimension", "lever", "made-by"):
        quarterly.add_argument(f"--{name}", action="append", help=FILTERS[name])
    quarterly.add_argument(
        "--only-changed", action="store_true", help="only what was made or updated in the period"
    )
    listing = _subcommand(commands, "list", "records in a table, a line each", _LIST_EXAMPLES)
    listing.add_argument(
        "kind_of_record",
        metavar="KIND",
        nargs="?",
        default="commitments",
        choices=list(TAKES),
        help="commitments (when left out), events, series or statements",
    )
    for name, text in FILTERS.items():
        listing.add_argument(f"--{name}", action="append", help=text)
    listing.add_argument("--on", metavar="DAY", help="day for the status of commitments")
    listing.add_argument("--period", help="dated wholly inside the period")
    show = _subcommand(commands, "show", "one record in full, with history and sources", _SHOW_EXAMPLES)
    show.add_argument("id", metavar="ID", help="id of a record, such as FI25-HD-03")
    thread = _subcommand(commands, "thread", "a promise from Chair to Chair", _SHOW_EXAMPLES)
    thread.add_argument("id", metavar="ID", help="id of a commitment")
    brief = _subcommand(commands, "brief", "a quarter in short, with charts", _BRIEF_EXAMPLES)
    brief.add_argument("period", metavar="PERIOD", help="such as 2025-Q4")


def _add_changes(commands: Any) -> None:
    changes = _subcommand(commands, "changes", "what changed between two days", _CHANGES_EXAMPLES)
    changes.add_argument("periods", metavar="PERIOD", nargs="*", help="two periods: what came to be so")
    changes.add_argument("--known", metavar="DAY", nargs=2, help="two days: what became known between")


def _add_judgements(commands: Any) -> None:
    """Add the commands that judge as of a day: scorecard, overdue, stale, blocked."""
    scorecard = _subcommand(commands, "scorecard", "counts and rates on a day", _SCORECARD_EXAMPLES)
    scorecard.add_argument(
        "--independent-only", action="store_true", help="count only updates with an independent source"
    )
    scorecard.add_argument("--scale", help="show another scale as well: ogp, g20, upr, odihr")
    overdue = _subcommand(commands, "overdue", "what is past its deadline and not fulfilled", _LISTS_EXAMPLES)
    stale = _subcommand(commands, "stale", "what is open without news", _LISTS_EXAMPLES)
    stale.add_argument("--days", type=int, default=90, help="no news for so many days (90)")
    blocked = _subcommand(commands, "blocked", "what is blocked or held up, and by whom", _LISTS_EXAMPLES)
    for command in (scorecard, overdue, stale, blocked):
        command.add_argument("--on", metavar="DAY", help="the day; else that of --as-of, else today")


def _add_calendar(commands: Any) -> None:
    """Add the commands on what meets: agenda, month, calendar."""
    agenda = _subcommand(commands, "agenda", "what meets in a period, in time order", _AGENDA_EXAMPLES)
    agenda.add_argument("period", metavar="PERIOD", help="such as 2025-07 or 2025-Q4")
    agenda.add_argument("--zone", help="show times in that time zone, such as Europe/London")
    month = _subcommand(commands, "month", "a month as a grid of days and weeks", _AGENDA_EXAMPLES)
    month.add_argument("period", metavar="MONTH", help="such as 2025-12")
    calendar = _subcommand(
        commands, "calendar", "the calendar as a file for calendar programs (iCalendar)", _AGENDA_EXAMPLES
    )
    calendar.add_argument("--period", help="only what has a day in the period")
    calendar.add_argument("--due", action="store_true", help="deadlines of commitments as well")
    calendar.add_argument(
        "--vague", action="store_true", help="events as well of which only month, quarter or year is known"
    )
    for command in (agenda, calendar):
        for name in ("body", "dimension"):
            command.add_argument(f"--{name}", action="append", help=FILTERS[name])
    for command in (agenda, month, calendar):
        command.add_argument(
            "--series", action="store_true", help="regular meetings as well, marked as seen or expected"
        )


def _add_support(commands: Any) -> None:
    """Add the commands on who backs what: support, profile, pledges."""
    support = _subcommand(commands, "support", "who backs the Chair, State by State", _SUPPORT_EXAMPLES)
    support.add_argument("--by", default="stance", help="stance, dimension or quarter (stance)")
    support.add_argument("--group", help="only the States of that group, such as NB8 or Central Asia")
    for name in ("stance", "dimension"):
        support.add_argument(f"--{name}", action="append", help=f"only statements: {FILTERS[name]}")
    support.add_argument("--period", help="only statements dated wholly inside the period")
    support.add_argument("--on", metavar="DAY", help="only statements made by that day")
    support.add_argument("--about", default="chairmanship", help="chairmanship or agenda (chairmanship)")
    support.add_argument("--order", default="french", help="order of the States: french or english (french)")
    profile = _subcommand(commands, "profile", "one State on one page", _SUPPORT_EXAMPLES)
    profile.add_argument("state", metavar="STATE", help="code or name, such as KZ or Kazakhstan")
    pledges = _subcommand(commands, "pledges", "what States committed themselves to", _SUPPORT_EXAMPLES)
    for name in ("state", "about"):
        pledges.add_argument(f"--{name}", action="append", help=FILTERS[name])
    pledges.add_argument("--period", help="only statements dated wholly inside the period")


def _add_files(commands: Any) -> None:
    """Add the commands on data sets of one's own: new, check, template, import, export, schema."""
    new = _subcommand(commands, "new", "a small data set to begin with", _FILES_EXAMPLES)
    new.add_argument("path", metavar="DIR", help="a new or empty directory")
    new.add_argument("--chair", required=True, help="State and year, such as 'Switzerland 2026'")
    check = _subcommand(commands, "check", "what is wrong or weak in a data set", _FILES_EXAMPLES)
    check.add_argument("path", metavar="PATH", nargs="?", help="the data set; else the bundled one")
    check.add_argument("--on", metavar="DAY", help="day on which what is open without news counts as stale")
    template = _subcommand(commands, "template", "an empty spreadsheet for commitments", _FILES_EXAMPLES)
    template.add_argument("path", metavar="FILE", help="a file .xlsx or .csv")
    imports = _subcommand(commands, "import", "commitments out of spreadsheets", _FILES_EXAMPLES)
    imports.add_argument("files", metavar="FILE", nargs="+", help="files .xlsx, .csv or .tsv")
    imports.add_argument("--into", metavar="PATH", required=True, help="the data set that takes them")
    for command in (check, imports):
        command.add_argument("--format", metavar="FORMAT", help="form of the problems, such as json")
        command.add_argument("-o", "--output", metavar="FILE", help="write the problems there")
    export = _subcommand(commands, "export", "a data set for other tools", _FILES_EXAMPLES)
    export.add_argument(
        "path",
        metavar="FILE",
        nargs="?",
        help="a file .sqlite, .db, .xlsx, .csv, .json; TABLE.parquet, TABLE.arrow",
    )
    export.add_argument("--parquet", metavar="DIR", help="a directory for all tables as Parquet files")
    export.add_argument("--data", metavar="PATH", help="a data set of your own instead of the bundled one")
    export.add_argument("--as-of", metavar="DAY", help="as the public record stood on that day")
    _subcommand(commands, "schema", "the JSON Schema of a data set", _FILES_EXAMPLES)


#: Commands that show no report.
WITHOUT_REPORT: Final = frozenset({"new", "check", "template", "import", "export", "schema"})


def _add_common(name: str, command: argparse.ArgumentParser) -> None:
    """Add what every command takes."""
    many = {"nargs": "+", "help": "two data sets OLD NEW, or one for the days"}
    one = {"help": "a data set of your own instead of the bundled one"}
    given: dict[str, Any] = many if name == "changes" else one
    command.add_argument("--data", metavar="PATH", **given)
    command.add_argument("--as-of", metavar="DAY", help="as the public record stood on that day")
    if name != "calendar":
        told = f"form of the output: {', '.join(SUFFIXES)} or one installed; else the suffix of --output"
        command.add_argument("--format", metavar="FORMAT", help=told)
        command.add_argument("--bom", action="store_true", help="mark CSV as UTF-8, for Excel")
        command.add_argument(
            "--template", metavar="DOCX", help="an office's own Word file to take styles from"
        )
    command.add_argument("-o", "--output", metavar="FILE", help="write there instead of printing")


def _described(command: argparse.ArgumentParser, about: str, examples: str) -> argparse.ArgumentParser:
    command.description = about
    command.epilog = examples
    return command


def _subcommand(commands: Any, name: str, about: str, examples: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    return _described(command, f"{about[0].upper()}{about[1:]}.", examples)
