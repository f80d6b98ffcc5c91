"""Exports of other systems: their records as rows of a kind."""
