"""Who speaks in an English article, for which State or group, and who only appears."""

import re
from functools import cached_property
from itertools import count
from typing import Final, NamedTuple

import attrs

from osce_tracker.press import rules
from osce_tracker.press.chair import BODIES
from osce_tracker.press.facts import Reading
from osce_tracker.press.names import Named, groups_in, states_in
from osce_tracker.press.people import BACKING, Office, People, Person, speaks, voice
from osce_tracker.press.text import Text, grouped, word_set

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
#: How much the words of somebody weigh who says nothing on the Chair or the OSCE.
_ELSEWHERE: Final = 0.7
#: What it weighs to meet the Chair.
_EXCHANGED: Final = 1.3
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
_ORGANS: Final = (
    "(?:(?:(?:state|foreign|permanent) )?(?:ministry|department|office|delegation|mission|"
    "representation)(?: (?:of|for) foreign affairs)?|mfa|government|authorities|side|embassy|parliament|"
    "presidency|diplomacy|leadership|representatives?)"
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
    r"discussed|exchang\w+ (?:of )?views|meeting (?:with|between)|talks (?:with|between))\b",
    re.IGNORECASE,
)
#: Behind these, "he said" is an aside: "careful in what he states".
_ASIDES: Final = word_set("what which whom as when if who where")
#: What a group and its members do.
_PLURAL: Final = word_set(
    "welcome thank support commend congratulate express reiterate reaffirm urge condemn regret back stress "
    "underline appreciate stand believe consider"
)
_MET: Final = word_set("with met meets between from to")
#: The State behind these, or in front of them, isn't the one that acts.
_PREPOSITIONS: Final = word_set(
    "to in from against of with between for at on the and or as by that if whether when while because should "
    "would than not"
)
_JOINT: Final = word_set("statement behalf communiqué communique declaration speak")
_LEAST_LISTED: Final = 3
#: What stands between the States of a list.
_LISTED: Final = re.compile(r",? ?(?:(?:and|&) )?(?:the |my own country, )?")
#: Behind these, whoever gives a speech gives it for several States.
_JOINTLY: Final = word_set("behalf speak")
#: In front of a State, in the heading of a speech, these say that it speaks.
_HEADED: Final = re.compile(
    r"(?:statement|delegation|mission|remarks|reply|response|speech|address|toast|message|letter) "
    r"(?:by|of|from) (?:the )?(?:[\w-]+ ){0,4}?(?:of (?:the )?)?$|(?:^|\n|: )[ \t]*$",
    re.IGNORECASE,
)
_SEVERAL: Final = word_set(
    "ministers presidents ambassadors delegations governments leaders behalf countries communiqué communique "
    "statement declaration speak"
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


#: The heading of a post: "Ine Dahl @DahlOfNorway"
_POST: Final = re.compile(r"\s*(?:[^\W\d_][\w.'-]* ){1,4}\(?@\w")
_FOLLOWING: Final = re.compile(r" ([a-z]+)\b")
#: A sentence that begins so goes on from the one before.
_GOES_ON: Final = re.compile(
    r'\W{0,3}"|\W*(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|We|I|Our|My|'
    r"The (?:\w+ ){0,2}(?:two|side|sides|parties|head|leader|minister|president|ambassador|diplomat|"
    r"spokes\w+))\b"
)


_OF_GROUP: Final = re.compile(
    r"(?:statement|behalf|remarks|intervention) (?:by|of) (?:the )?$", re.IGNORECASE
)


_TO_THE_CHAIR: Final = re.compile(r"\b(?:mr\.?|mister|madam|distinguished) chair", re.IGNORECASE)
_GIVEN_TO: Final = re.compile(r"\b(?:to|with|for|of|from|and) (?:the )?$")


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
            weight: float = voice(text, words, first, last, office, is_state=person is None and less < 0.9)
            start, end = words[first].start, words[last].end
            number = text.sentence_at(start)
            if weight == 0 and person is not None and number in self.exchanges:
                weight = _EXCHANGED
            found.append(Voice(person, state, weight * less, number, start, end))

        for who, (first, last) in ((one, place) for one in self.people.people for place in one.mentions):
            add(who, first, last, self.people.office_at.get((first, last)), 1)
        for office, person in self.people.offices_alone():
            first = text.word_at(office.start)
            last = text.word_at(office.end) - 1
            # "The Head of State of Norway" is a person only if the text says who has an office.
            is_known = person is not None and (person.office is not None or person.country is not None)
            add(person if is_known else office.country or person, first, last, None, 0.9)
        found += self._pronouns(found)
        for state in self.named:
            is_short = text.plain[state.start : state.end].rstrip(".").isupper()
            backs = (state.possessive or state.kind == "adjective" or is_short) and BACKING & set(
                self._behind(state)
            )
            if backs or _THANKS_OF.search(text.plain, max(0, state.start - 40), state.start):
                found.append(
                    Voice(None, state.code, _NOUN, text.sentence_at(state.start), state.start, state.end)
                )
            first, last, weight = self._institution(state)
            if last >= 0:
                add(state.code, first, last, None, weight)
        return sorted(found, key=lambda one: one.start)

    def _behind(self, one: Named) -> tuple[str, ...]:
        """Return the two words behind the name of a State."""
        at = self.text.word_at(one.end)
        return tuple(word.low for word in self.text.words[at : at + 2])

    def _pronouns(self, found: list[Voice]) -> list[Voice]:
        """Return what "he said" adds: who spoke last before it, or else is named first, is meant."""
        text, words = self.text, self.text.words
        by_sentence = grouped((one.sentence, one) for one in found if one.person is not None)
        more: list[Voice] = []
        for at, word in enumerate(words):
            aside = at and words[at - 1].low in _ASIDES
            if word.low not in ("he", "she") or aside or voice(text, words, at, at, None) != 3:
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
        first, last = self.text.word_at(one.start), self.text.word_at(one.end) - 1
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
        said = sum(one.weight == 3 for one in self.voices)
        heading = rules.SPEECH_HEADING.search(plain[:_HEAD]) is not None and (bool(first) or len(cues) >= 2)
        return (
            heading
            or _POST.match(plain) is not None
            or (bool(cues) and (first >= 2 or len(cues) >= 2))
            or (first >= 4 and said < 2)
            or (first >= 2 and not said)
        )

    def positions(self) -> list[Position]:
        """Return who takes a position, the most important first."""
        together = self._together()
        if together:
            author = self.author if self.is_speech else None
            return [self._position(author, code) for code in together]
        return self._by_voice() or self._by_stance()

    def _by_voice(self) -> list[Position]:
        """Return who speaks, by the verbs beside the names."""
        if self.is_speech:
            author, people = self.author, self._weights()[0]
            if author is not None and author.institution:
                return []
            author = author or max(people, key=lambda one: (people[one], -one.start), default=None)
            state = self._own_state(author)
            has_office = author is not None and author.office is not None
            addressed = _TO_THE_CHAIR.search(self.text.plain)
            if has_office or (self.places and (state or self.groups or addressed)):
                return [self._position(author, state)]
        if not self.places and BODIES.search(self.text.plain) is None:
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
        text, named, at = self.text, self.named if self.places else (), 0
        spoken = self.is_speech and self.author is not None
        while at < len(named):
            end = at + 1
            while end < len(named) and _LISTED.fullmatch(text.plain, named[end - 1].end, named[end].start):
                end += 1
            first, number = text.word_at(named[at].start), text.sentence_at(named[at].start)
            around = {word.low for word in text.words[max(0, first - 6) : first]}
            several = around & _JOINTLY if spoken else around & _SEVERAL and not around & _MET
            # "The ministers of Norway and others stayed away" says nothing of the Chair.
            if several and end - at >= _LEAST_LISTED and {number, number + 1} & self.about:
                begin, close = text.sentences[number]
                behind = text.sentences[number + 1 : number + 2]
                if behind and _GOES_ON.match(text.plain, *behind[0]):
                    # "The ministers of Latvia, Norway and Serbia met. They back"
                    close = behind[0][1]
                whole = {word.low for word in text.words[text.word_at(begin) : text.word_at(close)]}
                # "The following countries align themselves with this statement"
                aligned = any(low.startswith("align") for low in whole)
                if not aligned and (whole & (_PLURAL | _JOINT) or any(map(speaks, whole))):
                    return list(dict.fromkeys(one.code for one in named[at:end]))
            at = end
        return []

    def _by_stance(self) -> list[Position]:
        """Return who acts in a sentence on the Chair that has words of stance: a State, or a person."""
        text, chair = self.text, self.chair_state
        spots = {number for number in self.about if self.places and self._shows_stance(number)}
        acting: list[tuple[int, Person | None, str | None]] = [
            (one.start, self._only_one_of(one.code), one.code)
            for one in self.named
            if one.kind != "capital" and text.sentence_at(one.start) in spots
            if one.code != chair and self._acts(one)
        ]
        for number in sorted(spots & self.in_chair | self.exchanges):
            for one in self.voices_in.get(number, ()):
                does = one.weight > 0 or number in self.exchanges or self._goes_on(one.end)
                if one.weight < 0 or not does or one.state == chair:
                    continue
                # "The Government of Spain learns with satisfaction"
                is_organ = one.state and _ORGAN_NAMED.search(text.plain, one.start, one.end)
                if self._may_speak(one.person) if one.person is not None else is_organ:
                    person = one.person or self._only_one_of(one.state or "")
                    acting.append((one.start, person, one.state))
        if not acting:
            return []
        _, person, state = min(acting, key=lambda one: one[0])
        return [self._position(person, state or self._likely_state({}))]

    def _acts(self, one: Named) -> bool:
        """Return True if a State can be the one that acts, and not only the place or the aim of it."""
        place = self.text.word_at(one.start)
        if one.kind == "adjective":
            office = {"minister", "president"} & set(self._behind(one))
            return bool(office) or _ORGAN.match(self.text.plain, one.end) is not None
        before = self.text.words[place - 1].low if place else ""
        return before not in _PREPOSITIONS and self._goes_on(one.end)

    def _goes_on(self, place: int) -> bool:
        """Return True if a word that can be a verb follows a name that ends at a place."""
        behind = _FOLLOWING.match(self.text.plain, place)
        return behind is not None and behind[1] not in _PREPOSITIONS

    def _shows_stance(self, number: int) -> bool:
        """Return True if a sentence has a word of stance."""
        return any(
            rule.value != "neutral" and rule.pattern.search(self.text.plain, *place)
            for place in self.text.sentences[number : number + 1]
            for rule in rules.STANCES
        )

    @cached_property
    def about(self) -> frozenset[int]:
        """The sentences that name the Chair or the OSCE, go on from one, or show a stance behind one."""
        plain, sentences = self.text.plain, self.text.sentences
        if self.is_speech:
            return frozenset(range(len(sentences)))
        named = self.in_chair | self.in_osce
        # A headline is on what the text begins with.
        found: set[int] = {*named, *([0] if {1, 2, 3} & named else [])}
        found |= {number + 1 for number in self.in_chair if self._shows_stance(number + 1)}
        for number, (before, _), (begin, end) in zip(count(1), sentences, sentences[1:], strict=False):
            is_quoted = number - 1 in found and plain.count('"', before, begin) % 2 == 1
            if is_quoted or (number - 1 in named and _GOES_ON.match(plain, begin, end)):
                found |= {number}
        return frozenset(found)

    @cached_property
    def exchanges(self) -> frozenset[int]:
        """The sentences on the Chair that tell of a meeting or talks."""
        sentences = self.text.sentences
        return frozenset(n for n in self.in_chair if _EXCHANGE.search(self.text.plain, *sentences[n]))

    def _weights(self) -> tuple[dict[Person, float], dict[str, float]]:
        """Return how much each person says, and each State of which no person is named."""
        people: dict[Person, float] = {}
        nameless: dict[str, float] = {}
        linked = {
            one.person or one.state for one in self.voices if one.weight > 0 and one.sentence in self.about
        }
        for one in self.voices:
            factor = 1.6 if one.sentence in self.in_chair else 1.2 if one.sentence in self.about else 0.8
            weight = one.weight * (factor if one.weight > 0 else 0.5)
            if one.person is not None:
                weight *= 1 if one.person in linked else _ELSEWHERE
                people[one.person] = people.get(one.person, 0) + weight
            elif one.state is not None and weight > 0 and one.state in linked:
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
        words = self.text.words
        found: list[Named] = []
        for one in groups_in(self.text):
            first, last = self.text.word_at(one.start), self.text.word_at(one.end) - 1
            speaks_up = {word.low for word in words[last + 1 : last + 3]} & (_PLURAL | {"delegation"})
            headed = _OF_GROUP.search(self.text.plain, max(0, one.start - 40), one.start)
            if headed or speaks_up or voice(self.text, words, first, last, None, is_state=True) > 0:
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
        acting = [(code, weight) for code, weight in _ranked(nameless) if code not in taken and weight >= 1]
        if acting and (len(acting) == 1 or acting[0][1] > acting[1][1]):
            return acting[0][0]
        official = self._state_of_publisher()
        if official is not None and official != chair:
            return official
        named: dict[str, float] = {}
        for one in self.named:
            if one.code not in taken:
                # A dateline such as "OSLO -" says something, but not that of Vienna.
                is_line = one.start < _HEAD and self.text.plain[one.start : one.end].isupper()
                weight = 2 if one.kind != "capital" else 3 if is_line and one.code != "AT" else 1
                named[one.code] = named.get(one.code, 0) + weight + self._acts(one)
        ranked = _ranked(named)
        if ranked and (len(ranked) == 1 or ranked[0][1] >= _LEAD * ranked[1][1]):
            # Perhaps the Chair's own State, which a paper there needn't name beside the office.
            return ranked[0][0]
        others = [code for code, _ in ranked if code != chair]
        return others[0] if len(others) == 1 else None if chair in taken or others else chair

    @cached_property
    def author(self) -> Person | None:
        """Who gives the speech that the text holds: by the words around the name, or by an office."""
        plain, words = self.text.plain, self.text.words
        head = max(self.text.sentences[min(6, len(self.text.sentences) - 1)][1], 700)
        mentions = sorted((*place, one) for one in self.people.people for place in one.mentions[:_MOST])
        first_named: Person | None = None
        for first, last, one in mentions:
            office = self.people.office_at.get((first, last))
            start = min(words[first].start, words[first].start if office is None else office.start)
            before = _HONORIFIC.sub("", plain[max(0, start - 60) : start])
            behind = plain[words[last].end : words[last].end + 2].lstrip(")")[:1]
            own_line = office is not None and behind == "\n" and not before.rpartition("\n")[2].strip()
            posted = plain.startswith((" @", " (@"), words[last].end)
            if start < head and (_BY.search(before) or behind == ":" or own_line or posted):
                return one
            if start < _HEAD and office and one.country != self.chair_state and not _GIVEN_TO.search(before):
                first_named = first_named or one
        return first_named

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
            is_organ = _ORGAN.match(self.text.plain, one.end) is not None
            if line and (line[0].strip() or not behind.strip() or is_organ):
                return one.code
        known = {self.chair_state, *(one.state for one in self.found if one.weight >= 2)}
        others = [one for one in self.named if one.kind != "capital" and one.code not in known]
        acting = [one for one in others if self._acts(one)]
        # Whoever has no office need not speak for a State that is only named.
        others = acting or ([] if author is None or author.office is None else others)
        codes = {one.code for one in others if not self.people.is_taken(self.text.word_at(one.start))}
        return next(iter(codes)) if len(codes) == 1 else None

    def _position(self, person: Person | None, state: str | None) -> Position:
        country = None if person is None else person.country
        return Position(person, state, self._is_certain(person, country))

    def _is_certain(self, person: Person | None, country: str | None) -> bool:
        """Return True if it is beyond doubt that this person takes the position, for this State."""
        if person is None or country in (None, self.chair_state) or person.country_from != "office":
            # The Chair answers in most texts, also where a guest takes the position.
            return False
        mine = [one for one in self.voices_of.get(person, ()) if one.weight >= VIEW]
        others = (one.person for one in self.voices if one.person is not person and one.weight >= VIEW)
        rivals = {other.country for other in others if other is not None}
        own = self.is_speech or any(one.sentence in self.in_chair for one in mine)
        return own and rivals <= {country, self.chair_state}


def _ranked(weights: dict[str, float]) -> list[tuple[str, float]]:
    """Return States and their weights, the heaviest first."""
    return sorted(weights.items(), key=lambda one: -one[1])
