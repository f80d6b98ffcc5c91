"""Time to collaborate, or at least an expectation to: the same elements for two groups."""

from collections.abc import Callable, Mapping

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Reach, Role
from lever5_rules.authoring import (
    Level,
    Reason,
    Records,
    Rule,
    Verdict,
    covers,
    gap,
    listing,
    met,
    not_applicable,
    shown,
)

from .collaboration import Group, SchoolDays, Serving, slots_of
from .collaboration_time import across_campuses, on_each_campus
from .staff import in_plural

Element = Callable[..., Verdict]


def add_expected_elements(rule: Rule, group: Group, staff: Mapping[str, Role]) -> None:
    """Adds to a rule the elements on time or expectations, with one for each kind of staff."""
    asked = {
        "time_or_expectation": (
            f"Time to collaborate for {group.students} is set aside, or a written expectation "
            "says who meets, how often, on what, and who sees to it.",
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
            on_each_campus(group),
            _reaching(group, Reach.CAMPUS),
        ),
        "across_campuses": (
            "Campuses collaborate with each other.",
            across_campuses(group),
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
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays
    ) -> Verdict:
        mine = slots_of(slots, group).where(participant_roles=group.specialist)
        documents = dict.fromkeys(slot.source_document for slot, _ in school.held(mine))
        if documents:
            return met(f"Time is set aside in {listing(documents)}.")
        return gap(
            Reason.NOT_COVERED,
            f"No time is set aside for {group.students} with {group.staff} this school year.",
            f"Set time aside for teachers and {group.staff}, or state an expectation.",
        )

    return group.element(time_set_aside)


def _in_time(group: Group, role: Role) -> Element:
    def in_time(slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays) -> Verdict:
        mine = slots_of(slots, group).where(participant_roles=role)
        words = in_plural(role)
        return covers(
            {campus for slot, _ in school.held(mine) for campus in slot.campus_ids},
            serving,
            f"Campuses with time in which {words} take part",
            f"Bring {words} into the time of {{lacking}}, or state that they collaborate.",
        )

    return group.element(in_time)


def _complete(group: Group) -> Element:
    def complete(text: CollaborationExpectation, serving: Serving) -> Verdict:
        often = text.sessions_per_month
        said = (
            f"Expected of {listing(text.participant_roles)} {shown(often)} times a month, on "
            f"{listing(text.agenda_topics)}; {text.owner_role} sees to it."
        )
        if often > 0:
            return met(said)
        return gap(Reason.VAGUE, said, "State how often they meet.")

    return group.element(complete)


def _expected(group: Group, role: Role) -> Element:
    def expected(text: CollaborationExpectation, serving: Serving) -> Verdict:
        return covers(
            text.participant_roles,
            (role,),
            "Roles in the expectation",
            "Expect each {lacking} to collaborate, and put it into the text.",
        )

    return group.element(expected)


def _reaching(group: Group, reach: Reach) -> Element:
    def reaching(text: CollaborationExpectation, serving: Serving) -> Verdict:
        if reach is Reach.CROSS_CAMPUS and len(serving) < 2:
            return not_applicable(f"One campus alone serves {group.students}.")
        return covers(
            text.reach,
            (reach,),
            "Collaboration expected",
            "Extend the expectation to collaboration of the kind {lacking}.",
        )

    return group.element(reaching)
