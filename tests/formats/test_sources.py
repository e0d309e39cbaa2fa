"""Which sources documents name, in every format for people, and what stands around a table."""

import json

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.errors import UsageError
from osce_tracker.formats.cells import References
from osce_tracker.formats.registry import FORMATS
from osce_tracker.formats.report import KeyFigure, prepared
from tests.formats.reports import PAGES, full, report, table

ADDRESSES = [page.url for page in PAGES]
TEXTS = ("markdown", "html", "latex")


@pytest.mark.parametrize("name", TEXTS)
def test_none_the_latest_or_all_are_links(name):
    """Without sources no address is left; the latest is a link by default, all are on request."""
    found = {
        wanted: [url in full().render(name, sources=wanted) for url in ADDRESSES]
        for wanted in ("none", "latest", "all")
    }
    assert {"none": [False, False], "all": [True, True]} == {k: found[k] for k in ("none", "all")}
    assert found["latest"][0]
    assert full().render(name) == full().render(name, sources="latest")


def test_plain_text_numbers_them():
    """On request a row has numbers in brackets, and a list at the end the addresses in their order."""
    assert not any(url in full().render() for url in ADDRESSES)
    latest, every = (full().render(sources=wanted) for wanted in ("latest", "all"))
    assert "[1]  " not in latest.partition("Sources\n-------")[0].replace("[1]\n", "")
    assert latest.count("[1]") == 2
    assert "[2]" not in latest
    assert every.count("[1][2]") == 1
    assert [f"[{n}] Page {n} (P{n}). {url}" for n, url in enumerate(ADDRESSES, 1)] == [
        line for line in every.splitlines() if line.startswith("[")
    ]
    assert "Sources\n-------" not in full().render(sources="none")


def test_a_source_keeps_its_number():
    """Sources are numbered in the order in which they are named, once each."""
    one, two = PAGES
    references = References("all")
    assert [(1,), (2, 1), (), (1, 2)] == [
        references.numbers(pages) for pages in ((one,), (two, one), (), (one, two))
    ]
    assert (one, two) == references.named
    references = References("latest")
    assert [(1,), (2,), (1,)] == [references.numbers(p) for p in ((two, one), (one, two), (two,))]


def test_data_formats_leave_them_out_on_request():
    """A data format has the addresses or, on request, no column of sources."""
    for name in ("csv", "tsv", "json"):
        with_them, without = (full().render(name, sources=wanted) for wanted in ("latest", "none"))
        assert all(url in with_them for url in ADDRESSES), name
        assert not any(url in without for url in ADDRESSES), name
    assert "sources" not in json.loads(full().render("json", sources="none"))["tables"][0]["rows"][0]


def test_another_word_is_refused():
    """Every format of the library takes the option, and names what it accepts."""
    for form in FORMATS.values():
        with pytest.raises(UsageError, match=r"Can't name 'some' sources. Use one of: none, latest, all"):
            form.to_bytes(full(), sources="some")
    only = report(ot.Table(title="T", key="t", columns=(ot.Column("s", "S", "sources"),), rows=((PAGES,),)))
    assert only == prepared(only, "none")


def test_lead_totals_and_symbols_are_in_every_text():
    """The lead follows the finding, a figure has the symbol of its word, and totals follow the table."""
    counts = (
        KeyFigure(key="shown", label="in this table", value=1, note="1 blocked"),
        KeyFigure(key="all", label="all", value=3),
    )
    made = attrs.evolve(
        report(attrs.evolve(table(("A", 1)), totals=counts), headline="One is blocked"),
        lead="It waits for all.",
        figures=(KeyFigure(key="b", label="blocked", value=1, word=ot.Status.BLOCKED),),
    )
    for name in ("plain", "markdown", "latex"):
        text = made.render(name)
        # LaTeX has no symbols: pdflatex doesn't know them.
        words = ["One is blocked", "It waits for all.", "In this table: 1 (1 blocked)", "All: 3"]
        assert sorted(map(text.index, words)) == [text.index(word) for word in words], name
        assert ("⊘" in text) == (name != "latex"), name
    read = json.loads(made.render("json"))
    assert ("It waits for all.", "blocked") == (read["lead"], read["figures"][0]["word"])
    assert [("in this table", 1), ("all", 3)] == [
        (total["label"], total["value"]) for total in read["tables"][0]["totals"]
    ]
