"""Tests of the formats: files and texts, in and out."""
