"""The commands that show reports, and what the program itself does: encodings, closed pipes, exit codes."""

import errno
import io
import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from inspect import signature

import attrs
import docx
import pytest

import osce_tracker as ot
from osce_tracker.cli import main as cli
from osce_tracker.cli.parser import COMMANDS
from osce_tracker.formats.registry import FORMATS, SUFFIXES
from osce_tracker.reports.lists import LISTS
from tests.cli import said, table, without_answer

PROMISE = {
    "id": "XX30-HD-01",
    "title": "Hold a seminar – Қазақстан",
    "text": "Hold a seminar in spring.",
    "made_by": {"type": "chair", "name": "Chair"},
    "dimensions": ["human"],
    "kind": "activity",
    "lever": "chair",
    "made_on": "2030-01-15",
    "updates": [{"date": "2030-05-02", "status": "fulfilled", "summary": "Held."}],
}
#: Commands that only print, with what they answer.
ANSWERS = [
    (["quarterly", "2025-Q3"], lambda t: ot.quarterly(t, "2025-Q3")),
    (["quarterly", "2025-07"], lambda t: ot.quarterly(t, "2025-07")),
    (
        ["quarterly", "2025-07-31/2025-08-01", "--only-changed"],
        lambda t: ot.quarterly(t, "2025-07-31/2025-08-01", only_changed=True),
    ),
    (
        ["quarterly", "2025-Q3", "--dimension", "human", "--dimension", "PM"],
        lambda t: ot.quarterly(t, "2025-Q3", dimension=["human", "PM"]),
    ),
    (
        ["quarterly", "--lever", "consensus", "--made-by", "chair", "2025-Q3"],
        lambda t: ot.quarterly(t, "2025-Q3", lever=["consensus"], made_by=["chair"]),
    ),
    (["list"], lambda t: table(t, t.commitments)),
    (["list", "commitments"], lambda t: table(t, t.commitments)),
    (["list", "events"], lambda t: table(t, t.events)),
    (["list", "series"], lambda t: table(t, t.series)),
    (["list", "statements"], lambda t: table(t, t.statements)),
    (["list", "--on", "2025-09-30"], lambda t: table(t, t.commitments, on="2025-09-30")),
    (
        ["list", "--status", "blocked", "--on", "2025-09-30"],
        lambda t: table(t, t.commitments, on="2025-09-30", status="blocked"),
    ),
    (["list", "--status", "blocked"], lambda t: table(t, t.commitments, status="blocked")),
    (
        ["list", "--lever", "chair", "--on", "2025-09-30"],
        lambda t: table(t, t.commitments, on="2025-09-30", lever="chair"),
    ),
    (["list", "--period", "2025-Q4"], lambda t: table(t, t.commitments, period="2025-Q4")),
    (["list", "--kind", "output"], lambda t: table(t, t.commitments, kind="output")),
    (["list", "--basis", "deed"], lambda t: table(t, t.commitments, basis="deed")),
    (["list", "--made-by", "chair"], lambda t: table(t, t.commitments, made_by="chair")),
    (["list", "--theme", "children"], lambda t: table(t, t.commitments, theme="children")),
    (["list", "--state", "Finland"], lambda t: table(t, t.commitments, state="Finland")),
    (["list", "--text", "minsk"], lambda t: table(t, t.commitments, text="minsk")),
    (
        ["list", "--dimension", "human", "--dimension", "1"],
        lambda t: table(t, t.commitments, dimension=["human", "1"]),
    ),
    (
        ["list", "events", "--body", "HCNM", "--period", "2025-Q3", "--status", "held"],
        lambda t: table(t, t.events, period="2025-Q3", status="held", body="HCNM"),
    ),
    (
        ["list", "events", "--state", "AT", "--kind", "visit", "--text", "council", "--dimension", "PM"],
        lambda t: table(t, t.events, dimension="PM", kind="visit", state="AT", text="council"),
    ),
    (
        ["list", "statements", "--state", "Kazakhstan", "--about", "chairmanship", "--stance", "supports"],
        lambda t: table(t, t.statements, state="Kazakhstan", stance="supports", about="chairmanship"),
    ),
    (
        ["list", "statements", "--group", "V4", "--form", "statement", "--members", "--period", "2025"],
        lambda t: table(t, t.statements, period="2025", group="V4", form="statement", members=True),
    ),
    (
        ["list", "statements", "--forum", "Permanent Council", "--theme", "children", "--text", "a"],
        lambda t: table(t, t.statements, theme="children", forum="Permanent Council", text="a"),
    ),
    (["list", "events", "--theme", "cyber"], lambda t: table(t, t.events, theme="cyber")),
    (["list", "series", "--text", "weekly"], lambda t: table(t, t.series, text="weekly")),
    (["search", "Ukrainian children"], lambda t: ot.search(t, "Ukrainian children")),
    (["search", "Ukrainian", "children"], lambda t: ot.search(t, "Ukrainian children")),
    (["search", "--limit", "2", '"Moscow Mechanism"'], lambda t: ot.search(t, '"Moscow Mechanism"', 2)),
    (["search", "zzz"], lambda t: ot.search(t, "zzz")),
    (["show", "FI25-HD-03"], lambda t: ot.show(t, "FI25-HD-03")),
    (["thread", "FI25-XD-09"], lambda t: ot.thread(t, "FI25-XD-09")),
    (
        ["thread", "MT24-XD-07", "--as-of", "2025-06-30"],
        lambda t: ot.thread(t.as_of("2025-06-30"), "MT24-XD-07"),
    ),
    (["handover", "FI-2025"], lambda t: ot.handover(t, "FI-2025")),
    (["handover", "Finland 2025", "--data", "all"], lambda _: ot.handover(ot.load("all"), "FI-2025")),
    (["agreement"], ot.agreement),
    (["agreement", "--data", "all"], lambda _: ot.agreement(ot.load("all"))),
    (["whats-new", "2026-11-23"], lambda t: ot.whats_new(t, "2026-11-23")),
    (["whats-new", "2026-11-29"], lambda t: ot.whats_new(t, "2026-11-29")),
    (["show", "fi25-hd-03"], lambda t: ot.show(t, "FI25-HD-03")),
    (["show", "series-permanent-council"], lambda t: ot.show(t, "series-permanent-council")),
]
#: Commands that fail, with what the message must name.
ERRORS = [
    (["quartely", "2025-Q3"], ["'quartely'. Did you mean quarterly?\n"]),
    (["events"], ["'events'. Did you mean list events?\n"]),
    (["promise"], ["'promise'. osce-tracker --help lists them all.\n"]),
    (["--verison"], ["before '--verison'. Did you mean --version?\n"]),
    (["--data", "all"], ["before '--data'. osce-tracker --help"]),
    ([""], ["''"]),
    (["quarterly", "2025-Q3", "--dimensoin", "human"], ["'--dimensoin'. Did you mean --dimension?\n"]),
    (["list", "--staus=blocked"], ["'--staus'. Did you mean --status?\n"]),
    (["list", "-x"], ["'-x'. osce-tracker list --help"]),
    (["list", "event"], ["'event'. Did you mean events?\n"]),
    (["list", "promises"], ["'promises'. Use one of: commitments, ", "datasets.\n"]),
    (["show", "Kazakhstan"], [". For the State: osce-tracker profile Kazakhstan\n"]),
    (["show", "the Netherlands"], ["osce-tracker profile Netherlands\n"]),
    (["show", "uk"], ["osce-tracker profile 'United Kingdom'\n"]),
    (["thread", "NB8"], ["osce-tracker list statements --group NB8\n"]),
    (["show", "Valtonen"], ["For these words: osce-tracker search Valtonen\n"]),
    (["profile", "Lavrov"], ["For Sergey Lavrov use Russian Federation."]),
    (["show", "Ukrainian children"], ["For these words: osce-tracker search 'Ukrainian children'\n"]),
    (["show", "a' b"], ["""search 'a'"'"' b'"""]),
    (["profile", "EU"], ["list statements --group EU\n"]),
    (["compare", "Hungary", "Visegrad Group"], ["list statements --group V4\n"]),
    (["list", "statements", "--state", "EU"], ["list statements --group EU\n"]),
    (["list", "series", "--period", "2025"], ["--period", "--body"]),
    (["quarterly", "2025-Q3", "--format", "csv", "-o", "q3.md"], ["csv", "q3.md", ".csv"]),
    (["quarterly", "2025-Q3", "--format", "csv", "-o", "q3.pdf"], ["csv", "q3.pdf", ".csv"]),
    (["quarterly", "2025-Q3", "--format", "word"], ["'word'", "docx"]),
    (["quarterly"], ["PERIOD"]),
    (["quarterly", "2025-Q5"], ["2025-Q5", "2025-Q3"]),
    (["quarterly", ""], ["''"]),
    (["quarterly", "2025-Q3", "2025-Q4"], ["2025-Q4"]),
    (["quarterly", "2025-Q3", "--colour"], ["--colour"]),
    (["quarterly", "2025-Q3", "--dimension"], ["--dimension"]),
    (["quarterly", "2025-Q3", "--dimension", "humn"], ["humn", "human"]),
    (["quarterly", "2025-Q3", "--lever", "majority"], ["majority", "consensus"]),
    (["quarterly", "2025-Q3", "--made-by", "nobody"], ["nobody", "chair"]),
    (["search"], ["WORD"]),
    (["search", "*"], ["no words"]),
    (["search", "water", "--limit", "0"], ["limit", "from 1 on"]),
    (["quarterly", "2025-Q3", "--format", "odt"], ["odt", "markdown"]),
    (["quarterly", "2025-Q3", "-o", "q3.odt"], [".odt", ".md", ".docx"]),
    (["quarterly", "2025-Q3", "--bom"], ["plain", "'bom'", "width"]),
    (["quarterly", "2025-Q3", "--bom", "-o", "q3.json"], ["json", "'bom'", "sources"]),
    (["quarterly", "2025-Q3", "--template", "a.docx", "-o", "q3.md"], ["markdown", "'template'"]),
    (["quarterly", "2025-Q3", "--template", "a.docx", "-o", "q3.docx"], ["a.docx", ".docx"]),
    (["quarterly", "2025-Q3", "--template", "a.docx", "--format", "docx"], ["a.docx", ".docx"]),
    (["quarterly", "2025-Q3", "--template", "a.docx", "--format", "xlsx"], ["xlsx", "'template'"]),
    (["quarterly", "2025-Q3", "-o", "q3"], ["q3", ".md"]),
    (["quarterly", "2025-Q3", "-o", ""], ["''", ".md"]),
    (["quarterly", "2025-Q3", "-o"], ["--output"]),
    (["quarterly", "2025-Q3", "--data", "missing"], ["missing"]),
    (["list", "things"], ["things", "statements"]),
    (["list", "--status", "fulfiled"], ["fulfiled", "fulfilled"]),
    (["list", "--on", "tomorrow"], ["tomorrow"]),
    (["list", "--on", "2025-Q3"], ["2025-Q3"]),
    (["list", "--status", "blocked", "--on", "2025-02-29"], ["2025-02-29"]),
    (["list", "--period", "2025-13"], ["2025-13"]),
    (["list", "--theme", "yuth"], ["yuth", "youth"]),
    (["list", "--state", "Khazakhstan"], ["Khazakhstan", "Kazakhstan"]),
    (["list", "--state", "Vienna"], ["Vienna", "AT"]),
    (["list", "statements", "--group", "Nobody"], ["Nobody"]),
    (["list", "events", "--body", "Nobody"], ["obody"]),
    (["list", "statements", "--stance", "support for"], ["support for", "supports"]),
    (["show"], ["ID"]),
    (["show", "FI25-HD-3"], ["FI25-HD-3", "FI25-HD-03"]),
    (["handover"], ["CHAIR"]),
    (["handover", "DE-2016"], ["DE-2016", "MT-2024, FI-2025, CH-2026"]),
    (["whats-new", "soon"], ["soon"]),
    (["show", ""], ["''"]),
]
KINDS = ("commitments", "events", "series", "statements")
#: Filters, with the kinds that take them (docstrings of ``where``).
TAKEN_BY = {
    "--dimension": KINDS,
    "--status": ("commitments", "events"),
    "--lever": ("commitments",),
    "--kind": ("commitments", "events"),
    "--basis": ("commitments",),
    "--made-by": ("commitments",),
    "--theme": ("commitments", "events", "statements"),
    "--state": ("commitments", "events", "statements"),
    "--group": ("statements",),
    "--members": ("statements",),
    "--stance": ("statements",),
    "--form": ("statements",),
    "--about": ("statements",),
    "--forum": ("statements",),
    "--body": ("events", "series"),
    "--text": KINDS,
    "--period": ("commitments", "events", "statements"),
    "--chair": KINDS,
    "--contested": ("commitments", "statements"),
    "--on": ("commitments",),
}


