"""A starting bundle: the profile, an empty file for each kind, and what to do in which order."""

from collections.abc import Mapping
from typing import Any

from lever5_rules.artifacts.kinds import Document, Family, KindInfo
from lever5_rules.core.synonyms import NO_WORDS, Words
from lever5_rules.reading.values.schemas import schema_of

from .content import PROFILE
from .empty import empty_table, empty_toml
from .files import place_of
from .schemas import SCHEMAS, schema_file, schema_text

STEPS = (
    ("Rosters, calendar, adoption list", Family.DENOMINATOR, None),
    (
        "One export each of training and of observation: together they serve almost half of the "
        "criteria",
        None,
        ("training_calendar", "training_attendance", "observation_log"),
    ),
    ("The documents, each read once with page and quote", Family.DOCUMENT, None),
    ("Plans and time that is set aside", Family.SCHEDULE, None),
    ("Meeting logs, the tracker and the other records", Family.RECORD, None),
)
"""The order of work that saves most time: what everything is measured against comes first."""


def starting_files(
    kinds: Mapping[str, KindInfo], profile: Mapping[str, Any], words: Words = NO_WORDS
) -> dict[str, bytes]:
    """The files of a starting bundle, by path. `profile` is what is known of the district."""
    files = {"README.md": _read_me(kinds).encode()}
    for name, kind in kinds.items():
        path = place_of(kind)
        given = profile if name == PROFILE else _year_of(kind, profile)
        if kind.table:
            files[path] = empty_table(kind)
        else:
            files[path] = empty_toml(kind, path, given).encode()
        files[f"{SCHEMAS}/{schema_file(name)}"] = schema_text(schema_of(kind, words)).encode()
    return files


def _year_of(kind: KindInfo, profile: Mapping[str, Any]) -> dict[str, Any]:
    """The school year, which is the same for every document of the bundle."""
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
    ]
    left = dict(kinds)
    for number, (title, family, names) in enumerate(STEPS, start=1):
        mine = [
            kind
            for name, kind in left.items()
            if (names is not None and name in names) or kind.family is family
        ]
        left = {name: kind for name, kind in left.items() if kind not in mine}
        if not mine:
            continue
        lines += [f"### {number}. {title}", ""]
        for office in dict.fromkeys(kind.office for kind in mine):
            held_by = office or "nobody in particular"
            lines += [f"**{held_by[:1].upper()}{held_by[1:]}**", ""]
            for kind in mine:
                if kind.office == office:
                    lines.append(f"- [ ] `{place_of(kind)}`: {kind.meaning}")
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"
