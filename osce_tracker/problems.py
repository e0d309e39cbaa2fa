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
