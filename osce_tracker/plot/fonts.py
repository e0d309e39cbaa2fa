"""The font of the charts, for programs that show their SVG."""

from __future__ import annotations

from pathlib import Path


def font_folder() -> str:
    """Return the folder with the font in which charts are drawn; matplotlib brings it along.

    >>> Path(font_folder(), "DejaVuSans.ttf").is_file()
    True
    """
    from matplotlib import get_data_path

    return str(Path(get_data_path(), "fonts", "ttf"))
