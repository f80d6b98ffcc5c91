"""5.2.5-3: how often leaders observe and give feedback is set for all their direct reports."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.observation import Observation, ObservationFrequencyTarget, Target
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
from lever5_rules.rules._shared.calendar import (
    ElapsedWeeks,
    MinShareOfWindows,
    YearCalendar,
    elapsed_months,
    windows_of,
)
from lever5_rules.rules._shared.staff import TEACHERS, LeadershipRoles, Staff, reporting_lines
from lever5_rules.rules._shared.together import together

rule = Rule(
    "5.2.5-3",
    judges=Judges.PARTIAL,
    not_judged="whether the targets are known to those who must meet them",
)

MinCoaching = Annotated[Limit[float], "coaching.min_observations_per_teacher_month"]
FeedbackDays = Annotated[Limit[int], "feedback.max_instructional_days"]
ConferenceDays = Annotated[Limit[int], "formal.postconference_max_working_days"]
FormalPerYear = Annotated[Limit[int], "formal.min_per_teacher_year"]
FormalMinutes = Annotated[Limit[int], "formal.min_minutes"]

PER_MONTH = {
    Period.WEEK: 4.0,
    Period.MONTH: 1.0,
    Period.QUARTER: 4 / 9,
    Period.SEMESTER: 2 / 9,
    Period.YEAR: 1 / 9,
}
"""How often a period fits into a month of a nine-month, 36-week school year."""

WEEKS = {Period.WEEK: 1, Period.QUARTER: 9, Period.SEMESTER: 18, Period.YEAR: 36}


Lines = tuple[tuple[Role, Role], ...]
"""Pairs of a leadership role and a role that reports to it."""


def named(target: Target) -> str:
    return f"{target.observation_type} of {target.observee_role} by {target.observer_role}"


def line(pair: tuple[Role, Role]) -> str:
    return f"{pair[1]} by {pair[0]}"


@frozen(eq=False, repr=False, slots=False)
class Targets:
    """The targets of a campus, from however many documents, and who reports to whom there."""

    documents: Documents[ObservationFrequencyTarget]
    campuses: Campuses
    staff: Staff
    roles: LeadershipRoles

    def judged(self, judge: Callable[[tuple[Target, ...], Lines], Verdict]) -> Verdict:
        """Judges the targets of each campus, once for campuses that have the same."""
        return together(
            self.documents,
            self.campuses,
            lambda mine, here: judge(
                tuple(target for one in mine for target in one.targets),
                reporting_lines(self.staff, here, self.roles),
            ),
        )


def observed_roles(targets: tuple[Target, ...], kind: TargetType) -> set[Role]:
    return {one.observee_role for one in targets if one.observation_type is kind}


@rule.element(level=Level.CITED)
def coaching_target_per_role(every_target: Targets, least: MinCoaching) -> Verdict:
    """Each role that reports to a leader has a coaching target, for teachers a sufficient one.
    Observations by coaches who lead nobody are added to those by the teacher's own leader."""

    def often_enough(targets: tuple[Target, ...], lines: Lines) -> Verdict:
        everyone = covers(
            observed_roles(targets, TargetType.COACHING),
            dict.fromkeys(observee for _, observee in lines),
            "Roles with a target for coaching observations",
            "Set and write down how often {lacking} are observed for coaching.",
        )
        of_teachers = [pair for pair in lines if pair[1] in TEACHERS]
        if everyone.reason is not Reason.MET or not of_teachers:
            return everyone
        coaching = [one for one in targets if one.observation_type is TargetType.COACHING]

        def of_pair(pair: tuple[Role, Role]) -> Verdict:
            leader, teacher = pair
            # The same target in two documents is one.
            often = {
                (one.observer_role, one.count, one.per)
                for one in coaching
                if one.observee_role is teacher
                if one.observer_role is leader or (one.observer_role, teacher) not in lines
            }
            monthly = sum(count * PER_MONTH[per] for _, count, per in often)
            return at_least(monthly, least, "Coaching observations of a teacher in a month")

        return every(of_teachers, of_pair, name=line, what="Teachers")

    return every_target.judged(often_enough)


@rule.element(level=Level.CITED)
def formal_target_per_role(every_target: Targets) -> Verdict:
    """Each role that reports to a leader has a target for formal observations."""
    return every_target.judged(
        lambda targets, lines: covers(
            observed_roles(targets, TargetType.FORMAL),
            dict.fromkeys(observee for _, observee in lines),
            "Roles with a target for formal observations",
            "Set and write down how often {lacking} are formally observed.",
        )
    )


@rule.element(level=Level.CITED)
def feedback_target(
    document: ObservationFrequencyTarget, coaching: FeedbackDays, formal: ConferenceDays
) -> Verdict:
    """Each target says how soon feedback follows, and that is soon enough."""
    return every(
        document.targets,
        lambda one: at_most(
            one.feedback_within_days,
            formal if one.observation_type is TargetType.FORMAL else coaching,
            "Days until feedback",
        ),
        name=named,
        what="Targets",
    )


