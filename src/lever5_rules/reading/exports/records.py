"""Exports of other systems as rows of text: CSV, or a JSON list with dotted column names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import Any

from lever5_rules.core.places import Place, Pointer
from lever5_rules.core.text import clipped, counted
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import Unreadable, utf8_text
from lever5_rules.reading.privacy.refusals import head_word
from lever5_rules.reading.tables.csv_text import UNREADABLE, CsvText
from lever5_rules.reading.tables.no_records import find_stand_in, is_hollow

ENDINGS = (".csv", ".tsv", ".json")
MOST_JSON = 32 << 20
MOST_HEADS = 2_000
PEEK = 50
"""The number of records of a JSON list that are examined to identify it."""
_GAP = re.compile(r"[\s,]*")


class Columns:
    """The columns of an export by their heads; case, spaces and punctuation are ignored.

    For messages, `top` is the place of the heads, and `whole` that of a part of a file.
    `passed_over` says why rows that were read are certainly no record, by their places.
    """

    def __init__(self, heads: Sequence[str], top: Place, whole: Place | None = None) -> None:
        self.heads = tuple(heads)
        self.top = top
        self.whole = whole
        self.passed_over: dict[Place, str] = {}
        self._words = tuple(map(head_word, self.heads))
        self._places: dict[str, list[int]] = {}
        for place, head in enumerate(self.heads):
            for form in {head, self._words[place]}:
                self._places.setdefault(form, []).append(place)

    def has(self, head: str) -> bool:
        """Return whether the column exists."""
        return head in self._places or head_word(head) in self._places

    def place(self, head: str) -> int | None:
        """Return where a column is, or None. Raises Unreadable if it occurs twice."""
        places = self._places.get(head) or self._places.get(head_word(head)) or []
        if len(places) > 1:
            text = f"the column {clipped(head, 40)} stands twice. Remove one of them."
            raise Unreadable(text, self.top)
        return places[0] if places else None

    def _passes_over(self, at: Place, cells: Sequence[Any]) -> bool:
        """Return whether a row is certainly no record; it is recorded."""
        pairs = list(zip_longest(self._words, cells, fillvalue=""))
        first = next((pair for pair in pairs if pair[1] != ""), ("", ""))
        # The first cell of most rows says that they are records.
        why = find_stand_in(pairs, {}) if is_hollow(*first) else ""
        if why:
            self.passed_over[at] = why
        return bool(why)


class Export(Columns):
    """One file of another system.

    `heads` are its columns. Those of a JSON list are the keys of its records, nested ones with dots
    (`teacher._id`), list items with their index (`reviewers.0.id`); with `peek`, only of its first
    records.

    Raises Unreadable if it has no columns, OSError if it cannot be read.
    """

    def __init__(self, file: RawFile, *, peek: bool = False) -> None:
        self.path = file.path
        self.notes: list[str] = []
        self._file = file
        self._json = file.path.lower().endswith(".json")
        if self._json:
            first_records = islice(self._read_records(), PEEK if peek else None)
            heads = list(dict.fromkeys(head for _, record in first_records for head in record))
        else:
            heads = list(map(str.strip, next(self._read_csv(), (1, []))[1]))
        if not any(heads):
            raise Unreadable("it is empty; its first row should name the columns.", 1)
        super().__init__(heads, 1)

    def row_id(self, line: Place) -> str:
        """Return an id that distinguishes a row from those of other files."""
        return f"{self.path.rpartition('/')[2].rpartition('.')[0]}-{line}"

    def rows(self, heads: Sequence[str]) -> Iterator[tuple[Place, list[str] | str]]:
        """Yield, for each non-empty row, its line and the cells of the wanted columns.

        A faulty row yields a sentence in place of its cells. A column that does not exist is blank.
        Raises Unreadable if the file is truncated, or a column occurs twice.
        """
        places = [self.place(head) for head in heads]
        if self._json:
            names = [None if place is None else self.heads[place] for place in places]
            for line, record in self._read_records():
                yield line, ["" if name is None else record.get(name, "") for name in names]
            return
        width = len(self.heads)
        for line, row in islice(self._read_csv(), 1, None):
            while len(row) > width and not row[-1].strip():
                row.pop()
            if self._passes_over(line, row):
                continue
            if len(row) == width:
                yield line, ["" if place is None else row[place] for place in places]
            else:
                yield (
                    line,
                    (
                        f"the row has {counted(len(row), 'cell')}, the heads "
                        f"{counted(width, 'column')}. Mend the row: one cell for each column."
                    ),
                )

    def _read_csv(self) -> Iterator[tuple[int, list[str]]]:
        with self._file.open() as raw:
            text = CsvText(raw)
            self.notes = text.notes
            try:
                yield from text.numbered()
            except UNREADABLE as error:
                raise text.explain(error) from None

    def _read_records(self) -> Iterator[tuple[int, dict[str, str]]]:
        with self._file.open() as raw:
            content = raw.read(MOST_JSON + 1)
        if len(content) > MOST_JSON:
            raise Unreadable(f"it is larger than {MOST_JSON >> 20} MB. Export it as CSV.")
        yield from _read_list(utf8_text(content))


def _read_list(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the objects of a JSON list, each with the line on which it begins."""
    import json

    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    at = _skip_gap(text, 0)
    if text[at : at + 1] != "[":
        raise Unreadable("it is not a JSON list of records: it should begin with [.", 1)
    at, line, counted = _skip_gap(text, at + 1), 1, 0
    while text[at : at + 1] != "]":
        line += text.count("\n", counted, at)
        counted = at
        try:
            record, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            if not text[at:].strip():
                raise Unreadable("it breaks off: its list is never closed by ].", line) from None
            raise Unreadable(
                f"it is not JSON that can be read ({error.msg}).", error.lineno
            ) from None
        except (RecursionError, ValueError) as error:
            what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            raise Unreadable(f"it cannot be understood: {clipped(what, 80)}.", line) from None
        if not isinstance(record, dict):
            raise Unreadable("what stands here is not a record in curly brackets.", line)
        flat = _flatten(record)
        if len(flat) > MOST_HEADS:
            raise Unreadable(f"this record has more than {MOST_HEADS} fields.", line)
        yield line, flat
        at = _skip_gap(text, end)


def _skip_gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def _flatten(record: Mapping[str, Any]) -> dict[str, str]:
    """Return a record with dotted keys; a list of plain values is joined with semicolons."""
    flat: dict[str, str] = {}
    waiting: list[tuple[Pointer, Any]] = [((), record)]
    while waiting and len(flat) <= MOST_HEADS:
        at, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*at, key), item) for key, item in reversed(value.items())]
        elif isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
            waiting += [((*at, number), item) for number, item in reversed([*enumerate(value)])]
        else:
            flat[".".join(map(str, at))] = _format_value(value)
    return flat


def _format_value(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(filter(None, map(_format_value, value)))
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
