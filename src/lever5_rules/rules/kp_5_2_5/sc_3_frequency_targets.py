"""5.2.5-3: how often leaders observe and give feedback is set for all their direct reports."""

from bisect import bisect_right
from collections import Counter
from datetime import date
from typing import Any

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.observation import (
    Observation,
    ObservationFrequencyTarget,
    Target,
)
from lever5_rules.artifacts.vocabulary import (
    AppraisalSystem,
    ObservationType,
    Period,
    Role,
    TargetType,
)
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
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
    covers,
    every,
    gap,
    given,
    listing,
    met,
    missing,
    not_applicable,
    shown,
)
from lever5_rules.rules._shared.calendar import ElapsedWeeks, YearCalendar, elapsed_months
from lever5_rules.rules._shared.joint_documents import items_of, judge_together
from lever5_rules.rules._shared.observations.targets import (
    Targets,
    TargetsInForce,
    describe_line,
    describe_target,
    monthly_count,
)
from lever5_rules.rules._shared.regularity import MinShareOfWindows, make_windows
from lever5_rules.rules._shared.staff import TEACHERS, Staff

rule = Rule(
    "5.2.5-3",
    judges=Judges.PARTIAL,
    not_judged="whether the targets are known to those who must meet them",
)

MinCoaching = Annotated[Limit[float], "coaching.min_observations_per_teacher_month"]
FeedbackDays = Annotated[Limit[int], "feedback.max_instructional_days"]
ConferenceDays = Annotated[Limit[int], "formal.postconference_max_working_days"]
FormalPerYear = Annotated[Limit[int], "formal.min_per_teacher_year"]
MostPerWeek = Annotated[Limit[int], "observation_target.max_per_week"]
MostMinutes = Annotated[Limit[int], "observation_target.max_minutes"]
LeastMinutes = Annotated[Limit[int], "floor.observation_minutes"]
FormalMinutes = Annotated[Limit[int], "formal.min_minutes"]

WEEKS = {Period.WEEK: 1, Period.QUARTER: 9, Period.SEMESTER: 18, Period.YEAR: 36}


A_NUMBER = "`number_and_period_given` asks for a number that can be."
ZERO, HUGE = {"numbers_zero: targets.count": A_NUMBER}, {"numbers_huge: targets.count": A_NUMBER}


@rule.element(level=Level.CITED, unasked=HUGE)
def coaching_target_per_role(every_target: Targets, least: MinCoaching) -> Verdict:
    """Each role that reports to a leader has a coaching target, for teachers a sufficient one.
    Observations by coaches who lead nobody are added to those by the teacher's own leader."""

    def judge_coaching(in_force: TargetsInForce) -> Verdict:
        coaching = in_force.of_kind(TargetType.COACHING)
        coverage = covers(
            found={target.observee_role for target in coaching},
            wanted=dict.fromkeys(observee for _, observee in in_force.lines),
            what="Roles with a target for coaching observations",
            remedy="Set and write down how often {lacking} are observed for coaching.",
        )
        teacher_lines = [pair for pair in in_force.lines if pair[1] in TEACHERS]
        if coverage.reason is not Reason.MET or not teacher_lines:
            return in_force.find_contradiction(TargetType.COACHING) or coverage

        def judge_pair(pair: tuple[Role, Role]) -> Verdict:
            leader, teacher = pair
            often = {
                target.observer_role: monthly_count(target)
                for target in coaching
                if target.observee_role is teacher
                if target.observer_role is leader
                or (
                    target.observer_role in in_force.leading
                    and (target.observer_role, teacher) not in in_force.lines
                )
            }
            if not often:
                return gap(
                    Reason.NOT_COVERED,
                    "No coaching target is set.",
                    f"Set and write down how often {describe_line(pair)} is observed for coaching.",
                    limit=least,
                )
            number = sum(often.values())
            return at_least(number, least, "Coaching observations of a teacher in a month")

        return in_force.find_contradiction(TargetType.COACHING) or every(
            teacher_lines, judge_pair, name=describe_line, what="Teachers"
        )

    return every_target.judge(judge_coaching)


@rule.element(level=Level.CITED, unasked=ZERO | HUGE)
def formal_target_per_role(every_target: Targets) -> Verdict:
    """Each role that reports to a leader has a target for formal observations."""
    return every_target.judge(
        lambda in_force: (
            in_force.find_contradiction(TargetType.FORMAL)
            or covers(
                found={target.observee_role for target in in_force.of_kind(TargetType.FORMAL)},
                wanted=dict.fromkeys(observee for _, observee in in_force.lines),
                what="Roles with a target for formal observations",
                remedy="Set and write down how often {lacking} are formally observed.",
            )
        )
    )


