"""Optional fields that are blank, or that say "none" or "unknown"."""

import re
from datetime import date
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.core.blanks import NOT_APPLICABLE, Mark
from lever5_rules.core.lexicon import bare
from lever5_rules.core.outcome import Reason

_BELOW = re.compile(
    r"(?:n\s*)?(?:<=?|\u2264|under|below|fewer than|less than)\s*(\d{1,3})(?:\s+students)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[01]\s*(?:-|\u2013|to)\s*(\d{1,3})")
_MASKED = frozenset({"masked", "suppressed", "redacted", "small group", "small n", "too few"})


def says_none(info: FieldInfo, value: object) -> bool:
    """Return whether the text of an optional field means "none": `n/a` for a product.

    In a date, a status, or a yes-or-no field it means that only if the absence is declared as
    "none"; and "no" in a yes-or-no field is an answer, never a blank.
    """
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not info.optional or info.none_is_an_answer or not isinstance(value, str):
        return False
    if info.masked_below and is_masked(value, info.masked_below):
        return True
    listed = info.item is str or (info.vocabulary is not None and info.many)
    if not (listed or info.absent_means_none) or (info.type is bool and bare(value) == "no"):
        return False
    return value.strip().casefold() in NOT_APPLICABLE or bare(value) in NOT_APPLICABLE


def is_masked(text: str, below: int) -> bool:
    """Return whether a text stands for a number below another one, which privacy hides.

    >>> is_masked("n<10", 10), is_masked("*", 10), is_masked("<20", 10)
    (True, True, False)
    """
    text = text.strip()
    if match := _BELOW.fullmatch(text):
        return int(match[1]) <= below
    if match := _RANGE.fullmatch(text):
        return int(match[1]) < below
    return (text != "" and set(text) == {"*"}) or bare(text) in _MASKED


def drop_blank(info: FieldInfo, value: Any) -> Any:
    """Return the value of a field of a row, or of a name, or None if it is optional and blank.

    A placeholder that someone still has to fill in stays: TBD, pending, #N/A.
    """
    if not info.optional or value.__class__ is not Mark:
        return value
    may_lack = info.absent_means_none and info.item is not date
    return value if value.reason is Reason.PLACEHOLDER and not may_lack else None
