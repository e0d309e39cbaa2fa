"""The feed: what is new, corrected and happened."""

import xml.etree.ElementTree as ET

import attrs
import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker.site import feed
from osce_tracker.site.page import Site
from tests import strategies

ATOM = "{http://www.w3.org/2005/Atom}"


def read(tracker):
    """Return the feed of a tracker, as a reader of XML sees it."""
    (file,) = feed.files(Site(tracker))
    return ET.fromstring(file.content)  # noqa: S314 (our own file)


def test_an_entry_says_what_was_corrected_and_leads_to_it(tracker):
    """A corrected verdict comes first, with what was said before and now, the reason and a link."""
    entry = read(tracker).find(f"{ATOM}entry")
    assert "corrected" == entry.find(f"{ATOM}category").get("term")
    assert "commitments/FI25-EE-01.html" == entry.find(f"{ATOM}link").get("href")
    assert [
        "Corrected: Secure consensus on the 32nd Economic and Environmental Forum",
        "2026-11-29T00:00:00Z",
    ] == [entry.findtext(f"{ATOM}{name}") for name in ("title", "updated")]
    said = entry.findtext(f"{ATOM}summary")
    assert said.startswith("Status of the update of 27 March 2025 (The EU regretted ")
    assert "blocked, now not fulfilled" in said
    assert said.endswith("Settled by the codebook after a second reading.")


def test_it_holds_the_newest_of_each_kind(tracker):
    """No kind crowds out another: each has its newest entries, all in order of time."""
    found = feed.entries(tracker)
    assert {"new": 40, "corrected": 40, "happened": 40} == {
        kind: sum(one.kind == kind for one in found) for kind in ("new", "corrected", "happened")
    }
    assert found == sorted(found, key=lambda one: (one.day, one.when), reverse=True)
    last = max((one.entered, one.when.first) for one in tracker.events if one.status == "held")
    assert last <= next((one.day, one.when) for one in found if one.kind == "happened")


def test_entries_keep_their_ids(tracker):
    """Ids differ from each other, and an entry has the same one whatever else is in the feed."""
    ids = [one.id for one in feed.entries(tracker)]
    assert len(ids) == len(set(ids))
    fewer = attrs.evolve(tracker, statements=tracker.statements.where(state="Kazakhstan"))
    kept = {one.id for one in feed.entries(tracker) if one.kind == "happened"}
    assert kept == {one.id for one in feed.entries(fewer) if one.kind == "happened"}


def test_records_without_a_day_of_entry_go_by_the_day_they_became_public(tracker):
    """Nothing is lost if nobody noted when records were entered."""
    bare = ot.Tracker(commitments=[attrs.evolve(one, entered=None) for one in tracker.commitments])
    days = [one.day for one in feed.entries(bare) if one.kind == "new"]
    assert sorted((one.known for one in tracker.commitments), reverse=True)[:40] == days


def test_without_records_it_is_an_empty_feed():
    """A data set in which nothing has happened yet gives a valid feed."""
    edition = ot.load().edition
    root = read(ot.Tracker(edition=edition))
    assert [] == root.findall(f"{ATOM}entry")
    assert root.findtext(f"{ATOM}updated").endswith("T00:00:00Z")


@given(strategies.trackers)
def test_any_text_makes_valid_xml(tracker):
    """Whatever records say, the feed can be read, and each entry has what Atom asks for."""
    if tracker.last_known is None and tracker.edition is None:
        return
    for entry in read(tracker).findall(f"{ATOM}entry"):
        for name in ("id", "title", "updated", "summary"):
            assert entry.findtext(f"{ATOM}{name}") is not None
        assert entry.find(f"{ATOM}link").get("href")


@pytest.mark.parametrize("text", ["a\nb", "a\x0bb", "<b>&amp;", "\u202ex"])
def test_texts_stand_on_one_line_as_they_are(tracker, text):
    """Markup is a text, and what can't be seen is named."""
    promise = attrs.evolve(tracker.commitments[0], title=f"T {text}", updates=())
    (entry,) = read(ot.Tracker(commitments=[promise])).findall(f"{ATOM}entry")
    shown = {"a\nb": "a b", "a\x0bb": "a b", "\u202ex": "<U+202E>x"}.get(text, text)
    assert f"New commitment: T {shown}" == entry.findtext(f"{ATOM}title")
