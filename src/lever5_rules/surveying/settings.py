"""The settings of a survey, with which every process judges alike."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import field, frozen

from lever5_rules.checking import names_of, ruleset_for, selection
from lever5_rules.core.budgets import Budgets
from lever5_rules.core.errors import UsageError
from lever5_rules.core.limits import Ruleset
from lever5_rules.core.version import __version__
from lever5_rules.plugins.host import load_plugins
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.ruleset.waiver_files import load_waivers
from lever5_rules.support.input_files import read_plain

RECORD = "3"
"""The version of what is kept of a bundle; results of another are judged again."""
MOST_BYTES = 64 << 20
OWN = "its own"
"""A day that the bundle states itself."""


@frozen
class Settings:
    """The settings of a survey. `today` is the day of its start, the same in every process.

    `seconds` and `megabytes` limit each bundle. `reports` asks for each JSON report. `run`
    distinguishes surveys that use the same processes. `refused` are plugins that are left out, each
    with the reason.
    """

    run: str
    ruleset: str | Ruleset
    as_of: date | None
    today: date
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    waivers: str | None
    modules: tuple[str, ...]
    folders: tuple[str, ...]
    entry_points: bool
    budgets: Budgets
    seconds: float
    megabytes: int
    reports: bool
    refused: Mapping[str, str] = field(factory=dict)

    @property
    def days(self) -> tuple[str, ...]:
        """The settings that the day of a review may depend on."""
        if self.as_of is not None:
            return (f"given: {self.as_of}",)
        return (OWN, f"today: {self.today}")

    def day(self, profile_day: date | None) -> tuple[date, str]:
        """Return the day of a review, and what it depends on; `profile_day` may be None."""
        if self.as_of is not None:
            return self.as_of, self.days[0]
        return (profile_day, OWN) if profile_day is not None else (self.today, self.days[1])


@frozen(eq=False, repr=False, slots=False)
class LoadedRules:
    """The plugins and the ruleset of a survey, loaded once for all bundles of a process.

    `fingerprint` is the hash of everything but the bundle that a result depends on.
    """

    settings: Settings
    loaded: Loaded
    ruleset: Ruleset
    fingerprint: str


def load_rules(settings: Settings) -> LoadedRules:
    """Load the plugins and the ruleset of a survey.

    Raises RulesetError or UsageError as `check` does.
    """
    modules = [_module(name, settings) for name in settings.modules]
    loaded = load_plugins(
        modules,
        entry_points=settings.entry_points,
        folders=settings.folders,
        refuse=lambda name: settings.refused.get(name, ""),
    )
    names = names_of(loaded)
    ruleset = ruleset_for(loaded, settings.ruleset, names)
    waived = load_waivers(settings.waivers, names)[1].sha256 if settings.waivers else None
    chosen = selection(loaded, ruleset, settings.select, settings.ignore)
    code = [*_code_of(modules), *_code_in(settings.folders)]
    identity = {
        "record": RECORD,
        "version": __version__,
        "ruleset": ruleset.sha256,
        "waivers": waived,
        "selected": chosen,
        "plugins": [[plugin.name, plugin.version] for plugin in loaded.plugins.values()],
        "failures": [failure.message for failure in loaded.failures],
        "code": code,
        "budgets": repr(settings.budgets),
    }
    return LoadedRules(settings, loaded, ruleset, sha256(json.dumps(identity).encode()).hexdigest())


def _module(name: str, settings: Settings) -> ModuleType:
    return ModuleType(name) if name in settings.refused else import_module(name)


def module_names(plugins: Iterable[Any]) -> tuple[str, ...]:
    """Return the module names of plugins passed in, by which other processes import them.

    Raises UsageError for a plugin that only this process has.
    """
    plugins = tuple(plugins)
    for plugin in plugins:
        if not isinstance(plugin, ModuleType):
            raise UsageError(
                f"{type(plugin).__name__} is not a module, and a survey judges in other processes. "
                "Give plugins as modules that can be imported, or as a folder of plugins."
            )
    return tuple(plugin.__name__ for plugin in plugins)


def _code_of(modules: Sequence[Any]) -> list[str]:
    return [_hash(Path(module.__file__)) for module in modules if getattr(module, "__file__", None)]


def _code_in(folders: Sequence[str]) -> list[str]:
    return [
        f"{file.name} {_hash(file)}"
        for folder in folders
        for file in (sorted(Path(folder).rglob("*.py")) if os.path.isdir(folder) else ())
    ]


def _hash(file: Path) -> str:
    try:
        return sha256(read_plain(file, MOST_BYTES)).hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"
