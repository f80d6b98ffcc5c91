"""The framework as data: Lever 5, its 13 key practices and 43 success criteria, in our words."""

from .catalogue import Criterion, Framework, Practice, framework

__all__ = ["RESERVED", "Criterion", "Framework", "Practice", "framework"]

RESERVED = frozenset({"edf", "lever", "lever5", "framework", "kp", "tea"})
"""Prefixes that would suggest the framework itself, so no plugin's criteria may use them."""
