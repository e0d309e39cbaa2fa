"""Every error that the library raises.

One base class, ``TrackerError``; each error also inherits the builtin that a caller would expect and
keeps its data as attributes (DESIGN section 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@attrs.frozen(kw_only=True)
class Problem:
    """One fault of a data set: what is wrong, where, and what would be right.

    Attributes:
        file: name of the file, as in ``commitments.json``.
        record: id of the record, or ``None`` where none can be told.
        path: JSON path inside the file, as in ``$[12].updates[3].date``.
        message: what is wrong and what is accepted.
        code: short stable word for the kind of fault, as in ``unknown-word``.
        severity: ``error`` for what cannot be right, ``warning`` for what a person should look at.
        remedy: what would mend it, or empty where the message says so.

    >>> import osce_tracker as ot
    >>> problem = next(p for p in ot.check(ot.load()) if p.code == "one-sided-evidence")
    >>> problem.severity, problem.record, problem.path
    ('warning', 'FI25-EE-06', '$.updates[0].sources')
    >>> print(problem.message)
    fulfilled on 2025-06-11, on the word of the Chair or the OSCE alone
    """

    file: str
    record: str | None = None
    path: str = "$"
    message: str
    code: str
    severity: str = "error"
    remedy: str = ""

    def __str__(self) -> str:
        """Return the fault as one line: file, record, path, message."""
        parts = (self.file, self.record, self.path if self.path != "$" else None, self.message)
        return ": ".join(part for part in parts if part)


#: How many accepted values a message lists before it says how many more there are.
_SHOWN = 12


class TrackerError(Exception):
    r"""Base of all errors raised by this library.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.quarterly(ot.load(), "2025-Q3", dimension="humen")
    ... except ot.TrackerError as error:
    ...     print(type(error).__name__, isinstance(error, ValueError), error.message, sep="\n")
    WordError
    True
    unknown dimension 'humen'; accepted: politico-military, economic-environmental, human; did you mean human?
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """Return the message as it is (``KeyError`` would quote it)."""
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by value: the subclasses take other arguments than their message."""
        return _restore, (type(self), self.__dict__)


def _restore(kind: type[TrackerError], state: dict[str, Any]) -> TrackerError:
    # Exceptions keep what they are made with; the subclasses are made with more than their message.
    error = kind.__new__(kind, state["message"])
    error.__dict__.update(state)
    return error


def nearest(value: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the known words that look most like a value.

    Args:
        value: what was given.
        known: the words to choose from; case does not matter.
        limit: how many to return at the most.

    Returns:
        The nearest words, best first; empty when none is near.

    >>> nearest("fulfiled", ["fulfilled", "blocked"])
    ('fulfilled',)
    """
    from difflib import get_close_matches

    by_fold: dict[str, str] = {}
    for word in known:
        by_fold.setdefault(word.casefold(), word)
    # An overlong value cannot be near a word, and comparing it would cost seconds.
    folded = value[:200].casefold()
    return tuple(by_fold[hit] for hit in get_close_matches(folded, by_fold, n=limit, cutoff=0.6))


def quoted(value: object) -> str:
    """Return a value as a message shows it: quoted, and cut when long.

    >>> quoted("abc")
    "'abc'"
    """
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text):,} characters)"


def did_you_mean(near: Sequence[str]) -> str:
    """Return the closing question of a message, or nothing when no word is near.

    >>> did_you_mean(["human"])
    '; did you mean human?'
    """
    return f"; did you mean {' or '.join(near)}?" if near else ""


def accepted(values: Sequence[str]) -> str:
    """Return accepted values as a message lists them.

    >>> accepted(["a", "b"])
    'a, b'
    """
    listed = ", ".join(values[:_SHOWN])
    more = len(values) - _SHOWN
    return f"{listed} and {more} more" if more > 0 else listed


