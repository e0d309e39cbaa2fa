"""The texts of calendar entries as plain text."""

import html
import quopri
import re
from typing import Any, Final

from osce_tracker.calendars.times import values

#: Only texts with one of these tags are HTML; "<programme>" and "<a@osce.org>" are not. No pattern reads a
#: character twice.
_HTML: Final = re.compile(
    r"(?i)<(?:/?(?:a|b|body|br|div|em|font|h[1-6]|html|i|li|p|span|strong|table|ul)[\s/>]|!DOCTYPE)"
)
_HIDDEN: Final = re.compile(r"<(?:script|style|title)\b[^<>]*+>[^<]*+|<!--[^<>]*+-->", re.IGNORECASE)
# Python before 3.11.5 matches possessive groups wrongly, so the last group isn't possessive.
_LINK: Final = re.compile(
    r"""(?i)<a\b[^<>]*?\bhref\s*=\s*["']?(https?://[^"'\s<>]++)[^<>]*+>([^<]*+(?:<(?!/?a\b)[^<]*+)*)</a\s*>"""
)
_NEW_LINE: Final = re.compile(r"</?(?:br|div|h[1-6]|li|p|table|tr|ul|ol)\b[^<>]*+>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z!][^<>]*+>")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def entry_text(entry: Any, name: str) -> str | None:
    """Return a property as plain text, or ``None`` if it is missing or blank.

    Args:
        entry: an entry, as icalendar reads it.
        name: name of the property. HTML (RFC 5545 has none in texts) becomes plain text.
    """
    found = next(iter(values(entry, name)), "")
    text = str(found)
    if str(getattr(found, "params", {}).get("ENCODING", "")).upper() == "QUOTED-PRINTABLE":
        # From the older vCalendar, which some programs still write.
        text = quopri.decodestring(text.encode()).decode(errors="replace")
    return plain_text(text) or None


def plain_text(text: str) -> str:
    r"""Return a text without HTML.

    Args:
        text: a text, with or without HTML.

    Returns:
        The text with line ends instead of paragraphs, and addresses in brackets after their links.

    >>> plain_text('<p>Opening by the <b>Chair</b>.<br>See <a href="https://osce.org/x">programme</a></p>')
    'Opening by the Chair.\nSee programme (https://osce.org/x)'
    >>> plain_text("Forum &amp; side events, 3 < 4")
    'Forum & side events, 3 < 4'
    """
    if _HTML.search(text):
        text = re.sub(r"\s+", " ", _HIDDEN.sub("", text))
        text = _LINK.sub(lambda a: a[2] if a[1] in a[2] else f"{a[2]} ({a[1]})", text)
        text = re.sub(r" ?\n[ \n]*", "\n", _TAG.sub("", _NEW_LINE.sub("\n", text)))
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text).replace("\xa0", " ").strip()