@pytest.fixture(name="own_data")
def _own_data(tmp_path):
    """Return a directory with a data set of one commitment."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "commitments.json").write_text(json.dumps([PROMISE]), encoding="utf-8")
    return folder


def _failed(capfdbinary, *argv):
    """Run a command that is to fail, and return what it says of it."""
    code, out, err = said(capfdbinary, *argv)
    assert (2, "") == (code, out)
    return _complaint(err)


def _complaint(message):
    """Return a message after checking its form: one or two lines, without a traceback."""
    assert message.startswith("osce-tracker: ")
    assert message.endswith("\n")
    assert 1 <= len(message.splitlines()) <= 2
    assert "Traceback" not in message
    return message


def _run(*argv, **options):
    """Run a command in a process of its own."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run([sys.executable, "-m", "osce_tracker", *argv], check=False, **given)


def shown(report, argv):
    """Return the report of a command; a list without a day also says what has changed since the term."""
    if argv[0] != "list" or "--on" in argv:
        return report
    # The only status that has changed since the day that summary and scorecard are about.
    if "FI25-XD-35" not in {row["id"] for row in report.tables[0].records()}:
        return report
    since = "One status has changed since 31 December 2025, the last day of the term: FI25-XD-35."
    more = f"{since} Summary and scorecard show those of that day, as --on 2025-12-31 does."
    return attrs.evolve(report, notes=[*report.notes, more])


