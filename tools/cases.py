"""Judge how the library reads what people write: ``python tools/cases.py CASES_DIR [AREA ...]``.

The directory holds tables of names, groups, periods and words with their right answers (the headings say
which), spreadsheets, calendars, scripts that merge, Word templates and lists of commands. Right answers of
files that don't carry their own stand below, by file name. Each case is printed as right, or as wrong with
what was got and what is right; then the counts by area. The exit code is 0 if every case is right.
"""

import contextlib
import csv
import io
import re
import runpy
import shlex
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import attrs

import osce_tracker as ot
from osce_tracker.cli.main import main as command
from osce_tracker.errors import UnknownStateError
from osce_tracker.model.occurrences import occurrences

AREAS = ("names", "groups", "periods", "words", "spreadsheets", "calendars", "merging", "documents")
FORM = ("id", "commitment", "dimensions", "kind", "who delivers", "made on")
ROW = ("A-1", "Hold a seminar", "human", "activity", "chair", "15 January 2026")


@attrs.frozen
class Verdict:
    """What became of one case; ``right`` is empty if no right answer is known."""

    area: str
    case: str
    got: str
    right: str
    passed: bool

    def __str__(self) -> str:
        """Return the verdict in one line."""
        if self.passed:
            return f"right  {self.case}: {self.got}"
        return f"wrong  {self.case}: got {self.got}; right: {self.right or 'not known, no answer is stored'}"


@attrs.frozen(kw_only=True)
class Sheet:
    """The right result of importing a spreadsheet.

    Attributes:
        records: what fields of the records hold, by id. No other record may be there.
        told: patterns of what the command must say.
        once: texts that it says once only.
        code: the exit code.
        options: options of ``import``.
        rest: patterns of what the sheet of the rows left out must hold.
        checked: patterns of what ``import`` or ``check`` must say.
        may_be_left: ids that may also be left out, because they are told.
    """

    records: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    told: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    code: int = 0
    options: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    may_be_left: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Calendar:
    """The right result of reading a calendar.

    Attributes:
        meetings: each meeting: first day, last day, clock times and difference to UTC, status, title.
        told: patterns of what ``left`` must say.
        told_instead: patterns of ``left`` that make other meetings right as well.
        summary: what the summary of the first draft must hold, blanks aside.
    """

    meetings: tuple[str, ...]
    told: tuple[str, ...] = ()
    told_instead: tuple[str, ...] = ()
    summary: str | None = None


