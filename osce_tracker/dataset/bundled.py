"""The bundled data: Finland's 2025 Chairpersonship and the reference files; and loading of others.

Files are read through the package's own loader, so that they are found in a zip file as well.
"""

from __future__ import annotations

from functools import cache
from os.path import dirname, join
from typing import TYPE_CHECKING, Any, Final, cast

from osce_tracker.dataset.decode import decode, record_type
from osce_tracker.errors import UsageError, accepted, did_you_mean, nearest, quoted
from osce_tracker.tracker.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.abc import FileLoader
    from os import PathLike

    from osce_tracker.model.chairs import Chairmanships
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.model.themes import Themes

#: The data sets that come with the package; the first is the one that ``load()`` gives.
BUNDLED: Final = ("finland-2025",)
#: The reference files that come with the package.
REFERENCE: Final = (
    "bodies",
    "chairs",
    "councils",
    "decision_rules",
    "documents",
    "groups",
    "states",
    "symbols",
    "terms",
)


def _read(*parts: str) -> bytes:
    """Return the bytes of a file of the package."""
    # The module's own loader reads from a zip file as well; importlib.resources costs three bare starts.
    loader = cast("FileLoader", __spec__.loader)
    return loader.get_data(join(dirname(dirname(__file__)), "data", *parts))


def load(path: str | PathLike[str] | None = None, *, themes: Themes | None = None) -> Tracker:
    """Return a data set as a tracker: the bundled one, or one's own.

    Args:
        path: a directory or file in the form of the bundled data (``osce_tracker/data/README.md``);
            without it the bundled set on Finland's 2025 Chairpersonship.
        themes: a vocabulary of themes of your own, by which ``where``, ``record`` and ``check`` then go.

    Returns:
        The tracker. Of the bundled set each kind of record is read when it is first needed.

    Raises:
        DataError: when a file cannot be read or has faults; carries all of them.

    >>> import osce_tracker as ot
    >>> ot.load().commitments["FI25-HD-03"].title
    'Help bring deported Ukrainian children home'
    """
    if path is None:
        return _bundled(BUNDLED[0], themes)
    from osce_tracker.dataset.read import read_tracker

    return read_tracker(path, states(), chairs, themes)


def _bundled(name: str, themes: Themes | None) -> Tracker:
    from osce_tracker.model.editions import Edition

    # Package data were checked when the package was tested; decoding them again only costs time.
    def records(kind: str) -> Callable[[], list[Any]]:
        return lambda: decode(_read(name, f"{kind}.json"), record_type(kind))

    (edition,) = decode(b"[" + _read(name, "dataset.json") + b"]", Edition)
    return Tracker(
        commitments=records("commitments"),
        events=records("events"),
        series=records("series"),
        statements=records("statements"),
        edition=edition,
        states=states,
        chairs=chairs,
        themes=themes,
    )


@cache
def states() -> StateRegistry:
    """Return the registry of the bundled States and groups.

    Returns:
        57 participating States, 11 Partners for Co-operation, 4 former States, and 17 groups.

    >>> import osce_tracker as ot
    >>> ot.states().find("Türkiye").code, ot.states().find("TUR").name_on("2020-01-01")
    ('TR', 'Turkey')
    """
    from osce_tracker.model.states import Group, State, StateRegistry

    return StateRegistry(
        decode(_read("reference", "states.json"), State),
        decode(_read("reference", "groups.json"), Group),
    )


@cache
def chairs() -> Chairmanships:
    """Return the bundled terms in the chair, from 1991 on.

    >>> import osce_tracker as ot
    >>> ot.chairs().troika_on("2025-06-30").states
    ('MT', 'FI', 'CH')
    """
    from osce_tracker.model.chairs import Chairmanship, Chairmanships

    return Chairmanships(decode(_read("reference", "chairs.json"), Chairmanship))


def reference(name: str) -> Any:
    """Return a reference file as plain lists and dicts.

    Args:
        name: one of ``bodies``, ``chairs``, ``councils``, ``decision_rules``, ``documents``,
            ``groups``, ``states``, ``symbols``, ``terms``.

    Returns:
        What the file holds, made anew for each call; ``osce_tracker/data/README.md`` describes it.

    Raises:
        UsageError: for another name.

    >>> import osce_tracker as ot
    >>> ot.reference("councils")[0]["city"]
    'Helsinki'
    """
    from msgspec import json

    if name not in REFERENCE:
        raise UsageError(
            f"no reference file {quoted(name)}; accepted: {accepted(REFERENCE)}"
            f"{did_you_mean(nearest(name, REFERENCE))}"
        )
    return json.decode(_read("reference", f"{name}.json"))
