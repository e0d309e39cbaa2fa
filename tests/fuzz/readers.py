"""The readers of the library as functions of bytes: they give documented errors or a result that is sound."""

import csv
import io
import json
import os
import tempfile
import zipfile
from datetime import date
from functools import cache, partial
from pathlib import Path

import attrs
import openpyxl

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar
from osce_tracker.errors import PeriodError
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.editions import canonical
from osce_tracker.model.plain import to_json
from osce_tracker.model.recurrence import days_of_rule
from osce_tracker.model.statements import Stance
from osce_tracker.model.statuses import Status
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.written_dates import is_no_date, read_days, settles_order
from osce_tracker.press.drafts import read_drafts, to_draft_file
from osce_tracker.press.page import to_page
from osce_tracker.spreadsheets.columns import COLUMNS
from osce_tracker.spreadsheets.read import read_sheet
from osce_tracker.spreadsheets.write import sheet
from osce_tracker.tracker.kinds import KINDS

#: Where files are written: in memory where the system has such a place.
PLACE = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (each run has a directory of its own)


def _load(name, data):
    """Load a data set of one file, or of a directory when the name has one, and save it again."""
    with tempfile.TemporaryDirectory(dir=PLACE) as folder:
        path = Path(folder) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        if path.name == ".saving":
            (path.parent / "events.json").write_bytes(b"[]")
        found = ot.load(path if path.parent == Path(folder) else path.parent)
        ot.save(found, Path(folder) / "again")
        assert found == ot.load(Path(folder) / "again")


def read_json(data):
    """A data set in one file."""
    _load("set.json", data)


def read_records(data):
    """A directory with a file of records."""
    _load("set/commitments.json", data)


def read_journal(data):
    """A directory whose last save was not completed."""
    _load("set/.saving", data)


def _sheet(name, data):
    """Read a spreadsheet with and without its faulty rows; what was read is written and read once more."""
    problems = []
    with tempfile.TemporaryDirectory(dir=PLACE) as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        found = read_sheet(path, notice=problems.append, partial=True)
        faulty = [problem for problem in problems if problem.severity == "error"]
        assert all(problem.path != "$" for problem in faulty)
        assert not {problem.record for problem in faulty} & {commitment.id for commitment in found}
        try:
            whole, refused = read_sheet(path), []
        except ot.DataError as error:
            whole, refused = found, list(error.problems)
        assert (whole, refused) == (found, faulty)
        again = Path(folder) / "again.csv"
        again.write_bytes(sheet(found, ".csv"))
        assert not found or found == read_sheet(again)


def read_csv(data):
    """A spreadsheet as text: as it is, and below the headings of the form."""
    head = ",".join(column.title for column in COLUMNS)
    _one_of(partial(_sheet, "a.csv"), data, head.encode() + b"\n" + data)


#: The parts of a workbook that get the bytes, and the namespace of their elements.
_PAGE, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@cache
def _promise():
    return attrs.evolve(ot.load().commitments["FI25-HD-03"], events=())


@cache
def _parts():
    """Return the parts of a small workbook."""
    book, whole = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(sheet([_promise()], ".csv").decode("utf-8-sig"))):
        book.active.append(row)
    book.save(whole)
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # openpyxl writes texts into their cells, but Excel into a part of their own.
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    types = parts["[Content_Types].xml"].replace(b"</Types>", override)
    return {**parts, "[Content_Types].xml": types, _STRINGS: b"<sst %s><si><t>x</t></si></sst>" % _NAMESPACE}


def read_xlsx(data):
    """A workbook: as it is, and as each of two parts of a sound one, so that parsers of XML get the bytes."""
    books = [data]
    for replaced in (_PAGE, _STRINGS):
        book = io.BytesIO()
        with zipfile.ZipFile(book, "w") as archive:
            for name, part in {**_parts(), replaced: data}.items():
                archive.writestr(name, part)
        books.append(book.getvalue())
    _one_of(partial(_sheet, "a.xlsx"), *books)


