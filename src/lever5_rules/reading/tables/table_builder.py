"""Streaming conversion of CSV files and sheets to columns; each distinct value is converted
once."""

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, cached_property, lru_cache, partial
from itertools import count, islice, repeat
from typing import Any, BinaryIO

from attrs import define, field
from cattrs import BaseConverter

from lever5_rules.artifacts.fields import FieldInfo, Text
from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.artifacts.tables import Column, Part, Table, packed
from lever5_rules.core.blanks import (
    BLANK,
    EMPTY_WORDS,
    PLACEHOLDER,
    SHEET_ERRORS,
    Mark,
    Problem,
    Severity,
)
from lever5_rules.core.budgets import USUAL
from lever5_rules.core.evidence import Source
from lever5_rules.core.lexicon import without_value
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Place, Pointer
from lever5_rules.core.synonyms import Words
from lever5_rules.core.text import counted, listing
from lever5_rules.reading.cannot_read import Unreadable, UnreadableValue
from lever5_rules.reading.privacy.refusals import (
    head_word,
    identifies_student,
    is_dropped,
    label,
    nameless,
    refusal,
)
from lever5_rules.reading.privacy.safe_text import named
from lever5_rules.reading.sources import CsvSource, SheetSource, TomlRowsSource
from lever5_rules.reading.structure import BLANKS, Structurer
from lever5_rules.reading.values.hints import Hints
from lever5_rules.reading.values.lengths import MINUTES, called_off, length_in
from lever5_rules.reading.values.optional_fields import left_blank, says_none
from lever5_rules.reading.values.single_values import (
    Bad,
    as_year,
    hook_of,
    mark_in,
    number_in,
    plausible,
    read_as,
    written_as,
)
from lever5_rules.reading.values.spelling import composed
from lever5_rules.reading.values.wording import Wording, of_list

from .columns import one_code_each
from .csv_rows import blocks, heads_of
from .csv_text import UNREADABLE, CsvText
from .misfits import Misfits, RepeatedIds
from .sheets import Cell, Sheet, cell_name, letters

MOST_TITLE_ROWS = 30
"""The most rows with titles and notes above the header row of a sheet."""


class _Broken:
    """Stands in every cell of a row that could not be read."""

    def __init__(self, problem: Problem) -> None:
        self.mark = Mark(Reason.UNREADABLE, problem)


class _Absent:
    """Stands in every cell of a column that a file does not have."""

    def __init__(self, problem: Problem) -> None:
        self.mark = Mark(Reason.BLANK_FIELD, problem)


class _Uses:
    """In which row each code of a column stands first, and in how many rows."""

    def __init__(self, codes: Sequence[int]) -> None:
        self._codes = codes

    @cached_property
    def first(self) -> Mapping[int, int]:
        if isinstance(self._codes, range):
            return dict(zip(self._codes, self._codes, strict=True))
        rows = range(len(self._codes) - 1, -1, -1)
        return dict(zip(reversed(self._codes), rows, strict=True))

    @cached_property
    def number(self) -> Mapping[int, int]:
        return Counter(self._codes)


@define(eq=False, repr=False, slots=False)
class _Typed:
    """A cell given as a TOML or Python value; equal only to the same value of the same type."""

    value: Any
    at: tuple[str | int, ...]
    key: tuple[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.key = (type(self.value).__name__, repr(self.value))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Typed) and self.key == other.key


