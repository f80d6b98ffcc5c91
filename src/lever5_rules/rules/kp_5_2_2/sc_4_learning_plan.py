"""5.2.2-4: a plan carries learning through the phases and brings in new teachers all year."""

from datetime import date, timedelta
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.plans import PlanComponent
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
    at_least,
    beyond,
    conclude,
    counted,
    covers,
    gap,
    listing,
    met,
    not_applicable,
    reaching,
    up_to,
)
from lever5_rules.rules._shared.calendar import YearCalendar, too_early
from lever5_rules.rules._shared.products import Products
from lever5_rules.rules._shared.staff import Assignment, Teachers
from lever5_rules.rules._shared.training import Sessions

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
        """Where the plan has none, the element ends."""
        span = self.review.school_year.span
        found = self.plan.where(
            section=PlanSection.HQIM, start_date=up_to(span.last), end_date=reaching(span.first)
        )
        if found.count() == 0:
            conclude(
                gap(
                    Reason.NOT_COVERED,
                    "The plan has no component on the adopted materials in this school year.",
                    "Plan how learning on the materials goes on through the phases of using them.",
                )
            )
        return found

    def onboard(self, when: Onboarding, **about: Any) -> Verdict:
        """Whether one of them brings new teachers in at that time."""
        mine = self.components().where(onboarding=when, audience_role=Role.TEACHER)
        found = mine.where(**about)
        words = when.value.replace("_", " ")
        if found.count():
            return met(f"Onboarding at {words}: {listing(found.distinct('component_id'))}.")
        other = "; what it calls so is at another time" if mine.count() else ""
        return gap(
            Reason.NOT_COVERED,
            f"The plan does not bring new teachers in at {words}{other}.",
            f"Plan onboarding on the materials at {words} and record it as onboarding.",
        )


@rule.element(level=Level.SCHEDULED)
def phases_covered(on_materials: OnMaterials, phases: Phases) -> Verdict:
    """The plan has learning for every phase of using the materials."""
    mine = on_materials.components().where(phase=set(Phase))
    return covers(
        mine.distinct("phase") if mine.count() else (),
        phases.value,
        "Phases that the plan covers",
        "Plan learning for the phases {lacking}.",
        limit=phases,
    )


@rule.element(level=Level.SCHEDULED)
def start_of_year_onboarding(on_materials: OnMaterials) -> Verdict:
    """The plan brings new teachers in at the start of the year."""
    days = on_materials.year.days
    first_quarter = days[len(days) // 4]
    return on_materials.onboard(Onboarding.START_OF_YEAR, start_date=up_to(first_quarter))


@rule.element(level=Level.SCHEDULED)
def midyear_onboarding(on_materials: OnMaterials) -> Verdict:
    """The plan brings new teachers in during the year."""
    first_day = on_materials.year.days[0]
    return on_materials.onboard(Onboarding.MIDYEAR, end_date=beyond(first_day))


def late_hires(
    teachers: Teachers, roster: Records[StaffAssignment], year: YearCalendar, products: Products
) -> tuple[Assignment, ...]:
    """Teachers of the materials who began after the first day of school and held no assignment
    before; where nobody did, the element does not apply."""
    began: dict[str, date] = {}
    for person, day in roster.tally("staff_id", "start_date"):
        began[person] = min(day, began.get(person, day))
    found = tuple(
        one
        for one in teachers
        if began[one.staff_id] > year.days[0]
        if any(product.taught_by((one,)) for product in products)
    )
    if not found:
        conclude(not_applicable("No teacher of the materials began after the first day."))
    return found


LateHires = Annotated[tuple[Assignment, ...], late_hires]


@rule.element(level=Level.RECORDED)
def late_hires_onboarded_on_time(
    sessions: Sessions,
    hires: LateHires,
    products: Products,
    most: MaxDays,
    share: MinShare,
    review: Review,
) -> Verdict:
    """Teachers who began during the year were trained on the materials soon after."""
    allowed = timedelta(days=most.value)
    due = [one for one in hires if one.since + allowed <= review.as_of]
    if not due:
        first = min(one.since for one in hires) + allowed
        return too_early("The first teacher who began during the year still has time", first)
    names = {product.name for product in products}
    present = sessions.attended((Role.TEACHER,), "the materials", product_id=names)
    seen = set(present.tally("staff_id", "date"))
    onboarded = [
        one
        for one in due
        if any(
            person == one.staff_id and one.since <= day <= one.since + allowed
            for person, day in seen
        )
    ]
    late = dict.fromkeys(str(one.campus_id) for one in due if one not in onboarded)
    at = f", not all at {listing(late)}" if late else ""
    return at_least(
        len(onboarded) / len(due),
        share,
        f"Share of {counted(len(due), 'teacher')} who began during the year and were trained "
        f"within {most.value} days{at}",
        "Train those who are still to be trained now, and plan it for the next ones.",
    )
