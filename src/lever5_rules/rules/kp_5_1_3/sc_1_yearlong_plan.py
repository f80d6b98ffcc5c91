"""5.1.3-1: a plan for the year builds leaders' capacity to support their staff."""

from collections.abc import Collection, Mapping
from datetime import date

from lever5_rules.artifacts.plans import PlanComponent
from lever5_rules.artifacts.vocabulary import DesignFeature, Role
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    at_least,
    conclude,
    counted,
    covers,
    enough,
    every,
    gap,
    given,
    met,
    missing,
    not_applicable,
)
from lever5_rules.rules._shared.calendar import QuartersOfStaff
from lever5_rules.rules._shared.leadership import LeadershipRolesHeld
from lever5_rules.rules._shared.regularity import judge_quarters
from lever5_rules.rules._shared.staff import LeadershipRoles, in_plural
from lever5_rules.rules._shared.supervision import LedBySuperintendent, PrincipalSupervisors

rule = Rule(
    "5.1.3-1",
    judges=Judges.PARTIAL,
    not_judged="whether the sequence is logical and the content right; read the plan in its order",
)

MinPerRole = Annotated[Limit[int], "plan.min_components_per_role"]
MinFollowUp = Annotated[Limit[float], "coaching_follow_up.min_share"]
MinDaysApart = Annotated[Limit[int], "plan.min_days_of_sequence"]
MinBuilding = Annotated[Limit[float], "plan.min_share_building"]
MinShareOfQuarters = Annotated[Limit[float], "ongoing.min_share_of_quarters"]


SUPERVISORS = "principal supervisors"


def audiences_of_the_plan(
    roles: LeadershipRoles,
    held_roles: LeadershipRolesHeld,
    supervisors: PrincipalSupervisors,
    unsupervised: LedBySuperintendent,
) -> dict[str, frozenset[Role]]:
    """Return the roles of each audience that the plan must address.

    Each is judged separately: what is planned for teachers develops no leader, and what is planned
    for principals no coach.
    """
    above = {Role.PRINCIPAL_SUPERVISOR, *(supervisor.role for supervisor in supervisors)}
    return {
        **({} if unsupervised else {SUPERVISORS: frozenset(above)}),
        **{in_plural(role): frozenset({role}) for role in roles.value if role in held_roles},
        "teachers": frozenset({Role.TEACHER}),
    }


Audiences = Annotated[dict[str, frozenset[Role]], audiences_of_the_plan]


def select_documented(plan: Records[PlanComponent]) -> Records[PlanComponent]:
    """Return the components whose plan is named; drafts do not count."""
    return plan.where(source_document=given)


@rule.element(level=Level.SCHEDULED, part="c")
def spans_year(
    plan: Records[PlanComponent],
    audiences: Audiences,
    quarters: QuartersOfStaff,
    share: MinShareOfQuarters,
) -> Verdict:
    """The plan has components for supervisors, for each leadership role and for teachers in every
    quarter."""

    def judge_audience(audience: str) -> Verdict:
        days = []
        components = select_documented(plan).where(audience_role=audiences[audience])
        for first, last in components.tally(PlanComponent.start_date, PlanComponent.end_date):
            inside = [quarter for quarter in quarters if first <= quarter.last]
            days += [max(first, span.first) for span in inside if last >= span.first]
        return judge_quarters(
            *(days, quarters, "Components of the plan"),
            share=share,
            remedy=f"Plan components for {audience} in each of these.",
        )

    return every(audiences, judge_audience, what="Audiences")


@rule.element(level=Level.SCHEDULED, part="a")
def role_principal_supervisor(
    plan: Records[PlanComponent], audiences: Audiences, least: MinPerRole
) -> Verdict:
    """The plan supports principal supervisors, several times in the year."""
    if SUPERVISORS not in audiences:
        return not_applicable("The superintendent is the only principal, whom nobody supervises.")
    count = plan.where(audience_role=audiences[SUPERVISORS]).count()
    return at_least(count, least, "Components for principal supervisors")


@rule.element(level=Level.SCHEDULED, part="a")
def role_instructional_leader(
    plan: Records[PlanComponent], held_roles: LeadershipRolesHeld, least: MinPerRole
) -> Verdict:
    """The plan supports each instructional leadership role that somebody holds."""
    counts = plan.tally(PlanComponent.audience_role)
    return every(
        held_roles,
        lambda role: at_least(counts[(role,)], least, "Components for the role"),
        what="Leadership roles",
    )


