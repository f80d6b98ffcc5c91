"""Text reports for a coordinator: overview, what to do, what to find."""

from collections.abc import Iterable

from attrs import evolve

from lever5_rules.core.blanks import Severity
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import clipped, harmless
from lever5_rules.findings.finding import ElementFinding, Finding
from lever5_rules.findings.report import Report
from lever5_rules.framework import framework
from lever5_rules.reports.board import campuses, causes, first_sections, unused
from lever5_rules.reports.document import Section
from lever5_rules.reports.documents.as_text import put_section
from lever5_rules.reports.element_rows import without_outcome
from lever5_rules.reports.names import for_people
from lever5_rules.reports.summary import action_of, summary_of
from lever5_rules.reports.text_page import BAD, BOLD, DO, FAINT, WIDTH, Page
from lever5_rules.reports.wording import (
    ALL_ARE_THERE,
    INCOMPLETE,
    accounting,
    cited_places,
    scope,
    threshold,
    value_phrase,
    verdict,
    waived,
)
from lever5_rules.support.text_layout import HOLD

SHORT = 24
"""The longest value, in characters, that stays on one line with its field."""
MOST_OF_A_NAME = 120
MOST_PLACES = 4
MOST_PROBLEMS = 25
WORDS = {Outcome.PASS: "pass", Outcome.GAP: "GAP", Outcome.MISSING: "MISSING"}


