"""A static website: a tracker as files that work from disk and any web server."""
