"""Data sets saved to disk: in one form, atomically, and never over somebody else's changes."""

import errno
import json
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from unicodedata import is_normalized

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

import osce_tracker as ot
from osce_tracker.dataset import folders
from osce_tracker.dataset import read as reading
from osce_tracker.errors import ConflictError, UsageError
from osce_tracker.model.corrections import Correction
from osce_tracker.model.events import KnownMeeting
from osce_tracker.model.plain import to_dict
from osce_tracker.model.readings import Reading
from osce_tracker.model.states import StateRegistry
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.merge import merge
from tests import strategies
from tests.strategies import a_commitment, a_series, a_statement, an_event

EDITION = ot.Edition(name="xx", title="A set", version="1", compiled="2030-12-31")
READING = Reading(record="C-1", field="kind", first="output", second="activity", settled="activity")
MEETING = KnownMeeting(number=1, date="2030-01-03", event_id="E-1", source_url="https://osce.org/1")


def a_set(word="old", **fields):
    """Return a small data set in which every kind of record has a word."""
    records = {
        "commitments": [a_commitment("C-1", title=word, events=["E-1"]), a_commitment("C-2")],
        "events": [
            an_event("E-1", title=word, country="FI", when="2030-01-03"),
            an_event("E-2", when="2030-06"),
        ],
        "series": [a_series("S-1", title=word, known_meetings=[MEETING])],
        "statements": [a_statement("T-1", summary=word)],
    }
    return ot.Tracker(**{**records, "edition": EDITION, "states": ot.states(), **fields})


OLD, NEW = a_set("old"), a_set("new")


def saved(tracker, path):
    """Save a tracker and return the path."""
    ot.save(tracker, path, overwrite=True)
    return path


def listed(folder):
    """Return the bytes of each file in a folder except the lock."""
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if not p.name.endswith(".lock")}


def retitled(tracker, title, record="C-1"):
    """Return a tracker in which one commitment has another title."""
    return tracker.with_records(attrs.evolve(tracker.commitments[record], title=title))


@pytest.fixture(name="place", params=["set", "set.json"])
def _place(request, tmp_path):
    """Return the path of a data set that is not there yet: a directory, and a file."""
    return tmp_path / request.param


#: The States whose codes the strategies draw.
DRAWN = [ot.states()[code] for code in ("FI", "KZ", "CH", "MT", "UA", "US", "VA", "SUHH")]


# The canonical form.


def test_file_has_one_form(tmp_path):
    """A file holds the kinds as keys, indented by two, in UTF-8 with line feeds."""
    ot.save(OLD, tmp_path / "set.json")
    plain = {
        "dataset": to_dict(EDITION),
        **{k: sorted(map(to_dict, getattr(OLD, k)), key=lambda r: r["id"]) for k in KINDS},
    }
    text = json.dumps(plain, indent=2, ensure_ascii=False) + "\n"
    assert text.encode() == (tmp_path / "set.json").read_bytes()


def test_directory_has_a_file_for_each_kind(tmp_path):
    """A directory holds a file for each kind, empty ones too, and the edition."""
    ot.save(ot.Tracker(edition=EDITION), tmp_path / "set")
    expected = {"dataset.json", *(f"{kind}.json" for kind in KINDS)}
    assert expected == set(listed(tmp_path / "set"))


def test_records_stand_by_id(tmp_path):
    """Records stand in the order of their ids, whatever their dates."""
    events = [an_event("E-2", when="2030-01-01"), an_event("E-10", when="2030-03-01"), an_event("E-1")]
    ot.save(ot.Tracker(events=events), tmp_path / "set")
    found = json.loads((tmp_path / "set" / "events.json").read_bytes())
    assert ["E-1", "E-10", "E-2"] == [record["id"] for record in found]


def test_every_key_is_written(tmp_path):
    """Every field is a key, unknown values being null."""
    ot.save(ot.Tracker(commitments=[a_commitment()]), tmp_path / "set.json")
    (found,) = json.loads((tmp_path / "set.json").read_bytes())["commitments"]
    assert [field.name for field in attrs.fields(ot.Commitment)] == list(found)


def test_updates_are_saved_in_time_order(tmp_path):
    """Updates are saved by their last day; those of one day keep the order in which they were given."""
    dates = [
        ("2030-03", "planned"),
        ("2030-01", "in-progress"),
        ("2030-03", "blocked"),
        ("2030-02", "planned"),
    ]
    updates = [ot.StatusUpdate(date=d, status=status, summary="x") for d, status in dates]
    ot.save(ot.Tracker(commitments=[a_commitment(updates=updates)]), tmp_path / "set")
    found = ot.load(tmp_path / "set").commitments["XX30-HD-01"]
    expected = [dates[1], dates[3], dates[0], dates[2]]
    assert expected == [(str(update.date), str(update.status)) for update in found.updates]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(strategies.trackers)
