"""Tests of the model: one module a module."""
