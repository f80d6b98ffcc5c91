"""Quotes that say that what they state holds from a later year on: "Beginning in 2027-28, ..."."""

import re
from datetime import date
from functools import lru_cache

from lever5_rules.core.years import SchoolYear

_BEGINS = re.compile(
    r"\b(?:beginning|starting|commencing|effective|as of)\b(?: (?:in|on|from|with|the|school year|"
    r"academic year|[a-z]{3,9}\.?(?: \d{1,2},?)?)){0,3} ((\d{4})(?:[-–/]\d{2,4})?)(?!\w)",
    re.IGNORECASE,
)
_UNTIL_THEN = re.compile(r"\b(?:already|currently|now|this year|through|until)\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 10)
def begins_later(quote: str, day: date) -> bool:
    """Return whether what a quote states begins in a year after the one of a day.

    A quote that also speaks of what holds until then may state that.
    """
    match = _BEGINS.search(quote)
    if not match or _UNTIL_THEN.search(quote):
        return False
    year = SchoolYear.written(match[1])
    return year.span.first > day if year else int(match[2]) > day.year
