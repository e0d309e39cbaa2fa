"""The files to download, the statements, and what the words mean."""

import sys

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.databases.sqlite import to_sqlite
from osce_tracker.errors import MissingExtraError
from osce_tracker.model.editions import Edition
from osce_tracker.site import about, downloads, statements
from osce_tracker.site.page import STATEMENTS, Site
from osce_tracker.spreadsheets.write import whole_workbook
from tests.site.pages import heading, links, made, parsed, text
from tests.strategies import a_commitment, a_statement


@pytest.fixture(name="shelf", scope="module")
def _shelf():
    """Return the downloads of a small bundled data set."""
    return made(downloads, ot.load("malta-2024"))


def test_every_file_is_listed_with_its_size(shelf):
    """The page leads to every file, and to the calendar."""
    tree = parsed(shelf[downloads.PATH])
    listed = [link.get("href") for link in tree.iter("a") if link.get("download") is not None]
    assert sorted({*shelf, "calendar/osce.ics"} - {downloads.PATH}) == sorted(listed)
    size = len(shelf["downloads/data.json"].content)
    assert f"JSON: the data set as the library loads it {size / 1000:.1f} kB" in text(tree)
    suffixes = {path.rpartition(".")[2] for path in shelf}
    assert {"html", "xlsx", "sqlite", "json", "csv", "pdf"} == suffixes


def test_the_same_tracker_gives_the_same_files(shelf):
    """Written again, the database and the workbook are the same, byte for byte."""
    tracker = ot.load("malta-2024")
    assert shelf["downloads/data.sqlite"].content == to_sqlite(tracker)
    assert shelf["downloads/data.xlsx"].content == whole_workbook(tracker)


def test_the_data_set_can_be_loaded(shelf, tmp_path):
    """The file of JSON is the data set that the website shows."""
    (tmp_path / "data.json").write_bytes(shelf["downloads/data.json"].content)
    assert ot.load("malta-2024") == ot.load(tmp_path / "data.json")


def test_a_missing_extra_leaves_everything_as_it_is(monkeypatch, tmp_path):
    """Without an extra the error names what installs all that a website needs, and nothing is written."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"Websites need another library.*osce-tracker\[pdf\]"):
        ot.export_site(ot.Tracker(commitments=[a_commitment()]), tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_statements_are_the_newest_first_and_lead_to_their_states(tracker):
    """All statements are on the pages, in order; a group's stance has a dashed edge."""
    pages = made(statements, tracker)
    site = Site(tracker)
    items = [item for file in pages.values() for item in parsed(file).iter("li") if item.get("id")]
    assert [site.anchor(one) for one in site.statements] == [item.get("id") for item in items]
    assert len(pages) == -(-len(tracker.statements) // STATEMENTS)
    for said, item in zip(site.statements, items, strict=True):
        (chip,) = [one for one in item.iter("span") if (one.get("class") or "").startswith("chip")]
        assert (said.state is None) == ("dashed" in chip.get("class"))
        assert (said.state is not None) == (f"../states/{said.state}.html" in links(item))
        assert said.summary in text(item)
    spoken = [str(one.about) for one in tracker.statements].count("chairmanship")
    assert f"{spoken} of {len(tracker.statements)} statements are about the Chair" == heading(
        pages[statements.PATH]
    )


def test_one_statement_of_an_unknown_state():
    """Numbers agree with their nouns; a State that isn't in the registry has no link."""
    edition = Edition(name="mine", title="Mine", version="1", compiled="2030-06-30")
    said = [
        a_statement("a", state="FI", about="chairmanship", commits_to="Money", occasion="The opening"),
        a_statement("b", group="Group of Friends"),
    ]
    (file,) = made(statements, ot.Tracker(statements=said, edition=edition)).values()
    shown = text(parsed(file))
    assert "1 of 2 statements is about the Chair" == heading(file)
    assert "One statement was made by groups." in shown
    assert "Pledge: Money.Permanent Council: The opening" in shown
    assert not [link for link in links(parsed(file)) if "states/FI" in link]


def test_definitions_and_codebook_are_complete(tracker):
    """The page has every status with its definition, and the rules as the data dictionary has them."""
    (file,) = made(about, tracker).values()
    shown = text(parsed(file))
    for status in ot.Status:
        assert f"{status.label[0].upper()}{status.label[1:]}{status.definition}" in shown
    assert "The two agree on 924 of 1009 values." in shown
    assert "Finland 2025: on 31 December 2025, the last day of the term." in shown
    rules = about.codebook()
    firsts = ["Status", "Basis", "Lever", "Kind", "Obstacle", "Stance", "About"]
    assert firsts == [str(rule).partition("<b>")[2].partition("</b>")[0].strip(".:") for rule, _ in rules]
    assert 8 == len(rules[0][1])
    assert "`" not in str(rules)


def test_records_that_were_read_once_say_so():
    """Without a second reading there is no agreement, and no limits of it."""
    edition = Edition(name="mine", title="Mine", version="1", compiled="2030-06-30")
    (file,) = made(about, ot.Tracker(commitments=[a_commitment()], edition=edition)).values()
    assert "These records were read once." in text(parsed(file))
    nameless = ot.Tracker(commitments=[a_commitment()])
    assert "These records were read once." in text(parsed(*made(about, nameless).values()))
    noted = ot.Tracker(edition=attrs.evolve(edition, note="Beware."))
    assert "Beware." in text(parsed(*made(about, noted).values()))
