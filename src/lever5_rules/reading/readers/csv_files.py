"""CSV files named after their kind."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.blanks import Severity
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.calendars.day_list_heads import MOST_TITLE_ROWS, is_day_list
from lever5_rules.reading.cannot_read import Unreadable
from lever5_rules.reading.intake import Intake, kind_of_name
from lever5_rules.reading.reader import by_ending, digest_of
from lever5_rules.reading.tables.sheets import Sheet

from .sheet_kinds import kind_by_heads

SCHOOL = "instructional_calendar"
MOST_BYTES = 4 << 20
"""Of a calendar of events; a longer file is a table of days."""
FIRST_BYTES = 1 << 16
"""In which the heads of a table stand."""


def read(file: RawFile, intake: Intake) -> None:
    """Read one CSV file."""
    kind = intake.kind_of_file(file.path)
    if kind is None or not kind.table:
        note_unknown_table(file.path, digest_of(file), intake, _find_kind_by_heads(file, intake))
        return
    if kind.name == SCHOOL and _read_events(file, kind, intake):
        return
    before = len(intake.problems)
    with file.open() as raw:
        digest = intake.table(kind).add_csv(file.path, raw)
    is_lost = any(
        problem.severity is Severity.ERROR and "cannot be read" in problem.message
        for problem in intake.problems[before:]
    )
    intake.note(file.path, kind.name, digest, "unreadable" if is_lost else "read")


def _find_kind_by_heads(file: RawFile, intake: Intake) -> str:
    """Return the kind whose column names a table of another name has, or an empty text."""
    try:
        rows = list(islice(_read_rows(file, FIRST_BYTES), MOST_TITLE_ROWS))
    except csv.Error:
        return ""
    if is_day_list(rows):
        return SCHOOL
    sheet = Sheet(file.path, hidden=False, rows=iter(rows))
    return kind_by_heads(sheet, list_table_kinds(intake))[1] or ""


def list_table_kinds(intake: Intake) -> dict[str, KindInfo]:
    """Return the kinds that are tables."""
    return {name: kind for name, kind in intake.kinds.items() if kind.table}


def _read_rows(file: RawFile, most: int) -> Iterator[tuple[int, list[str]]]:
    """Return the rows at the beginning of a file, each with its line. Raises csv.Error."""
    with file.open() as raw:
        content = raw.read(most)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    separator = "\t" if file.path.lower().endswith(".tsv") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    return ((reader.line_num, cells) for cells in reader)


def _read_events(file: RawFile, kind: KindInfo, intake: Intake) -> bool:
    """Read a short list of the events of a school year; False if the file is not such a list."""
    with file.open() as raw:
        if len(raw.read(MOST_BYTES + 1)) > MOST_BYTES:
            return False
    numbered = _read_rows(file, MOST_BYTES)
    try:
        rows = list(islice(numbered, MOST_TITLE_ROWS))
        if not is_day_list(rows):
            return False
        rows += numbered
    except csv.Error:
        return False
    from lever5_rules.reading.calendars.day_lists import add_day_list

    status = "read"
    try:
        if not add_day_list(file.path, lambda _, line: line, rows, intake, kind):
            status = "empty"
    except Unreadable as error:
        status = "unreadable"
        intake.lose(kind.name, file.path, error.place, f"{file.path} cannot be read: {error}")
    intake.note(file.path, kind.name, digest_of(file), status)
    return True


def note_unknown_table(path: str, digest: str, intake: Intake, likely_kind: str = "") -> None:
    """Note a table whose name matches no kind; `likely_kind` is that of which it has the heads."""
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    name = kind_of_name(path, intake.kinds)
    if name is not None:
        message = f"{path} was not read: {name} is a document; give it as {name}.toml."
    else:
        message = f"{path} was not read: its name is not a kind of table."
        if likely_kind:
            message += (
                f" It has the heads of {likely_kind}: name it {likely_kind}.{ending.lower()}."
            )
        else:
            message += intake.hints(stem, list_table_kinds(intake))
    intake.lose(name, path, None, message)
    intake.note(path, name, digest, "unknown")


READER = by_ending("csv", (".csv", ".tsv"), read)
