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
    count_alone,
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
    rf"\b(?:within|in(?! the (?:{UNITS})s?\b)|no(?:t)? later than"
    r"|no(?:t)? more than|at most|not exceed(?:ing)?|up to"
    r"|maximum of|less than|fewer than)(?! (?:the|an?) (?:year|semester)\b)"
    rf"(?: (?:the|the next|the following|an?))? {_SPAN}(?! (?:an?|per) (?:{UNITS})\b)"
)
_AFTER = re.compile(
    rf"(?<!every )(?<!each )(?<!per ){RANGE} (?P<unit>{UNITS})s?\b,? "
    r"(?:after|later|following|from|of (?:the|each|an?|every) (?!year|week|month)|turn ?around)\b"
)
_TO_DO_IT = re.compile(
    rf"\b(?:have|has|get|gets|allowed|given|take|takes) (?:up to |as many as )?{RANGE} "
    rf"(?P<unit>{UNITS})s? (?:in which )?to (?:confer|debrief|deliver|follow|give|hold|meet|provide"
    r"|reply|respond|return|send|share|submit|write)\b"
)
_DUE_AT_THE_END = re.compile(
    r"\b(?:due|(?:feedback|debriefs?|conferences?|replies|notes)\b(?: [a-z]+){0,6}?)"
    r" (?:by|before|at) (?:the )?end of (?:the|that|each) (?P<unit>year|semester)\b"
)
_BY_THE_END = re.compile(
    rf"(?:\b(?:by|before|at) the )?\bend of (?:the|that|each) (?:same |next )?"
    rf"(?!year|semester)(?P<unit>{UNITS})\b"
)
_ONE_IN = re.compile(rf"\b1(?: times)? in (?={NUMBER} (?:{UNITS}))")
"""A frequency that is rather an interval: "once in two weeks"."""
_EVERY_FEW = re.compile(rf"\bevery (?=\d+~){RANGE} (?P<unit>{UNITS})s?\b")
_COUNT_OF_VISITS = re.compile(
    rf"(?<!\bafter )(?<!\bfollowing )(?<!\bon )(?:{NUMBER}|\b(?:several|multiple|few|many))"
    r"(?:(?: (?!(?:and|or|of|for|after|within|in)\b)[a-z]+){0,2}?"
    r" (?:times?|observations?|visits?|walk ?(?:through)?s?|rounds?|cycles?|sessions?))?"
    r"(?: (?:(?:is|are|(?:will|shall|must) be) (?:made|held|done|completed|conducted|required)"
    r"|takes? place|occurs?))?[ ()]*$"
)
"""What before "in a month" makes it say how often, and not how soon."""
_IN_A = re.compile(r"in |within (?:the|an?) ")


_PERIOD = re.compile(r"(?:\d+ )?\w+")
"""`week`, `2 week`; a plugin's kind may have any unit, of which others are not compared."""


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
    if not _PERIOD.fullmatch(period) or unit.startswith(("minutes", "hours")):
        return None
    if base(period)[1] not in IN_A_YEAR:
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
    if period == "year" and not figures and (count := count_alone(rest)):
        figures.append(Figure(*count, _range_phrase(*count, "").strip()))
    return figures, rest


def _intervals(text: str, _: float) -> tuple[list[Figure], str]:
    """Return the spans of time between two events in calendar days, and the text without them."""
    text = _ONE_IN.sub("every ", text)
    figures, rest = _spans(text, _DAYS_IN, _EVERY_FEW)
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
    figures, rest = _spans(text, _SCHOOL_DAYS_IN, _TO_DO_IT, _DUE_AT_THE_END)
    return figures, without_frequencies(without_lengths(rest))


def _spans(
    text: str, days_in: dict[str, tuple[float, float]], *more: re.Pattern[str]
) -> tuple[list[Figure], str]:
    """Return spans such as "within ten days" as days, and the text without them."""
    figures = []

    def read(match: re.Match[str]) -> str:
        if _says_how_often(match):
            return match[0]
        if figure := _span(match.groupdict(), days_in):
            figures.append(figure)
        return " ; "

    for pattern in (*more, _WITHIN, _AFTER, _BY_THE_END):
        text = pattern.sub(read, text)
    return figures, text


def _says_how_often(span: re.Match[str]) -> bool:
    """Return whether something is counted in a span: "two visits in a month"."""
    if span["unit"] is None or (span.groupdict().get("low") and not _IN_A.match(span[0])):
        return False
    before = span.string[max(0, span.start() - 2 * _BEFORE) : span.start()]
    return bool(_COUNT_OF_VISITS.search(without_lengths(before)))


def _span(parts: dict[str, str | None], days_in: dict[str, tuple[float, float]]) -> Figure | None:
    """Return a span as days, or None if it is the length of something, such as "in 45 minutes"."""
    if least := parts.get("least"):
        low, high = (end / 60 for end in _ends(least, parts["most"]))
        if high < 4:
            return None
        return Figure(low / 24, high / 24, _range_phrase(low, high, "hours"))
    low, high = _ends(parts.get("low") or "1", parts.get("high"))
    period = parts["unit"] or ""
    few, many = days_in[period]
    unit = spoken(period).removeprefix("school ")
    wording = _range_phrase(low, high, unit + ("s" if high > 1 else ""))
    return Figure(low * few, high * many, wording)


def _ends(low: str, high: str | None) -> tuple[float, float]:
    return float(low), float(high or low)


def _range_phrase(low: float, high: float, unit: str) -> str:
    return f"{low:g} {unit}" if low == high else f"{low:g} to {high:g} {unit}"
