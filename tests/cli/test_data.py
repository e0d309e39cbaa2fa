"""The commands on data sets: new, check, import, export, site, schema."""

import json
import sqlite3
from functools import partial

import attrs
import openpyxl
import pytest

import osce_tracker as ot
from osce_tracker.dataset.schema import schema
from osce_tracker.reports.problems import problems_report
from tests.cli import said, without_answer
from tests.strategies import a_commitment, a_series, an_event

PAGE = ot.Source(
    url="https://example.org/1", title="Page", publisher="Agency", publisher_type="media", primary=True
)


@pytest.fixture(name="run")
def _run(capfdbinary):
    """Return a function that runs a command and gives its exit code, output and complaint."""
    return partial(said, capfdbinary)


@pytest.fixture(name="own")
def _own(tmp_path):
    """Return a directory with a sound data set of one commitment and one event."""
    records = [a_commitment("C-1", sources=[PAGE], events=["E-1"]), an_event("E-1", sources=[PAGE])]
    ot.save(ot.Tracker(states=ot.states()).with_records(*records), tmp_path / "own")
    return tmp_path / "own"


def write_sheet(commitments, path):
    """Write commitments into a spreadsheet."""
    ot.export(ot.Tracker(commitments=commitments), path, table="commitments")


def _files(folder):
    """Return what each file of a directory holds."""
    return {path: path.read_bytes() for path in folder.iterdir()}


# new


def test_new_begins_a_set(run, tmp_path):
    """``new`` makes a data set without an error for ``check``, and says so in one line."""
    path = tmp_path / "mine"
    answer = run("new", path, "--chair", "Switzerland 2026")
    assert (0, f"{path}: a data set with one example. Read its README.md.\n", "") == answer
    assert ["CH26-HD-01"] == list(ot.load(path).commitments.ids)
    assert 0 == run("check", path)[0]


#: Commands that fail, with what the message must name.
MISTAKES = [
    (["new", "mine"], ["Chair", "Switzerland 2026"]),
    (["new", "form.pdf"], ["Chair", ".xlsx"]),
    (["new", "no/form.csv"], ["form.csv"]),
    (["new", "--chair", "CH 2026"], ["PATH"]),
    (["new", "mine", "--chair", "Switzerland"], ["'Switzerland'", "Switzerland 2026"]),
    (["new", "mine", "--chair", "Switzerlnd 2026"], ["Switzerlnd", "Switzerland"]),
    (["new", "mine", "--chair", "Japan 2026"], ["Japan", "participating State"]),
    (["new", "mine", "--chair", "Turkmenistan 1985"], ["Turkmenistan", "1985"]),
    (["new", "full", "--chair", "CH 2026"], ["full", "empty"]),
    (["new", "full/notes/mine", "--chair", "CH 2026"], ["notes"]),
    (["check", "mine", "other"], ["other"]),
    (["check", "--format", "odt"], ["odt", "json"]),
    (["check", "-o", "problems.odt"], [".odt", ".md"]),
    (["check", "full/notes", "-o", "no/where.json"], ["where.json"]),
    (["import", "missing.csv", "--into", "mine"], ["missing.csv"]),
    (["import", "missing.csv"], ["--into"]),
    (["import", "full/notes", "--into", "mine"], ["notes"]),
    (["export"], ["FILE"]),
    (["export", "data.pdf"], [".pdf", ".sqlite"]),
    (["export", "data.tsv"], ["data", "statements"]),
    (["export", "data.tsv", "--table", "statments"], ["statments", "statements"]),
    (["export", "data"], ["data", ".sqlite"]),
    (["export", "no/data.sqlite"], ["data.sqlite"]),
    (["export", "data.json", "--data", "missing"], ["missing"]),
    (["export", "data.json", "--as-of", "tomorrow"], ["tomorrow"]),
    (["export", "data.json", "--series"], ["'series'", "overwrite"]),
    (["import", "missing.ics", "--into", "mine"], ["missing.ics"]),
    (["site"], ["FOLDER"]),
    (["site", "full/notes"], ["notes"]),
    (["site", "mine", "--data", "missing"], ["missing"]),
    (["site", "mine", "--as-of", "tomorrow"], ["tomorrow"]),
    (["schema", "extra"], ["extra"]),
]


