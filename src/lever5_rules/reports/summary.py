"""The first screen of a report: what a school board needs to know, on one page.

It has a verdict in one sentence, the most important work, the changes since last time, and the
state of each key practice by campus. Text, Markdown and HTML are written from it. It contains no
score and no ranking, and its numbers are those of the accounting.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import frozen

from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import clipped, counted, listing
from lever5_rules.findings.finding import ElementFinding, Finding, KeyPractice, practice_of
from lever5_rules.findings.report import Report
from lever5_rules.framework import framework

from .names import Names
from .planning.plan import WorkItem, plan_of
from .wording import day_in_words, verdict

MOST_WORK, MOST_CAMPUSES, MOST_NAMED = 5, 8, 4
_LIST_OF_WORDS = re.compile(r"; one of [^.;]*? is expected\.")
WIDEST = 170
"""Letters of what is told of an entry that is wrong."""


@frozen
class Work:
    """A piece of work: what to do, for which criteria, who holds it, where, and since when it is
    open, or from when it can be done.

    `wrong` says what is wrong with the first entry to correct.
    """

    title: str
    wrong: str
    serves: str
    office: str
    campuses: str
    day: str

    @property
    def about(self) -> str:
        """All but the title, in one line."""
        parts = [self.office, f"at {self.campuses}" if self.campuses else "", self.day, self.serves]
        return "; ".join(filter(None, parts))


@frozen
class Cell:
    """A key practice at a campus.

    `state` is an outcome, or empty if nothing that falls short names the campus; `criteria` is the
    number of criteria that name it.
    """

    state: str
    criteria: int

    @property
    def in_words(self) -> str:
        """The cell in words."""
        words = {"pass": "pass", "": "not named"}
        if self.state in words:
            return words[self.state]
        word = "gap" if self.state == Outcome.GAP else "missing"
        return counted(self.criteria, word, "gaps" if word == "gap" else word)


@frozen
class Line:
    """A key practice: its roll-up, and how many of its criteria have each result."""

    practice: KeyPractice
    counts: Sequence[tuple[str, int]]
    cells: Sequence[Cell]

    @property
    def outcome(self) -> str:
        """The roll-up in words, and whether it is of a part only."""
        practice = self.practice
        word = practice.outcome.value.replace("-", " ") if practice.outcome else "none judged"
        return (
            f"{word}, partial: {practice.selected} of {practice.of}" if practice.partial else word
        )

    @property
    def in_words(self) -> str:
        """The results of its criteria: `2 pass, 1 gap`."""
        return ", ".join(f"{number} {name}" for name, number in self.counts if number)


@frozen
class Action:
    """An essential action with its key practices; without a title for a plugin's criteria."""

    id: str
    title: str
    lines: Sequence[Line]


@frozen
class Summary:
    """The contents of the first screen.

    `campuses` are the names above the cells, `further` is the number of campuses beyond those, and
    `named` gives for every campus the criteria that name it.
    """

    verdict: str
    work: Sequence[Work]
    more: int
    since: Sequence[str]
    campuses: Sequence[str]
    further: int
    actions: Sequence[Action]
    named: Sequence[tuple[str, str]]


def summary_of(report: Report) -> Summary:
    """Return the first screen of a report."""
    names = Names.of(report)
    items = plan_of(report).items
    shortfalls = _short_by_campus(report, names)
    campuses = sorted(names.campuses, key=lambda campus: -len(shortfalls[campus]))[:MOST_CAMPUSES]
    campuses = (
        [campus for campus in names.campuses if campus in campuses]
        if len(names.campuses) > 1
        else []
    )
    lines = [
        _line(report, practice, [shortfalls[campus] for campus in campuses])
        for practice in report.key_practices
    ]
    actions = groupby(lines, key=lambda line: action_of(line.practice))
    return Summary(
        verdict=verdict(report),
        work=[_work(item, report) for item in items[:MOST_WORK]],
        more=max(len(items) - MOST_WORK, 0),
        since=list(_since(report)),
        campuses=[names.campuses[campus] for campus in campuses],
        further=len(names.campuses) - len(campuses) if campuses else 0,
        actions=[
            Action(action, framework().actions.get(action, "Local criteria"), list(members))
            for action, members in actions
        ],
        named=[
            (names.campuses[campus], _shortfalls(shortfalls[campus])) for campus in names.campuses
        ],
    )


def _work(item: WorkItem, report: Report) -> Work:
    closing = len(item.closes)
    titles = ['"' + title + '"' for title in item.titles]
    serves = f"for {listing(titles, most=2)}"
    if item.may and not item.elements:
        falls = counted(item.may, "requirement falls", "requirements fall")
        serves = f"it may be why {falls} short, {serves}"
    if closing:
        serves += f"; alone it could close {counted(closing, 'criterion', 'criteria')}"
    return Work(
        title=item.title,
        wrong=_in_short(item.corrections[0].message) if item.corrections else "",
        serves=serves,
        office=item.office,
        campuses=listing(item.campuses, most=MOST_NAMED),
        day=f"from {day_in_words(item.day)}" if item.day else _seen_first(item, report),
    )


