"""5.1.2-1: a process assigns the support of campuses from data, with reasons."""

from collections.abc import Callable
from datetime import date, timedelta

from lever5_rules.artifacts.plans import SupportAssignment
from lever5_rules.artifacts.vocabulary import DataSource, Rationale
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    beyond,
    counted,
    covers,
    enough,
    gap,
    given,
    listing,
    met,
    missing,
    up_to,
)
from lever5_rules.rules._shared.assignments import assignments_made, require_assignments
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.learning import ProcessTexts, judge_stated
from lever5_rules.rules._shared.staff import DISTRICT_ROLES, LeadershipRoles, Posts

rule = Rule(
    "5.1.2-1",
    judges=Judges.PARTIAL,
    not_judged="whether the support goes where it is needed most; compare it with the data named",
)

Sources = Annotated[Limit[tuple[DataSource, ...]], "assignment.data_sources"]
Reasons = Annotated[Limit[tuple[Rationale, ...]], "assignment.rationales"]
MinShare = Annotated[Limit[float], "assignment.min_share_with_rationale"]
MaxDays = Annotated[Limit[int], "assignment.max_days_since_review"]
Supporter = Callable[[str], bool]
MaxCaseload = Annotated[Limit[int], "coaching.max_caseload"]


WHO = {"by_people_of_another_role": "`every_campus_assigned` asks who gives the support."}


@rule.element(level=Level.CITED)
def process_written(texts: ProcessTexts, campuses: Campuses) -> Verdict:
    """The steps by which support is assigned to campuses are written down."""
    return judge_stated(texts, campuses, lambda text: text.process_steps, "Steps")


@rule.element(level=Level.SCHEDULED, unasked=WHO)
def data_source_per_assignment(
    assignments: Records[SupportAssignment], sources: Sources, share: MinShare, review: Review
) -> Verdict:
    """Assignments rest on data that the ruleset accepts as evidence."""
    return _judge_evidence(assignments_made(assignments, review), "data_sources", sources, share)


@rule.element(level=Level.SCHEDULED, unasked=WHO)
def rationale_per_assignment(
    assignments: Records[SupportAssignment], reasons: Reasons, share: MinShare, review: Review
) -> Verdict:
    """Assignments are made for reasons that lie in the needs of campuses."""
    return _judge_evidence(assignments_made(assignments, review), "rationale", reasons, share)


def _judge_evidence(
    assignments: Records[SupportAssignment],
    column: str,
    accepted: Limit[tuple[DataSource, ...]] | Limit[tuple[Rationale, ...]],
    share: Limit[float],
) -> Verdict:
    words = frozenset(accepted.value)

    def lacks_evidence(values: tuple[str, ...] | str) -> bool:
        return words.isdisjoint(values if isinstance(values, tuple) else (values,))

    others = assignments.fitting(lacks_evidence, column)
    return enough(
        good=assignments.where(**{column: words}).count(),
        of=assignments.count(),
        share=share,
        said=f"assignments give {column.replace('_', ' ')} among {listing(accepted.value)}",
        remedy=f"Assign support by evidence and record it as {column} in "
        "leadership_support_assignment.csv.",
        reason=Reason.NOT_COVERED,
        scope=others.distinct(SupportAssignment.campus_id) if others.count() else (),
        rows=others,
    )


def able_to_support(posts: Posts, roles: LeadershipRoles, review: Review) -> Supporter:
    """Return a test whether a person can support a campus on the day of the review.

    Those are district leaders, supervisors and people in an instructional leadership role on the
    roster, wherever they work. A person who is not on the roster may be one.
    """
    able = {*roles.value, *DISTRICT_ROLES}
    leaders = {post.staff_id for post in posts.posts if post.role in able and post.on(review.as_of)}
    return lambda person: person in leaders or not posts.knows(person)


AbleToSupport = Annotated[Supporter, able_to_support]


