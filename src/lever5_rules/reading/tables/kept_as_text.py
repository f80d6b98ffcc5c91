"""Cells of a CSV file that a program wrote so that a spreadsheet keeps them as text.

`="0042"` is a formula that gives the text inside. An apostrophe before a value says the same, and
some programs write it into the file.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import Factory, define

from lever5_rules.artifacts.fields import FieldInfo, Text
from lever5_rules.core.text import counted

from .cell_values import joined_text

_FORMULA = re.compile(r'\s*=\s*"((?:[^"]|"")*)"\s*')
_MARKED = re.compile(r"\s*['\u2019](?=[\w+-])([^'\u2019]*)")


@define(eq=False, repr=False, slots=False)
class TextCells:
    """Reads such cells of one file, and knows in which column there were any."""

    _first_rows: dict[str, int] = Factory(dict)
    _counts: dict[str, int] = Factory(dict)

    def read(self, info: FieldInfo, cells: Sequence[Any], row: int) -> Sequence[Any]:
        """Return the cells of a column with the text inside; `row` is the number of the first."""
        joined = joined_text(cells)
        if joined is not None:
            marked = not _is_prose(info) and ("'" in joined or "\u2019" in joined)
            if not marked and not ("=" in joined and '"' in joined):
                return cells
        inside = [_find_text(info, cell) for cell in cells]
        changed = [number for number, text in enumerate(inside) if text is not None]
        if not changed:
            return cells
        self._first_rows.setdefault(info.name, row + changed[0])
        self._counts[info.name] = self._counts.get(info.name, 0) + len(changed)
        return [cell if text is None else text for cell, text in zip(cells, inside, strict=True)]

    def notes(self) -> Iterator[tuple[int, str, str]]:
        """Yield, for each column with such cells, the first row, the column and a note."""
        for name, row in self._first_rows.items():
            number = self._counts[name]
            more = f" (So in {counted(number, 'row')}, first here.)" if number > 1 else ""
            message = (
                f'{name}: written as ="..." or behind an apostrophe, as for a spreadsheet that is '
                f"to keep it as text; the text inside was read.{more}"
            )
            yield row, name, message


def _is_prose(info: FieldInfo) -> bool:
    """Return whether a column holds ids or words of any kind."""
    return info.item is str and info.text is not Text.YEAR


def _find_text(info: FieldInfo, cell: Any) -> str | None:
    """Return the text inside a cell that is written so; None for any other cell."""
    if not isinstance(cell, str):
        return None
    if match := _FORMULA.fullmatch(cell):
        return match[1].replace('""', '"')
    # Ids are found with such an apostrophe too, and in prose it may belong to a word.
    match = None if _is_prose(info) else _MARKED.fullmatch(cell)
    return match[1] if match else None
