"""Files in a format of a plugin's own, each with rows of one kind."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import TypeAlias

from lever5_rules.artifacts.kinds import KindInfo, declared_kind
from lever5_rules.core.errors import RuleError
from lever5_rules.core.text import with_article
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import Unreadable, utf8_text
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.reader import Reader, by_ending
from lever5_rules.reading.sources import LinesSource

Rows: TypeAlias = Iterable[tuple[int, Mapping[str, str]]]
"""The line of each row, and its cells by field of the kind."""


def rows_reader(
    name: str, endings: tuple[str, ...], kind: type, rows: Callable[[str], Rows]
) -> Reader:
    """Return a reader of files with these endings, each of which holds rows of a table kind.

    `rows` receives the text of a file (UTF-8). Cells are text and are read like those of a CSV
    file; an omitted field is blank. If `rows` raises Unreadable, the file is listed as unreadable
    with that sentence and line, and none of its rows count.

    Raises RuleError if the kind is not a table.
    """
    info = declared_kind(kind)
    if not info.table:
        raise RuleError(f"The reader {name} gives rows, and {info.name} is a document.")

    def read(file: RawFile, intake: Intake) -> None:
        with file.open() as raw:
            content = raw.read()
        digest = sha256(content).hexdigest()
        try:
            read_rows = [
                _validate_row(name, info, line, row) for line, row in rows(utf8_text(content))
            ]
        except Unreadable as error:
            intake.lose(info.name, file.path, error.place, f"{file.path} cannot be read: {error}")
            intake.note(file.path, info.name, digest, "unreadable")
            return
        source = LinesSource(file.path, [line for line, _ in read_rows])
        cells = {field: [row.get(field, "") for _, row in read_rows] for field in info.fields}
        intake.table(info).add_columns(source, cells, len(read_rows))
        intake.note(file.path, info.name, digest, "read")

    return by_ending(name, endings, read)


def _validate_row(
    reader: str, kind: KindInfo, line: object, row: Mapping[str, object]
) -> tuple[int, dict[str, str]]:
    """Return a validated row. Raises Unreadable if its reader returned something else."""
    if type(line) is not int or line < 1:
        described = line if isinstance(line, int) else with_article(type(line).__name__)
        raise Unreadable(
            f"the reader {reader} gives {described} as line; lines are counted from 1."
        )
    cells = {}
    for field, cell in row.items():
        if field not in kind.fields:
            raise Unreadable(f"the reader {reader} gives {field}, which {kind.name} has not.", line)
        if not isinstance(cell, str):
            described = with_article(type(cell).__name__)
            raise Unreadable(f"the reader {reader} gives {described} as {field}, not text.", line)
        cells[field] = cell
    return line, cells
