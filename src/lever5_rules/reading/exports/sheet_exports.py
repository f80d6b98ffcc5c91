"""Sheets of workbooks as exports: rows of text below a row of column names, wherever that is."""

from collections.abc import Iterable, Iterator, Sequence

from lever5_rules.core.places import Place
from lever5_rules.reading.privacy.refusals import head_word
from lever5_rules.reading.tables.sheets import Cell, cell_name, letters
from lever5_rules.reading.values.single_values import Bad

from .records import Columns

MOST_TITLE_ROWS = 60
"""Rows at the top of a sheet in which its heads are looked for."""
Numbered = Sequence[tuple[int, Sequence[Cell]]]


class SheetExport(Columns):
    """A sheet of another system, or one with its own column names.

    `title` is what messages call it. Its heads are the row, among the first, that has most of the
    given `heads`.
    """

    def __init__(self, path: str, title: str, rows: Numbered, heads: Iterable[str]) -> None:
        self.path = path
        self.title = title
        self.notes: list[str] = []
        head_words = set(map(head_word, heads))
        best, most = 0, -1
        for at, (_, cells) in enumerate(rows[:MOST_TITLE_ROWS]):
            matched = len(head_words & set(map(head_word, _format_cells(cells))))
            if matched > most:
                best, most = at, matched
        number, cells = rows[best] if rows else (1, ())
        super().__init__(_format_cells(cells), cell_name(title, 0, number), title)
        self._rows = rows[best + 1 :]

    def row_id(self, line: Place) -> str:
        """Return an id that distinguishes a row from those of other sheets."""
        stem = self.path.rpartition("/")[2].rpartition(".")[0]
        return f"{stem}-{head_word(self.title)}-{str(line).rpartition('!A')[2]}"

    def rows(self, heads: Sequence[str]) -> Iterator[tuple[Place, list[str] | str]]:
        """Yield, for each row with any wanted cell, its first cell's name and the wanted cells.

        As those of a file; a row in which a wanted cell cannot be read yields a sentence.
        """
        places = [self.place(head) for head in heads]
        for number, cells in self._rows:
            filled = [
                "" if place is None or place >= len(cells) else cells[place] for place in places
            ]
            if not any(map(_is_filled, filled)):
                continue
            line = cell_name(self.title, 0, number)
            if self._passes_over(line, cells):
                continue
            first_bad = next((at for at, cell in enumerate(filled) if isinstance(cell, Bad)), None)
            if first_bad is None:
                yield line, list(map(_format_cell, filled))
            else:
                place, cell = places[first_bad], filled[first_bad]
                message = cell.message if isinstance(cell, Bad) else ""
                yield line, f"the cell {letters(place or 0)}{number} {message}"


def _format_cells(cells: Iterable[Cell]) -> list[str]:
    return [cell.strip() if isinstance(cell, str) else "" for cell in cells]


def _format_cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell if isinstance(cell, str) else ""


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())
