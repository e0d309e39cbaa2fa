"""The date of a statement in an English article: the day of the words, or of the text."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from osce_tracker.press.article import Certainty, DraftField
from osce_tracker.press.dates import Dated, is_just_before, weekday_before
from osce_tracker.press.facts import LIKELY, SURE
from osce_tracker.press.speakers import Position, Speakers
from osce_tracker.press.text import pattern

#: How many characters to read before a date.
_LINE: Final = 120
#: A line with a date and at most this many other characters is a heading.
_HEADING: Final = 40
#: How many sentences may give the weekday.
_SENTENCES: Final = 12
#: The maximum length of the heading in characters, in which a date is the date of the text.
_FIRST: Final = 700
#: The most sentences between the date of a heading and the day of the statement.
_BEHIND: Final = 2
_STAMP: Final = pattern(r"updat|last|publish|modified|posted")
_DATELINE: Final = re.compile(
    r"^\W{0,3}(?:date [\d-]+ )?(?:[A-ZÄÖÜ][A-ZÄÖÜ/. -]{2,40}|(?:[^\W\d_a-z][\w'.-]{1,30}(?:[ /]|"
    r", )?){1,4}),?\s*(?:\([^)]{0,60}- ?)?$|- $"
)
#: The end of a text and a place, before the date: "the minister said. Baku, 18 March 2015".
_UNDER: Final = re.compile(r"[.!?\")] \(?(?:(?:[^\W\d_a-z][\w.]{0,20}[ /]?){1,3}, ?)?$")
_DELIVERED: Final = pattern(
    r"delivered by|statement by|(?:at|to) the (?:[\w.]+ ){0,6}(?:Permanent Council|"
    r"Ministerial Council|Security Council)"
)
_OTHER_DAY: Final = pattern(
    r"\b(?:(?:since|until|till|from|by|before|after|than)\s(?:the\s|\w+\s)?|(?:due|postponed|was to|is to|"
    r"will|scheduled|planned|held in|adopted|agreed in|signed|launched|founded)\b[^.\"]*)$"
)
#: "Poland will help, he told reporters on 6 December"
_SAID_ON: Final = re.compile(
    r"\b(?:said|told|stated|declared|announced|wrote|added)(?:(?!\b(?:will|would|due|that|"
    r"be)\b)[^.;,]){0,60}$"
)
#: If a heading has a date, another day counts only after these.
_ON_DAY: Final = pattern(r"(?:\bon (?:\w+,? )?(?:the )?|\bin [\w ]+, |\(|\b(?:today|dated|of),? |day, )$")
_HAPPENED: Final = pattern(
    r"\b(?:met|meeting|(?<!be )held|visit\w*|received|heard|presented|addressed|talks|told|announced|"
    r"called|wrote|said|stated|declared|spoke|conversation|letter|discuss\w*|consult\w*|took place|conveyed|"
    r"congratulat\w+|thanked|express\w*|noted|reaffirmed|pledged|promised|sent|briefed|speaking|particip\w+|"
    r"attended|delivered|hosted|handed|issued|put|laid|read|circulated|communiqué|talk|talked|phone|"
    r"interview|session|statement|conference)\b"
)


@attrs.define(eq=False)
class Days(Speakers):
    """An English article, with the people in it and its days."""

    def date(self, position: Position) -> DraftField:
        """Return the day of the statement.

        Args:
            position: the position.
        """
        # A dateline is better evidence than the date of the page.
        heading = min(self._headings(), key=lambda one: one[1] is not SURE, default=None)
        if heading is not None:
            one, certainty, reason = heading
            for other in (self._weekday(position, one), self._event_date(position, one)):
                if other is not None and other.value != one.period():
                    return other
            return self.dated(one, certainty, reason)
        event = self._event_date(position)
        if event is not None:
            return event
        page = self._of_page()
        if page is None:
            return self._weekday(position, None) or self.undated()
        return self._weekday(position, page[0]) or self.dated(page[0], LIKELY, page[1])

    def _headings(self) -> Iterator[tuple[Dated, Certainty, str]]:
        """Yield the days at the top that date the text, with their certainty and the reason."""
        plain = self.text.plain
        for one in self.days:
            line = plain[max(0, one.start - _LINE) : one.start].rpartition("\n")[2]
            is_dateline = one.start < _FIRST and _DATELINE.search(line) is not None
            if one.year is None:
                # "MOSCOW, November 30. /TASS/"
                ends = re.match(r".?\s?(?:[.:(/–-]|, [A-Z]{2})", plain[one.end - 1 : one.end + 5])
                if is_dateline and ends and one.start <= _HEADING * 5:
                    known = one._replace(year=self.year_of_days)
                    yield known, LIKELY, "It is the date of the dateline."
            elif _DELIVERED.search(plain, max(0, one.start - 250), one.start) and one.start < _FIRST:
                yield one, SURE, "It is the date in the heading of the speech."
            elif is_dateline:
                yield one, SURE, "It is the date of the dateline."
            elif one.start < _FIRST and self._is_heading(one):
                yield one, LIKELY, "It is the date in the heading of the text."

    def _of_page(self) -> tuple[Dated, str] | None:
        """Return the date under the text, "Vienna, 28 June 2019", or else that of the page."""
        plain = self.text.plain
        for one in reversed(self.days):
            is_last = one.year is not None and len(plain) - one.end <= _LINE
            if is_last and (
                self._is_heading(one) or _UNDER.search(plain[max(0, one.start - 30) : one.start])
            ):
                return one, "It is the date under the text."
        reason = "It is the date of the page, and the news is of that day."
        return None if self.stamp is None else (self.stamp, reason)

    def _is_heading(self, one: Dated) -> bool:
        """Return True if a date has a line almost to itself, and isn't that of a later change to the page."""
        line = self.text.plain[max(0, one.start - _LINE) : one.end + _LINE]
        before, behind = line[: min(one.start, _LINE)], line[min(one.start, _LINE) + one.end - one.start :]
        # "Norway Today | Ine Dahl | 3 May 2024"
        rest = re.split(r"[\n|·•]", before)[-1] + re.split(r"[\n|·•]", behind)[0]
        return len(rest.strip()) <= _HEADING and _STAMP.search(before[-30:]) is None

    def _weekday(self, position: Position, one: Dated | None) -> DraftField | None:
        """Return the day that "yesterday" or a weekday next to a verb of speech means.

        Args:
            position: the position.
            one: the date to count from; by default, the date of publication.
        """
        value = str(self.published) if one is None else one.period()
        # In a speech, "yesterday" is the day of something else.
        if self.is_speech or value is None or len(value) < len("2025-07-31"):
            return None
        for number, place in enumerate(self.text.sentences[:_SENTENCES]):
            day = weekday_before(self.text.plain[slice(*place)], date.fromisoformat(value[:10]))
            if day is not None and self._may_have_the_day(position, number):
                places = [] if one is None else [(one.start, one.end)]
                return self.field(day.isoformat(), "A day counted from the date of the text.", *places)
        return None

    def _may_have_the_day(self, position: Position, number: int) -> bool:
        """Return True if a day in a sentence can date the statement, and isn't about someone else."""
        voices = self.voices_in.get(number, ())
        mine = any(one.person is position.person is not None for one in voices)
        # "Earlier the French minister met ..."
        others = any(one.person is not None and one.person.country is not None for one in voices)
        happened = not others and _HAPPENED.search(self.text.plain, *self.text.sentences[number]) is not None
        return number in self.in_chair or mine or happened

    def _event_date(self, position: Position, heading: Dated | None = None) -> DraftField | None:
        """Return the day of the meeting or of the words, from a sentence that isn't about someone else.

        Args:
            position: the position.
            heading: the date of the text, on or a few days after that day.
        """
        text, plain, year = self.text, self.text.plain, self.year_of_days

        def is_plain(one: Dated) -> bool:
            return _ON_DAY.search(plain[max(0, one.start - 40) : one.start]) is not None

        def likelier(one: Dated) -> tuple[bool, bool]:
            return one.year in (None, year), is_plain(one)

        for one in sorted(self.days, key=likelier, reverse=True):
            number = text.sentence_at(one.start)
            known = one._replace(year=one.year or year)
            before = plain[max(text.sentences[number][0], one.start - 90) : one.start]
            is_other = _OTHER_DAY.search(before) is not None and _SAID_ON.search(before) is None
            # Events from years ago are background, and a page isn't older than its news.
            is_far = year is not None and known.year not in (year, year - 1, self.year)
            is_far |= self.stamp is not None and (known.period() or "") > (self.stamp.period() or "")
            # The chair changes hands on 1 January.
            if is_other or is_far or known.year is None or (one.month, one.day) == (1, 1):
                continue
            if heading is not None and not (
                is_plain(one)
                and is_just_before(known, heading)
                and number <= text.sentence_at(heading.start) + _BEHIND
            ):
                continue
            if self._may_have_the_day(position, number):
                return self.dated(known, LIKELY, "The sentence says what happened on that day.")
        return None