_TWO = {
    "CH26-HD-01": {
        "title": "Hold a seminar",
        "made_on": "2026-01-15",
        "due": "2026-Q3",
        "dimensions": "human",
    },
    "CH26-PM-01": {
        "title": "Publish a report",
        "made_on": "2026-01-15",
        "due": "2026-12-31",
        "dimensions": "politico-military",
    },
}
_ALL_DIMENSIONS = "economic-environmental human politico-military"
SHEETS = {
    "F07-blocked-by-no.csv": Sheet(records={"CH26-HD-01": {"blocked_by": "", "status": "in-progress"}}),
    "F11-states-in-one-cell.csv": Sheet(
        records={
            "A-1": {"signed_by": "FI NO SE"},
            "A-2": {"signed_by": "FI SE"},
            "A-3": {"signed_by": "FR LT"},
            "A-4": {"signed_by": "FI SE"},
        }
    ),
    "F21-datetime-cell.xlsx": Sheet(records={"CH26-HD-01": {"made_on": "2026-01-15", "due": ""}}),
    "F27-day-first-column.csv": Sheet(
        records={
            "A-1": {"made_on": "2026-01-15", "due": "2026-07-03"},
            "A-2": {"made_on": "2026-02-26", "due": "2026-12-31"},
            "A-3": {"made_on": "2026-03-05", "due": ""},
        },
        told=("day.{0,10}first",),
    ),
    "F28-tbd.csv": Sheet(
        records={"CH26-HD-01": {"due": ""}, "CH26-PM-01": {"due": ""}},
        told=(r"\btbd\b", r"\bongoing\b"),
        once=("tbd", "ongoing"),
    ),
    "F29-year-in-a-date-cell.xlsx": Sheet(
        records=_TWO | {"CH26-HD-01": {"title": "Hold a seminar"}},
        may_be_left=("CH26-HD-01", "CH26-PM-01"),
        code=-1,
        told=(r"\b2026\b.*\bdate\b|\bdate\b.*\b2026\b", r"CH26-HD-01|row 2"),
    ),
    "F60-cp1252.csv": Sheet(
        records={"CH26-HD-01": {"title": "Chair’s seminar – Türkiye", "made_on": "2026-01-15"}},
        told=("(?i)windows-1252|cp1252",),
    ),
    "F61-title-with-commas.csv": Sheet(records=_TWO),
    "F62-merged-cells.xlsx": Sheet(
        records={
            name: {"dimensions": "human", "lever": "chair", "made_on": "2026-01-15"}
            for name in ("CH26-HD-01", "CH26-HD-02")
        }
    ),
    "F63-link-below-text.xlsx": Sheet(
        records={"CH26-HD-01": {"sources": "https://example.org/programme", "publishers": "MFA"}}
    ),
    "F64-struck-row.xlsx": Sheet(
        records=_TWO, may_be_left=("CH26-PM-01",), told=("(?i)struck|strike|crossed", r"CH26-PM-01|rows? 3\b")
    ),
    "F65-hidden-sheet-and-row.xlsx": Sheet(
        records=_TWO,
        may_be_left=("CH26-PM-01",),
        told=("(?i)hidden.*row|row.*hidden", r"CH26-PM-01|rows? 3\b", r"(?i)\bold\b.*hidden|hidden.*\bold\b"),
    ),
    "F67-mandate-letters-shape.csv": Sheet(
        options=("--partial",),
        code=-1,
        once=("Reporting Lead Name", "All ministers"),
        rest=("LPC-001", "Build one market", "dimensions"),
    ),
    "F67-open-government-shape.csv": Sheet(
        options=("--partial",),
        code=-1,
        once=("Early Results", "Ambition", "Milestones"),
        rest=("CH0012", "Open data on projects", "dimensions"),
    ),
    "F67-upr-shape.csv": Sheet(
        options=("--partial",),
        code=-1,
        once=("Session", "Recommending State", "Position"),
        rest=("140.7", "Ratify the Optional Protocol", "dimensions"),
    ),
    "F69-blanks-around-text.csv": Sheet(
        records={"CH26-HD-01": {"title": "Hold a seminar", "dimensions": "human", "made_on": "2026-01-15"}}
    ),
    "F70-section-rows.csv": Sheet(
        records=_TWO,
        told=(r"Human dimension|rows? 2\b", r"Politico-military dimension|rows? (2, |2 and )?4\b"),
    ),
    "F71-strict.xlsx": Sheet(code=2, told=("Strict Open XML", "(?i)save")),
    "F71-with-a-password.xlsx": Sheet(code=2, told=("(?i)password", "(?i)save|remove")),
    "F72-mojibake.csv": Sheet(
        records={"CH26-HD-01": {"made_on": "2026-01-15"}}, checked=("(?i)windows-1252|encoding|UTF-8",)
    ),
    "F73-addresses.csv": Sheet(
        records={
            "CH26-HD-01": {"sources": "https://www.osce.org/cio/1234"},
            "CH26-PM-01": {"sources": "https://example.org/a https://example.org/b"},
            "CH26-HD-02": {
                "sources": "https://example.org/c",
                "publishers": "example.org",
                "publisher_types": "unknown",
            },
        },
        told=(r"CH26-HD-02|rows? 4\b|example\.org",),
    ),
    "F74-dimensions.csv": Sheet(
        records={
            "A-1": {"dimensions": "human"},
            "A-2": {"dimensions": "politico-military"},
            "A-3": {"dimensions": "human"},
            "A-4": {"dimensions": "human"},
            "A-5": {"dimensions": "economic-environmental"},
            "A-6": {"dimensions": _ALL_DIMENSIONS},
            "A-7": {"dimensions": _ALL_DIMENSIONS},
            "A-8": {"dimensions": "economic-environmental human"},
            "A-9": {"dimensions": "human politico-military"},
        }
    ),
}


