"""Markdown reports for a wiki page or an issue: overview, what to do, what to find.

All text from a bundle is escaped: it cannot create headings, links, images, tables or HTML, or
notify anybody by @name.
"""

from collections.abc import Iterator

from lever5_rules.core.blanks import Severity
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import clipped, counted, listing
from lever5_rules.findings.finding import Finding
from lever5_rules.findings.report import Report
from lever5_rules.reports.board import campuses, causes, first_sections, grid, unused
from lever5_rules.reports.documents.as_markdown import lines_of, lines_of_section
from lever5_rules.reports.element_rows import (
    ElementRow,
    element_rows,
    with_outcome,
    without_outcome,
)
from lever5_rules.reports.markdown import head, md, table
from lever5_rules.reports.names import for_people
from lever5_rules.reports.summary import Summary, summary_of
from lever5_rules.reports.wording import ALL_ARE_THERE, cited_places, evidence_phrase, threshold

MOST_PLACES = 4
MOST_PROBLEMS = 50


def render(report: Report) -> str:
    """Return the report as Markdown."""
    return "\n".join(_lines(for_people(report), summary_of(report))) + "\n"


def _lines(report: Report, summary: Summary) -> Iterator[str]:
    yield from head(report, "Lever 5: Instructional Leadership and Capacity Building")
    for section in first_sections(summary):
        yield from lines_of_section(section)
    yield "\n## Key practices"
    yield from lines_of(grid(summary))
    yield from _errors(report)
    for section in causes(report):
        yield from lines_of_section(section)
    yield from _gaps(report)
    yield from _missing(report)
    yield from _passes(report)
    for section in campuses(summary):
        yield from lines_of_section(section)
    yield from _not_judged(report)
    yield from _files(report)
    yield from _about(report)


def _errors(report: Report) -> Iterator[str]:
    if report.errors:
        yield "\n## Errors: rules or plugins that failed; tell their authors\n"
    for failure in report.errors:
        who = f"{failure.criterion or 'plugin'} ({failure.plugin or 'no plugin'})"
        yield f"- **{md(who)}**: {md(failure.message)}"


def _gaps(report: Report) -> Iterator[str]:
    rows = with_outcome(report, Outcome.GAP)
    if rows:
        yield "\n## Gaps: work to do"
    criterion = ""
    for row in rows:
        if row.criterion != criterion:
            criterion = row.criterion
            yield f"\n### {md(f'{criterion} {row.title}'.strip())}\n"
        yield from _element(row)


def _missing(report: Report) -> Iterator[str]:
    rows = with_outcome(report, Outcome.MISSING)
    if rows:
        yield "\n## Missing evidence: papers to find, by the office that usually holds them"
    offices: dict[str, dict[tuple[str, str, str], list[ElementRow]]] = {}
    for row in sorted(rows, key=lambda row: (not row.element.office, row.element.office)):
        element = row.element
        lacks_of_office = offices.setdefault(element.office or "no office known", {})
        lacks_of_office.setdefault((element.kind, element.message, element.remedy), []).append(row)
    for office, lacks in offices.items():
        yield f"\n### {md(office[:1].upper() + office[1:])}\n"
        for (kind, message, remedy), alike in sorted(lacks.items(), key=lambda group: group[0][0]):
            if len(alike) == 1:
                yield from _element(alike[0])
                continue
            yield f"- **{md(kind)}**: {md(message)}"
            yield f"    - Requirements: {md(', '.join(row.element.id for row in alike), 8000)}"
            yield f"    - Next: {md(remedy)}"


def _element(row: ElementRow) -> Iterator[str]:
    element = row.element
    advice = " (advice)" if element.advisory else ""
    waived = f" (waived until {row.waiver.expires})" if row.waiver else ""
    yield f"- **{md(element.id)}**{advice}{waived}: {md(element.message)}"
    places = [evidence_phrase(piece) for piece in element.evidence]
    if places:
        more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
        yield f"    - Found: {md('; '.join(places[:MOST_PLACES]))}{more}"
    if element.limit:
        yield f"    - Threshold: {md(threshold(element.limit))}"
    if element.remedy:
        yield f"    - Next: {md(element.remedy)}"


def _passes(report: Report) -> Iterator[str]:
    passes = [finding for finding in report.findings if finding.outcome is Outcome.PASS]
    if passes:
        yield "\n## Passes"
        yield from table(
            ("Criterion", "Title", "Requirements"),
            (
                (md(finding.criterion), md(finding.title), md(_elements(finding)))
                for finding in passes
            ),
        )


def _elements(finding: Finding) -> str:
    names = [
        element.id.partition("/")[2]
        for element in finding.elements
        if element.outcome is Outcome.PASS
    ]
    return ", ".join(names)


def _not_judged(report: Report) -> Iterator[str]:
    yield "\n## Not judged"
    if report.not_applicable:
        yield "\nNot applicable:\n"
        for exempt in report.not_applicable:
            yield f"- {md(exempt.id)}: {md(exempt.reason)}"
    unjudged = [pair for finding in report.findings for pair in without_outcome(finding)]
    if unjudged:
        yield "\nRequirements without an outcome:\n"
        for why, other in unjudged:
            word = "does not apply" if why == "not applicable" else why
            yield f"- {md(other.id)} ({word}): {md(other.reason)}"
    yield "\nLeft to a person:\n"
    for finding in report.findings:
        yield f"- {md(finding.criterion)} {md(finding.title)}: {md(finding.not_judged)}"
    for row in element_rows(report):
        if row.element.reader and row.element.outcome is not Outcome.MISSING:
            yield f"- {md(row.element.id)}: {md(row.element.reader)}{_see(row)}"


def _see(row: ElementRow) -> str:
    cited = cited_places(row.element)
    return f" (see {md(clipped('; '.join(cited[:2]), 160))})" if cited else ""


def _files(report: Report) -> Iterator[str]:
    if report.waivers:
        yield "\n## Waivers\n"
    for state in report.waivers:
        waiver = state.waiver
        until = f"{waiver.target} until {waiver.expires}"
        text = f"{until}, by the {waiver.approver_role}: {waiver.reason}"
        yield f"- {state.state}: {md(text)}"
    if report.problems:
        yield "\n## Problems in the files\n"
    worst = sorted(report.problems, key=lambda problem: problem.severity is not Severity.ERROR)
    for problem in worst[:MOST_PROBLEMS]:
        yield f"- {problem.severity.value}: {md(problem.where, 300)}: {md(problem.message)}"
    if len(worst) > MOST_PROBLEMS:
        yield f"- and {len(worst) - MOST_PROBLEMS} more; {ALL_ARE_THERE}"
    for section in unused(report):
        yield from lines_of_section(section)


def _about(report: Report) -> Iterator[str]:
    yield "\n## About this report\n"
    yield f"- Tool: lever5-rules {md(report.tool_version)}"
    yield f"- Framework: {md(report.framework)}"
    ruleset = f"{report.ruleset} {report.ruleset_version}"
    yield f"- Ruleset: {md(ruleset)}, `{report.ruleset_sha256}`"
    yield f"- Evidence: {counted(len(report.files), 'file')}, `{report.bundle_sha256}`"
    for plugin in report.plugins:
        yield f"- Plugin: {md(f'{plugin.name} {plugin.version}')}"
    if report.not_selected:
        yield f"- Not selected: {md(listing(report.not_selected, most=60))}"
