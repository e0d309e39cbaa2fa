"""The people in an English article, with their offices and States, and their roles in a sentence."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.dataset.bundled import chairs
from osce_tracker.model.written_dates import date_words
from osce_tracker.press.names import Named
from osce_tracker.press.text import Text, word_set
from osce_tracker.text import folded

#: The main word of an office: "Minister", "Ambassador".
HEADS: Final = word_set(
    "minister president ambassador secretary representative chancellor premier spokesperson spokesman "
    "spokeswoman chairman chairwoman chairperson chair chargé undersecretary counterpart colleague diplomat "
    "commissioner envoy chair-in-office chairman-in-office chairperson-in-office chairwoman-in-office cio "
    "vice-president vice-minister director head pope king mp speaker segretario fm pm official chief "
    "tánaiste taoiseach leader senator councillor counsellor delegate negotiator rapporteur "
    "minister-counsellor attaché adviser advisor monarch"
)
#: Words that may follow the office: "Deputy Prime Minister of Foreign Affairs and Trade to the OSCE".
_BESIDE: Final = word_set(
    "first second deputy vice prime foreign federal state permanent special high senior european external "
    "international affairs trade development cooperation co-operation integration defence defense security "
    "union policy general relations with states acting current former outgoing incoming new the of for and "
    "to at in office osce un eu nations united council republic kingdom federation ministry department "
    "delegation mission embassy committee interim plenipotentiary extraordinary assistant under "
    "reconciliation equality civic europe chairmanship presidency senate parliament house national assembly "
    "chairpersonship d'affaires home tourism economy commonwealth parliamentary pa his her its mfa alternate "
    "top newly appointed veteran cabinet ministers government interior justice culture education energy "
    "environment finance labour health communities political legal standing all-european territorial digital "
    "climate innovation sport diaspora regional water agriculture chancellery riksdag bundestag duma seimas "
    "eduskunta press"
)
_SMALL: Final = word_set("of for and the to at in with his her its who is a an as")
#: An office never starts with these.
_LEADING: Final = _SMALL | {"current", "former"}
#: After a comma, these continue an office.
_SERIAL: Final = HEADS | {"deputy", "first", "integration"}
_HONORIFICS: Final = word_set(
    "amb min sec h.e s.e monsignor msgr archbishop cardinal bishop lord dame mr mrs ms mr. dr madam sir "
    "excellency mme mons"
)
#: They speak for the Holy See, if the text names it.
_PRELATES: Final = word_set("monsignor msgr archbishop cardinal bishop mons pope")
_PARTICLES: Final = word_set("de van von der den bin al el da di du la le af ter")
_MONTHS: Final = frozenset(names[0] for names in date_words()["months"])
#: Capitalised words that never belong to a person's name.
_COMMON: Final = word_set(
    "task force working a an on as by from but or if when while after before since until during that this "
    "these those it he she they we i you their our my one two three there here what who which how why "
    "whether no not yes all any both each every some such other another more most many much few several so "
    "then thus now today yesterday later earlier also among according between over about against be is are "
    "was were will would can could might must shall should has have had do does did let dear ladies "
    "gentlemen excellencies colleagues distinguished thank thanks feb mar apr jun jul aug sep sept oct nov "
    "dec monday tuesday wednesday thursday friday saturday sunday csce nato odihr fsc cis csto organization "
    "organisation forum conference summit missions monitoring ministerial helsinki final act charter paris "
    "minsk group process declaration decision document code vienna moscow mechanism dimension human "
    "economic environmental politico-military troika secretariat minorities freedom media programme project "
    "support asia asian central mediterranean western eastern northern southern north south east west "
    "caucasus balkans nordic baltic euro-atlantic eurasian euro-asian atlantic news agency press service "
    "report statement address speech remarks interview email twitter facebook update print page photo "
    "source read corfu madrid appeal toolbox bank fund white palace university institute school center "
    "centre community association visegrad visegrád holiness majesty de tass afp reuters rfe rl voa cnn bbc "
    "co-chairs co-chair chairs line contact partner partners nation organizations organisations congress "
    "board management platform federation foundation society supreme body party parties"
)
_NO_NAMES: Final = HEADS | _BESIDE | _HONORIFICS | _MONTHS | _COMMON
#: Verbs of speech, without their endings.
_STEMS: Final = word_set(
    "accus acknowledg add admit admitt advis advocat affirm agre announc answer appeal applaud appreciat "
    "argu ask assert assess assur attribut back beg begg believ blam blast brief call caution cit claim "
    "clarif commend comment complain conclud condemn confid confirm congratulat consider contend contradict "
    "convey count credit criticis criticiz cr declar decr deem deliver demand denounc den deplor describ "
    "dismiss doubt echo elaborat emphasis emphasiz endors esteem evaluat expect explain express extend "
    "extoll fear feel forward greet guarante hail highlight hint hop host impl indicat inform insist intend "
    "interven invit judg justif lambast lament laud lend maintain mention not notic object offer opin oppos "
    "outlin plead pledg point post prais predict present proclaim promis pronounc propos protest question "
    "quot rais rat react reaffirm reassur rebuff rebuk recall reckon recogni recognis recogniz recommend "
    "refus regard regret regrett reiterat reject rel remark remind repeat repl request respond restat "
    "ridicul salut say scold se send shar signal signall slam slamm snub specif spell stat stress submitt "
    "suggest summariz summaris support sympathis sympathiz tell testif thank think address assail exchang "
    "bemoan berat brand dedicat defend detail disclos dub encourag exhort implor label lobb mock recount "
    "retort reveal review sketch speculat touch trust tweet undertak underlin underscor urg valu veto voic "
    "vouch vow want warn welcom wish writ"
)
#: Irregular forms, in full.
_IRREGULAR: Final = word_set("said told spoke reported wrote thought felt sought swore lent gave")
_ENDING: Final = re.compile(r"(?:ies|ied|ing|ed|es|s)$")


#: These count only after a speaker: "the minister, who hosted him", not "Oslo will host him".
_NO_WORDS: Final = word_set("host present brief deliver cite see send")


def speaks(word: str, *, modal: bool = False) -> bool:
    """Return True for a finite form of a verb of speech.

    Args:
        word: a word in lower case.
        modal: whether a word such as "will" comes before it.

    >>> speaks("stressed"), speaks("denies"), speaks("went"), speaks("agree"), speaks("agree", modal=True)
    (True, True, False, False, True)
    """
    stem = _ENDING.sub("", word)
    if modal:
        return word not in _NO_WORDS and (stem in _STEMS or word[:-1] in _STEMS or word in _IRREGULAR)
    return word in _IRREGULAR or (stem != word and stem in _STEMS)


#: A speaker follows these: "said the Minister". After other verbs, the person may be the object.
_INVERTED: Final = word_set(
    "said says noted notes stressed emphasized emphasised underlined added adds declared recalled explained "
    "concluded stated answered replied insisted remarked pronounced warned continued announced spoke argued "
    "voiced commented observed contended conceded maintained assessed judged opined hinted promised "
    "believes thinks hopes"
)
#: Words that may come between them and the speaker.
_WHEN: Final = word_set(
    "on monday tuesday wednesday thursday friday saturday sunday today yesterday also then here again"
)
#: Words for a person's view.
_IN_VIEW: Final = word_set("words opinion view eyes judgement assessment mind estimate estimation account")
#: What a speaker gives the Chair: "Norway's support", "praise from the minister".
BACKING: Final = word_set(
    "support backing readiness commitment gratitude appreciation congratulations thanks praise "
    "satisfaction regret concern concerns confidence interest hope criticism refusal objection objections "
    "assistance contribution willingness greetings esteem appeal call wishes respect expectations friendship"
)
#: A person after these is met or addressed.
_MET: Final = word_set(
    "with met meet meets meeting received receives receiving told tell thank thanked thanks congratulate "
    "congratulated welcomed greeted to hosted hosts saw see visited addressed asked invited"
)
#: Things that come from the person after "by". "A visit by the minister" doesn't count.
_TEXTS: Final = BACKING | word_set(
    "known heard given brought put made statement speech address remarks intervention words article letter "
    "message telegram interview response stance position received"
)
#: After these, a verb has no ending: "will not agree".
_MODALS: Final = word_set("will would can could cannot may might must shall should do does did not never to")
#: After "is", these express a view: "he is convinced that".
_VIEWS: Final = word_set(
    "convinced confident certain sure ready prepared willing grateful thankful glad pleased happy delighted "
    "satisfied proud hopeful optimistic committed determined interested concerned worried disappointed full "
    "appreciative supportive critical opposed against adamant aware afraid"
)
_PASSIVE: Final = word_set("is are was were be been being")
#: Words between a person and the verb: "also", "has".
_LIGHT: Final = word_set(
    "has have had also then further once again too is was were be been being in turn for part his her own "
    "and who therefore later thus however moreover furthermore today yesterday earlier personally "
    "particularly warmly strongly especially fully clearly himself herself on monday tuesday wednesday "
    "thursday friday saturday sunday quoted as he she not only does did do first very much more most so just "
    "already even still indeed after all"
)


#: After an office: "Chairperson-in-Office of the OSCE, recalled"
_AT_THE_OSCE: Final = re.compile(r" (?:of|to|in|at) (?:the )?(?:OSCE|Organi[sz]ation)\b")
#: Text that may join the words of an office.
_JOINTS: Final = frozenset([" ", "/", " - ", " – ", "'s ", "-", "' "])


#: Words that refer to a person named before, each with the offices that they can mean.
_ALONE: Final = {
    head: word_set(f"{head} {others}")
    for heads, others in (
        ("president ambassador secretary representative chancellor premier spokesperson fm pm", ""),
        ("minister vice-minister", "minister vice-minister"),
        ("official politician", "ambassador representative minister vice-minister secretary"),
        ("envoy mp", ""),
        ("spokeswoman spokesman", "spokesperson"),
        ("diplomat", "ambassador representative minister vice-minister spokesperson spokeswoman spokesman"),
        ("head leader", "president leader"),
        ("counterpart", "minister"),
        *((f"{chair}-in-office", "chairman") for chair in ("chair", "chairman", "chairperson")),
    )
    for head in heads.split()
}


#: How many office-holders to look back over.
_FAR_BACK: Final = 50


#: "Ine Dahl (Norway)", "Ine Dahl of the Norwegian delegation", "Ine Dahl, who spoke on behalf of Norway"
_OF_STATE: Final = re.compile(
    r" \(| of (?:the )?|"
    r",? (?:who )?(?:\w+ )?(?:(?:speaking|spoke|speaks) (?:for|on behalf of|in the name of)|"
    r"represent(?:s|ed|ing)|who (?:heads|leads)) (?:the )?(?:[\w ]{1,40} of )?(?:the )?"
)


#: Offices of the Organization itself, and of societies: they don't speak for a State.
_OF_NO_STATE: Final = re.compile(
    r"OSCE.{0,3} (?:Secretary[ -]General|Mission|Office|Centre|Center|Presence|Programme|Project)|\bODIHR\b|"
    r"OSCE (?:Representative on|High Commissioner)|(?<!to the )OSCE (?:PA|Parliamentary Assembly)\b|"
    r"President of the OSCE|\bobservers?\b|"
    # "the Union's president", but not that of the European Union
    r"(?i:\b(?:association|(?<!European )union|community|party|institute|university|foundation|movement|ngo|"
    r"society)'s\b)"
)


class Office(NamedTuple):
    """The words of an office, their place, and the State that they name."""

    start: int
    end: int
    country: str | None
    #: Its words, by number.
    first: int
    last: int


@attrs.define(eq=False)
class Person:
    """A person named in the article."""

    name: str
    start: int
    end: int
    office: Office | None = None
    country: str | None = None
    #: Whether the State comes from an office next to the name.
    by_office: bool = False
    #: Whether the office belongs to an organization.
    institution: bool = False
    mentions: list[tuple[int, int]] = attrs.field(factory=list[tuple[int, int]])
    honorific: bool = False

    @property
    def surname(self) -> str:
        """The last word of the name, in the form for comparison."""
        return folded(self.name.split()[-1])

    @property
    def first(self) -> str:
        """The first letter of the first name; empty if only a surname is known."""
        parts = self.name.split()
        return folded(parts[0])[0] if len(parts) > 1 else ""


class Minister(NamedTuple):
    """A Chairperson-in-Office of the reference data."""

    name: str
    state: str
    year: int


@cache
def ministers() -> Mapping[str, tuple[Minister, ...]]:
    """Return the Chairpersons-in-Office of the reference data by surname.

    >>> ministers()["lajcak"][0].state
    'SK'
    """
    named = grouped(
        (folded(one.name.split()[-1]), Minister(one.name, str(term.state), one.until.year))
        for term in chairs()
        for one in term.chairs_in_office
    )
    return {surname: tuple(several) for surname, several in named.items()}


#: Russian letters by their sound.
_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхцчшщыэ", "abvgdeziiklmnoprstufkskssie", strict=True))
    | {"ж": "s", "ю": "iu", "я": "ia", "ё": "e", "ь": None, "ъ": None}
)
#: Letters that sound alike, with one for all of them.
_ALIKE: Final = (
    ("[cq]", "k"), ("(?<=[kstz])h", ""), ("[zs]+|ts", "s"), ("[yj]", "i"), ("w", "v"), ("ei", "ai"),
    ("ie", "e"),
)  # fmt: skip
_ENDING_LETTERS: Final = 2
_IS_CYRILLIC: Final = re.compile("[\u0400-\u04ff-]+")


def _sound(name: str) -> str:
    """Return a name by its sound in any script, without double letters."""
    heard = folded(name).translate(_CYRILLIC)
    for letters, one in _ALIKE:
        heard = re.sub(letters, one, heard)
    return re.sub(r"(.)\1", r"\1", heard)


def spoken_alike(given: str, name: str) -> bool:
    """Return True if a word can be a first name, its short form or its initial, in Latin or Cyrillic script.

    >>> spoken_alike("zbigniew", "Збигнева"), spoken_alike("ann", "Анной"), spoken_alike("ian", "Анной")
    (True, True, False)
    """
    if name.isascii():
        return given[:3] == name[:3]
    return bool(name) and _sound(given).startswith(_sound(name)[:2])


@cache
def _stems() -> Mapping[str, str]:
    """Return the sound of the stems of the Chairpersons-in-Office's surnames in every case."""
    return {surname: _sound(surname).rstrip("ae") for surname in ministers()}


