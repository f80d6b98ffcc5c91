"""Calendar feeds (.ics) as instructional and training calendars."""

from collections.abc import Iterable, Sequence

from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.reader import Group, Reader

ENDINGS = (".ics", ".ical", ".icalendar")


def claims(files: Sequence[RawFile], intake: Intake) -> Iterable[Group]:
    """All calendar feeds together: one of them may be the calendar that another follows."""
    mine = tuple(
        file
        for file in files
        if file.path.lower().endswith(ENDINGS)
        and (file.content is None or isinstance(file.content, bytes))
    )
    return [mine] if mine else []


def read(group: Group, intake: Intake) -> None:
    """Reads the feeds, those with the days of school first."""
    from lever5_rules.reading.calendars.recognition import read_calendars

    read_calendars(group, intake)


READER = Reader("calendar", claims, read, late=True)
