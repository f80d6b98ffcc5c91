"""The saved reports of a folder, as one history."""

from pathlib import Path

from lever5_rules.core.errors import ReportError, UsageError
from lever5_rules.core.history import History, history_of
from lever5_rules.core.report import Report
from lever5_rules.core.text import clipped, listing

from .saved import read_report

MOST = 500
"""Reports of a folder that are read."""


def history_in(folder: str | Path) -> History:
    """The history of the reports (`*.json`) in a folder; what cannot be read is noted in it.

    Raises UsageError where there is no such folder, no report in it, more than can be shown, or
    reports of several districts.
    """
    root = Path(folder)
    if not root.is_dir():
        raise UsageError(f"There is no folder {clipped(str(folder))} with reports.")
    files = sorted(root.glob("*.json"))
    if len(files) > MOST:
        raise UsageError(f"{folder} holds {len(files)} files; at most {MOST} reports are read.")
    reports: list[tuple[str, Report]] = []
    notes = []
    for file in files:
        try:
            reports.append((file.name, read_report(file)))
        except ReportError as error:
            notes.append(f"{file.name} was left out. {error}")
    if not reports:
        raise UsageError(
            f"{folder} holds no report. Write one with: lever5 check BUNDLE -o REPORT.json"
            + "".join(f" ({note})" for note in notes[:3])
        )
    districts = sorted({f"{one.district_name} ({one.district_id})" for _, one in reports})
    if len(districts) > 1:
        raise UsageError(
            f"{folder} holds reports of several districts: {listing(districts)}. Put those of each "
            "district into a folder of their own."
        )
    return history_of(reports, notes)
