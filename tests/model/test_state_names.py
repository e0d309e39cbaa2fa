"""Names of States as people write them: what finds a State, what doesn't, and how cells are taken apart."""

import importlib.util
from contextlib import suppress
from itertools import chain
from pathlib import Path
from unicodedata import category, normalize

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import PeriodError, UnknownStateError
from osce_tracker.model.bundled_json import read_bundled
from osce_tracker.model.state_names import spellings
from osce_tracker.model.states import StateRegistry
from tests.cases import each

ROOT = Path(__file__).resolve().parents[2]
STATES = ot.states()
FILE = read_bundled("reference", "state_names.json")
#: Every name of every State that the package knows, with the code.
NAMES = [
    *((name.name, state.code) for state in STATES for name in state.names),
    *((name, state.code) for state in STATES for name in (*state.aliases, state.french_name)),
    *((name, one["code"]) for one in FILE for name in (*one["cldr"], *one["others"])),
]
#: The Soviet Union's seat goes on as Russia's, and so does its name.
SOVIET = {
    "Union of Soviet Socialist Republics": "RU",
    "Union des Républiques socialistes soviétiques": "SUHH",
}


def _bare(name):
    return "".join(sign for sign in normalize("NFKD", name) if category(sign) != "Mn")


@each(("name", "code"), NAMES)
def test_every_name_finds_its_state(name, code):
    """Case, accents and what people put round a name make no difference."""
    code = SOVIET.get(name, code)
    variants = {name, name.upper(), name.lower(), name.title(), normalize("NFD", name), _bare(name)}
    variants |= {
        f"  {name} ",
        f"“{name}”",
        f"{name} [1]",
        f"{name}*,",
        f"({name})",
        f"{name}\u200b",
        f"• {name}:",
    }
    variants |= {
        f"{name} ({STATES[code].alpha3})",
        f"{STATES[code].alpha3} – {name}",
        f"{name[:1]}\u00ad{name[1:]}",
    }
    assert {code} == {STATES.find(variant).code for variant in variants}


def test_no_two_states_share_a_form():
    """A name that two States have would find the wrong one; only the Soviet Union's is Russia's too."""
    owners = {}
    for name, code in NAMES:
        for form in spellings(name):
            owners.setdefault(form, set()).add(code)
    shared = {form: codes for form, codes in owners.items() if len(codes) > 1}
    assert {"union soviet socialist republics": {"RU", "SUHH"}} == shared
    words = {
        form
        for state in STATES
        for word in (*state.metonyms, *state.ambiguous_aliases)
        for form in spellings(word)
    }
    assert set() == words & owners.keys()


