"""Answers about the world from the catalog: who developed, who owns, where it stands (floor 2)."""
