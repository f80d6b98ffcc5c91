"""Values of cells: how a text is read, and what stands for a cell without a value."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from attrs import define, field
from cattrs import BaseConverter

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.core.blanks import BLANK, PLACEHOLDER, SHEET_ERRORS, Mark, Problem
from lever5_rules.core.outcome import Reason
from lever5_rules.core.synonyms import Words
from lever5_rules.core.years import SchoolYear
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.values.dates import parse_date
from lever5_rules.reading.values.single_values import find_hook, mark_in, require_year
from lever5_rules.reading.values.spelling import composed
from lever5_rules.reading.values.wording import Wording

from .sheets import Cell


class BrokenCell:
    """Stands in every cell of a row that could not be read."""

    def __init__(self, problem: Problem) -> None:
        self.mark = Mark(Reason.UNREADABLE, problem)


class AbsentCell:
    """Stands in every cell of a column that a file does not have."""

    def __init__(self, problem: Problem) -> None:
        self.mark = Mark(Reason.BLANK_FIELD, problem)


@define(eq=False, repr=False, slots=False)
class TypedCell:
    """A cell given as a TOML or Python value; equal only to the same value of the same type."""

    value: Any
    at: tuple[str | int, ...]
    key: tuple[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.key = (type(self.value).__name__, repr(self.value))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TypedCell) and self.key == other.key


def value_of(cell: Any) -> Any:
    """Return what a cell holds: the text, or the value of a typed cell."""
    return cell.value if isinstance(cell, TypedCell) else cell


def school_year_of(cell: Any) -> SchoolYear | None:
    """Return the school year that a cell states, or in which its date lies; None if it is
    neither."""
    value = value_of(cell)
    if isinstance(value, str):
        if year := SchoolYear.written(value):
            return year
        try:
            value = parse_date(value.strip(), None)
        except UnreadableValue:
            return None
    return SchoolYear.containing(value) if isinstance(value, date) else None


def as_text(cell: str | bool) -> str:
    return cell if isinstance(cell, str) else "yes" if cell else "no"


def is_not_blank(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True


def is_filled_text(cell: object) -> bool:
    return isinstance(cell, str) and not cell.isspace() and cell != ""


def joined_text(cells: Sequence[Any]) -> str | None:
    """Return cells as one text, which is faster to search than each; None if one is not text."""
    try:
        return "".join(cells)
    except TypeError:
        return None


def is_unspaced(text: str) -> bool:
    """Return whether a text contains no white space."""
    return text.split(maxsplit=1) == [text]


def is_padded(cells: Sequence[Any]) -> bool:
    """Return whether a text could equal another one except for its blanks or accents."""
    texts, joined = cells, joined_text(cells)
    if joined is None:
        texts = [cell for cell in cells if isinstance(cell, str)]
        joined = "".join(texts)
    spaced = not is_unspaced(joined) and list(map(str.strip, texts)) != texts
    return spaced or not joined.isascii()


def text_value(wording: Wording, info: FieldInfo, plan: bool, raw: str) -> Any:
    """Return the value or mark of a cell with a text or a list of texts."""
    text = composed(raw.strip())
    if text.casefold() in SHEET_ERRORS:
        return PLACEHOLDER
    if not info.many:
        mark = wording.text(info, text, sets=plan)
        return require_year(info, text) if mark is None else mark
    items = wording.items(info, [part.strip() for part in text.split(";")], sets=plan)
    return items if isinstance(items, Mark) else tuple(dict.fromkeys(items))


@cache
def cell_value(cells: BaseConverter, words: Words, wanted: Any) -> Callable[[str], Any]:
    """Return the function that converts a cell to a type: to a value or mark.

    It may raise UnreadableValue. It caches results, because the same dates and words occur in many
    columns and bundles.
    """
    hook = find_hook(cells, wanted)
    closed = wanted if isinstance(wanted, type) and issubclass(wanted, StrEnum) else None

    @lru_cache(maxsize=1 << 15)
    def convert(raw: str) -> Any:
        text = composed(raw.strip())
        if text.casefold() in SHEET_ERRORS:
            return PLACEHOLDER
        mark = mark_in(words, closed, text)
        return mark if mark is BLANK or mark is PLACEHOLDER else hook(text, wanted)

    return convert
