"""Recognition of this program's own outputs by their first bytes, whatever their name.

They often lie beside the evidence without being evidence: a report does not record what a district
does.
"""

import re
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from .raw_files import RawFile

HEAD = 16_384
"""The number of bytes at the start of a file that are examined."""
EVIDENCE = (".toml", ".pdf", ".docx", ".ics")
"""File endings that no output has; such files are not examined."""
BOOK = "xl/workbook.xml"
HISTORY = "a history of reports"
SURVEY = "a survey of districts"
MOST_BYTES = 1 << 20
"""The largest part of a workbook, in bytes, that lists its sheets."""
_DOCUMENTS = {
    "What changed</": "a comparison of reports",
    "Forecast</": "a forecast",
    "Improvement plan</": "an improvement plan",
    "Verification</": "a verification of a report",
    "": "a page",
}
"""How the titles of pages go on, and what those pages are."""
_TEXTS: tuple[tuple[str, str], ...] = (
    (
        "a report",
        r'\{\s*"schema_version"\s*:[^,]*,\s*"complete"\s*:[^,]*,\s*"tool"\s*:\s*\{\s*'
        r'"name"\s*:\s*"lever5-rules"',
    ),
    ("a comparison of reports", r'\{\s*"schema_version"\s*:[^,]*,\s*"old"\s*:\s*\{\s*"district"'),
    ("a forecast", r'\{\s*"schema_version"\s*:[^,]*,\s*"forecast"\s*:\s*true'),
    (HISTORY, r'\{\s*"schema_version"\s*:[^,]*,\s*"districts"\s*:\s*\['),
    (SURVEY, r'\{\s*"schema_version"\s*:[^,]*,\s*"survey"\s*:\s*true'),
    (SURVEY, r'\{"bundle": "[^"]*", "district_id": '),
    (SURVEY, "bundle,district_id,district_name,district_type,region,"),
    (
        SURVEY,
        r"<!doctype html>\s*<html[^>]*>\s*<head>[^\0]{0,900}?<title>Lever 5 in [\d,]+ districts?</",
    ),
    ("a verification of a report", r'\{\s*"schema_version"\s*:[^,]*,\s*"same"\s*:'),
    (
        "a report in SARIF",
        r'\{\s*"\$schema"\s*:\s*"[^"]*sarif[^"]*"[^\[]*\[\s*\{\s*"properties"\s*:\s*\{\s*'
        r'"complete"\s*:[^,]*,\s*"accounting"\s*:\s*\{\s*"selected"\s*:',
    ),
    (
        "a report in JUnit XML",
        r'<\?xml[^>]*>\s*<testsuites [^>]*>\s*<testsuite name="lever5 check"',
    ),
    (
        "a report as a page",
        r"<!doctype html>\s*<html[^>]*>\s*<head>[^\0]{0,900}?<title>"
        r"(?:[^<]*, Lever 5, \d{4}-\d{4}|Lever 5 over time)</title>",
    ),
    *(
        (what, r"<!doctype html>\s*<html[^>]*>\s*<head>[^\0]{0,900}?<title>Lever 5: " + title)
        for title, what in _DOCUMENTS.items()
    ),
    ("a report in CSV", "record,criterion,key_practice,title,criterion_outcome,element,"),
    (HISTORY, "district_id,district_name,school_year,as_of,report,ruleset,"),
    (
        "a report in Markdown",
        r"# Lever 5: Instructional Leadership and Capacity Building\s"
        r"[^\0]{0,600}?reviewed as of \d",
    ),
    ("an improvement plan", r"# Improvement plan\s[^\0]{0,600}?reviewed as of \d"),
    ("a comparison of reports", r"# What changed\s+- from [^\0]{0,600}?reviewed as of \d"),
    (
        "a report",
        r"[^\0]{0,600}?reviewed\s+as\s+of\s+\d{4}-[^\0]{0,700}?\nLever 5 of the Effective\s+"
        r"District\s+Framework\.",
    ),
    (
        "a worksheet of a report",
        r"# What a person looks at\s[^\0]{0,600}?Reviewed as of [A-Z][a-z]+ \d",
    ),
    ("a comparison of reports", r"from  [^\0]{1,400}?reviewed\s+as\s+of\s+\d{4}-"),
    (
        "a forecast",
        r"(?:# Forecast\s+\*\*)?FORECAST(?:, no finding: |: [^\0]{1,300}?,\s+from\s+\d{4}-)",
    ),
    (
        "a verification of a report",
        r"(?:# Verification\s+\*\*)?(?:SAME|DIFFERS): the\s+report\s+of\s",
    ),
    (HISTORY, r"(?:# History\s+## )?[^\n]{1,300}: \d+ reports? from \d{4}-\d\d-\d\d to "),
    ("annotations of a report", "::(?:notice|error) title=lever5 check::"),
)
_KNOWN = tuple((what, re.compile(pattern)) for what, pattern in _TEXTS)
_WORKBOOKS = {
    "an improvement plan": (
        frozenset({"Work list", "What it takes", "About"}),
        frozenset({"Added by hand", "No longer open", "Waived"}),
    ),
    "a workbook of findings": (
        frozenset({"Summary", "To do", "To find", "About"}),
        frozenset({"All requirements", "All elements", "Evidence", "Not judged", "Files"}),
    ),
    "a comparison of reports": (frozenset({"What changed", "Criteria"}), frozenset()),
    "a forecast": (frozenset({"Forecast", "Criteria"}), frozenset()),
    "a worksheet of a report": (frozenset({"What a person looks at"}), frozenset()),
}
"""The sheets that each kind of output workbook has, and those that it may have, by their names of
today and of earlier versions."""
_TITLE = re.compile(r'<(?:\w+:)?sheet\s[^<>]*?\bname="([^"]*)"')


def own_output(file: "RawFile") -> str | None:
    """Return what kind of output a file is, such as `a report in CSV`, or None."""
    if file.opener is None or file.path.lower().endswith(EVIDENCE):
        return None
    try:
        with file.open() as raw:
            head = raw.read(HEAD)
            if head.startswith(b"PK\x03\x04"):
                raw.seek(0)
                return workbook_of_ours(raw)
    except OSError:  # reported where the file is read
        return None
    text = head.decode("utf-8-sig", "replace").lstrip()
    return next((what for what, pattern in _KNOWN if pattern.match(text)), None)


def workbook_of_ours(raw: BinaryIO) -> str | None:
    """Return what kind of output a workbook is, judged by its sheets, or None."""
    titles = titles_of(raw)
    for what, (needed, others) in _WORKBOOKS.items():
        if needed <= titles <= needed | others:
            return what
    return None


def titles_of(raw: BinaryIO) -> frozenset[str]:
    """Return the titles of the sheets of a workbook; empty if it is not a workbook."""
    from lever5_rules.reading.archives import Archive  # imported here because it is slow to import
    from lever5_rules.reading.cannot_read import CannotRead

    try:
        archive = Archive(raw)
        if BOOK not in archive.names or archive.size(BOOK) > MOST_BYTES:
            return frozenset()
        return frozenset(_TITLE.findall(archive.read(BOOK).decode("utf-8", "replace")))
    except (CannotRead, OSError):
        return frozenset()
