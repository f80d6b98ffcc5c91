"""5.1.2-1: a process assigns the support of campuses from data, with reasons."""

from datetime import timedelta

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
    stated,
    up_to,
)
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.learning import ProcessText

rule = Rule(
    "5.1.2-1",
    judges=Judges.PARTIAL,
    not_judged="whether the support goes where it is needed most; compare it with the data named",
)

Sources = Annotated[Limit[tuple[DataSource, ...]], "assignment.data_sources"]
Reasons = Annotated[Limit[tuple[Rationale, ...]], "assignment.rationales"]
MinShare = Annotated[Limit[float], "assignment.min_share_with_rationale"]
MaxDays = Annotated[Limit[int], "assignment.max_days_since_review"]
MaxCaseload = Annotated[Limit[int], "coaching.max_caseload"]


@rule.element(level=Level.CITED)
def process_written(text: ProcessText) -> Verdict:
    """The steps by which support is assigned to campuses are written down."""
    return stated(text.process_steps, "Steps")


@rule.element(level=Level.SCHEDULED)
def data_source_per_assignment(
    assignments: Records[SupportAssignment], sources: Sources, share: MinShare
) -> Verdict:
    """Assignments rest on data that the ruleset accepts as evidence."""
    return _by_evidence(assignments, "data_sources", sources, share)


@rule.element(level=Level.SCHEDULED)
def rationale_per_assignment(
    assignments: Records[SupportAssignment], reasons: Reasons, share: MinShare
) -> Verdict:
    """Assignments are made for reasons that lie in the needs of campuses."""
    return _by_evidence(assignments, "rationale", reasons, share)


def _by_evidence(
    assignments: Records[SupportAssignment],
    column: str,
    accepted: Limit[tuple[DataSource, ...]] | Limit[tuple[Rationale, ...]],
    share: Limit[float],
) -> Verdict:
    return enough(
        assignments.where(**{column: frozenset(accepted.value)}).count(),
        assignments.count(),
        share,
        f"assignments give {column.replace('_', ' ')} among {listing(accepted.value)}",
        f"Assign support by evidence and record it as {column} in "
        "leadership_support_assignment.csv.",
        reason=Reason.NOT_COVERED,
    )


@rule.element(level=Level.SCHEDULED)
def every_campus_assigned(
    assignments: Records[SupportAssignment], campuses: Campuses, review: Review
) -> Verdict:
    """Every campus has somebody who supports it."""
    made = assignments.where(assigned_on=up_to(review.as_of))
    found = covers(
        made.distinct("campus_id") if made.count() else (),
        campuses.ids,
        "Campuses with support assigned",
        "Assign support to {lacking}.",
    )
    if found.reason is Reason.MET or set(campuses.ids) - set(assignments.distinct("campus_id")):
        return found
    ahead = assignments.where(assigned_on=beyond(review.as_of))
    return too_early("Not all support is assigned yet", max(ahead.distinct("assigned_on")))


@rule.element(level=Level.SCHEDULED)
def reviewed_on_schedule(
    assignments: Records[SupportAssignment], most: MaxDays, review: Review
) -> Verdict:
    """No assignment has gone longer without review than the ruleset allows."""
    oldest = review.as_of - timedelta(days=most.value)
    late: dict[str, None] = {}
    for campus, assigned, reviewed in assignments.tally("campus_id", "assigned_on", "reviewed_on"):
        if max(assigned, min(reviewed or assigned, review.as_of)) < oldest:
            late[campus] = None
    if not late:
        return met(f"All were assigned or reviewed in the last {most.value} days.", most)
    return gap(
        Reason.LATE,
        f"Assignments at {listing(late)} were not reviewed in the last {most.value} days.",
        f"Review the assignments of {listing(late)} and record the day as reviewed_on.",
        limit=most,
        scope=late,
    )


@rule.element(level=Level.SCHEDULED, advisory=True)
def caseload(assignments: Records[SupportAssignment], most: MaxCaseload) -> Verdict:
    """Nobody supports more teachers on a campus than coaching of each of them allows."""
    known = assignments.where(caseload=given)
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
    campuses = over.distinct("campus_id")
    return gap(
        Reason.BELOW_PARAMETER,
        f"{counted(over.count(), 'assignment')} of more than {most.value} teachers, at "
        f"{listing(campuses)}.",
        "Divide these among more people.",
        limit=most,
        scope=campuses,
    )