def _at(days: str, clock: str, title: str) -> tuple[str, ...]:
    return tuple(f"{day} {clock} announced {title}" for day in days.split())


_COUNCIL = ("2025-12-04/2025-12-05 announced Ministerial Council",)
CALENDARS = {
    "F40-this-and-future.ics": Calendar(
        meetings=(
            *_at(
                "2025-09-03 2025-09-10 2025-09-17",
                "10:00-12:00+02:00",
                "Forum for Security Co-operation",
            ),
            *_at(
                "2025-09-24 2025-10-01 2025-10-08 2025-10-15 2025-10-22",
                "15:00-17:00+02:00",
                "Forum for Security Co-operation",
            ),
        ),
        told_instead=("(?i)later|following|THISANDFUTURE",),
    ),
    "F41-until-before-start.ics": Calendar(
        meetings=_at("2025-09-04 2025-09-11 2025-09-18", "10:00+02:00", "Permanent Council")
    ),
    "F41-until-midnight.ics": Calendar(
        meetings=_at("2020-04-26 2020-04-27 2020-04-28", "14:00+02:00", "Daily")
    ),
    "F42-described-zone-over-clock-change.ics": Calendar(
        meetings=(
            *_at("2025-10-16 2025-10-23", "10:00-12:00+02:00", "Permanent Council"),
            *_at("2025-10-30 2025-11-06", "10:00-12:00+01:00", "Permanent Council"),
        )
    ),
    "F45-method-cancel.ics": Calendar(meetings=("2025-09-17 08:00+00:00 cancelled Canceled: Session",)),
    "F46-all-day-in-utc.ics": Calendar(meetings=_COUNCIL),
    "F47-calendar-zone-times-in-utc.ics": Calendar(
        meetings=(
            "2025-07-31 10:00-18:00+03:00 announced Conference",
            "2025-08-01 00:30-01:30+03:00 announced Talks after midnight in Helsinki",
        )
    ),
    "F48-day-with-clock.ics": Calendar(meetings=_COUNCIL),
    "F49-more-dates.ics": Calendar(
        meetings=_at("2025-06-05 2025-06-12 2025-06-19 2025-06-26", "14:00+02:00", "Working group")
    ),
    "F50-two-rules.ics": Calendar(
        meetings=_at(
            "2025-09-02 2025-09-04 2025-09-09 2025-09-11 2025-09-16 2025-09-18 2025-09-23 2025-09-25",
            "10:00+02:00",
            "Twice a week",
        ),
        told_instead=("(?i)two (recurrence )?rules|second (recurrence )?rule|RRULE.*(twice|second|two|2)",),
    ),
    "F51-empty-exdate.ics": Calendar(
        meetings=tuple(f"2025-03-0{day} announced Week" for day in (3, 4, 5, 6, 7))
    ),
    "F51-one-of-twenty.ics": Calendar(
        meetings=tuple(f"2025-09-{n:02} 08:00+00:00 announced Session {n}" for n in range(1, 20)),
        told=(r"line 1(?:18|19|20|21|22)\b",),
    ),
    "F51-unfolded-description.ics": Calendar(
        meetings=("2025-09-17 08:00+00:00 announced Visit",),
        summary="Meeting with the Minister and the Speaker of Parliament",
    ),
    "F52-latin1.ics": Calendar(
        meetings=("2025-12-26 announced Fête nationale - Österreich",),
        told=("(?i)windows-1252|latin|8859|UTF-8|encoding",),
    ),
    "F53-html-description.ics": Calendar(
        meetings=("2025-09-17 08:00+00:00 announced Forum & side events",),
        summary="Opening by the Chair. See programme",
    ),
    "F55-two-week-conference-each-year.ics": Calendar(
        meetings=tuple(
            f"{year}-09-29/{year}-10-10 announced Warsaw Human Dimension Conference"
            for year in (2025, 2026, 2027)
        )
    ),
    "F56-midnight-to-midnight.ics": Calendar(meetings=_COUNCIL),
    "F58-outlook-label-without-description.ics": Calendar(
        meetings=("2025-09-17 13:00-14:00+02:00 announced Troika lunch",)
    ),
}
#: What a script that merges must print: each pattern once.
MERGES = {
    "F80-merge-both-add-a-source.py": (r"/mine'", r"/theirs'", r"\['[^']+', '[^']+', '[^']+'\] 0$"),
    "F81-merge-same-update-other-page.py": (
        r"\('2026-05-20', 'Planning began\.', 2\)",
        r"2026-05-20",
        r"\] 0$",
    ),
}
#: What texts in commands mean, in the stored form.
MEANT = {
    "Q3 2025": "2025-Q3",
    "2025Q3": "2025-Q3",
    "3rd quarter 2025": "2025-Q3",
    "July 2025": "2025-07",
    "2025/07": "2025-07",
    "31.12.2025": "2025-12-31",
}