def _script():
    pytest.importorskip("babel")
    spec = importlib.util.spec_from_file_location("names", ROOT / "tools" / "names.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_the_file_is_what_the_script_writes(capsys):
    """The names come from the CLDR and nowhere else, in the same order each time."""
    script = _script()
    core = pytest.importorskip("babel.core")
    if script.CLDR != core.get_cldr_version():
        pytest.skip("this babel has another version of the CLDR")
    assert FILE == script.document()
    assert "left out: 'Tunis' of TN is also metonyms of TN" in capsys.readouterr().err
    package = Path(ot.__file__).parent
    licence = (package / "data" / "reference" / "state_names.LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("UNICODE LICENSE V3")


def test_the_script_leaves_out_a_name_of_two(monkeypatch, capsys):
    """A name that CLDR gives to two countries, or to a country and a State, finds neither."""
    script = _script()
    given_names = {
        "FI": {"Nordland"},
        "SE": {"Nordland"},
        "NE": {"Niger", "Eesti"},
        "EE": {"Eesti"},
        "DE": {"X"},
    }
    monkeypatch.setattr(script, "cldr", lambda _codes: given_names)
    made = {one["code"]: one["cldr"] for one in script.document()}
    assert ([], [], [], ["X"]) == (made["FI"], made["SE"], made["EE"], made["DE"])
    assert "left out: 'Eesti' of EE is also NE" in capsys.readouterr().err


def test_no_other_country_is_a_state():
    """What CLDR calls a country that is no State of the OSCE finds nothing in any language."""
    script = _script()
    names = script.cldr([state.code for state in STATES if len(state.code) == 2])
    wrong = [
        (text, code)
        for code, texts in names.items()
        for text in texts
        if STATES._codes_in(text, None) not in ((), (code,))
    ]
    assert [] == wrong


@each(
    ("text", "code"),
    [
        ("Türkiye", "TR"),
        ("TÜRKİYE", "TR"),
        ("Turkıye", "TR"),
        ("Tuerkei", "TR"),
        ("OESTERREICH", "AT"),
        ("Финляндия", "FI"),
        ("Tyskland", "DE"),
        ("Spanija", "ES"),
        ("ΕΛΛΆΔΑ", "GR"),
        ("Greece (EL)", "GR"),
        ("EL", "GR"),
        ("UK", "GB"),
        ("la Suisse", "CH"),
        ("L'Albanie", "AL"),
        ("die Schweiz", "CH"),
        ("Königreich Norwegen", "NO"),
        ("République de Moldova", "MD"),
        ("Республика Армения", "AM"),
        ("Moldova, Republic of", "MD"),
        ("MOLDOVA REPUBLIC OF", "MD"),
        ("Moldova (the Republic of)", "MD"),
        ("Korea, Rep.", "KR"),
        ("Luxembourg (Grand Duchy)", "LU"),
        ("Liechtenstein, Principality of", "LI"),
        ("Germany (West)", "DE"),
        ("Germany, East", "DDDE"),
        ("Yugoslavia, Federal Republic of", "RS"),
        ("F.R. Germany", "DE"),
        ("Slovak Rep", "SK"),
        ("Bosnia/Herzegovina", "BA"),
        ("Bosnia-Herz.", "BA"),
        ("BOSNIA_AND_HERZEGOVINA", "BA"),
        ("Bosnia &amp; Herzegovina", "BA"),
        ("Macedonia (FYROM)", "MK"),
        ("the former Yugoslav Rep. of Macedonia", "MK"),
        ("U. S. A.", "US"),
        ("U.S. of America", "US"),
        ("Utd Kingdom", "GB"),
        ("S. Marino", "SM"),
        ("FI-Finland", "FI"),
        ("Finland FIN", "FI"),
        ("Suomi / Finland", "FI"),
        ("BIH – Bosnie / Herzégovine", "BA"),
        ("Korea, Republic of (KOR)", "KR"),
        ("\U0001f1eb\U0001f1ee", "FI"),
        ("\U0001f1eb\U0001f1ee Finland", "FI"),
        ("1. Finland", "FI"),
        ("**Finland**", "FI"),
        ("Finland (a)[2]†", "FI"),
        ("Finland¹", "FI"),
        ("Finland2", "FI"),
        ("Finland 1)", "FI"),
        ("Azerbaijan Republic", "AZ"),
        ("Türkiye (formerly Turkey)", "TR"),
        ("Macedonia, the Fmr. Yugoslav Rep. of", "MK"),
        ("Svizra", "CH"),
        ("Finland [note 3]", "FI"),
        ("le Royaume-Uni", "GB"),
        ("Royaume-Uni de Grande-Bretagne et d'Irlande du Nord", "GB"),
        ("Rép. tchèque", "CZ"),
        ("Rep. Checa", "CZ"),
        ("ex-République yougoslave de Macédoine", "MK"),
        ("Repubblica italiana", "IT"),
        ("Vaticano", "VA"),
        ("Shqipëria", "AL"),
    ],
)
def test_names_as_people_write_them(text, code):
    """Languages, inversions, abbreviations and additions."""
    assert code == STATES.find(text).code


@each(
    "text",
    [
        "Georgia (US)",
        "Georgia, USA",
        "Georgia [US]",
        "USA/Georgia",
        "Luxembourg (Belgium)",
        "\U0001f1f8\U0001f1ea Finland",
        "Finland (SE)",
        "FI – Sweden",
        "Finland, Sweden",
        "Serbia (Montenegro)",
        "Georgia, Republic of, Korea",
    ],
)
def test_two_states_are_not_one(text):
    """A text whose parts name two States is refused: it may be a place in one of them."""
    with pytest.raises(UnknownStateError, match=r"names several States: .* and .*\. Give one State\.$"):
        STATES.find(text)


@each(
    "text",
    [
        *("", " ", "the", "Republic of", "?", "..", "[1]", "sí", "Né"),
        *("Niger", "Congo", "Republic of the Congo", "Congo, Democratic Republic of the", "Guinea", "Mali"),
        *(
            "Republic of China",
            "China, Republic of",
            "Dominican Republic",
            "Korea",
            "Korea, North",
            "Kosovo*",
        ),
        *("Korea, Democratic People's Republic of", "Germany, Democratic Republic", "Democratic Germany"),
        *("State of Georgia", "Georgia US", "US Georgia", "South Georgia", "Georgia (U.S. state)"),
        *(
            "Macedonia (Greece)",
            "Ireland, Northern",
            "Ireland (Northern)",
            "Cyprus (North)",
            "Serbia (Kosovo)",
        ),
        *("Turkish Republic of Northern Cyprus", "United Kingdom of the Netherlands", "United Arab Emirates"),
        *("Austria-Hungary", "Vienna, Austria", "New Britain", "American Samoa", "Finland (Åland)"),
        *(
            "Finland?",
            "Finland...",
            "Finland, …",
            "not Finland",
            "Finland (Chair)",
            "Finland 2025",
            "Finland (EU)",
        ),
        *("\U0001f3f4 Georgia", "a" * 600, "Finland" * 100, "x, " * 30, "Republic of " * 10),
    ],
)
def test_what_is_no_state(text):
    """Other places, other things and doubtful texts find nothing."""
    with pytest.raises(UnknownStateError, match=r"is not (?:a|in the list)|names a State but also has"):
        STATES.find(text)


def test_what_stands_beside_a_name_is_told():
    """A name with something beside it may be a place, so the message says what is too much."""
    for text, beside in (("Finland (Chair)", "Chair"), ("Kosovo (Serbia)", "Kosovo"), ("FI: Åland", "Åland")):
        message = f"{text!r} names a State but also has {beside!r}. Give only the name or code."
        with pytest.raises(UnknownStateError) as caught:
            STATES.find(text)
        assert (message, ()) == (str(caught.value), caught.value.nearest)


@each("text", ["England", "Wales", "Northern Ireland", "N. Ireland", "the Northern Ireland [1]"])
def test_part_of_a_state(text):
    """A part that people take for a State is refused with the State that it belongs to."""
    message = r"is only a part of a State\. Did you mean United Kingdom\?$"
    with pytest.raises(UnknownStateError, match=message) as caught:
        STATES.find(text)
    assert ("United Kingdom",) == caught.value.nearest


@each(
    ("text", "near"),
    [
        ("Khazakhstan", ("Kazakhstan",)),
        ("Finlnd [1]", ("Finland",)),
        ("Republic of Moldovia", ("Moldova", "Moldavia")),
        ("Unted Kingdom", ("United Kingdom",)),
        ("Bosnia and Hercegowina", ("Bosnia and Herzegovina",)),
        *(
            (text, ())
            for text in ("Crimea", "Congo", "China", "Swaziland", "Iran", "Iraq", "Greenland", "zzz")
        ),
        *((text, ()) for text in ("North Korea", "New Georgia", "Saint Martin", "Pakistan", "Argentina")),
    ],
)
def test_suggestions_are_close(text, near):
    """A name is suggested only if it is spelt nearly so, word by word."""
    with pytest.raises(UnknownStateError) as caught:
        STATES.find(text)
    assert near == caught.value.nearest


@each(
    ("text", "codes"),
    [
        *(
            (text, "")
            for text in (
                "",
                " ",
                "no",
                "No",
                "none",
                "(none)",
                "[-]",
                " – ",
                "n/a",
                "N/A",
                "n.a.",
                "nobody",
                "None.",
                "néant",
                "Keine",
                "нет",
            )
        ),
        ("NO", "NO"),
        ("FI; NO", "FI NO"),
        ("Finland, Sweden and Norway", "FI SE NO"),
        ("Finland, Sweden, and Norway", "FI SE NO"),
        ("Finland,Sweden;", "FI SE"),
        ("Finland, Sweden,", "FI SE"),
        (", Finland", "FI"),
        ("Finland，Sweden、Norway； Denmark", "FI SE NO DK"),
        ("Finland & Sweden", "FI SE"),
        ("Finland + Sweden | Norway", "FI SE NO"),
        ("Finlande et Suède", "FI SE"),
        ("Finnland und Schweden", "FI SE"),
        ("España e Italia", "ES IT"),
        ("Финляндия и Швеция", "FI SE"),
        ("Finland\nSweden\n", "FI SE"),
        ("• Finland\n• Sweden", "FI SE"),
        ("1. Finland\n2. Sweden", "FI SE"),
        ("1) Finland 2) Sweden (3) Norway", "FI SE NO"),
        ("Finland - Sweden \u2013 Norway", "FI SE NO"),
        ("FI \u2013 Finland, Bosnia \u2013 Herzegovina", "FI BA"),
        ("Finland\tSweden<br>Norway<BR/>Malta", "FI SE NO MT"),
        ("Finland as well as Sweden, together with Norway", "FI SE NO"),
        ("FI SE  NO", "FI SE NO"),
        ("\U0001f1eb\U0001f1ee\U0001f1f8\U0001f1ea \U0001f1f3\U0001f1f4", "FI SE NO"),
        ("(France) (Lithuania)", "FR LT"),
        ("(France), (Lithuania)", "FR LT"),
        ("['Finland', 'Sweden']", "FI SE"),
        ("Finland, FI, Suomi; Finland", "FI"),
        ("Finland (FI) [1], \U0001f1f8\U0001f1ea Sweden*", "FI SE"),
        ("Bosnia and Herzegovina and Serbia", "BA RS"),
        ("Bosnia and\nHerzegovina, Malta", "BA MT"),
        ("Bosnia &amp; Herzegovina; Malta", "BA MT"),
        ("South\nKorea", "KR"),
        ("Korea, Republic of, Moldova, Republic of and Malta", "KR MD MT"),
        ("Georgia, Republic of, Moldova", "GE MD"),
        ("Ireland, Republic of Korea", "IE KR"),
        ("Germany, Federal Republic of and France", "DE FR"),
        ("UK of Great Britain & Northern Ireland and Ireland", "GB IE"),
        ("Serbia, Montenegro", "RS ME"),
        ("Serbia\nMontenegro", "RS ME"),
        ("Albania, Serbia and Montenegro", "AL RS ME"),
        ("Georgia and US", "GE US"),
        ("Georgia; US", "GE US"),
        ("Malta, Georgia, US", "MT GE US"),
        ("Belgium, Luxembourg", "BE LU"),
        ("FINLAND AND SWEDEN", "FI SE"),
        ("FIN, AND, SWE", "FI AD SE"),
        ("AND", "AD"),
        ("BiH; UK", "BA GB"),
        ("U.S., U.K. and U.S.A.", "US GB"),
        (", ".join(state.name for state in STATES.participating), None),
    ],
)
def test_states_in_a_cell(text, codes):
    """A cell is split only if every part is a State."""
    wanted = tuple(state.code for state in STATES.participating) if codes is None else tuple(codes.split())
    assert wanted == tuple(state.code for state in STATES.find_all(text))


@each(
    ("text", "message"),
    [
        (
            "Finland, Finlnd",
            "'Finlnd' is not in the list of States. Separate States with semicolons. Did you mean Finland?",
        ),
        ("Finlnd", "'Finlnd' is not in the list of States. Did you mean Finland?"),
        (
            "Finland; Crimea",
            "'Crimea' is not in the list of States. Use a name or code, such as Albania or AL.",
        ),
        ("Finland, Vienna", "For the State write AT. Separate States with semicolons."),
        (
            "Finland and the EU",
            "'the EU' is a group of States. Give one State. Separate States with semicolons.",
        ),
        *(
            (f"{word}", f"For the code write {word.upper()}.")
            for word in ("us", "me", "Is", "si", "fi", "uk")
        ),
        ("FI; no", "'no' can be a word or a code. For the code write NO."),
        ("Norway, no", "'no' can be a word or a code. For the code write NO."),
        ("Georgia, US", "can also mean a place called Georgia in US. Separate States with semicolons."),
        ("Luxembourg / Belgium", "can also mean a place called Luxembourg in BE."),
        ("Luxembourg (Belgium)", "names several States. Separate States with semicolons."),
        ("Georgia - US", "can also mean a place called Georgia in US."),
        ("US \u2013 Georgia", "can also mean a place called Georgia in US."),
        ("\U0001f1eb\U0001f1ee Sweden", "names several States"),
        ("Finland - the Saimaa", "'the Saimaa' is not in the list of States."),
        ("Serbia and Montenegro", "can mean RS or RS; ME. Separate States with semicolons."),
        ("Serbia and Montenegro, Albania", "can mean RS; AL or RS; ME; AL. Separate States with semicolons."),
        ("FIN AND SWE", "can mean AND, the code of Andorra."),
        ("FIN | AND | SWE", "can mean AND, the code of Andorra."),
        ("Northern\nIreland", "'Northern' is not in the list of States."),
        ("Trinidad and Tobago", "'Trinidad' is not in the list of States."),
        ("Serbia; Bosnia and Tobago", "'Tobago' is not in the list of States."),
        *(
            (text, "is not in the list of States")
            for text in ("tbd", "unknown", "all", "?", "FI XX", "Finland, etc.")
        ),
        *(
            (text, "is not in the list of States")
            for text in ("Finland, ...", "Finland, not Sweden", "Finland or Sweden")
        ),
        *((text, "is not a list of States") for text in (", , ,", ";;", "Finland; " * 3000)),
    ],
)
def test_cell_that_is_no_list(text, message):
    """The message names the part that is wrong, and says what to write."""
    with pytest.raises(UnknownStateError) as caught:
        STATES.find_all(text)
    assert message in str(caught.value)


@each(
    ("text", "on", "codes"),
    [
        ("Serbia and Montenegro", "2005-01-01", ["RS"]),
        ("Albania, Serbia and Montenegro", "2005-01-01", ["AL", "RS"]),
        ("Serbia and Montenegro", "2026-01-01", ["RS", "ME"]),
        ("Turkey and Greece", "2026-01-01", ["TR", "GR"]),
        ("Union of Soviet Socialist Republics", "1980-01-01", ["RU"]),
        ("Yugoslavia", "1990-01-01", ["YUCS"]),
        ("Yugoslavia; Soviet Union", "2001-06-01", ["RS", "SUHH"]),
    ],
)
def test_cell_as_of_a_day(text, on, codes):
    """A name of former times counts as one if it was in use on that day."""
    assert codes == [state.code for state in STATES.find_all(text, on)]


def test_other_types_and_days():
    """What is no text is no list, and a day must be one."""
    with pytest.raises(UnknownStateError, match="is not text"):
        STATES.find_all(None)
    for find in (STATES.find, STATES.find_all):
        with pytest.raises(PeriodError):
            find("Finland", "soon")


def test_names_belong_to_the_states_of_a_registry():
    """A registry finds only its own States, in all languages, and a State of its own wins over the file."""
    few = StateRegistry([STATES["FI"], attrs.evolve(STATES["SE"], aliases=["Tyskland"])])
    assert ["FI", "SE"] == [few.find(name).code for name in ("Финляндия", "Tyskland")]
    with pytest.raises(UnknownStateError, match="is not in the list of States"):
        few.find("Allemagne")
    with pytest.raises(UnknownStateError, match="is not in the list of States"):
        StateRegistry(()).find_all("Finland")


#: What hostile cells are made of.
PIECES = st.sampled_from(
    [
        *chain("FISE noé.,;/&()[]-–\n\u200b\U0001f1eb\U0001f1ee*1İı'\ud800"),
        "Finland",
        "Serbia",
        " and ",
        "Republic of",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_any_text_is_states_or_an_error(text):
    """Whatever the text, the answer is known States, each once, or an error of ours."""
    for find in (STATES.find, STATES.find_all, STATES.find_group):
        with suppress(UnknownStateError):
            found = find(text)
            several = found if isinstance(found, tuple) else (found,)
            assert len(set(several)) == len(several)


#: "Georgia, US" and the like may be places, and the Soviet Union's name is Russia's too.
LISTED = [state for state in STATES if state.code not in ("GE", "LU", "MD", "MK", "SUHH")]


@given(
    st.lists(st.sampled_from(LISTED), min_size=1, max_size=8, unique=True),
    st.sampled_from(["; ", "\n", ", ", " / ", " + "]),
)
def test_lists_of_names_come_back(states, divider):
    """Names or codes of any States between dividers give these States."""
    for text in (divider.join(s.code for s in states), divider.join(s.name for s in states)):
        assert tuple(states) == STATES.find_all(text)
