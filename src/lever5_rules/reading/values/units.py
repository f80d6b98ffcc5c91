"""Numbers with their unit, and the largest value that a unit can have."""

import re
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.reading.cannot_read import UnreadableValue

MOST = {
    "minutes": 24 * 60,
    "weeks": 52,
    "percent": 100,
    "meetings per week": 20,
    "sessions per week": 20,
    "sessions per month": 80,
    "sessions a year": 366,
}
"""The plausible maximum of each unit; a larger value was written in another unit.

For meetings and sessions of the same people it is four on every school day.
"""
_WITH_UNIT = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]{3,})\.?", re.ASCII)
_WITH_NAME = re.compile(r"([a-z]*)\s?(\d{1,4})(?:st|nd|rd|th)?\s?([a-z]*)", re.ASCII)


def require_plausible(value: Any, unit: str) -> Any:
    """Return the value. Raises UnreadableValue if its unit cannot have such a value."""
    most = MOST.get(unit)
    if most is not None and isinstance(value, (int, float)) and value > most:
        raise UnreadableValue(f"at most {most:,} {unit} are expected; is it in another unit?")
    return value


def read_number(text: str, info: FieldInfo) -> str | None:
    """Return the number in a text that repeats its unit or field name; None if it does neither."""
    return without_unit(text, info.unit) or without_name(text, info.name)


def without_name(text: str, name: str) -> str | None:
    """Return `1` for `Q1`, `Quarter 1` or `1st quarter`, if that is the name of the field or its
    initial; None for anything else."""
    match = _WITH_NAME.fullmatch(text.strip().casefold())
    words = [word for word in match.group(1, 3) if word] if match else []
    return match.group(2) if match and words and {name, name[0]}.issuperset(words) else None


def without_unit(text: str, unit: str) -> str | None:
    """Return `15` for `15 teachers`, if that is the unit of the field; None for anything else."""
    if unit == "percent" and text.strip().endswith("%"):
        return text.strip()[:-1].strip()
    match = _WITH_UNIT.fullmatch(text.strip().casefold())
    if match and unit.casefold().startswith(match.group(2).rstrip("s")):
        return match.group(1)
    return None
