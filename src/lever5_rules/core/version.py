"""The version and name of the distribution."""

__version__ = "0.1.0"

BUILTIN = "lever5-rules"
"""The name of the distribution, and of the built-in plugin."""
