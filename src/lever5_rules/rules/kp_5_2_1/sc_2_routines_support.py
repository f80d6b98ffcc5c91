"""5.2.1-2: campus leaders are supported to establish culture routines and to monitor them."""

from attrs import frozen

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import Focus, ObservationType, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    conclude,
    covers,
    every,
    listing,
    missing,
)
from lever5_rules.rules._shared.calendar import ElapsedQuarters
from lever5_rules.rules._shared.leadership import CampusLeaders
from lever5_rules.rules._shared.meetings import SUPPORT_MEETINGS, describe_remedy, find_without
from lever5_rules.rules._shared.near_misses import (
    NearMisses,
    count_lacking,
    describe_near_misses,
)
from lever5_rules.rules._shared.observations.none_logged import report_none_logged
from lever5_rules.rules._shared.regularity import judge_quarters
from lever5_rules.rules._shared.staff import DISTRICT_ROLES, LeadershipRoles, Openings, select_open
from lever5_rules.rules._shared.training.sessions import Sessions

rule = Rule(
    "5.2.1-2",
    judges=Judges.PARTIAL,
    not_judged="whether routines have taken hold; walk the campuses",
)

MinPerQuarter = Annotated[Limit[int], "culture_monitoring.min_per_campus_quarter"]


VISITS = frozenset(
    {
        *(ObservationType.SUPERVISOR_VISIT, ObservationType.WALKTHROUGH),
        *(ObservationType.JOINT, ObservationType.COACHING),
    }
)


def looks_at_culture(kind: ObservationType | None, focus: tuple[Focus, ...] | None) -> bool:
    """Return whether an observation is a culture walk, by its type or by its focus."""
    return kind is ObservationType.CULTURE_WALK or (
        kind in VISITS and Focus.CULTURE in (focus or ())
    )


@frozen(eq=False, repr=False, slots=False)
class Walks:
    """Culture walks of district staff with a leader of the campus."""

    log: Records[Observation]
    roles: LeadershipRoles

    def select_walks(self) -> Records[Observation]:
        """Return the final ones; if there are none, the element ends."""
        leaders = frozenset(self.roles.value)
        walks = self.log.fitting(looks_at_culture, Observation.type, Observation.focus)
        observations = self.log.where(
            observer_role=DISTRICT_ROLES, observee_role=leaders, finalized=True
        ).fitting(looks_at_culture, Observation.type, Observation.focus)
        if observations.count() == 0:
            lacks = (
                count_lacking(walks, "not final", "finalized", finalized=True),
                count_lacking(
                    *(walks, "by people other than district staff, as the staff roster has them"),
                    *("observer_staff_id",),
                    observer_role=DISTRICT_ROLES,
                ),
                count_lacking(
                    *(walks, "with people other than leaders of a campus", "observee_staff_id"),
                    observee_role=leaders,
                ),
            )
            what = "final culture walk by district staff with a leader of a campus"
            misses = describe_near_misses(walks, "on culture walks", lacks)
            conclude(report_none_logged(what, walks, misses))
        return observations


support = rule.any_of(
    "establish_support_per_campus",
    "District staff have met with leaders of each campus on setting up culture routines, or "
    "trained them on it.",
)


