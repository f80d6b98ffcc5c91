"""Calendar feeds as the instructional calendar.

A district's feed lists the days off, not the days of school. The days of instruction are then
the Mondays to Fridays from the first day of instruction to the last, without holidays, closures
and staff days. Without a first and a last day there is no calendar; a day of which the feed says
something that may or may not be a day off is no day of which anything is told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from attrs import define, field

from lever5_rules.artifacts.kinds import ALL_CAMPUSES, KindInfo
from lever5_rules.artifacts.vocabulary import CalendarMark, DayNote
from lever5_rules.core.marks import Severity
from lever5_rules.core.text import counted, listing
from lever5_rules.core.years import SchoolYear, Span

from .calendar_words import Lexicon, school_year
from .csv_text import Unreadable
from .feed_events import Event
from .feeds import Feed
from .intake import Intake
from .occurrences import Occurrence, occurrences
from .sources import FeedSource
from .values import Bad

WHOLE_DAY = 240
"""Minutes from which on an event with hours says something of the whole day."""
_STRONGEST = (DayNote.CLOSURE, DayNote.INSERVICE, DayNote.HOLIDAY, DayNote.TESTING)
_QUARTERS = (
    CalendarMark.QUARTER_1_ENDS,
    CalendarMark.QUARTER_2_ENDS,
    CalendarMark.QUARTER_3_ENDS,
    CalendarMark.QUARTER_4_ENDS,
)


@define(eq=False, repr=False)
class _Said:
    """What the feeds say: of the year, where; and of each day, with what words and where."""

    marks: dict[CalendarMark, dict[date, tuple[str, int]]] = field(factory=dict)
    notes: dict[date, tuple[DayNote, str, str, int]] = field(factory=dict)
    unclear: dict[date, tuple[Bad, str, int]] = field(factory=dict)
    passed: list[int] = field(factory=list)


def add_school_days(feeds: Sequence[Feed], intake: Intake, kind: KindInfo) -> None:
    """Puts the days of the school year into the table of a kind.

    Raises Unreadable where the feeds do not tell when school begins and ends.
    """
    lexicon = Lexicon(intake, CalendarMark, DayNote)
    year = school_year(intake) or _year_of(feeds, lexicon)
    said = _Said()
    for feed in feeds:
        said.passed = []
        for one in occurrences(feed.events, lambda _: year.span):
            _take(one, feed.path, year.span, lexicon, said)
        if said.passed:
            message = (
                f"passed over: {counted(len(set(said.passed)), 'event')} in which the words of the "
                "ruleset find no day without instruction, first here."
            )
            intake.problem(feed.path, said.passed[0], message, Severity.NOTE)
    school = Span(
        _the_day(said, CalendarMark.FIRST_DAY, year), _the_day(said, CalendarMark.LAST_DAY, year)
    )
    if school.first >= school.last:
        raise Unreadable(f"school begins on {school.first} in it and ends on {school.last}.")
    quarters = _quarter_ends(said, school, intake)
    rows: dict[str, list[tuple[int, dict[str, object]]]] = {}
    for day in _weekdays(said, school):
        path, line, row = _row(day, said, school)
        row["quarter"] = sum(day > end for end in quarters) + 1 if quarters else None
        rows.setdefault(path, []).append((line, row))
    for feed in feeds:
        mine = rows.get(feed.path, [])
        source = FeedSource(feed.path, [line for line, _ in mine])
        intake.table(kind).add_rows(source, [row for _, row in mine])
    _tell(rows, said, school, intake)


def _take(one: Occurrence, path: str, year: Span, lexicon: Lexicon, said: _Said) -> None:
    """Takes what one event says."""
    event, where = one.event, (path, one.event.line)
    pieces = lexicon.pieces(event)
    marks = {CalendarMark(word) for word in _meanings(CalendarMark, pieces, lexicon)}
    notes = {DayNote(word): one for word, one in _meanings(DayNote, pieces, lexicon).items()}
    days = [day for number in range(event.days) if (day := one.day + timedelta(number)) in year]
    for mark in marks - {CalendarMark.ORDINARY_DAY}:
        said.marks.setdefault(mark, {}).update(dict.fromkeys(days, where))
    short = event.timed and event.days == 1 and 0 < (event.minutes or 0) < WHOLE_DAY
    if not short and (why := _unclear(event, pieces, marks, notes, lexicon)):
        unclear = Bad(f"cannot be told: {why}")
        said.unclear.update((day, (unclear, *where)) for day in days)
        return
    if CalendarMark.ORDINARY_DAY in marks:
        notes = {note: piece for note, piece in notes.items() if note is DayNote.TESTING}
    if not marks and (short or not notes):
        said.passed.append(event.line)
    elif notes and not short:
        note = min(notes, key=_STRONGEST.index)
        for day in days:
            held = said.notes.get(day)
            if held is None or _STRONGEST.index(note) < _STRONGEST.index(held[0]):
                said.notes[day] = (note, notes[note], *where)


def _meanings(vocabulary: type[StrEnum], pieces: Sequence[str], lexicon: Lexicon) -> dict[str, str]:
    """The words of a vocabulary in an event, each with the first piece that says it."""
    found = ((lexicon.meaning(vocabulary, piece), piece) for piece in reversed(pieces))
    return {word: piece for word, piece in found if word is not None}


def _unclear(
    event: Event,
    pieces: Iterable[str],
    marks: set[CalendarMark],
    notes: Mapping[DayNote, str],
    lexicon: Lexicon,
) -> str | None:
    """Why an event leaves it open whether there is school on its days, or None."""
    ordinary = CalendarMark.ORDINARY_DAY in marks
    if ordinary and event.days > 1 and set(notes) - {DayNote.TESTING}:
        return "the event speaks of days with school and of days without. Make two of it."
    if notes and any(lexicon.campus(piece) not in (None, ALL_CAMPUSES) for piece in pieces):
        return "the event speaks of one campus; the calendar holds for all of them."
    if notes and event.timed and event.minutes is None and event.days == 1:
        return "the event does not say how long it lasts. Make it a whole day, or give its end."
    if notes and event.status == "TENTATIVE":
        return "the event is tentative. Confirm it or take it out."
    if not notes and not ordinary and (word := lexicon.day_off_in(event)):
        return (
            f"the event speaks of {word!r}, and it is not clear whether there is school on it. If "
            "there is none, name it so, such as Student Holiday; if there is, give its name the "
            "meaning ordinary_day in [words.calendar_mark] of the ruleset."
        )
    return None


def _row(day: date, said: _Said, school: Span) -> tuple[str, int, dict[str, object]]:
    """File, line and row of a day."""
    row: dict[str, object] = {"date": day, "is_instructional": day in school, "note": None}
    path, line = said.marks[CalendarMark.FIRST_DAY][school.first]
    note = said.notes.get(day)
    if note is not None:
        kept, row["note"], path, line = note
        row["is_instructional"] = day in school and kept is DayNote.TESTING
    unclear = said.unclear.get(day)
    if unclear is not None and row["is_instructional"]:
        row["is_instructional"], path, line = unclear
    return path, line, row


def _weekdays(said: _Said, school: Span) -> Iterator[date]:
    """The weekdays of the school year, and those outside it of which something is said."""
    for offset in range((school.last - school.first).days + 1):
        day = school.first + timedelta(days=offset)
        if day.weekday() < 5:
            yield day
    for day in sorted(said.notes):
        if day not in school and day.weekday() < 5:
            yield day


def _the_day(said: _Said, mark: CalendarMark, year: SchoolYear) -> date:
    """The first or last day of instruction. Raises Unreadable where there is none, or several."""
    what = "first" if mark is CalendarMark.FIRST_DAY else "last"
    days = sorted(said.marks.get(mark, {}))
    if len(days) == 1:
        return days[0]
    found = f"names {listing(days)} as" if days else "has no event that names"
    raise Unreadable(
        f"it {found} the {what} day of instruction of {year}. Name one event "
        f"{what.capitalize()} Day of Instruction, or give your words for it the meaning {mark} in "
        "[words.calendar_mark] of the ruleset."
    )


def _quarter_ends(said: _Said, school: Span, intake: Intake) -> list[date]:
    """The last days of the first three quarters; none where they cannot be told."""
    ends = [sorted(said.marks.get(mark, {})) for mark in _QUARTERS]
    days = [days[0] for days in ends if len(days) == 1]
    whole = len(days) == (4 if ends[3] else 3)
    if whole and days == sorted(set(days)) and all(day in school for day in days):
        return days[:3]
    path, line = said.marks[CalendarMark.FIRST_DAY][school.first]
    message = (
        "the feed does not tell the quarters: an event such as End of 1st Nine Weeks or End of "
        "1st Quarter is needed for each of the first three, in their order and one day each. "
        "Without them the quarter of each day stays blank."
    )
    intake.problem(path, line, message, Severity.WARNING)
    return []


def _year_of(feeds: Iterable[Feed], lexicon: Lexicon) -> SchoolYear:
    """The school year of the only first day of instruction. Raises Unreadable where it is not."""
    years = {
        SchoolYear.containing(event.day)
        for feed in feeds
        for event in feed.events
        if _says(event, CalendarMark.FIRST_DAY, lexicon)
    }
    if len(years) == 1:
        return years.pop()
    raise Unreadable(
        "the school year cannot be told. State school_year in district.toml, such as 2026-2027."
    )


def tells_school_days(feed: Feed, lexicon: Lexicon) -> bool:
    """Whether a feed says when school begins and ends."""
    return all(
        any(_says(event, mark, lexicon) for event in feed.events)
        for mark in (CalendarMark.FIRST_DAY, CalendarMark.LAST_DAY)
    )


def _says(event: Event, mark: CalendarMark, lexicon: Lexicon) -> bool:
    pieces = lexicon.pieces(event)
    return any(lexicon.meaning(CalendarMark, piece) == mark for piece in pieces)


def _tell(
    rows: dict[str, list[tuple[int, dict[str, object]]]], said: _Said, school: Span, intake: Intake
) -> None:
    """Says what was read as what."""
    every = [row for held in rows.values() for _, row in held]
    taught = sum(1 for row in every if row["is_instructional"] is True)
    kinds = Counter(said.notes[day][0] for day in said.notes if day.weekday() < 5)
    noted = [f"{counted(kinds[note], 'day')} of {note}" for note in DayNote if kinds[note]]
    path, line = said.marks[CalendarMark.FIRST_DAY][school.first]
    message = (
        f"read as {counted(taught, 'day')} of instruction: every Monday to Friday from "
        f"{school.first} to {school.last} that no event makes a day off"
        f"{'; named are ' + listing(noted) if noted else ''}."
    )
    intake.problem(path, line, message, Severity.NOTE)
