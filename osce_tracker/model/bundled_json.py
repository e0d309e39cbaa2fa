"""Reads the files that come with the package through its own loader, which also works inside a ZIP file."""

import json
from os.path import dirname, join
from typing import Any


def read_bundled(folder: str, file: str) -> Any:
    """Return a data file of the package as plain lists and dicts.

    Args:
        folder: a folder in ``osce_tracker/data``, such as ``"reference"``.
        file: the name of the file, such as ``"symbols.json"``.

    >>> read_bundled("reference", "councils.json")[0]["city"]
    'Helsinki'
    """
    return json.loads(bundled_file(folder, file))


def bundled_file(folder: str, file: str) -> bytes:
    """Return the content of a data file of the package.

    Args:
        folder: a folder in ``osce_tracker/data``, such as ``"reference"``.
        file: the name of the file.
    """
    # importlib.resources does the same, but takes three times as long to import as Python takes to start.
    loader: Any = __spec__.loader
    data: bytes = loader.get_data(join(dirname(dirname(__file__)), "data", folder, file))
    return data
