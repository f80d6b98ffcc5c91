"""5.2.4-3: PLC meetings follow a written guideline, on all campuses."""

from collections.abc import Callable, Iterable
from datetime import date
from math import ceil

from attrs import frozen

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.artifacts.vocabulary import MeetingType, MembershipBasis
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Outcome,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    at_least,
    counted,
    covers,
    every,
    gap,
    listing,
    met,
    missing,
    reaching,
    readings,
    shown,
    stated,
)
from lever5_rules.rules._shared.calendar import ElapsedWeeks
from lever5_rules.rules._shared.planning_time import MinBlock, MinPlanning, judge_planning_time
from lever5_rules.rules._shared.plc import (
    MeetingDays,
    MinInTeams,
    PlcTeams,
    Team,
    TeamElsewhere,
    TeamsOfCampus,
)
from lever5_rules.rules._shared.regularity import (
    MinShareOfWindows,
    judge_cadence,
    select_begun,
    weeks_in_a_window,
)

rule = Rule(
    "5.2.4-3",
    judges=Judges.PARTIAL,
    not_judged="whether the meetings improve teaching; attend some and read their agendas",
)

MinPerWeek = Annotated[Limit[float], "plc.min_meetings_per_week"]
MinMinutes = Annotated[Limit[int], "plc.min_minutes"]
MinShareOfMinutes = Annotated[Limit[float], "plc.min_share_of_minutes"]
Bases = Annotated[Limit[tuple[MembershipBasis, ...]], "plc.membership_basis"]


@rule.element(level=Level.CITED)
def membership(guideline: PlcGuideline, bases: Bases) -> Verdict:
    """Members are set by grade, by content team, or by both."""
    stated_bases = guideline.membership_basis
    fitting = [basis for basis in stated_bases if basis in bases.value]
    message = f"Membership: {shown(stated_bases)}; {listing(bases.value)} accepted."
    if fitting:
        return met(message, bases)
    return gap(
        Reason.BELOW_PARAMETER,
        message,
        f"Form PLCs by {' or '.join(bases.value)} and state that in the guideline.",
        limit=bases,
    )


@rule.element(level=Level.CITED)
def frequency(guideline: PlcGuideline, least: MinPerWeek) -> Verdict:
    """Each PLC meets as often as the ruleset asks."""
    return at_least(guideline.meetings_per_week, least, "PLC meetings in a week")


@rule.element(level=Level.CITED)
def length(guideline: PlcGuideline, least: MinMinutes) -> Verdict:
    """A meeting lasts as long as the ruleset asks."""
    return at_least(guideline.minutes, least, "Minutes of a PLC meeting")


@rule.element(level=Level.CITED)
def sample_agenda(guideline: PlcGuideline) -> Verdict:
    """The guideline shows a sample agenda."""
    return stated(guideline.sample_agenda, "Sample agenda")


@rule.element(level=Level.CITED)
def issued_to_all_campuses(guideline: PlcGuideline, campuses: Campuses, review: Review) -> Verdict:
    """The guideline has been issued to every campus that it governs."""
    dated = guideline.document.dated if guideline.document else None
    dated_issues, verdicts_without_day = readings(
        guideline.issued_to, lambda issue: (issue.campus_id, issue.issued_on)
    )
    issued = [campus_and_day for _, campus_and_day in dated_issues]
    early = {campus: day for campus, day in issued if dated is not None and day < dated}
    if early:
        return missing(
            Reason.CONTRADICTORY,
            f"The guideline is dated {dated}, and is said to have been issued to {listing(early)} "
            f"before, first on {min(early.values())}.",
            f"Correct the date of the document, or that under issued_to for {listing(early)}.",
            scope=early,
        )
    verdict = covers(
        found={
            place
            for campus, day in issued
            if day <= review.as_of
            for place in (campuses.ids if campus == ALL_CAMPUSES else (campus,))
        },
        wanted=campuses.ids,
        what="Campuses that have received the guideline",
        remedy="Send the guideline to {lacking} and record the date under issued_to.",
    )
    return (
        verdicts_without_day[0]
        if verdicts_without_day and verdict.reason is not Reason.MET
        else verdict
    )


