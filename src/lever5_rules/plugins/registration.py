"""Registration of what a plugin provides, after checking each part."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lever5_rules.artifacts.fields import item_fields
from lever5_rules.artifacts.kinds import KindInfo, kind_of
from lever5_rules.core.errors import RuleError
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.core.version import BUILTIN
from lever5_rules.engine.needs import type_of_limit
from lever5_rules.engine.rules import Rule
from lever5_rules.engine.verdicts import described
from lever5_rules.findings.finding import RuleFailure
from lever5_rules.framework import Criterion, Practice, framework
from lever5_rules.reading.privacy.refusals import identifies_student
from lever5_rules.reading.reader import Reader
from lever5_rules.reading.registers import referable
from lever5_rules.reports import Reporter
from lever5_rules.support.interrupts import pass_on_interrupt

from .loaded import Loaded, exception_text, fail, owner_of

_OWN_ID = re.compile(r"[a-z][a-z0-9-]*:[a-z][a-z0-9-]*")
_FORMAT = re.compile(r"[a-z][a-z0-9-]*")


def add_kind(loaded: Loaded, cls: Any, plugin: str) -> None:
    info = kind_of(cls)
    if info is None:
        description = cls.__name__ if isinstance(cls, type) else described(cls)
        fail(loaded, plugin, f"offers {description} as a kind, which is not declared by kind(...).")
    elif info.name in loaded.kinds and loaded.kinds[info.name] is not info:
        _fail_claimed(loaded, plugin, "kind", info.name)
    elif students := [name for name in _names_in(info) if identifies_student(name)]:
        fail(
            loaded,
            plugin,
            f"declares {listing(students)} in the kind {info.name}, which names students; no "
            "bundle may hold data on single students. Count them, or leave the field out.",
        )
    elif unknown := [
        field
        for field in info.fields.values()
        if field.refers_to and field.refers_to not in referable()
    ]:
        wrong = str(unknown[0].refers_to)
        fail(
            loaded,
            plugin,
            f"has {info.name}.{unknown[0].name} refer to {clipped(wrong, 40)!r}, which is listed "
            f"nowhere.{did_you_mean(wrong, referable())} It may be {listing(referable())}.",
        )
    else:
        loaded.kinds[info.name] = info
        if info.counting.floor:
            loaded.limits.setdefault(info.counting.floor, int)
        loaded.additions[plugin].kinds.append(info.name)


def _names_in(info: KindInfo) -> Iterator[str]:
    """Yield the names of the fields of a kind, and of the items in them."""
    for name, field in info.fields.items():
        yield name
        if field.nested:
            yield from item_fields(field.item)


def add_rule(loaded: Loaded, rule: Any, plugin: str) -> None:
    if isinstance(rule, Exception):
        fail(loaded, plugin, f"has a rule that could not be made: {exception_text(rule)}")
        return
    if not isinstance(rule, Rule):
        fail(loaded, plugin, f"offers {described(rule)} as a rule, which it is not.")
        return
    name = rule.criterion
    if name not in framework().criteria and not _add_own(loaded, rule, plugin):
        return
    base = loaded.rules.get(name)
    if rule.extends and base is None:
        fail(loaded, plugin, f"extends {clipped(name, 40)}, of which no rule is loaded.")
        return
    try:
        rule.freeze()
        extended = base[0].extended_by(rule) if rule.extends and base else None
        limits = {limit: t for element in rule.elements for limit, t in element.limits.items()}
        _refuse_other_types(loaded, limits)
    except BaseException as error:
        pass_on_interrupt(error)
        fail(loaded, plugin, f"has a rule that cannot be used: {exception_text(error)}", name)
        return
    loaded.limits.update(limits)
    loaded.elements.update({element.id: element for element in rule.elements})
    loaded.groups.update({f"{name}/{group}": text for group, text in rule.groups.items()})
    adds = loaded.additions[plugin]
    if extended is not None:
        # Named for the plugin from now on, so that what judges plugins apart judges it too.
        adds.extends.append(name)
        loaded.rules[name] = (extended, plugin)
        return
    other = loaded.rules.get(name)
    (adds.criteria if other is None else adds.replaces).append(name)
    if other is None or (rule.replaces and other[1] == BUILTIN and other[0].replaces is False):
        loaded.rules[name] = (rule, plugin)
        return
    loaded.clashes.add(name)
    owners = listing(sorted({other[1], plugin}))
    message = f"Two rules claim {name}, from {owners}; neither was used. Remove one"
    if other[1] == BUILTIN:
        message += ", or let it replace the built-in rule with replaces=True"
    loaded.failures.append(RuleFailure(name, None, plugin, "load", f"{message}."))


def _refuse_other_types(loaded: Loaded, limits: Mapping[str, Any]) -> None:
    """Raise RuleError if a limit is read as a different type than by an earlier rule.

    No value could be valid for both, so every ruleset that sets it would be rejected.
    """
    for name, limit_type in limits.items():
        earlier = loaded.limits.get(name, limit_type)
        if earlier != limit_type:
            raise RuleError(
                f"it reads the limit {name} as {type_of_limit(limit_type)}, which other rules read "
                f"as {type_of_limit(earlier)}."
            )


def _add_own(loaded: Loaded, rule: Rule, plugin: str) -> bool:
    """Register a criterion of the plugin's own; return whether it is valid."""
    name = rule.criterion
    if not _OWN_ID.fullmatch(name):
        fail(
            loaded,
            plugin,
            f"has a rule for {clipped(name, 40)!r}, which is not a criterion of the framework; a "
            "criterion of your own is named like northfield:plc-notes.",
        )
        return False
    if not rule.title or not rule.requirement:
        fail(loaded, plugin, f"has a rule for {name} without title or requirement.", name)
        return False
    section = name.partition(":")[0]
    loaded.practices.setdefault(section, Practice(section, f"Local criteria of {section}"))
    loaded.criteria.setdefault(name, Criterion(name, section, rule.title, rule.requirement))
    return True


