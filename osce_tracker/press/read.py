"""A press article read by rules: who said what to whom, when and where, on which Chairpersonship."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from osce_tracker.dataset.bundled import states
from osce_tracker.errors import UsageError, quoted
from osce_tracker.model import validation as to
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.events import Person as PersonRecord
from osce_tracker.model.periods import Period
from osce_tracker.press import rules
from osce_tracker.press.article import Article, Certainty, Draft, DraftField, Passage
from osce_tracker.press.chair import BODIES, OSCE, Found, Place, chair_places, chairs_found, holders_in
from osce_tracker.press.dates import Dated, dates_in, weekday_before
from osce_tracker.press.language import LANGUAGES, language_of
from osce_tracker.press.names import Named, group_in, states_in
from osce_tracker.press.people import Office, People, Person, voice
from osce_tracker.press.text import Text

#: Longer texts are no articles.
LONGEST: Final = 1_000_000
SURE, LIKELY, UNSURE = Certainty.SURE, Certainty.LIKELY, Certainty.UNSURE


def read_article(
    text: str,
    *,
    url: str | None = None,
    publisher: str | None = None,
    published: Period | date | str | None = None,
) -> Article:
    """Return what a press article says of a State's position on an OSCE Chairpersonship, as drafts.

    Nothing is looked up outside the text and the reference data, and nothing is kept: a person confirms a
    draft before it becomes a statement.

    Args:
        text: the text of the article, as it was copied; markup is skipped.
        url: its address.
        publisher: who published it. A ministry, an embassy or a mission tells for which State a speech speaks.
        published: when it was published, in any form that ``Period`` reads.

    Returns:
        Whether it is such a statement and why, and a draft per position. In English every field is read; in
        Russian, French, German, Italian, Spanish and Finnish only States, dates and the Chair.

    Raises:
        UsageError: if the text isn't text, or is longer than a million characters.
        RecordError: if the address is invalid.
        PeriodError: if the date is.

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
    if len(text) > LONGEST:
        raise UsageError(
            f"An article has at most {LONGEST:,} characters, and this text has {len(text):,}. Give one article."
        )
    known: dict[str, Any] = {
        "url": None if url is None else to.argument("url", to.address, url),
        "publisher": None if publisher is None else to.argument("publisher", to.filled_text, publisher),
        "published": None if published is None else Period(published),
        "text": text,
    }
    return _Reading(Text.of(text), known).article()


class _Voice(NamedTuple):
    """Somebody who speaks, or is spoken to, in a sentence."""

    person: Person | None
    state: str | None
    weight: float
    sentence: int
    start: int
    end: int


