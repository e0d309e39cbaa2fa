"""The report of the problems in a data set."""

import osce_tracker as ot
from osce_tracker.reports.problems import problems_report

WARNING = ot.Problem(file="events.json", record="E-1", message="is odd", code="odd", severity="warning")
ERROR = ot.Problem(file="series.json", path="$[0]", message="is wrong", code="bad-value", remedy="correct it")


def test_errors_come_first():
    """The report has one row per problem, errors before warnings, with None for what is not known."""
    (table,) = problems_report([WARNING, ERROR, WARNING], "my-data").tables
    error = ("error", "bad-value", "series.json", None, "$[0]", "is wrong", "correct it")
    warning = ("warning", "odd", "events.json", "E-1", "$", "is odd", None)
    assert (error, warning, warning) == table.rows


def test_problems_are_counted():
    """The headline counts errors and warnings, and a key figure counts each code."""
    report = problems_report([WARNING, ERROR, WARNING], "my-data")
    assert ("Check of my-data", "One error and two warnings in my-data.") == (report.title, report.headline)
    assert {"odd": 2, "bad-value": 1} == {figure.key: figure.value for figure in report.figures}


def test_report_names_the_edition(tracker):
    """The report names the edition of the data set if it could be read."""
    assert (tracker.edition, None) == (
        problems_report([], "x", tracker).edition,
        problems_report([ERROR], "x").edition,
    )
