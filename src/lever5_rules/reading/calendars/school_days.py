"""Calendar feeds as the instructional calendar.

A district's feed lists days off, not school days. Days of instruction are therefore the Mondays to
Fridays from the first day of instruction to the last, without holidays, closures and staff days.
Without a first and a last day there is no calendar. A day with an event that may mean a day off, or
with an all-day event of unknown meaning, is left undecided.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import define, field, frozen

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.vocabulary import CalendarMark, DayNote
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Place, where
from lever5_rules.core.synonyms import plain
from lever5_rules.core.text import counted, listing
from lever5_rules.core.years import SchoolYear, Span
from lever5_rules.reading.cannot_read import Unreadable
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.sources import LinesSource

from .day_events import OF_THE_YEAR, STRONGEST, is_for_some, read_event
from .day_words import DayWords
from .event_names import EventNames
from .event_words import Lexicon, campus_names, school_year
from .feed_events import Event
from .feeds import Feed
from .occurrences import CANCELLED, Occurrence, occurrences

_ENDS = {CalendarMark.FIRST_DAY: "first", CalendarMark.LAST_DAY: "last"}
_QUARTERS = (
    CalendarMark.QUARTER_1_ENDS,
    CalendarMark.QUARTER_2_ENDS,
    CalendarMark.QUARTER_3_ENDS,
    CalendarMark.QUARTER_4_ENDS,
)


@frozen
class _Doubt:
    """What leaves days undecided: the event, and the text before and after its name in the
    message."""

    lead: str
    name: str
    why: str
    path: str
    line: Place


@define(eq=False, repr=False)
class _Statements:
    """What the feeds say about the year and each day, with words and places.

    `days_with_school` are days with an event that says there is school, which decides days that are
    otherwise only `strange`.
    """

    marks: dict[CalendarMark, dict[date, tuple[str, Place]]] = field(factory=dict)
    marks_for_some: dict[CalendarMark, dict[date, tuple[str, Place]]] = field(factory=dict)
    notes: dict[date, tuple[DayNote, str, str, Place]] = field(factory=dict)
    unclear: dict[date, _Doubt] = field(factory=dict)
    strange: dict[date, _Doubt] = field(factory=dict)
    days_with_school: set[date] = field(factory=set)
    unsure: dict[_Doubt, Mark] = field(factory=dict)
    passed: list[Event] = field(factory=list)


@frozen(eq=False, repr=False)
class _EventReader:
    """The tools for reading events."""

    lexicon: Lexicon
    words: DayWords
    names: EventNames
    year: Span


def add_school_days(feeds: Sequence[Feed], intake: Intake, kind: KindInfo) -> None:
    """Add the days of the school year to the table of a kind.

    Raises Unreadable if the feeds do not say when school begins and ends.
    """
    lexicon = Lexicon(intake, CalendarMark, DayNote)
    year = school_year(intake) or _find_year(feeds, lexicon)
    names = EventNames(intake.words, campus_names(intake))
    reader = _EventReader(lexicon, DayWords(intake.words), names, year.span)
    statements = _Statements()
    for feed in feeds:
        statements.passed = []
        for occurrence in occurrences(feed.events, lambda _: year.span):
            _record_event(occurrence, feed.path, reader, statements)
        if statements.passed:
            skipped = list(dict.fromkeys(statements.passed))
            message = (
                f"passed over: {counted(len(skipped), 'event')} in which the words of the ruleset "
                f"find no day without instruction, first here: {names.list_names(skipped)}."
            )
            intake.problem(feed.path, skipped[0].line, message, Severity.NOTE)
    _settle_ends(statements, intake)
    school = Span(
        _find_single_day(statements, CalendarMark.FIRST_DAY, year),
        _find_single_day(statements, CalendarMark.LAST_DAY, year),
    )
    if school.first >= school.last:
        raise Unreadable(f"school begins on {school.first} in it and ends on {school.last}.")
    quarters = _find_quarter_ends(statements, school, intake)
    rows: dict[str, list[tuple[Place, dict[str, object]]]] = {}
    _report_notes(statements, school, intake, names)
    for day in _list_weekdays(statements, school):
        path, line, row = _make_row(day, statements, school, intake, names)
        row["quarter"] = sum(day > end for end in quarters) + 1 if quarters else None
        rows.setdefault(path, []).append((line, row))
    for feed in feeds:
        feed_rows = rows.get(feed.path, [])
        source = LinesSource(feed.path, [line for line, _ in feed_rows])
        intake.table(kind).add_rows(source, [row for _, row in feed_rows])
    _report_days(rows, statements, school, intake)


def _record_event(
    occurrence: Occurrence, path: str, reader: _EventReader, statements: _Statements
) -> None:
    """Record what one event says."""
    event, at = occurrence.event, (path, occurrence.event.line)
    reading = read_event(event, reader.lexicon, reader.words)
    days = [
        day
        for number in range(event.days)
        if (day := occurrence.day + timedelta(number)) in reader.year
    ]
    for mark in reading.marks & OF_THE_YEAR:
        of_some = mark in _ENDS and is_for_some(event, reader.lexicon)
        marks = statements.marks_for_some if of_some else statements.marks
        marks.setdefault(mark, {}).update(dict.fromkeys(days, at))
    if reading.has_school:
        statements.days_with_school.update(days)
    if reading.unclear or reading.strange:
        undecided = statements.unclear if reading.unclear else statements.strange
        which = f"from {days[0]} to {days[-1]}" if len(days) > 1 else f"on {occurrence.day}"
        lead = f"whether there is school {which} is unclear: the event"
        for day in days:
            undecided.setdefault(
                day, _Doubt(lead, event.name, reading.unclear or reading.strange, *at)
            )
    elif reading.note is not None:
        for day in days:
            note = statements.notes.get(day)
            if note is None or STRONGEST.index(reading.note[0]) < STRONGEST.index(note[0]):
                statements.notes[day] = (*reading.note, *at)
    elif not reading.marks & (OF_THE_YEAR | {CalendarMark.ORDINARY_DAY}):
        statements.passed.append(event)


def _make_row(
    day: date, statements: _Statements, school: Span, intake: Intake, names: EventNames
) -> tuple[str, Place, dict[str, object]]:
    """Return file, line and row of a day."""
    row: dict[str, object] = {"date": day, "is_instructional": day in school, "note": None}
    path, line = statements.marks[CalendarMark.FIRST_DAY][school.first]
    note = statements.notes.get(day)
    if note is not None:
        mark, piece, path, line = note
        row["note"] = piece if _is_ruleset_word(piece, mark, intake) else mark.value
        row["is_instructional"] = day in school and mark is DayNote.TESTING
    unclear = statements.unclear.get(day)
    if unclear is None and day not in statements.days_with_school:
        unclear = statements.strange.get(day)
    if unclear is not None and row["is_instructional"]:
        row["is_instructional"] = _mark_doubt(unclear, statements, intake, names)
        path, line = unclear.path, unclear.line
    return path, line, row


def _list_weekdays(statements: _Statements, school: Span) -> Iterator[date]:
    """Yield the weekdays of the school year, and those outside it with a note."""
    for offset in range((school.last - school.first).days + 1):
        day = school.first + timedelta(days=offset)
        if day.weekday() < 5:
            yield day
    for day in sorted(statements.notes):
        if day not in school and day.weekday() < 5:
            yield day


def _mark_doubt(
    unclear: _Doubt, statements: _Statements, intake: Intake, names: EventNames
) -> Mark:
    """Return the mark for the days of an event that leaves them undecided, with a single
    problem."""
    if unclear not in statements.unsure:
        name = names.quote(unclear.name, day=True)
        problem = intake.problem(unclear.path, unclear.line, f"{unclear.lead} {name} {unclear.why}")
        remedy = (
            f"Settle the day in {unclear.path}: rename the event, or give its name a meaning in "
            "[words.calendar_mark] of the ruleset."
        )
        statements.unsure[unclear] = Mark(Reason.UNREADABLE, problem, remedy=remedy)
    return statements.unsure[unclear]


def _is_ruleset_word(piece: str, note: DayNote, intake: Intake) -> bool:
    """Return whether the ruleset's words give a piece exactly this note."""
    return intake.words.meaning(DayNote, piece) == note


