"""The fields of the drafts of an English article."""

import re
from datetime import date
from typing import Final

import attrs

from osce_tracker.dataset.bundled import states
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.people import Person as PersonRecord
from osce_tracker.press import rules
from osce_tracker.press.article import Article, Draft, DraftField, Passage
from osce_tracker.press.chair import holders_in
from osce_tracker.press.dates import WEEKDAY, Dated, weekday_before, weekday_number
from osce_tracker.press.facts import LIKELY, SURE, UNSURE
from osce_tracker.press.people import Person
from osce_tracker.press.speakers import PRONOUN, VIEW, Position, Speakers

#: How many characters before a date are read.
_LINE: Final = 120
#: A line with a date and at most so many other characters is a heading.
_HEADING: Final = 40
#: How many sentences may give the day of the week.
_SENTENCES: Final = 12
#: The heading, where a date is the date of the text, is at most so many characters long.
_FIRST: Final = 700
_WEEK: Final = 7
#: The day of the statement stands so few sentences behind the date of a heading.
_BEHIND: Final = 2
_STRONG: Final = 2.5
_COLD: Final = ("critical", "opposes", "conditional")
_STAMP: Final = re.compile(r"updat|last|publish|modified|posted", re.IGNORECASE)
_DATELINE: Final = re.compile(
    r"^\W{0,3}(?:date [\d-]+ )?(?:[A-ZÄÖÜ][A-ZÄÖÜ/. -]{2,40}|"
    r"(?:[^\W\d_a-z][\w'.-]{1,30}(?:[ /]|, )?){1,4}),?\s*"
    r"(?:\([^)]{0,60}- ?)?$|- $"
)
#: The end of a text and a place, in front of the date: "the minister said. Baku, 18 March 2015".
_UNDER: Final = re.compile(r"[.!?\")] \(?(?:(?:[^\W\d_a-z][\w.]{0,20}[ /]?){1,3}, ?)?$")
_DELIVERED: Final = re.compile(
    r"delivered by|statement by|(?:at|to) the (?:[\w.]+ ){0,6}(?:Permanent Council|"
    r"Ministerial Council|Security Council)",
    re.IGNORECASE,
)
_OTHER_DAY: Final = re.compile(
    r"\b(?:(?:since|until|till|from|by|before|after|than)\s(?:the\s|\w+\s)?|(?:due|postponed|was to|is to|"
    r"will|scheduled|planned|held in|adopted|agreed in|signed|launched|founded)\b[^.\"]*)$",
    re.IGNORECASE,
)
#: "Poland will help, he told reporters on 6 December"
_SAID_ON: Final = re.compile(
    r"\b(?:said|told|stated|declared|announced|wrote|added)(?:(?!\b(?:will|would|due|that|be)\b)[^.;,]){0,60}$"
)
#: "the meeting of the Ministerial Council held in Milan on 6 December"
_COUNCIL_HELD: Final = re.compile(r"(?:Ministerial|Permanent) Council,? (?:\w+ )?held in [^.;]*$")
#: Beside the date of a heading, another day counts only behind these.
_ON_DAY: Final = re.compile(
    r"(?:\bon (?:\w+,? )?(?:the )?|\bin [\w ]+, |\(|\b(?:today|dated|of),? |day, )$", re.IGNORECASE
)
_HAPPENED: Final = re.compile(
    r"\b(?:met|meeting|(?<!be )held|visit\w*|received|heard|presented|addressed|talks|told|announced|"
    r"called|wrote|said|stated|declared|spoke|conversation|letter|discuss\w*|consult\w*|took place|conveyed|"
    r"congratulat\w+|thanked|express\w*|noted|reaffirmed|pledged|promised|sent|briefed|speaking|particip\w+|"
    r"attended|delivered|hosted|handed|issued|put|laid|read|circulated|communiqué|talk|talked|phone|interview|session|statement|conference)\b",
    re.IGNORECASE,
)
_MEETS: Final = re.compile(
    r"\b(?:met|meet|meets|meeting|receiv(?:ed|es|ing)|talks with|conversation|congratulat\w+|"
    r"thank\w*|gratitude|letter|"
    r"welcom\w+|condemned|told|address\w*|with (?:his|her) \w+ counterpart|press conference with)\b",
    re.IGNORECASE,
)


