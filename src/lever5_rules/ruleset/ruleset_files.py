"""Reading of ruleset files: strict TOML, parents resolved, names checked."""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve

from lever5_rules.core.errors import RulesetError
from lever5_rules.core.limits import Limit, Origin, Ruleset, Switch
from lever5_rules.core.outcome import Level
from lever5_rules.core.synonyms import NO_WORDS, plain
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.values.single_values import toml_converter

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
_SWITCH_KEYS = frozenset({"enabled", "advisory", "level", "reason"})


def load_ruleset(wanted: str | Path, shipped: Mapping[str, Path], names: Names) -> Ruleset:
    """Read a ruleset by name, or from a TOML file at a path, with its parents.

    Raises RulesetError, naming the file and the nearest known name, for anything unknown, of the
    wrong type, or without unit, origin or source. In a shipped ruleset an unknown name is ignored:
    its rule failed to load, which is already an error in the report.
    """
    loader = _Loader(shipped, names)
    return loader.load(str(wanted), ())


def ruleset_of_mapping(
    data: Mapping[str, Any], shipped: Mapping[str, Path], names: Names
) -> Ruleset:
    """Return the ruleset that a mapping describes, in the structure of the TOML file.

    Relative paths start from the working directory. Raises RulesetError as `load_ruleset` does.
    """
    held = _plain(data)
    digest = sha256(json.dumps(held, sort_keys=True, default=str).encode()).hexdigest()
    name = held.get("name")
    title = f"ruleset {clipped(name, 60)}" if isinstance(name, str) else "the ruleset"
    return _Loader(shipped, names).resolved(held, digest, Path(), title, ())


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
                f"{where}: {clipped(limit, 60)!r} is no limit that a rule reads.{hint}"
            )
    for target in (*ruleset.switches, *(one.target for one in ruleset.waivers)):
        if target not in names.targets():
            hint = did_you_mean(target, names.targets())
            raise RulesetError(
                f"{where}: {clipped(target, 60)!r} is no criterion or element here.{hint}"
            )


def _plain(held: Any) -> Any:
    """Return mappings and sequences as the dicts and lists that TOML gives."""
    if isinstance(held, Mapping):
        return {str(key): _plain(one) for key, one in held.items()}
    if isinstance(held, (list, tuple)):
        return [_plain(one) for one in held]
    return held


def files_behind(wanted: str | None, shipped: Mapping[str, Path]) -> list[Path]:
    """Return the files a ruleset may be read from: all shipped ones, and its chain of parents.

    Errors in them are reported when they are loaded, not here.
    """
    found = list(shipped.values())
    while wanted is not None and wanted not in shipped and Path(wanted) not in found:
        path = Path(wanted)
        found.append(path)
        try:
            extended = read_toml(path, "")[0].get("extends")
        except RulesetError:
            break
        wanted = extended if isinstance(extended, str) else None
        if wanted is not None and wanted not in shipped:
            wanted = str(path.parent / wanted)
    return found


