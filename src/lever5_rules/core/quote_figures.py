"""Figures in quotes: how long, how often, within what time.

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
_EACH = (
    r"(?:an?|per|each|every|in an?|in the|in one|in each|in every|of the|of each|of every|"
    rf"in(?= {_NUMBER} ))"
)
_SINGLE = (
    "(?:school year|year|semester|gradingperiod|quarter|month|fortnight|week|school day|"
    "instructional day|day)"
)
_ORDINALS = {"other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0}
_PERIOD = rf"(?P<period>(?:(?:{_NUMBER}|{'|'.join(_ORDINALS)}) )?{_SINGLE}s?)\b"
_DAY_NAMES = "monday|tuesday|wednesday|thursday|friday"
_PLACE = "(?:first|second|third|fourth|last)"
_IN_A_YEAR: dict[str, tuple[float, float]] = {
    "year": (1, 1),
    "semester": (2, 2),
    "gradingperiod": (4, 6.5),
    "quarter": (4, 4),
    "month": (8, 12),
    "week": (32, 52),
    "day": (160, 260),
}
"""How many of each period a school year contains (a calendar year, if the text means that)."""
_IN_EACH_OTHER: dict[tuple[str, str], tuple[float, float]] = {
    ("week", "month"): (4, 4.5),
    ("day", "week"): (5, 7),
    ("month", "quarter"): (2, 3),
    ("month", "semester"): (4, 6),
}
"""How many of the first period the second contains, where that is known more exactly."""
_DAYS_IN: dict[str, tuple[float, float]] = {
    "year": (270, 366),
    "semester": (120, 183),
    "gradingperiod": (42, 66),
    "quarter": (60, 92),
    "month": (28, 31),
    "week": (7, 7),
    "day": (1, 1),
}
"""How many calendar days each period has, the school year without its summer."""

_MINUTES = r"(?:minutes?|mins?\b\.?)"
_HOURS = r"(?:hours?|hrs?\b\.?|h\b)"
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
"""How many characters before a length are searched for a word that makes it part of a meeting, or
a deadline."""
_PART_OF_IT = re.compile(
    r"(?:(?:^|[.;:,]\s*|\b(?:the|their|its)\s+)(?:first|final|opening|closing)"
    r"|\b(?:the|their|its)\s+last|\b(?:within|no later than|within the next))\s*$"
)
_TIMES = re.compile(
    rf"\b(?:(?P<once>once|twice|thrice)|{_RANGE}(?: times?)?(?:[ -][a-z]+(?<!and)(?<!or)){{0,5}}?)"
    rf",? {_EACH} {_PERIOD}"
)
_ON_PLACES = re.compile(
    rf"\b(?P<places>{_PLACE}(?:(?:, and|,| and)(?: the)? {_PLACE}){{0,3}})"
    rf" (?:{_DAY_NAMES})(?:s?,? (?:of|in) (?:an?|the|each|every) {_PERIOD}|s\b)"
)
_ADVERBS: dict[str, tuple[tuple[float, str], ...]] = {
    "weekly": ((1, "week"),),
    "monthly": ((1, "month"),),
    "daily": ((1, "day"),),
    "fortnightly": ((1, "2 week"),),
    "quarterly": ((1, "quarter"),),
    "annually": ((1, "year"),),
    "yearly": ((1, "year"),),
    "biweekly": ((1, "2 week"), (2, "week")),
    "semiweekly": ((2, "week"),),
    "bimonthly": ((1, "2 month"), (2, "month")),
    "semimonthly": ((2, "month"),),
    "biannually": ((2, "year"), (1, "2 year")),
    "semiannually": ((2, "year"),),
    "biennially": ((1, "2 year"),),
    "triennially": ((1, "3 year"),),
}
"""What adverbs mean: how often, in which period. Some are used in two ways."""
_EVERY = re.compile(
    rf"\b(?P<alternate>(?:every (?:other|second)|alternat(?:e|ing)) "
    rf"(?P<turn>{_DAY_NAMES}|week|month|quarter|semester|year)s?)\b|"
    rf"\b(?:every|each) {_PERIOD}|\b(?P<adverb>(?:bi-?|semi-?|tri-?)?"
    rf"(?:weekly|monthly|daily|fortnightly|quarterly|annually|yearly|ennially))\b|"
    rf"\b(?:every|each|on) (?P<weekday>{_DAY_NAMES})s?\b"
)
_DAYS = re.compile(
    r"\b(?:within|in|every|each|no later than|at most|not exceed(?:ing)?)\s+(?:an?\s+)?"
    rf"(?:{_RANGE})?\s*(?P<sort>school|instructional|working|work|business|calendar)?\s*"
    r"(?P<unit>days?|weeks?|months?|hours)\b"
)
_SHORT_FORMS = (
    (re.compile(r"(?<=\d)\s?x\s?/\s?"), " times per "),
    (re.compile(r"(?<=\d)\s?x(?=\s)"), " times"),
    (re.compile(r"\s?/\s?(?=[a-z])"), " per "),
    (re.compile(r"\byrs?\b"), "year"),
    (re.compile(r"\bwks?\b"), "week"),
    (re.compile(r"(?<=per )mos?\b"), "month"),
    (re.compile(r"(?<=per )sem\b"), "semester"),
    (re.compile(r"\s?½\s?"), " half "),
    (re.compile(r"\b1st\b"), "first"),
    (re.compile(r"\b2nd\b"), "second"),
    (re.compile(r"\b3rd\b"), "third"),
    (re.compile(r"\b4th\b"), "fourth"),
    (re.compile(r"\b5th\b"), "fifth"),
    (re.compile(r"\s&\s"), " and "),
    (re.compile(rf"\bbetween ({_NUMBER}) and (?={_NUMBER})"), r"\1 to "),
    (re.compile(r"\b(?:grading|reporting|marking) period"), "gradingperiod"),
    (
        re.compile(rf"\bon an? ({_NUMBER})[- ](year|month|week) (?:cycle|rotation)\b"),
        r"every \1 \2",
    ),
    (
        re.compile(
            r"\bboy\W{1,3}moy\W{1,3}(?:and )?eoy\b|"
            r"\bbeginning,? middle,?(?: and)? end of (?:the |each |every )?(?:school )?year\b"
        ),
        "three times a year",
    ),
)
"""How frequencies are abbreviated ("2x/wk"), and the words for it."""
_ANY_NUMBER = re.compile(rf"\b{_NUMBER}\b")


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
    read = _reading(unit.casefold(), per)
    if read is None:
        return ()
    text = quote.casefold()
    for short, words in _SHORT_FORMS:
        text = short.sub(words, text)
    figures, rest = read(text)
    bare = [_number(number) for number in _ANY_NUMBER.findall(rest)]
    if value in bare or any(number.means(value) for number in figures):
        return ()
    return tuple(dict.fromkeys(figures))


def said_of(figures: Iterable[Figure]) -> str:
    """Return the wording of figures as a list."""
    return " and ".join(dict.fromkeys(figure.said for figure in figures))


Reading = Callable[[str], tuple[list[Figure], str]]


@lru_cache(maxsize=256)
def _reading(unit: str, per: str) -> Reading | None:
    """Return the function that finds figures of a unit in a quote, or None if the unit is not
    compared."""
    if unit == "minutes":
        return _lengths
    if unit.endswith(" days"):
        return lambda text: _intervals(text, instructional=unit.startswith("instructional"))
    match = re.fullmatch(r"\w+ (?:per|an?|in) (.+)", unit)
    period = per or (match.group(1) if match else "")
    period = _period(period)
    if _base(period)[1] not in _IN_A_YEAR or unit.startswith(("minutes", "hours")):
        return None
    return lambda text: _rates(text, period)


def _lengths(text: str) -> tuple[list[Figure], str]:
    """Return the lengths in minutes, and the text without them. Minutes a week are not the length
    of a meeting."""
    figures = []
    for match in _LENGTH.finditer(text):
        rated = _RATED.match(text, match.end())
        period = rated and rated.groupdict().get("period")
        if (rated and not (period or "").endswith("day")) or _PART_OF_IT.search(
            text[max(0, match.start() - _BEFORE) : match.start()]
        ):
            continue
        low, high = _minutes(match)
        figures.append(Figure(low, high, _range_phrase(low, high, "minutes")))
    return figures, _LENGTH.sub(" ", text)


def length_in_words(text: str) -> float | None:
    """Return the minutes that a text denotes as a whole ("an hour", "forty-five minutes"), or
    None."""
    match = _LENGTH.fullmatch(text.strip().casefold())
    low, high = _minutes(match) if match else (0.0, 0.0)
    return low if low == high and match else None


def _minutes(match: re.Match[str]) -> tuple[float, float]:
    """Return the least and the greatest number of minutes of a length."""
    parts = match.groupdict()
    if parts["half"]:
        return 30.0, 30.0
    if parts["and_half"]:
        return 90.0, 90.0
    if parts["quarter"]:
        return 15.0, 15.0
    if parts["hours"]:
        length = 60 * _number(parts["hours"]) + _number(parts["more"] or "0")
        return length, length
    low = _number(parts["low"])
    return low, _number(parts["high"]) if parts["high"] else low


def _rates(text: str, period: str) -> tuple[list[Figure], str]:
    """Return the frequencies within a period, and the text without them."""
    figures = []
    rest = _LENGTH.sub(" # ", text)
    rest = re.sub(rf"#\s*{_EACH} {_PERIOD}", " ", rest)
    for low, high, within in _frequencies(rest):
        least, most = _converted(within, period)
        phrase = _range_phrase(low, high, "").strip()
        figures.append(Figure(low * least, high * most, f"{phrase} {_in_words(within)}"))
    return figures, _without_frequencies(rest)


def _without_frequencies(text: str) -> str:
    return _EVERY.sub(" ", _TIMES.sub(" ", _ON_PLACES.sub(" ", text)))


def _frequencies(text: str) -> Iterator[tuple[float, float, str]]:
    """Yield each frequency: least, most, and the period it counts in."""
    for match in _ON_PLACES.finditer(text):
        often = float(len(re.findall(_PLACE, match["places"])))
        yield often, often, _period(match["period"] or "month")
    text = _ON_PLACES.sub(" ", text)
    for match in _TIMES.finditer(text):
        once = match.group("once")
        low = {"once": 1.0, "twice": 2.0, "thrice": 3.0}[once] if once else _number(match["low"])
        yield low, _number(match["high"]) if match["high"] else low, _period(match["period"])
    for match in _EVERY.finditer(_TIMES.sub(" ", text)):
        if match["alternate"]:
            turn = match["turn"]
            yield 1.0, 1.0, f"2 {'week' if turn in _DAY_NAMES.split('|') else turn}"
        elif match["weekday"]:
            yield 1.0, 1.0, "week"
        elif match["adverb"]:
            for often, within in _ADVERBS.get(match["adverb"].replace("-", ""), ()):
                yield often, often, within
        else:
            yield 1.0, 1.0, _period(match["period"])


def _intervals(text: str, *, instructional: bool) -> tuple[list[Figure], str]:
    """Return the time spans in days, and the text without them."""
    figures = []
    for match in _DAYS.finditer(text):
        if instructional and match.group().startswith(("every", "each")):
            continue  # how often something is done is no time within which it is done
        low = _number(match["low"]) if match["low"] else 1.0
        high = _number(match["high"]) if match["high"] else low
        phrase = _range_phrase(low, high, match["unit"].rstrip("s") + ("s" if high > 1 else ""))
        if match["unit"].startswith("hour"):
            low, high = low / 24, high / 24
        elif match["unit"].startswith("week"):
            low, high = low * (5 if instructional else 7), high * (5 if instructional else 7)
        elif match["unit"].startswith("month"):
            low, high = low * (18 if instructional else 28), high * (23 if instructional else 31)
        elif instructional and match["sort"] == "calendar":
            low = low * 5 / 7
        elif not instructional and match["sort"] not in (None, "calendar"):
            high = high * 7 / 5
        figures.append(Figure(low, high, phrase))
    rest = _DAYS.sub(" ", text)
    if not instructional:
        for low, high, within in _frequencies(_LENGTH.sub(" # ", rest)):
            number, period = _base(within)
            if period in _DAYS_IN:
                least, most = _DAYS_IN[period]
                phrase = f"{_range_phrase(low, high, '').strip()} {_in_words(within)}"
                figures.append(Figure(number * least / high, number * most / low, phrase))
    return figures, _without_frequencies(rest)


def _converted(within: str, period: str) -> tuple[float, float]:
    """Return how many periods of the first kind the second contains: least and most."""
    number, base_unit = _base(within)
    of, other = _base(period)
    least, most = _contained(base_unit, other)
    return least * of / number, most * of / number


def _contained(within: str, period: str) -> tuple[float, float]:
    if within == period:
        return 1.0, 1.0
    if closer := _IN_EACH_OTHER.get((within, period)):
        return closer
    if closer := _IN_EACH_OTHER.get((period, within)):
        return 1 / closer[1], 1 / closer[0]
    (least, most), (few, many) = _IN_A_YEAR[within], _IN_A_YEAR[period]
    return least / many if many > most else least / few, most / few


def _period(text: str) -> str:
    """Return a period as its base, or as several of it: `month`, `2 week` for "other week"."""
    *before, word = text.split() or [""]
    period = word.removesuffix("s")
    number = " ".join(word for word in before if word not in ("school", "instructional"))
    if period == "fortnight":
        return "2 week"
    if not number:
        return period
    several = _ORDINALS.get(number) or _number(number)
    return "quarter" if (several, period) == (9, "week") else f"{several:g} {period}"


def _base(period: str) -> tuple[float, str]:
    """Return how many periods of which base a period has: (2, "week") for `2 week`."""
    number, _, word = period.rpartition(" ")
    return (float(number) if number else 1.0, word)


def _in_words(period: str) -> str:
    number, word = _base(period.replace("gradingperiod", "grading-period"))
    word = word.replace("-", " ")
    return f"a {word}" if number == 1 else f"in {number:g} {word}s"


def _number(text: str) -> float:
    if text == "an":
        return 1.0
    parts = re.split(r"[- ]", text)
    return sum(_WORDS[part] if part in _WORDS else float(part) for part in parts)


def _range_phrase(low: float, high: float, unit: str) -> str:
    return f"{low:g} {unit}" if low == high else f"{low:g} to {high:g} {unit}"
