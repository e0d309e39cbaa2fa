"""Formats of one's own: handed over, or found in the distributions that are installed."""

import subprocess
import sys

import pytest

import osce_tracker as ot
from osce_tracker.cli import main as cli
from osce_tracker.formats import registry

REPORT = ot.Report(
    title="A report",
    tables=(ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("Ä",), ("B",))),),
)
MODULE = """
import osce_tracker as ot

def to_ids(report, mark="-"):
    return "".join(f"{mark} {row[0]}\\n" for table in report.tables for row in table.rows)

ids = ot.Format(name="ids", suffix=".ids", text=to_ids, options=["mark"])
packed = ot.Format(name="packed", suffix=".packed", file=lambda report: to_ids(report).encode("utf-16-be"))
late = ot.Format(name="packed", suffix=".late", text=to_ids)
same = ot.Format(name="same", suffix=".ids", text=to_ids)
broken = ot.Format(name="broken", suffix=".broken", text=lambda report: 1 // 0)
"""


def ids(report, mark="-"):
    """Return the first cell of each row on a line."""
    return "".join(f"{mark} {row[0]}\n" for table in report.tables for row in table.rows)


def distribution(folder, name, module, **points):
    """Put a distribution with entry points of formats into a folder."""
    (folder / f"{module}.py").write_text(MODULE, encoding="utf-8")
    info = folder / f"{module}-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n", encoding="utf-8")
    lines = "".join(f"{key} = {value}\n" for key, value in points.items())
    (info / "entry_points.txt").write_text(f"[osce_tracker.formats]\n{lines}", encoding="utf-8")


@pytest.fixture(name="place")
def _place(tmp_path, monkeypatch):
    """Return a folder whose distributions are installed."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    yield folder
    for name in [name for name in sys.modules if name.startswith("host_")]:
        del sys.modules[name]


def test_format_is_handed_over(tmp_path):
    """A format goes wherever the name of one does, with its options."""
    own = ot.Format(name="ids", suffix=".ids", text=ids, options=["mark"])
    REPORT.save(tmp_path / "a.anything", own, mark="+")
    found = (REPORT.render(own), REPORT.to_bytes(own, mark="*"), (tmp_path / "a.anything").read_bytes())
    assert ("- Ä\n- B\n", "* Ä\n* B\n".encode(), "+ Ä\n+ B\n".encode()) == found
    with pytest.raises(ot.UsageError, match="the format ids takes no option 'bom'; accepted: mark"):
        REPORT.to_bytes(own, bom=True)


def test_file_of_a_format_may_be_another_than_its_text():
    """Where a format has both, text is rendered and the whole file is saved."""
    own = ot.Format(name="ids", suffix=".ids", text=ids, file=lambda report: f"<{ids(report)}>")
    assert ("- Ä\n- B\n", "<- Ä\n- B\n>".encode()) == (REPORT.render(own), REPORT.to_bytes(own))


def test_format_without_text_is_not_rendered():
    """A format of bytes alone is saved, and rendering it says how."""
    own = ot.Format(name="ids", suffix=".ids", file=lambda _report: b"1")
    with pytest.raises(ot.FormatError, match="the format 'ids' is no text; use to_bytes or save"):
        REPORT.render(own)
    assert b"1" == REPORT.to_bytes(own)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "My ids"}, "name"),
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"suffix": "ids"}, "suffix"),
        ({"suffix": ".IDS"}, "suffix"),
        ({"suffix": ".a.b"}, "suffix"),
        ({"text": None}, "text"),
        ({"text": "ids"}, "text"),
        ({"file": 1}, "text"),
        ({"options": "mark"}, "list"),
    ],
)
def test_format_that_cannot_be_is_refused(values, field):
    """A name or suffix that nobody could ask for, and a writer that is none, are errors."""
    with pytest.raises(ot.RecordError) as caught:
        ot.Format(**{"name": "ids", "suffix": ".ids", "text": ids, **values})
    assert field == caught.value.field


@pytest.mark.parametrize(("render", "kind"), [("render", "text"), ("to_bytes", "text or bytes")])
def test_writer_that_gives_something_else_is_told(render, kind):
    """What is neither text nor bytes is an error that names the format, not a file of its name."""
    own = ot.Format(name="ids", suffix=".ids", text=lambda _report: 7)
    with pytest.raises(ot.FormatError, match=f"the format 'ids' gave int, not {kind};"):
        getattr(REPORT, render)(own)


def test_error_of_a_writer_is_its_own(tmp_path):
    """What a format of one's own raises comes as it is, and leaves no file."""

    def fails(_report):
        raise ZeroDivisionError

    own = ot.Format(name="ids", suffix=".ids", text=fails)
    with pytest.raises(ZeroDivisionError):
        REPORT.save(tmp_path / "a.ids", own)
    assert [] == list(tmp_path.iterdir())


def test_installed_format_is_found_by_name_and_suffix(place, tmp_path):
    """A format that a distribution brings has its name and suffix, like the library's own."""
    distribution(place, "host-ids", "host_ids", ids="host_ids:ids", packed="host_ids:packed")
    REPORT.save(tmp_path / "a.ids", mark="+")
    REPORT.save(tmp_path / "a.PACKED")
    assert "- Ä\n- B\n" == REPORT.render("ids")
    assert "+ Ä\n+ B\n" == (tmp_path / "a.ids").read_text(encoding="utf-8")
    assert "- Ä\n- B\n" == (tmp_path / "a.PACKED").read_text(encoding="utf-16-be")


