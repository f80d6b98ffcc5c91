"""Reasons why a row does not count, or may not count: a closed list."""

from enum import StrEnum

from attrs import frozen

from lever5_rules.core.outcome import Reason


class Uncounted(StrEnum):
    """Why a row was left out or is unsure; `words` completes "12 rows do not count: ..."."""

    NOT_HELD = "not_held"
    TOO_SHORT = "too_short"
    NO_STUDENTS = "no_students"
    FREE_DAY = "free_day"
    ONE_PERSON = "one_person"
    NOT_EMPLOYED = "not_employed"
    SAID_TWICE = "said_twice"
    SESSION_NOT_HELD = "session_not_held"
    ANOTHER_YEAR = "another_year"
    YET_TO_COME = "yet_to_come"

    LENGTH_NOT_TOLD = "length_not_told"
    DATE_NOT_TOLD = "date_not_told"
    DAY_NOT_TOLD = "day_not_told"
    PERSON_UNKNOWN = "person_unknown"
    POST_UNREAD = "post_unread"
    SAYS_NOTHING = "says_nothing"
    CONTRADICTORY = "contradictory"
    MAYBE_REPEATED = "maybe_repeated"
    ALONE = "alone"

    REPLY_NOT_COUNTED = "reply_not_counted"

    words: str


_WORDS = {
    Uncounted.NOT_HELD: "the length is 0, or the row says that it was called off",
    Uncounted.TOO_SHORT: "shorter than the ruleset's floor of {floor} minutes",
    Uncounted.NO_STUDENTS: "on a day without students",
    Uncounted.FREE_DAY: "on a Sunday, a holiday or in a break",
    Uncounted.ONE_PERSON: "the same person in both roles",
    Uncounted.NOT_EMPLOYED: "by or of somebody who had left",
    Uncounted.SAID_TWICE: "the same as another row but for the id",
    Uncounted.SESSION_NOT_HELD: "of a training session that does not count",
    Uncounted.ANOTHER_YEAR: "of another school year",
    Uncounted.YET_TO_COME: "after the day of the review",
    Uncounted.LENGTH_NOT_TOLD: "the length is blank or cannot be read",
    Uncounted.DATE_NOT_TOLD: "the date is blank or cannot be read",
    Uncounted.DAY_NOT_TOLD: "the calendar does not say what kind of day it was",
    Uncounted.PERSON_UNKNOWN: "somebody whom the staff roster does not list on that day",
    Uncounted.POST_UNREAD: "somebody whose role or first day in the staff roster cannot be read",
    Uncounted.SAYS_NOTHING: "a cell that makes it evidence is blank or cannot be read",
    Uncounted.CONTRADICTORY: "the row contradicts itself or another one",
    Uncounted.MAYBE_REPEATED: "{same} are those of another row, but not the date",
    Uncounted.ALONE: "the only person on the rows of that session",
    Uncounted.REPLY_NOT_COUNTED: "dated before its event, or yet to come",
}
for _reason in Uncounted:
    _reason.words = _WORDS[_reason]

SHORT = frozenset({Uncounted.NOT_HELD, Uncounted.TOO_SHORT})
"""Reasons that only concern the length: with such rows, no records are missing."""

REMEDIES = {
    Uncounted.LENGTH_NOT_TOLD: "Fill in the length in minutes, or 0 where it was called off.",
    Uncounted.DATE_NOT_TOLD: "Fill in the date.",
    Uncounted.DAY_NOT_TOLD: "Add that day to instructional_calendar.csv, or correct the date.",
    Uncounted.PERSON_UNKNOWN: "Add the person to staff_roster.csv with role, campus and first day "
    "(coaches of a service center, staff of a cooperative and interims too), or correct the id.",
    Uncounted.POST_UNREAD: "Correct role or start_date of that person in staff_roster.csv.",
    Uncounted.SAYS_NOTHING: "Fill in that cell.",
    Uncounted.CONTRADICTORY: "Correct what is wrong in one of the two places.",
    Uncounted.MAYBE_REPEATED: "Give each issue a title or place of its own if they are several.",
    Uncounted.ALONE: "Add those with whom it was done (a supervisor, or whoever rated the "
    "film before) under the same session id.",
}
"""What to do about a row that may not count."""

OTHER_IDS = (
    "Give both the same ids of staff: write those of staff_roster.csv into this file, or those of "
    "this file into the roster (staff_id and supervisor_staff_id)."
)
"""What to do where nobody in a file is on the roster: these are not so many people to add."""

REASONS = {
    Uncounted.LENGTH_NOT_TOLD: Reason.BLANK_FIELD,
    Uncounted.DATE_NOT_TOLD: Reason.UNDATED,
    Uncounted.DAY_NOT_TOLD: Reason.NO_DENOMINATOR,
    Uncounted.PERSON_UNKNOWN: Reason.UNKNOWN_PERSON,
    Uncounted.POST_UNREAD: Reason.UNREADABLE,
    Uncounted.SAYS_NOTHING: Reason.BLANK_FIELD,
    Uncounted.CONTRADICTORY: Reason.CONTRADICTORY,
    Uncounted.MAYBE_REPEATED: Reason.CONTRADICTORY,
    Uncounted.ALONE: Reason.NO_RECORDS,
}
"""The reason of an element whose outcome depends on such rows."""


MOST_UNTOLD = 0.02
"""The share of the rows read that may lack a value which cannot be guessed (a date, a person)
before the others are not judged either: a few such rows may close a gap."""
MOST_UNTOLD_OF_PASS = 0.1
"""The same for a pass, of the rows of the whole table: such rows seldom undo one."""


@frozen
class LeftOut:
    """Rows of one file that do not count, or are unsure, for one reason.

    `words` say why; they complete "12 rows do not count: ".
    """

    kind: str
    file: str
    reason: Uncounted
    rows: int
    words: str
    unsure: bool = False

    @property
    def of_kind(self) -> str:
        """The sentence with the kind, for files whose name does not show it, such as workbooks."""
        return self.sentence if self.kind in self.file else f"{self.kind}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """The sentence for reports: `12 rows do not count: on a day without students.`"""
        number = "1 row" if self.rows == 1 else f"{self.rows} rows"
        if self.reason is Uncounted.REPLY_NOT_COUNTED:
            return f"In {number} the feedback does not count: {self.words}."
        if self.unsure:
            clause = "it counts" if self.rows == 1 else "they count"
            return f"Of {number} it is unclear whether {clause}: {self.words}."
        verb = "does" if self.rows == 1 else "do"
        return f"{number} {verb} not count: {self.words}."

    @property
    def outlook(self) -> str:
        """When to check again where no record was found, if these rows are yet to come; else
        empty."""
        if self.reason is not Uncounted.YET_TO_COME:
            return ""
        return (
            f"If they are among the rows of {self.file} after the day of the review, check again "
            "once they have taken place."
        )
