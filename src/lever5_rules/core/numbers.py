"""What counts as a number, wherever one comes from."""

from math import isfinite
from typing import TypeGuard


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number that a cell or a report can hold: not yes or no, not endless, and
    no whole number that is too large to be reckoned with."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return isfinite(value)
    except OverflowError:
        return False
