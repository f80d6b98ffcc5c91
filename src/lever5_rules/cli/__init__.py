"""The command `lever5`."""

from .main import main

__all__ = ["main"]
