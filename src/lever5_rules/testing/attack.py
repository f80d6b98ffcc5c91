"""Attacks on a rule, derived only from the needs of its elements.

Each spoiled district lacks something of one kind. No element that reads the kind may pass as if
nothing had happened. With the artifact absent or of another year it must not pass at all; with a
field spoiled it may pass only with the same message as on the sound district, which shows that it
does not read that field. And some change of what it needs must affect each element, or it does not
look.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from enum import Enum, StrEnum
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.kinds import ENVELOPE, KindInfo
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import did_you_mean, listing
from lever5_rules.core.values import short_repr
from lever5_rules.engine.rules import Element, Rule
from lever5_rules.findings.finding import with_members
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reports.report import Report

from .district import District, Judgement, plugin_of, with_each
from .places import PROFILE
from .sample import SAMPLE

YEAR = timedelta(days=365)
NONSENSE = "qqq"


class Harm(Enum):
    """What elements may still say on a spoiled district."""

    FATAL = "no element that reads the kind may pass"
    FIELD = "an element may pass only as if nothing had happened"
    CHANGE = "an element may pass, but should notice"


@short_repr("name")
@frozen(eq=False, repr=False, slots=False)
class Spoilt:
    """A district in which something of one kind is spoiled, and how."""

    name: str
    kind: KindInfo
    district: District
    harm: Harm


def rule_of(rule: str | Rule, district: District) -> Rule:
    """Return the rule of a criterion from a district's plugins. Raises ValueError if there is
    none."""
    if isinstance(rule, Rule):
        return rule
    loaded = load_plugins(district.plugins, entry_points=False)
    if rule not in loaded.rules:
        why = " ".join(failure.message for failure in loaded.failures) or did_you_mean(
            rule, loaded.rules
        )
        raise ValueError(f"There is no rule for {rule}. {why.strip()}".rstrip())
    return loaded.rules[rule][0]


def spoilt(rule: str | Rule, district: District = SAMPLE) -> Iterator[Spoilt]:
    """Yield every spoiled district that the signatures of a rule give."""
    kinds = _kinds_of(rule_of(rule, district))
    district = district.holding({*kinds, PROFILE})
    for kind in kinds.values():
        yield from _spoilt_in(kind, district)


def _kinds_of(rule: Rule) -> dict[str, KindInfo]:
    return {kind.name: kind for element in rule.elements for kind in element.kinds}


def _spoilt_in(kind: KindInfo, district: District) -> Iterator[Spoilt]:
    """Yield the district spoiled in one kind, in every way that the kind's declaration gives."""
    yield Spoilt(f"{kind.name} absent", kind, district.without(kind.cls), Harm.FATAL)
    if kind.dated_by or kind.year_by:
        yield Spoilt(f"{kind.name} of another year", kind, year_ago(district, kind), Harm.FATAL)
    if kind.table:
        first, *_ = district.rows(kind.cls)
        single = district.without(kind.cls).with_rows(kind.cls, first)
        yield Spoilt(f"{kind.name} with one row only", kind, single, Harm.CHANGE)
    elif kind.family.level is not None:
        one_campus = {"campus_ids": [district.campuses[0]]}
        single = district.everywhere(kind.cls, one_campus)
        yield Spoilt(f"{kind.name} for one campus only", kind, single, Harm.CHANGE)
    for name, info in kind.fields.items():
        if not kind.table and name in ENVELOPE:
            continue
        if info.optional:
            if _has_value(district, kind, name):
                blank = district.everywhere(kind.cls, {name: None})
                yield Spoilt(f"{kind.name}.{name} left out", kind, blank, Harm.CHANGE)
            continue
        blank = district.everywhere(kind.cls, {name: None})
        yield Spoilt(f"{kind.name}.{name} blank", kind, blank, Harm.FIELD)
        placeholder = district.everywhere(kind.cls, {name: "TBD"})
        yield Spoilt(f"{kind.name}.{name} a placeholder", kind, placeholder, Harm.FIELD)
        if info.type is not str:
            wrong = district.everywhere(kind.cls, {name: _nonsense(info.item)})
            yield Spoilt(f"{kind.name}.{name} of a wrong type", kind, wrong, Harm.FIELD)
    if not kind.table and kind.family.level is not None:
        yield Spoilt(
            f"{kind.name} without sources", kind, without_sources(district, kind), Harm.FIELD
        )


