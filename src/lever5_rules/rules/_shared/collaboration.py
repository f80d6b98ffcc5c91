"""Time set aside for staff to plan together: the same questions for two groups of students."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from attrs import frozen

from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Population, Reach, Role, SlotSource, Weekday
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Level,
    Limit,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    at_least,
    conclude,
    counted,
    covers,
    every,
    gap,
    given,
    listing,
    met,
    missing,
    not_applicable,
    shown,
)

from .calendar import SchoolCalendar, YearCalendar

MinPerWeek = Annotated[Limit[int], "collab.min_minutes_per_week"]
MinCross = Annotated[Limit[int], "cross_campus.min_per_year"]


@frozen(eq=False, repr=False)
class Group:
    """Whom the collaboration is for, and who must be in the room."""

    population: Population
    specialist: Role
    students: str

    def serves(self, campus: Campus) -> bool:
        """Whether the campus has such students; a blank in the profile ends the element."""
        return campus.sped_served if self.population is Population.SWD else campus.eb_enrolled


STUDENTS_WITH_DISABILITIES = Group(
    Population.SWD, Role.SPECIAL_EDUCATION_TEACHER, "students with disabilities"
)
EMERGENT_BILINGUAL = Group(Population.EB, Role.EB_TEACHER, "emergent bilingual students")

SOURCES = {
    SlotSource.MASTER_SCHEDULE: "a campus master schedule",
    SlotSource.PLC_SCOPE: "the scope of PLCs",
    SlotSource.TRAINING_CALENDAR: "the district's training calendar",
}


def add_time_elements(rule: Rule, group: Group) -> None:
    """Adds to a rule the elements on time that is set down for a group of students."""
    place = rule.any_of(
        "time_in_named_source",
        "Time for collaboration is set down in a campus master schedule, the scope of PLCs, or "
        "the district's training calendar.",
    )
    for source, words in SOURCES.items():
        rule.add(
            _in_source(group, source, words),
            level=Level.SCHEDULED,
            any_of=place,
            name=f"time_in_{source.value}",
            requirement=f"Time for collaboration is set down in {words}.",
        )

    @rule.element(level=Level.SCHEDULED)
    def each_campus_has_slot(slots: Records[CollaborationSlot], campuses: Campuses) -> Verdict:
        """Every campus that serves these students has time for general education teachers and
        their specialists to plan together."""
        planned = shared_slots(slots, group).where(reach=Reach.CAMPUS)
        have = planned.distinct("campus_ids") if planned.count() else ()
        return covers(
            have,
            serving(campuses, group),
            f"Campuses with time for {group.students}",
            "Set time aside at {lacking} and add it to collaboration_schedule.csv.",
        )

    @rule.element(level=Level.SCHEDULED)
    def cross_campus_slot(
        slots: Records[CollaborationSlot],
        campuses: Campuses,
        calendar: YearCalendar,
        least: MinCross,
        review: Review,
    ) -> Verdict:
        """Time is set aside for staff of several campuses to plan together."""
        involved = serving(campuses, group)
        if len(involved) < 2:
            return not_applicable(f"{counted(len(involved), 'campus')} serves {group.students}.")
        planned = shared_slots(slots, group).where(reach=Reach.CROSS_CAMPUS)
        days = set()
        for slot in planned if planned.count() else ():
            if len(set(slot.campus_ids) & set(involved)) > 1 and slot.minutes > 0:
                days.update(meetings_of(slot, calendar, review))
        return at_least(
            len(days),
            least,
            f"Days in the year on which several campuses plan together for {group.students}",
            f"Set {max(least.value - len(days), 0)} more days aside for several campuses.",
        )

    @rule.element(level=Level.SCHEDULED)
    def minutes(
        slots: Records[CollaborationSlot],
        campuses: Campuses,
        calendar: YearCalendar,
        least: MinPerWeek,
        review: Review,
    ) -> Verdict:
        """On each campus the time amounts to what the ruleset asks in a week, on average."""
        planned = shared_slots(slots, group).where(reach=Reach.CAMPUS).by("campus_ids")

        def weekly(campus: str) -> Verdict:
            here = planned[campus]
            total = 0
            for slot in here if here.count() else ():
                total += slot.minutes * len(meetings_of(slot, calendar, review))
            average = total / max(len(calendar.weeks), 1)
            return at_least(round(average, 1), least, "Minutes in an instructional week")

        return every(serving(campuses, group), weekly, what="Campuses")


def _in_source(
    group: Group, source: SlotSource, words: str
) -> Callable[[Records[CollaborationSlot], Campuses], Verdict]:
    def time_in_source(slots: Records[CollaborationSlot], campuses: Campuses) -> Verdict:
        serving(campuses, group)
        placed = slots.where(population=group.population, source=source)
        if placed.count() == 0:
            return missing(
                Reason.NO_RECORDS,
                f"collaboration_schedule has no time for {group.students} from {words}.",
                f"If {words} sets such time aside, add it with its source_document.",
            )
        documents = placed.distinct("source_document")
        shared = shared_slots(placed, group)
        if shared.count() == 0:
            return gap(
                Reason.NOT_COVERED,
                f"Time in {words} does not bring a teacher and a {group.specialist} together.",
                f"Set time aside for teachers and {group.specialist}s in {words}.",
            )
        return met(f"{counted(shared.count(), 'slot')} in {listing(documents)}.")

    return time_in_source


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
