"""What one event of a calendar feed says about its days: days off, school days, or nothing."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.vocabulary import CalendarMark, DayNote

from .day_words import DayWords, may_be_off, names_holiday, names_some_students
from .event_words import Lexicon
from .feed_events import Event
from .occurrences import TENTATIVE

WHOLE_DAY = 240
"""The length in minutes from which an event with hours says something about the whole day."""
STRONGEST = (DayNote.CLOSURE, DayNote.INSERVICE, DayNote.HOLIDAY, DayNote.TESTING)
OF_THE_YEAR = frozenset(
    mark
    for mark in CalendarMark
    if mark in (CalendarMark.FIRST_DAY, CalendarMark.LAST_DAY) or mark.endswith("_ends")
)
_SCHOOL = frozenset([CalendarMark.FIRST_DAY, CalendarMark.LAST_DAY, CalendarMark.ORDINARY_DAY])
_RENAME = (
    "If there is none, name it so, such as Student Holiday; if there is, give its name the meaning "
    "{mark} in [words.calendar_mark] of the ruleset."
)


@frozen(eq=False, repr=False)
class EventReading:
    """The meaning of an event for its days.

    `note` is the strongest note, with the words for it. `has_school`: there is school. `unclear` is
    why the event leaves open whether there is school; `strange` is why that is unknown because
    nobody knows the event. Both are the end of a sentence on the event, or empty.
    """

    marks: frozenset[CalendarMark]
    note: tuple[DayNote, str] | None = None
    has_school: bool = False
    unclear: str = ""
    strange: str = ""


def read_event(event: Event, lexicon: Lexicon, words: DayWords) -> EventReading:
    """Return the meaning of an event for its days."""
    pieces = lexicon.pieces(event)
    marks = {CalendarMark(meaning) for meaning in _find_words(CalendarMark, pieces, lexicon)}
    free = CalendarMark.NO_STUDENTS in marks
    notes = _find_notes(event, pieces, lexicon)
    if event.days == 1 and not free and words.name_school_day(event.texts):
        marks.add(CalendarMark.ORDINARY_DAY)
    stated = frozenset(marks)
    if event.timed and event.days == 1 and 0 < (event.minutes or 0) < WHOLE_DAY:
        return EventReading(stated)
    if reason := _explain_unclear(event, pieces, marks, notes, lexicon):
        return EventReading(stated, unclear=reason)
    if CalendarMark.ORDINARY_DAY in marks:
        notes = {note: piece for note, piece in notes.items() if note is DayNote.TESTING}
    if notes:
        note = min(notes, key=STRONGEST.index)
        return EventReading(stated, (note, notes[note]), has_school=note is DayNote.TESTING)
    if marks & _SCHOOL:
        return EventReading(stated, has_school=True)
    return _read_unknown_event(event, pieces, stated, lexicon, words)


def _find_words(
    vocabulary: type[CalendarMark | DayNote], pieces: Sequence[str], lexicon: Lexicon
) -> dict[str, str]:
    """Return the words of a vocabulary in an event, each with the first piece that contains it."""
    meanings = ((lexicon.meaning(vocabulary, piece), piece) for piece in reversed(pieces))
    return {word: piece for word, piece in meanings if word is not None}


def _find_notes(event: Event, pieces: Sequence[str], lexicon: Lexicon) -> dict[DayNote, str]:
    """Return the notes that an event gives its days, each with the first piece that contains it.

    An event that concerns only students makes a staff day, unless the day has the name of a
    holiday.
    """
    notes: dict[DayNote, str] = {}
    free = ""
    for piece in pieces:
        note = lexicon.meaning(DayNote, piece)
        students = lexicon.meaning(CalendarMark, piece) == CalendarMark.NO_STUDENTS
        if students and note in (None, DayNote.INSERVICE):
            free = free or piece
        elif note is not None:
            notes.setdefault(DayNote(note), piece)
        elif not event.timed and names_holiday(piece):
            notes.setdefault(DayNote.HOLIDAY, piece)
    if free and not notes.keys() - {DayNote.TESTING}:
        notes[DayNote.HOLIDAY if may_be_off(event.texts) else DayNote.INSERVICE] = free
    return notes


def _explain_unclear(
    event: Event,
    pieces: Sequence[str],
    marks: set[CalendarMark],
    notes: Mapping[DayNote, str],
    lexicon: Lexicon,
) -> str:
    """Return why an event about a day off leaves open whether there is school, or an empty text."""
    off = notes.keys() - {DayNote.TESTING}
    if not notes:
        return ""
    if CalendarMark.ORDINARY_DAY in marks and off:
        if event.days > 1:
            return "names days with school and days without. Make two events of it."
        if CalendarMark.NO_STUDENTS in marks:
            return "says that there is school, and that there is none. Correct its name."
    if any(lexicon.campus(piece) not in (None, ALL_CAMPUSES) for piece in pieces):
        return "names one campus; the calendar is for all of them."
    if off and CalendarMark.ORDINARY_DAY not in marks and any(map(names_some_students, pieces)):
        return "names some grades or schools; the calendar is for all of them."
    if event.timed and event.minutes is None and event.days == 1:
        return "does not say how long it lasts. Make it a whole day, or give its end."
    if event.status == TENTATIVE:
        return "is tentative. Confirm it or take it out."
    return ""


def is_for_some(event: Event, lexicon: Lexicon) -> bool:
    """Return whether an event is for the students of some grades, or of one campus."""
    pieces = lexicon.pieces(event)
    return any(map(names_some_students, pieces)) or any(
        lexicon.campus(piece) not in (None, ALL_CAMPUSES) for piece in pieces
    )


def _read_unknown_event(
    event: Event,
    pieces: Sequence[str],
    marks: frozenset[CalendarMark],
    lexicon: Lexicon,
    words: DayWords,
) -> EventReading:
    """Return the meaning of an event of which no piece is a known word for a day."""
    if word := words.find_off_word(event.texts):
        return EventReading(
            marks,
            unclear=f"names {word!r}, on which there may be none. "
            + _RENAME.format(mark=CalendarMark.ORDINARY_DAY),
        )
    of_one_campus = any(lexicon.campus(piece) not in (None, ALL_CAMPUSES) for piece in pieces)
    if event.timed or marks or of_one_campus or words.leave_day_unchanged(event.texts):
        return EventReading(marks)
    return EventReading(
        marks,
        strange="fills the day, and nobody has said what it means for school. "
        + _RENAME.format(mark=CalendarMark.NO_CHANGE),
    )
