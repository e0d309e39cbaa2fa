"""Reports as JSON, as the standard library reads them."""

import datetime as dt
import json

import attrs
import pandas as pd
from hypothesis import given

import osce_tracker as ot
from osce_tracker.formats.json import to_json
from osce_tracker.formats.report import KeyFigure
from osce_tracker.model.periods import Period
from osce_tracker.plot.chart import Chart
from tests.formats.reports import ID, PAGES, SOURCES, full, report, reports, table

VALUE = ot.Column("v", "Value")


def _value(value, column=VALUE):
    """Return what JSON has for the value of a cell."""
    made = report(table(("A", value), columns=(ID, column)))
    return json.loads(to_json(made))["tables"][0]["rows"][0][column.key]


def test_report_is_one_object():
    """A report is its finding, figures, tables and notes; rows are objects that name their group."""
    made = attrs.evolve(full(), known_by=dt.date(2025, 9, 30))
    whole = json.loads(to_json(made))
    (only,) = whole.pop("tables")
    note = {"note": "12 before", "word": None}
    assert {
        "title": "Report",
        "subtitle": "Of two",
        "headline": "The Chair kept 18 of 45 promises",
        "lead": "",
        "figures": [
            {"key": "kept", "label": "kept", "value": {"part": 18, "whole": 45}, **note},
            {"key": "n", "label": "promises", "value": 98, "note": "", "word": None},
        ],
        "charts": [],
        "notes": ["The end."],
        "edition": None,
        "known_by": "2025-09-30",
    } == whole
    assert [("g1", 1), ("g2", 1)] == [(group["key"], group["size"]) for group in only["groups"]]
    assert ["g1", "g2"] == [row["group"] for row in only["rows"]]
    assert {"key": "share", "title": "Kept", "kind": "share"} == only["columns"][2]
    assert {"part": 18, "whole": 45} == only["rows"][0]["share"]
    assert {"group": "g2", "id": "B", "n": None, "share": None, "long": None, "sources": None} == only[
        "rows"
    ][1]


def test_rows_without_groups_have_none():
    """In a table without groups a row is its columns and nothing else."""
    assert [{"id": "A", "n": 1}] == json.loads(to_json(report(table(("A", 1)))))["tables"][0]["rows"]


def test_source_is_an_object_of_its_fields():
    """A source has all its fields, so that a program can cite it."""
    first, second = _value(PAGES, SOURCES)
    assert (PAGES[0].url, "Page 1", "P1", "osce", None, "en", False) == tuple(
        first[key]
        for key in ("url", "title", "publisher", "publisher_type", "published", "language", "primary")
    )
    assert second["url"] == PAGES[1].url


def test_chart_is_its_words_and_numbers():
    """A chart is not drawn: its title, text and the numbers behind it are in the file."""
    rows = ((ot.Status.BLOCKED, 3, Period("2025-Q3")),)
    chart = Chart(title="T", key="c", draw=dict, text="Three.", columns=("status", "n", "when"), rows=rows)
    expected = {"title": "T", "key": "c", "text": "Three.", "columns": ["status", "n", "when"]}
    made = json.loads(to_json(report(charts=(chart,))))["charts"]
    assert [{**expected, "rows": [["blocked", 3, "2025-Q3"]]}] == made


def test_figures_and_totals_have_their_words():
    """A figure names the status that it counts by its value; the totals of a table are figures too."""
    figure = KeyFigure(key="all", label="all", value=ot.Share(1, 3), word=ot.Status.PARTLY_FULFILLED)
    made = report(table(("A", 1), totals=(figure,)), figures=(figure,), lead="Two words.")
    whole = json.loads(to_json(made))
    expected = {"key": "all", "label": "all", "value": {"part": 1, "whole": 3}, "note": ""}
    expected["word"] = "partly-fulfilled"
    assert ([expected], "Two words.") == (whole["figures"], whole["lead"])
    assert [expected] == whole["tables"][0]["totals"]


def test_rows_become_a_frame(tracker):
    """Pandas makes a frame of the rows of all tables, with the parts of shares as columns."""
    whole = json.loads(to_json(ot.scorecard(tracker, "2025-12-31")))
    frame = pd.json_normalize(whole["tables"], "rows", ["key"])
    assert sum(len(each["rows"]) for each in whole["tables"]) == len(frame)
    total = frame[(frame["key"] == "rates") & (frame["of"] == "Total")].iloc[0]
    assert (18, 45) == (total["stated_fulfilled.part"], total["stated_fulfilled.whole"])


def test_edition_is_an_object(tracker):
    """The edition of the data is in the file, its day in ISO form."""
    edition = json.loads(to_json(report(edition=tracker.edition)))["edition"]
    assert (tracker.edition.name, tracker.edition.compiled.isoformat()) == (
        edition["name"],
        edition["compiled"],
    )


def test_values_are_plain():
    """Numbers, texts and nothing are themselves, words their value, days and periods their ISO form."""
    for value, expected in (
        (None, None),
        (0, 0),
        (-5, -5),
        ("=1+1", "=1+1"),
        (dt.date(2025, 7, 31), "2025-07-31"),
        (Period("2025-07-31/2025-08-01"), "2025-07-31/2025-08-01"),
        (ot.Status.PARTLY_FULFILLED, "partly-fulfilled"),
        ("\x1b\u202e\x00", "\x1b\u202e\x00"),
    ):
        read = _value(value)
        assert (expected, type(expected)) == (read, type(read))


def test_text_is_readable_and_ends_in_one_line_break():
    """Letters of any script are written as they are, and the text ends in one line break."""
    text = to_json(report(title="Қазақстан"))
    assert '"Қазақстан"' in text
    assert text[:-1] == text.rstrip("\n")


@given(reports)
def test_any_report_is_read_back(made):
    """Whatever the report, its texts, figures, shares and addresses come back."""
    whole = json.loads(to_json(made).encode())
    assert (made.title, made.headline, list(made.notes)) == (
        whole["title"],
        whole["headline"],
        whole["notes"],
    )
    assert [figure.label for figure in made.figures] == [figure["label"] for figure in whole["figures"]]
    for each, read in zip(made.tables, whole["tables"], strict=True):
        for row, found in zip(each.records(), read["rows"], strict=True):
            assert {*row, *(["group"] if each.groups else [])} == set(found)
            for key, value in row.items():
                if isinstance(value, tuple):
                    assert [source.url for source in value] == [source["url"] for source in found[key]]
                elif isinstance(value, ot.Share):
                    assert value == ot.Share(**found[key])
                else:
                    assert (value if value is None or isinstance(value, int) else str(value)) == found[key]
