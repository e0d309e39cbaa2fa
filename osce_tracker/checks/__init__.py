"""Finds what is wrong or weak in a data set."""
