"""How often something happens, read from the plain text of a quote."""

import re
from collections.abc import Iterator

from .plain_text import EVENT, LENGTH, MONTHS, NUMBER, PERIOD, RANGE, UNITS, WEEKDAYS

_COURSE = "(?: the course of)?"
EACH = (
    rf"(?:(?:(?:in|of|during|within|over|across|throughout|for){_COURSE} )?(?:each|every|any)"
    rf"|(?:in|of|during|over|across|throughout){_COURSE} (?:an?|the|1)|an?|per"
    rf"|(?:in|over)(?= {NUMBER} ))"
)
_WORD = r"(?: (?!(?:and|or|each|every|per|meets?|times)\b)[a-z']+)"
_TIMES = re.compile(
    rf"(?:(?<!every )(?<!each )|(?=\S{{1,9}} times)){RANGE}(?: times?)?{_WORD}{{0,5}}?"
    rf"(?: \))?(?: ?,)? {EACH} {PERIOD}"
)
_AN_EVENT = re.compile(rf"\ban?(?: [a-z]+){{0,2}}? {EVENT},? (?:per|an?|each|every) {PERIOD}")
_PER_COLUMN = re.compile(
    rf"\b(?:per|each|every) {PERIOD}(?: ?[,:)=-]){{0,3}}"
    r"(?: (?!(?:and|or|for|of|in|to|by|with|from|on|plus)\b)[a-z]+){0,4}?"
    rf"(?: a minimum of)? {RANGE}(?= (?:[a-z]+ ){{0,3}}?{EVENT}\b| ?[.;]?$)"
)
_EVERY = re.compile(
    rf"\b(?:every|each) {PERIOD}|\b(?P<adverb>bi(?:weekly|monthly|annually|yearly))\b"
    rf"|\b(?:every|each|on) (?P<weekday>{WEEKDAYS})s?\b"
)
_IN_MONTHS = re.compile(
    rf"{RANGE}(?: (?!(?:and|or)\b)[a-z]+){{0,4}}? (?:in|during)"
    rf"(?: (?:early|late|the))? (?:{MONTHS})\b"
)
_A_COUNT = re.compile(
    r"\W*(?:(?:at least|(?:at|an?|with a) minimum(?: of)?|minimum of|a total of|no(?:t)? fewer than"
    rf"|about|up to) )?(?!\d+\.\d){RANGE}(?! (?:{UNITS})s?\b)"
    r"(?: (?!(?:of|for|in|to|per|by|with|and|or|each|every|more|additional|other|further|extra"
    r"|weeks?|months?|years?|semesters?|hours?|are|is|ha[sv]e?|attend|hold)\b)[a-z]+){0,3}?"
    rf" (?P<event>{EVENT}|mornings?|evenings?|seminars?)"
    r"(?: of(?: (?!(?:the|these|those|which|this|that|an?)\b)[a-z]+){1,3})?"
    r"(?: (?:each|per (?:teacher|person|participant|coach|leader)))?\W*"
)
"""A number of occasions that is the whole text; a count of something else, and a part of another
count ("six more sessions", "six of the sessions"), are not."""
_AMBIGUOUS: dict[str, tuple[tuple[float, str], ...]] = {
    "biweekly": ((1, "2 week"), (2, "week")),
    "bimonthly": ((1, "2 month"), (2, "month")),
    "biannually": ((2, "year"), (1, "2 year")),
    "biyearly": ((2, "year"), (1, "2 year")),
}

IN_A_YEAR: dict[str, tuple[float, float]] = {
    "year": (1, 1),
    "semester": (2, 2),
    "trimester": (3, 3),
    "gradingperiod": (4, 6.5),
    "quarter": (4, 4),
    "month": (8, 12),
    "week": (32, 52),
    "schoolday": (160, 190),
    "day": (160, 260),
    "calendarday": (260, 366),
}
"""How many of each period a school year contains (a calendar year, if the text means that)."""
_IN_EACH_OTHER: dict[tuple[str, str], tuple[float, float]] = {
    ("week", "month"): (4, 4.5),
    ("day", "week"): (5, 7),
    ("schoolday", "week"): (5, 5),
    ("calendarday", "week"): (7, 7),
    ("day", "month"): (18, 31),
    ("schoolday", "month"): (18, 23),
    ("month", "quarter"): (2, 3),
    ("month", "semester"): (4, 6),
}
"""How many of the first period the second contains, where that is known more exactly."""

_ADJUNCT = (
    r"(?:of|for|lasting|is|are|at least|at minimum|a minimum of|minimum of|no less than"
    r"|not less than|approximately|about|to)"
)
_LENGTH_PHRASE = re.compile(
    rf"(?: ?[,(])?(?: {_ADJUNCT}){{0,3}} ?{LENGTH}"
    r"(?: or (?:more|longer)| long| in (?:length|duration)| minimum| apiece"
    rf"| each(?! (?:{NUMBER} )?(?:{UNITS})))?(?: ?\))?"
)
_TOTAL = re.compile(rf" ?(?:long )?(?:of \w+ )?(?:each )?{EACH} {PERIOD}")
_EACH_OF_THEM = re.compile(r"\b(?:each|every) (?!week|day|schoolday)")
_ONE_SITTING = 120
"""As many minutes each month are one meeting; more may be several."""
_BEFORE = 60
"""How many characters before a length are searched for the count of what is so long."""
_COUNTED = re.compile(
    rf"(?:{NUMBER}|\b(?:an|a))(?: (?!total|(?:and|or|each|every)\b)[a-z]+){{0,5}}[ ,(]*$"
)


