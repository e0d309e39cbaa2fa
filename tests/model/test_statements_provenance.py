"""On whose word a statement is known: publishers, whom they cite, and what sort of sources it has."""

import osce_tracker as ot
from tests.cases import each
from tests.strategies import a_statement

SOURCE = {"url": "https://osce.org/1", "title": "Page", "publisher": "P"}


def a_source(publisher_type="media", **fields):
    """Return a source."""
    return ot.Source(**SOURCE, publisher_type=publisher_type, **fields)


@each(
    ("publishers", "expected"),
    [
        ("Kazinform", "Kazinform"),
        ("ELTR; AKIpress", "ELTR and AKIpress"),
        ("Report; UNN; JAMnews", "Report, UNN and JAMnews"),
        ("A;B", "A;B"),
    ],
)
def test_publishers_are_named_as_a_sentence_does(publishers, expected):
    """One publisher, or several that a semicolon and a blank part, are listed; nobody is cited."""
    assert expected == a_statement(reported_by=publishers).provenance


@each(
    ("cited", "expected"),
    [
        ("Ministry of Foreign Affairs of Ukraine", "citing the Ministry of Foreign Affairs of Ukraine"),
        (
            "press service of the President of Uzbekistan",
            "citing the press service of the President of Uzbekistan",
        ),
        ("OFFICE of the President", "citing the OFFICE of the President"),
        ("Government of Andorra", "citing the Government of Andorra"),
        ("Parliament of Algeria", "citing the Parliament of Algeria"),
        ("Delegation of Spain to the OSCE", "citing the Delegation of Spain to the OSCE"),
        ("US Mission to the OSCE", "citing the US Mission to the OSCE"),
        ("Embassy of Finland", "citing the Embassy of Finland"),
        ("Maltese OSCE Chairpersonship", "citing the Maltese OSCE Chairpersonship"),
        ("OSCE Secretariat", "citing the OSCE Secretariat"),
        ("OSCE Parliamentary Assembly on X", "citing the OSCE Parliamentary Assembly on X"),
        ("TASS", "citing TASS"),
        ("Sergey Lavrov (article)", "citing Sergey Lavrov (article)"),
        ("Akorda (presidential press service)", "citing Akorda (presidential press service)"),
        ("sources in the Ministry of Foreign Affairs", "citing sources in the Ministry of Foreign Affairs"),
        ("Officer Smith", "citing Officer Smith"),
        ("read by Norway", "read by Norway"),
    ],
)
def test_who_is_cited_has_an_article_where_english_wants_one(cited, expected):
    """Institutions take the article; people, agencies and unnamed sources do not; some text says how."""
    assert f"OSCE, {expected}" == a_statement(attributed_to=cited).provenance


def test_article_is_not_doubled():
    """An institution that is written with its article does not get a second one."""
    assert "OSCE, citing the Ministry" == a_statement(attributed_to="the Ministry").provenance


def test_person_of_an_institution_has_no_article():
    """A person whose post names an institution is still a person."""
    said = a_statement(attributed_to="Jane Doe, head of the OSCE Mission")
    assert "OSCE, citing Jane Doe, head of the OSCE Mission" == said.provenance


@each(
    ("types", "independent"),
    [((), False), (("chair", "osce"), False), (("osce", "media"), True), (("state",), True)],
)
def test_statement_is_independent_through_one_source(types, independent):
    """One publisher that is neither the Chair nor the OSCE is enough."""
    said = a_statement(sources=[a_source(word) for word in types])
    assert independent is said.independent


@each(("primaries", "primary"), [((), False), ((False,), False), ((False, True), True), ((True,), True)])
def test_statement_is_primary_through_one_source(primaries, primary):
    """One source that is the originator's own text is enough."""
    said = a_statement(sources=[a_source(primary=word) for word in primaries])
    assert primary is said.primary


def test_bundled_statements_have_a_provenance_without_doubled_words(tracker):
    """No provenance of the bundled data repeats an article or ends in the middle."""
    told = [said.provenance for said in tracker.statements]
    assert [] == [text for text in told if "the the" in text or text != text.strip() or text.endswith(",")]


def test_bundled_sources_are_recounted(tracker):
    """Independent and primary statements of the bundled data are those that loops over sources find."""
    expected, actual = [], []
    for said in tracker.statements:
        types = {source.publisher_type.value for source in said.sources}
        expected.append((bool(types - {"chair", "osce"}), True in {s.primary for s in said.sources}))
        actual.append((said.independent, said.primary))
    assert expected == actual
