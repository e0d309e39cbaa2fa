"""Older forms of data sets, brought into the present one, and newer ones refused."""

import copy
import json

import attrs
import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker.dataset.decode import to_plain
from osce_tracker.dataset.migrations import known_form, migrated
from osce_tracker.model import editions
from osce_tracker.model.editions import FORMAT
from tests import strategies
from tests.strategies import a_commitment, a_series

RECESSES = [
    ot.Recess(since="2030-07-15", until="2030-08-31", reason="Summer"),
    ot.Recess(since="2030-12-20", until="2031-01-06", reason="Winter"),
]
EDITION = to_plain(ot.Edition(name="xx", title="A set", version="1", compiled="2030-12-31"))
SERIES = to_plain(a_series(exceptions=RECESSES))
SOUND = ot.Tracker(commitments=[a_commitment()], series=[a_series(exceptions=RECESSES)])


def older(series):
    """Return a series as form 0 had it."""
    found = copy.deepcopy(series)
    for recess in found["exceptions"]:
        recess["from"], recess["to"] = recess.pop("since"), recess.pop("until")
    return found


def written(path, edition, *series):
    """Write a data set, into a directory or a file, and return the path."""
    plain = {"dataset": edition, "commitments": [to_plain(a_commitment())], "series": list(series)}
    if path.suffix == ".json":
        path.write_text(json.dumps(plain), encoding="utf-8")
        return path
    path.mkdir()
    for name, value in plain.items():
        (path / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    return path


def faults(path):
    """Return the problems that reading raises."""
    with pytest.raises(ot.DataError) as caught:
        ot.load(path)
    return caught.value.problems


@pytest.fixture(name="place", params=["set", "set.json"])
def _place(request, tmp_path):
    """Return the path of a directory, and of a file."""
    return tmp_path / request.param


def test_oldest_form_is_read(place):
    """A data set of form 0, whose recesses have ``from`` and ``to``, equals one of the present form."""
    found = ot.load(written(place, {**EDITION, "format": 0}, older(SERIES)))
    assert (SOUND, FORMAT) == (found, found.edition.format)


def test_oldest_form_is_read_from_lines(tmp_path):
    """Form 0 is read from lines as well."""
    path = written(tmp_path / "set", {**EDITION, "format": 0})
    (path / "series.json").unlink()
    (path / "series.jsonl").write_text(json.dumps(older(SERIES)) + "\n", encoding="utf-8")
    assert SOUND == ot.load(path)


def test_oldest_form_is_saved_as_the_present_one(place):
    """A data set of form 0, saved, has the present form from then on."""
    ot.load(written(place, {**EDITION, "format": 0}, older(SERIES))).save(place)
    assert SOUND == ot.load(place)
    file = place if place.is_file() else place / "series.json"
    assert b'"from"' not in file.read_bytes()


def test_oldest_form_may_have_the_present_keys(place):
    """Where form 0 is said and the present keys stand, they are read."""
    assert SOUND == ot.load(written(place, {**EDITION, "format": 0}, SERIES))


@pytest.mark.parametrize(
    "edition", [{**EDITION, "format": 1}, {k: v for k, v in EDITION.items() if k != "format"}]
)
def test_present_form_is_read(place, edition):
    """The present form is read, said or not."""
    found = ot.load(written(place, edition, SERIES))
    assert (SOUND, 1) == (found, found.edition.format)


def test_old_keys_are_refused_in_the_present_form(place):
    """In the present form the old keys are told as unknown, with what is missing."""
    codes = {p.code for p in faults(written(place, EDITION, older(SERIES)))}
    assert {"unknown-key", "missing-key"} == codes


def _told(path, value):
    return [(p.file, p.path, p.code) for p in faults(written(path, {**EDITION, "format": value}, SERIES))]


def _where(place):
    return ("set.json", "$.dataset.format") if place.suffix else ("dataset.json", "$.format")


@pytest.mark.parametrize("value", [2, 99])
def test_newer_form_is_refused(place, value):
    """A newer form is refused once, with file and path, and with the reason."""
    (found,) = faults(written(place, {**EDITION, "format": value}, SERIES))
    reason = f"{value} is newer than 1, {editions.NEWER}"
    assert (*_where(place), reason) == (found.file, found.path, found.message)


def test_newer_form_is_told_before_what_it_has_new(place):
    """Of a newer form its number is told, whatever new keys it has."""
    edition = {**EDITION, "format": 2, "license": "CC0"}
    assert [("newer-format", _where(place)[1])] == [
        (p.code, p.path) for p in faults(written(place, edition, SERIES))
    ]


def test_negative_form_is_none(place):
    """A number below the first form is no form."""
    (found,) = faults(written(place, {**EDITION, "format": -1}, SERIES))
    assert "-1 is no form of data sets; accepted: 1" == found.message


@pytest.mark.parametrize("value", [True, False, "1", "0", 1.0, 0.0, None, [], {}])
def test_form_that_is_no_number_is_refused(place, value):
    """What is no whole number is no form, however much it looks like one."""
    assert [(*_where(place), "wrong-type")] == _told(place, value)


def test_newer_form_of_an_edition_is_refused():
    """An edition with a newer form cannot be made."""
    with pytest.raises(ot.RecordError, match=r"^format: 2 is no form of data sets; accepted: 1$"):
        ot.Edition(name="x", title="x", version="1", compiled="2030-12-31", format=2)


@pytest.mark.parametrize("value", [True, "1", "2", None, 1.0])
def test_form_of_an_edition_is_a_whole_number(value):
    """An edition whose form is no whole number cannot be made."""
    with pytest.raises(ot.RecordError, match=r"^format: "):
        ot.Edition(name="x", title="x", version="1", compiled="2030-12-31", format=value)


def test_form_can_be_changed_by_evolve():
    """An edition with other values keeps its form."""
    edition = ot.Edition(name="x", title="x", version="1", compiled="2030-12-31")
    assert FORMAT == attrs.evolve(edition, version="2").format


@pytest.mark.parametrize(("value", "expected"), [(0, True), (1, False), (2, False), (-1, False)])
def test_forms_that_can_be_brought_over(value, expected):
    """Only a form that is older than the present one is brought over."""
    assert expected is known_form(value)


@pytest.mark.parametrize("value", [False, True, "0", 0.0, None, [0], {}])
def test_no_form_is_brought_over(value):
    """What is no whole number is not brought over."""
    assert known_form(value) is False


@given(strategies.series)
def test_any_series_is_brought_over(record):
    """Whatever a series holds, its form 0 becomes its present form."""
    plain = to_plain(record)
    assert plain == migrated("series", older(plain), 0)


@pytest.mark.parametrize("kind", ["commitments", "events", "statements"])
def test_other_kinds_stay(kind):
    """Records of other kinds are as they were."""
    value = {"exceptions": [{"from": 1, "to": 2}]}
    assert {"exceptions": [{"from": 1, "to": 2}]} == migrated(kind, value, 0)


@pytest.mark.parametrize("value", [None, 5, "x", [], {}, {"exceptions": None}, {"exceptions": ["x", None]}])
def test_what_is_no_record_stays(value):
    """What is no record of a series is left for the reader to tell."""
    assert copy.deepcopy(value) == migrated("series", value, 0)


@pytest.mark.parametrize("value", [5, True, "from", {"from": 1}, [5], [[]]])
def test_wrong_exceptions_are_told(place, value):
    """Exceptions of form 0 that are no list of recesses are told as faults."""
    series = {**SERIES, "exceptions": value}
    found = faults(written(place, {**EDITION, "format": 0}, series))
    assert all(".exceptions" in p.path for p in found)


def test_recess_with_both_keys_is_told(place):
    """A recess that has the old key and the new one is told, since one of them would be lost."""
    series = older(SERIES)
    series["exceptions"][0]["since"] = "2030-01-01"
    assert 1 == len(faults(written(place, {**EDITION, "format": 0}, series)))