@pytest.mark.parametrize(
    "command", ["quarterly", "list", "show", "thread", "handover", "agreement", "whats-new"]
)
def test_command_prints_what_the_library_answers(tracker, capfdbinary, command):
    """A command prints the library's report as plain text, in UTF-8, and nothing else."""
    answers = [(argv, answer) for argv, answer in ANSWERS if argv[0] == command]
    found = [(argv, said(capfdbinary, *argv)) for argv, _ in answers]
    expected = [(argv, (0, shown(answer(tracker), argv).render("plain"), "")) for argv, answer in answers]
    assert expected == found


@pytest.mark.parametrize("name", SUFFIXES)
def test_report_in_every_format(tracker, tmp_path, capfdbinary, name):
    """``--format`` prints and ``-o`` writes a report in a format; what is no text as a whole file."""
    path = tmp_path / f"show{SUFFIXES[name]}"
    report = ot.show(tracker, "FI25-HD-03")
    expected = report.render(name).encode() if FORMATS[name].text else report.to_bytes(name)
    first, *others = (table.key for table in report.tables)
    other = f"osce-tracker: this is the table {first}. For the others, use --table: {', '.join(others)}\n"
    message = other if name in ("csv", "tsv") else ""
    for form in (name, SUFFIXES[name][1:]):
        assert cli.main(["show", "FI25-HD-03", "--format", form]) == 0
        assert (expected, message.encode()) == capfdbinary.readouterr()
    assert (0, f"{path}: written\n", message) == said(capfdbinary, "show", "FI25-HD-03", "-o", path)
    assert report.to_bytes(name) == path.read_bytes()


