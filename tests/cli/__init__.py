"""Tests of the command line."""

import attrs

import osce_tracker as ot


def table(tracker, collection, on=None):
    """Return the table of a collection as the command line shows it, with the edition of its tracker."""
    report = ot.table(collection, on)
    return attrs.evolve(report, edition=tracker.edition, known_by=tracker.known_by)
