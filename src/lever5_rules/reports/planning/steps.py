"""The steps of an item of a plan: what its elements say, each once."""

from collections.abc import Iterable

from attrs import frozen

from lever5_rules.core.blanks import Problem
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.values import by_value
from lever5_rules.reports.element_rows import ElementRow
from lever5_rules.reports.wording import evidence_phrase, limit_for_people

MOST_PLACES = 4
TOLD = ", as told above."
"""Instead of what stands above the steps."""
STATUS = {Outcome.GAP: "gap", Outcome.MISSING: "missing evidence"}


@by_value("elements", "remedy")
@frozen(eq=False, repr=False)
class Step:
    """A part of an item: elements with the same message and remedy.

    `instead` holds the remedies of the other members of an any-of group; doing any of them is
    enough. `criteria` are the criteria that ask for the step, each with its title. `status` is gap
    or missing evidence; `where` names the campuses, roles or products that fall short.
    """

    elements: tuple[str, ...]
    advisory: bool
    message: str
    remedy: str
    threshold: str
    places: tuple[str, ...]
    instead: tuple[str, ...]
    criteria: tuple[str, ...] = ()
    status: str = ""
    where: tuple[str, ...] = ()


def steps_of(rows: Iterable[ElementRow], problems: Iterable[Problem] = ()) -> tuple[Step, ...]:
    """Return the rows as steps, joining those with the same message and remedy.

    What `problems` already says above them is not repeated.
    """
    groups: dict[tuple[str, str, bool], list[ElementRow]] = {}
    sentences = [problem.message for problem in problems]
    for row in rows:
        element = row.element
        message = next((sentence for sentence in sentences if sentence in element.message), "")
        key = (message or element.message, element.remedy, element.advisory)
        groups.setdefault(key, []).append(row)
    return tuple(_step(rows, sentences) for rows in groups.values())


def _step(rows: list[ElementRow], sentences: Iterable[str]) -> Step:
    elements = [row.element for row in rows]
    first = elements[0]
    limits = dict.fromkeys(limit_for_people(element.limit) for element in elements if element.limit)
    places = list(
        dict.fromkeys(evidence_phrase(piece) for element in elements for piece in element.evidence)
    )
    if len(places) > MOST_PLACES:
        places[MOST_PLACES:] = [f"and {len(places) - MOST_PLACES} more"]
    others = dict.fromkeys(
        other.remedy
        for element in elements
        for other in element.alternatives
        if other.remedy and other.remedy != element.remedy
    )
    return Step(
        elements=tuple(element.id for element in elements),
        advisory=first.advisory,
        message=_without(first.message, sentences),
        remedy=first.remedy,
        threshold="; ".join(limits) if first.outcome is Outcome.GAP else "",
        places=tuple(places),
        instead=tuple(others),
        criteria=tuple(dict.fromkeys(f"{row.criterion} {row.title}".strip() for row in rows)),
        status=STATUS.get(first.outcome, ""),
        where=tuple(dict.fromkeys(place for element in elements for place in element.scope)),
    )


def _without(message: str, sentences: Iterable[str]) -> str:
    for sentence in sentences:
        message = message.replace(f": {sentence}", TOLD)
    return message
