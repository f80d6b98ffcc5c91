"""Words that make a quote non-binding, such as "should" or "when possible"."""

import re

_HEDGES = (
    r"\b(?:(?-i:may)|might|should|no more than|not to exceed|not exceed|up to|at most|last year|"
    r"previous year|prior year|recommend(?:ed|s)?|encouraged?|suggest(?:ed|s)?|optional(?:ly)?|"
    r"voluntar(?:y|ily)|ideally|typically|usually|generally|in general|"
    r"(?:when|where|if|as) (?:possible|appropriate|needed|feasible|practicable)|"
    r"as (?:time|staffing) (?:allows|permits))\b"
)
_HEDGE = re.compile(_HEDGES, re.IGNORECASE)
_HEDGE_IN_LOWER = re.compile(_HEDGES.replace("(?-i:may)", "may"))
"""Searched three times as fast; it finds the month of May too."""
_CEILING = frozenset({"no more than", "not to exceed", "not exceed", "up to", "at most"})


def hedge(quote: str, unit: str = "") -> str:
    """Return the word that makes a quote non-binding, or an empty text.

    Where days are counted, an upper bound is what is asked for and does not count as such a word.
    """
    if quote.isascii() and not _HEDGE_IN_LOWER.search(quote.lower()):
        return ""
    for match in _HEDGE.finditer(quote):
        word = match.group().casefold()
        if not (unit.endswith("days") and word in _CEILING):
            return word
    return ""