def test_table_of_a_report_is_chosen(tracker, tmp_path, capfdbinary):
    """``--table`` chooses the table of a CSV file; standard error names the others."""
    report = ot.scorecard(tracker)
    code, out, err = said(capfdbinary, "scorecard", "--format", "csv", "--table", "counts")
    message = "osce-tracker: this is the table counts. For the others, use --table: rates, late\n"
    assert (0, report.render("csv", table="counts"), message) == (code, out, err)
    path = tmp_path / "late.tsv"
    code, _, err = said(capfdbinary, "scorecard", "--table", "late", "-o", path)
    assert (0, report.to_bytes("tsv", table="late")) == (code, path.read_bytes())
    assert "counts" in _failed(capfdbinary, "scorecard", "--format", "csv", "--table", "count")
    # A report of one table has no others.
    assert "" == said(capfdbinary, "quarterly", "2025-Q3", "--format", "csv")[2]
    assert "'table'" in _failed(capfdbinary, "scorecard", "--format", "json", "--table", "late")


def test_words_of_filters_and_sets_of_the_package(tmp_path, capfdbinary):
    """Filters with words have a list; nothing is imported into a bundled set; calendars are exported."""
    for plural in (
        "dimensions",
        "statuses",
        "levers",
        "kinds",
        "bases",
        "stances",
        "forms",
        "forums",
        "chairs",
    ):
        # The first word of the list is one that the filter takes.
        word = said(capfdbinary, "list", plural, "--format", "csv")[1].splitlines()[1].partition(",")[0]
        option = {"statuses": "status", "bases": "basis"}.get(plural, plural[:-1])
        kind = "statements" if plural in ("stances", "forms", "forums") else "commitments"
        assert 0 == said(capfdbinary, "list", kind, f"--{option}", word)[0], (plural, word)
    sheet = tmp_path / "a.csv"
    sheet.write_text("id\n", encoding="utf-8")
    message = _failed(capfdbinary, "import", sheet, "--into", "finland-2025")
    assert "finland-2025 comes with the package and can't be changed." in message
    for command, told in (
        (
            ("agenda", "2025-12", "-o", "my dec.ics", "--series", "--body", "Permanent Council"),
            "export 'my dec.ics' --period 2025-12 --body 'Permanent Council' --series",
        ),
        (
            ("agenda", "2024", "-o", "a.ics", "--data", "malta-2024", "--dimension", "human"),
            "For a calendar: osce-tracker export a.ics --period 2024 --dimension human --data malta-2024",
        ),
        (("support", "-o", "map.png"), "For a picture: osce-tracker chart flow -o map.png"),
        (("quarterly", "2025-Q3", "-o", "q.png"), "For a picture: osce-tracker chart flow 2025-Q3 -o q.png"),
        (("support", "-o", "a.sqlite"), "For the data: osce-tracker export a.sqlite"),
        (("export", "data.docx"), "For a report: osce-tracker brief 2025-Q4 -o data.docx"),
        (("chart", "flow", "-o", "flow.docx"), "For a report: osce-tracker brief 2025-Q4 -o flow.docx"),
        (
            ("support", "--stance", "critical,opposes"),
            "For several values repeat the option: --stance critical --stance opposes",
        ),
        (
            ("list", "statements", "--state", "Norway, Holy See"),
            "For several values repeat the option: --state Norway --state 'Holy See'",
        ),
        (("list", "--theme", "media,gender"), "repeat the option: --theme media --theme gender"),
        (("pledges", "--state=NO,SE"), "repeat the option: --state NO --state SE"),
    ):
        assert _failed(capfdbinary, *command).endswith(f"{told}\n"), command
    # An option that is given once isn't to be repeated.
    assert "repeat" not in _failed(capfdbinary, "support", "--about", "chair,agenda")
    assert "osce-tracker" not in _failed(capfdbinary, "support", "-o", "a.odt").removeprefix("osce-tracker:")


def test_statements_of_a_state_say_how_many_groups_made_for_it(tracker, capfdbinary):
    """What groups said on its behalf is counted in a note."""
    through = ot.positions(tracker, on="2026-12-31")["Poland"].through
    printed = said(capfdbinary, "list", "statements", "--state", "Poland", "--about", "chair")[1]
    note = f"Only what the State said or joined. {len(through)} more by groups on its behalf: see 'profile'."
    assert note in " ".join(printed.split())
    both = said(capfdbinary, "list", "statements", "--state", "Poland", "--state", "Norway")[1]
    assert "Only what the States said or joined." in both
    assert "Only what" not in said(capfdbinary, "list", "statements", "--state", "Holy See")[1]


def test_list_of_latest_statuses_names_what_changed_after_the_term(monkeypatch, capfdbinary):
    """The note reconciles the list with summary and scorecard, which stop on the last day of the term."""
    note = "One status has changed since 31 December 2025, the last day of the term: FI25-XD-35. Summary"

    def printed(*more):
        return " ".join(said(capfdbinary, "list", "commitments", "--dimension", "human", *more)[1].split())

    assert note in printed()
    assert "Summary and scorecard show" not in printed("--on", "2025-12-31") + printed("--lever", "external")
    monkeypatch.setattr("osce_tracker.cli.run._FEW", 0)
    assert "the last day of the term: and others. Summary" in printed()


def test_a_group_alone_says_that_its_members_said_more(tracker, capfdbinary):
    """Without ``--members`` a note counts what the members said themselves in the period."""
    for extra, period in (((), None), (("--period", "2025"), "2025")):
        alone = len(tracker.statements.where(group="EU", period=period))
        more = len(tracker.statements.where(group="EU", members=True, period=period)) - alone
        note = f'The filter "members" adds {more} that its members made or joined.'
        assert note in said(capfdbinary, "list", "statements", "--group", "EU", *extra)[1].replace("\n", " ")
    assert "--members" not in said(capfdbinary, "list", "statements", "--group", "EU", "--members")[1]
    # Of a group of the moment nobody knows the members.
    assert "--members" not in said(capfdbinary, "list", "statements", "--group", "Helsinki+50 Fund donors")[1]
    assert "--members" not in said(capfdbinary, "list", "statements", "--group", "EU", "--period", "2020")[1]


