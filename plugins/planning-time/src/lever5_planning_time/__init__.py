"""Teachers' planning time after Texas Education Code 21.404.

At least 450 minutes in each two weeks, in blocks of at least 45, within the instructional day, with
no other required activity. Time beyond that may be used otherwise, as for a PLC. A District of
Innovation may opt out, and the section is not among those that bind an open-enrollment charter.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lever5_rules import hookimpl
from lever5_rules.artifacts.denominators import DistrictProfile, StaffAssignment
from lever5_rules.artifacts.vocabulary import DistrictType, Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Family,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Review,
    Row,
    Rule,
    Text,
    Verdict,
    at_least,
    conclude,
    covers,
    entry,
    every,
    kind,
    missing,
    not_applicable,
)

LEVER5_API = 1
MOST_MINUTES = 10 * 8 * 60
"""Minutes of ten school days: nobody is given more planning time in two weeks."""
TEACHERS = {Role.TEACHER, Role.SPECIAL_EDUCATION_TEACHER, Role.EB_TEACHER}


@kind(
    "planning_block",
    family=Family.SCHEDULE,
    office="campus principals",
    year_by="school_year",
)
class PlanningBlock(Row):
    """One block of planning time that a master schedule gives to a group of teachers."""

    school_year: str = entry(
        "School year of the master schedule, such as 2026-2027", text=Text.CODE
    )
    campus_id: str = entry("Campus", refers_to="campus")
    teachers: str = entry(
        "Group of teachers, as the schedule names it, such as Grade 3", text=Text.CODE
    )
    role: Role = entry("Their role")
    times_in_two_weeks: int = entry("How often it recurs", unit="times in two weeks")
    minutes: int = entry("Length of the block", unit="minutes")
    in_instructional_day: bool = entry("Whether it lies within the instructional day")
    other_duty: bool = entry("Whether another activity is required in it, such as a PLC meeting")


rule = Rule(
    "tec21404:planning-time",
    judges=Judges.PARTIAL,
    not_judged="whether the schedule names every group of teachers, and whether they are left "
    "alone in its blocks",
    title="Teachers have the planning time that the law gives them",
    requirement="The master schedule of each campus gives its teachers their planning time in "
    "whole blocks, within the instructional day and free of other duties.",
)

MinMinutes = Annotated[Limit[int], "tec21404.min_minutes_in_two_weeks"]
MinBlock = Annotated[Limit[int], "tec21404.min_block_minutes"]


def bound_by_law(profile: DistrictProfile) -> bool:
    """Whether the section binds the district; where it does not, nothing is judged."""
    if profile.district_type is DistrictType.CHARTER:
        conclude(not_applicable("TEC 21.404 is not among the laws that bind a charter."))
    if profile.planning_time_exempt_doi:
        conclude(not_applicable("The District of Innovation plan opts out of TEC 21.404."))
    return True


Bound = Annotated[bool, bound_by_law]


def teaching(roster: Records[StaffAssignment], review: Review) -> tuple[tuple[str, Role], ...]:
    """Campus and role of the teachers on duty."""
    serving = roster.where(
        role=TEACHERS,
        start_date=lambda day: day <= review.as_of,
    )
    pairs = serving.tally(StaffAssignment.campus_id, StaffAssignment.role, StaffAssignment.end_date)
    return tuple(
        sorted(
            {
                (campus, role)
                for campus, role, end in pairs
                if campus and (end is None or end >= review.as_of)
            }
        )
    )


Teaching = Annotated[tuple[tuple[str, Role], ...], teaching]


@rule.element(level=Level.SCHEDULED)
def every_campus(
    bound: Bound, blocks: Records[PlanningBlock], campuses: Campuses, teachers: Teaching
) -> Verdict:
    """The schedule gives planning time to the teachers of every campus, in each of their roles."""
    asked = [f"{campus}/{role}" for campus, role in teachers if campus in campuses.ids]
    rows = blocks.tally(PlanningBlock.campus_id, PlanningBlock.role)
    return covers(
        found=[f"{campus}/{role}" for campus, role in rows],
        wanted=asked,
        what="Campuses and roles with planning time",
        remedy="Put planning blocks for {lacking} into the master schedule.",
    )


@rule.element(
    level=Level.SCHEDULED,
    unasked=dict.fromkeys(
        ("first_campus_everywhere", "nothing_of_last_campus"),
        "`every_campus` asks for the teachers of each campus.",
    ),
)
def minutes_in_two_weeks(
    bound: Bound, blocks: Records[PlanningBlock], least: MinMinutes, shortest: MinBlock
) -> Verdict:
    """Each group of teachers has its minutes in blocks that count: long enough, within the
    instructional day, and free of other duties."""
    lawful = blocks.where(
        in_instructional_day=True,
        other_duty=False,
        minutes=lambda minutes: minutes >= shortest.value,
    )
    counting, planned = _minutes(lawful), _minutes(blocks)

    def of_group(group: tuple[str, str]) -> Verdict:
        days = counting[group]
        if planned[group] > MOST_MINUTES:
            return missing(
                Reason.UNREADABLE,
                f"{planned[group]} minutes in two weeks are more than the school days have.",
                "Look up times_in_two_weeks and minutes in the master schedule and correct them in "
                "planning_block.csv.",
            )
        # What is given beyond the minimum may be short, or taken for a meeting.
        rest = (
            f", without {planned[group] - days} that do not count" if planned[group] > days else ""
        )
        return at_least(
            days,
            least,
            f"Planning minutes in two weeks{rest}",
            f"Give {'/'.join(group)} at least {least.value} minutes in two weeks, in blocks of "
            f"{shortest.value} or more within the instructional day and free of other duties.",
        )

    return every(sorted(planned), of_group, name="/".join, what="Groups of teachers")


def _minutes(blocks: Records[PlanningBlock]) -> Counter[tuple[str, str]]:
    """Minutes in two weeks of each campus and group of teachers."""
    counts: Counter[tuple[str, str]] = Counter()
    counted = blocks.tally(
        PlanningBlock.campus_id,
        PlanningBlock.teachers,
        PlanningBlock.times_in_two_weeks,
        PlanningBlock.minutes,
    )
    for (campus, teachers, times, minutes), rows in counted.items():
        counts[campus, teachers] += times * minutes * rows
    return counts


@hookimpl
def lever5_criteria() -> Sequence[Rule]:
    return [rule]


@hookimpl
def lever5_kinds() -> Sequence[type]:
    return [PlanningBlock]


@hookimpl
def lever5_rulesets() -> Mapping[str, Path]:
    return {"planning-time": Path(__file__).with_name("planning_time.toml")}


@hookimpl
def lever5_sample() -> dict[str, Any]:
    campuses = ("999001001", "999001101")  # those of the kit's sample district
    blocks = [
        {
            "school_year": "2026-2027",
            "campus_id": campus,
            "teachers": role.value,
            "role": role.value,
            "times_in_two_weeks": 10,
            "minutes": 45,
            "in_instructional_day": True,
            "other_duty": False,
        }
        for campus in campuses
        for role in sorted(TEACHERS)
    ]
    return {"add": {"planning_block": blocks}}
