"""Files are written atomically, read with a limit, and made without timestamps; missing extras are named."""

import errno
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from osce_tracker.errors import MissingExtraError, UsageError
from osce_tracker.files import checked_path, extra, office_file, read_file, write_file, write_files

CORE = (
    b'<cp:coreProperties><dcterms:created xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:created>'
    b"<dcterms:modified>2026-01-02T03:04:06Z</dcterms:modified></cp:coreProperties>"
)


@pytest.fixture(name="target")
def _target(tmp_path):
    """Return a file that has content."""
    path = tmp_path / "report.md"
    path.write_bytes(b"old")
    return path


def _archive(stamp=(2026, 1, 2, 3, 4, 6), **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name.replace("_", "/"), stamp), content)
    return out.getvalue()


def _failing(monkeypatch, name):
    """Make a function of the system fail once."""
    real = getattr(os, name)

    def fail(*_, **__):
        monkeypatch.setattr(os, name, real)
        raise OSError(errno.ENOSPC, "No space left on device", "something of ours")

    monkeypatch.setattr(os, name, fail)


# Writing and reading files.


@pytest.mark.parametrize("data", [b"", b"\r\n\x00\xff", b"x" * 100_000])
def test_any_bytes_are_written_and_read(target, data):
    """A file holds exactly the bytes that were written, whatever it held before."""
    for path in (target, target.with_name("new"), str(target.with_name("other"))):
        write_file(path, data)
        assert data == Path(path).read_bytes() == read_file(path)


@pytest.mark.parametrize("name", ["fsync", "replace", "chmod"])
def test_failure_leaves_the_old_file(target, monkeypatch, name):
    """If a file can't be written, the old one stays, no draft is left, and the error names the file."""
    _failing(monkeypatch, name)
    with pytest.raises(OSError, match="No space left") as caught:
        write_file(target, b"new")
    assert (errno.ENOSPC, str(target), b"old") == (
        caught.value.errno,
        caught.value.filename,
        target.read_bytes(),
    )
    assert [target] == list(target.parent.iterdir())


def test_missing_folder_is_an_error(tmp_path):
    """A file in a folder that doesn't exist can't be written, and the error names the file."""
    path = tmp_path / "missing" / "report.md"
    with pytest.raises(FileNotFoundError) as caught:
        write_file(path, b"new")
    assert str(path) == caught.value.filename


def test_folder_is_not_replaced(tmp_path):
    """A folder is not replaced by a file, and can't be read as one."""
    with pytest.raises(OSError, match=tmp_path.name):
        write_file(tmp_path, b"new")
    with pytest.raises(IsADirectoryError):
        read_file(tmp_path)
    assert tmp_path.is_dir()


def test_link_leads_to_the_file_that_is_replaced(tmp_path, target):
    """Writing through a link replaces the file it points to; the link stays."""
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    write_file(link, b"new")
    assert (b"new", True) == (target.read_bytes(), link.is_symlink())


def test_draft_is_never_written_through_a_link(tmp_path, target, monkeypatch):
    """If somebody puts a link in the place of a draft, writing fails and the link's file stays."""
    monkeypatch.setattr(os, "urandom", lambda count: b"\0" * count)
    draft = tmp_path / f".osce-tracker-{'00' * 8}.tmp"
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    draft.symlink_to(victim)
    with pytest.raises(FileExistsError):
        write_file(target, b"new")
    assert (b"mine", b"old") == (victim.read_bytes(), target.read_bytes())


def test_permissions_are_kept(target):
    """A file that others may not read stays so."""
    target.chmod(0o600)
    write_file(target, b"new")
    assert (b"new", 0o600) == (target.read_bytes(), target.stat().st_mode & 0o777)


def test_read_only_file_is_not_replaced(target):
    """A file without permission to write is left as it is, although renaming could replace it."""
    target.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only") as caught:
        write_file(target, b"new")
    assert (str(target), b"old") == (caught.value.filename, target.read_bytes())


def test_several_files_are_written_or_none(tmp_path):
    """If the second of several files can't be written, the first is left as it was."""
    files = [tmp_path / "a", tmp_path / "b"]
    files[0].write_bytes(b"old")
    write_files({str(path): b"new" for path in files})
    assert [b"new", b"new"] == [path.read_bytes() for path in files]
    with pytest.raises(FileNotFoundError) as caught:
        write_files({str(files[0]): b"newer", str(tmp_path / "missing" / "c"): b"newer"})
    assert (str(tmp_path / "missing" / "c"), b"new") == (caught.value.filename, files[0].read_bytes())
    assert files == sorted(tmp_path.iterdir())


def test_draft_of_a_killed_program_is_removed(target):
    """A draft that was left an hour before the next file was written is removed; others may be in use."""
    old, recent = (f".osce-tracker-{digit * 16}.tmp" for digit in "01")
    names = {old: 3700, recent: 3000, ".osce-tracker-x.tmp": 3700}
    now = target.stat().st_mtime
    for name, age in names.items():
        (target.parent / name).touch()
        os.utime(target.parent / name, (now - age, now - age))
    write_file(target, b"new")
    left = {path.name for path in target.parent.iterdir()}
    assert {recent, ".osce-tracker-x.tmp", target.name} == left


@pytest.mark.parametrize("path", ["", "a\0b", "\ud800", b"x", 5, None])
def test_wrong_path_is_our_error(path):
    """A value that can't be the name of a file is refused before anything is written."""
    with pytest.raises(UsageError, match="is not a valid path"):
        write_file(path, b"new")
    assert "ä" == checked_path("ä")


def test_long_names_can_be_written(tmp_path):
    """A file name may be as long as the system allows."""
    path = tmp_path / ("ä" * 127)
    write_file(path, b"new")
    assert b"new" == path.read_bytes()


