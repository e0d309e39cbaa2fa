"""Frozen records and values: what a data set is made of. Nothing here reads files of users, or a clock."""
