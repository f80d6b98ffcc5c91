"""5.1.1-3: campuses are helped to define what each instructional leadership role does."""

from lever5_rules.artifacts.expectations import RoleDuties, RoleResponsibilityMatrix
from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Campuses,
    Documents,
    Judges,
    Level,
    Reason,
    Records,
    Rule,
    Verdict,
    conclude,
    covers,
    every,
    missing,
    readings,
    select,
    stated,
    stating,
)
from lever5_rules.rules._shared.joint_documents import items_of, judge_together
from lever5_rules.rules._shared.leadership import CampusLeaders, roles_at
from lever5_rules.rules._shared.meetings import judge_support
from lever5_rules.rules._shared.staff import DISTRICT_ROLES, LeadershipRoles, in_singular
from lever5_rules.rules._shared.training.sessions import Sessions

rule = Rule(
    "5.1.1-3",
    judges=Judges.PARTIAL,
    not_judged="whether the responsibilities are clear and do not overlap; read them side by side",
)
TOPIC = Topic.LEADERSHIP_ROLES
Matrices = tuple[RoleResponsibilityMatrix, ...]
PlacedDuties = list[tuple[RoleDuties, tuple[str, Role]]]


def read_duties(matrices: Matrices, roles: LeadershipRoles) -> tuple[PlacedDuties, list[Verdict]]:
    """Return the rows of the matrices for leadership roles with campus and role, and unreadable
    ones.

    For rows without campus or role, verdicts are returned. Rows for other roles are not read.
    """

    def is_leading(duty: RoleDuties) -> bool:
        return any(select((duty,), role=role) for role in roles.value)

    duties = items_of(matrices, lambda matrix: matrix.duties)
    duties_with_kind, verdicts_without_role = readings(duties, is_leading)
    placed_duties, unplaced = readings(
        [duty for duty, leading in duties_with_kind if leading],
        lambda duty: (duty.campus_id, duty.role),
    )
    return placed_duties, [*verdicts_without_role, *unplaced]


def refuse_unknown_roles(verdict: Verdict, verdicts_without_role: list[Verdict]) -> Verdict:
    """Return the verdict, or the first on a row without role if such a row might close a gap."""
    if verdict.reason is not Reason.MET and verdicts_without_role:
        conclude(verdicts_without_role[0])
    return verdict


@rule.element(
    level=Level.CITED,
    unasked={"first_campus_everywhere": "`every_campus_covered` asks for each campus."},
)
def roles_listed(
    matrices: Documents[RoleResponsibilityMatrix],
    campuses: Campuses,
    leaders: CampusLeaders,
    roles: LeadershipRoles,
) -> Verdict:
    """Each leadership role that somebody holds is in the matrix."""

    def judge_roles(matrices: Matrices, governed_campuses: Campuses) -> Verdict:
        placed_duties, verdicts_without_role = read_duties(matrices, roles)
        verdict = covers(
            found={role for _, (_, role) in placed_duties},
            wanted=roles_at(leaders, governed_campuses),
            what="Leadership roles in the matrix",
            remedy="Write down what {lacking} are responsible for.",
        )
        return refuse_unknown_roles(verdict, verdicts_without_role)

    return judge_together(matrices, campuses, judge_roles)


@rule.element(
    level=Level.CITED,
    reader="whether the responsibilities are clear",
    unasked={"first_campus_everywhere": "`every_campus_covered` asks for each campus."},
)
def responsibilities_per_role(
    matrices: Documents[RoleResponsibilityMatrix], campuses: Campuses, roles: LeadershipRoles
) -> Verdict:
    """Each leadership role in the matrix has responsibilities."""

    def judge_responsibilities(matrices: Matrices, governed_campuses: Campuses) -> Verdict:
        placed_duties, verdicts_without_role = read_duties(matrices, roles)
        rows: dict[tuple[str, Role], list[RoleDuties]] = {}
        for duty, (campus, role) in placed_duties:
            if campus in (*governed_campuses.ids, ALL_CAMPUSES):
                rows.setdefault((campus, role), []).append(duty)
        if verdicts_without_role and not rows:
            conclude(verdicts_without_role[0])
        return every(
            rows,
            lambda key: stated(
                stating(rows[key], lambda duty: duty.responsibilities)[0][1], "Responsibilities"
            ),
            name=lambda key: _describe_post(*key),
            what="Roles",
        )

    return judge_together(matrices, campuses, judge_responsibilities)


