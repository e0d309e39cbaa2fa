"""Bring the researched facts into the package: ``python .ci/facts.py FACTS_DIR``.

Keys ``from`` and ``to`` become ``since`` and ``until`` (``from`` is no name in Python); records pass
through the library's own classes, so that every file is in canonical form; all else stays as it is.
Beside the files it writes ``tests/manifest.json``: of every file of facts the count of its records
and a checksum of its values, taken from the facts before anything of the library has touched them.
A test takes both from the package data again: nothing was lost, nothing was added.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "osce_tracker" / "data"
SET = "finland-2025"
EDITION = {
    "name": SET,
    "title": "Finland's 2025 OSCE Chairpersonship",
    "version": "2026.11.23",
    "compiled": "2026-11-23",
    "chair": "FI-2025",
    "note": "Compiled from public pages; see the data dictionary for what each field means.",
    "format": 1,
}
RENAMED = {"from": "since", "to": "until"}


def leaves(value: Any) -> list[str]:
    """Return every value that is no container and not null, as JSON, in no particular order."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [] if value is None else [json.dumps(value, ensure_ascii=False)]


def fingerprint(document: Any) -> dict[str, Any]:
    """Return how many records a file has, how many values, and a checksum of the values."""
    values = sorted(leaves(document))
    digest = hashlib.sha256("\n".join(values).encode()).hexdigest()
    return {"records": len(document), "values": len(values), "sha256": digest}


def renamed(value: Any) -> Any:
    """Return a document with its keys as the package has them."""
    if isinstance(value, dict):
        return {RENAMED.get(key, key): renamed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item) for item in value]
    return value


def canonical(document: Any, kind: str) -> bytes:
    """Return the bytes of a file in the package."""
    from osce_tracker.errors import DataError
    from osce_tracker.formats import records
    from osce_tracker.formats.diagnose import Reader
    from osce_tracker.model.chairs import Chairmanship
    from osce_tracker.model.states import Group, State

    types = {"chairs": Chairmanship, "groups": Group, "states": State}
    if kind not in types and kind not in records.KINDS:
        return records.encode_plain(document)
    problems: list[Any] = []
    reader = Reader(f"{kind}.json", problems)
    cls = types.get(kind) or records.record_type(kind)
    plain = reader.document(json.dumps(document, ensure_ascii=False).encode())
    built = [reader.record(value, cls, f"$[{n}]") for n, value in enumerate(plain)]
    if problems:
        raise DataError(problems)
    return records.encode(built)


def main(facts: Path) -> None:
    """Write package data and manifest out of a directory of facts."""
    sys.path.insert(0, str(ROOT))
    from osce_tracker.formats.records import KINDS, encode_plain

    manifest = {}
    for path in sorted(facts.glob("*.json")):
        document = json.loads(path.read_bytes())
        folder = SET if path.stem in KINDS else "reference"
        manifest[f"{folder}/{path.name}"] = fingerprint(document)
        target = DATA / folder / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(canonical(renamed(document), path.stem))
    (DATA / SET / "dataset.json").write_bytes(encode_plain(EDITION))
    (ROOT / "tests" / "manifest.json").write_bytes(encode_plain(manifest))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
