"""A copy of a bundle with keyed pseudonyms instead of staff ids, and nothing else about persons.

Only known data is copied: fields of known kinds, and documents that are cited. Everything else may
contain names and is left out.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, get_args, get_origin

import tomli
import tomli_w
from attrs import Factory, define, evolve

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.reading.bundles.bundle import WORKBOOKS, Bundle
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.intake import kind_of_name
from lever5_rules.reading.papers.collection import CITED, ENDINGS
from lever5_rules.reading.privacy.personal_data import personal
from lever5_rules.reading.privacy.pseudonyms import Pseudonyms
from lever5_rules.reading.privacy.refusals import head_word, identifies_student
from lever5_rules.reading.privacy.refused_values import refusal, refused
from lever5_rules.reading.privacy.safe_text import named, quoted
from lever5_rules.reading.tables.csv_rows import read_heads
from lever5_rules.reading.tables.csv_text import UNREADABLE, CsvText
from lever5_rules.reading.tables.heads import column_of
from lever5_rules.support.output_files import new_folder

from .content import Content

_COMMENT = re.compile(r"#[^\n]*")


class LeftOut(Exception):
    """Raised for a file that is left out; the text says why."""


@define(eq=False, repr=False, slots=False)
class Copy:
    """A copy of a bundle while it is being made.

    `cited` and `read` are paths of files in the bundle. `notes` says what was left out and what a
    person should review.
    """

    kinds: Mapping[str, KindInfo]
    pseudonyms: Pseudonyms
    cited: frozenset[str]
    read: frozenset[str]
    notes: dict[str, None] = Factory(dict)
    rewritten: int = 0
    copied: int = 0

    def take(self, file: RawFile, target: Path | None) -> None:
        """Copy one file if possible; without `target` only its staff ids are recorded."""
        try:
            content = self._content(file)
        except LeftOut as left:
            self.notes[f"{file.path} was left out: {left}"] = None
            return
        except (OSError, ValueError, RecursionError, TypeError, csv.Error) as error:
            self.notes[f"{file.path} was left out: it cannot be read ({type(error).__name__})."] = (
                None
            )
            return
        if target is None:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Content):
            from .workbook import write_workbook

            kinds = [self.kinds[name] for name in (*content.documents, *content.rows)]
            write_workbook(target, kinds, content)
            self.rewritten += 1
            return
        if content is None:
            self.copied += 1
        else:
            self.rewritten += 1
        with target.open("wb") as target_file:
            if content is not None:
                target_file.write(content)
                return
            with file.open() as raw:
                while piece := raw.read(1 << 16):
                    target_file.write(piece)

    def _content(self, file: RawFile) -> bytes | Content | None:
        """Return the new content of a file; None to copy it unchanged."""
        path = file.path.lower()
        if path.endswith(ENDINGS):
            if file.path not in self.cited:
                raise LeftOut("no artifact cites it.")
            self.notes[f"{file.path} is copied as it is. See that it names no persons."] = None
            return None
        if path.endswith(WORKBOOKS):
            return self._workbook(file)
        if not path.endswith((".toml", ".csv")):
            raise self._reason_for_leaving(file.path)
        with file.open() as raw:
            if path.endswith(".csv"):
                return self._csv(file.path, raw)
            return self._toml(file.path, raw.read().decode("utf-8-sig"))

    def _reason_for_leaving(self, path: str) -> LeftOut:
        if path in self.read:
            return LeftOut(
                "it is an export or calendar, which may hold more than a check reads. Write what "
                "is read with lever5 convert, and pseudonymize that."
            )
        return LeftOut("it is of no kind that is known here.")

    def _toml(self, path: str, text: str) -> bytes | None:
        data = tomli.loads(text.replace("\r\n", "\n"))
        name = data.get("kind") or kind_of_name(path, self.kinds)
        kind = self.kinds.get(name) if isinstance(name, str) else None
        if kind is None:
            raise self._reason_for_leaving(path)
        clean: dict[str, Any] = {"kind": kind.name} if "kind" in data else {}
        if kind.table:
            rows = data.get("rows")
            clean["rows"] = [self._object(path, row, kind.fields) for row in rows or ()]
        else:
            body = {key: value for key, value in data.items() if key != "kind"}
            clean |= self._object(path, body, kind.fields)
        if clean == data and not any(map(personal, _COMMENT.findall(text))):
            return None
        return tomli_w.dumps(clean).encode()

    def _object(self, path: str, data: Any, fields: Mapping[str, FieldInfo]) -> dict[str, Any]:
        """Return a table of TOML with only the fields that it may have."""
        clean: dict[str, Any] = {}
        for name, value in data.items() if isinstance(data, dict) else ():
            info = fields.get(name)
            if info is None:
                self._unknown(path, name)
            elif get_origin(info.type) is dict and isinstance(value, dict):
                inner = item_fields(get_args(info.type)[1])
                clean[name] = {
                    key: self._object(path, item, inner)
                    for key, item in value.items()
                    if key in fields
                }
            elif info.nested:
                many = value if isinstance(value, list) else [value]
                objects = [self._object(path, item, item_fields(info.item)) for item in many]
                clean[name] = objects if isinstance(value, list) else objects[0]
            elif not self._refused(path, info, value):
                clean[name] = self._value(info, value)
        return clean

    def _csv(self, path: str, raw: BinaryIO) -> bytes | None:
        kind = self.kinds.get(kind_of_name(path, self.kinds) or "")
        if kind is None or not kind.table:
            raise self._reason_for_leaving(path)
        text = CsvText(raw)
        try:
            rows = self._read_rows(text, kind)
        except UNREADABLE as error:
            raise LeftOut(str(text.explain(error))) from error
        first = next((place for place, row in enumerate(rows) if any(map(str.strip, row))), 0)
        heads = rows[first] if rows else []
        columns = self._columns_of_kind(path, heads, kind)
        clean = [self._row(path, row, len(heads), columns) for row in rows[first + 1 :]]
        if not text.notes and len(columns) == len(heads) and clean == rows[first + 1 :]:
            return None
        output = io.StringIO(newline="")
        raw.seek(0)
        writer = csv.writer(output, lineterminator="\r\n" if b"\r\n" in raw.read(1 << 16) else "\n")
        writer.writerows([*([[]] * first), [heads[place] for place in columns], *clean])
        return output.getvalue().encode()

    def _read_rows(self, text: CsvText, kind: KindInfo) -> list[list[str]]:
        """Return the rows from the heads on. Titles above them are left out: they may name
        anybody."""

        def are_heads(row: list[str]) -> bool:
            return sum(column_of(kind, head) in kind.fields for head in row) > 1

        heads = read_heads(text.lines(), text.separator)
        if heads is not None and not are_heads(heads[0]):
            text.pass_titles(are_heads)
        return list(csv.reader(text.lines(), delimiter=text.separator, strict=True))

    def _row(
        self, path: str, row: list[str], width: int, columns: Mapping[int, FieldInfo]
    ) -> list[str]:
        if not any(row):
            return row
        while len(row) > width and not row[-1].strip():
            row = row[:-1]
        if len(row) != width:
            self.notes[f"{path} has rows with too few or too many cells; they are left out."] = None
            return [""] * (len(columns) + 1) + ["broken"]
        return [
            "" if self._refused(path, info, row[place]) else self._value(info, row[place])
            for place, info in columns.items()
        ]

    def _columns_of_kind(self, path: str, heads: list[str], kind: KindInfo) -> dict[int, FieldInfo]:
        """Return the columns that the kind has, by position."""
        columns = {}
        for place, head in enumerate(heads):
            if info := kind.fields.get(column_of(kind, head)):
                columns[place] = info
            elif identifies_student(head):
                raise LeftOut("a column of it identifies students. Remove the column.")
            elif head.strip():
                self._unknown(path, head)
        if not columns:
            raise LeftOut(f"its first row names none of the columns of {kind.name}.")
        return columns

    def _workbook(self, file: RawFile) -> Content:
        from lever5_rules.reading.cannot_read import UnreadablePackage

        content = Content()
        heads: dict[str, set[str]] = {}
        try:
            for kind, data in _sheets(file, self.kinds, self.notes, heads):
                clean = self._object(file.path, data, kind.fields)
                records = content.rows if kind.table else content.documents
                records.setdefault(kind.name, []).append(clean)
        except UnreadablePackage as error:
            raise LeftOut(f"it cannot be read: {error}") from None
        if not (content.rows or content.documents):
            raise LeftOut("no sheet of it is filled in.")
        for name, fields in heads.items():
            content.absent[name] = frozenset(self.kinds[name].fields) - fields
        self.notes[f"{file.path} is written anew: titles, notes and colors are not taken over."] = (
            None
        )
        return content

    def _unknown(self, path: str, name: str) -> None:
        self.notes[f"{path}: {named(name)} is not read by any check, and was left out."] = None

    def _refused(self, path: str, info: FieldInfo, value: Any) -> bool:
        """Return whether a value must not be in a bundle.

        A value in place of a staff id is always accepted, because it is replaced.
        """
        reason = None if info.person else refused(info, tuple(value) if _is_list(value) else value)
        if reason:
            self.notes[f"{path}: {info.name} {refusal(info, reason)}"] = None
        elif (info.item is not str or info.refers_to == "campus") and not info.person:
            many = value if _is_list(value) else [value]
            if not all(quoted(item) for item in many if isinstance(item, str) and item.strip()):
                reason = "a text that may be a name"
                self.notes[f"{path}: {info.name} holds {reason}, and was left out."] = None
        return reason is not None

    def _value(self, info: FieldInfo, value: Any) -> Any:
        if not (info.person or info.refers_to == "staff"):
            return self._record_id(info, value)
        if _is_list(value):
            return [self.pseudonyms(str(item)) for item in value]
        if info.many:
            return "; ".join(self.pseudonyms(part) for part in str(value).split(";"))
        return self.pseudonyms(str(value))

    def _record_id(self, info: FieldInfo, value: Any) -> Any:
        """Return a value with person ids within it replaced, if it is the id of a record."""
        is_id = info.unique or info.name.endswith(("_id", "_ids")) or info.refers_to
        if not is_id or info.refers_to == "campus":
            return value
        if _is_list(value):
            return [self._record_id(info, item) for item in value]
        return self.pseudonyms.within(value) if isinstance(value, str) else value


def pseudonymize(
    bundle: Bundle, kinds: Mapping[str, KindInfo], pseudonyms: Pseudonyms, output: Path
) -> Copy:
    """Write the pseudonymized copy of a bundle into the new folder `output`.

    Raises UsageError if that fails; then there is no folder.
    """
    from lever5_rules.reading.load import load

    loaded = load(bundle, kinds)
    files = loaded.papers.listed(loaded.files)
    cited = frozenset(file.path for file in files if file.status == CITED)
    read = frozenset(file.path for file in files if file.kind)
    copy = Copy(kinds, pseudonyms, cited, read)
    for file in bundle.files:
        copy.take(file, None)
    pseudonyms.settle()
    copy = evolve(copy, notes={}, rewritten=0, copied=0)
    with new_folder(output) as folder:
        for file in bundle.files:
            copy.take(file, folder / file.path)
    return copy


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _sheets(
    file: RawFile,
    kinds: Mapping[str, KindInfo],
    messages: dict[str, None],
    heads: dict[str, set[str]],
) -> Iterator[tuple[KindInfo, dict[str, Any]]]:
    """Yield the documents and rows of a workbook, as TOML would give them.

    The columns that a table sheet has are added to `heads`.
    """
    from lever5_rules.reading.workbooks.forms import forms
    from lever5_rules.reading.workbooks.workbook import Workbook

    with file.open() as raw:
        for number, sheet in enumerate(Workbook(raw).sheets, start=1):
            name = kind_of_name(f"{head_word(sheet.title)}.xlsx", kinds)
            kind = kinds.get(name or "")
            if kind is None:
                title = named(sheet.title, f"number {number}")
                messages[f"{file.path}: the sheet {title} is of no kind and was left out."] = None
            elif kind.table:
                fields = heads.setdefault(kind.name, set())
                yield from ((kind, row) for row in _rows(sheet.rows, kind, fields))
            else:
                filled_forms = forms(file.path, sheet.title, kind, sheet.rows)
                yield from ((kind, form.data) for form in filled_forms if form.data)


def _rows(rows: Any, kind: KindInfo, fields: set[str]) -> Iterator[dict[str, Any]]:
    heads: dict[int, str] = {}
    for _, cells in rows:
        words = {place: column_of(kind, cell) for place, cell in enumerate(cells) if _is_text(cell)}
        if not heads:
            field_places = {place: word for place, word in words.items() if word in kind.fields}
            if len(field_places) > 1:
                if any(
                    identifies_student(cells[place]) for place in words if place not in field_places
                ):
                    raise LeftOut("a column of it identifies students. Remove the column.")
                heads = field_places
                fields.update(field_places.values())
            continue
        row = {
            name: cells[place]
            for place, name in heads.items()
            if place < len(cells) and _is_statement(cells[place])
        }
        if row:
            yield row


def _is_text(cell: Any) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def _is_statement(cell: Any) -> bool:
    return isinstance(cell, bool) or _is_text(cell)
