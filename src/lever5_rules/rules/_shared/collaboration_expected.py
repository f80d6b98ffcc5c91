"""Time to collaborate, or at least an expectation to: the same elements for two groups."""

from collections.abc import Callable, Mapping
from datetime import date

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Reach, Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
    Level,
    Limit,
    Outcome,
    Reason,
    Records,
    Rule,
    Verdict,
    conclude,
    counted,
    covers,
    gap,
    listing,
    met,
    not_applicable,
    readings,
    shown,
    stating,
)

from .collaboration import Group, Serving
from .collaboration_time import MinCross
from .leadership import Employed
from .slots import SchoolDays, shared_slots, slots_of
from .staff import in_plural
from .together import together

MinDays = Annotated[Limit[int], "collab.min_days_per_year"]
MinDaysOfOthers = Annotated[Limit[int], "collab.min_days_of_others_per_year"]
MinPerMonth = Annotated[Limit[float], "collab.min_sessions_per_month"]

Element = Callable[..., Verdict]
Texts = tuple[CollaborationExpectation, ...]
EACH_CAMPUS = dict.fromkeys(
    ("first_campus_everywhere", "nothing_of_last_campus"),
    "`each_campus_scheduled` asks for each campus.",
)


def add_expected_elements(rule: Rule, group: Group, staff: Mapping[str, Role]) -> None:
    """Adds to a rule the elements on time or expectations, with one for each kind of staff."""
    asked = {
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
    """An element: staff of a role have time together with another of the groups that collaborate,
    on every campus."""
    words = in_plural(role)

    def judged(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: Limit[int]
    ) -> Verdict:
        days = school.on_campuses(slots)
        return covers(
            {campus for campus, held in days.items() if len(held) >= least.value},
            serving,
            f"Campuses where {words} have time with the others on "
            f"{counted(least.value, 'day')} or more",
            f"Bring {words} into the time of {{lacking}}, or state that they collaborate.",
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
        together = {Role.TEACHER, group.specialist}
        mine = slots_of(slots, group).where(participant_roles=role)
        return judged(mine.where(participant_roles=together), serving, school, least)

    return group.element(in_time if role in (Role.TEACHER, group.specialist) else of_others)


def _on_each_campus(group: Group) -> Element:
    def each_campus(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: MinDays
    ) -> Verdict:
        planned = shared_slots(slots, group).where(reach=Reach.CAMPUS)
        days = school.on_campuses(planned)
        return covers(
            {campus for campus, held in days.items() if len(held) >= least.value},
            serving,
            f"Campuses with time for {group.students} on {counted(least.value, 'day')} or more "
            "of this school year",
            "Set time aside at {lacking} and add it to collaboration_schedule.csv.",
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
            {campus for campus, held in days.items() if len(held) >= least.value},
            serving,
            f"Campuses that plan with others for {group.students} on "
            f"{counted(least.value, 'day')} or more",
            "Set days aside for {lacking} together with other campuses.",
            limit=least,
        )

    return group.element(cross_campus)


def _of_texts(
    texts: Documents[CollaborationExpectation],
    campuses: Campuses,
    serving: Serving,
    judge: Callable[[Texts], Verdict],
) -> Verdict:
    """Judges the expectations that govern a campus that serves the group as one."""
    mine = Campuses(campus for campus in campuses if campus.campus_id in serving)
    return together(texts, mine, lambda here, _: judge(here))


def _shared(texts: Texts, group: Group) -> Texts:
    """Those of several expectations that bring teachers and specialists together."""
    if len(texts) == 1:
        return texts
    said = stating(texts, lambda text: text.participant_roles)
    both = {Role.TEACHER, group.specialist}
    return tuple(text for text, roles in said if both <= {*roles}) or texts


def _complete(group: Group) -> Element:
    def judged(texts: Texts, least: Limit[float]) -> Verdict:
        said, lacking = readings(
            _shared(texts, group),
            lambda text: (text.sessions_per_month, text.participant_roles, text.owner_role),
        )
        often, roles, owner = max((one for _, one in said), default=(0.0, (), None))
        if lacking and often < least.value:
            untold = [one for one in lacking if one.outcome is Outcome.MISSING]
            conclude((untold or lacking)[0])
        message = f"Expected of {listing(roles)} {shown(often)} times a month; {owner} sees to it."
        if often >= least.value:
            return met(message, least)
        return gap(
            Reason.VAGUE,
            f"{message} At least {shown(least.value)} times a month are asked.",
            "State how often they meet, at least about once in a quarter.",
            limit=least,
        )

    def complete(
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        serving: Serving,
        least: MinPerMonth,
    ) -> Verdict:
        return _of_texts(texts, campuses, serving, lambda mine: judged(mine, least))

    return group.element(complete)


def _expected(group: Group, role: Role) -> Element:
    others = {Role.TEACHER, group.specialist} - {role}

    def judged(texts: Texts) -> Verdict:
        mine = _shared(texts, group) if len(others) == 1 else texts
        said = stating(mine, lambda text: text.participant_roles)
        roles = {one for _, found in said if len(mine) == 1 or others & {*found} for one in found}
        return covers(
            roles,
            (role,),
            "Roles in the expectation",
            "Expect each {lacking} to collaborate, and put it into the text.",
        )

    def expected(
        texts: Documents[CollaborationExpectation], campuses: Campuses, serving: Serving
    ) -> Verdict:
        return _of_texts(texts, campuses, serving, judged)

    def expected_of_others(
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        serving: Serving,
        employed: Employed | None,
    ) -> Verdict:
        if employed is not None and employed.nobody_is(role, serving):
            return not_applicable(f"The district employs no {in_plural(role)}.")
        return _of_texts(texts, campuses, serving, judged)

    return group.element(expected if len(others) == 1 else expected_of_others)


def _reaching(group: Group, reach: Reach) -> Element:
    def judged(texts: Texts) -> Verdict:
        said = stating(_shared(texts, group), lambda text: text.reach)
        return covers(
            {one for _, found in said for one in found},
            (reach,),
            "Collaboration expected",
            "Extend the expectation to collaboration of the kind {lacking}.",
        )

    def reaching(
        texts: Documents[CollaborationExpectation], campuses: Campuses, serving: Serving
    ) -> Verdict:
        if reach is Reach.CROSS_CAMPUS and len(serving) < 2:
            return not_applicable(f"One campus alone serves {group.students}.")
        return _of_texts(texts, campuses, serving, judged)

    return group.element(reaching)
