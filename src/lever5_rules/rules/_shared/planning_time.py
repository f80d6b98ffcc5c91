"""Planning time by law: TEC 21.404 gives each teacher 450 minutes in two weeks.

It comes in blocks of at least 45 minutes, without other duties. Group planning within this minimum
is not allowed, according to the commissioner's rulings that TCTA and Texas AFT report (Strater v.
Houston ISD).
"""

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.planning import PlanningSupportGuideline, PlcGuideline
from lever5_rules.artifacts.vocabulary import DistrictType, HeldIn
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Verdict,
    at_least,
    gap,
    met,
    missing,
    not_applicable,
)

MinPlanning = Annotated[Limit[int], "planning_time.min_minutes_per_2wk"]
MinBlock = Annotated[Limit[int], "planning_time.min_block_minutes"]


def judge_planning_time(
    profile: DistrictProfile,
    guideline: PlcGuideline | PlanningSupportGuideline,
    per_week: float,
    planning: Limit[int],
    block: Limit[int],
) -> Verdict:
    """Return whether the guideline's requirements leave teachers the planning time required by
    law."""
    if profile.district_type is DistrictType.CHARTER:
        return not_applicable(
            "TEC 21.404 is not among the laws that bind an open-enrollment charter."
        )
    if profile.planning_time_exempt_doi:
        return not_applicable(
            "The District of Innovation plan exempts the district from TEC 21.404."
        )
    if guideline.held_in is None or guideline.minutes is None:
        return missing(
            Reason.BLANK_FIELD,
            "The guideline does not say how long the time is and where it comes from.",
            "Record minutes and held_in (planning_period, separate_time or early_release).",
        )
    shortest = at_least(profile.planning_block_minutes, block, "The shortest planning block")
    if shortest.reason is not Reason.MET:
        return shortest
    taken = 0.0
    if guideline.held_in is HeldIn.PLANNING_PERIOD:
        taken = 2 * per_week * guideline.minutes
    left = profile.planning_minutes_per_two_weeks - taken
    message = (
        f"Of {profile.planning_minutes_per_two_weeks} planning minutes in two weeks the guideline "
        f"takes {taken:g}; {left:g} remain, at least {planning.value} asked."
    )
    if left >= planning.value:
        return met(message, planning)
    return gap(
        Reason.BELOW_PARAMETER,
        message,
        f"Give {planning.value - left:g} more minutes in two weeks, or hold it in separate time.",
        limit=planning,
    )
