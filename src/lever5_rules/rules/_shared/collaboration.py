"""Whom collaboration serves, and the time that is set aside for it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import MeetingType, Population, Role, Weekday
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Reason,
    Records,
    Review,
    Verdict,
    conclude,
    given,
    missing,
    not_applicable,
    only,
    shown,
)

from .calendar import SchoolCalendar, YearCalendar
from .staff import in_plural

Serving = tuple[str, ...]
"""The campuses that serve a group of students."""


@frozen(eq=False, repr=False, slots=False)
class Group:
    """Whom the collaboration is for, and who must be in the room.

    `asked` holds what elements that are made for either group ask for: under `serving` the
    campuses that have such students, under `text` the written expectation.
    """

    population: Population
    specialist: Role
    students: str
    meetings: MeetingType
    asked: Mapping[str, Any]

    @property
    def staff(self) -> str:
        """The specialists, in words."""
        return in_plural(self.specialist)

    def element(self, function: Callable[..., Verdict]) -> Callable[..., Verdict]:
        """Has an element that is made for either group read what belongs to this one."""
        hints = function.__annotations__
        hints.update({name: hint for name, hint in self.asked.items() if name in hints})
        return function


def campuses_serving_swd(campuses: Campuses) -> Serving:
    return _serving(campuses, lambda campus: campus.sped_served, "students with disabilities")


def campuses_serving_eb(campuses: Campuses) -> Serving:
    return _serving(campuses, lambda campus: campus.eb_enrolled, "emergent bilingual students")


def _serving(campuses: Campuses, serves: Callable[[Campus], bool], students: str) -> Serving:
    """The campuses that serve a group; where none does, the element does not apply."""
    found = tuple(campus.campus_id for campus in campuses if serves(campus))
    if not found:
        conclude(not_applicable(f"No campus serves {students}."))
    return found


def every_campus(campuses: Campuses) -> Serving:
    return campuses.ids


EveryCampus = Annotated[Serving, every_campus]
ServingSwd = Annotated[Serving, campuses_serving_swd]
ServingEb = Annotated[Serving, campuses_serving_eb]

STUDENTS_WITH_DISABILITIES = Group(
    Population.SWD,
    Role.SPECIAL_EDUCATION_TEACHER,
    "students with disabilities",
    MeetingType.COLLABORATION_SPED,
    {
        "serving": ServingSwd,
        "text": Annotated[CollaborationExpectation, only(population=Population.SWD)],
    },
)
EMERGENT_BILINGUAL = Group(
    Population.EB,
    Role.EB_TEACHER,
    "emergent bilingual students",
    MeetingType.COLLABORATION_EB,
    {
        "serving": ServingEb,
        "text": Annotated[CollaborationExpectation, only(population=Population.EB)],
    },
)


def slots_of(slots: Records[CollaborationSlot], group: Group) -> Records[CollaborationSlot]:
    """The slots of a group. One that names no document which shows it may be no slot at all, so it
    ends the element."""
    return slots.where(population=group.population, source_document=given)


def shared_slots(slots: Records[CollaborationSlot], group: Group) -> Records[CollaborationSlot]:
    """Slots that bring a general education teacher and a specialist of the group together."""
    mine = slots_of(slots, group)
    return mine.where(participant_roles=Role.TEACHER).where(participant_roles=group.specialist)


@frozen(eq=False, repr=False, slots=False)
class SchoolDays:
    """The days of the school year, on which slots take place."""

    calendar: YearCalendar
    review: Review

    def held(
        self, slots: Records[CollaborationSlot]
    ) -> Iterator[tuple[CollaborationSlot, set[date]]]:
        """The slots that take place in this school year, with their days. Two that differ in
        nothing but their id are one, and so is one that names a team with one that names none: to
        list a slot twice gives nobody more time."""
        alike: dict[Any, dict[str | None, tuple[CollaborationSlot, set[date]]]] = {}
        for slot in slots if slots.count() else ():
            if days := meetings_of(slot, self.calendar, self.review):
                key = (
                    *(slot.source_document, slot.reach, frozenset(slot.campus_ids), slot.minutes),
                    *(frozenset(slot.participant_roles), frozenset(days)),
                )
                alike.setdefault(key, {}).setdefault(slot.team, (slot, days))
        for by_team in alike.values():
            yield from (by_team[None],) if None in by_team else by_team.values()


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
        for day in calendar.between(slot.starts, slot.ends)
        if day.weekday() in wanted and (day - first).days // 7 % slot.every_weeks == 0
    }
