"""Persons who are named with their form of address: "Mrs. Alvarez", "Coach Alvarez", "MR X".

A form of address before a word of the trade names nobody ("Coach Academy", "Ms Math", for a middle
school), nor does one in the name of a school or of a well-known book.
"""

import re

from .personal_data import is_first_name
from .safe_text import of_the_trade


def _make_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ADDRESSED = r"(?:Mr|Mrs|Ms|Mx|Miss|Sra|Srta)"
_ALSO_ADDRESSED = r"(?:Dr|Dra|Prof|Sr|Coach)"
_NAME = r"(?P<name>[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*)"
_ADDRESSED_ONE = re.compile(rf"(?<![^\W_]){_ADDRESSED}\b\.?[\s._]{{1,3}}{_NAME}")
_IN_TEXT = re.compile(rf"(?<![^\W_])(?:{_ADDRESSED}|{_ALSO_ADDRESSED})\b\.?[\s._]{{1,3}}{_NAME}")
_IN_ANY_CASE = re.compile(
    rf"(?<![^\W_])(?:mrs?|dra?|prof)(?![^\W_])\.?[\s._-]{{1,3}}{_NAME}", re.IGNORECASE
)
_WITH_POINT = re.compile(rf"(?<![^\W_])(?:ms|mx|sra|srta|sr)\.\s{{0,3}}{_NAME}", re.IGNORECASE)
_ONLY_A_PERSON = re.compile(
    rf"\W*(?:{_ALSO_ADDRESSED})\b\.?\s{{1,3}}"
    r"(?P<names>[A-ZÀ-Þ][\w'’.-]*(?:\s[A-ZÀ-Þ][\w'’.-]*){0,2})\W*"
)
_REVERSED = re.compile(
    r"\s*([A-ZÀ-Þ][^\W\d_'’-]*(?:['’-][^\W\d_]+)*),\s{0,2}([A-ZÀ-Þ][^\W\d_]+)(?:\s[A-Z]\.?)?\s*"
)
_OF_A_SCHOOL = re.compile(
    r"\b(?:Academy|Auditorium|Avenue|Blvd|Boulevard|Building|Campus|Cent(?:er|re)|Elem(?:entary)?|ES|"
    r"Gym(?:nasium)?|Hall|High|HS|Intermediate|ISD|Jr|Junior|Library|Middle|Primary|Road|School|"
    r"Street|Theat(?:er|re))\b"
)
_NO_NAMES = _make_set("""
    academies academy binder boot bootcamp box camp canvas cert certification channel check
    clinic cohort connect corner cycle debrief dropbox folder google guidebook handbook hub
    induction institute intro kickoff led moves network notes onboarding onedrive orientation
    page pilot playbook portal quality retreat schoology sharepoint summit support symposium
    talk talks tip tips toolkit track walk walks webinar website workshop
    """)
"""What follows "Coach" in the names of what coaches take part in or open."""
_OF_BOOKS = _make_set("bixby fox frisby frizzle lemoncello piggle popper seuss")
"""Persons of books that are read in schools: "Mr. Popper's Penguins"."""


def person_in_id(text: str) -> bool:
    """Return whether the id of a record names somebody: "Ms. Alvarez 3", "Alvarez, Maria"."""
    if any(
        _is_name(match["name"])
        for pattern in (_IN_TEXT, _IN_ANY_CASE, _WITH_POINT)
        for match in pattern.finditer(text)
        if not _OF_A_SCHOOL.search(text, match.end())
    ):
        return True
    names = _REVERSED.fullmatch(text)
    return names is not None and (
        is_first_name(names[2]) or not any(map(of_the_trade, map(str.casefold, names.groups())))
    )


def person_in_place(text: str) -> bool:
    """Return whether a place is called by a person: "Dr. Alvarez's folder"."""
    return any(
        _is_name(match["name"]) and match["name"][0].isupper()
        for match in _IN_TEXT.finditer(text)
        if not _OF_A_SCHOOL.search(text, match.end())
    )


def person_in_title(text: str) -> bool:
    """Return whether a title names somebody: with Mr. or Ms. anywhere, since recorded lessons are
    called so; with Dr. or Coach only if it says nothing else, since books and studies are."""
    if any(
        _is_name(match["name"]) and match["name"][0].isupper()
        for match in _ADDRESSED_ONE.finditer(text)
    ):
        return True
    match = _ONLY_A_PERSON.fullmatch(text)
    return (
        match is not None
        and not _OF_A_SCHOOL.search(text)
        and all(map(_is_name, re.findall(r"[^\W\d_]+", match["names"])))
    )


def _is_name(word: str) -> bool:
    low = re.sub(r"['’]s?$", "", word.casefold())
    stem = re.split(r"['’-]", low)[0]
    if stem in _NO_NAMES or stem in _OF_BOOKS:
        return False
    return len(low) == 1 or not of_the_trade(low)
