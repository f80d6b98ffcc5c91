"""Faults of the district profile: missing or impossible entries, reported with their cell.

No element reads the district's number, and files cannot refer to a campus without a number. Without
this check both would show only in their consequences.
"""

import re
from collections.abc import Iterable
from typing import Any

from lever5_rules.artifacts.bundle import DocumentArtifact, LoadedBundle
from lever5_rules.artifacts.denominators import Campus
from lever5_rules.artifacts.fields import item_fields
from lever5_rules.artifacts.needed import is_needed
from lever5_rules.core.blanks import Mark, Problem, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Pointer, where
from lever5_rules.core.text import counted, listing
from lever5_rules.reading.privacy.safe_text import quoted

from .intake import PROFILE
from .reference_problems import Warn, quote_id
from .unfinished import BEGUN, MOST

DIGITS = 6
"""Digits of a county-district number."""
FORM = f"a county-district number of {counted(DIGITS, 'digit')} is expected, such as 101912"
_GAPS = re.compile(r"[\s\-‐-―]+")
_EMPTY = (Reason.BLANK_FIELD, Reason.PLACEHOLDER)
TOLD = frozenset({"district_id", "campuses", "campus_id"})
"""What has a message of its own where it is blank."""


def report_profile_faults(profile: Iterable[DocumentArtifact], warn: Warn) -> None:
    """Report a number of the district that cannot be valid, and a campus without a number."""
    for artifact in profile:
        values = (artifact.node.district_id, artifact.node.name, artifact.node.campuses)
        if not all(isinstance(value, Mark) for value in values):  # else nobody has begun it yet
            _report_number(artifact, warn)
            _report_blanks(artifact, warn)
        _report_no_campuses(artifact, warn)
        campuses = artifact.node.campuses if isinstance(artifact.node.campuses, tuple) else ()
        for index, campus in enumerate(campuses):
            if _is_blank(campus.campus_id):
                place = artifact.source.place_of(("campuses", index, "campus_id"))
                message = (
                    f"campus_id of campus {index + 1} is blank; its nine-digit number is expected, "
                    "by which every other file names it."
                )
                warn(artifact.source.path, place, message, Severity.WARNING)
        _report_repeated_campuses(artifact, campuses, warn)


def repeated_campuses(campuses: Iterable[Any]) -> dict[str, list[int]]:
    """Return the numbers of campuses that are listed more than once, with their positions."""
    positions: dict[str, list[int]] = {}
    for index, campus in enumerate(campuses):
        if isinstance(campus.campus_id, str):
            positions.setdefault(campus.campus_id, []).append(index)
    return {number: found for number, found in positions.items() if len(found) > 1}


def _report_repeated_campuses(
    artifact: DocumentArtifact, campuses: tuple[Any, ...], warn: Warn
) -> None:
    for number, found in repeated_campuses(campuses).items():
        places = [artifact.source.place_of(("campuses", index, "campus_id")) for index in found]
        at = listing(filter(None, (where(None, place) for place in places)), most=MOST)
        entries = [campuses[index] for index in found]
        differing = [
            name
            for name in item_fields(Campus)
            if any(getattr(entry, name) != getattr(entries[0], name) for entry in entries)
        ]
        differ = f"they differ in {listing(differing, most=9)}" if differing else "they agree"
        often = "twice" if len(found) == 2 else f"{len(found)} times"
        message = (
            f"campus {quote_id(number)} is listed {often} ({at}); {differ}. Keep one "
            "entry for each campus, and give each campus its own number."
        )
        warn(artifact.source.path, places[1], message, Severity.WARNING)


def _report_blanks(artifact: DocumentArtifact, warn: Warn) -> None:
    """Tell of all else that is needed and blank, in one sentence: an element names one of it."""
    node, kind = artifact.node, artifact.kind
    blank: dict[Pointer, str] = {
        (name,): name
        for name, info in kind.fields.items()
        if is_needed(kind, info) and name not in TOLD and _is_blank(getattr(node, name))
    }
    for index, campus in enumerate(node.campuses if isinstance(node.campuses, tuple) else ()):
        for name, info in item_fields(Campus).items():
            if not info.optional and name not in TOLD and _is_blank(getattr(campus, name)):
                blank["campuses", index, name] = f"{name} of campus {index + 1}"
    if blank:
        place = artifact.source.place_of(next(iter(blank)))
        message = f"this {kind.name} {BEGUN} still blank: {listing(blank.values(), most=MOST)}."
        warn(artifact.source.path, place, message, Severity.WARNING)


def _is_blank(value: object) -> bool:
    return isinstance(value, Mark) and value.reason in _EMPTY


def no_campuses(bundle: LoadedBundle) -> tuple[Problem, ...]:
    """Return the problem of a profile that lists no campus, on which everything else depends."""
    at = [
        (artifact.source.path, artifact.source.place_of(("campuses",)))
        for artifact in bundle.documents.get(PROFILE, ())
        if isinstance(artifact.node.campuses, Mark)
    ]
    return tuple(problem for problem in bundle.problems if (problem.file, problem.place) in at)


def _report_no_campuses(artifact: DocumentArtifact, warn: Warn) -> None:
    campuses = artifact.node.campuses
    if _is_blank(campuses):
        message = (
            "campuses is blank; each campus of the district is expected, with its nine-digit "
            "number, division and grades. Everything else is asked by campus."
        )
        warn(
            artifact.source.path, artifact.source.place_of(("campuses",)), message, Severity.WARNING
        )


def _report_number(artifact: DocumentArtifact, warn: Warn) -> None:
    number = artifact.node.district_id
    place = artifact.source.place_of(("district_id",))
    if not isinstance(number, str):
        if number.reason in _EMPTY:
            warn(artifact.source.path, place, f"district_id is blank; {FORM}.", Severity.WARNING)
        return
    if fault := fault_of_number(number):
        warn(artifact.source.path, place, f"district_id is {fault}", Severity.WARNING)


def fault_of_number(number: str) -> str:
    """Return why a text cannot be the number of a district; empty if it can."""
    digits = _GAPS.sub("", number)
    if digits.isdecimal() and len(digits) == DIGITS:
        return ""
    zeros = ""
    if digits.isdecimal() and len(digits) == DIGITS - 1:
        zeros = f" A spreadsheet drops the zero of {digits.zfill(DIGITS)}; write it as text."
    return f"{quoted(number) or 'a text that is not repeated here'}; {FORM}.{zeros}"
