"""Groups of staff in words, with numbers and campuses: `2 teachers at 101 and 1 principal`."""

from collections import Counter
from collections.abc import Collection, Iterable

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import counted, listing, shown
from lever5_rules.rules._shared.staff import (
    INSTRUCTIONAL_STAFF,
    TEACHERS,
    in_plural,
    in_singular,
)

MOST_NAMED = 12
"""The most groups of people that a message names; the scope contains all of their campuses."""


def name_group(roles: Collection[Role]) -> str:
    """Return a common name for people of some roles."""
    if len(roles) == 1:
        return in_plural(next(iter(roles)))
    if not INSTRUCTIONAL_STAFF.issuperset(roles):
        return "people" if INSTRUCTIONAL_STAFF & set(roles) else "leaders"
    who = "teachers" if Role.TEACHER in roles else "specialists"
    return who if TEACHERS.issuperset(roles) else f"{who} and support staff"


def name_one(roles: Collection[Role]) -> str:
    """Return a common name for one person of some roles."""
    if len(roles) == 1:
        return in_singular(next(iter(roles)))
    singular = {"people": "person", "leaders": "leader", "teachers": "teacher"}
    return singular.get(name_group(roles), "member of staff")


def describe_groups(people: Iterable[tuple[str, Role, str | None]]) -> str:
    """Return people as numbers by role and campus: `2 teachers at 101 and 1 principal at 102`.

    If that would be too long, by campus only.
    """
    group = list(people)
    numbers = Counter((role, place) for _, role, place in group)
    if len(numbers) <= MOST_NAMED:
        return listing(
            (
                f"{number} {in_plural(role) if number > 1 else in_singular(role)}"
                f"{_describe_place(place)}"
                for (role, place), number in numbers.items()
            ),
            most=MOST_NAMED,
        )
    roles = {role for _, role, _ in group}
    places = Counter(place for _, place in {(person, place) for person, _, place in group})
    return listing(
        (
            f"{counted(places[place], name_one(roles), name_group(roles))}{_describe_place(place)}"
            for place in dict.fromkeys(place for _, _, place in group)
        ),
        most=MOST_NAMED,
    )


def _describe_place(campus: str | None) -> str:
    return "" if campus is None else f" at {shown(campus)}"