@frozen(eq=False, repr=False, slots=False)
class Support:
    """What may show that leaders were helped to set up routines, beside the meeting log."""

    sessions: Sessions | None
    leaders: CampusLeaders
    roles: LeadershipRoles
    campuses: Campuses
    quarters: ElapsedQuarters | None
    openings: Openings

    def judge(self, meetings: Records[Meeting] | None) -> Verdict:
        """Return whether leaders of each open campus were met, by the log if there is one, or
        trained."""
        records, met, misses = None, set[str](), NearMisses()
        if meetings is not None:
            on_culture = meetings.where(type=SUPPORT_MEETINGS, topic_codes=Topic.CULTURE_ROUTINES)
            roles = frozenset(self.roles.value)
            records = on_culture.where(roles_present=DISTRICT_ROLES).where(roles_present=roles)
            misses = NearMisses() if records.count() else find_without(on_culture, roles)
            met.update(records.distinct(Meeting.campus_id) if records.count() else ())
        ids, quarters = self.campuses.ids, self.quarters
        wanted = ids if quarters is None else select_open(ids, self.openings, quarters)
        lacking = [campus for campus in wanted if campus not in met]
        if lacking and self.sessions is not None:
            met.update(self.sessions.days_on(self.leaders, topic_codes=Topic.CULTURE_ROUTINES))
            lacking = [campus for campus in wanted if campus not in met]
        if lacking and (meetings is None or self.sessions is None):
            lost = "meeting log" if meetings is None else "training calendar with sign-in sheets"
            return missing(
                Reason.NO_RECORDS,
                f"Nothing shows that leaders of {listing(lacking)} met with district staff, or "
                f"were trained, on culture_routines, and there is no {lost} that can be read.",
                f"Find the agendas or the sign-in sheets of {listing(lacking)}, or meet with them, "
                "and add it to meeting_log.csv.",
                scope=lacking,
            )
        if not met:
            return missing(
                Reason.NO_RECORDS,
                "The meeting log has no meeting on culture_routines with district staff and a "
                "leader of a campus in roles_present, and the training calendar no session on "
                f"culture_routines for leaders.{misses.sentence}",
                describe_remedy(misses),
                rows=records,
            )
        return covers(
            found=met,
            wanted=wanted,
            what="Campuses whose leaders met with district staff, or were trained, on culture "
            "routines",
            remedy="Meet with the leaders of {lacking} on culture routines and add it to "
            "meeting_log.csv.",
            rows=records,
        )


@rule.element(
    level=Level.RECORDED,
    any_of=support,
    unasked={"all_on_one_day": "Routines may be set up on one day; the text asks for support."},
)
def supported_in_meetings(meetings: Records[Meeting], support: Support) -> Verdict:
    """District staff have met with leaders of each campus on setting up culture routines; some may
    have been trained on it instead."""
    return support.judge(meetings)


@rule.element(level=Level.RECORDED, any_of=support)
def supported_either_way(meetings: Records[Meeting] | None, support: Support) -> Verdict:
    """Leaders of each campus were trained on setting up culture routines, where no meeting log can
    be read; else it is as with the meeting log."""
    return support.judge(meetings)


@rule.element(
    level=Level.RECORDED, unasked={"all_on_one_day": "`cadence_met` asks for each quarter."}
)
def monitor_support_per_campus(
    walks: Walks, campuses: Campuses, quarters: ElapsedQuarters | None, openings: Openings
) -> Verdict:
    """District staff have walked each campus with its leaders to see its routines."""
    final_walks = walks.select_walks()
    return covers(
        found=final_walks.distinct(Observation.campus_id),
        wanted=campuses.ids if quarters is None else select_open(campuses.ids, openings, quarters),
        what="Campuses where district staff monitored routines",
        remedy="Walk {lacking} with the leaders and record it as culture_walk.",
        rows=final_walks,
    )


@rule.element(level=Level.RECORDED)
def cadence_met(
    walks: Walks,
    campuses: Campuses,
    quarters: ElapsedQuarters,
    openings: Openings,
    least: MinPerQuarter,
) -> Verdict:
    """Routines of each campus are monitored with the district in every quarter."""
    walks_by_campus = walks.select_walks().by(Observation.campus_id)
    return every(
        select_open(campuses.ids, openings, quarters),
        lambda campus: judge_quarters(
            [day for (day,) in walks_by_campus[campus].tally(Observation.date)],
            *(quarters, "Culture walks"),
            least=least.value,
            limit=least,
            since=openings.get(campus),
        ),
        what="Campuses",
    )
