"""The adversary: a district that fills in one kind at a time as lazily as possible.

Every kind that a rule reads is spoiled as a whole, in each way that `spoiling` knows, and each
element that needs the kind is judged on the result. The declarations of kind and element determine
whether the pass must fall. An element that passes anyway, because the framework does not require
otherwise, says so in its declaration (`unasked`).

    python -m lever5_rules.testing adversary

prints the number of attempts, and those that wrongly passed.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from hashlib import sha256
from typing import Any, get_args, get_origin

from attrs import frozen

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import did_you_mean, listing
from lever5_rules.core.values import short_repr
from lever5_rules.core.years import Span
from lever5_rules.engine.needs import FactNeed, flat
from lever5_rules.engine.rules import Element, Rule

from .attack import rule_of
from .cells import Answer
from .district import District, plugin_of
from .matrix import Matrix
from .places import PROFILE
from .sample import SAMPLE
from .spoiling import WAYS, Asked, Holds, Kit, Spoiling, Way

_PEOPLE = frozenset({"people", "staff", "leaders", "teachers", "principals", "coaches"})
"""Words in the unit of a limit on a share of people: `share of leaders`."""
_NAMED = re.compile(r"`(\w+)`")


@short_repr("element", "way", "spoilt", "outcome")
@frozen(eq=False, repr=False, slots=False)
class Attempt:
    """The judgement of one element on a district spoiled in one way.

    `wrong` says what the result should have been, or is empty. `exception` is the entry of the
    element's `unasked` that allows the pass.
    """

    element: str
    way: str
    kind: str
    place: str
    holds: Holds
    outcome: Outcome | None
    message: str
    wrong: str
    exception: str = ""

    @property
    def spoilt(self) -> str:
        """The kind that is spoiled, or the field of it."""
        return f"{self.kind}.{self.place}" if self.place else self.kind


class Adversary:
    """Spoils the kinds of a district and judges the elements that must notice."""

    def __init__(
        self,
        district: District = SAMPLE,
        *,
        criteria: Collection[str] = (),
        ruleset: str = "default",
    ) -> None:
        """Prepare the attempts on the criteria with the given ids; without any, on all.

        Raises ValueError if the district's plugins have no rule for one of them.
        """
        self.matrix = Matrix(district, criteria=criteria, ruleset=ruleset)
        for criterion in criteria:
            rule_of(criterion, district)
        review = self.matrix.review
        self.kit = Kit(
            district, self.matrix.ruleset.words.lexicon, review.as_of, review.school_year.span.last
        )
        self.needs = {element.id: self._needs_of(element) for element in self.matrix.elements}

    def attempts(self, share: float = 1.0) -> Iterator[Attempt]:
        """Yield every attempt, or those on a share of the spoiled districts, selected by name.

        Those that an element names in `unasked` are always included. Raises ValueError if an
        element does not pass on the sound district.
        """
        sound = self.matrix.sound
        unsound = [name for name, answer in sound.items() if answer.outcome is not Outcome.PASS]
        if unsound:
            raise ValueError(f"These do not pass on the sound district: {listing(unsound)}.")
        stood: set[tuple[str, str]] = set()
        for way, kind, spoiling in self.spoilings():
            elements = self._concerned(kind, spoiling)
            excepted = any(_exception(element, way, kind, spoiling) for element in elements)
            if elements and (
                excepted or _in_share(f"{way.name} {kind.name} {spoiling.place}", share)
            ):
                for attempt in self._attempts_on(way, kind, spoiling, elements):
                    stood.add((attempt.element, attempt.exception))
                    yield attempt
        yield from self._unneeded(stood)

    def spoilings(self) -> Iterator[tuple[Way, KindInfo, Spoiling]]:
        """Yield every spoiled district, with the way and the kind."""
        kinds = {kind.name: kind for element in self.matrix.elements for kind in element.kinds}
        for kind in kinds.values():
            if kind.name != PROFILE and kind.name in self.kit.present_kinds:
                for way in WAYS.values():
                    for spoiling in way.spoil(self.kit, kind):
                        yield way, kind, spoiling

    def _concerned(self, kind: KindInfo, spoiling: Spoiling) -> list[Element]:
        return [
            element
            for element in self.matrix.elements
            if kind.name in self._concerning(element, spoiling.holds)
            if spoiling.concerns(self.needs[element.id])
        ]

    def _attempts_on(
        self, way: Way, kind: KindInfo, spoiling: Spoiling, elements: list[Element]
    ) -> Iterator[Attempt]:
        judged = self._judge(spoiling.district, elements)
        base = self._judge(spoiling.base, elements) if spoiling.base else self.matrix.sound
        for element in elements:
            answer = judged[element.id]
            wrong = _broken_promise(spoiling.holds, answer, base[element.id])
            exception = _exception(element, way, kind, spoiling) if wrong else ""
            if exception:
                wrong = self._asked_elsewhere(
                    element, element.unasked[exception], spoiling.district
                )
            yield Attempt(
                *(element.id, way.name, kind.name, spoiling.place, spoiling.holds),
                *(answer.outcome, answer.message, wrong, exception),
            )

    def _asked_elsewhere(self, element: Element, why: str, district: District) -> str:
        """Return what is wrong with a reason that refers to other elements, such as that one of
        them passes, too."""
        names = set(_NAMED.findall(why))
        rule = [other for other in self.matrix.elements if other.criterion == element.criterion]
        named_elements = [other for other in rule if other.name in names]
        if lacking := names - {other.name for other in named_elements}:
            return f"says that {listing(sorted(lacking))} asks for it, which is not an element"
        judged = self._judge(district, named_elements) if named_elements else {}
        passing = [name for name, answer in judged.items() if answer.outcome is Outcome.PASS]
        return f"says that another asks for it, and {listing(passing)} passes" if passing else ""

    def _unneeded(self, stood: set[tuple[str, str]]) -> Iterator[Attempt]:
        """Yield exceptions in `unasked` that no attempt needed."""
        for element in self.matrix.elements:
            for exception in element.unasked:
                if (element.id, exception) not in stood:
                    way = exception.partition(":")[0]
                    is_way = way in WAYS
                    hint = did_you_mean(way, WAYS)
                    wrong = (
                        "is said to stand, and falls or is not concerned: take it out of unasked"
                        if is_way
                        else f"allows a pass in a way that does not exist.{hint}"
                    )
                    yield Attempt(element.id, way, "", "", Holds.FALLS, None, "", wrong, exception)

    def _concerning(self, element: Element, holds: Holds) -> frozenset[str]:
        """Return the kinds whose spoiling an element must notice.

        If the spoiling keeps the meaning, these include kinds that it reads only beside others.
        """
        needs = self.needs[element.id]
        return needs.kinds if holds is Holds.KEPT else needs.needed

    def _judge(self, district: District, elements: Collection[Element]) -> dict[str, Answer]:
        return self.matrix.judge(self.matrix.load(district), elements=elements)

    def _needs_of(self, element: Element) -> Asked:
        limits = [self.matrix.ruleset.limits[name] for name in element.limits]
        shares = [limit.value for limit in limits if _of_people(limit.unit)]
        return Asked(
            kinds=frozenset(kind.name for kind in element.kinds),
            needed=frozenset(kind.name for kind in element.kinds_needed),
            reads=self.matrix.reads[element.id],
            in_windows=any(map(_gives_spans, flat(element.needs))),
            share_of_people=max(
                (share for share in shares if isinstance(share, float)), default=0.0
            ),
            units=frozenset(limit.unit for limit in limits),
        )


def _exception(element: Element, way: Way, kind: KindInfo, spoiling: Spoiling) -> str:
    """Return the element's exception for a way, or for a way in one kind or field."""
    for name in (f"{way.name}: {spoiling.place}", f"{way.name}: {kind.name}", way.name):
        if name in element.unasked:
            return name
    return ""


