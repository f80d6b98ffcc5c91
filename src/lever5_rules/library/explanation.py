"""The explanation of a criterion, as data: requirement, evidence and thresholds."""

from collections.abc import Iterator

from attrs import frozen

from lever5_rules.artifacts.fields import type_in_words
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.errors import UsageError
from lever5_rules.core.limits import Limit, Ruleset
from lever5_rules.core.outcome import Judges, Level
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.core.values import by_value
from lever5_rules.engine.needs import type_of_limit
from lever5_rules.engine.rules import Element
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reports.wording import EXPORT


@by_value("name", "type", "limit")
@frozen(eq=False, repr=False, slots=False)
class ExplainedLimit:
    """A threshold of an element.

    `type` is the type of its value, in words. `limit` has value, unit, origin and source; it is
    None if the ruleset does not set it.
    """

    name: str
    type: str
    limit: Limit[object] | None


@by_value("id", "level", "advisory")
@frozen(eq=False, repr=False, slots=False)
class ExplainedElement:
    """One element of a criterion.

    `requirement` is what makes it pass, and `level` the evidence that this needs under the ruleset.
    `advisory` elements never change an outcome. `switched_off` is the ruleset's reason, or None if
    it is judged. `part` is the listed element of the criterion that it belongs to. `any_of` is the
    requirement of its group, of which one element is enough. `left_to_reader` is what a person must
    still judge; `reads` are the names of kinds.
    """

    id: str
    requirement: str
    level: Level
    advisory: bool
    switched_off: str | None
    part: str
    any_of: str
    left_to_reader: str
    reads: tuple[str, ...]
    limits: tuple[ExplainedLimit, ...]


@by_value("name", "type")
@frozen(eq=False, repr=False, slots=False)
class ExplainedField:
    """A field of a document or a column of a table. `type` is in words; `unit` is that of a
    number."""

    name: str
    meaning: str
    type: str
    unit: str
    optional: bool


@by_value("name", "file", "office")
@frozen(eq=False, repr=False, slots=False)
class ExplainedKind:
    """A kind of artifact: `file` is its usual name, `office` who usually holds it.

    `level` is the highest level of evidence that it can give; None for denominators, such as a
    staff roster.
    """

    name: str
    meaning: str
    file: str
    office: str
    level: Level | None
    fields: tuple[ExplainedField, ...]


@by_value("criterion", "title", "elements")
@frozen(eq=False, repr=False, slots=False)
class Explanation:
    """One criterion in full, under one ruleset.

    `parts` are the framework's lettered parts: id and text. Without a rule, `judges` and `plugin`
    are None, and there are no elements. `kinds` are those that the elements read.

    >>> [kind.name for kind in l5.explain("5.2.4-3").kinds][:2]
    ['plc_guideline', 'district_profile']
    """

    criterion: str
    title: str
    requirement: str
    parts: tuple[tuple[str, str], ...]
    key_practice: str
    key_practice_title: str
    ruleset: str
    judges: Judges | None
    not_judged: str
    plugin: str | None
    elements: tuple[ExplainedElement, ...]
    kinds: tuple[ExplainedKind, ...]


def explanation_of(loaded: Loaded, name: str, ruleset: Ruleset) -> Explanation:
    """Return the explanation of a criterion, or of one element or group of it.

    Raises UsageError, suggesting the nearest id, for an unknown one.
    """
    if not isinstance(name, str):
        raise UsageError(f"{clipped(repr(name), 60)} is not an id; give one such as '5.2.4-3'.")
    criterion, _, element_name = name.removeprefix(EXPORT).partition("/")
    details = loaded.criteria.get(criterion)
    if details is None:
        below = [
            known_id
            for known_id in loaded.criteria
            if criterion and known_id.startswith(f"{criterion}-")
        ]
        if below:
            raise UsageError(f"{criterion} is a key practice. Ask for one of {listing(below)}.")
        raise UsageError(
            f"There is no criterion {clipped(criterion, 60)!r}."
            f"{did_you_mean(criterion, loaded.criteria)} `lever5 criteria` lists them."
        )
    rule, plugin = loaded.rules.get(criterion, (None, None))
    elements: list[Element] = []
    if rule is not None:
        elements = [
            element
            for element in rule.elements
            if not element_name or element_name in (element.name, element.group)
        ]
        if not elements:
            names = [element.name for element in rule.elements]
            raise UsageError(
                f"{criterion} has no element {element_name!r}.{did_you_mean(element_name, names)}"
            )
    kinds = {kind.name: kind for element in elements for kind in element.kinds}
    practice = loaded.practices[details.key_practice]
    return Explanation(
        criterion=details.id,
        title=details.title,
        requirement=details.requirement,
        parts=details.parts,
        key_practice=practice.id,
        key_practice_title=practice.title,
        ruleset=ruleset.name,
        judges=rule.judges if rule else None,
        not_judged=rule.not_judged if rule else "",
        plugin=plugin,
        elements=tuple(_element(element, ruleset, rule.groups) for element in elements)
        if rule
        else (),
        kinds=tuple(map(_kind, kinds.values())),
    )


def _element(element: Element, ruleset: Ruleset, groups: dict[str, str]) -> ExplainedElement:
    switch = ruleset.switches.get(element.id)
    advisory = element.advisory if switch is None or switch.advisory is None else switch.advisory
    return ExplainedElement(
        id=element.id,
        requirement=element.requirement,
        level=ruleset.level_for(element.id, element.level),
        advisory=advisory,
        switched_off=switch.reason if switch is not None and not switch.enabled else None,
        part=element.part,
        any_of=groups[element.group] if element.group else "",
        left_to_reader=element.reader,
        reads=tuple(kind.name for kind in element.kinds),
        limits=tuple(_limits(element, ruleset)),
    )


def _limits(element: Element, ruleset: Ruleset) -> Iterator[ExplainedLimit]:
    for name, declared in element.limits.items():
        yield ExplainedLimit(name, str(type_of_limit(declared)), ruleset.limits.get(name))


def _kind(kind: KindInfo) -> ExplainedKind:
    return ExplainedKind(
        name=kind.name,
        meaning=kind.meaning,
        file=kind.usual_file,
        office=kind.office,
        level=kind.family.level,
        fields=tuple(
            ExplainedField(
                field_info.name,
                field_info.meaning,
                type_in_words(field_info),
                field_info.unit or "",
                bool(field_info.optional),
            )
            for field_info in kind.fields.values()
        ),
    )
