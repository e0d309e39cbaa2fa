"""Saves data sets in one canonical form, atomically, without overwriting anyone else's changes."""

import os
from pathlib import Path
from typing import Any, Final

import attrs

from osce_tracker.checks.references import placed, references
from osce_tracker.dataset import folders
from osce_tracker.dataset.bundled import states
from osce_tracker.dataset.read import read
from osce_tracker.errors import ConflictError, DataError, Problem, UsageError, accepted
from osce_tracker.files import checked_path
from osce_tracker.model.editions import BUNDLED, canonical
from osce_tracker.model.plain import to_json
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.changes import difference
from osce_tracker.tracker.kinds import FILES, KINDS
from osce_tracker.tracker.tracker import Origin, Tracker

#: Suffixes of other formats: a new directory with such a name is probably a slip.
_OTHER_FORMATS: Final = frozenset({
    ".sqlite", ".db", ".parquet", ".arrow", ".xlsx", ".csv", ".tsv", ".jsonl", ".txt", ".md", ".html", ".tex",
    ".docx", ".pdf", ".ics", ".zip",
})  # fmt: skip


@checked
def save(tracker: Tracker, path: str | os.PathLike[str], *, overwrite: bool = False) -> Tracker:
    """Save a data set in its canonical form, atomically.

    Args:
        tracker: the data set.
        path: a file ending in ``.json``, or a directory, which gets a file for each kind of record.
        overwrite: whether to replace a data set that this one was not read from.

    Returns:
        The data set, which now also remembers this place.

    Raises:
        DataError: if a record names a State or an event that doesn't exist.
        ConflictError: if the data set there has changed since this one was read, or is a different one. It
            lists the records that differ, and has that data set for ``merge``.
        UsageError: if the path is a file of another format, or the name of a bundled data set.
        OSError: if it can't be written. The old files then stay as they were.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     saved = ot.save(ot.load(), folder)
    ...     ot.load(folder) == saved
    True
    """
    # Loading it again will use these States.
    problems = references(placed(tracker), states())
    if problems:
        raise DataError(problems)
    if path in BUNDLED and not Path(path).exists():
        # load(path) would still read the bundled set.
        raise UsageError(f"{path} is the name of a bundled data set. Choose another, such as my-{path}.")
    target = Path(os.path.realpath(checked_path(path)))
    one_file = not target.is_dir() and (target.suffix.lower() == ".json" or target.is_file())
    _check_name(target, one_file=one_file)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not one_file:
        target.mkdir(exist_ok=True)
        _check_folder(target)
    with folders.locked(target):
        if not one_file:
            folders.complete(target)
        if not overwrite:
            _check_conflict(tracker, target, os.fspath(path))
        whole = _whole(tracker)
        if one_file:
            folders.write_single(target, to_json(whole))
        else:
            folders.write_folder(target, whole)
        others = (origin for origin in tracker.origins if origin.path != str(target))
        return attrs.evolve(tracker, origins=(*others, Origin(str(target), folders.content_of(target))))


def _check_name(target: Path, *, one_file: bool) -> None:
    """Raise ``UsageError`` for a place that could not be read again."""
    if one_file and folders.is_data_file(target):
        raise UsageError(f"{target.name} is the name of one kind of record. Give the directory it is in.")
    other = not target.exists() and target.suffix.lower() in _OTHER_FORMATS
    if other or (one_file and target.suffix.lower() != ".json"):
        raise UsageError(f"{target.name} is not the name of a data set. Give a directory or a .json file.")


def _check_folder(folder: Path) -> None:
    """Raise an error if a directory has files that don't belong to a data set."""
    try:
        strange = sorted(name for name in folders.files_of(folder) if not folders.is_data_file(Path(name)))
    except ValueError as error:
        raise DataError([Problem(file=folders.JOURNAL, code="journal", message=str(error))]) from None
    if strange:
        raise UsageError(f"{folder.name} has files that don't belong to a data set: {accepted(strange)}.")


def _check_conflict(tracker: Tracker, target: Path, path: str) -> None:
    """Raise ``ConflictError`` if saving would lose someone else's changes."""
    content = folders.content_of(target) if target.exists() else {}
    origin = next((origin for origin in tracker.origins if origin.path == str(target)), None)
    if not content or (origin is not None and content == origin.content):
        return
    theirs = read(target, tracker.states, tracker.chairs)
    # Readings, corrections and the edition don't count as changed records, but would be lost as well.
    if origin is not None or _whole(theirs) != _whole(tracker):
        differing = dict.fromkeys((change.kind, change.record) for change in difference(tracker, theirs))
        raise ConflictError(path, tuple(differing), theirs, read_there=origin is not None)


def single_file(tracker: Tracker) -> bytes:
    """Return a data set as one JSON file for ``load``.

    Args:
        tracker: the tracker.
    """
    return to_json(_whole(tracker))


def _whole(tracker: Tracker) -> dict[str, Any]:
    """Return the plain data of a data set as saved."""
    records = {kind: getattr(tracker, kind) for kind in FILES}
    written = {kind: found for kind, found in records.items() if kind in KINDS or found}
    return canonical(written, tracker.edition, tracker.known_by)
