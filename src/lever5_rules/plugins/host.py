"""Loads plugins for one run. A plugin that fails is an error in the report, and others stand."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pluggy
from attrs import define, field

from lever5_rules.artifacts.kinds import KindInfo, kind_of
from lever5_rules.core.errors import Lever5Error, RuleError
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.core.version import BUILTIN, __version__
from lever5_rules.engine.needs import type_of_limit
from lever5_rules.engine.rules import Element, Rule
from lever5_rules.engine.verdicts import described
from lever5_rules.findings.finding import PluginInfo, RuleFailure
from lever5_rules.findings.report import Report
from lever5_rules.framework import Criterion, Practice, framework
from lever5_rules.reading.reader import Reader
from lever5_rules.reports import Reporter
from lever5_rules.support.streams import contained

from . import builtin
from .discovery import Found, installed
from .folders import plugin_files, plugin_in
from .hooks import API_VERSION, API_VERSIONS, ENTRY_POINT_GROUP, PROJECT, Hooks, Sample

_OWN_ID = re.compile(r"[a-z][a-z0-9-]*:[a-z][a-z0-9-]*")
_FORMAT = re.compile(r"[a-z][a-z0-9-]*")


@define(eq=False, repr=False, slots=False)
class Additions:
    """What one plugin brings, and where it was loaded from."""

    origin: str
    criteria: list[str] = field(factory=list)
    replaces: list[str] = field(factory=list)
    kinds: list[str] = field(factory=list)
    rulesets: list[str] = field(factory=list)
    mappings: list[str] = field(factory=list)
    readers: list[str] = field(factory=list)
    reporters: list[str] = field(factory=list)
    looks_at_reports: bool = False


@define(eq=False, repr=False, slots=False)
class Loaded:
    """Everything that the plugins of a run bring. Nothing is kept from one run to the next.

    `limits`, `elements` and `groups` (of any-of elements) are those of every rule that was
    offered, replaced ones too: a ruleset may speak of all of them.
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
    """What was asked for, so that another process can load the same."""

    @property
    def has_plugins(self) -> bool:
        """Whether there is any plugin besides the built-in one, which may do anything."""
        return len(self.plugins) > 1


def load_plugins(
    extra: Iterable[Any] = (),
    *,
    entry_points: bool = True,
    folders: Iterable[str | Path] = (),
) -> Loaded:
    """The built-in plugin, the installed ones, those in folders and those handed in, in this order.

    A folder holds plugins of a single file each. It is only ever one that the person who runs has
    named, since whatever is in it runs as that person. Raises UsageError where there is none.
    """
    loaded = Loaded(
        criteria=dict(framework().criteria),
        practices=dict(framework().practices),
        entry_points=entry_points,
        folders=tuple(folders),
        handed_in=tuple(extra),
    )
    _take(loaded, builtin, PluginInfo(BUILTIN, __version__), "built in")
    for found in installed(ENTRY_POINT_GROUP) if entry_points else ():
        _take_installed(loaded, found)
    for path in loaded.folders:
        for file in plugin_files(path):
            _take_file(loaded, file)
    for plugin in loaded.handed_in:
        _take_object(loaded, plugin)
    for criterion in loaded.clashes:
        loaded.rules.pop(criterion, None)
    # The more particular readers go first, and those of plugins know more than ours.
    own = len(loaded.additions[BUILTIN].readers)
    loaded.readers = loaded.readers[own:] + loaded.readers[:own]
    return loaded


def _take_installed(loaded: Loaded, found: Found) -> None:
    def taken() -> None:
        module, _, attribute = found.target.partition(":")
        plugin = import_module(module.strip())
        for part in filter(None, attribute.strip().split(".")):
            plugin = getattr(plugin, part)
        info = PluginInfo(found.name, found.version)
        _take(loaded, plugin, info, f"installed: {found.target}")

    _contained(loaded, found.name, taken)


def _take_file(loaded: Loaded, file: Path) -> None:
    def taken() -> None:
        plugin = plugin_in(file)
        _take(loaded, plugin, PluginInfo(file.stem, _version(plugin)), str(file))

    _contained(loaded, file.stem, taken)


def _take_object(loaded: Loaded, plugin: Any) -> None:
    name = getattr(plugin, "__name__", type(plugin).__name__)

    def taken() -> None:
        _take(loaded, plugin, PluginInfo(name, _version(plugin)), "handed in")

    _contained(loaded, name, taken)


def _version(plugin: Any) -> str:
    return clipped(str(getattr(plugin, "__version__", "0")), 40)


def _contained(loaded: Loaded, name: str, taken: Callable[[], None]) -> None:
    """Takes a plugin; whatever it raises meanwhile is an error with its name."""
    try:
        with contained():
            taken()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        _fail(loaded, name, f"could not be loaded: {_said(error)}")


