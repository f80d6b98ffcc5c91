"""Dates as people and programs write them."""

import re
from collections.abc import Sequence
from datetime import date

from lever5_rules.reading.cannot_read import UnreadableValue

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_EIGHT_DIGITS = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"[3-5]\d{4}(?:\.\d{1,12})?", re.ASCII)
"""The days from 1982 to 2064 as spreadsheets count them, possibly with a time."""
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORD = r"(?P<month>[a-z]{3,9})\.?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAMED_DATES = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"{_WORD}[ /-]{_NUMBER}(?:,? |[,/-])(?P<year>\d{{4}})",
        # With the day first the year may have two digits: so Excel shows dates. `Aug 13-26` has
        # none: it is two weeks.
        rf"{_NUMBER}(?: of)?(?P<gap>[ /-]?){_WORD}"
        r"(?:(?:, ?| |(?P=gap))(?P<year>\d{4})|(?P=gap)(?P<short>\d{2}))",
        rf"(?P<year>\d{{4}})[ /-]{_WORD}[ /-]{_NUMBER}",
    )
)
_WEEKDAY = re.compile(r"(?P<weekday>[a-z]{3,9})\.?,? ", re.ASCII | re.IGNORECASE)
_TIME_OF_DAY = re.compile(
    r"(?P<day>[^:]{4,40}?)(?:,|,? at)?[T ](?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?"
    r"(?:[ap]\.?m\.?)? ?(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_LONGEST = 60
"""More letters than any date has, with its weekday, time and zone."""
EARLIEST_YEAR = 1900
"""Nobody who works for a district today started earlier; a year such as 0206 is a typing error."""


def parse_date(text: str, order: str | None) -> date:
    """Return the date in a text such as 2026-09-14, 20260914, `Sept 14, 2026`, 14-Sep-26 or
    9/14/2026.

    The order of day and month is the declared one (mdy or dmy), else month first.

    A weekday before it must be right, and a time of day after it is ignored. Raises UnreadableValue
    for anything else.
    """
    if iso := _ISO.fullmatch(text):
        return checked_date(*map(int, iso.groups()))
    weekday, text, timed = _split_date(text)
    if timed and timed["zone"] and _may_be_the_day_before(timed["clock"], timed["zone"]):
        raise UnreadableValue("it is a time of another time zone. Write the day as it was here.")
    day = _read_day(text, order)
    if weekday is not None and day.weekday() != weekday:
        raise UnreadableValue(
            f"{day} is a {_WEEKDAYS[day.weekday()].capitalize()}. Correct the weekday or the date."
        )
    return day


def _split_date(text: str) -> "tuple[int | None, str, re.Match[str] | None]":
    """Return the weekday, the day and the time of day of a text that may be a date."""
    if len(text) > _LONGEST:
        return None, "", None
    text = " ".join(text.translate(_DASHES).split())
    timed = _TIME_OF_DAY.fullmatch(text)
    text = timed["day"] if timed else text
    match = _WEEKDAY.match(text)
    weekday = _find_name(_WEEKDAYS, match["weekday"]) if match else None
    return weekday, text[match.end() :] if match and weekday is not None else text, timed


def _read_day(text: str, order: str | None) -> date:
    if first := _YEAR_FIRST.fullmatch(text):
        return checked_date(int(first[1]), int(first[3]), int(first[4]))
    if digits := _EIGHT_DIGITS.fullmatch(text):
        return checked_date(*map(int, digits.groups()))
    if numeric := _NUMERIC_DATE.fullmatch(text):
        left, right, year = map(int, numeric.groups())
        year += 2000 if year < 100 else 0
        if order == "dmy":
            return checked_date(year, right, left)
        if order is None and left > 12 and 0 < right <= 12:
            raise UnreadableValue(
                'it has the day first. Write it as 2026-09-14, or state date_order = "dmy" in '
                "district.toml if all dates are written so."
            )
        return checked_date(year, left, right)
    for pattern in _NAMED_DATES:
        match = pattern.fullmatch(text)
        month = _find_name(MONTHS, match["month"]) if match else None
        if match and month is not None:
            year = int(match["year"] or f"20{match['short']}")
            return checked_date(year, month + 1, int(match["day"]))
    if _SERIAL.fullmatch(text):
        raise UnreadableValue(
            "it is the number that a spreadsheet keeps for a day. Format the column as a date, or "
            "write it as 2026-09-14."
        )
    raise UnreadableValue("a date such as 2026-09-14 is expected.")


def _find_name(names: Sequence[str], word: str) -> int | None:
    """Return the place of the name that begins with a word of three letters or more, such as
    Sept."""
    text = word.casefold()
    return next((place for place, name in enumerate(names) if name.startswith(text)), None)


def has_day_first(text: str) -> bool:
    """Return whether a date in figures can only be read with the day first: 13/9/2026."""
    match = _match_figures(text)
    return match is not None and int(match.group(1)) > 12 >= int(match.group(2)) > 0


def is_in_figures(text: str) -> bool:
    """Return whether a text is a date such as 9/14/2026, in one order or the other."""
    return _match_figures(text) is not None


def _match_figures(text: str) -> "re.Match[str] | None":
    return _NUMERIC_DATE.fullmatch(_split_date(text.strip())[1])


def require_not_in_figures(text: str) -> None:
    """Raise UnreadableValue for a date in figures that may have the day first, like others in its
    column.
    """
    if is_in_figures(text):
        raise UnreadableValue(
            "it can be read as month/day or day/month, since others in this column have the day "
            'first. Write it as 2026-09-14, or state date_order = "dmy" in district.toml.'
        )


def checked_date(year: int, month: int, day: int) -> date:
    try:
        result = date(year, month, day)
    except ValueError:
        raise UnreadableValue(
            "there is no such day in the calendar; write it as 2026-09-14."
        ) from None
    if year < EARLIEST_YEAR:
        raise UnreadableValue(f"the year {year} cannot be meant; write it as 2026-09-14.")
    return result


def at_midnight(text: str) -> bool:
    """Return whether a text is a day at exactly midnight, in UTC or without a time zone.

    Programs write days without a time in this way, whatever the time zone of their users.
    """
    timed = _split_date(text)[2]
    if timed is None:
        return False
    return _is_utc(timed["zone"] or "Z") and _is_midnight(timed["clock"])


def _may_be_the_day_before(clock: str, zone: str) -> bool:
    """Return whether a moment in UTC may be on the day before in Texas, up to six hours behind."""
    return _is_utc(zone) and int(clock.partition(":")[0]) < 6 and not _is_midnight(clock)


def _is_utc(zone: str) -> bool:
    return zone.upper() == "Z" or not zone.strip("+-:0")


def _is_midnight(clock: str) -> bool:
    return not clock.replace(":", "").strip("0.")
