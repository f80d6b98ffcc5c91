"""The content of a bundle before it is judged, for writing it in another form.

The bundle is read by the readers that a check uses. Their results are kept as TOML would give them,
with words as the district wrote them. Unreadable values are kept as written, so that a check
reports the same problems in the other form.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin

from attrs import Factory, define, evolve

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.blanks import Mark, Problem
from lever5_rules.core.budgets import Budgets
from lever5_rules.core.evidence import Source
from lever5_rules.core.outcome import Reason
from lever5_rules.core.synonyms import NO_WORDS, Words
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.intake import PROFILE, Intake
from lever5_rules.reading.load import READERS, gather
from lever5_rules.reading.mappings.shipped_mappings import SHIPPED, Mappings
from lever5_rules.reading.privacy.refused_values import refusal, refused
from lever5_rules.reading.problems import Problems
from lever5_rules.reading.reader import Reader
from lever5_rules.reading.tables.table_builder import TableBuilder
from lever5_rules.reading.values.dates import is_in_figures
from lever5_rules.reading.values.hints import Hints
from lever5_rules.reading.values.single_values import Bad, cell_converter, find_hook
from lever5_rules.reading.values.units import read_number

UNKNOWN = "unknown"
"""Written for a value that the source form cannot express; it is read as a placeholder."""


@define(eq=False, repr=False, slots=False)
class Content:
    """Documents and rows by kind, as TOML would give them.

    `left_out` are sentences on what was not copied: files of no kind, fields that no kind has.
    `lost` are sentences on what could not be read, so that the content is incomplete. `absent` are
    the columns of a kind that no file has; writing them as blank columns would change their
    meaning.
    """

    documents: dict[str, list[dict[str, Any]]] = Factory(dict)
    rows: dict[str, list[dict[str, Any]]] = Factory(dict)
    left_out: list[str] = Factory(list)
    lost: list[str] = Factory(list)
    absent: dict[str, frozenset[str]] = Factory(dict)

    def present(self, kind: KindInfo) -> KindInfo:
        """Return the kind without the columns that no file has."""
        absent = self.absent.get(kind.name, frozenset())
        present_fields = {name: info for name, info in kind.fields.items() if name not in absent}
        return evolve(kind, fields=present_fields)


def content_of(
    bundle: Bundle,
    kinds: Mapping[str, KindInfo],
    readers: Sequence[Reader] = READERS,
    mappings: Mappings = SHIPPED,
    words: Words = NO_WORDS,
) -> Content:
    """Return the content of a bundle in any form that one of the readers supports.

    Only fields of known kinds are copied, so that anything that must not be in a bundle is dropped.
    `words` are district synonyms used to classify calendar events.
    """
    gathering = _Gathering(kinds, words, mappings, bundle.budgets)
    gather(bundle, gathering, readers)
    return cleared(gathering.content(), kinds)


def cleared(content: Content, kinds: Mapping[str, KindInfo]) -> Content:
    """Remove values that identify a person, and note each removal."""
    removals: dict[str, None] = {}

    def clear(data: Any, fields: Mapping[str, FieldInfo], at: str) -> Any:
        result = {}
        for name, value in data.items() if isinstance(data, dict) else ():
            info = fields.get(name)
            if info is None:
                continue
            if get_origin(info.type) is dict and isinstance(value, dict):
                inner = item_fields(get_args(info.type)[1])
                value = {key: clear(item, inner, f"{at}.{name}") for key, item in value.items()}
            elif info.nested:
                inner = item_fields(info.item)
                if isinstance(value, list):
                    value = [
                        clear(item, inner, f"{at}.{name}") if isinstance(item, dict) else item
                        for item in value
                    ]
                elif isinstance(value, dict):
                    value = clear(value, inner, f"{at}.{name}")
            elif what := refused(info, tuple(value) if isinstance(value, list) else value):
                removals[f"{at}.{name} {refusal(info, what)}"] = None
                continue
            result[name] = value
        return result

    for by_kind in (content.documents, content.rows):
        for kind, records in by_kind.items():
            by_kind[kind] = [clear(record, kinds[kind].fields, kind) for record in records]
    content.left_out.extend(removals)
    return content


class _Gathering(Intake):
    """An intake that also keeps the data it receives, as it was written."""

    def __init__(
        self, kinds: Mapping[str, KindInfo], words: Words, mappings: Mappings, budgets: Budgets
    ) -> None:
        super().__init__(kinds, words, mappings, budgets)
        self._documents: list[tuple[KindInfo, dict[str, Any], str]] = []

    def add_document(
        self, kind: KindInfo, data: dict[str, Any], source: Source, *, cells: bool = False
    ) -> None:
        super().add_document(kind, data, source, cells=cells)
        stem = "" if cells else source.path.rpartition("/")[2].rpartition(".")[0]
        self._documents.append((kind, data, stem))

    def table(self, kind: KindInfo) -> TableBuilder:
        if kind.name not in self.builders:
            self.builders[kind.name] = _Rows(kind, self.problems, self.hints, self.budgets.rows)
        return self.builders[kind.name]

    def content(self) -> Content:
        """Return the data received, with values typed as in TOML."""
        content = Content()
        bad: set[str] = set()
        for kind, data, stem in self._documents:
            settled = _Settled(self.order, not stem, bad).fields(data, kind.fields)
            documents = content.documents.setdefault(kind.name, [])
            several = sum(info.name == kind.name for info, _, _ in self._documents) > 1
            if several and "artifact_id" in kind.fields:
                id_part = stem.removeprefix(kind.name).strip("-_. ")
                settled.setdefault("artifact_id", id_part or str(len(documents) + 1))
            documents.append(settled)
        for name, builder in self.builders.items():
            if isinstance(builder, _Rows) and builder.met:
                content.rows[name] = builder.written(self.order, content.lost)
                if builder.absent:
                    content.absent[name] = builder.absent
                content.left_out += builder.unknown
        content.lost += [sentence for sentence, costs in self._problem_sentences(bad) if costs]
        content.left_out += [
            sentence for sentence, costs in self._problem_sentences(bad) if not costs
        ]
        content.left_out += [
            f"{file.path} is of no kind and was left out."
            for file in self.files
            if file.status in ("unknown", "cited", "uncited")
            and not any(file.path in sentence for sentence in content.left_out)
        ]
        return content

    def _problem_sentences(self, bad: set[str]) -> Iterator[tuple[str, bool]]:
        """Yield sentences on the bundle's problems, and whether each of them lost evidence."""
        unreadable = {file.path for file in self.files if file.status == "unreadable"}
        unread = {
            problem: kind is not None or problem.file in unreadable
            for kind, problems in self.lost.items()
            for problem in problems
        }
        for builder in self.builders.values():
            if isinstance(builder, _Rows):
                unread |= dict.fromkeys(builder.unread, True)
        for problem in dict.fromkeys(self.problems):
            broken = any(message in problem.message for message in bad)
            is_dropped = "not read" in problem.message or "dropped" in problem.message
            if broken or is_dropped or problem in unread:
                yield f"{problem.where}: {problem.message}", broken or unread.get(problem, False)


