"""Articles in other languages than English, of which only States, dates and the Chair are read."""

import re
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from osce_tracker.press.article import Article, Draft, DraftField
from osce_tracker.press.chair import holders_in
from osce_tracker.press.dates import is_just_before, weekday_before
from osce_tracker.press.facts import LIKELY, Reading
from osce_tracker.press.language import LANGUAGES
from osce_tracker.press.names import Named


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


#: Words of speech and of stance, by language, without their endings.
_SAID: Final = {
    language: re.compile(rf"\b(?:{stems})\w*", re.IGNORECASE)
    for language, stems in {
        "ru": "сказа|заяв|отме[тч]|подчеркн|подчёркн|подчеркив|назва|добав|слов|выступ|расска|"
        "поддерж|поздрав|призва|призыв|сообщ|критик|раскритик|обвин|готов|выра[зж]|"
        "поблагодар|благодар|привет|рассчит|наде[яю]|подтверд|пожел|желает|указа|счита|обещ|"
        "пообещ|отверг|предупре|обрати|мнени|намерен|убежд|увер|оцен|сожале|осуд|опас|одобр|"
        "ответ|поясн|уточн|напомн|призна|предлож|предлага|отказ|против|согласи|поручи|"
        "констатир|проинформир|заинтересован",
        "fr": r"[ao]n?t?\s\w+(?:é|i|u|is)\b|fait\s(?:savoir|part)|reconnaiss|félicit|appuy|appel|réaffirm|"
        r"souten|souti|affirm|dit\b|promet|promis|critiqu|compt|exprim|déclar|soulign|estim|salu|"
        r"remerci|rend\w*\shommage|apport|approuv|partag|intervention|expliqu|monsieur|selon|jug|espèr|souhait|"
        "plaid|regrett|dénonc|condamn|assur|confi|rappel|encourag|accueil|invit",
        "de": r"\w+te\b|hie(?:ß|ss)|kritik|find|,\sso\s|sagt|steh|so\s(?:der|die)\b|empfing|traf|erklär|"
        "dank|beton|lob|bedauer|hob|unterstr|würdig|sprach|spricht|unterstütz|kritisier|versprach|"
        "versprech|versicher|gratul|beglückwünsch|hoff|kündig|freu|warf|nannte|rief|forder|teilte|"
        "begrüß|wünsch|äußer|mahn|meint|verlang|dräng|bekräft|laut|zufolge|lehn|warn|verwies|weist|"
        r"plädier|will|wolle|werde|sieht|sah|stell|setz|bot|erinner|sei(?:en)?\b|verurteil|zeigt",
        "it": r"h?an?n?o?\s\w+[ts]o\b|sostegno|sostien|sosten|appogg|confid|auspic|elogi|critic|"
        "assicur|detto|dichiar|sottoline|ringrazi|afferm|spieg|ricord|secondo|augur|plau[ds]|"
        "rinnov|condivid|intend|rilev|ribad|apprezz|esprim|espress|conferm|condann|deplor|"
        "grazie|annunci|congratul|osserv|aggiun",
        "es": r"\w+ó\b|dijo|dice|respald|apoy|elogi|critic|dese[óa]|salud|asegur|manifest|expres|reiter|"
        "promet|confi|gracias|señal|declar|afirm|subray|agradec|dio|felicit|apunt|recalc|"
        "insist|dado a conocer|añad|según|destac|pidi|pide|llam|sostuv|sostien|record|"
        "recuerd|advirti|advier|espera|abog|reconoc|comprom|rechaz|denunci|anunci|consider|"
        "coment|lament|compart|detect|valor|trasmit|transmit|ofrec",
        "fi": "sano|tote|muistut|kerto|korost|mukaan|kiit|puhu|arvioi|tuk(?:ee|i|ea|evat)|onnit|"
        "lupa|arvost|toivo|vakuut|ilmoit|ilmais|painot|keh[ui]|kritiso|linjas|vaati|vaatii|"
        "katso|pit(?:ää|i)|usko|arvostel|esitt|huomaut|tervehti|puolta|peräänkuulut|halu|"
        "aiko|näke|komment|kirjoit|lausu|tuomits|pahoit|kuva[ai]",
    }.items()
}
#: Words for offices.
_TITLES: Final = {
    "ru": _compiled(
        r"министр|президент|посол|посла|представител|постпред|глав[аы]|мид\b|премьер|"
        r"делегаци|дипломат|правительств|ведомств|\bсторон[аы]\b|спикер"
    ),
    "fr": _compiled(
        r"ministre|ministère|président|ambassad|représentant|porte-parole|"
        r"délégation|diplomatie|gouvernement|secrétaire"
    ),
    "de": _compiled(
        r"minister|präsident|botschaft|kanzler|amt\b|chefdiplomat|amtskolleg|sprecher|"
        r"delegation|regierung|vertreter|sekretär"
    ),
    "it": _compiled(
        r"ministr|presidente|ambasciat|segretario di stato|rappresentante|portavoce|titano|"
        r"delegazione|diplomazia|governo"
    ),
    "es": _compiled(
        r"ministr|presidente|embajad|secretario|representante|portavoz|"
        r"delegación|diplomacia|gobierno|titular"
    ),
    "fi": _compiled(r"ministeri|presidentti|suurlähettil|edustaja|puheenjohtaj|valtuuskun|tiedottaj|hallitu"),
}