@rule.element(level=Level.CITED)
def number_and_period_given(document: ObservationFrequencyTarget) -> Verdict:
    """Each target is a number of observations in a period."""

    def definite(one: Target) -> Verdict:
        often = f"{shown(one.count)} in each {one.per}"
        if one.count > 0:
            return met(f"{often}.")
        return gap(Reason.VAGUE, f"{often}.", "Set a number of observations above zero.")

    return every(document.targets, definite, name=named, what="Targets")


@rule.element(level=Level.CITED)
def all_il_roles(every_target: Targets) -> Verdict:
    """Each instructional leadership role with direct reports has targets as an observer."""
    return every_target.judged(
        lambda targets, lines: covers(
            {one.observer_role for one in targets},
            dict.fromkeys(observer for observer, _ in lines),
            "Leadership roles with targets",
            "Set targets for {lacking} as observers.",
        )
    )


@rule.element(level=Level.CITED)
def all_direct_reports(every_target: Targets) -> Verdict:
    """Each pair of a leadership role and a role that reports to it has both kinds of target."""

    def of_lines(targets: tuple[Target, ...], lines: Lines) -> Verdict:
        found = {(one.observer_role, one.observee_role, one.observation_type) for one in targets}

        def both(pair: tuple[Role, Role]) -> Verdict:
            return covers(
                {kind for observer, observee, kind in found if (observer, observee) == pair},
                tuple(TargetType),
                "Targets set",
                f"Set a {{lacking}} target for {line(pair)}.",
            )

        return every(lines, both, name=line, what="Reporting lines")

    return every_target.judged(of_lines)


@rule.element(level=Level.CITED)
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

    def lawful(one: Target) -> Verdict:
        yearly = one.count * PER_MONTH[one.per] * 9
        often = at_least(round(yearly, 6), least, "Formal observations of a teacher in a year")
        if often.reason is not Reason.MET:
            return often
        if one.min_minutes is None:
            return missing(
                Reason.BLANK_FIELD,
                "the target does not say how long a formal observation lasts.",
                "Find the least length in the document and fill in min_minutes.",
                limit=minutes,
            )
        total = round(yearly * one.min_minutes)
        return at_least(total, minutes, "Minutes of formal observation of a teacher in a year")

    def all_lawful(mine: tuple[ObservationFrequencyTarget, ...], here: Campuses) -> Verdict:
        formal = [
            one
            for document in mine
            for one in document.targets
            if one.observation_type is TargetType.FORMAL and one.observee_role in TEACHERS
        ]
        if not formal:
            return gap(
                Reason.NOT_COVERED,
                "No target is set for formal observations of teachers.",
                "Set one: 19 TAC 150.1003 asks for it in each year of full appraisal.",
                limit=least,
            )
        return every(formal, lawful, name=named, what="Formal targets")

    return together(documents, campuses, all_lawful)


@rule.element(level=Level.RECORDED, advisory=True)
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
    here = set(campuses.ids)
    roles: dict[str, set[Role]] = {}
    for person in staff:
        roles.setdefault(person.staff_id, set()).add(person.role)
    coached = log.where(type=ObservationType.COACHING, finalized=True, feedback_on=given)
    windows: dict[Period, list[Span]] = {}
    held: dict[Period, Counter[tuple[Any, ...]]] = {}

    def count(per: Period) -> None:
        """Observations by roles, person and window of a period, counted once for all targets."""
        spans = (
            elapsed_months(calendar, review)
            if per is Period.MONTH
            else windows_of(weeks, WEEKS[per])
        )
        starts = [span.first for span in spans]

        def window_of(day: date) -> int | None:
            place = bisect_right(starts, day) - 1
            return place if place >= 0 and day in spans[place] else None

        held[per] = coached.tally(
            "observer_role", "observee_role", "observee_staff_id", date=window_of
        )
        windows[per] = spans

    def as_targeted(one: Target) -> Verdict:
        observer, observee, often, per = one.observer_role, one.observee_role, one.count, one.per
        if per not in windows:
            count(per)
        pairs = [
            (held[per][(observer, observee, person.staff_id, number)], person.campus_id)
            for person in staff
            if person.role is observee and person.campus_id in here
            if observer in roles.get(person.supervisor or "", ())
            for number, window in enumerate(windows[per])
            if person.since <= window.first
        ]
        if not pairs:
            return not_applicable(f"No {observee} reports to any {observer}.")
        seldom = [campus for number, campus in pairs if number < often]
        at = f" (less often at {listing(sorted(set(map(str, seldom))))})" if seldom else ""
        return at_least(
            1 - len(seldom) / len(pairs),
            share,
            f"Share of persons and {per}s observed as often as targeted{at}",
        )

    coaching = [one for one in document.targets if one.observation_type is TargetType.COACHING]
    return every(coaching, as_targeted, name=named, what="Coaching targets")
