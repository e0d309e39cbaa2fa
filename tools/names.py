"""Write the names of States in other languages: ``python tools/names.py``.

The names come from the Unicode CLDR through babel: in the six official languages of the OSCE and in the
national languages of the States. ``OTHERS`` adds names that people use and CLDR doesn't have. A name that
another State, country, group or word of the registry has too is left out, and the script prints it. It
writes ``osce_tracker/data/reference/state_names.json`` and, beside it, the licence of the CLDR. The same
version of babel gives the same bytes.
"""

import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.languages import get_official_languages

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from osce_tracker.model.bundled_json import read_bundled  # noqa: E402
from osce_tracker.model.plain import to_json  # noqa: E402
from osce_tracker.model.state_names import spellings  # noqa: E402

REFERENCE = ROOT / "osce_tracker" / "data" / "reference"
#: The version of the CLDR that the file is made of.
CLDR = "49"
OFFICIAL = ("en", "fr", "de", "it", "ru", "es")
#: Scripts of languages that have several; locales such as English in the Shavian alphabet are left out.
SCRIPTS = ("Arab", "Cyrl", "Latn")
#: Names that CLDR doesn't have: formal names in the official languages, and codes and short forms in use.
OTHERS = {
    "AD": ["Principat d'Andorra"],
    "AF": ["Islamic Republic of Afghanistan"],
    "AL": ["Shqipëria"],
    "AM": ["Hayastan"],
    "BA": ["B&H", "Bosnia and Herzegowina", "Bosnien"],
    "BG": ["BUL"],
    "BY": ["Weißrussland", "Белоруссия"],
    "CH": [
        "Schweizerische Eidgenossenschaft",
        "Confédération suisse",
        "Confederazione Svizzera",
        "Confederación Suiza",
        "Швейцарская Конфедерация",
        "Confoederatio Helvetica",
        "SUI",
    ],
    "CSHH": [
        "ČSSR",
        "Tschechoslowakei",
        "Cecoslovacchia",
        "Checoslovaquia",
        "Чехословакия",
        "Czecho-Slovakia",
    ],
    "CZ": [
        "Tschechische Republik",
        "République tchèque",
        "Repubblica Ceca",
        "República Checa",
        "Чешская Республика",
    ],
    "DDDE": [
        "Deutsche Demokratische Republik",
        "RDA",
        "Repubblica Democratica Tedesca",
        "República Democrática Alemana",
        "Германская Демократическая Республика",
        "ГДР",
    ],
    "DE": [
        "German Federal Republic",
        "Bundesrepublik Deutschland",
        "BRD",
        "République fédérale d'Allemagne",
        "RFA",
        "Repubblica federale di Germania",
        "República Federal de Alemania",
        "Федеративная Республика Германия",
        "ФРГ",
        "GER",
    ],
    "FR": [
        "République française",
        "Französische Republik",
        "Repubblica francese",
        "República Francesa",
        "Французская Республика",
    ],
    "GB": [
        "G.B.",
        "Great Britain and Northern Ireland",
        "Großbritannien",
        "Grande-Bretagne",
        "Gran Bretagna",
        "Gran Bretaña",
        "Соединенное Королевство",
        "Соединенное Королевство Великобритании и Северной Ирландии",
        "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord",
        "Vereinigtes Königreich Großbritannien und Nordirland",
        "Regno Unito di Gran Bretagna e Irlanda del Nord",
        "Reino Unido de Gran Bretaña e Irlanda del Norte",
    ],
    "GE": ["Sakartvelo"],
    "GR": [
        "EL",
        "GRE",
        "Hellenische Republik",
        "République hellénique",
        "Repubblica ellenica",
        "República Helénica",
        "Греческая Республика",
    ],
    "HR": ["CRO"],
    "IT": [
        "Italienische Republik",
        "République italienne",
        "Repubblica italiana",
        "República Italiana",
        "Итальянская Республика",
    ],
    "KG": [
        "Kirgistan",
        "Kirgisische Republik",
        "République kirghize",
        "Кыргызстан",
        "Кыргызская Республика",
        "Repubblica kirghisa",
        "República Kirguisa",
        "Kirgizia",
    ],
    "KZ": ["Kazakstan", "Kazajstán", "Qazaqstan"],
    "MD": ["Moldau", "Moldawien", "Молдавия"],
    "MK": [
        "Northern Macedonia",
        "TFYROM",
        "Macedonia FYROM",
        "ehemalige jugoslawische Republik Mazedonien",
        "ex-République yougoslave de Macédoine",
        "ex Repubblica jugoslava di Macedonia",
        "ex República Yugoslava de Macedonia",
        "бывшая югославская Республика Македония",
    ],
    "MN": ["Монгол Улс"],
    "NL": ["Hollande", "Olanda", "Holanda", "Голландия", "Королевство Нидерландов", "i Paesi Bassi", "NED"],
    "PL": ["Rzeczpospolita Polska"],
    "PT": [
        "Portugiesische Republik",
        "République portugaise",
        "Repubblica portoghese",
        "República Portuguesa",
        "Португальская Республика",
    ],
    "RO": ["Roumania"],
    "RS": [
        "State Union of Serbia and Montenegro",
        "Serbien und Montenegro",
        "Serbie-et-Monténégro",
        "Сербия и Черногория",
    ],
    "RU": [
        "Russische Föderation",
        "Federazione Russa",
        "Federación de Rusia",
        "Federation of Russia",
        "Российская Федерация",
        "РФ",
        "Federación Rusa",
    ],
    "SK": [
        "Slowakische Republik",
        "République slovaque",
        "Repubblica Slovacca",
        "República Eslovaca",
        "Словацкая Республика",
    ],
    "SUHH": [
        "UdSSR",
        "Sowjetunion",
        "URSS",
        "Union soviétique",
        "Unione Sovietica",
        "Unión Soviética",
        "СССР",
    ],
    "TJ": ["Tadzhikistan"],
    "TM": ["Туркмения"],
    "TR": ["Turkiye Cumhuriyeti", "Турецкая Республика"],
    "US": [
        "Vereinigte Staaten von Amerika",
        "Stati Uniti d'America",
        "Estados Unidos de América",
        "Соединенные Штаты Америки",
        "США",
        "EE. UU.",
        "EEUU",
    ],
    "VA": [
        "Vatican City State",
        "State of the Vatican City",
        "Vatican State",
        "Heiliger Stuhl",
        "Santa Sede",
        "Святой Престол",
        "Святейший Престол",
        "der Heilige Stuhl",
        "Vaticano",
    ],
    "YUCS": ["Jugoslawien", "Jugoslavia", "Югославия"],
}
#: Parts of a State that people take for one.
PARTS = {"GB": ["England", "Scotland", "Wales", "Northern Ireland"]}


