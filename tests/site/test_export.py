"""The website in a folder: what is written, replaced, kept and refused."""

import json

import pytest

import osce_tracker as ot
from osce_tracker.site.export import MANIFEST, write_folder
from osce_tracker.site.page import File


def tree(folder):
    """Return the content of every file in a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def made(*paths, content=b"new"):
    """Return files of some paths."""
    return [File(path, content) for path in paths]


def test_a_later_run_replaces_its_own_files_and_keeps_others(tmp_path):
    """Files of the earlier run are replaced or removed, with their empty folders; a foreign file stays."""
    write_folder(made("index.html", "a/old.html", "b/old.html", content=b"old"), tmp_path)
    (tmp_path / "b/mine.txt").write_text("mine")
    write_folder(made("index.html", "c/new.html"), tmp_path)
    manifest = json.dumps({"files": ["c/new.html", "index.html"]}, indent=1) + "\n"
    expected = {
        "index.html": b"new",
        "c/new.html": b"new",
        "b/mine.txt": b"mine",
        MANIFEST: manifest.encode(),
    }
    assert expected == tree(tmp_path)
    assert {"b", "c"} == {path.name for path in tmp_path.iterdir() if path.is_dir()}


@pytest.mark.parametrize("name", ["a/page.html", "a", "index.html/inside.txt"])
def test_a_foreign_file_in_the_way_is_named_and_nothing_changes(tmp_path, name):
    """If somebody else's file is where one of ours or its folder belongs, nothing is written."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    taken = tmp_path / name.removesuffix("/inside.txt")
    with pytest.raises(ot.TrackerError) as caught:
        write_folder(made("index.html", "a/page.html"), tmp_path)
    assert f"'{taken}' was not written by an earlier run" in str(caught.value)
    assert {name: b"mine"} == tree(tmp_path)


def test_nothing_is_written_or_removed_through_a_link(tmp_path):
    """A link to another folder in the place of ours is refused, and never followed to remove files."""
    outside, site = tmp_path / "outside", tmp_path / "site"
    write_folder(made("a/page.html"), outside)
    write_folder(made("a/page.html", "index.html"), site)
    (site / "a/page.html").unlink()
    (site / "a").rmdir()
    (site / "a").symlink_to(outside / "a")
    with pytest.raises(ot.TrackerError, match="site/a' was not written"):
        write_folder(made("a/page.html"), site)
    write_folder(made("index.html"), site)
    assert b"new" == (outside / "a/page.html").read_bytes()


def test_a_folder_in_the_place_of_an_old_file_stays(tmp_path):
    """What somebody put in the place of a file of an earlier run isn't removed."""
    write_folder(made("a", "index.html"), tmp_path)
    (tmp_path / "a").unlink()
    (tmp_path / "a").mkdir()
    write_folder(made("index.html"), tmp_path)
    assert (tmp_path / "a").is_dir()


@pytest.mark.parametrize(
    "content",
    [
        *("{", "[]", "[" * 100_000, '{"files": 1}', '{"files": [1]}', '{"files": [""]}'),
        *('{"files": ["../x"]}', '{"files": ["/x"]}', '{"files": ["C:x"]}'),
    ],
)
def test_a_manifest_that_lists_no_files_of_ours_is_refused(tmp_path, content):
    """A manifest that somebody changed can't make us remove files elsewhere."""
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(ot.TrackerError, match="should list the files of an earlier run, but doesn't"):
        write_folder(made("index.html"), tmp_path)
    assert [MANIFEST] == list(tree(tmp_path))


def test_a_full_disk_leaves_the_old_website(tmp_path, monkeypatch):
    """If a file can't be written, the error names it, and the old website is as it was."""
    write_folder(made("index.html", content=b"old"), tmp_path)
    before = tree(tmp_path)

    def full(_path, _content):
        raise OSError(28, "No space left on device", "draft")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OSError, match="No space left on device") as caught:
        write_folder(made("index.html"), tmp_path)
    assert str(tmp_path / "index.html") == caught.value.filename
    assert before == tree(tmp_path)
    assert [] == [path for path in tmp_path.iterdir() if path.is_dir()]


@pytest.mark.usefixtures("few_downloads")
def test_the_same_tracker_gives_the_same_bytes(tmp_path):
    """Two runs write the same files."""
    tracker = ot.load("malta-2024")
    for name in ("one", "two"):
        assert tmp_path / name / "index.html" == ot.export_site(tracker, tmp_path / name)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
