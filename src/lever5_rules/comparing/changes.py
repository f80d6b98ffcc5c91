"""Data classes for changes between two reports: criteria, elements, evidence, thresholds, files."""

from attrs import frozen

from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.values import by_value
from lever5_rules.findings.finding import ElementFinding, RuleFailure
from lever5_rules.findings.report import Report

NOT_SELECTED, NOT_APPLICABLE, ERROR, OFF, NOWHERE = (
    "not-selected",
    "not-applicable",
    "error",
    "switched-off",
    "not-there",
)
OPENED, CLOSED, NEW, CHANGED, ASIDE = "opened", "closed", "new", "changed", "aside"
"""The kinds of change.

`new` is a criterion that was not selected before, so that nothing is known of it. `aside` is a
change of something that fails in neither report, such as the evidence of a pass.
"""
FALLS_SHORT = frozenset({Outcome.GAP.value, Outcome.MISSING.value, ERROR})


def states_of(report: Report) -> dict[str, str]:
    """Return the state of each selected criterion."""
    states = {finding.criterion: finding.outcome.value for finding in report.findings}
    states |= {exempt.id: NOT_APPLICABLE for exempt in report.not_applicable}
    states |= {failure.criterion: ERROR for failure in report.errors if failure.criterion}
    return states


@by_value("old", "new")
@frozen(eq=False, repr=False, slots=False)
class Moved:
    """A piece of evidence that changed, or that only one of the reports shows.

    `old` or `new` is None if only the other report shows it.
    """

    old: Evidence | None
    new: Evidence | None


@by_value("path", "change")
@frozen(eq=False, repr=False, slots=False)
class FileChange:
    """A file that differs between the bundles: `change` is changed, added or removed."""

    path: str
    change: str


@by_value("id", "old_state", "new_state")
@frozen(eq=False, repr=False, slots=False)
class ElementChange:
    """An element that differs between two reports. A state is an outcome, or why there is none.

    `old` or `new` is None if the element was not judged there. `files` are the changed files of its
    evidence and kind, `evidence` what changed in the evidence shown; `limit` is True if its
    threshold differs.
    """

    id: str
    change: str
    old_state: str
    new_state: str
    advisory: bool
    old: ElementFinding | None
    new: ElementFinding | None
    files: tuple[FileChange, ...]
    evidence: tuple[Moved, ...]
    limit: bool


@by_value("id", "old_state", "new_state", "elements")
@frozen(eq=False, repr=False, slots=False)
class CriterionChange:
    """A criterion that differs between two reports, with the elements that do."""

    id: str
    title: str
    change: str
    old_state: str
    new_state: str
    old_waived: bool
    new_waived: bool
    elements: tuple[ElementChange, ...]


@by_value("old", "new")
@frozen(eq=False, repr=False, slots=False)
class LimitChange:
    """A threshold that differs between two reports in value, unit, origin, source or ruleset."""

    old: Limit[object]
    new: Limit[object]


@by_value("old", "new", "criteria")
@frozen(eq=False, repr=False, slots=False)
class Difference:
    """All differences between two reports. `notes` say what makes them hard to compare."""

    old: Report
    new: Report
    notes: tuple[str, ...]
    criteria: tuple[CriterionChange, ...]
    files: tuple[FileChange, ...]
    limits: tuple[LimitChange, ...]
    newly_selected: tuple[str, ...]
    no_longer_selected: tuple[str, ...]
    new_errors: tuple[RuleFailure, ...]
    old_errors: tuple[RuleFailure, ...]

    def those(self, change: str) -> tuple[CriterionChange, ...]:
        """Return the criteria with one kind of change."""
        return tuple(criterion for criterion in self.criteria if criterion.change == change)
