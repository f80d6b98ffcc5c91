"""The needs of an element, derived once from its signature.

PlcGuideline                                   each document of the kind that is in force
Documents[InstructionalProtocol]               all of them at once
Records[Meeting]                               the rows of a table that count
Records[Meeting] | None                        the same, to contradict other evidence, if present
Annotated[Records[Meeting], spring_before]     with those of the preceding spring and summer
Annotated[Limit[int], "plc.min_minutes"]       a limit of the ruleset
Annotated[tuple[Week, ...], elapsed_weeks]     a fact: a function with parameters of its own
Annotated[PlcGuideline, only(held_in=...)]     only documents with certain values
Campuses                                       the campuses that the documents govern
Review                                         day of the review and school year
Sessions                                       a group: a frozen class with fields typed like this
Sessions | None                                any of these, or None if its evidence is missing
"""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from os.path import basename
from types import FunctionType, NoneType, UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from lever5_rules.artifacts.denominators import Campus, DistrictProfile
from lever5_rules.artifacts.kinds import KindInfo, declared_kind, kind_of
from lever5_rules.core.errors import RuleError
from lever5_rules.core.limits import Limit
from lever5_rules.core.years import SchoolYear

from .records import Records

K = TypeVar("K")
PROFILE = declared_kind(DistrictProfile)


@frozen
class Review:
    """The day of the review and the school year under review."""

    as_of: date
    school_year: SchoolYear


class Documents(tuple[K, ...], Generic[K]):
    """All documents of a kind that are in force; never empty."""

    __slots__ = ()


