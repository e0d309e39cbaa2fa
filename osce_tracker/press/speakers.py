"""Who speaks in an English article, for which State or group, and who only appears."""

import re
from functools import cached_property
from typing import Final, NamedTuple

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.press import rules
from osce_tracker.press.chair import BODIES, MEETINGS
from osce_tracker.press.facts import Reading
from osce_tracker.press.names import Named, groups_in, states_in
from osce_tracker.press.people import BACKING, Office, People, Person, speaks, voice
from osce_tracker.press.text import Text, word_set

#: A person or a State takes a position if its voices weigh this much.
_LEAST_VOICE: Final = 2.0
_LEAST_STATE: Final = 1.3
#: A State is meant if the text names it so many times as often as any other.
_LEAD: Final = 1.5
#: A guest who says so many times less than the Chair, and nothing on the Chair, is only quoted.
_ASIDE_TIMES: Final = 2
#: What "he said" and "Norway's support" weigh.
PRONOUN: Final = 2.1
_NOUN: Final = 1.2
#: A heading is as long as this.
_HEAD: Final = 250
#: Offices that only States, and groups of States, have.
_OF_STATES: Final = re.compile(
    r"minister|president|ambassador|secretary|representative|chancellor|premier|chargé|spokes|envoy|"
    r"eu delegation|delegation|counterpart|diplomat|pope|king|\b(?:fm|pm|mp|mfa)\b|senat|parliament|"
    r"presidency|"
    r"foreign affairs|speaker"
)
#: So many people are looked at for a position of their own.
_MOST: Final = 12
VIEW: Final = 1.8
#: A person who says something, in plain words.
SPEECH: Final = 3
_ORGANS: Final = (
    "(?:(?:(?:state|foreign|permanent) )?(?:ministry|department|office|delegation|mission|"
    "representation)(?: (?:of|for) foreign affairs)?|mfa|government|authorities|side|embassy|parliament|"
    "seimas|sejm|riksdag|bundestag|duma|verkhovna rada|presidency|diplomacy|leadership|representatives?)"
)
#: "the Norwegian delegation to the OSCE"
_ORGAN: Final = re.compile(
    rf"(?:'s)? {_ORGANS}\b(?: (?:to|at|in) (?:the )?(?:OSCE|UN|Vienna)\b)?", re.IGNORECASE
)
#: "the Ministry of Foreign Affairs of the Republic of Norway"
_ORGAN_OF: Final = re.compile(rf"\b{_ORGANS} of (?:the )?(?:\w+ of )?$", re.IGNORECASE)
_ORGAN_NAMED: Final = re.compile(rf"\b{_ORGANS}\b", re.IGNORECASE)
#: "the thanks of Ukraine", "support from Norway", but not "support of Ukraine", which may get it
_THANKS_OF: Final = re.compile(
    r"\b(?:thanks|gratitude|congratulations|appreciation|backing|readiness|praise|wishes) of (?:the )?$|"
    r"\b(?:support|backing|thanks|praise|help|congratulations) (?:\w+ )?from (?:the )?$"
)
#: An exchange with the Chair, of which the text need not say more.
_EXCHANGE: Final = re.compile(
    r"\b(?:met|held (?:talks|a meeting)|had (?:\w+ ){0,6}(?:talks|meeting|conversation|call)|received|"
    r"discuss(?:es|ed)?|exchang\w+ (?:of )?views|meeting (?:with|between)|talks (?:with|between))\b",
    re.IGNORECASE,
)
#: So often a text on something else may name the Chair.
_ASIDES_ON_CHAIR: Final = 2
_NO_COMMENT: Final = re.compile(r"\b(?:not|(?:declined?|refused?) to) comment\b", re.IGNORECASE)
#: Behind these, "he said" is an aside: "careful in what he states".
_ASIDES: Final = word_set("what which whom as when if who where")
#: What a group and its members do.
_PLURAL: Final = word_set(
    "welcome thank support commend congratulate express reiterate reaffirm urge condemn regret back stress "
    "underline appreciate stand believe consider"
)
_MET: Final = word_set("with met meets between from to")
_JOINT: Final = word_set("we statement behalf communiqué communique declaration")
_LEAST_LISTED: Final = 3
_LISTED: Final = (",", "and", ", and", "&")
#: In front of a State, in the heading of a speech, these say that it speaks.
_HEADED: Final = re.compile(
    r"(?:statement|delegation|mission|remarks|reply|response) (?:by|of|from) (?:the )?"
    r"(?:(?:permanent )?(?:delegation|mission) of )?(?:the )?(?:republic of )?$|(?:^|\n|: )[ \t]*$",
    re.IGNORECASE,
)
_MISSION: Final = re.compile(
    r"(?:'s)? (?:permanent )?(?:mission|delegation|embassy|statement|remarks|reply|response) ", re.IGNORECASE
)
_SEVERAL: Final = word_set(
    "ministers presidents ambassadors delegations governments leaders behalf countries communiqué communique "
    "statement declaration"
)
_OFFICIAL: Final = re.compile(
    r"ministry|mission|embassy|delegation|government|president|consulate|sala stampa|"
    r"représentation|botschaft|ministerio|mae\b",
    re.IGNORECASE,
)
_HONORIFIC: Final = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|S\.E|H\.E|Mons)\.? ?|His Excellency ?|Her Excellency ?")
_BY: Final = re.compile(
    r"(?:\bby|\b(?:statement|speech|address|remarks|intervention) of|\bintervento di|"
    r"[Dd]elivered by)\s*(?:the\s)?$",
    re.IGNORECASE,
)


