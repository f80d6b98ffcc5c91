"""Cells of the matrix: the answer of an element on a spoiled district, and whether it is right."""

from collections import Counter
from enum import StrEnum

from attrs import frozen

from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.verdict import Verdict

RAISED = "raised "
REFUSED = f"{RAISED}RuleError: "
"""The start of the message if a rule raised, or if the engine rejected what it did."""


class Seeded(StrEnum):
    """The kind of defect."""

    ABSENT = "artifact absent"
    OTHER_YEAR = "wrong school year"
    BLANK = "field blank"
    PLACEHOLDER = "placeholder"
    SAID_ABSENT = "said to be absent"
    UNSOURCED = "assertion without source"
    CAMPUS = "one campus left out"
    ROLE = "one role left out"
    LIMIT = "value beyond the limit"
    AT_LIMIT = "value at the limit"


@frozen(eq=False, repr=False, slots=False)
class Cell:
    """One element on one spoiled district. `wrong` says what the result should have been, or is
    empty."""

    seeded: Seeded
    element: str
    defect: str
    noticed: bool
    wrong: str
    outcome: Outcome | None
    message: str
    remedy: str = ""


@frozen(eq=False, repr=False, slots=False)
class Answer:
    """The answer of an element. Without an outcome, it does not apply or the rule raised an
    exception."""

    outcome: Outcome | None
    reason: Reason | None
    message: str
    scope: tuple[str, ...]
    remedy: str


def cell_of(
    seeded: Seeded, element: str, defect: str, noticed: bool, wrong: str, answer: Answer | Verdict
) -> Cell:
    return Cell(
        seeded, element, defect, noticed, wrong, answer.outcome, answer.message, answer.remedy
    )


def is_same(answer: Answer, before: Answer) -> bool:
    return (answer.outcome, answer.message) == (before.outcome, before.message)


def names_defect(answer: Answer, kind: str, column: str) -> bool:
    """Return whether a finding with another reason still names what was spoiled."""
    text, field = f"{answer.message} {answer.remedy}", column.rpartition(".")[2]
    return kind in text or bool(field and field in text)


def words_of(answer: Answer) -> str:
    return f"{answer.message} {' '.join(answer.scope)}"


def summary(cells: list[Cell]) -> str:
    """Return the size of the matrix and the cells that fail, as text."""
    number, noticed = Counter[str](), Counter[str]()
    for cell in cells:
        number[cell.seeded] += 1
        noticed[cell.seeded] += cell.noticed
    elements = len({cell.element for cell in cells})
    defects = len({(cell.seeded, cell.defect) for cell in cells})
    lines = [f"{len(cells)} cells: {defects} defects seeded, {elements} elements judged on each."]
    for seeded in Seeded:
        if number[seeded]:
            sentence = f"{number[seeded]} cells, in {noticed[seeded]} the element notices"
            lines.append(f"  {seeded}: {sentence}")
    wrong = [cell for cell in cells if cell.wrong]
    lines.append(f"{len(wrong)} cells do not hold." if wrong else "All hold.")
    lines += [f"  {cell.element}, {cell.defect}: {cell.wrong}" for cell in wrong]
    return "\n".join(lines)
