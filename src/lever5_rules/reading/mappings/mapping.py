"""The contents of a mapping file: how the columns of an export become the fields of a kind.

[fits]       which files or sheets it reads: by name, by column names
[columns]    field = column, or a table with one of HOWS and perhaps split, when, otherwise, blank
[constants]  field = value, the same in every row
[values.F]   the system's word = the word of the vocabulary
[rows]       which rows count
[dates]      order, format and time zone of the dates
[pseudonyms] columns of keyed ids = columns of the names that they replace
"""

from collections.abc import Mapping as Table
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.synonyms import plain

HOWS = ("column", "first", "join", "minutes", "role_of", "campus_of", "row", "unknown")
LOOK_UPS = ("role_of", "campus_of")
WITHOUT_COLUMN = (*LOOK_UPS, "row", "unknown")


@frozen(eq=False, repr=False, slots=False)
class Condition:
    """A condition on a column: it holds one of some words; without words, any value at all."""

    column: str
    words: frozenset[str] | None

    def met(self, cell: str) -> bool:
        word = plain(cell)
        return bool(word) if self.words is None else word in self.words


@frozen(eq=False, repr=False, slots=False)
class Recipe:
    """How the value of a field is made from the cells of a row.

    `how` is one of HOWS. `heads` are the columns; for look-ups the field with the person, for `row`
    the text before the number, for `unknown` the reason why the export lacks the field. If a
    condition of `when` is not met, the field is blank. `blank` replaces empty values, `otherwise`
    words that [values] does not list.
    """

    how: str
    heads: tuple[str, ...]
    between: str = " "
    split: str = ""
    when: tuple[Condition, ...] = ()
    otherwise: str = ""
    blank: str = ""


@frozen(eq=False, repr=False, slots=False)
class Mapping:
    """A validated mapping file. `path` is its path, or its name. With `sheets` it reads sheets of
    workbooks, and no other file."""

    path: str
    title: str
    kind: KindInfo
    files: tuple[str, ...]
    heads: tuple[str, ...]
    columns: Table[str, Recipe]
    constants: Table[str, str]
    values: Table[str, Table[str, str]]
    only: tuple[Condition, ...] = ()
    leave_out: tuple[Condition, ...] = ()
    date_order: str | None = None
    date_format: str = ""
    timezone: str = ""
    pseudonyms: Table[str, str] = {}
    sheets: tuple[str, ...] = ()
    refused: str = ""

    @property
    def late(self) -> bool:
        """Whether it looks up people in the staff roster, which must be read first."""
        return any(recipe.how in LOOK_UPS for recipe in self.columns.values())

    @property
    def absent(self) -> list[FieldInfo]:
        """The required fields that it does not fill."""
        return [
            info
            for name, info in self.kind.fields.items()
            if not info.optional and name not in self.columns and name not in self.constants
        ]

    def heads_needed(self) -> tuple[str, ...]:
        """Return the columns that are needed for a field or condition to be correct.

        Fields of which all columns are missing are reported as unknown instead.
        """
        heads: dict[str, None] = {}
        for recipe in self.columns.values():
            if recipe.how in ("join", "minutes"):
                heads.update(dict.fromkeys(recipe.heads))
            heads.update(dict.fromkeys(condition.column for condition in recipe.when))
        heads.update(dict.fromkeys(condition.column for condition in (*self.only, *self.leave_out)))
        return tuple(heads)

    def heads_read(self) -> tuple[str, ...]:
        """Return every column that it reads, once."""
        heads: dict[str, None] = {}
        for recipe in self.columns.values():
            if recipe.how not in WITHOUT_COLUMN:
                heads.update(dict.fromkeys(recipe.heads))
        return tuple(heads | dict.fromkeys(self.heads_needed()))


class Faults(list[tuple[tuple[str | int, ...], str]]):
    """The faults of a mapping: the key, and a sentence."""

    def tell(self, at: tuple[str | int, ...], message: str) -> None:
        self.append((at, message))


def merged(extending: Table[str, Any], parent: Table[str, Any]) -> dict[str, Any]:
    """Return a mapping merged with the one it extends.

    In each table its own keys win; its own [fits] replaces the parent's completely.
    """
    result = dict(parent)
    for key, value in extending.items():
        inherited = result.get(key)
        if key == "values" and isinstance(value, dict) and isinstance(inherited, dict):
            result[key] = inherited | merged(value, inherited)
        elif key != "fits" and isinstance(value, dict) and isinstance(inherited, dict):
            result[key] = inherited | value
        else:
            result[key] = value
    return result