def locales(codes: list[str]) -> list[str]:
    """Return the locales of the official languages and of the national languages of States."""
    national = {
        tongue.split("_")[0] for code in codes for tongue in get_official_languages(code, de_facto=True)
    }
    # The constitution makes Romansh one of Switzerland's national languages; the CLDR calls it regional.
    national.add("rm")
    found: list[str] = []
    for name in localedata.locale_identifiers():
        tongue, *rest = name.split("_")
        if tongue in {*OFFICIAL, *national} and (not rest or rest[0] in (*SCRIPTS, *codes)):
            found.append(name)
    return sorted(found)


def cldr(codes: list[str]) -> dict[str, set[str]]:
    """Return the names of all countries in the languages of States, by code of the country."""
    names: dict[str, set[str]] = {}
    for locale in locales(codes):
        countries: Any = Locale.parse(locale).territories
        for code, name in countries.items():
            if len(code) == 2 and name != code:
                names.setdefault(code, set()).add(name)
    return names


def taken(states: list[dict[str, Any]], names: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield every form of a name, code or word, with whose it is."""
    for state in states:
        code = state["code"]
        own = [name["name"] for name in state["names"]] + [*state["aliases"], state["french_name"], code]
        for name in (*own, state["alpha3"], *names.get(code, ()), *OTHERS.get(code, ())):
            yield from ((form, code) for form in spellings(name))
        for kind in ("metonyms", "demonyms", "ambiguous_aliases"):
            yield from ((form, f"{kind} of {code}") for word in state[kind] for form in spellings(word))
    known = {state["code"] for state in states}
    for code in sorted(names.keys() - known):
        yield from ((form, code) for name in names[code] for form in spellings(name))
    for group in read_bundled("reference", "groups.json"):
        for name in (group["code"], group["name"], *group["aliases"]):
            yield from ((form, f"group {group['code']}") for form in spellings(name))


def document() -> list[dict[str, Any]]:
    """Return the content of the file."""
    states = read_bundled("reference", "states.json")
    names = cldr([state["code"] for state in states])
    owners: dict[str, set[str]] = {}
    for form, owner in taken(states, names):
        owners.setdefault(form, set()).add(owner)
    made: list[dict[str, Any]] = []
    for state in sorted(states, key=lambda state: state["code"]):
        code = state["code"]
        own = {form for name in state["names"] for form in spellings(name["name"])}
        own |= {form for name in (*state["aliases"], state["french_name"]) for form in spellings(name)}
        record: dict[str, Any] = {"code": code, "cldr": [], "others": [], "parts": PARTS.get(code, [])}
        for kind, given in (("cldr", sorted(names.get(code, ()))), ("others", OTHERS.get(code, []))):
            for name in given:
                forms = [form for form in spellings(name) if form not in own]
                others = {owner for form in forms for owner in owners[form] - {code}}
                if others:
                    print(
                        f"left out: {name!r} of {code} is also {', '.join(sorted(others))}", file=sys.stderr
                    )
                elif forms:
                    own.update(forms)
                    record[kind].append(name)
        made.append(record)
    return made


def main() -> None:
    """Write the file and the licence."""
    (REFERENCE / "state_names.json").write_bytes(to_json(document()))
    licence = files("babel").joinpath("locale-data", "LICENSE.unicode").read_text(encoding="utf-8")
    (REFERENCE / "state_names.LICENSE").write_text(licence, encoding="utf-8")


if __name__ == "__main__":
    main()
