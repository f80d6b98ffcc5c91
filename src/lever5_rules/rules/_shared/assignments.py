"""Assignments of support to campuses, as far as they have been made."""

from lever5_rules.artifacts.plans import SupportAssignment
from lever5_rules.authoring import Annotated, Records, Review, conclude, up_to
from lever5_rules.rules._shared.calendar import too_early


def require_assignments(assignments: Records[SupportAssignment]) -> Records[SupportAssignment]:
    """Return the assignments; the element ends if none of them certainly counts."""
    assignments.distinct(SupportAssignment.campus_id)
    return assignments


def assignments_made(
    assignments: Records[SupportAssignment], review: Review
) -> Records[SupportAssignment]:
    """Return the assignments made by the day of the review; if there are none, the element ends."""
    assigned = require_assignments(assignments).where(assigned_on=up_to(review.as_of))
    if assigned.count() == 0:
        days = assignments.distinct(SupportAssignment.assigned_on)
        conclude(too_early("No support is assigned yet", max(days)))
    return assigned


AssignmentsMade = Annotated[Records[SupportAssignment], assignments_made]
