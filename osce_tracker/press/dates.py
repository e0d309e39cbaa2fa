"""The dates that an article names, with their places."""

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from osce_tracker.model.written_dates import calendar_day, date_words
from osce_tracker.press.text import Text, pattern

#: The months and weekdays in Finnish, without endings. The model has the other languages.
_FINNISH_MONTHS: Final = (
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu"
)
_FINNISH_WEEKDAYS: Final = "maanantai tiistai keskiviik torstai perjantai lauantai sunnuntai"


def _patterns(kind: str, finnish: str, least: int) -> list[str]:
    """Return a pattern for each month or weekday: the names that are long enough and unambiguous."""
    clear = (
        [name for name in names if len(name) >= least and name not in ("ago", "mag", "set")]
        for names in date_words()[kind]
    )
    return [rf"{'|'.join(names)}|{stem}\w*" for names, stem in zip(clear, finnish.split(), strict=True)]


_MONTHS: Final = _patterns("months", _FINNISH_MONTHS, 3)
_NAMES: Final = "|".join(_MONTHS)
_YEAR: Final = "(?:19|20)[0-9]{2}"
_DAY: Final = "[0-3]?[0-9]"
_RANGE: Final = (
    rf"(?P<d1>{_DAY})(?:st|nd|rd|th|er|º|\.)?"
    rf"(?:\s?(?:-|–|and|to|und|et|y|e|и)\s?(?P<d2>{_DAY})(?:st|nd|rd|th|\.)?)?"
)
#: The same after a month, with group names of its own.
_RANGE_BEHIND: Final = _RANGE.replace("d1", "d3").replace("d2", "d4")
#: The forms of a date: 2025-07-31, 31.7.2025, 31 July 2025, July 31, 2025, July 2025. The year is optional.
_DATE: Final = pattern(
    rf"(?<![\w./:-])(?:(?P<iso>{_YEAR}-[01][0-9]-[0-3][0-9])(?!\d)"
    rf"|(?P<years>{_YEAR}[./][01]?[0-9][./][0-3]?[0-9])(?![./]?\d)"
    rf"|(?P<dots>{_DAY}\s?\.\s?[01]?[0-9]\s?\.\s?{_YEAR})(?!\.?\d)"
    rf"|(?P<slashes>{_DAY}/{_DAY}/{_YEAR})(?!\d)"
    rf"|{_RANGE}[\s-](?:day\s)?(?:of\s|de\s)?(?P<n1>{_NAMES})\b\.?(?:,?[\s-](?:de\s|"
    rf"del\s)?(?P<y1>{_YEAR}))?(?!\w)"
    rf"|(?P<n2>{_NAMES})\b\.?\s{_RANGE_BEHIND}(?!\w)(?:,?\s(?P<y2>{_YEAR}))?(?!\w)"
    rf"|(?P<n3>{_NAMES})\b\.?,?\s(?P<y3>{_YEAR})(?!\w))"
)
_WEEKDAYS: Final = _patterns("weekdays", _FINNISH_WEEKDAYS, 5)
WEEKDAY: Final = pattern(
    r"(?<!next )(?<!until )(?<!by )(?<!for )"
    rf"\b(?:{'|'.join(f'(?P<d{number}>{words})' for number, words in enumerate(_WEEKDAYS))})\b"
)
_YESTERDAY: Final = pattern(r"\b(?:yesterday|hier soir|gestern|ieri|ayer|eilen|вчера)\b")
#: In German the word means "here".
_FRENCH_YESTERDAY: Final = pattern(r"\bhier\b")
_TODAY: Final = pattern(
    r"\b(?:today|this morning|this afternoon|tonight|сегодня|aujourd'hui|ce matin|heute|oggi|stamattina|hoy|"
    r"esta mañana|tänään)\b"
)
YEAR: Final = re.compile(rf"(?<![\w.,/-]){_YEAR}(?![\w/])")
#: The most days between an event in a heading and the day named in the text.
_WEEK: Final = 7


