"""Observations and coaching: how often, by whom, with which indicators, and judged alike."""
