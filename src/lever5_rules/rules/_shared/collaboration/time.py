"""Common planning time of staff: elements shared by two groups of students."""

from collections.abc import Callable

from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Reach, SlotSource
from lever5_rules.authoring import (
    Annotated,
    Level,
    Limit,
    Outcome,
    Reason,
    Records,
    Rule,
    Verdict,
    counted,
    covers,
    gap,
    listing,
    met,
    missing,
    shown,
)
from lever5_rules.rules._shared.collaboration.groups import (
    Group,
    Serving,
    Specialists,
    bind_serving,
)
from lever5_rules.rules._shared.collaboration.minutes import make_minutes_element
from lever5_rules.rules._shared.collaboration.slots import (
    SchoolDays,
    judge_certain,
    select_campus_slots,
    select_planned_slots,
    select_shared_slots,
)

MinCross = Annotated[Limit[int], "cross_campus.min_per_year"]

SOURCES = {
    SlotSource.MASTER_SCHEDULE: "a campus master schedule",
    SlotSource.PLC_SCOPE: "the PLC scope",
    SlotSource.TRAINING_CALENDAR: "the district's training calendar",
}


def add_time_elements(rule: Rule, group: Group) -> None:
    """Add to a rule the elements on scheduled time for a group of students."""
    place = rule.any_of(
        "time_in_named_source",
        "Time for collaboration is set down in a campus master schedule, the PLC scope, or "
        "the district's training calendar.",
    )
    for source, words in SOURCES.items():
        rule.add(
            _make_source_element(group, source, words),
            level=Level.SCHEDULED,
            any_of=place,
            name=f"time_in_{source.value}",
            requirement=f"Time for collaboration is set down in {words}.",
            unasked=dict.fromkeys(
                ("first_campus_everywhere", "nothing_of_last_campus"),
                "`each_campus_has_slot` asks for each campus.",
            ),
        )
    rule.add(
        make_campus_element(group),
        level=Level.SCHEDULED,
        name="each_campus_has_slot",
        requirement="Every campus that serves these students has time for general education "
        "teachers and their specialists to plan together.",
    )
    rule.add(
        make_cross_campus_element(group),
        level=Level.SCHEDULED,
        name="cross_campus_slot",
        requirement="Every campus that serves these students has time to plan together with "
        "others.",
    )
    rule.add(
        make_minutes_element(group),
        level=Level.SCHEDULED,
        name="minutes",
        requirement="On each campus the time amounts to what the ruleset asks in a week, "
        "on average.",
    )


def make_campus_element(group: Group) -> Callable[..., Verdict]:
    """Return an element: every campus that serves the group has common planning time.

    The roster must list the specialists for whom it is planned.
    """

    def each_campus(
        slots: Records[CollaborationSlot],
        serving: Serving,
        school: SchoolDays,
        specialists: Specialists,
    ) -> Verdict:
        def judge_time(slots: Records[CollaborationSlot]) -> Verdict:
            planned = select_planned_slots(slots, group, select_campus_slots)
            return covers(
                found=school.days_by_campus(planned),
                wanted=serving,
                what=f"Campuses with time for {group.students} this school year",
                remedy="Set time aside at {lacking} and add it to collaboration_schedule.csv.",
                rows=planned,
            )

        verdict = judge_certain(slots, judge_time)
        first = school.calendar.days[0]
        unstaffed = [
            campus for campus in serving if not specialists.work_at([campus], group, first)
        ]
        if verdict.outcome is Outcome.PASS and unstaffed:
            return specialists.report_unlisted(unstaffed, group, f"{verdict.message} But")
        return verdict

    return group.bind(each_campus)


def make_cross_campus_element(group: Group) -> Callable[..., Verdict]:
    """Return an element: every campus that serves the group has time to plan with others."""

    def judge_certain_time(
        several: Serving, slots: Records[CollaborationSlot], school: SchoolDays, least: MinCross
    ) -> Verdict:
        return judge_certain(slots, lambda rows: judge_joint_time(rows, several, school, least))

    def judge_joint_time(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: MinCross
    ) -> Verdict:
        planned = select_planned_slots(
            slots, group, lambda shared: shared.where(reach=Reach.CROSS_CAMPUS)
        )
        verdict = covers(
            found=school.find_joint_campuses(planned, serving, least.value),
            wanted=serving,
            what=f"Campuses that plan with others for {group.students} on "
            f"{counted(least.value, 'day')} or more",
            remedy="Set days aside for {lacking} together with other campuses, and add them to "
            "collaboration_schedule.csv.",
            limit=least,
            rows=planned,
        )
        if verdict.outcome is not Outcome.GAP:
            return verdict
        seldom = set(verdict.scope).intersection(school.find_joint_campuses(planned, serving, 1))
        if seldom:
            verdict = verdict.but(
                message=f"{verdict.message} On fewer days: {listing(sorted(seldom))}."
            )
        outside_days = school.list_days_outside(planned)
        if not outside_days:
            return verdict
        return missing(
            Reason.NO_DENOMINATOR,
            f"{verdict.message} {listing(map(shown, outside_days))} "
            f"{'is' if len(outside_days) == 1 else 'are'} before the first or after the last day "
            "of the calendar and not counted.",
            "If staff are on duty then, add these days to instructional_calendar.csv as days of "
            "staff; else hold them within the school year.",
            limit=least,
            scope=verdict.scope,
        )

    judge_certain_time.__annotations__["several"] = Annotated[
        Serving, bind_serving(group, Reach.CROSS_CAMPUS)
    ]
    return judge_certain_time


def _make_source_element(group: Group, source: SlotSource, words: str) -> Callable[..., Verdict]:
    def judge_source(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays
    ) -> Verdict:
        source_slots = slots.where(population=group.populations, source=source)
        if source_slots.count() == 0:
            return missing(
                Reason.NO_RECORDS,
                f"collaboration_schedule has no time for {group.students} from {words}.",
                f"If {words} sets such time aside, add it with its source_document.",
                rows=source_slots,
            )
        shared = [slot for slot, _ in school.list_held(select_shared_slots(source_slots, group))]
        if not shared:
            return gap(
                Reason.NOT_COVERED,
                f"Time in {words} does not bring teachers and {group.staff} together this school "
                "year.",
                f"Set time aside for teachers and {group.staff} in {words}.",
            )
        documents = dict.fromkeys(slot.source_document for slot in shared)
        return met(f"{counted(len(shared), 'slot')} in {listing(documents)}.")

    return group.bind(judge_source)
