"""Reads and writes iCalendar files."""
