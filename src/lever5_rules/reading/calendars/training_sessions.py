"""Calendar feeds as the training calendar.

Topics, audience, campuses and form come from the categories and the summary of an event, through
the words of the ruleset; everything else is blank. A series is expanded against the instructional
calendar: it did not take place on days without school, except for staff days. Days that somebody
listed count as written.

Fields that a feed cannot express are unknown rather than blank, and so are the product and the
student groups if none of its events names any.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import define, field, frozen

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.vocabulary import DayNote, Population, Role, SessionMode, Topic
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Place
from lever5_rules.core.text import counted, listing
from lever5_rules.core.years import SchoolYear, Span
from lever5_rules.reading.cannot_read import Unreadable
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.sources import LinesSource
from lever5_rules.reading.values.single_values import Bad

from .event_words import Lexicon, school_year
from .feed_events import Event
from .feeds import Feed
from .occurrences import TENTATIVE, Occurrence, occurrences

MOST_SESSIONS = 20_000
CALENDAR = "instructional_calendar"
_FIELDS_WITHOUT_PLACE = ("planning_focus", "expectation_document", "informed_by")
_RARE_FIELDS = {"product_id": "an adopted product", "populations": "a group of students"}
"""Optional fields that events contain only if their authors intend it."""


@define(eq=False, repr=False)
class _SkippedLines:
    """Lines of events that were skipped or say too little."""

    off: list[Place] = field(factory=list)
    tentative: list[Place] = field(factory=list)
    without_topic: list[Place] = field(factory=list)


@frozen(eq=False, repr=False)
class _WorkDays:
    """The days on which staff are at work, and those of unknown type."""

    known: frozenset[date]
    unsure: frozenset[date]


def add_sessions(feed: Feed, intake: Intake, kind: KindInfo) -> None:
    """Add the sessions of a feed to the table of a kind.

    Raises Unreadable if it contains a series and the instructional calendar is unknown.
    """
    lexicon = Lexicon(intake, Topic, Role, SessionMode, Population)
    year = school_year(intake)
    work: _WorkDays | None = None
    skipped = _SkippedLines()
    lines: list[Place] = []
    rows: list[dict[str, Any]] = []

    def find_window(event: Event) -> Span:
        return (year or SchoolYear.containing(event.day)).span

    for occurrence in occurrences(feed.events, find_window):
        line = occurrence.event.line
        if occurrence.event.status == TENTATIVE:
            skipped.tentative.append(line)
            continue
        if occurrence.by_rule:
            work = _find_work_days(intake, line) if work is None else work
            if occurrence.day not in work.known | work.unsure:
                skipped.off.append(line)
                continue
        unsure = occurrence.by_rule and work is not None and occurrence.day in work.unsure
        for row in _make_rows(occurrence, lexicon):
            if unsure:
                row["date"] = _make_unsure(occurrence.day)
            if "topic_codes" not in row:
                skipped.without_topic.append(line)
            lines.append(line)
            rows.append(row)
        if len(rows) > MOST_SESSIONS:
            raise Unreadable(f"it has more than {MOST_SESSIONS} sessions. Export one school year.")
    if rows:
        _mark_unknown(feed.path, rows, intake)
    intake.table(kind).add_rows(LinesSource(feed.path, lines), rows)
    _report_skipped(feed.path, skipped, intake)


def _make_rows(occurrence: Occurrence, lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    """Yield a row for each day of a session."""
    event = occurrence.event
    from_words = _read_fields(lexicon.pieces(event), lexicon)
    if event.minutes is not None:
        from_words["minutes"] = event.minutes
    for number in range(event.days):
        day = date.fromordinal(occurrence.day.toordinal() + number)
        row = {"date": day, **from_words}
        if event.uid:
            row["session_id"] = (
                occurrence.id if event.days == 1 else f"{occurrence.id}/{number + 1}"
            )
        yield row


def _read_fields(pieces: Sequence[str], lexicon: Lexicon) -> dict[str, Any]:
    """Return the fields that the words of an event fill."""

    def list_words(vocabulary: type[StrEnum]) -> list[str]:
        return [piece for piece in pieces if lexicon.meaning(vocabulary, piece) is not None]

    fields: dict[str, Any] = {
        "topic_codes": list_words(Topic),
        "audience_roles": list_words(Role),
        "populations": list_words(Population),
        "campus_ids": list(dict.fromkeys(filter(None, map(lexicon.campus, pieces)))),
    }
    modes = list_words(SessionMode)
    if modes:
        several = len({lexicon.meaning(SessionMode, mode) for mode in modes}) > 1
        fields["mode"] = (
            Bad("is given twice: give one form of the session.") if several else modes[0]
        )
    products = list(dict.fromkeys(filter(None, map(lexicon.product, pieces))))
    if products:
        several = len(products) > 1
        fields["product_id"] = (
            Bad("names several products: give each a session.") if several else products[0]
        )
    return {name: value for name, value in fields.items() if value}


def _mark_unknown(path: str, rows: Sequence[dict[str, Any]], intake: Intake) -> None:
    """Mark the fields of the sessions that the feed cannot express, with a single problem."""
    columns = [name for name in _RARE_FIELDS if not any(name in row for row in rows)]
    message = f"{path} is a calendar feed, which has no place for {listing(_FIELDS_WITHOUT_PLACE)}"
    if columns:
        what = " or ".join(_RARE_FIELDS[name] for name in columns)
        message += f", and no event of it names {what} ({listing(columns)})"
    problem = intake.problem(path, None, f"{message}.", Severity.NOTE)
    remedy = (
        "Give the sessions in training_calendar.csv, with these columns, in place of the feed: "
        "lever5 convert writes what is read of it as that file."
    )
    unknown = dict.fromkeys(
        (*_FIELDS_WITHOUT_PLACE, *columns), Mark(Reason.BLANK_FIELD, problem, remedy=remedy)
    )
    for row in rows:
        row.update(unknown)


def _make_unsure(day: date) -> Bad:
    return Bad(
        f"is unknown: the series falls on {day}, for which the {CALENDAR} does not say whether "
        "there is school. Settle it there, or make what was held an event of its own."
    )


def _find_work_days(intake: Intake, line: Place) -> _WorkDays:
    """Return the days on which staff are at work, from the instructional calendar.

    Raises Unreadable if they are unknown.
    """
    table = intake.built(CALENDAR)
    if table is None or table.lost or CALENDAR in intake.lost:
        state = "is not in the bundle" if table is None else "cannot be read in full"
        raise Unreadable(
            f"the event on this line recurs, and the {CALENDAR} that says on which of its days "
            f"there is school {state}. Add or mend it.",
            line,
        )
    days, taught, notes = (table.columns[name] for name in ("date", "is_instructional", "note"))
    if days.marked:
        raise Unreadable(
            f"the event on this line recurs, and the {CALENDAR} has rows without a day. Mend it.",
            line,
        )
    all_rows = range(table.size)
    return _WorkDays(
        frozenset(
            days.at(row)
            for row in all_rows
            if notes.at(row) == DayNote.INSERVICE or taught.at(row) is True
        ),
        frozenset(days.at(row) for row in all_rows if isinstance(taught.at(row), Mark)),
    )


def _report_skipped(path: str, skipped: _SkippedLines, intake: Intake) -> None:
    """Report what was skipped, and what says too little to be judged."""
    for lines, message, severity in (
        (
            skipped.off,
            "of recurring events not counted, as there is no school on that day; first of the "
            "event on this line. One that was held is an event of its own.",
            Severity.NOTE,
        ),
        (
            skipped.tentative,
            "of tentative events not counted, first of the event on this line. Confirm what is "
            "fixed.",
            Severity.WARNING,
        ),
        (
            skipped.without_topic,
            "without a topic that the ruleset knows, first of the event on this line. Give the "
            "topics as categories of the event, or add your words for them to [words.topic] of "
            "the ruleset; for what is not training the topic is other.",
            Severity.WARNING,
        ),
    ):
        if lines:
            intake.problem(path, lines[0], f"{counted(len(lines), 'date')} {message}", severity)
