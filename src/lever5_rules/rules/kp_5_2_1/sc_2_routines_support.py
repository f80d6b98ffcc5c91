"""5.2.1-2: campus leaders are supported to establish culture routines and to monitor them."""

from collections import Counter
from datetime import date

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import ObservationType, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Records,
    Rule,
    Verdict,
    covers,
    every,
)
from lever5_rules.rules._shared.calendar import ElapsedQuarters, in_quarters
from lever5_rules.rules._shared.meetings import supported_by_district
from lever5_rules.rules._shared.observations import ended_without
from lever5_rules.rules._shared.staff import DISTRICT_ROLES

rule = Rule(
    "5.2.1-2",
    judges=Judges.PARTIAL,
    not_judged="whether routines have taken hold; walk the campuses",
)

MinPerQuarter = Annotated[Limit[int], "culture_monitoring.min_per_campus_quarter"]


def walks(log: Records[Observation]) -> Records[Observation]:
    made = log.where(
        type=ObservationType.CULTURE_WALK, observer_role=DISTRICT_ROLES, finalized=True
    )
    return ended_without(made, "final culture walk by district staff")


@rule.element(level=Level.RECORDED)
def establish_support_per_campus(meetings: Records[Meeting], campuses: Campuses) -> Verdict:
    """District staff have worked with each campus on setting up culture routines."""
    return supported_by_district(meetings, campuses, Topic.CULTURE_ROUTINES)


@rule.element(level=Level.RECORDED)
def monitor_support_per_campus(log: Records[Observation], campuses: Campuses) -> Verdict:
    """District staff have walked each campus to see its routines."""
    return covers(
        walks(log).distinct("campus_id"),
        campuses.ids,
        "Campuses where district staff monitored routines",
        "Walk {lacking} with the leaders and record it as culture_walk.",
    )


@rule.element(level=Level.RECORDED)
def cadence_met(
    log: Records[Observation], campuses: Campuses, quarters: ElapsedQuarters, least: MinPerQuarter
) -> Verdict:
    """Routines of each campus are monitored with the district in every quarter."""
    made: dict[str, list[date]] = {}
    for (campus, day), number in Counter(walks(log).tally("campus_id", "date")).items():
        made.setdefault(campus, []).extend([day] * number)
    return every(
        campuses.ids,
        lambda campus: in_quarters(
            made.get(campus, ()), quarters, "Culture walks", least=least.value, limit=least
        ),
        what="Campuses",
    )
