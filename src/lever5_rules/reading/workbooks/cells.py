"""Cells of a workbook as displayed: dates, leading zeros and percentages follow their format.

Nothing is guessed: what cannot be determined becomes a `Bad` cell that says so.
"""

import re
from datetime import date, timedelta
from functools import cache

from lever5_rules.core.text import clipped
from lever5_rules.reading.tables.sheets import Cell
from lever5_rules.reading.values.single_values import Bad

BUILT_IN = {9: "0%", 10: "0.00%"} | {
    number: code
    for numbers, code in (
        (range(14, 18), "yyyy-mm-dd"),
        (range(18, 22), "h:mm"),
        (range(22, 23), "yyyy-mm-dd h:mm"),
        (range(27, 37), "yyyy-mm-dd"),
        (range(45, 48), "[h]:mm"),
        (range(49, 50), "@"),
        (range(50, 59), "yyyy-mm-dd"),
    )
    for number in numbers
}
"""The built-in number formats that matter here; files need not define them."""

LONGEST_FORMAT = 255
"""Excel's limit of characters in a number format."""
_LAST_SERIAL = 2_958_465  # 9999-12-31
_FALSE_LEAP_DAY = 60  # Excel wrongly has a 29 February 1900
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@cache
def sort_of(code: str) -> str:
    """Return what a number format shows: date, time, percent, zeros (000), or number."""
    letters = _strip_format(code)
    if "general" in letters:
        return "number"
    if "[" in letters:
        return "time"
    if "d" in letters or "y" in letters:
        return "date"
    if "h" in letters or "s" in letters:
        return "time"
    if "m" in letters:
        return "date"
    if "%" in letters:
        return "percent"
    return "zeros" if letters and set(letters) == {"0"} else "number"


def number_cell(text: str, code: str, first_day: date) -> Cell:
    """Return a number cell as its format shows it. Raises ValueError if it is not a number."""
    value = float(text)
    if not abs(value) < 1e300:
        raise ValueError(text)
    match sort_of(code):
        case "date":
            return _make_day(value, first_day)
        case "time":
            minutes, seconds = divmod(round(value * 86400), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case "percent":
            return f"{_format_plain(value * 100)}%"
        case "zeros":
            return _format_plain(value).zfill(len(_strip_format(code)))
    return _format_plain(value)


def error_cell(text: str) -> Bad:
    """Return the cell for an error value, such as #REF!."""
    return Bad(f"holds the error {clipped(text, 20)}. Mend it or write the value.")


def iso_cell(text: str) -> Cell:
    """Return a cell that holds a date as text (ISO 8601), possibly with a time."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return Bad(f"holds {clipped(text, 30)}, which is not a date. Write it as 2026-09-14.")


def unescaped(text: str) -> str:
    """Return text with the escapes of office files resolved: `_x000D_` is a line break."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _strip_format(code: str) -> str:
    """Return a number format for positive numbers, without literal text, colors and languages."""
    return _LITERAL.sub("", code[:LONGEST_FORMAT].partition(";")[0]).strip().lower()


def _make_day(value: float, first_day: date) -> Cell:
    if not 0 <= value <= _LAST_SERIAL:
        return Bad("is formatted as a date, but its number is not a date. Write the date.")
    days = int(value)
    if days == 0:
        return Bad("is formatted as a date and holds a time of day only. Write the date.")
    if first_day.year < 1904 and days < _FALSE_LEAP_DAY:
        days += 1
    try:
        return (first_day + timedelta(days=days)).isoformat()
    except OverflowError:
        return Bad("is formatted as a date, but its number is not a date. Write the date.")


def _format_plain(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.12g}"