@rule.element(level=Level.SCHEDULED, part="a")
def role_teacher(plan: Records[PlanComponent], least: MinPerRole) -> Verdict:
    """The plan supports teachers, several times in the year."""
    count = plan.where(audience_role=Role.TEACHER).count()
    return at_least(count, least, "Components for teachers")


@rule.element(
    level=Level.SCHEDULED, part="a", reader="whether each component prepares for the next"
)
def sequence_given(plan: Records[PlanComponent], least: MinDaysApart) -> Verdict:
    """The components for each role stand in a sequence that their dates follow over the year."""
    places: dict[Role, list[tuple[int, date]]] = {}
    for (role, place, day), number in plan.tally(
        PlanComponent.audience_role, PlanComponent.sequence, PlanComponent.start_date
    ).items():
        places.setdefault(role, []).extend([(place, day)] * number)

    def judge_order(role: Role) -> Verdict:
        steps = sorted(places[role])
        days = [day for _, day in steps]
        components = plan.where(audience_role=role)
        if len({place for place, _ in steps}) < len(steps) or days != sorted(days):
            return gap(
                Reason.NOT_COVERED,
                "Components share a place in the sequence, or a later one begins earlier.",
                f"Put the components for {role} into one sequence that their dates follow.",
                rows=components,
            )
        if len(steps) > 1 and (max(days) - min(days)).days < least.value:
            return gap(
                Reason.NOT_COVERED,
                f"All components begin from {min(days)} to {max(days)}, so that none follows "
                f"another over the year; {least.value} days between first and last are asked.",
                f"Let the components for {role} begin one after the other over the year.",
                limit=least,
                rows=components,
            )
        return met(f"{counted(len(steps), 'component')} in sequence.", least)

    return every(places, judge_order, what="Roles")


def list_leader_roles(plan: Records[PlanComponent], roles: LeadershipRoles) -> tuple[Role, ...]:
    """Return the leadership roles of campuses that the plan develops; without any, the element
    ends."""
    components = plan.where(audience_role=frozenset(roles.value))
    if components.count() == 0:
        conclude(
            gap(
                Reason.NOT_COVERED,
                "The plan has no component for instructional leaders.",
                "Plan how the capacity of leaders is developed.",
            )
        )
    return components.distinct(PlanComponent.audience_role)


def judge_design(
    plan: Records[PlanComponent], roles: LeadershipRoles, features: Collection[DesignFeature]
) -> Verdict:
    """Return whether each leadership role on campuses has a component with one of these
    features."""
    words = " or ".join(feature.value.replace("_", " ") for feature in features)

    def judge_role(role: Role) -> Verdict:
        components = plan.where(audience_role=role)
        count = components.where(design=frozenset(features)).count()
        if count:
            return met(
                f"{count} of {counted(components.count(), 'component')} for leaders use {words}."
            )
        if components.where(design=given).count() == 0:
            return missing(
                Reason.BLANK_FIELD,
                "No component says how it is built.",
                "Fill in design in professional_development_plan.csv from the plan.",
                rows=components,
            )
        return gap(
            Reason.NOT_COVERED,
            f"No component uses {words}.",
            f"Build {words} into components for each leadership role and record it as design.",
            rows=components,
        )

    return every(list_leader_roles(plan, roles), judge_role, what="Leadership roles")


@rule.element(level=Level.SCHEDULED, part="b")
def models_exemplars(plan: Records[PlanComponent], roles: LeadershipRoles) -> Verdict:
    """Leaders of campuses, each role of them, learn from models or exemplars."""
    return judge_design(plan, roles, (DesignFeature.MODEL, DesignFeature.EXEMPLAR))


@rule.element(level=Level.SCHEDULED, part="b")
def research_practice_or_framework(plan: Records[PlanComponent], roles: LeadershipRoles) -> Verdict:
    """Research-based practices or frameworks are part of what leaders of each role learn."""
    return judge_design(plan, roles, (DesignFeature.RESEARCH_PRACTICE, DesignFeature.FRAMEWORK))


