"""A cell's value as text, before it is escaped."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.formats.cells import (
    cell_data,
    cell_text,
    chart_text,
    is_address,
    linked_text,
    shared_cell,
    source_text,
)
from osce_tracker.model.periods import Period
from osce_tracker.plot.chart import Chart
from tests import strategies
from tests.formats.reports import PAGES, table


def test_values_as_people_read_them_and_as_files_hold_them():
    """People read dates in words and a dash for nothing; files hold ISO dates and empty cells."""
    for value, people, data in (
        ("text", "text", "text"),
        ("", "", ""),
        (-3, "-3", "-3"),
        (0, "0", "0"),
        (dt.date(2025, 7, 31), "31 July 2025", "2025-07-31"),
        (Period("2025-07-31"), "31 July 2025", "2025-07-31"),
        (Period("2025-07-31/2025-08-01"), Period("2025-07-31/2025-08-01").readable, "2025-07-31/2025-08-01"),
        (ot.Status.PARTLY_FULFILLED, "Partly fulfilled", "partly fulfilled"),
        (ot.Share(18, 45), "18 of 45 (40%)", "18 of 45 (40%)"),
        (PAGES, "2", "https://osce.org/1 https://osce.org/2"),
        ((), "–", ""),
        (None, "–", ""),
    ):
        assert (people, data) == (cell_text(value), cell_data(value))


@given(strategies.periods)
def test_period_in_a_file_is_read_back(period):
    """A period in a data file can be read back."""
    assert period == Period(cell_data(period))


@given(st.sampled_from([ot.Status, ot.Lever, ot.Dimension]).flatmap(st.sampled_from))
def test_word_in_a_file_is_read_back(word):
    """A word in a data file can be read back by its label."""
    assert word is type(word).parse(cell_data(word))


def test_sources_in_formats_with_links_are_their_publishers():
    """Where sources are links, a cell names their publishers; other values are as people read them."""
    assert ("P1, P2", "–", "7") == (linked_text(PAGES), linked_text(()), linked_text(7))


def test_chart_in_words_names_its_title_once():
    """Without a picture a chart is its title and text, or its text if that begins with the title."""
    for title, text, expected in (
        ("Map", "Three.", "Picture (not shown here): Map. Three."),
        ("Map", "Map: 3.", "Picture (not shown here): Map: 3."),
        ("Map.", "", "Picture (not shown here): Map"),
        ("", "3.", "Picture (not shown here): 3."),
        ("", "", ""),
    ):
        assert expected == chart_text(Chart(title=title, key="c", draw=dict, text=text))


def test_source_is_named_by_title_publisher_and_day():
    """A source in a list has its title, publisher and day, if it is known."""
    dated = ot.Source(url="https://a.b", title="T", publisher="P", publisher_type="osce", published="2025")
    assert ("T (P, 2025)", "Page 1 (P1)") == (source_text(dated), source_text(PAGES[0]))


def test_address_is_whole_plain_and_has_a_host():
    """Only a text that is a web address from its first to its last sign becomes a link."""
    links = ("https://osce.org/a?b=c&d=e#f", "http://x.fi/ä", "https://x.org/" + "a" * 1900)
    assert [] == [text for text in links if not is_address(text)]
    others = (
        "https://x.org/" + "a" * 2000,
        "see https://osce.org/1",
        "https://osce.org/1 x",
        "https://osce.org/\n",
        "javascript:alert(1)",
        "ftp://osce.org/1",
        "data:,x",
        'https://osce.org/"x',
        "https://x.org/'a",
        "https://x.org/\u202ea",
        "http://[bad",
        "https://",
    )
    assert [] == [text for text in others if is_address(text)]


def test_a_text_begins_with_a_capital():
    """A word at the beginning of a cell has a capital in formats for people; a code or an address stays."""
    names = ("id", "code", "language", "t")
    columns = [ot.Column(name, name) for name in names]
    for text, expected in (
        ("all three", "All three"),
        ("politico-military, human", "Politico-military, human"),
        ("no", "No"),
        ("the Chair's own word", "The Chair's own word"),
        ("events.json", "events.json"),
        ("https://osce.org", "https://osce.org"),
        ("kz-2023-04", "kz-2023-04"),
        ("ﬁn", "ﬁn"),
        ("1 day", "1 day"),
    ):
        made = table([text] * 4, columns=columns)
        assert [text] * 3 + [expected] == [shared_cell(made, made.rows[0], n) for n in range(4)]
    made = table((ot.Status.IN_PROGRESS,), columns=[ot.Column("s", "s")])
    assert ot.Status.IN_PROGRESS is shared_cell(made, made.rows[0], 0)
