"""The sheets of a workbook to fill in: a table with a row per record, or a document as a form."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import ENVELOPE, Citation, Document, KindInfo

from .cells import (
    Asked,
    Choices,
    Styles,
    about,
    as_asked,
    as_text,
    asked_of,
    asked_of_item,
    width_of,
    write_head,
    write_value,
)

ROWS = 5000
"""The number of table rows with drop-downs and limits; more rows may be filled in."""
HEADS = 3
"""The row with the column names of a table, below the description and the meanings."""
SOURCES = tuple(item_fields(Citation))
ASKED = "what is asked"
CITED = {"page": Asked.IN_SOME, "quote": Asked.ALWAYS}
"""What is needed of where a statement stands; the page is looked up in a document that is here."""
NEEDED_TO_CITE = ("document.title", "document.dated")
"""What the citations of a document need once for all of them, though a field may be blank."""
SOURCE = evolve(
    item_fields(Document)["document"],
    name="source",
    type=str,
    meaning="Where the document says all of the list below; fill in page or section, and quote",
)
"""A pseudo field for the citation of a whole list."""


def write_table(
    sheet: Any, kind: KindInfo, rows: Sequence[Mapping[str, Any]], styles: Styles, choices: Choices
) -> None:
    """Write a table: the meaning of each column, its name, and the rows."""
    sheet.write_string(0, 0, about(kind), styles.about)
    sheet.set_row(HEADS - 1, 62)
    sheet.set_row(HEADS, 20)
    sheet.freeze_panes(HEADS + 1, 1)
    last = max(HEADS + len(rows), ROWS)
    for column, info in enumerate(kind.fields.values()):
        style = styles.of(info)
        sheet.set_column(column, column, width_of(info), style)
        sheet.write_string(HEADS - 1, column, f"{info.meaning}.", styles.meaning)
        write_head(sheet, styles, HEADS, column, info.name, info, asked_of(kind, info))
        choices.limit(sheet, info, HEADS + 1, column, last, column)
        for row, record in enumerate(rows, start=HEADS + 1):
            if record.get(info.name) is not None:
                write_value(sheet, style, row, column, record[info.name], info)
    sheet.autofilter(HEADS, 0, last, len(kind.fields) - 1)
    sheet.repeat_rows(HEADS)


DAY_LIST = (
    "Give the first and the last day of instruction, the end of each nine weeks, and in a row each "
    "all holidays, breaks and staff days. Every other Monday to Friday is a day of school."
)
DAYS_TO_GIVE = (
    "First Day of Instruction",
    "Last Day of Instruction",
    "End of 1st Nine Weeks",
    "End of 2nd Nine Weeks",
    "End of 3rd Nine Weeks",
    "End of 4th Nine Weeks",
)


def write_day_list(sheet: Any, kind: KindInfo, styles: Styles) -> None:
    """Write the calendar as a short list of events, including those of every school year."""
    sheet.write_string(0, 0, about(kind), styles.about)
    sheet.write_string(1, 0, DAY_LIST, styles.about)
    sheet.set_column(0, 0, 44, styles.text)
    sheet.set_column(1, 2, 16, styles.day)
    sheet.freeze_panes(HEADS + 1, 1)
    for column, head in enumerate(("event *", "from *", "to")):
        sheet.write_string(HEADS, column, head, styles.needed if column < 2 else styles.head)
    for row, name in enumerate(DAYS_TO_GIVE, start=HEADS + 1):
        sheet.write_string(row, 0, name, styles.text)


def write_forms(
    sheet: Any,
    kind: KindInfo,
    documents: Sequence[Mapping[str, Any]],
    styles: Styles,
    choices: Choices,
) -> None:
    """Write a form for each document, one below the other."""
    sheet.write_string(0, 0, about(kind), styles.about)
    for column, width in enumerate((34, 44, 50, 26, 14, 18, 50, 14)):
        sheet.set_column(column, column, width)
    sheet.set_column(8, 12, 20)
    sheet.freeze_panes(3, 1)
    first = 0
    for document in documents:
        first = _Form(sheet, kind, styles, choices).write(document, first)


class _Form:
    def __init__(self, sheet: Any, kind: KindInfo, styles: Styles, choices: Choices) -> None:
        self.sheet = sheet
        self.kind = kind
        self.styles = styles
        self.choices = choices
        self.cited = issubclass(kind.cls, Document)

    def write(self, document: Mapping[str, Any], first: int) -> int:
        """Write a document starting at row `first`; return the row for the next one."""
        heads = ("field", "value", ASKED, *(SOURCES if self.cited else ()))
        self.sheet.write_row(first + 2, 0, heads, self.styles.head)
        if self.cited:
            for head, needed in CITED.items():
                shown_head = f"{head}{needed.value}"
                column = heads.index(head)
                self.sheet.write_string(first + 2, column, shown_head, self.styles.needed)
        last = first + 2
        for row, info, inner in layout(self.kind, document):
            at, last = row + first, max(last, row + first)
            name = f"{info.name}.{inner.name}" if inner else info.name
            needs = self._need_of(name, info, inner)
            write_head(self.sheet, self.styles, at, 0, name, inner or info, needs)
            if info.many and info.nested and inner is None:
                last = self._items(at, info, document.get(info.name))
                continue
            field = inner or info
            question = field.meaning
            if inner is not SOURCE:
                question = f"{question}. {as_asked(field, needs)}"
            self.sheet.write_string(at, 2, question, self.styles.question)
            self.sheet.set_row(at, _height(question, document, info))
            source = (document.get("sources") or {}).get(info.name)
            cited = self.cited and (inner is None or inner is SOURCE)
            if cited and (source or info.name not in ENVELOPE):
                self._source(at, source or {})
            value = document.get(info.name)
            if inner is SOURCE:
                # FALSE beside the name of a list says that it was looked for and is absent.
                value = False if value is False else None
            elif inner:
                value = value.get(inner.name) if isinstance(value, Mapping) else None
            if inner is not SOURCE:
                self.choices.limit(self.sheet, field, at, 1, at, 1)
            self._value(at, 1, value, field)
        return last + 1

    def _need_of(self, name: str, info: FieldInfo, inner: FieldInfo | None) -> Asked:
        if inner is None:
            return asked_of(self.kind, info)
        if self.cited and inner is not SOURCE:
            return Asked.ALWAYS if name in NEEDED_TO_CITE else Asked.NOT
        return asked_of_item(inner)

    def _source(self, row: int, source: Mapping[str, Any]) -> None:
        for column, field in enumerate(item_fields(Citation).values(), start=3):
            self._value(row, column, source.get(field.name), field)

    def _items(self, row: int, info: FieldInfo, items: Any) -> int:
        listed = items if isinstance(items, (list, tuple)) else ()
        fields = list(columns_of(info))
        last = row + room(self.kind, listed)
        for column, (path, field) in enumerate(fields, start=1):
            needs = asked_of_item(field)
            write_head(self.sheet, self.styles, row, column, ".".join(path), field, needs)
            self.choices.limit(self.sheet, field, row + 1, column, last, column)
        for at in range(row + 1, last + 1):
            item = listed[at - row - 1] if at - row <= len(listed) else {}
            for column, (path, field) in enumerate(fields, start=1):
                value: Any = item
                for part in path:
                    value = value.get(part) if isinstance(value, Mapping) else None
                self._value(at, column, value, field)
        return last

    def _value(self, row: int, column: int, value: Any, info: FieldInfo) -> None:
        style = self.styles.of(info, entry=True)
        write_value(self.sheet, style, row, column, value, info)


def _height(question: str, document: Mapping[str, Any], info: FieldInfo) -> int:
    """Return the height of a row that fits its question, value and quote."""
    source = (document.get("sources") or {}).get(info.name) or {}
    value = "" if info.nested else as_text(document.get(info.name) or "")
    longest = max(len(value) / 42, len(str(source.get("quote") or "")) / 48)
    return max(18 + 12 * (len(question) // 66), 15 * (1 + int(longest)))


def room(kind: KindInfo, items: Any) -> int:
    """Return the number of rows for the items of a list in a form; users can insert more."""
    count = len(items) if isinstance(items, (list, tuple)) else 0
    return max(12 if issubclass(kind.cls, Document) else 40, count + 3)


def layout(
    kind: KindInfo, document: Mapping[str, Any]
) -> Iterable[tuple[int, FieldInfo, FieldInfo | None]]:
    """Yield the row of each field of a form, with the inner field for fields of nested tables.

    A list has a row for the citation of the whole list, followed by its items.
    """
    row = 3
    for info in kind.fields.values():
        if info.name == "sources":
            continue
        if info.many and info.nested:
            if issubclass(kind.cls, Document):
                yield row, info, SOURCE
                row += 1
            yield row, info, None
            row += room(kind, document.get(info.name)) + 1
        elif info.nested:
            for inner in item_fields(info.item).values():
                yield row, info, inner
                row += 1
        else:
            yield row, info, None
            row += 1


def columns_of(info: FieldInfo) -> Iterable[tuple[tuple[str, ...], FieldInfo]]:
    """Yield the columns of a list's items; a citation has a column for each of its parts."""
    for field in item_fields(info.item).values():
        if field.nested:
            for inner in item_fields(field.item).values():
                yield (field.name, inner.name), inner
        else:
            yield (field.name,), field
