"""The public ruleset class: loaded by name or path, or built from a mapping."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import fields, frozen

from lever5_rules.checking import DEFAULT_RULESET, names_of, plugins_of, ruleset_for
from lever5_rules.core import limits
from lever5_rules.core.errors import RulesetError
from lever5_rules.core.frozen_map import FrozenMap
from lever5_rules.core.lexicon import GROUPS
from lever5_rules.core.text import clipped
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.ruleset.ruleset_files import ruleset_of_mapping

__all__ = ["DEFAULT_RULESET", "Ruleset", "ruleset_from"]


@frozen(eq=False, repr=False, slots=False)
class Ruleset(limits.Ruleset):
    """The thresholds for judging, with switches, waivers and required levels.

    `limits` are by name, each with unit, origin and source; `switches` by criterion or element.
    `lineage` is its name and those of the rulesets that it extends. `documents` is the level that
    each statement of a document needs.

    >>> starter = l5.Ruleset.load("starter")
    >>> starter.limits["plc.min_minutes"].value, starter.limits["plc.min_minutes"].unit
    (30, 'minutes')
    """

    @classmethod
    def load(
        cls,
        source: str | Path,
        *,
        plugins: Iterable[Any] = (),
        plugin_folders: str | Path | Iterable[str | Path] = (),
        entry_points: bool = True,
    ) -> "Ruleset":
        """Load a ruleset by name, such as "starter", or from the TOML file at a path.

        It may refer to limits and criteria of the plugins, which are given as in `check`.

        Raises RulesetError, naming the file and the nearest known name, if it is invalid.

        >>> l5.Ruleset.load("exemplar").lineage
        ('exemplar', 'default')
        """
        return ruleset_from(plugins_of(plugins, plugin_folders, entry_points), source)

    @classmethod
    def from_mapping(
        cls,
        data: Mapping[str, Any],
        *,
        plugins: Iterable[Any] = (),
        plugin_folders: str | Path | Iterable[str | Path] = (),
        entry_points: bool = True,
    ) -> "Ruleset":
        """Return the ruleset that a mapping describes, with the keys of the TOML file.

        `name`, `version` and `title` are required; `extends` names the ruleset to start from.

        Raises RulesetError, naming the key and the nearest known name, if it is invalid.

        >>> ours = l5.Ruleset.from_mapping(
        ...     {
        ...         "name": "ours",
        ...         "version": "1",
        ...         "title": "Longer meetings",
        ...         "extends": "default",
        ...         "limits": {
        ...             "plc.min_minutes": {"value": 50, "origin": "district", "source": "Board."}
        ...         },
        ...     }
        ... )
        >>> l5.check("examples/live-oak-charter", ruleset=ours, select="5.2.4").ruleset
        'ours'
        """
        return ruleset_from(plugins_of(plugins, plugin_folders, entry_points), data)

    @property
    def lexicon(self) -> Mapping[str, tuple[str, ...]]:
        """The phrases that carry no information, by group."""
        return FrozenMap({group: tuple(getattr(self.words.lexicon, group)) for group in GROUPS})


def ruleset_from(
    loaded: Loaded, source: str | Path | Mapping[str, Any] | limits.Ruleset
) -> Ruleset:
    """Return a ruleset by name, path or mapping, with the names that these plugins know."""
    if isinstance(source, Mapping):
        ruleset = ruleset_of_mapping(source, loaded.rulesets, names_of(loaded))
    elif isinstance(source, (str, Path, limits.Ruleset)):
        ruleset = ruleset_for(loaded, source)
    else:
        raise RulesetError(
            f"{clipped(repr(source), 60)} is not a ruleset. Give a name, the path of a TOML file, "
            "or a mapping."
        )
    if isinstance(ruleset, Ruleset):
        return ruleset
    return Ruleset(
        **{attribute.name: getattr(ruleset, attribute.name) for attribute in fields(limits.Ruleset)}
    )
