"""Lines that every format prints in the same words."""

from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit, Waiver
from lever5_rules.core.text import clipped, listing, shown
from lever5_rules.core.version import BUILTIN
from lever5_rules.findings.report import Report

INCOMPLETE = "INCOMPLETE RUN: a rule or plugin failed, so some criteria have no outcome."
NOT_JUDGED = "What it holds was not judged."
"""Of a file that could not be read and may hold anything."""
EXPORT = "EDF-"
"""What ids of the framework's criteria begin with outside of this project."""


def exported(criterion: str) -> str:
    """A criterion's id for other programs: `EDF-5.2.4-3`; a plugin's own id has its prefix."""
    return criterion if ":" in criterion else f"{EXPORT}{criterion}"


def standing(report: Report) -> str:
    """The district, the school year and the day of the review."""
    name = clipped(report.district_name, 120) or "(no district name)"
    return (
        f"{name} ({clipped(report.district_id, 40) or 'no id'}), school year "
        f"{report.school_year}, reviewed as of {report.as_of}"
    )


def scope(report: Report) -> str:
    """What was selected, and whose the thresholds are."""
    total = len(report.selected) + len(report.not_selected)
    return (
        f"Lever 5 of the Effective District Framework. {len(report.selected)} of {total} success "
        f"criteria selected. Every threshold is the ruleset's "
        f"({report.ruleset} {report.ruleset_version}), not the framework's.{replaced(report)}"
    )


def replaced(report: Report) -> str:
    """A sentence, with a space before it, where a criterion of the framework was judged by a rule
    of a plugin; else nothing."""
    theirs = [
        f"{one.criterion} ({clipped(one.plugin, 60)} {clipped(one.plugin_version, 20)})"
        for one in report.findings
        if ":" not in one.criterion and one.plugin != BUILTIN
    ]
    which = listing(theirs, most=43)
    return f" Judged by a plugin's rule, or with elements of one: {which}." if theirs else ""


def parts(report: Report) -> list[tuple[str, int]]:
    """The parts that the selected criteria add up from."""
    count = report.accounting
    return [
        ("pass", count.passed),
        ("gap", count.gap),
        ("missing evidence", count.missing_evidence),
        ("not applicable", count.not_applicable),
        ("error", count.error),
    ]


def accounting(report: Report) -> str:
    """`43 selected = 21 pass + 12 gap + ...`: how the selected criteria were disposed of."""
    count = report.accounting
    waived = f" ({count.waived} waived)" if count.waived else ""
    added = " + ".join(f"{number} {name}" for name, number in parts(report))
    return f"{count.selected} selected = {added}{waived}"


def about(report: Report) -> str:
    """Whose report it is, of which year, day and ruleset."""
    return (
        f"{report.district_name or '(no district name)'} ({report.district_id or 'no id'}), "
        f"school year {report.school_year}, reviewed as of {report.as_of}, "
        f"ruleset {report.ruleset} {report.ruleset_version}"
    )


def threshold(limit: Limit[object]) -> str:
    """A limit with its origin: `plc.min_minutes = 45 minutes (ruleset default; law: ...)`."""
    return (
        f"{limit.name} = {shown(limit.value)} {limit.unit} "
        f"(ruleset {limit.ruleset}; {limit.origin.value}: {limit.source})"
    )


def waived(waiver: Waiver) -> str:
    """Who accepts a finding, until when and why."""
    return f"waived until {waiver.expires} by the {waiver.approver_role}: {waiver.reason}"


def said(seen: Evidence) -> str:
    """What stands in a place: `minutes = 40`, with the district's own word for it."""
    value = f" = {clipped(shown(seen.value), 60)}" if seen.value is not None else ""
    word = f" (written {clipped(seen.written, 40)!r})" if seen.written else ""
    return f"{seen.field}{value}{word}"


def spot(seen: Evidence) -> str:
    """Where it stands: `records/meeting_log.csv:4` or `year.xlsx, meeting_log!C4`."""
    if seen.cell:
        return f"{seen.file}, {seen.cell}"
    return f"{seen.file}:{seen.line}" if seen.line else seen.file


def told(seen: Evidence) -> str:
    """Where a piece of evidence stands, and what it says there."""
    said = f" = {clipped(shown(seen.value), 60)}" if seen.value is not None else ""
    word = f" (written {clipped(seen.written, 40)!r})" if seen.written else ""
    return f"{spot(seen)} {seen.field}{said}{word}".strip()