def test_any_set_is_read_back_equal(tmp_path, tracker):
    """Whatever records hold, as a directory and as a file they come back equal, in NFC and LF."""
    paths = (saved(tracker, tmp_path / "set"), saved(tracker, tmp_path / "set.json"))
    states = StateRegistry(DRAWN)
    for path in paths:
        found = reading.read(path, states, ot.chairs())
        assert tracker == found
        # Chairs, readings and corrections are not compared with the records.
        assert tracker.digest == found.digest
    data = b"".join([*listed(tmp_path / "set").values(), paths[1].read_bytes()])
    assert (True, False) == (is_normalized("NFC", data.decode()), b"\r" in data)


def test_bytes_do_not_depend_on_the_order_given(tmp_path):
    """Records given in another order make the same bytes."""
    other = ot.Tracker(
        **{kind: list(reversed(getattr(OLD, kind).records)) for kind in KINDS}, edition=EDITION
    )
    assert listed(saved(OLD, tmp_path / "a")) == listed(saved(other, tmp_path / "b"))


def test_saving_what_was_read_changes_no_byte(place):
    """A data set read and saved again is the same, byte for byte, in every file."""
    saved(OLD, place)
    before = folders.content_of(place)
    ot.save(ot.load(place), place)
    assert before == folders.content_of(place)


def test_bundled_set_is_saved_and_read(tracker, place):
    """The bundled set, saved and read, is the same."""
    saved(tracker, place)
    again = ot.load(place)
    assert (tracker, tracker.edition) == (again, again.edition)


@pytest.mark.parametrize("day", ["2025-01-31", "2025-06-30", "2025-09-15"])
def test_view_of_a_day_can_be_saved(tracker, tmp_path, day):
    """The tracker as it was known on a day names no event that it does not have, and can be saved."""
    view = tracker.as_of(day)
    ot.save(view, tmp_path / "set")
    assert view == ot.load(tmp_path / "set")


def test_other_files_stay(tmp_path):
    """Files that are none of the data set, such as a README, stay as they are."""
    saved(OLD, tmp_path)
    (tmp_path / "README.md").write_bytes(b"mine")
    saved(NEW, tmp_path)
    assert b"mine" == (tmp_path / "README.md").read_bytes()


def test_nothing_is_left_beside_the_set(place):
    """Nothing but an empty lock stays next to a data set, whether it is saved or refused."""
    saved(OLD, place)
    saved(NEW, place)
    with pytest.raises(ConflictError):
        ot.save(OLD, place)
    hidden = [p.name for p in place.parent.rglob("*") if p.name.startswith(".")]
    assert [".lock" if place.is_dir() else ".set.json.lock"] == hidden


def test_missing_directories_are_made(tmp_path):
    """The directories above a data set are made."""
    ot.save(OLD, tmp_path / "a" / "b" / "set.json")
    assert OLD == ot.load(tmp_path / "a" / "b" / "set.json")


@pytest.mark.parametrize("kind", KINDS)
def test_file_named_after_a_kind_can_be_read_again(tmp_path, kind):
    """A whole set saved under the name of a kind is read again, or else refused before it is written."""
    path = tmp_path / f"{kind}.json"
    try:
        ot.save(a_set(), path)
    except UsageError:
        assert not path.exists()
    else:
        assert OLD == ot.load(path)


def test_directory_with_a_suffix_is_a_directory(tmp_path):
    """A directory whose name ends in .json is read, changed and saved as a directory."""
    (tmp_path / "set.json").mkdir()
    for name, data in listed(saved(OLD, tmp_path / "a")).items():
        (tmp_path / "set.json" / name).write_bytes(data)
    ot.save(retitled(ot.load(tmp_path / "set.json"), "new"), tmp_path / "set.json")
    assert "new" == ot.load(tmp_path / "set.json").commitments["C-1"].title


def test_edition_of_another_set_does_not_stay(tmp_path):
    """A set without an edition, saved over one that has it, is read without it."""
    saved(OLD, tmp_path / "set")
    saved(a_set(edition=None), tmp_path / "set")
    assert ot.load(tmp_path / "set").edition is None


def test_permissions_are_kept(place):
    """A data set that only its owner may read stays so."""
    saved(OLD, place)
    file = place / "events.json" if place.is_dir() else place
    file.chmod(0o600)
    saved(NEW, place)
    assert 0o600 == file.stat().st_mode & 0o777


# Where a tracker came from.


