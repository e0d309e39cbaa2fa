"""The title, the note and the last day of a data set, as every report and chart shows them."""

import datetime as dt

import osce_tracker as ot
from osce_tracker.tracker.caption import data_note, data_title, last_day

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
    assert "Data: records without an edition; as known on 31 July 2030." == data_note(None, day)


def test_the_last_day_is_that_of_the_view_or_of_the_edition():
    """Without a view and an edition there is no last day."""
    days = [last_day(tracker) for tracker in (SET, SET.as_of("2030-07-31"), OWN)]
    assert [dt.date(2030, 12, 31), dt.date(2030, 7, 31), None] == days
