"""The summary of a survey: numbers of districts, by criterion, region, type and year. No score."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import asdict, define, field, frozen

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


@define(eq=False, repr=False, slots=False)
class _Tally:
    """A group while it is counted."""

    districts: int = 0
    criteria: dict[str, Counter[str]] = field(factory=dict)
    practices: dict[str, Counter[str]] = field(factory=dict)

    def add(self, record: Record) -> None:
        self.districts += 1
        for counts, outcomes in ((self.criteria, "criteria"), (self.practices, "practices")):
            for name, outcome in record[outcomes].items():
                counts.setdefault(name, Counter())[outcome] += 1

    def group(self, name: str) -> Group:
        return Group(name, self.districts, _ordered(self.criteria), _ordered(self.practices))


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
    campus_types: Counter[str] = Counter()
    short_at: defaultdict[str, Counter[str]] = defaultdict(Counter)
    missing: Counter[str] = Counter()
    missing_for: defaultdict[str, set[str]] = defaultdict(set)
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
        for type_ in record["campus_types"]:
            campus_types[type_] += 1
            short_at[type_].update(c for c, types in record["short"].items() if type_ in types)
        for kind, *criteria in record["missing"]:
            missing[kind] += 1
            missing_for[kind].update(criteria)
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
                type_,
                number,
                {c: short_at[type_][c] for c in sorted(short_at[type_], key=in_order)},
            )
            for type_, number in sorted(campus_types.items())
        ),
        missing=tuple(
            MissingKind(kind, number, tuple(sorted(missing_for[kind], key=in_order)))
            for kind, number in _most_first(missing)
        ),
        years=_groups(by_year),
        not_judged=results.not_judged,
        incomplete=results.incomplete,
        failures=tuple(Failure(message, number) for message, number in _most_first(failures)),
        unread=tuple(unread),
        criteria={criterion.id: criterion.title for criterion in catalogue.criteria.values()},
        practices={practice.id: practice.title for practice in catalogue.practices.values()},
        days=tuple(sorted(days)),
        rulesets=tuple(sorted(rulesets)),
        without_region=by_region[UNKNOWN].districts
        if results.regions and UNKNOWN in by_region
        else 0,
    )


def _most_first(numbers: Counter[str]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))


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


def worst_first(summary: Summary) -> list[tuple[str, Counts]]:
    """Return the criteria by frequency of gaps, with their numbers; a public page hides some."""

    def order(pair: tuple[str, Counts]) -> tuple[Any, ...]:
        name, counts = pair
        return -counts.get("gap", 0), -counts.get("missing-evidence", 0), in_order(name)

    return sorted(summary.whole.criteria.items(), key=order)


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
        "missing_evidence": [asdict(kind) for kind in summary.missing],
        "years": [group(year, "school_year") for year in summary.years],
        "not_judged": [asdict(not_judged) for not_judged in summary.not_judged],
        "incomplete": list(summary.incomplete),
        "failures": [asdict(failure) for failure in summary.failures],
        "unread_files": list(summary.unread),
    }
