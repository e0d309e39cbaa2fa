"""Atomic file writing, ZIP files without timestamps, and the message for a missing extra."""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING, Final

from osce_tracker.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Generator
    from os import PathLike


#: The library that each extra installs.
_LIBRARIES: Final = {
    "arrow": "pyarrow",
    "calendar": "icalendar",
    "excel": "openpyxl",
    "html": "jinja2",
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
_STAMP: Final = b"1980-01-01T00:00:00Z"
_STAMPED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def without_timestamps(data: bytes) -> bytes:
    """Return an Office file that is the same whenever it was made.

    Args:
        data: the file, as openpyxl or python-docx wrote it.
    """
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMPED.sub(rb"\g<1>" + _STAMP + rb"\g<2>", content)
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            # Otherwise the archive records the operating system.
            info.create_system = 3
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return out.getvalue()


#: Larger files are not read: 10,000 records take about 40 MB.
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
    if stat.S_ISREG(status.st_mode) and status.st_size <= largest:
        with open(path, "rb") as file:
            return file.read()
    if stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if stat.S_ISREG(status.st_mode):
        raise OSError(errno.EFBIG, f"it is larger than {largest // 1024 // 1024:,} MB", os.fspath(path))
    raise OSError(errno.EINVAL, "it is not a regular file", os.fspath(path))


def write_file(path: str | PathLike[str], data: bytes) -> None:
    """Write a file atomically: it holds its old content or all of the new, never a part.

    Args:
        path: the file. If it is a link, the file it points to is replaced. A pipe or device is written to.
        data: the new content.

    Raises:
        OSError: if it can't be written. An old file is then left as it was.
    """
    target = os.path.realpath(path)
    # A file can only be renamed within its file system, so the draft is in the same folder.
    draft = os.path.join(os.path.dirname(target), f".osce-tracker-{os.urandom(8).hex()}.tmp")
    try:
        if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
            with open(target, "wb") as stream:
                stream.write(data)
            return
        # "x" never opens a file, or a link, that somebody else put there.
        with open(draft, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.path.isfile(target):
            os.chmod(draft, os.stat(target).st_mode & 0o7777)
        os.replace(draft, target)
    except OSError as error:
        with suppress(OSError):
            os.unlink(draft)
        # Callers know their own path, not the draft's.
        raise OSError(error.errno, error.strerror, os.fspath(path)) from None
    sync_folder(os.path.dirname(target))


def sync_folder(folder: str | PathLike[str]) -> None:
    """Write the names in a folder to the disk, on systems that can.

    Args:
        folder: the folder.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
