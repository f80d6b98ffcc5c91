"""Pieces of Markdown: text that is displayed literally, tables, and the first lines of a report."""

import re
from collections.abc import Iterable, Iterator

from lever5_rules.core.text import harmless
from lever5_rules.findings.report import Report

from .wording import INCOMPLETE, accounting, scope, standing, verdict

_SPECIAL = re.compile(r"([\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])|(?<!\S)#)")
_START = re.compile(r"^(\s*)([-+=#:]|\d+(?=[.)](?:\s|$)))")
"""Matches what starts a list, a heading or a rule at the beginning of a line."""
_CALLS = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
NO_CALL = "\u200b"
"""Inserted after @, and within addresses, so that neither becomes a link."""


def md(text: str, most: int = 2000, *, starts: bool = True) -> str:
    """Return Markdown that displays a text literally; `starts` is False if it starts no line."""
    safe = _CALLS.sub(NO_CALL, harmless(text, most).strip())
    safe = safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _SPECIAL.sub(r"\\\1", safe)
    return _START.sub(_escaped_start, escaped) if starts else escaped


def _escaped_start(match: re.Match[str]) -> str:
    blank, start = match.groups()
    return f"{blank}{start}\\" if start.isdigit() else f"{blank}\\{start}"


def head(report: Report, title: str) -> Iterator[str]:
    """Yield the first lines: whether the run is complete, the district, the accounting."""
    if not report.complete:
        yield f"> **{md(INCOMPLETE)}**"
        yield ""
    yield f"# {title}"
    yield ""
    yield md(standing(report), 400)
    yield ""
    yield f"**{md(verdict(report))}**"
    yield ""
    yield md(accounting(report))
    yield ""
    yield md(scope(report))


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table; its cells must already be Markdown."""
    names = list(heads)
    yield ""
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
