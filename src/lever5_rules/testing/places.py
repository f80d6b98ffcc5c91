"""The places at which a kind holds values, and districts with other values there."""

from collections.abc import Mapping
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import ENVELOPE, HeldOn, KindInfo

from .district import District, Row, with_each

PROFILE = "district_profile"


def deciding_columns(kind: KindInfo) -> frozenset[str]:
    """Return the columns of a kind that decide whether its rows count, for all elements."""
    people_and_ids = {name for name, info in kind.fields.items() if info.person or info.unique}
    return frozenset(
        people_and_ids.union(kind.counting.columns, filter(None, (kind.dated_by, kind.year_by)))
    )


def counts_by(kind: KindInfo) -> frozenset[str]:
    """Return the kinds that decide which rows of a kind count."""
    by, fields = kind.counting, kind.fields.values()
    if not kind.table or kind.family.level is None:
        return frozenset()
    return frozenset(
        name
        for name, counts in {
            "staff_roster": any(info.person for info in fields),
            "instructional_calendar": by.held_on is not HeldOn.ANY_DAY or bool(by.with_students),
            "training_calendar": bool(by.session_by),
            by.signed_in: bool(by.signed_in),
            PROFILE: any(info.refers_to == "campus" for info in fields),
        }.items()
        if counts
    )


def names_in(pointer: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(part for part in pointer if isinstance(part, str))


def places_in(name: str, info: FieldInfo) -> list[tuple[str, ...]]:
    """Return the field itself, or the required fields of its items."""
    if info.nested:
        inner = item_fields(info.item)
        return [(name, field_info.name) for field_info in inner.values() if not field_info.optional]
    return [(name,)]


def type_at(kind: KindInfo, place: tuple[str, ...]) -> Any:
    """Return the type of the value at a place."""
    info = kind.fields[place[0]]
    return item_fields(info.item)[place[1]].type if len(place) > 1 else info.type


def everywhere(district: District, kind: KindInfo, place: tuple[str, ...], value: Any) -> District:
    """Return a district with a value in every document or row, in a field or a field of each
    item."""
    name, *inner = place
    if not inner:
        return district.everywhere(kind.cls, {name: value})

    def changed(document: Row) -> Row:
        return {**document, name: [{**item, inner[0]: value} for item in document[name]]}

    return with_each(district, kind, changed)


def dropped(district: District, kind: KindInfo, name: str) -> District | None:
    """Return a district without what belongs to this campus or role; None if nothing does."""
    if kind.name == PROFILE:
        return None
    drop = _without_name if kind.table else _without_items
    changed = with_each(district, kind, lambda row: drop(row, name))
    if kind.table:
        rows = changed.rows(kind.cls)
        return changed if rows and rows != district.rows(kind.cls) else None
    altered = changed.documents[kind.name] != district.documents[kind.name]
    return changed if altered else None


def _without_items(document: Row, name: str) -> Row:
    """Return the document without what its lists hold of a campus or role."""
    return {
        field: [rest for item in value if (rest := _without_item(item, name)) is not None]
        if isinstance(value, list) and field not in ENVELOPE
        else value
        for field, value in document.items()
    }


def _without_item(item: Any, name: str) -> Any:
    if isinstance(item, Mapping):
        return _without_name(item, name)
    return None if item == name else item


def _without_name(row: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return the row without a campus or role; None if the whole row is about it."""
    if any(value == name for value in row.values()):
        return None
    changed = {
        field: [item for item in value if item != name] if isinstance(value, list) else value
        for field, value in row.items()
    }
    emptied = any(row[field] and value == [] for field, value in changed.items())
    return None if emptied else changed
