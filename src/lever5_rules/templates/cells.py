"""Cells of a workbook to fill in: formats, values, drop-downs and limits."""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from xlsxwriter.workbook import Workbook

from lever5_rules.artifacts.fields import FieldInfo, type_in_words
from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.artifacts.needed import is_needed, is_needed_in_some
from lever5_rules.core.errors import UsageError
from lever5_rules.core.synonyms import vocabulary_name

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
LONGEST = 32_767
"""Excel's limit of characters in a cell."""
_OF_A_FILE = re.compile(r" \(the file `[^`]*`\)")
COLORS = {
    Family.DENOMINATOR: "#7f7f7f",
    Family.DOCUMENT: "#548235",
    Family.SCHEDULE: "#c55a11",
    Family.RECORD: "#1f4e78",
}
_BLUE, _PALE, _LINE, _GRAY = "#1f4e78", "#ddebf7", "#bfbfbf", "#595959"


class Styles:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        def style(**more: Any) -> Any:
            return book.add_format({"font_name": "Calibri", "font_size": 11, **more})

        head = {"bold": True, "border": 1, "border_color": _LINE, "valign": "vcenter"}
        entry = {"border": 1, "border_color": _LINE, "valign": "top", "align": "left"}
        self.title = style(bold=True, font_size=18, font_color=_BLUE)
        self.part = style(bold=True, font_size=13, font_color=_BLUE, bottom=1, bottom_color=_BLUE)
        self.line = style(text_wrap=True, valign="top")
        self.link = style(font_color="#0563c1", underline=1, valign="top")
        self.about = style(italic=True, font_color=_GRAY)
        self.meaning = style(font_size=9, font_color=_GRAY, text_wrap=True, valign="top")
        self.question = style(font_size=9, font_color=_GRAY, text_wrap=True, valign="vcenter")
        self.needed = style(bg_color=_BLUE, font_color="white", **head)
        self.head = style(bg_color=_PALE, **head)
        self.text = style(num_format="@")
        self.day = style(num_format="yyyy-mm-dd", align="left")
        self.number = style(align="left")
        self.entry = style(num_format="@", text_wrap=True, **entry)
        self.entry_day = style(num_format="yyyy-mm-dd", **entry)
        self.entry_number = style(**entry)

    def of(self, info: FieldInfo, *, entry: bool = False) -> Any:
        """Return the format for a value of a field; `entry` draws a border, for forms."""
        if info.type is date:
            return self.entry_day if entry else self.day
        if info.type in (int, float):
            return self.entry_number if entry else self.number
        return self.entry if entry else self.text


class Choices:
    """The drop-downs and limits of cells: the ranges that hold the allowed values."""

    def __init__(self, vocabularies: Mapping[str, str], campuses: str, staff: str) -> None:
        self._vocabularies = vocabularies
        self._listed = {"campus": campuses, "staff": staff}

    def limit(self, sheet: Any, info: FieldInfo, *cells: int) -> None:
        """Add a drop-down or limit to a range of cells.

        It warns and never forbids, so that the district's own words can be entered; in a field for
        several values it only suggests.
        """
        rule = self._rule(info)
        if rule is None:
            return
        text = f"{info.meaning}. {as_asked(info, Asked.ALWAYS)}"[:255]
        rule |= {"error_type": "warning", "error_title": info.name[:32], "error_message": text}
        if info.many:
            rule["show_error"] = False
        sheet.data_validation(*cells, rule)

    def _rule(self, info: FieldInfo) -> dict[str, Any] | None:
        if info.vocabulary:
            source = self._vocabularies[vocabulary_name(info.vocabulary)]
            return {"validate": "list", "source": source}
        if info.item is bool:
            return {"validate": "list", "source": ["yes", "no"]}
        if listed := self._listed.get(info.refers_to):
            return {"validate": "list", "source": listed}
        if info.type is date:
            between = {"minimum": FIRST_DAY, "maximum": LAST_DAY}
            return {"validate": "date", "criteria": "between", **between}
        if info.type in (int, float):
            sort = "integer" if info.type is int else "decimal"
            return {"validate": sort, "criteria": ">=", "value": 0}
        return None


class Asked(Enum):
    """Whether a field is needed, with the mark beside its name."""

    ALWAYS = " *"
    IN_SOME = " **"
    NOT = ""


def asked_of(kind: KindInfo, info: FieldInfo) -> Asked:
    """Return whether a field of a kind is needed."""
    if is_needed(kind, info):
        return Asked.ALWAYS
    return Asked.IN_SOME if is_needed_in_some(kind, info) else Asked.NOT


def asked_of_item(info: FieldInfo) -> Asked:
    """Return whether a field of an item in a list is needed."""
    return Asked.NOT if info.optional else Asked.ALWAYS


_BLANKS = {
    Asked.ALWAYS: "",
    Asked.IN_SOME: "; blank only where it does not apply",
    Asked.NOT: "; may stay blank",
}


def as_asked(info: FieldInfo, need: Asked) -> str:
    """Return what a field expects: `Whole number, in minutes; may stay blank.`"""
    words = type_in_words(info)
    unit = f", in {info.unit}" if info.unit else ""
    several = ", with a semicolon between them" if info.many else ""
    return f"{words[:1].upper()}{words[1:]}{several}{unit}{_BLANKS[need]}."


def write_head(
    sheet: Any, styles: Styles, row: int, column: int, name: str, info: FieldInfo, need: Asked
) -> None:
    """Write the name of a field, marked if it is needed, with a note on its meaning."""
    style = styles.head if need is Asked.NOT else styles.needed
    sheet.write_string(row, column, f"{name}{need.value}", style)
    note = f"{info.meaning}.\n{as_asked(info, need)}"
    sheet.write_comment(row, column, note, {"x_scale": 2.2, "y_scale": 1.6, "font_size": 9})


def write_value(sheet: Any, style: Any, row: int, column: int, value: Any, info: FieldInfo) -> None:
    """Write a value in the form in which its cell is read. Raises UsageError if it is too long."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        # In a document, FALSE says that something was looked for and is absent; yes and no answer a
        # question. Both are written as text, because LibreOffice turns a logical value in a text
        # cell into 0.
        text = ("yes" if value else "no") if info.type is bool else str(value).upper()
        sheet.write_string(row, column, text, style)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, date) and value.year > 1900:  # Excel has no earlier dates
        sheet.write_datetime(row, column, value, style)
    else:
        text = as_text(value)
        if len(text) > LONGEST:
            raise UsageError(
                f"{info.name} holds a text of {len(text)} characters, and a cell at most "
                f"{LONGEST}. Shorten it: a quote needs no more than a sentence."
            )
        sheet.write_string(row, column, text, style)


def as_text(value: Any) -> str:
    """Return a value as the text of a cell; items are separated by semicolons."""
    if isinstance(value, (list, tuple)):
        return "; ".join(as_text(item).replace(";", ",") for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def width_of(info: FieldInfo) -> int:
    """Return a column width for the name and a typical value."""
    words = [len(word) for word in info.vocabulary] if info.vocabulary else [0]
    usual = 24 if info.many else max(*words, 12) if len(words) > 1 else 12
    return min(max(len(info.name) + 5, usual + 2), 34)


def in_a_workbook(kind: KindInfo) -> str:
    """Return what a kind means, without the name of a file that a workbook does not have."""
    return _OF_A_FILE.sub("", kind.meaning)


def about(kind: KindInfo) -> str:
    """Return what a sheet is for, and who usually holds its contents."""
    office = f" Usually held by: {kind.office}." if kind.office else ""
    return f"{in_a_workbook(kind)}{office}"
