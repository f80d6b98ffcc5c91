"""The success criteria of a run, as data."""

from attrs import frozen

from lever5_rules.core.values import by_value
from lever5_rules.framework import framework
from lever5_rules.plugins.loaded import Loaded

CASE_VERSIONS = ("1.0", "1.1")


@by_value("id", "title", "plugin")
@frozen(eq=False, repr=False, slots=False)
class CriterionEntry:
    """A success criterion. `plugin` is the name of the plugin whose rule judges it, None without a
    rule. `elements` are the ids of its elements, `parts` the lettered parts of the framework.

    >>> l5.criteria()[0].elements[:2]
    ('5.1.1-1/expectation_stated', '5.1.1-1/teachers_addressed')
    """

    id: str
    key_practice: str
    key_practice_title: str
    title: str
    requirement: str
    parts: tuple[tuple[str, str], ...]
    plugin: str | None
    elements: tuple[str, ...]


def criteria_of(loaded: Loaded) -> tuple[CriterionEntry, ...]:
    """Return the criteria of the framework and of the plugins, in order."""
    return tuple(
        CriterionEntry(
            id=criterion.id,
            key_practice=criterion.key_practice,
            key_practice_title=loaded.practices[criterion.key_practice].title,
            title=criterion.title,
            requirement=criterion.requirement,
            parts=criterion.parts,
            plugin=loaded.rules[criterion.id][1] if criterion.id in loaded.rules else None,
            elements=tuple(element.id for element in loaded.rules[criterion.id][0].elements)
            if criterion.id in loaded.rules
            else (),
        )
        for criterion in loaded.criteria.values()
    )


def case_package(version: str = CASE_VERSIONS[-1]) -> str:
    """Return the framework as a 1EdTech CASE package, version "1.0" or "1.1", as JSON."""
    from lever5_rules.reports.formats.case_package import render

    return render(framework(), version)