class Dated(NamedTuple):
    """A date in a text: its parts, as far as they are known, and its place."""

    year: int | None
    month: int
    day: int | None
    last_day: int | None
    start: int
    end: int

    def period(self) -> str | None:
        """Return the date in the form of data files, or ``None`` if there is no such day or no year."""
        if self.year is None:
            return None
        if self.day is None:
            return f"{self.year}-{self.month:02}"
        try:
            first = calendar_day(self.year, self.month, self.day)
            last = first if self.last_day is None else calendar_day(self.year, self.month, self.last_day)
        except ValueError:
            return None
        return first.isoformat() if last <= first else f"{first.isoformat()}/{last.isoformat()}"


def is_just_before(one: Dated, other: Dated) -> bool:
    """Return True if a day is the same as another, or one of the seven days before it.

    Args:
        one: the day.
        other: the other, such as that of a heading.
    """
    days = [date.fromisoformat(value[:10]) for value in (one.period(), other.period()) if value is not None]
    return len(days) > 1 and 0 <= (days[1] - days[0]).days <= _WEEK


def dates_in(text: Text) -> tuple[Dated, ...]:
    """Return the dates that a text names, in order.

    Args:
        text: the text.

    >>> [one.period() for one in dates_in(Text.of("February 7, met on 6.12.2019; 7-8 dicembre 2017"))]
    [None, '2019-12-06', '2017-12-07/2017-12-08']
    """
    found = (_dated(match) for match in _DATE.finditer(text.plain))
    return tuple(one for one in found if one is not None)


def _dated(match: re.Match[str]) -> Dated | None:
    name = match["n1"] or match["n2"] or match["n3"]
    year: int | None
    if name is None:
        first, second, third = map(int, re.findall(r"\d+", match[0]))
        if match["slashes"] and first != second and max(first, second) <= 12:
            # The day and the month are indistinguishable.
            return None
        year, month, days = third, second, [first]
        if first > 31:
            year, days = first, [third]
        elif match["slashes"] and second > 12:
            month, days = first, [second]
    else:
        years = match["y1"] or match["y2"] or match["y3"]
        if name == "may" and years is None:
            return None
        year, month = int(years) if years else None, _month(name)
        days = [int(match[group]) for group in ("d1", "d2", "d3", "d4") if match[group]]
    if not (1 <= month <= 12 and all(1 <= day <= 31 for day in days)):
        return None
    day, last_day, *_ = (*days, None, None)
    return Dated(year, month, day, last_day, *match.span())


def _month(name: str) -> int:
    return next(n for n, words in enumerate(_MONTHS, 1) if re.fullmatch(words, name, re.IGNORECASE))


def weekday_number(match: re.Match[str]) -> int:
    """Return the number of a weekday, with Monday as 0.

    Args:
        match: the place that names it.

    >>> weekday_number(WEEKDAY.search("on Tuesday"))
    1
    """
    return int((match.lastgroup or "d0").removeprefix("d"))


def weekday_before(text: str, anchor: date, language: str = "en") -> date | None:
    """Return the day that a weekday, "yesterday" or "today" means in a text published on some day.

    Args:
        text: a sentence.
        anchor: the day of publication. A weekday is that day, or one of the six before it.
        language: the language of the text.

    >>> weekday_before("he said on Monday", date(2023, 11, 15)), weekday_before("he said", date(2023, 11, 15))
    (datetime.date(2023, 11, 13), None)
    """
    match = WEEKDAY.search(text)
    if match is not None:
        return anchor - timedelta(days=(anchor.weekday() - weekday_number(match)) % 7)
    if _YESTERDAY.search(text) or (language == "fr" and _FRENCH_YESTERDAY.search(text)):
        return anchor - timedelta(days=1)
    return anchor if _TODAY.search(text) else None
