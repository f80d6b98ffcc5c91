"""The declaration of fields: meaning, type, unit, and references."""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum, StrEnum
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from attrs import field, frozen

from lever5_rules.core.blanks import BLANK
from lever5_rules.core.errors import RuleError
from lever5_rules.core.synonyms import plain

_WORDS = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    date: "date",
}
_OWN_TABLES = frozenset({"sources"})
"""Fields that are tables with free keys, in every document."""


class Text(Enum):
    """What a text field holds, which decides whether a value says anything.

    It is a statement in words; the place of a source; the title of a document that is to be in
    force; a short name or code, for which a single letter or figure will do; a grade; a school
    year; or an id.
    """

    WORDS = "words"
    SOURCE = "source"
    TITLE = "title"
    CODE = "code"
    GRADE = "grade"
    YEAR = "year"
    ID = "id"


@frozen(eq=False, repr=False, slots=False)
class FieldInfo:
    """A field of a kind. `type` excludes `| None`; values of `person` fields appear in no output.

    `of_person` is the column with the person whose role or campus this field gives.
    """

    name: str
    type: Any
    optional: bool
    meaning: str
    unit: str
    person: bool
    refers_to: str
    elsewhere: bool
    unique: bool
    identifies: bool
    text: Text
    none_is_an_answer: bool
    absent_means_none: bool
    of_person: str = ""
    groups: bool = False
    answers: tuple[tuple[str, bool], ...] = ()
    masked_below: int = 0

    @cached_property
    def many(self) -> bool:
        """True for a list."""
        return get_origin(self.type) is tuple

    @cached_property
    def item(self) -> Any:
        """The type of the items of a list, or the type itself."""
        return get_args(self.type)[0] if self.many else self.type

    @cached_property
    def nested(self) -> bool:
        """True for a table, or a list of tables, with fields of its own."""
        return isinstance(self.item, type) and attrs.has(self.item)

    @cached_property
    def vocabulary(self) -> type[StrEnum] | None:
        """The closed list of words that its values come from, or None."""
        closed = isinstance(self.item, type) and issubclass(self.item, StrEnum)
        return self.item if closed else None


def entry(
    meaning: str,
    *,
    unit: str = "",
    person: bool = False,
    refers_to: str = "",
    elsewhere: bool = False,
    unique: bool = False,
    identifies: bool = False,
    absent_means_none: bool = False,
    of_person: str = "",
    text: Text = Text.WORDS,
    none_is_an_answer: bool = False,
    groups: bool = False,
    answers: tuple[tuple[str, bool], ...] = (),
    masked_below: int = 0,
) -> Any:
    """Declare a field: its meaning, unit and references.

    `person=True` keeps its values out of every output. `unique=True` makes repeated values a
    problem. `identifies=True` marks a field that only names the artifact and needs no citation.
    `of_person` names the column with the person whose role or campus the field gives; the roster is
    the authority on it.

    `refers_to` is what a value names: `campus`, `staff`, `session`, `product`, `tool`,
    `instrument`, `practice`, `team`, `analysis` or `component`, which are looked up in the artifact
    that lists them; or `itself` for a name that is listed nowhere and only has to be the same in
    all rows. A name that is not found counts as having no value, unless `elsewhere=True` allows it.

    An optional column that a file lacks is unknown; with `absent_means_none=True` its absence means
    that there is none. `text` says what a text field holds; by default, a field that refers,
    identifies or is unique holds an id. `none_is_an_answer=True` keeps the word "none" as a value,
    if it differs from a blank. `groups=True` marks a word under which a document groups its
    statements: a quote that only says this word is a heading. `answers` are marks that mean yes or
    no in this field alone, such as P for present on a sign-in sheet. `masked_below=10` reads what
    stands in place of a smaller number for privacy, such as `<10` or `*`, as blank.
    """
    if text is Text.WORDS and (person or refers_to or unique or identifies):
        text = Text.ID
    return field(
        default=BLANK,
        metadata={
            "meaning": meaning,
            "unit": unit,
            "person": person,
            "refers_to": refers_to,
            "elsewhere": elsewhere,
            "unique": unique,
            "identifies": identifies,
            "absent_means_none": absent_means_none,
            "of_person": of_person,
            "text": text,
            "none_is_an_answer": none_is_an_answer,
            "groups": groups,
            "answers": answers,
            "masked_below": masked_below,
        },
    )


class ColumnName(str):
    """A column name that knows its kind.

    `Observation.campus_id` is "campus_id" of the observation log, so that a wrong name is an error
    where it is written.
    """

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, name: str, kind: str) -> "ColumnName":
        column = super().__new__(cls, name)
        column.kind = kind
        return column


@cache
def item_fields(cls: type) -> dict[str, FieldInfo]:
    """Return the fields of a kind, or of an item within one, by name."""
    return {attribute.name: _field_info(cls, attribute) for attribute in attrs.fields(cls)}


def _field_info(cls: type, attribute: "attrs.Attribute[Any]") -> FieldInfo:
    if "meaning" not in attribute.metadata:
        raise RuleError(f"{cls.__name__}.{attribute.name} is not declared by entry(...).")
    field_type = attribute.type
    if isinstance(field_type, str):
        attrs.resolve_types(cls)
        field_type = getattr(attrs.fields(cls), attribute.name).type
    optional = get_origin(field_type) in (UnionType, Union) and NoneType in get_args(field_type)
    if optional:
        field_type = next(part for part in get_args(field_type) if part is not NoneType)
    return FieldInfo(name=attribute.name, type=field_type, optional=optional, **attribute.metadata)