def add_file(
    what: str,
    name: Any,
    path: Any,
    plugin: str,
    loaded: Loaded,
    registered: dict[str, Path],
    added: list[str],
) -> None:
    """Register a ruleset or mapping by name."""
    if not isinstance(name, str) or not isinstance(path, Path):
        fail(loaded, plugin, f"offers a {what} that is not a name with a Path.")
    elif name in registered:
        _fail_claimed(loaded, plugin, what, name)
    else:
        registered[name] = path
        added.append(name)


def _fail_claimed(loaded: Loaded, plugin: str, what: str, name: str) -> None:
    other = owner_of(loaded, f"{what}s", name)
    fail(loaded, plugin, f"claims the {what} {name}, which {other} has already.")


def add_reader(loaded: Loaded, reader: Any, plugin: str) -> None:
    if not isinstance(reader, Reader) or not isinstance(reader.name, str):
        fail(loaded, plugin, f"offers {described(reader)} as a reader, which it is not.")
    elif any(other_reader.name == reader.name for other_reader in loaded.readers):
        _fail_claimed(loaded, plugin, "reader", reader.name)
    else:
        loaded.readers.append(reader)
        loaded.additions[plugin].readers.append(reader.name)


def add_reporter(loaded: Loaded, reporter: Any, plugin: str) -> None:
    if not isinstance(reporter, Reporter):
        fail(loaded, plugin, f"offers {described(reporter)} as a format, which it is not.")
    elif unfit := _unfit_reporter(reporter):
        fail(loaded, plugin, f"offers a format {unfit}")
    elif reporter.name in loaded.reporters:
        other = owner_of(loaded, "reporters", reporter.name)
        fail(loaded, plugin, f"claims the format {reporter.name}, which {other} has already.")
    elif rivals := [
        rival for rival in loaded.reporters.values() if _shared_endings(rival, reporter)
    ]:
        ending = listing(sorted(_shared_endings(rivals[0], reporter)))
        other = owner_of(loaded, "reporters", rivals[0].name)
        fail(
            loaded,
            plugin,
            f"claims the ending {ending} for its format {reporter.name}, which {other} has for "
            f"its format {rivals[0].name} already.",
        )
    else:
        loaded.reporters[reporter.name] = reporter
        loaded.additions[plugin].reporters.append(reporter.name)


def _unfit_reporter(reporter: Reporter) -> str:
    """Return why a format is unusable, or an empty text."""
    if not isinstance(reporter.name, str) or not _FORMAT.fullmatch(reporter.name):
        return "whose name is not a lower-case word, such as line."
    if not isinstance(reporter.endings, tuple) or not all(
        isinstance(ending, str) and ending.startswith(".") for ending in reporter.endings
    ):
        return f'{reporter.name} whose endings are not a tuple such as (".line",).'
    if not isinstance(reporter.meaning, str) or not callable(reporter.render):
        return f"{reporter.name} without a meaning in words, or a function that writes it."
    return ""


def _shared_endings(reporter: Reporter, other: Reporter) -> set[str]:
    """Return the file endings that both formats claim."""
    return {ending.lower() for ending in reporter.endings} & {end.lower() for end in other.endings}
