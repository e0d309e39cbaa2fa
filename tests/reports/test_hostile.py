"""Hostile texts in records: whatever a record says, its reports are written, and nothing in them runs."""

import re
from collections import Counter
from datetime import date
from functools import cache

import html5lib
import pytest

import osce_tracker as ot
from osce_tracker.model.dimensions import Section
from osce_tracker.model.editions import Edition
from osce_tracker.model.events import KnownMeeting, Recess
from osce_tracker.text import plain
from tests import hostile, strategies
from tests.formats.reports import begun
from tests.formats.test_hostile import ATTRIBUTES, PAGE, addresses, elements, html_text
from tests.formats.test_hostile_office import parts

TEXTS = dict(enumerate(hostile.RECORD_TEXTS.values(), 1))
#: As many as a picture of lanes draws.
CHUNK = 25
CHUNKS = tuple(range(0, len(TEXTS), CHUNK))
REPORTS = ("quarterly", "profile", "support", "agenda", "commitment", "event", "series", "statement")
BY_REPORT = pytest.mark.parametrize("name", REPORTS)
BY_CHUNK = pytest.mark.parametrize("start", CHUNKS)
#: What a page of a report has besides those of one table.
OURS = {"figure", "figcaption", "col", "colgroup"}
#: What a page tells its script, and the words that may stand there.
TOLD = {
    "data-status": {*map(str, ot.Status)},
    "data-lever": {*map(str, ot.Lever)},
    "data-dimension": {*map(str, Section)},
    "data-changed": {""},
    "data-by": {"status", "lever", "dimension"},
    "value": {"", *map(str, ot.Status), *map(str, ot.Lever), *map(str, Section)},
}
#: The charts of a page, each of which is drawn for wide and for narrow screens.
CHARTS = {"quarterly": ["flow", "lanes"], "support": ["support"]}
#: What a picture may consist of.
DRAWN = {"svg", "title", "desc", "path", "text", "rect", "circle"}
LOOKS = {
    *("xmlns", "viewbox", "width", "height", "role", "style", "id", "aria-labelledby", "opacity"),
    *("d", "x", "y", "cx", "cy", "r", "fill", "stroke", "stroke-width", "stroke-dasharray"),
    *("font-size", "font-weight", "text-anchor"),
}


def source(text):
    """Return a source whose texts are one text."""
    return ot.Source(
        url="https://osce.org/1",
        title=text,
        publisher=text,
        via=text,
        published="2030-02-01",
        publisher_type="osce",
    )


def person(text):
    """Return a person whose texts are one text."""
    return ot.Person(name=text, role=text, country="FI")


def commitment(number, text):
    """Return a commitment whose texts are one text."""
    update = ot.StatusUpdate(
        date="2030-02-02",
        status="blocked",
        summary=text,
        obstacle="no-consensus",
        blocked_by=("RU",),
        sources=(source(text),),
    )
    return strategies.a_commitment(
        f"C-{number}",
        title=text,
        text=text,
        made_by=ot.Maker(type="state", name=text, states=("FI",)),
        themes=(text,),
        made_at=text,
        due="2030-03-01",
        criterion=text,
        updates=(update,),
        sources=(source(text),),
        note=text,
        events=(f"E-{number}",),
    )


def event(number, text):
    """Return an event whose texts are one text."""
    told = {"title": text, "body": text, "city": text, "country": "FI", "venue": text, "note": text}
    told |= {"summary": text, "outcome": text, "participants": (person(text),), "sources": (source(text),)}
    return strategies.an_event(
        f"E-{number}", **told, start_time="10:00", timezone="Europe/Vienna", when="2030-02-03"
    )


def series(number, text):
    """Return a series whose texts are one text."""
    return strategies.a_series(
        f"S-{number}",
        title=text,
        body=text,
        city=text,
        country="FI",
        venue=text,
        exceptions=(Recess(since="2030-03-01", until="2030-03-31", reason=text),),
        known_meetings=(KnownMeeting(number=1, date="2030-01-03", source_url="https://osce.org/2"),),
        sources=(source(text),),
        note=text,
    )


def statement(number, text):
    """Return a statement whose texts are one text; every second is that of a group."""
    who = {"group": text} if number % 2 else {"state": "FI"}
    return strategies.a_statement(
        f"P-{number}",
        **who,
        states=("SE",) if number % 2 else (),
        about="chairmanship",
        speaker=person(text),
        counterpart=person(text),
        occasion=text,
        themes=(text,),
        summary=text,
        commits_to=text,
        reported_by=text,
        attributed_to=text,
        sources=(source(text),),
        note=text,
    )


@cache
def tracker(start):
    """Return a tracker of the records of as many texts as a picture of lanes draws."""
    texts = [(n, text) for n, text in TEXTS.items() if start < n <= start + CHUNK]
    text = texts[0][1]
    bundled = ot.load()
    return ot.Tracker(
        commitments=[commitment(n, text) for n, text in texts],
        events=[event(n, text) for n, text in texts],
        series=[series(n, text) for n, text in texts],
        statements=[statement(n, text) for n, text in texts],
        edition=Edition(name=text, title=text, version=text, compiled=date(2030, 4, 1), note=text),
        states=bundled.states,
        chairs=bundled.chairs,
    )


