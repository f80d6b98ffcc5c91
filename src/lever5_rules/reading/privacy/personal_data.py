"""Detection of personal data in values: by pattern, reported by type, never repeated.

Names are not known here. What is detected: numbers like social security numbers, ten-digit ids like
those of students, dates of birth, e-mail addresses, and persons named with Mr. or Ms., or with a
first name and an initial. What is looked for in which field is said in `refused_values`.
"""

import re  # compiled lazily and cached by `re`, because most of these patterns are rarely needed
from functools import cache

from .plain_letters import seen

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}})"
)
_BORN = r"(?:born|dob|d\.o\.b\.?|birth ?dates?|birth ?days?|date of birth|nacid[oa]|nacimiento)"
_GAP = "[-‐-―− ]"
_SSN = rf"(?!000|666|9)\d{{3}}(?P<gap>{_GAP})(?!00)\d{{2}}(?P=gap)(?!0000)\d{{4}}"
_FIRST_NAMES = """
Aaron Abigail Alejandra Alejandro Alexander Alicia Alyssa Amanda Amber Amy Ana Andrea Andrew
Angela Anna Anthony Antonio Ashley Barbara Benjamin Brandon Brian Brittany Carla Carlos Carmen
Carol Catherine Charles Christina Christine Christopher Claudia Courtney Cristina Cynthia
Daniel David Deborah Diana Diego Donna Eduardo Edward Elena Elizabeth Emily Emma Eric Erica
Ethan Eva Fernando Francisco Gabriel Gabriela George Gloria Guadalupe Hannah Heather Hector
Isabella Jacob James Jane Javier Jeffrey Jennifer Jessica Jesus Joanna John Jonathan Jordan
Jorge Jose Joseph Joshua Juan Julia Julie Justin Karen Karina Katherine Kathryn Kayla Kelly
Kenneth Kevin Kimberly Kristen Laura Lauren Leonardo Leticia Liam Linda Lisa Lucia Luis Luz
Madison Manuel Marcus Margaret Maria Mariana Marisol Martha Martin Mary Matthew Megan Melissa
Michael Michelle Miguel Monica Nancy Natalie Nathan Nicholas Nicole Noah Olivia Oscar Pablo
Pamela Patricia Patrick Paul Pedro Rachel Rafael Ramon Raul Rebecca Ricardo Richard Robert
Roberto Rosa Ruben Ryan Samantha Samuel Sandra Santiago Sara Sarah Sergio Sharon Silvia Sofia
Sophia Stephanie Stephen Steven Susan Teresa Thomas Tiffany Timothy Valeria Vanessa Veronica
Victoria Virginia William Ximena Yolanda Zachary
"""

_MAIL = re.compile(r"(?<=[\w.+-])@(?:[\w-]+\.[\w-]|(?=\s|$))")
_FIGURES = re.compile(rf"\d{{9}}|\d{{3}}{_GAP}\d\d{_GAP}\d{{4}}")
_BESIDE = ("ssn", "social security", "soc. sec", "soc sec", "born", "birth", "dob", "d.o.b", "naci")
"""Words near which a number is examined closely."""


@cache
def _numbers() -> "re.Pattern[str]":
    return re.compile(
        rf"(?P<ssn>(?<![\w-]){_SSN}(?![\w-])"
        r"|\b(?:ssn|social security|soc\.? sec)\b\D{0,20}\d{3}\W?\d{2}\W?\d{4}\b"
        # Nine-digit numbers from 255 on cannot be campus ids, which begin with the county.
        r"|(?<![\w-])(?!666)(?:25[5-9]|2[6-9]\d|[3-8]\d\d)(?!00)\d{2}(?!0000)\d{4}(?![\w-]))"
        r"|(?P<unique>(?<![\w.-])(?<!isbn )(?<!isbn: )\d{10}(?![\w-]|\.\d))"
        rf"|(?P<born>\b{_BORN}\b\W{{0,3}}(?:\w+\W{{1,3}}){{0,2}}{_DAY}(?!\w))",
        re.ASCII,
    )


