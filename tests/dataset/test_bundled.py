"""The bundled data: complete, in canonical form, sound, and read no earlier than needed."""

import importlib.util
import json
import pickle
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

import osce_tracker as ot
from osce_tracker.dataset import bundled
from osce_tracker.errors import UsageError
from osce_tracker.model.chairs import Chairmanship
from osce_tracker.model.editions import Edition
from osce_tracker.model.plain import build, to_dict, to_json
from osce_tracker.model.states import Group, State
from osce_tracker.tracker.kinds import FILES, KINDS
from osce_tracker.tracker.tracker import Origin

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(ot.__file__).parent / "data"
MANIFEST = json.loads((ROOT / "tests" / "manifest.json").read_text(encoding="utf-8"))
#: Files whose records have a class of their own.
CLASSES = {
    **{f"{name}/{kind.file}": kind.record for name in bundled.BUNDLED for kind in FILES.values()},
    "reference/chairs.json": Chairmanship,
    "reference/groups.json": Group,
    "reference/states.json": State,
}
#: The numbers of records of each set as the facts give them: commitments, updates, events, statements,
#: readings, readings that differ, and corrections.
COUNTS = {
    "malta-2024": (68, 127, 79, 79, 608, 95, 0),
    "finland-2025": (98, 181, 197, 214, 1009, 85, 80),
    "switzerland-2026": (61, 77, 68, 71, 445, 74, 0),
}


@pytest.fixture(autouse=True)
def _read_anew(monkeypatch):
    """Read the data sets in each test: here reading is what is tested."""
    monkeypatch.setattr(bundled, "_bundled", bundled._bundled.__wrapped__)


def _facts():
    """Return the script that brought the facts into the package."""
    spec = importlib.util.spec_from_file_location("facts", ROOT / "tools" / "facts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FACTS = _facts()


@pytest.fixture(name="reads")
def _reads(monkeypatch):
    """Return the files of the package that have been read."""
    found = []
    read = bundled.read_bundled
    monkeypatch.setattr(bundled, "read_bundled", lambda *parts: found.append("/".join(parts)) or read(*parts))
    return found


def test_nothing_was_lost_or_added():
    """Each file has as many records and the same values as the facts that were researched."""
    for name, expected in MANIFEST.items():
        document = json.loads((DATA / name).read_bytes())
        if name.endswith("/dataset.json"):
            # The format of the files is no fact.
            assert 1 == document.pop("format")
        assert expected == FACTS.fingerprint(document), name


def test_manifest_names_every_file():
    """No file of facts is left out of the manifest; the schema, names and words are no researched facts."""
    files = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.json")}
    others = {"schema.json", "reference/state_names.json", "reference/words.json"}
    assert {*MANIFEST, *others} == files


@pytest.mark.parametrize("name", bundled.BUNDLED)
def test_set_has_as_many_records_as_were_researched(name):
    """The numbers of records are those that the facts say of themselves."""
    tracker = ot.load(name)
    assert COUNTS[name] == (
        len(tracker.commitments),
        sum(len(commitment.updates) for commitment in tracker.commitments),
        len(tracker.events),
        len(tracker.statements),
        len(tracker.readings),
        sum(not reading.agrees for reading in tracker.readings),
        len(tracker.corrections),
    )


def test_facts_name_updates_by_date_and_number():
    """A reading has the position of its update in the facts; in the package it stays with it."""
    dates = ["2025-03", "2025-04", "2025-04", "2025-04-30"]
    commitments = [{"id": "C-1", "updates": [{"date": date} for date in dates]}]
    readings = [{"record": "C-1", "update": place} for place in (None, 0, 1, 2, 3)]
    expected = [(None, 1), ("2025-03", 1), ("2025-04", 1), ("2025-04", 2), ("2025-04-30", 1)]
    found = FACTS.dated(readings, commitments)
    assert expected == [(reading["update"], reading["number"]) for reading in found]
    # Corrections have only the date: those of one field and day are of one update each, in order.
    plain = {"record": "C-1", "field": "status", "day": "2026-11-29"}
    corrections = [
        {**plain, **more}
        for more in (
            {"update": "2025-04"},
            {"update": "2025-04"},
            {"update": "2025-04", "field": "obstacle"},
            {"update": None},
            {"update": "2025-04", "day": "2026-11-30"},
        )
    ]
    assert [1, 2, 1, 1, 1] == [one["number"] for one in FACTS.numbered(corrections)]


@pytest.mark.parametrize(
    ("document", "records_", "values"),
    [([], 0, 0), ([{"a": 1, "b": [None, "x"]}, {}], 2, 2), ({"a": {"b": True}}, 1, 1)],
)
def test_fingerprint_counts(document, records_, values):
    """The fingerprint counts records and values, nulls apart."""
    found = FACTS.fingerprint(document)
    assert (records_, values) == (found["records"], found["values"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"from": 1, "to": [2]}, {"since": 1, "until": [2]}, True),
        (["a", "b"], ["b", "a"], True),
        (["a"], ["b"], False),
        (["1"], [1], False),
        (["a"], ["a", "a"], False),
        ([True], [1], False),
    ],
)
def test_fingerprint_sees_values_and_no_keys(one, other, same):
    """The checksum changes with any value, and with no name of a key."""
    prints = [FACTS.fingerprint([document])["sha256"] for document in (one, other)]
    assert same == (prints[0] == prints[1])


