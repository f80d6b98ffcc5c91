"""What a bundle says, before anything is judged of it: to be written out in another form."""

import csv
import io
from collections.abc import Mapping
from typing import Any, get_args, get_origin

import tomli
from attrs import Factory, define

from lever5_rules.artifacts.kinds import FieldInfo, KindInfo, item_fields
from lever5_rules.loading.bundle import Bundle
from lever5_rules.loading.echo import named
from lever5_rules.loading.intake import PROFILE, kind_of_name
from lever5_rules.loading.personal import refusal, refused
from lever5_rules.loading.privacy import head_word


@define(eq=False, repr=False, slots=False)
class Content:
    """Documents and rows by kind, as they were written. `left_out` are sentences on what was not
    taken over: files of no kind, fields that no kind has."""

    documents: dict[str, list[dict[str, Any]]] = Factory(dict)
    rows: dict[str, list[dict[str, Any]]] = Factory(dict)
    left_out: list[str] = Factory(list)


def content_of(bundle: Bundle, kinds: Mapping[str, KindInfo]) -> Content:
    """The content of a bundle of TOML and CSV files.

    Only fields that a kind has are taken over, so that what may not be in a bundle stays behind.
    """
    content = Content()
    for file in bundle.files:
        suffix = file.path.rpartition(".")[2].lower()
        name = kind_of_name(file.path, kinds)
        try:
            with file.open() as raw:
                text = raw.read().decode("utf-8-sig")
            data = tomli.loads(text.replace("\r\n", "\n")) if suffix == "toml" else {}
        except (OSError, ValueError, RecursionError) as error:
            content.left_out.append(f"{file.path} cannot be read ({type(error).__name__}).")
            continue
        kind = kinds.get(str(data.pop("kind", name)))
        if kind is None or suffix not in ("toml", "csv"):
            content.left_out.append(f"{file.path} is of no kind and was left out.")
        elif suffix == "csv":
            _take_rows(content, kind, file.path, list(csv.reader(io.StringIO(text, newline=""))))
        elif kind.table:
            rows = [row for row in data.get("rows", ()) if isinstance(row, dict)]
            content.rows.setdefault(kind.name, []).extend(rows)
        else:
            document = _known(data, kind.fields)
            if "artifact_id" in kind.fields:
                stem = file.path.rpartition("/")[2].rpartition(".")[0]
                document = {"artifact_id": stem, **document}
            content.documents.setdefault(kind.name, []).append(document)
    return cleared(content, kinds)


def cleared(content: Content, kinds: Mapping[str, KindInfo]) -> Content:
    """The content without values that identify a person; what was left out is said."""
    told: dict[str, None] = {}

    def clear(data: Any, fields: Mapping[str, FieldInfo], at: str) -> Any:
        left = {}
        for name, value in data.items() if isinstance(data, dict) else ():
            info = fields.get(name)
            if info is None:
                continue
            if get_origin(info.type) is dict and isinstance(value, dict):
                inner = item_fields(get_args(info.type)[1])
                value = {key: clear(one, inner, f"{at}.{name}") for key, one in value.items()}
            elif hasattr(info.item, "__attrs_attrs__"):
                many = value if isinstance(value, list) else [value]
                found = [clear(one, item_fields(info.item), f"{at}.{name}") for one in many]
                value = found if isinstance(value, list) else found[0]
            elif what := refused(info, tuple(value) if isinstance(value, list) else value):
                told[f"{at}.{name} {refusal(info, what)}"] = None
                continue
            left[name] = value
        return left

    for held in (content.documents, content.rows):
        for kind, found in held.items():
            held[kind] = [clear(one, kinds[kind].fields, kind) for one in found]
    content.left_out.extend(told)
    return content


def _take_rows(content: Content, kind: KindInfo, path: str, cells: list[list[str]]) -> None:
    if not kind.table or not cells:
        content.left_out.append(f"{path} holds no rows of {kind.name}.")
        return
    heads = [head_word(head) for head in cells[0]]
    for head in heads:
        if head not in kind.fields:
            content.left_out.append(f"{path}: {named(head)} is no column of {kind.name}.")
    held = content.rows.setdefault(kind.name, [])
    for row in cells[1:]:
        if any(row):
            found = zip(heads, row, strict=False)
            held.append({head: cell for head, cell in found if cell and head in kind.fields})


def _known(data: Mapping[str, Any], fields: Mapping[str, FieldInfo]) -> dict[str, Any]:
    """The fields that a kind has, and within them those of their items."""
    return {
        name: _known_items(value, fields[name]) for name, value in data.items() if name in fields
    }


def _known_items(value: Any, info: FieldInfo) -> Any:
    if not hasattr(info.item, "__attrs_attrs__"):
        return value
    if isinstance(value, list):
        return [_known(one, item_fields(info.item)) for one in value if isinstance(one, dict)]
    return _known(value, item_fields(info.item)) if isinstance(value, dict) else value


__all__ = ["PROFILE", "Content", "content_of"]
