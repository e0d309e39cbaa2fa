"""Records as plain dicts and lists, as JSON has them, and back: the one reader of the library.

Data files, spreadsheets and calendars all use it. It follows the fields of the attrs classes and calls
their constructors, so a file can't hold what a constructor would refuse. It collects every problem.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from types import NoneType, SimpleNamespace, UnionType
from typing import Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

import attrs

from osce_tracker.errors import (
    DataError,
    PeriodError,
    Problem,
    RecordError,
    TrackerError,
    WordError,
    accepted,
    did_you_mean,
    meant,
    quoted,
)
from osce_tracker.model.periods import Period
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.validation import convert
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.model.written_dates import is_stored

T = TypeVar("T")

#: Most problems to list for the keys of one object, or for one list.
_MOST: Final = 200
#: Longer ids and keys are shortened in messages.
_LONGEST: Final = 120
#: What messages call the types of JSON.
_NAMES: Final[dict[type[Any], str]] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
    NoneType: "null",
}


# ---------------------------------------------------------------- writing


def to_dict(record: object) -> dict[str, Any]:
    """Return a record as plain dicts, lists, texts and numbers.

    Args:
        record: a record, such as a ``Commitment``.

    Returns:
        A dict with every field, in the order of the class.

    >>> from osce_tracker.model.sources import Source
    >>> page = Source(url="https://osce.org/1", title="Page", publisher="OSCE", publisher_type="osce")
    >>> to_dict(page)["publisher_type"], from_dict(Source, to_dict(page)) == page
    ('osce', True)
    """
    return {name: plain(getattr(record, name)) for name in field_names(record)}


def field_names(record: object) -> tuple[str, ...]:
    """Return the names of the fields of a record.

    Args:
        record: a record, or a value inside one.
    """
    return _field_names(cast("Any", type(record)))


@cache
def _field_names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(cls))


def plain(value: object) -> Any:
    """Return a value of a record as JSON has it.

    Args:
        value: the value of a field.

    >>> from osce_tracker.model.periods import Period
    >>> plain((Period("2025-Q3"), None))
    ['2025-Q3', None]
    """
    if value is None or type(value) in (str, bool, int, float):
        return value
    if isinstance(value, tuple):
        return [plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, date):
        return value.isoformat()
    if is_record(type(value)):
        return to_dict(value)
    return str(value)


def same(one: object, other: object) -> bool:
    """Return True if two values are the same in every field, even those that equality ignores.

    Args:
        one: a record, or a value of a field.
        other: another.

    >>> from osce_tracker.model.symbols import DocumentSymbol
    >>> listed, marked = DocumentSymbol("MC.DEC/1/25"), DocumentSymbol("MC.DEC/1/25 OSCE+")
    >>> listed == marked, same(listed, marked), same(marked, marked)
    (True, False, True)
    """
    return one is other or (one == other and plain(one) == plain(other))


def to_json(value: object) -> bytes:
    r"""Return plain data as canonical JSON: UTF-8, indented by 2, with LF at the end.

    Args:
        value: dicts, lists, texts and numbers.

    >>> to_json(["é"])
    b'[\n  "\xc3\xa9"\n]\n'
    """
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


# ---------------------------------------------------------------- reading


class _Repeated(dict[str, Any]):
    """A JSON object in which keys were repeated."""

    keys_twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    repeated = _Repeated(made)
    repeated.keys_twice = tuple(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
    return repeated


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is not allowed")


def parse(data: bytes, file: str = "") -> Any:
    """Return the value of JSON text from outside.

    Args:
        data: the text in UTF-8, with or without a byte order mark.
        file: name of the file, for messages.

    Returns:
        The value. ``build`` reports keys that are repeated in one object.

    Raises:
        DataError: if the text is not UTF-8 or not valid JSON.

    >>> parse(b'{"id": 1}')
    {'id': 1}
    """
    code = "json"
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        code = "encoding"
        line = data.count(b"\n", 0, error.start) + 1
        looks = "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "Latin-1 or Windows-1252"
        message = f"Not UTF-8 at line {line}; it looks like {looks}. Save the file as UTF-8."
    except json.JSONDecodeError as error:
        message = f"Not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}."
    except RecursionError:
        message = "Nested too deep: records are nested at most 4 deep."
    except ValueError as error:
        # Python's advice on long numbers is for programmers.
        message = f"Not valid JSON: {str(error).partition(';')[0]}."
    raise DataError([Problem(file=file, code=code, message=message)])


def from_dict(cls: type[T], data: object, *, file: str = "", path: str = "$") -> T:
    """Return the record that plain data describe.

    Args:
        cls: the class of the record, such as ``Commitment``.
        data: a dict as ``to_dict`` gives it. Keys of fields with a default may be left out.
        file: name of the file, for messages.
        path: JSON path of the record, for messages.

    Raises:
        DataError: if anything is wrong. It lists every problem.

    >>> from osce_tracker.errors import DataError
    >>> from osce_tracker.model.commitments import Maker
    >>> try:
    ...     from_dict(Maker, {"type": "chairman", "nam": "Finland", "states": "FI"})
    ... except DataError as error:
    ...     print([problem.path for problem in error.problems])
    ['$.states', '$.nam', '$.name', '$.type']
    """
    problems: list[Problem] = []
    record = build(cls, data, problems, file=file, path=path)
    if record is None:
        raise DataError(problems)
    return record


def build(cls: type[T], data: object, problems: list[Problem], *, file: str, path: str) -> T | None:
    """Return the record that plain data describe, or ``None`` after adding every problem to a list.

    Args:
        cls: the class of the record.
        data: a dict as ``to_dict`` gives it.
        problems: the list that problems are added to.
        file: name of the file, for messages.
        path: JSON path of the record, for messages.
    """
    made = _Builder(file, problems, data).record(cls, data, path)
    return cast("T | None", made)


@attrs.frozen(kw_only=True)
class JsonField:
    """How JSON writes a field."""

    attribute: attrs.Attribute[Any]
    #: The type of JSON: a list for a tuple, a dict for a record.
    json: type[Any]
    optional: bool
    #: The type of the value, or of the items of the list.
    item: Any
    #: Whether the value is a record or a list of records.
    nested: bool
    #: Whether it is none of a list, a record and a date.
    simple: bool
    required: bool
    #: Whether it is a day or a period.
    dated: bool


@cache
def fields_of(cls: type[Any]) -> dict[str, JsonField]:
    """Return how JSON writes each field of a class.

    Args:
        cls: the class of a record.
    """
    hints = get_type_hints(cls)
    return {field.name: _field(field, hints[field.name]) for field in attrs.fields(cls)}


def _field(attribute: attrs.Attribute[Any], hint: Any) -> JsonField:
    optional = get_origin(hint) is UnionType
    if optional:
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    many = get_origin(hint) is tuple
    item: type[Any] = get_args(hint)[0] if many else hint
    nested = is_record(item)
    dated = not many and issubclass(item, Period | date)
    single: type[Any] = item if item in (bool, int) else dict if nested else str
    return JsonField(
        attribute=attribute,
        json=list if many else single,
        optional=optional,
        item=item,
        nested=nested,
        simple=not many and not nested and not dated,
        required=attribute.default is attrs.NOTHING,
        dated=dated,
    )


def is_record(kind: type[Any]) -> bool:
    """Return True if JSON writes values of a type as objects.

    Args:
        kind: the type of a field, or of the items of its list.
    """
    return attrs.has(kind) and not issubclass(kind, Period | DocumentSymbol)


@attrs.frozen
class _Builder:
    """Builds one record and collects its problems."""

    file: str
    problems: list[Problem]
    whole: object

    def problem(self, code: str, path: str, message: str) -> None:
        record = _id_of(self.whole)
        self.problems.append(Problem(file=self.file, record=record, path=path, message=message, code=code))

    def record(self, cls: type[Any], value: object, path: str) -> Any:
        """Return a record, or ``None`` if it has problems."""
        if not isinstance(value, dict):
            return self.wrong_type(value, dict, cls, path)
        data = cast("dict[str, Any]", value)
        before = len(self.problems)
        fields = fields_of(cast("Any", cls))
        values: dict[str, Any] = {}
        for name, item in data.items():
            field = fields.get(name)
            if field is None:
                continue
            if field.simple and item.__class__ is field.json:
                # Most values of most records are simple.
                values[name] = item
            elif item is None and field.optional:
                values[name] = None
            elif field.dated and isinstance(item, str):
                self.dated(values, name, item, path)
            else:
                self.nested(values, field, item, f"{path}.{name}")
        if len(values) != len(fields) or len(values) != len(data) or isinstance(data, _Repeated):
            self.keys(data, fields, path)
        if len(self.problems) == before:
            try:
                return cls(**values)
            except TrackerError as error:
                self.diagnose(fields, values, path, ())
                if len(self.problems) == before:
                    # This error arises only from several fields together.
                    self.bad_value(f"{path}.{error.field}" if isinstance(error, RecordError) else path, error)
        else:
            self.diagnose(fields, values, path, [problem.path for problem in self.problems[before:]])
        return None

    def dated(self, values: dict[str, Any], name: str, item: str, path: str) -> None:
        """Report a date that isn't in a stored form; leave one that nobody can read to the constructor."""
        if not is_stored(item):
            with suppress(PeriodError):
                message = f"{quoted(item)} is not how data files write dates. Write {Period(item)}."
                self.problem("bad-value", f"{path}.{name}", message)
                return
        values[name] = item

    def nested(self, values: dict[str, Any], field: JsonField, value: object, path: str) -> None:
        """Add a list or a record to the values of a record, unless it has another type."""
        name = field.attribute.name
        if field.json is list and isinstance(value, list):
            values[name] = self.items(field, cast("list[object]", value), path)
        elif field.json is dict and isinstance(value, dict):
            values[name] = self.record(field.item, cast("object", value), path)
        else:
            self.wrong_type(value, field.json, field.item, path)

    def keys(self, data: dict[str, Any], fields: dict[str, JsonField], path: str) -> None:
        """Report keys that are repeated, unknown or missing."""
        for code, place, message in faulty_keys(data, fields, path):
            self.problem(code, place, message)
        for name, field in fields.items():
            if field.required and name not in data:
                self.problem("missing-key", f"{path}.{name}", f"{name} is missing")

    def items(self, field: JsonField, values: list[Any], path: str) -> list[Any]:
        """Return the items of a list, with ``None`` for those that have problems."""
        if not field.nested and {*map(type, values)} <= {str}:
            return values
        before = len(self.problems)
        built: list[Any] = []
        for n, value in enumerate(values):
            if self.enough(before, path):
                break
            if field.nested:
                built.append(self.record(field.item, value, f"{path}[{n}]"))
            elif type(value) is not str:
                self.wrong_type(value, str, field.item, f"{path}[{n}]")
        return built if field.nested else values

    def enough(self, before: int, path: str) -> bool:
        """Return True, after reporting it, if a list has so many problems that the rest needn't be read."""
        if len(self.problems) < before + _MOST:
            return False
        message = f"Reading this list stopped after {_MOST} problems. Correct these and try again."
        self.problem("too-many-problems", path, message)
        return True

    def wrong_type(self, value: object, expected: type[Any], kind: type[Any], path: str) -> None:
        needed = _NAMES[expected]
        if issubclass(kind, Vocabulary) and expected is str:
            needed = f"one of these words: {accepted([str(word) for word in kind])}"
        # A dict, with or without repeated keys.
        given = next((name for json, name in _NAMES.items() if isinstance(value, json)), type(value).__name__)
        if isinstance(value, bool):
            given = str(value).lower()
        elif isinstance(value, str | float | int):
            given += f" {quoted(value)}"
        self.problem("wrong-type", path, f"must be {needed}, not {given}")

    def diagnose(
        self, fields: dict[str, JsonField], values: dict[str, Any], path: str, reported: Sequence[str]
    ) -> None:
        """Report every field that its converter refuses, one by one."""
        given = SimpleNamespace(**values)
        for name, value in values.items():
            place = f"{path}.{name}"
            if any(other == place or other.startswith((f"{place}.", f"{place}[")) for other in reported):
                continue
            attribute = fields[name].attribute
            if fields[name].json is list and value is not None:
                before = len(self.problems)
                for n, item in enumerate(value):
                    if self.enough(before, place):
                        break
                    self.field(attribute, given, [item], f"{place}[{n}]")
                if len(self.problems) > before:
                    continue
            self.field(attribute, given, value, place)

    def field(self, attribute: attrs.Attribute[Any], given: Any, value: Any, path: str) -> None:
        try:
            convert(attribute, value, given)
        except TrackerError as error:
            self.bad_value(path, error)

    def bad_value(self, path: str, error: TrackerError) -> None:
        word = isinstance(error, WordError) or isinstance(error.__cause__, WordError)
        code = "unknown-word" if word else "bad-value"
        self.problem(code, path, error.reason if isinstance(error, RecordError) else str(error))


def faulty_keys(data: dict[str, Any], known: Collection[str], path: str) -> Iterator[tuple[str, str, str]]:
    """Yield the keys of a JSON object that are repeated or unknown: code, path and message.

    Args:
        data: the object.
        known: the keys that it may have.
        path: its JSON path.
    """
    for key in getattr(data, "keys_twice", ())[:_MOST]:
        yield "duplicate-key", f"{path}.{shown(key)}", "The key is repeated in one object."
    unknown = [key for key in data if key not in known]
    for key in unknown[:_MOST]:
        near = did_you_mean(meant(key, known)) or f" Valid keys are {', '.join(known)}."
        yield "unknown-key", f"{path}.{shown(key)}", f"Unknown key {quoted(key)}.{near}"
    if len(unknown) > _MOST:
        yield "unknown-key", path, f"There are {len(unknown):,} unknown keys in one object."


def _id_of(data: object) -> str | None:
    found: object = cast("dict[str, object]", data).get("id") if isinstance(data, dict) else None
    return shown(found) if isinstance(found, str) else None


def shown(text: str) -> str:
    """Return an id or key as messages show it.

    Args:
        text: the id or key, from outside.
    """
    return text if text.isprintable() and len(text) <= _LONGEST else quoted(text)
