"""The definition of a number, for cells, TOML values and reports alike."""

from math import isfinite
from typing import TypeGuard


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether a value is a usable number: no bool, finite, and not too large an integer to
    compute with."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return isfinite(value)
    except OverflowError:
        return False
