"""A workbook for a whole bundle or for some kinds: empty to be filled in, or with its content.

A sheet for each kind. A table has its columns side by side; a document is a form with a field in
each row, beside it the place in the district's document that says so, and below it a small table
for each list.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import xlsxwriter
from attrs import evolve
from xlsxwriter.utility import xl_range_abs

from lever5_rules.artifacts.kinds import (
    Citation,
    Document,
    FieldInfo,
    KindInfo,
    item_fields,
    type_in_words,
)
from lever5_rules.core.words import vocabulary_name

from .content import PROFILE, Content

ROWS = 5000
"""Rows of a table that have drop-downs and limits; more may be filled in."""
ITEMS = 40
"""Rows for the items of a list in a form."""
LISTS = "lists"
SOURCES = tuple(item_fields(Citation))
SOURCE = evolve(
    item_fields(Document)["document"],
    name="source",
    type=str,
    meaning="Where the document says all of the list below; fill in page or section, and quote",
)
"""Stands for the citation of a list as a whole."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)

READ_ME = (
    "How to fill in this workbook",
    "Each sheet is one kind of evidence and says in its first rows what belongs there.",
    "Fill in what you have. A sheet that stays empty is reported as missing, with the office that "
    "usually holds it.",
    "A column or field marked * is needed; point at its name to see what it means.",
    "In documents, a field with FALSE says: we looked, and the document does not say it. Leave it "
    "blank where nobody has looked yet.",
    "For each statement of a document give page or section, and the words of the document as "
    "quote, so that a reader can find it.",
    "Several values go into one cell with a semicolon between them.",
    "Never enter names of staff, ratings, or anything on single students. Staff stand here by an "
    "id that only your district can resolve.",
    "Check it with: lever5 check THIS-FILE.xlsx",
)


class _Lists(NamedTuple):
    """Where the allowed values of a field stand in the workbook."""

    vocabularies: dict[str, str]
    campuses: str
    staff: str


