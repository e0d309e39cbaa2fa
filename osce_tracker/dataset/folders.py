"""The files of a data set on disk, and replacing all of them at once.

No system replaces several files in one step. So a save first writes the new content of all files into one
file, the journal, and renames that into place: from then on, the journal is the data set. Then it replaces
each file and removes the journal. If a save is interrupted before the renaming, the old set stays; if after
it, the new set counts: readers follow the journal, and the next save completes it.
"""

import errno
import json
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

from osce_tracker.files import LARGEST, permissions_of, read_file, write_files
from osce_tracker.model.editions import EDITION
from osce_tracker.model.plain import to_json
from osce_tracker.tracker.kinds import FILES

#: The journal of a directory.
JOURNAL: Final = ".saving"
#: The names of the files of a data set in a directory.
NAMES: Final = frozenset(f"{name}.json" for name in (EDITION, *FILES))
#: A file that is mostly brackets takes thirty times its size in memory. Records have at least 20 bytes per
#: comma, bracket and line.
_MOST_VALUES: Final = 10_000_000
#: How long a save waits for others, in seconds. A save takes less than a second.
_PATIENCE: Final = 60


def is_data_file(file: Path) -> bool:
    """Return True if a file has a name from a data set, whatever the case of its suffix.

    Args:
        file: the file.

    >>> is_data_file(Path("commitments.JSON")), is_data_file(Path("notes.json"))
    (True, False)
    """
    return f"{file.stem}{file.suffix.lower()}" in NAMES


def too_large(data: bytes) -> str:
    """Return why a readable file is too large for a data set, or an empty text.

    Args:
        data: its content.

    >>> too_large(b"[]")
    ''
    """
    if len(data) > LARGEST:
        return f"it is larger than {LARGEST // 1024 // 1024:,} MB"
    if any(data.count(sign) > _MOST_VALUES for sign in (b",", b"[", b"{", b"\n")):
        return f"it has more than {_MOST_VALUES:,} values"
    return ""


def pending(folder: Path) -> dict[str, bytes] | None:
    """Return the files in the journal of a directory, or ``None`` if there is no journal.

    Args:
        folder: the directory of a data set.

    Raises:
        ValueError: if it isn't a journal, or holds files that don't belong to a data set.
        OSError: if it can't be read.
    """
    journal = folder / JOURNAL
    try:
        # A journal may come from elsewhere, so trust it only with the files of a data set.
        data = b"" if journal.is_symlink() else read_file(journal)
        files: Any = None if too_large(data) else json.loads(data)
        if isinstance(files, dict) and files and NAMES.issuperset(cast("dict[str, Any]", files)):
            return {name: text.encode() for name, text in cast("dict[str, str]", files).items()}
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError, AttributeError):
        pass
    raise ValueError(f"{JOURNAL} of an interrupted save is damaged. Remove it to use the files as they are")


def files_of(path: Path) -> dict[str, Path | bytes]:
    """Return the current files of a data set by name: the path, or the content if the journal has it.

    Args:
        path: the file or directory.

    Raises:
        OSError: if the directory or its journal can't be read.
        ValueError: if its journal is damaged.
    """
    if not path.is_dir():
        return {path.name: path}
    journal = pending(path)
    files: dict[str, Path | bytes] = {
        file.name: file
        for file in path.iterdir()
        if file.suffix.lower() == ".json" and not file.name.startswith(".")
        if journal is None or not is_data_file(file)
    }
    files.update(journal or {})
    return dict(sorted(files.items()))


def content_of(path: Path) -> dict[str, str]:
    """Return a digest of each file of a data set.

    Args:
        path: the file or directory. It needn't exist.

    Raises:
        OSError: if a file can't be read.
        ValueError: if the journal of the directory is damaged.
    """
    digests: dict[str, str] = {}
    for name, place in files_of(path).items():
        with suppress(FileNotFoundError):
            data = place if isinstance(place, bytes) else read_file(place)
            digests[name] = sha256(data).hexdigest()
    return digests


def stamp_of(path: Path) -> object:
    """Return a value that changes if a file of a directory is replaced or renamed.

    Args:
        path: the file or directory. A single file is always replaced, and read, in one step.
    """
    try:
        entries = path.iterdir() if path.is_dir() else ()
        files = sorted(file for file in entries if file.name == JOURNAL or is_data_file(file))
        # A broken link only has the state of the link itself.
        stats = {file: file.stat(follow_symlinks=file.exists()) for file in files}
    except FileNotFoundError:
        # It was replaced just now, so read it again.
        return object()
    except OSError:
        return None
    return {file: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for file, stat in stats.items()}


@contextmanager
def locked(target: Path) -> Generator[None]:
    """Keep others from saving the same data set at the same time.

    Args:
        target: the file or directory of the data set. The lock is an empty hidden file, which stays.

    Raises:
        OSError: if the lock can't be made, or another program doesn't release it.
    """
    from filelock import FileLock, Timeout

    if target.is_dir():
        lock = target / ".lock"
    else:
        # The name of the file may be as long as the system allows.
        lock = target.parent / os.fsdecode(b"." + os.fsencode(target.name)[:200] + b".lock")
    with suppress(FileExistsError):
        # filelock waits for ever where no file can be created.
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL, 0o666))
    try:
        acquired = FileLock(lock, mode=0o666).acquire(timeout=_PATIENCE)
    except Timeout:
        raise TimeoutError(errno.ETIMEDOUT, "another program keeps it locked", str(target)) from None
    with acquired:
        yield


def write_folder(folder: Path, whole: Mapping[str, Any]) -> None:
    """Replace the files of a directory in one step.

    Args:
        folder: the directory, which is locked.
        whole: the plain data of each file, by its name without suffix.

    Raises:
        OSError: if it can't be written, or would be too large to read again. The old files then stay
            as they were.
    """
    files = {f"{key}.json": to_json(value).decode() for key, value in whole.items()}
    permissions = 0o666
    for place in files_of(folder).values():
        # The journal must not be readable by anyone who can't read the files.
        permissions &= permissions_of(str(place), 0o666) if isinstance(place, Path) else permissions
    write_single(folder / JOURNAL, json.dumps(files).encode(), permissions)
    with suppress(OSError):
        # Readers follow the journal, and the next save completes whatever fails now.
        complete(folder)


def write_single(target: Path, data: bytes, permissions: int = 0o666) -> None:
    """Replace one file of a data set in one step.

    Args:
        target: the file, which is locked.
        data: its new content.
        permissions: those of a new file.

    Raises:
        OSError: if it can't be written, or would be too large to read again. The old file then stays as
            it was.
    """
    if why := too_large(data):
        raise OSError(errno.EFBIG, f"it couldn't be read again, since {why}", str(target))
    write_files({str(target): data}, permissions)


def complete(folder: Path) -> None:
    """Replace the files of a directory with those in its journal, and remove the journal.

    Args:
        folder: the directory, which is locked.

    Raises:
        OSError: if a file can't be written.
        ValueError: if the journal is damaged.
    """
    files = pending(folder)
    if files is None:
        return
    for file in list(folder.iterdir()):
        # Removed first: where case doesn't count in names, it may be a file that is written next.
        if is_data_file(file) and file.name not in files:
            file.unlink()
    write_files({str(folder / name): data for name, data in files.items()})
    (folder / JOURNAL).unlink()
