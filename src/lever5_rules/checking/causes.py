"""The causes that kept elements from being judged."""

from collections.abc import Iterable

from lever5_rules.core.blanks import Problem
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.places import Place
from lever5_rules.findings.finding import Cause, ElementFinding, Finding, RuleFailure


def causes_of(
    findings: list[Finding], errors: list[RuleFailure], unread: Iterable[Problem]
) -> tuple[Cause, ...]:
    """What stands in the way of elements, each thing once, that with most elements first.

    Unreadable files that may hold anything come first, because it is unknown which elements they
    concern.
    """
    causes: dict[tuple[str | None, Place | None, str], dict[str, None]] = {}
    elements = [one for finding in findings for one in finding.elements]
    elements += [one for error in errors for one in error.elements]
    for element in elements:
        for one in element.alternatives or (element,):
            if one.outcome is not Outcome.MISSING:
                continue
            said = [one.message] if _is_absent(one) else []
            said += [lack.message for lack in one.lacks if not lack.problems]
            problems = (*one.problems, *(each for lack in one.lacks for each in lack.problems))
            keys = [(each.file, each.place, each.message) for each in problems]
            for key in (*keys, *((None, None, message) for message in said)):
                causes.setdefault(key, {})[element.id] = None
    found = [Cause(*key, tuple(ids)) for key, ids in causes.items()]
    found.sort(key=lambda one: (-len(one.elements), one.file or "", one.problem))
    return (*(Cause(one.file, one.place, one.message, ()) for one in unread), *found)


def _is_absent(one: ElementFinding) -> bool:
    absent = one.reason in (Reason.NO_ARTIFACT, Reason.NO_DENOMINATOR)
    return absent and bool(one.kind) and not one.problems and not one.scope