class _Loader:
    def __init__(self, shipped: Mapping[str, Path], names: Names) -> None:
        self._shipped = shipped
        self._names = names

    def load(self, wanted: str, children: tuple[str, ...]) -> Ruleset:
        path = self._path(wanted, children)
        data, digest = read_toml(path, f"ruleset {wanted}")
        where = f"ruleset {path.name}"
        if wanted in children:
            raise RulesetError(f"{where} extends itself: {' extends '.join((*children, wanted))}.")
        return self.resolved(
            data, digest, path, where, (*children, wanted), lenient=wanted in self._shipped
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
        known_only(data, _RULESET_KEYS, where)
        self._agreed(data, path, where)
        name = text_of(data, "name", where)
        parent: Ruleset | None = None
        if "extends" in data:
            extended = text_of(data, "extends", where)
            near = path.parent / extended
            if extended not in self._shipped and near.suffix == ".toml":
                extended = str(near)
            parent = self.load(extended, children)
        return Ruleset(
            name=name,
            version=text_of(data, "version", where),
            title=text_of(data, "title", where),
            sha256=sha256((digest + (parent.sha256 if parent else "")).encode()).hexdigest(),
            lineage=(name, *(parent.lineage if parent else ())),
            select=self._select(data, where) or (parent.select if parent else ()),
            limits=self._limits(data, name, where, parent, lenient=lenient),
            switches=self._switches(data, where, parent, lenient=lenient),
            waivers=(parent.waivers if parent else ())
            + waivers_of(data.get("waivers"), where, self._names),
            documents=_documents(data, where, parent),
            words=evolve(
                (parent.words if parent else NO_WORDS).with_words(self._words(data, where)),
                own_lexicon=lexicon_of(data, where, parent.words if parent else NO_WORDS),
            ),
        )

    def _agreed(self, data: dict[str, Any], path: Path, where: str) -> None:
        """Check that the folders of plugins that a ruleset requires are loaded.

        A file of limits must never cause code to run, so the user must have named the folders.
        """
        for one in texts_of(data, "plugins", where, "folders, from the folder of this file"):
            folder = path.parent / one
            if folder.resolve() not in self._names.folders:
                raise RulesetError(
                    f"{where} builds on the plugins in {clipped(str(folder), 200)}. They are "
                    "programs that run with your rights; if you trust them, name that folder: "
                    f"--plugins {clipped(str(folder), 200)}"
                )

    def _path(self, wanted: str, children: tuple[str, ...]) -> Path:
        if wanted in self._shipped:
            return self._shipped[wanted]
        path = Path(wanted)
        if path.suffix == ".toml" or "/" in wanted:
            if os.path.exists(path):
                return path
            raise RulesetError(f"There is no ruleset file {clipped(wanted, 200)}.")
        by = f" (extended by {children[-1]})" if children else ""
        raise RulesetError(
            f"There is no ruleset {clipped(wanted, 60)!r}{by}."
            f"{did_you_mean(wanted, self._shipped)} Known are {listing(sorted(self._shipped))}; "
            "a file of your own is named by its path, ending in .toml."
        )

    def _select(self, data: dict[str, Any], where: str) -> tuple[str, ...]:
        return texts_of(data, "select", where, "ids or prefixes")

    def _words(self, data: dict[str, Any], where: str) -> tuple[tuple[str, str, str], ...]:
        """Return the district synonyms for each vocabulary, checked against it."""
        found = []
        for name, body in tables_of(data, "words", where).items():
            at = f"{where}: words.{clipped(name, 40)}"
            vocabulary = self._names.vocabularies.get(name)
            if vocabulary is None and not self._names.complete:
                continue
            if vocabulary is None:
                hint = did_you_mean(name, self._names.vocabularies)
                raise RulesetError(f"{at} is no vocabulary.{hint}")
            for word, meant in body.items():
                if not isinstance(meant, str) or meant not in tuple(vocabulary):
                    said = clipped(str(meant), 40)
                    raise RulesetError(
                        f"{at}: {clipped(word, 40)!r} is to mean {said!r}, which is no word of it."
                        f"{did_you_mean(said, tuple(vocabulary))}"
                    )
                if plain(word) in tuple(vocabulary):
                    raise RulesetError(f"{at}: {clipped(word, 40)!r} has a meaning of its own.")
                found.append((name, word, meant))
        return tuple(found)

    def _limits(
        self,
        data: dict[str, Any],
        ruleset: str,
        where: str,
        parent: Ruleset | None,
        *,
        lenient: bool,
    ) -> dict[str, Limit[object]]:
        limits = dict(parent.limits) if parent else {}
        for name, body in tables_of(data, "limits", where).items():
            at = f'{where}: limits."{clipped(name, 60)}"'
            unread = name not in self._names.limits
            if unread and (name in RETIRED or lenient or not self._names.complete):
                continue
            if unread:
                hint = did_you_mean(name, self._names.limits)
                raise RulesetError(f"{at} is no limit that a rule reads.{hint}")
            known_only(body, _LIMIT_KEYS, at)
            before = limits.get(name)
            if "value" not in body:
                raise RulesetError(f"{at} has no value.")
            value = self._limit_value(body["value"], self._names.limits[name], at)
            unit = text_of(body, "unit", at) if "unit" in body or before is None else before.unit
            if before is not None and unit != before.unit:
                raise RulesetError(f"{at} is in {unit!r}, its parent in {before.unit!r}.")
            origin = text_of(body, "origin", at)
            if origin not in tuple(Origin):
                known = listing(Origin, most=9)
                raise RulesetError(
                    f"{at}: origin is {clipped(origin, 40)!r}; it must be one of {known}."
                    f"{did_you_mean(origin, tuple(Origin))}"
                )
            limits[name] = Limit(
                name, value, unit, Origin(origin), text_of(body, "source", at), ruleset
            )
        return limits

    def _limit_value(self, value: Any, declared: Any, at: str) -> object:
        try:
            found: object = toml_converter().structure(value, declared)
        except UnreadableValue as misfit:
            raise RulesetError(f"{at}: value is {clipped(repr(value), 40)}; {misfit}") from None
        if (isinstance(found, tuple) and not found) or not isinstance(
            found, (int, float, bool, str, tuple)
        ):
            raise RulesetError(f"{at}: value is {clipped(repr(value), 40)}, which says nothing.")
        return found

    def _switches(
        self, data: dict[str, Any], where: str, parent: Ruleset | None, *, lenient: bool
    ) -> dict[str, Switch]:
        switches = dict(parent.switches) if parent else {}
        known = {"criteria": self._names.criteria, "elements": self._names.elements.keys()}
        for section, targets in known.items():
            for target, body in tables_of(data, section, where).items():
                at = f'{where}: {section}."{clipped(target, 60)}"'
                if target not in targets and (lenient or not self._names.complete):
                    continue
                if target not in targets:
                    raise RulesetError(f"{at} is not known.{did_you_mean(target, targets)}")
                known_only(
                    body, _SWITCH_KEYS if section == "elements" else {"enabled", "reason"}, at
                )
                before = switches.get(target) or Switch(target, True, None, None, "")
                switches[target] = self._switch(before, body, target, at)
        return switches

    def _switch(self, before: Switch, body: dict[str, Any], target: str, at: str) -> Switch:
        changes: dict[str, Any] = {"reason": text_of(body, "reason", at)}
        for key in ("enabled", "advisory"):
            if key in body:
                if not isinstance(body[key], bool):
                    raise RulesetError(f"{at}: {key} must be true or false.")
                changes[key] = body[key]
        if "level" in body:
            level = text_of(body, "level", at)
            if level not in {one.value for one in Level}:
                words = [one.value for one in Level]
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
            changes["level"] = level
        return evolve(before, **changes)


def _documents(data: dict[str, Any], where: str, parent: Ruleset | None) -> Level:
    """Return the level that every statement of a document needs."""
    body, at = data.get("levels", {}), f"{where}: levels"
    if not isinstance(body, dict):
        raise RulesetError(f'{at}: write documents = "verified" under [levels].')
    known_only(body, {"documents", "reason"}, at)
    if not body:
        return parent.documents if parent else Level.CITED
    text_of(body, "reason", at)
    level, words = text_of(body, "documents", at), (Level.CITED.value, Level.VERIFIED.value)
    if level not in words:
        raise RulesetError(
            f"{at}: documents is {clipped(level, 40)!r}; it must be one of {listing(words)}."
            f"{did_you_mean(level, words)}"
        )
    return Level(level)
