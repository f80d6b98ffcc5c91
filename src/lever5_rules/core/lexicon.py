"""Phrases that carry no information ("TODO", "as needed"), as configured by a ruleset.

An entry must match the whole text, never a part of it: "as needed" says nothing, "weekly, and as
needed" says weekly. Case, the width of gaps, and surrounding punctuation (quotation marks,
brackets, full stops) are ignored, as is the style of letters (full-width, bold) and gaps between
each (`T B D`). In an entry, `…` matches any text: `todo …` matches what starts
with todo, `… coming soon` what ends that way, `[…]` anything in square brackets.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any
from unicodedata import category

from attrs import evolve, frozen

from .blanks import BLANK, PLACEHOLDER, STATED_ABSENT, TICKED, VAGUE, Mark
from .relative_clauses import in_relative_clause
from .text import normal

GROUPS: Mapping[str, Mark] = {
    "nothing_yet": PLACEHOLDER,
    "absent": STATED_ABSENT,
    "tick": TICKED,
    "vague": VAGUE,
}
"""The lists of a lexicon, each with the marker for texts that match it."""
LONGEST = 400
"""Texts longer than this always count as saying something."""
ANY = "…"
_EDGE = re.compile(r"[\W_]*")
_GAPS = re.compile(r"[\s_-]+")
_SPACED = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[^\w\n]{1,3}[^\W\d_]){2,}(?![^\W_])")
"""Letters that stand apart, and are a word: `T B D`."""
_VERBS = ("is ", "are ")
_BRACKETS = "[<{"
_OPENING = itemgetter(slice(2))
_CLOSING = itemgetter(slice(-2, None))


def bare(text: str) -> str:
    """Return a text in the form used for comparison: ` "As-needed." ` becomes `as needed`."""
    word = text.casefold()
    if not (word[:1].isalnum() and word[-1:].isalnum()):
        # Both ends are matched from the start (the second on the reversed text), because a search
        # for a match at the end would start again at every letter.
        word = _without_edge(_without_edge(word)[::-1])[::-1]
    if word.isalnum():
        return word
    # The gaps as in _GAPS, found in half of the time; there is none at either end.
    return " ".join(word.replace("_", " ").replace("-", " ").split())


def as_read(text: str) -> str:
    """Return a text in plain letters, without characters that nobody sees.

    >>> as_read("𝗧𝗕𝗗"), as_read("Ｎｏｎｅ")
    ('TBD', 'None')
    """
    if text.isascii():
        return text
    return normal("NFKC", "".join(char for char in text if category(char) != "Cf"))


def _close_up(match: re.Match[str]) -> str:
    return re.sub(r"\W", "", match[0])


def _without_edge(word: str) -> str:
    match = _EDGE.match(word)
    return word[match.end() :] if match else word


def pattern_of(
    entry: str,
    *,
    edge: str = r"[\W_]",
    letter: str = r"[^\W_]",
    gap: str = r"[\s_-]+",
    spelled: Callable[[str], str] = re.escape,
) -> str:
    """Return a regular expression for the texts that an entry matches.

    The keyword arguments adapt it to another regex dialect: a character that is not a letter or
    digit, one that is, a gap, and a text in any case.
    """
    parts = entry.casefold().split(ANY) if ANY in entry else [bare(entry)]
    pattern = r"\s*" if parts[0][:1] in tuple(_BRACKETS) else f"{edge}*"
    for number, part in enumerate(parts):
        if number:
            before, after = parts[number - 1].strip(), part.strip()
            pattern += f"(?!{letter})" if before[-1:].isalnum() else ""
            pattern += r"(?:(?!://)[^\[\]<>{}])*" if before[-1:] in tuple(_BRACKETS) else r"[\s\S]*"
            pattern += f"(?<!{letter})" if after[:1].isalnum() else ""
        pattern += gap.join(map(spelled, _GAPS.split(part.strip())))
    return f"^{pattern}{edge}*$"


@frozen(slots=False)
class Lexicon:
    """Four lists of phrases: "nothing there yet", "looked for and not there", a tick instead of
    words, and vague wording."""

    nothing_yet: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    tick: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()

    def mark(self, text: str) -> Mark | None:
        """Return the marker for a text that says nothing, else None.

        A text without a letter or digit, such as `___`, is a placeholder.
        """
        if len(text) > LONGEST:
            return None if text.strip() else BLANK
        text = as_read(text)
        mark = self._mark_as_written(text)
        if mark is None and (close := _SPACED.sub(_close_up, text)) != text:
            mark = self._mark_as_written(close)
        return mark

    def _mark_as_written(self, text: str) -> Mark | None:
        word = bare(text)
        if not word:
            return PLACEHOLDER if text.strip() else BLANK
        result = self._exact.get(word)
        if result is None and (
            not text[0].isalnum()
            or word.startswith(self._openings)
            or word.endswith(self._closings)
        ):
            for opening, closing, entry, mark in self._open:
                if (
                    word.startswith(opening)
                    and word.endswith(closing)
                    and _compiled(entry).match(text.strip())
                    and not (
                        closing.startswith(_VERBS)
                        and in_relative_clause(word.removesuffix(closing))
                    )
                ):
                    return mark
        return result

    def suspects(self, texts: Sequence[str]) -> list[str]:
        """Return the texts that might say nothing, judged by how they start and end.

        A fast filter for many texts: all others certainly say something.
        """
        opens = {
            opening
            for opening in set(map(_OPENING, texts))
            if opening.casefold()[:2] in self._letters
            or not (opening.isalnum() and opening.isascii())
        }
        ends = {
            closing
            for closing in set(map(_CLOSING, texts))
            if closing.casefold().endswith(self._last_letters)
            or not (closing.isalnum() and closing.isascii())
        }
        if not opens and not ends:
            return []
        return [
            text
            for text in texts
            if text[:2] in opens or (text[-2:] in ends and self._closes(text))
        ]

    def _closes(self, text: str) -> bool:
        """Return whether a text ends as an entry that begins with `…` requires."""
        return bare(as_read(text[-LONGEST:])).endswith(self._closings)

    def words(self) -> Iterator[tuple[str, str]]:
        """Yield each entry with the name of its list: (list, entry)."""
        for group in GROUPS:
            for word in getattr(self, group):
                yield group, word

    def without(self, words: Any) -> "Lexicon":
        """Return this lexicon without the given entries."""
        gone = set(map(entry_key, words))
        if not gone:
            return self
        return evolve(
            self,
            **{
                group: tuple(
                    entry for entry in getattr(self, group) if entry_key(entry) not in gone
                )
                for group in GROUPS
            },
        )

    def with_words(self, more: Mapping[str, tuple[str, ...]]) -> "Lexicon":
        """Return this lexicon with further entries, which are moved out of any other list."""
        rest = self.without(word for words in more.values() for word in words)
        return evolve(
            rest, **{group: (*getattr(rest, group), *words) for group, words in more.items()}
        )

    def has(self, word: str) -> bool:
        """Return whether an entry is in one of the lists."""
        return any(entry_key(entry) == entry_key(word) for _, entry in self.words())

    @cached_property
    def _exact(self) -> dict[str, Mark]:
        return {bare(word): GROUPS[group] for group, word in self.words() if ANY not in word}

    @cached_property
    def _letters(self) -> frozenset[str]:
        """The first two characters of all entries."""
        return frozenset(opening[:2] for opening in (*self._exact, *self._openings))

    @cached_property
    def _openings(self) -> tuple[str, ...]:
        """The prefixes of entries that continue with any text."""
        return tuple(opening for opening, *_ in self._open if opening)

    @cached_property
    def _closings(self) -> tuple[str, ...]:
        """The suffixes of entries that start with any text."""
        return tuple(closing for _, closing, entry, _ in self._open if entry.startswith(ANY))

    @cached_property
    def _last_letters(self) -> tuple[str, ...]:
        """The last two letters of those."""
        return tuple({closing[-2:] for closing in self._closings})

    @cached_property
    def _open(self) -> list[tuple[str, str, str, Mark]]:
        """The entries with `…`, each after what a text that matches starts and ends with."""
        return [
            (
                "" if word[0] in _BRACKETS else bare(word.split(ANY)[0]),
                "" if word[0] in _BRACKETS else bare(word.split(ANY)[-1]),
                word,
                GROUPS[group],
            )
            for group, word in self.words()
            if ANY in word
        ]


@lru_cache(maxsize=512)
def _compiled(entry: str) -> re.Pattern[str]:
    """Return the pattern of an entry, compiled once for all lexicons that share it."""
    return re.compile(pattern_of(entry), re.IGNORECASE)


@lru_cache(maxsize=1 << 11)
def entry_key(word: str) -> str:
    """Return the form of an entry that is used to compare it with others."""
    return word.casefold().strip() if ANY in word else bare(word)


@cache
def standard() -> Lexicon:
    """Return the lexicon of the ruleset `default`, for code that reads without a ruleset."""
    import tomli

    import lever5_rulesets as shipped

    text = Path(next(iter(shipped.__path__)), "default.toml").read_text(encoding="utf-8")
    entries = tomli.loads(text)["lexicon"]
    return Lexicon(**{group: tuple(words) for group, words in entries.items()})


def without_value(text: str) -> Mark | None:
    """Return the marker for a text that holds nothing yet (empty, TODO, n/a), else None."""
    mark = standard().mark(text)
    return mark if mark is BLANK or mark is PLACEHOLDER else None