class Campuses(tuple[Campus, ...]):
    """The campuses that the current document governs, or all of them; never empty."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(campus.campus_id for campus in self)


@frozen
class Only:
    """A condition on fields of a document, created by `only`."""

    conditions: tuple[tuple[str, object], ...]


def only(**conditions: object) -> Only:
    """Restrict a document parameter: `Annotated[InstructionalProtocol, only(protocol_type=X)]`.

    A field must equal its value; for a set, it must be one of its members.
    """
    return Only(
        tuple(
            (name, frozenset(value) if isinstance(value, set) else value)
            for name, value in conditions.items()
        )
    )


def accepts(wanted: object, value: object) -> bool:
    """Return whether a value fulfils a condition of `only`."""
    return value in wanted if isinstance(wanted, frozenset) else value == wanted


@frozen
class Concerning:
    """A condition on the campuses that documents govern, created by `concerning`."""

    function: Callable[..., Any]


def concerning(campuses: Callable[..., tuple[str, ...]]) -> Concerning:
    """Require documents for some campuses instead of all campuses of the district.

    `Annotated[Documents[CollaborationExpectation], concerning(campuses_serving_eb)]`: the fact
    returns the ids of the campuses.
    """
    return Concerning(campuses)


@frozen
class Since:
    """The start of the period from which rows are requested, if it is not the school year."""

    spring: bool


spring_before = Since(spring=True)
"""Requests rows of the spring and summer before the school year too, when it is prepared:
`Annotated[Records[TrainingSession], spring_before]`."""


@frozen(eq=False, repr=False, slots=False)
class DocumentNeed:
    kind: KindInfo
    only: tuple[tuple[str, object], ...]
    many: bool
    campuses: "FactNeed | None" = None


@frozen(eq=False, repr=False, slots=False)
class TableNeed:
    kind: KindInfo
    spring: bool = False


@frozen(eq=False, repr=False, slots=False)
class LimitNeed:
    name: str
    type: Any


@frozen(eq=False, repr=False, slots=False)
class FactNeed:
    function: Callable[..., Any]
    needs: "tuple[Need, ...]"
    whole: "tuple[Need, ...]"

    @cached_property
    def of_campuses(self) -> bool:
        """Whether the fact may differ between the campuses that a document governs."""
        return any(isinstance(inner, CampusesNeed) for inner in self.whole)


@frozen(eq=False, repr=False, slots=False)
class CampusesNeed:
    pass


@frozen(eq=False, repr=False, slots=False)
class ReviewNeed:
    pass


@frozen(eq=False, repr=False, slots=False)
class GroupNeed:
    cls: type
    needs: "tuple[Need, ...]"
    whole: "tuple[Need, ...]"


@frozen(eq=False, repr=False, slots=False)
class OptionalNeed:
    """A need that is supplied as None if its evidence is missing."""

    need: "Need"
    whole: "tuple[Need, ...]"


Need = (
    DocumentNeed
    | TableNeed
    | LimitNeed
    | FactNeed
    | GroupNeed
    | CampusesNeed
    | ReviewNeed
    | OptionalNeed
)


def needs_of(function: Callable[..., Any], *, fact: bool = False) -> tuple[Need, ...]:
    """Return the needs of a function, in the order of its parameters.

    Raises RuleError, naming function and parameter, if a parameter cannot be supplied.
    """
    if not isinstance(function, FunctionType):
        raise RuleError(f"{function!r} is not a plain function.")
    code = function.__code__
    where = f"{function.__qualname__} ({basename(code.co_filename)}, line {code.co_firstlineno})"
    if code.co_flags & 0x0C or code.co_kwonlyargcount or function.__defaults__:
        raise RuleError(f"{where} must take plain parameters only: no defaults, * or keywords.")
    if code.co_flags & 0x2A0:
        raise RuleError(f"{where} is a generator or coroutine; an element returns one verdict.")
    hints = function.__annotations__
    if any(isinstance(hint, str) for hint in hints.values()):
        hints = get_type_hints(function, include_extras=True)
    needs = []
    for name in code.co_varnames[: code.co_argcount]:
        if name not in hints:
            raise RuleError(f"{where}: parameter {name} has no type, so nothing can be supplied.")
        need = _read_hint(hints[name], f"{where}: parameter {name}")
        if fact:
            _refuse_single(need, where)
        needs.append(need)
    return tuple(needs)


def _refuse_single(need: Need, where: str) -> None:
    """Raise RuleError for a single document where a value is computed once for all documents."""
    if isinstance(need, DocumentNeed) and not need.many and need.kind is not PROFILE:
        raise RuleError(f"{where} takes Documents[{need.kind.cls.__name__}].")


def _read_hint(hint: Any, where: str) -> Need:
    extras: tuple[Any, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *metadata = get_args(hint)
        extras = tuple(metadata)
    origin = get_origin(hint)
    if origin in (UnionType, Union) and NoneType in get_args(hint):
        inner = _read_hint(next(arg for arg in get_args(hint) if arg is not NoneType), where)
        return OptionalNeed(inner, tuple(flat((inner,))))
    if origin is Limit:
        name = next((extra for extra in extras if isinstance(extra, str)), None)
        if name is None:
            raise RuleError(f'{where} needs a name: Annotated[Limit[int], "plc.min_minutes"].')
        return LimitNeed(name, get_args(hint)[0])
    if hint is Review:
        return ReviewNeed()
    if hint is Campuses:
        return CampusesNeed()
    conditions = next((extra.conditions for extra in extras if isinstance(extra, Only)), ())
    if origin is Records:
        spring = any(isinstance(extra, Since) and extra.spring for extra in extras)
        return TableNeed(_require_kind(get_args(hint)[0], True, where), spring)
    fact = next(
        (_make_fact_need(extra.function) for extra in extras if isinstance(extra, Concerning)), None
    )
    if origin is Documents:
        return DocumentNeed(_require_kind(get_args(hint)[0], False, where), conditions, True, fact)
    if kind_of(hint):
        return DocumentNeed(_require_kind(hint, False, where), conditions, False, fact)
    function = next((extra for extra in extras if isinstance(extra, FunctionType)), None)
    if function is not None:
        return _make_fact_need(function)
    if isinstance(hint, type) and attrs.has(hint):
        return _make_group_need(hint)
    raise RuleError(
        f"{where} has the type {hint!r}; ask for an artifact kind, a limit, a fact, Campuses, "
        "Review, or a frozen class of these."
    )


@cache
def _make_fact_need(function: Callable[..., Any]) -> FactNeed:
    needs = needs_of(function, fact=True)
    return FactNeed(function, needs, tuple(flat(needs)))


@cache
def _make_group_need(cls: type) -> GroupNeed:
    needs = []
    for attribute in attrs.fields(cls):
        where = f"{cls.__name__}.{attribute.name}"
        need = _read_hint(attribute.type, where)
        _refuse_single(need, where)
        needs.append(need)
    return GroupNeed(cls, tuple(needs), tuple(flat(tuple(needs))))


def _require_kind(cls: Any, table: bool, where: str) -> KindInfo:
    info = kind_of(cls)
    if info is None:
        raise RuleError(f"{where} asks for {cls!r}, which is not declared as an artifact kind.")
    if info.table is not table:
        form = "Records[...]" if info.table else "the class itself or Documents[...]"
        raise RuleError(f"{where} asks for {info.name} in the wrong way; use {form}.")
    return info


def flat(needs: tuple[Need, ...], *, optional: bool = True) -> Iterator[Need]:
    """Yield the needs with those nested in facts and groups, and in optional ones if `optional`."""
    for need in needs:
        yield need
        if isinstance(need, (FactNeed, GroupNeed)):
            yield from need.whole if optional else flat(need.needs, optional=False)
        elif isinstance(need, OptionalNeed) and optional:
            yield from need.whole


def kinds_asked(needs: tuple[Need, ...], *, optional: bool = True) -> tuple[KindInfo, ...]:
    """Return each kind that is read, once; campuses count as the district profile."""
    kinds: dict[str, KindInfo] = {}
    for need in flat(needs, optional=optional):
        if isinstance(need, (DocumentNeed, TableNeed)):
            kinds.setdefault(need.kind.name, need.kind)
        elif isinstance(need, CampusesNeed):
            kinds.setdefault(PROFILE.name, PROFILE)
    return tuple(kinds.values())


def limits_asked(needs: tuple[Need, ...]) -> dict[str, Any]:
    """Return the limits that are read: name to type."""
    return {need.name: need.type for need in flat(needs) if isinstance(need, LimitNeed)}


def type_of_limit(declared: Any) -> str:
    """Return a limit's type in words: `whole number`, `number`, `list of instructional roles`."""
    if get_origin(declared) is tuple:
        item = get_args(declared)[0]
        if isinstance(item, type) and issubclass(item, StrEnum):
            return f"list of {', '.join(item)}"
        return "list of text"
    return {int: "whole number", float: "number", bool: "yes or no", str: "text"}.get(
        declared, str(declared)
    )
