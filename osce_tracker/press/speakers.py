"""The speakers in an English article, their States or groups, and people who are only mentioned."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.press import rules
from osce_tracker.press.chair import BODIES, MEETINGS
from osce_tracker.press.facts import Reading
from osce_tracker.press.names import Named, names_in
from osce_tracker.press.people import BACKING, Office, People, Person, speaks, voice
from osce_tracker.press.text import Text, pattern, word_set

#: The least weight of voices with which a person or a State takes a position.
_LEAST_VOICE: Final = 2.0
_LEAST_STATE: Final = 1.3
#: How many times more often than any other a State must be named to be meant.
_LEAD: Final = 1.5
#: A guest who says this many times less than the Chair, and nothing on the Chair, is only quoted.
_ASIDE_TIMES: Final = 2
#: The weights of "he said" and "Norway's support".
PRONOUN: Final = 2.1
_NOUN: Final = 1.2
#: The weights of an office without a name, and of an organ of a State.
_OFFICE: Final = 0.9
#: The length of a heading.
_HEAD: Final = 250
#: The characters that may name the person who gives a speech or an interview.
_TOP: Final = 700
#: Offices that only States, and groups of States, have.
_OF_STATES: Final = re.compile(
    "minister|president|ambassador|secretary|representative|chancellor|premier|chargé|spokes|envoy|"
    r"eu delegation|delegation|counterpart|diplomat|pope|king|\b(?:fm|pm|mp|mfa)\b|senat|parliament|"
    "presidency|foreign affairs|speaker"
)
#: The most people to check for a position of their own.
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
_ORGAN: Final = pattern(rf"(?:'s)? {_ORGANS}\b(?: (?:to|at|in) (?:the )?(?:OSCE|UN|Vienna)\b)?")
#: "the Ministry of Foreign Affairs of the Republic of Norway"
_ORGAN_OF: Final = pattern(rf"\b{_ORGANS} of (?:the )?(?:\w+ of )?$")
_ORGAN_NAMED: Final = pattern(rf"\b{_ORGANS}\b")
#: An exchange with the Chair that needs no further detail.
_EXCHANGE: Final = pattern(
    r"\b(?:met|held (?:talks|a meeting)|had (?:\w+ ){0,6}(?:talks|meeting|conversation|call)|received|"
    r"discuss(?:es|ed)?|exchang\w+ (?:of )?views|meeting (?:with|between)|talks (?:with|between))\b"
)
#: How often a text on something else may name the Chair.
_ASIDES_ON_CHAIR: Final = 2
_NO_COMMENT: Final = pattern(r"\b(?:not|(?:declined?|refused?) to) comment\b")
#: After these, "he said" is an aside: "careful in what he states".
_ASIDES: Final = word_set("what which whom as when if who where")
#: Verbs for a group and its members.
_PLURAL: Final = word_set(
    "welcome thank support commend congratulate express reiterate reaffirm urge condemn regret back stress "
    "underline appreciate stand believe consider"
)
_MET: Final = word_set("with met meets between from to")
_JOINT: Final = word_set("we statement behalf communiqué communique declaration")
_LEAST_LISTED: Final = 3
_LISTED: Final = (",", "and", ", and", "&")
#: Before a State in the heading of a speech, these show that it speaks.
_HEADED: Final = pattern(
    r"(?:statement|delegation|mission|remarks|reply|response) (?:by|of|from) (?:the )?"
    r"(?:(?:permanent )?(?:delegation|mission) of )?(?:the )?(?:republic of )?$|(?:^|\n|: )[ \t]*$"
)
_MISSION: Final = pattern(
    r"(?:'s)? (?:permanent )?(?:mission|delegation|embassy|statement|remarks|reply|response) "
)
_SEVERAL: Final = word_set(
    "ministers presidents ambassadors delegations governments leaders behalf countries communiqué communique "
    "statement declaration"
)
_OFFICIAL: Final = pattern(
    r"ministry|mission|embassy|delegation|government|president|consulate|sala stampa|"
    r"représentation|botschaft|ministerio|mae\b"
)
_HONORIFIC: Final = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|S\.E|H\.E|Mons)\.? ?|His Excellency ?|Her Excellency ?")
_BY: Final = pattern(
    r"(?:\bby|\b(?:statement|speech|address|remarks|intervention) of|\bintervento di|"
    r"[Dd]elivered by)\s*(?:the\s)?$"
)


class Voice(NamedTuple):
    """A person who speaks, or is addressed, in a sentence."""

    person: Person | None
    state: str | None
    weight: float
    sentence: int
    start: int
    end: int


class Position(NamedTuple):
    """The holder of a position, and the State."""

    person: Person | None
    state: str | None


@attrs.define(eq=False)
class Speakers(Reading):
    """An English article, with its people and their roles."""

    people: People = attrs.field(init=False)
    voices: list[Voice] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the people, and the role of each in each sentence."""
        super().__attrs_post_init__()
        self.people = People(self.text, self.named)
        self.voices = self._find_voices()

    def _find_voices(self) -> list[Voice]:
        text, words = self.text, self.text.words
        found: list[Voice] = []

        def add(who: Person | str | None, first: int, last: int, office: Office | None, less: float) -> None:
            person = who if isinstance(who, Person) else None
            state = who.country if isinstance(who, Person) else who
            weight = voice(text, first, last, office, is_state=less < _OFFICE)
            start, end = words[first].start, words[last].end
            found.append(Voice(person, state, weight * less, text.sentence_at(start), start, end))

        for who, place in ((one, place) for one in self.people.people for place in one.mentions):
            add(who, *place, self.people.office_at.get(place), 1)
        for office, person in self.people.offices_alone():
            add(person or office.country, office.first, office.last, None, _OFFICE)
        found += self._pronouns(found)
        for state in self.named:
            owns = state.possessive or state.kind == "adjective"
            if owns and BACKING.intersection(text.lows(state.last + 1, state.last + 3)):
                # "Norway's support"
                number = text.sentence_at(state.start)
                found.append(Voice(None, state.code, _NOUN, number, state.start, state.end))
            if self.people.is_taken(state.first):
                continue
            organ = _ORGAN.match(text.plain, state.end)
            owned = _ORGAN_OF.search(text.plain, max(0, state.start - 60), state.start)
            if organ is not None:
                add(state.code, state.first, text.word_at(organ.end()) - 1, None, _OFFICE)
            elif owned is not None:
                add(state.code, text.word_at(owned.start()), state.last, None, _OFFICE)
            elif state.kind != "adjective":
                add(state.code, state.first, state.last, None, 0.5)
        silent = {text.sentence_at(match.start()) for match in _NO_COMMENT.finditer(text.plain)}
        return sorted((one for one in found if one.sentence not in silent), key=lambda one: one.start)

    def _pronouns(self, found: list[Voice]) -> list[Voice]:
        """Return the voices that "he said" adds: from the last speaker, or the first person named."""
        text = self.text
        by_sentence = grouped((one.sentence, one) for one in found if one.person is not None)
        more: list[Voice] = []
        for at, word in enumerate(text.words):
            aside = text.words[at - 1].low in _ASIDES
            if word.low not in ("he", "she") or aside or voice(text, at, at) != SPEECH:
                continue
            number = text.sentence_at(word.start)
            near = [one for back in range(4) for one in by_sentence.get(number - back, ())[:_MOST]]
            best = max(near, key=lambda one: (one.weight > 0, one.sentence, -one.start), default=None)
            if best is not None:
                more.append(Voice(best.person, best.state, PRONOUN, number, word.start, word.end))
        return more

    @cached_property
    def voices_of(self) -> dict[Person | None, list[Voice]]:
        """The roles of each person."""
        return grouped((one.person, one) for one in self.voices)

    @cached_property
    def voices_in(self) -> dict[int, list[Voice]]:
        """The people with a role in each sentence, or only named there."""
        return grouped((one.sentence, one) for one in self.voices)

    @cached_property
    def views(self) -> dict[Person, list[Voice]]:
        """The explicit words of each person."""
        return grouped(
            (one.person, one) for one in self.voices if one.person is not None and one.weight >= VIEW
        )

    @cached_property
    def is_speech(self) -> bool:
        """Whether the text is a speech in full."""
        plain = self.text.plain[:20_000]
        cues = {match[0].lower() for match in rules.SPEECH.finditer(plain)}
        first = len(rules.FIRST_PERSON.findall(re.sub(r'"[^"]{0,400}"', "", plain)))
        said = sum(one.weight == SPEECH for one in self.voices)
        heading = rules.SPEECH_HEADING.search(plain[:_HEAD]) is not None
        return (first > 0 and heading) or (first > 1 and bool(cues)) or (first > 3 and said < 2)

    def positions(self) -> list[Position]:
        """Return the holders of positions, the most important first."""
        together = self._joint_states()
        if together:
            author = self._author() if self.is_speech else None
            return [Position(author, code) for code in together]
        return self._by_voice() or self._by_name()

    def _by_voice(self) -> list[Position]:
        """Return the speakers, by the verbs next to their names."""
        people, chair = self.speaking, self.chair_state
        first = next(iter(people), None)
        if self.is_speech:
            author = self._author() or first
            if author is not None or self.places:
                return [Position(author, self._state_of(author))]
        if not self._is_on_osce():
            return []
        guests = [one for one in people if one.country != chair]
        if first is None or not guests:
            return self._without_a_guest(first)
        guest, *others = guests
        if people[first] >= people[guest] * _ASIDE_TIMES and not self._has_a_view(guest):
            # Someone only quoted in a text where the Chair itself speaks takes no position.
            return self._without_a_guest(first)
        chosen = [Position(guest, self._state_of(guest))]
        for other in others[:_MOST]:
            taken = {None, chair, *(one.state for one in chosen)}
            if other.country not in taken and self._has_a_view(other):
                chosen.append(Position(other, other.country))
        return chosen

    def _without_a_guest(self, own: Person | None) -> list[Position]:
        """Return the position of a State without a named person, or that of the Chair's own people."""
        code = next((one for one in self.nameless if one != self.chair_state), None)
        weight = self.nameless.get(code or "", 0)
        if weight >= _LEAST_STATE and (own is None or weight > self.speaking[own]):
            # "Montenegro supports the bid, Ine Dahl said"
            people = [one for one in self.people.people if one.country == code]
            people = people or [one for one in self.views if one.country is None]
            return [Position(people[0] if len(people) == 1 else None, code)]
        if own is not None:
            return [Position(own, self.chair_state)]
        return [Position(None, None)] if self.groups else []

    def _joint_states(self) -> list[str]:
        """Return the States that speak with one voice: "The ministers of Iceland, Latvia and Norway said"."""
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
            several = around & _SEVERAL and not around & _MET and len(run) >= _LEAST_LISTED
            if several and joint and {number, number + 1} & (self.in_chair | self.in_osce):
                return list(dict.fromkeys(one.code for one in run))
        return []

    def _by_name(self) -> list[Position]:
        """Return people named from a State other than the Chair's, or else the Chair's own people.

        The text puts their words too unusually to be found, but it shows a stance or an exchange.
        """
        text, chair = self.text, self.chair_state
        if not self._is_on_osce():
            return []
        # A text that names the Chair more than twice is about the Chair.
        about = len(self.places) > _ASIDES_ON_CHAIR or (
            bool(self.places)
            and (
                any(map(self._shows_stance, range(len(text.sentences)))) or bool(_EXCHANGE.search(text.plain))
            )
        )
        for one in self.people.people:
            of_another = one.country not in (None, chair) and not one.institution
            if of_another and (about or one in self.views):
                return [Position(one, one.country)]
        for said in self.voices if about else ():
            words = text.plain[said.start : said.end]
            is_organ = _ORGAN_NAMED.search(words) or _OF_STATES.search(words.lower())
            if is_organ and said.state not in (None, chair):
                return [Position(None, said.state)]
        # A speaker from the Chair's own State, or the Chair itself: "the Chair wants"
        own = [one for one in self.people.people if chair is not None and one.country == chair]
        for one in own:
            if not one.institution and one in self.views:
                return [Position(one, chair)]
        for place in self.places if chair is not None else ():
            behind = text.word_at(place.end)
            if any(map(speaks, text.lows(behind, behind + 1))):
                return [Position(own[0] if len(own) == 1 else None, chair)]
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

    @cached_property
    def weights(self) -> dict[Person | str | None, float]:
        """How much each person says, and each State without a named person, the most first."""
        found = defaultdict[Person | str | None, float](float)
        about = self.in_osce | {number + 1 for number in self.in_chair}
        for one in self.voices:
            factor = 1.6 if one.sentence in self.in_chair else 1.2 if one.sentence in about else 0.8
            if one.person is not None or one.weight > 0:
                found[one.person or one.state] += one.weight * (factor if one.weight > 0 else 0.5)
        return dict(sorted(found.items(), key=lambda one: -one[1]))

    @cached_property
    def speaking(self) -> dict[Person, float]:
        """People who say enough and can speak for a State, with how much they say."""
        people = [one for one in self.weights if isinstance(one, Person)]
        people.sort(key=lambda one: (-self.weights[one], one.start))
        return {
            one: self.weights[one]
            for one in people
            if self.weights[one] >= _LEAST_VOICE and self._may_speak(one)
        }

    @cached_property
    def nameless(self) -> dict[str, float]:
        """The States without a named person, with how much they say."""
        return {one: weight for one, weight in self.weights.items() if isinstance(one, str)}

    @cached_property
    def groups(self) -> list[Named]:
        """The groups in the position of a speaker: "The European Union welcomes"."""
        return [
            one
            for one in self.named_groups
            if not _PLURAL.isdisjoint(self.text.lows(one.last + 1, one.last + 3))
            or voice(self.text, one.first, one.last, is_state=True) > 0
        ]

    def _has_a_view(self, person: Person) -> bool:
        """Return True if a person uses a word of stance in a sentence on the Chair."""
        numbers = {one.sentence for one in self.views.get(person, ())} & self.in_chair
        return any(map(self._shows_stance, numbers))

    def _may_speak(self, person: Person) -> bool:
        """Return True if a person can speak for a State: by the State of the office, or by the office."""
        if person.institution:
            return False
        if person.country is not None or person.office is None:
            return person.country is not None or person.honorific
        words = self.text.plain[person.office.start : person.office.end].lower()
        return _OF_STATES.search(words) is not None

    def _author(self) -> Person | None:
        """Return the speaker of a speech in full."""
        text, people = self.text, [one for one in self.people.people if not one.institution]
        places = [(first, last, one) for one in people for first, last in one.mentions]
        top = [place for place in places if text.words[place[0]].start < _TOP]
        for first, last, one in sorted(top, key=lambda place: place[0]):
            office = self.people.office_at.get((first, last))
            start = text.words[first if office is None else min(first, office.first)].start
            before = _HONORIFIC.sub("", text.plain[max(0, start - 60) : start])
            behind = text.plain[text.words[last].end : text.words[last].end + 1]
            own_line = office is not None and behind == "\n" and not before.rpartition("\n")[2].strip()
            if _BY.search(before) or behind == ":" or own_line:
                return one
        official = {one for _, _, one in top if one.office is not None}
        asked = re.search("interview", text.plain[:_TOP], re.IGNORECASE)
        return official.pop() if asked and len(official) == 1 else None

    def _state_of_publisher(self) -> str | None:
        """Return the State whose ministry, mission or embassy published the text."""
        publisher = self.known["publisher"]
        if publisher is None or not _OFFICIAL.search(publisher):
            return None
        named = names_in(Text.of(publisher), "en")
        return next((one.code for one in named if one.kind != "group"), None)

    def _state_of(self, person: Person | None) -> str | None:
        """Return the State that a person speaks for: that of the office, or else the likeliest."""
        own = None if person is None else person.country
        return own or next(filter(None, self._likely_states()), None)

    def _likely_states(self) -> Iterator[str | None]:
        """Yield the States that a person without a State's office may speak for, the likeliest first."""
        chair, official = self.chair_state, self._state_of_publisher()
        taken: set[str | None]
        if self.is_speech:
            yield official
            yield from self._states_in_heading()
            taken = {one.state for one in self.found}
        else:
            yield self.dateline.code if self.dateline is not None else None
            yield official if official != chair else None
            # A name in the background doesn't take a State away from the speaker.
            taken = {one.state for one in self.voices if one.person is not None and one.weight}
        acting = [(one, weight) for one, weight in self.nameless.items() if one not in taken]
        if acting and (len(acting) == 1 or acting[0][1] > acting[1][1]):
            # "Ireland deeply appreciates your work"
            yield acting[0][0]
        named = Counter[str]()
        for one in self.named:
            is_aside = self.is_speech and (one.kind == "capital" or self.people.is_taken(one.first))
            if one.code not in taken and not is_aside:
                named[one.code] += 1 if one.kind == "capital" else 2
        if not self.is_speech:
            ranked = [*named.most_common(2), ("", 0), ("", 0)]
            # It may be the Chair's own State, which a local paper needn't name next to the office.
            yield ranked[0][0] if ranked[0][1] >= _LEAD * ranked[1][1] else None
        others = [code for code in named if code != chair]
        yield others[0] if len(others) == 1 else None

    def _states_in_heading(self) -> Iterator[str]:
        """Yield the States in the heading of a speech: "Norway's Mission to the OSCE"."""
        for one in self.named:
            line = _HEADED.search(self.text.plain[max(0, one.start - 60) : one.start])
            behind = self.text.plain[one.end : one.end + 30].partition("\n")[0]
            is_line = line and (line[0].strip() or not behind.strip() or _MISSION.match(behind))
            if is_line and one.start < _HEAD and one.kind != "capital":
                yield one.code

    def is_certain(self, person: Person | None) -> bool:
        """Return True if a person certainly takes the position, for the State of the office.

        Args:
            person: the person, if any is named.
        """
        if person is None or person.country in (None, self.chair_state) or not person.by_office:
            # The Chair answers in most texts, even if a guest takes the position.
            return False
        rivals = {one.country for one in self.views if one is not person}
        own = self.is_speech or any(one.sentence in self.in_chair for one in self.views.get(person, ()))
        return own and rivals <= {person.country, self.chair_state}
