"""The first screen as blocks, for text and Markdown; the page of HTML has its own layout."""

from collections.abc import Iterator

from .document import Grid, Note, Notes, Say, Section
from .summary import Summary, Work

FIRST, SINCE = "What matters most", "Since last time"


def first_sections(summary: Summary) -> Iterator[Section]:
    """Yield what matters most, and what changed since last time."""
    if summary.since:
        yield Section(SINCE, [Say(sentence) for sentence in summary.since])
    if summary.work:
        items = [Note(_work_text(work)) for work in summary.work]
        more = [Say(f"{summary.more} more in the plan (lever5 plan).")] if summary.more else []
        yield Section(FIRST, [Notes(items, numbered=True), *more])


def _work_text(work: Work) -> str:
    wrong = f": {work.wrong}" if work.wrong else ""
    return f"{work.title}{wrong} ({work.about})"


def campuses(summary: Summary) -> Iterator[Section]:
    """Yield what each campus is named for, where there are several."""
    if len(summary.named) > 1:
        yield Section(
            "Campuses",
            [Notes([Note(f"{name}: {shortfalls}.") for name, shortfalls in summary.named])],
        )


def grid(summary: Summary) -> Grid:
    """Return the key practices, with each campus as a column."""
    further = [f"{summary.further} more campuses"] if summary.further else []
    return Grid(
        ["Key practice", "Title", "Outcome", "Criteria", *summary.campuses, *further],
        [
            [
                line.practice.id,
                line.practice.title,
                line.outcome,
                line.in_words,
                *(cell.in_words if cell.state else "" for cell in line.cells),
                *("" for _ in further),
            ]
            for action in summary.actions
            for line in action.lines
        ],
    )