def test_saving_gives_a_tracker_with_its_origin(place):
    """Saving changes no tracker: it returns one that knows where it was saved, as loading does."""
    tracker = a_set()
    new = ot.save(tracker, place)
    assert ((), tracker, tracker.edition) == (tracker.origins, new, new.edition)
    assert new.origins == ot.load(place).origins
    assert os.path.realpath(place) == new.origins[0].path


def test_backup_never_blocks_the_next_save(tmp_path):
    """A data set saved elsewhere as a backup is still known to come from where it was read."""
    saved(OLD, tmp_path / "set")
    backed_up = ot.save(ot.load(tmp_path / "set"), tmp_path / "backup.json")
    changed = ot.save(retitled(backed_up, "changed"), tmp_path / "set")
    assert changed == ot.load(tmp_path / "set")
    again = ot.save(retitled(changed, "again"), tmp_path / "backup.json")
    assert (again, changed) == (ot.load(tmp_path / "backup.json"), ot.load(tmp_path / "set"))
    saved(NEW, tmp_path / "set")
    with pytest.raises(ConflictError):
        ot.save(again, tmp_path / "set")


def test_origin_goes_with_new_records(place):
    """A tracker with other records still knows what it began with."""
    saved(OLD, place)
    tracker = ot.load(place)
    assert tracker.origins is retitled(tracker, "new").origins


def test_view_has_no_origin(place):
    """A view of a day came from nowhere, so that it is not saved over the whole."""
    saved(OLD, place)
    view = ot.load(place).as_of("2030-01-31")
    with pytest.raises(ConflictError):
        ot.save(view, place)
    assert ((), OLD) == (view.origins, ot.load(place))


def test_refused_save_keeps_the_origin(place):
    """A tracker whose save was refused knows what it knew before."""
    saved(OLD, place)
    mine = ot.load(place)
    origins = mine.origins
    saved(NEW, place)
    with pytest.raises(ConflictError):
        ot.save(mine, place)
    assert origins is mine.origins


def test_view_names_no_event_that_it_does_not_have(place):
    """A view can be saved when a meeting was seen by then, and its event became known later."""
    page = ot.Source(
        url="https://osce.org/2", title="x", publisher="OSCE", publisher_type="osce", published="2030-03"
    )
    event = an_event("E-1", when="2030-01-03", sources=[page])
    view = a_set(events=[event]).as_of("2030-02-28")
    ot.save(view, place)
    assert view == ot.load(place)


# Another's work.


def test_saving_twice(place):
    """What was saved can be saved again, and again after a change."""
    tracker = ot.save(ot.save(a_set(), place), place)
    changed = retitled(tracker, "changed")
    ot.save(changed, place)
    assert changed == ot.load(place)


def test_second_of_two_editors_is_refused(place):
    """Of two who read the same set the second to save is refused, and told of the records."""
    saved(OLD, place)
    one, other = ot.load(place), ot.load(place)
    ot.save(retitled(one, "one"), place)
    with pytest.raises(ConflictError) as caught:
        ot.save(retitled(other, "other", "C-2"), place)
    path = os.path.realpath(place)
    records = (("commitments", "C-1"), ("commitments", "C-2"))
    assert (path, records) == (caught.value.path, caught.value.records)
    assert [] == [part for part in (path, "C-1, C-2", "merge(") if part not in str(caught.value)]
    assert retitled(OLD, "one") == caught.value.theirs == ot.load(place)


def test_merged_work_of_two_editors_is_saved(place):
    """Who was refused merges with what stands there and saves; the work of both is kept."""
    saved(OLD, place)
    base, other = ot.load(place), ot.load(place)
    mine = retitled(base, "mine", "C-2")
    ot.save(retitled(other, "theirs"), place)
    with pytest.raises(ConflictError) as caught:
        ot.save(mine, place)
    ot.save(merge(base, mine, caught.value.theirs).tracker, place)
    found = ot.load(place).commitments
    assert ("theirs", "mine") == (found["C-1"].title, found["C-2"].title)


def test_merged_work_is_refused_when_a_third_saved(place):
    """What was merged is refused again when the set was changed once more meanwhile."""
    saved(OLD, place)
    base, other = ot.load(place), ot.load(place)
    ot.save(retitled(other, "theirs"), place)
    merged = merge(base, retitled(base, "mine", "C-2"), ot.load(place)).tracker
    saved(NEW, place)
    with pytest.raises(ConflictError):
        ot.save(merged, place)
    assert NEW == ot.load(place)


