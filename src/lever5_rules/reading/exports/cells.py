"""Conversion of dates, times, campuses and words of other systems to cell text."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.core.blanks import Mark
from lever5_rules.core.lexicon import without_value
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.privacy.safe_text import echoed
from lever5_rules.reading.values.dates import at_midnight, parse_date
from lever5_rules.reading.values.single_values import Bad

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_US_MOMENT = re.compile(
    r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}),?\s+(\d{1,2}:\d\d)(?::\d\d)?\s*([ap]\.?m\.?)?",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap]\.?m\.?)?", re.ASCII | re.IGNORECASE)
_DESCRIPTOR = re.compile(r"uri://[^#\s]*#(.+)")
_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)
_CAMPUS_DIGITS = 9
LONGEST = 24 * 60


@frozen(eq=False)
class Days:
    """The date format of an export: order, format and time zone."""

    order: str | None = None
    form: str = ""
    timezone: str = ""

    def day(self, field: str, text: str) -> str | Bad:
        """Return a date as 2026-09-14, or a Bad cell; text without a value is returned
        unchanged."""
        if without_value(text) is not None:
            return text
        try:
            moment = None if not self.form and at_midnight(text) else self.moment(text)
            return (moment.date() if moment else parse_date(text, self.order)).isoformat()
        except UnreadableValue as misfit:
            return Bad(f"{field} is {echoed(text)}; {misfit}")
        except (ValueError, OverflowError):
            return Bad(
                f"{field} is {echoed(text)}, which is not a day as this export should write it."
            )

    def moment(self, text: str) -> datetime | None:
        """Return date and time, or None if the text has no time.

        Raises ValueError (UnreadableValue is one) for an impossible date or time.
        """
        if self.form:
            return datetime.strptime(text, self.form)  # noqa: DTZ007, the zone is the district's
        if iso := _MOMENT.fullmatch(text):
            day, clock, offset = iso.groups()
            moment = datetime.fromisoformat(f"{day}T{clock}{offset or ''}")
            return moment.astimezone(self._zone) if offset and self._zone else moment
        if numeric := _US_MOMENT.fullmatch(text):
            day, clock, half = numeric.groups()
            return datetime.combine(parse_date(day, self.order), _read_clock(clock, half))
        return None

    @cached_property
    def _zone(self) -> Any:
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.timezone) if self.timezone else None

    def minutes(self, begin: str, end: str) -> int | None:
        """Return the whole minutes between two moments or times of day, or None if they cannot be
        told."""
        try:
            first, last = self._read_point(begin), self._read_point(end)
            if first is None or last is None or (first.tzinfo is None) != (last.tzinfo is None):
                return None
            minutes = (last - first) // timedelta(minutes=1)
        except (ValueError, OverflowError):
            return None
        return minutes if 0 <= minutes < LONGEST else None

    def _read_point(self, text: str) -> datetime | None:
        if clock := _CLOCK.fullmatch(text):
            return datetime.combine(date(2000, 1, 1), _read_clock(text, clock.group(3)))
        return self.moment(text)


def _read_clock(text: str, half: str | None) -> time:
    hour, minute = (int(part) for part in re.findall(r"\d+", text)[:2])
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half.casefold().startswith("p") else 0)
    return time(hour, minute)


def plain_cell(text: str) -> str:
    """Return a cell without surrounding blanks; `23.0` becomes `23`, an Ed-Fi descriptor its
    word."""
    text = text.strip()
    match = _WHOLE.fullmatch(text) or _DESCRIPTOR.fullmatch(text)
    return match.group(1) if match else text


class CampusNumbers:
    """Identification of campuses in an export: by number, also without leading zeros, or by
    name."""

    def __init__(self, profiles: Iterable[DocumentArtifact]) -> None:
        profile = next((artifact.node for artifact in profiles), None)
        district = getattr(profile, "district_id", None)
        self.district = district if isinstance(district, str) else ""
        listed = getattr(profile, "campuses", ())
        self.listed: Mapping[str, str] = {
            campus.campus_id: campus.name if isinstance(campus.name, str) else ""
            for campus in (() if isinstance(listed, Mark) else listed)
            if isinstance(campus.campus_id, str)
        }
        self._by_bare_number = {_strip_zeros(number): number for number in self.listed}
        self._by_bare_number |= {
            name.casefold(): number for number, name in self.listed.items() if name
        }

    def number(self, text: str) -> str:
        """Return the campus number; blank for the district itself; an unknown name unchanged."""
        number = self._by_bare_number.get(text.casefold()) or self._by_bare_number.get(
            _strip_zeros(text)
        )
        if number is not None:
            return number
        if self.district and _strip_zeros(text) == _strip_zeros(self.district):
            return ""
        padded = text.zfill(_CAMPUS_DIGITS)
        lost_zeros = text.isascii() and text.isdigit() and len(text) < _CAMPUS_DIGITS
        return padded if lost_zeros and self._is_of_district(padded) else text

    def _is_of_district(self, number: str) -> bool:
        return bool(self.district) and number.startswith(self.district)


def _strip_zeros(number: str) -> str:
    """Return a number without leading zeros, which spreadsheets and Ed-Fi drop."""
    digits = number.strip()
    return digits.lstrip("0") if digits.isascii() and digits.isdigit() else digits.casefold()
