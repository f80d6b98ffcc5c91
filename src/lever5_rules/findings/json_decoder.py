"""A saved report back as the report that it was written from."""

from typing import Any

from attrs import frozen

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.errors import ReportError, UsageError
from lever5_rules.core.evidence import Evidence, Kept
from lever5_rules.core.limits import Limit, Origin, Waiver
from lever5_rules.core.outcome import Judges, Level, Outcome, Reason
from lever5_rules.core.places import Place, Pointer
from lever5_rules.core.text import clipped
from lever5_rules.core.years import SchoolYear
from lever5_rules.support.json_data import Data

from .json_encoder import SCHEMA_VERSION
from .report import (
    Accounting,
    Baseline,
    BundleFile,
    Cause,
    ElementFinding,
    Finding,
    KeyPractice,
    NotApplicable,
    NotCounted,
    PluginInfo,
    Report,
    RuleFailure,
    UnusedEvidence,
    WaiverFile,
    WaiverState,
)


@frozen(eq=False, repr=False, slots=False)
class SavedSource:
    """A file that is known by a report only: its path, and the place that the report names."""

    path: str
    place: Place | None

    def place_of(self, pointer: Pointer) -> Place | None:
        return self.place


def report_of(data: object) -> Report:
    """The report that `as_data` made this of; what the report shows of the evidence is all of it.

    Raises ReportError, which says where, for what is no report of this version of the schema.
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
        school_year=_year(whole),
        as_of=whole.day("as_of"),
        ruleset=ruleset.text("name"),
        ruleset_version=ruleset.text("version"),
        ruleset_sha256=ruleset.text("sha256"),
        bundle_sha256=bundle.text("sha256"),
        files=tuple(map(_file, bundle.each("files"))),
        plugins=tuple(
            PluginInfo(one.text("name"), one.text("version")) for one in whole.each("plugins")
        ),
        selected=selection.texts("selected"),
        not_selected=selection.texts("not_selected"),
        accounting=_accounting(whole.get("accounting")),
        key_practices=tuple(map(_practice, whole.each("key_practices"))),
        findings=tuple(map(_finding, whole.each("findings"))),
        not_applicable=tuple(
            NotApplicable(one.text("criterion"), one.text("reason"))
            for one in whole.each("not_applicable")
        ),
        errors=tuple(map(_failure, whole.each("errors"))),
        causes=tuple(map(_cause, whole.each("causes"))),
        unused_evidence=tuple(
            UnusedEvidence(one.text("file"), one.text("why"))
            for one in whole.each("unused_evidence")
        ),
        problems=tuple(map(_problem, whole.each("problems"))),
        waivers=tuple(
            WaiverState(_waiver(one), one.one_of("state", "applied", "expired", "unused"))
            for one in whole.each("waivers")
        ),
        waiver_file=_waiver_file(whole.optional("waiver_file")),
        baseline=_baseline(whole.optional("baseline")),
        not_counted=tuple(map(_not_counted, whole.each_of_optional("not_counted"))),
    )
    if whole.truth("complete") is not report.complete:
        raise ReportError("it says that it is complete and lists errors, or the other way about")
    return report


def _not_counted(one: Data) -> NotCounted:
    return NotCounted(
        one.text("file"),
        one.text("kind"),
        one.text("reason"),
        one.count("rows"),
        one.truth("unsure"),
        one.text("message"),
    )


def _year(data: Data) -> SchoolYear:
    try:
        return SchoolYear.parse(data.text("school_year"))
    except UsageError as error:
        raise ReportError(f"school_year is wrong: {error}") from None


def _file(data: Data) -> BundleFile:
    status = data.one_of("status", "read", "empty", "unreadable", "unknown", "cited", "uncited")
    return BundleFile(data.text("path"), data.text_or_none("kind"), data.text("sha256"), status)


def _accounting(data: Data) -> Accounting:
    return Accounting(
        selected=data.count("selected"),
        passed=data.count("pass"),
        gap=data.count("gap"),
        missing_evidence=data.count("missing_evidence"),
        not_applicable=data.count("not_applicable"),
        error=data.count("error"),
        waived=data.count("waived"),
    )


def _practice(data: Data) -> KeyPractice:
    return KeyPractice(
        id=data.text("id"),
        title=data.text("title"),
        outcome=data.word("outcome", Outcome) if data.optional("outcome") else None,
        partial=data.truth("partial"),
        selected=data.count("selected"),
        of=data.count("of"),
    )


def _finding(data: Data) -> Finding:
    waiver = data.optional("waiver")
    changed = data.optional("change")
    return Finding(
        criterion=data.text("criterion"),
        key_practice=data.text("key_practice"),
        title=data.text("title"),
        requirement=data.text("requirement"),
        outcome=data.word("outcome", Outcome),
        judges=data.word("judges", Judges),
        not_judged=data.text("not_judged"),
        plugin=data.get("rule").text("plugin"),
        plugin_version=data.get("rule").text("version"),
        elements=tuple(map(element_of, data.each("elements"))),
        elements_not_applicable=_left_out(data, "elements_not_applicable"),
        elements_off=_left_out(data, "elements_off"),
        waiver=_waiver(waiver) if waiver else None,
        change=data.one_of("change", "new", "unchanged", "updated", "absent") if changed else None,
    )


def _left_out(data: Data, key: str) -> tuple[NotApplicable, ...]:
    return tuple(NotApplicable(one.text("element"), one.text("reason")) for one in data.each(key))


def element_of(data: Data, *, alternative: bool = False) -> ElementFinding:
    """The judgement that `element_data` made this of. Raises ReportError where it is none."""
    limit = data.optional("parameter")
    others = tuple(data.each("alternatives"))
    if alternative and others:
        raise ReportError("an alternative of an element has alternatives itself")
    return ElementFinding(
        id=data.text("id"),
        requirement=data.text("requirement"),
        outcome=data.word("outcome", Outcome),
        advisory=data.truth("advisory"),
        level_needed=data.word("level_needed", Level),
        level_found=_level(data, "level_found"),
        reason=data.word("reason", Reason),
        message=data.text("message"),
        remedy=data.text("remedy"),
        fingerprint=data.text("fingerprint"),
        limit=_limit(limit) if limit else None,
        scope=data.texts("scope"),
        notes=(Kept(data.count("rows"), tuple(map(_evidence, data.each("evidence")))),),
        alternatives=tuple(element_of(one, alternative=True) for one in others),
        problems=tuple(map(_problem, data.each("problems"))),
        kind=data.text_or_none("kind") or "",
        office=data.text_or_none("office") or "",
        reader=data.text("left_to_reader"),
        part=data.text_or_none("part") or "",
    )


def _evidence(data: Data) -> Evidence:
    return Evidence(
        kind=data.text("kind"),
        source=SavedSource(data.text("file"), data.place()),
        pointer=(data.text("field"),),
        value=data.plain("value"),
        level=_level(data, "level"),
        written=data.text_or_none("written") or "",
        cites=data.text_or_none("cites") or "",
    )


def _level(data: Data, key: str) -> Level | None:
    return data.word(key, Level) if data.optional(key) else None


def _limit(data: Data) -> Limit[Any]:
    return Limit(
        name=data.text("name"),
        value=data.plain("value"),
        unit=data.text("unit"),
        origin=data.word("origin", Origin),
        source=data.text("source"),
        ruleset=data.text("ruleset"),
    )


def _waiver(data: Data) -> Waiver:
    return Waiver(
        target=data.text("target"),
        reason=data.text("reason"),
        approver_role=data.text("approver_role"),
        expires=data.day("expires"),
        origin=data.text("origin"),
    )


def _failure(data: Data) -> RuleFailure:
    return RuleFailure(
        criterion=data.text_or_none("criterion"),
        element=data.text_or_none("element"),
        plugin=data.text("plugin"),
        phase=data.one_of("phase", "load", "judge", "report"),
        message=data.text("message"),
        elements=tuple(map(element_of, data.each("elements"))),
    )


def _cause(data: Data) -> Cause:
    return Cause(
        data.text_or_none("file"), data.place(), data.text("problem"), data.texts("elements")
    )


def _problem(data: Data) -> Problem:
    return Problem(
        data.word("severity", Severity),
        data.text_or_none("file"),
        data.place(),
        data.text("message"),
    )


def _waiver_file(data: Data | None) -> WaiverFile | None:
    return WaiverFile(data.text("name"), data.text("sha256")) if data else None


def _baseline(data: Data | None) -> Baseline | None:
    if data is None:
        return None
    return Baseline(
        district_id=data.text("district"),
        school_year=_year(data),
        as_of=data.day("as_of"),
        ruleset=data.text("ruleset"),
        ruleset_sha256=data.text("ruleset_sha256"),
        sha256=data.text("sha256"),
    )
