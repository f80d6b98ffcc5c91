"""Parts of a report as blocks, for text and Markdown; the page of HTML has its own layout."""

from collections.abc import Iterator

from lever5_rules.core.places import where
from lever5_rules.core.text import counted, listing
from lever5_rules.findings.report import Report

from .document import Grid, Note, Notes, Say, Section
from .summary import Summary, Work
from .wording import NOT_JUDGED

FIRST, SINCE = "What matters most", "Since last time"


def first_sections(summary: Summary) -> Iterator[Section]:
    """Yield the sections on what matters most and what changed since last time."""
    if summary.since:
        yield Section(SINCE, [Say(sentence) for sentence in summary.since])
    if summary.work:
        items = [Note(_work_text(work)) for work in summary.work]
        more = [Say(f"{summary.more} more in the plan (lever5 plan).")] if summary.more else []
        yield Section(FIRST, [Notes(items, numbered=True), *more])


def _work_text(work: Work) -> str:
    defect = f": {work.wrong}" if work.wrong else ""
    return f"{work.title}{defect} ({work.about})"


def campuses(summary: Summary) -> Iterator[Section]:
    """Yield, for districts with several campuses, what each of them falls short in."""
    if len(summary.named) > 1:
        yield Section(
            "Campuses",
            [Notes([Note(f"{name}: {shortfalls}.") for name, shortfalls in summary.named])],
        )


def causes(report: Report) -> Iterator[Section]:
    """Yield the causes that each decide several elements once fixed."""
    notes = []
    for cause in report.causes:
        if len(cause.elements) < 2 and not cause.file:
            continue
        place = where(cause.file, cause.place)
        criteria = sorted({name.partition("/")[0] for name in cause.elements})
        so = (
            f"So {counted(len(cause.elements), 'requirement')} of "
            f"{counted(len(criteria), 'criterion', 'criteria')} could not be judged "
            f"({listing(criteria, most=8)})."
        )
        lead = f"{place}: " if place else ""
        notes.append(Note(f"{lead}{cause.problem} {so if criteria else NOT_JUDGED}"))
    if notes:
        yield Section("Causes: mend these first", [Notes(notes)])


def unused(report: Report) -> Iterator[Section]:
    """Yield the evidence in the bundle that was not used."""
    notes = [Note(f"{evidence.file}: {evidence.why}") for evidence in report.unused_evidence]
    if notes:
        yield Section("Handed in, but not used", [Notes(notes)])


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
