"""Numbers of successive public pages whose difference would reveal few districts.

Ten new districts are enough for a new page, but not for each of its numbers: if one of the ten has
a gap, the number of gaps rises by one. So a number is shown only if its difference from every
earlier page could itself be shown: it is zero, or concerns enough districts that are not all alike.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from .summary import Counts, Group, Summary
from .suppression import is_safe

OF, OTHERS = "of", "others"
"""The districts of a view, and those of them that are in no number which two pages show."""
Rows = Mapping[str, Counts]
Numbers = Mapping[str, Rows]
"""What a public page shows: the rows of each of its views."""


def numbers_of(page: Summary) -> dict[str, Rows]:
    """Return the numbers of a public page, each row with the districts it is about."""
    kinds = {kind.kind: {"lack": kind.districts} for kind in page.missing}
    return {
        **{_year(year.name): _rows(year.criteria, year.districts) for year in page.years},
        **{
            _region(page, region): _rows(region.criteria, region.districts)
            for region in page.regions
        },
        _kinds(page): _rows(kinds, page.whole.districts),
    }


def without_small_differences(page: Summary, earlier: Iterable[Numbers]) -> Summary:
    """Return a public page without numbers whose difference from an earlier page would reveal few.

    What is hidden for one region is hidden for the whole, and what is hidden for the whole is
    hidden for every region, because one would follow from the other.
    """
    now = numbers_of(page)
    hidden: dict[str, set[str]] = {view: set() for view in now}
    hidden_criteria: set[str] = set()
    for before in earlier:
        for view, rows in now.items():
            hidden[view] |= {name for name in rows if _tells(before.get(view, {}), rows, name)}
        hidden_criteria |= {
            name for name in now.get(_year(page.year), {}) if _rest(page, before, now, name)
        }
    hidden_criteria |= hidden.get(_year(page.year), set())
    hidden_criteria |= {name for region in page.regions for name in hidden[_region(page, region)]}
    return evolve(
        page,
        whole=_blanked(page.whole, hidden.get(_year(page.year), set())),
        years=tuple(_blanked(year, hidden[_year(year.name)]) for year in page.years),
        regions=tuple(
            evolve(
                region,
                criteria={n: row for n, row in region.criteria.items() if n not in hidden_criteria},
            )
            for region in page.regions
        ),
        missing=tuple(kind for kind in page.missing if kind.kind not in hidden[_kinds(page)]),
    )


def _year(name: str) -> str:
    return f"year {name}"


def _region(page: Summary, region: Group) -> str:
    return f"year {page.year}, region {region.name}"


def _kinds(page: Summary) -> str:
    return f"year {page.year}, missing"


def _rows(rows: Mapping[str, Counts], districts: int) -> Rows:
    return {name: {**counts, OF: districts} for name, counts in rows.items() if counts}


def _blanked(group: Group, names: set[str]) -> Group:
    rows = {name: {} if name in names else row for name, row in group.criteria.items()}
    return evolve(group, criteria=rows)


def _tells(before: Rows, now: Rows, name: str) -> bool:
    return name in before and not _is_safe(_difference(before[name], now[name]))


def _difference(before: Counts, now: Counts) -> dict[str, int]:
    """Return the differences of the numbers that both pages show, and the districts in no such
    number.
    """
    differs = {name: now[name] - before[name] for name in now if name in before and name != OF}
    return {**differs, OTHERS: now[OF] - before[OF] - sum(differs.values())} if differs else {}


def _is_safe(difference: Counts) -> bool:
    return is_safe({name: abs(number) for name, number in difference.items()})


def _rest(page: Summary, before: Numbers, now: Numbers, name: str) -> bool:
    """Return whether the districts outside of the regions that both pages show are few."""
    rest = _difference(before.get(_year(page.year), {}).get(name, {}), now[_year(page.year)][name])
    for difference in _of_regions(page, before, now, name):
        rest = {key: number - difference.get(key, 0) for key, number in rest.items()}
    return not _is_safe(rest)


def _of_regions(
    page: Summary, before: Numbers, now: Numbers, name: str
) -> Iterator[dict[str, int]]:
    for region in page.regions:
        view = _region(page, region)
        if name in now[view] and name in before.get(view, {}):
            yield _difference(before[view][name], now[view][name])
