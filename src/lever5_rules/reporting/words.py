"""What every format says in the same words: who, when, how much, under which ruleset."""

from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit
from lever5_rules.core.report import Report
from lever5_rules.core.text import clipped, shown

INCOMPLETE = (
    "INCOMPLETE RUN: a rule or plugin failed. What it would have judged stands under errors and "
    "has no outcome."
)


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
        f"({report.ruleset} {report.ruleset_version}), not the framework's."
    )


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
    """`43 selected = 21 pass + 12 gap + ...`."""
    count = report.accounting
    waived = f" ({count.waived} waived)" if count.waived else ""
    added = " + ".join(f"{number} {name}" for name, number in parts(report))
    return f"{count.selected} selected = {added}{waived}"


def threshold(limit: Limit[object]) -> str:
    """A limit with its value, unit, origin and source."""
    return (
        f"{limit.name} = {shown(limit.value)} {limit.unit} "
        f"(ruleset {limit.ruleset}; {limit.origin.value}: {limit.source})"
    )


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