def test_files_of_records_are_in_canonical_form():
    """A file of records is what the library would write, byte for byte, and has no problem."""
    for name, cls in CLASSES.items():
        data, problems = (DATA / name).read_bytes(), []
        found = [build(cls, plain, problems, file=name, path="$") for plain in json.loads(data)]
        # The Chair of a bundled record is that of its set.
        plain = [FACTS.without_chairs(to_dict(record)) for record in found]
        assert ([], data) == (problems, to_json(plain)), name
    for name in bundled.BUNDLED:
        data = (DATA / name / "dataset.json").read_bytes()
        assert data == to_json(to_dict(build(Edition, json.loads(data), [], file=name, path="$"))), name


def test_files_are_in_canonical_json():
    """Every file is UTF-8 JSON with an indent of 2, LF, and a line end at its end."""
    for name in MANIFEST:
        data = (DATA / name).read_bytes()
        assert data == to_json(json.loads(data)), name
        assert b"\r" not in data, name


def test_records_stand_by_id():
    """The records of a file stand in the order of their ids, so that a change shows in one place."""
    for name in bundled.BUNDLED:
        for kind in KINDS:
            ids = [record["id"] for record in json.loads((DATA / name / f"{kind}.json").read_bytes())]
            assert sorted(set(ids)) == ids, (name, kind)


@pytest.mark.parametrize("name", bundled.BUNDLED)
def test_every_bundled_record_has_a_source(name):
    """No fact stands without the page on which it was seen, none is from memory, and all have their day."""
    tracker = ot.load(name)
    found = [record for collection in tracker.collections for record in collection]
    updates = [(c.id, update) for c in tracker.commitments for update in c.updates]
    assert [] == [record.id for record in found if not record.sources]
    assert [] == [record.id for record in found if record.confidence == "memory"]
    assert [] == [record_id for record_id, update in updates if not update.sources]
    # A series is a pattern, and has no day on which it was entered.
    entered = [(one.id, one.entered) for one in found if not isinstance(one, ot.Series)]
    entered += [(record_id, update.entered) for record_id, update in updates]
    days = {"2026-11-23", "2026-11-29"}
    assert [] == [record_id for record_id, day in entered if str(day) not in days]


def test_bundled_sets_share_equal_records():
    """A record of two sets says the same in both: 25 events of one Chair and the next, two statements."""
    sets = [ot.load(name) for name in bundled.BUNDLED]
    for kind, expected in {"commitments": 0, "events": 25, "series": 0, "statements": 2}.items():
        shared = []
        for one, other in pairwise(sets):
            ours, theirs = getattr(one, kind), getattr(other, kind)
            shared += [(ours[each], theirs[each]) for each in ours.ids if each in theirs]
        assert expected == len(shared), kind
        assert [] == [one.id for one, other in shared if one != other], kind


