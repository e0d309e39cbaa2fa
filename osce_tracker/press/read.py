"""Reads a press article by rules: who said what to whom, when and where, on which Chairpersonship."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.errors import UsageError, quoted
from osce_tracker.model import validation as to
from osce_tracker.model.periods import Period
from osce_tracker.press import rules
from osce_tracker.press.article import Article
from osce_tracker.press.chair import BODIES, OSCE, RELATED, holders_in
from osce_tracker.press.english import English
from osce_tracker.press.language import LANGUAGES, language_of
from osce_tracker.press.other_languages import OtherLanguage
from osce_tracker.press.text import Text, pattern

if TYPE_CHECKING:
    from datetime import date

#: Longer texts aren't articles.
LONGEST: Final = 200_000
#: The word for the term. Next to the name of a Chairperson-in-Office, it means the OSCE's.
_TERM: Final = pattern(
    r"\bchair(?:man|person)ship\b|председательств|présidence|vorsitz|presidenza|presidencia|puheenjohtajuu"
)
_LONGEST_TITLE: Final = 200


def read_article(
    text: str,
    *,
    url: str | None = None,
    publisher: str | None = None,
    published: Period | date | str | None = None,
) -> Article:
    """Return drafts of the statements in a press article on an OSCE Chairpersonship.

    It uses only the text and the reference data, and keeps nothing: a person confirms a
    draft before it becomes a statement.

    Args:
        text: the text of the article, as copied; markup is skipped.
        url: its address.
        publisher: its publisher. A speech on the page of a mission counts for the mission's State.
        published: its date of publication, in any form that ``Period`` reads.

    Returns:
        Whether it is such a statement and why, and a draft per position. In English it reads every field; in
        Russian, French, German, Italian, Spanish and Finnish only States, dates and the Chair.

    Raises:
        UsageError: if the text isn't text, or is longer than 200,000 characters.
        RecordError: if the address is invalid.
        PeriodError: if the date is invalid.

    >>> import osce_tracker as ot
    >>> article = ot.read_article(
    ...     "VILNIUS, 7 March 2011 - The Foreign Minister of Norway, Jonas Store, told the OSCE "
    ...     "Chairperson-in-Office, Lithuanian Foreign Minister Audronius Ažubalis, that Norway supports the "
    ...     "Lithuanian chairmanship in the human dimension."
    ... )
    >>> draft = article.drafts[0]
    >>> for name in ("state", "chair", "date", "dimensions", "stance"):
    ...     print(name, draft.fields[name].value, draft.fields[name].confidence)
    state NO sure
    chair LT-2011 sure
    date 2011-03-07 sure
    dimensions ('human',) sure
    stance supports sure
    """
    if not isinstance(text, str):
        raise UsageError(f"The text of an article must be text, not {quoted(text)}.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError("The text has half of a surrogate pair, which no file can store.") from None
    if len(text) > LONGEST:
        raise UsageError(
            f"An article has at most {LONGEST:,} characters, and this text has {len(text):,}. Give "
            f"one article."
        )
    known: dict[str, Any] = {
        "url": None if url is None else to.argument("url", to.address, url),
        "publisher": None if publisher is None else to.argument("publisher", to.filled_text, publisher),
        "published": None if published is None else Period(published),
        "text": text,
    }
    return _read(Text.of(text), known)


def _read(text: Text, known: dict[str, Any]) -> Article:
    """Return the result for a text that could be a statement."""
    plain = text.plain
    title = next((line.strip() for line in plain.split("\n") if line.strip()), "")
    known["title"] = title[:_LONGEST_TITLE]
    language = language_of(text)
    clinical = rules.CLINICAL.search(plain)
    is_osce = re.search(r"Security and Co-?operation|\bOSCE (?:\w+ )?chair|-in-office", plain, re.IGNORECASE)
    reason = ""
    # The page of a mission to the OSCE need not name it.
    naming = f"{plain}\n{known['publisher'] or ''}"
    names_osce = any(pattern.search(naming) for pattern in (OSCE, BODIES, RELATED))
    if not plain.strip():
        reason = "The text is empty."
    elif not (names_osce or (_TERM.search(plain) and holders_in(text))):
        reason = "The text doesn't name the OSCE."
    elif clinical is not None and is_osce is None:
        reason = f'OSCE stands for something else here: "{clinical[0]}".'
    elif language is None:
        names = ", ".join(one.name for one in LANGUAGES.values())
        reason = f"The text is in none of the supported languages: {names}."
    if reason or language is None:
        return Article(is_statement=False, reason=reason, language=language, **known)
    kind = English if language == "en" else OtherLanguage
    reading = kind(text=text, language=language, known=known)
    # A Chairman-in-Office is usually the OSCE's.
    if reading.others > len(reading.places) + any(place.certain for place in reading.places):
        return reading.result("The chair in the text is that of another body, not of the OSCE.")
    return reading.article()