@pytest.mark.parametrize(
    "more",
    [
        {"commitments": [a_commitment(chairs=["FI-2025"])]},
        {"commitments": [a_commitment(document="MC.DEC/1/25 OSCE+")]},
        {"readings": [READING], "commitments": [a_commitment("C-1"), a_commitment()]},
        {"edition": attrs.evolve(EDITION, note="More.")},
    ],
)
def test_nothing_of_another_set_is_lost(place, more):
    """A set that differs only in what equality ignores is not replaced either."""
    known = {"commitments": [a_commitment(document="MC.DEC/1/25")], "edition": EDITION}
    theirs = ot.Tracker(**{**known, **more})
    saved(theirs, place)
    ot.save(ot.Tracker(**{**known, **more}), place)
    with pytest.raises(ConflictError):
        ot.save(ot.Tracker(**known), place)
    assert theirs.digest == ot.load(place).digest


def test_what_could_not_be_loaded_is_not_saved(place):
    """A State that load doesn't know is refused, whatever States the tracker itself knows."""
    own = StateRegistry([attrs.evolve(ot.states()["FI"], code="ZZ", aliases=(), demonyms=())])
    record = a_commitment(made_by=ot.Maker(type="state", name="Zz", states=["ZZ"]))
    for states in (None, own, ot.states()):
        with pytest.raises(ot.DataError, match="ZZ"):
            ot.save(ot.Tracker(commitments=[record], states=states), place)
    assert not place.exists()


def test_overwrite_takes_the_place(place):
    """With ``overwrite`` a set takes the place of any other."""
    saved(OLD, place)
    ot.save(a_set("new"), place, overwrite=True)
    assert NEW == ot.load(place)


def test_set_that_was_not_read_is_not_written_over(place):
    """A set made in memory is not saved over one that stands there."""
    saved(OLD, place)
    with pytest.raises(ConflictError, match="is a different data set") as caught:
        ot.save(a_set("new"), place)
    expected = tuple((kind, getattr(OLD, kind).records[0].id) for kind in KINDS)
    assert (expected, OLD) == (caught.value.records, ot.load(place))


def test_readings_are_not_written_over(place):
    """A set made in memory is not saved over one with the same records and other readings."""
    saved(attrs.evolve(OLD, readings=[READING]), place)
    with pytest.raises(ConflictError, match="is a different data set"):
        ot.save(OLD, place)
    ot.save(attrs.evolve(OLD, readings=[READING]), place)
    assert [READING] == list(ot.load(place).readings)
    if place.is_dir():
        ot.save(OLD, place, overwrite=True)
        assert {"dataset.json", *(f"{kind}.json" for kind in KINDS)} == listed(place).keys()


def test_set_of_another_place_is_not_written_over(tmp_path):
    """A set read from one place is not saved over that of another, unless they are equal."""
    saved(OLD, tmp_path / "a")
    saved(OLD, tmp_path / "b")
    ot.save(ot.load(tmp_path / "a"), tmp_path / "b")
    saved(NEW, tmp_path / "b")
    with pytest.raises(ConflictError) as caught:
        ot.save(ot.load(tmp_path / "a"), tmp_path / "b")
    assert "is a different data set" in str(caught.value)


def test_reformatted_file_is_a_change(place):
    """A file of which only the bytes were changed counts as changed; no record is named."""
    saved(OLD, place)
    tracker = ot.load(place)
    file = place / "events.json" if place.is_dir() else place
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(ConflictError) as caught:
        ot.save(tracker, place)
    assert () == caught.value.records


def test_set_that_was_removed_is_saved_again(tmp_path):
    """When the file was removed meanwhile nothing is lost by saving."""
    saved(OLD, tmp_path / "set.json")
    tracker = ot.load(tmp_path / "set.json")
    (tmp_path / "set.json").unlink()
    ot.save(tracker, tmp_path / "set.json")
    assert OLD == ot.load(tmp_path / "set.json")


def test_broken_set_is_not_written_over(place):
    """A set that cannot be read stays, and its faults are told."""
    saved(OLD, place)
    tracker = ot.load(place)
    file = place / "events.json" if place.is_dir() else place
    file.write_bytes(b"[")
    with pytest.raises(ot.DataError, match="Not valid JSON"):
        ot.save(tracker, place)
    assert b"[" == file.read_bytes()


def test_conflict_names_twelve_records(tmp_path):
    """The message names twelve records and counts the others; all are in the error."""
    saved(ot.Tracker(commitments=[a_commitment(f"C-{n:02}") for n in range(15)]), tmp_path / "set")
    with pytest.raises(ConflictError, match=r"C-00, .*, C-11 and 3 more\. ") as caught:
        ot.save(ot.Tracker(), tmp_path / "set")
    assert 15 == len(caught.value.records)


def test_conflict_goes_through_pickle(tmp_path):
    """The error keeps its data when it goes to another process; it is a runtime error of ours."""
    saved(OLD, tmp_path / "set")
    with pytest.raises(ConflictError) as caught:
        ot.save(a_set("new"), tmp_path / "set")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 (our own)
    assert isinstance(again, ot.TrackerError)
    assert isinstance(again, RuntimeError)
    expected = (caught.value.path, caught.value.records, str(caught.value), OLD)
    assert expected == (again.path, again.records, str(again), again.theirs)


