"""Bring researched facts into the package: ``python tools/facts.py [FACTS_DIR]``.

Without a directory, the script takes the facts in the package, after you corrected them by hand.

Keys ``from`` and ``to`` become ``since`` and ``until`` (``from`` can't be a name in Python), ``edition.json``
becomes ``dataset.json``. A reading or correction names an update by its date and number instead of its
position, so that it stays with it when others are added. Records pass through the library's classes, which
makes every file canonical; everything else stays as it is. The script also writes ``tests/manifest.json``:
the number of records of each file of facts and a checksum of its values, both taken before the library has
touched them. A test takes both from the package again, so nothing can be lost or added.
"""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "osce_tracker" / "data"
SETS = ("malta-2024", "finland-2025", "switzerland-2026")
FOLDERS = (*SETS, "reference")
#: The files of a set that have another name in the package.
FILES = {"edition": "dataset"}
RENAMED = {"from": "since", "to": "until"}


def leaves(value: Any) -> list[str]:
    """Return every value except containers and null, as JSON, in no particular order."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [] if value is None else [json.dumps(value, ensure_ascii=False)]


def fingerprint(document: Any) -> dict[str, Any]:
    """Return the number of records and of values of a file, and a checksum of the values."""
    values = sorted(leaves(document))
    digest = hashlib.sha256("\n".join(values).encode()).hexdigest()
    return {"records": len(document), "values": len(values), "sha256": digest}


def renamed(value: Any) -> Any:
    """Return a document with the keys of the package."""
    if isinstance(value, dict):
        return {RENAMED.get(key, key): renamed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item) for item in value]
    return value


def dated(readings: list[dict[str, Any]], commitments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return readings whose updates are named by date and number, from 1, instead of by position."""
    updates = {
        commitment["id"]: [update["date"] for update in commitment["updates"]] for commitment in commitments
    }
    made = []
    for reading in readings:
        place, found = reading["update"], {**reading, "number": 1}
        if place is not None:
            dates = updates[reading["record"]]
            found |= {"update": dates[place], "number": dates[: place + 1].count(dates[place])}
        made.append(found)
    return made


def numbered(corrections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return corrections with the number, from 1, of the update among those of its date."""
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for correction in corrections:
        key = tuple(correction[name] for name in ("record", "field", "update", "day"))
        seen[key] += 1
        made.append({**correction, "number": seen[key]})
    return made


def canonical(document: Any, kind: str) -> bytes:
    """Return the bytes of a file in the package.

    Args:
        document: the records, or any other JSON value.
        kind: name of the file without suffix.

    Raises:
        DataError: if records are wrong. It lists every problem.
    """
    from osce_tracker.errors import DataError, Problem
    from osce_tracker.model.chairs import Chairmanship
    from osce_tracker.model.editions import Edition
    from osce_tracker.model.plain import build, from_dict, to_dict, to_json
    from osce_tracker.model.states import Group, State
    from osce_tracker.tracker.kinds import FILES as KINDS

    classes: dict[str, Any] = {"chairs": Chairmanship, "groups": Group, "states": State}
    classes |= {name: known.record for name, known in KINDS.items()}
    if kind == "dataset":
        return to_json(to_dict(from_dict(Edition, document)))
    if kind not in classes:
        return to_json(document)
    problems: list[Problem] = []
    records = [
        build(classes[kind], plain, problems, file=f"{kind}.json", path=f"$[{n}]")
        for n, plain in enumerate(document)
    ]
    if problems:
        raise DataError(problems)
    return to_json([without_chairs(to_dict(record)) for record in records])


def without_chairs(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record without its Chairs, which a bundled record has from its set."""
    return {key: value for key, value in record.items() if key != "chairs"}


def main(facts: Path) -> None:
    """Write the package data and the manifest from a directory of facts.

    Args:
        facts: the directory.
    """
    sys.path.insert(0, str(ROOT))
    for folder in FOLDERS:
        (DATA / folder).mkdir(exist_ok=True)
        manifest = {}
        for path in _facts(facts / folder):
            document = renamed(json.loads(path.read_bytes()))
            if path.stem == "readings":
                document = dated(document, json.loads((path.parent / "commitments.json").read_bytes()))
            if path.stem == "corrections":
                document = numbered(document)
            name = FILES.get(path.stem, path.stem)
            manifest[f"{folder}/{name}.json"] = fingerprint(document)
            (DATA / folder / f"{name}.json").write_bytes(canonical(document, name))
        remember(folder, manifest)


def _facts(folder: Path) -> list[Path]:
    """Return the files of facts in a folder. Names, which tools/names.py writes, and words are no facts."""
    return sorted(path for path in folder.glob("*.json") if path.stem not in ("state_names", "words"))


def remember(folder: str, fingerprints: dict[str, Any]) -> None:
    """Put the fingerprints of the files of a folder into the manifest."""
    from osce_tracker.model.plain import to_json

    path = ROOT / "tests" / "manifest.json"
    others = {
        name: found
        for name, found in json.loads(path.read_bytes()).items()
        if not name.startswith(f"{folder}/")
    }
    path.write_bytes(to_json(dict(sorted((others | fingerprints).items()))))


def renew() -> None:
    """Bring the facts in the package into canonical form."""
    sys.path.insert(0, str(ROOT))
    for folder in FOLDERS:
        manifest = {}
        for path in _facts(DATA / folder):
            document = json.loads(path.read_bytes())
            path.write_bytes(canonical(document, path.stem))
            if path.stem == "dataset":
                # The format of the files is no fact.
                del document["format"]
            manifest[f"{folder}/{path.name}"] = fingerprint(document)
        remember(folder, manifest)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        renew()