class TableBuilder:
    """Collects the rows of one kind from all of its files."""

    def __init__(
        self,
        kind: KindInfo,
        problems: list[Problem],
        hints: Hints | None = None,
        most: int = USUAL.rows,
    ) -> None:
        self.kind = kind
        self._most = most
        self._problems = problems
        self._hints = hints or Hints()
        # Numbers for distinct values, given out as they are met.
        self._index: dict[str, defaultdict[Any, int]] = {
            name: defaultdict(count().__next__)
            for name, info in kind.fields.items()
            if not info.unique
        }
        self._codes = {name: array("I") for name in self._index}
        self._distinct: set[str] = set()
        self._unique: dict[str, list[Any]] = {
            name: [] for name, info in kind.fields.items() if info.unique
        }
        self._parts: list[Part] = []
        self._lost: list[Problem] = []
        self._size = 0
        self._edited = False

    def add_csv(self, path: str, raw: BinaryIO) -> str:
        """Read a CSV file; return its hash. Unreadable parts are recorded as lost."""
        text = CsvText(raw)
        breaks: list[tuple[int, int]] = []
        before = len(self._lost)
        self._parts.append(Part(CsvSource(path, breaks), self._size))
        try:
            self._read(path, text, breaks)
        except UNREADABLE as error:
            why = text.why(error)
            self._lose(path, why.place, str(why))
        for note in text.notes:
            self._problem(path, None, note, Severity.NOTE)
        return text.digest() if len(self._lost) > before else text.digest_as_read

    @property
    def size(self) -> int:
        """The number of rows so far."""
        return self._size

    @property
    def met(self) -> bool:
        """Whether there was any file of the kind; a sheet that nobody has filled in does not
        count."""
        return bool(self._parts or self._lost)

    def add_sheet(self, path: str, sheet: Sheet) -> bool:
        """Read a sheet, without titles above the header row and without empty rows.

        Returns whether any rows are left. Raises UnreadablePackage if the workbook is truncated,
        Unreadable if no row has the headers.
        """
        rows = iter(sheet.rows)
        heads, number = self._find_heads(rows)
        places = self._heads(path, heads, cell_name(sheet.title, 0, number))
        if places is None:
            return True
        breaks: list[tuple[int, int]] = []
        columns = {name: letters(place) for name, place in places.items()}
        source = SheetSource(path, sheet.title, columns, number, breaks)
        held: dict[str, list[Any]] = {name: [] for name in self.kind.fields}
        size, stray = 0, ""
        headless = {place for place, head in enumerate(heads) if not head.strip()}
        for line, cells in rows:
            known = {
                name: cells[place] if place < len(cells) else "" for name, place in places.items()
            }
            if not any(map(_is_not_blank, known.values())):
                continue
            _continue(breaks, size, line)
            size += 1
            if self._size + size > self._most:
                raise Unreadable(self._too_many, cell_name(sheet.title, 0, line))
            for name, cell in known.items():
                if isinstance(cell, Bad):
                    at = source.place_of((size - 1, name))
                    held[name].append(_Broken(self._problem(path, at, f"{name} {cell.message}")))
                else:
                    held[name].append(_as_text(cell))
            for place in headless & {
                place for place, cell in enumerate(cells) if _is_not_blank(cell)
            }:
                headless.remove(place)
                self._headless(path, cell_name(sheet.title, place, number), place)
            if not stray and len(cells) > len(heads) and _is_not_blank(cells[-1]):
                stray = cell_name(sheet.title, len(cells) - 1, line)
        if stray:
            message = "here and perhaps elsewhere a cell stands beside the table; it was not read."
            self._problem(path, stray, message, Severity.WARNING)
        if not size:
            return False
        self._parts.append(Part(source, self._size))
        for name, column in held.items():
            if name in places:
                self._put(name, column)
            else:
                at = cell_name(sheet.title, 0, number)
                self._put_absent(name, size, self._absent(path, name, at))
        self._size += size
        return True

    def _find_heads(self, rows: Iterator[tuple[int, Sequence[Cell]]]) -> tuple[list[str], int]:
        """Return the row that names most columns of the kind, within the first rows."""
        for number, cells in islice(rows, MOST_TITLE_ROWS):
            heads = [cell if isinstance(cell, str) else "" for cell in cells]
            known = sum(head_word(head) in self.kind.fields for head in heads)
            if known > 1 or (known and len(self.kind.fields) == 1):
                return heads, number
        raise Unreadable(
            f"none of its first {MOST_TITLE_ROWS} rows names the columns of {self.kind.name} "
            f"({listing(self.kind.fields, most=4)})."
        )

    def add_rows(self, source: Any, rows: Sequence[Any]) -> None:
        """Add rows given as TOML or Python mappings."""
        whole = TomlRowsSource(source)
        if self._size + len(rows) > self._most:
            self._lose(source.path, None, self._too_many)
            return
        self._parts.append(Part(whole, self._size))
        known = self.kind.fields
        unknown: dict[str, int] = {}
        held: list[dict[str, Any]] = []
        for number, row in enumerate(rows):
            if not isinstance(row, dict):
                self._lose(
                    source.path, whole.place_of((number,)), "a row is not a table of fields."
                )
                continue
            for name in row:
                if name not in known:
                    unknown.setdefault(name, number)
            held.append(row)
        for name, number in unknown.items():
            self._unknown(source.path, whole.place_of((number, name)), name)
            if identifies_student(name):
                self._refuse(source.path, name, "of one key")
                return
        for name in known:
            cells = [
                _Typed(row[name], (number, name)) if row.get(name) is not None else ""
                for number, row in enumerate(held)
            ]
            self._put(name, cells)
        self._size += len(held)

    def add_columns(
        self, source: Source, columns: Mapping[str, Sequence[str | Bad]], size: int
    ) -> None:
        """Add rows whose cells a reader has provided by field; an absent field is blank.

        A Bad that occurs in many cells is reported once.
        """
        if self._size + size > self._most:
            self._lose(source.path, None, self._too_many)
            return
        self._parts.append(Part(source, self._size))
        told: dict[Bad, _Broken] = {}
        for name in self.kind.fields:
            cells: list[Any] = []
            if not columns.get(name):
                self._put_absent(name, size, self._absent(source.path, name, None))
                continue
            for row, cell in enumerate(columns[name]):
                if isinstance(cell, Bad):
                    if cell not in told:
                        at = source.place_of((row, name))
                        told[cell] = _Broken(self._problem(source.path, at, cell.message))
                    cells.append(told[cell])
                else:
                    cells.append(cell)
            self._put(name, cells)
        self._size += size

    def lose(self, problem: Problem) -> None:
        """Record a file of this kind that could not be read."""
        self._lost.append(problem)

    def build(self, cells: BaseConverter, structurer: Structurer) -> Table:
        """Return the table, with each distinct value converted; the builder's rows are released."""
        if any(self._unique.values()):
            self._settle_duplicates()
        columns = {}
        for name, info in self.kind.fields.items():
            columns[name] = self._column(info, cells, structurer)
            (self._unique if info.unique else self._codes).pop(name)
        return Table(self.kind, columns, self._size, tuple(self._parts), tuple(self._lost))

    def _read(self, path: str, text: CsvText, breaks: list[tuple[int, int]]) -> None:
        lines = text.lines()
        found = heads_of(lines, text.separator)
        if found is None:
            raise Unreadable("it is empty; its first row should name the columns.", 1)
        heads, line = found[0], found[1] + text.declared
        places = self._heads(path, heads, line)
        if places is None:
            return
        width = len(heads)
        headless = [place for place, head in enumerate(heads) if not head.strip()]
        absent = [name for name in self.kind.fields if name not in places]
        lacking = {name: self._absent(path, name, line) for name in absent}
        probe = min(places.values())
        start = self._size
        for block in blocks(lines, width, line + 1, text.separator):
            cells: Sequence[Any] = block.columns
            if cells and "" not in cells[probe]:
                _continue(breaks, self._size - start, block.line)
            else:
                raw = block.rows or list(map(list, zip(*cells, strict=True)))
                rows = self._repair_rows(path, raw, width, block.line, breaks, start)
                cells = list(zip(*rows, strict=True)) if rows else [()] * width
            number = len(cells[0])
            for place in [one for one in headless if any(map(_is_filled_text, cells[one]))]:
                headless.remove(place)
                self._headless(path, line, place)
            for name, place in places.items():
                self._put(name, cells[place])
            for name in absent:
                self._put_absent(name, number, lacking[name])
            self._size += number
            if self._size > self._most:
                raise Unreadable(self._too_many, block.line)

    def _repair_rows(
        self,
        path: str,
        chunk: list[list[str]],
        width: int,
        line: int,
        breaks: list[tuple[int, int]],
        start: int,
    ) -> list[list[Any]]:
        """Return rows without empty ones; a row with too few or too many cells becomes broken."""
        rows: list[list[Any]] = []
        for row in chunk:
            first = line
            line += 1 + sum(cell.count("\n") or cell.count("\r") for cell in row)
            if not any(row):
                continue
            at = self._size - start + len(rows)
            _continue(breaks, at, first)
            while len(row) > width and not row[-1].strip():
                row.pop()
            if len(row) == width:
                rows.append(row)
                continue
            problem = self._problem(
                path,
                first,
                f"the row has {counted(len(row), 'cell')}, the heads {counted(width, 'column')}. "
                "Mend the row: one cell for each column.",
            )
            rows.append([_Broken(problem)] * width)
        return rows

    def _heads(self, path: str, heads: list[str], line: Place) -> dict[str, int] | None:
        """Return the positions of columns by name; None if the file is refused or no table of the
        kind."""
        places: dict[str, int] = {}
        dropped = []
        for place, head in enumerate(heads):
            word = head_word(head)
            if word in self.kind.fields:
                if word in places:
                    raise Unreadable(f"the column {word} stands twice. Remove one of them.", line)
                places[word] = place
            elif identifies_student(head):
                self._refuse(path, head, letters(place))
                return None
            elif is_dropped(head):
                dropped.append(word if nameless(head) else letters(place))
            elif head.strip():
                self._unknown(path, line, head, place)
        if not places:
            raise Unreadable(
                f"its first row names none of the columns of {self.kind.name} "
                f"({listing(self.kind.fields, most=4)}).",
                line,
            )
        if dropped:
            self._problem(
                path,
                line,
                f"columns dropped unread, as personal and not needed: {listing(dropped)}.",
                Severity.NOTE,
            )
        lacking = [
            name
            for name, info in self.kind.fields.items()
            if not info.optional and name not in places
        ]
        if lacking:
            self._problem(path, line, f"there is no column {listing(lacking)}.", Severity.WARNING)
        return places

    def _put(self, name: str, cells: Sequence[Any]) -> None:
        if name in self._unique:
            self._unique[name].extend(cells)
        else:
            self._codes[name].extend(map(self._index[name].__getitem__, cells))

    def _put_absent(self, name: str, number: int, cell: "str | _Absent") -> None:
        if name in self._unique:
            self._unique[name].extend(repeat(cell, number))
        else:
            self._codes[name].extend(repeat(self._index[name][cell], number))

    def _absent(self, path: str, name: str, place: Place | None) -> "str | _Absent":
        """Return the value for every row of a column that a file does not have.

        It is unknown there, unless the absence is declared to mean "none".
        """
        if self.kind.fields[name].absent_means_none:
            return ""
        return _Absent(Problem(Severity.WARNING, path, place, f"{path} has no column {name}."))

    def _column(self, info: FieldInfo, cells: BaseConverter, structurer: Structurer) -> Column:
        raw, codes = self._raw(info)
        wording, plan = structurer.wording, self.kind.family is Family.SCHEDULE
        worded = info.type is str and info.text is not Text.YEAR
        if worded and (joined := _joined(raw)) is not None:
            stripped = raw if _unspaced(joined) else list(map(str.strip, raw))
            if not joined.isascii():
                stripped = list(map(composed, stripped))
            broken = "#" in joined and not SHEET_ERRORS.isdisjoint(map(str.casefold, stripped))
            if not broken and wording.all_say_something(info, stripped, sets=plan):
                column = Column(info, stripped, codes, distinct=info.name in self._distinct)
                return column if info.unique else one_code_each(column)
        convert: Callable[[str], Any] = (
            partial(_text_value, wording, info, plan)
            if info.item is str
            else cell_value(cells, wording.words, info.type)
        )
        uses = _Uses(codes)
        misfits = Misfits(info, self._place_of, self._problem)
        values: list[Any] = []
        for code, one in enumerate(raw):
            if one.__class__ is _Typed:
                part = self._part(uses.first[code])
                values.append(structurer.cell(info, one.value, part.source, one.at, plan))
            elif one.__class__ is _Broken or one.__class__ is _Absent:
                values.append(one.mark)
            elif says_none(info, one):
                values.append(None)
            else:
                try:
                    value = of_list(plausible(convert(one), info.unit), sets=plan)
                except UnreadableValue as misfit:
                    value = self._second_reading(info, one, convert)
                    if value is None:
                        value = wording.other(info, one, sets=plan)
                    if value is None:
                        value = misfits.mark(one, misfit, uses.first[code], uses.number[code])
                if value.__class__ is Mark and value.reason in BLANKS:
                    value = left_blank(info, value)
                values.append(value)
        misfits.tell()
        values = [misfits.settled(value) for value in values]
        self._warn_blank(info, values, codes)
        marked = frozenset(code for code, one in enumerate(values) if one.__class__ is Mark)
        written = self._written(info, raw, values, uses)
        column = Column(info, values, codes, marked, written)
        return column if info.unique and info.type is str else one_code_each(column)

    def _raw(self, info: FieldInfo) -> tuple[Sequence[Any], Sequence[int]]:
        """Return the distinct cells of a column and the code of each row, without removed rows."""
        if info.unique:
            cells = self._unique[info.name]
            return cells, range(len(cells))
        raw, codes = list(self._index[info.name]), self._codes[info.name]
        if not self._edited:
            return raw, packed(codes, len(raw))
        used = {code: number for number, code in enumerate(dict.fromkeys(codes))}
        return [raw[code] for code in used], packed(map(used.__getitem__, codes), len(used))

    def _written(
        self, info: FieldInfo, raw: Sequence[Any], values: list[Any], uses: "_Uses"
    ) -> dict[int, str]:
        """Return the district's own words in a vocabulary column, noting each once."""
        written: dict[int, str] = {}
        if not (isinstance(info.item, type) and issubclass(info.item, StrEnum)):
            return written
        for code, (cell, value) in enumerate(zip(raw, values, strict=True)):
            if value is None or value.__class__ is Mark:
                continue
            said = cell.value if cell.__class__ is _Typed else cell
            if words := written_as(said, value):
                written[code] = words
                if cell.__class__ is _Typed:
                    continue  # noted when it was converted
                path, place = self._place_of(uses.first[code], info.name)
                note = read_as(info.name, words, value)
                self._problem(path, place, note, Severity.NOTE)
        return written

    def _second_reading(self, info: FieldInfo, raw: str, convert: Callable[[str], Any]) -> Any:
        """Return a number that was written with its unit, or a length as people write it, or
        None."""
        try:
            if info.unit == MINUTES:
                length = 0 if called_off(raw) else length_in(raw)
                if length is not None:
                    return plausible(length, info.unit)
            number = number_in(raw, info)
            return plausible(convert(number), info.unit) if number else None
        except UnreadableValue:
            return None

    def _settle_duplicates(self) -> None:
        """Remove repeated rows; where rows with the same id differ, neither cell is used."""
        drop: set[int] = set()
        for name, cells in self._unique.items():
            if len(set(cells)) == len(cells) and not _padded(cells):
                self._distinct.add(name)
                continue
            twice = RepeatedIds(name, self._place_of, self._problem)
            first: dict[Any, int] = {}
            for row, cell in enumerate(cells):
                said = cell.value if isinstance(cell, _Typed) else cell
                if isinstance(cell, _Broken | _Absent) or (
                    isinstance(said, str) and without_value(said) is not None
                ):
                    continue
                key = composed(cell.strip()) if isinstance(cell, str) else cell
                other = first.setdefault(key, row)
                if other == row:
                    continue
                same = all(codes[row] == codes[other] for codes in self._codes.values())
                twice.add(row, other, said, same=same)
                if same:
                    drop.add(row)
            for problem, pairs in twice.told():
                broken = _Broken(problem)
                for row, other in pairs:
                    self._break_differing(row, other, broken)
        if drop:
            self._drop(drop)

    def _break_differing(self, row: int, other: int, broken: _Broken) -> None:
        self._edited = True
        for column, codes in self._codes.items():
            if codes[row] != codes[other]:
                codes[row] = codes[other] = self._index[column][broken]

    def _drop(self, rows: set[int]) -> None:
        self._edited = True
        keep = [row for row in range(self._size) if row not in rows]
        for name, codes in self._codes.items():
            self._codes[name] = array("I", map(codes.__getitem__, keep))
        for name, cells in self._unique.items():
            self._unique[name] = [cells[row] for row in keep]
        parts = []
        for number, part in enumerate(self._parts):
            last = self._parts[number + 1].first if number + 1 < len(self._parts) else self._size
            mine = [row for row in keep if part.first <= row < last]
            first = sum(1 for row in keep if row < part.first)
            parts.append(Part(_Thinned(part.source, [row - part.first for row in mine]), first))
        self._parts, self._size = parts, len(keep)

    def _warn_blank(self, info: FieldInfo, values: list[Any], codes: Sequence[int]) -> None:
        """Report once for a required column in how many rows it is blank."""
        for marks, what in (((BLANK, PLACEHOLDER), "is blank"), (EMPTY_WORDS, "says nothing")):
            found = {
                code
                for code, value in enumerate(values)
                if value.__class__ is Mark and value in marks
            }
            rows = [row for row, code in enumerate(codes) if code in found] if found else []
            if rows and len(rows) < self._size:
                part = self._part(rows[0])
                place = part.source.place_of((rows[0] - part.first, info.name))
                message = f"{info.name} {what} in {counted(len(rows), 'row')}, first here."
                self._problem(part.source.path, place, message, Severity.WARNING)

    def _part(self, row: int) -> Part:
        return self._parts[bisect_right(self._parts, row, key=lambda part: part.first) - 1]

    def _place_of(self, row: int, column: str) -> tuple[str, Place | None]:
        """Return the file and the place of a cell."""
        part = self._part(row)
        return part.source.path, part.source.place_of((row - part.first, column))

    def _unknown(self, path: str, at: Place | None, head: str, place: int | None = None) -> None:
        hint = self._hints(head_word(head), self.kind.fields)
        otherwise = "a key" if place is None else f"the head of column {letters(place)}"
        label = named(head, otherwise)
        message = f"{label} is no column of {self.kind.name} and was not read.{hint}"
        if is_dropped(head):
            message = f"{label} is personal and not needed; it was dropped unread."
        self._problem(path, at, message, Severity.WARNING)

    def _headless(self, path: str, at: Place, place: int) -> None:
        message = f"column {letters(place)} has no head and was not read. Give it one."
        self._problem(path, at, message, Severity.WARNING)

    def _refuse(self, path: str, head: str, place: str) -> None:
        self._lose(
            path,
            1,
            f"the column {label(head, place)} {refusal(head)}. The file was not read; remove the "
            "column.",
        )

    @property
    def _too_many(self) -> str:
        return (
            f"there are more than {self._most:,} rows of {self.kind.name}. Leave out the rows of "
            "other school years, give a bundle for each part of the district, or raise the budget "
            "`rows`."
        )

    def _lose(self, path: str, place: Place | None, message: str) -> None:
        self._lost.append(self._problem(path, place, f"{path} cannot be read: {message}"))

    def _problem(
        self, path: str, place: Place | None, message: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        problem = Problem(severity, path, place, message)
        self._problems.append(problem)
        return problem


def _padded(cells: Sequence[Any]) -> bool:
    """Return whether a text could equal another one except for its blanks or accents."""
    texts, joined = cells, _joined(cells)
    if joined is None:
        texts = [cell for cell in cells if isinstance(cell, str)]
        joined = "".join(texts)
    spaced = not _unspaced(joined) and list(map(str.strip, texts)) != texts
    return spaced or not joined.isascii()


def _unspaced(text: str) -> bool:
    """Return whether a text contains no white space."""
    return text.split(maxsplit=1) == [text]


def _joined(cells: Sequence[Any]) -> str | None:
    """Return cells as one text, which is faster to search than each; None if one is not text."""
    try:
        return "".join(cells)
    except TypeError:
        return None


def _as_text(cell: str | bool) -> str:
    return cell if isinstance(cell, str) else "yes" if cell else "no"


def _is_not_blank(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True


def _is_filled_text(cell: object) -> bool:
    return isinstance(cell, str) and not cell.isspace() and cell != ""


def _continue(breaks: list[tuple[int, int]], row: int, line: int) -> None:
    """Record the line of a row if it does not follow from the recorded ones."""
    if not breaks or breaks[-1][1] + row - breaks[-1][0] != line:
        breaks.append((row, line))


def _text_value(wording: Wording, info: FieldInfo, plan: bool, raw: str) -> Any:
    """Return the value or mark of a cell with a text or a list of texts."""
    text = composed(raw.strip())
    if text.casefold() in SHEET_ERRORS:
        return PLACEHOLDER
    if not info.many:
        mark = wording.text(info, text, sets=plan)
        return as_year(info, text) if mark is None else mark
    found = wording.items(info, [one.strip() for one in text.split(";")], sets=plan)
    return found if isinstance(found, Mark) else tuple(dict.fromkeys(found))


@cache
def cell_value(cells: BaseConverter, words: Words, wanted: Any) -> Callable[[str], Any]:
    """Return the function that converts a cell to a type: to a value or mark.

    It may raise UnreadableValue. It caches results, because the same dates and words occur in many
    columns and bundles.
    """
    hook = hook_of(cells, wanted)
    closed = wanted if isinstance(wanted, type) and issubclass(wanted, StrEnum) else None

    @lru_cache(maxsize=1 << 15)
    def convert(raw: str) -> Any:
        text = composed(raw.strip())
        if text.casefold() in SHEET_ERRORS:
            return PLACEHOLDER
        mark = mark_in(words, closed, text)
        return mark if mark is BLANK or mark is PLACEHOLDER else hook(text, wanted)

    return convert


class _Thinned:
    """A source with some rows left out as duplicates."""

    def __init__(self, source: Source, rows: list[int]) -> None:
        self.path = source.path
        self._source = source
        self._rows = rows

    def place_of(self, pointer: Pointer) -> Place | None:
        if pointer and isinstance(pointer[0], int) and pointer[0] < len(self._rows):
            pointer = (self._rows[pointer[0]], *pointer[1:])
        return self._source.place_of(pointer)
