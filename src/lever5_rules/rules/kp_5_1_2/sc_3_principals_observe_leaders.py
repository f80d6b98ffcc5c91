"""5.1.2-3: principals observe their instructional leaders regularly, with the district's help."""

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Records,
    Rule,
    Verdict,
    conclude,
    covers,
    every,
    not_applicable,
)
from lever5_rules.rules._shared.calendar import ElapsedQuarters, in_quarters
from lever5_rules.rules._shared.meetings import support_meetings
from lever5_rules.rules._shared.observations import Feedback, Months, ended_without
from lever5_rules.rules._shared.staff import Assignment, CampusLeaders

rule = Rule(
    "5.1.2-3",
    judges=Judges.PARTIAL,
    not_judged="whether the feedback helps leaders to lead; sit in on some of it",
)

MinPerMonth = Annotated[Limit[float], "il_observation.min_per_month"]
MinPerQuarter = Annotated[Limit[int], "district_support.min_per_quarter"]
ON_OBSERVING = (Topic.OBSERVATION_FEEDBACK, Topic.COACHING_PRACTICES, Topic.COACHING_DATA)


def leading_under_principals(leaders: CampusLeaders) -> tuple[Assignment, ...]:
    """Leaders other than principals; where nobody is one, the element does not apply."""
    found = tuple(leader for leader in leaders if leader.role is not Role.PRINCIPAL)
    if not found:
        conclude(not_applicable("No campus has an instructional leader beside its principal."))
    return found


Observed = Annotated[tuple[Assignment, ...], leading_under_principals]


def by_principals(
    log: Records[Observation], observed: tuple[Assignment, ...]
) -> Records[Observation]:
    made = log.where(
        observer_role=Role.PRINCIPAL,
        observee_role=frozenset(leader.role for leader in observed),
        finalized=True,
    )
    return ended_without(made, "final observation of a leader by a principal")


@rule.element(level=Level.RECORDED)
def principal_observes_each_il(
    log: Records[Observation], observed: Observed, months: Months, least: MinPerMonth
) -> Verdict:
    """Principals observe each instructional leader of their campus regularly."""
    return months.observed(observed, by_principals(log, observed), least, "Leaders observed")


@rule.element(level=Level.RECORDED)
def feedback_given(log: Records[Observation], observed: Observed, feedback: Feedback) -> Verdict:
    """Leaders get feedback soon after they were observed."""
    return feedback.given_after(by_principals(log, observed), "observation")


@rule.element(level=Level.RECORDED)
def every_principal_covered(log: Records[Observation], observed: Observed) -> Verdict:
    """On every campus with such leaders the principal observes them."""
    return covers(
        by_principals(log, observed).distinct("campus_id"),
        dict.fromkeys(leader.campus_id for leader in observed),
        "Campuses whose principal observes other leaders",
        "Help the principals of {lacking} to observe their leaders, and record it.",
    )


@rule.element(level=Level.RECORDED)
def district_leader_support_per_principal(
    meetings: Records[Meeting], campuses: Campuses, quarters: ElapsedQuarters, least: MinPerQuarter
) -> Verdict:
    """District leaders work with each principal on observing and feedback, every quarter."""
    held = support_meetings(meetings, ON_OBSERVING, "observing and feedback")
    pairs = list(held.tally("campus_id", "date", "meeting_id"))

    def of_campus(campus: str) -> Verdict:
        days = [day for place, day, _ in pairs if place in (campus, None)]
        return in_quarters(
            days, quarters, "Support by the district", least=least.value, limit=least
        )

    return every(campuses.ids, of_campus, what="Campuses")
