"""A data set on disk."""
