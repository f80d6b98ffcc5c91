"""The elements of a report as a flat list, for tabular formats."""

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from lever5_rules.core.limits import Waiver
from lever5_rules.core.outcome import Outcome
from lever5_rules.findings.finding import ElementFinding, Finding, NotApplicable
from lever5_rules.findings.report import Report


@frozen
class ElementRow:
    """An element with the data of its criterion.

    `outcome` is the criterion's: an outcome, or `error` if a rule failed. `member_of` is the any-of
    group that it is an alternative of. `waiver` is the one that covers it. `judges` is how much of
    the criterion the rule can judge, `not_judged` what is left to a person.
    """

    criterion: str
    key_practice: str
    title: str
    outcome: str
    element: ElementFinding
    member_of: str = ""
    waiver: Waiver | None = None
    change: str = ""
    judges: str = ""
    not_judged: str = ""


def element_rows(report: Report, *, alternatives: bool = True) -> list[ElementRow]:
    """Return every element that was judged, in the order of the report, even those of failed
    criteria.

    With `alternatives`, an any-of group is followed by its members.
    """
    return [
        row for top in _top_rows(report) for row in (top, *(_members(top) if alternatives else ()))
    ]


def with_outcome(report: Report, outcome: Outcome) -> list[ElementRow]:
    """Return the elements with an outcome, an any-of group as one."""
    rows = element_rows(report, alternatives=False)
    return [row for row in rows if row.element.outcome is outcome]


def without_outcome(finding: Finding) -> Iterator[tuple[str, NotApplicable]]:
    """Yield the elements of a criterion that were not judged, each with the reason in two words."""
    yield from (("not applicable", element) for element in finding.elements_not_applicable)
    yield from (("switched off", element) for element in finding.elements_off)


def applied_waiver(report: Report, finding: Finding, element: ElementFinding) -> Waiver | None:
    """Return the waiver that covers an element that does not pass."""
    if element.outcome is Outcome.PASS or element.advisory:
        return None
    for state in report.waivers:
        if state.state == "applied" and state.waiver.target in (finding.criterion, element.id):
            return state.waiver
    return finding.waiver


def _top_rows(report: Report) -> Iterable[ElementRow]:
    for finding in report.findings:
        for element in finding.elements:
            yield ElementRow(
                finding.criterion,
                finding.key_practice,
                finding.title,
                finding.outcome.value,
                element,
                waiver=applied_waiver(report, finding, element),
                change=finding.change or "",
                judges=finding.judges.value,
                not_judged=finding.not_judged,
            )
    for error in report.errors:
        practice = (error.criterion or "").rpartition("-")[0]
        for element in error.elements:
            yield ElementRow(error.criterion or "", practice, "", "error", element)


def _members(row: ElementRow) -> Iterable[ElementRow]:
    for element in row.element.alternatives:
        yield evolve(row, element=element, member_of=row.element.id)