def test_command_writes_an_installed_format(place, tmp_path):
    """The program has the formats that are installed, by name and by suffix, without being told."""
    distribution(place, "host-ids", "host_ids", ids="host_ids:ids", packed="host_ids:packed")
    command = [sys.executable, "-m", "osce_tracker", "overdue", "--on", "2025-12-31"]
    env = {"PYTHONPATH": f"{place}"}
    done = subprocess.run([*command, "--format", "ids"], check=True, capture_output=True, env=env)
    subprocess.run([*command, "-o", tmp_path / "a.ids"], check=True, env=env)
    expected = ids(ot.overdue(ot.load(), "2025-12-31"))
    assert [expected, expected] == [done.stdout.decode(), (tmp_path / "a.ids").read_text(encoding="utf-8")]
    assert expected.startswith("- FI25-")
    packed = subprocess.run([*command, "--format", "packed"], check=True, capture_output=True, env=env)
    assert expected == packed.stdout.decode("utf-16-be")


def test_unknown_format_lists_the_installed_ones(place):
    """An unknown name or suffix is told with those that are installed as well."""
    distribution(place, "host-ids", "host_ids", ids="host_ids:ids")
    with pytest.raises(ot.FormatError, match="did you mean ids") as named:
        REPORT.render("idz")
    with pytest.raises(ot.FormatError) as suffix:
        registry.format_of("a.idz")
    assert ("ids", ".ids") == (named.value.accepted[-1], suffix.value.accepted[-1])


def test_own_formats_of_the_library_cannot_be_replaced(place):
    """A distribution that takes the name of a format of the library changes nothing."""
    distribution(place, "host-ids", "host_ids", csv="host_ids:ids")
    assert "Id\nÄ\nB\n" == REPORT.render("csv").replace("\r\n", "\n")
    assert ([], []) == registry.installed()


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("host_ids:missing", "does not load: AttributeError"),
        ("host_missing:ids", "does not load: ModuleNotFoundError"),
        ("host_ids:to_ids", "is function, no osce_tracker.Format"),
        ("host_ids:packed", "calls itself 'packed'"),
    ],
)
def test_distribution_that_is_broken_is_named(place, target, told):
    """What is wrong with an installed format is told by name and by suffix, and no other format suffers."""
    distribution(place, "host-ids", "host_ids", broken=target, ids="host_ids:ids")
    with pytest.raises(ot.FormatError) as named:
        REPORT.render("broken")
    with pytest.raises(ot.FormatError) as suffix:
        registry.format_of("a.broken")
    assert f"the format 'broken' of {target} (host-ids) {told}" in str(named.value)
    assert f"the format '.broken' is unknown, and the format 'broken' of {target}" in str(suffix.value)
    assert ("- Ä\n- B\n", ".ids") == (REPORT.render("ids"), registry.format_of("a.ids").suffix)


def test_format_brought_twice_is_refused(place):
    """Two distributions that bring one name are told, since nobody could know which of them writes."""
    distribution(place, "host-ids", "host_ids", ids="host_ids:ids")
    distribution(place, "host-more", "host_more", ids="host_more:ids")
    with pytest.raises(ot.FormatError, match=r"is brought by .*host-ids.* and .*host-more.*; keep one"):
        REPORT.render("ids")


def test_suffix_of_two_formats_asks_for_a_name(place, tmp_path):
    """Two installed formats with one suffix are told; the name says which is meant."""
    distribution(place, "host-ids", "host_ids", ids="host_ids:ids", same="host_ids:same")
    with pytest.raises(ot.FormatError, match=r"'\.ids' is that of ids and same; say the format by its name"):
        REPORT.save(tmp_path / "a.ids")
    REPORT.save(tmp_path / "a.ids", "same")
    assert "- Ä\n- B\n" == (tmp_path / "a.ids").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["--format", "broken"], ["-o", "x.broken"]])
def test_command_tells_that_a_format_of_others_failed(place, tmp_path, monkeypatch, capfdbinary, words):
    """What an installed format raises is told in a line with exit code 2, and no file is left."""
    distribution(place, "host-broken", "host_broken", broken="host_broken:broken")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    assert 2 == cli.main(["quarterly", "2025-Q3", *words])
    out, err = capfdbinary.readouterr()
    assert b"" == out
    assert err.startswith(b"osce-tracker: the format 'broken' failed: ZeroDivisionError(")
    assert [] == list((tmp_path / "out").iterdir())


def test_command_does_not_hide_a_fault_of_the_library(monkeypatch):
    """What a format of the library's own raises is a fault to be reported, with all that Python tells."""
    broken = ot.Format(name="plain", suffix=".txt", text=lambda _: 1 // 0)
    monkeypatch.setitem(registry.FORMATS, "plain", broken)
    with pytest.raises(ZeroDivisionError):
        cli.main(["quarterly", "2025-Q3"])
