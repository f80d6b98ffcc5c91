"""The results of rules and elements, also of those that failed."""

from collections.abc import Collection

from attrs import frozen

from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import clipped
from lever5_rules.findings.finding import ElementFinding, NotApplicable, RuleFailure
from lever5_rules.support.error_text import error_text, in_our_words

from .rules import Element, Rule


@frozen(eq=False, repr=False, slots=False)
class Judged:
    """The result of one rule."""

    rule: Rule
    outcome: Outcome | None
    elements: tuple[ElementFinding, ...]
    not_applicable: tuple[NotApplicable, ...]
    off: tuple[NotApplicable, ...]
    failures: tuple[RuleFailure, ...]
    read: frozenset[str]
    columns: frozenset[tuple[str, str]]
    opened: tuple[str, ...] = ()


@frozen(eq=False, repr=False, slots=False)
class JudgedElement:
    """The result of one element: exactly one of the first four fields, and what it read.

    `opened` are documents (PDF, DOCX) in which quotes were looked up, if another process did that.
    """

    finding: ElementFinding | None = None
    not_applicable: NotApplicable | None = None
    off: NotApplicable | None = None
    failure: RuleFailure | None = None
    read: Collection[str] = ()
    columns: Collection[tuple[str, str]] = ()
    opened: tuple[str, ...] = ()


def failure_of_error(element: Element, plugin: str, error: BaseException) -> RuleFailure:
    if in_our_words(error):
        clause = clipped(str(error), 200)
    else:
        code = getattr(element.function, "__code__", None)
        clause = f"raised {error_text(error, code.co_filename if code else None)}"
    return failure(element, plugin, clause)


def cut_short(element: Element, plugin: str, what: str) -> JudgedElement:
    """Return the result of an element whose process died.

    What it had read is unknown, so nothing that it asks for may be reported as unused.
    """
    columns = [(kind.name, name) for kind in element.kinds for name in kind.fields]
    read = [kind.name for kind in element.kinds]
    return JudgedElement(failure=failure(element, plugin, what), read=read, columns=columns)


def failure(element: Element, plugin: str, what: str) -> RuleFailure:
    """Return the failure of an element; `what` continues the sentence that starts with its id."""
    message = f"The element {element.id} {what}."
    return RuleFailure(element.criterion, element.id, plugin, "judge", message)
