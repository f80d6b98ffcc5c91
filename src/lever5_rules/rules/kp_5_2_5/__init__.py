"""Observation and feedback."""