def _seen_first(item: WorkItem, report: Report) -> str:
    """Return when a piece of work was seen first: by this report, or by the one before."""
    before = [
        finding.change == "unchanged"
        for finding in report.findings
        if finding.criterion in item.criteria
    ]
    if report.baseline is not None and before and all(before):
        return f"open since {day_in_words(report.baseline.as_of)}"
    return f"found {day_in_words(report.as_of)}"


def _in_short(message: str) -> str:
    """Return what is wrong with an entry; a long list of words is cut so that the suggestion stays
    visible.
    """
    if len(message) > WIDEST:
        message = _LIST_OF_WORDS.sub("; a word of its list is expected.", message)
    return clipped(message, WIDEST)


def _since(report: Report) -> Iterable[str]:
    """Yield what changed since the baseline; nothing without one."""
    base = report.baseline
    if base is None:
        return
    groups = {
        "closed": [finding for finding in report.findings if finding.change == "absent"],
        "new": [finding for finding in report.findings if finding.change == "new"],
        "otherwise than before": [
            finding for finding in report.findings if finding.change == "updated"
        ],
    }
    unchanged = len(report.findings) - sum(map(len, groups.values()))
    other = len(groups["otherwise than before"])
    yield (
        f"Since the review of {day_in_words(base.as_of)}: {len(groups['closed'])} closed, "
        f"{len(groups['new'])} new, {other} that {'falls' if other == 1 else 'fall'} short "
        f"otherwise than before, {unchanged} as before."
    )
    for word in ("closed", "new"):
        if groups[word]:
            titles = listing((finding.title for finding in groups[word]), most=MOST_NAMED)
            yield f"{word.capitalize()}: {titles}."


def _line(report: Report, practice: KeyPractice, campuses: Sequence["_Short"]) -> Line:
    findings = [finding for finding in report.findings if finding.key_practice == practice.id]
    selected = [name for name in report.selected if practice_of(name) == practice.id]
    criteria = {finding.criterion for finding in findings}
    not_applicable = [exempt.id for exempt in report.not_applicable if exempt.id in selected]
    counts = [
        (word, sum(finding.outcome is outcome for finding in findings))
        for word, outcome in (
            ("pass", Outcome.PASS),
            ("gap", Outcome.GAP),
            ("missing evidence", Outcome.MISSING),
        )
    ]
    failed = len([name for name in selected if name not in criteria and name not in not_applicable])
    counts += [("not applicable", len(not_applicable)), ("error", failed)]
    return Line(practice, counts, [_cell(practice, shortfalls) for shortfalls in campuses])


_Short = list[tuple[Finding, Outcome]]
"""The criteria that name a campus as one where they fall short, and how."""


def _cell(practice: KeyPractice, shortfalls: _Short) -> Cell:
    outcomes = [outcome for finding, outcome in shortfalls if finding.key_practice == practice.id]
    worst = next(
        (candidate for candidate in (Outcome.GAP, Outcome.MISSING) if candidate in outcomes), None
    )
    if worst:
        return Cell(worst.value, outcomes.count(worst))
    return Cell("pass" if practice.outcome is Outcome.PASS and not practice.partial else "", 0)


def _short_by_campus(report: Report, names: Names) -> dict[str, _Short]:
    """Return for each campus the criteria that name it; each finding is looked at once."""
    by_campus: dict[str, _Short] = {number: [] for number in names.campuses}
    for finding in report.findings:
        worst: dict[str, Outcome] = {}
        for element in _required(finding):
            for campus in names.campuses_in(element.scope):
                if worst.get(campus) is not Outcome.GAP:
                    worst[campus] = element.outcome
        for campus, outcome in worst.items():
            by_campus[campus].append((finding, outcome))
    return by_campus


def _required(finding: Finding) -> Iterable[ElementFinding]:
    return (
        element
        for element in finding.elements
        if not element.advisory and element.outcome is not Outcome.PASS
    )


def _shortfalls(shortfalls: _Short) -> str:
    parts = []
    for outcome, word in ((Outcome.GAP, "gap"), (Outcome.MISSING, "missing evidence")):
        criteria = [finding.criterion for finding, state in shortfalls if state is outcome]
        if criteria:
            parts.append(f"{word} in {listing(criteria, most=43)}")
    return "; ".join(parts) or "nothing that falls short names it"


def action_of(practice: KeyPractice) -> str:
    """Return the essential action of a key practice; none for a plugin's criteria."""
    return practice.id.rpartition(".")[0] if practice.id in framework().practices else ""
