"""Keyed pseudonyms for staff ids: without the secret, nobody can tell whose they are."""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256

from lever5_rules.core.errors import UsageError
from lever5_rules.core.lexicon import without_value
from lever5_rules.core.years import SchoolYear

from .secret_strength import guessable

LEAST_SECRET = 16
LENGTHS = (8, 12, 20)
LENGTH_OF_RECORD = 12
LEAST_TELLING = 4
"""The fewest characters of a part of a staff id that tells whose it is."""
"""The possible lengths of a pseudonym; longer ones are used if two people would share one."""
MOST_PIECES = 41
_PIECES = re.compile(r"([\W_]+)")
_PLAIN = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "abcdefghjkmnpqrstvwxyz0123456789")


class Pseudonyms:
    """The pseudonyms of one bundle.

    A person has the same pseudonym in every file of a school year, and another one in the next
    year, so that nobody can be followed over years. `names` are publicly known words about the
    district, which add nothing to a secret.

    Raises UsageError for a secret that has fewer than 16 bytes or can be guessed.
    """

    def __init__(self, secret: bytes, year: SchoolYear, names: Iterable[str] = ()) -> None:
        if len(secret) < LEAST_SECRET:
            raise UsageError(
                f"The secret has {len(secret)} bytes; it needs at least {LEAST_SECRET}, of pure "
                "chance. Make one with --new-secret."
            )
        if guessable(secret, names):
            raise UsageError(
                "The secret can be guessed: it repeats itself, follows a row of the alphabet or "
                "the keyboard, or is made of common words. Make one of pure chance with "
                "--new-secret."
            )
        self._secret = secret
        self._year = str(year)
        self._ids: dict[str, str] = {}
        self._ids_as_written: dict[str, str] = {}
        self._telling: frozenset[str] = frozenset()
        self._lengths: tuple[int, ...] = ()
        self._length = LENGTHS[0]

    def __call__(self, value: str) -> str:
        """Return the pseudonym of a staff id; a text without a value is returned unchanged."""
        text = value.strip()
        if without_value(text) is not None:
            return value
        if text not in self._ids:
            self._ids_as_written[text.casefold()] = text
            self._ids[text] = self._make_key(text)
        return f"s-{self._ids[text][: self._length]}"

    def within(self, value: str) -> str:
        """Return a record id in which every known staff id is replaced, after all have been seen.

        An observation numbered `OB-s-0138e7-1` would reveal whose it is. If that is not enough, as
        for `OB-s-0138e7-176e0f` or `OBs-0138e7`, the whole record id is replaced.
        """
        result, rest = self._replace_ids(value)
        if self._is_telling(rest.casefold()):
            return f"r-{self._make_key(value, 'record')[:LENGTH_OF_RECORD]}"
        return result

    def _replace_ids(self, value: str) -> tuple[str, str]:
        """Return a record id with the staff ids in it replaced by pseudonyms, and the rest of its
        text.
        """
        pieces = _PIECES.split(value)
        if len(pieces) < 2 or len(pieces) > MOST_PIECES:
            return value, value
        place, result, rest = 0, "", ""
        while place < len(pieces):
            for end in range(len(pieces), place, -1):
                pseudonym = self._ids_as_written.get("".join(pieces[place:end]).casefold())
                if pseudonym is not None:
                    result, rest, place = result + self(pseudonym), f"{rest} ", end
                    break
            else:
                result, rest = result + pieces[place], rest + pieces[place]
                place += 1
        return result, rest

    def _is_telling(self, text: str) -> bool:
        """Return whether a text contains a part of a staff id that reveals whose it is.

        Digits within a longer number are not such part.
        """
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                end = start + length
                if (
                    text[start:end] in self._telling
                    and not (start and text[start - 1 : start + 1].isdigit())
                    and not (end < len(text) and text[end - 1 : end + 1].isdigit())
                ):
                    return True
        return False

    def _make_key(self, text: str, *more: str) -> str:
        message = "\0".join((self._year, *more, text)).encode()
        digest = hmac.new(self._secret, message, sha256).digest()
        return b32encode(digest).decode().rstrip("=").translate(_PLAIN)

    def settle(self) -> None:
        """Fix the pseudonyms, after all ids have been seen.

        The length is such that no two people share one. Parts that reveal whose an id is are
        recorded, too.
        """
        parts = {part for name in self._ids_as_written for part in (name, *_PIECES.split(name))}
        self._telling = frozenset(
            part
            for part in parts
            if len(part) >= LEAST_TELLING and (part in self._ids_as_written or not part.isalpha())
        )
        self._lengths = tuple(sorted({len(part) for part in self._telling}))
        for length in LENGTHS:
            self._length = length
            if len({pseudonym[:length] for pseudonym in self._ids.values()}) == len(self._ids):
                return

    @property
    def crosswalk(self) -> list[tuple[str, str]]:
        """Each id that occurred, with its pseudonym."""
        return [(name, self(name)) for name in sorted(self._ids)]
