"""The parts of the reading: dates, the Chair, people and the text itself. All texts are invented."""

from datetime import date

import pytest

import osce_tracker as ot
from osce_tracker.press.chair import chair_places
from osce_tracker.press.dates import dates_in, weekday_before
from osce_tracker.press.names import names_in
from osce_tracker.press.people import People
from osce_tracker.press.report import written
from osce_tracker.press.text import Text

SAYS = "Foreign Minister of Norway Ine Dahl said that she supports Malta's OSCE chair."


def first(text, **known):
    """Return the first draft of a text."""
    return ot.read_article(text, **known).drafts[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 31 July 2025", ["2025-07-31"]),
        ("on July 31, 2025", ["2025-07-31"]),
        ("31st of July, 2025", ["2025-07-31"]),
        ("July 2025", ["2025-07"]),
        ("2025-07-31", ["2025-07-31"]),
        ("31.7.2025", ["2025-07-31"]),
        ("07/31/2025 and 31/07/2025", ["2025-07-31", "2025-07-31"]),
        ("04/05/2025", []),
        ("05/05/2025", ["2025-05-05"]),
        ("4–5 December 2025", ["2025-12-04/2025-12-05"]),
        ("on 7 March", ["2020-03-07"]),
        ("le 14 mars 2022, 18 сентября 2025, 7. joulukuuta 2025", ["2022-03-14", "2025-09-18", "2025-12-07"]),
        ("32 July 2025, 31.13.2025, 2025-13-01", []),
        ("31 June 2025", [None]),
        ("you may 7 times 2025", []),
        ("version 1.2.3 of 10.12.2025.5", []),
    ],
)
def test_dates(text, expected):
    """Dates are read in the forms and languages that are used; what is no day, or two, is none."""
    assert expected == [one._replace(year=one.year or 2020).period() for one in dates_in(Text.of(text))]


def test_day_without_a_year():
    """A day and a month alone are no date."""
    (found,) = dates_in(Text.of("on 7 March"))
    assert found.period() is None


