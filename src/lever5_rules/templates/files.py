"""A bundle as TOML and CSV files: documents in TOML, tables in CSV or under `[[rows]]`."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomli_w

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.reading.bundles.bundle import PROFILE_FILE
from lever5_rules.support.output_files import new_folder, put

from .cells import as_text
from .content import PROFILE, Content

DOCUMENTS, RECORDS = "documents", "records"
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_UNFIT = re.compile(r"[^a-z0-9_-]+")


def place_of(kind: KindInfo, ending: str = "") -> str:
    """Return the usual path of a file of a kind: `records/meeting_log.csv`."""
    if kind.name == PROFILE:
        return PROFILE_FILE
    folder = RECORDS if kind.table else DOCUMENTS
    return f"{folder}/{kind.name}{ending or (kind.table and '.csv') or '.toml'}"


def files_of(
    kinds: Mapping[str, KindInfo], content: Content, *, toml_tables: bool = False
) -> dict[str, bytes]:
    """Return the files of a bundle by path; a table is CSV unless cells cannot express its
    values."""
    files: dict[str, bytes] = {}
    for name, documents in content.documents.items():
        kind = kinds[name]
        for number, document in enumerate(documents, start=1):
            path = place_of(kind)
            if len(documents) > 1:
                word = _UNFIT.sub("-", str(document.get("artifact_id") or number).lower())
                path = path.replace(".toml", f"-{word.strip('-') or number}.toml")
            if path in files:
                path = path.replace(".toml", f"-{number}.toml")
            files[path] = document_text(kind, document).encode()
    for name, rows in content.rows.items():
        kind = kinds[name]
        fits = all(map(_fits_cells, rows))
        if not fits or (toml_tables and name not in content.absent):
            table = {"kind": name, "rows": [_in_order(row, kind.fields) for row in rows]}
            files[place_of(kind, ".toml")] = tomli_w.dumps(table).encode()
        else:
            files[place_of(kind)] = table_text(content.present(kind), rows)
    return files


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder. Raises UsageError if that fails; then no folder is left."""
    with new_folder(path) as folder:
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new zip; the same files give the same bytes. Raises UsageError if that
    fails."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    put(path, packed.getvalue(), new=True)


def document_text(kind: KindInfo, document: Mapping[str, Any]) -> str:
    """Return a document as TOML: its own fields first, then tables and lists of tables."""
    ordered = _in_order(document, kind.fields)
    tables = {name: value for name, value in ordered.items() if _is_table(value)}
    plain = {name: value for name, value in ordered.items() if name not in tables}
    return tomli_w.dumps({"kind": kind.name, **plain, **tables}, multiline_strings=False)


def table_text(kind: KindInfo, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return a table as CSV, with every column of the kind.

    If it contains characters beyond ASCII, it starts with the byte order mark that Excel needs for
    UTF-8.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(kind.fields)
    for row in rows:
        writer.writerow([as_text(row[name]) if name in row else "" for name in kind.fields])
    text = buffer.getvalue()
    return text.encode("utf-8" if text.isascii() else "utf-8-sig")


def _fits_cells(row: Mapping[str, Any]) -> bool:
    """Return whether a row can be written as text cells without changing its values."""
    for value in row.values():
        many = value if isinstance(value, list) else (value,)
        if any(isinstance(item, (dict, list)) for item in many):
            return False
        if isinstance(value, list) and any(";" in str(item) for item in value):
            return False
    return True


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


def _in_order(record: Mapping[str, Any], fields: Mapping[str, FieldInfo]) -> dict[str, Any]:
    """Return values in the order in which their fields are declared, also within items."""
    ordered = {}
    for name, info in fields.items():
        if name not in record:
            continue
        value = record[name]
        if info.nested and isinstance(value, dict):
            value = _in_order(value, item_fields(info.item))
        elif info.nested and isinstance(value, list):
            inner = item_fields(info.item)
            value = [_in_order(item, inner) if isinstance(item, dict) else item for item in value]
        ordered[name] = value
    return ordered