def test_mistake_is_told_in_a_line(capfdbinary, tmp_path, monkeypatch):
    """A mistake is exit code 2, nothing on standard output, and one line or two that name it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes").write_bytes(b"mine")
    assert [] == without_answer(capfdbinary, MISTAKES, tmp_path)


# check


def test_check_of_a_sound_set(run, own, tracker, monkeypatch):
    """Without an error one line and exit code 0 are the answer, and nothing of the set has changed."""
    before = _files(own)
    assert (0, "No errors and no warnings in own.\n", "") == run("check", own)
    monkeypatch.chdir(own)
    assert (0, "No errors and no warnings in own.\n", "") == run("check", ".")
    assert before == _files(own)
    # Without a path it is the bundled set; warnings alone are no failure, and a format lists them.
    report = problems_report(ot.check(tracker), "finland-2025", tracker)
    assert (0, f"{report.headline} Add --format plain to list them.\n", "") == run("check")
    assert (0, report.render("plain"), "") == run("check", "--format", "plain")


def test_check_finds_errors(run, own):
    """A set with an error is exit code 1; the report is on standard output, in any format."""
    tracker = ot.load(own)
    ot.save(tracker.with_records(attrs.evolve(tracker.commitments["C-1"], sources=())), own)
    code, out, err = run("check", own)
    assert (1, True, "") == (code, "no-source" in out, err)
    code, out, _ = run("check", own, "--format", "json")
    (row,) = json.loads(out)["tables"][0]["rows"]
    expected = {
        "severity": "error",
        "code": "no-source",
        "file": "commitments.json",
        "record": "C-1",
        "path": "$.sources",
        "message": "the record has no source",
        "remedy": "add the page on which it was seen",
    }
    assert (1, expected) == (code, row)


def test_check_of_a_set_that_cannot_be_read(run, own, tmp_path):
    """The faults for which a set can't be read are reported as errors like any other."""
    (own / "events.json").write_bytes(b"[")
    code, out, err = run("check", own, "--format", "json")
    (table,) = json.loads(out)["tables"]
    found = [(row["severity"], row["code"], row["file"]) for row in table["rows"]]
    assert (1, "", [("error", "json", "events.json")]) == (code, err, found)
    code, out, err = run("check", tmp_path / "missing")
    assert (1, True, "") == (code, "missing-file" in out, err)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    code, out, err = run("check", tmp_path / "loop")
    assert (1, True, "") == (code, "unreadable-file" in out, err)


def test_check_into_a_file(run, own, tmp_path):
    """With ``-o`` the report is written, in the format of the suffix or as asked, and the file is named."""
    for name, *options in (("problems.json",), ("problems", "--format", "json")):
        path = tmp_path / name
        assert (0, f"{path}: written\n", "") == run("check", own, *options, "-o", path)
        assert "Check of own" == json.loads((tmp_path / name).read_bytes())["title"]
    assert 0 == run("check", own, "-o", tmp_path / "problems.xlsx")[0]
    assert b"PK" == (tmp_path / "problems.xlsx").read_bytes()[:2]


def test_check_on_a_day(run, tmp_path):
    """A set without an edition is stale as of the day that is asked for, or of its last fact; never today."""
    path = tmp_path / "set.json"
    ot.save(ot.Tracker(commitments=[a_commitment("C-1", made_on="2020-02", sources=[PAGE])]), path)
    stale = {
        day: "stale" in run("check", path, "--format", "csv", *day)[1] for day in (("--on", "2022-04-30"), ())
    }
    assert {("--on", "2022-04-30"): True, (): False} == stale


