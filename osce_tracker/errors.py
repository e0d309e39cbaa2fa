"""Every error that the library raises, and ``Problem``.

All errors inherit from ``TrackerError``. Those for wrong arguments also inherit from ``ValueError``. Errors
keep their data as attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs


def _text(value: Any, field: attrs.Attribute[Any]) -> Any:
    if value is None and field.default is None:
        return None
    if not isinstance(value, str):
        raise RecordError(field.name, f"must be text, not {quoted(value)}")
    # A subclass can print as another text.
    return str.__str__(value)


def _all_texts(_: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    return [field.evolve(converter=attrs.Converter(_text, takes_field=True)) for field in fields]


def _check_severity(_problem: Problem, field: attrs.Attribute[str], value: str) -> None:
    if value not in ("error", "warning"):
        raise RecordError(field.name, f"must be error or warning, not {quoted(value)}")


@attrs.frozen(kw_only=True, field_transformer=_all_texts)
class Problem:
    """One problem of a data set: what is wrong, where, and how to correct it.

    Raises:
        RecordError: if a value has the wrong type.

    >>> import osce_tracker as ot
    >>> problem = next(p for p in ot.check(ot.load()) if p.code == "one-sided-evidence")
    >>> problem.severity, problem.record, problem.path
    ('warning', 'FI25-EE-06', '$.updates[0].sources')
    """

    file: str = attrs.field(metadata={"meaning": "name of the file, such as commitments.json"})
    record: str | None = attrs.field(default=None, metadata={"meaning": "id of the record, if known"})
    path: str = attrs.field(default="$", metadata={"meaning": "JSON path, such as $[12].updates[3].date"})
    message: str = attrs.field(metadata={"meaning": "what is wrong, and what would be accepted"})
    code: str = attrs.field(metadata={"meaning": "stable name of this kind of problem, such as unknown-word"})
    severity: str = attrs.field(
        default="error",
        validator=_check_severity,
        metadata={"meaning": "error if wrong, warning if doubtful"},
    )
    remedy: str = attrs.field(default="", metadata={"meaning": "how to correct it, if not in the message"})

    def __str__(self) -> str:
        """Return the problem in one line: file, record, path, message."""
        parts = (self.file, self.record, self.path if self.path != "$" else None, self.message)
        return ": ".join(part for part in parts if part)


#: Messages list this many accepted values, and then say how many more there are.
_LISTED = 12
#: How similar a long word must be to one that it misspells. In a short word, one letter may be wrong.
#: "failed" is less similar than this to "fulfilled".
_MISSPELT = 0.8


class TrackerError(Exception):
    r"""The base class of all errors that this library raises.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.Lever.parse("chairs")
    ... except ot.TrackerError as error:
    ...     print(type(error).__name__, isinstance(error, ValueError), error.message, sep="\n")
    WordError
    True
    Unknown lever 'chairs'. Use one of: chair, structures, consensus, states, external. Did you mean chair?
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """Return the message as it is. ``KeyError`` would quote it."""
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by value, because subclasses take arguments other than the message."""
        return type(self).__new__, (type(self), self.message), self.__dict__


def nearest(value: str, known: Iterable[str], limit: int = 3, cutoff: float = 0.65) -> tuple[str, ...]:
    """Return the known words spelt most like a value.

    Args:
        value: what was given.
        known: the valid words; case is ignored.
        limit: the largest number of words to return.
        cutoff: how similar they must be, from 0 to 1 (``difflib.SequenceMatcher.ratio``). By default one
            letter of three may differ.

    Returns:
        The words, the most similar first. Empty if none is similar enough to be meant.

    >>> nearest("fulfiled", ["fulfilled", "blocked"])
    ('fulfilled',)
    """
    from difflib import get_close_matches

    # Of words that differ only in case, keep the first.
    by_fold = {word.casefold(): word for word in reversed([*known])}
    # Long values are never similar, and comparing them takes seconds.
    folded = value[:200].casefold()
    return tuple(by_fold[hit] for hit in get_close_matches(folded, by_fold, n=limit, cutoff=cutoff))


def meant(value: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the words that a value may misspell or, if there are none, those that share its main words.

    Args:
        value: what was given.
        known: the valid words; case is ignored.

    Returns:
        At most three words. Empty if none is close in meaning, however it is spelt.

    >>> words = ["water", "media-freedom", "human-rights"]
    >>> meant("press freedom", words), meant("human rihgts", words), meant("war", words)
    (('media-freedom',), ('human-rights',), ())
    """
    known = tuple(known)
    # "weather" is not a misspelling of "water".
    as_long = [word for word in known if abs(len(word) - len(value)) <= max(1, len(word) // 4)]
    misspelt = nearest(value, as_long, cutoff=min(_MISSPELT, 0.99 - 1 / max(2, len(value))))
    if misspelt:
        return misspelt
    parts = _long_words(value[:200])
    shared = {word: parts & _long_words(word) for word in known}
    # "press freedom" can mean "media-freedom", but "human development" not "human-rights".
    near = [word for word, same in shared.items() if 2 * len("".join(same)) > len("".join(parts))]
    whole = [word for word in near if shared[word] == _long_words(word)]
    return tuple(whole or near)[:3]


def _long_words(text: str) -> set[str]:
    words = "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
    return {word.removesuffix("s") for word in words if len(word) >= 4}


def quoted(value: object) -> str:
    """Return a value as messages show it: in quotation marks, and shortened if long.

    Args:
        value: any value.

    >>> quoted("abc")
    "'abc'"
    """
    try:
        # Collections and data frames have several lines.
        text = repr(value).partition("\n")[0]
    except Exception:  # noqa: BLE001 (any object may be given, and it still needs a message)
        # Python refuses to print numbers of thousands of digits, or lists nested without end.
        text = f"<{type(value).__name__}>"
    size = len(value) if isinstance(value, str) else len(text)
    return text if len(text) <= 80 else f"{text[:60]}... ({size:,} characters)"


def did_you_mean(near: Sequence[str]) -> str:
    """Return the question at the end of a message, or an empty text if there are no similar words.

    Args:
        near: similar words.

    >>> did_you_mean(["human"])
    ' Did you mean human?'
    """
    return f" Did you mean {' or '.join(near)}?" if near else ""


def accepted(values: Sequence[str]) -> str:
    """Return accepted values as messages list them.

    Args:
        values: the values.

    >>> accepted(["a", "b"])
    'a, b'
    """
    listed = ", ".join(values[:_LISTED])
    more = len(values) - _LISTED
    return f"{listed} and {more} more" if more > 0 else listed


def _is_negative(word: str) -> bool:
    """Return True if a word starts with a negation: "not kept", "unblocked"."""
    return word.casefold().startswith(("no", "un", "dis", "never"))


class WordError(TrackerError, ValueError):
    """A word that is not in its vocabulary.

    Attributes:
        vocabulary: name of the vocabulary, such as ``"status"``.
        value: what was given.
        accepted: the words of the vocabulary.
        nearest: words that the value may misspell or share main words with, but never its opposite.
        meanings: the words that the value can mean, if several.

    >>> import osce_tracker as ot
    >>> for vocabulary, word in ((ot.Lever, "chairs"), (ot.Status, "delayed")):
    ...     try:
    ...         vocabulary.parse(word)
    ...     except ot.TrackerError as error:
    ...         print(error)
    Unknown lever 'chairs'. Use one of: chair, structures, consensus, states, external. Did you mean chair?
    The status 'delayed' can mean in-progress or blocked. Write one of them.
    """

    def __init__(
        self,
        vocabulary: str,
        value: object,
        accepted_words: Sequence[str],
        meanings: Sequence[str] = (),
        *,
        advice: str = "",
    ) -> None:
        self.vocabulary = vocabulary
        self.value = value
        self.accepted = tuple(accepted_words)
        self.meanings = tuple(meanings)
        self.nearest: tuple[str, ...] = ()
        if self.meanings:
            can_mean = " or ".join(self.meanings)
            super().__init__(f"The {vocabulary} {quoted(value)} can mean {can_mean}. Write one of them.")
            return
        if isinstance(value, str):
            alike = [word for word in accepted_words if _is_negative(word) == _is_negative(value)]
            self.nearest = meant(value, alike)
        takes = f"Use one of: {accepted(self.accepted)}" if self.accepted else "The data have none"
        unknown = f"Unknown {vocabulary} {quoted(value)}. {advice or takes}."
        super().__init__(f"{unknown}{did_you_mean(self.nearest)}")


class PeriodError(TrackerError, ValueError):
    """A value that is not a valid period or day.

    Attributes:
        value: what was given.
        readings: the periods that the value can mean, if several.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.Period("Q4 2025x")
    ... except ot.TrackerError as error:
    ...     print(error)
    Can't read 'Q4 2025x' as a period. Try 2025-Q4.
    """

    def __init__(self, value: object, message: str, readings: Sequence[str] = ()) -> None:
        self.value = value
        self.readings = tuple(readings)
        super().__init__(message)


class SymbolError(TrackerError, ValueError):
    """A text that is not the symbol of an OSCE document.

    Attributes:
        value: what was given.

    >>> from osce_tracker.model.symbols import DocumentSymbol
    >>> try:
    ...     DocumentSymbol("MC.DEC/1/2025")
    ... except SymbolError as error:
    ...     print(error)
    Can't read 'MC.DEC/1/2025' as a document symbol: years have two digits. Use a form such as MC.DEC/1/25.
    """

    def __init__(self, value: object, reason: str) -> None:
        self.value = value
        form = "Use a form such as MC.DEC/1/25."
        super().__init__(f"Can't read {quoted(value)} as a document symbol: {reason}. {form}")


class RecordError(TrackerError, ValueError):
    """A field of a record with a value that it can't have, alone or together with other fields.

    Attributes:
        record: id or title of the record, or ``None`` if it has none.
        field: name of the field.
        reason: what is wrong.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.Person(name="Elina Valtonen", country="Finland")
    ... except ot.TrackerError as error:
    ...     print(error.field, "-", error.reason)
    country - 'Finland' is not a State code. Use ISO 3166-1 alpha-2, such as FI.
    """

    def __init__(self, field: str, reason: str, record: str | None = None) -> None:
        self.record = record
        self.field = field
        self.reason = reason
        super().__init__(f"{record}: {field}: {reason}" if record else f"{field}: {reason}")


class UnknownRecordError(TrackerError, ValueError, KeyError):
    """An id that no record has.

    Attributes:
        id: the id that was asked for.
        nearest: the most similar ids.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.load().commitments["FI25-HD-3"]
    ... except ot.TrackerError as error:
    ...     print(error.nearest)
    ('FI25-HD-13', 'FI25-HD-03', 'FI25-XD-39')
    """

    def __init__(self, kind: str, record_id: object, known: Sequence[str]) -> None:
        self.id = record_id
        self.nearest: tuple[str, ...] = nearest(record_id, known) if isinstance(record_id, str) else ()
        example = f"Ids look like {known[0]}." if known else "There are no records."
        super().__init__(f"No {kind} has the id {quoted(record_id)}. {example}{did_you_mean(self.nearest)}")


class UnknownStateError(TrackerError, ValueError, LookupError):
    """A name or code that doesn't belong to a State or group, or that is ambiguous.

    Attributes:
        name: what was asked for.
        nearest: the most similar valid names.

    >>> import osce_tracker as ot
    >>> for name in ("Khazakhstan", "Vienna"):
    ...     try:
    ...         ot.states().find(name)
    ...     except ot.TrackerError as error:
    ...         print(error)
    'Khazakhstan' is not in the list of States. Did you mean Kazakhstan?
    'Vienna' can mean Austria or something else. For the State write AT.
    """

    def __init__(self, name: object, reason: str, near: Sequence[str] = ()) -> None:
        self.name = name
        self.nearest = tuple(near)
        super().__init__(f"{quoted(name)} {reason}.{did_you_mean(self.nearest)}")


class UsageError(TrackerError, ValueError):
    """Arguments that exclude each other, or a value that a function does not accept.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.load().commitments.where(on="2025-12-31")
    ... except ot.TrackerError as error:
    ...     print(type(error).__name__)
    UsageError
    """


class FormatError(TrackerError, ValueError):
    """A format or a file suffix that the library can't write.

    Attributes:
        name: the format or suffix that was asked for.
        accepted: those that exist.

    >>> error = FormatError(".odt", (".txt", ".md"))
    >>> print(error)
    Unknown format '.odt'. Use one of: .txt, .md.
    """

    def __init__(self, name: object, accepted_names: Sequence[str], reason: str = "") -> None:
        self.name = name
        self.accepted = tuple(accepted_names)
        near = meant(name, accepted_names) if isinstance(name, str) and not reason else ()
        fault = f"The format {quoted(name)} {reason}" if reason else f"Unknown format {quoted(name)}"
        super().__init__(f"{fault}. Use one of: {accepted(self.accepted)}.{did_you_mean(near)}")


class MissingExtraError(TrackerError, ImportError):
    """A library that is missing because its extra is not installed.

    Attributes:
        extra: name of the extra.

    >>> print(MissingExtraError("excel", "Excel workbooks (.xlsx)"))
    Excel workbooks (.xlsx) need another library. Install it with: pip install "osce-tracker[excel]"
    """

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        command = f'pip install "osce-tracker[{extra}]"'
        super().__init__(f"{purpose} need another library. Install it with: {command}")


class ConflictError(TrackerError, RuntimeError):
    """A data set that someone else has changed on disk, so that saving would overwrite their changes.

    Attributes:
        path: the path of the data set.
        records: kind and id of the records that differ.
        theirs: the data set on disk, for merging.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     mine = ot.new(folder, "Switzerland 2026", "2026-01-15")
    ...     colleague = ot.load(folder).with_records(ot.load().events["whdc-2025"])
    ...     colleague = ot.save(colleague, folder)
    ...     try:
    ...         ot.save(mine, folder)
    ...     except ot.ConflictError as error:
    ...         print(error.records, len(error.theirs.events))
    (('events', 'whdc-2025'),) 1
    """

    def __init__(
        self, path: str, records: Sequence[tuple[str, str]], theirs: Any, *, read_there: bool
    ) -> None:
        self.path = path
        self.records = tuple(records)
        self.theirs = theirs
        why = "was changed after it was read" if read_there else "is a different data set"
        names = accepted([record for _, record in self.records])
        differ = f" These records differ: {names}." if names else ""
        super().__init__(f"{path} {why}.{differ} Combine the two with merge(base, mine, theirs).")


class DataError(TrackerError, ValueError):
    """A data set that can't be read. It lists every problem, not just the first.

    Attributes:
        problems: the problems in the order of files and records.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.load("no-such/folder")
    ... except ot.DataError as error:
    ...     print([problem.code for problem in error.problems])
    ['missing-file']
    """

    #: The message lists at most this many problems; ``problems`` has them all.
    SHOWN = 20

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = [] if count == 1 else [f"{count} problems in the data set:"]
        more = [f"... and {count - self.SHOWN} more"] if count > self.SHOWN else []
        super().__init__("\n  ".join([*head, *map(str, self.problems[: self.SHOWN]), *more]))
