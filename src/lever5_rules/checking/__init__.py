"""The one use case: check a bundle. The command, the library and any other tool call `check`."""

from .names import names_of, vocabularies_of
from .run import DEFAULT_RULESET, Reading, check, check_with, read
from .selection import selection

__all__ = [
    "DEFAULT_RULESET",
    "Reading",
    "check",
    "check_with",
    "names_of",
    "read",
    "selection",
    "vocabularies_of",
]
