"""Functions that answer questions about a tracker and return values."""
