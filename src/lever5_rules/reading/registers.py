"""Registers: the lists of names that other files refer to."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.tables import Table
from lever5_rules.core.blanks import Mark
from lever5_rules.reading.bundles.bundle import PROFILE_FILE
from lever5_rules.reading.values.spelling import Register, folded

from .intake import PROFILE

Documents: TypeAlias = dict[str, tuple[DocumentArtifact, ...]]
Tables: TypeAlias = dict[str, Table]

ITSELF = "itself"
"""The reference target of a column whose names are listed nowhere else."""
_LISTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "staff": (("staff_roster", "staff_id"),),
    "team": (("staff_roster", "plc_team"),),
    "session": (("training_calendar", "session_id"),),
    "product": (("curriculum_adoption_record", "product_id"),),
    "tool": (("observation_tool", "tool_id"),),
    "instrument": (("observation_tool", "tool_id"), ("instructional_protocol", "protocol_id")),
    "practice": (("instructional_framework", "practices", "code"),),
    "analysis": (("tracker_analysis", "analysis_id"),),
    "component": (("professional_development_plan", "component_id"),),
}
"""For each reference target, the kinds and fields that list it."""
_ALL_WORDS = "all campuses"
_EVERYWHERE = ("district-wide", "every campus", "each campus", "every school", "each school")


def referable() -> tuple[str, ...]:
    """Return the values that `refers_to` of a field may have."""
    return ("campus", *_LISTS, ITSELF)


def lists(kind: str, field: str, what: str) -> bool:
    """Return whether a field is the one that lists the names of a reference target."""
    return (kind, field) in _LISTS.get(what, ())


def listed_in(what: str) -> str:
    """Return, in words, where the names of a reference target are listed."""
    if what == "campus":
        return PROFILE_FILE
    return " or ".join(kind for kind, *_ in _LISTS[what])


def make_register(what: str, documents: Documents, tables: Tables) -> Register | None:
    """Return the names of a reference target; None if the bundle lacks what lists them.

    What a document lists may also be called by the title of the document, if no other document
    that lists such names has the same title.
    """
    if what == "campus":
        return _make_campus_register(documents)
    names: list[str] = []
    named_by_title: dict[str, set[str]] = {}
    for kind, *path in _LISTS.get(what, ()):
        artifacts = documents.get(kind, ())
        names += _list_names(artifacts, tables.get(kind), path)
        for artifact in artifacts if len(path) == 1 else ():
            title = getattr(artifact.node.document, "title", None)
            if isinstance(title, str):
                named_by_title.setdefault(folded(title), set()).update(
                    _list_names((artifact,), None, path)
                )
    titles = {title: next(iter(ids)) for title, ids in named_by_title.items() if len(ids) == 1}
    return Register(names, also=titles) if names else None


def _list_names(
    artifacts: tuple[DocumentArtifact, ...], table: Table | None, path: list[str]
) -> Iterator[str]:
    if table is not None:
        yield from (value for value in table.columns[path[0]].values if isinstance(value, str))
    for artifact in artifacts:
        nodes: tuple[Any, ...] = (artifact.node,)
        for field in path[:-1]:
            inner = (getattr(node, field) for node in nodes)
            nodes = tuple(node for many in inner if isinstance(many, tuple) for node in many)
        yield from (name for node in nodes if isinstance(name := getattr(node, path[-1]), str))


def _make_campus_register(documents: Documents) -> Register | None:
    profiles = documents.get(PROFILE, ())
    campuses = profiles[0].node.campuses if profiles else ()
    listed = [
        campus
        for campus in (() if isinstance(campuses, Mark) else campuses)
        if isinstance(campus.campus_id, str)
    ]
    if not listed:
        return None
    names = {item.campus_id: item.name for item in listed if isinstance(item.name, str)}
    names[ALL_CAMPUSES] = _ALL_WORDS
    district = profiles[0].node.name
    return Register(
        [*(item.campus_id for item in listed), ALL_CAMPUSES],
        names,
        never=district if isinstance(district, str) else "",
        also=dict.fromkeys(_EVERYWHERE, ALL_CAMPUSES),
    )
