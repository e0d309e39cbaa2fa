"""Data sets written to disk: in one canonical form, whole or not at all, and never over another's work.

A file is written beside its place and renamed. A directory has several files, which no system renames at
once: so the new ones are written beside the old, then a journal that names them, and only then are they
renamed. Whoever is killed before the journal leaves the old set, whoever is killed after it the new one:
readers follow the journal, and the next save completes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from osce_tracker.checks.references import placed, references
from osce_tracker.dataset.decode import KINDS, encode_plain, to_plain
from osce_tracker.errors import ConflictError, DataError, Problem, UsageError, accepted, quoted
from osce_tracker.tracker.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Generator

#: Suffixes of files that are no directory of a data set, whatever stands there.
_OTHERS: Final = frozenset(
    f".{name}"
    for name in (
        "sqlite",
        "db",
        "xlsx",
        "csv",
        "tsv",
        "jsonl",
        "txt",
        "md",
        "html",
        "tex",
        "docx",
        "ics",
        "zip",
    )
)
#: Name of the journal of a directory, of a new file beside its place, and of the lock.
JOURNAL: Final = ".saving"
_EDITION: Final = "dataset"
_NAMES: Final = frozenset(f"{name}{suffix}" for name in (_EDITION, *KINDS) for suffix in (".json", ".jsonl"))
_OWN: Final = frozenset(map(repr, _NAMES))


@attrs.frozen
class Origin:
    """Where a tracker was read from, and what stood there.

    Attributes:
        path: the file or directory.
        content: a digest of each file.
        tracker: what was read.
    """

    path: str
    content: Mapping[str, str]
    tracker: Tracker


def new_name(name: str) -> str:
    """Return the name of a file that is not in its place yet."""
    return f".{name}.new"


def pending(folder: Path) -> dict[str, Any]:
    """Return what a journal says is to be renamed and removed; nothing without one.

    Args:
        folder: the directory of a data set.

    Raises:
        ValueError: when it is no journal, or names another file than those of a data set.
    """
    try:
        found: object = json.loads((folder / JOURNAL).read_bytes())
    except FileNotFoundError:
        return {"rename": [], "remove": []}
    journal = cast("dict[str, object]", found) if isinstance(found, dict) else {}
    named = {part: journal.get(part) for part in ("rename", "remove")}
    for names in named.values():
        # A journal may come from elsewhere: it touches files of a data set and no others.
        if not isinstance(names, list) or not set(map(repr, cast("list[object]", names))) <= _OWN:
            raise ValueError(f"the journal {JOURNAL} names what is no file of a data set")
    return named


def files_of(path: Path) -> dict[str, Path]:
    """Return the files of a data set by the name that they have or will have, a journal followed.

    Args:
        path: the file or directory.

    Raises:
        OSError: when the directory cannot be read.
    """
    if not path.is_dir():
        return {path.name: path}
    journal = pending(path)
    found = {file.name: file for file in sorted(path.iterdir()) if file.suffix in (".json", ".jsonl")}
    for name in journal["remove"]:
        found.pop(name, None)
    for name in journal["rename"]:
        new = path / new_name(name)
        found[name] = new if new.exists() else path / name
    return {name: found[name] for name in sorted(found) if not name.startswith(".")}


def content_of(path: Path) -> dict[str, str]:
    """Return a digest of each file of a data set; nothing when there is none."""
    if not path.exists():
        return {}
    return {name: sha256(file.read_bytes()).hexdigest() for name, file in files_of(path).items()}


def stamp_of(path: Path) -> object:
    """Return what differs when any file of a data set was replaced or moved; nothing for what is none."""
    try:
        # A file is replaced as a whole, and read as a whole.
        files = files_of(path) if path.is_dir() else {}
        found = {file: file.stat() for file in files.values()}
    except FileNotFoundError:
        # Renamed just now: what was read meanwhile is to be read again.
        return object()
    except (OSError, ValueError):
        return None
    return {file: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for file, stat in found.items()}


def canonical(tracker: Tracker) -> dict[str, Any]:
    """Return a tracker as plain data in canonical form: kinds as keys, records by id.

    Args:
        tracker: the tracker.
    """
    whole: dict[str, Any] = {}
    edition, stood = tracker.edition, tracker.known_by
    if edition is not None:
        if stood is not None and stood < edition.compiled:
            # A view as of a day has not read the public record beyond it.
            edition = attrs.evolve(edition, compiled=stood)
        whole[_EDITION] = to_plain(edition)
    for kind in KINDS:
        records = sorted(getattr(tracker, kind), key=lambda record: record.id)
        whole[kind] = [to_plain(record) for record in records]
    return whole


def digest_of(tracker: Tracker) -> str:
    """Return a digest of a tracker in canonical form, and of the day as of which it is shown.

    Args:
        tracker: the tracker.
    """
    # Two views may hold the same records and still say of themselves that they are of other days.
    return sha256(encode_plain([to_plain(tracker.known_by), canonical(tracker)])).hexdigest()


def save_tracker(tracker: Tracker, path: str | os.PathLike[str], *, overwrite: bool = False) -> Origin:
    """Write a tracker to disk; return where it now stands.

    Args:
        tracker: the tracker.
        path: a file that ends in ``.json``, or a directory, which may not exist yet.
        overwrite: whether to write over a data set that this tracker was not read from.

    Raises:
        DataError: when a record names a State or an event that does not exist; the set could not be read.
        ConflictError: when the data set there was changed since the tracker was read, or is another.
        UsageError: when the path is a file of another suffix.
        OSError: when it cannot be written; what stood there is then left as it was.
    """
    faults = references(placed(tracker), tracker.states)
    if faults:
        # What is saved can be read again, or it would be lost.
        raise DataError(faults)
    target = _place(path)
    one_file = not target.is_dir() and (target.suffix.lower() == ".json" or target.is_file())
    _refuse_name(target, one_file=one_file)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not one_file:
        target.mkdir(exist_ok=True)
        _refuse_strange(target)
    with _locked(target):
        if not one_file:
            _complete(target)
        if not overwrite:
            _refuse_conflict(tracker, target, os.fspath(path))
        whole = canonical(tracker)
        if one_file:
            _write_file(target, encode_plain(whole))
        else:
            _write_folder(target, whole)
        return Origin(str(target), content_of(target), tracker)


def _place(path: str | os.PathLike[str]) -> Path:
    """Return where a path leads; the text of none is refused."""
    try:
        if os.fspath(path) and os.fsencode(path).count(b"\0") == 0:
            return Path(os.path.realpath(path))
    except UnicodeError:
        pass
    raise UsageError(f"{quoted(str(path))} is no path; accepted: a directory or a .json file")


def _refuse_name(target: Path, *, one_file: bool) -> None:
    """Raise ``UsageError`` for a place where a data set could not be read again."""
    strange = not target.exists() and target.suffix.lower() in _OTHERS
    if strange or (one_file and (target.suffix.lower() != ".json" or target.name in _NAMES)):
        raise UsageError(
            f"{target.name} is no name of a data set; accepted: a directory, or a .json file that is not "
            f"named as one of its kinds"
        )


def _refuse_strange(folder: Path) -> None:
    """Refuse a directory with files or a journal that are none of a data set."""
    try:
        strange = sorted(set(files_of(folder)) - _NAMES)
    except ValueError as error:
        raise DataError([Problem(file=JOURNAL, code="journal", message=str(error))]) from None
    if strange:
        raise UsageError(f"{folder.name} has files that are none of a data set: {accepted(strange)}")


def _refuse_conflict(tracker: Tracker, target: Path, given: str) -> None:
    """Raise ``ConflictError`` when somebody else's work would be lost."""
    there = content_of(target)
    origin = tracker.origin
    own = origin is not None and origin.path == str(target)
    if not there or (own and origin is not None and there == origin.content):
        return
    from osce_tracker.dataset.read import read_tracker
    from osce_tracker.tracker.changes import difference

    theirs = read_tracker(target, tracker.states, lambda: tracker.chairs)
    base = origin.tracker if own and origin is not None else tracker
    changed = tuple(dict.fromkeys((change.kind, change.record) for change in difference(base, theirs)))
    if not changed and not own and theirs.edition == tracker.edition:
        # The same data set already.
        return
    raise ConflictError(given, changed, theirs, read_there=own)


