"""Sentences that all formats share."""

from datetime import date
from typing import Protocol

from lever5_rules.artifacts.vocabulary.labels import in_words
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit, Waiver
from lever5_rules.core.outcome import Reason
from lever5_rules.core.text import clipped, counted, listing, measured, shown
from lever5_rules.core.version import BUILTIN
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.reading.values.dates import MONTHS

INCOMPLETE = "INCOMPLETE RUN: a rule or plugin failed, so some criteria may have no outcome."
NOT_JUDGED = "What it holds was not judged."
"""Said of a file that could not be read and may hold anything."""
REASONS = {
    Reason.BELOW_PARAMETER: "below the threshold",
    Reason.NO_ARTIFACT: "nothing handed in",
    Reason.NO_DENOMINATOR: "nothing to measure it by",
}
"""Reasons of which the name in the data says nothing to whoever reads a report."""
ALL_ARE_THERE = "the findings as a workbook (.xlsx) have them all."
EXPORT = "EDF-"
"""The prefix of the ids of the framework's criteria in other programs."""


def exported(criterion: str) -> str:
    """Return a criterion's id for other programs: `EDF-5.2.4-3`; a plugin's own id has its
    prefix."""
    return criterion if ":" in criterion else f"{EXPORT}{criterion}"


def reason_in_words(reason: Reason) -> str:
    """Return why a requirement has its outcome, in a few words: `blank field`."""
    return REASONS.get(reason, reason.value.replace("_", " "))


def standing(report: Report) -> str:
    """Return the district, the school year and the day of the review."""
    name = clipped(report.district_name, 120) or "(no district name)"
    return (
        f"{name} ({clipped(report.district_id, 40) or 'no id'}), school year "
        f"{report.school_year}, reviewed as of {report.as_of}"
    )


def scope(report: Report) -> str:
    """Return what was selected, and which ruleset set the thresholds."""
    total = len(report.selected) + len(report.not_selected)
    return (
        f"Lever 5 of the Effective District Framework. {len(report.selected)} of {total} success "
        f"criteria selected. Every threshold is the ruleset's "
        f"({report.ruleset} {report.ruleset_version}), not the framework's.{replaced(report)}"
    )


def replaced(report: Report) -> str:
    """Return a sentence, after a space, if plugins' rules judged criteria of the framework."""
    criteria = [
        f"{finding.criterion} ({clipped(finding.plugin, 60)} {clipped(finding.plugin_version, 20)})"
        for finding in report.findings
        if ":" not in finding.criterion and finding.plugin != BUILTIN
    ]
    which = listing(criteria, most=43)
    return f" Judged by a plugin's rule, or with requirements of one: {which}." if criteria else ""


def parts(report: Report) -> list[tuple[str, int]]:
    """Return the parts that add up to the number of selected criteria."""
    count = report.accounting
    return [
        ("pass", count.passed),
        ("gap", count.gap),
        ("missing evidence", count.missing_evidence),
        ("not applicable", count.not_applicable),
        ("error", count.error),
    ]


def accounting(report: Report) -> str:
    """Return the accounting: `43 selected = 21 pass + 12 gap + ...`."""
    count = report.accounting
    waived = f" ({count.waived} waived)" if count.waived else ""
    added = " + ".join(f"{number} {name}" for name, number in parts(report))
    return f"{count.selected} selected = {added}{waived}"


def verdict(report: Report) -> str:
    """Return where the district stands in one sentence, whose numbers add up."""
    count = report.accounting
    clauses = [
        f"{counted(count.gap, 'is a gap', 'are gaps')} to close" if count.gap else "",
        counted(count.missing_evidence, "lacks evidence", "lack evidence")
        if count.missing_evidence
        else "",
        counted(count.not_applicable, "does not apply", "do not apply")
        if count.not_applicable
        else "",
        f"{count.error} could not be judged, because a rule failed" if count.error else "",
    ]
    rest = listing(filter(None, clauses))
    passing = "passes" if count.passed == 1 else "pass"
    criteria = counted(count.selected, "success criterion", "success criteria")
    lead = f"{count.passed} of {criteria} {passing}"
    return f"{lead}; {rest}." if rest else f"{lead}."


class OfADistrict(Protocol):
    """Anything that is of one district."""

    @property
    def district_id(self) -> str: ...

    @property
    def district_name(self) -> str: ...


def district(what: OfADistrict) -> str:
    """Return the name and number of a district."""
    return f"{what.district_name or '(no district name)'} ({what.district_id or 'no id'})"


def about(report: Report) -> str:
    """Return the district, year, day and ruleset of a report."""
    return (
        f"{district(report)}, school year {report.school_year}, reviewed as of {report.as_of}, "
        f"ruleset {report.ruleset} {report.ruleset_version}"
    )


def limit_words(limit: Limit[object]) -> str:
    """Return a limit with its origin: `45 minutes (ruleset default; law: TEC 21.404 ...)`."""
    return f"{measured(limit.value, limit.unit)} ({_origin(limit)})"


def threshold(limit: Limit[object]) -> str:
    """Return a limit with its name: `plc.min_minutes = 45 minutes (ruleset default; law: ...)`."""
    return f"{limit.name} = {limit_words(limit)}"


def limit_for_people(limit: Limit[object]) -> str:
    """Return a limit in words, with its origin: `45 minutes (ruleset default; law: ...)`."""
    return f"{measured(in_words(shown(limit.value)), limit.unit)} ({_origin(limit)})"


def _origin(limit: Limit[object]) -> str:
    return f"ruleset {limit.ruleset}; {limit.origin.value}: {limit.source}"


def waived(waiver: Waiver) -> str:
    """Return who accepts a finding, until when and why."""
    return f"waived until {waiver.expires} by the {waiver.approver_role}: {waiver.reason}"


def value_phrase(piece: Evidence) -> str:
    """Return a value with its field: `minutes = 40`, and the district's own word for it."""
    value = f" = {clipped(shown(piece.value), 60)}" if piece.value is not None else ""
    word = f" (written {clipped(piece.written, 40)!r})" if piece.written else ""
    return f"{piece.field}{value}{word}"


def spot(piece: Evidence) -> str:
    """Return a place: `records/meeting_log.csv:4` or `year.xlsx, meeting_log!C4`."""
    if piece.cell:
        return f"{piece.file}, {piece.cell}"
    return f"{piece.file}:{piece.line}" if piece.line else piece.file


def evidence_phrase(piece: Evidence) -> str:
    """Return a piece of evidence: its place and its value."""
    return f"{spot(piece)} {value_phrase(piece)}".strip()


def cited_places(element: ElementFinding) -> list[str]:
    """Return the places in documents that the evidence of an element cites, each once."""
    return list(dict.fromkeys(piece.cites for piece in element.evidence if piece.cites))


def day_in_words(day: date) -> str:
    """Return a date as written in Texas, whatever the language of the machine."""
    return f"{MONTHS[day.month - 1].capitalize()} {day.day}, {day.year}"
