"""Search: what is found, in which order, with which passage, and what no query and no thread can break."""

import pickle
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import deepcopy
from pickle import dumps, loads
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import UsageError
from osce_tracker.tracker.search import LONGEST, MOST_WORDS, Index
from tests.refusals import accepted
from tests.strategies import a_commitment, a_series, a_statement, an_event

PAGE = ot.Source(url="https://example.org/needlework", title="T", publisher="P", publisher_type="ngo")


def found(tracker, words, limit=None):
    """Return the ids of the records that a search finds."""
    return tuple(match.record.id for match in tracker.search(words, limit))


def titled(*titles, **fields):
    """Return a tracker of commitments with these titles, whose ids are their numbers."""
    promises = [a_commitment(str(n), title=title, **fields) for n, title in enumerate(titles)]
    return ot.Tracker(commitments=promises, states=ot.states())


def test_everything_that_is_written_is_searched():
    """Every text, person, body, place, State and theme is searched, in any record."""
    person = ot.Person(name="Ann Needle")
    update = {"date": "2030-02", "status": "blocked", "summary": "x"}
    norway, needle = ["NO"], {"name": "x", "type": "group"}
    for make, fields, word in [
        (a_commitment, {"title": "a NeedLe b"}, "needle"),
        (a_commitment, {"text": "a needle"}, "needle"),
        (a_commitment, {"criterion": "needle"}, "needle"),
        (a_commitment, {"made_at": "needle"}, "needle"),
        (a_commitment, {"note": "needle"}, "needle"),
        (a_commitment, {"themes": ["pins-and-needles"]}, "needle"),
        (a_commitment, {"made_by": ot.Maker(type="group", name="Needle")}, "needle"),
        (a_commitment, {"made_by": ot.Maker(**needle, states=norway)}, "Norway"),
        (a_commitment, {"updates": [ot.StatusUpdate(**update | {"summary": "Needle"})]}, "needle"),
        (a_commitment, {"updates": [ot.StatusUpdate(**update, blocked_by=norway)]}, "Norway"),
        (a_commitment, {"document": "MC.DEC/1/25"}, "MC.DEC/1/25"),
        (an_event, {"title": "Needles"}, "needle"),
        (an_event, {"summary": "needle"}, "needle"),
        (an_event, {"outcome": "needle"}, "needle"),
        (an_event, {"body": "Needle"}, "needle"),
        (an_event, {"city": "Needle"}, "needle"),
        (an_event, {"venue": "Needle"}, "needle"),
        (an_event, {"country": "NO"}, "Norway"),
        (an_event, {"participants": [person]}, "needle"),
        (an_event, {"participants": [ot.Person(name="x", role="Needle")]}, "needle"),
        (an_event, {"participants": [ot.Person(name="x", country="NO")]}, "Norway"),
        (an_event, {"documents": ["PC.DEC/1506"]}, "pc.dec/1506"),
        (a_series, {"title": "Needle"}, "needle"),
        (a_series, {"note": "Needle"}, "needle"),
        (a_statement, {"summary": "needle"}, "needle"),
        (a_statement, {"commits_to": "needle"}, "needle"),
        (a_statement, {"occasion": "needle"}, "needle"),
        (a_statement, {"speaker": person}, "needle"),
        (a_statement, {"counterpart": person}, "needle"),
        (a_statement, {"group": "Friends of the Needle"}, "needle"),
        (a_statement, {"state": "NO"}, "Norway"),
        (a_statement, {"states": norway}, "Norway"),
    ]:
        record, other = make("one", **fields), make("other", sources=[PAGE])
        kinds = {
            a_commitment: "commitments",
            an_event: "events",
            a_series: "series",
            a_statement: "statements",
        }
        tracker = ot.Tracker(**{kinds[make]: [record, other]}, states=ot.states())
        assert ("one",) == found(tracker, word), (make, fields)
        assert ("one",) == getattr(tracker, kinds[make]).where(text=word).ids, (make, fields)