def _report_notes(statements: _Statements, school: Span, intake: Intake, names: EventNames) -> None:
    """Report, once for each name that is not a word of the ruleset itself, how it was read."""
    reported: set[tuple[DayNote, str]] = set()
    for day in sorted(statements.notes):
        note, piece, path, line = statements.notes[day]
        expected = _is_ruleset_word(piece, note, intake) or plain(piece) == note
        if day in school and not expected and (note, piece) not in reported:
            reported.add((note, piece))
            message = f"note: {names.quote(piece)} was read as {note}."
            intake.problem(path, line, message, Severity.NOTE)


def _settle_ends(statements: _Statements, intake: Intake) -> None:
    """Take the first and last day from events about some students only if no other names it."""
    for mark, days in statements.marks_for_some.items():
        if mark not in statements.marks:
            statements.marks[mark] = days
            continue
        for day in sorted(days.keys() - statements.marks[mark].keys()):
            path, line = days[day]
            message = (
                f"the {_ENDS[mark]} day on {day} is for some grades or schools only, and was "
                "passed over; another event names it for all."
            )
            intake.problem(path, line, message, Severity.NOTE)


def _find_single_day(statements: _Statements, mark: CalendarMark, year: SchoolYear) -> date:
    """Return the first or last day of instruction. Raises Unreadable if there is none, or
    several."""
    what = _ENDS[mark]
    days = sorted(statements.marks.get(mark, {}))
    if len(days) == 1:
        return days[0]
    places = [f"{day} ({where(None, statements.marks[mark][day][1])})" for day in days]
    problem = f"names {listing(places)} as" if days else "has no event that names"
    raise Unreadable(
        f"it {problem} the {what} day of instruction of {year}. Name one event "
        f"{what.capitalize()} Day of Instruction, or give your words for it the meaning {mark} in "
        "[words.calendar_mark] of the ruleset."
    )


