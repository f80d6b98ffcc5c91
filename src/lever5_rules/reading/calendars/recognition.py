"""Recognition of calendar feeds as one of the two kinds, and their reading."""

from hashlib import sha256

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.vocabulary import CalendarMark, DayNote
from lever5_rules.core.blanks import Severity
from lever5_rules.core.synonyms import plain
from lever5_rules.core.text import counted
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import Unreadable
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.reader import Group

from .cancellations import Cancellations
from .event_names import EventNames
from .event_words import Lexicon, campus_names
from .feeds import MOST_BYTES, TEXAS, Feed, read_feed
from .occurrences import CANCELLED, TENTATIVE
from .school_days import add_school_days, tells_school_days
from .training_sessions import add_sessions

SCHOOL, TRAINING = "instructional_calendar", "training_calendar"
_KIND_NAMES = {
    SCHOOL: (SCHOOL, "academic_calendar", "school_calendar", "school_year_calendar"),
    TRAINING: (TRAINING, "professional_development", "professional_learning", "staff_development"),
}
"""Words in the name of a file or calendar that identify its kind."""


def read_calendars(group: Group, intake: Intake) -> None:
    """Read the feeds, those with school days first."""
    feeds_by_kind: dict[str, list[tuple[Feed, str]]] = {SCHOOL: [], TRAINING: []}
    for file in group:
        _sort_feed(file, feeds_by_kind, intake)
    school, training = (intake.kinds.get(name) for name in (SCHOOL, TRAINING))
    if school is not None and feeds_by_kind[SCHOOL]:
        feeds = [feed for feed, _ in feeds_by_kind[SCHOOL]]
        status = "read"
        others = [
            other.path for other in intake.files if other.kind == SCHOOL and other.status == "read"
        ]
        try:
            if others:
                raise Unreadable(f"{others[0]} gives the days of school too; keep one of the two.")
            add_school_days(feeds, intake, school)
        except Unreadable as error:
            status = "unreadable"
            path = feeds[0].path
            intake.lose(SCHOOL, path, error.place, f"{path} cannot be read: {error}")
        for feed, digest in feeds_by_kind[SCHOOL]:
            intake.note(feed.path, SCHOOL, digest, status)
    for feed, digest in feeds_by_kind[TRAINING] if training is not None else ():
        _read_training(feed, digest, training, intake)


def _read_training(feed: Feed, digest: str, kind: KindInfo | None, intake: Intake) -> None:
    status = "read" if feed.events else "empty"
    try:
        if kind is not None:
            add_sessions(feed, intake, kind)
    except Unreadable as error:
        status = "unreadable"
        intake.lose(TRAINING, feed.path, error.place, f"{feed.path} cannot be read: {error}")
    intake.note(feed.path, TRAINING, digest, status)


def _sort_feed(
    file: RawFile, feeds_by_kind: dict[str, list[tuple[Feed, str]]], intake: Intake
) -> None:
    """Read one feed and add it to those of its kind."""
    kind_by_name = _find_kind_by_name(file.path.rpartition("/")[2].rpartition(".")[0])
    other = intake.kind_of_file(file.path)
    kind = other.name if other is not None else kind_by_name
    digest = ""
    try:
        with file.open() as raw:
            content = raw.read(MOST_BYTES + 1)
        digest = sha256(content).hexdigest()
        if kind is not None and kind not in feeds_by_kind:
            raise Unreadable(f"a calendar feed can be {SCHOOL} or {TRAINING}, and no {kind}.")
        feed = read_feed(file.path, content)
        cancellations = Cancellations(intake.words)
        feed.odd = [event for event in feed.events if not cancellations.knows(event)]
        feed.events = cancellations.apply(feed.events)
        kind = kind or _find_kind_by_contents(feed, intake)
        if kind is None:
            raise Unreadable(
                f"it is unclear whether it is {SCHOOL} or {TRAINING}. Rename it to "
                f"{SCHOOL}.ics or {TRAINING}.ics."
            )
    except OSError as error:
        _report_lost(file.path, kind, digest, None, f"({error.strerror}).", intake)
    except ImportError:
        message = (
            "what reads calendar feeds is not installed. Run pip install 'lever5-rules[calendars]' "
            f"and check again, or give the calendar as {kind or SCHOOL}.csv."
        )
        _report_lost(file.path, kind, digest, None, message, intake)
    except Unreadable as error:
        _report_lost(file.path, kind, digest, error.place, str(error), intake)
    else:
        _report_events(feed, kind, intake)
        feeds_by_kind[kind].append((feed, digest))


def _report_events(feed: Feed, kind: str, intake: Intake) -> None:
    """Report events that cannot be read, and assumptions."""
    for line, why in feed.broken:
        intake.lose(kind, feed.path, line, f"the event on this line cannot be read: {why}")
    if feed.assumed:
        message = f"it gives times in UTC and names no time zone; they were read as {TEXAS}."
        intake.problem(feed.path, None, message, Severity.NOTE)
    if feed.odd:
        message = (
            f"{counted(len(feed.odd), 'event')} with a STATUS that is not one of calendars "
            "(CONFIRMED, TENTATIVE, CANCELLED), first here; read as tentative. Correct it."
        )
        intake.problem(feed.path, feed.odd[0].line, message, Severity.WARNING)
    names = EventNames(intake.words, campus_names(intake))
    called_off = "events not counted whose names say that they were called off"
    tentative = "events whose names say that they are tentative, or may be called off"
    for status, by_name, what, severity in (
        (CANCELLED, False, "cancelled events not counted", Severity.NOTE),
        (CANCELLED, True, called_off, Severity.NOTE),
        (TENTATIVE, True, f"{tentative}. Confirm what is fixed", Severity.WARNING),
    ):
        events = [e for e in feed.events if e.status == status and e.by_name is by_name]
        if events:
            message = (
                f"{counted(len(events), 'date')} of {what}, first of the event on this line: "
                f"{names.list_names(events)}."
            )
            intake.problem(feed.path, events[0].line, message, severity)


def _report_lost(
    path: str, kind: str | None, digest: str, place: int | str | None, why: str, intake: Intake
) -> None:
    intake.lose(kind, path, place, f"{path} cannot be read: {why}")
    intake.note(path, kind, digest, "unreadable")


def _find_kind_by_name(name: str) -> str | None:
    """Return the kind that a name refers to, if it is only one."""
    word = plain(name).replace(".", "_")
    fitting = [kind for kind, names in _KIND_NAMES.items() if any(part in word for part in names)]
    return fitting[0] if len(fitting) == 1 else None


def _find_kind_by_contents(feed: Feed, intake: Intake) -> str | None:
    """Return the kind of a feed from its contents.

    The names of its calendars decide, else whether it has the first and last day of school.
    """
    kinds = {_find_kind_by_name(name) for name in feed.names if name}
    if len(kinds) == 1 and (kind := kinds.pop()) is not None:
        return kind
    if not kinds - {None} and tells_school_days(feed, Lexicon(intake, CalendarMark, DayNote)):
        return SCHOOL
    return None
