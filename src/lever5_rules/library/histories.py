"""The history of reports."""

from collections.abc import Iterable
from pathlib import Path

from lever5_rules.checking import misuse
from lever5_rules.comparing.history import History, standing
from lever5_rules.comparing.history import history as over_time
from lever5_rules.core.errors import UsageError
from lever5_rules.findings import report as data
from lever5_rules.reading.report_folders import read_history, report_files

from .results import report_and_data

__all__ = ["History", "history", "report_files"]


def history(
    reports: str | Path | Iterable[data.Report | str | Path], *, names: Iterable[str] = ()
) -> History:
    """Return reports over time, by district, oldest first.

    `reports` is a folder of JSON reports, or a list of reports or paths. `names` are the names of
    the reports in a list; by default paths have their file name, and reports are numbered.

    Raises UsageError if there is no report, ReportError if one in a list cannot be read.

    >>> bundle = l5.load("examples/live-oak-charter")
    >>> days = date(2026, 9, 23), date(2026, 11, 23)
    >>> history = l5.history(bundle.check(as_of=day) for day in days)
    >>> [(str(point.as_of), point.counts["pass"]) for point in history.trends[0].standings]
    [('2026-09-23', 8), ('2026-11-23', 11)]
    """
    if reports == "":
        raise UsageError(
            "The path of the folder of reports is empty, as where a variable is not set. Give the "
            "folder; . is the current one."
        )
    if isinstance(reports, (str, Path)):
        return read_history(reports)
    if not isinstance(reports, Iterable):
        raise misuse("reports", reports, "a folder of reports, or a list of them")
    report_names = list(names)
    standings = []
    for number, report in enumerate(reports):
        default_name = (
            Path(report).name if isinstance(report, (str, Path)) else f"report {number + 1}"
        )
        name = report_names[number] if number < len(report_names) else default_name
        standings.append(standing(name, report_and_data(report)[0]))
    if not standings:
        raise UsageError("The list holds no report.")
    return over_time(standings, ())
