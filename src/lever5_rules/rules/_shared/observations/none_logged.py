"""Observations that were looked for and not found: what the log has that comes near to them."""

from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import ObservationType, Role
from lever5_rules.authoring import Reason, Records, Verdict, given, missing
from lever5_rules.rules._shared.near_misses import (
    Lack,
    NearMisses,
    count_lacking,
    describe_near_misses,
)

OBSERVED = frozenset(ObservationType) - {
    *(ObservationType.APPRAISAL_CONFERENCE, ObservationType.OTHER)
}
"""Observation types; an appraisal conference is a talk about observations, and others, such as a
safety walk, are not of teaching."""


def report_none_logged(
    what: str, log: Records[Observation] | None = None, misses: NearMisses | None = None
) -> Verdict:
    """Return the verdict if nothing was found.

    Given the rows that come near to it, it says how many there are, and what they lack.
    """
    sentence, columns = misses or NearMisses()
    return missing(
        Reason.NO_RECORDS,
        f"The observation log has no {what}.{sentence}",
        "Find the records and add them to observation_log.csv"
        + (f", or fill in or correct {columns} there." if columns else "."),
        rows=log,
    )


def report_none_by(what: str, rows: Records[Observation]) -> Verdict:
    """Return the verdict if no observation is by those who owe it, given all of the observed
    people: drafts, conferences, and those by others."""
    by_others = rows.for_comparison().where(finalized=True, type=OBSERVED).count()
    lacks = (
        *list_unfinished(rows),
        Lack(by_others, "by others, as the staff roster has them", "observer_staff_id"),
    )
    return report_none_logged(what, rows, describe_near_misses(rows, "on those concerned", lacks))


def list_unfinished(rows: Records[Observation]) -> tuple[Lack, ...]:
    """Return how many rows are drafts, and how many are of no observation."""
    return (
        count_lacking(rows, "not final", "finalized", finalized=True),
        count_lacking(rows, "on conferences or on other matters by type", "type", type=OBSERVED),
    )


def report_no_coaching(
    sought: str,
    on_subject: Records[Observation],
    by_leaders: Records[Observation],
    observers: frozenset[Role],
    coached_roles: frozenset[Role],
) -> Verdict:
    """Return the verdict that nobody was coached on a subject, and what the rows on it lack.

    Without any row on it, it says how many of those by leaders do not say what they looked at.
    """
    if on_subject.for_comparison().count() == 0:
        blank_rows = by_leaders.where(focus=None)
        lack = Lack(blank_rows.for_comparison().count(), "without focus", "focus")
        misses = describe_near_misses(by_leaders, "by leaders, with feedback", [lack])
        return report_none_logged(sought, blank_rows if lack.rows else on_subject, misses)
    others = "people other than leaders or district staff"
    lacks = (
        count_lacking(on_subject, "without feedback_on", "feedback_on", feedback_on=given),
        *list_unfinished(on_subject),
        count_lacking(
            *(on_subject, f"by {others}, as the staff roster has them", "observer_staff_id"),
            observer_role=observers,
        ),
        count_lacking(
            *(on_subject, "of people who are not coached here, by their role", "observee_staff_id"),
            observee_role=coached_roles,
        ),
    )
    misses = describe_near_misses(on_subject, "with that focus", lacks)
    return report_none_logged(sought, on_subject, misses)
