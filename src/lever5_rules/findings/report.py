"""The report of a run: immutable data from which every format is written, and its JSON."""

from collections.abc import Callable
from datetime import date
from typing import Any

from attrs import asdict, frozen

from lever5_rules.core.blanks import Problem
from lever5_rules.core.errors import ReportError
from lever5_rules.core.text import clipped
from lever5_rules.core.years import SchoolYear
from lever5_rules.support.json_data import Data
from lever5_rules.support.json_text import written

from .finding import (
    Accounting,
    Baseline,
    BundleFile,
    CampusName,
    Cause,
    Finding,
    KeyPractice,
    NotApplicable,
    NotCounted,
    PluginInfo,
    RuleFailure,
    UnusedEvidence,
    WaiverFile,
    WaiverState,
)
from .json_decoder import (
    accounting_of,
    baseline_of,
    cause_of,
    failure_of,
    file_of,
    finding_of,
    not_counted_of,
    practice_of,
    problem_of,
    waiver_file_of,
    waiver_of,
    year_of,
)
from .json_encoder import (
    baseline_data,
    failure_data,
    finding_data,
    place_data,
    problem_data,
    waiver_data,
)

SCHEMA_VERSION = "1"


@frozen(eq=False, repr=False, slots=False)
class Report:
    """The complete result of a run. `complete` is False if a rule or plugin failed."""

    tool_version: str
    framework: str
    district_id: str
    district_name: str
    school_year: SchoolYear
    as_of: date
    ruleset: str
    ruleset_version: str
    ruleset_sha256: str
    bundle_sha256: str
    files: tuple[BundleFile, ...]
    plugins: tuple[PluginInfo, ...]
    selected: tuple[str, ...]
    not_selected: tuple[str, ...]
    accounting: Accounting
    key_practices: tuple[KeyPractice, ...]
    findings: tuple[Finding, ...]
    not_applicable: tuple[NotApplicable, ...]
    errors: tuple[RuleFailure, ...]
    causes: tuple[Cause, ...]
    unused_evidence: tuple[UnusedEvidence, ...]
    problems: tuple[Problem, ...]
    waivers: tuple[WaiverState, ...]
    waiver_file: WaiverFile | None = None
    baseline: Baseline | None = None
    not_counted: tuple[NotCounted, ...] = ()
    campuses: tuple[CampusName, ...] = ()

    @property
    def unread(self) -> tuple[Cause, ...]:
        """Files that could not be read and may hold any kind of evidence.

        Their contents were not judged, so every pass of this report is uncertain to that extent.
        """
        return tuple(cause for cause in self.causes if not cause.elements)

    @property
    def complete(self) -> bool:
        """True if no rule and no plugin failed."""
        return not self.errors

    def to_json(self) -> str:
        """Return the report as JSON; the same input gives the same bytes."""
        return render(self)

    def __eq__(self, other: object) -> bool:
        """Two reports are equal if their JSON is the same."""
        if not isinstance(other, Report):
            return NotImplemented
        return self is other or as_data(self) == as_data(other)

    def __hash__(self) -> int:
        return hash((self.bundle_sha256, self.ruleset_sha256, self.as_of, self.selected))

    def __repr__(self) -> str:
        count = self.accounting
        name = self.district_name or self.district_id
        outcomes = (
            f"{count.passed} pass, {count.gap} gap, {count.missing_evidence} missing-evidence"
        )
        incomplete = "" if self.complete else ", incomplete"
        return f"Report({name!r}, {self.as_of}, {self.ruleset!r}, {outcomes}{incomplete})"

    def __reduce__(self) -> tuple[Callable[[Any], "Report"], tuple[Any]]:
        """Copy and pickle a report through its JSON, without the evidence behind it."""
        return report_of, (as_data(self),)


