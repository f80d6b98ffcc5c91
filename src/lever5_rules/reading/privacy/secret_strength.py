"""An estimate of how hard a secret is to guess, counting only unpredictable characters.

The estimate is cautious: sequences in the alphabet or on a keyboard, repetitions, common words and
the district's own name add almost nothing.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import log2

LEAST_BITS = 44
"""The required strength; most random texts of 16 letters reach it, none of 16 digits does."""
LONGEST = 1 << 12
"""The number of bytes that are examined; a longer secret does not need the rest."""

_ROWS = """
    qwertyuiop asdfghjkl zxcvbnm azertyuiop qsdfghjklm wxcvbn qwertzuiop yxcvbnm 1234567890
    !@#$%^&*() 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm 8ik, 9ol. 0p;/
"""
_NEIGHBOURS = frozenset(
    pair for row in _ROWS.split() for direction in (row, row[::-1]) for pair in pairwise(direction)
)
_WORDS = """
    abc admin administrator bonjour campus changeme contrasena default demo district dragon example
    football geheim guest hello hunter iloveyou isd key lever letmein login master monkey pass
    passphrase password passwd passwort principal private pseudonym pseudonymize qwerty root sample
    school secret secreto shadow staff student summer sunshine superman teacher temp test texas this
    trustno user welcome winter january february march april june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday spring autumn
    correct horse battery staple
"""
_WRITTEN = str.maketrans("@$013457", "asoieast")
"""Digits and symbols used in place of letters: p@ssw0rd."""
_KINDS = {"[a-z]": 26, "[A-Z]": 26, "[0-9]": 10, r"[ -/:-@\[-`{-~]": 33, "[\0-\x1f\x7f-\xff]": 128}


def guessable(secret: bytes, names: Iterable[str] = ()) -> bool:
    """Return whether a secret can be guessed; `names` are publicly known words about the
    district."""
    public_words = {part for name in names for part in re.findall(r"[^\W_]{3,}", name.casefold())}
    words = sorted(public_words.union(_WORDS.split()), key=len, reverse=True)
    text = _shorten_words(secret[:LONGEST].decode("latin-1"), words)
    letters = sum(size for kind, size in _KINDS.items() if re.search(kind, text))
    return log2(max(letters, 2)) * sum(_judge_characters(text.lower())) < LEAST_BITS


def _shorten_words(text: str, words: Iterable[str]) -> str:
    """Return a text with each of the words replaced by a single character."""
    for number, word in enumerate(words):
        sign = chr(0xE000 + number)
        for plain in (str.lower, lambda spelled: spelled.lower().translate(_WRITTEN)):
            while (place := plain(text).find(word)) >= 0:
                text = text[:place] + sign + text[place + len(word) :]
    return text


def _judge_characters(text: str) -> Iterator[bool]:
    """Yield, for each character, whether it does not follow from those before it."""
    patterns: set[str] = set()
    for place, char in enumerate(text):
        before = text[max(place - 3, 0) : place][::-1]
        row = _are_neighbors(before[:1], char)
        two_rows = (
            len(before) == 3
            and _are_neighbors(before[1], char)
            and _are_neighbors(before[2], before[0])
        )
        steps = [ord(later) - ord(earlier) for later, earlier in pairwise(char + before[:2])]
        even = len(steps) == 2 and steps[0] == steps[1]
        # A repeated separator or a repeated pair adds no information.
        again = before[:1] + char in patterns or (
            char in patterns and not (char.isascii() and char.isalnum())
        )
        yield not (row or two_rows or even or again)
        patterns.update((char, before[:1] + char))


def _are_neighbors(key: str, other: str) -> bool:
    """Return whether two characters are equal or neighbors, in the alphabet or on a keyboard."""
    return bool(key) and (abs(ord(key) - ord(other)) <= 1 or (key, other) in _NEIGHBOURS)
