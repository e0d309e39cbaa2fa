"""Read a folder of press texts, and write what was read in the form that their scorer takes.

    python tools/press.py FOLDER > predictions.json

Each ``*.json`` of the folder has a ``text``, and may have a ``publisher`` and a ``url``. Nothing else in it
is looked at.
"""

import json
import sys
from pathlib import Path

import osce_tracker as ot


def predicted(document: dict) -> dict:
    """Return what was read in one text, by the names of the scorer."""
    article = ot.read_article(document["text"], publisher=document.get("publisher"))
    found: dict = {"is_statement": article.is_statement, "spans": {}, "confidence": {}}
    if not article.drafts:
        return found
    first = article.drafts[0]
    values = {name: field.value for name, field in first.fields.items()}
    chair, _, year = (values["chair"] or "").partition("-")
    group = values["group"] and ot.states().find_group(values["group"]).name
    found |= {
        "states": [one.state.value for one in article.drafts if one.state.value],
        "group": group,
        "chair": chair or None,
        "chair_year": int(year) if year else None,
        "date": values["date"],
        "speakers": [one.speaker.value for one in article.drafts if one.speaker.value],
        "counterparts": [values["counterpart"].to_dict()] if values["counterpart"] else [],
        "dimensions": values["dimensions"] or [],
        "stance": values["stance"],
        "forum": values["forum"],
        "attributed_to": values["attributed_to"],
    }
    for name, field in first.fields.items():
        key = {"state": "states", "speaker": "speakers", "counterpart": "counterparts"}.get(name, name)
        if key in found and field.value:
            found["spans"][key] = [[one.start, one.end] for one in field.passages]
            found["confidence"][key] = str(field.confidence)
    return found


def main() -> None:
    """Read every text of the folder that the command line names."""
    paths = sorted(Path(sys.argv[1]).glob("*.json"))
    documents = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    found = {stem: predicted(one) for stem, one in documents.items() if "text" in one}
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
