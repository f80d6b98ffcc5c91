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
    at_least,
    counted,
    covers,
    every,
    gap,
    listing,
    met,
    missing,
    not_applicable,
    shown,
)
from lever5_rules.rules._shared.collaboration.groups import Group, Serving, Specialists
from lever5_rules.rules._shared.collaboration.slots import (
    SchoolDays,
    of_certain,
    planned_slots,
    shared_slots,
)
from lever5_rules.rules._shared.regularity import MinShareOfWindows

MinPerWeek = Annotated[Limit[int], "collab.min_minutes_per_week"]
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
            _in_source(group, source, words),
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
        on_each_campus(group),
        level=Level.SCHEDULED,
        name="each_campus_has_slot",
        requirement="Every campus that serves these students has time for general education "
        "teachers and their specialists to plan together.",
    )
    rule.add(
        across_campuses(group),
        level=Level.SCHEDULED,
        name="cross_campus_slot",
        requirement="Every campus that serves these students has time to plan together with "
        "others.",
    )
    rule.add(
        enough_minutes(group),
        level=Level.SCHEDULED,
        name="minutes",
        requirement="On each campus the time amounts to what the ruleset asks in a week, "
        "on average.",
    )


def on_each_campus(group: Group) -> Callable[..., Verdict]:
    """Return an element: every campus that serves the group has common planning time.

    The roster must list the specialists for whom it is planned.
    """

    def each_campus(
        slots: Records[CollaborationSlot],
        serving: Serving,
        school: SchoolDays,
        specialists: Specialists,
    ) -> Verdict:
        def timed(slots: Records[CollaborationSlot]) -> Verdict:
            planned = planned_slots(slots, group, Reach.CAMPUS)
            return covers(
                found=school.on_campuses(planned),
                wanted=serving,
                what=f"Campuses with time for {group.students} this school year",
                remedy="Set time aside at {lacking} and add it to collaboration_schedule.csv.",
                rows=planned,
            )

        verdict = of_certain(slots, timed)
        first = school.calendar.days[0]
        nobody = [campus for campus in serving if not specialists.at([campus], group, first)]
        if verdict.outcome is Outcome.PASS and nobody:
            return specialists.unlisted(nobody, group, f"{verdict.message} But")
        return verdict

    return group.element(each_campus)


def across_campuses(group: Group) -> Callable[..., Verdict]:
    """Return an element: every campus that serves the group has time to plan with others."""

    def cross_campus(
        slots: Records[CollaborationSlot],
        serving: Serving,
        school: SchoolDays,
        least: MinCross,
    ) -> Verdict:
        if len(serving) < 2:
            return not_applicable(f"One campus alone serves {group.students}.")
        return of_certain(slots, lambda rows: together(rows, serving, school, least))

    def together(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: MinCross
    ) -> Verdict:
        planned = planned_slots(slots, group, Reach.CROSS_CAMPUS)
        verdict = covers(
            found=school.campuses_together(planned, serving, least.value),
            wanted=serving,
            what=f"Campuses that plan with others for {group.students} on "
            f"{counted(least.value, 'day')} or more",
            remedy="Set days aside for {lacking} together with other campuses, and add them to "
            "collaboration_schedule.csv.",
            limit=least,
            rows=planned,
        )
        beyond = school.beyond_the_calendar(planned) if verdict.outcome is Outcome.GAP else []
        if not beyond:
            return verdict
        return missing(
            Reason.NO_DENOMINATOR,
            f"{verdict.message} {listing(map(shown, beyond))} "
            f"{'is' if len(beyond) == 1 else 'are'} before the first or after the last day of the "
            "calendar and not counted.",
            "If staff are on duty then, add these days to instructional_calendar.csv as days of "
            "staff; else hold them within the school year.",
            limit=least,
            scope=verdict.scope,
        )

    return group.element(cross_campus)


def enough_minutes(group: Group, *, also_across: bool = False) -> Callable[..., Verdict]:
    """Return an element: the average minutes a week on each campus that serves the group.

    If teams have their own time, the team with the least counts. With `also_across`, time that
    recurs every week counts for each of several campuses that share it.
    """
    reach = (Reach.CAMPUS, Reach.CROSS_CAMPUS) if also_across else (Reach.CAMPUS,)

    def of_every_week(reach: Reach | None, weekdays: object, every: int | None) -> bool:
        return reach is Reach.CAMPUS or (bool(weekdays) and every == 1)

    def minutes(
        slots: Records[CollaborationSlot],
        serving: Serving,
        school: SchoolDays,
        least: MinPerWeek,
        share: MinShareOfWindows,
    ) -> Verdict:
        return of_certain(
            *(slots, lambda rows: enough(rows, serving, school, least, share)),
            *(CollaborationSlot.source, CollaborationSlot.source_document),
        )

    def enough(
        slots: Records[CollaborationSlot],
        serving: Serving,
        school: SchoolDays,
        least: MinPerWeek,
        share: MinShareOfWindows,
    ) -> Verdict:
        within = planned_slots(slots, group, *reach).fitting(
            *(of_every_week, CollaborationSlot.reach),
            *(CollaborationSlot.weekdays, CollaborationSlot.every_weeks),
        )
        planned = within.by(CollaborationSlot.campus_ids)

        def weekly(campus: str) -> Verdict:
            by_team = school.weekly_minutes(planned[campus], campus, share.value)
            average = round(min(by_team.values()), 1)
            short = [team for team, of_team in by_team.items() if team and of_team < least.value]
            whose = f" of {listing(short)}" if short else ""
            return at_least(average, least, f"Minutes{whose} in an instructional week")

        return every(serving, weekly, what="Campuses")

    return group.element(minutes)


def _in_source(group: Group, source: SlotSource, words: str) -> Callable[..., Verdict]:
    def time_in_source(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays
    ) -> Verdict:
        placed = slots.where(population=group.populations, source=source)
        if placed.count() == 0:
            return missing(
                Reason.NO_RECORDS,
                f"collaboration_schedule has no time for {group.students} from {words}.",
                f"If {words} sets such time aside, add it with its source_document.",
                rows=placed,
            )
        shared = [slot for slot, _ in school.held(shared_slots(placed, group))]
        if not shared:
            return gap(
                Reason.NOT_COVERED,
                f"Time in {words} does not bring teachers and {group.staff} together this school "
                "year.",
                f"Set time aside for teachers and {group.staff} in {words}.",
            )
        documents = dict.fromkeys(slot.source_document for slot in shared)
        return met(f"{counted(len(shared), 'slot')} in {listing(documents)}.")

    return group.element(time_in_source)
