"""The brief text report: one screen with where the district stands and what to do first."""

from lever5_rules.core.blanks import Severity
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.places import where
from lever5_rules.core.text import listing
from lever5_rules.findings.report import Report
from lever5_rules.reports.board import first_sections
from lever5_rules.reports.names import for_people
from lever5_rules.reports.summary import summary_of
from lever5_rules.reports.text_page import WIDTH

from .text_report import ReportPage

MOST_FAULTS = 5


def render(report: Report, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the report as text of one screen; `color` adds terminal colors."""
    summary, report = summary_of(report), for_people(report)
    page = _Page(width, color)
    page.head(report)
    page.errors(report)
    page.sections(first_sections(summary))
    page.faults(report)
    page.criteria(report)
    return page.text()


class _Page(ReportPage):
    def faults(self, report: Report) -> None:
        """Add what to correct in the files, beginning with what cost evidence."""
        faults = [problem for problem in report.problems if problem.severity is not Severity.NOTE]
        faults.sort(key=lambda problem: problem.severity is not Severity.ERROR)
        if not faults:
            return
        self.title("WHAT TO CORRECT IN THE FILES")
        for problem in faults[:MOST_FAULTS]:
            place = where(problem.file, problem.place)
            self.say(f"- {place}{': ' if place else ''}{problem.message}", hanging=2)
        if len(faults) > MOST_FAULTS:
            self.say(f"and {len(faults) - MOST_FAULTS} more.")

    def criteria(self, report: Report) -> None:
        """Add the criteria by outcome, one line for each outcome."""
        self.gap()
        for outcome, word in (
            (Outcome.GAP, "gap"),
            (Outcome.MISSING, "missing evidence"),
            (Outcome.PASS, "pass"),
        ):
            ids = [finding.criterion for finding in report.findings if finding.outcome is outcome]
            if ids:
                self.say(f"{word}: {listing(ids, most=12)}", hanging=2)
        self.say("Without --brief, the check says why.")
