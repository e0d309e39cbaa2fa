"""What a search shows: the best match first, its passage and sources, and what to try if there is none."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.errors import UsageError
from tests.strategies import a_commitment, a_series, a_statement, an_event

PAGE = ot.Source(
    url="https://example.org", title="T", publisher="P", publisher_type="ngo", published="2027-02"
)
UPDATE = ot.StatusUpdate(date="2030-02", status="planned", summary="Met on clean water.", sources=[PAGE])


def test_matches_in_order_with_passage_and_sources():
    """Each record has its title, kind, passage, sources (those of updates too) and id."""
    said = a_statement(summary="Spoke of fire and of water.", sources=[PAGE])
    promises = [a_commitment("A", title="Save the water", updates=[UPDATE]), a_commitment("B")]
    tracker = ot.Tracker(commitments=promises, statements=[said], states=ot.states())
    report = ot.search(tracker, "  clean   or water ")
    (table,) = report.tables
    assert ("Search for clean or water", "One record found for clean or water: 1 commitment.") == (
        report.title,
        report.headline,
    )
    report = ot.search(tracker, "water")
    (table,) = report.tables
    assert [
        {
            "record": "Save the water",
            "made_by": "made by The Chair",
            "status": "planned",
            "when": None,
            "passage": "Met on clean water.",
            "sources": (PAGE,),
            "id": "A",
        },
        {
            "record": "Statement by Finland, 15 January 2030",
            "made_by": None,
            "status": None,
            "when": None,
            "passage": "Spoke of fire and of water.",
            "sources": (PAGE,),
            "id": "fi-2030-01",
        },
    ] == list(table.records())
    assert ("Two records found for water: 1 commitment, 1 statement.", ()) == (report.headline, table.notes)


def test_events_have_their_dates():
    """A visit after the term, by the next Chair, isn't taken for one in the term of the title."""
    (table,) = ot.search(
        ot.Tracker(events=[an_event("E", title="Visit", when="2026-02-02", status="announced")]), "visit"
    ).tables
    assert [("announced", "2026-02-02")] == [(row["status"], str(row["when"])) for row in table.records()]


def test_words_that_no_commitment_has():
    """If only other records have the words, a note says so; not if there are no commitments at all."""
    said = a_statement(summary="Spoke of fire.")
    table = ot.search(ot.Tracker(commitments=[a_commitment()], statements=[said]), "fire").tables[0]
    assert ("No commitment has all of these words.",) == table.notes
    assert () == ot.search(ot.Tracker(statements=[said]), "fire").tables[0].notes


def test_words_that_only_updates_or_notes_have():
    """A promise whose updates or notes have the words isn't taken for one on what they are about."""
    by_belarus = attrs.evolve(UPDATE, summary="It objected.", obstacle="named-objection", blocked_by=["BY"])
    told = [
        a_commitment("A", updates=[attrs.evolve(UPDATE, summary="Belarus objected to clean water.")]),
        a_commitment("B", note="Belarus has said so."),
        a_commitment("C", title="Visit Belarus"),
        a_commitment(
            "D", text="Bring water", updates=[by_belarus, attrs.evolve(UPDATE, summary="In Minsk.")]
        ),
    ]
    for chosen, words, expected in [
        ("AB", "Belarus", 'Both commitments mention "Belarus" only in updates or notes.'),
        ("ABC", "Belarus", 'Two of the three commitments mention "Belarus" only in updates or notes.'),
        ("AC", "Belarus", ""),
        ("A", "clean Belarus", 'The commitment mentions "clean" and "Belarus" only in updates or notes.'),
        ("B", "Belarus said", 'The commitment mentions "Belarus" and "said" only in updates or notes.'),
        ("D", "water Minsk", 'The commitment mentions "Minsk" only in updates or notes.'),
        ("D", "Belarus", ""),
        ("C", "objected", ""),
    ]:
        commitments = [one for one in told if one.id in chosen]
        report = ot.search(ot.Tracker(commitments=commitments, states=ot.states()), words)
        assert expected == report.lead, (chosen, words)


def test_a_limit_says_so():
    """With a limit the headline still counts all, and a note says how many are shown."""
    tracker = ot.Tracker(series=[a_series(name) for name in "abc"])
    cases = [
        (1, 1, ("Only the best match is shown.",)),
        (None, 3, ()),
        (3, 3, ()),
        (2, 2, ("The two best matches are shown.",)),
        (9, 3, ()),
    ]
    for limit, rows, notes in cases:
        report = ot.search(tracker, "weekly", limit)
        (table,) = report.tables
        assert "Three records found for weekly: 3 series." == report.headline
        assert (rows, notes) == (len(table.rows), table.notes), limit
    with pytest.raises(UsageError, match="limit must be a whole number from 1 on, not 0"):
        ot.search(tracker, "weekly", 0)


def test_nothing_found_says_what_was_searched():
    """Without a match it says which word is missing, what is similar, and what was searched."""
    tracker = ot.Tracker(commitments=[a_commitment("A", title="Children"), a_commitment("B", title="Water")])
    searched = (
        "Searched: titles, texts, updates, notes, people, bodies, places, States, themes and ids of "
        "2 commitments."
    )
    for words, notes in [
        ("zzz", ['No record has "zzz".']),
        ("childern water", ['No record has "childern".', 'Did you mean "Children" instead of "childern"?']),
        ('"no such" zzz', ['No record has "no such" or "zzz".']),
        ("children water", ['No record has all of these words: "children" is in 1, "water" is in 1.']),
    ]:
        report = ot.search(tracker, words)
        (table,) = report.tables
        assert (f"No records found for {words}.", ()) == (report.headline, table.rows)
        assert (*notes, searched) == table.notes
    nothing = ot.search(ot.Tracker(), "water").tables[0].notes
    assert nothing[-1].endswith("themes and ids of no records.")
