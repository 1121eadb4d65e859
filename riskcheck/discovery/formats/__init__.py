"""Formats of configurations, each read into values with their places."""
