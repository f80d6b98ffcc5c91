"""Comparison of reports of one district: baseline, differences, history, forecast."""
