"""Formats for forecasts: what stops passing if nothing is added."""
