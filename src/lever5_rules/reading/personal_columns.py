"""Removal of personal data from tables."""

from attrs import evolve

from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.text import counted
from lever5_rules.reading.privacy.refused_values import refusal, refused, suspect

from .reference_problems import Warn


def clear_personal_data(table: Table, warn: Warn) -> Table:
    """Return the table without values that identify persons.

    Each affected column is reported once, with its first such row.
    """
    changed = {}
    for name, column in table.columns.items():
        if refused_values := _find_refused_values(column):
            changed[name] = _clear_column(table, column, refused_values, warn)
    return evolve(table, columns={**table.columns, **changed}) if changed else table


def _find_refused_values(column: Column) -> dict[int, str]:
    """Return what is refused in a column, by the code of its value."""
    info = column.info
    if info.item is not str or not suspect(info, column.values):
        return {}
    looked = ((code, refused(info, value)) for code, value in enumerate(column.values))
    return {code: what for code, what in looked if what}


def _clear_column(
    table: Table, column: Column, refused_values: dict[int, str], warn: Warn
) -> Column:
    rows = [row for row, code in enumerate(column.codes) if code in refused_values]
    values = list(column.values)
    if rows:
        part = table.part_of(rows[0])
        info = column.info
        place = part.source.place_of((rows[0] - part.first, info.name))
        message = f"{info.name} {refusal(info, refused_values[column.codes[rows[0]]])}"
        if len(rows) > 1:
            message += f" ({counted(len(rows), 'row')} like this, first here.)"
        mark = Mark(Reason.UNREADABLE, warn(part.source.path, place, message, Severity.ERROR))
        for code in refused_values:
            values[code] = mark
    return evolve(column, values=values, marked=column.marked | refused_values.keys())
