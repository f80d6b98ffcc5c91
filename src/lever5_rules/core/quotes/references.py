"""Texts that only say where something stands or whom to ask: "See page 4 of the handbook"."""

import re
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\bhttps?://\S+")
_NUMBERED = re.compile(r"(?:[a-z]{0,5}\d+|[a-z])")
"""A number, with or without letters, or a letter: 4, B4, sheet2, A."""
_SHEET = re.compile(r"[a-z]{3,5}\d+")
_PLACE_WORDS = frozenset(
    [
        "cf",
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
        "bibliography",
        "contents",
        "introduction",
        "overview",
        "reference",
        "references",
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


_REFERRING = frozenset(
    {"see", "cf", "refer", "page", "pages", "p", "pp", "shown", "stated", "ibid"}
)


_TO_A_TEXT = re.compile(
    r"(?:(?:as )?per|see|cf|refer to|consult|ask|contact|check with|according to|"
    r"(?:the )?same as|unchanged from|in (?:accordance|line|keeping) with|"
    r"(?:as )?(?:stated|set out|set forth|described|defined|outlined|written|found|required) "
    r"(?:in|by)|governed by|(?:(?:is|are|can be|may be) )?"
    r"(?:(?:available|filed|found|located"
    r"|(?:housed|kept)(?!.* (?:drive|binder|folder|file|google)))"
    r"(?: on file| online)?|on file|saved(?=.* folder\b)) (?:at|by|from|in|on|through|with)|"
    r"(?:in|on)(?=.* (?:handbook|manual|job description|website|intranet)\b)|"
    r"(?:disponible|archivad[oa]) en)\s+(.+)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(r"^(?:[^\W\d_]+ ){0,2}[^\W\d_]+: ")
_WHERE_TO_ASK = re.compile(
    r"administrat(?:ion|ive|or)|adopted|binders?|board|campus|catalog|cent(?:er|ral)|"
    r"chair(?:person)?|coach|coaching|code|collaboration|coordinator|counselor|current|curriculum|del?|"
    r"department|description|director|districts?|distrito|documents?|drive|el|"
    r"employee|esc|existing|files?|folders?|framework|google|guide(?:book|lines?)?|"
    r"hr|human|improvement|instruction|instructional|intranet|isd|job|la|law|leader|"
    r"legal|librarian|local|manual|master|memo|office|oficina|online|our|p[aá]gina|"
    r"plan|playbook|polic(?:y|ies)|previous|principal|prior|procedures?|product|"
    r"program|region|regulations?|resources|school|secretary|service|shared|site|"
    r"sitio|specialist|staff|state|statute|superintendent|supervisor|tac|tasb|tea|"
    r"teacher|team|tec|texas|this|vendor|web|website|year|your"
)
_POINTER = re.compile(
    r"(?:(?:as )?(?:see|cf|per|refer to|shown)|as (?:found |shown )?(?:in|on))\s+(.+)",
    re.IGNORECASE | re.DOTALL,
)
_POINTED_AT = re.compile(
    r"\b(?:agendas?|appraisal|attached|calendars?|canvas|cards?|chairs?|charts?|checklists?|classroom"
    r"|data|eduphoria|evaluation|forms?|lists?|lms|matrix|minutes|portal|protocols?|rubrics?"
    r"|schedules?|schoology|scope|sequence|sheets?|syllab(?:us|i)|templates?|tools?|t-?tess)\b",
    re.IGNORECASE,
)
"""What a text that asks the reader to see something names besides."""
_CODE = re.compile(r"[A-Z]{2,5}|[\d.\-–]+|[A-Z]{1,4}-?\d+")


@lru_cache(maxsize=1 << 10)
def refers_elsewhere(text: str) -> bool:
    """Return whether a text only refers to another, or to somebody: "See handbook page 4", "Per
    board policy DMA", "Same as 2025-26", "Ask the principal", "Agenda: see handbook"; but not
    "CH-3" or "Per policy, each teacher has a coach"."""
    text = _LABEL.sub("", text.strip())
    to_text = _TO_A_TEXT.fullmatch(text)
    if to_text and _is_where_to_ask(to_text[1]):
        return True
    pointer = _POINTER.fullmatch(text)
    if pointer and _is_where_to_ask(_POINTED_AT.sub("", pointer[1])):
        return True
    first = _TOKEN.search(text.casefold())
    return first is not None and first.group() in _REFERRING and is_a_place(text)


def _is_where_to_ask(text: str) -> bool:
    return all(
        word.casefold() in _PLACE_WORDS
        or _WHERE_TO_ASK.fullmatch(word.casefold())
        or _CODE.fullmatch(word)
        for word in _TOKEN.findall(text.replace("'s", ""))
    )


@lru_cache(maxsize=1 << 10)
def is_title(text: str, title: str) -> bool:
    """Return whether a text only repeats a title; years and other numbers aside."""
    return _list_words(text) == _list_words(title) != []


def _list_words(text: str) -> list[str]:
    return [word for word in _TOKEN.findall(text.casefold()) if not word.isdecimal()]


@lru_cache(maxsize=1 << 10)
def is_a_place(text: str) -> bool:
    """Return whether a text only says where something stands: "page 4", "See p. 4", an address."""
    words = _TOKEN.findall(_ADDRESS.sub(" ", text.casefold()))
    other = [word for word in words if word not in _PLACE_WORDS]
    place = all(map(_NUMBERED.fullmatch, other)) and (
        len(other) < len(words) or any(map(_SHEET.fullmatch, words))
    )
    return place or not words
