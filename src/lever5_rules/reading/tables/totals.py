"""Rows of totals, as spreadsheets end with them: no records, passed over where it is certain."""

import re
from collections.abc import Iterable
from typing import Any

from .cell_values import AbsentCell, TypedCell

LAST_ROWS = 3
"""So many rows at the end of a file are looked at for totals in a column of ids."""
_LABEL = re.compile(
    r"[\W_]*(?:grand |sub[ -]?)?(?:totals?|sum|average|avg|mean|count)(?![^\W_])"
    r"(?: \w+){0,3}[\W\d]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?[\d., :]*\d\s*(?:%|h|hrs?|hours|min|mins|minutes)?", re.IGNORECASE)


def is_label(cell: Any) -> bool:
    """Return whether a cell names totals: `Total`, `Grand total:`, `Total minutes 1,290`."""
    value = cell.value if isinstance(cell, TypedCell) else cell
    return isinstance(value, str) and _LABEL.fullmatch(value.strip()) is not None


def is_row_of_totals(cells: Iterable[Any]) -> bool:
    """Return whether a row certainly holds totals: a label, and numbers or nothing beside it."""
    labels = 0
    for cell in cells:
        value = cell.value if isinstance(cell, TypedCell) else cell
        if is_label(value):
            labels += 1
        elif isinstance(value, str) and value.strip():
            if not _NUMBER.fullmatch(value.strip()):
                return False
        elif isinstance(value, bool) or not isinstance(value, int | float | str | AbsentCell):
            return False
    return labels > 0