@attrs.frozen(kw_only=True)
class Answers:
    """The right answers of files that don't carry their own, by file name."""

    sheets: Mapping[str, Sheet] = attrs.field(factory=lambda: SHEETS)
    calendars: Mapping[str, Calendar] = attrs.field(factory=lambda: CALENDARS)
    merges: Mapping[str, tuple[str, ...]] = attrs.field(factory=lambda: MERGES)
    meant: Mapping[str, str] = attrs.field(factory=lambda: MEANT)


def judge(folder: Path, answers: Answers) -> Iterator[Verdict]:
    """Yield a verdict on every case of a folder.

    Args:
        folder: the folder.
        answers: the right answers of files that don't carry their own.
    """
    for path in sorted(folder.iterdir()):
        name, suffix = path.name, path.suffix
        table = _table(path) if suffix == ".csv" else None
        if suffix in (".md", ".pyc") or path.is_dir():
            continue
        if table is not None:
            yield from _of_table(path, table)
        elif suffix == ".ics":
            yield _calendar(path, answers.calendars.get(name))
        elif suffix == ".py":
            yield _merge(path, answers.merges.get(name))
        elif suffix == ".txt":
            yield from _commands(path, answers.meant)
        elif suffix.startswith(".do"):
            yield _template(path)
        else:
            yield _sheet(path, answers.sheets.get(name))


