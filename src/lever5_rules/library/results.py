"""Reports read and set beside each other: differences, plans, history; all of them written."""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any

from lever5_rules.checking import misuse
from lever5_rules.comparing.baseline import alarming
from lever5_rules.comparing.changes import Difference
from lever5_rules.comparing.history import History
from lever5_rules.core.errors import ReportError, UsageError
from lever5_rules.core.text import clipped
from lever5_rules.findings import report as data
from lever5_rules.findings.saved_reports import read_with_data, report_in
from lever5_rules.reports.planning.kept_files import kept_plan, refuse_loss
from lever5_rules.reports.planning.kept_notes import KeptPlan
from lever5_rules.reports.planning.plan import Plan
from lever5_rules.reports.report import Report
from lever5_rules.reports.results import FORMATS_OF, format_by_ending, formats_of, render, write

__all__ = [
    "FORMATS_OF",
    "KeptPlan",
    "Plan",
    "alarming",
    "diff",
    "format_by_ending",
    "formats_of",
    "history",
    "kept_plan",
    "plan",
    "read_plan",
    "read_report",
    "refuse_loss",
    "render",
    "report_and_data",
    "write",
]


def read_report(source: str | Path | bytes) -> Report:
    """The report that an earlier run wrote as JSON: by its path, or its text or bytes themselves.

    Text that begins with `{` is the report itself, anything else the path of its file.

    Raises ReportError, in a sentence, where it cannot be read or is no report of this version.
    """
    return report_and_data(source)[0]


def report_and_data(source: Any) -> tuple[Report, dict[str, Any] | None]:
    """A report, and what stands in its JSON where it was read from that."""
    if isinstance(source, data.Report):
        return source if isinstance(source, Report) else Report.of(source), None
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("{"):
        found, held = report_in(source.encode("utf-8", "surrogatepass"), "The text")
    elif isinstance(source, (bytes, bytearray)):
        found, held = report_in(bytes(source), "The text")
    elif isinstance(source, (str, PathLike)):
        found, held = read_with_data(Path(source))
    else:
        raise ReportError(
            f"{clipped(repr(source), 60)} is no report. Give its path, its JSON text, or bytes."
        )
    return Report.of(found), held


def diff(old: data.Report, new: data.Report) -> Difference:
    """What changed from one report to another: findings, files, thresholds, selection, errors.

    `criteria` has each criterion that changed, `those("opened")` the ones that fall short now and
    did not before.

    Raises UsageError where one of them is no report.
    """
    from lever5_rules.comparing.comparison import difference

    return difference(_report("old", old), _report("new", new))


def plan(report: data.Report, kept: KeptPlan | str | PathLike[str] | None = None) -> Plan:
    """The work list of a report: what closes each gap and finds each paper, most useful first.

    `kept` is an earlier plan whose owner, due date and notes are carried over: its path (.md or
    .xlsx), or what `read_plan` returned.

    Raises UsageError where one of them is none, or the plan is of another district.
    """
    from lever5_rules.reports.planning.plan import plan_of

    _report("report", report)
    if isinstance(kept, (str, PathLike)):
        kept = read_plan(kept, report)
    if kept is not None and not isinstance(kept, KeptPlan):
        raise misuse("kept", kept, "the path of an earlier plan")
    return plan_of(report, kept)


def history(
    reports: str | Path | Iterable[data.Report | str | Path], *, names: Iterable[str] = ()
) -> History:
    """Reports over time, each district by itself, the oldest first.

    `reports` is a folder of JSON reports, or a list of reports or of paths. `names` are what the
    reports of a list are called; without them they are numbered, and paths have their file name.

    Raises UsageError where there is no report, ReportError where one of a list cannot be read.
    """
    from lever5_rules.comparing.history import history as over_time
    from lever5_rules.comparing.history import standing
    from lever5_rules.reading.report_folders import read_history

    if isinstance(reports, (str, Path)):
        return read_history(reports)
    if not isinstance(reports, Iterable):
        raise misuse("reports", reports, "a folder of reports, or a list of them")
    given = list(names)
    standings = []
    for number, one in enumerate(reports):
        named = Path(one).name if isinstance(one, (str, Path)) else f"report {number + 1}"
        name = given[number] if number < len(given) else named
        standings.append(standing(name, report_and_data(one)[0]))
    if not standings:
        raise UsageError("The list holds no report.")
    return over_time(standings, ())


def read_plan(path: str | PathLike[str], report: data.Report) -> KeptPlan:
    """What people filled into an earlier plan of the district that a report is of.

    Raises UsageError where the file is no plan, or that of another district.
    """
    return kept_plan(Path(path), report)


def _report(name: str, given: object) -> data.Report:
    if not isinstance(given, data.Report):
        raise misuse(name, given, "a report, as check or read_report returns it")
    return given
