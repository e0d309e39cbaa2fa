"""Reads a data set from a directory or file, and reports every mistake in it at once."""

import os
from hashlib import sha256
from os import PathLike
from pathlib import Path
from time import sleep
from typing import Any, Final, cast

import attrs

from osce_tracker.checks.references import Placed, references
from osce_tracker.dataset.folders import files_of, stamp_of, too_large
from osce_tracker.errors import DataError, Problem, did_you_mean, meant, quoted
from osce_tracker.files import checked_path, read_file
from osce_tracker.model.chairs import Chairmanships
from osce_tracker.model.editions import EDITION, FORMAT, NEWER, Edition
from osce_tracker.model.plain import build, faulty_keys, parse
from osce_tracker.model.states import StateRegistry
from osce_tracker.tracker.kinds import FILES, KINDS
from osce_tracker.tracker.tracker import Origin, Tracker

_NAMES: Final = (EDITION, *FILES)
#: Stop reading after this many problems: such a file is something else.
MOST_PROBLEMS: Final = 10_000
#: How often to read a directory again if another program saves it meanwhile. The waits double.
_TRIES: Final = 10
_FIRST_WAIT: Final = 0.001
_EXPECTED: Final = (
    "A data set is a directory with commitments.json, events.json, series.json or statements.json, "
    "or one JSON file with these names as keys."
)
#: Files to import into a data set instead, and the function for each.
_TO_IMPORT: Final = dict.fromkeys((".csv", ".tsv", ".xlsx"), "read_sheet") | {".ics": "read_calendar"}


def read(path: str | PathLike[str], states: StateRegistry, chairs: Chairmanships) -> Tracker:
    """Return a data set from disk.

    Args:
        path: a directory with a file for each kind of record, or one file: an object with the kinds as
            keys, or the records of one kind under its name.
        states: the States and groups for looking up codes and names.
        chairs: the terms in the chair.

    Raises:
        DataError: if anything can't be read or is wrong. It lists every problem of all files, each with
            file, record, JSON path, the value and what would be accepted.
    """
    # A file goes by its own name, not by that of a link to it.
    real = Path(os.path.realpath(checked_path(path)))
    reading = _read_at_rest(real)
    if not reading.problems:
        reading.problems.extend(references(reading.records, states))
    if reading.problems:
        raise DataError(reading.problems)
    records: dict[str, Any] = {kind: [one for *_, one in placed] for kind, placed in reading.records.items()}
    origins = (Origin(str(real), reading.content),)
    return Tracker(**records, edition=reading.edition, states=states, chairs=chairs, origins=origins)


def _read_at_rest(path: Path) -> "_Contents":
    """Read a data set, and read it again if another program saved it meanwhile."""
    for attempt in range(_TRIES):
        reading = _Contents()
        before = stamp_of(path)
        reading.path(path)
        if before == stamp_of(path):
            return reading
        # Varying waits find the moment between two saves of a busy program.
        sleep(_FIRST_WAIT * 2**attempt)
    reading = _Contents()
    reading.problem(_name(path), "unreadable-file", "Can't be read: other programs keep writing to it.")
    return reading


