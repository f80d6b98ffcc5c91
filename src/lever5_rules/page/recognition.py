"""Recognition of files before a check, and correction of files that were recognized wrongly."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from glob import escape
from pathlib import PurePosixPath
from typing import Any

import tomli
import tomli_w

from lever5_rules import Bundle, Need, OpenBundle, Problem, UsageError
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.blanks import Severity
from lever5_rules.core.text import clipped, harmless, listing
from lever5_rules.findings.finding import BundleFile
from lever5_rules.library.excerpts import first_rows, title_of_sheet
from lever5_rules.library.recognition import Recognized
from lever5_rules.library.sheet_names import renamed_sheet
from lever5_rules.reading.bundles.bundle import MAPPING_SUFFIX
from lever5_rules.reading.exports.records import ENDINGS as EXPORTS
from lever5_rules.reading.privacy.refusals import head_word

from .workplace import megabytes

ROWS = 6
"""Rows that are shown of a file, so that a person can tell what it is."""
NEAR = 0.75
"""How near the name of a column must come to that of a field to be proposed; 1 is the same."""
LARGE = 1 << 20
"""Bytes from which a file may be too large for what reads it, so that its size is told."""
ROLE = "role_of"
"""How a mapping says that a role is that of the staff roster."""
CHOSEN = {"kind", "title", "target", "fits", "columns", "constants", "values", "dates"}
"""What a mapping says of what can be chosen here; others are written by hand."""
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


def recognized(
    bundle: OpenBundle | Recognized, needs: Iterable[Need], sizes: Mapping[str, int]
) -> dict[str, Any]:
    """Return each file with its kind and problems, and the missing kinds by office.

    `sizes` are the sizes of the files in bytes; a large file that cannot be read is reported with
    its size.
    """
    files = sorted(bundle.files, key=lambda entry: entry.path)
    books = {entry.path.partition("!")[0] for entry in files if "!" in entry.path}
    reported: set[Problem] = set()
    listed = []
    for file in files:
        is_note = file.status == "unknown" and _is_note(file.path)
        problems = [problem for problem in bundle.problems if _concerns(problem, file, books)]
        reported.update(problems)
        listed.append(
            {
                "path": file.path,
                "kind": file.kind or "",
                "label": label_of(file.kind) if file.kind else "",
                "table": _is_table(file, books),
                "status": "aside" if is_note else file.status,
                "said": _status_text(
                    file, "aside" if is_note else file.status, books, sizes, problems
                ),
                "problems": [_problem_data(problem) for problem in problems[:MOST_PROBLEMS]],
                "more": max(len(problems) - MOST_PROBLEMS, 0),
            }
        )
    kinds = {entry.kind for entry in files if entry.status in ("read", "cited")}
    offices: dict[str, list[dict[str, Any]]] = {}
    for need in needs:
        if need.kind not in kinds:
            of_office = offices.setdefault(need.office, [])
            of_office.append(
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
        "problems": [
            *_copies(files),
            *[_problem_data(problem) for problem in bundle.problems if problem not in reported][
                :MOST_PROBLEMS
            ],
        ],
        "passed_over": list(bundle.passed_over),
        "missing": [
            {"office": office, "needs": office_needs} for office, office_needs in offices.items()
        ],
    }


def table_of(bundle: Bundle, path: str, kind: KindInfo | None) -> dict[str, Any]:
    """Return the first rows of a file or sheet (`book.xlsx!Sheet`), beginning with its column
    names.

    With a kind, also the likely column of each field; `named` says whether each needed field has a
    column of its own name.
    """
    first = first_rows(bundle, path, ROWS)
    heads = [head for head in first[0] if head.strip()] if first else []
    rows = [[clipped(harmless(cell), 80) for cell in row[:40]] for row in first]
    fields = kind.fields if kind is not None and kind.table else {}
    likely = likely_columns(fields, heads)
    needed = [name for name, info in fields.items() if not info.optional]
    return {
        "heads": rows[0] if rows else [],
        "rows": rows[1:],
        "columns": heads,
        "likely": likely,
        "before": chosen_before(bundle, path, kind.name) if kind is not None else {},
        "named": all(head_word(likely.get(name, "")) == name for name in needed),
    }


def likely_columns(fields: Iterable[str], heads: Sequence[str]) -> dict[str, str]:
    """Return the likely column of each field: one with its name, or nearly its name."""
    result = {}
    unassigned = {head_word(head): head for head in reversed(heads)}
    for exact in (True, False):
        for name in fields:
            near = get_close_matches(name, unassigned, n=1, cutoff=1 if exact else NEAR)
            if near and name not in result:
                result[name] = unassigned.pop(near[0])
    return result


def put_right(bundle: Bundle, path: str, kind: str, used_names: Iterable[str]) -> dict[str, bytes]:
    """Return the file with the name of a kind: under a new name, or a workbook with the sheet
    renamed.
    """
    book, mark, _ = path.partition("!")
    file = next((raw_file for raw_file in bundle.files if raw_file.path == book), None)
    if file is None:
        raise UsageError(f"{book} is not among the files.")
    with file.open() as raw:
        content = raw.read()
    if mark:
        return {book: renamed_sheet(content, title_of_sheet(bundle, path), kind)}
    old = PurePosixPath(path)
    name = old.with_name(f"{kind}{old.suffix.lower()}")
    if str(name) in set(used_names):
        name = old.with_name(f"{kind}-{old.name.lower()}")
    return {str(name): content}


def mapping_of(bundle: Bundle, path: str, kind: str, fields: Mapping[str, Any]) -> dict[str, bytes]:
    """Return a mapping file for a file or sheet that has its own column names.

    `columns` are fields given by a column, `constants` fields with the same value in every row, and
    `roles` fields that the staff roster gives for the person in another field. `values` translates
    words of the file by field. `order` is the order of dates.
    """
    chosen = {field: head for field, head in fields.get("columns", {}).items() if head}
    if not chosen:
        raise UsageError("No column is chosen yet. Choose which column holds which field.")
    file, target = PurePosixPath(path.partition("!")[0]), _mapping_path(path)
    if any(raw_file.path == str(target) for raw_file in bundle.files) and not _mapping_at(
        bundle, path
    ):
        raise UsageError(
            f"{target} is there already and says more than can be chosen here. Change it in a text "
            "editor, or leave it out first."
        )
    fits = {"files": [escape(file.name)], "heads": sorted(set(chosen.values()))}
    if "!" in path:
        fits["sheets"] = [title_of_sheet(bundle, path)]
    roles = {field: {ROLE: person} for field, person in fields.get("roles", {}).items()}
    mapping: dict[str, Any] = {
        "kind": "mapping",
        "title": target.name.partition(".mapping")[0],
        "target": kind,
        "fits": fits,
        "columns": chosen | roles,
    }
    if filled := {field: value for field, value in fields.get("constants", {}).items() if value}:
        mapping["constants"] = filled
    values = fields.get("values", {})
    if translated := {field: words for field, words in values.items() if words and field in chosen}:
        mapping["values"] = translated
    if order := fields.get("order"):
        mapping["dates"] = {"order": order}
    return {str(target): tomli_w.dumps(mapping).encode()}


def chosen_before(bundle: Bundle, path: str, kind: str) -> dict[str, Any]:
    """Return the earlier choices for a file or sheet, in the form that `mapping_of` takes."""
    mapping = _mapping_at(bundle, path)
    if mapping.get("target") != kind:
        return {}
    columns = mapping["columns"]
    values = {"values": mapping["values"]} if "values" in mapping else {}
    return {
        "columns": {name: item for name, item in columns.items() if isinstance(item, str)},
        "roles": {name: item[ROLE] for name, item in columns.items() if isinstance(item, dict)},
        "constants": mapping.get("constants", {}),
        "order": mapping.get("dates", {}).get("order", ""),
        **values,
    }


def _mapping_at(bundle: Bundle, path: str) -> dict[str, Any]:
    """Return the mapping for a file or sheet, if it contains only what can be chosen here."""
    file = next(
        (raw_file for raw_file in bundle.files if raw_file.path == str(_mapping_path(path))), None
    )
    if file is None:
        return {}
    try:
        with file.open() as raw:
            load = tomli.load(raw)
    except ValueError:
        return {}
    columns = load.get("columns")
    if not set(load) <= CHOSEN or not isinstance(columns, dict):
        return {}
    values = load.get("values", {})
    simple = all(isinstance(column, str) or set(column) == {ROLE} for column in columns.values())
    worded = isinstance(values, dict) and all(map(_is_words, values.values()))
    return load if simple and worded else {}


def _is_words(table: Any) -> bool:
    return isinstance(table, dict) and all(isinstance(meaning, str) for meaning in table.values())


def _mapping_path(path: str) -> PurePosixPath:
    book, mark, sheet = path.partition("!")
    file = PurePosixPath(book)
    return file.with_name(f"{file.stem}{f'-{head_word(sheet)}' if mark else ''}.mapping.toml")


def _copies(files: Iterable[BundleFile]) -> Iterator[dict[str, str]]:
    """Report files with the same content, such as two copies of one workbook."""
    paths_by_content: dict[str, list[str]] = {}
    for file in files:
        if "!" not in file.path and file.sha256:
            paths_by_content.setdefault(file.sha256, []).append(harmless(file.path))
    for paths in paths_by_content.values():
        if len(paths) > 1:
            text = f"{listing(paths)} have the same content. Leave out all but one of them."
            yield {"severity": "warning", "text": text}


def _status_text(
    file: BundleFile,
    status: str,
    books: Iterable[str],
    sizes: Mapping[str, int],
    problems: Iterable[Problem],
) -> str:
    if file.path in books:
        return "a workbook"
    if status == "read" and any(problem.severity is not Severity.NOTE for problem in problems):
        return "read, with remarks"
    large = file.status == "unreadable" and sizes.get(file.path, 0) >= LARGE
    return f"{SAID[status]} ({megabytes(sizes[file.path])})" if large else SAID[status]


def _concerns(problem: Problem, file: BundleFile, books: Iterable[str]) -> bool:
    book, mark, sheet = file.path.partition("!")
    if not mark:
        return problem.file == file.path and (file.path not in books or problem.place is None)
    place = str(problem.place or "")
    return problem.file == book and (place == sheet or place.startswith(f"{sheet}!"))


def _is_table(file: BundleFile, books: Iterable[str]) -> bool:
    """Return whether a file can be corrected here: a table, a list, or a sheet of a workbook."""
    if file.path in books or file.path.endswith(MAPPING_SUFFIX):
        return False
    return "!" in file.path or file.path.lower().endswith(EXPORTS)


def _is_note(path: str) -> bool:
    return PurePosixPath(path).stem.lower() in ("readme", "read me", "license")


def _problem_data(problem: Problem) -> dict[str, str]:
    return {
        "severity": problem.severity.value,
        "text": f"{harmless(problem.where)}: {problem.message}"
        if problem.where
        else problem.message,
    }


__all__ = ["mapping_of", "put_right", "recognized", "table_of"]
