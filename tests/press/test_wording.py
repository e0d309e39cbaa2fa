"""The many ways to say who speaks, of which Chair, and with what stance. All texts are invented."""

import pytest

import osce_tracker as ot
from osce_tracker.press.chair import chair_places
from osce_tracker.press.dates import dates_in
from osce_tracker.press.names import names_in
from osce_tracker.press.text import Text

CHAIR = "Malta's OSCE chair"


def first(text, **known):
    """Return the first draft of a text."""
    return ot.read_article(text, **known).drafts[0]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # Verbs without an ending, predicates, and verbs that only carry a noun.
        (f"Norway's Ine Dahl will not support {CHAIR}.", "Ine Dahl"),
        (f"Norway's Ine Dahl is convinced that {CHAIR} is the right one.", "Ine Dahl"),
        (f"Norway's Ine Dahl paid tribute to {CHAIR}.", "Ine Dahl"),
        (f"Norway's Ine Dahl had words of praise for {CHAIR}.", "Ine Dahl"),
        (f"Norway's Ine Dahl on Monday, May 6, 2024 scolded {CHAIR}.", "Ine Dahl"),
        (f"{CHAIR} is welcome, Norway's Ine Dahl let it be known.", "Ine Dahl"),
        # The verb comes first.
        (f"A good start, finds Norway's Ine Dahl, was made by {CHAIR}.", "Ine Dahl"),
        (f"Support is due to {CHAIR}, said on Monday Norway's Ine Dahl.", "Ine Dahl"),
        (f"So sees Ine Dahl of Norway the work of {CHAIR}.", "Ine Dahl"),
        # Who does not say so with an office beside the name.
        (f"Dahl replied that {CHAIR} has support. The Norwegian ambassador left.", "Dahl"),
        (f"Ine Dahl said that {CHAIR} has support. The Norwegian ambassador added thanks.", "Ine Dahl"),
        (f"Norway supports {CHAIR}, Ine Dahl said.", "Ine Dahl"),
        (f"We trust {CHAIR}, said Ine Dahl, who was speaking for Norway.", "Ine Dahl"),
        (f"Warm words for {CHAIR} were heard from Ine Dahl, who leads the Norwegian delegation.", "Ine Dahl"),
        (f"The President of Norway on the OSCE\nIne Dahl exchanged views with {CHAIR}.", "Ine Dahl"),
        (f"Ine Dahl @DahlOfNorway · 3 May 2024\nNorway commends {CHAIR} for all of it.", "Ine Dahl"),
        # The guest isn't meant.
        (
            (
                "Minister of Norway Ine Dahl received the OSCE chair, Minister of Malta Ian Borg. The "
                "Minister thanked him."
            ),
            "Ine Dahl",
        ),
        # In an exchange, and in a sentence with words of stance, no verb of speech is needed.
        (f"Minister Ine Dahl of Norway discussed the year with {CHAIR}.", "Ine Dahl"),
        (f"Minister Ine Dahl of Norway gave a warm smile to {CHAIR}.", "Ine Dahl"),
        # Ministries and missions, and those who speak in the plural.
        (f"The Ministry of Foreign Affairs of Norway made clear that it backs {CHAIR}.", None),
        (f"Norway's Permanent Mission to the OSCE called {CHAIR} a success.", None),
        (f"The delegation of Norway, for its part, noted the balanced work of {CHAIR}.", None),
        (f"The Government of Norway learns with satisfaction of {CHAIR}.", None),
        (f"Norway, in spite of all, thanked {CHAIR}.", None),
    ],
)
def test_who_speaks(text, speaker):
    """A person or an organ of the State speaks, whatever the order of the words."""
    draft = first(text)
    assert ("NO", speaker) == (draft.state.value, draft.speaker.value)


@pytest.mark.parametrize(
    "text",
    [
        f"Ine Dahl, Head of the OSCE Mission to Norway, thanked {CHAIR}.",
        f"OSCE PA President Ine Dahl of Norway thanked {CHAIR}.",
        f"{CHAIR} arrives in Norway, where she is to be received by Minister Ine Dahl.",
        "The students sat an OSCE, and their chair Ine Dahl of Norway praised them.",
        "The Chairman of the Presidency of Bosnia and Herzegovina met the OSCE office and thanked it.",
        "Kari Berg Lund Moen Vik said so. The OSCE chair exists.",
    ],
)
def test_who_speaks_for_no_state(text):
    """The Organization's own offices, notices and other chairs are no statements."""
    assert not ot.read_article(text).is_statement


