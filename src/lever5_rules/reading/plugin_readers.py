"""Readers of plugins: what they add is validated before anything depends on it."""

from collections.abc import Mapping
from typing import Any

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.core.blanks import Problem
from lever5_rules.findings.finding import BundleFile

from .intake import Intake
from .reader import Group, Reader, digest_of


def read_by_plugin(reader: Reader, group: Group, intake: Intake) -> None:
    """Read a group of files with the reader of a plugin.

    A file that the reader does not list is listed here: as read if any evidence came from it, else
    as unknown. Raises TypeError if the reader added an object that is not evidence, problem or
    file; then nothing of it stays in the intake.
    """
    sizes, listed = intake.sizes, len(intake.files)
    before = {id(collection): len(collection) for collection, _ in _list_collections(intake)}
    try:
        reader.read(group, intake)
    finally:
        _require_proper(intake, before)
    listed_paths = {file.path for file in intake.files[listed:]}
    for file in group:
        if file.path not in listed_paths:
            status = "unknown" if intake.sizes == sizes else "read"
            intake.note(file.path, None, digest_of(file), status)


def _list_collections(intake: Intake) -> list[tuple[list[Any], type]]:
    """Return the collections of an intake, each with the class of its items."""
    return [
        (intake.problems, Problem),
        (intake.files, BundleFile),
        *((collection, Problem) for collection in intake.lost.values()),
        *((collection, DocumentArtifact) for collection in intake.documents.values()),
    ]


def _require_proper(intake: Intake, before: Mapping[int, int]) -> None:
    """Raise TypeError if an object of a wrong class was added, and remove it."""
    improper = False
    for collection, form in _list_collections(intake):
        start = before.get(id(collection), 0)
        added = collection[start:]
        proper = [addition for addition in added if _is_proper(addition, form)]
        if len(proper) < len(added):
            improper = True
            collection[start:] = proper
    if improper:
        raise TypeError("a reader may add evidence, problems and files only")


def _is_proper(problem: object, form: type) -> bool:
    if not isinstance(problem, form):
        return False
    if isinstance(problem, BundleFile):
        texts = (problem.path, problem.sha256, problem.status, problem.kind or "")
        return all(isinstance(text, str) for text in texts)
    return not isinstance(problem, Problem) or (
        isinstance(problem.message, str) and isinstance(problem.file or "", str)
    )