@frozen(eq=False, repr=False, slots=False)
class BeforeRevision:
    """The weeks of the year before a guideline that was revised since was in force."""

    weeks: ElapsedWeeks
    often: MinPerWeek
    minutes: MinMinutes
    near: MinShareOfMinutes
    share: MinShareOfWindows

    def hold(self, logged: Records[Meeting], place: str, team: Team, start: date) -> bool:
        """Return whether a team met in them as often and as long as the ruleset asks."""
        weeks = tuple(week for week in self.weeks if week.last < start)
        if not weeks or (team.since is not None and team.since > weeks[-1].first):
            return False
        least = ceil(round(self.near.value * self.minutes.value, 6))
        days = MeetingDays.of(logged.where(campus_id=place, minutes=reaching(least)))
        verdict = judge_cadence(
            days.of_team(team.name), weeks, self.often.value, self.share, "", since=team.since
        )
        return verdict.outcome is Outcome.PASS


@rule.element(
    level=Level.RECORDED,
    unasked=dict.fromkeys(
        ("length_zero", "one_minute"), "`length` asks how long meetings are to be."
    ),
)
def plc_held_as_written(
    guideline: PlcGuideline,
    meetings: Records[Meeting],
    teams: PlcTeams,
    campuses: Campuses,
    weeks: ElapsedWeeks,
    share: MinShareOfWindows,
    near: MinShareOfMinutes,
    in_teams: MinInTeams,
    before: BeforeRevision,
) -> Verdict:
    """Every PLC on every campus meets as often and as long as its own guideline says.

    Before a guideline was in force, as often and as long as the ruleset asks is enough.
    """
    often, minutes = guideline.meetings_per_week, guideline.minutes
    logged = meetings.where(type=MeetingType.PLC)
    least = ceil(round(near.value * minutes, 6))
    lasting = logged.where(minutes=reaching(least))
    anywhere = MeetingDays.of(lasting)
    start = guideline.effective_from
    by_campus, lasting_on = logged.by(Meeting.campus_id), lasting.by(Meeting.campus_id)

    size = weeks_in_a_window(often)

    def judge_campus(place: str) -> Verdict:
        campus_teams = teams[place]
        if by_campus[place].count() == 0 and not all(team.alone for team in campus_teams.teams):
            return report_none_logged(by_campus[place], place)
        lacking = campus_teams.find_obstacle(place, in_teams)
        if lacking is not None:
            return lacking
        meeting_days = MeetingDays.of(lasting_on[place])

        def judge_team(team: Team) -> Verdict:
            days = meeting_days.of_team(team.name) or (
                anywhere.of_team(team.name) if team.alone else frozenset()
            )

            def judge_days(days: Iterable[date]) -> Verdict:
                what = f"meetings of {_describe_length(minutes, least)}"
                verdict = judge_cadence(days, weeks, often, share, what, since=team.since)
                if verdict.outcome is Outcome.GAP and before.hold(logged, place, team, start):
                    return judge_cadence(days, weeks, often, share, what, since=start)
                return verdict

            verdict = judge_with_unknown_teams(meeting_days, campus_teams, days, judge_days)
            if verdict.outcome is not Outcome.GAP:
                return verdict
            elsewhere = TeamElsewhere.of(team, place, teams, lasting_on)
            if judge_days(days | elsewhere.days).outcome is not Outcome.PASS:
                return verdict
            if not days:
                return report_elsewhere(verdict, team, elsewhere, elsewhere.may_include(team))
            if elsewhere.takes_turns_with(days, weeks, share):
                return report_elsewhere(verdict, team, elsewhere, True)
            return verdict

        begun_teams = select_begun(campus_teams.teams, lambda team: team.since, weeks, size)
        return every(begun_teams, judge_team, name=lambda team: team.name, what="PLCs")

    begun_campuses = select_begun(campuses.ids, lambda campus: teams[campus].since, weeks, size)
    return every(begun_campuses, judge_campus, what="Campuses")


