"""5.2.2-4: a plan carries learning through the phases and brings in new teachers all year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from attrs import frozen

from lever5_rules.artifacts.denominators import AdoptedProduct, StaffAssignment
from lever5_rules.artifacts.plans import PlanComponent
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import Onboarding, Phase, PlanSection, Role
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
    beyond,
    conclude,
    counted,
    covers,
    enough,
    gap,
    given,
    listing,
    met,
    missing,
    not_applicable,
    reaching,
    up_to,
)
from lever5_rules.rules._shared.calendar import YearCalendar, too_early
from lever5_rules.rules._shared.leadership import Teachers
from lever5_rules.rules._shared.products import Products, ProductSessions
from lever5_rules.rules._shared.staff import TEACHERS, Assignment

rule = Rule(
    "5.2.2-4",
    judges=Judges.PARTIAL,
    not_judged="whether what each phase offers fits how far teachers have come",
)

Phases = Annotated[Limit[tuple[Phase, ...]], "hqim.phases"]
MaxDays = Annotated[Limit[int], "onboarding.max_calendar_days"]
MinShare = Annotated[Limit[float], "onboarding.min_share"]


@frozen(eq=False, repr=False, slots=False)
class OnMaterials:
    """Components of this school year on the adopted materials."""

    plan: Records[PlanComponent]
    year: YearCalendar
    review: Review

    def components(self) -> Records[PlanComponent]:
        """Return the components, without those of drafts and those of which the content is still to
        come; if there are none, the element ends."""
        span = self.review.school_year.span
        components = self.plan.where(
            section=PlanSection.HQIM, start_date=up_to(span.last), end_date=reaching(span.first)
        ).knowing(PlanComponent.source_document, PlanComponent.content_strand)
        if components.count() == 0:
            conclude(
                gap(
                    Reason.NOT_COVERED,
                    "The plan has no component on the adopted materials in this school year.",
                    "Plan how learning on the materials goes on through the phases of using them.",
                )
            )
        return components

    def onboard(self, when: Onboarding, *either: Mapping[str, Any]) -> Verdict:
        """Return whether one of them onboards new teachers at that time, under either condition."""
        components = self.components().where(onboarding=when, audience_role=Role.TEACHER)
        parts = [selected for about in either if (selected := components.where(**about)).count()]
        words = when.value.replace("_", " ")
        if parts:
            return met(
                f"Onboarding at {words}: {listing(parts[0].distinct(PlanComponent.component_id))}."
            )
        other = ""
        if components.count():
            days = listing(
                f"{first} to {last}"
                for first, last in sorted(
                    components.tally(PlanComponent.start_date, PlanComponent.end_date)
                )
            )
            other = f"; what it calls so is at another time ({days})"
        return gap(
            Reason.NOT_COVERED,
            f"The plan does not bring new teachers in at {words}{other}.",
            f"Plan onboarding on the materials at {words} and record it as onboarding.",
        )


def phases_in_use(
    adopted: Records[AdoptedProduct], phases: Phases, review: Review
) -> tuple[Phase, ...]:
    """Return the phases of the products in use, of those that the ruleset requires.

    If there are none, the element does not apply.
    """
    in_use = adopted.where(hqim=True, first_use=up_to(review.as_of))
    in_force = in_use.distinct(AdoptedProduct.phase) if in_use.count() else ()
    if in_force and not set(in_force) & set(phases.value):
        conclude(not_applicable("No product in use is in a phase that the ruleset asks for."))
    return tuple(phase for phase in phases.value if phase in in_force)


PhasesInUse = Annotated[tuple[Phase, ...], phases_in_use]


@rule.element(level=Level.SCHEDULED)
def phases_covered(
    on_materials: OnMaterials, products: Products, in_use: PhasesInUse, phases: Phases
) -> Verdict:
    """The plan has learning for every phase of using the materials that a product is in."""
    planned = on_materials.components()
    components, untold = planned.where(phase=set(Phase)), planned.where(phase=None)
    planned_phases = components.distinct(PlanComponent.phase) if components.count() else ()
    lacking = [phase for phase in in_use if phase not in planned_phases]
    if lacking and untold.count() >= len(lacking):
        return missing(
            Reason.BLANK_FIELD,
            f"{counted(untold.count(), 'component')} on the materials "
            f"({listing(untold.distinct(PlanComponent.component_id))}) name no phase of using "
            f"them, and none is named for {listing(lacking)}.",
            "Fill in phase in professional_development_plan.csv: the phase in which a product is "
            "whose teachers learn in that component.",
            limit=phases,
        )
    return covers(
        found=planned_phases,
        wanted=in_use,
        what=f"Phases of {counted(len(products), 'product')} in use that the plan covers",
        remedy="Plan learning for the phases {lacking}.",
        limit=phases,
    )


@rule.element(level=Level.SCHEDULED)
def start_of_year_onboarding(on_materials: OnMaterials, most: MaxDays) -> Verdict:
    """The plan brings new teachers in at the start of the year."""
    soon = on_materials.year.days[0] + timedelta(days=most.value)
    return on_materials.onboard(Onboarding.START_OF_YEAR, {"start_date": up_to(soon)})


@rule.element(level=Level.SCHEDULED)
def midyear_onboarding(on_materials: OnMaterials, most: MaxDays) -> Verdict:
    """The plan brings new teachers in during the year: after the days in which those are brought
    in who began with it, and before it ends."""
    first, *_, last = on_materials.year.days
    soon = first + timedelta(days=most.value)
    return on_materials.onboard(
        Onboarding.MIDYEAR,
        {"start_date": lambda day: soon < day <= last},
        {"start_date": up_to(last), "end_date": beyond(soon)},
    )


class LateHire(NamedTuple):
    """A teacher who started after the first day of school, and the products they may teach with."""

    person: str
    campus_id: str | None
    since: date
    products: frozenset[str]


def late_hires(
    teachers: Teachers,
    roster: Records[StaffAssignment],
    year: YearCalendar,
    products: Products,
) -> tuple[LateHire, ...]:
    """Return teachers of the materials who started after the first day of school, each once.

    Teachers with an earlier assignment are excluded; if nobody is left, the element does not apply.
    """
    began: dict[str, date] = {}
    for person, day in roster.tally(StaffAssignment.staff_id, StaffAssignment.start_date):
        began[person] = min(day, began.get(person, day))
    by_person: dict[str, LateHire] = {}
    for teacher in teachers:
        theirs = _products_of(teacher, products)
        if began[teacher.staff_id] > year.days[0] and theirs:
            before = by_person.get(teacher.staff_id)
            since = began[teacher.staff_id]
            theirs |= before.products if before else frozenset()
            by_person[teacher.staff_id] = LateHire(
                teacher.staff_id, teacher.campus_id, since, theirs
            )
    if not by_person:
        conclude(not_applicable("No teacher of the materials began after the first day."))
    return tuple(by_person.values())


def _products_of(assignment: Assignment, products: Products) -> frozenset[str]:
    """Return the products that a teacher may use; for a specialist of no subject, any of the
    campus."""
    general = assignment.content_area is None and assignment.role is not Role.TEACHER
    return frozenset(
        product.name
        for product in products
        if product.suits(assignment)
        or (general and (assignment.campus_id is None or assignment.campus_id in product.campuses))
    )


LateHires = Annotated[tuple[LateHire, ...], late_hires]


@rule.element(
    level=Level.RECORDED, unasked={"nothing_of_last_campus": "Nobody need begin late on a campus."}
)
def late_hires_onboarded_on_time(
    sessions: ProductSessions,
    hires: LateHires,
    roster: Records[StaffAssignment],
    most: MaxDays,
    share: MinShare,
    review: Review,
) -> Verdict:
    """Teachers who began during the year were trained on their materials soon after."""
    allowed = timedelta(days=most.value)
    due = [late_hire for late_hire in hires if late_hire.since + allowed <= review.as_of]
    if not due:
        first = min(late_hire.since for late_hire in hires) + allowed
        return too_early("The first teacher who began during the year still has time", first)
    names = frozenset[str]().union(*(late_hire.products for late_hire in due))
    product_sessions = sessions.of_the_year(names)
    over = product_sessions.held(
        TEACHERS, "the materials of those who began late", product_id=names
    )
    about = dict(list(over.tally(TrainingSession.session_id, TrainingSession.product_id)))
    rows = sessions.attendance.where(session_id=frozenset(about))
    signed = {session for (session,) in rows.tally(Attendance.session_id)}
    unsigned = [
        (session, day)
        for session, day in over.tally(TrainingSession.session_id, TrainingSession.date)
        if session not in signed
    ]
    seen: dict[str, list[tuple[str, date]]] = {}
    for person, session, day in rows.where(attended=True).tally(
        Attendance.staff_id, Attendance.session_id, Attendance.date
    ):
        seen.setdefault(person, []).append((session, day))

    def fitting(hire: LateHire, attended: Iterable[tuple[str, date]]) -> set[str]:
        """Return the sessions on the teacher's products within the allowed days."""
        return {
            session
            for session, day in attended
            if about.get(session) in hire.products and abs(day - hire.since) <= allowed
        }

    late = [
        late_hire for late_hire in due if not fitting(late_hire, seen.get(late_hire.person, ()))
    ]
    lost = {late_hire.person: fitting(late_hire, unsigned) for late_hire in late}
    sheets = listing(sorted(frozenset[str]().union(*lost.values())))
    where = Counter(late_hire.campus_id for late_hire in late)
    them = listing(
        f"{counted(number, 'teacher')} {f'at {campus}' if campus else 'of no one campus'}"
        for campus, number in where.items()
    )
    return enough(
        good=len(due) - len(late),
        of=len(due),
        share=share,
        said="teachers who began during the year were trained on their materials within "
        f"{most.value} "
        "days",
        remedy=f"Train {them} now, and plan it for the next ones.",
        more=f" Not so {them}.",
        unknown=sum(1 for lost_sessions in lost.values() if lost_sessions),
        unknown_remedy=f"Find the sign-in sheets of {sheets} and add them to "
        "training_attendance.csv.",
        scope=[campus or "no one campus" for campus in where],
        rows=roster.where(
            staff_id=frozenset(late_hire.person for late_hire in late), start_date=given
        ),
    )