def _find_quarter_ends(statements: _Statements, school: Span, intake: Intake) -> list[date]:
    """Return the last days of the first three quarters; empty if they are not all known."""
    ends = [sorted(statements.marks.get(mark, {})) for mark in _QUARTERS]
    days = [days[0] for days in ends if len(days) == 1]
    whole = len(days) == (4 if ends[3] else 3)
    if whole and days == sorted(set(days)) and all(day in school for day in days):
        return days[:3]
    path, line = statements.marks[CalendarMark.FIRST_DAY][school.first]
    message = (
        "the feed does not tell the quarters: an event such as End of 1st Nine Weeks or End of "
        "1st Quarter is needed for each of the first three, in their order and one day each. "
        "Without them the quarter of each day stays blank."
    )
    intake.problem(path, line, message, Severity.WARNING)
    return []


def _find_year(feeds: Iterable[Feed], lexicon: Lexicon) -> SchoolYear:
    """Return the school year of the only first day of instruction. Raises Unreadable otherwise."""
    years = {
        SchoolYear.containing(event.day)
        for feed in feeds
        for event in feed.events
        if event.status != CANCELLED and _names_mark(event, CalendarMark.FIRST_DAY, lexicon)
    }
    if len(years) == 1:
        return years.pop()
    raise Unreadable(
        "the school year is unclear. State school_year in district.toml, such as 2026-2027."
    )


def tells_school_days(feed: Feed, lexicon: Lexicon) -> bool:
    """Return whether a feed says when school begins and ends."""
    return all(
        any(
            event.status != CANCELLED and _names_mark(event, mark, lexicon) for event in feed.events
        )
        for mark in (CalendarMark.FIRST_DAY, CalendarMark.LAST_DAY)
    )


def _names_mark(event: Event, mark: CalendarMark, lexicon: Lexicon) -> bool:
    pieces = lexicon.pieces(event)
    return any(lexicon.meaning(CalendarMark, piece) == mark for piece in pieces)


def _report_days(
    rows: dict[str, list[tuple[Place, dict[str, object]]]],
    statements: _Statements,
    school: Span,
    intake: Intake,
) -> None:
    """Report how the events were read."""
    all_rows = [row for feed_rows in rows.values() for _, row in feed_rows]
    taught = sum(1 for row in all_rows if row["is_instructional"] is True)
    kinds = Counter(statements.notes[day][0] for day in statements.notes if day.weekday() < 5)
    counts = [f"{counted(kinds[note], 'day')} of {note}" for note in DayNote if kinds[note]]
    path, line = statements.marks[CalendarMark.FIRST_DAY][school.first]
    message = (
        f"read as {counted(taught, 'day')} of instruction: every Monday to Friday from "
        f"{school.first} to {school.last} that no event makes a day off"
        f"{'; named are ' + listing(counts) if counts else ''}."
    )
    intake.problem(path, line, message, Severity.NOTE)