_TITLES = ("Mr", "Ms", "Mx", "Sra", "Srta")
_CALLED = r"\b(?:Mr|Mrs|Ms|Mx|Sra|Srta)\.?\s{1,3}[A-Z][a-zà-ÿ]"
_INITIAL = re.compile(r" [A-Z]\.(?! [A-Z])")  # also found in the names of schools
_ADDRESS = r"\b\w+://\S+"
_SAID = {
    "ssn": "a social security number",
    "unique": "a number of ten figures, as the ids of students have",
    "born": "a date of birth",
}
MAIL = "an e-mail address"
PERSON = "the name of a person"


def personal(text: str, *, names: bool = True) -> str | None:
    """Return the type of personal data that a text seems to contain, or None.

    `names`: whether to look for names of persons; authors and schools have such names too.
    """
    text = seen(text)
    if has_mail(text):
        return MAIL
    plain = re.sub(_ADDRESS, " ", text) if "://" in text else text
    low = plain.lower()
    odd = _FIGURES.search(low) or any(word in low for word in _BESIDE)
    if odd and (match := _numbers().search(low)):
        return _SAID[match.lastgroup or "ssn"]
    return PERSON if names and _names_somebody(plain) else None


def has_mail(text: str) -> bool:
    return "@" in text and _MAIL.search(text) is not None


@cache
def _first_names() -> frozenset[str]:
    return frozenset(_FIRST_NAMES.split())


def is_first_name(word: str) -> bool:
    """Return whether a word is a common first name."""
    return word.capitalize() in _first_names()


def _names_somebody(text: str) -> bool:
    if any(title in text for title in _TITLES) and re.search(_CALLED, text):
        return True
    return any(
        _BLANK.split(text[max(0, at - _LONGEST_NAME) : at])[-1].strip("(\"'") in _first_names()
        for at in (initial.start() for initial in _INITIAL.finditer(text))
    )


_BLANK = re.compile("[ \n]")
_LONGEST_NAME = 40
"""The most characters before an initial that are searched for a first name."""


_MONTH_OF_YEAR = r"(?!\d{3}\D(?:0\d|1[0-2])\D20[0-4]\d(?!\d))"


@cache
def _ssn_in_id() -> "re.Pattern[str]":
    return re.compile(
        rf"(?<!\d)(?<!\d-){_MONTH_OF_YEAR}{_SSN}(?!-?\d)"
        r"|\b(?:ssn|social security|soc\.? sec)\b\D{0,20}\d{3}\W?\d{2}\W?\d{4}\b",
        re.ASCII,
    )


def number_in_id(text: str) -> str | None:
    """Return what the number in an id of a record is, or None: a social security number.

    Plain figures are ids of records; 101-09-2026 may be the meeting of a month.
    """
    low = text.casefold().replace("_", " ")
    return _SAID["ssn"] if _ssn_in_id().search(low) else None


@cache
def _any_ssn() -> "re.Pattern[str]":
    return re.compile(rf"{_SSN}|(?!000|666|9)\d{{3}}(?!00)\d{{2}}(?!0000)\d{{4}}", re.ASCII)


_NINE_FIGURES = re.compile(rf"^\d{{3}}{_GAP}?\d\d{_GAP}?\d{{4}}$", re.MULTILINE)
_ROLE_WORDS = frozenset({"aide", "ap", "coach", "counselor", "employee", "leader", "teacher"})
_FULL_NAME = r"[^\W\d_][\w.'’-]*(?:,\s*|\s+)[^\W\d_][\w.'’ -]*"


def personal_id(text: str) -> str | None:
    """Return what a staff id reveals about its person, or None: for example a name."""
    text = seen(text)
    if "@" in text:
        return MAIL
    if _NINE_FIGURES.search(text) and _any_ssn().fullmatch(text):
        return _SAID["ssn"]
    if re.fullmatch(_FULL_NAME, text) and _ROLE_WORDS.isdisjoint(text.casefold().split()):
        return PERSON
    return None
