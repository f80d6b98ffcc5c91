"""The subject of the check: a distribution's folder, a file, a folder of files, or an installed
plugin."""

import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import tomli
from attrs import frozen

from lever5_rules import artifacts, rules
from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, did_you_mean
from lever5_rules.core.version import BUILTIN
from lever5_rules.plugins.discovery import InstalledPlugin, installed
from lever5_rules.plugins.folders import plugin_files, plugin_in
from lever5_rules.plugins.hooks import ENTRY_POINT_GROUP
from lever5_rules.plugins.host import load_plugins
from lever5_rules.plugins.loaded import Loaded, exception_text

PROJECT_FILE = "pyproject.toml"


class NotLoaded(Exception):
    """Raised for a plugin that raises an exception when imported."""


@frozen(eq=False, repr=False, slots=False)
class Subject:
    """Plugins as objects, their Python files, and the result of loading them.

    `short` is the expected prefix of their ids.
    """

    short: str
    origin: str
    plugins: tuple[Any, ...]
    files: tuple[Path, ...]
    loaded: Loaded

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the plugins as loaded."""
        if not self.plugins:
            return (BUILTIN,)
        return tuple(plugin.__name__ for plugin in self.plugins)


def subject_of(target: str) -> Subject:
    """Return the plugin at a path, or the installed one of that name.

    Raises UsageError if there is none, and NotLoaded if it cannot be imported.
    """
    path = Path(target)
    if os.path.isfile(path / PROJECT_FILE):
        return _distribution(path)
    if os.path.exists(path):
        files = plugin_files(path)
        plugins = [_registered(_imported(plugin_in, file), file.stem) for file in files]
        return _subject(path.stem, str(path), plugins, files)
    if target == BUILTIN:
        roots = [Path(next(iter(package.__path__))) for package in (rules, artifacts)]
        # Glosses and labels read their own text, which is shipped and judges nothing.
        files = [
            file
            for root in roots
            for file in sorted(root.rglob("*.py"))
            if file.name not in ("glosses.py", "labels.py")
        ]
        return Subject("", "built in", (), tuple(files), load_plugins(entry_points=False))
    return _installed(target)


def _distribution(folder: Path) -> Subject:
    file = folder / PROJECT_FILE
    try:
        project = tomli.loads(file.read_text(encoding="utf-8"))["project"]
        name = str(project["name"])
        targets = dict(project["entry-points"][ENTRY_POINT_GROUP])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file} names no plugin ({type(error).__name__}: {clipped(str(error), 80)}). It needs "
            f"[project] with a name, and [project.entry-points.{ENTRY_POINT_GROUP}]."
        ) from None
    plugins, files = [], []
    for target in targets.values():
        module = str(target).partition(":")[0].strip()
        for root in (folder / "src", folder):
            path = root / module.replace(".", "/")
            if path.is_dir() or path.with_suffix(".py").is_file():
                sys.path.insert(0, str(root.resolve()))
                break
        else:
            raise UsageError(f"{file} names the module {module}, which is not in {folder}.")
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        plugins.append(_registered(_imported(_resolved, str(target)), name))
    return _subject(name.removeprefix("lever5-"), str(folder), plugins, files)


def _installed(name: str) -> Subject:
    by_name = {plugin.name: plugin for plugin in installed(ENTRY_POINT_GROUP)}
    installed_plugin = by_name.get(name) or by_name.get(f"lever5-{name}")
    if installed_plugin is None:
        hint = did_you_mean(name, [*by_name, BUILTIN])
        raise UsageError(
            f"There is no file or folder {clipped(name, 60)} and no installed plugin of that name."
            f"{hint}"
        )
    return _of_installed(installed_plugin)


def _of_installed(installed_plugin: InstalledPlugin) -> Subject:
    module = _imported(import_module, installed_plugin.target.partition(":")[0].strip())
    home = Path(str(module.__file__))
    files = sorted(home.parent.rglob("*.py")) if home.name == "__init__.py" else [home]
    plugin = _registered(_imported(_resolved, installed_plugin.target), installed_plugin.name)
    short = installed_plugin.name.removeprefix("lever5-")
    return _subject(short, f"installed: {installed_plugin.target}", [plugin], files)


def _subject(short: str, origin: str, plugins: list[Any], files: list[Path]) -> Subject:
    loaded = load_plugins(plugins, entry_points=False)
    return Subject(short, origin, tuple(plugins), tuple(files), loaded)


def _resolved(target: str) -> Any:
    module, _, attribute = target.partition(":")
    plugin: Any = import_module(module.strip())
    for part in filter(None, attribute.strip().split(".")):
        plugin = getattr(plugin, part)
    return plugin


def _imported(load: Any, what: Any) -> Any:
    try:
        return load(what)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        name = type(error).__name__
        text = exception_text(error).removesuffix(".").removesuffix(f" ({name})")
        text = text if text.startswith(name) else f"{name}: {text}"
        raise NotLoaded(f"It could not be imported: {text}.") from error


def _registered(plugin: Any, name: str) -> Any:
    """Return the plugin under the name that it has when installed."""
    if not isinstance(plugin, ModuleType):
        return plugin
    attributes = {key: value for key, value in vars(plugin).items() if not key.startswith("__")}
    version = getattr(plugin, "__version__", "0")
    return SimpleNamespace(**attributes, __name__=name, __version__=version)
