"""Text for a coordinator: where the district stands, then what to do and what to find."""

from collections.abc import Iterable
from textwrap import wrap

from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit
from lever5_rules.core.marks import Severity
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.places import where
from lever5_rules.core.report import ElementFinding, Finding, Report
from lever5_rules.core.text import clipped, counted, listing, shown, visible

WIDTH = 96
MOST_PLACES = 4
MOST_PROBLEMS = 25
WORDS = {Outcome.PASS: "pass", Outcome.GAP: "GAP", Outcome.MISSING: "MISSING"}


def render(report: Report, *, width: int = WIDTH, color: bool = False) -> str:
    """The report as text of at most `width` columns; `color` adds terminal colors."""
    page = _Page(max(width, 48), color)
    page.head(report)
    page.practices(report)
    page.errors(report)
    page.causes(report)
    page.findings(
        "GAPS: work to do", (one for one in report.findings if one.outcome is Outcome.GAP)
    )
    page.findings(
        "MISSING EVIDENCE: papers to find",
        (one for one in report.findings if one.outcome is Outcome.MISSING),
    )
    page.passes(report)
    page.rest(report)
    return "\n".join(page.lines) + "\n"


class _Page:
    def __init__(self, width: int, color: bool) -> None:
        self.width = width
        self.color = color
        self.lines: list[str] = []

    def head(self, report: Report) -> None:
        if not report.complete:
            self.say("INCOMPLETE RUN: a rule or plugin failed; see ERRORS below.", style="31;1")
            self.gap()
        name = report.district_name or "(no district name)"
        self.say(
            f"{name} ({report.district_id or 'no id'}), school year {report.school_year}, "
            f"reviewed as of {report.as_of}",
            style="1",
        )
        total = len(report.selected) + len(report.not_selected)
        self.say(
            f"Lever 5 of the Effective District Framework. {len(report.selected)} of {total} "
            f"success criteria selected. Every threshold is the ruleset's "
            f"({report.ruleset} {report.ruleset_version}), not the framework's."
        )
        count = report.accounting
        self.gap()
        self.say(
            f"{count.selected} selected = {count.passed} pass + {count.gap} gap + "
            f"{count.missing_evidence} missing evidence + {count.not_applicable} not applicable + "
            f"{count.error} error" + (f" ({count.waived} waived)" if count.waived else ""),
            style="1",
        )

    def practices(self, report: Report) -> None:
        self.title("KEY PRACTICES")
        for one in report.key_practices:
            word = WORDS[one.outcome] if one.outcome else "none"
            part = f"  (partial: {one.selected} of {one.of} criteria)" if one.partial else ""
            self.row(word, f"{one.id}  {one.title}{part}", one.outcome)

    def errors(self, report: Report) -> None:
        if report.errors:
            self.title("ERRORS: rules or plugins that failed; tell their authors")
            for one in report.errors:
                who = f"{one.criterion or 'plugin'} ({one.plugin or 'no plugin'})"
                self.row("error", f"{who}: {one.message}")
                if one.elements:
                    judged = ", ".join(f"{e.id} {WORDS[e.outcome]}" for e in one.elements)
                    self.say(f"judged all the same: {judged}", indent=10)

    def causes(self, report: Report) -> None:
        several = [one for one in report.causes if len(one.elements) > 1 or one.file]
        if several:
            self.title("CAUSES: mend these first")
            for one in several:
                criteria = {name.partition("/")[0] for name in one.elements}
                place = where(one.file, one.place)
                self.say(
                    f"- {place}{': ' if place else ''}{one.problem} So "
                    f"{counted(len(one.elements), 'element')} of "
                    f"{counted(len(criteria), 'criterion', 'criteria')} could not be judged "
                    f"({listing(sorted(criteria), most=8)}).",
                    hanging=2,
                )

    def findings(self, title: str, findings: Iterable[Finding]) -> None:
        chosen = list(findings)
        if chosen:
            self.title(title)
        for finding in chosen:
            self.finding(finding)

    def finding(self, one: Finding) -> None:
        change = f"  [{one.change}]" if one.change else ""
        self.gap()
        self.row(WORDS[one.outcome], f"{one.criterion}  {one.title}{change}", one.outcome)
        if one.waiver:
            self.say(
                f"waived until {one.waiver.expires} by the {one.waiver.approver_role}: "
                f"{one.waiver.reason}",
                indent=10,
            )
        for element in one.elements:
            if element.outcome is not Outcome.PASS:
                self.element(element)
        passed = [e.id.partition("/")[2] for e in one.elements if e.outcome is Outcome.PASS]
        if passed:
            self.say(f"passes: {', '.join(passed)}", indent=10)
        for element in one.elements:
            if element.outcome is Outcome.PASS:
                self.left_to_a_reader(element)
        self.inapplicable(one)
        self.say(f"not judged: {one.not_judged}", indent=10)

    def element(self, one: ElementFinding) -> None:
        mark = "advice, " if one.advisory else ""
        name = one.id.partition("/")[2]
        self.say(f"- {name} ({mark}{WORDS[one.outcome]}): {one.message}", indent=8, hanging=2)
        places = [_place(seen) for seen in one.evidence]
        if places:
            word = "found" if one.outcome is Outcome.GAP else "where"
            more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
            self.say(f"{word}: {'; '.join(places[:MOST_PLACES])}{more}", indent=10, hanging=7)
        if one.limit:
            self.say(f"threshold: {_threshold(one.limit)}", indent=10, hanging=11)
        if one.outcome is not Outcome.MISSING:
            self.left_to_a_reader(one)
        if one.remedy:
            self.say(f"next: {one.remedy}", indent=10, hanging=6, style="36")

    def left_to_a_reader(self, one: ElementFinding) -> None:
        """What a person must still judge of it, and the place in the document to look at."""
        if one.reader:
            places = list(dict.fromkeys(seen.cites for seen in one.evidence if seen.cites))
            where = f" (see {clipped('; '.join(places[:2]), 160)})" if places else ""
            name = "" if one.outcome is Outcome.GAP else f"{one.id.partition('/')[2]}, "
            self.say(f"left to a reader: {name}{one.reader}{where}", indent=10, hanging=4)

    def passes(self, report: Report) -> None:
        chosen = [one for one in report.findings if one.outcome is Outcome.PASS]
        if chosen:
            self.title("PASSES")
        for one in chosen:
            change = f"  [{one.change}]" if one.change else ""
            self.row("pass", f"{one.criterion}  {one.title}{change}", one.outcome)
            for element in one.elements:
                if element.outcome is not Outcome.PASS:
                    self.element(element)
                else:
                    self.left_to_a_reader(element)
            self.inapplicable(one)

    def inapplicable(self, one: Finding) -> None:
        for other in one.elements_not_applicable:
            self.say(f"does not apply: {other.id.partition('/')[2]}. {other.reason}", indent=10)
        for other in one.elements_off:
            self.say(f"switched off: {other.id.partition('/')[2]}. {other.reason}", indent=10)

    def rest(self, report: Report) -> None:
        if report.not_applicable:
            self.title("NOT APPLICABLE")
            for one in report.not_applicable:
                self.row("n/a", f"{one.id}  {one.reason}")
        if report.waivers:
            self.title("WAIVERS")
            for state in report.waivers:
                waiver = state.waiver
                self.row(state.state, f"{waiver.target} until {waiver.expires}: {waiver.reason}")
        if report.problems:
            self.title("PROBLEMS IN THE FILES")
            for problem in report.problems[:MOST_PROBLEMS]:
                bad = problem.severity is Severity.ERROR
                text = ": ".join(filter(None, (problem.where, problem.message)))
                self.row(problem.severity.value, text, bad=bad)
            if len(report.problems) > MOST_PROBLEMS:
                left = len(report.problems) - MOST_PROBLEMS
                self.say(f"and {left} more; the JSON report has them all.", indent=10)
        if report.unused_evidence:
            self.title("IN THE BUNDLE, BUT NOT USED")
            for unused in report.unused_evidence:
                self.say(f"- {unused.file}: {unused.why}", hanging=2)

    def title(self, text: str) -> None:
        self.gap()
        self.say(text, style="1")

    def row(
        self, word: str, text: str, outcome: Outcome | None = None, *, bad: bool = False
    ) -> None:
        styles = {Outcome.PASS: "32", Outcome.GAP: "31;1", Outcome.MISSING: "33;1"}
        style = "31;1" if bad else styles.get(outcome, "") if outcome else ""
        head = f"{word:<8}"
        lines = wrap(text, self.width - 8, break_long_words=True) or [""]
        self.lines.append(f"{self._styled(head, style)}{visible(lines[0])}".rstrip())
        self.lines += [" " * 8 + visible(line) for line in lines[1:]]

    def say(self, text: str, *, indent: int = 0, hanging: int = 0, style: str = "") -> None:
        lines = wrap(
            text,
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
        )
        self.lines += [self._styled(visible(line), style) for line in lines]

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and style else text


def _place(seen: Evidence) -> str:
    place = seen.place
    at = f"{seen.file}:{place}" if place else seen.file
    said = f" = {clipped(shown(seen.value), 60)}" if seen.value is not None else ""
    word = f" (written {clipped(seen.written, 40)!r})" if seen.written else ""
    return f"{at} {seen.field}{said}{word}"


def _threshold(limit: Limit[object]) -> str:
    return (
        f"{limit.name} = {shown(limit.value)} {limit.unit} "
        f"(ruleset {limit.ruleset}; {limit.origin.value}: {limit.source})"
    )