def test_set_read_through_a_link_is_saved(place):
    """A set read by a link is saved by it; the link stays and what it leads to is changed."""
    saved(OLD, place)
    link = place.with_name("link" + place.suffix)
    link.symlink_to(place)
    ot.save(retitled(ot.load(link), "new"), link)
    assert (True, "new") == (link.is_symlink(), ot.load(place).commitments["C-1"].title)


def test_relative_path_is_the_same_place(place, monkeypatch):
    """A set read by a relative path and saved by the whole one is the same set."""
    saved(OLD, place)
    monkeypatch.chdir(place.parent)
    tracker = retitled(ot.load(place.name), "new")
    ot.save(tracker, place)
    assert tracker == ot.load(place)


# What could not be read again.


@pytest.mark.parametrize(
    "record",
    [
        a_commitment("C-9", events=["nowhere"]),
        a_commitment("C-9", made_by=ot.Maker(type="group", name="x", states=["XX"])),
        an_event("E-9", country="XX"),
        a_series("S-9", known_meetings=[attrs.evolve(MEETING, event_id="nowhere")]),
        a_statement("T-9", state="XX"),
        attrs.evolve(READING, record="C-9"),
        Correction(
            kind="events", record="C-1", field="when", old="x", new="y", day="2030-03-01", why="A slip."
        ),
    ],
    ids=lambda record: type(record).__name__,
)
def test_dangling_reference_is_refused(place, record):
    """A set with a reference that leads nowhere is refused, and nothing is written."""
    match record:
        case Reading():
            tracker = attrs.evolve(OLD, readings=[record])
        case Correction():
            tracker = attrs.evolve(OLD, corrections=[record])
        case _:
            tracker = OLD.with_records(record)
    with pytest.raises(ot.DataError) as caught:
        ot.save(tracker, place, overwrite=True)
    assert [("dangling-reference", record.id)] == [(p.code, p.record) for p in caught.value.problems]
    assert [] == list(place.parent.iterdir())


def test_dangling_event_is_refused_without_states(place):
    """Where the tracker knows no States, events that do not exist are refused as well."""
    with pytest.raises(ot.DataError):
        ot.save(ot.Tracker(commitments=[a_commitment(events=["nowhere"])]), place)
    assert not place.exists()


def test_set_among_other_json_can_be_read_again(tmp_path):
    """Over a directory with JSON of other things a set is saved readable, or refused."""
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    try:
        ot.save(a_set(), tmp_path, overwrite=True)
    except ot.TrackerError:
        assert {"package.json"} == set(listed(tmp_path))
    else:
        assert OLD == ot.load(tmp_path)


# What goes wrong on the way.


class Died(BaseException):
    """Stands for the end of the process in these tests."""


@pytest.fixture(name="failing")
def _failing(monkeypatch):
    """Return a function that makes the n-th change of the disk fail, and counts the changes."""
    acts = []

    def fail(at, error):
        acts.clear()
        for name in ("fsync", "replace", "unlink"):
            monkeypatch.setattr(os, name, _counted(acts, getattr(os, name), at, error))
        return acts

    return fail


def _counted(acts, real, at, error):
    def act(*args, **options):
        acts.append(real.__name__)
        if len(acts) - 1 == at:
            raise error
        return real(*args, **options)

    return act


def _acts_of_a_save(place, failing, monkeypatch):
    """Return how many changes of the disk a save makes."""
    saved(OLD, place)
    with monkeypatch.context():
        acts = failing(None, None)
        saved(NEW, place)
        count = len(acts)
    monkeypatch.undo()
    return count


def _drafts(place):
    return [p.name for p in place.parent.rglob(".osce-tracker-*")]


def test_death_at_any_act_leaves_old_or_new(place, failing, monkeypatch):
    """Wherever a process ends, you read the old set or the new one, and the next save works."""
    seen = []
    for at in range(_acts_of_a_save(place, failing, monkeypatch)):
        saved(OLD, place)
        failing(at, Died())
        with pytest.raises(Died):
            saved(NEW, place)
        monkeypatch.undo()
        seen.append(ot.load(place))
        third = retitled(ot.load(place), "third")
        ot.save(third, place)
        assert (third, False) == (ot.load(place), (place / folders.JOURNAL).exists())
    new = [found == NEW for found in seen]
    assert all(found in (OLD, NEW) for found in seen)
    # Once the new set can be read, it can be read at every later moment.
    assert sorted(new) == new


