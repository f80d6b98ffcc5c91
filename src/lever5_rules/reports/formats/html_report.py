"""HTML reports: one file for meetings and print, readable without scripts and network."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.places import where
from lever5_rules.core.text import clipped, counted, shown
from lever5_rules.findings.finding import (
    ElementFinding,
    Finding,
    KeyPractice,
    practice_of,
    with_members,
)
from lever5_rules.findings.report import Report
from lever5_rules.framework import framework
from lever5_rules.reports.names import Names, for_people
from lever5_rules.reports.page import page
from lever5_rules.reports.summary import action_of, summary_of
from lever5_rules.reports.wording import day_in_words, reason_in_words, replaced, verdict

WORDS = {
    state: state.replace("-", " ")
    for state in ("pass", "gap", "missing-evidence", "not-applicable", "error", "not-selected")
}
"""The states of a criterion in words, by their name in the report."""

MOST_CAUSES = 5
"""How many causes are shown at once; the others can be expanded."""

CHANGES = {
    "new": "new since last time",
    "unchanged": "as last time",
    "updated": "changed since last time",
    "absent": "closed since last time",
}


def render(report: Report) -> str:
    """Return the report as one page of HTML."""
    filters = _Filters.of(report)
    summary, report = summary_of(report), for_people(report)
    sections = [_section(report, practice) for practice in report.key_practices]
    actions = [
        (name, list(members)) for name, members in groupby(sections, lambda section: section.action)
    ]
    return page(
        "report.html",
        report=report,
        summary=summary,
        verdict=verdict(report),
        lever=framework(),
        sections=sections,
        actions=actions,
        filters=filters,
        states=[name for name in WORDS if any(_squares_in_state(sections, name))],
        words=WORDS,
        changes=CHANGES,
        most_causes=MOST_CAUSES,
        clipped=clipped,
        counted=counted,
        day=day_in_words,
        label_of=label_of,
        reason_in_words=reason_in_words,
        replaced=replaced,
        shown=shown,
        tally=_tally,
        where=where,
        why=_why,
        by_file=_by_file,
        criteria_of=_criteria_of,
    )


@frozen
class Square:
    """A criterion in the overview: its state, and a link to its finding."""

    id: str
    title: str
    state: str
    waived: bool = False

    @property
    def number(self) -> str:
        """Its number within the key practice, or a plugin's own name for it."""
        return self.id.partition(":")[2] or self.id.rpartition("-")[2]


@frozen
class Section:
    """A key practice on the page: its squares in the overview and its findings."""

    practice: KeyPractice
    squares: Sequence[Square]
    findings: Sequence[Finding]

    @property
    def action(self) -> str:
        """The essential action it belongs to, or empty for a plugin's criteria."""
        return action_of(self.practice)


def _section(report: Report, practice: KeyPractice) -> Section:
    catalogue = framework().criteria
    by_criterion = {entry.criterion: entry for entry in report.findings}
    inapplicable = {exempt.id for exempt in report.not_applicable}
    squares = []
    for name in sorted((*report.selected, *report.not_selected), key=_in_order):
        if practice_of(name) != practice.id:
            continue
        listed, finding = catalogue.get(name), by_criterion.get(name)
        title = finding.title if finding else listed.title if listed else name
        state = "error"
        if finding:
            state = finding.outcome.value
        elif name in inapplicable:
            state = "not-applicable"
        elif name in report.not_selected:
            state = "not-selected"
        squares.append(Square(name, title, state, bool(finding and finding.waiver)))
    findings = [entry for entry in report.findings if entry.key_practice == practice.id]
    return Section(practice, squares, findings)


def _in_order(criterion: str) -> tuple[int, str]:
    places = {name: place for place, name in enumerate(framework().criteria)}
    return (places.get(criterion, len(places)), criterion)


def _squares_in_state(sections: Iterable[Section], state: str) -> Iterator[bool]:
    return (square.state == state for section in sections for square in section.squares)


@frozen
class _Filters:
    """The filters of the page: campuses that fall short, and offices; each is identified by its
    place in the list."""

    campuses: Mapping[str, str]
    offices: Sequence[str]
    short: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, report: Report) -> "_Filters":
        names = Names.of(report)
        shortfalls = {
            finding.criterion: frozenset(names.campuses_in(_scopes(finding)))
            for finding in report.findings
        }
        concerned = frozenset().union(*shortfalls.values())
        offices = {office for finding in report.findings for office in _offices(finding)}
        campuses = {number: name for number, name in names.campuses.items() if number in concerned}
        return cls(campuses, sorted(offices), shortfalls)

    def campuses_of(self, finding: Finding) -> str:
        """Return the numbers of the campuses at which a finding falls short."""
        campuses = self.short[finding.criterion]
        return " ".join(
            str(place) for place, campus in enumerate(self.campuses) if campus in campuses
        )

    def offices_of(self, finding: Finding) -> str:
        """Return the numbers of the offices that can act on a finding."""
        return " ".join(str(self.offices.index(office)) for office in sorted(_offices(finding)))


def _scopes(finding: Finding) -> Iterator[str]:
    return (scope for element in with_members(finding.elements) for scope in element.scope)


def _offices(finding: Finding) -> set[str]:
    """Return the offices that hold what falls short; if nothing does, those of what was read."""
    every = [element for element in with_members(finding.elements) if element.office]
    offices = {element.office for element in every if element.outcome is not Outcome.PASS}
    return offices or {element.office for element in every}


def _tally(elements: Sequence[ElementFinding]) -> str:
    """Return the results of the elements: `7 requirements: 2 gaps, 1 advice, 4 pass`."""
    required = [element.outcome for element in elements if not element.advisory]
    gaps, missing = required.count(Outcome.GAP), required.count(Outcome.MISSING)
    passed = sum(element.outcome is Outcome.PASS for element in elements)
    advice = len(elements) - gaps - missing - passed
    parts = [counted(gaps, "gap")] if gaps else []
    parts += [f"{missing} missing"] if missing else []
    parts += [f"{advice} advice"] if advice else []
    parts += [f"{passed} pass"] if passed else []
    return f"{counted(len(elements), 'requirement')}: {', '.join(parts)}"


def _why(finding: Finding) -> str:
    """Return the summary of a collapsed finding: how the first required element falls short."""
    shortfalls = [element for element in finding.elements if element.outcome is not Outcome.PASS]
    shortfalls = [
        element
        for element in shortfalls
        if not element.advisory and element.outcome is finding.outcome
    ]
    return clipped(shortfalls[0].message, 180) if shortfalls else ""


def _by_file(evidence: Iterable[Evidence]) -> list[tuple[str, str, list[Evidence]]]:
    """Return the evidence in order, grouped by consecutive entries of the same file."""
    groups = groupby(evidence, key=lambda evidence: (evidence.file, evidence.kind))
    return [(file, kind, list(members)) for (file, kind), members in groups]


def _criteria_of(elements: Iterable[str]) -> list[str]:
    return sorted({element.partition("/")[0] for element in elements}, key=_in_order)
