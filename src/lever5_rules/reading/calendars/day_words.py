"""Words within the names of events, for events of which no piece is a known word.

There are three answers: a word in it may mean a day off; all of it is known to leave the day
unchanged; or nobody knows, in which case the day is never taken for a school day.
"""

import re
from collections.abc import Iterable, Iterator

from lever5_rules.artifacts.vocabulary import CalendarMark, DayNote
from lever5_rules.core.synonyms import Words, vocabulary_name

MAYBE_OFF = (
    *("Battle of Flowers", "Charro Days", "Cesar Chavez Day", "Columbus Day", "Election Day"),
    *("Fair Day", "Good Friday", "Indigenous Peoples' Day", "Juneteenth", "Lincoln's Birthday"),
    *("President's Day", "Rodeo Day", "Rosh Hashanah", "San Jacinto Day", "Stock Show"),
    *("Veterans Day", "Washington's Birthday", "Yom Kippur", "Diwali", "Easter Monday", "Eid"),
    "Mardi Gras",
)
"""Days on which some districts have school and others do not."""
_TOKENS = re.compile(r"[^\W_]+")
_SILENT = frozenset(["and", "the"])
_LIKE_OFF = re.compile(
    r"(?<=_)(?:"
    r"(?:student|staff|teacher|everyone|day|school)_off|off_day|closed|closure"
    r"|holiday(?=_$|_(?:break|observed|for|no|on|student|staff|teacher|weekend|begin|end|\d))"
    r"|break(?=_$|_(?:begin|start|end|week|day|for|\d))"
    r"|vacation|intersession|in_service|inservice|pd|professional_(?:development|learning|day)"
    r"|work_?day|prep_day|planning_day|(?:bad|inclement)_weather|weather_day|(?:snow|ice)_day"
    r"|make_?up_day|no_(?:school|student|class|classe)|without_student|student_free"
    r"|(?:virtual|remote|asynchronous|e)_learning|(?:exchange|flex|comp|trade|conference)_day"
    r"|not_in_session|non_instructional"
    r")(?=_)"
)
_ANY_HOLIDAY = re.compile(r"(?:[\w'’.&-]+\s+){1,4}holiday(?:\s+\(?observed\)?)?", re.IGNORECASE)
_NOT_ALL = re.compile(
    r"(?:all\s+)?(?:elementary|secondary|middle|junior\s+high|intermediate|high|primary|"
    r"pre-?\s?k(?:inder(?:garten)?)?|pk|kinder(?:garten)?|ecse|head\s?start|"
    r"grades?\s+[\dk][\d\s,&k–-]*|\d+(?:st|nd|rd|th)(?:\s+grade(?:rs)?)?|freshm[ae]n|"
    r"sophomores?|juniors?|seniors?)(?:\s+(?:schools?|campus(?:es)?|students?))?(?:\s+only)?",
    re.IGNORECASE,
)
"""Matches names of a part of the district's students, to whom an event may be limited."""


def search_key(text: str) -> str:
    """Return a text in the form in which words are searched for: `_winter_break_camp_`.

    A final s, punctuation, "and" and "the" are ignored.
    """
    words = (word.removesuffix("s") for word in _TOKENS.findall(text.casefold()))
    return f"_{'_'.join(word for word in words if word and word not in _SILENT)}_"


class DayWords:
    """The ruleset's words for days, searched for within the names of events."""

    def __init__(self, words: Words) -> None:
        self._off = {search_key(word): word for word in _list_off_words(words)}
        self._calm = _make_pattern(_list_words(words, CalendarMark, CalendarMark.NO_CHANGE))
        self._testing = _make_pattern(_list_words(words, DayNote, DayNote.TESTING))
        self._ordinary_days = _make_pattern(
            _list_words(words, CalendarMark, CalendarMark.ORDINARY_DAY)
        )

    def find_off_word(self, texts: Iterable[str]) -> str | None:
        """Return a word that may mean a day off, or None."""
        for text in map(search_key, texts):
            rest = self._calm.sub("", text)
            for joined, word in self._off.items():
                if joined in rest:
                    return word
            if match := _LIKE_OFF.search(rest):
                return match.group().replace("_", " ")
        return None

    def leave_day_unchanged(self, texts: Iterable[str]) -> bool:
        """Return whether they contain a word that leaves a day unchanged."""
        keys = [search_key(text) for text in texts]
        return any(
            words.search(text)
            for words in (self._calm, self._testing, self._ordinary_days)
            for text in keys
        )

    def name_school_day(self, texts: Iterable[str]) -> bool:
        """Return whether they contain a word for a school day: `Elementary Early Release`."""
        return any(
            (match := self._ordinary_days.search(text))
            and not text[: match.start()].endswith("_no_")
            for text in map(search_key, texts)
        )


def may_be_off(texts: Iterable[str]) -> bool:
    """Return whether they name a day on which some districts have no school."""
    return any(search_key(name) in text for text in map(search_key, texts) for name in MAYBE_OFF)


def names_holiday(piece: str) -> bool:
    """Return whether a piece names a holiday that also applies to staff: `Fair Day Holiday`."""
    return bool(_ANY_HOLIDAY.fullmatch(piece)) and not re.search(
        r"student|pupil|kid|grade|elementary|secondary|middle|high|kinder|campus|school|happy",
        piece,
        re.IGNORECASE,
    )


def names_some_students(piece: str) -> bool:
    """Return whether a piece names a part of the students: `Elementary`, `Grades 9-12`."""
    return bool(_NOT_ALL.fullmatch(piece.strip()))


def _make_pattern(words: Iterable[str]) -> "re.Pattern[str]":
    keys = sorted({search_key(word)[1:-1] for word in words}, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<=_)(?:{'|'.join(map(re.escape, keys)) or '(?!)'})(?=_)")


def _list_words(words: Words, vocabulary: type, *meanings: str) -> Iterator[str]:
    name = vocabulary_name(vocabulary)
    for entry, word, meaning in words.entries:
        if entry == name and meaning in meanings:
            yield word
    # As plain text with blanks: messages quote the word.
    yield from (meaning.replace("_", " ") for meaning in meanings)


def _list_off_words(words: Words) -> Iterator[str]:
    """Yield the words for days without instruction, and for days that may be one.

    "Holiday" alone is left out, because it may be an adjective.
    """
    notes = [note for note in DayNote if note is not DayNote.TESTING]
    yield from (
        word
        for word in _list_words(words, DayNote, *notes)
        if word not in (DayNote.HOLIDAY, "Holidays")
    )
    yield from _list_words(words, CalendarMark, CalendarMark.NO_STUDENTS)
    yield from MAYBE_OFF
