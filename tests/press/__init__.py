"""Tests of the reading of press articles."""
