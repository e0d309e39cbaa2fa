"""Rows as a data frame of pandas or polars, with a type for each column."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from osce_tracker.errors import UsageError, did_you_mean, nearest, quoted

#: The libraries, in the order to try them.
LIBRARIES: Final = ("pandas", "polars")
#: The types of pandas and of polars that can hold missing values and every day of the calendar.
_TYPES: Final = {
    "integer": ("Int64", "Int64"),
    "number": ("Float64", "Float64"),
    "boolean": ("boolean", "Boolean"),
    "date": ("datetime64[s]", "Date"),
}
_TEXT: Final = ("object", "String")


def frame(columns: Mapping[str, str], rows: Iterable[Iterable[Any]], library: str | None = None) -> Any:
    """Return rows as a data frame.

    Args:
        columns: the type of each column by its name: ``integer``, ``number``, ``boolean``, ``date`` or
            ``text``; any other type is text.
        rows: the cells of each row.
        library: ``pandas`` or ``polars``; by default whichever is installed, pandas first.

    Returns:
        A ``DataFrame``. Days have a date type, and empty cells are missing values.

    Raises:
        UsageError: if the library is neither, or not installed.

    >>> frame({"id": "text", "day": "date"}, [("A", None)], "polars").columns
    ['id', 'day']
    """
    name = _library(library)
    cells = [list(row) for row in rows]
    of_pandas, of_polars = (
        {column: _TYPES.get(kind, _TEXT)[place] for column, kind in columns.items()} for place in range(2)
    )
    module: Any = import_module(name)
    if name == "polars":
        schema = {column: getattr(module, kind) for column, kind in of_polars.items()}
        return module.DataFrame(cells, schema=schema, orient="row")
    return module.DataFrame(cells, columns=list(columns), dtype="object").astype(of_pandas)


def _library(wanted: str | None) -> str:
    if wanted is not None and wanted not in LIBRARIES:
        near = did_you_mean(nearest(wanted, LIBRARIES)) if isinstance(wanted, str) else ""
        raise UsageError(f"library can't be {quoted(wanted)}. Use {' or '.join(LIBRARIES)}.{near}")
    names = LIBRARIES if wanted is None else (wanted,)
    found = next((name for name in names if find_spec(name) is not None), None)
    if found is None:
        raise UsageError(f"A data frame needs {' or '.join(names)}. Install it with: pip install {names[0]}")
    return found
