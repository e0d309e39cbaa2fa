"""The data sets and reference files that come with the package."""

import os
from datetime import date
from functools import cache, partial
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs

from osce_tracker.errors import UsageError, did_you_mean, meant, quoted
from osce_tracker.files import checked_path
from osce_tracker.model.bundled_json import read_bundled
from osce_tracker.model.chairs import Chairmanship, Chairmanships
from osce_tracker.model.corrections import Correction
from osce_tracker.model.editions import BUNDLED, EDITION, Edition
from osce_tracker.model.plain import from_dict
from osce_tracker.model.states import Group, State, StateRegistry
from osce_tracker.tracker.collection import Lazy
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.join import join
from osce_tracker.tracker.kinds import FILES, KINDS
from osce_tracker.tracker.tracker import Tracker

T = TypeVar("T")

#: The set that ``load()`` returns.
DEFAULT: Final = "finland-2025"
#: The name that loads all of them.
ALL: Final = "all"


@attrs.frozen
class DataSet:
    """A bundled data set.

    Attributes:
        name: its name, such as ``finland-2025``.
        title: its title.
        compiled: the day on which it was compiled.
        known_until: the day up to which the public record is known; the set is silent on later days.
    """

    name: str
    title: str
    compiled: date
    known_until: date | None
    _counts: tuple[tuple[str, int], ...] = attrs.field(alias="counts")

    @property
    def counts(self) -> dict[str, int]:
        """The number of records of each kind."""
        return dict(self._counts)


def load(path: str | PathLike[str] | None = None) -> Tracker:
    """Return a data set: a bundled one, all of them, or one of your own.

    Args:
        path: the name of a bundled set (``datasets()`` lists them), ``"all"`` for all of them in one
            tracker, or a directory or file in the format of the bundled data (see the data dictionary,
            ``osce_tracker/data/README.md``). A name takes precedence over a path: write ``./all`` for a
            directory of that name. By default, the set on Finland's 2025 Chairpersonship.

    Returns:
        The data set. Each kind of record in a bundled set is read on first use.

    Raises:
        UsageError: if there is no bundled set of that name, and no file or directory. It names the closest.
        DataError: if a file can't be read or has mistakes. It lists all of them.

    >>> from osce_tracker.dataset.bundled import load
    >>> load().commitments["FI25-HD-03"].title
    'Help bring deported Ukrainian children home'
    >>> len(load("all").commitments), load("switzerland-2026").edition.chair
    (227, 'CH-2026')
    """
    if path is None:
        return _bundled(DEFAULT)
    if path == ALL:
        return join(*map(_bundled, BUNDLED))
    if isinstance(path, str) and path in BUNDLED:
        return _bundled(path)
    place = checked_path(path)
    # Path.exists raises an error if the name is too long.
    if Path(place).name == place and not Path(place).suffix and not os.path.exists(place):  # noqa: PTH110 (as above)
        names = (*BUNDLED, ALL)
        use = f"Give a path, or one of {', '.join(names)}.{did_you_mean(meant(place, names))}"
        raise UsageError(f"There is no data set, file or directory {quoted(place)}. {use}")
    from osce_tracker.dataset.read import read

    return _mark_edited(read(path, states(), chairs()))


def _mark_edited(tracker: Tracker) -> Tracker:
    """Return a set from disk. A copy of a bundled set records whether it was edited, even by hand."""
    edition = tracker.edition
    if edition is not None and set(BUNDLED).issuperset(edition.name.split(" + ")):
        original = join(*map(_bundled, edition.name.split(" + ")))
        if edition == original.edition:
            return attrs.evolve(tracker, edition=attrs.evolve(edition, changed=tracker != original))
    return tracker


def datasets() -> tuple[DataSet, ...]:
    """Return the bundled data sets: their subject, how far they go and how many records they have.

    >>> from osce_tracker.dataset.bundled import datasets
    >>> for one in datasets():
    ...     print(one.name, one.counts["commitments"], one.known_until)
    malta-2024 68 2024-12-31
    finland-2025 98 2026-03-15
    switzerland-2026 61 2026-06-08
    """
    return tuple(map(_described, BUNDLED))


def _described(name: str) -> DataSet:
    edition = _edition(name)
    counts = tuple((kind.name, len(read_bundled(name, kind.file))) for kind in KINDS.values())
    return DataSet(name, edition.title, edition.compiled, edition.known_until, counts)


def promises_of_all(tracker: Tracker) -> tuple[Tracker, ...]:
    """Return the promises of a tracker, and then those that only the bundled data sets have.

    Args:
        tracker: the tracker.

    Returns:
        A tracker with only commitments and readings for each set, the given one first, all in the same
        as-of view. ``join`` combines them.

    >>> from osce_tracker.dataset.bundled import load, promises_of_all
    >>> [len(one.commitments) for one in promises_of_all(load())]
    [98, 68, 61]
    """
    nothing: dict[str, Any] = {"events": (), "series": (), "statements": (), "corrections": (), "origins": ()}
    sets = [attrs.evolve(tracker, **nothing)]
    for name in BUNDLED:
        other = _bundled(name)
        missing = Commitments(one for one in other.commitments if one.id not in tracker.commitments)
        if missing:
            readings = [one for one in other.readings if one.record in missing]
            part = attrs.evolve(other, commitments=missing, readings=readings, **nothing)
            sets.append(part if tracker.known_by is None else part.as_of(tracker.known_by))
    return tuple(sets)


def _bundled(name: str) -> Tracker:
    edition = _edition(name)
    # Filled in here, since a record that names its Chair need not be built again.
    records: dict[str, Any] = {
        kind: Lazy(partial(_records, known.record, name, known.file, chairs=[edition.chair]))
        for kind, known in FILES.items()
    }
    records["corrections"] = Lazy(partial(_records, Correction, name, FILES["corrections"].file))
    return Tracker(**records, edition=edition, states=states(), chairs=chairs())


def _edition(name: str) -> Edition:
    file = f"{EDITION}.json"
    return from_dict(Edition, read_bundled(name, file), file=file)


def _records(cls: type[T], folder: str, file: str, **more: Any) -> list[T]:
    documents = enumerate(read_bundled(folder, file))
    return [from_dict(cls, plain | more, file=file, path=f"$[{n}]") for n, plain in documents]


@cache
def states() -> StateRegistry:
    """Return the registry of the bundled States and groups.

    Returns:
        57 participating States, 11 Partners for Co-operation, 4 former States, and 17 groups.

    >>> from osce_tracker.dataset.bundled import states
    >>> states().find("Türkiye").code, states().find("TUR").name_on("2020-01-01")
    ('TR', 'Turkey')
    """
    return StateRegistry(
        _records(State, "reference", "states.json"), _records(Group, "reference", "groups.json")
    )


@cache
def chairs() -> Chairmanships:
    """Return the bundled terms in the chair, from 1991 on.

    >>> from osce_tracker.dataset.bundled import chairs
    >>> chairs().troika_on("2025-06-30").states
    ('MT', 'FI', 'CH')
    """
    return Chairmanships(_records(Chairmanship, "reference", "chairs.json"))
