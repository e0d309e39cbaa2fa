"""Out of reports into text and files, and data sets into trackers: one module a format."""