def _calendar(data):
    """Read a calendar; what it gave can be saved, exported, and compared with the calendar."""
    with tempfile.TemporaryDirectory(dir=PLACE) as folder:
        path = Path(folder) / "a.ics"
        path.write_bytes(data)
        drafts = ot.read_calendar(path)
        tracker = ot.Tracker(events=drafts.events, series=drafts.series)
        ot.read_calendar(path, tracker)
        ot.save(tracker, Path(folder) / "again.json")
        assert tracker == ot.load(Path(folder) / "again.json")
        path.write_text(render_calendar(tracker, series=True, vague=True), encoding="utf-8")
        ot.read_calendar(path)


def read_calendar(data):
    """A calendar file: as it is, and as the inside of an entry."""
    _one_of(_calendar, data, _lines(b"BEGIN:VEVENT", data, b"END:VEVENT"))


def read_rule(data):
    """A recurrence rule: its days in three years, and an entry that has it."""
    _try(_calendar, _entry(b"DTSTART;TZID=Europe/Vienna:20250903T100000", b"RRULE:" + data))
    first, last = date(2025, 9, 3), date(2028, 9, 3)
    rule = attrs.evolve(
        ot.load().series[0], rrule=data.decode("utf-8", "surrogateescape"), dtstart=first
    ).rrule
    days = list(days_of_rule(rule, first, first, last))
    assert days == sorted(set(days))
    assert all(first <= day <= last for day in days)


def read_zone(data):
    """The description of a time zone, and a weekly meeting in it."""
    start = b"DTSTART;TZID=Own:20251016T100000"
    zone = (b"BEGIN:VTIMEZONE", b"TZID:Own", data, b"END:VTIMEZONE")
    _calendar(_lines(*zone, *_event(start, b"RRULE:FREQ=WEEKLY;COUNT=4")))


def _event(*lines):
    return (b"BEGIN:VEVENT", b"UID:a@example.org", *lines, b"SUMMARY:x", b"END:VEVENT")


def _entry(*lines):
    """Return a calendar of one entry."""
    return _lines(*_event(*lines))


def _lines(*lines):
    """Return a calendar with some lines."""
    return b"\r\n".join((b"BEGIN:VCALENDAR", b"VERSION:2.0", *lines, b"END:VCALENDAR", b""))


def read_date(data):
    """A period in its own form, and as people write it: read in one way, or not at all."""
    text = data.decode("utf-8", "surrogateescape")
    assert settles_order([text]) in (True, False, None)
    # None, or what the text is read as in each order of day and month.
    ways, readings = [], []
    for day_first in (None, True, False):
        try:
            ways.append(read_days(text, day_first=day_first))
        except PeriodError as error:
            ways.append(None)
            readings.append(len(error.readings))
    assert 1 not in readings
    assert ways[0] is None or set(ways[1:]) <= {ways[0], None}
    period = ot.Period(text)
    assert (period.first, period.last) == ways[0]
    assert not is_no_date(text)
    assert period == ot.Period(str(period))
    assert period.first <= period.last


def read_name(data):
    """A name of a State, of several in one cell, or of a group."""
    text = data.decode("utf-8", "surrogateescape")
    states = ot.states()
    _try(states.find_group, text)
    found = _try(states.find_all, text)
    state = states.find(text)
    assert states.find(state.code) is state
    # In a cell "no" means nobody, not Norway.
    assert found in (None, (), (state,))


def read_word(data):
    """A word of a vocabulary as people write it."""
    text = data.decode("utf-8", "surrogateescape")
    for kind in (Status, ot.Lever, Stance, Dimension):
        word = _try(kind.parse, text)
        assert word is None or word is kind.parse(str(word))
    assert set(Dimension.parse_all(text)) <= {*Dimension}


def _one_of(read, *contents):
    """Give several contents to a reader, which must be able to read one of them."""
    errors = []
    for content in contents:
        try:
            read(content)
        except ot.TrackerError as error:
            errors.append(error)
    if len(errors) == len(contents):
        raise errors[0]


def _try(read, *arguments):
    """Return what a reader gives, or ``None`` after a documented error."""
    try:
        return read(*arguments)
    except ot.TrackerError:
        return None


def read_symbol(data):
    """A symbol of an OSCE document."""
    text = data.decode("utf-8", "surrogateescape")
    symbol = DocumentSymbol(DocumentSymbol.normalise(text))
    assert symbol == DocumentSymbol(str(symbol))


