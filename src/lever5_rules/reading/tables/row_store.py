"""The cells of one kind's rows by column: each distinct cell once, and a code for each row."""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import chain, compress, count, repeat
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.tables import Part, packed
from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.budgets import USUAL
from lever5_rules.core.evidence import Source
from lever5_rules.core.lexicon import without_value
from lever5_rules.core.places import Place, Pointer, cell_in
from lever5_rules.core.years import SchoolYear
from lever5_rules.counting.checks import REFERRED_TO
from lever5_rules.counting.repeats import firsts, repeats
from lever5_rules.reading.problems import Problems
from lever5_rules.reading.values.hints import Hints
from lever5_rules.reading.values.spelling import composed

from .cell_values import AbsentCell, BrokenCell, is_padded, school_year_of, value_of
from .misfits import RepeatedIds
from .no_records import find_stand_in, is_hollow

FEW_CELLS = 1000
"""A column with no more distinct cells is looked through before any rows are."""
_OTHER = bytes.maketrans(b"\0\1", b"\1\0")


class RowStore:
    """The rows of one kind from all of its files, before their cells are converted."""

    def __init__(
        self, kind: KindInfo, problems: Problems, hints: Hints | None = None, most: int = USUAL.rows
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
        # The columns of ids in which no cell is repeated; known once duplicates are settled.
        self.distinct: set[str] = set()
        self._unique: dict[str, list[Any]] = {
            name: [] for name, info in kind.fields.items() if info.unique
        }
        self._parts: list[Part] = []
        self._lost: list[Problem] = []
        self._size = 0
        self._edited = False

    @property
    def size(self) -> int:
        """The number of rows so far."""
        return self._size

    @property
    def met(self) -> bool:
        """Whether there was any file of the kind; an empty sheet does not count."""
        return bool(self._parts or self._lost)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files with rows of the kind, each once, in the order in which they were read."""
        return tuple(dict.fromkeys(part.source.path for part in self._parts))

    @property
    def people(self) -> set[str]:
        """The ids in the columns of people, as they stand there."""
        person_columns = [name for name, info in self.kind.fields.items() if info.person]
        cells = chain.from_iterable(
            self._unique[name] if name in self._unique else self._index[name]
            for name in person_columns
        )
        return {cell.strip() for cell in map(value_of, cells) if isinstance(cell, str)}

    def lose(self, problem: Problem) -> None:
        """Record a file of this kind that could not be read."""
        self._lost.append(problem)

    def _append_cells(self, name: str, cells: Sequence[Any]) -> None:
        if name in self._unique:
            self._unique[name].extend(cells)
        else:
            self._codes[name].fromlist(list(map(self._index[name].__getitem__, cells)))

    def _append_absent(self, name: str, number: int, cell: "str | AbsentCell") -> None:
        if name in self._unique:
            self._unique[name].extend(repeat(cell, number))
        else:
            self._codes[name].extend(repeat(self._index[name][cell], number))

    def _make_absent(self, path: str, name: str, place: Place | None) -> "str | AbsentCell":
        """Return the value for every row of a column that a file does not have.

        It is unknown there, unless the absence is declared to mean "none".
        """
        if self.kind.fields[name].absent_means_none:
            return ""
        return AbsentCell(Problem(Severity.WARNING, path, place, f"{path} has no column {name}."))

    def distinct_cells(self, info: FieldInfo) -> tuple[Sequence[Any], Sequence[int]]:
        """Return the distinct cells of a column and the code of each row, without removed rows."""
        if info.unique:
            cells = self._unique[info.name]
            return cells, range(len(cells))
        raw, codes = list(self._index[info.name]), self._codes[info.name]
        if not self._edited:
            return raw, packed(codes, len(raw))
        used = {code: number for number, code in enumerate(dict.fromkeys(codes))}
        return [raw[code] for code in used], packed(map(used.__getitem__, codes), len(used))

    def _pass_over_no_records(self) -> None:
        """Remove rows that are certainly no record, such as totals, and tell each."""
        suspects = self._find_hollow_rows()
        drop = bytearray(self._size)
        raw = {name: list(index) for name, index in self._index.items()} if suspects else {}
        for row in suspects:
            known = [(name, cells[row]) for name, cells in self._unique.items()]
            known += [(name, raw[name][self._codes[name][row]]) for name in raw]
            if why := find_stand_in(known, self.kind.fields):
                drop[row] = 1
                path, place = self.place_of(row, next(iter(self.kind.fields)))
                self.report_problem(path, place, why, Severity.NOTE)
        if any(drop):
            self._drop_rows(drop)

    def _find_hollow_rows(self) -> Sequence[int]:
        """Return the rows that say nothing in any column but those of ids.

        In most tables a column such as the date says something in every row, and then no row is
        looked at.
        """
        columns = sorted(self._index.items(), key=lambda column: len(column[1]))
        for name, index in columns:
            if len(index) <= FEW_CELLS and not any(is_hollow(name, cell) for cell in index):
                return ()
        rows: Sequence[int] = range(self._size)
        for name, index in columns:
            cells, codes = list(index), self._codes[name]
            fewer_rows = len(rows) < len(cells)
            codes_left = set(map(codes.__getitem__, rows)) if fewer_rows else range(len(cells))
            hollow = {code for code in codes_left if is_hollow(name, cells[code])}
            if len(hollow) < len(codes_left):
                are_hollow = map(hollow.__contains__, map(codes.__getitem__, rows))
                rows = array("I", compress(rows, are_hollow))
        return rows

    def _resolve_duplicates(self) -> None:
        """Remove repeated rows; where rows with the same id differ, neither cell is used."""
        drop = bytearray(self._size)
        for name, cells in self._unique.items():
            if len(set(cells)) == len(cells) and not is_padded(cells):
                self.distinct.add(name)
                continue
            repeated = RepeatedIds(name, self.place_of, self.report_problem)
            rows = array("I", (row for row, cell in enumerate(cells) if _has_id(cell)))
            first = array("I", range(self._size))
            for key in self._make_keys(name):
                for row, other in firsts(rows, key):
                    first[row] = min(first[row], other)
            for row in repeats(first):
                same = all(codes[row] == codes[first[row]] for codes in self._codes.values())
                repeated.add(row, first[row], value_of(cells[row]), same=same)
                drop[row] |= same
            for problem, pairs in repeated.report():
                broken = BrokenCell(problem)
                for row, other in pairs:
                    self._break_differing(row, other, broken)
        if any(drop):
            self._drop_rows(drop)

    def _make_keys(self, name: str) -> list[Callable[[int], Hashable]]:
        """Return functions for the keys that must be unique.

        It is the id within a school year. If nothing refers to it, it is the id within a file, or
        within a campus too, because each campus may number the rows of its own file.
        """
        cells, find_year = self._unique[name], self._make_year_finder()
        campuses = self._codes.get("campus_id")

        def read_text(row: int) -> Hashable:
            cell = cells[row]
            return composed(cell.strip()) if isinstance(cell, str) else cell

        if name in REFERRED_TO or campuses is None or len(self._parts) < 2:
            return [lambda row: (read_text(row), find_year(row))]
        starts = [part.first for part in self._parts]
        return [
            lambda row: (read_text(row), find_year(row), bisect_right(starts, row)),
            lambda row: (read_text(row), find_year(row), campuses[row]),
        ]

    def _make_year_finder(self) -> Callable[[int], SchoolYear | None]:
        """Return a function for the school year of a row; if its cell does not give it, that of
        most rows."""
        name = self.kind.dated_by or self.kind.year_by
        if name not in self._codes:
            return lambda row: None
        codes = self._codes[name]
        years = [school_year_of(cell) for cell in self._index[name]]
        given = Counter(years[code] for code in codes if years[code] is not None)
        usual_year = given.most_common(1)[0][0] if given else None
        return lambda row: years[codes[row]] or usual_year

    def _break_differing(self, row: int, other: int, broken: BrokenCell) -> None:
        self._edited = True
        for column, codes in self._codes.items():
            if codes[row] != codes[other]:
                codes[row] = codes[other] = self._index[column][broken]

    def _drop_rows(self, rows: bytearray) -> None:
        """Remove the rows that have a 1."""
        self._edited = True
        flags = rows.translate(_OTHER)
        keep = array("I", compress(range(self._size), flags))
        for name, codes in self._codes.items():
            self._codes[name] = array("I", compress(codes, flags))
        for name, cells in self._unique.items():
            self._unique[name] = list(compress(cells, flags))
        begins = [bisect_left(keep, part.first) for part in self._parts]
        parts = []
        for part, first, last in zip(self._parts, begins, [*begins[1:], len(keep)], strict=True):
            part_rows = array("I", (row - part.first for row in keep[first:last]))
            parts.append(Part(ThinnedSource(part.source, part_rows), first))
        self._parts, self._size = parts, len(keep)

    def part_of(self, row: int) -> Part:
        return self._parts[bisect_right(self._parts, row, key=lambda part: part.first) - 1]

    def place_of(self, row: int, column: str) -> tuple[str, Place | None]:
        """Return the file and the place of a cell."""
        part = self.part_of(row)
        return part.source.path, part.source.place_of((row - part.first, column))

    def _report_lost(self, path: str, place: Place | None, message: str) -> None:
        sheet = (cell_in(place) or "").rpartition("!")[0]
        what = f"the sheet {sheet}" if sheet else path
        self._lost.append(self.report_problem(path, place, f"{what} cannot be read: {message}"))

    def report_problem(
        self, path: str, place: Place | None, message: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        return self._problems.report(path, place, message, severity)


def _has_id(cell: Any) -> bool:
    """Return whether a cell of ids has any."""
    if isinstance(cell, BrokenCell | AbsentCell):
        return False
    value = value_of(cell)
    return not isinstance(value, str) or without_value(value) is None


class ThinnedSource:
    """A source with some rows left out as duplicates."""

    def __init__(self, source: Source, rows: Sequence[int]) -> None:
        self.path = source.path
        self._source = source
        self._rows = rows

    def place_of(self, pointer: Pointer) -> Place | None:
        if pointer and isinstance(pointer[0], int) and pointer[0] < len(self._rows):
            pointer = (self._rows[pointer[0]], *pointer[1:])
        return self._source.place_of(pointer)
