"""The form in which faults of data are told: as values, so that all can be shown together."""

import attrs


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
    >>> problem = next(p for p in ot.check(ot.load()) if p.code == "stale")
    >>> problem.severity, problem.record
    ('warning', 'FI25-EE-01')
    >>> print(problem.message)
    blocked, and nothing is known since 2025-09-12, 437 days before 2026-11-23
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
