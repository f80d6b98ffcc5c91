"""TOML files: a document, or the rows of a table under [[rows]]."""

import re
import sys
from hashlib import sha256
from typing import Any

import tomli

from lever5_rules.core.places import Place
from lever5_rules.core.text import clipped, listing
from lever5_rules.reading.bundles.bundle import MAPPING_SUFFIX
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import Unreadable, utf8_text
from lever5_rules.reading.intake import Intake, kind_of_name
from lever5_rules.reading.positions import line_of_long_number
from lever5_rules.reading.privacy.safe_text import named as repeated
from lever5_rules.reading.reader import by_ending
from lever5_rules.reading.sources import MemorySource, TomlRowsSource, TomlSource
from lever5_rules.reading.values.single_values import MOST_DIGITS

MOST_BYTES = 1_500_000
"""The largest file that is parsed; parsed data takes a hundred times the memory of its text."""
_KIND_LINE = re.compile(r"^[ \t]*kind[ \t]*=[ \t]*[\"']([a-z0-9_]+)[\"']", re.MULTILINE)
_KEY_ERRORS = (
    "Cannot declare",
    "Cannot mutate immutable namespace",
    "Cannot redefine namespace",
    "Duplicate inline table key",
)
"""The beginnings of parser errors about repeated keys."""


def read(file: RawFile, intake: Intake) -> None:
    """Read one TOML file."""
    with file.open() as raw:
        content = raw.read(MOST_BYTES + 1)
    digest = sha256(content).hexdigest()
    if len(content) > MOST_BYTES:
        message = f"it is larger than {MOST_BYTES / 1e6:g} MB. Give a large table as CSV."
        _note_unparsed(file, intake, content, digest, None, message)
        return
    try:
        text = utf8_text(content).replace("\r\n", "\n")
    except Unreadable as error:
        _note_unparsed(file, intake, content, digest, error.place, str(error))
        return
    if not text.strip():
        _note_unparsed(file, intake, content, digest, None, "it is empty.")
        return
    try:
        data = tomli.loads(text)
    except (RecursionError, ValueError, OverflowError) as error:
        _note_unparsed(file, intake, content, digest, *explain(error, text))
        return
    take_object(file.path, data, TomlSource(file.path, text), digest, intake)


def _note_unparsed(
    file: RawFile, intake: Intake, content: bytes, digest: str, line: Place | None, message: str
) -> None:
    """Note a TOML file that does not parse; its kind is inferred from its text and name."""
    match = _KIND_LINE.search(content[:65536].decode("utf-8", "replace"))
    kind = match.group(1) if match and match.group(1) in intake.kinds else None
    kind = kind or kind_of_name(file.path, intake.kinds)
    intake.lose(kind, file.path, line, f"{file.path} cannot be read: {message}")
    intake.note(file.path, kind, digest, "unreadable")


def take_object(
    path: str, data: dict[str, Any], source: TomlSource | MemorySource, digest: str, intake: Intake
) -> None:
    """Read the contents of a TOML file, or an equivalent object in memory."""
    kind_name = data.get("kind")
    if kind_name is None:
        kind_name = kind_of_name(path, intake.kinds)
    kind = intake.kinds.get(kind_name) if isinstance(kind_name, str) else None
    if kind is None:
        text = f"kind is {repeated(kind_name)}" if kind_name is not None else "it has no kind"
        hint = intake.hints(str(kind_name or path), intake.kinds)
        if kind_name == "mapping":
            hint = f" Give a mapping file a name that ends with {MAPPING_SUFFIX}."
        intake.lose(None, path, source.place_of(("kind",)), f"{path} was not read: {text}.{hint}")
        intake.note(path, None, digest, "unknown")
        return
    status = "read"
    if not kind.table:
        intake.add_document(kind, data, source)
    else:
        rows = data.get("rows")
        extra = [key for key in data if key not in ("kind", "rows")]
        if isinstance(rows, list) and not extra:
            intake.table(kind).add_rows(TomlRowsSource(source), rows)
        else:
            shown = listing(map(repeated, extra))
            what = f"it holds {shown} beside its rows" if extra else "it has no rows"
            message = f"{path} cannot be read: {what}; write each row under [[rows]]."
            intake.lose(kind.name, path, None, message)
            status = "unreadable"
    intake.note(path, kind.name, digest, status)


def explain(error: Exception, text: str) -> tuple[int | None, str]:
    """Return line and message for what parsing a text has raised."""
    if isinstance(error, tomli.TOMLDecodeError):
        return _describe_parse_error(error, text)
    if isinstance(error, RecursionError):
        return None, "it is nested too deeply."
    # The only thing that the parser leaves to Python: a number of thousands of digits.
    line = line_of_long_number(text, sys.get_int_max_str_digits() or MOST_DIGITS)
    return line, f"a number of at most {MOST_DIGITS} digits is expected."


def _describe_parse_error(error: tomli.TOMLDecodeError, text: str) -> tuple[int | None, str]:
    """Return line and message for a parser error, with the key on the offending line."""
    what = error.msg.rstrip(".")
    for start in filter(what.startswith, _KEY_ERRORS):
        what = f"{start} a key{' twice' if what.endswith(' twice') else ''}"
    lines = text.split("\n")
    if error.pos >= len(text):
        return len(lines), f"{clipped(what, 120)} at the end of the file."
    line, column = error.lineno, error.colno
    key, equals, _ = lines[line - 1].partition("=") if line <= len(lines) else ("", "", "")
    excerpt = f", at {repeated(key.strip(), 'a key')}" if equals else ""
    return line, f"{clipped(what, 120)} in column {column}{excerpt}."


READER = by_ending("toml", (".toml",), read)
