"""Titles by which a document says of itself that nobody has adopted it: "DRAFT PLC Guidelines"."""

import re

_WORD = r"draft|proposed|proposal"
_FIRST = re.compile(
    rf"[\W_]*(?:(?:first|initial|rough|working|revised|staff|discussion) )?({_WORD})(?![^\W_])",
    re.IGNORECASE,
)
_SET_OFF = re.compile(
    rf"[^\w\s'’&][\s_]*(?:[^\W_]+ )?({_WORD})"
    r"(?:[\s_]+(?:v(?:ersion)?|no|of|for)?[\W_]*\w*)?[\W_]*$",
    re.IGNORECASE,
)
"""At the end, after a dash, a comma or a bracket: `PLC Guidelines (working draft 2)`."""
_LAST = re.compile(
    r"(?<!\bto)(?<!\ba)(?<!\bthe)(?<!\band)(?<!\bor)(?<!\bof)(?<!\byour)(?<!\bin)"
    r"[\s_](draft)[\W_]*$",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"(?<![^\W_])(DRAFT|PROPOSED)(?![^\W_])")
_PENDING = re.compile(
    r"\b(?:pending|awaiting|subject to)(?: \w+)? (?:approval|adoption)\b|"
    r"\bnot (?:yet )?(?:adopted|approved)\b",
    re.IGNORECASE,
)


def find_draft_word(title: str) -> str:
    """Return the word by which a title says that its document is a draft or only proposed, or an
    empty text.

    "Protocol for Drafting Lessons" and "From Outline to Draft" say nothing of the kind.
    """
    match = _FIRST.match(title) or _SET_OFF.search(title) or _LAST.search(title)
    if not match and not title.isupper():
        match = _SHOUTED.search(title)
    if match:
        return match[1].casefold()
    pending = _PENDING.search(title)
    return pending[0].casefold() if pending else ""
