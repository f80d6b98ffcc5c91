"""Collaboration for a group of students: who takes part, when, and about what."""