def test_days_before_publication():
    """A weekday is that day or one of the six before it, yesterday the day before, and today the day."""
    monday = date(2023, 11, 13)
    assert date(2023, 11, 7) == weekday_before("he said Tuesday", monday)
    assert monday == weekday_before("he said today", monday)
    assert weekday_before("he meets her next Tuesday", monday) is None
    assert monday == weekday_before("he said on Monday", monday)
    assert date(2023, 11, 12) == weekday_before("he said yesterday", monday)
    assert weekday_before("on Mondayish", monday) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{SAYS} She met him on 31 June 2024.", None),
        (f"3 May 2024\n{SAYS}", "2024-05-03"),
        (f"3 May 2024 | News\n{SAYS}", "2024-05-03"),
        (f"Last updated: 3 May 2024\n{SAYS}", None),
        (f"OSLO, 4 May 2024 - {SAYS} They met on 3 May 2024.", "2024-05-03"),
        (f"date 2024-05-03\n{SAYS} They met on Thursday.", "2024-05-02"),
        (f"date 2024-05-03\n{SAYS}", "2024-05-03"),
        (f"{SAYS} The mandate has run since 3 May 2024.", None),
        (f"{SAYS} {'It is cold here. ' * 50}\nOslo, 3 May 2024", "2024-05-03"),
        (f"{SAYS} The road was built on 3 May 2024.", None),
        (f"{SAYS} On 3 May 1999 they met.", "1999-05-03"),
        (f"{SAYS} The mandate has run since 3 May 2023. On 3 May 1999 they met.", None),
        (f"2024. {SAYS} They met on 3 May.", "2024-05-03"),
        (f"{SAYS} They met on 3 May.", "2024-05-03"),
        (f"OSLO, 31 June 2024 - {SAYS}", None),
        (f"{SAYS} Talks took place between 3 and 4 May 2024.", "2024-05-03/2024-05-04"),
        (f"{SAYS} They had met before 3 May 2024.", None),
        (f"{SAYS[:-1]} of 3 May 2024.", "2024-05-03"),
        ("Norway backs Malta's OSCE chair. Minister Ine Dahl was in Bern on 3 May 2024.", None),
        (f"OSLO, 4 May 2024 - {SAYS} A meeting will precede the 9 May conference.", "2024-05-04"),
        # Days in the background.
        (f"OSLO, 4 May 2024 - {SAYS} The two had met on 3 February 2024.", "2024-05-04"),
        (f"OSLO, 4 May 2024 - {SAYS} They will meet again on 9 May 2024.", "2024-05-04"),
        (
            f"OSLO, 4 May. 2024 began. {SAYS} On 3 May President of Serbia Milan Simic met students.",
            "2024-05-04",
        ),
        (f"{SAYS} On 3 May 2024 President of Serbia Milan Simic met students.", None),
        (f"date 2024-05-03\n{SAYS} President of Serbia Milan Simic met students on Thursday.", "2024-05-03"),
        (f"{SAYS} Malta took over the OSCE chair on 1 January 2024.", None),
        (
            f"{SAYS} {'It is cold here. ' * 20}The act was signed on 1 August 1975. They met on 3 May.",
            "2024-05-03",
        ),
        (f"OSLO, May 3, NTB - {SAYS} {'It is cold. ' * 20}They had met before 4 June 2019.", "2024-05-03"),
        (f"OSLO, May 3 (NTB) - {SAYS} She spoke on Thursday.", "2024-05-02"),
        (f"Norway Today | Foreign Affairs and Defence of the Kingdom | 3 May 2024\n{SAYS}", "2024-05-03"),
        (
            f"OSLO, 4 May 2024 - {SAYS} {'It is cold. ' * 3}Ine Dahl said that it rained on 3 May.",
            "2024-05-04",
        ),
        (
            f"Date: 2024-05-03\n{SAYS} They will meet. The next talks with her are on 6 December.",
            "2024-05-03",
        ),
        (
            f"{SAYS} The council is in December, from the 5th to 6 December 2024, the largest to be held.",
            None,
        ),
    ],
)
def test_date_of_the_statement(text, expected):
    """The day of the words counts, then that of the heading and the page; stamps and other days don't."""
    assert expected == first(text).date.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SAYS, "MT-2024"),
        (SAYS.replace("Malta's OSCE chair", "the incoming Finnish OSCE chair"), "FI"),
        (f"3 May 2007. {SAYS.replace('Malta', 'Finland')}", "FI-2008"),
        (f"{SAYS.replace('Malta', 'Finland')} That was in 2008.", "FI-2008"),
        (SAYS.replace("Malta's OSCE chair", "the OSCE chair of Cyprus in 2027"), "CY-2027"),
        (SAYS.replace("Malta's OSCE chair", "the bid of Cyprus for the OSCE chair"), "CY"),
        (SAYS.replace("Malta's OSCE chair", "the Valletta chairmanship of the OSCE"), "MT-2024"),
        (SAYS.replace("Malta's OSCE chair", "the OSCE chair"), None),
        (SAYS.replace("supports", "expects Malta to stay true as OSCE chair and supports"), "MT-2024"),
    ],
)
def test_chair(text, expected):
    """The term is that of the year, of the minister named, the only one, or that of a bid."""
    assert expected == first(text).chair.value


def test_today_is_the_day_of_publication():
    """What was said today was said when the article was published."""
    draft = first(SAYS.replace("said", "said today"), published="2024-05-03")
    assert ("2024-05-03", "likely") == (draft.date.value, draft.date.confidence)
    assert "unsure" == first(SAYS, published="2024-05-03").date.confidence


