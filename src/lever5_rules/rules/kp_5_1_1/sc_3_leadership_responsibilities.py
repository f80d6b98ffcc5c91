"""5.1.1-3: campuses are helped to define what each instructional leadership role does."""

from lever5_rules.artifacts.expectations import RoleResponsibilityMatrix
from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import Topic
from lever5_rules.authoring import (
    Campuses,
    Documents,
    Judges,
    Level,
    Records,
    Rule,
    Verdict,
    covers,
    every,
    stated,
)
from lever5_rules.rules._shared.meetings import supported_by_district
from lever5_rules.rules._shared.staff import CampusLeaders, LeadershipRolesHeld
from lever5_rules.rules._shared.together import together
from lever5_rules.rules._shared.training import Sessions

rule = Rule(
    "5.1.1-3",
    judges=Judges.PARTIAL,
    not_judged="whether the responsibilities are clear and do not overlap; read them side by side",
)
TOPIC = Topic.LEADERSHIP_ROLES


@rule.element(level=Level.CITED)
def roles_listed(
    matrices: Documents[RoleResponsibilityMatrix], campuses: Campuses, leaders: CampusLeaders
) -> Verdict:
    """Each leadership role that somebody holds is in the matrix."""

    def listed(mine: tuple[RoleResponsibilityMatrix, ...], here: Campuses) -> Verdict:
        return covers(
            {duty.role for matrix in mine for duty in matrix.duties},
            sorted({one.role for one in leaders if one.campus_id in here.ids}),
            "Leadership roles in the matrix",
            "Write down what {lacking} are responsible for.",
        )

    return together(matrices, campuses, listed)


@rule.element(level=Level.CITED, reader="whether the responsibilities are clear")
def responsibilities_per_role(matrix: RoleResponsibilityMatrix) -> Verdict:
    """Each role in the matrix has responsibilities."""
    return every(
        matrix.duties,
        lambda duty: stated(duty.responsibilities, "Responsibilities"),
        name=lambda duty: f"{duty.role} at {duty.campus_id}",
        what="Roles",
    )


@rule.element(level=Level.CITED)
def every_campus_covered(
    matrices: Documents[RoleResponsibilityMatrix], leaders: CampusLeaders, campuses: Campuses
) -> Verdict:
    """The matrix covers every campus, with the leadership roles that are held there."""

    def covered(mine: tuple[RoleResponsibilityMatrix, ...], here: Campuses) -> Verdict:
        found = {(duty.campus_id, duty.role) for matrix in mine for duty in matrix.duties}

        def on_campus(campus: str) -> Verdict:
            wanted = {leader.role for leader in leaders if leader.campus_id == campus}
            return covers(
                {role for place, role in found if place in (campus, ALL_CAMPUSES)},
                sorted(wanted),
                "Roles with responsibilities",
                f"Define the responsibilities of {{lacking}} at {campus}.",
            )

        return every(here.ids, on_campus, what="Campuses")

    return together(matrices, campuses, covered)


support = rule.any_of(
    "district_support_event",
    "The district has met with campuses, or trained their leaders, to define responsibilities.",
)


@rule.element(level=Level.RECORDED, any_of=support)
def supported_in_meetings(meetings: Records[Meeting], campuses: Campuses) -> Verdict:
    """District staff have met with each campus on the responsibilities of its leaders."""
    return supported_by_district(meetings, campuses, TOPIC)


@rule.element(level=Level.RECORDED, any_of=support)
def supported_in_training(
    sessions: Sessions, held: LeadershipRolesHeld, campuses: Campuses
) -> Verdict:
    """Leaders of each campus have been trained on defining responsibilities."""
    return sessions.on_campuses(
        "leaders", held, campuses.ids, "leadership roles", topic_codes=TOPIC
    )