_OF_GROUP: Final = re.compile(
    r"(?:statement|behalf|remarks|intervention) (?:by|of) (?:the )?$", re.IGNORECASE
)


class Voice(NamedTuple):
    """Somebody who speaks, or is spoken to, in a sentence."""

    person: Person | None
    state: str | None
    weight: float
    sentence: int
    start: int
    end: int


class Position(NamedTuple):
    """Who takes a position, and whether the State is said beyond doubt."""

    person: Person | None
    state: str | None
    certain: bool


@attrs.define(eq=False)
class Speakers(Reading):
    """An English article, with the people in it and what they do."""

    people: People = attrs.field(init=False)
    voices: list[Voice] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the people, and what each does in each sentence."""
        super().__attrs_post_init__()
        self.people = People(self.text, self.named)
        self.voices = self._find_voices()

    def _find_voices(self) -> list[Voice]:
        text, words = self.text, self.text.words
        found: list[Voice] = []

        def add(who: Person | str | None, first: int, last: int, office: Office | None, less: float) -> None:
            person = who if isinstance(who, Person) else None
            state = who.country if isinstance(who, Person) else who
            weight = voice(text, first, last, office, is_state=person is None and less < 0.9)
            start, end = words[first].start, words[last].end
            found.append(Voice(person, state, weight * less, text.sentence_at(start), start, end))

        for who, (first, last) in ((one, place) for one in self.people.people for place in one.mentions):
            add(who, first, last, self.people.office_at.get((first, last)), 1)
        for office, person in self.people.offices_alone():
            # "The Head of State of Norway" is a person only if the text says who has an office.
            is_known = person is not None and (person.office is not None or person.country is not None)
            add(person if is_known else office.country or person, office.first, office.last, None, 0.9)
        found += self._pronouns(found)
        for state in self.named:
            is_short = text.plain[state.start : state.end].rstrip(".").isupper()
            behind = text.lows(state.last + 1, state.last + 3)
            backs = (state.possessive or state.kind == "adjective" or is_short) and BACKING & set(behind)
            if backs or _THANKS_OF.search(text.plain, max(0, state.start - 40), state.start):
                found.append(
                    Voice(None, state.code, _NOUN, text.sentence_at(state.start), state.start, state.end)
                )
            first, last, weight = self._institution(state)
            if last >= 0:
                add(state.code, first, last, None, weight)
        silent = {text.sentence_at(match.start()) for match in _NO_COMMENT.finditer(text.plain)}
        return sorted((one for one in found if one.sentence not in silent), key=lambda one: one.start)

    def _pronouns(self, found: list[Voice]) -> list[Voice]:
        """Return what "he said" adds: who spoke last before it, or else is named first, is meant."""
        text, words = self.text, self.text.words
        by_sentence = grouped((one.sentence, one) for one in found if one.person is not None)
        more: list[Voice] = []
        for at, word in enumerate(words):
            aside = at and words[at - 1].low in _ASIDES
            if word.low not in ("he", "she") or aside or voice(text, at, at) != SPEECH:
                continue
            number = text.sentence_at(word.start)
            near = [one for back in range(4) for one in by_sentence.get(number - back, ())[:_MOST]]
            near = [one for one in near if one.start < word.start]
            best = max(near, key=lambda one: (one.weight > 0, one.sentence, -one.start), default=None)
            if best is not None and best.person is not None:
                more.append(Voice(best.person, best.person.country, PRONOUN, number, word.start, word.end))
        return more

    def _institution(self, one: Named) -> tuple[int, int, float]:
        """Return the words of a ministry, or of a State that acts itself, and how much it weighs."""
        first, last = one.first, one.last
        if self.people.is_taken(first):
            return first, -1, 0
        plain = self.text.plain
        behind = _ORGAN.match(plain, one.end)
        if behind is not None:
            return first, self.text.word_at(behind.end()) - 1, 0.9
        before = _ORGAN_OF.search(plain, max(0, one.start - 60), one.start)
        if before is not None and one.kind == "name":
            return self.text.word_at(before.start()), last, 0.9
        if one.kind != "adjective" and not one.possessive:
            return first, last, 0.5 if one.kind == "name" else 0.4
        return first, -1, 0

    @cached_property
    def voices_of(self) -> dict[Person | None, list[Voice]]:
        """What each person does."""
        return grouped((one.person, one) for one in self.voices)

    @cached_property
    def voices_in(self) -> dict[int, list[Voice]]:
        """Who does something in each sentence, or is only named."""
        return grouped((one.sentence, one) for one in self.voices)

    @cached_property
    def is_speech(self) -> bool:
        """Whether the text holds a speech as it was given."""
        plain = self.text.plain
        cues = {match[0].lower() for match in rules.SPEECH.finditer(plain[:20_000])}
        first = len(rules.FIRST_PERSON.findall(re.sub(r'"[^"]{0,400}"', "", plain[:20_000])))
        said = sum(one.weight == SPEECH for one in self.voices)
        heading = rules.SPEECH_HEADING.search(plain[:_HEAD]) is not None and (bool(first) or len(cues) >= 2)
        return heading or (bool(cues) and (first >= 2 or len(cues) >= 2)) or (first >= 4 and said < 2)

    def positions(self) -> list[Position]:
        """Return who takes a position, the most important first."""
        together = self._together()
        if together:
            author = self._author() if self.is_speech else None
            return [self._position(author, code) for code in together]
        return self._by_voice() or self._by_name()

    def _by_voice(self) -> list[Position]:
        """Return who speaks, by the verbs beside the names."""
        if self.is_speech:
            author = self._author()
            if author is not None:
                return [self._position(author, self._own_state(author))]
            people, _ = self._weights()
            if people:
                best = max(people, key=lambda one: (people[one], -one.start))
                return [self._position(best, self._own_state(best))]
            if self.places:
                return [self._position(None, self._own_state(None))]
        if not self._is_on_osce():
            return []
        people, nameless = self._weights()
        ranked = sorted(people, key=lambda one: (-people[one], one.start))
        others = [one for one in ranked if one.country != self.chair_state]
        if not others or self._is_aside(others[0], ranked[0], people):
            return self._without_a_guest(people, nameless)
        best = others[0]
        chosen = [self._position(best, best.country or self._likely_state(nameless))]
        for other in others[1:_MOST]:
            taken = {None, self.chair_state, *(one.state for one in chosen)}
            if other.country not in taken and self._has_a_view(other):
                chosen.append(self._position(other, other.country))
        return chosen

    def _together(self) -> list[str]:
        """Return the States that speak in one voice: "The ministers of Iceland, Latvia and Norway said"."""
        text = self.text
        runs: list[list[Named]] = []
        for one in self.named:
            if runs and text.plain[runs[-1][-1].end : one.start].replace(" the ", " ").strip() in _LISTED:
                runs[-1].append(one)
            else:
                runs.append([one])
        for run in runs if self.places else ():
            around = {*text.lows(run[0].first - 6, run[0].first)}
            number = text.sentence_at(run[0].start)
            begin, end = text.sentences[number]
            if text.plain.startswith("They ", end):
                end = text.sentences[number + 1][1]
            before = text.lows(text.word_at(begin), run[0].first)
            behind = text.lows(run[-1].last + 1, text.word_at(end))
            joint = _JOINT.intersection(before) or any(low in _PLURAL or speaks(low) for low in behind)
            # "The following countries align themselves with this statement"
            aligned = any(low.startswith("align") for low in behind)
            several = around & _SEVERAL and not around & _MET and len(run) >= _LEAST_LISTED
            if several and joint and not aligned and {number, number + 1} & (self.in_chair | self.in_osce):
                return list(dict.fromkeys(one.code for one in run))
        return []

    def _by_name(self) -> list[Position]:
        """Return whom the text names of another State than the Chair's, or else the Chair's own people.

        How the text puts their words is too unusual to be found, but it shows a stance or an exchange.
        """
        plain = self.text.plain
        # A text that names the Chair more than twice is on the Chair.
        about = len(self.places) > _ASIDES_ON_CHAIR or (
            bool(self.places)
            and (
                any(map(self._shows_stance, range(len(self.text.sentences)))) or bool(_EXCHANGE.search(plain))
            )
        )
        if not about and not self._is_on_osce():
            return []
        for one in self.people.people:
            spoken = any(said.weight >= VIEW for said in self.voices_of.get(one, ()))
            of_another = one.country not in (None, self.chair_state) and self._may_speak(one)
            if of_another and (about or spoken):
                return [self._position(one, one.country)]
        for said in self.voices if about else ():
            is_organ = _ORGAN_NAMED.search(plain, said.start, said.end) or _OF_STATES.search(
                plain[said.start : said.end].lower()
            )
            if said.person is None and is_organ and said.state not in (None, self.chair_state):
                return [self._position(None, said.state)]
        return self._by_chair()

    def _by_chair(self) -> list[Position]:
        """Return the Chair's own person who says something, or the Chair itself: "the Chair wants"."""
        text, state = self.text, self.chair_state
        own = [one for one in self.people.people if state is not None and one.country == state]
        for one in own:
            if not one.institution and any(said.weight >= VIEW for said in self.voices_of.get(one, ())):
                return [self._position(one, state)]
        for place in self.places if state is not None else ():
            # "The Presidency wants"
            behind = text.words[text.word_at(place.end) :][:1]
            if any(speaks(word.low) or word.low == "wants" for word in behind):
                return [self._position(own[0] if len(own) == 1 else None, state)]
        return []

    def _is_on_osce(self) -> bool:
        """Return True if the text names the Chair, or a body or meeting of the OSCE in which States speak."""
        plain = self.text.plain
        return bool(self.places or BODIES.search(plain) or MEETINGS.search(plain))

    def _shows_stance(self, number: int) -> bool:
        """Return True if a sentence has a word of stance."""
        return any(
            rule.value != "neutral" and rule.pattern.search(self.text.plain, *self.text.sentences[number])
            for rule in rules.STANCES
        )

    def _weights(self) -> tuple[dict[Person, float], dict[str, float]]:
        """Return how much each person says, and each State of which no person is named."""
        people: dict[Person, float] = {}
        nameless: dict[str, float] = {}
        about = self.in_osce | {number + 1 for number in self.in_chair}
        for one in self.voices:
            factor = 1.6 if one.sentence in self.in_chair else 1.2 if one.sentence in about else 0.8
            weight = one.weight * (factor if one.weight > 0 else 0.5)
            if one.person is not None:
                people[one.person] = people.get(one.person, 0) + weight
            elif one.state is not None and weight > 0:
                nameless[one.state] = nameless.get(one.state, 0) + weight
        return {one: w for one, w in people.items() if w >= _LEAST_VOICE and self._may_speak(one)}, nameless

    def _without_a_guest(self, people: dict[Person, float], nameless: dict[str, float]) -> list[Position]:
        """Return the position of a State of which nobody is named, or that of the Chair's own people."""
        own = max(people, key=lambda one: (people[one], -one.start), default=None)
        code, weight = next((one for one in _ranked(nameless) if one[0] != self.chair_state), ("", 0.0))
        if weight >= _LEAST_STATE and (own is None or weight > people[own]):
            return [self._position(self._only_one_of(code), code)]
        if own is None:
            return [self._position(None, None)] if self.groups else []
        return [self._position(own, self.chair_state)]

    def _is_aside(self, guest: Person, first: Person, people: dict[Person, float]) -> bool:
        """Return True if a guest is only quoted once in a text in which the Chair itself speaks."""
        most = people[guest] * _ASIDE_TIMES
        return first is not guest and people[first] >= most and not self._has_a_view(guest)

    def _only_one_of(self, state: str) -> Person | None:
        """Return the one person of a State whom the text names, or else the one who speaks for none."""
        people = [one for one in self.people.people if one.country == state and not one.institution]
        if not people:
            # "Montenegro supports the bid, Ine Dahl said"
            spoken = [one.person for one in self.voices if one.person is not None and one.weight >= VIEW]
            people = [one for one in dict.fromkeys(spoken) if one.country is None and not one.institution]
        return people[0] if len(people) == 1 else None

    @cached_property
    def groups(self) -> list[Named]:
        """The groups that stand where somebody speaks: "The European Union welcomes"."""
        found: list[Named] = []
        for one in groups_in(self.text):
            speaks_up = {*self.text.lows(one.last + 1, one.last + 3)} & (_PLURAL | {"delegation"})
            headed = _OF_GROUP.search(self.text.plain, max(0, one.start - 40), one.start)
            if headed or speaks_up or voice(self.text, one.first, one.last, is_state=True) > 0:
                found.append(one)
        return found

    def _has_a_view(self, person: Person) -> bool:
        """Return True if somebody says a word of stance in a sentence on the Chair."""
        mine = self.voices_of.get(person, ())
        return any(
            one.weight >= VIEW and one.sentence in self.in_chair and self._shows_stance(one.sentence)
            for one in mine
        )

    def _may_speak(self, person: Person) -> bool:
        """Return True if a person can speak for a State: by the State of the office, or by the office."""
        if person.institution:
            return False
        if person.country is not None or person.office is None:
            return person.country is not None or person.honorific
        words = self.text.plain[person.office.start : person.office.end].lower()
        return _OF_STATES.search(words) is not None

    def _likely_state(self, nameless: dict[str, float]) -> str | None:
        """Return the State of a speaker whose office names none: one that acts, or is named most."""
        chair = self.chair_state
        # A name in the background takes no State from the speaker.
        taken = {one.state for one in self.voices if one.person is not None and one.weight}
        if self.dateline is not None:
            return self.dateline.code
        acting = [(code, weight) for code, weight in _ranked(nameless) if code not in taken and weight >= 1]
        if acting and (len(acting) == 1 or acting[0][1] > acting[1][1]):
            return acting[0][0]
        official = self._state_of_publisher()
        if official is not None and official != chair:
            return official
        named: dict[str, float] = {}
        for one in self.named:
            if one.code not in taken:
                weight = 1 if one.kind == "capital" else 2
                named[one.code] = named.get(one.code, 0) + weight
        ranked = _ranked(named)
        if ranked and (len(ranked) == 1 or ranked[0][1] >= _LEAD * ranked[1][1]):
            # Perhaps the Chair's own State, which a paper there needn't name beside the office.
            return ranked[0][0]
        others = [code for code, _ in ranked if code != chair]
        return others[0] if len(others) == 1 else None if chair in taken or others else chair

    def _author(self) -> Person | None:
        """Return who gives the speech that the text holds."""
        head = self.text.sentences[min(6, len(self.text.sentences) - 1)][1]
        people = [one for one in self.people.people if one.start < max(head, 700) and not one.institution]
        words = self.text.words
        mentions = sorted(
            ((first, last, one) for one in people for first, last in one.mentions), key=lambda m: m[0]
        )
        for first, last, one in mentions:
            office = self.people.office_at.get((first, last))
            start = words[first].start
            if office is not None and office.start < start:
                start = office.start
            before = _HONORIFIC.sub("", self.text.plain[max(0, start - 60) : start])
            behind = self.text.plain[words[last].end : words[last].end + 1]
            own_line = office is not None and behind == "\n" and not before.rpartition("\n")[2].strip()
            if start < max(head, 700) and (_BY.search(before) or behind == ":" or own_line):
                return one
        official = [one for one in people if one.office is not None]
        asked = re.search("interview", self.text.plain[:700], re.IGNORECASE)
        return official[0] if asked and len(official) == 1 else None

    def _state_of_publisher(self) -> str | None:
        """Return the State whose ministry, mission or embassy published the text."""
        publisher = self.known["publisher"]
        if publisher is None or not _OFFICIAL.search(publisher):
            return None
        found = states_in(Text.of(publisher), "en") or states_in(Text.of(publisher), self.language)
        return found[0].code if found else None

    def _own_state(self, author: Person | None) -> str | None:
        """Return the State of a speech: that of the office, of the publisher, or the only other one named."""
        if author is not None and author.country is not None:
            return author.country
        official = self._state_of_publisher()
        if official is not None:
            return official
        heading = [one for one in self.named if one.start < _HEAD and one.kind != "capital"]
        for one in heading:
            line = _HEADED.search(self.text.plain[max(0, one.start - 60) : one.start])
            behind = self.text.plain[one.end : one.end + 30].partition("\n")[0]
            if line and (line[0].strip() or not behind.strip() or _MISSION.match(behind)):
                return one.code
        acting = _ranked(self._weights()[1])
        if acting and acting[0][0] != self.chair_state and [one for _, one in acting][1:2] != [acting[0][1]]:
            # "Ireland deeply appreciates your work"
            return acting[0][0]
        others = {
            one.code for one in self.named if one.kind != "capital" and not self.people.is_taken(one.first)
        }
        others -= {self.chair_state} | {one.state for one in self.found if one.weight >= 2}
        if len(others) == 1:
            return next(iter(others))
        return None

    def _position(self, person: Person | None, state: str | None) -> Position:
        country = None if person is None else person.country
        return Position(person, state, self._is_certain(person, country))

    def _is_certain(self, person: Person | None, country: str | None) -> bool:
        """Return True if it is beyond doubt that this person takes the position, for this State."""
        if person is None or country in (None, self.chair_state) or not person.by_office:
            # The Chair answers in most texts, also where a guest takes the position.
            return False
        mine = [one for one in self.voices_of.get(person, ()) if one.weight >= VIEW]
        rivals = {
            one.person.country
            for one in self.voices
            if one.person is not None and one.person is not person and one.weight >= VIEW
        }
        own = self.is_speech or any(one.sentence in self.in_chair for one in mine)
        return own and rivals <= {country, self.chair_state}


def _ranked(weights: dict[str, float]) -> list[tuple[str, float]]:
    """Return States and their weights, the heaviest first."""
    return sorted(weights.items(), key=lambda one: -one[1])