# new forms and import


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_exported_sheet_is_imported(run, own, tmp_path, suffix):
    """A form and an export are spreadsheets; what was exported is the same when it is imported."""
    form, sheet = tmp_path / f"form.{suffix}", tmp_path / f"commitments.{suffix}"
    message = f"{form}: an empty form for commitments, with an explained example\n"
    assert (0, message, "") == run("new", form)
    assert form.stat().st_size > 0
    plain = a_commitment("C-1", sources=[PAGE], title="Another – Қазақстан")
    ot.save(ot.Tracker(commitments=[plain], states=ot.states()), own, overwrite=True)
    assert (0, f"{sheet}: written\n") == run("export", sheet, "--data", own)[:2]
    command = ("import", sheet, "--into", tmp_path / "new")
    assert (0, f"{tmp_path / 'new'}: 1 record imported\n", "") == run(*command)
    again = f"{tmp_path / 'new'}: 1 record imported, of which 1 existed already\n"
    assert (0, again, "") == run(*command)
    assert [plain] == list(ot.load(tmp_path / "new").commitments)


@pytest.fixture(name="sheet")
def _sheet(tmp_path):
    """Return a spreadsheet with a new commitment and another text for an old one."""
    done = ot.StatusUpdate(date="2030-05", status="fulfilled", summary="Held.", sources=[PAGE])
    records = [
        a_commitment("C-1", sources=[PAGE], title="Hold a workshop", updates=[done]),
        a_commitment("C-2", sources=[PAGE]),
    ]
    write_sheet(records, tmp_path / "sheet.csv")
    return tmp_path / "sheet.csv"


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_import_into_a_set(run, own, sheet, suffix):
    """Imported commitments come to those of a set, in the place of those with their ids."""
    into = own.with_name(f"into{suffix}")
    ot.save(ot.load(own), into)
    message = "2 records imported, of which 1 existed already; 1 commitment got one new update"
    assert (0, f"{into}: {message}\n", "") == run("import", sheet, "--into", into)
    found = ot.load(into)
    assert (["C-1", "C-2"], ["E-1"]) == (list(found.commitments.ids), list(found.events.ids))
    assert "Hold a workshop" == found.commitments["C-1"].title


def test_import_into_a_directory(run, sheet, tmp_path):
    """A directory becomes a data set, be it empty or with other files; several spreadsheets go at once."""
    write_sheet([a_commitment("C-3", sources=[PAGE])], tmp_path / "more.csv")
    for name in ("new", "mine"):
        (tmp_path / name).mkdir()
    (tmp_path / "mine" / "README.md").write_text("mine", encoding="utf-8")
    found = {}
    for name, files in (("new", [sheet]), ("mine", [sheet, tmp_path / "more.csv"])):
        assert 0 == run("import", *files, "--into", tmp_path / name)[0]
        found[name] = list(ot.load(tmp_path / name).commitments.ids)
    assert {"new": ["C-1", "C-2"], "mine": ["C-1", "C-2", "C-3"]} == found
    assert "mine" == (tmp_path / "mine" / "README.md").read_text(encoding="utf-8")


def test_faulty_import_changes_nothing(run, own, tmp_path):
    """When a cell can't be taken over, or names an unknown event, nothing is; the cell is told."""
    before = _files(own)
    (tmp_path / "sheet.csv").write_text("id,title\nC-9,Hold\n", encoding="utf-8")
    write_sheet([a_commitment("C-2", sources=[PAGE], events=["E-9"])], tmp_path / "events.csv")
    (tmp_path / "more.csv").write_text("id,title,x\nC-9,Hold,y\n", encoding="utf-8")
    for name, word in (
        ("sheet.csv", "missing-column"),
        ("events.csv", "E-9"),
        ("more.csv", "Columns that are not imported: 'x'"),
    ):
        code, out, err = run("import", tmp_path / name, "--into", own)
        assert (1, True, True) == (code, word in out, "nothing was imported" in err), name
    assert before == _files(own)
    assert 1 == run("import", tmp_path / "events.csv", "--into", tmp_path / "new.json")[0]
    assert not (tmp_path / "new.json").exists()


