"""Unreadable cells of a table, reported briefly: equal problems are combined."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeAlias

from attrs import Factory, define

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.core.blanks import Mark, Problem, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Place, where
from lever5_rules.core.text import counted
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.privacy.refusals import head_word
from lever5_rules.reading.privacy.safe_text import echoed, quoted
from lever5_rules.reading.values.notes import note_other_form

PlaceOf: TypeAlias = Callable[[int, str], tuple[str, Place | None]]
Note: TypeAlias = Callable[[str, Place | None, str, Severity], Problem]
_TOTAL_WORDS = frozenset({"average", "grand_total", "subtotal", "sum", "total", "totals"})
_ZERO = re.compile(r"0(?:[.,]0*)?|0?0/0?0/(?:00|1900)")
EXAMPLES = 5
"""How many values of a column and file are reported individually; the others are counted."""


@define(eq=False, repr=False, slots=False)
class _FurtherValues:
    """The further unreadable values of a column and file."""

    place: Place | None
    misfit: UnreadableValue
    values: int = 0
    rows: int = 0
    mark: Mark | None = None


@define(eq=False, repr=False, slots=False)
class Misfits:
    """The unreadable values of one column."""

    info: FieldInfo
    place_of: PlaceOf
    note: Note
    _reported: dict[str, int] = Factory(dict)
    _further: dict[str, _FurtherValues] = Factory(dict)

    def mark(
        self, raw: str, misfit: UnreadableValue, row: int, times: int
    ) -> Mark | _FurtherValues:
        """Return what replaces an unreadable value, which first occurs in this row."""
        name = self.info.name
        path, place = self.place_of(row, name)
        if self._reported.get(path, 0) >= EXAMPLES:
            further = self._further.setdefault(path, _FurtherValues(place, misfit))
            further.values += 1
            further.rows += times
            return further
        self._reported[path] = self._reported.get(path, 0) + 1
        text = "" if self.info.person else f" is {echoed(raw.strip())};"
        also = f" ({counted(times - 1, 'more row')} with the same value.)" if times > 1 else ""
        message = f"{name}{text} {misfit}{_hint_at_totals(self.info, raw)}{also}"
        return Mark(Reason.UNREADABLE, self.note(path, place, message, Severity.ERROR))

    def report_further(self) -> None:
        """Report the number of values that were not reported individually."""
        for path, further in self._further.items():
            message = (
                f"{self.info.name}: {counted(further.values, 'more value')} in "
                f"{counted(further.rows, 'row')}, first here, cannot be read either; "
                f"{further.misfit}"
            )
            problem = self.note(path, further.place, message, Severity.ERROR)
            further.mark = Mark(Reason.UNREADABLE, problem)

    def resolve(self, value: Any) -> Any:
        """Return the value, or the mark for one that was counted among the further ones."""
        return value.mark if value.__class__ is _FurtherValues else value


@define(eq=False, repr=False, slots=False)
class OtherForms:
    """The values of one column that were read although written in another form; reported once a
    file.
    """

    info: FieldInfo
    place_of: PlaceOf
    note: Note
    _notes: dict[str, tuple[Place | None, str, list[int]]] = Factory(dict)

    def add(self, raw: str, value: Any, row: int, times: int) -> None:
        """Add a value that was read, which first occurs in this row."""
        if note := note_other_form(self.info, raw, value):
            path, place = self.place_of(row, self.info.name)
            self._notes.setdefault(path, (place, note, []))[2].append(times)

    def report(self) -> None:
        """Report each file once."""
        for path, (place, note, times) in self._notes.items():
            rows = sum(times)
            more = f" (So in {counted(rows, 'row')}, first here.)" if rows > 1 else ""
            self.note(path, place, f"{note}{more}", Severity.NOTE)


def _hint_at_totals(info: FieldInfo, raw: str) -> str:
    """Return a hint if a value shows that its row is not evidence, such as a row of totals."""
    word = head_word(raw)
    if word == info.name:
        return " The heads stand here once more; take the row out."
    if word in _TOTAL_WORDS:
        return " A row of totals is not evidence; take it out."
    if info.item is date and _ZERO.fullmatch(raw.strip()):
        return " A row of zeros comes of a formula that was filled down; take it out."
    return ""


@define(eq=False, repr=False, slots=False)
class _RepeatedRows:
    """Rows of one file whose ids already occur in another.

    In one group, either all of them have other contents, or none has.
    """

    first: tuple[int, int, Any]
    number: int = 0
    rows: list[tuple[int, int]] = Factory(list)


@define(eq=False, repr=False, slots=False)
class RepeatedIds:
    """Rows that share their id with an earlier row, grouped by the two files."""

    column: str
    place_of: PlaceOf
    note: Note
    _groups: dict[tuple[str, str, bool], _RepeatedRows] = Factory(dict)

    def add(self, row: int, other: int, value: Any, *, same: bool) -> None:
        """Add a row and the earlier one; `same` if their other contents need not be compared."""
        key = (self.place_of(row, self.column)[0], self.place_of(other, self.column)[0], same)
        group = self._groups.setdefault(key, _RepeatedRows((row, other, value)))
        group.number += 1
        if not same:
            group.rows.append((row, other))

    def report(self) -> Iterator[tuple[Problem, list[tuple[int, int]]]]:
        """Report each group once; yield the problem and the pairs of contradicting rows."""
        for (path, before, same), group in self._groups.items():
            row, other, value = group.first
            place, at = self.place_of(row, self.column)[1], self.place_of(other, self.column)[1]
            shown = f"{self.column} {quoted(value)}".rstrip()
            lead = f"{shown} stands already in {where(before, at)}"
            more = group.number - 1
            if same:
                also = f", and so are {counted(more, 'more row')} of this file" if more else ""
                message = f"{lead}; it is counted once{also}."
                self.note(path, place, message, Severity.WARNING)
                continue
            also = ""
            if more:
                also = f" So do {counted(more, 'more row')} of {path}."
            message = f"{lead}, with other contents.{also} Correct one of the two."
            yield self.note(path, place, message, Severity.ERROR), group.rows
