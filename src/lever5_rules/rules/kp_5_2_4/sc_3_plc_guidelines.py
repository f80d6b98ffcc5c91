"""5.2.4-3: PLC meetings follow a written guideline, on all campuses."""

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.artifacts.vocabulary import MeetingType, MembershipBasis
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    at_least,
    covers,
    every,
    gap,
    listing,
    met,
    missing,
    reaching,
    shown,
    stated,
)
from lever5_rules.rules._shared.calendar import ElapsedWeeks, MinShareOfWindows, cadence
from lever5_rules.rules._shared.planning_time import MinBlock, MinPlanning, lawful
from lever5_rules.rules._shared.staff import PlcTeams

rule = Rule(
    "5.2.4-3",
    judges=Judges.PARTIAL,
    not_judged="whether the meetings improve teaching; attend some and read their agendas",
)

MinPerWeek = Annotated[Limit[float], "plc.min_meetings_per_week"]
MinMinutes = Annotated[Limit[int], "plc.min_minutes"]
Bases = Annotated[Limit[tuple[MembershipBasis, ...]], "plc.membership_basis"]


@rule.element(level=Level.CITED)
def membership(guideline: PlcGuideline, bases: Bases) -> Verdict:
    """Members are set by grade, by content team, or by both."""
    found = guideline.membership_basis
    fitting = [basis for basis in found if basis in bases.value]
    message = f"Membership: {shown(found)}; {listing(bases.value)} accepted."
    if fitting and len(fitting) == len(found):
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
    issued = {one.campus_id for one in guideline.issued_to if one.issued_on <= review.as_of}
    return covers(
        issued,
        campuses.ids,
        "Campuses that have received the guideline",
        "Send the guideline to {lacking} and record the date under issued_to.",
    )


@rule.element(level=Level.RECORDED)
def plc_held_as_written(
    guideline: PlcGuideline,
    meetings: Records[Meeting],
    teams: PlcTeams,
    campuses: Campuses,
    weeks: ElapsedWeeks,
    share: MinShareOfWindows,
) -> Verdict:
    """Every PLC on every campus meets as often and as long as its own guideline says."""
    often, minutes = guideline.meetings_per_week, guideline.minutes
    held = meetings.where(type=MeetingType.PLC).by("campus_id")

    def on_campus(campus: Campus) -> Verdict:
        here = held[campus.campus_id]
        if here.count() == 0:
            return missing(
                Reason.NO_RECORDS,
                "the meeting log has no PLC meeting of this campus.",
                f"Ask campus {campus.campus_id} for its PLC log and add it to meeting_log.csv.",
            )
        by_team = here.where(minutes=reaching(minutes)).by("team")
        unknown = [one for one in by_team if one not in teams.get(campus.campus_id, ())]

        def of_team(team: str) -> Verdict:
            found = by_team[team]
            dates = found.distinct("date") if found.count() else ()
            kept = cadence(dates, weeks, often, share, f"meetings of {minutes} minutes or more")
            if dates or kept.reason is Reason.MET or not unknown:
                return kept
            return kept.but(
                remedy=f"{kept.remedy} The log has {listing(unknown)}, which the roster has not: "
                "see that plc_team and team are written alike."
            )

        return every(teams.get(campus.campus_id, ()), of_team, what="PLCs")

    return every(campuses, on_campus, name=lambda campus: campus.campus_id, what="Campuses")


@rule.element(level=Level.CITED, advisory=True)
def planning_time_lawful(
    profile: DistrictProfile, guideline: PlcGuideline, planning: MinPlanning, block: MinBlock
) -> Verdict:
    """The meetings leave teachers the planning time that TEC 21.404 gives them."""
    return lawful(profile, guideline, guideline.meetings_per_week, planning, block)
