"""Finds States and groups in a text: by name, adjective or capital, in seven languages."""

import re
from functools import cache
from typing import Final

import attrs

from osce_tracker.dataset.bundled import states
from osce_tracker.press.text import Text, word_set

#: The stems of words for States in Russian, French, German, Italian, Spanish and Finnish: names and
#: adjectives. A word names the State if it starts with the stem and has an ending of at most seven letters.
#: English words aren't here: the reference data have them.
_STEMS: Final = {
    "AL": "alban албан",
    "AD": "andorr андорр",
    "AM": "arméni arméno armeni армени армян",
    "AT": "österreich autrich austri itäval австри",
    "AZ": "azerba azerbe aserb azerí азерб",
    "BA": "bosni bosnisch боснийск босни",
    "BE": "belgi belge belgisch belga бельги",
    "BG": "bulgari bulgare búlgar болгар",
    "BY": "biélorus weißrus belarus bielorrus bieloru valkoven белорус белару",
    "CA": "canad kanad канад",
    "CH": "suisse schweiz svizzer suiza suizo sveits швейцар",
    "CY": "chypr zyper zypr cipr chipr kypro кипр",
    "CZ": "tchè tschech tschechisch cec checa checo tšek чех чешск",
    "DE": "allema deutsch alemán alemania tedesc germania saksa saksal герман немецк",
    "DK": "danemark danois dänemark dänisch danimarc danese dinamarc danés tanska дани датск",
    "EE": "estoni estni viro эстон",
    "ES": "espagn spani spagn españ espanj испан",
    "FI": "finland finnland finnisch suome suoma suomi финлянд финск",
    "FR": "franç france frankreich franzö frances francia ransk франц",
    "GB": "britann britisch royaume-uni großbritann regno-unito британ великобритан",
    "GE": "géorgi georgi georgisch грузи грузин",
    "GR": "grèce grec griech grecia greco greca grieg kreik греци греческ",
    "HR": "croat kroat croaz croac хорват",
    "HU": "hongr ungar ungher húngar hungr unkar венгр венгер",
    "IE": "irland irisch irlan ирланд",
    "IS": "island isländ исланд",
    "IT": "italie italien italia италь итали",
    "KG": "kirghiz kirgis киргиз кыргыз",
    "KZ": "kazakh kasach kazak kazaj казахстан казах",
    "LI": "liechtenst лихтенштейн",
    "LT": "litua litau liettua литв литов",
    "LU": "luxemb luxembour lussemb люксембург",
    "LV": "letton lettl lettisch letoni latvia латв латыш",
    "MC": "monac monega monég монак",
    "MD": "moldav moldau moldov молдав молдов",
    "ME": "monténég montenegr черногор",
    "MK": "macédon mazedon macedon nordmazedon makedon македон",
    "MN": "mongol монгол",
    "MT": "malt мальт",
    "NL": "néerland pays-bas niederl paesi-bassi olandes neerland holand holland alankoma нидерланд голланд",
    "NO": "norv norweg noruega norueg norja норвег норвеж",
    "PL": "pologn polon polen polnisch polac puola польш польск",
    "PT": "portug португал",
    "RO": "rouman roumain rumän rumen ruman romania румын",
    "RS": "serb сербск серби",
    "RU": "russ rusia ruso rusa venäj росси российск рф",
    "SE": "suède suédois schwed svez svedes sueci sueco ruots швец шведск",
    "SI": "slovèn slowen sloven esloven словен",
    "SK": "slovaqu slowak slovacc eslova slovak словак словац",
    "SM": "sammarin сан-марин saint-marin titano",
    "TJ": "tadjik tadschik tagik tayik таджик",
    "TM": "turkmén turkmen туркмен",
    "TR": "turqu türkei türkisch turc turqu turk турци турецк",
    "UA": "ukrain ucrain ucrani украин",
    "US": "états-unis américain usa amerikan statunitens stati-uniti estadounid yhdysval сша американск",
    "UZ": "ouzbek usbek uzbek узбек",
    "VA": "saint-siège vatic vatik santa-sede ватикан",
}
_LONGEST_ENDING: Final = 7
#: The same for seats that stand for a government.
_SEATS: Final = {
    "RU": "moscou moskau mosca moscú moskova москв кремл kreml kremlin", "DE": "berlin berlín берлин berliin",
    "FR": "paris parís parigi pariis париж élysée", "IT": "farnesina palazzo-chigi", "ES": "madrid мадрид",
    "US": "washington вашингтон", "GB": "londres londra лондон lontoo", "UA": "kiew kiev киев kiova",
    "PL": "varsovie warschau varsavia varsovia варшав varsova", "TR": "ankara анкар", "KZ": "астан astana",
    "AM": "ереван erevan jerewan", "AZ": "bakou baku bakú баку", "GE": "тбилиси tbilissi tiflis",
    "BY": "минск", "SE": "stockholm стокгольм tukholma", "FI": "helsinki хельсинк", "CH": "bern берн berna",
    "AT": "ballhausplatz", "KG": "бишкек bischkek", "UZ": "ташкент taschkent", "TJ": "душанбе",
    "MD": "кишинев кишинёв", "RS": "белград", "EE": "таллин tallinna", "LT": "вильнюс", "LV": "риг",
    "CY": "nicosie nikosia nicosia никоси", "MT": "valette valletta valeta валлетт",
}  # fmt: skip
_SEAT: Final = re.compile(r"(?:s|e|a|n|i?in|i?ssa|i?sta|у|е|ой|ом|ы|а|и|ии)?")
#: "L'Italia", "dell'Austria"
_ARTICLE: Final = re.compile(r"^(?:l|d|(?:de|ne|a|da|su)ll|un)'")
#: Names of two words in these languages. The other words are compared without them.
_PAIRS: Final = {
    "san marino": "SM", "santa sede": "VA", "saint siège": "VA", "heiliger stuhl": "VA",
    "heiligen stuhls": "VA",
    "stati uniti": "US", "estados unidos": "US", "vereinigte staaten": "US", "vereinigten staaten": "US",
    "соединенные штаты": "US", "соединенных штатов": "US", "reino unido": "GB", "regno unito": "GB",
    "royaume uni": "GB", "pays bas": "NL", "paesi bassi": "NL", "países bajos": "NL", "états unis": "US",
    "святой престол": "VA", "святого престола": "VA", "босния и": "BA",
}  # fmt: skip
#: Words that are adjectives or names of people but missing from the reference data.
_MORE: Final = {
    "AT": "austrians", "CH": "switzerland's", "MK": "northern macedonia|macedonia", "GB": "uk's",
    "NL": "hague", "TR": "türkiye", "IE": "republic ireland", "KZ": "kazakhs", "US": "u. s.|american",
    "RU": "russians", "UA": "ukrainians", "FI": "suomi", "CY": "greek cypriot|greek cypriots",
}  # fmt: skip


