"""Annotations for a GitHub workflow: one command per line, at the file and line concerned.

GitHub shows the first ten of each kind and keeps all in the log, so new findings come before those
in the baseline; waived and advisory ones are only notices. Every `:` and `,` in a property, and
every line end, is escaped, so that no text of a bundle can start a command.
"""

from collections.abc import Iterable

from lever5_rules.core.blanks import Severity
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.places import Place, cell_in, line_in
from lever5_rules.core.text import harmless
from lever5_rules.findings.finding import ElementFinding, Finding
from lever5_rules.findings.report import Report
from lever5_rules.reports.wording import INCOMPLETE, about, accounting, exported, replaced, waived

LONGEST = 1_000
COMMANDS = {Outcome.GAP: "error", Outcome.MISSING: "warning"}
LAST = "unchanged"


def render(report: Report, *, folder: str = "") -> str:
    """Return the report as workflow commands; `folder` is the bundle's, relative to the
    repository."""
    return "".join(f"{line}\n" for line in _Annotations(folder).lines(report))


class _Annotations:
    def __init__(self, folder: str) -> None:
        self.folder = f"{folder.rstrip('/')}/" if folder not in ("", ".") else ""

    def lines(self, report: Report) -> Iterable[str]:
        if not report.complete:
            yield self.command("error", INCOMPLETE, "INCOMPLETE RUN")
        summary = f"{accounting(report)}. {about(report)}.{replaced(report)}"
        yield self.command("notice", summary, "lever5 check")
        for failure in report.errors:
            who = failure.criterion and exported(failure.criterion)
            title = f"{who or failure.plugin or 'plugin'}: failed"
            yield self.command("error", failure.message, title)
        by_news = sorted(report.findings, key=lambda finding: finding.change == LAST)
        for outcome in (Outcome.GAP, Outcome.MISSING):
            for finding in by_news:
                for element in finding.elements:
                    if element.outcome is outcome:
                        yield self.element(finding, element)
        for exempt in report.not_applicable:
            yield self.command("notice", exempt.reason, f"{exported(exempt.id)}: not applicable")
        for problem in report.problems:
            kind = "notice" if problem.severity is Severity.NOTE else "warning"
            title = f"{problem.severity.value} in a file"
            yield self.command(kind, problem.message, title, problem.file, problem.place)

    def element(self, finding: Finding, element: ElementFinding) -> str:
        notes = []
        if element.advisory:
            notes.append("advice")
        elif finding.waiver:
            notes.append(waived(finding.waiver))
        elif finding.change == LAST:
            notes.append("as it was in the baseline")
        kind = "notice" if notes else COMMANDS[element.outcome]
        message = " ".join(
            filter(None, (*(f"({note})" for note in notes), element.message, element.remedy))
        )
        name = (
            f"{exported(finding.criterion)} {element.id.partition('/')[2]}: {element.outcome.value}"
        )
        for piece in element.evidence:
            return self.command(kind, message, name, piece.file, piece.place)
        return self.command(kind, message, name)

    def command(
        self,
        kind: str,
        message: str,
        title: str,
        file: str | None = None,
        place: Place | None = None,
    ) -> str:
        properties = {}
        if file:
            properties["file"] = f"{self.folder}{file}"
            if line := line_in(place):
                properties["line"] = str(line)
            elif cell := cell_in(place):
                message = f"{cell}: {message}"
        properties["title"] = title
        listed = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
        return f"::{kind} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return harmless(text, LONGEST).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