def _table(path: Path) -> list[dict[str, str]] | None:
    """Return the rows of a table that carries its answers, or ``None`` for a spreadsheet."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except UnicodeDecodeError:
        return None
    first = list(rows[0]) if rows else []
    return rows if len(first) > 1 and first[0] in TABLES and first[1].startswith("right") else None


def _of_table(path: Path, rows: list[dict[str, str]]) -> Iterator[Verdict]:
    heading, answer = list(rows[0])[:2]
    area, look = TABLES[heading] if answer == "right" else ("names", _hint)
    for row in rows:
        text, right = row[heading], row[answer]
        got, passed = _caught(look, text, right)
        yield Verdict(area, f"{path.stem[:3]} {text!r}", got, right, passed)


def _caught(look: Callable[[str, str], tuple[str, bool]], text: str, right: str) -> tuple[str, bool]:
    """Return what a look-up gave, and whether that is right; an error of another library is never right."""
    try:
        return look(text, right)
    except ot.TrackerError as error:
        return f"refused: {error}", False
    except Exception as error:  # noqa: BLE001 (this is what a case may bring to light)
        return f"{type(error).__name__}: {error}", False


def _name(text: str, right: str) -> tuple[str, bool]:
    code = ot.states().find(text).code
    return code, code == right


def _hint(text: str, right: str) -> tuple[str, bool]:
    """Judge what a message suggests for a name: a State, not some States, or none at all."""
    registry = ot.states()
    try:
        code = registry.find(text).code
        hinted, got = {code}, code
    except UnknownStateError as error:
        names = {*error.nearest, *re.findall(r"\bwrite ([A-Z]{2})\b", str(error))}
        hinted, got = {registry.find(name).code for name in names}, f"refused: {error}"
        if right == "no State":
            return got, not hinted
    unwanted = {
        registry.find(part.removeprefix("no ")).code for part in right.split(", ") if "no " in part[:3]
    }
    return got, not hinted & unwanted if unwanted else hinted == {right}


def _group(text: str, right: str) -> tuple[str, bool]:
    code = ot.states().find_group(text).code
    return code, code == right


def _period(text: str, right: str) -> tuple[str, bool]:
    """Judge a period as a deadline of a sheet, and as an argument of the library."""
    promise = _read((*FORM, "due"), (*ROW, text))
    cell, own = promise.due, ot.Period(text)
    # Two days that are a quarter are that quarter, however the answer is written.
    return (str(cell) if cell == own else f"{cell} in a sheet, {own} as a Period"), cell == own == ot.Period(
        right
    )


def _word(text: str, right: str) -> tuple[str, bool]:
    """Judge a status; where the answer is to ask, the word must be refused with the words it may mean."""
    wanted, ask = right.removesuffix(": ask"), right.endswith(": ask")
    heads = (*FORM, "update date", "status", "what happened")
    try:
        got = str(_read(heads, (*ROW, "2026-02-01", text, "Planning goes on.")).updates[0].status)
    except ot.TrackerError as error:
        if not ask:
            raise
        questions = " ".join(re.findall(r"[^.?]*\bmean[^.?]*", str(error))).replace(" ", "-")
        words = wanted.partition(" (")[0].split(" or ")
        return f"refused: {error}", all(word in questions for word in words)
    return got, not ask and got == wanted


#: The area of a table with such a heading, and how its texts are judged.
TABLES: dict[str, tuple[str, Callable[[str, str], tuple[str, bool]]]] = {
    "name": ("names", _name),
    "group": ("groups", _group),
    "text": ("periods", _period),
    "word": ("words", _word),
}


def _read(headings: Iterable[str], cells: Iterable[str]) -> Any:
    """Return the commitment of a sheet of one row."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([list(headings), list(cells)])
        return next(iter(ot.read_sheet(path)))


