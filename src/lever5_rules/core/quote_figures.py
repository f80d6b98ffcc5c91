"""Figures in quotes (how long, how often, within what time), and whether the quote is binding.

Figures are compared only if they clearly measure the same thing: a length with a length, a
frequency with a frequency. Other wording ("one class period", "90 minutes a week") gives no figure,
and a quote without a figure contradicts nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from math import isclose

from attrs import frozen

_ONES = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: float(n) for n, word in enumerate(f"{_ONES} {_TEENS}".split(), start=1)} | {
    word: 10.0 * n for n, word in enumerate(_TENS.split(), start=2)
}
_ONE_OF = {name: "|".join(text.split()) for name, text in (("ones", _ONES), ("tens", _TENS))}
_NUMBER = (
    rf"(?:\d+(?:\.\d+)?(?!\d)|(?:{_ONE_OF['tens']})(?:[- ](?:{_ONE_OF['ones']}))?(?![a-z])"
    rf"|(?:{'|'.join(_WORDS)})(?![a-z]))"
)
_RANGE = rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<high>{_NUMBER}))?"
_EACH = r"(?:an?|per|each|every|in an?|in the|in one|in each|in every|of the|of each|of every)"
_PERIOD = (
    r"(?P<period>school year|year|semester|quarter|nine weeks|month|"
    r"(?:two|2) weeks|other week|second week|week|school day|instructional day|day)\b"
)
_DAY_NAMES = "monday|tuesday|wednesday|thursday|friday"
_IN_A_YEAR: dict[str, tuple[float, float]] = {
    "year": (1, 1),
    "semester": (2, 2),
    "quarter": (4, 4),
    "month": (8, 12),
    "fortnight": (16, 26),
    "week": (32, 52),
    "day": (160, 260),
}
"""How many of each period a school year contains (a calendar year, if the text means that)."""
_IN_EACH_OTHER: dict[tuple[str, str], tuple[float, float]] = {
    ("week", "month"): (4, 4.5),
    ("fortnight", "month"): (2, 2.25),
    ("day", "week"): (5, 7),
    ("week", "fortnight"): (2, 2),
    ("day", "fortnight"): (10, 14),
    ("month", "quarter"): (2, 3),
    ("month", "semester"): (4, 6),
}
"""How many of the first period the second contains, where that is known more exactly."""

_MINUTES = r"(?:minutes?|mins?\b\.?)"
_HOURS = r"(?:hours?|hrs?\b\.?)"
_LENGTH = re.compile(
    rf"(?P<half>half(?: an?)?[- ]hour)|(?P<and_half>(?:an|one|1)[- ]hour and a half)"
    rf"|(?P<quarter>quarter of an hour)"
    rf"|(?P<hours>\b(?:an|{_NUMBER}))[\s-]*{_HOURS}(?:,? and |,? )?"
    rf"(?:(?P<more>{_NUMBER})[\s-]*{_MINUTES})?"
    rf"|\b{_RANGE}[\s-]*{_MINUTES}"
)
_RATED = re.compile(
    rf"\s*(?:long )?(?:of \w+ )?(?:{_EACH} {_PERIOD}|weekly|monthly|daily|annually)"
)
_BEFORE = 40
"""How many characters before a length are searched for a word that makes it part of a meeting."""
_PART_OF_IT = re.compile(r"\b(?:first|last|final|opening|closing)\s*$")
_TIMES = re.compile(
    rf"\b(?:(?P<once>once|twice|thrice)|{_RANGE}(?: times?)?(?:[ -][a-z]+(?<!and)(?<!or)){{0,5}}?)"
    rf",? {_EACH} {_PERIOD}"
)
_EVERY = re.compile(
    rf"\b(?P<alternate>(?:every (?:other|second)|alternat(?:e|ing)) (?:{_DAY_NAMES}|week)s?)\b|"
    rf"\b(?:every|each) {_PERIOD}|\b(?P<adverb>weekly|monthly|daily|fortnightly|quarterly|annually|"
    rf"yearly)\b|\b(?:every|each|on) (?P<weekday>{_DAY_NAMES})s?\b"
)
_DAYS = re.compile(
    r"\b(?:within|in|every|each|no later than|at most|not exceed(?:ing)?)\s+(?:an?\s+)?"
    rf"(?:{_RANGE})?\s*(?P<sort>school|instructional|working|work|business|calendar)?\s*"
    r"(?P<unit>days?|weeks?|hours)\b"
)
_ANY_NUMBER = re.compile(rf"\b{_NUMBER}\b")
_ADVERBS = {
    "weekly": "week",
    "monthly": "month",
    "daily": "day",
    "fortnightly": "fortnight",
    "quarterly": "quarter",
    "annually": "year",
    "yearly": "year",
}
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


@frozen
class Figure:
    """A figure in a quote: its least and greatest possible value, and its wording."""

    low: float
    high: float
    said: str

    def means(self, value: float) -> bool:
        """Return whether a value lies within the range of the figure."""
        return self.low <= value <= self.high or any(
            isclose(value, one, rel_tol=0.01) for one in (self.low, self.high)
        )


def figures_that_differ(value: float, unit: str, quote: str, per: str = "") -> tuple[Figure, ...]:
    """Return the figures of a quote that contradict a field; none if any of them agrees with it.

    `per` is the period of a frequency whose unit does not name it.
    """
    read = _reading(unit.casefold(), per)
    if read is None:
        return ()
    found, rest = read(quote.casefold())
    bare = [_number(one) for one in _ANY_NUMBER.findall(rest)]
    if value in bare or any(one.means(value) for one in found):
        return ()
    return tuple(dict.fromkeys(found))


def said_of(figures: Iterable[Figure]) -> str:
    """Return the wording of figures as a list."""
    return " and ".join(dict.fromkeys(one.said for one in figures))


def hedge(quote: str, unit: str = "") -> str:
    """Return the word that makes a quote non-binding, or an empty text.

    Where days are counted, an upper bound is what is asked for and does not count as such a word.
    """
    if quote.isascii() and not _HEDGE_IN_LOWER.search(quote.lower()):
        return ""
    for found in _HEDGE.finditer(quote):
        word = found.group().casefold()
        if not (unit.endswith("days") and word in _CEILING):
            return word
    return ""


Reading = Callable[[str], tuple[list[Figure], str]]


@lru_cache(maxsize=256)
def _reading(unit: str, per: str) -> Reading | None:
    """Return the function that finds figures of a unit in a quote, or None if the unit is not
    compared."""
    if unit == "minutes":
        return _lengths
    if unit.endswith(" days"):
        return lambda text: _intervals(text, instructional=unit.startswith("instructional"))
    found = re.fullmatch(r"\w+ (?:per|an?|in) (.+)", unit)
    period = per or (found.group(1) if found else "")
    period = _period(period)
    if period not in _IN_A_YEAR or unit.startswith(("minutes", "hours")):
        return None
    return lambda text: _rates(text, period)


def _lengths(text: str) -> tuple[list[Figure], str]:
    """Return the lengths in minutes, and the text without them. Minutes a week are not the length
    of a meeting."""
    found = []
    for match in _LENGTH.finditer(text):
        rated = _RATED.match(text, match.end())
        period = rated and rated.groupdict().get("period")
        if (rated and not (period or "").endswith("day")) or _PART_OF_IT.search(
            text[max(0, match.start() - _BEFORE) : match.start()]
        ):
            continue
        held = match.groupdict()
        low = high = 0.0
        if held["half"]:
            low = high = 30.0
        elif held["and_half"]:
            low = high = 90.0
        elif held["quarter"]:
            low = high = 15.0
        elif held["hours"]:
            low = high = 60 * _number(held["hours"]) + _number(held["more"] or "0")
        else:
            low = _number(held["low"])
            high = _number(held["high"]) if held["high"] else low
        found.append(Figure(low, high, _range_phrase(low, high, "minutes")))
    return found, _LENGTH.sub(" ", text)


def _rates(text: str, period: str) -> tuple[list[Figure], str]:
    """Return the frequencies within a period, and the text without them."""
    found = []
    rest = _LENGTH.sub(" # ", text)
    rest = re.sub(rf"#\s*{_EACH} {_PERIOD}", " ", rest)
    for low, high, within in _frequencies(rest):
        least, most = _converted(within, period)
        said = _range_phrase(low, high, "").strip()
        found.append(Figure(low * least, high * most, f"{said} a {within}"))
    return found, _EVERY.sub(" ", _TIMES.sub(" ", rest))


def _frequencies(text: str) -> Iterator[tuple[float, float, str]]:
    """Yield each frequency: least, most, and the period it counts in."""
    for match in _TIMES.finditer(text):
        once = match.group("once")
        low = {"once": 1.0, "twice": 2.0, "thrice": 3.0}[once] if once else _number(match["low"])
        yield low, _number(match["high"]) if match["high"] else low, _period(match["period"])
    for match in _EVERY.finditer(_TIMES.sub(" ", text)):
        if match["alternate"]:
            yield 1.0, 1.0, "fortnight"
        elif match["weekday"]:
            yield 1.0, 1.0, "week"
        else:
            yield 1.0, 1.0, _ADVERBS.get(match["adverb"] or "") or _period(match["period"])


def _intervals(text: str, *, instructional: bool) -> tuple[list[Figure], str]:
    """Return the time spans in days, and the text without them."""
    found = []
    for match in _DAYS.finditer(text):
        low = _number(match["low"]) if match["low"] else 1.0
        high = _number(match["high"]) if match["high"] else low
        said = _range_phrase(low, high, match["unit"].rstrip("s") + ("s" if high > 1 else ""))
        if match["unit"].startswith("hour"):
            low, high = low / 24, high / 24
        elif match["unit"].startswith("week"):
            low, high = low * (5 if instructional else 7), high * 7
        elif instructional and match["sort"] == "calendar":
            low = low * 5 / 7
        elif not instructional and match["sort"] not in (None, "calendar"):
            high = high * 7 / 5
        found.append(Figure(low, high, said))
    rest = _DAYS.sub(" ", text)
    if not instructional:
        for low, _, within in _frequencies(_LENGTH.sub(" # ", rest)):
            days = {"week": (7, 7), "fortnight": (14, 14), "month": (28, 31), "day": (1, 1)}
            if within in days and low == 1:
                least, most = days[within]
                found.append(Figure(least, most, f"1 a {within}"))
    return found, _EVERY.sub(" ", _TIMES.sub(" ", rest))


def _converted(within: str, period: str) -> tuple[float, float]:
    """Return how many periods of the first kind the second contains: least and most."""
    if within == period:
        return 1.0, 1.0
    if closer := _IN_EACH_OTHER.get((within, period)):
        return closer
    if closer := _IN_EACH_OTHER.get((period, within)):
        return 1 / closer[1], 1 / closer[0]
    (least, most), (few, many) = _IN_A_YEAR[within], _IN_A_YEAR[period]
    return least / many if many > most else least / few, most / few


def _period(text: str) -> str:
    word = text.split()[-1] if text else ""
    if text in ("two weeks", "2 weeks", "other week", "second week"):
        return "fortnight"
    return "quarter" if text == "nine weeks" else word


def _number(text: str) -> float:
    if text == "an":
        return 1.0
    parts = re.split(r"[- ]", text)
    return sum(_WORDS[one] if one in _WORDS else float(one) for one in parts)


def _range_phrase(low: float, high: float, unit: str) -> str:
    return f"{low:g} {unit}" if low == high else f"{low:g} to {high:g} {unit}"