class WordError(TrackerError, ValueError):
    """A word that its vocabulary does not have.

    Attributes:
        vocabulary: name of the vocabulary, such as ``"status"``.
        value: what was given.
        accepted: the words that are accepted.
        nearest: those that look most like the value.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.load().commitments.where(kind="decison")
    ... except ot.WordError as error:
    ...     print(error)
    unknown kind 'decison'; accepted: stance, activity, output, decision, outcome; did you mean decision?
    """

    def __init__(self, vocabulary: str, value: object, accepted_words: Sequence[str]) -> None:
        self.vocabulary = vocabulary
        self.value = value
        self.accepted = tuple(accepted_words)
        self.nearest: tuple[str, ...] = nearest(value, accepted_words) if isinstance(value, str) else ()
        super().__init__(
            f"unknown {vocabulary} {quoted(value)}; accepted: {accepted(self.accepted)}"
            f"{did_you_mean(self.nearest)}"
        )


class PeriodError(TrackerError, ValueError):
    """A text or value that is no period (or no day), or a period beyond the calendar.

    Attributes:
        value: what was given.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.load().as_of("2025-Q3")
    ... except ot.PeriodError as error:
    ...     print(error)
    '2025-Q3' is no single day; accepted: a day such as 2025-07-31
    """

    def __init__(self, value: object, reason: str) -> None:
        self.value = value
        super().__init__(f"{quoted(value)} {reason}")


class SymbolError(TrackerError, ValueError):
    r"""A text that is no symbol of an OSCE document.

    Attributes:
        value: what was given.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.DocumentSymbol("MC.DEC/1/2025")
    ... except ot.SymbolError as error:
    ...     print(*str(error).split("; "), sep="\n")
    'MC.DEC/1/2025' is no OSCE document symbol: years have two digits
    accepted: forms such as MC.DEC/1/25, PC.JOUR/1505/Corr.1 or MC(27).JOUR
    """

    def __init__(self, value: object, reason: str) -> None:
        self.value = value
        super().__init__(
            f"{quoted(value)} is no OSCE document symbol: {reason}; "
            "accepted: forms such as MC.DEC/1/25, PC.JOUR/1505/Corr.1 or MC(27).JOUR"
        )


class RecordError(TrackerError, ValueError):
    """A record whose fields cannot be as given, alone or together.

    Attributes:
        record: id of the record, or ``None`` where it has none.
        field: name of the field at fault.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.StatusUpdate(date="2025-07-31", status="not-assessed", summary="Nothing was heard of it.")
    ... except ot.RecordError as error:
    ...     print(error.field, "-", error.reason)
    status - not-assessed is never stored: leave the update out
    """

    def __init__(self, field: str, reason: str, record: str | None = None) -> None:
        self.record = record
        self.field = field
        self.reason = reason
        where = f"{record}: {field}" if record else field
        super().__init__(f"{where}: {reason}")


class UnknownRecordError(TrackerError, KeyError):
    """An id that no record of a collection has.

    Attributes:
        id: the id that was asked for.
        nearest: ids that look most like it.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.load().commitments["FI25-HD-3"]
    ... except ot.UnknownRecordError as error:
    ...     print(error.nearest)
    ('FI25-HD-13', 'FI25-HD-03', 'FI25-XD-39')
    """

    def __init__(self, kind: str, record_id: object, known: Sequence[str]) -> None:
        self.id = record_id
        self.nearest: tuple[str, ...] = nearest(record_id, known) if isinstance(record_id, str) else ()
        example = f"ids look like {known[0]}" if known else "there are no records"
        super().__init__(f"no {kind} has the id {quoted(record_id)}; {example}{did_you_mean(self.nearest)}")


class UnknownStateError(TrackerError, LookupError):
    """A name or code that names no State or group, or that may name something else.

    Attributes:
        name: what was asked for.
        nearest: valid names near it.

    >>> import osce_tracker as ot
    >>> for name in ("Khazakhstan", "Vienna"):
    ...     try:
    ...         ot.states().find(name)
    ...     except ot.UnknownStateError as error:
    ...         print(error)
    'Khazakhstan' names no State; did you mean Kazakhstan or Republic of Kazakhstan?
    'Vienna' may mean Austria or an OSCE seat or document; write AT
    """

    def __init__(self, name: object, reason: str, near: Sequence[str] = ()) -> None:
        self.name = name
        self.nearest = tuple(near)
        super().__init__(f"{quoted(name)} {reason}{did_you_mean(self.nearest)}")


