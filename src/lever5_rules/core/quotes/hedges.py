"""Words that make a quote non-binding, such as "should"."""

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
_FREE = re.compile(
    r"(?<!\bno )(?<!\bnot )(?<!\bnever )(?<!\bnobody )\b(?:(?-i:may)|might|recommended|"
    r"encouraged|suggested|optional(?:ly)?|voluntar(?:y|ily))\b(?! not\b)",
    re.IGNORECASE,
)
"""Words that leave a step to those who take it."""
_PART = re.compile(
    r"\b(?:(?:new|novice|beginning|newly hired|first[- ]year|early[- ]career|probationary|"
    r"struggling|selected|participating|some|certain|core|tested) (?:\w+ )?teachers?|"
    r"teachers? (?:new to|in (?:their|the) first|who (?:are|is) new|on (?:a )?growth plans?|"
    r"who (?:ask|need|want|volunteer))|"
    r"(?:pilot|selected|participating|some|certain) (?:campuses|schools))\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:all|every|everyone|everybody|each|any|anyone|whatever|whether|regardless|both|"
    r"no (?:one|teacher|campus)|nobody|not (?:confined|just|limited|only|reserved)|"
    r"experienced|veteran|new and|and new)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:as needed|when(?:ever)? (?:needed|possible|they can|time (?:allows|permits))|"
    r"varies|vary|no (?:set|fixed|minimum|specific) \w+|(?:when|as) \w+ sees? (?:a need|fit)|"
    r"at the discretion of)\b",
    re.IGNORECASE,
)
"""Words that set no number."""
_OF_A_NUMBER = re.compile(
    r"\d|\b(?:once|twice|one|two|three|four|five|six|ten|daily|weekly|biweekly|fortnightly|"
    r"monthly|quarterly|yearly|annually|each|every|per|hour|half)\b",
    re.IGNORECASE,
)
_BINDING = re.compile(r"\b(?:must|shall|requires?|(?<!not )(?<!longer )required|mandatory)\b", re.I)


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


def freedom(quote: str) -> str:
    """Return the word by which a quote leaves a step to those who take it: "may", "encouraged"."""
    match = _FREE.search(quote)
    return match.group().casefold() if match and not _BINDING.search(quote) else ""


def openness(quote: str) -> str:
    """Return the words by which a quote sets no number: "as needed", "no set number"; if it has
    any number all the same, nothing."""
    match = _OPEN.search(quote)
    return match.group().casefold() if match and not _OF_A_NUMBER.search(quote) else ""


def limitation(quote: str) -> str:
    """Return the words by which a quote is about a part of those concerned: "new teachers"; if it
    speaks of all of them too, nothing."""
    match = _PART.search(quote)
    return match.group().casefold() if match and not _WHOLE.search(quote) else ""