@pytest.mark.parametrize(
    ("publisher", "state"),
    [("Embassy of Norway", "NO"), ("Embassy of Malta", "SE"), ("Oslo Times", "SE")],
)
def test_publisher_of_a_report(publisher, state):
    """An office without a State belongs to the State whose mission publishes the text."""
    text = f"Minister Ine Dahl thanked {CHAIR} in Sweden."
    assert state == first(text, publisher=publisher).state.value


def test_publisher_names_the_organization():
    """The page of a delegation to the OSCE need not name it, nor a text that has a Chairperson-in-Office."""
    text = "Mr Chair, Norway thanks the Maltese Chairmanship. We support you, and we are with you."
    assert not ot.read_article(text).is_statement
    assert ot.read_article(text, publisher="Delegation of Norway to the OSCE").is_statement
    assert ot.read_article(text.replace("Mr Chair", "Minister Borg")).is_statement


@pytest.mark.parametrize(
    ("text", "states", "speaker"),
    [
        (
            (
                "Delivered by Ambassador Ine Dahl on behalf of Iceland, Latvia and Norway\nWe thank you, Mr "
                f"Chair, and {CHAIR}."
            ),
            ["IS", "LV", "NO"],
            "Ine Dahl",
        ),
        (
            f"Joint communiqué of Latvia, the Netherlands and Norway\nThey support {CHAIR}.",
            ["LV", "NL", "NO"],
            None,
        ),
    ],
)
def test_states_that_speak_together(text, states, speaker):
    """Each State of a list is one position, with the speaker if there is one."""
    drafts = ot.read_article(text).drafts
    assert states == [one.state.value for one in drafts]
    assert {speaker} == {one.speaker.value for one in drafts}


def test_prelates_speak_for_the_holy_see():
    """An archbishop speaks for the Holy See, if the text names it."""
    text = f"To all who are in {CHAIR}, Archbishop Ola Dahl expressed his thanks for the work."
    assert first(f"{text} The Holy See is grateful.").state.value == "VA"
    assert first(text).state.value != "VA"


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("would not back the bid of Cyprus for the OSCE chair", "opposes"),
        (f"lashed out at {CHAIR}", "critical"),
        (f"finds it unacceptable that the Serbian law was left out by {CHAIR}", "critical"),
        (f"values highly what {CHAIR} does", "welcomes"),
        (f"awaits impartial work of {CHAIR}", "conditional"),
        (f"praised the impartial role of {CHAIR}", "welcomes"),
        (f"said that {CHAIR} has a steadfast friend", "supports"),
        (f"had talks on the programme, and exchanged views with {CHAIR}", "neutral"),
    ],
)
def test_words_of_stance(words, stance):
    """A refusal isn't support, and a role that is called impartial isn't a demand."""
    assert stance == first(f"Foreign Minister of Norway Ine Dahl {words}.").stance.value


@pytest.mark.parametrize(
    ("words", "chair"),
    [
        ("the OSCE under Malta", "MT-2024"),
        ("the Maltese-led OSCE", "MT-2024"),
        ("Malta at the top of the OSCE", "MT-2024"),
        ("Malta, and its staff, with help in its OSCE year", "MT-2024"),
        ("the chairmanship that Malta has of the OSCE", "MT-2024"),
        ("Foreign Minister Ian Borg, who chairs the OSCE", "MT-2024"),
        ("Cyprus at the dinner with the OSCE chair, Ian Borg", "MT-2024"),
    ],
)
def test_words_for_the_chair(words, chair):
    """The term is named in many ways; a State that never had it, and wants it not, isn't meant."""
    assert chair == first(f"Foreign Minister of Norway Ine Dahl supports {words}.").chair.value


def test_year_beside_the_chair():
    """The year given with the Chair counts more than the State that speaks."""
    text = "So sees Germany the chairmanship that Malta has of the OSCE in 2024, said Minister Ine Dahl."
    assert first(text).chair.value == "MT-2024"


