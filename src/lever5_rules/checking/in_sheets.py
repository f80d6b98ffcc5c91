"""Rewording of reports on workbooks: sheets and cells instead of TOML and CSV files.

Rules and readers name the usual file of a kind. A user who submitted only workbooks has no such
file; there it is a sheet. This module makes the change for all of them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from attrs import evolve

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.blanks import Problem
from lever5_rules.findings.finding import BundleFile, ElementFinding
from lever5_rules.reading.bundles.bundle import PROFILE_FILE, WORKBOOKS
from lever5_rules.reports.report import Report

_TEXTS = (".toml", ".csv", ".tsv", ".ics")
_LONGEST_TITLE = 31
_ALLOWED = re.compile(r"(?<=[Oo]ne of )\w+(?:, \w+)+(?= is expected\b)")
"""The words of a vocabulary, as a message lists them."""
_PHRASES = (
    (re.compile(r"Find it and add it as ((?:the sheet )\w+)\."), r"Find it and fill in \1."),
    (re.compile(r"Add \[sources\.(\w+)\] with page or section and quote"),
     r"Give page or section, and quote, beside \1"),
    (re.compile(r"\[sources\.(\w+)\]"), r"the source beside \1"),
    (re.compile(r"\[sources\]"), "the columns page, section and quote"),
    (re.compile(r"(?:under )?\[document\] as dated"), "as document.dated"),
    (re.compile(r"name its file under \[document\]"), "name its file as document.file"),
    (re.compile(r"under \[document\]"), "as document.dated"),
    (re.compile(r"state date_order = \"dmy\" in (the sheet district_profile)"),
     r"give date_order as dmy on \1"),
    (re.compile(r"No selected element read (\w+)\."), r"Nothing that was selected needs \1."),
    (re.compile(r"that no selected element read"), "that nothing selected needs"),
    (re.compile(r"It is not an artifact that is known here; its name or kind says nothing\."),
     "Neither its name nor its heads are those of a sheet of evidence."),
    (re.compile(r"not a field of"), "not the name of a field on the sheet"),
    (re.compile(r"each under \[\[\w+\]\]"), "each in a row"),
)  # fmt: skip


def in_words_of_sheets(report: Report, kinds: Mapping[str, KindInfo]) -> Report:
    """Return the report; if the bundle holds only workbooks, its sentences name sheets instead of
    files.
    """
    if not _are_workbooks(report.files):
        return report
    say = partial(_in_terms_of_sheets, _file_names(kinds))
    return evolve(
        report,
        findings=tuple(
            evolve(finding, elements=tuple(_element(element, say) for element in finding.elements))
            for finding in report.findings
        ),
        errors=tuple(
            evolve(failure, elements=tuple(_element(element, say) for element in failure.elements))
            for failure in report.errors
        ),
        causes=tuple(evolve(cause, problem=say(cause.problem)) for cause in report.causes),
        problems=_of_no_file(_problems(report.problems, say), report.files),
        unused_evidence=tuple(
            evolve(unused, why=say(unused.why)) for unused in report.unused_evidence
        ),
    )


def _of_no_file(problems: Iterable[Problem], files: Iterable[BundleFile]) -> tuple[Problem, ...]:
    """Return the problems; a problem of an absent profile names no file."""
    paths = {file.path for file in files}
    return tuple(
        evolve(problem, file=None)
        if problem.file == PROFILE_FILE and problem.file not in paths
        else problem
        for problem in problems
    )


def _are_workbooks(files: Iterable[BundleFile]) -> bool:
    paths = [file.path.partition("!")[0].lower() for file in files]
    return any(path.endswith(WORKBOOKS) for path in paths) and not any(
        path.endswith(_TEXTS) for path in paths
    )


def _file_names(kinds: Mapping[str, KindInfo]) -> "re.Pattern[str]":
    names = (re.escape(kind.usual_file) for kind in kinds.values())
    return re.compile(rf"(?<![\w/.-])(?P<file>{'|'.join(names)})(?!\w)")


def _sheet(match: "re.Match[str]") -> str:
    name = match["file"].rpartition(".")[0]
    return f"the sheet {'district_profile' if name == 'district' else name[:_LONGEST_TITLE]}"


def _in_terms_of_sheets(files: "re.Pattern[str]", text: str) -> str:
    if "." not in text and "[" not in text:
        return text
    text = _ALLOWED.sub(lambda at: ", ".join(map(label_of, at[0].split(", "))), text)
    text = files.sub(_sheet, text)
    for phrase, other in _PHRASES:
        text = phrase.sub(other, text)
    return text


def _element(element: ElementFinding, say: Callable[[str], str]) -> ElementFinding:
    return evolve(
        element,
        message=say(element.message),
        remedy=say(element.remedy),
        problems=_problems(element.problems, say),
        lacks=tuple(
            evolve(
                lack,
                message=say(lack.message),
                remedy=say(lack.remedy),
                problems=_problems(lack.problems, say),
            )
            for lack in element.lacks
        ),
        alternatives=tuple(_element(other, say) for other in element.alternatives),
    )


def _problems(problems: Iterable[Problem], say: Callable[[str], str]) -> tuple[Problem, ...]:
    return tuple(evolve(problem, message=say(problem.message)) for problem in problems)