@rule.element(level=Level.CITED)
def every_campus_covered(
    matrices: Documents[RoleResponsibilityMatrix],
    leaders: CampusLeaders,
    campuses: Campuses,
    roles: LeadershipRoles,
) -> Verdict:
    """The matrix covers every campus, with the leadership roles that are held there."""

    def judge_campuses(matrices: Matrices, governed_campuses: Campuses) -> Verdict:
        placed_duties, verdicts_without_role = read_duties(matrices, roles)
        covered_places = {key for _, key in placed_duties}

        def judge_campus(campus: str) -> Verdict:
            verdict = covers(
                found={role for place, role in covered_places if place in (campus, ALL_CAMPUSES)},
                wanted=sorted({leader.role for leader in leaders if leader.campus_id == campus}),
                what="Roles with responsibilities",
                remedy=f"Define the responsibilities of {{lacking}} at {campus}.",
            )
            return refuse_unknown_roles(verdict, verdicts_without_role)

        return every(governed_campuses.ids, judge_campus, what="Campuses")

    return judge_together(matrices, campuses, judge_campuses)


support = rule.any_of(
    "district_support_event",
    "The district has met with leaders of campuses, or trained them, to define responsibilities.",
)


@rule.element(level=Level.RECORDED, any_of=support)
def supported_in_meetings(
    meetings: Records[Meeting], campuses: Campuses, roles: LeadershipRoles
) -> Verdict:
    """District staff have met with leaders of each campus on their responsibilities."""
    return judge_support(meetings, campuses, TOPIC, frozenset(roles.value))


@rule.element(level=Level.RECORDED, any_of=support)
def supported_in_training(
    sessions: Sessions, leaders: CampusLeaders, campuses: Campuses
) -> Verdict:
    """Leaders of each campus have been trained on defining responsibilities."""
    return sessions.judge_campuses(
        *("leaders", roles_at(leaders, campuses), campuses.ids, "leadership roles"),
        topic_codes=TOPIC,
    )


@rule.element(level=Level.RECORDED, any_of=support)
def supported_either_way(
    meetings: Records[Meeting] | None,
    sessions: Sessions | None,
    leaders: CampusLeaders,
    campuses: Campuses,
    roles: LeadershipRoles,
) -> Verdict:
    """District staff have met with leaders of each campus on their responsibilities, or leaders of
    the campus have been trained on defining them."""
    if meetings is None or sessions is None:
        return missing(
            Reason.NO_RECORDS,
            "There are not both a meeting log and training with sign-in sheets to judge together.",
            "Add what is lacking of meeting_log.csv, training_calendar.csv and "
            "training_attendance.csv.",
        )
    records = meetings.where(topic_codes=TOPIC, roles_present=DISTRICT_ROLES)
    meetings_by_campus = records.where(roles_present=frozenset(roles.value)).by(Meeting.campus_id)
    days = sessions.days_on(leaders, topic_codes=TOPIC)
    return covers(
        found=[
            campus
            for campus in campuses.ids
            if meetings_by_campus[campus].count() or days.get(campus)
        ],
        wanted=campuses.ids,
        what="Campuses whose leaders were met or trained on leadership roles",
        remedy="Meet with leaders of {lacking} on their responsibilities, or train them, and "
        "record it.",
    )


def _describe_post(campus: str, role: Role) -> str:
    """Return a row of the matrix in words: `principal at 101`, `principal at every campus`."""
    place = "every campus" if campus == ALL_CAMPUSES else campus
    return f"{in_singular(role)} at {place}"
