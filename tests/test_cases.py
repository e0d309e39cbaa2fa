"""The script that judges how the library reads what people write, by made-up cases of each sort."""

import importlib.util
import sys
import zipfile
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).parent.parent
HEADINGS = "id,commitment,dimensions,kind,who delivers,made on,due"
ROW = "A-1,Hold a seminar,human,activity,chair,15 January 2026"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Europe/Vienna:20250903T100000\r\n"
    "DTEND;TZID=Europe/Vienna:20250903T120000\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nSUMMARY:Forum\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
MEETINGS = ("2025-09-03 10:00-12:00+02:00 announced Forum", "2025-09-10 10:00-12:00+02:00 announced Forum")


def _module():
    spec = importlib.util.spec_from_file_location("judge_of_cases", ROOT / "tools" / "cases.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # attrs looks there for the annotations
    spec.loader.exec_module(module)
    return module


CASES = _module()


def verdicts(folder, files, **answers):
    """Return whether each case of some files is right, by the case."""
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(CASES.judge(folder, CASES.Answers(**answers)))
    return {verdict.case: verdict.passed for verdict in found}


def test_tables_of_texts(tmp_path):
    """Names, groups, periods and words are right if they mean what the second column says, and only then."""
    files = {
        "N01.csv": "name,right\nFinland,FI\nSweden,NO\nAtlantis,SE\n",
        "N02.csv": "name,right hint\nKhazakhstan,KZ\nAtlantis,FI\nXyzzyx,no State\nSwedn,no Sweden\n"
        "Sweden,no Norway\n",
        "N03.csv": "group,right\nNB8,NB8\nEU,NB8\n",
        "N04.csv": "text,right\n2025-07,2025-07\n2025-08,2025-09\n2025-13,2025-12\n",
        "N05.csv": "word,right\nfulfilled,fulfilled\nblocked,fulfilled\nplanned,planned: ask\n"
        "xyzzy,planned: ask\n",
    }
    assert verdicts(tmp_path, files) == {
        "N01 'Finland'": True,
        "N01 'Sweden'": False,
        "N01 'Atlantis'": False,
        "N02 'Khazakhstan'": True,
        "N02 'Atlantis'": False,
        "N02 'Xyzzyx'": True,
        "N02 'Swedn'": False,
        "N02 'Sweden'": True,
        "N03 'NB8'": True,
        "N03 'EU'": False,
        "N04 '2025-07'": True,
        "N04 '2025-08'": False,
        "N04 '2025-13'": False,
        "N05 'fulfilled'": True,
        "N05 'blocked'": False,
        "N05 'planned'": False,
        "N05 'xyzzy'": False,
    }


def test_spreadsheets(tmp_path):
    """A sheet is right if the records hold what they should, no other is there, and all was said."""
    sheet = f"{HEADINGS}\n{ROW},2026-Q3\n"
    good = CASES.Sheet(records={"A-1": {"due": "2026-Q3"}}, told=("A-1|imported",), once=("imported",))
    answers = {
        "good.csv": good,
        "value.csv": attrs.evolve(good, records={"A-1": {"due": "2026"}}),
        "missing.csv": attrs.evolve(good, records={"A-1": {}, "A-2": {}}),
        "left.csv": attrs.evolve(good, records={"A-1": {}, "A-2": {}}, may_be_left=("A-2",)),
        "more.csv": attrs.evolve(good, records={}),
        "told.csv": attrs.evolve(good, told=("hidden",)),
        "once.csv": attrs.evolve(good, once=("hidden",)),
        "code.csv": attrs.evolve(good, code=1),
        "checked.csv": attrs.evolve(good, checked=("no-source|source",)),
        "rest.csv": attrs.evolve(good, rest=("A-1",)),
    }
    found = verdicts(tmp_path, dict.fromkeys([*answers, "unknown.csv"], sheet), sheets=answers)
    assert found == {
        name: name in ("good.csv", "left.csv", "checked.csv") for name in [*answers, "unknown.csv"]
    }


def test_calendars(tmp_path):
    """A calendar is right if its meetings are, whether as events or as a series; an end may be missing."""
    good = CASES.Calendar(meetings=MEETINGS)
    answers = {
        "good.ics": good,
        "fewer.ics": CASES.Calendar(meetings=MEETINGS[:1]),
        "hour.ics": CASES.Calendar(meetings=tuple(one.replace(" 10:", " 09:") for one in MEETINGS)),
        "told.ics": attrs.evolve(good, told=("no such words",)),
        "instead.ics": CASES.Calendar(meetings=(), told_instead=("instead.ics",)),
        "summary.ics": attrs.evolve(good, summary="Something"),
    }
    found = verdicts(tmp_path, dict.fromkeys([*answers, "unknown.ics"], CALENDAR), calendars=answers)
    assert found == {name: name in ("good.ics", "instead.ics") for name in [*answers, "unknown.ics"]}
    assert verdicts(tmp_path, {"good.ics": "no calendar"}, calendars=answers)["good.ics"] is False


def test_scripts_commands_and_templates(tmp_path):
    """Scripts must print what they should, commands say what they say with the stored form."""
    script = "import osce_tracker as ot\nprint(callable(ot.start), ot.__name__)"
    commands = ("quarterly 2025-Q3", "quarterly 2025-Q2", "no-command")
    files = {
        "good.py": script,
        "bad.py": script,
        "raises.py": "1 / 0",
        "unknown.py": script,
        "commands.txt": "".join(f"osce-tracker {command}\n" for command in commands),
        "not.docx": b"nothing",
        "README.md": "",
    }
    (tmp_path / "folder").mkdir()
    merges = {"good.py": (r"^True osce_tracker$",), "bad.py": ("False",), "raises.py": ("1",)}
    found = verdicts(tmp_path, files, merges=merges, meant={"2025-Q2": "2025-Q1"})
    assert found == {
        "good.py": True,
        "bad.py": False,
        "raises.py": False,
        "unknown.py": False,
        "osce-tracker quarterly 2025-Q3": True,
        "osce-tracker quarterly 2025-Q2": False,
        "osce-tracker no-command": False,
        "not.docx": False,
    }


def test_template_that_is_used(tmp_path):
    """A Word document as a template is used."""
    docx = pytest.importorskip("docx")
    docx.Document().save(tmp_path / "own.docx")
    assert zipfile.is_zipfile(tmp_path / "own.docx")
    assert verdicts(tmp_path, {}) == {"own.docx": True}


def test_counts_are_printed(tmp_path, capsys):
    """The script prints each verdict and the counts by area, and its exit code says whether all is right."""
    (tmp_path / "N01.csv").write_text("name,right\nFinland,FI\nSweden,NO\n", encoding="utf-8")
    assert CASES.main([str(tmp_path), "names"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "right  N01 'Finland': FI",
        "wrong  N01 'Sweden': got SE; right: NO",
        "",
        "names           1 of    2 right",
        "all             1 of    2 right",
    ]
    assert CASES.main([str(tmp_path), "merging"]) == 0
    for arguments in ([], [str(tmp_path / "none")], [str(tmp_path), "nothing"]):
        assert CASES.main(arguments) == 2
