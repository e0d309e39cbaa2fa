"""The format of a data set as JSON Schema (draft 2020-12), generated from the record classes."""

import re
from datetime import date
from typing import Any, Final, cast

from osce_tracker.model.editions import EDITION, FORMAT, Edition
from osce_tracker.model.periods import Period
from osce_tracker.model.plain import JsonField, fields_of, to_json
from osce_tracker.model.symbols import DocumentSymbol, grammar
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.tracker.kinds import FILES

_NAMED_GROUP: Final = re.compile(r"\(\?P<\w+>")
_YEAR: Final = "[0-9]{4}"
_DAY: Final = f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
_PERIOD: Final = f"^(?:{_YEAR}(?:-(?:Q[1-4]|H[12]|[0-9]{{2}}(?:-[0-9]{{2}})?))?|{_DAY}/{_DAY})$"


def schema() -> bytes:
    """Return the JSON Schema of a data set in one file, as canonical JSON.

    A schema can't express everything, such as that ids differ or that a time exists in its zone. ``load`` and
    ``check`` cover that.

    >>> b'"$schema"' in schema()
    True
    """
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {EDITION: _record(Edition, definitions)}
    definitions["Edition"]["properties"]["format"] = {"const": FORMAT}
    for kind in FILES.values():
        properties[kind.name] = {"type": "array", "items": _record(kind.record, definitions)}
    return to_json(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A data set of osce_tracker",
            "description": (
                "In a directory each property is a file of its name, such as commitments.json. References "
                "between records, such as ids of events, are checked when a set is read."
            ),
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "$defs": dict(sorted(definitions.items())),
        }
    )


def _record(cls: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a reference to the schema of a record, and add that schema to the definitions."""
    if cls.__name__ not in definitions:
        definitions[cls.__name__] = {}
        fields = fields_of(cast("Any", cls))
        definitions[cls.__name__] = {
            "type": "object",
            "description": _summary(cls),
            "properties": {name: _field(field, definitions) for name, field in fields.items()},
            "required": [name for name, field in fields.items() if field.required],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _field(field: JsonField, definitions: dict[str, Any]) -> dict[str, Any]:
    made = _record(field.item, definitions) if field.nested else _simple(field.item, definitions)
    if field.json is list:
        made = {"type": "array", "items": made}
    if field.optional:
        made = {"anyOf": [made, {"type": "null"}]}
    meaning = field.attribute.metadata.get("meaning")
    return made | {"description": meaning} if meaning else made


def _simple(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if issubclass(kind, Vocabulary):
        words = [str(word) for word in kind]
        definitions.setdefault(kind.__name__, {"description": _summary(kind), "enum": words})
        return {"$ref": f"#/$defs/{kind.__name__}"}
    patterns = [{"pattern": _anchored(pattern)} for pattern in grammar()["patterns"].values()]
    simple: dict[Any, dict[str, Any]] = {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        date: {"type": "string", "format": "date"},
        Period: {"type": "string", "pattern": _PERIOD},
        DocumentSymbol: {"type": "string", "anyOf": patterns},
    }
    return simple[kind]


def _summary(cls: type[Any]) -> str:
    return (cls.__doc__ or "").partition("\n")[0]


def _anchored(pattern: str) -> str:
    """Return a pattern that every dialect reads the same way: whole texts only, no named groups."""
    return f"^(?:{_NAMED_GROUP.sub('(?:', pattern)})$"
