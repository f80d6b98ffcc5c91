"""Conversion of TOML objects to frozen artifacts.

It never fails: a value that does not fit becomes a mark and a problem, and everything else is kept.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin

from attrs import frozen
from cattrs import BaseConverter

from lever5_rules.artifacts.fields import FieldInfo, Text, item_fields
from lever5_rules.artifacts.kinds import Citation, Document, KindInfo
from lever5_rules.core.blanks import Mark, Problem, Severity
from lever5_rules.core.evidence import Source
from lever5_rules.core.lexicon import without_value
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Pointer
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.privacy.personal_data import personal
from lever5_rules.reading.privacy.refusals import identifies_student, privacy_problem
from lever5_rules.reading.privacy.refused_values import refusal, refused
from lever5_rules.reading.privacy.safe_text import echoed, named
from lever5_rules.reading.problems import Problems
from lever5_rules.reading.values.called_off import event_words
from lever5_rules.reading.values.hints import Hints
from lever5_rules.reading.values.lengths import MINUTES, read_length
from lever5_rules.reading.values.notes import note_other_form
from lever5_rules.reading.values.optional_fields import drop_blank, says_none
from lever5_rules.reading.values.pages import with_place
from lever5_rules.reading.values.single_values import (
    Bad,
    Pending,
    find_answer,
    find_hook,
    find_own_words,
    list_vocabulary,
    note_synonyms,
    require_fitting,
    require_year,
)
from lever5_rules.reading.values.units import read_number
from lever5_rules.reading.values.wording import Wording, of_list


@frozen(eq=False, repr=False, slots=False)
class _Plan:
    """How the values of a field are converted: by a hook, as named tables, or as items."""

    hook: Callable[[Any, Any], Any] | None
    named: bool


@cache
def _plan(converter: BaseConverter, info: FieldInfo) -> _Plan:
    by_name = get_origin(info.type) is dict
    hook = None if by_name or info.nested else find_hook(converter, info.type)
    return _Plan(hook, by_name)


class Structurer:
    """The converter of the documents of one bundle, collecting their problems.

    `wording` decides which texts say nothing. `cells`: the values are cell texts, in which 15 may
    be written "15 min".
    """

    def __init__(
        self,
        converter: BaseConverter,
        problems: Problems,
        wording: Wording,
        *,
        cells: bool = False,
        hints: Hints | None = None,
    ) -> None:
        self.wording = wording
        self._hints = hints or Hints()
        self._converter = converter
        self._cells = cells
        self._problems = problems
        self._spellings: dict[Pointer, str] = {}
        self.alternatives: dict[Pointer, tuple[Any, Mark]] = {}
        self._texts: list[str] = []
        self._closely = False
        self._row = False

    def document(
        self, kind: KindInfo, data: dict[str, Any], source: Source
    ) -> tuple[Any, dict[Pointer, str]]:
        """Return the artifact of a TOML document, and the district's own words in it.

        `alternatives` receives the lists with an item that was not understood: what else they may
        be, and why.
        """
        self._spellings, self.alternatives = {}, {}
        body = {key: value for key, value in data.items() if key != "kind"}
        statement = issubclass(kind.cls, Document)
        self._texts, before = [], len(self._problems)
        node = self._build(kind.cls, body, source, (), statement)
        if personal("\n".join(self._texts)):
            # It may contain personal data, so it is read again with a check of each value.
            del self._problems[before:]
            self._spellings, self.alternatives, self._closely = {}, {}, True
            node = self._build(kind.cls, body, source, (), statement)
            self._closely = False
        if statement and isinstance(node.sources, dict):
            for name in node.sources:
                if name not in kind.fields:
                    self._report(
                        source,
                        ("sources", name),
                        f"[sources] names {named(name)}, "
                        f"which is not a field of {kind.name}.{self._hints(name, kind.fields)}",
                    )
        return node, self._spellings

    def cell(
        self, info: FieldInfo, value: Any, source: Source, pointer: Pointer, statement: bool
    ) -> Any:
        """Return one cell of a table that was given as TOML or Python objects.

        In a list column, a text is split as in a CSV file.
        """
        if info.many and isinstance(value, str) and without_value(value) is None:
            value = [part.strip() for part in value.split(";") if part.strip()]
        self._row = True
        result = self._read_field(info, value, source, pointer, statement)
        self._row = False
        return result

    def _build(
        self, cls: type, data: dict[str, Any], source: Source, at: Pointer, statement: bool
    ) -> Any:
        fields = item_fields(cls)
        values: dict[str, Any] = {}
        if cls is Citation:
            data = with_place(data, cells=self._cells)
        for name, value in data.items():
            info = fields.get(name)
            if info is not None:
                values[name] = self._read_field(info, value, source, (*at, name), statement)
                continue
            unwanted = privacy_problem(name)
            if unwanted:
                severe = Severity.ERROR if identifies_student(name) else Severity.WARNING
                self._report(source, (*at, name), unwanted, severe)
            else:
                self._report(
                    source,
                    (*at, name),
                    f"{named(name)} is not a field here and was not read."
                    + self._hints(name, fields),
                )
        for name, info in fields.items():
            if info.optional and name not in values:
                values[name] = None
        if statement and (words := self._list_own_words(values, at)):
            for name, value in values.items():
                values[name] = self.wording.beside(fields[name], value, words)
        return cls(**values)

    def _list_own_words(self, values: Mapping[str, Any], at: Pointer) -> list[str]:
        """Return the words of vocabularies that stand in a table, and what was written for them."""
        names = [name for name, value in values.items() if isinstance(value, StrEnum)]
        written = (self._spellings.get((*at, name), "") for name in names)
        return [*(values[name] for name in names), *filter(None, written)]

    def _read_field(
        self, info: FieldInfo, value: Any, source: Source, at: Pointer, statement: bool
    ) -> Any:
        if value.__class__ is Bad:
            message = f"{_format_pointer(at)} {value.message}"
            return Mark(Reason.UNREADABLE, self._report(source, at, message, Severity.ERROR))
        if value.__class__ is Mark:
            return value  # its reader has already reported why there is no value
        # an optional name or code that is still to be filled in may be that of anything
        is_name = self._row or bool(info.refers_to) or info.text is Text.TITLE
        is_code = is_name or info.vocabulary is not None
        if is_name and says_none(info, value):
            return None
        plan = _plan(self._converter, info)
        original = value
        if isinstance(value, str) and info.unit:
            value = self._read_with_unit(info, value)
        if self._cells and info.many and info.item is str and isinstance(value, str):
            value = [part.strip() for part in value.split(";")]
        result: Any = find_answer(info, value)
        if result is not None:
            self._report(source, at, note_other_form(info, original, result), Severity.NOTE)
            return result
        result = self.wording.value(info, value, sets=statement)
        if result is None and isinstance(value, list) and info.many and info.item is str:
            value = self.wording.items(info, value, sets=statement)
            result = value if value.__class__ is Mark else None
        try:
            if result is None:
                if plan.hook is not None:
                    result = require_fitting(info, value, plan.hook(value, info.type))
                    if result.__class__ is Pending:
                        self.alternatives[at] = (list_vocabulary(info), result.mark)
                        return result.beside
                    result = of_list(result, sets=statement)
                    if result.__class__ is str:
                        require_year(info, result)
                    if info.vocabulary and (words := find_own_words(value, result)):
                        self._spellings[at] = words
                        self._report(
                            source, at, note_synonyms(info.name, value, result), Severity.NOTE
                        )
                    elif note := note_other_form(info, original, result):
                        self._report(source, at, note, Severity.NOTE)
                elif plan.named:
                    result = self._read_tables_by_name(info, value, source, at, statement)
                else:
                    result = self._read_nested(info, info.item, value, source, at, statement)
        except UnreadableValue as misfit:
            quotation = "" if info.person else f" is {echoed(value)};"
            is_lone = isinstance(value, str) and info.many and not (self._cells or info.nested)
            form = f' Write {info.name} = ["…"].' if is_lone else ""
            message = f"{_format_pointer(at)}{quotation} {misfit}{form}"
            result = Mark(Reason.UNREADABLE, self._report(source, at, message, Severity.ERROR))
            if misfit.beside:
                self.alternatives[at] = (list_vocabulary(info), result)
                return misfit.beside
        if info.item is str and (unwanted := self._find_refusal(info, result)):
            message = f"{_format_pointer(at)} {refusal(info, unwanted)}"
            return Mark(Reason.UNREADABLE, self._report(source, at, message, Severity.ERROR))
        if info.optional and result.__class__ is Mark and result.reason in BLANKS:
            return drop_blank(info, result) if is_code else None
        return result

    def _read_with_unit(self, info: FieldInfo, text: str) -> Any:
        """Return a number that was written with its unit or as a length; else the text
        unchanged."""
        if info.unit.startswith(MINUTES):
            length = read_length(text)
            if length is None and self._row and event_words(self.wording.words).call_off(text):
                length = 0
            if length is not None:
                return str(length) if self._cells else length
        return (read_number(text, info) or text) if self._cells else text

    def _find_refusal(self, info: FieldInfo, converted: Any) -> str | None:
        if self._closely or info.person:
            return refused(info, converted)
        if converted.__class__ is str:
            self._texts.append(converted)
        elif converted.__class__ is tuple:
            self._texts.extend(converted)
        return None

    def _read_nested(
        self, info: FieldInfo, item: type, value: Any, source: Source, at: Pointer, statement: bool
    ) -> Any:
        if not info.many:
            if not isinstance(value, dict):
                raise UnreadableValue("a table of fields is expected.")
            return self._build(item, value, source, at, statement)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise UnreadableValue(f"a list of tables is expected, each under [[{info.name}]].")
        return tuple(
            self._build(item, entry, source, (*at, index), statement)
            for index, entry in enumerate(value)
        )

    def _read_tables_by_name(
        self, info: FieldInfo, value: Any, source: Source, at: Pointer, statement: bool
    ) -> dict[str, Any]:
        item = get_args(info.type)[1]
        if not isinstance(value, dict) or not all(
            isinstance(entry, dict) for entry in value.values()
        ):
            raise UnreadableValue(f"a table for each name is expected, under [{info.name}.NAME].")
        return {
            name: self._build(item, entry, source, (*at, name), statement)
            for name, entry in value.items()
        }

    def _report(
        self, source: Source, at: Pointer, message: str, severity: Severity = Severity.WARNING
    ) -> Problem:
        return self._problems.report(source.path, source.place_of(at), message, severity)


BLANKS = (Reason.BLANK_FIELD, Reason.PLACEHOLDER, Reason.STATED_ABSENT)


def _format_pointer(at: Pointer) -> str:
    """Return a pointer in words.

    Names of fields are always shown; names of tables come from the bundle and are shown if
    harmless.
    """
    text = ""
    for before, part in zip(("", *at), at, strict=False):
        if isinstance(part, int):
            text += f"[{part + 1}]"
            continue
        if before == "sources":
            part = named(part, "?").strip("'\"")
        text += f".{part}" if text else part
    return text