@attrs.define
class _Contents:
    """The content of a data set read so far, and its problems."""

    problems: list[Problem] = attrs.field(factory=list[Problem])
    records: dict[str, list[Placed]] = attrs.field(factory=dict[str, "list[Placed]"])
    edition: Edition | None = None
    content: dict[str, str] = attrs.field(factory=dict[str, str])

    def problem(self, file: str, code: str, message: str, path: str = "$") -> None:
        self.problems.append(Problem(file=file, path=path, code=code, message=message))

    def path(self, path: Path) -> None:
        """Read a directory or a file."""
        try:
            files = files_of(path) if path.is_dir() else None
        except (OSError, ValueError) as error:
            self.problem(_name(path), "unreadable-file", f"Can't be read: {_reason(error)}.")
            return
        if files is not None:
            self.directory(_name(path), files)
        elif path.suffix.lower() in _TO_IMPORT and path.is_file():
            how = _TO_IMPORT[path.suffix.lower()]
            advice = f"Read it with {how}, or use: osce-tracker import {_name(path)} --into my-data"
            self.problem(_name(path), "not-a-data-set", f"Not a data set. {advice}")
        else:
            for document in self.documents(path, path.name):
                if path.stem in FILES:
                    self.take(path.stem, _name(path), document, "$")
                else:
                    self.whole(_name(path), document)

    def documents(self, place: Path | bytes, name: str) -> list[Any]:
        """Return the value of a JSON file; nothing if it can't be read."""
        try:
            data = place if isinstance(place, bytes) else read_file(place)
            self.content[name] = sha256(data).hexdigest()
            if not (why := too_large(data)):
                return [parse(data, _name(name))]
            self.problem(_name(name), "unreadable-file", f"Can't be read: {why}.")
        except FileNotFoundError:
            link = isinstance(place, Path) and place.is_symlink()
            missing = "The link leads to no file." if link else "There is no such file."
            self.problem(_name(name), "missing-file", f"{missing} {_EXPECTED}")
        except OSError as error:
            self.problem(_name(name), "unreadable-file", f"Can't be read: {_reason(error)}.")
        except DataError as error:
            self.problems += error.problems
        return []

    def directory(self, folder: str, places: dict[str, Path | bytes]) -> None:
        """Read the files of a directory."""
        first: dict[str, str] = {}
        for name, place in places.items():
            stem = Path(name).stem
            if stem not in _NAMES:
                near = did_you_mean([f"{known}.json" for known in meant(stem, _NAMES)]) or f" {_EXPECTED}"
                self.problem(_name(name), "unknown-file", f"Not a file of a data set.{near}")
                continue
            if first.setdefault(stem, name) != name:
                self.problem(name, "two-files", f"{first[stem]} already has records of this kind.")
            for document in self.documents(place, name):
                if stem == EDITION:
                    self.about(name, document, "$")
                else:
                    self.take(stem, name, document, "$")
        if first.keys().isdisjoint(KINDS):
            self.problem(folder, "empty-set", f"There are no records here. {_EXPECTED}")

    def about(self, file: str, document: object, path: str) -> None:
        """Read the description of the data set."""
        number = _format_of(document)
        if type(number) is int and number > FORMAT:
            # Other unknown content would only distract from this.
            message = f"{quoted(number)} is newer than {FORMAT}, {NEWER}"
            self.problem(file, "newer-format", message, f"{path}.format")
        else:
            self.edition = build(Edition, document, self.problems, file=file, path=path)

    def whole(self, file: str, document: object) -> None:
        """Read a data set in one file: an object with the kinds as keys."""
        if not isinstance(document, dict):
            self.problem(file, "wrong-type", f"Must be an object. {_EXPECTED}")
            return
        sets = cast("dict[str, Any]", document)
        for code, place, message in faulty_keys(sets, _NAMES, "$"):
            self.problem(file, code, message, place)
        if not any(kind in sets for kind in KINDS):
            self.problem(file, "empty-set", f"There are no records here. {_EXPECTED}")
        if EDITION in sets:
            self.about(file, sets[EDITION], f"$.{EDITION}")
        for kind in FILES:
            if kind in sets:
                self.take(kind, file, sets[kind], f"$.{kind}")

    def take(self, kind: str, file: str, documents: object, path: str) -> None:
        """Build the records of one kind."""
        if not isinstance(documents, list):
            self.problem(file, "wrong-type", "must be a list of records", path)
            return
        cls, before = FILES[kind].record, len(self.problems)
        placed = self.records.setdefault(kind, [])
        for number, document in enumerate(cast("list[object]", documents)):
            place = f"{path}[{number}]"
            record = build(cls, document, self.problems, file=file, path=place)
            if record is not None:
                placed.append((file, place, record))
            elif len(self.problems) >= before + MOST_PROBLEMS:
                message = f"Reading stopped after {MOST_PROBLEMS:,} problems. Correct these and try again."
                self.problem(file, "too-many-problems", message, place)
                break


def _format_of(document: object) -> object:
    return cast("dict[str, object]", document).get("format") if isinstance(document, dict) else None


def _name(path: Path | str) -> str:
    """Return the name of a file as messages show it."""
    name = Path(path).name or str(path)
    return name if name.isprintable() and len(name) <= 80 else quoted(name)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
