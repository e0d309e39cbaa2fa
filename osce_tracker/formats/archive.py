"""Office files: ZIP archives that hold the same bytes for the same content."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The first moment that a ZIP archive can name: no clock gets into a file.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_STAMP: Final = b"1980-01-01T00:00:00Z"
_STAMPED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def settled(data: bytes) -> bytes:
    """Return an office file without the moments at which it was made.

    Args:
        data: the file, as openpyxl or python-docx wrote it.
    """
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMPED.sub(rb"\g<1>" + _STAMP + rb"\g<2>", content)
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            # The same on every system, whatever made the archive.
            info.create_system = 3
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return out.getvalue()
