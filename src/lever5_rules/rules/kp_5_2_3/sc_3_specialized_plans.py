"""5.2.3-3: leaders and staff learn to plan supports for students with 504, IEP or EB plans."""

from collections.abc import Callable, Collection

from attrs import frozen

from lever5_rules.artifacts.vocabulary import Focus, Population, Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Review,
    Rule,
    Verdict,
    every,
    gap,
    given,
    met,
    missing,
    not_applicable,
)
from lever5_rules.rules._shared.calendar import YearCalendar, pro_rata, too_early
from lever5_rules.rules._shared.collaboration import EveryCampus, Serving, ServingEb, ServingSwd
from lever5_rules.rules._shared.observations import Coaching
from lever5_rules.rules._shared.staff import TEACHERS, LeadershipRoles
from lever5_rules.rules._shared.training import Sessions

rule = Rule(
    "5.2.3-3",
    judges=Judges.PARTIAL,
    not_judged="whether the supports that are planned serve the students; read some plans",
)

MinTraining = Annotated[Limit[int], "special_pop.min_training_per_year"]


@frozen(eq=False, repr=False, slots=False)
class Plan:
    """A kind of plan that students have: `serving` tells which campuses have such students."""

    name: str
    population: Population
    focus: Focus
    words: str
    serving: object


PLANS = (
    Plan(
        "504",
        Population.SECTION_504,
        Focus.SECTION_504,
        "students with Section 504 plans",
        EveryCampus,
    ),
    Plan("iep", Population.IEP, Focus.IEP, "students with IEPs", ServingSwd),
    Plan("eb", Population.EB, Focus.EB, "emergent bilingual students", ServingEb),
)


def training(plan: Plan) -> Callable[..., Verdict]:
    def element(
        sessions: Sessions,
        serving: Serving,
        roles: LeadershipRoles,
        least: MinTraining,
        year: YearCalendar,
        review: Review,
    ) -> Verdict:
        everyone = {*roles.value, *TEACHERS}
        days = sessions.days(everyone, plan.words, populations=plan.population)
        return pro_rata(len(days), least, year, review, f"Days with training on {plan.words}")

    element.__annotations__["serving"] = plan.serving
    return element


def coaching(plan: Plan) -> Callable[..., Verdict]:
    def element(coaching: Coaching, serving: Serving) -> Verdict:
        return coaching.on(plan.focus, f"supports for {plan.words}", serving)

    element.__annotations__["serving"] = plan.serving
    return element


for one in PLANS:
    rule.add(
        training(one),
        level=Level.RECORDED,
        name=f"training_{one.name}",
        requirement=f"Leaders and teachers are trained on planning supports for {one.words}.",
    )
for one in PLANS:
    rule.add(
        coaching(one),
        level=Level.RECORDED,
        name=f"coaching_{one.name}",
        requirement=f"Coaching on supports for {one.words} goes on in every quarter, "
        "and reaches every campus that has them.",
    )


def concerned(plan: Plan, campuses: Campuses) -> tuple[str, ...]:
    """The campuses that have such students; a blank in the profile ends the element."""
    return tuple(
        campus.campus_id
        for campus in campuses
        if plan.population is Population.SECTION_504
        or (campus.eb_enrolled if plan.population is Population.EB else campus.sped_served)
    )


def reached(who: str, roles: Collection[Role], sessions: Sessions, campuses: Campuses) -> Verdict:
    """For each kind of plan, whether people of these roles on every campus concerned learned it."""

    def learned(plan: Plan) -> Verdict:
        here = concerned(plan, campuses)
        if not here:
            return not_applicable(f"No campus serves {plan.words}.")
        return sessions.on_campuses(who, roles, here, plan.words, populations=plan.population)

    return every(PLANS, learned, name=lambda plan: plan.words)


@rule.element(level=Level.RECORDED)
def leaders_reached(sessions: Sessions, campuses: Campuses, roles: LeadershipRoles) -> Verdict:
    """Leaders of every campus have been trained on planning each kind of support."""
    return reached("leaders", roles.value, sessions, campuses)


@rule.element(level=Level.RECORDED)
def staff_reached(sessions: Sessions, campuses: Campuses) -> Verdict:
    """Teachers of every campus have been trained on planning each kind of support."""
    return reached("teachers", TEACHERS, sessions, campuses)


@rule.element(level=Level.RECORDED, reader="whether plans made there are used in class")
def planning_focus(sessions: Sessions, campuses: Campuses, roles: LeadershipRoles) -> Verdict:
    """For each group, those trained have planned supports in a session, not only heard of law."""
    everyone = {*roles.value, *TEACHERS}

    def planned(plan: Plan) -> Verdict:
        if not concerned(plan, campuses):
            return not_applicable(f"No campus serves {plan.words}.")
        held = sessions.held(everyone, plan.words, populations=plan.population)
        if held.where(planning_focus=given).count() == 0:
            return missing(
                Reason.BLANK_FIELD,
                "No session says whether those present planned supports.",
                "Fill in planning_focus in training_calendar.csv.",
            )
        working = held.where(planning_focus=True)
        if working.count():
            ids = frozenset(working.distinct("session_id"))
            came = sessions.attendance.where(session_id=ids, attended=True, role=everyone)
            if came.count():
                return met("Supports were planned in a session.")
        about = {"populations": plan.population, "planning_focus": True}
        if ahead := sessions.ahead(everyone, **about):
            return too_early("The session in which supports are planned is to come", ahead[0])
        return gap(
            Reason.NOT_COVERED,
            "No attended session had those present plan supports.",
            f"Plan supports for {plan.words} in a session and record it as planning_focus.",
        )

    return every(PLANS, planned, name=lambda plan: plan.words)
