"""Dates as people and programs write them."""

import re
from datetime import date

from lever5_rules.reading.cannot_read import UnreadableValue

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMED_DATE = re.compile(
    r"(?:(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<first>\d{1,2})\s+(?P<then>[a-z]{3,9})\.?),?\s+(?P<year>\d{4})",
    re.ASCII | re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
_TIME_OF_DAY = re.compile(
    r"(?P<day>\S+?),?[T ]\s*(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*"
    r"(?:[ap]\.?m\.?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
EARLIEST_YEAR = 1900
"""Nobody who works for a district today started earlier; a year such as 0206 is a typing error."""


def parse_date(text: str, order: str | None) -> date:
    """Return the date in a text such as 2026-09-14, `Sept 14, 2026`, or 9/14/2026.

    The order of day and month is the declared one (mdy or dmy), else month first.

    A time of day after it is ignored. Raises UnreadableValue for anything else.
    """
    if timed := _TIME_OF_DAY.fullmatch(text):
        text = timed["day"]
        if timed["zone"] and _may_be_the_day_before(timed["clock"], timed["zone"]):
            raise UnreadableValue(
                "it is a time of another time zone. Write the day as it was here."
            )
    if iso := _ISO.fullmatch(text):
        return checked_date(*map(int, iso.groups()))
    if numeric := _NUMERIC_DATE.fullmatch(text):
        first, second, year = map(int, numeric.groups())
        year += 2000 if year < 100 else 0
        if order == "dmy":
            return checked_date(year, second, first)
        if order is None and first > 12 and 0 < second <= 12:
            raise UnreadableValue(
                'it has the day first. Write it as 2026-09-14, or state date_order = "dmy" in '
                "district.toml if all dates are written so."
            )
        return checked_date(year, first, second)
    if (named := _NAMED_DATE.fullmatch(text)) and (
        month := _month(named["month"] or named["then"])
    ):
        return checked_date(int(named["year"]), month, int(named["day"] or named["first"]))
    raise UnreadableValue("a date such as 2026-09-14 is expected.")


def has_day_first(text: str) -> bool:
    """Return whether a date in figures can only be read with the day first: 13/9/2026."""
    match = _in_figures(text)
    return match is not None and int(match.group(1)) > 12 >= int(match.group(2)) > 0


def is_in_figures(text: str) -> bool:
    """Return whether a text is a date such as 9/14/2026, in one order or the other."""
    return _in_figures(text) is not None


def _in_figures(text: str) -> "re.Match[str] | None":
    timed = _TIME_OF_DAY.fullmatch(text.strip())
    return _NUMERIC_DATE.fullmatch(timed["day"] if timed else text.strip())


def require_not_in_figures(text: str) -> None:
    """Raise UnreadableValue for a date in figures that may have the day first, like others in its
    column.
    """
    if is_in_figures(text):
        raise UnreadableValue(
            "it can be read as month/day or day/month, since others in this column have the day "
            'first. Write it as 2026-09-14, or state date_order = "dmy" in district.toml.'
        )


def _month(word: str) -> int | None:
    """Return the month that starts with a word of three letters or more; `Sept` is one, too."""
    text = word.casefold().replace("sept", "sep", 1) if len(word) == 4 else word.casefold()
    return next((at for at, month in enumerate(_MONTHS, start=1) if month.startswith(text)), None)


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
    timed = _TIME_OF_DAY.fullmatch(text)
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