def test_file_is_replaced_only_by_force(tracker, tmp_path, capfdbinary):
    """A file that exists stays as it is without ``--force``, nor does a link; a device can be written to."""
    (tmp_path / "q3").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / "q3")
    for name in ("q3", "link"):
        path, command = tmp_path / name, ("quarterly", "2025-Q3", "--format", "csv", "-o", tmp_path / name)
        assert f"{path} exists. Use --force to replace it." in _failed(capfdbinary, *command)
        assert b"mine" == (tmp_path / "q3").read_bytes()
    assert (0, f"{path}: written\n", "") == said(capfdbinary, *command, "--force")
    assert ot.quarterly(tracker, "2025-Q3").render("csv").encode() == (tmp_path / "q3").read_bytes()
    assert (tmp_path / "link").is_symlink()
    assert (0, "", "") == said(capfdbinary, *command[:-1], os.devnull)


def test_without_a_command_there_is_the_summary(tracker, capfdbinary):
    """Without arguments the summary is shown, with three commands that work."""
    code, out, err = said(capfdbinary)
    assert (0, "") == (code, err)
    whole = ot.summary(tracker).render()
    assert out.startswith(whole)
    examples = [line for line in out.removeprefix(whole).splitlines() if line.startswith("  ")]
    assert [0, 0, 0] == [said(capfdbinary, *shlex.split(line)[1:])[0] for line in examples]
    assert (0, whole, "") == said(capfdbinary, "summary")


