"""Commitments in and out of CSV and XLSX."""
