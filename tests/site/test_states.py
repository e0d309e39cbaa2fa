"""The map, the list and the pages of States, against the positions and in made cases."""

import re

import pytest

import osce_tracker as ot
from osce_tracker.model.commitments import Maker, StatusUpdate
from osce_tracker.model.events import Person
from osce_tracker.model.states import StateRegistry
from osce_tracker.site import states
from osce_tracker.site.page import Site
from tests.analysis.test_positions import a_tracker, on_the_chair
from tests.site.pages import heading, links, made, parsed, text
from tests.strategies import NASTY, a_commitment, a_statement, an_event

PAGES = {f"states/{state.code}.html" for state in ot.states()} | {states.PATH}


@pytest.fixture(name="finland", scope="module")
def _finland(tracker):
    """Return the pages on the bundled tracker."""
    return made(states, tracker)


@pytest.fixture(name="joined", scope="module")
def _joined():
    """Return the pages on all bundled Chairpersonships."""
    return made(states, ot.load("all"))


def rows_of(tree, name):
    """Return the texts of the cells of the rows in tables with a class."""
    tables = [table for table in tree.iter("table") if name in (table.get("class") or "").split()]
    return [[text(cell) for cell in row] for table in tables for row in table.iter("tr")]


def section(tree, title):
    """Return the section with a heading."""
    (found,) = [one for one in tree.iter("section") if text(one.find("h2")) == title]
    return found


def page_of(*records, state="KZ", **fields):
    """Return the page of a State in a tracker of some records."""
    # One State has a page much sooner than all.
    tracker = a_tracker(states=StateRegistry([ot.states()[state]]), **fields).with_records(*records)
    return made(states, tracker)[f"states/{state}.html"]


def test_every_state_has_a_page(finland, joined):
    """All States of the registry have a valid page, which names them."""
    assert (PAGES, PAGES) == (set(finland), set(joined))
    for file in joined.values():
        assert parsed(file).find("body") is not None
        assert len(file.content) < 500_000
    assert "Poland" in heading(finland["states/PL.html"])


def test_map_shows_the_latest_stance_of_every_state(finland, tracker):
    """Each participating State has a tile with its code, whose look is that of its position."""
    tree, found = parsed(finland[states.PATH]), ot.positions(tracker)
    tiles = {
        re.sub(r".*/|\.html", "", link.get("href")): link
        for link in tree.iter("a")
        if "tile" in (link.get("class") or "").split()
    }
    assert {state.code for state in ot.states().participating} == set(tiles)
    for code, tile in tiles.items():
        position, looks = found[code], tile.get("class").split()[1:]
        own, through = position.own_stance, position.through_stance
        expected = (
            ["chair"]
            if code == "FI"
            else ["own", f"w-{own}"]
            if own
            else ["group", f"w-{through}"]
            if through
            else ["none"]
        )
        assert (expected, code) == (looks, tile.findtext("b"))
        assert ot.states().name(code) in text(tile)


def test_map_of_each_chair(joined, finland):
    """With several Chairs there is a map for each, that of the home page first; with one there is one."""
    titles = {
        name: [text(one) for one in parsed(pages[states.PATH]).iter("h2")]
        for name, pages in (("one", finland), ("all", joined))
    }
    assert {
        "one": ["The latest stance of each State", "All States"],
        "all": ["Switzerland 2026", "Finland 2025", "Malta 2024", "All States"],
    } == titles


def test_list_counts_as_the_positions_do(finland, tracker):
    """The list has every State with the number of its own statements and of those of groups."""
    found = ot.positions(tracker)
    rows = {row[0]: row[3:] for row in rows_of(parsed(finland[states.PATH]), "states") if len(row) == 5}
    for state in ot.states().participating:
        position = found[state.code]
        counts = [str(len(said) or "–") for said in (position.own, position.through)]
        assert state.code == "FI" or counts == rows[state.name], state
    assert "Finland In the chair: 14 own statements on its own Chairpersonship" in rows


@pytest.mark.parametrize("code", ["PL", "FI", "RU", "MC", "JP"])
def test_matrix_counts_each_stance(joined, code):
    """The table of stances has the counts of the positions, by Chair, subject and who spoke."""
    tracker, found = ot.load("all"), []
    day = Site(tracker).about.day
    for chair in ("MT-2024", "FI-2025", "CH-2026"):
        rows = []
        for about in ("chairmanship", "agenda"):
            position = ot.positions(tracker, about, day, chair=chair)[code]
            rows += [position.own_counts, position.through_counts]
        found += rows if any(sum(row.values()) for row in rows) else []
    expected = [[str(n or "–") for n in (*row.values(), sum(row.values()))] for row in found]
    shown = [row[2:] for row in rows_of(parsed(joined[f"states/{code}.html"]), "matrix")[1:] if len(row) > 1]
    assert expected == shown


