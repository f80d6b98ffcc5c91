"""Entries of the files that say something other than was meant, and may cause what falls short.

A misspelt role, campus or product is no evidence, and everything that depends on it falls short
elsewhere: a training that names no adopted product becomes a gap on the staff roster. So an entry
that was not understood is listed before all work that reads the same sheet; an entry of the
profile, roster or calendar, by which everything is measured, before all other work.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from attrs import evolve, frozen

from lever5_rules.artifacts.denominators import (
    CalendarDay,
    DistrictProfile,
    StaffAssignment,
)
from lever5_rules.artifacts.kinds import declared_kind
from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.places import Place, in_order
from lever5_rules.core.text import listing
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.reading.unfinished import BEGUN
from lever5_rules.reports.element_rows import ElementRow
from lever5_rules.reports.names import Names

MOST_CELLS = 3
PROFILE = declared_kind(DistrictProfile).name
LISTS = {
    kind.name: kind.office
    for kind in map(declared_kind, (DistrictProfile, StaffAssignment, CalendarDay))
}
"""What everything else is measured by, in the order in which it is filled in, and who holds it."""


@frozen
class Correction:
    """Entries to correct in one sheet or file, each with its place.

    `elements` are the ids of the elements that read the sheet and fall short.
    """

    part: str
    kind: str
    problems: tuple[Problem, ...]
    elements: frozenset[str]
    rows: tuple[ElementRow, ...]


def in_words(problems: Iterable[Problem], names: Names) -> tuple[Problem, ...]:
    """Return problems in words for people; keys of a text file stay as they must be written."""
    return tuple(
        evolve(problem, message=names.readable(problem.message)) if problem.cell else problem
        for problem in problems
    )


def part_of(file: str, place: Place | None) -> str:
    """Return the sheet, or the file, that contains a place: `year.xlsx, meeting_log`."""
    sheet = _sheet(place)
    return f"{file}, {sheet}" if sheet else file


def corrections(report: Report, rows: Iterable[ElementRow]) -> Mapping[str, Correction]:
    """Return the corrections by sheet or file, for those that elements with findings read."""
    kinds = {file.path.replace("!", ", ", 1): file.kind for file in report.files if file.kind}
    problems = [problem for problem in report.problems if _may_matter(problem)]
    problems.sort(
        key=lambda problem: (part_of(problem.file or "", problem.place), in_order(problem.place))
    )
    reads = [(row, _read(row.element)) for row in rows]
    by_part = {}
    for part, group in groupby(
        problems, lambda problem: part_of(problem.file or "", problem.place)
    ):
        kind = kinds.get(part, "")
        whole = kind == PROFILE and not report.campuses  # everything is asked by campus
        by = [
            row
            for row, read in reads
            if whole or part in read or (kind and row.element.kind == kind)
        ]
        if by:
            elements = frozenset(row.element.id for row in by if not row.element.advisory)
            by_part[part] = Correction(part, kind, tuple(dict.fromkeys(group)), elements, tuple(by))
    return by_part


def title(part: str, problems: Sequence[Problem]) -> str:
    """Return what to correct: `Correct C15 on the sheet staff_roster in year.xlsx`."""
    places = [problem.place for problem in problems if problem.place is not None]
    if not places:
        return f"Mend {part}"
    if isinstance(places[0], int):
        lines = listing(map(str, dict.fromkeys(places)), most=MOST_CELLS)
        return f"Correct {'line' if len(set(places)) == 1 else 'lines'} {lines} of {part}"
    cells = [str(place).rpartition("!")[2] for place in places if "!" in str(place)]
    file, _, sheet = part.partition(", ")
    at = f"{listing(dict.fromkeys(cells), most=MOST_CELLS)} on " if cells else ""
    return f"Correct {at}the sheet {sheet} in {file}" if sheet else f"Mend {part}"


def _may_matter(problem: Problem) -> bool:
    """Return whether a problem is an entry that was not understood, rather than a blank entry."""
    placed = (
        problem.severity is not Severity.NOTE
        and problem.file is not None
        and problem.place is not None
    )
    return placed and BEGUN not in problem.message


def _read(element: ElementFinding) -> frozenset[str]:
    """Return the sheets and files that an element shows as evidence, or could not read."""
    seen = {part_of(evidence.file, evidence.place) for evidence in element.evidence}
    seen |= {part_of(problem.file, problem.place) for problem in element.problems if problem.file}
    for other in element.alternatives:
        seen |= _read(other)
    return frozenset(seen)


def _sheet(place: Place | None) -> str:
    return place.rpartition("!")[0] or place if isinstance(place, str) else ""
