"""The causes that kept elements from being judged."""

from collections.abc import Iterable

from lever5_rules.core.blanks import Problem
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.places import Place
from lever5_rules.findings.finding import Cause, ElementFinding, Finding, RuleFailure


def causes_of(
    findings: list[Finding],
    errors: list[RuleFailure],
    unread: Iterable[Problem],
    of_all: Iterable[Problem] = (),
) -> tuple[Cause, ...]:
    """Return what kept elements from being judged, each cause once, the one with most elements
    first.

    Unreadable files that may hold anything come first, because it is unknown which elements they
    concern; then the causes in `of_all`.
    """
    causes: dict[tuple[str | None, Place | None, str], dict[str, None]] = {}
    elements = [element_finding for finding in findings for element_finding in finding.elements]
    elements += [element_finding for error in errors for element_finding in error.elements]
    for element in elements:
        for alternative in element.alternatives or (element,):
            if alternative.outcome is not Outcome.MISSING:
                continue
            messages = [alternative.message] if _is_absent(alternative) else []
            messages += [lack.message for lack in alternative.lacks if not lack.problems]
            problems = (
                *alternative.problems,
                *(problem for lack in alternative.lacks for problem in lack.problems),
            )
            keys = [(problem.file, problem.place, problem.message) for problem in problems]
            for key in (*keys, *((None, None, message) for message in messages)):
                causes.setdefault(key, {})[element.id] = None
    element_ids = dict.fromkeys(
        element.id for element in elements if element.outcome is Outcome.MISSING
    )
    for problem in of_all if element_ids else ():
        causes[problem.file, problem.place, problem.message] = element_ids
    result = [Cause(*key, tuple(ids)) for key, ids in causes.items()]
    result.sort(key=lambda cause: (-len(cause.elements), cause.file or "", cause.problem))
    return (
        *(Cause(problem.file, problem.place, problem.message, ()) for problem in unread),
        *result,
    )


def _is_absent(element: ElementFinding) -> bool:
    absent = element.reason in (Reason.NO_ARTIFACT, Reason.NO_DENOMINATOR)
    return absent and bool(element.kind) and not element.problems and not element.scope
