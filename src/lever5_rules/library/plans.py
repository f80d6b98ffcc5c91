"""The work list of a report, and what people filled into an earlier one."""

from os import PathLike
from pathlib import Path

from lever5_rules.checking import misuse
from lever5_rules.findings import report as data
from lever5_rules.reports.planning.kept_files import kept_plan, refuse_loss
from lever5_rules.reports.planning.kept_notes import KeptPlan
from lever5_rules.reports.planning.plan import Plan, plan_of

from .results import require_report

__all__ = ["KeptPlan", "Plan", "kept_plan", "plan", "read_plan", "refuse_loss"]


def plan(report: data.Report, kept: KeptPlan | str | PathLike[str] | None = None) -> Plan:
    """The work list of a report: what closes each gap and finds each paper, most useful first.

    `kept` is an earlier plan whose owner, due date and notes are carried over: its path (.md or
    .xlsx), or what `read_plan` returned.

    Raises UsageError where one of them is none, or the plan is of another district.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> l5.plan(report).items[0].title
    'Close the gaps that instructional_protocol shows'
    """
    require_report("report", report)
    if isinstance(kept, (str, PathLike)):
        kept = read_plan(kept, report)
    if kept is not None and not isinstance(kept, KeptPlan):
        raise misuse("kept", kept, "the path of an earlier plan")
    return plan_of(report, kept)


def read_plan(path: str | PathLike[str], report: data.Report) -> KeptPlan:
    """What people filled into an earlier plan of the district that a report is of.

    Raises UsageError where the file is no plan, or that of another district.
    """
    return kept_plan(Path(path), report)
