"""Collaboration across staff to support students with disabilities."""
