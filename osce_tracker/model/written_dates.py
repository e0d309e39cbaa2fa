"""Texts of periods and their days: the forms in data files, and those that people write.

The stored forms are the six that ``Period`` prints. People write the same periods in many ways and languages.
The reader tries every way to read a text, and accepts the text only if all ways agree on the days.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any, Final, cast
from unicodedata import combining, normalize

import attrs

from osce_tracker.errors import PeriodError, quoted
from osce_tracker.model.bundled_json import read_bundled

Days = tuple[date, date]

_MONTH: Final = "0[1-9]|1[0-2]"
_STORED: Final = re.compile(rf"([0-9]{{4}})(?:-(?:({_MONTH})(?:-([0-9]{{2}}))?|Q([1-4])|H([12])))?", re.ASCII)
_DAY: Final = rf"[0-9]{{4}}-(?:{_MONTH})-[0-9]{{2}}"
_STORED_SPAN: Final = re.compile(rf"{_DAY}/{_DAY}", re.ASCII)
#: The end of messages about unreadable texts.
FORMS: Final = "Use a form such as 2025, 2025-H1, 2025-Q3, 2025-07, 2025-07-31 or 2025-07-31/2025-08-01."
#: The calendar units by their length in months.
UNITS: Final = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}


# ---------------------------------------------------------------- stored forms


def is_stored(text: str) -> bool:
    """Return True if a text has a stored form, even if its month has no such day.

    Args:
        text: any text.

    >>> is_stored("2025-Q3"), is_stored("2025-02-30"), is_stored("Q3 2025")
    (True, True, False)
    """
    return _STORED.fullmatch(text) is not None or _STORED_SPAN.fullmatch(text) is not None


def stored_days(text: str) -> Days | None:
    """Return the first and the last day of a text in a stored form, or ``None`` if it has another form.

    Args:
        text: any text.

    Raises:
        PeriodError: if the text has a stored form, but the calendar has no such days.

    >>> stored_days("2025-Q3"), stored_days("Q3 2025")
    ((datetime.date(2025, 7, 1), datetime.date(2025, 9, 30)), None)
    """
    found = _STORED.fullmatch(text)
    if found is None and _STORED_SPAN.fullmatch(text) is None:
        return None
    try:
        first, last = _stored_part(found or _STORED.match(text))
        if found is None:
            _, last = _stored_part(_STORED.match(text, text.index("/") + 1))
    except ValueError as error:
        raise PeriodError(text, f"{quoted(text)} {error}.") from None
    if last < first:
        raise PeriodError(text, f"{quoted(text)} ends before it begins.")
    return first, last


def _stored_part(match: re.Match[str] | None) -> Days:
    year, month, day, quarter, half = cast("re.Match[str]", match).groups()
    if day:
        only = calendar_day(int(year), int(month), int(day))
        return only, only
    number, months = (month, 1) if month else (quarter, 3) if quarter else (half, 6) if half else (1, 12)
    return _unit_days(int(year), int(number), months)


def _unit_days(year: int, number: int, months: int) -> Days:
    """Return the days of a month, quarter, half-year or year, from its number in the year and its length."""
    last = number * months
    return calendar_day(year, last - months + 1, 1), month_end(year, last)


def stored_form(first: date, last: date) -> str:
    """Return the stored form of the period from one day to another.

    Args:
        first: the first day.
        last: the last day, included.

    >>> stored_form(date(2025, 7, 1), date(2025, 9, 30))
    '2025-Q3'
    """
    if first == last:
        return first.isoformat()
    months = unit_months(first, last)
    if not months:
        return f"{first.isoformat()}/{last.isoformat()}"
    ending = {12: "", 6: "-H{}", 3: "-Q{}", 1: "-{:02}"}[months].format(last.month // months)
    return f"{first.year:04}{ending}"


def unit_months(first: date, last: date) -> int:
    """Return the length in months if two days bound a calendar unit, else 0.

    Args:
        first: the first day.
        last: the last day, included.
    """
    months = last.month - first.month + 1
    if first.day != 1 or first.year != last.year or months not in UNITS:
        return 0
    whole = (first.month - 1) % months == 0 and last == month_end(last.year, last.month)
    return months if whole else 0


def month_end(year: int, month: int) -> date:
    """Return the last day of a month.

    Args:
        year: from 1 to 9999.
        month: from 1 to 12.
    """
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def calendar_day(year: int, month: int, day: int) -> date:
    """Return a day.

    Args:
        year: the year.
        month: the month.
        day: the day of the month.

    Raises:
        ValueError: if the calendar has no such day; says why.

    >>> calendar_day(2025, 6, 31)
    Traceback (most recent call last):
        ...
    ValueError: is not in the calendar: June 2025 has 30 days
    """
    try:
        return date(year, month, day)
    except ValueError:
        if not year:
            why = "there is no year 0"
        elif not 1 <= month <= 12:
            why = f"there is no month {month}"
        else:
            # pendulum takes longer to import than it takes to read all other dates.
            from osce_tracker.model.clock import readable_day

            last = month_end(year, month)
            why = f"{readable_day(last, 'MMMM YYYY')} has {last.day} days"
        raise ValueError(f"is not in the calendar: {why}") from None


# ---------------------------------------------------------------- words of dates

#: The names for readers.
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Numbers of months and quarters.
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: Words that mean something else in small letters: x is an unknown, and 1h30 a duration.
_CAPITAL: Final = frozenset({"H", *_ROMAN})
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Longer texts aren't dates, and trying all forms takes long.
_LONGEST: Final = 100
_SIGNS: Final = str.maketrans({
    # Invisible marks that copying from other programs leaves.
    **dict.fromkeys("\u00ad\u200b\u200e\u2060\ufeff"),
    **dict.fromkeys("\u2010\u2011\u2212", "-"),
    **dict.fromkeys("\u2012\u2014\u2015\u2192", "\u2013"),
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("()[]_", " "),
})  # fmt: skip


def _letters(text: str) -> str:
    """Return a text in small letters, except Roman numerals, without accents and with plain spaces."""
    kept: list[str] = []
    for sign in normalize("NFD", text.translate(_SIGNS)):
        if not (combining(sign) and kept and kept[-1].isalpha()):
            kept.append(sign)
    spaced = " ".join("".join(kept).split())
    return _WORD.sub(lambda word: word[0] if word[0] in _CAPITAL else word[0].lower(), spaced)


@cache
def date_words() -> dict[str, Any]:
    """Return the words that people use in dates: months, weekdays and so on in six languages.

    >>> date_words()["weekdays"][0][:3]
    ['monday', 'mon', 'lundi']
    """
    words: dict[str, Any] = read_bundled("reference", "words.json")["dates"]
    return words


@cache
def _tokens() -> dict[str, str]:
    """Return the token of each known word: M07, W3, O2, Q, H and so on, or nothing."""
    tokens = {"quarter": "Q", "half": "H", "fillers": "", "to": "T", "and": "A", "from": "F", "between": "B"}
    written = [(token, date_words()[kind]) for kind, token in tokens.items()]
    for kind, form in (("months", "M{:02}"), ("weekdays", "W{}"), ("ordinals", "O{}")):
        written += [(form.format(number), texts) for number, texts in enumerate(date_words()[kind], 1)]
    found = {_letters(text): token for token, texts in written for text in texts}
    for number, roman in enumerate(_ROMAN, 1):
        found[roman] = f"R{number:02}"
        if number <= 4:
            small = roman.lower()
            found |= {small: f"S{number:02}", f"q{small}": f"Q{number}", f"{small}q": f"{number}Q"}
    return found


#: The ending of an ordinal number. English ones must be right, since "3th" may be a misprint for 13th.
_ENDING: Final = (
    r"(?<![\w.])(?:(0?1|21|31)st|(0?2|22)nd|(0?3|23)rd|(0?[4-9]|1[0-9]|2[04-9]|30)th"
    r"|([0-9]{1,2})(?:er|re|eme|e|\.?[º°ª]|-?(?:го|ого|и|ыи|е|ое|м|ом|я)))(?!\w)"
)
#: Words that may come before a deadline. The period itself is the answer; "before" a day would exclude it.
_DEADLINE: Final = (
    r"(?:(?:due|deadline):? )?"
    r"(?:(?:(?:at the )?latest|by(?: cob| close of business)?|until|till|up to|on or before|no later than"
    r"|not later than|bis(?: zum)?|spatestens(?: am)?|d'ici(?: au| le)?|jusqu'(?:au|en)|au plus tard(?: le)?"
    r"|entro(?: il)?|fino a[l]?|hasta(?: el)?|a mas tardar(?: el)?|к|не позднее):? ){0,2}"
    r"(?:(?:(?:at|before|am|vor|zum|a|avant|prima della|alla|para|antes del?|до|к|в) )?(?:(?:the|la|el) )?"
    r"(?:end of|end|year[ -]end|ende|fin|fine|finales|fines|конец|конца|концу|конце)[ -](?:(?:du|di) )?)?"
)
_AT_THE_LATEST: Final = r",? (?:at the latest|spatestens|au plus tard)\.?$"
#: Traces of footnotes after a date: a star, [1], [a].
_FOOTNOTE: Final = r"(?:(?<=[0-9]{4})| )(?:[*\u2020\u2021]{1,3}|\[(?:[0-9]{1,2}|[a-z])\])$"
#: Spans and moments as programs write them, and the same in other words. ISO 8601 leaves out of the second
#: day of a span what it shares with the first, and C writes the year after the clock.
_OF_PROGRAMS: Final = (
    (r"^([0-9]{4}-[0-9]{2}-)([0-9]{2})/([0-9]{2})$", r"\1\2/\1\3"),
    (r"(?<=-[0-9]{2})(?:\.\.|--)(?=[0-9]{4}-)", "/"),
    (r"([a-z]{3} {1,2}[0-9]{1,2}) ([0-9]{2}(?::[0-9]{2}){2})( [a-z]{3,4})? ([0-9]{4})$", r"\1 \4 \2\3"),
)
#: Other words for the last quarter or half of a year.
_LAST: Final = (
    (r"\b(?:last|final) (?=quarter|qtr)", "fourth "),
    (r"\b(?:last|latter|final) (?=half)", "second "),
    # "Au premier semestre"; before a day "au" means up to it.
    (r"^au (?=[a-z])", ""),
)


def _canonical(text: str) -> str:
    """Return a text with tokens for date words. Tokens are capitals, unlike the letters of the text."""
    plain = _letters(re.sub(_FOOTNOTE, "", text.strip()))
    for other, usual in _OF_PROGRAMS:
        plain = re.sub(other, usual, plain)
    if ".." in plain:
        # The text was cut short, or its span has no end.
        return ""
    plain = re.sub(_AT_THE_LATEST, "", plain)
    plain = plain[cast("re.Match[str]", re.match(_DEADLINE, plain)).end() :]
    plain = re.sub(_ENDING, lambda match: next(filter(None, match.groups())), plain)
    plain = re.sub(r"(?<=[0-9]) ?[ap]\.? ?m\b\.?", "pm", plain)
    plain = re.sub(r"\bhalf[- ]year\b", "half", re.sub(r"\b[dl]'", "", plain))
    for other, word in _LAST:
        plain = re.sub(other, word, plain)
    tokens = _tokens()
    plain = _WORD.sub(lambda word: tokens.get(word[0], word[0]), plain)
    # "4., 5." are two days, and "4. 5." is one.
    plain = re.sub(r"(?<![0-9]\.), ", " ", plain)
    # A full stop after "года" now has spaces around it.
    return re.sub(r" [.,]+(?![0-9])", "", " ".join(plain.split())).strip(" .,;")


def is_no_date(text: str) -> bool:
    """Return True if a text says that there is no date, or none yet.

    Args:
        text: the text of a cell.

    >>> is_no_date("n/a"), is_no_date("TBD"), is_no_date("ongoing"), is_no_date("soon")
    (True, True, True, False)
    """
    plain = _letters(text).lower()
    return any(form in date_words()["no date"] for form in (plain, plain.rstrip(". ")))


# ---------------------------------------------------------------- forms of dates


@attrs.frozen(kw_only=True)
class _Part:
    """One way to read one end of a span, or a whole text. Spans leave out what their other end says."""

    #: day, month, quarter, half, year; "number" if the month or unit is at the other end.
    unit: str
    year: int | None = None
    #: The month, quarter or half.
    of_year: int = 0
    day: int = 0
    #: The order of its numbers: dmy, mdy or ymd.
    order: str = ""
    #: Whether the month is a number, so that it can be confused with the day.
    numeric: bool = False
    weekday: int | None = None

    def days(self) -> Days:
        """Return the first and the last day; ``ValueError`` says why there are none."""
        year = self.year or 0
        if self.unit == "day":
            only = calendar_day(year, self.of_year, self.day)
            if self.weekday is not None and only.weekday() != self.weekday:
                actual, given = WEEKDAYS[only.weekday()], WEEKDAYS[self.weekday]
                raise ValueError(f"has the wrong weekday: {only} is a {actual}, not a {given}")
            return only, only
        months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.unit]
        return _unit_days(year, self.of_year, months)


_Y: Final = r"(?P<y>[12][0-9]{3})"
_SHORT: Final = r"(?P<yy>'?[0-4][0-9])"
_D: Final = r"(?P<d>[0-9]{1,2})(?![0-9])\.?"
_A: Final = r"(?P<a>[0-9]{1,2})"
_M: Final = r"M(?P<m>[0-9]{2})\.?"
_N: Final = r"(?P<n>[0-9]{1,2}|R[0-9]{2})"
_K: Final = r"[ORS]?0?[1-4]"
_UNIT: Final = rf"(?:(?P<k>{_K})[ .-]{{0,2}}(?P<u>[QHh])\.?|(?P<v>[QHh])[ .-]{{0,2}}(?P<l>{_K})(?![0-9]))"
_SIGN: Final = r"(?: ?(?P<s>[./\u2013-]) ?|(?P<t> ))"
_SAME: Final = r"(?: ?(?P=s) ?|(?P=t))"
_GAP: Final = r"[ .,/\u2013-]{0,2}"
_FORMS: Final = (
    # 31 July 2025; July 31, 2025; 2025 July 31. In a span the year may be at the other end.
    rf"{_D}{_GAP}{_M}(?:{_GAP}{_Y})?",
    rf"{_M}{_GAP}{_D}(?:{_GAP}(?<![0-9]){_Y})?",
    rf"{_Y}{_GAP}{_M}{_GAP}{_D}",
    # 31.12.2025, 2025/12/31, 20251231; 31.12. in a span.
    rf"{_A}{_SIGN}{_N}{_SAME}{_Y}",
    rf"{_A}(?P<s>[./])\.? ?{_N}\.?",
    rf"{_Y}{_SIGN}{_N}{_SAME}{_A}\.?",
    r"(?P<y>(?:19|20)[0-9]{2})(?P<n>[0-9]{2})(?P<a>[0-9]{2})",
    # July 2025, 2025 July; 07/2025, XII 2025, 2025/07.
    rf"{_M}(?:{_GAP}{_Y})?",
    rf"{_Y}{_GAP}{_M}",
    rf"{_N} ?[./\u2013-] ?{_Y}",
    rf"(?P<n>R[0-9]{{2}}) {_Y}",
    rf"{_Y} ?[/\u2013-] ?{_N}",
    rf"{_Y}[. ](?P<n>(?<=\.)[0-9]{{2}}|R[0-9]{{2}})",
    # Q3 2025, 3Q25, third quarter of 2025, 2025 H1.
    rf"{_UNIT}(?:{_GAP}{_Y})?",
    rf"{_UNIT}(?<!h.){_GAP}(?:(?<![h0-9])|(?=')){_SHORT}",
    rf"{_Y}{_GAP}{_UNIT}",
    rf"{_SHORT}-?(?P<v>[QH])(?P<l>[1-4])",
    # 2025, 2025.0.
    rf"{_Y}(?:\.0+)?",
    # The 4 of "4-5 December 2025"; "5, 2025" of "December 4-5, 2025".
    rf"{_D}(?: {_Y})?",
)
_CLOCK: Final = (
    r"(?:[01]?[0-9]|2[0-3])"
    r"(?:[:.][0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?| ?[Hh] ?[0-5][0-9]|h\b|(?=pm| uhr)) ?(?:pm|uhr)?"
)
#: 10:00 to 12:00 in a zone: by its letters, its offset from UTC, its name in words or its IANA name.
_CLOCKS: Final = (
    rf"{_CLOCK}(?: ?[-\u2013] ?{_CLOCK})?(?: ?(?:z|utc|gmt|wet|west|bst|cet|cest|eet|eest|msk))?"
    r"(?: ?[+-][0-9]{1,2}(?::?[0-9]{2})?)?(?: [a-z]+/[a-z ]+| (?:(?:central|daylight|eastern|european"
    r"|greenwich|local|mean|moscow|standard|summer|vienna|western|winter) )+time)?"
)
_TIMED: Final = (
    rf"(?P<day>.*[0-9])(?:,? |t)(?:(?:at|T las|T|um|alle|ore) )?{_CLOCKS}",
    rf"(?=[0-9]{{1,2}}(?: ?pm|:)){_CLOCKS},? (?P<day>.*[0-9].*)",
    r"(?P<day>[0-9]{8})t[0-9]{6}z?",
)
_ON_WEEKDAY: Final = (r"W(?P<w>[1-7])[.,]? (?P<day>.+)", r"(?P<day>.+?),? W(?P<w>[1-7])\.?")
#: A year of two digits after a day or month.
_SHORT_YEAR: Final = (
    r"(?!.*[0-9]{4})(?:.*[^0-9])?(?:M[0-9]{2}(?: [0-9]{1,2})?|[0-9]{1,2}[./\u2013-])"
    r"[ ./,\u2013-]{0,2}'?[0-9]{1,2}"
)
_SEASON: Final = rf"{_Y} ?(?P<s>[/\u2013-]) ?(?P<z>[0-9]{{2}})"
_JOINT: Final = r" ?(?P<sign>[/&+\u2013-]) ?| (?P<word>[TA]) "


@cache
def _pattern(form: str) -> re.Pattern[str]:
    # Most sessions only read stored forms, so compile the others on first use.
    return re.compile(form)


#: Words for a period relative to today.
_RELATIVE: Final = (
    r"(?i)\b(last|latest|previous|past|this|current|next|coming|today|yesterday|tomorrow|now)\b"
)
#: How to write a period of each length.
_EXAMPLES: Final = {"month": "2025-12", "quarter": "2025-Q4", "half": "2025-H2", "year": "2025"}


def _relative_form(text: str) -> str:
    """Return how to write a period that is relative to today, or an empty text for any other."""
    if re.search("[0-9]", text) or not _pattern(_RELATIVE).search(text):
        return ""
    return next((form for unit, form in _EXAMPLES.items() if unit in text.lower()), "2025-12-31")


def find_days(text: str, *, day_first: bool | None = None) -> Days | None:
    """Return the first and the last day of a text in any form, or ``None`` if it has none of the forms.

    Args:
        text: a stored form, or a date or period as people write it.
        day_first: whether 05/03/2026 is 5 March. By default it has two readings.

    Raises:
        PeriodError: if the text has one of the forms, but can be read in two ways or is not in the calendar.

    >>> find_days("31 July to 1 August 2025")
    (datetime.date(2025, 7, 31), datetime.date(2025, 8, 1))
    """
    stored = stored_days(text)
    if stored is not None:
        return stored
    if len(text) > _LONGEST:
        return None
    if any(sign.isnumeric() and not sign.isascii() for sign in text):
        raise PeriodError(text, f"Can't read {quoted(text)}: write numbers with the digits 0 to 9.")
    canonical = _canonical(text)
    reading = _Reader(day_first)
    found = dict.fromkeys(reading.text(canonical))
    # "mar" is March, and also Tuesday in French, Italian and Spanish.
    if canonical.startswith("M03") and _letters(text).startswith("mar") and not found:
        found = dict.fromkeys(reading.text(f"W2{canonical[3:]}"))
    if len(found) > 1:
        readings = [stored_form(*days) for days in found]
        message = f"{quoted(text)} can be {' or '.join(readings)}. Write one of them."
        raise PeriodError(text, message, readings)
    if found:
        return next(iter(found))
    if reading.faults:
        raise PeriodError(text, f"{quoted(text)} {reading.faults[0]}.")
    if _relative_form(text):
        return None
    partial = any(part.year is None and part.unit != "number" for part in reading.parts(canonical))
    if partial or _pattern(_SHORT_YEAR).fullmatch(canonical):
        raise PeriodError(text, f"Can't read {quoted(text)}: write the year with four digits.")
    return None


def read_days(text: str, *, day_first: bool | None = None) -> Days:
    """Return the first and the last day of a date or period, in a stored form or as people write it.

    Args:
        text: such as ``2025-Q3``, ``Q3 2025``, ``31 July 2025``, ``31. Juli 2025`` or ``July/August 2025``.
        day_first: whether 05/03/2026 is 5 March (True) or 3 May (False). By default it has two readings.

    Raises:
        PeriodError: if the text can't be read, can be read in two ways, or is not in the calendar.

    >>> read_days("by end of June 2025")
    (datetime.date(2025, 6, 1), datetime.date(2025, 6, 30))
    >>> read_days("05/03/2026")
    Traceback (most recent call last):
        ...
    osce_tracker.errors.PeriodError: '05/03/2026' can be 2026-03-05 or 2026-05-03. Write one of them.
    """
    days = find_days(text, day_first=day_first)
    if days is None:
        raise PeriodError(text, f"Can't read {quoted(text)} as a period. {_hint(text)}")
    return days


def settles_order(texts: Iterable[str]) -> bool | None:
    """Return the order of day and month that the dates in a column have.

    Args:
        texts: the texts of the column; those that aren't dates are ignored.

    Returns:
        True if some can only be read with the day first, False if some can only be read with the month first,
        ``None`` if there are neither or both.

    >>> settles_order(["05/03/2026", "15/03/2026"]), settles_order(["05/03/2026"])
    (True, None)
    """
    found = {_order(text) for text in texts} - {None}
    return found.pop() if len(found) == 1 else None


def _order(text: str) -> bool | None:
    """Return the order of day and month in a text, if only one is possible."""
    possible: list[bool] = []
    for day_first in (True, False):
        try:
            if find_days(text, day_first=day_first) is not None:
                possible.append(day_first)
        except PeriodError as error:
            # A date with two readings can have both orders.
            possible += [day_first] if error.readings else []
    return possible[0] if len(possible) == 1 else None


#: Quarters and half-years in texts that say something else as well.
_ALMOST: Final = r"\b([12][0-9]{3})\W*([QH][1-4])|([QH][1-4])\W*([12][0-9]{3})"


def _hint(text: str) -> str:
    """Return the nearest stored form of a text, or all forms."""
    match = _pattern(_ALMOST).search(text[:_LONGEST].upper())
    # Other numbers change the meaning: Q3 2025/26.
    if match is not None and not re.search("[0-9]", text[: match.start()] + text[match.end() :]):
        nearest = f"{match[1] or match[4]}-{match[2] or match[3]}"
        if _STORED.fullmatch(nearest):
            return f"Try {nearest}."
    if example := _relative_form(text[:_LONGEST]):
        return f"Nothing here knows today's date, so write the period itself, such as {example}."
    return FORMS


@attrs.frozen
class _Reader:
    """Reads one text in every way, and notes why some ways fail."""

    day_first: bool | None
    faults: list[str] = attrs.field(factory=list[str])

    def text(self, text: str) -> Iterator[Days]:
        """Yield the days of each way to read a whole text."""
        whole = text.removeprefix("F ").removeprefix("B ")
        if whole == text:
            for part in self.parts(text):
                if part.unit != "number" and part.year is not None:
                    yield from self.checked(part, part)
            yield from _season(text)
        for joint in _pattern(_JOINT).finditer(whole):
            left, right = whole[: joint.start()], whole[joint.end() :]
            # "between 4 and 8 May" is a span; "4 and 8 May" alone means two days.
            touching = (joint["sign"] in ("/", "&", "+") or joint["word"] == "A") and not text.startswith(
                "B "
            )
            interval = _STORED.fullmatch(left) and _STORED.fullmatch(right) and "-" in left
            for one, other in product(self.parts(left), self.parts(right)):
                ends = _ends(one, other)
                if ends is not None:
                    yield from self.checked(*ends, touching=touching and not interval)

    def checked(self, one: _Part, other: _Part, *, touching: bool = False) -> Iterator[Days]:
        """Yield the days from one part to another, or note why there are none."""
        try:
            (first, first_last), (last_first, last) = one.days(), other.days()
        except ValueError as error:
            self.faults.append(str(error))
            return
        if last_first < first:
            self.faults.append("ends before it begins. If the years differ, write both")
        elif touching and first_last + timedelta(days=1) != last_first:
            span = stored_form(first, last)
            self.faults.append(f"leaves out what is between. Write {span} if you mean all of it")
        else:
            yield first, last

    def parts(self, text: str, extras: str = "clock weekday") -> Iterator[_Part]:
        """Yield each way to read one end of a span, or a whole text, even with a clock or weekday."""
        for form in _FORMS:
            match = _pattern(form).fullmatch(text)
            if match is not None:
                yield from self.made(
                    {name: value for name, value in match.groupdict().items() if value}, match
                )
        for form in _TIMED if "clock" in extras else ():
            match = _pattern(form).fullmatch(text)
            if match is not None:
                parts = self.parts(match["day"], extras.replace("clock", ""))
                yield from (part for part in parts if part.unit == "day")
        for form in _ON_WEEKDAY if "weekday" in extras else ():
            match = _pattern(form).fullmatch(text)
            if match is not None:
                for part in self.parts(match["day"], extras.replace("weekday", "")):
                    if part.unit in ("day", "number"):
                        yield attrs.evolve(part, weekday=int(match["w"]) - 1)

    def made(self, found: dict[str, str], match: re.Match[str]) -> Iterator[_Part]:
        """Yield the parts that the groups of a form mean."""
        year = int(found["y"]) if "y" in found else 2000 + int(found["yy"][-2:]) if "yy" in found else None
        ymd = match.string.startswith(found.get("y") or found.get("yy") or " ")
        if "a" in found:
            numbers = int(found["a"]), int(found["n"].lstrip("R"))
            for order in self.orders(numbers[1], found, ymd=ymd):
                day, month = numbers[::-1] if order == "mdy" else numbers
                yield _Part(unit="day", year=year, of_year=month, day=day, order=order, numeric=True)
        elif "n" in found:
            number, roman = int(found["n"].lstrip("R")), found["n"].startswith("R")
            # X alone means something unknown, and III the third month or quarter.
            if not (roman and number == 10):
                yield _Part(unit="month", year=year, of_year=number)
            if roman and number <= 4:
                yield _Part(unit="quarter", year=year, of_year=number)
        elif "m" in found and "d" in found:
            order = "ymd" if ymd else "dmy" if match.start("d") < match.start("m") else "mdy"
            yield _Part(unit="day", year=year, of_year=int(found["m"]), day=int(found["d"]), order=order)
        elif "m" in found:
            yield _Part(unit="month", year=year, of_year=int(found["m"]), order="ymd" if ymd else "")
        elif "d" in found:
            yield _Part(unit="number", year=year, day=int(found["d"]))
        elif "u" in found or "v" in found:
            unit = "quarter" if "Q" in (found.get("u"), found.get("v")) else "half"
            number = int((found.get("k") or found["l"])[-1])
            if unit == "quarter" or number <= 2:
                yield _Part(unit=unit, year=year, of_year=number, order="ymd" if ymd else "")
        else:
            yield _Part(unit="year", year=year, of_year=1)

    def orders(self, second: int, found: dict[str, str], *, ymd: bool) -> tuple[str, ...]:
        """Return the possible orders of the numbers in a date."""
        if ymd:
            return ("ymd",)
        if found["n"].startswith("R"):
            return ("dmy",)
        if found.get("s") == ".":
            # Dates with full stops put the day first, unless the number or the column says otherwise.
            month_first = self.day_first is False or (self.day_first is None and second > 12)
            return ("dmy", "mdy") if month_first else ("dmy",)
        return {None: ("dmy", "mdy"), True: ("dmy",), False: ("mdy",)}[self.day_first]


def _season(text: str) -> Iterator[Days]:
    """Yield the days of two years such as 2025/26."""
    match = _pattern(_SEASON).fullmatch(text)
    if match is not None:
        year, second = int(match["y"]), int(match["z"])
        # 2011-12 is December.
        if second == (year + 1) % 100 and not (match["s"] == "-" and second <= 12):
            yield date(year, 1, 1), date(year + 1, 12, 31)


def _ends(one: _Part, other: _Part) -> tuple[_Part, _Part] | None:
    """Return the two ends of a span, each completed from the other, or ``None`` if they don't fit."""
    if other.unit == "number" and other.year is not None and one.year is None:
        # December 4-5, 2025; Q3-4 2025.
        if one.unit == "day" and one.order == "mdy" and not one.numeric:
            other = attrs.evolve(one, day=other.day, year=other.year, weekday=other.weekday)
        elif (one.unit == "quarter" and 1 <= other.day <= 4) or (one.unit == "half" and 1 <= other.day <= 2):
            other = attrs.evolve(one, of_year=other.day, year=other.year)
    elif one.unit == "number" and one.year is None and other.unit == "day" and other.order == "dmy":
        one = attrs.evolve(other, day=one.day, weekday=one.weekday)
    # "4.5.-6. December 2025" mixes two ways of writing a date.
    written = one.year is not None
    if not written:
        one = attrs.evolve(one, year=other.year)
    elif other.year is None and one.order == "ymd" and one.unit != "day":
        other = attrs.evolve(other, year=one.year)
    orders = {part.order for part in (one, other) if part.numeric}
    fit = one.unit == other.unit != "number" and other.year is not None and len(orders) <= 1
    return (one, other) if fit and (written or one.numeric == other.numeric) else None