@pytest.mark.parametrize(
    ("text", "language", "places", "others"),
    [
        ("The OSCE met its co-chairs and the co-chair of the Minsk Group.", "en", 0, 1),
        ("The chairs of the OSCE committees met.", "en", 0, 0),
        ("The chair of the FSC spoke at the OSCE. The chairmanship ends in May.", "en", 0, 2),
        ("The OSCE met. The chairmanship ends in May.", "en", 1, 0),
        (
            "Le président de la France et la délégation ont fait un long voyage avec l'OSCE.",
            "fr",
            0,
            0,
        ),
        ("La présidence de l'OSCE et le président en exercice.", "fr", 2, 0),
        ("Der OSZE-Vorsitz.", "de", 1, 0),
        ("The committee met. The Maltese chairpersonship ends.", "en", 1, 0),
        (
            "CICA met. The chairmanship learns much for its own reform and for its daily work from the OSCE.",
            "en",
            0,
            1,
        ),
        (
            "The OSCE met. The chairmanship learns much for its own reform and for its work from the OSCE.",
            "en",
            1,
            0,
        ),
        ("Malta presides over the OSCE, took over the OSCE and is in charge of the OSCE.", "en", 3, 0),
    ],
)
def test_words_for_the_chair(text, language, places, others):
    """Only the Chair of the OSCE counts; other chairs and heads of State don't."""
    found, rest = chair_places(Text.of(text), language)
    assert (places, others) == (len(found), rest)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Foreign Minister of Norway Ine Dahl met Dahl.", {"Ine Dahl": "NO"}),
        ("Norway's Foreign Minister Ine van der Berg spoke.", {"Ine van der Berg": "NO"}),
        ("Ine Dahl, Norwegian ambassador to Malta, spoke.", {"Ine Dahl": "NO"}),
        ("Ine Dahl, the ambassador in Malta of Norway, spoke.", {"Ine Dahl": "NO"}),
        ("Chargé d'Affaires Courtney Austrian\nspoke.", {"Courtney Austrian": None}),
        ("Mr. John R. Smith spoke. Smith, who is Minister of Canada, left.", {"John R. Smith": "CA"}),
        ("Minister Dahl came. Then Ine Dahl of Norway spoke.", {"Ine Dahl": "NO"}),
        ("Kari Berg said so. Berg left with Ola Berg.", {"Kari Berg": None}),
        ("Anna Weber, Minister for Europe, Integration and Trade of Austria, spoke.", {"Anna Weber": "AT"}),
        ("Final Act Kari (minister) HELSINKI Process", {}),
        ("SECRETARY HILL: I thank you.", {"HILL": None}),
        ("Ministers Ine", {}),
        ("NORD SUD said so.", {}),
        ("OSCE Secretary General Ine Dahl spoke.", {"Ine Dahl": None}),
        ("Foreign Minister Ine Dahl left. The Foreign Minister of Norway said so.", {"Ine Dahl": "NO"}),
        ("Ine Dahl - the minister of Norway - spoke.", {"Ine Dahl": "NO"}),
        ("Minister Ola. Dahl", {"Ola": None}),
        ("Dahl, Norwegian ambassador, spoke with Mr HILL.", {}),
        ("Ine Dahl of the Norwegian delegation in Vienna complained.", {"Ine Dahl": "NO"}),
        ("Tánaiste Eamon Gilmore spoke.", {"Eamon Gilmore": "IE"}),
        ("Ine Dahl, the Norwegian minister, NTB reports.", {"Ine Dahl": "NO"}),
    ],
)
def test_people(text, people):
    """People are those whom an office, an honorific or a verb of speech stands for, with their States."""
    read = Text.of(text)
    found = People(read, names_in(read, "en")).people
    assert people == {one.name: one.country for one in found}


@pytest.mark.parametrize(
    ("text", "state", "group"),
    [
        (
            "Speech by High Representative Ine Dahl\nMr Chair, I thank Malta's OSCE chair. We agree.",
            None,
            "EU",
        ),
        ("Statement by Ambassador Ine Dahl\nI thank Malta's OSCE chair. We in Norway agree.", "NO", None),
        ("Statement by Ambassador Ine Dahl\nI thank Malta's OSCE chair. We agree.", None, None),
        ("Mr Chair, I thank the OSCE chair of Malta. We agree with it.", None, None),
        ("Chairperson-in-Office Ian Borg said that the OSCE chair of Malta will help.", "MT", None),
        ("The Norwegian Foreign Ministry said that it supports the OSCE chair of Malta.", "NO", None),
        ("The Ministry of Foreign Affairs of Norway said that it backs the OSCE chair of Malta.", "NO", None),
        ("Norway said that it supports the OSCE chair of Malta.", "NO", None),
        (
            "Norway and Minister Ian Borg said much. Borg said that the OSCE chair is his, of Malta.",
            "MT",
            None,
        ),
        (
            "Minister Ine Dahl said the OSCE chair of Malta has support. Norway, Norway and Serbia.",
            "NO",
            None,
        ),
        ("Minister Ine Dahl said that the OSCE chair has her support.", None, None),
        (
            "OSLO - Minister Ine Dahl said the OSCE chair of Malta has support. They met in Serbia.",
            "NO",
            None,
        ),
        ("Minister Ine Dahl said Ian Borg, OSCE chair of Malta, has support. Serbia. Norway.", None, None),
        ("Mr Dahl said that the OSCE chair of Malta has the support of Norway.", "NO", None),
        (
            "Check against delivery. Minister of Norway Ine Dahl said: we thank our OSCE chair of Malta.",
            "NO",
            None,
        ),
        ("Ladies and gentlemen, said Minister Dahl of Norway, we back the OSCE chair of Malta.", "NO", None),
        ("Minister Dahl: Norway backs the OSCE chair of Malta\nThe minister said it with joy.", "NO", None),
        ("Minister Dahl of Norway said it. Dahl was asked of the OSCE chair of Malta.", "NO", None),
        ("Ian Borg said he has the OSCE chair of Malta. Borg said so. In May Norway said it.", "MT", None),
        (
            "Ian Borg, OSCE chair of Malta, sat.\nStatement by Minister of Norway Ine Dahl\nWe thank us.",
            "NO",
            None,
        ),
        ("Remarks by Minister Ine Dahl\nI thank Malta's OSCE chair. Norway values it in Serbia.", "NO", None),
        ("The EU thanks Malta's OSCE chair.\nThe countries Serbia, Iceland and Norway align.", None, "EU"),
        ("We, the ministers of Latvia, Norway and Serbia, commend Malta's OSCE chair.", "LV", None),
        (
            "Malta's OSCE chair has a statement that the ministers of Latvia, Norway and Serbia made.",
            "LV",
            None,
        ),
        ("Ministers of Latvia, Norway and Serbia met. They back Malta's OSCE chair, they said.", "LV", None),
        ("OSCE chair Ian Borg of Malta believes in it.", "MT", None),
    ],
)
def test_whose_words(text, state, group):
    """The State is that of the office, of what acts, or the one that is named most."""
    draft = first(text)
    assert (state, group) == (draft.state.value, draft.group.value)


