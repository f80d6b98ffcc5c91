"""References that lead nowhere: campuses, staff and sessions that are not where they should be
listed."""

from collections.abc import Callable
from typing import Any, TypeAlias

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.kinds import ALL_CAMPUSES, FieldInfo, item_fields
from lever5_rules.artifacts.tables import Table
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.marks import Mark, Problem, Severity
from lever5_rules.core.places import Place

from .bundle import PROFILE_FILE
from .echo import quoted
from .intake import PROFILE

Warn: TypeAlias = Callable[[str, Place | None, str, Severity], Problem]
SPECIALISTS = {"eb_enrolled": Role.EB_TEACHER, "sped_served": Role.SPECIAL_EDUCATION_TEACHER}
LISTED_IN = {"campus": PROFILE_FILE, "staff": "staff_roster", "session": "training_calendar"}


def check_references(
    documents: dict[str, tuple[DocumentArtifact, ...]], tables: dict[str, Table], warn: Warn
) -> None:
    """Warns of each reference that leads nowhere, once for each value."""
    known = {
        "campus": _campuses(documents),
        "staff": _values(tables.get("staff_roster"), "staff_id"),
        "session": _values(tables.get("training_calendar"), "session_id"),
    }
    for values in known.values():
        if values:
            values.add(None)  # a blank refers to nobody
    for table in tables.values():
        for name, column in table.columns.items():
            wanted = known.get(column.info.refers_to)
            if not wanted or (not column.info.many and wanted.issuperset(column.values)):
                continue
            for code, value in enumerate(column.values):
                many = value if isinstance(value, tuple) else (value,)
                wrong = [one for one in many if isinstance(one, str) and one not in wanted]
                if not wrong:
                    continue
                row = next((i for i, held in enumerate(column.codes) if held == code), None)
                if row is None:
                    continue
                part = table.part_of(row)
                said = "" if column.info.person else f" {_id(wrong[0])}".rstrip()
                warn(
                    part.source.path,
                    part.source.place_of((row - part.first,)),
                    f"{name}{said} is not in {LISTED_IN[column.info.refers_to]}; "
                    "the row counts for none of those listed there.",
                    Severity.WARNING,
                )
    _check_programmes(documents, tables, warn)
    if known["campus"]:
        for found in documents.values():
            for one in found:
                _in_document(one, one.node, (), known["campus"], warn)


def _check_programmes(
    documents: dict[str, tuple[DocumentArtifact, ...]], tables: dict[str, Table], warn: Warn
) -> None:
    """Warns of campuses that serve nobody of a group by the profile and have its teachers by the
    roster: what does not apply there is not asked for."""
    roster, profile = tables.get("staff_roster"), documents.get(PROFILE, ())
    if roster is None or not profile or isinstance(profile[0].node.campuses, Mark):
        return
    roles, places = roster.columns["role"], roster.columns["campus_id"]
    pairs = zip(roles.codes, places.codes, strict=True)
    held = {(places.values[place], roles.values[role]) for role, place in set(pairs)}
    for index, campus in enumerate(profile[0].node.campuses):
        for field, role in SPECIALISTS.items():
            if getattr(campus, field) is False and (campus.campus_id, role) in held:
                warn(
                    profile[0].source.path,
                    profile[0].source.place_of(("campuses", index, field)),
                    f"campus {_id(campus.campus_id)} has {field} = false, and staff_roster lists "
                    f"a {role} there. What is asked for these students is not asked of it.",
                    Severity.WARNING,
                )


def _in_document(
    one: DocumentArtifact,
    node: Any,
    at: tuple[str | int, ...],
    campuses: set[str | None],
    warn: Warn,
) -> None:
    for name, info in item_fields(node.__class__).items():
        value = getattr(node, name)
        if info.refers_to == "campus":
            for campus in value if isinstance(value, tuple) else (value,):
                if isinstance(campus, str) and campus not in campuses:
                    warn(
                        one.source.path,
                        one.source.place_of((*at, name)),
                        f"{f'campus {_id(campus)}'.strip()} is not in {PROFILE_FILE}.",
                        Severity.WARNING,
                    )
        elif _holds_items(info) and isinstance(value, tuple):
            for index, item in enumerate(value):
                _in_document(one, item, (*at, name, index), campuses, warn)


def _id(wrong: str) -> str:
    return repr(wrong) if wrong.isdecimal() else quoted(wrong)


def _campuses(documents: dict[str, tuple[DocumentArtifact, ...]]) -> set[str | None]:
    found = documents.get(PROFILE, ())
    campuses = found[0].node.campuses if found else ()
    if isinstance(campuses, Mark):
        return set()
    ids = {one.campus_id for one in campuses if isinstance(one.campus_id, str)}
    return {*ids, ALL_CAMPUSES} if ids else set()


def _values(table: Table | None, column: str) -> set[str | None]:
    if table is None:
        return set()
    found: set[str | None] = set()
    found.update(value for value in table.columns[column].values if isinstance(value, str))
    return found


def _holds_items(info: FieldInfo) -> bool:
    return info.many and isinstance(info.item, type) and hasattr(info.item, "__attrs_attrs__")
