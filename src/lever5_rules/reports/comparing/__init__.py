"""Formats for comparisons of reports: differences, history, verification."""
