"""The central operation: checking a bundle. The command and the library call `check`."""

from .names import names_of, vocabularies_of
from .opened import Opened
from .run import (
    DEFAULT_RULESET,
    Reading,
    check,
    check_with,
    day_of,
    misuse,
    plugins_of,
    read,
    require_no_plugins,
    ruleset_for,
)
from .selection import selection

__all__ = [
    "DEFAULT_RULESET",
    "Opened",
    "Reading",
    "check",
    "check_with",
    "day_of",
    "misuse",
    "names_of",
    "plugins_of",
    "read",
    "require_no_plugins",
    "ruleset_for",
    "selection",
    "vocabularies_of",
]
