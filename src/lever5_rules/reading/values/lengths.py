"""Lengths of time as people write them: `45 min`, `1.5 h`, `1 hr 30 min`, `1:30`, `an hour`."""

import re

from lever5_rules.core.quotes import length_in_words

MINUTES = "minutes"
"""The unit of the fields that hold them."""
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?", re.ASCII)
_NUMBER = r"\d{1,4}(?:\.\d{1,4})?"
_HOURS = rf"(?P<hours>{_NUMBER})\s*-?(?:h|hr|hrs|hour|hours)\.?"
_MINUTES = rf"(?P<minutes>{_NUMBER})\s*-?(?:m|min|mins|minute|minutes)\.?"
_SPELLED = re.compile(
    rf"(?:{_HOURS})?(?:\s*(?:,|and|&)\s*|\s*)(?:{_MINUTES})?", re.ASCII | re.IGNORECASE
)
_HOURS_AND_BARE = re.compile(rf"{_HOURS}\s*(?P<minutes>[0-5]?\d)", re.ASCII | re.IGNORECASE)


def read_length(text: str) -> int | None:
    """Return the minutes that a text denotes, or None."""
    plain = text.strip().casefold()
    if clock := _CLOCK.fullmatch(plain):
        return int(clock.group(1)) * 60 + int(clock.group(2))
    match = _SPELLED.fullmatch(plain) or _HOURS_AND_BARE.fullmatch(plain)
    if match is None or not any(match.groupdict().values()):
        spelled = length_in_words(plain)
        return None if spelled is None else round(spelled)
    parts = match.groupdict(default="0")
    return round(float(parts["hours"]) * 60 + float(parts["minutes"]))