def test_full_disk_leaves_old_or_new(place, failing, monkeypatch):
    """If any file can't be written, the old set is left whole, or the new one was saved; no draft is left."""
    for at in range(_acts_of_a_save(place, failing, monkeypatch)):
        saved(OLD, place)
        failing(at, OSError(errno.ENOSPC, "No space left on device"))
        try:
            ot.save(NEW, place, overwrite=True)
            expected = NEW
        except OSError:
            expected = OLD
        monkeypatch.undo()
        assert (at, expected, []) == (at, ot.load(place), _drafts(place))


def test_failed_replacement_is_completed_by_the_next_save(tmp_path, failing, monkeypatch):
    """What couldn't be put in its place is read from the journal, and put there by the next save."""
    path = saved(OLD, tmp_path / "set")
    # The journal is written, renamed, and the folder synced.
    failing(3, PermissionError(errno.EACCES, "Permission denied"))
    mine = ot.save(retitled(ot.load(path), "mine"), path)
    assert (mine, True) == (ot.load(path), (path / folders.JOURNAL).exists())
    monkeypatch.undo()
    ot.save(mine, path)
    assert (mine, False) == (ot.load(path), (path / folders.JOURNAL).exists())


def test_directory_below_a_file_is_an_error_of_the_system(tmp_path):
    """A directory below a file can't be made."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        ot.save(a_set(), tmp_path / "file" / "set")


def test_lock_that_cannot_be_had_is_an_error_of_the_system(place, monkeypatch):
    """Where no lock can be made, or another program keeps it, a save fails in good time."""
    saved(OLD, place)
    monkeypatch.setattr(folders, "_PATIENCE", 0.1)
    with folders.locked(place), pytest.raises(TimeoutError, match="another program") as caught:
        ot.save(retitled(OLD, "mine"), place, overwrite=True)
    assert (str(place), OLD) == (caught.value.filename, ot.load(place))
    monkeypatch.setattr(folders, "_PATIENCE", -1)
    with pytest.raises(OSError, match=r"\.lock"), folders.locked(place.parent / "missing" / "set.json"):
        pass


def test_read_only_file_is_not_replaced(place):
    """A file without permission to write is left as it is, although renaming could replace it."""
    saved(OLD, place)
    mine = retitled(ot.load(place), "mine")
    file = place / "events.json" if place.is_dir() else place
    file.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        ot.save(mine, place)
    assert OLD == ot.load(place)


def test_what_is_saved_is_not_too_large_to_be_read(place, monkeypatch):
    """A data set beyond the limit for reading is refused when it is saved, not when it is read."""
    saved(OLD, place)
    with monkeypatch.context() as patch:
        patch.setattr(folders, "LARGEST", 3_000)
        with pytest.raises(OSError, match="again, since it is larger than"):
            ot.save(a_set("x" * 3_000), place, overwrite=True)
    assert OLD == ot.load(place)


def test_long_texts_and_names_can_be_saved(tmp_path):
    """A note of 17 million characters, and a file name as long as the system allows, come back."""
    tracker = OLD.with_records(attrs.evolve(OLD.commitments["C-1"], note="n" * 17_000_000))
    path = tmp_path / f"{'ä' * 125}.json"
    ot.save(tracker, path)
    assert tracker == ot.load(path)


# Names and links.


def test_case_of_a_suffix_does_not_count(tmp_path):
    """A file commitments.JSON is read, and replaced by the next save."""
    folder = saved(OLD, tmp_path / "set")
    (folder / "commitments.json").rename(folder / "commitments.JSON")
    assert OLD == ot.load(folder)
    ot.save(retitled(ot.load(folder), "new"), folder)
    assert ("new", FILES) == (
        ot.load(folder).commitments["C-1"].title,
        sorted(listed(folder), key=FILES.index),
    )
    saved(OLD, tmp_path / "set.JSON")
    assert OLD == ot.load(tmp_path / "set.JSON")


def test_linked_file_keeps_its_link(tmp_path):
    """A file of a directory that is a link stays one, and the file it leads to is replaced."""
    folder, shared = saved(OLD, tmp_path / "set"), tmp_path / "shared.json"
    (folder / "commitments.json").rename(shared)
    (folder / "commitments.json").symlink_to(shared)
    ot.save(retitled(ot.load(folder), "linked"), folder)
    assert ("linked", True) == (ot.load(folder).commitments["C-1"].title, b"linked" in shared.read_bytes())
    assert (folder / "commitments.json").is_symlink()


def test_link_to_no_file_is_named(tmp_path):
    """A link that leads to no file is one problem, named at once."""
    folder = saved(OLD, tmp_path / "set")
    (folder / "commitments.json").unlink()
    (folder / "commitments.json").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ot.DataError, match=r"commitments\.json: The link leads to no file"):
        ot.load(folder)


@pytest.mark.parametrize(
    "name", [".saving", ".saving.tmp", ".lock", ".commitments.json.new", ".set.json.lock"]
)
def test_planted_link_is_never_written_through(tmp_path, name):
    """A link under a name that a save might use leads to no change of another file."""
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    for place in (tmp_path / "set", tmp_path / "set.json"):
        saved(OLD, place)
        planted = (place if place.is_dir() else tmp_path) / name
        planted.unlink(missing_ok=True)
        planted.symlink_to(victim)
        with suppress(ot.TrackerError, OSError):
            ot.save(NEW, place, overwrite=True)
        planted.unlink(missing_ok=True)
        assert (True, "precious") == (ot.load(place) in (OLD, NEW), victim.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["", "a\0b.json", "\ud800.json", 5, "a.sqlite", "a.XLSX", "a.jsonl"])
def test_wrong_path_is_refused(tmp_path, monkeypatch, name):
    """A value that isn't a path, and the name of another kind of file, are refused."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="Give "):
        ot.save(a_set(), name)
    assert [] == list(tmp_path.iterdir())


