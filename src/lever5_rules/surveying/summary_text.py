"""The summary of a survey as text for the terminal."""

from collections.abc import Iterator

from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.core.text import clipped, counted, harmless
from lever5_rules.support.text_layout import fold

from .summary import Summary, worst_first

MOST_CRITERIA, MOST_KINDS, MOST_NAMED = 10, 8, 20
NO_SCORE = "Numbers of districts; no score, and no order of districts."


def summary_text(summary: Summary, width: int = 80) -> str:
    """Return the summary as text, a few lines for each question."""
    return "".join(f"{line}\n" for line in _lines(summary, width))


def _lines(summary: Summary, width: int) -> Iterator[str]:
    def said(text: str, hanging: int = 0) -> Iterator[str]:
        yield from fold(harmless(text), width, "", " " * hanging)

    districts, failed = summary.whole.districts, len(summary.not_judged)
    other_years = sum(group.districts for group in summary.years if group.name != summary.year)
    year = f" of {summary.year}" if summary.year else ""
    older = f", {counted(other_years, 'bundle')} of other school years" if other_years else ""
    missed = f", {failed} not judged" if failed else ""
    yield from said(f"{counted(districts, 'district')}{year}{older}{missed}. {NO_SCORE}")
    if districts:
        yield ""
        yield "Most often a gap, in districts:"
        yield "   gap  missing      of"
        for name, counts in worst_first(summary)[:MOST_CRITERIA]:
            gap, missing, of = counts["gap"], counts["missing-evidence"], sum(counts.values())
            lead = f"{gap:>6,}  {missing:>7,}  {of:>6,}  "
            title = f"{name} {summary.criteria.get(name, '')}".rstrip()
            yield from fold(harmless(title), width, lead, " " * len(lead))
    if summary.missing:
        yield ""
        yield "Most often missing, in districts:"
        for kind in summary.missing[:MOST_KINDS]:
            yield from said(f"{kind.districts:>6,}  {label_of(kind.kind)}", 8)
    if summary.without_region:
        lacking = f"{summary.without_region:,} {'is' if summary.without_region == 1 else 'are'}"
        yield ""
        yield from said(
            f"Of {counted(districts, 'district')}, {lacking} not in the table of regions. Compare "
            "its column district_id with the numbers in the bundles."
        )
    lists = (
        (
            "Not judged",
            [f"{not_judged.bundle}: {not_judged.reason}" for not_judged in summary.not_judged],
        ),
        (
            "A rule or plugin failed",
            [
                f"{failure.message} ({counted(failure.bundles, 'bundle')})"
                for failure in summary.failures
            ],
        ),
        ("Incomplete reports for that reason", summary.incomplete),
        ("These hold files that could not be read", summary.unread),
    )
    for heading, names in lists:
        if names:
            yield ""
            yield f"{heading} ({len(names):,}):"
            for name in names[:MOST_NAMED]:
                yield from said(f"  {clipped(name, 700)}", 4)
            if len(names) > MOST_NAMED:
                yield f"  and {len(names) - MOST_NAMED:,} more; the table lists all."
