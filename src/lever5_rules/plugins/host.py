"""Loading of plugins for one run; a plugin that fails becomes an error in the report."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pluggy

from lever5_rules.core.errors import RuleError
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.core.version import BUILTIN, __version__
from lever5_rules.engine.verdicts import described
from lever5_rules.findings.finding import PluginInfo
from lever5_rules.framework import framework
from lever5_rules.support.interrupts import pass_on_interrupt
from lever5_rules.support.streams import contained

from . import builtin
from .discovery import InstalledPlugin, installed
from .folders import plugin_files, plugin_in
from .hooks import API_VERSION, API_VERSIONS, ENTRY_POINT_GROUP, PROJECT, Hooks
from .loaded import Additions, Loaded, exception_text, fail
from .registration import add_file, add_kind, add_reader, add_reporter, add_rule


def load_plugins(
    extra: Iterable[Any] = (),
    *,
    entry_points: bool = True,
    folders: Iterable[str | Path] = (),
    refuse: Callable[[str], str] = lambda name: "",
) -> Loaded:
    """Load the built-in plugin, installed ones, those in `folders` and those in `extra`, in that
    order.

    A folder holds single-file plugins. It must have been named by the person who runs the check,
    because its code runs with that person's rights. `refuse` is asked by name before a plugin is
    imported, and says why it must not be. Raises UsageError if there is no such folder.
    """
    loaded = Loaded(
        criteria=dict(framework().criteria),
        practices=dict(framework().practices),
        entry_points=entry_points,
        folders=tuple(folders),
        handed_in=tuple(extra),
    )
    _register(loaded, builtin, PluginInfo(BUILTIN, __version__), "built in")
    for installed_plugin in installed(ENTRY_POINT_GROUP) if entry_points else ():
        take = partial(_take_installed, loaded, installed_plugin)
        _register_contained(loaded, installed_plugin.name, take, refuse)
    for path in loaded.folders:
        for file in plugin_files(path):
            _register_contained(loaded, file.stem, partial(_take_file, loaded, file), refuse)
    for plugin in loaded.handed_in:
        name = getattr(plugin, "__name__", type(plugin).__name__)
        _register_contained(loaded, name, partial(_take_object, loaded, plugin, name), refuse)
    for criterion in loaded.clashes:
        loaded.rules.pop(criterion, None)
    # Plugins' readers go first, the more specific ones before the others, because plugins know more
    # than the built-in readers.
    builtin_readers = len(loaded.additions[BUILTIN].readers)
    loaded.readers = loaded.readers[builtin_readers:] + loaded.readers[:builtin_readers]
    return loaded


def _take_installed(loaded: Loaded, installed_plugin: InstalledPlugin) -> None:
    module, _, attribute = installed_plugin.target.partition(":")
    plugin = import_module(module.strip())
    for part in filter(None, attribute.strip().split(".")):
        plugin = getattr(plugin, part)
    info = PluginInfo(installed_plugin.name, installed_plugin.version)
    _register(loaded, plugin, info, f"installed: {installed_plugin.target}")


def _take_file(loaded: Loaded, file: Path) -> None:
    plugin = plugin_in(file)
    _register(loaded, plugin, PluginInfo(file.stem, _version(plugin)), str(file))


def _take_object(loaded: Loaded, plugin: Any, name: str) -> None:
    _register(loaded, plugin, PluginInfo(name, _version(plugin)), "handed in")


def _version(plugin: Any) -> str:
    return clipped(str(getattr(plugin, "__version__", "0")), 40)


def _register_contained(
    loaded: Loaded, name: str, take: Callable[[], None], refuse: Callable[[str], str]
) -> None:
    """Register a plugin; an exception, or a refusal, becomes an error in its name."""
    if why := refuse(name):
        fail(loaded, name, why)
        return
    try:
        with contained():
            take()
    except BaseException as error:
        pass_on_interrupt(error)
        fail(loaded, name, f"could not be loaded: {exception_text(error)}")


def _register(loaded: Loaded, plugin: Any, info: PluginInfo, origin: str) -> None:
    if other := loaded.additions.get(info.name):
        if origin != other.origin:
            fail(loaded, info.name, f"is there twice: {other.origin}, and {origin}. Remove one.")
        return
    version = getattr(plugin, "LEVER5_API", None)
    if type(version) is not int or version not in API_VERSIONS:
        fail(loaded, info.name, _unfit_api(version))
        return
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    hook = manager.hook
    if unknown := _unknown_hooks(manager, plugin):
        hint = did_you_mean(unknown[0], vars(Hooks))
        fail(loaded, info.name, f"offers {listing(unknown)}, which is not a hook.{hint}")
        return
    if unmarked := _unmarked_hooks(manager, plugin):
        fail(
            loaded,
            info.name,
            f"defines {listing(unmarked)} without @hookimpl, so that it would bring nothing. Mark "
            "it: from lever5_rules import hookimpl.",
        )
        return
    manager.register(plugin, info.name)
    kinds = _list_from(hook.lever5_kinds)
    rules = _list_from(hook.lever5_criteria)
    rulesets = _mapping_from(hook.lever5_rulesets)
    mappings = _mapping_from(hook.lever5_mappings)
    readers = _list_from(hook.lever5_readers)
    reporters = _list_from(hook.lever5_reporters)
    loaded.plugins[info.name] = info
    adds = loaded.additions[info.name] = Additions(origin)
    for cls in kinds:
        add_kind(loaded, cls, info.name)
    for rule in rules:
        add_rule(loaded, rule, info.name)
    for name, path in rulesets:
        add_file("ruleset", name, path, info.name, loaded, loaded.rulesets, adds.rulesets)
    for name, path in mappings:
        add_file("mapping", name, path, info.name, loaded, loaded.mappings, adds.mappings)
    for reader in readers:
        add_reader(loaded, reader, info.name)
    for reporter in reporters:
        add_reporter(loaded, reporter, info.name)
    if hook.lever5_report_made.get_hookimpls():
        adds.looks_at_reports = True
        loaded.observers.append((info.name, lambda report: hook.lever5_report_made(report=report)))
    if hook.lever5_sample.get_hookimpls():
        loaded.samples[info.name] = hook.lever5_sample


def _unknown_hooks(manager: pluggy.PluginManager, plugin: Any) -> list[str]:
    """Return functions marked as hooks that the interface does not have."""
    marked = (name for name in dir(plugin) if manager.parse_hookimpl_opts(plugin, name) is not None)
    return sorted(name for name in marked if not hasattr(Hooks, name))


def _unmarked_hooks(manager: pluggy.PluginManager, plugin: Any) -> list[str]:
    """Return functions that have the name of a hook but are not marked as one."""
    hooks = (name for name in vars(Hooks) if name.startswith("lever5_"))
    return [
        name
        for name in hooks
        if callable(getattr(plugin, name, None))
        and manager.parse_hookimpl_opts(plugin, name) is None
    ]


def _unfit_api(version: Any) -> str:
    """Return why a plugin for this interface version is rejected, and what to do."""
    this = f"lever5-rules {__version__}, which has API {API_VERSION}"
    if version is None:
        return f"states no LEVER5_API. Write LEVER5_API = {API_VERSION} into it."
    if type(version) is not int:
        return f"states {described(version)} as LEVER5_API. Write LEVER5_API = {API_VERSION}."
    if version > API_VERSION:
        return f"was written for API {version}, too new for {this}. Install a newer lever5-rules."
    return f"was written for API {version}, too old for {this}. Install a newer version of it."


def _list_from(hook: Any) -> list[Any]:
    """Return the items that a plugin's hook returns. Raises RuleError if it returns no list."""
    return [item for many in _returned(hook, Iterable, "a list") for item in many]


def _mapping_from(hook: Any) -> list[tuple[Any, Any]]:
    """Return the pairs that a plugin's hook returns. Raises RuleError if it returns no mapping."""
    return [pair for many in _returned(hook, Mapping, "a mapping") for pair in many.items()]


def _returned(hook: Any, form: type, words: str) -> Iterator[Any]:
    results = hook()
    if len(results) < len(hook.get_hookimpls()):
        results = [None]  # None results, which pluggy drops
    for result in results:
        if not isinstance(result, form) or isinstance(result, (str, bytes)):
            raise RuleError(f"{hook.name} returns {described(result)} instead of {words}.")
        yield result