def _describe_length(minutes: int, least: int) -> str:
    """Return in words the length that the guideline sets, and from what length a meeting counts."""
    if least == minutes:
        return f"{minutes} minutes or more"
    return f"the {minutes} minutes that the guideline asks for ({least} or more count)"


def report_none_logged(meetings: Records[Meeting], campus: str) -> Verdict:
    short = meetings.too_short()
    if short:
        return gap(
            Reason.BELOW_PARAMETER,
            f"{counted(short, 'PLC meeting')} of this campus did not take place or did not last "
            "long enough to be one, and there is no other.",
            f"Hold the PLC meetings of {campus} as written, and correct minutes in "
            "meeting_log.csv where it is wrong.",
        )
    return missing(
        Reason.NO_RECORDS,
        "the meeting log has no PLC meeting of this campus.",
        f"Ask campus {campus} for its PLC log and add it to meeting_log.csv. Where its teachers "
        f"meet with those of another campus, list both in campus_id.",
    )


def report_elsewhere(
    verdict: Verdict, team: Team, elsewhere: TeamElsewhere, may_be_one: bool
) -> Verdict:
    """Return the verdict on a PLC that would have met as written with the meetings under its name
    at other campuses.

    It becomes missing evidence if these may be its own; else the remedy says what to do if they
    are.
    """
    places = listing(elsewhere.campuses)
    remedy = (
        f"If {team.name} is one PLC with the teachers of {places}, write all its campuses in "
        "campus_id of each of its meetings."
    )
    if not may_be_one:
        return verdict.but(remedy=f"{verdict.remedy} {remedy}")
    return missing(
        Reason.CONTRADICTORY,
        f"{verdict.message} The log has enough meetings of a PLC of that name with those at "
        f"{places}, and does not say whether it is one PLC.",
        f"{remedy} If not, add its own meetings to the log.",
    )


def judge_with_unknown_teams(
    meeting_days: MeetingDays,
    campus_teams: TeamsOfCampus,
    days: frozenset[date],
    judge_days: Callable[[Iterable[date]], Verdict],
) -> Verdict:
    """Return whether a PLC has met as written.

    A gap becomes missing evidence if meetings of a PLC unknown to the roster, or of an unnamed one,
    would close it if they were its own.
    """
    verdict = judge_days(days)
    if verdict.outcome is not Outcome.GAP:
        return verdict
    others = {
        key: name for key, name in meeting_days.names.items() if key not in campus_teams.names
    }
    for key, name in others.items():
        if judge_days(days | meeting_days.days[key]).outcome is not Outcome.PASS:
            continue
        whose = f"of {name}, a PLC that the roster does not have" if name else "that name no PLC"
        return missing(
            Reason.CONTRADICTORY if name else Reason.BLANK_FIELD,
            f"{verdict.message} The log has meetings of this campus {whose}; they may be its own.",
            "Write plc_team in staff_roster.csv and team in meeting_log.csv alike, under the new "
            "name where a PLC was renamed, and name the PLC in every row.",
        )
    if days or not any(others.values()):
        return verdict
    known = listing(name for name in others.values() if name)
    return verdict.but(
        remedy=f"{verdict.remedy} The log has {known}, which the roster has not: see that plc_team "
        "and team are written alike."
    )


@rule.element(
    level=Level.CITED,
    advisory=True,
    unasked=dict.fromkeys(
        ("length_zero", "one_minute", "numbers_zero"),
        "Meetings that are short leave more time to plan.",
    ),
)
def planning_time_lawful(
    profile: DistrictProfile, guideline: PlcGuideline, planning: MinPlanning, block: MinBlock
) -> Verdict:
    """The meetings leave teachers the planning time that TEC 21.404 gives them."""
    return judge_planning_time(profile, guideline, guideline.meetings_per_week, planning, block)
