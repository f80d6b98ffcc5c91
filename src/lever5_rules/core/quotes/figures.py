"""Figures in quotes: how long, how often, within what time.

Figures are compared only if they clearly measure the same thing: a length with a length, a
frequency with a frequency. Other wording ("one class period", "90 minutes a week") gives no figure,
and a quote without a figure contradicts nothing.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from math import isclose

from attrs import frozen

from .plain_text import LENGTH, NUMBER, RANGE, UNITS, plain
from .rates import (
    IN_A_YEAR,
    base,
    converted,
    frequencies,
    in_months,
    in_words,
    spoken,
    total_in,
    without_frequencies,
    without_lengths,
)

_LENGTH = re.compile(LENGTH)
_ANY_NUMBER = re.compile(NUMBER)
_BEFORE = 40
"""How many characters before a length are searched for a word that makes it part of a meeting, or
a deadline."""
_PART_OF_IT = re.compile(
    r"(?:(?:^|[.;:,]\s*|\b(?:the|their|its)\s+)(?:1st|final|opening|closing)"
    r"|\b(?:the|their|its)\s+last|\b(?:within|no later than|within the next))\s*$"
)
_DAYS_IN: dict[str, tuple[float, float]] = {
    "year": (270, 366),
    "semester": (120, 183),
    "trimester": (75, 122),
    "gradingperiod": (42, 66),
    "quarter": (60, 92),
    "month": (28, 31),
    "week": (7, 7),
    "schoolday": (1, 1.4),
    "day": (1, 1),
    "calendarday": (1, 1),
}
"""How many calendar days each period has, the school year without its summer."""
_SCHOOL_DAYS_IN: dict[str, tuple[float, float]] = {
    "year": (160, 190),
    "semester": (75, 95),
    "trimester": (50, 65),
    "gradingperiod": (25, 47),
    "quarter": (38, 47),
    "month": (18, 23),
    "week": (5, 5),
    "schoolday": (1, 1),
    "day": (1, 1),
    "calendarday": (5 / 7, 5 / 7),
}
"""How many instructional days each period has; days without a name are taken for those."""
_SPAN = rf"(?:(?:{RANGE} )?(?P<unit>{UNITS})s?\b|{LENGTH})"
_WITHIN = re.compile(
    rf"\b(?:within|in(?! the (?:{UNITS})s?\b| an? (?:year|semester)\b)|no(?:t)? later than"
    r"|no(?:t)? more than|at most|not exceed(?:ing)?|up to"
    r"|maximum of|less than|fewer than)(?: (?:the|the next|the following|an?))? " + _SPAN
)
_AFTER = re.compile(
    rf"{RANGE} (?P<unit>{UNITS})s?\b,? "
    r"(?:after|later|following|from|of (?:the|each|an?|every) (?!year|week|month)|turn ?around)\b"
)
_BY_THE_END = re.compile(rf"\bend of (?:the|that|each) (?:same |next )?(?P<unit>{UNITS})\b")


@frozen
class Figure:
    """A figure in a quote: its least and greatest possible value, and its wording."""

    low: float
    high: float
    said: str

    def means(self, value: float) -> bool:
        """Return whether a value lies within the range of the figure."""
        return self.low <= value <= self.high or any(
            isclose(value, bound, rel_tol=0.01) for bound in (self.low, self.high)
        )


def figures_that_differ(value: float, unit: str, quote: str, per: str = "") -> tuple[Figure, ...]:
    """Return the figures of a quote that contradict a field; none if any of them agrees with it.

    `per` is the period of a frequency whose unit does not name it.
    """
    reader = _reading(unit.casefold(), per)
    if reader is None:
        return ()
    figures, rest = reader(plain(quote), value)
    bare = {float(end) for number in _ANY_NUMBER.findall(rest) for end in number.split("~")} - {
        1.0
    }  # "one" is more often a word than a number
    if value in bare or any(figure.means(value) for figure in figures):
        return ()
    return tuple(dict.fromkeys(figures))


def said_of(figures: Iterable[Figure]) -> str:
    """Return the wording of figures as a list."""
    return " and ".join(dict.fromkeys(figure.said for figure in figures))


Reading = Callable[[str, float], tuple[list[Figure], str]]


@lru_cache(maxsize=256)
def _reading(unit: str, per: str) -> Reading | None:
    """Return the function that finds figures of a unit in a plain text, or None if the unit is not
    compared."""
    if unit == "minutes":
        return _lengths
    if unit.endswith(" days"):
        return _deadlines if unit.startswith("instructional") else _intervals
    match = re.fullmatch(r"\w+ (?:per|an?|in) (.+)", unit)
    period = (per or (match.group(1) if match else "")).removesuffix("s")
    if base(period)[1] not in IN_A_YEAR or unit.startswith(("minutes", "hours")):
        return None
    return lambda text, _: _rates(text, period)


def _lengths(text: str, value: float) -> tuple[list[Figure], str]:
    """Return the lengths in minutes, and the text without them.

    Minutes a week are not the length of a meeting, unless they are fewer than one would need.
    """
    figures = []
    for match in _LENGTH.finditer(text):
        low, high = _ends(match["least"], match["most"])
        total = total_in(text, match.start(), match.end())
        if total and not total.endswith("day") and high >= value:
            continue
        if _PART_OF_IT.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            continue
        figures.append(Figure(low, high, _range_phrase(low, high, "minutes")))
    return figures, _LENGTH.sub(" ", text)


def _rates(text: str, period: str) -> tuple[list[Figure], str]:
    """Return the frequencies within a period, and the text without them."""
    figures = []
    rest = without_lengths(text)
    for low, high, within in frequencies(rest):
        least, most = converted(within, period)
        phrase = _range_phrase(low, high, "").strip()
        figures.append(Figure(low * least, high * most, f"{phrase} {in_words(within)}"))
    rest = without_frequencies(rest)
    if period == "year" and (number := in_months(rest)):
        number += sum(figure.low for figure in figures if figure.said.endswith(" a year"))
        figures.append(Figure(number, number, f"{number:g} a year"))
    return figures, rest


def _intervals(text: str, _: float) -> tuple[list[Figure], str]:
    """Return the spans of time between two events in calendar days, and the text without them."""
    figures, rest = _spans(text, _DAYS_IN)
    rest = without_lengths(rest)
    for low, high, within in frequencies(rest):
        number, unit = base(within)
        least, most = _DAYS_IN[unit]
        often = f"{_range_phrase(low, high, '').strip()} {in_words(within)}"
        wording = f"{number:g} {spoken(unit)}s" if low == high == 1 < number else often
        figures.append(Figure(number * least / high, number * most / low, wording))
    return figures, without_frequencies(rest)


def _deadlines(text: str, _: float) -> tuple[list[Figure], str]:
    """Return the times in instructional days within which something is done, and the text without
    them. How often something is done is not such a time."""
    figures, rest = _spans(text, _SCHOOL_DAYS_IN)
    return figures, without_frequencies(without_lengths(rest))


def _spans(text: str, days_in: dict[str, tuple[float, float]]) -> tuple[list[Figure], str]:
    """Return spans such as "within ten days" as days, and the text without them."""
    figures = []
    for pattern in (_WITHIN, _AFTER, _BY_THE_END):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            if parts.get("least"):
                low, high = (end / 60 for end in _ends(parts["least"], parts["most"]))
                if high < 4:
                    continue  # the length of something, such as "in 45 minutes"
                figures.append(Figure(low / 24, high / 24, _range_phrase(low, high, "hours")))
                continue
            low, high = _ends(parts.get("low") or "1", parts.get("high"))
            least, most = days_in[parts["unit"]]
            unit = spoken(parts["unit"]).removeprefix("school ")
            wording = _range_phrase(low, high, unit + ("s" if high > 1 else ""))
            figures.append(Figure(low * least, high * most, wording))
        text = pattern.sub(" ; ", text)
    return figures, text


def _ends(low: str, high: str | None) -> tuple[float, float]:
    return float(low), float(high or low)


def _range_phrase(low: float, high: float, unit: str) -> str:
    return f"{low:g} {unit}" if low == high else f"{low:g} to {high:g} {unit}"