def test_error_is_told_in_a_line_or_two(tmp_path, monkeypatch, capfdbinary):
    """A command that can't be done exits with 2, says on stderr what is wrong, and prints nothing."""
    monkeypatch.chdir(tmp_path)
    assert [] == without_answer(capfdbinary, ERRORS, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_filters_that_a_kind_takes(tracker, capfdbinary, kind):
    """A filter that a kind of record doesn't take is an error that names all it takes; others are not."""
    values = {
        "--dimension": "human",
        "--status": "held" if kind == "events" else "blocked",
        "--lever": "chair",
        "--kind": "visit" if kind == "events" else "output",
        "--basis": "deed",
        "--made-by": "chair",
        "--theme": "children",
        "--state": "Finland",
        "--group": "EU",
        "--stance": "supports",
        "--form": "statement",
        "--about": "agenda",
        "--forum": "Permanent Council",
        "--body": "Permanent Council",
        "--text": "children",
        "--period": "2025",
        "--on": "2025-09-30",
        "--chair": "FI-2025",
    }
    values = {option: [value] for option, value in values.items()}
    values |= {"--contested": [], "--members": ["--group", "EU"]}
    taken = [option for option, kinds in TAKEN_BY.items() if kind in kinds]
    known = signature(getattr(tracker, kind).where).parameters
    assert {f"--{name.replace('_', '-')}" for name in known} == set(taken)
    codes = {option: said(capfdbinary, "list", kind, option, *values[option])[0] for option in taken}
    assert dict.fromkeys(taken, 0) == codes
    refused = [["list", kind, option, *values[option]] for option in TAKEN_BY if option not in taken]
    assert [] == without_answer(capfdbinary, [(argv, [kind, argv[2]]) for argv in refused])
    accepted = _failed(capfdbinary, *refused[0]).partition(". ")[2]
    assert [] == [option for option in taken if option not in re.split(r"[ ,.]", accepted)]


def test_data_of_ones_own(own_data, capfdbinary):
    """``--data`` answers from a data set of one's own, in a folder or one file, and from nothing else."""
    tracker = ot.load(own_data)
    answers = {
        ("quarterly", "2030-Q2"): ot.quarterly(tracker, "2030-Q2"),
        ("list",): table(tracker, tracker.commitments),
        ("show", "XX30-HD-01"): ot.show(tracker, "XX30-HD-01"),
    }
    for place in (own_data, own_data / "commitments.json"):
        found = {argv: said(capfdbinary, *argv, "--data", place) for argv in answers}
        assert {argv: (0, report.render(), "") for argv, report in answers.items()} == found
    assert all("XX30-HD-01" in out for _, out, _ in found.values())


def test_fault_in_own_data_is_told_with_its_place(own_data, capfdbinary):
    """A fault in a data set of one's own is an error that says in which file and record it is."""
    path = own_data / "commitments.json"
    path.write_text(json.dumps([PROMISE | {"lever": "majority"}]), encoding="utf-8")
    message = _failed(capfdbinary, "list", "--data", str(own_data))
    for part in ("commitments.json", "XX30-HD-01", "majority"):
        assert part in message


def test_unknown_record_of_own_data_is_an_error(own_data, capfdbinary):
    """A record of the bundled data is none of one's own data."""
    assert "FI25-HD-03" in _failed(capfdbinary, "show", "FI25-HD-03", "--data", str(own_data))


def test_file_that_cannot_be_written_is_named(tmp_path, capfdbinary):
    """Where the output can't be written the message names the file, and no draft is left."""
    (tmp_path / "folder.csv").mkdir()
    paths = [tmp_path / "missing/q3.csv", tmp_path / "folder.csv"]
    commands = [(["quarterly", "2025-Q3", "-o", path], [str(path)]) for path in paths]
    assert [] == without_answer(capfdbinary, commands, tmp_path)


def test_mistyped_suffix_is_reported_before_the_work(capfdbinary):
    """A wrong suffix is reported before any data are read."""
    assert ".odt" in _failed(capfdbinary, "quarterly", "2025-Q3", "--data", "missing", "-o", "q3.odt")


def test_message_shows_bad_characters_and_does_not_act_on_them(capfdbinary):
    """What a terminal might act on is spelt out in a message as well."""
    message = _failed(capfdbinary, "show", "\x1b[31m\u202e")
    assert not {"\x1b", "\u202e"} & set(message)


def test_help_shows_examples(capfdbinary):
    """The help of the program and of each command has examples of it, and no sign beyond ASCII."""
    for name in ("", *COMMANDS):
        with pytest.raises(SystemExit) as caught:
            cli.main([*([name] if name else []), "--help"])
        out, err = capfdbinary.readouterr()
        assert (caught.value.code, err) == (0, b""), name
        told, command = out.decode("ascii"), f" {name}" if name else ""
        assert f"usage: osce-tracker{command}" in told
        assert f"osce-tracker{command} " in told.partition("examples:")[2] or name == "schema"


def test_help_names_every_command_and_option(capfdbinary):
    """Every command stands in the help of the program, every filter in that of ``list``."""
    for argv, words in (
        (["--help"], ("quarterly", "list", "show", "--version")),
        (["list", "--help"], (*TAKEN_BY, "--data", "--format", "--output")),
        (["quarterly", "--help"], ("--dimension", "--lever", "--made-by", "--only-changed", "PERIOD")),
    ):
        with pytest.raises(SystemExit):
            cli.main(argv)
        told = capfdbinary.readouterr().out.decode()
        assert [] == [word for word in words if word not in told]


#: Examples that need the output of another, in the order in which they work.
_ON_FILES = ("read", "new", "import", "check", "export")
EXAMPLES = [
    f"{name} {example}"
    for name, command in COMMANDS.items()
    for example in command.examples
    if name not in (*_ON_FILES, "site", "schema") and "--data" not in example
]


def test_examples_of_the_help_work(tmp_path, monkeypatch, capfdbinary):
    """Every example in the help prints its report, or writes the file that it names."""
    monkeypatch.chdir(tmp_path)
    wrong = []
    for example in EXAMPLES:
        argv = shlex.split(example)
        code, out, err = said(capfdbinary, *argv)
        written = [path.name for path in tmp_path.iterdir()]
        named = argv[-1:] if "-o" in argv else []
        # A file of one table names those that it leaves out.
        err = err if ".csv" not in example else re.sub("^osce-tracker: this is the table .*\n$", "", err)
        if (code, err, written) != (0, "", named) or (out != f"{argv[-1]}: written\n" if named else not out):
            wrong.append((example, code, out[:200], err, written))
        for name in written:
            (tmp_path / name).unlink()
    assert [] == wrong


def test_examples_on_files_work_one_after_the_other(tmp_path, monkeypatch, tracker):
    """The examples of commands on files work in their order, once there is something to import."""
    monkeypatch.chdir(tmp_path)
    examples = [f"{name} {example}" for name in _ON_FILES for example in COMMANDS[name].examples]
    for example in examples:
        if example.startswith("import commitments"):
            promise = attrs.evolve(tracker.commitments["FI25-HD-03"], events=())
            ot.export(ot.Tracker(commitments=[promise]), "commitments.xlsx")
            ot.export(tracker, "meetings.ics", body="HCNM")
        if example.startswith("read article"):
            text = "Minister of Norway Ine Dahl said on 3 May 2024 as they met: she backs Malta's OSCE chair."
            (tmp_path / "article.txt").write_text(text, encoding="utf-8")
        if example.startswith("import draft"):
            document = json.loads((tmp_path / "draft.json").read_text(encoding="utf-8"))
            (draft,) = document["drafts"]
            draft["confirmed"] = True
            draft["statement"] |= {"summary": "Backs it.", "dimensions": ["human"]}
            (tmp_path / "draft.json").write_text(json.dumps(document), encoding="utf-8")
        assert cli.main(shlex.split(example)) == 0
    written = {"commitments.xlsx", "data.sqlite", "finland-2025.ics", "my-data", "problems.json", "tables"}
    assert set() == written - {path.name for path in tmp_path.iterdir()}
    events = len(tracker.events.where(body="HCNM"))
    mine = ot.load("my-data")
    assert (["FI25-HD-03"], events) == (list(mine.commitments.ids), len(mine.events))


EMPTY = [
    (
        "commitments --theme belarus --made-by chair",
        "With one filter fewer: 1 without made by, 62 without theme.",
    ),
    ("events --body ODIHR --period 2025-12-31", "With one filter fewer: "),
    (
        "statements --group EU --members --period 1999",
        "With one filter fewer: 83 without period.",
    ),
    (
        "statements --state HU --stance critical",
        "Statements of other stances are left out: 1 supports, 1 neutral. With one filter fewer",
    ),
]


@pytest.mark.parametrize(("asked", "said_first"), EMPTY)
def test_empty_list_says_which_filter_leaves_nothing(capfdbinary, asked, said_first):
    """Somebody who finds nothing learns in the first lines which filter to leave out."""
    code, out, _ = said(capfdbinary, "list", *asked.split())
    assert (0, True) == (code, said_first in " ".join(out.split())), out


def test_list_with_one_filter_or_with_records_says_nothing_of_filters(capfdbinary):
    """One filter can only be left out, or it wouldn't help, and records are what was asked for."""
    for asked in (
        "events --period 1999",
        "events --period 1999 --text xyzzy",
        "commitments --theme belarus --status not-assessed",
    ):
        assert "With one filter" not in said(capfdbinary, "list", *asked.split())[1]


def test_data_sets_are_listed(capfdbinary):
    """``list datasets`` shows name, title, counts and reach of each bundled set; filters don't apply."""
    code, out, _ = said(capfdbinary, "list", "datasets", "--format", "json")
    (table,) = json.loads(out)["tables"]
    assert 0 == code
    for row, one in zip(table["rows"], ot.datasets(), strict=True):
        assert row == {
            "name": one.name,
            "title": one.title,
            **one.counts,
            "known_until": one.known_until.isoformat(),
        }
    for option, value in (("--chair", "FI-2025"), ("--data", "all"), ("--as-of", "2025-06-30")):
        assert f"datasets can't be filtered by {option}" in _failed(
            capfdbinary, "list", "datasets", option, value
        )


def test_data_is_a_name_or_a_path(capfdbinary):
    """``--data`` takes the name of a bundled set or all of them, and ``--chair`` a Chair of the set."""
    everything = ot.load("all")
    for command, report in (
        (
            ("quarterly", "2026-Q1", "--data", "switzerland-2026"),
            ot.quarterly(ot.load("switzerland-2026"), "2026-Q1"),
        ),
        (("scorecard", "--data", "all"), ot.scorecard(everything)),
        (
            ("brief", "2025-Q4", "--data", "all", "--chair", "FI-2025"),
            ot.brief(everything, "2025-Q4", chair="FI-2025"),
        ),
        (
            ("list", "--data", "all", "--contested", "--on", "2025-12-31", "--chair", "FI-2025"),
            table(everything, everything.commitments, "2025-12-31", chair="FI-2025", contested=True),
        ),
    ):
        assert (0, report.render(), "") == said(capfdbinary, *command), command
    assert "Did you mean malta-2024" in _failed(capfdbinary, "scorecard", "--data", "malta-2025")
    assert "Use one of: FI-2025." in _failed(capfdbinary, "quarterly", "2025-Q4", "--chair", "MT-2024")


def test_filter_values_are_listed(capfdbinary):
    """``list`` shows every value that a filter takes; filters don't apply."""
    for name, report in LISTS.items():
        assert (0, report(ot.load("malta-2024")).render(), "") == said(
            capfdbinary, "list", name, "--data", "malta-2024"
        )
        assert f"{name} can't be filtered by --text" in _failed(capfdbinary, "list", name, "--text", "a")


def test_version(capfdbinary):
    """``--version`` prints the name and the version of the package."""
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])
    assert caught.value.code == 0
    assert f"osce-tracker {ot.__version__}".encode() == capfdbinary.readouterr().out.strip()


