"""Words that make a quote non-binding, such as "should"."""

import re
from functools import lru_cache

_HEDGE = re.compile(
    r"\b(?:may|might|should|no more than|not to exceed|not exceed|up to|at most|last year|"
    r"previous year|prior year|recommend(?:ed|s)?|encouraged?|suggest(?:ed|s)?|optional(?:ly)?|"
    r"voluntar(?:y|ily)|ideally|typically|usually|generally|in general|"
    r"(?:when|where|if|as) (?:possible|appropriate|needed|feasible|practicable)|"
    r"as (?:time|staffing) (?:allows|permits))\b"
)
_CEILING = frozenset({"no more than", "not to exceed", "not exceed", "up to", "at most"})
_FREE = (
    r"(?<!\bno )(?<!\bnot )(?<!\bnever )(?<!\bnobody )\b(?:may|might|recommended|"
    r"encouraged|suggested|optional(?:ly)?|voluntar(?:y|ily))\b(?! not\b)"
)
"""Words that leave a step to those who take it."""
_PART = (
    r"\b(?:(?:new|novice|beginning|newly hired|first[- ]year|early[- ]career|probationary|"
    r"struggling|selected|participating|some|certain|core|tested) (?:\w+ )?teachers?|"
    r"teachers? (?:new to|in (?:their|the) first|who (?:are|is) new|on (?:a )?growth plans?|"
    r"who (?:ask|need|want|volunteer))|"
    r"(?:pilot|selected|participating|some|certain) (?:campuses|schools))\b"
)
_WHOLE = (
    r"\b(?:all|every|everyone|everybody|each|any|anyone|whatever|whether|regardless|both|"
    r"no (?:one|teacher|campus)|nobody|not (?:confined|just|limited|only|reserved)|"
    r"experienced|veteran|new and|and new)\b"
)
_OPEN = (
    r"\b(?:as needed|when(?:ever)? (?:needed|possible|they can|time (?:allows|permits))|"
    r"varies|vary|no (?:set|fixed|minimum|specific) \w+|(?:when|as) \w+ sees? (?:a need|fit)|"
    r"at the discretion of)\b"
)
"""Words that set no number."""
_OF_A_NUMBER = (
    r"\d|\b(?:once|twice|one|two|three|four|five|six|ten|daily|weekly|biweekly|fortnightly|"
    r"monthly|quarterly|yearly|annually|each|every|per|hour|half)\b"
)
_BINDING = r"\b(?:must|shall|requires?|(?<!not )(?<!longer )required|mandatory)\b"


@lru_cache(maxsize=1 << 10)
def hedge(quote: str, unit: str = "") -> str:
    """Return the word that makes a quote non-binding, or an empty text.

    Where days are counted, an upper bound is what is asked for and does not count as such a word.
    """
    for match in _HEDGE.finditer(_lower(quote)):
        if not (unit.endswith("days") and match[0] in _CEILING):
            return match[0]
    return ""


def freedom(quote: str) -> str:
    """Return the word by which a quote leaves a step to those who take it: "may", "encouraged"."""
    return _unless(_BINDING, _FREE, quote)


def openness(quote: str) -> str:
    """Return the words by which a quote sets no number: "as needed", "no set number"; if it has
    any number all the same, nothing."""
    return _unless(_OF_A_NUMBER, _OPEN, quote)


def limitation(quote: str) -> str:
    """Return the words by which a quote is about a part of those concerned: "new teachers"; if it
    speaks of all of them too, nothing."""
    return _unless(_WHOLE, _PART, quote)


def _unless(other: str, pattern: str, quote: str) -> str:
    """Return the words that match a pattern, or an empty text if others do.

    These patterns are seldom searched, so they are compiled by `re` when they are.
    """
    quote = _lower(quote)
    match = re.search(pattern, quote)
    return match[0] if match and not re.search(other, quote) else ""


def _lower(quote: str) -> str:
    """Return a quote in lower case, without the month of May: "may" makes it non-binding.

    Patterns that ignore case take twice as long to compile and to search.
    """
    return quote.replace("May", "m").replace("MAY", "m").casefold()
