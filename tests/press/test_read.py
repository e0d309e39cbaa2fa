"""Articles read as a whole. All texts are invented: nobody said what stands in them."""

import json
import pickle
from pathlib import Path

import pytest

import osce_tracker as ot
from osce_tracker.press import rules
from osce_tracker.press.article import FIELDS
from osce_tracker.press.read import LONGEST

ARTICLES = json.loads(Path(__file__).with_name("articles.json").read_text(encoding="utf-8"))
SEED = """\
Kazakhstan is interested in further deepening cooperation with Finland and wishes Suomi success in
chairing the Organization for Security and Co-operation in Europe (OSCE) in 2025. This was noted during
the meeting of Deputy Minister of Foreign Affairs of Kazakhstan Roman Vassilenko with Ambassador of the
Republic of Finland to Kazakhstan Soili Mäkeläinen-Buhanist, Kazinform News Agency cites the press
service of the Kazakh MFA.

The parties had a discussion of the results of the 13th meeting of the Intergovernmental Commission on
Trade and Economic Cooperation held in Astana on April 11, 2024. Readiness was expressed by the Kazakh
side to support Finland’s efforts to enhance the Organization’s potential in all three dimensions.
"""
NORWAY = "Foreign Minister of Norway Ine Dahl said that she supports Malta's OSCE chair."


def values(article):
    """Return what the drafts of an article say, as the cases have it."""
    first = article.drafts[0].fields
    return {
        "states": [draft.state.value for draft in article.drafts if draft.state.value],
        "speakers": [draft.speaker.value for draft in article.drafts if draft.speaker.value],
        "dimensions": list(first["dimensions"].value) if first["dimensions"].value else None,
    } | {name: first[name].value for name in ("group", "date", "stance", "chair")}


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: case["name"])
def test_article_is_read(case):
    """Each article is a statement or not, and says who, when, on which Chair and with what stance."""
    article = ot.read_article(case["text"], publisher=case.get("publisher"))
    assert case.get("statement", True) == article.is_statement
    if article.is_statement:
        found = values(article)
        assert case["expected"] == {name: found[name] for name in case["expected"]}


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: case["name"])
def test_passages_are_parts_of_the_text(case):
    """Every passage is what the given text has at its place, and every value has a reason."""
    article = ot.read_article(case["text"])
    for draft in article.drafts:
        for field in draft.fields.values():
            assert field.reason.endswith(".")
            assert all(case["text"][one.start : one.end] == one.text for one in field.passages)


def test_what_is_sure_is_right():
    """Nothing that an article says for sure is wrong."""
    wrong = []
    for case in ARTICLES:
        article = ot.read_article(case["text"], publisher=case.get("publisher"))
        for name, key in (("state", "states"), ("speaker", "speakers"), ("date", "date"), ("chair", "chair")):
            expected = case.get("expected", {}).get(key)
            sure = [d.fields[name].value for d in article.drafts if d.fields[name].confidence == "sure"]
            if (
                expected is not None
                and sure
                and not set(sure) <= {*([expected] if key == name else expected)}
            ):
                wrong.append((case["name"], name, sure))
    assert [] == wrong


def test_own_words_of_the_chair_are_likely():
    """The Chair answers in many texts in which a guest takes the position, so its words are never sure."""
    text = (
        "Foreign Minister of Malta Ian Borg said that the OSCE chair is ready. Borg said that it has a plan."
    )
    (draft,) = ot.read_article(text).drafts
    assert ("MT", "likely") == (draft.state.value, draft.state.confidence)
    assert ("Ian Borg", "likely") == (draft.speaker.value, draft.speaker.confidence)


