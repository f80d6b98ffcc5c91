"""The work list of a report, and what people filled into an earlier one."""

from os import PathLike
from pathlib import Path

from lever5_rules.checking import misuse
from lever5_rules.findings import report as data
from lever5_rules.reports.planning.kept_files import kept_plan, refuse_loss
from lever5_rules.reports.planning.kept_notes import KeptPlan
from lever5_rules.reports.planning.plan import plan_of
from lever5_rules.reports.written import Plan

from .results import require_report

__all__ = ["KeptPlan", "Plan", "kept_plan", "plan", "read_plan", "refuse_loss"]


def plan(report: data.Report, kept: KeptPlan | str | PathLike[str] | None = None) -> Plan:
    """Return the work list of a report: what would close each gap and missing evidence.

    The most useful items come first. `kept` is an earlier plan whose owner, due date and notes are
    kept: its path (.md or .xlsx), or what `read_plan` returned.

    Raises UsageError if an argument is invalid, or the plan is of another district.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> l5.plan(report).items[0].title
    'Close the gaps that the instructional protocol shows'
    """
    require_report("report", report)
    if isinstance(kept, (str, PathLike)):
        kept = read_plan(kept, report)
    if kept is not None and not isinstance(kept, KeptPlan):
        raise misuse("kept", kept, "the path of an earlier plan")
    return Plan.of(plan_of(report, kept))


def read_plan(path: str | PathLike[str], report: data.Report) -> KeptPlan:
    """Return what people filled into an earlier plan of the district of a report.

    Raises UsageError if the file is not a plan, or one of another district.
    """
    return kept_plan(Path(path), report)
