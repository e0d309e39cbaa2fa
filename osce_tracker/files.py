"""Atomic file writing, Office files without timestamps, and the message for a missing extra."""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import contextmanager, suppress
from io import BytesIO
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.errors import MissingExtraError, UsageError, quoted

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from datetime import date
    from os import PathLike
    from zipfile import ZipFile


#: The library that each extra installs.
_LIBRARIES: Final = {
    "arrow": "pyarrow",
    "calendar": "icalendar",
    "excel": "openpyxl",
    "html": "jinja2",
    "pdf": "typst",
    "plot": "matplotlib",
    "word": "docx",
}


@contextmanager
def extra(names: str, purpose: str) -> Generator[None]:
    """Import the libraries of an extra inside this context.

    Args:
        names: the extras that the task needs, such as ``"calendar"`` or ``"word,plot"``.
        purpose: what needs them, such as "Calendar files (.ics)".

    Raises:
        MissingExtraError: if a library is missing. The message installs all that are.

    >>> with extra("calendar", "Calendar files (.ics)"):
    ...     import icalendar
    """
    try:
        yield
    except ImportError as error:
        from importlib.util import find_spec

        missing = [name for name in names.split(",") if find_spec(_LIBRARIES[name]) is None]
        raise MissingExtraError(",".join(missing) or names, purpose) from error


#: The earliest moment that a ZIP archive can record.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_STAMPED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def office_file(document: Any, day: date | None = None) -> bytes:
    """Return an Office file whose bytes don't depend on when it was made.

    Args:
        document: a workbook of openpyxl or a document of python-docx.
        day: the creation date in its properties.

    Raises:
        OSError: if the folder for temporary files is full.
    """
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    draft, out = BytesIO(), BytesIO()
    made = b"%sT00:00:00Z" % ("1980-01-01" if day is None else day.isoformat()).encode()
    try:
        document.save(draft)
    except Exception as error:
        # openpyxl writes each sheet to a temporary file, through lxml if that is installed. lxml may be
        # missing, so this recognises its error by module and raises every other one again.
        if type(error).__module__ != "lxml.etree":
            raise
        raise OSError(errno.ENOSPC, "Can't write to the folder for temporary files", gettempdir()) from None
    with ZipFile(draft) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMPED.sub(rb"\g<1>" + made + rb"\g<2>", content)
            info = ZipInfo(name, _EPOCH)
            # Otherwise the archive records the operating system.
            info.create_system = 3
            info.external_attr = 0o600 << 16
            new.writestr(info, content, ZIP_DEFLATED)
    return out.getvalue()


#: Limits that no real Office file reaches: its parts, its unpacked size, and how far it expands.
_PARTS: Final = 1_000
_UNPACKED_LIMIT: Final = 100 * 1024 * 1024
_RATIO: Final = 100
_SMALL: Final = 4 * 1024 * 1024


def unpacked_too_large(archive: ZipFile) -> str:
    """Return the size that a ZIP archive unpacks to if no Office file is that large, or an empty text.

    Args:
        archive: the archive. Its parts are not read.
    """
    parts = archive.infolist()
    whole, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > _PARTS or whole > _UNPACKED_LIMIT or whole > _RATIO * packed + _SMALL:
        return f"unpacks to {whole:,} bytes in {len(parts):,} parts"
    return ""


#: Larger files are refused: 10,000 records take about 40 MB.
LARGEST: Final = 512 * 1024 * 1024


def read_file(path: str | PathLike[str], largest: int = LARGEST) -> bytes:
    """Return the content of a regular file.

    Args:
        path: the file.
        largest: the largest size that is read, in bytes.

    Raises:
        OSError: if it can't be read, is not a regular file, or is larger.
    """
    status = os.stat(path)
    if stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file", os.fspath(path))
    if status.st_size <= largest:
        with open(path, "rb") as file:
            # Some system files report a size of 0, and others grow.
            data = file.read(largest + 1)
        if len(data) <= largest:
            return data
    raise OSError(errno.EFBIG, f"it is larger than {largest // 1024 // 1024:,} MB", os.fspath(path))


