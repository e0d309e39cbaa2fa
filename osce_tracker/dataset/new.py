"""A small valid data set to start your own from, with a README that explains it."""

import os
import re
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Final

from osce_tracker.dataset.bundled import chairs, states
from osce_tracker.dataset.write import save
from osce_tracker.errors import UsageError, quoted
from osce_tracker.files import write_file
from osce_tracker.model.bundled_json import bundled_file
from osce_tracker.model.commitments import Commitment, Maker, StatusUpdate
from osce_tracker.model.editions import Edition
from osce_tracker.model.sources import Source
from osce_tracker.model.states import StateKind
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.tracker import Tracker

_CHAIR: Final = re.compile(r"(.+?)\s+([0-9]{4})")
#: The title of the promise in a new data set. An import removes a promise with this title.
EXAMPLE: Final = "Example: replace it with the first promise"


def new(path: str | PathLike[str], chair: str, today: date | str) -> Tracker:
    """Create a small valid data set in a new directory, with a README that explains it.

    Args:
        path: the directory, which must not exist or must be empty.
        chair: the Chair and year, such as ``"Switzerland 2026"``.
        today: the day on which the set is compiled, as a date or ``"2026-01-15"``.

    Returns:
        The data set.

    Raises:
        UsageError: if the directory isn't empty, or the Chair isn't a participating State and a year.
        UnknownStateError: if there is no such State. It names the closest.
        OSError: if it can't be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     mine = new(folder, "Switzerland 2026", "2026-01-15")
    >>> mine.edition.title, mine.commitments.ids, mine.chair
    ("Switzerland's 2026 OSCE Chairpersonship", ('CH26-HD-01',), 'CH')
    """
    match = _CHAIR.fullmatch(chair.strip()) if isinstance(chair, str) else None
    if match is None:
        raise UsageError(f"Can't read {quoted(chair)} as a Chair and a year, such as 'Switzerland 2026'.")
    state, year = states().find(match[1]), match[2]
    if state.kind is not StateKind.PARTICIPATING or not state.member_on(f"{year}-12-31"):
        raise UsageError(f"{state.name} is not a participating State in {year}, so it can't be the Chair.")
    folder = Path(os.path.realpath(path))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder.name} is not empty. Give a new or an empty directory.")
    title = f"{state.name}'s {year} OSCE Chairpersonship"
    edition = Edition(
        name=f"{state.name.lower().replace(' ', '-')}-{year}",
        title=title,
        version="1",
        compiled=today,
        chair=f"{state.code}-{year}",
        note="Started with osce-tracker new.",
    )
    example = _example(state.code, state.name, year)
    tracker = Tracker(commitments=Commitments([example]), edition=edition, states=states(), chairs=chairs())
    folder.mkdir(parents=True, exist_ok=True)
    saved = save(tracker, folder)
    readme = bundled_file("reference", "new.md").decode()
    write_file(folder / "README.md", readme.format(title=title, year=year).encode())
    return saved


def _example(code: str, name: str, year: str) -> Commitment:
    start = f"{year}-01"
    page = Source(
        url="https://example.org/programme",
        title="Example: replace it with the page on which the promise was seen",
        publisher=f"Ministry of Foreign Affairs of {name}",
        publisher_type="chair",
        published=start,
        primary=True,
    )
    return Commitment(
        id=f"{code}{year[2:]}-HD-01",
        title=EXAMPLE,
        text="Example: what is promised, in your own words.",
        made_by=Maker(type="chair", name=f"{name} ({year} OSCE Chairpersonship)", states=[code]),
        dimensions=["human"],
        kind="activity",
        lever="chair",
        basis="stated",
        made_on=start,
        due=year,
        criterion="Example: how you can tell that it is done.",
        updates=[StatusUpdate(date=start, status="planned", summary="Example: announced.", sources=[page])],
        sources=[page],
        confidence="medium",
    )
