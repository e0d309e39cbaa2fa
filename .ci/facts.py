"""Bring the researched facts into the package: ``python .ci/facts.py [FACTS_DIR]``.

Without a directory, the facts are those of the package, after a correction by hand: they are brought into
canonical form, and counted anew for the manifest, the README and the data dictionary.

Keys ``from`` and ``to`` become ``since`` and ``until`` (``from`` is no name in Python); records pass
through the library's own classes, so that every file is in canonical form; all else stays as it is.
Beside the files it writes ``tests/manifest.json``: of every file of facts the count of its records
and a checksum of its values, taken from the facts before anything of the library has touched them.
A test takes both from the package data again: nothing was lost, nothing was added.
"""

import hashlib
import json
import re
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
    from osce_tracker.dataset import decode as records
    from osce_tracker.dataset.faults import Reader
    from osce_tracker.errors import DataError
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
    from osce_tracker.dataset.decode import KINDS, encode_plain

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


def renew() -> None:
    """Bring the package's own facts into canonical form, and count them anew."""
    sys.path.insert(0, str(ROOT))
    from osce_tracker.dataset.decode import encode_plain

    manifest, counts = {}, {}
    for folder in (SET, "reference"):
        for path in sorted((DATA / folder).glob("*.json")):
            document = json.loads(path.read_bytes())
            if path.stem != "dataset":
                path.write_bytes(canonical(document, path.stem))
                manifest[f"{folder}/{path.name}"] = fingerprint(document)
                counts |= {path.name: len(document)} if isinstance(document, list) else {}
    in_order = dict(sorted(manifest.items(), key=lambda item: item[0].partition("/")[2]))
    (ROOT / "tests" / "manifest.json").write_bytes(encode_plain(in_order))
    commitments = json.loads((DATA / SET / "commitments.json").read_bytes())
    recount(counts, updates=sum(len(commitment["updates"]) for commitment in commitments))


def recount(counts: dict[str, int], updates: int) -> None:
    """Write the numbers of records where the README and the data dictionary tell them.

    Args:
        counts: how many records each file has.
        updates: how many updates the commitments have.
    """
    kinds = {"commitments": "commitments", "events": "events", "statements": "statements", "series": "series"}
    readme = {rf"\d+(\s+{word}\b)": counts[f"{kind}.json"] for kind, word in kinds.items()}
    readme[r"\d+(\s+dated\s+updates)"] = updates
    # Only the first paragraph counts the data; below it stand outputs that tests compare.
    replaced(ROOT / "README.md", readme, until="## ")
    headings = {rf"(### {kind}\.json \()\d+": counts[f"{kind}.json"] for kind in kinds}
    rows = {rf"(\| `{re.escape(name)}` \| )\d+(?= \|)": count for name, count in counts.items()}
    replaced(DATA / "README.md", headings | rows)


def replaced(path: Path, numbers: dict[str, int], until: str | None = None) -> None:
    """Write numbers into a text, each where its pattern finds the old one."""
    text = path.read_text(encoding="utf-8")
    head, mark, rest = text.partition(f"\n{until}") if until else (text, "", "")
    for pattern, number in numbers.items():
        told = rf"{number}\1" if pattern.startswith(r"\d") else rf"\g<1>{number}"
        head = re.sub(pattern, told, head, count=1)
    path.write_text(head + mark + rest, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        renew()
