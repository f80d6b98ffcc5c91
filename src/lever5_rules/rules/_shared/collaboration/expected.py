"""Time to collaborate, or an expectation to do so: elements shared by two groups of students.

Each campus may have either: an expectation is required only where no schedule sets aside enough
time.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from attrs import evolve, frozen

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
    concerning,
    conclude,
    counted,
    covers,
    gap,
    listing,
    met,
    not_applicable,
)
from lever5_rules.rules._shared.collaboration.groups import (
    Group,
    Serving,
    bind_serving,
)
from lever5_rules.rules._shared.collaboration.slots import (
    SchoolDays,
    judge_certain,
    select_campus_slots,
    select_certain_slots,
    select_role_slots,
    select_shared_slots,
)
from lever5_rules.rules._shared.collaboration.texts import (
    judge_completeness,
    judge_reach,
    judge_role,
    judge_texts,
)
from lever5_rules.rules._shared.collaboration.time import MinCross, make_cross_campus_element
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


@frozen(eq=False, repr=False, slots=False)
class ScheduledTime:
    """The time that schedules set aside."""

    slots: Records[CollaborationSlot]
    school: SchoolDays

    def judge_certain(self, judge: Callable[["ScheduledTime"], Verdict]) -> Verdict:
        """Judge the time of which all is told, and if it does not suffice, all time."""
        return judge_certain(self.slots, lambda slots: judge(evolve(self, slots=slots)))


@frozen(eq=False, repr=False, slots=False)
class TimeNeed:
    """Time needed for a purpose, on campuses or across them: the slots that serve it."""

    select: Callable[[Records[CollaborationSlot]], Records[CollaborationSlot]]
    across: bool = False

    def find_campuses(self, time: ScheduledTime, serving: Serving, least: int) -> set[str]:
        """Return the campuses that a schedule gives such time on at least a number of days."""
        slots = self.select(time.slots)
        if self.across:
            return time.school.find_joint_campuses(slots, serving, least)
        return time.school.find_campuses(slots, least)


def add_expected_elements(rule: Rule, group: Group, staff: Mapping[str, Role]) -> None:
    """Add to a rule the elements on time or expectations, with one for each kind of staff."""
    joint_time = _need_joint_time(group)
    elements_by_name: dict[str, tuple[str, Element, Element]] = {
        "time_or_expectation": (
            f"Time to collaborate for {group.students} is set aside, or a written expectation "
            "says who meets, how often, and who sees to it.",
            _make_set_aside_element(group),
            _make_completeness_element(group, _make_unserved_fact(group, joint_time)),
        ),
        **{
            name: (
                f"Those who collaborate include {in_plural(role)}.",
                _make_role_time_element(group, role),
                _make_role_expectation_element(group, role),
            )
            for name, role in staff.items()
        },
        "each_campus": (
            "Every campus that serves these students collaborates.",
            _make_campus_time_element(group),
            _make_reach_element(
                group, Reach.CAMPUS, _make_unserved_fact(group, _need_campus_time(group))
            ),
        ),
        "across_campuses": (
            "Campuses collaborate with each other.",
            make_cross_campus_element(group),
            _make_reach_element(
                group,
                Reach.CROSS_CAMPUS,
                _make_unserved_fact(group, _need_cross_campus_time(group), MinCross),
            ),
        ),
    }
    for name, (requirement, by_schedule, by_expectation) in elements_by_name.items():
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


def _make_set_aside_element(group: Group) -> Element:
    def judge_slots(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: MinDays
    ) -> Verdict:
        return judge_certain(slots, lambda rows: judge_days(rows, school, least))

    def judge_days(
        slots: Records[CollaborationSlot], school: SchoolDays, least: MinDays
    ) -> Verdict:
        shared = select_shared_slots(slots, group)
        slot_days = [(slot.source_document, days) for slot, days in school.list_held(shared)]
        days = len(set[date]().union(*(days for _, days in slot_days)))
        if days >= least.value:
            documents = dict.fromkeys(document for document, _ in slot_days)
            return met(f"Time is set aside on {days} days, in {listing(documents)}.", least)
        return gap(
            Reason.NOT_COVERED,
            f"Time for teachers and {group.staff} together is set aside on {counted(days, 'day')} "
            f"this school year; {least.value} or more are dedicated time.",
            f"Set time aside for teachers and {group.staff}, or state an expectation.",
            limit=least,
        )

    return group.bind(judge_slots)


def _need_joint_time(group: Group) -> TimeNeed:
    return TimeNeed(lambda slots: select_shared_slots(slots, group))


def _need_role_time(group: Group, role: Role) -> TimeNeed:
    """The time of staff of a role with other collaborating staff."""
    return (
        _need_joint_time(group)
        if role in group.both
        else TimeNeed(lambda slots: select_role_slots(slots, group, role))
    )


def _need_campus_time(group: Group) -> TimeNeed:
    return TimeNeed(lambda slots: select_campus_slots(select_shared_slots(slots, group)))


def _need_cross_campus_time(group: Group) -> TimeNeed:
    return TimeNeed(
        lambda slots: select_shared_slots(slots, group).where(reach=Reach.CROSS_CAMPUS), across=True
    )


def _make_unserved_fact(
    group: Group, need: TimeNeed, limit: Any = MinDays
) -> Callable[..., Serving]:
    """Return a fact: the campuses that need an expectation, because no schedule gives them enough
    time.

    They are all campuses if every one has the time, or if no schedule can be read.
    """

    def list_unserved(serving: Serving, time: ScheduledTime | None, least: Limit[int]) -> Serving:
        certain = None if time is None else evolve(time, slots=select_certain_slots(time.slots))
        served = set() if certain is None else need.find_campuses(certain, serving, least.value)
        return tuple(campus for campus in serving if campus not in served) or serving

    list_unserved.__annotations__["least"] = limit
    return group.bind(list_unserved)


def _make_role_time_element(group: Group, role: Role) -> Element:
    """Return an element: on every campus, staff of a role have time with other collaborating
    staff."""
    words = in_plural(role)
    need = _need_role_time(group, role)

    def judge_role_time(time: ScheduledTime, serving: Serving, least: MinDays) -> Verdict:
        return time.judge_certain(
            lambda certain_time: covers(
                found=need.find_campuses(certain_time, serving, least.value),
                wanted=serving,
                what=f"Campuses where {words} have time with the others on "
                f"{counted(least.value, 'day')} or more",
                remedy=f"Bring {words} into the time of {{lacking}}, or state that they "
                "collaborate.",
                limit=least,
                rows=need.select(certain_time.slots),
            )
        )

    def judge_other_role(
        time: ScheduledTime, serving: Serving, least: MinDaysOfOthers, employed: Employed | None
    ) -> Verdict:
        if employed is not None and employed.nobody_holds(role, serving):
            return not_applicable(f"The district employs no {words}.")
        return judge_role_time(time, serving, least)

    return group.bind(judge_role_time if role in group.both else judge_other_role)


def _make_campus_time_element(group: Group) -> Element:
    need = _need_campus_time(group)

    def judge_campuses(time: ScheduledTime, serving: Serving, least: MinDays) -> Verdict:
        return time.judge_certain(
            lambda certain_time: covers(
                found=need.find_campuses(certain_time, serving, least.value),
                wanted=serving,
                what=f"Campuses with time for {group.students} on "
                f"{counted(least.value, 'day')} or more of this school year",
                remedy="Set time aside at {lacking} and add it to collaboration_schedule.csv.",
                limit=least,
                rows=need.select(certain_time.slots),
            )
        )

    return group.bind(judge_campuses)


def _make_completeness_element(group: Group, without_time: Callable[..., Serving]) -> Element:
    def judge_campuses(
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        required_campuses: Serving,
        least: MinPerMonth,
    ) -> Verdict:
        return judge_texts(
            texts,
            campuses,
            required_campuses,
            lambda campus_texts: judge_completeness(campus_texts, group, least),
        )

    return _bind_campuses(group, judge_campuses, without_time)


def _make_role_expectation_element(group: Group, role: Role) -> Element:
    def judge_expectation(
        texts: Documents[CollaborationExpectation], campuses: Campuses, required_campuses: Serving
    ) -> Verdict:
        return judge_texts(
            texts,
            campuses,
            required_campuses,
            lambda campus_texts: judge_role(campus_texts, group, role),
        )

    def list_staffed(serving: Serving, employed: Employed | None) -> Serving:
        if employed is not None and employed.nobody_holds(role, serving):
            conclude(not_applicable(f"The district employs no {in_plural(role)}."))
        return serving

    def judge_other_role(
        concerned: Serving,
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        required_campuses: Serving,
    ) -> Verdict:
        return judge_expectation(texts, campuses, required_campuses)

    must_take_part = role in group.both
    list_unserved = _make_unserved_fact(
        group, _need_role_time(group, role), MinDays if must_take_part else MinDaysOfOthers
    )
    if must_take_part:
        return _bind_campuses(group, judge_expectation, list_unserved)
    return _bind_campuses(group, judge_other_role, list_unserved, group.bind(list_staffed))


def _make_reach_element(
    group: Group, reach: Reach, without_time: Callable[..., Serving]
) -> Element:
    def judge_expectations(
        concerned: Serving,
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        required_campuses: Serving,
    ) -> Verdict:
        return judge_texts(
            texts,
            campuses,
            required_campuses,
            lambda campus_texts: judge_reach(campus_texts, group, reach),
        )

    return _bind_campuses(group, judge_expectations, without_time, bind_serving(group, reach))


def _bind_campuses(
    group: Group,
    element: Element,
    campuses: Callable[..., Serving],
    concerned: Callable[..., Serving] | None = None,
) -> Element:
    """Ask for texts on some campuses; the element's `required_campuses` are these campuses.

    `concerned` says first, before any text is looked for, whether the element applies.
    """
    bound = group.bind(element)
    hints = bound.__annotations__
    if concerned is not None:
        hints.update(concerned=Annotated[Serving, concerned])
    texts: Any = group.parameter_types["texts"]
    hints.update(
        texts=Annotated[texts, concerning(campuses)], required_campuses=Annotated[Serving, campuses]
    )
    return bound
