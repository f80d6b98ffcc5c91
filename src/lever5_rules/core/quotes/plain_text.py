"""The text of a quote in the one form that figures are read from.

Numbers become digits ("thirty (30)" is 30), ranges `20~30`, lengths `45min`, ordinals `2nd`. What
says how often is written with numbers and the words each, every, per: `every 2 weeks` for "on
alternate Tuesdays", `2 times a month` for "on the first and third Thursday". What looks like a
count and is not one (grade 3, 5 teachers, one-on-one) is left out.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from .signed import Signed

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_WORDS = {word: n for n, word in enumerate(f"{_ONES}|{_TEENS}".split("|"), start=1)} | {
    word: 10 * n for n, word in enumerate(_TENS.split("|"), start=2)
}
_SPELLED = rf"\b(?:(?P<ten>{_TENS})(?:[- ](?P<one>{_ONES}))?|(?P<word>{_ONES}|{_TEENS}))\b"
_PLACES = {word: n for n, word in enumerate(_ORDINALS.split("|"), start=1)}

_DIGITS = r"\d{1,6}(?:\.\d{1,4})?"
RANGE = rf"\b(?P<low>{_DIGITS})(?:~(?P<high>{_DIGITS}))?(?![a-z%~]|\.?\d)"
"""A number or a range of numbers, in the text that `plain` returns."""
NUMBER = rf"\b{_DIGITS}(?:~{_DIGITS})?(?![a-z%~]|\.?\d)"
LENGTH = rf"\b(?P<least>{_DIGITS})(?:~(?P<most>{_DIGITS}))?min\b"
"""A length in minutes, in the text that `plain` returns."""
UNITS = "year|semester|trimester|gradingperiod|quarter|month|week|schoolday|calendarday|day"
PERIOD = rf"(?P<period>(?:{NUMBER} )?(?:{UNITS})s?)\b"
WEEKDAYS = "monday|tuesday|wednesday|thursday|friday"
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|summer|fall|spring|winter"
)
EVENT = (
    r"(?:plc|session|meeting|observation|visit|walk ?through|walk|conference|event|day|afternoon"
    r"|workshop|training|institute|check(?: in)?|probe|touch ?point|cycle|round|time|data point"
    r"|screening|basis|opportunity|opportunities)(?:e?s)?"
)
_NO_EVENT = (
    "calendar|plan|report|schedule|budget|newsletter|benchmark|agenda|goal|review|appraisal|"
    "evaluation|bulletin"
)
_PAPER = (
    r"(?: (?!(?:to|for|in|on|by|at|as|and|or|per|with|from|after|the|an?|their|its|using)\b)[a-z]+)"
    r" (?:calendar|report|schedule|budget|newsletter|bulletin|agenda)"
)

_MINUTES = r"(?:minutes?|mins?\b\.?)"
_HOURS = r"(?:hours?|hrs?\b\.?|h\b)"


def _digits(match: re.Match[str]) -> str:
    if match["word"]:
        return str(_WORDS[match["word"]])
    return str(_WORDS[match["ten"]] + (_WORDS[match["one"]] if match["one"] else 0))


def _from_clock(match: re.Match[str]) -> str:
    begin, begin_min, end, end_min = map(int, match.groups())
    length = (60 * (end % 12) + end_min - 60 * (begin % 12) - begin_min) % 720
    return f" {length}min " if 0 < length <= 240 else " "


def _in_minutes(match: re.Match[str]) -> str:
    hours, most, more = match["hours"], match["upto"], match["more"]
    low = 60 * (1.0 if hours == "an" else float(hours)) + float(more or 0)
    return f" {low:g}~{60 * float(most):g}min " if most else f" {low:g}min "


def _on_places(match: re.Match[str]) -> str:
    """Return the frequency in "the first and third Monday": by default, twice a month."""
    places = re.findall(_PLACE, match["places"])
    period = match["period"]
    if match["day"] == "week" and period != "month":
        return match[0]  # "the first week of the year" is when something begins
    if period or len(places) > 1 or (match["plural"] and not match["every"]):
        return f" {len(places)} times a {period or 'month'} "
    if not match["every"]:
        return match[0]
    if places[0] in ("1st", "last"):
        return " 1 times a month "
    return f" every {places[0][:-2]} weeks "


_PLACE = r"(?:\d(?:st|nd|rd|th)|last)"
_IN_THE = "(?: (?:in|the|again|each|every)){0,2}"
_LABELS = "grades?|tiers?|pages?|units?|steps?|levels?|sections?|phases?|rooms?|domains?"
_PEOPLE = (
    "teachers?|students?|members|people|coaches|leaders|percent|staff|educators|administrators"
    "|campuses|schools|appraisers|observers|subjects|areas"
)
_ADVERBS = {
    "daily": "every day",
    "weekly": "every week",
    "monthly": "every month",
    "quarterly": "every quarter",
    "annually": "every year",
    "yearly": "every year",
    "fortnightly": "every 2 weeks",
    "semiweekly": "2 times a week",
    "semimonthly": "2 times a month",
    "semiannually": "2 times a year",
    "biennially": "every 2 years",
    "triennially": "every 3 years",
}
"""What adverbs mean; those that are used in two ways (biweekly) stay."""

Rewriting = tuple[str, str, str | Callable[[re.Match[str]], str]]
"""The signs of a pattern, the pattern, and what stands for what matches it."""
_REWRITINGS: tuple[Rewriting, ...] = (
    # Signs
    ("", r"[\u2010-\u2015\u2212]", "-"),
    ("", r"[\[{]", "("),
    ("", r"[\]}]", ")"),
    ("", r"[\s*_|]+", " "),
    (".", r"(?<![\d.\w])\.(?=\d)", "0."),
    ("&", r" ?& ?", " and "),
    ("20", r"\b20\d\d ?[-/] ?(?:20)?\d\d\b", " "),
    (
        ":",
        r"\b(\d{1,2}):([0-5]\d)(?: ?[ap]\.?m\b\.?)?(?: ?- ?| to | until | and )"
        r"(\d{1,2}):([0-5]\d)(?: ?[ap]\.?m\b\.?)?",
        _from_clock,
    ),
    (
        "one|1",
        r"\b(?:one|1)(?:-| )?(?:on|to)(?:-| )(?:one|1)\b|\b1:1\b|\bone another\b",
        "individually",
    ),
    (":", r"\b\d{1,2}:\d\d\b", " "),
    # Numbers
    ("half|1/2|½", r"\b(?:one|1) and (?:a|one)[- ]half\b|\b1[- ]1/2(?!\d)|\b1 ?½", "1.5"),
    ("half|1/2|½", r"\b(?:two|2) and (?:a|one)[- ]half\b|\b2[- ]1/2(?!\d)|\b2 ?½", "2.5"),
    ("hour", r"\b(?:an|one|1)[- ]hour and a half\b", "90 minutes"),
    ("hour", r"\b(?:an|one|1)[- ]hour and a quarter\b", "75 minutes"),
    (
        "hour",
        r"(?:\bthree[- ]quarters of an hour|(?:\b3/4|¾)(?: of an)?[- ]hour)s?\b",
        "45 minutes",
    ),
    ("hour", r"\b(?:a )?quarter of an hour\b", "15 minutes"),
    ("hour", r"(?:\b(?:an? |one[- ])?half|\b1/2|½)(?: of)?(?: an?)?[- ]?hour\b", "30 minutes"),
    ("couple", r"\ba couple(?: of)?\b", "two"),
    ("single", r"\b(?:an? |only )?single\b", "one"),
    ("", _SPELLED, _digits),
    (_ORDINALS, rf"\b(?:{_ORDINALS})\b", lambda match: f"{_PLACES[match[0]]}th"),
    ("1th", r"\b1th\b", "1st"),
    ("2th", r"\b2th\b", "2nd"),
    ("3th", r"\b3th\b", "3rd"),
    (
        _LABELS.replace("s?", ""),
        rf"\b(?:{_LABELS}) ?\d+(?:(?: ?- ?| to | and )\d+(?! times))?(?!\d)",
        " ",
    ),
    ("x", r"(?<=\d) ?x ?/ ?", " times per "),
    ("x", r"(?<=\d) ?x(?=[ ),.;:])|(?<=\d) ?x$", " times"),
    ("once", r"\bonce(?! (?:the|all|they|it|you|we|this|that|students|teachers)\b)", "1 times"),
    ("twice", r"\btwice\b", "2 times"),
    ("thrice", r"\bthrice\b", "3 times"),
    ("(", r"\b(\d+)((?: times?)?) ?\( ?\1(?: times?)? ?\)", r"\1\2 "),
    ("  ", r" {2,}", " "),
    (_PEOPLE.replace("s?", ""), rf"\b({_DIGITS}) (?={_PEOPLE})", " "),
    ("between", rf"\bbetween ({_DIGITS}) and (?={_DIGITS})", r"\1 to "),
    ("-| to | or ", rf"\b({_DIGITS})(?: ?- ?| to | or )({_DIGITS})(?![\d/])", r"\1~\2"),
    # Lengths
    (
        "",
        rf"\b(?P<hours>an|{_DIGITS})(?:~(?P<upto>{_DIGITS}))?[ -]*{_HOURS}"
        rf"(?:(?:,? and |,? )?(?P<more>{_DIGITS})[ -]*{_MINUTES})?",
        _in_minutes,
    ),
    ("min", rf"(?<=\d)[ -]*{_MINUTES}", "min "),
    ("min", rf"\b({_DIGITS})min ?(?:-|to|or) ?({_DIGITS})min\b", r"\1~\2min"),
    # Periods
    ("yr", r"\byrs?\b\.?", "year"),
    ("wk", r"(?:\b|(?<=\d))wks?\b\.?", " week"),
    *(
        (short[:3], rf"\b{short}\b\.?", day)
        for short, day in zip(
            ("mons?", "tues?", "weds?", "thu(?:rs?)?", "fri"), WEEKDAYS.split("|"), strict=True
        )
    ),
    ("mo", r"(?:(?<=per )|(?<=/)|(?<=/ ))mos?\b\.?", "month"),
    ("sem", r"(?:(?<=per )|(?<=/)|(?<=/ ))sem\b\.?", "semester"),
    ("qtr", r"\bqtrs?\b\.?", "quarter"),
    ("bi-|semi-|tri-", r"\b(bi|semi|tri)-(?=[a-z])", r"\1"),
    ("-", r"(?<=[a-z\d])-(?=[a-z\d])", " "),
    (
        "school |academic |instructional |calendar ",
        r"\b(?:school|academic|instructional|calendar) (?=year|semester|quarter|month|week)",
        "",
    ),
    ("day", r"\b(?:school|instructional|working|work|business|class|duty) ?days?\b", "schoolday"),
    ("calendar day", r"\bcalendar days?\b", "calendarday"),
    (
        "grading|reporting|marking",
        r"\b(?:grading|reporting|marking) (?:period|cycle)",
        "gradingperiod",
    ),
    ("gradingperiod", r"\b([69]) weeks? gradingperiods?", r"\1 weeks"),
    ("fortnight", r"\b(?:1 )?fortnight\b", "2 weeks"),
    ("/", rf" ?/ ?(?=(?:\d )?(?:{UNITS}))", " per "),
    ("/", r" ?/ ?", " and "),
    ("  ", r" {2,}", " "),
    # How often
    ("times ", rf"\btimes (?={UNITS})", "times a "),
    (
        "boy|beginning",
        r"\bboy\W{1,3}moy\W{1,3}(?:and )?eoy\b|"
        r"\bbeginning,? middle,?(?: and)? end of (?:the |each |every )?year\b",
        "3 times a year",
    ),
    ("winter", rf"\bfall,? winter,? and{_IN_THE} spring\b", "3 times a year"),
    ("fall", rf"\bfall(?: semester)?,? and(?: 1(?: times)?)?{_IN_THE} spring\b", "2 times a year"),
    (
        f"week|{WEEKDAYS}",
        rf"\b(?:(?:on|in|the) ){{0,2}}(?P<every>(?:every|each) )?"
        rf"(?P<places>{_PLACE}(?:(?:,? and|,| or)(?: the)? {_PLACE}){{0,3}}) "
        rf"(?P<day>{WEEKDAYS}|week)(?P<plural>s)?"
        rf"(?:,? (?:of|in) (?:an?|the|each|every) (?P<period>{UNITS}))?\b"
        rf"(?! (?:of|in) (?:{MONTHS}))",
        _on_places,
    ),
    ("every |each ", rf"\b(?:every|each) (?:{MONTHS})\b", "every year"),
    ("other|alternate", r"\b(?:every|each) (?:other|alternate)\b", "every 2"),
    ("alternat", rf"\balternat(?:e|ing) (?={WEEKDAYS}|{UNITS})", "every 2 "),
    (
        "weeks|every 2",
        rf"\b(?:in|on|during) (?:(?:odd|even)(?: numbered)?|[ab]) weeks\b"
        rf"|\bevery 2 (?:{WEEKDAYS})s?",
        "every 2 weeks",
    ),
    ("every ", rf"\bevery (\d)(?:nd|rd|th) (?={UNITS})", r"every \1 "),
    ("every ", rf"\bevery (\d) (?:{WEEKDAYS})s?", r"every \1 weeks"),
    (
        "each of|every of",
        rf"\b(?:each|every) of (?:the|our|its)(?: {_DIGITS})? (?={UNITS})",
        "each ",
    ),
    (
        "cycle|rotation|basis",
        rf"\b(?:on|in|over) an? ((?:{NUMBER} )?(?:{UNITS})s?) (?:cycle|rotation|basis)\b",
        r"every \1",
    ),
    ("intervals", rf"\b(?:at|in) ({NUMBER} (?:{UNITS})s?) intervals\b", r"every \1"),
    ("intervals of", rf"\bintervals of (?={NUMBER})", "every "),
    (
        "annual|ennial",
        rf"\b((?:bi|semi|tri)?(?:annual|ennial))"
        rf"(?=(?: (?!(?:{_NO_EVENT})s?\b)[a-z]+){{0,3}} {EVENT}\b(?! (?:{_NO_EVENT})s?\b))",
        r"\1ly",
    ),
    ("annual|ennial", r"^(\W*(?:bi|semi|tri)?(?:annual|ennial))(?=\W*$)", r"\1ly"),
    (
        "|".join(_ADVERBS),
        rf"\b(?:{'|'.join(_ADVERBS)})\b(?!(?: (?:{_NO_EVENT})|{_PAPER})s?\b)",
        lambda match: _ADVERBS[match[0]],
    ),
    (  # "eight monthly sessions" are eight in all, one each month
        "every ",
        rf"\b([4-9]|\d\d) (?=every (?:{UNITS})(?: [a-z]+){{0,2}}? {EVENT}\b)",
        r"\1 ; ",
    ),
    (
        "each|every",
        rf"\b(?:of|for|by|with|to) (?:each|every)(?! (?:\d|other|{UNITS}|{WEEKDAYS}|{MONTHS}))"
        r" [a-z]+",
        "",
    ),
    ("  ", r" {2,}", " "),
)
_SIGNED = tuple((Signed.of(signs, pattern), words) for signs, pattern, words in _REWRITINGS)


@lru_cache(maxsize=256)
def plain(quote: str) -> str:
    """Return the text of a quote in the form from which figures are read."""
    text = quote.casefold()
    for pattern, words in _SIGNED:
        if pattern.may_match(text):
            text = pattern.compiled.sub(words, text)
    return text.strip()


_OF_A_LENGTH = re.compile(
    rf"(?:[\d.,()½¾/ -]|\b(?:an?|and|half|quarters?|of|{_ONES}|{_TEENS}|{_TENS}"
    r"|hours?|hrs?|h|minutes?|mins?)\b|(?<=\d)(?:hours?|hrs?|h|minutes?|mins?)\b)+"
)
_LENGTH = re.compile(LENGTH)


def length_in_words(text: str) -> float | None:
    """Return the minutes that a text denotes as a whole ("an hour", "forty-five minutes"), or
    None."""
    if not _OF_A_LENGTH.fullmatch(text.strip().casefold()):
        return None
    match = _LENGTH.fullmatch(plain(text))
    return float(match["least"]) if match and not match["most"] else None
