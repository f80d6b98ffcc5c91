"""Look-up of names that tolerates differences in spelling.

Case, blanks, hyphens, underscores and apostrophes are ignored, and so is what a spreadsheet does to
numbers: `'0042`, `42.0`, `42` and `4.2E+01` all mean 0042, unless another listed name could be
meant.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cached_property

from lever5_rules.core.text import BEGUN, INVISIBLE, likely, normal

_SEPARATORS = re.compile(r"[\s\-_'’‘`´‐-―]+")
_SEPARATED_FIGURES = re.compile(r"(?<=\d)[\s\-_‐-―]+(?=\d)")
_WITH_POINT = re.compile(r"(\d+)[.,]0+", re.ASCII)
_EXPONENT = re.compile(r"\d(?:\.\d{1,16})?e\+?\d{1,2}", re.ASCII | re.IGNORECASE)
"""A spreadsheet keeps fifteen figures of a number, other programs seventeen."""
_MARKS_OF_TEXT = "'’‘`"
_ABBREVIATED = {
    "el": "elementary",
    "elem": "elementary",
    "es": "elementary",
    "hs": "high",
    "int": "intermediate",
    "jh": "junior high",
    "jr": "junior",
    "ms": "middle",
    "prim": "primary",
}
_FIGURES = re.compile(r"\d+")
_BETWEEN = re.compile(r"[;,/&|\n]|\band\b")
LONGEST = 400
"""A text of more characters is not looked through for several names."""
MISTYPED = 0.85
"""Two numbers of nine figures that share so much differ in one figure."""
MOST_MEANT = 3
"""How many numbers are named that may have been meant."""
MOST_COMPARED = 1_000_000
"""How many pairs of a listed name and another one are compared; more would take minutes."""
_IGNORED_WORDS = frozenset({"school", "sch", "schools", "campus", "the"})


def composed(text: str) -> str:
    """Return a text in which accents are encoded in only one way (NFC), without invisible signs.

    Web pages and office programs leave such signs where a line may break; nobody sees that two ids
    differ by one.
    """
    return text if text.isascii() else normal("NFC", INVISIBLE.sub("", text)).strip()


def folded(name: str) -> str:
    """Return a name in the form used for comparison; separate numbers stay separate."""
    plain = _SEPARATED_FIGURES.sub(".", normal("NFKC", composed(name)).casefold().strip())
    return _SEPARATORS.sub("", plain)


class Register:
    """A list of names that can be found by the ways in which people and programs write them.

    `titles` maps a listed name to words that it is also known by, such as the name of a campus,
    which may be shortened as long as it is unambiguous. `also` maps other words to listed names;
    they cannot be shortened. `never` is a name that is nobody's short name: that of the district.
    """

    def __init__(
        self,
        names: Iterable[str],
        titles: Mapping[str, str] | None = None,
        never: str = "",
        also: Mapping[str, str] | None = None,
    ) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._exact = frozenset(self.names)
        other_names = {folded(word): [name] for word, name in (also or {}).items()}
        self._folded = other_names | _group_by_form(folded, self.names)
        self._bare = _group_by_form(_strip_zeros, self.names)
        self._titles = sorted((_list_words(title), name) for name, title in (titles or {}).items())
        self._by_title: dict[str, list[str]] = {}
        for name, title in (titles or {}).items():
            self._by_title.setdefault(folded(title), []).append(name)
        self._never = _list_words(never)
        self.known_as = (*self.names, *(titles or {}).values())
        self._speaks = frozenset(
            form for title in (titles or {}).values() for form in _split_words(title)
        )
        self._cut: dict[int, dict[str, list[str]]] = {}
        self._comparisons_left = MOST_COMPARED
        self._near: dict[str, str] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._exact

    def has_all_words(self, text: str) -> bool:
        """Return whether every word of a name occurs in the listed names."""
        return self._speaks.issuperset(_split_words(text))

    def knows(self, text: str) -> bool:
        """Return whether a listed name is meant."""
        return self.find(text) is not None

    def find(self, written: str) -> str | None:
        """Return the listed name that is meant, or None if there is none or more than one."""
        if written in self._exact:
            return written
        if name := _find_only(self._folded.get(folded(written))):
            return name
        text = written.strip().lstrip(_MARKS_OF_TEXT)
        if pointed := _WITH_POINT.fullmatch(text):
            text = pointed.group(1)
        if is_rounded(text):
            return self._find_rounded(text)
        if text.isascii() and text.isdigit():
            return _find_only(self._folded.get(text)) or _find_only(
                self._bare.get(_strip_zeros(text))
            )
        return _find_only(self._by_title.get(folded(written))) or self._find_by_words(written)

    def suggest(self, text: str) -> str:
        """Return ` Did you mean X?` for a name close to a listed one, else an empty text.

        A cell with several names gets a sentence on what to do. Of a number one figure may be
        wrong; names with other figures are other names. A text without figures may be the beginning
        of the only name that begins so. After MOST_COMPARED comparisons, the answer for further
        names is an empty text.
        """
        if text not in self._near and self._comparisons_left > 0:
            self._comparisons_left -= len(self.known_as)
            self._near[text] = self._make_suggestion(text)
        return self._near.get(text, "")

    def _make_suggestion(self, text: str) -> str:
        from difflib import get_close_matches

        pieces = [piece for piece in _BETWEEN.split(text[:LONGEST]) if piece.strip()]
        if len(pieces) > 1 and all(map(self.knows, pieces)):
            return f" It names {len(pieces)} of them; give a row for each."
        if text.isdecimal():
            numbers = [name for name in self.names if name.isdecimal()]
            matches = get_close_matches(text[:200], numbers, n=MOST_MEANT, cutoff=MISTYPED)
            return f" Did you mean {' or '.join(sorted(matches))}?" if matches else ""
        words, figures = _list_words(text), tuple(_FIGURES.findall(text))
        begun = [name for name in self.names if _list_words(name)[: len(words)] == words]
        if not figures and len(begun) == 1 and len("".join(words)) >= BEGUN:
            return f" Did you mean {begun[0]}?"
        known = self._by_figures.get(figures, {})
        return likely("_".join(words), known, known)

    @cached_property
    def _by_figures(self) -> dict[tuple[str, ...], dict[str, str]]:
        """The listed names by their words, apart for the figures that they have."""
        groups: dict[tuple[str, ...], dict[str, str]] = {}
        for name in self.known_as:
            if words := _list_words(name):
                groups.setdefault(tuple(_FIGURES.findall(name)), {})["_".join(words)] = name
        return groups

    def _find_rounded(self, text: str) -> str | None:
        """Return the only number that is rounded to this text."""
        figures = len(text.lower().partition("e")[0].replace(".", ""))
        if figures not in self._cut:
            numbers = [name for name in self.names if name.isascii() and name.isdigit()]
            self._cut[figures] = _group_by_form(lambda name: _round_number(name, figures), numbers)
        return _find_only(self._cut[figures].get(_round_number(text, figures)))

    def _find_by_words(self, text: str) -> str | None:
        """Return the only name that is called so, else the only one whose title begins so."""
        words = _list_words(text)
        first = bisect_left(self._titles, (words,))
        # Titles that begin with these words follow each other, those that are no longer first.
        nearby = self._titles[first : first + 2] if words else []
        names = [name for title, name in nearby if title == words]
        if not names and words != self._never[: len(words)]:
            names = [name for title, name in nearby if title[: len(words)] == words]
        return _find_only(names)


def is_rounded(text: str) -> bool:
    """Return whether a text is a number that a spreadsheet shortened: 9.99901E+08."""
    return _EXPONENT.fullmatch(text.strip().lstrip(_MARKS_OF_TEXT)) is not None


def _group_by_form(form: Callable[[str], str], names: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name in names:
        if key := form(name):
            groups.setdefault(key, []).append(name)
    return groups


def _find_only(names: list[str] | None) -> str | None:
    return names[0] if names is not None and len(names) == 1 else None


def _round_number(number: str, figures: int) -> str:
    """Return a number as a spreadsheet shows it with room for so many digits."""
    return f"{Decimal(number):.{figures - 1}e}"


def _strip_zeros(name: str) -> str:
    return name.lstrip("0") if name.isascii() and name.isdigit() else ""


def _split_words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", normal("NFKC", name).casefold())


def _list_words(name: str) -> tuple[str, ...]:
    """Return the words of the name of a school, with abbreviations expanded."""
    plain = _split_words(name.replace("'", ""))
    full = " ".join(_ABBREVIATED.get(word, word) for word in plain).split()
    return tuple(word for word in full if word not in _IGNORED_WORDS)
