"""What a data set says of itself."""

import datetime as dt

import attrs

import osce_tracker as ot
from osce_tracker.formats.cells import edition_lines
from tests.strategies import a_commitment


def test_edition_of_the_bundled_set(tracker):
    """The bundled set names its Chair, the day on which it was put together and how far it goes."""
    found = tracker.edition
    expected = ("finland-2025", "FI-2025", dt.date(2026, 11, 29), dt.date(2026, 3, 15), 1)
    assert expected == (found.name, found.chair, found.compiled, found.known_until, found.format)
    assert found.chair in ot.chairs()


def _ends(tracker):
    """Return the data line and the citation of a report on a tracker."""
    data, _, cite = edition_lines(ot.overdue(tracker, "2025-12-31"))
    return data, cite


def test_an_edited_copy_is_not_cited_as_the_published_set(tracker, tmp_path):
    """A set changed in memory, by a save or by hand says so; a copy, and one changed back, doesn't."""
    version, until = "finland-2025, version 2026.11.29", "The record is known until 15 March 2026."
    compiled = f"{version}, compiled on 29 November 2026"
    published = f"Data: {compiled}. {until}", f"Cite as: osce_tracker, {version}."
    edited = (
        f"Data: based on {compiled}, changed since. {until}",
        f"Cite as: osce_tracker, based on {version}, changed since.",
    )
    path = tmp_path / "finland.json"
    ot.save(tracker, path)
    copy = ot.load(path)
    promise = copy.commitments["FI25-HD-03"]
    assert published == _ends(tracker) == _ends(copy) == _ends(copy.with_records(promise))
    mine = copy.with_records(attrs.evolve(promise, title="Mine"))
    assert edited == _ends(mine) == _ends(mine.so_on("2025-12-31"))
    ot.save(mine, path)
    assert edited == _ends(ot.load(path))
    path.write_text(path.read_text().replace('"Mine"', '"Yours"'))
    assert edited == _ends(ot.load(path))
    ot.save(ot.load(path).with_records(promise), path)
    assert published == _ends(ot.load(path))


def test_an_edit_of_one_of_several_sets_marks_them_all(tmp_path):
    """A set joined from an edited one, and an edited copy of all sets, say that they were changed."""
    finland, malta = ot.load(), ot.load("malta-2024")
    mine = finland.with_records(attrs.evolve(finland.commitments["FI25-HD-03"], title="Mine"))
    for joined, changed in ((ot.join(malta, finland), False), (ot.join(malta, mine), True)):
        assert changed is joined.edition.changed
        ot.save(joined, tmp_path / f"{changed}.json")
        assert changed is ot.load(tmp_path / f"{changed}.json").edition.changed


def test_merged_edits_of_a_published_set_say_so(tracker):
    """A merge has the mark of what it holds: the published records, or others."""
    promise = tracker.commitments["FI25-HD-03"]
    mine = tracker.with_records(attrs.evolve(promise, title="Mine"))
    for sides, changed in (
        ((tracker,) * 3, False),
        ((tracker, mine, tracker), True),
        ((tracker, tracker, mine), True),
    ):
        assert changed is ot.merge(*sides).tracker.edition.changed


def test_your_own_set_has_no_published_version():
    """A set of your own is cited by its name, however often you edit it."""
    edition = ot.Edition(name="mine", title="Mine", version="1", compiled="2030-01-01")
    assert not ot.Tracker(edition=edition).with_records(a_commitment("A")).edition.changed
