"""The fields of the drafts of an English article."""

import re
from collections import defaultdict
from typing import Final

import attrs

from osce_tracker.dataset.bundled import states
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.people import Person as PersonRecord
from osce_tracker.press import rules
from osce_tracker.press.article import Article, Draft, DraftField
from osce_tracker.press.days import Days
from osce_tracker.press.facts import LIKELY, SURE, UNSURE
from osce_tracker.press.people import Office, Person
from osce_tracker.press.speakers import PRONOUN, SPEECH, VIEW, Position
from osce_tracker.press.text import pattern

#: How many characters after a word of support may show that something else is supported.
_LINE: Final = 120
_STRONG: Final = 2.5
_OF_THE_EU: Final = re.compile(r"High Representative|European (?:Union|Council|Commission)|\bEU\b")
_COLD: Final = ("critical", "opposes", "conditional")
_MEETS: Final = pattern(
    r"\b(?:met|meet|meets|meeting|receiv(?:ed|es|ing)|talks with|conversation|congratulat\w+|"
    r"thank\w*|gratitude|letter|"
    r"welcom\w+|condemned|told|address\w*|with (?:his|her) \w+ counterpart|press conference with)\b"
)


@attrs.define(eq=False)
class English(Days):
    """An English article, with every field read."""

    def article(self) -> Article:
        """Return the result for the article, with a draft for each position."""
        positions = self.positions()
        if not positions or self._is_notice(positions[0]):
            return self.result(self._why_none())
        return self.result(self._why(positions[0]), map(self._draft, positions))

    def _is_notice(self, position: Position) -> bool:
        """Return True if the text only announces a visit or meeting, without a word of stance."""
        said = sum(one.weight == SPEECH for one in self.voices)
        if self.is_speech or said > 1 or rules.NOTICE.search(self.text.plain) is None:
            return False
        totals, _ = self._stances(position)
        return totals.keys() <= {"neutral"}

    def _why_none(self) -> str:
        notice = rules.NOTICE.search(self.text.plain)
        if not self.places:
            return "The text names the OSCE, but no Chair of it and no statement in one of its bodies."
        if notice is None:
            return "Nobody who speaks for a State or a group takes a position in the text."
        return f'The text announces a visit or meeting ("{notice[0]}"), and no State takes a position in it.'

    def _why(self, position: Position) -> str:
        who = position.person.name if position.person else states().name(position.state or "") or "A speaker"
        what = "on a Chairpersonship" if self.places else "in a body of the OSCE"
        return f"{who} takes a position {what}."

    def _draft(self, position: Position) -> Draft:
        person = position.person
        is_certain = self.is_certain(person)
        state, group = self._state(position, certain=is_certain)
        fields = {
            "state": state,
            "group": group,
            "speaker": self._speaker(person, certain=is_certain),
            "role": self._role(person),
            "counterpart": self._counterpart(position),
            "date": self.date(position),
            "chair": self.chair(),
            "dimensions": self._dimensions(),
            "stance": self._stance(position),
            "forum": self._forum(),
            "attributed_to": self._source(),
        }
        if self.others or not self._is_plain(position):
            # A text that also names the chair of another body may be about that.
            sure = {name: one for name, one in fields.items() if one.confidence is SURE}
            fields |= {name: attrs.evolve(one, confidence=LIKELY) for name, one in sure.items()}
        return Draft(**fields)

    def _is_plain(self, position: Position) -> bool:
        """Return True if the speaker says something in a sentence on the Chair or the OSCE."""
        about = self.in_chair | self.in_osce
        mine = [one for one in self.voices if one.person is position.person or one.state == position.state]
        return self.is_speech or any(one.sentence in about and one.weight >= VIEW for one in mine)

    def _state(self, position: Position, *, certain: bool) -> tuple[DraftField, DraftField]:
        person, state = position.person, position.state
        no_state = DraftField(reason="A group speaks, not a State.")
        place = (0, 0) if person is None or person.office is None else person.office[:2]
        if person is not None and person.country is None and _OF_THE_EU.search(self.text.plain, *place):
            return no_state, self.field("EU", "The speaker's office is one of the group.", place)
        if state is None and self.groups:
            one = self.groups[0]
            return no_state, self.field(one.code, "The group itself speaks.", (one.start, one.end))
        group = DraftField(reason="No group is named as the speaker.")
        if state is None:
            return DraftField(reason="The text doesn't say for which State the words are spoken."), group
        name = states().name(state)
        if person is not None and person.by_office:
            reason = f"The office of {person.name} is one of {name}."
            return self.field(state, reason, place, certainty=SURE if certain else LIKELY), group
        places = [(one.start, one.end) for one in self.named if one.code == state][:3]
        return self.field(state, f"{name} acts or speaks in the text.", *places), group

    def _speaker(self, person: Person | None, *, certain: bool) -> DraftField:
        if person is None:
            return DraftField(reason="No person is named as the speaker.")
        spoken = [one for one in self.voices_of.get(person, ()) if one.weight > 0]
        names = [one for one in spoken if one.weight != PRONOUN and one.start != person.start]
        if self.is_speech:
            reason = "The text is the speech of this person."
        elif spoken:
            reason = "A verb of speech goes with the name."
        else:
            reason = "The text names this person for the State, without a verb of speech."
        strong = certain and (sum(one.weight >= _STRONG for one in spoken) >= 2 or self.is_speech)
        certainty = SURE if strong else LIKELY if spoken or self.is_speech else UNSURE
        places = [(person.start, person.end), *((one.start, one.end) for one in names[:2])]
        return self.field(person.name, reason, *places, certainty=certainty)

    def _role(self, person: Person | None) -> DraftField:
        if person is None or person.office is None:
            return DraftField(reason="No office is named.")
        return self.field(self._words(person.office), "It is next to the name.", person.office[:2])

    def _words(self, office: Office) -> str:
        return " ".join(self.text.plain[office.start : office.end].split())

    def _counterpart(self, position: Position) -> DraftField:
        """Return the person whom the speaker met or addressed: the Chair, or someone else."""
        others = [
            one
            for one in self.people.people
            if one is not position.person and one.country != position.state and self._is_met(one)
        ]
        holders = [one for one in others if one.country is not None and one.country == self.chair_state]
        addressed = [one.person for one in self.voices if one.person in others and one.weight < 0]
        chosen = next(iter((*holders, *addressed)), None)
        if chosen is None:
            return DraftField(reason="Nobody is named as met or addressed.")
        who = "Someone from the Chair's State is met or addressed."
        reason = who if holders else "The text says that the speaker met this person."
        value = PersonRecord(
            name=chosen.name,
            role=None if chosen.office is None else self._words(chosen.office),
            country=None if chosen.institution else chosen.country,
        )
        return self.field(value, reason, (chosen.start, chosen.end))

    def _is_met(self, person: Person) -> bool:
        """Return True if a sentence that names a person is about a meeting, thanks or a letter."""
        return any(
            _MEETS.search(self.text.plain, *self.text.sentences[one.sentence])
            for one in self.voices_of.get(person, ())
        )

    def _dimensions(self) -> DraftField:
        plain = self.text.plain
        every = rules.ALL_DIMENSIONS.search(plain)
        if every is not None:
            reason = "All dimensions are named together."
            return self.field(tuple(map(str, Dimension)), reason, every.span(), certainty=SURE)
        found: dict[str, re.Match[str]] = {}
        titles = [match.span() for match in rules.DIMENSION_IN_TITLE.finditer(plain)]
        for name, words in rules.DIMENSIONS.items():
            for match in words.finditer(plain):
                sentence = self.text.sentences[self.text.sentence_at(match.start())]
                # "the first one" is a dimension only in a sentence on dimensions.
                is_named = "dimension" in plain[slice(*sentence)].lower()
                if is_named and not any(start <= match.start() < end for start, end in titles):
                    found.setdefault(name, match)
        if not found:
            return DraftField(reason="No dimension is named.")
        places = [match.span() for match in found.values()]
        return self.field(tuple(found), "The dimensions are named.", *places, certainty=SURE)

    def _stance(self, position: Position) -> DraftField:
        totals, where = self._stances(position)
        if position.state is not None and position.state == self.chair_state:
            best = [(start, end) for _, stance, start, end in where if stance == "supports"][:2]
            return self.field("supports", "The Chair speaks on its own term.", *best)
        if not totals:
            return DraftField(reason="No word shows a stance.")
        value = _overall_stance(totals)
        shown = sorted((weight, start, end) for weight, one, start, end in where if one == value)[::-1]
        places = [(start, end) for weight, start, end in shown if weight * 2 >= shown[0][0]][:3]
        rest = sum(weight for stance, weight in totals.items() if stance not in (value, "neutral"))
        top = totals.get(value, 0)
        # Good wishes next to support don't weaken it, but the more there are, the less certain it is.
        against = rest - totals.get("welcomes", 0) / 2
        is_sure = value == "supports" and top >= 3 and against <= 0.34 * top
        certainty = SURE if is_sure else LIKELY if top > rest else UNSURE
        return self.field(
            value, "These words about the Chair or the OSCE show it.", *places, certainty=certainty
        )

    def _stances(self, position: Position) -> tuple[dict[str, float], list[tuple[float, str, int, int]]]:
        text, plain, speech = self.text, self.text.plain, self.is_speech
        near = self.in_chair | self.in_osce | {text.sentence_at(span[0]) for _, span in self.holders}
        speaking: dict[int, float] = {}
        for one in self.voices:
            if one.weight > 0:
                mine = one.person is position.person is not None or one.state == position.state
                speaking[one.sentence] = max(speaking.get(one.sentence, 0), 1.5 if mine else 0.3)
        if speech:
            # The Chair is addressed.
            near |= {n for n, place in enumerate(text.sentences) if rules.ADDRESSED.search(plain, *place)}
        # The speaker's next sentence is still about the Chair.
        near |= {number + 1 for number in self.in_chair if speaking.get(number + 1, 0) > 1}
        totals, far = defaultdict[str, float](float), defaultdict[str, float](float)
        where: list[tuple[float, str, int, int]] = []
        for number, (begin, end) in enumerate(text.sentences):
            weight = 2.0 if number in self.in_chair else 1.2 if number in near else 0.25
            weight *= 1.0 if speech else speaking.get(number, 0.7)
            taken: list[tuple[int, int]] = []
            for rule in rules.STANCES:
                for match in rule.pattern.finditer(plain, begin, end):
                    if any(match.start() < last and first < match.end() for first, last in taken):
                        continue
                    taken.append(match.span())
                    if not self._is_about_another(match, rule.value) and not (
                        rule.value in _COLD and self._is_of_another(match, number, position.state)
                    ):
                        (totals if number in near else far)[rule.value] += rule.weight * weight
                        where.append((rule.weight * weight, rule.value, *match.span()))
        return totals or far, where

    def _is_about_another(self, match: re.Match[str], stance: str) -> bool:
        """Return True if words are part of a name ("Support Programme"), or something else is supported."""
        if rules.PROGRAMME.match(self.text.plain, match.end()):
            return True
        if stance in _COLD:
            return False
        # "supports Georgia's territorial integrity" isn't about the Chair.
        end = self.text.sentences[self.text.sentence_at(match.start())][1]
        return rules.ASIDE.search(self.text.plain, match.end(), min(match.end() + _LINE, end)) is not None

    def _is_of_another(self, match: re.Match[str], number: int, own: str | None) -> bool:
        """Return True if a State other than the speaker's finds fault or blocks, or is at fault."""
        known = {own, self.chair_state}
        # "told journalists in Vienna" says where, not to whom.
        plain = self.text.plain
        here = [one for one in self.named_in.get(number, []) if not plain.endswith("in ", 0, one.start)]
        before = [one for one in here if one.end <= match.start()]
        if before and before[-1].code not in known:
            return True
        after = [one for one in here if match.end() <= one.start < match.end() + 30]
        if after and " that " in plain[match.end() - 1 : after[0].start]:
            # "finds it unacceptable that the Ukrainian law ..."
            return False
        return bool(after) and after[0].code not in known

    def _forum(self) -> DraftField:
        plain = self.text.plain[:20_000]
        found = [(rule, match) for rule in rules.FORUMS if (match := rule.pattern.search(plain))]
        if not found:
            return DraftField(reason="The text doesn't say where the words were spoken.")
        rule, first = max(found, key=lambda one: one[0].weight + 0.4 * (one[1].start() < 400))
        return self.field(rule.value, "These words name the occasion.", first.span())

    def _source(self) -> DraftField:
        for rule in rules.SOURCES:
            match = rule.pattern.search(self.text.plain)
            if match is None:
                continue
            group = "source" if match["source"] else "other"
            value = " ".join(match[group].split()).removeprefix("the ")
            return self.field(value, "The text credits it.", match.span(group))
        return DraftField(reason="The text credits no other source.")


def _overall_stance(totals: dict[str, float]) -> str:
    """Return the stance that the words of a text add up to."""

    def get(stance: str) -> float:
        return totals.get(stance, 0)

    warm = get("supports") + get("welcomes")
    cold = get("critical") + get("opposes")
    if cold > warm and cold >= 2:
        return "opposes" if get("opposes") > get("critical") else "critical"
    if get("conditional") >= 2 and get("conditional") > 0.6 * warm:
        return "conditional"
    if warm < 0.3:
        return "neutral" if not get("conditional") else "conditional"
    # Thanks together with a pledge are support.
    return "supports" if get("supports") >= 0.25 * get("welcomes") else "welcomes"