def test_recess_of_a_series_is_searched():
    """Why a series does not meet is one of its notes."""
    from osce_tracker.model.events import Recess

    series = a_series(exceptions=[Recess(since="2030-08-01", until="2030-08-31", reason="Summer break")])
    (match,) = ot.Tracker(series=[series]).search("summer")
    assert ("series", "Note: Summer break") == (match.kind, match.passage)


def test_id_is_found():
    """A record is found by its id in any case, or by part of it."""
    tracker = ot.Tracker(commitments=[a_commitment("FI25-HD-03"), a_commitment("FI25-HD-13")])
    assert ("FI25-HD-03",) == found(tracker, "fi25-hd-03")
    assert ("FI25-HD-03", "FI25-HD-13") == found(tracker, "hd")
    assert "Id: FI25-HD-03" == tracker.search("FI25-HD-03")[0].passage


def test_words_of_one_meaning_are_the_same():
    """Endings, case, accents, compounds and the names of a State or group don't matter; other words do."""
    for written, asked, same in [
        ("Children deported", "deportation of a CHILDREN", True),
        ("elections", "Election", True),
        ("The Chair's priorities", "chair priority", True),
        ("The Chair\u2019s priorities", "chair\u2019s priority", True),
        ("States' rights", "states' right", True),
        ("Türkiye", "turkiye", True),
        ("Türkiye", normalize("NFD", "TÜRKIYE"), True),
        ("On Åland", "aland", True),
        ("Aland", "Åland", True),
        ("Straße", "STRASSE", True),
        ("Łódź process", "Lodz", True),
        ("Lodz process", "Łódź", True),
        ("Løvseth", "lovseth", True),
        ("Co-operation", "cooperation", True),
        ("Cooperation", "co-operation", True),
        ("anti\u2011Semitism", "antisemitism", True),
        ("Ukrainian children", "Ukraine", True),
        ("Ukraine", "Ukrainians", True),
        ("Talks with Swiss experts", "Switzerland", True),
        ("Czechia", "Czech Republic", True),
        ("Russia", "Russian Federation", True),
        ("Moldova", "the Republic of Moldova", True),
        ("Russian Federation", "talks Russia", False),
        ("Talks in Russia", "talks Russian Federation", True),
        ("Bosnia", "Bosnia and Herzegovina", True),
        ("British report", "UK", True),
        ("a report for us", "USA", False),
        ("a report of the US", "USA", False),
        ("a report of the U.S.", "USA", True),
        ("NB8", "Nordic-Baltic Eight", True),
        ("European Union", "EU", True),
        ("Serbia", "Serbia and Montenegro", False),
        ("water", "war", False),
        ("mediation", "media", False),
        ("Warsaw", "war", False),
        ("Macedonian", "North Macedonia", True),
    ]:
        assert same == bool(found(titled(written, "something else"), asked)), (written, asked)


def test_names_of_states_need_a_registry():
    """Without States, a name is a word like any other."""
    tracker = ot.Tracker(
        commitments=[a_commitment(title="Ukrainian", made_by=ot.Maker(type="state", name="x", states=["UA"]))]
    )
    assert ((), 1) == (found(tracker, "Ukraine"), len(found(tracker, "ukrainian")))


def test_word_of_two_states_means_itself():
    """A name that two States had is not taken for one of them."""
    assert ("0",) == found(titled("Yugoslavia", "Serbia", "Russia"), "Yugoslavia")
    assert () == found(titled("Russia"), "Union of Soviet Socialist Republics")


def test_several_words_must_all_be_found_in_any_place():
    """All words must be in the record, in any order and text; those of a phrase as they are."""
    tracker = titled("Return deported children", "Children: return", "Deported")
    for words, ids in [
        ("children return", ("1", "0")),
        ("  children\t deported\n", ("0",)),
        ('"return deported"', ("0",)),
        ('"deported return"', ()),
        ("\u201creturn deported\u201d children", ("0",)),
        ('children "return deported"', ("0",)),
        ("\u00abchildren return\u00bb", ("1",)),
        ('children "', ("1", "0")),
        ('"children', ("1", "0")),
        ('children ""', ("1", "0")),
        ("the return of the children", ("1", "0")),
        ("of the", ()),
    ]:
        assert ids == found(tracker, words), words
    assert ("0",) == found(titled("Where the Chair is", "Chair"), '"the chair is"')


