"""The parts of a report: findings of criteria and elements, causes, files, accounting."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from attrs import frozen

from lever5_rules.core.blanks import Problem
from lever5_rules.core.evidence import Evidence, Note, rows_behind, shown_evidence
from lever5_rules.core.limits import Limit, Waiver
from lever5_rules.core.outcome import Judges, Level, Outcome, Reason
from lever5_rules.core.places import Place
from lever5_rules.core.values import by_value
from lever5_rules.core.years import SchoolYear


@by_value("reason", "kind", "message")
@frozen(eq=False, repr=False, slots=False)
class Lack:
    """Evidence that an element needs and that the bundle lacks, or has only in a form that does not
    count.
    """

    reason: Reason
    kind: str
    office: str
    message: str
    remedy: str
    problems: tuple[Problem, ...] = ()


@by_value("id", "outcome", "reason", without=("notes",), beside=("evidence", "rows"))
@frozen(eq=False, repr=False, slots=False)
class ElementFinding:
    """The judgement of one element of a criterion.

    `alternatives` holds the members of an any-of group, of which one pass is enough. `reader` is
    what a person must still judge by reading the evidence; `part` the listed element of the
    criterion that it belongs to, such as 5.2.2-1.a. `kind` is the artifact kind that decides it,
    `office` who usually holds that. `until` is the first day on which it can be judged, where it is
    too early. `wanted` says which artifact of the kind is missing, where one alone would do.
    `notes` is what was read; `evidence` is computed from it on access. `lacks` lists everything
    that keeps the element from being judged, not only what was met first.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> element = report.findings[0].elements[0]
    >>> element
    ElementFinding('5.2.4-1/structures_named', pass, met)
    >>> print(element.message)
    Structures of support: One-on-one planning conference, Co-planning of one lesson.
    """

    id: str
    requirement: str
    outcome: Outcome
    advisory: bool
    level_needed: Level
    level_found: Level | None
    reason: Reason
    message: str
    remedy: str
    fingerprint: str
    limit: Limit[object] | None
    scope: tuple[str, ...]
    notes: tuple[Note, ...]
    alternatives: "tuple[ElementFinding, ...]" = ()
    problems: tuple[Problem, ...] = ()
    kind: str = ""
    office: str = ""
    reader: str = ""
    part: str = ""
    until: date | None = None
    wanted: str = ""
    lacks: tuple[Lack, ...] = ()

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence shown: values examined, or places where something is missing; at most
        twelve."""
        return shown_evidence(self.notes)

    @property
    def rows(self) -> int:
        """The number of table rows examined."""
        return rows_behind(self.notes)


def with_members(elements: Iterable[ElementFinding]) -> Iterator[ElementFinding]:
    """Yield the elements, each followed by the members of its any-of group."""
    for element in elements:
        yield element
        yield from element.alternatives


@by_value("id", "reason")
@frozen(eq=False, repr=False, slots=False)
class NotApplicable:
    """A criterion or element that does not apply here, with its reason."""

    id: str
    reason: str


@by_value("criterion", "element", "plugin", "phase", "message")
@frozen(eq=False, repr=False, slots=False)
class RuleFailure:
    """A rule or plugin that failed: never counted as a pass, always shown.

    `criterion` is None if a plugin could not be loaded. `phase` is load or judge. `elements` are
    those of the criterion that were judged despite the failure.
    """

    criterion: str | None
    element: str | None
    plugin: str
    phase: str
    message: str
    elements: tuple[ElementFinding, ...] = ()


@by_value("criterion", "outcome", "elements")
@frozen(eq=False, repr=False, slots=False)
class Finding:
    """The judgement of one criterion, with every element of it.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> report.findings[0]
    Finding('5.2.4-1', pass, 4 elements)
    """

    criterion: str
    key_practice: str
    title: str
    requirement: str
    outcome: Outcome
    judges: Judges
    not_judged: str
    plugin: str
    plugin_version: str
    elements: tuple[ElementFinding, ...]
    elements_not_applicable: tuple[NotApplicable, ...] = ()
    elements_off: tuple[NotApplicable, ...] = ()
    waiver: Waiver | None = None
    change: str | None = None


def practice_of(criterion: str) -> str:
    """Return the key practice of a criterion; for a plugin's own criterion, the plugin's prefix."""
    prefix, colon, _ = criterion.partition(":")
    return prefix if colon else criterion.rpartition("-")[0]


@by_value("id", "title", "outcome", "partial")
@frozen(eq=False, repr=False, slots=False)
class KeyPractice:
    """The roll-up of a key practice. `partial`: some criteria of it were not judged.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> report.key_practices
    (KeyPractice('5.2.4', 'Instructional Planning Supports', gap),)
    """

    id: str
    title: str
    outcome: Outcome | None
    partial: bool
    selected: int
    of: int


@by_value("file", "problem", "elements")
@frozen(eq=False, repr=False, slots=False)
class Cause:
    """A problem that kept elements from being judged.

    Without elements, it is a file that could not be read and may hold evidence of any kind.

    >>> report = l5.check("examples/live-oak-charter", as_of=date(2026, 11, 23))
    >>> len(report.causes[0].elements)
    19
    >>> print(report.causes[0].problem)
    The bundle holds no professional_learning_framework.
    """

    file: str | None
    place: Place | None
    problem: str
    elements: tuple[str, ...]


@by_value("path", "kind", "status")
@frozen(eq=False, repr=False, slots=False)
class BundleFile:
    """A file of the bundle.

    `status` is read, empty, unreadable or unknown; for a document (PDF, DOCX) cited, uncited or
    unreadable.
    """

    path: str
    kind: str | None
    sha256: str
    status: str


@by_value("id", "name")
@frozen(eq=False, repr=False, slots=False)
class CampusName:
    """A campus of the district: the number by which files and findings call it, and its name."""

    id: str
    name: str


@by_value("file", "why")
@frozen(eq=False, repr=False, slots=False)
class UnusedEvidence:
    """Something in the bundle that no element read: usually a sign of a misnamed file."""

    file: str
    why: str


@by_value("file", "reason", "rows")
@frozen(eq=False, repr=False, slots=False)
class NotCounted:
    """Rows of one file that do not count as evidence, or might not, for one reason.

    `reason` is from a closed list (`counting.reasons.Uncounted`). With `unsure`, the rows matter
    only if an outcome depends on them.
    """

    file: str
    kind: str
    reason: str
    rows: int
    unsure: bool
    message: str


@by_value("waiver", "state")
@frozen(eq=False, repr=False, slots=False)
class WaiverState:
    """A waiver and its effect on the run: applied, expired or unused."""

    waiver: Waiver
    state: str


@by_value("name", "version")
@frozen(eq=False, repr=False, slots=False)
class PluginInfo:
    name: str
    version: str


@by_value("name")
@frozen(eq=False, repr=False, slots=False)
class WaiverFile:
    """The waiver file given for the run."""

    name: str
    sha256: str


@by_value("district_id", "as_of", "ruleset")
@frozen(eq=False, repr=False, slots=False)
class Baseline:
    """The earlier report that a run was compared with; `sha256` is the hash of its JSON."""

    district_id: str
    school_year: SchoolYear
    as_of: date
    ruleset: str
    ruleset_sha256: str
    sha256: str


@by_value("selected", "passed", "gap", "missing_evidence", "not_applicable", "error", "waived")
@frozen(eq=False, repr=False, slots=False)
class Accounting:
    """The number of selected criteria by result; the parts add up to `selected`."""

    selected: int
    passed: int
    gap: int
    missing_evidence: int
    not_applicable: int
    error: int
    waived: int