def checked_path(path: str | PathLike[str]) -> str:
    """Return a path that the system can use.

    Args:
        path: the path.

    Raises:
        UsageError: if it is empty, isn't a path, or has characters that no file name can have.

    >>> checked_path("mine.json")
    'mine.json'
    """
    try:
        name = os.fspath(path)
        if isinstance(name, str) and name and b"\0" not in os.fsencode(name):
            return name
    except (TypeError, UnicodeError):
        pass
    raise UsageError(f"{quoted(path)} is not a valid path. Give the name of a file or directory.")


#: Drafts have random names. A draft older than a new one in the same folder by this many seconds
#: was left by a program that was killed.
_DRAFT: Final = re.compile(r"\.osce-tracker-[0-9a-f]{16}\.tmp")
_ABANDONED: Final = 3600


def write_file(path: str | PathLike[str], data: bytes) -> None:
    """Write a file atomically: it holds its old content or all of the new, never part of it.

    Args:
        path: the file. If it is a link, the file it points to is replaced. A pipe or device is written to.
        data: the new content.

    Raises:
        UsageError: if the path isn't valid.
        OSError: if it can't be written, or is read-only. An old file then stays as it was.
    """
    write_files({checked_path(path): data})


def write_files(files: Mapping[str, bytes], permissions: int = 0o666) -> None:
    """Write several files, each atomically. If the disk is full, all old files stay as they were.

    Args:
        files: the content of each file, by its path.
        permissions: those of new files, as for ``os.open``. Existing files keep their own.

    Raises:
        OSError: if a file can't be written, or is read-only.
    """
    drafts: list[tuple[str, str, str]] = []
    path = ""
    try:
        for path, data in files.items():
            target = os.path.realpath(path)
            # The real path of /dev/stdout leads nowhere if that is a pipe.
            if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
                with open(path, "wb") as stream:
                    stream.write(data)
                continue
            # A file can only be renamed within its file system, so the draft goes in the same folder.
            draft = os.path.join(os.path.dirname(target), f".osce-tracker-{os.urandom(8).hex()}.tmp")
            drafts.append((path, draft, target))
            _write(draft, data, permissions_of(target, permissions))
            if os.path.isfile(target):
                # Respect the umask of the process.
                os.chmod(draft, os.stat(target).st_mode & 0o7777)
        for path, draft, target in drafts:  # noqa: B007 (named in the error)
            os.replace(draft, target)
    except OSError as error:
        for _, draft, _ in drafts:
            with suppress(OSError):
                os.unlink(draft)
        # Callers know their own path, not the draft's.
        raise OSError(error.errno, error.strerror, path) from None
    for folder in {os.path.dirname(target) for _, _, target in drafts}:
        sync_folder(folder)


def permissions_of(path: str, new: int) -> int:
    """Return the permissions to write a file with.

    Args:
        path: the file. A file that exists keeps its permissions.
        new: the permissions of a new file.

    Raises:
        PermissionError: if it is read-only. Renaming would replace it regardless.
    """
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return new
    # The system lets root write to any file.
    if not (mode & 0o222 and os.access(path, os.W_OK)):
        raise PermissionError(errno.EACCES, "it is read-only", path)
    return mode & 0o7777


def _write(draft: str, data: bytes, permissions: int) -> None:
    """Write a draft, flush it to the disk, and remove abandoned drafts next to it."""
    # "x" never opens an existing file or link that someone else created.
    with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, permissions)) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        now = os.fstat(file.fileno()).st_mtime
    with suppress(OSError), os.scandir(os.path.dirname(draft)) as entries:
        for entry in entries:
            if _DRAFT.fullmatch(entry.name) and now - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED:
                os.unlink(entry)


def sync_folder(folder: str | PathLike[str]) -> None:
    """Flush the names in a folder to the disk, on systems that can.

    Args:
        folder: the folder.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
