"""Writes reports as text and files: one module per format."""
