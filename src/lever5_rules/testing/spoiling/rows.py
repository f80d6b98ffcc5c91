"""Ways of spoiling places and amounts: campuses left out, people left out, rows duplicated."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.testing.district import District, Row

from .kit import (
    ALL,
    Concerns,
    Holds,
    Kit,
    Spoiling,
    always,
    both,
    of_campuses,
    people_in,
    places_of,
    reading,
    with_one_value,
)

AGAIN = "-again"


def campus_blank(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """No campus is given."""
    for place, info in places_of(kind):
        if info.refers_to != "campus":
            continue
        spoilt = with_one_value(kit.district, kind, place, None)
        if info.of_person:
            yield Spoiling(".".join(place), spoilt, Holds.KEPT, always)
        elif not info.optional:
            yield Spoiling(".".join(place), spoilt, Holds.FALLS, reading(kind, place))


def first_campus_everywhere(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Every row is of the first campus."""
    first, *_ = kit.district.campuses
    for place, info in places_of(kind):
        if info.refers_to != "campus" or info.of_person or kind.family is Family.DENOMINATOR:
            continue
        if kind.counting.signed_in:
            continue  # the sign-in sheets show which campuses took part
        value = [first] if info.many else first
        spoilt = with_one_value(kit.district, kind, place, value)
        concerns = of_campuses if kind.table else both(of_campuses, reading(kind, place))
        yield Spoiling(".".join(place), spoilt, Holds.FALLS, concerns)


def nothing_of_last_campus(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """The last campus and its people stand in no row."""
    *_, last = kit.district.campuses
    if not kind.table or kind.family is Family.DENOMINATOR or kind.counting.signed_in:
        return
    lists = [name for name, info in kind.fields.items() if info.refers_to == "campus" and info.many]
    if not people_in(kind) and "campus" not in {info.refers_to for info in kind.fields.values()}:
        return

    def without(row: Row) -> Row | None:
        if kit.campus_of(kind, row) == last:
            return None
        changed = dict(row)
        for name in lists:
            listed = row.get(name) or ()
            campuses = kit.district.campuses if ALL in listed else listed
            campuses = [campuses] if isinstance(campuses, str) else campuses
            changed[name] = [campus for campus in campuses if campus != last]
            if listed and not changed[name]:
                return None
        return changed

    spoilt = kit.changed(kind, without)
    if spoilt.rows(kind.cls):
        yield Spoiling("", spoilt, Holds.FALLS, of_campuses)


def half_of_the_people(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Every second person of each campus is left out, within each role that several people hold."""
    groups: dict[Any, list[str]] = {}
    for person, row in kit.roster.items():
        groups.setdefault((row.get("campus_id"), row.get("role")), []).append(person)
    several = [person for group in groups.values() if len(group) > 1 for person in group[::2]]
    single: dict[Any, list[str]] = {}
    for (campus, _), group in groups.items():
        if len(group) == 1:
            single.setdefault(campus, []).extend(group)
    removed = {*several, *(person for group in single.values() for person in group[::2])}
    yield from _without_people(kit, kind, removed, lambda needs: needs.share_of_people > 0.75)


def one_person_on_each_campus(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """One person of each campus is left."""
    for name in people_in(kind):
        first: dict[Any, str] = {}
        for row in kit.district.rows(kind.cls):
            if campus := kit.campus_of_person(row.get(name)):
                first.setdefault(campus, row[name])
        removed = kit.roster.keys() - set(first.values())
        for spoiling in _without_people(
            kit, kind, removed, lambda needs: needs.share_of_people > 0
        ):
            if spoiling.place == name:
                yield spoiling


def one_id_for_all(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """All rows have the same id."""
    for name, info in kind.fields.items():
        if info.unique and kind.family is not Family.DENOMINATOR:
            first, *others = kit.district.rows(kind.cls)
            if others:
                spoilt = with_one_value(kit.district, kind, (name,), first[name])
                yield Spoiling(name, spoilt, Holds.FALLS, always)


def half_pasted_again(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """Half of the rows are gone; the others stand twice, under new ids."""
    if not _has_ids(kind):
        return
    number = Counter[Any]()

    def every_second(row: Row) -> Row | None:
        campus = kit.campus_of(kind, row)
        campus = tuple(campus) if isinstance(campus, list) else campus
        number[campus] += 1
        return row if number[campus] % 2 else None

    half = kit.changed(kind, every_second)
    if len(half.rows(kind.cls)) < len(kit.district.rows(kind.cls)):
        yield Spoiling("", _paste_again(half, kind), Holds.NO_BETTER, always, half)


def pasted_again(kit: Kit, kind: KindInfo) -> Iterator[Spoiling]:
    """All rows stand twice, under new ids."""
    if _has_ids(kind):
        yield Spoiling("", _paste_again(kit.district, kind), Holds.AS_BEFORE, always)


def _without_people(
    kit: Kit, kind: KindInfo, removed: Collection[str], concerns: Concerns
) -> Iterator[Spoiling]:
    """Yield districts without rows about some people; of two people, the second is the subject."""
    for name in people_in(kind):
        if kind.counting.between and name != kind.counting.between[1]:
            continue

        def without(row: Row, name: str = name) -> Row | None:
            return None if row.get(name) in removed else row

        changed = kit.changed(kind, without)
        if changed.rows(kind.cls):
            yield Spoiling(name, changed, Holds.FALLS, concerns)


def _has_ids(kind: KindInfo) -> bool:
    return kind.table and kind.family is not Family.DENOMINATOR and bool(_ids(kind))


def _ids(kind: KindInfo) -> list[str]:
    return [
        name
        for name, info in kind.fields.items()
        if info.unique or (kind.counting.meets_by and name == kind.counting.meets_by[0])
    ]


def _paste_again(district: District, kind: KindInfo) -> District:
    """Return the district with every row a second time, including the sign-in sheets."""
    ids = _ids(kind)
    rows = [
        {**row, **{name: f"{row[name]}{AGAIN}" for name in ids}} for row in district.rows(kind.cls)
    ]
    pasted = district.with_rows(kind.cls, *rows)
    sheets = district.tables.get(kind.counting.signed_in, ())
    if sheets:
        used_ids = {row[name] for row in district.rows(kind.cls) for name in ids}
        more = tuple(
            {**row, name: f"{row[name]}{AGAIN}"}
            for row in sheets
            for name in row
            if name in ids and row[name] in used_ids
        )
        tables = {**pasted.tables, kind.counting.signed_in: (*sheets, *more)}
        pasted = District(pasted.documents, tables, pasted.plugins)
    return pasted
