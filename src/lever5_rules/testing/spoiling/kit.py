"""What every way of spoiling starts from: the sound district, and what an element asks for."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import Any

from attrs import evolve, frozen

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import ENVELOPE, Family, KindInfo
from lever5_rules.core.lexicon import Lexicon
from lever5_rules.testing.district import District, Row

DAY = timedelta(days=1)
ALL = "all"
Place = tuple[str, ...]
Change = Callable[[Row], Row | None]


class Holds(Enum):
    """What must hold of an element that a spoilt district concerns."""

    FALLS = "passes no more"
    KEPT = "passes still, or misses something; it is no gap"
    AS_BEFORE = "passes with the very words that it had, or no more"
    NO_BETTER = "passes only if it passes without those rows, too"


@frozen(eq=False, repr=False, slots=False)
class Asked:
    """What an element asks for, by what it declares and by what it read of the sound district.

    `in_windows` says that it asks for spans of the year; `share_of_people` is the largest share
    of people that it asks for; `units` are those of its limits.
    """

    kinds: frozenset[str]
    needed: frozenset[str]
    reads: frozenset[Place]
    in_windows: bool
    share_of_people: float
    units: frozenset[str]

    def reads_at(self, kind: KindInfo, *place: str) -> bool:
        """Whether it read a field, or a field of the items in it."""
        return (kind.name, *place) in self.reads

    @property
    def of_campuses(self) -> bool:
        """Whether it asks which campuses there are."""
        return "district_profile" in self.needed


Concerns = Callable[[Asked], bool]


@frozen(eq=False, repr=False, slots=False)
class Spoiling:
    """A district in which a whole kind is spoilt, what must hold on it, and of which elements.

    `place` is the field that is spoilt, if it is one. `base` is the district that this must not be
    better than, where that is not the sound one.
    """

    place: str
    district: District
    holds: Holds
    concerns: Concerns
    base: District | None = None


@frozen(eq=False, repr=False, slots=False)
class Kit:
    """The sound district, and what is known of it."""

    district: District
    lexicon: Lexicon
    as_of: date
    end_of_year: date

    @cached_property
    def held(self) -> frozenset[str]:
        """The kinds of which the district has anything."""
        return frozenset((*self.district.documents, *self.district.tables))

    @cached_property
    def roster(self) -> Mapping[str, Row]:
        """One row of the staff roster for each person."""
        return {row["staff_id"]: row for row in self.rows_of("staff_roster")}

    @cached_property
    def free_days(self) -> tuple[date, ...]:
        """Weekdays that the calendar marks as without students."""
        return self._days(taught=False)

    @cached_property
    def school_days(self) -> tuple[date, ...]:
        """Days that the calendar marks as of instruction."""
        return self._days(taught=True)

    def _days(self, *, taught: bool) -> tuple[date, ...]:
        rows = self.rows_of("instructional_calendar")
        days = (row["date"] for row in rows if bool(row.get("is_instructional")) is taught)
        return tuple(sorted(days))

    def campus_of_person(self, person: Any) -> str | None:
        """The campus of somebody by the roster; none for a district role."""
        row = self.roster.get(person)
        return row.get("campus_id") if row is not None else None

    def rows_of(self, kind: str) -> tuple[Row, ...]:
        return tuple(self.district.tables.get(kind, ()))

    def changed(self, kind: KindInfo, change: Change) -> District:
        """With other rows in a table; a row that becomes None is taken away."""
        return with_rows(self.district, kind, change)

    def campus_of(self, kind: KindInfo, row: Row) -> Any:
        """The campus of a row: its own, or that of the person that it is of."""
        for name, info in kind.fields.items():
            if info.refers_to == "campus" and not info.many and row.get(name):
                return row[name]
        people = (self.campus_of_person(row.get(name)) for name in people_in(kind))
        return next(filter(None, people), None)


def with_rows(district: District, kind: KindInfo, change: Change) -> District:
    """With other rows in a table; a row that becomes None is taken away."""
    rows = [new for row in district.rows(kind.cls) if (new := change(row)) is not None]
    emptied = district.without_rows(kind.cls, lambda row: True)
    return emptied.with_rows(kind.cls, *rows)


def with_value(
    district: District, kind: KindInfo, place: Place, change: Callable[[Any], Any]
) -> District:
    """With other values in a field, or in a field of each item, wherever it has a value."""
    name, *inner = place

    def changed(held: Row) -> Row:
        value = held.get(name)
        if value is None:
            return held
        if not inner:
            return {**held, name: change(value)}
        items = [
            {**item, inner[0]: change(item[inner[0]])} if item.get(inner[0]) is not None else item
            for item in value
        ]
        return {**held, name: items}

    if kind.table:
        return with_rows(district, kind, changed)
    held = {**district.documents, kind.name: tuple(map(changed, district.documents[kind.name]))}
    return evolve(district, documents=held)


def with_dates(
    district: District, kind: KindInfo, place: Place, move: Callable[[date], date]
) -> District:
    """With other dates in a field, or in a field of each item; what is no date stays."""
    return with_value(
        district, kind, place, lambda said: move(said) if isinstance(said, date) else said
    )


def with_one_value(district: District, kind: KindInfo, place: Place, value: Any) -> District:
    """With one and the same value wherever a field, or a field of the items in it, has one."""
    return with_value(district, kind, place, lambda said: value)


def places_of(kind: KindInfo) -> Iterator[tuple[Place, FieldInfo]]:
    """Every field of a kind, and every field of the items in one; not a document's head."""
    for name, info in kind.fields.items():
        if not kind.table and name in ENVELOPE:
            continue
        if info.nested and info.many:
            for inner, one in item_fields(info.item).items():
                if not one.nested:
                    yield (name, inner), one
        elif not info.nested:
            yield (name,), info


def people_in(kind: KindInfo) -> list[str]:
    """The columns with people of whom a record tells."""
    if not kind.table or kind.family is Family.DENOMINATOR:
        return []
    return [name for name, info in kind.fields.items() if info.refers_to == "staff"]


def shared_dates(kind: KindInfo) -> str | None:
    """The column by which rows of evidence are dated."""
    return None if kind.family is Family.DENOMINATOR else kind.dated_by


def always(asked: Asked) -> bool:
    """Concerns every element that needs the kind."""
    return True


def reading(kind: KindInfo, *places: Place) -> Concerns:
    """Concerns the elements that read one of these fields."""
    return lambda asked: any(asked.reads_at(kind, *place) for place in places)


def both(*concerns: Concerns) -> Concerns:
    return lambda asked: all(one(asked) for one in concerns)


def in_windows(asked: Asked) -> bool:
    """Concerns the elements that ask for something in each of several spans of the year."""
    return asked.in_windows


def of_campuses(asked: Asked) -> bool:
    """Concerns the elements that ask which campuses there are."""
    return asked.of_campuses
