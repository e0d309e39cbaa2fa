"""A static website: a tracker as files that work from disk and on any web server."""
