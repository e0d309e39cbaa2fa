"""The commands on data sets: new, check, import, export, schema."""

import json
import sqlite3

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.checks.quality import check
from osce_tracker.cli import main as cli
from osce_tracker.dataset.schema import schema
from osce_tracker.reports.problems import problems_report
from osce_tracker.spreadsheets.write import sheet
from tests.strategies import a_commitment, an_event

PAGE = ot.Source(
    url="https://example.org/1", title="Page", publisher="Agency", publisher_type="media", primary=True
)


@pytest.fixture(name="run")
def _run(capfdbinary):
    """Return a function that runs a command and gives its exit code, output and complaint."""

    def run(*argv):
        code = cli.main([str(arg) for arg in argv])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


@pytest.fixture(name="own")
def _own(tmp_path):
    """Return a directory with a sound data set of one commitment and one event."""
    records = [a_commitment("C-1", sources=[PAGE], events=["E-1"]), an_event("E-1", sources=[PAGE])]
    ot.save(ot.Tracker(states=ot.states()).with_records(*records), tmp_path / "own")
    return tmp_path / "own"


def write_sheet(commitments, path):
    """Write commitments into a spreadsheet."""
    path.write_bytes(sheet(commitments, path.suffix))


# new


def test_new_begins_a_set(run, tmp_path):
    """``new`` makes a data set and says so in one line."""
    path = tmp_path / "mine"
    answer = run("new", path, "--chair", "Switzerland 2026")
    assert (0, f"{path}: a data set with one example. Read its README.md.\n", "") == answer
    assert ["CH26-HD-01"] == list(ot.load(path).commitments.ids)


