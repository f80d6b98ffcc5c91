"""5.2.4-1: one clear expectation for weekly coaching and planning support."""

from operator import attrgetter
from typing import Any

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.planning import PlanningSupportGuideline
from lever5_rules.authoring import (
    Annotated,
    Documents,
    Judges,
    Level,
    Limit,
    Reason,
    Rule,
    Verdict,
    at_least,
    gap,
    known,
    met,
    not_applicable,
    shown,
    stated,
    stating,
)
from lever5_rules.rules._shared.planning_time import MinBlock, MinPlanning, judge_planning_time

rule = Rule(
    "5.2.4-1",
    judges=Judges.PARTIAL,
    not_judged="whether the expectations are clear to those who must follow them, and are followed",
)

EXPECTED = ("structures", "owner_roles", "outcomes", "sessions_per_week")
MinPerWeek = Annotated[Limit[float], "planning_support.min_per_week"]
MinMinutes = Annotated[Limit[int], "floor.support_minutes"]


@rule.element(level=Level.CITED)
def structures_named(guideline: PlanningSupportGuideline) -> Verdict:
    """The guideline names the structures in which teachers are coached and helped to plan."""
    return stated(guideline.structures, "Structures of support")


@rule.element(level=Level.CITED)
def owners_named(guideline: PlanningSupportGuideline) -> Verdict:
    """The guideline names the roles that deliver the coaching and planning support."""
    return stated(guideline.owner_roles, "Roles that lead the support")


@rule.element(level=Level.CITED)
def outcomes_named(guideline: PlanningSupportGuideline) -> Verdict:
    """The guideline names what the support is to result in."""
    return stated(guideline.outcomes, "Outcomes of the support")


@rule.element(
    level=Level.CITED,
    unasked=dict.fromkeys(
        ("length_negative", "length_unreadable", "called_off"),
        "The framework asks for no length; one that can be read has to be long enough.",
    ),
)
def weekly_stated(
    guideline: PlanningSupportGuideline, least: MinPerWeek, shortest: MinMinutes
) -> Verdict:
    """The guideline asks for the support every week, in sessions that are long enough for it."""
    minutes = guideline.minutes if known((guideline,), "minutes") else None
    if minutes is not None and minutes < shortest.value:
        return at_least(minutes, shortest, "Minutes of a session of support")
    return at_least(guideline.sessions_per_week, least, "Sessions of support in a week")


@rule.element(level=Level.CITED)
def same_for_all_campuses(
    guidelines: Documents[PlanningSupportGuideline], profile: DistrictProfile
) -> Verdict:
    """The expectations are the same on every campus."""
    if len(profile.campuses) == 1:
        return not_applicable(f"{profile.campuses[0].campus_id} is the only campus.")
    if not all(same for _, same in stating(guidelines, lambda each: each.same_for_all_campuses)):
        return gap(
            Reason.NOT_COVERED,
            "The guideline lets campuses differ in what they expect.",
            "State that the expectations hold on every campus, and record that.",
        )
    for name in EXPECTED if len(guidelines) > 1 else ():
        (_, first), *others = stating(guidelines, attrgetter(name))
        for _, other in others:
            if _normalize(first) != _normalize(other):
                return gap(
                    Reason.NOT_COVERED,
                    f"Two guidelines differ in {name}: {shown(first)}, and {shown(other)}.",
                    f"Agree on one set of expectations and give both guidelines the same {name}.",
                )
    return met("The expectations are stated to be the same on every campus.")


def _normalize(stated: Any) -> Any:
    """Return a guideline's value in comparable form: lists sorted, case and spacing ignored."""
    if isinstance(stated, tuple):
        return frozenset(" ".join(item.casefold().split()) for item in stated)
    return stated


@rule.element(
    level=Level.CITED,
    advisory=True,
    unasked=dict.fromkeys(
        ("length_zero", "one_minute", "numbers_zero"),
        "Support that takes no time leaves all of it to plan.",
    ),
)
def planning_time_lawful(
    profile: DistrictProfile,
    guideline: PlanningSupportGuideline,
    planning: MinPlanning,
    block: MinBlock,
) -> Verdict:
    """The support leaves teachers the planning time that TEC 21.404 gives them."""
    return judge_planning_time(profile, guideline, guideline.sessions_per_week, planning, block)
