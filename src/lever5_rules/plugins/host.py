"""Loads plugins for one run. A plugin that fails is an error in the report, and others stand."""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pluggy
from attrs import define, field

from lever5_rules.artifacts.kinds import KindInfo, kind_of
from lever5_rules.core.report import PluginInfo, RuleFailure
from lever5_rules.core.text import clipped, listing
from lever5_rules.core.version import __version__
from lever5_rules.engine.rules import Element, Rule
from lever5_rules.framework import Criterion, Practice, framework

from . import builtin
from .discovery import Found, installed
from .hooks import API_VERSION, ENTRY_POINT_GROUP, PROJECT, Hooks

BUILTIN = "lever5-rules"
_OWN_ID = re.compile(r"[a-z][a-z0-9-]*:[a-z][a-z0-9-]*")


@define(eq=False, repr=False, slots=False)
class Loaded:
    """Everything that the plugins of a run bring. Nothing is kept from one run to the next.

    `limits`, `elements` and `groups` (of any-of elements) are those of every rule that was
    offered, replaced ones too: a ruleset may speak of all of them.
    """

    rules: dict[str, tuple[Rule, str]] = field(factory=dict)
    kinds: dict[str, KindInfo] = field(factory=dict)
    rulesets: dict[str, Path] = field(factory=dict)
    plugins: dict[str, PluginInfo] = field(factory=dict)
    failures: list[RuleFailure] = field(factory=list)
    criteria: dict[str, Criterion] = field(factory=dict)
    practices: dict[str, Practice] = field(factory=dict)
    clashes: set[str] = field(factory=set)

    limits: dict[str, Any] = field(factory=dict)
    elements: dict[str, Element] = field(factory=dict)
    groups: dict[str, str] = field(factory=dict)


def load_plugins(extra: Iterable[Any] = (), *, entry_points: bool = True) -> Loaded:
    """The built-in plugin, the installed ones and those handed in, in this order."""
    loaded = Loaded(criteria=dict(framework().criteria), practices=dict(framework().practices))
    _take(loaded, builtin, PluginInfo(BUILTIN, __version__))
    for found in installed(ENTRY_POINT_GROUP) if entry_points else ():
        _take_installed(loaded, found)
    for plugin in extra:
        name = getattr(plugin, "__name__", type(plugin).__name__)
        _take(loaded, plugin, PluginInfo(name, str(getattr(plugin, "__version__", "0"))))
    for criterion in loaded.clashes:
        loaded.rules.pop(criterion, None)
    return loaded


def _take_installed(loaded: Loaded, found: Found) -> None:
    module, _, attribute = found.target.partition(":")
    try:
        plugin = import_module(module.strip())
        for part in filter(None, attribute.strip().split(".")):
            plugin = getattr(plugin, part)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        _fail(loaded, found.name, f"could not be loaded: {_said(error)}")
        return
    _take(loaded, plugin, PluginInfo(found.name, found.version))


def _take(loaded: Loaded, plugin: Any, info: PluginInfo) -> None:
    if info.name in loaded.plugins:
        return
    stated = getattr(plugin, "LEVER5_API", None)
    if stated != API_VERSION:
        wanted = "states no LEVER5_API" if stated is None else f"was written for API {stated!r}"
        _fail(loaded, info.name, f"{wanted}; this version of lever5 has API {API_VERSION}.")
        return
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    try:
        manager.register(plugin, info.name)
        manager.check_pending()
        kinds = _listed(manager.hook.lever5_kinds())
        rules = _listed(manager.hook.lever5_criteria())
        rulesets = [dict(one) for one in manager.hook.lever5_rulesets()]
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        _fail(loaded, info.name, f"could not be loaded: {_said(error)}")
        return
    loaded.plugins[info.name] = info
    for cls in kinds:
        _add_kind(loaded, cls, info.name)
    for rule in rules:
        _add_rule(loaded, rule, info.name)
    for mapping in rulesets:
        _add_rulesets(loaded, mapping, info.name)


def _listed(results: Iterable[Iterable[Any]]) -> list[Any]:
    return [one for many in results for one in many]


def _add_kind(loaded: Loaded, cls: Any, plugin: str) -> None:
    info = kind_of(cls)
    if info is None:
        _fail(loaded, plugin, f"offers {cls!r} as a kind, which is not declared by kind(...).")
    elif info.name in loaded.kinds and loaded.kinds[info.name] is not info:
        _fail(loaded, plugin, f"claims the kind {info.name}, which another plugin has already.")
    else:
        loaded.kinds[info.name] = info


def _add_rule(loaded: Loaded, rule: Any, plugin: str) -> None:
    if isinstance(rule, Exception):
        _fail(loaded, plugin, f"has a rule that could not be made: {clipped(str(rule), 200)}")
        return
    if not isinstance(rule, Rule):
        _fail(loaded, plugin, f"offers {clipped(repr(rule), 60)} as a rule, which is none.")
        return
    name = rule.criterion
    if name not in framework().criteria and not _add_own(loaded, rule, plugin):
        return
    try:
        rule.freeze()
        for element in rule.elements:
            loaded.limits.update(element.limits)
            loaded.elements[element.id] = element
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        _fail(loaded, plugin, f"has a rule that cannot be used: {_said(error)}", name)
        return
    loaded.groups.update({f"{name}/{group}": text for group, text in rule.groups.items()})
    other = loaded.rules.get(name)
    if other is None or (rule.replaces and other[1] == BUILTIN and other[0].replaces is False):
        loaded.rules[name] = (rule, plugin)
        return
    loaded.clashes.add(name)
    both = listing(sorted({other[1], plugin}))
    message = (
        f"Two rules claim {name}, from {both}; neither was used. Remove one, or let one "
        "replace the built-in rule with replaces=True."
    )
    loaded.failures.append(RuleFailure(name, None, plugin, "load", message))


def _add_own(loaded: Loaded, rule: Rule, plugin: str) -> bool:
    """Makes room for a criterion of a plugin's own."""
    name = rule.criterion
    if not _OWN_ID.fullmatch(name):
        _fail(
            loaded,
            plugin,
            f"has a rule for {clipped(name, 40)!r}, which is no criterion of the framework; a "
            "criterion of your own is named like northfield:plc-notes.",
        )
        return False
    if not rule.title or not rule.requirement:
        _fail(loaded, plugin, f"has a rule for {name} without title or requirement.", name)
        return False
    section = name.partition(":")[0]
    loaded.practices.setdefault(section, Practice(section, f"Local criteria of {section}"))
    loaded.criteria.setdefault(name, Criterion(name, section, rule.title, rule.requirement))
    return True


def _add_rulesets(loaded: Loaded, mapping: Mapping[Any, Any], plugin: str) -> None:
    for name, path in mapping.items():
        if not isinstance(name, str) or not isinstance(path, Path):
            _fail(loaded, plugin, "offers a ruleset that is not a name with a Path.")
        elif name in loaded.rulesets:
            _fail(loaded, plugin, f"claims the ruleset {name}, which another plugin has already.")
        else:
            loaded.rulesets[name] = path


def _fail(loaded: Loaded, plugin: str, message: str, criterion: str | None = None) -> None:
    known = criterion if criterion in loaded.criteria else None
    loaded.failures.append(
        RuleFailure(known, None, plugin, "load", f"The plugin {plugin} {message}")
    )


def _said(error: BaseException) -> str:
    text = clipped(str(error), 200)
    return f"{type(error).__name__}: {text}" if text else f"{type(error).__name__}."