#: After "Minsk", these show that it doesn't mean a government.
_FORMATS: Final = word_set("group agreements agreement process structures conference co-chairs format")
#: The most words in a name.
_LONGEST_NAME: Final = 8


#: "the Swiss-led OSCE"
_LED: Final = re.compile(r"-(?:led|chaired|run)$")


@attrs.frozen
class Named:
    """A place where a text names a State."""

    code: str
    #: "name", "adjective", "capital" for a seat that may stand for the government, or "group".
    kind: str
    start: int
    end: int
    #: Its words, by number.
    first: int
    last: int
    #: Whether a possessive follows: "Finland's".
    possessive: bool = False


@cache
def _english() -> dict[tuple[str, ...], tuple[str, str]]:
    """Return the code and the kind of the English words for States and for groups that speak as one."""
    texts = [
        (text, group.code, "group")
        for group in states().groups
        if group.speaks_for_members
        for text in (group.code, group.name, *group.aliases)
    ]
    for state in reversed(states().states):
        seats = (*state.metonyms, *state.ambiguous_aliases, state.capital or "")
        names = (*(name.name for name in state.names), *state.aliases, *_MORE.get(state.code, "").split("|"))
        for kind, forms in (("capital", seats), ("adjective", state.demonyms), ("name", names)):
            texts += [(form, state.code, kind) for form in forms if form]
    return {
        tuple(word.low for word in Text.of(text.removeprefix("the ")).words): (code, kind)
        for text, code, kind in texts
    }


def _codes(table: dict[str, str]) -> dict[str, str]:
    return {stem: code for code, stems in table.items() for stem in stems.split()}


_BY_STEM: Final = _codes(_STEMS)
_BY_SEAT: Final = _codes(_SEATS)


def names_in(text: Text, language: str) -> tuple[Named, ...]:
    """Return the places where a text names States and, in English, groups that speak for their members.

    Args:
        text: the text.
        language: its language.

    >>> [one.code for one in names_in(Text.of("The Slovak minister went from Malta to the EU."), "en")]
    ['SK', 'MT', 'EU']
    >>> [one.code for one in names_in(Text.of("Лавров поддержал председательство Украины"), "ru")]
    ['UA']
    """
    words, find = text.words, _english_name if language == "en" else _name_by_stem
    found: list[Named] = []
    at = 0
    while at < len(words):
        code, kind, size = find(text, at)
        last = words[at + size - 1]
        if code:
            found.append(Named(code, kind, words[at].start, last.end, at, at + size - 1, last.possessive))
        at += size
    return tuple(found)


def _english_name(text: Text, at: int) -> tuple[str, str, int]:
    """Return the code, the kind and the number of words of the name that starts with a word."""
    word, known = text.words[at], _english()
    forms = (_LED.sub("", word.low), *text.lows(at + 1, at + _LONGEST_NAME))
    # Names never start with a small letter, and codes such as US count only in capitals.
    is_name = word.text[0].isupper() and (len(forms[0]) > 2 or word.text.isupper())
    if not is_name or (forms[0] == "minsk" and _FORMATS & set(forms[1:3])):
        return "", "", 1
    sizes = (size for size in range(len(forms), 0, -1) if forms[:size] in known)
    size = next(sizes, 0)
    return (*known[forms[:size]], size) if size else ("", "", 1)


def _name_by_stem(text: Text, at: int) -> tuple[str, str, int]:
    """Return the same in another language."""
    low, is_name = _ARTICLE.sub("", text.words[at].low), text.words[at].text[0].isupper()
    pair = " ".join((low, *text.lows(at + 1, at + 2))).replace("ё", "е")
    if pair in _PAIRS:
        return _PAIRS[pair], "name" if is_name else "adjective", 2
    if code := _code(low):
        return code, "name" if is_name else "adjective", 1
    return (_seat(low) or "") if is_name else "", "capital", 1


def _seat(word: str) -> str | None:
    """Return the code of the State whose seat a word names, with or without an ending."""
    sizes = (size for size in range(len(word), 2, -1) if word[:size] in _BY_SEAT)
    size = next((size for size in sizes if _SEAT.fullmatch(word, size)), None)
    return None if size is None else _BY_SEAT[word[:size]]


def _code(word: str) -> str | None:
    """Return the code of the State whose stem a word starts with."""
    for size in range(len(word), max(1, len(word) - _LONGEST_ENDING - 1), -1):
        if word[:size] in _BY_STEM and (size > 3 or size == len(word)):
            return _BY_STEM[word[:size]]
    return None