def test_arguments_are_those_of_the_process(monkeypatch, capfdbinary):
    """Without arguments of a caller those of the process count."""
    monkeypatch.setattr(sys, "argv", ["osce-tracker", "show", "FI25-HD-03"])
    assert cli.main() == 0
    assert b"FI25-HD-03" in capfdbinary.readouterr().out


class _NoOutput:
    """A standard output that takes nothing."""

    def __init__(self, number, error):
        self.number = number
        self.error = error
        self.buffer = self

    def write(self, _data):
        raise OSError(self.error, os.strerror(self.error))

    def flush(self):
        """Do nothing: nothing was written before."""

    def fileno(self):
        return self.number

    def isatty(self):
        return False


def test_closed_pipe_is_no_error(tmp_path, monkeypatch, capfdbinary):
    """When the reader has gone, the command ends silently, and what follows goes nowhere."""
    with (tmp_path / "out").open("wb") as file:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", _NoOutput(file.fileno(), errno.EPIPE))
            assert cli.main(["quarterly", "2025-Q3"]) == 0
        os.write(file.fileno(), b"lost")
    assert (tmp_path / "out").read_bytes() == b""
    assert capfdbinary.readouterr() == (b"", b"")


def test_full_device_is_told(monkeypatch, capfdbinary):
    """When the output can't be written, or there is none, the message says so, and why."""
    for output, why in ((_NoOutput(1, errno.ENOSPC), os.strerror(errno.ENOSPC)), (None, "standard output")):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", output)
            assert cli.main(["quarterly", "2025-Q3"]) == 2
        message = _complaint(capfdbinary.readouterr().err.decode())
        assert (True, False) == (why in message, "None" in message)


def test_without_a_standard_error_the_exit_code_tells(monkeypatch, capfdbinary):
    """Where there is no standard error to complain to, the exit code alone tells of the failure."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", None)
        assert cli.main(["quarterly", "2025-Q5"]) == 2
    assert capfdbinary.readouterr() == (b"", b"")


# Processes of their own.


@pytest.mark.parametrize("name", ["plain", "csv"])
def test_program_prints_utf_8_whatever_the_locale(capfdbinary, name):
    """The bytes are the same in any locale: UTF-8, with the line ends of the format."""
    argv = ["list", "statements", "--format", name]
    assert cli.main(argv) == 0
    expected = capfdbinary.readouterr().out
    done = _run(*argv, env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (0, expected, b"") == (done.returncode, done.stdout, done.stderr)
    assert any(byte > 127 for byte in expected)


def test_program_complains_in_utf_8_whatever_the_locale():
    """A message with letters beyond ASCII comes out whole in any locale."""
    env = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = _run("list", "--state", "Қазақ", env=env)
    assert (2, b"") == (done.returncode, done.stdout)
    assert "Қазақ" in _complaint(done.stderr.decode())


@pytest.mark.parametrize("argv", [["list", "statements", "--format", "html"], ["--help"]])
def test_program_is_silent_when_the_pipe_is_closed(argv):
    """When nobody reads the output, the program ends without a word, and not with a failure."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = _run(*argv, stdout=writer)
    finally:
        os.close(writer)
    assert (0, b"") == (done.returncode, done.stderr)