@pytest.mark.parametrize(
    "text",
    [
        "Support for Malta's OSCE chair was voiced by Foreign Minister of Norway Ine Dahl.",
        "In the words of Foreign Minister of Norway Ine Dahl, Malta's OSCE chair is good.",
        "In Foreign Minister of Norway Ine Dahl's view Malta's OSCE chair is good.",
        "Praise for Malta's OSCE chair came from Foreign Minister of Norway Ine Dahl.",
        "Foreign Minister of Norway Ine Dahl's backing is with Malta's OSCE chair.",
        "Foreign Minister of Norway Ine Dahl, speaking in Oslo in May, scolded Malta's OSCE chair.",
        "Foreign Minister of Norway Ine Dahl scolded Malta's OSCE chair.",
        "Ine Dahl of the Norwegian delegation complained of Malta's OSCE chair.",
    ],
)
def test_turns_of_speech(text):
    """Somebody speaks in a verb of any form, or in a noun such as support, praise or view."""
    draft = first(text)
    assert ("NO", "Ine Dahl") == (draft.state.value, draft.speaker.value)


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Minister of Norway Ine Dahl skied past the office of Malta's OSCE chair.",
        "Foreign Minister of Norway Ine Dahl paid a visit to Malta's OSCE chair.",
        "The dinner for Malta's OSCE chair followed a visit by Foreign Minister of Norway Ine Dahl.",
        "Foreign Minister Ian Borg of Malta, the OSCE chair, in a spirit of gratitude.",
        "Temir Nurlan sent congratulations to the Swiss OSCE chair. Uzbekistan is a partner.",
        "Vienna will host Malta's OSCE chair, who is thankful for it.",
    ],
)
def test_other_acts_are_no_speech(text):
    """Somebody who does something else than speak takes no position, nor does a place or an unknown name."""
    assert not ot.read_article(text).is_statement


@pytest.mark.parametrize(
    ("text", "states"),
    [
        # States that do something else together.
        (
            f"{SAYS} The ministers of Latvia, Poland and Ukraine refused to come to the dinner.",
            ["NO"],
        ),
        # A guest who is quoted once on something else, in a text in which the Chair speaks.
        (
            (
                "OSCE chair Ian Borg of Malta told the OSCE that he supports dialogue. Borg said that the "
                "OSCE is a bridge. Borg added that the chair listens. Ambassador Ine Dahl of Norway said "
                "that it rained."
            ),
            ["MT"],
        ),
        # A capital in the dateline, although another State is named more.
        (
            (
                "OSLO - Ambassador Ine Dahl said in Serbia, and to people of Serbia, that she supports "
                "Malta's OSCE chair."
            ),
            ["NO"],
        ),
        # The mission of a State above a speech.
        (
            (
                "Norway's Mission to the OSCE\nAs delivered by Ambassador Ine Dahl\nI thank Malta's OSCE "
                "chair. Russia has attacked Ukraine, and Russia must stop."
            ),
            ["NO"],
        ),
        # The State of somebody in the background can still be that of the speaker.
        (
            (
                "Hungary supports Malta's OSCE chair, said Foreign Minister Bela Kis. Hungary is ready. "
                "László Kovács was in office long ago."
            ),
            ["HU"],
        ),
    ],
)
def test_names_in_the_background(text, states):
    """A State that is only named takes no position."""
    assert states == [one.state.value for one in ot.read_article(text).drafts]


