"""Data for the scripts of pages. A page on disk may load no data but scripts."""

import json
from collections.abc import Mapping

from osce_tracker.site.page import File


def data_file(path: str, name: str, value: Mapping[str, object]) -> File:
    r"""Return a script that gives a value to the scripts of pages.

    Args:
        path: where the script is.
        name: the name of the value: ``siteData.name`` in a script.
        value: the value, in types of JSON.

    >>> data_file("assets/x.js", "x", {"a": "\\u2028</script>"}).content.decode()
    '(window.siteData=window.siteData||{}).x={"a":"\\\\u2028</script>"};\n'
    """
    # All but ASCII is escaped, so that no server can give it in a wrong encoding.
    text = json.dumps(value, separators=(",", ":"))
    return File(path, f"(window.siteData=window.siteData||{{}}).{name}={text};\n".encode("ascii"))
