"""The list of commitments and their pages."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.model.editions import Edition
from osce_tracker.site import commitments
from tests.site.pages import heading, links, made, parsed, text
from tests.strategies import a_commitment, an_event

PATH = "commitments/XX30-HD-01.html"


@pytest.fixture(name="finland", scope="module")
def _finland(tracker):
    """Return the pages on the bundled tracker."""
    return made(commitments, tracker)


def page_of(promise, **fields):
    """Return the page of a commitment in a tracker of its own."""
    edition = Edition(name="mine", title="Mine", version="1", compiled="2030-06-30")
    return made(commitments, ot.Tracker(commitments=[promise], edition=edition, **fields))[PATH]


def sections(file):
    """Return the text of each section of a page by its heading."""
    return {text(one.find("h2")): text(one) for one in parsed(file).iter("section")}


def test_every_commitment_has_a_page_with_its_updates_and_sources(finland, tracker):
    """Each page has the promise, every update and every source of its commitment."""
    assert len(tracker.commitments) + 1 == len(finland)
    for promise in tracker.commitments:
        file = finland[f"commitments/{promise.id}.html"]
        shown, addresses = text(parsed(file)), set(links(parsed(file)))
        assert promise.title == heading(file)
        assert " ".join(promise.text.split()) in shown
        for holder in (promise, *promise.updates):
            assert {source.url for source in holder.sources} <= addresses
        for update in promise.updates:
            assert " ".join(update.summary.split()) in shown


def test_list_has_each_commitment_once_with_its_status(finland, tracker):
    """The list has a row for each commitment, which leads to its page, and counts them by status."""
    tree = parsed(finland[commitments.PATH])
    rows = {row.get("id"): row for row in tree.iter("tr") if row.get("id")}
    expected = {one.id: str(one.status_on("2025-12-31")) for one in tracker.commitments}
    assert expected == {one: row.get("data-status") for one, row in rows.items()}
    assert {f"{one}.html" for one in expected} <= set(links(tree))
    assert "45 of 98 commitments were fulfilled." == heading(finland[commitments.PATH])
    assert "Finland 2025 on 31 December 2025, the last day of the term." in text(tree)


def test_list_of_several_chairs_has_a_table_for_each():
    """The tables stand in order of time, with the day of each before them; rows are grouped by dimension."""
    tree = parsed(made(commitments, ot.load("all"))[commitments.PATH])
    titles = [text(one) for one in tree.iter("h2")]
    assert ["Malta 2024", "Finland 2025", "Switzerland 2026", "What to bear in mind"] == titles
    days = (
        "Statuses: Malta 2024 on 31 December 2024, the last day of the term; Finland 2025 on 31 December 2025"
    )
    assert days in text(tree.find(".//p[@class='lead']"))
    groups = [text(row.find("th")) for row in tree.iter("tr") if row.get("class") == "group"]
    assert 12 == len(groups)
    assert groups[0].startswith("Politico-military dimension 10 commitments; ")
    assert groups[-1].startswith("Cross-dimensional 37 commitments; ")
    menu = [text(one) for one in tree.find(".//select[@data-by='dimension']")]
    assert ["All", "Politico-military dimension (40)", "Economic and environmental dimension (22)"] == menu[
        :3
    ]


def test_page_of_a_contested_promise_from_chair_to_chair(finland):
    """The page has the verdict, its reason, both readings, corrections and the promises of other Chairs."""
    file = finland["commitments/FI25-XD-09.html"]
    found = sections(file)
    assert "Why it was not fulfilled: No consensus. Two readings differ on this verdict." in text(
        parsed(file)
    )
    assert (
        "This commitment Not fulfilled on 31 December 2025, the last day of the term"
        in found["From Chair to Chair"]
    )
    assert "Blocked on 8 June 2026, the day up to which the record is known" in found["From Chair to Chair"]
    assert "Malta 2024 Get a Unified Budget for 2024 adopted" in found["From Chair to Chair"]
    assert "Status5 December 2025Not fulfilledBlockedNot fulfilled" in found["Where two readings differed"]
    assert "how far two people who work apart would agree" in found["Where two readings differed"]
    assert "How promised: stated, now inferred." in found["Corrections"]
    assert "January 2026after the term" in found["What happened"]
    assert "9 October 2025public from 13 October 2025" in found["What happened"]
    assert "Deadline2025 (missed)" in found["At a glance"]
    assert "It does not count in the headline." in found["At a glance"]
    assert "OSCE's own word" in found["Sources"]
    assert "32nd OSCE Ministerial Council" in found["Meetings"]
    cite = "osce_tracker, “Get a Unified Budget adopted” (FI25-XD-09), finland-2025, version 2026.11.29"
    assert f"{cite}, status on 31 December 2025." in found["How to cite"]


def test_page_of_another_chair_is_linked_if_the_website_has_it():
    """In a website of all Chairs the cards lead to each other."""
    file = made(commitments, ot.load("all"))["commitments/FI25-XD-09.html"]
    assert {"MT24-XD-07.html", "CH26-XD-11.html"} <= set(links(parsed(file)))


def test_threads_without_a_known_term_have_no_days():
    """Without data on Chairs, a thread links its commitments and names no day."""
    first, second = a_commitment("A"), a_commitment("B", continues="A")
    edition = Edition(name="mine", title="Mine", version="1", compiled="2030-06-30")
    files = made(commitments, ot.Tracker(commitments=[first, second], edition=edition))
    cards = sections(files["commitments/B.html"])["From Chair to Chair"]
    assert "This commitment" in cards
    assert " on " not in cards


def test_page_without_updates_says_that_nothing_is_known():
    """Without an update or a source the page says so, and doesn't call it failure."""
    file = page_of(a_commitment())
    found = sections(file)
    assert 2 == text(parsed(file)).count("No source we found says what became of it. That is not failure.")
    assert "None found." in found["Sources"]
    assert "From Chair to Chair" not in found
    assert "Where two readings differed" not in found