@pytest.mark.parametrize(
    ("text", "chair"),
    [
        # Earlier and later terms beside the sitting one.
        (
            (
                "3 May 2024\nNorway supports Malta's efforts as OSCE chair, its Foreign Minister said. "
                "Hungary chaired the OSCE in 1995."
            ),
            "MT-2024",
        ),
        (
            (
                "3 May 2025\nNorway supports the Finnish OSCE chair, its Foreign Minister said. Switzerland "
                "takes the OSCE chair in 2026. The Swiss OSCE chair is ready."
            ),
            "FI-2025",
        ),
        # The earlier term of the same State.
        (
            (
                "12 November 2025\nNorway supports the coming OSCE chair, Ignazio Cassis of Switzerland, its "
                "Foreign Minister said. The Swiss OSCE chair of 2014 was a good one."
            ),
            "CH-2026",
        ),
        # A State that was in the chair twice, and an old date in the background.
        (
            (
                "Norway supports the Finnish OSCE chair, its Foreign Minister said. "
                + "It is cold here. " * 20
                + "Norway joined on 25 April 1996. Another State follows in 2026."
            ),
            "FI-2025",
        ),
        # A bid stays one.
        (
            "2 May 2025\nCroatia wants the OSCE chair in 2031, Foreign Minister Marko Babic said.",
            "HR-2031",
        ),
    ],
)
def test_terms_of_other_years(text, chair):
    """A term that was over long before the article, or is still to come, counts less than the sitting one."""
    assert chair == first(text).chair.value


def test_form_of_address():
    """A speaker who thanks the Chair for the floor welcomes nothing by it."""
    text = f"{SAYS} Thank you, Mr Chair. Thank you, Mr Chair. Thank you, Madam Chairperson."
    assert first(text).stance.value == "supports"


def test_meeting_ahead():
    """A minister who will receive the Chair takes no position yet."""
    assert not ot.read_article(
        "OSCE chair Ian Borg of Malta is in Oslo. The king will receive him."
    ).is_statement


@pytest.mark.parametrize(
    "text",
    [
        "OSCE Secretary General Ine Dahl said that the OSCE chair of Malta has support.",
        "Ladies and gentlemen, we thank you. The Permanent Council is the place for us and our work.",
    ],
)
def test_nobody_speaks_for_a_state(text):
    """An official of the OSCE speaks for no State, and a speech without a State or Chair is no statement."""
    assert not ot.read_article(text).is_statement


def test_mission_as_publisher():
    """A speech on the page of a mission is one of its State; a newspaper tells nothing."""
    text = "Statement by Ambassador Ine Dahl\nMr Chair, I thank Malta's OSCE chair. We agree."
    assert "NO" == first(text, publisher="Mission of Norway to the OSCE").state.value
    assert first(text, publisher="Embassy").state.value is None
    assert first(text, publisher="Norway Today").state.value is None


@pytest.mark.parametrize(
    ("text", "state", "day"),
    [
        (
            "Die norwegische Ministerin sagte am 3. Mai 2024, der OSZE-Vorsitz von Malta sei gut.",
            "NO",
            "2024-05-03",
        ),
        (
            "date 2024-05-03\nDie norwegische Ministerin sagte, der OSZE-Vorsitz von Malta sei gut.",
            "NO",
            "2024-05-03",
        ),
        ("Der Vorsitz der OSZE, sagte er, ist nicht in der Stadt.", None, None),
        ("Der OSZE-Vorsitz von Malta, sagte er, ist nicht in der Stadt.", None, None),
        ("Der OSZE-Vorsitz von Malta steht, sagte Außenminister Ian Borg.", "MT", None),
    ],
)
def test_other_languages(text, state, day):
    """In other languages the State is one whose office speaks, or else that of the Chair."""
    article = ot.read_article(text)
    draft = article.drafts[0]
    assert (state, day) == (draft.state.value, draft.date.value)
    assert ("In German only States, dates and the Chair are read.",) == article.notes
    assert draft.speaker.value is None


