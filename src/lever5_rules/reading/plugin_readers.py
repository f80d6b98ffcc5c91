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
    as unknown. Raises TypeError if the reader added an object that is no evidence, problem or file;
    then nothing of it stays in the intake.
    """
    sizes, listed = intake.sizes, len(intake.files)
    before = {id(held): len(held) for held, _ in _collections(intake)}
    try:
        reader.read(group, intake)
    finally:
        _require_proper(intake, before)
    seen = {file.path for file in intake.files[listed:]}
    for file in group:
        if file.path not in seen:
            status = "unknown" if intake.sizes == sizes else "read"
            intake.note(file.path, None, digest_of(file), status)


def _collections(intake: Intake) -> list[tuple[list[Any], type]]:
    """Return the collections of an intake, each with the class of its items."""
    return [
        (intake.problems, Problem),
        (intake.files, BundleFile),
        *((held, Problem) for held in intake.lost.values()),
        *((held, DocumentArtifact) for held in intake.documents.values()),
    ]


def _require_proper(intake: Intake, before: Mapping[int, int]) -> None:
    """Raise TypeError if an object of a wrong class was added, and remove it."""
    improper = False
    for held, form in _collections(intake):
        start = before.get(id(held), 0)
        added = held[start:]
        proper = [one for one in added if _is_proper(one, form)]
        if len(proper) < len(added):
            improper = True
            held[start:] = proper
    if improper:
        raise TypeError("a reader may add evidence, problems and files only")


def _is_proper(one: object, form: type) -> bool:
    if not isinstance(one, form):
        return False
    if isinstance(one, BundleFile):
        texts = (one.path, one.sha256, one.status, one.kind or "")
        return all(isinstance(text, str) for text in texts)
    return not isinstance(one, Problem) or (
        isinstance(one.message, str) and isinstance(one.file or "", str)
    )
