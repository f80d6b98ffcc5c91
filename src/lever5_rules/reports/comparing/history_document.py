"""The history of districts as a document: a table for each, and the changes by date."""

from collections.abc import Iterator, Mapping

from lever5_rules.comparing.history import STATES, History, Trend
from lever5_rules.core.text import clipped, counted
from lever5_rules.reports.document import (
    Block,
    Document,
    Facts,
    Grid,
    Note,
    Notes,
    Say,
    Section,
    Tone,
)
from lever5_rules.reports.wording import district

LETTERS = dict(zip(STATES, "pgmne", strict=True))
LEGEND = (
    "Numbers of criteria: p pass, g gap, m missing evidence, n not applicable, e error. * after a "
    "day: an incomplete run."
)


def document_of(history: History) -> Document:
    """Return the history as a document."""
    sections = [section for trend in history.trends for section in _sections(trend)]
    if history.unread:
        failures = [Note(f"{clipped(name)}: {reason}") for name, reason in history.unread]
        title = f"NOT READ: {counted(len(history.unread), 'file')}"
        sections.append(Section(title, [Notes(failures)]))
    return Document("History", [], sections)


def _sections(trend: Trend) -> Iterator[Section]:
    blocks: list[Block] = [_grid(trend), Say(LEGEND)]
    if trend.notes:
        blocks.insert(0, Notes([Note(note, tone=Tone.WARNING) for note in trend.notes]))
    yield Section(
        f"{district(trend)}: {counted(len(trend.standings), 'report')} from "
        f"{trend.standings[0].as_of} to {trend.standings[-1].as_of}",
        blocks,
    )
    facts = [
        (str(step.after.as_of), f"{len(names)} {word}: {', '.join(names)}")
        for step in trend.steps
        for word, names in (("closed", step.closed), ("opened", step.opened))
        if names
    ]
    if facts:
        yield Section("WHAT MOVED", [Facts(facts)])


def _grid(trend: Trend) -> Grid:
    standings = trend.standings
    counts_by_practice = [
        {result.id: result.counts for result in standing.practices} for standing in standings
    ]
    rulesets = [f"{standing.ruleset} {standing.ruleset_version}" for standing in standings]
    return Grid(
        [
            "practice",
            *(f"{standing.as_of}{'' if standing.complete else '*'}" for standing in standings),
            "title",
        ],
        [
            ["ruleset", *rulesets, ""],
            *(
                [
                    practice,
                    *(_cell(counts.get(practice, {})) for counts in counts_by_practice),
                    title,
                ]
                for practice, title in trend.titles.items()
            ),
            ["all", *(_cell(standing.counts) for standing in standings), ""],
        ],
    )


def _cell(counts: Mapping[str, int]) -> str:
    """Return numbers of criteria without zeros: `3p 1g`."""
    words = (f"{counts[state]}{LETTERS[state]}" for state in STATES if counts.get(state))
    return " ".join(words) or "-"
