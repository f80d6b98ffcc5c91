"""A starting bundle: the profile, an empty file for each kind, and instructions."""

from collections.abc import Iterable, Mapping
from typing import Any

from lever5_rules.artifacts.kinds import Document, KindInfo
from lever5_rules.core.synonyms import NO_WORDS, Words
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.values.schemas import schema_of

from .content import PROFILE
from .empty import empty_table, empty_toml
from .files import place_of
from .schemas import SCHEMAS, schema_file, schema_text

FIRST_SHEETS = 5
"""Sheets of a workbook to begin with: the district and what most elements wait for."""


def in_order_of_work(loaded: Loaded, criteria: Iterable[str] = ()) -> dict[str, KindInfo]:
    """Return the kinds that criteria need, or all kinds without criteria, in the order of work.

    The profile comes first, then what most elements wait for. Reports name causes in this order,
    too.
    """
    chosen = list(criteria) or list(loaded.rules)
    waiting = dict.fromkeys(loaded.kinds, 0)
    for name in chosen:
        for element in loaded.rules[name][0].elements if name in loaded.rules else ():
            for kind in element.kinds_needed:
                waiting[kind.name] += 1
    waiting[PROFILE] = 0 if PROFILE not in waiting else max(waiting.values(), default=0) + 1
    names = [waiting_kind for waiting_kind in waiting if waiting[waiting_kind] or not criteria]
    names.sort(key=lambda waiting_kind: -waiting[waiting_kind])
    return {name: loaded.kinds[name] for name in names}


def starting_files(
    kinds: Mapping[str, KindInfo], profile: Mapping[str, Any], words: Words = NO_WORDS
) -> dict[str, bytes]:
    """Return the files of a starting bundle by path; `profile` is what is known of the district."""
    files = {"README.md": _read_me(kinds).encode()}
    for name, kind in kinds.items():
        path = place_of(kind)
        filled = profile if name == PROFILE else _year_of(kind, profile)
        if kind.table:
            files[path] = empty_table(kind)
        else:
            files[path] = empty_toml(kind, path, filled).encode()
        files[f"{SCHEMAS}/{schema_file(name)}"] = schema_text(schema_of(kind, words)).encode()
    return files


def _year_of(kind: KindInfo, profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return the school year, which is the same for every document of the bundle."""
    if issubclass(kind.cls, Document) and "school_year" in profile:
        return {"school_year": profile["school_year"]}
    return {}


def _read_me(kinds: Mapping[str, KindInfo]) -> str:
    lines = [
        "# Evidence for Lever 5",
        "",
        "This folder is a bundle: `district.toml` says who the district is, `documents/` holds one",
        "TOML file for each document that was read, `records/` one CSV file for each log, roster,",
        "calendar or plan. Nothing is filled in yet, so the check reports everything as missing,",
        "with the file to fill and the office that usually holds it:",
        "",
        "    lever5 check .",
        "",
        "- Open CSV files in Excel or LibreOffice and save them as CSV again, or collect",
        "  everything in one workbook: `lever5 convert . ../evidence.xlsx`.",
        "- In TOML files take the `#` away before a line and write what the document says. A field",
        "  that stays out is missing evidence; `false` says that we looked and it is not there.",
        "- Several files may be of one kind, such as `observation_log-102.csv` for one campus. A",
        "  file that the district does not need can be deleted.",
        "- Never enter names of staff, ratings, or anything on single students.",
        "",
        "## In which order",
        "",
        "What most of the criteria wait for comes first.",
        "",
    ]
    for kind in kinds.values():
        held_by = f" Usually held by: {kind.office}." if kind.office else ""
        lines.append(f"- [ ] `{place_of(kind)}`: {kind.meaning}{held_by}")
    return "\n".join(lines).rstrip() + "\n"
