"""A report as a work list: what closes each gap and finds each document, most useful items first.

Everything that the same artifact decides is one item, because it is found or fixed once: "Find the
observation log: 11 requirements of 5 criteria".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from hashlib import sha256

from attrs import evolve, frozen

from lever5_rules.artifacts.vocabulary.labels import in_words
from lever5_rules.core.blanks import Problem
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.text import clipped, counted, listing
from lever5_rules.core.values import by_value
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.reports.element_rows import ElementRow, element_rows
from lever5_rules.reports.names import Names, for_people

from .corrections import (
    LISTS,
    PROFILE,
    ROSTER,
    Correction,
    corrections,
    names_no_campus,
    part_of,
    title,
)
from .corrections import in_words as in_plain_words
from .kept_notes import Closed, Filled, KeptPlan, closed_items
from .steps import STATUS, Step, steps_of


class Action(StrEnum):
    """The kind of work of an item."""

    MEND = "correct the entries"
    FIND = "find the paper"
    WORK = "do the work"
    LATER = "come back later"


TITLES = {
    Action.FIND: "Find the {}",
    Action.WORK: "Close the gaps that the {} shows",
    Action.LATER: "Come back for the {}",
}


@by_value("title", "size")
@frozen(eq=False, repr=False)
class WorkItem:
    """The work on one artifact.

    `closes` are the criteria that could pass when this item alone is done, `completes` those that
    also need the items above it, `criteria` all that it serves. `elements` counts the required
    ones. `day` is when to come back. `fingerprint` is of action and artifact, so that owner, day
    and notes find their item again. `campuses` are the names of those that fall short, `titles` the
    titles of the criteria, and `status` is gap, missing evidence, advice or a doubt. `named` are
    the criteria by number and title, `held` is True if something of the kind was read.
    `corrections` are entries that were not understood, each with its place; `may` is the number of
    other elements that read the same sheet and fall short.
    """

    fingerprint: str
    action: Action
    artifact: str
    office: str
    files: tuple[str, ...]
    steps: tuple[Step, ...]
    closes: tuple[str, ...]
    completes: tuple[str, ...]
    criteria: tuple[str, ...]
    elements: int
    advice: int
    day: date | None
    filled: Filled
    campuses: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    status: str = ""
    heading: str = ""
    held: bool = False
    corrections: tuple[Problem, ...] = ()
    may: int = 0

    @property
    def title(self) -> str:
        """What to do, in a few words."""
        if self.heading:
            return self.heading
        subject = in_words(self.artifact)
        title = TITLES[self.action].format(subject or "evidence that is asked for")
        if self.action is Action.FIND and self.held and " " not in self.artifact:
            title = f"Find what the {subject} lacks"
        elif self.action is Action.WORK and not self.elements:
            title = f"Take the advice on the {subject}"
        return f"{title} on {self.day} or later" if self.day else title

    @property
    def size(self) -> str:
        """The size of the item: `11 requirements of 5 criteria`."""
        if self.may and not self.elements:
            requirements = counted(self.may, "requirement")
            criteria = counted(len(self.criteria), "criterion", "criteria")
            return f"may decide {requirements} of {criteria}"
        number = self.elements or self.advice
        word = "requirement" if self.elements else "piece of advice"
        words = counted(number, word, "requirements" if self.elements else "pieces of advice")
        return f"{words} of {counted(len(self.criteria), 'criterion', 'criteria')}"


@by_value("report", "items")
@frozen(eq=False, repr=False)
class Plan:
    """The work list of a report, with what people filled in before."""

    report: Report
    items: tuple[WorkItem, ...]
    waived: tuple[ElementRow, ...]
    closed: tuple[Closed, ...]
    own: tuple[tuple[str, Filled], ...]


def plan_of(report: Report, earlier: KeptPlan | None = None) -> Plan:
    """Return the work list of a report.

    Entries in the `earlier` plan are kept: with the item of the same fingerprint, or in the list of
    closed items.
    """
    earlier = earlier or KeptPlan()
    readable = for_people(report)
    open_rows: dict[tuple[Action, str], list[ElementRow]] = {}
    waived: list[ElementRow] = []
    for row in element_rows(readable, alternatives=False):
        if row.element.outcome is Outcome.PASS:
            continue
        if row.waiver is not None:
            waived.append(row)
        else:
            for part_row in (*_by_part(row), *_further_lacks(row)):
                open_rows.setdefault(_key(part_row.element), []).append(part_row)
    doubts = corrections(readable, [row for rows in list(open_rows.values()) for row in rows])
    for part, doubt in doubts.items():
        rows = open_rows.setdefault((Action.MEND, part), [])
        if _is_only_one(report, doubt.kind):
            rows += open_rows.pop((Action.FIND, doubt.kind), ())
        if doubt.kind == ROSTER and any(map(names_no_campus, doubt.problems)):
            rows += _of_unlisted_campuses(open_rows)
    needed = _needed(open_rows)
    names, scopes = Names.of(report), _scopes(report)
    items = [
        _item(
            *(report, action, artifact, rows, needed, earlier),
            _doubt(doubts, action, artifact),
            names,
            scopes,
        )
        for (action, artifact), rows in open_rows.items()
    ]
    items.sort(key=_order_of_item)
    items = list(_completed(_doubtful_first(items, doubts), needed))
    fingerprints = {item.fingerprint for item in items}
    set_aside = {_fingerprint(*_key(row.element)) for row in waived}
    return Plan(
        report,
        tuple(items),
        tuple(waived),
        closed_items(report, earlier, fingerprints, set_aside),
        earlier.own,
    )


def _is_only_one(report: Report, kind: str) -> bool:
    """Return whether a single sheet or file holds a kind.

    Then its wrong entries and its missing ones are fixed in one go.
    """
    return bool(kind) and sum(file.kind == kind for file in report.files) == 1


def _of_unlisted_campuses(
    open_rows: dict[tuple[Action, str], list[ElementRow]],
) -> list[ElementRow]:
    """Take out, and return, what falls short because the roster names a campus that the profile
    lacks: it may be misspelt, so all that is to be done about it stands in one item."""
    rows = open_rows.pop((Action.FIND, PROFILE), [])
    moved = [row for row in rows if row.element.reason is Reason.CONTRADICTORY]
    if remaining := [row for row in rows if row not in moved]:
        open_rows[Action.FIND, PROFILE] = remaining
    return moved


def _by_part(row: ElementRow) -> Iterator[ElementRow]:
    """Yield the element once for each sheet or file with an entry that could not be read."""
    element = row.element
    parts = dict.fromkeys(
        part_of(problem.file, problem.place) for problem in element.problems if problem.file
    )
    if element.outcome is Outcome.GAP or element.reason is not Reason.UNREADABLE or len(parts) < 2:
        yield row
        return
    for part in parts:
        problems = [
            problem
            for problem in element.problems
            if part_of(problem.file or "", problem.place) == part
        ]
        yield evolve(row, element=evolve(element, problems=tuple(problems)))


def _doubt(doubts: Mapping[str, Correction], action: Action, part: str) -> Correction | None:
    return doubts.get(part) if action is Action.MEND else None


def _doubtful_first(
    items: Sequence[WorkItem], doubts: Mapping[str, Correction]
) -> Sequence[WorkItem]:
    """Return the items with possibly wrong entries before everything that they may have caused."""

    def list_of(item: WorkItem) -> int:
        doubt = _doubt(doubts, item.action, item.artifact)
        return [*LISTS, doubt.kind].index(doubt.kind) if doubt else len(LISTS)

    order: list[WorkItem] = []
    for item in items:
        doubt = _doubt(doubts, item.action, item.artifact)
        within = [
            at
            for at, other in enumerate(order)
            if doubt and any(doubt.elements.intersection(step.elements) for step in other.steps)
        ]
        order.insert(within[0] if within else len(order), item)
    return sorted(order, key=list_of)


def _further_lacks(row: ElementRow) -> Iterator[ElementRow]:
    """Yield a row for each further thing that an element lacks, as if it had been met first."""
    key = _key(row.element)
    for lack in row.element.lacks:
        other = evolve(
            row.element,
            reason=lack.reason,
            kind=lack.kind,
            office=lack.office,
            message=lack.message,
            remedy=lack.remedy,
            problems=lack.problems,
            notes=(),
            limit=None,
            scope=(),
            alternatives=(),
            lacks=(),
        )
        if _key(other) != key:
            yield evolve(row, element=other)


def _key(element: ElementFinding) -> tuple[Action, str]:
    """Return the item that an element belongs to."""
    if element.outcome is Outcome.GAP:
        return Action.WORK, element.kind
    if element.reason is Reason.TOO_EARLY:
        return Action.LATER, element.kind
    if element.reason is Reason.UNREADABLE:
        places = [(problem.file, problem.place) for problem in element.problems if problem.file]
        places = places or [(piece.file, piece.place) for piece in element.evidence[:1]]
        parts = sorted({part_of(file, place) for file, place in places})
        return Action.MEND, listing(parts) or element.kind
    # Two artifacts of one kind, such as protocols of two types, are found separately.
    return Action.FIND, f"{element.kind} {clipped(element.wanted, 120)}".strip()


def _fingerprint(action: Action, artifact: str) -> str:
    return sha256(f"{action.name}\x1f{artifact}".encode("utf-8", "replace")).hexdigest()[:12]


def _needed(open_rows: dict[tuple[Action, str], list[ElementRow]]) -> dict[str, set[object]]:
    """Return, for each criterion, the items that must all be done before it can pass."""
    needed: dict[str, set[object]] = {}
    for key, rows in open_rows.items():
        for row in rows:
            if not row.element.advisory:
                needed.setdefault(row.criterion, set()).add(key)
    return needed


def _item(
    report: Report,
    action: Action,
    artifact: str,
    rows: list[ElementRow],
    needed: dict[str, set[object]],
    earlier: KeptPlan,
    doubt: Correction | None,
    names: Names,
    scopes: Mapping[str, Sequence[str]],
) -> WorkItem:
    failed = {failure.criterion for failure in report.errors}
    served = [*rows, *(doubt.rows if doubt else ())]
    criteria = list(dict.fromkeys(row.criterion for row in served))
    fingerprint = _fingerprint(action, artifact)
    kinds = {doubt.kind} if doubt else {row.element.kind for row in rows}
    required = sum(1 for row in rows if not row.element.advisory)
    unreadable_rows = [row for row in rows if row.element.reason is Reason.UNREADABLE]
    problems = [problem for row in unreadable_rows for problem in row.element.problems]
    problems = list(dict.fromkeys([*(doubt.problems if doubt else ()), *problems]))
    corrected = in_plain_words(problems, names) if action is Action.MEND else ()
    element_ids = {row.element.id for row in rows}
    return WorkItem(
        fingerprint=fingerprint,
        action=action,
        artifact=artifact,
        office=(_office_of(report, doubt.kind) if doubt else "")
        or next((row.element.office for row in rows if row.element.office), ""),
        files=tuple(file.path for file in report.files if file.kind in kinds),
        steps=steps_of(rows, corrected),
        closes=tuple(
            name
            for name in criteria
            if needed.get(name) == {(action, artifact)} and name not in failed
        ),
        completes=(),
        criteria=tuple(criteria),
        elements=required,
        advice=len(rows) - required,
        day=_day(rows) if action is Action.LATER else None,
        filled=earlier.filled_in(fingerprint),
        campuses=_campuses(names, scopes, rows),
        titles=tuple(dict.fromkeys(row.title for row in served if row.title)),
        named=tuple(dict.fromkeys(f"{row.criterion} {row.title}".strip() for row in served)),
        status=_status(rows, required),
        held=any(file.kind in kinds and file.status == "read" for file in report.files),
        heading=title(artifact, problems) if action is Action.MEND else "",
        corrections=corrected,
        may=len(doubt.elements - element_ids) if doubt else 0,
    )


def _status(rows: Sequence[ElementRow], required: int) -> str:
    if not rows:
        return "may be the cause"
    return STATUS.get(rows[0].element.outcome, "") if required else "advice"


def _office_of(report: Report, kind: str) -> str:
    """Return the office that holds a kind, as stated by any finding on it."""
    if kind in LISTS:
        return LISTS[kind]
    every = (row.element for row in element_rows(report))
    return next(filter(None, (element.office for element in every if element.kind == kind)), "")


def _scopes(report: Report) -> Mapping[str, Sequence[str]]:
    """Return where each element falls short, with campuses by number."""
    campuses_by_element: dict[str, list[str]] = {}
    for row in element_rows(report, alternatives=False):
        campuses_by_element.setdefault(row.element.id, []).extend(row.element.scope)
    return campuses_by_element


def _campuses(
    names: Names, scopes: Mapping[str, Sequence[str]], rows: Iterable[ElementRow]
) -> tuple[str, ...]:
    """Return the names of the campuses at which rows fall short, in the order of the profile."""
    element_ids = {row.element.id for row in rows if row.element.scope}
    campuses = [scope for element in element_ids for scope in scopes.get(element, ())]
    return tuple(names.campuses[campus] for campus in names.campuses_in(campuses))


def _completed(items: Sequence[WorkItem], needed: Mapping[str, set[object]]) -> Iterator[WorkItem]:
    """Yield the items, each with the criteria that it completes as the last of several in this
    order.
    """
    missing = {name: set(keys) for name, keys in needed.items()}
    for item in items:
        last = []
        for name in item.criteria:
            keys, key = missing.get(name, set()), (item.action, item.artifact)
            if keys == {key} and name not in item.closes:
                last.append(name)
            keys.discard(key)
        yield evolve(item, completes=tuple(last))


def _order_of_item(item: WorkItem) -> tuple[object, ...]:
    order = list(Action).index(item.action)
    return (-item.elements, -len(item.closes), -item.advice, order, item.artifact)


def _day(rows: Iterable[ElementRow]) -> date | None:
    """Return the first day on which checking again is worthwhile."""
    return min((row.element.until for row in rows if row.element.until), default=None)