def test_words_behind_the_chair():
    """Another body counts if the Chair is said to be its own, and not if it only follows."""
    near = Text.of(
        "The OSCE met. The Chair praised its staff, and after that the whole format of the Minsk Group."
    )
    other = Text.of("The OSCE met. The chair of the Minsk Group spoke.")
    assert [1, 0] == [len(chair_places(text, "en")[0]) for text in (near, other)]
    assert [] == [one.code for one in names_in(Text.of("The Minsk Group met."), "en")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "OSLO, Nov 21 (NTB) - Minister of Norway Ine Dahl on Monday thanked Malta's OSCE chair.",
            "2024-11-18",
        ),
        (
            "OSLO, Nov 20 (NTB) - Minister of Norway Ine Dahl thanked Malta's OSCE chair, not on Friday.",
            "2024-11-15",
        ),
        ("Oslo, Norway, May 3, 2024. Minister of Norway Ine Dahl thanked Malta's OSCE chair.", "2024-05-03"),
        (
            "OSLO, MAY 4, NTB. Minister of Norway Ine Dahl told the Maltese OSCE chair so on 3 May 2024.",
            "2024-05-03",
        ),
        ("May 3, 2024 - Oslo\nMinister of Norway Ine Dahl thanked Malta's OSCE chair.", "2024-05-03"),
        (
            "Malta's OSCE chair will help, Minister of Norway Ine Dahl told the radio on 3 May 2024.",
            "2024-05-03",
        ),
        ("Minister of Norway Ine Dahl thanked Malta's OSCE chair for what was launched on 3 May 2024.", None),
        (
            (
                "Minister of Norway Ine Dahl thanked Malta's OSCE chair at the Ministerial Council held in "
                "Bern on 5 December 2024."
            ),
            "2024-12-05",
        ),
        ("Minister of Norway Ine Dahl thanked Malta's OSCE chair.\n2024.05.03", "2024-05-03"),
    ],
)
def test_day_of_the_words(text, expected):
    """The day is found in datelines of all kinds and beside the verb of speech."""
    assert expected == first(text).date.value


def test_time_of_day_is_no_day():
    """The minutes in front of a date don't make it a span."""
    assert ["2021-01-21"] == [one.period() for one in dates_in(Text.of("11:02 - 21 Jan 2021"))]


@pytest.mark.parametrize(
    ("text", "state", "chair"),
    [
        (
            "Москва, 3 мая 2024 г. Норвегия, по словам посла, поддержит Мальту, которая возглавляет ОБСЕ.",
            "NO",
            "MT",
        ),
        ("Осло. Таллин поддерживает председательство Мальты в ОБСЕ, сказал он в среду.", "EE", "MT"),
        (
            "La Norvège, a-t-il dit hier à la presse, voit dans la présidence maltaise de l'OSCE une chance.",
            "NO",
            "MT",
        ),
        ("Il ministro ha espresso il sostegno della Norvegia alla presidenza maltese dell'OSCE.", "NO", "MT"),
        (
            "L'arcivescovo ha espresso il sostegno della Santa Sede alla presidenza di Malta dell'OSCE.",
            "VA",
            "MT",
        ),
        (
            "Monsieur le Président, la Norvège félicite Malte de sa présidence de l'OSCE et de son travail.",
            "NO",
            "MT",
        ),
        (
            "Norja kiitti Maltaa puheenjohtajuudesta Euroopan turvallisuus- ja yhteistyöjärjestössä.",
            "NO",
            "MT",
        ),
        (
            "Norjan ulkoministeri kiitti Maltaa, joka johtaa Etyjiä ja sen työtä, ja sanoi sen olevan hyvä.",
            "NO",
            "MT",
        ),
        (
            "Malta ist an der Spitze der OSZE ein Glück, so die norwegische Ministerin in der Zeitung.",
            "NO",
            "MT",
        ),
        (
            "L'Italia guida dell'OSCE: il ministro ha detto che la presidenza italiana sarà di dialogo.",
            "IT",
            "IT",
        ),
    ],
)
def test_other_languages(text, state, chair):
    """A State speaks as the subject, by its seat, by its backing or by an office; else the Chair's own."""
    draft = first(text)
    assert (state, chair) == (draft.state.value, (draft.chair.value or "")[:2])


