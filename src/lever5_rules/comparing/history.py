"""Reports of a district over time: the number of criteria in each state, by key practice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter

from attrs import frozen

from lever5_rules.core.frozen_map import FrozenMap
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.values import by_value
from lever5_rules.findings.finding import practice_of
from lever5_rules.findings.report import Report

from .changes import CLOSED, ERROR, FALLS_SHORT, NOT_APPLICABLE, OPENED, states_of

STATES = (
    *(outcome.value for outcome in (Outcome.PASS, Outcome.GAP, Outcome.MISSING)),
    NOT_APPLICABLE,
    ERROR,
)
"""The states of a selected criterion; the counts of all states add up to the number selected."""


@by_value("id", "title", "outcome")
@frozen(eq=False, repr=False, slots=False)
class Practice:
    """A key practice in one report. `counts` are numbers of criteria by state, without zeros."""

    id: str
    title: str
    outcome: str | None
    selected: int
    of: int
    counts: Mapping[str, int]


@by_value("name", "district_id", "as_of")
@frozen(eq=False, repr=False, slots=False)
class Standing:
    """The summary of one report. `name` is the name of its file.

    `states` is the state of each selected criterion.
    """

    name: str
    district_id: str
    district_name: str
    school_year: str
    as_of: date
    ruleset: str
    ruleset_version: str
    ruleset_sha256: str
    tool: str
    complete: bool
    practices: tuple[Practice, ...]
    states: Mapping[str, str]

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of criteria by state, over all key practices."""
        return FrozenMap(Counter(self.states.values()))


@by_value("before", "after")
@frozen(eq=False, repr=False, slots=False)
class Step:
    """The criteria (by id) that opened or closed between two consecutive reports."""

    before: Standing
    after: Standing
    opened: tuple[str, ...]
    closed: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """True if anything was opened or closed."""
        return bool(self.opened or self.closed)


@by_value("district_id", "standings")
@frozen(eq=False, repr=False, slots=False)
class Trend:
    """The reports of one district, oldest first."""

    district_id: str
    district_name: str
    standings: tuple[Standing, ...]

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of each key practice that occurs."""
        titles_by_id = {
            practice.id: practice.title for point in self.standings for practice in point.practices
        }
        return FrozenMap(sorted(titles_by_id.items()))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The changes from each report to the next.

        A criterion that only one of two reports selected is neither opened nor closed.
        """
        pairs = zip(self.standings, self.standings[1:], strict=False)
        return tuple(_step(before, after) for before, after in pairs)

    @property
    def notes(self) -> tuple[str, ...]:
        """What makes the reports hard to compare."""
        return tuple(_notes(self.standings))


@by_value("trends", "unread")
@frozen(eq=False, repr=False, slots=False)
class History:
    """The reports of a folder by district, and the files that could not be read, with the
    reason."""

    trends: tuple[Trend, ...]
    unread: tuple[tuple[str, str], ...]


def standing(name: str, report: Report) -> Standing:
    """Return the summary of a report."""
    states = states_of(report)
    counts: dict[str, Counter[str]] = {}
    for criterion, state in states.items():
        counts.setdefault(practice_of(criterion), Counter())[state] += 1
    return Standing(
        name=name,
        district_id=report.district_id,
        district_name=report.district_name,
        school_year=str(report.school_year),
        as_of=report.as_of,
        ruleset=report.ruleset,
        ruleset_version=report.ruleset_version,
        ruleset_sha256=report.ruleset_sha256,
        tool=report.tool_version,
        complete=report.complete,
        practices=tuple(
            Practice(
                practice.id,
                practice.title,
                practice.outcome.value if practice.outcome else None,
                practice.selected,
                practice.of,
                FrozenMap(counts.get(practice.id, Counter())),
            )
            for practice in report.key_practices
        ),
        states=FrozenMap(states),
    )


def history(standings: Iterable[Standing], unread: Iterable[tuple[str, str]]) -> History:
    """Return the reports by district, each sorted by day and then by name."""
    groups: dict[str, list[Standing]] = {}
    for point in sorted(standings, key=attrgetter("as_of", "name")):
        groups.setdefault(point.district_id or point.district_name, []).append(point)
    trends = [
        Trend(group[-1].district_id, group[-1].district_name, tuple(group))
        for _, group in sorted(groups.items())
    ]
    return History(tuple(trends), tuple(unread))


def _step(before: Standing, after: Standing) -> Step:
    changes: dict[str, list[str]] = {OPENED: [], CLOSED: []}
    for name in after.states.keys() & before.states.keys():
        was, now = before.states[name] in FALLS_SHORT, after.states[name] in FALLS_SHORT
        if was != now:
            changes[OPENED if now else CLOSED].append(name)
    return Step(before, after, tuple(sorted(changes[OPENED])), tuple(sorted(changes[CLOSED])))


def _notes(standings: Iterable[Standing]) -> Iterator[str]:
    points = list(standings)
    rulesets = dict.fromkeys(
        (point.ruleset, point.ruleset_version, point.ruleset_sha256) for point in points
    )
    if len(rulesets) > 1:
        names = ", ".join(dict.fromkeys(f"{name} {version}" for name, version, _ in rulesets))
        yield f"They were not all made under the same ruleset ({names}): a change may be its own."
    if len({tuple(sorted(point.states)) for point in points}) > 1:
        yield "They did not all judge the same criteria, so that numbers differ."
    if len({point.tool for point in points}) > 1:
        tools = ", ".join(dict.fromkeys(point.tool for point in points))
        yield f"They were made by several versions of lever5-rules ({tools})."
    for point in points:
        if not point.complete:
            yield f"{point.name} is of an incomplete run: a rule or plugin failed."
