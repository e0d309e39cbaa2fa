"""What the filters of a long list of commitments look in."""

import json

import attrs

import osce_tracker as ot
from osce_tracker.site import commitments
from osce_tracker.site.commitments import ROWS
from osce_tracker.site.page import Site


def many(tracker, count):
    """Return a tracker with copies of the first commitment."""
    first = attrs.evolve(tracker.commitments[0], continues=None)
    copies = [attrs.evolve(first, id=f"X:{n}") for n in range(count)]
    return ot.Tracker(commitments=copies, edition=tracker.edition, chairs=tracker.chairs)


def test_a_list_of_one_page_needs_no_data(tracker):
    """The filters of one page look in the page itself."""
    paths = [file.path for file in commitments.files(Site(many(tracker, ROWS)))]
    assert "assets/commitments.js" not in paths


def test_a_long_list_has_what_it_is_filtered_by_of_each(tracker):
    """The data name each commitment by its page, whatever its id."""
    site = Site(many(tracker, ROWS + 1))
    file = commitments.filters(site)
    data = json.loads(file.content.decode().partition(".commitments=")[2].rstrip(";\n"))
    page, title, lever, dimension = data["rows"][-1]
    last = site.tracker.commitments[-1]
    assert (site.address(last), last.title) == (f"commitments/{page}.html", title)
    assert [str(last.lever), last.lever.label] == data["menus"]["lever"][lever]
    assert [str(last.section), last.section.label] == data["menus"]["dimension"][dimension]
