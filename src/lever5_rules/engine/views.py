"""Artifacts as a rule sees them: reading a field is recorded, and a blank ends the element.

A view is an instance of a generated subclass of the artifact's class: `guideline.minutes` is an
`int` for type checkers and readers, and a recorded piece of evidence for the engine.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import attrs

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.fields import FieldInfo, Text, is_heading, item_fields, only_names
from lever5_rules.artifacts.kinds import ENVELOPE, Citation, subject
from lever5_rules.artifacts.tables import Table
from lever5_rules.artifacts.vocabulary import Period, Wording
from lever5_rules.core.blanks import Mark, is_of_draft
from lever5_rules.core.errors import RuleError
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.outcome import Level, Reason
from lever5_rules.core.places import Pointer
from lever5_rules.core.quotes import (
    Figure,
    Found,
    Lookup,
    begins_later,
    denial,
    exclusion,
    figures_that_differ,
    freedom,
    hedge,
    is_a_place,
    is_title,
    limitation,
    openness,
    refers_elsewhere,
    without_possibilities,
)

from .endings import at_mark, unvalued
from .trail import Trail

A = TypeVar("A")


def document_view(artifact: DocumentArtifact, trail: Trail) -> Any:
    """Return a view of a document."""
    return _make_view(type(artifact.node), artifact, artifact.node, (), trail)


def select(items: tuple[A, ...], **wanted: object) -> tuple[A, ...]:
    """Return the items whose fields have these values, without recording them all as evidence.

    An item whose field is blank might match, so it ends the element. An item whose word is not
    understood is left out, unless the outcome depends on it.
    """
    return tuple(
        item for item in items if all(_fits(item, name, value) for name, value in wanted.items())
    )


def _fits(item: Any, name: str, wanted: object) -> bool:
    node = getattr(item, "_node", item)
    if node is not item:
        _record_choice(item, name)
    value = getattr(node, name)
    if not isinstance(value, Mark):
        return bool(value == wanted)
    if node is item or value.reason is not Reason.UNREADABLE:
        getattr(item, name)
        return False
    info = item_fields(node.__class__)[name]
    evidence = _make_evidence(item, info, value, item._trail.as_of)
    _record_doubt(item, info, value, evidence)
    return bool(item._trail.generous)


def _record_doubt(view: Any, info: FieldInfo, mark: Mark, evidence: Evidence) -> None:
    """Record that a field may say something else, so that the outcome must not depend on it."""
    view._trail.doubts.append(partial(unvalued, view._artifact.kind, info, mark, evidence))


def known(items: tuple[A, ...], *names: str) -> tuple[A, ...]:
    """Return the items that have a value in each of these fields.

    A blank in another item then does not end the element.
    """
    nodes = ((item, getattr(item, "_node", item)) for item in items)
    return tuple(
        item
        for item, node in nodes
        if not any(isinstance(getattr(node, name), Mark) for name in names)
    )


def named(document: Any, name: str) -> str:
    """Return a text by which a document is only named here, so that it needs no source."""
    value: str = _make_name_reader(document._node.__class__, name)(document)
    return value


@cache
def _make_name_reader(cls: type, name: str) -> Callable[[Any], Any]:
    return _make_reader(cls, attrs.evolve(item_fields(cls)[name], identifies=True))


def _record_choice(view: Any, name: str) -> None:
    path = (part for part in view._pointer if isinstance(part, str))
    view._trail.chosen.add((view._artifact.kind.name, *path, name))


@cache
def _make_view_class(cls: type) -> type:
    body: dict[str, Any] = {
        "__slots__": ("_artifact", "_node", "_pointer", "_trail"),
        "__setattr__": _refuse_change,
        "__delattr__": _refuse_change,
        "__repr__": lambda self: f"<{cls.__name__} as a rule sees it>",
        "__doc__": cls.__doc__,
    }
    for name, info in item_fields(cls).items():
        body[name] = property(_make_reader(cls, info))
    return type(cls.__name__, (cls,), body)


def _refuse_change(self: Any, name: str, value: Any = None) -> None:
    raise RuleError(f"changes its evidence; artifacts are frozen, so {name} stays as it is")


def _make_view(
    cls: type, artifact: DocumentArtifact, node: Any, pointer: Pointer, trail: Trail
) -> Any:
    view: Any = object.__new__(_make_view_class(cls))
    put = object.__setattr__
    put(view, "_artifact", artifact)
    put(view, "_node", node)
    put(view, "_pointer", pointer)
    put(view, "_trail", trail)
    return view


def _make_reader(cls: type, info: FieldInfo) -> Callable[[Any], Any]:
    name = info.name
    fetch = attrgetter(name)
    is_nested = isinstance(info.item, type) and attrs.has(info.item)

    def read(self: Any) -> Any:
        node = self._node
        value = fetch(node)
        if value is None:
            return None
        if is_nested and value.__class__ is not Mark:
            return _view_nested(self, info, value)
        trail: Trail = self._trail
        key = (id(node), name, info.identifies)
        evidence = trail.memory.get(key)
        if evidence is None:
            evidence = trail.memory[key] = _make_evidence(self, info, value, trail.as_of)
        if value.__class__ is Mark:
            at_mark(trail, self._artifact.kind, info, value, evidence)
        trail.read(evidence)
        if self._artifact.alternatives:
            alternative = self._artifact.alternatives.get((*self._pointer, name))
            if alternative is not None:
                _record_doubt(self, info, alternative[1], evidence)
                return alternative[0] if trail.generous else value
        return value

    return read


def _view_nested(view: Any, info: FieldInfo, value: Any) -> Any:
    """Return views of a nested table or list; nothing is recorded until their fields are read."""
    pointer = (*view._pointer, info.name)
    if not info.many:
        return _make_view(info.item, view._artifact, value, pointer, view._trail)
    return tuple(
        _make_view(info.item, view._artifact, item, (*pointer, index), view._trail)
        for index, item in enumerate(value)
    )


def _make_evidence(view: Any, info: FieldInfo, value: Any, as_of: date) -> Evidence:
    artifact: DocumentArtifact = view._artifact
    pointer = (*view._pointer, info.name)
    standing = _find_standing(artifact, view._node, pointer, info, as_of)
    if standing.quote and not isinstance(value, Mark):
        standing = _compare_quote(standing, view._node, info, value)
    shown = None if info.person or isinstance(value, Mark) else value
    written = artifact.written.get(pointer, "") if artifact.written else ""
    return Evidence(
        artifact.kind.name,
        artifact.source,
        pointer,
        shown,
        standing.level,
        standing.lacks,
        written,
        standing.cites,
        standing.lookup,
        standing.differs,
        standing.hedge,
    )


_DAYS_AHEAD = 183
"""How long before a day what shows it may be dated: calendars announce half a year ahead."""


class _Standing(NamedTuple):
    """The standing of a statement: its level and its citation.

    `lacks` is why it does not count as cited, `cites` the cited place in words, `lookup` the result
    of looking up the quote, if the document is in the bundle. `quote` is the quote, if it is worth
    comparing; `differs` are the figures that contradict the field, `hedge` is the word that makes
    it non-binding.
    """

    level: Level | None
    lacks: Reason | None = None
    cites: str = ""
    lookup: Lookup | None = None
    quote: str = ""
    differs: tuple[Figure, ...] = ()
    hedge: str = ""


def _compare_quote(standing: _Standing, node: Any, info: FieldInfo, value: Any) -> _Standing:
    """Return the standing after comparing the quote with the value.

    If another field says whether a statement is binding, its quote may be hedged, if that field
    says so.
    """
    quote, fields = standing.quote, item_fields(node.__class__)
    if any(
        is_heading(field_info, getattr(node, name), quote) for name, field_info in fields.items()
    ):
        return standing._replace(level=Level.ASSERTED, lacks=Reason.NO_SOURCE)
    binding = [
        getattr(node, name)
        for name, field_info in fields.items()
        if field_info.vocabulary is Wording
    ]
    is_free = binding and Wording.REQUIRED not in binding
    about = subject(node, info, value)
    word = denial(quote, about) if value is not False and not is_free else ""
    word = word or exclusion(quote, about)
    quote = without_possibilities(quote, about)
    if not word and Wording.REQUIRED in binding:
        word = freedom(quote)
    if not word and info.unit and isinstance(value, (int, float)):
        word = openness(quote)
    if not word and value is True:
        word = limitation(quote)  # what a text states with yes or no, it states of all
    if word:
        return standing._replace(level=Level.ASSERTED, lacks=Reason.QUOTE_DIFFERS, hedge=word)
    word = "" if binding else hedge(quote, info.unit)
    if info.unit and isinstance(value, (int, float)):
        period = getattr(node, "per", None)
        per = period.value if isinstance(period, Period) else ""
        differs = figures_that_differ(value, info.unit, quote, per)
        return standing._replace(differs=differs, hedge=word)
    return standing._replace(hedge=word)


def _find_standing(
    artifact: DocumentArtifact, node: Any, pointer: Pointer, info: FieldInfo, as_of: date
) -> _Standing:
    ceiling = artifact.kind.family.level
    if ceiling is not Level.VERIFIED:
        return _Standing(ceiling)
    if info.identifies or pointer[0] in ENVELOPE:
        return _Standing(Level.CITED)
    citation = getattr(node, "source", None)
    if not isinstance(citation, Citation):
        sources = artifact.node.sources
        citation = sources.get(pointer[0]) if isinstance(sources, dict) else None
    if not isinstance(citation, Citation):
        return _Standing(Level.ASSERTED, Reason.ASSERTION_ONLY)
    day, dated = getattr(node, info.name), _value_or_none(citation.dated)
    if isinstance(day, date) and dated and (day - dated).days > _DAYS_AHEAD:
        return _Standing(Level.ASSERTED, Reason.CONTRADICTORY, f"its source is dated {dated}")
    names = (info, artifact.kind.fields[str(pointer[0])])
    return _find_standing_of_citation(citation, artifact, as_of, names)


def _find_standing_of_citation(
    citation: Citation, artifact: DocumentArtifact, as_of: date, names: tuple[FieldInfo, ...]
) -> _Standing:
    """Return the standing of a citation: it needs document, place, quote and date.

    If the document is in the bundle, the quote must be found there; where it is found is its place
    if none is given. A quote that only repeats the name of what is cited, or the title of the
    document, is a heading, not a quote.
    """
    if is_of_draft(citation.document):
        return _Standing(Level.ASSERTED, Reason.NOT_IN_FORCE)
    reference = artifact.node.document
    document = reference if reference is not None and not isinstance(reference, Mark) else None
    title = _value_or_none(citation.document) or (
        document and (_value_or_none(document.title) or _value_or_none(document.file))
    )
    page, section = _value_or_none(citation.page), _value_or_none(citation.section)
    quote = _value_or_none(citation.quote)
    if not (title and quote) or _is_wordless(quote, names) or is_title(quote, str(title)):
        return _find_standing_of_incomplete(citation, artifact)
    has_place = bool(page or section)
    cites = f"{title}, {f'page {page}' if page else section}" if has_place else str(title)
    dated = _value_or_none(citation.dated) or (document and _value_or_none(document.dated))
    if not dated:
        return _Standing(Level.ASSERTED, Reason.UNDATED, cites)
    if dated > as_of or begins_later(quote, as_of, dated):
        return _Standing(Level.ASSERTED, Reason.NOT_IN_FORCE, cites)
    papers = artifact.papers
    lookup = papers.look_up(citation, artifact.node, artifact.source) if papers else None
    if not has_place and (lookup is None or lookup.found not in (Found.HERE, Found.NOWHERE)):
        return _find_standing_of_incomplete(
            citation, artifact
        )  # nobody and nothing says where it stands
    if lookup is None:
        return _Standing(Level.CITED, None, cites, None, quote)
    if lookup.found in (Found.ELSEWHERE, Found.NOWHERE):
        return _Standing(Level.ASSERTED, Reason.QUOTE_NOT_FOUND, cites, lookup)
    if lookup.found is not Found.HERE:
        return _Standing(Level.CITED, None, cites, lookup, quote)
    location = f"{lookup.file}, {lookup.place}" if lookup.place else lookup.file
    return _Standing(Level.VERIFIED, None, f"{cites} (found in {location})", lookup, quote)


def _is_wordless(quote: str, names: tuple[FieldInfo, ...]) -> bool:
    """Return whether a quote only says where something stands, or is its heading; of words, and of
    an item's short name, also a heading with its number: "Step 1"."""
    field_info = names[0]
    numbered = field_info.item is str and (
        field_info.text is Text.WORDS or field_info.name == "code"
    )
    return (
        is_a_place(quote)
        or refers_elsewhere(quote)
        or any(only_names(info, quote, numbered=numbered) for info in names)
    )


