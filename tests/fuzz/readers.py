"""The readers of the library as functions of bytes: they give documented errors or a result that is sound."""

import io
import json
import os
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import attrs
from osce_tracker.spreadsheets.form import COLUMNS

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar
from osce_tracker.model.plain import canonical, to_json
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.spreadsheets.read import read_sheet
from osce_tracker.spreadsheets.write import form, sheet
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


def read_lines(data):
    """A directory with a file of one record a line."""
    _load("set/statements.jsonl", data)


def read_journal(data):
    """A directory whose last save was not completed."""
    _load("set/.saving", data)


def _sheet(name, data):
    with tempfile.TemporaryDirectory(dir=PLACE) as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        found = read_sheet(path)
        assert found == tuple({commitment.id: commitment for commitment in found}.values())


def read_csv(data):
    """A spreadsheet as text: as it is, and below the headings of the form."""
    try:
        _sheet("a.csv", data)
    except ot.TrackerError:
        head = ",".join(column.title for column in COLUMNS)
        _sheet("a.csv", head.encode() + b"\n" + data)


@cache
def _parts():
    """Return the parts of a small workbook."""
    with zipfile.ZipFile(io.BytesIO(form(".xlsx"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_xlsx(data):
    """A workbook: as it is, and as each of two parts of a sound one, so that parsers of XML get the bytes."""
    for replaced in (None, "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        whole = io.BytesIO(data)
        if replaced is not None:
            whole = io.BytesIO()
            with zipfile.ZipFile(whole, "w") as archive:
                for name, part in {**_parts(), replaced: data}.items():
                    archive.writestr(name, part)
        try:
            _sheet("a.xlsx", whole.getvalue())
        except ot.TrackerError:
            continue


def read_calendar(data):
    """A calendar file: as it is, and as the inside of an entry."""
    for text in (
        data,
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + data + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ):
        with tempfile.TemporaryDirectory(dir=PLACE) as folder:
            path = Path(folder) / "a.ics"
            path.write_bytes(text)
            try:
                ot.read_calendar(path)
            except ot.TrackerError:
                continue


def read_period(data):
    """A period in its own form, and as people write it."""
    period = ot.Period(data.decode("utf-8", "surrogateescape"))
    assert period.first <= period.last
    assert period == ot.Period(str(period))


def read_symbol(data):
    """A symbol of an OSCE document."""
    text = data.decode("utf-8", "surrogateescape")
    symbol = DocumentSymbol(DocumentSymbol.normalise(text))
    assert symbol == DocumentSymbol(str(symbol))


def _seeds():
    """Return for each reader bytes that it reads, to begin with."""
    tracker = ot.load()
    promise = attrs.evolve(tracker.commitments["FI25-HD-03"], events=())
    small = ot.Tracker(
        commitments=[promise],
        events=tracker.events.records[:1],
        series=[attrs.evolve(tracker.series.records[0], known_meetings=())],
        statements=tracker.statements.records[:1],
        edition=tracker.edition,
    )
    plain = canonical({kind: getattr(small, kind) for kind in KINDS}, small.edition)
    csv = sheet([promise], ".csv")
    with zipfile.ZipFile(io.BytesIO(sheet([promise], ".xlsx"))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    return {
        "json": [to_json(plain)],
        "records": [to_json(plain["commitments"])],
        "lines": [json.dumps(plain["statements"][0]).encode()],
        "journal": [
            json.dumps({"events.json": "[]", "series.json": to_json(plain["series"]).decode()}).encode()
        ],
        "csv": [csv, csv.partition(b"\n")[2]],
        "xlsx": [page, b"<sst><si><t>x</t></si></sst>"],
        "calendar": [
            render_calendar(small, series=True, vague=True).encode(),
            b"DTSTART:20300101\r\nSUMMARY:x",
        ],
        "period": [b"2025-Q3", b"2025-07-31/2025-08-01", b"31 July to 1 August 2025", b"03/04/2025"],
        "symbol": [b"MC.DEC/1/25", b"PC.DEC/1234/Corr.1", b"CIO.GAL/1/25/Rev.1"],
    }


READERS = {
    "json": read_json,
    "records": read_records,
    "lines": read_lines,
    "journal": read_journal,
    "csv": read_csv,
    "xlsx": read_xlsx,
    "calendar": read_calendar,
    "period": read_period,
    "symbol": read_symbol,
}
SEEDS = _seeds()


def feed(name, data):
    """Give bytes to a reader; its documented errors are answers like any other."""
    try:
        READERS[name](data)
    except ot.TrackerError:
        return
