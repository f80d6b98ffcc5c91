"""The names that a ruleset may refer to: criteria, elements, limits and vocabularies of a run."""

from collections.abc import Iterable
from enum import StrEnum

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.vocabulary import CalendarMark
from lever5_rules.core.outcome import Level
from lever5_rules.core.synonyms import vocabulary_name
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.ruleset.names import Names


def names_of(loaded: Loaded) -> Names:
    """Return the names that a ruleset may refer to, given the plugins of a run."""
    elements: dict[str, frozenset[str]] = {}
    up_to = [frozenset(low.value for low in Level if low.rank <= top.rank) for top in Level]
    for element in loaded.elements.values():
        ranks = [kind.family.level.rank for kind in element.kinds if kind.family.level]
        elements[element.id] = up_to[max(ranks, default=0)]
    for group in loaded.groups:
        elements.setdefault(group, frozenset())
    return Names(
        loaded.limits,
        loaded.criteria,
        elements,
        vocabularies_of(loaded.kinds.values()),
        folders=loaded.folders,
        complete=not loaded.failures,
    )


def vocabularies_of(kinds: Iterable[KindInfo]) -> dict[str, type[StrEnum]]:
    """Return the vocabularies of the fields of these kinds and of calendar feeds, by ruleset
    name."""
    vocabularies: dict[str, type[StrEnum]] = {vocabulary_name(CalendarMark): CalendarMark}

    def look(fields: Iterable[FieldInfo]) -> None:
        for info in fields:
            if info.vocabulary:
                vocabularies[vocabulary_name(info.vocabulary)] = info.vocabulary
            elif info.nested:
                look(item_fields(info.item).values())

    for kind in kinds:
        look(kind.fields.values())
    return vocabularies