def read_article(data):
    """A press article: every passage is part of the text, and the page and the drafts can be written."""
    text = data.decode("utf-8", "surrogateescape")
    article = ot.read_article(text)
    assert article == ot.read_article(text)
    assert article.is_statement == bool(article.drafts)
    passages = [one for draft in article.drafts for field in draft.fields.values() for one in field.passages]
    assert all(text[one.start : one.end] == one.text for one in passages)
    to_page(article).encode()
    json.loads(to_draft_file(article))


def read_draft(data):
    """A file of drafts: the statements that it gives can be saved."""
    with tempfile.TemporaryDirectory(dir=PLACE) as folder:
        path = Path(folder) / "draft.json"
        path.write_bytes(data)
        tracker = ot.Tracker(statements=read_drafts(path, ot.Tracker()))
        ot.save(tracker, Path(folder) / "again.json")
        assert tracker == ot.load(Path(folder) / "again.json")


_ARTICLE = (
    "date 2024-05-03\n<p>Foreign Minister of Norway Åse Dahl said on Thursday that she supports Malta's "
    "OSCE chair in all three dimensions, NTB reports.</p>"
)


def _draft():
    """Return a file of one draft that has been confirmed."""
    document = json.loads(to_draft_file(ot.read_article(_ARTICLE, publisher="NTB")))
    (draft,) = document["drafts"]
    draft["confirmed"] = True
    draft["statement"] |= {"summary": "Backs the Chair.", "forum": "other"}
    return to_json(document)


_ZONE = (
    b"BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
    b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
    b"DTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
    b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT"
)
_DATES = ("2025-Q3", "2025-07-31/2025-08-01", "31 July to 1 August 2025", "03/04/2025", "by end of June 2025")
_NAMES = (
    "Moldova, Republic of",
    "Finland (FI) [1]",
    "Финляндия",
    "Finland, Sweden and Norway",
    "EU-27",
    "none",
)


def _seeds():
    """Return for each reader bytes that it reads, to begin with."""
    tracker = ot.load()
    small = ot.Tracker(
        commitments=[_promise()],
        events=tracker.events.records[:1],
        series=[attrs.evolve(tracker.series.records[0], known_meetings=())],
        statements=tracker.statements.records[:1],
        edition=tracker.edition,
    )
    plain = canonical({kind: getattr(small, kind) for kind in KINDS}, small.edition)
    text = sheet([_promise()], ".csv")
    return {
        "json": [to_json(plain)],
        "records": [to_json(plain["commitments"])],
        "lines": [json.dumps(plain["statements"][0]).encode()],
        "journal": [
            json.dumps({"events.json": "[]", "series.json": to_json(plain["series"]).decode()}).encode()
        ],
        "csv": [text, text.partition(b"\n")[2]],
        "xlsx": [_parts()[_PAGE], _parts()[_STRINGS]],
        "calendar": [
            render_calendar(small, series=True, vague=True).encode(),
            b"DTSTART:20300101\r\nSUMMARY:x",
        ],
        "rule": [b"FREQ=WEEKLY;BYDAY=TH", b"FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20301231", b"FREQ=DAILY;COUNT=5"],
        "zone": [_ZONE],
        "date": [text.encode() for text in _DATES],
        "name": [text.encode() for text in _NAMES],
        "word": [
            b"all",
            b"human, politico-military",
            b"fulfilled",
            b"Chair alone",
            b"welcomes",
            b"third basket",
        ],
        "article": [
            _ARTICLE.encode(),
            "Министр Норвегии сказал 3.5.2024, что председательство Мальты в ОБСЕ важно.".encode(),
        ],
        "draft": [_draft()],
        "symbol": [b"MC.DEC/1/25", b"PC.DEC/1234/Corr.1", b"CIO.GAL/1/25/Rev.1"],
    }


READERS = {
    "json": read_json,
    "records": read_records,
    "journal": read_journal,
    "csv": read_csv,
    "xlsx": read_xlsx,
    "calendar": read_calendar,
    "rule": read_rule,
    "zone": read_zone,
    "date": read_date,
    "name": read_name,
    "word": read_word,
    "symbol": read_symbol,
    "article": read_article,
    "draft": read_draft,
}
SEEDS = _seeds()


def feed(name, data):
    """Give bytes to a reader; its documented errors are answers like any other."""
    _try(READERS[name], data)
