"""The bundled data: complete, in canonical form, sound, and read no earlier than needed."""

import importlib.util
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import osce_tracker as ot
from osce_tracker.dataset import bundled
from osce_tracker.dataset.bundled import reference
from osce_tracker.errors import UsageError
from osce_tracker.model.chairs import Chairmanship
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.events import Event, Series
from osce_tracker.model.plain import build, to_dict, to_json
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import Group, State
from osce_tracker.tracker.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(ot.__file__).parent / "data"
MANIFEST = json.loads((ROOT / "tests" / "manifest.json").read_text(encoding="utf-8"))
#: Files whose records have a class of their own.
CLASSES = {
    "finland-2025/commitments.json": Commitment,
    "finland-2025/events.json": Event,
    "finland-2025/series.json": Series,
    "finland-2025/statements.json": SupportStatement,
    "reference/chairs.json": Chairmanship,
    "reference/groups.json": Group,
    "reference/states.json": State,
}
EVERY_FILE = pytest.mark.parametrize("name", MANIFEST)


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


@EVERY_FILE
def test_nothing_was_lost_or_added(name):
    """Each file has as many records and the same values as the facts that were researched."""
    assert MANIFEST[name] == FACTS.fingerprint(json.loads((DATA / name).read_bytes()))


def test_manifest_names_every_file():
    """No file of data is left out of the manifest; what a set says of itself, and its form, is no fact."""
    files = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.json")}
    assert {*MANIFEST, "finland-2025/dataset.json", "schema.json"} == files


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


@pytest.mark.parametrize("name", CLASSES)
def test_files_of_records_are_in_canonical_form(name):
    """A file of records is what the library would write, byte for byte, and has no problem."""
    data, problems = (DATA / name).read_bytes(), []
    found = [build(CLASSES[name], plain, problems, file=name, path="$") for plain in json.loads(data)]
    assert ([], data) == (problems, to_json([to_dict(record) for record in found]))


@pytest.mark.parametrize("name", [*MANIFEST, "finland-2025/dataset.json"])
def test_files_are_in_canonical_json(name):
    """Every file is UTF-8 JSON with an indent of 2, LF, and a line end at its end."""
    data = (DATA / name).read_bytes()
    assert data == to_json(json.loads(data))
    assert b"\r" not in data


@pytest.mark.parametrize("kind", KINDS)
def test_records_stand_by_id(kind):
    """The records of a file stand in the order of their ids, so that a change shows in one place."""
    ids = [record["id"] for record in json.loads((DATA / "finland-2025" / f"{kind}.json").read_bytes())]
    assert sorted(ids) == ids
    assert len(set(ids)) == len(ids)


def test_every_bundled_record_has_a_source(tracker):
    """No fact stands without the page on which it was seen, and none is from memory."""
    found = [record for collection in tracker.collections for record in collection]
    assert [] == [record.id for record in found if not record.sources]
    assert [] == [record.id for record in found if record.confidence == "memory"]
    updates = [(c.id, update) for c in tracker.commitments for update in c.updates]
    assert [] == [record_id for record_id, update in updates if not update.sources]


def test_bundled_groups_and_chairs_name_states_that_exist():
    """Members of groups and States in the chair are States of the registry."""
    members = {member.state for group in ot.states().groups for member in group.members}
    chairs = {term.state for term in ot.chairs() if term.state is not None}
    assert [] == sorted(code for code in members | chairs if code not in ot.states())


def test_edition_names_a_chair(tracker):
    """The bundled set says which Chairpersonship it is about, and that one is known."""
    assert ("finland-2025", "FI-2025", 1) == (
        tracker.edition.name,
        tracker.edition.chair,
        tracker.edition.format,
    )
    assert "FI" == ot.chairs()[tracker.edition.chair].state


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
    assert 97 == len(tracker.commitments) == len(tracker.commitments.records)
    assert ["finland-2025/commitments.json"] == reads
    del reads[:]
    assert [178, 3, 188] == [len(tracker.events), len(tracker.series), len(tracker.statements)]
    assert [f"finland-2025/{kind}.json" for kind in ("events", "series", "statements")] == reads


def test_datasets_describe_the_bundled_sets(tracker):
    """Each bundled set is described by its name, title, day and numbers of records, in its order."""
    found = ot.datasets()
    counts = {kind: len(getattr(tracker, kind)) for kind in KINDS}
    assert bundled.BUNDLED == tuple(one.name for one in found)
    edition = tracker.edition
    assert (edition.title, edition.compiled, counts) == (found[0].title, found[0].compiled, found[0].counts)


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


@pytest.mark.parametrize("name", bundled.REFERENCE)
def test_reference_file(name):
    """A reference file is given as plain data, made anew for each call."""
    found = reference(name)
    assert json.loads((DATA / "reference" / f"{name}.json").read_bytes()) == found
    found.clear()
    assert found != reference(name)


def test_every_reference_file_has_a_name():
    """The names are those of the files, in alphabetical order."""
    files = sorted(path.stem for path in (DATA / "reference").glob("*.json"))
    assert files == list(bundled.REFERENCE)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("state", "no reference file 'state'"),
        ("States", "id you mean states"),
        ("states.json", "id you mean states"),
        ("../finland-2025/events", "no reference file"),
        ("", "no reference file ''"),
    ],
)
def test_unknown_reference_file(name, said):
    """Another name fails with the accepted ones and the nearest; no path leads out of the folder."""
    with pytest.raises(UsageError, match=re.escape(said)):
        reference(name)


def test_bundled_sets_have_their_folder():
    """The bundled sets are the folders beside the reference files; the first is the one that is loaded."""
    folders = {path.name for path in DATA.iterdir() if path.is_dir()}
    assert {*bundled.BUNDLED, "reference"} == folders
    assert bundled.BUNDLED[0] == ot.load().edition.name


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
        "len(__import__('osce_tracker.dataset.bundled', fromlist=['x']).reference('terms')))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert "True 97 FI 24" == done.stdout.strip()
