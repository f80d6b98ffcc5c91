"""5.3.3-2: a clear system makes the monitoring of students in interventions frequent."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import TypeVar

from attrs import frozen

from lever5_rules.artifacts.expectations import StudentSupport, StudentSupportGuideline
from lever5_rules.artifacts.plans import MonitoringSummary
from lever5_rules.artifacts.vocabulary import SupportType
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
    Judges,
    Level,
    Limit,
    Outcome,
    Reason,
    Records,
    Review,
    Rule,
    Span,
    Verdict,
    at_most,
    beyond,
    counted,
    enough,
    every,
    gap,
    given,
    listing,
    met,
    missing,
    not_applicable,
    select,
    stated,
    stating,
)
from lever5_rules.rules._shared.calendar import Quarters, SchoolCalendar, Windows, YearCalendar
from lever5_rules.rules._shared.monitoring import (
    SMALL,
    Counted,
    counted_windows,
    overlapping,
)
from lever5_rules.rules._shared.regularity import asked_for, begun
from lever5_rules.rules._shared.staff import Openings
from lever5_rules.rules._shared.together import items_of, together

rule = Rule(
    "5.3.3-2",
    judges=Judges.PARTIAL,
    not_judged="whether monitoring leads to decisions; look at some",
)

MaxTier2 = Annotated[Limit[int], "monitoring.tier2_max_interval_days"]
MaxTier3 = Annotated[Limit[int], "monitoring.tier3_max_interval_days"]
MinShareOfQuarter = Annotated[Limit[float], "monitoring.min_share_of_quarter"]
MinOnTime = Annotated[Limit[float], "monitoring.min_on_time_share"]
TIERS = (SupportType.TIER2, SupportType.TIER3)
V = TypeVar("V")


@frozen(eq=False, repr=False, slots=False)
class Guidelines:
    """The guidelines for supporting students; on the campuses that several govern, what one leaves
    out another may set."""

    in_force: Documents[StudentSupportGuideline]
    campuses: Campuses

    def both_tiers(
        self, read: Callable[[StudentSupport], V], judge: Callable[[V], Verdict]
    ) -> Verdict:
        """Judge what the guidelines set for each tier."""
        return every(TIERS, lambda tier: self.of_tier(tier, read, judge), what="Tiers")

    def of_tier(
        self,
        tier: SupportType,
        read: Callable[[StudentSupport], V],
        judge: Callable[[V], Verdict],
    ) -> Verdict:
        """Judge what the guidelines set for a tier; if none sets anything, that is a gap."""

        def set_there(guidelines: tuple[StudentSupportGuideline, ...], _: Campuses) -> Verdict:
            listed = items_of(guidelines, lambda guideline: guideline.supports)
            supports = select(listed, type=tier)
            if not supports:
                return gap(
                    Reason.NOT_COVERED,
                    f"The guideline sets nothing for {tier}.",
                    f"Set for {tier} how often, with what and by whom progress is monitored.",
                    scope=[tier],
                )
            return every(
                stating(supports, read), lambda pair: judge(pair[1]), name=lambda _: tier.value
            )

        return together(self.in_force, self.campuses, set_there)

    def data_system(self) -> Verdict:
        """Return whether the system that keeps progress is named."""
        return together(
            self.in_force,
            self.campuses,
            lambda guidelines, _: stated(
                stating(guidelines, lambda guideline: guideline.data_system)[0][1], "System"
            ),
        )


def _days_between(support: StudentSupport) -> int:
    return support.monitoring_interval_days


def interval(days: int, most: Limit[int]) -> Verdict:
    if days < 1:
        return missing(
            Reason.UNREADABLE,
            f"{days} days from one look at progress to the next is not an interval.",
            "Correct monitoring_interval_days: 7 for weekly, 14 for every other week.",
            limit=most,
        )
    return at_most(
        days,
        most,
        "Days from one look at progress to the next",
        reason=Reason.BELOW_PARAMETER,
    )


@rule.element(level=Level.CITED)
def tier2_interval(guidelines: Guidelines, most: MaxTier2) -> Verdict:
    """Students in Tier 2 are monitored as often as the ruleset asks."""
    return guidelines.of_tier(SupportType.TIER2, _days_between, lambda days: interval(days, most))


@rule.element(level=Level.CITED)
def tier3_interval(guidelines: Guidelines, most: MaxTier3) -> Verdict:
    """Students in Tier 3 are monitored as often as the ruleset asks."""
    return guidelines.of_tier(SupportType.TIER3, _days_between, lambda days: interval(days, most))


@rule.element(level=Level.CITED)
def tool_named(guidelines: Guidelines) -> Verdict:
    """The measure that progress is monitored with is named for each tier."""
    return guidelines.both_tiers(lambda support: support.tool, lambda tool: stated(tool, "Measure"))


@rule.element(level=Level.CITED)
def owner_named(guidelines: Guidelines) -> Verdict:
    """The role that monitors is named for each tier."""
    return guidelines.both_tiers(
        lambda support: support.owner_role, lambda role: stated(role, "Role")
    )


@rule.element(level=Level.CITED, reader="whether the rule is clear enough to decide by")
def decision_rule(guidelines: Guidelines) -> Verdict:
    """For each tier, a rule says which progress of a student leads to which decision."""
    return guidelines.both_tiers(
        lambda support: support.decision_rule, lambda decision: stated(decision, "Decision")
    )


@rule.element(level=Level.CITED)
def data_system_named(guidelines: Guidelines) -> Verdict:
    """The system in which progress is kept is named."""
    return guidelines.data_system()


@rule.element(level=Level.RECORDED)
def monitored_on_time(
    summaries: Records[MonitoringSummary],
    campuses: Campuses,
    quarters: Quarters,
    year: YearCalendar,
    openings: Openings,
    review: Review,
    share: MinOnTime,
    most: MinShareOfQuarter,
) -> Verdict:
    """On each campus and in each tier, students are monitored on time, all year so far."""
    by_campus = summaries.by(MonitoringSummary.campus_id)
    over = Windows.until(review.as_of, quarters, year)

    def on_campus(campus: str) -> Verdict:
        since, own = openings.get(campus), by_campus[campus]
        if own.count() == 0:
            asked_for(over, since, "Summaries of monitoring", "quarter")
        asked = over if since is None else over.since(since)

        def of_one(tier: SupportType) -> Verdict:
            windows = counted_windows(own.where(tier=tier), tier)
            verdict = share_in_time(windows, share)
            if verdict.outcome is not Outcome.PASS:
                return verdict
            return unless_summarized_too_little(windows, asked, year, most) or verdict

        return every(TIERS, of_one, what="Tiers")

    early = begun(campuses.ids, openings.get, over)
    told_of = [campus for campus in campuses.ids if campus in early or by_campus[campus].count()]
    outcome = every(told_of, on_campus, what="Campuses")
    summaries_told = summaries.where(students_due=beyond(0), students_on_time=given)
    if outcome.reason is not Reason.MET or summaries_told.count():
        return outcome if outcome.reason else nobody_due(share)
    return missing(
        Reason.ASSERTION_ONLY,
        "Every summary only says that the share was reached; none gives counts.",
        "Give the counts where ten students or more were due, in one period or in several "
        "together, in progress_monitoring_summary.csv.",
        limit=share,
    )


def nobody_due(share: Limit[float]) -> Verdict:
    return missing(
        Reason.NO_RECORDS,
        "By the summaries no student of any campus was due to be monitored in Tier 2 or 3.",
        "Enter how many students were due in each period in progress_monitoring_summary.csv.",
        limit=share,
    )


def unless_summarized_too_little(
    windows: Iterable[Counted], asked: Iterable[Span], year: SchoolCalendar, most: Limit[float]
) -> Verdict | None:
    """Return missing evidence if the summaries cover too little of an elapsed quarter, else
    None."""
    covered_days = {day for window in windows for day in year.between(window.first, window.last)}
    short = []
    for quarter in asked:
        days = year.between(quarter.first, quarter.last)
        number = sum(day in covered_days for day in days)
        if number < most.value * len(days):
            short.append(f"{year.shown(quarter)} ({number} of {counted(len(days), 'school day')})")
    if not short:
        return None
    return missing(
        Reason.NO_RECORDS,
        f"the summaries tell of too few days of {listing(short)}.",
        "Add summaries of most of every quarter that is over to progress_monitoring_summary.csv.",
        limit=most,
    )


def share_in_time(windows: Sequence[Counted], share: Limit[float]) -> Verdict:
    """Return whether enough of the students due were monitored on time.

    Of overlapping windows one counts; if the outcome depends on which, it is missing evidence.
    """
    if windows and all(window.idle for window in windows):
        return not_applicable("No student of this tier was due to be monitored.")
    groups = overlapping(window for window in windows if not window.idle)
    least, best = (
        of_windows([by(group, key=attrgetter("share")) for group in groups], share)
        for by in (min, max)
    )
    if least.outcome is best.outcome:
        return least
    group = next(group for group in groups if len({due.share for due in group}) > 1)
    return missing(
        Reason.CONTRADICTORY,
        f"periods overlap from {min(due.first for due in group)} to "
        f"{max(due.last for due in group)} and say different of the same time. {least.message}",
        "Keep one summary of each time in progress_monitoring_summary.csv.",
        limit=share,
    )


def of_windows(windows: Sequence[Counted], share: Limit[float]) -> Verdict:
    """Return the verdict on windows that do not overlap."""
    if not windows or any(window.untold for window in windows):
        return missing(
            Reason.BLANK_FIELD if windows else Reason.NO_RECORDS,
            "no summary says how many were monitored on time.",
            f"Add the counts, or on_time_met where fewer than {SMALL} students are concerned, to "
            "progress_monitoring_summary.csv.",
            limit=share,
        )
    if any(window.met is False for window in windows):
        return gap(
            Reason.BELOW_PARAMETER,
            "the share was not reached in a group that is too small to count.",
            "Monitor those students on time.",
            limit=share,
        )
    counts = [
        (window.due, window.on_time)
        for window in windows
        if window.due and window.on_time is not None
    ]
    due, on_time = (sum(numbers) for numbers in zip(*counts, strict=True)) if counts else (0, 0)
    if not due:
        return met("The share was reached; the groups are too small to count.", share)
    text = "times that students were due were on time"
    return enough(
        good=on_time,
        of=due,
        share=share,
        said=text,
        remedy="Monitor students on time, and record it.",
    )
