"""A report that an earlier run wrote as JSON, from its file."""

from pathlib import Path
from typing import NoReturn

from lever5_rules.core.errors import ReportError
from lever5_rules.core.report import Report
from lever5_rules.core.text import clipped

LARGEST = 256 * 1024 * 1024
"""Bytes of a report that are read; one of a large district has some two million."""


def read_report(path: str | Path) -> Report:
    """The report in a JSON file.

    Raises ReportError, in a sentence, where the file cannot be read, is no JSON, is no report of
    this version of the schema, or holds something that no report holds.
    """
    import json  # a check reads no report

    from lever5_rules.core.from_json import report_of

    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is none of a file"
        raise ReportError(f"The report {clipped(str(path))} cannot be read ({reason}).") from None
    if len(content) > LARGEST:
        raise ReportError(f"The report {path} is larger than any that lever5 writes.")
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except RecursionError:
        raise ReportError(f"{path} is not a JSON report: it is nested too deeply.") from None
    except UnicodeDecodeError:
        raise ReportError(f"{path} is not a JSON report: it is not UTF-8 text.") from None
    except ValueError as error:
        said = clipped(str(error), 100)
        raise ReportError(f"{path} is not a JSON report: {said}. {_HOW}") from None
    try:
        return report_of(data)
    except ReportError as error:
        raise ReportError(f"{path} cannot be taken as a report: {error}. {_HOW}") from None


_HOW = "A report is made with `lever5 check BUNDLE --format json:REPORT.json`."


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")
