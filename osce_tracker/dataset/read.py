"""A data set on disk: a directory or a file, read whole and checked, with all its faults at once."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any, Final, cast

from osce_tracker.checks.references import references
from osce_tracker.dataset.decode import KINDS, decode_checked, record_type
from osce_tracker.dataset.faults import FAILED, MOST_KEYS, JsonObject, Reader, long_line
from osce_tracker.dataset.migrations import known_form, migrated
from osce_tracker.dataset.write import Origin, files_of, stamp_of
from osce_tracker.errors import DataError, Problem, did_you_mean, nearest, quoted
from osce_tracker.tracker.collection import paused_collector
from osce_tracker.tracker.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike

    from osce_tracker.model.chairs import Chairmanships
    from osce_tracker.model.editions import Edition
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.model.themes import Themes

#: The file in which a data set says of itself what it is.
EDITION: Final = "dataset"
_NAMES: Final = (EDITION, *KINDS)
#: A file with more faults than these is none of ours, and nobody reads on.
MOST_FAULTS: Final = 10_000
#: So often is a directory read that others save meanwhile, with waits that double from the first.
_TRIES: Final = 10
_FIRST_WAIT: Final = 0.001
_FORM: Final = (
    "accepted: a directory with commitments.json, events.json, series.json or statements.json "
    "(or .jsonl, one record a line), or one JSON file with these names as keys"
)


def read_tracker(
    path: str | PathLike[str],
    states: StateRegistry,
    chairs: Callable[[], Chairmanships] | None = None,
    themes: Themes | None = None,
) -> Tracker:
    """Return the tracker of a data set on disk.

    Args:
        path: a directory with a file for each kind of record, or one file: an object with the kinds as
            keys, or the records of one kind under its name.
        states: the States and groups that codes and names are looked up in.
        chairs: a function that gives the terms in the chair.
        themes: a vocabulary of themes, or ``None``.

    Raises:
        DataError: when anything cannot be read or is not as it must be; carries every fault of all
            files, each with file, record, JSON path, what stood there and what is accepted.
    """
    with paused_collector():
        # A single file is known by its own name, a link to it or not.
        real = _real(Path(path))
        reading = _settled(real)
        if not reading.problems:
            reading.problems.extend(references(reading.placed(), states))
        if reading.problems:
            raise DataError(reading.problems)
        records: dict[str, Any] = reading.records
        made = Tracker(**records, edition=reading.edition, states=states, chairs=chairs, themes=themes)
        made.set_origin(Origin(str(real), reading.content, made))
        return made


def _real(path: Path) -> Path:
    """Return where a path leads; a text that is no path is told when it is read."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:
        return path


def _settled(path: Path) -> _Reading:
    """Return what was read of a data set, again when another process saved it meanwhile."""
    reading = _Reading()
    for tried in range(_TRIES):
        before = stamp_of(path)
        reading.path(path)
        if before == stamp_of(path):
            return reading
        # Who saves without pause leaves a moment between two saves: waits of other lengths meet it.
        sleep(_FIRST_WAIT * 2**tried)
        reading = _Reading()
    reading.fault(_named(path), "unreadable-file", "is being written by others all the time")
    return reading


