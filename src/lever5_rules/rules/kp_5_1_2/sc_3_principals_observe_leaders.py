"""5.1.2-3: principals observe their instructional leaders regularly, with the district's help."""

from attrs import frozen

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Annotated,
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
from lever5_rules.rules._shared.observations import (
    Feedback,
    Months,
    ended_without,
    made_by,
)
from lever5_rules.rules._shared.staff import Assignment, CampusLeaders, PeopleByRole

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


@frozen(eq=False, repr=False, slots=False)
class ByPrincipals:
    """Who is to be observed, and the observations of them by principals."""

    log: Records[Observation]
    observed: Observed
    people: PeopleByRole

    def made(self) -> Records[Observation]:
        roles = frozenset(leader.role for leader in self.observed)
        made = made_by(self.log, frozenset({Role.PRINCIPAL}), self.people, observee_role=roles)
        return ended_without(made, "final observation of a leader by a principal")


@rule.element(level=Level.RECORDED)
def principal_observes_each_il(
    by_principals: ByPrincipals, months: Months, least: MinPerMonth
) -> Verdict:
    """Principals observe each instructional leader of their campus regularly."""
    return months.observed(by_principals.observed, by_principals.made(), least, "Leaders observed")


@rule.element(level=Level.RECORDED)
def feedback_given(by_principals: ByPrincipals, feedback: Feedback) -> Verdict:
    """Leaders get feedback soon after they were observed."""
    return feedback.given_after(by_principals.made(), "observation")


@rule.element(level=Level.RECORDED)
def every_principal_covered(by_principals: ByPrincipals) -> Verdict:
    """On every campus with such leaders the principal observes them."""
    return covers(
        by_principals.made().distinct("campus_id"),
        dict.fromkeys(leader.campus_id for leader in by_principals.observed),
        "Campuses whose principal observes other leaders",
        "Help the principals of {lacking} to observe their leaders, and record it.",
    )


@rule.element(level=Level.RECORDED)
def district_leader_support_per_principal(
    meetings: Records[Meeting],
    observed: Observed,
    quarters: ElapsedQuarters,
    least: MinPerQuarter,
) -> Verdict:
    """District leaders work with each principal who has leaders to observe on observing and
    feedback, every quarter."""
    held = support_meetings(
        meetings, ON_OBSERVING, "observing and feedback", frozenset({Role.PRINCIPAL})
    )
    by_campus = held.by("campus_id")

    def of_campus(campus: str) -> Verdict:
        days = [day for (day,) in by_campus[campus].tally("date").elements()]
        return in_quarters(
            days, quarters, "Support by the district", least=least.value, limit=least
        )

    return every(dict.fromkeys(str(one.campus_id) for one in observed), of_campus, what="Campuses")