def _take(loaded: Loaded, plugin: Any, info: PluginInfo, origin: str) -> None:
    if other := loaded.additions.get(info.name):
        if origin != other.origin:
            _fail(loaded, info.name, f"is there twice: {other.origin}, and {origin}. Remove one.")
        return
    stated = getattr(plugin, "LEVER5_API", None)
    if type(stated) is not int or stated not in API_VERSIONS:
        _fail(loaded, info.name, _unfit_api(stated))
        return
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    hook = manager.hook
    if unknown := _unknown_hooks(manager, plugin):
        hint = did_you_mean(unknown[0], vars(Hooks))
        _fail(loaded, info.name, f"offers {listing(unknown)}, which is no hook.{hint}")
        return
    manager.register(plugin, info.name)
    kinds = _listed(hook.lever5_kinds)
    rules = _listed(hook.lever5_criteria)
    rulesets = _named(hook.lever5_rulesets)
    mappings = _named(hook.lever5_mappings)
    readers = _listed(hook.lever5_readers)
    reporters = _listed(hook.lever5_reporters)
    loaded.plugins[info.name] = info
    adds = loaded.additions[info.name] = Additions(origin)
    for cls in kinds:
        _add_kind(loaded, cls, info.name)
    for rule in rules:
        _add_rule(loaded, rule, info.name)
    for name, path in rulesets:
        _add_file("ruleset", name, path, info.name, loaded, loaded.rulesets, adds.rulesets)
    for name, path in mappings:
        _add_file("mapping", name, path, info.name, loaded, loaded.mappings, adds.mappings)
    for reader in readers:
        _add_reader(loaded, reader, info.name)
    for reporter in reporters:
        _add_reporter(loaded, reporter, info.name)
    if hook.lever5_report_made.get_hookimpls():
        adds.looks_at_reports = True
        loaded.observers.append((info.name, lambda report: hook.lever5_report_made(report=report)))
    if hook.lever5_sample.get_hookimpls():
        loaded.samples[info.name] = hook.lever5_sample


def _unknown_hooks(manager: pluggy.PluginManager, plugin: Any) -> list[str]:
    """What is marked as a hook of ours and is none."""
    marked = (name for name in dir(plugin) if manager.parse_hookimpl_opts(plugin, name) is not None)
    return sorted(name for name in marked if not hasattr(Hooks, name))


def _unfit_api(stated: Any) -> str:
    """Why a plugin of this API version is refused, and what to do."""
    this = f"lever5-rules {__version__}, which has API {API_VERSION}"
    if stated is None:
        return f"states no LEVER5_API. Write LEVER5_API = {API_VERSION} into it."
    if type(stated) is not int:
        return f"states {described(stated)} as LEVER5_API. Write LEVER5_API = {API_VERSION}."
    if stated > API_VERSION:
        return f"was written for API {stated}, too new for {this}. Install a newer lever5-rules."
    return f"was written for API {stated}, too old for {this}. Install a newer version of it."


def _listed(hook: Any) -> list[Any]:
    """The things that a hook of a plugin returns. Raises RuleError where it returns no list."""
    return [one for many in _returned(hook, Iterable, "a list") for one in many]


def _named(hook: Any) -> list[tuple[Any, Any]]:
    """The pairs that a hook of a plugin returns. Raises RuleError where it returns no mapping."""
    return [pair for many in _returned(hook, Mapping, "a mapping") for pair in many.items()]


def _returned(hook: Any, form: type, words: str) -> Iterator[Any]:
    results = hook()
    if len(results) < len(hook.get_hookimpls()):
        results = [None]  # which pluggy leaves out
    for one in results:
        if not isinstance(one, form) or isinstance(one, (str, bytes)):
            raise RuleError(f"{hook.name} returns {described(one)} instead of {words}.")
        yield one


def _add_kind(loaded: Loaded, cls: Any, plugin: str) -> None:
    info = kind_of(cls)
    if info is None:
        named = cls.__name__ if isinstance(cls, type) else described(cls)
        _fail(loaded, plugin, f"offers {named} as a kind, which is not declared by kind(...).")
    elif info.name in loaded.kinds and loaded.kinds[info.name] is not info:
        other = _owner(loaded, "kinds", info.name)
        _fail(loaded, plugin, f"claims the kind {info.name}, which {other} has already.")
    else:
        loaded.kinds[info.name] = info
        if info.counting.floor:
            loaded.limits.setdefault(info.counting.floor, int)
        loaded.additions[plugin].kinds.append(info.name)


def _add_rule(loaded: Loaded, rule: Any, plugin: str) -> None:
    if isinstance(rule, Exception):
        _fail(loaded, plugin, f"has a rule that could not be made: {_said(rule)}")
        return
    if not isinstance(rule, Rule):
        _fail(loaded, plugin, f"offers {described(rule)} as a rule, which is none.")
        return
    name = rule.criterion
    if name not in framework().criteria and not _add_own(loaded, rule, plugin):
        return
    try:
        rule.freeze()
        limits = {limit: t for element in rule.elements for limit, t in element.limits.items()}
        _refuse_other_types(loaded, limits)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        _fail(loaded, plugin, f"has a rule that cannot be used: {_said(error)}", name)
        return
    loaded.limits.update(limits)
    loaded.elements.update({element.id: element for element in rule.elements})
    loaded.groups.update({f"{name}/{group}": text for group, text in rule.groups.items()})
    other = loaded.rules.get(name)
    adds = loaded.additions[plugin]
    (adds.criteria if other is None else adds.replaces).append(name)
    if other is None or (rule.replaces and other[1] == BUILTIN and other[0].replaces is False):
        loaded.rules[name] = (rule, plugin)
        return
    loaded.clashes.add(name)
    both = listing(sorted({other[1], plugin}))
    message = f"Two rules claim {name}, from {both}; neither was used. Remove one"
    if other[1] == BUILTIN:
        message += ", or let it replace the built-in rule with replaces=True"
    loaded.failures.append(RuleFailure(name, None, plugin, "load", f"{message}."))