def test_pipe_is_written_to_and_not_read(tmp_path):
    """A pipe is written to and stays a pipe; reading refuses it at once."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(path, b"new")
        assert (b"new", True) == (os.read(reader, 10), path.is_fifo())
    finally:
        os.close(reader)
    with pytest.raises(OSError, match="not a regular file"):
        read_file(path)
    assert [path] == list(tmp_path.iterdir())


def test_two_writers_at_once_do_not_meet(target, monkeypatch):
    """If two threads write the same file, the last one wins, and neither fails."""
    replace = os.replace

    def between(draft, path):
        monkeypatch.setattr(os, "replace", replace)
        write_file(target, b"the other")
        replace(draft, path)

    monkeypatch.setattr(os, "replace", between)
    write_file(target, b"the one")
    assert (b"the one", [target]) == (target.read_bytes(), list(target.parent.iterdir()))


def test_large_file_is_not_read(target):
    """A file larger than the limit is refused; one of exactly the limit is read."""
    target.write_bytes(b"x" * 1024 * 1024)
    assert target.read_bytes() == read_file(target, 1024 * 1024)
    with pytest.raises(OSError, match="larger than 0 MB"):
        read_file(target, 1024 * 1024 - 1)


# Office files without timestamps.


class _Document:
    """Stands for a document that is saved as these bytes."""

    def __init__(self, data):
        self.data = data

    def save(self, file):
        file.write(self.data)


def test_entries_have_no_timestamp():
    """No entry of an Office file has a time, system or mode of its own; each is compressed."""
    with zipfile.ZipFile(io.BytesIO(office_file(_Document(_archive(a="1", b_c="2"))))) as archive:
        found = [
            (i.filename, i.date_time, i.create_system, i.external_attr >> 16, i.compress_type)
            for i in archive.infolist()
        ]
    moment = (1980, 1, 1, 0, 0, 0)
    assert [("a", moment, 3, 0o600, 8), ("b/c", moment, 3, 0o600, 8)] == found


def test_properties_have_no_timestamp():
    """The times in the properties of an Office file are replaced, and nothing else."""
    parts = {"docProps/core.xml": CORE, "other.xml": CORE}
    with zipfile.ZipFile(io.BytesIO(office_file(_Document(_archive(**parts))))) as archive:
        core, other = archive.read("docProps/core.xml"), archive.read("other.xml")
    expected = CORE.replace(b"2026-01-02T03:04:05Z", b"1980-01-01T00:00:00Z")
    assert (expected.replace(b"2026-01-02T03:04:06Z", b"1980-01-01T00:00:00Z"), CORE) == (core, other)


class _Full:
    """Stands for a workbook whose sheets can't be written to temporary files."""

    def save(self, _):
        raise etree.SerialisationError("IO_ENOSPC")


def test_error_of_the_xml_library_is_an_error_of_the_system():
    """The error that lxml raises on a full disk becomes one of the system; others are not hidden."""
    with pytest.raises(OSError, match="temporary files"):
        office_file(_Full())
    with pytest.raises(zipfile.BadZipFile):
        office_file(_Document(b"x"))
    with pytest.raises(TypeError):
        office_file(_Document("x"))


_LIMITED = """
import resource, signal, sys
import openpyxl, openpyxl.worksheet._writer
import osce_tracker as ot
report = ot.quarterly(ot.load(), "2025-Q3")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    ot.export(report, sys.argv[1])
except OSError as error:
    print(error.strerror)
"""


def test_full_folder_for_temporary_files_is_an_error_of_the_system(target):
    """If openpyxl can't write its temporary files, you get an error of the system and keep the old file."""
    workbook = target.with_suffix(".xlsx")
    workbook.write_bytes(b"old")
    command = [sys.executable, "-c", _LIMITED, str(workbook)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, b"old") == (done.returncode, workbook.read_bytes())
    assert done.stdout.strip() in ("Can't write to the folder for temporary files", "File too large")


# Missing extras.


def test_missing_library_is_our_error():
    """If a library can't be imported, the error names the purpose and the command, and keeps its cause."""
    with pytest.raises(MissingExtraError) as caught, extra("word", "Word documents (.docx)"):
        raise ModuleNotFoundError("No module named 'docx'")
    assert str(caught.value).startswith("Word documents (.docx) need")
    assert 'pip install "osce-tracker[word]"' in str(caught.value)
    assert isinstance(caught.value.__cause__, ModuleNotFoundError)


@pytest.mark.parametrize(("missing", "named"), [(("docx",), "word"), (("docx", "matplotlib"), "word,plot")])
def test_message_names_every_missing_extra(monkeypatch, missing, named):
    """If a task needs several extras, one command installs all that are missing, and no other."""
    for module in missing:
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError) as caught, extra("word,plot,excel", "Word documents (.docx)"):
        import docx  # noqa: F401
    assert (named, True) == (caught.value.extra, f"osce-tracker[{named}]" in str(caught.value))


def test_other_errors_pass():
    """Only a failing import is a missing extra."""
    with pytest.raises(KeyError), extra("word", "Word documents (.docx)"):
        raise KeyError("x")


def test_nothing_happens_if_nothing_is_missing():
    """If the library is installed, nothing happens."""
    with extra("word", "Word documents (.docx)"):
        import docx
    assert docx.Document


def test_file_that_does_not_tell_its_size_is_not_read_beyond_the_limit(target, monkeypatch):
    """A file of the system says that it is empty, and another grows while it is read."""
    target.write_bytes(b"x" * 1_000)
    status = os.stat_result((0o100600, *[0] * 9))
    monkeypatch.setattr(os, "stat", lambda _: status)
    assert b"x" * 1_000 == read_file(target, 1_000)
    with pytest.raises(OSError, match="larger"):
        read_file(target, 999)