@rule.element(
    level=Level.CITED,
    unasked={"numbers_zero": "Feedback on the same day is the soonest that there is."},
)
def feedback_target(
    documents: Documents[ObservationFrequencyTarget],
    campuses: Campuses,
    coaching: FeedbackDays,
    formal: ConferenceDays,
) -> Verdict:
    """Each target says how soon feedback follows, and that is soon enough; there are some for
    coaching and for formal observations."""

    def judge_delay(target: Target) -> Verdict:
        if target.feedback_within_days < 0:
            return missing(
                Reason.UNREADABLE,
                f"Feedback {target.feedback_within_days} days after the observation cannot be.",
                "Look the number of days up in the document and correct feedback_within_days.",
            )
        return at_most(
            target.feedback_within_days,
            formal if target.observation_type is TargetType.FORMAL else coaching,
            "Days until feedback",
        )

    def judge_targets(
        campus_documents: tuple[ObservationFrequencyTarget, ...], _: Campuses
    ) -> Verdict:
        targets = items_of(campus_documents, lambda document: document.targets)
        types = covers(
            found={target.observation_type for target in targets},
            wanted=TargetType,
            what="Types of observation for which a target says how soon feedback follows",
            remedy="Set targets for {lacking} observations that say so.",
        )
        if types.reason is not Reason.MET:
            return types
        return every(targets, judge_delay, name=describe_target, what="Targets")

    return judge_together(documents, campuses, judge_targets)


@rule.element(
    level=Level.CITED,
    unasked={"length_zero: targets.min_minutes": "A least length of 0 means that none is set."},
)
def number_and_period_given(
    document: ObservationFrequencyTarget,
    most: MostPerWeek,
    longest: MostMinutes,
    shortest: LeastMinutes,
) -> Verdict:
    """Each target is a number of observations in a period, and one that can be kept."""

    def judge_number(target: Target) -> Verdict:
        often = f"{shown(target.count)} in each {target.per}"
        yearly = round(monthly_count(target) * 9, 3)
        minutes = target.min_minutes or 0
        if target.count <= 0:
            return gap(Reason.VAGUE, f"{often}.", "Set a number of observations above zero.")
        if yearly < 1:
            return gap(
                Reason.VAGUE,
                f"{often}, which is less than once in a school year.",
                "Set how many observations there are in a year, or in a shorter period.",
            )
        for stated, limit, unit, field in (
            (monthly_count(target) / 4, most, "a week", "count and per"),
            (minutes, longest, "minutes each", "min_minutes"),
        ):
            if stated > limit.value or stated < 0:
                return missing(
                    Reason.UNREADABLE,
                    f"{often}: {shown(round(stated, 2))} {unit} cannot be; at most "
                    f"{shown(limit.value)} are taken for a target.",
                    f"Look it up in the document and correct {field}.",
                    limit=limit,
                )
        if 0 < minutes < shortest.value:
            return at_least(minutes, shortest, f"{often}. Minutes of each")
        return met(f"{often}.")

    return every(document.targets, judge_number, name=describe_target, what="Targets")


@rule.element(level=Level.CITED)
def all_il_roles(every_target: Targets) -> Verdict:
    """Each instructional leadership role with direct reports has targets as an observer."""
    return every_target.judge(
        lambda in_force: covers(
            found={target.observer_role for target in in_force.targets},
            wanted=dict.fromkeys(observer for observer, _ in in_force.lines),
            what="Leadership roles with targets",
            remedy="Set targets for {lacking} as observers.",
        )
    )


@rule.element(level=Level.CITED)
def all_direct_reports(every_target: Targets) -> Verdict:
    """Each pair of a leadership role and a role that reports to it has both kinds of target."""

    def judge_lines(in_force: TargetsInForce) -> Verdict:
        given_targets = {
            (target.observer_role, target.observee_role, target.observation_type)
            for target in in_force.targets
        }

        def judge_pair(pair: tuple[Role, Role]) -> Verdict:
            return covers(
                found={
                    kind
                    for observer, observee, kind in given_targets
                    if (observer, observee) == pair
                },
                wanted=tuple(TargetType),
                what="Targets set",
                remedy=f"Set a {{lacking}} target for {describe_line(pair)}.",
            )

        return every(in_force.lines, judge_pair, name=describe_line, what="Reporting lines")

    return every_target.judge(judge_lines)