def render(report: Report) -> str:
    """Return the report as indented text with a final line end."""
    return written(as_data(report))


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as plain dicts and lists, in the order of the schema."""
    accounting = report.accounting
    return {
        "schema_version": SCHEMA_VERSION,
        "complete": report.complete,
        "tool": {"name": "lever5-rules", "version": report.tool_version},
        "framework": report.framework,
        "district": {
            "id": report.district_id,
            "name": report.district_name,
            "campuses": [asdict(campus) for campus in report.campuses],
        },
        "school_year": str(report.school_year),
        "as_of": report.as_of.isoformat(),
        "ruleset": {
            "name": report.ruleset,
            "version": report.ruleset_version,
            "sha256": report.ruleset_sha256,
        },
        "bundle": {
            "sha256": report.bundle_sha256,
            "files": [asdict(file) for file in report.files],
        },
        "plugins": [asdict(plugin) for plugin in report.plugins],
        "selection": {
            "selected": list(report.selected),
            "of": len(report.selected) + len(report.not_selected),
            "not_selected": list(report.not_selected),
        },
        "accounting": {
            "selected": accounting.selected,
            "pass": accounting.passed,
            "gap": accounting.gap,
            "missing_evidence": accounting.missing_evidence,
            "not_applicable": accounting.not_applicable,
            "error": accounting.error,
            "waived": accounting.waived,
        },
        "key_practices": [
            {**asdict(practice), "outcome": practice.outcome.value if practice.outcome else None}
            for practice in report.key_practices
        ],
        "findings": [finding_data(finding) for finding in report.findings],
        "not_applicable": [
            {"criterion": exempt.id, "reason": exempt.reason} for exempt in report.not_applicable
        ],
        "errors": [failure_data(failure) for failure in report.errors],
        "causes": [
            {
                "file": cause.file,
                **place_data(cause.place),
                "problem": cause.problem,
                "elements": list(cause.elements),
            }
            for cause in report.causes
        ],
        "unused_evidence": [asdict(unused) for unused in report.unused_evidence],
        "not_counted": [
            {**asdict(uncounted), "reason": str(uncounted.reason)}
            for uncounted in report.not_counted
        ],
        "problems": [problem_data(problem) for problem in report.problems],
        "waivers": [
            {**waiver_data(waiver.waiver), "state": waiver.state} for waiver in report.waivers
        ],
        "waiver_file": asdict(report.waiver_file) if report.waiver_file else None,
        "baseline": baseline_data(report.baseline) if report.baseline else None,
    }


def report_of(data: object) -> Report:
    """Return the report that was encoded by `as_data`.

    It holds only the evidence that the encoded report shows. Raises ReportError, naming the place,
    for data that is not a report of this schema version.
    """
    whole = Data(data)
    if not isinstance(data, dict) or "schema_version" not in data or "findings" not in data:
        raise ReportError("it is not a report of lever5")
    version = data["schema_version"]
    if version != SCHEMA_VERSION:
        raise ReportError(
            f"it is written by version {clipped(ascii(version), 40)} of the schema, and this is "
            f"{SCHEMA_VERSION!r}. Read it with the lever5 that wrote it, or check the bundle again"
        )
    whole.get("tool").one_of("name", "lever5-rules")
    district, ruleset, bundle = whole.get("district"), whole.get("ruleset"), whole.get("bundle")
    selection = whole.get("selection")
    report = Report(
        tool_version=whole.get("tool").text("version"),
        framework=whole.text("framework"),
        district_id=district.text("id"),
        district_name=district.text("name"),
        school_year=year_of(whole),
        as_of=whole.day("as_of"),
        ruleset=ruleset.text("name"),
        ruleset_version=ruleset.text("version"),
        ruleset_sha256=ruleset.text("sha256"),
        bundle_sha256=bundle.text("sha256"),
        files=tuple(map(file_of, bundle.each("files"))),
        plugins=tuple(
            PluginInfo(plugin.text("name"), plugin.text("version"))
            for plugin in whole.each("plugins")
        ),
        selected=selection.texts("selected"),
        not_selected=selection.texts("not_selected"),
        accounting=accounting_of(whole.get("accounting")),
        key_practices=tuple(map(practice_of, whole.each("key_practices"))),
        findings=tuple(map(finding_of, whole.each("findings"))),
        not_applicable=tuple(
            NotApplicable(exempt.text("criterion"), exempt.text("reason"))
            for exempt in whole.each("not_applicable")
        ),
        errors=tuple(map(failure_of, whole.each("errors"))),
        causes=tuple(map(cause_of, whole.each("causes"))),
        unused_evidence=tuple(
            UnusedEvidence(unused.text("file"), unused.text("why"))
            for unused in whole.each("unused_evidence")
        ),
        problems=tuple(map(problem_of, whole.each("problems"))),
        waivers=tuple(
            WaiverState(waiver_of(waiver), waiver.one_of("state", "applied", "expired", "unused"))
            for waiver in whole.each("waivers")
        ),
        waiver_file=waiver_file_of(whole.optional("waiver_file")),
        baseline=baseline_of(whole.optional("baseline")),
        not_counted=tuple(map(not_counted_of, whole.each_of_optional("not_counted"))),
        campuses=tuple(
            CampusName(campus.text("id"), campus.text("name"))
            for campus in district.each_of_optional("campuses")
        ),
    )
    if whole.truth("complete") is not report.complete:
        raise ReportError("it says that it is complete and lists errors, or the other way about")
    return report