def reports(name, start, most=CHUNK):
    """Return the reports of a name on the records of some texts: one, or one a record."""
    whole = tracker(start)
    kinds = {"commitment": "commitments", "event": "events", "series": "series", "statement": "statements"}
    if name in kinds:
        return [ot.show(whole, found.id) for found in list(getattr(whole, kinds[name]))[:most]]
    if name == "agenda":
        return [ot.agenda(whole, "2030-02", series=True)]
    asked = {"quarterly": "2030-Q1", "profile": "FI", "support": "chairmanship"}
    return [getattr(ot, name)(whole, asked[name])]


def pages(name, start):
    """Return the reports as pages, parsed; of records alone two are enough, since all have the same form."""
    sources = (report.to_bytes("html").decode() for report in reports(name, start, 2))
    return [html5lib.parse(source, namespaceHTMLElements=False) for source in sources]


def pictures(root):
    """Return the pictures inside a page, and take them out of it."""
    found = []
    for holder in list(root.iter("div")):
        for child in [child for child in holder if str(child.tag).endswith("svg")]:
            found.append(child)
            holder.remove(child)
    return found


def leading(root):
    """Return the links that lead nowhere that they should, also not to the row in which they are."""
    own = Counter(
        link.get("href")
        for row in root.iter("tr")
        for link in row.iter("a")
        if link.get("href") == f"#{row.get('id')}"
    )
    return [*(Counter(addresses(root)) - own).elements()]


def told(root):
    """Return what a page tells its script that isn't one of the words for it."""
    every = (pair for node in root.iter() if isinstance(node.tag, str) for pair in node.attrib.items())
    return [(name, value) for name, value in every if name in TOLD and value not in TOLD[name]]


@BY_REPORT
def test_pages_hold_nothing_that_runs(name):
    """A page on hostile records has the elements, attributes and links of the template alone."""
    wrong = []
    for root in (page for start in CHUNKS for page in pages(name, start)):
        pictures(root)
        tags, attributes = elements(root)
        ours = tags - PAGE - OURS, attributes - ATTRIBUTES - TOLD.keys(), leading(root), told(root)
        wrong += [ours] if any(ours) or len(list(root.iter("script"))) != 1 else []
    assert [] == wrong


@BY_CHUNK
@pytest.mark.parametrize("name", ["quarterly", "support"])
def test_pictures_hold_nothing_that_runs(name, start):
    """The pictures of a page have no script, no handler, and lead to nothing outside."""
    (report,), (root,) = reports(name, start), pages(name, start)
    assert CHARTS[name] == [chart.key for chart in (*report.charts, *report.charts_below)]
    drawn = pictures(root)
    assert [
        f"page-chart-{n}{width}title page-chart-{n}{width}desc"
        for n in range(1, len(CHARTS[name]) + 1)
        for width in ("-", "-narrow-")
    ] == [picture.get("aria-labelledby") for picture in drawn]
    nodes = [node for picture in drawn for node in picture.iter() if isinstance(node.tag, str)]
    tags = {node.tag.rpartition("}")[2].lower() for node in nodes}
    plainly = [
        (re.sub(r"\{.*\}", "", key).lower(), value) for node in nodes for key, value in node.attrib.items()
    ]
    outside = [v for k, v in plainly if k.endswith("href") and not v.startswith("#")]
    outside += [v for _, v in plainly if re.search(r"url\((?!#)", v)]
    assert (set(), set(), []) == (tags - DRAWN, {key for key, _ in plainly} - LOOKS, outside)


@BY_REPORT
@pytest.mark.parametrize(("form", "start"), [("xlsx", CHUNKS[0]), ("docx", CHUNKS[-1])])
def test_office_files_are_written(name, form, start):
    """Each office file on hostile records is well-formed and holds no formula, and no field but of pages."""
    wrong = []
    # A document takes long to write: two of a kind are enough, since all have the same columns.
    for report in reports(name, start, 2):
        roots = parts(report.to_bytes(form)).values()
        tags = {node.tag.rpartition("}")[2] for root in roots for node in root.iter()}
        wrong += tags & {"f", "instrText", "fldChar"}
        fields = [node for root in roots for node in root.iter() if node.tag.endswith("}fldSimple")]
        wrong += {value for field in fields for value in field.attrib.values()} - {
            "PAGE",
            "NUMPAGES",
            "SEQ Figure",
        }
    assert [] == wrong


@BY_REPORT
def test_texts_are_written(name):
    """Each text on hostile records is written, and holds nothing that a terminal acts on, but in JSON."""
    every = [report for start in CHUNKS for report in reports(name, start)]
    # Formats have tests of their own with each text; of many records alone the data formats prove no more.
    forms = ("markdown", "plain", "latex", "csv", "json")[: 3 if len(every) > len(CHUNKS) else 5]
    for form in forms:
        texts = [report.render(form).replace("\r\n", "\n") for report in every]
        assert [] == [text for text in texts if form != "json" and plain(text) != text], form


@BY_CHUNK
def test_quarterly_shows_the_titles(start):
    """A page of the quarter has the title of every commitment as it was given."""
    (root,) = pages("quarterly", start)
    titles = {plain(begun(found.title)) for found in tracker(start).commitments}
    cells = {html_text(cell) for tag in ("td", "dd", "th") for cell in root.iter(tag)}
    assert set() == titles - cells
