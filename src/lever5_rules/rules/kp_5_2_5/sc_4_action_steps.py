"""5.2.5-4: action steps are tracked in one system, entered regularly, analysed and used."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from attrs import frozen

from lever5_rules.artifacts.observation import ActionStep, TrackerAnalysis
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import Role, StepStatus
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
    conclude,
    counted,
    covers,
    every,
    gap,
    given,
    listing,
    met,
    missing,
    plain,
    up_to,
)
from lever5_rules.rules._shared.calendar import YearCalendar, too_early
from lever5_rules.rules._shared.coverage import Coverage
from lever5_rules.rules._shared.leadership import CampusLeaders
from lever5_rules.rules._shared.names import is_individual
from lever5_rules.rules._shared.presence import Presence, Session
from lever5_rules.rules._shared.regularity import judge_pro_rata
from lever5_rules.rules._shared.shares import Events, Place, Shares
from lever5_rules.rules._shared.staff import (
    INSTRUCTIONAL_STAFF,
    Assignment,
    LeadershipRoles,
    Openings,
    Posts,
    group_days,
)
from lever5_rules.rules._shared.start_of_year import StartOfYear
from lever5_rules.rules._shared.systems import find_in_use
from lever5_rules.rules._shared.training.prompted import report_nobody_came, report_none_prompted
from lever5_rules.rules._shared.training.sessions import (
    MinShareOfCampus,
    may_be_on_teaching,
    select_guests,
    widen_to_kind,
)

rule = Rule(
    "5.2.5-4",
    judges=Judges.PARTIAL,
    not_judged="whether the steps are good ones and the training answers what the data show",
)

MaxDays = Annotated[Limit[int], "tracker.max_instructional_days_between_entries"]
MinLeaders = Annotated[Limit[float], "tracker.min_share_leaders_current"]
MinWithStatus = Annotated[Limit[float], "tracker.min_share_with_status"]
MinClosed = Annotated[Limit[float], "tracker.min_share_due_closed"]
MinAnalyses = Annotated[Limit[int], "tracker.min_analyses_per_year"]
TEACHING = INSTRUCTIONAL_STAFF | {Role.TEACHER_LEADER}
"""Roles that teach, including teacher leaders."""
WHO_ENTERS = dict.fromkeys(
    (
        "by_one_person: leader_staff_id",
        "by_people_of_one_campus: leader_staff_id",
    ),
    "`entries_regular_per_leader` asks that each leader enters steps.",
)
ANY_TEACHER = "Leaders are asked to enter steps, of whichever teachers."
OF_ANY_TEACHER = dict.fromkeys(
    ("by_one_person: observee_staff_id", "one_person_on_each_campus"), ANY_TEACHER
)
OF_ONE_CAMPUS = dict.fromkeys(
    ("first_campus_everywhere", "nothing_of_last_campus: tracker_analysis"),
    "`analysis_done` asks for each campus.",
)


@frozen(eq=False, repr=False, slots=False)
class TeacherSteps:
    """Action steps of teaching staff, by those who lead them; steps of a principal do not count."""

    steps: Records[ActionStep]
    posts: Posts
    roles: LeadershipRoles

    def select_steps(self) -> Records[ActionStep]:
        """Return their steps; if there are none, the element ends.

        A person who is not on the roster may be teaching staff.
        """
        others = self._list_others(TEACHING), self._list_others(self.roles.value)
        steps = self.steps.where(
            observee_staff_id=lambda person: person not in others[0],
            leader_staff_id=lambda person: person not in others[1],
        )
        if steps.count() == 0:
            conclude(
                missing(
                    Reason.NO_RECORDS,
                    "The tracker has no action step of somebody who teaches, entered by an "
                    "instructional leader of a campus.",
                    "Export the steps that leaders agree with teachers to action_step_tracker.csv.",
                )
            )
        return steps

    def find_first_days(self, campuses: Iterable[str]) -> Mapping[str, date | None]:
        """Return the day of the first step on each campus."""
        days: dict[str, date] = {}
        for campus, day in self.select_steps().tally(ActionStep.campus_id, ActionStep.entered_on):
            days[campus] = min(day, days.get(campus, day))
        return {campus: days.get(campus) for campus in campuses}

    def _list_others(self, roles: Iterable[Role]) -> frozenset[str]:
        return frozenset(self.posts.by_person) - self.posts.holders(frozenset(roles))


@rule.element(level=Level.RECORDED, unasked=WHO_ENTERS)
def central_system(
    steps: TeacherSteps,
    leaders: CampusLeaders,
    start: StartOfYear,
    openings: Openings,
    most: MaxDays,
) -> Verdict:
    """Leaders on every campus enter action steps in one and the same system."""
    entered = steps.select_steps()
    systems = list({plain(name): name for name in entered.distinct(ActionStep.system)}.values())
    days = entered.tally(ActionStep.system, ActionStep.entered_on).items()
    in_use = None if any(map(is_individual, systems)) else find_in_use(days)
    if in_use is None:
        several = f"{len(systems)} systems" if len(systems) > 1 else "no central system"
        return gap(
            Reason.WRONG_INSTRUMENT,
            f"Action steps are kept in {several}: {listing(systems)}.",
            "Settle on one system for all leaders and move the steps there.",
        )
    has_just_changed = len(systems) > 1 and start.is_new(in_use.since, most.value)
    current = entered if has_just_changed else entered.where(system=in_use.is_named)
    campuses_met = current.distinct(ActionStep.campus_id)
    verdict = covers(
        found=campuses_met,
        wanted=[
            campus
            for campus in dict.fromkeys(leader.campus_id for leader in leaders if leader.campus_id)
            if campus in campuses_met or not start.is_new(openings.get(campus), most.value)
        ]
        or campuses_met,
        what=f"Campuses with entries in {in_use.name}",
        remedy="Bring the system into use at {lacking}.",
        rows=entered,
    )
    return start.postpone(verdict, most.value)


@rule.element(level=Level.RECORDED, unasked={"one_person_on_each_campus": ANY_TEACHER})
def completion_tracked(
    steps: TeacherSteps,
    status: MinWithStatus,
    closed: MinClosed,
    shares: Shares,
    review: Review,
    start: StartOfYear,
    most: MaxDays,
) -> Verdict:
    """It is tracked where each step stands, and steps that are due get completed."""
    entered = steps.select_steps()
    statuses = shares.judge(
        _count_events(entered, [entered.where(status=given)]),
        status,
        said="action steps have a status",
        remedy="Record where each step stands (status) at {lacking}.",
    )
    if statuses.reason is not Reason.MET:
        return start.postpone(statuses, most.value)
    due = entered.where(due_on=up_to(review.as_of))
    if due.count() == 0:
        return too_early("No action step is due yet", min(entered.distinct(ActionStep.due_on)))
    met_steps = due.where(status=StepStatus.MET)
    # The status says that a step is met; the closing day may be blank.
    by_now = [met_steps.where(closed_on=None), met_steps.where(closed_on=up_to(review.as_of))]
    return shares.judge(
        _count_events(due, by_now),
        closed,
        said="action steps past their due date are met",
        remedy="See to it that steps are met, and record status and closed_on, at {lacking}.",
    )


@rule.element(level=Level.RECORDED, unasked=OF_ANY_TEACHER)
def entries_regular_per_leader(
    steps: TeacherSteps,
    leaders: CampusLeaders,
    calendar: YearCalendar,
    openings: Openings,
    coverage: Coverage,
    most: MaxDays,
    share: MinLeaders,
    review: Review,
) -> Verdict:
    """Leaders enter action steps without long pauses."""
    rows = steps.select_steps().tally(
        ActionStep.leader_staff_id, ActionStep.campus_id, ActionStep.entered_on
    )
    entered = group_days(leaders, rows, steps.posts)
    since = {
        leader.staff_id: max(leader.since, openings.get(str(leader.campus_id), leader.since))
        for leader in leaders
    }
    pauses = {
        leader.staff_id: calendar.longest_pause(
            entered.get(leader.staff_id, set()), since[leader.staff_id], review.as_of
        )
        for leader in leaders
    }
    so_far = calendar.days_until(review.as_of)
    if max(pauses.values()) <= most.value and so_far <= most.value:
        until = calendar.day_after(calendar.days[0], most.value)
        return too_early("The first days of the year are not over", until)
    known_leaders = [
        leader
        for leader in leaders
        if leader.staff_id in entered
        or so_far - calendar.days_until(since[leader.staff_id]) >= most.value
    ]
    if not known_leaders:
        until = calendar.day_after(max(since.values()), most.value)
        return too_early("All leaders have just begun and have entered no step yet", until)
    verdict = coverage.judge(
        *(
            known_leaders,
            {leader_id for leader_id, pause in pauses.items() if pause <= most.value},
            share,
        ),
        f"paused at most {most.value} instructional days",
        f"See that {{lacking}} enter steps at least every {most.value} instructional days.",
    )
    return verdict if verdict.reason is Reason.MET else verdict.but(reason=Reason.LATE)


@rule.element(level=Level.RECORDED, unasked=WHO_ENTERS)
def analysis_done(
    analyses: Records[TrackerAnalysis],
    steps: TeacherSteps,
    campuses: Campuses,
    openings: Openings,
    least: MinAnalyses,
    calendar: YearCalendar,
    review: Review,
) -> Verdict:
    """The action-step data of each campus are analysed as often as the ruleset asks."""
    by_campus = analyses.by(TrackerAnalysis.campus_ids)
    first = steps.find_first_days(campuses.ids)

    def judge_campus(campus: str) -> Verdict:
        began, opened = first[campus], openings.get(campus)
        days = {
            day
            for (day,) in by_campus[campus].tally(TrackerAnalysis.date)
            if (began is not None and day >= began) or (opened is not None and day < opened)
        }
        return judge_pro_rata(
            len(days), least, calendar, review, "Analyses of the action steps entered before"
        )

    return every(campuses.ids, judge_campus, what="Campuses")


@rule.element(level=Level.RECORDED, unasked=OF_ONE_CAMPUS)
def training_informed_by_data(
    analyses: Records[TrackerAnalysis],
    steps: TeacherSteps | None,
    calendar: Records[TrainingSession],
    attendance: Records[Attendance],
    leaders: CampusLeaders,
    roles: LeadershipRoles,
    coverage: Coverage,
    share: MinShareOfCampus,
    review: Review,
) -> Verdict:
    """A training of instructional leaders was prompted by an analysis, and those for whom it was
    came to it."""
    first = min(steps.select_steps().distinct(ActionStep.entered_on)) if steps else None
    for_leaders = calendar.where(audience_roles=set(roles.value), informed_by=given).fitting(
        may_be_on_teaching, TrainingSession.topic_codes
    )
    named = for_leaders.distinct(TrainingSession.informed_by) if for_leaders.count() else ()
    named_analyses = analyses.where(analysis_id=set(named))
    dated = named_analyses.knowing(TrackerAnalysis.date) if named_analyses.count() else ()
    dates = {
        analysis.analysis_id: analysis.date
        for analysis in dated
        if first is None or analysis.date >= first
    }

    def follows(informed_by: tuple[str, ...] | None, day: date) -> bool:
        return any(day >= dates[analysis] for analysis in informed_by or () if analysis in dates)

    prompted = for_leaders.where(informed_by=set(dates))
    following = prompted.fitting(follows, TrainingSession.informed_by, TrainingSession.date)
    columns = ("session_id", "date", "audience_roles", "campus_ids")
    past = [Session(*cells) for cells in following.where(date=up_to(review.as_of)).tally(*columns)]
    sheets = attendance.where(session_id={session.session_id for session in past})
    attendances = sheets.where(attended=True, role=set(roles.value))

    def judge_reach(people: Sequence[Assignment], presence: Presence) -> Verdict:
        return coverage.judge(
            *(people, presence.people, share),
            f"came to {counted(len(past), 'session')} that an analysis prompted for them",
            "Hold it for {lacking} too and record who attends, or give under campus_ids and "
            "audience_roles of training_calendar.csv for whom it was.",
        )

    if not attendances.count():
        if prompted.count() == 0:
            verdict = report_none_prompted(for_leaders, analyses)
        else:
            verdict = report_nobody_came(past, sheets, following.where(date=beyond(review.as_of)))
        others = calendar.where(date=up_to(review.as_of)).fitting(
            follows, TrainingSession.informed_by, TrainingSession.date
        )
        kind = widen_to_kind(roles.value)
        return Presence(
            {},
            find_guests=lambda: select_guests(others, kind, attendance),
            otherwise=verdict,
        ).judge(leaders, partial(judge_reach, leaders))
    days_by_person: dict[str, frozenset[date]] = {
        who: frozenset() for (who,) in attendances.tally(Attendance.staff_id)
    }
    presence = Presence.of_sheets(days_by_person, past, sheets)
    required_leaders = [
        leader
        for leader in leaders
        if leader.staff_id in presence.days or any(session.invites(leader) for session in past)
    ]
    if not required_leaders:  # those who came have left, and the others started later
        return met(f"{counted(len(past), 'session')} prompted by an analysis; leaders came.")
    return presence.judge(required_leaders, partial(judge_reach, required_leaders))


def _count_events(
    steps: Records[ActionStep], good_selections: Iterable[Records[ActionStep]]
) -> Iterator[Events]:
    """Yield the number of steps on each campus, those that are good apart."""
    others = Counter(steps.tally(ActionStep.campus_id))
    for good_steps in good_selections:
        if good_steps.count():
            for (campus,), number in good_steps.tally(ActionStep.campus_id).items():
                others[campus,] -= number
                yield Events([Place(campus)], number, good=True)
    for (campus,), number in others.items():
        yield Events([Place(campus)], number, good=False)