# The journal.

FILES = ["dataset.json", *(f"{kind}.json" for kind in KINDS)]


def _interrupted(folder, replaced=()):
    """Leave a directory as a process does that ended while it replaced the files."""
    new = listed(saved(NEW, folder.with_name("new")))
    saved(OLD, folder)
    for name in replaced:
        (folder / name).write_bytes(new[name])
    journal = json.dumps({name: data.decode() for name, data in new.items()})
    (folder / folders.JOURNAL).write_text(journal, encoding="utf-8")


def test_journal_is_followed_and_completed(tmp_path):
    """With a journal you read the new set, however many files were replaced; the next save does the rest."""
    for count in range(len(FILES) + 1):
        folder = tmp_path / str(count) / "set"
        _interrupted(folder, FILES[:count])
        before = listed(folder)
        assert (NEW, before) == (ot.load(folder), listed(folder))
        mine = ot.load(folder)
        with pytest.raises(ConflictError):
            ot.save(a_set("third"), folder)
        assert NEW == ot.load(folder)
        # The refused save completed it, and what was read before can still be saved.
        ot.save(retitled(mine, "third"), folder)
        assert (retitled(NEW, "third"), sorted(FILES)) == (ot.load(folder), list(listed(folder)))


def test_files_that_are_not_in_the_journal_are_not_read(tmp_path):
    """An old file that the new set doesn't have is not read, and removed by the next save."""
    folder = tmp_path / "set"
    _interrupted(folder)
    (folder / "corrections.json").write_bytes(b"{}")
    tracker = ot.load(folder)
    ot.save(tracker, folder)
    assert (NEW, sorted(FILES)) == (tracker, list(listed(folder)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"events.json": 5}',
        '{"../x.json": ""}',
        '{"mine.txt": ""}',
        "[" * 100_000,
        "9" * 5_000,
    ],
)
def test_damaged_journal_is_an_error_of_ours(tmp_path, text):
    """A journal that isn't one is named when the set is read or saved, and changes no file."""
    folder = saved(OLD, tmp_path / "set")
    (tmp_path / "x.json").write_bytes(b"mine")
    before = listed(folder)
    (folder / folders.JOURNAL).write_text(text, encoding="utf-8")
    with pytest.raises(ot.DataError, match=r"\.saving of an interrupted save is damaged"):
        ot.load(folder)
    with pytest.raises(ot.TrackerError, match=r"\.saving"):
        ot.save(a_set("new"), folder, overwrite=True)
    (folder / folders.JOURNAL).unlink()
    assert (before, b"mine") == (listed(folder), (tmp_path / "x.json").read_bytes())


# Processes.

_KILLED = """
import os, random, signal, sys, time
import osce_tracker as ot
place, times = sys.argv[1], int(sys.argv[2])
old, new = map(ot.load, sys.argv[3:])
begun = time.monotonic()
for tracker in (new, old, new, old):
    ot.save(tracker, place, overwrite=True)
# Long enough for two saves, however fast the machine is.
longest = (time.monotonic() - begun) / 2
chance, found = random.Random(7), []
# On a busy machine every child may be killed before it has saved anything; then more of them are.
while len(found) < times or len(set(found)) < 2 and len(found) < 20 * times:
    child = os.fork()
    if not child:
        while True:
            ot.save(new, place, overwrite=True)
            ot.save(old, place, overwrite=True)
    time.sleep(chance.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    try:
        tracker = ot.load(place)
        found.append("old" if tracker == old else "new" if tracker == new else "mixed")
    except ot.TrackerError as error:
        found.append(str(error))
print(*found, sep="\\n")
"""
_AT_ONCE = """
import sys
import attrs
import osce_tracker as ot
from osce_tracker.errors import ConflictError
place, record = sys.argv[1:]
read = ot.load(place)
mine = read.with_records(attrs.evolve(read.commitments[record], title=record))
print("read", flush=True)
sys.stdin.readline()
try:
    ot.save(mine, place)
    print("saved")
except ConflictError as error:
    print(*(record for _, record in error.records))
"""