class _Rows(TableBuilder):
    """A table that keeps its cells as they were written."""

    def __init__(self, kind: KindInfo, problems: Problems, hints: Hints, most: int) -> None:
        super().__init__(kind, problems, hints, most)
        self._given: dict[str, list[Any]] = {name: [] for name in kind.fields}
        self._met: set[str] = set()

    @property
    def absent(self) -> frozenset[str]:
        """The columns that no file has."""
        return frozenset(self._given) - self._met if self._met else frozenset()

    @property
    def unknown(self) -> list[str]:
        """Sentences on values that the source file cannot express, where a blank would mean
        "none"."""
        marks = {
            cell.value.problem
            for column in self._given.values()
            for cell in column
            if isinstance(getattr(cell, "value", None), Mark) and _is_unknown(cell.value)
        }
        return [
            f"{mark.message} These fields hold '{UNKNOWN}' and are to be filled in."
            for mark in marks
            if mark is not None
        ]

    def _append_cells(self, name: str, cells: Sequence[Any]) -> None:
        super()._append_cells(name, cells)
        self._met.add(name)
        self._given[name].extend(cells)

    def _append_absent(self, name: str, number: int, cell: Any) -> None:
        super()._append_absent(name, number, cell)
        if cell == "":
            self._met.add(name)
        self._given[name].extend([""] * number)

    @property
    def unread(self) -> tuple[Problem, ...]:
        """Problems with rows that could not be read at all."""
        return tuple(self._lost)

    def written(self, order: str | None, lost: list[str]) -> list[dict[str, Any]]:
        """Return the rows, without blank fields."""
        names = list(self.kind.fields)
        rows = []
        cells, typed = _Settled(order, True, set()), _Settled(order, False, set())
        for row in zip(*self._given.values(), strict=True):
            record = {}
            for name, cell in zip(names, row, strict=True):
                if cell == "":
                    continue
                by = cells if isinstance(cell, str) else typed
                value = getattr(cell, "value", cell)
                mark = getattr(cell, "mark", None)
                if isinstance(mark, Mark):
                    problem = mark.problem
                    lost.append(
                        f"{problem.where}: {problem.message}" if problem else "A row is broken."
                    )
                elif _is_unknown(value):
                    record[name] = UNKNOWN
                elif (settled := by.value(value, self.kind.fields[name])) is not None:
                    record[name] = settled
            rows.append(record)
        return rows


