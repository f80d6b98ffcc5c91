"""The version of the library, in one place."""

__version__ = "0.1.0"

BUILTIN = "lever5-rules"
"""What the distribution is called, and the plugin that is built in."""