def surname_meant(word: str) -> str | None:
    """Return the Chairperson-in-Office's surname that a word stands for, even with a Russian ending.

    >>> surname_meant("Lajčák"), surname_meant("Лайчаком"), surname_meant("Борговский")
    ('lajcak', 'lajcak', None)
    """
    name = folded(word)
    if name in ministers():
        return name
    if not _IS_CYRILLIC.fullmatch(name):
        return None
    heard = _sound(name)
    for surname, stem in _stems().items():
        if heard.startswith(stem) and len(heard) <= len(stem) + _ENDING_LETTERS:
            return surname
    return None


def minister_named(surname: str, first: str) -> Minister | None:
    """Return the Chairperson-in-Office that a name means.

    Args:
        surname: the surname, folded.
        first: the first letter of the first name, or nothing.

    >>> minister_named("borg", "i").state, minister_named("borg", "x")
    ('MT', None)
    """
    known = ministers().get(surname, ())
    alike = [one for one in known if not first or folded(one.name)[0] == first]
    return alike[-1] if alike else None


class People:
    """The people of an article, each once, and the offices that it mentions without a name."""

    def __init__(self, text: Text, named: tuple[Named, ...]) -> None:
        self.text = text
        self.words = text.words
        self.states = named
        #: The State that each word names.
        self.state_of = {place: one for one in named for place in range(one.first, one.last + 1)}
        self._by_surname: dict[str, list[Person]] = {}
        self.people: list[Person] = []
        #: The office next to each mention of a name.
        self.office_at: dict[tuple[int, int], Office] = {}
        self._in_offices: set[int] = set()
        #: The holders of each kind of office at each mention, in order.
        self._heads: dict[str, list[tuple[Office, Person]]] = {}
        for first, last in self._runs():
            self._read(first, last)
        places = (place for one in self.people for place in one.mentions)
        self._taken = {number for first, last in places for number in range(first, last + 1)}
        #: People named without an office, in order.
        self._bare = sorted((one for one in self.people if one.office is None), key=lambda one: one.start)
        self._country_of_heading()
        for office, person in list(self.offices_alone()):
            # "..., Ine Dahl said. The Norwegian ambassador added": it is her office.
            if office.country is not None and person is not None and person.office is None:
                person.office, person.country = office, office.country

    def _country_of_heading(self) -> None:
        """Give the State of an office without a name to the person with that office but no State."""
        taken = {None, *(one.country for one in self.people)}
        alone = [
            (office, office.country)
            for office, person in self.offices_alone()
            if office.country not in taken and person is None and not self._is_met_at(office)
        ]
        nameless = [one for one in self.people if one.country is None and one.office is None]
        if len(nameless) == 1 and len(self.people) <= 2 and len({code for _, code in alone}) == 1:
            # "The President of Norway speaks", above a text that only gives her name
            nameless[0].office, nameless[0].country = alone[0]
        heads = grouped((low, code) for one, code in alone for low in self.text.lows(one.first, one.last + 1))
        for head, codes in heads.items():
            for _, person in self._heads.get(head, ()):
                if person.country is None and len(set(codes)) == 1:
                    person.country = codes[0]

    def _is_met_at(self, office: Office) -> bool:
        """Return True if an office belongs to a person who is met: "spoke with the Prime Minister of"."""
        return not _MET.isdisjoint(self.text.lows(office.first - 2, office.first))

    def _is_received(self, office: Office) -> bool:
        """Return True if an office, with those before it, belongs to a guest."""
        place = office.first - 1
        while place > 0 and (self._allowed(place) or self.words[place].low == "the"):
            place -= 1
        return self.words[place].low in _MET

    def _is_name(self, place: int) -> bool:
        word = self.words[place]
        if not word.text[0].isupper() or word.low in _NO_NAMES:
            return False
        return place not in self.state_of or self._is_surname_of_state(place)

    def _is_surname_of_state(self, place: int) -> bool:
        """Return True for "Courtney Austrian": an adjective at the end of a line or before no noun."""
        words = self.words
        behind = self.text.plain[words[place].end : words[place].end + 1]
        joined = place > 0 and self.text.gap(place - 1) == " " and words[place - 1].text[0].isupper()
        is_adjective = self.state_of[place].kind == "adjective" and behind in "\n,.;("
        return joined and is_adjective and words[place - 1].low not in _NO_NAMES

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last word of each name."""
        place, count = 0, len(self.words)
        while place < count:
            if not self._is_name(place):
                place += 1
                continue
            last = place
            while last + 1 < count and last - place < 5 and not self.words[last].possessive:
                gap = self.text.gap(last)
                initial = len(self.words[last].text) == 1 and gap == ". "
                if gap != " " and not initial:
                    break
                if self._is_name(last + 1):
                    last += 1
                elif (behind := self._behind_particles(last + 1)) is not None:
                    last = behind
                else:
                    break
            yield place, last
            place = last + 1

    def _behind_particles(self, place: int) -> int | None:
        """Return the name after "van der", if there is one."""
        end = place
        while end < len(self.words) - 1 and self.words[end].low in _PARTICLES and self.text.gap(end) == " ":
            end += 1
        return end if place < end <= place + 2 and self._is_name(end) else None

    def _read(self, first: int, last: int) -> None:
        """Note a name as a person if an office, a title or a person of the same name supports that."""
        plain, words = self.text.plain, self.words
        name, surname = plain[words[first].start : words[last].end], folded(words[last].text)
        initial = folded(name)[0] if last > first else ""
        honorific = first > 0 and words[first - 1].low in _HONORIFICS
        before = self._office_before(first) or (self._office_before(first - 1) if honorific else None)
        after = self._office_after(last)
        alike = self._by_surname.setdefault(surname, [])
        known = next((one for one in alike if not (initial and one.first) or one.first == initial), None)
        if known is None:
            is_known = minister_named(surname, initial) is not None
            if not (honorific or before or self._is_person(first, last, after, is_known=is_known)):
                return
            # "the Chair-in-Office, NTB reports" names an agency.
            is_apart = last == first and first > 0 and "," in self.text.gap(first - 1)
            if name.isupper() and (is_apart or not (before or after)):
                return
            known = Person(name, words[first].start, words[last].end)
            self.people.append(known)
            alike.append(known)
        elif len(name) > len(known.name) and not known.first:
            known.name, known.start, known.end = name, words[first].start, words[last].end
        known.mentions.append((first, last))
        known.honorific |= honorific
        for office in (before, after):
            if office is not None:
                self.office_at.setdefault((first, last), office)
                self._note_office(office, known)
                end = words[last].end + 60 * (office is after)
                known.institution |= _OF_NO_STATE.search(plain, max(0, office.start - 20), end) is not None
        if known.country is None:
            minister = minister_named(known.surname, known.first)
            known.country = self._state_beside(first, last) or (minister and minister.state)

    def _is_person(self, first: int, last: int, after: Office | None, *, is_known: bool) -> bool:
        """Return True if the words around a name, or the reference data, show that it is a person."""
        if self._speaks(first, last):
            return True
        if first == last:
            return is_known and after is not None
        return is_known or after is not None or self._state_beside(first, last) is not None

    def _state_beside(self, first: int, last: int) -> str | None:
        """Return the State of "Norway's Ine Dahl", "Ine Dahl (Norway)" or "Ambassador Ine Dahl of Norway"."""
        is_prelate = first > 0 and self.words[first - 1].low in _PRELATES
        if is_prelate and any(one.code == "VA" for one in self.states):
            return "VA"
        owner = self.state_of.get(first - 1)
        if owner is not None and owner.possessive:
            return owner.code
        behind = _OF_STATE.match(self.text.plain, self.words[last].end)
        one = None if behind is None else self.state_of.get(self.text.word_at(behind.end()))
        return None if one is None or one.possessive else one.code

    def _speaks(self, first: int, last: int) -> bool:
        """Return True if a name is next to a verb of speech."""
        words = self.words
        behind = first > 0 and _verb_before(self.text, first)
        if last > first:
            return behind or (first > 0 and words[first - 1].low == "by") or _verb_follows(self.text, last)
        # A surname alone: "Dahl replied", "believes Dahl"
        follows = self.text.plain.startswith(" ", words[last].end) and not _INVERTED.isdisjoint(
            self.text.lows(last + 1, last + 2)
        )
        is_word = words[last].text.isupper() or len(words[last].text) < 4
        return (follows or behind) and not is_word and not words[last].possessive

    def _allowed(self, place: int) -> bool:
        word = self.words[place]
        return word.low in HEADS or word.low in _BESIDE or place in self.state_of or word.low in _HONORIFICS

    def _reach(self, place: int, step: int, fits: Callable[[int], bool]) -> int:
        """Return the last word in a direction up to which words fit and are adjacent."""
        other = place + step
        while 0 <= other < len(self.words) and self.text.gap(min(place, other)) in _JOINTS and fits(other):
            place, other = other, other + step
        return place

    def _office_before(self, first: int) -> Office | None:
        """Return the office before a name: "Foreign Minister of Serbia", perhaps with a comma."""
        if first == 0 or not self._allowed(first - 1):
            return None
        gap = self.text.gap(first - 1)
        if gap.strip(" ") not in ("", ",", "-", "–"):
            return None
        found = self._office(self._reach(first - 1, -1, self._allowed), first - 1, comma="," in gap)
        # In "In a letter to the Swiss President, Ine Dahl wished", the office belongs to someone else.
        return None if found is not None and "," in gap and self._is_met_at(found) else found

    def _office_after(self, last: int) -> Office | None:
        """Return the office after a name: ", Foreign Minister of Serbia"."""
        words, place = self.words, last + 1
        if place >= len(words):
            return None
        if self.text.gap(last).strip() not in (",", "–", "-") and words[place].low not in ("who", "as"):
            return None
        end = place - 1 if not self._goes_on(place) else self._reach(place, 1, self._goes_on)
        rest = self.text.lows(end + 1, end + 7)
        if end + 1 < len(words) and self.text.gap(end) == ", " and "and" in rest and rest[0] in _SERIAL:
            # "Minister for Europe, Integration and ..."
            end = self._reach(end + 1, 1, self._goes_on)
        return self._office(place, end)

    def _goes_on(self, place: int) -> bool:
        return self._allowed(place) or self.words[place].low in _SMALL

    def _office(self, first: int, last: int, *, comma: bool = False) -> Office | None:
        words = self.words
        while first <= last and words[first].low in _LEADING and first not in self.state_of:
            first += 1
        if first < last and first in self.state_of and words[first + 1].low == "and":
            # "Norway and Minister Borg" are two.
            first += 2
        while last >= first and words[last].low in _SMALL | {"osce"} and last not in self.state_of:
            last -= 1
        is_bare = comma and (first == last or words[last].low == "chair")
        # "meetings called by the Polish OSCE chair, Ine Dahl said"
        if is_bare or HEADS.isdisjoint(self.text.lows(first, last + 1)):
            return None
        return Office(words[first].start, words[last].end, self._country(first, last), first, last)

    def _country(self, first: int, last: int) -> str | None:
        """Return the State of an office. For an ambassador, the State of posting doesn't count."""
        for place in range(first, last + 1):
            one, before = self.state_of.get(place), self.text.lows(max(first, place - 2), place)
            # "Kremlin spokesman", but "OSLO - Ambassador Ine Dahl" begins with a dateline.
            is_seat = (
                one is not None and one.kind == "capital" and (place == last or self.text.gap(place) != " ")
            )
            if one is not None and not is_seat and "to" not in before and before[-1:] != ["in"]:
                return one.code
        return None

    def _note_office(self, office: Office, person: Person) -> None:
        """Note that an office belongs to a person, and its State too."""
        if person.office is None or (person.office.country is None and office.country is not None):
            person.office = office
        if person.country is None and office.country is not None:
            person.country, person.by_office = office.country, True
        for place in range(office.first, office.last + 1):
            self._in_offices.add(place)
            if self.words[place].low in HEADS:
                self._heads.setdefault(self.words[place].low, []).append((office, person))

    def offices_alone(self) -> Iterator[tuple[Office, Person | None]]:
        """Yield the offices without a name, each with its holder."""
        place, words = 0, self.words
        while place < len(words):
            if words[place].low not in _ALONE or place in self._in_offices or place in self._taken:
                place += 1
                continue
            first, last = (self._reach(place, step, self._joins) for step in (-1, 1))
            alone = Office(words[place].start, words[place].end, None, place, place)
            office = self._office(first, last) or alone
            yield office, self._whose(office, words[place].low, words[place].start)
            place = last + 1

    def _joins(self, place: int) -> bool:
        is_free = place not in self._in_offices and self._allowed(place)
        return is_free and self.words[place].low not in ("and", "at", "in", "to")

    def _whose(self, office: Office, head: str, start: int) -> Person | None:
        """Return the last person named before, or else the first, with an office of this kind."""
        found: list[tuple[Office, Person]] = []
        for word in _ALONE[head]:
            known = self._heads.get(word, [])
            before = bisect_left(known, start, key=lambda one: one[0].start)
            # Anyone named much earlier isn't meant.
            near = known[max(0, before - _FAR_BACK) : before]
            found += [one for one in near if office.country in (None, one[1].country)]
        if "deputy" in self.text.lows(office.first, office.last + 1):
            found = [one for one in found if "deputy" in self.text.lows(one[0].first, one[0].last + 1)]
        if found:
            # In "Makei received Lajčák. The Minister said", it isn't the person received.
            return max(found, key=lambda one: (not self._is_received(one[0]), one[0].start))[1]
        nearest = bisect_left(self._bare, start, key=lambda one: one.start) - 1
        bare = self._bare[nearest] if nearest >= 0 else None
        return bare if bare is not None and bare.country in (None, office.country) else None

    def is_taken(self, place: int) -> bool:
        """Return True if a word is part of the name or office of a person."""
        return place in self._taken or place in self._in_offices


