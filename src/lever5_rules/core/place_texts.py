"""Texts that only say where something stands: "See page 4 of the handbook"."""

import re

_TOKEN = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\bhttps?://\S+")
_NUMBERED = re.compile(r"(?:[a-z]{0,5}\d+|[a-z])")
"""A number, with or without letters, or a letter: 4, B4, sheet2, A."""
_SHEET = re.compile(r"[a-z]{3,5}\d+")
_PLACE_WORDS = frozenset(
    [
        "p",
        "page",
        "pages",
        "pp",
        "see",
        "refer",
        "shown",
        "stated",
        "quote",
        "above",
        "appendix",
        "below",
        "chapter",
        "document",
        "handbook",
        "paragraph",
        "sec",
        "section",
        "part",
        "line",
        "item",
        "table",
        "insert",
        "to",
        "x",
        "ibid",
        "attachment",
        "bottom",
        "cell",
        "ch",
        "column",
        "exhibit",
        "par",
        "row",
        "sheet",
        "slide",
        "tab",
        "top",
        "first",
        "second",
        "third",
        "last",
        "middle",
        "a",
        "an",
        "and",
        "as",
        "at",
        "in",
        "of",
        "on",
        "the",
    ]
)


_REFERRING = frozenset({"see", "refer", "page", "pages", "p", "pp", "shown", "stated", "ibid"})


def refers_elsewhere(text: str) -> bool:
    """Return whether a text only refers to a place: "See handbook page 4", but not "CH-3"."""
    first = _TOKEN.search(text.casefold())
    return first is not None and first.group() in _REFERRING and is_a_place(text)


def is_a_place(text: str) -> bool:
    """Return whether a text only says where something stands: "page 4", "See p. 4", an address."""
    words = _TOKEN.findall(_ADDRESS.sub(" ", text.casefold()))
    other = [word for word in words if word not in _PLACE_WORDS]
    place = all(map(_NUMBERED.fullmatch, other)) and (
        len(other) < len(words) or any(map(_SHEET.fullmatch, words))
    )
    return place or not words
