"""The form of a data set as JSON Schema (draft 2020-12), made from the classes themselves."""

from __future__ import annotations

import re
from datetime import date
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

import attrs

from osce_tracker.dataset.decode import KINDS, encode_plain, record_type
from osce_tracker.model.editions import FORMAT, Edition
from osce_tracker.model.periods import Period
from osce_tracker.model.symbols import PATTERNS, DocumentSymbol
from osce_tracker.model.vocabulary import Vocabulary

_NAMED_GROUP: Final = re.compile(r"\(\?P<\w+>")
_YEAR: Final = "[0-9]{4}"
_DAY: Final = f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
_PERIOD: Final = f"^(?:{_YEAR}(?:-(?:Q[1-4]|H[12]|[0-9]{{2}}(?:-[0-9]{{2}})?))?|{_DAY}/{_DAY})$"


def schema() -> bytes:
    """Return the JSON Schema of a data set in one file, as canonical JSON.

    What a schema cannot say, such as that ids differ or that a time exists in its zone, is checked when a
    data set is read.

    >>> import osce_tracker as ot
    >>> b'"$schema"' in ot.schema()
    True
    """
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {"dataset": _of(Edition, definitions)}
    definitions["Edition"]["properties"]["format"] = {"const": FORMAT}
    for kind in KINDS:
        properties[kind] = {"type": "array", "items": _of(record_type(kind), definitions)}
    return encode_plain(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A data set of osce_tracker",
            "description": (
                "In a directory each property is a file of its name, such as commitments.json. What stands "
                "in relation, such as ids that are named elsewhere, is checked when a set is read."
            ),
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "$defs": dict(sorted(definitions.items())),
        }
    )


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; records become definitions."""
    if get_origin(hint) is UnionType:
        return {"anyOf": [_of(get_args(hint)[0], definitions), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of(get_args(hint)[0], definitions)}
    if attrs.has(hint) or issubclass(hint, Vocabulary):
        name = hint.__name__
        if name not in definitions:
            # Noted first, so that what it holds may name it.
            definitions[name] = {}
            of: Any = hint
            definitions[name] = _record(of, definitions) if attrs.has(of) else _words(of)
        return {"$ref": f"#/$defs/{name}"}
    simple: dict[Any, dict[str, Any]] = {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        date: {"type": "string", "format": "date"},
        Period: {"type": "string", "pattern": _PERIOD},
        DocumentSymbol: {"type": "string", "anyOf": [{"pattern": _anchored(p)} for p in PATTERNS.values()]},
    }
    return simple[hint]


def _anchored(pattern: str) -> str:
    """Return a pattern as every dialect reads it: from end to end, groups without names."""
    return f"^(?:{_NAMED_GROUP.sub('(?:', pattern)})$"


def _record(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    needed = [field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING]
    return {
        "type": "object",
        "description": (kind.__doc__ or "").partition("\n")[0],
        "properties": {name: _of(hint, definitions) for name, hint in hints.items()},
        "required": needed,
        "additionalProperties": False,
    }


def _words(words: type[Vocabulary]) -> dict[str, Any]:
    return {"description": (words.__doc__ or "").partition("\n")[0], "enum": [str(word) for word in words]}
