"""The files of a data set on disk, which of them are current, and replacing all of them in one step.

No system renames several files at once. So the new files of a directory are written next to the old, then a
journal that names them, and only then are they renamed. A save that is interrupted before the journal leaves
the old set, one that is interrupted later the new one: readers follow the journal, and the next save
completes it.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, cast

from osce_tracker.files import sync_folder
from osce_tracker.model.plain import EDITION, to_json
from osce_tracker.tracker.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

#: The journal of a directory.
JOURNAL: Final = ".saving"
#: The names of the files of a data set in a directory.
NAMES: Final = frozenset(f"{name}{suffix}" for name in (EDITION, *KINDS) for suffix in (".json", ".jsonl"))


def draft_of(path: Path) -> Path:
    """Return where a file of a directory is written before it is renamed.

    Args:
        path: its final place.
    """
    return path.with_name(f".{path.name}.new")


def pending(folder: Path) -> dict[str, list[str]]:
    """Return the names of the files that the journal of a directory wants renamed and removed.

    Args:
        folder: the directory of a data set.

    Raises:
        ValueError: if it isn't a journal, or names other files than those of a data set.
    """
    try:
        journal: object = json.loads((folder / JOURNAL).read_bytes())
    except FileNotFoundError:
        return {"rename": [], "remove": []}
    parts = cast("dict[str, Any]", journal) if isinstance(journal, dict) else {}
    for part in ("rename", "remove"):
        names: Any = parts.get(part)
        # A journal may come from elsewhere, so it is only trusted with the files of a data set.
        if not isinstance(names, list) or any(
            name not in tuple(NAMES) for name in cast("list[object]", names)
        ):
            raise ValueError(f"The journal {JOURNAL} names files that don't belong to a data set.")
    return parts


def files_of(path: Path) -> dict[str, Path]:
    """Return the current files of a data set by name. A file may still be under the name of its draft.

    Args:
        path: the file or directory.

    Raises:
        OSError: if the directory can't be read.
        ValueError: if its journal is wrong.
    """
    if not path.is_dir():
        return {path.name: path}
    journal = pending(path)
    files = {file.name: file for file in path.iterdir() if file.suffix in (".json", ".jsonl")}
    for name in journal["remove"]:
        files.pop(name, None)
    for name in journal["rename"]:
        draft = draft_of(path / name)
        files[name] = draft if draft.exists() else path / name
    return {name: files[name] for name in sorted(files) if not name.startswith(".")}


def content_of(path: Path) -> dict[str, str]:
    """Return a digest of each file of a data set.

    Args:
        path: the file or directory. It needn't exist.
    """
    if not path.exists():
        return {}
    return {name: sha256(file.read_bytes()).hexdigest() for name, file in files_of(path).items()}


def stamp_of(path: Path) -> object:
    """Return a value that changes if a file of a directory is replaced or renamed.

    Args:
        path: the file or directory. A single file is always replaced, and read, in one step.
    """
    try:
        files = files_of(path) if path.is_dir() else {}
        stats = {file: file.stat() for file in files.values()}
    except FileNotFoundError:
        # Renamed just now, so it has to be read again.
        return object()
    except (OSError, ValueError):
        return None
    return {file: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for file, stat in stats.items()}


@contextmanager
def locked(target: Path) -> Generator[None]:
    """Keep other processes from saving the same data set at the same time, on systems that can.

    Args:
        target: the file or directory of the data set.
    """
    try:
        from fcntl import LOCK_EX, flock
    except ImportError:
        yield
        return
    lock = target / ".lock" if target.is_dir() else target.parent / f".{target.name}.lock"
    descriptor = _open(lock)
    try:
        # The system releases the lock when the process ends, however it ends.
        flock(descriptor, LOCK_EX)
        while not _is_current(lock, descriptor):
            # The previous holder removed the file, so others lock a new one.
            os.close(descriptor)
            descriptor = _open(lock)
            flock(descriptor, LOCK_EX)
        try:
            yield
        finally:
            with suppress(OSError):
                lock.unlink()
    finally:
        os.close(descriptor)


def _open(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if not lock.exists():
            raise
        # Another user's file can be locked without writing to it.
        return os.open(lock, os.O_RDONLY)


def _is_current(lock: Path, descriptor: int) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(lock.stat(), os.fstat(descriptor))
    return False


def write_folder(folder: Path, whole: Mapping[str, Any]) -> None:
    """Replace the files of a directory in one step.

    Args:
        folder: the directory, which is locked.
        whole: the plain data of each file, by its name without suffix.

    Raises:
        OSError: if it can't be written. The old files are then left as they were.
    """
    names = [f"{key}.json" for key in whole]
    stale = [name for name in files_of(folder) if name not in names]
    drafts = [draft_of(folder / name) for name in names]
    journal = folder / f"{JOURNAL}.tmp"
    try:
        for name, draft, value in zip(names, drafts, whole.values(), strict=True):
            _write(draft, to_json(value))
            with suppress(FileNotFoundError):
                draft.chmod((folder / name).stat().st_mode & 0o7777)
        _write(journal, json.dumps({"rename": names, "remove": stale}).encode())
        # From here on the new set is the current one.
        journal.replace(folder / JOURNAL)
    except OSError:
        for draft in (*drafts, journal):
            with suppress(OSError):
                draft.unlink()
        raise
    with suppress(OSError):
        # Readers follow the journal, and the next save completes what can't be done now.
        sync_folder(folder)
        complete(folder)


def complete(folder: Path) -> None:
    """Do what the journal of a directory says.

    Args:
        folder: the directory, which is locked.
    """
    journal = pending(folder)
    if not (folder / JOURNAL).exists():
        return
    for name in journal["rename"]:
        with suppress(FileNotFoundError):
            draft_of(folder / name).replace(folder / name)
    for name in journal["remove"]:
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)
    (folder / JOURNAL).unlink(missing_ok=True)
    sync_folder(folder)


def _write(draft: Path, data: bytes) -> None:
    """Write a draft and wait until it is on the disk."""
    # A draft of an interrupted save, or a link that somebody put there, is replaced and never opened.
    draft.unlink(missing_ok=True)
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
