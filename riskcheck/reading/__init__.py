"""Bytes to schema values, with file, line and column for every complaint (floor 2)."""
