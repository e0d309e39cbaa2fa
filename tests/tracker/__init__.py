"""Tests of tracker."""
