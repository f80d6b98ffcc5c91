"""Instructional planning supports."""