class _Settled:
    """Conversion of values to TOML types, from TOML or from the text of cells."""

    def __init__(self, order: str | None, cells: bool, bad: set[str]) -> None:
        self._converter = cell_converter(order, NO_WORDS)
        self._order = order
        self._cells = cells
        self._bad = bad

    def fields(self, data: Mapping[str, Any], fields: Mapping[str, FieldInfo]) -> dict[str, Any]:
        """Return the fields of a kind that are not blank."""
        settled = {
            name: self.value(value, fields[name]) for name, value in data.items() if name in fields
        }
        return {name: value for name, value in settled.items() if value is not None}

    def value(self, value: Any, info: FieldInfo) -> Any:
        """Return one value, or None for a blank."""
        if isinstance(value, Bad):
            self._bad.add(value.message)
            return None
        if value is None or isinstance(value, Mark) or value in ("", [], {}):
            return None
        if get_origin(info.type) is dict:
            return self._tables_by_name(value, info)
        if info.nested:
            return self._nested(value, info)
        if isinstance(value, list) and info.vocabulary and all(isinstance(v, str) for v in value):
            value = "; ".join(value)
        if not isinstance(value, str):
            return value
        text = value.strip()
        if self._cells or info.type is date or info.vocabulary:
            return self._typed(text, info) if text else None
        return text or None

    def _nested(self, value: Any, info: FieldInfo) -> Any:
        inner = item_fields(info.item)
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return [self.fields(item, inner) for item in value]
        return (self.fields(value, inner) or None) if isinstance(value, dict) else value

    def _tables_by_name(self, value: Any, info: FieldInfo) -> Any:
        """Return tables by name, such as `[sources.minutes]`."""
        if not isinstance(value, dict):
            return value
        item = item_fields(get_args(info.type)[1])
        settled = {
            name: self.fields(item_data, item) if isinstance(item_data, dict) else item_data
            for name, item_data in value.items()
        }
        return {
            name: settled_value
            for name, settled_value in settled.items()
            if settled_value not in ({}, None)
        } or None

    def _typed(self, text: str, info: FieldInfo) -> Any:
        if info.item is date and self._order is None and is_in_figures(text):
            return text  # whether the day may come first is told by the other dates of its column
        hook = find_hook(self._converter, info.type)
        for spelling in (text, read_number(text, info)):
            try:
                typed = hook(spelling, info.type) if spelling else None
            except UnreadableValue:
                continue
            if typed is not None and not isinstance(typed, Mark):
                return _plain(typed)
        return [part.strip() for part in text.split(";")] if info.many else text


def _is_unknown(value: Any) -> bool:
    """Return whether the source could not express the value, rather than left it blank."""
    return (
        isinstance(value, Mark) and value.reason is Reason.BLANK_FIELD and value.problem is not None
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


__all__ = ["PROFILE", "Content", "content_of"]
