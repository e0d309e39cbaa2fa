"""The search page, and the texts that it searches in the browser."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from osce_tracker.analysis.grouped import grouped
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.events import Event
from osce_tracker.model.statements import SupportStatement
from osce_tracker.reports import fields
from osce_tracker.site.page import File, Site, data_file, read_site
from osce_tracker.text import PLAIN_LETTERS, one_line
from osce_tracker.tracker.search import SMALL, plain_letters, texts_of
from osce_tracker.tracker.tracker import AnyRecord

PATH: Final = "search.html"
#: The kinds of results, in the order of the menu.
_KINDS: Final = {
    "commitment": "Commitments",
    "state": "States",
    "statement": "Statements",
    "event": "Meetings and events",
    "series": "Series of meetings",
}
#: The texts shown around the words found. The search covers the others too.
_SHOWN: Final = ("text", "updates", "notes")
_OTHER: Final = ("themes", "people", "states", "places", "id")


def files(site: Site) -> Iterator[File]:
    """Yield the search page, its library with the licence, and the texts.

    Args:
        site: the website.
    """
    yield site.render("find.html", PATH, kinds=_KINDS)
    yield File("assets/search.js", read_site("assets/search.js").encode())
    for name, path in (("minisearch.js", "minisearch.js"), ("LICENSE.txt", "minisearch-LICENSE.txt")):
        yield File(f"assets/{path}", read_site(f"vendor/minisearch/{name}").encode())
    yield data_file("assets/search-index.js", "search", _index(site))


def _index(site: Site) -> dict[str, object]:
    """Return the searchable texts. A text that several records share appears once."""
    kinds = list(_KINDS)
    texts: dict[str, int] = {}

    def places(found: Iterable[str]) -> list[int]:
        return [texts.setdefault(text, len(texts)) for text in dict.fromkeys(found)]

    entries = [
        [kinds.index(kind), title, address, note, places(shown), places(other)]
        for kind, title, address, note, shown, other in _entries(site)
    ]
    return {
        "kinds": kinds,
        "entries": entries,
        "texts": list(texts),
        "names": _names(site),
        "small": sorted(SMALL),
        "letters": PLAIN_LETTERS,
    }


def _entries(site: Site) -> Iterator[tuple[str, str, str, str, list[str], list[str]]]:
    """Yield the possible results: kind, title, address, note, shown texts and other texts."""
    states = site.tracker.states
    for state in states:
        names = (name.name for name in state.names)
        other = [*names, *state.aliases, *state.demonyms, state.code, state.alpha3]
        yield "state", state.name, site.address(state), state.kind.label, [], other
    for collection in site.tracker.collections:
        for record in collection:
            texts = texts_of(record, states, site.tracker.chairs)
            shown, other = (list(chain(*(texts[name] for name in names))) for names in (_SHOWN, _OTHER))
            title = one_line(fields.title_of(record, states))
            yield collection.noun, title, site.address(record), _note(site, record), shown, other


def _note(site: Site, record: AnyRecord) -> str:
    """Return the note below a record's title."""
    chair = site.chair_of(record)
    match record:
        case Commitment():
            parts = [chair.name, record.status_on(chair.about.day).label]
        case Event():
            parts = [record.when.readable, record.body]
        case SupportStatement():
            parts = [record.about.label, record.stance.label]
        case _:
            parts = [record.body]
    return one_line(", ".join(parts))


def _names(site: Site) -> list[list[list[str]]]:
    """Return the names that mean the same: those to recognise, and those to look for."""
    groups = grouped((names, form) for form, names in site.tracker.index.names.items())
    return [[forms, list(dict.fromkeys(map(plain_letters, names)))] for names, forms in groups.items()]
