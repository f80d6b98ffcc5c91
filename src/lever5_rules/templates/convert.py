"""Conversion of a bundle to another form, with a check of what the other form cannot express."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.budgets import USUAL, Budgets
from lever5_rules.core.text import counted
from lever5_rules.reading.bundles.bundle import Bundle

from .content import Content, content_of
from .files import files_of, write_folder, write_zip
from .workbook import write_workbook


def write_content(
    path: Path, kinds: Mapping[str, KindInfo], content: Content, *, toml_tables: bool = False
) -> None:
    """Write a bundle as workbook (.xlsx), zip (.zip) or folder, depending on the ending of its
    name."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        write_workbook(path, list(kinds.values()), content)
        return
    files = files_of(kinds, content, toml_tables=toml_tables)
    if ending == ".zip":
        write_zip(path, files)
    else:
        write_folder(path, files)


def losses_in_writing(
    path: Path, kinds: Mapping[str, KindInfo], content: Content, budgets: Budgets = USUAL
) -> list[str]:
    """Return sentences on what is read differently from the written bundle than was meant."""
    again = content_of(Bundle.from_path(path, budgets), kinds)
    losses = [f"{path.name}: {line}" for line in again.lost]
    for name in {**content.documents, **content.rows}:
        originals = content.documents.get(name) or content.rows.get(name) or []
        records = again.documents.get(name) or again.rows.get(name) or []
        fields = list(dict.fromkeys(_differences(originals, records)))
        if fields:
            losses.append(
                f"{name}: {counted(len(fields), 'field says', 'fields say')} something else in "
                f"{path.name} ({', '.join(fields[:4])}). Look at it there."
            )
    return losses


def _differences(originals: Sequence[Any], read_again: Sequence[Any]) -> Iterator[str]:
    """Yield the fields that differ after reading the bundle again."""
    if len(originals) != len(read_again):
        yield f"{len(read_again)} of {len(originals)}"
        return
    for item, other in zip(originals, read_again, strict=True):
        for field in {**item, **other}:
            if _comparable(item.get(field)) != _comparable(other.get(field)):
                yield field


def _comparable(value: Any) -> Any:
    """Return a value in the form used for comparison, as the loader reads it."""
    if isinstance(value, dict):
        comparable = {name: _comparable(item) for name, item in value.items()}
        return {name: item for name, item in comparable.items() if item is not None} or None
    if isinstance(value, list):
        inner = [_comparable(item) for item in value]
        return inner if any(isinstance(item, dict) for item in inner) else _deduplicate(inner)
    return (value.strip() or None) if isinstance(value, str) else value


def _deduplicate(items: list[Any]) -> Any:
    """Return items without repetition; a single item as itself, as in a cell."""
    distinct: list[Any] = []
    for item in items:
        if item not in distinct:
            distinct.append(item)
    return (distinct[0] if len(distinct) == 1 else distinct) or None