@contextmanager
def _locked(target: Path) -> Generator[None]:
    """Keep other processes from saving the same data set at the same time, where the system can."""
    try:
        from fcntl import LOCK_EX, flock
    except ImportError:
        yield
        return
    name = target / ".lock" if target.is_dir() else target.parent / f".{target.name}.lock"
    descriptor = _opened(name)
    try:
        # A lock of the system goes when its process does, however that ends.
        flock(descriptor, LOCK_EX)
        while not _is_there(name, descriptor):
            # Whoever had it took the empty file away: one made since then is the lock that others see.
            os.close(descriptor)
            descriptor = _opened(name)
            flock(descriptor, LOCK_EX)
        try:
            yield
        finally:
            with suppress(OSError):
                # Still locked, so that whoever waits for it looks for another; where it may not go, it stays.
                name.unlink()
    finally:
        os.close(descriptor)


def _opened(lock: Path) -> int:
    """Open the empty file that is locked, and make it where there is none."""
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if not lock.exists():
            raise
        # The empty file is another user's: to lock it, it need not be written.
        return os.open(lock, os.O_RDONLY)


def _is_there(lock: Path, descriptor: int) -> bool:
    """Return whether the file that was opened is the one that stands under its name."""
    with suppress(FileNotFoundError):
        return os.path.samestat(lock.stat(), os.fstat(descriptor))
    return False


