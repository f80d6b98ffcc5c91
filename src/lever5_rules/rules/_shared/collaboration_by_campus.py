"""Scheduled time on some campuses, and a written expectation for the others, for a group."""

from collections.abc import Callable
from typing import Annotated

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Reach, Role
from lever5_rules.authoring import (
    Campuses,
    Documents,
    Limit,
    Outcome,
    Records,
    Verdict,
    concerning,
    not_applicable,
    only,
)

from .collaboration import Group, Serving
from .collaboration_texts import Texts, completeness, extent, naming, of_texts
from .leadership import Employed
from .slots import SchoolDays, shared_slots, slots_with
from .staff import in_plural

MinDays = Annotated[Limit[int], "collab.min_days_per_year"]
MinDaysOfOthers = Annotated[Limit[int], "collab.min_days_of_others_per_year"]
MinPerMonth = Annotated[Limit[float], "collab.min_sessions_per_month"]

Element = Callable[..., Verdict]


def by_campus(group: Group, role: Role | None = None) -> Element:
    """Return an element: campuses without scheduled time for the group, or for staff of a role, are
    covered by a written expectation to collaborate."""
    of_others = role is not None and role not in group.both

    def without_time(
        slots: Records[CollaborationSlot], serving: Serving, school: SchoolDays, least: Limit[int]
    ) -> Serving:
        """Return the campuses without scheduled time; all of them if every campus has it."""
        if role is None:
            mine = shared_slots(slots, group).where(reach=Reach.CAMPUS)
        elif role in group.both:
            mine = shared_slots(slots, group)
        else:
            mine = slots_with(slots, group, role)
        days = school.on_campuses(mine)
        lacking = (one for one in serving if len(days.get(one, ())) < least.value)
        return tuple(lacking) or serving

    def judged(texts: Texts, least: Limit[float]) -> Verdict:
        if role is not None:
            return naming(texts, group, role)
        whole = completeness(texts, group, least)
        return extent(texts, group, Reach.CAMPUS) if whole.outcome is Outcome.PASS else whole

    def expected_of_the_rest(
        rest: Documents[CollaborationExpectation],
        campuses: Campuses,
        serving: Serving,
        left: Serving,
        least: MinPerMonth,
        employed: Employed | None,
    ) -> Verdict:
        asked = employed if of_others else None
        if role is not None and asked is not None and asked.nobody_is(role, serving):
            return not_applicable(f"The district employs no {in_plural(role)}.")
        return of_texts(rest, campuses, left, lambda texts: judged(texts, least))

    without_time.__annotations__["least"] = MinDaysOfOthers if of_others else MinDays
    fact = group.element(without_time)
    expected_of_the_rest.__annotations__ |= {
        "left": Annotated[Serving, fact],
        "rest": Annotated[
            Documents[CollaborationExpectation],
            only(population={*group.populations}),
            concerning(fact),
        ],
    }
    return group.element(expected_of_the_rest)
