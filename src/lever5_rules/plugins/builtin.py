"""The built-in plugin, which uses the same hooks as any other plugin."""

import os
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

import lever5_rulesets as shipped
from lever5_rules import artifacts, rules
from lever5_rules.artifacts.kinds import kind_of
from lever5_rules.engine.rules import Rule
from lever5_rules.reading.load import READERS
from lever5_rules.reading.mappings.shipped_mappings import shipped_mappings
from lever5_rules.reading.reader import Reader
from lever5_rules.reports import Reporter, reporters
from lever5_rules.support.interrupts import pass_on_interrupt

from .hooks import API_VERSION, Sample, hookimpl

LEVER5_API = API_VERSION
KIND_MODULES = (
    "denominators",
    "planning",
    "expectations",
    "plans",
    "observation",
    "training",
    "meetings",
)


@hookimpl
def lever5_criteria() -> Sequence[Rule | Exception]:
    """Return the rules: one from every module `sc_*` in the packages of the key practices.

    For a module that cannot be imported the error is returned, so that the other rules still load.
    """
    return tuple(map(_rule, rule_modules()))


def _rule(name: str) -> Rule | Exception:
    try:
        rule: Rule = import_module(name).rule
    except Exception as error:
        pass_on_interrupt(error)
        return ImportError(f"{name}: {type(error).__name__}: {error}")
    return rule


def rule_modules() -> Iterator[str]:
    """Yield the module names of the rules, in the order of the framework."""
    for package in _names_in("kp_", rules.__path__[0]):
        for module in _names_in("sc_", f"{rules.__path__[0]}/{package}"):
            if module.endswith(".py"):
                yield f"{rules.__name__}.{package}.{module.removesuffix('.py')}"


def _names_in(beginning: str, folder: str) -> list[str]:
    return sorted(name for name in os.listdir(folder) if name.startswith(beginning))


@hookimpl
def lever5_kinds() -> Sequence[type]:
    """Return the artifact kinds: every class declared as a kind in the modules of `artifacts`."""
    kinds = []
    for name in KIND_MODULES:
        module = import_module(f"{artifacts.__name__}.{name}")
        kinds += [cls for cls in vars(module).values() if kind_of(cls)]
    return tuple(kinds)


@hookimpl
def lever5_rulesets() -> Mapping[str, Path]:
    """Return the shipped rulesets."""
    folder = Path(next(iter(shipped.__path__)))
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


@hookimpl
def lever5_readers() -> Sequence[Reader]:
    """Return the readers of all built-in forms of evidence."""
    return READERS


@hookimpl
def lever5_mappings() -> Mapping[str, Path]:
    """Return the mappings of the systems whose exports are supported without a plugin."""
    return shipped_mappings()


@hookimpl
def lever5_sample() -> Sample:
    """Return values that turn elements into gaps where changing a single kind does not."""
    otherwise = {"topic_codes": ["operations"]}
    either = {"meeting_log": otherwise, "training_calendar": otherwise}
    return {"gaps": {"5.1.1-3/supported_either_way": either}}


@hookimpl
def lever5_reporters() -> Sequence[Reporter]:
    """Return the built-in report formats."""
    return reporters()
