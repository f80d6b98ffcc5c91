"""Decoding of saved reports: JSON data to the parts of a report."""

from typing import Any

from attrs import frozen

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.errors import ReportError, UsageError
from lever5_rules.core.evidence import Evidence, Kept
from lever5_rules.core.limits import Limit, Origin, Waiver
from lever5_rules.core.outcome import Judges, Level, Outcome, Reason
from lever5_rules.core.places import Place, Pointer
from lever5_rules.core.years import SchoolYear
from lever5_rules.support.json_data import Data

from .finding import (
    Accounting,
    Baseline,
    BundleFile,
    Cause,
    ElementFinding,
    Finding,
    KeyPractice,
    Lack,
    NotApplicable,
    NotCounted,
    RuleFailure,
    WaiverFile,
)


@frozen(eq=False, repr=False, slots=False)
class SavedSource:
    """A file known only from a saved report: its path, and the place that the report names."""

    path: str
    place: Place | None

    def place_of(self, pointer: Pointer) -> Place | None:
        return self.place


def not_counted_of(data: Data) -> NotCounted:
    """Return the rows that do not count. Raises ReportError if the data is invalid."""
    texts = data.members(Data.text, "file", "kind", "reason", "message")
    return NotCounted(**texts, rows=data.count("rows"), unsure=data.truth("unsure"))


def year_of(data: Data) -> SchoolYear:
    """Return the school year. Raises ReportError if the data is invalid."""
    try:
        return SchoolYear.parse(data.text("school_year"))
    except UsageError as error:
        raise ReportError(f"school_year is wrong: {error}") from None


def file_of(data: Data) -> BundleFile:
    """Return a file of the bundle. Raises ReportError if the data is invalid."""
    status = data.one_of("status", "read", "empty", "unreadable", "unknown", "cited", "uncited")
    return BundleFile(data.text("path"), data.text_or_none("kind"), data.text("sha256"), status)


def accounting_of(data: Data) -> Accounting:
    """Return the accounting. Raises ReportError if the data is invalid."""
    counts = ("selected", "gap", "missing_evidence", "not_applicable", "error", "waived")
    return Accounting(**data.members(Data.count, *counts), passed=data.count("pass"))


def practice_of(data: Data) -> KeyPractice:
    """Return a key practice. Raises ReportError if the data is invalid."""
    return KeyPractice(
        id=data.text("id"),
        title=data.text("title"),
        selected=data.count("selected"),
        of=data.count("of"),
        outcome=data.word("outcome", Outcome) if data.optional("outcome") else None,
        partial=data.truth("partial"),
    )


def finding_of(data: Data) -> Finding:
    """Return the finding of a criterion. Raises ReportError if the data is invalid."""
    waiver = data.optional("waiver")
    changed = data.optional("change")
    return Finding(
        **data.members(
            Data.text, "criterion", "key_practice", "title", "requirement", "not_judged"
        ),
        outcome=data.word("outcome", Outcome),
        judges=data.word("judges", Judges),
        plugin=data.get("rule").text("plugin"),
        plugin_version=data.get("rule").text("version"),
        elements=tuple(map(element_of, data.each("elements"))),
        elements_not_applicable=_left_out(data, "elements_not_applicable"),
        elements_off=_left_out(data, "elements_off"),
        waiver=waiver_of(waiver) if waiver else None,
        change=data.one_of("change", "new", "unchanged", "updated", "absent") if changed else None,
    )


def _left_out(data: Data, key: str) -> tuple[NotApplicable, ...]:
    return tuple(
        NotApplicable(entry.text("element"), entry.text("reason")) for entry in data.each(key)
    )


def element_of(data: Data, *, alternative: bool = False) -> ElementFinding:
    """Return the finding of an element: the inverse of `element_data`.

    Raises ReportError if the data is invalid.
    """
    limit = data.optional("parameter")
    others = tuple(data.each("alternatives"))
    if alternative and others:
        raise ReportError("an alternative of an element has alternatives itself")
    return ElementFinding(
        **data.members(Data.text, "id", "requirement", "message", "remedy", "fingerprint"),
        outcome=data.word("outcome", Outcome),
        advisory=data.truth("advisory"),
        level_needed=data.word("level_needed", Level),
        level_found=_level(data, "level_found"),
        reason=data.word("reason", Reason),
        limit=_limit(limit) if limit else None,
        scope=data.texts("scope"),
        notes=(Kept(data.count("rows"), tuple(map(_evidence, data.each("evidence")))),),
        alternatives=tuple(element_of(other, alternative=True) for other in others),
        problems=tuple(map(problem_of, data.each("problems"))),
        kind=data.text_or_none("kind") or "",
        office=data.text_or_none("office") or "",
        reader=data.text("left_to_reader"),
        part=data.text_or_none("part") or "",
        until=data.day_if_there("until"),
        wanted=data.text_if_there("wanted"),
        lacks=tuple(map(_lack, data.each_of_optional("lacks"))),
    )


def _lack(data: Data) -> Lack:
    return Lack(
        **data.members(Data.text, "kind", "message", "remedy"),
        reason=data.word("reason", Reason),
        office=data.text_or_none("office") or "",
        problems=tuple(map(problem_of, data.each("problems"))),
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
        **data.members(Data.text, "name", "unit", "source", "ruleset"),
        value=data.plain("value"),
        origin=data.word("origin", Origin),
    )


def waiver_of(data: Data) -> Waiver:
    """Return a waiver. Raises ReportError if the data is invalid."""
    texts = data.members(Data.text, "target", "reason", "approver_role", "origin")
    return Waiver(**texts, expires=data.day("expires"))


def failure_of(data: Data) -> RuleFailure:
    """Return a failure of a rule or plugin. Raises ReportError if the data is invalid."""
    return RuleFailure(
        criterion=data.text_or_none("criterion"),
        element=data.text_or_none("element"),
        **data.members(Data.text, "plugin", "message"),
        phase=data.one_of("phase", "load", "judge", "report"),
        elements=tuple(map(element_of, data.each("elements"))),
    )


def cause_of(data: Data) -> Cause:
    """Return a cause. Raises ReportError if the data is invalid."""
    return Cause(
        data.text_or_none("file"), data.place(), data.text("problem"), data.texts("elements")
    )


def problem_of(data: Data) -> Problem:
    """Return a problem. Raises ReportError if the data is invalid."""
    return Problem(
        data.word("severity", Severity),
        data.text_or_none("file"),
        data.place(),
        data.text("message"),
    )


def waiver_file_of(data: Data | None) -> WaiverFile | None:
    """Return the waiver file, None for null. Raises ReportError if the data is invalid."""
    return WaiverFile(data.text("name"), data.text("sha256")) if data else None


def baseline_of(data: Data | None) -> Baseline | None:
    """Return the baseline, None for null. Raises ReportError if the data is invalid."""
    if data is None:
        return None
    return Baseline(
        **data.members(Data.text, "ruleset", "ruleset_sha256", "sha256"),
        district_id=data.text("district"),
        school_year=year_of(data),
        as_of=data.day("as_of"),
    )