def _refuse_unwritable(cls: type[StrEnum]) -> None:
    """Raise RuleError if a word of a vocabulary is not in the form used for comparison.

    `District Coach` in a file is compared as `district_coach`.
    """
    for word in cls:
        if plain(word) != word:
            raise RuleError(
                f"{cls.__name__}: {str(word)!r} is read as {plain(word)!r}; write it so."
            )


def refuse_unreadable(where: str, fields: dict[str, FieldInfo], *, table: bool) -> None:
    """Raise RuleError if a field has a type that no cell or TOML value can be read as."""
    for name, info in fields.items():
        if get_origin(info.type) is tuple and get_args(info.type)[1:] != (Ellipsis,):
            raise RuleError(
                f"{where}: the field {name} has the type {info.type}, a tuple of a fixed length, "
                "which cannot be read; write tuple[X, ...] for a list, or a field for each value."
            )
        if info.vocabulary:
            _refuse_unwritable(info.vocabulary)
        elif info.nested and not table:
            refuse_unreadable(f"{where}, {name}", item_fields(info.item), table=False)
        elif info.item not in _WORDS and name not in _OWN_TABLES:
            if info.type is None:
                raise RuleError(
                    f"{where}: the field {name} has no type; write it before the entry, as in "
                    f"{name}: str = entry(...)."
                )
            if not isinstance(info.item, type) and get_origin(info.item) is None:
                raise RuleError(
                    f"{where}: the field {name} is named like its type, which is lost by that; "
                    "import the type under another name (from datetime import date as Day)."
                )
            type_name = getattr(info.type, "__name__", None) or str(info.type)
            tables = "" if table else ", a frozen class of entries"
            raise RuleError(
                f"{where}: the field {name} has the type {type_name}, which cannot be read; use "
                f"str, int, float, bool, date, a StrEnum{tables}, or tuple[..., ...] of one of "
                "these."
            )


def described(info: FieldInfo) -> str:
    unit = f" ({info.unit})" if info.unit else ""
    blank = "; may be blank" if info.optional else ""
    return f"    {info.name}: {type_in_words(info)}{unit}. {info.meaning}{blank}."


def type_in_words(info: FieldInfo) -> str:
    """Return a field's type in words: `whole number`, `list of text`, `one of grade, content`."""
    inner = info.item
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        words = f"one of {', '.join(inner)}"
    elif isinstance(inner, type):
        words = _WORDS.get(inner, "table")
    else:
        words = "table"
    return f"list of {words}" if info.many else words


_TOKEN = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten")
_ITEMS = frozenset({"criterion", "item", "outcome", "point", "step", "topic"})
_LONGEST = 200
"""A longer text is no numbered heading."""
_HEAD = re.compile(r"[,;:]|\b(?:as|by|for|from|in|of|on|such|that|to|used|when|which|with)\b")
_BETWEEN = frozenset({"for", "of", "s"})
_LEAD = frozenset(
    {"a", "an", "and", "how", "id", "or", "our", "statement", "the", "what", "where", "whether"}
) | frozenset({"different", "many", "multiple", "numerou", "several", "some", "variou"})
"""Stems of words that name nothing, such as "our" and "various"."""
_LETTER_FIRST = re.compile(r"\W*[ivx]+[ -]\w")
"""X-Data is a name, as IV. Data is not."""


def only_names(info: FieldInfo, text: str, *, numbered: bool = False) -> bool:
    """Return whether a text only says the name of the field again: "the vision" says no vision.

    With `numbered` that name, or a word for an item of any list, says no more with a number beside
    it: "Outcome 1" names no outcome.
    """
    if numbered and len(text) <= _LONGEST and not _LETTER_FIRST.match(text.casefold()):
        words = _TOKEN.findall(text.casefold())
        others = [word for word in words if not _NUMBER.fullmatch(word)]
        if len(others) < len(words):
            return _says_only(_own_words(info) | _ITEMS, " ".join(others))
    return _says_only(_own_words(info), text)


def only_repeats(info: FieldInfo, words: Iterable[str], text: str) -> bool:
    """Return whether a text only says words that stand beside it, such as the role whose
    responsibilities it is to name, and its own."""
    own = _own_words(info).union(*map(_stems_of, words))
    return _says_only(own | _BETWEEN, text)


def is_heading(info: FieldInfo, value: Any, text: str) -> bool:
    """Return whether a text only says the word of a field by which a document groups statements."""
    return info.groups and isinstance(value, str) and _says_only(_stems_of(value), text)


@cache
def _stems_of(word: str) -> frozenset[str]:
    return frozenset(map(_stem, _TOKEN.findall(word.casefold()))) - _LEAD


def _says_only(own: frozenset[str], text: str) -> bool:
    """Return whether all words of a text, of which there must be one, are among some."""
    says_it = False
    for token in _TOKEN.finditer(text.casefold()):
        stem = _stem(token[0])
        if stem not in _LEAD:
            if stem not in own:
                return False  # nearly always at the first or second word
            says_it = True
    return says_it


@cache
def _own_words(info: FieldInfo) -> frozenset[str]:
    """Return the words that only name the field: those of its name and of the start of its meaning.

    Of "Measure or tool that progress is monitored with" only the first two nouns count.
    """
    head = _HEAD.split(info.meaning.casefold())[0]
    words = frozenset(map(_stem, _TOKEN.findall(f"{info.name} {head}".casefold())))
    return words.union(*(_SYNONYMS.get(word, ()) for word in words)) - _LEAD


_SYNONYMS = {
    "responsibility": frozenset({"description", "duty", "job", "role"}),
    "strand": frozenset({"development", "learning", "pd", "professional", "session", "training"}),
}
"""Other words that name a field: "job description" says no responsibility, "PD" no content."""
_PLURALS = {"criteria": "criterion", "criterias": "criterion"}


def _stem(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s") if len(word) > 3 else word
