"""Time to collaborate, or an expectation to do so: elements shared by two groups of students."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Reach, Role
from lever5_rules.authoring import (
    Campuses,
    Documents,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    counted,
    covers,
    gap,
    listing,
    met,
    not_applicable,
)
from lever5_rules.rules._shared.collaboration.groups import Group, Serving
from lever5_rules.rules._shared.collaboration.slots import SchoolDays, shared_slots, slots_with
from lever5_rules.rules._shared.collaboration.texts import completeness, extent, naming, of_texts
from lever5_rules.rules._shared.collaboration.time import MinCross
from lever5_rules.rules._shared.leadership import Employed
from lever5_rules.rules._shared.staff import in_plural

Element = Callable[..., Verdict]
MinDays = Annotated[Limit[int], "collab.min_days_per_year"]
MinDaysOfOthers = Annotated[Limit[int], "collab.min_days_of_others_per_year"]
MinPerMonth = Annotated[Limit[float], "collab.min_sessions_per_month"]
EACH_CAMPUS = dict.fromkeys(
    ("first_campus_everywhere", "nothing_of_last_campus"),
    "`each_campus_scheduled` asks for each campus.",
)


def add_expected_elements(rule: Rule, group: Group, staff: Mapping[str, Role]) -> None:
    """Add to a rule the elements on time or expectations, with one for each kind of staff."""
    asked: dict[str, tuple[str, Element, Element]] = {
        "time_or_expectation": (
            f"Time to collaborate for {group.students} is set aside, or a written expectation "
            "says who meets, how often, and who sees to it.",
            _time_set_aside(group),
            _complete(group),
        ),
        **{
            name: (
                f"Those who collaborate include {in_plural(role)}.",
                _in_time(group, role),
                _expected(group, role),
            )
            for name, role in staff.items()
        },
        "each_campus": (
            "Every campus that serves these students collaborates.",
            _on_each_campus(group),
            _reaching(group, Reach.CAMPUS),
        ),
        "across_campuses": (
            "Campuses collaborate with each other.",
            _across_campuses(group),
            _reaching(group, Reach.CROSS_CAMPUS),
        ),
    }
    for name, (requirement, by_schedule, by_expectation) in asked.items():
        either = rule.any_of(name, requirement)
        rule.add(
            by_schedule,
            level=Level.SCHEDULED,
            any_of=either,
            name=f"{name}_scheduled",
            requirement=f"{requirement} A schedule shows it.",
            unasked=EACH_CAMPUS if name == "time_or_expectation" else {},
        )
        rule.add(
            by_expectation,
            level=Level.CITED,
            any_of=either,
            reader="whether the expectation is clear to those who must follow it",
            name=f"{name}_expected",
            requirement=f"{requirement} A written expectation says so.",
        )


def _time_set_aside(group: Group) -> Element:
    def time_set_aside(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: MinDays
    ) -> Verdict:
        shared = shared_slots(slots, group)
        held = [(slot.source_document, days) for slot, days in school.held(shared)]
        days = len(set[date]().union(*(days for _, days in held)))
        if days >= least.value:
            documents = dict.fromkeys(document for document, _ in held)
            return met(f"Time is set aside on {days} days, in {listing(documents)}.", least)
        return gap(
            Reason.NOT_COVERED,
            f"Time for teachers and {group.staff} together is set aside on {counted(days, 'day')} "
            f"this school year; {least.value} or more are dedicated time.",
            f"Set time aside for teachers and {group.staff}, or state an expectation.",
            limit=least,
        )

    return group.element(time_set_aside)


def _in_time(group: Group, role: Role) -> Element:
    """Return an element: on every campus, staff of a role have time with other collaborating
    staff."""
    words = in_plural(role)

    def judged(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: Limit[int]
    ) -> Verdict:
        days = school.on_campuses(slots)
        return covers(
            found={campus for campus, held in days.items() if len(held) >= least.value},
            wanted=serving,
            what=f"Campuses where {words} have time with the others on "
            f"{counted(least.value, 'day')} or more",
            remedy=f"Bring {words} into the time of {{lacking}}, or state that they collaborate.",
            limit=least,
        )

    def in_time(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: MinDays
    ) -> Verdict:
        return judged(shared_slots(slots, group), serving, school, least)

    def of_others(
        slots: Records[CollaborationSlot],
        serving: Serving,
        school: SchoolDays,
        least: MinDaysOfOthers,
        employed: Employed | None,
    ) -> Verdict:
        if employed is not None and employed.nobody_is(role, serving):
            return not_applicable(f"The district employs no {words}.")
        return judged(slots_with(slots, group, role), serving, school, least)

    return group.element(in_time if role in (Role.TEACHER, group.specialist) else of_others)


def _on_each_campus(group: Group) -> Element:
    def each_campus(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: MinDays
    ) -> Verdict:
        planned = shared_slots(slots, group).where(reach=Reach.CAMPUS)
        days = school.on_campuses(planned)
        return covers(
            found={campus for campus, held in days.items() if len(held) >= least.value},
            wanted=serving,
            what=f"Campuses with time for {group.students} on {counted(least.value, 'day')} or "
            "more "
            "of this school year",
            remedy="Set time aside at {lacking} and add it to collaboration_schedule.csv.",
            limit=least,
        )

    return group.element(each_campus)


def _across_campuses(group: Group) -> Element:
    def cross_campus(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: MinCross
    ) -> Verdict:
        if len(serving) < 2:
            return not_applicable(f"One campus alone serves {group.students}.")
        days: dict[str, set[date]] = {campus: set() for campus in serving}
        planned = shared_slots(slots, group).where(reach=Reach.CROSS_CAMPUS)
        for slot, held in school.held(planned):
            together = [campus for campus in serving if campus in slot.campus_ids]
            for campus in together if len(together) > 1 else ():
                days[campus] |= held
        return covers(
            found={campus for campus, held in days.items() if len(held) >= least.value},
            wanted=serving,
            what=f"Campuses that plan with others for {group.students} on "
            f"{counted(least.value, 'day')} or more",
            remedy="Set days aside for {lacking} together with other campuses.",
            limit=least,
        )

    return group.element(cross_campus)


def _complete(group: Group) -> Element:
    def complete(
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        serving: Serving,
        least: MinPerMonth,
    ) -> Verdict:
        return of_texts(texts, campuses, serving, lambda mine: completeness(mine, group, least))

    return group.element(complete)


def _expected(group: Group, role: Role) -> Element:
    def expected(
        texts: Documents[CollaborationExpectation], campuses: Campuses, serving: Serving
    ) -> Verdict:
        return of_texts(texts, campuses, serving, lambda mine: naming(mine, group, role))

    def expected_of_others(
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        serving: Serving,
        employed: Employed | None,
    ) -> Verdict:
        if employed is not None and employed.nobody_is(role, serving):
            return not_applicable(f"The district employs no {in_plural(role)}.")
        return expected(texts, campuses, serving)

    return group.element(expected if role in group.both else expected_of_others)


def _reaching(group: Group, reach: Reach) -> Element:
    def reaching(
        texts: Documents[CollaborationExpectation], campuses: Campuses, serving: Serving
    ) -> Verdict:
        if reach is Reach.CROSS_CAMPUS and len(serving) < 2:
            return not_applicable(f"One campus alone serves {group.students}.")
        return of_texts(texts, campuses, serving, lambda mine: extent(mine, group, reach))

    return group.element(reaching)
