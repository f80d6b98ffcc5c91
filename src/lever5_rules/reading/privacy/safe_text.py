"""Text of a bundle that may be repeated in a message: nothing that could be a person's name.

An unreadable value is quoted if that helps to find and fix it and it consists of digits or
professional vocabulary. Anything else is referred to by its place only.
"""

import re
from enum import StrEnum
from functools import cache
from types import ModuleType

import attrs

from lever5_rules.core.lexicon import standard
from lever5_rules.core.text import clipped

from .personal_data import personal, personal_id
from .plain_letters import disguised, joined

_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Matches where a word begins within one such as `siteAdministrator`."""
_LONGEST = 200
_FUZZY = 6
"""The least length of a word that may be recognized despite a misspelling."""
_MORE = """
apr aug dec elar feb instr jan jul jun nov oct secondary sep sept staar superintendent teks tess
about admin administration all am an and annual any ap approx approximately april area areas as
asst at august avg blank bldg both building by calendar campus campuses class code column comments
content coord coordinator core cte daily data date dates day days december department dept
description dir director district doc document documents duration each early ela elementary end
english esl event every excused export fall false february file first focus for friday from grade
grades group held high history hour hours hr hrs id ids if in info inservice isd item items
january july june kind last late length level list location log lookup march max may meeting
meetings middle min mins minute minutes monday month monthly months na name new no none not note
notes november number october of office on once one or other page pages pct pd per percent period
plan plans present program quarter read reading record records report required room row rows
schedule school section semester september session sessions sheet site so social some sp spec
special specialist sped spring staff start status studies subject summary table tchr team test the
thursday time times title to total training true tuesday twice two type unexcused unit unknown
unnamed vague value values varies visit visits wednesday week weekly weeks when with work writing
year years yes
bus conference elem faculty huddle int jr mtg once plcs prep primary sch sr twice
one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty
forty-five fifty sixty seventy eighty ninety hundred half quarter
augst febuary janurary ocotber septemer
"""


@cache
def _list_trade_words() -> frozenset[str]:
    """Return professional vocabulary: the words of fields and vocabularies, and common export
    words."""
    from lever5_rules import artifacts

    words = [*_MORE.split(), *(word for _, word in standard().words())]
    modules = (thing for thing in vars(artifacts).values() if isinstance(thing, ModuleType))
    for thing in (value for module in modules for value in vars(module).values()):
        if isinstance(thing, type) and issubclass(thing, StrEnum):
            words.extend(thing)
        elif isinstance(thing, type) and attrs.has(thing):
            words.extend(attrs.fields_dict(thing))
    return frozenset(word for text in words for word in _WORD.findall(text.casefold()))


def _is_harmless(text: str) -> bool:
    """Return whether a text cannot name anybody."""
    if (
        len(text) > _LONGEST
        or disguised(text)
        or personal(text)
        or personal_id(text.replace(" ", ""))
    ):
        return False
    return all(
        of_the_trade(word.casefold())
        or all(map(of_the_trade, _HUMP.sub(" ", word).casefold().split()))
        for word in _WORD.findall(joined(text))
    )


_SHORT = frozenset({"cnt", "dt", "fy", "my", "num", "obs", "old", "our", "qty", "sy", "yr", "yrs"})
"""Short words and abbreviations of heads and sheets that are nobody's name."""


@cache
def of_the_trade(word: str) -> bool:
    """Return whether a lower-case word is professional vocabulary, or a misspelling of it."""
    trade = _list_trade_words()
    if len(word) == 1 or word in _SHORT or word in trade or word.removesuffix("s") in trade:
        return True
    from difflib import get_close_matches

    return len(word) >= _FUZZY and bool(get_close_matches(word, trade, n=1, cutoff=0.8))


def echoed(value: object) -> str:
    """Return a value for quoting in a message: short, on one line, or a substitute."""
    return quoted(value) or "a text that is not repeated here"


def quoted(value: object) -> str:
    """Return a value for quoting in a message, or an empty text."""
    text = str(value)
    return repr(clipped(text, 40)) if _is_harmless(text) else ""


def named(name: object, otherwise: str = "a name that is not repeated here") -> str:
    """Return a column name, key or title for quoting in a message."""
    text = str(name)
    if disguised(text):
        return otherwise
    words = _WORD.findall(joined(text.casefold()))
    if all(map(of_the_trade, words)) and not personal(text):
        return repr(clipped(text, 40))
    return otherwise