#: Words that announce a visit.
_NOTICES: Final = {
    "ru": _compiled(r"прибудет|прибывает|посетит|отправится|едет в"),
    "fr": _compiled(r"se rendra|est attendue? (?:à|en|au)|effectuera une visite"),
    "de": _compiled(r"wird (?:\w+ ){0,6}(?:besuchen|reisen|eintreffen|erwartet)|reist (?:am|nach)"),
    "it": _compiled(r"si recherà|è attes[oa] (?:a|in)|sarà in visita|arriv(?:erà|a) a|è previst[oa] un"),
    "es": _compiled(r"viajará|visitará|llegará a"),
    "fi": _compiled(r"vierailee|matkustaa|saapuu"),
}
#: Words of a view, without their endings, which no announcement of a visit has.
_STANCES: Final = {
    "ru": _compiled(
        r"\b(?:поддерж|благодар|поздрав|критик|осуд|готов|наде[яюж]|рассчит|обвин|против|призва|привет)"
    ),
    "fr": _compiled(
        r"\b(?:souti|soute|appu[iy]|remerci|félicit|critiqu|condamn|salu|espèr|compt|regrett|oppos|prom|prêt)"
    ),
    "de": _compiled(
        r"\b(?:unterstütz|dank|bedank|lobt|lobend|gratul|kriti|verurteil|hoff|begrüß|würdig|bereit|forder|"
        "warn|lehn|wünsch)"
    ),
    "it": _compiled(
        r"\b(?:sostegno|sostien|appogg|ringrazi|congratul|critic|condann|auspic|plaud|elogi|pront|contr)"
    ),
    "es": _compiled(r"\b(?:apoy|respald|agradec|felicit|critic|conden|elogi|espera|salud|dispuest|rechaz)"),
    "fi": _compiled(r"\b(?:tuk|kiit|onnit|kriti|tuomit|toivo|valmi|vastust|arvost)"),
}

#: Bodies of the OSCE in which States speak on its agenda.
_COUNCILS: Final = _compiled(
    r"постоянн\w+ совет|совет\w* министров (?:иностранных дел )?обсе|\bсмид\b|conseil permanent|"
    r"conseil (?:ministériel|des ministres) de l.osce|ständige\w* rat|osze-ministerr|"
    r"ministerrat\w* der osze|consiglio permanente|consiglio (?:ministeriale|dei ministri) (?:dell.)?osce|"
    r"consejo permanente|consejo (?:ministerial|de ministros) de la osce|pysyvä\w* neuvosto|"
    r"etyj\w* (?:\w+ )?ministerineuvosto|ministerineuvosto"
)