def voice(text: Text, first: int, last: int, office: Office | None = None, *, is_state: bool = False) -> int:
    """Return a person's role in a sentence: 3 for speech, 2 for reported words, -2 if addressed, otherwise 0.

    Args:
        text: the text.
        first: the first word of the name or office.
        last: the last word.
        office: the office next to the name, if any.
        is_state: whether the words name a State, which speaks only in the plainest form.
    """
    words, start, end = text.words, first, last
    if office is not None and office.last < first:
        start = office.first
    elif office is not None and office.first > last and office.start - words[last].end < 12:
        end = office.last
    while start > 0 and (
        words[start - 1].low in ("the", "his", "her", "mr", "mrs", "ms", "current")
        or (words[start - 1].possessive and words[start - 1].text[0].isupper())
    ):
        start -= 1
    gap = text.gap(start - 1) if start else "\n"
    if text.plain.startswith(":", words[last].end) and "\n" in gap:
        # "Dacic: the conference was an occasion" is a headline.
        return 3
    near = text.lows(start - 7, start)
    before = near[-1] if near and "." not in gap.replace("Mr.", "") else ""
    if before == "by":
        return 2 if _TEXTS & set(near) or any(map(speaks, near)) else 0
    if before in ("from", "of") and not is_state:
        # "Thanks came from the minister", "in the words of the minister"
        said = BACKING | {"came", "letter", "message", "words", "heard"} if before == "from" else _IN_VIEW
        return 2 if said & set(near) else 0
    if before in ("of", "in", "for", "against") and is_state:
        # "a friend of Norway said"
        return 0
    if near[-2:] == ["according", "to"] or _verb_before(text, start):
        return 3
    if words[last].possessive or (end != last and words[end].possessive):
        behind = text.lows(end + 1, end + 3)
        return 3 if _IN_VIEW & set(behind[:1]) else 2 if not is_state and BACKING & set(behind) else 0
    is_subject = text.plain[words[end].end : words[end].end + 1] in (" ", ",") or not is_state
    if is_subject and _verb_follows(text, end):
        return 3
    return -2 if before in _MET else 0


