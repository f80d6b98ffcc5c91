"""Tokens in place of staff ids: rules receive these, so that no message can contain an id."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.core.withheld import Withheld


def with_tokens(loaded: LoadedBundle) -> LoadedBundle:
    """Return the bundle with a token such as `person-000017` for each staff id.

    A person has the same token in all tables, tokens sort like the ids, and the same bundle gives
    the same tokens. So rules can compare, count and sort people, and a plugin's message, scope or
    remedy cannot contain anybody's id.
    """
    ids = sorted({value for table in loaded.tables.values() for value in _list_ids(table)})
    width = len(str(len(ids)))
    tokens = {value: f"person-{number:0{width}d}" for number, value in enumerate(ids, 1)}
    withheld = Withheld(ids)
    tables = {
        name: evolve(_replace_ids(table, tokens), withheld=withheld)
        for name, table in loaded.tables.items()
    }
    return evolve(loaded, tables=tables)


def _holds_people(column: Column) -> bool:
    return column.info.person or column.info.refers_to == "staff"


def _list_ids(table: Table) -> set[str]:
    ids: set[str] = set()
    for column in filter(_holds_people, table.columns.values()):
        ids.update(value for value in column.values if isinstance(value, str))
        ids.update(value for value, _ in column.alternatives.values() if isinstance(value, str))
    return ids


def _replace_ids(table: Table, tokens: Mapping[str, str]) -> Table:
    changed = {
        name: evolve(
            column,
            values=[_replace_value(value, tokens) for value in column.values],
            alternatives={
                code: (_replace_value(value, tokens), mark)
                for code, (value, mark) in column.alternatives.items()
            },
        )
        for name, column in table.columns.items()
        if _holds_people(column)
    }
    return evolve(table, columns={**table.columns, **changed}) if changed else table


def _replace_value(value: Any, tokens: Mapping[str, str]) -> Any:
    return tokens[value] if isinstance(value, str) else value
