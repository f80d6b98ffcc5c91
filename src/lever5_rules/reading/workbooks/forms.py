"""Documents in sheets: a form with a field in each row, and lists of items as small tables in it.

field             value    page  section  quote            document  dated
artifact_id       plc-2026
minutes           45       12             "45 minutes ..."
issued_to.source           14             "All campuses ..."  (FALSE as value: there are none)
issued_to         campus_id        issued_on
                  999001001        2026-08-04

Everything above the header row is ignored. A row whose first cell is the name of a list starts its
items: the cells beside it name their fields, and each following row with an empty first cell is an
item. A second `artifact_id` starts a second document of the kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import Factory, define

from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import Citation, Document, KindInfo
from lever5_rules.core.places import Place, Pointer
from lever5_rules.reading.cannot_read import UnreadablePackage
from lever5_rules.reading.privacy.refusals import head_word
from lever5_rules.reading.tables.sheets import Cell, cell_name

SOURCE_COLUMNS = tuple(item_fields(Citation))
FIRST = "artifact_id"


@define(eq=False, repr=False, slots=False)
class Form:
    """One document of a sheet: its data as TOML would give it, and the cell of each value."""

    path: str
    title: str
    statement: bool
    data: dict[str, Any] = Factory(dict)
    cells: dict[Pointer, Place] = Factory(dict)

    def place_of(self, pointer: Pointer) -> Place | None:
        """Return the cell of a value, or of the place where it is missing."""
        while pointer:
            if pointer in self.cells:
                return self.cells[pointer]
            pointer = pointer[:-1]
        return self.title


def forms(
    path: str, title: str, kind: KindInfo, rows: Iterable[tuple[int, Sequence[Cell]]]
) -> list[Form]:
    """Return the documents of a sheet.

    Raises UnreadablePackage if the headers `field` and `value` are missing.
    """
    result: list[Form] = []
    heads: dict[str, int] = {}
    items: _Items | None = None
    for number, cells in rows:
        key = _read_key(cells[0])
        if key == "field":
            heads = {_read_key(cell): place for place, cell in enumerate(cells) if cell}
            continue
        if not heads:
            continue
        if not result or (key == FIRST and FIRST in result[-1].data):
            result.append(Form(path, title, issubclass(kind.cls, Document)))
        form = result[-1]
        name = key.partition(".")[0]
        info = kind.fields.get(name)
        if not key:
            if items is not None:
                items.add(form, number, cells)
        elif info is not None and key == name and info.many and info.nested:
            items = _Items(name, info, cells)
            form.cells.setdefault((name,), cell_name(title, 0, number))
        else:
            items = None
            _read_field(form, key, info, heads, number, cells)
    if "value" not in heads:
        raise UnreadablePackage("no row has the heads field and value. Start from lever5 template.")
    return result


def _read_field(
    form: Form,
    key: str,
    info: FieldInfo | None,
    heads: Mapping[str, int],
    number: int,
    cells: Sequence[Cell],
) -> None:
    """Read one row of a form: the value of a field and its citation."""
    at: Pointer = tuple(key.split("."))
    of_list = info is not None and info.many and info.nested and at[1:] == ("source",)
    value = _find_cell(heads, "value", cells)
    if of_list and _is_denied(value):
        form.data.setdefault(str(at[0]), False)
    elif not of_list and value != "":
        _store_cell(form, at, value, heads["value"], number, info)
    else:
        form.cells.setdefault(at, cell_name(form.title, heads.get("value", 0), number))
    if not form.statement or (len(at) > 1 and not of_list):
        return
    for column in SOURCE_COLUMNS:
        cell = _find_cell(heads, column, cells)
        if cell != "":
            _store_cell(form, ("sources", at[0], column), cell, heads[column], number, None)


class _Items:
    """The items of the list that is currently being read."""

    def __init__(self, name: str, info: FieldInfo, heads: Sequence[Cell]) -> None:
        self.name = name
        self.fields = item_fields(info.item)
        self.heads = {
            place: _read_pointer(cell) for place, cell in enumerate(heads) if place and cell
        }

    def add(self, form: Form, number: int, cells: Sequence[Cell]) -> None:
        items = form.data.get(self.name) or []
        form.data[self.name] = items
        index = len(items)
        items.append({})
        form.cells[(self.name, index)] = cell_name(form.title, 1, number)
        for place, head in self.heads.items():
            if place < len(cells) and cells[place] != "":
                at = (self.name, index, *head)
                _store_cell(form, at, cells[place], place, number, self.fields.get(str(head[0])))


def _store_cell(
    form: Form, at: Pointer, cell: Cell, column: int, number: int, info: FieldInfo | None
) -> None:
    """Put a cell into the data.

    In a field that is not yes-or-no, TRUE means "it is there" and FALSE "it was looked for and is
    absent".
    """
    form.cells[at] = cell_name(form.title, column, number)
    flag = info is not None and info.type is bool
    value: Any = cell.strip() if isinstance(cell, str) else cell
    if _is_denied(value):
        value = False
    if isinstance(value, bool) and (value or flag or not form.statement):
        value = "yes" if value else "no"
    inner: Any = form.data
    for part in at[:-1]:
        inner = inner[part] if isinstance(part, int) else inner.setdefault(part, {})
        if not isinstance(inner, (dict, list)):
            return  # a text stands where a table belongs, and the problem is reported for the text
    inner[at[-1]] = value


def _is_denied(cell: Any) -> bool:
    """Return whether a cell is FALSE, as a value or text: looked for and absent."""
    return cell is False or (isinstance(cell, str) and cell.strip().casefold() == "false")


def _find_cell(heads: Mapping[str, int], name: str, cells: Sequence[Cell]) -> Cell:
    place = heads.get(name, -1)
    return cells[place] if 0 <= place < len(cells) else ""


def _read_pointer(cell: Cell) -> Pointer:
    return tuple(head_word(part) for part in str(cell).split("."))


def _read_key(cell: Cell) -> str:
    """Return the first cell of a row as a key: lower-case words, with dots between them kept."""
    return ".".join(map(str, _read_pointer(cell))) if isinstance(cell, str) else ""