@pytest.mark.parametrize("code", ["PL", "FI", "KZ", "MC", "JP"])
def test_finding_and_figures_are_those_of_the_profile(finland, joined, tracker, code):
    """The page of a State begins as its profile does."""
    for pages, whole in ((finland, tracker), (joined, ot.load("all"))):
        page, report = pages[f"states/{code}.html"], ot.profile(whole, code)
        assert report.headline == heading(page)
        shown = text(parsed(page)).casefold()
        said = [report.lead, *(part for one in report.figures for part in (one.label, one.note))]
        assert [] == [one for one in said if one.casefold() not in shown]


def test_three_statements_are_open_and_the_others_folded():
    """The newest three are shown, up to sixty can be unfolded, and the rest is in the list of statements."""
    said = [on_the_chair(f"s-{n:02}", state="KZ", summary=f"Word {n}.") for n in range(62)]
    own = section(parsed(page_of(*said)), "In its own words")
    lists = list(own.iter("ol"))
    assert [3, 57] == [len(one) for one in lists]
    assert "Word 61." in text(lists[0][0])
    assert "And 2 more in the list of statements." in text(own)
    assert "57 earlier statements" == text(next(own.iter("summary")))


def test_what_a_state_promised_opposed_and_hosted():
    """Promises, objections and meetings lead to their pages, with what became of them."""
    maker = Maker(type="participating-states", name="Two", states=["KZ"])
    promise = a_commitment("C-1", made_by=maker)
    update = StatusUpdate(date="2030-03-01", status="blocked", summary="No.", blocked_by=["KZ"])
    refused = a_commitment("C-2", title="Open an office", updates=[update])
    events = [
        an_event(f"E-{n:02}", when=f"2030-05-{n:02}", country="KZ", city="Astana") for n in range(1, 15)
    ]
    off = an_event("E-0", country="KZ", status="cancelled", when="2030-04-01")
    tree = parsed(page_of(promise, refused, off, *events))
    objected = section(tree, "Promises it objected to")
    hosted = section(tree, "Meetings there")
    assert ["../commitments/C-1.html"] == links(section(tree, "Commitments it is named as making"))
    assert ["../commitments/C-2.html"] == links(objected)
    assert "1 March 2030; objection: Kazakhstan" in text(objected)
    assert "../calendar/2030-05.html#record-E-14" == links(hosted)[0]
    assert ("3 earlier", 15) == (text(next(hosted.iter("summary"))), len(links(hosted)))
    assert "1 April 2030; cancelled" in text(hosted)


def test_more_than_a_page_holds_is_elsewhere():
    """Of many promises and meetings, a page shows sixty and says where the others are."""
    maker = Maker(type="participating-states", name="One", states=["KZ"])
    promises = [a_commitment(f"C-{n}", made_by=maker) for n in range(61)]
    events = [an_event(f"E-{n}", country="KZ") for n in range(61)]
    tree = parsed(page_of(*promises, *events))
    assert "And 1 more in the list of commitments." in text(
        section(tree, "Commitments it is named as making")
    )
    assert "And 1 more in the calendar." in text(section(tree, "Meetings there"))


def test_hostile_texts_are_texts():
    """Whatever a record says is shown as text."""
    records = []
    for n, nasty in enumerate(NASTY):
        person = Person(name=nasty, role=nasty)
        fields = {"summary": nasty, "commits_to": nasty}
        records += (
            on_the_chair(f"s-{n}", state="KZ", speaker=person, **fields),
            on_the_chair(f"g-{n}", group=nasty, states=["KZ"], **fields),
            a_statement(f"a-{n}", group=nasty, states=["KZ"], **fields),
            an_event(f"E-{n}", title=nasty, country="KZ", city=nasty),
        )
    tree = parsed(page_of(*records))
    assert ["../assets/site.js"] == [one.get("src") for one in tree.iter("script")]
    assert not any(name.startswith("on") for one in tree.iter() for name in one.attrib)
    assert text(tree).count("<script>alert(1)</script>") > 4
