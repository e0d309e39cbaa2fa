"""Tests of the reports: what a tracker is turned into, before any format."""
