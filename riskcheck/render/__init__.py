"""A report to one format: one function each (floor 4)."""
