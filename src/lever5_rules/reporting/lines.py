"""Lines that every format prints in the same words."""

from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit, Waiver
from lever5_rules.core.report import Report
from lever5_rules.core.text import clipped, shown

INCOMPLETE = "INCOMPLETE RUN: a rule or plugin failed, so some criteria have no outcome."
EXPORT = "EDF-"
"""What ids of the framework's criteria begin with outside of this project."""


def exported(criterion: str) -> str:
    """A criterion's id for other programs: `EDF-5.2.4-3`; a plugin's own id has its prefix."""
    return criterion if ":" in criterion else f"{EXPORT}{criterion}"


def accounting(report: Report) -> str:
    """How the selected criteria were disposed of, as a sum."""
    count = report.accounting
    return (
        f"{count.selected} selected = {count.passed} pass + {count.gap} gap + "
        f"{count.missing_evidence} missing evidence + {count.not_applicable} not applicable + "
        f"{count.error} error" + (f" ({count.waived} waived)" if count.waived else "")
    )


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