@attrs.define(eq=False)
class _Reading:
    """One article while it is read."""

    text: Text
    known: dict[str, Any]
    language: str = ""
    places: tuple[Place, ...] = ()
    named: tuple[Named, ...] = ()
    dates: tuple[Dated, ...] = ()
    found: list[Found] = attrs.field(factory=list[Found])
    people: People = attrs.field(init=False)
    voices: list[_Voice] = attrs.field(factory=list[_Voice])

    # ------------------------------------------------------------ the article

    def article(self) -> Article:
        plain = self.text.plain
        title = next((line.strip() for line in plain.split("\n") if line.strip()), "")
        self.known["title"] = title[:200]
        language = language_of(self.text)
        clinical = rules.CLINICAL.search(plain)
        mention = OSCE.search(plain) or BODIES.search(plain)
        if not plain.strip():
            return self._none("The text is empty.", None)
        if mention is None:
            return self._none("The text doesn't name the OSCE.", language)
        if language is None:
            listed = ", ".join(LANGUAGES.values())
            return self._none(f"The text is in none of the languages that are read: {listed}.", None)
        if clinical is not None and not re.search(r"Security and Co-?operation|\bchair", plain, re.IGNORECASE):
            return self._none(f'OSCE stands for something else here: "{clinical[0]}".', language)
        self.language = language
        self.named = states_in(self.text, language)
        self.places, others = chair_places(self.text, language)
        self.dates = dates_in(self.text)
        self.found = chairs_found(self.text, language, self.places, self.named, self._year())
        if others and len(self.places) < min(others, 2) and not any(place.certain for place in self.places):
            return self._none("The chair in the text is that of another body, not of the OSCE.", language)
        return self._english() if language == "en" else self._other_language()

    def _none(self, reason: str, language: str | None, *notes: str) -> Article:
        return Article(is_statement=False, reason=reason, language=language, notes=notes, **self.known)

    def _year(self) -> int | None:
        """Return the year of the article: of its publication, or of the first full date."""
        published: Period | None = self.known["published"]
        if published is not None:
            return published.first.year
        return next((one.year for one in self.dates if one.year is not None), None)

    def _passage(self, start: int, end: int) -> Passage:
        first, last = self.text.place(start, end)
        return Passage(start=first, end=last, text=self.text.given[first:last])

    # ------------------------------------------------------------ English

    def _english(self) -> Article:
        self.people = People(self.text, self.named)
        self.voices = self._find_voices()
        positions = self._positions()
        if not positions:
            return self._none(self._why_none(), self.language)
        drafts = tuple(self._draft(position) for position in positions)
        return Article(
            is_statement=True,
            reason=self._why(positions[0]),
            drafts=drafts,
            language=self.language,
            **self.known,
        )

    def _why_none(self) -> str:
        notice = rules.NOTICE.search(self.text.plain)
        if notice is not None and self.places:
            return f'The text announces a visit or meeting ("{notice[0]}"), and no State takes a position in it.'
        if self.places:
            return "Nobody who speaks for a State or a group takes a position in the text."
        return "The text names the OSCE, but no Chair of it and no statement in one of its bodies."

    def _why(self, position: _Position) -> str:
        who = position.person.name if position.person else states().name(position.state or "") or "A speaker"
        what = "on a Chairpersonship" if self.places else "in a body of the OSCE"
        return f"{who or 'A speaker'} takes a position {what}."

    # ---- who speaks

    @cached_property
    def _chair_state(self) -> str | None:
        return self.found[0].state if self.found else None

    @cached_property
    def is_speech(self) -> bool:
        """Whether the text holds a speech as it was given."""
        plain = self.text.plain
        cues = {match[0].lower() for match in rules.SPEECH.finditer(plain[:20_000])}
        first = len(rules.FIRST_PERSON.findall(re.sub(r'"[^"]{0,400}"', "", plain[:20_000])))
        said = sum(one.weight == 3 for one in self.voices)
        return bool(cues) and (first >= 2 or len(cues) >= 2) or (first >= 4 and said < 2)

    @cached_property
    def _in_chair(self) -> frozenset[int]:
        """The sentences on the Chair."""
        return frozenset(place.sentence for place in self.places)

    @cached_property
    def _in_osce(self) -> frozenset[int]:
        """The sentences that name the OSCE."""
        return frozenset(self.text.sentence_at(match.start()) for match in OSCE.finditer(self.text.plain))

    @cached_property
    def _named_in(self) -> dict[int, list[Named]]:
        """The States that each sentence names."""
        found: dict[int, list[Named]] = {}
        for one in self.named:
            found.setdefault(self.text.sentence_at(one.start), []).append(one)
        return found

    @cached_property
    def _voices_of(self) -> dict[int, list[_Voice]]:
        """What each person does, by the identity of the person."""
        found: dict[int, list[_Voice]] = {}
        for one in self.voices:
            found.setdefault(id(one.person), []).append(one)
        return found

    def _find_voices(self) -> list[_Voice]:
        text, words = self.text, self.text.words
        found: list[_Voice] = []

        def add(person: Person | None, state: str | None, first: int, last: int, office: Office | None, less: float = 1) -> None:
            weight = voice(text, words, first, last, office, is_state=person is None)
            start, end = words[first].start, words[last].end
            found.append(_Voice(person, state, weight * less, text.sentence_at(start), start, end))

        mentions = sorted((first, last, one) for one in self.people.people for first, last in one.mentions)
        for first, last, one in sorted(mentions, key=lambda m: m[0]):
            add(one, one.country, first, last, self.people.office_at.get((first, last)))
        for office, person in self.people.offices_alone():
            first = text.word_at(office.start)
            last = text.word_at(office.end) - 1
            add(person, person.country if person else office.country, first, last, None, 0.9)
        for one in self.named:
            first, last, weight = self._institution(one)
            if last >= 0:
                add(None, one.code, first, last, None, weight)
        return sorted(found, key=lambda one: one.start)

    def _institution(self, one: Named) -> tuple[int, int, float]:
        """Return the words of a ministry, or of a State that acts itself, and how much it weighs."""
        words = self.text.words
        first, last = self.text.word_at(one.start), self.text.word_at(one.end) - 1
        if self.people.is_taken(first) or self.people.in_office(first):
            return first, -1, 0
        behind = [word.low for word in words[last + 1 : last + 5]]
        for size, phrase in enumerate(_INSTITUTIONS):
            length = len(phrase)
            if tuple(behind[:length]) == phrase:
                return first, last + length, 0.9
            before = tuple(word.low for word in words[max(0, first - length - 2) : first])
            for link in (("of",), ("of", "the"), ()):
                if before[-length - len(link) :] == (*phrase, *link) and (link or size < 3):
                    return first - length - len(link), last, 0.9
        if one.kind == "name" and not one.possessive:
            return first, last, 0.5
        return first, -1, 0

    def _positions(self) -> list[_Position]:
        """Return who takes a position, the most important first."""
        chair = self._chair_state
        in_chair, about = self._in_chair, self._in_chair | self._in_osce
        totals: dict[int, float] = {}
        by_id: dict[int, Person] = {}
        nameless: Counter[str] = Counter()
        speech = self.is_speech
        author = self._author() if speech else None
        for one in self.voices:
            factor = 1.6 if one.sentence in in_chair else 1.2 if one.sentence in about else 0.8
            if one.person is not None:
                by_id[id(one.person)] = one.person
                totals[id(one.person)] = totals.get(id(one.person), 0) + one.weight * (factor if one.weight > 0 else 0.5)
            elif one.state is not None and one.weight > 0:
                nameless[one.state] += one.weight * factor
        if author is not None:
            return [self._position(author, author.country, self._own_state(author))]
        if speech and self.places:
            state = self._own_state(None)
            return [self._position(None, state, state)]
        ranked = sorted(
            (by_id[key] for key, total in totals.items() if total >= _LEAST_VOICE and self._may_speak(by_id[key])),
            key=lambda one: (-totals[id(one)], one.start),
        )
        if not self.places and not self._agenda():
            return []
        others = [one for one in ranked if one.country != chair]
        own = [one for one in ranked if one.country == chair]
        chosen: list[_Position] = []
        if others:
            best = others[0]
            mass = nameless.most_common(1)
            if best.country is None:
                chosen.append(self._position(best, None, self._likely_state(nameless)))
            else:
                chosen.append(self._position(best, best.country, best.country))
        else:
            states_ = [(code, mass) for code, mass in nameless.most_common() if code != chair and mass >= _LEAST_STATE]
            own_mass = max((totals[id(one)] for one in own), default=0)
            if states_ and states_[0][1] > own_mass:
                chosen.append(self._position(None, states_[0][0], states_[0][0]))
            elif own:
                chosen.append(self._position(own[0], own[0].country, chair))
        for other in others[1:_MOST]:
            if other.country not in {None, chair, *(one.state for one in chosen)} and self._has_a_view(other):
                chosen.append(self._position(other, other.country, other.country))
        return chosen

    def _has_a_view(self, person: Person) -> bool:
        """Return True if somebody says a word of stance in a sentence on the Chair."""
        return any(
            rule.value != "neutral" and rule.pattern.search(self.text.plain, *self.text.sentences[one.sentence])
            for one in self._voices_of.get(id(person), ())
            if one.weight >= _VIEW and one.sentence in self._in_chair
            for rule in rules.STANCES
        )

    def _may_speak(self, person: Person) -> bool:
        """Return True if a person can speak for a State: by the State of the office, or by the office itself."""
        if person.institution:
            return False
        if person.country is not None or person.office is None:
            return person.country is not None or person.honorific
        words = self.text.plain[person.office.start : person.office.end].lower()
        return any(head in words for head in _OF_STATES)

    def _likely_state(self, nameless: Counter[str]) -> str | None:
        """Return the State of a speaker whose office names none: one that acts, or is named most."""
        chair = self._chair_state
        taken = {one.country for one in self.people.people}
        acting = [(code, weight) for code, weight in nameless.most_common() if code not in taken]
        if acting and (len(acting) == 1 or acting[0][1] > acting[1][1]):
            return acting[0][0]
        place = next((one for one in self.named if one.kind == "capital" and one.start < 200), None)
        if place is not None and self.text.plain[place.start : place.end].isupper() and place.code not in {*taken, "AT"}:
            # The dateline.
            return place.code
        named: Counter[str] = Counter()
        for one in self.named:
            if one.code not in taken:
                named[one.code] += 1 if one.kind == "capital" else 2
        ranked = named.most_common(2)
        if chair is not None and chair not in taken and named[chair] * 2 >= ranked[0][1]:
            # Somebody of the Chair's own State, which a paper there needn't name.
            return chair
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return ranked[0][0]
        return None if chair in taken else chair

    def _agenda(self) -> bool:
        """Return True if the text is a statement in a body of the OSCE, without a word on the Chair."""
        return BODIES.search(self.text.plain) is not None

    def _author(self) -> Person | None:
        """Return who gives the speech that the text holds."""
        head = self.text.sentences[min(6, len(self.text.sentences) - 1)][1]
        people = [one for one in self.people.people if one.start < max(head, 700) and not one.institution]
        words = self.text.words
        mentions = sorted(((first, last, one) for one in people for first, last in one.mentions), key=lambda m: m[0])
        for first, last, one in mentions:
            office = self.people.office_at.get((first, last))
            start = words[first].start
            if office is not None and office.start < start:
                start = office.start
            before = _HONORIFIC.sub("", self.text.plain[max(0, start - 60) : start])
            if start < max(head, 700) and (_BY.search(before) or self.text.plain[words[last].end : words[last].end + 1] == ":"):
                return one
        return None

    def _own_state(self, author: Person | None) -> str | None:
        """Return the State for which a speech speaks: of the office, of the publisher, or the only other one named."""
        if author is not None and author.country is not None:
            return author.country
        publisher = self.known["publisher"]
        if publisher is not None and _OFFICIAL.search(publisher):
            found = states_in(Text.of(publisher), "en") or states_in(Text.of(publisher), self.language)
            if found:
                return found[0].code
        others = {one.code for one in self.named if one.kind != "capital" and not self.people.is_taken(self.text.word_at(one.start))}
        others -= {self._chair_state} | {one.state for one in self.found if one.weight >= 2}
        acting = Counter(
            one.state for one in self.voices if one.person is None and one.state in others and one.weight > 0
        )
        if len(others) == 1:
            return next(iter(others))
        del acting
        return None

    def _position(self, person: Person | None, country: str | None, state: str | None) -> _Position:
        return _Position(person, state or country, self._is_certain(person, country))

    def _is_certain(self, person: Person | None, country: str | None) -> bool:
        """Return True if it is beyond doubt that this person takes the position, for this State."""
        if person is None or country is None or person.country_from != "office":
            return False
        mine = [one for one in self._voices_of.get(id(person), ()) if one.weight >= _VIEW]
        rivals = {
            one.person.country
            for one in self.voices
            if one.person is not None and one.person is not person and one.weight >= _VIEW
        }
        own = self.is_speech or any(one.sentence in self._in_chair for one in mine)
        return own and rivals <= {country, self._chair_state}

    # ---- one draft

    def _draft(self, position: _Position) -> Draft:
        person = position.person
        state, group = self._state(position)
        draft = Draft(
            state=state,
            group=group,
            speaker=self._speaker(person, certain=position.certain),
            role=self._role(person),
            counterpart=self._counterpart(position),
            date=self._date(),
            chair=self._chair(),
            dimensions=self._dimensions(),
            stance=self._stance(position),
            forum=self._forum(),
            attributed_to=self._source(),
        )
        return draft if self._is_plain(position) else _doubted(draft)

    def _is_plain(self, position: _Position) -> bool:
        """Return True if the speaker says something in a sentence on the Chair or the OSCE."""
        about = self._in_chair | self._in_osce
        mine = [one for one in self.voices if one.person is position.person or one.state == position.state]
        return self.is_speech or any(one.sentence in about and one.weight >= _VIEW for one in mine)

    def _state(self, position: _Position) -> tuple[DraftField, DraftField]:
        person, state = position.person, position.state
        group = DraftField(reason="No group is named as the speaker.")
        if person is not None and person.office is not None and state is None:
            words = self.text.plain[person.office.start : person.office.end]
            if re.search(r"High Representative|European (?:Union|Council|Commission)|\bEU\b", words):
                where = (self._passage(person.office.start, person.office.end),)
                return DraftField(reason="A group speaks, not a State."), DraftField(
                    value="EU", passages=where, confidence=LIKELY, reason="The speaker's office is one of the group."
                )
        speaking = [one for one in group_in(self.text) if self._group_speaks(one)] if state is None else []
        if speaking and (person is None or person.country is None):
            code, start, end = speaking[0]
            return DraftField(reason="A group speaks, not a State."), DraftField(
                value=code, passages=(self._passage(start, end),), confidence=LIKELY, reason="The group itself speaks."
            )
        if state is None:
            return DraftField(reason="The text doesn't say for which State the words are spoken."), group
        name = states().name(state)
        if person is not None and person.office is not None and person.country_from == "office" and person.country == state:
            passages = (self._passage(person.office.start, person.office.end),)
            return DraftField(value=state, passages=passages, confidence=SURE if position.certain else LIKELY, reason=f"The office of {person.name} is one of {name}."), group
        passages = tuple(self._passage(one.start, one.end) for one in self.named if one.code == state)[:3]
        return DraftField(value=state, passages=passages, confidence=LIKELY, reason=f"{name} acts or speaks in the text."), group

    def _group_speaks(self, one: tuple[str, int, int]) -> bool:
        """Return True if a group stands where somebody speaks: "The European Union welcomes"."""
        first, last = self.text.word_at(one[1]), self.text.word_at(one[2]) - 1
        return voice(self.text, self.text.words, first, last, None, is_state=True) > 0

    def _speaker(self, person: Person | None, *, certain: bool) -> DraftField:
        if person is None:
            return DraftField(reason="No person is named as the speaker.")
        passages = [self._passage(person.start, person.end)]
        spoken = [one for one in self.voices if one.person is person and one.weight > 0]
        passages += [self._passage(one.start, one.end) for one in spoken[:2] if one.start != person.start]
        strong = certain and (sum(one.weight >= _STRONG for one in spoken) >= 2 or self.is_speech)
        return DraftField(
            value=person.name,
            passages=tuple(passages),
            confidence=SURE if strong and person.office is not None else LIKELY,
            reason="A verb of speech stands with the name." if spoken else "The text is the speech of this person.",
        )

    def _role(self, person: Person | None) -> DraftField:
        if person is None or person.office is None:
            return DraftField(reason="No office is named.")
        where = self._passage(person.office.start, person.office.end)
        return DraftField(
            value=" ".join(where.text.split()), passages=(where,), confidence=LIKELY, reason="It stands beside the name."
        )

    def _counterpart(self, position: _Position) -> DraftField:
        """Return whom the speaker met or addressed: the Chair, or somebody who is met."""
        chair = self._chair_state
        others = [one for one in self.people.people if one is not position.person and one.country != position.state]
        holders = [one for one in others if one.country is not None and one.country == chair and self._is_met(one)]
        met = [
            one.person
            for one in self.voices
            if one.person in others and one.weight < 0 and one.person is not None and self._is_met(one.person)
        ]
        chosen = next(iter((*holders, *met)), None)
        if chosen is None:
            return DraftField(reason="Nobody is named as met or addressed.")
        role = None if chosen.office is None else " ".join(self.text.plain[chosen.office.start : chosen.office.end].split())
        value = PersonRecord(name=chosen.name, role=role, country=None if chosen.institution else chosen.country)
        reason = "Somebody of the Chair's State is met or addressed." if holders else "The text says that the speaker met this person."
        return DraftField(value=value, passages=(self._passage(chosen.start, chosen.end),), confidence=LIKELY, reason=reason)

    def _is_met(self, person: Person) -> bool:
        """Return True if a sentence that names somebody speaks of a meeting, of thanks or of a letter."""
        return any(
            _MEETS.search(self.text.plain, *self.text.sentences[one.sentence])
            for one in self._voices_of.get(id(person), ())
        )

    def _chair(self) -> DraftField:
        if not self.found:
            return DraftField(reason="No Chairpersonship is named.")
        best = self.found[0]
        value = best.state if best.year is None else f"{best.state}-{best.year}"
        second = self.found[1].weight if len(self.found) > 1 else 0.0
        is_sure = self.language == "en" and best.weight >= 4 and best.weight >= 2.5 * second
        is_likely = best.weight >= 2
        where = tuple(dict.fromkeys(best.places))[:3]
        name = states().name(best.state)
        reason = f"{name} is named beside the word for the Chair."
        if best.minister is not None:
            reason = f"{best.minister.name} was Chairperson-in-Office in {best.minister.year}."
        return DraftField(
            value=value,
            passages=tuple(self._passage(*span) for span in where),
            confidence=SURE if is_sure else LIKELY if is_likely else UNSURE,
            reason=reason,
        )

    # ---- when

    def _date(self) -> DraftField:
        text, plain = self.text, self.text.plain
        year = self.found[0].year if self.found else self._year()
        stamps = self._stamps
        anchor = self._anchor(stamps)
        full_year = self._year() if self._year() is not None else year
        # A speech or a dateline.
        for one in self.dates:
            begin, end = text.sentences[text.sentence_at(one.start)]
            line = plain[max(plain.rfind("\n", 0, one.start) + 1, one.start - 120) : one.start]
            if one.day is None or one.year is None or one in stamps:
                continue
            head = one.start < 700
            if head and _DELIVERED.search(plain[max(0, one.start - 250) : one.start]):
                return self._dated(one, one.period(), SURE, "It is the date in the heading of the speech.")
            if head and _DATELINE.search(line):
                event = self._event_date(full_year)
                if event is not None and event.value != one.period():
                    return event
                return self._dated(one, one.period(), SURE, "It is the date of the dateline.")
            starts_line = not line.strip() and plain[one.end : one.end + 3].strip(" ")[:1] in ("\n", "|", "")
            if head and (starts_line or len(plain[begin:end].strip()) <= one.end - one.start + 40) and not _STAMP.search(plain[max(0, one.start - 30) : one.start]):
                return self._event_date(full_year) or self._dated(one, one.period(), LIKELY, "It is the date in the heading of the text.")
        event = self._event_date(full_year)
        if event is not None:
            return event
        if anchor is not None:
            for begin, end in text.sentences[:12]:
                day = weekday_before(plain[begin:end], anchor)
                if day is not None:
                    return self._dated(stamps[0], day.isoformat(), LIKELY, "A weekday, counted from the date of the page.")
        if stamps:
            return self._dated(stamps[0], stamps[0].period(), LIKELY, "It is the date of the page, and the news is of that day.")
        published: Period | None = self.known["published"]
        if published is not None:
            return DraftField(value=str(published), confidence=UNSURE, reason="It is the date of publication that was given.")
        return DraftField(reason="The text has no date of the statement.")

    def _dated(self, one: Dated, value: str | None, certainty: Certainty, reason: str) -> DraftField:
        if value is None:
            return DraftField(reason="The date in the text is not in the calendar.")
        return DraftField(value=value, passages=(self._passage(one.start, one.end),), confidence=certainty, reason=reason)

    @cached_property
    def _stamps(self) -> list[Dated]:
        """Return the dates of the page itself: "date 2023-11-13" at the top."""
        return [
            one
            for one in self.dates
            if one.day is not None and one.year is not None and one.start < 200
            and _PAGE_DATE.search(self.text.plain[max(0, one.start - 12) : one.start])
        ][:1]

    def _anchor(self, stamps: list[Dated]) -> date | None:
        published: Period | None = self.known["published"]
        if stamps:
            value = stamps[0].period()
            return None if value is None else date.fromisoformat(value[:10])
        if published is not None and published.first == published.last:
            return published.first
        return None

    def _event_date(self, year: int | None) -> DraftField | None:
        """Return the day of the meeting or of the words, if a sentence of the report has it."""
        text, plain = self.text, self.text.plain
        spoken = {one.sentence for one in self.voices if one.weight > 0}
        for one in self.dates:
            if one.day is None or one in self._stamps:
                continue
            begin, end = text.sentences[text.sentence_at(one.start)]
            sentence = plain[begin:end]
            before = plain[max(begin, one.start - 40) : one.start]
            if not re.search(r"(?:\bon (?:\w+,? )?(?:the )?|\bin [\w ]+, )$", before, re.IGNORECASE) or _OTHER_DAY.search(plain[max(begin, one.start - 90) : one.start]):
                continue
            own = one.year if one.year is not None else year
            if own is None or (year is not None and own not in (year, self._year())):
                continue
            if not (_HAPPENED.search(sentence) or text.sentence_at(one.start) in spoken):
                continue
            value = one.period(year)
            return self._dated(one, value, LIKELY, "The sentence says what happened on that day.")
        return None

    # ---- what

    def _dimensions(self) -> DraftField:
        plain = self.text.plain
        every = rules.ALL_DIMENSIONS.search(plain)
        if every is not None:
            where = (self._passage(*every.span()),)
            return DraftField(value=tuple(map(str, Dimension)), passages=where, confidence=SURE, reason="All dimensions are named together.")
        found: dict[str, re.Match[str]] = {}
        titles = [match.span() for match in rules.DIMENSION_IN_TITLE.finditer(plain)]
        for name, pattern in rules.DIMENSIONS.items():
            for match in pattern.finditer(plain):
                if not any(start <= match.start() < end for start, end in titles):
                    found.setdefault(name, match)
        if not found:
            return DraftField(reason="No dimension is named.")
        return DraftField(
            value=tuple(found),
            passages=tuple(self._passage(*match.span()) for match in found.values()),
            confidence=SURE,
            reason="The dimensions are named.",
        )

    def _stance(self, position: _Position) -> DraftField:
        chair = self._chair_state
        totals, where = self._stances(position)
        if position.state is not None and position.state == chair:
            best = [one for one in where if one[1] == "supports"][:2]
            passages = tuple(self._passage(start, end) for _, _, start, end in best)
            return DraftField(value="supports", passages=passages, confidence=LIKELY, reason="The Chair speaks on its own term.")
        value = _decided(totals)
        shown = sorted((weight, start, end) for weight, one, start, end in where if one == value)[::-1]
        passages = tuple(self._passage(start, end) for weight, start, end in shown if weight * 2 >= shown[0][0])[:3]
        if not totals:
            return DraftField(value="neutral", confidence=UNSURE, reason="No word shows a stance.")
        rest = sum(weight for stance, weight in totals.items() if stance not in (value, "neutral"))
        top = totals[value]
        is_sure = value == "supports" and top >= 3 and rest <= 0.34 * top
        return DraftField(
            value=value,
            passages=passages,
            confidence=SURE if is_sure else LIKELY if top > rest else UNSURE,
            reason="These words about the Chair or the OSCE show it.",
        )

    def _stances(self, position: _Position) -> tuple[Counter[str], list[tuple[float, str, int, int]]]:
        text, plain = self.text, self.text.plain
        in_chair, in_osce = self._in_chair, self._in_osce
        chair = self._chair_state
        chair_named = {text.sentence_at(one.start) for one in self.named if one.code == chair and one.kind != "capital"}
        speech = self.is_speech
        speaking: dict[int, float] = {}
        for one in self.voices:
            if one.weight <= 0:
                continue
            mine = one.person is position.person if position.person is not None else one.state == position.state
            mine = mine or (one.state is not None and one.state == position.state)
            speaking[one.sentence] = max(speaking.get(one.sentence, 0), 1.5 if mine else 0.3)
        totals: Counter[str] = Counter()
        far: Counter[str] = Counter()
        where: list[tuple[float, str, int, int]] = []
        for number, (begin, end) in enumerate(text.sentences):
            weight = 2.0 if number in in_chair else 1.2 if number in in_osce else 0.8 if number in chair_named else 0.25
            weight *= 1.0 if speech else speaking.get(number, 0.7)
            taken: list[tuple[int, int]] = []
            for rule in rules.STANCES:
                for match in rule.pattern.finditer(plain, begin, end):
                    if any(match.start() < last and first < match.end() for first, last in taken):
                        continue
                    taken.append(match.span())
                    if self._is_about_another(match) or (
                        rule.value in _COLD and self._is_of_another(match, number, position.state)
                    ):
                        continue
                    (totals if number in in_chair or number in in_osce else far)[rule.value] += rule.weight * weight
                    where.append((rule.weight * weight, rule.value, *match.span()))
        # What is said far from the Chair and the OSCE counts less.
        for value in far if totals else ():
            totals[value] += far[value] * (_FAR if value in _COLD else 0)
        return totals or far, where

    def _is_about_another(self, match: re.Match[str]) -> bool:
        """Return True if words of support or fault are part of a name: "Support Programme for Ukraine"."""
        behind = self.text.plain[match.end() : match.end() + 12].lower()
        return behind.startswith((" programme", " program", " group", " committee"))

    def _is_of_another(self, match: re.Match[str], number: int, own: str | None) -> bool:
        """Return True if another State than the speaker's finds fault or blocks, or has the fault."""
        known = {own, self._chair_state}
        here = self._named_in.get(number, [])
        before = [one for one in here if one.end <= match.start()]
        if before and before[-1].code not in known and not before[-1].possessive:
            return True
        after = [one for one in here if match.end() <= one.start < match.end() + 30]
        return bool(after) and after[0].code not in known

    # ---- where, and on whose word

    def _forum(self) -> DraftField:
        plain = self.text.plain
        best: tuple[float, rules.Rule, re.Match[str]] | None = None
        for rule in rules.FORUMS:
            matches = list(rule.pattern.finditer(plain[:20_000]))
            if matches:
                first = matches[0]
                weight = rule.weight + min(len(matches), 3) * 0.2 + (0.4 if first.start() < 400 else 0)
                if best is None or weight > best[0]:
                    best = weight, rule, first
        if best is None:
            return DraftField(reason="The text doesn't say where the words were spoken.")
        _, rule, match = best
        return DraftField(
            value=rule.value, passages=(self._passage(*match.span()),), confidence=LIKELY, reason="These words name the occasion."
        )

    def _source(self) -> DraftField:
        for rule in rules.SOURCES:
            match = rule.pattern.search(self.text.plain)
            if match is None:
                continue
            group = "source" if match["source"] else "other"
            start, end = match.span(group)
            where = self._passage(start, end)
            value = " ".join(where.text.split()).removeprefix("the ")
            return DraftField(value=value, passages=(where,), confidence=LIKELY, reason="The text credits it.")
        return DraftField(reason="The text credits no other source.")

    # ------------------------------------------------------------ other languages

    def _other_language(self) -> Article:
        note = f"In {LANGUAGES[self.language]} only States, dates and the Chair are read."
        spoken = _SAID[self.language].search(self.text.plain)
        if not self.places or spoken is None:
            reason = "Nobody speaks in the text." if self.places else "The text names the OSCE, but no Chair of it."
            return self._none(reason, self.language, note)
        state = self._speaking_state()
        nothing = DraftField(reason=note)
        date_field = self._other_date()
        chair = self._chair()
        draft = Draft(
            state=state, group=nothing, speaker=nothing, role=nothing, counterpart=nothing, date=date_field,
            chair=chair, dimensions=nothing, stance=nothing, forum=nothing, attributed_to=nothing,
        )  # fmt: skip
        return Article(
            is_statement=True,
            reason="The text reports words on an OSCE Chairpersonship.",
            drafts=(draft,),
            language=self.language,
            notes=(note,),
            **self.known,
        )

    def _speaking_state(self) -> DraftField:
        """Return the State whose office is named beside a word for an office, the Chair's own last."""
        words, titles, said = self.text.words, _TITLES[self.language], _SAID[self.language]
        chair = self._chair_state
        spots: list[tuple[int, str, int, int]] = []
        for one in self.named:
            first, last = self.text.word_at(one.start), self.text.word_at(one.end)
            around = " ".join(word.low for word in words[max(0, first - 5) : last + 3])
            if titles.search(around):
                spots.append((one.start, one.code, one.start, one.end))
        for minister, span in holders_in(self.text):
            spots.append((span[0], minister.state, *span))
        for _, code, start, end in sorted(spots):
            number = self.text.sentence_at(start)
            if code != chair and (number < 4 or said.search(self.text.plain[slice(*self.text.sentences[number])])):
                reason = "Its office is named beside a verb of speech."
                return DraftField(value=code, passages=(self._passage(start, end),), confidence=LIKELY, reason=reason)
        if chair is None:
            return DraftField(reason="The text doesn't say which State speaks.")
        where = tuple(self._passage(one.start, one.end) for one in self.named if one.code == chair)[:2]
        return DraftField(value=chair, passages=where, confidence=LIKELY, reason="Nobody but the Chair speaks.")

    def _other_date(self) -> DraftField:
        stamps = self._stamps
        for one in self.dates:
            if one.day is not None and one.year is not None and one.start < 400 and one not in stamps:
                return self._dated(one, one.period(), LIKELY, "It is the first full date of the text.")
        if stamps:
            return self._dated(stamps[0], stamps[0].period(), LIKELY, "It is the date of the page.")
        published: Period | None = self.known["published"]
        if published is not None:
            return DraftField(value=str(published), confidence=UNSURE, reason="It is the date of publication that was given.")
        return DraftField(reason="The text has no date of the statement.")