def test_page_has_all_facts():
    """Facts that few records have are shown if they are there, and numbers of sources lead to the sources."""
    source = ot.Source(
        url="https://x.org/1", title="Page", publisher="X", via="Y", publisher_type="chair", published="2030"
    )
    update = ot.StatusUpdate(date="2030-02-01", status="blocked", summary="Stuck.", sources=[source])
    promise = a_commitment(
        themes=["cyber"],
        document="MC.DEC/1/25",
        entered="2030-03-01",
        criterion="It is held.",
        note="Beware.",
        updates=[update],
        sources=[source],
        events=["seminar-2030", "unknown"],
    )
    file = page_of(promise, events=[an_event(city="Vienna")])
    found = sections(file)
    for name, value in (
        ("Themes", "Cyber"),
        ("Document", "MC.DEC/1/25"),
        ("Entered", "1 March 2030"),
        ("Deadline", "No deadline"),
    ):
        assert f"{name}{value}" in found["At a glance"]
    assert "Page (X, via Y, 2030) Chair's own word" in found["Sources"]
    assert "Fulfilled if: It is held. Beware." in found["The commitment"]
    assert "Why it is blocked: No reason given." in text(parsed(file))
    assert "Seminar2 May 2030, Vienna" in found["Meetings"]
    assert "#page-source-1" in links(parsed(file))


@pytest.mark.parametrize(
    ("updates", "expected"),
    [
        ([], "0 of 1 commitment was fulfilled."),
        (
            [ot.StatusUpdate(date="2030-02-01", status="fulfilled", summary="Held.")],
            "1 of 1 commitment was fulfilled.",
        ),
    ],
)
def test_heading_of_the_list(updates, expected):
    """The heading counts what was kept."""
    edition = Edition(name="mine", title="Mine", version="1", compiled="2030-06-30")
    tracker = ot.Tracker(commitments=[a_commitment(updates=updates)], edition=edition)
    assert expected == heading(made(commitments, tracker)[commitments.PATH])
    without = made(commitments, attrs.evolve(tracker, edition=None, known_by="2030-06-30"))
    assert "osce_tracker, “Hold a seminar” (XX30-HD-01), status" in text(parsed(without[PATH]))