def _in_share(name: str, share: float) -> bool:
    """Return whether a name belongs to a given share of all names; always the same names do."""
    return int(sha256(name.encode()).hexdigest()[:8], 16) < share * 16**8


def _of_people(unit: str) -> bool:
    first, _, rest = unit.partition(" of ")
    return first == "share" and not _PEOPLE.isdisjoint(rest.split())


def _gives_spans(need: Any) -> bool:
    """Return whether a need gives spans of the year."""
    result = need.function.__annotations__.get("return") if isinstance(need, FactNeed) else None
    bases = getattr(result, "__orig_bases__", (result,))
    return any(get_origin(base) is tuple and Span in get_args(base) for base in bases)


def _broken_promise(holds: Holds, answer: Answer, before: Answer) -> str:
    passes = answer.outcome is Outcome.PASS
    if holds is Holds.FALLS and passes:
        return f"should pass no more, and says: {answer.message}"
    if holds is Holds.KEPT and answer.outcome is not Outcome.MISSING and not passes:
        return (
            f"should pass still, or say what is missing, and is {answer.reason}: {answer.message}"
        )
    if holds is Holds.AS_BEFORE and passes and answer.message != before.message:
        return f"should say what it said, {before.message!r}, and says: {answer.message}"
    if holds is Holds.NO_BETTER and passes and before.outcome is not Outcome.PASS:
        return f"is {before.reason} without those rows, and passes with them"
    return ""


def adversary(rule: str | Rule, district: District = SAMPLE, **options: Any) -> list[str]:
    """Return a sentence for each attempt of the laziest district that a rule wrongly lets pass.

    `options` are those of `Adversary`, such as the ruleset. Raises ValueError if the rule does not
    pass on the sound district, or does not exist.
    """
    if isinstance(rule, Rule):
        district = district.with_plugins(plugin_of([rule]))
    criterion = rule if isinstance(rule, str) else rule.criterion
    attempts = Adversary(district, criteria=[criterion], **options).attempts()
    return [sentence(attempt) for attempt in attempts if attempt.wrong]


def sentence(attempt: Attempt) -> str:
    """Return a sentence on an attempt that wrongly passed."""
    spoilt = f"{attempt.spoilt}, {attempt.way}" if attempt.kind else attempt.way
    meaning = f" ({WAYS[attempt.way].meaning})" if attempt.way in WAYS else ""
    return f"{attempt.element} on {spoilt}{meaning}: it {attempt.wrong}"


def summary(attempts: Collection[Attempt]) -> str:
    """Return the number of attempts by way, and those that wrongly passed, as text."""
    tried = [attempt for attempt in attempts if attempt.kind]
    elements = len({attempt.element for attempt in tried})
    districts = len({(attempt.way, attempt.spoilt) for attempt in tried})
    ways = Counter(attempt.way for attempt in tried)
    stood = Counter(attempt.way for attempt in tried if attempt.exception)
    lines = [
        f"{len(tried)} attempts: {districts} kinds and fields spoilt in {len(ways)} ways, "
        f"{elements} elements that must notice."
    ]
    for name, way in WAYS.items():
        excepted = f", {stood[name]} stand for a reason" if stood[name] else ""
        lines.append(f"  {name}: {ways[name]} attempts{excepted}. {way.meaning}")
    wrong = [attempt for attempt in attempts if attempt.wrong]
    lines.append(f"{len(wrong)} attempts got through." if wrong else "None got through.")
    lines += [f"  {sentence(attempt)}" for attempt in wrong]
    return "\n".join(lines)
