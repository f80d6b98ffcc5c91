"""What each file was taken for, before any verdict, and how a wrong or unknown one is put right."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

import tomli_w

from lever5_rules import Bundle, Need, OpenBundle, Problem, UsageError
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.text import clipped, harmless
from lever5_rules.findings.finding import BundleFile
from lever5_rules.library.excerpts import first_rows, title_of_sheet
from lever5_rules.library.recognition import Recognized
from lever5_rules.library.sheet_names import renamed_sheet

ROWS = 6
"""Rows that are shown of a file, so that a person can tell what it is."""
MOST_PROBLEMS = 8
"""Problems that are told of one file; the report has them all."""
SAID = {
    "read": "read",
    "empty": "nothing is filled in yet",
    "unreadable": "could not be read",
    "unknown": "not recognized",
    "cited": "a document that the evidence cites",
    "aside": "no evidence, left aside",
    "uncited": "a document that nothing cites",
}


def recognized(bundle: OpenBundle | Recognized, needs: Iterable[Need]) -> dict[str, Any]:
    """Return each file with what it is and what is wrong with it, and what is missing by office."""
    files = sorted(bundle.files, key=lambda one: one.path)
    books = {one.path.partition("!")[0] for one in files if "!" in one.path}
    told: set[Problem] = set()
    listed = []
    for file in files:
        aside = file.status == "unknown" and _is_note(file.path)
        problems = [one for one in bundle.problems if _concerns(one, file)]
        told.update(problems)
        listed.append(
            {
                "path": file.path,
                "kind": file.kind or "",
                "label": label_of(file.kind) if file.kind else "",
                "status": "aside" if aside else file.status,
                "said": "a workbook"
                if file.path in books
                else SAID["aside" if aside else file.status],
                "problems": [_told(one) for one in problems[:MOST_PROBLEMS]],
                "more": max(len(problems) - MOST_PROBLEMS, 0),
            }
        )
    there = {one.kind for one in files if one.status in ("read", "cited")}
    offices: dict[str, list[dict[str, Any]]] = {}
    for need in needs:
        if need.kind not in there:
            held = offices.setdefault(need.office, [])
            held.append(
                {
                    "kind": need.kind,
                    "label": label_of(need.kind),
                    "file": need.file,
                    "meaning": need.meaning,
                    "criteria": len(need.criteria),
                }
            )
    return {
        "files": listed,
        "problems": [_told(one) for one in bundle.problems if one not in told][:MOST_PROBLEMS],
        "passed_over": list(bundle.passed_over),
        "missing": [{"office": office, "needs": held} for office, held in offices.items()],
    }


def table_of(bundle: Bundle, path: str) -> dict[str, Any]:
    """Return the first rows of a file or of a sheet (`book.xlsx!Sheet`), heads first."""
    rows = [
        [clipped(harmless(cell), 80) for cell in row[:40]] for row in first_rows(bundle, path, ROWS)
    ]
    return {"heads": rows[0] if rows else [], "rows": rows[1:]}


def put_right(bundle: Bundle, path: str, kind: str, taken: Iterable[str]) -> dict[str, bytes]:
    """Return the file, named for a kind: a copy of a workbook with the sheet named so, or the file
    under a new name."""
    book, mark, _ = path.partition("!")
    file = next((one for one in bundle.files if one.path == book), None)
    if file is None:
        raise UsageError(f"{book} is not among the files.")
    with file.open() as raw:
        content = raw.read()
    if mark:
        return {book: renamed_sheet(content, title_of_sheet(bundle, path), kind)}
    old = PurePosixPath(path)
    name = old.with_name(f"{kind}{old.suffix.lower()}")
    if str(name) in set(taken):
        name = old.with_name(f"{kind}-{old.name.lower()}")
    return {str(name): content}


def mapping_of(
    path: str,
    kind: str,
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    roles: Mapping[str, str],
) -> dict[str, bytes]:
    """Return the mapping file for a file with columns of its own, by field of the kind.

    `constants` are fields that are the same in every row, `roles` those that the staff roster knows
    of the person in another field.
    """
    chosen = {field: head for field, head in columns.items() if head}
    if not chosen:
        raise UsageError("No column is chosen yet. Choose which column holds which field.")
    file = PurePosixPath(path)
    held: dict[str, Any] = {
        "kind": "mapping",
        "title": file.stem,
        "target": kind,
        "fits": {"files": [file.name], "heads": sorted(set(chosen.values()))},
        "columns": chosen | {field: {"role_of": person} for field, person in roles.items()},
    }
    if given := {field: value for field, value in constants.items() if value}:
        held["constants"] = given
    return {str(file.with_name(f"{file.stem}.mapping.toml")): tomli_w.dumps(held).encode()}


def _concerns(problem: Problem, file: BundleFile) -> bool:
    book, mark, sheet = file.path.partition("!")
    if not mark:
        return problem.file == file.path and not (problem.cell and file.path != book)
    place = str(problem.place or "")
    return problem.file == book and (place == sheet or place.startswith(f"{sheet}!"))


def _is_note(path: str) -> bool:
    return PurePosixPath(path).stem.lower() in ("readme", "read me", "license")


def _told(problem: Problem) -> dict[str, str]:
    return {
        "severity": problem.severity.value,
        "text": f"{harmless(problem.where)}: {problem.message}"
        if problem.where
        else problem.message,
    }


__all__ = ["mapping_of", "put_right", "recognized", "table_of"]
