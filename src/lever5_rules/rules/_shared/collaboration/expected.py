"""Time to collaborate, or an expectation to do so: elements shared by two groups of students.

Each campus may have either: an expectation is required only where no schedule sets aside enough
time.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from attrs import evolve, frozen

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Reach, Role
from lever5_rules.authoring import (
    Campuses,
    Documents,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    concerning,
    conclude,
    counted,
    covers,
    gap,
    listing,
    met,
    not_applicable,
)
from lever5_rules.rules._shared.collaboration.groups import Group, Serving
from lever5_rules.rules._shared.collaboration.slots import (
    SchoolDays,
    certain_slots,
    of_certain,
    shared_slots,
    slots_with,
)
from lever5_rules.rules._shared.collaboration.texts import (
    completeness,
    extent,
    naming,
    of_texts,
)
from lever5_rules.rules._shared.collaboration.time import MinCross, across_campuses
from lever5_rules.rules._shared.leadership import Employed
from lever5_rules.rules._shared.staff import in_plural

Element = Callable[..., Verdict]
MinDays = Annotated[Limit[int], "collab.min_days_per_year"]
MinDaysOfOthers = Annotated[Limit[int], "collab.min_days_of_others_per_year"]
MinPerMonth = Annotated[Limit[float], "collab.min_sessions_per_month"]
EACH_CAMPUS = dict.fromkeys(
    ("first_campus_everywhere", "nothing_of_last_campus"),
    "`each_campus_scheduled` asks for each campus.",
)


@frozen(eq=False, repr=False, slots=False)
class Time:
    """The time that schedules set aside."""

    slots: Records[CollaborationSlot]
    school: SchoolDays

    def of_certain(self, judge: Callable[["Time"], Verdict]) -> Verdict:
        """Judge the time of which all is told, and if it does not suffice, all time."""
        return of_certain(self.slots, lambda slots: judge(evolve(self, slots=slots)))


@frozen(eq=False, repr=False, slots=False)
class Wanted:
    """Time needed for a purpose, on campuses or across them: the slots that serve it."""

    among: Callable[[Records[CollaborationSlot]], Records[CollaborationSlot]]
    across: bool = False

    def campuses(self, time: Time, serving: Serving, least: int) -> set[str]:
        """Return the campuses that a schedule gives such time on at least a number of days."""
        slots = self.among(time.slots)
        if self.across:
            return time.school.campuses_together(slots, serving, least)
        return time.school.campuses_with(slots, least)


def add_expected_elements(rule: Rule, group: Group, staff: Mapping[str, Role]) -> None:
    """Add to a rule the elements on time or expectations, with one for each kind of staff."""
    together = _with_both(group)
    asked: dict[str, tuple[str, Element, Element]] = {
        "time_or_expectation": (
            f"Time to collaborate for {group.students} is set aside, or a written expectation "
            "says who meets, how often, and who sees to it.",
            _time_set_aside(group),
            _complete(group, _without(group, together)),
        ),
        **{
            name: (
                f"Those who collaborate include {in_plural(role)}.",
                _in_time(group, role),
                _expected(group, role),
            )
            for name, role in staff.items()
        },
        "each_campus": (
            "Every campus that serves these students collaborates.",
            _on_each_campus(group),
            _reaching(group, Reach.CAMPUS, _without(group, _within_campuses(group))),
        ),
        "across_campuses": (
            "Campuses collaborate with each other.",
            across_campuses(group),
            _reaching(
                group, Reach.CROSS_CAMPUS, _without(group, _across_campuses(group), MinCross)
            ),
        ),
    }
    for name, (requirement, by_schedule, by_expectation) in asked.items():
        either = rule.any_of(name, requirement)
        rule.add(
            by_schedule,
            level=Level.SCHEDULED,
            any_of=either,
            name=f"{name}_scheduled",
            requirement=f"{requirement} A schedule shows it.",
            unasked=EACH_CAMPUS if name == "time_or_expectation" else {},
        )
        rule.add(
            by_expectation,
            level=Level.CITED,
            any_of=either,
            reader="whether the expectation is clear to those who must follow it",
            name=f"{name}_expected",
            requirement=f"{requirement} A written expectation says so.",
        )


def _time_set_aside(group: Group) -> Element:
    def time_set_aside(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: MinDays
    ) -> Verdict:
        return of_certain(slots, lambda rows: on_days(rows, school, least))

    def on_days(slots: Records[CollaborationSlot], school: SchoolDays, least: MinDays) -> Verdict:
        shared = shared_slots(slots, group)
        slot_days = [(slot.source_document, days) for slot, days in school.held(shared)]
        days = len(set[date]().union(*(days for _, days in slot_days)))
        if days >= least.value:
            documents = dict.fromkeys(document for document, _ in slot_days)
            return met(f"Time is set aside on {days} days, in {listing(documents)}.", least)
        return gap(
            Reason.NOT_COVERED,
            f"Time for teachers and {group.staff} together is set aside on {counted(days, 'day')} "
            f"this school year; {least.value} or more are dedicated time.",
            f"Set time aside for teachers and {group.staff}, or state an expectation.",
            limit=least,
        )

    return group.element(time_set_aside)


def _with_both(group: Group) -> Wanted:
    return Wanted(lambda slots: shared_slots(slots, group))


def _with_role(group: Group, role: Role) -> Wanted:
    """The time of staff of a role with other collaborating staff."""
    return (
        _with_both(group)
        if role in group.both
        else Wanted(lambda slots: slots_with(slots, group, role))
    )


def _within_campuses(group: Group) -> Wanted:
    return Wanted(lambda slots: shared_slots(slots, group).where(reach=Reach.CAMPUS))


def _across_campuses(group: Group) -> Wanted:
    return Wanted(
        lambda slots: shared_slots(slots, group).where(reach=Reach.CROSS_CAMPUS), across=True
    )


def _without(group: Group, wanted: Wanted, limit: Any = MinDays) -> Callable[..., Serving]:
    """Return a fact: the campuses that need an expectation, because no schedule gives them enough
    time.

    They are all campuses if every one has the time, or if no schedule can be read.
    """

    def without(serving: Serving, time: Time | None, least: Limit[int]) -> Serving:
        certain = None if time is None else evolve(time, slots=certain_slots(time.slots))
        timed = set() if certain is None else wanted.campuses(certain, serving, least.value)
        return tuple(campus for campus in serving if campus not in timed) or serving

    without.__annotations__["least"] = limit
    return group.element(without)


def _in_time(group: Group, role: Role) -> Element:
    """Return an element: on every campus, staff of a role have time with other collaborating
    staff."""
    words = in_plural(role)
    wanted = _with_role(group, role)

    def in_time(time: Time, serving: Serving, least: MinDays) -> Verdict:
        return time.of_certain(
            lambda told: covers(
                found=wanted.campuses(told, serving, least.value),
                wanted=serving,
                what=f"Campuses where {words} have time with the others on "
                f"{counted(least.value, 'day')} or more",
                remedy=f"Bring {words} into the time of {{lacking}}, or state that they "
                "collaborate.",
                limit=least,
                rows=wanted.among(told.slots),
            )
        )

    def of_others(
        time: Time, serving: Serving, least: MinDaysOfOthers, employed: Employed | None
    ) -> Verdict:
        if employed is not None and employed.nobody_is(role, serving):
            return not_applicable(f"The district employs no {words}.")
        return in_time(time, serving, least)

    return group.element(in_time if role in group.both else of_others)


def _on_each_campus(group: Group) -> Element:
    wanted = _within_campuses(group)

    def each_campus(time: Time, serving: Serving, least: MinDays) -> Verdict:
        return time.of_certain(
            lambda told: covers(
                found=wanted.campuses(told, serving, least.value),
                wanted=serving,
                what=f"Campuses with time for {group.students} on "
                f"{counted(least.value, 'day')} or more of this school year",
                remedy="Set time aside at {lacking} and add it to collaboration_schedule.csv.",
                limit=least,
                rows=wanted.among(told.slots),
            )
        )

    return group.element(each_campus)


def _complete(group: Group, without_time: Callable[..., Serving]) -> Element:
    def complete(
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        asked: Serving,
        least: MinPerMonth,
    ) -> Verdict:
        return of_texts(texts, campuses, asked, lambda own: completeness(own, group, least))

    return _for_campuses(group, complete, without_time)


def _expected(group: Group, role: Role) -> Element:
    def expected(
        texts: Documents[CollaborationExpectation], campuses: Campuses, asked: Serving
    ) -> Verdict:
        return of_texts(texts, campuses, asked, lambda own: naming(own, group, role))

    def with_others(serving: Serving, employed: Employed | None) -> Serving:
        if employed is not None and employed.nobody_is(role, serving):
            conclude(not_applicable(f"The district employs no {in_plural(role)}."))
        return serving

    def expected_of_others(
        concerned: Serving,
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        asked: Serving,
    ) -> Verdict:
        return expected(texts, campuses, asked)

    main = role in group.both
    without = _without(group, _with_role(group, role), MinDays if main else MinDaysOfOthers)
    if main:
        return _for_campuses(group, expected, without)
    return _for_campuses(group, expected_of_others, without, group.element(with_others))


def _reaching(group: Group, reach: Reach, without_time: Callable[..., Serving]) -> Element:
    def some(serving: Serving) -> Serving:
        if reach is Reach.CROSS_CAMPUS and len(serving) < 2:
            conclude(not_applicable(f"One campus alone serves {group.students}."))
        return serving

    def reaching(
        concerned: Serving,
        texts: Documents[CollaborationExpectation],
        campuses: Campuses,
        asked: Serving,
    ) -> Verdict:
        return of_texts(texts, campuses, asked, lambda own: extent(own, group, reach))

    return _for_campuses(group, reaching, without_time, group.element(some))


def _for_campuses(
    group: Group,
    element: Element,
    campuses: Callable[..., Serving],
    concerned: Callable[..., Serving] | None = None,
) -> Element:
    """Ask for texts on some campuses; the element's `asked` are these campuses.

    `concerned` says first, before any text is looked for, whether the element applies.
    """
    bound = group.element(element)
    hints = bound.__annotations__
    if concerned is not None:
        hints.update(concerned=Annotated[Serving, concerned])
    texts: Any = group.asked["texts"]
    hints.update(texts=Annotated[texts, concerning(campuses)], asked=Annotated[Serving, campuses])
    return bound
