"""What the page of the search looks in, and the library that it uses."""

import json
from hashlib import sha256

import attrs

import osce_tracker as ot
from osce_tracker.site import search
from osce_tracker.site.page import Site

#: Of dist/umd/index.js in the package minisearch 7.2.0 on npm.
DIGEST = "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03"


def files_of(tracker):
    """Return the files of the search by their paths."""
    return {file.path: file.content.decode() for file in search.files(Site(tracker))}


def index_of(files):
    """Return what is searched, as a script of the page reads it."""
    return json.loads(files["assets/search-index.js"].partition(".search=")[2].rstrip(";\n"))


def test_the_library_is_the_published_one_and_has_its_licence(tracker):
    """The website holds MiniSearch as its makers published it, and their licence next to it."""
    files = files_of(tracker)
    assert DIGEST == sha256(files["assets/minisearch.js"].encode()).hexdigest()
    assert "Luca Ongaro" in files["assets/minisearch-LICENSE.txt"]


def test_everything_can_be_found(tracker):
    """Each record and State is there once, with the texts that the library's own search looks in."""
    index = index_of(files_of(tracker))
    entries = {address: (index["kinds"][kind], title, note, shown, other)
               for kind, title, address, note, shown, other in index["entries"]}  # fmt: skip
    assert len(index["entries"]) == len(entries)
    assert len(tracker.states) + sum(map(len, tracker.collections)) == len(entries)

    kind, title, note, shown, other = entries["commitments/FI25-HD-03.html"]
    promise = tracker.commitments["FI25-HD-03"]
    assert ("commitment", promise.title) == (kind, title)
    assert "Finland 2025, partly fulfilled" == note
    texts = [index["texts"][place] for place in shown]
    assert promise.text == texts[0]
    assert [update.summary for update in promise.updates] == [text for text in texts if text in
            {update.summary for update in promise.updates}]  # fmt: skip
    assert {"FI25-HD-03", promise.made_by.name} <= {index["texts"][n] for n in other}

    kind, title, *_, other = entries["states/TR.html"]
    assert ("state", "Türkiye") == (kind, title)
    assert {"Turkey", "Türkiye", "TR", "TUR", "Turkish"} <= {index["texts"][place] for place in other}


def test_texts_of_several_records_are_there_once(tracker):
    """The file is small enough to be loaded by a phone: less than the pages that it replaces."""
    files = files_of(tracker)
    texts = index_of(files)["texts"]
    assert len(texts) == len(set(texts))
    assert len(files["search.html"]) < 500_000
    assert len(files["assets/search-index.js"]) < 500_000


def test_names_of_a_state_mean_the_same(tracker):
    """What is asked for by one name is looked for by all."""
    names = {form: forms for group, forms in index_of(files_of(tracker))["names"] for form in group}
    assert names["turkey"] == names["turkiye"]
    assert {"russia", "russian federation", "russian"} <= set(names["russian"])


def test_a_hostile_text_ends_no_script():
    """Markup in a record stays inside the data; what can't be seen is left out."""
    text = "</script><script>alert(1)</script>\u2028\u202e"
    promise = attrs.evolve(ot.load().commitments[0], title=f"T {text}", text=f"X {text}", updates=())
    content = files_of(ot.Tracker(commitments=[promise]))["assets/search-index.js"]
    assert content.isascii()
    assert content.count("\n") == 1
    (entry,) = index_of({"assets/search-index.js": content})["entries"]
    assert entry[1].startswith("T </script>")


def test_without_records_the_page_is_there():
    """An empty data set has a search that finds nothing."""
    index = index_of(files_of(ot.Tracker(edition=ot.load().edition)))
    assert ([], []) == (index["entries"], index["texts"])