def test_best_match_comes_first():
    """A word in the title weighs more than one in a note; equal matches stay in the order of the records."""
    events = [an_event(name, title="Talks", note="On water") for name in ("b", "a")]
    promises = [a_commitment("c", title="Save water"), a_commitment("d")]
    tracker = ot.Tracker(events=events, commitments=promises, statements=[a_statement("e", summary="Fire")])
    matches = tracker.search("water")
    assert ["c", "a", "b"] == [match.record.id for match in matches]
    assert ["commitment", "event", "event"] == [match.kind for match in matches]
    assert matches[0].score > matches[1].score == matches[2].score > 0
    assert matches[:2] == tracker.search("water", 2) == tracker.search("water", limit=2)
    assert matches == tracker.search("water", 3) == tracker.search("WATER", 2**70)


def test_passage_is_the_text_with_most_of_the_words():
    """The passage has as many of the words as any text, and is not the title if another has as many."""
    long = " ".join(f"w{n}" for n in range(80))
    for fields, words, passage in [
        ({"title": "On water", "text": "x"}, "water", "On water"),
        ({"title": "On water", "text": "Clean water."}, "water", "Clean water."),
        ({"title": "On clean water", "text": "Water"}, "water clean", "On clean water"),
        ({"text": "Water", "note": "clean water"}, "water clean", "Note: clean water"),
        ({"themes": ["water", "youth"]}, "water", "Themes: water, youth"),
        ({"text": "two\nlines of\twater"}, "water", "two lines of water"),
        (
            {"text": "Ukraine and Ukrainian", "note": "water of Ukraine"},
            "ukraine water",
            "Note: water of Ukraine",
        ),
        ({"text": f"{long} water"}, "water", "\u2026 " + " ".join(f"w{n}" for n in range(31, 80)) + " water"),
        ({"text": f"water {long}"}, "water", "water " + " ".join(f"w{n}" for n in range(52)) + " \u2026"),
        ({"text": "Reform in Łódź", "note": "x"}, "lodz", "Reform in Łódź"),
        ({"text": "x", "note": "Co-operation"}, "cooperation", "Note: Co-operation"),
    ]:
        tracker = ot.Tracker(commitments=[a_commitment(**fields)], states=ot.states())
        assert [passage] == [match.passage for match in tracker.search(words)], (fields, words)


@given(
    st.text(alphabet=st.sampled_from("ab \u00e9-"), min_size=1, max_size=700),
    st.sampled_from(["a", "b", "ab"]),
)
def test_passage_is_a_part_of_the_text(text, word):
    """Whatever the text, its passage is part of it and not much longer than it may be."""
    for match in (
        ot.Tracker(commitments=[a_commitment(title="x", text=f"x{text}")]).search(f"{word} OR x") or ()
    ):
        passage = match.passage.strip("\u2026 ")
        assert passage in " ".join(f"x{text}".split()) or passage == "x"


