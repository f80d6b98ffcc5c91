"""Forms of evidence as data: JSON Schemas of kinds, templates, and mappings for exports."""

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core import limits
from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.core.values import by_value
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.mappings.shipped_mappings import Mappings
from lever5_rules.reading.values.schemas import schema_of
from lever5_rules.templates.content import Content
from lever5_rules.templates.empty import empty_table, empty_toml
from lever5_rules.templates.schemas import schema_file, schema_text

from .checker import Checker
from .rulesets import DEFAULT_RULESET


@by_value("name", "title", "fills")
@frozen(eq=False, repr=False, slots=False)
class MappingEntry:
    """A system whose exports are read. `fills` is the kind that they become, None if the
    export is refused because it holds data of students."""

    name: str
    title: str
    fills: str | None


def mappings_of(checker: Checker) -> tuple[MappingEntry, ...]:
    """Return the available mappings of exports, including those of the plugins."""
    mappings = Mappings(checker.loaded.mappings)
    entries = []
    for name in mappings.names:
        data = mappings.data(name)
        fills = None if data.get("refused") else str(data.get("target", "nothing"))
        entries.append(MappingEntry(name, str(data.get("title", name)), fills))
    return tuple(entries)


def mapping_text(checker: Checker, name: str) -> str:
    """Return a mapping as TOML, to copy. Raises UsageError, suggesting the nearest name, if
    unknown.
    """
    return Mappings(checker.loaded.mappings).text(name)


def schema(
    checker: Checker, kind: str, ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET
) -> str:
    """Return the JSON Schema (2020-12) of a kind of artifact, with the synonyms of the ruleset.

    Raises UsageError, suggesting the nearest name, for an unknown kind.
    """
    words = checker.ruleset(ruleset).words
    (info,) = kinds_named(checker.loaded, (kind,))
    return schema_text(schema_of(info, words))


def schemas(
    checker: Checker, ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET
) -> dict[str, str]:
    """Return the JSON Schemas of all kinds, by the names of their files."""
    words = checker.ruleset(ruleset).words
    return {
        schema_file(name): schema_text(schema_of(kind, words))
        for name, kind in checker.loaded.kinds.items()
    }


def template(
    checker: Checker, kinds: Iterable[str] = (), form: str = "toml", file: str = ""
) -> bytes:
    """Return an empty artifact with notes on each field, as the bytes of a file.

    `form` is "toml" or "csv" for one kind, or "xlsx" for a workbook with a sheet for each kind, of
    all kinds if none is named. `file` is the name that a TOML file will have, if not the usual one.

    Raises UsageError, suggesting the nearest name, for an unknown kind or an unsuitable form.
    """
    names = tuple(kinds)
    chosen = kinds_named(checker.loaded, names) or list(checker.loaded.kinds.values())
    if form == "xlsx":
        from lever5_rules.templates.workbook import workbook

        return workbook(chosen, Content())
    if form not in ("toml", "csv"):
        raise UsageError(f"form is {clipped(repr(form), 40)}; give 'toml', 'csv' or 'xlsx'.")
    if len(names) != 1:
        raise UsageError("Give one KIND, or a file that ends with .xlsx for several or for all.")
    if form == "toml":
        return empty_toml(chosen[0], file or chosen[0].usual_file).encode()
    if not chosen[0].table:
        raise UsageError(f"{chosen[0].name} is a document. Give a file that ends with .toml.")
    return empty_table(chosen[0])


def kinds_named(loaded: Loaded, names: Iterable[str]) -> list[KindInfo]:
    """Return the kinds with these names. Raises UsageError, suggesting the nearest name, if
    unknown.
    """
    names = tuple(names)
    for name in names:
        if name not in loaded.kinds:
            every = listing(sorted(loaded.kinds), most=len(loaded.kinds))
            hint = did_you_mean(name, loaded.kinds) or f" Known are {every}."
            raise UsageError(f"There is no kind {clipped(name, 60)!r}.{hint}")
    return [loaded.kinds[name] for name in dict.fromkeys(names)]