@rule.element(level=Level.CITED, unasked=HUGE)
def formal_meets_law(
    documents: Documents[ObservationFrequencyTarget],
    campuses: Campuses,
    profile: DistrictProfile,
    least: FormalPerYear,
    minutes: FormalMinutes,
) -> Verdict:
    """Formal observation of teachers is as frequent and long as 19 TAC 150.1003 asks."""
    if profile.appraisal_system is AppraisalSystem.LOCAL:
        return not_applicable("The district appraises teachers by a system of its own, not T-TESS.")

    def judge_target(target: Target) -> Verdict:
        yearly = round(monthly_count(target) * 9, 3)
        often = at_least(yearly, least, "Formal observations of a teacher in a year")
        if often.reason is not Reason.MET:
            return often
        if not target.min_minutes:  # a minimum length of 0 means that none is set
            return missing(
                Reason.BLANK_FIELD,
                "the target does not say how long a formal observation lasts.",
                "Find the least length in the document and fill in min_minutes.",
                limit=minutes,
            )
        total = round(yearly * target.min_minutes)
        return at_least(total, minutes, "Minutes of formal observation of a teacher in a year")

    def judge_targets(
        campus_documents: tuple[ObservationFrequencyTarget, ...], _: Campuses
    ) -> Verdict:
        formal = [
            target
            for document in campus_documents
            for target in document.targets
            if target.observation_type is TargetType.FORMAL and target.observee_role in TEACHERS
        ]
        if not formal:
            return gap(
                Reason.NOT_COVERED,
                "No target is set for formal observations of teachers.",
                "Set one: 19 TAC 150.1003 asks for it in each year of full appraisal.",
                limit=least,
            )
        return every(formal, judge_target, name=describe_target, what="Formal targets")

    return judge_together(documents, campuses, judge_targets)


@rule.element(
    level=Level.RECORDED,
    advisory=True,
    unasked={
        **ZERO,
        "by_people_of_one_campus: observer_staff_id": "A target names roles, not who holds them.",
    },
)
def actual_vs_target(
    document: ObservationFrequencyTarget,
    log: Records[Observation],
    staff: Staff,
    campuses: Campuses,
    calendar: YearCalendar,
    weeks: ElapsedWeeks,
    share: MinShareOfWindows,
    review: Review,
) -> Verdict:
    """Coaching observations with feedback are held as often as the targets say."""
    campus_ids = set(campuses.ids)
    roles: dict[str, set[Role]] = {}
    for person in staff:
        roles.setdefault(person.staff_id, set()).add(person.role)
    coached = log.where(type=ObservationType.COACHING, finalized=True, feedback_on=given)
    windows: dict[Period, list[Span]] = {}
    counts_by_period: dict[Period, Counter[tuple[Any, ...]]] = {}

    def count_period(per: Period) -> None:
        """Count observations by roles, person and window of a period, once for all targets."""
        spans = (
            elapsed_months(calendar, review)
            if per is Period.MONTH
            else make_windows(weeks, WEEKS[per])
        )
        starts = [span.first for span in spans]

        def find_window(day: date) -> int | None:
            place = bisect_right(starts, day) - 1
            return place if place >= 0 and day in spans[place] else None

        counts_by_period[per] = coached.tally(
            Observation.observer_role,
            Observation.observee_role,
            Observation.observee_staff_id,
            date=find_window,
        )
        windows[per] = spans

    def judge_target(target: Target) -> Verdict:
        observer, observee, often, per = (
            target.observer_role,
            target.observee_role,
            target.count,
            target.per,
        )
        if per not in windows:
            count_period(per)
        pairs = [
            (counts_by_period[per][(observer, observee, person.staff_id, number)], person.campus_id)
            for person in staff
            if person.role is observee and person.campus_id in campus_ids
            if observer in roles.get(person.supervisor or "", ())
            for number, window in enumerate(windows[per])
            if person.since <= window.first
        ]
        if not pairs:
            return not_applicable(f"No {observee} reports to any {observer}.")
        seldom = Counter(str(campus) for number, campus in pairs if number < often)
        short = seldom.total()
        at = f" (less often at {listing(sorted(seldom))})" if seldom else ""
        where = listing(f"{number} at {campus}" for campus, number in sorted(seldom.items()))
        return at_least(
            1 - short / len(pairs),
            share,
            f"Share of persons and {per}s observed as often as targeted{at}",
            f"{describe_target(target)}: {short} of {len(pairs)} pairs of a person and a {per} "
            f"fall short ({where}); hold them, with feedback, or add to observation_log.csv what "
            "was held.",
        )

    coaching = [
        target for target in document.targets if target.observation_type is TargetType.COACHING
    ]
    return every(coaching, judge_target, name=describe_target, what="Coaching targets")
