"""Which formats there are, and how a report gets into a file whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

import osce_tracker as ot
from osce_tracker.errors import FormatError, UsageError
from osce_tracker.formats import csv as delimited
from osce_tracker.formats import docx as document
from osce_tracker.formats import html as fragment
from osce_tracker.formats import json as rows
from osce_tracker.formats import latex, page, registry
from osce_tracker.formats import plain_text as text
from osce_tracker.formats import xlsx as workbook

REPORT = ot.Report(
    title="Ä report",
    tables=(ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("Ä",), ("B",))),),
)
WRITERS = {
    "plain": text.to_plain,
    "markdown": text.to_markdown,
    "html": fragment.to_html,
    "latex": latex.to_latex,
    "csv": delimited.to_csv,
    "tsv": delimited.to_tsv,
    "json": rows.to_json,
}
#: What makes a whole file, where that is another text or no text.
FILES = {
    "html": page.to_page,
    "latex": latex.to_document,
    "xlsx": workbook.to_xlsx,
    "docx": document.to_docx,
}
BINARY = ("xlsx", "docx")
OLD = b"what it held before"


def _whole(name):
    """Return what a file of a format is to hold."""
    told = (FILES.get(name) or WRITERS[name])(REPORT)
    return told if isinstance(told, bytes) else told.encode()


@pytest.fixture(name="target")
def _target(tmp_path):
    """Return a file that holds something already."""
    path = tmp_path / "report.md"
    path.write_bytes(OLD)
    return path


class _FullDisk:
    """A file on a disk that takes half of what is written."""

    def __init__(self, path, _mode):
        self.file = Path(path).open("wb")  # noqa: SIM115 (closed when left)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.file.close()

    def write(self, data):
        self.file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _refuse(*_arguments):
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "something of ours")


def test_every_format_has_a_suffix_of_its_own():
    """Names and suffixes are one to one, and every named format has a writer."""
    assert {*WRITERS, *FILES} == set(registry.SUFFIXES) == set(registry.FORMATS)
    suffixes = list(registry.SUFFIXES.values())
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


@pytest.mark.parametrize("name", WRITERS)
def test_render_is_the_writer(name):
    """A format is rendered by its writer."""
    assert WRITERS[name](REPORT) == registry.render(REPORT, name)


def test_render_hands_options_on():
    """Options go to the writer, and one that it does not have is an error."""
    assert text.to_plain(REPORT, 60) == registry.render(REPORT, "plain", width=60)
    assert delimited.to_csv(REPORT, bom=True) == registry.render(REPORT, "csv", bom=True)
    with pytest.raises(UsageError):
        registry.render(REPORT, "plain", width=1)


@pytest.mark.parametrize(
    ("name", "option", "takes"),
    [
        ("plain", "bom", "width"),
        ("csv", "width", "bom"),
        ("docx", "width", "template"),
        ("markdown", "width", "none"),
        ("html", "title", "none"),
        ("latex", "title", "none"),
        ("json", "indent", "none"),
        ("xlsx", "template", "none"),
    ],
)
def test_unknown_option_lists_what_is_taken(name, option, takes):
    """An option that a format does not take is an error that names it and those that are taken."""
    with pytest.raises(UsageError) as caught:
        registry.to_bytes(REPORT, name, **{option: 1})
    assert f"the format {name} takes no option '{option}'; accepted: {takes}" == str(caught.value)


def test_several_unknown_options_are_told_together():
    """All options that are not taken are told at once."""
    with pytest.raises(UsageError, match="takes no option 'a', 'b'; accepted: width"):
        registry.render(REPORT, "plain", a=1, width=60, b=2)


@pytest.mark.parametrize("name", BINARY)
def test_render_of_a_binary_format_says_what_gives_it(name):
    """What is no text is not rendered: the error names the ways to have it, and the formats of text."""
    with pytest.raises(FormatError) as caught:
        REPORT.render(name)
    assert (name, tuple(WRITERS)) == (caught.value.name, caught.value.accepted)
    assert f"the format '{name}' is no text; use to_bytes or save" in str(caught.value)


@pytest.mark.parametrize("name", registry.FORMATS)
def test_to_bytes_is_the_whole_file(name):
    """A file as bytes is a whole document, in UTF-8 where it is text."""
    assert _whole(name) == REPORT.to_bytes(name)


@pytest.mark.parametrize("name", registry.FORMATS)
def test_format_is_found_by_its_name(name):
    """A format knows its own name and suffix."""
    found = registry.format_named(name)
    assert (name, registry.SUFFIXES[name]) == (found.name, found.suffix)


@pytest.mark.parametrize("name", [None, 1, ["csv"], b"csv"])
def test_name_that_is_no_text_is_no_format(name):
    """What cannot be a name is told as an unknown format."""
    with pytest.raises(FormatError) as caught:
        registry.to_bytes(REPORT, name)
    assert name == caught.value.name


@pytest.mark.parametrize("name", ["pdf", "doc", "", "page", "Markdown", ".md", "\x1b[31m"])
def test_unknown_format_lists_those_that_exist(name):
    """A format that does not exist is an error that lists those that do."""
    with pytest.raises(FormatError) as caught:
        registry.render(REPORT, name)
    assert caught.value.name == name
    assert tuple(registry.SUFFIXES) == caught.value.accepted
    for known in registry.SUFFIXES:
        assert known in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_unknown_format_names_the_nearest():
    """A mistyped format is an error that asks for the one that was meant."""
    with pytest.raises(FormatError, match="Did you mean markdown"):
        registry.render(REPORT, "markdwn")


@pytest.mark.parametrize(("name", "suffix"), registry.SUFFIXES.items())
@pytest.mark.parametrize("form", ["q3{}", "/a.b/q3.2025{}", "q 3{}", "a.csv{}"])
def test_suffix_says_the_format(name, suffix, form):
    """The last suffix of a file, in any case and of any sort of path, says the format."""
    for spelt in (suffix, suffix.upper()):
        path = form.format(spelt)
        assert name == registry.format_of(path).name
        assert name == registry.format_of(Path(path)).name


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("q3.pdf", ".pdf"),
        ("q3", "q3"),
        (Path("folder.md") / "q3", str(Path("folder.md") / "q3")),
        (".md", ".md"),
        ("", ""),
        ("q3.md.", "."),
    ],
)
def test_unknown_suffix_lists_those_that_exist(path, named):
    """A file whose suffix says no format is an error that lists the suffixes that do."""
    with pytest.raises(FormatError) as caught:
        registry.format_of(path)
    assert (named, tuple(registry.SUFFIXES.values())) == (caught.value.name, caught.value.accepted)


@pytest.mark.parametrize("name", registry.FORMATS)
def test_save_writes_the_format_of_the_suffix(tmp_path, name):
    """A saved file holds a whole document, in UTF-8 where it is text."""
    path = tmp_path / f"report{registry.SUFFIXES[name]}"
    registry.save(REPORT, path)
    assert _whole(name) == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_save_takes_the_format_before_the_suffix(tmp_path):
    """A format that is given counts more than the suffix, and needs none."""
    registry.save(REPORT, tmp_path / "a.txt", "html")
    registry.save(REPORT, str(tmp_path / "b"), "tsv")
    assert page.to_page(REPORT).encode() == (tmp_path / "a.txt").read_bytes()
    assert registry.render(REPORT, "tsv").encode() == (tmp_path / "b").read_bytes()


def test_save_hands_options_on(tmp_path):
    """Options of a format are taken for files as well, and others leave no file."""
    registry.save(REPORT, tmp_path / "a.csv", bom=True)
    assert registry.to_bytes(REPORT, "csv", bom=True) == (tmp_path / "a.csv").read_bytes()
    with pytest.raises(UsageError):
        registry.save(REPORT, tmp_path / "b.md", bom=True)
    assert [tmp_path / "a.csv"] == list(tmp_path.iterdir())


@pytest.mark.parametrize(("path", "name"), [("a.pdf", None), ("a", None), ("a.md", "pdf"), ("a", "page")])
def test_save_refuses_what_it_cannot_write(tmp_path, path, name):
    """Where neither format nor suffix exists nothing is written."""
    with pytest.raises(FormatError):
        registry.save(REPORT, tmp_path / path, name)
    assert [] == list(tmp_path.iterdir())


def test_save_replaces_the_old_file(target):
    """An old file is replaced as a whole, however long it was."""
    target.write_bytes(OLD * 1000)
    registry.save(REPORT, target)
    assert registry.render(REPORT, "markdown").encode() == target.read_bytes()


def test_save_into_the_working_directory(tmp_path, monkeypatch):
    """A name without a folder is a file of the working directory."""
    monkeypatch.chdir(tmp_path)
    registry.save(REPORT, "report.md")
    assert [tmp_path / "report.md"] == list(tmp_path.iterdir())


def test_save_is_nothing_when_it_cannot_replace(target, monkeypatch):
    """When the file cannot be put in its place, the old one stays, no draft is left, the path is named."""
    monkeypatch.setattr(os, "replace", _refuse)
    with pytest.raises(PermissionError) as caught:
        registry.save(REPORT, target)
    assert (str(target), None, errno.EACCES) == (
        caught.value.filename,
        caught.value.filename2,
        caught.value.errno,
    )
    assert target.read_bytes() == OLD
    assert [target] == list(target.parent.iterdir())


def test_save_is_nothing_when_it_cannot_open(target, monkeypatch):
    """When no file can be made beside it, the old one stays and the error names the path asked for."""
    monkeypatch.setattr(registry, "open", _refuse, raising=False)
    with pytest.raises(PermissionError) as caught:
        registry.save(REPORT, target)
    assert str(target) == caught.value.filename
    assert target.read_bytes() == OLD
    assert [target] == list(target.parent.iterdir())


def test_save_is_nothing_when_the_disk_is_full(target, monkeypatch):
    """When the disk takes only half, the old file stays, no draft is left, and the path is named."""
    monkeypatch.setattr(registry, "open", _FullDisk, raising=False)
    with pytest.raises(OSError, match=r"report\.md") as caught:
        registry.save(REPORT, target)
    assert (errno.ENOSPC, str(target)) == (caught.value.errno, caught.value.filename)
    assert target.read_bytes() == OLD
    assert [target] == list(target.parent.iterdir())


def test_save_without_the_folder_is_an_error_on_the_path(tmp_path):
    """Where the folder does not exist, the error names the file that was asked for."""
    path = tmp_path / "missing" / "report.md"
    with pytest.raises(FileNotFoundError) as caught:
        registry.save(REPORT, path)
    assert str(path) == caught.value.filename
    assert [] == list(tmp_path.iterdir())


def test_save_onto_a_folder_is_an_error(tmp_path):
    """A folder is not replaced by a file."""
    path = tmp_path / "report.md"
    path.mkdir()
    with pytest.raises(OSError, match=r"report\.md") as caught:
        registry.save(REPORT, path)
    assert str(path) == caught.value.filename
    assert [path] == list(tmp_path.iterdir())
    assert path.is_dir()


def test_write_whole_writes_any_bytes(tmp_path):
    """The bytes of the file are those that were given."""
    path = str(tmp_path / "any")
    for data in (b"", b"\r\n\x00\xff", b"x" * 100_000):
        registry.write_whole(path, data)
        assert data == Path(path).read_bytes()


def test_link_leads_to_what_is_written(tmp_path):
    """Saving through a link writes the file that it leads to, and the link stays."""
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    registry.write_whole(str(tmp_path / "link.txt"), b"new")
    assert (b"new", True) == ((tmp_path / "real.txt").read_bytes(), (tmp_path / "link.txt").is_symlink())


def test_mode_of_a_file_stays(tmp_path):
    """A file that others may not read stays so."""
    path = tmp_path / "own.txt"
    path.touch(0o600)
    registry.write_whole(str(path), b"new")
    assert (b"new", 0o600) == (path.read_bytes(), path.stat().st_mode & 0o777)


def test_pipe_is_written_to(tmp_path):
    """What is no file is not replaced by one: a pipe gets the data, and stays a pipe."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        registry.write_whole(str(path), b"new")
        assert (b"new", True) == (os.read(reader, 10), path.is_fifo())
    finally:
        os.close(reader)
    assert [path] == list(tmp_path.iterdir())


def test_device_that_is_full_is_named(tmp_path, monkeypatch):
    """Where a pipe or device takes nothing, the error names the path that was asked for."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    monkeypatch.setattr(registry, "open", lambda *_: _FullDisk(os.devnull, "wb"), raising=False)
    with pytest.raises(OSError, match="pipe") as caught:
        registry.write_whole(str(path), b"new")
    assert (errno.ENOSPC, str(path)) == (caught.value.errno, caught.value.filename)


def test_two_saves_at_once_do_not_meet(target, monkeypatch):
    """Where two threads save the same file, each does so whole, and none fails."""
    replace = os.replace

    def between(draft, path):
        monkeypatch.setattr(os, "replace", replace)
        registry.write_whole(str(target), b"the other")
        replace(draft, path)

    monkeypatch.setattr(os, "replace", between)
    registry.write_whole(str(target), b"the one")
    assert b"the one" == target.read_bytes()
    assert [target] == list(target.parent.iterdir())


def test_name_without_a_suffix_is_told_so():
    """A file whose name has no suffix is refused by what it lacks."""
    with pytest.raises(FormatError, match="the format 'x' cannot be told, since the name has no suffix"):
        registry.format_of("x")
