"""Files of a form that only their reader knows, each of which holds rows of one kind."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import TypeAlias

from lever5_rules.artifacts.kinds import declared_kind
from lever5_rules.core.errors import RuleError
from lever5_rules.core.text import listing

from .bundle import RawFile
from .csv_text import Unreadable
from .intake import Intake
from .readers import Reader, by_ending
from .sources import LinesSource

Rows: TypeAlias = Iterable[tuple[int, Mapping[str, str]]]
"""The line on which each row stands, and its cells by the field of the kind."""


def rows_reader(
    name: str, endings: tuple[str, ...], kind: type, rows: Callable[[str], Rows]
) -> Reader:
    """A reader of files whose names end so, each of which holds rows of a table kind.

    `rows` is given the text of a file (UTF-8). Cells are text and are read as those of a CSV file
    are; a field that is left out is blank. Where `rows` raises Unreadable, the file is listed as
    unreadable with that sentence and line, and nothing of it counts.

    Raises RuleError where the kind is no table.
    """
    info = declared_kind(kind)
    if not info.table:
        raise RuleError(f"The reader {name} gives rows, and {info.name} is a document.")

    def read(file: RawFile, intake: Intake) -> None:
        with file.open() as raw:
            content = raw.read()
        digest = sha256(content).hexdigest()
        try:
            held = list(rows(_text(content)))
            if unknown := {field for _, row in held for field in row} - info.fields.keys():
                named = listing(sorted(unknown))
                raise Unreadable(f"the reader {name} gives {named}, which {info.name} has not.")
        except Unreadable as error:
            intake.lose(info.name, file.path, error.place, f"{file.path} cannot be read: {error}")
            intake.note(file.path, info.name, digest, "unreadable")
            return
        source = LinesSource(file.path, [line for line, _ in held])
        cells = {field: [row.get(field, "") for _, row in held] for field in info.fields}
        intake.table(info).add_columns(source, cells, len(held))
        intake.note(file.path, info.name, digest, "read")

    return by_ending(name, endings, read)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable("it is not UTF-8 text. Save it as UTF-8.", line) from None
