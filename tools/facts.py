"""Bring researched facts into the package: ``python tools/facts.py [FACTS_DIR]``.

Without a directory, the script takes the facts in the package, after you corrected them by hand. It brings
them into canonical form and updates the counts in the manifest, the README and the data dictionary.

Keys ``from`` and ``to`` become ``since`` and ``until`` (``from`` can't be a name in Python). Records pass
through the library's classes, which makes every file canonical; everything else stays as it is. The script
also writes ``tests/manifest.json``: the number of records of each file of facts and a checksum of its values,
both taken before the library has touched them. A test takes both from the package again, so nothing can be
lost or added.
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
    from osce_tracker.model.plain import build, to_dict, to_json
    from osce_tracker.model.states import Group, State
    from osce_tracker.tracker.kinds import KINDS

    classes: dict[str, Any] = {"chairs": Chairmanship, "groups": Group, "states": State}
    classes |= {name: known.record for name, known in KINDS.items()}
    if kind not in classes:
        return to_json(document)
    problems: list[Problem] = []
    records = [
        build(classes[kind], plain, problems, file=f"{kind}.json", path=f"$[{n}]")
        for n, plain in enumerate(document)
    ]
    if problems:
        raise DataError(problems)
    return to_json([to_dict(record) for record in records])


def main(facts: Path) -> None:
    """Write the package data and the manifest from a directory of facts.

    Args:
        facts: the directory.
    """
    sys.path.insert(0, str(ROOT))
    from osce_tracker.model.plain import to_json
    from osce_tracker.tracker.kinds import KINDS

    manifest = {}
    for path in sorted(facts.glob("*.json")):
        document = json.loads(path.read_bytes())
        folder = SET if path.stem in KINDS else "reference"
        manifest[f"{folder}/{path.name}"] = fingerprint(document)
        target = DATA / folder / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(canonical(renamed(document), path.stem))
    (DATA / SET / "dataset.json").write_bytes(to_json(EDITION))
    (ROOT / "tests" / "manifest.json").write_bytes(to_json(manifest))


def renew() -> None:
    """Bring the facts in the package into canonical form and update the counts."""
    sys.path.insert(0, str(ROOT))
    from osce_tracker.model.plain import to_json

    manifest, counts = {}, {}
    for folder in (SET, "reference"):
        for path in sorted((DATA / folder).glob("*.json")):
            document = json.loads(path.read_bytes())
            if path.stem != "dataset":
                path.write_bytes(canonical(document, path.stem))
                manifest[f"{folder}/{path.name}"] = fingerprint(document)
                counts |= {path.name: len(document)} if isinstance(document, list) else {}
    in_order = dict(sorted(manifest.items(), key=lambda item: item[0].partition("/")[2]))
    (ROOT / "tests" / "manifest.json").write_bytes(to_json(in_order))
    commitments = json.loads((DATA / SET / "commitments.json").read_bytes())
    recount(counts, updates=sum(len(commitment["updates"]) for commitment in commitments))


def recount(counts: dict[str, int], updates: int) -> None:
    """Update the numbers of records in the README and the data dictionary.

    Args:
        counts: the number of records in each file.
        updates: the number of updates of the commitments.
    """
    kinds = {"commitments": "commitments", "events": "events", "statements": "statements", "series": "series"}
    readme = {rf"\d+(\s+{word}\b)": counts[f"{kind}.json"] for kind, word in kinds.items()}
    readme[r"\d+(\s+dated\s+updates)"] = updates
    # Only the first paragraph counts the data. Below it are outputs that tests compare.
    replaced(ROOT / "README.md", readme, until="## ")
    headings = {rf"(### {kind}\.json \()\d+": counts[f"{kind}.json"] for kind in kinds}
    rows = {rf"(\| `{re.escape(name)}` \| )\d+(?= \|)": count for name, count in counts.items()}
    replaced(DATA / "README.md", headings | rows)


def replaced(path: Path, numbers: dict[str, int], until: str | None = None) -> None:
    """Replace numbers in a text file, each where its pattern finds the old one."""
    text = path.read_text(encoding="utf-8")
    head, mark, rest = text.partition(f"\n{until}") if until else (text, "", "")
    for pattern, number in numbers.items():
        new = rf"{number}\1" if pattern.startswith(r"\d") else rf"\g<1>{number}"
        head = re.sub(pattern, new, head, count=1)
    path.write_text(head + mark + rest, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        renew()
