"""Reports as plain text: lines keep the width, and no word is lost or broken."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import UsageError
from osce_tracker.formats.cells import cell_text
from osce_tracker.formats.plain_text import _COLOURS, to_plain, wrap
from osce_tracker.formats.tabulated import table_lines
from osce_tracker.plot.chart import Chart
from osce_tracker.text import plain
from tests import strategies
from tests.formats.reports import DATA, ID, LONG, MORE, SHARE, N, begun, full, report, reports, table
from tests.test_text import unseen


def _words(made):
    """Return every word that a reader should see of a report."""
    texts = [made.heading, made.kicker, *made.notes, made.data_note]
    for figure in made.figures:
        texts += [figure.label, cell_text(figure.value), f"({figure.note})" if figure.note else ""]
    for each in made.tables:
        texts += [each.title, *each.notes]
        for group in each.groups:
            title = group.title if not group.note or not group.title else f"{group.title}:"
            texts += [title, group.note] if group.note.strip() or not group.title else [group.title]
        for row in each.rows:
            texts += [cell_text(begun(value)) for value in row if value not in (None, ())]
    return {word for text in texts for word in plain(text).split()}


def _too_long(text, width):
    """Return the lines that are too wide; a single word that is too long by itself may be."""
    lines = [line for line in text.split("\n") if len(line) > width]
    return [line for line in lines if len(line.strip().removeprefix("> ").split()) > 1]


def test_text_is_wrapped_at_blanks():
    """A text is broken at blanks and its own line breaks, never inside a word, a date or an address."""
    for text, width, expected in (
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 6, ["one", "two", "three"]),
        ("one\n\ntwo", 20, ["one", "", "two"]),
        ("a https://example.org/a-b/c?d=e-f b", 8, ["a", "https://example.org/a-b/c?d=e-f", "b"]),
        ("31\u00a0July 2025", 8, ["31\u00a0July", "2025"]),
        ("  a   b  ", 8, ["a b"]),
    ):
        assert expected == wrap(text, width)


@given(strategies.texts.map(plain), st.integers(1, 30))
def test_wrapping_keeps_words_and_width(text, width):
    """No word is lost or broken, and only a word that is too long by itself exceeds the width."""
    lines = wrap(text, width)
    assert text.split() == [word for line in lines for word in line.split()]
    assert [] == [line for line in lines if len(line) > width and " " in line]


def test_layout():
    """The finding is underlined, figures line up, groups open their rows, long texts are below theirs."""
    expected = f"""\
Report · Of two

The Chair kept 18 of 45 promises
================================

18 of 45 (40%)  kept (12 before)
            98  promises

Table
-----

Id   Number            Kept  Sources
---  ------  --------------  -------

First: 1 row
A-1       7  18 of 45 (40%)  2
    > It went well.

Second
B         –               –  –

Two rows.

- The end.