def _write_file(target: Path, data: bytes) -> None:
    draft = target.parent / new_name(target.name)
    try:
        _write_through(draft, data)
        _keep_mode(target, draft)
        draft.replace(target)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
    _sync(target.parent)


def _write_folder(folder: Path, whole: Mapping[str, Any]) -> None:
    names = [f"{key}.json" for key in whole]
    stale = [name for name in files_of(folder) if name not in names]
    journal = folder / f"{JOURNAL}.tmp"
    drafts = [folder / new_name(name) for name in names]
    try:
        for name, draft, value in zip(names, drafts, whole.values(), strict=True):
            _write_through(draft, encode_plain(value))
            _keep_mode(folder / name, draft)
        _write_through(journal, json.dumps({"rename": names, "remove": stale}).encode())
        # From here on the new set is the one that stands.
        journal.replace(folder / JOURNAL)
    except OSError:
        for draft in (*drafts, journal):
            with suppress(OSError):
                draft.unlink()
        raise
    with suppress(OSError):
        # Readers follow the journal, and the next save does what could not be done now.
        _sync(folder)
        _complete(folder)


def _keep_mode(old: Path, new: Path) -> None:
    """Give a new file the rights of the one whose place it takes."""
    with suppress(FileNotFoundError):
        new.chmod(old.stat().st_mode & 0o7777)


def _complete(folder: Path) -> None:
    """Do what a journal says, whoever began it."""
    journal = pending(folder)
    if not (folder / JOURNAL).exists():
        return
    for name in journal["rename"]:
        with suppress(FileNotFoundError):
            (folder / new_name(name)).replace(folder / name)
    for name in journal["remove"]:
        (folder / name).unlink(missing_ok=True)
    _sync(folder)
    (folder / JOURNAL).unlink(missing_ok=True)
    _sync(folder)


def _write_through(path: Path, data: bytes) -> None:
    """Write a file down to the disk, so that no later rename can come before it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Write the names of a directory down to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
