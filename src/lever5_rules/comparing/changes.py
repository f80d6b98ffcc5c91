"""What changed between two reports: findings, elements, evidence, thresholds, selection, errors."""

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
OPENED, CLOSED, CHANGED, ASIDE = "opened", "closed", "changed", "aside"
"""`aside`: something that fell short in neither report changed, such as what a pass rests on."""
FALLS_SHORT = frozenset({Outcome.GAP.value, Outcome.MISSING.value, ERROR})


@by_value("old", "new")
@frozen(eq=False, repr=False, slots=False)
class Moved:
    """A piece of evidence that one of the reports shows and the other does not, or otherwise.

    `old` and `new` are None where it is shown in one only.
    """

    old: Evidence | None
    new: Evidence | None


@by_value("path", "change")
@frozen(eq=False, repr=False, slots=False)
class FileChange:
    """A file of the bundles: `change` is changed, added or removed."""

    path: str
    change: str


@by_value("id", "old_state", "new_state")
@frozen(eq=False, repr=False, slots=False)
class ElementChange:
    """An element in two reports. A state is an outcome, or why there is none.

    `old` and `new` are None where it was not judged. `files` are those of its evidence and kind
    that differ, `evidence` what it shows otherwise, `limit` is True where its threshold differs.
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
    """A criterion in two reports, with the elements that differ."""

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
    """A threshold that both reports show, with another value, unit, origin, source or ruleset."""

    old: Limit[object]
    new: Limit[object]


@by_value("old", "new", "criteria")
@frozen(eq=False, repr=False, slots=False)
class Difference:
    """Everything that differs between two reports. `notes` say where they are hard to compare."""

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
        """The criteria of one change."""
        return tuple(one for one in self.criteria if one.change == change)
