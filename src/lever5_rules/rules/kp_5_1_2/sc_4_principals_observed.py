"""5.1.2-4: principal supervisors observe principals regularly and give them feedback."""

from attrs import frozen

from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import Focus, ObservationType, Role
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    at_most,
    conclude,
    covers,
    enough,
    every,
    given,
    missing,
    shown,
)
from lever5_rules.rules._shared.calendar import YearCalendar, pro_rata
from lever5_rules.rules._shared.observations import (
    Feedback,
    Months,
    ended_without,
    made_by,
)
from lever5_rules.rules._shared.staff import DISTRICT_ROLES, PeopleByRole, Principals, Staff

rule = Rule(
    "5.1.2-4",
    judges=Judges.PARTIAL,
    not_judged="whether the feedback develops principals as leaders; ask them",
)

MinVisits = Annotated[Limit[float], "supervisor.min_visits_per_principal_month"]
MinLeadership = Annotated[Limit[float], "supervisor.min_share_leadership_focus"]
Conferences = Annotated[Limit[int], "supervisor.appraisal_conferences"]
MaxSpan = Annotated[Limit[int], "supervisor.max_span"]
LEADING = frozenset({Focus.FEEDBACK_MEETING, Focus.PLC, Focus.ILT, Focus.COACHING})
"""What a principal leads; a look at classrooms alone shows no leadership."""


@frozen(eq=False, repr=False, slots=False)
class Visits:
    """The observations of principals by district leaders, conferences left out."""

    log: Records[Observation]
    people: PeopleByRole

    def made(self) -> Records[Observation]:
        """The final ones; without any the element ends."""
        kinds = frozenset(ObservationType) - {ObservationType.APPRAISAL_CONFERENCE}
        about = {"observee_role": Role.PRINCIPAL, "type": kinds}
        made = made_by(self.log, DISTRICT_ROLES, self.people, **about)
        return ended_without(made, "final observation of a principal by a supervisor")


@rule.element(level=Level.RECORDED)
def every_principal_has_supervisor(visits: Visits, principals: Principals, staff: Staff) -> Verdict:
    """Each principal reports to a district leader, who is the one that observes them."""
    blank = [one for one in principals if not one.supervisor]
    if blank:
        conclude(
            missing(
                Reason.NO_DENOMINATOR,
                f"The roster names no supervisor for the principal of "
                f"{', '.join(shown(one.campus_id) for one in blank)}.",
                "Fill in supervisor_staff_id in staff_roster.csv. Usually held by: human "
                "resources.",
            )
        )
    leaders = {one.staff_id for one in staff if one.role in DISTRICT_ROLES}
    pairs = set(visits.made().tally("observer_staff_id", "observee_staff_id"))
    return covers(
        {
            one.campus_id
            for one in principals
            if one.supervisor in leaders and (one.supervisor, one.staff_id) in pairs
        },
        [one.campus_id for one in principals],
        "Campuses whose principal is observed by the supervisor on the roster",
        "Assign a supervisor to the principals of {lacking}, who observes them.",
    )


@rule.element(level=Level.RECORDED)
def visit_cadence_met(
    visits: Visits, principals: Principals, months: Months, least: MinVisits
) -> Verdict:
    """Each principal is observed as often as the ruleset asks."""
    return months.observed(principals, visits.made(), least, "Principals observed")


@rule.element(level=Level.RECORDED)
def leadership_activity_observed(visits: Visits, share: MinLeadership) -> Verdict:
    """Supervisors see principals lead, not only their buildings."""
    made = visits.made()
    return enough(
        made.where(focus=LEADING).count(),
        made.count(),
        share,
        "observations of principals looked at leading",
        "Visit when principals lead: feedback meetings, PLCs, leadership team meetings.",
        unknown=made.count() - made.where(focus=given).count(),
        unknown_remedy="Fill in focus in observation_log.csv.",
    )


@rule.element(level=Level.RECORDED)
def feedback_given(visits: Visits, feedback: Feedback) -> Verdict:
    """Principals get feedback soon after they were observed."""
    return feedback.given_after(visits.made(), "observation")


@rule.element(level=Level.RECORDED, advisory=True)
def appraisal_conferences_dated(
    log: Records[Observation],
    principals: Principals,
    least: Conferences,
    year: YearCalendar,
    review: Review,
) -> Verdict:
    """Each principal has the conferences of T-PESS: 19 TAC 150.1023(b)."""
    held = log.where(type=ObservationType.APPRAISAL_CONFERENCE, observee_role=Role.PRINCIPAL)
    days = set(held.tally("observee_staff_id", "date"))
    by_person = {
        one.staff_id: sum(person == one.staff_id for person, _ in days) for one in principals
    }
    return every(
        principals,
        lambda one: pro_rata(by_person[one.staff_id], least, year, review, "Conferences"),
        name=lambda one: shown(one.campus_id),
        what="Principals",
    )


@rule.element(level=Level.RECORDED, advisory=True)
def span(visits: Visits, most: MaxSpan) -> Verdict:
    """No supervisor observes more principals than can be coached well."""
    observed: dict[str, set[str]] = {}
    for observer, observee in visits.made().tally("observer_staff_id", "observee_staff_id"):
        observed.setdefault(observer, set()).add(observee)
    widest = max(len(principals) for principals in observed.values())
    return at_most(
        widest,
        most,
        "Principals of the supervisor who has most",
        "Share the principals among more supervisors.",
        reason=Reason.BELOW_PARAMETER,
    )
