"""Out of a tracker into a Report: pure functions, one module a question."""
