"""Dates in cells: as exact as they are shown, in the order that their column settles, or refused."""

import datetime as dt
import re
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from tests import strategies
from tests.spreadsheets.files import PLAIN, STATES, a_csv, change_sheet, noted, read, refused


def _due(texts):
    """Return the deadlines of commitments whose cells hold these texts."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [PLAIN | {"id": f"A-{n}", "due": text} for n, text in enumerate(texts)]
        return [commitment.due for commitment in read(a_csv(Path(folder), *rows))]


def _why(problems):
    """Return the reasons by the number of the row, each of a bad cell in the column of deadlines."""
    assert {("bad-cell", "due")} == {(p.code, p.path.rpartition("column ")[2]) for p in problems}
    return {int(re.search("row ([0-9]+)", p.path)[1]): p.message for p in problems}


def _workbook(path, cells):
    """Write values with formats of numbers as deadlines into a workbook; return its path."""
    book = openpyxl.Workbook()
    book.active.append([*PLAIN, "due"])
    for number, (value, shown) in enumerate(cells, 2):
        book.active.append([f"A-{number}", *list(PLAIN.values())[1:], value])
        if shown is not None:
            book.active.cell(number, len(PLAIN) + 1).number_format = shown
    book.save(path / "a.xlsx")
    return path / "a.xlsx"


def test_dates_and_years_of_a_workbook(tmp_path):
    """What Excel keeps as a date or a number is the day or the year, as exact as it is shown."""
    day = dt.date(2025, 7, 31)
    # Excel makes a first of the month of "July 2025", and shows no day.
    cells = {
        (2025, None): "2025",
        (1900, None): "1900",
        (2100, None): "2100",
        (day, None): "2025-07-31",
        (dt.datetime.combine(day, dt.time()), None): "2025-07-31",
        (dt.datetime.combine(day, dt.time(9, 30)), None): "2025-07-31",
        (dt.date(2025, 7, 1), "mmmm yyyy"): "2025-07",
        (dt.date(2025, 7, 1), "mmm\\-yy"): "2025-07",
        (dt.date(2025, 7, 1), '[$-409]mmm" of day "yyyy'): "2025-07",
        (dt.date(2025, 1, 1), "yyyy"): "2025",
        (dt.date(2025, 7, 1), "yyyy"): "2025-07",
        (dt.date(2025, 7, 1), "d/m/yyyy"): "2025-07-01",
        (dt.date(2025, 7, 2), "mmmm yyyy"): "2025-07-02",
        (1999, "@"): "2025-07-30",
    }
    path = _workbook(tmp_path, cells)
    # Other programs write whole numbers with a decimal point, and dates as ISO 8601 has them.
    change_sheet(path, lambda xml: xml.replace(b"<v>1900</v>", b"<v>1900.0</v>"))
    change_sheet(path, lambda xml: xml.replace(b't="n"><v>1999</v>', b't="d"><v>2025-07-30</v>'))
    found = [commitment.due for commitment in read(path)]
    assert cells == dict(zip(cells, map(str, found), strict=True))
    assert dt.date is type(found[3].first)
    # The one time of day is told.
    assert [("time-of-day", "sheet Sheet, row 7")] == [(code, place) for code, place, _ in noted(path)]


def test_other_values_of_a_workbook_are_refused(tmp_path):
    """Numbers that are not years, ticks and times of day are refused as dates."""
    values = [True, 1899, 2101, 45869, -1, 2025.5, dt.time(12, 30), dt.timedelta(hours=30)]
    found = _why(refused(_workbook(tmp_path, [(value, None) for value in values])))
    assert list(range(2, len(values) + 2)) == sorted(found)
    assert "'45869' is a number. In Excel format the cell as a date." == found[5]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_a_year_typed_into_a_cell_for_dates_is_refused(tmp_path):
    """Excel takes 2026 for the 2026th day since 1900, and nobody means 1905 or 2206."""
    cells = {
        2026: "holds the date 1905-07-18. Was 2026 typed into a date cell? ",
        1975: "holds the date 1905-05-28. Was 1975 typed into a date cell? ",
        # As a year in the calendar of old Macintoshes would be.
        20000: "holds the date 1954-10-03. ",
        112000: "holds the date 2206-08-23. ",
    }
    path = _workbook(tmp_path, [(number, "dd.mm.yyyy") for number in cells])
    found = _why(refused(path))
    advice = "Format the cell as text and type it again."
    assert [f"{reason}{advice}" for reason in cells.values()] == [found[n] for n in range(2, 6)]
    # Days outside those that Excel counts.
    for number in (-5, 3_000_000):
        path = _workbook(tmp_path, [(number, "dd.mm.yyyy")])
        assert ["column due"] == [p.path.partition("row 2, ")[2] for p in refused(path)], number
    book = openpyxl.load_workbook(_workbook(tmp_path, [(2026, "dd.mm.yyyy")]))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["G2"].value, book.active["G2"].number_format = 2026, "dd.mm.yyyy"
    book.save(tmp_path / "mac.xlsx")
    assert "Was 2026 typed" in _why(refused(tmp_path / "mac.xlsx"))[2]
    # Saved as CSV it is a text, and told.
    message = "'18.07.1905' below 'due' is before 1973 or after 2100. Was a year typed into a date cell?"
    path = a_csv(tmp_path, PLAIN | {"due": "18.07.1905"})
    assert [("far-date", "sheet sheet, row 2", message)] == noted(path)
    assert [] == noted(a_csv(tmp_path, PLAIN | {"due": "1905"}))


def test_a_column_settles_the_order_of_day_and_month(tmp_path):
    """One date with a number above 12 settles the others of its column; without it both readings are told."""
    cases = {
        ("15/01/2026", "05/03/2026"): ["2026-01-15", "2026-03-05"],
        ("01/15/2026", "05/03/2026"): ["2026-01-15", "2026-05-03"],
        ("05/05/2026", "31.12.2026"): ["2026-05-05", "2026-12-31"],
    }
    assert cases == {texts: list(map(str, _due(texts))) for texts in cases}
    rows = [PLAIN | {"id": f"A-{n}", "due": text} for n, text in enumerate(("05/03/2026", "15/01/2026"))]
    expected = (
        "date-order",
        "sheet sheet, row 2",
        "dates below 'due' were read with the day first ('05/03/2026')",
    )
    assert [expected] == noted(a_csv(tmp_path, *rows))
    # Neither another column nor two that contradict each other settle it, nor does a row that is passed over.
    for made, due in (("15/01/2026", "05/03/2026"), ("2026", "15/01/2026 01/15/2026 05/03/2026")):
        rows = [PLAIN | {"id": f"A-{n}", "made on": made, "due": text} for n, text in enumerate(due.split())]
        (why,) = _why(refused(a_csv(tmp_path, *rows))).values()
        assert "'05/03/2026' can be 2026-03-05 or 2026-05-03" in why
    rows = [PLAIN | {"due": "05/03/2026"}, {"id": "Total", "due": "15/03/2026"}]
    assert "can be" in _why(refused(a_csv(tmp_path, *rows)))[2]


def test_dates_that_excel_may_have_turned_are_told(tmp_path):
    """Where texts have the day first, a program set to American dates took others for dates of its own."""
    path = _workbook(tmp_path, [("15/03/2026", None), (dt.date(2026, 5, 3), None)])
    message = "'due' has texts with the day first, and dates of Excel with day and month swapped perhaps"
    assert [("mixed-dates", "sheet Sheet, row 1", message)] == noted(path)
    assert [] == noted(_workbook(tmp_path, [("15/03/2026", None), (dt.date(2026, 5, 13), None)]))


def test_words_for_no_date_are_told_once(tmp_path):
    """A deadline that is still to come is none; a commitment needs a day on which it was made."""
    rows = [
        PLAIN | {"id": f"A-{n}", "due": text}
        for n, text in enumerate(("TBD", "2031", "n/a", "-", "none", "Ongoing"))
    ]
    path = a_csv(tmp_path, *rows)
    assert [None, ot.Period("2031"), *[None] * 4] == [commitment.due for commitment in read(path)]
    message = "cells below 'due' were read as empty ('tbd', 'n/a', '-', 'none', 'ongoing')"
    assert [("empty", "sheet sheet, rows 2, 4-7", message)] == noted(path)
    (problem,) = refused(a_csv(tmp_path, PLAIN | {"made on": "tbc"}))
    assert "a commitment needs values for made on" == problem.message


@given(st.lists(strategies.periods, min_size=1, max_size=20))
def test_the_texts_of_periods_are_read_back(periods):
    """The stored form of each period means just that period, and so does the form that tables show."""
    assert periods == _due(map(str, periods))
    assert periods == _due(period.readable for period in periods)


def test_names_of_states_go_by_the_day(tmp_path):
    """A name that two States had means that of the day of the promise or of the update."""
    (found,) = ot.read_sheet(
        a_csv(tmp_path, PLAIN | {"made on": "1991-03", "signed by": "Soviet Union"}), STATES
    )
    assert ("SUHH",) == found.made_by.states
