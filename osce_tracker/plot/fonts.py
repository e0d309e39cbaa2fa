"""The font of the charts, for programs that show their SVG."""

from __future__ import annotations

from pathlib import Path


def font_folder() -> Path:
    """Return the folder with the font in which charts are drawn; matplotlib brings it along.

    >>> (font_folder() / "DejaVuSans.ttf").is_file()
    True
    """
    from matplotlib import get_data_path

    return Path(get_data_path(), "fonts", "ttf")