@pytest.mark.parametrize(
    "text",
    [
        "Der Vorsitzende der Partei sagte, dass er und die anderen für die OSZE mehr Geld wollen.",
        "Le président de la commission a dit que la mission de l'OSCE est dans le pays.",
    ],
)
def test_other_chairs_in_other_languages(text):
    """The chair of a party or a committee isn't that of the OSCE, though the text names it."""
    assert not ot.read_article(text).is_statement


def test_hand_over_is_no_day_of_words():
    """On 1 January the Chair changes hands, so it isn't the day of the words."""
    text = "Norja kiittää Maltaa, joka aloitti Etyjin puheenjohtajana 1. tammikuuta 2024, sanoi ministeri."
    assert first(text).date.value is None


@pytest.mark.parametrize(
    "text",
    [
        "Министр сказал, что Финляндия, у руля ОБСЕ с января, честно ведет дела в организации.",
        "La ministre a dit que la Finlande tient la barre de l'OSCE et que le travail est dans les temps.",
        "Le ministre a dit que la Pologne conduit l'Organisation et que l'OSCE est dans le vrai.",
        "Die Ministerin sagte, die OSZE werde von der Schweiz gut geführt und das sei ein Glück.",
        "Der Minister dankte der finnischen Vorsitzenden Elina Valtonen, und die OSZE sei in guten Händen.",
        "Il ministro ha detto che Malta ha preso il timone dell'OSCE e che la rotta è quella giusta.",
        "Ha ringraziato quell'Ignazio Cassis che è presidente di turno dell'OSCE e che è di casa.",
        "El ministro dijo que Polonia conduce la OSCE con firmeza y que lleva las riendas de la casa.",
        "Ministeri kiitti Suomen vetovastuuta Etyjissä ja sanoi, että se on ollut hyvä.",
        "Ministeri sanoi, että puheenjohtajamaa on tehnyt järjestöstä oman ja että Etyj on hiljaa.",
    ],
)
def test_ways_to_name_the_chair(text):
    """The press of each language has words of its own for the Chair."""
    assert ot.read_article(text).is_statement


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # A day of the week, yesterday and today count from the date at the top.
        (
            "22.8.2008. Etyjin puheenjohtajamaa Suomi haluaa rauhaa, ministeri kertoi torstaina ja lähti.",
            "2008-08-21",
        ),
        ("1 agosto, 2025. El ministro elogió ayer a la presidencia finlandesa de la OSCE.", "2025-07-31"),
        ("2 décembre 2021. Le ministre a dit hier que la présidence de l'OSCE est forte.", "2021-12-01"),
        ("2. Dezember 2021. Hier sagte der Minister, der OSZE-Vorsitz sei gut und stark.", "2021-12-02"),
        ("12.02.2026. Der Minister sagte heute, der Vorsitz der OSZE sei in guten Händen.", "2026-02-12"),
        # A day in a sentence with a verb of speech comes before that at the top, but not one long ago.
        (
            "8 septembre 2021. Le ministre a dit mardi 7 septembre que la présidence de l'OSCE est forte.",
            "2021-09-07",
        ),
        (
            "8 septembre 2021. Le ministre a dit que la présidence de l'OSCE est née le 1er août 1975.",
            "2021-09-08",
        ),
        (
            "8 septembre 2021. Le ministre a dit que la présidence de l'OSCE se réunit mardi 14 septembre.",
            "2021-09-08",
        ),
        # The year is that of the term.
        ("ВИЛЬНЮС, 18 сен. Министр Литвы заявил, что председательство Литвы в ОБСЕ готово.", "2011-09-18"),
    ],
)
def test_day_in_other_languages(text, day):
    """The day of the words is near the date of the text."""
    assert first(text).date.value == day


