"""The tests of osce_tracker: one module a module."""
