"""Frozen records and values that make up a data set. Nothing here reads the user's files or a clock."""