def _refuse_other_types(loaded: Loaded, limits: Mapping[str, Any]) -> None:
    """Raises RuleError where a limit is read as of another type than by a rule before: no value
    of it could suit both, so every ruleset that gives it would be refused."""
    for name, declared in limits.items():
        known = loaded.limits.get(name, declared)
        if known != declared:
            raise RuleError(
                f"it reads the limit {name} as {type_of_limit(declared)}, which other rules read "
                f"as {type_of_limit(known)}."
            )


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


def _add_file(
    what: str,
    name: Any,
    path: Any,
    plugin: str,
    loaded: Loaded,
    held: dict[str, Path],
    added: list[str],
) -> None:
    """A ruleset or mapping, by name."""
    if not isinstance(name, str) or not isinstance(path, Path):
        _fail(loaded, plugin, f"offers a {what} that is not a name with a Path.")
    elif name in held:
        other = _owner(loaded, f"{what}s", name)
        _fail(loaded, plugin, f"claims the {what} {name}, which {other} has already.")
    else:
        held[name] = path
        added.append(name)


def _add_reader(loaded: Loaded, reader: Any, plugin: str) -> None:
    if not isinstance(reader, Reader) or not isinstance(reader.name, str):
        _fail(loaded, plugin, f"offers {described(reader)} as a reader, which is none.")
    elif any(one.name == reader.name for one in loaded.readers):
        other = _owner(loaded, "readers", reader.name)
        _fail(loaded, plugin, f"claims the reader {reader.name}, which {other} has already.")
    else:
        loaded.readers.append(reader)
        loaded.additions[plugin].readers.append(reader.name)


def _add_reporter(loaded: Loaded, reporter: Any, plugin: str) -> None:
    if not isinstance(reporter, Reporter):
        _fail(loaded, plugin, f"offers {described(reporter)} as a format, which is none.")
    elif unfit := _unfit_reporter(reporter):
        _fail(loaded, plugin, f"offers a format {unfit}")
    elif reporter.name in loaded.reporters:
        other = _owner(loaded, "reporters", reporter.name)
        _fail(loaded, plugin, f"claims the format {reporter.name}, which {other} has already.")
    elif taken := [one for one in loaded.reporters.values() if _meet(one, reporter)]:
        ending = listing(sorted(_meet(taken[0], reporter)))
        other = _owner(loaded, "reporters", taken[0].name)
        _fail(
            loaded,
            plugin,
            f"claims the ending {ending} for its format {reporter.name}, which {other} has for "
            f"its format {taken[0].name} already.",
        )
    else:
        loaded.reporters[reporter.name] = reporter
        loaded.additions[plugin].reporters.append(reporter.name)


def _unfit_reporter(reporter: Reporter) -> str:
    """Why a format cannot be asked for, or nothing."""
    if not isinstance(reporter.name, str) or not _FORMAT.fullmatch(reporter.name):
        return "whose name is no lower-case word, such as line."
    if not isinstance(reporter.endings, tuple) or not all(
        isinstance(one, str) and one.startswith(".") for one in reporter.endings
    ):
        return f'{reporter.name} whose endings are no tuple such as (".line",).'
    if not isinstance(reporter.meaning, str) or not callable(reporter.render):
        return f"{reporter.name} without a meaning in words, or a function that writes it."
    return ""


def _meet(one: Reporter, other: Reporter) -> set[str]:
    """The endings that both claim."""
    return {ending.lower() for ending in one.endings} & {end.lower() for end in other.endings}


def _owner(loaded: Loaded, what: str, name: str) -> str:
    """The plugin that brought something."""
    return next(
        (plugin for plugin, adds in loaded.additions.items() if name in getattr(adds, what)),
        "another plugin",
    )


def _fail(loaded: Loaded, plugin: str, message: str, criterion: str | None = None) -> None:
    known = criterion if criterion in loaded.criteria else None
    loaded.failures.append(
        RuleFailure(known, None, plugin, "load", f"The plugin {plugin} {message}")
    )


def _said(error: BaseException) -> str:
    """An exception in words: our own are sentences, of others the type is told too."""
    try:
        text = clipped(str(error), 400)
    except Exception:
        text = ""
    if isinstance(error, Lever5Error) and text:
        return text
    return f"{type(error).__name__}: {text}" if text else f"{type(error).__name__}."
