"""The table of a survey: a row for each district, criterion and element, written as a stream."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import harmless
from lever5_rules.reports.formats.csv_report import guarded
from lever5_rules.support.output_files import filling

from .record import ROWS, Record
from .results import Results

DISTRICT = (
    *("bundle", "district_id", "district_name", "district_type", "region"),
    *("school_year", "as_of", "ruleset", "ruleset_version"),
)
COLUMNS = (*DISTRICT, *ROWS)
NUMBERS, TRUTHS = frozenset({"line"}), frozenset({"advisory"})
"""The columns that are not text."""
MOST_LETTERS = 2000
BATCH = 20_000
"""The rows of a row group of Parquet."""
Row = tuple[Any, ...]


def rows_of(results: Results) -> Iterator[Row]:
    """Yield the rows of the table, in the order of COLUMNS."""
    blank = dict.fromkeys(COLUMNS, "") | {"line": None, "advisory": None, "waived_until": None}
    for name, record, reason in results.each():
        if record is None:
            line = {**blank, "bundle": name, "record": "not judged", "message": reason}
            yield tuple(line.values())
            continue
        district = _district(name, record, results.region(record))
        for row in results.state.rows(name):
            yield (
                *district,
                *(blank[n] if cell is None else cell for n, cell in zip(ROWS, row, strict=True)),
            )


def _district(name: str, record: Record, region: str) -> Row:
    data = {**record, "bundle": name, "region": region}
    return tuple(data[head] for head in DISTRICT)


def write_table(results: Results, path: Path) -> None:
    """Write the table in the format that the ending of the file selects.

    Raises UsageError if it cannot be written; then an earlier file is as it was.
    """
    writer = FORMATS[path.suffix.lower()]
    with filling(path) as file:
        writer(results, file)


def _csv(results: Results, file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, "utf-8-sig", "replace", newline="", write_through=False)
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in rows_of(results):
        table.writerow([_cell(cell) for cell in row])
    text.flush()
    text.detach()


def _cell(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return _guarded(cell) if isinstance(cell, str) else cell


@lru_cache(maxsize=1 << 14)
def _guarded(cell: str) -> Any:
    return guarded(cell)


@lru_cache(maxsize=1 << 14)
def _harmless(cell: str) -> str:
    return harmless(cell, MOST_LETTERS)


def _plain(cell: Any) -> Any:
    return _harmless(cell) if isinstance(cell, str) else cell


def _json_lines(results: Results, file: BinaryIO) -> None:
    for row in rows_of(results):
        data = dict(zip(COLUMNS, map(_plain, row), strict=True))
        line = json.dumps(data, ensure_ascii=False) + "\n"
        file.write(line.encode("utf-8", "replace"))


def _parquet(results: Results, file: BinaryIO) -> None:
    parquet, arrow, schema = _arrow()
    with parquet.ParquetWriter(file, schema, compression="zstd") as out:
        rows = rows_of(results)
        while batch := list(islice(rows, BATCH)):
            columns = [list(map(_plain, column)) for column in zip(*batch, strict=True)]
            out.write_table(arrow.table(dict(zip(COLUMNS, columns, strict=True)), schema=schema))


def _arrow() -> tuple[Any, Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError(
            "Parquet needs pyarrow: pip install 'lever5-rules[parquet]'. Or write .csv or .jsonl."
        ) from None
    kinds = {**dict.fromkeys(NUMBERS, pyarrow.int32()), **dict.fromkeys(TRUTHS, pyarrow.bool_())}
    fields = [pyarrow.field(name, kinds.get(name, pyarrow.string())) for name in COLUMNS]
    return parquet, pyarrow, pyarrow.schema(fields)


def require_parquet() -> None:
    """Raise UsageError if Parquet cannot be written here."""
    _arrow()


FORMATS: dict[str, Callable[[Results, BinaryIO], None]] = {
    ".csv": _csv,
    ".jsonl": _json_lines,
    ".parquet": _parquet,
}
