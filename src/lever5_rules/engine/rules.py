"""Rules: one success criterion and its elements, each a plain function."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from attrs import frozen

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.errors import RuleError
from lever5_rules.core.outcome import Judges, Level
from lever5_rules.core.values import short_repr
from lever5_rules.core.verdict import Verdict
from lever5_rules.support.docstrings import docstring_of

from .needs import Need, kinds_asked, limits_asked, needs_of

F = TypeVar("F", bound=Callable[..., Verdict])


@frozen(eq=False, slots=False)
class Element:
    """One requirement of a criterion.

    `group` is its any-of group; `reader` says what only a person can judge; `part` is the letter of
    the item of the criterion's list that it judges, if there is a list. `unasked` maps ways of
    spoiling evidence, named as in the testing kit, to the reason why the element still passes.
    """

    criterion: str
    name: str
    requirement: str
    function: Callable[..., Verdict]
    level: Level
    advisory: bool
    group: str | None
    reader: str
    part: str
    unasked: Mapping[str, str]

    @property
    def id(self) -> str:
        return f"{self.criterion}/{self.name}"

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """The needs of the function. Raises RuleError if one cannot be supplied."""
        return needs_of(self.function)

    @cached_property
    def kinds(self) -> tuple[KindInfo, ...]:
        """The artifact kinds that it reads."""
        return kinds_asked(self.needs)

    @cached_property
    def kinds_needed(self) -> tuple[KindInfo, ...]:
        """The artifact kinds that it cannot be judged without."""
        return kinds_asked(self.needs, optional=False)

    @cached_property
    def limits(self) -> dict[str, Any]:
        """The limits that it reads: name to type."""
        return limits_asked(self.needs)


@short_repr("criterion", "elements")
class Rule:
    """The rule of one success criterion.

    `criterion` is the id: `5.2.4-3`, or for a plugin's own `northfield:plc-notes`, which then
    needs title and requirement. `judges` says how much of the criterion it can judge, and
    `not_judged` what is left to a reader. `replaces=True` lets a plugin take the place of a
    built-in rule; without it two rules of one id are an error. `Rule.extending` adds elements to a
    built-in rule and leaves the others as they are.
    """

    def __init__(
        self,
        criterion: str,
        *,
        judges: Judges,
        not_judged: str,
        title: str | None = None,
        requirement: str | None = None,
        replaces: bool = False,
    ) -> None:
        texts = {"not_judged": not_judged, "title": title or "", "requirement": requirement or ""}
        for parameter, text in {"criterion": criterion, **texts}.items():
            if not isinstance(text, str):
                raise RuleError(f"Rule({criterion!r}): {parameter} is {text!r}; give text.")
        if not isinstance(judges, Judges):
            raise RuleError(f"Rule({criterion!r}): judges is {judges!r}, not Judges.FULL or such.")
        self.criterion = criterion
        self.judges = judges
        self.not_judged = not_judged
        self.title = title
        self.requirement = requirement
        self.replaces = replaces
        self.extends = False
        self._elements: dict[str, Element] = {}
        self._groups: dict[str, str] = {}
        self._frozen = False

    @classmethod
    def extending(cls, criterion: str) -> "Rule":
        """Start a rule whose elements are added to those of a built-in criterion.

        The criterion then also asks for them: a gap in one of them is a gap of the criterion,
        unless it is advisory. Title, requirement and what is left to a reader stay as they are.
        """
        rule = cls(criterion, judges=Judges.FULL, not_judged="")
        rule.extends = True
        return rule

    def extended_by(self, other: "Rule") -> "Rule":
        """Return this rule with the elements and groups of another one besides.

        Raises RuleError where both have an element or group of one name.
        """
        for label, names, additions in (
            ("element", self._elements, other._elements),
            ("group", self._groups, other._groups),
        ):
            for name in names.keys() & additions.keys():
                raise RuleError(f"{self.criterion} has the {label} {name!r} already; rename yours.")
        union = Rule(
            self.criterion,
            judges=self.judges,
            not_judged=self.not_judged,
            title=self.title,
            requirement=self.requirement,
            replaces=self.replaces,
        )
        union._elements = {**self._elements, **other._elements}
        union._groups = {**self._groups, **other._groups}
        return union.freeze()

    @property
    def elements(self) -> tuple[Element, ...]:
        return tuple(self._elements.values())

    @property
    def groups(self) -> dict[str, str]:
        """The any-of groups: name to requirement."""
        return dict(self._groups)

    def any_of(self, name: str, requirement: str) -> str:
        """Declare a group of elements of which one pass is enough; return its name."""
        self._refuse_when_frozen()
        self._groups[name] = requirement
        return name

    def element(
        self,
        *,
        level: Level,
        advisory: bool = False,
        any_of: str | None = None,
        reader: str = "",
        part: str = "",
        unasked: Mapping[str, str] | None = None,
    ) -> Callable[[F], F]:
        """Register a function as an element; the function is returned unchanged.

        Its name becomes the element's name, its docstring the requirement, its typed parameters the
        needs. `level` is the lowest level of evidence that supports a pass. `reader` says what a
        person must still judge, such as "whether the vision is clear". `part` is the letter of the
        item of the criterion's list, such as "a".

        `unasked` maps ways in which the testing kit's adversary spoils evidence, such as
        `by_one_person`, or `by_one_person: meeting_log` for one kind or field, to a sentence on why
        the element still passes. The name of another element in that sentence, in backticks, says
        that the other one checks for it.
        """

        def add(function: F) -> F:
            self.add(
                function,
                level=level,
                advisory=advisory,
                any_of=any_of,
                reader=reader,
                part=part,
                unasked=unasked,
            )
            return function

        return add

    def add(
        self,
        function: Callable[..., Verdict],
        *,
        level: Level,
        advisory: bool = False,
        any_of: str | None = None,
        reader: str = "",
        part: str = "",
        unasked: Mapping[str, str] | None = None,
        name: str | None = None,
        requirement: str | None = None,
    ) -> None:
        """Register a shared function as an element, with its own name and requirement."""
        self._refuse_when_frozen()
        name = name or function.__name__
        text = requirement or " ".join(docstring_of(function).split())
        if not text:
            raise RuleError(f"{self.criterion}/{name} has no docstring to say what it requires.")
        if name in self._elements:
            raise RuleError(f"{self.criterion}/{name} is declared twice.")
        if not isinstance(level, Level):
            raise RuleError(
                f"{self.criterion}/{name}: level is {level!r}; give Level.CITED or such."
            )
        if any_of is not None and any_of not in self._groups:
            raise RuleError(f"{self.criterion}/{name}: there is no any_of group {any_of!r}.")
        for way, note in (unasked or {}).items():
            if not isinstance(note, str) or not note.endswith(".") or len(note.split()) < 3:
                raise RuleError(
                    f"{self.criterion}/{name}: unasked[{way!r}] is {note!r}; give a sentence that "
                    "says why this is not asked."
                )
        self._elements[name] = Element(
            self.criterion,
            name,
            text,
            function,
            level,
            advisory,
            any_of,
            reader,
            part,
            unasked or {},
        )

    def freeze(self) -> "Rule":
        """Close the rule to additions.

        Raises RuleError if it has no required element, or a group without elements; a rule that
        extends another one needs any element.
        """
        for name in self._groups.keys() - {element.group for element in self.elements}:
            raise RuleError(
                f"{self.criterion}: the any_of group {name!r} has no element; "
                f"declare its elements with any_of={name!r}."
            )
        if not any(self.extends or not element.advisory for element in self.elements):
            qualifier = "" if self.extends else " that is required"
            raise RuleError(f"{self.criterion} has no element{qualifier}.")
        self._frozen = True
        return self

    def _refuse_when_frozen(self) -> None:
        if self._frozen:
            raise RuleError(f"{self.criterion} is loaded and cannot be added to.")
