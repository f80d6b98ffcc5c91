"""Whom collaboration serves, and the time that is set aside for it."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import MeetingType, Population, Role, Weekday
from lever5_rules.authoring import (
    Campus,
    Campuses,
    Reason,
    Records,
    Review,
    conclude,
    given,
    missing,
    not_applicable,
    shown,
)

from .calendar import SchoolCalendar


@frozen(eq=False, repr=False)
class Group:
    """Whom the collaboration is for, and who must be in the room."""

    population: Population
    specialist: Role
    students: str
    meetings: MeetingType

    def serves(self, campus: Campus) -> bool:
        """Whether the campus has such students; a blank in the profile ends the element."""
        return campus.sped_served if self.population is Population.SWD else campus.eb_enrolled


STUDENTS_WITH_DISABILITIES = Group(
    Population.SWD,
    Role.SPECIAL_EDUCATION_TEACHER,
    "students with disabilities",
    MeetingType.COLLABORATION_SPED,
)
EMERGENT_BILINGUAL = Group(
    Population.EB, Role.EB_TEACHER, "emergent bilingual students", MeetingType.COLLABORATION_EB
)


def serving(campuses: Campuses, group: Group) -> list[str]:
    """The campuses that serve the group; where none does, the element does not apply."""
    found = [campus.campus_id for campus in campuses if group.serves(campus)]
    if not found:
        conclude(not_applicable(f"No campus serves {group.students}."))
    return found


def shared_slots(slots: Records[CollaborationSlot], group: Group) -> Records[CollaborationSlot]:
    """Slots that bring a general education teacher and a specialist of the group together.

    A slot that names no document which shows it may be no slot at all, so it ends the element.
    """
    mine = slots.where(population=group.population, source_document=given)
    return mine.where(participant_roles=Role.TEACHER).where(participant_roles=group.specialist)


def meetings_of(slot: CollaborationSlot, calendar: SchoolCalendar, review: Review) -> set[date]:
    """The days of the school year on which a slot takes place.

    A weekly slot takes place on instructional days only. A slot without days, or recurring
    without first day, last day or interval, ends the element.
    """
    if slot.dates is not None:
        return {day for day in slot.dates if day in review.school_year.span}
    if slot.weekdays is None or not slot.every_weeks or slot.starts is None or slot.ends is None:
        conclude(
            missing(
                Reason.UNDATED,
                f"Slot {shown(slot.slot_id)} does not say on which days it takes place.",
                "Give its dates, or weekdays with every_weeks, starts and ends, in "
                "collaboration_schedule.csv.",
            )
        )
    names = list(Weekday)
    wanted = {names.index(day) for day in slot.weekdays}
    first = slot.starts - timedelta(days=slot.starts.weekday())
    return {
        day
        for day in _between(calendar, slot.starts, slot.ends)
        if day.weekday() in wanted and (day - first).days // 7 % slot.every_weeks == 0
    }


def _between(calendar: SchoolCalendar, first: date, last: date) -> Iterator[date]:
    return (day for day in calendar.days if first <= day <= last)
