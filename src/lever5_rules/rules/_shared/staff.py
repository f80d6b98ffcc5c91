"""Who works where, who leads, and who reports to whom, on the day of the review."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Limit,
    Reason,
    Records,
    Review,
    Verdict,
    conclude,
    counted,
    missing,
)

LeadershipRoles = Annotated[Limit[tuple[Role, ...]], "roles.instructional_leadership"]
TEACHERS = frozenset({Role.TEACHER, Role.SPECIAL_EDUCATION_TEACHER, Role.EB_TEACHER})


class Assignment(NamedTuple):
    """One role that one person holds on the day of the review."""

    staff_id: str
    role: Role
    campus_id: str | None
    supervisor: str | None
    plc_team: str | None
    since: date


def staff_on_duty(roster: Records[StaffAssignment], review: Review) -> tuple[Assignment, ...]:
    rows = roster.tally(
        "staff_id",
        "role",
        "campus_id",
        "supervisor_staff_id",
        "plc_team",
        "start_date",
        "end_date",
    )
    return tuple(
        Assignment(*row[:6])
        for row in rows
        if row[5] <= review.as_of and (row[6] is None or row[6] >= review.as_of)
    )


Staff = Annotated[tuple[Assignment, ...], staff_on_duty]


def campus_leaders(
    staff: Staff, campuses: Campuses, roles: LeadershipRoles
) -> tuple[Assignment, ...]:
    here = set(campuses.ids)
    found = tuple(one for one in staff if one.role in roles.value and one.campus_id in here)
    if not found:
        conclude(
            missing(
                Reason.NO_DENOMINATOR,
                "The staff roster lists no instructional leader on these campuses.",
                "Complete staff_roster.csv with principals, assistant principals and coaches. "
                "Usually held by: human resources.",
            )
        )
    return found


CampusLeaders = Annotated[tuple[Assignment, ...], campus_leaders]


def plc_teams(staff: Staff, campuses: Campuses) -> Mapping[str, tuple[str, ...]]:
    here = set(campuses.ids)
    teachers = [one for one in staff if one.role is Role.TEACHER and one.campus_id in here]
    without = [one for one in teachers if not one.plc_team]
    if without or not teachers:
        conclude(_incomplete(f"no plc_team for {counted(len(without), 'teacher')}", "plc_team"))
    teams: dict[str, dict[str, None]] = {}
    for one in teachers:
        teams.setdefault(one.campus_id or "", {})[one.plc_team or ""] = None
    return {campus: tuple(sorted(named)) for campus, named in teams.items()}


PlcTeams = Annotated[Mapping[str, tuple[str, ...]], plc_teams]


def reporting_lines(
    staff: Staff, campuses: Campuses, roles: LeadershipRoles
) -> tuple[tuple[Role, Role], ...]:
    here = set(campuses.ids)
    leads: dict[str, set[Role]] = {}
    known = set()
    for one in staff:
        known.add(one.staff_id)
        if one.role in roles.value:
            leads.setdefault(one.staff_id, set()).add(one.role)
    must = TEACHERS | (frozenset(roles.value) - {Role.PRINCIPAL, Role.PRINCIPAL_SUPERVISOR})
    mine = [one for one in staff if one.campus_id in here]
    blank = sum(1 for one in mine if one.role in must and not one.supervisor)
    if blank:
        said = f"no supervisor for {counted(blank, 'teacher or leader', 'teachers and leaders')}"
        conclude(_incomplete(said, "supervisor_staff_id"))
    astray = sum(1 for one in mine if one.supervisor and one.supervisor not in known)
    if astray:
        said = f"supervisors who are not on it for {counted(astray, 'assignment')}"
        conclude(_incomplete(said, "supervisor_staff_id"))
    lines = {
        (lead, one.role) for one in mine if one.supervisor for lead in leads.get(one.supervisor, ())
    }
    if not lines:
        conclude(_incomplete("no direct report of an instructional leader", "supervisor_staff_id"))
    return tuple(sorted(lines))


ReportingLines = Annotated[tuple[tuple[Role, Role], ...], reporting_lines]


def _incomplete(said: str, column: str) -> Verdict:
    return missing(
        Reason.NO_DENOMINATOR,
        f"The staff roster gives {said}.",
        f"Fill in {column} in staff_roster.csv. Usually held by: human resources.",
    )