#: What may stand before the State with which a sentence begins.
_ARTICLE: Final = _compiled(r"\W*(?:l[ae]s? |l'|l[' ]|die |der |il |la |lo |el |los )?")
#: "il sostegno dell'", "la gratitude de la"
_BACKING: Final = _compiled(
    r"(?:soutien|appui|gratitude|confiance|sostegno|appoggio|gratitudine|apoyo|respaldo|gratitud|"
    r"unterstützung|поддержк\w+ со стороны|готовност\w+) ?(?:(?:plein|total|pieno|pleno|firme) )?"
    r"(?:de|del|della|dell'|de la|de l'|du|d'|der|von)? ?$"
)
#: Who speaks is named among so many sentences, not counting lines of few words such as menus and dates.
_FIRST: Final = 4
_LEAST_WORDS: Final = 8
#: "La Federación Rusa no detecta"
_NOT: Final = _compiled(r" (?:no |не |ne |n'|non |nicht )?")
#: The date of a text is among so many characters, and the day of the words among so many sentences.
_BEGINNING: Final = 400
_SENTENCES: Final = 8


@attrs.define(eq=False)
class OtherLanguage(Reading):
    """An article in another language than English."""

    def article(self) -> Article:
        """Return what the article says, with one draft."""
        note = f"In {LANGUAGES[self.language]} only States, dates and the Chair are read."
        plain, sentences = self.text.plain, self.text.sentences
        if not self.places and _COUNCILS.search(plain) is None:
            return self.none("The text names the OSCE, but no Chair of it.", note)
        if _SAID[self.language].search(plain) is None:
            return self.none("Nobody speaks in the text.", note)
        notice = _NOTICES[self.language].search(plain, 0, sentences[self._opening][1])
        if notice and not _STANCES[self.language].search(plain):
            return self.none(f'The text announces a visit or meeting ("{notice[0]}").', note)
        state = self._speaking_state()
        if not self.places and state.value is None:
            return self.none("No State speaks in a body of the OSCE in the text.", note)
        nothing = DraftField(reason=note)
        date_field = self._other_date()
        chair = self.chair()
        draft = Draft(
            state=state, group=nothing, speaker=nothing, role=nothing, counterpart=nothing, date=date_field,
            chair=chair, dimensions=nothing, stance=nothing, forum=nothing, attributed_to=nothing,
        )  # fmt: skip
        return Article(
            is_statement=True,
            reason="The text reports words "
            + ("on an OSCE Chairpersonship." if self.places else "in a body of the OSCE."),
            drafts=(draft,),
            language=self.language,
            notes=(note,),
            **self.known,
        )

    def _speaking_state(self) -> DraftField:
        """Return the State whose office is named beside a word for an office, the Chair's own last."""
        words, titles = self.text.words, _TITLES[self.language]
        chair = self.chair_state
        spots: list[tuple[int, str, int, int]] = []
        for one in self.named:
            first, last = self.text.word_at(one.start), self.text.word_at(one.end)
            begin, end = (
                self.text.word_at(at) for at in self.text.sentences[self.text.sentence_at(one.start)]
            )
            around = " ".join(word.low for word in words[max(begin, first - 5) : min(end, last + 3)])
            if titles.search(around):
                spots.append((one.start, one.code, one.start, one.end))
        for minister, span in holders_in(self.text):
            spots.append((span[0], minister.state, *span))
        speaks = "Its office is named beside a verb of speech."
        spoken = [
            (self.text.sentence_at(start), code, start, end)
            for _, code, start, end in sorted(spots)
            if self.text.sentence_at(start) <= self._opening or self._says(start)
        ]
        for number, code, start, end in spoken:
            if code != chair and number <= self._opening:
                return self.field(code, speaks, (start, end))
        for backer, reason in (
            (self._subject(), "A verb of speech follows its name."),
            (self._backer(), "It backs, or begins a sentence with a verb of speech."),
            (self._dateline(), "The dateline names its capital."),
        ):
            if backer is not None:
                return self.field(backer.code, reason, (backer.start, backer.end))
        for number, code, start, end in spoken:
            if code != chair or (number <= self._opening and self._says(start)):
                return self.field(code, speaks, (start, end))
        if chair is None:
            return DraftField(reason="The text doesn't say which State speaks.")
        if chair not in {code for _, code, _, _ in spots} and not titles.search(self.text.plain):
            return DraftField(reason="No office is named beside a verb of speech.")
        places = [(one.start, one.end) for one in self.named if one.code == chair][:2]
        return self.field(chair, "Nobody but the Chair speaks.", *places)

    @cached_property
    def _opening(self) -> int:
        """The number of the last sentence of the opening."""
        sentences = enumerate(self.text.sentences)
        full = [n for n, place in sentences if len(self.text.plain[slice(*place)].split()) >= _LEAST_WORDS]
        return full[:_FIRST][-1] if full else 0

    def _says(self, start: int) -> bool:
        """Return True if a sentence has a verb of speech."""
        sentence = self.text.sentences[self.text.sentence_at(start)]
        return _SAID[self.language].search(self.text.plain, *sentence) is not None

    def _subject(self) -> Named | None:
        """Return the State, other than the Chair's, in front of a verb of speech: "la France salue"."""
        said = _SAID[self.language]
        for one in self.named:
            gap = _NOT.match(self.text.plain, one.end)
            if one.kind == "name" and one.code != self.chair_state and gap is not None:
                verb = said.match(self.text.plain, gap.end())
                if verb is not None and " " not in verb[0]:
                    return one
        return None

    def _dateline(self) -> Named | None:
        """Return the State whose capital is in the dateline: "MOSCÚ, 24 oct". Everybody goes to Vienna."""
        for one in self.named:
            is_line = one.start < _BEGINNING and self.text.plain[one.start : one.end].isupper()
            if is_line and one.kind == "capital" and one.code not in ("AT", self.chair_state):
                return one
        return None

    def _backer(self) -> Named | None:
        """Return the State, other than the Chair's, that backs or begins a sentence with a verb of speech."""
        for one in self.named:
            begin, _ = self.text.sentences[self.text.sentence_at(one.start)]
            before = self.text.plain[begin : one.start]
            # "La France se félicite", but no dateline
            goes_on = self.text.plain[one.end : one.end + 3].removeprefix("," if one.kind == "name" else "")
            is_subject = _ARTICLE.fullmatch(before) and goes_on[:1] == " " and goes_on[1:2].islower()
            is_backer = _BACKING.search(before[-60:]) is not None
            if (is_subject or is_backer) and one.code != self.chair_state and self._says(one.start):
                return one
        return None

    def _other_date(self) -> DraftField:
        """Return the first date of the text, or the day near it on which somebody spoke."""
        year = self.year_of_days
        days = [
            one._replace(year=one.year or year)
            for one in self.dates
            # On 1 January the chair changes hands.
            if one.day is not None and (one.year or year) and (one.month, one.day) != (1, 1)
        ]
        first = next((one for one in days if one.start < _BEGINNING and one not in self.stamps), None)
        top = first or next(iter(self.stamps), None)
        if top is None:
            return self.undated()
        said = _SAID[self.language]
        for number, place in enumerate(self.text.sentences[:_SENTENCES]):
            sentence = self.text.plain[slice(*place)]
            if number not in self.in_chair and said.search(sentence) is None:
                continue
            others = [one for one in days if one is not top and place[0] <= one.start < place[1]]
            near = next((one for one in others if is_just_before(one, top)), None)
            if near is not None:
                return self.dated(
                    near, near.period(), LIKELY, "It is the day in a sentence with a verb of speech."
                )
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
        return self.dated(top, top.period(), LIKELY, reason)