def _run(*arguments: str) -> tuple[int, str]:
    """Return the exit code of a command and all that it says; a warning is said as well."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), warnings.catch_warnings():
        warnings.simplefilter("always")
        try:
            code = command(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 2
        except Exception as error:  # noqa: BLE001 (this is what a case may bring to light)
            print(f"Traceback: {type(error).__name__}: {error}")
            code = 3
    said.flush()
    return code, said.buffer.getvalue().decode()  # type: ignore[attr-defined]


def _fields(promise: Any) -> dict[str, str]:
    """Return the fields of a commitment that sheets are judged by."""
    update = promise.updates[-1] if promise.updates else None
    return {
        "title": promise.title,
        "dimensions": " ".join(sorted(map(str, promise.dimensions))),
        "lever": str(promise.lever),
        "made_on": str(promise.made_on),
        "due": "" if promise.due is None else str(promise.due),
        "signed_by": " ".join(sorted(promise.made_by.states)),
        "status": "" if update is None else str(update.status),
        "blocked_by": "" if update is None else " ".join(update.blocked_by),
        "sources": " ".join(source.url for source in promise.sources),
        "publishers": " ".join(source.publisher for source in promise.sources),
        "publisher_types": " ".join(str(source.publisher_type) for source in promise.sources),
    }


def _sheet(path: Path, answer: Sheet | None) -> Verdict:
    if answer is None:
        return Verdict("spreadsheets", path.name, "not judged", "", passed=False)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "set"
        sheet = Path(folder) / path.name
        sheet.write_bytes(path.read_bytes())
        code, said = _run("import", str(sheet), *answer.options, "--into", str(place))
        found = ot.load(place).commitments if place.exists() else ()
        checks = _run("check", str(place), "--format", "json")[1] if answer.checked and place.exists() else ""
        others = [one for one in Path(folder).iterdir() if one not in (place, sheet)]
        rest = "\n".join(_text_of(one) for one in others if one.is_file())
    # Messages name the file, and the file is named after the case.
    said = said.replace(folder, "").replace(path.name, "FILE")
    got = {promise.id: _fields(promise) for promise in found}
    faults = [] if answer.code in (-1, code) and code in (0, 1, 2) else [f"exit code {code}"]
    if "Traceback" in said or "UserWarning" in said:
        faults.append("an error or warning of a library")
    faults += [f"{name} is there" for name in got if name not in answer.records]
    for name, wanted in answer.records.items():
        if name in got:
            faults += [f"{name}: {k} is {got[name][k]!r}" for k, v in wanted.items() if got[name][k] != v]
        elif name not in answer.may_be_left:
            faults.append(f"{name} is missing")
    for where, text, patterns in (
        ("said", said, answer.told),
        ("said by import or check", said + checks, answer.checked),
        ("in the sheet of rows left out", rest, answer.rest),
    ):
        faults += [f"{p!r} is not {where}" for p in patterns if not re.search(p, text)]
    for text in answer.once:
        lines = sum(bool(re.search(rf"\b{re.escape(text)}\b", line)) for line in said.splitlines())
        faults += [f"{text!r} is in {lines} lines of what is said"] if lines != 1 else []
    heard = " / ".join(line.strip() for line in said.splitlines() if line.strip())[:300]
    right = f"{dict(answer.records)}, said: {[*answer.told, *answer.once]}"
    got = f"{'; '.join(faults) or 'as expected'} [{heard}]"
    return Verdict("spreadsheets", path.name, got, right, not faults)


def _text_of(path: Path) -> str:
    """Return the text of a sheet that was written beside the data set."""
    if path.suffix == ".xlsx":
        import openpyxl

        rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        return "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows)
    return path.read_text(encoding="utf-8-sig")


def _meetings(drafts: Any) -> list[str]:
    """Return the meetings of drafts in one form, whether they are events or meetings of series."""
    found: list[tuple[Any, ...]] = []
    for event in drafts.events:
        clock = event.start_time and f" {event.start_time}" + (f"-{event.end_time}" if event.end_time else "")
        found.append((event.when, clock, event.timezone, event.status, event.title))
    known = {event.id for event in drafts.events}
    for series in drafts.series:
        ends = getattr(series, "end_time", None)
        clock = series.start_time and f" {series.start_time}" + (f"-{ends}" if ends else "")
        found += (
            (meeting.when, clock, series.timezone, "announced", series.title)
            for meeting in occurrences(series, ot.Period("2000-01-01/2040-12-31"))
            if meeting.event_id not in known
        )
    return sorted(
        f"{when}{clock or ''}{_offset(when.first, clock, zone)} {status} {title}"
        for when, clock, zone, status, title in found
    )


def _offset(day: Any, clock: str | None, zone: str | None) -> str:
    if clock is None or zone is None:
        return ""
    moment = datetime.fromisoformat(f"{day}T{clock.strip()[:5]}").replace(tzinfo=ZoneInfo(zone))
    return moment.isoformat()[-6:]


def _without_end(meeting: str) -> str:
    return re.sub(r"( \d\d:\d\d)-\d\d:\d\d", r"\1", meeting)


def _same_meetings(got: list[str], right: Iterable[str]) -> bool:
    """Compare meetings; a series has no clock time of its end, so an end may be missing but never wrong."""
    wanted = sorted(right)
    return len(got) == len(wanted) and all(
        one in (other, _without_end(other)) for one, other in zip(got, wanted, strict=True)
    )


def _calendar(path: Path, answer: Calendar | None) -> Verdict:
    if answer is None:
        return Verdict("calendars", path.name, "not judged", "", passed=False)
    right = "; ".join([*answer.meetings, *(f"told: {p}" for p in answer.told)])
    try:
        drafts = ot.read_calendar(path)
    except ot.TrackerError as error:
        return Verdict("calendars", path.name, f"refused: {error}", right, passed=False)
    except Exception as error:  # noqa: BLE001 (this is what a case may bring to light)
        return Verdict("calendars", path.name, f"{type(error).__name__}: {error}", right, passed=False)
    left = "\n".join(map(str, drafts.left))
    meetings = _meetings(drafts)
    told = answer.told_instead and all(re.search(p, left) for p in answer.told_instead)
    passed = bool(_same_meetings(meetings, answer.meetings) or told)
    passed &= all(re.search(p, left) for p in answer.told)
    shown = meetings
    if answer.summary is not None:
        summary = " ".join((drafts.events[0].summary or "").split()) if drafts.events else ""
        passed &= re.sub(r"\s*\(?https?://\S+", "", summary) == answer.summary
        shown = [*meetings, f"summary {summary!r}"]
        right += f"; summary {answer.summary!r}"
    got = f"{'; '.join(shown)} [{' / '.join(left.splitlines())[:300]}]"
    return Verdict("calendars", path.name, got, right, passed)


def _start(path: Path, chair: str, _states: object, day: str) -> Any:
    """Return a new data set, by the name and with the arguments of earlier versions of the library."""
    return ot.new(path, chair, day)


def _merge(path: Path, answer: tuple[str, ...] | None) -> Verdict:
    if answer is None:
        return Verdict("merging", path.name, "not judged", "", passed=False)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), patch.object(ot, "start", _start, create=True):
            runpy.run_path(str(path))
    except Exception as error:  # noqa: BLE001 (this is what a case may bring to light)
        print(f"{type(error).__name__}: {error}", file=said)
    got = said.getvalue().strip()
    return Verdict("merging", path.name, got, str(answer), all(len(re.findall(p, got)) == 1 for p in answer))


def _commands(path: Path, meant: Mapping[str, str]) -> Iterator[Verdict]:
    """Judge commands: each must say what it says with the stored form of its period."""
    for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
        words = shlex.split(line)[1:]
        code, said = _run(*words)
        stored = [meant.get(word, word) for word in words]
        other = _run(*stored) if stored != words else (code, said)
        got = (
            "the same as with the stored form"
            if (code, said) == other
            else " / ".join(said.splitlines())[:200]
        )
        yield Verdict("periods", line, got, shlex.join(stored), (code, said) == other and code == 0)


def _template(path: Path) -> Verdict:
    """Judge a template: it is used, or refused in one line that says how to save it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.docx"
        code, said = _run("quarterly", "2025-Q3", "--template", str(path), "-o", str(out))
        written = out.exists() and out.read_bytes()[:2] == b"PK"
    lines = said.strip().splitlines()
    clear = len(lines) == 1 and ".docx" in said and re.search("(?i)save", said) and "Error" not in said
    passed = (code == 0 and written) or (code == 2 and bool(clear))
    right = "used, or one line that says to save it as .docx"
    return Verdict("documents", path.name, "used" if written else " / ".join(lines), right, passed)


def main(arguments: list[str]) -> int:
    """Print each verdict and the counts by area.

    Args:
        arguments: the folder, and the areas to print (all if none is given).

    Returns:
        0 if every case is right, else 1; 2 if there is no such folder.
    """
    if not arguments or not Path(arguments[0]).is_dir() or not set(arguments[1:]) <= set(AREAS):
        print(f"Usage: python tools/cases.py CASES_DIR [{' | '.join(AREAS)}]", file=sys.stderr)
        return 2
    areas = arguments[1:] or AREAS
    verdicts = [one for one in judge(Path(arguments[0]), Answers()) if one.area in areas]
    counts = Counter((one.area, one.passed) for one in verdicts)
    for one in verdicts:
        print(one)
    print()
    for area in areas:
        right, wrong = counts[area, True], counts[area, False]
        print(f"{area:<13}{right:>4} of {right + wrong:>4} right")
    print(f"{'all':<13}{sum(v.passed for v in verdicts):>4} of {len(verdicts):>4} right")
    return int(not all(one.passed for one in verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