def test_every_rejected_cell_is_told_in_a_file(run, own, tmp_path):
    """All rejected cells come in a table, as many as they are, with sheet, row, column and reason."""
    rows = "".join(f"C-{n},x,human,activity,chair,03/04/2030\n" for n in range(30))
    (tmp_path / "sheet.csv").write_text(f"id,title,dimensions,kind,lever,made on\n{rows}", encoding="utf-8")
    code, out, err = run("import", tmp_path / "sheet.csv", "--into", own, "-o", tmp_path / "bad.json")
    (table,) = json.loads((tmp_path / "bad.json").read_bytes())["tables"]
    assert (1, f"{tmp_path / 'bad.json'}: written\n", 30) == (code, out, len(table["rows"]))
    advice = "--partial imports the other records"
    assert err == f"osce-tracker: nothing was imported, because of these problems ({advice}):\n"
    first = table["rows"][0]
    assert ("sheet.csv", "C-0", "sheet sheet, row 2, column made on") == (
        first["file"],
        first["record"],
        first["path"],
    )


def test_import_takes_the_place_of_the_example(run, tmp_path):
    """The example of a new data set goes when one's own commitments come; a touched one stays."""
    write_sheet([a_commitment("C-1", sources=[PAGE])], tmp_path / "sheet.csv")
    for name in ("untouched", "touched"):
        run("new", tmp_path / name, "--chair", "Switzerland 2026")
    begun = ot.load(tmp_path / "touched")
    (example,) = begun.commitments
    ot.save(begun.with_records(attrs.evolve(example, title="Mine")), tmp_path / "touched")
    found = {}
    for name in ("untouched", "touched"):
        assert 0 == run("import", tmp_path / "sheet.csv", "--into", tmp_path / name)[0]
        found[name] = ot.load(tmp_path / name)
    assert ["C-1"] == list(found["untouched"].commitments.ids)
    assert ["C-1", example.id] == list(found["touched"].commitments.ids)
    assert "Switzerland's 2026 OSCE Chairpersonship" == found["untouched"].edition.title


