"""The judgement whether a field says anything, the same for every text, item and cell.

`sets`: the field belongs to a document or plan, which sets expectations. There, "as needed" was
read but sets nothing, and "none" was looked for and is absent; in a record, "varies" is not
information about what took place.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.fields import FieldInfo, Text, only_names, only_repeats
from lever5_rules.core.blanks import (
    BLANK,
    FIGURE,
    INDEFINITE,
    LONE_ADDRESS,
    LONE_FILE,
    NAME_BESIDE,
    OWN_NAME,
    PLACEHOLDER,
    SEVERAL,
    STATED_ABSENT,
    TICKED,
    VAGUE,
    Mark,
    of_draft,
)
from lever5_rules.core.lexicon import as_read, standard
from lever5_rules.core.outcome import Reason
from lever5_rules.core.quotes import is_left_open, is_to_come, refers_elsewhere
from lever5_rules.core.synonyms import Words
from lever5_rules.core.text import in_parts

from .drafts import find_draft_word
from .empty_words import (
    is_only_a_file,
    is_only_a_request,
    is_only_an_address,
    is_only_asked_for,
    is_only_assent,
    is_only_joining,
    is_only_of_a_draft,
    is_only_pressed,
    repeated_word,
)
from .single_values import mark_in

BETWEEN_ITEMS = ";"
_LETTER = re.compile(r"[^\W\d_]")
_TOKEN = re.compile(r"[^\W_]+")
_LONGEST_NAME = 100
_WORDED = frozenset({Text.WORDS, Text.SOURCE, Text.TITLE})
_LABELLED = frozenset({Text.WORDS, Text.SOURCE})
_BETWEEN_PARTS = re.compile(r"\s[-–—/|]\s|[,;()\[\]]")
_LABEL = re.compile(r"\s*(?:[^\W\d_]+ ){0,2}[^\W\d_]+:\s+(?=\S)")
"""Before what it announces: "Sample agenda: to be developed" says as little as what follows."""
_SHORT = frozenset({Text.CODE, Text.GRADE, Text.YEAR})


@frozen
class Wording:
    """Judges texts by the lexicon of a ruleset."""

    words: Words

    def text(self, info: FieldInfo, text: str, *, sets: bool) -> Mark | None:
        """Return the mark for a text in a text field that says nothing, else None."""
        text = as_read(text)
        if info.text is Text.TITLE and (word := find_draft_word(text)):
            return of_draft(word)
        if info.unique and BETWEEN_ITEMS in text:
            return SEVERAL
        mark = self.words.lexicon.mark(text)
        if mark is None and info.text in _LABELLED and (label := _LABEL.match(text)):
            mark = self.words.lexicon.mark(text[label.end() :])
            mark = None if mark is TICKED else mark
        if mark is None and info.text in _LABELLED:
            mark = self._mark_of_parts(text)
        if mark is None:
            if info.text not in _WORDED or len(text) > _LONGEST_NAME:
                return None
            mark = _empty_statement(info, text)
        if mark is None:
            return None
        if mark is TICKED:
            return None if info.text is Text.ID else TICKED
        if mark is VAGUE:
            return VAGUE if sets and info.text is Text.WORDS else INDEFINITE
        if mark is STATED_ABSENT:
            if info.none_is_an_answer:
                return None
            is_name = info.text in (Text.ID, Text.YEAR) or (info.text in _SHORT and not sets)
            return PLACEHOLDER if is_name else STATED_ABSENT
        return mark

    def _mark_of_parts(self, text: str) -> Mark | None:
        """Return the mark for a text of which each part says nothing: "n/a - vacant", "test test".

        Parts that are ticks, or vague, may be a list of words that together say something.
        """
        if len(text) > _LONGEST_NAME:
            return None
        word = repeated_word(text)
        parts = [word] if word else _BETWEEN_PARTS.split(text.strip(" .()[]"))
        marks = [self.words.lexicon.mark(part) for part in parts if part.strip()]
        if not word and len(marks) < 2:
            return None
        return next(iter(marks)) if set(marks) <= {PLACEHOLDER, STATED_ABSENT} else None

    def all_say_something(self, info: FieldInfo, texts: Sequence[str], *, sets: bool) -> bool:
        """Return whether none of the texts gets a mark."""
        if info.unique and any(BETWEEN_ITEMS in "".join(part) for part in in_parts(texts)):
            return False
        doubtful = texts if info.text in _WORDED else self.words.lexicon.suspects(texts)
        return all(self.text(info, text, sets=sets) is None for text in doubtful)

    def items(self, info: FieldInfo, items: Sequence[Any], *, sets: bool) -> Mark | list[Any]:
        """Return the items of a list that say something, or the mark of the list.

        In a list of names or ids every item counts: one placeholder makes the whole list uncertain.
        """
        marks = [
            self.text(info, item, sets=sets) if isinstance(item, str) else None for item in items
        ]
        remaining = [item for item, mark in zip(items, marks, strict=True) if mark is None]
        blank_marks = [mark for mark in marks if mark is not None]
        if not items:
            return BLANK
        if not blank_marks or (remaining and info.text in _WORDED):
            return remaining
        return min(blank_marks, key=lambda mark: _RANK.index(mark.reason))

    def beside(self, info: FieldInfo, value: Any, words: Collection[str]) -> Any:
        """Return the text or texts of a field that say more than the words beside it, or the
        mark."""
        if (
            info.text is not Text.WORDS
            or info.item is not str
            or not isinstance(value, (str, tuple))
        ):
            return value
        texts = (value,) if isinstance(value, str) else value
        telling_texts = tuple(text for text in texts if not only_repeats(info, words, text))
        if len(telling_texts) == len(texts):
            return value
        return telling_texts or NAME_BESIDE

    def value(self, info: FieldInfo, value: Any, *, sets: bool) -> Mark | None:
        """Return the mark for a TOML value that says nothing, or says "not there", else None."""
        if value is None:
            return BLANK
        flag = info.type is bool
        if value is False and sets and not flag:
            return STATED_ABSENT
        if isinstance(value, str):
            return (
                self.text(info, value, sets=sets)
                if info.type is str
                else self.other(info, value, sets=sets)
            )
        if isinstance(value, (list, dict)) and not value:
            return BLANK
        sole = value[0] if isinstance(value, list) and len(value) == 1 else None
        if isinstance(sole, str) and info.item is not str:
            return self.other(info, sole, sets=sets)
        return None

    def other(self, info: FieldInfo, text: str, *, sets: bool) -> Mark | None:
        """Return the mark for a text where a number, date, vocabulary word or table is expected."""
        mark = mark_in(self.words, info.vocabulary, text)
        if mark is None or mark is TICKED:
            return None
        if mark is STATED_ABSENT:
            return mark if info.type is not bool and (sets or info.optional) else None
        return mark if mark is not VAGUE or sets else None


def of_list(value: Any, *, sets: bool) -> Any:
    """Return a list or its mark; a list of vague words in a record says nothing definite."""
    return INDEFINITE if value is VAGUE and not sets else value


_RANK = (Reason.BLANK_FIELD, Reason.PLACEHOLDER, Reason.VAGUE, Reason.STATED_ABSENT)
"""The order in which marks of items decide the mark of a list: a pending item makes it missing."""


def _empty_statement(info: FieldInfo, text: str) -> Mark | None:
    """Return the mark for a lone digit or letter, the name of the field, or words that put it off
    or leave it to somebody, where words are needed."""
    if len(_TOKEN.findall(text)) == 1 and len(_LETTER.findall(text)) < 2:
        return FIGURE
    if only_names(info, text, numbered=info.text is Text.WORDS):
        return OWN_NAME
    words = info.text is Text.WORDS
    mark = None
    label = _LABEL.match(text)
    statement = text[label.end() :] if label else text
    if is_only_assent(statement):
        return TICKED
    if is_only_joining(statement) or is_only_pressed(statement):
        return PLACEHOLDER
    if words and (is_only_a_request(statement) or is_only_of_a_draft(statement)):
        return PLACEHOLDER
    if words and info.name != "name" and is_only_asked_for(info, statement):
        return OWN_NAME
    if words and is_only_an_address(statement):
        return LONE_ADDRESS
    if words and info.name != "name" and is_only_a_file(info, text):
        return LONE_FILE
    if is_to_come(text) or (words and refers_elsewhere(text)):
        mark = PLACEHOLDER
    elif words and is_left_open(text):
        mark = VAGUE
    # A phrase of the standard lexicon was taken out by a ruleset, for which it says something.
    return mark if mark is None or standard().mark(text) is None else None