def test_article_before_a_state():
    """A State is found behind the article that is written with it."""
    article = ot.read_article("L'Italia sostiene la presidenza maltese dell'OSCE, ha detto il ministro.")
    assert "IT" == article.drafts[0].state.value


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("all three dimensions", ("politico-military", "economic-environmental", "human")),
        ("the human and the economic and environmental dimension", ("economic-environmental", "human")),
        ("the politico-military, economic and environmental and human dimensions",
         ("politico-military", "economic-environmental", "human")),
        ("the politico-military as well as in the human dimension", ("politico-military", "human")),
        ("the Human Dimension Implementation Meeting", None),
        ("economic and environmental talks and the human dimension", ("human",)),
        ("human rights and climate", None),
    ],
)  # fmt: skip
def test_dimensions(words, expected):
    """A dimension counts if it is named as one, not as part of the title of a meeting."""
    assert expected == first(f"{SAYS} She spoke of {words}.").dimensions.value


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("said that she supports Malta's OSCE chair", "supports"),
        ("said that Malta's OSCE chair has the Support Programme", None),
        ("said that Malta's OSCE chair exists", None),
        ("said that Malta's OSCE chair talks while Russia blocks it", None),
        ("criticised Serbia, Malta's OSCE chair being silent", None),
        ("said that her demands of Malta's OSCE chair depend on the talks", "conditional"),
        ("demanded much of Malta's OSCE chair", "conditional"),
        ("condemned Malta's OSCE chair", "critical"),
        ("vetoed Malta's OSCE chair, he said", "opposes"),
        ("thanked Malta's OSCE chair", "welcomes"),
        ("conveyed her country's full co-operation to Malta's OSCE chair", "supports"),
        ("said that help is certain for Malta's OSCE chair", "supports"),
        ("rejects the bid of Malta for the OSCE chair", "opposes"),
        ("complained in Moscow of Malta's OSCE chair", "critical"),
    ],
)
def test_stance(words, expected):
    """Words show a stance towards the Chair unless they are another State's or part of a name."""
    assert expected == first(f"Foreign Minister of Norway Ine Dahl {words}.").stance.value


def test_two_views_are_two_drafts():
    """Another speaker has a draft if a word of stance stands in a sentence on the Chair."""
    text = f"{SAYS} Foreign Minister of Serbia Petar Ilic said that {{}} the OSCE chair of Malta."
    assert 2 == len(ot.read_article(text.format("he condemned")).drafts)
    assert 1 == len(ot.read_article(text.format("it rains on")).drafts)


def test_text_leads_back_to_the_given_one():
    """Every place of the plain text leads back to its characters in the given text."""
    given = "<p>Norway&#39;s&nbsp;cha\u00adir</p> a\u0301 <b>end</b>\u200b"
    text = Text.of(given)
    for word, expected in (("Norway", "Norway"), ("chair", "cha\u00adir"), ("á", "a\u0301"), ("end", "end")):
        start = text.plain.index(word)
        assert expected == given[slice(*text.place(start, start + len(word)))]
    assert "a  b" == Text.of("a <script>x</script>b").plain.replace("\n", " ")
    wrapped = "Deputy\nMinister Dahl of the Kingdom\nof Norway, who spoke\nthere, left.\n\nEnd"
    assert (
        "Deputy Minister Dahl of the Kingdom of Norway, who spoke there, left.\n\nEnd"
        == Text.of(wrapped).plain
    )
    assert "Title\nText" == Text.of("Title\nText").plain
    assert 3 == len(Text.of("Mr. Smith met J. Doe. He left... Then\nend").sentences) - 1
    assert "an open " in Text.of("an open <script>").plain
    assert "İ<script>" in Text.of("İ<script>").given


def test_values_as_people_read_them():
    """Dates are written out, dimensions listed, and a counterpart has the office if there is one."""
    draft = first(f"{SAYS} She spoke of the human dimension. They met on 3 May 2024.")
    assert "3 May 2024" == written(draft.date, "date")
    assert "human" == written(draft.dimensions, "dimensions")
    met = first("Minister of Norway Ine Dahl met with Mr Borg. Dahl said she supports Malta's OSCE chair.")
    assert "Borg" == written(met.counterpart, "counterpart")


def test_a_term_to_come_is_meant_as_surely_as_the_sitting_one():
    """In the year before, a wish for the next Chair is about that Chair, if the text names no other."""
    text = "Kazakhstan supports Finland in chairing the OSCE in 2025, its minister said on 3 June 2024."
    chair = first(text, published="2024-06-03").chair
    assert ("FI-2025", "sure") == (chair.value, chair.confidence)
