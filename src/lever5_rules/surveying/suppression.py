"""Numbers that may leave the agency: none from which fewer than ten districts could be identified.

For each criterion a public page gives the number of districts with a gap, without evidence, and
with neither. If one of these is small, the whole row is hidden, because the number of districts in
a region is known and the last number would follow from the others. Hidden numbers also follow from
the total, so rows are hidden until their sum is large enough. A row in which all districts are
alike reveals each of them, and is hidden in the same way.
"""

from collections.abc import Iterable, Mapping

from attrs import evolve

from .summary import Counts, Group, MissingKind, Summary

LEAST = 10
"""The least number of districts that a number may be about."""
REST = "rest"
PUBLIC = ("gap", "missing-evidence", REST)
"""What a public page counts."""


def coarse(counts: Counts) -> Counts:
    """Return counts by outcome as public pages show them: gap, missing evidence, and the rest."""
    coarsened = {name: counts.get(name, 0) for name in PUBLIC[:2]}
    return {**coarsened, REST: sum(counts.values()) - sum(coarsened.values())}


def is_safe(counts: Counts) -> bool:
    """Return whether a row may be shown: no number is small, and not all districts are alike.

    Zeros, and a row without districts, reveal nothing.
    """
    numbers = [number for number in counts.values() if number]
    return not numbers or (len(numbers) > 1 and min(numbers) >= LEAST)


def shown_whole(counts: Counts) -> Counts:
    """Return the overall numbers that may be shown; the others appear only as a sum that is large
    enough.
    """
    if is_safe(counts):
        return counts
    order = sorted((name != REST, number, name) for name, number in counts.items() if number)
    hidden = [name for _, number, name in order if number < LEAST]
    for _, _, name in order:
        if len(hidden) > 1 and sum(counts[outcome] for outcome in hidden) >= LEAST:
            break
        if name not in hidden:
            hidden.append(name)
    visible = {name: number for name, number in counts.items() if name not in hidden}
    return (
        visible if any(visible.values()) else {}
    )  # zeros would tell that the others are all there is


def hidden_rows(rows: Mapping[str, Counts]) -> frozenset[str]:
    """Return the rows to hide, of rows that add up to a total that is shown."""
    hidden = {name for name, counts in rows.items() if not is_safe(counts)}
    while hidden:
        together = _sum(rows[name] for name in hidden)
        visible = sorted((sum(counts.values()), name) for name, counts in rows.items())
        visible = [pair for pair in visible if pair[1] not in hidden]
        if not visible or (len(hidden) > 1 and is_safe(together)):
            break
        hidden.add(visible[0][1])
    return frozenset(hidden)


def _sum(rows: Iterable[Counts]) -> Counts:
    counted_rows = list(rows)
    return {name: sum(counts[name] for counts in counted_rows) for name in PUBLIC}


def for_publication(summary: Summary) -> Summary:
    """Return the part of a summary that may leave the agency.

    No district is named. Districts are grouped by region only, because groups of several kinds
    could be subtracted from each other. Criteria could be subtracted from their key practice, so
    the page has no key practices. What a kind of evidence is missing for may be true of a single
    district, and is left out.
    """
    rows: dict[str, dict[str, Counts]] = {region.name: {} for region in summary.regions}
    for criterion in summary.whole.criteria:
        by_region = {
            region.name: coarse(region.criteria.get(criterion, {})) for region in summary.regions
        }
        hidden = hidden_rows(by_region)
        for name, counts in by_region.items():
            if name not in hidden:
                rows[name][criterion] = counts
    return evolve(
        summary,
        whole=_shown_group(summary.whole),
        regions=tuple(
            evolve(region, criteria=rows[region.name], practices={}) for region in summary.regions
        ),
        district_types=(),
        campus_types=(),
        missing=tuple(
            evolve(kind, criteria=()) for kind in summary.missing if _large(kind, summary.whole)
        ),
        years=tuple(map(_shown_group, summary.years)),
        not_judged=(),
        incomplete=(),
        failures=(),
        unread=(),
    )


def _shown_group(group: Group) -> Group:
    def shown(by_name: Mapping[str, Counts]) -> dict[str, Counts]:
        return {name: shown_whole(coarse(counts)) for name, counts in by_name.items()}

    return evolve(group, criteria=shown(group.criteria), practices={})


def _large(kind: MissingKind, whole: Group) -> bool:
    """Return whether the number of districts that lack a kind may be shown.

    Neither the number nor its difference from one of its criterion may be small: a district that
    lacks what only one criterion reads falls short there.
    """
    if not LEAST <= kind.districts <= whole.districts - LEAST:
        return False
    if len(kind.criteria) != 1:
        return True
    outcomes = coarse(whole.criteria.get(kind.criteria[0], {}))
    others = outcomes["gap"] + outcomes["missing-evidence"] - kind.districts
    return others <= 0 or others >= LEAST