def test_article_of_the_library():
    """The article with which the library began gives every field, and no date from another meeting."""
    article = ot.read_article(SEED, publisher="Kazinform")
    (draft,) = article.drafts
    found = {name: field.value for name, field in draft.fields.items()}
    counterpart = found.pop("counterpart")
    assert {
        "state": "KZ",
        "group": None,
        "speaker": "Roman Vassilenko",
        "role": "Deputy Minister of Foreign Affairs of Kazakhstan",
        "date": None,
        "chair": "FI-2025",
        "dimensions": ("politico-military", "economic-environmental", "human"),
        "stance": "supports",
        "forum": "bilateral meeting",
        "attributed_to": "press service of the Kazakh MFA",
    } == found
    assert "Ambassador of the Republic of Finland to Kazakhstan" == counterpart.role
    assert ("Soili Mäkeläinen-Buhanist", "FI") == (counterpart.name, counterpart.country)
    assert ("date",) == draft.missing


@pytest.mark.parametrize("rule", rules.STANCES, ids=lambda rule: rule.example)
def test_rule_of_stance_has_an_example(rule):
    """The words of each rule of stance stand in its example, and no rule before it takes them."""
    match = next(found for one in rules.STANCES if (found := one.pattern.search(rule.example)))
    assert rule.pattern.search(rule.example)
    first = next(one for one in rules.STANCES if one.pattern.search(rule.example))
    assert match[0]
    assert rule.value == first.value


@pytest.mark.parametrize("rule", rules.FORUMS, ids=lambda rule: rule.value)
def test_rule_of_forum_has_an_example(rule):
    """The example of each forum is read as that forum."""
    article = ot.read_article(f"{NORWAY} {rule.example}")
    assert rule.value == article.drafts[0].forum.value


@pytest.mark.parametrize("rule", rules.SOURCES, ids=lambda rule: rule.value)
def test_rule_of_source_has_an_example(rule):
    """The example of each way to name a source names one."""
    article = ot.read_article(f"{rule.example} {NORWAY}")
    assert article.drafts[0].attributed_to.passages[0].text in rule.example


def test_reading_is_reproducible():
    """The same text gives the same article, which pickles and has the same plain form."""
    one, other = (ot.read_article(SEED, url="https://example.org/1") for _ in range(2))
    assert one == other
    assert one == pickle.loads(pickle.dumps(one))  # noqa: S301 (what was pickled here)
    assert json.dumps(one.to_dict()) == json.dumps(other.to_dict())
    assert [*FIELDS] == list(one.to_dict()["drafts"][0])


def test_markup_is_skipped():
    """Tags, entities and scripts are no part of what is read, and passages keep their places."""
    text = (
        "<html><script>var a = 'Estonia';</script><p>Foreign Minister of Norway Ine&nbsp;Dahl said that she "
        "<b>supports</b> Malta&#8217;s OSCE chair.</p>"
    )
    (draft,) = ot.read_article(text).drafts
    assert ("NO", "MT-2024", "supports") == (draft.state.value, draft.chair.value, draft.stance.value)
    (chair, *_) = draft.chair.passages
    assert "Malta" == text[chair.start : chair.end]


def test_letters_with_separate_accents_are_joined():
    """A name in decomposed letters is the name, and its passage has the letters of the text."""
    text = "Foreign Minister of Norway Åse Dahl said that she supports Malta's OSCE chair.".replace(
        "Å", "A\u030a"
    )
    (draft,) = ot.read_article(text).drafts
    assert "Åse Dahl" == draft.speaker.value
    assert "A\u030ase Dahl" == draft.speaker.passages[0].text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The text is empty."),
        (" \n\t ", "The text is empty."),
        ("\x00\x01\x02\xff" * 50, "The text doesn't name the OSCE."),
        ("Norway is ready.", "The text doesn't name the OSCE."),
        ("OSCE 主席 支持 芬兰 会议 讨论 安全 合作", "The text is in none of the supported languages"),
        ("OSCE ОБСЕ ⟨⟩ Ελλάδα 会议 ישראל OSCE", "The text is in none of the supported languages"),
        ("Het voorzitterschap van de OVSE en OSCE ligt bij Malta.", "The text is in none"),
        ("The nursing students had an OSCE.", "OSCE stands for something else here"),
        ("The nursing chair said that the OSCE is fair.", "OSCE stands for something else here"),
        ("The OSCE has 57 States, and the chair is Malta.", "Nobody who speaks for a State or a group"),
        ("The OSCE and the EU met in the town of Baden.", "The text names the OSCE, but no Chair of it"),
        ("Der Vorsitz der OSZE liegt in diesem Jahr bei Malta.", "Nobody speaks in the text."),
        ("Die OSZE ist eine Organisation und hat den Sitz in Wien.", "The text names the OSCE, but no Chair"),
    ],
)
def test_text_that_is_no_statement(text, reason):
    """A text without a statement says why."""
    article = ot.read_article(text)
    assert not article.is_statement
    assert article.reason.startswith(reason)
    assert () == article.drafts