def _verb_before(text: Text, start: int) -> bool:
    """Return True if a verb of speech comes before the name: "said the Minister"."""
    words = text.words
    behind = start
    while behind > 1 and words[behind - 1].low in _WHEN:
        # "said on Wednesday the Foreign Minister"
        behind -= 1
    verb = words[behind - 1]
    between = text.plain[verb.end : words[start].start]
    before = words[behind - 2] if behind > 1 else verb
    gap = text.plain[before.end : verb.start]
    # "A good start, finds the minister, was made"
    is_apart = "," in gap or '"' in gap or before.low in ("so", "thus")
    # "citing Interfax" isn't something that Interfax does.
    tells = verb.low in ("finds", "holds", "knows") or (speaks(verb.low) and not verb.low.endswith("ing"))
    return (
        start > 0
        and (verb.low in _INVERTED or (is_apart and tells))
        and not any(sign in between for sign in "\n.,;")
    )


def _verb_follows(text: Text, last: int) -> bool:
    """Return True if a verb of speech follows a name, perhaps after an insertion."""
    plain, words = text.plain, text.words
    place = last + 1
    if plain.startswith((" @", " (@"), words[last].end):
        # The author of a post: "Ine Dahl @InesHandle".
        return True
    behind = _AT_THE_OSCE.match(plain, words[last].end)
    if behind is not None:
        place = text.word_at(behind.end())
    if place < len(words) and words[place].low == "of":
        # "Ine Dahl of the Norwegian delegation said"
        phrase = range(place + 2, min(place + 8, len(words)))
        verb = next((at for at in phrase if speaks(words[at].low)), place + 2)
        if not any(
            sign in plain[words[place].start : words[min(verb, len(words) - 1)].start] for sign in ",.;:\n"
        ):
            place = verb
    is_inserted = False
    while place < min(len(words), last + 26):
        gap, low = text.gap(place - 1), words[place].low
        rest = text.lows(place + 1, place + 4)
        # "is asked", "was informed"
        is_done_to = low in _PASSIVE and "saying" not in rest and any(map(speaks, rest))
        if is_done_to or any(sign in gap for sign in "\n.;:"):
            return False
        is_told = speaks(low, modal=not _MODALS.isdisjoint(text.lows(max(last + 1, place - 3), place)))
        # "on Monday, September 19, 2022 found fault"
        is_day = low.isdigit() or low in _MONTHS
        if not (is_inserted or is_told or is_day) and any(sign in gap for sign in ",(–"):
            is_inserted = True
            place = _behind_insertion(text, place)
            continue
        is_verb = is_inserted or "," in gap or not low.endswith("ing") or low == "saying"
        if (is_told and is_verb) or (words[place - 1].low in _PASSIVE and low in _VIEWS):
            return True
        if not (is_day or low in _LIGHT or low in _MODALS or low.endswith("ly")):
            return False
        place += 1
    return False


def _behind_insertion(text: Text, place: int) -> int:
    """Return the word after the comma or bracket that closes an insertion."""
    while place < len(text.words) - 1 and not any(sign in text.gap(place) for sign in ",)–.\n"):
        place += 1
    return place + 1
