"""The kind of a sheet: from its name, even if Excel cut it, or from its column names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

from attrs import evolve

from lever5_rules.artifacts.kinds import ENVELOPE, KindInfo
from lever5_rules.reading.cannot_read import CannotRead
from lever5_rules.reading.intake import kind_of_name
from lever5_rules.reading.privacy.refusals import head_word
from lever5_rules.reading.tables.heads import column_of
from lever5_rules.reading.tables.sheets import Cell, Sheet

SHORTEST = 20
"""Letters that are left at least of a name which Excel cuts at 31, to make room for ` (12)`."""
FIRST_ROWS = 60
"""Rows at the top of a sheet in which its heads, or the fields of a form, are looked for."""
OWN_FIELDS = 3
"""Fields of its own kind that a form names at least, beside those that every document has."""
_COPY = re.compile(r"_\d{1,3}$")


def kind_of_title(title: str, kinds: Mapping[str, KindInfo]) -> str | None:
    """Return the kind that a sheet is named for.

    `professional_learning_frame (2)` is a second professional_learning_framework.
    """
    cut = head_word(title)
    if kind_name := kind_of_name(f"{cut}.xlsx", kinds):
        return kind_name
    base = _COPY.sub("", cut)
    fitting = [kind for kind in kinds if len(base) >= SHORTEST and kind.startswith(base)]
    return fitting[0] if len(fitting) == 1 else None


def kind_by_heads(sheet: Sheet, kinds: Mapping[str, KindInfo]) -> tuple[Sheet, str | None]:
    """Return the sheet from its first row, and the only kind that its column names fit.

    These are all needed columns of a table, or the fields of a form. A truncated sheet has no kind.
    """
    rows = iter(sheet.rows)
    first_rows: list[tuple[int, Sequence[Cell]]] = []
    try:
        first_rows.extend(islice(rows, FIRST_ROWS))
    except CannotRead:
        return sheet, None
    fitting = [
        name
        for name, kind in kinds.items()
        if (_is_table if kind.table else _is_form)(kind, [cells for _, cells in first_rows])
    ]
    whole = evolve(sheet, rows=chain(first_rows, rows))
    return whole, fitting[0] if len(fitting) == 1 else None


def _is_table(kind: KindInfo, rows: Iterable[Sequence[Cell]]) -> bool:
    needed = {name for name, info in kind.fields.items() if not info.optional}
    return any(
        needed <= {column_of(kind, cell) for cell in cells if isinstance(cell, str)}
        for cells in rows
    )


def _is_form(kind: KindInfo, rows: Sequence[Sequence[Cell]]) -> bool:
    after_heads = False
    fields = set()
    for cells in rows:
        words = list(map(_read_word, cells))
        after_heads = after_heads or (words[0] == "field" and "value" in words)
        if after_heads:
            fields.add(words[0])
    own_fields = kind.fields.keys() - set(ENVELOPE)
    return after_heads and len(fields & own_fields) >= min(OWN_FIELDS, len(own_fields))


def _read_word(cell: Cell) -> str:
    return head_word(cell) if isinstance(cell, str) else ""