class UsageError(TrackerError, ValueError):
    """Arguments that do not go together, or whose value a function does not take.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.load().commitments.where(on="2025-12-31")
    ... except ot.UsageError as error:
    ...     print(error)
    on= is the day for which status= is asked: give status as well
    """


class FormatError(TrackerError, ValueError):
    """A format or a file suffix that the library cannot write.

    Attributes:
        name: the format or suffix that was asked for.
        accepted: those that exist.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.overdue(ot.load(), "2025-12-31").save("overdue.pdf")
    ... except ot.FormatError as error:
    ...     print(error)
    unknown format '.pdf'; accepted: .txt, .md, .html, .tex, .csv, .tsv, .json, .xlsx, .docx
    """

    def __init__(self, name: object, accepted_names: Sequence[str], reason: str = "") -> None:
        self.name = name
        self.accepted = tuple(accepted_names)
        near = nearest(name, accepted_names) if isinstance(name, str) and not reason else ()
        told = f"the format {quoted(name)} {reason}" if reason else f"unknown format {quoted(name)}"
        super().__init__(f"{told}; accepted: {accepted(self.accepted)}{did_you_mean(near)}")


class MissingExtraError(TrackerError, ImportError):
    """A library that is not installed, since it comes with an extra.

    Attributes:
        extra: name of the extra.

    >>> import osce_tracker as ot
    >>> error = ot.MissingExtraError("excel", "Excel workbooks (.xlsx)")
    >>> print(error)
    Excel workbooks (.xlsx) need another library; to install it: pip install "osce-tracker[excel]"
    >>> isinstance(error, ImportError), error.extra
    (True, 'excel')
    """

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        super().__init__(
            f'{purpose} need another library; to install it: pip install "osce-tracker[{extra}]"'
        )


class ConflictError(TrackerError, RuntimeError):
    """A data set on disk that would be overwritten although somebody else changed it.

    Attributes:
        path: where it stands.
        records: kind and id of the records that differ there.
        theirs: the data set that stands there, to be merged.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     mine = ot.new(folder, "Switzerland 2026", "2026-01-15")
    ...     theirs = ot.load(folder).with_records(ot.load().events["whdc-2025"])
    ...     _ = ot.save(theirs, folder)
    ...     try:
    ...         ot.save(mine, folder)
    ...     except ot.ConflictError as error:
    ...         print(error.records, len(error.theirs.events))
    (('events', 'whdc-2025'),) 1
    """

    #: How many records the message names.
    SHOWN = 10

    def __init__(
        self, path: str, records: Sequence[tuple[str, str]], theirs: Any, *, read_there: bool
    ) -> None:
        self.path = path
        self.records = tuple(records)
        self.theirs = theirs
        why = "was changed since it was read" if read_there else "is another data set than this was read from"
        named = ", ".join(record for _, record in self.records[: self.SHOWN])
        more = len(self.records) - self.SHOWN
        tail = f" and {more} more" if more > 0 else ""
        differs = f"; records that differ: {named}{tail}" if named else ""
        super().__init__(f"{path} {why}{differs}; merge(base, mine, theirs) joins the two")


class DataError(TrackerError, ValueError):
    """A data set that cannot be read; carries every fault that was found, not the first alone.

    Attributes:
        problems: the faults, in the order of files and records.

    >>> import osce_tracker as ot
    >>> try:
    ...     ot.load("no-such-folder")
    ... except ot.DataError as error:
    ...     print([(problem.code, problem.message.partition(";")[0]) for problem in error.problems])
    [('missing-file', 'there is no such file')]
    """

    #: How many faults the message prints; all are in ``problems``.
    SHOWN = 20

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        lines = [str(problem) for problem in self.problems[: self.SHOWN]]
        if count > self.SHOWN:
            lines.append(f"... and {count - self.SHOWN} more")
        if count == 1:
            super().__init__(lines[0])
        else:
            super().__init__("\n  ".join([f"{count} problems in the data set:", *lines]))