@attrs.define(eq=False)
class English(Speakers):
    """An English article, of which every field is read."""

    def article(self) -> Article:
        """Return what the article says, with a draft for each position."""
        positions = self.positions()
        if not positions or self._is_notice(positions[0]):
            return self.none(self._why_none())
        drafts = tuple(self._draft(position) for position in positions)
        return Article(
            is_statement=True,
            reason=self._why(positions[0]),
            drafts=drafts,
            language=self.language,
            **self.known,
        )

    def _is_notice(self, position: Position) -> bool:
        """Return True if the text only announces a visit or meeting, with no word of stance."""
        if self.is_speech or rules.NOTICE.search(self.text.plain) is None:
            return False
        return not set(self._stances(position)[0]) - {"neutral"}

    def _why_none(self) -> str:
        notice = rules.NOTICE.search(self.text.plain)
        if notice is not None and self.places:
            return (
                f'The text announces a visit or meeting ("{notice[0]}"), and no State takes a position in it.'
            )
        if self.places:
            return "Nobody who speaks for a State or a group takes a position in the text."
        return "The text names the OSCE, but no Chair of it and no statement in one of its bodies."

    def _why(self, position: Position) -> str:
        who = position.person.name if position.person else states().name(position.state or "") or "A speaker"
        what = "on a Chairpersonship" if self.places else "in a body of the OSCE"
        return f"{who or 'A speaker'} takes a position {what}."

    def _draft(self, position: Position) -> Draft:
        person = position.person
        state, group = self._state(position)
        draft = Draft(
            state=state,
            group=group,
            speaker=self._speaker(person, certain=position.certain),
            role=self._role(person),
            counterpart=self._counterpart(position),
            date=self._date(position),
            chair=self.chair(),
            dimensions=self._dimensions(),
            stance=self._stance(position),
            forum=self._forum(),
            attributed_to=self._source(),
        )
        return draft if self._is_plain(position) else _doubted(draft)

    def _is_plain(self, position: Position) -> bool:
        """Return True if the speaker says something in a sentence on the Chair or the OSCE."""
        about = self.in_chair | self.in_osce
        mine = [one for one in self.voices if one.person is position.person or one.state == position.state]
        return self.is_speech or any(one.sentence in about and one.weight >= VIEW for one in mine)

    def _state(self, position: Position) -> tuple[DraftField, DraftField]:
        person, state = position.person, position.state
        group = DraftField(reason="No group is named as the speaker.")
        if person is not None and person.office is not None and state is None:
            words = self.text.plain[person.office.start : person.office.end]
            if re.search(r"High Representative|European (?:Union|Council|Commission)|\bEU\b", words):
                where = (self.passage(person.office.start, person.office.end),)
                return DraftField(reason="A group speaks, not a State."), DraftField(
                    value="EU",
                    passages=where,
                    confidence=LIKELY,
                    reason="The speaker's office is one of the group.",
                )
        speaking = self.groups if state is None else []
        if speaking and (person is None or person.country is None):
            code, start, end = speaking[0]
            return DraftField(reason="A group speaks, not a State."), DraftField(
                value=code,
                passages=(self.passage(start, end),),
                confidence=LIKELY,
                reason="The group itself speaks.",
            )
        if state is None:
            return DraftField(reason="The text doesn't say for which State the words are spoken."), group
        name = states().name(state)
        if (
            person is not None
            and person.office is not None
            and person.country_from == "office"
            and person.country == state
        ):
            passages: tuple[Passage, ...] = (self.passage(person.office.start, person.office.end),)
            return DraftField(
                value=state,
                passages=passages,
                confidence=SURE if position.certain else LIKELY,
                reason=f"The office of {person.name} is one of {name}.",
            ), group
        passages = tuple(self.passage(one.start, one.end) for one in self.named if one.code == state)[:3]
        return DraftField(
            value=state, passages=passages, confidence=LIKELY, reason=f"{name} acts or speaks in the text."
        ), group

    def _speaker(self, person: Person | None, *, certain: bool) -> DraftField:
        if person is None:
            return DraftField(reason="No person is named as the speaker.")
        passages = [self.passage(person.start, person.end)]
        spoken = [one for one in self.voices if one.person is person and one.weight > 0]
        names = [one for one in spoken if one.weight != PRONOUN]
        passages += [self.passage(one.start, one.end) for one in names[:2] if one.start != person.start]
        strong = certain and (sum(one.weight >= _STRONG for one in spoken) >= 2 or self.is_speech)
        if self.is_speech:
            reason = "The text is the speech of this person."
        elif spoken:
            reason = "A verb of speech stands with the name."
        else:
            reason = "Nobody else of the State is named."
        certainty = SURE if strong and person.office is not None else LIKELY
        return DraftField(
            value=person.name,
            passages=tuple(passages),
            confidence=certainty if spoken or self.is_speech else UNSURE,
            reason=reason,
        )

    def _role(self, person: Person | None) -> DraftField:
        if person is None or person.office is None:
            return DraftField(reason="No office is named.")
        where = self.passage(person.office.start, person.office.end)
        return DraftField(
            value=" ".join(where.text.split()),
            passages=(where,),
            confidence=LIKELY,
            reason="It is next to the name.",
        )

    def _counterpart(self, position: Position) -> DraftField:
        """Return whom the speaker met or addressed: the Chair, or somebody who is met."""
        chair = self.chair_state
        others = [
            one for one in self.people.people if one is not position.person and one.country != position.state
        ]
        holders = [
            one for one in others if one.country is not None and one.country == chair and self._is_met(one)
        ]
        met = [
            one.person
            for one in self.voices
            if one.person is not None and one.person in others and one.weight < 0 and self._is_met(one.person)
        ]
        chosen = next(iter((*holders, *met)), None)
        if chosen is None:
            return DraftField(reason="Nobody is named as met or addressed.")
        role = (
            None
            if chosen.office is None
            else " ".join(self.text.plain[chosen.office.start : chosen.office.end].split())
        )
        value = PersonRecord(
            name=chosen.name, role=role, country=None if chosen.institution else chosen.country
        )
        reason = (
            "Somebody of the Chair's State is met or addressed."
            if holders
            else "The text says that the speaker met this person."
        )
        return DraftField(
            value=value, passages=(self.passage(chosen.start, chosen.end),), confidence=LIKELY, reason=reason
        )

    def _is_met(self, person: Person) -> bool:
        """Return True if a sentence that names somebody speaks of a meeting, of thanks or of a letter."""
        return any(
            _MEETS.search(self.text.plain, *self.text.sentences[one.sentence])
            for one in self.voices_of.get(person, ())
        )

    def _date(self, position: Position) -> DraftField:
        plain, year = self.text.plain, self._year_of_days()
        for one in self.dates:
            if one.day is None or one.year is None or one in self.stamps or one.start >= _FIRST:
                continue
            if _DELIVERED.search(plain[max(0, one.start - 250) : one.start]):
                return self.dated(one, one.period(), SURE, "It is the date in the heading of the speech.")
            line = plain[max(0, one.start - _LINE) : one.start].rpartition("\n")[2]
            is_dateline = _DATELINE.search(line) is not None
            starts_line = not line.strip() and plain[one.end : one.end + 3].strip(" ")[:1] in (
                "\n",
                "|",
                "-",
                "–",
                "",
            )
            is_stamp = _STAMP.search(plain[max(0, one.start - 30) : one.start])
            if is_dateline or ((starts_line or self._is_heading(one)) and not is_stamp):
                other = self._other_than_heading(position, one, year)
                if other is not None:
                    return other
                if is_dateline:
                    return self.dated(one, one.period(), SURE, "It is the date of the dateline.")
                return self.dated(one, one.period(), LIKELY, "It is the date in the heading of the text.")
        event = (
            self._dateline_without_year(position, year)
            or self._event_date(position, year)
            or self._closing_date()
        )
        if event is not None:
            return event
        for one in self.stamps:
            reason = "It is the date of the page, and the news is of that day."
            return self._weekday(position, one) or self.dated(one, one.period(), LIKELY, reason)
        published = self.published
        if published is not None and published.first == published.last:
            return self._weekday(position, None) or self.undated()
        return self.undated()

    def _other_than_heading(self, position: Position, one: Dated, year: int | None) -> DraftField | None:
        """Return a day of the statement shortly before the date of the heading, if the text has one."""
        for other in (self._weekday(position, one), self._event_date(position, year, one)):
            if other is not None and other.value != one.period():
                return other
        return None

    def _year_of_days(self) -> int | None:
        """Return the year of the days that stand without one.

        It is that of publication or of the heading, or else that of the Chair. A full date further down can
        be years older: "signed on 1 August 1975".
        """
        term = self.found[0].year if self.found else None
        return term if term is not None and not self.is_dated else self.year

    def _weekday(self, position: Position, one: Dated | None) -> DraftField | None:
        """Return the day that "yesterday" or a weekday beside a verb of speech means.

        Args:
            position: who takes the position.
            one: the date from which it is counted; that of publication, if there is none.
        """
        value = one.period() if one is not None else str(self.published)
        if value is None:
            return None
        for number, (begin, end) in enumerate(self.text.sentences[:_SENTENCES]):
            if not self._may_have_the_day(position, number):
                continue
            day = weekday_before(self.text.plain[begin:end], date.fromisoformat(value[:10]))
            if day is not None:
                where = () if one is None else (self.passage(one.start, one.end),)
                reason = "A day counted from the date of the text."
                return DraftField(value=day.isoformat(), passages=where, confidence=LIKELY, reason=reason)
        return None

    def _dateline_without_year(self, position: Position, year: int | None) -> DraftField | None:
        """Return the date of a dateline that has no year: "MOSCOW, November 30. /TASS/"."""
        plain = self.text.plain
        for one in self.dates:
            line = plain[max(0, one.start - _LINE) : one.start].rpartition("\n")[2]
            is_first = one.day is not None and one.year is None and one.start <= _HEADING * 5
            ends = re.match(r".?\s?(?:[.:(/–-]|, [A-Z]{2})", plain[one.end - 1 : one.end + 5])
            if is_first and ends and _DATELINE.search(line):
                known = one._replace(year=self._year_by_weekday(one, year))
                reason = "It is the date of the dateline."
                other = self._other_than_heading(position, known, known.year)
                return other or self.dated(one, known.period(), LIKELY, reason)
        return None

    def _year_by_weekday(self, one: Dated, year: int | None) -> int | None:
        """Return the year of a day: the likeliest in which it was the day of the week that the text names."""
        if year is None or self.is_dated:
            return year
        named = {weekday_number(match) for match in WEEKDAY.finditer(self.text.plain)}
        for near in (year, year - 1, year + 1):
            value = one.period(near)
            if value is not None and date.fromisoformat(value[:10]).weekday() in named:
                return near
        return year

    def _closing_date(self) -> DraftField | None:
        """Return the date under the text: "Vienna, 28 June 2019"."""
        plain = self.text.plain
        for one in reversed(self.dates):
            if one.day is None or one.year is None or len(plain) - one.end > _LINE or one in self.stamps:
                continue
            stamped = _STAMP.search(plain[max(0, one.start - 30) : one.start])
            before = plain[max(0, one.start - 30) : one.start]
            own_line = self._is_heading(one) or _UNDER.search(before)
            today = re.search(r"\b[Tt]oday\b", plain)
            if own_line and (stamped is None or today):
                return self.dated(one, one.period(), LIKELY, "It is the date under the text.")
        return None

    def _is_heading(self, one: Dated) -> bool:
        """Return True if a date has a line almost to itself."""
        line = self.text.plain[max(0, one.start - _LINE) : one.end + _LINE]
        before, behind = line[: min(one.start, _LINE)], line[min(one.start, _LINE) + one.end - one.start :]
        # "Norway Today | Ine Dahl | 3 May 2024"
        rest = before.rpartition("\n")[2].rpartition("|")[2] + behind.partition("\n")[0].partition("|")[0]
        return len(rest.strip()) <= _HEADING

    def _may_have_the_day(self, position: Position, number: int) -> bool:
        """Return True if a day in a sentence can be that of the statement, and not one of somebody else."""
        if number in self.in_chair:
            return True
        is_others = False
        for one in self.voices_in.get(number, ()):
            mine = position.person is not None and one.person is position.person
            if mine or (
                one.weight and one.state is not None and one.state in (position.state, self.chair_state)
            ):
                return True
            # "Earlier the French minister met ..."
            is_others |= one.person is not None and one.person.country is not None
        return not is_others and _HAPPENED.search(self.text.plain, *self.text.sentences[number]) is not None

    def _event_date(
        self, position: Position, year: int | None, heading: Dated | None = None
    ) -> DraftField | None:
        """Return the day of the meeting or of the words, if a sentence has it that isn't on somebody else.

        Args:
            position: who takes the position.
            year: the year of the article.
            heading: the date of the text, which is of that day or a few days later.
        """
        text, plain = self.text, self.text.plain

        def is_plain(one: Dated) -> bool:
            return _ON_DAY.search(plain[max(0, one.start - 40) : one.start]) is not None

        def likelier(one: Dated) -> tuple[bool, bool]:
            return one.year in (None, year), is_plain(one)

        for one in sorted(self.dates, key=likelier, reverse=True):
            # On 1 January the chair changes hands.
            handed_over = (one.month, one.day) == (1, 1)
            if (
                one.day is None
                or handed_over
                or one in self.stamps
                or (heading is not None and not is_plain(one))
            ):
                continue
            number = text.sentence_at(one.start)
            begin = text.sentences[number][0]
            before = plain[max(begin, one.start - 90) : one.start]
            is_other = _OTHER_DAY.search(before) is not None and _SAID_ON.search(before) is None
            if is_other and not _COUNCIL_HELD.search(before):
                continue
            own = one.year if one.year is not None else year
            if own is None or (year is not None and own not in (year, year - 1, self.year)):
                continue
            value = one.period(year)
            if not self._may_have_the_day(position, number):
                continue
            if value is not None and any(value > (stamp.period() or value) for stamp in self.stamps):
                # A page isn't older than its news.
                continue
            if heading is not None and (
                not _is_just_before(value, heading.period())
                or number > text.sentence_at(heading.start) + _BEHIND
            ):
                continue
            return self.dated(one, value, LIKELY, "The sentence says what happened on that day.")
        return None

    def _dimensions(self) -> DraftField:
        plain = self.text.plain
        every = rules.ALL_DIMENSIONS.search(plain)
        if every is not None:
            where = (self.passage(*every.span()),)
            return DraftField(
                value=tuple(map(str, Dimension)),
                passages=where,
                confidence=SURE,
                reason="All dimensions are named together.",
            )
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
            passages=tuple(self.passage(*match.span()) for match in found.values()),
            confidence=SURE,
            reason="The dimensions are named.",
        )

    def _stance(self, position: Position) -> DraftField:
        chair = self.chair_state
        totals, where = self._stances(position)
        if position.state is not None and position.state == chair:
            best = [one for one in where if one[1] == "supports"][:2]
            passages = tuple(self.passage(start, end) for _, _, start, end in best)
            return DraftField(
                value="supports",
                passages=passages,
                confidence=LIKELY,
                reason="The Chair speaks on its own term.",
            )
        value = _decided(totals)
        shown = sorted((weight, start, end) for weight, one, start, end in where if one == value)[::-1]
        passages = tuple(
            self.passage(start, end) for weight, start, end in shown if weight * 2 >= shown[0][0]
        )[:3]
        if not totals:
            return DraftField(reason="No word shows a stance.")
        rest = sum(weight for stance, weight in totals.items() if stance not in (value, "neutral"))
        top = totals.get(value, 0)
        # Good wishes beside support take nothing from it, but the more of them, the less sure it is.
        against = rest - totals.get("welcomes", 0) / 2
        is_sure = value == "supports" and top >= 3 and against <= 0.34 * top
        return DraftField(
            value=value,
            passages=passages,
            confidence=SURE if is_sure else LIKELY if top > rest else UNSURE,
            reason="These words about the Chair or the OSCE show it.",
        )

    def _stances(self, position: Position) -> tuple[dict[str, float], list[tuple[float, str, int, int]]]:
        text, plain = self.text, self.text.plain
        in_chair, in_osce = self.in_chair, self.in_osce
        chair = self.chair_state
        speech = self.is_speech
        near = (
            in_chair
            | in_osce
            | {text.sentence_at(span[0]) for one, span in holders_in(text) if one.state == chair}
        )
        if speech:
            # The Chair is addressed.
            near |= {
                number for number, place in enumerate(text.sentences) if rules.ADDRESSED.search(plain, *place)
            }
        speaking: dict[int, float] = {}
        for one in self.voices:
            if one.weight <= 0:
                continue
            mine = (
                one.person is position.person if position.person is not None else one.state == position.state
            )
            mine = mine or (one.state is not None and one.state == position.state)
            speaking[one.sentence] = max(speaking.get(one.sentence, 0), 1.5 if mine else 0.3)
        for state_named in self.named:
            # "To Norway the work of the Chair is of value"
            if state_named.code == position.state and state_named.kind == "name":
                speaking.setdefault(text.sentence_at(state_named.start), 1.1)
        # What the speaker says next is still about the Chair.
        near |= {number + 1 for number in in_chair if speaking.get(number + 1, 0) > 1}
        totals: dict[str, float] = {}
        far: dict[str, float] = {}
        where: list[tuple[float, str, int, int]] = []
        for number, (begin, end) in enumerate(text.sentences):
            weight = 2.0 if number in in_chair else 1.2 if number in near else 0.25
            weight *= 1.0 if speech else speaking.get(number, 0.7)
            taken: list[tuple[int, int]] = []
            for rule in rules.STANCES:
                for match in rule.pattern.finditer(plain, begin, end):
                    if any(match.start() < last and first < match.end() for first, last in taken):
                        continue
                    taken.append(match.span())
                    if self._is_about_another(match, rule.value) or (
                        rule.value in _COLD and self._is_of_another(match, number, position.state)
                    ):
                        continue
                    ring = totals if number in near else far
                    ring[rule.value] = ring.get(rule.value, 0) + rule.weight * weight
                    where.append((rule.weight * weight, rule.value, *match.span()))
        return totals or far, where

    def _is_about_another(self, match: re.Match[str], stance: str) -> bool:
        """Return True if words of support or fault are part of a name: "Support Programme for Ukraine"."""
        behind = self.text.plain[match.end() : match.end() + 12].lower()
        if behind.startswith((" programme", " program", " group", " committee")):
            return True
        if stance in _COLD:
            return False
        # "supports Georgia's territorial integrity" says nothing of the Chair.
        end = self.text.sentences[self.text.sentence_at(match.start())][1]
        return rules.ASIDE.search(self.text.plain, match.end(), min(match.end() + _LINE, end)) is not None

    def _is_of_another(self, match: re.Match[str], number: int, own: str | None) -> bool:
        """Return True if another State than the speaker's finds fault or blocks, or has the fault."""
        known = {own, self.chair_state}
        # "told journalists in Vienna" says where, not to whom.
        plain = self.text.plain
        here = [one for one in self.named_in.get(number, []) if not plain.endswith("in ", 0, one.start)]
        before = [one for one in here if one.end <= match.start()]
        if before and before[-1].code not in known and not before[-1].possessive:
            return True
        after = [one for one in here if match.end() <= one.start < match.end() + 30]
        if after and " that " in plain[match.end() - 1 : after[0].start]:
            # "finds it unacceptable that the Ukrainian law ..."
            return False
        return bool(after) and after[0].code not in known

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
            value=rule.value,
            passages=(self.passage(*match.span()),),
            confidence=LIKELY,
            reason="These words name the occasion.",
        )

    def _source(self) -> DraftField:
        for rule in rules.SOURCES:
            match = rule.pattern.search(self.text.plain)
            if match is None:
                continue
            group = "source" if match["source"] else "other"
            start, end = match.span(group)
            where = self.passage(start, end)
            value = " ".join(where.text.split()).removeprefix("the ")
            return DraftField(
                value=value, passages=(where,), confidence=LIKELY, reason="The text credits it."
            )
        return DraftField(reason="The text credits no other source.")


def _is_just_before(value: str | None, heading: str | None) -> bool:
    """Return True if a day is that of a heading, or one of the seven before it."""
    days = [date.fromisoformat(day[:10]) for day in (value, heading) if day is not None]
    return len(days) > 1 and 0 <= (days[1] - days[0]).days <= _WEEK


def _doubted(draft: Draft) -> Draft:
    """Return a draft in which nothing is sure, since it isn't plain that a position is taken."""
    sure = {name: field for name, field in draft.fields.items() if field.confidence is SURE}
    return attrs.evolve(
        draft, **{name: attrs.evolve(field, confidence=LIKELY) for name, field in sure.items()}
    )


def _decided(totals: dict[str, float]) -> str:
    """Return the stance that the words of a text show together."""

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
    # Thanks beside a pledge are support.
    return "supports" if get("supports") >= 0.25 * get("welcomes") else "welcomes"
