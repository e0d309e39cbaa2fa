"""Atomic file writing, ZIP files without timestamps, and the message for a missing extra."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from osce_tracker.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def extra(name: str, purpose: str) -> Generator[None]:
    """Import a library of an extra inside this context.

    Args:
        name: name of the extra, such as ``"calendar"``.
        purpose: what needs it, as in "calendar files (.ics)".

    Raises:
        MissingExtraError: when the library is not installed; says the one line that installs it.

    >>> with extra("calendar", "calendar files (.ics)"):
    ...     import icalendar
    """
    try:
        yield
    except ImportError as error:
        raise MissingExtraError(name, purpose) from error


#: The first moment that a ZIP archive can name: no clock gets into a file.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


_STAMP: Final = b"1980-01-01T00:00:00Z"


_STAMPED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def settled(data: bytes) -> bytes:
    """Return an office file without the moments at which it was made.

    Args:
        data: the file, as openpyxl or python-docx wrote it.
    """
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMPED.sub(rb"\g<1>" + _STAMP + rb"\g<2>", content)
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            # The same on every system, whatever made the archive.
            info.create_system = 3
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return out.getvalue()


def write_whole(path: str, data: bytes) -> None:
    """Write a file so that it holds either what it held before or all of the data.

    Args:
        path: the file; where it is a link, what it leads to is written, and what is no file, such as a
            pipe or a device, is written to as it is.
        data: what it is to hold.

    Raises:
        OSError: when it cannot be written; an old file is then left as it was.
    """
    target = os.path.realpath(path)
    # Beside the file, since a file can only be renamed within one file system; two saves at once do not
    # meet, and a name as long as names may be has room for it.
    folder, name = os.path.split(target)
    draft = os.path.join(folder, f".{name[:100]}.{os.urandom(6).hex()}.tmp")
    try:
        if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
            with open(target, "wb") as stream:
                stream.write(data)
            return
        with open(draft, "wb") as file:
            file.write(data)
        if os.path.isfile(target):
            os.chmod(draft, os.stat(target).st_mode & 0o7777)
        os.replace(draft, target)
    except OSError as error:
        with suppress(OSError):
            os.unlink(draft)
        # The draft's name is no concern of the caller.
        raise OSError(error.errno, error.strerror, path) from None
