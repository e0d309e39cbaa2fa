"""Reads articles in languages other than English, but only for States, dates and the Chair."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from osce_tracker.press.article import FIELDS, Article, Draft, DraftField
from osce_tracker.press.dates import is_just_before, weekday_before
from osce_tracker.press.facts import LIKELY, Reading
from osce_tracker.press.language import LANGUAGES, Language
from osce_tracker.press.names import Named
from osce_tracker.press.text import pattern

#: Bodies of the OSCE in which States speak on its agenda.
_COUNCILS: Final = pattern(
    r"постоянн\w+ совет|совет\w* министров (?:иностранных дел )?обсе|\bсмид\b|conseil permanent|"
    r"conseil (?:ministériel|des ministres) de l.osce|ständige\w* rat|osze-ministerr|"
    r"ministerrat\w* der osze|consiglio permanente|consiglio (?:ministeriale|dei ministri) (?:dell.)?osce|"
    r"consejo permanente|consejo (?:ministerial|de ministros) de la osce|pysyvä\w* neuvosto|"
    r"etyj\w* (?:\w+ )?ministerineuvosto|ministerineuvosto"
)

#: Words that may come before a State at the start of a sentence.
_ARTICLE: Final = pattern(r"\W*(?:l[ae]s? |l'|l[' ]|die |der |il |la |lo |el |los )?")
#: "il sostegno dell'", "la gratitude de la"
_BACKING: Final = pattern(
    r"(?:soutien|appui|gratitude|confiance|sostegno|appoggio|gratitudine|apoyo|respaldo|gratitud|"
    r"unterstützung|поддержк\w+ со стороны|готовност\w+) ?(?:(?:plein|total|pieno|pleno|firme) )?"
    r"(?:de|del|della|dell'|de la|de l'|du|d'|der|von)? ?$"
)
#: The sentences that may name the speaker, not counting short lines such as menus and dates.
_FIRST: Final = 4
_LEAST_WORDS: Final = 8
#: "La Federación Rusa no detecta"
_NOT: Final = pattern(r" (?:no |не |ne |n'|non |nicht )?")
#: The characters that may hold the date of the text, and the sentences that may hold the day of the words.
_BEGINNING: Final = 400
_SENTENCES: Final = 8


@attrs.define(eq=False)
class OtherLanguage(Reading):
    """An article in a language other than English."""

    def article(self) -> Article:
        """Return the result for the article, with one draft."""
        note = f"In {self.words.name} only States, dates and the Chair are read."
        plain, words = self.text.plain, self.words
        notice = pattern(words.notices).search(plain, 0, self.text.sentences[self._opening][1])
        state = self._speaking_state()
        if not self.places and _COUNCILS.search(plain) is None:
            reason = "The text names the OSCE, but no Chair of it."
        elif words.speech.search(plain) is None:
            reason = "Nobody speaks in the text."
        elif notice and not pattern(rf"\b(?:{words.stances})").search(plain):
            reason = f'The text announces a visit or meeting ("{notice[0]}").'
        elif not self.places and state.value is None:
            reason = "No State speaks in a body of the OSCE in the text."
        else:
            what = "on an OSCE Chairpersonship" if self.places else "in a body of the OSCE"
            fields = dict.fromkeys(FIELDS, DraftField(reason=note))
            fields |= {"state": state, "date": self._other_date(), "chair": self.chair()}
            return self.result(f"The text reports words {what}.", (Draft(**fields),), (note,))
        return self.result(reason, notes=(note,))

    @property
    def words(self) -> Language:
        """The words of the language."""
        return LANGUAGES[self.language]

    def _speaking_state(self) -> DraftField:
        """Return the State named next to a word for an office, the Chair's own State last."""
        first = next(self._speaking(), None)
        if first is not None:
            code, place, reason = first
            return self.field(code, reason, place)
        if self.chair_state is None:
            return DraftField(reason="The text doesn't say which State speaks.")
        if not pattern(self.words.titles).search(self.text.plain):
            return DraftField(reason="No office is named next to a verb of speech.")
        places = [(one.start, one.end) for one in self.named if one.code == self.chair_state][:2]
        return self.field(self.chair_state, "Nobody but the Chair speaks.", *places)

    def _speaking(self) -> Iterator[tuple[str, tuple[int, int], str]]:
        """Yield the States that may speak, the likeliest first, with the place and the reason."""
        chair, opening = self.chair_state, self.text.sentences[self._opening][1]
        spots = [((one.start, one.end), one.code) for one in self.named if self._has_office(one)]
        spots += [(span, minister.state) for minister, span in self.holders]
        speaks = "Its office is named next to a verb of speech."
        spoken = [
            (code, place, speaks)
            for place, code in sorted(spots)
            if place[0] < opening or self._says(place[0])
        ]
        yield from (one for one in spoken if one[0] != chair and one[1][0] < opening)
        for backer, reason in (
            (self._subject(), "A verb of speech follows its name."),
            (self._backer(), "It backs, or begins a sentence with a verb of speech."),
            (self.dateline, "The dateline names its capital."),
        ):
            if backer is not None and backer.code != chair:
                yield backer.code, (backer.start, backer.end), reason
        # The Chair itself comes first only in the opening.
        for code, place, reason in spoken:
            if code != chair or (place[0] < opening and self._says(place[0])):
                yield code, place, reason

    def _has_office(self, one: Named) -> bool:
        """Return True if a word for an office is near the name of a State, in the same sentence."""
        begin, end = map(self.text.word_at, self.text.sentences[self.text.sentence_at(one.start)])
        around = self.text.lows(max(begin, one.first - 5), min(end, one.last + 4))
        return pattern(self.words.titles).search(" ".join(around)) is not None

    @cached_property
    def _opening(self) -> int:
        """The number of the last sentence of the opening."""
        sentences = enumerate(self.text.sentences)
        full = [n for n, place in sentences if len(self.text.plain[slice(*place)].split()) >= _LEAST_WORDS]
        return full[:_FIRST][-1] if full else 0

    def _says(self, start: int) -> bool:
        """Return True if a sentence has a verb of speech."""
        sentence = self.text.sentences[self.text.sentence_at(start)]
        return self.words.speech.search(self.text.plain, *sentence) is not None

    def _subject(self) -> Named | None:
        """Return the State, other than the Chair's, before a verb of speech: "la France salue"."""
        said = self.words.speech
        for one in self.named:
            gap = _NOT.match(self.text.plain, one.end)
            if one.kind == "name" and one.code != self.chair_state and gap is not None:
                verb = said.match(self.text.plain, gap.end())
                if verb is not None:
                    return one
        return None

    def _backer(self) -> Named | None:
        """Return the State, other than the Chair's, that backs or starts a sentence with a verb of speech."""
        for one in self.named:
            begin, _ = self.text.sentences[self.text.sentence_at(one.start)]
            before = self.text.plain[begin : one.start]
            # "La France se félicite", but no dateline
            goes_on = self.text.plain[one.end : one.end + 3].removeprefix(",")
            is_subject = _ARTICLE.fullmatch(before) and goes_on[:1] == " " and goes_on[1:2].islower()
            is_backer = _BACKING.search(before[-60:]) is not None
            if (is_subject or is_backer) and one.code != self.chair_state and self._says(one.start):
                return one
        return None

    def _other_date(self) -> DraftField:
        """Return the first date of the text, or the nearby day on which someone spoke."""
        year = self.year_of_days
        # The chair changes hands on 1 January.
        known = (one._replace(year=one.year or year) for one in self.days if (one.month, one.day) != (1, 1))
        days = [one for one in known if one.year]
        first = next((one for one in days if one.start < _BEGINNING), None)
        top = first or self.stamp
        if top is None:
            return self.undated()
        said = self.words.speech
        for number, place in enumerate(self.text.sentences[:_SENTENCES]):
            sentence = self.text.plain[slice(*place)]
            if number not in self.in_chair and said.search(sentence) is None:
                continue
            others = [one for one in days if one is not top and place[0] <= one.start < place[1]]
            near = next((one for one in others if is_just_before(one, top)), None)
            if near is not None:
                return self.dated(near, LIKELY, "It is the day in a sentence with a verb of speech.")
            value = top.period()
            # "Tuesday, 14 September" is not the Tuesday before.
            day = (
                value
                and not others
                and weekday_before(sentence, date.fromisoformat(value[:10]), self.language)
            )
            if day:
                reason = "A day counted from the date of the text."
                return self.field(day.isoformat(), reason, (top.start, top.end))
        reason = "It is the first date of the text." if first else "It is the date of the page."
        return self.dated(top, LIKELY, reason)
