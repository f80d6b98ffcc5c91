"""Quotes that say that what they state holds from a later year on: "Beginning in 2027-28, ..."."""

import re
from datetime import date
from functools import lru_cache

from lever5_rules.core.years import SchoolYear

_YEAR = r"(\d{4}(?:[-–/]\d{2,4})?)(?!\w)"
_BEGINS = re.compile(
    r"\b(?:beginning|starting|commencing|effective|as of|from)\b(?: (?:in|on|from|with|the|"
    rf"school year|academic year|[a-z]{{3,9}}\.?(?: \d{{1,2}},?)?)){{0,3}} {_YEAR}",
    re.IGNORECASE,
)
_IS_TO_BE = re.compile(
    r"(?:(?!\b(?:that|what|which|who|and will)\b)[^.;:!?])*?"
    r"(?:\b(?:will|shall|(?:is|are) (?:planned|scheduled)(?: to)?|(?:is|are) to be)|^to be)\b"
    r"(?! (?:be |to )?(?:chang|end|evaluat|expir|renew|replac|retir|review|revis|updat))"
    r"[^.;:!?]*?\b(?:(?:in|from|by|during|with|(?<=planned )for|(?<=scheduled )for)"
    rf"(?: the)?(?: school year)? {_YEAR}"
    r"|(?<!for )(?<!of )(?<!until )(?P<next>next (?:school |academic )?year\b(?!['’])))"
    r"[^.;:!?]*[.!]?",
    re.IGNORECASE | re.DOTALL,
)
"""A single sentence about a plan."""
_FROM_NEXT_YEAR = re.compile(
    r"\b(?:beginning|starting|effective|as of|from)(?: (?:in|from|with|the))* next "
    r"(?:school |academic )?year\b(?!['’])",
    re.IGNORECASE,
)
_UNTIL_THEN = re.compile(r"\b(?:already|currently|now|this year|through|until)\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 10)
def begins_later(quote: str, day: date, dated: date | None = None) -> bool:
    """Return whether what a quote states begins in a year after the one of a day.

    A quote that also speaks of what holds until then may state that. `dated` is when it was
    written: what was then "next year" may be this one.
    """
    if _UNTIL_THEN.search(quote):
        return False
    if match := _BEGINS.search(quote):
        return _is_later(match[1], day)
    plan = _IS_TO_BE.fullmatch(quote.strip())
    if plan and not plan["next"]:
        return _is_later(plan[1], day)
    next_year = plan or _FROM_NEXT_YEAR.search(quote)
    written_in = SchoolYear.containing(dated or day)
    return bool(next_year) and written_in == SchoolYear.containing(day)


def _is_later(written: str, day: date) -> bool:
    year = SchoolYear.written(written)
    return year.span.first > day if year else int(written[:4]) > day.year
