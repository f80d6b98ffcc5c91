"""Reading of ruleset files: strict TOML, parents resolved, names checked."""

import json
import os
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve

from lever5_rules.core.errors import RulesetError
from lever5_rules.core.frozen_map import FrozenMap
from lever5_rules.core.limits import Limit, Ruleset, Switch
from lever5_rules.core.outcome import Level
from lever5_rules.core.synonyms import NO_WORDS
from lever5_rules.core.text import clipped, did_you_mean, listing

from . import entries
from .faults import Faults
from .free_texts import free_text_of
from .lexicon_files import lexicon_of
from .names import Names
from .toml_tables import known_only, read_toml, tables_of, text_of, texts_of
from .waiver_files import waivers_of

_RULESET_KEYS = frozenset(
    {
        "name",
        "version",
        "title",
        "extends",
        "select",
        "limits",
        "criteria",
        "elements",
        "levels",
        "waivers",
        "words",
        "lexicon",
        "plugins",
    }
)
_LIMIT_KEYS = frozenset({"value", "unit", "origin", "source"})
RETIRED = frozenset({"collab.min_share_meetings_with_topic"})
"""Limits that rules no longer read. A ruleset may still set them, without effect."""
_USUAL = "default"
"""The ruleset with which one is checked further whose parent cannot be read."""
_SWITCH_KEYS = frozenset({"enabled", "advisory", "level", "reason"})


def load_ruleset(name: str | Path, shipped: Mapping[str, Path], names: Names) -> Ruleset:
    """Read a ruleset by name, or from a TOML file at a path, with its parents.

    Raises RulesetError, naming the file and the nearest known name, for anything unknown, of the
    wrong type, or without unit, origin or source. In a shipped ruleset an unknown name is ignored:
    its rule failed to load, which is already an error in the report.
    """
    loader = _Loader(shipped, names)
    return loader.load(str(name), ())


def ruleset_of_mapping(
    data: Mapping[str, Any], shipped: Mapping[str, Path], names: Names
) -> Ruleset:
    """Return the ruleset that a mapping describes, in the structure of the TOML file.

    Relative paths start from the working directory. Raises RulesetError as `load_ruleset` does.
    """
    plain = _plain(data)
    digest = sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()
    name = plain.get("name")
    title = f"ruleset {clipped(name, 60)}" if isinstance(name, str) else "the ruleset"
    return _Loader(shipped, names).resolved(plain, digest, Path(), title, ())


def require_known(ruleset: Ruleset, names: Names) -> None:
    """Raise RulesetError if a ruleset refers to names unknown in this run.

    That happens if it was loaded with other plugins, or built by hand.
    """
    if not names.complete:
        return
    where = f"ruleset {clipped(ruleset.name, 60)}"
    for limit in ruleset.limits:
        if limit not in names.limits and limit not in RETIRED:
            hint = did_you_mean(limit, names.limits)
            raise RulesetError(
                f"{where}: {clipped(limit, 60)!r} is not a limit that a rule reads.{hint}"
            )
    for target in (*ruleset.switches, *(waiver.target for waiver in ruleset.waivers)):
        if target not in names.targets():
            hint = did_you_mean(target, names.targets())
            raise RulesetError(
                f"{where}: {clipped(target, 60)!r} is not a criterion or element here.{hint}"
            )


