"""Events and series: what they need, and what is refused."""

import datetime as dt

import pytest

import osce_tracker as ot


def event(**fields):
    """Return an event."""
    given = {
        "id": "seminar-2030",
        "title": "Seminar",
        "body": "ODIHR",
        "kind": "conference",
        "dimensions": ["human"],
        "when": "2030-05-02/2030-05-03",
        "status": "announced",
    }
    return ot.Event(**given | fields)


def series(**fields):
    """Return a series."""
    given = {
        "id": "weekly",
        "title": "Weekly meeting",
        "body": "Permanent Council",
        "dimensions": ["human"],
        "rrule": "FREQ=WEEKLY;BYDAY=TH",
        "dtstart": "2030-01-03",
    }
    return ot.Series(**given | fields)


def test_event_has_order_section_and_known_date():
    """Events are ordered by their days, then id; they are known since a source or their last day."""
    found = event(format="in-person", documents=["MC.DEC/1/25"])
    days = (dt.date(2030, 5, 2), dt.date(2030, 5, 3))
    assert (*days, "seminar-2030") == found.sort_key
    assert ("human", days[1]) == (found.section, found.known)
    assert (ot.EventFormat.IN_PERSON, "MC.DEC/1/25") == (found.format, str(found.documents[0]))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body": ""}, "body"),
        ({"country": "Austria"}, "country"),
        ({"start_time": "9:30", "timezone": "Europe/Vienna"}, "start_time"),
        ({"start_time": "24:00", "timezone": "Europe/Vienna"}, "start_time"),
        ({"start_time": "09:30"}, "timezone"),
        ({"timezone": "Europe/Wien"}, "timezone"),
        ({"timezone": "../etc/passwd"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"documents": "MC.DEC/1/25"}, "documents"),
        ({"dimensions": []}, "dimensions"),
    ],
)
def test_bad_event_is_refused(changes, field):
    """An event that cannot be says which field is at fault."""
    with pytest.raises(ot.RecordError) as caught:
        event(**changes)
    assert field == caught.value.field


def test_unknown_zone_names_the_nearest():
    """A misspelt zone comes with the one that was probably meant."""
    with pytest.raises(ot.RecordError, match="did you mean Europe/Vienna"):
        event(timezone="Europe/Viena")


@pytest.mark.parametrize("time", ["00:00", "09:30", "23:59"])
def test_clock_times(time):
    """A clock time has hours and minutes, and comes with its zone."""
    assert time == event(start_time=time, timezone="Europe/Vienna").start_time


@pytest.mark.parametrize(
    "rule", ["", "FREQ=SOMETIMES", "weekly", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;UNTIL=x"]
)
def test_bad_rule_is_refused(rule):
    """What dateutil does not read is no recurrence rule, and its own error does not come out."""
    with pytest.raises(ot.RecordError) as caught:
        series(rrule=rule)
    assert "rrule" == caught.value.field


def test_series_ends_after_it_begins():
    """A series and a recess do not end before they begin."""
    assert ("weekly",) == series(until="2030-01-03").sort_key
    with pytest.raises(ot.RecordError, match="until"):
        series(until="2030-01-02")
    with pytest.raises(ot.RecordError, match="until"):
        ot.Recess(since="2030-08-31", until="2030-08-01", reason="Summer")


def test_person_has_a_name():
    """A person without a name, or with a country that is no code, is refused."""
    assert ot.Person(name="A", country="FI").country == "FI"
    for fields in ({"name": " "}, {"name": "A", "country": "Finland"}):
        with pytest.raises(ot.RecordError):
            ot.Person(**fields)
