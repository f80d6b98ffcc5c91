"""The rows of a CSV text in blocks, as columns wherever a block is plain.

Most exports contain no quotation marks. Such a block is split at once as a whole, which gives its
columns in a third of the time needed to read and transpose its rows; other blocks are read row by
row with the csv module.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TextIO

CHARACTERS = 1 << 14
"""So much is split at once: little enough to stay in the cache of a processor."""


class Block(NamedTuple):
    """Rows that follow each other, the first of them on `line`.

    `columns` where every row stands on a line of its own and has as many cells as there are
    heads; else `rows` as they stand. `plain` if no cell can be written as text for a spreadsheet:
    the block has neither quotation marks nor apostrophes.
    """

    line: int
    columns: Sequence[Sequence[str]]
    rows: list[list[str]]
    plain: bool = False


def read_heads(lines: Iterator[str], separator: str = ",") -> tuple[list[str], int] | None:
    """Return the first non-empty row and its last line; None if there is none. Raises csv.Error."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    for heads in reader:
        if any(head.strip() for head in heads):
            return heads, reader.line_num
    return None


def read_blocks(text: TextIO, width: int, line: int, separator: str = ",") -> Iterator[Block]:
    """Yield the blocks after the header row: `width` columns, from `line` on. Raises csv.Error."""
    longest = csv.field_size_limit()
    while block := text.read(CHARACTERS) + text.readline():
        columns = _split_columns(block, width, separator) if len(block) <= longest else ()
        if columns:
            yield Block(line, columns, [], plain="'" not in block and "\u2019" not in block)
            line += len(columns[0])
            continue
        lines = list(io.StringIO(block, newline=""))
        # Without `strict`, a quotation mark that is never closed swallows all rows below it.
        reader = csv.reader(chain(lines, text), delimiter=separator, strict=True)
        rows: list[list[str]] = []
        while reader.line_num < len(lines) and (row := next(reader, None)) is not None:
            rows.append(row)
        regular = reader.line_num == len(rows) and set(map(len, rows)) == {width}
        yield Block(line, list(zip(*rows, strict=True)) if regular else (), rows)
        line += reader.line_num


def _split_columns(text: str, width: int, separator: str) -> Sequence[Sequence[str]]:
    """Return the columns of complete lines; empty if the csv module must read them."""
    if width < 2 or '"' in text:
        return ()
    text = text.replace("\r\n", "\n").removesuffix("\n")
    if "\r" in text:
        return ()
    # The break of a line as a cell of its own: all lines are alike if it always stands last.
    cells = f"{text}\n".replace("\n", f"{separator}\n{separator}").split(separator)
    cells.pop()
    lines = text.count("\n") + 1
    if len(cells) != lines * (width + 1) or cells[width :: width + 1].count("\n") != lines:
        return ()
    return [cells[place :: width + 1] for place in range(width)]