@rule.element(level=Level.SCHEDULED)
def every_campus_assigned(
    assignments: Records[SupportAssignment],
    campuses: Campuses,
    able: AbleToSupport,
    review: Review,
) -> Verdict:
    """Every campus has a district leader, supervisor or instructional leader who supports it."""
    chosen = assignments.where(supporter_staff_id=able)
    assigned = chosen.where(assigned_on=up_to(review.as_of))
    verdict = covers(
        found=assigned.distinct(SupportAssignment.campus_id) if assigned.count() else (),
        wanted=campuses.ids,
        what="Campuses with support assigned",
        remedy="Assign support to {lacking}.",
    )
    if verdict.reason is Reason.MET:
        stale = _find_stale(assigned, date(review.school_year.span.first.year, 1, 1))
        return verdict if stale is None else stale
    by_others = assignments.where(
        supporter_staff_id=lambda person: not able(person), campus_id=frozenset(verdict.scope)
    )
    if by_others.count():
        return gap(
            Reason.NOT_COVERED,
            f"{verdict.message} Those who are to support "
            f"{listing(by_others.distinct(SupportAssignment.campus_id))} are on {review.as_of} "
            "by the staff roster neither district leaders nor supervisors nor in an instructional "
            "leadership role.",
            f"{verdict.remedy} If the roster has the wrong role or day, correct it there.",
            scope=verdict.scope,
            rows=by_others,
        )
    ahead = chosen.where(assigned_on=beyond(review.as_of))
    if set(verdict.scope) - set(
        ahead.distinct(SupportAssignment.campus_id) if ahead.count() else ()
    ):
        return verdict
    return too_early(
        "Not all support is assigned yet", max(ahead.distinct(SupportAssignment.assigned_on))
    )


def _find_stale(assigned: Records[SupportAssignment], spring: date) -> Verdict | None:
    """Return missing evidence if the assignments of some campuses are from an earlier year.

    That is so if all were made before the spring that precedes the school year, and none was
    reviewed since.
    """
    older = assigned.where(assigned_on=up_to(spring - timedelta(days=1)))
    if older.count() == 0:
        return None
    newer = assigned.where(assigned_on=beyond(spring - timedelta(days=1)))
    reviewed = older.fitting(
        lambda day: day is not None and day >= spring, SupportAssignment.reviewed_on
    )
    campuses = {
        campus
        for rows in (newer, reviewed)
        for campus in (rows.distinct(SupportAssignment.campus_id) if rows.count() else ())
    }
    places = [
        campus for campus in older.distinct(SupportAssignment.campus_id) if campus not in campuses
    ]
    if not places:
        return None
    return missing(
        Reason.CONTRADICTORY,
        f"Support of {listing(places)} was assigned before {spring} and not reviewed since; the "
        "rows are given for this school year.",
        "Record the day on which it was assigned or reviewed for this school year, in "
        "leadership_support_assignment.csv.",
        scope=places,
        rows=older.where(campus_id=frozenset(places)),
    )


@rule.element(level=Level.SCHEDULED, advisory=True, unasked=WHO)
def reviewed_on_schedule(
    assignments: Records[SupportAssignment], most: MaxDays, review: Review
) -> Verdict:
    """No assignment has gone longer without review than the ruleset allows."""
    oldest = review.as_of - timedelta(days=most.value)

    def is_overdue(assigned: date, reviewed: date | None) -> bool:
        return max(assigned, min(reviewed or assigned, review.as_of)) < oldest

    late = require_assignments(assignments).fitting(
        is_overdue, SupportAssignment.assigned_on, SupportAssignment.reviewed_on
    )
    if late.count() == 0:
        assignment_count = counted(assignments.count(), "assignment")
        return met(f"{assignment_count} made or reviewed in the last {most.value} days.", most)
    places = late.distinct(SupportAssignment.campus_id)
    return gap(
        Reason.LATE,
        f"Assignments at {listing(places)} were not reviewed in the last {most.value} days.",
        f"Review the assignments of {listing(places)} and record the day as reviewed_on.",
        limit=most,
        scope=places,
        rows=late,
    )


@rule.element(
    level=Level.SCHEDULED,
    advisory=True,
    unasked=WHO | {"numbers_zero": "Who supports no teacher has not too many."},
)
def caseload(assignments: Records[SupportAssignment], most: MaxCaseload) -> Verdict:
    """Nobody supports more teachers on a campus than coaching of each of them allows."""
    known = require_assignments(assignments).where(caseload=given)
    if known.count() < assignments.count():
        return missing(
            Reason.BLANK_FIELD,
            "Not every assignment says how many teachers the person supports.",
            "Fill in caseload in leadership_support_assignment.csv.",
            limit=most,
        )
    over = known.where(caseload=beyond(most.value))
    if over.count() == 0:
        return met(f"No assignment is of more than {most.value} teachers.", most)
    campuses = over.distinct(SupportAssignment.campus_id)
    return gap(
        Reason.BELOW_PARAMETER,
        f"{counted(over.count(), 'assignment')} of more than {most.value} teachers, at "
        f"{listing(campuses)}.",
        "Divide these among more people.",
        limit=most,
        scope=campuses,
        rows=over,
    )
