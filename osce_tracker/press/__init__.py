"""Reads press articles into draft statements, by rules, with the passage behind each field."""