def total_in(text: str, begin: int, end: int) -> str:
    """Return the period if a length is all the time in that period ("90 minutes a week"), else an
    empty text.

    "One visit of 30 minutes a year" gives the length of a visit, so the result is empty.
    """
    match = _TOTAL.match(text, end)
    if not match or _COUNTED.search(text[max(0, begin - _BEFORE) : begin]):
        return ""
    return match["period"]


def without_lengths(text: str) -> str:
    """Return the text without lengths, and without their period if they are all the time in it."""
    parts, at = [], 0
    for match in _LENGTH_PHRASE.finditer(text):
        begin, end = match.start("least"), match.end()
        if begin < at:
            continue
        parts.append(text[at : match.start()])
        total = _TOTAL.match(text, end) if total_in(text, begin, end) else None
        if total and _EACH_OF_THEM.search(total[0]):
            total = total if float(match["most"] or match["least"]) > _ONE_SITTING else None
        at = total.end() if total else end
        parts.append(" ; " if total else "")
    return " ".join("".join((*parts, text[at:])).split())


def frequencies(text: str) -> Iterator[tuple[float, float, str]]:
    """Yield each frequency in a text without lengths: least, most, and the period it counts in."""
    for pattern in (_TIMES, _AN_EVENT, _PER_COLUMN):
        for match in pattern.finditer(text):
            low = float(match.groupdict().get("low") or 1)
            high = float(match.groupdict().get("high") or low)
            yield from _in_period(low, high, match["period"])
        text = pattern.sub(" ; ", text)
    for match in _EVERY.finditer(text):
        if match["weekday"]:
            yield 1.0, 1.0, "week"
        elif match["adverb"]:
            for often, within in _AMBIGUOUS[match["adverb"]]:
                yield often, often, within
        else:
            yield from _in_period(1.0, 1.0, match["period"])


def in_months(text: str) -> float:
    """Return the number of occasions in named months: 3 for "two days in August, one in June"."""
    return sum(float(match["high"] or match["low"]) for match in _IN_MONTHS.finditer(text))


def count_alone(text: str) -> tuple[float, float] | None:
    """Return the number of occasions that is all that a text says ("at least six sessions")."""
    match = _A_COUNT.fullmatch(text)
    if not match or not (match["low"] == "1" or match["event"].endswith("s")):
        return None  # "two-day institute" is a length
    return float(match["low"]), float(match["high"] or match["low"])


def without_frequencies(text: str) -> str:
    """Return the text without its frequencies."""
    for pattern in (_TIMES, _AN_EVENT, _PER_COLUMN, _EVERY):
        text = pattern.sub(" ; ", text)
    return text


def _in_period(low: float, high: float, text: str) -> Iterator[tuple[float, float, str]]:
    """Yield a frequency in a period; in "every 2 to 3 weeks", it is in one of them."""
    number, _, unit = text.rpartition(" ")
    unit = unit.removesuffix("s")
    for several in (number or "1").split("~"):
        if low and float(several):
            nine_weeks = (several, unit) == ("9", "week")
            within = unit if several == "1" else f"{several} {unit}"
            yield low, high, "quarter" if nine_weeks else within


def converted(within: str, period: str) -> tuple[float, float]:
    """Return how many of the first period the second one contains: least and most."""
    number, base_unit = base(within)
    of, other = base(period)
    least, most = _contained(base_unit, other)
    return least * of / number, most * of / number


def _contained(within: str, period: str) -> tuple[float, float]:
    if within == period:
        return 1.0, 1.0
    if closer := _IN_EACH_OTHER.get((within, period)):
        return closer
    if closer := _IN_EACH_OTHER.get((period, within)):
        return 1 / closer[1], 1 / closer[0]
    (least, most), (few, many) = IN_A_YEAR[within], IN_A_YEAR[period]
    return least / many if many > most else least / few, most / few


def base(period: str) -> tuple[float, str]:
    """Return a period as a number of base units: (2, "week") for `2 week`."""
    number, _, word = period.rpartition(" ")
    return (float(number) if number else 1.0, word)


_SPOKEN = {"gradingperiod": "grading period", "schoolday": "school day", "calendarday": "day"}


def spoken(unit: str) -> str:
    """Return a unit of time in words: `grading period`."""
    return _SPOKEN.get(unit, unit)


def in_words(period: str) -> str:
    """Return the period of a frequency in words: `a month`, `in 2 weeks`."""
    number, unit = base(period)
    return f"a {spoken(unit)}" if number == 1 else f"in {number:g} {spoken(unit)}s"