def _find_standing_of_incomplete(citation: Citation, artifact: DocumentArtifact) -> _Standing:
    """Return the standing of an incomplete citation; a part may be missing because it is
    unreadable."""
    for name in item_fields(Citation):
        value = getattr(citation, name)
        if isinstance(value, Mark) and value.problem is not None:
            lookup = Lookup(Found.UNREAD, artifact.source.path, name, problem=value.problem)
            return _Standing(Level.ASSERTED, Reason.UNREADABLE, "", lookup)
    return _Standing(Level.ASSERTED, Reason.NO_SOURCE)


def _value_or_none(value: Any) -> Any:
    return None if isinstance(value, Mark) else value


@cache
def _make_row_class(cls: type) -> type:
    body: dict[str, Any] = {
        "__slots__": ("_row", "_table", "_trail"),
        "__setattr__": _refuse_change,
        "__delattr__": _refuse_change,
        "__repr__": lambda self: f"<a row of {cls.__name__} as a rule sees it>",
        "__doc__": cls.__doc__,
    }
    for name, info in item_fields(cls).items():
        body[name] = property(_make_cell_reader(info))
    return type(cls.__name__, (cls,), body)


def row_view(table: Table, row: int, trail: Trail) -> Any:
    """Return a view of one row of a table."""
    view: Any = object.__new__(_make_row_class(table.kind.cls))
    put = object.__setattr__
    put(view, "_table", table)
    put(view, "_row", row)
    put(view, "_trail", trail)
    return view


def _make_cell_reader(info: FieldInfo) -> Callable[[Any], Any]:
    name = info.name

    def read(self: Any) -> Any:
        table: Table = self._table
        column = table.columns[name]
        value = column.values[column.codes[self._row]]
        self._trail.columns.add((table.kind.name, name))
        if isinstance(value, Mark):
            at_mark(self._trail, table.kind, info, value, table.evidence(self._row, name))
        return value

    return read