# fmt: off
HOSTILE = [
    "*", "a*", '"', '""', '"""', "'", "a'b", "AND", "OR", "NOT", "NEAR", "NEAR(a b, 5)", "a AND", "NOT a",
    ")", "((((", "a:b", "title:a", "-a", "+a", "^a", "{a b}:c", "a + b", "a;b", "--", "/*", "%", "_", "\\",
    "(", "a\\", "\x00", "a\x00b", "\ud800", "a\udfffb", "\ufdd0", "a\ufdd1b", "\u202e", "\U0001f600",
    "\u0430", "\ufb01", "\u0130", "\u0131", "\u00df", "\u0301", "\u200b", "\u00ad", "\n", "", "\u24b6",
    "\ue000", "\U00010400", "\u180e", "\U0001e900", "SELECT * FROM records; DROP TABLE records", '" OR 1=1',
    "\u4e2d\u6587 \u5b57", "'; --", "a, b", "[a]", "a&b", "\u00e9" * 500, "a\u0301" * 300, "1" * LONGEST,
    '"' * LONGEST, "a " * (LONGEST // 2),
]
# fmt: on


def test_no_query_breaks_the_search(tracker):
    """Whatever is asked, there is an answer or an error of ours, for counts and suggestions too."""
    for words in HOSTILE:
        for ask in (tracker.search, tracker.index.counts, tracker.index.similar, tracker.index.kinds):
            with suppress(UsageError):
                ask(words)


@given(st.text(max_size=60) | st.text(alphabet='"*():^-+{}ANDORT \x00', max_size=60))
def test_any_text_can_be_asked(tracker, words):
    """No text gives a foreign error, and every match has a passage."""
    with suppress(UsageError):
        assert all(match.passage for match in tracker.search(words, 1))


@given(st.text(max_size=200))
def test_any_text_can_be_indexed(text):
    """Whatever a text holds, the words beside it are found."""
    try:
        promise = a_commitment(title="needle", text=f"a{text}", note=text)
    except ValueError:
        return
    (match,) = ot.Tracker(commitments=[promise]).search("needle")
    assert promise == match.record


def test_wrong_questions_are_refused(tracker):
    """No words, too many, a wrong type or limit are errors that say what is accepted."""
    no_words = ["", " ", "*", "\x00", '""', "?!"]
    too_much = ["a" * (LONGEST + 1), "ab " * (MOST_WORDS + 1)]
    wrong_type = [None, 1, b"water", ["water"]]
    assert [] == accepted(UsageError, tracker.search, [*no_words, *too_much, *wrong_type])
    assert [] == accepted(UsageError, lambda n: tracker.search("a", n), [0, -1, True, 1.5, "2"])
    assert () == tracker.search("ab " * MOST_WORDS)
    for words, message in [
        (
            "*",
            "There are no words in '*'. Give at least one word. To filter by no words, leave text out.",
        ),
        ("ab " * 33, "Search for at most 32 words, not 33."),
        ("a" * 1001, "Search for at most 1,000 characters, not 1,001."),
        (None, "The words to search for must be text, not None."),
    ]:
        with pytest.raises(UsageError) as caught:
            tracker.search(words)
        assert message == str(caught.value)
    with pytest.raises(UsageError, match="There are no words"):
        tracker.commitments.where(text="")


def test_filter_by_text_takes_any_of_several(tracker):
    """Several texts mean any of them; parts and views search what they hold."""
    promises = tracker.commitments
    one, two = promises.where(text="climate"), promises.where(text="Minsk Process")
    assert {*one.ids, *two.ids} == {*promises.where(text=["climate", "Minsk Process"]).ids}
    assert 0 == len(promises.where(text="zzz"))
    assert two.ids == promises.where(dimension="politico-military").where(text="minsk process").ids
    assert two.ids == type(promises)(promises.records).where(text="minsk process").ids
    assert ("0",) == titled("Water", "Fire").commitments[:1].where(text=["water", "fire"]).ids


def test_search_finds_what_newcomers_looked_for(tracker):
    """A theme, an adjective and a word of the text all lead to the promise."""
    ukraine = found(tracker, "ukraine")
    assert {"FI25-HD-03", "FI25-HD-04", "FI25-XD-13"} <= {*ukraine}
    assert {"FI25-HD-03", "FI25-HD-04", "FI25-XD-13"} <= {*tracker.commitments.where(text="ukraine").ids}
    assert "FI25-HD-03" in found(tracker, "Ukrainian children")
    assert ("FI25-HD-03",) == found(tracker, '"deported Ukrainian children"')


def test_view_does_not_find_what_it_does_not_show():
    """As of a day, later updates and records are not searched, and the other tracker is as it was."""
    updates = [
        ot.StatusUpdate(date=day, status="planned", summary=text)
        for day, text in [("2030-02-01", "Early water"), ("2031-02-01", "Late fire")]
    ]
    tracker = ot.Tracker(
        commitments=[a_commitment(updates=updates), a_commitment("B", title="Fire", made_on="2031")]
    )
    before = tracker.as_of("2030-12-31")
    assert [(1, 0), (1, 2)] == [(len(t.search("water")), len(t.search("fire"))) for t in (before, tracker)]
    assert ((), 2) == (before.commitments.where(text="fire").ids, len(tracker.commitments.where(text="fire")))
    assert ("B",) == found(tracker.with_records(a_commitment("B", title="Earth")), "earth")
    assert {"fire": 0} == before.index.counts("fire")


def test_words_that_are_not_found_are_explained():
    """Each word is counted, and one that no record has is compared with those of the records."""
    tracker = titled("Ukrainian children", "Ukraine and the water", "Warsaw", "Budget", "Budgets")
    for words, counts, similar in [
        (
            "Ukranian childern",
            {"Ukranian": 0, "childern": 0},
            {"Ukranian": ("Ukrainian",), "childern": ("children",)},
        ),
        ("children Ukraine", {"children": 1, "Ukraine": 2}, {}),
        (
            "the Russian Federation bugdet",
            {"Russian Federation": 0, "bugdet": 0},
            {"bugdet": ("Budget",)},
        ),
        ("war zzz", {"war": 0, "zzz": 0}, {}),
        ('"no such" water', {"no such": 0, "water": 1}, {}),
    ]:
        assert (counts, similar) == (tracker.index.counts(words), tracker.index.similar(words)), words
    assert {"commitment": 2} == dict(tracker.index.kinds("ukraine"))
    assert {} == dict(tracker.index.kinds("zzz"))


def test_many_threads_may_search_at_once():
    """The index is built once, and 16 threads get the same answers as one."""
    tracker = ot.load("all")
    words = [
        "ukraine",
        "water",
        "media freedom",
        "budget",
        "children",
        "zzz",
        "Moldova",
        '"Moscow Mechanism"',
    ] * 8
    with ThreadPoolExecutor(16) as threads:
        together = list(
            threads.map(lambda one: (found(tracker, one), tracker.events.where(text=one).ids), words)
        )
    alone = ot.load("all")
    assert together == [(found(alone, one), alone.events.where(text=one).ids) for one in words]


def test_index_is_built_once_when_it_is_needed(monkeypatch):
    """Nothing is indexed before the first search, and nothing twice."""
    built = []
    original = Index._built
    monkeypatch.setattr(Index, "_built", lambda index: built.append(1) or original(index))
    # The bundled tracker may have an index from another test.
    tracker = pickle.loads(pickle.dumps(ot.load()))  # noqa: S301 (our own)
    tracker.commitments.where(theme="water")
    assert [] == built
    tracker.search("water")
    tracker.commitments.where(text="water")
    tracker.statements[:5].where(text="fire")
    assert [1] == built


def test_index_is_neither_copied_nor_compared():
    """A copy is equal, has no index before it needs one, and finds the same."""
    tracker = titled("Water", "Fire")
    fresh = len(dumps(tracker))
    answers = found(tracker, "water")
    assert fresh == len(dumps(tracker))
    for copy in (loads(dumps(tracker)), deepcopy(tracker)):  # noqa: S301 (our own)
        assert (tracker, hash(tracker)) == (copy, hash(copy))
        assert copy.index is not tracker.index
        assert answers == found(copy, "water") == copy.commitments.where(text="water").ids
    assert tracker == titled("Water", "Fire")


def test_python_without_full_text_search(monkeypatch):
    """Where SQLite was built without FTS5, the error says so."""

    class Bare:
        def execute(self, _question):
            raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: Bare())
    with pytest.raises(UsageError, match=r"Search needs SQLite with FTS5.*no such module: fts5"):
        titled("Water").search("water")
