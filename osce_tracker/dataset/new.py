"""A small valid data set to begin one's own with, and the README that explains it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osce_tracker.errors import UsageError, quoted
from osce_tracker.files import write_file
from osce_tracker.model.commitments import Commitment, Maker, StatusUpdate
from osce_tracker.model.editions import Edition
from osce_tracker.model.sources import Source
from osce_tracker.model.states import StateKind
from osce_tracker.tracker.tracker import Tracker

if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    from osce_tracker.model.states import StateRegistry

_CHAIR: Final = re.compile(r"(.+?)\s+([0-9]{4})")
#: Title of the promise in a new data set, by which it is known as long as nobody has touched it.
EXAMPLE: Final = "Example: replace it with the first promise"
_README: Final = """\
# {title}

A data set of osce_tracker, in plain files that can be read and compared. `osce-tracker check .` says what is
wrong or weak in it; `osce-tracker quarterly {year}-Q1 --data .` makes the first table.

- `dataset.json`: what the set says of itself. Change `version` with every edition, and `compiled` to the day
  up to which you have read the public record.
- `commitments.json`: the promises. Replace the example. `updates` are dated facts about a promise, in time
  order; a correction is a later update, never an edit. No update means not assessed, which is not failure.
- `events.json`, `series.json`, `statements.json`: meetings, regular meetings, and what States said.

Dates are `2026-07-31`, `2026-07`, `2026-Q3`, `2026-H2`, `2026` or a span `2026-07-31/2026-08-01`, and stay as
vague as their source. Every record names the page on which it was seen. `null` means not known.

To bring in a spreadsheet: `osce-tracker template commitments.xlsx`, fill it in, then
`osce-tracker import commitments.xlsx --into .` (the example then goes by itself).

JSON has no comments: notes for the next reader belong here.
"""


def start(path: str | PathLike[str], chair: str, states: StateRegistry, today: date | str) -> Tracker:
    """Make a small valid data set in a new directory, with a README that explains it.

    Args:
        path: the directory; it must not exist, or be empty.
        chair: the Chair and year, such as ``"Switzerland 2026"``.
        states: the States that the Chair is looked up in.
        today: the day up to which the set says to be compiled, as a date or ``"2026-01-15"``.

    Returns:
        The data set.

    Raises:
        UsageError: when the directory has something in it, or the Chair is not a State and a year.
        UnknownStateError: when the Chair is no State; names the nearest.
        OSError: when it cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     mine = ot.start(folder, "Switzerland 2026", ot.states(), "2026-01-15")
    >>> mine.edition.title, mine.commitments.ids, mine.chair
    ("Switzerland's 2026 OSCE Chairpersonship", ('CH26-HD-01',), 'CH')
    """
    match = _CHAIR.fullmatch(chair.strip())
    if match is None:
        raise UsageError(
            f"{quoted(chair)} is no Chair; accepted: a State and a year, as in 'Switzerland 2026'"
        )
    state, year = states.find(match[1]), match[2]
    if state.kind is not StateKind.PARTICIPATING or not state.member_on(f"{year}-12-31"):
        raise UsageError(
            f"{state.name} is no participating State in {year}, and none but those takes the Chair"
        )
    folder = Path(path).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder.name} is not empty; accepted: a new or an empty directory")
    title = f"{state.name}'s {year} OSCE Chairpersonship"
    edition = Edition(
        name=f"{state.name.lower().replace(' ', '-')}-{year}",
        title=title,
        version="1",
        compiled=today,
        chair=f"{state.code}-{year}",
        note="Begun with osce-tracker new.",
    )
    made = Tracker(commitments=[_example(state.code, state.name, year)], edition=edition, states=states)
    folder.mkdir(parents=True, exist_ok=True)
    made.save(folder)
    write_file(str(folder / "README.md"), _README.format(title=title, year=year).encode())
    return made


def _example(code: str, name: str, year: str) -> Commitment:
    page = Source(
        url="https://example.org/programme",
        title="Example: replace it with the page on which the promise was seen",
        publisher=f"Ministry of Foreign Affairs of {name}",
        publisher_type="chair",
        published=f"{year}-01",
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
        made_on=f"{year}-01",
        due=year,
        criterion="Example: how one can tell that it is done.",
        updates=[
            StatusUpdate(date=f"{year}-01", status="planned", summary="Example: announced.", sources=[page])
        ],
        sources=[page],
        confidence="medium",
    )
