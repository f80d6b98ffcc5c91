"""CSV files to columns, streamed: a value is converted once however often it stands in a file."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache, partial
from itertools import count, islice, repeat
from typing import Any, BinaryIO

from attrs import define, field
from cattrs import BaseConverter

from lever5_rules.artifacts.kinds import Family, FieldInfo, KindInfo
from lever5_rules.artifacts.tables import Column, Part, Table
from lever5_rules.core.evidence import Source
from lever5_rules.core.lexicon import without_value
from lever5_rules.core.marks import BLANK, EMPTY_WORDS, PLACEHOLDER, Mark, Problem, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Place, Pointer, where
from lever5_rules.core.text import clipped, counted, did_you_mean, listing
from lever5_rules.core.words import Words

from .csv_rows import blocks, heads_of
from .csv_text import UNREADABLE, CsvText, Unreadable
from .echo import echoed, named, quoted
from .privacy import head_word, identifies_student, is_dropped, refusal
from .sheets import Cell, Sheet, cell_name, letters
from .sources import CsvSource, SheetSource, TomlRowsSource
from .structure import BLANKS, Structurer
from .values import Bad, Misfit, hook_of, mark_in, plausible, read_as, without_unit, written_as
from .wording import Wording

MOST_ROWS = 1_000_000
"""Rows of a kind; a large district logs a fifth of that in a year."""
MOST_TITLE_ROWS = 30
"""Titles and notes above the heads of a sheet."""


class _Broken:
    """Stands in every cell of a row that could not be read."""

    def __init__(self, problem: Problem) -> None:
        self.mark = Mark(Reason.UNREADABLE, problem)


@define(eq=False, repr=False, slots=False)
class _Typed:
    """A cell that was given as TOML or Python value; equal only to the same value and type."""

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
    """Gathers the rows of one kind from all of its files."""

    def __init__(self, kind: KindInfo, problems: list[Problem]) -> None:
        self.kind = kind
        self._problems = problems
        # Numbers for distinct values, given out as they are met.
        self._index: dict[str, defaultdict[Any, int]] = {
            name: defaultdict(count().__next__)
            for name, info in kind.fields.items()
            if not info.unique
        }
        self._codes: dict[str, list[int]] = {name: [] for name in self._index}
        self._unique: dict[str, list[Any]] = {
            name: [] for name, info in kind.fields.items() if info.unique
        }
        self._parts: list[Part] = []
        self._lost: list[Problem] = []
        self._size = 0
        self._edited = False

    def add_csv(self, path: str, raw: BinaryIO) -> str:
        """Reads a CSV file; returns its hash. What cannot be read is noted as lost."""
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
    def met(self) -> bool:
        """Whether there was anything of the kind: a sheet that nobody has filled in is nothing."""
        return bool(self._parts or self._lost)

    def add_sheet(self, path: str, sheet: Sheet) -> bool:
        """Reads a sheet: titles above the heads and rows in which nothing stands are passed over.
        Whether there is any other.

        Raises Refused where the workbook breaks off, Unreadable where no row has the heads.
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
        for line, cells in rows:
            known = {
                name: cells[place] if place < len(cells) else "" for name, place in places.items()
            }
            if not any(map(_said, known.values())):
                continue
            _continue(breaks, size, line)
            size += 1
            for name, cell in known.items():
                if isinstance(cell, Bad):
                    at = source.place_of((size - 1, name))
                    held[name].append(_Broken(self._problem(path, at, f"{name} {cell.message}")))
                else:
                    held[name].append(_as_text(cell))
            if not stray and len(cells) > len(heads) and _said(cells[-1]):
                stray = cell_name(sheet.title, len(cells) - 1, line)
        if stray:
            message = "here and perhaps elsewhere a cell stands beside the table; it was not read."
            self._problem(path, stray, message, Severity.WARNING)
        if not size:
            return False
        self._parts.append(Part(source, self._size))
        for name, column in held.items():
            self._put(name, column if name in places else [""] * size)
        self._size += size
        return True

    def _find_heads(self, rows: Iterator[tuple[int, Sequence[Cell]]]) -> tuple[list[str], int]:
        """The row that names most columns of the kind, within the first rows."""
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
        """Takes rows that were given as TOML or Python mappings."""
        whole = TomlRowsSource(source)
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
                self._refuse(source.path, name)
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
        """Takes rows of which a reader has written the cells by field; a field that is not there
        is blank. A Bad that stands in many cells is told once."""
        self._parts.append(Part(source, self._size))
        told: dict[Bad, _Broken] = {}
        for name in self.kind.fields:
            cells: list[Any] = []
            for row, cell in enumerate(columns.get(name) or [""] * size):
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
        """Notes a file of this kind that could not be read."""
        self._lost.append(problem)

    def build(self, cells: BaseConverter, structurer: Structurer) -> Table:
        """The table, with each distinct value converted."""
        if any(self._unique.values()):
            self._settle_duplicates()
        columns = {}
        for name, info in self.kind.fields.items():
            columns[name] = self._column(info, cells, structurer)
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
        absent = [name for name in self.kind.fields if name not in places]
        probe = min(places.values())
        start = self._size
        for block in blocks(lines, width, line + 1, text.separator):
            cells: Sequence[Any] = block.columns
            if cells and "" not in cells[probe]:
                _continue(breaks, self._size - start, block.line)
            else:
                raw = block.rows or list(map(list, zip(*cells, strict=True)))
                rows = self._mended(path, raw, width, block.line, breaks, start)
                cells = list(zip(*rows, strict=True)) if rows else [()] * width
            number = len(cells[0])
            for name, place in places.items():
                self._put(name, cells[place])
            for name in absent:
                self._put_blanks(name, number)
            self._size += number
            if self._size > MOST_ROWS:
                raise Unreadable(
                    f"there are more than {MOST_ROWS:,} rows of {self.kind.name}. Leave out the "
                    "rows of other school years, or give a bundle for each part of the district.",
                    block.line,
                )

    def _mended(
        self,
        path: str,
        chunk: list[list[str]],
        width: int,
        line: int,
        breaks: list[tuple[int, int]],
        start: int,
    ) -> list[list[Any]]:
        """Rows without the empty ones; a row with too few or too many cells becomes broken."""
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
        """Column names to places, or None where the file is refused or no table of the kind."""
        places: dict[str, int] = {}
        dropped = []
        for place, head in enumerate(heads):
            word = head_word(head)
            if word in self.kind.fields:
                if word in places:
                    raise Unreadable(f"the column {word} stands twice. Remove one of them.", line)
                places[word] = place
            elif identifies_student(head):
                self._refuse(path, head)
                return None
            elif is_dropped(head):
                dropped.append(word)
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

    def _put_blanks(self, name: str, number: int) -> None:
        if name in self._unique:
            self._unique[name].extend(repeat("", number))
        else:
            self._codes[name].extend(repeat(self._index[name][""], number))

    def _column(self, info: FieldInfo, cells: BaseConverter, structurer: Structurer) -> Column:
        if info.unique:
            raw: Sequence[Any] = self._unique[info.name]
            codes: Sequence[int] = range(len(raw))
        else:
            raw, codes = list(self._index[info.name]), self._codes[info.name]
        wording, plan = structurer.wording, self.kind.family is Family.SCHEDULE
        if info.type is str and {str}.issuperset(map(type, raw)):
            stripped = list(map(str.strip, raw))
            if all(wording.text(info, one, sets=plan) is None for one in stripped):
                return Column(info, stripped, codes)
        convert: Callable[[str], Any] = (
            partial(_text_value, wording, info, plan)
            if info.item is str
            else cell_value(cells, wording.words, info.type)
        )
        edited = self._edited
        values: list[Any] = []
        for code, one in enumerate(raw):
            if edited and code not in codes:
                values.append(None)
            elif one.__class__ is _Typed:
                part = self._part(codes.index(code))
                values.append(structurer.cell(info, one.value, part.source, one.at, plan))
            elif one.__class__ is _Broken:
                values.append(one.mark)
            else:
                try:
                    value = plausible(convert(one), info.unit)
                except Misfit as misfit:
                    value = self._second_reading(info, one, convert)
                    if value is None:
                        value = wording.other(info, one, sets=plan)
                    if value is None:
                        value = self._misfit(info, one, misfit, code, codes)
                if info.optional and value.__class__ is Mark and value.reason in BLANKS:
                    value = None
                values.append(value)
        self._warn_blank(info, values, codes)
        marked = frozenset(code for code, one in enumerate(values) if one.__class__ is Mark)
        return Column(info, values, codes, marked, self._written(info, raw, values, codes))

    def _written(
        self, info: FieldInfo, raw: Sequence[Any], values: list[Any], codes: Sequence[int]
    ) -> dict[int, str]:
        """The district's own words in a column of a vocabulary, each said once as a note."""
        written: dict[int, str] = {}
        if not (isinstance(info.item, type) and issubclass(info.item, StrEnum)):
            return written
        for code, (cell, value) in enumerate(zip(raw, values, strict=True)):
            if value is None or value.__class__ is Mark or value.__class__ is _Broken:
                continue
            said = cell.value if cell.__class__ is _Typed else cell
            if words := written_as(said, value):
                written[code] = words
                if cell.__class__ is _Typed:
                    continue  # noted where it was structured
                row = codes.index(code)
                part = self._part(row)
                place = part.source.place_of((row - part.first, info.name))
                note = read_as(info.name, words, value)
                self._problem(part.source.path, place, note, Severity.NOTE)
        return written

    def _second_reading(self, info: FieldInfo, raw: str, convert: Callable[[str], Any]) -> Any:
        """A number that was written with the unit of its column, or None."""
        number = without_unit(raw, info.unit)
        try:
            return plausible(convert(number), info.unit) if number else None
        except Misfit:
            return None

    def _misfit(
        self, info: FieldInfo, raw: str, misfit: Misfit, code: int, codes: Sequence[int]
    ) -> Mark:
        row = codes.index(code)
        part = self._part(row)
        said = "" if info.person else f" is {echoed(raw.strip())};"
        more = sum(1 for one in codes if one == code) - 1
        also = f" ({counted(more, 'more row')} with the same value.)" if more else ""
        place = part.source.place_of((row - part.first, info.name))
        problem = self._problem(part.source.path, place, f"{info.name}{said} {misfit}{also}")
        return Mark(Reason.UNREADABLE, problem)

    def _settle_duplicates(self) -> None:
        """Counts a row that stands twice once; rows that share an id and differ are broken."""
        drop: set[int] = set()
        for name, cells in self._unique.items():
            if len(set(cells)) == len(cells):
                continue
            first: dict[Any, int] = {}
            for row, cell in enumerate(cells):
                said = cell.value if isinstance(cell, _Typed) else cell
                if isinstance(cell, _Broken) or (
                    isinstance(said, str) and without_value(said) is not None
                ):
                    continue
                other = first.setdefault(cell, row)
                if other == row:
                    continue
                part, earlier = self._part(row), self._part(other)
                place = part.source.place_of((row - part.first, name))
                at = earlier.source.place_of((other - earlier.first, name))
                same = all(codes[row] == codes[other] for codes in self._codes.values())
                held = f"{name} {quoted(said)}".rstrip()
                lead = f"{held} stands already in {where(earlier.source.path, at)}"
                if same:
                    self._problem(
                        part.source.path, place, f"{lead}; it is counted once.", Severity.WARNING
                    )
                    drop.add(row)
                else:
                    message = f"{lead}, with other contents. Correct one of the two."
                    broken = _Broken(self._problem(part.source.path, place, message))
                    self._break(row, broken)
                    self._break(other, broken)
        if drop:
            self._drop(drop)

    def _break(self, row: int, broken: _Broken) -> None:
        self._edited = True
        for column, codes in self._codes.items():
            codes[row] = self._index[column][broken]
        for cells in self._unique.values():
            cells[row] = broken

    def _drop(self, rows: set[int]) -> None:
        self._edited = True
        keep = [row for row in range(self._size) if row not in rows]
        for name, codes in self._codes.items():
            self._codes[name] = [codes[row] for row in keep]
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
        """Says once for a required column in how many rows it is blank, or says nothing."""
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
        return next(part for part in reversed(self._parts) if part.first <= row)

    def _unknown(self, path: str, at: Place | None, head: str, place: int | None = None) -> None:
        hint = did_you_mean(head_word(head), self.kind.fields)
        otherwise = "a key" if place is None else f"the head of column {letters(place)}"
        label = named(head, otherwise)
        message = f"{label} is no column of {self.kind.name} and was not read.{hint}"
        if is_dropped(head):
            message = f"{label} is personal and not needed; it was dropped unread."
        self._problem(path, at, message, Severity.WARNING)

    def _refuse(self, path: str, head: str) -> None:
        self._lose(
            path,
            1,
            f"the column {clipped(head, 40)!r} {refusal(head)}. The file was not read; remove the "
            "column.",
        )

    def _lose(self, path: str, place: Place | None, message: str) -> None:
        self._lost.append(self._problem(path, place, f"{path} cannot be read: {message}"))

    def _problem(
        self, path: str, place: Place | None, message: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        problem = Problem(severity, path, place, message)
        self._problems.append(problem)
        return problem


def _as_text(cell: str | bool) -> str:
    return cell if isinstance(cell, str) else "yes" if cell else "no"


def _said(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True


def _continue(breaks: list[tuple[int, int]], row: int, line: int) -> None:
    """Notes on which line a row stands, where that does not follow from what is noted."""
    if not breaks or breaks[-1][1] + row - breaks[-1][0] != line:
        breaks.append((row, line))


def _text_value(wording: Wording, info: FieldInfo, plan: bool, raw: str) -> Any:
    """A cell of text, or of a list of texts: value or mark."""
    text = raw.strip()
    if not info.many:
        mark = wording.text(info, text, sets=plan)
        return text if mark is None else mark
    found = wording.items(info, [one.strip() for one in text.split(";")], sets=plan)
    return found if isinstance(found, Mark) else tuple(dict.fromkeys(found))


@cache
def cell_value(cells: BaseConverter, words: Words, wanted: Any) -> Callable[[str], Any]:
    """The conversion of a cell to a type: value or mark, or Misfit. What it has seen it keeps,
    since the same dates and words stand in many columns and in many bundles."""
    hook = hook_of(cells, wanted)
    closed = wanted if isinstance(wanted, type) and issubclass(wanted, StrEnum) else None

    @lru_cache(maxsize=1 << 15)
    def convert(raw: str) -> Any:
        text = raw.strip()
        mark = mark_in(words, closed, text)
        return mark if mark is BLANK or mark is PLACEHOLDER else hook(text, wanted)

    return convert


class _Thinned:
    """A source of which some rows were left out as duplicates."""

    def __init__(self, source: Source, rows: list[int]) -> None:
        self.path = source.path
        self._source = source
        self._rows = rows

    def place_of(self, pointer: Pointer) -> Place | None:
        if pointer and isinstance(pointer[0], int) and pointer[0] < len(self._rows):
            pointer = (self._rows[pointer[0]], *pointer[1:])
        return self._source.place_of(pointer)
