"""The data files that come with the package, read through its own loader: this works in a ZIP file too."""

import json
from os.path import dirname, join
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import FileLoader

#: The folder of the data files.
_DATA = join(dirname(dirname(__file__)), "data")


def read_bundled(*parts: str) -> bytes:
    """Return the bytes of a data file of the package.

    Args:
        parts: its place in ``osce_tracker/data``, such as ``"reference", "symbols.json"``.

    >>> read_bundled("reference", "symbols.json")[:1]
    b'{'
    """
    # importlib.resources does the same, but importing it takes three times as long as starting Python.
    return cast("FileLoader", __spec__.loader).get_data(join(_DATA, *parts))


def read_reference(name: str) -> Any:
    """Return a reference file as plain lists and dicts.

    Args:
        name: its name, such as ``symbols``.
    """
    return json.loads(read_bundled("reference", f"{name}.json"))
