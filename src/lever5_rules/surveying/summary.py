"""The summary of a survey: numbers of districts, by criterion, region, type and year. No score."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from lever5_rules.framework import framework

from .record import UNKNOWN, Record
from .results import NotJudged, Results
from .state import State

OUTCOMES = ("pass", "gap", "missing-evidence", "not-applicable", "error")
SHORT = ("gap", "missing-evidence")
Counts = Mapping[str, int]


@frozen(eq=False, repr=False, slots=False)
class Group:
    """Districts that have something in common.

    It has their number, and how many of them have each outcome, by criterion and by key practice.
    """

    name: str
    districts: int
    criteria: Mapping[str, Counts]
    practices: Mapping[str, Counts]


@frozen(eq=False, repr=False, slots=False)
class CampusType:
    """The districts with campuses of one type, and how many fall short at such a campus."""

    name: str
    districts: int
    short: Counts


@frozen(eq=False, repr=False, slots=False)
class MissingKind:
    """A kind of evidence, and the number of districts that lack it for some criterion."""

    kind: str
    districts: int
    criteria: tuple[str, ...]


@frozen(eq=False, repr=False, slots=False)
class Failure:
    """A failure of a rule or plugin, and the number of bundles that it leaves incomplete."""

    message: str
    bundles: int


@frozen(eq=False, repr=False, slots=False)
class Summary:
    """The results of a survey, in numbers of districts.

    `whole` is for the latest school year, as are `regions`, `district_types`, `campus_types` and
    `missing`; `years` are for every year. `criteria` and `practices` are titles by id.
    `without_region` are the districts that are not in the regions given.
    """

    year: str
    whole: Group
    regions: tuple[Group, ...]
    district_types: tuple[Group, ...]
    campus_types: tuple[CampusType, ...]
    missing: tuple[MissingKind, ...]
    years: tuple[Group, ...]
    not_judged: tuple[NotJudged, ...]
    incomplete: tuple[str, ...]
    failures: tuple[Failure, ...]
    unread: tuple[str, ...]
    criteria: Mapping[str, str]
    practices: Mapping[str, str]
    days: tuple[str, ...]
    rulesets: tuple[str, ...]
    without_region: int


@frozen(eq=False, repr=False, slots=False)
class _Tally:
    """A group while it is counted."""

    districts: list[int] = field(factory=lambda: [0])
    criteria: dict[str, Counter[str]] = field(factory=dict)
    practices: dict[str, Counter[str]] = field(factory=dict)

    def add(self, record: Record) -> None:
        self.districts[0] += 1
        for counts, outcomes in ((self.criteria, "criteria"), (self.practices, "practices")):
            for name, outcome in record[outcomes].items():
                counts.setdefault(name, Counter())[outcome] += 1

    def group(self, name: str) -> Group:
        return Group(name, self.districts[0], _ordered(self.criteria), _ordered(self.practices))


def _ordered(counts: Mapping[str, Counter[str]]) -> dict[str, Counts]:
    return {
        name: {outcome: counts[name][outcome] for outcome in OUTCOMES}
        for name in sorted(counts, key=in_order)
    }


def in_order(name: str) -> tuple[Any, ...]:
    """Return a sort key for the ids of criteria, key practices and regions: numbers by value."""
    parts = name.replace(":", "-").replace(".", "-").replace(" ", "-").split("-")
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def summary_of(results: Results) -> Summary:
    """Count the results of a survey, reading each record once."""
    year = results.latest_year
    by_region: dict[str, _Tally] = {}
    by_type: dict[str, _Tally] = {}
    by_year: dict[str, _Tally] = {}
    total = _Tally()
    campuses: dict[str, tuple[list[int], Counter[str]]] = {}
    missing: dict[str, tuple[list[int], set[str]]] = {}
    days, rulesets, unread = set(), set(), []
    failures: Counter[str] = Counter()
    for name, record in results.records():
        by_year.setdefault(record["school_year"], _Tally()).add(record)
        days.add(record["as_of"])
        rulesets.add(f"{record['ruleset']} {record['ruleset_version']}".strip())
        failures.update(set(record["errors"]))
        if record["unread"]:
            unread.append(name)
        if record["school_year"] != year:
            continue
        total.add(record)
        by_region.setdefault(results.region(record), _Tally()).add(record)
        by_type.setdefault(record["district_type"], _Tally()).add(record)
        for kind in record["campus_types"]:
            number, criteria_short = campuses.setdefault(kind, ([0], Counter()))
            number[0] += 1
            criteria_short.update(c for c, kinds in record["short"].items() if kind in kinds)
        for kind, *criteria in record["missing"]:
            number, criteria_ids = missing.setdefault(kind, ([0], set()))
            number[0] += 1
            criteria_ids.update(criteria)
    for record in _earlier_records(results.earlier, by_year):
        by_year.setdefault(record["school_year"], _Tally()).add(record)
    catalogue = framework()
    return Summary(
        year=year,
        whole=total.group("all"),
        regions=_groups(by_region),
        district_types=_groups(by_type),
        campus_types=tuple(
            CampusType(
                kind, number[0], dict(sorted(criteria_short.items(), key=lambda o: in_order(o[0])))
            )
            for kind, (number, criteria_short) in sorted(campuses.items())
        ),
        missing=tuple(
            MissingKind(kind, number[0], tuple(sorted(criteria_ids, key=in_order)))
            for kind, (number, criteria_ids) in sorted(
                missing.items(), key=lambda o: (-o[1][0][0], o[0])
            )
        ),
        years=_groups(by_year),
        not_judged=results.not_judged,
        incomplete=results.incomplete,
        failures=tuple(
            Failure(message, number)
            for message, number in sorted(
                failures.items(), key=lambda failure: (-failure[1], failure[0])
            )
        ),
        unread=tuple(unread),
        criteria={criterion.id: criterion.title for criterion in catalogue.criteria.values()},
        practices={practice.id: practice.title for practice in catalogue.practices.values()},
        days=tuple(sorted(days)),
        rulesets=tuple(sorted(rulesets)),
        without_region=by_region[UNKNOWN].districts[0]
        if results.regions and UNKNOWN in by_region
        else 0,
    )


def _groups(tallies: Mapping[str, _Tally]) -> tuple[Group, ...]:
    return tuple(tallies[name].group(name) for name in sorted(tallies, key=in_order))


def _earlier_records(earlier: State | None, years: Mapping[str, object]) -> Iterator[Record]:
    """Yield records of an earlier survey for school years of which this one has none."""
    present = set(years)
    if earlier is None:
        return
    for name in earlier.names():
        record = earlier.record(name)
        if record["school_year"] not in present:
            yield record


def most_short(summary: Summary) -> list[tuple[str, int, int, int]]:
    """Return the criteria by frequency of gaps.

    Each has the number of districts with a gap, without evidence, and judged at all.
    """
    rows = [
        (name, counts["gap"], counts["missing-evidence"], sum(counts.values()))
        for name, counts in summary.whole.criteria.items()
    ]
    return sorted(rows, key=lambda row: (-row[1], -row[2], in_order(row[0])))


def summary_data(summary: Summary) -> dict[str, Any]:
    """Return a summary as plain data for JSON."""

    def counts(by_name: Mapping[str, Counts], key: str) -> list[dict[str, Any]]:
        return [
            {key: name, **{o.replace("-", "_"): n for o, n in numbers.items()}}
            for name, numbers in by_name.items()
        ]

    def group(members: Group, key: str) -> dict[str, Any]:
        return {
            key: members.name,
            "districts": members.districts,
            "criteria": counts(members.criteria, "criterion"),
            "key_practices": counts(members.practices, "key_practice"),
        }

    return {
        "schema_version": "1",
        "survey": True,
        "school_year": summary.year,
        "days": list(summary.days),
        "rulesets": list(summary.rulesets),
        "districts": summary.whole.districts,
        "criteria": counts(summary.whole.criteria, "criterion"),
        "key_practices": counts(summary.whole.practices, "key_practice"),
        "regions": [group(region, "region") for region in summary.regions],
        "district_types": [group(type_, "district_type") for type_ in summary.district_types],
        "campus_types": [
            {
                "campus_type": type_.name,
                "districts": type_.districts,
                "falls_short": [{"criterion": c, "districts": n} for c, n in type_.short.items()],
            }
            for type_ in summary.campus_types
        ],
        "missing_evidence": [
            {
                "kind": missing_kind.kind,
                "districts": missing_kind.districts,
                "criteria": list(missing_kind.criteria),
            }
            for missing_kind in summary.missing
        ],
        "years": [group(year, "school_year") for year in summary.years],
        "not_judged": [
            {"bundle": not_judged.bundle, "reason": not_judged.reason}
            for not_judged in summary.not_judged
        ],
        "incomplete": list(summary.incomplete),
        "failures": [{"message": o.message, "bundles": o.bundles} for o in summary.failures],
        "unread_files": list(summary.unread),
    }
