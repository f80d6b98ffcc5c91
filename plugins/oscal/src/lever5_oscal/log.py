"""The log of the assessment: what failed first, then what a reader should know of the evidence."""

from collections.abc import Iterator

from lever5_rules import Report
from lever5_rules.core.places import where
from lever5_rules.core.text import listing
from lever5_rules.reports.wording import INCOMPLETE, accounting, exported, waived

from .words import Identifiers, Json, filled, markup, midnight, paragraphs, prop, props

MOST_PROBLEMS = 200
Entry = tuple[str, str, str, list[Json]]
"""What kind of entry, its title, its text and its properties."""


def entries(report: Report, identifiers: Identifiers) -> list[Json]:
    """The entries, of which there is always one: that the check was made."""
    day = midnight(report.as_of)
    return [
        filled(
            {
                "uuid": identifiers("log", str(number)),
                "title": markup(title),
                "description": paragraphs(text),
                "start": day,
                "props": [prop("entry", kind), *more],
            }
        )
        for number, (kind, title, text, more) in enumerate(_entries(report), 1)
    ]


def _entries(report: Report) -> Iterator[Entry]:
    for failure in report.errors:
        named = failure.element or failure.criterion
        place = f" at {exported(named)}" if named else ""
        yield (
            "error",
            f"{INCOMPLETE} {failure.plugin} failed{place}.",
            failure.message,
            props(
                criterion=exported(failure.criterion) if failure.criterion else None,
                element=exported(failure.element) if failure.element else None,
                plugin=failure.plugin,
                phase=failure.phase,
            ),
        )
    yield "check", "The bundle was checked.", accounting(report), []
    for none in report.not_applicable:
        yield (
            "not-applicable",
            f"{exported(none.id)} does not apply.",
            none.reason,
            props(criterion=exported(none.id)),
        )
    for cause in report.causes:
        at = where(cause.file, cause.place)
        kept = listing((exported(element) for element in cause.elements), most=12)
        yield (
            "cause",
            f"One thing kept {len(cause.elements)} elements from being judged.",
            f"{at or 'The bundle'}: {cause.problem} It concerns {kept}.",
            props(file=cause.file),
        )
    for state in report.waivers:
        target = exported(state.waiver.target)
        yield (
            "waiver",
            f"A waiver of {target} is {state.state}.",
            waived(state.waiver),
            props(target=target, state=state.state),
        )
    for problem in report.problems[:MOST_PROBLEMS]:
        yield (
            "problem",
            f"{problem.where or 'The bundle'}: {problem.severity.value}",
            problem.message,
            props(
                severity=problem.severity.value,
                file=problem.file,
                line=problem.line,
                cell=problem.cell,
            ),
        )
    if len(report.problems) > MOST_PROBLEMS:
        more = len(report.problems) - MOST_PROBLEMS
        yield "problem", f"{more} more problems are not listed.", "The JSON report has all.", []
    for unused in report.unused_evidence:
        yield "unused-evidence", f"{unused.file} was not used.", unused.why, props(file=unused.file)