def test_promises_continue_those_that_exist():
    """Of 56 promises that continue one of an earlier Chair, each leads to a promise of the set before."""
    found = {}
    for name, earlier in zip(bundled.BUNDLED[1:], bundled.BUNDLED, strict=False):
        continued = [c.continues for c in ot.load(name).commitments if c.continues is not None]
        assert [] == [one for one in continued if one not in ot.load(earlier).commitments], name
        found[name] = len(continued)
    assert {"finland-2025": 37, "switzerland-2026": 19} == found
    assert [] == [c.id for c in ot.load("malta-2024").commitments if c.continues is not None]


def test_bundled_groups_and_chairs_name_states_that_exist():
    """Members of groups and States in the chair are States of the registry."""
    members = {member.state for group in ot.states().groups for member in group.members}
    chairs = {term.state for term in ot.chairs() if term.state is not None}
    assert [] == sorted(code for code in members | chairs if code not in ot.states())


def test_edition_names_a_chair():
    """A bundled set says which Chairpersonship it is about, how far it goes, and that Chair is known."""
    for name, state, known_until in (
        ("malta-2024", "MT", "2024-12-31"),
        ("finland-2025", "FI", "2026-03-15"),
        ("switzerland-2026", "CH", "2026-06-08"),
    ):
        tracker = ot.load(name)
        edition = tracker.edition
        assert (name, known_until, 1) == (edition.name, str(edition.known_until), edition.format)
        assert (state, state) == (tracker.chair, ot.chairs()[edition.chair].state)


def test_load_gives_equal_trackers():
    """Loading twice gives two trackers that are equal."""
    one, two = ot.load(), ot.load()
    assert one is not two
    assert (one, hash(one)) == (two, hash(two))


def test_each_kind_is_read_when_it_is_needed(reads):
    """Loading reads what the set says of itself; records are read kind by kind, once each."""
    tracker = ot.load()
    assert ["finland-2025/dataset.json"] == reads
    del reads[:]
    assert 98 == len(tracker.commitments) == len(tracker.commitments.records)
    assert ["finland-2025/commitments.json"] == reads
    del reads[:]
    assert [197, 3, 214] == [len(tracker.events), len(tracker.series), len(tracker.statements)]
    assert [f"finland-2025/{kind}.json" for kind in ("events", "series", "statements")] == reads


#: What may be asked of one set, and the kinds that it needs.
ASKED = {
    "a quarterly table": lambda t: ot.quarterly(t, "2026-Q1"),
    "a scorecard": lambda t: ot.scorecard(t, "2026-02-26"),
    "a profile": lambda t: ot.profile(t, "Poland"),
    "a brief": lambda t: ot.brief(t, "2026-Q1"),
    "a view": lambda t: ot.overdue(t.as_of("2026-02-26")),
    "contested verdicts": lambda t: t.commitments.where(contested=True),
    "problems": ot.check,
}


@pytest.mark.parametrize("question", ASKED)
def test_one_set_does_not_read_the_others(question, reads):
    """What is asked of one set reads no file of another."""
    report = ASKED[question](ot.load("switzerland-2026"))
    if isinstance(report, ot.Report):
        report.render("json")
    assert {"switzerland-2026"} == {name.partition("/")[0] for name in reads} - {"reference"}
    assert len(set(reads)) == len(reads)


def test_all_sets_are_read_together(reads):
    """Joined sets are read, each file once."""
    tracker = ot.load("all")
    assert 227 == len(tracker.commitments)
    assert "malta-2024 + finland-2025 + switzerland-2026" == tracker.edition.name
    assert (None, "2026-06-08") == (tracker.edition.chair, str(tracker.edition.known_until))
    assert ["MT-2024", "FI-2025", "CH-2026"] == [term.id for term in tracker.terms]
    assert len(set(reads)) == len(reads)


