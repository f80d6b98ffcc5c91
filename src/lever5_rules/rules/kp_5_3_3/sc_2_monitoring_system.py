"""5.3.3-2: a clear system makes the monitoring of students in interventions frequent."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import TypeVar

from attrs import frozen

from lever5_rules.artifacts.expectations import StudentSupport, StudentSupportGuideline
from lever5_rules.artifacts.plans import SMALL_GROUP, MonitoringSummary
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
    shown,
    stated,
    stating,
)
from lever5_rules.rules._shared.calendar import Quarters, SchoolCalendar, Windows, YearCalendar
from lever5_rules.rules._shared.joint_documents import items_of, judge_together
from lever5_rules.rules._shared.monitoring import (
    WindowCounts,
    group_overlapping,
    read_windows,
)
from lever5_rules.rules._shared.regularity import select_begun, select_required_windows
from lever5_rules.rules._shared.staff import Openings

rule = Rule(
    "5.3.3-2",
    judges=Judges.PARTIAL,
    not_judged="whether monitoring leads to decisions; look at some",
)

MaxTier2 = Annotated[Limit[int], "monitoring.tier2_max_interval_days"]
MaxTier3 = Annotated[Limit[int], "monitoring.tier3_max_interval_days"]
MinShareOfQuarter = Annotated[Limit[float], "monitoring.min_share_of_quarter"]
MinOnTime = Annotated[Limit[float], "monitoring.min_on_time_share"]
MinOnTimeInQuarter = Annotated[Limit[float], "monitoring.min_on_time_share_of_quarter"]
TIERS = (SupportType.TIER2, SupportType.TIER3)
ValueT = TypeVar("ValueT")


@frozen(eq=False, repr=False, slots=False)
class Guidelines:
    """The guidelines for supporting students; on the campuses that several govern, what one leaves
    out another may set."""

    in_force: Documents[StudentSupportGuideline]
    campuses: Campuses

    def judge_tiers(
        self, read: Callable[[StudentSupport], ValueT], judge: Callable[[ValueT], Verdict]
    ) -> Verdict:
        """Judge what the guidelines set for each tier."""
        return every(TIERS, lambda tier: self.judge_tier(tier, read, judge), what="Tiers")

    def judge_tier(
        self,
        tier: SupportType,
        read: Callable[[StudentSupport], ValueT],
        judge: Callable[[ValueT], Verdict],
    ) -> Verdict:
        """Judge what the guidelines set for a tier; if none sets anything, that is a gap."""

        def judge_supports(guidelines: tuple[StudentSupportGuideline, ...], _: Campuses) -> Verdict:
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

        return judge_together(self.in_force, self.campuses, judge_supports)

    def judge_data_system(self) -> Verdict:
        """Return whether the system that keeps progress is named."""
        return judge_together(
            self.in_force,
            self.campuses,
            lambda guidelines, _: stated(
                stating(guidelines, lambda guideline: guideline.data_system)[0][1], "System"
            ),
        )


def _read_interval(support: StudentSupport) -> int:
    return support.monitoring_interval_days


def judge_interval(days: int, most: Limit[int]) -> Verdict:
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
    return guidelines.judge_tier(
        SupportType.TIER2, _read_interval, lambda days: judge_interval(days, most)
    )


@rule.element(level=Level.CITED)
def tier3_interval(guidelines: Guidelines, most: MaxTier3) -> Verdict:
    """Students in Tier 3 are monitored as often as the ruleset asks."""
    return guidelines.judge_tier(
        SupportType.TIER3, _read_interval, lambda days: judge_interval(days, most)
    )


@rule.element(level=Level.CITED)
def tool_named(guidelines: Guidelines) -> Verdict:
    """The measure that progress is monitored with is named for each tier."""
    return guidelines.judge_tiers(
        lambda support: support.tool, lambda tool: stated(tool, "Measure")
    )


@rule.element(level=Level.CITED)
def owner_named(guidelines: Guidelines) -> Verdict:
    """The role that monitors is named for each tier."""
    return guidelines.judge_tiers(
        lambda support: support.owner_role, lambda role: stated(role, "Role")
    )


@rule.element(level=Level.CITED, reader="whether the rule is clear enough to decide by")
def decision_rule(guidelines: Guidelines) -> Verdict:
    """For each tier, a rule says which progress of a student leads to which decision."""
    return guidelines.judge_tiers(
        lambda support: support.decision_rule, lambda decision: stated(decision, "Decision")
    )


@rule.element(level=Level.CITED)
def data_system_named(guidelines: Guidelines) -> Verdict:
    """The system in which progress is kept is named."""
    return guidelines.judge_data_system()


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
    least: MinOnTimeInQuarter,
) -> Verdict:
    """On each campus and in each tier, students are monitored on time, all year so far."""
    by_campus = summaries.by(MonitoringSummary.campus_id)
    elapsed = Windows.until(review.as_of, quarters, year)

    def judge_campus(campus: str) -> Verdict:
        since, campus_summaries = openings.get(campus), by_campus[campus]
        if campus_summaries.count() == 0:
            select_required_windows(elapsed, since, "Summaries of monitoring", "quarter")
        required_quarters = elapsed if since is None else elapsed.since(since)

        def judge_tier(tier: SupportType) -> Verdict:
            windows = read_windows(campus_summaries.where(tier=tier), tier)
            verdict = judge_share(windows, share)
            if verdict.outcome is not Outcome.PASS:
                return verdict
            return (
                check_summarized_days(windows, required_quarters, year, most)
                or check_each_quarter(windows, required_quarters, year, least)
                or verdict
            )

        return every(TIERS, judge_tier, what="Tiers")

    early = select_begun(campuses.ids, openings.get, elapsed)
    judged_campuses = [
        campus for campus in campuses.ids if campus in early or by_campus[campus].count()
    ]
    outcome = every(judged_campuses, judge_campus, what="Campuses")
    summaries_told = summaries.where(students_due=beyond(0), students_on_time=given)
    if outcome.reason is not Reason.MET or summaries_told.count():
        return outcome if outcome.reason else report_nobody_due(share)
    return missing(
        Reason.ASSERTION_ONLY,
        "Every summary only says that the share was reached; none gives counts.",
        "Give the counts where ten students or more were due, in one period or in several "
        "together, in progress_monitoring_summary.csv.",
        limit=share,
    )


def report_nobody_due(share: Limit[float]) -> Verdict:
    return missing(
        Reason.NO_RECORDS,
        "By the summaries no student of any campus was due to be monitored in Tier 2 or 3.",
        "Enter how many students were due in each period in progress_monitoring_summary.csv.",
        limit=share,
    )


def check_summarized_days(
    windows: Iterable[WindowCounts],
    quarters: Iterable[Span],
    year: SchoolCalendar,
    most: Limit[float],
) -> Verdict | None:
    """Return missing evidence if the summaries cover too little of an elapsed quarter, else
    None."""
    covered_days = {day for window in windows for day in year.between(window.first, window.last)}
    short = []
    for quarter in quarters:
        days = year.between(quarter.first, quarter.last)
        number = sum(day in covered_days for day in days)
        if number < most.value * len(days):
            short.append(
                f"{year.describe(quarter)} ({number} of {counted(len(days), 'school day')})"
            )
    if not short:
        return None
    return missing(
        Reason.NO_RECORDS,
        f"the summaries tell of too few days of {listing(short)}.",
        "Add summaries of most of every quarter that is over to progress_monitoring_summary.csv.",
        limit=most,
    )


def check_each_quarter(
    windows: Iterable[WindowCounts],
    quarters: Iterable[Span],
    year: SchoolCalendar,
    least: Limit[float],
) -> Verdict | None:
    """Return a gap if too few students were monitored on time in an elapsed quarter, else None."""
    counted_windows = [window for window in windows if window.on_time is not None]
    short = []
    for quarter in quarters:
        ended = [window for window in counted_windows if window.last in quarter]
        due = sum(window.due or 0 for window in ended)
        on_time = sum(window.on_time or 0 for window in ended)
        if due >= SMALL_GROUP and on_time < least.value * due:
            short.append(f"{on_time} of {due} in {year.describe(quarter)}")
    if not short:
        return None
    return gap(
        Reason.BELOW_PARAMETER,
        f"of the times that students were due were on time only {listing(short)}; at least "
        f"{shown(least.value)} are asked in each quarter.",
        "Monitor students on time in every quarter, and record it.",
        limit=least,
    )


def judge_share(windows: Sequence[WindowCounts], share: Limit[float]) -> Verdict:
    """Return whether enough of the students due were monitored on time.

    Of overlapping windows one counts; if the outcome depends on which, it is missing evidence.
    """
    if windows and all(window.idle for window in windows):
        return not_applicable("No student of this tier was due to be monitored.")
    groups = group_overlapping(window for window in windows if not window.idle)
    least, best = (
        judge_windows([choose(group, key=attrgetter("share")) for group in groups], share)
        for choose in (min, max)
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


def judge_windows(windows: Sequence[WindowCounts], share: Limit[float]) -> Verdict:
    """Return the verdict on windows that do not overlap."""
    if not windows or any(window.is_blank for window in windows):
        return missing(
            Reason.BLANK_FIELD if windows else Reason.NO_RECORDS,
            "no summary says how many were monitored on time.",
            "Add the counts to progress_monitoring_summary.csv, or on_time_met where fewer than "
            f"{SMALL_GROUP} students are concerned.",
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
