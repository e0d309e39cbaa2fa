"""The Chairpersonship that an article is about: where it names the Chair, and which term it means."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from osce_tracker.analysis.grouped import grouped
from osce_tracker.dataset.bundled import chairs
from osce_tracker.press.dates import YEAR
from osce_tracker.press.language import LANGUAGES
from osce_tracker.press.names import Named
from osce_tracker.press.people import Minister, ministers, spoken_alike, surname_meant
from osce_tracker.press.text import Text, pattern, word_set
from osce_tracker.text import folded

#: The names of the organization in the supported languages.
OSCE: Final = re.compile(
    r"\b(?:OSCE|Osce|CSCE|(?<=[Tt]he )Organi[sz]ation(?='s|\sin\s(?:19|20)|[\s,.](?!for|of|on))|OSZE|ОБСЕ|"
    r"Etyj\w{0,6}|Organi[sz]ation\s(?:for|of|on)\sSecurity\sand\sCo-?operation|"
    r"Organisation\spour\sla\s[Ss]écurité|Organisation\sfür\sSicherheit\sund\sZusammenarbeit|"
    r"Organizzazione\sper\sla\s[Ss]icurezza|Organización\spara\sla\s[Ss]eguridad|"
    r"Организаци\w+\sпо\sбезопасности\sи\sсотрудничеству|Euroopan\sturvallisuus-\sja\syhteistyöjärjest\w+)\b"
)
#: In some languages the same word means heads of State, unless it is "in office" or the term itself.
_UNCLEAR: Final = pattern(
    r"président\w*|president[ei]?|vertici|vorsitzende\w*|puheenjohtaja(?!maa|kau|valtio)\w*|"
    "председател[ьяюе]м?"
)
#: Other bodies with a chair, and other things to chair.
_OTHERS: Final = re.compile(
    r"Forum for Security|\bFSC\b|Security Council|Council of Europe|Committee|"
    "Council of the (?:EU|European Union)|EU Council|EU presidency|Council of Security|Minsk Group|"
    r"Parliamentary Assembly|\bG-?(?:7|8|20)\b|\bBRICS\b|Committee of Ministers|Central European Initiative|"
    "Black Sea|South-?East European|Three Seas|Human Rights Council|General Assembly|Visegr[áa]d|"
    r"Bucharest Nine|Non-Aligned|Turkic|Eurasian Economic|African Union|Arab League|Baltic Sea|\bNATO\b|"
    r"\bASEAN\b|\bCICA\b|\bCIS\b|\bSCO\b|Senate|Constitutional Court|European Council|Presidency of Bosnia|"
    r"BiH Presidency|Barents|\bBSEC\b|Nordic Council|Conseil de sécurité|Conseil de l'Europe|Sicherheitsrat|"
    "Europarat|Consiglio di sicurezza|Consiglio d'Europa|Consejo de Seguridad|Consejo de Europa|"
    r"Совет\w* Безопасности|Совет\w* Европы|turvallisuusneuvosto\w*|Euroopan neuvosto\w*|Itämeren|"
    r"\b[Cc]omit[éa]|\b[Cc]ommission[ei]?\b|[Aa]usschu[sß]|\b[Cc]omisión|[Кк]омитет|[Vv]aliokun|"
    r"Central Asia Regional|\bСНГ\b|\bШОС\b|\bОДКБ\b|\bБРИКС\b|\bЕАЭС\b|\bСБ\s+ООН\b|Содружеств\w+|"
    r"Форум\w* по сотрудничеству в области безопасности|Foro de Cooperación en|Forum pour la coopération en|"
    "Forum für Sicherheitskooperation|Foro di cooperazione|turvallisuusyhteistyöfoorumi|Pohjoismaiden|"
    "Presidenza del Consiglio|Francophonie|Conse(?:il|jo) de (?:l')?(?:la )?Uni[oó]n|Eurocamera"
)
#: "the chairmanship of the Arctic Council": a body with another name after the word.
_OF_A_BODY: Final = re.compile(
    r"\s(?:of|in|at|over)\s(?:the|an?|its)\s(?!OSCE|Organi[sz]ation (?:for|of|on)|Permanent|Ministerial)"
    r"(?:(?:[A-Z][\w-]*\s(?:(?:of|on|and|for|in|the)\s){0,2}){1,5}|(?=\w+\s(?:on|for|in|of)\s[A-Z]))"
    r"(?:Council|Conference|Union|Committee|Community|Association|Forum|Initiative|Commission|Assembly|"
    r"Group|Alliance|Board|Organi[sz]ation|Federation|Agency|Parliament|League|Bank|Fund)\b"
    r"|\s(?:of|in)\s(?:the|an?|its)\s(?:[\w']+\s){0,3}"
    r"(?:committee|commission|working group|party|parliament)\b"
)
#: Words that can only mean the Chair.
_CERTAIN: Final = re.compile(
    r"in.office|\bcio\b|en exercice|en ejercicio|en funciones|in esercizio|действующ\w+ председател"
)
#: The OSCE has one Chair.
_SEVERAL: Final = ("chairs", "chairpersons", "chairmen", "co-chairs")
#: The most years before a term in which people may speak of it.
_AHEAD: Final = 5
#: The most bodies in a sentence to look at.
_MOST: Final = 50
#: The number of letters that distinguish "the chair" from "the presidency".
_STEM: Final = 5
#: Terms for the OSCE's own bodies, even if it isn't named.
BODIES: Final = pattern(
    r"\b(?:Permanent Council|Ministerial Council|[Cc]hair(?:person|man|woman)?(?:ship)?-in-[Oo]ffice|"
    r"Forum for Security Co-?operation|Président\w? en exercice|Presidente in esercizio|"
    r"Presidente en (?:ejercicio|funciones)|действующ\w+ председател\w+)\b"
)
#: Meetings of the OSCE in which States speak on its agenda.
MEETINGS: Final = pattern(
    r"\bOSCE(?:'s)? (?:[\w-]+ ){0,5}(?:Conference|Forum|Meeting|Summit)\b|"
    r"\bAnnual Security Review Conference\b|\bEconomic and Environmental (?:Dimension )?(?:Forum|"
    r"Implementation Meeting)\b|\bHuman Dimension (?:[\w-]+ )?(?:Meeting|Conference|Seminar)\b"
)
#: Terms that belong only to the OSCE, apart from its Chair and spokespeople.
RELATED: Final = pattern(
    r"\b(?:Helsinki ?\+ ?50|chairpersonship|Corfu Process|Structured Dialogue|Vienna Document|"
    r"Economic and Environmental (?:Dimension )?Forum|Human Dimension|ODIHR|"
    r"Special Monitoring Mission|(?:PC|MC|FSC)\.(?:DEL|DEC|JOUR|SHDM|DOC))\b|\bPC \d{3,4}\b"
)
#: Words between a State and the Chair that keep them together: "Serbia's 2015 OSCE chairmanship".
_LINK: Final = word_set(
    "as osce of the in for over by its one-year current s chairmanship-in-office 's organization "
    "organisation candidacy candidature campaign bid application assuming taking from holding acting has "
    "having upcoming with that under a обсе в к на de la l'osce à tête en exercice del dell'osce osze osze- "
    "des der den dem von du van durch par por dalla dal del со стороны etyjin etyj minister foreign took "
    "takes taken had on role office year which lately to priorities during success"
)
_COMING: Final = word_set(
    "incoming next future elected upcoming coming candidate candidates candidature candidatures successor "
    "künftige künftigen kommenden nächsten prochaine prochain futura próxima будущее будущего предстоящее "
    "предстоящего tuleva succeed succeeds follow follows"
)
_GONE: Final = word_set(
    "outgoing former previous preceding predecessor last ex scheidenden sortante uscente saliente"
)
_BETWEEN: Final = _LINK | _COMING | _GONE
#: Words that name a State again after a comma.
_APPOSED: Final = _COMING | _GONE | {"the", "current", "this", "year's", "osce"}
#: Before a bare surname, these show that it means a present or former Chair.
_TITLED: Final = word_set(
    "minister councillor chair chairman chairperson chairwoman chairperson-in-office chairman-in-office "
    "chair-in-office cio madam mr mrs ms president ministre ministro ministra ministeri министр министра "
    "министру министром"
)
#: After the name of a State, these link it to the word for the Chair: "Malta ... in its OSCE year".
_BACK: Final = word_set("its it their whose which country nation be remain")
_OF: Final = pattern(r"\W*(?:(?:of|in|at|to|over|within|on|for|from) (?:\w+ ){0,3})?$")
#: The least weight of a State. It may have nothing to do with the Chair in the same sentence.
_LEAST: Final = 0.6
#: How near the name of the organization must be to the word for the Chair.
_NEAR: Final = 60
_BESIDE: Final = 30
#: A State next to the word for the Chair weighs more than this.
_LINKED: Final = 1.5
#: The weight of a term that is over or still to come, and of one that starts on a later day.
_LESS: Final = 0.4
#: The weight of a term if the Chair is mentioned with a different year.
_OTHER_YEAR: Final = 0.6
#: If these words occur, a State without a term is a candidate for one.
_BID: Final = pattern(
    r"\b(?:bid|candida\w+|appl(?:y|ied|ies)|application|run(?:ning)? for|wants?|compet\w+)\b"
)
#: The weight of a term that ended a year or more before the article.
_PAST: Final = 0.25


class Place(NamedTuple):
    """A place where the article mentions the Chair of the OSCE."""

    start: int
    end: int
    sentence: int
    #: Whether it can only mean the Chair: "Chairperson-in-Office".
    certain: bool


#: A Chairperson-in-Office named in a text, and the place.
Holder = tuple[Minister, tuple[int, int]]


class Found(NamedTuple):
    """A Chairpersonship that an article mentions, its weight compared with others, and where it is named."""

    state: str
    weight: float
    places: tuple[tuple[int, int], ...]
    year: int | None
    #: The Chairperson-in-Office, if the article names one from the reference data.
    minister: Minister | None


def chair_places(text: Text, language: str, holders: Iterable[Holder] = ()) -> tuple[tuple[Place, ...], int]:
    """Return where a text mentions the Chair of the OSCE, and how often the chair of something else.

    Args:
        text: the text.
        language: its language.
        holders: the Chairpersons-in-Office that it names.

    >>> places, others = chair_places(Text.of("The OSCE chair spoke. The chair of the FSC left."), "en")
    >>> len(places), others
    (1, 1)
    """
    plain = text.plain
    others_at = {m.start(): m.end() for m in _OTHERS.finditer(plain)}
    bodies = sorted(
        # "the OSCE Forum for Security Co-operation" is one body.
        [(m.start(), m.end(), True) for m in OSCE.finditer(plain) if m.end() + 1 not in others_at]
        + [(start, end, False) for start, end in others_at.items()]
    )
    bodies_in = grouped((text.sentence_at(body[0]), body) for body in bodies)
    holding = [start for _, (start, _) in holders]
    found: list[Place] = []
    others = 0
    # The earlier meaning of each word for a chair: "the presidency" is the one mentioned before.
    former: dict[str, bool] = {}
    latest: bool | None = None
    for match in pattern(LANGUAGES[language].chair).finditer(plain):
        number = text.sentence_at(match.start())
        ahead = bodies_in.get(number, [])[:_MOST]
        word = match[0].lower()
        stem, certain = word[:_STEM], _CERTAIN.search(word) is not None
        if word in _SEVERAL:
            continue
        if _UNCLEAR.fullmatch(word):
            # "Monsieur le Président" is nobody's chair, unless someone who holds it is named nearby.
            nearby = _chair_nearby(ahead, holding, *match.span())
            if nearby is None:
                continue
            is_osce = nearby
        elif word.startswith("co-") or _OF_A_BODY.match(plain, match.end()):
            is_osce = False
        else:
            before = bisect_left(bodies, (text.sentences[number][0],)) - 1
            # Few other bodies have a Chairman-in-Office.
            usual = certain or not bodies or bodies[max(0, before)][2]
            spoken = former.get(stem, usual if latest is None else latest)
            is_osce = _is_nearest(plain, ahead, match, spoken=spoken)
        former[stem] = latest = is_osce
        if is_osce:
            found.append(Place(*match.span(), number, certain))
        else:
            others += 1
    return tuple(found), others


def _is_nearest(
    plain: str, ahead: list[tuple[int, int, bool]], match: re.Match[str], *, spoken: bool
) -> bool:
    """Return True if the OSCE is the nearest body to a word in the sentence.

    A body right after the word ("chair of the FSC") is nearest. If all are far, it is the chair mentioned
    before.
    """
    nearest = min(ahead, key=lambda body: _distance(plain, body, *match.span()), default=None)
    if nearest is not None and _distance(plain, nearest, *match.span()) < _NEAR:
        return nearest[2]
    before = nearest is not None and nearest[2] and nearest[0] < match.start()
    return before or match[0].lower() == "chairpersonship" or spoken


def _chair_nearby(
    ahead: list[tuple[int, int, bool]], holding: list[int], start: int, end: int
) -> bool | None:
    """Return True if the OSCE or its Chair is named next to a word, False if another body is."""

    def gap(body: tuple[int, int, bool]) -> int:
        return max(start - body[1], body[0] - end)

    nearest = min(ahead, key=gap, default=None)
    if nearest is not None and gap(nearest) < _BESIDE:
        return nearest[2]
    return True if any(abs(one - end) < _BESIDE for one in holding) else None


def _distance(plain: str, body: tuple[int, int, bool], start: int, end: int) -> int:
    if body[0] < end:
        return start - body[1] + 8
    # "the chair of the FSC", but not "the Chair and the format of the Minsk Group"
    gap = plain[end : body[0]]
    return len(gap) if _OF.match(gap) else len(gap) + _NEAR // 2


def chairs_found(
    text: Text,
    places: tuple[Place, ...],
    named: tuple[Named, ...],
    holders: list[Holder],
    year: int | None,
) -> list[Found]:
    """Return the Chairpersonships that a text mentions, the likeliest first.

    Args:
        text: the text.
        places: the places that mention the Chair.
        named: the places that name States.
        holders: the Chairpersons-in-Office that it names.
        year: the year of the article, if known.

    >>> from osce_tracker.press.names import names_in
    >>> text = Text.of("Armenia supports Serbia's OSCE chairmanship.")
    >>> chairs_found(text, chair_places(text, "en")[0], names_in(text, "en"), [], None)[0].state
    'RS'
    """
    weights = defaultdict[str, float](float)
    where = defaultdict[str, list[tuple[int, int]]](list)
    by_sentence = grouped((text.sentence_at(one.start), one) for one in named)
    holders_by_sentence = grouped((text.sentence_at(one[1][0]), one) for one in holders)
    for place in places:
        nearest: dict[str, float] = {}
        for state, weight, span in _near(text, place, by_sentence.get(place.sentence, [])):
            # A State counts once for each word, however often the sentence names it.
            nearest[state] = max(nearest.get(state, 0), weight)
            where[state].append(span)
        for state, weight in nearest.items():
            weights[state] += weight
        for minister, span in holders_by_sentence.get(place.sentence, ()):
            distance = abs(span[0] - place.end)
            weight = (4.0 if distance < 80 else 1.0) if place.certain else 0.5
            weights[minister.state] += weight
            where[minister.state].append(span)
    for minister, span in holders if places else ():
        # A Chairperson-in-Office named far from the word still counts a little.
        weights[minister.state] += 1.0
        where[minister.state].append(span)
    spans_of = dict.fromkeys(text.sentences[place.sentence] for place in places)
    stated = [int(match[0]) for begin, end in spans_of for match in YEAR.finditer(text.plain, begin, end)]
    anywhere = [int(match[0]) for match in YEAR.finditer(text.plain)]
    terms_of = {
        state: _term(state, [one for one, _ in holders if one.state == state], stated, anywhere, year)
        for state in weights
    }
    is_stated = {state for state, (own, _) in terms_of.items() if own in stated and state in _terms()}
    bids = _BID.search(text.plain) is not None
    found: list[Found] = []
    for state, total in weights.items():
        weight = total
        own, holder = terms_of[state]
        if state not in _terms() and not bids and weight < _LINKED * 2:
            # A State that has never had the Chair and isn't a candidate is only commenting on it.
            weight *= _LESS
        elif is_stated and state not in is_stated and (year is None or own not in (year, year + 1)):
            weight *= _OTHER_YEAR
        others = {span for one, span in holders if one is not holder}
        spans = [span for span in where[state] if span not in others] or where[state]
        found.append(Found(state, weight, tuple(spans), own, holder))
    if places and all(one.weight < _LINKED for one in found):
        # Nobody is named near the word, so it means whoever was in the chair that year, if named at all.
        years = {*stated, *(() if year is None else (year, year + 1))}
        known = {one.code: (one.start, one.end) for one in reversed(named) if one.kind != "capital"}
        found += [
            Found(code, _LINKED, (known[code],), _term(code, [], stated, anywhere, year)[0], None)
            for code in sorted(known)
            if not years.isdisjoint(_terms().get(code, ()))
        ]

    now = year or 0
    found = [
        # "Hungary chaired it in 1995": a term that is long over
        one._replace(weight=one.weight * (_PAST if one.year and one.year < now - 1 else 1))
        for one in found
        if one.weight >= _LEAST
    ]
    # A coming term is no less certain, but the sitting Chair is more likely.
    coming = {one.state for one in found if now and one.year and one.year > now and one.state in _terms()}
    return sorted(found, key=lambda one: (-one.weight * (_LESS if one.state in coming else 1), one.places[0]))


@cache
def _terms() -> dict[str, list[int]]:
    """Return the years in which each State had the Chair."""
    return grouped((str(term.state), term.until.year) for term in chairs())


def holders_in(text: Text) -> list[Holder]:
    """Return the Chairpersons-in-Office that a text names in full, with the places.

    Args:
        text: the text.
    """
    words = text.words
    found: list[Holder] = []
    for place, word in enumerate(words):
        surname = surname_meant(word.text) if word.text[0].isupper() else None
        for minister in ministers().get(surname or "", ()):
            # "quell'Ignazio Cassis"
            first = folded(words[place - 1].text.rpartition("'")[2])
            given = folded(minister.name).split()[:-1]
            if first in given or first in _TITLED or any(spoken_alike(one, first) for one in given[:1]):
                found.append((minister, (words[place - 1].start, word.end)))
    return found


def _near(text: Text, place: Place, named: list[Named]) -> Iterator[tuple[str, float, tuple[int, int]]]:
    """Yield the States near the word for the Chair, with their weights."""
    first, last = text.word_at(place.start), text.word_at(place.end)
    for one in named[:60]:
        begin, end = one.first, one.last + 1
        between = text.lows(end, first) if end <= first else text.lows(last, begin)
        linked = all(low in _BETWEEN or low.isdigit() for low in between)
        gap = text.plain[one.end : place.start] if end <= first else text.plain[place.end : one.start]
        # "Malta, the next OSCE chair"
        linked &= "," not in gap or all(low in _APPOSED for low in between)
        if ":" in gap or ";" in gap:
            # A colon separates them, as in a heading.
            weight = 0.5
        elif one.kind == "capital":
            # "the Skopje chairmanship"
            weight = 3.0 if end == first else 0.6 if linked else 0.0
        elif linked:
            weight = 4.0
        elif len(between) <= 3 or (
            # "expects Malta to remain a broker as OSCE chair"
            end <= first
            and one is _last(named, place)
            and ("as" in between[-3:] or _BACK.intersection(between))
        ):
            weight = 1.2
        else:
            weight = 0.5
        if (_COMING | _GONE).intersection(text.lows(min(begin, first) - 3, max(end, last) + 1)):
            weight *= _LESS
        if weight:
            yield one.code, weight, (one.start, one.end)


def _last(named: list[Named], place: Place) -> Named | None:
    """Return the last State named before the word for the Chair."""
    return next((one for one in reversed(named) if one.end <= place.start), None)


def _term(
    state: str, own: list[Minister], stated: list[int], anywhere: list[int], year: int | None
) -> tuple[int | None, Minister | None]:
    """Return the year of a State's term in a text, and its Chairperson-in-Office, if named.

    Args:
        state: the State.
        own: the State's Chairpersons-in-Office that the text names.
        stated: the years in sentences on the Chair.
        anywhere: all years of the text.
        year: the year of the article, if known.
    """
    terms = _terms().get(state, [])
    holding = [one.year for one in own]
    # A present or future holder counts for more than the year of an earlier term: "as in 2014".
    now = [one for one in holding if year is not None and one in (year, year + 1)]
    for years in (now or (year,), stated, holding, terms if len(terms) == 1 else (), anywhere):
        hit = next((one for one in years if one in terms), None)
        if hit is not None:
            return hit, next((one for one in own if one.year == hit), None)
    if terms:
        # "The Final Act of 1975" doesn't refer to a term.
        latest = max(
            (one for one in (year, *anywhere) if one is not None and one >= terms[0] - _AHEAD), default=None
        )
        return None if latest is None else min(terms, key=lambda one: (abs(one - latest), -one)), None
    # A bid is for a future year.
    return next((one for one in stated if year is None or one > year), None), None