{DATA}
"""
    assert expected == to_plain(full())


def test_table_without_rows_is_its_title_and_notes():
    """An empty table has no frame."""
    assert f"Report\n======\n\nTable\n-----\n\nNothing.\n\n{DATA}\n" == to_plain(
        report(table(notes=("Nothing.",)))
    )


def test_chart_is_its_words():
    """A terminal has no pictures: a chart is its title and its text alternative."""
    made = report(charts=(Chart(title="T", key="c", draw=dict, text="Three."),))
    assert "\n\nPicture (not shown here): T. Three.\n\n" in to_plain(made)


def test_cells_are_wrapped():
    """A cell that is too long goes on in the next line of its row."""
    lines = to_plain(
        report(table(("A", "word " * 20, 1), columns=(ID, ot.Column("t", "Text"), N))), 60
    ).split("\n")
    place = next(n for n, line in enumerate(lines) if line.startswith("A "))
    assert lines[place].endswith(" 1")
    assert lines[place + 1].startswith("    word")


def test_shares_stay_on_one_line():
    """A number or share is not wrapped: columns of text get narrower, or go below the row."""
    columns = (ID, ot.Column("t", "Text"), SHARE, ot.Column("u", "More"))
    shown = to_plain(report(table(("A", "word " * 9, ot.Share(18, 45), "x" * 30), columns=columns)), 60)
    assert "18 of 45 (40%)" in shown


def test_several_long_texts_have_labels():
    """One long text is clear without its heading; several are told apart by theirs."""
    one = to_plain(report(table(("A", "One."), columns=(ID, LONG))))
    two = to_plain(report(table(("A", "One.", "Two."), columns=(ID, LONG, MORE))))
    assert "    > One.\n" in one
    assert "    > Long: One.\n    > More: Two.\n" in two


def test_short_headings_are_used_where_they_save_a_column():
    """A short heading replaces the full one only if a column would go below the row otherwise."""
    columns = (
        ID,
        ot.Column("b", "A-heading-of-many-letters-in-one", short="Short"),
        ot.Column("c", "C" * 20),
        ot.Column("d", "D" * 10),
    )
    for width in (60, 100):
        shown = to_plain(report(table(tuple("abcd"), columns=columns)), width)
        assert (columns[1].title in shown, "Short" in shown) == (width == 100, width == 60)


def test_days_of_a_calendar_stay_beside_its_events():
    """Where columns go below their rows, a date behind the name stays, however long it is."""
    columns = [
        ot.Column("name", "name"),
        ot.Column("when", "when", "date"),
        ot.Column("a", "a"),
        ot.Column("b", "b"),
    ]
    rows = [
        (
            "Meeting of the council",
            ot.Period("2025-12-03/2026-01-05"),
            "unbreakable-words",
            "unbreakable-word",
        )
    ]
    made = ot.Table(title="T", key="t", columns=columns, rows=rows)
    (heads,) = (line for line in to_plain(report(made), width=60).splitlines() if line.startswith("name "))
    assert ["name", "when", "b"] == heads.split()


def test_width_that_holds_no_table_is_an_error():
    """A width below 60, or one that is not a whole number, is an error that says what to give."""
    for width in (59, -1, 60.0, "80", None, True):
        with pytest.raises(UsageError, match="from 60"):
            to_plain(report(), width)


@given(reports, st.integers(60, 140))
def test_any_report_keeps_its_words(made, width):
    """Whatever the report: no word is lost or broken, nothing is invisible, no line ends in a blank."""
    shown = to_plain(made, width)
    assert [] == unseen(shown)
    assert set() == _words(made) - set(shown.split())
    assert [] == [line for line in shown.split("\n") if line.endswith(" ")]


_short = st.lists(st.text("abcdefgh", min_size=1, max_size=8), max_size=12).map(" ".join)


@given(
    st.lists(st.tuples(*[_short] * 5), max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
    _short,
    st.integers(60, 140),
)
def test_lines_keep_the_width(rows, details, words, width):
    """If no word is long, no line is wider than asked for, titles and notes included."""
    columns = (ID, *(ot.Column(f"c{n}", f"C{n}", detail=detail) for n, detail in enumerate(details)))
    made = report(
        table(*rows, columns=columns, notes=(words,), title=words),
        title=words,
        subtitle=words,
        notes=(words,),
    )
    assert [] == [line for line in to_plain(made, width).split("\n") if len(line) > width]


def test_bundled_table_keeps_the_width_and_its_ids(tracker):
    """The quarterly table is as wide as asked for, and every id is whole in one line."""
    made = ot.quarterly(tracker, "2025-Q3")
    ids = {row["id"] for each in made.tables for row in each.records() if "id" in row}
    for width in (60, 80, 140):
        shown = to_plain(made, width)
        assert ([], set()) == (_too_long(shown, width), ids - set(shown.split())), width


def test_bundled_records_keep_the_width(tracker):
    """A printed table of records, and a printed record, fit into 100 columns."""
    for records in tracker.collections:
        assert [] == _too_long(str(ot.table(records)), 100)
        wide = {r.id: lines for r in records if (lines := _too_long(str(ot.show(tracker, r.id)), 100))}
        assert wide == {}


@pytest.mark.parametrize("wcwidth", [True, False])
def test_columns_line_up_with_and_without_wcwidth(monkeypatch, wcwidth):
    """Latin and Cyrillic letters line up whether or not the package wcwidth is installed."""
    if not wcwidth:
        monkeypatch.setitem(sys.modules, "wcwidth", None)
    monkeypatch.delitem(sys.modules, "tabulate", raising=False)
    rows = [["Қазақстан", "1"], ["Türkiye", "10"]]
    assert ["Қазақстан   1", "Türkiye    10"] == table_lines(rows, [False, True], padded=True)


def test_other_formats_load_no_tabulate(monkeypatch):
    """Only the formats that are laid out as text load tabulate."""
    monkeypatch.setitem(sys.modules, "tabulate", None)
    for name in ("html", "csv", "tsv", "json"):
        assert full().render(name)
    with pytest.raises(ImportError):
        full().render("plain")


@settings(max_examples=10)
@given(strategies.trackers, strategies.periods)
def test_every_report_of_any_data_can_be_shown(tracker, period):
    """Reports on any records can be shown in every format, without invisible characters."""
    made = [ot.quarterly(tracker, period), *map(ot.table, tracker.collections)]
    made += [ot.show(tracker, collection.ids[0]) for collection in tracker.collections if len(collection)]
    for each in made:
        for name in ("plain", "markdown", "html", "latex", "csv", "tsv"):
            assert [] == unseen(each.render(name).replace("\r\n", "\n"))


def _luminance(number):
    """Return the relative luminance (WCAG 2) of a colour of terminals with 256."""
    if number >= 232:
        parts = [8 + 10 * (number - 232)] * 3
    else:
        steps = (0, 95, 135, 175, 215, 255)
        parts = [steps[(number - 16) // place % 6] for place in (36, 6, 1)]
    linear = [part / 255 / 12.92 if part < 11 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_of_statuses_are_legible():
    """Each status has a colour with a contrast of 3 or more on black and on white."""
    contrasts = {
        status: min((light := _luminance(number) + 0.05) / 0.05, 1.05 / light)
        for status, number in _COLOURS.items()
    }
    assert {*ot.Status} == {status for status, contrast in contrasts.items() if contrast >= 3}


def test_statuses_have_a_colour():
    """All words of a status have its colour, in several lines or above others too; no other text has."""
    hostile = "fulfilled \x1b[31mnot\x9b31m \x1b]8;;http://x\x07 fulfilled"
    columns = (
        ot.Column("id", "id"),
        ot.Column("status", "s"),
        ot.Column("why", "why", part_of="status"),
        ot.Column("n", "n", "number"),
    )
    rows = (
        (hostile, ot.Status.NOT_FULFILLED, None, 1),
        ("a" * 30, ot.Status.NOT_FULFILLED, "not fulfilled", 2),
        ("fulfilled", None, "fulfilled", 3),
        ("fulfilled", "fulfilled", None, None),
    )
    made = report(table(*rows, columns=columns))
    red, end = "\x1b[38;5;160m", "\x1b[0m"
    for width in (60, 100):
        text = to_plain(made, width, colour=True)
        assert to_plain(made, width) == text.replace(red, "").replace(end, "")
        assert text.count(red) == text.count(end) == 2
        assert f"{red}☒ Not fulfilled{end}" in text
    long = ot.Column("id", "id")
    narrow = report(table(("word " * 40, ot.Status.NOT_FULFILLED), columns=(long, columns[1])))
    assert 2 >= to_plain(narrow, 60, colour=True).count(red) >= 1
    with pytest.raises(UsageError, match="as a width"):
        to_plain(made, 59, colour=True)


@given(reports)
def test_colour_changes_nothing_else(made):
    """Without its colours a report on a terminal is the plain one, and no other escape is in it."""
    text = to_plain(made, colour=True)
    plainly = re.sub(r"\x1b\[38;5;[0-9]+m([^\x1b]+)\x1b\[0m", r"\1", text)
    assert to_plain(made) == plainly
    assert "\x1b" not in plainly
