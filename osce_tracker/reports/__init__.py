"""Turns a tracker into a report: pure functions, one module per report."""