class _Position(NamedTuple):
    """Who takes a position, and whether the State is said beyond doubt."""

    person: Person | None
    state: str | None
    certain: bool


#: Offices that only States, and groups of States, have.
_OF_STATES: Final = (
    *("minister", "president", "ambassador", "secretary", "representative", "chancellor", "premier", "chargé"),
    *("spokes", "envoy", "eu delegation", "counterpart", "diplomat", "pope", "king"),
)
_FAR: Final = 0.5
#: So many people are looked at for a position of their own.
_MOST: Final = 12
_STRONG: Final = 2.5
_VIEW: Final = 1.8
_COLD: Final = ("critical", "opposes", "conditional")
#: A person or a State takes a position if its voices weigh this much.
_LEAST_VOICE: Final = 2.0
_LEAST_STATE: Final = 1.0
_INSTITUTIONS: Final = (
    ("foreign", "ministry"), ("side",), ("government",), ("ministry", "of", "foreign", "affairs"), ("mfa",),
    ("ministry", "for", "foreign", "affairs"), ("delegation",), ("foreign", "office"), ("authorities",),
    ("state", "department"), ("ministry",),
)  # fmt: skip
_OFFICIAL: Final = re.compile(r"ministry|mission|embassy|delegation|government|president|consulate|sala stampa|représentation|botschaft|ministerio|mae\b", re.I)
_HONORIFIC: Final = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|S\.E|H\.E|Mons)\.? ?|His Excellency ?|Her Excellency ?")
_BY: Final = re.compile(r"(?:\bby|\b(?:statement|speech|address|remarks|intervention) of|\bintervento di|[Dd]elivered by)\s*(?:the\s)?$", re.IGNORECASE)
_PAGE_DATE: Final = re.compile(r"\b(?:date|published|posted)\W*$", re.IGNORECASE)
_STAMP: Final = re.compile(r"updat|last|publish|modified|posted", re.IGNORECASE)
_DATELINE: Final = re.compile(r"^\W{0,3}(?:date [\d-]+ )?(?:[A-ZÄÖÜ][A-ZÄÖÜ/. -]{2,40}|[A-Z][a-z]+),?\s*(?:\([^)]{0,60}- ?)?$|- $")
_DELIVERED: Final = re.compile(r"delivered by|statement by|(?:at|to) the (?:[\w.]+ ){0,6}(?:Permanent Council|Ministerial Council|Security Council)", re.IGNORECASE)
_OTHER_DAY: Final = re.compile(r"\b(?:since|until|from|due|postponed|was to|is to|will|scheduled|planned|held in|adopted|agreed in|signed|commission|by)\b[^.]*$", re.IGNORECASE)
_HAPPENED: Final = re.compile(r"\b(?:met|meeting|held|visit\w*|received|heard|presented|addressed|talks|told|announced|called|wrote|said|stated|declared|spoke|conversation|letter)\b", re.IGNORECASE)
_MEETS: Final = re.compile(
    r"\b(?:met|meet|meets|meeting|receiv(?:ed|es|ing)|talks with|conversation|congratulat\w+|thank\w*|gratitude|letter|"
    r"welcom\w+|condemned|told|address\w*|with (?:his|her) \w+ counterpart|press conference with)\b",
    re.IGNORECASE,
)
_SAID: Final = {
    "ru": re.compile(r"\b(?:сказал|заяв|отмет|подчеркн|назвал|добав|слов|выступ|рассказ|поддерж|поздрав|призва|сообщ)\w*", re.I),
    "fr": re.compile(r"\b(?:a\s\w+é|exprim|déclar|soulign|estim|salu|remerci|rend\w*\shommage|apport|intervention|explique|monsieur)\w*", re.I),
    "de": re.compile(r"\b(?:sagt\w*|erklär\w+|dank\w*|beton\w+|lob\w*|bedauer\w+|hob|unterstrich\w*|würdig\w*|forder\w*|teilte|begrüß\w*|wünsch\w*)\b", re.I),
    "it": re.compile(r"\b(?:ha\s\w+to|detto|dichiar\w+|sottoline\w+|ringrazi\w+|afferm\w+|spieg\w+|ricord\w+)\b", re.I),
    "es": re.compile(r"\b(?:dijo|señal\w+|declar\w+|afirm\w+|subray\w+|agradec\w+|dio|felicit\w+|apunt\w+|recalc\w+|insist\w+|dado\sa\sconocer|añad\w+)\b", re.I),
    "fi": re.compile(r"\b(?:sanoi|toteaa|totesi|muistutti|kertoi|korosti|mukaan|kiitti|puhui|arvioi|sanoo)\b", re.I),
}  # fmt: skip
_TITLES: Final = {
    "ru": re.compile(r"министр|президент|посол|посла|представител|постпред|глав[аы]|мид\b|премьер"),
    "fr": re.compile(r"ministre|ministère|président|ambassad|représentant|porte-parole"),
    "de": re.compile(r"minister|präsident|botschaft|kanzler|chefdiplomat|amtskolleg|sprecher"),
    "it": re.compile(r"ministr|presidente|ambasciat|segretario di stato|rappresentante|portavoce|titano"),
    "es": re.compile(r"ministr|presidente|embajad|secretario|representante|portavoz"),
    "fi": re.compile(r"ministeri|presidentti|suurlähettil|edustaja|puheenjohtaj"),
}  # fmt: skip



def _doubted(draft: Draft) -> Draft:
    """Return a draft in which nothing is sure, since it isn't plain that a position is taken."""
    sure = {name: field for name, field in draft.fields.items() if field.confidence is SURE}
    return attrs.evolve(draft, **{name: attrs.evolve(field, confidence=LIKELY) for name, field in sure.items()})


def _decided(totals: Counter[str]) -> str:
    """Return the stance that the words of a text show together."""
    warm = totals["supports"] + totals["welcomes"]
    cold = totals["critical"] + totals["opposes"]
    if cold > warm and cold >= 2:
        return "opposes" if totals["opposes"] > totals["critical"] else "critical"
    if totals["conditional"] >= 2 and totals["conditional"] > 0.8 * warm:
        return "conditional"
    if warm < 0.6:
        return "neutral" if not totals["conditional"] else "conditional"
    return "supports" if totals["supports"] >= 0.3 * totals["welcomes"] else "welcomes"
