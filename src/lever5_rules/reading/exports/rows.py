"""Exports of other systems, read through mapping files of the bundle, the library or a plugin."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.blanks import Severity
from lever5_rules.core.synonyms import plain
from lever5_rules.core.text import counted, listing
from lever5_rules.reading.cannot_read import NamesAmongIds, Unreadable
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.mappings.mapping import LOOK_UPS, WITHOUT_COLUMN, Condition, Recipe
from lever5_rules.reading.mappings.mapping import Mapping as MappingFile
from lever5_rules.reading.privacy.refusals import (
    STUDENTS_AND_FAMILIES,
    identifies_student,
    label,
    names_a_person,
)
from lever5_rules.reading.privacy.safe_text import quoted
from lever5_rules.reading.sources import LinesSource
from lever5_rules.reading.tables.sheets import letters
from lever5_rules.reading.values.single_values import Bad

from .cells import CampusNumbers, Days, plain_cell
from .people import People
from .records import Export
from .sheet_exports import SheetExport

Cell: TypeAlias = str | Bad
MOST_VALUES = 6
"""The most values that are listed for rows left out."""
CellMaker: TypeAlias = Callable[[Sequence[str]], Cell]
"""A function that makes the cell of a field from the cells of a row, in the order they are read."""


Rows: TypeAlias = Export | SheetExport
"""What a mapping reads: a file, or a sheet of a workbook."""


def add_export(
    open_export: Callable[[], Rows], path: str, name: str, mapping: MappingFile, intake: Intake
) -> bool:
    """Add the rows of an export to the table that a mapping fills; return whether it was readable.

    `name` is what messages call it. Problems are reported on the way.
    """
    kind = mapping.kind

    def lose(message: str, place: Any = None) -> bool:
        intake.lose(kind.name, path, place, f"{name} cannot be read: {message}")
        return False

    try:
        export = open_export()
        if refusal := _find_refusal(export, mapping):
            return lose(refusal, export.top)
        columns = [condition.column for condition in mapping.only]
        if absent := [column for column in columns if not export.has(column)]:
            return lose(
                f"the mapping {mapping.path} asks for {listing(absent)} in [rows], which is not a "
                "column here, so nobody knows which rows count.",
                export.top,
            )
        for note in export.notes:
            intake.problem(path, export.whole, note, Severity.NOTE)
        rows = _RowReader(export, mapping, intake)
        try:
            rows.read()
        except NamesAmongIds as error:
            return lose(
                f"{error} holds names or e-mail addresses where ids are expected. Let lever5 "
                "pseudonymize put keyed ids in their place first."
            )
    except Unreadable as error:
        return lose(str(error), error.place)
    _report_export(export, mapping, rows, intake)
    table = intake.table(kind)
    source = LinesSource(path, rows.lines, export.top)
    table.add_columns(source, rows.cells, len(rows.lines))
    return True


def _find_refusal(export: Rows, mapping: MappingFile) -> str:
    for place, head in enumerate(export.heads):
        if identifies_student(head):
            return (
                f"the column {label(head, letters(place))} identifies students, which no check "
                "needs and no bundle may hold. The file was not read; remove the column."
            )
    for keyed, column in mapping.pseudonyms.items():
        if export.has(column) and not export.has(keyed):
            return (
                f"the column {column!r} holds names, and names are not ids. Let lever5 "
                f"pseudonymize put keyed ids in their place, in a column {keyed!r}, and take the "
                "names out."
            )
    return ""


def _report_export(export: Rows, mapping: MappingFile, rows: "_RowReader", intake: Intake) -> None:
    """Report how the export was read."""
    path = export.path
    note = f"it was read as {mapping.kind.name} through the mapping {mapping.path}."
    intake.problem(path, export.whole, note, Severity.NOTE)
    lacking = [head for head in mapping.heads_needed() if not export.has(head)]
    if lacking:
        message = (
            f"the mapping {mapping.path} reads {listing(lacking)}, which is not a column here."
        )
        intake.problem(path, export.top, message, Severity.WARNING)
    if mapping.absent:
        names = listing(info.name for info in mapping.absent)
        message = f"the mapping {mapping.path} has nothing for {names}, so no row has it."
        intake.problem(path, export.whole, message, Severity.WARNING)
    for place, why in export.passed_over.items():
        intake.problem(path, place, why, Severity.NOTE)
    for why, number in rows.left_out.items():
        examples = list(filter(None, map(quoted, rows.said_there.get(why, ()))))
        also = f" What stands there is, among others, {listing(examples)}." if examples else ""
        message = f"{counted(number, 'row')} did not count: {why}.{also}"
        intake.problem(path, export.whole, message, Severity.NOTE)


def _make_unknown(name: str, recipe: Recipe, export: Rows) -> Bad | None:
    """Return the cell for a field that the export does not have, or None if it has it.

    It must not be taken for blank: a blank date of feedback means that there was none.
    """
    if recipe.how == "unknown":
        return Bad(f"{name} is not known: {recipe.heads[0]}")
    if any(map(export.has, recipe.heads)):
        return None
    return Bad(f"{name} is not known: the export has no column {listing(recipe.heads)}.")


class _RowReader:
    """The rows of one export as cells of the fields of a kind."""

    def __init__(self, export: Rows, mapping: MappingFile, intake: Intake) -> None:
        self.lines: list[Any] = []
        self.cells: dict[str, list[Cell]] = {}
        self.left_out: Counter[str] = Counter()
        self.said_there: dict[str, dict[str, None]] = {}
        self._export = export
        self._mapping = mapping
        self._intake = intake
        order = mapping.date_order or intake.order
        self._days = Days(order, mapping.date_format, mapping.timezone)
        self._campuses = CampusNumbers(intake.profiles)
        self._heads = mapping.heads_read()

    def read(self) -> None:
        """Read all rows.

        Raises Unreadable if the file is truncated, NamesAmongIds if a column of ids holds a name.
        """
        mapping, places = self._mapping, {head: place for place, head in enumerate(self._heads)}
        only = [(condition, places[condition.column]) for condition in mapping.only]
        without = [(condition, places[condition.column]) for condition in mapping.leave_out]
        writers = {
            name: self._make_cell_maker(mapping.kind.fields[name], recipe, places)
            for name, recipe in mapping.columns.items()
            if recipe.how not in LOOK_UPS
        }
        row_ids = [
            (name, recipe.heads[0])
            for name, recipe in mapping.columns.items()
            if recipe.how == "row"
        ]
        roles = [
            places[head]
            for name, recipe in mapping.columns.items()
            if mapping.kind.fields[name].item is Role and recipe.how not in WITHOUT_COLUMN
            for head in recipe.heads
        ]
        self.cells = {name: [] for name in writers}
        for line, cells in self._export.rows(self._heads):
            if isinstance(cells, str):
                self.lines.append(line)
                broken = Bad(cells)
                for column in self.cells.values():
                    column.append(broken)
                continue
            texts = [plain_cell(cell) for cell in cells]
            if why := next(
                ((condition, at) for condition, at in only if not condition.met(texts[at])), None
            ):
                self._leave_out("{} is not as [rows] asks", *why, texts)
                continue
            if why := next(
                ((condition, at) for condition, at in without if condition.met(texts[at])), None
            ):
                self._leave_out("{} is as [rows] leaves out", *why, texts)
                continue
            if any(plain(texts[at]) in STUDENTS_AND_FAMILIES for at in roles):
                self.left_out["students and families are never read"] += 1
                continue
            self.lines.append(line)
            for name, make in writers.items():
                self.cells[name].append(make(texts))
            for name, before in row_ids:
                self.cells[name][-1] = before + self._export.row_id(line)
        for name, constant in mapping.constants.items():
            self.cells[name] = [constant] * len(self.lines)
        people = People(self._intake.built("staff_roster")) if mapping.late else None
        for name, recipe in mapping.columns.items():
            if recipe.how in LOOK_UPS and people is not None:
                self.cells[name] = self._look_up_people(name, recipe, people)

    def _leave_out(
        self, sentence: str, condition: Condition, at: int, cells: Sequence[str]
    ) -> None:
        """Count a row that a condition excludes, and collect examples of its value."""
        why = sentence.format(condition.column)
        self.left_out[why] += 1
        values = self.said_there.setdefault(why, {})
        if condition.words is not None and cells[at] and len(values) < MOST_VALUES:
            values[cells[at]] = None

    def _make_cell_maker(
        self, info: FieldInfo, recipe: Recipe, places: Mapping[str, int]
    ) -> CellMaker:
        if recipe.how == "row":
            return lambda _: ""
        unknown = _make_unknown(info.name, recipe, self._export)
        if unknown is not None:
            return lambda _: unknown
        at = [places[head] for head in recipe.heads]
        when = [(condition, places[condition.column]) for condition in recipe.when]
        write = self._make_writer(info, recipe)
        no_times = Bad(f"{info.name} needs begin and end: two times within a day of each other.")

        def gather(cells: Sequence[str]) -> Cell:
            if recipe.how == "minutes":
                begin, end = cells[at[0]], cells[at[1]]
                if not begin or not end:
                    return recipe.blank
                minutes = self._days.minutes(begin, end)
                return no_times if minutes is None else str(minutes)
            parts = [cells[place] for place in at if cells[place]]
            if recipe.how == "join":
                return write(recipe.between.join(parts)) if parts else recipe.blank
            return write(parts[0]) if parts else recipe.blank

        if not when:
            return gather
        return lambda cells: (
            gather(cells) if all(condition.met(cells[place]) for condition, place in when) else ""
        )

    def _make_writer(self, info: FieldInfo, recipe: Recipe) -> Callable[[str], Cell]:
        """Return a function that converts a cell to the form of the kind; each distinct cell is
        converted once."""
        values = self._mapping.values.get(info.name)
        cells_by_text: dict[str, Cell] = {}

        def convert_item(text: str) -> Cell:
            if values is not None and (meaning := values.get(plain(text))) is not None:
                return meaning
            if recipe.otherwise:
                return recipe.otherwise
            if info.refers_to == "campus":
                return self._campuses.number(text)
            if info.item is date:
                return self._days.day(info.name, text)
            return text

        def write(text: str) -> Cell:
            converted = cells_by_text.get(text)
            if converted is None:
                if info.person and names_a_person(text):
                    raise NamesAmongIds(info.name)
                separator = recipe.split or (";" if info.many else "")
                items = text.split(separator) if separator else [text]
                cells = [convert_item(part.strip()) for part in items]
                bad_cell = next((cell for cell in cells if isinstance(cell, Bad)), None)
                cells_by_text[text] = converted = bad_cell or ";".join(map(str, cells))
            return converted

        return write

    def _look_up_people(self, name: str, recipe: Recipe, people: People) -> list[Cell]:
        dated = self._mapping.kind.dated_by
        persons = self.cells.get(recipe.heads[0]) or [""] * len(self.lines)
        days = self.cells.get(dated or "") or [""] * len(self.lines)
        role = recipe.how == "role_of"
        return people.find_values(name, list(zip(persons, days, strict=True)), role=role)