class _Reading:
    """What has been read so far of a data set, and the faults found."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.records: dict[str, list[Any]] = {}
        self.places: dict[str, tuple[str, list[str]]] = {}
        self.edition: Edition | None = None
        self.content: dict[str, str] = {}
        #: The older form that the data set says to have, or nothing.
        self.form: int | None = None

    def placed(self) -> dict[str, Iterator[tuple[str, str, Any]]]:
        """Return the records of each kind with file and path."""
        return {kind: self._placed(kind) for kind in self.records}

    def _placed(self, kind: str) -> Iterator[tuple[str, str, Any]]:
        file, paths = self.places[kind]
        return ((file, path, r) for path, r in zip(paths, self.records[kind], strict=True))

    def fault(self, file: str, code: str, message: str) -> None:
        self.problems.append(Problem(file=file, code=code, message=message))

    def path(self, path: Path) -> None:
        try:
            files = files_of(path) if path.is_dir() else None
        except (OSError, ValueError) as error:
            self.fault(_named(path), "unreadable-file", f"cannot be read: {_why(error)}")
            return
        if files is not None:
            self.directory(_named(path), files)
            return
        data = self.bytes_of(path, path.name)
        if data is None:
            return
        if path.stem in KINDS:
            self.kind(path, data)
        else:
            self.whole(path.name, data)

    def bytes_of(self, path: Path, name: str) -> bytes | None:
        try:
            data = path.read_bytes()
            self.content[name] = sha256(data).hexdigest()
            return data.removeprefix(b"\xef\xbb\xbf")
        except FileNotFoundError:
            self.fault(_named(path), "missing-file", f"there is no such file; {_FORM}")
        except (OSError, ValueError) as error:
            self.fault(_named(path), "unreadable-file", f"cannot be read: {_why(error)}")
        return None

    def directory(self, name: str, places: dict[str, Path]) -> None:
        """Read a data set out of the files of a directory, each from where it stands."""
        files = [path.with_name(named) for named, path in places.items()]
        # What the set says of its form is needed to read the others.
        files.sort(key=lambda file: file.stem != EDITION)
        for file in files:
            if file.stem not in _NAMES:
                near = did_you_mean([f"{n}.json" for n in nearest(file.stem, _NAMES, 1)])
                self.fault(file.name, "unknown-file", f"is no file of a data set; {_FORM}{near}")
            elif file.suffix == ".jsonl" and file.with_suffix(".json") in files:
                self.fault(file.name, "two-files", f"{file.stem}.json holds that kind already")
        if not any(file.stem in KINDS for file in files):
            self.fault(name, "empty-set", f"there are no records here; {_FORM}")
        for file in files:
            data = self.bytes_of(places[file.name], file.name) if file.stem in _NAMES else None
            if data is not None and file.stem == EDITION:
                reader = Reader(file.name, self.problems)
                self.about(reader, reader.document(data), "$")
            elif data is not None:
                self.kind(file, data)

    def about(self, reader: Reader, document: object, path: str) -> None:
        """Read what a data set says of itself."""
        from osce_tracker.model.editions import FORMAT, NEWER, Edition

        if isinstance(document, JsonObject):
            number = document.get("format")
            if known_form(number):
                self.form = number
                document["format"] = FORMAT
            elif type(number) is int and number > FORMAT:
                # What else is new in it would hide the one thing to know.
                reader.report("newer-format", f"{path}.format", f"{number} is newer than {FORMAT}, {NEWER}")
                return
        if document is not FAILED:
            self.edition = reader.record(document, Edition, path)

    def kind(self, path: Path, data: bytes) -> None:
        """Read the records of one kind out of one file, whose name tells the kind."""
        kind, lines = path.stem, path.suffix == ".jsonl"
        fits = long_line(data) is None
        found = decode_checked(data, record_type(kind), lines=lines) if fits else None
        if found is not None and lines and not _one_a_line(data, len(found)):
            # msgspec takes a record over several lines, and several in one, whose places would be lost.
            found = None
        if found is not None:
            paths = _line_paths(data) if lines else [f"$[{n}]" for n in range(len(found))]
            self.records[kind], self.places[kind] = found, (path.name, paths)
            return
        reader = Reader(path.name, self.problems)
        values = reader.lines(data) if lines else _items(reader, reader.document(data), "$")
        self.take(kind, reader, values)

    def take(self, kind: str, reader: Reader, values: list[tuple[str, Any]]) -> None:
        """Keep the records that JSON values make, and the faults of those that make none."""
        cls = record_type(kind)
        if self.form is not None:
            values = [(path, migrated(kind, value, self.form)) for path, value in values]
        good: list[tuple[str, Any]] = []
        before = len(self.problems)
        for path, value in values:
            record = reader.record(value, cls, path)
            if record is not None:
                good.append((path, record))
            elif len(self.problems) >= before + MOST_FAULTS:
                message = f"is not read beyond {MOST_FAULTS:,} faults: mend these, then try again"
                reader.report("too-many-faults", path, message)
                break
        self.records[kind] = [record for _, record in good]
        self.places[kind] = reader.file, [path for path, _ in good]

    def whole(self, name: str, data: bytes) -> None:
        """Read a data set out of one file: an object with the kinds as keys."""
        reader = Reader(name, self.problems)
        document = reader.document(data)
        if document is FAILED:
            return
        if not isinstance(document, JsonObject):
            reader.report("wrong-type", "$", f"expected an object; {_FORM}")
            return
        for key in list(document)[:MOST_KEYS]:
            if key not in _NAMES:
                near = did_you_mean(nearest(key, _NAMES))
                message = f"unknown key {quoted(key)}; accepted: {', '.join(_NAMES)}{near}"
                reader.report("unknown-key", "$", message)
        for key in document.twice[:MOST_KEYS]:
            reader.report("duplicate-key", f"$.{key}", "stands twice in one object")
        if not any(kind in document for kind in KINDS):
            reader.report("empty-set", "$", f"there are no records here; {_FORM}")
        if EDITION in document:
            self.about(reader, document[EDITION], f"$.{EDITION}")
        for kind in KINDS:
            if kind in document:
                self.take(kind, reader, _items(reader, document[kind], f"$.{kind}"))


def _items(reader: Reader, document: Any, path: str) -> list[tuple[str, Any]]:
    if isinstance(document, list):
        return [(f"{path}[{n}]", value) for n, value in enumerate(cast("list[object]", document))]
    if document is not FAILED:
        reader.report("wrong-type", path, "expected a list of records")
    return []


def _named(path: Path) -> str:
    """Return the name of a file for a message: of a text that is no path as much as can be shown."""
    name = path.name or str(path)
    return name if name.isprintable() and len(name) <= 80 else quoted(name)


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _one_a_line(data: bytes, records: int) -> bool:
    """Tell whether each of so many records has a line to itself."""
    filled = [line for line in map(bytes.strip, data.split(b"\n")) if line]
    return len(filled) == records and all(x.startswith(b"{") and x.endswith(b"}") for x in filled)


def _line_paths(data: bytes) -> list[str]:
    return [f"line {n}" for n, line in enumerate(data.split(b"\n"), 1) if line.strip()]