@rule.element(level=Level.SCHEDULED, part="b")
def coaching_follow_up_linked(
    plan: Records[PlanComponent], roles: LeadershipRoles, share: MinFollowUp
) -> Verdict:
    """Coaching at work follows nearly all that leaders are trained on, and some of it in each
    role."""
    on_campuses = list_leader_roles(plan, roles)
    components = plan.where(audience_role={*roles.value, Role.PRINCIPAL_SUPERVISOR})
    followed = components.where(coaching_follow_up=True)
    overall = enough(
        good=followed.count(),
        of=components.count(),
        share=share,
        said="components for leaders are followed by coaching",
        remedy="Plan coaching at work after each component for leaders and record it.",
        rows=components.where(coaching_follow_up=False),
    )
    if overall.reason is not Reason.MET:
        return overall
    in_each = covers(
        found=followed.distinct(PlanComponent.audience_role),
        wanted=on_campuses,
        what="Leadership roles of which coaching follows at least one component",
        remedy="Plan coaching at work for {lacking} too.",
        limit=share,
    )
    return in_each.but(message=f"{overall.message} {in_each.message}")


def judge_building(
    plan: Records[PlanComponent],
    audiences: Mapping[str, frozenset[Role]],
    what: str,
    column: str,
    share: Limit[float],
) -> Verdict:
    """Return whether, for each audience, enough components build on an earlier one.

    The first component of each role is excluded. `what` is the column with what they build; a
    component that leaves it blank builds on nothing.
    """
    starts = dict(plan.tally(PlanComponent.component_id, PlanComponent.start_date).keys())
    telling = plan.where(**{what: given})
    if telling.count() == 0:
        telling.distinct(what)  # ends the element if it is blank in every row
    counts = telling.tally(PlanComponent.audience_role, PlanComponent.start_date, column)
    first: dict[Role, date] = {}
    for role, day, _ in counts:
        first[role] = min(day, first.get(role, day))
    words = what.replace("_", " ")

    def judge_audience(audience: str) -> Verdict:
        components = plan.where(audience_role=audiences[audience])
        if not audiences[audience] & set(first):
            return missing(
                Reason.BLANK_FIELD,
                f"No component says in {what} what it is about.",
                f"Fill in {what} in professional_development_plan.csv from the plan.",
                limit=share,
                rows=components,
            )
        later, building = 0, 0
        for (role, day, earlier), number in counts.items():
            if role in audiences[audience] and day > first[role]:
                later += number
                building += number * (earlier in starts and starts[earlier] < day)
        if not later:
            return gap(
                Reason.NOT_COVERED,
                "All components for a role begin on one day, so none can build on another.",
                "Spread the components over the year.",
                limit=share,
                rows=components,
            )
        return enough(
            good=building,
            of=later,
            share=share,
            said=f"later components take the {words} of an earlier one further",
            remedy=f"Name in {column} which earlier component each one builds on, or plan it so.",
            rows=components.where(**{column: None}),
        )

    planned_roles = set(plan.distinct(PlanComponent.audience_role))
    planned = [name for name in audiences if audiences[name] & planned_roles]
    return every(planned, judge_audience, what="Audiences")


@rule.element(
    level=Level.SCHEDULED, part="c", reader="whether the content grows in a sensible order"
)
def content_builds(
    plan: Records[PlanComponent], audiences: Audiences, share: MinBuilding
) -> Verdict:
    """Components take the content of earlier ones further."""
    return judge_building(plan, audiences, "content_strand", "content_builds_on", share)


@rule.element(
    level=Level.SCHEDULED, part="c", reader="whether the practice grows in a sensible order"
)
def practice_builds(
    plan: Records[PlanComponent], audiences: Audiences, share: MinBuilding
) -> Verdict:
    """Components take the practice of earlier ones further."""
    return judge_building(plan, audiences, "practice", "practice_builds_on", share)


@rule.element(level=Level.SCHEDULED, advisory=True)
def student_experience_link(plan: Records[PlanComponent]) -> Verdict:
    """Components name the experience of students that they serve."""
    linked = plan.where(student_experience=True)
    if linked.count() == 0 and plan.where(student_experience=given).count() == 0:
        return missing(
            Reason.BLANK_FIELD,
            "No component says whether it names the experience of students.",
            "Fill in student_experience in professional_development_plan.csv.",
        )
    return covers(
        found=linked.distinct(PlanComponent.audience_role) if linked.count() else (),
        wanted=plan.distinct(PlanComponent.audience_role),
        what="Roles with a component that names the experience of students",
        remedy="Say in the plan what students are to experience, for {lacking}.",
    )
