"""5.3.3-2: a clear system makes the monitoring of students in interventions frequent."""

from collections.abc import Callable, Iterable

from lever5_rules.artifacts.expectations import StudentSupport, StudentSupportGuideline
from lever5_rules.artifacts.plans import MonitoringSummary
from lever5_rules.artifacts.vocabulary import SupportType
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
    Span,
    Verdict,
    at_least,
    at_most,
    beyond,
    every,
    gap,
    given,
    listing,
    met,
    missing,
    not_applicable,
    select,
    stated,
)
from lever5_rules.rules._shared.calendar import Quarters

rule = Rule(
    "5.3.3-2",
    judges=Judges.PARTIAL,
    not_judged="whether monitoring leads to decisions; look at some",
)

MaxTier2 = Annotated[Limit[int], "monitoring.tier2_max_interval_days"]
MaxTier3 = Annotated[Limit[int], "monitoring.tier3_max_interval_days"]
MinOnTime = Annotated[Limit[float], "monitoring.min_on_time_share"]
SMALL = 10
"""Groups of fewer students are not counted, since a count would point to them."""
TIERS = (SupportType.TIER2, SupportType.TIER3)


def of_tier(
    guideline: StudentSupportGuideline,
    tier: SupportType,
    judge: Callable[[StudentSupport], Verdict],
) -> Verdict:
    """Judges what the guideline sets for a tier; where it sets nothing, that is a gap."""
    found = select(guideline.supports, type=tier)
    if not found:
        return gap(
            Reason.NOT_COVERED,
            f"The guideline sets nothing for {tier}.",
            f"Set for {tier} how often, with what and by whom progress is monitored.",
            scope=[tier],
        )
    return every(found, judge, name=lambda _: tier.value)


def both_tiers(
    guideline: StudentSupportGuideline, judge: Callable[[StudentSupport], Verdict]
) -> Verdict:
    return every(TIERS, lambda tier: of_tier(guideline, tier, judge), what="Tiers")


def often_enough(
    guideline: StudentSupportGuideline, tier: SupportType, most: Limit[int]
) -> Verdict:
    return of_tier(
        guideline,
        tier,
        lambda support: at_most(
            support.monitoring_interval_days,
            most,
            "Days from one look at progress to the next",
            reason=Reason.BELOW_PARAMETER,
        ),
    )


@rule.element(level=Level.CITED)
def tier2_interval(guideline: StudentSupportGuideline, most: MaxTier2) -> Verdict:
    """Students in Tier 2 are monitored as often as the ruleset asks."""
    return often_enough(guideline, SupportType.TIER2, most)


@rule.element(level=Level.CITED)
def tier3_interval(guideline: StudentSupportGuideline, most: MaxTier3) -> Verdict:
    """Students in Tier 3 are monitored as often as the ruleset asks."""
    return often_enough(guideline, SupportType.TIER3, most)


@rule.element(level=Level.CITED)
def tool_named(guideline: StudentSupportGuideline) -> Verdict:
    """The measure that progress is monitored with is named for each tier."""
    return both_tiers(guideline, lambda support: stated(support.tool, "Measure"))


@rule.element(level=Level.CITED)
def owner_named(guideline: StudentSupportGuideline) -> Verdict:
    """The role that monitors is named for each tier."""
    return both_tiers(guideline, lambda support: stated(support.owner_role, "Role"))


@rule.element(level=Level.CITED, reader="whether the rule is clear enough to decide by")
def decision_rule(guideline: StudentSupportGuideline) -> Verdict:
    """It is set for each tier what is decided at which progress."""
    return both_tiers(guideline, lambda support: stated(support.decision_rule, "Decision"))


@rule.element(level=Level.CITED)
def data_system_named(guideline: StudentSupportGuideline) -> Verdict:
    """The system in which progress is kept is named."""
    return stated(guideline.data_system, "System")


@rule.element(level=Level.RECORDED)
def monitored_on_time(
    summaries: Records[MonitoringSummary],
    campuses: Campuses,
    quarters: Quarters,
    review: Review,
    share: MinOnTime,
) -> Verdict:
    """On each campus and in each tier, students are monitored on time, all year so far."""
    by_campus = summaries.by("campus_id")
    over = [quarter for quarter in quarters if quarter.last <= review.as_of]

    def on_campus(campus: str) -> Verdict:
        return every(
            TIERS,
            lambda tier: in_time(by_campus[campus].where(tier=tier), over, share),
            what="Tiers",
        )

    found = every(campuses.ids, on_campus, what="Campuses")
    told = summaries.where(students_due=beyond(0), students_on_time=given)
    if found.reason is not Reason.MET or told.count():
        return found
    return missing(
        Reason.ASSERTION_ONLY,
        "Every summary only says that the share was reached; none gives counts.",
        "Give the counts where ten students or more were due, in one window or in several "
        "together, in progress_monitoring_summary.csv.",
        limit=share,
    )


def in_time(
    rows: Records[MonitoringSummary], quarters: Iterable[Span], share: Limit[float]
) -> Verdict:
    """Whether the students of a campus and tier were monitored on time in all of these quarters."""
    found = share_in_time(rows, share)
    if found.reason is not Reason.MET:
        return found
    windows = [(row.window_start, row.window_end) for row in rows]
    untold = [
        f"{quarter.first} to {quarter.last}"
        for quarter in quarters
        if not any(
            first <= last and first <= quarter.last and last >= quarter.first
            for first, last in windows
        )
    ]
    if not untold:
        return found
    return missing(
        Reason.NO_RECORDS,
        f"no summary tells of {listing(untold)}.",
        "Add summaries of every quarter that is over to progress_monitoring_summary.csv.",
        limit=share,
    )


def share_in_time(rows: Records[MonitoringSummary], share: Limit[float]) -> Verdict:
    """Whether enough of the students that were due were monitored on time."""
    due, on_time, idle, bands = 0, 0, False, set()
    for row in rows if rows.count() else ():
        expected, done = row.students_due, row.students_on_time
        if expected == 0:
            idle = True
        elif expected is not None and done is not None:
            due += expected
            on_time += min(done, expected)
        else:
            small = expected is None or expected < SMALL
            bands.add(row.on_time_met if small else None)
    if idle and not (due or bands):
        return not_applicable("No student of this tier was due to be monitored.")
    if not (due or bands) or None in bands:
        return missing(
            Reason.NO_RECORDS if not (due or bands) else Reason.BLANK_FIELD,
            "no summary says how many were monitored on time.",
            f"Add the counts, or on_time_met where fewer than {SMALL} students are concerned, to "
            "progress_monitoring_summary.csv.",
            limit=share,
        )
    if False in bands:
        return gap(
            Reason.BELOW_PARAMETER,
            "the share was not reached in a group that is too small to count.",
            "Monitor those students on time.",
            limit=share,
        )
    if not due:
        return met("The share was reached; the groups are too small to count.", share)
    return at_least(on_time / due, share, "Share of students monitored on time")
