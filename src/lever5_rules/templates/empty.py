"""Empty artifacts with comments: TOML for documents and the profile, CSV or TOML for tables.

Every field is commented out, with a placeholder as its value. A template that nobody filled in, or
in which somebody only removed the `#`, is therefore missing evidence and never passes.
"""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

import tomli_w

from lever5_rules.artifacts.fields import FieldInfo, item_fields, type_in_words
from lever5_rules.artifacts.kinds import ENVELOPE, Document, KindInfo

from .files import table_text
from .schemas import schema_line

WIDTH = 92
PLACEHOLDER = '"TBD"'
HOW = (
    "Take the # away before a line and write what the document says.",
    "A field that stays out is missing evidence: nobody has looked yet. false says: we looked, "
    "and the document does not say it, which is a gap. The two are never mixed up.",
)
HOW_PROFILE = ("Take the # away before a line and fill it in.",)
HOW_TABLE = (
    "Take this line with rows = [] away and write each row under a [[rows]] of its own. A CSV file "
    "with the same columns does as well.",
)


def empty_table(kind: KindInfo) -> bytes:
    """Return the CSV file of a table, with only the names of its columns."""
    return table_text(kind, ())


def empty_toml(kind: KindInfo, path: str, given: Mapping[str, Any] | None = None) -> str:
    """Return the TOML file of a kind, for the given `path` within a bundle.

    `given` are fields that are already filled in.
    """
    values = given or {}
    lines = [schema_line(kind.name, path)]
    office = f" Usually held by: {kind.office}." if kind.office else ""
    lines += _comment(f"{kind.meaning}{office}")
    cited = issubclass(kind.cls, Document)
    for line in HOW_TABLE if kind.table else HOW if cited else HOW_PROFILE:
        lines += ["#", *_comment(line)]
    lines += ["", f'kind = "{kind.name}"']
    if kind.table:
        lines += ["rows = []", "", "# [[rows]]", *_fields(kind.fields.values(), {})]
    else:
        lines += _document(kind, values)
    return "\n".join(lines) + "\n"


def _document(kind: KindInfo, values: Mapping[str, Any]) -> Iterator[str]:
    fields = [info for info in kind.fields.values() if info.name != "sources"]
    yield from _fields([info for info in fields if not info.nested], values)
    for info in fields:
        if info.nested:
            yield ""
            yield from _described(info)
            yield f"# [[{info.name}]]" if info.many else f"# [{info.name}]"
            yield from _fields(item_fields(info.item).values(), {})
            if info.many:
                yield f"# (and so on, a [[{info.name}]] for each)"
    if not issubclass(kind.cls, Document):
        return
    yield ""
    yield from _comment(
        "Where the document says it: page or section, and its words as quote, for each field "
        "above that is filled in."
    )
    for info in fields:
        if info.name not in ENVELOPE and not info.identifies:
            yield f"# [sources.{info.name}]"
            yield from (f"# page = {PLACEHOLDER}", f"# quote = {PLACEHOLDER}", "#")


def _fields(fields: Sequence[FieldInfo] | Any, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield each field with its meaning; within list items, a citation takes one line."""
    for info in fields:
        yield ""
        yield from _described(info)
        if info.name in values:
            yield tomli_w.dumps({info.name: values[info.name]}).strip()
        elif info.nested:
            yield f"# {info.name} = {{ page = {PLACEHOLDER}, quote = {PLACEHOLDER} }}"
        else:
            yield f"# {info.name} = {f'[{PLACEHOLDER}]' if info.many else PLACEHOLDER}"


def _described(info: FieldInfo) -> list[str]:
    unit = f", in {info.unit}" if info.unit else ""
    words = ("list" if info.many else "table") if info.nested else type_in_words(info)
    needed = "may be left out" if info.optional else "needed"
    return _comment(f"{info.meaning}. ({words[:1].upper()}{words[1:]}{unit}; {needed}.)")


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, WIDTH)]
