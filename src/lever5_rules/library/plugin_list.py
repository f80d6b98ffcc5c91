"""The plugins that are loaded, as data."""

from collections.abc import Mapping

from attrs import frozen

from lever5_rules.core.values import by_value
from lever5_rules.plugins.loaded import Additions, Loaded


@by_value("name", "version", "origin")
@frozen(eq=False, repr=False, slots=False)
class PluginEntry:
    """A plugin that is loaded: `origin` is where from, `adds` the names that it adds.

    The keys of `adds` are criteria, replaces, extends, kinds, readers, formats, rulesets and
    mappings.
    """

    name: str
    version: str
    origin: str
    adds: Mapping[str, tuple[str, ...]]
    looks_at_reports: bool


def plugins_loaded(loaded: Loaded) -> tuple[PluginEntry, ...]:
    """Return the plugins of a run, in the order in which they were loaded."""
    entries = []
    for name, info in loaded.plugins.items():
        adds = loaded.additions[name]
        entries.append(
            PluginEntry(name, info.version, adds.origin, _parts(adds), adds.looks_at_reports)
        )
    return tuple(entries)


def _parts(adds: Additions) -> dict[str, tuple[str, ...]]:
    return {
        "criteria": tuple(adds.criteria),
        "replaces": tuple(adds.replaces),
        "extends": tuple(adds.extends),
        "kinds": tuple(adds.kinds),
        "readers": tuple(adds.readers),
        "formats": tuple(adds.reporters),
        "rulesets": tuple(adds.rulesets),
        "mappings": tuple(adds.mappings),
    }
