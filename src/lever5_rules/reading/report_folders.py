"""Folders of saved reports: each report is read, and only its totals are kept."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from lever5_rules.comparing.history import History, Standing, history, standing
from lever5_rules.core.errors import ReportError, UsageError
from lever5_rules.findings.saved_reports import read_report
from lever5_rules.reading.bundles.own_outputs import HISTORY, own_output
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.support.input_files import open_plain


def read_history(folder: str | Path, each: Callable[[str], object] = lambda name: None) -> History:
    """Return the history of the JSON reports in a folder and below it.

    Files that are not reports are listed with the reason. `each` is called with the name of every
    file before it is read. Raises UsageError if there is no such folder, or no report in it.
    """
    paths = report_files(folder)
    standings: list[Standing] = []
    failures: list[tuple[str, str]] = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        each(name)
        try:
            standings.append(standing(name, read_report(path)))
        except ReportError as error:
            failures.append((name, str(error).replace(str(path), name)))
    if not standings:
        reason = f" The first file: {failures[0][1]}" if failures else ""
        raise UsageError(
            f"{folder} holds no report that can be read. Keep JSON reports of `lever5 check` in "
            f"it, one a file.{reason}"
        )
    return history(standings, failures)


def report_files(folder: str | Path) -> list[Path]:
    """Return the files of a folder, and of the folders in it, that are read as reports.

    Those are JSON files, except saved histories and what is hidden. Raises UsageError if there is
    no folder.
    """
    try:
        list(Path(folder).iterdir())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be the name of a folder"
        raise UsageError(f"The folder {folder} cannot be read ({reason}).") from None
    return [
        path
        for path in sorted(_list_files_below(Path(folder)))
        if path.suffix.lower() == ".json"
        and not path.name.startswith(".")
        and own_output(RawFile(path.name, partial(open_plain, path))) != HISTORY
    ]


def _list_files_below(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder, and folders that are named like a report but are not one.

    Links to other folders and hidden folders are passed over.
    """
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        report_folders = [name for name in folders if name.lower().endswith(".json")]
        yield from (Path(place, name) for name in (*files, *report_folders))
