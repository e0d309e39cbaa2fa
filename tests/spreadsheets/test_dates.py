"""Dates as people write them in cells: every form is read one way, or refused with the reason."""

import datetime as dt
import re
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from tests import strategies
from tests.spreadsheets.files import PLAIN, a_csv, change_sheet, read, refused

MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]
FORMS = {
    "2025": "2025",
    "2025-H2": "2025-H2",
    "2025-Q3": "2025-Q3",
    "2025-07": "2025-07",
    "2025-07-31": "2025-07-31",
    "2025-07-31/2025-08-01": "2025-07-31/2025-08-01",
    "Q3 2025": "2025-Q3",
    "q3 2025": "2025-Q3",
    "Q3/2025": "2025-Q3",
    "Q3-2025": "2025-Q3",
    "2025/q3": "2025-Q3",
    "2025Q3": "2025-Q3",
    "H1 2025": "2025-H1",
    "h2/2025": "2025-H2",
    "2025 H1": "2025-H1",
    "first half of 2025": "2025-H1",
    "Second half of 2025": "2025-H2",
    "July 2025": "2025-07",
    "JULY, 2025": "2025-07",
    "Jul. 2025": "2025-07",
    "Sept. 2025": "2025-09",
    "31 July 2025": "2025-07-31",
    "31st july, 2025": "2025-07-31",
    "31. July 2025": "2025-07-31",
    "2nd Feb 2025": "2025-02-02",
    "4th sept 2025": "2025-09-04",
    "July 31, 2025": "2025-07-31",
    "Jul 31st 2025": "2025-07-31",
    "31.07.2025": "2025-07-31",
    "3.4.2025": "2025-04-03",
    "31. 7. 2025": "2025-07-31",
    "31/07/2025": "2025-07-31",
    "07/31/2025": "2025-07-31",
    "4/4/2025": "2025-04-04",
    "  31\n July\t2025 ": "2025-07-31",
    "31 July 2025 to 1 August 2025": "2025-07-31/2025-08-01",
    "31 July 2025 until 1 August 2025": "2025-07-31/2025-08-01",
    "31.07.2025 - 01.08.2025": "2025-07-31/2025-08-01",
    "31.07.2025\u201301.08.2025": "2025-07-31/2025-08-01",
    "July 2025 to September 2025": "2025-Q3",
    "Q1 2025 to Q2 2025": "2025-H1",
    "2024 to 2025": "2024-01-01/2025-12-31",
    # Of two days the month or the year may stand once, at the end.
    "4-5 December 2025": "2025-12-04/2025-12-05",
    "4 \u2013 5 Dec. 2025": "2025-12-04/2025-12-05",
    "31 July to 1 August 2025": "2025-07-31/2025-08-01",
    "July \u2013 September 2025": "2025-Q3",
    **{f"{name} 2025": f"2025-{number:02}" for number, name in enumerate(MONTHS, 1)},
    **{f"{name[:3].upper()} 2025": f"2025-{number:02}" for number, name in enumerate(MONTHS, 1)},
}
FAULTS = {
    **dict.fromkeys(
        [
            *("soon", "now", "12:30", "TBC 2025", "Q5 2025", "H3 2025", "Juli 2025", "31 July", "July 31"),
            *("31.07.25", "31/07/25", "20250731", "2025 to", "2025 to soon", "soon to 2025"),
            *("2023 to 2024 to 2025", "1 to 3 to 5 March 2025", "4-5-6 May 2025", "=DATE(2025,7,31)"),
            # Digits and letters that only fold to those of a date.
            *("\u0662\u0660\u0662\u0665", "\u017feptember 2025", "1 \u017fept 2025", "\u017fep. 1, 2025"),
            *("-1", "45869", "2025.5"),
        ],
        "",
    ),
    "31 July 2025 to 30 July 2025": "",
    "5-4 December 2025": "",
    "30-31 Feb 2025": "",
    "eventually": "'eventually' is no date; accepted: .* Q3 2025, H1 2025, .* or two",
    "03/04/2025": "'03/04/2025' can be 2025-04-03 or 2025-03-04; write one of them",
    "1 March 2025 to 03/04/2025": "2025-04-03 or 2025-03-04",
    "31.02.2025": "^'31.02.2025' is not in the calendar",
    "31/13/2025": "^'31/13/2025' is not in the calendar",
    "30 February 2025": "^'30 February 2025' is not in the calendar",
    "0.1.2025": "^'0.1.2025' is not in the calendar",
}


def _due(texts):
    """Return the deadlines of commitments whose cells hold these texts."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [PLAIN | {"id": f"A-{n}", "due": text} for n, text in enumerate(texts)]
        return [commitment.due for commitment in read(a_csv(Path(folder), *rows))]


def _why(problems):
    """Return the reasons by the number of the row, each of a bad cell in the column of deadlines."""
    assert {("bad-cell", "due")} == {(p.code, p.path.rpartition("column ")[2]) for p in problems}
    return {int(re.search("row ([0-9]+)", p.path)[1]): p.message for p in problems}


def test_forms_that_people_write():
    """A date in any of the usual forms is the period that it means."""
    assert FORMS == dict(zip(FORMS, map(str, _due(FORMS)), strict=True))


def test_nonsense_is_refused_with_the_reason(tmp_path):
    """What is no date, or can be read in two ways, is refused, never guessed at."""
    rows = [PLAIN | {"id": f"A-{n}", "due": text} for n, text in enumerate(FAULTS)]
    found = _why(refused(a_csv(tmp_path, *rows)))
    told = {text: found.get(number) for number, text in enumerate(FAULTS, 2)}
    wrong = {text: why for text, why in told.items() if why is None or not re.search(FAULTS[text], why)}
    assert {} == wrong


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


def test_other_values_of_a_workbook_are_refused(tmp_path):
    """Numbers that are not years, ticks and times of day, to the second, are refused as dates."""
    day = dt.date(2025, 7, 31)
    times = [dt.datetime.combine(day, time) for time in (dt.time(9, 30), dt.time(0, 1), dt.time(0, 0, 1))]
    values = [True, 1899, 2201, 45869, -1, 2025.5, dt.time(12, 30), *times]
    found = _why(refused(_workbook(tmp_path, [(value, None) for value in values])))
    assert list(range(2, len(values) + 2)) == sorted(found)
    last = [found[len(values) + 1 - n] for n in range(3)]
    assert [] == [why for why in last if "has a time of day; accepted: a date without one" not in why]


@given(st.lists(strategies.periods, min_size=1, max_size=20))
def test_the_texts_of_periods_are_read_back(periods):
    """The stored form of each period means just that period, and so does the form that tables show."""
    assert periods == _due(map(str, periods))
    assert periods == _due(period.readable for period in periods)


@given(st.lists(strategies.days, min_size=1, max_size=10))
def test_a_day_is_the_same_in_every_form(days):
    """All ways to write a day mean that day; with slashes, where one number is above 12 or both are equal."""
    texts = {}
    for day in days:
        name = MONTHS[day.month - 1]
        texts[f"{day:%d.%m.%Y}"] = texts[f"{day.day} {name} {day.year}"] = day
        texts[f"{name[:3]} {day.day}, {day.year}"] = day
        if day.day > 12 or day.day == day.month:
            texts[f"{day:%d/%m/%Y}"] = texts[f"{day:%m/%d/%Y}"] = day
    assert [ot.Period(day) for day in texts.values()] == _due(texts)
