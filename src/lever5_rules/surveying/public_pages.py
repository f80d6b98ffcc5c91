"""Public pages written from the same state: two that differ by few districts would reveal those.

Districts differ if they were added, removed, or have other results. Regions are compared too,
because every region has its own numbers; a page without regions is compared as a whole only.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, counted

from .differences import Numbers, numbers_of, without_small_differences
from .districts import district_key
from .record import Record
from .results import Results
from .summary import Summary
from .suppression import LEAST, for_publication

Published = Mapping[str, tuple[str, str]]
"""The districts of a page, each with its region and the hash of what the page counts of it."""
SAME, CHANGED = "about the same districts", "the same but for the results of"


def require_no_difference(results: Results) -> None:
    """Raise UsageError if an earlier public page was about the same districts, except for a few.

    The pages known are those written from the same state, or from that of the earlier survey.
    """
    now = _districts(results)
    for before, _ in _published(results):
        for few, where, about in _differences(before, now):
            if 0 < few < LEAST:
                raise UsageError(
                    f"The public page was not written: an earlier one was{where} {about} "
                    f"{counted(few, 'district')}, and comparing them would reveal these. Publish "
                    f"when none or at least {LEAST} differ, over all and in each region, or "
                    "without regions."
                )


def earlier_numbers(results: Results) -> list[Numbers]:
    """Return the numbers of each earlier public page."""
    return [numbers for _, numbers in _published(results)]


def keep_published(results: Results, summary: Summary, earlier: Iterable[Numbers]) -> None:
    """Record in the state what the page showed: its numbers, and a hash of each district's data."""
    published = without_small_differences(for_publication(summary), earlier)
    results.state.keep_published(_districts(results), numbers_of(published))


def _published(results: Results) -> Iterator[tuple[Published, Numbers]]:
    for state in (results.state, results.earlier):
        if state is not None:
            yield from state.published()


def _differences(before: Published, now: Published) -> Iterator[tuple[int, str, str]]:
    """Yield the number of districts by which two pages differ, where they differ, and in what."""
    yield from _compared(before, now, "")
    if len(_regions(before)) > 1 and len(_regions(now)) > 1:
        for region in sorted(_regions(before) | _regions(now)):
            yield from _compared(
                {name: district for name, district in before.items() if district[0] == region},
                {name: district for name, district in now.items() if district[0] == region},
                f", in region {clipped(region, 40)},",
            )


def _compared(before: Published, now: Published, where: str) -> Iterator[tuple[int, str, str]]:
    changed = [name for name in now.keys() & before.keys() if now[name][1] != before[name][1]]
    yield len(now.keys() - before.keys()), where, f"{SAME} but for"
    yield len(before.keys() - now.keys()), where, f"{SAME} but for"
    yield len(changed), where, CHANGED


def _regions(page: Published) -> set[str]:
    return {region for region, _ in page.values()}


def _districts(results: Results) -> dict[str, tuple[str, str]]:
    year = results.latest_year
    return {
        district_key(record["district_id"]) or name: (
            results.region(record),
            _hash_of_counts(record),
        )
        for name, record in results.records()
        if record["school_year"] == year
    }


def _hash_of_counts(record: Record) -> str:
    """Return the hash of what a public page counts for a district."""
    counts = [record["criteria"], record["missing"]]
    return sha256(json.dumps(counts, sort_keys=True).encode()).hexdigest()