def write_workbook(path: Path, kinds: Sequence[KindInfo], content: Content) -> None:
    """Writes the workbook to `path`. Raises OSError where it cannot be written."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    try:
        _Writer(book, kinds, content).write()
    finally:
        book.close()


class _Writer:
    def __init__(
        self, book: "xlsxwriter.Workbook", kinds: Sequence[KindInfo], content: Content
    ) -> None:
        self.book = book
        self.kinds = sorted(kinds, key=lambda kind: kind.name != PROFILE)
        self.content = content
        self.needed = book.add_format({"bold": True, "bg_color": "#1f4e78", "font_color": "white"})
        self.head = book.add_format({"bold": True, "bg_color": "#ddebf7"})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"italic": True, "font_color": "#555555"})
        self.lists = _Lists({}, "", "")

    def write(self) -> None:
        self._read_me()
        sheets = [(kind, self.book.add_worksheet(kind.name[:31])) for kind in self.kinds]
        self.lists = self._allowed(sheets)
        for kind, sheet in sheets:
            if kind.table:
                self._table(sheet, kind, self.content.rows.get(kind.name, ()))
            else:
                self._forms(sheet, kind, self.content.documents.get(kind.name) or [{}])
        for _, sheet in sheets[:1]:
            sheet.activate()

    def _read_me(self) -> None:
        sheet = self.book.add_worksheet("READ ME")
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, READ_ME[0], self.title)
        for row, line in enumerate(READ_ME[1:], start=2):
            sheet.write_string(row, 0, line, self.wrapped)
        start = len(READ_ME) + 3
        for row, kind in enumerate(self.kinds, start=start):
            office = f" Usually held by: {kind.office}." if kind.office else ""
            sheet.write_string(row, 0, f"{kind.name}: {kind.meaning}{office}", self.wrapped)

    def _allowed(self, sheets: Iterable[tuple[KindInfo, Any]]) -> _Lists:
        """Writes the vocabularies into a sheet of their own, for the drop-downs."""
        held: dict[str, type[StrEnum]] = {}
        for kind in self.kinds:
            for info in _deep_fields(kind.fields.values()):
                if _is_vocabulary(info.item):
                    held[vocabulary_name(info.item)] = info.item
        sheet = self.book.add_worksheet(LISTS)
        sheet.hide()
        ranges = {}
        for column, (name, words) in enumerate(sorted(held.items())):
            sheet.write_string(0, column, name, self.head)
            for row, word in enumerate(words, start=1):
                sheet.write_string(row, column, word)
            ranges[name] = f"={LISTS}!{xl_range_abs(1, column, len(words), column)}"
        names = {kind.name for kind, _ in sheets}
        profile = next((kind for kind in self.kinds if kind.name == PROFILE), None)
        campuses = self._campus_range(profile) if profile else ""
        staff = f"=staff_roster!{xl_range_abs(3, 0, ROWS, 0)}" if "staff_roster" in names else ""
        return _Lists(ranges, campuses, staff)

    def _campus_range(self, profile: KindInfo) -> str:
        """The cells in which the campuses of the profile are listed."""
        document = (self.content.documents.get(PROFILE) or [{}])[0]
        for start, info, _ in _layout(profile, document):
            if info.name == "campuses":
                return f"={PROFILE}!{xl_range_abs(start + 1, 1, start + ITEMS, 1)}"
        return ""

    def _table(self, sheet: Any, kind: KindInfo, rows: Sequence[Mapping[str, Any]]) -> None:
        self._about(sheet, kind)
        heads = 2
        sheet.freeze_panes(heads + 1, 0)
        for column, info in enumerate(kind.fields.values()):
            self._head(sheet, heads, column, info.name, info)
            sheet.set_column(column, column, max(len(info.name) + 4, 12), self._shape(info))
            last = max(heads + len(rows), ROWS)
            self._limit(sheet, info, heads + 1, column, last, column)
            for row, held in enumerate(rows, start=heads + 1):
                if held.get(info.name) is not None:
                    self._value(sheet, row, column, held[info.name], info)

    def _forms(self, sheet: Any, kind: KindInfo, documents: Sequence[Mapping[str, Any]]) -> None:
        self._about(sheet, kind)
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 1, 40)
        sheet.set_column(2, 12, 22)
        first = 0
        for document in documents:
            first = self._form(sheet, kind, document, first)

    def _form(self, sheet: Any, kind: KindInfo, document: Mapping[str, Any], first: int) -> int:
        """Writes a document from row `first` on; returns the row for the next one."""
        cited = issubclass(kind.cls, Document)
        sheet.write_row(first + 2, 0, ("field", "value", *(SOURCES if cited else ())), self.head)
        last = first + 2
        for row, info, inner in _layout(kind, document):
            at, last = row + first, max(last, row + first)
            name = f"{info.name}.{inner.name}" if inner else info.name
            self._head(sheet, at, 0, name, inner or info)
            if _is_items(info) and inner is None:
                last = self._items(sheet, at, info, document.get(info.name) or ())
                continue
            if cited and (inner is None or inner is SOURCE):
                self._source(sheet, at, (document.get("sources") or {}).get(info.name) or {})
            if inner is SOURCE:
                continue
            held = document.get(info.name)
            if inner:
                held = held.get(inner.name) if isinstance(held, Mapping) else None
            self._limit(sheet, inner or info, at, 1, at, 1)
            self._value(sheet, at, 1, held, inner or info)
        return last + 1

    def _source(self, sheet: Any, row: int, source: Mapping[str, Any]) -> None:
        for column, field in enumerate(item_fields(Citation).values(), start=2):
            self._value(sheet, row, column, source.get(field.name), field)

    def _items(
        self, sheet: Any, row: int, info: FieldInfo, items: Sequence[Mapping[str, Any]]
    ) -> int:
        fields = list(_columns_of(info))
        last = row + max(ITEMS, len(items))
        for column, (path, field) in enumerate(fields, start=1):
            self._head(sheet, row, column, ".".join(path), field)
            self._limit(sheet, field, row + 1, column, last, column)
        for at, item in enumerate(items, start=row + 1):
            for column, (path, field) in enumerate(fields, start=1):
                held: Any = item
                for part in path:
                    held = held.get(part) if isinstance(held, Mapping) else None
                self._value(sheet, at, column, held, field)
        return last

    def _about(self, sheet: Any, kind: KindInfo) -> None:
        office = f" Usually held by: {kind.office}." if kind.office else ""
        sheet.write_string(0, 0, f"{kind.meaning}{office}", self.note)

    def _head(self, sheet: Any, row: int, column: int, name: str, info: FieldInfo) -> None:
        needed = not info.optional
        style = self.needed if needed else self.head
        sheet.write_string(row, column, f"{name} *" if needed else name, style)
        unit = f", in {info.unit}" if info.unit else ""
        blank = "" if needed else " May stay blank."
        several = " Several with a semicolon between them." if info.many else ""
        note = f"{info.meaning} ({type_in_words(info)}{unit}).{several}{blank}"
        sheet.write_comment(row, column, note, {"x_scale": 2.5, "y_scale": 1.5})

    def _shape(self, info: FieldInfo) -> Any:
        if info.type is date:
            return self.day
        return None if info.type in (int, float) else self.text

    def _value(self, sheet: Any, row: int, column: int, value: Any, info: FieldInfo) -> None:
        if value is None:
            sheet.write_blank(row, column, None, self._shape(info))
        elif isinstance(value, bool):
            if info.type is bool:
                sheet.write_string(row, column, "yes" if value else "no", self.text)
            else:
                sheet.write_boolean(row, column, value)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, (list, tuple)):
            sheet.write_string(row, column, "; ".join(map(str, value)), self.text)
        else:
            sheet.write_string(row, column, str(value), self.text)

    def _limit(self, sheet: Any, info: FieldInfo, *cells: int) -> None:
        """A drop-down or limit for cells; a list of values in one cell has none."""
        rule: dict[str, Any] | None = None
        if info.many:
            return
        if _is_vocabulary(info.item):
            source = self.lists.vocabularies[vocabulary_name(info.item)]
            rule = {"validate": "list", "source": source}
        elif info.type is bool:
            rule = {"validate": "list", "source": ["yes", "no"]}
        elif info.refers_to == "campus" and self.lists.campuses:
            rule = {"validate": "list", "source": self.lists.campuses}
        elif info.refers_to == "staff" and self.lists.staff:
            rule = {"validate": "list", "source": self.lists.staff}
        elif info.type is date:
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": FIRST_DAY,
                "maximum": LAST_DAY,
            }
        elif info.type in (int, float):
            kind = "integer" if info.type is int else "decimal"
            rule = {"validate": kind, "criteria": ">=", "value": 0}
        if rule:
            told = info.meaning[:200]
            rule |= {"error_type": "warning", "error_title": info.name[:32], "error_message": told}
            sheet.data_validation(*cells, rule)


def _layout(
    kind: KindInfo, document: Mapping[str, Any]
) -> Iterable[tuple[int, FieldInfo, FieldInfo | None]]:
    """The row of each field of a form, and for a table within it of each field of that. A list
    has a row for the place that says all of it, and then its items."""
    row = 3
    for info in kind.fields.values():
        if info.name == "sources":
            continue
        if _is_items(info):
            if issubclass(kind.cls, Document):
                yield row, info, SOURCE
                row += 1
            yield row, info, None
            row += max(ITEMS, len(document.get(info.name) or ())) + 1
        elif attrs.has(info.item):
            for inner in item_fields(info.item).values():
                yield row, info, inner
                row += 1
        else:
            yield row, info, None
            row += 1


def _columns_of(info: FieldInfo) -> Iterable[tuple[tuple[str, ...], FieldInfo]]:
    """The columns of a list's items; a citation within them has one for each of its parts."""
    for field in item_fields(info.item).values():
        if attrs.has(field.item):
            for inner in item_fields(field.item).values():
                yield (field.name, inner.name), inner
        else:
            yield (field.name,), field


def _deep_fields(fields: Iterable[FieldInfo]) -> Iterable[FieldInfo]:
    for info in fields:
        yield info
        if isinstance(info.item, type) and attrs.has(info.item):
            yield from _deep_fields(item_fields(info.item).values())


def _is_items(info: FieldInfo) -> bool:
    return info.many and isinstance(info.item, type) and attrs.has(info.item)


def _is_vocabulary(item: Any) -> bool:
    return isinstance(item, type) and issubclass(item, StrEnum)
