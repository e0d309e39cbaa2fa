"""Writes the website into a folder, which may also hold other files."""

import json
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from os import PathLike
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

from osce_tracker.errors import UsageError, quoted
from osce_tracker.files import checked_path, extra, permissions_of, read_file, sync_folder, write_file
from osce_tracker.formats.style import read_template, style_sheet
from osce_tracker.site import (
    about,
    calendar,
    commitments,
    downloads,
    feed,
    home,
    record,
    reports,
    search,
    statements,
    states,
)
from osce_tracker.site.page import File, Site, read_site
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker

#: Lists the files that we wrote, so that a later run replaces only these.
MANIFEST: Final = ".osce-tracker-site.json"
#: The prefix of the folder for a run's files until all are written.
_STAGE: Final = ".osce-tracker-site-"
#: Even a manifest of hundreds of thousands of files is smaller.
_LARGEST_MANIFEST: Final = 64 * 1024 * 1024
#: The style sheets combined in one file, apart from that of the reports.
_STYLES: Final = ("site", "states", "calendar")
#: The modules of the pages.
_PAGES: Final = (
    *(home, commitments, states, calendar, statements, downloads),
    *(about, feed, record, reports, search),
)


@checked
def export_site(tracker: Tracker, folder: str | PathLike[str]) -> Path:
    """Write a tracker as a website: files that work from disk and any web server.

    Args:
        tracker: the tracker, of one Chairpersonship or several.
        folder: the folder, created if necessary. Files of an earlier run in it are replaced or
            removed, and all other files stay.

    Returns:
        The home page, ``index.html`` in the folder.

    Raises:
        UsageError: if the folder isn't valid, if one of our files would replace a file that we didn't write
            (nothing is changed then), or if the data set has no dated fact.
        MissingExtraError: if an extra is missing that the website needs; names the command that installs it.
        OSError: if the files can't be written. If the disk is full, the old website stays as it was.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     ot.export_site(ot.load("malta-2024"), folder).name
    'index.html'
    """
    target = Path(checked_path(folder))
    with extra("calendar,excel,html,pdf,plot", "Websites"):
        write_folder(files(Site(tracker)), target)
    return target / "index.html"


def files(site: Site) -> Iterator[File]:
    """Yield every file of a website.

    Args:
        site: the website.
    """
    # Any width, since tables of all reports share one style sheet.
    own = "".join(read_site(f"assets/{name}.css") for name in _STYLES)
    style = f"{style_sheet(range(1, 100))}{own}"
    yield File("assets/site.css", style.encode())
    yield File("assets/site.js", f"{read_template('page.js')}{read_site('assets/site.js')}".encode())
    for module in _PAGES:
        yield from module.files(site)


def write_folder(made: Iterable[File], folder: Path) -> None:
    """Write files into a folder, and remove those that an earlier run wrote there.

    Args:
        made: the files.
        folder: the folder.

    Raises:
        UsageError: if one of our files would replace a file that we didn't write. Nothing is changed then.
        OSError: if a file can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    old = _manifest(folder)
    with TemporaryDirectory(prefix=_STAGE, dir=folder, ignore_cleanup_errors=True) as name:
        new = _write_stage(made, Path(name), folder)
        for path in new:
            _check_free(folder, path, old)
        # Until all files are in place, both the old and the new ones are ours.
        _write_manifest(folder, {*old, *new})
        for path, draft in new.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            draft.replace(folder / path)
        for path in sorted(old.difference(new)):
            _remove(folder, path)
        _write_manifest(folder, new)
    sync_folder(folder)


def _write_stage(made: Iterable[File], stage: Path, folder: Path) -> dict[str, Path]:
    """Write the files to the staging folder; return the draft of each by its path."""
    drafts: dict[str, Path] = {}
    for file in made:
        draft = drafts[file.path] = stage / str(len(drafts))
        try:
            draft.write_bytes(file.content)
        except OSError as error:
            # Callers know the file, not its draft.
            raise OSError(error.errno, error.strerror, str(folder / file.path)) from None
    return drafts


def _check_free(folder: Path, path: str, old: Iterable[str]) -> None:
    """Raise an error if something else is in a file's place, or it can't be replaced."""
    target = folder / path
    for parent in reversed(PurePosixPath(path).parents[:-1]):
        between = folder / parent
        if os.path.lexists(between) and (between.is_symlink() or not between.is_dir()):
            raise _taken(between)
    if os.path.lexists(target) and (path not in old or not stat.S_ISREG(target.lstat().st_mode)):
        raise _taken(target)
    permissions_of(str(target), 0)


def _taken(path: Path) -> UsageError:
    return UsageError(
        f"{str(path)!r} was not written by an earlier run, and the website needs its place. "
        "Move it, or give another folder."
    )


def _manifest(folder: Path) -> frozenset[str]:
    """Return the paths of the files that an earlier run wrote into a folder."""
    name = folder / MANIFEST
    if not os.path.lexists(name):
        return frozenset()
    try:
        found: Any = json.loads(read_file(name, _LARGEST_MANIFEST))
    except (ValueError, RecursionError):
        found = None
    paths = cast("dict[str, list[str]]", found).get("files") if isinstance(found, dict) else None
    if isinstance(paths, list) and all(map(_is_inside, paths)):
        return frozenset(paths)
    raise UsageError(
        f"{quoted(str(name))} should list the files of an earlier run, but doesn't. Give another folder."
    )


def _is_inside(path: object) -> bool:
    """Return True if a path of a manifest is the path of a file in its folder."""
    if not isinstance(path, str) or "\\" in path or ":" in path or "\0" in path:
        return False
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not path.startswith("/")


def _write_manifest(folder: Path, paths: Iterable[str]) -> None:
    content = json.dumps({"files": sorted(paths)}, indent=1, ensure_ascii=False)
    write_file(folder / MANIFEST, f"{content}\n".encode())


def _remove(folder: Path, path: str) -> None:
    """Remove a file of an earlier run, and the folders that it leaves empty."""
    target = folder / path
    parents = [folder / parent for parent in PurePosixPath(path).parents[:-1]]
    # A folder of ours may have been replaced by a link to another place.
    if any(parent.is_symlink() for parent in parents) or target.is_dir():
        return
    target.unlink(missing_ok=True)
    for parent in parents:
        with suppress(OSError):
            parent.rmdir()
