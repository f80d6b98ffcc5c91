"""Findings and reports: the result of a run, its JSON encoding and decoding, saved reports."""
