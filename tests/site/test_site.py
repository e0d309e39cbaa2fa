"""The website as a whole: valid pages, links that lead somewhere, and nothing from elsewhere."""

import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import attrs
import pytest
from hypothesis import Phase, given, settings

import osce_tracker as ot
from osce_tracker.model.editions import Edition
from osce_tracker.site import downloads, export
from osce_tracker.site.page import SECTIONS, File, Site
from tests.site.pages import heading, links, parsed, text
from tests.strategies import NASTY, a_commitment, a_statement, an_event, trackers

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
#: Who gave them, anybody may have put into the addresses of sources.
OUTSIDE = re.compile(r"https?://")
#: Elements that load something, or that the policy doesn't let work.
REFUSED = {"iframe", "img", "object", "embed", "base", "style"}


class Page(HTMLParser):
    """The elements of a page with their attributes, read much sooner than a tree is built."""

    def __init__(self, file):
        super().__init__()
        self.elements = []
        self.feed(file.content.decode())
        self.ids = [found["id"] for _, found in self.elements if "id" in found]

    def handle_starttag(self, tag, attributes):
        """Note an element."""
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        """Reject scripts and styles inside the page."""
        assert self.cdata_elem is None or not data.strip()


def checked(files, trees=()):
    """Return the sizes of pages after a check of their policy and links; and of the syntax of some."""
    pages = {path: Page(file) for path, file in files.items() if path.endswith(".html") and file.content}
    ids = {path: set(page.ids) for path, page in pages.items()}
    dead = []
    for path, page in pages.items():
        assert len(ids[path]) == len(page.ids), path
        assert [POLICY] == [found["content"] for _, found in page.elements if "http-equiv" in found]
        for tag, found in page.elements:
            assert tag not in REFUSED, path
            assert [] == [name for name in found if name == "style" or name.startswith("on")], path
            target = found.get("href", found.get("src"))
            if target is not None and not (tag == "a" and OUTSIDE.match(target)):
                to, _, anchor = target.partition("#")
                to = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(to))) if to else path
                if to not in files or (anchor and anchor not in ids.get(to, {anchor})):
                    dead.append((path, target))
    assert [] == dead
    for path in trees:
        parsed(files[path])
    return {path: len(files[path].content) for path in pages}


def pages_of(tracker):
    """Return the files of a website by path; those to download are left out, since they take long."""
    site = Site(tracker)
    made = [file for module in export._PAGES if module is not downloads for file in module.files(site)]
    made += [File("downloads.html", b""), File("assets/site.css", b""), File("assets/site.js", b"")]
    paths = [file.path for file in made]
    assert len(paths) == len({path.casefold() for path in paths})
    return {file.path: file for file in made}


@pytest.fixture(name="joined", scope="module")
def _joined():
    """Return the files of the website of all bundled data sets."""
    return pages_of(ot.load("all"))


def test_bundled_website_is_valid_and_small(joined):
    """All links of all pages lead to a file and an anchor, and every page keeps to its budget."""
    sizes = checked(joined)
    homes = {path: size for path, size in sizes.items() if path == "index.html" or path.startswith("chairs/")}
    assert 3 == len(homes)
    assert max(homes.values()) < 300_000
    assert max(sizes.values()) < 500_000


@given(trackers)
@settings(max_examples=5, phases=(Phase.explicit, Phase.generate))
def test_any_tracker_gives_a_valid_website(tracker):
    """Whatever texts and ids the records have, pages are valid and all links lead somewhere."""
    if tracker.edition is None and tracker.last_known is None:
        with pytest.raises(ot.TrackerError, match="no dated fact"):
            pages_of(tracker)
        return
    files = pages_of(tracker)
    # Pages of States have tests of their own.
    trees = [p for p, file in files.items() if p.endswith(".html") and file.content and "states/" not in p]
    checked(files, trees)


def a_site(*commitments, events=(), statements=(), **fields):
    """Return the files of a website on some records."""
    edition = Edition(name="mine", title="Mine", version="1", compiled="2030-06-30", chair="FI-2030")
    given = {"edition": edition, "states": ot.states()} | fields
    return pages_of(ot.Tracker(commitments=commitments, events=events, statements=statements, **given))


def test_hostile_text_stays_text():
    """Texts that look like markup are shown as they are."""
    hostile = " ".join(NASTY)
    update = ot.StatusUpdate(date="2030-02-01", status="fulfilled", summary=hostile, sources=())
    promise = a_commitment(
        title=hostile, text=hostile, made_at=hostile, criterion=hostile, note=hostile, themes=[hostile]
    )
    files = a_site(
        attrs.evolve(promise, updates=[update], events=["seminar-2030"]),
        events=[an_event(title=hostile, city=hostile)],
        statements=[a_statement(group=hostile, summary=hostile, commits_to=hostile, occasion=hostile)],
    )
    checked(files)
    for path in ("commitments/XX30-HD-01.html", "statements/index.html"):
        assert "<script>alert(1)</script>" in text(parsed(files[path]).find("body"))
    (square,) = [link for link in parsed(files["index.html"]).iter("a") if link.get("title")]
    assert "<script>alert(1)</script>" in square.get("title")


def test_an_empty_set_has_all_pages():
    """Without records every page says so, and all links still work."""
    files = a_site()
    sizes = checked(files)
    assert {path for _, path in SECTIONS} - {"downloads.html"} <= set(sizes)
    assert "No commitment had been made by 30 June 2030." == heading(files["index.html"])
    assert "No commitment is on record." == heading(files["commitments/index.html"])
    assert "No statement is on record" == heading(files["statements/index.html"])
    assert "Handover" == heading(files["handover.html"])


def test_ids_that_are_no_file_names_have_pages():
    """Ids of devices, with colons, or that differ in case only, each have a page that other pages link to."""
    ids = ["con", "a:b", "A:B", "x.y", "X" * 70]
    files = a_site(*(a_commitment(one, title=f"Promise {one}") for one in ids))
    checked(files)
    titles = {heading(file) for path, file in files.items() if path.startswith("commitments/")}
    assert {f"Promise {one}" for one in ids} <= titles
    squares = {link for link in links(parsed(files["index.html"])) if link.startswith("commitments/")}
    assert len(ids) + 1 == len(squares)


def test_many_commitments_keep_to_the_budget():
    """A list and reports of 510 commitments fill several pages, none of them too large."""
    update = ot.StatusUpdate(date="2030-02-01", status="blocked", summary="Nothing moved. " * 15)
    files = a_site(
        *(
            a_commitment(
                f"XX30-{n:04}", title=f"Hold seminar {n}", updates=[update], due="2030-03", chairs=["FI-2030"]
            )
            for n in range(510)
        ),
        chairs=ot.chairs(),
    )
    sizes = checked(files)
    assert sizes["index.html"] < 300_000
    assert max(sizes.values()) < 500_000
    lists = [
        file for path, file in files.items() if re.fullmatch(r"commitments/index(?:-p[0-9]+)?\.html", path)
    ]
    assert 3 == len(lists)
    rows = sum("id" in found for file in lists for tag, found in Page(file).elements if tag == "tr")
    assert 510 == rows