@pytest.mark.parametrize(
    ("text", "state"),
    [
        # The Chair speaks first, and somebody else leaves the hall further down.
        (
            (
                "Le ministre suisse a parlé. La présidence suisse de l'OSCE sera sobre. Il l'a dit. C'est"
                " tout. Une question reste. L'ambassadrice d'Ukraine a quitté la salle."
            ),
            "CH",
        ),
        # A delegation speaks for its State.
        (
            "La délégation monégasque a rendu hommage à la présidence slovaque de l'OSCE dans la salle.",
            "MC",
        ),
    ],
)
def test_state_that_speaks_first(text, state):
    """Whoever has an office or a delegation in the first sentences speaks."""
    assert first(text).state.value == state


def test_year_of_another_matter():
    """A text that has only the year of the Final Act doesn't say which term of two it means."""
    text = "The Norwegian minister thanked the Finnish Chair of the OSCE for words on the Final Act of 1975."
    assert first(text).chair.value == "FI"


@pytest.mark.parametrize(
    "text",
    [
        "Ambassador Ine Dahl of Norway told the OSCE Economic and Environmental Forum that Norway is ready.",
        "Ambassador Ine Dahl of Norway told the Human Dimension Conference of the OSCE that Norway is ready.",
    ],
)
def test_statement_at_a_meeting(text):
    """A State that speaks at a meeting of the OSCE takes a position on its agenda."""
    article = ot.read_article(text)
    assert article.is_statement, article.reason


def test_statement_that_names_only_the_term():
    """Nobody but the OSCE has a Chairpersonship."""
    text = "Japan congratulates Finland on its Chairpersonship, Ambassador Ken Ito of Japan said in Helsinki."
    assert ot.read_article(text).is_statement


@pytest.mark.parametrize(
    "text",
    [
        "Norway has the chairmanship of the Arctic Council, the Minister of Norway said in the OSCE.",
        "BSEC Chairman-in-Office Ine Dahl of Norway said that the OSCE is welcome here.",
        "Ine Dahl of Norway, chair of the Saeima's committee on rights, said that the OSCE is welcome.",
        "El presidente del Foro de Cooperación en Seguridad de la OSCE dijo que España es la casa.",
        "Azerbaijan, also in the OSCE, has the chairmanship of the Conference on Asia, its Minister said.",
    ],
)
def test_chair_of_another_body(text):
    """A body that is named behind the word has the chair, known or not."""
    assert not ot.read_article(text).is_statement


@pytest.mark.parametrize(
    "text",
    [
        "В Душанбе прибудет председатель ОБСЕ, сообщил источник, и за два дня он встретится с министром.",
        "Le président en exercice de l'OSCE se rendra dans la capitale, a dit une source, et c'est tout.",
        "Der OSZE-Vorsitz wird am Montag in Baku erwartet, sagte der Sprecher, und die Gespräche sind lang.",
        "Il presidente di turno dell'OSCE si recherà a Baku, ha detto il ministro, e la visita è breve.",
        "El presidente de la OSCE viajará a Bakú, dijo el ministro, y la visita es de dos días en la ciudad.",
        "Etyjin puheenjohtaja matkustaa Bakuun, ministeri sanoi, ja matka on kaksi päivää pitkä.",
    ],
)
def test_notice_in_other_languages(text):
    """A visit that is only announced is no statement, in any language."""
    article = ot.read_article(text)
    assert not article.is_statement
    assert article.reason.startswith("The text announces a visit or meeting (")


@pytest.mark.parametrize("word", ["minister", "Vice-Minister", "official", "politician", "diplomat"])
def test_office_alone_stands_for_its_holder(word):
    """Whoever has been named with an office speaks where the text has the office alone."""
    text = f"Vice-Minister Ine Dahl of Norway came. Norway supports the OSCE chair, the {word} said."
    assert first(text).speaker.value == "Ine Dahl"


def test_nothing_is_sure_beside_another_chair():
    """A text that names the chair of another body as well may be about that."""
    text = (
        "OSLO, 7 March 2025 - Norway's Foreign Minister Ine Dahl said that Norway fully supports Finland's "
        "OSCE chairmanship."
    )
    other = " She also met the chair of the Council of Europe."
    alone, beside = (
        {field.confidence for field in first(whole).fields.values() if field.value}
        for whole in (text, text + other)
    )
    assert (True, False) == ("sure" in alone, "sure" in beside)