def test_name_of_a_set_goes_before_a_path(tmp_path, monkeypatch):
    """A bundled name is the bundled set, whatever directory there is; with ``./`` it is the directory."""
    monkeypatch.chdir(tmp_path)
    ot.save(ot.load("malta-2024"), tmp_path / "finland-2025")
    ot.save(ot.load("malta-2024"), tmp_path / "mine")
    assert 98 == len(ot.load("finland-2025").commitments)
    assert 68 == len(ot.load("./finland-2025").commitments) == len(ot.load("mine").commitments)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("finland-2024", "Did you mean finland-2025"),
        ("Finland-2025", "Did you mean finland-2025"),
        ("swiss", "Give a path, or one of malta-2024, finland-2025, switzerland-2026, all."),
        ("al", "Did you mean all"),
    ],
)
def test_unknown_set(name, said):
    """An unknown name fails with the names that there are, the nearest, and that a path is accepted."""
    with pytest.raises(UsageError) as caught:
        ot.load(name)
    assert f"There is no data set, file or directory '{name}'." in str(caught.value)
    assert said in str(caught.value)


def test_datasets_describe_the_bundled_sets():
    """Each bundled set is described by its name, title, days and numbers of records, in order of time."""
    found = ot.datasets()
    assert bundled.BUNDLED == tuple(one.name for one in found)
    for one in found:
        tracker = ot.load(one.name)
        edition = tracker.edition
        expected = (edition.title, edition.compiled, edition.known_until)
        assert expected == (one.title, one.compiled, one.known_until)
        assert {kind: len(getattr(tracker, kind)) for kind in KINDS} == one.counts


def test_states():
    """The bundled registry has the 57, the Partners, former States and groups; it is the same each time."""
    registry = ot.states()
    assert registry is ot.states()
    assert (57, 11, 72, 17) == (
        len(registry.participating),
        len(registry.partners),
        len(registry),
        len(registry.groups),
    )


def test_chairs():
    """The bundled terms go from 1991 to the open one of 2027; they are the same each time."""
    terms = ot.chairs()
    assert terms is ot.chairs()
    assert (37, "DE") == (len(terms), terms.on("1991-07-01").state)
    assert [("MT", "FI", "CH"), ("FI", "CH")] == [
        terms.troika_on(day).states for day in ("2025-06-30", "2026-06-30")
    ]


def test_bundled_sets_have_their_folder():
    """The bundled sets are the folders beside the reference files, and have the name of their folder."""
    folders = {path.name for path in DATA.iterdir() if path.is_dir()}
    assert {*bundled.BUNDLED, "reference"} == folders
    assert bundled.BUNDLED == tuple(ot.load(name).edition.name for name in bundled.BUNDLED)
    assert bundled.DEFAULT == ot.load().edition.name


def test_package_works_out_of_a_zip_file(tmp_path):
    """The data are found when the package is imported from a zip file."""
    archive = tmp_path / "package.zip"
    package = Path(ot.__file__).parent
    with zipfile.ZipFile(archive, "w") as packed:
        for path in package.rglob("*"):
            if path.suffix in {".py", ".json"}:
                packed.write(path, path.relative_to(package.parent))
    program = (
        f"import sys; sys.path.insert(0, {str(archive)!r}); import osce_tracker as ot; t = ot.load(); "
        "print(ot.__file__.startswith(sys.path[0]), len(t.commitments), ot.states().find('Finland').code, "
        "len(ot.chairs()))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert "True 98 FI 37" == done.stdout.strip()


def test_what_is_told_of_a_set_never_changes():
    """The description of a set and the place of one are values: equal, hashable, and the same for all."""
    one = ot.datasets()[0]
    one.counts["commitments"] = -1
    assert len(ot.load(one.name).commitments) == one.counts["commitments"]
    assert hash(one) == hash(pickle.loads(pickle.dumps(one)))  # noqa: S301 (our own bytes)
    origin = Origin("a", {"b.json": "1", "a.json": "2"})
    origin.content["b.json"] = "3"
    assert {"a.json": "2", "b.json": "1"} == origin.content
    again = Origin("a", {"a.json": "2", "b.json": "1"})
    assert (origin, hash(origin)) == (again, hash(again))
