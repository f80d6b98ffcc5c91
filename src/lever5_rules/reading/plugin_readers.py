"""Readers of plugins: what they add to an intake is examined before anything depends on it."""

from typing import Any

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.core.blanks import Problem
from lever5_rules.findings.finding import BundleFile

from .intake import Intake
from .reader import Group, Reader, digest_of


def read_by_plugin(reader: Reader, group: Group, intake: Intake) -> None:
    """Read a group of files by the reader of a plugin.

    A file that the reader does not list is listed: as read if any evidence came of it, else as
    unknown. Raises TypeError if the reader added what is no evidence, problem or file; then nothing
    of that is left in the intake.
    """
    sizes, listed = intake.sizes, len(intake.files)
    try:
        reader.read(group, intake)
    finally:
        _require_proper(intake)
    seen = {file.path for file in intake.files[listed:]}
    for file in group:
        if file.path not in seen:
            status = "unknown" if intake.sizes == sizes else "read"
            intake.note(file.path, None, digest_of(file), status)


def _require_proper(intake: Intake) -> None:
    """Raise TypeError if the intake holds anything that it is not made for, and remove that."""
    kept: list[tuple[list[Any], type]] = [
        (intake.problems, Problem),
        (intake.files, BundleFile),
        *((held, Problem) for held in intake.lost.values()),
        *((held, DocumentArtifact) for held in intake.documents.values()),
    ]
    improper = False
    for held, form in kept:
        proper = [one for one in held if _is_proper(one, form)]
        improper = improper or len(proper) < len(held)
        held[:] = proper
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