def test_new_set_passes_the_check(run, tmp_path):
    """What ``new`` made has no error for ``check``."""
    run("new", tmp_path / "mine", "--chair", "Switzerland 2026")
    assert 0 == run("check", tmp_path / "mine")[0]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
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
        (["check", "--format", "pdf"], ["pdf", "json"]),
        (["check", "-o", "problems.pdf"], [".pdf", ".md"]),
        (["check", "full/notes", "-o", "no/where.json"], ["where.json"]),
        (["import", "missing.csv", "--into", "mine"], ["missing.csv"]),
        (["import", "missing.csv"], ["--into"]),
        (["import", "full/notes", "--into", "mine"], ["notes"]),
        (["export"], ["FILE"]),
        (["export", "data.pdf"], [".pdf", ".sqlite"]),
        (["export", "data.csv"], ["data", "statements"]),
        (["export", "data.csv", "--table", "statments"], ["statments", "statements"]),
        (["export", "data"], ["data", ".sqlite"]),
        (["export", "no/data.sqlite"], ["data.sqlite"]),
        (["export", "data.json", "--data", "missing"], ["missing"]),
        (["export", "data.json", "--as-of", "tomorrow"], ["tomorrow"]),
        (["export", "data.json", "--series"], ["'series'", "overwrite"]),
        (["import", "missing.ics", "--into", "mine"], ["missing.ics"]),
        (["schema", "extra"], ["extra"]),
    ],
    ids=" ".join,
)
def test_mistake_is_told_in_a_line(run, tmp_path, monkeypatch, argv, words):
    """A mistake is exit code 2, nothing on standard output, and one line or two that name it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes").write_bytes(b"mine")
    code, out, err = run(*argv)
    assert (2, "", True) == (code, out, err.startswith("osce-tracker: "))
    assert 1 <= len(err.splitlines()) <= 2
    assert [] == [word for word in words if word not in err]
    assert ["full", "notes"] == [p.name for p in sorted(tmp_path.rglob("*")) if not p.name.endswith(".lock")]


# check


def test_check_of_a_sound_set(run, own):
    """A set without fault is exit code 0, with the report."""
    report = problems_report((), "own", ot.load(own))
    assert (0, report.render("plain"), "") == run("check", own)


def test_check_of_the_bundled_set(run, tracker):
    """Without a path the bundled set is checked; warnings alone are exit code 0."""
    report = problems_report(check(tracker), "the bundled data set", tracker)
    assert (0, report.render("plain"), "") == run("check")


def test_check_finds_errors(run, own):
    """A set with an error is exit code 1; the report is on standard output."""
    tracker = ot.load(own)
    ot.save(tracker.with_records(attrs.evolve(tracker.commitments["C-1"], sources=())), own)
    code, out, err = run("check", own)
    assert (1, "") == (code, err)
    assert "no-source" in out


def test_check_of_a_set_that_cannot_be_read(run, own):
    """The faults for which a set cannot be read are reported as errors like any other."""
    (own / "events.json").write_bytes(b"[")
    code, out, err = run("check", own, "--format", "json")
    (table,) = json.loads(out)["tables"]
    found = [(row["severity"], row["code"], row["file"]) for row in table["rows"]]
    assert (1, "", [("error", "json", "events.json")]) == (code, err, found)


def test_check_of_nothing(run, tmp_path):
    """A data set that is not there is an error of the data."""
    code, out, err = run("check", tmp_path / "missing")
    assert (1, "") == (code, err)
    assert "missing-file" in out


def test_check_of_the_current_directory_names_it(run, own, monkeypatch):
    """The current directory, given as a dot, is named in the title."""
    monkeypatch.chdir(own)
    assert "Check of own" == run("check", ".")[1].splitlines()[0].strip()


def test_check_as_json(run, own):
    """The report comes in any format; JSON has a row for each problem."""
    tracker = ot.load(own)
    ot.save(tracker.with_records(attrs.evolve(tracker.commitments["C-1"], sources=())), own)
    code, out, _ = run("check", own, "--format", "json")
    (row,) = json.loads(out)["tables"][0]["rows"]
    expected = {
        "severity": "error",
        "code": "no-source",
        "file": "commitments.json",
        "record": "C-1",
        "path": "$.sources",
        "message": "the record has no source",
        "remedy": None,
    }
    assert (1, expected) == (code, row)


@pytest.mark.parametrize("options", [["-o", "problems.json"], ["--format", "json", "-o", "problems"]])
def test_check_into_a_file(run, own, tmp_path, options):
    """With ``-o`` the report is written, in the format of the suffix or as asked, and nothing printed."""
    *before, name = options
    file = tmp_path / name
    assert (0, "", "") == run("check", own, *before, file)
    assert "Check of own" == json.loads(file.read_bytes())["title"]


def test_check_changes_nothing(run, own):
    """Checking leaves every file as it was."""
    before = {path: path.read_bytes() for path in own.iterdir()}
    run("check", own)
    assert before == {path: path.read_bytes() for path in own.iterdir()}


def test_check_as_a_binary_format(run, own, tmp_path):
    """A format that is no text goes into a file whole."""
    assert 0 == run("check", own, "-o", tmp_path / "problems.xlsx")[0]
    assert b"PK" == (tmp_path / "problems.xlsx").read_bytes()[:2]


# new forms and import


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_form_is_written(run, tmp_path, suffix):
    """``new`` with the name of a spreadsheet writes a form, and says what is in it."""
    path = tmp_path / f"form.{suffix}"
    message = f"{path}: an empty form for commitments, with an explained example\n"
    assert (0, message, "") == run("new", path)
    assert path.stat().st_size > 0


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_exported_sheet_is_imported(run, own, tmp_path, suffix):
    """What was exported as a spreadsheet is the same when it is imported into a new set."""
    sheet, new = tmp_path / f"commitments.{suffix}", tmp_path / "new"
    plain = a_commitment("C-1", sources=[PAGE], title="Another – Қазақстан")
    ot.save(ot.Tracker(commitments=[plain], states=ot.states()), own, overwrite=True)
    assert (0, f"{sheet}: written\n", "") == run("export", sheet, "--data", own)
    message = "1 records imported, of which 0 existed already\n"
    assert (0, f"{new}: {message}", "") == run("import", sheet, "--into", new)
    assert [plain] == list(ot.load(new).commitments)


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
    message = "2 records imported, of which 1 existed already"
    assert (0, f"{into}: {message}\n", "") == run("import", sheet, "--into", into)
    found = ot.load(into)
    assert (["C-1", "C-2"], ["E-1"]) == (list(found.commitments.ids), list(found.events.ids))
    assert "Hold a workshop" == found.commitments["C-1"].title


def test_import_into_an_empty_directory(run, sheet, tmp_path):
    """An empty directory becomes a data set."""
    (tmp_path / "new").mkdir()
    assert 0 == run("import", sheet, "--into", tmp_path / "new")[0]
    assert 2 == len(ot.load(tmp_path / "new").commitments)


def test_import_of_several_files(run, own, tmp_path):
    """Several spreadsheets are imported at once."""
    for n in (1, 2):
        write_sheet([a_commitment(f"C-{n}", sources=[PAGE])], tmp_path / f"{n}.csv")
    assert 0 == run("import", tmp_path / "1.csv", tmp_path / "2.csv", "--into", own)[0]
    assert ["C-1", "C-2"] == list(ot.load(own).commitments.ids)


def test_faulty_import_changes_nothing(run, own, tmp_path):
    """When a cell cannot be taken over, nothing is; the cell is told."""
    (tmp_path / "sheet.csv").write_text("id,title\nC-9,Hold\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in own.iterdir()}
    code, out, err = run("import", tmp_path / "sheet.csv", "--into", own)
    assert (1, True, True) == (code, "missing-column" in out, "nothing was imported" in err)
    assert before == {path: path.read_bytes() for path in own.iterdir()}


def test_every_rejected_cell_is_told_in_a_file(run, own, tmp_path):
    """All rejected cells come in a table, as many as they are, with sheet, row, column and reason."""
    rows = "".join(f"C-{n},x,human,activity,chair,03/04/2030\n" for n in range(30))
    (tmp_path / "sheet.csv").write_text(f"id,title,dimensions,kind,lever,made on\n{rows}", encoding="utf-8")
    code, out, err = run("import", tmp_path / "sheet.csv", "--into", own, "-o", tmp_path / "bad.json")
    (table,) = json.loads((tmp_path / "bad.json").read_bytes())["tables"]
    assert (1, "", 30) == (code, out, len(table["rows"]))
    assert err == "osce-tracker: nothing was imported, because of these problems:\n"
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


def test_import_into_a_directory_with_notes(run, tmp_path):
    """A directory that holds no data set yet, but other files, takes one."""
    write_sheet([a_commitment("C-1", sources=[PAGE])], tmp_path / "sheet.csv")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "README.md").write_text("mine", encoding="utf-8")
    assert 0 == run("import", tmp_path / "sheet.csv", "--into", tmp_path / "mine")[0]
    assert ["C-1"] == list(ot.load(tmp_path / "mine").commitments.ids)


def test_import_that_names_no_event_is_refused(run, own, tmp_path):
    """A commitment that names an event which the set does not have is refused; nothing is written."""
    write_sheet([a_commitment("C-2", sources=[PAGE], events=["E-9"])], tmp_path / "sheet.csv")
    code, out, _ = run("import", tmp_path / "sheet.csv", "--into", own)
    assert (1, True, ["C-1"]) == (code, "E-9" in out, list(ot.load(own).commitments.ids))


# export


@pytest.mark.parametrize("suffix", ["sqlite", "db", "DB"])
def test_export_of_a_database(run, own, tmp_path, suffix):
    """A database has the commitments of the set."""
    path = tmp_path / f"data.{suffix}"
    assert (0, f"{path}: written\n", "") == run("export", path, "--data", own)
    base = sqlite3.connect(path)
    rows = base.execute("select id from commitments").fetchall()
    base.close()
    assert [("C-1",)] == rows


def test_export_of_all_tables(run, own, tmp_path):
    """A folder and the name of a format give a file for each table."""
    folder = tmp_path / "tables"
    assert (0, f"{folder}: written\n", "") == run("export", folder, "--format", "parquet", "--data", own)
    assert (folder / "commitments.parquet").exists()


def test_export_of_a_calendar(run, tracker, tmp_path):
    """A calendar holds what its options choose, and is imported into another set."""
    path = tmp_path / "hcnm.ics"
    assert 0 == run("export", path, "--body", "HCNM", "--due")[0]
    ot.export(tracker, tmp_path / "same.ics", body=["HCNM"], due=True)
    assert (tmp_path / "same.ics").read_bytes() == path.read_bytes()
    code, out, err = run("import", path, "--into", tmp_path / "new")
    assert (0, True, "") == (code, "a deadline" in out, err)
    assert tracker.events.where(body="HCNM").ids == ot.load(tmp_path / "new").events.ids


def test_export_of_json(run, own, tmp_path):
    """A JSON file is the whole data set."""
    assert 0 == run("export", tmp_path / "data.json", "--data", own)[0]
    assert ot.load(own) == ot.load(tmp_path / "data.json")


def test_export_of_the_bundled_set(run, tracker, tmp_path):
    """Without ``--data`` the bundled set is exported."""
    assert 0 == run("export", tmp_path / "data.json")[0]
    assert tracker == ot.load(tmp_path / "data.json")


def test_export_as_of_a_day(run, tracker, tmp_path):
    """With ``--as-of`` the set is exported as the public record stood."""
    assert 0 == run("export", tmp_path / "data.json", "--as-of", "2025-06-30")[0]
    assert tracker.as_of("2025-06-30") == ot.load(tmp_path / "data.json")


def test_export_does_not_write_over_another_data_set(run, own, tmp_path):
    """The same data set is written again, another one is not, and what is none is not either."""
    run("export", tmp_path / "data.json", "--data", own)
    assert 0 == run("export", tmp_path / "data.json", "--data", own)[0]
    assert (2, "") == run("export", tmp_path / "data.json")[:2]
    assert ot.load(own) == ot.load(tmp_path / "data.json")
    (tmp_path / "package.json").write_text('{"name": "app"}', encoding="utf-8")
    assert (2, "") == run("export", tmp_path / "package.json")[:2]
    assert '{"name": "app"}' == (tmp_path / "package.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["commitments.json", "data.JSON"])
def test_exported_json_is_a_file_that_can_be_read(run, own, tmp_path, name):
    """Whatever its name, an exported JSON file can be read again, or the name is refused."""
    code = run("export", tmp_path / name, "--data", own)[0]
    if code:
        assert not (tmp_path / name).exists()
    else:
        assert (True, ot.load(own)) == ((tmp_path / name).is_file(), ot.load(tmp_path / name))


# schema


def test_schema_is_printed(run):
    """``schema`` prints the JSON Schema of a data set, and a line end."""
    code, out, err = run("schema")
    assert (0, schema().decode(), "") == (code, out, err)
    assert "object" == json.loads(out)["type"]


# thread, and the day of check


def test_thread_on_the_command_line(run, own):
    """A promise with its thread is a report like any other."""
    report = ot.thread(ot.load(own), "C-1")
    assert (0, report.render(), "") == run("thread", "C-1", "--data", own)


@pytest.mark.parametrize(("day", "stale"), [("2031-12-31", True), ("2030-06-30", False)])
def test_check_on_a_day(run, tmp_path, day, stale):
    """A set that does not say when it was compiled is stale as of the day that is asked for."""
    path = tmp_path / "set.json"
    ot.save(ot.Tracker(commitments=[a_commitment("C-1", made_on="2030-02", sources=[PAGE])]), path)
    code, out, err = run("check", path, "--on", day)
    assert (0, "", stale) == (code, err, "stale" in out)


def test_check_of_a_set_without_an_edition_is_as_of_today(run, tmp_path):
    """Without a day and without an edition, what is open without news is stale as of today."""
    path = tmp_path / "set.json"
    ot.save(ot.Tracker(commitments=[a_commitment("C-1", made_on="2020-02", sources=[PAGE])]), path)
    assert "stale" in run("check", path)[1]


def test_import_names_the_sheets_it_skips(run, tmp_path):
    """A sheet without headings of the form is named, so that nobody takes it for read."""
    import openpyxl

    write_sheet([a_commitment("C-1", sources=[PAGE])], tmp_path / "sheet.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    book.create_sheet("Notes")["A1"] = "to be done"
    book.save(tmp_path / "sheet.xlsx")
    code, out, _ = run("import", tmp_path / "sheet.xlsx", "--into", tmp_path / "new")
    assert (0, True) == (code, "skipped sheet Notes of sheet.xlsx" in out)


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
    assert 0 == run("export", sheet)[0]
    text = sheet.read_bytes().decode("utf-8-sig")
    title = tracker.commitments["FI25-HD-03"].title
    sheet.write_bytes(text.replace(title, "Another title").encode())
    assert 0 == run("import", sheet, "--into", mine)[0]
    expected = attrs.evolve(tracker.commitments["FI25-HD-03"], title="Another title")
    assert tracker.with_records(expected) == ot.load(mine)