@pytest.fixture(name="both", scope="module")
def _both(tmp_path_factory):
    """Return the files of the old and the new set, since a process that makes them starts slowly."""
    folder = tmp_path_factory.mktemp("both")
    return [saved(tracker, folder / f"{name}.json") for name, tracker in (("old", OLD), ("new", NEW))]


def _started(script, *argv):
    """Start a script in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, argv)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be killed at any moment")
def test_killed_process_leaves_old_or_new(place, both):
    """Each time a process is killed while it saves, one set or the other is left, 120 times or more."""
    times = 80 if place.suffix else 40
    with _started(_KILLED, place, times, *both) as process:
        found = process.communicate()[0].split("\n")[:-1]
    assert {"old", "new"} == set(found)
    assert times <= len(found)


def test_two_processes_at_once_lose_nothing(place):
    """Of two processes that save at once one saves, and the other is told of its record."""
    saved(OLD, place)
    with _started(_AT_ONCE, place, "C-1") as one, _started(_AT_ONCE, place, "C-2") as other:
        both = (one, other)
        assert ["read\n", "read\n"] == [process.stdout.readline() for process in both]
        for process in both:
            process.stdin.write("\n")
            process.stdin.flush()
        answers = [process.communicate()[0].strip() for process in both]
    winner = "C-1" if answers[0] == "saved" else "C-2"
    assert sorted(["saved", "C-1 C-2"]) == sorted(answers)
    assert retitled(OLD, winner, winner) == ot.load(place)


def test_view_as_of_a_day_says_up_to_when_it_was_read(tracker, tmp_path):
    """What was not yet known is not in a saved view, and the set says no later day than the view has."""
    view = tracker.as_of("2025-06-30")
    ot.save(view, tmp_path / "view")
    read = ot.load(tmp_path / "view")
    assert (view, "2025-06-30") == (read, read.edition.compiled.isoformat())
    ot.save(view, tmp_path / "view")
    past = tracker.so_on("2025-03-31")
    ot.save(past, tmp_path / "past")
    assert past == ot.load(tmp_path / "past")
    ot.save(tracker.as_of("2099-01-01"), tmp_path / "later")
    assert tracker.edition == ot.load(tmp_path / "later").edition


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
def test_forked_child_does_not_hold_the_lock(place, both):
    """A process that forks while it saves doesn't keep others waiting until its child ends."""
    with _started(_FORKING, place, both[0]) as process:
        assert "saved\n" == process.stdout.readline()
        ot.save(NEW, place, overwrite=True)
        # The child still lives, and ends when it is told to.
        process.stdin.close()
        assert "ended\n" == process.stdout.readline()
    assert NEW == ot.load(place)


_FORKING = """
import os, sys
import osce_tracker as ot
from osce_tracker.dataset import write
old = ot.load(sys.argv[2])
real = write.canonical
def forking(*args):
    if not os.fork():
        sys.stdin.read()
        os._exit(0)
    return real(*args)
write.canonical = forking
ot.save(old, sys.argv[1])
print("saved", flush=True)
os.wait()
print("ended", flush=True)
"""
_READ = """
import sys
import osce_tracker as ot
place, times = sys.argv[1], int(sys.argv[2])
old, new = map(ot.load, sys.argv[3:])
for _ in range(times):
    ot.save(new, place, overwrite=True)
    ot.save(old, place, overwrite=True)
"""


def test_readers_meet_a_whole_set_while_another_process_saves(place, both):
    """Whoever reads while another process saves reads one set or the other, and no error."""
    saved(OLD, place)
    found = set()
    with _started(_READ, place, 20, *both) as process:
        while process.poll() is None:
            found.add(ot.load(place))
    assert found <= {OLD, NEW}


def test_name_of_a_bundled_set_is_not_saved_to(tracker, tmp_path, monkeypatch):
    """A set saved under that name could not be loaded by it; a folder that is there is the user's own."""
    monkeypatch.chdir(tmp_path)
    for name in ("malta-2024", "finland-2025", "switzerland-2026"):
        with pytest.raises(UsageError, match=f"Choose another, such as my-{name}"):
            ot.save(tracker, name)
    assert [] == list(tmp_path.iterdir())
    (tmp_path / "finland-2025").mkdir()
    assert tracker == ot.save(tracker, "finland-2025")
