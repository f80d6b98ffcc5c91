"""Folders of saved reports: each report is read, and only its totals are kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from lever5_rules.comparing.history import History, Standing, history, standing
from lever5_rules.core.errors import ReportError, UsageError
from lever5_rules.findings.saved_reports import read_report
from lever5_rules.reading.bundles.own_outputs import HISTORY, own_output
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.support.input_files import open_plain


def read_history(folder: str | Path, each: Callable[[str], object] = lambda name: None) -> History:
    """Return the history of the JSON reports directly in a folder.

    Files that are no reports are listed with the reason. `each` is called with the name of every
    file before it is read. Raises UsageError if there is no such folder, or no report in it.
    """
    paths = report_files(folder)
    standings: list[Standing] = []
    unread: list[tuple[str, str]] = []
    for path in paths:
        each(path.name)
        try:
            standings.append(standing(path.name, read_report(path)))
        except ReportError as error:
            unread.append((path.name, str(error).replace(str(path), path.name)))
    if not standings:
        reason = f" The first file: {unread[0][1]}" if unread else ""
        raise UsageError(
            f"{folder} holds no report that can be read. Keep JSON reports of `lever5 check` in "
            f"it, one a file.{reason}"
        )
    return history(standings, unread)


def report_files(folder: str | Path) -> list[Path]:
    """Return the files of a folder that are read as reports.

    Those are JSON files, except hidden ones and saved histories. Raises UsageError if there is no
    folder.
    """
    try:
        paths = sorted(Path(folder).iterdir())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is none of a folder"
        raise UsageError(f"The folder {folder} cannot be read ({reason}).") from None
    return [
        path
        for path in paths
        if path.suffix.lower() == ".json"
        and not path.name.startswith(".")
        and own_output(RawFile(path.name, partial(open_plain, path))) != HISTORY
    ]
