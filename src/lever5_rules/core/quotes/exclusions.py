"""Quotes that say that those whom a field names, or some of them, are left out.

"All teachers except those of fine arts" states nothing of all teachers, and "It is not provided to
chairs" nothing of an audience with chairs, whatever else the quote says.
"""

import re
from functools import lru_cache

_KIND = (
    r"(?:those (?:in|of|on|teaching|who|with)|aides|arts?|band|bilingual|career|choir|core|cte|"
    r"electives?|esl|fine arts|interventionists|itinerant|languages?|librarians|math(?:ematics)?|"
    r"music|new|novice|part[- ]time|pe|physical|probationary|reading|science|social|"
    r"special(?:s| areas?| education|ists)?|tested|theat(?:er|re)|untested|veteran|cate|coaches)"
)
_EVERY = r"\b(?:all|any|each|every|everybody|everyone)\b"
_BARRED = (
    r"(?:aside from|apart from|barring|excepting|except(?: for)?|excluding|"
    r"save(?: for)?|with the exception of)"
)
_EXEMPT = (
    r"(?:excluded|exempt(?:ed)?|excused|left out|not (?:coached|included|part of (?:it|this)|"
    r"served|supported))"
)
_FROM_IT = r"(?=\W*$|[.;,]| from (?:coaching|it|support|this)\b)"
_ALL_ONCE = r"^(?!.*\b(?:all|every)\b.*\b(?:all|every)\b).*?"
_STAFF = "(?:classroom|educators|employees|faculty|staff|subject|teachers?)"
_OF_ALL = rf"""
    {_EVERY} (?:[a-z]+ )?{_STAFF}\b[^.;]{{0,60}}? {_BARRED} (?:the )?{_KIND}\b
    {_EVERY} (?:[a-z]+ )?{_STAFF} other than (?:the )?{_KIND}\b
    \ball (?:teachers |staff )?but (?:the )?(?!new\b){_KIND}\b
    {_EVERY}[^.;]*? {_BARRED} (?:the )?(?:[a-z-]+ )?(?:campus|elementary|high school|middle school)
    (?:^|[.;,:] (?:but |though |while )?){_KIND}(?: [a-z]+)? teachers (?:is|are) {_EXEMPT}{_FROM_IT}
    {_ALL_ONCE}\ball teachers with (?:fewer|less|under|up to|at most|no more)\b
    {_ALL_ONCE}\ball teachers (?:in their first|new to)\b
    \btodos los maestros (?:excepto|menos|salvo)\b
"""
_TURNED = re.compile(r"\b(?:no|never|without|nobody|including|regardless|whether)\b")
"""Before an exception: "All teachers, with no exception"."""
_LONGEST = 1000
"""A longer text is no quote."""
_GIVEN = (
    r"(?:it|they|this|these|coaching|support|training|professional (?:development|learning)|"
    r"(?:the |these )?(?:meetings?|program|sessions?|training|visits?))"
)
_NOT_TO = re.compile(
    rf"(?:^|[.;:] ){_GIVEN} (?:is|are) not (?:available|given|intended|meant|offered|open|provided|"
    r"extended)?(?: ?to| ?for) (?:(?:any|campus|our|the) )*(?P<who>[a-z]+(?: [a-z]+)?"
    r"(?:,? (?:and|or) [a-z]+(?: [a-z]+)?)?)(?=\W*$|[.;,])"
)
_ROLES = (
    ("administrator", "principal"),
    ("principal", "principal"),
    ("leader", "principal|leader"),
    ("chair", "teacher_leader"),
    ("lead", "teacher_leader"),
    ("coach", "coach"),
    ("teacher", "teacher"),
    ("aide", "support_staff"),
    ("paraprofessional", "support_staff"),
    ("specialist", "specialist"),
)
"""How those are called whose roles an audience names."""
_NOT_IN_CLASS = re.compile(
    r"\bcoach(?:es)? (?:do|does|will) not (?:co-?teach|come into|enter|go into|model in|visit)"
    r"(?: the)? (?:classes|classrooms?)(?=\W*$|[.;,])"
)


@lru_cache(maxsize=1 << 10)
def exclusion(quote: str, about: str) -> str:
    """Return the words by which a quote leaves out some of those whom a field names, or nothing.

    >>> exclusion("Coaching is for all teachers except those of fine arts.", "all_teachers")
    'all teachers except those of'
    >>> exclusion("Coaching is for teachers. It is not offered to chairs.", "audiences teacher")
    ''
    """
    if len(quote) > _LONGEST:
        return ""
    name, _, codes = about.partition(" ")
    quote = " ".join(quote.casefold().split())
    if "all" in name.split("_"):
        return _but_some(quote)
    if "not " not in quote:
        return ""
    if name == "forms" and (match := _NOT_IN_CLASS.search(quote)):
        return match[0]
    if name.startswith(("audience", "participant")) and (match := _NOT_TO.search(quote)):
        who = match["who"]
        if any(
            re.search(rf"\b{word}(?:e?s)?\b", who) and re.search(role, codes)
            for word, role in _ROLES
        ):
            return match[0].strip(" .;:")
    return ""


def _but_some(quote: str) -> str:
    for line in filter(None, map(str.strip, _OF_ALL.splitlines())):
        match = re.search(line, quote)
        if match and not _TURNED.search(match[0]):
            return match[0].strip(" .;,:")
    return ""
