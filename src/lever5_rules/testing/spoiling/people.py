"""Ways of spoiling people: strangers, the same person everywhere, people of other campuses, absent
people."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.kinds import Family, KindInfo, declared_kind
from lever5_rules.testing.district import Row

from .kit import (
    DAY,
    Holds,
    Kit,
    Spoiling,
    always,
    of_campuses,
    people_in,
    with_one_value,
    with_value,
)

ROSTER = declared_kind(StaffAssignment)
Exchange = Callable[[Any], Any]


def by_strangers(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Everybody is somebody whom no roster lists."""
    yield from _by_others(kit, kind, lambda person: f"nobody-{person}")


def by_one_person(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """One and the same person of a campus stands for everybody."""
    for name in people_in(kind):
        number = Counter(row[name] for row in kit.district.rows(kind.cls) if row.get(name))
        local = [person for person in number if kit.campus_of_person(person)]
        if len(number) > 1 and local:
            most = max(local, key=lambda person: (number[person], person))
            spoilt = with_one_value(kit.district, kind, (name,), most)
            yield Spoiling(name, spoilt, Holds.FALLS, of_campuses)


def by_oneself(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """In a row about two people, both are the same person."""
    if kind.counting.between:
        first, other = kind.counting.between
        spoilt = kit.changed(kind, lambda row: {**row, other: row[first]})
        yield Spoiling(other, spoilt, Holds.FALLS, always)


def by_people_of_one_campus(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Those of the first campus stand for those of the others who have their role."""
    first, *_ = kit.district.campuses
    there = {
        row["role"]: staff_id
        for staff_id, row in kit.roster.items()
        if row.get("campus_id") == first
    }

    def of_first(person: Any) -> Any:
        row = kit.roster.get(person)
        elsewhere = row is not None and row.get("campus_id") not in (None, first)
        return there.get(row["role"], person) if row and elsewhere else person

    yield from _by_others(kit, kind, of_first)


def by_people_of_another_role(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """People of a role that nobody or hardly anybody among them has stand for everybody."""
    for name in people_in(kind):
        persons = {row[name] for row in kit.district.rows(kind.cls) if row.get(name)}
        roles = Counter(
            kit.roster[colleague]["role"] for colleague in persons if colleague in kit.roster
        )
        rarest = sorted(kit.roster, key=lambda person: -roles[kit.roster[person]["role"]])
        others = {kit.campus_of_person(person): person for person in rarest}
        first = others.get(kit.district.campuses[0])

        def of_another(person: Any, others: Mapping[Any, Any] = others, first: Any = first) -> Any:
            campus = kit.campus_of_person(person)
            return others[campus] if campus else first

        spoilt = with_value(kit.district, kind, (name,), of_another)
        yield Spoiling(name, spoilt, Holds.FALLS, always)


def by_people_who_have_left(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Everybody had left before the year began."""
    yield from _by_twins(kit, kind, lambda row: {"end_date": row["start_date"] + DAY})


def by_people_yet_to_begin(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Everybody who did something begins only in the next school year."""
    if kind.family is Family.RECORD:
        yield from _by_twins(kit, kind, lambda row: {"start_date": kit.end_of_year + DAY})


def _by_others(kit: Kit, kind: KindInfo, exchange: Exchange) -> Iterator[Spoiling]:
    """Yield districts in which rows by other people must count no more than no rows."""
    for name in people_in(kind):

        def without(row: Row, name: str = name) -> Row | None:
            return row if row.get(name) == exchange(row.get(name)) else None

        spoilt = with_value(kit.district, kind, (name,), exchange)
        if spoilt.rows(kind.cls) != kit.district.rows(kind.cls):
            base = kit.changed(kind, without)
            yield Spoiling(name, spoilt, Holds.NO_BETTER, always, base)


def _by_twins(
    kit: Kit, kind: KindInfo, dates: Callable[[Row], Mapping[str, Any]]
) -> Iterator[Spoiling]:
    """Yield districts with other people of the same role and campus, on the roster at another
    time."""
    twins = [{**row, **dates(row), "staff_id": f"{name}-twin"} for name, row in kit.roster.items()]
    for name in people_in(kind) if twins else ():
        spoilt = with_value(kit.district, kind, (name,), lambda person: f"{person}-twin")
        yield Spoiling(name, spoilt.with_rows(ROSTER.cls, *twins), Holds.FALLS, always)
