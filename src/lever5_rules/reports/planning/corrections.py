"""Entries of the files that say something other than was meant, and may cause what falls short.

A misspelt role, campus or product is not evidence, and everything that depends on it falls short
elsewhere: a training that names no adopted product becomes a gap on the staff roster. So an entry
that was not understood is listed before all work that reads the same sheet; an entry of the
profile, roster or calendar, by which everything is measured, before all other work.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from attrs import evolve, frozen

from lever5_rules.artifacts.denominators import CalendarDay, DistrictProfile, StaffAssignment
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
_NO_CAMPUS = re.compile(r"campus_ids?\b.* not in ")
_MORE_ROWS = re.compile(r"\b([\d,]+) more rows?\b")
_ROWS = re.compile(r"\b([\d,]+) (?:rows|places)(?:, such as [^)]*)?, first here\b")
PROFILE = declared_kind(DistrictProfile).name
ROSTER = declared_kind(StaffAssignment).name
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
    parts_by_row = [(row, _parts_read(row.element)) for row in rows]
    by_part = {}
    for part, group in groupby(
        problems, lambda problem: part_of(problem.file or "", problem.place)
    ):
        kind = kinds.get(part, "")
        is_profile = kind == PROFILE and not report.campuses  # everything is asked by campus
        by = [
            row
            for row, parts in parts_by_row
            if is_profile or part in parts or (kind and row.element.kind == kind)
        ]
        if by:
            elements = frozenset(row.element.id for row in by if not row.element.advisory)
            by_part[part] = Correction(part, kind, tuple(dict.fromkeys(group)), elements, tuple(by))
    return by_part


def title(part: str, problems: Sequence[Problem]) -> str:
    """Return what to correct or fill in: `Correct C15 on the sheet staff_roster in year.xlsx`."""
    placed = [problem for problem in problems if problem.place is not None]
    file, _, sheet = part.partition(", ")
    if placed and isinstance(placed[0].place, int):
        return f"{_work(placed, 'line ', 'lines ')} of {part}"
    if not placed or not sheet:
        return f"Mend {part}"
    cells = [problem for problem in placed if "!" in str(problem.place)]
    return f"{f'{_work(cells)} on' if cells else 'Correct'} the sheet {sheet} in {file}"


def _work(problems: Sequence[Problem], singular: str = "", plural: str = "") -> str:
    """Return `Correct C15 and fill in D3 and 5 more`: what is wrong, and what is blank.

    A message stands for all rows with the same fault, so it may mean more cells than its place."""
    parts = []
    for verb, blank in (("correct", False), ("fill in", True)):
        group = [problem for problem in problems if _is_blank(problem) is blank]
        names = list(dict.fromkeys(str(problem.place).rpartition("!")[2] for problem in group))
        more = len(names[MOST_CELLS:]) + sum(_further(problem.message) for problem in group)
        if group:
            cells = listing([*names[:MOST_CELLS], f"{more:,} more"] if more else names)
            parts.append(f"{verb} {plural if more or len(names) > 1 else singular}{cells}")
    text = " and ".join(parts)
    return text[:1].upper() + text[1:]


def _further(message: str) -> int:
    """Return of how many rows a message speaks besides the one whose place it has."""
    if match := _MORE_ROWS.search(message):
        return int(match[1].replace(",", ""))
    match = _ROWS.search(message)
    return int(match[1].replace(",", "")) - 1 if match else 0


def _is_blank(problem: Problem) -> bool:
    return " is blank" in problem.message


def names_no_campus(problem: Problem) -> bool:
    """Return whether a problem is a campus that the profile does not list."""
    return bool(_NO_CAMPUS.match(problem.message))


def _may_matter(problem: Problem) -> bool:
    """Return whether a problem is an entry that was not understood, rather than a blank entry."""
    placed = (
        problem.severity is not Severity.NOTE
        and problem.file is not None
        and problem.place is not None
    )
    return placed and BEGUN not in problem.message


def _parts_read(element: ElementFinding) -> frozenset[str]:
    """Return the sheets and files that an element shows as evidence, or could not read."""
    parts = {part_of(evidence.file, evidence.place) for evidence in element.evidence}
    parts |= {part_of(problem.file, problem.place) for problem in element.problems if problem.file}
    for other in element.alternatives:
        parts |= _parts_read(other)
    return frozenset(parts)


def _sheet(place: Place | None) -> str:
    return place.rpartition("!")[0] or place if isinstance(place, str) else ""
