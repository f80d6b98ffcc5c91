"""Conversion of a column's cells to values; what cannot be read becomes a mark."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from cattrs import BaseConverter

from lever5_rules.artifacts.fields import FieldInfo, Text, type_in_words
from lever5_rules.artifacts.kinds import Family
from lever5_rules.artifacts.needed import is_needed
from lever5_rules.artifacts.tables import Column
from lever5_rules.core.blanks import BLANK, EMPTY_WORDS, PLACEHOLDER, SHEET_ERRORS, Mark, Severity
from lever5_rules.core.text import counted
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.structure import BLANKS, Structurer
from lever5_rules.reading.values.called_off import event_words
from lever5_rules.reading.values.dates import has_day_first, require_not_in_figures
from lever5_rules.reading.values.lengths import MINUTES, read_length
from lever5_rules.reading.values.notes import is_other_form
from lever5_rules.reading.values.optional_fields import drop_blank, says_none
from lever5_rules.reading.values.single_values import (
    Pending,
    find_answer,
    find_own_words,
    list_vocabulary,
    note_synonyms,
    require_fitting,
)
from lever5_rules.reading.values.spelling import composed
from lever5_rules.reading.values.units import read_number, require_plausible
from lever5_rules.reading.values.wording import of_list

from .cell_values import (
    AbsentCell,
    BrokenCell,
    TypedCell,
    cell_value,
    is_unspaced,
    joined_text,
    text_value,
)
from .columns import unify_codes
from .misfits import Misfits, OtherForms
from .row_store import RowStore


class _CodeRows:
    """In which row each code of a column stands first, and in how many rows."""

    def __init__(self, codes: Sequence[int]) -> None:
        self._codes = codes

    @cached_property
    def first_rows(self) -> Mapping[int, int]:
        if isinstance(self._codes, range):
            return dict(zip(self._codes, self._codes, strict=True))
        rows = range(len(self._codes) - 1, -1, -1)
        return dict(zip(reversed(self._codes), rows, strict=True))

    @cached_property
    def row_counts(self) -> Mapping[int, int]:
        return Counter(self._codes)


class ColumnBuilder:
    """Converts the columns of a store, each distinct cell once."""

    def __init__(
        self,
        rows: RowStore,
        cells: BaseConverter,
        structurer: Structurer,
        date_order: str | None = None,
    ) -> None:
        self._rows = rows
        self._cells = cells
        self._structurer = structurer
        self._date_order = date_order

    def column(self, info: FieldInfo) -> Column:
        """Return the column of a field."""
        rows, structurer = self._rows, self._structurer
        raw, codes = rows.distinct_cells(info)
        wording, plan = structurer.wording, rows.kind.family is Family.SCHEDULE
        worded = info.type is str and info.text is not Text.YEAR
        if worded and (joined := joined_text(raw)) is not None:
            stripped = raw if is_unspaced(joined) else list(map(str.strip, raw))
            if not joined.isascii():
                stripped = list(map(composed, stripped))
            broken = "#" in joined and not SHEET_ERRORS.isdisjoint(map(str.casefold, stripped))
            if not broken and wording.all_say_something(info, stripped, sets=plan):
                column = Column(info, stripped, codes, distinct=info.name in rows.distinct)
                return column if info.unique else unify_codes(column)
        convert: Callable[[str], Any] = (
            partial(text_value, wording, info, plan)
            if info.item is str
            else cell_value(self._cells, wording.words, info.type)
        )
        if info.item is date and self._date_order is None and any(map(_has_day_first, raw)):
            convert = partial(_convert_unambiguous, convert)
        if info.answers:
            convert = partial(_convert_answer, info, convert)
        code_rows = _CodeRows(codes)
        misfits = Misfits(info, rows.place_of, rows.report_problem)
        rewritten = OtherForms(info, rows.place_of, rows.report_problem)
        may_be_rewritten = info.item in (date, bool, int, float)
        values: list[Any] = []
        beside: dict[int, tuple[Any, ...]] = {}
        for code, cell in enumerate(raw):
            if cell.__class__ is TypedCell:
                part = rows.part_of(code_rows.first_rows[code])
                value = structurer.cell(info, cell.value, part.source, cell.at, plan)
                if other := structurer.alternatives.pop(cell.at, None):
                    beside[code], value = value, other[1]
                values.append(value)
            elif cell.__class__ is BrokenCell or cell.__class__ is AbsentCell:
                values.append(cell.mark)
            elif says_none(info, cell):
                values.append(None)
            else:
                try:
                    value = of_list(require_fitting(info, cell, convert(cell)), sets=plan)
                    if value.__class__ is Pending:
                        beside[code], value = value.beside, value.mark
                except UnreadableValue as misfit:
                    value = self._read_with_unit(info, cell, convert)
                    if value is None:
                        value = wording.other(info, cell, sets=plan)
                    if value is None:
                        value = misfits.mark(
                            cell, misfit, code_rows.first_rows[code], code_rows.row_counts[code]
                        )
                        if misfit.beside:
                            beside[code] = misfit.beside
                if value.__class__ is Mark and value.reason in BLANKS:
                    value = drop_blank(info, value)
                elif may_be_rewritten and is_other_form(cell, value):
                    rewritten.add(
                        cell, value, code_rows.first_rows[code], code_rows.row_counts[code]
                    )
                values.append(value)
        misfits.report_further()
        rewritten.report()
        values = [misfits.resolve(value) for value in values]
        self._warn_blank(info, values, codes)
        written = self._note_own_words(info, raw, values, code_rows)
        alternatives = {}
        for code, known in beside.items():
            if values[code].__class__ is Mark:
                alternatives[code] = (list_vocabulary(info), values[code])
            values[code] = known
        marked = frozenset(code for code, cell in enumerate(values) if cell.__class__ is Mark)
        column = Column(info, values, codes, marked, written, alternatives)
        return column if info.unique and info.type is str else unify_codes(column)

    def _read_with_unit(self, info: FieldInfo, raw: str, convert: Callable[[str], Any]) -> Any:
        """Return a number that was written with its unit, or a length as people write it, or
        None."""
        try:
            if info.unit.startswith(MINUTES):
                length = read_length(raw)
                if length is None and event_words(self._structurer.wording.words).call_off(raw):
                    length = 0
                if length is not None:
                    return require_plausible(length, info.unit)
            number = read_number(raw, info)
            return require_plausible(convert(number), info.unit) if number else None
        except UnreadableValue:
            return None

    def _note_own_words(
        self, info: FieldInfo, raw: Sequence[Any], values: list[Any], code_rows: "_CodeRows"
    ) -> dict[int, str]:
        """Return the district's own words in a vocabulary column, noting each once."""
        written: dict[int, str] = {}
        if info.vocabulary is None:
            return written
        for code, (cell, value) in enumerate(zip(raw, values, strict=True)):
            if value is None or value.__class__ is Mark:
                continue
            text = cell.value if cell.__class__ is TypedCell else cell
            if words := find_own_words(text, value):
                written[code] = words
                if cell.__class__ is TypedCell:
                    continue  # noted when it was converted
                path, place = self._rows.place_of(code_rows.first_rows[code], info.name)
                note = note_synonyms(info.name, text, value)
                self._rows.report_problem(path, place, note, Severity.NOTE)
        return written

    def _warn_blank(self, info: FieldInfo, values: list[Any], codes: Sequence[int]) -> None:
        """Report once for a required column in how many rows it is blank."""
        for marks, what in (
            ((BLANK,), "is blank"),
            ((PLACEHOLDER,), "holds a placeholder such as TBD or x"),
            (EMPTY_WORDS, "says nothing"),
        ):
            blank = {
                code
                for code, value in enumerate(values)
                if value.__class__ is Mark and value in marks
            }
            rows = [row for row, code in enumerate(codes) if code in blank] if blank else []
            is_whole = len(rows) == self._rows.size
            if rows and (not is_whole or is_needed(self._rows.kind, info)):
                part = self._rows.part_of(rows[0])
                place = part.source.place_of((rows[0] - part.first, info.name))
                times = (
                    f"all {counted(len(rows), 'row')}" if is_whole else counted(len(rows), "row")
                )
                times = "its only row" if is_whole and len(rows) == 1 else f"{times}, first here"
                form = f" {type_in_words(info).capitalize()} is expected."
                if info.item is bool:
                    form += " An x may mean either: write yes or no."
                message = f"{info.name} {what} in {times}.{'' if BLANK in marks else form}"
                self._rows.report_problem(part.source.path, place, message, Severity.WARNING)


def _has_day_first(raw: Any) -> bool:
    return isinstance(raw, str) and has_day_first(raw)


def _convert_answer(info: FieldInfo, convert: Callable[[str], Any], raw: str) -> Any:
    answer = find_answer(info, raw)
    return convert(raw) if answer is None else answer


def _convert_unambiguous(convert: Callable[[str], Any], raw: str) -> Any:
    require_not_in_figures(raw)
    return convert(raw)
