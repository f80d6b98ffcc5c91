"""The parts that plugins provide for a run, and the errors of loading them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import define, field

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.errors import Lever5Error
from lever5_rules.core.text import clipped
from lever5_rules.engine.rules import Element, Rule
from lever5_rules.findings.finding import PluginInfo, RuleFailure
from lever5_rules.findings.report import Report
from lever5_rules.framework import Criterion, Practice
from lever5_rules.reading.reader import Reader
from lever5_rules.reports import Reporter
from lever5_rules.support.error_text import place_outside

from .hooks import Sample


@define(eq=False, repr=False, slots=False)
class Additions:
    """What one plugin provides, and where it was loaded from."""

    origin: str
    criteria: list[str] = field(factory=list)
    replaces: list[str] = field(factory=list)
    extends: list[str] = field(factory=list)
    kinds: list[str] = field(factory=list)
    rulesets: list[str] = field(factory=list)
    mappings: list[str] = field(factory=list)
    readers: list[str] = field(factory=list)
    reporters: list[str] = field(factory=list)
    looks_at_reports: bool = False


@define(eq=False, repr=False, slots=False)
class Loaded:
    """What all plugins of a run provide; nothing is kept between runs.

    `limits`, `elements` and `groups` (of any-of elements) include those of replaced rules, because
    a ruleset may refer to any of them.
    """

    rules: dict[str, tuple[Rule, str]] = field(factory=dict)
    kinds: dict[str, KindInfo] = field(factory=dict)
    rulesets: dict[str, Path] = field(factory=dict)
    mappings: dict[str, Path] = field(factory=dict)
    plugins: dict[str, PluginInfo] = field(factory=dict)
    failures: list[RuleFailure] = field(factory=list)
    criteria: dict[str, Criterion] = field(factory=dict)
    practices: dict[str, Practice] = field(factory=dict)
    clashes: set[str] = field(factory=set)

    readers: list[Reader] = field(factory=list)
    reporters: dict[str, Reporter] = field(factory=dict)
    observers: list[tuple[str, Callable[[Report], object]]] = field(factory=list)
    samples: dict[str, Callable[[], list[Sample]]] = field(factory=dict)
    additions: dict[str, Additions] = field(factory=dict)
    limits: dict[str, Any] = field(factory=dict)
    elements: dict[str, Element] = field(factory=dict)
    groups: dict[str, str] = field(factory=dict)

    entry_points: bool = True
    folders: tuple[str | Path, ...] = ()
    handed_in: tuple[Any, ...] = ()
    """The plugins that were requested, so that another process can load the same ones."""

    @property
    def has_plugins(self) -> bool:
        """True if there is any plugin besides the built-in one."""
        return len(self.plugins) > 1


def owner_of(loaded: Loaded, what: str, name: str) -> str:
    """Return the name of the plugin that provides something."""
    return next(
        (plugin for plugin, adds in loaded.additions.items() if name in getattr(adds, what)),
        "another plugin",
    )


def fail(loaded: Loaded, plugin: str, message: str, criterion: str | None = None) -> None:
    rule_id = criterion if criterion in loaded.criteria else None
    loaded.failures.append(
        RuleFailure(rule_id, None, plugin, "load", f"The plugin {plugin} {message}")
    )


def exception_text(error: BaseException) -> str:
    """Return an exception in words, with the line of the plugin: the text of the library's own
    errors; for others the type as well."""
    try:
        text = clipped(str(error), 400)
        if isinstance(error, ImportError) and error.path:
            text = text.removesuffix(f" ({error.path})")
    except Exception:
        text = ""
    if isinstance(error, Lever5Error) and text:
        return f"{text}{place_outside(error)}"
    if isinstance(error, SyntaxError) and error.lineno:
        file = clipped(re.split(r"[/\\]", str(error.filename))[-1], 80)
        why = clipped(str(error.msg), 200)
        return f"line {error.lineno} of {file} is not Python: {why} (SyntaxError)."
    at = place_outside(error)
    return f"{type(error).__name__}: {text}{at}" if text else f"{type(error).__name__}{at}."