def attack(rule: str | Rule, district: District = SAMPLE, **options: Any) -> list[str]:
    """Return a sentence for everything that a rule lets pass, or needs without looking at it.

    `options` are those of `lever5_rules.check`, such as the ruleset. Raises ValueError if the rule
    does not pass on the sound district.
    """
    attacked = rule_of(rule, district)
    sound = district.judge(rule, **options)
    for element in attacked.elements:
        judged = sound.elements.get(element.name)
        if judged is None or judged.outcome is not Outcome.PASS:
            raise ValueError(f"{element.id} does not pass: {_other_answer(sound, element)}")
    if isinstance(rule, Rule):
        district = district.with_plugins(plugin_of([rule]))
    kinds = _kinds_of(attacked)
    return attack_in(kinds.values(), [attacked], district.holding({*kinds, PROFILE}), **options)


def attack_in(
    kinds: Collection[KindInfo], rules: Iterable[Rule], district: District, **options: Any
) -> list[str]:
    """Attack several rules at once in these kinds, so that each spoiled district is read once.

    The rules must pass on the district.
    """
    elements = [element for rule in rules for element in rule.elements]
    options["select"] = sorted({element.criterion for element in elements})
    sound = _passing(district.check(**options))
    through = []
    moved: set[tuple[str, str]] = set()
    for attempt in (attempt for kind in kinds for attempt in _spoilt_in(kind, district)):
        passing = _passing(attempt.district.check(**options))
        for element in elements:
            message, before = passing.get(element.id), sound.get(element.id)
            if (
                message != before
                and attempt.harm is not Harm.FATAL
                and not _noticed_anyway(attempt)
            ):
                moved.add((element.id, attempt.kind.name))
            reads = any(kind is attempt.kind for kind in element.kinds_needed)
            if not reads or message is None or attempt.harm is Harm.CHANGE:
                continue
            if attempt.harm is Harm.FATAL or message != before:
                through.append(f"{element.id} passes on: {attempt.name}. It says: {message}")
    return through + [
        f"{element.id} asks for {kind.name} and never looks into it."
        for element in elements
        for kind in element.kinds_needed
        if kind in kinds and (element.id, kind.name) not in moved
    ]


def _has_value(district: District, kind: KindInfo, name: str) -> bool:
    """Return whether an optional field has a value anywhere."""
    by_kind = district.tables if kind.table else district.documents
    return any(row.get(name) is not None for row in by_kind[kind.name])


def _noticed_anyway(attempt: Spoilt) -> bool:
    """Return whether every reader of the kind notices, because the field decides which rows
    count."""
    fields = attempt.kind.fields
    people = (name for name, info in fields.items() if info.refers_to == "staff")
    columns = (
        attempt.kind.dated_by or attempt.kind.year_by,
        *attempt.kind.counting.columns,
        *people,
    )
    return any(attempt.name.startswith(f"{attempt.kind.name}.{name} ") for name in columns)


def _passing(report: Report) -> dict[str, str]:
    """Return the messages of the elements that pass, by their ids."""
    findings = [judged for finding in report.findings for judged in with_members(finding.elements)]
    findings += [judged for error in report.errors for judged in error.elements]
    return {judged.id: judged.message for judged in findings if judged.outcome is Outcome.PASS}


def _other_answer(judged: Judgement, element: Element) -> str:
    """Return what an element says that does not pass."""
    if finding := judged.elements.get(element.name):
        return f"{finding.message} {finding.remedy}"
    return judged.not_applicable.get(element.name) or listing(judged.errors)


def year_ago(district: District, kind: KindInfo) -> District:
    if (dated := kind.dated_by) is not None:
        return with_each(district, kind, lambda row: {**row, dated: _year_before(row[dated])})
    assert kind.year_by is not None
    return district.everywhere(kind.cls, {kind.year_by: "2025-2026"})


def _year_before(day: Any) -> Any:
    return day - YEAR if isinstance(day, date) else day


def _nonsense(item: Any) -> Any:
    wrong = isinstance(item, type) and (issubclass(item, StrEnum) or item in (int, float, bool))
    return NONSENSE if wrong or item is date else 7


def without_sources(district: District, kind: KindInfo) -> District:
    return with_each(district, kind, _without_sources)


def _without_sources(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_sources(item) for item in value]
    if isinstance(value, dict):
        rest = {key: item for key, item in value.items() if key not in ("source", "sources")}
        return {key: _without_sources(item) for key, item in rest.items()}
    return value


__all__ = ["Spoilt", "attack", "spoilt"]