def test_import_names_the_sheets_it_skips(run, tmp_path):
    """A sheet without headings of the form is named, so that nobody takes it for read; so is all else."""
    write_sheet([a_commitment("C-1", sources=[PAGE])], tmp_path / "sheet.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    book.create_sheet("Notes")["A1"] = "to be done"
    book.save(tmp_path / "sheet.xlsx")
    code, out, _ = run("import", tmp_path / "sheet.xlsx", "--into", tmp_path / "new")
    message = "was skipped, since its first 20 rows have no headings of the form"
    assert (0, f"sheet.xlsx: sheet Notes: {message}\n") == (code, out.partition("\n")[2])


def test_import_of_a_calendar_says_once_what_holds_for_many(run, tracker, tmp_path):
    """A notice on more than three entries is one line with their number and the first of them."""
    path, target = tmp_path / "council.ics", tmp_path / "set"
    ot.export(tracker, path, body="Permanent Council", due=True)
    code, out, err = run("import", path, "--into", target, "--body", "Permanent Council")
    first, *notes = out.splitlines()
    entries = path.read_text(encoding="utf-8").count("BEGIN:VEVENT")
    events = len(ot.load(target).events)
    assert (0, "", f"{target}: {events} records imported") == (code, err, first)
    line = f"council.ics: {events} entries, the first on line "
    assert 1 == sum(
        note.startswith(line) and note.endswith(": assumed: kind: conference; source: its address")
        for note in notes
    )
    deadlines = f"council.ics: {entries - events} entries, the first on line "
    assert 1 == sum(
        note.startswith(deadlines) and ": a deadline, not an event: Due: " in note for note in notes
    )
    assert len(notes) == len(set(notes))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_partial_import(run, own, tmp_path, suffix):
    """Correct records are imported, and the other rows come to a new file that can be imported later."""
    good, bad = a_commitment("C-3", sources=[PAGE]), a_commitment("C-4", sources=[PAGE], events=["E-9"])
    sheet, rest = tmp_path / f"my sheet.{suffix}", tmp_path / f"my sheet-not-imported.{suffix}"
    write_sheet([good, bad], sheet)
    before = _files(own)
    assert 1 == run("import", sheet, "--into", own)[0]
    assert (before, False) == (_files(own), rest.exists())
    code, out, err = run("import", sheet, "--into", own, "--partial")
    # As after a failed import: not everything is in the data set.
    assert (1, "") == (code, err)
    advice = "1 row that was not imported, with the reasons. Correct the cells and import this file."
    assert [f"{own}: 1 record imported", f"{rest}: {advice}"] == out.splitlines()
    assert "C-3" in ot.load(own).commitments
    # The next one has another name, and no file is overwritten.
    content = rest.read_bytes()
    code, out, err = run("import", rest, "--into", own, "--partial")
    assert (1, True, content) == (code, "0 records imported" in out, rest.read_bytes())
    assert f"{rest.stem}-2.{suffix}: 1 row " in out
    # When the event is there, the rows that were left are imported as they are.
    ot.save(ot.load(own).with_records(an_event("E-9")), own)
    code, out, err = run("import", tmp_path / f"{rest.stem}-2.{suffix}", "--into", own)
    assert (0, "") == (code, err)
    assert ("C-4" in ot.load(own).commitments, 1) == (True, out.count("\n"))


def test_partial_import_of_files_that_cannot_be_read(run, own, tmp_path):
    """A file that can't be read is an error all the same."""
    (tmp_path / "a.xls").write_bytes(b"x")
    code, out, err = run("import", tmp_path / "a.xls", "--into", own, "--partial")
    assert (2, "", True) == (code, out, "save it as Excel Workbook (.xlsx)" in err)


# export


def test_export_of_tables(run, own, tmp_path):
    """A database has the commitments of the set; a folder and a format give a file for each table."""
    for suffix in ("sqlite", "db", "DB"):
        path = tmp_path / f"data.{suffix}"
        assert (0, f"{path}: written\n", "") == run("export", path, "--data", own)
        base = sqlite3.connect(path)
        rows = base.execute("select id from commitments").fetchall()
        base.close()
        assert [("C-1",)] == rows, suffix
    folder = tmp_path / "tables"
    assert (0, f"{folder}: written\n", "") == run("export", folder, "--format", "parquet", "--data", own)
    assert (folder / "commitments.parquet").exists()


def test_export_of_a_calendar(run, tracker, tmp_path):
    """A calendar holds what its options choose. Imported, what was changed in it is changed in the set."""
    path = tmp_path / "hcnm.ics"
    assert 0 == run("export", path, "--body", "HCNM", "--due")[0]
    ot.export(tracker, tmp_path / "same.ics", body=["HCNM"], due=True)
    assert (tmp_path / "same.ics").read_bytes() == path.read_bytes()
    events = tracker.events.where(body="HCNM")
    ot.save(ot.Tracker(events=events.records), tmp_path / "set")
    path.write_bytes(path.read_bytes().replace(b"SUMMARY:", b"SUMMARY:New: "))
    code, out, err = run("import", path, "--into", tmp_path / "set")
    assert (0, True, True, "") == (code, "2 existed already" in out, "a deadline" in out, err)
    found = ot.load(tmp_path / "set").events
    assert [(event.id, f"New: {event.title}") for event in events] == [(e.id, e.title) for e in found]


def test_export_of_a_calendar_counts_what_it_leaves_out(run, tmp_path):
    """Events whose day is not known are left out and counted, unless they are asked for or not chosen."""
    path, own = tmp_path / "a.ics", tmp_path / "own.json"
    ot.save(ot.Tracker(events=[an_event("vague", when="2030-05"), an_event("b")]), own)
    complaint = "osce-tracker: 1 event left out: the day is not known (--vague adds such events)\n"
    complaints = {(): complaint, ("--period", "2030-Q2"): complaint}
    complaints |= {("--vague",): "", ("--period", "2030-05-02"): ""}
    for options, expected in complaints.items():
        answer = run("export", path, "--data", own, "--force", *options)
        assert (0, f"{path}: written\n", expected) == answer, options
    regular = (
        "osce-tracker: Regular meetings are left out, except those recorded as events (--series adds them)\n"
    )
    ot.save(ot.Tracker(series=[a_series()]), own, overwrite=True)
    assert [regular, ""] == [
        run("export", path, "--data", own, "--force", *options)[2] for options in ((), ("--series",))
    ]


def test_export_of_json(run, own, tracker, tmp_path):
    """A JSON file is the whole data set, one's own or the bundled one, or what was known on a day."""
    file, day = tmp_path / "data.json", "2025-06-30"
    cases = {
        ("--data", own): ot.load(own),
        (): tracker,
        ("--as-of", day): tracker.as_of(day),
    }
    for options, expected in cases.items():
        assert 0 == run("export", file, *options)[0]
        assert expected == ot.load(file), options
        file.unlink()


def test_export_replaces_files_only_by_force(run, own, tracker, tmp_path):
    """Whatever is there stays, a data set or not, a file or a folder with files, without ``--force``."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "tables").mkdir()
    names = ("data.json", "package.JSON", "data.sqlite", "statements.csv", "a.ics", "tables/events.csv")
    for name in names:
        (tmp_path / name).write_text('{"name": "app"}', encoding="utf-8")
    for name, *options in (*((name,) for name in names[:-1]), ("tables", "--format", "csv")):
        path = tmp_path / name
        code, out, err = run("export", path, "--data", own, *options)
        reason = (
            "isn't empty. Use --force to replace files in it."
            if options
            else "exists. Use --force to replace it."
        )
        assert (2, "", f"osce-tracker: {path} {reason}\n") == (code, out, err)
        kept = path / "events.csv" if options else path
        assert '{"name": "app"}' == kept.read_text(encoding="utf-8")
        assert (0, f"{path}: written\n") == run("export", path, "--data", own, "--force", *options)[:2]
    assert ot.load(own) == ot.load(tmp_path / "data.json")
    # Another data set is replaced as a whole; an empty folder has nothing to replace.
    assert 0 == run("export", tmp_path / "data.json", "--force")[0]
    assert tracker == ot.load(tmp_path / "data.json")
    assert 0 == run("export", tmp_path / "empty", "--format", "csv")[0]


def test_folder_is_no_file(run, tmp_path):
    """A folder is not replaced by a file, and no name at all is no folder."""
    (tmp_path / "full.json").mkdir()
    (tmp_path / "full.json" / "mine").write_text("mine", encoding="utf-8")
    for command, message in (
        (("list", "series", "-o", tmp_path / "full.json", "--force"), "full.json: "),
        (("export", tmp_path / "full.json"), "full.json isn't empty"),
        (("export", "", "--format", "csv"), "''"),
        (("list", "series", "--format", "csv", "-o", ""), "''"),
        (("list", "series", "--format", ""), "''"),
    ):
        code, out, err = run(*command)
        assert (2, "", True) == (code, out, message in err), command
    assert ["mine"] == [path.name for path in (tmp_path / "full.json").iterdir()]


def test_names_of_files_do_nothing_to_a_terminal(run, tmp_path):
    """What a terminal would act on is spelt out in what commands say of files."""
    path = tmp_path / "a\x1b[2J.csv"
    for command in (("new", path), ("list", "series", "--force", "-o", path)):
        code, out, err = run(*command)
        assert (0, "", False) == (code, err, "\x1b" in out)
        assert "a<U+001B>[2J.csv: " in out


def test_new_replaces_nothing(run, own, tmp_path):
    """A form or a data set begins in a new place; the rest stays as it is."""
    for name, *chair in (("form.csv",), ("form.xlsx",), ("own", "--chair", "CH 2026")):
        path = tmp_path / name
        if not chair:
            path.write_text("mine", encoding="utf-8")
        code, out, err = run("new", path, *chair)
        assert (2, "", True) == (code, out, "Give a new" in err)
    assert "mine" == (tmp_path / "form.csv").read_text(encoding="utf-8")
    assert ["C-1"] == list(ot.load(own).commitments.ids)


def test_spreadsheet_or_calendar_is_no_data_set(run, tmp_path):
    """Where a data set is wanted, a file to import is named as one."""
    for name, reader in (("a.csv", "read_sheet"), ("a.XLSX", "read_sheet"), ("a.ics", "read_calendar")):
        (tmp_path / name).write_bytes(b"PK\xff")
        code, out, err = run("list", "--data", tmp_path / name)
        assert (2, "") == (code, out)
        assert err == (
            f"osce-tracker: {name}: Not a data set. Read it with {reader}, or use: "
            f"osce-tracker import {name} --into my-data\n"
        )


def test_exported_json_is_a_file_that_can_be_read(run, own, tmp_path):
    """Whatever its name, an exported JSON file can be read again, or the name is refused."""
    for name in ("commitments.json", "data.JSON"):
        code = run("export", tmp_path / name, "--data", own)[0]
        if code:
            assert not (tmp_path / name).exists(), name
        else:
            assert (True, ot.load(own)) == ((tmp_path / name).is_file(), ot.load(tmp_path / name)), name


# site


@pytest.mark.usefixtures("few_downloads")
def test_site_is_written_and_replaced(run, own, tmp_path):
    """``site`` names the page to open; a second run replaces its own files and keeps those of others."""
    target = tmp_path / "public"
    for day in ([], ["--as-of", "2030-12-31"]):
        assert (0, f"{target / 'index.html'}: written\n", "") == run("site", target, "--data", own, *day)
        (target / "mine.txt").write_text("mine")
    assert (target / "mine.txt").exists()
    assert (target / "index.html").is_file()


# schema


def test_schema_is_printed(run):
    """``schema`` prints the JSON Schema of a data set, and a line end."""
    code, out, err = run("schema")
    assert (0, schema().decode(), "") == (code, out, err)
    assert "object" == json.loads(out)["type"]


# thread


def test_thread_on_the_command_line(run, own):
    """A promise with its thread is a report like any other."""
    report = ot.thread(ot.load(own), "C-1")
    assert (0, report.render(), "") == run("thread", "C-1", "--data", own)


def test_news_of_a_quarter_come_to_what_is_there(run, own, tmp_path):
    """A sheet of updates alone adds to the commitments of a set, and says an earlier one anew."""
    head = "id,update date,status,what happened,update url,update page title,update publisher"
    page = "https://x.org,T,P,ngo"
    sheets = [
        f"C-1,May 2030,in progress,Goes on.,{page}",
        f"C-1,June 2030,fulfilled,Held.,{page}\nC-1,2030-05,in progress,Went on.,{page}",
    ]
    for number, rows in enumerate(sheets):
        text = f"{head},update publisher type\n{rows}\n"
        (tmp_path / f"{number}.csv").write_text(text, encoding="utf-8")
        assert 0 == run("import", tmp_path / f"{number}.csv", "--into", own)[0]
    found = ot.load(own).commitments["C-1"]
    assert ["Went on.", "Held."] == [update.summary for update in found.updates]
    again = own.joinpath("commitments.json").read_bytes()
    assert 0 == run("import", tmp_path / "1.csv", "--into", own)[0]
    assert again == own.joinpath("commitments.json").read_bytes()


def test_bundled_commitments_go_out_and_come_back(run, tmp_path, tracker):
    """Whoever begins with the bundled set can edit its commitments in a spreadsheet and take them back."""
    mine, sheet = tmp_path / "mine.json", tmp_path / "commitments.csv"
    assert 0 == run("export", mine)[0]
    rows = "98 commitments in the form that import reads, which has further rows for updates and sources."
    assert rows in run("export", sheet)[2]
    assert "rows" not in run("export", tmp_path / "statements.csv")[2]
    text = sheet.read_bytes().decode("utf-8-sig")
    title = tracker.commitments["FI25-HD-03"].title
    sheet.write_bytes(text.replace(title, "Another title").encode())
    assert 0 == run("import", sheet, "--into", mine)[0]
    expected = attrs.evolve(tracker.commitments["FI25-HD-03"], title="Another title")
    assert tracker.with_records(expected) == ot.load(mine)
