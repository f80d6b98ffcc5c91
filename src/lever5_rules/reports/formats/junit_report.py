"""JUnit XML for build servers: a suite per key practice, a test per element.

Where the format leaves a choice:

- A gap is a failure of type `gap`, missing evidence one of type `missing-evidence`: most viewers
  hide skipped tests.
- Advisory elements never fail; their message is the test's output.
- What is waived, or is unchanged since the baseline, must not fail a build: it is skipped, and the
  message starts with its outcome.
- The first suite holds the accounting, and a test that fails if the run is incomplete.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from lever5_rules.core.blanks import Problem
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.places import where
from lever5_rules.core.text import harmless, listing
from lever5_rules.findings.finding import ElementFinding, Finding, RuleFailure, practice_of
from lever5_rules.findings.report import Report
from lever5_rules.framework import framework
from lever5_rules.reports.element_rows import without_outcome
from lever5_rules.reports.wording import (
    INCOMPLETE,
    about,
    accounting,
    exported,
    replaced,
    threshold,
    value_phrase,
    waived,
)

TALLY = {"failure": "failures", "error": "errors", "skipped": "skipped"}
LONGEST = 2_000
WHOLE = "criterion"
"""The name of the only test of a criterion without judged elements."""


def render(report: Report) -> bytes:
    """Return the report as XML in UTF-8; the same bytes for the same report."""
    incomplete = "" if report.complete else f"{INCOMPLETE} "
    root = ET.Element("testsuites", name=_text(f"{incomplete}{about(report)}"))
    root.append(_run(report))
    suites: dict[str, ET.Element] = {}
    for finding in report.findings:
        _suite(suites, finding.criterion).extend(_finding(finding))
    for exempt in report.not_applicable:
        suite = _suite(suites, exempt.id)
        suite.append(_case(exempt.id, WHOLE, "skipped", f"not applicable: {exempt.reason}"))
    for failure in report.errors:
        if failure.criterion:
            _suite(suites, failure.criterion).extend(_failure(failure, failure.criterion))
    root.extend(suites[name] for name in sorted(suites))
    for suite in root:
        _count(suite, [suite])
    _count(root, list(root))
    ET.indent(root)
    xml: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _run(report: Report) -> ET.Element:
    """Return the suite of the run itself: the accounting, and whether it is complete."""
    suite = ET.Element("testsuite", name="lever5 check")
    count = report.accounting
    properties = {
        "complete": "true" if report.complete else "false",
        "accounting": accounting(report),
        "selected": count.selected,
        "pass": count.passed,
        "gap": count.gap,
        "missing_evidence": count.missing_evidence,
        "not_applicable": count.not_applicable,
        "error": count.error,
        "waived": count.waived,
        "district": report.district_name,
        "district_id": report.district_id,
        "school_year": report.school_year,
        "as_of": report.as_of,
        "framework": report.framework,
        "ruleset": f"{report.ruleset} {report.ruleset_version}",
        "ruleset_sha256": report.ruleset_sha256,
        "bundle_sha256": report.bundle_sha256,
        "tool": f"lever5-rules {report.tool_version}",
        "not_selected": ", ".join(report.not_selected),
        "rules_replaced": replaced(report).strip() or "none",
    }
    node = ET.SubElement(suite, "properties")
    for name, value in properties.items():
        ET.SubElement(node, "property", name=name, value=_text(str(value)))
    case = _test("lever5", "every rule and plugin did its work")
    if not report.complete:
        failed = sorted({failure.criterion or failure.plugin for failure in report.errors})
        _say(case, "error", f"{INCOMPLETE} {listing(failed, most=20)}", "incomplete-run")
    suite.append(case)
    for failure in report.errors:
        if failure.criterion is None:
            case = _test("lever5", f"plugin {failure.plugin}")
            _say(case, "error", failure.message, "error")
            suite.append(case)
    if report.problems or report.causes:
        output = ET.SubElement(suite, "system-out")
        output.text = "\n".join(_text(line) for line in _lines(report))
    return suite


def _lines(report: Report) -> Iterable[str]:
    for cause in report.causes:
        place = where(cause.file, cause.place)
        yield f"cause: {place}{': ' if place else ''}{cause.problem}"
    for problem in report.problems:
        yield _problem(problem)


def _problem(problem: Problem) -> str:
    return f"{problem.severity.value}: {problem.where}: {problem.message}"


def _suite(suites: dict[str, ET.Element], criterion: str) -> ET.Element:
    """Return the suite of a criterion's key practice; a plugin's own criteria have their own."""
    name = practice_of(criterion)
    if name not in suites:
        practice = framework().practices.get(name)
        title = f"{name} {practice.title}" if practice else name
        suites[name] = ET.Element("testsuite", name=_text(title))
    return suites[name]


def _finding(finding: Finding) -> Iterable[ET.Element]:
    accepted = ""
    if finding.waiver:
        accepted = waived(finding.waiver)
    elif finding.change == "unchanged":
        accepted = "as it was in the baseline"
    for element in finding.elements:
        yield _element(finding.criterion, element, accepted)
    for why, other in without_outcome(finding):
        yield _case(finding.criterion, _name(other.id), "skipped", f"{why}: {other.reason}")


def _failure(failure: RuleFailure, criterion: str) -> Iterable[ET.Element]:
    for element in failure.elements:
        yield _element(criterion, element, "")
    name = _name(failure.element) if failure.element else WHOLE
    yield _case(criterion, name, "error", failure.message, f"error-in-{failure.phase}")


def _element(criterion: str, element: ElementFinding, accepted: str) -> ET.Element:
    case = _test(exported(criterion), _name(element.id))
    word = element.outcome.value
    if element.outcome is Outcome.PASS:
        pass
    elif element.advisory:
        ET.SubElement(case, "system-out").text = _text(f"advice, {word}: {element.message}")
    elif accepted:
        _say(case, "skipped", f"{word}, {accepted}. {element.message}")
    else:
        _say(
            case,
            "failure",
            element.message,
            word,
            "\n".join(_text(line) for line in _detail(element)),
        )
    return case


def _detail(element: ElementFinding) -> Iterable[str]:
    """Yield the lines that a person needs who opens the failure."""
    yield f"{element.outcome.value}: {element.message}"
    if element.remedy:
        yield f"next: {element.remedy}"
    if element.limit:
        yield f"threshold: {threshold(element.limit)}"
    for other in element.alternatives:
        yield f"{_name(other.id)} ({other.outcome.value}): {other.message}"
    for piece in element.evidence:
        yield f"{where(piece.file, piece.place)}: {value_phrase(piece)}"


def _case(criterion: str, name: str, tag: str, message: str, kind: str | None = None) -> ET.Element:
    case = _test(exported(criterion), name)
    _say(case, tag, message, kind)
    return case


def _test(classname: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=_text(classname), name=_text(name))


def _say(case: ET.Element, tag: str, message: str, kind: str | None = None, text: str = "") -> None:
    element = ET.SubElement(case, tag, message=_text(message))
    element.text = text or None
    if kind:
        element.set("type", kind)


def _count(holder: ET.Element, suites: list[ET.Element]) -> None:
    """Set the number of tests, and of those that failed, had errors or were skipped."""
    holder.set("tests", str(sum(len(suite.findall("testcase")) for suite in suites)))
    for tag, name in TALLY.items():
        number = sum(len(suite.findall(f"testcase/{tag}")) for suite in suites)
        holder.set(name, str(number))


def _name(element: str) -> str:
    return element.partition("/")[2] or element


def _text(text: str) -> str:
    return harmless(text, LONGEST)
