"""Reports for the tests of the formats: small ones, and any that the classes accept."""

import re

from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.formats.cells import counted, linked_text, source_line
from osce_tracker.formats.report import KeyFigure, RowGroup
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.text import plain
from tests import strategies

ID, N = ot.Column("id", "Id"), ot.Column("n", "Number", kind="number")
LONG, MORE = ot.Column("long", "Long", detail=True), ot.Column("more", "More", detail=True)
SHARE, SOURCES = ot.Column("share", "Kept", kind="share"), ot.Column("sources", "Sources", kind="sources")
PAGES = tuple(
    ot.Source(url=f"https://osce.org/{n}", title=f"Page {n}", publisher=f"P{n}", publisher_type="osce")
    for n in (1, 2)
)
#: The data note of a report without an edition.
DATA = "Data: not one named edition."
GROUPS = (RowGroup(key="g1", title="First", size=1, note="1 row"), RowGroup(key="g2", title="Second", size=1))


def table(*rows, columns=(ID, N), title="Table", **fields):
    """Return a table of these rows."""
    return ot.Table(title=title, key="t", columns=columns, rows=rows, **fields)


def report(*tables, title="Report", **fields):
    """Return a report of these tables."""
    return ot.Report(title=title, tables=tables, **fields)


def full():
    """Return a small report that has one of everything but a chart."""
    columns = (ID, N, SHARE, LONG, SOURCES)
    rows = (("A-1", 7, ot.Share(18, 45), "It went well.", PAGES), ("B", None, None, None, None))
    return report(
        table(*rows, columns=columns, groups=GROUPS, notes=("Two rows.",)),
        title="Report",
        headline="The Chair kept 18 of 45 promises",
        subtitle="Of two",
        figures=(
            KeyFigure(key="kept", label="kept", value=ot.Share(18, 45), note="12 before"),
            KeyFigure(key="n", label="promises", value=98),
        ),
        notes=("The end.",),
    )


def latest(value):
    """Return what formats that link to the latest source show of a value."""
    if isinstance(value, tuple) and value:
        return plain(f"{counted(value)}{source_line(value[0])}")
    return people(value)


def people(value):
    """Return a cell as formats for people show it, with the publishers of its sources."""
    return plain(linked_text(begun(value)))


def begun(value):
    """Return a value as a cell begins: a text that begins with a word has a capital, if one leads back."""
    if not isinstance(value, str) or isinstance(value, Vocabulary):
        return value
    word = re.split(r"\s", value, maxsplit=1)[0].rstrip(",;:.!?)")
    is_word = bool(re.fullmatch(r"(?:[^\W\d_]+['’-])*[^\W\d_]+", word))
    first = value[:1].upper()
    return first + value[1:] if is_word and first.lower() == value[:1] else value


def is_empty(value):
    """Return True if a cell holds nothing."""
    return value is None or value == ()


_CELLS = st.one_of(
    # Before texts: hypothesis takes a status, which is a string, for a text.
    st.sampled_from(ot.Status),
    st.none(),
    strategies.texts,
    st.integers(-(10**6), 10**6),
    strategies.days,
    strategies.periods,
)
_shares = st.integers(0, 60).flatmap(lambda whole: st.builds(ot.Share, st.integers(0, whole), st.just(whole)))
_BY_KIND = {"share": st.none() | _shares, "sources": st.none() | strategies.source_lists}


@st.composite
def _tables(draw):
    """Draw a table of one to five columns, in groups or not."""
    columns = [
        ot.Column(
            key=f"c{n}",
            title=draw(strategies.texts),
            kind=draw(st.sampled_from(["text", "number", "date", "share", "sources"] if n else ["text"])),
            detail=n > 0 and draw(st.booleans()),
        )
        for n in range(draw(st.integers(1, 5)))
    ]
    row = st.tuples(*(_BY_KIND.get(column.kind, _CELLS) for column in columns))
    sizes = draw(st.just([]) | st.lists(st.integers(1, 2), min_size=1, max_size=2))
    count = sum(sizes) if sizes else draw(st.integers(0, 3))
    return ot.Table(
        title=draw(strategies.texts),
        key="t",
        columns=columns,
        rows=draw(st.lists(row, min_size=count, max_size=count)),
        groups=[
            RowGroup(key=f"g{n}", title=draw(strategies.texts), size=size, note=draw(strategies.texts))
            for n, size in enumerate(sizes)
        ],
        notes=draw(st.lists(strategies.texts, max_size=2)),
    )


#: Any report that a caller of the library may make, without charts.
reports = st.builds(
    ot.Report,
    title=strategies.texts,
    headline=strategies.texts,
    subtitle=strategies.texts,
    figures=st.lists(
        st.builds(
            KeyFigure,
            key=st.just("k"),
            label=strategies.texts,
            value=st.integers(0, 99) | _shares,
            note=strategies.texts,
        ),
        max_size=2,
    ),
    tables=st.lists(_tables(), max_size=3),
    notes=st.lists(strategies.texts, max_size=2),
)
