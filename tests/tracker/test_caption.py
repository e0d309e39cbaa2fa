"""The title, the note and the last day of a data set, as every report and chart shows them."""

import datetime as dt

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.errors import UsageError
from osce_tracker.tracker.caption import data_note, data_title, last_day, reporting_day

EDITION = ot.Edition(name="xx-2030", title="A set", version="1.2", compiled="2030-12-31")
SET, OWN = ot.Tracker(edition=EDITION), ot.Tracker()


def test_the_title_names_the_set_and_the_day_of_a_view():
    """The title of a set without an edition is empty, that of a view names its day."""
    titles = [data_title(tracker) for tracker in (SET, SET.as_of("2030-07-31"), OWN)]
    assert ["A set", "A set, as known on 31 July 2030", ""] == titles
    assert "as known on 31 July 2030" == data_title(OWN.as_of("2030-07-31"))


def test_the_note_names_edition_and_view():
    """The note has name, version and date of the edition, and the day of a view."""
    assert "Data: xx-2030, version 1.2, compiled on 31 December 2030." == data_note(EDITION, None)
    day = dt.date(2030, 7, 31)
    assert "Data: not one named edition; as known on 31 July 2030." == data_note(None, day)


def test_the_last_day_is_that_of_the_view_or_of_the_edition():
    """Without a view and an edition there is no last day."""
    days = [last_day(tracker) for tracker in (SET, SET.as_of("2030-07-31"), OWN)]
    assert [dt.date(2030, 12, 31), dt.date(2030, 7, 31), None] == days
    known = ot.Tracker(edition=attrs.evolve(EDITION, known_until="2030-06-30"))
    assert dt.date(2030, 6, 30) == last_day(known) == last_day(known.as_of("2030-07-31"))


def test_the_quarter_of_a_day_ends_on_it():
    """Nothing is known of the rest of a quarter that the record doesn't reach."""
    found = [str(reporting_day(SET, day).quarter) for day in ("2030-06-30", "2030-06-08", "2030-04-01")]
    assert ["2030-Q2", "2030-04-01/2030-06-08", "2030-04-01"] == found


def test_the_reporting_day_is_that_of_the_term_or_of_the_record(tracker):
    """Without a day it is the last of the term, of the record or of the view; a later day has a note."""
    promise = attrs.evolve(tracker.commitments[0], chairs=(), events=())
    for shown, label in (
        (tracker, "on 31 December 2025, the last day of the term"),
        (tracker.as_of("2025-06-30"), "on 30 June 2025, the day of the view"),
        (ot.load("all").of_chairs("MT-2024"), "on 31 December 2024, the last day of the term"),
        (ot.load("all").of_chairs(["MT-2024", "FI-2025"]), "on 31 December 2025, the last day of the term"),
        (SET, "on 31 December 2030, the day on which the data were put together"),
        (ot.Tracker(commitments=[promise]), "the last day that dates a fact"),
    ):
        assert reporting_day(shown).label.endswith(label)
        assert "" == reporting_day(shown).note
    late = reporting_day(tracker, "2026-03-16")
    assert ("on 16 March 2026", True) == (late.label, "goes up to 15 March 2026" in late.note)
    assert "" == reporting_day(tracker, "2026-03-15").note
    for shown in (tracker.as_of("2025-06-30"), SET.as_of("2025-06-30")):
        assert "" == reporting_day(shown, "2025-06-30").note
        assert "goes up to 30 June 2025" in reporting_day(shown, "2025-07-01").note
    assert "goes up to 31 December 2030" in reporting_day(SET, "2031-01-01").note
    assert "" == reporting_day(OWN, "2031-01-01").note
    with pytest.raises(UsageError, match="Give a day"):
        reporting_day(OWN)