def test_program_in_a_pipe_that_ends_early():
    """Behind ``| head -1`` the program gives the first line and no complaint."""
    command = f"'{sys.executable}' -m osce_tracker list statements --format html | head -1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert (0, b'<section class="osce-report">\n', b"") == (done.returncode, done.stdout, done.stderr)


def test_program_without_a_standard_output_complains():
    """Started with its output closed, the program says so instead of showing a traceback."""
    command = f"exec '{sys.executable}' -m osce_tracker quarterly 2025-Q3 >&-"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == 2
    _complaint(done.stderr.decode())


def test_program_without_a_standard_error_still_fails():
    """Started with its error stream closed, the program cannot complain, but its exit code can."""
    command = f"exec '{sys.executable}' -m osce_tracker quarterly 2025-Q5 2>&-"
    done = subprocess.run(["/bin/sh", "-c", command], stdout=subprocess.PIPE, check=False)
    assert (2, b"") == (done.returncode, done.stdout)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")  # noqa: PTH110
def test_program_with_a_full_output_or_error_fails():
    """Help and version that can't be written fail like any output; a message that can't be is lost."""
    for arguments, code in (
        ("--help >/dev/full", 2),
        ("--version >/dev/full", 2),
        ("nothing 2>/dev/full", 2),
    ):
        command = f"exec '{sys.executable}' -m osce_tracker {arguments}"
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
        assert (code, b"") == (done.returncode, done.stdout), arguments
        assert (b"" if "2>" in arguments else b"standard output") in done.stderr, arguments


def test_byte_order_mark_is_printed_and_written_when_asked(tmp_path, tracker, capfdbinary):
    """``--bom`` marks CSV and TSV, on standard output and in a file."""
    for name in ("csv", "tsv"):
        path = tmp_path / f"list.{name}"
        assert cli.main(["list", "series", "--bom", "--format", name]) == 0
        expected = b"\xef\xbb\xbf" + table(tracker, tracker.series).render(name).encode()
        assert (expected, b"") == capfdbinary.readouterr(), name
        assert 0 == said(capfdbinary, "list", "series", "--bom", "-o", path)[0]
        assert expected == path.read_bytes(), name


def test_template_is_that_of_the_document(tmp_path, tracker, capfdbinary):
    """``--template`` gives the office's own file, for standard output and for a file."""
    template, path = tmp_path / "office.docx", tmp_path / "out.docx"
    document = docx.Document()
    document.add_paragraph("For the file.")
    document.save(template)
    argv = ["list", "series", "--template", str(template)]
    assert cli.main([*argv, "--format", "docx"]) == 0
    out, err = capfdbinary.readouterr()
    assert cli.main([*argv, "-o", str(path)]) == 0
    assert (table(tracker, tracker.series).to_bytes("docx", template=template), b"") == (out, err)
    assert out == path.read_bytes()
    assert "For the file." == docx.Document(io.BytesIO(out)).paragraphs[0].text


def test_complaint_stands_before_the_table_that_it_announces(tmp_path):
    """Where both streams go to one place, what is said first stands first."""
    sheet = tmp_path / "wrong.csv"
    sheet.write_text("id,commitment,when\nC-1,Do it,Christmas\n", encoding="utf-8")
    command = [sys.executable, "-m", "osce_tracker", "import", str(sheet), "--into", str(tmp_path / "set")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    first, _, rest = done.stdout.decode().partition("\n")
    more = "(--partial imports the other records)"
    message = f"osce-tracker: nothing was imported, because of these problems {more}:"
    assert (1, message) == (done.returncode, first)
    assert "missing-column" in rest


def test_program_prints_a_whole_office_file():
    """What is no text goes to standard output as the bytes of the file, whatever the system."""
    done = _run("list", "series", "--format", "xlsx")
    assert (0, b"") == (done.returncode, done.stderr)
    assert zipfile.ZipFile(io.BytesIO(done.stdout)).testzip() is None


def test_missing_extra_is_told_with_its_remedy(tmp_path, monkeypatch, capfdbinary):
    """Without the library of an extra the message has the line that installs it, and no file is left."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    message = _failed(capfdbinary, "list", "series", "-o", str(tmp_path / "a.xlsx"))
    assert 'pip install "osce-tracker[excel]"' in message
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="this system has no /dev/stdout")  # noqa: PTH110
def test_file_can_be_a_pipe(tracker):
    """What is written to a pipe by its name is the report alone."""
    done = _run("list", "series", "-o", "/dev/stdout", "--format", "csv")
    assert (0, b"") == (done.returncode, done.stderr)
    assert table(tracker, tracker.series).render("csv").encode() == done.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")  # noqa: PTH110
def test_device_that_is_full_is_named(capfdbinary):
    """Where the output goes to a device that takes nothing, the message names the device."""
    message = _failed(capfdbinary, "list", "series", "--format", "csv", "-o", "/dev/full")
    assert "/dev/full" in message
