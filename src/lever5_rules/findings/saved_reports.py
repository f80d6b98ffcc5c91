"""Reading of reports that earlier runs saved as JSON."""

import re
from pathlib import Path
from typing import Any, NoReturn

from lever5_rules.core.errors import ReportError
from lever5_rules.core.text import clipped
from lever5_rules.support.input_files import read_plain

from .report import Report

LARGEST = 256 * 1024 * 1024
"""The largest report that is read, in bytes; that of a large district has about two million."""
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""The escape of half a surrogate pair."""


def read_report(path: str | Path) -> Report:
    """Read a report from a JSON file.

    Raises ReportError, in a sentence, if the file cannot be read, is not JSON, is not a report of
    this schema version, or holds values that no report can hold.
    """
    return read_with_data(path)[0]


def read_with_data(path: str | Path) -> tuple[Report, dict[str, Any]]:
    """Read a report from a JSON file; return it with the data that it was decoded from."""
    try:
        content = read_plain(path, LARGEST)
    except OSError as error:
        raise ReportError(
            f"The report {clipped(str(path), 200)} cannot be read ({error.strerror})."
        ) from None
    return report_in(content, str(path))


def report_in(content: bytes, name: str) -> tuple[Report, dict[str, Any]]:
    """Read a report from UTF-8 JSON text; return it with its data. Errors refer to it as `name`.

    Raises ReportError as `read_report` does.
    """
    from .report import report_of  # imported here because `check` reads no report

    data = _data(content, name)
    try:
        report = report_of(data)
    except ReportError as error:
        why = str(error).rstrip(".")
        raise ReportError(f"{name} cannot be taken as a report: {why}. {_HOW}") from None
    assert isinstance(data, dict)
    return report, data


def _data(content: bytes, name: str) -> object:
    import json

    if content[:4] in (b"PK\x03\x04", b"%PDF"):
        raise ReportError(
            f"{name} is not a saved report. If it is your evidence, check it first: "
            f"`lever5 check {name} --output REPORT.json`; then give REPORT.json."
        )
    try:
        data: object = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except RecursionError:
        raise ReportError(f"{name} is not a JSON report: it is nested too deeply.") from None
    except UnicodeDecodeError:
        raise ReportError(f"{name} is not a JSON report: it is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        raise ReportError(
            f"{name} is not a JSON report: it is something else, or was cut off or changed; line "
            f"{error.lineno}, column {error.colno} is not JSON. {_HOW}"
        ) from None
    except ValueError as error:
        reason = clipped(str(error), 100)
        raise ReportError(f"{name} is not a JSON report: {reason}. {_HOW}") from None
    return _writable(data) if _HALF.search(content) else data


def _writable(data: object) -> object:
    """Return data without halves of surrogate pairs, which JSON can express but no file can
    hold."""
    if isinstance(data, str):
        return data.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    if isinstance(data, list):
        return [_writable(item) for item in data]
    if isinstance(data, dict):
        return {_writable(key): _writable(item) for key, item in data.items()}
    return data


_HOW = "A report is made with `lever5 check BUNDLE --format json:REPORT.json`."


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number of JSON")
