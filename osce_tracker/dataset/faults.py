"""Every fault of a JSON file of records, each with its place: the slow and patient way of reading.

``records.decode_checked`` reads data without a fault; it stops at the first. This module reads the
same bytes with the standard library and checks value by value, so that all faults come at once.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, cast, get_args, get_origin, get_type_hints
from unicodedata import normalize

import attrs

from osce_tracker.errors import (
    Problem,
    RecordError,
    TrackerError,
    WordError,
    accepted,
    did_you_mean,
    nearest,
    quoted,
)
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

#: No line of a readable file is longer; a larger set has one record a line, or is indented.
LINE_LIMIT: Final = 16 * 1024 * 1024
#: An object with more keys than these is none of ours, and nobody reads on.
MOST_KEYS: Final = 200
#: Ids and keys that are longer are cut in messages.
_LONGEST: Final = 120
#: Stands for a value that has a fault; the fault is noted.
FAILED: Final = object()


class JsonObject(dict[str, Any]):
    """A JSON object that remembers which of its keys stood twice."""

    twice: tuple[str, ...] = ()


#: What messages call the types of JSON.
_NAMES: Final[dict[Any, str]] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    JsonObject: "an object",
    NoneType: "null",
}


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    found = JsonObject(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        found.twice = tuple(key for key, count in counts.items() if count > 1)
    return found


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON value")


class Reader:
    """Reads the text of one file and collects its faults.

    Args:
        file: name of the file, as faults tell it.
        problems: the list to which faults are added.
    """

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self._record: str | None = None

    def report(self, code: str, path: str, message: str) -> Any:
        """Note a fault, and return the mark of a value that failed."""
        self.problems.append(
            Problem(file=self.file, record=self._record, path=path, message=message, code=code)
        )
        return FAILED

    def document(self, data: bytes) -> Any:
        """Return the JSON document in a text, or the mark of failure."""
        text = self.text(data)
        return self._parse(text, "$") if isinstance(text, str) else FAILED

    def text(self, data: bytes) -> Any:
        """Return the text of a file in NFC, or the mark of failure."""
        long = long_line(data)
        if long is not None:
            return self.report(
                "long-line",
                "$",
                f"the line that begins at byte {long:,} is longer than {LINE_LIMIT:,} bytes; "
                "accepted: indented JSON, or JSON Lines (.jsonl) with one record a line",
            )
        try:
            return normalize("NFC", data.decode())
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return self.report(
                "encoding",
                "$",
                f"line {line} is not UTF-8 (byte 0x{data[error.start]:02X} at position "
                f"{error.start:,}){_looks_like(data)}; save the file as UTF-8",
            )

    def _parse(self, text: str, path: str) -> Any:
        try:
            return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            # The place of a record in lines is told by the path.
            line = f"line {error.lineno}, " if path == "$" else ""
            where = f"{line}column {error.colno}"
            return self.report("json", path, f"is no valid JSON: {error.msg} at {where}")
        except RecursionError:
            return self.report("json", path, "is nested too deep to be read; records nest 4 deep")
        except ValueError as error:
            return self.report("json", path, f"is no valid JSON: {error}")

    def lines(self, data: bytes) -> list[tuple[str, Any]]:
        """Return the JSON value of each line with its path; failed ones left out."""
        text = self.text(data)
        if not isinstance(text, str):
            return []
        found = ((f"line {n}", line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
        values = ((path, self._parse(line, path)) for path, line in found)
        return [(path, value) for path, value in values if value is not FAILED]

    def record(self, value: object, kind: type[Any], path: str) -> Any:
        """Return the record that a JSON object makes, or ``None``; its faults are noted."""
        self._record = _id_of(value)
        built = self._build(value, kind, path)
        self._record = None
        return None if built is FAILED else built

    def _build(self, value: object, kind: Any, path: str) -> Any:
        """Return the stored form of a JSON value of a type, or the mark of failure."""
        if get_origin(kind) is UnionType:
            (kind,) = (part for part in get_args(kind) if part is not NoneType)
            if value is None:
                return None
        if get_origin(kind) is tuple:
            return self._tuple(value, get_args(kind)[0], path)
        if attrs.has(kind):
            return self._attrs(value, kind, path)
        if issubclass(kind, Vocabulary):
            return self._word(value, kind, path)
        makers: dict[Any, Callable[[Any], Any]] = {
            Period: Period,
            DocumentSymbol: DocumentSymbol,
            date: as_day,
        }
        if kind in makers:
            return self._made(value, makers[kind], path)
        if type(value) is not kind:
            return self._wrong_type(value, _NAMES[kind], path)
        if isinstance(value, str) and not _encodable(value):
            return self.report("text", path, f"{quoted(value)} holds half of a surrogate pair")
        return value

    def _wrong_type(self, value: object, expected: str, path: str) -> Any:
        got = _NAMES[type(value)]
        shown = "" if isinstance(value, list | dict | NoneType) else f" {quoted(value)}"
        return self.report("wrong-type", path, f"expected {expected}, got {got}{shown}")

    def _made(self, value: object, make: Callable[[Any], Any], path: str) -> Any:
        if not isinstance(value, str):
            return self._wrong_type(value, "a text", path)
        try:
            return make(value)
        except TrackerError as error:
            return self.report("bad-value", path, str(error))

    def _word(self, value: object, kind: type[Vocabulary], path: str) -> Any:
        if not isinstance(value, str):
            words = accepted([str(word) for word in kind])
            return self._wrong_type(value, f"a text out of: {words}", path)
        try:
            return kind.parse(value)
        except WordError as error:
            return self.report("unknown-word", path, str(error))

    def _tuple(self, value: object, kind: Any, path: str) -> Any:
        if not isinstance(value, list):
            return self._wrong_type(value, "a list", path)
        items = cast("list[object]", value)
        built = [self._build(item, kind, f"{path}[{n}]") for n, item in enumerate(items)]
        return FAILED if any(item is FAILED for item in built) else tuple(built)

    def _attrs(self, value: object, kind: type[Any], path: str) -> Any:
        if not isinstance(value, JsonObject):
            return self._wrong_type(value, "an object", path)
        before = len(self.problems)
        hints = get_type_hints(kind)
        fields = {field.name: field for field in attrs.fields(kind)}
        for key in value.twice[:MOST_KEYS]:
            place = key if key.isidentifier() and len(key) <= _LONGEST else quoted(key)
            self.report("duplicate-key", f"{path}.{place}", "stands twice in one object")
        for key in list(value)[:MOST_KEYS]:
            if key not in fields:
                message = f"unknown key {quoted(key)}; accepted: {', '.join(fields)}"
                self.report("unknown-key", path, message + did_you_mean(nearest(key, fields)))
        if len(value) > MOST_KEYS:
            self.report("unknown-key", path, f"has {len(value):,} keys; accepted: {', '.join(fields)}")
        built: dict[str, Any] = {}
        for name, field in fields.items():
            if name in value:
                built[name] = self._build(value[name], hints[name], f"{path}.{name}")
            elif field.default is attrs.NOTHING:
                self.report("missing-key", path, f"the key {name!r} is missing")
        if len(self.problems) > before:
            return FAILED
        try:
            return kind(**built)
        except RecordError as error:
            return self.report("bad-value", f"{path}.{error.field}", error.reason)


def _id_of(value: object) -> str | None:
    found = value.get("id") if isinstance(value, JsonObject) else None
    if not isinstance(found, str):
        return None
    return found if found.isprintable() and len(found) <= _LONGEST else quoted(found)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def long_line(data: bytes) -> int | None:
    """Return where a line begins that is longer than the limit, or ``None``."""
    # A longer line holds a whole stride without a line end, so only strides need looking at.
    stride = LINE_LIMIT // 2
    for start in range(0, len(data), stride):
        if data.find(b"\n", start, start + stride) < 0:
            begin = data.rfind(b"\n", 0, start) + 1
            end = data.find(b"\n", start)
            if (len(data) if end < 0 else end) - begin > LINE_LIMIT:
                return begin
    return None


def _looks_like(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "; it looks like UTF-16"
    return "; it looks like Latin-1 or Windows-1252"
