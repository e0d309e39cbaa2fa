"""A data set to start your own with, and its README."""

import datetime as dt

import pytest

import osce_tracker as ot
from osce_tracker.checks.quality import check
from osce_tracker.cli import main as cli
from osce_tracker.dataset.new import new

TODAY = dt.date(2026, 2, 3)


def begun(path, chair="Switzerland 2026"):
    """Start a data set."""
    return new(path, chair, TODAY)


def test_begun_set_is_read(tmp_path):
    """What was begun is a data set with an edition and one commitment."""
    made = begun(tmp_path / "set")
    found = ot.load(tmp_path / "set")
    assert (made, made.edition, 1) == (found, found.edition, len(found.commitments))


def test_begun_set_has_all_files(tmp_path):
    """A file for each kind stands there, the edition and the README."""
    begun(tmp_path / "set")
    expected = [
        ".lock",
        "README.md",
        "commitments.json",
        "dataset.json",
        "events.json",
        "series.json",
        "statements.json",
    ]
    assert expected == sorted(path.name for path in (tmp_path / "set").iterdir())


def test_begun_set_says_what_it_is(tmp_path):
    """The edition has name, title, day and Chairpersonship."""
    expected = ot.Edition(
        name="switzerland-2026",
        title="Switzerland's 2026 OSCE Chairpersonship",
        version="1",
        compiled=TODAY,
        chair="CH-2026",
        note="Started with osce-tracker new.",
    )
    assert expected == begun(tmp_path / "set").edition


def test_begun_set_knows_its_chair(tmp_path):
    """The set is about the Chairpersonship of that State."""
    begun(tmp_path / "set")
    assert "CH" == ot.load(tmp_path / "set").chair


def test_begun_commitment_is_dated_by_the_year(tmp_path):
    """The example has an id of the State and year, and is due at the end of the year."""
    (found,) = begun(tmp_path / "set").commitments
    assert ("CH26-HD-01", "2026-01", "2026") == (found.id, str(found.made_on), str(found.due))


def test_begun_set_has_no_problem(tmp_path):
    """The example teaches nothing that the check warns of."""
    begun(tmp_path / "set")
    assert () == check(ot.load(tmp_path / "set"))


def test_begun_set_can_be_saved_again(tmp_path):
    """The set that is returned came from there, and can be changed and saved."""
    made = begun(tmp_path / "set")
    assert made == ot.save(made, tmp_path / "set") == ot.load(tmp_path / "set")


@pytest.mark.parametrize(
    ("chair", "name", "expected"),
    [
        ("CH 2026", "switzerland-2026", "CH-2026"),
        ("  Holy See   2031 ", "holy-see-2031", "VA-2031"),
        ("Türkiye 2030", "türkiye-2030", "TR-2030"),
        ("bosnia and herzegovina 2029", "bosnia-and-herzegovina-2029", "BA-2029"),
    ],
)
def test_chair_is_a_state_by_any_name(tmp_path, chair, name, expected):
    """The State may be given by code or by any of its names, in any case."""
    edition = begun(tmp_path / "set", chair).edition
    assert (name, expected) == (edition.name, edition.chair)


@pytest.mark.parametrize(
    "chair", ["", "2026", "Switzerland", "Switzerland 26", "Switzerland2026", "CH ٢٠٢٦", "CH 02026"]
)
def test_chair_without_a_year_is_refused(tmp_path, chair):
    """What is not a State and a year is refused, with an example, and nothing is made."""
    with pytest.raises(ot.TrackerError, match="as a Chair and a year, such as 'Switzerland 2026'"):
        begun(tmp_path / "set", chair)
    assert [] == list(tmp_path.iterdir())


def test_unknown_state_is_refused(tmp_path):
    """A State that does not exist is refused with the nearest, and nothing is made."""
    with pytest.raises(ot.TrackerError, match="Switzerland"):
        begun(tmp_path / "set", "Switzerlnd 2026")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("chair", ["Japan 2026", "Finland 1960", "Yugoslavia 2026"])
def test_only_participating_states_take_the_chair(tmp_path, chair):
    """A Partner, a former State, and a State before it took part are refused, and nothing is made."""
    with pytest.raises(ot.TrackerError, match="can't be the Chair"):
        begun(tmp_path / "set", chair)
    assert [] == list(tmp_path.iterdir())


def test_year_that_is_none_is_refused(tmp_path):
    """A year that no calendar has is refused with an error of ours, and nothing is made."""
    with pytest.raises(ot.TrackerError):
        begun(tmp_path / "set", "Switzerland 0000")
    assert [] == list(tmp_path.iterdir())


def test_directory_with_something_in_it_is_refused(tmp_path):
    """A directory that has anything in it, if hidden, is left alone."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / ".notes").write_bytes(b"mine")
    with pytest.raises(ot.TrackerError, match=r"^set is not empty\. Give a new or an empty directory"):
        begun(tmp_path / "set")
    assert [".notes"] == [path.name for path in (tmp_path / "set").iterdir()]


def test_file_is_refused(tmp_path):
    """A file is no directory."""
    (tmp_path / "set").write_bytes(b"mine")
    with pytest.raises(ot.TrackerError, match="set is not empty"):
        begun(tmp_path / "set")


def test_link_to_itself_is_an_error_of_the_system(tmp_path):
    """A link that leads nowhere is no directory."""
    (tmp_path / "set").symlink_to(tmp_path / "set")
    with pytest.raises(OSError, match="set"):
        begun(tmp_path / "set")


def test_empty_directory_is_taken(tmp_path):
    """An empty directory is taken, as the current one."""
    (tmp_path / "set").mkdir()
    assert begun(tmp_path / "set") == ot.load(tmp_path / "set")


def test_refusal_of_the_current_directory_names_it(tmp_path, monkeypatch):
    """The current directory, given as a dot, is named when it is refused."""
    (tmp_path / "notes").write_bytes(b"mine")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ot.TrackerError, match=r"^(?!\s).+ is not empty"):
        begun(".")


def test_directory_with_the_suffix_of_a_file_is_a_directory(tmp_path):
    """A directory may be called like a file; the set is a directory then, or is refused."""
    try:
        made = begun(tmp_path / "set.json")
    except ot.TrackerError:
        assert [] == list(tmp_path.iterdir())
    else:
        assert made == ot.load(tmp_path / "set.json")


def test_readme_explains_the_set(tmp_path):
    """The README names the set, every file, and commands with the year filled in."""
    begun(tmp_path / "set")
    text = (tmp_path / "set" / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# Switzerland's 2026 OSCE Chairpersonship\n")
    files = ("dataset", "commitments", "events", "series", "statements")
    wanted = [*(f"{file}.json" for file in files), "quarterly 2026-Q1 --data ."]
    assert [] == [word for word in wanted if word not in text]
    assert "{" not in text


def test_commands_of_the_readme_work(tmp_path, monkeypatch, capfdbinary):
    """The commands that the README tells, run in the set, succeed."""
    begun(tmp_path / "set")
    monkeypatch.chdir(tmp_path / "set")
    commands = [["check", "."], ["quarterly", "2026-Q1", "--data", "."], ["new", "../commitments.xlsx"]]
    assert [0, 0, 0] == [cli.main(argv) for argv in commands]
    assert b"" == capfdbinary.readouterr().err
