"""The framework as data: Lever 5, its 13 key practices and 43 success criteria, in our words."""

from .catalogue import Criterion, Framework, Practice, framework

__all__ = ["Criterion", "Framework", "Practice", "framework"]
