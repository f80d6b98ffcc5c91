"""Grades in any notation: `K`, `KG`, `03`, `Grade 3`, `3rd`, `third grade`, `3.0`, `K-2`, `9 to
12`."""

import re
from functools import lru_cache

SCALE = ("EE", "PK", "K", *map(str, range(1, 13)))
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_GRADE_WORDS = {
    **{word: str(number) for number, word in enumerate(_ORDINALS, start=1)},
    "ece": "EE",
    "prek": "PK",
    "prekindergarten": "PK",
    "kg": "K",
    "kinder": "K",
    "kindergarten": "K",
}
_NOISE = re.compile(r"\b(grades?|gr|grados?)\b\.?|(?<=\d)(st|nd|rd|th)\b|(?<=\d)\.0\b")
_SEPARATORS = re.compile(r"[,;/&+]|\band\b|\by\b")
_RANGE = re.compile(r"(?P<first>\w+?)\s*(?:-|–|\bto\b|\bthrough\b|\ba\b)\s*(?P<last>\w+)")


@lru_cache(1 << 10)
def grades_in(text: str) -> frozenset[str] | None:
    """Return the grades that a text names, as in `SCALE`; None if it names anything else."""
    grades: set[str] = set()
    plain = _NOISE.sub(" ", text.casefold().replace("pre-k", "prek"))
    for part in filter(None, map(str.strip, _SEPARATORS.split(plain))):
        span = _RANGE.fullmatch(part)
        ends = (span["first"], span["last"]) if span else (part, part)
        known = [_read_grade(end) for end in ends]
        if None in known:
            return None
        first, last = (SCALE.index(grade or "") for grade in known)
        grades.update(SCALE[first : last + 1])
    return frozenset(grades) or None


def _read_grade(word: str) -> str | None:
    plain = _GRADE_WORDS.get(word, word.lstrip("0").upper())
    return plain if plain in SCALE else None
