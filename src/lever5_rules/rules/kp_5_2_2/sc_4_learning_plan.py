"""5.2.2-4: a plan carries learning through the phases and brings in new teachers all year."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from attrs import frozen

from lever5_rules.artifacts.denominators import AdoptedProduct, StaffAssignment
from lever5_rules.artifacts.plans import PlanComponent
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import Onboarding, Phase, PlanSection, Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
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
from lever5_rules.counting.people import DAYS_AHEAD
from lever5_rules.rules._shared.calendar import YearCalendar, too_early
from lever5_rules.rules._shared.leadership import Teachers
from lever5_rules.rules._shared.products import Products, ProductSessions
from lever5_rules.rules._shared.staff import (
    INSTRUCTIONAL_STAFF,
    TEACHERS,
    StaffOfTheYear,
    find_run_starts,
    select_by_campus,
)

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

    def select_components(self) -> Records[PlanComponent]:
        """Return the components, without those of drafts and those of which the content is still to
        come; if there are none, the element ends."""
        span = self.review.school_year.span
        components = self.plan.where(
            section=PlanSection.HQIM, start_date=up_to(span.last), end_date=reaching(span.first)
        ).knowing(
            PlanComponent.source_document, PlanComponent.content_strand, PlanComponent.practice
        )
        if components.count() == 0:
            conclude(
                gap(
                    Reason.NOT_COVERED,
                    "The plan has no component on the adopted materials in this school year.",
                    "Plan how learning on the materials goes on through the phases of using them.",
                )
            )
        return components

    def judge_onboarding(self, when: Onboarding, *either: Mapping[str, Any]) -> Verdict:
        """Return whether one of them onboards new teachers at that time, under either condition."""
        components = self.select_components().where(onboarding=when, audience_role=Role.TEACHER)
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
    """The plan has learning for teachers in every phase of using the materials that a product is
    in."""
    planned = on_materials.select_components().where(audience_role=TEACHERS)
    components, blank_components = planned.where(phase=set(Phase)), planned.where(phase=None)
    planned_phases = components.distinct(PlanComponent.phase) if components.count() else ()
    lacking = [phase for phase in in_use if phase not in planned_phases]
    if lacking and blank_components.count() >= len(lacking):
        return missing(
            Reason.BLANK_FIELD,
            f"{counted(blank_components.count(), 'component')} for teachers on the materials "
            f"({listing(blank_components.distinct(PlanComponent.component_id))}) name no phase of "
            f"using them, and none is named for {listing(lacking)}.",
            "Fill in phase in professional_development_plan.csv: the phase in which a product is "
            "whose teachers learn in that component.",
            limit=phases,
        )
    return covers(
        found=planned_phases,
        wanted=in_use,
        what=f"Phases of {counted(len(products), 'product')} in use that the plan covers",
        remedy="Plan learning of teachers for the phases {lacking}.",
        limit=phases,
    )


@rule.element(level=Level.SCHEDULED)
def start_of_year_onboarding(on_materials: OnMaterials, most: MaxDays) -> Verdict:
    """The plan brings new teachers in at the start of the year."""
    soon = on_materials.year.days[0] + timedelta(days=most.value)
    return on_materials.judge_onboarding(Onboarding.START_OF_YEAR, {"start_date": up_to(soon)})


@rule.element(level=Level.SCHEDULED)
def midyear_onboarding(on_materials: OnMaterials, most: MaxDays) -> Verdict:
    """The plan brings new teachers in during the year: after the days in which those are brought
    in who began with it, and early enough before it ends."""
    allowed = timedelta(days=most.value)
    soon, last = on_materials.year.days[0] + allowed, on_materials.year.days[-1] - allowed
    return on_materials.judge_onboarding(
        Onboarding.MIDYEAR,
        {"start_date": lambda day: soon < day <= last},
        {"start_date": up_to(last), "end_date": beyond(soon)},
    )


class LateHire(NamedTuple):
    """A teacher who began after the first day of school: the days from and until which they may
    have taught with products, and those products."""

    person: str
    campus_id: str | None
    since: date
    last: date
    products: frozenset[str]


def late_hires(
    teachers: Teachers,
    staff: StaffOfTheYear,
    campuses: Campuses,
    year: YearCalendar,
    products: Products,
    review: Review,
) -> tuple[LateHire, ...]:
    """Return teachers of the materials who began after the first day of school, each once, those
    who left again too.

    Who taught before, at whatever campus and in whatever grade, is no new teacher; an aide who
    becomes one is. If nobody is left, the element does not apply.
    """
    left = (post for post in staff if post.role in TEACHERS and post.last < review.as_of)
    began: dict[str, Mapping[date, date]] = {}
    hires: dict[str, LateHire] = {}
    for teacher in (*select_by_campus(left, campuses.ids), *teachers):
        if (person := teacher.staff_id) not in began:
            began[person] = find_run_starts(post for post in teacher.posts if post.role in TEACHERS)
        theirs = frozenset(product.name for product in products if product.may_serve(teacher))
        if theirs and began[person][teacher.first] > year.days[0]:
            known = hires.get(person)
            hires[person] = LateHire(
                person,
                teacher.campus_id,
                min(teacher.first, known.since) if known else teacher.first,
                max(teacher.last, known.last) if known else teacher.last,
                theirs | known.products if known else theirs,
            )
    if not hires:
        conclude(not_applicable("No teacher of the materials began after the first day."))
    return tuple(hires.values())


LateHires = Annotated[tuple[LateHire, ...], late_hires]


@rule.element(
    level=Level.RECORDED, unasked={"nothing_of_last_campus": "Nobody need begin late on a campus."}
)
def late_hires_onboarded_on_time(
    sessions: ProductSessions,
    hires: LateHires,
    roster: Records[StaffAssignment],
    year: YearCalendar,
    most: MaxDays,
    share: MinShare,
    review: Review,
) -> Verdict:
    """Teachers who began during the year, and were there long enough, were trained on their
    materials soon after."""
    allowed = timedelta(days=most.value)
    names = frozenset[str]().union(*(hire.products for hire in hires))
    on_products = sessions.select_year(names).select_meant_for(INSTRUCTIONAL_STAFF)
    product_sessions = on_products.calendar
    about = (
        dict(list(product_sessions.tally(TrainingSession.session_id, TrainingSession.product_id)))
        if product_sessions.count()
        else {}
    )
    attended_rows = on_products.select_sheets().where(attended=True)
    attendances: dict[str, list[tuple[str, date]]] = {}
    for person, session, day in (
        attended_rows.tally(Attendance.staff_id, Attendance.session_id, Attendance.date)
        if attended_rows.count()
        else ()
    ):
        attendances.setdefault(person, []).append((session, day))

    def list_fitting(hire: LateHire, attended: Iterable[tuple[str, date]]) -> set[str]:
        """Return the sessions on the teacher's products until the allowed days were over."""
        return {
            session
            for session, day in attended
            if about.get(session) in hire.products and day <= hire.since + allowed
        }

    in_time = [hire for hire in hires if list_fitting(hire, attendances.get(hire.person, ()))]
    required_hires = [
        hire for hire in hires if hire.since + allowed <= min(hire.last, year.days[-1])
    ]
    late = [
        hire
        for hire in required_hires
        if hire.since + allowed <= review.as_of and hire not in in_time
    ]
    if not late and not in_time:
        return _report_nobody_due([hire.since + allowed for hire in required_hires], most)
    over = on_products.select_held(
        TEACHERS, "the materials of those who began late", product_id=names
    )
    signed = on_products.select_sheets()
    sheets = signed.distinct(Attendance.session_id) if signed.count() else ()

    def unsigned_since(first: date) -> list[tuple[str, date]]:
        held = over.tally(TrainingSession.session_id, TrainingSession.date)
        return [(session, day) for session, day in held if session not in sheets and day >= first]

    lost = [
        lost_ids
        for hire in late
        if (lost_ids := list_fitting(hire, unsigned_since(hire.since - DAYS_AHEAD)))
    ]
    late_places, remaining_places = (
        describe_places(late),
        describe_places(hire for hire in late if hire.last >= review.as_of),
    )
    return enough(
        good=len(in_time),
        of=len(in_time) + len(late),
        share=share,
        said="teachers who began during the year were trained on their materials within "
        f"{most.value} days",
        remedy=f"Train {remaining_places} now, and plan it for the next ones."
        if remaining_places
        else "They have left. Plan how the next ones are trained in time, and record it.",
        more=f" Not so {late_places}.",
        unknown=len(lost),
        unknown_remedy=f"Find the sign-in sheets of {listing(sorted(set().union(*lost)))} and add "
        "them to training_attendance.csv.",
        scope=dict.fromkeys(hire.campus_id or "no one campus" for hire in late),
        rows=roster.where(staff_id=frozenset(hire.person for hire in late), start_date=given),
    )


def describe_places(hires: Iterable[LateHire]) -> str:
    where = Counter(hire.campus_id for hire in hires)
    return listing(
        f"{counted(number, 'teacher')} {f'at {campus}' if campus else 'of no one campus'}"
        for campus, number in where.items()
    )


def _report_nobody_due(deadlines: Collection[date], most: Limit[int]) -> Verdict:
    """Return the verdict where nobody who began late was trained yet, or had to be."""
    if deadlines:
        first = min(deadlines)
        return too_early("The first teacher who began during the year still has time", first)
    return not_applicable(
        "Who began during the year left, or the year ends, before their "
        f"{counted(most.value, 'day')} are over."
    )
