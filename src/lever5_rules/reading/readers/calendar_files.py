"""Calendar feeds (.ics) as instructional and training calendars."""

from collections.abc import Iterable, Sequence

from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.reader import Group, Reader, has_ending

ENDINGS = (".ics", ".ical", ".icalendar")


def claims(files: Sequence[RawFile], intake: Intake) -> Iterable[Group]:
    """Return all calendar feeds as one group, because one may define the school days of another."""
    claimed = tuple(file for file in files if has_ending(file, ENDINGS))
    return [claimed] if claimed else []


def read(group: Group, intake: Intake) -> None:
    """Read the feeds, those with school days first."""
    from lever5_rules.reading.calendars.recognition import read_calendars

    read_calendars(group, intake)


READER = Reader("calendar", claims, read, late=True)