@pytest.mark.parametrize("text", [None, b"text", 5, ["text"], "OSCE \ud800"])
def test_text_of_another_type(text):
    """A text that isn't text is a wrong argument."""
    with pytest.raises(ValueError, match=r"must be text|half of a surrogate pair"):
        ot.read_article(text)


def test_article_is_checked_when_it_is_made():
    """An article that somebody makes has a text and drafts, or is refused with the field."""
    with pytest.raises(ValueError, match="text: must be text, not None"):
        ot.Article(is_statement=False, reason="None.", text=None)
    with pytest.raises(ValueError, match="drafts: must hold Draft records"):
        ot.Article(is_statement=True, reason="One.", drafts=[1])


def test_text_that_is_too_long():
    """Ten megabytes are refused before anything is read."""
    with pytest.raises(ValueError, match=f"at most {LONGEST:,} characters, and this text has 10,000,000"):
        ot.read_article("OSCE chair" * 1_000_000)


@pytest.mark.parametrize(
    ("given", "message"),
    [({"url": "example"}, "url"), ({"publisher": ""}, "publisher"), ({"published": "x"}, "period")],
)
def test_wrong_details(given, message):
    """An address, a publisher or a date that can't be one is an error."""
    with pytest.raises(ot.TrackerError, match=message):
        ot.read_article(NORWAY, **given)


def test_date_of_publication_is_a_guess():
    """Without a date in the text, the day of publication is a guess; a weekday is counted from it."""
    draft = ot.read_article(NORWAY, published="2024-05-03").drafts[0]
    assert ("2024-05-03", "unsure") == (draft.date.value, draft.date.confidence)
    draft = ot.read_article(f"{NORWAY} She met him on Tuesday.", published="2024-05-03").drafts[0]
    assert "2024-04-30" == draft.date.value
    german = "Die Ministerin von Norwegen sagte, der maltesische OSZE-Vorsitz von Malta sei gut."
    assert "2024-05-03" == ot.read_article(german, published="2024-05-03").drafts[0].date.value


HOSTILE = {
    "a thousand names": " ".join(
        f"Foreign Minister of Norway I{chr(97 + n % 26)}ne D{chr(97 + n // 26 % 26)}hl said she agrees."
        for n in range(1_000)
    ),
    "no full stop": "minister said Norway supports and rejects and expects the chair " * 600,
    "one long word": "a" * 40_000,
    "capitals": "A" * 40_000,
    "tags": "<a " * 13_000,
    "scripts": "<script " * 5_000,
    "entities": "&amp;" * 8_000,
    "accents": "e" + "\u0301\u0323" * 20_000,
    "dates": "on 1 May 2014 met " * 2_200,
    "quotation marks": '"' * 40_000,
    "offices": "the Minister said. The President said. " * 1_000,
    "full stops": ". " * 20_000,
    "Chairs": "Ian Borg, OSCE Chair-in-Office of Malta, said so. " * 800,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text(name):
    """A text made to be slow takes no longer than any other of its length."""
    from time import process_time

    text = f"The OSCE chair of the year and the minister. {HOSTILE[name]}"
    start = process_time()
    ot.read_article(text)
    assert process_time() - start < 10