def render(report: Report, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the report as text of at most `width` columns; `color` adds terminal colors."""
    summary, report = summary_of(report), for_people(report)
    page = ReportPage(width, color)
    page.head(report)
    page.errors(report)
    page.sections(first_sections(summary))
    page.practices(report)
    page.sections(causes(report))
    page.findings(
        "GAPS: work to do",
        (finding for finding in report.findings if finding.outcome is Outcome.GAP),
    )
    page.findings(
        "MISSING EVIDENCE: papers to find",
        (finding for finding in report.findings if finding.outcome is Outcome.MISSING),
    )
    page.passes(report)
    page.sections(campuses(summary))
    page.rest(report)
    page.end(report)
    return page.text()


class ReportPage(Page):
    """The parts of a report as text."""

    def head(self, report: Report) -> None:
        if not report.complete:
            self.say(f"{INCOMPLETE} See ERRORS below.", style=BAD)
            self.gap()
        name = harmless(report.district_name, MOST_OF_A_NAME) or "(no district name)"
        number = harmless(report.district_id, MOST_OF_A_NAME) or "no id"
        self.say(
            f"{name} ({number}), school year {report.school_year}, reviewed as of {report.as_of}",
            style=BOLD,
        )
        self.say(verdict(report), style=BOLD)
        self.gap()
        self.sum(report)
        self.say(scope(report))

    def sections(self, sections: Iterable[Section]) -> None:
        """Add sections, with the first words of their titles in capital letters."""
        for section in sections:
            head, colon, tail = section.title.partition(":")
            put_section(self, evolve(section, title=f"{head.upper()}{colon}{tail}"))

    def end(self, report: Report) -> None:
        """Repeat the accounting at the end, because the end of a long page stays on the screen."""
        self.gap()
        if not report.complete:
            self.say(f"{INCOMPLETE} See ERRORS above.", style=BAD)
        self.sum(report)

    def sum(self, report: Report) -> None:
        """Add the accounting, with line breaks only before a plus sign."""
        self.say(accounting(report).replace(" ", HOLD).replace(f"{HOLD}+", " +"), style=BOLD)

    def practices(self, report: Report) -> None:
        self.title("KEY PRACTICES")
        action = ""
        for practice in report.key_practices:
            if (now := action_of(practice)) != action:
                action = now
                self.say(f"{action} {framework().actions[action]}" if action else "Local criteria")
            word = WORDS[practice.outcome] if practice.outcome else "none"
            part = (
                f"  (partial: {practice.selected} of {practice.of} criteria)"
                if practice.partial
                else ""
            )
            self.row(word, f"{practice.title}{part}", practice.outcome, key=practice.id)

    def errors(self, report: Report) -> None:
        if report.errors:
            self.title("ERRORS: rules or plugins that failed; tell their authors")
            for failure in report.errors:
                who = f"{failure.criterion or 'plugin'} ({failure.plugin or 'no plugin'})"
                self.row("error", f"{who}: {failure.message}", is_error=True)
                if failure.elements:
                    outcomes = ", ".join(f"{e.id} {WORDS[e.outcome]}" for e in failure.elements)
                    self.note("judged all the same", outcomes)

    def findings(self, title: str, findings: Iterable[Finding]) -> None:
        chosen = list(findings)
        if chosen:
            self.title(title)
        for finding in chosen:
            self.finding(finding)

    def finding(self, finding: Finding) -> None:
        change = f"  [{finding.change}]" if finding.change else ""
        self.gap()
        self.row(
            WORDS[finding.outcome],
            f"{finding.title}{change}",
            finding.outcome,
            key=finding.criterion,
            style=BOLD,
        )
        if finding.waiver:
            self.say(waived(finding.waiver), indent=self.inner, hanging=2)
        for element in finding.elements:
            if element.outcome is not Outcome.PASS:
                self.element(element)
        passes = [e.id.partition("/")[2] for e in finding.elements if e.outcome is Outcome.PASS]
        if passes:
            self.note("passes", ", ".join(passes), FAINT)
        for element in finding.elements:
            if element.outcome is Outcome.PASS:
                self.left_to_a_reader(element)
        self.inapplicable(finding)
        self.note("not judged", finding.not_judged, FAINT)

    def element(self, element: ElementFinding) -> None:
        mark = "advice, " if element.advisory else ""
        name = element.id.partition("/")[2]
        self.say(
            f"- {name} ({mark}{WORDS[element.outcome]}): {element.message}",
            indent=self.inner - 2,
            hanging=2,
        )
        places = [_place(piece) for piece in element.evidence]
        if len(places) > MOST_PLACES:
            places = [*places[:MOST_PLACES], f"and {len(places) - MOST_PLACES} more"]
        label = "found" if element.outcome is Outcome.GAP else "where"
        for place in places:
            self.note(label, place, FAINT)
            label = ""
        if element.limit:
            self.note("threshold", threshold(element.limit), FAINT)
        if element.outcome is not Outcome.MISSING:
            self.left_to_a_reader(element)
        if element.remedy:
            self.note("next", element.remedy, DO)

    def left_to_a_reader(self, element: ElementFinding) -> None:
        """Add what a person must still judge, and the places in the documents to look at."""
        if element.reader:
            places = cited_places(element)
            where = f" (see {clipped('; '.join(places[:2]), 160)})" if places else ""
            name = "" if element.outcome is Outcome.GAP else f"{element.id.partition('/')[2]}, "
            self.note("left to a reader", f"{name}{element.reader}{where}")

    def passes(self, report: Report) -> None:
        chosen = [finding for finding in report.findings if finding.outcome is Outcome.PASS]
        if chosen:
            self.title("PASSES")
        for finding in chosen:
            change = f"  [{finding.change}]" if finding.change else ""
            self.row("pass", f"{finding.title}{change}", finding.outcome, key=finding.criterion)
            for element in finding.elements:
                if element.outcome is not Outcome.PASS:
                    self.element(element)
                else:
                    self.left_to_a_reader(element)
            self.inapplicable(finding)

    def inapplicable(self, finding: Finding) -> None:
        for why, other in without_outcome(finding):
            word = "does not apply" if why == "not applicable" else why
            self.note(word, f"{other.id.partition('/')[2]}. {other.reason}")

    def rest(self, report: Report) -> None:
        if report.not_applicable:
            self.title("NOT APPLICABLE")
            for exempt in report.not_applicable:
                self.row("n/a", exempt.reason, key=exempt.id)
        if report.waivers:
            self.title("WAIVERS")
            for state in report.waivers:
                waiver = state.waiver
                self.row(state.state, f"{waiver.target} until {waiver.expires}: {waiver.reason}")
        if report.problems:
            self.title("PROBLEMS IN THE FILES")
            for problem in report.problems[:MOST_PROBLEMS]:
                is_error = problem.severity is Severity.ERROR
                text = ": ".join(filter(None, (problem.where, problem.message)))
                self.row(problem.severity.value, text, is_error=is_error)
            if len(report.problems) > MOST_PROBLEMS:
                omitted = len(report.problems) - MOST_PROBLEMS
                self.say(f"and {omitted} more; {ALL_ARE_THERE}", indent=8)
        self.sections(unused(report))


def _place(piece: Evidence) -> str:
    at = f"{piece.file}:{piece.place}" if piece.place else piece.file
    field, equals, value = value_phrase(piece).partition(" = ")
    equal_sign = f"{HOLD}={HOLD}" if equals and len(value) <= SHORT else equals
    return f"{at} {field}{equal_sign}{value}"
