"""Two ways to pass evidence to a rule, on three different criteria, timed side by side.

    python benchmarks/two_ways.py

`entries`: a field is an Entry that knows its place; only `.value` opens it, and a pass must name
the entries that support it. `recorder`: a field is a plain value behind a view that records what is
read; this is what the library uses. docs/evidence.md says why.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from attrs import frozen

from lever5_rules.artifacts.tables import Table
from lever5_rules.artifacts.vocabulary import ObservationType, Population, Reach, Role
from lever5_rules.checking import names_of
from lever5_rules.core.blanks import Mark
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.limits import Limit
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.needs import Review
from lever5_rules.engine.rules import Element
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.ruleset.ruleset_files import load_ruleset

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd"
AS_OF = date(2026, 11, 23)
T = TypeVar("T")


class EvidenceEnds(BaseException):
    """Raised when an entry without a value is asked for its value."""


@frozen(eq=False, repr=False)
class Entry(Generic[T]):
    """A field with its place: no truth value, no order, only `.value`."""

    raw: Any
    place: Evidence

    def __bool__(self) -> NoReturn:
        raise TypeError("an entry has no truth; ask for .value")

    @property
    def value(self) -> T:
        if isinstance(self.raw, Mark):
            raise EvidenceEnds(self.raw.reason)
        value: T = self.raw
        return value


@frozen(eq=False, repr=False)
class Passed:
    message: str
    evidence: tuple[Entry[Any], ...]


@frozen(eq=False, repr=False)
class Fell:
    message: str
    evidence: tuple[Entry[Any], ...]


Result = Passed | Fell


def entry_of(table: Table, row: int, column: str) -> Entry[Any]:
    return Entry(table.columns[column].at(row), table.evidence(row, column))


def entries_of_guideline(artifact: Any) -> dict[str, Entry[Any]]:
    return {
        name: Entry(
            getattr(artifact.node, name),
            Evidence(artifact.kind.name, artifact.source, (name,), None, None),
        )
        for name in ("minutes", "meetings_per_week", "membership_basis")
    }


def length(guideline: dict[str, Entry[Any]], least: Limit[Any]) -> Result:
    minutes: Entry[int] = guideline["minutes"]
    message = f"Minutes of a PLC meeting: {minutes.value} found, {least.value} asked."
    return (Passed if minutes.value >= least.value else Fell)(message, (minutes,))


def rows_of(table: Table) -> Iterator[dict[str, Entry[Any]]]:
    names = ("type", "finalized", "observee_staff_id", "date", "feedback_on")
    for row in range(table.size):
        yield {name: entry_of(table, row, name) for name in names}


def coaching_in_log(table: Table) -> Result:
    seen: list[Entry[Any]] = []
    persons: dict[str, int] = {}
    for row in rows_of(table):
        wanted = row["type"].value is ObservationType.COACHING
        if wanted and row["finalized"].value and row["feedback_on"].value is not None:
            person = row["observee_staff_id"].value
            persons[person] = persons.get(person, 0) + 1
            seen.append(row["date"])
    return Passed(f"{len(persons)} persons coached.", tuple(seen))


def slots(table: Table, campuses: tuple[str, ...]) -> Result:
    have: dict[str, Entry[Any]] = {}
    for row in range(table.size):
        population = entry_of(table, row, "population")
        reach = entry_of(table, row, "reach")
        roles = entry_of(table, row, "participant_roles")
        where = entry_of(table, row, "campus_ids")
        both = {Role.TEACHER, Role.SPECIAL_EDUCATION_TEACHER} <= set(roles.value)
        if both and population.value is Population.SWD and reach.value is Reach.CAMPUS:
            have.update(dict.fromkeys(where.value, where))
    lacking = [campus for campus in campuses if campus not in have]
    return (Fell if lacking else Passed)(f"{lacking} lack a slot.", tuple(have.values()))


def timed(call: Callable[[], object], rounds: int = 60) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def main() -> None:
    loaded = load_plugins(entry_points=False)
    ruleset = load_ruleset("default", loaded.rulesets, names_of(loaded))
    bundle = load(Bundle.from_path(EXAMPLE), loaded.kinds)
    judge = Judge(bundle, ruleset, Review(AS_OF, SchoolYear.containing(AS_OF)), loaded.kinds, "EDF")
    elements: dict[str, Element] = {
        element.id: element for rule, _ in loaded.rules.values() for element in rule.elements
    }
    guideline = bundle.documents["plc_guideline"][0]
    log, schedule = bundle.tables["observation_log"], bundle.tables["collaboration_schedule"]
    campuses = tuple(campus.campus_id for campus in bundle.profile.campuses)
    pairs: list[tuple[str, Callable[[], object]]] = [
        (
            "5.2.4-3/length",
            lambda: length(entries_of_guideline(guideline), ruleset.limits["plc.min_minutes"]),
        ),
        ("5.2.5-3/actual_vs_target", lambda: coaching_in_log(log)),
        ("5.3.4-3/each_campus_has_slot", lambda: slots(schedule, campuses)),
    ]
    for name, by_entries in pairs:
        element = elements[name]

        def by_recorder(element: Element = element) -> object:
            return judge.verdict(element, judge.trail())

        entries, recorder = timed(by_entries), timed(by_recorder)
        print(f"{name}: entries {entries:.0f} us, recorder {recorder:.0f} us")


if __name__ == "__main__":
    main()
