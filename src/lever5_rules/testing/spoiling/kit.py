"""Common ground of all ways of spoiling: the sound district, and the needs of elements."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import ENVELOPE, Family, KindInfo
from lever5_rules.core.lexicon import Lexicon
from lever5_rules.testing.district import District, Row, with_each

DAY = timedelta(days=1)
ALL = "all"
Place = tuple[str, ...]
Change = Callable[[Row], Row | None]


class Holds(Enum):
    """What must hold for the elements affected by a spoiled district."""

    FALLS = "passes no more"
    KEPT = "passes still, or misses something; it is not a gap"
    AS_BEFORE = "passes with the very words that it had, or no more"
    NO_BETTER = "passes only if it passes without those rows, too"


@frozen(eq=False, repr=False, slots=False)
class Asked:
    """The needs of an element, from its declaration and from what it read of the sound district.

    `in_windows`: it needs spans of the year. `share_of_people` is the largest share of people that
    it requires; `units` are those of its limits.
    """

    kinds: frozenset[str]
    needed: frozenset[str]
    reads: frozenset[Place]
    in_windows: bool
    share_of_people: float
    units: frozenset[str]

    def reads_at(self, kind: KindInfo, *place: str) -> bool:
        """Return whether it read a field, or a field of its items."""
        return (kind.name, *place) in self.reads

    @property
    def of_campuses(self) -> bool:
        """Whether it needs to know which campuses there are."""
        return "district_profile" in self.needed


Concerns = Callable[[Asked], bool]


@frozen(eq=False, repr=False, slots=False)
class Spoiling:
    """A district with a spoiled kind, what must hold on it, and for which elements.

    `place` is the field that is spoiled, if only one is. `base` is the district that it must not be
    better than, if that is not the sound one.
    """

    place: str
    district: District
    holds: Holds
    concerns: Concerns
    base: District | None = None


@frozen(eq=False, repr=False, slots=False)
class Kit:
    """The sound district, and facts about it."""

    district: District
    lexicon: Lexicon
    as_of: date
    end_of_year: date

    @cached_property
    def present_kinds(self) -> frozenset[str]:
        """The kinds of which the district has any artifact."""
        return frozenset((*self.district.documents, *self.district.tables))

    @cached_property
    def roster(self) -> Mapping[str, Row]:
        """One row of the staff roster for each person."""
        return {row["staff_id"]: row for row in self.rows_of("staff_roster")}

    @cached_property
    def free_days(self) -> tuple[date, ...]:
        """Weekdays that the calendar marks as days without students."""
        return self._days(taught=False)

    @cached_property
    def school_days(self) -> tuple[date, ...]:
        """Days that the calendar marks as days of instruction."""
        return self._days(taught=True)

    def _days(self, *, taught: bool) -> tuple[date, ...]:
        rows = self.rows_of("instructional_calendar")
        days = (row["date"] for row in rows if bool(row.get("is_instructional")) is taught)
        return tuple(sorted(days))

    def campus_of_person(self, person: Any) -> str | None:
        """Return the campus of a person by the roster; None for a district role."""
        row = self.roster.get(person)
        return row.get("campus_id") if row is not None else None

    def rows_of(self, kind: str) -> tuple[Row, ...]:
        return tuple(self.district.tables.get(kind, ()))

    def changed(self, kind: KindInfo, change: Change) -> District:
        """Return the district with changed rows of a table; a row that becomes None is removed."""
        return with_each(self.district, kind, change)

    def campus_of(self, kind: KindInfo, row: Row) -> Any:
        """Return the campus of a row: its own, or that of the person it belongs to."""
        for name, info in kind.fields.items():
            if info.refers_to == "campus" and not info.many and row.get(name):
                return row[name]
        people = (self.campus_of_person(row.get(name)) for name in people_in(kind))
        return next(filter(None, people), None)


def with_value(
    district: District, kind: KindInfo, place: Place, change: Callable[[Any], Any]
) -> District:
    """Return the district with changed values of a field, or of a field of each item."""
    name, *inner = place

    def changed(row: Row) -> Row:
        value = row.get(name)
        if value is None:
            return row
        if not inner:
            return {**row, name: change(value)}
        items = [
            {**item, inner[0]: change(item[inner[0]])} if item.get(inner[0]) is not None else item
            for item in value
        ]
        return {**row, name: items}

    return with_each(district, kind, changed)


def with_dates(
    district: District, kind: KindInfo, place: Place, move: Callable[[date], date]
) -> District:
    """Return the district with changed dates in a field, or in a field of each item."""
    return with_value(
        district, kind, place, lambda value: move(value) if isinstance(value, date) else value
    )


def with_one_value(district: District, kind: KindInfo, place: Place, value: Any) -> District:
    """Return the district with one value wherever the field, or field of items, has a value."""
    return with_value(district, kind, place, lambda before: value)


def places_of(kind: KindInfo) -> Iterator[tuple[Place, FieldInfo]]:
    """Yield every field of a kind and of its items, except the common fields of documents."""
    for name, info in kind.fields.items():
        if not kind.table and name in ENVELOPE:
            continue
        if info.nested and info.many:
            for inner, field_info in item_fields(info.item).items():
                if not field_info.nested:
                    yield (name, inner), field_info
        elif not info.nested:
            yield (name,), info


def people_in(kind: KindInfo) -> list[str]:
    """Return the columns with people that a record is about."""
    if not kind.table or kind.family is Family.DENOMINATOR:
        return []
    return [name for name, info in kind.fields.items() if info.refers_to == "staff"]


def shared_dates(kind: KindInfo) -> str | None:
    """Return the column that dates rows of evidence."""
    return None if kind.family is Family.DENOMINATOR else kind.dated_by


def always(needs: Asked) -> bool:
    """Affects every element that needs the kind."""
    return True


def reading(kind: KindInfo, *places: Place) -> Concerns:
    """Affects the elements that read one of these fields."""
    return lambda needs: any(needs.reads_at(kind, *place) for place in places)


def both(*concerns: Concerns) -> Concerns:
    return lambda needs: all(concern(needs) for concern in concerns)


def in_windows(needs: Asked) -> bool:
    """Affects the elements that require something in each of several spans of the year."""
    return needs.in_windows


def of_campuses(needs: Asked) -> bool:
    """Affects the elements that need to know which campuses there are."""
    return needs.of_campuses