def _plain(value: Any) -> Any:
    """Return mappings and sequences as the dicts and lists that TOML gives."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def files_behind(name: str | None, shipped: Mapping[str, Path]) -> list[Path]:
    """Return the files a ruleset may be read from: all shipped ones, and its chain of parents.

    Errors in them are reported when they are loaded, not here.
    """
    paths = list(shipped.values())
    while name is not None and name not in shipped and Path(name) not in paths:
        path = Path(name)
        paths.append(path)
        try:
            extended = read_toml(path, "")[0].get("extends")
        except RulesetError:
            break
        name = extended if isinstance(extended, str) else None
        if name is not None and name not in shipped:
            name = str(path.parent / name)
    return paths


class _Loader:
    def __init__(self, shipped: Mapping[str, Path], names: Names) -> None:
        self._shipped = shipped
        self._names = names

    def load(self, name: str, children: tuple[str, ...]) -> Ruleset:
        path = self._path(name, children)
        data, digest = read_toml(path, f"ruleset {name}")
        where = f"ruleset {path.name}"
        if name in children:
            raise RulesetError(f"{where} extends itself: {' extends '.join((*children, name))}.")
        return self.resolved(
            data, digest, path, where, (*children, name), lenient=name in self._shipped
        )

    def resolved(
        self,
        data: dict[str, Any],
        digest: str,
        path: Path,
        where: str,
        children: tuple[str, ...],
        *,
        lenient: bool = False,
    ) -> Ruleset:
        """Return the ruleset of this data, with its parents.

        `children` are its own name and those of the rulesets that extend it. Relative paths start
        from `path`.
        """
        faults = Faults(where)
        faults.of(known_only, data, _RULESET_KEYS, where)
        self._agreed(data, path, where)
        name = faults.of(text_of, data, "name", where) or ""
        parent: Ruleset | None = None
        if "extends" in data:
            parent = faults.of(self._parent, data, path, where, children)
            if parent is None and _USUAL in self._shipped:  # so that the rest is checked too
                parent = self.load(_USUAL, children)
        words = parent.words if parent else NO_WORDS
        with_own = faults.of(self._words, data, where, faults) or ()
        lexicon = faults.of(lexicon_of, data, where, words)
        ruleset = Ruleset(
            name=name,
            version=faults.of(text_of, data, "version", where) or "",
            title=faults.of(free_text_of, data, "title", where, authors=True) or "",
            sha256=sha256((digest + (parent.sha256 if parent else "")).encode()).hexdigest(),
            lineage=(name, *(parent.lineage if parent else ())),
            select=faults.of(self._select, data, where) or (parent.select if parent else ()),
            limits=FrozenMap(self._limits(data, name, where, parent, faults, lenient=lenient)),
            switches=FrozenMap(self._switches(data, where, parent, faults, lenient=lenient)),
            waivers=(parent.waivers if parent else ())
            + waivers_of(data.get("waivers"), where, self._names, faults),
            documents=faults.of(_documents, data, where, parent) or Level.CITED,
            words=evolve(words.with_words(with_own), own_lexicon=lexicon),
        )
        faults.tell()
        return ruleset

    def _parent(
        self, data: dict[str, Any], path: Path, where: str, children: tuple[str, ...]
    ) -> Ruleset:
        extended = text_of(data, "extends", where)
        sibling = path.parent / extended
        if extended not in self._shipped and sibling.suffix == ".toml":
            extended = str(sibling)
        return self.load(extended, children)

    def _agreed(self, data: dict[str, Any], path: Path, where: str) -> None:
        """Check that the folders of plugins that a ruleset requires are loaded.

        A file of limits must never cause code to run, so the user must have named the folders.
        """
        for text in texts_of(data, "plugins", where, "folders, from the folder of this file"):
            folder = path.parent / text
            if folder.resolve() not in self._names.folders:
                raise RulesetError(
                    f"{where} builds on the plugins in {clipped(str(folder), 200)}. They are "
                    "programs that run with your rights; if you trust them, name that folder: "
                    f"--plugins {clipped(str(folder), 200)}"
                )

    def _path(self, name: str, children: tuple[str, ...]) -> Path:
        if name in self._shipped:
            return self._shipped[name]
        path = Path(name)
        if path.suffix == ".toml" or "/" in name:
            if os.path.exists(path):
                return path
            raise RulesetError(f"There is no ruleset file {clipped(name, 200)}.")
        by = f" (extended by {children[-1]})" if children else ""
        raise RulesetError(
            f"There is no ruleset {clipped(name, 60)!r}{by}."
            f"{did_you_mean(name, self._shipped)} Known are {listing(sorted(self._shipped))}; "
            "a file of your own is named by its path, ending in .toml."
        )

    def _select(self, data: dict[str, Any], where: str) -> tuple[str, ...]:
        return texts_of(data, "select", where, "ids or prefixes")

    def _words(
        self, data: dict[str, Any], where: str, faults: Faults
    ) -> tuple[tuple[str, str, str], ...]:
        """Return the district synonyms for each vocabulary, checked against it."""
        words: list[tuple[str, str, str]] = []
        for name, body in tables_of(data, "words", where).items():
            at = f"{where}: words.{clipped(name, 40)}"
            if name in self._names.vocabularies or self._names.complete:
                vocabulary = faults.of(self._vocabulary, name, at)
                pairs = body.items() if vocabulary is not None else ()
                codes = frozenset[str](vocabulary or ())
                synonyms = (faults.of(entries.synonym, codes, *pair, at) for pair in pairs)
                words += ((name, *synonym) for synonym in synonyms if synonym is not None)
        return tuple(words)

    def _vocabulary(self, name: str, at: str) -> type[StrEnum]:
        vocabulary = self._names.vocabularies.get(name)
        if vocabulary is None:
            raise RulesetError(
                f"{at} is not a vocabulary.{did_you_mean(name, self._names.vocabularies)}"
            )
        return vocabulary

    def _limits(
        self,
        data: dict[str, Any],
        ruleset: str,
        where: str,
        parent: Ruleset | None,
        faults: Faults,
        *,
        lenient: bool,
    ) -> dict[str, Limit[object]]:
        limits = dict(parent.limits) if parent else {}
        for name, body in (faults.of(tables_of, data, "limits", where) or {}).items():
            at = f'{where}: limits."{clipped(name, 60)}"'
            is_unknown = name not in self._names.limits
            if is_unknown and (name in RETIRED or lenient or not self._names.complete):
                continue
            limit = self._limit(name, body, limits.get(name), at, ruleset, faults)
            if limit is not None:
                limits[name] = limit
        return limits

    def _limit(
        self,
        name: str,
        body: dict[str, Any],
        before: Limit[object] | None,
        at: str,
        ruleset: str,
        faults: Faults,
    ) -> Limit[object] | None:
        limit_type = faults.of(self._type_of_limit, name, at)
        if limit_type is None:
            return None
        faults.of(known_only, body, _LIMIT_KEYS, at)
        value = faults.of(entries.limit_value, body, limit_type, at)
        unit = faults.of(entries.unit, body, before, at)
        origin = faults.of(entries.origin, body, at)
        source = faults.of(free_text_of, body, "source", at, authors=True)
        if value is None or unit is None or origin is None or source is None:
            return None
        return Limit(name, value, unit, origin, source, ruleset)

    def _type_of_limit(self, name: str, at: str) -> Any:
        if name not in self._names.limits:
            hint = did_you_mean(name, self._names.limits)
            raise RulesetError(f"{at} is not a limit that a rule reads.{hint}")
        return self._names.limits[name]

    def _switches(
        self,
        data: dict[str, Any],
        where: str,
        parent: Ruleset | None,
        faults: Faults,
        *,
        lenient: bool,
    ) -> dict[str, Switch]:
        switches = dict(parent.switches) if parent else {}
        sections = {"criteria": self._names.criteria, "elements": self._names.elements.keys()}
        for section, targets in sections.items():
            keys = _SWITCH_KEYS if section == "elements" else {"enabled", "reason"}
            for target, body in (faults.of(tables_of, data, section, where) or {}).items():
                at = f'{where}: {section}."{clipped(target, 60)}"'
                if target not in targets and (lenient or not self._names.complete):
                    continue
                if faults.of(entries.known, target, targets, at) is None:
                    continue
                faults.of(known_only, body, keys, at)
                before = switches.get(target) or Switch(target, True, None, None, "")
                switches[target] = self._switch(before, body, target, at, faults)
        return switches

    def _switch(
        self, before: Switch, body: dict[str, Any], target: str, at: str, faults: Faults
    ) -> Switch:
        changes: dict[str, Any] = {"reason": faults.of(free_text_of, body, "reason", at)}
        for key in ("enabled", "advisory"):
            if key in body:
                changes[key] = faults.of(entries.flag, body, key, at)
        if "level" in body and target in self._names.elements:  # a criterion has none, as told
            changes["level"] = faults.of(self._level, body, target, at)
        return evolve(before, **changes)

    def _level(self, body: dict[str, Any], target: str, at: str) -> str:
        level = text_of(body, "level", at)
        words = [each.value for each in Level]
        if level not in words:
            raise RulesetError(
                f"{at}: level is {clipped(level, 40)!r}; it must be one of {listing(words)}."
                f"{did_you_mean(level, words)}"
            )
        reachable = self._names.elements[target]
        if level not in reachable:
            raise RulesetError(
                f"{at}: what this element reads cannot reach the level {level}; "
                f"it can reach {listing(sorted(reachable))}."
            )
        return level


def _documents(data: dict[str, Any], where: str, parent: Ruleset | None) -> Level:
    """Return the level that every statement of a document needs."""
    body, at = data.get("levels", {}), f"{where}: levels"
    if not isinstance(body, dict):
        raise RulesetError(f'{at}: write documents = "verified" under [levels].')
    known_only(body, {"documents", "reason"}, at)
    if not body:
        return parent.documents if parent else Level.CITED
    free_text_of(body, "reason", at)
    level, words = text_of(body, "documents", at), (Level.CITED.value, Level.VERIFIED.value)
    if level not in words:
        raise RulesetError(
            f"{at}: documents is {clipped(level, 40)!r}; it must be one of {listing(words)}."
            f"{did_you_mean(level, words)}"
        )
    return Level(level)
